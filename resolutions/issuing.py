"""A resolution made ready for its signature, signed in one of three ways, issued, and received."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from pyhanko.sign.timestamps import TimeStamper

from kesat.organization.certificates import Certificate
from kesat.organization.models import Committee, User
from kesat.uploads import RefusedFile, check_scan, extension
from kesat.vietnamese import fold
from resolutions import canonical, chain_heads, documents, export, returned_files, signatures, signing, workflow
from resolutions.drafting import Refused
from resolutions.models import Document, Number, Resolution
from resolutions.outside_files import Finding, look_at
from resolutions.policy import Action
from resolutions.reading_copy import reading_copy
from resolutions.signatures import Signature, Trust
from resolutions.signers import check_right, check_signatures, signer_for
from resolutions.signing import SignatureField
from resolutions.workflow import Overtaken

MAX_BYTES: Final = 20 * 1024 * 1024
# Said of a file instead of what in it could act, where nobody can tell.
UNREAD: Final = "?"
_TAIL: Final = 1024
DIGITAL: Final = (Document.Way.OUTSIDE, Document.Way.HERE)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file and its passphrase: in memory, for one signature, shown to nobody."""

    content: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes = field(repr=False)


# Before the signature


def prepare(resolution: Resolution, *, by: User, at: datetime, on: date) -> Document:
    """Make the copy to be signed, with the signature block of the day and both empty fields, and freeze it.

    The head of the chain of events stands in its properties, and so under the signature.

    Number and day stand on it where they are given. Raises what `workflow.move` raises; Refused where nobody is there
    to sign, or where the text is not the one that was approved.
    """
    workflow.require(Action.PREPARE, resolution, by=by)
    month = Resolution.objects.with_text().get(pk=resolution.pk)
    signer = signer_for(month, on)
    if signer is None or not signer.name:
        raise Refused(_("Nobody is entered who may sign on that day. Ask the administrator to enter the Secretary."))
    head = export.letterhead(Committee.current(), month.issued_on)
    paper: dict[str, Any] = {"signer_post": signer.post, "signer_name": signer.name, "letterhead": asdict(head)}
    for name, value in paper.items():
        setattr(month, name, value)
    pdf = _signing_copy(month)
    with transaction.atomic():
        workflow.move(Action.PREPARE, resolution, by=by, at=at, **paper)
        _require_same_number(resolution, month)
        return documents.keep(
            resolution,
            Document.Kind.SIGNING_COPY,
            pdf,
            by=by,
            at=at,
            text_sha256=_approved_text(resolution),
            number=month.number,
        )


def _signing_copy(month: Resolution) -> bytes:
    pdf, signer, seal = export.to_be_signed(month, Committee.current(), keywords=chain_heads.keywords())
    return signing.with_signature_fields(pdf, {SignatureField.SIGNER: signer, SignatureField.SEAL: seal})


def _require_same_number(resolution: Resolution, seen: Resolution) -> None:
    """Raise Overtaken where the clerk has given number and day, or taken them back, while the paper was printed."""
    now = Resolution.objects.values_list("number", "issued_on").get(pk=resolution.pk)
    if now != (seen.number, seen.issued_on):
        raise Overtaken(_("Number or day were changed meanwhile. Open the page again."))


def _require_same_paper(resolution: Resolution, copy: Document) -> None:
    """Raise Refused where number, day, signer or letterhead of the month are not those of the copy."""
    now = Resolution.objects.get(pk=resolution.pk)
    if not documents.shows(copy, documents.printed_papers([copy]).get(copy.pk, {}), now):
        raise Refused(_("The copy shows another number, day or signer than the month. Step back and prepare it anew."))


def _approved_text(resolution: Resolution) -> str:
    """Return the SHA-256 of the text that stands in the month. Raises Refused unless it is the one approved."""
    decision = resolution.decisions.standing().exclude(text_confirmed_at=None).first()
    if decision is None or canonical.fingerprint(canonical.text_now(resolution.pk)) != decision.sha256:
        raise Refused(_("The text is not the one that was approved. Step back, and have it approved again."))
    return decision.sha256


