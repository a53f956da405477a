"""Signing: the two fields, the stamp, PAdES with and without a time-stamp authority, keys and what is said of them."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pkcs11
import pytest
from asn1crypto import pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError

from kesat.printing import Place, html_to_drawing
from resolutions import export, signing
from resolutions.layout import compose, to_pdf, to_pdf_and_signature_places
from resolutions.models import Resolution
from resolutions.returned_files import check_returned
from resolutions.signatures import Refused, Trust, signatures
from resolutions.signing import SignatureField, sign, time_stamp_authority, with_signature_fields
from resolutions.trial_certificates import WORTHLESS, TrialCertificates, make_trial_certificates
from tests.factories import make_committee, make_resolution
from tests.resolutions import authority
from tests.resolutions.manuscripts import long_manuscript, make_letterhead, short_manuscript

NOW = datetime(2026, 3, 5, 2, 12, 33, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
PASSPHRASE = "lúa-chín-ven-sông-2026"
SIGNER, SEAL = SignatureField.SIGNER, SignatureField.SEAL
SOFTHSM = next(Path("/usr/lib").glob("**/libsofthsm2.so"), None)
PDFA = re.compile(rb'pdfaid:(part|conformance)(?:="|>)(\w+)')


@cache
def trial() -> TrialCertificates:
    return make_trial_certificates("Nguyễn Thị Hải Yến", "Đảng ủy xã Kẻ Sặt", PASSPHRASE, since=authority.SINCE)


def trust() -> Trust:
    return Trust((trial().root,), (trial().crl,))


@cache
def given() -> bytes:
    """Return a signing copy: the official document with two empty fields."""
    pdf, signer, seal = to_pdf_and_signature_places(compose(short_manuscript(), make_letterhead()))
    return with_signature_fields(pdf, {SIGNER: signer, SEAL: seal})


@cache
def signed_once() -> bytes:
    return sign(given(), trial().signer, PASSPHRASE, SIGNER, at=NOW)


@cache
def signed_twice() -> bytes:
    return sign(signed_once(), trial().seal, PASSPHRASE, SEAL, at=LATER)


def refusal(**options: Any) -> Refused:
    """Return the refusal to sign the signing copy with these."""
    values: dict[str, Any] = {
        "pdf": given(),
        "pkcs12": trial().signer,
        "passphrase": PASSPHRASE,
        "field": SIGNER,
        "at": NOW,
    }
    with translation.override("en"), pytest.raises(Refused) as refused:
        sign(**values | options)
    return refused.value


def run(*command: str, pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    result = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    return result.stdout


def markers_of(pdf: bytes) -> dict[str, str]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        metadata = document.doc.catalog["Metadata"].resolve().get_data()
    return {name.decode(): value.decode() for name, value in PDFA.findall(metadata)}


# The places


def test_the_places_give_the_bytes_that_the_export_gives() -> None:
    composition = compose(short_manuscript(), make_letterhead())

    pdf, _signer, _seal = to_pdf_and_signature_places(composition)

    assert pdf == to_pdf(composition)


@pytest.mark.django_db
def test_a_month_that_is_to_be_signed_is_the_one_that_is_exported() -> None:
    committee = make_committee()
    resolution = Resolution.objects.with_text().get(pk=make_resolution().pk)

    pdf, signer, seal = export.to_be_signed(resolution, committee)

    assert pdf == export.export(resolution, committee, "pdf")[1]
    assert seal.right < signer.left


@pytest.mark.parametrize("manuscript", [short_manuscript(), long_manuscript()])
def test_the_places_stand_side_by_side_on_the_last_page_and_cover_no_letter(manuscript: Any) -> None:
    pdf, signer, seal = to_pdf_and_signature_places(compose(manuscript, make_letterhead()))

    with pdfplumber.open(BytesIO(pdf)) as document:
        page = document.pages[-1]
        assert signer.page == seal.page == len(document.pages) - 1
        words = {word["text"]: word for word in page.extract_words(keep_blank_chars=True)}
        height = float(page.height)
        covered = [
            char["text"]
            for char in page.chars
            for place in (signer, seal)
            if char["x1"] > place.left
            and char["x0"] < place.right
            and char["bottom"] > height - place.top
            and char["top"] < height - place.bottom
        ]
    assert covered == []
    post, name = words[manuscript.signer.post], words[manuscript.signer.name]
    assert post["bottom"] < height - signer.top < height - signer.bottom < name["top"]
    assert seal.left < seal.right < signer.left < signer.right
    assert (seal.bottom, seal.top) == (signer.bottom, signer.top)
    for place in (signer, seal):
        assert place.right - place.left > 105
        assert place.top - place.bottom > 70


def test_without_a_name_there_is_no_place_to_sign() -> None:
    manuscript = short_manuscript()
    nameless = replace(manuscript, signer=replace(manuscript.signer, name=""))

    with pytest.raises(ValueError, match="nobody is named to sign"):
        to_pdf_and_signature_places(compose(nameless, make_letterhead()))


# The fields


def fields_of(pdf: bytes) -> dict[str, Any]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        form = document.doc.catalog["AcroForm"].resolve()
        return {field.resolve()["T"].decode(): field.resolve() for field in form["Fields"]}


def test_both_fields_are_there_before_anyone_signs_and_are_empty() -> None:
    fields = fields_of(given())

    assert list(fields) == ["ChuKyNguoiKy", "ChuKyCoQuan"]
    assert [("V" in field, field["FT"].name, field["F"]) for field in fields.values()] == [(False, "Sig", 4 + 128)] * 2
    assert signatures(given(), trust(), NOW) == []


def test_the_same_document_gives_the_same_signing_copy() -> None:
    pdf, signer, seal = to_pdf_and_signature_places(compose(short_manuscript(), make_letterhead()))

    assert with_signature_fields(pdf, {SIGNER: signer, SEAL: seal}) == given()


def test_the_fields_are_an_addition_to_the_bytes_of_the_export() -> None:
    assert given().startswith(to_pdf(compose(short_manuscript(), make_letterhead())))


def test_each_field_stands_in_the_tree_of_tags_as_a_form_with_words_to_read_aloud() -> None:
    with pdfplumber.open(BytesIO(given())) as document:
        catalog = document.doc.catalog
        tree = catalog["StructTreeRoot"].resolve()
        tags = [kid.resolve() for kid in tree["K"][0].resolve()["K"]]
        parents = tree["ParentTree"].resolve()["Nums"]
        forms = [tag for tag in tags if tag["S"].name == "Form"]
        numbers = dict(zip(parents[::2], parents[1::2], strict=True))
        spoken = [form["Alt"].decode("utf-16") for form in forms]
        widgets = [form["K"]["Obj"].resolve() for form in forms]
        assert [numbers[widget["StructParent"]].resolve() for widget in widgets] == forms
        assert [widget["TU"].decode("utf-16") for widget in widgets] == spoken
        assert widgets[0]["P"].resolve()["Tabs"].name == "S"
    assert spoken == ["Chữ ký số của người ký", "Chữ ký số của cơ quan ban hành"]


def test_a_file_without_tags_gets_its_fields_too() -> None:

    plain = html_to_drawing(SafeString("<p>Phiếu xin ý kiến</p>"), "p { font-family: DocSerif }")

    pdf = with_signature_fields(plain, {SIGNER: Place(0, 100, 100, 200, 170)})

    assert list(fields_of(pdf)) == ["ChuKyNguoiKy"]


# Signing


def test_a_signature_is_an_addition_to_the_bytes() -> None:
    assert signed_once().startswith(given())
    assert signed_twice().startswith(signed_once())


def test_two_signatures_say_who_and_when_and_hold() -> None:
    first, second = signatures(signed_twice(), trust(), LATER)

    assert (first.field, first.signer, first.at, first.reach) == (SIGNER, "Nguyễn Thị Hải Yến", NOW, "signatures_after")
    assert (second.field, second.signer, second.at, second.reach) == (SEAL, "Đảng ủy xã Kẻ Sặt", LATER, "whole_file")
    for signature in (first, second):
        assert signature.organization == WORTHLESS
        assert signature.is_valid
        assert signature.is_intact
        assert signature.is_trusted
        assert signature.is_revocation_known
        assert not signature.is_time_certified
        assert signature.reason == ""


def test_pdfsig_finds_both_signatures_valid(tmp_path: Path) -> None:
    said = run("pdfsig", pdf=signed_twice(), tmp_path=tmp_path)

    assert re.findall(r"Common Name: (.*)", said) == ["Nguyễn Thị Hải Yến", "Đảng ủy xã Kẻ Sặt"]
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert said.count("Total document signed") == 1
    assert re.findall(r"Signing Time: (.*)", said)[0].startswith("Mar 05 2026")


VALID, INVALID = "Signature is Valid.", "Digest Mismatch."
WHOLE, PART = "Total document signed", "Not total document signed"


@pytest.mark.parametrize(
    ("altered", "validity", "reach"),
    [
        (lambda pdf: pdf, [VALID, VALID], [PART, WHOLE]),
        (lambda pdf: flip(pdf, 2000), [INVALID, INVALID], [PART, WHOLE]),
        # The year in what the seal says of its time, which came after the first signature.
        (lambda pdf: flip(pdf, pdf.rindex(b"/M (D") + 12), [VALID, INVALID], [PART, WHOLE]),
        (lambda pdf: pdf + b"\n% them\n", [VALID, VALID], [PART, PART]),
    ],
)
def test_bad_input_67_pdfsig_finds_what_was_done_to_a_file(
    altered: Callable[[bytes], bytes], validity: list[str], reach: list[str], tmp_path: Path
) -> None:
    said = run("pdfsig", "-nocert", pdf=altered(signed_twice()), tmp_path=tmp_path)

    assert re.findall(r"Signature Validation: (.*)", said) == validity
    assert re.findall(r"(?:Total|Not total) document signed", said) == reach


def flip(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", pdf=signed_twice(), tmp_path=tmp_path)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
def test_the_file_stays_pdf_a_2a_with_every_font_embedded(tmp_path: Path) -> None:
    fonts = run("pdffonts", pdf=signed_twice(), tmp_path=tmp_path).splitlines()[2:]

    assert markers_of(signed_twice()) == markers_of(given()) == {"part": "2", "conformance": "A"}
    assert len(fonts) > 3
    assert [
        font for font in fonts if not re.search(r"\+DocSerif\S*\s+CID TrueType\s+Identity-H\s+yes yes yes", font)
    ] == []


def kept(pdf: bytes) -> list[bytes]:
    """Return the metadata and what is written on the two pages."""
    reader = PdfFileReader(BytesIO(pdf))
    pages = [reader.find_page_for_modification(number)[0].get_object()["/Contents"].data for number in range(2)]
    return [reader.root["/Metadata"].data, *pages]


def test_the_metadata_and_the_pages_are_those_of_the_unsigned_file() -> None:
    assert kept(signed_twice()) == kept(given())


def stamp_of(pdf: bytes, field: str) -> bytes:
    """Return the appearance of a field as a page of its own."""
    reader = PdfFileReader(BytesIO(pdf))
    (widget,) = [one.get_object() for one in reader.root["/AcroForm"]["/Fields"] if one.get_object()["/T"] == field]

    writer = PdfFileWriter()
    drawn = writer.import_object(widget["/AP"].raw_get("/N"))

    resources = DictionaryObject({pdf_name("/XObject"): DictionaryObject({pdf_name("/X"): drawn})})
    contents = writer.add_object(StreamObject(stream_data=b"/X Do"))
    writer.insert_page(PageObject(contents=contents, media_box=(0, 0, 200, 100), resources=resources))
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_stamp_says_who_and_when_in_vietnamese_time_and_paints_no_picture() -> None:
    with pdfplumber.open(BytesIO(stamp_of(signed_twice(), SEAL))) as document:
        text = " ".join(str(document.pages[0].extract_text()).split())
        images = document.pages[0].images

    assert text == f"Ký bởi: Đảng ủy xã Kẻ Sặt Thời gian ký: 05/03/2026 09:17:33 +07:00 {WORTHLESS}"
    assert images == []


def test_a_name_in_a_certificate_is_text_in_the_stamp_whatever_it_holds() -> None:
    hostile = authority.issue("<b>A</b>&\u202e{}<img src=file:///etc/passwd>")

    pdf = sign(given(), hostile.pkcs12, authority.PASSPHRASE, SIGNER, at=NOW)

    with pdfplumber.open(BytesIO(stamp_of(pdf, SIGNER))) as document:
        text = "".join(str(document.pages[0].extract_text()).split())
    assert "Kýbởi:<b>A</b>&{}<imgsrc=file:///etc/passwd>Thờigianký:" in text
    assert signatures(pdf, Trust((authority.root(),)), NOW)[0].signer == "<b>A</b>&{}<img src=file:///etc/passwd>"


def test_a_time_stamp_authority_certifies_the_time() -> None:
    stamper = authority.time_stamper(LATER)

    pdf = sign(given(), authority.issue("A").pkcs12, authority.PASSPHRASE, SIGNER, at=NOW, timestamper=stamper)

    (signature,) = signatures(pdf, Trust((authority.root(),), (authority.crl(),)), LATER)
    assert (signature.at, signature.is_time_certified, signature.is_valid) == (LATER, True, True)
    # Signed while the certificate held, and the time is certified: it holds when the certificate has expired.
    short = authority.issue("Ngắn hạn", until=LATER + timedelta(days=1))
    pdf = sign(given(), short.pkcs12, authority.PASSPHRASE, SIGNER, at=NOW, timestamper=stamper)
    (signature,) = signatures(pdf, Trust((authority.root(),)), LATER + timedelta(days=30))
    assert signature.is_valid


def test_with_an_archive_the_file_keeps_all_that_proves_the_signature(tmp_path: Path) -> None:
    trusted = Trust((authority.root(),), (authority.crl(),))
    issued = authority.issue("A")

    pdf = sign(
        given(),
        issued.pkcs12,
        authority.PASSPHRASE,
        SIGNER,
        at=NOW,
        timestamper=authority.time_stamper(LATER),
        archive=trusted,
    )

    # The list of the revoked comes from the file itself.
    (signature,) = signatures(pdf, Trust((authority.root(),)), LATER)
    assert (signature.reach, signature.is_valid, signature.is_revocation_known) == ("validation_data_after", True, True)
    assert check_returned(given(), pdf, trusted, LATER) == [signature]
    assert kept(pdf) == kept(given())
    assert "No syntax" in run("qpdf", "--check", pdf=pdf, tmp_path=tmp_path)
    sealed = sign(pdf, authority.issue("B").pkcs12, authority.PASSPHRASE, SEAL, at=LATER)
    assert [one.is_valid for one in signatures(sealed, trusted, LATER)] == [True, True]


class _Silent(DummyTimeStamper):
    """An authority that does not answer."""

    async def async_request_tsa_response(self, req: Any) -> Any:
        raise TimestampRequestError("no route")


def test_an_authority_that_does_not_answer_leaves_the_document_unsigned() -> None:
    stamper = authority.time_stamper(NOW)
    silent = _Silent(stamper.tsa_cert, stamper.tsa_key)

    refused = refusal(timestamper=silent)

    assert (refused.code, str(refused)) == (
        "time_stamp",
        "The time-stamp authority does not answer as it should. Nothing has been signed; try again.",
    )


def test_the_authority_at_an_address_is_asked_over_http() -> None:
    stamper: Any = time_stamp_authority("http://tsa.invalid/")

    assert (stamper.url, stamper.timeout) == ("http://tsa.invalid/", 10)


# Keys that do not sign


@pytest.mark.parametrize("passphrase", ["sai", "", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_refused(passphrase: str) -> None:
    refused = refusal(passphrase=passphrase)

    assert (refused.code, str(refused)) == ("passphrase", "The passphrase is wrong.")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x30\x82", None])
def test_a_file_that_is_no_pkcs12_is_refused(content: bytes | None) -> None:
    refused = refusal(pkcs12=trial().signer[:-40] if content is None else content)

    assert (refused.code, str(refused)) == (
        "no_pkcs12",
        "The file is not a certificate with its key (.p12, .pfx), or it is damaged.",
    )


def pkcs12(key: Any, certificate: Any) -> bytes:
    return serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(PASSPHRASE.encode()))


def test_a_file_without_certificate_or_key_is_refused() -> None:
    issued = authority.issue("A")

    for content in (pkcs12(issued.key, None), pkcs12(None, issued.certificate)):
        refused = refusal(pkcs12=content)
        assert (refused.code, str(refused)) == ("no_key", "The file holds no certificate with its key for signing.")


def test_a_key_of_another_certificate_is_refused() -> None:
    # No program writes such a file.
    with translation.override("en"), pytest.raises(Refused) as caught:
        signing._signer_of(generate_private_key(SECP256R1()), authority.issue("A").certificate, [], NOW)
    refused = caught.value

    assert (refused.code, str(refused)) == ("other_key", "The key in the file does not belong to its certificate.")


def test_a_cipher_that_is_gone_is_refused() -> None:

    with translation.override("en"):
        refused = signing._unopened(b"", UnsupportedAlgorithm("RC2"))

    assert (refused.code, str(refused)) == (
        "old_cipher",
        "The file is locked with a cipher that is no longer safe. Export it again.",
    )


def test_an_expired_certificate_does_not_sign() -> None:
    refused = refusal(at=datetime(2036, 1, 1, tzinfo=UTC))

    assert (refused.code, str(refused)) == ("expired", "The certificate of Nguyễn Thị Hải Yến expired on 30/12/2035.")


def test_a_certificate_that_is_not_yet_valid_does_not_sign() -> None:
    refused = refusal(at=authority.SINCE - timedelta(seconds=1))

    assert (refused.code, str(refused)) == (
        "not_yet_valid",
        "The certificate of Nguyễn Thị Hải Yến is valid from 01/01/2026 on.",
    )


def test_a_certificate_for_something_else_does_not_sign() -> None:
    refused = refusal(pkcs12=authority.issue("Thư điện tử", signs=False).pkcs12, passphrase=authority.PASSPHRASE)

    assert (refused.code, str(refused)) == (
        "usage",
        "The certificate of Thư điện tử is not meant for signing documents.",
    )


def test_nobody_signs_twice_in_one_place_or_where_there_is_none() -> None:
    twice = refusal(pdf=signed_once())
    nowhere = refusal(pdf=to_pdf(compose(short_manuscript(), make_letterhead())))
    broken = refusal(pdf=b"%PDF-1.7 hello")

    assert (twice.code, nowhere.code, broken.code) == ("signed_before", "no_field", "broken")


def test_a_document_that_forbids_further_signatures_is_not_signed() -> None:
    issued = authority.issue("A")
    signer = SimpleSigner.load_pkcs12_data(issued.pkcs12, [], authority.PASSPHRASE.encode())
    closed = outside(given(), signer, SEAL, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)

    refused = refusal(pdf=closed)

    assert (refused.code, str(refused)) == ("not_signed", "The document could not be signed with this certificate.")


def test_a_certificate_that_leads_nowhere_is_not_archived() -> None:
    refused = refusal(timestamper=authority.time_stamper(NOW), archive=Trust((authority.root(),)))

    assert (refused.code, str(refused)) == (
        "not_archived",
        "It cannot be proved here that the certificates of signer and time stamp hold. Nothing has been signed.",
    )


# Secrets


def secrets_of() -> list[str]:
    issued = authority.issue("A")
    plain = issued.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return [authority.PASSPHRASE, repr(plain)[20:60], repr(issued.pkcs12)[20:60], str(issued.key.private_numbers().d)]


class _Failing(DummyTimeStamper):
    """An authority in whose code something breaks, deep below the signer's key."""

    async def async_request_tsa_response(self, req: Any) -> Any:
        raise ZeroDivisionError


