"""Who may see figures: every role, every address."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kesat.organization.models import Role
from reports import policy
from reports.policy import RULES, URL_ACTIONS, Action
from reports.urls import urlpatterns
from tests.factories import make_administrator, make_body, make_position, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ON = date(2026, 11, 25)
SEE_ALL = {
    Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.STANDING_MEMBER, Role.COMMITTEE_MEMBER, Role.HEAD_OF_OFFICE,
    Role.OFFICER, Role.CLERK, Role.INSPECTOR,
}  # fmt: skip


def test_every_address_stands_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(URL_ACTIONS)
    assert set(URL_ACTIONS.values()) == set(RULES) == set(Action)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_what_the_table_says(role: Role) -> None:
    user, body = make_user(), make_body()
    make_position(user, role, body=body)

    refused = policy.refusal(Action.SEE, user, on=ON)

    assert (not refused) == (role in SEE_ALL | {Role.HEAD_OF_BODY})
    if role in SEE_ALL:
        assert policy.bodies_of(user, ON) is None
    if role == Role.HEAD_OF_BODY:
        assert policy.bodies_of(user, ON) == frozenset({body.pk})


def test_the_head_of_a_body_sees_every_own_body_and_none_that_was_left() -> None:
    user, bodies = make_user(), [make_body() for _ in range(3)]
    for body in bodies[:2]:
        make_position(user, Role.HEAD_OF_BODY, body=body)
    make_position(user, Role.HEAD_OF_BODY, body=bodies[2], ends_on=date(2026, 11, 24))
    make_position(user, Role.READER, body=make_body())

    assert policy.bodies_of(user, ON) == frozenset(body.pk for body in bodies[:2])


def test_a_head_of_a_body_who_is_in_the_committee_too_sees_all() -> None:
    user = make_user()
    make_position(user, Role.HEAD_OF_BODY)
    make_position(user, Role.COMMITTEE_MEMBER)

    assert policy.bodies_of(user, ON) is None


def test_the_refusal_says_why() -> None:
    left = make_user()
    make_position(left, Role.SECRETARY, ends_on=date(2026, 11, 24))

    assert policy.refusal(Action.SEE, make_administrator(), on=ON).startswith("An administrator keeps bodies")
    for user in (left, make_user(is_active=False), AnonymousUser()):
        assert policy.refusal(Action.SEE, user, on=ON).startswith("Figures are seen only by: Secretary, ")
