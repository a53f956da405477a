"""The list of directives, the board, the projector of the weekly briefing, and the list as a spreadsheet."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resolutions.views import attachment, user_of
from tasks import boards, exporting
from tasks.asking import may, refuse_unless, today
from tasks.filtering import Columns
from tasks.listing import Listing, grouped, listing, shown
from tasks.policy import Action

ROWS_A_PAGE: Final = 40
COLUMNS_A_PAGE: Final = 12
# More than a briefing goes through; beyond it the filter is to be narrowed.
SLIDES: Final = 300


@require_safe
def directives(request: HttpRequest) -> HttpResponse:
    found = _found(request, Action.SEE)
    page = found.pages(ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_around(request, found),
        "page": page,
        "groups": grouped(found, shown(page.object_list, found.user, found.on)),
        "whole": found.chosen.address(state=""),
        "states": [(state, count, found.chosen.address(state=state.state.value)) for state, count in found.states],
        "may_remind": may(request, Action.REMIND),
        "may_report": may(request, Action.REPORT),
        "may_judge": may(request, Action.JUDGE),
        "may_propose": may(request, Action.PROPOSE),
        "may_link": may(request, Action.MAKE_LINK),
        **_beside(found, page),
    }
    return render(request, "tasks/list.html", context)


@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """Hand out all that the filter finds, not one page of it."""
    found = _found(request, Action.SEE)
    return attachment(exporting.file_name(found), exporting.XLSX, exporting.spreadsheet(found))


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    found = _found(request, Action.OVERSEE)
    page = Paginator(boards.heads(found), COLUMNS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_around(request, found),
        "page": page,
        "columns": boards.columns(found, list(page.object_list)),
        "ways": [(way.label, found.chosen.address(by=way.value), way == found.chosen.by) for way in Columns],
        **_beside(found, page),
    }
    return render(request, "tasks/board.html", context)


@require_safe
def projector(request: HttpRequest) -> HttpResponse:
    """Show one directive large; the slide is named by its directive, so that it stays when others change."""
    found = _found(request, Action.OVERSEE)
    keys = found[:SLIDES]
    asked = request.GET.get("slide", "")
    place = next((number for number, key in enumerate(keys) if str(key) == asked), 0)
    row = next(iter(shown(keys[place : place + 1], found.user, found.on)), None)
    context = {
        **_around(request, found),
        "row": row,
        "number": place + 1,
        "count": len(keys),
        "is_gone": bool(asked) and row is not None and str(row.directive.pk) != asked,
        "is_cut": found.total > len(keys),
        "previous": found.chosen.address(slide=str(keys[place - 1])) if place else "",
        "next": found.chosen.address(slide=str(keys[place + 1])) if place + 1 < len(keys) else "",
        "back": found.chosen.address(),
    }
    return render(request, "tasks/projector.html", context)


def _found(request: HttpRequest, action: Action) -> Listing:
    refuse_unless(request, action)
    return listing(request.GET, user_of(request), today())


def _around(request: HttpRequest, found: Listing) -> dict[str, Any]:
    """Return what every view of a filter shows: what is asked, what is wrong in it, where else it can be seen."""
    return {
        "found": found,
        "chosen": found.chosen,
        "form": found.form,
        "problems": found.problems,
        "today": found.on,
        "may_oversee": may(request, Action.OVERSEE),
    }


def _beside(found: Listing, page: Any) -> dict[str, str]:
    """Return the addresses of the page before and the page after, of those that there are."""
    addresses = {}
    if page.has_previous():
        addresses["before"] = found.chosen.address(page=str(page.previous_page_number()))
    if page.has_next():
        addresses["after"] = found.chosen.address(page=str(page.next_page_number()))
    return addresses
