"""What a person reports on: the shares of the bodies that they speak for, the most urgent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions.models import Status
from tasks import policy
from tasks.listing import Tag, days_left, tag
from tasks.models import (
    Assignment,
    Directive,
    Extension,
    Judgement,
    Outcome,
    PartIn,
    Progress,
    ProgressReport,
    Share,
    State,
)

# Ended ones stay in sight for so long.
_SEEN_FOR: Final = timedelta(days=60)
_ENDED_SHOWN: Final = 30
_BESIDE_SHOWN: Final = 30


@dataclass(frozen=True)
class Own:
    """A share with how it stands; `latest` is the last report on it, `extension` the request that waits."""

    share: Share
    tag: Tag
    days: str
    latest: ProgressReport | None
    extension: Extension | None

    @property
    def directive(self) -> Directive:
        return self.share.directive

    @property
    def is_new(self) -> bool:
        return self.share.acknowledged_at is None

    @property
    def is_returned(self) -> bool:
        return self.latest is not None and self.latest.judgement == Judgement.RETURNED

    @property
    def waits(self) -> bool:
        """Tell whether the body has said that it is done, and the office has not answered."""
        latest = self.latest
        return latest is not None and latest.judgement == Judgement.SENT and latest.progress == Progress.DONE

    @property
    def is_told(self) -> bool:
        """Tell whether the office has the word: a report or a wish it has not answered, or of a standing one any."""
        if self.latest is None or self.is_returned:
            return False
        is_unanswered = self.latest.judgement == Judgement.SENT or self.extension is not None
        return is_unanswered or self.share.directive.due_on is None


@dataclass(frozen=True)
class Group:
    """Shares that are as urgent as each other; `key` is their name in addresses."""

    key: str
    title: str
    rows: list[Own]


@dataclass(frozen=True)
class Mine:
    """All that a person reports on: what is open by urgency, what ended lately, what their bodies coordinate in."""

    groups: list[Group]
    ended: list[Share]
    beside: list[Directive]
    bodies: int

    @property
    def rows(self) -> list[Own]:
        return [row for group in self.groups for row in group.rows]

    @property
    def new(self) -> list[Share]:
        return [row.share for row in self.rows if row.is_new]

    @property
    def next(self) -> Own | None:
        """The most urgent one that waits for its body, and not for the office."""
        return next((row for row in self.rows if not row.is_told), None)


def _shares(user: User, on: date) -> list[Share]:
    """Return the shares of the bodies that the person speaks for, those that ended long ago left out, newest first."""
    since = on - _SEEN_FOR
    is_recent = (
        Q(directive__outcome=Outcome.OPEN, done_on=None)
        | Q(done_on__gte=since)
        | Q(directive__ended_on__gte=since)
        | Q(directive__given_on__gte=since)
    )
    rows = Share.objects.filter(is_recent, body__in=policy.bodies_of(user, on), directive__given_on__isnull=False)
    rows = rows.select_related("directive__resolution", "body")
    return list(rows.order_by("-directive__resolution__year", "-directive__resolution__month", "directive__number"))


def mine(user: User, on: date) -> Mine:
    """Return them in six queries, however many there are."""
    shares = _shares(user, on)
    open_ones = [each for each in shares if _is_open(each)]
    ended = [each for each in shares if not _is_open(each) and on - _ended(each) <= _SEEN_FOR]
    rows = _rows(open_ones, on)
    bodies = policy.bodies_of(user, on)
    named = Assignment.objects.filter(part=PartIn.COORDINATING, body__in=bodies).order_by().values("directive")
    beside = Directive.objects.given().open().filter(pk__in=named)
    return Mine(
        groups=_grouped(rows),
        ended=ended[:_ENDED_SHOWN],
        beside=list(beside.select_related("resolution")[:_BESIDE_SHOWN]),
        bodies=bodies.count(),
    )


def _is_open(share: Share) -> bool:
    directive = share.directive
    return directive.outcome == Outcome.OPEN and share.done_on is None and directive.resolution.status == Status.ISSUED


def _ended(share: Share) -> date:
    """Return when it ended; of a resolution that is in force no longer, when it was given."""
    return share.done_on or share.directive.ended_on or share.directive.given_on or date.min


def _rows(shares: Sequence[Share], on: date) -> list[Own]:
    directives = [each.directive_id for each in shares]
    bodies = {each.body_id for each in shares}
    said = ProgressReport.objects.filter(directive__in=directives, body__in=bodies).order_by("at", "pk")
    latest = {(row.directive_id, row.body_id): row for row in said}
    asked = Extension.objects.filter(directive__in=directives, body__in=bodies, answer=Extension.Answer.ASKED)
    waiting = {(row.directive_id, row.body_id): row for row in asked}
    return [
        Own(
            share=each,
            tag=tag(each.directive.state_on(on)),
            days=days_left(each.directive, on),
            latest=latest.get((each.directive_id, each.body_id)),
            extension=waiting.get((each.directive_id, each.body_id)),
        )
        for each in shares
    ]


def _grouped(rows: Iterable[Own]) -> list[Group]:
    titles = {
        "tra-lai": _("Returned by the office"),
        State.OVERDUE: _("Overdue"),
        State.NEAR: _("Due soon"),
        "con-han": _("In time"),
        State.STANDING: _("Standing"),
        "cho": _("Sent, the office has not answered yet"),
    }
    found: dict[str, list[Own]] = {key: [] for key in titles}
    for row in rows:
        found[_key(row)].append(row)
    for group in found.values():
        group.sort(key=lambda row: (row.directive.due_on or date.max, row.directive.number))
    return [Group(key, title, found[key]) for key, title in titles.items() if found[key]]


def _key(row: Own) -> str:
    if row.is_returned:
        return "tra-lai"
    if row.waits:
        return "cho"
    state = row.tag.state
    return state.value if state in {State.OVERDUE, State.NEAR, State.STANDING} else "con-han"
