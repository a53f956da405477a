"""Signatures judged: who signed, when, how far it reaches, whether it holds; and a file that came back signed.

It knows bytes only, asks nobody over the network, and trusts no certificate but those it is given.
"""

import asyncio
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from asn1crypto import cms, pem, x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import PdfSignatureStatus, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from resolutions.object_streams import Reader

# They log, with tracebacks, what is our answer to the one who asks.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Refused(Exception):
    """Nothing is signed, or a file is not taken; the message is for the user, `code` for the caller."""

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        super().__init__(words)


class Reach(StrEnum):
    """How much of the file a signature covers, and what came after it."""

    WHOLE_FILE = "whole_file"
    # The file as it was then; later came what proves signatures in years to come (revocation lists, time stamps) ...
    VALIDATION_DATA_AFTER = "validation_data_after"
    # ... or further signatures ...
    SIGNATURES_AFTER = "signatures_after"
    # ... or anything else.
    CHANGES_AFTER = "changes_after"
    PART = "part"


class Problem(StrEnum):
    """Why a signature does not count; the first that is found."""

    BROKEN = "broken_signature"
    PART = "part"
    ALTERED = "altered"
    FORGED = "forged"
    CHANGES_AFTER = "changes_after"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    USAGE = "usage"
    WEAK = "weak"
    UNKNOWN = "unknown"


