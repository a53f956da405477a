"""Signatures judged, and files that come back: what was done to them and who signed, each with its own reason."""

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from resolutions.layout import compose, to_pdf_and_signature_places
from resolutions.returned_files import active_parts, check_returned
from resolutions.signatures import Problem, Reach, Refused, Signature, Trust, signatures, words
from resolutions.signing import sign, with_signature_fields
from resolutions.trial_certificates import TrialCertificates, make_trial_certificates
from tests.resolutions import authority
from tests.resolutions.manuscripts import long_manuscript, make_letterhead
from tests.resolutions.test_signing import (
    LATER,
    NOW,
    PASSPHRASE,
    SEAL,
    SIGNER,
    given,
    outside,
    signed_once,
    signed_twice,
    trial,
    trust,
)


@cache
def stranger() -> TrialCertificates:
    return make_trial_certificates("Người lạ", "Cơ quan lạ", PASSPHRASE, since=authority.SINCE)


@cache
def other_month() -> bytes:
    pdf, signer, seal = to_pdf_and_signature_places(compose(long_manuscript(), make_letterhead()))
    return sign(with_signature_fields(pdf, {SIGNER: signer, SEAL: seal}), trial().signer, PASSPHRASE, SIGNER, at=NOW)


@cache
def archived() -> bytes:
    return sign(
        given(),
        authority.issue("Ngắn hạn", until=LATER + timedelta(days=1)).pkcs12,
        authority.PASSPHRASE,
        SIGNER,
        at=NOW,
        timestamper=authority.time_stamper(LATER),
        archive=Trust((authority.root(),), (authority.crl(),)),
    )


def refusal(returned: bytes, base: bytes | None = None, **options: Any) -> Refused:
    """Return why a file that came back is not taken."""
    with translation.override("en"), pytest.raises(Refused) as refused:
        check_returned(given() if base is None else base, returned, trust(), LATER, **options)
    return refused.value


def only(pdf: bytes, trusted: Trust | None = None, at: datetime = LATER) -> Signature:
    (signature,) = signatures(pdf, trusted or trust(), at)
    return signature


def updated(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """Return `pdf` with a change added after its bytes."""
    update = IncrementalPdfFileWriter(BytesIO(pdf))
    change(update)
    written = BytesIO()
    update.write(written)
    return written.getvalue()


def flipped(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 0x01]) + pdf[place + 1 :]


def add_page(update: IncrementalPdfFileWriter) -> None:
    contents = update.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
    update.insert_page(PageObject(contents=contents, media_box=(0, 0, 595, 842), resources=DictionaryObject()))


def add_text_field(update: IncrementalPdfFileWriter) -> None:
    field = DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string("them"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/V"): pdf_string("1.000.000.000 đồng"),
        }
    )
    fields = update.root["/AcroForm"]["/Fields"]
    fields.append(update.add_object(field))
    update.update_container(fields)


def add_signature_field(update: IncrementalPdfFileWriter) -> None:
    append_signature_field(update, SigFieldSpec("OThuBa", on_page=0, box=(10, 10, 200, 80)))


def write_over_page(update: IncrementalPdfFileWriter) -> None:
    update.add_stream_to_page(0, update.add_object(StreamObject(stream_data=b"0 0 100 100 re f")))


def open_with_script(update: IncrementalPdfFileWriter) -> None:
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    update.root[pdf_name("/OpenAction")] = DictionaryObject(action)
    update.update_root()


# Files that come back


def test_a_file_signed_in_its_two_fields_is_taken_in_one_step_or_in_two() -> None:
    whole = check_returned(given(), signed_twice(), trust(), LATER)
    first = check_returned(given(), signed_once(), trust(), LATER)
    then = check_returned(signed_once(), signed_twice(), trust(), LATER)

    assert [one.signer for one in first] == ["Nguyễn Thị Hải Yến"]
    assert whole == then
    assert [one.signer for one in then] == ["Nguyễn Thị Hải Yến", "Đảng ủy xã Kẻ Sặt"]


