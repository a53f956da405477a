"""The verbs of reports and of more time: what they store, what they end, whom they refuse."""

from datetime import date, timedelta
from decimal import Decimal
from typing import cast
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kesat.organization.models import Body, User
from kesat.records.models import Event, Notice, StoredFile
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.workflow import Overtaken
from tasks import changing, extending, reporting
from tasks.extending import Answered, Asked
from tasks.models import Directive, Extension, Outcome, Progress, ProgressReport, Share
from tasks.report_files import Ready
from tasks.report_forms import parse_number
from tasks.reporting import Figure, Said, Speaker
from tests.factories import NOW, make_body, make_officer
from tests.task_factories import make_directive, make_head_of, make_report, share_of
from tests.tasks.bodies import Desk, make_desk, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def by(user: User) -> Speaker:
    return Speaker(user.full_name, by=user)


def say(desk: Desk, progress: Progress = Progress.UNDER_WAY, **fields: object) -> ProgressReport:
    if progress == Progress.DONE:
        fields = {"done_on": today(), **fields}
    said = Said(progress, "02/04 hộ đã nhận tiền.", **fields)  # type: ignore[arg-type]
    return reporting.report(desk.share, said, by(desk.head), at=timezone.now())


def row(desk: Desk) -> Directive:
    return Directive.objects.get(pk=desk.directive.pk)


def test_a_report_is_kept_with_its_figures_and_the_office_is_told(desk: Desk) -> None:
    figures = (Figure("Hộ đã nhận tiền", Decimal(1284), "hộ"), Figure("Tỷ lệ", Decimal("99.5"), "%"))

    report = say(desk, difficulty="Còn 02 hộ vắng nhà.", figures=figures)

    assert [str(figure) for figure in report.figures.all()] == ["Hộ đã nhận tiền: 1284 hộ", "Tỷ lệ: 99.5 %"]
    assert (report.body, report.reporter, report.judgement) == (desk.body, "Vũ Thị Hoa", "sent")
    assert row(desk).begun_on == today()
    assert {notice.user for notice in Notice.objects.filter(kind="report")} == {desk.officer, desk.chief}
    event = Event.objects.about(desk.directive).get(action="report")
    assert (event.details["report"], event.details["on_behalf"]) == (report.pk, False)


def test_who_reports_on_a_directive_has_acknowledged_it(desk: Desk) -> None:
    on_behalf = Speaker("Hoa", by=desk.officer, is_on_behalf=True)
    reporting.report(desk.share, Said(Progress.UNDER_WAY, "Đang làm."), on_behalf, at=NOW)
    before = desk.share.acknowledged_at

    say(desk)

    assert (before, desk.share.acknowledged_by) == (None, desk.head)


def test_who_follows_the_directive_is_told_alone(desk: Desk) -> None:
    Directive.objects.filter(pk=desk.directive.pk).update(follower=desk.officer)

    say(desk)

    assert {notice.user for notice in Notice.objects.filter(kind="report")} == {desk.officer}


def test_what_is_not_begun_does_not_begin(desk: Desk) -> None:
    say(desk, Progress.NOT_BEGUN)

    assert row(desk).begun_on is None


def test_bad_input_38_the_same_form_sent_twice_is_one_report(desk: Desk) -> None:
    op_id = uuid4()

    first, second = say(desk, op_id=op_id), say(desk, op_id=op_id)

    assert first == second
    assert (ProgressReport.objects.count(), Event.objects.filter(action="report").count()) == (1, 1)


def test_the_database_keeps_the_second_report_of_a_form_out(desk: Desk) -> None:
    first, second = say(desk, op_id=uuid4()), say(desk, op_id=uuid4())

    with pytest.raises(IntegrityError):
        ProgressReport.objects.filter(pk=second.pk).update(op_id=first.op_id)


def test_acknowledging_is_said_once_and_begins_the_directive(desk: Desk) -> None:
    counts = [reporting.acknowledge([desk.share], by=desk.head, at=NOW) for _again in range(2)]

    assert counts == [1, 0]
    assert (desk.share.acknowledged_by, desk.share.acknowledged_at) == (desk.head, NOW)
    assert row(desk).begun_on == timezone.localdate(NOW)


