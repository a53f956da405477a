"""The state of a directive on a day: computed in the database and in Python alike."""

from datetime import date, timedelta
from itertools import product

import pytest

from tasks.models import Directive, Outcome, State
from tests.task_factories import make_directive

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def test_the_database_and_the_row_say_the_same_state_of_every_directive() -> None:
    days = [None, *(TODAY + timedelta(days=days) for days in (-1, 0, 3, 4))]
    first = make_directive()
    rows = []
    for number, (due, begun, ended, outcome, given) in enumerate(
        product(days, [None, TODAY], [TODAY, TODAY - timedelta(days=9)], Outcome.values, [None, TODAY]), 2
    ):
        row = Directive(
            resolution=first.resolution, paragraph=first.paragraph, quote="x", number=number, field=first.field,
            title="x", due_on=due, begun_on=begun, outcome=outcome, ended_on=ended if outcome else None,
            outcome_reason="x" if outcome == Outcome.DROPPED else "", given_on=given, assigned_at=first.assigned_at,
            assigned_by=first.assigned_by,
        )  # fmt: skip
        rows.append(row)
    Directive.objects.bulk_create(rows)

    found = {row.pk: row.state for row in Directive.objects.with_state(TODAY)}  # type: ignore[attr-defined]

    assert found == {row.pk: row.state_on(TODAY).value for row in Directive.objects.all()}
    assert set(found.values()) == set(State)


def test_a_directive_is_in_time_through_the_whole_day_of_its_deadline() -> None:
    directive = make_directive(due_on=TODAY)

    states = [directive.state_on(TODAY + timedelta(days=days)) for days in (-4, -3, 0, 1)]

    assert states == [State.NEW, State.NEAR, State.NEAR, State.OVERDUE]
