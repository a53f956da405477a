"""The call for results: who is asked and told, what a body writes and sends, who is reminded."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kesat.organization.models import Body, User
from kesat.records.models import Event, Notice
from resolutions.arranging import Act
from resolutions.drafting import Refused, TooLong
from resolutions.models import Resolution, Status
from resolutions.workflow import Overtaken
from tasks import contributions
from tasks.models import Contribution, Piece, Sentence
from tests.factories import make_body, make_officer, make_reader, section_of
from tests.task_factories import make_directive, make_head_of
from tests.tasks.test_answering import take
from tests.tasks.test_carryover import AFTER, BEFORE, CUT_OFF, make_month

pytestmark = pytest.mark.django_db

TEXTS = {"government": ["Đã gieo cấy 412/430 ha.", "Đã chi trả 486 suất quà."], "front": []}


def make_asked(*, month: Resolution | None = None, body: Body | None = None, by: User | None = None) -> Contribution:
    month = month or make_month()
    body = body or make_body(name="Phòng Kinh tế")
    contributions.call(month, [body], by=by or make_officer(), at=BEFORE)
    return Contribution.objects.select_related("resolution", "body").get(resolution=month, body=body)


def write(row: Contribution, by: User, texts: Any = None, *, is_sent: bool = True, **fields: Any) -> None:
    seen = contributions.seen_as(row.pieces.all())
    values = {"seen": seen, "is_sent": is_sent, "by": by, "at": BEFORE, **fields}
    contributions.write(row, TEXTS if texts is None else texts, **values)
    row.refresh_from_db()


def test_every_body_with_reporters_or_directives_can_be_asked() -> None:
    reporting, having = make_body(kind=Body.Kind.DIVISION), make_body(kind=Body.Kind.BRANCH)
    make_head_of(reporting)
    make_directive(lead=having)
    make_body(kind=Body.Kind.BRANCH)
    closed = make_body(ends_on=date(2026, 10, 1))
    make_head_of(closed)

    found = contributions.candidates(make_month(), date(2026, 11, 20))

    assert set(found) == {reporting, having}


def test_a_call_asks_each_body_once_and_tells_who_reports_for_it() -> None:
    body, officer, month = make_body(name="Phòng Kinh tế"), make_officer(), make_month()
    head = make_head_of(body)

    assert contributions.call(month, [body], by=officer, at=BEFORE) == 1
    assert contributions.call(month, [body], by=officer, at=BEFORE) == 0

    row = Contribution.objects.get()
    assert (row.body, row.due_on, row.asked_by, row.sent_at) == (body, CUT_OFF, officer, None)
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (head, f"/nghi-quyet/2026-12/nhiem-vu/ket-qua/{row.pk}/")
    assert all(word in notice.text for word in ("Phòng Kinh tế", "12/2026", "23/11/2026"))


@pytest.mark.parametrize(
    "fields", [{"status": Status.APPRAISAL}, {"results_due_on": None}, {"is_practice": True}, {"status": Status.ISSUED}]
)
def test_results_are_called_for_only_while_part_i_is_written_with_a_day(fields: dict[str, Any]) -> None:
    if fields.get("status") == Status.ISSUED:
        fields = fields | {"is_from_archive": True}
    month = make_month(**fields)

    with pytest.raises(Refused):
        contributions.call(month, [make_body()], by=make_officer(), at=BEFORE)
    assert not Contribution.objects.exists()


def test_a_call_needs_a_body_and_the_office() -> None:
    month = make_month()

    with pytest.raises(Refused):
        contributions.call(month, [], by=make_officer(), at=BEFORE)
    with pytest.raises(PermissionDenied):
        contributions.call(month, [make_body()], by=make_reader(), at=BEFORE)


def test_who_has_not_sent_is_reminded_once_a_day_and_counted() -> None:
    officer, month = make_officer(), make_month()
    silent, sent = make_asked(month=month, by=officer), make_asked(month=month, body=make_body(), by=officer)
    make_head_of(silent.body)
    write(sent, make_head_of(sent.body))
    Notice.objects.all().delete()

    assert contributions.remind(month, by=officer, at=BEFORE) == 1
    assert contributions.remind(month, [silent.pk], by=officer, at=BEFORE) == 0
    assert contributions.remind(month, by=officer, at=BEFORE + timedelta(days=1)) == 1

    silent.refresh_from_db()
    assert (silent.times_reminded, Notice.objects.count()) == (2, 2)
    Resolution.objects.update(status=Status.APPRAISAL)
    month.refresh_from_db()
    with pytest.raises(Refused):
        contributions.remind(month, by=officer, at=BEFORE)


def test_a_body_keeps_a_draft_then_sends_it() -> None:
    row = make_asked()
    head = make_head_of(row.body)

    write(row, head, {"government": ["Đã gieo"]}, is_sent=False)
    assert (row.sent_at, [piece.text for piece in row.pieces.all()]) == (None, ["Đã gieo"])
    write(row, head)

    assert (row.sent_at, row.sent_by, row.is_on_behalf) == (BEFORE, head, False)
    assert [(piece.field, piece.text) for piece in row.pieces.all()] == [
        ("government", "Đã gieo cấy 412/430 ha."),
        ("government", "Đã chi trả 486 suất quà."),
    ]
    assert Event.objects.about(row).filter(action="send_contribution").count() == 1


def test_the_office_enters_for_a_body_and_is_marked() -> None:
    row, officer = make_asked(), make_officer()

    write(row, officer)

    assert (row.sent_by, row.is_on_behalf) == (officer, True)


def test_another_body_may_not_write() -> None:
    with pytest.raises(PermissionDenied):
        write(make_asked(), make_head_of(make_body()))


@pytest.mark.parametrize(
    ("texts", "error"),
    [({"front": []}, Refused), ({"front": ["a"] * 201}, TooLong), ({"front": ["a" * 20_001]}, TooLong)],
)
def test_nothing_and_too_much_are_refused(texts: dict[str, list[str]], error: type[Exception]) -> None:
    row = make_asked()

    with pytest.raises(error):
        write(row, make_head_of(row.body), texts)
    assert not Piece.objects.exists()


def test_two_who_write_for_one_body_do_not_overwrite_each_other() -> None:
    row = make_asked()
    seen = contributions.seen_as(row.pieces.all())
    write(row, make_head_of(row.body))

    with pytest.raises(Overtaken):
        write(row, make_head_of(row.body), {"front": ["Khác"]}, seen=seen)
    assert row.pieces.count() == 2


def test_what_was_sent_is_changed_until_the_day_and_what_was_not_still_comes_late() -> None:
    row = make_asked()
    head = make_head_of(row.body)
    write(row, head, at=AFTER)
    assert contributions.shut_because(row, CUT_OFF) == ""

    with pytest.raises(Refused, match="23/11/2026"):
        write(row, head, {"front": ["Muộn"]}, at=AFTER)


def test_what_was_taken_into_part_i_is_changed_no_longer() -> None:
    row, officer = make_asked(), make_officer()
    head = make_head_of(row.body)
    write(row, head)
    piece = row.pieces.all()[0]

    paragraph = take(Act.PIECE, piece.pk, section_of(row.resolution, place=1), officer)

    assert paragraph.text == "Đã gieo cấy 412/430 ha."
    assert Sentence.objects.get().piece == piece
    assert take(Act.PIECE, piece.pk, section_of(row.resolution, place=1), officer) == paragraph
    assert [each.taken for each in contributions.asked(row.resolution, timezone.localdate(BEFORE))] == [1]
    with pytest.raises(Refused):
        write(row, head, {"front": ["Khác"]})


def test_a_draft_is_not_taken_into_the_text() -> None:
    row, officer = make_asked(), make_officer()
    write(row, make_head_of(row.body), is_sent=False)

    with pytest.raises(Refused):
        take(Act.PIECE, row.pieces.all()[0].pk, section_of(row.resolution), officer)


def test_a_month_that_was_handed_over_takes_nothing_more() -> None:
    row = make_asked()
    Resolution.objects.update(status=Status.APPRAISAL)
    row.resolution.refresh_from_db()

    with pytest.raises(Refused):
        write(row, make_head_of(row.body))
