"""The commands: stdout holds the result only, exit codes are 0 done, 1 refused, 2 wrong usage."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command, load_command_class
from django.utils import timezone, translation
from pytest_django import Settings

from kesat.management.commands.demo import PASSWORD as DEMO_PASSWORD
from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import Event, first_broken_event
from resolutions import documents, integrity
from resolutions.demo.calendar import CALENDAR
from resolutions.demo.organization import DEMO_ACCOUNTS
from resolutions.demo.trial_keys import trial_keys
from resolutions.layout import compose, to_text
from resolutions.models import Document, Paragraph, Resolution, Revision, Status
from resolutions.signatures import signatures
from resolutions.trust import trust
from tests.factories import make_committee, make_manuscript, make_resolution, make_term
from tests.resolutions.manuscripts import make_letterhead, short_manuscript

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def manage(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command as from the shell, with an empty data folder."""
    environment = {**os.environ, "KESAT_VAR": str(folder), "KESAT_HTTPS": "0"}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def document(folder: Path, **fields: Any) -> str:
    path = folder / "nghị quyết.txt"
    path.write_text(to_text(compose(make_manuscript(month=12, **fields), make_letterhead())))
    return str(path)


def test_a_dry_run_prints_json_and_stores_nothing(tmp_path: Path) -> None:
    out, _err = run("read_resolution", document(tmp_path), "--dry-run", "--json")

    found = json.loads(out)
    assert list(found) == [
        *["year", "month", "number", "issued_on", "subject", "opening", "parts", "closing", "recipients", "signer"],
        "findings",
    ]
    assert (found["year"], found["month"], found["number"], found["issued_on"]) == (2026, 12, None, None)
    assert found["signer"] == {"authority": "T/M BAN THƯỜNG VỤ", "post": "BÍ THƯ", "name": "Trần Văn Khải"}
    assert not Resolution.objects.exists()


def test_a_document_is_stored_in_drafting_with_its_file(tmp_path: Path) -> None:
    make_committee()

    out, err = run("read_resolution", document(tmp_path, number=5, issued_on=date(2026, 11, 28)))

    resolution = Resolution.objects.with_text().get()
    assert out.startswith("2026-12 về thực hiện")
    assert "2026-12" in err
    assert (resolution.status, resolution.number) == (Status.DRAFTING, None)
    assert resolution.manuscript() == make_manuscript(month=12)
    assert resolution.documents.get().file.name == "nghị quyết.txt"


def test_an_issued_document_is_stored_from_the_archive(tmp_path: Path) -> None:
    term = make_term()
    make_committee()

    run("read_resolution", document(tmp_path, number=5, issued_on=date(2026, 11, 28)), "--issued")

    resolution = Resolution.objects.get()
    assert (resolution.status, resolution.number, resolution.term) == (Status.ISSUED, 5, term)


def test_the_month_given_overrides_the_text_and_the_difference_is_a_finding(tmp_path: Path) -> None:
    make_committee()

    out, _err = run("read_resolution", document(tmp_path), "--month", "2026-10", "--json")

    found = json.loads(out)
    assert (found["year"], found["month"]) == (2026, 10)
    assert [finding["kind"] for finding in found["findings"] if "month" in finding["kind"]]
    assert Resolution.objects.get().period.calendar == (2026, 10)


def test_a_month_that_is_there_is_refused(tmp_path: Path) -> None:
    make_committee()
    make_resolution(month=12)

    with pytest.raises(CommandError, match="12/2026"):
        run("read_resolution", document(tmp_path))


def test_a_text_that_does_not_say_its_month_needs_it(tmp_path: Path) -> None:
    make_committee()
    path = tmp_path / "a.txt"
    path.write_text(
        "NGHỊ QUYẾT\n\nI. ĐÁNH GIÁ\n\n1. Công tác xây dựng Đảng\n\nĐã họp.\n\nII. PHƯƠNG HƯỚNG\n\n"
        "1. Công tác xây dựng Đảng\n\nTiếp tục họp.\n"
    )

    with pytest.raises(CommandError, match="--month"):
        run("read_resolution", str(path))

    assert run("read_resolution", str(path), "--dry-run")[0].startswith("? ")
    run("read_resolution", str(path), "--month", "2026-12")
    assert Resolution.objects.get().period.calendar == (2026, 12)


