"""What waits for a person today among the directives: to be judged, due, pressed for, overdue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Position, Role, User
from resolutions.models import Resolution, Status
from resolutions.models.text import WRITERS
from tasks import branch_proposals, contributions, own, policy, ungiven
from tasks.listing import LOOKS, Row, Tag, listed, shown, tag
from tasks.models import Assignment, Directive, Extension, ProgressReport, Share, State
from tasks.models.directive import NEAR, OVERSEERS, DirectiveQuerySet
from tasks.policy import Action

ROWS: Final = 5
_NAMES: Final = 4
_DONE: Final = (State.DONE_IN_TIME, State.DONE_LATE)


@dataclass(frozen=True)
class Waiting:
    """Something that is done today: what, of whom, where; since when it waits, or how its deadline stands."""

    title: str
    hint: str
    url: str
    since: str = ""
    tag: Tag | None = None


@dataclass(frozen=True)
class Next:
    """What a body does first: why, where, and the act as its button names it."""

    title: str
    why: str
    url: str
    act: str


@dataclass(frozen=True)
class Pile:
    """Directives of one sort: the first of them, how many there are, where all of them stand."""

    name: str
    rows: list[Row]
    count: int
    url: str
    none: str


@dataclass(frozen=True)
class Counts:
    """How the directives of a month stand."""

    month: Resolution
    total: int
    done: int
    done_in_time: int
    done_late: int
    states: list[tuple[Tag, int]]


def work_of(user: User, on: date) -> dict[str, Any]:
    """Return what "my work today" shows of the directives to this person, by role; the rest is not in it."""
    roles = user.roles(on)
    found: dict[str, Any] = {}
    if not policy.refusal(Action.SEE_WAITING, user, on=on):
        reports = _reports_waiting(on) if roles & WRITERS else ()
        found["waiting"] = [*reports, *_more_time_asked(on), *_proposed(on)]
    if not policy.refusal(Action.ASSIGN, user, on=on):
        found["waiting"] = [*found.get("waiting", []), *_to_assign()]
    if not policy.refusal(Action.CONTRIBUTE, user, on=on):
        found["waiting"] = [*found.get("waiting", []), *_to_send(user, on)]
    piles = []
    if not policy.refusal(Action.REPORT, user, on=on):
        own_pile = _own(user, on)
        piles.append(own_pile)
        ahead = (row for row in own_pile.rows if row.directive.due_on is None or row.directive.due_on >= on)
        found |= {"reports": True, "nearest": next(ahead, None)}
    if not policy.refusal(Action.VERIFY, user, on=on):
        piles.append(_pressed(user, on))
    if roles & OVERSEERS:
        piles.append(_overdue(user, on))
        found["counts"] = _counts(user, on)
    found["piles"] = [pile for pile in piles if pile.count or pile.none]
    return found


def next_of(user: User, on: date) -> Next | None:
    """Return what a person who reports for a body does first; None where nothing waits for them."""
    if policy.refusal(Action.REPORT, user, on=on):
        return None
    if row := own.mine(user, on).next:
        days = f" ({row.days})" if row.days else ""
        title = _("Best done next: report on the most urgent directive")
        url = f"{reverse('tasks:report', args=[row.directive.pk])}?don-vi={row.share.body_id}"
        return Next(title, f"{row.directive.title}{days}", url, _("Report the result"))
    bodies = [row.body.name for row in contributions.open_for(user, on)]
    for body, thing in zip(bodies, _to_send(user, on), strict=True):
        title = _("Best done next: send the results of %(body)s") % {"body": body}
        return Next(title, thing.hint, thing.url, _("Write the results"))
    return None


def _reports_waiting(on: date) -> Iterator[Waiting]:
    reports = ProgressReport.objects.waiting().filter(directive__resolution__status=Status.ISSUED).order_by()
    counted = reports.values("body__name").annotate(count=Count("pk"), first=Min("at"))
    by_body = sorted(counted, key=lambda row: (-row["count"], row["body__name"]))
    if by_body:
        count = sum(row["count"] for row in by_body)
        words = ngettext("Judge %(count)s report", "Judge %(count)s reports", count) % {"count": count}
        hint = _some(f"{row['body__name']} {row['count']}" for row in by_body)
        yield Waiting(words, hint, reverse("tasks:waiting"), _since(min(row["first"] for row in by_body), on))


def _more_time_asked(on: date) -> Iterator[Waiting]:
    rows = Extension.objects.filter(answer=Extension.Answer.ASKED, directive__in=Directive.objects.given().open())
    asked = list(rows.select_related("body").order_by("at"))
    if asked:
        words = ngettext(
            "Answer %(count)s request for more time", "Answer %(count)s requests for more time", len(asked)
        ) % {"count": len(asked)}
        wishes = _("%(body)s from %(old)s to %(new)s")
        hint = _some(
            wishes % {"body": row.body.name, "old": f"{row.old_due_on:%d/%m}", "new": f"{row.wanted_on:%d/%m/%Y}"}
            for row in asked
        )
        yield Waiting(words, hint, reverse("tasks:waiting"), _since(asked[0].at, on))


def _proposed(on: date) -> Iterator[Waiting]:
    rows = branch_proposals.waiting_everywhere()
    if rows:
        words = ngettext(
            "Answer %(count)s proposal of a member in charge",
            "Answer %(count)s proposals of members in charge",
            len(rows),
        ) % {"count": len(rows)}
        hint = _some(f"{row.event.by.full_name}: {row.wish}" for row in rows if row.event.by)
        yield Waiting(words, hint, reverse("tasks:waiting"), _since(rows[0].event.at, on))


def _to_assign() -> Iterator[Waiting]:
    """Yield what would reach nobody: directives that are not assigned, clauses of a decided month not judged."""
    for month, left, clauses in ungiven.waiting_months():
        hint = _("month %(month)s") % {"month": month.label}
        if left:
            words = ngettext("Assign %(count)d directive", "Assign %(count)d directives", left)
            yield Waiting(words % {"count": left}, hint, reverse("tasks:assignments", args=[month.period]))
        if clauses:
            words = ngettext("Judge %(count)d clause of the text", "Judge %(count)d clauses of the text", clauses)
            yield Waiting(words % {"count": clauses}, hint, reverse("tasks:split", args=[month.period]))


def _since(at: datetime, on: date) -> str:
    """Return since when the oldest of what waits is there: the time of today, yesterday, or the day."""
    local = timezone.localtime(at)
    if local.date() == on:
        return _("Sent at %(time)s") % {"time": f"{local:%H:%M}"}
    if local.date() == on - timedelta(days=1):
        return _("Sent yesterday")
    return _("Sent on %(day)s") % {"day": f"{local:%d/%m/%Y}"}


def _to_send(user: User, on: date) -> list[Waiting]:
    """Return the results that the person's bodies are asked for and have not sent."""
    title, hint = _("Send the results of %(body)s"), _("for month %(month)s, by %(day)s")
    return [
        Waiting(
            title % {"body": row.body.name},
            hint % {"month": row.resolution.label, "day": f"{row.due_on:%d/%m/%Y}"},
            reverse("tasks:contribute", args=[row.resolution.period, row.pk]),
            tag=tag(_standing(row.due_on, on)),
        )
        for row in contributions.open_for(user, on)
    ]


