"""How the directives of a period stood on a day; as many queries for one as for a year of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.records.models import Event
from reports.spans import Span
from resolutions.models import Resolution, Status
from resolutions.models.text import PUBLIC
from resolutions.policy import Action as MonthAction
from tasks.models import Assignment, Directive, Extension, Outcome, PartIn, Share, State


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


@dataclass(frozen=True)
class Asked:
    """What figures are asked for: of a period, as of a day, for whoever sees but the `bodies`; None is all of them."""

    span: Span
    on: date
    bodies: frozenset[int] | None = None


@dataclass(frozen=True)
class Given:
    """A directive in force on the day, with its deadlines: the first one, and the one of that day."""

    pk: int
    year: int
    month: int
    number: int
    title: str
    field: str
    given_on: date
    first_due_on: date | None
    due_on: date | None
    lead: str
    presser: int | None
    presser_name: str


@dataclass(frozen=True)
class Item:
    """What is counted once: a directive, or the part of it that is `body`'s, as it stood on the day.

    Of `asked` bodies so many have `done` their part; one of one for a part.
    """

    given: Given
    body: int | None
    state: State
    ended_on: date | None
    measures: frozenset[Measure]
    done: int
    asked: int


@dataclass(frozen=True)
class Standing:
    """The directives of a period on a day: whole, and in the parts of the bodies."""

    whole: tuple[Item, ...]
    parts: tuple[Item, ...]


@dataclass(frozen=True)
class _End:
    outcome: str = Outcome.OPEN
    on: date | None = None


def standing(asked: Asked) -> Standing:
    """Return what was in force on the day; whoever sees but some bodies gets their parts alone."""
    rows = Directive.objects.filter(resolution__in=_months(asked), given_on__lte=asked.on)
    shares = Share.objects.filter(directive__in=rows.order_by().values("pk"))
    if asked.bodies is not None:
        shares = shares.filter(body__in=asked.bodies)
        rows = rows.filter(pk__in=shares.order_by().values("directive"))
    more_time = _more_time(rows)
    found = _given(rows, _deadlines(rows, more_time), asked.on)
    said = _said(more_time, asked.on)
    parts: list[Item] = []
    counted: defaultdict[int, list[bool]] = defaultdict(list)
    order = ("directive__resolution__year", "directive__resolution__month", "directive__number", "directive", "pk")
    for pk, body, done_on in shares.order_by(*order).values_list("directive", "body", "done_on"):
        given, end = found[pk]
        part_end = _End(Outcome.DONE, done_on) if done_on and done_on <= asked.on else end
        is_done = part_end.outcome == Outcome.DONE
        parts.append(_item(given, body, part_end, asked.on, said[pk, body], int(is_done), 1))
        counted[pk].append(is_done)
    if asked.bodies is not None:
        return Standing((), tuple(parts))
    whole = [
        _item(given, None, end, asked.on, said[pk, None], sum(counted[pk]), len(counted[pk]))
        for pk, (given, end) in found.items()
    ]
    return Standing(tuple(whole), tuple(parts))


def _months(asked: Asked) -> list[int]:
    """Return the keys of the resolutions of the period that were in force on the day."""
    label = Resolution._meta.label_lower  # noqa: SLF001  (Django's documented API)
    ended = Event.objects.filter(target_type=label, target_id=OuterRef("pk"), action=MonthAction.WITHDRAW.value)
    span = asked.span
    rows: Any = Resolution.objects.real().filter(status__in=PUBLIC, year=span.year)
    rows = rows.filter(month__gte=span.first, month__lte=span.last)
    rows = rows.annotate(ended_at=Subquery(ended.order_by("-id").values("at")[:1]))
    return [
        pk
        for pk, status, ended_at in rows.values_list("pk", "status", "ended_at")
        if status == Status.ISSUED or (ended_at and timezone.localdate(ended_at) > asked.on)
    ]


def _more_time(rows: Any) -> list[dict[str, Any]]:
    fields = ("directive", "body", "at", "answer", "answered_at", "granted_on")
    return list(Extension.objects.filter(directive__in=rows.order_by().values("pk")).values(*fields))


def _deadlines(rows: Any, more_time: Iterable[dict[str, Any]]) -> dict[int, list[tuple[datetime, date]]]:
    """Return the deadlines that came after the first, oldest first: granted, or set by the office."""
    found: defaultdict[int, list[tuple[datetime, date]]] = defaultdict(list)
    for one in more_time:
        if one["answer"] == Extension.Answer.GRANTED:
            found[one["directive"]].append((one["answered_at"], one["granted_on"]))
    label = Directive._meta.label_lower  # noqa: SLF001
    events = Event.objects.filter(target_type=label, action="change_deadline")
    events = events.filter(target_id__in=rows.order_by().values("pk"))
    for pk, at, details in events.values_list("target_id", "at", "details"):
        found[pk].append((at, date.fromisoformat(details["new"])))
    return {pk: sorted(changes) for pk, changes in found.items()}


def _given(rows: Any, changes: Mapping[int, list[tuple[datetime, date]]], on: date) -> dict[int, tuple[Given, _End]]:
    leads, pressers = _named(rows)
    found = {}
    fields = ("pk", "number", "title", "field", "given_on", "first_due_on", "due_on", "outcome", "ended_on")
    ordered = rows.order_by("resolution__year", "resolution__month", "number", "pk")
    for row in ordered.values(*fields, "resolution__year", "resolution__month"):
        pk = row["pk"]
        presser, name = pressers.get(pk, (None, ""))
        given = Given(
            pk=pk,
            year=row["resolution__year"],
            month=row["resolution__month"],
            number=row["number"],
            title=row["title"],
            field=row["field"],
            given_on=row["given_on"],
            first_due_on=row["first_due_on"],
            due_on=_due(row["first_due_on"], row["due_on"], changes.get(pk, []), on),
            lead=leads.get(pk, ""),
            presser=presser,
            presser_name=name,
        )
        has_ended = row["ended_on"] is not None and row["ended_on"] <= on
        found[pk] = given, _End(row["outcome"], row["ended_on"]) if has_ended else _End()
    return found


def _named(rows: Any) -> tuple[dict[int, str], dict[int, tuple[int, str]]]:
    """Return the leads as they were named, and who presses with the name of today, by directive."""
    leads: dict[int, str] = {}
    pressers: dict[int, tuple[int, str]] = {}
    named = Assignment.objects.filter(directive__in=rows.order_by().values("pk"))
    named = named.filter(part__in=[PartIn.LEAD, PartIn.PRESSING]).order_by()
    for pk, part, words, user, name in named.values_list("directive", "part", "named", "user", "user__full_name"):
        if part == PartIn.LEAD:
            leads[pk] = words
        else:
            pressers[pk] = user, name
    return leads, pressers


def _due(first: date | None, now: date | None, changes: list[tuple[datetime, date]], on: date) -> date | None:
    """Return the deadline that was in force on the day."""
    before = [day for at, day in changes if timezone.localdate(at) <= on]
    if len(before) == len(changes):
        return now
    return before[-1] if before else first


def _said(more_time: Iterable[dict[str, Any]], on: date) -> defaultdict[tuple[int, int | None], set[Measure]]:
    """Return whether more time was asked for and granted until the day: of a body's part, and of the whole."""
    found: defaultdict[tuple[int, int | None], set[Measure]] = defaultdict(set)
    for one in more_time:
        said = {Measure.ASKED} if timezone.localdate(one["at"]) <= on else set()
        if one["answer"] == Extension.Answer.GRANTED and timezone.localdate(one["answered_at"]) <= on:
            said.add(Measure.GRANTED)
        found[one["directive"], one["body"]] |= said
        found[one["directive"], None] |= said
    return found


