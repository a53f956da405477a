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
from reports.shown import Named
from reports.spans import offered
from reports.standing import Asked, Measure
from reports.tables import By, Figures, Line, Table
from resolutions.views import attachment, user_of

ROWS_A_PAGE: Final = 40


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    form, found = _asked(request, request.GET)
    context: dict[str, Any] = {"form": form, "problems": form.problems, "found": found}
    if found:
        query = urlencode(shown.query(found.asked))
        groups = found.table(By.MEMBER)
        is_of_groups = groups is not None and request.GET.get("table") == By.MEMBER
        here = [table for table in found.tables if (table is groups) == is_of_groups]
        drawn = [(table, shown.rows(table, found.asked)) for table in here]
        context |= {
            "files": {kind: f"{reverse('reports:export', args=[kind])}?{query}" for kind in exports.KINDS},
            "tables": drawn,
            "sum": drawn[0][1][-1],
            "to_groups": f"?{query}&table={By.MEMBER.value}" if groups and not is_of_groups else "",
            "to_all": f"?{query}" if is_of_groups else "",
        }
    return render(request, "reports/figures.html", context, status=200 if found else 422)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly what a figure counts."""
    named = Named.read(request.GET.get("o", ""))
    if named is None:
        raise Http404
    data = {"period": named.period, "on": named.on}
    _form, found = _asked(request, data)
    if found is None:
        return _corrected(data)
    table, line, measure = _figure(named, found)
    items = line.behind(measure)
    page = Paginator(items, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "table": table,
        "line": line,
        "measure": measure,
        "count": len(items),
        "page": page,
        "rows": shown.counted(page.object_list, found, user_of(request), timezone.localdate()),
        "back": _address(found, table),
    }
    return render(request, "reports/behind.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    _form, found = _asked(request, request.GET)
    if kind not in exports.KINDS:
        raise Http404
    if found is None:
        return _corrected(request.GET)
    name, content = exports.file(found, Committee.current(), kind)
    return attachment(name, exports.KINDS[kind], content)


def _asked(request: HttpRequest, data: Mapping[str, Any]) -> tuple[PeriodForm, Figures | None]:
    """Return the form, and the figures that it asks for; None where they cannot be told. Raises PermissionDenied."""
    on = timezone.localdate()
    if reason := policy.refusal(Action.SEE, request.user, on=on):
        raise PermissionDenied(reason)
    form = PeriodForm(data, offered(on), on)
    if not form.is_valid():
        return form, None
    bodies = policy.bodies_of(user_of(request), on)
    return form, tables.figures(Asked(form.cleaned_data["period"], form.cleaned_data["on"], bodies))


def _address(found: Figures, table: Table) -> str:
    """Return the page on which the table stands; that of the bodies of groups has one of its own."""
    own = {"table": table.by.value} if table.by == By.MEMBER else {}
    return f"{reverse('reports:figures')}?{urlencode(shown.query(found.asked) | own)}"


def _corrected(data: Mapping[str, Any]) -> HttpResponse:
    """Lead to the page that says what is wrong in the address, with what stood in it."""
    wrong = {name: data[name] for name in ("period", "on") if name in data}
    return redirect(f"{reverse('reports:figures')}?{urlencode(wrong)}")


def _figure(named: Named, found: Figures) -> tuple[Table, Line, Measure]:
    """Return which figure the address names. Raises Http404."""
    table = found.table(named.by)
    line = table.line(named.row) if table else None
    if table is None or line is None or named.figure not in Measure.values:
        raise Http404
    return table, line, Measure(named.figure)
