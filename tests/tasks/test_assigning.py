"""Assigning: the six clears, many at once, what is missing, and the word of the head of the office."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.workflow import Overtaken
from tasks import assigning, splitting
from tasks.models import Directive, PartIn, Share
from tasks.splitting import Clause, Order
from tests.factories import (
    NOW,
    make_body,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_user,
)
from tests.resolutions.test_queries import queries
from tests.tasks.test_split_pages import signed_in
from tests.tasks.test_splitting import make_bodies, make_ordering_month, paragraph_of

pytestmark = pytest.mark.django_db

PAGE = "/nghi-quyet/2026-12/nhiem-vu/phan-cong/"


class Month:
    """A month with `count` accepted clauses, one in each paragraph, and the people of the office."""

    def __init__(self, count: int = 3, *, archive: bool = False, has_lead: bool = True) -> None:
        make_committee()
        self.economy, self.police = make_bodies()
        self.officer, self.head = make_officer(), make_head_of_office()
        texts = [f"Rà soát việc số {number} trên địa bàn xã." for number in range(count)]
        self.month: Resolution = make_ordering_month(*texts, archive=archive)
        lead = self.economy if has_lead else None
        for place, text in enumerate(texts):
            clause = Clause(paragraph_of(self.month, place).pk, text)
            splitting.accept(self.month, clause, Order(text, lead=lead), by=self.officer, at=NOW)

    @property
    def rows(self) -> list[Directive]:
        return list(Directive.objects.order_by("number"))

    @property
    def seen(self) -> dict[int, int]:
        return {row.pk: row.version for row in self.rows}

    @property
    def ticks(self) -> list[str]:
        return [f"{pk}-{version}" for pk, version in self.seen.items()]


def a_member(role: str = Role.COMMITTEE_MEMBER, name: str = "Lê Văn Đôn") -> User:
    person = make_user(full_name=name)
    make_position(person, role)
    return person


def client_of(role: str) -> Client:
    return signed_in(a_member(role))


def test_the_same_is_set_for_twenty_directives_in_three_clicks() -> None:
    month, member = Month(20), a_member()
    client = signed_in(month.officer)

    page = client.get(f"{PAGE}?chon=tat-ca").content.decode()  # the first click ticks them all
    assert page.count(" checked") == 20
    client.post(f"{PAGE}nhieu/", {"tick": month.ticks, "presser": member.pk, "due_on": "25/12/2026"})

    assert {row.due_on for row in month.rows} == {date(2026, 12, 25)}
    assert {row.version for row in month.rows} == {2}
    assert month.month.directives.filter(assignments__part=PartIn.PRESSING, assignments__user=member).count() == 20


def test_many_are_set_all_or_none() -> None:
    month = Month()
    seen = month.seen | {month.rows[0].pk: 9}

    with pytest.raises(Overtaken):
        assigning.set_many(month.month, seen, {"priority": "urgent"}, by=month.officer, at=NOW)

    assert {row.priority for row in month.rows} == {"normal"}


def test_a_new_lead_is_no_longer_coordinating_and_a_body_is_added_once() -> None:
    month = Month()
    by, at = month.officer, NOW
    assigning.set_many(month.month, month.seen, {"coordinating": month.police}, by=by, at=at)
    assigning.set_many(month.month, month.seen, {"coordinating": month.police}, by=by, at=at)
    assert month.rows[0].assignments.filter(part=PartIn.COORDINATING).count() == 1

    assigning.set_many(month.month, month.seen, {"lead": month.police}, by=by, at=at)

    assert [(row.part, row.body) for row in month.rows[0].assignments.all()] == [(PartIn.LEAD, month.police)]


def test_nobody_is_ticked_is_said() -> None:
    month = Month()

    with pytest.raises(Refused):
        assigning.set_many(month.month, {}, {"priority": "urgent"}, by=month.officer, at=NOW)
    with pytest.raises(Refused):
        assigning.assign_seen(month.month, {}, by=month.head, at=NOW)


@pytest.mark.parametrize(
    "data", [{"due_on": "01/11/2026"}, {"due_on": "31/02/2027"}, {}, {"lead": "999999"}, {"priority": "sớm"}]
)
def test_bad_input_45_many_with_a_bad_deadline_keep_ticks_and_text(data: dict[str, str]) -> None:
    month = Month()
    client = signed_in(month.officer)

    response = client.post(f"{PAGE}nhieu/", {"tick": month.ticks, **data})

    assert response.status_code == 422
    assert response.content.decode().count(" checked") == 3
    assert data.get("due_on", "") in response.content.decode()
    assert {row.version for row in month.rows} == {1}


@pytest.mark.parametrize("tick", ["x", "1", "-1", "9999-1", "1-x", "9" * 30 + "-1"])
def test_a_tick_that_is_no_directive_changes_nothing(tick: str) -> None:
    month = Month()

    response = signed_in(month.officer).post(f"{PAGE}nhieu/", {"tick": tick, "priority": "urgent"})

    assert response.status_code in {409, 422}
    assert {row.priority for row in month.rows} == {"normal"}


def test_bad_input_30_directives_of_another_month_are_not_set() -> None:
    month = Month()
    other = make_ordering_month("Việc của tháng khác.", month=11)
    made = splitting.accept(
        other, Clause(paragraph_of(other).pk, "Việc của tháng khác"), Order("Việc"), by=month.officer, at=NOW
    )

    with pytest.raises(Overtaken):
        assigning.set_many(month.month, {made.pk: 1}, {"priority": "urgent"}, by=month.officer, at=NOW)


def test_the_head_assigns_what_has_a_lead_and_it_is_given_at_the_issue() -> None:
    month = Month()
    client = signed_in(month.head)
    month.rows[0].assignments.all().delete()

    page = client.get(f"{PAGE}giao/").content.decode()
    assert page.count('name="tick"') == 2
    client.post(f"{PAGE}giao/", {"tick": month.ticks[1:]})

    assert [row.assigned_by for row in month.rows] == [None, month.head, month.head]
    assert not Share.objects.exists()


def test_of_an_issued_month_what_is_assigned_is_given_at_once() -> None:
    month = Month(archive=True)

    assert assigning.assign_seen(month.month, month.seen, by=month.head, at=NOW) == 3

    assert {share.body for share in Share.objects.all()} == {month.economy}
    assert {row.given_on for row in month.rows} == {NOW.date()}


def test_what_was_changed_since_the_head_saw_it_is_not_assigned() -> None:
    month = Month()
    seen = month.seen
    splitting.correct(month.rows[0], Order("Khác", lead=month.police), seen=1, by=month.officer, at=NOW)

    with pytest.raises(Overtaken):
        assigning.assign_seen(month.month, seen, by=month.head, at=NOW)

    assert not Directive.objects.exclude(assigned_at=None).exists()


def test_what_is_missing_is_listed() -> None:
    month = Month(1, has_lead=False)

    (row,) = assigning.rows_of(month.month)

    assert len(row.missing) == 5
    assert not row.is_ready


def test_the_six_clears_of_one_directive_are_filled_in() -> None:
    month = Month()
    row, client = month.rows[0], signed_in(month.officer)
    page = f"/nhiem-vu/{row.pk}/phan-cong/"
    assert client.get(page).status_code == 200

    data = {"title": "Tên mới", "kind": "deliverable", "priority": "important", "lead": month.police.pk, "version": 1}
    client.post(page, data | {"deliverable": "Báo cáo", "due_on": "20/12/2026"})

    row.refresh_from_db()
    assert (row.title, row.deliverable, row.due_on) == ("Tên mới", "Báo cáo", date(2026, 12, 20))
    bad = client.post(page, data | {"due_on": "20/10/2026", "deliverable": "Giữ lại"})
    assert (bad.status_code, "Giữ lại" in bad.content.decode()) == (422, True)
    assert client.post(page, data).status_code == 409


def test_the_last_working_day_of_the_month_is_offered_as_deadline() -> None:
    month = Month(1)

    page = signed_in(month.officer).get(f"/nhiem-vu/{month.rows[0].pk}/phan-cong/").content.decode()

    assert 'list="month-end"' in page
    assert '<datalist id="month-end"><option value="31/12/2026">' in page


def test_a_body_that_exists_no_longer_stays_named_until_another_is_chosen() -> None:
    month = Month(1)
    Body.objects.filter(pk=month.economy.pk).update(ends_on=date(2026, 1, 1))

    page = signed_in(month.officer).get(f"/nhiem-vu/{month.rows[0].pk}/phan-cong/").content.decode()

    assert f'<option value="{month.economy.pk}" selected>' in page


def test_an_officer_no_longer_changes_what_is_assigned() -> None:
    month = Month()
    assigning.assign_seen(month.month, month.seen, by=month.head, at=NOW)

    with pytest.raises(PermissionDenied):
        assigning.set_many(month.month, month.seen, {"priority": "urgent"}, by=month.officer, at=NOW)
    assert 'name="tick"' not in signed_in(month.officer).get(PAGE).content.decode()
    assigning.set_many(month.month, month.seen, {"priority": "urgent"}, by=month.head, at=NOW)


@pytest.mark.parametrize("role", sorted(Role))
def test_who_prepares_and_who_assigns(role: str) -> None:
    month = Month(1)
    client, row = client_of(role), month.rows[0]
    leaders = {Role.SECRETARY, Role.DEPUTY_SECRETARY}
    prepares, assigns = {Role.OFFICER, Role.HEAD_OF_OFFICE} | leaders, {Role.HEAD_OF_OFFICE} | leaders
    hidden = 403 if role == Role.STANDING_MEMBER else 404

    assert client.get(PAGE).status_code == (200 if role in prepares else hidden)
    assert client.get(f"{PAGE}giao/").status_code == (200 if role in assigns else 403 if role in prepares else hidden)
    assert client.get(f"/nhiem-vu/{row.pk}/phan-cong/").status_code == (200 if role in prepares else 404)


def test_the_secretary_may_set_a_deadline_before_the_issue() -> None:
    month, secretary = Month(1), a_member(Role.SECRETARY)

    assigning.set_many(month.month, month.seen, {"due_on": date(2026, 12, 20)}, by=secretary, at=NOW)

    assert month.rows[0].due_on == date(2026, 12, 20)


@pytest.mark.parametrize("shown", ["tat-ca", "chua-giao", "thieu", "", "bay"])
def test_the_list_is_narrowed_by_its_address(shown: str) -> None:
    month = Month()

    assert signed_in(month.officer).get(f"{PAGE}?xem={shown}").content.decode().count('name="tick"') == 3


def test_the_list_takes_as_many_queries_for_one_directive_as_for_many() -> None:
    month = Month(1)
    client = signed_in(month.head)
    pages = (PAGE, f"{PAGE}giao/", f"/nhiem-vu/{month.rows[0].pk}/phan-cong/")
    client.get(PAGE)
    few = [queries(partial(client.get, page)) for page in pages]
    row = month.rows[0]
    for number in range(2, 30):
        made = Directive.objects.create(
            resolution=month.month,
            paragraph=row.paragraph,
            quote="x",
            number=number,
            field=row.field,
            title=f"{number}",
        )
        made.assignments.create(part=PartIn.LEAD, body=make_body(), named="A")

    assert [queries(partial(client.get, page)) for page in pages] == few
    assert max(few) <= 14


def given_month(count: int = 3) -> Month:
    month = Month(count, archive=True)
    assigning.assign_seen(month.month, month.seen, by=month.head, at=NOW)
    return month


def test_what_is_given_is_set_for_many_with_one_reason_but_neither_lead_nor_deadline() -> None:
    month = given_month()
    by, why = month.head, "Đồng chí cũ nghỉ chế độ."

    assigning.set_many(month.month, month.seen, {"follower": month.officer}, by=by, at=NOW, reason=why)

    assert {row.follower for row in month.rows} == {month.officer}
    for row in month.rows:
        details = Event.objects.about(row).get(action="change_details").details
        assert details == {"changes": {"follower": {"from": "", "to": month.officer.full_name}}, "reason": why}
    for chosen in ({"lead": month.police}, {"due_on": date(2026, 12, 25)}):
        with pytest.raises(Refused):
            assigning.set_many(month.month, month.seen, chosen, by=by, at=NOW, reason=why)


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_what_is_given_is_not_set_without_a_reason(why: str) -> None:
    month = given_month()

    with pytest.raises(Refused):
        assigning.set_many(month.month, month.seen, {"priority": "urgent"}, by=month.head, at=NOW, reason=why)

    assert {row.priority for row in month.rows} == {"normal"}


def test_the_page_asks_for_the_reason_where_one_that_is_ticked_is_given() -> None:
    month = given_month()
    client = signed_in(month.head)
    data = {"tick": month.ticks, "priority": "urgent"}

    asked = client.post(f"{PAGE}nhieu/", data)
    assert (asked.status_code, asked.content.decode().count(" checked")) == (422, 3)
    assert asked.context["form"].errors == {"reason": ["Ghi lý do."]}
    client.post(f"{PAGE}nhieu/", data | {"reason": "Theo kết luận giao ban."})

    assert {row.priority for row in month.rows} == {"urgent"}
    assert "Theo kết luận giao ban." in client.get(f"/nhiem-vu/{month.rows[0].pk}/").content.decode()


def test_before_the_issue_nobody_is_asked_for_a_reason() -> None:
    month = Month()

    page = signed_in(month.officer).get(PAGE).content.decode()
    assigning.set_many(month.month, month.seen, {"priority": "urgent"}, by=month.officer, at=NOW)

    assert 'name="reason"' not in page
    assert {row.priority for row in month.rows} == {"urgent"}
    assert not Event.objects.filter(action="change_details").exists()


def test_a_withdrawn_month_is_shown_but_not_set() -> None:
    month = Month(archive=True)
    Resolution.objects.filter(pk=month.month.pk).update(status=Status.WITHDRAWN)

    with pytest.raises(Refused):
        assigning.set_many(month.month, month.seen, {"priority": "urgent"}, by=month.officer, at=NOW)
