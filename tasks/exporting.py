"""The list as a spreadsheet: real days and numbers, and text that stays text."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from tablib import Dataset

from kesat.spreadsheets import SafeXLSX
from tasks.listing import Listing, Row, shown
from tasks.models import PartIn, State

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many are fetched at a time; of a result so much is handed out, more than any sentence has.
_AT_ONCE, _LENGTH = 500, 4_000


def spreadsheet(found: Listing) -> bytes:
    """Return all directives that the filter finds, in its order, with a head."""
    heads = [
        _("Month"), _("Number"), _("Directive"), _("Field of work"), _("Kind of directive"), _("Lead body"),
        _("Coordinating"), _("Pressed by"), _("Supervised by"), _("Given on"), _("Deadline"),
        _("First deadline"), _("State"), _("Days overdue"), _("Ended on"), _("Latest result"),
    ]  # fmt: skip
    table = Dataset(headers=heads, title=_("Directives"))
    for row in _rows(found):
        table.append(_cells(row, found))
    content: bytes = SafeXLSX().export_data(table)
    return content


def file_name(found: Listing) -> str:
    month = found.chosen.month
    when = f" tháng {month.month:02}-{month.year}" if month else ""
    return f"Nhiệm vụ{when} ({found.on:%d-%m-%Y}).xlsx"


def _rows(found: Listing) -> Iterator[Row]:
    keys = found[:]
    for first in range(0, len(keys), _AT_ONCE):
        yield from shown(keys[first : first + _AT_ONCE], found.user, found.on, length=_LENGTH)


def _cells(row: Row, found: Listing) -> list[Any]:
    directive = row.directive
    days = (found.on - directive.due_on).days if directive.due_on and row.tag.state == State.OVERDUE else None
    return [
        directive.resolution.label,
        directive.number,
        directive.title,
        directive.get_field_display(),
        directive.get_kind_display(),
        row.lead,
        ", ".join(row.named[PartIn.COORDINATING]),
        row.presser,
        ", ".join(row.named[PartIn.SUPERVISING]),
        directive.given_on,
        directive.due_on,
        directive.first_due_on,
        row.tag.label,
        days,
        directive.ended_on,
        row.result,
    ]
