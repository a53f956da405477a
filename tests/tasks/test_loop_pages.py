"""The pages of the loop: the panel of the editor, answers, the call for results, a body's own page."""

import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as WordDocument

from kesat.organization.held import HeldFile
from kesat.organization.models import User
from kesat.records.models import StoredFile
from resolutions.arranging import Act
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution, Section, Status
from tasks import answering, contributions
from tasks.answering import Said
from tasks.models import Answer, Contribution, Directive, Progress, Sentence
from tests.conftest import english_client
from tests.factories import make_body, make_officer, make_reader, section_of
from tests.resolutions.editor import typed
from tests.task_factories import make_directive, make_head_of, make_report
from tests.tasks.test_answering import take
from tests.tasks.test_carryover import make_month
from tests.tasks.test_contributions import make_asked, write

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.now() - timedelta(days=1)
MONTH = "/nghi-quyet/2026-12/nhiem-vu/"
ANSWERS, CALL = f"{MONTH}tra-loi/", f"{MONTH}ket-qua/"


def make_open_month(**fields: Any) -> Resolution:
    """Make the month of December whose results are due today."""
    return make_month(**{"results_due_on": timezone.localdate()} | fields)


def person_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def english(officer: Client) -> Client:
    """Return a client signed in as a specialist of the office who reads English."""
    return english_client(person_of(officer))


def section_page(month: Resolution, kind: str = PartKind.RESULTS, place: int = 0) -> tuple[Section, str]:
    section = section_of(month, kind, place)
    return section, f"/nghi-quyet/2026-12/muc/{section.pk}/"


def reported(result: str = "Kiểm đếm xong 42/42 hộ", **fields: Any) -> Directive:
    directive = make_directive(lead=make_body(name="Phòng Kinh tế"), **fields)
    make_report(directive, progress=Progress.DONE, result=result, at=YESTERDAY, accepted_by=make_officer())
    return directive


# The editor


def test_the_editor_shows_the_directives_of_the_month_before_unanswered_first(english: Client) -> None:
    answered, silent = reported(), make_directive(title="Kiểm tra hành lang kênh")
    month = make_open_month()
    answering.answer(month, {answered.pk: ""}, Said(), by=make_officer(), at=timezone.now())
    _section, address = section_page(month)

    page = english.get(address)

    orders = page.context["panel"].context["orders"]
    assert [order.row.directive for order in orders] == [silent, answered]
    html = page.content.decode()
    assert "1/2 directives answered" in html
    assert f'value="report:{answered.pk}"' in html
    assert f'value="ask:{silent.pk}"' in html
    assert "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ." in html


def test_taking_a_sentence_without_script_keeps_what_was_typed_beside_it(officer: Client) -> None:
    directive = reported()
    _section, address = section_page(make_open_month())
    data = typed(officer, address)
    box = next(name for name in data if name.endswith("-text") and name != "new-text")
    data |= {box: "Đang gõ dở.", "new-text": "Đoạn mới.", "act": f"report:{directive.pk}"}

    response = officer.post(address, data)

    sentence = Sentence.objects.get()
    assert response.headers["Location"] == f"{address}#doan-{sentence.paragraph_id}"
    texts = Paragraph.objects.filter(section=sentence.paragraph.section).values_list("text", flat=True)
    assert list(texts) == ["Đang gõ dở.", "Đoạn mới.", "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ."]


def test_taking_a_sentence_by_script_answers_with_the_new_order(officer: Client) -> None:
    directive = reported()
    section, address = section_page(make_open_month())
    data = {"act": "report", "paragraph": directive.pk, "base_version": section.version, "op_id": uuid.uuid4()}
    data["writer"] = person_of(officer).pk

    answer = officer.post(f"{address}sap-xep/", data).json()

    assert [row["text"] for row in answer["paragraphs"]][-1] == "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ."
    assert answer["focus"] == Sentence.objects.get().paragraph_id


def test_a_paragraph_says_which_report_it_came_from_and_that_it_was_reworded(english: Client) -> None:
    directive = reported("Kiểm đếm xong 42/42 hộ, chi trả cho 38 hộ, còn 04 hộ chưa nhận tiền")
    section, address = section_page(make_open_month())
    paragraph = take(Act.REPORT, directive.pk, section, make_officer())

    assert "From the report of Phòng Kinh tế – directive 1, month 11/2026" in english.get(address).content.decode()

    for text, words in (
        (paragraph.text.replace("42/42 hộ", "42 hộ"), "reworded"),
        ("Khác hẳn.", "the words have changed"),
    ):
        Paragraph.objects.filter(pk=paragraph.pk).update(text=text)
        source = english.get(address).context["sources"][paragraph.pk][0]
        assert (source.url, source.is_changed) == (directive.get_absolute_url(), True)
        assert words in english.get(address).content.decode()


