"""How often one address may ask for what costs much; counted in the database, for all processes together."""

from datetime import timedelta

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from kesat.organization.held import Asking

_LOCAL = frozenset({"127.0.0.1", "::1", ""})


def is_too_often(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count this request, and tell whether its address has asked more than so many times within so many seconds."""
    now = timezone.now()
    Asking.objects.filter(what=what, since__lte=now - timedelta(seconds=seconds)).delete()
    asking, _is_first = Asking.objects.get_or_create(
        what=what, address=address(request)[: Asking.LONGEST], defaults={"since": now}
    )
    # One statement that looks and counts: of two processes at once each finds what the other has counted.
    return not Asking.objects.filter(pk=asking.pk, times__lt=times).update(times=F("times") + 1)


def address(request: HttpRequest) -> str:
    """Return the address that asks; a proxy on this machine adds it at the end, what stands before anyone can send."""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if remote in _LOCAL and forwarded else remote