def test_a_report_of_done_that_is_accepted_ends_the_directive(desk: Desk) -> None:
    report = say(desk, Progress.DONE, done_on=today() - timedelta(days=1))

    reporting.accept(report, by=desk.officer, at=timezone.now())

    directive = row(desk)
    assert (directive.outcome, directive.ended_on) == (Outcome.DONE, today() - timedelta(days=1))
    assert directive.version == desk.directive.version + 1
    assert desk.share.done_on == today() - timedelta(days=1)
    assert [notice.user for notice in Notice.objects.filter(kind="judged")] == [desk.head]


def test_a_report_of_under_way_that_is_accepted_ends_nothing(desk: Desk) -> None:
    reporting.accept(say(desk), by=desk.officer, at=timezone.now())

    assert (row(desk).outcome, desk.share.done_on) == (Outcome.OPEN, None)


def test_a_group_is_done_with_the_last_of_its_members(desk: Desk) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ thôn {name}") for name in ("Đông", "Chợ")]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    directive = make_directive(lead=group, due_on=today() + timedelta(days=3))
    outcomes = []

    for days, branch in enumerate(branches):
        day = today() - timedelta(days=days)
        report = make_report(directive, body=branch, progress=Progress.DONE, done_on=day)
        reporting.accept(report, by=desk.officer, at=timezone.now())
        outcomes.append(Directive.objects.get(pk=directive.pk).outcome)

    assert outcomes == [Outcome.OPEN, Outcome.DONE]
    assert Directive.objects.get(pk=directive.pk).ended_on == today()


def test_a_returned_report_says_why_and_can_be_followed_by_another(desk: Desk) -> None:
    report = say(desk)

    reporting.send_back(report, "Thiếu biên bản.", by=desk.officer, at=timezone.now())

    report.refresh_from_db()
    assert (report.judgement, report.return_reason, report.judged_by) == ("returned", "Thiếu biên bản.", desk.officer)
    assert say(desk, op_id=uuid4()).judgement == "sent"


def test_a_report_is_not_returned_without_a_reason(desk: Desk) -> None:
    with pytest.raises(Refused, match="Say why"):
        reporting.send_back(say(desk), "  ", by=desk.officer, at=timezone.now())


def test_nobody_judges_or_verifies_what_the_same_account_entered(desk: Desk) -> None:
    said = Said(Progress.DONE, "Xong.", done_on=today())
    speaker = Speaker("Vũ Thị Hoa, qua điện thoại", by=desk.officer, is_on_behalf=True)
    report = reporting.report(desk.share, said, speaker, at=timezone.now())

    for act in (reporting.accept, reporting.verify):
        with pytest.raises(Refused, match="yourself"):
            act(report, by=desk.officer, at=timezone.now())
    with pytest.raises(Refused, match="yourself"):
        reporting.send_back(report, "Sai.", by=desk.officer, at=timezone.now())
    reporting.accept(report, by=desk.chief, at=timezone.now())


def test_nobody_judges_what_came_by_a_link_in_the_same_session(desk: Desk) -> None:
    speaker = Speaker("Vũ Thị Hoa", link=7, signed_in=desk.officer)
    report = reporting.report(desk.share, Said(Progress.UNDER_WAY, "Đang làm."), speaker, at=timezone.now())

    with pytest.raises(Refused, match="yourself"):
        reporting.accept(report, by=desk.officer, at=timezone.now())


def test_of_two_who_judge_the_slower_is_told_by_whom(desk: Desk) -> None:
    report = say(desk)
    seen = ProgressReport.objects.get(pk=report.pk)

    reporting.accept(report, by=desk.officer, at=timezone.now())

    with pytest.raises(Overtaken, match="Nguyễn Thu Hà has judged this report meanwhile: Accepted"):
        reporting.send_back(seen, "Thiếu.", by=desk.chief, at=timezone.now())


def test_a_report_is_verified_once_and_not_after_it_was_returned(desk: Desk) -> None:
    member = make_head_of(desk.body, role="committee_member", full_name="Đỗ Văn Tám")
    report = say(desk)

    reporting.verify(report, by=member, at=timezone.now())

    with pytest.raises(Overtaken):
        reporting.verify(report, by=member, at=timezone.now())
    returned = say(desk, op_id=uuid4())
    reporting.send_back(returned, "Thiếu.", by=desk.officer, at=timezone.now())
    with pytest.raises(Refused, match="returned"):
        reporting.verify(ProgressReport.objects.get(pk=returned.pk), by=member, at=timezone.now())