def test_a_file_signed_by_another_program_that_writes_its_name_into_the_metadata_is_taken() -> None:
    issued = authority.issue("A")
    signer = SimpleSigner.load_pkcs12_data(issued.pkcs12, [], authority.PASSPHRASE.encode())

    returned = outside(given(), signer, SIGNER)

    (signature,) = check_returned(given(), returned, Trust((authority.root(),)), datetime.now(UTC))
    assert (signature.signer, signature.is_valid, signature.is_revocation_known) == ("A", True, False)


def test_the_file_that_was_given_out_is_unsigned() -> None:
    refused = refusal(given())

    assert (refused.code, str(refused)) == (
        "unsigned",
        "The file is the one that was given out, but nobody has signed it.",
    )


def test_a_file_that_was_only_noted_in_is_unsigned() -> None:
    def rename(update: IncrementalPdfFileWriter) -> None:
        update.set_info(DictionaryObject({pdf_name("/Author"): pdf_string("x")}))

    assert refusal(updated(given(), rename)).code == "unsigned"


def test_bad_input_68_the_signed_file_of_another_month_is_another_file() -> None:
    refused = refusal(other_month())

    assert (refused.code, str(refused)) == (
        "other_file",
        "This is another file than the one that was given out. Sign that one, and do not print or save it anew.",
    )


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_one_flipped_byte_of_what_was_given_out_is_seen(part: float) -> None:
    refused = refusal(flipped(signed_twice(), int(len(given()) * part)))

    assert (refused.code, str(refused)) == (
        "changed",
        "The document was changed: it is no longer, byte for byte, what was given out.",
    )


def test_a_file_cut_off_on_its_way_is_refused() -> None:
    refused = refusal(given()[:-100])

    assert (refused.code, str(refused)) == ("cut_off", "The file was cut off on its way. Bring it in again.")


def test_one_flipped_byte_in_the_stamp_is_seen() -> None:
    stream = signed_once().index(b"stream", len(given())) + 30

    refused = refusal(flipped(signed_once(), stream))

    assert (refused.code, str(refused)) == (
        "altered",
        "The signature of Nguyễn Thị Hải Yến: The document was altered after it was signed.",
    )


@pytest.mark.parametrize("junk", [b"x", b"\n%PDF-1.7\n", b"startxref\n0\n%%EOF\n"])
def test_bytes_appended_are_seen(junk: bytes) -> None:
    refused = refusal(signed_twice() + junk)

    assert refused.code in {"appended", "broken"}
    assert not any(one.reach is Reach.WHOLE_FILE for one in _judged(signed_twice() + junk))


def test_bytes_appended_have_their_own_reason() -> None:
    refused = refusal(signed_twice() + b"% more")

    assert (refused.code, str(refused)) == ("appended", "Something that is no signature was appended to the file.")
    assert refusal(given() + b"% more").code == "appended"


def _judged(pdf: bytes) -> list[Signature]:
    try:
        return signatures(pdf, trust(), LATER)
    except Refused:
        return []