def test_a_sentence_that_was_merged_into_another_paragraph_is_found_there(english: Client) -> None:
    directive = reported()
    section, address = section_page(make_open_month())
    officer = make_officer()
    paragraph = take(Act.REPORT, directive.pk, section, officer)
    target = take(Act.MERGE, paragraph.pk, section, officer)

    sources = english.get(address).context["sources"]

    assert [(source.is_changed, source.is_lost) for source in sources[target.pk]] == [(False, False)]


def test_what_a_body_wrote_stands_beside_the_section_of_its_field(english: Client) -> None:
    row = make_asked(month=make_open_month())
    write(row, make_head_of(row.body), at=timezone.now())
    _section, address = section_page(row.resolution, place=1)

    html = english.get(address).content.decode()

    assert "Đã gieo cấy 412/430 ha." in html
    assert f'value="piece:{row.pieces.all()[0].pk}"' in html
    assert "Đã gieo cấy" not in english.get(section_page(row.resolution)[1]).content.decode()


def test_part_ii_shows_what_goes_on_and_takes_it_over(english: Client) -> None:
    reported()
    going_on = make_directive(title="Kiểm tra hành lang kênh", lead=make_body(name="Công an xã"))
    section, address = section_page(make_open_month(), PartKind.DIRECTIONS)

    orders = english.get(address).context["panel"].context["orders"]
    assert [order.row.directive for order in orders] == [going_on]

    data = typed(english, address) | {"act": f"carry:{going_on.pk}"}
    english.post(address, data)
    assert section.paragraphs.kept().last().text.startswith("Công an xã tiếp tục kiểm tra hành lang kênh")  # type: ignore[union-attr]
    assert not Answer.objects.exists()


def test_a_body_is_reminded_from_the_editor_and_nothing_typed_is_lost(officer: Client) -> None:
    directive = make_directive()
    _section, address = section_page(make_open_month())
    data = typed(officer, address) | {"new-text": "Đoạn mới.", "act": f"ask:{directive.pk}"}

    assert officer.post(address, data).status_code == 302
    again = officer.post(address, typed(officer, address) | {"act": f"ask:{directive.pk}"})

    assert again.status_code == 422
    assert Paragraph.objects.filter(text="Đoạn mới.").count() == 1


@pytest.mark.parametrize(
    "act", ["report:", "report:x", "report:²", f"report:{'9' * 30}", "ask:9", "piece:9", "carry:9"]
)
def test_bad_acts_are_answered_in_words(act: str, officer: Client) -> None:
    make_directive()
    _section, address = section_page(make_open_month())

    response = officer.post(address, typed(officer, address) | {"act": act})

    assert response.status_code in {302, 422}
    assert not Sentence.objects.exists()


def test_the_editor_stays_small_and_takes_as_many_queries_for_many_directives(officer: Client) -> None:
    month = make_open_month()
    section, address = section_page(month)
    body = make_body(name="Phòng Kinh tế")

    def queries() -> int:
        officer.get(address)
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured.captured_queries)

    def make() -> None:
        directive = make_directive(lead=body, title="Rà soát, lập hồ sơ xử lý các hộ lấn chiếm hành lang kênh Kim Sơn")
        report = make_report(directive, result="Rà soát 42 hộ, lập 12 biên bản. " * 4, at=YESTERDAY)
        report.judgement, report.judged_at, report.judged_by = "accepted", YESTERDAY, person_of(officer)
        report.save()

    make()
    few = queries()
    for _ in range(29):
        make()
    officer.post(
        address, typed(officer, address) | {"new-text": "\n".join(["Một đoạn văn của báo cáo tháng. " * 10] * 9)}
    )

    assert queries() == few
    pieces = {section.field: [f"Một đoạn văn của đơn vị, số {number}. " * 30 for number in range(9)]}
    write(make_asked(month=month, body=body), make_head_of(body), pieces, at=timezone.now())
    for paragraph in section.paragraphs.kept():
        Sentence.objects.create(
            paragraph=paragraph, quote=paragraph.text, directive=Directive.objects.first(),
            at=YESTERDAY, by=person_of(officer),
        )  # fmt: skip
    assert section.paragraphs.kept().count() == 10
    assert len(officer.get(address).content) <= 60_000


# Answers


