"""Whether a file is a resolution that was issued here, unchanged, and who signed it; nothing of it is kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions import documents, signatures
from resolutions.issuing import DIGITAL
from resolutions.models import Document, Resolution
from resolutions.outside_files import look_at
from resolutions.signatures import Signature, Trust
from resolutions.signers import not_theirs, registration, stranger
from resolutions.signing import SignatureField

_KINDS: Final = (Document.Kind.SIGNED_ORIGINAL, Document.Kind.ISSUED_TEXT, Document.Kind.SIGNING_COPY)


class Outcome(StrEnum):
    """What a file is, beside the documents of what was issued here."""

    ORIGINAL = "original"
    # The original, and after it signatures of others, such as a body that has received it.
    SIGNED_ON = "signed_on"
    SCAN = "scan"
    READING_COPY = "reading_copy"
    # The copy that was given out to be signed: without a signature, or with others than what was issued.
    UNSIGNED = "unsigned"
    SIGNED_OTHERWISE = "signed_otherwise"
    # It is one of those no longer, or only says of itself that it is.
    CHANGED = "changed"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


_ISSUED: Final = frozenset({Outcome.ORIGINAL, Outcome.SIGNED_ON, Outcome.SCAN, Outcome.READING_COPY})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a file. `resolution` is the one that it is, or says it is; `reason` says what was done to it.

    `kept_at` is when the document was kept here that the file is, or begins with; `strangers` are the signatures in
    the places of the signer and the seal that are not theirs.
    """

    outcome: Outcome
    sha256: str
    resolution: Resolution | None = None
    signatures: tuple[Signature, ...] = ()
    active_parts: tuple[str, ...] = ()
    reason: str = ""
    kept_at: datetime | None = None
    strangers: tuple[Signature, ...] = ()

    @property
    def is_issued_here(self) -> bool:
        """Tell whether the file, as it is, is one that was issued here."""
        return self.outcome in _ISSUED

    @property
    def bound_to(self) -> Resolution | None:
        """Return the resolution whose signer and seal the signatures are to be those of."""
        return self.resolution if self.is_issued_here or self.outcome == Outcome.SIGNED_OTHERWISE else None

    @property
    def is_validly_signed(self) -> bool:
        """Tell whether every signature holds, and it is known that no certificate had been taken back."""
        return bool(self.signatures) and all(one.is_valid and one.is_revocation_known for one in self.signatures)

    @property
    def is_proved(self) -> bool:
        """Tell whether it was issued here, is unchanged and validly signed, by whom it had to be."""
        is_original = self.outcome in {Outcome.ORIGINAL, Outcome.SIGNED_ON}
        is_signed = any(one.field == SignatureField.SIGNER for one in self.signatures)
        return is_original and is_signed and not self.strangers and self.is_validly_signed

    @property
    def words(self) -> str:
        return {
            Outcome.ORIGINAL: _("This is the signed original, unchanged."),
            Outcome.SIGNED_ON: _("This is the signed original, unchanged; after it further signatures were added."),
            Outcome.SCAN: _("This is the scan of the signed paper, unchanged as it was kept here."),
            Outcome.READING_COPY: _("This is the reading copy, unchanged. It is not signed; the original is."),
            Outcome.UNSIGNED: _("This is the copy that was given out to be signed. It bears no signature."),
            Outcome.SIGNED_OTHERWISE: _("The text was not changed, but these are not the signatures of the original."),
            Outcome.CHANGED: _("This file was changed: it is not what was issued here."),
            Outcome.FOREIGN: _("This file was not issued here."),
            Outcome.UNREADABLE: _("This file cannot be read, and it was not issued here."),
        }[self.outcome]


def verify(pdf: bytes, trusted: Trust, at: datetime) -> Verdict:
    """Return what is said of a PDF file, at the moment `at`. Of months that are not issued nothing is said."""
    verdict = _judged(pdf, trusted, at)
    resolution = verdict.bound_to
    if resolution is None:
        return verdict
    strangers = [
        one
        for one in verdict.signatures
        if one.field in set(SignatureField) and not_theirs(resolution, one, _day_of(one, verdict.kept_at))
    ]
    return replace(verdict, strangers=tuple(strangers))


def _day_of(signature: Signature, kept_at: datetime | None) -> date:
    """Return the day on which a signature must be its maker's: when it came in, as the check then went by; or later."""
    return timezone.localdate(max(filter(None, (signature.at, kept_at)), default=timezone.now()))


