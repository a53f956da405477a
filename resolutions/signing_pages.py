"""The stages of signing and issuing on the page "Thông qua và ký", their acts, the documents, and their receipt."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from kesat.forms import Form
from kesat.organization.models import Body, Committee
from kesat.signing_in import password_is_recent, recently_signed_in
from resolutions import approval, documents, issuing, receiving, signatures, stages, trust, verifying
from resolutions.drafting import Refused
from resolutions.models import Document, Resolution, Status
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.signers import lost_right
from resolutions.signing_forms import SECRETS, ScanForm, SealForm, SignedFileForm, SignHereForm
from resolutions.views import attachment, may, refuse_unless_person, user_of, visible_month_or_404
from resolutions.workflow import Obstacle, Overtaken

# The stages


def signing_stage(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return what the stage of the signature is told; a form stands there only for who may use it now."""
    committee = Committee.current()
    here, uploads = may(request, Action.SIGN, resolution), may(request, Action.UPLOAD_SIGNED, resolution)
    original = issuing.original(resolution)
    is_digital = original is not None and original.way in issuing.DIGITAL
    is_sealed = is_digital and original is not None and issuing.is_sealed(original)
    is_open = resolution.status == Status.SIGNED and is_digital and not is_sealed
    seals = is_open and may(request, Action.ISSUE, resolution)
    prepares = may(request, Action.PREPARE, resolution)
    return {
        "may_prepare": prepares,
        "missing": stages.in_the_way(request, Action.PREPARE, resolution) if prepares else [],
        "needs_number": resolution.number is None and (committee.signs_here or committee.signs_outside),
        "also_on_paper": committee.signs_on_paper,
        "copy": documents.latest(resolution, Document.Kind.SIGNING_COPY),
        "offers_here": committee.signs_here,
        "here_form": SignHereForm(auto_id="here_%s") if committee.signs_here and here else None,
        "outside_form": SignedFileForm(auto_id="outside_%s") if committee.signs_outside and uploads else None,
        "scan_form": ScanForm(auto_id="scan_%s") if committee.signs_on_paper and uploads else None,
        "open": _first_way(committee, here=here),
        "original": original,
        "is_sealed": is_sealed,
        "seal_form": SealForm(auto_id="seal_%s") if committee.signs_here and seals else None,
        "sealed_form": SignedFileForm(auto_id="sealed_%s") if committee.signs_outside and seals else None,
        "is_digital": is_digital,
        "lost_right": lost_right(resolution, timezone.localdate())
        if resolution.status == Status.AWAITING_SIGNATURE
        else "",
        **_password(request, resolution),
    }


def _first_way(committee: Committee, *, here: bool) -> str:
    """Return which of the ways that the committee uses stands open first."""
    if here and committee.signs_here:
        return "here"
    return "outside" if committee.signs_outside else "scan"


