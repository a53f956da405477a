"""A month that is with the Standing Committee, its opinions and its votes, for the tests of the decision."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from kesat.organization.models import User
from kesat.records.models import store_file
from resolutions import deciding
from resolutions.deciding import Vote
from resolutions.models import Decision, Document, Draft, Number, Opinion, Paragraph, Resolution, Status
from tests.factories import (
    StandingCommittee,
    make_committee,
    make_head_of_office,
    make_resolution,
    make_standing_committee,
    make_term,
    submit_draft,
)

PAGE = "/nghi-quyet/2026-12/thong-qua/"


@dataclass(frozen=True)
class Review:
    """A month in review, with the people who decide on it."""

    month: Resolution
    draft: Draft
    head: User
    members: StandingCommittee

    @property
    def secretary(self) -> User:
        return self.members.secretary

    @property
    def deputy(self) -> User:
        return self.members.deputy

    def status(self) -> str:
        return Resolution.objects.values_list("status", flat=True).get(pk=self.month.pk)

    def fresh(self) -> Resolution:
        """Return the month as someone else has read it."""
        return Resolution.objects.get(pk=self.month.pk)


def in_review(*, month: int = 12, silence: bool = False, days: int = 3) -> Review:
    """Return a month that was sent to a Standing Committee of five."""
    make_committee(silence_is_assent=silence)
    make_term()
    members, head = make_standing_committee(), make_head_of_office()
    resolution = make_resolution(month=month)
    return Review(resolution, submit_draft(resolution, by=head, days=days), head, members)


def opine(review: Review, *answers: str, at: datetime | None = None) -> None:
    """Give the answers of the first members, in their order; "" stays silent."""
    for user, answer in zip(review.members.everyone, answers, strict=False):
        if answer:
            text = "Nêu rõ hơn." if answer in {"disagreed", "reserved"} else ""
            Opinion.objects.create(draft=review.draft, user=user, answer=answer, text=text, at=at or timezone.now())


def later(review: Review) -> datetime:
    """Return a moment at which the time for opinions is over."""
    return review.draft.deadline + timedelta(hours=1)


def circulation(review: Review, **fields: Any) -> Vote:
    values: dict[str, Any] = {
        "way": Decision.Way.CIRCULATION.value,
        "decided_on": timezone.localdate(),
        "outcome": Decision.Outcome.APPROVED.value,
        "chair": review.secretary,
    }
    return Vote(**values | fields)


def meeting(review: Review, *answers: str | None, **fields: Any) -> Vote:
    """Return the vote of a meeting: what the first members said, None for who was absent."""
    given = dict(zip((user.pk for user in review.members.everyone), answers, strict=False))
    said = {pk: answer for pk, answer in given.items() if answer is not None}
    return circulation(review, **{"way": Decision.Way.MEETING.value, "answers": said} | fields)


def record(review: Review, vote: Vote, *, at: datetime | None = None) -> Decision:
    return deciding.record_decision(review.month, vote, by=review.head, at=at or timezone.now())


def recorded(*, outcome: str = "approved", month: int = 12, **fields: Any) -> Review:
    """Return a month whose decision, unanimous in a meeting, waits to be confirmed."""
    review = in_review(month=month)
    amendments = "Thay “việc” bằng “nhiệm vụ”." if outcome == "amended" else ""
    record(review, meeting(review, *["agreed"] * 5, outcome=outcome, amendments=amendments, **fields))
    return review


def approved(*, month: int = 12) -> Review:
    review = recorded(month=month)
    deciding.confirm_decision(review.month, by=review.secretary, at=timezone.now())
    return review


def amending(*, month: int = 12) -> Review:
    review = recorded(outcome="amended", month=month)
    deciding.confirm_decision(review.month, by=review.secretary, at=timezone.now())
    return review


def amend(review: Review, text: str = "Đã làm xong nhiệm vụ của Công tác xây dựng Đảng.") -> None:
    """Change the first paragraph, as the office does."""
    row = Paragraph.objects.filter(section__part__resolution=review.month, text__startswith="Đã làm xong").first()
    assert row
    Paragraph.objects.filter(pk=row.pk).update(text=text, version=row.version + 1)


def signed(review: Review) -> Resolution:
    """Return the month as signed, by what knows nothing of signatures."""
    file = store_file("a.pdf", "application/pdf", b"%PDF-", by=review.head)
    Document.objects.create(resolution=review.month, kind=Document.Kind.SIGNING_COPY, file=file)
    for status in (Status.AWAITING_SIGNATURE, Status.SIGNED):
        Resolution.objects.filter(pk=review.month.pk).update(status=status)
    return review.fresh()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def states(number_of: str = "NQ") -> list[tuple[int, str]]:
    rows = Number.objects.filter(series__paper_type=number_of).order_by("number")
    return list(rows.values_list("number", "state"))