def test_a_file_that_is_not_there_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "locked.txt").symlink_to("locked.txt")
    (tmp_path / "big.txt").write_bytes(b"a" * (5 * 1024 * 1024 + 1))
    refusals = {
        "khong-co.txt": "There is no file",
        "a.pdf": "This type of file",
        "": "is a folder",
        "pipe.txt": "is not a file that holds a document",
        "/dev/zero": "is not a file that holds a document",
        "locked.txt": "locked.txt: ",
        "big.txt": "5 MB",
    }

    for name, words in refusals.items():
        with translation.override("en"), pytest.raises(CommandError, match=words):
            run("read_resolution", str(tmp_path / name), "--dry-run")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked for root")
def test_a_file_that_may_not_be_read_or_written_is_refused(tmp_path: Path) -> None:
    make_committee()
    make_resolution(month=12)
    path = tmp_path / "a.txt"
    path.touch(mode=0)

    with translation.override("en"), pytest.raises(CommandError, match="You may not read"):
        run("read_resolution", str(path), "--dry-run")
    with translation.override("en"), pytest.raises(CommandError, match="You may not write"):
        run("export_resolution", "2026-12", "--format", "txt", "--output", str(path))


def test_without_a_committee_a_file_is_looked_at_but_not_stored(tmp_path: Path) -> None:
    path = document(tmp_path)

    with pytest.raises(CommandError, match="setup_committee"):
        run("read_resolution", path)

    assert not Resolution.objects.exists()
    assert run("read_resolution", path, "--dry-run")[0].startswith("2026-12 ")


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
def test_a_month_is_exported(kind: str, tmp_path: Path) -> None:
    make_committee()
    make_resolution(month=12)
    output = tmp_path / f"a.{kind}"

    run("export_resolution", "2026-12", "--format", kind, "--output", str(output))

    assert output.stat().st_size > 500


def test_reading_our_own_files_back_gives_the_same_json(tmp_path: Path) -> None:
    make_committee()
    source = tmp_path / "source.txt"
    source.write_text(to_text(compose(short_manuscript(), make_letterhead())))
    first = json.loads(run("read_resolution", str(source), "--json")[0])
    month = f"{first['year']}-{first['month']:02}"

    for kind in ("docx", "txt"):
        output = tmp_path / f"a.{kind}"
        run("export_resolution", month, "--format", kind, "--output", str(output))
        again = json.loads(run("read_resolution", str(output), "--dry-run", "--json")[0])
        for one in (first, again):
            one["findings"] = []
        assert again == first | {"number": None, "issued_on": None}


def test_an_export_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="2026-12"):
        run("export_resolution", "2026-12", "--format", "txt", "--output", str(tmp_path / "a.txt"))
    make_resolution(month=12)
    with pytest.raises(CommandError, match="setup_committee"):
        run("export_resolution", "2026-12", "--format", "txt", "--output", str(tmp_path / "a.txt"))
    make_committee()
    for output, words in ((tmp_path / "no" / "a.txt", "There is no folder"), (tmp_path, "is a folder")):
        with translation.override("en"), pytest.raises(CommandError, match=words):
            run("export_resolution", "2026-12", "--format", "txt", "--output", str(output))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export_resolution", "2026-13", "--format", "pdf", "--output", "a.pdf"], 2),
        (["export_resolution", "2026-12", "--format", "xls", "--output", "a.pdf"], 2),
        (["read_resolution"], 2),
        (["read_resolution", "khong-co.txt"], 1),
    ],
)
def test_exit_codes_tell_wrong_usage_from_refusal(arguments: list[str], code: int, tmp_path: Path) -> None:
    done = manage(*arguments, folder=tmp_path)

    assert done.returncode == code
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["export_resolution", "read_resolution", "setup_committee", "verify_integrity"])
def test_before_migrate_the_commands_say_so(command: str, tmp_path: Path) -> None:
    arguments = {
        "export_resolution": ["2026-12", "--format", "txt", "--output", str(tmp_path / "a.txt")],
        "read_resolution": [document(tmp_path)],
    }

    done = manage(command, *arguments.get(command, []), folder=tmp_path)

    assert done.returncode == 1
    assert b"manage.py migrate" in done.stderr
    assert b"Traceback" not in done.stderr


