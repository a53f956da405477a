"""The figures of a past day are those that stood in the tables in its evening, whatever changed hands since."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given as any_of
from hypothesis import settings, strategies

from kesat.organization.models import Body, User
from kesat.records.models import record
from reports.standing import Asked, Measure
from reports.tables import ALL, NOBODY, By, Figures, Line, figures
from resolutions.drafting import Refused
from resolutions.workflow import Overtaken
from tasks import assigning, changing, extending, reporting
from tasks.models import Assignment, Directive, Extension, Outcome, PartIn, Progress, Share
from tests.factories import make_body, make_head_of_office, make_resolution, make_user
from tests.reports.test_tables import DUE, GIVEN_ON, NOVEMBER, at, end
from tests.task_factories import make_directive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WHY = "Phân công lại."
CHANGED_ON = date(2026, 11, 20)
BEFORE = CHANGED_ON - timedelta(days=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], datetime]:
    """Return what sets the clock to the morning of a day: the record is told the time by it alone."""

    def set_to(day: date) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: at(day))
        return at(day)

    set_to(CHANGED_ON)
    return set_to


def tell(on: date, bodies: frozenset[int] | None = None) -> Figures:
    return figures(Asked(NOVEMBER, on, bodies))


def given_to(found: Figures, by: str = By.BODY) -> dict[str, int]:
    table = found.table(by)
    return {line.label: line.count(Measure.GIVEN) for line in table.lines} if table else {}


def a_group(*members: Body, name: str) -> Body:
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED, name=name)
    group.members.set(members)
    return group


@pytest.mark.usefixtures("clock")
def test_a_directive_is_counted_for_who_led_on_the_day() -> None:
    old, new = make_body(name="Phòng Kinh tế"), make_body(name="Công an xã")
    directive = make_directive(lead=old)
    changing.change_lead(directive, new, WHY, seen=1, by=make_head_of_office(), at=at(CHANGED_ON))

    before, after = tell(BEFORE), tell(CHANGED_ON)

    assert (given_to(before), given_to(after)) == ({"Phòng Kinh tế": 1}, {"Công an xã": 1})
    assert [found.lead(found.total.items[0]) for found in (before, after)] == ["Phòng Kinh tế", "Công an xã"]
    assert (before.unknown, after.unknown) == (0, 0)


@pytest.mark.usefixtures("clock")
def test_the_head_of_a_body_sees_what_it_led_on_the_day_and_no_more() -> None:
    old, new = make_body(), make_body()
    changing.change_lead(make_directive(lead=old), new, WHY, seen=1, by=make_head_of_office(), at=at(CHANGED_ON))

    counted = {
        body: [len(tell(day, frozenset({body.pk})).total.items) for day in (BEFORE, CHANGED_ON)] for body in (old, new)
    }

    assert counted == {old: [1, 0], new: [0, 1]}


@pytest.mark.usefixtures("clock")
def test_a_group_that_led_and_one_that_leads_since_have_their_bodies_of_the_day() -> None:
    first, second, third = (make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in "ABC")
    directive = make_directive(lead=a_group(first, second, name="Nhóm cũ"))
    directive.shares.filter(body=first).update(done_on=GIVEN_ON)
    new = a_group(second, third, name="Nhóm mới")
    changing.change_lead(directive, new, WHY, seen=1, by=make_head_of_office(), at=at(CHANGED_ON))

    before, after = tell(BEFORE), tell(CHANGED_ON)

    assert (given_to(before), given_to(after)) == ({"Nhóm cũ": 1}, {"Nhóm mới": 1})
    assert given_to(before, By.MEMBER) == {"Chi bộ A": 1, "Chi bộ B": 1}
    assert given_to(after, By.MEMBER) == {"Chi bộ A": 1, "Chi bộ B": 1, "Chi bộ C": 1}


@pytest.mark.usefixtures("clock")
def test_what_a_closed_body_had_is_counted_for_it_until_it_was_handed_over() -> None:
    closed, new = make_body(name="Ban cũ"), make_body(name="Ban mới")
    make_directive(lead=closed)
    make_directive(lead=a_group(closed, new, name="Nhóm"))
    Body.objects.filter(pk=closed.pk).update(ends_on=BEFORE)
    changing.hand_over(closed, new, WHY, by=make_head_of_office(), at=at(CHANGED_ON))

    before, after = tell(BEFORE), tell(CHANGED_ON)

    assert (given_to(before), given_to(after)) == ({"Ban cũ": 1, "Nhóm": 1}, {"Ban mới": 1, "Nhóm": 1})
    assert given_to(before, By.MEMBER) == {"Ban cũ": 2, "Ban mới": 1}
    assert given_to(after, By.MEMBER) == {"Ban mới": 2}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("name", ["Lê Bình", ""])
def test_a_directive_is_counted_for_who_pressed_on_the_day(name: str) -> None:
    new = make_user(full_name="Vũ An")
    directive = make_directive(presser=make_user(full_name=name) if name else None)
    press(directive, new, by=make_head_of_office(), moment=at(CHANGED_ON))

    found = [given_to(tell(day), By.PRESSER) for day in (BEFORE, CHANGED_ON)]

    assert found == [{name or "Nobody named": 1}, {"Vũ An": 1}]


@pytest.mark.parametrize(
    ("action", "details"),
    [
        ("change_lead", {"old": "A", "new": "B"}),
        ("hand_over", {"old": "A", "new": "B"}),
        ("change_details", {"changes": {"presser": {"from": "A", "to": "B"}}}),
    ],
)
@pytest.mark.usefixtures("clock")
def test_what_was_recorded_without_who_had_it_is_told_and_counted_for_who_has_it_now(
    action: str, details: dict[str, Any]
) -> None:
    directive = make_directive(lead=make_body(name="Phòng Kinh tế"))
    record(action, directive, by=None, reason=WHY, **details)

    before = tell(BEFORE)

    assert (before.unknown, given_to(before), tell(CHANGED_ON).unknown) == (1, {"Phòng Kinh tế": 1}, 0)


# Any history


@dataclass
class World:
    """Bodies, people and directives to which things happen, and what stood in the tables in the evening of each day."""

    head: User
    leads: list[Body]
    people: list[User]
    evenings: dict[date, Counter[tuple[str, str, str]]] = field(default_factory=dict)

    def directive(self, number: int) -> Directive:
        rows = list(Directive.objects.order_by("pk"))
        return rows[number % len(rows)]


def press(directive: Directive, user: User, *, by: User, moment: datetime) -> None:
    seen = {directive.pk: directive.version}
    assigning.set_many(directive.resolution, seen, {"presser": user}, by=by, at=moment, reason=WHY)


def _extend(directive: Directive, body: Body, world: World, moment: datetime, *, is_granted: bool) -> None:
    day = (directive.due_on or DUE) + timedelta(days=3)
    share = directive.shares.filter(done_on=None).first()
    if share and directive.is_open and not extending.waiting(share):
        asked = extending.ask(share, extending.Asked(WHY, day), reporting.Speaker("Vũ Thị Hoa"), at=moment)
        extending.answer(asked, extending.Answered(day if is_granted else None, WHY), by=world.head, at=moment)


def _done(directive: Directive, world: World, moment: datetime, *, is_accepted: bool) -> None:
    share = directive.shares.filter(done_on=None).first()
    if share:
        said = reporting.Said(Progress.DONE, "Đã xong.", done_on=timezone.localdate(moment))
        report = reporting.report(share, said, reporting.Speaker("Vũ Thị Hoa"), at=moment)
        if is_accepted:
            reporting.accept(report, by=world.head, at=moment)


def happen(world: World, what: str, number: int, other: int, day: date, moment: datetime) -> None:
    """Let one thing happen on the day; what cannot happen is refused, and nothing has."""
    directive, body = world.directive(number), world.leads[other % len(world.leads)]
    with suppress(Refused, Overtaken), transaction.atomic():
        match what:
            case "give":
                fields: dict[str, Any] = {"field": ("government", "front")[other % 2]}
                due = None if other % 5 == 0 else day + timedelta(days=other % 7)
                made = make_directive(lead=body, presser=world.people[0] if other % 2 else None, due_on=due, **fields)
                Directive.objects.filter(pk=made.pk).update(given_on=day)
            case "lead":
                changing.change_lead(directive, body, WHY, seen=directive.version, by=world.head, at=moment)
            case "hand_over":
                shares = list(directive.shares.select_related("body"))
                changing.hand_over(shares[other % len(shares)].body, body, WHY, by=world.head, at=moment)
            case "press":
                press(directive, world.people[other % 2], by=world.head, moment=moment)
            case "deadline":
                due_on = day + timedelta(days=other)
                changing.change_deadline(directive, due_on, WHY, seen=directive.version, by=world.head, at=moment)
            case "extend" | "refuse":
                _extend(directive, body, world, moment, is_granted=what == "extend")
            case "report" | "accept":
                _done(directive, world, moment, is_accepted=what == "accept")
            case "drop":
                changing.drop(directive, WHY, seen=directive.version, by=world.head, at=moment)
            case "carry over" if directive.is_open:
                end(directive, day, Outcome.CARRIED_OVER)


def plain(day: date) -> Counter[tuple[str, str, str]]:
    """Count what stands in the tables now, on the day, as one would by hand: by table, line and measure."""
    codes = dict(Body.objects.values_list("pk", "code"))
    requests = list(Extension.objects.all())
    rows, members = [], set()
    for one in Directive.objects.filter(given_on__isnull=False):
        lead = Assignment.objects.get(directive=one, part=PartIn.LEAD).body_id
        presser = Assignment.objects.filter(directive=one, part=PartIn.PRESSING).first()
        asked = [row for row in requests if row.directive_id == one.pk]
        said = set(_said(one, one.outcome, one.ended_on, asked, day))
        rows += [(By.BODY, codes[lead or 0], said), (By.FIELD, one.field, said)]
        rows += [(By.PRESSER, str(presser.user_id) if presser else NOBODY, said)]
        for share in Share.objects.filter(directive=one):
            members |= {share.body_id} - {lead}
            outcome, ended = (Outcome.DONE, share.done_on) if share.done_on else (one.outcome, one.ended_on)
            own = [row for row in asked if row.body_id == share.body_id]
            rows.append((By.MEMBER, codes[share.body_id], set(_said(one, outcome, ended, own, day))))
    shown = {codes[body] for body in members}
    counted = [(by, key, said) for by, key, said in rows if by != By.MEMBER or key in shown]
    return Counter((str(by), line, one) for by, key, said in counted for line in (key, ALL) for one in said)


def _said(one: Directive, outcome: str, ended: date | None, asked: list[Extension], day: date) -> Iterator[str]:
    yield "given"
    is_late = {due: due is not None and (ended or day) > due for due in (one.due_on, one.first_due_on)}
    if outcome == Outcome.DONE:
        yield from ("done_late" if is_late[one.due_on] else "done_in_time", "judged", "judged_first")
        if not is_late[one.first_due_on]:
            yield "met_first"
    else:
        yield outcome or ("standing" if one.due_on is None else "overdue" if is_late[one.due_on] else "in_time")
        if outcome != Outcome.DROPPED:
            yield from (
                name for name, due in (("judged", one.due_on), ("judged_first", one.first_due_on)) if is_late[due]
            )
    if asked:
        yield "asked"
    if any(row.answer == Extension.Answer.GRANTED for row in asked):
        yield "granted"


def told(found: Figures) -> Counter[tuple[str, str, str]]:
    def of(by: str, line: Line) -> Iterator[tuple[tuple[str, str, str], int]]:
        for measure in Measure:
            assert line.count(measure) == len(line.behind(measure))
            if count := line.count(measure):
                yield (by, line.key, str(measure.value)), count

    return Counter(
        dict(pair for table in found.tables for line in (*table.lines, table.total) for pair in of(str(table.by), line))
    )


WHAT = ("give", "lead", "lead", "hand_over", "press", "deadline", "extend", "refuse", "report", "accept", "accept",
        "drop", "carry over")  # fmt: skip
step = strategies.tuples(
    strategies.integers(0, 3), strategies.sampled_from(WHAT), strategies.integers(0, 5), strategies.integers(0, 11)
)


def test_the_figures_of_every_day_are_what_stood_in_the_tables_in_its_evening(
    clock: Callable[[date], datetime],
) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH) for _ in range(3)]
    leads = [make_body(), make_body(), branches[0], a_group(*branches[:2], name="Nhóm 1"), a_group(*branches, name="2")]
    head, people = make_head_of_office(), [make_user(), make_user()]
    make_resolution(archive=True)

    @settings(max_examples=6, deadline=None)
    @any_of(strategies.lists(step, min_size=4, max_size=12))
    def replayed(steps: list[tuple[int, str, int, int]]) -> None:
        with transaction.atomic():
            world, day = World(head, leads, people), GIVEN_ON
            for lead in (leads[0], leads[3], leads[4]):
                make_directive(lead=lead)
            world.evenings[day] = plain(day)
            for days, what, number, other in steps:
                day += timedelta(days=days)
                happen(world, what, number, other, day, clock(day))
                world.evenings[day] = plain(day)
            for evening, stood in world.evenings.items():
                assert told(tell(evening)) == stood, evening
            transaction.set_rollback(True)

    replayed()
