"""Who is told of which directive at which step, and that it is once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import Notice
from resolutions.models import Resolution, Status
from tasks.models import Directive, Letter, Progress, Reminder
from tasks.reminders import Step, due, write_down
from tests.factories import (
    NOW,
    make_body,
    make_committee,
    make_head_of_office,
    make_position,
    make_resolution,
    make_standing_committee,
    make_user,
)
from tests.task_factories import give, make_directive, make_head_of, make_report, share_of

pytestmark = pytest.mark.django_db

# A Friday without a holiday in the week before it but the Tuesday, 24 November.
DUE = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def committee(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    make_committee()


def division(name: str = "", **fields: Any) -> Body:
    return make_body(name=name, kind=Body.Kind.DIVISION, **fields)


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


def told(on: date) -> list[tuple[str, str]]:
    """Write down what is due on the day; return who is told at which step, the weekly summary left aside."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    write_down(on, at=NOW)
    rows = Reminder.objects.exclude(pk__in=before).exclude(step=Step.WEEKLY).order_by("user__username", "directive")
    return [(row.user.username, row.step) for row in rows.select_related("user")]


def summed_up(on: date) -> set[str]:
    write_down(on, at=NOW)
    return set(Reminder.objects.filter(step=Step.WEEKLY, letter__on=on).values_list("user__username", flat=True))


# The steps


def test_the_body_is_told_seven_three_and_one_day_before_and_on_the_day() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=day(20))

    steps = {number: told(day(number)) for number in range(12, 23)}

    assert {number: found for number, found in steps.items() if found} == {
        13: [("truong", Step.SEVEN_DAYS)],
        17: [("truong", Step.THREE_DAYS)],
        19: [("truong", Step.ONE_DAY)],
        20: [("truong", Step.ON_THE_DAY)],
    }


def test_the_ladder_goes_to_who_presses_and_then_to_the_permanent_members() -> None:
    standing = make_standing_committee()
    body, other = division(), division()
    for number, member in enumerate(standing.everyone):
        User.objects.filter(pk=member.pk).update(username=f"btv{number}")
    make_head_of(body, username="dau-moi", role=Role.REPORTER)
    make_head_of(body, username="phu-trach", role=Role.COMMITTEE_MEMBER)
    make_head_of(other, username="nguoi-khac")
    make_head_of(other, username="phu-trach-khac", role=Role.COMMITTEE_MEMBER)
    make_directive(lead=body, coordinating=(other,), presser=standing.members[0], due_on=day(10))
    told(day(10))

    steps = {number: told(day(number)) for number in range(11, 19)}

    assert {number: found for number, found in steps.items() if found} == {
        13: [("btv2", Step.OVERDUE_3), ("dau-moi", Step.OVERDUE_3), ("phu-trach", Step.OVERDUE_3)],
        17: [(name, Step.OVERDUE_7) for name in ("btv0", "btv1", "btv2", "dau-moi", "phu-trach")],
    }


@pytest.mark.parametrize(
    ("quiet", "next_day", "step"),
    [
        (day(24), day(25), Step.THREE_DAYS),  # Cultural Day, three days before; made up with two days left
        (date(2027, 2, 10), date(2027, 2, 11), Step.OVERDUE_3),  # the last day of Tết
    ],
)
def test_nobody_is_told_on_a_public_holiday_and_the_step_is_made_up_for(
    quiet: date, next_day: date, step: Step
) -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=DUE if quiet.month == 11 else date(2027, 2, 7))

    assert due(quiet) == []
    assert write_down(quiet, at=NOW) == 0
    assert not Letter.objects.exists()
    assert told(next_day) == [("truong", step)]


def test_a_missed_run_is_made_up_for_by_the_latest_step_alone() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=day(20))

    assert told(day(18)) == [("truong", Step.THREE_DAYS)]
    assert told(day(22)) == [("truong", Step.ON_THE_DAY)]
    assert told(day(22) + timedelta(days=8)) == [("truong", Step.OVERDUE_7)]


def test_each_step_is_told_once_however_often_it_runs() -> None:
    body = division()
    make_head_of(body)
    make_directive(lead=body, due_on=day(20))

    counts = [write_down(day(17), at=NOW) for _ in range(3)]

    assert counts == [2, 0, 0]  # the step, and the summary of its week
    assert (Letter.objects.count(), Notice.objects.count()) == (1, 1)


