"""Who is told of what on the way of a month, in the program and by mail."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kesat.organization.models import NoticeMail, Role, User
from kesat.records.models import Notice
from kesat.records.notices import send_mails, tell
from resolutions import deciding, notifying, submitting, workflow
from resolutions.models import Comment, Opinion, Resolution
from resolutions.policy import Action
from tests.factories import (
    NOW,
    StandingCommittee,
    finish_sections,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_resolution,
    make_standing_committee,
    make_user,
    submit_draft,
)
from tests.resolutions.decisions import amend, amending

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> StandingCommittee:
    make_committee()
    return make_standing_committee()


@pytest.fixture
def month(committee: StandingCommittee) -> Resolution:
    month = make_resolution(month=12)
    finish_sections(month)
    return month


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_whose_turn_it_is_is_told_and_who_made_the_move_is_not(month: Resolution) -> None:
    head, officer, other = make_head_of_office(), make_officer(), make_officer()

    workflow.hand_over(month, by=officer, at=NOW)
    workflow.step_back(month, "Thiếu số liệu.", by=head, at=NOW)

    assert told(head) == ["Dự thảo tháng 12/2026 chờ đồng chí thẩm định."]
    assert told(officer) == told(other) == ["Tháng 12/2026 lùi lại một bước."]


def test_a_step_that_is_skipped_tells_nobody(month: Resolution, committee: StandingCommittee) -> None:
    submit_draft(month, by=make_head_of_office())

    assert not Notice.objects.filter(kind="moved_ask_permanent").exists()


def test_everyone_who_was_asked_is_told_until_when(month: Resolution, committee: StandingCommittee) -> None:
    guest = make_user()
    make_position(guest, Role.INSPECTOR)
    head, at = make_head_of_office(), timezone.now()
    workflow.hand_over(month, by=head, at=at)

    deadline = at + timedelta(days=2)
    submitting.submit(month, deadline=deadline, guests=[guest], by=head, at=at, on=timezone.localdate())

    until = timezone.localtime(deadline).strftime("%H:%M %d/%m/%Y")
    words = f"Xin ý kiến đồng chí về dự thảo lần 1 tháng 12/2026, hạn {until}."
    assert [told(person) for person in committee.everyone] == [[words]] * 5
    assert told(guest) == ["Đã gửi đồng chí đọc dự thảo lần 1 tháng 12/2026."]


def test_a_near_deadline_is_told_once_to_those_who_are_silent(month: Resolution, committee: StandingCommittee) -> None:
    draft = submit_draft(month, by=make_head_of_office())
    Opinion.objects.create(draft=draft, user=committee.secretary, answer="agreed", at=timezone.now())
    early, late = draft.deadline - timedelta(hours=25), draft.deadline - timedelta(hours=23)

    counts = [notifying.near_deadlines(at=at) for at in (early, late, late, draft.deadline)]

    assert counts == [0, 4, 0, 0]
    assert len(told(committee.deputy)) == 2
    assert "Sắp hết hạn" in told(committee.deputy)[1]


def test_the_author_of_a_comment_hears_of_the_answer(month: Resolution, committee: StandingCommittee) -> None:
    head = make_head_of_office()
    draft = submit_draft(month, by=head)
    comment = Comment.objects.create(draft=draft, text="Nêu rõ số hộ.", by=committee.deputy, at=NOW)

    notifying.answered(comment, by=head, at=NOW)

    assert told(committee.deputy)[1:] == ["Văn phòng đã trả lời góp ý của đồng chí về tháng 12/2026."]


def test_no_notice_holds_a_word_of_the_draft(month: Resolution, committee: StandingCommittee) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)
    submitting.take_back(month, "Lý do riêng của Văn phòng.", by=head, at=NOW)

    lines = " ".join(Notice.objects.values_list("text", flat=True))
    assert "Lý do" not in lines
    assert "Đã làm xong việc" not in lines


@pytest.mark.parametrize("action", sorted({Action.PREPARE, Action.SIGN, Action.UPLOAD_SIGNED, Action.CONFIRM_DECISION}))
def test_what_follows_the_decision_is_told_to_whose_turn_it_is(
    action: Action, month: Resolution, committee: StandingCommittee
) -> None:
    head = make_head_of_office()

    notifying.moved(action, month, by=committee.members[0], at=NOW)

    assert bool(told(committee.secretary)) == (action == Action.PREPARE)
    assert bool(told(head)) == (action != Action.PREPARE)


def test_who_confirms_hears_that_a_decision_and_an_amended_text_wait() -> None:
    review = amending()
    before = told(review.secretary)
    amend(review)

    deciding.certify(review.month, by=review.head, at=timezone.now())

    assert "Đã ghi kết quả thông qua tháng 12/2026, chờ đồng chí xác nhận." in before
    assert told(review.secretary)[-1] == "Đã chứng nhận văn bản chỉnh sửa tháng 12/2026, chờ đồng chí xác nhận."


def test_the_members_asked_hear_that_a_draft_is_returned_and_what_is_decided(
    month: Resolution, committee: StandingCommittee
) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)

    for action in (Action.RETURN, Action.CONFIRM_DECISION):
        notifying.moved(action, month, by=committee.secretary, at=NOW)

    words = [
        "Dự thảo tháng 12/2026 đã xin ý kiến đồng chí được trả lại để tiếp thu, chỉnh sửa.",
        "Kết quả thông qua tháng 12/2026 của Ban Thường vụ đã được xác nhận.",
    ]
    assert told(committee.deputy)[1:] == words
    assert told(committee.secretary)[1:] == []
    assert told(head) != words


# Telling, reading, mailing


def with_mail(wish: str) -> User:
    return make_user(email="mai@example.com", notice_mail=wish)


def test_the_same_line_is_told_once_until_it_is_read() -> None:
    user = make_user()
    for _ in range(2):
        tell([user, user], "x", "Một việc.", "/", at=NOW)
    Notice.objects.update(read_at=NOW)
    tell([user], "x", "Một việc.", "/", at=NOW)

    assert told(user) == ["Một việc.", "Một việc."]


def test_several_notices_are_one_mail_and_are_mailed_once() -> None:
    user = with_mail(NoticeMail.DAILY)
    for number in range(3):
        tell([user], "x", f"Việc số {number}.", f"/{number}/", at=NOW)

    counts = [send_mails(wish, at=NOW) for wish in (NoticeMail.SOON, NoticeMail.DAILY, NoticeMail.DAILY)]

    assert counts == [0, 1, 0]
    assert [message.to for message in mail.outbox] == [["mai@example.com"]]
    assert mail.outbox[0].subject == "Nghị quyết tháng: 3 thông báo"
    assert "- Việc số 2.\n  http://127.0.0.1:8000/2/" in mail.outbox[0].body


def test_one_address_that_fails_keeps_nobody_else_from_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (make_user(email=f"{name}@example.com", notice_mail=NoticeMail.DAILY) for name in ("hong", "mai"))
    for user in (first, second):
        tell([user], "x", "Một việc.", "/", at=NOW)
    send = EmailMessage.send

    def refused(message: EmailMessage, *args: Any, **kwargs: Any) -> int:
        if message.to == ["hong@example.com"]:
            raise SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refused)
    assert send_mails(NoticeMail.DAILY, at=NOW) == 1
    monkeypatch.setattr(EmailMessage, "send", send)
    assert send_mails(NoticeMail.DAILY, at=NOW) == 1
    assert [message.to for message in mail.outbox] == [["mai@example.com"], ["hong@example.com"]]


def test_what_one_mail_does_not_hold_stands_in_the_next() -> None:
    user = with_mail(NoticeMail.DAILY)
    for number in range(60):
        tell([user], "x", f"Việc số {number}.", "/", at=NOW)

    assert [send_mails(NoticeMail.DAILY, at=NOW) for _ in range(3)] == [1, 1, 0]
    assert [message.body.count("- Việc số") for message in mail.outbox] == [50, 10]


@pytest.mark.parametrize("wish", [NoticeMail.NONE, NoticeMail.SOON])
def test_who_wants_no_mail_or_has_read_it_gets_none(wish: str) -> None:
    tell([with_mail(wish)], "x", "Một việc.", "/", at=NOW)
    if wish == NoticeMail.SOON:
        Notice.objects.update(read_at=NOW)

    assert [send_mails(each, at=NOW) for each in (NoticeMail.SOON, NoticeMail.DAILY)] == [0, 0]


def test_bad_input_69_a_line_break_begins_no_header() -> None:
    tell([with_mail(NoticeMail.SOON)], "x", "Một việc.\r\nBcc: ke-gian@example.com", "/", at=NOW)

    send_mails(NoticeMail.SOON, at=NOW)

    assert mail.outbox[0].message()["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_the_command_sends_what_waits(month: Resolution, committee: StandingCommittee) -> None:
    User.objects.filter(pk=committee.secretary.pk).update(email="bithu@example.com", notice_mail=NoticeMail.SOON)
    User.objects.filter(pk=committee.deputy.pk).update(email="pho@example.com")
    submit_draft(month, by=make_head_of_office())

    call_command("send_notices")
    call_command("send_notices", "--daily")

    assert [message.to[0] for message in mail.outbox] == ["bithu@example.com", "pho@example.com"]


# The page


def test_one_s_notices_are_listed_opened_and_marked(reader: Client) -> None:
    user = User.objects.get(pk=reader.session["_auth_user_id"])
    tell([user], "x", "Một việc.", "/nghi-quyet/", at=NOW)
    notice = Notice.objects.get()
    assert "Một việc." in reader.get("/").content.decode()

    response = reader.post(f"/thong-bao/{notice.pk}/")

    assert response.headers["Location"] == "/nghi-quyet/"
    assert Notice.objects.get().read_at
    page = reader.get("/thong-bao/").content.decode()
    assert re.search("Một việc", page)
    assert "Đánh dấu đã đọc tất cả" not in page


def test_bad_input_30_another_person_s_notice_is_not_found(reader: Client) -> None:
    tell([make_user()], "x", "Một việc.", "/", at=NOW)

    assert reader.post(f"/thong-bao/{Notice.objects.get().pk}/").status_code == 404
    assert "Một việc." not in reader.get("/thong-bao/").content.decode()


def test_all_are_marked_and_the_choice_is_kept(reader: Client) -> None:
    user = User.objects.get(pk=reader.session["_auth_user_id"])
    tell([user], "x", "Một việc.", "/", at=NOW)

    reader.post("/thong-bao/da-doc/")
    wrong = reader.post("/thong-bao/", {"notice_mail": "hourly"})
    reader.post("/thong-bao/", {"notice_mail": "none"})

    assert not Notice.objects.unread().exists()
    assert wrong.status_code == 422
    assert User.objects.get(pk=user.pk).notice_mail == "none"
