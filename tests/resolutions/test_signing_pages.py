"""The pages of signing and issuing: who may press what, what is refused and said, what is handed out, and to whom."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views.debug import ExceptionReporter
from pytest_django import Settings

from kesat.organization.backend import PASSWORD_AT
from kesat.organization.certificates import Certificate
from kesat.organization.models import Committee, Role, User
from kesat.records.models import Event, StoredFile
from resolutions import addressing, documents, issuing, numbering, signatures, signing_pages, trust
from resolutions.issuing import Upload
from resolutions.models import Document, Receipt, Resolution, Status
from resolutions.signing import SignatureField, sign
from resolutions.views import attachment
from tests.conftest import english_client
from tests.factories import (
    PASSWORD,
    Commune,
    approve,
    make_administrator,
    make_body,
    make_commune,
    make_position,
    make_reader,
    make_resolution,
    make_user,
)
from tests.resolutions import authority
from tests.resolutions.keys import PASSPHRASE, copy_of, issued, ready, sign_month, signed_outside, trial, trusted
from tests.resolutions.test_issuing import PNG
from tests.resolutions.test_signatures import flipped, open_with_script, updated

pytestmark = pytest.mark.django_db

PAGE = "/nghi-quyet/2026-11/thong-qua/"


@pytest.fixture
def commune(db: None, tmp_path: Path, settings: Settings) -> Commune:
    settings.TRUST_DIR = tmp_path
    (tmp_path / "goc.pem").write_bytes(trial().root)
    (tmp_path / "thu-hoi.crl").write_bytes(trial().crl)
    return make_commune(signs_here=True)


def client_of(user: User, *, is_recent: bool = True) -> Client:
    """Return a client of this person, who reads English and has just typed the password."""
    client = english_client(user)
    if not is_recent:
        session = client.session
        session[PASSWORD_AT] = 0
        session.save()
    return client


def p12(content: bytes, name: str = "bi-thu.p12") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/x-pkcs12")


def keys(**fields: Any) -> dict[str, Any]:
    values = {
        "key": p12(trial().signer),
        "key_password": PASSPHRASE,
        "seal": p12(trial().seal, "dau.p12"),
        "seal_password": PASSPHRASE,
    }
    return values | fields


def status() -> str:
    return Resolution.objects.get(month=11).status


# The whole way


def test_a_month_goes_from_approved_to_issued_through_the_pages(commune: Commune) -> None:
    approve(make_resolution(), commune)
    clerk, secretary = client_of(commune.clerk), client_of(commune.secretary)
    day = f"{timezone.localdate():%d/%m/%Y}"

    clerk.post(f"{PAGE}cap-so/", {"dated_on": day})
    clerk.post(f"{PAGE}ban-trinh-ky/")
    signed = secretary.post(f"{PAGE}ky/", keys(), follow=True)
    done = clerk.post(f"{PAGE}ban-hanh/", follow=True)

    assert "Signed. The key was used in memory" in signed.content.decode()
    assert "The resolution is issued." in done.content.decode()
    assert status() == Status.ISSUED
    kinds = list(Document.objects.order_by("id").values_list("kind", "way", "number"))
    assert kinds == [("signing_copy", "", 1), ("signed_original", "here", 1), ("issued_text", "", 1)]


def test_each_stage_shows_only_what_this_person_may_do_now(commune: Commune) -> None:
    ready(commune)

    of_secretary = client_of(commune.secretary).get(PAGE).content.decode()
    of_clerk = client_of(commune.clerk).get(PAGE).content.decode()
    of_member = client_of(commune.standing.members[0]).get(PAGE).content.decode()

    assert f'action="{PAGE}ky/"' in of_secretary
    assert f'action="{PAGE}ky/"' not in of_clerk + of_member
    assert f'action="{PAGE}ban-quet/"' in of_clerk
    assert f'action="{PAGE}ban-quet/"' not in of_member
    assert "Trần Văn Khải signs here" in of_clerk
    assert "Download the copy to be signed" in of_member


@pytest.mark.parametrize(
    ("setting", "address"),
    [("signs_here", "ky"), ("signs_outside", "tep-da-ky"), ("signs_on_paper", "ban-quet")],
)
def test_a_way_that_the_settings_leave_out_is_not_there(setting: str, address: str, commune: Commune) -> None:
    ready(commune)
    Committee.objects.update(**{setting: False})
    client = client_of(commune.secretary)

    page = client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}{address}/", keys() | {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})

    assert f'action="{PAGE}{address}/"' not in page
    assert answer.status_code == 404
    assert status() == Status.AWAITING_SIGNATURE


def test_the_seal_may_be_added_by_the_clerk(commune: Commune) -> None:
    resolution = ready(commune)
    issuing.sign_here(
        resolution,
        issuing.KeyFile(trial().signer, PASSPHRASE),
        by=commune.secretary,
        at=timezone.now(),
        trusted=trusted(),
    )
    clerk = client_of(commune.clerk)

    before = clerk.get(PAGE).content.decode()
    clerk.post(f"{PAGE}dong-dau/", {"seal": p12(trial().seal), "seal_password": PASSPHRASE})
    after = clerk.get(PAGE).content.decode()

    assert "seal is not in it yet" in before
    assert "seal is not in it yet" not in after
    assert Document.objects.filter(kind="signed_original").count() == 2


def test_a_missing_number_is_said_before_the_issue(commune: Commune) -> None:
    sign_month(ready(commune, is_numbered=False), commune)
    clerk = client_of(commune.clerk)

    page = clerk.get(PAGE).content.decode()
    answer = clerk.post(f"{PAGE}ban-hanh/")

    assert "It cannot be issued yet." in page
    assert f'action="{PAGE}ban-hanh/"' not in page
    assert answer.status_code == 422
    assert "Number and day are not given yet." in answer.content.decode()


# Who may not


@pytest.mark.parametrize(
    "address", ["ban-trinh-ky", "ky", "dong-dau", "tep-da-dong-dau", "tep-da-ky", "ban-quet", "ban-hanh"]
)
def test_bad_input_08_signing_and_issuing_by_an_address_is_405(address: str, commune: Commune) -> None:
    ready(commune)

    answer = client_of(commune.secretary).get(f"{PAGE}{address}/")

    assert answer.status_code == 405
    assert status() == Status.AWAITING_SIGNATURE


@pytest.mark.parametrize(
    "address", ["ky", "dong-dau", "tep-da-dong-dau", "tep-da-ky", "ban-quet", "ban-hanh", "ban-trinh-ky"]
)
def test_bad_input_32_who_may_not_sign_or_issue_is_refused(address: str, commune: Commune) -> None:
    ready(commune)

    member = client_of(commune.standing.members[0]).post(f"{PAGE}{address}/", keys())
    reader = client_of(make_reader()).post(f"{PAGE}{address}/", keys())

    assert (member.status_code, reader.status_code) == (403, 404)
    assert status() == Status.AWAITING_SIGNATURE


def test_bad_input_33_an_administrator_signs_nothing(commune: Commune) -> None:
    resolution = ready(commune)
    administrator = client_of(make_administrator())

    assert administrator.post(f"{PAGE}ky/", keys()).status_code == 404
    issuing.upload_scan(resolution, Upload("a.png", PNG), by=commune.clerk, at=timezone.now(), trusted=trusted())
    assert administrator.post(f"{PAGE}ban-hanh/").status_code == 404
    assert status() == Status.SIGNED


@pytest.mark.parametrize(
    "address", ["ky", "dong-dau", "tep-da-dong-dau", "tep-da-ky", "ban-quet", "ban-hanh", "ban-trinh-ky"]
)
def test_bad_input_33_an_administrator_who_sees_the_month_is_refused_with_the_reason(
    address: str, commune: Commune
) -> None:
    make_resolution(archive=True)

    answer = client_of(make_administrator()).post(f"{PAGE}{address}/", keys())

    assert answer.status_code == 403
    assert "An administrator keeps bodies, users and positions" in answer.content.decode()
    assert status() == Status.ISSUED
    assert not Document.objects.exists()


def test_signing_asks_for_the_password_again_and_keeps_no_key(commune: Commune) -> None:
    ready(commune)
    client = client_of(commune.secretary, is_recent=False)

    page = client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}ky/", keys())

    assert f'action="{PAGE}ky/"' not in page
    assert f"/mat-khau/?next={PAGE.replace('/', '%2F')}%23buoc-2" in page
    assert answer.status_code == 403
    assert PASSPHRASE not in answer.content.decode()
    assert status() == Status.AWAITING_SIGNATURE


def test_after_the_password_the_page_with_the_form_comes_back(commune: Commune) -> None:
    ready(commune)
    client = client_of(commune.secretary, is_recent=False)

    answer = client.post(f"/mat-khau/?next={PAGE}%23buoc-2", {"password_again": PASSWORD})

    assert answer.headers["Location"] == f"{PAGE}#buoc-2"
    assert f'action="{PAGE}ky/"' in client.get(PAGE).content.decode()


def test_issuing_asks_for_the_password_again(commune: Commune) -> None:
    sign_month(ready(commune), commune)
    client = client_of(commune.clerk, is_recent=False)

    asked = client.post(f"{PAGE}ban-hanh/")
    done = client.post(f"{PAGE}ban-hanh/", {"password_again": PASSWORD})

    assert (asked.status_code, done.status_code) == (403, 302)
    assert status() == Status.ISSUED


def test_bad_input_38_a_second_press_finds_the_month_moved_on(commune: Commune) -> None:
    ready(commune)
    client = client_of(commune.secretary)
    client.post(f"{PAGE}ky/", keys())

    again = client.post(f"{PAGE}ky/", keys())

    assert again.status_code == 409
    assert Document.objects.filter(kind="signed_original").count() == 1


# What is refused


def test_a_wrong_passphrase_is_said_and_never_shown_again(commune: Commune) -> None:
    ready(commune)

    answer = client_of(commune.secretary).post(f"{PAGE}ky/", keys(key_password="sai-be-bet-2026"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The passphrase is wrong." in page
    assert "sai-be-bet-2026" not in page
    assert PASSPHRASE not in page
    assert not Document.objects.filter(kind="signed_original").exists()


def test_a_form_without_its_files_says_so_at_the_fields(commune: Commune) -> None:
    ready(commune)
    secretary, clerk = client_of(commune.secretary), client_of(commune.clerk)

    unsigned = secretary.post(f"{PAGE}ky/", {})
    large = secretary.post(f"{PAGE}ky/", keys(key=p12(bytes(300 * 1024))))
    empty = clerk.post(f"{PAGE}tep-da-ky/", {})

    assert "Choose the certificate file (.p12 or .pfx)." in unsigned.content.decode()
    assert "Type the passphrase of the certificate file." in unsigned.content.decode()
    assert "too large to be a certificate" in large.content.decode()
    assert "Choose the file." in empty.content.decode()
    assert {answer.status_code for answer in (unsigned, large, empty)} == {422}


def test_bad_input_67_a_tampered_upload_is_refused_and_not_stored(commune: Commune) -> None:
    signed = signed_outside(copy_of(ready(commune)))
    before = StoredFile.objects.count()

    answer = client_of(commune.clerk).post(
        f"{PAGE}tep-da-ky/", {"file": SimpleUploadedFile("a.pdf", flipped(signed, 2000), "application/pdf")}
    )

    assert answer.status_code == 422
    assert "no longer, byte for byte, what was given out" in answer.content.decode()
    assert StoredFile.objects.count() == before
    assert status() == Status.AWAITING_SIGNATURE


def test_a_signed_upload_and_a_scan_are_taken(commune: Commune) -> None:
    resolution = ready(commune)
    clerk = client_of(commune.clerk)
    signed = SimpleUploadedFile("đã ký.pdf", signed_outside(copy_of(resolution)), "application/pdf")

    clerk.post(f"{PAGE}tep-da-ky/", {"file": signed})

    assert status() == Status.SIGNED
    client_of(commune.secretary).post(f"{PAGE}lui-buoc/", {"reason": "ký lại", "status": "signed"})
    clerk.post(f"{PAGE}ban-quet/", {"file": SimpleUploadedFile("quét.png", PNG, "image/png")})
    resolution.refresh_from_db()
    scan = issuing.original(resolution)
    assert scan
    assert (scan.way, scan.file.name) == ("scan", "quét.png")


def test_bad_input_67_a_file_signed_with_a_revoked_certificate_is_refused(commune: Commune, tmp_path: Path) -> None:
    resolution, revoked = ready(commune), authority.issue("Trần Văn Khải")
    (tmp_path / "goc-khac.der").write_bytes(authority.root())
    (tmp_path / "thu-hoi-khac.crl").write_bytes(authority.crl(revoked))
    signed = sign(copy_of(resolution), revoked.pkcs12, authority.PASSPHRASE, SignatureField.SIGNER, at=timezone.now())
    before = StoredFile.objects.count()

    answer = client_of(commune.clerk).post(f"{PAGE}tep-da-ky/", {"file": SimpleUploadedFile("a.pdf", signed)})

    assert answer.status_code == 422
    assert "The signature of Trần Văn Khải: The signer&#x27;s certificate was taken back" in answer.content.decode()
    assert StoredFile.objects.count() == before
    assert status() == Status.AWAITING_SIGNATURE


def test_the_seal_may_be_added_with_a_program_outside(commune: Commune) -> None:
    resolution, clerk = ready(commune), client_of(commune.clerk)
    now = timezone.now()
    key = issuing.KeyFile(trial().signer, PASSPHRASE)
    signed = documents.content_of(issuing.sign_here(resolution, key, by=commune.secretary, at=now, trusted=trusted()))

    def bring_in(content: bytes) -> Any:
        return clerk.post(f"{PAGE}tep-da-dong-dau/", {"file": SimpleUploadedFile("b.pdf", content)})

    before = clerk.get(PAGE).content.decode()
    signed_anew = bring_in(signed_outside(copy_of(resolution)))
    taken = bring_in(sign(signed, trial().seal, PASSPHRASE, SignatureField.SEAL, at=now))

    assert f'action="{PAGE}tep-da-dong-dau/"' in before
    assert (signed_anew.status_code, taken.status_code) == (422, 302)
    original = issuing.original(Resolution.objects.get())
    assert original
    assert (documents.content_of(original)[: len(signed)], issuing.is_sealed(original)) == (signed, True)
    assert (status(), original.way) == (Status.SIGNED, "outside")
    assert f'action="{PAGE}tep-da-dong-dau/"' not in clerk.get(PAGE).content.decode()


def test_the_page_of_the_original_says_whose_certificates_it_was_signed_with(commune: Commune) -> None:
    original = sign_month(ready(commune), commune)
    signer, _seal = signatures.signatures(documents.content_of(original), trusted(), timezone.now())
    Certificate.objects.create(user=commune.secretary, sha256=signer.certificate, begins_on=timezone.localdate())

    page = client_of(commune.clerk).get(f"/nghi-quyet/2026-11/van-ban/{original.pk}/").content.decode()

    assert "Made with the certificate that is registered for Trần Văn Khải." in page
    assert "No certificate was registered for Đảng ủy xã Kẻ Sặt on that day" in page
    assert signer.certificate in page


def signed_without_seal(commune: Commune) -> Resolution:
    resolution, key = ready(commune), issuing.KeyFile(trial().signer, PASSPHRASE)
    issuing.sign_here(resolution, key, by=commune.secretary, at=timezone.now(), trusted=trusted())
    return resolution


def test_without_a_registered_seal_the_issue_asks_for_a_tick(commune: Commune) -> None:
    signed_without_seal(commune)
    clerk = client_of(commune.clerk)

    page = clerk.get(PAGE).content.decode()
    untold = clerk.post("/nghi-quyet/2026-11/thong-qua/ban-hanh/")
    assert status() == Status.SIGNED
    told = clerk.post("/nghi-quyet/2026-11/thong-qua/ban-hanh/", {"without_seal": "on"})

    assert "It goes out without the committee" in page
    assert 'name="without_seal"' in page
    assert (untold.status_code, told.status_code) == (422, 302)
    assert "tick that it goes out without one" in untold.content.decode()
    assert status() == Status.ISSUED
    assert Event.objects.get(action="issue").details["note"] == "Issued without the committee's seal."


def test_where_a_seal_is_registered_nothing_is_issued_without_it(commune: Commune) -> None:
    signed_without_seal(commune)
    Certificate.objects.create(sha256="0f" * 32, begins_on=timezone.localdate())
    clerk = client_of(commune.clerk)

    page = clerk.get(PAGE).content.decode()
    answer = clerk.post("/nghi-quyet/2026-11/thong-qua/ban-hanh/", {"without_seal": "on"})

    assert "It cannot be issued yet." in page
    assert 'action="/nghi-quyet/2026-11/thong-qua/ban-hanh/"' not in page
    assert answer.status_code == 422
    assert "seal is not in the signed file" in answer.content.decode()
    assert status() == Status.SIGNED


# Nothing secret


def secrets_in(text: str) -> list[str]:
    return [secret for secret in (PASSPHRASE, repr(trial().signer)[2:60]) if secret in text]


def test_neither_passphrase_nor_key_reach_sessions_logs_or_the_record(
    commune: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    ready(commune)
    client = client_of(commune.secretary)

    with caplog.at_level(logging.DEBUG):
        client.post(f"{PAGE}ky/", keys(key_password="sai"))
        client.post(f"{PAGE}ky/", keys())

    assert status() == Status.SIGNED
    assert secrets_in(caplog.text) == []
    assert secrets_in(repr(dict(client.session))) == []
    assert secrets_in(repr(list(Event.objects.values_list("details", flat=True)))) == []
    kept = [bytes(content) for content in StoredFile.objects.values_list("content", flat=True)]
    assert not any(trial().signer in content or PASSPHRASE.encode() in content for content in kept)


def test_an_error_report_shows_neither_passphrase_nor_key(commune: Commune, settings: Settings) -> None:
    ready(commune)
    settings.TRUST_DIR = 3  # a fault of ours in the midst of signing
    request = RequestFactory().post(f"{PAGE}ky/", keys())
    request.user = commune.secretary
    request.session = client_of(commune.secretary).session

    with pytest.raises(AttributeError) as fault:
        signing_pages.sign_here(request, Resolution.objects.get().period)

    reporter = ExceptionReporter(request, fault.type, fault.value, fault.tb)
    report = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "sign_here" in report
    assert secrets_in(report) == []


# The documents


def test_the_page_of_a_document_shows_its_whole_code_and_its_signatures(commune: Commune) -> None:
    resolution = issued(commune)
    original = issuing.original(resolution)
    assert original

    page = client_of(commune.clerk).get(f"/nghi-quyet/2026-11/van-ban/{original.pk}/").content.decode()

    assert original.file.sha256 in page
    assert original.text_sha256 in page
    assert page.index("Trần Văn Khải") < page.index("Đảng ủy xã Kẻ Sặt", page.index("Signatures"))
    assert page.count("Valid</span>") == 2


def test_bad_input_65_a_document_is_handed_out_as_an_attachment(commune: Commune) -> None:
    resolution = issued(commune)
    copy = issuing.signing_copy(resolution)

    answer = client_of(commune.clerk).get(f"/nghi-quyet/2026-11/van-ban/{copy.pk}/tai-ve/")

    assert answer.content == documents.content_of(copy)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Ngh%E1%BB%8B%20quy")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_bad_input_69_a_line_break_in_a_file_name_begins_no_header() -> None:
    answer = attachment("Nghị quyết\r\nSet-Cookie: a=b.pdf", "application/pdf", b"")

    assert "Set-Cookie" not in answer.headers
    assert not set("\r\n") & set(answer.headers["Content-Disposition"])


def test_bad_input_64_a_scan_that_could_act_is_marked_on_its_page(commune: Commune) -> None:
    resolution = ready(commune)
    scan = updated(copy_of(resolution), open_with_script)
    now = timezone.now()
    kept = issuing.upload_scan(resolution, Upload("q.pdf", scan), by=commune.clerk, at=now, trusted=trusted())

    page = client_of(commune.clerk).get(f"/nghi-quyet/2026-11/van-ban/{kept.pk}/").content.decode()

    assert "Take care when opening it." in page
    assert "JS, JavaScript, OpenAction" in page
    assert "only the paper proves" in page
    assert "Valid</span>" not in page


def test_bad_input_30_documents_are_found_only_by_who_may_know_of_them(commune: Commune) -> None:
    awaiting = ready(commune)
    copy = issuing.signing_copy(awaiting)
    reader = client_of(make_reader())
    assert reader.get(f"/nghi-quyet/2026-11/van-ban/{copy.pk}/").status_code == 404

    sign_month(awaiting, commune)
    text = issuing.issue(awaiting, by=commune.clerk, at=timezone.now())

    assert reader.get(f"/nghi-quyet/2026-11/van-ban/{copy.pk}/tai-ve/").status_code == 404
    assert reader.get(f"/nghi-quyet/2026-11/van-ban/{text.pk}/tai-ve/").status_code == 200
    make_resolution(month=10, archive=True)
    assert reader.get(f"/nghi-quyet/2026-10/van-ban/{text.pk}/").status_code == 404


def test_the_pdf_of_an_issued_month_is_the_frozen_one(commune: Commune) -> None:
    text = documents.latest(issued(commune), Document.Kind.ISSUED_TEXT)
    assert text

    answer = client_of(make_reader()).get("/nghi-quyet/2026-11/tai-ve/pdf/")

    assert answer.content == documents.content_of(text)


# Who has received it


def speaker(name: str = "Hội Nông dân xã") -> User:
    user = make_user(full_name="Đỗ Văn Quân")
    make_position(user, Role.HEAD_OF_BODY, body=make_body(name=name))
    return user


def test_a_body_acknowledges_the_receipt_and_the_office_sees_it(commune: Commune) -> None:
    month = issued(commune)
    user = speaker()
    client, body = client_of(user), user.positions.get().body
    meant = {row.pk: [body] for row in month.recipients.all()}
    addressing.address(month, meant, by=commune.clerk, at=timezone.now())

    before = client.get("/nghi-quyet/2026-11/").content.decode()
    client.post("/nghi-quyet/2026-11/da-nhan/", {"body": body.pk})
    client.post("/nghi-quyet/2026-11/da-nhan/", {"body": body.pk})
    after = client.get("/nghi-quyet/2026-11/").content.decode()
    office = client_of(commune.clerk).get(PAGE).content.decode()

    assert "Hội Nông dân xã: acknowledge the receipt" in before
    assert "Hội Nông dân xã acknowledged the receipt at" in after
    assert "1 body has acknowledged the receipt" in office
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("given", ["", "abc", "0", "99999999999999999999"])
def test_an_acknowledgement_for_no_body_is_404(given: str, commune: Commune) -> None:
    issued(commune)

    assert client_of(speaker()).post("/nghi-quyet/2026-11/da-nhan/", {"body": given}).status_code == 404


def test_bad_input_30_nobody_acknowledges_for_another_body(commune: Commune) -> None:
    issued(commune)
    other = make_body()

    assert client_of(speaker()).post("/nghi-quyet/2026-11/da-nhan/", {"body": other.pk}).status_code == 403
    assert client_of(make_reader()).post("/nghi-quyet/2026-11/da-nhan/", {"body": other.pk}).status_code == 403
    assert not Receipt.objects.exists()


def test_a_person_notes_once_that_they_have_read_it(commune: Commune) -> None:
    issued(commune)
    reader = client_of(make_reader())

    reader.post("/nghi-quyet/2026-11/da-doc/")
    reader.post("/nghi-quyet/2026-11/da-doc/")

    assert Receipt.objects.count() == 1
    assert "that you have read it" in reader.get("/nghi-quyet/2026-11/").content.decode()
    assert "1 person has read it." in client_of(commune.clerk).get(PAGE).content.decode()


# The page for everyone


@pytest.fixture
def everyone() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def check(client: Client, content: bytes, name: str = "a.pdf", **headers: str) -> Any:
    return client.post("/kiem-tra/", {"file": SimpleUploadedFile(name, content)}, headers=headers or None)


def test_whoever_has_the_file_learns_what_it_is(commune: Commune, everyone: Client) -> None:
    original = issuing.original(issued(commune))
    assert original
    files = StoredFile.objects.count()

    page = check(everyone, documents.content_of(original)).content.decode()

    assert "Issued here, unchanged, validly signed" in page
    assert f"01-NQ/ĐU, {timezone.localdate():%d/%m/%Y}" in page
    assert "Trần Văn Khải" in page
    assert original.file.sha256 in page
    assert StoredFile.objects.count() == files


def test_bad_input_67_a_certificate_that_was_taken_back_since_is_said_to_be(
    commune: Commune, everyone: Client, tmp_path: Path
) -> None:
    signer = authority.issue("Trần Văn Khải")
    (tmp_path / "goc-khac.der").write_bytes(authority.root())
    (tmp_path / "thu-hoi-khac.crl").write_bytes(authority.crl())
    resolution = ready(commune)
    key = issuing.KeyFile(signer.pkcs12, authority.PASSPHRASE)
    original = issuing.sign_here(resolution, key, by=commune.secretary, at=timezone.now(), trusted=trust.trust())
    issuing.issue(resolution, by=commune.clerk, at=timezone.now(), without_seal=True)

    before = check(everyone, documents.content_of(original)).content.decode()
    (tmp_path / "thu-hoi-khac.crl").write_bytes(authority.crl(signer))
    after = check(everyone, documents.content_of(original)).content.decode()

    assert "Issued here, unchanged, validly signed" in before
    assert "No certificate was registered for Trần Văn Khải on that day" in before
    assert "Issued here, unchanged, validly signed" not in after
    assert "Issued here, unchanged" in after
    assert "Not valid: The signer&#x27;s certificate was taken back by its issuer." in after


def test_bad_input_67_a_changed_file_is_said_to_be_changed(commune: Commune, everyone: Client) -> None:
    original = issuing.original(issued(commune))
    assert original

    page = check(everyone, flipped(documents.content_of(original), 2000)).content.decode()

    assert "Not what was issued here" in page
    assert "altered after it was signed" in page
    assert "Issued here" not in page


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "The file is empty."),
        (b"<html>", "a.pdf", "something else inside"),
        (PNG, "a.png", "Choose a PDF file."),
        (b"%PDF-1.7 khong", "a.pdf", "cannot be read"),
    ],
)
def test_what_is_no_pdf_is_said_to_be_none(
    content: bytes, name: str, words: str, commune: Commune, everyone: Client
) -> None:
    assert words in check(everyone, content, name).content.decode()


def test_without_a_file_it_asks_for_one(commune: Commune, everyone: Client) -> None:
    answer = everyone.post("/kiem-tra/", {})

    assert (answer.status_code, "Choose the file." in answer.content.decode()) == (422, True)


def test_bad_input_13_too_many_files_from_one_address_wait(commune: Commune, everyone: Client) -> None:
    def ask(said: str) -> int:
        status: int = check(everyone, b"x", **{"X-Forwarded-For": f"{said}, 203.0.113.5"}).status_code
        return status

    statuses = [ask(f"10.0.0.{number}") for number in range(21)]
    other = check(everyone, b"x", **{"X-Forwarded-For": "203.0.113.6"})

    assert statuses == [422] * 20 + [429]
    assert other.status_code == 422


def test_sign_in_and_issued_months_lead_to_the_page(commune: Commune, everyone: Client) -> None:
    issued(commune)

    assert 'href="/kiem-tra/"' in everyone.get("/dang-nhap/").content.decode()
    assert 'href="/kiem-tra/"' in client_of(make_reader()).get("/nghi-quyet/2026-11/").content.decode()
    assert f'href="{PAGE}"' in client_of(commune.clerk).get("/nghi-quyet/2026-11/").content.decode()
    assert f'href="{PAGE}"' not in client_of(make_reader()).get("/nghi-quyet/2026-11/").content.decode()


def test_the_number_on_the_page_of_the_month_is_given_before_a_digital_signature(commune: Commune) -> None:
    resolution = approve(make_resolution(), commune)
    clerk = client_of(commune.clerk)

    before = clerk.get(PAGE).content.decode()
    numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=timezone.now())
    after = clerk.get(PAGE).content.decode()

    assert "Number and day are not given yet." in before
    assert "Number and day are not given yet." not in after
