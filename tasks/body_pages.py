"""The bodies' side, made for a phone: what is mine, acknowledged, reported on, asked more time for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from resolutions.views import user_of
from tasks import contributions, own, policy, report_page, reporting
from tasks.asking import refuse_unless, today
from tasks.held_papers import Holder
from tasks.models import Share
from tasks.policy import Action, Subject
from tasks.reporting import Speaker


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.REPORT)
    user, on = user_of(request), today()
    context = {"mine": own.mine(user, on), "asked": contributions.open_for(user, on), "today": on}
    return render(request, "tasks/mine.html", context)


@require_POST
def acknowledge_all(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.ACKNOWLEDGE)
    count = reporting.acknowledge(own.mine(user_of(request), today()).new, by=user_of(request), at=timezone.now())
    words = ngettext("%(count)d directive is acknowledged.", "%(count)d directives are acknowledged.", count)
    messages.success(request, words % {"count": count})
    return redirect("tasks:mine")


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Acknowledge one directive for each body of the person that has a share of it."""
    shares = _shares_or_404(request, pk)
    for share in shares:
        refuse_unless(request, Action.ACKNOWLEDGE, Subject(share.directive, share.body))
    if reporting.acknowledge(shares, by=user_of(request), at=timezone.now()):
        messages.success(request, _("The directive is acknowledged."))
    elif reason := reporting.closed(shares[0].directive, shares[0]):
        messages.error(request, reason)
    return redirect("tasks:directive", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report on a directive for one's own body; `don-vi` names it where one speaks for several."""
    shares = _shares_or_404(request, pk)
    share = _chosen(request, shares)
    refuse_unless(request, Action.REPORT, Subject(share.directive, share.body))
    user = user_of(request)
    form, status = report_page.form_of(request, share, Holder.of(share, user)), 200
    if request.method == "POST":
        sent, status = report_page.try_to_send(form, share, Speaker(user.full_name, by=user))
        if sent:
            messages.success(request, sent_words())
            return redirect("tasks:mine")
    others = [each for each in shares if each != share]
    return report_page.show(request, share, form, status, others=others, back=reverse("tasks:mine"))


def sent_words() -> str:
    time = timezone.localtime().strftime("%H:%M")
    return _("Sent at %(time)s. The office will confirm it.") % {"time": time}


def _shares_or_404(request: HttpRequest, pk: int) -> list[Share]:
    """Return the shares of the directive that the person's bodies have; what is another's is not there."""
    bodies = policy.bodies_of(user_of(request), today())
    rows = Share.objects.filter(directive__id=pk, body__in=bodies, directive__given_on__isnull=False)
    shares = list(rows.select_related("directive__resolution", "body"))
    if not shares:
        raise Http404
    return shares


def _chosen(request: HttpRequest, shares: list[Share]) -> Share:
    """Return the share of the body that the address names, else the first that is not done."""
    wanted: Any = request.GET.get("don-vi", "")
    if named := [each for each in shares if str(each.body_id) == wanted]:
        return named[0]
    return next((each for each in shares if each.done_on is None), shares[0])