@pytest.mark.parametrize("fault", ["passphrase", "certificate", "deep"])
def test_no_secret_stands_in_a_message_a_log_or_a_report_of_an_error(
    fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    issued, stamper = authority.issue("A"), authority.time_stamper(NOW)
    failing = _Failing(stamper.tsa_cert, stamper.tsa_key) if fault == "deep" else None
    passphrase = authority.PASSPHRASE + ("x" if fault == "passphrase" else "")
    at = NOW + timedelta(days=5000 if fault == "certificate" else 0)

    with caplog.at_level("DEBUG"), pytest.raises((Refused, ZeroDivisionError)) as caught:
        sign(given(), issued.pkcs12, passphrase, SIGNER, at=at, timestamper=failing)

    report = ExceptionReporter(None, caught.type, caught.value, caught.tb)
    # The frame of this test holds them; it is no part of the app.
    frames = [frame for frame in report.get_traceback_frames() if "test_signing" not in frame["filename"]]
    said = "\n".join([*(str(frame["vars"]) for frame in frames), caplog.text, repr(caught.value)])
    assert [secret for secret in secrets_of() if secret in said] == []
    assert len(frames) >= 2
    assert caught.value.__cause__ is None


def test_the_trial_certificates_keep_their_keys_out_of_what_is_printed_of_them() -> None:
    shown = repr(trial())

    assert "signer" not in shown
    assert "seal" not in shown


def test_the_trial_certificates_say_that_they_are_worth_nothing() -> None:
    shown = x509.Certificate.load(pem.unarmor(trial().root)[2]).subject.native

    assert shown["organization_name"] == "CHỨNG THƯ THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ"


# A token


@pytest.mark.skipif(SOFTHSM is None or shutil.which("softhsm2-util") is None, reason="softhsm2 is not installed")
def test_a_token_signs_outside_and_the_file_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    issued = authority.issue("Người có token")
    private = issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(private)
    token = ["softhsm2-util", "--token", "bithu", "--pin", "123456"]
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "bithu", "--pin", "123456", "--so-pin", "654321"],
        check=True,
        capture_output=True,
    )
    key = ["--import", str(tmp_path / "key.pem"), "--label", "signer", "--id", "01"]
    subprocess.run([*token, *key], check=True, capture_output=True)

    with open_pkcs11_session(str(SOFTHSM), token_criteria=TokenCriteria(label="bithu"), user_pin="123456") as session:
        assert session.token.label == "bithu"
        assert len(list(session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}))) == 1
        signer = PKCS11Signer(session, signing_cert=x509.Certificate.load(issued.der), key_label="signer")
        returned = outside(given(), signer, SIGNER)

    (signature,) = check_returned(given(), returned, Trust((authority.root(),), (authority.crl(),)), datetime.now(UTC))
    assert (signature.signer, signature.is_valid, signature.is_revocation_known) == ("Người có token", True, True)


def outside(pdf: bytes, signer: Any, field: str, **options: Any) -> bytes:
    """Sign as a program does that is not ours; it writes the metadata anew too."""
    update = IncrementalPdfFileWriter(BytesIO(pdf))
    metadata = PdfSignatureMetadata(field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", **options)
    made = BytesIO()
    PdfSigner(metadata, signer).sign_pdf(update, existing_fields_only=True, output=made)
    return made.getvalue()