def _password(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return whether the password must be typed first, and where: a form that sends a file cannot be kept for it."""
    page = reverse("resolutions:approval", args=[resolution.period])
    return {"needs_password": not password_is_recent(request), "here": f"{page}#buoc-2"}


def issue_stage(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    if resolution.is_issued:
        return {
            "receipts": receiving.receipts(resolution, on=timezone.localdate()),
            "reading_copy": documents.latest(resolution, Document.Kind.ISSUED_TEXT),
            "original": issuing.original(resolution),
            "may_address": may(request, Action.ADDRESS, resolution),
        }
    is_signed = resolution.status == Status.SIGNED
    today = timezone.localdate()
    missing = [Obstacle(words) for words in issuing.missing_for_issue(resolution, today)] if is_signed else []
    missing += stages.in_the_way(request, Action.ISSUE, resolution) if is_signed else []
    return {
        "missing": missing,
        "may_issue": may(request, Action.ISSUE, resolution),
        "lacks_seal": is_signed and issuing.lacks_seal(resolution),
        "recipients": resolution.recipients.count(),
        "unsaid": resolution.recipients.filter(addressees=None).count(),
        "may_address": may(request, Action.ADDRESS, resolution),
    }


stages.stages |= {
    "signing": stages.Stage("resolutions/_stage_sign.html", signing_stage),
    "issue": stages.Stage("resolutions/_stage_issue.html", issue_stage),
}


# The acts


@require_POST
@recently_signed_in
def prepare(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.PREPARE)

    def act() -> None:
        issuing.prepare(resolution, by=user_of(request), at=timezone.now(), on=timezone.localdate())

    return _act(request, resolution, act, _("The copy to be signed is ready."))


@sensitive_post_parameters(*SECRETS)
@require_POST
@recently_signed_in
@sensitive_variables()
def sign_here(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.SIGN)
    form = SignHereForm(request.POST, request.FILES, auto_id="here_%s")
    _refuse_unless_used(Committee.current().signs_here)

    def act() -> None:
        issuing.sign_here(
            resolution,
            form.signer,
            seal=form.sealer,
            by=user_of(request),
            at=timezone.now(),
            trusted=trust.trust(),
            timestamper=trust.time_stamper(),
        )

    return _act(request, resolution, act, _("Signed. The key was used in memory and is not kept."), form, "here")


@sensitive_post_parameters(*SECRETS)
@require_POST
@recently_signed_in
@sensitive_variables()
def seal_here(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.ISSUE)
    form = SealForm(request.POST, request.FILES, auto_id="seal_%s")
    _refuse_unless_used(Committee.current().signs_here)

    def act() -> None:
        issuing.seal_here(
            resolution,
            form.sealer,
            by=user_of(request),
            at=timezone.now(),
            trusted=trust.trust(),
            timestamper=trust.time_stamper(),
        )

    return _act(request, resolution, act, _("The seal is added. Its key is not kept."), form, "seal")


@require_POST
@recently_signed_in
def upload_signed(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.UPLOAD_SIGNED)
    form = SignedFileForm(request.POST, request.FILES, auto_id="outside_%s")
    _refuse_unless_used(Committee.current().signs_outside)

    def act() -> None:
        issuing.upload_signed(resolution, form.upload, by=user_of(request), at=timezone.now(), trusted=trust.trust())

    words = _("The file is the copy that was given out, signed. It is kept as the original.")
    return _act(request, resolution, act, words, form, "outside")


@require_POST
@recently_signed_in
def upload_sealed(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.ISSUE)
    form = SignedFileForm(request.POST, request.FILES, auto_id="sealed_%s")
    _refuse_unless_used(Committee.current().signs_outside)

    def act() -> None:
        issuing.upload_sealed(resolution, form.upload, by=user_of(request), at=timezone.now(), trusted=trust.trust())

    words = _("The file is the signed original with the seal added. It is kept as the original.")
    return _act(request, resolution, act, words, form, "sealed")


@require_POST
@recently_signed_in
def upload_scan(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.UPLOAD_SIGNED)
    form = ScanForm(request.POST, request.FILES, auto_id="scan_%s")
    _refuse_unless_used(Committee.current().signs_on_paper)

    def act() -> None:
        issuing.upload_scan(resolution, form.upload, by=user_of(request), at=timezone.now(), trusted=trust.trust())

    return _act(request, resolution, act, _("The scan is kept as the signed original."), form, "scan")


@require_POST
@recently_signed_in
def issue(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = _month(request, period, Action.ISSUE)

    def act() -> None:
        without_seal = request.POST.get("without_seal") == "on"
        issuing.issue(resolution, by=user_of(request), at=timezone.now(), without_seal=without_seal)

    return _act(request, resolution, act, _("The resolution is issued."))


def _act(
    request: HttpRequest,
    resolution: Resolution,
    act: Callable[[], object],
    words: str,
    form: Form | None = None,
    way: str = "",
) -> HttpResponse:
    """Take the act, and go back to the page; what is refused is said there, and the form of its way stands open."""
    if form is not None and not form.is_valid():
        return _page(request, resolution, 422, form.problems, form, way)
    try:
        act()
    except Refused as refused:
        resolution.refresh_from_db()
        status = 409 if isinstance(refused, Overtaken) else 422
        return _page(request, resolution, status, [("", str(refused))], form, way)
    messages.success(request, words)
    return redirect("resolutions:approval", resolution.period)


def _page(
    request: HttpRequest,
    resolution: Resolution,
    status: int,
    problems: list[tuple[str, str]],
    form: Form | None,
    way: str,
) -> HttpResponse:
    # A form that no longer belongs here, because the month has moved on, is not shown.
    stays = form is not None and status == 422
    given = {"signing": {f"{way}_form": form, "open": way}} if stays else {}
    return approval.page(request, resolution, status=status, problems=problems, **given)


def _refuse_unless_used(used: bool) -> None:  # noqa: FBT001
    """Refuse a way to sign that the settings of the committee leave out."""
    if not used:
        raise Http404


# The documents


@require_safe
def document(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Show what a document is: its whole SHA-256, who kept it when, and of a digital one its signatures."""
    resolution, found = _document(request, period, pk)
    context: dict[str, Any] = {"resolution": resolution, "document": found, "file": found.file}
    if found.kind == Document.Kind.SIGNED_ORIGINAL and found.way in issuing.DIGITAL:
        judged = signatures.signatures(documents.content_of(found), trust.trust(), timezone.now())
        context["signatures"] = [verifying.shown(one, resolution, found.file.created_at) for one in judged]
    return render(request, "resolutions/document.html", context)


@require_safe
def document_file(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    _resolution, found = _document(request, period, pk)
    return attachment(found.file.name, found.file.content_type, documents.content_of(found))


def _document(request: HttpRequest, period: Period, pk: int) -> tuple[Resolution, Document]:
    """Return the document, or 404 where this person may not know of it."""
    resolution = visible_month_or_404(request, period)
    rows = resolution.documents.select_related("file__by")
    if not may(request, Action.SEE_DECISION, resolution):
        counting = [documents.latest(resolution, kind) for kind in documents.FOR_ALL] if resolution.is_issued else []
        rows = rows.filter(pk__in=[row.pk for row in counting if row])
    return resolution, get_object_or_404(rows, pk=pk)


# Who has received it


@require_POST
def acknowledge(request: HttpRequest, period: Period) -> HttpResponse:
    """Say for a body that it has received the resolution."""
    resolution = _month(request, period, Action.ACKNOWLEDGE)
    given = request.POST.get("body", "")
    body = get_object_or_404(Body, pk=int(given) if given.isdecimal() and len(given) < 10 else 0)
    try:
        receiving.acknowledge(resolution, body, by=user_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(body)s has acknowledged the receipt.") % {"body": body.name})
    return redirect(resolution)


@require_POST
def note_reading(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = visible_month_or_404(request, period)
    receiving.note_reading(resolution, user_of(request), at=timezone.now())
    return redirect(resolution)


def _month(request: HttpRequest, period: Period, action: Action) -> Resolution:
    """Return the month, or refuse: 404 where it may not be known of, 403 for who may not act, whatever its state."""
    resolution = visible_month_or_404(request, period)
    refuse_unless_person(request, action, resolution)
    return resolution
