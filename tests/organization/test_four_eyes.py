"""A position of the Standing Committee counts only once a second administrator has confirmed it."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kesat.organization.backend import PASSWORD_AT
from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import Event
from tests.conftest import english_client
from tests.factories import make_administrator, make_body, make_position, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LIST = "/quan-tri/organization/position/"
BEGINS = date(2026, 11, 1)
ONLY_ENDED = "A position of the Standing Committee can only be ended earlier. Enter what changes as a new one."


def entered(client: Client, user: User, role: str = Role.SECRETARY, body: Body | None = None) -> Position:
    """Enter a position in the administration's form and return it."""
    body = body or make_body(kind=Body.Kind.STANDING_COMMITTEE)
    values = {"user": user.pk, "body": body.pk, "post": make_post(role=role).pk, "begins_on": "2026-11-01"}
    answer = client.post(f"{LIST}add/", values, follow=True)
    assert answer.status_code == 200
    return Position.objects.get(user=user)


def confirm(client: Client, *positions: Position) -> Any:
    data = {"action": "confirm_positions", "_selected_action": [row.pk for row in positions]}
    return client.post(LIST, data, follow=True)


def roles(user: User) -> frozenset[str]:
    return User.objects.get(pk=user.pk).roles(timezone.localdate())


def test_it_counts_only_after_another_administrator_has_confirmed_it() -> None:
    first, second = (english_client(make_administrator()) for _ in range(2))
    secretary = make_user()

    position = entered(first, secretary)
    own = confirm(first, position)
    before = roles(secretary), list(Position.objects.held(timezone.localdate()))
    other = confirm(second, position)

    assert before == (frozenset(), [])
    assert "You entered or changed it yourself; another administrator must confirm it." in own.content.decode()
    assert "Confirmed: 1." in other.content.decode()
    assert roles(secretary) == {Role.SECRETARY}
    assert list(Event.objects.filter(action="confirm_position").values_list("target_id", flat=True)) == [position.pk]


def test_a_session_gets_no_rights_from_what_waits() -> None:
    secretary = make_user()
    entered(english_client(make_administrator()), secretary)

    assert english_client(secretary).get("/nghi-quyet/bat-dau/").status_code == 403


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.STANDING_MEMBER])
def test_each_post_that_votes_waits(role: str) -> None:
    assert entered(english_client(make_administrator()), make_user(), role, make_body()).awaits_confirmation


def test_a_seat_in_the_standing_committee_waits_whatever_the_post() -> None:
    assert entered(english_client(make_administrator()), make_user(), Role.OFFICER).awaits_confirmation


def test_any_other_position_counts_at_once() -> None:
    officer = make_user()

    entered(english_client(make_administrator()), officer, Role.OFFICER, make_body())

    assert roles(officer) == {Role.OFFICER}


def test_who_changes_it_cannot_confirm_it() -> None:
    first, second = (english_client(make_administrator()) for _ in range(2))
    position = entered(first, make_user())
    values = {"user": make_user(full_name="Vũ Lâm").pk, "body": position.body.pk, "post": position.post.pk}

    second.post(f"{LIST}{position.pk}/change/", values | {"begins_on": "2026-11-01"})
    confirm(second, position)

    position.refresh_from_db()
    assert (position.user.full_name, position.awaits_confirmation) == ("Vũ Lâm", True)
    confirm(first, position)
    position.refresh_from_db()
    assert not position.awaits_confirmation


@pytest.mark.parametrize(
    "changed",
    [{"user": 0}, {"post": 0}, {"begins_on": "2020-01-01"}, {"ends_on": ""}],
    ids=["person", "post", "first day", "longer"],
)
def test_what_counts_can_only_be_ended(changed: dict[str, Any]) -> None:
    body = make_body(kind=Body.Kind.STANDING_COMMITTEE)
    position = make_position(make_user(), Role.SECRETARY, body=body, begins_on=BEGINS, ends_on=date(2026, 12, 31))
    others = {"user": make_user(full_name="Vũ Lâm").pk, "post": make_post(role=Role.OFFICER).pk}
    values = {"user": position.user.pk, "body": body.pk, "post": position.post.pk, "begins_on": "2026-11-01"}
    values |= {"ends_on": "2026-12-31"} | {name: others.get(name, value) for name, value in changed.items()}

    answer = english_client(make_administrator()).post(f"{LIST}{position.pk}/change/", values)

    assert ONLY_ENDED in answer.content.decode()


def test_it_is_ended_by_one() -> None:
    body = make_body(kind=Body.Kind.STANDING_COMMITTEE)
    position = make_position(make_user(), Role.STANDING_MEMBER, body=body, begins_on=BEGINS)
    values = {"user": position.user.pk, "body": body.pk, "post": position.post.pk, "begins_on": "2026-11-01"}

    english_client(make_administrator()).post(f"{LIST}{position.pk}/change/", values | {"ends_on": "2026-11-24"})

    position.refresh_from_db()
    assert (position.ends_on, position.awaits_confirmation) == (date(2026, 11, 24), False)


def test_a_sheet_brings_in_what_waits() -> None:
    user, body = make_user(), make_body(kind=Body.Kind.STANDING_COMMITTEE)
    post = make_post(role=Role.STANDING_MEMBER)
    head = ("user", "body", "post", "begins_on", "ends_on")
    sheet = tablib.Dataset((user.username, body.code, post.code, "01/11/2026", ""), headers=head).export("csv")
    file = SimpleUploadedFile("chuc-vu.csv", BytesIO(str(sheet).encode()).getvalue(), "text/csv")
    administrator = make_administrator()
    client = english_client(administrator)

    shown = client.post(f"{LIST}nhap/", {"file": file})
    data = {"fingerprint": shown.context["outcome"].fingerprint}
    client.post(f"{LIST}nhap/{shown.context['held'].pk}/", data)

    position = Position.objects.get(user=user)
    assert (position.awaits_confirmation, position.entered_by) == (True, administrator)


def test_neither_a_post_nor_a_body_that_people_hold_becomes_another() -> None:
    position = make_position(make_user(), Role.OFFICER)
    position.post.role = Role.SECRETARY
    position.body.kind = Body.Kind.STANDING_COMMITTEE

    with pytest.raises(ValidationError, match="People hold this post"):
        position.post.full_clean()
    with pytest.raises(ValidationError, match="People hold positions in this body"):
        position.body.full_clean()


def test_the_secretary_keeps_an_account_while_in_office() -> None:
    secretary = make_user()
    position = make_position(secretary, Role.SECRETARY)
    values = {"username": secretary.username, "full_name": secretary.full_name}
    client = english_client(make_administrator())

    refused = client.post(f"/quan-tri/organization/user/{secretary.pk}/change/", values)
    Position.objects.filter(pk=position.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    client.post(f"/quan-tri/organization/user/{secretary.pk}/change/", values)

    assert "The Secretary keeps the account while in office. End the position first." in refused.content.decode()
    assert not User.objects.get(pk=secretary.pk).is_active


def test_a_file_beside_the_form_does_not_replace_the_password() -> None:
    client = english_client(make_administrator())
    session = client.session
    session[PASSWORD_AT] = 0
    session.save()
    user, post, body = make_user(), make_post(role=Role.OFFICER), make_body()
    values = {"user": user.pk, "body": body.pk, "post": post.pk, "begins_on": "2026-11-01"}

    answer = client.post(f"{LIST}add/", values | {"x": SimpleUploadedFile("x.csv", b"x")})

    assert answer.status_code == 403
    assert not Position.objects.exists()