# These say who signed is not known well enough, not that the file was touched.
OF_TRUST: Final = frozenset(
    {Problem.EXPIRED, Problem.NOT_YET_VALID, Problem.REVOKED, Problem.USAGE, Problem.WEAK, Problem.UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class Trust:
    """The certificates (PEM or DER) that signatures must lead up to, and the lists of revoked ones (DER) at hand."""

    roots: tuple[bytes, ...]
    crls: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file; `certificate` is the SHA-256 of the signer's, `at` what it says of its time.

    `is_intact`: what was signed is unaltered. `is_trusted`: the signer's certificate leads to a root and held then.
    `is_valid`: both, and nothing but signatures came after. `is_revocation_known`: it was looked up whether the
    certificate had been taken back; where not, "valid" means as far as can be seen here.
    """

    field: str
    signer: str
    organization: str
    certificate: str
    at: datetime | None
    is_time_certified: bool
    reach: Reach
    is_intact: bool
    is_trusted: bool
    is_revocation_known: bool
    problem: Problem | None = None

    @property
    def is_valid(self) -> bool:
        return self.problem is None

    @property
    def reason(self) -> str:
        """Return why the signature is not valid, or ""."""
        return words(self.problem) if self.problem else ""


def words(problem: Problem) -> str:
    return {
        Problem.BROKEN: _("The signature cannot be read."),
        Problem.PART: _("The signature covers only a part of the file."),
        Problem.ALTERED: _("The document was altered after it was signed."),
        Problem.FORGED: _("The signature was not made with the key of its certificate."),
        Problem.CHANGES_AFTER: _("After this signature something else than signatures was added to the file."),
        Problem.EXPIRED: _("The signer's certificate had expired."),
        Problem.NOT_YET_VALID: _("The signer's certificate was not yet valid."),
        Problem.REVOKED: _("The signer's certificate was taken back by its issuer."),
        Problem.USAGE: _("The signer's certificate is not meant for signing documents."),
        Problem.WEAK: _("The signature uses a method that is no longer safe."),
        Problem.UNKNOWN: _("The signer's certificate comes from an issuer that is not trusted here."),
    }[problem]


def signatures(pdf: bytes, trust: Trust, at: datetime) -> list[Signature]:
    """Return the signatures of a file in the order in which they were made, judged at the moment `at`.

    A signature with a time stamp from a trusted authority is judged at the time that this certifies.
    Raises Refused for a file that cannot be read.
    """
    reader = read(pdf)
    return judged(reader, trust, at)


def names(certificate: x509.Certificate) -> tuple[str, str]:
    """Return the name and the organization that a certificate gives, without what could hide or turn letters."""
    said = certificate.subject.native
    name, organization = (printable(said.get(key, "")) for key in ("common_name", "organization_name"))
    return name or organization or certificate.serial_number.__format__("x"), organization


def printable(text: object) -> str:
    # A name may be given twice.
    joined = " ".join(map(str, text)) if isinstance(text, list) else str(text)
    return unicodedata.normalize("NFC", "".join(c for c in joined if c.isprintable())).strip()


def context(trust: Trust, moment: datetime, **more: Any) -> ValidationContext:
    """Return what a certificate is judged by at that moment: no network, no roots of the machine."""
    options: dict[str, Any] = {"crls": [], "revocation_mode": "soft-fail", "retroactive_revinfo": True, **more}
    options["crls"] = [*options["crls"], *trust.crls]
    return ValidationContext(
        trust_roots=[_certificate(root) for root in trust.roots], moment=moment, allow_fetching=False, **options
    )


def _certificate(content: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content)


def read(pdf: bytes) -> PdfFileReader:
    """Return what reads the file, whose end and catalog make sense. Raises Refused."""
    with readable():
        reader = Reader(pdf)
        if reader.encrypted:
            raise Refused("encrypted", _("The PDF file is protected by a password. Bring it in without one."))
        if reader.xrefs.hybrid_xrefs_present:
            raise Refused("broken", _broken())
        reader.root["/Pages"]["/Count"]
    return reader


@contextmanager
def readable() -> Iterator[None]:
    """Say "damaged" of whatever goes wrong inside: a hostile file fails in any of a hundred ways."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused("broken", _broken()) from error


def _broken() -> str:
    return _("The PDF file is damaged or is no PDF file.")


# Judging


def judged(reader: PdfFileReader, trust: Trust, at: datetime) -> list[Signature]:
    with readable():
        made = reader.embedded_regular_signatures
        return asyncio.run(_judge_all(made, reader, trust, at))


async def _judge_all(
    made: Iterable[EmbeddedPdfSignature], reader: PdfFileReader, trust: Trust, at: datetime
) -> list[Signature]:
    proofs = _proofs(reader)
    judged = [await _judge(one, trust, await _moment(one, reader, trust, proofs, at), proofs) for one in made]
    read = {one.field_name for one in reader.embedded_signatures}
    return judged + [_unreadable(field) for field in fields_of(reader, is_filled=True) if field not in read]


def _proofs(reader: PdfFileReader) -> dict[str, Any]:
    """Return the certificates, revocation lists and answers that the file itself keeps."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return {}
    kept = store.as_validation_context({"trust_roots": [], "allow_fetching": False})
    return {"other_certs": list(store.load_certs()), "crls": kept.crls, "ocsps": kept.ocsps}


async def _moment(
    signature: EmbeddedPdfSignature, reader: PdfFileReader, trust: Trust, proofs: dict[str, Any], at: datetime
) -> datetime:
    """Return when the time stamps are to be judged: `at`, or as early as later stamps over the whole file prove."""
    for stamp in reversed(reader.embedded_timestamp_signatures):
        if stamp.signed_revision > signature.signed_revision:
            lenient, strict = [
                await async_validate_pdf_timestamp(
                    stamp, context(trust, at, revocation_mode=mode, **proofs), skip_diff=True
                )
                for mode in _MODES
            ]
            if covers_all(stamp) and _holds(lenient, strict):
                at = lenient.timestamp
    return at


async def _judge(signature: EmbeddedPdfSignature, trust: Trust, at: datetime, proofs: dict[str, Any]) -> Signature:
    signature.compute_integrity_info(diff_policy=LATER_SIGNATURES)

    async def validated(moment: datetime, mode: str) -> PdfSignatureStatus:
        signer, stamp = (context(trust, when, revocation_mode=mode, **proofs) for when in (moment, at))
        return await async_validate_pdf_signature(signature, signer, stamp, skip_diff=True)

    lenient, strict = [await validated(at, mode) for mode in _MODES]
    certified_at = _certified_at(lenient, strict)
    moment = certified_at or at
    if certified_at:
        lenient, strict = [await validated(moment, mode) for mode in _MODES]
    is_revocation_known = strict.trusted or strict.revoked
    status = strict if is_revocation_known else lenient
    name, organization = names(status.signing_cert)
    reach = reach_of(signature)
    return Signature(
        field=signature.field_name,
        signer=name,
        organization=organization,
        certificate=status.signing_cert.sha256.hex(),
        at=certified_at or signature.self_reported_timestamp,
        is_time_certified=certified_at is not None,
        reach=reach,
        is_intact=status.intact and status.valid,
        is_trusted=status.trusted,
        is_revocation_known=is_revocation_known,
        problem=_problem(status, reach, moment),
    )


# Without being forced to, the validator looks into a list of revoked certificates only where the certificate names
# one; forced to, it takes a missing list for a fault. So both are asked.
_MODES: Final = ("soft-fail", "require")


def _certified_at(lenient: PdfSignatureStatus, strict: PdfSignatureStatus) -> datetime | None:
    """Return the time in the signature's time stamp, if it holds."""
    stamp, looked_up = lenient.timestamp_validity, strict.timestamp_validity
    return stamp.timestamp if stamp and looked_up and _holds(stamp, looked_up) else None


def _holds(lenient: TimestampSignatureStatus, strict: TimestampSignatureStatus) -> bool:
    return lenient.intact and lenient.valid and lenient.trusted and not strict.revoked


def fields_of(reader: PdfFileReader, *, is_filled: bool | None = None) -> list[str]:
    """Return the names of the signature fields."""
    return [name for name, _value, _field in enumerate_sig_fields(reader, filled_status=is_filled)]


def _unreadable(field: str) -> Signature:
    return Signature(field, "", "", "", None, False, Reach.PART, False, False, False, Problem.BROKEN)


def reach_of(signature: EmbeddedPdfSignature) -> Reach:
    if not covers_all(signature):
        return Reach.PART
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Reach.WHOLE_FILE
    later: Any = signature.diff_result
    if isinstance(later, SuspiciousModification):
        return Reach.CHANGES_AFTER
    return {
        # Nothing that counts came, and yet the file goes on: bytes that no program reads.
        ModificationLevel.NONE: Reach.CHANGES_AFTER,
        ModificationLevel.LTA_UPDATES: Reach.VALIDATION_DATA_AFTER,
        ModificationLevel.FORM_FILLING: Reach.SIGNATURES_AFTER,
    }.get(later.modification_level, Reach.CHANGES_AFTER)


def covers_all(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the file as it was then is signed, all but the signature's own digits."""
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    start, length, second, rest = map(int, signature.byte_range)
    whole = signature.reader.stream.getvalue()
    is_hexadecimal = re.fullmatch(rb"<[0-9a-fA-F]+>", whole[length:second]) is not None
    room = signature.pkcs7_content
    is_filled_up_by_zeros = not any(room[len(cms.ContentInfo.load(room).dump()) :])
    return start == 0 and second + rest <= len(whole) and is_hexadecimal and is_filled_up_by_zeros


def _problem(status: PdfSignatureStatus, reach: Reach, moment: datetime) -> Problem | None:
    """Return the first thing that speaks against the signature: what was done to the file, then who signed."""
    indication = getattr(status.trust_problem_indic, "standard_name", "")
    against = [
        (reach is Reach.PART, Problem.PART),
        (not status.intact, Problem.ALTERED),
        (not status.valid, Problem.FORGED),
        (reach is Reach.CHANGES_AFTER, Problem.CHANGES_AFTER),
        (not status.trusted and moment < status.signing_cert.not_valid_before, Problem.NOT_YET_VALID),
        (not status.trusted, _OF_INDICATION.get(indication, Problem.UNKNOWN)),
    ]
    return next((problem for is_so, problem in against if is_so), None)


# The words of ETSI EN 319 102-1.
_OF_INDICATION: Final = {
    "EXPIRED": Problem.EXPIRED,
    "OUT_OF_BOUNDS_NO_POE": Problem.EXPIRED,
    "OUT_OF_BOUNDS_NOT_REVOKED": Problem.EXPIRED,
    "REVOKED": Problem.REVOKED,
    "REVOKED_NO_POE": Problem.REVOKED,
    "REVOKED_CA_NO_POE": Problem.REVOKED,
    "CHAIN_CONSTRAINTS_FAILURE": Problem.USAGE,
    "CRYPTO_CONSTRAINTS_FAILURE": Problem.WEAK,
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": Problem.WEAK,
}


def policy(creation: SigFieldCreationRule) -> StandardDiffPolicy:
    """Return what may come after a revision: signatures, their proofs, and the traces that signing programs leave."""
    added = [DocInfoRule(), XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), MetadataUpdateRule()]
    return StandardDiffPolicy(
        global_rules=[CatalogModificationRule(), *(one.as_qualified(ModificationLevel.LTA_UPDATES) for one in added)],
        # Programs note in /SigFlags that there are signatures now.
        form_rule=FormUpdatingRule(
            [creation, SigFieldModificationRule()], {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"}
        ),
    )


LATER_SIGNATURES: Final = policy(SigFieldCreationRule())