def signing_copy(resolution: Resolution) -> Document:
    """Return the copy that was handed out last. Raises Overtaken where there is none."""
    copy = documents.latest(resolution, Document.Kind.SIGNING_COPY)
    if copy is None:
        raise Overtaken(_("There is no copy to be signed yet."))
    return copy


def original(resolution: Resolution) -> Document | None:
    """Return the signed original that counts, if it is signed."""
    return documents.latest(resolution, Document.Kind.SIGNED_ORIGINAL)


# The signature, in three ways


def upload_scan(resolution: Resolution, upload: Upload, *, by: User, at: datetime, trusted: Trust) -> Document:
    """Keep the scan of the paper that was signed and sealed, unchanged; nothing is said of its signatures.

    A PDF that could act, or holds other files, is marked. Raises what `workflow.move` raises; Refused.
    """
    workflow.require(Action.UPLOAD_SIGNED, resolution, by=by)
    try:
        content_type = check_scan(upload.name, upload.content, MAX_BYTES)
    except RefusedFile as refused:
        raise Refused(str(refused)) from None
    active = _active_in_scan(upload.content, trusted, at) if content_type == documents.PDF else ()
    return _store_signed(
        Action.UPLOAD_SIGNED,
        resolution,
        signing_copy(resolution),
        upload.content,
        Document.Way.SCAN,
        by=by,
        at=at,
        name=upload.name,
        content_type=content_type,
        active_parts=_in_one(active),
    )


def _active_in_scan(content: bytes, trusted: Trust, at: datetime) -> tuple[str, ...]:
    """Return what in the PDF of a scanner could act; UNREAD for one that is whole, and odd all the same."""
    try:
        return look_at(content, trusted, at).active_parts
    except signatures.Refused as refused:
        if refused.code == "encrypted" or b"%%EOF" not in content[-_TAIL:]:
            raise Refused(str(refused)) from None
        return (UNREAD,)


def upload_signed(resolution: Resolution, upload: Upload, *, by: User, at: datetime, trusted: Trust) -> Document:
    """Keep a file that was signed with a program outside: the bytes that were given out and, after them, signatures.

    Raises what `workflow.move` raises; Refused, with the reason, for any other file, and then nothing is stored.
    """
    workflow.require(Action.UPLOAD_SIGNED, resolution, by=by)
    copy = signing_copy(resolution)
    found = _signed_outside(resolution, copy, upload, at=at, trusted=trusted)
    check_right(resolution, found.signatures, timezone.localdate(at))
    way, active = Document.Way.OUTSIDE, _in_one(found.active_parts)
    return _store_signed(Action.UPLOAD_SIGNED, resolution, copy, upload.content, way, by=by, at=at, active_parts=active)


def _signed_outside(
    resolution: Resolution, given: Document, upload: Upload, *, at: datetime, trusted: Trust
) -> Finding:
    """Return what is in a file that is the `given` one and, after it, the right signatures. Raises Refused."""
    _require_roots(trusted)
    if extension(upload.name) != "pdf":
        raise Refused(_("The signed file is a PDF: the copy to be signed, with the signatures in it."))
    try:
        check_scan(upload.name, upload.content, MAX_BYTES)
        found = look_at(upload.content, trusted, at, given=documents.content_of(given))
    except (RefusedFile, signatures.Refused) as refused:
        raise Refused(str(refused)) from None
    if found.refused:
        raise Refused(str(found.refused))
    check_signatures(resolution, found.signatures, timezone.localdate(at))
    return found


@sensitive_variables()
def sign_here(
    resolution: Resolution,
    key: KeyFile,
    *,
    seal: KeyFile | None = None,
    by: User,
    at: datetime,
    trusted: Trust,
    timestamper: TimeStamper | None = None,
) -> Document:
    """Sign with the signer's key file and, where one is given, with the committee's seal after it.

    Keys and passphrases are used in memory and nowhere kept. What was made is checked as a file from outside is.
    Raises what `workflow.move` raises; Refused, and then nothing is stored.
    """
    workflow.require(Action.SIGN, resolution, by=by)
    if fold(by.full_name) != fold(resolution.signer_name):
        raise Refused(
            _("The copy names %(name)s as its signer. Step back and prepare it anew.")
            % {"name": resolution.signer_name}
        )
    copy = signing_copy(resolution)
    given = [(SignatureField.SIGNER, key)] + ([(SignatureField.SEAL, seal)] if seal else [])
    signed = _signed(documents.content_of(copy), given, at=at, trusted=trusted, timestamper=timestamper)
    check_right(resolution, signed.signatures, timezone.localdate(at))
    check_signatures(resolution, signed.signatures, timezone.localdate(at))
    return _store_signed(Action.SIGN, resolution, copy, signed.content, Document.Way.HERE, by=by, at=at)


