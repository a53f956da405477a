"""Comments, suggestions, answers and opinions on a frozen draft."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kesat.organization.models import Role, User
from kesat.records.models import Event, StoredFile
from kesat.uploads import RefusedFile
from resolutions import arranging, drafting, reviewing, submitting, threads
from resolutions.arranging import Act, Order
from resolutions.drafting import Refused, TooLong
from resolutions.models import Comment, Draft, Look, Opinion, Origin, Paragraph, Resolution, Section, Status
from resolutions.reviewing import Anchor, ChangedSince, Scan
from resolutions.threads import WHOLE
from resolutions.workflow import Overtaken
from tests.factories import (
    StandingCommittee,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_section,
    make_standing_committee,
    make_typed,
    make_user,
    submit_draft,
)

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "Giao các thôn vận động các hộ còn lại.", "Tuần tra ban đêm.", "Tổ chức lễ giao quân."
PDF = Scan("phieu.pdf", b"%PDF-1.7 ...")


class Review:
    """A month in review, with its people."""

    def __init__(self) -> None:
        make_committee()
        self.committee: StandingCommittee = make_standing_committee()
        self.head: User = make_head_of_office()
        self.officer: User = make_officer()
        self.section: Section = make_section(ONE, TWO, THREE, month=12)
        self.month: Resolution = self.section.part.resolution
        self.draft: Draft = submit_draft(self.month, by=self.head)

    @property
    def member(self) -> User:
        return self.committee.members[0]

    @property
    def other(self) -> User:
        return self.committee.members[1]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return list(self.section.paragraphs.kept())

    def say(self, text: str = "Nên ghi rõ số hộ.", *, place: int | None = 0, quote: str = "") -> Comment:
        pk = None if place is None else self.paragraphs[place].pk
        return reviewing.comment(self.draft, Anchor(pk, quote), text, by=self.member, at=timezone.now())

    def suggest(self, wording: str = "Giao các thôn vận động 04 hộ.", *, place: int = 0) -> Comment:
        pk = self.paragraphs[place].pk
        return reviewing.suggest(self.draft, pk, wording, "", by=self.member, at=timezone.now())

    def answer_all(self) -> None:
        for thread in Comment.objects.filter(draft__resolution=self.month).unanswered():
            reviewing.answer(thread, "declined", "Giữ nguyên.", by=self.officer, at=timezone.now())

    def take_back(self) -> None:
        self.month.refresh_from_db()
        submitting.take_back(self.month, "Cần sửa.", by=self.head, at=timezone.now())

    def send_next(self) -> Draft:
        """Answer what is open and send the next draft."""
        self.answer_all()
        if self.month.status == Status.IN_REVIEW:
            self.take_back()
        self.draft = submit_draft(self.month, by=self.head)
        return self.draft

    def arrange(self, act: Act, place: int) -> None:
        section = Section.objects.select_related("part__resolution").get(pk=self.section.pk)
        order = Order(act, self.paragraphs[place].pk, section.version, make_typed("").op_id)
        arranging.arrange(section, order, by=self.officer, at=timezone.now())

    def write(self, place: int, text: str) -> None:
        opened = drafting.open_paragraph(self.paragraphs[place].pk)
        assert opened is not None
        drafting.save(opened, make_typed(text, base_version=opened.row.version), by=self.officer, at=timezone.now())

    def hung(self) -> threads.Discussion:
        return threads.discussion(self.month, self.draft)


@pytest.fixture
def review() -> Review:
    return Review()


def events(action: str) -> list[dict[str, Any]]:
    return [event.details for event in Event.objects.filter(action=action)]


# Looking


def test_a_look_is_noted_first_and_last(review: Review) -> None:
    first, last = timezone.now(), timezone.now() + timedelta(hours=1)

    reviewing.look(review.draft, review.member, first)
    reviewing.look(review.draft, review.member, last)

    look = Look.objects.get()
    assert (look.user, look.first_at, look.last_at) == (review.member, first, last)


def test_the_office_that_wrote_it_is_not_counted(review: Review) -> None:
    reviewing.look(review.draft, review.head, timezone.now())

    assert not Look.objects.exists()


def test_the_draft_before_is_the_last_that_this_person_looked_at(review: Review) -> None:
    first = review.draft
    reviewing.look(first, review.member, timezone.now())
    second = review.send_next()
    third = review.send_next()
    reviewing.look(third, review.member, timezone.now())

    assert reviewing.draft_before(first, review.member) is None
    assert reviewing.draft_before(second, review.member) == first
    assert reviewing.draft_before(third, review.member) == first
    assert reviewing.draft_before(third, review.other) is None


# Comments


def test_a_comment_is_kept_and_its_words_stay_out_of_the_record(review: Review) -> None:
    said = review.say("Nên ghi rõ số hộ.", quote="các hộ còn lại")

    assert (said.quote, said.occurrence, said.by_office) == ("các hộ còn lại", 1, False)
    assert events("comment") == [{"comment": said.pk, "draft": 1, "paragraph": review.paragraphs[0].pk}]
    assert "hộ" not in str([event.details for event in Event.objects.all()])


def test_bad_input_38_the_same_comment_twice_is_one(review: Review) -> None:
    assert review.say() == review.say()
    assert reviewing.reply(review.say(), "Đúng.", by=review.other, at=timezone.now()) == reviewing.reply(
        review.say(), "Đúng.", by=review.other, at=timezone.now()
    )
    assert Comment.objects.count() == 2
    assert len(events("comment")) == len(events("reply")) == 1


def test_what_the_office_says_waits_for_no_answer(review: Review) -> None:
    said = reviewing.comment(review.draft, Anchor(), "Đã kiểm tra số liệu.", by=review.officer, at=timezone.now())

    assert said.by_office
    assert not Comment.objects.all().unanswered().exists()


@pytest.mark.parametrize(
    ("text", "quote", "paragraph", "refused"),
    [
        ("", "", "first", Refused),
        ("x" * 5001, "", "first", TooLong),
        ("a", "không có chữ này", "first", Refused),
        ("a", "", "other", Refused),
    ],
)
def test_bad_input_53_a_comment_that_cannot_stand_is_refused(
    text: str, quote: str, paragraph: str, refused: type[Exception], review: Review
) -> None:
    stranger = make_section("Đoạn của tháng khác.", month=10).paragraphs.get()
    pk = review.paragraphs[0].pk if paragraph == "first" else stranger.pk

    with pytest.raises(refused):
        reviewing.comment(review.draft, Anchor(pk, quote), text, by=review.member, at=timezone.now())

    assert not Comment.objects.exists()


def test_a_comment_of_the_greatest_length_stands(review: Review) -> None:
    assert len(review.say("x" * 5000).text) == 5000


@pytest.mark.parametrize("wording", ["", ONE, "x" * 20_001])
def test_a_suggestion_needs_other_words(wording: str, review: Review) -> None:
    with pytest.raises(Refused):
        review.suggest(wording)


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER, Role.INSPECTOR, Role.COMMITTEE_MEMBER])
def test_who_may_not_comment_is_refused(role: Role, review: Review) -> None:
    thread, user = review.suggest(), make_user()
    make_position(user, role)
    now = timezone.now()

    for act in (
        lambda: reviewing.comment(review.draft, Anchor(), "a", by=user, at=now),
        lambda: reviewing.suggest(review.draft, 1, "a", by=user, at=now),
        lambda: reviewing.reply(thread, "a", by=user, at=now),
        lambda: reviewing.support(thread, by=user, at=now),
        lambda: reviewing.answer(thread, "taken", "", by=user, at=now),
        lambda: reviewing.opine(review.draft, "agreed", "", by=user, at=now),
        lambda: reviewing.enter_opinion(review.draft, review.member, "agreed", "", PDF, by=user, at=now),
        lambda: reviewing.take_in(thread, by=user, at=now),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert Comment.objects.count() == 1


def test_nothing_is_said_of_a_draft_that_is_not_in_review(review: Review) -> None:
    thread = review.suggest()
    review.take_back()
    draft = Draft.objects.select_related("resolution").get(pk=review.draft.pk)

    for act in (
        lambda: reviewing.comment(draft, Anchor(), "a", by=review.member, at=timezone.now()),
        lambda: reviewing.reply(Comment.objects.get(pk=thread.pk), "a", by=review.member, at=timezone.now()),
        lambda: reviewing.opine(draft, "agreed", "", by=review.member, at=timezone.now()),
    ):
        with pytest.raises(Overtaken):
            act()


def test_the_state_is_looked_at_again_when_the_month_was_read_before_it_moved(review: Review) -> None:
    stale = Draft.objects.select_related("resolution").get(pk=review.draft.pk)
    review.take_back()

    with pytest.raises(Overtaken):
        reviewing.comment(stale, Anchor(), "a", by=review.member, at=timezone.now())


def test_an_older_draft_is_no_longer_talked_about(review: Review) -> None:
    first = review.draft
    review.send_next()

    with pytest.raises(Overtaken):
        reviewing.comment(first, Anchor(), "a", by=review.member, at=timezone.now())


def test_a_reply_is_given_to_a_thread_and_never_to_a_reply(review: Review) -> None:
    reply = reviewing.reply(review.say(), "Đồng ý.", by=review.other, at=timezone.now())

    with pytest.raises(Refused):
        reviewing.reply(reply, "Tôi cũng vậy.", by=review.member, at=timezone.now())
    with pytest.raises(Refused):
        reviewing.answer(reply, "taken", "", by=review.officer, at=timezone.now())


def test_another_agrees_with_a_suggestion_once(review: Review) -> None:
    suggestion = review.suggest()

    for _time in range(2):
        reviewing.support(suggestion, by=review.other, at=timezone.now())

    assert list(suggestion.supporters.all()) == [review.other]
    assert len(events("support")) == 1


def test_nobody_agrees_with_their_own_suggestion_nor_with_a_comment(review: Review) -> None:
    for thread, by in ((review.suggest(), review.member), (review.say(), review.other)):
        with pytest.raises(Refused):
            reviewing.support(thread, by=by, at=timezone.now())


# Answers


def test_the_office_answers_with_a_reason_unless_it_is_taken_in(review: Review) -> None:
    thread = review.say()

    for outcome, explanation in (("partly", ""), ("declined", " "), ("", "Vì"), ("other", "Vì")):
        with pytest.raises(Refused):
            reviewing.answer(thread, outcome, explanation, by=review.officer, at=timezone.now())
    with pytest.raises(TooLong):
        reviewing.answer(thread, "declined", "x" * 5001, by=review.officer, at=timezone.now())
    reviewing.answer(thread, "taken", "", by=review.officer, at=timezone.now())

    thread.refresh_from_db()
    assert (thread.outcome, thread.answered_by) == ("taken", review.officer)
    assert events("answer") == [{"comment": thread.pk, "outcome": "taken"}]
    assert thread.by.notices.filter(kind=f"answered_{thread.pk}").count() == 1


def test_the_next_draft_waits_until_every_comment_is_answered(review: Review) -> None:
    review.say()
    review.take_back()

    with pytest.raises(Refused, match=r"trả lời|answered"):
        submit_draft(review.month, by=review.head)

    review.answer_all()
    assert submit_draft(review.month, by=review.head).number == 2


# Suggestions taken in


def test_a_suggestion_taken_in_becomes_a_revision_and_the_sent_draft_stays(review: Review) -> None:
    suggestion, frozen = review.suggest(), review.draft.content
    review.take_back()
    before = review.paragraphs[0].version

    row = reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    suggestion.refresh_from_db()
    last = row.revisions.latest("id")
    assert (row.text, row.version) == ("Giao các thôn vận động 04 hộ.", before + 1)
    assert (last.origin, last.by, last.text) == (Origin.SUGGESTED, review.officer, row.text)
    assert (suggestion.outcome, suggestion.answered_by) == ("taken", review.officer)
    assert Draft.objects.get(pk=review.draft.pk).content == frozen
    assert events("take_in") == [{"comment": suggestion.pk, "paragraph": row.pk, "paragraph_version": row.version}]


def test_a_suggestion_is_taken_in_only_while_the_text_is_open(review: Review) -> None:
    with pytest.raises(Overtaken):
        reviewing.take_in(review.suggest(), by=review.officer, at=timezone.now())

    assert review.paragraphs[0].text == ONE


def test_a_paragraph_changed_since_is_a_conflict_and_nothing_is_written_over(review: Review) -> None:
    suggestion = review.suggest()
    review.take_back()
    review.write(0, "Giao các thôn vận động 05 hộ.")

    with pytest.raises(ChangedSince) as raised:
        reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    suggestion.refresh_from_db()
    assert raised.value.paragraph.text == "Giao các thôn vận động 05 hộ."
    assert (review.paragraphs[0].text, suggestion.outcome) == ("Giao các thôn vận động 05 hộ.", "")


def test_the_office_takes_it_in_knowingly_over_the_version_it_has_seen(review: Review) -> None:
    suggestion = review.suggest()
    review.take_back()
    review.write(0, "Giao các thôn vận động 05 hộ.")
    seen, thread = review.paragraphs[0].version, Comment.objects.get(pk=suggestion.pk)

    with pytest.raises(ChangedSince):
        reviewing.take_in(thread, by=review.officer, at=timezone.now(), over=seen - 1)
    reviewing.take_in(thread, by=review.officer, at=timezone.now(), over=seen)

    assert review.paragraphs[0].text == suggestion.wording


def test_a_paragraph_moved_since_is_the_same_words(review: Review) -> None:
    suggestion = review.suggest(place=0)
    review.take_back()
    review.arrange(Act.DOWN, 0)

    reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    assert [row.text for row in review.paragraphs] == [TWO, suggestion.wording, THREE]


@pytest.mark.parametrize("act", [Act.REMOVE, Act.MERGE])
def test_what_was_removed_or_joined_takes_no_suggestion(act: Act, review: Review) -> None:
    suggestion = review.suggest(place=1)
    review.take_back()
    review.arrange(act, 1)

    for over in (None, Paragraph.objects.get(pk=suggestion.paragraph_id or 0).version):
        with pytest.raises(ChangedSince):
            reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now(), over=over)


def test_a_suggestion_is_taken_in_once(review: Review) -> None:
    suggestion = review.suggest()
    review.take_back()
    reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    with pytest.raises(Overtaken):
        reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    assert review.paragraphs[0].revisions.filter(origin=Origin.SUGGESTED).count() == 1


def test_words_that_stand_there_already_are_only_said_to_be_taken_in(review: Review) -> None:
    suggestion = review.suggest()
    review.take_back()
    review.write(0, suggestion.wording)

    reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())

    suggestion.refresh_from_db()
    assert suggestion.outcome == "taken"
    assert not review.paragraphs[0].revisions.filter(origin=Origin.SUGGESTED).exists()


def test_a_comment_has_no_wording_to_take_in(review: Review) -> None:
    thread = review.say()
    review.take_back()

    with pytest.raises(Refused):
        reviewing.take_in(Comment.objects.get(pk=thread.pk), by=review.officer, at=timezone.now())


# Opinions


def test_a_member_gives_an_opinion_and_changes_it_until_the_deadline(review: Review) -> None:
    reviewing.opine(review.draft, "agreed", "", by=review.member, at=timezone.now())
    reviewing.opine(review.draft, "disagreed", "Chưa rõ kinh phí.", by=review.member, at=timezone.now())

    given = Opinion.objects.get()
    assert (given.user, given.answer, given.text) == (review.member, "disagreed", "Chưa rõ kinh phí.")
    assert [(row["member"], row["answer"]) for row in events("opine")] == [
        (review.member.pk, "agreed"),
        (review.member.pk, "disagreed"),
    ]


@pytest.mark.parametrize("answer", ["disagreed", "reserved"])
def test_who_does_not_agree_or_reserves_says_why(answer: str, review: Review) -> None:
    with pytest.raises(Refused):
        reviewing.opine(review.draft, answer, " ", by=review.member, at=timezone.now())

    assert not Opinion.objects.exists()


@pytest.mark.parametrize(("answer", "text"), [("", "a"), ("maybe", "a"), ("agreed", "x" * 5001)])
def test_an_opinion_that_is_none_is_refused(answer: str, text: str, review: Review) -> None:
    with pytest.raises(Refused):
        reviewing.opine(review.draft, answer, text, by=review.member, at=timezone.now())


def test_past_the_deadline_the_reason_is_given(review: Review) -> None:
    with pytest.raises(Refused) as refused:
        reviewing.opine(review.draft, "agreed", "", by=review.member, at=review.draft.deadline + timedelta(seconds=1))

    assert timezone.localtime(review.draft.deadline).strftime("%H:%M %d/%m/%Y") in str(refused.value)
    reviewing.opine(review.draft, "agreed", "", by=review.member, at=review.draft.deadline)


def test_who_was_not_asked_has_no_opinion_to_give(review: Review) -> None:
    newcomer = make_user()
    make_position(newcomer, Role.STANDING_MEMBER)

    with pytest.raises(PermissionDenied):
        reviewing.opine(review.draft, "agreed", "", by=newcomer, at=timezone.now())


def test_what_an_opinion_says_stands_among_the_comments_to_be_answered(review: Review) -> None:
    reviewing.opine(review.draft, "agreed_with_comments", "Rút gọn phần I.", by=review.member, at=timezone.now())
    reviewing.opine(review.draft, "agreed_with_comments", "Rút gọn phần I, mục 2.", by=review.member, at=timezone.now())
    thread = Comment.objects.get()
    assert (thread.text, thread.paragraph, thread.by) == ("Rút gọn phần I, mục 2.", None, review.member)

    reviewing.answer(thread, "taken", "", by=review.officer, at=timezone.now())
    reviewing.opine(review.draft, "agreed_with_comments", "Thêm mục 3.", by=review.member, at=timezone.now())

    assert sorted(Comment.objects.values_list("text", "outcome")) == [
        ("Rút gọn phần I, mục 2.", "taken"),
        ("Thêm mục 3.", ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("phieu.pdf", b"%PDF-1.4", "application/pdf"),
        ("PHIEU.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("p.jpeg", b"\xff\xd8\xff", "image/jpeg"),
        ("p.png", b"\x89PNG\r\n\x1a\n..", "image/png"),
    ],
)
def test_an_opinion_on_paper_is_entered_with_its_scan(name: str, content: bytes, kind: str, review: Review) -> None:
    given = reviewing.enter_opinion(
        review.draft, review.member, "agreed", "", Scan(name, content), by=review.officer, at=timezone.now()
    )

    assert given.scan is not None
    assert (given.recorded_by, given.scan.content_type, bytes(given.scan.content)) == (review.officer, kind, content)
    assert events("enter_opinion")[0]["scan"] == given.scan.sha256


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"<html>"),
        ("a.svg", b"<svg/>"),
        ("a.png", b"%PDF-1.4"),
        ("a.pdf.exe", b"%PDF-1.4"),
        ("pdf", b"%PDF-1.4"),
        ("a.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024)),
    ],
)
def test_bad_input_65_what_is_no_scan_is_refused_and_not_kept(name: str, content: bytes, review: Review) -> None:
    with pytest.raises(RefusedFile):
        reviewing.enter_opinion(
            review.draft, review.member, "agreed", "", Scan(name, content), by=review.officer, at=timezone.now()
        )

    assert not StoredFile.objects.exists()
    assert not Opinion.objects.exists()


def test_an_opinion_on_paper_needs_a_scan_and_a_member_who_was_asked(review: Review) -> None:
    for member, scan in ((review.member, None), (review.officer, PDF)):
        with pytest.raises(Refused):
            reviewing.enter_opinion(review.draft, member, "agreed", "", scan, by=review.officer, at=timezone.now())

    assert not Opinion.objects.exists()


def test_the_office_never_changes_what_a_member_has_said_here(review: Review) -> None:
    reviewing.opine(review.draft, "disagreed", "Chưa rõ.", by=review.member, at=timezone.now())

    with pytest.raises(Refused):
        reviewing.enter_opinion(review.draft, review.member, "agreed", "", PDF, by=review.officer, at=timezone.now())

    assert Opinion.objects.get().answer == "disagreed"


def test_a_member_may_still_change_what_was_entered_from_paper(review: Review) -> None:
    reviewing.enter_opinion(review.draft, review.member, "agreed", "", PDF, by=review.officer, at=timezone.now())

    reviewing.opine(review.draft, "reserved", "Chờ thêm số liệu.", by=review.member, at=timezone.now())

    given = Opinion.objects.get()
    assert (given.answer, given.recorded_by, given.scan) == ("reserved", None, None)
    assert StoredFile.objects.count() == 1


def test_paper_that_is_entered_after_the_deadline_says_so(review: Review) -> None:
    late = review.draft.deadline + timedelta(hours=1)

    reviewing.enter_opinion(review.draft, review.member, "agreed", "", PDF, by=review.officer, at=late)

    assert events("enter_opinion")[0]["is_late"] is True


def test_once_a_decision_is_recorded_opinions_are_closed(review: Review) -> None:
    review.month.decisions.create(
        draft=review.draft, way="meeting", decided_on=timezone.localdate(), incumbents=[], in_favour=5,
        outcome="approved", chair=review.committee.secretary, recorded_by=review.head, recorded_at=timezone.now(),
    )  # fmt: skip

    with pytest.raises(Refused):
        reviewing.opine(review.draft, "agreed", "", by=review.member, at=timezone.now())
    with pytest.raises(Refused):
        reviewing.enter_opinion(review.draft, review.member, "agreed", "", PDF, by=review.officer, at=timezone.now())


# A comment is never lost


def test_a_comment_survives_the_next_draft_with_its_answer(review: Review) -> None:
    thread, key = review.say(quote="các hộ còn lại"), review.paragraphs[0].pk
    review.take_back()
    review.write(0, "Giao các thôn vận động 04 hộ còn lại.")
    review.send_next()

    (hung,) = review.hung().at[key]
    assert (hung.comment, hung.made_on.draft.number, hung.comment.outcome) == (thread, 1, "declined")
    assert hung.found is not None
    assert not hung.found.is_exact
    assert hung.then == ONE


def test_words_that_are_gone_are_said_to_have_changed(review: Review) -> None:
    review.say(quote="các hộ còn lại")
    review.take_back()
    review.write(0, "Nội dung khác hẳn.")
    review.send_next()

    (hung,) = review.hung().threads
    assert hung.words_changed


def test_a_comment_goes_with_the_paragraph_that_its_own_was_joined_to(review: Review) -> None:
    thread, target = review.say(place=1, quote="ban đêm"), review.paragraphs[0].pk
    review.take_back()
    review.arrange(Act.MERGE, 1)
    review.send_next()

    (hung,) = review.hung().at[target]
    assert (hung.comment, hung.is_joined, hung.is_removed) == (thread, True, False)
    assert hung.found is not None
    assert hung.found.is_exact


def test_a_comment_follows_a_paragraph_joined_twice(review: Review) -> None:
    review.say(place=2)
    target = review.paragraphs[0].pk
    review.take_back()
    review.arrange(Act.MERGE, 2)
    review.arrange(Act.MERGE, 1)
    review.send_next()

    assert list(review.hung().at) == [target]


def test_a_comment_on_a_removed_paragraph_stands_at_the_end_of_its_section(review: Review) -> None:
    thread, gone = review.say(place=1), review.paragraphs[1].pk
    review.take_back()
    review.arrange(Act.REMOVE, 1)
    review.send_next()

    found = review.hung()
    assert found.removed_in == {review.section.pk: [gone]}
    assert [(hung.comment, hung.is_removed) for hung in found.at[gone]] == [(thread, True)]
    assert [hung.comment for hung in threads.in_order(found.threads, found.shown)] == [thread]


def test_words_that_went_into_a_new_paragraph_are_found_there(review: Review) -> None:
    thread = review.say(place=0, quote="các hộ còn lại")
    review.take_back()
    review.write(0, "Giao các thôn.")
    review.write(1, "Vận động các hộ còn lại.")
    review.send_next()

    (hung,) = review.hung().at[review.paragraphs[1].pk]
    assert (hung.comment, hung.is_joined) == (thread, True)


def test_what_is_said_of_the_whole_hangs_on_the_whole(review: Review) -> None:
    thread = review.say(place=None)

    assert [hung.comment for hung in review.hung().at[WHOLE]] == [thread]


def test_threads_are_told_in_the_order_of_the_document_and_the_unanswered_first(review: Review) -> None:
    whole, third, first = review.say(place=None), review.say(place=2), review.say(place=0)
    reviewing.answer(whole, "taken", "", by=review.officer, at=timezone.now())
    found = review.hung()

    assert [row.comment for row in threads.in_order(found.threads, found.shown)] == [first, third, whole]
    assert [row.comment for row in threads.unanswered_first(found.threads)] == [third, first, whole]


def test_the_draft_stays_frozen_whatever_is_said_and_done(review: Review) -> None:
    content, sha256 = review.draft.content, review.draft.sha256
    suggestion = review.suggest()
    review.take_back()
    reviewing.take_in(Comment.objects.get(pk=suggestion.pk), by=review.officer, at=timezone.now())
    review.send_next()

    first = Draft.objects.get(resolution=review.month, number=1)
    assert (first.content, first.sha256) == (content, sha256)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=first.pk).update(content={})
