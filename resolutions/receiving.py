"""Who has received an issued resolution: the bodies that have acknowledged it, the people who have read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import record
from resolutions import workflow
from resolutions.models import Receipt, Resolution
from resolutions.policy import Action

_SPEAKERS = (Role.HEAD_OF_BODY, Role.REPORTER)


@dataclass(frozen=True)
class Receipts:
    """`bodies` have acknowledged it and `readers` have said that they read it, earliest first; `waiting` have not."""

    bodies: list[Receipt]
    readers: list[Receipt]
    waiting: list[Body]


def bodies_of(user: User, on: date) -> list[Body]:
    """Return the bodies for which a person acknowledges what they receive."""
    held = Position.objects.held(on).filter(user=user, post__role__in=_SPEAKERS)
    return list(Body.objects.filter(pk__in=held.values("body")))


def acknowledge(resolution: Resolution, body: Body, *, by: User, at: datetime) -> Receipt:
    """Say that a body has received it; the first to say so counts. Raises what `workflow.require` raises."""
    workflow.require(Action.ACKNOWLEDGE, resolution, by=by)
    if body not in bodies_of(by, timezone.localdate()):
        raise PermissionDenied(_("You do not speak for this body."))
    return _once(resolution, by, at, body)


def note_reading(resolution: Resolution, user: User, *, at: datetime) -> Receipt | None:
    """Note that a person has read it, once; nothing for one that is not issued."""
    return _once(resolution, user, at, None) if resolution.is_issued else None


def _once(resolution: Resolution, user: User, at: datetime, body: Body | None) -> Receipt:
    same = {"resolution": resolution, "body": body} | ({} if body else {"user": user})
    if found := Receipt.objects.filter(**same).first():
        return found
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(resolution=resolution, user=user, body=body, at=at)
            if body:
                record(Action.ACKNOWLEDGE.value, resolution, by=user, body=body.code)
    except IntegrityError:
        return Receipt.objects.get(**same)  # said at the same moment by another
    return receipt


def receipts(resolution: Resolution, *, on: date) -> Receipts:
    """Return who has received it, and which bodies with someone to speak for them on the day have not."""
    rows = list(resolution.receipts.select_related("user", "body"))
    held = Position.objects.held(on).filter(post__role__in=_SPEAKERS)
    asked = Body.objects.filter(pk__in=held.values("body"))
    return Receipts(
        [row for row in rows if row.body_id],
        [row for row in rows if not row.body_id],
        list(asked.exclude(pk__in=[row.body_id for row in rows if row.body_id])),
    )
