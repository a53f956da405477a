"""The pages on which a given directive is changed with a reason, and what closed bodies left is handed over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kesat.organization.models import Body
from resolutions.views import user_of
from tasks import changing, policy
from tasks.assign_forms import DeadlineForm, DetailsForm, DropForm, LeadForm, Who, near_and_far
from tasks.assign_pages import directive_or_404
from tasks.models import Directive
from tasks.policy import Action
from tasks.split_pages import seen_version
from tasks.stopped import stopped
from tasks.taking import stands


def change_url(pk: int) -> str:
    return reverse("tasks:change", args=[pk])


def _directive_or_404(request: HttpRequest, pk: int) -> Directive:
    directive = directive_or_404(request, pk)
    policy.require(Action.ASSIGN, request.user, on=timezone.localdate())
    return directive


@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what can be changed of a directive that is given, each with its reason."""
    directive = _directive_or_404(request, pk)
    if directive.given_on is None:
        return redirect("tasks:assign_one", pk)
    return _page(request, directive)


def _page(request: HttpRequest, directive: Directive, **bound: Any) -> HttpResponse:
    form = next(iter(bound.values()), None)
    details = bound.get("details_form") or DetailsForm(who=Who.on(timezone.localdate()), directive=directive)
    context = {
        "directive": directive,
        "resolution": directive.resolution,
        "lead_form": LeadForm(bodies=_bodies()),
        "deadline_form": DeadlineForm(month=directive.resolution),
        "drop_form": DropForm(),
        "details_form": details,
        **near_and_far(details),
        "leads": [row.named for row in directive.assignments.all() if row.part == row.Part.LEAD],
        "problems": form.problems if form else [],
        **bound,
    }
    return render(request, "tasks/change.html", context, status=422 if form else 200)


def _bodies() -> list[Body]:
    return list(Body.objects.existing(timezone.localdate()))


@require_POST
@stopped(change_url)
def change_lead(request: HttpRequest, pk: int) -> HttpResponse:
    directive = _directive_or_404(request, pk)
    form = LeadForm(request.POST, bodies=_bodies())
    if form.is_valid() and _did(request, form, "lead", changing.change_lead, directive, form.cleaned_data["lead"]):
        messages.success(request, _("Another body leads now; its share is given, and both are told."))
        return redirect(change_url(pk))
    return _page(request, directive, lead_form=form)


@require_POST
@stopped(change_url)
def change_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    directive = _directive_or_404(request, pk)
    form = DeadlineForm(request.POST, month=directive.resolution)
    if form.is_valid() and _did(
        request, form, "due_on", changing.change_deadline, directive, form.cleaned_data["due_on"]
    ):
        messages.success(request, _("The new deadline is set; the first one stays as it was given."))
        return redirect(change_url(pk))
    return _page(request, directive, deadline_form=form)


@require_POST
@stopped(change_url)
def change_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who has a part in it beside the lead, its priority, or what is handed over."""
    directive = _directive_or_404(request, pk)
    form = DetailsForm(request.POST, who=Who.on(timezone.localdate()), directive=directive)
    if form.is_valid() and _did(request, form, None, changing.change_details, directive, form.beside()):
        messages.success(request, _("The change is kept, with what stood there before."))
        return redirect(change_url(pk))
    return _page(request, directive, details_form=form)


@require_POST
@stopped(change_url)
def drop_directive(request: HttpRequest, pk: int) -> HttpResponse:
    directive = _directive_or_404(request, pk)
    form = DropForm(request.POST)
    if form.is_valid() and _did(request, form, "reason", changing.drop, directive):
        messages.success(request, _("The directive is no longer to be done; its bodies are told."))
        return redirect(change_url(pk))
    return _page(request, directive, drop_form=form)


def _did(request: HttpRequest, form: Any, field: str | None, verb: Any, directive: Directive, *what: Any) -> bool:
    """Take the verb; a refusal stands at the field, and what was overtaken is the caller's to show."""
    reason, seen, by, at = form.cleaned_data["reason"], seen_version(request), user_of(request), timezone.now()
    return stands(form, lambda: verb(directive, *what, reason, seen=seen, by=by, at=at), field)


def orphans_url(**_named: Any) -> str:
    return reverse("tasks:orphans")


@require_safe
def orphans(request: HttpRequest) -> HttpResponse:
    """Show what bodies that exist no longer have left to do, each with the one act that hands it over."""
    policy.require(Action.ASSIGN, request.user, on=timezone.localdate())
    return _orphans(request)


def _orphans(request: HttpRequest, returned: tuple[int, LeadForm] | None = None) -> HttpResponse:
    bodies = _bodies()
    found = changing.orphans(timezone.localdate())
    pk, bound = returned or (0, None)
    rows = [
        (body, directives, bound if bound and body.pk == pk else LeadForm(bodies=bodies, name=f"giao-{body.pk}"))
        for body, directives in found
    ]
    context = {"rows": rows, "problems": bound.problems if bound else []}
    return render(request, "tasks/orphans.html", context, status=422 if bound else 200)


@require_POST
@stopped(orphans_url)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over to one body all that another one, which exists no longer, has left to do."""
    policy.require(Action.ASSIGN, request.user, on=timezone.localdate())
    closed = get_object_or_404(Body.objects.exclude(pk__in=Body.objects.existing(timezone.localdate())), pk=pk)
    form = LeadForm(request.POST, bodies=_bodies(), name=f"giao-{closed.pk}")
    if not form.is_valid():
        return _orphans(request, (closed.pk, form))
    data = form.cleaned_data
    count = changing.hand_over(closed, data["lead"], data["reason"], by=user_of(request), at=timezone.now())
    said = ngettext("%(count)d task is handed over to %(name)s.", "%(count)d tasks are handed over to %(name)s.", count)
    messages.success(request, said % {"count": count, "name": data["lead"].name})
    return redirect(orphans_url())