ENDS = {
    Outcome.DROPPED: "no longer to be done since 20/11/2026: Không còn phù hợp",
    Outcome.CARRIED_OVER: "carried over to the next month",
    Outcome.DONE: "accepted as done on 20/11/2026",
}


@pytest.mark.parametrize("outcome", ENDS)
def test_what_has_ended_takes_no_report_and_says_so(outcome: Outcome, desk: Desk) -> None:
    Directive.objects.filter(pk=desk.directive.pk).update(
        outcome=outcome, ended_on=date(2026, 11, 20), outcome_reason="Không còn phù hợp"
    )

    with pytest.raises(Overtaken, match=ENDS[outcome]):
        say(desk)
    with pytest.raises(Overtaken):
        extending.ask(desk.share, Asked("Mưa.", today() + timedelta(days=30)), by(desk.head), at=timezone.now())
    assert reporting.acknowledge([desk.share], by=desk.head, at=NOW) == 0


def test_a_withdrawn_resolution_takes_no_report_and_no_judgement(desk: Desk) -> None:
    report = say(desk)
    Resolution.objects.filter(pk=desk.directive.resolution_id).update(status=Status.WITHDRAWN)

    with pytest.raises(Overtaken, match="no longer in force"):
        say(desk, op_id=uuid4())
    with pytest.raises(Overtaken, match="no longer in force"):
        reporting.accept(ProgressReport.objects.get(pk=report.pk), by=desk.officer, at=timezone.now())


def test_a_part_that_went_to_another_body_while_the_form_was_open_takes_no_report(desk: Desk) -> None:
    share, chief, reason = desk.share, desk.chief, "Đổi đầu mối."
    changing.change_lead(desk.directive, make_body(), reason, seen=desk.directive.version, by=chief, at=timezone.now())

    with pytest.raises(Overtaken, match="no longer to be done by Phòng Kinh tế"):
        reporting.report(share, Said(Progress.UNDER_WAY, "Đang làm."), by(desk.head), at=timezone.now())
    with pytest.raises(Overtaken, match="no longer to be done by Phòng Kinh tế"):
        extending.ask(share, Asked("Mưa.", today() + timedelta(days=30)), by(desk.head), at=timezone.now())


def test_a_body_whose_part_is_done_reports_no_more(desk: Desk) -> None:
    Share.objects.filter(directive=desk.directive).update(done_on=today())

    with pytest.raises(Overtaken, match="The part of Phòng Kinh tế was accepted as done"):
        say(desk)


def test_what_was_not_given_takes_no_report(desk: Desk) -> None:
    Directive.objects.filter(pk=desk.directive.pk).update(given_on=None)

    with pytest.raises(Overtaken, match="not been given"):
        say(desk)


# More time


def ask(desk: Desk, days: int = 30, **fields: object) -> Extension:
    asked = Asked("Mưa kéo dài.", today() + timedelta(days=days), **fields)  # type: ignore[arg-type]
    return extending.ask(desk.share, asked, by(desk.head), at=timezone.now())


def test_more_time_granted_moves_the_deadline_and_keeps_the_first(desk: Desk) -> None:
    extension, day = ask(desk), today() + timedelta(days=25)

    extending.answer(extension, Answered(day), by=desk.chief, at=timezone.now())

    directive, first = row(desk), desk.directive.due_on
    assert (directive.due_on, directive.first_due_on) == (day, first)
    assert directive.version == desk.directive.version + 1
    extension.refresh_from_db()
    assert (extension.answer, extension.granted_on, extension.old_due_on) == ("granted", day, first)
    event = Event.objects.about(directive).get(action="grant_more_time")
    assert first
    assert event.details["deadline"] == {"from": first.isoformat(), "to": day.isoformat()}


def test_more_time_is_neither_asked_for_nor_granted_until_a_day_that_has_passed(desk: Desk) -> None:
    extension, passed = ask(desk), today() - timedelta(days=10)
    Directive.objects.filter(pk=desk.directive.pk).update(due_on=today() - timedelta(days=20))

    with pytest.raises(Refused, match="has passed"):
        extending.answer(extension, Answered(passed), by=desk.chief, at=timezone.now())
    Extension.objects.all().delete()
    with pytest.raises(Refused, match="has passed"):
        ask(desk, days=-10)


