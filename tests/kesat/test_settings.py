"""What the settings read from the environment and the data folder, and the port of `make run`."""

import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import kesat.settings


def setting(expression: str, folder: Path, **environment: str) -> str:
    """Return a setting as another process reads it, started in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", f"from kesat import settings\nprint({expression})"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(settings.BASE_DIR), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_an_empty_data_folder_means_the_usual_one(tmp_path: Path) -> None:
    found = setting("settings.VAR_DIR", tmp_path, KESAT_VAR="", KESAT_SECRET_KEY="x")

    assert found == str(settings.BASE_DIR / "var")


def test_a_relative_data_folder_stays_where_it_was_when_the_program_moves(tmp_path: Path) -> None:
    found = setting("settings.VAR_DIR", tmp_path, KESAT_VAR="data", KESAT_SECRET_KEY="x")

    assert found == str(tmp_path / "data")


def test_hosts_may_have_spaces_between_them(tmp_path: Path) -> None:
    found = setting("settings.ALLOWED_HOSTS", tmp_path, KESAT_HOSTS=" a.vn, b.vn ,", KESAT_SECRET_KEY="x")

    assert found == "['a.vn', 'b.vn']"


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    keys = {setting("settings.SECRET_KEY", tmp_path, KESAT_VAR="data") for _time in range(2)}

    path = tmp_path / "data" / "secret_key"
    assert keys == {path.read_text()}
    assert len(path.read_text()) >= 80
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_process_that_was_slower_takes_the_secret_key_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret_key"
    monkeypatch.delenv("KESAT_SECRET_KEY")
    monkeypatch.setattr(kesat.settings, "VAR_DIR", tmp_path)

    def make_key(_length: int) -> str:
        assert not path.exists()  # else another process would read an empty key now
        path.write_text("the key of the other")
        return "our own"

    monkeypatch.setattr(secrets, "token_urlsafe", make_key)

    assert kesat.settings._secret_key() == "the key of the other"
    assert path.read_text() == "the key of the other"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
def test_sqlite_asks_the_triggers_for_what_a_statement_replaces() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("given", "served"), [("", "8000"), ("8123", "8123")])
def test_make_run_serves_on_the_port_given_or_the_usual_one(given: str, served: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "run", f"PORT={given}"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"--bind 127.0.0.1:{served} " in done.stdout
