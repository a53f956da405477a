"""The figures of a period: what is counted, as of which day, and that every figure opens exactly what it counts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given as any_of
from hypothesis import strategies

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event, record
from reports.replay import due_on_day
from reports.spans import Span, offered
from reports.standing import STATES, Asked, Measure, standing
from reports.tables import COLUMNS, By, Figures, Line, figures
from resolutions.models import Resolution, Status
from tasks.models import Directive, Extension, Outcome, State
from tests.factories import make_body, make_position, make_resolution, make_user
from tests.resolutions.test_queries import queries
from tests.task_factories import make_directive, who_assigns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GIVEN_ON, DUE, TODAY = date(2026, 11, 5), date(2026, 11, 27), date(2026, 12, 10)
NOVEMBER = Span.month(2026, 11)


def tell(span: Span = NOVEMBER, on: date = TODAY, bodies: frozenset[int] | None = None) -> Figures:
    return figures(Asked(span, on, bodies))


def lines(found: Figures, by: str = By.BODY) -> dict[str, Line]:
    table = found.table(by)
    assert table
    return {line.label: line for line in table.lines}


def counts(line: Line) -> dict[str, int]:
    return {measure.value: count for measure, count in line.counts if count}


def at(day: date) -> datetime:
    """Return nine in the evening of the day before in Greenwich, which is a morning in Vietnam."""
    return datetime(day.year, day.month, day.day, 21, 0, tzinfo=UTC) - timedelta(days=1)


def end(directive: Directive, on: date, outcome: str = Outcome.DONE) -> None:
    """End a directive on the day; done by all its bodies."""
    reason = "Đã gộp" if outcome == Outcome.DROPPED else ""
    Directive.objects.filter(pk=directive.pk).update(outcome=outcome, ended_on=on, outcome_reason=reason)
    if outcome == Outcome.DONE:
        directive.shares.update(done_on=on)


def ask(directive: Directive, *, asked: date, wanted: date, granted: date | None = None) -> Extension:
    """Let the first body ask for more time, and have it granted on a day where one is given."""
    old = directive.due_on
    assert old
    answer: dict[str, Any] = {}
    if granted:
        answer = {"answer": "granted", "granted_on": wanted, "answered_at": at(granted), "answered_by": who_assigns()}
        Directive.objects.filter(pk=directive.pk).update(due_on=wanted)
        directive.due_on = wanted
    return Extension.objects.create(
        directive=directive, body=directive.shares.all()[0].body, reason="Chờ vốn", old_due_on=old, wanted_on=wanted,
        at=at(asked), **answer,
    )  # fmt: skip


def change_deadline(directive: Directive, day: date, *, on: date) -> None:
    event = record("change_deadline", directive, by=None, old=str(directive.due_on), new=str(day), reason="Bão")
    Directive.objects.filter(pk=directive.pk).update(due_on=day)
    # The record is told the day by the clock alone.
    _set(event, at(on))


def _set(event: Event, moment: datetime) -> None:
    from kesat.records import triggers  # noqa: PLC0415

    with triggers.removed():
        Event.objects.filter(pk=event.pk).update(at=moment)


def month(number: int, year: int = 2026) -> Resolution:
    return make_resolution(year=year, month=number, archive=True)


@pytest.fixture
def everything() -> Figures:
    """Return the figures of a month with one of each: every state, more time, a group, people who press."""
    branches = [make_body(kind=Body.Kind.BRANCH) for _ in range(3)]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(branches)
    economy, people = make_body(name="Phòng Kinh tế"), [make_user(full_name=name) for name in ("Lê Bình", "Vũ An")]
    end(make_directive(lead=economy, presser=people[0]), DUE)
    end(make_directive(lead=economy, presser=people[1], field="front"), DUE + timedelta(days=1))
    end(make_directive(lead=economy, due_on=None), TODAY, Outcome.CARRIED_OVER)
    end(make_directive(lead=branches[0], presser=people[0]), TODAY, Outcome.DROPPED)
    make_directive(lead=economy, field="other")
    make_directive(lead=branches[1], due_on=TODAY)
    make_directive(lead=economy, due_on=None)
    late = make_directive(lead=economy)
    ask(late, asked=GIVEN_ON, wanted=TODAY, granted=DUE)
    ask(make_directive(lead=branches[2]), asked=GIVEN_ON, wanted=TODAY)
    shared = make_directive(lead=group)
    shared.shares.filter(body=branches[0]).update(done_on=DUE)
    return tell()


def every_line(found: Figures) -> list[Line]:
    return [line for table in found.tables for line in (*table.lines, table.total)]


def test_every_figure_counts_exactly_what_stands_behind_it(everything: Figures) -> None:
    found = {(measure, line.count(measure)) for line in every_line(everything) for measure in Measure}

    assert all(
        line.count(measure) == len(line.behind(measure)) for line in every_line(everything) for measure in Measure
    )
    assert {measure for measure, count in found if count} == set(Measure)


def test_the_states_add_up_to_what_was_given_in_every_line(everything: Figures) -> None:
    for line in every_line(everything):
        assert sum(line.count(state) for state in STATES) == line.count(Measure.GIVEN) == len(line.items)


def test_the_lines_of_a_table_add_up_to_its_sum(everything: Figures) -> None:
    for table in everything.tables:
        for measure in Measure:
            assert sum(line.count(measure) for line in table.lines) == table.total.count(measure)


def test_the_sums_by_lead_by_field_and_by_who_presses_are_one(everything: Figures) -> None:
    by_lead, by_field, by_presser = everything.tables[:3]

    assert [table.by for table in everything.tables] == [By.BODY, By.FIELD, By.PRESSER, By.MEMBER]
    for measure in Measure:
        sums = {sum(line.count(measure) for line in table.lines) for table in (by_lead, by_field, by_presser)}
        assert sums == {everything.total.count(measure)}
    assert counts(by_lead.total) == counts(by_field.total) == counts(by_presser.total) == {
        "given": 10, "done_in_time": 1, "done_late": 1, "in_time": 2, "overdue": 3, "standing": 1, "carried_over": 1,
        "dropped": 1, "asked": 2, "granted": 1,
    }  # fmt: skip
    assert [line.label for line in by_presser.lines] == ["Vũ An", "Lê Bình", "Nobody named"]
    assert [line.key for line in by_field.lines] == ["party_building", "front", "other"]


def test_what_nobody_is_named_for_but_a_branch_has_someone_in_charge_has_a_line_of_its_own() -> None:
    branch, other = (make_body(kind=Body.Kind.BRANCH) for _ in range(2))
    begun = date(2026, 12, 1)
    make_position(make_user(), Role.COMMITTEE_MEMBER, body=branch, begins_on=begun)
    make_position(make_user(), Role.COMMITTEE_MEMBER, body=make_body(kind=Body.Kind.COMMITTEE))
    for lead in (branch, other, make_body()):
        make_directive(lead=lead)
    make_directive(lead=branch, presser=make_user(full_name="Lê Bình"))

    before, after = (lines(tell(on=on), By.PRESSER) for on in (begun - timedelta(days=1), begun))

    assert {label: len(line.items) for label, line in before.items()} == {"Lê Bình": 1, "Nobody named": 3}
    assert {label: len(line.items) for label, line in after.items()} == {
        "Lê Bình": 1, "Who is in charge of the branch, nobody named": 1, "Nobody named": 2,
    }  # fmt: skip


def test_a_group_counts_once_in_its_own_line_and_once_for_each_of_its_bodies() -> None:
    members = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in "ABC"]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(members)
    directive = make_directive(lead=group)
    directive.shares.filter(body=members[0]).update(done_on=DUE)
    directive.shares.filter(body=members[1]).update(done_on=DUE + timedelta(days=2))

    found = tell(on=DUE + timedelta(days=2))

    assert {label: counts(line) for label, line in lines(found).items()} == {group.name: {"given": 1, "overdue": 1}}
    assert {label: counts(line) for label, line in lines(found, By.MEMBER).items()} == {
        "Chi bộ A": {"given": 1, "done_in_time": 1},
        "Chi bộ B": {"given": 1, "done_late": 1},
        "Chi bộ C": {"given": 1, "overdue": 1},
    }
    [whole] = found.total.items
    assert (whole.done, whole.asked, whole.state) == (2, 3, State.OVERDUE)
    assert [item.asked for item in found.tables[3].total.items] == [1, 1, 1]
    assert [(found.lead(item), found.part_of(item)) for item in found.parts] == [
        (group.name, member.name) for member in members
    ]


def test_a_body_of_a_group_stands_with_all_its_parts_and_one_of_none_in_the_first_table_alone() -> None:
    branch, alone = make_body(kind=Body.Kind.BRANCH, name="Chi bộ A"), make_body(name="Phòng Kinh tế")
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED, name="Các chi bộ")
    group.members.set([branch])
    for lead in (group, branch, alone):
        make_directive(lead=lead)

    found = tell()

    leads = {label: line.count(Measure.GIVEN) for label, line in lines(found).items()}
    members = {label: line.count(Measure.GIVEN) for label, line in lines(found, By.MEMBER).items()}
    assert (leads, members) == ({"Chi bộ A": 1, "Các chi bộ": 1, "Phòng Kinh tế": 1}, {"Chi bộ A": 2})


def test_a_member_of_a_group_that_is_done_stays_done_when_the_rest_is_carried_over() -> None:
    members = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in "AB"]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(members)
    directive = make_directive(lead=group)
    directive.shares.filter(body=members[0]).update(done_on=DUE)
    end(directive, TODAY, Outcome.CARRIED_OVER)

    found = lines(tell(), By.MEMBER)

    assert counts(found["Chi bộ A"]) == {"given": 1, "done_in_time": 1}
    assert counts(found["Chi bộ B"]) == {"given": 1, "carried_over": 1}


# As of a day


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (GIVEN_ON - timedelta(days=1), None),
        (GIVEN_ON, Measure.IN_TIME),
        (DUE, Measure.IN_TIME),
        (DUE + timedelta(days=1), Measure.OVERDUE),
        (date(2026, 11, 30), Measure.OVERDUE),
        (date(2026, 12, 1), Measure.DONE_LATE),
        (date(2026, 12, 31), Measure.DONE_LATE),
    ],
)
def test_a_directive_stands_as_it_stood_on_the_day(on: date, state: Measure | None) -> None:
    end(make_directive(), date(2026, 12, 1))

    total = tell(on=on).total

    assert counts(total) == ({"given": 1, state.value: 1} if state else {})


@pytest.mark.parametrize("outcome", [Outcome.CARRIED_OVER, Outcome.DROPPED])
def test_what_ended_after_the_day_was_open_on_it(outcome: str) -> None:
    end(make_directive(), date(2026, 12, 5), outcome)

    assert counts(tell(on=date(2026, 12, 4)).total) == {"given": 1, "overdue": 1}
    assert counts(tell(on=date(2026, 12, 5)).total) == {"given": 1, outcome: 1}


def test_more_time_counts_from_the_day_on_which_it_was_granted() -> None:
    ask(make_directive(), asked=date(2026, 11, 26), wanted=date(2026, 12, 10), granted=date(2026, 11, 30))

    found = {day: counts(tell(on=date(2026, 11, day)).total) for day in (25, 26, 29, 30)}

    assert found == {
        25: {"given": 1, "in_time": 1},
        26: {"given": 1, "in_time": 1, "asked": 1},
        29: {"given": 1, "overdue": 1, "asked": 1},
        30: {"given": 1, "in_time": 1, "asked": 1, "granted": 1},
    }


def test_the_deadline_is_the_one_of_the_day_however_often_it_changed() -> None:
    directive = make_directive()
    ask(directive, asked=date(2026, 11, 10), wanted=date(2026, 12, 4), granted=date(2026, 11, 12))
    change_deadline(directive, date(2026, 12, 8), on=date(2026, 11, 20))

    days = [date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 20)]

    found = [tell(on=day).total.items[0].given for day in days]
    assert [given.due_on for given in found] == [DUE, date(2026, 12, 4), date(2026, 12, 8)]
    assert {given.first_due_on for given in found} == {DUE}


def test_a_deadline_that_came_after_the_day_was_none_on_it() -> None:
    directive = make_directive(due_on=None)
    change_deadline(directive, date(2026, 12, 1), on=date(2026, 11, 20))

    assert counts(tell(on=date(2026, 11, 19)).total) == {"given": 1, "standing": 1}
    assert counts(tell(on=date(2026, 11, 20)).total) == {"given": 1, "in_time": 1}


@any_of(strategies.lists(strategies.tuples(strategies.integers(0, 30), strategies.integers(0, 60)), max_size=5))
def test_the_deadline_of_a_day_is_the_last_one_set_by_then(steps: list[tuple[int, int]]) -> None:
    changes = sorted((at(GIVEN_ON + timedelta(days=when)), DUE + timedelta(days=due)) for when, due in steps)
    now = changes[-1][1] if changes else DUE

    for day in (GIVEN_ON + timedelta(days=days) for days in range(-1, 32)):
        known = [due for moment, due in changes if timezone.localdate(moment) <= day]
        assert due_on_day(DUE, now, changes, day) == ([DUE, *known][-1])


def test_the_shares_in_time_tell_the_first_deadline_and_the_granted_one_apart() -> None:
    end(make_directive(), DUE)
    extended = make_directive()
    ask(extended, asked=GIVEN_ON, wanted=TODAY, granted=GIVEN_ON)
    end(extended, DUE + timedelta(days=3))
    make_directive()
    make_directive(due_on=TODAY)
    end(make_directive(), TODAY, Outcome.DROPPED)
    end(make_directive(), TODAY, Outcome.CARRIED_OVER)

    total = tell().total

    assert (total.by_first.count, total.by_first.total, total.by_first.percent) == (1, 4, 25.0)
    assert (total.by_granted.count, total.by_granted.total, total.by_granted.percent) == (2, 4, 50.0)


def test_a_share_of_nothing_is_none() -> None:
    make_directive(due_on=TODAY)

    assert tell().total.by_first.percent is None


# Periods


def test_a_month_a_quarter_and_a_year_hold_their_months_to_the_edges() -> None:
    for year, number in [(2025, 12), (2026, 1), (2026, 3), (2026, 4), (2026, 12), (2027, 1)]:
        make_directive(resolution=month(number, year), due_on=None)

    def given(span: Span) -> list[tuple[int, int]]:
        return [(item.given.year, item.given.month) for item in tell(span, date(2027, 12, 31)).total.items]

    assert given(Span.month(2026, 3)) == [(2026, 3)]
    assert given(Span.quarter(2026, 1)) == [(2026, 1), (2026, 3)]
    assert given(Span.quarter(2026, 2)) == [(2026, 4)]
    assert given(Span.whole(2026)) == [(2026, 1), (2026, 3), (2026, 4), (2026, 12)]
    assert given(Span.quarter(2025, 4)) == [(2025, 12)]


def test_the_months_of_a_year_add_up_to_it() -> None:
    for number in (1, 3, 4, 12):
        for _ in range(number):
            make_directive(resolution=Resolution.objects.filter(month=number).first() or month(number))
    end(Directive.objects.all()[0], DUE)

    def sums(spans: list[Span]) -> dict[str, int]:
        return {each.value: sum(tell(span).total.count(each) for span in spans) for each in COLUMNS}

    year = sums([Span.whole(2026)])

    assert year == sums([Span.month(2026, number) for number in range(1, 13)])
    assert year == sums([Span.quarter(2026, number) for number in range(1, 5)])
    assert year["given"] == 20


@pytest.mark.parametrize(
    ("span", "key", "label", "official"),
    [
        (Span.month(2026, 3), "2026-03", "month 3/2026", "tháng 3/2026"),
        (Span.month(2026, 1), "2026-01", "month 01/2026", "tháng 01/2026"),
        (Span.quarter(2026, 4), "2026-q4", "quarter IV/2026", "quý IV/2026"),
        (Span.whole(2026), "2026", "year 2026", "năm 2026"),
    ],
)
def test_a_period_is_called_as_the_office_calls_it(span: Span, key: str, label: str, official: str) -> None:
    assert (span.key, span.label, span.official) == (key, label, official)


def test_the_periods_offered_are_those_of_months_that_have_given_something() -> None:
    make_directive(resolution=month(3))
    make_directive(resolution=month(12))
    month(5)
    make_directive(resolution=make_resolution(year=2027, month=1), is_given=False)

    assert offered(TODAY) == [
        [Span.month(2026, 12), Span.month(2026, 3)],
        [Span.quarter(2026, 4), Span.quarter(2026, 1)],
        [Span.whole(2026)],
    ]


def test_where_nothing_was_given_yet_the_month_of_the_day_is_offered() -> None:
    assert offered(TODAY) == [[Span.month(2026, 12)], [Span.quarter(2026, 4)], [Span.whole(2026)]]


# What counts, and under which name


def test_what_is_only_proposed_is_not_counted() -> None:
    make_directive()
    make_directive(is_given=False)

    assert counts(tell().total)["given"] == 1


@pytest.mark.parametrize(("on", "given"), [(date(2026, 12, 1), 1), (date(2026, 12, 2), 0)])
def test_a_resolution_that_was_withdrawn_counts_until_the_day_before(on: date, given: int) -> None:
    resolution = make_directive().resolution
    Resolution.objects.filter(pk=resolution.pk).update(status=Status.WITHDRAWN)
    _set(record("withdraw", resolution, by=None, note="Quyết định: nhầm"), at(date(2026, 12, 2)))

    assert tell(on=on).total.count(Measure.GIVEN) == given


def test_a_body_that_was_renamed_is_one_line_under_its_name_of_today() -> None:
    body = make_body(name="Phòng Kinh tế")
    make_directive(lead=body)
    Body.objects.filter(pk=body.pk).update(name="Phòng Kinh tế, Hạ tầng")
    body.refresh_from_db()
    make_directive(lead=body)

    assert {label: counts(line)["given"] for label, line in lines(tell()).items()} == {"Phòng Kinh tế, Hạ tầng": 2}


def test_two_bodies_of_one_name_are_two_lines() -> None:
    for _ in range(2):
        make_directive(lead=make_body(name="Chi bộ thôn Đông"))

    table = tell().table(By.BODY)

    assert table
    assert [line.label for line in table.lines] == ["Chi bộ thôn Đông"] * 2
    assert len({line.key for line in table.lines}) == 2


@pytest.mark.parametrize(("on", "note"), [(date(2026, 11, 30), ""), (date(2026, 12, 1), "existed until 30/11/2026")])
def test_a_body_that_was_closed_keeps_its_line_and_says_so(on: date, note: str) -> None:
    body = make_body(name="Ban cũ")
    make_directive(lead=body)
    Body.objects.filter(pk=body.pk).update(ends_on=date(2026, 11, 30))

    assert [line.note for line in lines(tell(on=on)).values()] == [note]


def test_who_sees_but_some_bodies_gets_their_parts_alone() -> None:
    members = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in "AB"]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(members)
    make_directive(lead=group)
    make_directive(lead=members[1])

    found = tell(bodies=frozenset({members[0].pk}))

    assert [table.by for table in found.tables] == [By.BODY]
    assert {label: counts(line) for label, line in lines(found).items()} == {"Chi bộ A": {"given": 1, "overdue": 1}}
    assert found.total.count(Measure.GIVEN) == 1
    assert standing(found.asked).whole == ()


def test_more_time_of_another_body_of_the_group_is_not_counted_for_this_one() -> None:
    members = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in "AB"]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(members)
    row = ask(make_directive(lead=group), asked=GIVEN_ON, wanted=TODAY, granted=DUE)

    found = tell()

    asked = {label: line.count(Measure.ASKED) for label, line in lines(found, By.MEMBER).items()}
    assert asked == {member.name: int(member == row.body) for member in members}
    assert found.total.count(Measure.GRANTED) == 1


def test_it_takes_as_many_queries_for_a_hundred_directives(everything: Figures) -> None:
    few = queries(tell)
    presser = make_user()
    _fill(presser)

    assert queries(tell) == few <= 9


def _fill(presser: User, rows: int = 90) -> None:
    for _ in range(rows):
        make_directive(presser=presser)
