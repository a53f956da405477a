"""What every page knows: the committee, where the main menu leads, and how this reader wants the page drawn."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesat.organization.backend import SHARED_COMPUTER
from kesat.organization.models import Committee

# The switches of reading: large text, high contrast. Each is a class of the page's root, and a word in one cookie.
READING = ("large", "contrast")
READING_COOKIE = "reading"
_YEAR = 365 * 24 * 60 * 60

# What each app adds to the main menu for this person, as (label, address); filled from its `AppConfig.ready()`.
entries: list[Callable[[HttpRequest], Iterable[tuple[str, str]]]] = []


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the committee is read only by pages that show it."""
    return {
        "committee": SimpleLazyObject(lambda: Committee.objects.first() or Committee(name=_("Party Committee"))),
        "menu": _menu(request),
        "reading": reading(request),
        "shared_computer": request.user.is_authenticated and request.session.get(SHARED_COMPUTER, False),
        "version": settings.VERSION,
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    home = reverse("home")
    shown = [(_("My work"), home), (_("Resolutions"), reverse("resolutions:list"))]
    shown += [entry for find in entries for entry in find(request)]
    if request.user.is_staff:
        shown.append((_("Administration"), reverse("admin:index")))
    current = _current(request, [url for _label, url in shown if url != home]) or home
    return [
        {"label": label, "url": url, "current": url == current and (url != home or request.path == home)}
        for label, url in shown
    ]


def _current(request: HttpRequest, urls: Iterable[str]) -> str:
    """Return the entry to whose app the page belongs; where an app has several, the one that the page stands under."""
    here = request.resolver_match.app_name if request.resolver_match else ""
    ours = [url for url in urls if resolve(url).app_name == here]
    return ours[0] if len(ours) == 1 else next((url for url in ours if request.path.startswith(url)), "")


def reading(request: HttpRequest) -> list[str]:
    """Return the switches of reading that this reader has on."""
    chosen = request.COOKIES.get(READING_COOKIE, "").split(".")
    return [switch for switch in READING if switch in chosen]


@require_POST
def set_reading(request: HttpRequest) -> HttpResponse:
    """Turn the switches that the form names on or off, and go back to the page it came from."""
    before = reading(request)
    wanted = [switch for switch in READING if request.POST.get(switch, "on" if switch in before else "off") == "on"]
    response = redirect(_back(request))
    if wanted:
        response.set_cookie(
            READING_COOKIE, ".".join(wanted), max_age=_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(READING_COOKIE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else reverse("home")
