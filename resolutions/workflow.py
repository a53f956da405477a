"""The way of a month from collecting results to being issued: the table of moves, and the one place that makes them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Committee, User
from kesat.records.models import record
from resolutions import notifying, policy
from resolutions.drafting import Refused
from resolutions.models import Comment, Resolution, Section, Status
from resolutions.models.text import ENDED
from resolutions.policy import RULES, Action

# Where an action leads; from which states it may be taken, `policy.RULES` says.
MOVES = {
    Action.OPEN_DRAFTING: Status.DRAFTING,
    Action.HAND_OVER: Status.APPRAISAL,
    Action.ASK_PERMANENT: Status.WITH_PERMANENT,
    Action.SUBMIT: Status.IN_REVIEW,
    Action.RETURN: Status.RETURNED,
    Action.CONFIRM_TEXT: Status.APPROVED,
    Action.PREPARE: Status.AWAITING_SIGNATURE,
    Action.SIGN: Status.SIGNED,
    Action.UPLOAD_SIGNED: Status.SIGNED,
    Action.ISSUE: Status.ISSUED,
    Action.WITHDRAW: Status.WITHDRAWN,
}
# A confirmed decision leads to one of two: approved as it stands, or to be amended first.
DECIDED = (Status.APPROVED, Status.AMENDING)
# One state back, always with a reason.
BACK = {
    Status.APPRAISAL: Status.DRAFTING,
    Status.WITH_PERMANENT: Status.APPRAISAL,
    Status.AMENDING: Status.IN_REVIEW,
    Status.APPROVED: Status.IN_REVIEW,
    Status.AWAITING_SIGNATURE: Status.APPROVED,
    Status.SIGNED: Status.AWAITING_SIGNATURE,
}


class Overtaken(Refused):
    """The month has moved on since it was read: someone else was faster, or the page is old."""


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a move, in words, and where it is put right."""

    text: str
    url: str = ""


# Filled by each app from its `AppConfig.ready()`; asked before the office hands a month over or submits it.
obstacles: list[Callable[[Resolution], Iterable[Obstacle]]] = []
# Filled likewise; asked before a text is certified, confirmed, made ready for its signature and issued.
last_obstacles: list[Callable[[Resolution], Iterable[Obstacle]]] = []
_LAST = frozenset({Action.CERTIFY, Action.CONFIRM_TEXT, Action.PREPARE, Action.ISSUE})
# Filled likewise; told of every move, inside its transaction.
followers: list[Callable[..., None]] = []


def pairs() -> Iterator[tuple[str, str]]:
    """Yield every change of status that the table allows, from and to."""
    for action, target in MOVES.items():
        for source in sorted(RULES[action].states or ()):
            yield source, target.value
    for target in DECIDED:
        yield Status.IN_REVIEW.value, target.value
    for target in ENDED:
        yield Status.ISSUED.value, target.value
    yield from BACK.items()


def in_the_way(action: Action, resolution: Resolution) -> list[Obstacle]:
    """Return what must be put right before the action."""
    found: list[Obstacle] = []
    if resolution.is_practice:
        found.append(Obstacle(_("A practice month ends with its draft: it is never sent to anybody.")))
    if action in {Action.HAND_OVER, Action.SUBMIT}:
        found += [obstacle for ask in obstacles for obstacle in ask(resolution)]
    if action in _LAST:
        found += [obstacle for ask in last_obstacles for obstacle in ask(resolution)]
    if action == Action.ASK_PERMANENT and not Committee.current().asks_permanent_members:
        found.append(Obstacle(_("The settings of the committee leave this step out.")))
    return found


