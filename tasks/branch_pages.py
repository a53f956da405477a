"""The pages of a committee member in charge: the directives of their branches, a proposal, and its answer."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from resolutions.models import Resolution
from resolutions.views import user_of
from tasks import branch_proposals, policy
from tasks.asking import refuse_unless, today
from tasks.assign_forms import Who
from tasks.branch_forms import AnswerForm, ProposalForm
from tasks.branch_proposals import BranchProposal
from tasks.listing import days_left, tag
from tasks.models import Directive, Extension, PartIn
from tasks.policy import Action, Subject
from tasks.split_pages import seen_version
from tasks.stopped import stopped
from tasks.taking import stands


@require_safe
def branches(request: HttpRequest) -> HttpResponse:
    """Show the directives of the person's branches, the earliest deadline first, with what they proposed for them."""
    refuse_unless(request, Action.PROPOSE)
    user, on = user_of(request), today()
    found = branch_proposals.in_charge(user, on).prefetch_related("assignments", "shares__body")
    rows, charged = list(found.order_by("due_on", "pk")), policy.charge_of(user, on)
    asked = Extension.objects.filter(directive__in=rows, by=user).select_related("directive", "answered_by")
    context = {
        "rows": [
            (row, _named(row, PartIn.LEAD), tag(row.state_on(on)), days_left(row, on), list(_own(row, charged)))
            for row in rows
        ],
        "proposals": branch_proposals.made_by(user, rows),
        "extensions": asked.order_by("-at", "-pk"),
    }
    return render(request, "tasks/branches.html", context)


def _named(directive: Directive, part: str) -> str:
    return ", ".join(row.named for row in directive.assignments.all() if row.part == part)


def _own(directive: Directive, charged: set[int]) -> Iterator[str]:
    """Yield how the parts of the person's branches stand; the state of the directive is that of all its bodies."""
    for share in directive.shares.all():
        if share.body_id in charged:
            words = _("%(body)s: done on %(day)s") if share.done_on else _("%(body)s: not done yet")
            yield words % {"body": share.body.name, "day": date_format(share.done_on, "d/m/Y") if share.done_on else ""}
    for row in directive.assignments.all():
        if row.body_id in charged and row.part == PartIn.COORDINATING:
            yield _("%(body)s: coordinating") % {"body": row.named}


def propose_url(pk: int) -> str:
    return reverse("tasks:propose", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
@stopped(propose_url)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another lead or deadline for a directive in which a branch of the person has a part."""
    refuse_unless(request, Action.PROPOSE)
    directive = get_object_or_404(branch_proposals.in_charge(user_of(request), today()), pk=pk)
    refuse_unless(request, Action.PROPOSE, Subject(directive))
    who = Who.on(today())
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(data, directive=directive, bodies=who.bodies, pressers=who.pressers)
    if form.is_valid() and _proposed(request, directive, form):
        messages.success(request, _("The proposal is sent. The head of the office or the permanent members answer it."))
        return redirect("tasks:branches")
    context: dict[str, Any] = {
        "directive": directive,
        "form": form,
        "closed": branch_proposals.closed(directive),
        **{part.value: _named(directive, part) for part in (PartIn.LEAD, PartIn.COORDINATING, PartIn.PRESSING)},
    }
    return render(request, "tasks/propose.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, directive: Directive, form: ProposalForm) -> bool:
    wish, by, at = form.wish(), user_of(request), timezone.now()
    return stands(form, lambda: branch_proposals.propose(directive, wish, by=by, at=at))


def answer_url(pk: int) -> str:
    return reverse("tasks:answer_proposal", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
@stopped(answer_url)
def answer_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a proposal, which changes the directive, or decline it with the reason."""
    proposal = _proposal_or_404(request, pk)
    refuse_unless(request, Action.ASSIGN, Subject(proposal.directive))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(request, proposal, form):
        messages.success(request, _("The proposal is answered."))
        return redirect(_back(proposal.directive))
    context = {
        "proposal": proposal,
        "directive": proposal.directive,
        "lead": _named(proposal.directive, PartIn.LEAD),
        "form": form,
        "back": _back(proposal.directive),
    }
    return render(request, "tasks/answer_proposal.html", context, status=422 if form.errors else 200)


def _back(directive: Directive) -> str:
    """Return the page on which what was proposed is seen beside what stands."""
    name = "tasks:directive" if directive.given_on else "tasks:assign_one"
    return reverse(name, args=[directive.pk])


def _answered(request: HttpRequest, proposal: BranchProposal, form: AnswerForm) -> bool:
    reason, seen, by, at = form.cleaned_data["reason"], seen_version(request), user_of(request), timezone.now()
    is_accepted = form.is_accepted
    return stands(
        form, lambda: branch_proposals.answer(proposal, reason, is_accepted=is_accepted, seen=seen, by=by, at=at)
    )


def _proposal_or_404(request: HttpRequest, pk: int) -> BranchProposal:
    """Return the proposal; it is there for who knows its month, and of a directive in force for who knows that."""
    proposal = branch_proposals.find(pk)
    user, on = user_of(request), today()
    months: Any = Resolution.objects.visible_to(user, on)
    if proposal is None or not months.filter(pk=proposal.directive.resolution_id).exists():
        raise Http404
    known: Any = Directive.objects.known_to(user, on)
    if proposal.directive.given_on and not known.filter(pk=proposal.directive.pk).exists():
        raise Http404
    return proposal
