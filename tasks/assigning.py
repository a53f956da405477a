"""Assignments before they are given: the same set for many at once, what each still lacks, and giving the word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.models import Body, User
from kesat.records.models import record
from resolutions.drafting import Refused
from resolutions.models import Resolution
from resolutions.workflow import Overtaken
from tasks import giving, policy
from tasks.details import details_of, record_changes, require_reason
from tasks.models import Assignment, Directive, PartIn
from tasks.models.directive import DirectiveQuerySet
from tasks.policy import Action
from tasks.splitting import deadline_refusal, first_day, held


@dataclass(frozen=True)
class Row:
    """A directive of the month with who has a part in it, and what is missing."""

    directive: Directive
    parts: Mapping[str, list[Assignment]]

    @property
    def leads(self) -> list[Assignment]:
        return self.parts.get(PartIn.LEAD, [])

    @property
    def lead(self) -> str:
        return ", ".join(row.named for row in self.leads)

    @property
    def coordinating(self) -> str:
        return ", ".join(row.named for row in self.parts.get(PartIn.COORDINATING, []))

    @property
    def presser(self) -> str:
        return ", ".join(row.named for row in self.parts.get(PartIn.PRESSING, []))

    @property
    def supervising(self) -> str:
        return ", ".join(row.named for row in self.parts.get(PartIn.SUPERVISING, []))

    @property
    def missing(self) -> list[str]:
        """What is not said of it; only a missing lead keeps it from being given."""
        directive = self.directive
        is_timed = bool(directive.due_on or directive.due_words)
        said = [
            (_("lead"), bool(self.leads)),
            (_("deadline"), is_timed),
            (_("committee member who presses"), bool(self.presser)),
            (_("follower in the office"), bool(directive.follower_id)),
            (_("what is handed over"), bool(directive.deliverable)),
        ]
        return [words for words, is_said in said if not is_said]

    @property
    def is_early(self) -> bool:
        """Tell whether its deadline lies before the day of the resolution, which then cannot be issued."""
        directive = self.directive
        is_left = directive.given_on is None and directive.is_open
        return is_left and directive.due_on is not None and directive.due_on < first_day(directive.resolution)

    @property
    def is_ready(self) -> bool:
        return bool(self.leads)

    @property
    def tick(self) -> str:
        """The directive as a form names it, with the version that was seen."""
        return f"{self.directive.pk}-{self.directive.version}"


def rows_of(resolution: Resolution) -> list[Row]:
    """Return the directives of the month in the order of their numbers, in two queries."""
    rows = resolution.directives.select_related("leader", "follower", "paragraph__section")
    return [
        _row(row) for row in rows.prefetch_related("assignments__body", "assignments__user").order_by("number", "id")
    ]


def _row(directive: Directive) -> Row:
    parts: dict[str, list[Assignment]] = {}
    for row in directive.assignments.all():
        parts.setdefault(row.part, []).append(row)
    return Row(directive, parts)


def set_many(
    resolution: Resolution,
    seen: Mapping[int, int],
    chosen: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    reason: str = "",
) -> int:
    """Set the same for many directives, each at the version seen: all of them, or none; return how many.

    `chosen` may hold lead, due_on, coordinating (a body to add), presser, leader, follower, priority. What is given
    already is changed with a reason, one for all; its lead and its deadline one by one (`tasks.changing`).
    """
    policy.require(Action.PREPARE, by, on=timezone.localdate(at))
    if not seen:
        raise Refused(_("Tick the directives first."))
    with held(resolution) as month:
        if refused := deadline_refusal(month, chosen.get("due_on")):
            raise Refused(refused)
        rows = _seen(month.directives.all(), seen)
        if any(row.assigned_at for row in rows):
            policy.require(Action.ASSIGN, by, on=timezone.localdate(at))
        given = [row for row in rows if row.given_on]
        if given and {"lead", "due_on"} & set(chosen):
            raise Refused(_("Of what is given already, lead and deadline are changed one by one, with a reason."))
        if given:
            require_reason(reason)
        before = details_of(row.pk for row in given)
        own = {name: chosen[name] for name in ("due_on", "leader", "follower", "priority") if name in chosen}
        Directive.objects.filter(pk__in=seen).update(version=F("version") + 1, **own)
        _name(rows, chosen)
        said = {name: str(value) for name, value in chosen.items()}
        record("set_directives", month, by=by, directives=sorted(seen), new=said)
        now = details_of(before)
        for row in given:
            record_changes(row, before[row.pk], now[row.pk], reason, by=by)
    return len(rows)


def _seen(found: DirectiveQuerySet, seen: Mapping[int, int]) -> list[Directive]:
    """Return the rows at the versions seen. Raises Overtaken where one is not."""
    rows = list(found.filter(pk__in=seen, outcome=""))
    if len(rows) < len(seen) or any(row.version != seen[row.pk] for row in rows):
        raise Overtaken(_("Someone else has changed one of these directives meanwhile. Open the page again."))
    return rows


def _name(rows: Iterable[Directive], chosen: Mapping[str, Any]) -> None:
    keys = [row.pk for row in rows]
    parts = Assignment.objects.filter(directive__in=keys)
    lead: Body | None = chosen.get("lead")
    beside: Body | None = chosen.get("coordinating")
    presser: User | None = chosen.get("presser")
    new: list[Assignment] = []
    if lead:
        parts.filter(part=PartIn.LEAD).delete()
        parts.filter(part=PartIn.COORDINATING, body=lead).delete()
        new += [Assignment(directive_id=key, part=PartIn.LEAD, body=lead, named=lead.name) for key in keys]
    if presser:
        parts.filter(part=PartIn.PRESSING).delete()
        name = presser.full_name
        new += [Assignment(directive_id=key, part=PartIn.PRESSING, user=presser, named=name) for key in keys]
    if beside and beside != lead:
        have = set(parts.filter(body=beside, part__in=[PartIn.LEAD, PartIn.COORDINATING]).values_list("directive_id"))
        new += [
            Assignment(directive_id=key, part=PartIn.COORDINATING, body=beside, named=beside.name)
            for key in keys
            if (key,) not in have
        ]
    Assignment.objects.bulk_create(new)


def assign_seen(resolution: Resolution, seen: Mapping[int, int], *, by: User, at: datetime) -> int:
    """Assign directives as they were seen: they are given when the month is issued, or now if it is."""
    policy.require(Action.ASSIGN, by, on=timezone.localdate(at))
    if not seen:
        raise Refused(_("Tick the directives first."))
    with held(resolution) as month:
        rows = _seen(month.directives.filter(assigned_at=None), seen)
        return giving.assign(rows, by=by, at=at)
