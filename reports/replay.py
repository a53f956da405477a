"""Who led, who pressed and who had a part on a past day: today's rows, from which later changes are taken back.

A change of hands is recorded with what it took and gave (`tasks.changing`), one of who presses with
who did before (`tasks.details`). What was recorded without that, before the record said so, is told as `unknown`: it is
counted for whoever has it now.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from kesat.records.models import Event
from tasks.models import Directive, Extension, Share

_DIRECTIVE: Final = Directive._meta.label_lower  # noqa: SLF001  (Django's documented API)
_MOVED: Final = frozenset({"change_lead", "hand_over", "change_details"})


@dataclass
class Hands:
    """By directive the keys of who leads and who presses, and of each body with a part the day on which it was done."""

    leads: dict[int, int | None] = field(default_factory=dict)
    pressers: dict[int, int | None] = field(default_factory=dict)
    parts: defaultdict[int, dict[int, date | None]] = field(default_factory=lambda: defaultdict(dict))
    unknown: set[int] = field(default_factory=set)


@dataclass
class Changes:
    """What was recorded: the deadlines of each directive, oldest first, and what changed hands after the day."""

    deadlines: defaultdict[int, list[tuple[datetime, date]]] = field(default_factory=lambda: defaultdict(list))
    moved: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def end_of(day: date) -> datetime:
    """Return the first moment after the day, in Vietnamese time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def changes(rows: Any, more_time: Iterable[dict[str, Any]], on: date) -> Changes:
    """Return the changes of the directives, in one query."""
    found = Changes()
    for one in more_time:
        if one["answer"] == Extension.Answer.GRANTED:
            found.deadlines[one["directive"]].append((one["answered_at"], one["granted_on"]))
    events = Event.objects.filter(target_type=_DIRECTIVE, action__in=[*_MOVED, "change_deadline"])
    events = events.filter(target_id__in=rows.order_by().values("pk")).order_by("id")
    last = end_of(on)
    for pk, action, at, details in events.values_list("target_id", "action", "at", "details"):
        if action not in _MOVED:
            found.deadlines[pk].append((at, date.fromisoformat(details["new"])))
        elif at >= last:
            found.moved.append((pk, details))
    for days in found.deadlines.values():
        days.sort()
    return found


def hands_on(rows: Any, named: Iterable[tuple[int, int | None, int | None]], found: Changes) -> Hands:
    """Return who had the directives in their hands on the day, in one query.

    `named` are the directives with the keys of who leads and of who presses now.
    """
    hands = Hands()
    for pk, lead, presser in named:
        hands.leads[pk], hands.pressers[pk] = lead, presser
    shares = Share.objects.filter(directive__in=rows.order_by().values("pk")).order_by("pk")
    for pk, body, done_on in shares.values_list("directive", "body", "done_on"):
        hands.parts[pk][body] = done_on
    for pk, details in reversed(found.moved):
        if "changes" in details:
            _press_back(hands, pk, details)
        else:
            _take_back(hands, pk, details)
    return hands


def due_on_day(first: date | None, now: date | None, changes: list[tuple[datetime, date]], on: date) -> date | None:
    """Return the deadline that was in force on the day."""
    if not changes:
        return now
    before = [day for at, day in changes if timezone.localdate(at) <= on]
    if len(before) == len(changes):
        return now
    return before[-1] if before else first


def _take_back(hands: Hands, pk: int, details: dict[str, Any]) -> None:
    if "took" not in details:
        hands.unknown.add(pk)
        return
    for body in details["gave"]:
        hands.parts[pk].pop(body, None)
    # What was taken away was open: what is done stays with who did it.
    hands.parts[pk] |= dict.fromkeys(details["took"])
    if details["led"]:
        hands.leads[pk] = details["led"]


def _press_back(hands: Hands, pk: int, details: dict[str, Any]) -> None:
    if "presser" not in details["changes"]:
        return
    if "pressed" in details:
        hands.pressers[pk] = details["pressed"]
    else:
        hands.unknown.add(pk)
