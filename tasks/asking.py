"""What every page of this app asks first: which day it is, and whether the person may."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from tasks import policy
from tasks.policy import Action, Subject

_NOTHING = Subject()


def today() -> date:
    """Return the day in Vietnam."""
    return timezone.localdate()


def refuse_unless(request: HttpRequest, action: Action, subject: Subject = _NOTHING) -> None:
    """Raise PermissionDenied, with the reason for the page, unless the person may act."""
    policy.require(action, request.user, on=today(), subject=subject)


def may(request: HttpRequest, action: Action, subject: Subject = _NOTHING) -> bool:
    return not policy.refusal(action, request.user, on=today(), subject=subject)
