"""How the directives of a period stood on a day; as many queries for one as for a year of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.records.models import Event
from reports import replay
from reports.spans import Span
from resolutions.models import Resolution, Status
from resolutions.models.text import PUBLIC
from resolutions.policy import Action as MonthAction
from tasks.models import Directive, Extension, Outcome, PartIn, State


class Measure(TextChoices):
    """What is counted; the seven after the first say how what was given stands, and add up to it."""

    GIVEN = "given", _("Given")
    DONE_IN_TIME = "done_in_time", _("Done in time")
    DONE_LATE = "done_late", _("Done late")
    IN_TIME = "in_time", _("Open, in time")
    OVERDUE = "overdue", _("Overdue")
    STANDING = "standing", _("Standing")
    CARRIED_OVER = "carried_over", _("Carried to the next month")
    DROPPED = "dropped", _("Dropped")
    ASKED = "asked", _("Asked for more time")
    GRANTED = "granted", _("More time granted")
    # Done by the first deadline; and all whose first deadline, or whose deadline, has shown what became of them.
    MET_FIRST = "met_first", _("Done by the first deadline")
    JUDGED_FIRST = "judged_first", _("Done, or past the first deadline")
    JUDGED = "judged", _("Done, or past the deadline")


STATES: Final = (
    Measure.DONE_IN_TIME,
    Measure.DONE_LATE,
    Measure.IN_TIME,
    Measure.OVERDUE,
    Measure.STANDING,
    Measure.CARRIED_OVER,
    Measure.DROPPED,
)
# An item holds the bits of what counts it: thousands of items have a few sets of them.
BITS: Final = {measure: 1 << place for place, measure in enumerate(Measure)}
_BIT: Final = {measure.value: bit for measure, bit in BITS.items()}


@dataclass(frozen=True)
class Asked:
    """What figures are asked for: of a period, as of a day, for whoever sees but the `bodies`; None is all of them."""

    span: Span
    on: date
    bodies: frozenset[int] | None = None


class Given(NamedTuple):
    """A directive in force on the day with its deadlines, and the keys of who led it and who pressed for it then."""

    pk: int
    year: int
    month: int
    number: int
    field: str
    given_on: date
    first_due_on: date | None
    due_on: date | None
    lead: int | None
    presser: int | None


class Item(NamedTuple):
    """What is counted once: a directive, or the part of it that is `body`'s, as it stood on the day.

    Of `asked` bodies so many have `done` their part; one of one for a part. `bits` are those of what counts it.
    """

    given: Given
    body: int | None
    state: State
    ended_on: date | None
    bits: int
    done: int
    asked: int

    def counts_as(self, measure: Measure) -> bool:
        return bool(self.bits & BITS[measure])


@dataclass(frozen=True)
class Standing:
    """The directives of a period on a day: whole, and in the parts of the bodies.

    Of `unknown` ones the record does not tell who had them on the day; they stand with who has them now.
    """

    whole: tuple[Item, ...]
    parts: tuple[Item, ...]
    unknown: frozenset[int] = frozenset()


class _End(NamedTuple):
    outcome: str = Outcome.OPEN.value
    on: date | None = None


_OPEN: Final = _End()


def standing(asked: Asked) -> Standing:
    """Return what was in force on the day; whoever sees but some bodies gets their parts alone."""
    months, on = _months(asked), asked.on
    rows = Directive.objects.filter(resolution__in=months, given_on__lte=on)
    more_time = _more_time(rows)
    changes = replay.changes(rows, more_time, on)
    listed = _listed(rows)
    hands = replay.hands_on(rows, ((row[0], *row[-2:]) for row in listed), changes)
    said = _said(more_time, on)
    whole: list[Item] = []
    parts: list[Item] = []
    for given, end in _given(listed, months, changes, hands, on):
        own = [
            _part(given, body, _End(Outcome.DONE.value, done) if done and done <= on else end, on, said)
            for body, done in hands.parts[given.pk].items()
            if asked.bodies is None or body in asked.bodies
        ]
        parts += own
        if asked.bodies is None:
            state, bits = _stand(given.first_due_on, given.due_on, *end, on)
            bits |= said.get((given.pk, None), 0)
            whole.append(Item(given, None, state, end.on, bits, sum(part.done for part in own), len(own)))
    seen = {part.given.pk for part in parts} if asked.bodies is not None else {item.given.pk for item in whole}
    return Standing(tuple(whole), tuple(parts), frozenset(hands.unknown & seen))


def _months(asked: Asked) -> dict[int, tuple[int, int]]:
    """Return year and month of the resolutions of the period that were in force on the day, by their keys."""
    label = Resolution._meta.label_lower  # noqa: SLF001  (Django's documented API)
    ended = Event.objects.filter(target_type=label, target_id=OuterRef("pk"), action=MonthAction.WITHDRAW.value)
    span = asked.span
    rows: Any = Resolution.objects.real().filter(status__in=PUBLIC, year=span.year)
    rows = rows.filter(month__gte=span.first, month__lte=span.last)
    rows = rows.annotate(ended_at=Subquery(ended.order_by("-id").values("at")[:1]))
    return {
        pk: (year, month)
        for pk, year, month, status, ended_at in rows.values_list("pk", "year", "month", "status", "ended_at")
        if status == Status.ISSUED or (ended_at and timezone.localdate(ended_at) > asked.on)
    }


def _more_time(rows: Any) -> list[dict[str, Any]]:
    fields = ("directive", "body", "at", "answer", "answered_at", "granted_on")
    return list(Extension.objects.filter(directive__in=rows.order_by().values("pk")).values(*fields))


def _listed(rows: Any) -> list[tuple[Any, ...]]:
    """Return the directives as they are now in the order of their months and numbers, last who leads and who presses.

    The join is cheaper than a list of thousands of assignments.
    """
    pressing = FilteredRelation("assignments", condition=Q(assignments__part=PartIn.PRESSING))
    fields = ("pk", "resolution", "number", "field", "given_on", "first_due_on", "due_on", "outcome", "ended_on")
    ordered = rows.annotate(pressing=pressing).order_by("resolution__year", "resolution__month", "number", "pk")
    return list(ordered.values_list(*fields, "lead_body", "pressing__user"))


def _given(
    listed: Iterable[tuple[Any, ...]],
    months: dict[int, tuple[int, int]],
    changes: replay.Changes,
    hands: replay.Hands,
    on: date,
) -> Iterator[tuple[Given, _End]]:
    """Yield the directives as they stood on the day."""
    leads, pressers, deadlines = hands.leads, hands.pressers, changes.deadlines
    for pk, resolution, number, field, given_on, first_due_on, due_on, outcome, ended_on, _lead, _presser in listed:
        due = replay.due_on_day(first_due_on, due_on, deadlines.get(pk, []), on)
        given = Given(pk, *months[resolution], number, field, given_on, first_due_on, due, leads[pk], pressers[pk])
        yield given, _End(outcome, ended_on) if ended_on is not None and ended_on <= on else _OPEN


def _said(more_time: Iterable[dict[str, Any]], on: date) -> dict[tuple[int, int | None], int]:
    """Return whether more time was asked for and granted until the day: of a body's part, and of the whole."""
    found: defaultdict[tuple[int, int | None], int] = defaultdict(int)
    for one in more_time:
        said = _BIT["asked"] if timezone.localdate(one["at"]) <= on else 0
        if one["answer"] == Extension.Answer.GRANTED and timezone.localdate(one["answered_at"]) <= on:
            said |= _BIT["granted"]
        found[one["directive"], one["body"]] |= said
        found[one["directive"], None] |= said
    return found


