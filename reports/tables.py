"""The tables of a period: by lead, by field and by who presses; every figure knows what it counts.

Each of the three counts a directive once, in one line, so their sums are one. What a group leads stands in the group's
line; its bodies, which report each for itself, have a table of their own, where a directive counts once for each.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.organization.models import Body, Position, Role, User
from kesat.vietnamese import name_key
from reports.standing import BITS, Asked, Item, Measure, standing
from resolutions.manuscript import Field

# The columns of counts; the two shares in time stand behind them.
COLUMNS: Final = (
    Measure.GIVEN,
    Measure.DONE_IN_TIME,
    Measure.DONE_LATE,
    Measure.IN_TIME,
    Measure.OVERDUE,
    Measure.STANDING,
    Measure.CARRIED_OVER,
    Measure.DROPPED,
    Measure.ASKED,
    Measure.GRANTED,
)
# Keys of lines: nobody is named, but someone is in charge of a body that has a part; nobody at all.
IN_CHARGE: Final = "phu-trach"
NOBODY: Final = "-"
# Key of the sum; the code of a body has capital letters.
ALL: Final = "tat-ca"


class By(TextChoices):
    """What the lines of a table are."""

    BODY = "body", gettext_lazy("By body")
    FIELD = "field", gettext_lazy("By field of work")
    PRESSER = "presser", gettext_lazy("By who presses")
    MEMBER = "member", gettext_lazy("Bodies of the groups")


# What stands over the names of the lines.
_HEADS: Final = {
    By.BODY: gettext_lazy("Body"),
    By.FIELD: gettext_lazy("Field of work"),
    By.PRESSER: gettext_lazy("Pressed by"),
    By.MEMBER: gettext_lazy("Body"),
}


@dataclass(frozen=True)
class Ratio:
    """How many of how many were in time, with the measures that count both."""

    label: str
    met: Measure
    of: Measure
    count: int
    total: int

    @property
    def percent(self) -> float | None:
        """Return the share rounded to a tenth of a percent; None of nothing."""
        return round(100 * self.count / self.total, 1) if self.total else None


@dataclass(frozen=True)
class Line:
    """What belongs to one body, field or person; `key` names it in an address.

    `ended_on` is the last day of a body that had been closed by the day of the figures.
    """

    key: str
    label: str
    items: tuple[Item, ...]
    ended_on: date | None = None

    @property
    def note(self) -> str:
        return _("existed until %(day)s") % {"day": date_format(self.ended_on, "d/m/Y")} if self.ended_on else ""

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter([item.bits for item in self.items])

    def count(self, measure: Measure) -> int:
        bit = BITS[measure]
        return sum(count for bits, count in self._counts.items() if bits & bit)

    def behind(self, measure: Measure) -> list[Item]:
        """Return what the figure counts."""
        return [item for item in self.items if item.counts_as(measure)]

    @property
    def counts(self) -> list[tuple[Measure, int]]:
        return [(measure, self.count(measure)) for measure in COLUMNS]

    @property
    def by_first(self) -> Ratio:
        """The share in time by the first deadline."""
        return self._ratio(_("In time by the first deadline"), Measure.MET_FIRST, Measure.JUDGED_FIRST)

    @property
    def by_granted(self) -> Ratio:
        """The share in time by the deadline in force on the day."""
        return self._ratio(_("In time by the deadline granted"), Measure.DONE_IN_TIME, Measure.JUDGED)

    @property
    def shares(self) -> tuple[Ratio, Ratio]:
        return self.by_first, self.by_granted

    def _ratio(self, label: str, met: Measure, of: Measure) -> Ratio:
        return Ratio(label, met, of, self.count(met), self.count(of))


@dataclass(frozen=True)
class Table:
    """The lines of one kind, and their sum."""

    by: By
    lines: tuple[Line, ...]
    total: Line

    @property
    def head(self) -> str:
        return str(_HEADS[self.by])

    def line(self, key: str) -> Line | None:
        """Return the line of the key, the sum for ALL."""
        return next((line for line in (self.total, *self.lines) if line.key == key), None)


@dataclass(frozen=True)
class Figures:
    """All that is told of a period, with the names of today of bodies and of people.

    `parts` are those of the bodies; of `unknown` directives the record does not tell who had them on the day.
    """

    asked: Asked
    tables: tuple[Table, ...]
    bodies: dict[int, Body]
    people: dict[int, str]
    parts: tuple[Item, ...] = ()
    unknown: int = 0

    def table(self, by: str) -> Table | None:
        return next((table for table in self.tables if table.by == by), None)

    @property
    def total(self) -> Line:
        """The sum of whole directives; for whoever sees but some bodies, of their parts."""
        return self.tables[0].total

    def lead(self, item: Item) -> str:
        """Return the name of who led: the group where a group did."""
        return self.bodies[item.given.lead].name if item.given.lead else ""

    def part_of(self, item: Item) -> str:
        """Return the name of the body whose part it is, where another one, or its group, led."""
        return self.bodies[item.body].name if item.body and item.body != item.given.lead else ""

    def presser(self, item: Item) -> str:
        return self.people[item.given.presser] if item.given.presser else ""


def figures(asked: Asked) -> Figures:
    """Return the tables; for whoever sees but some bodies, the one of those."""
    found = standing(asked)
    bodies = _bodies(found.whole, found.parts, asked)
    people = _people(found.whole or found.parts)
    if asked.bodies is not None:
        tables = [_table(By.BODY, found.parts, _of_bodies(found.parts, bodies, asked))]
    else:
        tables = [
            _table(By.BODY, found.whole, _of_leads(found.whole, bodies, asked)),
            _table(By.FIELD, found.whole, _of_fields(found.whole)),
            _table(By.PRESSER, found.whole, _of_pressers(found.whole, _in_charge(found.parts, bodies), people)),
        ]
        if own := _of_groups(found.parts):
            tables.append(_table(By.MEMBER, own, _of_bodies(own, bodies, asked)))
    return Figures(asked, tuple(tables), bodies, people, found.parts, len(found.unknown))


def _bodies(whole: Iterable[Item], parts: Iterable[Item], asked: Asked) -> dict[int, Any]:
    """Return the bodies that led and those that have a part, by key, in the order of lists.

    `is_pressed` tells of a branch whether a committee member was in charge of it on the day.
    """
    parts = list(parts)
    found = {item.given.lead for item in (*whole, *parts)} | {item.body for item in parts}
    keys = {key for key in found if key is not None}
    held = Position.objects.held(asked.on).filter(post__role=Role.COMMITTEE_MEMBER, body=OuterRef("pk"))
    rows = Body.objects.filter(pk__in=keys).only("code", "name", "position", "kind", "ends_on")
    return {body.pk: body for body in rows.annotate(is_pressed=Q(kind=Body.Kind.BRANCH) & Exists(held))}


def _people(items: Iterable[Item]) -> dict[int, str]:
    keys = {item.given.presser for item in items if item.given.presser is not None}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "full_name")) if keys else {}


def _table(by: By, items: tuple[Item, ...], lines: Iterable[Line]) -> Table:
    return Table(by, tuple(lines), Line(ALL, _("Total"), items))


def _of_leads(items: Iterable[Item], bodies: dict[int, Body], asked: Asked) -> list[Line]:
    """Return a line for each body and each group that led, one for a body however it was called in between."""
    return _lines(_grouped((item.given.lead, item) for item in items), bodies, asked)


def _of_bodies(items: Iterable[Item], bodies: dict[int, Body], asked: Asked) -> list[Line]:
    """Return a line for each body that has a part."""
    return _lines(_grouped((item.body, item) for item in items), bodies, asked)


def _lines(groups: dict[Hashable, tuple[Item, ...]], bodies: dict[int, Body], asked: Asked) -> list[Line]:
    found = [
        Line(body.code, body.name, groups[pk], _closed(body, asked)) for pk, body in bodies.items() if pk in groups
    ]
    return [*found, *([Line(NOBODY, _("No lead yet"), groups[None])] if None in groups else [])]


def _closed(body: Body, asked: Asked) -> date | None:
    return body.ends_on if body.ends_on and body.ends_on < asked.on else None


def _of_groups(parts: Iterable[Item]) -> tuple[Item, ...]:
    """Return all parts of the bodies that have one of what a group, or another body, led."""
    parts = tuple(parts)
    members = {part.body for part in parts if part.body != part.given.lead}
    return tuple(part for part in parts if part.body in members)


def _of_fields(items: Iterable[Item]) -> list[Line]:
    groups = _grouped((item.given.field, item) for item in items)
    return [Line(field.value, str(field.label), groups[field.value]) for field in Field if field.value in groups]


def _in_charge(parts: Iterable[Item], bodies: dict[int, Any]) -> set[int]:
    """Return the directives of which a part is a branch's that a committee member was in charge of on the day."""
    return {part.given.pk for part in parts if part.body and bodies[part.body].is_pressed}


def _of_pressers(items: Iterable[Item], in_charge: set[int], people: dict[int, str]) -> list[Line]:
    """Return a line for each person in the order of names, then for whoever is in charge, then for nobody at all."""
    groups = _grouped((_presser(item, in_charge), item) for item in items)
    named = [Line(str(pk), name, groups[str(pk)]) for pk, name in people.items() if str(pk) in groups]
    named.sort(key=lambda line: name_key(line.label))
    rest = [(IN_CHARGE, _("Who is in charge of the branch, nobody named")), (NOBODY, _("Nobody named"))]
    return [*named, *(Line(key, label, groups[key]) for key, label in rest if key in groups)]


def _presser(item: Item, in_charge: set[int]) -> str:
    if item.given.presser:
        return str(item.given.presser)
    return IN_CHARGE if item.given.pk in in_charge else NOBODY


def _grouped(pairs: Iterable[tuple[Hashable, Item]]) -> dict[Hashable, tuple[Item, ...]]:
    found: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}
