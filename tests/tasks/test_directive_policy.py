"""Who may do what with directives, written down once more from the role matrix, and every address in the table."""

from datetime import date
from itertools import chain

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from kesat.organization.models import Body, Position, Post, Role, User
from tasks import policy
from tasks.models import Directive
from tasks.policy import Action, Subject
from tests.factories import make_body, make_officer, make_position, make_user
from tests.task_factories import make_directive, make_head_of
from tests.test_project import names_in

TODAY = date(2026, 12, 1)
ADMINISTRATOR = "administrator"
COLUMNS = [
    Role.OFFICER, Role.CLERK, Role.HEAD_OF_OFFICE, Role.STANDING_MEMBER, Role.DEPUTY_SECRETARY, Role.SECRETARY,
    Role.COMMITTEE_MEMBER, Role.HEAD_OF_BODY, Role.REPORTER, Role.INSPECTOR, ADMINISTRATOR, Role.READER,
]  # fmt: skip

# One letter a column: y may, - may not. What depends on more than the role has its own tests below.
MATRIX = {
    # assign a directive, set or extend a deadline; an officer proposes
    "split": "y-y---------",
    "prepare": "y-y-yy------",
    "assign": "--y-yy------",
    "see_waiting": "y-y-yy------",
    "ask_more_time": "y-y----yy---",
    # of one's own branches alone, see below
    "propose": "------y-----",
    # report progress; the office on behalf; who presses verifies
    "acknowledge report contribute": "-------yy---",
    "report_on_behalf judge make_link contribute_on_behalf": "y-y---------",
    "verify": "---yyyy-----",
    # supervision notes
    "note": "---yyyy--y--",
    "read_notes": "---yyyyyyy--",
    # results called for, answers of the next month
    "call answer": "y-y---------",
    "oversee": "yyyyyy---y--",
    # open: what is seen there, `visible_to` and the address itself say
    "see calendar by_link": "yyyyyyyyyyyy",
}
MAY = {Action(name): marks for names, marks in MATRIX.items() for name in names.split()}


def person(role: str) -> User:
    """Return someone with one position, or an administrator; no row is needed."""
    user = User(pk=1, username="x", is_staff=role == ADMINISTRATOR)
    user.kept_positions = []
    if role != ADMINISTRATOR:
        user.kept_positions.append(Position(post=Post(role=role), begins_on=date(2025, 7, 1)))
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(MAY))
def test_every_role_may_do_what_the_matrix_says(action: Action) -> None:
    marks = "".join("-" if policy.refusal(action, person(role), on=TODAY) else "y" for role in COLUMNS)

    assert marks == MAY[action]


@pytest.mark.parametrize("action", sorted(Action))
def test_a_stranger_may_do_nothing_but_what_is_open(action: Action) -> None:
    is_open = policy.RULES[action] is None

    assert bool(policy.refusal(action, AnonymousUser(), on=TODAY)) == (not is_open)


def test_the_matrix_names_every_action() -> None:
    unnamed = set(Action) - set(MAY)

    assert unnamed <= {Action.REMIND}  # tried with the letters
    assert set(policy.RULES) == set(Action)


def test_every_address_of_the_directives_stands_in_the_policy_table() -> None:
    names = {name for name, _fields in names_in(get_resolver().url_patterns)}

    assert {name.removeprefix("tasks:") for name in names if name.startswith("tasks:")} == set(policy.URL_ACTIONS)


@pytest.mark.django_db
def test_a_body_speaks_for_itself_alone() -> None:
    own, other = make_body(), make_body()
    head, reporter = make_head_of(own), make_head_of(own, role=Role.REPORTER)
    actions = (Action.ACKNOWLEDGE, Action.REPORT, Action.CONTRIBUTE, Action.ASK_MORE_TIME)

    for user, action in ((user, action) for user in (head, reporter) for action in actions):
        assert not policy.refusal(action, user, on=TODAY, subject=Subject(body=own))
        assert policy.refusal(action, user, on=TODAY, subject=Subject(body=other))
    assert not policy.refusal(Action.ASK_MORE_TIME, make_officer(), on=TODAY, subject=Subject(body=other))


@pytest.mark.django_db
def test_who_presses_or_is_in_charge_verifies_and_notes_and_nobody_else() -> None:
    presser, other = make_user(), make_user()
    for user in (presser, other):
        make_position(user, Role.COMMITTEE_MEMBER)
    directive = make_directive(presser=presser)
    share = directive.shares.get()
    in_charge = make_head_of(share.body, role=Role.COMMITTEE_MEMBER)
    subject = Subject(directive, share.body)

    found = {
        user: [not policy.refusal(action, user, on=TODAY, subject=subject) for action in (Action.VERIFY, Action.NOTE)]
        for user in (presser, in_charge, other)
    }

    assert found == {presser: [True, True], in_charge: [True, True], other: [False, False]}
    assert policy.charge_of(in_charge, TODAY) == {share.body_id}
    assert policy.presses(in_charge, directive, None, TODAY)


@pytest.mark.django_db
def test_who_is_in_charge_of_a_body_that_leads_or_coordinates_proposes_and_nobody_else() -> None:
    lead, beside, watching = make_body(), make_body(), make_body()
    directive = make_directive(lead=lead, coordinating=(beside,))
    directive.assignments.create(part="supervising", body=watching, named=watching.name)
    member = make_body(kind=Body.Kind.BRANCH)
    common = make_directive(lead=make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES))

    def may(body: Body, row: Directive = directive, role: str = Role.COMMITTEE_MEMBER) -> bool:
        return not policy.refusal(Action.PROPOSE, make_head_of(body, role=role), on=TODAY, subject=Subject(row))

    assert [may(body) for body in (lead, beside, watching, make_body())] == [True, True, False, False]
    assert [may(member, common), may(member)] == [True, False]
    assert not may(lead, role=Role.HEAD_OF_BODY)


@pytest.mark.django_db
def test_who_is_in_charge_of_a_member_of_a_group_presses_in_as_many_queries_for_many_members() -> None:
    branches = [make_body(kind=Body.Kind.BRANCH) for _number in range(6)]
    in_charge, other = (make_head_of(body, role=Role.COMMITTEE_MEMBER) for body in (branches[-1], make_body()))
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    directive = make_directive(lead=group)

    with CaptureQueriesContext(connection) as asked:
        found = [policy.presses(user, directive, None, TODAY) for user in (in_charge, other)]

    assert (found, len(asked)) == ([True, False], 6)


@pytest.mark.django_db
def test_the_inspection_committee_notes_every_directive() -> None:
    inspector = make_user()
    make_position(inspector, Role.INSPECTOR)

    assert not policy.refusal(Action.NOTE, inspector, on=TODAY, subject=Subject(make_directive()))


@pytest.mark.django_db
def test_a_position_that_has_ended_gives_no_right() -> None:
    user = make_user()
    make_position(user, Role.HEAD_OF_OFFICE, ends_on=date(2026, 11, 30))

    for action in chain(MAY):
        assert bool(policy.refusal(action, user, on=TODAY)) == (policy.RULES[action] is not None)
