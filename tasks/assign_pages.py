"""The pages on which the directives of a month are assigned: all of them, many at once, one, and giving the word."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kesat.organization.models import Committee
from resolutions import export
from resolutions.drafting import Refused
from resolutions.models import Resolution
from resolutions.periods import Period
from resolutions.views import attachment, user_of, visible_month_or_404
from resolutions.workflow import Overtaken
from tasks import appendix, assigning, branch_proposals, changing, policy, splitting
from tasks.assign_forms import ManyForm, OrderForm, Who, near_and_far
from tasks.assigning import Row, assign_seen, rows_of, set_many
from tasks.models import Directive
from tasks.policy import Action
from tasks.split_pages import seen_version
from tasks.stopped import stopped

# What the list can be narrowed to.
_SHOWN = ("tat-ca", "chua-giao", "thieu", "som")


def assignments_url(period: Period, **_named: Any) -> str:
    return reverse("tasks:assignments", args=[period])


def _month_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return the month; 404 for who may not know of it, 403 for who neither prepares nor assigns."""
    month = visible_month_or_404(request, period)
    policy.require(Action.PREPARE, request.user, on=timezone.localdate())
    return month


def _may_assign(request: HttpRequest) -> bool:
    return not policy.refusal(Action.ASSIGN, request.user, on=timezone.localdate())


def _seen(request: HttpRequest) -> dict[int, int]:
    """Return the directives that were ticked, each with the version that was shown; what is none is left out."""
    seen = {}
    for tick in request.POST.getlist("tick"):
        key, _dash, version = tick.partition("-")
        if all(part.isascii() and part.isdecimal() and len(part) < 18 for part in (key, version)):
            seen[int(key)] = int(version)
    return seen


@require_safe
def assignments(request: HttpRequest, period: Period) -> HttpResponse:
    """Show the directives of the month with who has which part, and set the same for many of them."""
    return _list(request, _month_or_404(request, period))


def _list(request: HttpRequest, month: Resolution, form: ManyForm | None = None) -> HttpResponse:
    on = timezone.localdate()
    rows = rows_of(month)
    shown = request.GET.get("xem", "")
    shown = shown if shown in _SHOWN else "tat-ca"
    may_assign = _may_assign(request)
    kept = _kept(rows, shown)
    ticked = {row.directive.pk for row in kept} if request.GET.get("chon") == "tat-ca" else set(_seen(request))
    context = {
        "resolution": month,
        "closed": splitting.closed_because(month),
        "rows": [(row, _is_open(row, may_assign=may_assign), row.directive.pk in ticked) for row in kept],
        "counts": _counts(rows),
        "shown": shown,
        "form": form or ManyForm(month=month, who=Who.on(on), given=_given(row.directive for row in rows)),
        "problems": form.problems if form else [],
        "may_assign": may_assign,
        "may_split": not policy.refusal(Action.SPLIT, request.user, on=on),
        "ready": sum(row.is_ready and row.directive.assigned_at is None for row in rows),
        "orphans": changing.orphans(on) if may_assign else [],
        "on": on,
    }
    return render(request, "tasks/assignments.html", context, status=422 if form else 200)


def _counts(rows: list[Row]) -> list[tuple[str, str, int]]:
    """Return what the list can be narrowed to; a deadline that cannot be is offered only where there is one."""
    labels = (_("All"), _("Not assigned yet"), _("Something missing"), _("Deadline too early"))
    found = [(name, label, len(_kept(rows, name))) for name, label in zip(_SHOWN, labels, strict=True)]
    return [each for each in found if each[2] or each[0] != "som"]


def _kept(rows: list[Row], shown: str) -> list[Row]:
    tests: dict[str, Callable[[Row], bool]] = {
        "chua-giao": lambda row: row.directive.assigned_at is None,
        "thieu": lambda row: bool(row.missing),
        "som": lambda row: row.is_early,
    }
    return [row for row in rows if shown not in tests or tests[shown](row)]


def _is_open(row: Row, *, may_assign: bool) -> bool:
    """Tell whether the person may change the directive here: it is open, and theirs to prepare or to assign."""
    return row.directive.is_open and (may_assign or row.directive.assigned_at is None)