CHANGES: dict[str, tuple[Callable[[IncrementalPdfFileWriter], object], str, str]] = {
    "a page": (add_page, "pages", "Pages were added or taken away."),
    "a text field": (
        add_text_field,
        "content",
        "Something else than a signature was added to the document or changed in it.",
    ),
    "a signature field": (
        add_signature_field,
        "field",
        "A further place for a signature was added. Sign in one of the two that the document has.",
    ),
    "ink": (
        write_over_page,
        "content",
        "Something else than a signature was added to the document or changed in it.",
    ),
    "a script": (
        open_with_script,
        "content",
        "Something else than a signature was added to the document or changed in it.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("when", ["before the signature", "after it"])
def test_what_is_added_beside_a_signature_is_seen(name: str, when: str) -> None:
    change, code, reason = CHANGES[name]
    before = when.startswith("before")

    returned = (
        sign(updated(given(), change), trial().signer, PASSPHRASE, SIGNER, at=NOW)
        if before
        else updated(signed_once(), change)
    )

    refused = refusal(returned)
    assert (refused.code, str(refused)) == (code, reason)


@pytest.mark.parametrize("name", ["a page", "a text field", "ink", "a script"])
def test_bad_input_67_what_is_added_after_a_signature_makes_it_invalid(name: str) -> None:
    signature = only(updated(signed_once(), CHANGES[name][0]))

    assert (signature.reach, signature.problem, signature.is_valid) == (
        Reach.CHANGES_AFTER,
        Problem.CHANGES_AFTER,
        False,
    )
    assert signature.is_intact


def test_bad_input_67_a_document_that_stands_beside_the_given_one_is_seen() -> None:
    # The last table goes back not to the one before, but to the first.
    whole = signed_once()
    first = re.findall(rb"startxref\s+(\d+)", given())[0]
    back = list(re.finditer(rb"/Prev \d+", whole))[-1]

    beside = whole[: back.start()] + (b"/Prev " + first).ljust(len(back.group())) + whole[back.end() :]

    refused = refusal(beside)
    assert (refused.code, str(refused)) == ("replaced", "The document was replaced inside the file by another one.")


def test_bad_input_67_a_file_with_two_tables_at_once_is_refused() -> None:
    # Some programs read the one, some the other.
    objects = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
    )
    stream = b"3 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Index[3 1]/Length 4/Root 1 0 R>>\n"
    stream += b"stream\n\x01%b\x00\nendstream\nendobj\n"
    stream %= len(objects).to_bytes(2, "big")
    places = [objects.index(b"1 0 obj"), objects.index(b"2 0 obj")]
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 4/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"

    hybrid = objects + stream + table + end % (len(objects), len(objects + stream))

    with pytest.raises(Refused) as refused:
        signatures(hybrid, trust(), NOW)
    assert refused.value.code == "broken"
    assert signatures(hybrid.replace(b"/XRefStm", b"/Nothing"), trust(), NOW) == []


def with_short_range(pdf: bytes) -> bytes:
    """Return `pdf` with the last signature saying that it covers a hundred bytes less."""
    found = list(re.finditer(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]", pdf))[-1]
    *same, rest = map(int, found.groups())
    short = b"/ByteRange [%d %d %d %d" % (*same, rest - 100)
    return pdf[: found.start()] + short.ljust(len(found.group()) - 1) + b"]" + pdf[found.end() :]


def test_bad_input_67_a_second_signature_that_covers_part_only_is_seen() -> None:
    partly = with_short_range(signed_twice())

    first, second = signatures(partly, trust(), LATER)
    refused = refusal(partly)

    assert (first.problem, second.reach, second.problem) == (None, Reach.PART, Problem.PART)
    assert (refused.code, str(refused)) == (
        "part",
        "The signature of Đảng ủy xã Kẻ Sặt: The signature covers only a part of the file.",
    )


def test_bad_input_67_a_time_stamp_that_covers_part_only_is_seen() -> None:
    refused = refusal(with_short_range(archived()))

    assert (refused.code, str(refused)) == ("part", "The signature covers only a part of the file.")


def test_bad_input_67_something_hidden_behind_a_signature_is_seen() -> None:
    whole = signed_once()
    reader = PdfFileReader(BytesIO(whole))
    _start, length, second, _rest = map(int, reader.embedded_signatures[0].byte_range)

    hidden = whole[: second - 9] + b"deadbeef" + whole[second - 1 :]

    assert whole[length : length + 1] + whole[second - 1 : second] == b"<>"
    assert only(hidden).problem is Problem.PART


def test_one_flipped_byte_anywhere_but_in_a_signature_is_seen_by_each_signature_over_it() -> None:
    whole = signed_twice()
    first, second = PdfFileReader(BytesIO(whole)).embedded_signatures
    for place in range(50, len(whole), len(whole) // 25):
        judged = {one.field: one.is_valid for one in _judged(flipped(whole, place))}

        for one in (first, second):
            _start, length, after, rest = map(int, one.byte_range)
            if place < length or after <= place < after + rest:
                assert not judged.get(one.field_name), (place, one.field_name)


def test_bad_input_67_a_signature_made_with_another_key_is_forged() -> None:
    whole = signed_once()
    value = PdfFileReader(BytesIO(whole)).embedded_signatures[0].signer_info["signature"].native.hex().upper().encode()
    place = whole.index(value, len(given())) + 20

    forged = whole[:place] + (b"0" if whole[place : place + 1] != b"0" else b"1") + whole[place + 1 :]

    assert (only(forged).is_intact, only(forged).problem) == (False, Problem.FORGED)
    assert refusal(forged).code == "forged"


def test_a_signature_of_an_unknown_kind_is_shown_as_unreadable() -> None:
    odd = signed_once().replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.unknown!")

    signature = only(odd)

    assert (signature.field, signature.problem) == (SIGNER, Problem.BROKEN)
    with translation.override("en"):
        assert signature.reason == "The signature cannot be read."
    assert refusal(odd).code == "unsigned"
    second = signed_twice().rpartition(b"/ETSI.CAdES.detached")
    refused = refusal(b"/ETSI.CAdES.unknown!".join(second[::2]))
    assert (refused.code, str(refused)) == ("broken_signature", "The signature cannot be read.")


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4 hello", b"<html><script>alert(1)</script></html>", given()[:2000] + b"x" * 50_000, b"\x00" * 3000],
)
def test_bad_input_65_what_is_no_pdf_is_refused_as_broken(content: bytes) -> None:
    refused = refusal(content or b"x")

    assert (refused.code, str(refused)) == ("broken", "The PDF file is damaged or is no PDF file.")
    with pytest.raises(Refused):
        signatures(content, trust(), NOW)


def test_a_file_under_a_password_is_refused(tmp_path: Path) -> None:
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(signed_once())
    subprocess.run(
        ["qpdf", "--encrypt", "user", "owner", "256", "--", str(plain), str(locked)], check=True, capture_output=True
    )

    refused = refusal(locked.read_bytes())

    assert (refused.code, str(refused)) == (
        "encrypted",
        "The PDF file is protected by a password. Bring it in without one.",
    )


# Who signed


def test_bad_input_67_a_certificate_of_an_unknown_issuer_is_shown_as_such() -> None:
    pdf = sign(given(), stranger().signer, PASSPHRASE, SIGNER, at=NOW)

    signature = only(pdf)

    assert (signature.signer, signature.is_intact, signature.is_trusted) == ("Người lạ", True, False)
    assert (signature.problem, signature.reach) == (Problem.UNKNOWN, Reach.WHOLE_FILE)
    refused = refusal(pdf)
    assert (refused.code, str(refused)) == (
        "unknown",
        "The signature of Người lạ: The signer's certificate comes from an issuer that is not trusted here.",
    )
    assert check_returned(given(), pdf, trust(), LATER, must_be_trusted=False) == [signature]


def test_nobody_is_trusted_when_no_root_is_configured() -> None:
    assert only(signed_once(), Trust(())).problem is Problem.UNKNOWN


def test_bad_input_67_an_expired_certificate_is_shown_as_such() -> None:
    after = datetime(2037, 1, 1, tzinfo=UTC)

    assert only(signed_once(), at=after).problem is Problem.EXPIRED
    with translation.override("en"), pytest.raises(Refused, match="The signer's certificate had expired"):
        check_returned(given(), signed_once(), trust(), after)


def test_a_certificate_that_is_not_yet_valid_is_shown_as_such() -> None:
    assert only(signed_once(), at=authority.SINCE - timedelta(days=1)).problem is Problem.NOT_YET_VALID


def test_bad_input_67_a_revoked_certificate_is_shown_as_such() -> None:
    issued = authority.issue("Đã thu hồi")
    pdf = sign(given(), issued.pkcs12, authority.PASSPHRASE, SIGNER, at=NOW)
    roots = (authority.root(),)

    signature = only(pdf, Trust(roots, (authority.crl(issued),)))

    assert (signature.problem, signature.is_revocation_known) == (Problem.REVOKED, True)
    good = only(pdf, Trust(roots, (authority.crl(),)))
    assert (good.is_valid, good.is_revocation_known) == (True, True)
    unknown = only(pdf, Trust(roots))
    assert (unknown.is_valid, unknown.is_revocation_known) == (True, False)


def test_a_certificate_for_something_else_is_shown_as_such() -> None:
    issued = authority.issue("Thư điện tử", signs=False)
    signer = SimpleSigner.load_pkcs12_data(issued.pkcs12, [], authority.PASSPHRASE.encode())

    signature = only(outside(given(), signer, SIGNER), Trust((authority.root(),)))

    assert signature.problem is Problem.USAGE


def test_a_weak_method_is_shown_as_such() -> None:
    issued = authority.issue("A")
    signer = SimpleSigner.load_pkcs12_data(issued.pkcs12, [], authority.PASSPHRASE.encode())
    made = BytesIO()
    metadata = PdfSignatureMetadata(field_name=SIGNER, md_algorithm="sha1")
    PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(given())), output=made)

    assert only(made.getvalue(), Trust((authority.root(),))).problem is Problem.WEAK


