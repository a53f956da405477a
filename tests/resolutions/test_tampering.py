"""What raw SQL tries on a month between approval and issue, and what the commands find of it past the triggers."""

import io
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from kesat.organization.models import Term
from kesat.records import heads, triggers
from kesat.records.heads import Head
from kesat.records.models import Event
from resolutions import chain_heads, documents, issuing, numbering, withdrawing, workflow
from resolutions.drafting import Refused
from resolutions.issuing import Upload
from resolutions.models import Document, Number, Resolution, Status
from tests.factories import Commune, approve, make_commune, make_resolution, make_term
from tests.resolutions.keys import copy_of, issued, ready, sign_month, signed_outside, trusted

pytestmark = pytest.mark.django_db

PAPER = {
    "draft_number": "9",
    "number": "9",
    "issued_on": "'2020-01-01'",
    "term_id": "NULL",
    "signer_post": "'CHỦ TỊCH'",
    "signer_name": "'Vũ Đình Long'",
    "letterhead": "NULL",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def is_refused(statement: str, *values: Any) -> bool:
    try:
        with transaction.atomic():
            sql(statement, *values)
    except IntegrityError:
        return True
    return False


def said(command: str) -> str:
    """Return what a command prints; or, where it fails, why."""
    out = io.StringIO()
    with translation.override("en"):
        try:
            call_command(command, stdout=out)
        except CommandError as error:
            return str(error)
    return out.getvalue()


def chained_anew() -> None:
    """Compute the whole chain anew, as someone would who can take the triggers off and knows how it is made."""
    previous = ""
    for event in Event.objects.order_by("id"):
        event.previous_hash = previous
        previous = event.hash = event.computed_hash()
        event.save()


def on_paper(commune: Commune) -> Resolution:
    """Return a month signed on paper, which has no number yet."""
    month = ready(commune, is_numbered=False)
    upload = Upload("ban-ky.png", PNG)
    issuing.upload_scan(month, upload, by=commune.clerk, at=timezone.now(), trusted=trusted())
    return month


# What the paper says


@pytest.mark.parametrize("state", [Status.AWAITING_SIGNATURE, Status.SIGNED])
def test_nothing_that_is_printed_changes_once_the_copy_to_be_signed_is_made(state: str, commune: Commune) -> None:
    month = ready(commune)
    if state == Status.SIGNED:
        sign_month(month, commune)

    tried = {
        column: is_refused(f"UPDATE resolutions_resolution SET {column} = {value} WHERE id = %s", month.pk)  # noqa: S608
        for column, value in PAPER.items()
    }

    assert tried == dict.fromkeys(PAPER, True)


def test_an_approved_month_takes_its_number_from_the_register_and_its_signer_with_the_move(commune: Commune) -> None:
    month = approve(make_resolution(), commune)
    update = "UPDATE resolutions_resolution SET "

    assert is_refused(f"{update} signer_name = 'Vũ Đình Long' WHERE id = %s", month.pk)
    assert is_refused(f"{update} draft_number = 7 WHERE id = %s", month.pk)
    term, today = Term.objects.get().pk, timezone.localdate()
    assert is_refused(f"{update} number = 1, issued_on = %s, term_id = %s WHERE id = %s", today, term, month.pk)

    numbering.give(month, dated_on=today, by=commune.clerk, at=timezone.now())

    assert is_refused(f"{update} issued_on = '2026-01-01' WHERE id = %s", month.pk)
    assert is_refused(f"{update} number = 2 WHERE id = %s", month.pk)
    other = make_term(name="Nhiệm kỳ 2020 - 2025", begins_on=today.replace(year=2020)).pk
    assert is_refused(f"{update} term_id = %s WHERE id = %s", other, month.pk)


def test_a_month_signed_on_paper_still_takes_its_number_and_nothing_else(commune: Commune) -> None:
    month = on_paper(commune)
    update = "UPDATE resolutions_resolution SET "
    today = timezone.localdate()
    number = f"{update} number = 5, issued_on = %s, term_id = %s WHERE id = %s"

    assert is_refused(number, today, Term.objects.get().pk, month.pk)
    assert is_refused(f"{update} signer_name = 'Vũ Đình Long' WHERE id = %s", month.pk)
    given = numbering.give(month, dated_on=today, by=commune.clerk, at=timezone.now())
    numbering.void(given, "ghi nhầm ngày", by=commune.clerk, at=timezone.now())
    month.refresh_from_db()
    again = numbering.give(month, dated_on=today, by=commune.clerk, at=timezone.now())
    issuing.issue(month, by=commune.clerk, at=timezone.now())

    assert (Resolution.objects.get().number, again.number) == (2, 2)
    assert said("verify_integrity").startswith("All is as it was")


@pytest.mark.parametrize("column", ["number", "issued_on", "signer_post", "signer_name", "letterhead"])
def test_verify_integrity_names_a_month_whose_documents_say_something_else(column: str, commune: Commune) -> None:
    issued(commune)
    with triggers.removed():
        sql(f"UPDATE resolutions_resolution SET {column} = {PAPER[column]}")  # noqa: S608

    why = said("verify_integrity")

    for kind in ("Copy to be signed", "Text as issued"):
        assert f"{kind} of month 11/2026 shows another number, day, signer or letterhead than the month." in why


def test_a_post_changed_with_a_move_that_nobody_made_is_not_signed_for(commune: Commune) -> None:
    month = ready(commune)
    sql("UPDATE resolutions_resolution SET status = 'approved'")
    sql("UPDATE resolutions_resolution SET status = 'awaiting_signature', signer_post = 'CHỦ TỊCH'")
    month.refresh_from_db()
    upload = Upload("da-ky.pdf", signed_outside(copy_of(month)))

    with translation.override("en"), pytest.raises(Refused, match="another number, day or signer"):
        issuing.upload_signed(month, upload, by=commune.clerk, at=timezone.now(), trusted=trusted())

    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE
    assert "Copy to be signed of month 11/2026 shows another number" in said("verify_integrity")


def test_a_post_changed_with_a_move_that_nobody_made_is_not_issued(commune: Commune) -> None:
    month = ready(commune)
    sign_month(month, commune)
    for status in ("awaiting_signature", "approved"):
        sql("UPDATE resolutions_resolution SET status = %s", status)
    sql("UPDATE resolutions_resolution SET status = 'awaiting_signature', signer_post = 'CHỦ TỊCH'")
    sql("UPDATE resolutions_resolution SET status = 'signed'")
    month.refresh_from_db()

    with translation.override("en"), pytest.raises(Refused, match="another number, day or signer"):
        issuing.issue(month, by=commune.clerk, at=timezone.now())

    assert not Document.objects.filter(kind=Document.Kind.ISSUED_TEXT).exists()


# The record of events


def test_the_head_of_the_chain_stands_in_every_document_that_is_printed(commune: Commune) -> None:
    month = ready(commune)
    before_signing = Event.objects.get(action="take_number")
    sign_month(month, commune)
    before_issue = heads.now()
    issuing.issue(month, by=commune.clerk, at=timezone.now())

    held = [holder.head for holder in chain_heads.held()]

    signed = Head(before_signing.hash, before_signing.pk)
    assert held == [signed, signed, before_issue]
    with pdfplumber.open(BytesIO(copy_of(month))) as opened:
        assert opened.metadata["Keywords"] == f"Mã đầu chuỗi nhật ký: {signed.event} {signed.hash}"
    assert said("verify_log") == (
        f"{Event.objects.count()} {Event.objects.order_by('-id')[0].hash}\n"
        "Documents that hold a head of the record: 3; passed over, as they hold none: 0.\n"
    )


def test_bad_input_44_a_record_cut_short_is_named_with_the_document_that_contradicts_it(commune: Commune) -> None:
    month = issued(commune)
    reading = documents.latest(month, Document.Kind.ISSUED_TEXT)
    assert reading
    with triggers.removed():
        sql("DELETE FROM records_event WHERE id >= %s", Event.objects.get(action="sign").pk)

    for command in ("verify_log", "verify_integrity"):
        assert f"Text as issued ({reading.pk}), Resolution of month 11/2026 holds event" in said(command)
        assert "Copy to be signed (" not in said(command)


def test_bad_input_44_a_record_made_anew_is_named_with_the_document_that_contradicts_it(commune: Commune) -> None:
    month = issued(commune)
    kept = list(month.documents.order_by("pk"))
    with triggers.removed():
        sql("UPDATE records_event SET by_id = %s WHERE action = 'confirm_decision'", commune.head.pk)
        chained_anew()

    for command in ("verify_log", "verify_integrity"):
        for document in kept:
            with translation.override("en"):
                named = f"{document.get_kind_display()} ({document.pk}), Resolution of month 11/2026 holds event"
            assert named in said(command)


def test_older_documents_without_a_head_are_passed_over_and_one_with_the_hash_alone_is_read(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_heads, "keywords", lambda: "")
    month = ready(commune)
    sign_month(month, commune)
    head = heads.now()
    assert head
    monkeypatch.setattr(chain_heads, "keywords", lambda: f"Mã đầu chuỗi nhật ký: {head.hash}")
    issuing.issue(month, by=commune.clerk, at=timezone.now())

    assert [holder.head for holder in chain_heads.held()] == [None, None, Head(head.hash)]
    assert "Documents that hold a head of the record: 1; passed over, as they hold none: 2." in said("verify_log")
    with triggers.removed():
        sql("UPDATE records_event SET by_id = %s WHERE action = 'confirm_decision'", commune.head.pk)
        chained_anew()
    assert f"holds event {head.hash}, which is no longer in the record as it was." in said("verify_integrity")


def test_a_file_that_is_no_longer_a_pdf_holds_no_head(commune: Commune) -> None:
    month = ready(commune)
    with triggers.removed():
        sql("UPDATE records_storedfile SET content = %s", b"khac")

    assert [holder.head for holder in chain_heads.held()] == [None]
    assert "is not as it was" in said("verify_integrity")
    assert month.status == Status.AWAITING_SIGNATURE


def test_verify_integrity_names_a_month_whose_last_move_was_taken_out_of_the_record(commune: Commune) -> None:
    month = issued(commune)
    withdrawing.withdraw(
        month,
        Status.WITHDRAWN,
        document="Quyết định 12",
        reason="ban hành nhầm",
        by=commune.secretary,
        at=timezone.now(),
    )
    assert said("verify_integrity").startswith("All is as it was")
    with triggers.removed():
        sql("DELETE FROM records_event WHERE action = 'withdraw'")

    assert "Month 11/2026 stands at “Withdrawn”, where its last move in the record did not lead." in said(
        "verify_integrity"
    )


def test_every_move_says_in_which_role_it_was_made(commune: Commune) -> None:
    month = issued(commune)

    roles = {event.action: event.details["roles"] for event in Event.objects.about(month) if "roles" in event.details}

    assert roles == {
        "hand_over": ["head_of_office"],
        "submit": ["head_of_office"],
        "confirm_decision": ["secretary"],
        "prepare": ["clerk"],
        "sign": ["secretary"],
        "issue": ["clerk"],
    }


# What is counted


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE resolutions_series SET last = 0", "Number 01-NQ/ĐU lies beyond the last of its series."),
        (
            "UPDATE resolutions_number SET state = 'void', void_reason = 'x'",
            "The number of month 11/2026 does not stand in the register as it is.",
        ),
        (
            "UPDATE resolutions_number SET dated_on = '2026-01-01'",
            "The number of month 11/2026 does not stand in the register as it is.",
        ),
        (
            "UPDATE resolutions_number SET resolution_id = NULL",
            "Number 01-NQ/ĐU is used in the register, and no issued month has it.",
        ),
        ("UPDATE records_event SET action = 'x' WHERE action = 'submit'", "by the record 0 were sent."),
        ("UPDATE records_event SET target_id = 4321 WHERE action = 'bring_in' OR action = 'start'", "Month 4321 of"),
        ("UPDATE records_event SET target_id = 4321 WHERE action = 'keep_document'", "Document 4321 of the record"),
    ],
)
def test_verify_integrity_names_what_the_record_and_the_register_tell_and_is_not_there(
    statement: str, words: str, commune: Commune
) -> None:
    issued(commune)
    with triggers.removed():
        sql(statement)

    assert words in said("verify_integrity")


def test_a_used_number_of_an_issued_month_cannot_be_made_void(commune: Commune) -> None:
    issued(commune)

    assert is_refused("UPDATE resolutions_number SET state = 'void', void_reason = 'x'")
    assert is_refused("UPDATE resolutions_number SET state = 'reserved'")
    assert Number.objects.get().state == Number.State.USED


def test_a_month_stepped_back_and_given_its_number_again_is_as_it_was(commune: Commune) -> None:
    month = ready(commune)
    for _step in range(2):
        workflow.step_back(month, "sửa", by=commune.secretary, at=timezone.now())

    assert (month.status, month.number) == (Status.IN_REVIEW, None)
    assert said("verify_integrity").startswith("All is as it was")
