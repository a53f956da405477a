"""Giving directives to their bodies when the month is issued."""

import pytest

from kesat.organization.models import Body
from resolutions.models import Resolution
from tasks import giving
from tasks.models import Directive
from tests.factories import NOW, make_body, make_resolution, make_user
from tests.task_factories import make_directive, who_assigns

pytestmark = pytest.mark.django_db


def assigned(month: Resolution, lead: Body) -> Directive:
    directive = make_directive(resolution=month, lead=lead, is_given=False)
    directive.assigned_at, directive.assigned_by = NOW, who_assigns()
    directive.save()
    return directive


def test_a_group_without_members_holds_up_neither_the_issue_nor_the_other_directives() -> None:
    month = make_resolution(archive=True)
    empty = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    nobody, somebody = assigned(month, empty), assigned(month, make_body())

    given = giving.give(month, by=make_user(), at=NOW)

    nobody.refresh_from_db()
    somebody.refresh_from_db()
    assert given == 1
    assert (nobody.given_on, somebody.given_on) == (None, NOW.date())
    assert [directive.shares.count() for directive in (nobody, somebody)] == [0, 1]


def test_what_was_given_before_is_not_given_again() -> None:
    month = make_resolution(archive=True)
    assigned(month, make_body())
    user = make_user()

    first, again = (giving.give(month, by=user, at=NOW) for _time in range(2))

    assert (first, again) == (1, 0)
