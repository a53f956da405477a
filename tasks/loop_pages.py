"""The pages of the loop: answers to the directives of the month before, the call for results, a body's own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kesat.organization.held import HeldFile
from kesat.records.models import StoredFile, store_file
from kesat.uploads import RefusedFile
from resolutions.drafting import Refused
from resolutions.manuscript import PartKind
from resolutions.models import Resolution, Section
from resolutions.models.text import WRITERS
from resolutions.periods import Period
from resolutions.views import attachment, posted, user_of, visible_month_or_404
from tasks import answering, contributions, policy
from tasks.carryover import Row, cut_off, grouped, rows, to_answer
from tasks.listing import tag
from tasks.loop_forms import AnswerForm, CallForm, ContributionForm
from tasks.models import Contribution, Judgement
from tasks.policy import Action
from tasks.taking import TAKEN, status_of, take
from tasks.word_pieces import read_pieces

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _month_or_404(request: HttpRequest, period: Period, action: Action) -> Resolution:
    """Return the month for the office; else 404 or a refusal."""
    month = visible_month_or_404(request, period)
    policy.require(action, request.user, on=timezone.localdate())
    return month


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, period: Period) -> HttpResponse:
    """Show every directive of the month before by section, and answer those that are ticked."""
    month = _month_or_404(request, period, Action.ANSWER)
    form, status = AnswerForm(posted(request), chosen=request.GET.getlist("chon")), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _answered(request, month, form)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = status_of(refused)
    return render(request, "tasks/answers.html", _answers_context(month, form), status=status)


def _answered(request: HttpRequest, month: Resolution, form: AnswerForm) -> HttpResponse:
    data = form.cleaned_data
    said = answering.Said(data["kind"], data["reason"], data["is_carried_over"])
    count = answering.answer(month, data["chosen"], said, by=user_of(request), at=timezone.now())
    words = ngettext("%(count)d directive is answered.", "%(count)d directives are answered.", count)
    messages.success(request, words % {"count": count})
    return redirect("tasks:answers", month.period)


def _answers_context(month: Resolution, form: AnswerForm) -> dict[str, Any]:
    on = timezone.localdate()
    found = rows(month, on=on)
    return {
        "resolution": month,
        "form": form,
        "groups": [
            (section, place, [_answer_line(row, form) for row in each])
            for place, (section, each) in enumerate(grouped(month, found), 1)
        ],
        "count": len(found),
        "answered": sum(row.is_answered for row in found),
        "as_of": cut_off(month, on),
        "may_answer": month.is_writable,
    }


def _answer_line(row: Row, form: AnswerForm) -> dict[str, Any]:
    return {
        "row": row,
        "tag": tag(row.state),
        "ticked": form.is_ticked(row.directive.pk, is_answered=row.is_answered),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def call_for_results(request: HttpRequest, period: Period) -> HttpResponse:
    """Show who has sent results for the month, and ask further bodies."""
    month = _month_or_404(request, period, Action.CALL)
    asked = contributions.asked(month, timezone.localdate())
    left = contributions.candidates(month, timezone.localdate()).exclude(pk__in=[each.row.body_id for each in asked])
    form, by = CallForm(posted(request), bodies=left), user_of(request)
    status = take(form, lambda: contributions.call(month, form.cleaned_data["bodies"], by=by, at=timezone.now()))
    if status == TAKEN:
        count = len(form.cleaned_data["bodies"])
        words = ngettext("%(count)d body is asked.", "%(count)d bodies are asked.", count)
        messages.success(request, words % {"count": count})
        return redirect("tasks:call_for_results", month.period)
    context = {"resolution": month, "form": form, "asked": asked, "left": left, **_counts(asked)}
    context |= {"closed": contributions.closed_because(month), "sections": _sections(month)}
    return render(request, "tasks/call.html", context, status=status)


def _counts(asked: Sequence[contributions.Asked]) -> dict[str, int]:
    on = timezone.localdate()
    silent = sum(each.row.sent_at is None and not _is_reminded(each.row, on) for each in asked)
    return {"sent": sum(each.row.sent_at is not None for each in asked), "silent": silent}


def _is_reminded(row: Contribution, on: date) -> bool:
    return row.reminded_at is not None and timezone.localdate(row.reminded_at) == on


def _sections(month: Resolution) -> dict[str, Section]:
    """Return the section of part I that each field's paragraphs go to."""
    found: dict[str, Section] = {}
    for section in Section.objects.filter(part__resolution=month, part__kind=PartKind.RESULTS).order_by(
        "position", "id"
    ):
        found.setdefault(section.field, section)
    return found


