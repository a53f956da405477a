"""What every page knows: the committee's name, the office's telephone, and where the main menu leads."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kesat.organization.models import Committee


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the committee is read only by pages that show it."""
    return {
        "committee": SimpleLazyObject(lambda: Committee.objects.first() or Committee(name=_("Party Committee"))),
        "menu": _menu(request),
        "version": settings.VERSION,
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    entries = [(_("Resolutions"), reverse("resolutions:list"))]
    if request.user.is_staff:
        entries.append((_("Administration"), reverse("admin:index")))
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in entries]