def test_what_was_late_when_it_was_given_begins_with_the_day_on_which_it_was_given() -> None:
    standing = make_standing_committee()
    body = division()
    make_head_of(body, username="truong")
    directive = make_directive(lead=body, due_on=day(1), is_given=False)
    give(directive, on=day(16))

    assert told(day(16)) == [("truong", Step.ON_THE_DAY)]
    assert told(day(18)) == []
    assert told(day(19)) == [("truong", Step.OVERDUE_3)]
    assert (standing.secretary.username, Step.OVERDUE_7) in told(day(23))


def test_more_time_begins_a_new_series() -> None:
    body = division()
    make_head_of(body, username="truong")
    directive = make_directive(lead=body, due_on=day(20))
    assert told(day(20)) == [("truong", Step.ON_THE_DAY)]

    Directive.objects.filter(pk=directive.pk).update(due_on=day(30))

    assert told(day(21)) == []
    assert told(day(23)) == [("truong", Step.SEVEN_DAYS)]
    assert told(day(30)) == [("truong", Step.ON_THE_DAY)]


# The summary of the week


def test_once_a_week_all_that_is_near_or_overdue_is_summed_up() -> None:
    make_head_of_office(username="chanh-van-phong")
    body = division()
    make_head_of(body, username="truong")
    make_head_of(body, username="phu-trach", role=Role.COMMITTEE_MEMBER)
    make_head_of(division(), username="khong-lien-quan")
    make_directive(lead=body, due_on=day(21))
    make_directive(lead=body, due_on=day(22))
    make_directive(lead=body, due_on=day(30, 12))
    make_directive(lead=body, due_on=None)

    assert summed_up(day(16)) == {"chanh-van-phong", "truong", "phu-trach"}
    assert Reminder.objects.filter(step=Step.WEEKLY, user__username="truong").count() == 2
    assert [summed_up(day(number)) for number in (17, 18, 19, 20, 21, 22)] == [set()] * 6
    assert summed_up(day(23)) == {"chanh-van-phong", "truong", "phu-trach"}


def test_the_summary_waits_for_the_first_day_that_is_not_quiet() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=date(2026, 9, 4))

    assert summed_up(date(2026, 8, 31)) | summed_up(date(2026, 9, 1)) | summed_up(date(2026, 9, 2)) == set()
    assert summed_up(date(2026, 9, 3)) == {"truong"}


def test_a_week_whose_first_day_tells_of_steps_alone_has_no_second_summary() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=day(19))

    write_down(day(16), at=NOW)  # Monday, three days before

    assert write_down(day(17), at=NOW) == 0


# Whom


def test_of_a_group_the_members_are_told_that_have_still_to_report() -> None:
    group = make_body(name="Các chi bộ", kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    branches = [make_body(kind=Body.Kind.BRANCH) for _ in range(3)]
    for number, branch in enumerate(branches):
        make_head_of(branch, username=f"chi-bo-{number}")
    directive = make_directive(lead=group, due_on=day(20))
    share = share_of(directive, branches[1])
    share.done_on = day(12)
    share.save()

    assert told(day(17)) == [("chi-bo-0", Step.THREE_DAYS), ("chi-bo-2", Step.THREE_DAYS)]


def test_a_body_whose_report_waits_for_the_office_is_told_nothing_until_it_is_returned() -> None:
    standing = make_standing_committee()
    make_head_of_office(username="chanh-van-phong")
    body = division()
    make_head_of(body, username="truong")
    directive = make_directive(lead=body, presser=standing.members[0], due_on=day(10))
    report = make_report(directive, progress=Progress.DONE)

    assert told(day(17)) == []
    assert set(Reminder.objects.values_list("user__username", "step")) == {("chanh-van-phong", Step.WEEKLY)}

    report.judgement, report.judged_at, report.judged_by, report.return_reason = (
        "returned",
        NOW,
        standing.secretary,
        "x",
    )
    report.save()

    assert ("truong", Step.OVERDUE_7) in told(day(18))


def test_a_report_under_way_stills_nothing() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_report(make_directive(lead=body, due_on=day(20)))

    assert told(day(17)) == [("truong", Step.THREE_DAYS)]


def test_who_presses_and_is_no_longer_in_post_is_told_nothing() -> None:
    standing = make_standing_committee()
    gone = make_user(username="da-nghi")
    make_position(gone, Role.STANDING_MEMBER, body=standing.body, ends_on=day(1))
    make_position(gone, Role.READER)
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, presser=gone, due_on=day(10))

    assert told(day(13)) == [("truong", Step.OVERDUE_3)]