def require(action: Action, resolution: Resolution, *, by: User) -> None:
    """Raise PermissionDenied for who may not, Overtaken for the wrong state, Refused for what stands in the way."""
    on = timezone.localdate()
    if reason := policy.who_refusal(action, by, on=on, resolution=resolution):
        raise PermissionDenied(reason)
    if reason := policy.state_refusal(action, resolution):
        raise Overtaken(reason)
    if action in MOVES.keys() | _LAST and (found := in_the_way(action, resolution)):
        raise Refused(" ".join(obstacle.text for obstacle in found))


def hold(resolution: Resolution) -> Resolution:
    """Hold the month's row still until the end of the caller's transaction, and return it as it is now.

    Waits for the saves under way and lets none come between. Raises Overtaken where it stands elsewhere than it was
    seen. Every verb takes it before any other row of the month, so that none waits for another.
    """
    row = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if row.status != resolution.status:
        raise Overtaken(_("Someone else has moved this month on meanwhile. Open the page again."))
    return row


def move(
    action: Action,
    resolution: Resolution,
    *,
    by: User,
    at: datetime,
    note: str = "",
    to: Status | None = None,
    **fields: Any,
) -> None:
    """Make the move and record it, unless someone else has just made another; inside the caller's transaction.

    Raises what `require` raises.
    """
    require(action, resolution, by=by)
    target = to or (BACK[Status(resolution.status)] if action == Action.STEP_BACK else MOVES[action])
    source = resolution.status
    with transaction.atomic():
        if not Resolution.objects.filter(pk=resolution.pk, status=source).update(status=target, **fields):
            raise Overtaken(_("Someone else has moved this month on meanwhile. Open the page again."))
        new = {"status": target, **fields}
        for name, value in new.items():
            setattr(resolution, name, value)
        notifying.moved(action, resolution, by=by, at=at)
        for follow in followers:
            follow(action, resolution, by=by, at=at)
        roles = policy.acting_roles(action, by, on=timezone.localdate())
        record(action.value, resolution, by=by, roles=roles, moved_from=source, moved_to=str(target), note=note)


def open_drafting(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Close the collecting of results."""
    move(Action.OPEN_DRAFTING, resolution, by=by, at=at)


def hand_over(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Give the draft to the head of the office, to be appraised."""
    move(Action.HAND_OVER, resolution, by=by, at=at)


def ask_permanent(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Show the draft to the permanent members first."""
    move(Action.ASK_PERMANENT, resolution, by=by, at=at)


def step_back(resolution: Resolution, reason: str, *, by: User, at: datetime) -> None:
    """Go back one state. What was decided on, prepared or signed there counts no longer, and stays in the record."""
    if not reason.strip():
        raise Refused(_("Say why the month goes back a step."))
    with transaction.atomic():
        source = resolution.status
        # Its number stays reserved for it in the register, and is given again.
        bare = {"term": None, "number": None, "issued_on": None} if source == Status.APPROVED else {}
        move(Action.STEP_BACK, resolution, by=by, at=at, note=reason, **bare)
        if source in {Status.AMENDING, Status.APPROVED}:
            resolution.decisions.standing().update(voided_at=at, void_reason=reason)


def unfinished_sections(resolution: Resolution) -> Iterator[Obstacle]:
    """Every section of parts I and II is said to be done, or says why it cannot be."""
    rows = Section.objects.filter(part__resolution=resolution, part__kind__in=["results", "directions"])
    left = rows.filter(is_done=False, blocked_reason="").count()
    if left:
        words = ngettext(
            "%(count)d section is not said to be done.", "%(count)d sections are not said to be done.", left
        )
        yield Obstacle(words % {"count": left}, resolution.get_absolute_url())


def unanswered_comments(resolution: Resolution) -> Iterator[Obstacle]:
    """Each comment of a member is answered before the next draft goes out."""
    if resolution.draft_number == 1:  # nothing was sent yet
        return
    left = Comment.objects.filter(draft__resolution=resolution).unanswered().count()
    if left:
        words = ngettext("%(count)d comment is not answered.", "%(count)d comments are not answered.", left)
        yield Obstacle(words % {"count": left})
