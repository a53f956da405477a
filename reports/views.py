"""The pages of the figures: the tables of a period, what stands behind a figure, the tables as files."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kesat.organization.models import Committee
from reports import exports, policy, shown, tables
from reports.forms import PeriodForm
from reports.policy import Action
from reports.spans import offered
from reports.standing import Asked, Measure
from reports.tables import By, Figures, Line, Table
from resolutions.views import attachment, user_of

ROWS_A_PAGE: Final = 40


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the newest month as of today; what is chosen has an address of its own, from which figures lead on."""
    form = _form(request, request.GET)
    if not form.is_valid():
        return render(request, "reports/figures.html", {"form": form, "problems": form.problems}, status=422)
    asked = _asked(request, form)
    chosen = request.GET.get("table", "")
    if form.is_chosen:
        return redirect(_address(asked, chosen))
    return _page(request, form, tables.figures(asked), "/".join(shown.named(asked).values()) + "/")


@require_safe
def of(request: HttpRequest, period: str, on: str) -> HttpResponse:
    """Show the figures of a period as of a day."""
    form = _form(request, {"period": period, "on": on})
    if not form.is_valid():
        return _corrected({"period": period, "on": on})
    return _page(request, form, tables.figures(_asked(request, form)), "")


@require_safe
def behind(request: HttpRequest, period: str, on: str, by: str, row: str, figure: str) -> HttpResponse:
    """Show exactly what a figure counts."""
    form = _form(request, {"period": period, "on": on})
    if not form.is_valid():
        return _corrected({"period": period, "on": on})
    found = tables.figures(_asked(request, form))
    table, line, measure = _figure(found, by, row, figure)
    items = line.behind(measure)
    page = Paginator(items, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "table": table,
        "line": line,
        "measure": measure,
        "count": len(items),
        "how_many": shown.how_many(items),
        "page": page,
        "rows": shown.counted(page.object_list, found, user_of(request), timezone.localdate()),
        "back": _address(found.asked, table.by),
    }
    return render(request, "reports/behind.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    form = _form(request, request.GET)
    if kind not in exports.KINDS:
        raise Http404
    if not form.is_valid():
        return _corrected(request.GET)
    name, content = exports.file(tables.figures(_asked(request, form)), Committee.current(), kind)
    return attachment(name, exports.KINDS[kind], content)


def _form(request: HttpRequest, data: Mapping[str, Any]) -> PeriodForm:
    """Return the form that says of what figures are asked for. Raises PermissionDenied."""
    on = timezone.localdate()
    if reason := policy.refusal(Action.SEE, request.user, on=on):
        raise PermissionDenied(reason)
    return PeriodForm(data, offered(on), on)


def _asked(request: HttpRequest, form: PeriodForm) -> Asked:
    """Return what the valid form asks for, of the bodies whose figures the person sees."""
    bodies = policy.bodies_of(user_of(request), timezone.localdate())
    return Asked(form.cleaned_data["period"], form.cleaned_data["on"], bodies)


def _page(request: HttpRequest, form: PeriodForm, found: Figures, start: str) -> HttpResponse:
    """Answer with the tables; `start` leads from this page to the addresses of the figures."""
    query = urlencode(shown.named(found.asked))
    groups = found.table(By.MEMBER)
    is_of_groups = groups is not None and request.GET.get("table") == By.MEMBER
    drawn = [(table, shown.rows(table, start)) for table in found.tables if (table is groups) == is_of_groups]
    context = {
        "form": form,
        "found": found,
        "files": {kind: f"{reverse('reports:export', args=[kind])}?{query}" for kind in exports.KINDS},
        "tables": drawn,
        "sum": drawn[0][1][-1],
        "to_groups": _address(found.asked, By.MEMBER) if groups and not is_of_groups else "",
        "to_all": _address(found.asked) if is_of_groups else "",
    }
    return render(request, "reports/figures.html", context)


def _address(asked: Asked, table: str = "") -> str:
    """Return the page on which the table stands; that of the bodies of groups has one of its own."""
    own = f"?table={By.MEMBER.value}" if table == By.MEMBER else ""
    return reverse("reports:of", kwargs=shown.named(asked)) + own


def _corrected(data: Mapping[str, Any]) -> HttpResponse:
    """Lead to the page that says what is wrong in the address, with what stood in it."""
    wrong = {name: data[name] for name in ("period", "on") if name in data}
    return redirect(f"{reverse('reports:figures')}?{urlencode(wrong)}")


def _figure(found: Figures, by: str, row: str, figure: str) -> tuple[Table, Line, Measure]:
    """Return which figure the address names. Raises Http404."""
    table = found.table(by)
    line = table.line(row) if table else None
    if table is None or line is None or figure not in Measure.values:
        raise Http404
    return table, line, Measure(figure)
