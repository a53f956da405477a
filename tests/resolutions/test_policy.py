"""Every cell of role, action and state: who may comes from rights.md, where from docs/states.md.

The table is the role matrix of the people it was built for, not the one of `resolutions.policy`.
"""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kesat.organization.models import Position, Post, Role, User
from resolutions import policy
from resolutions.models import Delegation, Draft, Resolution, Status
from resolutions.policy import Action
from tests.factories import (
    NOW,
    approve,
    make_commune,
    make_position,
    make_resolution,
    make_standing_committee,
    make_user,
)
from tests.resolutions.rights import ADMINISTRATOR, GIVES, ROLES, actions_of, matrix, sees, states_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)
ACTIONS = sorted(set(Action) - {Action.STEP_BACK})


def person(role: str) -> User:
    """Return someone with one position, or an administrator; no row is needed."""
    user = User(pk=1, username="x", is_staff=role == ADMINISTRATOR)
    user.kept_positions = []
    if role != ADMINISTRATOR:
        user.kept_positions.append(Position(post=Post(role=role), begins_on=date(2025, 7, 1)))
    return user


def allowed(action: Action, user: User) -> set[str]:
    """Return the states of a month in which the person may take the action."""
    months = [Resolution(pk=1, year=2026, month=12, status=status) for status in Status]
    return {month.status for month in months if not policy.refusal(action, user, on=TODAY, resolution=month)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_cell_of_the_matrix(action: Action, role: str) -> None:
    assert allowed(action, person(role)) == (states_of(action) if action in actions_of(role) else set())


def test_the_matrix_knows_every_action_and_role() -> None:
    assert set.union(*(set(actions_of(role)) for role in ROLES)) == set(ACTIONS)
    assert set(ROLES) == {*Role, ADMINISTRATOR}
    assert set(matrix()) == set(GIVES)
    assert {row: set(cells.values()) - {"-"} for row, cells in matrix().items()} == {
        row: set(letters) for row, letters in GIVES.items()
    }


@pytest.mark.parametrize("is_invited", [False, True])
@pytest.mark.parametrize("role", ROLES)
def test_each_cell_of_who_sees_a_draft_before_issue(role: str, is_invited: bool) -> None:  # noqa: FBT001
    user = make_user(is_staff=role == ADMINISTRATOR)
    if role != ADMINISTRATOR:
        make_position(user, role)
    for place, status in enumerate(Status):
        month = Resolution.objects.create(year=2026 + place, month=12, status=status, is_from_archive=True)
        if is_invited:
            draft = Draft.objects.create(
                resolution=month, number=1, content={}, sha256="", deadline=NOW, sent_at=NOW, sent_by=user
            )
            draft.asked.create(user=user, full_name="x", post_title="x", is_member=False, position=1)

    seen = Resolution.objects.visible_to(user, TODAY).values_list("status", flat=True)

    assert set(seen) == {status for status in Status if sees(role, status, is_invited=is_invited)}


@pytest.mark.parametrize("role", ROLES)
def test_who_has_a_month_before_them_gives_it_back_and_the_secretary_what_is_approved(role: str) -> None:
    back = {
        Role.HEAD_OF_OFFICE: {"appraisal", "with_permanent", "awaiting_signature"},
        Role.SECRETARY: {"with_permanent", "amending", "approved", "awaiting_signature", "signed"},
        Role.DEPUTY_SECRETARY: {"with_permanent"},
    }

    assert allowed(Action.STEP_BACK, person(role)) == back.get(Role(role) if role in set(Role) else Role.READER, set())
    assert set.union(*back.values()) == states_of("step_back")


def test_rights_are_the_union_of_the_positions_of_the_day() -> None:
    user = person(Role.CLERK)
    user.kept_positions = [
        Position(post=Post(role=Role.CLERK), begins_on=date(2025, 7, 1)),
        Position(post=Post(role=Role.OFFICER), begins_on=date(2025, 7, 1), ends_on=TODAY - timedelta(days=1)),
        Position(post=Post(role=Role.STANDING_MEMBER), begins_on=TODAY),
    ]

    assert allowed(Action.NUMBER, user) == {"approved", "signed"}
    assert allowed(Action.OPINE, user) == {"in_review"}
    assert allowed(Action.WRITE, user) == set()


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_deputy_signs_only_in_the_days_that_the_secretary_delegated(days: int) -> None:
    committee = make_standing_committee()
    day = TODAY + timedelta(days=days)
    Delegation.objects.create(
        deputy=committee.deputy,
        begins_on=day,
        ends_on=day,
        reason="Đi công tác",
        given_by=committee.secretary,
        given_at=NOW,
    )

    assert allowed(Action.SIGN, committee.deputy) == ({"awaiting_signature"} if days == 0 else set())


def test_bad_input_34_nobody_signs_what_they_submitted_themselves() -> None:
    commune = make_commune()
    make_position(commune.head, Role.SECRETARY)
    month = approve(make_resolution(month=12), commune)
    Resolution.objects.filter(pk=month.pk).update(status=Status.AWAITING_SIGNATURE)
    month.refresh_from_db()

    assert "tự ký" in policy.refusal(Action.SIGN, commune.head, on=timezone.localdate(), resolution=month)
    assert policy.refusal(Action.SIGN, commune.secretary, on=timezone.localdate(), resolution=month) == ""


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.READ}))
def test_a_stranger_and_a_closed_account_may_nothing(action: Action) -> None:
    closed = person(Role.SECRETARY)
    closed.is_active = False

    assert policy.refusal(action, AnonymousUser(), on=TODAY)
    assert policy.refusal(action, closed, on=TODAY)
