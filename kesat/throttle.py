"""How often one address may ask for what costs much; counted in memory, by each process for itself."""

from django.core.cache import cache
from django.http import HttpRequest

_LOCAL = frozenset({"127.0.0.1", "::1", ""})


def is_too_often(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count this request, and tell whether its address has asked more than so many times within so many seconds."""
    key = f"throttle:{what}:{address(request)}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > times
    except ValueError:  # it ran out between the two lines
        return False


def address(request: HttpRequest) -> str:
    """Return the address that asks; a proxy on this machine adds it at the end, what stands before anyone can send."""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if remote in _LOCAL and forwarded else remote