def _item(given: Given, body: int | None, end: _End, on: date, said: set[Measure], done: int, asked: int) -> Item:
    state = _state(given.due_on, end, on)
    measures = {Measure.GIVEN, Measure(state.value), *said}
    measures |= set(_judged(given.due_on, end, on, Measure.JUDGED, Measure.DONE_IN_TIME))
    measures |= set(_judged(given.first_due_on, end, on, Measure.JUDGED_FIRST, Measure.MET_FIRST))
    return Item(given, body, state, end.on, frozenset(measures), done, asked)


def _state(due_on: date | None, end: _End, on: date) -> State:
    """Return the state; what is open and not overdue is in time, whether it is new, near or begun."""
    if end.outcome == Outcome.DONE:
        return State.DONE_IN_TIME if _is_by(end.on, due_on) else State.DONE_LATE
    if end.outcome:
        return State(end.outcome)
    if due_on is None:
        return State.STANDING
    return State.IN_TIME if on <= due_on else State.OVERDUE


def _judged(due_on: date | None, end: _End, on: date, judged: Measure, met: Measure) -> Iterator[Measure]:
    """Yield what a share in time is reckoned from: what is done, and what was open when the deadline had passed."""
    if end.outcome == Outcome.DONE:
        yield judged
        if _is_by(end.on, due_on):
            yield met
    elif end.outcome != Outcome.DROPPED and not _is_by(end.on or on, due_on):
        yield judged


def _is_by(day: date | None, due_on: date | None) -> bool:
    return day is None or due_on is None or day <= due_on
