"""Which bodies have coordinated in tasks like one that is being made, and in which that is seen.

Nothing of it is taken over by itself: the text does not name these bodies, earlier months do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Body
from kesat.vietnamese import fold
from resolutions.models import Resolution
from tasks.models import Assignment, Directive, PartIn

# So many months back, and of each month's directives those of the same field.
_MONTHS: Final = 6
_OFFERED: Final = 3
# Two titles speak of one thing when so much of the words of both is the same.
_ALIKE: Final = 0.4
_OFTEN: Final = 2


@dataclass(frozen=True)
class Coordinator:
    """A body that is offered, and the reason why."""

    body: Body
    source: str


def usual(resolution: Resolution, field: str, title: str, lead: Body | None) -> list[Coordinator]:
    """Return the bodies that coordinated in tasks like this one in the last six months, the likeliest first.

    That is: in a task of much the same words, or in two or more tasks of the same lead in the same field.
    """
    words = _words(title)
    alike: dict[Body, Directive] = {}
    often: dict[Body, list[Directive]] = {}
    for row in _earlier(resolution, field):
        leads, beside = _parts(row)
        if _overlap(words, _words(row.title)) >= _ALIKE:
            alike |= {body: row for body in beside if body not in alike}
        if lead and lead.pk in leads:
            for body in beside:
                often.setdefault(body, []).append(row)
    found = [Coordinator(body, _as_in(row)) for body, row in alike.items()]
    rest = [(body, rows) for body, rows in often.items() if len(rows) >= _OFTEN and body not in alike]
    found += [Coordinator(body, _in_many(rows)) for body, rows in sorted(rest, key=lambda each: -len(each[1]))]
    return found[:_OFFERED]


def _earlier(resolution: Resolution, field: str) -> Iterable[Directive]:
    """Return what the months in force before this one gave in the field, the newest first."""
    before = resolution.year * 12 + resolution.month
    months = [divmod(before - back - 1, 12) for back in range(1, _MONTHS + 1)]
    known = Resolution.objects.in_force().real().filter(year__in={year for year, _month in months})
    keys = [row.pk for row in known.only("year", "month") if (row.year, row.month - 1) in months]
    rows = Directive.objects.filter(resolution__in=keys, field=field, given_on__isnull=False)
    parts = Prefetch("assignments", queryset=Assignment.objects.select_related("body"))
    return rows.select_related("resolution").prefetch_related(parts)


def _parts(directive: Directive) -> tuple[set[int | None], list[Body]]:
    rows = directive.assignments.all()
    leads = {row.body_id for row in rows if row.part == PartIn.LEAD}
    return leads, [row.body for row in rows if row.part == PartIn.COORDINATING and row.body]


def _words(title: str) -> frozenset[str]:
    return frozenset(fold(title).split())


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _as_in(directive: Directive) -> str:
    words = _("As in month %(month)s, task %(number)s: %(title)s")
    return words % {"month": directive.resolution.label, "number": directive.number, "title": directive.title}


def _in_many(rows: Iterable[Directive]) -> str:
    found = list(rows)
    words = ngettext(
        "Coordinated in %(count)s task of this lead in the field, last in month %(month)s",
        "Coordinated in %(count)s tasks of this lead in the field, last in month %(month)s",
        len(found),
    )
    return words % {"count": len(found), "month": found[0].resolution.label}


def still_there(found: Iterable[Coordinator], bodies: Iterable[Body], named: Iterable[Body | None]) -> dict[int, str]:
    """Return why each body is offered, by its key: those that exist and have no part in the task yet."""
    known, taken = {body.pk for body in bodies}, {body.pk for body in named if body}
    return {each.body.pk: each.source for each in found if each.body.pk in known and each.body.pk not in taken}
