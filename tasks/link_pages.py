"""The form behind a one-time address: open to whoever holds it, spent by the report that it brings."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kesat import throttle
from kesat.organization.models import User
from kesat.signing_in import open_to_all
from tasks import report_links, report_page, reporting
from tasks.held_papers import Holder
from tasks.models import ReportLink, Share
from tasks.report_forms import as_uuid
from tasks.report_page import Sent
from tasks.reporting import Speaker

_SECONDS: Final = 10 * 60
_WRONG_TIMES: Final = 30
_POSTED_TIMES: Final = 30
# Where the address goes on to once the form is sent: what was sent is shown there, and a reload sends nothing.
_SENT: Final = "gui"


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    found = report_links.find(token)
    if _is_post(request) and throttle.is_too_often(request, "link-post", times=_POSTED_TIMES, seconds=_SECONDS):
        return _too_often(request)
    if found is None:
        return _wrong(request)
    rows = Share.objects.select_related("directive__resolution", "body")
    share = rows.filter(directive=found.directive_id, body=found.body_id).first()
    if share is None:  # the directive was given to another body since
        return _gone(request)
    operation = as_uuid(request.POST.get("op_id", "") if _is_post(request) else request.GET.get(_SENT, ""))
    if sent := report_page.sent_before(share, operation):
        return redirect(_sent_url(request, operation)) if _is_post(request) else _sent(request, found, sent)
    if not found.is_usable(timezone.now()):
        return _gone(request)
    return _form(request, found, share)


def _form(request: HttpRequest, found: ReportLink, share: Share) -> HttpResponse:
    form, status = report_page.form_of(request, share, Holder.of_link(found)), 200
    if reason := reporting.closed(found.directive, share):
        return _gone(request, reason)
    if _is_post(request):
        sent, status = report_page.try_to_send(form, share, _speaker(request, found), link=found)
        if sent:
            return redirect(_sent_url(request, form.operation))
        if not ReportLink.objects.get(pk=found.pk).is_usable(timezone.now()):
            return _gone(request)
    elif request.method == "GET":
        report_links.note_opened(found, at=timezone.now())
    # Without menu and session: whoever is signed in on this machine is not who the link was made for.
    return report_page.show(request, share, form, status, link=found, menu=[])


def _speaker(request: HttpRequest, found: ReportLink) -> Speaker:
    """Return for whom the link was made; whose session it came in stands in the record."""
    signed_in = request.user if isinstance(request.user, User) else None
    return Speaker(found.person, by=found.user, link=found.pk, signed_in=signed_in)


def _sent_url(request: HttpRequest, operation: Any) -> str:
    return f"{request.path}?{_SENT}={operation}"


def _sent(request: HttpRequest, found: ReportLink, sent: Sent) -> HttpResponse:
    row = sent.report or sent.extension
    context = {
        "link": found,
        "sent": sent,
        "at": row.at if row else found.spent_at,
        "figures": sent.report.figures.all() if sent.report else [],
        "files": sent.report.files.select_related("file").defer("file__content") if sent.report else [],
        "menu": [],
    }
    return render(request, "tasks/link_sent.html", context)


def _gone(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an address that is no use any more; what was typed stands there, to be copied."""
    context = {"reason": reason, "typed": report_page.typed(request.POST), "menu": []}
    return render(request, "tasks/link_gone.html", context, status=410 if reason else 404)


def _wrong(request: HttpRequest) -> HttpResponse:
    """Answer an address that was never made as one that was used, and slow down who tries many."""
    if throttle.is_too_often(request, "link", times=_WRONG_TIMES, seconds=_SECONDS):
        return _too_often(request)
    return _gone(request)


def _too_often(request: HttpRequest) -> HttpResponse:
    reason = _("Too many tries from this address. Try again in ten minutes.")
    context = {"is_too_often": True, "reason": reason, "typed": report_page.typed(request.POST), "menu": []}
    response = render(request, "tasks/link_gone.html", context, status=429)
    response.headers["Retry-After"] = str(_SECONDS)
    return response


def _is_post(request: HttpRequest) -> bool:
    return request.method == "POST"
