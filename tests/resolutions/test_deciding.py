"""The Standing Committee's votes counted, its decision recorded, confirmed, certified, made void."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from kesat.organization.models import Committee, Position, Role
from kesat.records.models import Event
from resolutions import canonical, deciding, submitting, workflow
from resolutions.deciding import Tally, quorum
from resolutions.drafting import Refused
from resolutions.models import Asked, Decision, Draft, Opinion, Paragraph, Resolution
from resolutions.workflow import Overtaken
from tests.factories import (
    make_administrator,
    make_clerk,
    make_head_of_office,
    make_officer,
    make_position,
    make_post,
    make_reader,
    submit_draft,
)
from tests.resolutions.decisions import (
    amend,
    amending,
    approved,
    circulation,
    in_review,
    later,
    meeting,
    opine,
    record,
    recorded,
    signed,
)
from tests.resolutions.test_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ON_POSTGRESQL = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection"),
]

NOW, TODAY = timezone.now, timezone.localdate


# Counting


@pytest.mark.parametrize(
    ("incumbents", "majority", "two_thirds"), [(1, 1, 1), (2, 2, 2), (3, 2, 2), (9, 5, 6), (10, 6, 7)]
)
def test_more_than_half_of_the_incumbents_is_a_majority_and_two_thirds_a_quorum(
    incumbents: int, majority: int, two_thirds: int
) -> None:
    counted = Tally(dict.fromkeys(range(incumbents), ""), is_over=True, silence_counts=False)

    assert (counted.needed, counted.quorum, quorum(incumbents)) == (majority, two_thirds, two_thirds)


@pytest.mark.parametrize(
    ("answers", "in_favour", "missing"),
    [
        (["agreed", "agreed_with_comments", "agreed"], 3, 0),
        (["agreed", "agreed", "disagreed", "reserved"], 2, 1),
        (["reserved", "disagreed", "reserved", "disagreed", "reserved"], 0, 3),
        ([], 0, 3),
    ],
)
def test_only_those_who_agree_are_in_favour(answers: list[str], in_favour: int, missing: int) -> None:
    review = in_review()
    opine(review, *answers)

    counted = deciding.tally(review.draft, at=NOW(), on=TODAY())

    assert (counted.in_favour, counted.missing, counted.is_carried) == (in_favour, missing, missing == 0)
    assert (counted.answered, counted.incumbents) == (len(answers), 5)


@pytest.mark.parametrize(("silence", "in_favour"), [(False, 1), (True, 5)])
def test_silence_counts_only_after_the_deadline_and_only_where_the_rules_say_so(
    *, silence: bool, in_favour: int
) -> None:
    review = in_review(silence=silence)
    opine(review, "agreed")

    before = deciding.tally(review.draft, at=NOW(), on=TODAY())
    after = deciding.tally(review.draft, at=later(review), on=TODAY())

    assert (before.in_favour, before.is_over) == (1, False)
    assert (after.in_favour, after.is_over, after.silent) == (in_favour, True, 4)


def test_opinions_are_over_when_everyone_has_answered() -> None:
    review = in_review()
    opine(review, *["agreed"] * 5)

    assert deciding.tally(review.draft, at=NOW(), on=TODAY()).is_over


def test_the_incumbents_are_distinct_people_of_the_day_by_their_highest_post() -> None:
    review = in_review()
    second = make_post(role=Role.STANDING_MEMBER, position=90)
    Position.objects.create(user=review.secretary, body=review.members.body, post=second, begins_on=date(2025, 7, 1))
    yesterday = TODAY() - timedelta(days=1)
    Position.objects.filter(user=review.members.members[0]).update(ends_on=yesterday)
    Position.objects.filter(user=review.members.members[1]).update(begins_on=TODAY() + timedelta(days=1))
    outside = make_officer()

    found = deciding.incumbents(TODAY())

    assert [member.user for member in found] == [review.secretary, review.deputy, review.members.members[2]]
    assert found[0].position == 1
    assert outside not in [member.user for member in found]
    assert len(deciding.incumbents(yesterday)) == 4


def test_the_opinion_of_who_is_no_incumbent_any_more_does_not_count() -> None:
    review = in_review()
    opine(review, *["agreed"] * 3)
    Position.objects.filter(user=review.secretary).update(ends_on=TODAY() - timedelta(days=1))

    counted = deciding.tally(review.draft, at=NOW(), on=TODAY())

    assert (counted.in_favour, counted.incumbents, counted.needed) == (2, 4, 3)


# Recording


def test_a_decision_by_written_opinions_keeps_names_answers_and_counts() -> None:
    review = in_review()
    opine(review, "agreed", "agreed_with_comments", "agreed", "disagreed", "reserved")

    decision = record(review, circulation(review))

    assert (decision.in_favour, decision.present, decision.silence_counts) == (3, 0, False)
    assert [(row["full_name"], row["answer"]) for row in decision.members] == [
        ("Trần Văn Khải", "agreed"),
        ("Vũ Đình Long", "agreed_with_comments"),
        ("Lê Thị Mai", "agreed"),
        ("Ngô Văn Sơn", "disagreed"),
        ("Hoàng Thị Lan", "reserved"),
    ]
    assert review.status() == "in_review"
    assert Event.objects.about(review.month).filter(action="record_decision", by=review.head).count() == 1


def test_silence_as_assent_is_said_in_the_record() -> None:
    review = in_review(silence=True)
    opine(review, "agreed")

    decision = record(review, circulation(review, decided_on=TODAY() + timedelta(days=3)), at=later(review))

    assert (decision.silence_counts, decision.in_favour) == (True, 5)
    assert [row["answer"] for row in decision.members] == ["agreed", "", "", "", ""]


def test_silence_never_counts_in_a_meeting() -> None:
    review = in_review(silence=True)

    with pytest.raises(Refused, match="The majority is missing: 2 of 5 in favour, 3 are needed"):
        record(review, meeting(review, "agreed", "agreed", "", ""))


@pytest.mark.parametrize(
    ("answers", "fields", "words"),
    [
        (["agreed"] * 4, {}, "The time for opinions is not over yet"),
        (["agreed"] * 5, {"concerns_personnel": True}, "Matters of personnel are decided in a meeting"),
        (["agreed"] * 5, {"differs_on_substance": True}, "the matter goes to a meeting"),
        (["agreed", "agreed", "disagreed", "disagreed", "reserved"], {}, "The majority is missing: 2 of 5"),
    ],
)
def test_written_opinions_decide_only_what_they_may(answers: list[str], fields: dict[str, bool], words: str) -> None:
    review = in_review()
    opine(review, *answers)

    with pytest.raises(Refused, match=words):
        record(review, circulation(review, **fields))

    assert not Decision.objects.exists()


def test_written_opinions_are_dated_when_they_were_all_in() -> None:
    review = in_review()
    opine(review, *["agreed"] * 4)

    with pytest.raises(Refused, match="the decision is of the day on which they were all in"):
        record(review, circulation(review), at=later(review))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["agreed", "agreed", "agreed"], "The quorum is missing: 3 of 5 present, 4 are needed"),
        (["agreed", "agreed", "disagreed", "reserved", "disagreed"], "The majority is missing: 2 of 5"),
        (["agreed", "agreed", "", ""], "The majority is missing: 2 of 5"),
        ([None, "agreed", "agreed", "agreed", "agreed"], "Whoever was in the chair was present"),
        (["agreed", "agreed", "agreed", "yes"], "Choose one of the opinions listed"),
    ],
)
def test_a_meeting_needs_its_quorum_its_chair_and_a_majority(answers: list[str | None], words: str) -> None:
    review = in_review()

    with pytest.raises(Refused, match=words):
        record(review, meeting(review, *answers))


def test_a_meeting_counts_those_who_are_present_and_may_decide_on_personnel() -> None:
    review = in_review()
    stranger = make_officer()
    vote = meeting(review, "agreed", "agreed", "agreed_with_comments", "", concerns_personnel=True)
    assert vote.answers is not None
    vote.answers[stranger.pk] = "agreed"

    decision = record(review, vote)

    assert (decision.present, decision.in_favour) == (4, 3)
    assert [row["is_present"] for row in decision.members] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decided_on": date(2025, 8, 1)}, "The decision is dated before its draft was sent"),
        ({"decided_on": date(2024, 1, 1)}, "Nobody holds a position in the Standing Committee on that day"),
        ({"decided_on": date(2099, 1, 1)}, "The day of the decision lies in the future"),
        ({"outcome": "amended", "amendments": " "}, "State the amendments that were decided"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_in_words(fields: dict[str, object], words: str) -> None:
    review = in_review()

    with pytest.raises(Refused, match=words):
        record(review, meeting(review, *["agreed"] * 5, **fields))


def test_the_chair_is_a_member_of_the_day() -> None:
    review = in_review()

    with pytest.raises(Refused, match="Whoever was in the chair is a member"):
        record(review, meeting(review, *["agreed"] * 5, chair=review.head))


def test_a_second_decision_is_not_recorded_beside_the_first() -> None:
    review = recorded()

    with pytest.raises(Overtaken, match="A decision on this draft is recorded already"):
        record(review, meeting(review, *["agreed"] * 5))

    assert Decision.objects.count() == 1


def test_a_decision_that_is_dropped_is_recorded_anew() -> None:
    review = recorded()

    with pytest.raises(Refused, match="Say why it is void"):
        deciding.drop_decision(review.month, " ", by=review.head, at=NOW())
    deciding.drop_decision(review.month, "Nhầm ngày họp", by=review.head, at=NOW())
    with pytest.raises(Overtaken, match="There is no decision that waits"):
        deciding.drop_decision(review.month, "Nhầm ngày họp", by=review.head, at=NOW())
    record(review, meeting(review, *["agreed"] * 5))

    assert list(Decision.objects.values_list("void_reason", flat=True)) == ["Nhầm ngày họp", ""]
    assert Event.objects.filter(action="drop_decision").count() == 1


# Confirming


def test_a_confirmed_decision_binds_the_text_that_was_voted_on() -> None:
    review = recorded()

    deciding.confirm_decision(review.month, by=review.secretary, at=NOW())

    decision = Decision.objects.get()
    assert (review.status(), review.month.status) == ("approved", "approved")
    assert decision.sha256 == review.draft.sha256
    assert decision.content == review.draft.content
    assert (decision.confirmed_by, decision.text_confirmed_by) == (review.secretary, review.secretary)
    assert not deciding.differs_from_decision(review.month, decision)


def test_the_deputy_in_the_chair_confirms_and_no_other_deputy() -> None:
    review = in_review()
    record(review, meeting(review, *["agreed"] * 5, chair=review.deputy))
    other = make_officer()
    make_position(other, Role.DEPUTY_SECRETARY)

    with pytest.raises(PermissionDenied, match="only where they were in the chair"):
        deciding.confirm_decision(review.month, by=other, at=NOW())
    deciding.confirm_decision(review.month, by=review.deputy, at=NOW())

    assert review.status() == "approved"


def test_bad_input_34_nobody_confirms_what_they_submitted() -> None:
    review = in_review()
    make_position(review.head, Role.SECRETARY)
    other = make_head_of_office(full_name="Đỗ Văn Tám")
    vote = meeting(review, *["agreed"] * 5)

    deciding.record_decision(review.month, vote, by=other, at=NOW())
    with pytest.raises(PermissionDenied, match="Nobody confirms what they submitted or recorded themselves"):
        deciding.confirm_decision(review.month, by=review.head, at=NOW())

    assert (review.status(), Decision.objects.get().confirmed_by) == ("in_review", None)


def test_bad_input_34_nobody_confirms_what_they_recorded_or_certified() -> None:
    review = amending()
    amend(review)
    both = make_head_of_office(full_name="Đỗ Văn Tám")
    make_position(both, Role.SECRETARY)

    deciding.certify(review.month, by=both, at=NOW())
    with pytest.raises(PermissionDenied, match="Nobody confirms what they submitted or recorded themselves"):
        deciding.confirm_text(review.month, by=both, at=NOW())

    assert review.status() == "amending"


@pytest.mark.parametrize("make", [make_officer, make_clerk, make_reader, make_head_of_office, make_administrator])
def test_bad_input_32_others_confirm_nothing(make: object) -> None:
    review = recorded()
    person = make()  # type: ignore[operator]

    with pytest.raises(PermissionDenied):
        deciding.confirm_decision(review.month, by=person, at=NOW())

    assert review.status() == "in_review"


def test_only_the_head_of_the_office_records() -> None:
    review = in_review()

    for person in (review.secretary, review.deputy, make_officer(), make_administrator()):
        with pytest.raises(PermissionDenied):
            deciding.record_decision(review.month, meeting(review, *["agreed"] * 5), by=person, at=NOW())
        with pytest.raises(PermissionDenied):
            deciding.drop_decision(review.month, "Nhầm", by=person, at=NOW())


def test_what_was_not_seen_is_not_confirmed() -> None:
    review = recorded()
    seen = Decision.objects.get().pk
    deciding.drop_decision(review.month, "Nhầm", by=review.head, at=NOW())

    with pytest.raises(Overtaken, match="No decision is recorded yet"):
        deciding.confirm_decision(review.month, by=review.secretary, at=NOW(), seen=seen)
    record(review, meeting(review, *["agreed"] * 5))
    with pytest.raises(Overtaken, match="Another decision was recorded meanwhile"):
        deciding.confirm_decision(review.month, by=review.secretary, at=NOW(), seen=seen)

    assert review.status() == "in_review"


def test_a_decision_is_confirmed_once() -> None:
    review = recorded()
    stale = review.fresh()
    deciding.confirm_decision(review.month, by=review.secretary, at=NOW())

    with pytest.raises(Overtaken):
        deciding.confirm_decision(stale, by=review.secretary, at=NOW())
    with pytest.raises(Overtaken, match="this cannot be done there"):
        deciding.confirm_decision(review.month, by=review.secretary, at=NOW())

    assert Event.objects.filter(action="confirm_decision").count() == 1


def test_a_text_that_is_not_the_one_voted_on_is_not_approved() -> None:
    review = recorded()
    Resolution.objects.filter(pk=review.month.pk).update(status="returned")
    amend(review)
    Resolution.objects.filter(pk=review.month.pk).update(status="in_review")

    with pytest.raises(Refused, match="The text is not the one that was voted on"):
        deciding.confirm_decision(review.month, by=review.secretary, at=NOW())

    assert (review.status(), Decision.objects.get().confirmed_at) == ("in_review", None)
    assert deciding.differs_from_decision(review.month, Decision.objects.get())


# Approved with amendments


def test_the_amended_text_is_certified_then_confirmed_and_that_is_what_counts() -> None:
    review = amending()

    with pytest.raises(Refused, match="Nothing is amended yet"):
        deciding.certify(review.month, by=review.head, at=NOW())
    amend(review)
    with pytest.raises(Refused, match="has not certified the amended text yet"):
        deciding.confirm_text(review.month, by=review.secretary, at=NOW())
    deciding.certify(review.month, by=review.head, at=NOW())
    deciding.confirm_text(review.month, by=review.secretary, at=NOW())

    decision = Decision.objects.get()
    assert review.status() == "approved"
    assert decision.sha256 == canonical.fingerprint(canonical.text_now(review.month.pk)) != review.draft.sha256
    assert decision.content == canonical.text_now(review.month.pk)
    assert (decision.certified_by, decision.text_confirmed_by) == (review.head, review.secretary)


def test_a_letter_changed_after_certifying_must_be_certified_again() -> None:
    review = amending()
    amend(review)
    deciding.certify(review.month, by=review.head, at=NOW())
    amend(review, "Đã làm xong nhiệm vụ của công tác xây dựng Đảng.")

    assert deciding.differs_from_decision(review.month, Decision.objects.get())
    with pytest.raises(Refused, match="It must be certified again"):
        deciding.confirm_text(review.month, by=review.secretary, at=NOW())
    assert review.status() == "amending"
    deciding.certify(review.month, by=review.head, at=NOW())
    deciding.confirm_text(review.month, by=review.secretary, at=NOW())

    assert review.status() == "approved"


def test_what_was_not_seen_is_neither_certified_nor_confirmed() -> None:
    review = amending()
    amend(review)
    seen = canonical.fingerprint(canonical.text_now(review.month.pk))
    amend(review, "Đã làm xong nhiệm vụ khác.")

    with pytest.raises(Overtaken, match="The text was changed while you read it"):
        deciding.certify(review.month, by=review.head, at=NOW(), seen=seen)
    deciding.certify(review.month, by=review.head, at=NOW())
    with pytest.raises(Overtaken, match="Another text was certified meanwhile"):
        deciding.confirm_text(review.month, by=review.secretary, at=NOW(), seen=seen)


def test_only_the_head_certifies_and_only_the_secretary_or_the_chair_confirms() -> None:
    review = amending()
    amend(review)

    for person in (review.secretary, make_officer(), make_administrator()):
        with pytest.raises(PermissionDenied):
            deciding.certify(review.month, by=person, at=NOW())
    deciding.certify(review.month, by=review.head, at=NOW())
    for person in (review.head, review.deputy, make_clerk()):
        with pytest.raises(PermissionDenied):
            deciding.confirm_text(review.month, by=person, at=NOW())


# Stepping back


@pytest.mark.parametrize("make", [approved, amending])
def test_stepping_back_makes_the_decision_void_with_its_reason(make: object) -> None:
    review = make()  # type: ignore[operator]

    with pytest.raises(Refused, match="Say why"):
        workflow.step_back(review.month, "", by=review.secretary, at=NOW())
    workflow.step_back(review.month, "Còn sai số liệu", by=review.secretary, at=NOW())

    decision = Decision.objects.get()
    assert review.status() == "in_review"
    assert (decision.void_reason, decision.voided_at is None) == ("Còn sai số liệu", False)
    assert not review.month.decisions.standing().exists()


def test_returning_the_draft_makes_a_recorded_decision_void_and_the_next_draft_is_decided_on_anew() -> None:
    review = recorded()

    submitting.take_back(review.month, "Bổ sung số liệu", by=review.head, at=NOW())
    draft = submit_draft(review.month, by=review.head)
    record(review, meeting(review, *["agreed"] * 5))

    assert draft.number == 2
    assert [(row.draft.number, row.void_reason) for row in Decision.objects.all()] == [(1, "Bổ sung số liệu"), (2, "")]


def test_a_signed_month_steps_back_one_state_at_a_time() -> None:
    review = approved()
    month = signed(review)

    for expected in ("awaiting_signature", "approved", "in_review"):
        workflow.step_back(month, "Sai thể thức", by=review.secretary, at=NOW())
        assert review.status() == expected

    assert Decision.objects.get().void_reason == "Sai thể thức"


# What the database itself refuses


def test_a_standing_decision_is_one_and_is_confirmed_by_another() -> None:
    review = recorded()
    decision = Decision.objects.get()

    decision.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)
    for values in (
        {"confirmed_by": review.head, "confirmed_at": NOW()},
        {"confirmed_by": review.secretary},
        {"voided_at": NOW()},
        {"void_reason": "Nhầm"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"in_favour": 1},
        {"present": 1},
        {"outcome": "amended", "amendments": "Khác"},
        {"decided_on": date(2026, 1, 1)},
        {"incumbents": []},
    ],
)
def test_bad_input_43_what_was_recorded_of_a_decision_stays(values: dict[str, object]) -> None:
    recorded()

    with pytest.raises(DatabaseError, match="a decision cannot be changed"), transaction.atomic():
        Decision.objects.update(**values)


@pytest.mark.parametrize(
    "values", [{"sha256": "0" * 64}, {"content": {}}, {"confirmed_at": None, "confirmed_by": None}]
)
def test_bad_input_43_what_was_confirmed_stays(values: dict[str, object]) -> None:
    approved()

    with pytest.raises(DatabaseError, match="a decision cannot be changed"), transaction.atomic():
        Decision.objects.update(**values)


def test_bad_input_43_a_void_decision_never_counts_again_and_none_is_removed() -> None:
    review = approved()
    workflow.step_back(review.month, "Sai", by=review.secretary, at=NOW())

    for change in (
        lambda: Decision.objects.update(voided_at=None, void_reason=""),
        lambda: Decision.objects.all().delete(),
        lambda: Draft.objects.update(sha256="0" * 64),
        lambda: Draft.objects.all().delete(),
        lambda: Asked.objects.update(is_member=False),
        lambda: Asked.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_bad_input_43_an_approved_paragraph_cannot_be_changed_by_sql() -> None:
    review = approved()

    with pytest.raises(DatabaseError), transaction.atomic():
        Paragraph.objects.filter(section__part__resolution=review.month).update(text="Khác")


@pytest.mark.parametrize("values", [{"answer": "yes"}, {"answer": "disagreed", "text": ""}])
def test_an_opinion_is_one_of_four_and_says_why(values: dict[str, str]) -> None:
    review = in_review()
    opine(review, "agreed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.update(**values)


# At the same moment


@pytest.mark.parametrize("round_number", range(10))
class TestAtOnce:
    pytestmark = ON_POSTGRESQL

    def test_bad_input_42_two_confirm_at_once_one_wins(self, round_number: int) -> None:
        review = in_review()
        record(review, meeting(review, *["agreed"] * 5, chair=review.deputy))

        def confirm(by: object) -> bool:
            try:
                deciding.confirm_decision(review.fresh(), by=by, at=NOW())  # type: ignore[arg-type]
            except Overtaken:
                return False
            return True

        done = at_once(lambda: confirm(review.secretary), lambda: confirm(review.deputy))

        assert sorted(done) == [False, True]
        assert Decision.objects.get().confirmed_by == (review.secretary if done[0] else review.deputy)
        assert Event.objects.filter(action="confirm_decision").count() == 1

    def test_bad_input_42_confirming_and_returning_at_once_one_wins(self, round_number: int) -> None:
        review = recorded()

        def attempt(act: object) -> bool:
            try:
                act()  # type: ignore[operator]
            except Overtaken:
                return False
            return True

        done = at_once(
            lambda: attempt(lambda: deciding.confirm_decision(review.fresh(), by=review.secretary, at=NOW())),
            lambda: attempt(lambda: submitting.take_back(review.fresh(), "Sửa lại", by=review.head, at=NOW())),
            lambda: attempt(lambda: deciding.drop_decision(review.fresh(), "Nhầm", by=review.head, at=NOW())),
        )

        decision = Decision.objects.get()
        assert done[0] != done[1]
        assert (review.status() == "approved") == done[0] == (decision.confirmed_at is not None)
        assert done[0] == (decision.voided_at is None)
        assert (review.status() == "returned") == done[1]


def test_the_committee_setting_is_read_when_the_decision_is_recorded() -> None:
    review = in_review(silence=True)
    Committee.objects.update(silence_is_assent=False)
    opine(review, "agreed")

    with pytest.raises(Refused, match="The majority is missing"):
        record(review, circulation(review, decided_on=TODAY() + timedelta(days=3)), at=later(review))
