"""The list of directives: what a filter finds, in which order, and for whom."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kesat.organization.models import Body, Position, Role, User
from resolutions.models import Resolution, Status
from tasks.listing import Listing, days_left, grouped, listing, shown
from tasks.models import Judgement, Progress, State
from tests.factories import make_body, make_head_of_office, make_post, make_reader, make_resolution, make_user
from tests.task_factories import make_directive, make_head_of, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TODAY = date(2026, 11, 25)


def find(user: User | None = None, **fields: str) -> Listing:
    return listing(fields, user or make_head_of_office(), TODAY)


def titles(found: Listing) -> list[str]:
    return [row.directive.title for row in shown(found[:], found.user, found.on)]


def test_words_are_found_with_and_without_diacritics_and_wildcards_are_words() -> None:
    make_directive(title="Giải phóng mặt bằng kênh Kim Sơn")
    make_directive(title="Thu ngân sách đạt 100% kế hoạch_quý")

    found = [
        titles(find(q=words)) for words in ("giai phong", "Giải phóng", "GIẢI PHÓNG MẶT", "100%", "h_q", "%", "_n")
    ]

    assert [len(each) for each in found] == [1, 1, 1, 1, 1, 1, 0]
    assert found[0] == ["Giải phóng mặt bằng kênh Kim Sơn"]


def test_a_body_that_only_takes_part_is_a_filter_too() -> None:
    branch, other = (make_body(code=code, kind=Body.Kind.BRANCH) for code in ("CB-1", "CB-2"))
    group = make_body(code="CCB", kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set([branch, other])
    helper = make_body(code="HND", name="Hội Nông dân")
    make_directive(title="Trồng cây", lead=group)
    make_directive(title="Vay vốn", coordinating=(helper,))

    found = [find(month="all", lead=code) for code in ("CB-1", "HND", "CCB")]

    assert [titles(each) for each in found] == [["Trồng cây"], ["Vay vốn"], ["Trồng cây"]]
    assert [each.problems for each in found] == [[], [], []]
    assert str(found[0].form["lead"]).count("<optgroup") == 2


def test_a_branch_that_leads_is_found_with_its_parts_of_groups() -> None:
    branch = make_body(code="CB-1", kind=Body.Kind.BRANCH)
    group = make_body(kind=Body.Kind.GROUP, group_rule="all_branches")
    make_directive(title="Trồng cây", lead=group)
    make_directive(title="Đại hội", lead=branch)
    make_directive(title="Khác")

    assert sorted(titles(find(month="all", lead="CB-1"))) == ["Trồng cây", "Đại hội"]


@pytest.mark.parametrize(
    "fields",
    [
        {"q": "x" * 201},
        {"q": "a\u202eb"},
        {"month": "2026-13"},
        {"month": "2026-11' OR 1=1"},
        {"lead": "PKT; DROP"},
        {"field": "password"},
        {"presser": "1 OR 1=1"},
        {"state": "done"},
        {"by": "user__password"},
    ],
)
def test_bad_input_03_a_value_that_is_not_listed_is_said_and_left_out(fields: dict[str, str]) -> None:
    make_directive()

    found = find(None, **fields)

    assert len(found.problems) == 1
    assert len(titles(found)) == 1


@pytest.mark.parametrize("order", ["password", "-user__password", "title); --", "?"])
def test_bad_input_02_an_order_that_is_not_listed_is_the_default(order: str) -> None:
    make_directive()

    found = find(order=order)

    assert (found.chosen.order, len(found.problems)) == ("lead", 1)
    assert "order" not in found.chosen.address()


def test_bad_input_03_keys_that_are_not_known_are_not_looked_at() -> None:
    make_directive()

    found = find(_connector="OR 1=1", resolution__status__in="drafting", title__contains="x", pk="0")

    assert (found.problems, len(titles(found)), found.chosen.address()) == ([], 1, "?")


def test_filters_narrow_together_and_stand_in_the_address() -> None:
    body = make_body(code="PKT", name="Phòng Kinh tế", kind=Body.Kind.DIVISION)
    presser = make_user(full_name="Lê Thị Mai")
    wanted = make_directive(title="Kênh", lead=body, presser=presser, due_on=date(2026, 11, 20))
    make_directive(title="Kênh", lead=body, presser=presser, due_on=None)
    make_directive(title="Kênh", lead=make_body(), presser=presser, due_on=date(2026, 11, 20))
    make_directive(title="Đường", lead=body, due_on=date(2026, 11, 20))

    found = find(q="kenh", lead="PKT", presser=str(presser.pk), state="overdue", field=wanted.field, month="2026-11")

    assert found[:] == [wanted.pk]
    assert found.chosen.address(state="") == (
        f"?q=kenh&month=2026-11&lead=PKT&field={wanted.field}&presser={presser.pk}"
    )


def test_without_a_month_the_newest_in_force_is_listed() -> None:
    make_directive(resolution=make_resolution(month=10, archive=True), title="Tháng mười")
    make_directive(resolution=make_resolution(month=11, archive=True), title="Tháng mười một")
    make_directive(resolution=make_resolution(month=12), title="Tháng mười hai", is_given=False)

    assert titles(find()) == ["Tháng mười một"]
    assert titles(find(month="2026-10")) == ["Tháng mười"]
    assert titles(find(month="2026-12")) == ["Tháng mười hai"]
    assert sorted(titles(find(month="all"))) == ["Tháng mười", "Tháng mười hai", "Tháng mười một"]


def test_practice_and_what_is_no_longer_in_force_stand_in_no_list() -> None:
    kept = make_directive()
    ended = make_directive(resolution=make_resolution(month=10, archive=True))
    practice = make_directive(resolution=make_resolution(month=9), is_given=False)
    Resolution.objects.filter(pk=practice.resolution_id).update(is_practice=True)
    Resolution.objects.filter(pk=ended.resolution_id).update(status=Status.WITHDRAWN)

    assert find(month="all")[:] == [kept.pk]


def test_rows_stand_under_their_lead_bodies_and_late_ones_first() -> None:
    first = make_body(name="Phòng Kinh tế", position=1)
    second = make_body(name="Công an xã", position=2)
    rows: list[tuple[Body, str, dict[str, Any]]] = [
        (second, "Sáu", {"due_on": date(2026, 12, 20)}),
        (first, "Bốn", {"due_on": None}),
        (first, "Ba", {"due_on": date(2026, 11, 26)}),
        (first, "Năm", {"due_on": date(2026, 11, 1), "outcome": "done", "ended_on": date(2026, 11, 3)}),
        (first, "Hai", {"due_on": date(2026, 11, 24)}),
        (first, "Một", {"due_on": date(2026, 11, 10)}),
    ]
    for lead, title, fields in rows:
        make_directive(lead=lead, title=title, **fields)
    found = find()

    groups = grouped(found, shown(found[:], found.user, found.on))

    assert [(heading, [row.directive.title for row in each]) for heading, each in groups] == [
        ("Phòng Kinh tế · 5 directives, 2 overdue", ["Một", "Hai", "Ba", "Bốn", "Năm"]),
        ("Công an xã · 1 directive", ["Sáu"]),
    ]
    assert titles(find(order="due"))[:3] == ["Một", "Hai", "Ba"]
    assert titles(find(order="number"))[0] == "Sáu"


def test_pages_meet_without_a_gap_whatever_the_order() -> None:
    bodies = [make_body(position=place) for place in range(3)]
    every = [make_directive(lead=bodies[place % 3], is_given=False) for place in range(8)]

    for order in ("lead", "due", "number"):
        found = find(order=order)
        pages = found.pages(3)
        keys = [key for number in pages.page_range for key in pages.page(number).object_list]

        assert keys == found[:]
        assert sorted(keys) == sorted(directive.pk for directive in every)


def test_states_are_counted_whatever_state_is_asked_for() -> None:
    make_directive(due_on=date(2026, 11, 24))
    make_directive(due_on=date(2026, 11, 25))
    make_directive(due_on=None)

    found = find(state="standing")

    assert [(shown_.state, count) for shown_, count in found.states] == [
        (State.OVERDUE, 1), (State.NEAR, 1), (State.STANDING, 1),
    ]  # fmt: skip
    assert (found.total, found.how_many(), found.lead_count) == (1, 3, 3)


def test_a_directive_without_a_lead_stands_last() -> None:
    directive = make_directive(is_given=False)
    directive.assignments.all().delete()
    make_directive(is_given=False)
    found = find()

    groups = grouped(found, shown(found[:], found.user, found.on))

    assert [heading for heading, _rows in groups][-1] == "No lead yet · 1 directive"


def test_a_row_says_what_is_left_and_the_latest_result() -> None:
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed", name="Các chi bộ")
    branches = [make_body(kind=Body.Kind.BRANCH) for _ in range(3)]
    group.members.set(branches)
    directive = make_directive(
        lead=group, coordinating=tuple(make_body() for _ in range(5)), due_on=TODAY - timedelta(days=6)
    )
    directive.shares.filter(body=branches[0]).update(done_on=TODAY)
    make_report(directive, result="Cũ", body=branches[0])
    make_report(directive, result="Mới", body=branches[1], progress=Progress.NOT_BEGUN)
    returned = make_report(directive, result="Bị trả lại", body=branches[1])
    head = make_head_of_office()
    type(returned).objects.filter(pk=returned.pk).update(
        judgement=Judgement.RETURNED, judged_at=returned.at, judged_by=head, return_reason="x"
    )
    found = find(head)

    (row,) = shown(found[:], head, TODAY)

    assert (row.days, row.result, row.is_waiting, row.shares) == ("6 days over", "Mới", True, "1 of 3 bodies done")
    assert row.coordinating.endswith(", 2 more")


@pytest.mark.parametrize(
    ("days", "words"), [(0, "due today"), (1, "1 day left"), (30, "30 days left"), (-1, "1 day over")]
)
def test_days_left_are_said(days: int, words: str) -> None:
    assert days_left(make_directive(due_on=TODAY + timedelta(days=days)), TODAY) == words


def test_what_has_ended_or_has_no_deadline_has_no_days_left() -> None:
    ended = make_directive(due_on=TODAY, outcome="done", ended_on=TODAY)

    assert [days_left(row, TODAY) for row in (ended, make_directive(due_on=None))] == ["", ""]


def test_a_body_finds_its_own_only_and_the_results_of_its_own() -> None:
    mine, other = make_body(), make_body()
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set([mine, other])
    own = make_directive(lead=mine)
    common = make_directive(lead=group)
    make_directive(lead=other, presser=make_user(full_name="Ngô Văn Sơn"))
    beside = make_directive(lead=other, coordinating=(mine,))
    make_report(common, result="Của đơn vị khác", body=other)
    user = make_head_of(mine)

    found = find(user)

    assert sorted(found[:]) == sorted([own.pk, common.pk, beside.pk])
    assert {row.result for row in shown(found[:], user, TODAY)} == {""}
    assert found.options.pressers == []
    assert {body.pk for body in found.options.leads} == {mine.pk, other.pk, group.pk}


@pytest.mark.parametrize("who", ["reader", "nobody", "closed", "administrator"])
def test_who_has_no_part_finds_nothing(who: str) -> None:
    body = make_body()
    make_directive(lead=body)
    makers: dict[str, Callable[[], User]] = {
        "reader": make_reader,
        "nobody": make_user,
        "closed": lambda: make_user(is_active=False),
        "administrator": lambda: make_user(is_staff=True),
    }
    user = makers[who]()
    if who == "reader":
        post = make_post(role=Role.READER)
        Position.objects.create(user=user, body=body, post=post, begins_on=date(2025, 7, 1))

    found = find(user)

    assert (found[:], found.options.leads, found.states) == ([], [], [])


def test_who_presses_finds_theirs() -> None:
    presser = make_user(full_name="Lê Thị Mai")
    pressed = make_directive(presser=presser)
    charged = make_body()
    member = make_head_of(charged, role=Role.COMMITTEE_MEMBER)
    of_branch = make_directive(lead=charged)

    assert find(presser)[:] == [pressed.pk]
    assert find(member)[:] == [of_branch.pk]
