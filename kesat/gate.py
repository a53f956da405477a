"""What every request must be, and what every answer carries."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kesat import errors
from kesat.organization.models import Committee

_METHODS = {"GET", "HEAD", "POST"}
_PERMISSIONS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
}

# Beginnings of addresses to which a body may be longer than to others, in bytes; each app says so from its
# `AppConfig.ready()`.
roomy: dict[str, int] = {}


class GateMiddleware:
    """Refuse odd methods, oversized bodies and NUL; name each request; set the headers Django and django-csp lack."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["KESAT_REQUEST_ID"] = uuid.uuid4().hex[:12]
        response = self._refusal(request) or self.get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = response.headers.get("Allow", "GET, HEAD, POST")
            response = errors.page(request, 405)
            response.headers["Allow"] = allowed
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            # Shared computers: the Back button after signing out must show nothing.
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Request-ID"] = request.META["KESAT_REQUEST_ID"]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a database in which no committee was set up yet."""
        if isinstance(exception, Committee.DoesNotExist):
            return errors.page(request, 503, reason=_("No committee is set up yet. Run manage.py setup_committee."))
        return None

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in _METHODS:
            response = errors.page(request, 405)
            response.headers["Allow"] = "GET, HEAD, POST"
            return response
        length = request.META.get("CONTENT_LENGTH") or "0"
        room = _room(request.path)
        if length.isdecimal() and (len(length) > len(str(room)) or int(length) > room):
            return errors.too_large(request, _advice(room))
        # PostgreSQL takes no NUL: where the address becomes part of a query unread, it would be a fault of ours.
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "\0" in query or "%00" in query:
            return errors.page(request, 400)
        return None


def _room(path: str) -> int:
    found = (room for beginning, room in roomy.items() if path.startswith(beginning))
    return next(found, settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


def _advice(room: int) -> str:
    """Return what to do with a form whose files are too long together; nothing for one that takes one file."""
    if room == settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return ""
    words = _(
        "Together the files of one form may have at most %(limit)s MB. Go back: what you typed still stands there."
    )
    return words % {"limit": room // (1024 * 1024)}