def test_before_migrate_a_file_is_looked_at(tmp_path: Path) -> None:
    done = manage("read_resolution", document(tmp_path), "--dry-run", folder=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith(b"2026-12 ")


def counts() -> list[int]:
    return [model.objects.count() for model in (Resolution, Paragraph, Revision, Event, Body, User, Position)]


def test_the_demo_is_a_whole_commune_and_running_it_twice_changes_nothing() -> None:
    out, _err = run("demo", "--signed=1")
    before = counts()

    again, _err = run("demo")

    assert counts() == before
    assert again == out
    assert "http://127.0.0.1:8000/" in out
    assert Resolution.objects.issued().count() >= 14
    assert Resolution.objects.filter(status=Status.DRAFTING).count() == 1
    assert Body.objects.branches().count() >= 8
    assert Body.objects.filter(kind=Body.Kind.MASS_ORGANISATION).count() == 4
    assert Body.objects.filter(kind=Body.Kind.GROUP).count() >= 4
    assert User.objects.count() >= 25
    assert first_broken_event() is None


def test_the_months_of_the_demo_are_signed_and_sealed_those_of_the_deputy_by_him() -> None:
    run("demo", "--signed=4")  # back to the month that the deputy signed

    trusted = trial_keys(DEMO_PASSWORD).trusted
    originals = Document.objects.filter(kind=Document.Kind.SIGNED_ORIGINAL).order_by("resolution__issued_on")
    found = [(one, signatures(documents.content_of(one), trusted, timezone.now())) for one in originals]
    assert [(str(one.resolution.issued_on), one.way, [each.signer for each in made]) for one, made in found] == [
        ("2026-07-31", "outside", ["Vũ Đình Lâm", "Đảng ủy xã Kẻ Sặt"]),
        ("2026-08-28", "here", ["Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"]),
        ("2026-10-01", "here", ["Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"]),
        ("2026-11-02", "here", ["Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"]),
    ]
    for one, made in found:
        assert all(each.is_valid and each.is_revocation_known for each in made)
        assert {timezone.localdate(each.at) for each in made} == {one.resolution.issued_on}
    assert list(integrity.problems()) == []


def test_every_issued_month_of_the_demo_is_signed_unless_fewer_are_asked_for() -> None:
    parser = load_command_class("kesat", "demo").create_parser("manage.py", "demo")

    assert parser.parse_args([]).signed == sum(entry.number is not None for entry in CALENDAR) == 15
    with pytest.raises(CommandError):
        call_command("demo", "--signed=16")


def test_keys_of_an_older_version_are_made_anew_and_stay_trusted(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR, settings.TRUST_DIR = tmp_path, tmp_path / "trust"
    before = trial_keys(DEMO_PASSWORD)
    (before.folder / "pho-bi-thu-thu-nghiem.p12").unlink()

    after, again = trial_keys(DEMO_PASSWORD), trial_keys(DEMO_PASSWORD)

    assert before.trusted != after.trusted == again.trusted
    assert len(trust().roots) == len(trust().crls) == 2


def test_every_row_of_the_demo_is_valid() -> None:
    run("demo", "--signed=1")

    for model in (Body, Position, User, Resolution):
        for row in model.objects.all():
            row.full_clean()
    for body in Body.objects.filter(kind=Body.Kind.GROUP):
        assert body.members_on(date(2026, 11, 23)).exists()


def test_the_demo_accounts_sign_in_with_the_password_that_is_printed() -> None:
    out, _err = run("demo", "--signed=0")

    for username, _role in DEMO_ACCOUNTS:
        assert username in out
    user = authenticate(username="thuha", password="bong-lua-chin-vang")
    assert isinstance(user, User)
    assert user.roles(date(2026, 11, 23)) == {Role.OFFICER}
    assert not User.objects.get(username="quantri").positions.exists()


def test_the_demo_does_not_go_into_a_real_committees_database() -> None:
    make_committee(name="Đảng ủy xã Bình Giang")

    with pytest.raises(CommandError):
        run("demo")