def test_directives_are_answered_in_bulk(english: Client) -> None:
    first, second = make_directive(), make_directive()
    month = make_open_month()

    page = english.get(f"{ANSWERS}?chon={first.pk}").content.decode()
    assert re.search(rf'value="{first.pk}:"[^>]*checked', page)
    assert not re.search(rf'value="{second.pk}:"[^>]*checked', page)

    page = english.get(f"{ANSWERS}?chon=chua").content.decode()
    assert len(re.findall(r'name="row"[^>]*checked', page)) == 2

    data = {
        "row": [f"{first.pk}:", f"{second.pk}:"],
        "kind": "no_report",
        "reason": "Đã nhắc hai lần",
        "is_carried_over": "on",
    }
    assert english.post(ANSWERS, data).status_code == 302

    given = [(row.kind, row.reason, row.is_carried_over) for row in Answer.objects.filter(resolution=month)]
    assert given == [("no_report", "Đã nhắc hai lần", True)] * 2
    assert english.get(ANSWERS).content.decode().count("Answered: No report received") == 2


def test_answers_come_back_in_words_with_what_was_typed(english: Client) -> None:
    directive = make_directive()
    make_open_month()

    for data in (
        {},
        {"row": "x:", "kind": "done"},
        {"row": f"{'9' * 40}:", "kind": "done"},
        {"row": "7:", "kind": "?"},
    ):
        assert english.post(ANSWERS, data).status_code == 422
    late = english.post(ANSWERS, {"row": f"{directive.pk}:done", "kind": "done", "reason": "Giữ lại"})

    assert late.status_code == 409
    assert "Someone else has answered one of these meanwhile." in late.content.decode()
    assert "Giữ lại" in late.content.decode()


def test_answers_of_a_month_that_is_not_written_are_only_shown(english: Client) -> None:
    directive = make_directive()
    make_open_month(status=Status.APPRAISAL)

    assert "its answers stand as they are" in english.get(ANSWERS).content.decode()
    assert english.post(ANSWERS, {"row": f"{directive.pk}:", "kind": "done"}).status_code == 423


def test_a_month_without_directives_before_has_nothing_to_answer(english: Client) -> None:
    make_open_month()

    assert "there is nothing to answer" in english.get(ANSWERS).content.decode()


def test_the_page_of_answers_takes_as_many_queries_for_fifty_directives(officer: Client) -> None:
    body = make_body()
    make_directive(lead=body)
    make_open_month()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(ANSWERS)
        return len(captured.captured_queries)

    queries()
    few = queries()
    for _ in range(49):
        make_directive(lead=body)

    assert queries() == few <= 14
    assert len(officer.get(ANSWERS).content) <= 100_000


@pytest.mark.parametrize("address", [ANSWERS, CALL])
def test_only_the_office_sees_answers_and_the_call(address: str, reader: Client, client: Client) -> None:
    row = make_asked(month=make_open_month())
    client.force_login(make_head_of(row.body))

    assert reader.get(address).status_code == client.get(address).status_code == 404
    Resolution.objects.update(status=Status.ISSUED, is_from_archive=True)
    assert reader.get(address).status_code == client.get(address).status_code == 403


# The call for results


def test_the_office_calls_for_results_and_reminds(english: Client) -> None:
    body = make_body(name="Phòng Kinh tế")
    make_head_of(body)
    make_open_month()

    assert "Call for results" in english.get("/nghi-quyet/2026-12/").content.decode()
    assert english.get(CALL).context["form"].initial["bodies"] == [body.pk]
    assert english.post(CALL, {"bodies": [body.pk]}).status_code == 302
    assert "0/1 body has sent" in english.get(CALL).content.decode()

    assert "Best done next: remind who has not sent" in english.get(CALL).content.decode()
    for words in ("1 body is reminded.", "Nobody was reminded"):
        assert words in english.post(f"{CALL}nhac/", follow=True).content.decode()
    one = english.post(f"{CALL}nhac/", {"contribution": "x"}, follow=True)
    assert "Nobody was reminded" in one.content.decode()
    assert "reminded 1 time" in one.content.decode()
    assert "Best done next" not in one.content.decode()


@pytest.mark.parametrize("data", [{}, {"bodies": ["x"]}, {"bodies": ["999999"]}])
def test_a_call_comes_back_in_words(data: dict[str, Any], officer: Client) -> None:
    make_head_of(make_body())
    make_open_month()

    assert officer.post(CALL, data).status_code == 422


def test_a_call_without_a_day_says_what_is_missing(english: Client) -> None:
    body = make_body()
    make_head_of(body)
    make_open_month(results_due_on=None)

    response = english.post(CALL, {"bodies": [body.pk]})

    assert response.status_code == 422
    assert "by which day results are due" in response.content.decode()