def _standing(due_on: date, on: date) -> State:
    """Return how a deadline stands on the day, as that of a directive would."""
    return State.OVERDUE if due_on < on else State.NEAR if due_on <= on + NEAR else State.IN_TIME


def _some(words: Iterable[str]) -> str:
    every = list(words)
    return "; ".join(every[:_NAMES]) + ("…" if len(every) > _NAMES else "")


def _own(user: User, on: date) -> Pile:
    """Return what the person's bodies have still to do, the earliest deadline first."""
    bodies = policy.bodies_of(user, on)
    owed = Share.objects.filter(directive=OuterRef("pk"), body__in=bodies, done_on=None)
    rows = listed(user, on).given().open().filter(Exists(owed))
    return _pile(rows, user, on, _("Your directives"), reverse("tasks:mine"), _("Nothing is open for your body."))


def _pressed(user: User, on: date) -> Pile:
    """Return what the person presses for, by name or as in charge of the body, that is due soon or overdue."""
    charged = Position.objects.held(on).filter(user=user, post__role=Role.COMMITTEE_MEMBER).values("body")
    named = Assignment.objects.filter(directive=OuterRef("pk"), user=user)
    owed = Share.objects.filter(directive=OuterRef("pk"), body__in=charged, done_on=None)
    rows = listed(user, on).given().open().filter(Q(Exists(named)) | Q(Exists(owed)), due_on__lte=on + NEAR)
    return _pile(rows, user, on, _("Pressed by you, due soon or overdue"), reverse("tasks:list") + "?month=all", "")


def _overdue(user: User, on: date) -> Pile:
    rows = listed(user, on).given().open().filter(due_on__lt=on)
    url = f"{reverse('tasks:list')}?month=all&state={State.OVERDUE}"
    return _pile(rows, user, on, _("Overdue directives"), url, _("No directive is overdue."))


def _pile(rows: DirectiveQuerySet, user: User, on: date, name: str, url: str, none: str) -> Pile:
    keys = list(rows.order_by(F("due_on").asc(nulls_last=True), "number", "pk").values_list("pk", flat=True))
    return Pile(name, shown(keys[:ROWS], user, on), len(keys), url, none)


def _counts(user: User, on: date) -> Counts | None:
    """Return how the month stands whose directives were given last."""
    given = Exists(Directive.objects.filter(resolution=OuterRef("pk"), given_on__isnull=False))
    newest = Resolution.objects.real().in_force().filter(given).order_by("-year", "-month").first()
    if newest is None:
        return None
    rows: Any = listed(user, on).given().filter(resolution=newest).with_state(on).order_by()
    counted = {row["state"]: row["count"] for row in rows.values("state").annotate(count=Count("pk"))}
    return Counts(
        month=newest,
        total=sum(counted.values()),
        done=sum(counted.get(state, 0) for state in _DONE),
        done_in_time=counted.get(State.DONE_IN_TIME, 0),
        done_late=counted.get(State.DONE_LATE, 0),
        states=[(tag(state), counted[state]) for state in LOOKS if state in counted and state not in _DONE],
    )
