"""PDF files that come from outside: one that was given out and came back signed, and what in a file could act."""

import re
from collections.abc import Iterable
from datetime import datetime
from operator import ne
from typing import Any, Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    FieldComparisonContext,
    FormUpdate,
    ModificationLevel,
    SigFieldCreationRule,
    SuspiciousModification,
)
from pyhanko.sign.fields import enumerate_sig_fields

from resolutions.signatures import (
    OF_TRUST,
    Problem,
    Refused,
    Signature,
    Trust,
    covers_all,
    fields_of,
    judged,
    policy,
    read,
    readable,
    words,
)

# Two files of ours differ in nearly every byte, as they are compressed.
_MOST_CHANGED: Final = 0.05
_END: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ACTIVE: Final = frozenset(
    "/JavaScript /JS /Launch /SubmitForm /ImportData /OpenAction /AA /EF /EmbeddedFiles /RichMedia /XFA".split()
)


def check_returned(
    given: bytes, returned: bytes, trust: Trust, at: datetime, *, must_be_trusted: bool = True
) -> list[Signature]:
    """Return the signatures of a file that was given out and came back signed.

    Raises Refused unless `returned` is the bytes of `given` and after them nothing but signatures in its empty fields
    and what proves those: each new one whole and intact and, if it `must_be_trusted`, by a certificate that is.
    """
    reader = _read_returned(given, returned)
    before = read(given)
    _check_revisions(before, reader, returned)
    signatures = judged(reader, trust, at)
    for signature in signatures:
        if signature.problem and (must_be_trusted or signature.problem not in OF_TRUST):
            raise Refused(signature.problem, _of_whom(signature))
    return signatures


class _NoNewFields(SigFieldCreationRule):
    """No field comes or goes, but that of a time stamp over the whole file, which nobody sees."""

    def apply(self, context: FieldComparisonContext) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        for name, compared in context.field_specs.items():
            new = compared.new_field_ref
            if compared.old_field_ref is None and new and not _is_time_stamp(new.get_object()):
                raise SuspiciousModification(name)
        yield from super().apply(context)


def _is_time_stamp(field: Any) -> bool:
    is_unseen = "/Kids" not in field and not any(map(float, field.get("/Rect", ())))
    is_signed = "/V" in field and isinstance(field["/V"], DictionaryObject)
    return is_unseen and is_signed and field["/V"].get("/Type") == "/DocTimeStamp"


ONLY_SIGNATURES: Final = policy(_NoNewFields())  # type: ignore[no-untyped-call]  # its __init__ is pyHanko's


def _read_returned(given: bytes, returned: bytes) -> PdfFileReader:
    """Return what reads the file that came back, if it begins with the bytes that were given out."""
    if returned.startswith(given):
        if returned == given:
            raise Refused("unsigned", _("The file is the one that was given out, but nobody has signed it."))
        return read(returned)
    if len(returned) < len(given) and given.startswith(returned):
        raise Refused("cut_off", _("The file was cut off on its way. Bring it in again."))
    changed = sum(map(ne, given, returned))
    if len(returned) >= len(given) and changed < len(given) * _MOST_CHANGED:
        raise Refused("changed", _("The document was changed: it is no longer, byte for byte, what was given out."))
    read(returned)
    raise Refused(
        "other_file",
        _("This is another file than the one that was given out. Sign that one, and do not print or save it anew."),
    )


def _check_revisions(before: PdfFileReader, after: PdfFileReader, returned: bytes) -> None:
    """Raise Refused unless `after` goes on from `before` with signatures in its fields and what proves them."""
    with readable():
        count = before.xrefs.total_revisions
        if after.xrefs.total_revisions < count or _ends(before, count) != _ends(after, count):
            raise Refused("replaced", _("The document was replaced inside the file by another one."))
        end = _END.search(returned[-1024:])
        if after.xrefs.total_revisions == count or end is None or int(end[1]) != after.last_startxref:
            raise Refused("appended", _("Something that is no signature was appended to the file."))
        if _pages(before) != _pages(after):
            raise Refused("pages", _("Pages were added or taken away."))
        _check_new(before, after, count)
        if isinstance(ONLY_SIGNATURES.review_file(after, count - 1), SuspiciousModification):
            raise Refused("content", _("Something else than a signature was added to the document or changed in it."))


def _check_new(before: PdfFileReader, after: PdfFileReader, count: int) -> None:
    """Raise Refused unless there is a new signature, in a field that was there."""
    added = set(fields_of(after)) - set(fields_of(before))
    new = [field.get_object() for name, _value, field in enumerate_sig_fields(after) if name in added]
    if not all(map(_is_time_stamp, new)):
        raise Refused(
            "field", _("A further place for a signature was added. Sign in one of the two that the document has.")
        )
    if not any(one.signed_revision >= count for one in after.embedded_regular_signatures):
        raise Refused("unsigned", _("The file is the one that was given out, but nobody has signed it."))
    for one in after.embedded_timestamp_signatures:
        one.compute_integrity_info(skip_diff=True)
        if one.signed_revision >= count and not covers_all(one):
            raise Refused("part", words(Problem.PART))


def _ends(reader: PdfFileReader, count: int) -> list[int]:
    return [reader.xrefs.get_startxref_for_revision(number) for number in range(count)]


def _pages(reader: PdfFileReader) -> tuple[int, list[Any]]:
    pages = reader.root["/Pages"]
    return int(pages["/Count"]), [str(kid) for kid in pages["/Kids"]]


def _of_whom(signature: Signature) -> str:
    if not signature.signer:
        return signature.reason
    return _("The signature of %(name)s: %(reason)s") % {"name": signature.signer, "reason": signature.reason}


def active_parts(pdf: bytes) -> list[str]:
    """Return the names of what in a file could act or holds other files: scripts, attachments, calls of programs."""
    reader = read(pdf)
    found: set[str] = set()
    with readable():
        for revision in range(reader.xrefs.total_revisions):
            for reference in reader.get_historical_resolver(revision).explicit_refs_in_revision():
                found |= _active_in(reader.get_object(reference, revision, never_decrypt=True))
    return sorted(name.removeprefix("/") for name in found)


def _active_in(held: Any) -> set[str]:
    if isinstance(held, DictionaryObject):
        inside = [value for value in held.values() if not isinstance(value, IndirectObject)]
        return set(held).union(*map(_active_in, inside), {str(held.get("/S"))}) & _ACTIVE
    if isinstance(held, ArrayObject):
        return set().union(*(_active_in(one) for one in list(held) if not isinstance(one, IndirectObject)))
    return set()
