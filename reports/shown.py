"""Figures as the pages show them: each with the address of what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kesat.organization.models import User
from reports.standing import Asked, Item, Measure
from reports.tables import By, Figures, Line, Ratio, Table
from tasks.listing import Tag, tag
from tasks.models import Directive


@dataclass(frozen=True)
class Cell:
    """A figure with the address of what it counts; none of nothing."""

    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Share:
    """A share in time with its two figures."""

    label: str
    percent: float | None
    met: Cell
    of: Cell


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    line: Line
    cells: list[Cell]
    shares: list[Share]


@dataclass(frozen=True)
class Counted:
    """One that a figure counts; the address is empty where the person may not open it."""

    item: Item
    tag: Tag
    month: str
    who: str
    address: str


def query(asked: Asked) -> dict[str, str]:
    """Return what an address says of the period and the day."""
    return {"period": asked.span.key, "on": asked.on.isoformat()}


def rows(table: Table, asked: Asked) -> list[Row]:
    """Return the lines of a table, the sum last."""
    return [row(table.by, line, asked) for line in (*table.lines, table.total)]


def row(by: By, line: Line, asked: Asked) -> Row:
    place = reverse("reports:behind")
    named = query(asked) | {"by": by.value, **({"row": line.key} if line.key else {})}

    def cell(measure: Measure, count: int) -> Cell:
        address = f"{place}?{urlencode(named | {'figure': measure.value})}"
        return Cell(str(measure.label), count, address if count else "")

    def share(ratio: Ratio) -> Share:
        return Share(ratio.label, ratio.percent, cell(ratio.met, ratio.count), cell(ratio.of, ratio.total))

    cells = [cell(measure, count) for measure, count in line.counts]
    return Row(line, cells, [share(ratio) for ratio in line.shares])


def counted(items: Iterable[Item], found: Figures, user: User, on: date) -> list[Counted]:
    """Return the items as they are shown to the person on the day, in one query."""
    items = list(items)
    known: Any = Directive.objects.known_to(user, on).filter(pk__in={item.given.pk for item in items})
    open_to = set(known.order_by().values_list("pk", flat=True))
    return [
        Counted(
            item=item,
            tag=tag(item.state),
            month=f"{item.given.month:02}/{item.given.year}",
            who=found.who(item),
            address=reverse("tasks:directive", args=[item.given.pk]) if item.given.pk in open_to else "",
        )
        for item in items
    ]
