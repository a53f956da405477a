"""Three months through the program: orders become directives, results part I of the next month, the rest goes on."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Body, User
from resolutions import numbering, workflow
from resolutions.manuscript import Field, ParagraphText, PartKind, PartText, SectionText
from resolutions.models import Resolution, Section, Status
from resolutions.policy import Action as MonthAction
from resolutions.storing import store
from tasks import contributions, giving, reporting, splitting
from tasks.carryover import rows
from tasks.models import Answer, Directive, Kind, Piece, Progress, ProgressReport, Sentence
from tasks.splitting import Clause, Order
from tests.factories import NOW, approve, finish_sections, make_body, make_commune, make_manuscript, make_officer
from tests.resolutions.editor import texts, typed
from tests.task_factories import make_head_of, share_of

pytestmark = pytest.mark.django_db

COUNT = "Phòng Kinh tế hoàn thành kiểm đếm các hộ trong phạm vi mở rộng đường trục xã."
PATROL = "Công an xã tăng cường tuần tra ban đêm."
SCHOOL = "Phòng Văn hóa - Xã hội rà soát cơ sở vật chất các trường học."
TRAINING = "Trung tâm Chính trị mở lớp bồi dưỡng đảng viên mới."
MARKET = "Phòng Kinh tế rà soát việc sắp xếp chợ xã."
CAMERAS = "Công an xã lắp đặt camera an ninh ở các trục đường."
LIBRARY = "Phòng Văn hóa - Xã hội kiểm kê tủ sách các thôn."


@pytest.fixture
def people(client: Client) -> dict[str, Any]:
    """Return the office, those who issue, and four bodies with their heads."""
    commune = make_commune()
    names = ("Phòng Kinh tế", "Công an xã", "Phòng Văn hóa - Xã hội", "Trung tâm Chính trị")
    bodies = [make_body(name=name, kind=Body.Kind.DIVISION) for name in names]
    officer = make_officer()
    client.force_login(officer)
    heads = {body: make_head_of(body, full_name=f"Trưởng {body.name}") for body in bodies}
    return {"commune": commune, "officer": officer, "bodies": bodies, "heads": heads}


def make_month(month: int, *orders: tuple[Field, str]) -> Resolution:
    """Store a draft whose results are due today; its part I is empty, part II holds the orders."""
    manuscript = make_manuscript(month=month)
    results, directions = manuscript.parts
    empty = tuple(SectionText(section.field, section.title) for section in results.sections)
    ordered = tuple(
        SectionText(
            section.field, section.title, tuple(ParagraphText(text) for field, text in orders if field == section.field)
        )
        for section in directions.sections
    )
    parts = (
        PartText(PartKind.RESULTS, results.title, empty),
        PartText(PartKind.DIRECTIONS, directions.title, ordered),
    )
    resolution = store(make_manuscript(month=month, parts=parts), by=None, at=NOW)
    Resolution.objects.filter(pk=resolution.pk).update(results_due_on=timezone.localdate())
    resolution.refresh_from_db()
    return resolution


def accept(month: Resolution, text: str, lead: Body, by: User, **fields: Any) -> Directive:
    """Accept the paragraph that holds the words as an order of the body, as the office does on its page."""
    paragraph = next(
        row
        for section in Section.objects.filter(part__resolution=month, part__kind=PartKind.DIRECTIONS)
        for row in section.paragraphs.kept()
        if text in row.text
    )
    order = Order(title=paragraph.text.rstrip("."), kind=Kind.DELIVERABLE, lead=lead, **fields)
    return splitting.accept(month, Clause(paragraph.pk, paragraph.text), order, by=by, at=timezone.now())


def issue(month: Resolution, people: dict[str, Any]) -> None:
    """Take a draft all the way by its moves, and issue it with all that follows from that."""
    commune, at = people["commune"], timezone.now()
    approve(month, commune)
    numbering.give(month, dated_on=timezone.localdate(), by=commune.clerk, at=at)
    month.refresh_from_db()
    for action in (MonthAction.PREPARE, MonthAction.UPLOAD_SIGNED, MonthAction.ISSUE):
        workflow.move(action, month, by=commune.clerk, at=at)


def report(directive: Directive, people: dict[str, Any], progress: str, result: str) -> ProgressReport:
    """Let the head of the body report on its page, and the office accept it."""
    share, own = share_of(directive), Client()
    own.force_login(people["heads"][share.body])
    data = {"progress": progress, "result": result, "op_id": str(uuid4())}
    if progress == Progress.DONE:
        data["done_on"] = timezone.localdate().strftime("%d/%m/%Y")
    assert own.post(f"{directive.get_absolute_url()}bao-cao/", data).status_code == 302
    return accepted(directive, people)


def report_late(directive: Directive, people: dict[str, Any], result: str) -> ProgressReport:
    """Let the body say on the day after the cut-off that it was done by then, and the office accept it."""
    share, today = share_of(directive), timezone.localdate()
    head, at = people["heads"][share.body], timezone.now() + timedelta(days=1)
    said = reporting.Said(Progress.DONE, result, done_on=today)
    reporting.report(share, said, reporting.Speaker(head.full_name, by=head), at=at)
    return accepted(directive, people)


def accepted(directive: Directive, people: dict[str, Any]) -> ProgressReport:
    sent = directive.reports.get(judgement="sent")
    reporting.accept(sent, by=people["officer"], at=sent.at)
    return sent


def section_address(month: Resolution, kind: str, field: str) -> str:
    section = Section.objects.get(part__resolution=month, part__kind=kind, field=field)
    return f"{month.get_absolute_url()}muc/{section.pk}/"


def press(client: Client, address: str, act: str) -> None:
    assert client.post(address, typed(client, address) | {"act": act}).status_code == 302


def give_october(people: dict[str, Any]) -> tuple[Resolution, list[Directive]]:
    """October orders seven things; the head of the office assigns six, and the issue gives them."""
    ordered = [(Field.GOVERNMENT, text) for text in (COUNT, PATROL, SCHOOL, MARKET, CAMERAS, LIBRARY)]
    october = make_month(10, *ordered, (Field.POLITICAL_CENTRE, TRAINING))
    bodies = people["bodies"]
    texts_of = zip((COUNT, PATROL, SCHOOL, TRAINING, MARKET, CAMERAS), [*bodies, *bodies[:2]], strict=True)
    directives = [accept(october, text, body, people["officer"]) for text, body in texts_of]
    giving.assign(directives, by=people["commune"].head, at=timezone.now())
    issue(october, people)
    return october, directives


def contribute(month: Resolution, body: Body, people: dict[str, Any], text: str) -> Piece:
    """Let the office call for results, and the head of the body write and send a paragraph."""
    contributions.call(month, [body], by=people["officer"], at=timezone.now())
    asked = month.contributions.get(body=body)
    own = Client()
    own.force_login(people["heads"][body])
    page = f"{month.get_absolute_url()}nhiem-vu/ket-qua/{asked.pk}/"
    seen = own.get(page).context["form"]["seen"].value()
    own.post(page, {"government": text, "seen": seen, "act": "send"})
    return asked.pieces.get()


def carry_on(client: Client, month: Resolution, old: list[Directive], people: dict[str, Any]) -> list[Directive]:
    """Take over into part II what goes on, and accept and assign the directives that come of it."""
    new = []
    for each in old:
        press(client, section_address(month, PartKind.DIRECTIONS, Field.GOVERNMENT), f"carry:{each.pk}")
        lead = each.shares.get().body
        new.append(accept(month, f"{lead.name} tiếp tục", lead, people["officer"]))
    giving.assign(new, by=people["commune"].head, at=timezone.now())
    return new


def answer(client: Client, month: Resolution, directive: Directive, kind: str, *, goes_on: bool = True) -> None:
    data = {"row": f"{directive.pk}:", "kind": kind} | ({"is_carried_over": "on"} if goes_on else {})
    assert client.post(f"{month.get_absolute_url()}nhiem-vu/tra-loi/", data).status_code == 302


def opens_both_ways(client: Client, sentence: Sentence) -> bool:
    """Tell whether the printed month leads from the sentence to its directive, and that one's page back."""
    assert sentence.directive
    month, own = sentence.paragraph.section.part.resolution, sentence.directive.get_absolute_url()
    printed = client.get(f"{month.get_absolute_url()}ban-in/").content.decode()
    return (
        f'id="cau-{sentence.pk}"' in printed
        and own in printed
        and (month.get_absolute_url() in client.get(own).content.decode())
    )