def test_a_time_stamp_of_an_unknown_authority_certifies_nothing() -> None:
    pdf = sign(given(), trial().signer, PASSPHRASE, SIGNER, at=NOW, timestamper=authority.time_stamper(LATER))

    signature = only(pdf)

    assert (signature.at, signature.is_time_certified, signature.is_valid) == (NOW, False, True)


def test_a_time_stamp_of_an_authority_whose_certificate_was_taken_back_certifies_nothing() -> None:
    issued = authority.issue("A")
    stamper = authority.time_stamper(LATER)
    pdf = sign(given(), issued.pkcs12, authority.PASSPHRASE, SIGNER, at=NOW, timestamper=stamper)
    taken_back = authority.crl(authority.issue("Cấp dấu thời gian thử", stamps_time=True))

    signature = only(pdf, Trust((authority.root(),), (taken_back,)))

    assert (signature.at, signature.is_time_certified, signature.is_valid) == (NOW, False, True)


def test_an_archived_signature_holds_when_its_certificate_has_expired() -> None:
    signature = only(archived(), Trust((authority.root(),)), at=LATER + timedelta(days=100))

    assert (signature.at, signature.is_time_certified, signature.is_valid) == (LATER, True, True)
    assert signature.is_revocation_known


def test_an_archived_signature_under_time_stamps_that_nobody_trusts_proves_nothing() -> None:
    signature = only(archived(), trust())

    assert (signature.at, signature.is_time_certified, signature.problem) == (NOW, False, Problem.UNKNOWN)


def test_every_problem_has_words_of_its_own() -> None:
    with translation.override("en"):
        said = [words(problem) for problem in Problem]

    assert len(set(said)) == len(Problem)


# What could act


def test_bad_input_64_a_script_and_an_attachment_are_named() -> None:
    def attach(update: IncrementalPdfFileWriter) -> None:
        files = DictionaryObject({pdf_name("/Names"): ArrayObject([pdf_string("a"), NameObject("/x")])})
        update.root[pdf_name("/Names")] = DictionaryObject({pdf_name("/EmbeddedFiles"): files})
        update.update_root()

    assert active_parts(signed_twice()) == []
    assert active_parts(updated(given(), open_with_script)) == ["JS", "JavaScript", "OpenAction"]
    assert active_parts(updated(given(), attach)) == ["EmbeddedFiles"]
    # What a later revision covers up is still in the file.
    assert active_parts(updated(updated(given(), open_with_script), add_page)) == ["JS", "JavaScript", "OpenAction"]
    with pytest.raises(Refused):
        active_parts(b"x")