@sensitive_variables()
def seal_here(
    resolution: Resolution,
    seal: KeyFile,
    *,
    by: User,
    at: datetime,
    trusted: Trust,
    timestamper: TimeStamper | None = None,
) -> Document:
    """Add the committee's seal to what the signer has signed. Raises what `workflow.require` raises; Refused."""
    before = _without_seal(resolution, by=by)
    content = documents.content_of(before)
    signed = _signed(content, [(SignatureField.SEAL, seal)], at=at, trusted=trusted, timestamper=timestamper)
    check_signatures(resolution, signed.signatures, timezone.localdate(at))
    return _store_sealed(resolution, before, signed.content, by=by, at=at, way=before.way)


def upload_sealed(resolution: Resolution, upload: Upload, *, by: User, at: datetime, trusted: Trust) -> Document:
    """Keep a file that was sealed with a program outside: the signed original as it is, and after it the seal.

    Raises what `workflow.require` raises; Refused, with the reason, for any other file.
    """
    before = _without_seal(resolution, by=by)
    found = _signed_outside(resolution, before, upload, at=at, trusted=trusted)
    if SignatureField.SEAL not in {one.field for one in found.signatures}:
        raise Refused(_("The place of the seal is still empty in this file."))
    way, active = Document.Way.OUTSIDE, _in_one(found.active_parts)
    return _store_sealed(resolution, before, upload.content, by=by, at=at, way=way, active_parts=active)


def _without_seal(resolution: Resolution, *, by: User) -> Document:
    """Return the signed original that a seal can be added to."""
    workflow.require(Action.ISSUE, resolution, by=by)
    before = original(resolution)
    if before is None or before.way not in DIGITAL:
        raise Refused(_("A seal of this kind goes into a file that was signed, not into a scan."))
    return before


def _store_sealed(
    resolution: Resolution, before: Document, content: bytes, *, by: User, at: datetime, **fields: str
) -> Document:
    """Keep what was `before`, with the seal added, as the original that counts; the state stays."""
    with transaction.atomic():
        if original(workflow.hold(resolution)) != before:
            raise Overtaken(_("Another signed original was kept meanwhile. Open the page again."))
        same: dict[str, Any] = {"text_sha256": before.text_sha256, "number": before.number, **fields}
        return documents.keep(resolution, Document.Kind.SIGNED_ORIGINAL, content, by=by, at=at, **same)


def is_sealed(document: Document) -> bool:
    """Tell whether the committee's seal stands in a file that was signed digitally."""
    filled = signatures.fields_of(signatures.read(documents.content_of(document)), is_filled=True)
    return SignatureField.SEAL in filled


@dataclass(frozen=True, slots=True)
class _Signed:
    content: bytes
    signatures: tuple[Signature, ...]


@sensitive_variables()
def _signed(
    base: bytes,
    keys: Iterable[tuple[SignatureField, KeyFile]],
    *,
    at: datetime,
    trusted: Trust,
    timestamper: TimeStamper | None,
) -> _Signed:
    """Return `base` signed in each field, and its signatures as they are judged afterwards."""
    _require_roots(trusted)
    # What proves a signature for years to come needs to know what was taken back.
    archive = trusted if timestamper and trusted.crls else None
    content = base
    try:
        for place, key in keys:
            content = signing.sign(
                content, key.content, key.passphrase, place, at=at, timestamper=timestamper, archive=archive
            )
        found = returned_files.check_returned(base, content, trusted, at)
    except signatures.Refused as refused:
        raise Refused(str(refused)) from None
    return _Signed(content, tuple(found))


