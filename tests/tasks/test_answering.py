"""Answers: one a directive and month, changed while the month is written; what stops a month; what goes on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kesat.records.models import Event, Notice
from resolutions.arranging import Act, Order, OrderConflict, arrange
from resolutions.drafting import Locked, Refused
from resolutions.manuscript import PartKind
from resolutions.models import Origin, Paragraph, Resolution, Section, Status
from resolutions.policy import Action as MonthAction
from resolutions.workflow import Overtaken, hand_over, in_the_way
from tasks import answering, giving
from tasks.answering import Said
from tasks.models import Answer, Directive, Outcome, Progress, Sentence
from tests.factories import finish_sections, make_body, make_officer, make_reader, section_of
from tests.task_factories import make_directive, make_head_of, make_report, who_assigns
from tests.tasks.test_carryover import AFTER, BEFORE, CUT_OFF, make_month

pytestmark = pytest.mark.django_db


def order(act: Act, pk: int, section: Section, *, op_id: UUID | None = None, version: int | None = None) -> Order:
    section.refresh_from_db(fields=["version"])
    return Order(act, pk, version or section.version, op_id or uuid4())


def take(act: Act, pk: int, section: Section, by: Any, **fields: Any) -> Paragraph:
    key = arrange(section, order(act, pk, section, **fields), by=by, at=AFTER)
    assert key
    return Paragraph.objects.get(pk=key)


def test_an_answer_says_its_kind_its_reason_and_the_cut_off_day() -> None:
    directive, officer = make_directive(), make_officer()
    make_report(directive, at=BEFORE, accepted_by=officer, difficulty="Còn 04 hộ chưa thống nhất.")
    month = make_month()

    assert answering.answer(month, {directive.pk: ""}, Said(), by=officer, at=AFTER) == 1

    given = Answer.objects.get()
    assert (given.kind, given.is_carried_over, given.as_of) == (Answer.Kind.PARTLY, True, CUT_OFF)
    assert (given.reason, given.by, given.resolution) == ("Còn 04 hộ chưa thống nhất.", officer, month)
    assert Event.objects.about(month).filter(action="answer_directives").count() == 1


def test_an_answer_is_changed_while_the_month_is_written_and_stays_one() -> None:
    directive, officer, month = make_directive(), make_officer(), make_month()
    answering.answer(month, {directive.pk: ""}, Said("no_report"), by=officer, at=AFTER)

    answering.answer(month, {directive.pk: "no_report"}, Said("done", "Báo qua điện thoại"), by=officer, at=AFTER)

    given = Answer.objects.get()
    assert (given.kind, given.reason, given.is_carried_over) == ("done", "Báo qua điện thoại", False)


@pytest.mark.parametrize(
    ("chosen", "status", "error"),
    [
        ({}, Status.DRAFTING, Refused),
        ({999_999: ""}, Status.DRAFTING, Refused),
        ({0: "done"}, Status.DRAFTING, Overtaken),
        ({0: ""}, Status.APPRAISAL, Locked),
    ],
)
def test_an_answer_is_refused_in_words(chosen: dict[int, str], status: str, error: type[Exception]) -> None:
    directive, month = make_directive(), make_month(status=status)
    keys = {pk or directive.pk: seen for pk, seen in chosen.items()}

    with pytest.raises(error):
        answering.answer(month, keys, Said(), by=make_officer(), at=AFTER)

    assert not Answer.objects.exists()


def test_only_the_office_answers() -> None:
    directive = make_directive()

    with pytest.raises(PermissionDenied):
        answering.answer(make_month(), {directive.pk: ""}, Said(), by=make_reader(), at=AFTER)


def test_a_sentence_is_taken_into_the_section_and_answers_the_directive() -> None:
    lead = make_body(name="Phòng Kinh tế")
    directive, officer = make_directive(lead=lead), make_officer()
    report = make_report(
        directive, progress=Progress.DONE, result="Kiểm đếm xong 42/42 hộ", at=BEFORE, accepted_by=officer
    )
    month = make_month()
    section = section_of(month)

    paragraph = take(Act.REPORT, directive.pk, section, officer)

    assert paragraph.text == "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ."
    assert paragraph.revisions.get().origin == Origin.TAKEN_OVER
    assert [row.pk for row in section.paragraphs.kept()][-1] == paragraph.pk
    sentence = Sentence.objects.get()
    assert (sentence.paragraph, sentence.quote) == (paragraph, paragraph.text)
    assert (sentence.directive, sentence.report) == (directive, report)
    assert Answer.objects.get().kind == Answer.Kind.DONE


def test_a_sentence_is_taken_once_however_often_it_is_asked_for() -> None:
    directive, officer = make_directive(), make_officer()
    section, op_id = section_of(make_month()), uuid4()
    seen = section.version

    first = take(Act.REPORT, directive.pk, section, officer, op_id=op_id, version=seen)
    again = take(Act.REPORT, directive.pk, section, officer, op_id=op_id, version=seen)
    once_more = take(Act.REPORT, directive.pk, section, officer)

    assert first == again == once_more
    assert (Sentence.objects.count(), Answer.objects.count()) == (1, 1)
    with pytest.raises(OrderConflict):
        take(Act.REPORT, directive.pk, section, officer, version=seen)


def test_a_sentence_whose_paragraph_was_removed_can_be_taken_again_and_the_answer_stays() -> None:
    directive, officer = make_directive(), make_officer()
    section = section_of(make_month())
    first = take(Act.REPORT, directive.pk, section, officer)
    arrange(section, order(Act.REMOVE, first.pk, section), by=officer, at=AFTER)
    Answer.objects.update(kind="not_done")

    second = take(Act.REPORT, directive.pk, section, officer)

    assert second != first
    assert Answer.objects.get().kind == "not_done"


@pytest.mark.parametrize(("act", "kind"), [(Act.REPORT, PartKind.DIRECTIONS), (Act.CARRY, PartKind.RESULTS)])
def test_each_act_belongs_to_its_part(act: Act, kind: PartKind) -> None:
    directive = make_directive()
    section = section_of(make_month(), kind)

    with pytest.raises(Refused):
        take(act, directive.pk, section, make_officer())


def test_a_directive_of_another_month_is_not_taken() -> None:
    section = section_of(make_month())

    for act in (Act.REPORT, Act.PIECE):
        with pytest.raises(Refused):
            take(act, 999_999, section, make_officer())


@pytest.mark.usefixtures("in_english")
def test_a_month_is_not_handed_over_while_a_directive_is_unanswered() -> None:
    first, second, officer = make_directive(), make_directive(), make_officer()
    month = make_month()
    finish_sections(month)

    found = in_the_way(MonthAction.HAND_OVER, month)
    assert [(each.text, each.url) for each in found] == [
        ("2 directives of the month before are not answered.", "/nghi-quyet/2026-12/nhiem-vu/tra-loi/")
    ]
    with pytest.raises(Refused):
        hand_over(month, by=officer, at=AFTER)

    answering.answer(month, {first.pk: "", second.pk: ""}, Said("no_report"), by=officer, at=AFTER)
    hand_over(month, by=officer, at=AFTER)
    assert month.status == Status.APPRAISAL


def test_the_issue_ends_what_was_answered_as_done() -> None:
    done, left, officer = make_directive(), make_directive(), make_officer()
    month = make_month()
    answering.answer(month, {done.pk: ""}, Said("done"), by=officer, at=AFTER)
    answering.answer(month, {left.pk: ""}, Said("not_done"), by=officer, at=AFTER)

    answering.after_issue(MonthAction.SIGN, month, by=officer, at=AFTER)
    assert not Directive.objects.exclude(outcome="").exists()
    answering.after_issue(MonthAction.ISSUE, month, by=officer, at=AFTER)

    done.refresh_from_db()
    left.refresh_from_db()
    assert (done.outcome, done.ended_on, done.version) == (Outcome.DONE, CUT_OFF, 2)
    assert done.shares.get().done_on == CUT_OFF
    assert (left.outcome, left.ended_on) == (Outcome.OPEN, None)


def carried_into_part_ii(directive: Directive, month: Resolution, by: Any) -> Paragraph:
    return take(Act.CARRY, directive.pk, section_of(month, PartKind.DIRECTIONS), by)


def given_from(paragraph: Paragraph, month: Resolution, quote: str = "") -> Directive:
    """Make a directive of the paragraph and give it, as the issue does."""
    new = make_directive(resolution=month, is_given=False, quote=quote or paragraph.text)
    Directive.objects.filter(pk=new.pk).update(paragraph=paragraph, assigned_at=AFTER, assigned_by=who_assigns())
    return new


def test_a_directive_from_words_that_were_carried_over_continues_the_old_one() -> None:
    old, officer = make_directive(lead=make_body(name="Phòng Kinh tế"), title="Kiểm đếm các hộ", age=1), make_officer()
    month = make_month()
    answering.answer(month, {old.pk: ""}, Said(), by=officer, at=AFTER)
    paragraph = carried_into_part_ii(old, month, officer)
    assert paragraph.text.startswith("Phòng Kinh tế tiếp tục kiểm đếm các hộ, hoàn thành ")
    new = given_from(paragraph, month)

    giving.give(month, by=officer, at=AFTER)

    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.continues, new.age) == (old, 2)
    assert (old.outcome, old.ended_on) == (Outcome.CARRIED_OVER, timezone.localdate(AFTER))


def test_of_two_directives_of_one_paragraph_the_one_in_the_words_goes_on() -> None:
    old, officer = make_directive(title="Kiểm đếm các hộ"), make_officer()
    month = make_month()
    paragraph = carried_into_part_ii(old, month, officer)
    carried = paragraph.text
    Paragraph.objects.filter(pk=paragraph.pk).update(text=f"Công an xã tăng cường tuần tra ban đêm. {carried}")
    other = given_from(paragraph, month, "Công an xã tăng cường tuần tra ban đêm.")
    new = given_from(paragraph, month, carried)

    giving.give(month, by=officer, at=AFTER)

    assert Directive.objects.get(continues=old) == new
    other.refresh_from_db()
    assert other.continues is None


REWORDED = "Phòng Kinh tế khẩn trương đo đạc, kiểm kê với các hộ còn lại"
PATROL = "Công an xã tăng cường tuần tra ban đêm"


def reworded(old: Directive, month: Resolution, by: Any, *sentences: str) -> list[Directive]:
    """Carry the directive over, write its paragraph anew as a whole, and return the directive of each sentence."""
    paragraph = carried_into_part_ii(old, month, by)
    Paragraph.objects.filter(pk=paragraph.pk).update(text=". ".join(sentences) + ".")
    return [given_from(paragraph, month, words) for words in sentences]


@pytest.mark.parametrize("words", [REWORDED, "Tập trung tháo gỡ vướng mắc ở vành đai 5"])
def test_the_only_directive_of_a_paragraph_that_was_reworded_as_a_whole_goes_on(words: str) -> None:
    old, officer, month = make_directive(title="Kiểm đếm các hộ"), make_officer(), make_month()
    [new] = reworded(old, month, officer, words)

    giving.give(month, by=officer, at=AFTER)

    assert Directive.objects.get(continues=old) == new


@pytest.mark.parametrize("sentences", [(PATROL, REWORDED), (REWORDED, PATROL)])
def test_of_two_of_a_reworded_paragraph_the_one_about_the_same_thing_goes_on(sentences: tuple[str, str]) -> None:
    old, officer, month = make_directive(title="Kiểm đếm các hộ"), make_officer(), make_month()
    new = dict(zip(sentences, reworded(old, month, officer, *sentences), strict=True))

    giving.give(month, by=officer, at=AFTER)

    assert Directive.objects.get(continues=old) == new[REWORDED]


def test_where_two_of_a_reworded_paragraph_are_about_other_things_the_old_one_stays_open() -> None:
    old, officer, month = make_directive(title="Kiểm đếm các hộ"), make_officer(), make_month()
    reworded(old, month, officer, PATROL, "Trạm Y tế tiêm chủng mở rộng")

    giving.give(month, by=officer, at=AFTER)

    old.refresh_from_db()
    assert (old.outcome, Directive.objects.filter(continues=old).exists()) == (Outcome.OPEN, False)


def test_a_withdrawn_resolution_lets_go_of_what_it_went_on_with() -> None:
    old, officer, month = make_directive(), make_officer(), make_month()
    first = given_from(carried_into_part_ii(old, month, officer), month)
    giving.give(month, by=officer, at=AFTER)
    Resolution.objects.filter(pk=month.pk).update(status=Status.WITHDRAWN, is_from_archive=True)
    anew = make_month()
    second = given_from(carried_into_part_ii(old, anew, officer), anew)

    giving.give(anew, by=officer, at=AFTER)

    first.refresh_from_db()
    assert (first.continues, Directive.objects.get(continues=old)) == (None, second)


@pytest.mark.usefixtures("in_english")
def test_the_bodies_that_have_not_reported_are_reminded_once_a_day() -> None:
    body = make_body(name="Phòng Kinh tế")
    head, directive, officer = make_head_of(body), make_directive(lead=body), make_officer()
    section, at = section_of(make_month()), timezone.now()

    said = answering.ask_again(section, directive.pk, officer, at)

    assert said == "Reminded: Phòng Kinh tế."
    assert [(row.user, row.kind) for row in Notice.objects.all()] == [(head, "ask_for_report")]
    with pytest.raises(Refused):
        answering.ask_again(section, directive.pk, officer, at)
    with pytest.raises(Refused):
        answering.ask_again(section, 999_999, officer, at)


@pytest.mark.usefixtures("in_english")
def test_nobody_is_reminded_of_what_is_done() -> None:
    directive = make_directive()
    directive.shares.update(done_on=date(2026, 11, 20))
    section = section_of(make_month())

    said = answering.ask_again(section, directive.pk, make_officer(), datetime.now(tz=timezone.get_default_timezone()))

    assert said == "Every body has done its part."
