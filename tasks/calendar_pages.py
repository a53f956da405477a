"""The page of a person's calendars, and the address that calendar programs read."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kesat import throttle
from kesat.signing_in import open_to_all
from resolutions.drafting import Refused
from resolutions.views import user_of
from tasks import calendars as kept
from tasks.asking import refuse_unless, today
from tasks.policy import Action

_TIMES: Final = 60
_SECONDS: Final = 10 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """List a person's calendars; the answer to a new one is the only page that ever shows its address."""
    refuse_unless(request, Action.CALENDAR)
    if request.method != "POST":
        return _page(request)
    try:
        word = kept.make(user_of(request), at=timezone.now())
    except Refused as refused:
        return _page(request, problems=[("", str(refused))], status=422)
    return _page(request, address=request.build_absolute_uri(reverse("tasks:calendar_feed", args=[word])))


def _page(
    request: HttpRequest, *, address: str = "", problems: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    rows = user_of(request).calendars.filter(revoked_at=None)
    context = {"calendars": rows, "address": address, "problems": problems or [], "most": kept.MOST}
    return render(request, "tasks/calendars.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the person's own calendars; of another's nothing is known."""
    refuse_unless(request, Action.CALENDAR)
    kept.revoke(get_object_or_404(user_of(request).calendars.select_related("user"), pk=pk), at=timezone.now())
    messages.success(request, _("The address of the calendar no longer works."))
    return redirect("tasks:calendars")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    if throttle.is_too_often(request, "calendar", times=_TIMES, seconds=_SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(_SECONDS)})
    calendar = kept.behind(token)
    if calendar is None:
        raise Http404
    content = kept.content(calendar.user, host=request.get_host().partition(":")[0], on=today(), at=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="han-nhiem-vu.ics"'},
    )
