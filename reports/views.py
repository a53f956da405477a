"""The pages of the figures: the tables of a period, what stands behind a figure, the tables as files."""

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
from reports.tables import Figures, Line, Table
from resolutions.views import attachment, user_of

ROWS_A_PAGE: Final = 40


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    form, found = _asked(request)
    context: dict[str, Any] = {"form": form, "problems": form.problems, "found": found}
    if found:
        asked = found.asked
        query = urlencode(shown.query(asked))
        context |= {
            "files": {kind: f"{reverse('reports:export', args=[kind])}?{query}" for kind in exports.KINDS},
            "sum": shown.row(found.tables[-1].by, found.total, asked),
            "tables": [(table, shown.rows(table, asked)) for table in found.tables],
        }
    return render(request, "reports/figures.html", context, status=200 if found else 422)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly what a figure counts."""
    _form, found = _asked(request)
    if found is None:
        return _corrected(request)
    table, line, measure = _figure(request, found)
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
        "back": f"{reverse('reports:figures')}?{urlencode(shown.query(found.asked))}",
    }
    return render(request, "reports/behind.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    _form, found = _asked(request)
    if kind not in exports.KINDS:
        raise Http404
    if found is None:
        return _corrected(request)
    name, content = exports.file(found, Committee.current(), kind)
    return attachment(name, exports.KINDS[kind], content)


def _asked(request: HttpRequest) -> tuple[PeriodForm, Figures | None]:
    """Return the form, and the figures that it asks for; None where they cannot be told. Raises PermissionDenied."""
    on = timezone.localdate()
    if reason := policy.refusal(Action.SEE, request.user, on=on):
        raise PermissionDenied(reason)
    form = PeriodForm(request.GET, offered(on), on)
    if not form.is_valid():
        return form, None
    bodies = policy.bodies_of(user_of(request), on)
    return form, tables.figures(Asked(form.cleaned_data["period"], form.cleaned_data["on"], bodies))


def _corrected(request: HttpRequest) -> HttpResponse:
    """Lead to the page that says what is wrong in the address, with what stood in it."""
    wrong = {name: request.GET[name] for name in ("period", "on") if name in request.GET}
    return redirect(f"{reverse('reports:figures')}?{urlencode(wrong)}")


def _figure(request: HttpRequest, found: Figures) -> tuple[Table, Line, Measure]:
    """Return which figure the address names. Raises Http404."""
    table = found.table(request.GET.get("by", ""))
    line = table.line(request.GET.get("row", "")) if table else None
    measure = request.GET.get("figure", "")
    if table is None or line is None or measure not in Measure.values:
        raise Http404
    return table, line, Measure(measure)
