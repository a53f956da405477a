"""Who signs for the Secretary and when: delegated, taken back, listed; and the block that then stands on the paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kesat.organization.models import Position, Role, User
from kesat.records.models import Event
from resolutions import delegating, policy
from resolutions.drafting import Refused
from resolutions.manuscript import Signer
from resolutions.models import Delegation, Resolution
from resolutions.policy import Action
from resolutions.signers import signer_for
from resolutions.workflow import Overtaken
from tests.conftest import english_client
from tests.factories import (
    StandingCommittee,
    make_administrator,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_reader,
    make_resolution,
    make_standing_committee,
)
from tests.resolutions.decisions import typed
from tests.resolutions.test_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PAGE = "/uy-quyen/"
NOW, TODAY = timezone.now, timezone.localdate


def day(number: int) -> date:
    return TODAY() + timedelta(days=number)


@pytest.fixture
def members(db: None) -> StandingCommittee:
    make_committee()
    return make_standing_committee()


def delegate(members: StandingCommittee, begins: int = 0, ends: int = 3, **fields: Any) -> Delegation:
    values: dict[str, Any] = {
        "deputy": members.deputy,
        "reason": "Đi công tác",
        "by": members.secretary,
        "at": NOW(),
    } | fields
    deputy, reason = values.pop("deputy"), values.pop("reason")
    return delegating.delegate(deputy, day(begins), day(ends), reason, **values)


def test_the_secretary_delegates_from_a_day_to_a_day(members: StandingCommittee) -> None:
    given = delegate(members, 1, 3)

    in_force = [bool(Delegation.objects.in_force(day(n))) for n in range(5)]
    assert in_force == [False, True, True, True, False]
    assert (given.given_by, given.reason) == (members.secretary, "Đi công tác")
    assert Event.objects.about(given).filter(action="delegate", by=members.secretary).count() == 1


@pytest.mark.parametrize(
    ("begins", "ends", "fields", "words"),
    [
        (3, 2, {}, "A delegation ends on or after the day on which it begins"),
        (-1, 2, {}, "A delegation begins today or later"),
        (0, 2, {"reason": " "}, "Type the reason"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    begins: int, ends: int, fields: dict[str, str], words: str, members: StandingCommittee
) -> None:
    with pytest.raises(Refused, match=words):
        delegate(members, begins, ends, **fields)

    assert not Delegation.objects.exists()


@pytest.mark.parametrize(("begins", "ends"), [(0, 2), (2, 2), (3, 9), (5, 5), (0, 9)])
def test_overlapping_delegations_are_refused_in_words(begins: int, ends: int, members: StandingCommittee) -> None:
    delegate(members, 2, 5)
    other = make_officer(full_name="Đỗ Văn Tám")
    Position.objects.create(
        user=other, body=members.body, post=members.deputy.positions.get().post, begins_on=date(2025, 7, 1)
    )

    with pytest.raises(Refused, match=r"Signing is delegated to Vũ Đình Long from .* already"):
        delegate(members, begins, ends, deputy=other)
    delegate(members, 6, 9, deputy=other)

    assert Delegation.objects.count() == 2


def test_signing_is_delegated_only_to_who_is_a_deputy_all_those_days(members: StandingCommittee) -> None:
    with pytest.raises(Refused, match="Lê Thị Mai is not a Deputy Secretary"):
        delegate(members, deputy=members.members[0])
    members.deputy.positions.update(ends_on=day(2))
    with pytest.raises(Refused, match="Vũ Đình Long is not a Deputy Secretary"):
        delegate(members, 0, 3)

    assert delegate(members, 0, 2)


def test_only_the_secretary_delegates_and_takes_back(members: StandingCommittee) -> None:
    given = delegate(members)
    others = [members.deputy, make_head_of_office(), make_clerk(), make_officer(), make_administrator()]

    for person in others:
        with pytest.raises(PermissionDenied):
            delegate(members, 5, 6, by=person)
        with pytest.raises(PermissionDenied):
            delegating.revoke(given, by=person, at=NOW())

    assert Delegation.objects.in_force(TODAY()).count() == 1


def test_what_is_taken_back_is_over_at_once_and_makes_room(members: StandingCommittee) -> None:
    given = delegate(members)

    delegating.revoke(given, by=members.secretary, at=NOW())
    with pytest.raises(Overtaken, match="has ended, or was taken back already"):
        delegating.revoke(given, by=members.secretary, at=NOW())
    delegate(members)

    assert Delegation.objects.count() == 2
    assert Event.objects.filter(action="revoke_delegation").count() == 1


def test_a_delegation_that_has_ended_is_not_taken_back(members: StandingCommittee) -> None:
    given = delegate(members)
    Delegation.objects.update(begins_on=day(-9), ends_on=day(-1))

    with pytest.raises(Overtaken):
        delegating.revoke(given, by=members.secretary, at=NOW())


def test_the_database_refuses_a_delegation_turned_round(members: StandingCommittee) -> None:
    delegate(members)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.update(ends_on=day(-1))


# The signature block


def test_the_secretary_signs_unless_it_is_delegated(members: StandingCommittee) -> None:
    month = make_resolution(month=12)
    given = delegate(members, 1, 3)
    secretary = Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn Khải")
    deputy = Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Vũ Đình Long")

    assert [signer_for(month, day(n)) for n in range(5)] == [secretary, deputy, deputy, deputy, secretary]
    delegating.revoke(given, by=members.secretary, at=NOW())
    assert signer_for(month, day(2)) == secretary


def test_a_deputy_signs_with_his_own_post_never_for_the_secretary(members: StandingCommittee) -> None:
    members.deputy.positions.get().post.__class__.objects.filter(role=Role.DEPUTY_SECRETARY).update(signature_title="")
    delegate(members)

    block = signer_for(make_resolution(month=12), TODAY())

    assert block == Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Vũ Đình Long")
    assert "K/T" not in f"{block.authority} {block.post}"


def test_a_deputy_who_holds_the_post_no_more_signs_no_more(members: StandingCommittee) -> None:
    delegate(members)
    members.deputy.positions.update(ends_on=day(-1))

    block = signer_for(make_resolution(month=12), TODAY())

    assert block
    assert block.name == "Trần Văn Khải"


def test_without_a_secretary_nobody_signs(members: StandingCommittee) -> None:
    members.secretary.positions.update(ends_on=day(-1))

    assert signer_for(make_resolution(month=12), TODAY()) is None


def test_what_is_printed_on_the_copy_to_be_signed_stays(members: StandingCommittee) -> None:
    month = make_resolution(month=12)
    Resolution.objects.filter(pk=month.pk).update(status="awaiting_signature", signer_name="Người Cũ")
    delegate(members)

    block = signer_for(Resolution.objects.get(pk=month.pk), TODAY())

    assert block == Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Người Cũ")


def test_the_delegated_deputy_may_sign_and_no_longer_afterwards(members: StandingCommittee) -> None:
    month = make_resolution(month=12)
    Resolution.objects.filter(pk=month.pk).update(status="awaiting_signature")
    month.refresh_from_db()
    delegate(members, 0, 1)

    said = [policy.refusal(Action.SIGN, members.deputy, on=day(n), resolution=month) for n in range(3)]

    assert said == ["", "", "A Deputy Secretary signs only while the Secretary has delegated it."]


# The page


def form(members: StandingCommittee, begins: int = 0, ends: int = 3, **fields: str) -> dict[str, Any]:
    days = {"begins_on": typed(day(begins)), "ends_on": typed(day(ends))}
    return {"deputy": members.deputy.pk, "reason": "Đi công tác", **days, **fields}


def test_the_secretary_delegates_and_takes_back_on_the_page(members: StandingCommittee) -> None:
    client = english_client(members.secretary)

    given = client.post(f"{PAGE}giao/", form(members))
    shown = client.get(PAGE).content.decode()
    client.post(f"{PAGE}{Delegation.objects.get().pk}/thu-hoi/")
    again = client.post(f"{PAGE}{Delegation.objects.get().pk}/thu-hoi/")

    assert given.headers["Location"] == PAGE
    assert "In force today" in shown
    assert (again.status_code, Delegation.objects.in_force(TODAY()).count()) == (409, 0)
    assert "Taken back at" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"deputy": ""}, "Choose the Deputy Secretary who signs."),
        ({"begins_on": "31/02/2026"}, "The date is typed as day/month/year"),
        ({"ends_on": ""}, "Type the day, for example"),
        ({"ends_on": "01/01/2026"}, "A delegation ends on or after the day on which it begins."),
        ({"reason": ""}, "Type the reason"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(change: dict[str, str], words: str, members: StandingCommittee) -> None:
    response = english_client(members.secretary).post(f"{PAGE}giao/", form(members) | change)

    assert response.status_code == 422
    assert words in response.content.decode()
    if "reason" not in change:
        assert 'value="Đi công tác"' in response.content.decode()
    assert not Delegation.objects.exists()


def test_overlapping_days_are_refused_on_the_page(members: StandingCommittee) -> None:
    delegate(members)

    response = english_client(members.secretary).post(f"{PAGE}giao/", form(members))

    assert response.status_code == 422
    assert "Take that back first." in response.content.decode()


def test_a_stranger_to_the_post_cannot_be_slipped_in(members: StandingCommittee) -> None:
    response = english_client(members.secretary).post(f"{PAGE}giao/", form(members) | {"deputy": make_officer().pk})

    assert response.status_code == 422
    assert not Delegation.objects.exists()


def test_the_office_and_the_members_see_who_signs_and_nobody_else(members: StandingCommittee) -> None:
    delegate(members)
    seen: list[User] = [members.deputy, members.members[0], make_head_of_office(), make_clerk(), make_officer()]

    for person in seen:
        page = english_client(person).get(PAGE)
        assert page.status_code == 200
        assert "Vũ Đình Long" in page.content.decode()
        assert page.context["form"] is None
        assert english_client(person).post(f"{PAGE}giao/", form(members)).status_code == 403
        assert english_client(person).post(f"{PAGE}{Delegation.objects.get().pk}/thu-hoi/").status_code == 403
    for person in (make_reader(), make_administrator()):
        assert english_client(person).get(PAGE).status_code == 403


def test_the_page_says_where_there_is_no_deputy_and_what_is_past(members: StandingCommittee) -> None:
    delegate(members)
    Delegation.objects.update(begins_on=day(-9), ends_on=day(-1))
    members.deputy.positions.update(ends_on=day(-1))

    html = english_client(members.secretary).get(PAGE).content.decode()

    assert "There is no Deputy Secretary today." in html
    assert "Past" in html


@pytest.mark.parametrize("address", ["giao/", "1/thu-hoi/"])
def test_bad_input_08_nothing_is_delegated_by_an_address(address: str, members: StandingCommittee) -> None:
    assert english_client(members.secretary).get(f"{PAGE}{address}").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_two_delegations_at_once_do_not_overlap() -> None:
    make_committee()
    members = make_standing_committee()

    def attempt() -> bool:
        try:
            return bool(delegate(members))
        except Refused:
            return False

    assert sorted(at_once(attempt, attempt, attempt)) == [False, False, True]
