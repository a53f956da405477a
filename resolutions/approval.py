"""The page "Thông qua và ký", and the acts of deciding and numbering: one view for each verb."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesat.forms import Form
from kesat.records.models import store_file
from kesat.signing_in import recently_signed_in
from kesat.uploads import safe_file_name
from resolutions import deciding, numbering, stages, workflow
from resolutions.approval_forms import NumberForm, ReasonForm
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import attachment, key_of, may, refuse_unless_person, user_of, visible_month_or_404
from resolutions.workflow import Overtaken


@require_safe
def approval(request: HttpRequest, period: Period) -> HttpResponse:
    return page(request, _month(request, period))


def page(
    request: HttpRequest,
    resolution: Resolution,
    *,
    status: int = 200,
    problems: list[tuple[str, str]] | None = None,
    **given: dict[str, Any],
) -> HttpResponse:
    """Return the page with its four stages; `given` replaces what a stage is told: `decision={"record_form": form}`."""
    context: dict[str, Any] = {
        "resolution": resolution,
        "problems": problems or [],
        "decision": stages.decision_stage(request, resolution),
        "number": stages.number_stage(request, resolution),
        "signing": {"state": stages.signing_state(resolution)},
        "issue": {"state": stages.issue_state(resolution)},
        "papers": stages.papers(resolution),
        "layout": stages.layout_facts(resolution),
        "back": {
            "may": may(request, Action.STEP_BACK, resolution),
            "form": ReasonForm(auto_id="back_%s"),
            "to": workflow.BACK.get(Status(resolution.status)),
        },
        "may_delegate": may(request, Action.DELEGATE),
    }
    for name, stage in stages.stages.items():
        context[name] |= {"template": stage.template, **stage.context(request, resolution)}
    for name, more in given.items():
        context[name] |= more
    return render(request, "resolutions/approval.html", context, status=status)


@require_safe
def minutes(request: HttpRequest, period: Period) -> HttpResponse:
    """Hand out the minutes of the decision that stands."""
    decision = _month(request, period).decisions.standing().select_related("minutes").first()
    if decision is None or decision.minutes is None:
        raise Http404
    file = decision.minutes
    return attachment(file.name, file.content_type, bytes(file.content))


@require_POST
def record_decision(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.RECORD_DECISION)
    by, at = user_of(request), timezone.now()
    try:
        counted = deciding.tally(deciding.latest_draft(resolution), at=at, on=timezone.localdate())
    except Overtaken as refused:
        return _refused(request, resolution, refused)
    form = stages.record_form(request, counted, request.POST, request.FILES)

    def record(month: Resolution) -> None:
        vote, file = form.vote(), form.cleaned_data["minutes"]
        if file:
            kept = store_file(safe_file_name(file.name), form.minutes_type, file.read(), by=by)
            vote = replace(vote, minutes=kept)
        deciding.record_decision(month, vote, by=by, at=at)

    words = _("The decision is recorded. It counts once the Secretary, or the deputy in the chair, confirms it.")
    return _act(request, resolution, record, words, form, "decision", "record_form")


@require_POST
def drop_decision(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.RECORD_DECISION)
    form = ReasonForm(request.POST, auto_id="drop_%s")
    return _act(
        request,
        resolution,
        lambda month: deciding.drop_decision(
            month, form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
        ),
        _("The recorded decision is void. Record it anew."),
        form,
        "decision",
        "drop_form",
    )


@require_POST
@recently_signed_in
def confirm_decision(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.CONFIRM_DECISION)
    seen = key_of(request.POST.get("decision", ""))
    return _act(
        request,
        resolution,
        lambda month: deciding.confirm_decision(month, by=user_of(request), at=timezone.now(), seen=seen),
        _("The decision is confirmed."),
    )


@require_POST
def certify(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.CERTIFY)
    return _act(
        request,
        resolution,
        lambda month: deciding.certify(
            month, by=user_of(request), at=timezone.now(), seen=request.POST.get("sha256", "")
        ),
        _("The amended text is certified. The Secretary now sees what differs, and confirms it."),
    )


@require_POST
@recently_signed_in
def confirm_text(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.CONFIRM_TEXT)
    return _act(
        request,
        resolution,
        lambda month: deciding.confirm_text(
            month, by=user_of(request), at=timezone.now(), seen=request.POST.get("sha256", "")
        ),
        _("The amended text is confirmed and locked."),
    )


@require_POST
def step_back(request: HttpRequest, period: Period) -> HttpResponse:
    """Go back one state, from the one that stood on the page: pressed twice, it is still one."""
    resolution = _month(request, period)
    if request.POST.get("status", resolution.status) != resolution.status:
        return _refused(request, resolution, Overtaken(_("The month has moved on meanwhile. Look where it stands.")))
    refuse_unless_person(request, Action.STEP_BACK, resolution)
    form = ReasonForm(request.POST, auto_id="back_%s")
    return _act(
        request,
        resolution,
        lambda month: workflow.step_back(month, form.cleaned_data["reason"], by=user_of(request), at=timezone.now()),
        _("The month has gone back a step. The reason stands in the record."),
        form,
        "back",
        "form",
    )


@require_POST
@recently_signed_in
def give_number(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.NUMBER)
    form = NumberForm(request.POST)
    return _act(
        request,
        resolution,
        lambda month: numbering.give(
            month, dated_on=form.cleaned_data["dated_on"], by=user_of(request), at=timezone.now()
        ),
        _("The number is given."),
        form,
        "number",
        "form",
    )


def _act(
    request: HttpRequest,
    resolution: Resolution,
    verb: Callable[[Resolution], Any],
    words: str,
    form: Form | None = None,
    stage: str = "",
    name: str = "",
) -> HttpResponse:
    """Take an act, and go back to the page; what is refused is said on the page, with what was typed."""
    given = {stage: {name: form}} if name else {}
    if form is not None and not form.is_valid():
        return page(request, resolution, status=422, problems=form.problems, **given)
    try:
        verb(resolution)
    except Refused as refused:
        return _refused(request, resolution, refused, **given)
    messages.success(request, words)
    return redirect("resolutions:approval", resolution.period)


def _refused(request: HttpRequest, resolution: Resolution, refused: Refused, **given: Any) -> HttpResponse:
    """Return the page as it stands now: 409 where the month has moved on, 422 for what is to be put right."""
    resolution.refresh_from_db()
    status = 409 if isinstance(refused, Overtaken) else 422
    return page(request, resolution, status=status, problems=[("", str(refused))], **given)


def _month(request: HttpRequest, period: Period, action: Action = Action.SEE_DECISION) -> Resolution:
    """Return the month, or refuse: 404 where it may not be known of, 403 for who may not act, whatever its state."""
    resolution = visible_month_or_404(request, period)
    refuse_unless_person(request, action, resolution)
    return resolution
