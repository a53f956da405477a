"""The Secretary's right to sign, delegated to a deputy for some days and taken back."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kesat.organization.models import Committee, Role, User
from kesat.records.models import record
from resolutions import policy
from resolutions.drafting import Refused
from resolutions.models import Delegation
from resolutions.policy import Action
from resolutions.workflow import Overtaken


def deputies(on: date) -> list[User]:
    """Return the Deputy Secretaries of the day who have an account."""
    return list(User.objects.holding({Role.DEPUTY_SECRETARY}, on).order_by("full_name"))


def delegate(deputy: User, begins_on: date, ends_on: date, reason: str, *, by: User, at: datetime) -> Delegation:
    """Let a deputy sign from a day to a day, both included.

    Raises PermissionDenied for who may not; Refused for days that are past, turned round, overlapping or on which the
    person is no Deputy Secretary.
    """
    today = timezone.localdate(at)
    _require(by, today)
    if not reason.strip():
        raise Refused(_("Type the reason; it stands in the record."))
    if ends_on < begins_on:
        raise Refused(_("A delegation ends on or after the day on which it begins."))
    if begins_on < today:
        raise Refused(_("A delegation begins today or later: what was signed before was signed without it."))
    if any(Role.DEPUTY_SECRETARY not in deputy.roles(day) for day in (begins_on, ends_on)):
        raise Refused(
            _("%(name)s is not a Deputy Secretary from the first to the last of these days.")
            % {"name": deputy.full_name}
        )
    with transaction.atomic():
        # One at a time, so that two delegations given at once do not overlap.
        Committee.objects.select_for_update().get(pk=1)
        other = Delegation.objects.filter(begins_on__lte=ends_on, ends_on__gte=begins_on, revoked_at=None).first()
        if other:
            raise Refused(_overlaps(other))
        given = Delegation.objects.create(
            deputy=deputy, begins_on=begins_on, ends_on=ends_on, reason=reason, given_by=by, given_at=at
        )
        record("delegate", given, by=by, deputy=deputy.pk, begins_on=str(begins_on), ends_on=str(ends_on))
    return given


def revoke(delegation: Delegation, *, by: User, at: datetime) -> None:
    """Take a delegation back; from now on the deputy signs no more. Overtaken where it was taken back or has ended."""
    _require(by, timezone.localdate(at))
    with transaction.atomic():
        standing = Delegation.objects.filter(pk=delegation.pk, revoked_at=None, ends_on__gte=timezone.localdate(at))
        if not standing.update(revoked_at=at):
            raise Overtaken(_("This delegation has ended, or was taken back already."))
        record("revoke_delegation", delegation, by=by, deputy=delegation.deputy_id)


def _require(by: User, on: date) -> None:
    if reason := policy.who_refusal(Action.DELEGATE, by, on=on):
        raise PermissionDenied(reason)


def _overlaps(other: Delegation) -> str:
    return _("Signing is delegated to %(name)s from %(begins)s to %(ends)s already. Take that back first.") % {
        "name": other.deputy.full_name,
        "begins": date_format(other.begins_on, "d/m/Y"),
        "ends": date_format(other.ends_on, "d/m/Y"),
    }