def test_a_reminder_in_a_month_that_was_handed_over_is_refused_in_words(english: Client) -> None:
    row = make_asked(month=make_open_month())
    Resolution.objects.filter(pk=row.resolution_id).update(status=Status.APPRAISAL)

    assert "its part I is closed" in english.post(f"{CALL}nhac/", follow=True).content.decode()


# A body's own page


def page_of(row: Contribution) -> str:
    return f"{CALL}{row.pk}/"


def shown(client: Client, row: Contribution) -> dict[str, Any]:
    """Return what the browser would send back from the body's page, unchanged."""
    form = client.get(page_of(row)).context["form"]
    return {field.html_name: field.value() or "" for field in form if field.name != "file"}


@pytest.fixture
def head(client: Client) -> tuple[Client, Contribution]:
    """Return a client signed in as the head of a body that is asked for its results, who reads English."""
    row = make_asked(month=make_open_month())
    return english_client(make_head_of(row.body)), row


def test_a_body_sees_its_directives_and_sends_its_month(head: tuple[Client, Contribution]) -> None:
    client, row = head
    directive = make_directive(lead=row.body, title="Rà soát hộ nghèo")
    make_report(directive, result="Rà soát xong 12 hộ", at=YESTERDAY)

    html = client.get(page_of(row)).content.decode()
    assert all(words in html for words in ("Rà soát hộ nghèo", "Rà soát xong 12 hộ", "Not sent yet"))

    draft = shown(client, row) | {"government": "Đã gieo cấy 412 ha.\n\n  Đã chi trả.  ", "act": "draft"}
    client.post(page_of(row), draft)
    assert shown(client, row)["government"] == "Đã gieo cấy 412 ha.\nĐã chi trả."
    row.refresh_from_db()
    assert row.sent_at is None

    client.post(page_of(row), shown(client, row) | {"act": "send"})
    row.refresh_from_db()
    assert row.sent_at
    assert "Send the changed results" in client.get(page_of(row)).content.decode()


def test_an_empty_contribution_comes_back_in_words(head: tuple[Client, Contribution]) -> None:
    client, row = head

    response = client.post(page_of(row), shown(client, row) | {"act": "send"})

    assert response.status_code == 422
    assert "Nothing is written yet." in response.content.decode()
    assert "What stands now" not in response.content.decode()


def test_two_of_one_body_who_write_at_once_lose_nothing(head: tuple[Client, Contribution]) -> None:
    client, row = head
    old = shown(client, row)
    write(row, make_head_of(row.body), {"front": ["Của người kia."]}, at=timezone.now(), is_sent=False)

    refused = client.post(page_of(row), old | {"government": "Của tôi.", "act": "send"})

    html = refused.content.decode()
    assert (refused.status_code, "Của người kia." in html, "Của tôi." in html) == (409, True, True)
    again = {field.html_name: field.value() or "" for field in refused.context["form"] if field.name != "file"}
    assert client.post(page_of(row), again | {"act": "send"}).status_code == 302
    assert [piece.text for piece in row.pieces.all()] == ["Của tôi."]


def word_file(*lines: str, name: str = "ket-qua.docx") -> SimpleUploadedFile:
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile(name, target.getvalue())


def test_a_word_file_is_read_into_the_boxes_by_its_headings_and_kept_when_it_is_sent(
    head: tuple[Client, Contribution],
) -> None:
    client, row = head
    file = word_file(
        "Tình hình chung ổn định.", "1. Công tác xây dựng Đảng", "Kết nạp 03 đảng viên.", "2. Công tác chính quyền",
        "- Gieo cấy 412 ha.", "- Chi trả 486 suất.",
    )  # fmt: skip
    data = shown(client, row) | {"government": "Tôi gõ trước.", "file": file, "file_field": "front", "act": "read"}

    preview = client.post(page_of(row), data)

    form = preview.context["form"]
    assert preview.status_code == 200
    assert form["government"].value() == "Tôi gõ trước.\nGieo cấy 412 ha.\nChi trả 486 suất."
    assert (form["party_building"].value(), form["front"].value()) == (
        "Kết nạp 03 đảng viên.",
        "Tình hình chung ổn định.",
    )
    assert not row.pieces.exists()

    sent = {field.html_name: field.value() or "" for field in form if field.name != "file"}
    client.post(page_of(row), sent | {"act": "send"})
    row.refresh_from_db()
    assert (row.pieces.count(), HeldFile.objects.count()) == (5, 0)
    assert row.file
    handed_out = client.get(f"{page_of(row)}tep/")
    assert "attachment" in handed_out.headers["Content-Disposition"]


