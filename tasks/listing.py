"""The directives that a filter finds: how many stand how, in which order, and what is shown of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Body, Position, Role, User
from kesat.vietnamese import fold
from resolutions.models import Resolution
from resolutions.models.text import ENDED
from tasks.filtering import BY_INDEX, Filter, FilterForm, Options, Order, options, read
from tasks.models import Assignment, Directive, Judgement, Outcome, PartIn, ProgressReport, Share, State
from tasks.models.directive import LATE, OVERSEERS, DirectiveQuerySet

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
# What is still to be done, what wants care first.
OPEN_STATES: Final = (State.OVERDUE, State.NEAR, State.NEW, State.IN_TIME, State.STANDING, State.PLANNED)
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
    left_out = Resolution.objects.filter(Q(is_practice=True) | Q(status__in=ENDED))
    return Directive.objects.visible_to(user, on).exclude(resolution__in=left_out)


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
        rows: Any = self.rows.order_by()
        if self.chosen.presser or not self.user.roles(self.on) & OVERSEERS:  # few, and found by their keys
            return _states(rows, self.on)
        # Thousands have ended. They are counted along the index of lists, without a state computed for each.
        found = _states(rows.open(), self.on)
        ended = rows.exclude(outcome=Outcome.OPEN).values("lead_body", "outcome")
        for row in ended.annotate(count=Count("pk"), late=Count("pk", filter=LATE)):
            lead, is_done = row["lead_body"], row["outcome"] == Outcome.DONE
            late = row["late"] if is_done else 0
            found[lead, State.DONE_LATE] += late
            found[lead, State.DONE_IN_TIME if is_done else row["outcome"]] += row["count"] - late
        return +found

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
        """Return the keys of some directives in the order that is asked for.

        The list stands in pieces of known length. Only those that the slice falls in are put in order.
        """
        first, last = wanted.start or 0, self.total if wanted.stop is None else wanted.stop
        within, place, before = [], 0, 0
        for piece, count in self._pieces:
            if place + count <= first:
                before += count
            elif place < last:
                within.append(piece)
            place += count
        if not within:
            return []
        ordered = self._of_pieces(within).values_list("pk", flat=True)
        return list(ordered[first - before : last - before])

    @property
    def _of_state(self) -> DirectiveQuerySet:
        rows: Any = self.rows.with_state(self.on)
        return cast("DirectiveQuerySet", rows.filter(state=self.chosen.state)) if self.chosen.state else self.rows

    @property
    def _pieces(self) -> list[tuple[int | bool | None, int]]:
        """The pieces in which the list stands, in its order, each with its length: leads, whether open, or months."""
        if self.chosen.order == Order.NUMBER:
            counts = dict(self._of_state.order_by().values_list("resolution").annotate(Count("pk")))
            return [(month.pk, counts[month.pk]) for month in self.options.months if month.pk in counts]
        if self.chosen.order == Order.DUE:
            count = sum(self.how_many(state) for state in OPEN_STATES if self.chosen.state in ("", state))
            return [(True, count), (False, self.total - count)]
        return list(self.groups)

    def _of_pieces(self, pieces: Sequence[int | bool | None]) -> DirectiveQuerySet:
        """Return the directives of some pieces in the order of the list."""
        by_due = (F("due_on").asc(nulls_last=True), "-resolution_id", "number", "pk")
        is_open = Q(outcome=Outcome.OPEN)
        open_first = Case(When(is_open, then=Value(0)), default=Value(1))
        if self.chosen.order == Order.NUMBER:
            rows = self._of_state.filter(resolution__in=pieces)
            return rows.order_by(*_in_turn("resolution", pieces), "number", "pk")
        if self.chosen.order == Order.DUE:
            if len(pieces) > 1:
                return self._of_state.order_by(open_first, *by_due)
            return self._of_state.filter(is_open if pieces[0] else ~is_open).order_by(*by_due)
        led = Q(lead_body__in=[lead for lead in pieces if lead is not None])
        rows = self._of_state.filter(led | Q(lead_body=None) if None in pieces else led, BY_INDEX)
        return rows.order_by(*_in_turn("lead_body", pieces), open_first, *by_due)


def _states(rows: Any, on: date) -> Counter[tuple[int | None, str]]:
    counted = rows.with_state(on).values("lead_body", "state").annotate(count=Count("pk"))
    return Counter({(row["lead_body"], row["state"]): row["count"] for row in counted})


def _in_turn(column: str, values: Sequence[int | bool | None]) -> list[Case]:
    """Return what puts rows in the order of these values, one without a value last."""
    turns = [When(Q((column, value)), then=Value(turn)) for turn, value in enumerate(values) if value is not None]
    return [Case(*turns, default=Value(len(values)))] if len(values) > 1 else []


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
        rows = _of_body(rows, chosen.lead)
    if chosen.presser:
        pressed = Assignment.objects.filter(part=PartIn.PRESSING, user=chosen.presser)
        rows = rows.filter(pk__in=pressed.values("directive"))
    return rows


def _of_body(rows: DirectiveQuerySet, body: Any) -> DirectiveQuerySet:
    """Return what the body leads; of one that groups stand for, or that leads nothing, also what it takes part in."""
    if body.kind == Body.Kind.BRANCH or body.in_group or not body.is_lead:
        parts = Share.objects.filter(body=body).values("directive")
        named = Assignment.objects.filter(body=body, part=PartIn.COORDINATING).values("directive")
        return rows.filter(Q(lead_body=body) | Q(pk__in=parts) | Q(pk__in=named))
    return rows.filter(BY_INDEX, lead_body=body)


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
    for assignment in directive.assignments.all():
        named[assignment.part].append(assignment.named)
    return Row(
        directive=directive,
        lead_pk=directive.lead_body_id,
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
