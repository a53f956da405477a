"""Who has received an issued resolution: the bodies that have acknowledged it, the people who have read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import record
from resolutions import addressing, workflow
from resolutions.addressing import Line
from resolutions.drafting import Refused
from resolutions.models import Receipt, Resolution
from resolutions.policy import Action

_SPEAKERS = (Role.HEAD_OF_BODY, Role.REPORTER)


@dataclass(frozen=True)
class Delivery:
    """A line of the recipients, and each body that it asks with its receipt, None while that is waited for."""

    line: Line
    bodies: tuple[tuple[Body, Receipt | None], ...]


@dataclass(frozen=True)
class Receipts:
    """What became of each line; those who acknowledged without being asked any more; the readers, earliest first."""

    deliveries: list[Delivery]
    others: list[Receipt]
    readers: list[Receipt]

    @property
    def given(self) -> int:
        """The number of bodies that have acknowledged the receipt."""
        return len({body for each in self.deliveries for body, receipt in each.bodies if receipt}) + len(self.others)

    @property
    def waiting(self) -> list[Body]:
        """The bodies that are asked and have not acknowledged it, each once."""
        return list(dict.fromkeys(body for each in self.deliveries for body, receipt in each.bodies if not receipt))

    @property
    def unsaid(self) -> int:
        """The number of lines of which the office has not said yet whom they mean."""
        return sum(each.line.addressed is None for each in self.deliveries)


def bodies_of(user: User, on: date) -> list[Body]:
    """Return the bodies for which a person acknowledges what they receive."""
    held = Position.objects.held(on).filter(user=user, post__role__in=_SPEAKERS)
    return list(Body.objects.filter(pk__in=held.values("body")))


def asked_of(user: User, resolution: Resolution, on: date) -> list[tuple[Body, Receipt | None]]:
    """Return the bodies of a person that a resolution asks to acknowledge it, each with its receipt."""
    own = bodies_of(user, on)
    if not own:
        return []
    given = {row.body_id: row for row in resolution.receipts.exclude(body=None).select_related("user")}
    asked = addressing.asked(_lines(resolution, on))
    return [(body, given.get(body.pk)) for body in own if body in asked or body.pk in given]


def acknowledge(resolution: Resolution, body: Body, *, by: User, at: datetime) -> Receipt:
    """Say that a body has received it; the first to say so counts.

    Raises what `workflow.require` raises, and Refused where the body is not among the recipients.
    """
    workflow.require(Action.ACKNOWLEDGE, resolution, by=by)
    on = timezone.localdate()
    if body not in bodies_of(by, on):
        raise PermissionDenied(_("You do not speak for this body."))
    if body not in addressing.asked(_lines(resolution, on)):
        raise Refused(_("%(body)s is not among the recipients, and is not asked to acknowledge.") % {"body": body})
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
    """Return who has received it and who is waited for, in five queries; `on` counts where it has no day of issue."""
    rows = list(resolution.receipts.select_related("user", "body"))
    given = {row.body_id: row for row in rows if row.body_id}
    found = _lines(resolution, on)
    asked = {body.pk for body in addressing.asked(found)}
    return Receipts(
        [Delivery(line, tuple((body, given.get(body.pk)) for body in line.asked)) for line in found],
        [row for row in rows if row.body_id and row.body_id not in asked],
        [row for row in rows if not row.body_id],
    )


def _lines(resolution: Resolution, on: date) -> list[Line]:
    """Return the lines with the groups as they were on the day of issue."""
    return addressing.lines(resolution, on=resolution.issued_on or on)