def test_who_has_left_the_body_or_may_not_sign_in_is_told_nothing() -> None:
    body = division()
    left, locked, new = (make_head_of(body, username=name) for name in ("cu", "khoa", "moi"))
    Position.objects.filter(user=left).update(ends_on=day(16))
    Position.objects.filter(user=new).update(begins_on=day(17))
    User.objects.filter(pk=locked.pk).update(is_active=False)
    make_directive(lead=body, due_on=day(20))

    assert told(day(17)) == [("moi", Step.THREE_DAYS)]


def test_only_what_is_in_force_and_open_is_told() -> None:
    body = division()
    make_head_of(body)
    make_directive(lead=body, due_on=day(20), is_given=False)
    make_directive(lead=body, due_on=day(20), outcome="done", ended_on=day(12))
    make_directive(lead=body, due_on=day(20), outcome="dropped", ended_on=day(12), outcome_reason="Đã thay.")
    withdrawn = make_directive(resolution=make_resolution(month=10, archive=True), lead=body, due_on=day(20))
    Resolution.objects.filter(pk=withdrawn.resolution_id).update(status=Status.WITHDRAWN)

    assert due(day(17)) == []


def test_a_person_of_two_bodies_and_duties_is_told_once() -> None:
    first, second = division(), division()
    user = make_head_of(first, username="kiem-nhiem")
    make_position(user, Role.REPORTER, body=second)
    make_position(user, Role.COMMITTEE_MEMBER, body=first)
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set([first, second])
    make_directive(lead=group, due_on=day(10))

    assert told(day(13)) == [("kiem-nhiem", Step.OVERDUE_3)]


# In the program


def test_it_is_told_in_the_program_once_a_day_in_one_line_that_no_second_mail_tells() -> None:
    body = division()
    user = make_head_of(body, email="hoa@example.com")
    boss = make_head_of(body, role=Role.COMMITTEE_MEMBER)
    for due_on in (day(10), day(11), day(13), day(20), day(20), day(20)):
        make_directive(lead=body, due_on=due_on)

    write_down(day(13), at=NOW)

    notice = Notice.objects.get(user=user)
    assert notice.text == "2 directives are overdue, 1 directive is due today, 3 directives are due soon"
    assert (notice.url, notice.at, notice.mailed_at) == ("/nhiem-vu/cua-toi/", NOW, NOW)
    assert Notice.objects.get(user=boss).url == "/nhiem-vu/"
    assert not Notice.objects.to_be_mailed(user.notice_mail).exists()


def test_who_has_a_letter_of_the_day_is_told_of_what_came_later_on_the_next() -> None:
    body = division()
    make_head_of(body, username="truong")
    make_directive(lead=body, due_on=day(20))
    told(day(17))

    make_directive(lead=body, due_on=day(18))

    assert due(day(17)) == []
    assert told(day(17)) == []
    assert told(day(18)) == [("truong", Step.ON_THE_DAY)]


# The ground


def test_the_database_refuses_a_second_letter_of_the_day_and_a_second_reminder_of_the_step() -> None:
    body = division()
    user = make_head_of(body)
    directive = make_directive(lead=body, due_on=day(20))
    write_down(day(17), at=NOW)
    letter = Letter(user=user, on=day(17), message_id="<x@y>", made_at=NOW)
    again = Reminder(
        letter=Letter.objects.get(), user=user, directive=directive, step=Step.THREE_DAYS, about_on=day(20)
    )

    for row in (letter, again):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.parametrize("count", [1, 50])
def test_however_much_is_due_the_queries_are_as_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    standing = make_standing_committee()
    for _ in range(count):
        body = division()
        make_head_of(body)
        make_directive(lead=body, presser=standing.members[0], due_on=day(10))

    with django_assert_num_queries(8):
        found = due(day(17))
    with django_assert_max_num_queries(15):  # SQLite takes only so many values in one statement
        write_down(day(17), at=NOW)

    # The reporter, who presses, and two permanent members; for all but these two the summary of the week as well.
    assert len(found) == Reminder.objects.count() == count * 6
