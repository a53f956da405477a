"""The directives that a filter finds: how many stand how, in which order, and what is shown of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, FilteredRelation, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Position, Role, User
from kesat.vietnamese import fold
from resolutions.models.text import ENDED
from tasks.filtering import Filter, FilterForm, Options, Order, options, read
from tasks.models import Assignment, Directive, Judgement, Outcome, PartIn, ProgressReport, Share, State
from tasks.models.directive import OVERSEERS, DirectiveQuerySet

# How a state looks: the class of its tag, its icon. The order is that of lists: what wants care comes first.
LOOKS: Final[Mapping[State, tuple[str, str]]] = {
    State.OVERDUE: ("tag-red", "exclamation-circle"),
    State.NEAR: ("tag-gold", "clock"),
    State.NEW: ("", "sparkles"),
    State.IN_TIME: ("", "play-circle"),
    State.STANDING: ("tag-soft", "arrow-path"),
    State.DONE_IN_TIME: ("tag-green", "check-circle"),
    State.DONE_LATE: ("tag-late", "check-circle"),
    State.CARRIED_OVER: ("tag-none", "forward"),
    State.DROPPED: ("tag-none", "x-circle"),
    State.PLANNED: ("tag-soft", "pause-circle"),
}
# No more is needed of a result to tell how it stands; the whole of it is on the directive's own page.
_SHOWN, _COORDINATING = 160, 3


@dataclass(frozen=True)
class Tag:
    """A state as it is shown."""

    state: State
    css: str
    icon: str

    @property
    def label(self) -> str:
        return str(self.state.label)


def tag(state: str) -> Tag:
    return Tag(State(state), *LOOKS[State(state)])


@dataclass(frozen=True)
class Row:
    """What is shown of one directive."""

    directive: Directive
    lead_pk: int | None
    tag: Tag
    days: str
    named: Mapping[str, list[str]]
    result: str
    is_waiting: bool
    shares: str

    @property
    def lead(self) -> str:
        return ", ".join(self.named[PartIn.LEAD])

    @property
    def presser(self) -> str:
        return ", ".join(self.named[PartIn.PRESSING])

    @property
    def coordinating(self) -> str:
        """The first of the coordinating bodies, and how many there are besides."""
        names = self.named[PartIn.COORDINATING]
        rest = len(names) - _COORDINATING
        more = [ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}] if rest > 0 else []
        return ", ".join([*names[:_COORDINATING], *more])


def listed(user: User, on: date) -> DirectiveQuerySet:
    """Return what the person may find in lists: what they may know of in the months that stand, practice left out."""
    rows = Directive.objects.visible_to(user, on)
    return rows.filter(resolution__is_practice=False).exclude(resolution__status__in=ENDED)


@dataclass(frozen=True)
class Listing:
    """What a filter finds for a person on a day; `rows` are all of them but for the state that is asked for."""

    user: User
    on: date
    chosen: Filter
    form: FilterForm
    problems: list[tuple[str, str]]
    options: Options
    rows: DirectiveQuerySet

    @cached_property
    def tallies(self) -> Counter[tuple[int | None, str]]:
        """How many directives each lead body has in each state, whatever state is asked for."""
        rows: Any = self.led()
        counted = rows.values("lead__body", "state").annotate(count=Count("pk")).order_by()
        return Counter({(row["lead__body"], row["state"]): row["count"] for row in counted})

    def how_many(self, *states: str) -> int:
        """Return how many there are in these states, or in all."""
        return sum(count for (_lead, state), count in self.tallies.items() if not states or state in states)

    @property
    def total(self) -> int:
        return self.how_many(*([self.chosen.state] if self.chosen.state else []))

    @property
    def states(self) -> list[tuple[Tag, int]]:
        """The states that there are, and the one that is asked for, each with its count."""
        found = [(tag(state), self.how_many(state)) for state in LOOKS]
        return [(shown, count) for shown, count in found if count or shown.state == self.chosen.state]

    @cached_property
    def groups(self) -> list[tuple[int | None, int]]:
        """The lead bodies in the order of lists, those without one last, each with its count in the state asked for."""
        order: dict[int | None, int] = {body.pk: place for place, body in enumerate(self.options.leads)}
        found: Counter[int | None] = Counter()
        for (lead, state), count in self.tallies.items():
            if not self.chosen.state or state == self.chosen.state:
                found[lead] += count
        return sorted(found.items(), key=lambda group: order.get(group[0], len(order)))

    @property
    def lead_count(self) -> int:
        return len({lead for lead, _state in self.tallies if lead is not None})

    def heading(self, lead: int | None) -> str:
        """Return "Phòng Kinh tế · 5 nhiệm vụ, 1 quá hạn"."""
        body = next((body.name for body in self.options.leads if body.pk == lead), _("No lead yet"))
        count, late = dict(self.groups).get(lead, 0), self.tallies[lead, State.OVERDUE]
        words = ngettext("%(count)s directive", "%(count)s directives", count) % {"count": count}
        return f"{body} · {words}" + (", " + _("%(count)s overdue") % {"count": late} if late else "")

    def pages(self, size: int) -> "Paginator[int]":
        """Return the pages of its keys."""
        return Paginator(cast("Sequence[int]", self), size)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, wanted: slice) -> list[int]:
        """Return the keys of some directives in the order that is asked for."""
        first, last = wanted.start or 0, self.total if wanted.stop is None else wanted.stop
        rows: Any = self.led()
        if self.chosen.state:
            rows = rows.filter(state=self.chosen.state)
        open_first = Case(When(outcome=Outcome.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
        by_due = (open_first, F("due_on").asc(nulls_last=True), "-resolution_id", "number", "pk")
        if self.chosen.order == Order.NUMBER:
            ordered = rows.order_by("-resolution__year", "-resolution__month", "number", "pk")
        elif self.chosen.order == Order.DUE:
            ordered = rows.order_by(*by_due)
        else:
            ordered, first, last = self._of_leads(rows, by_due, first, last)
        return list(ordered.values_list("pk", flat=True)[first:last])

    def _of_leads(
        self, rows: DirectiveQuerySet, by_due: Sequence[Any], first: int, last: int
    ) -> tuple[DirectiveQuerySet, int, int]:
        """Narrow the rows to the lead bodies that the slice falls in: the others need not be put in order."""
        wanted, place, before = [], 0, 0
        for lead, count in self.groups:
            if place + count <= first:
                before += count
            elif place < last:
                wanted.append(lead)
            place += count
        order = [When(lead__body=lead, then=Value(number)) for number, lead in enumerate(wanted) if lead is not None]
        by_lead = Case(*order, default=Value(len(wanted)), output_field=IntegerField())
        named = Q(lead__body__in=[lead for lead in wanted if lead is not None])
        if None in wanted:
            named |= Q(lead__body=None)
        return rows.filter(named).order_by(by_lead, *by_due), first - before, last - before

    def led(self) -> DirectiveQuerySet:
        """Return the rows, each with its `state` and, as `lead__body`, the body that leads."""
        lead = FilteredRelation("assignments", condition=Q(assignments__part=PartIn.LEAD))
        return self.rows.with_state(self.on).annotate(lead=lead)


def listing(data: Mapping[str, Any], user: User, on: date) -> Listing:
    """Return what the fields of an address find for the person on the day."""
    visible = listed(user, on)
    choice = options(visible, user, on)
    chosen, form, problems = read(data, choice)
    return Listing(user, on, chosen, form, problems, choice, _narrowed(visible, chosen))


def _narrowed(rows: DirectiveQuerySet, chosen: Filter) -> DirectiveQuerySet:
    if chosen.month:
        rows = rows.filter(resolution=chosen.month)
    if chosen.words:
        rows = rows.filter(folded_title__contains=fold(chosen.words))
    if chosen.field:
        rows = rows.filter(field=chosen.field)
    if chosen.lead:
        rows = rows.filter(assignments__part=PartIn.LEAD, assignments__body=chosen.lead)
    if chosen.presser:
        pressed = Assignment.objects.filter(part=PartIn.PRESSING, user=chosen.presser)
        rows = rows.filter(pk__in=pressed.values("directive"))
    return rows


def shown(keys: Iterable[int], user: User, on: date, *, length: int = _SHOWN) -> list[Row]:
    """Return what is shown of the directives, in the order of their keys, in two queries; results cut to a length."""
    latest = said_to(user, on).filter(directive=OuterRef("pk")).order_by("-at", "-pk")
    every = Share.objects.filter(directive=OuterRef("pk")).order_by().values("directive").annotate(count=Count("pk"))
    found = (
        Directive.objects.filter(pk__in=list(keys))
        .with_state(on)
        .annotate(
            result=Subquery(latest.annotate(begin=Substr("result", 1, 2 * length)).values("begin")[:1]),
            judgement=Subquery(latest.values("judgement")[:1]),
            share_count=Subquery(every.values("count")),
            done_count=Subquery(every.filter(done_on__isnull=False).values("count")),
        )
        .select_related("resolution")
        .prefetch_related("assignments")
    )
    rows = {directive.pk: _row(directive, on, length) for directive in found}
    return [rows[key] for key in keys if key in rows]


def said_to(user: User, on: date, *, returned: bool = False) -> Any:
    """Return the reports that the person may read, those that were returned only where asked: a body reads its own."""
    reports = ProgressReport.objects.all() if returned else ProgressReport.objects.exclude(judgement=Judgement.RETURNED)
    if user.roles(on) & OVERSEERS:
        return reports
    held = Position.objects.held(on).filter(user=user).exclude(post__role=Role.READER)
    pressed = Assignment.objects.filter(user=user).values("directive")
    return reports.filter(Q(body__in=held.values("body")) | Q(directive__in=pressed))


def _row(directive: Any, on: date, length: int) -> Row:
    named: dict[str, list[str]] = {part: [] for part in PartIn.values}
    leads = [assignment.body_id for assignment in directive.assignments.all() if assignment.part == PartIn.LEAD]
    for assignment in directive.assignments.all():
        named[assignment.part].append(assignment.named)
    return Row(
        directive=directive,
        lead_pk=next(iter(leads), None),
        tag=tag(directive.state),
        days=days_left(directive, on),
        named=named,
        result=shorten(directive.result or "", length, placeholder="…"),
        is_waiting=directive.judgement == Judgement.SENT,
        shares=_shares(directive.done_count or 0, directive.share_count or 0),
    )


def days_left(directive: Directive, on: date) -> str:
    """Return "quá 6 ngày", "còn 2 ngày", "hạn hôm nay", and nothing for what has ended or has no deadline."""
    if directive.due_on is None or not directive.is_open:
        return ""
    left = (directive.due_on - on).days
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("%(count)s day over", "%(count)s days over", -left) % {"count": -left}
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}


def _shares(done: int, count: int) -> str:
    return _("%(done)s of %(count)s bodies done") % {"done": done, "count": count} if count > 1 else ""


def grouped(found: Listing, rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows under the headings of their lead bodies; all under none where the order is another."""
    under: dict[str, list[Row]] = {}
    for row in rows:
        heading = found.heading(row.lead_pk) if found.chosen.order == Order.LEAD else ""
        under.setdefault(heading, []).append(row)
    return list(under.items())
