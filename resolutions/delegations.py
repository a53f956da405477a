"""The page of who signs for the Secretary and when: delegated, taken back, listed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesat.signing_in import recently_signed_in
from resolutions import delegating
from resolutions.approval_forms import DelegationForm
from resolutions.drafting import Refused
from resolutions.models import Delegation
from resolutions.policy import Action
from resolutions.views import may, refuse_unless, user_of
from resolutions.workflow import Overtaken

SHOWN = 50


@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.SEE_DECISION)
    return _page(request)


@require_POST
@recently_signed_in
def delegate(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.DELEGATE)
    form = DelegationForm(request.POST, deputies=delegating.deputies(timezone.localdate()))
    if not form.is_valid():
        return _page(request, status=422, problems=form.problems, form=form)
    return _act(
        request,
        lambda: delegating.delegate(**form.cleaned_data, by=user_of(request), at=timezone.now()),
        _("Signing is delegated."),
        form=form,
    )


@require_POST
@recently_signed_in
def revoke_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(request, Action.DELEGATE)
    given, by = get_object_or_404(Delegation, pk=pk), user_of(request)
    return _act(request, lambda: delegating.revoke(given, by=by, at=timezone.now()), _("The delegation is taken back."))


def _act(request: HttpRequest, verb: Callable[[], Any], words: str, **typed: Any) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        status = 409 if isinstance(refused, Overtaken) else 422
        return _page(request, status=status, problems=[("", str(refused))], **typed)
    messages.success(request, words)
    return redirect("resolutions:delegations")


def _page(
    request: HttpRequest,
    *,
    status: int = 200,
    problems: list[tuple[str, str]] | None = None,
    form: DelegationForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    may_delegate = may(request, Action.DELEGATE)
    deputies = delegating.deputies(today) if may_delegate else []
    listed = Delegation.objects.select_related("deputy", "given_by")[:SHOWN]
    context = {
        "problems": problems or [],
        "form": form or DelegationForm(initial={"begins_on": today}, deputies=deputies) if deputies else None,
        "may_delegate": may_delegate,
        "rows": [(row, _state(row, today)) for row in listed],
    }
    return render(request, "resolutions/delegations.html", context, status=status)


def _state(row: Delegation, today: date) -> str:
    if row.revoked_at:
        return "revoked"
    if row.ends_on < today:
        return "past"
    return "now" if row.begins_on <= today else "later"
