"""Changes of a directive that is given: lead, deadline, dropping, and what bodies leave that exist no longer."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event, Notice
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.workflow import Overtaken
from tasks import changing, giving
from tasks.changing import Beside
from tasks.models import Directive, Extension, Outcome, PartIn, Share, State
from tests.factories import NOW, make_body, make_committee, make_head_of_office, make_officer, make_user
from tests.factories import make_position as hold
from tests.resolutions.test_races import at_once
from tests.task_factories import make_directive, make_head_of, make_report, share_of
from tests.tasks.test_split_pages import signed_in

pytestmark = pytest.mark.django_db

WHY = "Chuyển giao theo Quyết định số 12."
LATER = date(2026, 12, 20)


def person(role: str) -> User:
    user = make_user()
    hold(user, role)
    return user


def test_another_lead_gets_the_open_share_and_what_was_reported_stays() -> None:
    head, old, new = make_head_of_office(), make_body(name="Phòng Kinh tế"), make_body(name="Phòng Văn hóa")
    leaving, coming = make_head_of(old), make_head_of(new)
    directive = make_directive(lead=old, coordinating=(new,))
    report = make_report(directive)

    changing.change_lead(directive, new, WHY, seen=1, by=head, at=NOW)

    directive.refresh_from_db()
    assert [(row.part, row.named) for row in directive.assignments.all()] == [(PartIn.LEAD, "Phòng Văn hóa")]
    assert [share.body for share in directive.shares.all()] == [new]
    assert (list(directive.reports.all()), directive.version) == ([report], 2)
    event = Event.objects.about(directive).last()
    assert event
    hands = {"led": old.pk, "took": [old.pk], "gave": [new.pk]}
    assert event.details == {"old": "Phòng Kinh tế", "new": "Phòng Văn hóa", "reason": WHY} | hands
    assert {notice.user for notice in Notice.objects.all()} == {leaving, coming}


def test_a_group_that_leads_from_now_on_has_a_share_for_each_member() -> None:
    head = make_head_of_office()
    members = [make_body(kind=Body.Kind.BRANCH) for _number in range(3)]
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set(members)
    directive = make_directive()

    changing.change_lead(directive, group, WHY, seen=1, by=head, at=NOW)

    assert {share.body for share in directive.shares.all()} == set(members)


def test_what_members_of_a_group_have_done_stays_done() -> None:
    head, new = make_head_of_office(), make_body()
    members = [make_body(kind=Body.Kind.BRANCH) for _number in range(2)]
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set(members)
    directive = make_directive(lead=group)
    Share.objects.filter(body=members[0]).update(done_on=NOW.date())

    changing.change_lead(directive, new, WHY, seen=1, by=head, at=NOW)

    assert {(share.body, share.done_on) for share in directive.shares.all()} == {(members[0], NOW.date()), (new, None)}


def test_requests_for_more_time_of_the_old_lead_end() -> None:
    head, new, directive = make_head_of_office(), make_body(), make_directive()
    asked = Extension.objects.create(
        directive=directive, body=share_of(directive).body, reason="Mưa", old_due_on=date(2026, 11, 27),
        wanted_on=LATER, at=NOW, reporter="Vũ Thị Hoa",
    )  # fmt: skip

    changing.change_lead(directive, new, WHY, seen=1, by=head, at=NOW)

    asked.refresh_from_db()
    assert asked.answer == Extension.Answer.REFUSED


def test_a_new_deadline_leaves_the_first_one() -> None:
    head, directive = make_head_of_office(), make_directive()

    changing.change_deadline(directive, LATER, WHY, seen=1, by=head, at=NOW)

    directive.refresh_from_db()
    assert (directive.due_on, directive.first_due_on) == (LATER, date(2026, 11, 27))


def test_a_new_deadline_is_no_day_that_has_passed() -> None:
    head, directive = make_head_of_office(), make_directive()
    late = NOW + timedelta(days=60)

    with pytest.raises(Refused, match="đã qua"):
        changing.change_deadline(directive, late.date() - timedelta(days=1), WHY, seen=1, by=head, at=late)


def test_a_dropped_directive_says_why_and_its_bodies_are_told() -> None:
    head, directive = make_head_of_office(), make_directive()
    told = make_head_of(share_of(directive).body)

    changing.drop(directive, WHY, seen=1, by=head, at=NOW)

    directive.refresh_from_db()
    assert (directive.outcome, directive.outcome_reason, directive.ended_on) == (Outcome.DROPPED, WHY, NOW.date())
    assert directive.state_on(NOW.date()) == State.DROPPED
    assert Notice.objects.get().user == told


def test_who_has_a_part_beside_the_lead_is_changed_with_what_stood_there_before() -> None:
    head, kept, gone, new = (
        make_head_of_office(),
        make_body(name="Mặt trận"),
        make_body(name="Đoàn"),
        make_body(name="Hội"),
    )
    old, presser = make_user(full_name="Lê Văn Cũ"), make_user(full_name="Trần Thị Mới")
    directive = make_directive(coordinating=(kept, gone), presser=old)
    Body.objects.filter(pk=kept.pk).update(name="Mặt trận Tổ quốc")
    kept.refresh_from_db()
    lead = share_of(directive).body

    wanted = Beside((kept, new, lead), (new,), presser, head, head, "urgent", "Báo cáo")
    changing.change_details(directive, wanted, WHY, seen=1, by=head, at=NOW)

    parts = {(row.part, row.named) for row in directive.assignments.all()}
    beside = {
        ("coordinating", "Mặt trận"),
        ("coordinating", "Hội"),
        ("supervising", "Hội"),
        ("pressing", "Trần Thị Mới"),
    }
    assert parts == beside | {("lead", lead.name)}
    directive.refresh_from_db()
    assert (directive.leader, directive.follower, directive.priority, directive.version) == (head, head, "urgent", 2)
    event = Event.objects.about(directive).get(action="change_details")
    assert event.details["reason"] == WHY
    assert event.details["changes"]["coordinating"] == {"from": "Mặt trận, Đoàn", "to": "Mặt trận, Hội"}
    assert event.details["changes"]["presser"] == {"from": "Lê Văn Cũ", "to": "Trần Thị Mới"}
    assert event.details["changes"]["priority"] == {"from": "normal", "to": "urgent"}


def test_what_is_the_same_as_before_is_no_change() -> None:
    head, presser = make_head_of_office(), make_user()
    directive = make_directive(presser=presser)

    with pytest.raises(Refused):
        changing.change_details(directive, Beside(presser=presser), WHY, seen=1, by=head, at=NOW)

    assert Directive.objects.get().version == 1


VERBS: dict[str, Callable[..., None]] = {
    "lead": lambda directive, why, **rest: changing.change_lead(directive, make_body(), why, **rest),
    "deadline": lambda directive, why, **rest: changing.change_deadline(directive, LATER, why, **rest),
    "details": lambda directive, why, **rest: changing.change_details(
        directive, Beside(priority="urgent"), why, **rest
    ),
    "drop": changing.drop,
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_of_two_changes_the_slower_is_told(verb: Callable[..., None]) -> None:
    head, directive = make_head_of_office(), make_directive()
    Directive.objects.update(version=2)

    with pytest.raises(Overtaken):
        verb(directive, WHY, seen=1, by=head, at=NOW)


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_change_has_its_reason(verb: Callable[..., None], why: str) -> None:
    head, directive = make_head_of_office(), make_directive()

    with pytest.raises(Refused):
        verb(directive, why, seen=1, by=head, at=NOW)

    assert Directive.objects.get().version == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.HEAD_OF_OFFICE}))
def test_only_head_secretary_and_deputies_change(role: str) -> None:
    user, directive = person(role), make_directive()

    for verb in VERBS.values():
        with pytest.raises(PermissionDenied):
            verb(directive, WHY, seen=1, by=user, at=NOW)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.HEAD_OF_OFFICE])
def test_who_assigns_sets_a_deadline(role: str) -> None:
    directive = make_directive()

    changing.change_deadline(directive, LATER, WHY, seen=1, by=person(role), at=NOW)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_what_has_ended_or_is_not_given_or_not_in_force_is_not_changed(verb: Callable[..., None]) -> None:
    head = make_head_of_office()
    ended, planned = make_directive(outcome="done", ended_on=NOW.date()), make_directive(is_given=False)
    withdrawn = make_directive()
    Resolution.objects.update(status=Status.WITHDRAWN)
    withdrawn.resolution.refresh_from_db()

    for directive in (ended, planned, withdrawn):
        with pytest.raises(Refused):
            verb(directive, WHY, seen=1, by=head, at=NOW)


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 27), date(2099, 1, 1)])
def test_bad_input_45_a_deadline_that_cannot_be_is_refused(day: date) -> None:
    head, directive = make_head_of_office(), make_directive()

    with pytest.raises(Refused):
        changing.change_deadline(directive, day, WHY, seen=1, by=head, at=NOW)


def test_the_lead_that_leads_already_and_one_that_has_done_it_are_refused() -> None:
    head, directive = make_head_of_office(), make_directive()
    done = make_body()
    Share.objects.create(directive=directive, body=done, done_on=NOW.date())

    for body in (share_of(directive, directive.assignments.leads().get().body).body, done):
        with pytest.raises(Refused):
            changing.change_lead(directive, body, WHY, seen=1, by=head, at=NOW)


# Bodies that exist no longer


def close(body: Body) -> None:
    Body.objects.filter(pk=body.pk).update(ends_on=NOW.date() - timedelta(days=1))
    body.refresh_from_db()


def test_what_a_closed_body_left_is_handed_over_in_one_act() -> None:
    head, closed, other, new = make_head_of_office(), make_body(), make_body(), make_body()
    led, beside = make_directive(lead=closed), make_directive(lead=other, coordinating=(closed,))
    planned = make_directive(lead=closed, is_given=False)
    close(closed)
    assert [(body, set(rows)) for body, rows in changing.orphans(NOW.date())] == [(closed, {led, beside, planned})]

    assert changing.hand_over(closed, new, WHY, by=head, at=NOW) == 3

    assert changing.orphans(NOW.date()) == []
    assert share_of(led).body == new
    assert [row.body for row in planned.assignments.leads()] == [new]
    assert {row.body for row in beside.assignments.filter(part=PartIn.COORDINATING)} == {new}
    assert Event.objects.filter(action="hand_over").count() == 3


def test_what_is_in_force_no_longer_is_not_handed_over() -> None:
    head, closed, new = make_head_of_office(), make_body(), make_body()
    directive = make_directive(lead=closed)
    Resolution.objects.filter(pk=directive.resolution_id).update(status=Status.WITHDRAWN)
    close(closed)

    assert changing.orphans(NOW.date()) == []
    assert changing.hand_over(closed, new, WHY, by=head, at=NOW) == 0


def test_of_a_group_only_the_closed_member_is_handed_over() -> None:
    head, closed, kept, new = make_head_of_office(), make_body(), make_body(), make_body()
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed")
    group.members.set([closed, kept])
    directive = make_directive(lead=group)
    close(closed)

    changing.hand_over(closed, new, WHY, by=head, at=NOW)

    assert {share.body for share in directive.shares.all()} == {kept, new}
    assert directive.assignments.leads().get().body == group


def test_a_body_that_helps_already_takes_over_the_lead_and_stands_there_once() -> None:
    head, closed, other, new = make_head_of_office(), make_body(), make_body(), make_body()
    led, beside = (
        make_directive(lead=closed, coordinating=(new,)),
        make_directive(lead=other, coordinating=(closed, new)),
    )
    close(closed)

    changing.hand_over(closed, new, WHY, by=head, at=NOW)

    parts = [{(row.part, row.body) for row in directive.assignments.all()} for directive in (led, beside)]
    assert parts == [{("lead", new)}, {("lead", other), ("coordinating", new)}]


def test_a_directive_without_lead_or_of_a_group_without_members_is_not_shared_out() -> None:
    empty = make_body(kind=Body.Kind.GROUP, group_rule="listed")
    leaderless, unpeopled = make_directive(is_given=False), make_directive(lead=empty, is_given=False)
    leaderless.assignments.all().delete()

    for directive, words in ((leaderless, "chủ trì"), (unpeopled, empty.name)):
        with pytest.raises(Refused, match=words):
            giving.share_out(directive, NOW.date())


def test_what_a_closed_body_has_done_stays_under_its_name() -> None:
    head, closed, new, directive = make_head_of_office(), make_body(), make_body(), make_directive()
    Share.objects.create(directive=directive, body=closed, done_on=NOW.date())
    close(closed)

    assert changing.hand_over(closed, new, WHY, by=head, at=NOW) == 0


def test_nothing_is_handed_to_a_body_that_exists_no_longer_or_without_reason() -> None:
    head, closed, gone = make_head_of_office(), make_body(), make_body()
    close(closed)
    close(gone)

    for to, why in ((gone, WHY), (closed, WHY), (make_body(), " ")):
        with pytest.raises(Refused):
            changing.hand_over(closed, to, why, by=head, at=NOW)


# The pages


def test_the_page_changes_lead_deadline_and_ends_a_directive() -> None:
    make_committee()
    head, new, directive = signed_in(make_head_of_office()), make_body(), make_directive()
    page = f"/nhiem-vu/{directive.pk}/thay-doi/"
    assert head.get(page).status_code == 200

    head.post(f"{page}thoi-han/", {"version": 1, "due_on": "20/12/2026", "reason": WHY})
    head.post(f"{page}chu-tri/", {"version": 2, "lead": new.pk, "reason": WHY})
    details = {"version": 3, "priority": "urgent", "deliverable": "Báo cáo bằng văn bản", "reason": "Theo kết luận"}
    head.post(f"{page}nguoi-va-ket-qua/", details)
    head.post(f"{page}khong-con/", {"version": 4, "reason": WHY})

    directive.refresh_from_db()
    assert (directive.due_on, share_of(directive).body, directive.outcome) == (LATER, new, "dropped")
    assert (directive.priority, directive.deliverable) == ("urgent", "Báo cáo bằng văn bản")
    assert WHY in head.get(page).content.decode()
    life = head.get(f"/nhiem-vu/{directive.pk}/").content.decode()
    assert "Mức độ ưu tiên: Thông thường → Khẩn; Sản phẩm, kết quả: – → Báo cáo bằng văn bản" in life
    assert "Theo kết luận" in life


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("thoi-han", {"due_on": "01/10/2026"}), ("thoi-han", {"due_on": "32/13/2026"}), ("thoi-han", {}),
        ("chu-tri", {"lead": "9999999"}), ("chu-tri", {}), ("khong-con", {"reason": "x" * 501}),
        ("thoi-han", {"due_on": "20/12/2026", "reason": ""}), ("khong-con", {"reason": ""}),
        ("nguoi-va-ket-qua", {"priority": "urgent", "reason": ""}), ("nguoi-va-ket-qua", {"priority": "sớm"}),
        ("nguoi-va-ket-qua", {"priority": "normal"}), ("nguoi-va-ket-qua", {"priority": "normal", "presser": "9999"}),
    ],
)  # fmt: skip
def test_bad_input_45_a_change_that_cannot_be_is_said_with_the_text_kept(act: str, data: dict[str, str]) -> None:
    make_committee()
    head, directive = signed_in(make_head_of_office()), make_directive()

    response = head.post(f"/nhiem-vu/{directive.pk}/thay-doi/{act}/", {"version": 1, "reason": WHY} | data)

    assert response.status_code == 422
    assert data.get("reason", WHY) in response.content.decode()
    assert data.get("due_on", "") in response.content.decode()
    assert Directive.objects.get().version == 1


def test_a_slower_change_is_answered_with_what_was_typed() -> None:
    make_committee()
    head, directive = signed_in(make_head_of_office()), make_directive()

    response = head.post(f"/nhiem-vu/{directive.pk}/thay-doi/khong-con/", {"version": 7, "reason": WHY})

    assert (response.status_code, WHY in response.content.decode()) == (409, True)


def test_bad_input_30_who_may_not_change_or_not_know_is_turned_away() -> None:
    make_committee()
    directive = make_directive()
    page, stranger = f"/nhiem-vu/{directive.pk}/thay-doi/", make_head_of(make_body())

    assert signed_in(make_officer()).get(page).status_code == 403
    assert signed_in(stranger).get(page).status_code == 404
    assert signed_in(make_head_of_office()).get("/nhiem-vu/999999/thay-doi/").status_code == 404
    assert signed_in(make_officer()).get("/nhiem-vu/ban-giao/").status_code == 403
    assert signed_in(make_head_of_office()).post(f"/nhiem-vu/ban-giao/{make_body().pk}/").status_code == 404


def test_the_page_of_closed_bodies_hands_over() -> None:
    make_committee()
    head, closed, new = signed_in(make_head_of_office()), make_body(name="Phòng cũ"), make_body()
    directive = make_directive(lead=closed)
    close(closed)
    page = "/nhiem-vu/ban-giao/"
    assert "Phòng cũ" in head.get(page).content.decode()

    bad = head.post(f"{page}{closed.pk}/", {"lead": new.pk, "reason": ""})
    assert bad.status_code == 422
    head.post(f"{page}{closed.pk}/", {"lead": new.pk, "reason": WHY})

    assert share_of(directive).body == new
    assert "Phòng cũ" not in head.get(page).content.decode()


def test_pages_lead_from_a_given_directive_to_its_change_and_back() -> None:
    make_committee()
    head = signed_in(make_head_of_office())
    given = make_directive()
    planned = make_directive(is_given=False)

    assert head.get(f"/nhiem-vu/{given.pk}/phan-cong/").headers["Location"] == f"/nhiem-vu/{given.pk}/thay-doi/"
    assert head.get(f"/nhiem-vu/{planned.pk}/thay-doi/").headers["Location"] == f"/nhiem-vu/{planned.pk}/phan-cong/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests' SQLite has one connection")
def test_of_many_who_change_the_lead_at_the_same_moment_one_does() -> None:
    head, directive = make_head_of_office(), make_directive()
    bodies = [make_body() for _number in range(5)]

    def change(body: Body) -> str:
        try:
            changing.change_lead(Directive.objects.get(pk=directive.pk), body, WHY, seen=1, by=head, at=NOW)
        except Overtaken:
            return "late"
        return "done"

    results = at_once(*[partial(change, body) for body in bodies])

    assert sorted(results) == ["done", *["late"] * 4]
    assert directive.shares.count() == 1