@require_POST
@stopped(assignments_url)
def assign_many(request: HttpRequest, period: Period) -> HttpResponse:
    """Set the same for every directive that is ticked."""
    month, seen = _month_or_404(request, period), _seen(request)
    given = _given(month.directives.exclude(given_on=None))
    form = ManyForm(request.POST, month=month, who=Who.on(timezone.localdate()), given=given, ticked=seen)
    if form.is_valid():
        why = form.cleaned_data.get("reason", "")
        try:
            count = set_many(month, seen, form.chosen(), by=user_of(request), at=timezone.now(), reason=why)
        except Overtaken:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext("%(count)d directive is set.", "%(count)d directives are set.", count)
            messages.success(request, said % {"count": count})
            return redirect(assignments_url(period))
    return _list(request, month, form)


def _given(directives: Iterable[Directive]) -> set[int]:
    return {row.pk for row in directives if row.given_on}


def assign_url(period: Period, **_named: Any) -> str:
    return reverse("tasks:assign", args=[period])


@require_http_methods(["GET", "HEAD", "POST"])
@stopped(assign_url)
def assign(request: HttpRequest, period: Period) -> HttpResponse:
    """Let the head of the office assign: what is ready is ticked, what has no lead cannot be."""
    month = _month_or_404(request, period)
    policy.require(Action.ASSIGN, request.user, on=timezone.localdate())
    if request.method == "POST":
        count = assign_seen(month, _seen(request), by=user_of(request), at=timezone.now())
        said = ngettext("%(count)d directive is assigned.", "%(count)d directives are assigned.", count)
        messages.success(request, said % {"count": count})
        return redirect(assignments_url(period))
    rows = [row for row in rows_of(month) if row.directive.assigned_at is None and row.directive.is_open]
    context = {
        "resolution": month,
        "ready": [row for row in rows if row.is_ready],
        "unready": [row for row in rows if not row.is_ready],
        "closed": splitting.closed_because(month),
    }
    return render(request, "tasks/assign.html", context)


def _one_url(pk: int) -> str:
    return reverse("tasks:assign_one", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
@stopped(_one_url)
def assign_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the six clears of one directive that is not given yet."""
    directive = directive_or_404(request, pk)
    policy.require(Action.PREPARE, request.user, on=timezone.localdate())
    if directive.given_on:
        return redirect("tasks:change", pk)
    month = directive.resolution
    data = request.POST if request.method == "POST" else None
    form = OrderForm(data, month=month, who=Who.on(timezone.localdate()), directive=directive)
    if form.is_valid():
        splitting.correct(directive, form.order(), seen=seen_version(request), by=user_of(request), at=timezone.now())
        messages.success(request, _("The task is saved: %(title)s") % {"title": directive.title})
        return redirect(f"{assignments_url(month.period)}#nhiem-vu-{directive.pk}")
    is_kept = directive.assigned_at is not None and not _may_assign(request)
    context = {"resolution": month, "directive": directive, "form": form, "problems": form.problems, "is_kept": is_kept}
    context |= {"proposals": branch_proposals.waiting([directive]), "may_answer": _may_assign(request)}
    return render(request, "tasks/assign_one.html", context | near_and_far(form), status=422 if form.errors else 200)


def directive_or_404(request: HttpRequest, pk: int) -> Directive:
    """Return a directive that the person may know of; who assigns knows those that are not given yet, too."""
    on, user = timezone.localdate(), user_of(request)
    rows = Directive.objects.all() if _may_assign(request) else Directive.objects.visible_to(user, on)
    directive = get_object_or_404(
        rows.select_related("resolution", "paragraph", "leader", "follower").prefetch_related(
            "assignments__body", "assignments__user"
        ),
        pk=pk,
    )
    if not directive.resolution.is_visible_to(user, on):
        raise Http404
    return directive


@require_safe
def assignments_paper(request: HttpRequest, period: Period, kind: str) -> HttpResponse:
    """Hand out the appendix of the month: who does what until when."""
    month = _month_or_404(request, period)
    if kind not in appendix.KINDS:
        raise Http404
    name, content = appendix.paper(month, assigning.rows_of(month), Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)
