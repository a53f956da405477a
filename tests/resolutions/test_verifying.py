"""A file from anywhere: issued here or not, which resolution, unchanged or not, signed by whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from kesat.organization.certificates import Certificate
from kesat.records.models import StoredFile
from resolutions import documents, issuing, numbering, verifying
from resolutions.issuing import Upload
from resolutions.models import Document, Resolution
from resolutions.signatures import Problem, Trust
from resolutions.signing import SignatureField, sign
from resolutions.verifying import Outcome, Verdict
from tests.factories import Commune, make_commune
from tests.resolutions import authority
from tests.resolutions.keys import (
    PASSPHRASE,
    copy_of,
    issued,
    ready,
    sign_month,
    signed_outside,
    signer_key,
    trial,
    trusted,
)
from tests.resolutions.test_signatures import add_page, add_text_field, flipped, updated, write_over_page
from tests.resolutions.test_signing import signed_twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def verify(pdf: bytes, trust: Trust | None = None, days: int = 0) -> Verdict:
    return verifying.verify(pdf, trust or trusted(), timezone.now() + timedelta(days=days))


def file_of(resolution: Resolution, kind: Document.Kind = Document.Kind.SIGNED_ORIGINAL) -> bytes:
    document = documents.latest(resolution, kind)
    assert document
    return documents.content_of(document)


def test_the_signed_original_is_proved(commune: Commune) -> None:
    resolution = issued(commune)

    verdict = verify(file_of(resolution))

    assert (verdict.outcome, verdict.resolution, verdict.is_issued_here, verdict.is_proved) == (
        *(Outcome.ORIGINAL, resolution),
        *(True, True),
    )
    assert [one.signer for one in verdict.signatures] == ["Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"]


def test_nothing_of_the_file_is_kept(commune: Commune) -> None:
    pdf = file_of(issued(commune))
    before = StoredFile.objects.count()

    verify(pdf + b"x")

    assert StoredFile.objects.count() == before


def test_further_signatures_after_the_original_leave_it_what_it_is(commune: Commune) -> None:
    resolution = ready(commune)
    issuing.sign_here(resolution, signer_key(), by=commune.secretary, at=timezone.now(), trusted=trusted())
    issuing.issue(resolution, by=commune.clerk, at=timezone.now(), without_seal=True)
    more = sign(file_of(resolution), trial().seal, PASSPHRASE, SignatureField.SEAL, at=timezone.now())

    verdict = verify(more)

    assert (verdict.outcome, verdict.is_proved, len(verdict.signatures)) == (Outcome.SIGNED_ON, True, 2)


def test_a_stranger_in_the_place_of_the_seal_is_not_the_committee(commune: Commune) -> None:
    resolution = ready(commune)
    issuing.sign_here(resolution, signer_key(), by=commune.secretary, at=timezone.now(), trusted=trusted())
    issuing.issue(resolution, by=commune.clerk, at=timezone.now(), without_seal=True)
    others = trial("Kẻ Lạ", "Công ty Người Lạ")
    more = sign(file_of(resolution), others.seal, PASSPHRASE, SignatureField.SEAL, at=timezone.now())

    verdict = verify(more, trusted(others))

    assert (verdict.outcome, verdict.is_issued_here, verdict.is_proved) == (Outcome.SIGNED_ON, True, False)
    assert [one.is_valid for one in verdict.signatures] == [True, True]
    with translation.override("en"):
        said = [verifying.shown(one, resolution, verdict.kept_at)["stranger"] for one in verdict.signatures]
    assert said == ["", "This is not the committee's seal: the signature is that of Công ty Người Lạ."]


def test_a_certificate_registered_as_the_file_came_in_counts_for_what_was_signed_before(commune: Commune) -> None:
    resolution = issued(commune)
    today, signature = timezone.localdate(), verify(file_of(resolution)).signatures[0]
    yesterday = today - timedelta(days=1)
    register = Certificate.objects.create
    register(user=commune.secretary, sha256="0" * 64, begins_on=yesterday, ends_on=yesterday)
    register(user=commune.secretary, sha256=signature.certificate, begins_on=today)
    before = replace(signature, at=timezone.now() - timedelta(days=1))
    kept_at = documents.latest(resolution, Document.Kind.SIGNED_ORIGINAL)
    assert kept_at

    assert verifying.shown(before, resolution, kept_at.file.created_at)["stranger"] == ""
    assert verifying.shown(before, resolution, None)["stranger"] != ""


def test_the_reading_copy_is_ours_and_not_signed(commune: Commune) -> None:
    verdict = verify(file_of(issued(commune), Document.Kind.ISSUED_TEXT))

    assert (verdict.outcome, verdict.is_issued_here, verdict.is_proved) == (Outcome.READING_COPY, True, False)


def test_a_scan_is_ours_and_nothing_is_said_of_its_signatures(commune: Commune) -> None:
    resolution = ready(commune, is_numbered=False)
    paper = signed_outside(copy_of(resolution))
    now = timezone.now()
    issuing.upload_scan(resolution, Upload("quet.pdf", paper), by=commune.clerk, at=now, trusted=trusted())
    numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=now)
    issuing.issue(resolution, by=commune.clerk, at=now)

    verdict = verify(paper)

    assert (verdict.outcome, verdict.is_issued_here, verdict.is_proved) == (Outcome.SCAN, True, False)
    assert verdict.signatures == ()


def test_the_copy_to_be_signed_is_not_what_was_issued(commune: Commune) -> None:
    verdict = verify(copy_of(issued(commune)))

    assert (verdict.outcome, verdict.is_issued_here) == (Outcome.UNSIGNED, False)


def test_the_same_text_under_other_signatures_is_not_what_was_issued(commune: Commune) -> None:
    resolution = issued(commune)

    verdict = verify(signed_outside(copy_of(resolution)))

    assert (verdict.outcome, verdict.is_issued_here, verdict.is_proved) == (Outcome.SIGNED_OTHERWISE, False, False)
    assert verdict.is_validly_signed


def test_of_a_month_that_is_not_issued_nothing_is_said(commune: Commune) -> None:
    resolution = ready(commune)
    document = sign_month(resolution, commune)

    verdict = verify(documents.content_of(document))

    assert (verdict.outcome, verdict.resolution) == (Outcome.FOREIGN, None)


def test_bad_input_67_whatever_is_done_to_the_original_is_found(commune: Commune) -> None:
    original = file_of(issued(commune))
    length = len(copy_of(Resolution.objects.get()))
    altered = [
        flipped(original, 2000),
        flipped(original, length - 300),
        flipped(original, len(original) - 400),
        original + b"\n% them\n",
        original[:-200],
        *(updated(original, change) for change in (add_page, add_text_field, write_over_page)),
    ]

    for file in altered:
        verdict = verify(file)
        assert verdict.outcome in {Outcome.CHANGED, Outcome.UNREADABLE}
        assert not verdict.is_issued_here
        assert not verdict.is_proved


def test_bad_input_67_a_flipped_letter_is_said_to_break_the_signatures(commune: Commune) -> None:
    original = file_of(issued(commune))

    verdict = verify(flipped(original, 2000))

    assert verdict.outcome == Outcome.CHANGED
    assert [one.problem for one in verdict.signatures] == [Problem.ALTERED, Problem.ALTERED]


def test_bad_input_67_an_expired_and_a_revoked_certificate_are_said_to_be_so(commune: Commune) -> None:
    original = file_of(issued(commune))

    late = verify(original, days=3650)
    unknown = verify(original, Trust((authority.root(),)))

    assert [one.problem for one in late.signatures] == [Problem.EXPIRED] * 2
    assert [one.problem for one in unknown.signatures] == [Problem.UNKNOWN] * 2
    assert (late.is_issued_here, late.is_proved, unknown.is_proved) == (True, False, False)


def test_where_revocation_is_unknown_it_is_not_said_to_be_valid(commune: Commune) -> None:
    original = file_of(issued(commune))

    verdict = verify(original, Trust((trial().root,)))

    assert [one.is_valid for one in verdict.signatures] == [True, True]
    assert not verdict.is_proved
    with translation.override("en"):
        assert verifying.state(verdict.signatures[0]).startswith("Cannot be verified")


def test_a_file_of_somebody_else_is_foreign(commune: Commune) -> None:
    issued(commune)

    foreign = verify(signed_twice())
    nonsense = verify(b"%PDF-1.7 khong phai")

    assert (foreign.outcome, foreign.resolution) == (Outcome.FOREIGN, None)
    assert (nonsense.outcome, nonsense.resolution) == (Outcome.UNREADABLE, None)


def test_the_right_one_of_several_months_is_named(commune: Commune) -> None:
    october, november = issued(commune, month=10), issued(commune, month=11)

    assert verify(file_of(october)).resolution == october
    assert verify(file_of(november)).resolution == november
