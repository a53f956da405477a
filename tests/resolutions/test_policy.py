"""Every cell of role, action and state: who may is written down here once more, where from docs/states.md.

The table is the role matrix of the people it was built for, not the one of `resolutions.policy`.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kesat.organization.models import Position, Post, Role, User
from resolutions import policy
from resolutions.models import Delegation, Resolution, Status
from resolutions.policy import Action
from tests.factories import NOW, approve, make_commune, make_position, make_resolution, make_standing_committee

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)
ADMINISTRATOR = "administrator"
COLUMNS = [
    Role.OFFICER, Role.CLERK, Role.HEAD_OF_OFFICE, Role.STANDING_MEMBER, Role.DEPUTY_SECRETARY, Role.SECRETARY,
    Role.COMMITTEE_MEMBER, Role.HEAD_OF_BODY, Role.REPORTER, Role.INSPECTOR, ADMINISTRATOR, Role.READER,
]  # fmt: skip

# One letter a column: y may, - may not. What depends on more than the role has its own tests below.
MATRIX = {
    # enter results, draft directions
    "start bring_in write look_back open_drafting hand_over take_in answer": "y-y---------",
    "comment": "y-yyyy------",
    "review": "y-yyyyy--y--",
    "opine": "---yyy------",
    "enter_opinion": "y-y---------",
    # submit, withdraw
    "submit return ask_permanent": "--y---------",
    "record_decision certify": "--y---------",
    "confirm_decision confirm_text": "----yy------",
    # sign; a deputy only where it is delegated
    "sign": "-----y------",
    "delegate": "-----y------",
    # number, issue, upload the scan
    "number issue upload_signed": "-yy--y------",
    # the page of the decision: what only the office, the members and the clerk may see of a draft
    "see_decision": "yyyyyy------",
    "prepare register": "-yy---------",
    "withdraw": "-----y------",
    # whom the lines of the recipients mean
    "address": "yyy---------",
    "acknowledge": "-------yy---",
    "read": "yyyyyyyyyyyy",
}
MAY = {Action(name): marks for names, marks in MATRIX.items() for name in names.split()}


def states_of(action: str) -> set[str]:
    """Return the states in which docs/states.md lets the action be taken."""
    page = (Path(settings.BASE_DIR) / "docs" / "states.md").read_text()
    found = re.search(rf"^\| `{action}` \| ([^|]*) \|", page, re.MULTILINE)
    assert found, action
    named = found[1].strip()
    return set(Status) if named == "any" else set(named.split(", "))


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


@pytest.mark.parametrize("role", COLUMNS)
@pytest.mark.parametrize("action", sorted(MAY))
def test_each_cell_of_the_matrix(action: Action, role: str) -> None:
    may = MAY[action][COLUMNS.index(role)] == "y"

    assert allowed(action, person(role)) == (states_of(action) if may else set())


def test_the_matrix_knows_every_action_and_role() -> None:
    assert set(MAY) == set(Action) - {Action.STEP_BACK}
    assert set(COLUMNS) == {*Role, ADMINISTRATOR}
    assert {len(marks) for marks in MAY.values()} == {len(COLUMNS)}


@pytest.mark.parametrize("role", COLUMNS)
def test_the_head_takes_back_what_is_in_hand_and_the_secretary_what_is_approved(role: str) -> None:
    back = {
        Role.HEAD_OF_OFFICE: {"appraisal", "with_permanent", "awaiting_signature"},
        Role.SECRETARY: {"amending", "approved", "awaiting_signature", "signed"},
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
