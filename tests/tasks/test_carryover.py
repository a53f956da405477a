"""The directives of the month before as rows: which ones, what is known of them, what may be said."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesat.organization.models import Body, User
from resolutions.manuscript import PartKind
from resolutions.models import Resolution, Status
from tasks import answering
from tasks.carryover import grouped, of_section, row_of, rows, to_answer
from tasks.models import Answer, Directive, Progress
from tests.factories import make_body, make_officer, make_resolution, section_of
from tests.task_factories import make_directive, make_report

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 24)
CUT_OFF = date(2026, 11, 23)
BEFORE = datetime(2026, 11, 23, 23, 30, tzinfo=timezone.get_default_timezone())
AFTER = datetime(2026, 11, 24, 0, 30, tzinfo=timezone.get_default_timezone())


def make_month(month: int = 12, **fields: Any) -> Resolution:
    resolution = make_resolution(month=month)
    values = {"results_due_on": CUT_OFF, **fields}
    Resolution.objects.filter(pk=resolution.pk).update(**values)
    resolution.refresh_from_db()
    return resolution


def only_row(month: Resolution) -> Any:
    return rows(month, on=ON)[0]


def test_the_directives_of_the_nearest_month_in_force_are_answered() -> None:
    given = make_directive()
    planned = make_directive(is_given=False)
    month = make_month()

    assert list(to_answer(month)) == [given, planned]
    assert list(to_answer(make_resolution(month=10, year=2027))) == [given, planned]
    unassigned = rows(month, on=ON)[1]
    assert (unassigned.kind, unassigned.reason != "") == (Answer.Kind.NOT_DONE, True)


def answered_in(month: Resolution, directive: Directive, said: answering.Said, officer: User) -> None:
    answering.answer(month, {directive.pk: ""}, said, by=officer, at=AFTER)
    Resolution.objects.filter(pk=month.pk).update(status=Status.ISSUED, is_from_archive=True)


@pytest.mark.parametrize(
    "kind", [Answer.Kind.NOT_DONE, Answer.Kind.NO_REPORT, Answer.Kind.STANDING, Answer.Kind.PARTLY]
)
def test_what_stays_open_is_asked_again_though_it_was_not_carried_over(kind: str) -> None:
    directive, officer, december = make_directive(), make_officer(), make_month()

    answered_in(december, directive, answering.Said(kind, "Chờ vốn", is_carried_over=False), officer)

    assert list(to_answer(make_resolution(year=2027, month=1))) == [directive]
    assert list(to_answer(Resolution.objects.get(pk=december.pk))) == [directive]


def test_what_was_answered_as_done_is_not_asked_again_before_the_issue_either() -> None:
    directive, officer, december = make_directive(), make_officer(), make_month()
    make_resolution(month=12, year=2027)

    answered_in(december, directive, answering.Said(Answer.Kind.DONE), officer)

    assert list(to_answer(make_resolution(year=2027, month=2))) == []


def test_what_is_given_after_the_next_month_was_issued_is_asked_by_the_one_after() -> None:
    november = make_resolution(month=11, archive=True)
    october = make_resolution(month=10, archive=True)
    late = make_directive(resolution=october)
    december = make_month()

    assert november.month == 11
    assert list(to_answer(december)) == [late]


def test_what_was_given_late_and_ended_since_is_asked_and_older_ends_are_history() -> None:
    october, november = make_resolution(month=10, archive=True), make_resolution(month=11, archive=True)
    Resolution.objects.filter(pk=november.pk).update(results_due_on=date(2026, 10, 23))
    unsaid, old = make_directive(resolution=october), make_directive(resolution=october)
    ended: dict[str, Any] = {"outcome": "done", "ended_on": date(2026, 12, 2)}
    Directive.objects.filter(pk=unsaid.pk).update(given_on=date(2026, 12, 1), **ended)
    Directive.objects.filter(pk=old.pk).update(given_on=date(2026, 10, 3), **ended)

    assert list(to_answer(make_month())) == [unsaid]


def test_what_was_dropped_after_it_was_answered_is_told_once_more() -> None:
    directive, officer, december = make_directive(), make_officer(), make_month()
    answered_in(december, directive, answering.Said(Answer.Kind.NOT_DONE), officer)
    Directive.objects.filter(pk=directive.pk).update(
        outcome="dropped", ended_on=date(2026, 12, 9), outcome_reason="Đã dừng dự án"
    )

    january = make_resolution(year=2027, month=1)
    assert list(to_answer(january)) == [directive]
    answering.answer(january, {directive.pk: ""}, answering.Said(), by=officer, at=AFTER + timedelta(days=40))
    Resolution.objects.filter(pk=january.pk).update(status=Status.ISSUED, is_from_archive=True)
    assert list(to_answer(make_resolution(year=2027, month=2))) == []


def test_what_is_answered_as_not_to_go_on_grows_older() -> None:
    directive, officer, december = make_directive(age=1), make_officer(), make_month()
    answered_in(december, directive, answering.Said(Answer.Kind.NOT_DONE, is_carried_over=False), officer)

    (row,) = rows(make_resolution(year=2027, month=1), on=date(2027, 1, 20))

    assert row.age == 2


def test_a_report_after_the_cut_off_is_the_next_months_whatever_day_it_names() -> None:
    directive, officer = make_directive(), make_officer()
    make_report(directive, progress=Progress.DONE, at=AFTER, accepted_by=officer, done_on=CUT_OFF)
    directive.shares.update(done_on=CUT_OFF)
    Directive.objects.filter(pk=directive.pk).update(outcome="done", ended_on=CUT_OFF)
    december = make_month()

    row = only_row(december)
    assert (row.kind, row.report) == (Answer.Kind.NO_REPORT, None)

    answered_in(december, directive, answering.Said(), officer)
    again = rows(make_resolution(year=2027, month=1), on=date(2027, 1, 20))
    assert [(row.directive, row.kind) for row in again] == [(directive, Answer.Kind.DONE)]


def test_an_archive_month_and_a_practice_month_leave_nothing_to_answer() -> None:
    make_resolution(month=11, archive=True)
    month = make_month()

    assert (rows(month, on=ON), list(answering.unanswered(month))) == ([], [])
    make_directive()
    month.is_practice = True
    assert rows(month, on=ON) == []


def test_directives_of_a_withdrawn_resolution_are_not_answered() -> None:
    directive = make_directive()
    Resolution.objects.filter(pk=directive.resolution_id).update(status=Status.WITHDRAWN)

    assert rows(make_month(), on=ON) == []


@pytest.mark.parametrize(
    ("progress", "kind"),
    [
        (Progress.DONE, Answer.Kind.DONE),
        (Progress.UNDER_WAY, Answer.Kind.PARTLY),
        (Progress.NOT_BEGUN, Answer.Kind.NOT_DONE),
        (None, Answer.Kind.NO_REPORT),
    ],
)
def test_the_latest_accepted_report_suggests_the_answer(progress: str | None, kind: str) -> None:
    directive, officer = make_directive(), make_officer()
    if progress:
        make_report(directive, progress=Progress.NOT_BEGUN, at=BEFORE - timedelta(days=3), accepted_by=officer)
        make_report(directive, progress=progress, at=BEFORE, accepted_by=officer)

    row = only_row(make_month())

    assert (row.kind, row.is_carried_over) == (kind, kind != Answer.Kind.DONE)


def test_what_came_after_the_cut_off_or_is_not_accepted_does_not_count() -> None:
    directive, officer = make_directive(), make_officer()
    make_report(directive, progress=Progress.DONE, at=AFTER, accepted_by=officer)
    make_report(directive, progress=Progress.DONE, at=BEFORE)

    row = only_row(make_month())

    assert (row.kind, row.report, row.is_waiting) == (Answer.Kind.NO_REPORT, None, True)


def test_a_standing_directive_goes_on() -> None:
    directive = make_directive(kind="standing", due_on=None)
    make_report(directive, progress=Progress.UNDER_WAY, at=BEFORE, accepted_by=make_officer())

    assert only_row(make_month()).kind == Answer.Kind.STANDING


def test_a_dropped_directive_is_not_carried_over_and_says_why() -> None:
    directive = make_directive()
    Directive.objects.filter(pk=directive.pk).update(
        outcome="dropped", ended_on=CUT_OFF, outcome_reason="Đã dừng dự án"
    )

    row = only_row(make_month())

    assert (row.kind, row.is_carried_over, row.reason) == (Answer.Kind.NOT_DONE, False, "Đã dừng dự án")


def test_a_group_is_done_when_each_of_its_bodies_is() -> None:
    members = [make_body(kind=Body.Kind.BRANCH) for _ in range(2)]
    group = make_body(name="Các chi bộ", kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set(members)
    directive = make_directive(lead=group, title="Tổ chức tết trồng cây")
    officer = make_officer()
    make_report(directive, body=members[0], progress=Progress.DONE, at=BEFORE, accepted_by=officer)
    month = make_month()

    row = only_row(month)
    assert (row.kind, row.words) == (
        Answer.Kind.PARTLY,
        "Các chi bộ đang tổ chức tết trồng cây: 01/02 đơn vị đã hoàn thành, 01/02 đơn vị chưa báo cáo.",
    )

    make_report(directive, body=members[1], progress=Progress.DONE, at=BEFORE, accepted_by=officer)
    assert only_row(month).kind == Answer.Kind.DONE


def test_a_title_that_was_cut_short_is_filled_up_from_the_text() -> None:
    quote = "Giao Phòng Kinh tế rà soát các hộ lấn chiếm hành lang kênh và lập hồ sơ xử lý"
    make_directive(title="Rà soát các hộ lấn chiếm…", quote=quote, lead=make_body(name="Phòng Kinh tế"))

    assert only_row(make_month()).words == (
        "Phòng Kinh tế chưa có báo cáo kết quả về việc rà soát các hộ lấn chiếm hành lang kênh và lập hồ sơ xử lý."
    )


def test_rows_stand_under_the_section_of_their_field_and_the_rest_under_the_first() -> None:
    first = make_directive()
    closing = make_directive(field="other")
    month = make_month()

    found = rows(month, on=ON)
    groups = [[row.directive for row in each] for _section, each in grouped(month, found)]

    assert groups == [[first, closing], [], [], []]
    assert [row.directive for row in of_section(found, section_of(month, PartKind.RESULTS, 0))] == [first, closing]
    assert of_section(found, section_of(month, PartKind.RESULTS, 1)) == []


def test_what_was_carried_over_and_taken_up_by_no_month_comes_again_until_it_is_answered_as_ended() -> None:
    directive, officer = make_directive(), make_officer()
    december = make_month()
    answering.answer(december, {directive.pk: ""}, answering.Said(), by=officer, at=AFTER)
    Resolution.objects.filter(pk=december.pk).update(status=Status.ISSUED, is_from_archive=True)
    january = make_resolution(year=2027, month=1)
    make_report(directive, progress=Progress.DONE, at=AFTER, accepted_by=officer)

    row = row_of(january, directive.pk, on=date(2027, 1, 20))
    assert row
    assert row.age == 1
    assert (row.kind, row.report is not None) == (Answer.Kind.DONE, True)

    answering.answer(january, {directive.pk: ""}, answering.Said(), by=officer, at=AFTER + timedelta(days=40))
    Resolution.objects.filter(pk=january.pk).update(status=Status.ISSUED, is_from_archive=True)
    assert rows(make_resolution(year=2027, month=2), on=date(2027, 2, 20)) == []


def test_a_late_report_on_the_old_directive_speaks_for_the_one_that_goes_on_from_it() -> None:
    old, officer = make_directive(), make_officer()
    december = make_month()
    answering.answer(december, {old.pk: ""}, answering.Said(), by=officer, at=AFTER)
    late = make_report(old, progress=Progress.DONE, at=AFTER, accepted_by=officer)
    Resolution.objects.filter(pk=december.pk).update(status=Status.ISSUED, is_from_archive=True)
    new = make_directive(resolution=december, continues=old, age=1)
    january = make_resolution(year=2027, month=1)

    found = rows(january, on=date(2027, 1, 20))

    assert [(row.directive, row.report) for row in found] == [(new, late)]


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2026, 12, 10), "trước ngày 10/12/2026."),
        (date(2026, 11, 29), "trong tháng 12/2026."),
        (date(2026, 11, 20), "trong tháng 12/2026."),
    ],
)
def test_what_goes_on_is_not_ordered_for_a_day_before_the_new_month(due_on: date, said: str) -> None:
    make_directive(due_on=due_on)

    assert only_row(make_month()).words_on.endswith(said)


def test_rows_take_as_many_queries_for_fifty_directives() -> None:
    officer, month = make_officer(), None

    def queries() -> int:
        assert month
        with CaptureQueriesContext(connection) as captured:
            assert [row.words and row.words_on and row.state for row in rows(month, on=ON)]
        return len(captured.captured_queries)

    make_report(make_directive(), at=BEFORE, accepted_by=officer)
    month = make_month()
    few = queries()
    body = make_body()
    for _ in range(49):
        make_report(make_directive(lead=body), at=BEFORE, accepted_by=officer)

    assert few == queries() <= 8
