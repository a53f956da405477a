"""The board: what is open, in columns by state or by lead body, each with its first cards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from tasks.filtering import Columns
from tasks.listing import OPEN_STATES, Listing, Row, Tag, shown, tag
from tasks.models import State

CARDS_A_COLUMN: Final = 6


@dataclass(frozen=True)
class Head:
    """The head of a column: a state or a lead body, how many are open in it, and the list of all of them."""

    key: str | int | None
    name: str
    tag: Tag | None
    count: int
    late: int
    address: str


@dataclass(frozen=True)
class Column:
    """A column with its first cards."""

    head: Head
    rows: list[Row]

    @property
    def left(self) -> int:
        return self.head.count - len(self.rows)


def heads(found: Listing) -> list[Head]:
    return _of_states(found) if found.chosen.by == Columns.STATE else _of_leads(found)


def _of_states(found: Listing) -> list[Head]:
    counted = [(tag(state), found.how_many(state)) for state in OPEN_STATES]
    return [
        Head(one.state.value, one.label, one, count, 0, found.chosen.address(state=one.state.value))
        for one, count in counted
        if count
    ]


def _of_leads(found: Listing) -> list[Head]:
    """Return a head for each body that leads something open, in the order of lists."""
    counted: Counter[int | None] = Counter()
    for (lead, state), count in found.tallies.items():
        counted[lead] += count if state in OPEN_STATES else 0
    named = [(body.pk, body.name, body.code) for body in found.options.leads] + [(None, _("No lead yet"), "")]
    return [
        Head(pk, name, None, counted[pk], found.tallies[pk, State.OVERDUE], found.chosen.address(lead=code))
        for pk, name, code in named
        if counted[pk]
    ]


def columns(found: Listing, chosen: Sequence[Head]) -> list[Column]:
    """Return the columns under these heads with their first cards, in three queries however many there are."""
    key = "state" if found.chosen.by == Columns.STATE else "lead_body"
    place = Window(RowNumber(), partition_by=[F(key)], order_by=[F("due_on").asc(nulls_last=True), "number", "pk"])
    first = found.rows.open().with_state(found.on).annotate(place=place).filter(place__lte=CARDS_A_COLUMN)
    of_column = list(first.order_by("place").values_list(key, "pk"))
    wanted = {head.key for head in chosen}
    rows = {row.directive.pk: row for row in shown([pk for of, pk in of_column if of in wanted], found.user, found.on)}
    return [Column(head, [rows[pk] for of, pk in of_column if of == head.key and pk in rows]) for head in chosen]
