"""From clause to directive: accepting, correcting, dropping, taking back, and words that change afterwards."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event
from resolutions import drafting, workflow
from resolutions.drafting import Refused, open_paragraph
from resolutions.manuscript import ParagraphText, PartKind
from resolutions.models import Paragraph, Resolution, Status
from resolutions.policy import Action
from resolutions.storing import store
from resolutions.workflow import Overtaken
from tasks import splitting
from tasks.models import Directive, DroppedClause, PartIn
from tasks.splitting import Clause, Order
from tests.factories import (
    NOW,
    finish_sections,
    make_body,
    make_head_of_office,
    make_manuscript,
    make_officer,
    make_position,
    make_reader,
    make_typed,
    make_user,
)
from tests.resolutions.test_races import at_once

pytestmark = pytest.mark.django_db

HERD = "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã vận động 04 hộ nhận tiền trước ngày 25/12/2026"
WATCH = "Công an xã tuần tra ban đêm trong dịp Tết"
TEXT = f"{HERD}; {WATCH}."


def make_ordering_month(*texts: str, year: int = 2026, month: int = 12, archive: bool = False) -> Resolution:
    """Store a month whose first section of part II has these paragraphs, and the others one that orders nothing."""
    manuscript = make_manuscript(year=year, month=month)
    results, directions = manuscript.parts
    first = replace(directions.sections[0], paragraphs=tuple(ParagraphText(text) for text in texts or (TEXT,)))
    parts = (results, replace(directions, sections=(first, *directions.sections[1:])))
    return store(replace(manuscript, parts=parts), by=None, at=NOW, archive=archive)


def paragraph_of(month: Resolution, place: int = 0) -> Paragraph:
    rows = Paragraph.objects.filter(section__part__resolution=month, section__part__kind=PartKind.DIRECTIONS)
    return rows.select_related("section").order_by("section__position", "position")[place]


def make_bodies() -> tuple[Body, Body]:
    economy = make_body(code="PKT", name="Phòng Kinh tế", kind=Body.Kind.DIVISION, short_names="Phòng Kinh tế xã")
    police = make_body(code="CA", name="Công an xã", kind=Body.Kind.ARMED_FORCES)
    return economy, police


def accept(
    month: Resolution, quote: str = HERD, *, by: User, title: str = "Vận động 04 hộ", **fields: object
) -> Directive:
    clause = Clause(paragraph_of(month).pk, quote)
    return splitting.accept(month, clause, Order(title, **fields), by=by, at=NOW)  # type: ignore[arg-type]


def rewrite(month: Resolution, text: str) -> None:
    opened = open_paragraph(paragraph_of(month).pk)
    assert opened
    drafting.save(opened, make_typed(text), by=None, at=NOW)


def test_a_clause_becomes_a_directive_with_its_bodies() -> None:
    month, officer = make_ordering_month(), make_officer()
    economy, police = make_bodies()

    made = accept(month, by=officer, lead=economy, coordinating=(police, economy), due_on=date(2026, 12, 25))

    assert (made.quote, made.number, made.field, made.assigned_at) == (HERD, 1, "party_building", None)
    assert [(row.part, row.named) for row in made.assignments.order_by("id")] == [
        (PartIn.LEAD, "Phòng Kinh tế"),
        (PartIn.COORDINATING, "Công an xã"),
    ]
    assert Event.objects.about(made).get().action == "accept_clause"


def test_directives_are_numbered_in_the_order_of_the_text() -> None:
    month, officer = make_ordering_month(), make_officer()

    later = accept(month, WATCH, by=officer, title="Tuần tra")
    first = accept(month, HERD, by=officer)

    later.refresh_from_db()
    assert (first.number, later.number) == (1, 2)


def test_what_is_made_after_others_were_given_is_numbered_behind_them() -> None:
    month, officer = make_ordering_month(), make_officer()
    given = accept(month, WATCH, by=officer, title="Tuần tra")
    Directive.objects.filter(pk=given.pk).update(assigned_at=NOW, assigned_by=officer, given_on=NOW.date())

    later = accept(month, HERD, by=officer)

    given.refresh_from_db()
    assert (given.number, later.number) == (1, 2)


def test_the_same_words_are_one_directive_for_two_people() -> None:
    month, first, second = make_ordering_month(), make_officer(), make_officer()
    made = accept(month, by=first)

    with pytest.raises(Overtaken) as refused:
        accept(month, HERD[5:40], by=second, title="Việc khác")

    assert made.title in str(refused.value)
    assert Directive.objects.get() == made


def test_bad_input_38_the_same_sent_twice_is_one_directive_and_the_same_answer() -> None:
    month, officer = make_ordering_month(), make_officer()

    made = accept(month, by=officer)

    assert accept(month, by=officer) == made
    assert Event.objects.filter(action="accept_clause").count() == 1


@pytest.mark.parametrize(
    ("quote", "occurrence"), [("Chữ này không có", 1), ("", 1), ("   ", 1), (HERD.upper(), 1), (HERD, 0)]
)
def test_words_that_do_not_stand_in_the_text_make_no_directive(quote: str, occurrence: int) -> None:
    month, officer = make_ordering_month(), make_officer()
    clause = Clause(paragraph_of(month).pk, quote, occurrence)

    with pytest.raises(Overtaken):
        splitting.accept(month, clause, Order("Việc"), by=officer, at=NOW)

    assert not Directive.objects.exists()


def test_words_of_part_i_and_of_another_month_make_no_directive() -> None:
    month, other, officer = make_ordering_month(), make_ordering_month(month=11), make_officer()
    part_i = Paragraph.objects.filter(section__part__resolution=month, section__part__kind=PartKind.RESULTS)[0]

    for row in (part_i, paragraph_of(other)):
        with pytest.raises(Overtaken):
            splitting.accept(month, Clause(row.pk, row.text), Order("Việc"), by=officer, at=NOW)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [(date(2026, 11, 30), "01/12/2026"), (date(1900, 1, 1), "01/12/2026"), (date(9999, 1, 1), "mười năm")],
)
def test_bad_input_45_a_deadline_before_the_resolution_is_refused(due_on: date, words: str) -> None:
    month, officer = make_ordering_month(), make_officer()

    with pytest.raises(Refused, match=words if words[0].isdigit() else None):
        accept(month, by=officer, due_on=due_on)

    assert not Directive.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 301])
def test_a_directive_has_a_title(title: str) -> None:
    month, officer = make_ordering_month(), make_officer()

    with pytest.raises(Refused):
        accept(month, by=officer, title=title)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.HEAD_OF_OFFICE}))
def test_only_the_office_splits(role: str) -> None:
    month, person = make_ordering_month(), make_user()
    make_position(person, role)

    with pytest.raises(PermissionDenied):
        accept(month, by=person)
    with pytest.raises(PermissionDenied):
        splitting.drop(month, Clause(paragraph_of(month).pk, HERD), by=person, at=NOW)


@pytest.mark.parametrize("status", [Status.COLLECTING, Status.WITHDRAWN])
def test_nothing_is_made_before_drafting_or_of_what_is_no_longer_in_force(status: Status) -> None:
    month, officer = make_ordering_month(archive=status == Status.WITHDRAWN), make_officer()
    Resolution.objects.filter(pk=month.pk).update(status=status)

    with pytest.raises(Refused):
        accept(month, by=officer)


def test_practice_gives_no_directives() -> None:
    officer = make_officer()
    month = store(make_manuscript(month=12), by=None, at=NOW, practice=True)

    with pytest.raises(Refused):
        splitting.accept(month, Clause(1, "a"), Order("Việc"), by=officer, at=NOW)


def test_a_dropped_clause_can_be_brought_back() -> None:
    month, officer = make_ordering_month(), make_officer()
    clause = Clause(paragraph_of(month).pk, WATCH)

    dropped = splitting.drop(month, clause, by=officer, at=NOW)

    assert splitting.drop(month, clause, by=officer, at=NOW) == dropped
    with pytest.raises(Overtaken):
        accept(month, WATCH, by=officer)
    splitting.bring_back(dropped, month, by=officer, at=NOW)
    assert not DroppedClause.objects.exists()
    assert accept(month, WATCH, by=officer).quote == WATCH


def test_what_is_accepted_is_not_dropped_by_another() -> None:
    month, officer = make_ordering_month(), make_officer()
    accept(month, by=officer)

    with pytest.raises(Overtaken):
        splitting.drop(month, Clause(paragraph_of(month).pk, HERD), by=officer, at=NOW)


def test_a_directive_is_corrected_until_it_is_given() -> None:
    month, officer = make_ordering_month(), make_officer()
    economy, police = make_bodies()
    made = accept(month, by=officer, lead=economy)

    splitting.correct(made, Order("Vận động các hộ", lead=police), seen=1, by=officer, at=NOW)

    made.refresh_from_db()
    assert (made.title, made.version, made.folded_title) == ("Vận động các hộ", 2, "van dong cac ho")
    assert made.assignments.leads().get().body == police
    Directive.objects.filter(pk=made.pk).update(assigned_at=NOW, assigned_by=officer, given_on=NOW.date())
    with pytest.raises(Refused):
        splitting.correct(made, Order("Khác"), seen=2, by=officer, at=NOW)


def test_of_two_who_correct_one_directive_the_second_is_told() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)
    splitting.correct(made, Order("Một"), seen=1, by=officer, at=NOW)

    with pytest.raises(Overtaken):
        splitting.correct(made, Order("Hai"), seen=1, by=officer, at=NOW)

    made.refresh_from_db()
    assert made.title == "Một"


def test_what_the_head_has_assigned_only_who_assigns_changes() -> None:
    month, officer, head = make_ordering_month(), make_officer(), make_head_of_office()
    made = accept(month, by=officer)
    Directive.objects.filter(pk=made.pk).update(assigned_at=NOW, assigned_by=head)

    with pytest.raises(PermissionDenied):
        splitting.correct(made, Order("Khác"), seen=1, by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        splitting.take_back(made, seen=1, by=officer, at=NOW)
    splitting.correct(made, Order("Khác"), seen=1, by=head, at=NOW)


def test_a_directive_taken_back_leaves_its_words_free() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)

    splitting.take_back(made, seen=1, by=officer, at=NOW)

    assert not Directive.objects.exists()
    assert accept(month, by=officer).quote == HERD


def test_a_directive_taken_back_by_another_meanwhile_is_said_so() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)
    other = Directive.objects.get(pk=made.pk)
    splitting.take_back(other, seen=1, by=officer, at=NOW)

    with pytest.raises(Overtaken):
        splitting.correct(made, Order("Khác"), seen=1, by=officer, at=NOW)


def test_what_is_carried_over_is_not_taken_back() -> None:
    month, officer = make_ordering_month(), make_officer()
    old = accept(make_ordering_month(month=11), by=officer)
    made = accept(month, by=officer)
    Directive.objects.filter(pk=made.pk).update(continues=old)
    made.refresh_from_db()

    with pytest.raises(Refused):
        splitting.take_back(made, seen=1, by=officer, at=NOW)


# Words that change


def test_words_changed_a_little_are_found_again() -> None:
    month, officer = make_ordering_month(), make_officer()
    accept(month, by=officer)

    rewrite(month, TEXT.replace("04 hộ", "05 hộ còn lại"))

    assert splitting.lost(month) == []


def test_words_that_are_gone_stop_the_submission_until_someone_says_what_becomes_of_the_directive() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)
    finish_sections(month)

    rewrite(month, "Các chi bộ sinh hoạt đúng kỳ trong tháng.")

    assert splitting.lost(month) == [made]
    found = workflow.in_the_way(Action.HAND_OVER, month)
    assert "/nghi-quyet/2026-12/nhiem-vu/" in {obstacle.url for obstacle in found}
    clause = Clause(paragraph_of(month).pk, "Các chi bộ sinh hoạt đúng kỳ trong tháng")
    splitting.hang_on(made, clause, seen=made.version, by=officer, at=NOW)
    assert splitting.lost(month) == []


def test_words_that_have_gone_to_another_paragraph_of_the_section_are_found_there() -> None:
    month, officer = make_ordering_month(TEXT, "Đoạn khác."), make_officer()
    made = accept(month, by=officer)
    other = paragraph_of(month, 1)

    rewrite(month, "Trống.")
    opened = open_paragraph(other.pk)
    assert opened
    drafting.save(opened, make_typed(TEXT), by=None, at=NOW)

    assert splitting.lost(month) == []
    assert made.paragraph_id != other.pk


def test_a_directive_does_not_hang_on_words_of_another() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)
    accept(month, WATCH, by=officer, title="Tuần tra")

    with pytest.raises(Overtaken):
        splitting.hang_on(made, Clause(paragraph_of(month).pk, WATCH), seen=made.version, by=officer, at=NOW)


def test_at_the_issue_a_directive_hangs_on_the_words_that_are_issued() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)
    rewrite(month, TEXT.replace("04 hộ", "05 hộ còn lại"))

    splitting.settle_words(Action.ISSUE, month, by=officer, at=NOW)

    made.refresh_from_db()
    assert made.quote in paragraph_of(month).text
    assert "05 hộ" in made.quote


# At the same moment


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests' SQLite has one connection")
def test_of_many_who_accept_one_clause_at_the_same_moment_one_makes_it() -> None:
    month, people = make_ordering_month(), [make_officer() for _person in range(6)]

    def take(number: int) -> str:
        try:
            quote = HERD if number % 2 else HERD[10:]
            accept(month, quote, by=people[number], title=f"Việc {number}")
        except Overtaken:
            return "late"
        return "made"

    results = at_once(*[partial(take, number) for number in range(6)])

    assert sorted(results) == ["late"] * 5 + ["made"]
    assert Directive.objects.count() == 1


def test_a_reader_may_not_take_back() -> None:
    month, officer = make_ordering_month(), make_officer()
    made = accept(month, by=officer)

    with pytest.raises(PermissionDenied):
        splitting.take_back(made, seen=1, by=make_reader(), at=NOW)