def outcomes(*directives: Directive) -> list[str]:
    return [Directive.objects.get(pk=each.pk).outcome for each in directives]


def test_three_months_follow_from_each_other(client: Client, people: dict[str, Any]) -> None:
    october, (count, patrol, school, training, market, cameras) = give_october(people)

    november = make_month(11)
    done = report(count, people, Progress.DONE, "Kiểm đếm xong 42/42 hộ")
    report(patrol, people, Progress.UNDER_WAY, "Tổ chức 12 buổi tuần tra")
    report(training, people, Progress.DONE, "Mở 01 lớp với 35 học viên")
    piece = contribute(november, people["bodies"][0], people, "Đã gieo cấy 412/430 ha.")
    government = section_address(november, PartKind.RESULTS, Field.GOVERNMENT)
    for act in (f"report:{count.pk}", f"report:{patrol.pk}", f"piece:{piece.pk}"):
        press(client, government, act)
    press(client, section_address(november, PartKind.RESULTS, Field.POLITICAL_CENTRE), f"report:{training.pk}")
    assert texts(government) == [
        "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ.",
        "Công an xã đã tổ chức 12 buổi tuần tra.",
        "Đã gieo cấy 412/430 ha.",
    ]
    # One directive is not answered yet.
    finish_sections(november)
    client.post("/nghi-quyet/2026-11/trinh-tham-dinh/")
    assert Resolution.objects.get(pk=november.pk).status == Status.DRAFTING
    answer(client, november, school, "no_report")
    answer(client, november, market, "not_done", goes_on=False)
    report_late(cameras, people, "Lắp đặt 12 camera")
    answer(client, november, cameras, "proposed")
    assert november.answers.get(directive=cameras).kind == Answer.Kind.NO_REPORT
    patrol_on, school_on = carry_on(client, november, [patrol, school], people)
    issue(november, people)
    assert outcomes(count, patrol, school, training) == ["done", "carried_over", "carried_over", "done"]
    library = accept(october, LIBRARY, people["bodies"][2], people["officer"])
    giving.assign([library], by=people["commune"].head, at=timezone.now())

    december = make_month(12)
    Resolution.objects.filter(pk=december.pk).update(results_due_on=timezone.localdate() + timedelta(days=1))
    asked = {row.directive: row.age for row in rows(december, on=timezone.localdate())}
    assert asked == {patrol_on: 1, school_on: 1, market: 1, cameras: 1, library: 0}
    report(school_on, people, Progress.DONE, "Rà soát xong 04/04 trường")
    press(client, section_address(december, PartKind.RESULTS, Field.GOVERNMENT), f"report:{school_on.pk}")
    answer(client, december, patrol_on, "proposed")
    press(client, section_address(december, PartKind.RESULTS, Field.GOVERNMENT), f"report:{cameras.pk}")
    answer(client, december, market, "done")
    answer(client, december, library, "no_report", goes_on=False)
    (patrol_again,) = carry_on(client, december, [patrol_on], people)
    issue(december, people)
    assert outcomes(patrol_on, school_on, patrol_again) == ["carried_over", "done", ""]
    assert outcomes(market, cameras, library) == ["done", "done", ""]
    chain = Directive.objects.filter(continues__isnull=False).order_by("pk")
    assert [(row.continues, row.age) for row in chain] == [(patrol, 1), (school, 1), (patrol_on, 2)]

    given_by_then = [count, patrol, school, training, market, cameras]
    asked_then = ((november, given_by_then), (december, [patrol_on, school_on, market, cameras, library]))
    for month, due in asked_then:
        answered = Answer.objects.filter(resolution=month).values_list("directive", flat=True)
        assert sorted(answered) == sorted(each.pk for each in due)
    january = store(make_manuscript(year=2027, month=1), by=None, at=NOW)
    assert [row.directive for row in rows(january, on=date(2027, 1, 1))] == [patrol_again, library]

    told = Sentence.objects.filter(report__isnull=False)
    assert [each.directive for each in told.order_by("pk")] == [count, patrol, training, school_on, cameras]
    assert told.get(report=done).directive == count
    assert all(opens_both_ways(client, sentence) for sentence in told)