def _part(given: Given, body: int, end: _End, on: date, said: dict[tuple[int, int | None], int]) -> Item:
    state, bits = _stand(given.first_due_on, given.due_on, *end, on)
    bits |= said.get((given.pk, body), 0)
    return Item(given, body, state, end.on, bits, int(end.outcome == Outcome.DONE), 1)


@lru_cache(maxsize=4096)
def _stand(
    first_due_on: date | None, due_on: date | None, outcome: str, ended_on: date | None, on: date
) -> tuple[State, int]:
    """Return the state, and the bits of what counts it; what many directives have in common is reckoned once."""
    end = _End(outcome, ended_on)
    state = _state(due_on, end, on)
    bits = _BIT["given"] | _BIT[state.value]
    bits |= _judged(due_on, end, on, _BIT["judged"], _BIT["done_in_time"])
    bits |= _judged(first_due_on, end, on, _BIT["judged_first"], _BIT["met_first"])
    return state, bits


def _state(due_on: date | None, end: _End, on: date) -> State:
    """Return the state; what is open and not overdue is in time, whether it is new, near or begun."""
    if end.outcome == Outcome.DONE:
        return State.DONE_IN_TIME if _is_by(end.on, due_on) else State.DONE_LATE
    if end.outcome:
        return State(end.outcome)
    if due_on is None:
        return State.STANDING
    return State.IN_TIME if on <= due_on else State.OVERDUE


def _judged(due_on: date | None, end: _End, on: date, judged: int, met: int) -> int:
    """Return what a share in time is reckoned from: what is done, and what was open when the deadline had passed."""
    if end.outcome == Outcome.DONE:
        return judged | met if _is_by(end.on, due_on) else judged
    if end.outcome != Outcome.DROPPED and not _is_by(end.on or on, due_on):
        return judged
    return 0


def _is_by(day: date | None, due_on: date | None) -> bool:
    return day is None or due_on is None or day <= due_on
