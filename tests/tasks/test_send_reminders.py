"""The command that a timer runs each morning."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.management.base import CommandParser
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from kesat.organization.models import Body
from kesat.records.models import Notice
from tasks.management.commands.send_reminders import Command
from tasks.models import Letter, Reminder
from tasks.posting import alone
from tests.factories import make_body, make_committee
from tests.task_factories import make_directive, make_head_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directive(settings: Settings, tmp_path: Path) -> None:
    """Set one directive due on 20 November, and keep the lock in a folder of the test."""
    settings.VAR_DIR = tmp_path / "var"
    make_committee()
    body = make_body(kind=Body.Kind.DIVISION)
    make_head_of(body, username="truong", email="hoa@example.com")
    make_directive(lead=body, due_on=date(2026, 11, 20), title="Rà soát cư trú")


def test_it_writes_down_sends_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_reminders", "--on", "2026-11-17")
    call_command("send_reminders", "--on", "2026-11-17")

    assert capsys.readouterr().out == "2 1\n0 0\n"
    assert len(mail.outbox) == 1


def test_a_dry_run_says_who_would_be_told_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_reminders", "--on", "2026-11-17", "--dry-run")

    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(name, step, title) for name, step, _pk, title in lines] == [
        ("truong", "three_days", "Rà soát cư trú"),
        ("truong", "weekly", "Rà soát cư trú"),
    ]
    assert [model.objects.count() for model in (Letter, Reminder, Notice)] == [0, 0, 0]
    assert mail.outbox == []


@pytest.mark.parametrize("day", ["17/11/2026", "2026-11-31", "20261117", "2026-W47-2", "0001-01-01", "9999-12-31", ""])
def test_another_day_than_one_of_the_calendar_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser: CommandParser = Command().create_parser("manage.py", "send_reminders")
    parser.called_from_command_line = True

    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(["--on", day])

    assert stopped.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_today_is_the_day_in_vietnam(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 16, 23, 30, tzinfo=UTC))

    call_command("send_reminders")

    assert Letter.objects.get().on == date(2026, 11, 17)
    assert capsys.readouterr().out == "2 1\n"


def test_what_goes_wrong_is_said_in_the_end(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(CommandError, match="refused"):
        call_command("send_reminders", "--on", "2026-11-17")

    assert capsys.readouterr().out == "2 0\n"


@pytest.mark.usefixtures("in_english")
def test_of_two_at_once_the_second_says_so_and_does_nothing() -> None:
    with _another_sender(), pytest.raises(CommandError, match="Another process"):
        call_command("send_reminders", "--on", "2026-11-17")
    assert not Letter.objects.exists()

    call_command("send_reminders", "--on", "2026-11-17")
    assert len(mail.outbox) == 1


@contextmanager
def _another_sender() -> Iterator[None]:
    """Let another sender be at work, with a connection of its own."""
    is_at_work, is_to_stop = Event(), Event()

    def work() -> None:
        with alone():
            is_at_work.set()
            is_to_stop.wait(30)
        connections.close_all()

    thread = Thread(target=work)
    thread.start()
    try:
        assert is_at_work.wait(30)
        yield
    finally:
        is_to_stop.set()
        thread.join()
