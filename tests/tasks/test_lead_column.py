"""The lead body beside the directive: the database keeps it, whoever writes; lists count the same as one by one."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kesat.organization.models import Body, User
from kesat.records import triggers
from resolutions.manuscript import Field
from resolutions.models import Resolution
from tasks.filtering import Order
from tasks.listing import LOOKS, Listing, listed, listing
from tasks.models import Assignment, Directive, PartIn
from tests.factories import make_body, make_clerk, make_committee, make_head_of_office, make_resolution, make_user
from tests.task_factories import make_directive, make_head_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def kept(directive: Directive) -> int | None:
    return Directive.objects.values_list("lead_body", flat=True).get(pk=directive.pk)


def test_the_lead_is_kept_when_an_assignment_comes_changes_moves_and_goes() -> None:
    first, second, group = make_body(), make_body(), make_body(kind=Body.Kind.GROUP, group_rule="listed")
    directive, other = make_directive(lead=first, coordinating=(second,)), make_directive(lead=second)
    lead = directive.assignments.leads()
    assert (kept(directive), kept(other)) == (first.pk, second.pk)

    lead.update(body=group)
    assert kept(directive) == group.pk
    other.assignments.all().delete()
    assert kept(other) is None
    lead.update(directive=other)
    assert (kept(directive), kept(other)) == (None, group.pk)
    directive.assignments.filter(body=second).update(part=PartIn.LEAD)
    assert kept(directive) == second.pk
    directive.assignments.filter(body=second).update(part=PartIn.SUPERVISING)
    assert kept(directive) is None


def test_a_stale_directive_that_is_saved_does_not_bring_an_old_lead_back() -> None:
    first, second = make_body(), make_body()
    directive = Directive.objects.get(pk=make_directive(lead=first).pk)
    directive.assignments.leads().update(body=second)

    directive.save()
    Directive.objects.update(lead_body=first)

    assert kept(directive) == second.pk
    directive.pk, directive.lead_body_id = None, first.pk
    directive.save(force_insert=True)
    assert kept(directive) is None


@pytest.mark.usefixtures("in_english")
def test_verify_integrity_names_a_directive_with_another_lead() -> None:
    right, wrong = make_directive(), make_directive()
    call_command("verify_integrity")
    with triggers.removed():
        Directive.objects.filter(pk=wrong.pk).update(lead_body=make_body())

    with pytest.raises(CommandError) as error:
        call_command("verify_integrity")

    assert (f"directive {wrong.pk} " in str(error.value), f"directive {right.pk} " in str(error.value)) == (True, False)


def test_a_trigger_that_no_longer_keeps_the_lead_is_found() -> None:
    name = "keep_lead_body_id_on_delete_tasks_assignment"
    with connection.cursor() as cursor:
        on_table = " ON tasks_assignment" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")

    assert triggers.missing() == [name]


@pytest.fixture
def at_migration() -> Iterator[Callable[[str], None]]:
    """Return what takes the tables of the tasks to a migration, with the triggers put back as `migrate` does."""

    def go(name: str) -> None:
        triggers.remove_before_migrate(plan=[name])
        MigrationExecutor(connection).migrate([("tasks", name)])
        triggers.install_after_migrate()

    yield go
    go("0003_lead_of_directive")


@pytest.mark.django_db(transaction=True)
def test_the_migration_fills_the_leads_and_goes_back(at_migration: Callable[[str], None]) -> None:
    make_committee()
    led, leaderless = make_directive(), make_directive()
    leaderless.assignments.all().delete()
    named = {led.pk: led.assignments.leads().get().body_id, leaderless.pk: None}

    at_migration("0002_who_and_when")
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "tasks_directive")
    assert "lead_body_id" not in {column.name for column in columns}
    body = make_body()
    Assignment.objects.create(directive_id=leaderless.pk, part=PartIn.COORDINATING, body=body, named=body.name)
    Assignment.objects.filter(body=body).update(part=PartIn.LEAD)
    at_migration("0003_lead_of_directive")

    assert dict(Directive.objects.values_list("pk", "lead_body")) == named | {leaderless.pk: body.pk}
    assert triggers.missing() == []


def _filled(dice: Random) -> tuple[list[Body], list[User]]:
    """Make directives of four months that stand, one that is withdrawn, and one for practice; at random."""
    bodies = [make_body(code=f"B{place}", position=place) for place in range(4)]
    people = [make_user(full_name=f"Đảng ủy viên {place}") for place in range(2)]
    months = [make_resolution(month=month, archive=True) for month in (7, 8, 9, 10, 11)] + [make_resolution(month=12)]
    practice = make_resolution(month=6)
    for _ in range(45):
        month = dice.choice([*months, practice])
        outcome = dice.choice(["", "", "done", "done", "carried_over", "dropped"])
        given = month.month not in (6, 12)
        directive = make_directive(
            resolution=month,
            lead=dice.choice(bodies),
            presser=dice.choice([None, *people]),
            is_given=given,
            title=dice.choice(["Nạo vét kênh", "Giải phóng mặt bằng", "Thu 100%"]),
            field=dice.choice(Field.values),
            due_on=dice.choice([None, *(TODAY + timedelta(days=days) for days in range(-4, 7))]),
            begun_on=dice.choice([None, TODAY]),
            outcome=outcome,
            outcome_reason="x" if outcome == "dropped" else "",
            ended_on=TODAY + timedelta(days=dice.randrange(-4, 7)) if outcome else None,
        )
        if dice.random() < 0.1:
            directive.assignments.leads().delete()
    Resolution.objects.filter(pk=months[0].pk).update(status="withdrawn")
    with triggers.removed():
        Resolution.objects.filter(pk=practice.pk).update(is_practice=True)
    return bodies, people


def _rows(user: User) -> list[tuple[Directive, int | None, set[int | None]]]:
    """Return all that the person may find, each with its lead and who presses for it."""
    found = []
    for row in listed(user, TODAY).select_related("resolution").prefetch_related("assignments"):
        parts = list(row.assignments.all())
        lead = next((part.body_id for part in parts if part.part == PartIn.LEAD), None)
        found.append((row, lead, {part.user_id for part in parts if part.part == PartIn.PRESSING}))
    return found


def _plain(
    found: Listing, rows: list[tuple[Directive, int | None, set[int | None]]]
) -> list[tuple[Directive, int | None]]:
    """Return one by one, in Python, what the filter asks but for the state, each with its lead."""
    chosen = found.chosen
    return [
        (row, lead)
        for row, lead, pressers in rows
        if chosen.month in (None, row.resolution)
        and (chosen.lead is None or chosen.lead.pk == lead)
        and chosen.field in ("", row.field)
        and (chosen.presser is None or chosen.presser.pk in pressers)
        and chosen.words in row.folded_title
    ]


def _place(found: Listing, row: Directive, lead: int | None) -> tuple[object, ...]:
    """Return by what the order puts a directive."""
    by_due = (not row.is_open, row.due_on is None, row.due_on or TODAY, -row.resolution_id, row.number, row.pk)
    if found.chosen.order == Order.NUMBER:
        return (-row.resolution.year, -row.resolution.month, row.number, row.pk)
    if found.chosen.order == Order.DUE:
        return by_due
    leads = [body.pk for body in found.options.leads]
    return (leads.index(lead) if lead in leads else len(leads), *by_due)


def test_counts_and_order_are_those_of_counting_one_by_one() -> None:
    make_committee()
    dice = Random(1)  # noqa: S311
    bodies, people = _filled(dice)
    fields = [
        {"q": "kenh"}, {"q": "100%"}, {"lead": "B0"}, {"lead": "B1", "q": "kenh"}, {"field": "government"},
        {"presser": str(people[0].pk)}, {"month": "2026-11"}, {"month": "2026-12", "field": "other"},
    ]  # fmt: skip
    ways = [{"state": state, "order": order} for state in ["", *LOOKS] for order in Order.values]
    ways += [asked | {"state": dice.choice(["", *LOOKS]), "order": order} for asked in fields for order in Order.values]

    for user in (make_head_of_office(), make_clerk(), make_head_of(bodies[0])):
        rows = _rows(user)
        for way in dice.sample(ways, 25):
            found = listing({"month": "all"} | way, user, TODAY)
            plain = _plain(found, rows)
            seen = [each for each in plain if found.chosen.state in ("", each[0].state_on(TODAY))]
            keys = [row.pk for row, lead in sorted(seen, key=lambda each: _place(found, *each))]
            first = dice.randrange(len(keys) + 1)

            assert found.tallies == Counter((lead, row.state_on(TODAY).value) for row, lead in plain), way
            assert (found.total, found[:], found[first : first + 5]) == (len(keys), keys, keys[first : first + 5]), way
