"""The moves of a month: where they lead, what stands in their way, and what the record keeps of them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kesat.organization.models import Committee, Role, User
from kesat.records.models import Event
from resolutions import states, submitting, withdrawing, workflow
from resolutions.drafting import Refused
from resolutions.models import Comment, Draft, Resolution, Section, Status
from resolutions.policy import Action
from resolutions.workflow import Overtaken
from tests.factories import (
    StandingCommittee,
    finish_sections,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_resolution,
    make_standing_committee,
    make_user,
    submit_draft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> StandingCommittee:
    make_committee()
    return make_standing_committee()


@pytest.fixture
def month(committee: StandingCommittee) -> Resolution:
    return make_resolution(month=12)


def test_the_states_are_written_down_as_they_are() -> None:
    printed = io.StringIO()
    call_command("describe_states", stdout=printed)

    assert (Path(settings.BASE_DIR) / "docs" / "states.md").read_text() == states.document() == printed.getvalue()


def test_a_draft_is_handed_over_and_sent_to_every_incumbent(month: Resolution, committee: StandingCommittee) -> None:
    head = make_head_of_office()

    draft = submit_draft(month, by=head)

    month.refresh_from_db()
    assert (month.status, month.draft_number, draft.number) == (Status.IN_REVIEW, 1, 1)
    assert [person.user for person in draft.asked.all()] == list(committee.everyone)
    assert all(person.is_member for person in draft.asked.all())


def test_guests_may_read_and_have_no_vote(month: Resolution, committee: StandingCommittee) -> None:
    head, guest = make_head_of_office(), make_user(full_name="Bùi Văn Tám")
    make_position(guest, Role.INSPECTOR)
    finish_sections(month)
    workflow.hand_over(month, by=head, at=timezone.now())
    assert month not in Resolution.objects.visible_to(guest, timezone.localdate())

    at = timezone.now()
    guests = [guest, committee.deputy]
    deadline = at + timedelta(days=1)
    draft = submitting.submit(month, deadline=deadline, guests=guests, by=head, at=at, on=timezone.localdate())

    assert [person.user for person in draft.asked.filter(is_member=False)] == [guest]
    assert month in Resolution.objects.visible_to(guest, timezone.localdate())


def test_every_move_is_recorded_with_who_and_why(month: Resolution) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)

    with pytest.raises(Refused):
        submitting.take_back(month, " ", by=head, at=timezone.now())
    submitting.take_back(month, "Bổ sung số liệu thu ngân sách.", by=head, at=timezone.now())

    event = Event.objects.about(month).get(action="return")
    moved = {"moved_from": "in_review", "moved_to": "returned", "note": "Bổ sung số liệu thu ngân sách."}
    assert (event.by, event.details) == (head, {"roles": ["head_of_office"], **moved})


def test_the_draft_that_is_sent_again_has_the_next_number(month: Resolution) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)
    submitting.take_back(month, "Sửa lại.", by=head, at=timezone.now())
    assert month.draft_number == 2

    draft = submit_draft(month, by=head)

    month.refresh_from_db()
    assert (draft.number, month.draft_number) == (2, 2)


def test_sections_that_are_not_done_stand_in_the_way(month: Resolution) -> None:
    with pytest.raises(Refused, match="8 mục chưa ghi là đã xong"):
        workflow.hand_over(month, by=make_officer(), at=timezone.now())

    assert Resolution.objects.get(pk=month.pk).status == Status.DRAFTING


def test_a_section_that_cannot_be_written_does_not_stand_in_the_way(month: Resolution) -> None:
    finish_sections(month)
    Section.objects.filter(pk=Section.objects.filter(part__kind="results")[0].pk).update(
        is_done=False, blocked_reason="Chưa có số liệu."
    )

    workflow.hand_over(month, by=make_officer(), at=timezone.now())

    assert month.status == Status.APPRAISAL


def test_an_unanswered_comment_stands_in_the_way_of_the_next_draft(
    month: Resolution, committee: StandingCommittee
) -> None:
    head = make_head_of_office()
    draft = submit_draft(month, by=head)
    comment = Comment.objects.create(draft=draft, text="Nêu rõ số hộ.", by=committee.deputy, at=timezone.now())
    submitting.take_back(month, "Tiếp thu góp ý.", by=head, at=timezone.now())

    with pytest.raises(Refused, match="1 góp ý chưa được trả lời"):
        workflow.hand_over(month, by=head, at=timezone.now())

    Comment.objects.filter(pk=comment.pk).update(outcome="taken", answered_by=head, answered_at=timezone.now())
    workflow.hand_over(month, by=head, at=timezone.now())


def test_a_practice_month_is_never_sent(committee: StandingCommittee) -> None:
    practice = make_resolution(month=11)
    Resolution.objects.filter(pk=practice.pk).update(is_practice=True)
    practice.refresh_from_db()
    finish_sections(practice)

    with pytest.raises(Refused, match="tập dùng"):
        workflow.hand_over(practice, by=make_officer(), at=timezone.now())


def test_the_permanent_members_are_asked_only_where_the_settings_say_so(month: Resolution) -> None:
    head = make_head_of_office()
    finish_sections(month)
    workflow.hand_over(month, by=head, at=timezone.now())
    with pytest.raises(Refused):
        workflow.ask_permanent(month, by=head, at=timezone.now())

    Committee.objects.update(asks_permanent_members=True)
    workflow.ask_permanent(month, by=head, at=timezone.now())

    assert month.status == Status.WITH_PERMANENT


def test_a_step_back_needs_its_reason_and_goes_one_state_back(month: Resolution) -> None:
    head = make_head_of_office()
    finish_sections(month)
    workflow.hand_over(month, by=head, at=timezone.now())
    with pytest.raises(Refused):
        workflow.step_back(month, "  ", by=head, at=timezone.now())

    workflow.step_back(month, "Thiếu số liệu.", by=head, at=timezone.now())

    assert Resolution.objects.get(pk=month.pk).status == Status.DRAFTING


def test_a_deadline_that_is_past_is_refused(month: Resolution) -> None:
    head, at = make_head_of_office(), timezone.now()
    finish_sections(month)
    workflow.hand_over(month, by=head, at=at)

    with pytest.raises(Refused, match="đã qua"):
        submitting.submit(month, deadline=at, by=head, at=at, on=timezone.localdate())


def test_nothing_is_sent_to_a_committee_without_members() -> None:
    make_committee()
    month, head = make_resolution(month=12), make_head_of_office()

    with pytest.raises(Refused, match="Ban Thường vụ"):
        submit_draft(month, by=head)

    assert not Draft.objects.exists()


def test_bad_input_42_of_two_moves_from_one_state_the_second_is_told(month: Resolution) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)
    again = Resolution.objects.get(pk=month.pk)
    submitting.take_back(month, "Sửa lại.", by=head, at=timezone.now())

    with pytest.raises(Overtaken):
        submitting.take_back(again, "Sửa lại.", by=head, at=timezone.now())

    assert Event.objects.about(month).filter(action="return").count() == 1


def test_bad_input_32_who_may_not_is_refused_whatever_the_state(month: Resolution) -> None:
    with pytest.raises(PermissionDenied):
        workflow.require(Action.SIGN, month, by=make_officer())


def test_an_issued_month_is_withdrawn_only_by_a_document(committee: StandingCommittee) -> None:
    month = make_resolution(month=11, archive=True)
    by, at = committee.secretary, timezone.now()
    with pytest.raises(Refused):
        withdrawing.withdraw(month, Status.WITHDRAWN, document=" ", reason="Không còn phù hợp.", by=by, at=at)

    document = "số 35-QĐ/ĐU, ngày 05/12/2026"
    withdrawing.withdraw(month, Status.REPLACED, document=document, reason="Ban hành lại.", by=by, at=at)

    month.refresh_from_db()
    assert (month.status, month.is_issued) == (Status.REPLACED, True)
    assert document in Event.objects.about(month).get(action="withdraw").details["note"]


# What the database itself refuses


def by_hand(month: Resolution, **values: object) -> None:
    with transaction.atomic():
        Resolution.objects.filter(pk=month.pk).update(**values)


@pytest.mark.parametrize(
    ("source", "target", "is_allowed"),
    [
        ("in_review", "returned", True),
        ("in_review", "issued", False),
        ("in_review", "signed", False),
        ("in_review", "drafting", False),
        ("approved", "awaiting_signature", True),
        ("approved", "drafting", False),
        ("approved", "issued", False),
        ("awaiting_signature", "signed", True),
        ("awaiting_signature", "drafting", False),
        ("signed", "awaiting_signature", True),
        ("signed", "approved", False),
        ("issued", "withdrawn", True),
        ("issued", "drafting", False),
        ("withdrawn", "issued", False),
    ],
)
def test_bad_input_43_a_status_moves_only_along_the_table(source: str, target: str, is_allowed: bool) -> None:  # noqa: FBT001
    month = make_resolution(month=12)
    by_hand(month, status=source, is_from_archive=True)

    if is_allowed:
        by_hand(month, status=target)
    else:
        with pytest.raises(IntegrityError):
            by_hand(month, status=target)


LOCKED = sorted(set(Status) - {Status.COLLECTING, Status.DRAFTING, Status.RETURNED, Status.AMENDING})


@pytest.mark.parametrize("status", LOCKED)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE resolutions_paragraph SET text = 'Khác.'",
        "DELETE FROM resolutions_paragraph",
        "UPDATE resolutions_section SET title = 'Khác'",
        "UPDATE resolutions_part SET title = 'KHÁC'",
        "DELETE FROM resolutions_recipient",
        "UPDATE resolutions_revision SET text = 'Khác.'",
        "UPDATE resolutions_resolution SET subject = 'về việc khác'",
        "UPDATE resolutions_resolution SET signer_authority = 'K/T BÍ THƯ'",
        "DELETE FROM resolutions_resolution",
    ],
)
def test_bad_input_43_no_statement_changes_a_text_that_is_not_being_written(status: str, statement: str) -> None:
    month = make_resolution(month=12)
    by_hand(month, status=status, is_from_archive=True)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("values", [{"number": 7}, {"issued_on": "2026-12-01"}, {"signer_name": "Khác"}])
def test_bad_input_43_the_paper_of_an_issued_month_stays(values: dict[str, object]) -> None:
    month = make_resolution(month=11, archive=True)

    with pytest.raises(IntegrityError):
        by_hand(month, **values)


@pytest.mark.parametrize("table", ["resolutions_draft", "resolutions_asked"])
def test_bad_input_43_a_draft_that_was_sent_stays_as_it_was(table: str, month: Resolution) -> None:
    submit_draft(month, by=make_head_of_office())

    for statement in (f"UPDATE {table} SET id = id + 1000", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_who_sees_a_draft(month: Resolution, committee: StandingCommittee) -> None:
    def seen_by(user: User) -> bool:
        return month in Resolution.objects.visible_to(user, timezone.localdate())

    clerk, inspector, reader = (make_user() for _ in range(3))
    for user, role in ((clerk, Role.CLERK), (inspector, Role.INSPECTOR), (reader, Role.READER)):
        make_position(user, role)

    assert [seen_by(user) for user in (committee.secretary, committee.members[0], clerk, inspector, reader)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    by_hand(month, status="in_review")
    by_hand(month, status="approved")
    assert [seen_by(user) for user in (clerk, inspector, reader)] == [True, False, False]
