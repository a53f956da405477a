"""The register of the office's papers (sổ văn bản): every number of a series, and what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesat.forms import Form
from kesat.organization.models import Term
from resolutions import numbering
from resolutions.approval_forms import OutsideForm, PaperForm, ReasonForm, SeriesForm
from resolutions.drafting import Refused
from resolutions.models import Number, Series
from resolutions.policy import Action
from resolutions.views import refuse_unless, user_of
from resolutions.workflow import Overtaken

NUMBERS_A_PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.REGISTER)
    return _page(request)


@require_POST
def reserve_number(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.REGISTER)
    form = PaperForm(request.POST, auto_id="reserve_%s")

    def reserve() -> Number:
        data = form.cleaned_data
        return numbering.reserve(
            data["paper_type"], data["subject"], dated_on=data["dated_on"], by=user_of(request), at=timezone.now()
        )

    return _act(request, reserve, _("Number %(number)s is reserved."), form, "reserve_form")


@require_POST
def enter_number(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.REGISTER)
    form = OutsideForm(request.POST, auto_id="outside_%s")

    def enter() -> Number:
        data = form.cleaned_data
        return numbering.use_outside(
            data["paper_type"],
            data["number"],
            data["subject"],
            dated_on=data["dated_on"],
            by=user_of(request),
            at=timezone.now(),
        )

    return _act(request, enter, _("Number %(number)s is entered."), form, "outside_form")


@require_POST
def void_number(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(request, Action.REGISTER)
    number = get_object_or_404(Number.objects.select_related("series__term"), pk=pk)
    form = ReasonForm(request.POST, auto_id=f"void_{pk}_%s")

    def void() -> Number:
        numbering.void(number, form.cleaned_data["reason"], by=user_of(request), at=timezone.now())
        return number

    return _act(request, void, _("Number %(number)s is void."), form, f"void_{pk}")


def _act(request: HttpRequest, verb: Callable[[], Number], words: str, form: Form, name: str) -> HttpResponse:
    """Do it and show the series; what is refused is said on the page, with what was typed."""
    if not form.is_valid():
        return _page(request, status=422, problems=form.problems, typed={name: form})
    try:
        number = verb()
    except Refused as refused:
        status = 409 if isinstance(refused, Overtaken) else 422
        return _page(request, status=status, problems=[("", str(refused))], typed={name: form})
    messages.success(request, words % {"number": number})
    series = number.series
    return redirect(f"{reverse('resolutions:register')}?paper_type={series.paper_type}&term={series.term_id}")


def _page(
    request: HttpRequest,
    *,
    status: int = 200,
    problems: list[tuple[str, str]] | None = None,
    typed: dict[str, Form] | None = None,
) -> HttpResponse:
    typed = typed or {}
    now, today = timezone.now(), timezone.localdate()
    chosen = SeriesForm(request.GET)
    data = chosen.cleaned_data if chosen.is_valid() else {}
    term = data.get("term") or _term_of_today() or Term.objects.first()
    paper_type = data.get("paper_type") or Series.PaperType.RESOLUTION.value
    context: dict[str, Any] = {
        "problems": problems or [],
        "chosen": SeriesForm(initial={"paper_type": paper_type, "term": term}),
        "reserve_form": PaperForm(initial={"dated_on": today, "paper_type": paper_type}, auto_id="reserve_%s"),
        "outside_form": OutsideForm(initial={"paper_type": paper_type}, auto_id="outside_%s"),
        **typed,
    }
    if term:
        series = numbering.series_in(paper_type, term)
        rows = series.numbers.select_related("resolution", "by", "series__term") if series.pk else Number.objects.none()
        found = Paginator(rows.order_by("-number"), NUMBERS_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "term": term,
            "series": series,
            "next": numbering.next_label(paper_type, term),
            "missing": [series.label(number) for number in numbering.unaccounted(series)] if series.pk else [],
            "page": found,
            "rows": [(row, typed.get(f"void_{row.pk}") or _void_form(row)) for row in found],
            "at": now,
        }
    return render(request, "resolutions/register.html", context, status=status)


def _void_form(row: Number) -> ReasonForm | None:
    return ReasonForm(auto_id=f"void_{row.pk}_%s") if row.state == Number.State.RESERVED else None


def _term_of_today() -> Term | None:
    try:
        return numbering.term_on(timezone.localdate())
    except Refused:
        return None