def test_more_time_refused_says_why_and_moves_nothing(desk: Desk) -> None:
    extension = ask(desk)

    with pytest.raises(Refused, match="Say why"):
        extending.answer(extension, Answered(None, " "), by=desk.chief, at=timezone.now())
    extending.answer(extension, Answered(None, "Đã gia hạn hai lần."), by=desk.chief, at=timezone.now())

    assert row(desk).due_on == desk.directive.due_on
    with pytest.raises(Overtaken, match="answered meanwhile"):
        extending.answer(extension, Answered(None, "x"), by=desk.chief, at=timezone.now())


def test_two_bodies_may_be_granted_the_same_day(desk: Desk) -> None:
    extension, day = ask(desk), today() + timedelta(days=25)
    Directive.objects.filter(pk=desk.directive.pk).update(due_on=day)

    extending.answer(extension, Answered(day), by=desk.chief, at=timezone.now())

    assert row(desk).due_on == day


def test_nobody_answers_a_request_of_the_same_account(desk: Desk) -> None:
    asked = Asked("Mưa.", today() + timedelta(days=30))
    speaker = Speaker("Vũ Thị Hoa", by=desk.chief, is_on_behalf=True)
    extension = extending.ask(desk.share, asked, speaker, at=timezone.now())

    with pytest.raises(Refused, match="yourself"):
        extending.answer(extension, Answered(asked.wanted_on), by=desk.chief, at=timezone.now())


@pytest.mark.parametrize(("days", "why"), [(20, "lies after"), (5, "lies after"), (500, "Look at the year")])
def test_bad_input_45_a_day_that_can_be_no_new_deadline_is_refused(days: int, why: str, desk: Desk) -> None:
    with pytest.raises(Refused, match=why):
        ask(desk, days)


def test_more_time_is_asked_once_at_a_time(desk: Desk) -> None:
    op_id = uuid4()

    first = ask(desk, op_id=op_id)

    assert ask(desk, op_id=op_id) == first
    with pytest.raises(Refused, match="asked for already"):
        ask(desk)


def test_what_has_no_deadline_has_none_to_move(desk: Desk) -> None:
    Directive.objects.filter(pk=desk.directive.pk).update(due_on=None)

    with pytest.raises(Refused, match="no deadline"):
        ask(desk)


def test_bad_input_38_the_same_note_sent_twice_is_one(desk: Desk) -> None:
    first, second = (reporting.note(desk.directive, "Chậm.", by=desk.chief, at=timezone.now()) for _time in range(2))

    assert first == second
    assert reporting.note(desk.directive, "Chậm.", by=desk.officer, at=timezone.now()) != first
    assert Event.objects.filter(action="note_directive").count() == 2


def test_bad_input_62_of_a_report_that_breaks_off_midway_nothing_is_there(desk: Desk) -> None:
    files = (Ready("a.pdf", "application/pdf", b"%PDF-1.7"), Ready("b.pdf", "application/pdf", cast("bytes", None)))
    said = Said(Progress.UNDER_WAY, "Đang làm.", figures=(Figure("Hộ", Decimal(2)),), files=files)

    with pytest.raises(TypeError):
        reporting.report(desk.share, said, by(desk.head), at=timezone.now())

    assert (ProgressReport.objects.count(), StoredFile.objects.count(), Notice.objects.count()) == (0, 0, 0)
    assert (desk.share.acknowledged_at, row(desk).begun_on) == (None, None)
    assert not Event.objects.filter(action="report").exists()


def test_a_note_is_kept_and_recorded(desk: Desk) -> None:
    note = reporting.note(desk.directive, "Đã kiểm tra thực địa.", by=make_officer(), at=NOW)

    assert list(desk.directive.notes.all()) == [note]
    assert Event.objects.about(desk.directive).filter(action="note_directive").count() == 1


# Numbers as they are typed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.284", "1284"), ("99,0", "99.0"), ("1.284,5", "1284.5"), ("1 284", "1284"), ("42", "42"), ("99.5", "99.5"),
        ("12.345.678", "12345678"), ("-3,5", "-3.5"), (" 7 ", "7"), ("0,125", "0.125"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_typed_in_vietnam(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3", "1.2.3", "12.34.567", "1e5", "NaN", "--1", "1.284.", "٣"])
def test_what_is_no_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_number(typed)


def test_a_share_is_that_of_its_body(desk: Desk) -> None:
    assert share_of(desk.directive).body == desk.body