def _require_roots(trusted: Trust) -> None:
    if not trusted.roots:
        raise Refused(
            _(
                "No issuer of certificates is trusted here yet, so no signature can be checked. "
                "Ask the administrator, or sign on paper."
            )
        )


def _store_signed(
    action: Action,
    resolution: Resolution,
    copy: Document,
    content: bytes,
    way: Document.Way,
    *,
    by: User,
    at: datetime,
    **fields: str,
) -> Document:
    """Move on and keep the original in one step. What is signed is what was approved, or nothing is stored."""
    with transaction.atomic():
        workflow.move(action, resolution, by=by, at=at)
        if signing_copy(resolution) != copy:
            raise Overtaken(_("Another copy to be signed was made meanwhile. Open the page again."))
        if copy.text_sha256 != _approved_text(resolution):
            raise Refused(_("The copy that was signed does not show the text that was approved. Step back."))
        _require_same_paper(resolution, copy)
        same: dict[str, Any] = {"text_sha256": copy.text_sha256, "number": copy.number, **fields}
        return documents.keep(resolution, Document.Kind.SIGNED_ORIGINAL, content, by=by, at=at, way=way, **same)


def _in_one(parts: Iterable[str]) -> str:
    return ", ".join(parts)[:200]


# The issue


def lacks_seal(resolution: Resolution) -> bool:
    """Tell whether the month was signed digitally, and the committee's seal is not in the file."""
    signed = original(resolution)
    return signed is not None and signed.way in DIGITAL and not is_sealed(signed)


def missing_for_issue(resolution: Resolution, on: date) -> list[str]:
    """Return what must be put right before a signed resolution can be issued on the day.

    A committee for whose seal a certificate is registered issues nothing that was signed digitally without it.
    """
    found = []
    signed = original(resolution)
    if signed is None:
        found.append(_("The signed original is missing."))
    if resolution.number is None:
        found.append(_("Number and day are not given yet."))
    if signed and signed.way in DIGITAL and (signed.number is None or signed.number != resolution.number):
        found.append(
            _(
                "The number does not stand on the copy that was signed. Step back to “Approved”, give the number, "
                "prepare and sign again; or step back once and keep the scan of the paper."
            )
        )
    if lacks_seal(resolution) and Certificate.objects.registered(on).of_seal().exists():
        found.append(
            _(
                "The committee's seal is not in the signed file. Add it under “Signature”, here or with a program "
                "outside: after the issue nothing can be added."
            )
        )
    return found


def issue(resolution: Resolution, *, by: User, at: datetime, without_seal: bool = False) -> Document:
    """Issue a signed resolution: its number is used, and the copy that everyone reads is frozen.

    Raises what `workflow.move` raises; Refused where number or day are missing or do not stand on what was signed, and
    where the committee's seal is missing and nobody said that it goes out `without_seal`.
    """
    workflow.require(Action.ISSUE, resolution, by=by)
    if found := missing_for_issue(resolution, timezone.localdate(at)):
        raise Refused(" ".join(found))
    is_bare = lacks_seal(resolution)
    if is_bare and not without_seal:
        raise Refused(_("The file bears no seal of the committee. Add the seal, or tick that it goes out without one."))
    month = Resolution.objects.with_text().get(pk=resolution.pk)
    pdf = reading_copy(month)
    with transaction.atomic():
        note = _("Issued without the committee's seal.") if is_bare else ""
        workflow.move(Action.ISSUE, resolution, by=by, at=at, note=note)
        if lacks_seal(resolution) != is_bare:
            raise Overtaken(_("Another signed original was kept meanwhile. Open the page again."))
        _require_same_number(resolution, month)
        _require_same_paper(resolution, signing_copy(resolution))
        sha256 = _approved_text(resolution)
        used = resolution.numbers.filter(state=Number.State.RESERVED)
        if used.update(state=Number.State.USED) != 1:
            raise Overtaken(_("Number or day were changed meanwhile. Open the page again."))
        kind = Document.Kind.ISSUED_TEXT
        return documents.keep(resolution, kind, pdf, by=by, at=at, text_sha256=sha256, number=month.number)
