"""The sample's latest months on their way, through the verbs: decided in a meeting, signed, issued."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kesat.organization.models import User
from kesat.records.models import Notice
from resolutions import deciding, issuing, numbering, submitting, workflow
from resolutions.deciding import Vote
from resolutions.demo.trial_keys import TrialKeys
from resolutions.models import Decision, Opinion, Resolution, Section, Series

# These were signed digitally; each costs some 1.5 s of CPU, and `make run` is not to be slow.
SIGNED_SINCE: Final = date(2026, 10, 1)

# Resolutions on other subjects, which took the numbers between.
_OTHERS: Final = {
    24: ("về công tác kiểm tra, giám sát quý III năm 2026", date(2026, 9, 11)),
    25: ("về công tác cán bộ", date(2026, 9, 22)),
    27: ("về lãnh đạo công tác tuyển chọn, gọi công dân nhập ngũ năm 2027", date(2026, 10, 16)),
}
_ABSENT: Final = "duccuong"


def take_to_issue(resolution: Resolution, number: int, issued_on: date, keys: TrialKeys) -> None:
    """Take a month from drafting to issued, as the office did it in the days before `issued_on`."""
    head, clerk, secretary = (User.objects.get(username=name) for name in ("chanhvp", "vanthu", "bithu"))
    sent = _at(issued_on - timedelta(days=3), 9, 10)
    Section.objects.filter(part__resolution=resolution, part__kind__in=["results", "directions"]).update(is_done=True)
    workflow.hand_over(resolution, by=head, at=sent)
    deadline = _at(issued_on - timedelta(days=1), 17, 0)
    submitting.submit(resolution, deadline=deadline, by=head, at=sent, on=sent.date())
    deciding.record_decision(resolution, _vote(issued_on, secretary), by=head, at=_at(issued_on, 9, 40))
    deciding.confirm_decision(resolution, by=secretary, at=_at(issued_on, 9, 55))
    _number(resolution, number, issued_on, by=clerk)
    issuing.prepare(resolution, by=clerk, at=_at(issued_on, 10, 20), on=issued_on)
    issuing.sign_here(
        resolution, keys.signer, seal=keys.seal, by=secretary, at=_at(issued_on, 14, 5), trusted=keys.trusted
    )
    issuing.issue(resolution, by=clerk, at=_at(issued_on, 15, 30))
    # Read long ago.
    Notice.objects.unread().update(read_at=_at(issued_on, 16, 0))


def _vote(on: date, chair: User) -> Vote:
    members = [member.user for member in deciding.incumbents(on) if member.user.username != _ABSENT]
    answers = {user.pk: Opinion.Answer.AGREED.value for user in members}
    return Vote(Decision.Way.MEETING, on, Decision.Outcome.APPROVED, chair, answers=answers)


def _number(resolution: Resolution, number: int, on: date, *, by: User) -> None:
    series = numbering.series_for(Series.PaperType.RESOLUTION, on)
    series.refresh_from_db()
    for other in range(series.last + 1, number):
        subject, dated_on = _OTHERS[other]
        at = _at(dated_on, 10, 0)
        numbering.use_outside(Series.PaperType.RESOLUTION, other, subject, dated_on=dated_on, by=by, at=at)
    numbering.give(resolution, dated_on=on, by=by, at=_at(on, 10, 10))


def _at(day: date, hour: int, minute: int) -> datetime:
    """Return a moment of the day by the commune's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC) - timedelta(hours=7)
