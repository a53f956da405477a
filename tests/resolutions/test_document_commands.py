"""The commands about documents: listed, handed out, verified; stdout holds the result only."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from kesat.records import triggers
from kesat.records.models import Event, StoredFile
from resolutions import documents, issuing
from resolutions.models import Decision, Document, Draft, Number, Paragraph, Resolution
from tests.factories import Commune, make_commune, make_resolution
from tests.resolutions.keys import issued, ready, trial
from tests.resolutions.test_signatures import flipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def trust(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(trial().root)
    (folder / "thu-hoi.crl").write_bytes(trial().crl)
    (folder / "ghi chú.txt").write_text("không phải chứng thư")
    (folder / "hong.cer").write_bytes(b"khong phai chung thu")
    settings.TRUST_DIR = folder
    return folder


def run(*arguments: str) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> tuple[str, str]:
    """Return what a refused command prints, and why it is refused."""
    out = io.StringIO()
    with translation.override("en"), pytest.raises(CommandError) as refusal:
        call_command(*arguments, stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue(), str(refusal.value)


def test_list_documents_prints_a_line_for_each_document_that_counts(commune: Commune) -> None:
    issued(commune, month=10)
    ready(commune, month=11, is_numbered=False)
    make_resolution(month=9, archive=True)

    lines = [line.split(" ") for line in run("list_documents").splitlines()]

    assert [(month, number, copy) for month, number, _sha256, copy in lines] == [
        ("2026-10", "1", "signing_copy"),
        ("2026-10", "1", "signed_original"),
        ("2026-10", "1", "issued_text"),
        ("2026-11", "-", "signing_copy"),
    ]
    assert {len(sha256) for _month, _number, sha256, _copy in lines} == {64}


@pytest.mark.parametrize("copy", ["signing_copy", "issued_text", "signed_original"])
def test_a_document_is_handed_out_byte_for_byte(copy: str, commune: Commune, tmp_path: Path) -> None:
    resolution = issued(commune)
    path = tmp_path / "ra.pdf"

    run("export_resolution", "2026-11", "--copy", copy, "--output", str(path))

    document = documents.latest(resolution, Document.Kind(copy))
    assert document
    assert path.read_bytes() == documents.content_of(document)
    assert run("list_documents", "--copy", copy) == (
        f"2026-11 1 {hashlib.sha256(path.read_bytes()).hexdigest()} {copy}\n"
    )


def test_a_document_that_is_not_there_is_refused(commune: Commune, tmp_path: Path) -> None:
    ready(commune)

    out, why = refused("export_resolution", "2026-11", "--copy", "issued_text", "--output", str(tmp_path / "a.pdf"))

    assert (out, why) == ("", "Month 2026-11 has no such document.")
    assert not (tmp_path / "a.pdf").exists()


def test_verify_pdf_says_who_signed_and_that_it_holds(commune: Commune, trust: Path, tmp_path: Path) -> None:
    document = issuing.original(issued(commune))
    assert document
    path = tmp_path / "a.pdf"
    path.write_bytes(documents.content_of(document))

    lines = run("verify_pdf", str(path)).splitlines()

    assert lines[0] == "This is the signed original, unchanged."
    assert lines[1] == f"SHA-256: {document.file.sha256}"
    assert "11/2026, number 01 of " in lines[2]
    assert [line.partition(",")[0] for line in lines[3:]] == ["Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"]
    assert all(line.endswith(": Valid") for line in lines[3:])


def test_verify_pdf_refuses_what_was_changed_and_what_is_not_signed(
    commune: Commune, trust: Path, tmp_path: Path
) -> None:
    resolution = issued(commune)
    original, reading = (
        documents.latest(resolution, kind) for kind in (Document.Kind.SIGNED_ORIGINAL, Document.Kind.ISSUED_TEXT)
    )
    assert original
    assert reading
    path = tmp_path / "a.pdf"

    path.write_bytes(flipped(documents.content_of(original), 2000))
    changed, why_changed = refused("verify_pdf", str(path))
    path.write_bytes(documents.content_of(reading))
    unsigned, why_unsigned = refused("verify_pdf", str(path))

    assert "was altered after it was signed" in changed
    assert why_changed == "This file was changed: it is not what was issued here."
    assert "reading copy" in unsigned
    assert "not signed" in why_unsigned


def test_verify_pdf_says_what_hinders_a_signature(commune: Commune, trust: Path, tmp_path: Path) -> None:
    original = issuing.original(issued(commune))
    assert original
    path = tmp_path / "a.pdf"
    path.write_bytes(documents.content_of(original))
    (trust / "thu-hoi.crl").unlink()

    _out, without_list = refused("verify_pdf", str(path))
    (trust / "goc.pem").unlink()
    _out, without_root = refused("verify_pdf", str(path))

    assert without_list.startswith("Cannot be verified")
    assert "not trusted here" in without_root


def test_verify_pdf_names_a_file_that_it_cannot_read(db: None, tmp_path: Path) -> None:
    (tmp_path / "lon.pdf").write_bytes(b"%PDF-" + bytes(20 * 1024 * 1024))

    assert refused("verify_pdf", str(tmp_path / "khong.pdf"))[1].startswith("There is no file")
    assert "is not a file" in refused("verify_pdf", str(tmp_path))[1]
    assert refused("verify_pdf", str(tmp_path / "lon.pdf"))[1] == "A file may have at most 20 MB."


def test_verify_log_prints_the_head_of_the_chain(commune: Commune) -> None:
    assert run("verify_log") == "0 -\n"

    issued(commune)

    first = run("verify_log").splitlines()[0]
    assert first == f"{Event.objects.count()} {Event.objects.order_by('-id')[0].hash}"


def test_bad_input_44_verify_log_names_the_first_broken_row(commune: Commune) -> None:
    issued(commune)
    row = Event.objects.order_by("id")[2]
    with triggers.removed():
        Event.objects.filter(pk=row.pk).update(details={"note": "khác"})

    _out, why = refused("verify_log")

    assert why.startswith(f"The record of events is broken at row {row.pk}: {row.action}")


def test_verify_integrity_finds_nothing_after_a_whole_month(commune: Commune) -> None:
    issued(commune)

    assert run("verify_integrity").startswith("All is as it was")


def test_verify_integrity_names_what_no_longer_agrees(commune: Commune) -> None:
    resolution = issued(commune)
    with triggers.removed():
        Paragraph.objects.filter(pk=Paragraph.objects.order_by("pk")[0].pk).update(text="Đã sửa lén.")
        Draft.objects.update(sha256="0" * 64)
        Decision.objects.update(content={"subject": "", "parts": [], "recipients": []})
        StoredFile.objects.filter(pk=resolution.documents.get(kind="issued_text").file_id).update(content=b"khac")
        Document.objects.filter(kind="signed_original").delete()
        Number.objects.update(number=2)

    _out, why = refused("verify_integrity")

    for words in (
        "Draft 1 of month 11/2026 is not as it was sent.",
        "The text decided on for month 11/2026 is not as it was.",
        "Copy to be signed of month 11/2026 does not show the text that stands in the month.",
        "A document of the issued month 11/2026 is missing.",
        "The number of month 11/2026 does not stand in the register as it is.",
        "Number 01-NQ/ĐU of the series is not accounted for.",
        f"The stored file {resolution.documents.get(kind='issued_text').file_id} is not as it was.",
    ):
        assert words in why


def test_verify_integrity_names_a_document_that_the_record_does_not_know(commune: Commune) -> None:
    resolution = issued(commune)
    copy = issuing.signing_copy(resolution)
    Document.objects.create(
        resolution=resolution, kind="signing_copy", file=copy.file, text_sha256="0" * 64, number=copy.number
    )

    _out, why = refused("verify_integrity")

    assert "does not stand in the record as it is" in why
    assert "shows a text that was never approved" in why
    assert Resolution.objects.count() == 1