@require_POST
def remind_for_results(request: HttpRequest, period: Period) -> HttpResponse:
    """Remind one body, or all that have not sent."""
    month = _month_or_404(request, period, Action.CALL)
    one = request.POST.get("contribution", "")
    chosen = [int(one)] if one.isdecimal() and len(one) <= 18 else None if one == "" else []
    try:
        count = contributions.remind(month, chosen, by=user_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = ngettext("%(count)d body is reminded.", "%(count)d bodies are reminded.", count) % {"count": count}
        messages.success(request, words if count else _("Nobody was reminded: each is reminded once a day at most."))
    return redirect("tasks:call_for_results", month.period)


def _contribution_or_404(request: HttpRequest, period: Period, pk: int) -> Contribution:
    """Return what a body of this person was asked for, or any for the office; else 404."""
    found = Contribution.objects.select_related("resolution", "body", "sent_by", "file")
    row = get_object_or_404(found.prefetch_related("pieces"), pk=pk)
    user, on = user_of(request), timezone.localdate()
    if row.resolution.period != period or not (
        user.roles(on) & WRITERS or policy.bodies_of(user, on).filter(pk=row.body_id).exists()
    ):
        raise Http404
    policy.require(contributions.action_of(row, user, on), user, on=on, subject=policy.Subject(body=row.body))
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Show a body what it is asked for, with its directives; keep what it writes as a draft, or send it."""
    row = _contribution_or_404(request, period, pk)
    shut, status = contributions.shut_because(row, timezone.localdate()), 200
    form = _form(row, posted(request), request.FILES or None)
    if request.method == "POST":
        form, status = _read_file(request, row, form) if _has_file(request) else (form, 422)
        if status != 200 and form.is_valid():
            try:
                return _written(request, row, form)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = status_of(refused)
                if status == 409:
                    form = _seeing(row, form)
    context = {**_contribute_context(request, row, form, shut), "is_conflict": status == 409}
    return render(request, "tasks/contribute.html", context, status=status)


def _form(row: Contribution, data: Any = None, files: Any = None) -> ContributionForm:
    fields = list(_sections(row.resolution))
    return ContributionForm(data, files, fields=fields, row=row, seen=contributions.seen_as(row.pieces.all()))


def _has_file(request: HttpRequest) -> bool:
    return request.POST.get("act") == "read" or bool(request.FILES)


def _purpose(row: Contribution) -> str:
    return f"contribution-{row.pk}"


def _read_file(request: HttpRequest, row: Contribution, form: ContributionForm) -> tuple[ContributionForm, int]:
    """Read the Word file into the boxes, behind what was typed; nothing is stored before it is sent."""
    file = request.FILES.get("file")
    form.is_valid()
    if file is None:
        form.add_error("file", _("Choose a file."))
        return form, 422
    default = form.cleaned_data.get("file_field") or form.names[0]
    content = file.read()
    try:
        found = read_pieces(str(file.name), content, form.names, default)
    except RefusedFile as refused:
        form.add_error("file", str(refused))
        return form, 422
    now = timezone.now()
    HeldFile.objects.expired(now).delete()
    HeldFile.objects.create(
        user=user_of(request), purpose=_purpose(row), name=str(file.name)[:200], content=content, created_at=now
    )
    typed = form.typed()
    data = request.POST.copy()
    for name in form.names:
        data[name] = "\n".join([*typed[name], *found[name]])
    count = sum(map(len, found.values()))
    words = ngettext(
        "%(count)d paragraph was read from the file. Look at it below, then send it.",
        "%(count)d paragraphs were read from the file. Look at them below, then send them.",
        count,
    )
    messages.success(request, words % {"count": count})
    return _form(row, data), 200


def _written(request: HttpRequest, row: Contribution, form: ContributionForm) -> HttpResponse:
    is_sent = request.POST.get("act") == "send" or row.sent_at is not None
    with transaction.atomic():  # refused, the file stays where it was
        contributions.write(
            row,
            form.texts(),
            seen=form.cleaned_data["seen"],
            is_sent=is_sent,
            by=user_of(request),
            at=timezone.now(),
            file=_kept_file(request, row),
        )
    messages.success(request, _("The results are sent.") if is_sent else _("The draft is kept. It is not sent yet."))
    return redirect("tasks:contribute", row.resolution.period, row.pk)


def _kept_file(request: HttpRequest, row: Contribution) -> StoredFile | None:
    """Return the file that was read last, kept for good now."""
    held = HeldFile.objects.of(user_of(request), _purpose(row), timezone.now()).order_by("-created_at", "-pk").first()
    if held is None:
        return None
    kept = store_file(held.name, _DOCX, bytes(held.content), by=request.user)
    HeldFile.objects.filter(user=user_of(request), purpose=_purpose(row)).delete()
    return kept


def _seeing(row: Contribution, form: ContributionForm) -> ContributionForm:
    """Return what was typed, based on what stands now: sending again takes it, knowingly."""
    fresh = Contribution.objects.prefetch_related("pieces").get(pk=row.pk)
    form.data = {**form.data.dict(), "seen": contributions.seen_as(fresh.pieces.all())}  # type: ignore[attr-defined]
    return form


def _contribute_context(request: HttpRequest, row: Contribution, form: ContributionForm, shut: str) -> dict[str, Any]:
    on = timezone.localdate()
    stands = Contribution.objects.prefetch_related("pieces").get(pk=row.pk)
    directives = to_answer(row.resolution).filter(shares__body=row.body_id).with_state(on)
    shown = []
    for directive in directives.select_related("resolution").prefetch_related("reports__figures").order_by("number"):
        own = [report for report in directive.reports.all() if report.body_id == row.body_id]
        latest: Any = own[0] if own else None
        state: Any = directive
        shown.append(
            {
                "directive": directive,
                "tag": tag(state.state),
                "report": latest,
                "is_returned": bool(latest) and latest.judgement == Judgement.RETURNED,
            }
        )
    return {
        "row": row,
        "resolution": row.resolution,
        "form": form,
        "shut": shut,
        "pieces": stands.pieces.all(),
        "directives": shown,
        "is_office": contributions.action_of(row, user_of(request), on) == Action.CONTRIBUTE_ON_BEHALF,
        "is_late": row.sent_at is None and on > row.due_on,
    }


@require_safe
def contribution_file(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Hand out the Word file that a body sent."""
    row = _contribution_or_404(request, period, pk)
    if row.file is None:
        raise Http404
    return attachment(row.file.name, row.file.content_type, bytes(row.file.content))
