"""The sample's issued months on their way, through the verbs: decided in a meeting, numbered, signed, issued."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kesat.organization.models import User
from kesat.records.models import Notice
from resolutions import deciding, delegating, documents, issuing, numbering, signing, submitting, workflow
from resolutions.deciding import Vote
from resolutions.demo.trial_keys import DEPUTY, TrialKeys
from resolutions.issuing import Upload
from resolutions.manuscript import Manuscript
from resolutions.models import Decision, Document, Opinion, Resolution, Section, Series
from resolutions.signing import SignatureField

# Resolutions on other subjects, which took the numbers between.
_OTHERS: Final = {
    1: ("về phân công nhiệm vụ các đồng chí Ủy viên Ban Thường vụ Đảng ủy", date(2025, 7, 4)),
    3: ("về kiện toàn cấp ủy các chi bộ trực thuộc", date(2025, 9, 12)),
    6: ("về lãnh đạo công tác tuyển chọn, gọi công dân nhập ngũ năm 2026", date(2025, 11, 12)),
    8: ("về kiểm điểm, đánh giá, xếp loại tổ chức đảng và đảng viên năm 2025", date(2025, 12, 12)),
    11: ("về lãnh đạo bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp", date(2026, 2, 10)),
    13: ("về công tác cán bộ", date(2026, 3, 10)),
    14: ("về phát triển kinh tế tập thể giai đoạn 2026 - 2030", date(2026, 3, 20)),
    17: ("về lãnh đạo công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026", date(2026, 5, 15)),
    19: ("về chuyển đổi số trong các cơ quan của Đảng", date(2026, 6, 15)),
    22: ("về kiện toàn cấp ủy các chi bộ trực thuộc", date(2026, 8, 14)),
    24: ("về công tác kiểm tra, giám sát quý III năm 2026", date(2026, 9, 11)),
    25: ("về công tác cán bộ", date(2026, 9, 22)),
    27: ("về lãnh đạo công tác tuyển chọn, gọi công dân nhập ngũ năm 2027", date(2026, 10, 16)),
}
_ABSENT: Final = "duccuong"


def take_to_issue(resolution: Resolution, as_issued: Manuscript, keys: TrialKeys) -> None:
    """Take a month from drafting to issued, as the office did it in the days before it was issued."""
    number, issued_on = as_issued.number, as_issued.issued_on
    assert number  # noqa: S101 (an issued month of the sample has both)
    assert issued_on  # noqa: S101
    head, clerk, secretary = (User.objects.get(username=name) for name in ("chanhvp", "vanthu", "bithu"))
    sent = _at(issued_on - timedelta(days=3), 9, 10)
    Section.objects.filter(part__resolution=resolution, part__kind__in=["results", "directions"]).update(is_done=True)
    workflow.hand_over(resolution, by=head, at=sent)
    deadline = _at(issued_on - timedelta(days=1), 17, 0)
    submitting.submit(resolution, deadline=deadline, by=head, at=sent, on=sent.date())
    deciding.record_decision(resolution, _vote(issued_on, secretary), by=head, at=_at(issued_on, 9, 40))
    deciding.confirm_decision(resolution, by=secretary, at=_at(issued_on, 9, 55))
    _number(resolution, number, issued_on, by=clerk)
    if as_issued.signer.name == DEPUTY:
        _signed_by_deputy(resolution, issued_on, keys, clerk=clerk, secretary=secretary)
    else:
        _signed_by_secretary(resolution, issued_on, keys, clerk=clerk, secretary=secretary)
    issuing.issue(resolution, by=clerk, at=_at(issued_on, 15, 30))
    # Read long ago.
    Notice.objects.unread().update(read_at=_at(issued_on, 16, 0))


def _signed_by_secretary(resolution: Resolution, on: date, keys: TrialKeys, *, clerk: User, secretary: User) -> None:
    issuing.prepare(resolution, by=clerk, at=_at(on, 10, 20), on=on)
    issuing.sign_here(resolution, keys.signer, seal=keys.seal, by=secretary, at=_at(on, 14, 5), trusted=keys.trusted)


def _signed_by_deputy(resolution: Resolution, on: date, keys: TrialKeys, *, clerk: User, secretary: User) -> None:
    """The deputy signs with a program of his own, and the clerk brings the file in."""
    deputy, given_at = User.objects.get(full_name=DEPUTY), _at(on - timedelta(days=1), 16, 30)
    reason = "Đồng chí Bí thư đi công tác"
    delegating.delegate(deputy, on, on + timedelta(days=3), reason, by=secretary, at=given_at)
    content = documents.content_of(issuing.prepare(resolution, by=clerk, at=_at(on, 10, 20), on=on))
    for field, key in ((SignatureField.SIGNER, keys.deputy), (SignatureField.SEAL, keys.seal)):
        content = signing.sign(content, key.content, key.passphrase, field, at=_at(on, 14, 5))
    upload = Upload(documents.file_name(resolution, Document.Kind.SIGNED_ORIGINAL), content)
    issuing.upload_signed(resolution, upload, by=clerk, at=_at(on, 14, 20), trusted=keys.trusted)


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
