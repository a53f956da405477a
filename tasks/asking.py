"""What every page of this app asks first: who is signed in, and whether they may."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from tasks import policy
from tasks.policy import Action, Subject

_NOTHING = Subject()


def user_of(request: HttpRequest) -> Any:
    """Return the signed-in person; the middleware lets nobody else come here."""
    return request.user


def today() -> date:
    """Return the day in Vietnam."""
    return timezone.localdate()


def refuse_unless(request: HttpRequest, action: Action, subject: Subject = _NOTHING) -> None:
    """Raise PermissionDenied, with the reason for the page, unless the person may act."""
    if reason := policy.refusal(action, request.user, on=today(), subject=subject):
        raise PermissionDenied(reason)


def may(request: HttpRequest, action: Action, subject: Subject = _NOTHING) -> bool:
    return not policy.refusal(action, request.user, on=today(), subject=subject)
