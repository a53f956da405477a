"""From approved to issued: the copy to be signed, three ways to sign it, and the issue."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from pytest_django import Settings

from kesat.organization.models import Committee
from kesat.records import heads
from kesat.records.models import Event, StoredFile, first_broken_event
from resolutions import canonical, issuing, numbering, workflow
from resolutions.drafting import Refused
from resolutions.issuing import KeyFile, Upload
from resolutions.models import Decision, Delegation, Document, Number, Paragraph, Resolution, Status
from resolutions.signatures import Reach, Trust, fields_of, read, signatures
from resolutions.signing import SignatureField, sign
from resolutions.workflow import Overtaken
from tests.conftest import english_client
from tests.factories import Commune, approve, make_commune, make_head_of_office, make_resolution
from tests.resolutions import authority
from tests.resolutions.keys import (
    PASSPHRASE,
    copy_of,
    issued,
    ready,
    seal_key,
    sign_month,
    signed_outside,
    signer_key,
    trial,
    trusted,
)
from tests.resolutions.test_signatures import open_with_script, updated

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return "\n".join(page.extract_text() for page in opened.pages)


def content(document: Document) -> bytes:
    return bytes(document.file.content)


def upload(resolution: Resolution, commune: Commune, file: bytes, name: str = "da-ky.pdf") -> Document:
    return issuing.upload_signed(resolution, Upload(name, file), by=commune.clerk, at=timezone.now(), trusted=trusted())


def scan(resolution: Resolution, commune: Commune, file: bytes = PNG, name: str = "ban quet.png") -> Document:
    return issuing.upload_scan(resolution, Upload(name, file), by=commune.clerk, at=timezone.now(), trusted=trusted())


def refusal_of(resolution: Resolution, commune: Commune, file: bytes, name: str = "da-ky.pdf") -> str:
    """Return why a file that came back is refused; the month stays where it was and nothing is stored."""
    files = StoredFile.objects.count()
    with translation.override("en"), pytest.raises(Refused) as refused:
        upload(resolution, commune, file, name)
    assert Resolution.objects.get(pk=resolution.pk).status == Status.AWAITING_SIGNATURE
    assert StoredFile.objects.count() == files
    return str(refused.value)


# The copy to be signed


def test_the_copy_to_be_signed_is_frozen_with_the_signature_block_of_the_day_and_two_empty_fields(
    commune: Commune,
) -> None:
    resolution = ready(commune)

    copy = issuing.signing_copy(resolution)
    stored, decision = Resolution.objects.get(), resolution.decisions.standing().get()
    words = text_of(content(copy))
    assert (stored.status, stored.signer_post, stored.signer_name) == ("awaiting_signature", "BÍ THƯ", "Trần Văn Khải")
    assert copy.text_sha256 == decision.sha256 == canonical.fingerprint(canonical.text_now(resolution.pk))
    assert copy.file.sha256 == hashlib.sha256(content(copy)).hexdigest()
    assert "Số 01-NQ/ĐU" in words and f"ngày {timezone.localdate().day:02}" in words  # noqa: PT018
    assert "Dự thảo" not in words
    assert fields_of(read(content(copy)), is_filled=False) == ["ChuKyNguoiKy", "ChuKyCoQuan"]
    assert signatures(content(copy), trusted(), timezone.now()) == []


def test_without_a_number_the_copy_leaves_room_to_write_it(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)

    copy = issuing.signing_copy(resolution)
    assert copy.number is None
    assert "Số -NQ/ĐU" in " ".join(text_of(content(copy)).split())


def test_the_same_month_prepared_twice_at_one_head_of_the_record_gives_the_same_bytes(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = heads.Head("0f" * 32, 7)
    monkeypatch.setattr(heads, "now", lambda: head)
    resolution = ready(commune)
    first = issuing.signing_copy(resolution)

    workflow.step_back(resolution, "in lại", by=commune.head, at=timezone.now())
    second = issuing.prepare(resolution, by=commune.clerk, at=timezone.now(), on=timezone.localdate())

    assert first.pk != second.pk == issuing.signing_copy(resolution).pk
    assert content(first) == content(second)


def test_while_signing_is_delegated_the_deputy_signs_with_his_own_post(commune: Commune) -> None:
    delegated(commune)

    resolution = ready(commune)

    document = issuing.sign_here(
        resolution,
        signer_key(trial("Vũ Đình Long")),
        by=commune.standing.deputy,
        at=timezone.now(),
        trusted=trusted(trial("Vũ Đình Long")),
    )
    words = text_of(copy_of(resolution))
    assert "PHÓ BÍ THƯ" in words
    assert "K/T" not in words
    assert document.way == Document.Way.HERE


def test_a_text_that_is_not_the_one_approved_is_not_prepared(commune: Commune) -> None:
    resolution = approve(make_resolution(), commune)
    # Round every door: the decision is made void and one on another text put in its place.
    decision = resolution.decisions.standing().get()
    Decision.objects.filter(pk=decision.pk).update(voided_at=timezone.now(), void_reason="thử")
    decision.pk, decision.sha256 = None, "0" * 64
    decision.save(force_insert=True)

    with translation.override("en"), pytest.raises(Refused, match="not the one that was approved"):
        issuing.prepare(resolution, by=commune.clerk, at=timezone.now(), on=timezone.localdate())

    assert Resolution.objects.get().status == Status.APPROVED
    assert not Document.objects.exists()


def test_with_nobody_to_sign_nothing_is_prepared(commune: Commune) -> None:
    resolution = approve(make_resolution(), commune)
    commune.secretary.positions.update(ends_on=timezone.localdate() - timedelta(days=1))

    with translation.override("en"), pytest.raises(Refused, match="may sign"):
        issuing.prepare(resolution, by=commune.clerk, at=timezone.now(), on=timezone.localdate())


# Signed here


def test_secretary_and_seal_sign_the_bytes_that_were_prepared(commune: Commune) -> None:
    resolution = ready(commune)
    copy = copy_of(resolution)

    document = sign_month(resolution, commune)

    first, second = signatures(content(document), trusted(), timezone.now())
    assert content(document).startswith(copy)
    assert (first.signer, first.is_valid, first.reach) == ("Trần Văn Khải", True, Reach.SIGNATURES_AFTER)
    assert (second.signer, second.is_valid, second.reach) == ("Đảng ủy xã Kẻ Sặt", True, Reach.WHOLE_FILE)
    assert (resolution.status, document.way, document.number) == (Status.SIGNED, Document.Way.HERE, 1)
    assert document.text_sha256 == resolution.decisions.standing().get().sha256


def test_the_clerk_may_add_the_seal_afterwards(commune: Commune) -> None:
    resolution = ready(commune)
    now = timezone.now()
    signed = issuing.sign_here(resolution, signer_key(), by=commune.secretary, at=now, trusted=trusted())

    sealed = issuing.seal_here(resolution, seal_key(), by=commune.clerk, at=now, trusted=trusted())

    assert (issuing.is_sealed(signed), issuing.is_sealed(sealed)) == (False, True)
    assert issuing.original(resolution) == sealed
    with translation.override("en"), pytest.raises(Refused, match="there already"):
        issuing.seal_here(resolution, seal_key(), by=commune.clerk, at=now, trusted=trusted())


def test_with_a_time_stamp_authority_the_time_is_certified_and_the_proofs_are_kept(commune: Commune) -> None:
    resolution = ready(commune)
    now = timezone.now()
    trust = Trust((*trusted().roots, authority.root()), (*trusted().crls, authority.crl()))

    document = issuing.sign_here(
        resolution,
        signer_key(),
        seal=seal_key(),
        by=commune.secretary,
        at=now,
        trusted=trust,
        timestamper=authority.time_stamper(now),
    )

    found = signatures(content(document), trust, now)
    assert [(one.is_valid, one.is_time_certified) for one in found] == [(True, True), (True, True)]
    assert b"/DSS" in content(document)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (KeyFile(trial().signer, "sai"), "passphrase is wrong"),
        (KeyFile(b"khong phai", PASSPHRASE), "not a certificate"),
        (signer_key(trial("Người lạ")), "not trusted"),
        (seal_key(), "certificate is that of Đảng ủy xã Kẻ Sặt; Trần Văn Khải signs"),
    ],
)
def test_a_key_that_does_not_fit_signs_nothing(key: KeyFile, reason: str, commune: Commune) -> None:
    resolution = ready(commune)

    with translation.override("en"), pytest.raises(Refused, match=reason):
        issuing.sign_here(resolution, key, by=commune.secretary, at=timezone.now(), trusted=trusted())

    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE
    assert not Document.objects.filter(kind="signed_original").exists()


def test_the_seal_of_another_body_is_refused(commune: Commune) -> None:
    resolution = ready(commune)
    other = trial(seal="Đảng ủy xã Bình Minh")

    with translation.override("en"), pytest.raises(Refused, match="seal is that of Đảng ủy xã Bình Minh"):
        issuing.sign_here(
            resolution,
            signer_key(),
            seal=seal_key(other),
            by=commune.secretary,
            at=timezone.now(),
            trusted=trusted(other),
        )


def test_without_trusted_issuers_nothing_is_signed_here(commune: Commune) -> None:
    resolution = ready(commune)

    with translation.override("en"), pytest.raises(Refused, match="No issuer"):
        issuing.sign_here(resolution, signer_key(), by=commune.secretary, at=timezone.now(), trusted=Trust(()))


def test_who_is_not_named_on_the_copy_does_not_sign_it(commune: Commune) -> None:
    resolution = ready(commune)
    today = timezone.localdate()
    Delegation.objects.create(
        deputy=commune.standing.deputy,
        begins_on=today,
        ends_on=today,
        reason="ốm",
        given_by=commune.secretary,
        given_at=timezone.now(),
    )

    with translation.override("en"), pytest.raises(Refused, match="names Trần Văn Khải"):
        issuing.sign_here(resolution, signer_key(), by=commune.standing.deputy, at=timezone.now(), trusted=trusted())


def test_bad_input_32_the_office_and_a_deputy_without_delegation_cannot_sign(commune: Commune) -> None:
    resolution = ready(commune)

    for who in (commune.head, commune.clerk, commune.standing.deputy, commune.standing.members[0]):
        with pytest.raises(PermissionDenied):
            issuing.sign_here(resolution, signer_key(), by=who, at=timezone.now(), trusted=trusted())


def test_bad_input_38_signing_twice_has_one_effect(commune: Commune) -> None:
    resolution = ready(commune)
    as_seen_before = Resolution.objects.get()
    sign_month(resolution, commune)

    with pytest.raises(Overtaken):
        sign_month(as_seen_before, commune)

    assert Document.objects.filter(kind="signed_original").count() == 1
    assert Event.objects.filter(action="sign").count() == 1


def test_keys_and_passphrases_are_kept_nowhere(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)

    assert PASSPHRASE not in repr(signer_key())
    for file in StoredFile.objects.all():
        assert trial().signer not in bytes(file.content)
        assert PASSPHRASE.encode() not in bytes(file.content)
    assert not Event.objects.filter(details__icontains=PASSPHRASE).exists()


# Signed outside


def test_a_file_signed_outside_is_taken_back(commune: Commune) -> None:
    resolution = ready(commune)
    signed = signed_outside(copy_of(resolution))

    document = upload(resolution, commune, signed)

    assert (content(document), document.way, document.active_parts) == (signed, Document.Way.OUTSIDE, "")
    assert (resolution.status, document.number) == (Status.SIGNED, 1)


def test_bad_input_67_what_was_done_to_a_signed_file_is_said_and_nothing_is_stored(commune: Commune) -> None:
    resolution = ready(commune)
    copy = copy_of(resolution)
    signed = signed_outside(copy)

    assert "nobody has signed it" in refusal_of(resolution, commune, copy)
    assert "no longer, byte for byte" in refusal_of(resolution, commune, b"%PDF-" + signed[5:900] + b"x" + signed[901:])
    assert "appended" in refusal_of(resolution, commune, signed + b"\n% them\n")
    assert "cut off" in refusal_of(resolution, commune, copy[:-20])
    assert "damaged" in refusal_of(resolution, commune, b"%PDF-1.7 khong doc duoc")
    assert "empty" in refusal_of(resolution, commune, b"")
    assert "something else inside" in refusal_of(resolution, commune, PNG)
    assert "is a PDF" in refusal_of(resolution, commune, PNG, "anh.png")


def test_bad_input_67_a_stranger_s_certificate_is_refused(commune: Commune) -> None:
    resolution = ready(commune)
    stranger = trial("Người lạ")

    assert "not trusted" in refusal_of(resolution, commune, signed_outside(copy_of(resolution), stranger))


def test_the_seal_alone_is_no_signature_of_the_signer(commune: Commune) -> None:
    resolution = ready(commune)
    sealed = sign(copy_of(resolution), trial().seal, PASSPHRASE, SignatureField.SEAL, at=timezone.now())

    assert "place of the signer is still empty" in refusal_of(resolution, commune, sealed)


def test_what_was_signed_is_not_kept_once_another_text_is_the_approved_one(commune: Commune) -> None:
    resolution = ready(commune)
    copy = issuing.signing_copy(resolution)
    # Round every door: a copy of another text is put in its place, byte for byte the same.
    Document.objects.create(
        resolution=resolution, kind=Document.Kind.SIGNING_COPY, file=copy.file, text_sha256="0" * 64, number=1
    )

    with translation.override("en"), pytest.raises(Refused, match="does not show the text that was approved"):
        sign_month(resolution, commune)

    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE


def test_a_month_that_lost_its_documents_is_neither_signed_nor_issued(commune: Commune) -> None:
    resolution = approve(make_resolution(), commune)
    Resolution.objects.update(status=Status.AWAITING_SIGNATURE)
    resolution.refresh_from_db()
    with translation.override("en"), pytest.raises(Overtaken, match="no copy to be signed"):
        upload(resolution, commune, b"%PDF-")
    Resolution.objects.update(status=Status.SIGNED)
    resolution.refresh_from_db()

    with translation.override("en"):
        assert issuing.missing_for_issue(resolution, timezone.localdate())[0] == "The signed original is missing."


def test_a_certificate_in_another_name_is_refused(commune: Commune) -> None:
    resolution = ready(commune)
    other = trial("Vũ Đình Long")
    signed = signed_outside(copy_of(resolution), other)

    with translation.override("en"), pytest.raises(Refused, match="Vũ Đình Long; Trần Văn Khải signs"):
        issuing.upload_signed(
            resolution, Upload("a.pdf", signed), by=commune.clerk, at=timezone.now(), trusted=trusted(other)
        )


def delegated(commune: Commune) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        deputy=commune.standing.deputy,
        begins_on=today,
        ends_on=today,
        reason="đi công tác",
        given_by=commune.secretary,
        given_at=timezone.now(),
    )


def test_a_deputy_whose_delegation_was_taken_back_no_longer_signs_outside(commune: Commune) -> None:
    given, deputy = delegated(commune), trial("Vũ Đình Long")
    resolution = ready(commune)
    file = Upload("a.pdf", signed_outside(copy_of(resolution), deputy))
    Delegation.objects.filter(pk=given.pk).update(revoked_at=timezone.now())

    def bring_in(trusted: Trust) -> Document:
        return issuing.upload_signed(resolution, file, by=commune.clerk, at=timezone.now(), trusted=trusted)

    with translation.override("en"), pytest.raises(Refused, match="not the Secretary on this day, nor delegated"):
        bring_in(trusted(deputy))
    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE
    delegated(commune)
    assert bring_in(trusted(deputy)).way == Document.Way.OUTSIDE


def test_a_paper_of_before_the_delegation_was_taken_back_is_kept_and_the_page_warns(commune: Commune) -> None:
    given = delegated(commune)
    resolution = ready(commune)
    Delegation.objects.filter(pk=given.pk).update(revoked_at=timezone.now())

    page = english_client(commune.clerk).get("/nghi-quyet/2026-11/thong-qua/").content.decode()

    assert "not the Secretary on this day, nor delegated" in page
    assert "A scan is taken only of a paper that was signed while it held." in page
    assert scan(resolution, commune).way == Document.Way.SCAN


def test_bad_input_68_a_signed_file_of_another_month_is_refused(commune: Commune) -> None:
    october, november = ready(commune, month=10), ready(commune, month=11)
    of_october = signed_outside(copy_of(october))

    assert "another file than the one that was given out" in refusal_of(november, commune, of_october)


def test_bad_input_68_a_copy_of_before_the_last_preparation_is_refused(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)
    old = signed_outside(copy_of(resolution))
    workflow.step_back(resolution, "cấp số trước", by=commune.head, at=timezone.now())
    numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=timezone.now())
    issuing.prepare(resolution, by=commune.clerk, at=timezone.now(), on=timezone.localdate())

    assert "another file than the one that was given out" in refusal_of(resolution, commune, old)


# On paper


def test_a_scan_is_kept_unchanged_and_nothing_is_said_of_it(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)

    document = scan(resolution, commune)

    assert (content(document), document.file.name, document.file.content_type) == (PNG, "ban quet.png", "image/png")
    assert (document.way, document.number, resolution.status) == (Document.Way.SCAN, None, Status.SIGNED)
    with translation.override("en"), pytest.raises(Refused, match="not into a scan"):
        issuing.seal_here(resolution, seal_key(), by=commune.clerk, at=timezone.now(), trusted=trusted())


def test_bad_input_64_a_scan_that_could_act_is_kept_and_marked(commune: Commune) -> None:
    resolution = ready(commune)
    document = scan(resolution, commune, updated(copy_of(resolution), open_with_script), "quét.pdf")

    assert document.active_parts == "JS, JavaScript, OpenAction"


def test_a_scan_that_cannot_be_looked_through_is_kept_and_marked_unless_it_is_cut_off(commune: Commune) -> None:
    resolution = ready(commune)
    with translation.override("en"), pytest.raises(Refused, match="damaged"):
        scan(resolution, commune, b"%PDF-1.4 cut off", "quét.pdf")

    document = scan(resolution, commune, b"%PDF-1.4 odd\nstartxref\n9\n%%EOF\n", "quét.pdf")

    assert document.active_parts == "?"


def test_bad_input_65_something_else_under_the_name_of_a_scan_is_refused(commune: Commune) -> None:
    resolution = ready(commune)

    with translation.override("en"), pytest.raises(Refused, match="something else inside"):
        scan(resolution, commune, b"<html><script>alert(1)</script>", "ban-quet.pdf")
    with translation.override("en"), pytest.raises(Refused, match="cannot be brought in"):
        scan(resolution, commune, b"MZ", "ban-quet.exe")
    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE


# The issue


def test_an_issued_month_has_its_number_used_and_a_copy_that_everyone_reads(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)
    head = Event.objects.order_by("-id")[0].hash

    document = issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    number, stored = Number.objects.get(), Resolution.objects.get()
    with pdfplumber.open(BytesIO(content(document))) as opened:
        keywords, first = opened.metadata["Keywords"], opened.pages[0].extract_text()
    assert (number.state, stored.status, stored.number) == (Number.State.USED, Status.ISSUED, 1)
    assert (document.kind, document.number) == (Document.Kind.ISSUED_TEXT, 1)
    assert document.text_sha256 == issuing.signing_copy(resolution).text_sha256
    assert "Bản thể hiện; bản gốc là tệp đã ký" in first
    assert "Số 01-NQ/ĐU" in first
    assert head in keywords
    assert first_broken_event() is None


def test_the_reading_copy_leads_to_the_page_that_checks_it_and_the_signed_file_does_not(
    commune: Commune, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://nghiquyet.example"

    documents = list(issued(commune).documents.order_by("id"))

    found = []
    for document in documents:
        with pdfplumber.open(BytesIO(content(document))) as opened:
            strokes = [page.lines + page.curves for page in opened.pages]
            text = "".join(page.extract_text() for page in opened.pages)
        found.append((document.kind, "https://nghiquyet.example/kiem-tra/" in text, len(strokes[0]) > 100))
    assert found == [("signing_copy", False, False), ("signed_original", False, False), ("issued_text", True, True)]


def test_what_is_issued_keeps_the_letterhead_of_the_copy_that_was_signed(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)
    Committee.objects.update(issuing_body="ĐẢNG ỦY XÃ KHÁC")

    document = issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    assert "ĐẢNG ỦY XÃ KẺ SẶT" in text_of(content(document))


def test_on_paper_number_and_day_are_given_after_the_signature(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)
    scan(resolution, commune)
    with translation.override("en"), pytest.raises(Refused, match="Number and day are not given"):
        issuing.issue(resolution, by=commune.clerk, at=timezone.now())
    numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=timezone.now())

    issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    assert Resolution.objects.get().status == Status.ISSUED


def test_a_digital_signature_over_a_copy_without_its_number_is_not_issued(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)
    sign_month(resolution, commune)
    numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=timezone.now())

    with (
        translation.override("en"),
        pytest.raises(Refused, match=r"Step back to .* or step back once and keep the scan"),
    ):
        issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    assert Resolution.objects.get().status == Status.SIGNED
    assert Number.objects.get().state == Number.State.RESERVED


def test_an_issue_needs_the_number_that_is_reserved_for_it(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)
    Number.objects.update(state=Number.State.USED_OUTSIDE)

    with pytest.raises(Overtaken):
        issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    assert Resolution.objects.get().status == Status.SIGNED
    assert not Document.objects.filter(kind="issued_text").exists()


def test_bad_input_38_issuing_twice_has_one_effect(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)
    as_seen_before = Resolution.objects.get()
    issuing.issue(resolution, by=commune.clerk, at=timezone.now())

    with pytest.raises(Overtaken):
        issuing.issue(as_seen_before, by=commune.clerk, at=timezone.now())

    assert Document.objects.filter(kind="issued_text").count() == 1


def test_bad_input_43_a_signed_text_and_its_documents_cannot_be_changed(commune: Commune) -> None:
    resolution = issued(commune)
    changes: list[Callable[[], object]] = [
        lambda: Paragraph.objects.filter(section__part__resolution=resolution).update(text="khác"),
        lambda: Resolution.objects.update(number=2),
        lambda: Document.objects.update(text_sha256="0" * 64),
        lambda: StoredFile.objects.update(content=b"khac"),
        lambda: Document.objects.all().delete(),
    ]

    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_every_document_stands_with_its_code_in_the_chain_of_events(commune: Commune) -> None:
    issued(commune)

    said = [event.details["sha256"] for event in Event.objects.filter(action="keep_document").order_by("id")]
    assert said == [document.file.sha256 for document in Document.objects.order_by("id")]


def test_only_clerk_head_and_secretary_issue(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)

    with pytest.raises(PermissionDenied):
        issuing.issue(resolution, by=commune.standing.members[0], at=timezone.now())
    issuing.issue(resolution, by=make_head_of_office(), at=timezone.now())


def test_the_trial_keys_stand_on_no_disk(commune: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    sign_month(ready(commune), commune)

    assert list(tmp_path.iterdir()) == []
