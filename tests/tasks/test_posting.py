"""Letters of reminders on their way: what they say, and what becomes of them when a server refuses or is gone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import DjangoAssertNumQueries, Settings

from kesat.organization.models import Body, NoticeMail, Position, Role, User
from kesat.records.notices import send_mails
from resolutions.models import Resolution, Status
from tasks.models import Directive, Letter, Progress
from tasks.posting import post, waiting
from tasks.reminders import write_down
from tests.factories import NOW, make_body, make_committee, make_head_of_office, make_resolution
from tests.load.mail_server import Inbox, mail_server
from tests.task_factories import make_directive, make_head_of, make_report, share_of

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 17)
DUE = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def committee(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    make_committee()


@pytest.fixture
def inbox(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """Return what a real mail server of this machine takes from the project."""
    with mail_server(tmp_path) as (inbox, environment):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = environment["KESAT_SMTP_HOST"]
        settings.EMAIL_PORT = int(environment["KESAT_SMTP_PORT"])
        monkeypatch.setenv("SSL_CERT_FILE", environment["SSL_CERT_FILE"])
        yield inbox


def make_person(number: int = 1, *, due_on: date = DUE, **fields: Any) -> User:
    """Make a person with a mail address, and a directive of their own."""
    body = make_body(kind=Body.Kind.DIVISION)
    user = make_head_of(body, **{"email": f"nguoi-{number}@example.com"} | fields)
    make_directive(lead=body, due_on=due_on)
    return user


def sent(on: date = ON) -> list[EmailMessage]:
    """Write down what is due on the day and send it; return the mails."""
    write_down(on, at=NOW)
    before = len(mail.outbox)
    post(on, at=NOW)
    return mail.outbox[before:]


# What it says


def test_a_letter_says_what_is_overdue_due_today_and_soon_with_its_page() -> None:
    body = make_body(name="Công an xã", kind=Body.Kind.DIVISION)
    make_head_of(body, email="hoa@example.com", full_name="Vũ Thị Hoa")
    rows = [
        make_directive(lead=body, due_on=due_on, title=title)
        for due_on, title in ((DUE, "Rà soát cư trú"), (date(2026, 11, 15), "Báo cáo PCCC"), (ON, "Họp giao ban"))
    ]

    (message,) = sent()

    site = "http://127.0.0.1:8000"
    assert message.to == ["hoa@example.com"]
    assert message.subject == (
        "Monthly resolution: 1 directive is overdue, 1 directive is due today, 1 directive is due soon"
    )
    assert message.extra_headers == {
        "Message-ID": Letter.objects.get().message_id,
        "Auto-Submitted": "auto-generated",
    }
    assert message.body == (
        "To Vũ Thị Hoa,\n\n"
        "OVERDUE\n"
        "- Báo cáo PCCC\n"
        "  No. 2, month 11/2026. Lead: Công an xã.\n"
        "  Due 15/11/2026, 2 days overdue.\n"
        f"  {site}/nhiem-vu/{rows[1].pk}/\n\n"
        "DUE TODAY\n"
        "- Họp giao ban\n"
        "  No. 3, month 11/2026. Lead: Công an xã.\n"
        "  Due today, 17/11/2026.\n"
        f"  {site}/nhiem-vu/{rows[2].pk}/\n\n"
        "DUE SOON\n"
        "- Rà soát cư trú\n"
        "  No. 1, month 11/2026. Lead: Công an xã.\n"
        "  Due 20/11/2026, 3 days left.\n"
        f"  {site}/nhiem-vu/{rows[0].pk}/\n\n"
        f"How you are told can be changed on the page of notices:\n{site}/thong-bao/\n"
    )


def test_of_a_group_it_says_how_many_have_done_it_and_to_a_member_no_other_s_name() -> None:
    group = make_body(name="Các chi bộ", kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    branches = [make_body(name=f"Chi bộ thôn {n}", kind=Body.Kind.BRANCH, position=n) for n in range(1, 9)]
    make_head_of(branches[3], email="thon4@example.com")
    make_head_of_office(email="vp@example.com")
    directive = make_directive(lead=group, due_on=DUE)
    for branch in branches[:2]:
        share = share_of(directive, branch)
        share.done_on = ON
        share.save()

    texts = {message.to[0]: str(message.body) for message in sent()}

    assert "2 of 8 bodies have done it." in texts["thon4@example.com"]
    assert "Still to report: Chi bộ thôn 4." in texts["thon4@example.com"]
    assert (
        "Still to report: Chi bộ thôn 3, Chi bộ thôn 4, Chi bộ thôn 5, Chi bộ thôn 6, Chi bộ thôn 7 and 1 more."
        in (texts["vp@example.com"])
    )


def test_the_head_of_the_office_reads_that_a_report_waits() -> None:
    body = make_body(kind=Body.Kind.DIVISION)
    make_head_of(body, email="hoa@example.com")
    make_head_of_office(email="vp@example.com")
    make_report(make_directive(lead=body, due_on=DUE), progress=Progress.DONE)

    (message,) = sent()

    assert message.to == ["vp@example.com"]
    assert "The report waits to be looked at by the office." in message.body


def test_bad_input_69_a_line_break_in_a_name_or_title_begins_no_header_and_no_line() -> None:
    user = make_person()
    User.objects.filter(pk=user.pk).update(full_name="Hoa\r\nBcc: ke-gian@example.com")
    Directive.objects.update(title="Một việc\r\nBcc: ke-gian@example.com\r\n\r\nXin chào")

    (message,) = sent()

    raw = message.message()
    assert raw["Bcc"] is None
    assert raw["To"] == "nguoi-1@example.com"
    assert "\nBcc" not in str(message.body)
    assert "- Một việc Bcc: ke-gian@example.com Xin chào\n" in str(message.body)


def test_a_bad_address_does_not_keep_the_others_from_their_letters() -> None:
    bad, good = make_person(1), make_person(2)
    User.objects.filter(pk=bad.pk).update(email="hoa@example.com\nBcc: ke-gian@example.com")
    write_down(ON, at=NOW)

    count, problems = post(ON, at=NOW)

    assert count == 1
    assert [message.to for message in mail.outbox] == [[good.email]]
    assert len(problems) == 1


# Whether it goes out


def test_a_letter_is_sent_once() -> None:
    make_person()

    assert [len(sent()) for _ in range(3)] == [1, 0, 0]
    assert Letter.objects.get().sent_at == NOW
    assert [send_mails(wish, at=NOW) for wish in NoticeMail.values] == [0, 0, 0]


@pytest.mark.parametrize("fields", [{"email": ""}, {"notice_mail": NoticeMail.NONE}])
def test_who_has_no_mail_or_wishes_none_is_told_in_the_program_alone(fields: dict[str, Any]) -> None:
    user = make_person(**fields)

    assert sent() == []
    assert user.notices.count() == 1
    assert Letter.objects.get().sent_at is None


def test_nothing_goes_out_on_a_public_holiday_and_it_does_on_the_next_day() -> None:
    make_person(due_on=date(2026, 11, 26))
    write_down(date(2026, 11, 23), at=NOW)

    assert post(date(2026, 11, 24), at=NOW) == (0, [])
    assert post(date(2026, 11, 25), at=NOW) == (1, [])


def _done() -> None:
    Directive.objects.update(outcome="done", ended_on=ON)


def _share_done() -> None:
    share_of(Directive.objects.get()).__class__.objects.update(done_on=ON)


def _withdrawn() -> None:
    Resolution.objects.update(status=Status.WITHDRAWN)


def _put_off() -> None:
    Directive.objects.update(due_on=date(2026, 12, 20))


def _left_the_body() -> None:
    Position.objects.filter(post__role=Role.HEAD_OF_BODY).update(ends_on=ON - timedelta(days=1))


def _locked() -> None:
    User.objects.update(is_active=False)


@pytest.mark.parametrize("change", [_done, _share_done, _withdrawn, _put_off, _left_the_body, _locked])
def test_what_is_no_longer_so_when_it_is_sent_is_not_said(change: object) -> None:
    make_person()
    write_down(ON, at=NOW)

    assert callable(change)
    change()

    assert post(ON, at=NOW) == (0, [])
    assert Letter.objects.get().sent_at is None


def test_what_is_left_is_said() -> None:
    body = make_body(kind=Body.Kind.DIVISION)
    make_head_of(body, email="hoa@example.com")
    for title in ("Việc đã xong", "Việc còn lại"):
        make_directive(lead=body, due_on=DUE, title=title)
    write_down(ON, at=NOW)
    Directive.objects.filter(title="Việc đã xong").update(outcome="done", ended_on=ON)

    post(ON, at=NOW)

    assert mail.outbox[0].subject == "Monthly resolution: 1 directive is due soon"
    assert "Việc đã xong" not in mail.outbox[0].body


def test_a_letter_of_days_ago_says_it_as_of_today_unless_a_later_one_does() -> None:
    make_person()
    resolution = make_resolution(month=10, archive=True)
    body = Body.objects.get(kind=Body.Kind.DIVISION)
    make_directive(resolution=resolution, lead=body, due_on=date(2026, 11, 24), title="Việc sau")
    write_down(ON, at=NOW)
    write_down(date(2026, 11, 19), at=NOW)

    post(date(2026, 11, 19), at=NOW)

    texts = [str(message.body) for message in mail.outbox]
    assert ["Việc sau" in text for text in texts] == [True, False]
    assert ["1 day left" in text for text in texts] == [False, True]
    assert "Due 24/11/2026, 5 days left." in texts[0]


def test_after_a_week_a_letter_is_not_tried_again() -> None:
    make_person()
    write_down(ON, at=NOW)

    assert len(waiting(ON + timedelta(days=6))) == 1
    assert waiting(ON + timedelta(days=7)) == []


@pytest.mark.parametrize("count", [1, 50])
def test_however_many_letters_wait_the_queries_are_as_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_person(number)
    write_down(ON, at=NOW)

    with django_assert_num_queries(6):
        assert len(waiting(ON)) == count


# With a real server


def test_a_real_server_takes_each_letter_under_its_own_name(inbox: Inbox) -> None:
    for number in range(3):
        make_person(number)
    write_down(ON, at=NOW)

    assert post(ON, at=NOW) == (3, [])
    letters = Letter.objects.order_by("pk").values_list("user__email", "message_id")
    assert inbox.taken == list(letters)


def test_one_refused_recipient_does_not_stop_the_others_and_is_tried_again(inbox: Inbox) -> None:
    for number in range(3):
        make_person(number)
    inbox.refused = {"nguoi-1@example.com"}
    write_down(ON, at=NOW)

    count, problems = post(ON, at=NOW)
    inbox.refused = set()
    again = post(ON, at=NOW)

    assert count == 2
    assert len(problems) == 1
    assert problems[0].startswith("Vũ Thị Hoa: ")
    assert again == (1, [])
    assert [recipient for recipient, _name in inbox.taken] == [f"nguoi-{number}@example.com" for number in (0, 2, 1)]


def test_a_server_that_hangs_up_on_one_letter_gets_the_others(inbox: Inbox) -> None:
    for number in range(3):
        make_person(number)
    inbox.hung_up_on = {"nguoi-0@example.com"}
    write_down(ON, at=NOW)

    count, problems = post(ON, at=NOW)

    assert (count, len(problems)) == (2, 1)


def test_a_server_that_always_hangs_up_is_left_alone_after_the_third_time(inbox: Inbox) -> None:
    for number in range(5):
        make_person(number)
    inbox.hung_up_on = {f"nguoi-{number}@example.com" for number in range(5)}
    write_down(ON, at=NOW)

    count, problems = post(ON, at=NOW)

    assert (count, len(problems)) == (0, 3)


def test_while_the_server_is_down_nothing_is_lost(inbox: Inbox, settings: Settings) -> None:
    for number in range(2):
        make_person(number)
    write_down(ON, at=NOW)
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1

    down = post(ON, at=NOW)
    settings.EMAIL_PORT = port
    up = post(ON, at=NOW)

    assert down[0] == 0
    assert len(down[1]) == 1  # nobody knocks at a closed door for every letter
    assert up == (2, [])
