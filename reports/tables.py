"""The tables of a period: by body, by field and by who presses; every figure knows what it counts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.organization.models import Body
from kesat.vietnamese import name_key
from reports.standing import Asked, Item, Measure, standing
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
NOBODY: Final = "-"


class By(TextChoices):
    """What the lines of a table are."""

    BODY = "body", gettext_lazy("By body")
    FIELD = "field", gettext_lazy("By field of work")
    PRESSER = "presser", gettext_lazy("By who presses")


# What stands over the names of the lines.
_HEADS: Final = {
    By.BODY: gettext_lazy("Body"),
    By.FIELD: gettext_lazy("Field of work"),
    By.PRESSER: gettext_lazy("Pressed by"),
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
    """What belongs to one body, field or person; `key` names it in an address, the empty one stands for all."""

    key: str
    label: str
    items: tuple[Item, ...]
    note: str = ""

    @cached_property
    def _counts(self) -> Counter[Measure]:
        return Counter(measure for item in self.items for measure in item.measures)

    def count(self, measure: Measure) -> int:
        return self._counts[measure]

    def behind(self, measure: Measure) -> list[Item]:
        """Return what the figure counts."""
        return [item for item in self.items if measure in item.measures]

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
        """Return the line of the key, the sum for the empty one."""
        return next((line for line in (self.total, *self.lines) if line.key == key), None)


@dataclass(frozen=True)
class Figures:
    """All that is told of a period; `bodies` are those of whose parts it speaks, by key."""

    asked: Asked
    tables: tuple[Table, ...]
    bodies: dict[int, Body]

    def table(self, by: str) -> Table | None:
        return next((table for table in self.tables if table.by == by), None)

    @property
    def total(self) -> Line:
        """The sum of whole directives; for whoever sees but some bodies, of their parts."""
        return self.tables[-1].total

    def who(self, item: Item) -> str:
        """Return whose it is: the body of a part, the lead of a directive."""
        return self.bodies[item.body].name if item.body else item.given.lead


def figures(asked: Asked) -> Figures:
    """Return the tables; for whoever sees but some bodies, the one of those."""
    found = standing(asked)
    bodies = Body.objects.filter(pk__in={item.body for item in found.parts}).only("code", "name", "position", "ends_on")
    by_key = {body.pk: body for body in bodies}
    tables = [_table(By.BODY, found.parts, _of_bodies(found.parts, by_key, asked))]
    if asked.bodies is None:
        tables.append(_table(By.FIELD, found.whole, _of_fields(found.whole)))
        tables.append(_table(By.PRESSER, found.whole, _of_pressers(found.whole)))
    return Figures(asked, tuple(tables), by_key)


def _table(by: By, items: tuple[Item, ...], lines: Iterable[Line]) -> Table:
    return Table(by, tuple(lines), Line("", _("Total"), items))


def _of_bodies(items: Iterable[Item], bodies: dict[int, Body], asked: Asked) -> list[Line]:
    """Return a line for each body in the order of lists, one for a body however it was called in between."""
    groups = _grouped((item.body, item) for item in items)
    return [Line(body.code, body.name, groups[pk], _closed(body, asked)) for pk, body in bodies.items()]


def _closed(body: Body, asked: Asked) -> str:
    if body.ends_on is None or body.ends_on >= asked.on:
        return ""
    return _("existed until %(day)s") % {"day": date_format(body.ends_on, "d/m/Y")}


def _of_fields(items: Iterable[Item]) -> list[Line]:
    groups = _grouped((item.given.field, item) for item in items)
    return [Line(field.value, str(field.label), groups[field.value]) for field in Field if field.value in groups]


def _of_pressers(items: Iterable[Item]) -> list[Line]:
    """Return a line for each person in the order of names, and one for what nobody is named for."""
    groups = _grouped((item.given.presser, item) for item in items)
    people = [Line(str(pk), group[0].given.presser_name, group) for pk, group in groups.items() if pk is not None]
    people.sort(key=lambda line: name_key(line.label))
    rest = [Line(NOBODY, _("Nobody named"), groups[None])] if None in groups else []
    return [*people, *rest]


def _grouped(pairs: Iterable[tuple[Hashable, Item]]) -> dict[Hashable, tuple[Item, ...]]:
    found: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}