def test_a_word_file_is_not_lost_where_someone_else_was_faster(head: tuple[Client, Contribution]) -> None:
    client, row = head
    preview = client.post(page_of(row), shown(client, row) | {"file": word_file("Đã gieo cấy."), "act": "read"})
    sent = {field.html_name: field.value() or "" for field in preview.context["form"] if field.name != "file"}
    write(row, make_head_of(row.body), {"front": ["Của người kia."]}, at=timezone.now(), is_sent=False)

    refused = client.post(page_of(row), sent | {"act": "send"})

    assert (refused.status_code, HeldFile.objects.count(), StoredFile.objects.count()) == (409, 1, 0)
    again = {field.html_name: field.value() or "" for field in refused.context["form"] if field.name != "file"}
    assert client.post(page_of(row), again | {"act": "send"}).status_code == 302
    row.refresh_from_db()
    assert row.file
    assert row.file.name == "ket-qua.docx"


@pytest.mark.parametrize(
    "file",
    [
        None,
        SimpleUploadedFile("a.docx", b"khong phai"),
        SimpleUploadedFile("a.exe", b"MZ"),
        SimpleUploadedFile("a.docx", b""),
    ],
)
def test_a_file_that_is_not_let_in_leaves_what_was_typed(
    file: SimpleUploadedFile | None, head: tuple[Client, Contribution]
) -> None:
    client, row = head
    data = shown(client, row) | {"government": "Tôi gõ trước.", "act": "read"}

    response = client.post(page_of(row), data | ({"file": file} if file else {}))

    assert response.status_code == 422
    assert "Tôi gõ trước." in response.content.decode()


def test_the_page_of_a_body_is_closed_in_words_and_keeps_what_comes_too_late(head: tuple[Client, Contribution]) -> None:
    client, row = head
    data = shown(client, row) | {"government": "Muộn rồi.", "act": "send"}
    Resolution.objects.filter(pk=row.resolution_id).update(status=Status.APPRAISAL)

    assert "its part I is closed" in client.get(page_of(row)).content.decode()
    response = client.post(page_of(row), data)

    assert (response.status_code, "Muộn rồi." in response.content.decode()) == (422, True)


def test_another_body_and_a_wrong_month_are_not_found(head: tuple[Client, Contribution]) -> None:
    client, row = head
    other = english_client(make_head_of(make_body()))

    assert other.get(page_of(row)).status_code == 404
    assert english_client(make_reader()).get(page_of(row)).status_code == 404
    assert client.get(page_of(row).replace("2026-12", "2026-11")).status_code == 404
    assert client.get(f"{page_of(row)}tep/").status_code == 404


def test_the_office_enters_for_a_body(officer: Client, head: tuple[Client, Contribution]) -> None:
    _client, row = head
    client = english_client(person_of(officer))
    assert "You write for this body." in client.get(page_of(row)).content.decode()

    client.post(page_of(row), shown(client, row) | {"front": "Báo qua điện thoại.", "act": "send"})

    assert "entered by the office" in client.get(CALL).content.decode()


# The printed month


def test_the_printed_month_lists_where_sentences_came_from_for_those_who_may_know(english: Client) -> None:
    directive = reported()
    month = make_open_month()
    take(Act.REPORT, directive.pk, section_of(month), make_officer())
    sentence = Sentence.objects.get()
    Resolution.objects.filter(pk=month.pk).update(status=Status.ISSUED, is_from_archive=True)
    lead = directive.shares.get().body
    others = {"head": make_head_of(lead), "reader": make_reader(), "other": make_head_of(make_body())}

    html = english.get("/nghi-quyet/2026-12/").content.decode()
    seen = {
        name: directive.get_absolute_url() in english_client(user).get("/nghi-quyet/2026-12/").content.decode()
        for name, user in others.items()
    }

    assert f'id="cau-{sentence.pk}"' in html
    assert directive.get_absolute_url() in html
    assert seen == {"head": True, "reader": False, "other": False}


def test_contributions_show_how_they_stand(english: Client) -> None:
    month = make_open_month(results_due_on=timezone.localdate() - timedelta(days=2))
    make_asked(month=month)

    asked = contributions.asked(month, timezone.localdate())

    assert [each.is_late for each in asked] == [True]
    assert "Not sent, past the day" in english.get(CALL).content.decode()


def test_a_body_finds_what_it_is_asked_for_among_its_own(head: tuple[Client, Contribution]) -> None:
    client, row = head

    assert f'href="{page_of(row)}"' in client.get("/nhiem-vu/cua-toi/").content.decode()
    write(row, make_head_of(row.body), at=timezone.now())
    assert f'href="{page_of(row)}"' not in client.get("/nhiem-vu/cua-toi/").content.decode()