def _judged(pdf: bytes, trusted: Trust, at: datetime) -> Verdict:
    sha256 = hashlib.sha256(pdf).hexdigest()
    known = [row for row in documents.that_count(_KINDS) if row.resolution.is_issued]
    ours = _longest_beginning(pdf, known)
    if ours and ours.file.sha256 == sha256:
        return _unchanged(ours, pdf, sha256, trusted, at)
    try:
        return _gone_on(ours, pdf, sha256, trusted, at) if ours else _unknown(pdf, sha256, known, trusted, at)
    except signatures.Refused as refused:
        outcome = Outcome.CHANGED if ours else Outcome.UNREADABLE
        return Verdict(outcome, sha256, ours.resolution if ours else None, reason=str(refused))


def shown(signature: Signature, resolution: Resolution | None, kept_at: datetime | None) -> dict[str, Any]:
    """Return what a page shows of a signature; of which resolution it is said, also whose certificate it must be."""
    said = {"of": signature, "state": state(signature), "registration": "", "stranger": ""}
    if resolution is None:
        return said
    day = _day_of(signature, kept_at)
    by, other = registration(resolution, signature, day), stranger(resolution, signature, day)
    return said | {"registration": by, "stranger": other}


def state(signature: Signature) -> str:
    """Return in words whether a signature holds: "valid", "cannot be verified", or "not valid" with the reason."""
    if not signature.is_valid:
        return _("Not valid: %(reason)s") % {"reason": signature.reason}
    if not signature.is_revocation_known:
        return _("Cannot be verified: it is not known here whether the certificate had been taken back.")
    return _("Valid")


def _longest_beginning(pdf: bytes, known: Iterable[Document]) -> Document | None:
    """Return the document whose bytes the file begins with, the longest of them; the file is read once."""
    found, done, running = None, 0, hashlib.sha256()
    for document in sorted(known, key=lambda row: row.file.size):
        if document.file.size > len(pdf):
            break
        running.update(memoryview(pdf)[done : document.file.size])
        done = document.file.size
        if running.hexdigest() == document.file.sha256:
            found = document
    return found


def _unchanged(ours: Document, pdf: bytes, sha256: str, trusted: Trust, at: datetime) -> Verdict:
    resolution, active = ours.resolution, tuple(filter(None, ours.active_parts.split(", ")))
    if ours.kind == Document.Kind.SIGNED_ORIGINAL and ours.way in DIGITAL:
        found = look_at(pdf, trusted, at)
        kept_at = ours.file.created_at
        return Verdict(Outcome.ORIGINAL, sha256, resolution, found.signatures, active, kept_at=kept_at)
    outcome = {
        Document.Kind.SIGNED_ORIGINAL.value: Outcome.SCAN,
        Document.Kind.ISSUED_TEXT.value: Outcome.READING_COPY,
        Document.Kind.SIGNING_COPY.value: Outcome.UNSIGNED,
    }[ours.kind]
    return Verdict(outcome, sha256, resolution, active_parts=active)


def _gone_on(ours: Document, pdf: bytes, sha256: str, trusted: Trust, at: datetime) -> Verdict:
    """Judge a file that begins as one of ours: something came after it."""
    found = look_at(pdf, trusted, at, given=documents.content_of(ours), must_be_trusted=False)
    outcome, reason = Outcome.CHANGED, str(found.refused or "")
    if ours.kind == Document.Kind.SIGNING_COPY and not found.refused:
        outcome = Outcome.SIGNED_OTHERWISE
    elif ours.way in DIGITAL and not found.refused:
        outcome = Outcome.SIGNED_ON
    kept_at = ours.file.created_at
    return Verdict(outcome, sha256, ours.resolution, found.signatures, found.active_parts, reason, kept_at)


def _unknown(pdf: bytes, sha256: str, known: Iterable[Document], trusted: Trust, at: datetime) -> Verdict:
    """Judge a file that begins as none of ours; one that bears the title of what was issued was changed, or forged."""
    found = look_at(pdf, trusted, at)
    title = found.title.casefold()
    claimed = [row.resolution for row in known if title.endswith(row.resolution.subject.casefold())]
    outcome = Outcome.CHANGED if claimed else Outcome.FOREIGN
    return Verdict(outcome, sha256, claimed[-1] if claimed else None, found.signatures, found.active_parts)
