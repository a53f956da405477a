"""Figures as the pages show them: each with the address of what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from kesat.organization.models import User
from reports.standing import Asked, Item, Measure
from reports.tables import ALL, COLUMNS, Figures, Line, Ratio, Table
from tasks.listing import Tag, tag
from tasks.models import Directive


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with the address of what it counts; none of nothing."""

    label: str
    count: int
    address: str


class Share(NamedTuple):
    """A share in time with its two figures."""

    label: str
    percent: float | None
    met: Cell
    of: Cell


class Row(NamedTuple):
    """A line of a table."""

    line: Line
    cells: list[Cell]
    shares: list[Share]
    is_sum: bool


@dataclass(frozen=True)
class Counted:
    """One that a figure counts; the address is empty where the person may not open it.

    `part_of` names the body whose part it is, where another one or its group led.
    """

    item: Item
    title: str
    tag: Tag
    month: str
    lead: str
    part_of: str
    address: str


def named(asked: Asked) -> dict[str, str]:
    """Return what an address says of the period and the day."""
    return {"period": asked.span.key, "on": asked.on.isoformat()}


def rows(table: Table, start: str) -> list[Row]:
    """Return the lines of a table, the sum last; `start` leads from the page to the addresses of its figures."""
    labels = {measure: str(measure.label) for measure in COLUMNS}
    return [row(line, f"{start}{table.by.value}/{line.key}/", labels) for line in (*table.lines, table.total)]


def row(line: Line, start: str, labels: dict[Measure, str]) -> Row:
    """Return a line with its addresses, which are short, since a page holds hundreds of them."""

    def cell(measure: Measure, count: int, label: str) -> Cell:
        return Cell(label, count, f"{start}{measure.value}/" if count else "")

    def share(ratio: Ratio) -> Share:
        met, of = cell(ratio.met, ratio.count, ""), cell(ratio.of, ratio.total, "")
        return Share(ratio.label, ratio.percent, met, of)

    cells = [cell(measure, count, labels[measure]) for measure, count in line.counts]
    return Row(line, cells, [share(ratio) for ratio in line.shares], line.key == ALL)


def counted(items: Iterable[Item], found: Figures, user: User, on: date) -> list[Counted]:
    """Return the items as they are shown to the person on the day, in one query."""
    items = list(items)
    known: Any = Directive.objects.known_to(user, on).order_by().values("pk")
    rows = Directive.objects.filter(pk__in={item.given.pk for item in items}).order_by()
    listed: Any = rows.annotate(may_open=Q(pk__in=known)).values_list("pk", "title", "may_open")
    named = {pk: (title, may_open) for pk, title, may_open in listed}
    return [
        Counted(
            item=item,
            title=named[item.given.pk][0],
            tag=tag(item.state),
            month=f"{item.given.month:02}/{item.given.year}",
            lead=found.lead(item),
            part_of=found.part_of(item),
            address=reverse("tasks:directive", args=[item.given.pk]) if named[item.given.pk][1] else "",
        )
        for item in items
    ]


def how_many(items: Iterable[Item]) -> str:
    """Return in words how many a figure counts: directives, or parts of bodies where several are of one directive."""
    keys = [item.given.pk for item in items]
    parts, directives = len(keys), len(set(keys))
    if parts == directives:
        return ngettext("%(count)s directive", "%(count)s directives", parts) % {"count": parts}
    said = ngettext(
        "%(parts)s parts of bodies, in %(count)s directive",
        "%(parts)s parts of bodies, in %(count)s directives",
        directives,
    )
    return said % {"parts": parts, "count": directives}


def titles(items: Iterable[Item]) -> dict[int, str]:
    """Return the titles of the directives by their keys."""
    keys = {item.given.pk for item in items}
    return dict(Directive.objects.filter(pk__in=keys).order_by().values_list("pk", "title"))
