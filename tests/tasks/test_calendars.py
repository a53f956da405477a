"""The deadline calendar: its secret address, who reads what by it, and the file itself."""

import re
from datetime import date, timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar as CalendarFile

from kesat.organization.models import User
from kesat.records.models import Event
from tasks import calendars
from tasks.models import Calendar
from tests.conftest import english_client
from tests.factories import NOW, make_body, make_committee, make_head_of_office, make_reader
from tests.task_factories import make_directive, make_head_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committee() -> None:
    make_committee()


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def feed(word: str) -> tuple[int, bytes]:
    answer = Client().get(f"/lich/{word}.ics")
    return answer.status_code, answer.content


def summaries(content: bytes) -> list[str]:
    return [str(event["summary"]) for event in CalendarFile.from_ical(content).walk("VEVENT")]


def test_the_address_is_shown_once_and_only_its_hash_is_kept() -> None:
    client = english_client(make_head_of_office())

    page = client.post("/nhiem-vu/lich-han/")
    again = client.get("/nhiem-vu/lich-han/")

    word = re.search(r"/lich/([\w-]+)\.ics", page.content.decode())
    assert word is not None
    assert len(word[1]) >= 43  # 256 bits in base 64
    kept = Calendar.objects.get()
    assert kept.token_hash == calendars.hashed(word[1])
    assert word[1] not in again.content.decode() + str(list(Event.objects.values_list("details", flat=True)))
    assert "Made at" in again.content.decode()
    assert feed(word[1])[0] == 200


def test_the_file_holds_titles_and_days_by_the_rules_of_its_format() -> None:
    title = "Giải phóng mặt bằng; kênh Kim Sơn, đoạn 2\\3 " + "ầ" * 60
    due = make_directive(title=title, due_on=today(9))
    make_directive(due_on=None)
    make_directive(due_on=today(3), outcome="done", ended_on=today())
    word = calendars.make(make_head_of_office(), at=NOW)

    answer = Client().get(f"/lich/{word}.ics")
    lines = answer.content.split(b"\r\n")
    event: Any
    (event,) = CalendarFile.from_ical(answer.content).walk("VEVENT")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert rb"b\xe1\xba\xb1ng\; k" in repr(answer.content).encode().replace(b"\\\\", b"\\")
    assert str(event["summary"]) == title
    assert (event["dtstart"].dt, event["dtend"].dt) == (due.due_on, today(10))
    assert {name.lower() for name in event} == {
        "uid", "dtstamp", "sequence", "dtstart", "dtend", "summary", "transp",
    }  # fmt: skip
    assert str(event["uid"]) == f"directive-{due.pk}@testserver"


def test_bad_input_31_a_body_reads_its_own_only() -> None:
    mine = make_body()
    make_directive(lead=mine, title="Việc của tôi")
    make_directive(title="Việc của người khác")
    word = calendars.make(make_head_of(mine), at=NOW)
    nothing = calendars.make(make_reader(), at=NOW)

    assert summaries(feed(word)[1]) == ["Việc của tôi"]
    assert summaries(feed(nothing)[1]) == []


def test_bad_input_70_a_guessed_a_revoked_and_a_closed_address_answer_alike() -> None:
    user = make_head_of_office()
    word = calendars.make(user, at=NOW)
    client = english_client(user)
    client.post(f"/nhiem-vu/lich-han/{Calendar.objects.get().pk}/thu-hoi/")
    closed = make_head_of_office(username="da-dong")
    other = calendars.make(closed, at=NOW)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    answers = [feed(each) for each in (word, other, "a" * 43, "x")]

    assert {status for status, _content in answers} == {404}
    without_id = {re.sub(rb"[0-9a-f]{12}", b"", content) for _status, content in answers}
    assert len(without_id) == 1


def test_bad_input_70_who_guesses_on_is_stopped() -> None:
    answers = [feed(f"guess-{number}")[0] for number in range(61)]

    assert answers == [404] * 60 + [429]


def test_nobody_revokes_another_s_calendar() -> None:
    calendars.make(make_head_of_office(), at=NOW)
    stranger = english_client(make_reader())

    answer = stranger.post(f"/nhiem-vu/lich-han/{Calendar.objects.get().pk}/thu-hoi/")

    assert (answer.status_code, Calendar.objects.get().revoked_at) == (404, None)


def test_revoking_twice_is_recorded_once() -> None:
    user = make_head_of_office()
    calendars.make(user, at=NOW)
    client = english_client(user)
    for _ in range(2):
        client.post(f"/nhiem-vu/lich-han/{Calendar.objects.get().pk}/thu-hoi/")

    assert [event.action for event in Event.objects.all()] == ["make_calendar", "revoke_calendar"]
    assert Calendar.objects.values_list("revoked_at", flat=True)[0] == ANY


def test_a_person_has_five_calendars_at_most() -> None:
    client = english_client(make_head_of_office())

    answers = [client.post("/nhiem-vu/lich-han/") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [422]
    assert "You have 5 calendars already." in answers[-1].content.decode()
