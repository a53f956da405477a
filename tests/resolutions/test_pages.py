"""The pages of the text, as an officer, a reader and an administrator meet them."""

import io
import unicodedata
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument
from PIL import Image

from kesat.organization.models import Committee, HeldFile
from kesat.records.models import StoredFile
from resolutions.layout import Letterhead, compose, to_text
from resolutions.manuscript import Manuscript
from resolutions.models import Paragraph, Resolution, Section, Status
from tests.factories import make_committee, make_manuscript, make_officer, make_resolution

pytestmark = pytest.mark.django_db

DRAFT = "/nghi-quyet/2026-12/"


def section_address(resolution: Resolution, place: int = 0) -> str:
    section = Section.objects.filter(part__resolution=resolution, part__kind="results")[place]
    return f"{resolution.get_absolute_url()}muc/{section.pk}/"


def typed(client: Client, address: str) -> dict[str, Any]:
    """Return what the browser would send back from the section's page, unchanged."""
    return shown(client.get(address).context)


def shown(context: Any) -> dict[str, Any]:
    """Return every field of the section's page as a browser would send it."""
    data: dict[str, Any] = {}
    for form in [*context["formset"], context["formset"].management_form, context["title_form"]]:
        for field in form:
            value = field.value()
            if not isinstance(value, bool):
                data[field.html_name] = "" if value is None else value
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = field.initial
    return data


def document(manuscript: Manuscript | None = None) -> SimpleUploadedFile:
    letterhead = Letterhead(
        upper_body="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        issuing_body="ĐẢNG ỦY XÃ KẺ SẶT",
        issuer="CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        place="Kẻ Sặt",
        symbol="NQ/ĐU",
    )
    text = to_text(compose(manuscript or make_manuscript(month=12), letterhead))
    return SimpleUploadedFile("nghị quyết.txt", text.encode())


# Reading


def test_the_list_shows_drafts_to_the_office_and_issued_months_to_everyone(officer: Client, reader: Client) -> None:
    make_resolution(month=11, archive=True)
    make_resolution(month=12)

    assert [row.month for row in officer.get("/nghi-quyet/").context["page"]] == [12, 11]
    assert [row.month for row in reader.get("/nghi-quyet/").context["page"]] == [11]


@pytest.mark.parametrize("months", [1, 50])
def test_the_list_takes_as_many_queries_for_fifty_months(
    months: int, officer: Client, django_assert_num_queries: Any
) -> None:
    for place in range(months):
        make_resolution(year=2020 + place // 12, month=place % 12 + 1, archive=True)

    with django_assert_num_queries(7):
        officer.get("/nghi-quyet/")


@pytest.mark.parametrize("page", ["-1", "1e9", "99999", "abc", ""])
def test_a_page_that_does_not_exist_shows_one_that_does(page: str, officer: Client) -> None:
    make_resolution()

    assert len(officer.get(f"/nghi-quyet/?page={page}").context["page"]) == 1


def test_the_empty_list_says_what_to_do(officer: Client, reader: Client) -> None:
    assert "Chưa có nghị quyết nào" in officer.get("/nghi-quyet/").content.decode()
    assert "Chưa có nghị quyết nào được ban hành" in reader.get("/nghi-quyet/").content.decode()


def test_a_month_is_shown_as_printed(reader: Client) -> None:
    make_resolution(month=12, archive=True)

    page = reader.get(DRAFT).content.decode()

    assert "I. ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 11/2026" in page
    assert "/muc/" not in page


def test_what_one_may_not_see_is_404(reader: Client, administrator: Client, officer: Client) -> None:
    resolution = make_resolution(month=12)
    addresses = [DRAFT, f"{DRAFT}tai-ve/pdf/", f"{DRAFT}tep-goc/", f"{DRAFT}thong-tin/", section_address(resolution)]

    for address in addresses:
        assert reader.get(address).status_code == 404
        assert administrator.get(address).status_code == 404
    assert officer.get(DRAFT).status_code == 200


def test_what_one_may_not_do_is_refused_with_the_reason(reader: Client) -> None:
    for address in ("/nghi-quyet/bat-dau/", "/nghi-quyet/dua-vao/", "/nghi-quyet/dua-vao/1/"):
        response = reader.get(address)

        assert response.status_code == 403
        assert "Chỉ Văn phòng" in response.content.decode()


def test_nobody_writes_in_what_is_issued(officer: Client) -> None:
    resolution = make_resolution(month=12, archive=True)

    for address in (f"{DRAFT}thong-tin/", section_address(resolution)):
        response = officer.get(address)

        assert response.status_code == 403
        assert "đã ban hành" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-1.7"), ("docx", b"PK"), ("txt", "ĐẢNG BỘ THÀNH PHỐ".encode())]
)
def test_bad_input_63_a_download_has_a_name_that_every_computer_can_write(
    kind: str, start: bytes, officer: Client
) -> None:
    make_resolution(month=12)

    response = officer.get(f"{DRAFT}tai-ve/{kind}/")

    assert response.content.startswith(start)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert disposition.endswith(f"12-2026.{kind}")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_format_that_does_not_exist_is_404(officer: Client) -> None:
    make_resolution(month=12)

    assert officer.get(f"{DRAFT}tai-ve/xls/").status_code == 404
    assert officer.get("/nghi-quyet/the-thuc/HD99.css").status_code == 404
    assert officer.get("/nghi-quyet/the-thuc/HD36-2018.css").headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("path", ["2026-13", "2026-00", "1999-01", "2026-1", "202612"])
def test_bad_input_46_an_address_of_no_month_is_404(path: str, officer: Client) -> None:
    assert officer.get(f"/nghi-quyet/{path}/").status_code == 404


# Starting a month


def test_a_month_is_started_from_the_one_before(officer: Client) -> None:
    make_resolution(month=11, archive=True)
    assert officer.get("/nghi-quyet/bat-dau/").context["form"]["period"].value() == "12/2026"

    response = officer.post("/nghi-quyet/bat-dau/", {"period": "12/2026"}, follow=True)

    assert response.redirect_chain == [(DRAFT, 302)]
    assert [str(message) for message in response.context["messages"]] == ["Đã bắt đầu tháng 12/2026."]


def test_the_first_month_of_all_is_proposed_for_today(officer: Client) -> None:
    today = datetime.now(UTC) + timedelta(hours=7)

    page = officer.get("/nghi-quyet/bat-dau/")

    assert page.context["form"]["period"].value() == f"{today:%m/%Y}"
    assert page.context["model"] is None


def test_bad_input_46_a_gap_month_is_allowed_with_a_notice(officer: Client) -> None:
    make_resolution(month=9, archive=True)

    response = officer.post("/nghi-quyet/bat-dau/", {"period": "12/2026"}, follow=True)

    assert "tháng 9/2026" in [str(message) for message in response.context["messages"]][1]


@pytest.mark.parametrize("period", ["13/2026", "00/2026", "", "2026", "abc", "1/1999", "1,5/2026", "12/2026"])
def test_bad_input_46_a_month_that_cannot_be_is_refused_and_kept_in_the_box(period: str, officer: Client) -> None:
    make_resolution(month=12)

    response = officer.post("/nghi-quyet/bat-dau/", {"period": period})

    assert response.status_code == 422
    assert response.context["form"]["period"].value() == period
    assert response.context["form"].problems[0][0] == "id_period"
    assert Resolution.objects.count() == 1


def test_a_month_that_someone_else_has_just_started_is_refused(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_resolution(month=12)
    monkeypatch.setattr("resolutions.forms.StartForm.clean_period", lambda form: form.cleaned_data["period"])

    response = officer.post("/nghi-quyet/bat-dau/", {"period": "12/2026"})

    assert response.status_code == 422
    assert Resolution.objects.count() == 1


# Bringing in a document


def bring_in(client: Client, file: SimpleUploadedFile | None = None) -> str:
    response = client.post("/nghi-quyet/dua-vao/", {"file": file or document()})
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def test_a_document_is_previewed_before_anything_is_stored(officer: Client) -> None:
    page = officer.get(bring_in(officer))

    assert page.context["form"]["period"].value() == "12/2026"
    assert "Đã làm xong việc của Công tác xây dựng Đảng." in page.content.decode()
    assert not Resolution.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_document_that_does_not_say_its_year_leaves_the_month_to_be_typed(officer: Client) -> None:
    text = (
        "NGHỊ QUYẾT\n\nvề nhiệm vụ tháng 12\n\nI. ĐÁNH GIÁ THÁNG 11\n\n1. Công tác xây dựng Đảng\n\nĐã họp.\n\n"
        "II. NHIỆM VỤ THÁNG 12\n\n1. Công tác xây dựng Đảng\n\nTiếp tục họp.\n"
    )

    page = officer.get(bring_in(officer, SimpleUploadedFile("a.txt", text.encode())))

    assert page.context["form"]["period"].value() == ""


def test_a_confirmed_preview_is_stored_with_its_file_and_nothing_is_left_behind(officer: Client) -> None:
    address = bring_in(officer)

    response = officer.post(address, {"period": "12/2026", "kept_as": "draft", "number": "", "issued_on": ""})

    assert response.headers["Location"] == DRAFT
    assert Resolution.objects.with_text().get().manuscript() == make_manuscript(month=12)
    assert not HeldFile.objects.exists()
    assert officer.get(f"{DRAFT}tep-goc/").content == document().read()


def test_an_old_month_comes_from_the_archive_with_number_and_date(officer: Client) -> None:
    address = bring_in(officer)

    officer.post(address, {"period": "11/2026", "kept_as": "archive", "number": "28", "issued_on": "30/10/2026"})

    resolution = Resolution.objects.get()
    assert (resolution.period, resolution.number, resolution.status) == ((2026, 11), 28, Status.ISSUED)
    assert resolution.issued_on is not None
    assert resolution.issued_on.isoformat() == "2026-10-30"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kept_as": "archive", "number": "5", "issued_on": ""}, "issued_on"),
        ({"kept_as": "archive", "number": "", "issued_on": "05/03/2026"}, "number"),
        ({"kept_as": "archive", "number": "5", "issued_on": "31/02/2026"}, "issued_on"),
        ({"kept_as": "archive", "number": "5", "issued_on": "05/03/1026"}, "issued_on"),
        ({"kept_as": "archive", "number": "0", "issued_on": "05/03/2026"}, "number"),
        ({"kept_as": "archive", "number": "năm", "issued_on": "05/03/2026"}, "number"),
        ({"kept_as": ""}, "kept_as"),
        ({"kept_as": "draft", "period": "13/2026"}, "period"),
        ({"kept_as": "draft", "period": "10/2026"}, "__all__"),
    ],
)
def test_a_mistake_in_the_preview_keeps_what_was_typed(values: dict[str, str], field: str, officer: Client) -> None:
    make_resolution(month=10)
    address = bring_in(officer)

    response = officer.post(address, {"period": "12/2026", "number": "", "issued_on": ""} | values)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert {name: response.context["form"][name].value() for name in values} == values
    assert Resolution.objects.count() == 1


def test_the_typed_date_is_day_month_year(officer: Client) -> None:
    address = bring_in(officer)

    officer.post(address, {"period": "12/2026", "kept_as": "archive", "number": "5", "issued_on": "05/01/2026"})

    issued_on = Resolution.objects.get().issued_on
    assert issued_on is not None
    assert issued_on.isoformat() == "2026-01-05"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b""),
        ("a.txt", "Một bức thư không phải nghị quyết.".encode()),
        ("a.txt", "B¸o c¸o kÕt qu¶ th¸ng 12".encode("latin-1")),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.txt", b"\x00\x01"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(name: str, content: bytes, officer: Client) -> None:
    response = officer.post("/nghi-quyet/dua-vao/", {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 422
    assert response.context["form"].problems[0][0] == "id_file"
    assert response.context["form"].problems[0][1]
    assert not HeldFile.objects.exists()


def test_no_file_at_all_is_said(officer: Client) -> None:
    assert officer.post("/nghi-quyet/dua-vao/", {}).context["form"].errors == {"file": ["Chọn một tệp."]}


def test_bad_input_61_another_persons_preview_is_404(officer: Client) -> None:
    address = bring_in(officer)
    other = Client()
    other.force_login(make_officer())

    assert other.get(address).status_code == 404
    assert other.post(address, {"period": "12/2026", "kept_as": "draft"}).status_code == 404


def test_bad_input_61_a_preview_is_gone_after_an_hour_and_after_it_was_confirmed(officer: Client) -> None:
    address = bring_in(officer)
    HeldFile.objects.update(created_at=datetime.now(UTC) - timedelta(minutes=61))
    assert officer.get(address).status_code == 404

    again = bring_in(officer)

    assert HeldFile.objects.count() == 1
    officer.post(again, {"period": "12/2026", "kept_as": "draft"})
    response = officer.post(again, {"period": "12/2026", "kept_as": "draft"})
    assert response.status_code == 404
    assert "danh sách" in response.content.decode()


def test_bad_input_52_pictures_of_a_word_file_are_named_and_left_out(officer: Client) -> None:
    word = WordDocument()
    for line in document().read().decode().splitlines():
        word.add_paragraph(line)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    word.add_picture(picture)
    content = io.BytesIO()
    word.save(content)

    page = officer.get(bring_in(officer, SimpleUploadedFile("a.docx", content.getvalue())))

    assert "picture" in {finding.kind for finding in page.context["intake"].findings}


# Correcting


def test_a_section_is_corrected_and_everything_is_saved(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    data = typed(officer, address)
    data |= {"paragraphs-0-text": "Đã sửa.", "paragraphs-0-kind": "item", "paragraphs-1-text": "Đoạn mới."}

    response = officer.post(address, data, follow=True)

    assert response.redirect_chain == [(address, 302)]
    rows = Section.objects.get(pk=address.split("/")[-2]).paragraphs.values_list("text", "kind")
    assert list(rows) == [("Đã sửa.", "item"), ("Đoạn mới.", "prose")]
    assert [str(message) for message in response.context["messages"]] == ["Đã lưu 2 đoạn."]


def test_saving_a_section_that_was_not_changed_says_so(officer: Client) -> None:
    address = section_address(make_resolution(month=12))

    response = officer.post(address, typed(officer, address), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Đã lưu."]


def test_the_section_page_takes_as_many_queries_for_fifty_paragraphs(
    officer: Client, django_assert_num_queries: Any
) -> None:
    resolution = make_resolution(month=12)
    address = section_address(resolution)
    with django_assert_num_queries(14):
        officer.get(address)
    data = typed(officer, address)
    data["paragraphs-1-text"] = "\n".join(f"Đoạn số {number}." for number in range(49))
    officer.post(address, data)

    with django_assert_num_queries(14):
        officer.get(address)

    assert Paragraph.objects.filter(section_id=address.split("/")[-2]).count() == 50


def test_an_opening_has_no_title_to_type(officer: Client) -> None:
    resolution = make_resolution(month=12)
    section = Section.objects.get(part__resolution=resolution, part__kind="opening")
    address = f"{DRAFT}muc/{section.pk}/"
    data = typed(officer, address)
    data |= {"paragraphs-0-text": "Căn cứ Quy chế làm việc của Ban Thường vụ", "paragraphs-0-kind": "item"}

    officer.post(address, data)

    assert section.paragraphs.get().kind == "item"


def test_a_removed_paragraph_is_brought_back_to_its_place(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    officer.post(address, typed(officer, address) | {"paragraphs-1-text": "Đoạn sau."})
    officer.post(address, typed(officer, address) | {"paragraphs-0-is_removed": "on"})
    [removed] = officer.get(address).context["removed"]

    for _ in range(2):
        response = officer.post(f"{DRAFT}doan/{removed.pk}/lay-lai/", follow=True)

    texts = [form["text"].value() for form in response.context["formset"]]
    assert texts == [removed.text, "Đoạn sau.", None]
    assert [revision.is_removed for revision in removed.revisions.all()] == [False, True, False]


def test_a_paragraph_of_another_month_is_not_brought_back(officer: Client) -> None:
    make_resolution(month=12)
    foreign = Paragraph.objects.filter(section__part__resolution=make_resolution(month=11)).first()
    assert foreign

    assert officer.post(f"{DRAFT}doan/{foreign.pk}/lay-lai/").status_code == 404


def test_a_paragraph_that_would_pass_the_limit_is_not_brought_back(officer: Client) -> None:
    resolution = make_resolution(month=12)
    address = section_address(resolution)
    paragraph = Paragraph.objects.filter(section_id=address.split("/")[-2]).get()
    officer.post(address, typed(officer, address) | {"paragraphs-0-is_removed": "on"})
    data = typed(officer, section_address(resolution, 1))
    data["paragraphs-1-text"] = "a\n" * 492
    officer.post(section_address(resolution, 1), data)

    officer.post(f"{DRAFT}doan/{paragraph.pk}/lay-lai/")

    paragraph.refresh_from_db()
    assert paragraph.is_removed


def test_an_emptied_paragraph_is_asked_about_and_the_rest_is_kept(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    data = typed(officer, address) | {"paragraphs-0-text": " ", "paragraphs-1-text": "Đoạn mới."}

    response = officer.post(address, data)

    assert response.status_code == 422
    assert response.context["problems"][0][0] == "id_paragraphs-0-text"
    assert response.context["formset"][1]["text"].value() == "Đoạn mới."
    assert not Paragraph.objects.filter(text="Đoạn mới.").exists()


def test_bad_input_39_both_texts_are_shown_and_saving_again_keeps_ones_own(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    mine, theirs = typed(officer, address), typed(officer, address)
    officer.post(address, theirs | {"paragraphs-0-text": "Bản của đồng chí A."})

    response = officer.post(address, mine | {"paragraphs-0-text": "Bản của tôi."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của đồng chí A." in page
    assert "Bản của tôi." in page
    assert officer.post(address, shown(response.context)).status_code == 302
    row = Paragraph.objects.get(text="Bản của tôi.")
    assert [revision.text for revision in row.revisions.all()][1:] == ["Bản của đồng chí A.", "Bản của tôi."]


def test_bad_input_37_a_forged_paragraph_number_changes_nothing(officer: Client) -> None:
    resolution = make_resolution(month=12)
    foreign = Section.objects.filter(part__resolution=resolution, part__kind="directions")[0].paragraphs.get()
    address = section_address(resolution)
    data = typed(officer, address) | {"paragraphs-0-paragraph_id": foreign.pk, "paragraphs-0-text": "giả mạo"}

    response = officer.post(address, data)

    foreign.refresh_from_db()
    assert response.status_code == 422
    assert response.context["formset"][0]["text"].value() == "giả mạo"
    assert foreign.version == 1
    assert not Paragraph.objects.filter(text="giả mạo").exists()


@pytest.mark.parametrize("number", ["abc", str(2**63), "-1", "9" * 40])
def test_bad_input_37_a_paragraph_number_that_is_none_is_refused_and_nothing_is_lost(
    number: str, officer: Client
) -> None:
    address = section_address(make_resolution(month=12))
    data = typed(officer, address) | {"paragraphs-0-paragraph_id": number, "paragraphs-0-text": "Chữ vừa gõ"}

    response = officer.post(address, data)

    assert response.status_code == 422
    assert response.context["formset"][0]["text"].value() == "Chữ vừa gõ"
    assert not Paragraph.objects.filter(text="Chữ vừa gõ").exists()


def test_bad_input_38_a_section_sent_twice_is_saved_once(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    data = typed(officer, address) | {"paragraphs-0-text": "Đã sửa.", "paragraphs-1-text": "Đoạn mới."}

    answers = [officer.post(address, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    rows = Section.objects.get(pk=address.split("/")[-2]).paragraphs
    assert [row.text for row in rows.all()] == ["Đã sửa.", "Đoạn mới."]


def test_bad_input_39_what_someone_else_added_is_shown_before_ones_own_is_added(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    mine, theirs = typed(officer, address), typed(officer, address)
    officer.post(address, theirs | {"paragraphs-1-text": "Của đồng chí A."})

    response = officer.post(address, mine | {"paragraphs-1-text": "Của tôi."})

    assert response.status_code == 409
    assert response.context["others"] == ["Của đồng chí A."]
    assert officer.post(address, shown(response.context)).status_code == 302
    rows = Section.objects.get(pk=address.split("/")[-2]).paragraphs
    assert [row.text for row in rows.all()][1:] == ["Của đồng chí A.", "Của tôi."]


def test_bad_input_36_what_is_not_on_the_form_is_ignored(officer: Client) -> None:
    resolution = make_resolution(month=12)
    form = officer.get(f"{DRAFT}thong-tin/").context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    forged = {"status": "issued", "number": "99", "author": "bithu", "created_by": "1", "is_from_archive": "on"}

    response = officer.post(f"{DRAFT}thong-tin/", data | forged)

    resolution.refresh_from_db()
    assert response.status_code == 302
    assert (resolution.status, resolution.number, resolution.created_by) == (Status.DRAFTING, None, None)
    assert not resolution.is_from_archive


def facts(client: Client) -> dict[str, Any]:
    form = client.get(f"{DRAFT}thong-tin/").context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_the_facts_of_a_month_are_saved(officer: Client) -> None:
    resolution = make_resolution(month=12)
    typed_dates = {"meets_on": "27/11/2026", "papers_due_on": "25-11-2026", "results_due_on": "2026-11-23"}
    lines = "- Các chi bộ;\n\n  Lưu Văn phòng Đảng ủy./.  "

    officer.post(f"{DRAFT}thong-tin/", facts(officer) | typed_dates | {"urgency": "urgent", "recipients": lines})

    resolution.refresh_from_db()
    assert str(resolution.papers_due_on) == "2026-11-25"
    assert resolution.urgency == "urgent"
    assert [row.text for row in resolution.recipients.all()] == ["Các chi bộ", "Lưu Văn phòng Đảng ủy"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"meets_on": "31/02/2026"}, "meets_on"),
        ({"meets_on": "12/25/2026"}, "meets_on"),
        ({"papers_due_on": "28/11/2026", "meets_on": "27/11/2026"}, "papers_due_on"),
        ({"urgency": "top"}, "urgency"),
        ({"recipients": "x" * 201}, "recipients"),
        ({"results_due_on": "05/03/0026"}, "results_due_on"),
        ({"base_version": "0"}, "__all__"),
    ],
)
def test_a_mistake_in_the_facts_keeps_what_was_typed(values: dict[str, str], field: str, officer: Client) -> None:
    make_resolution(month=12)

    response = officer.post(f"{DRAFT}thong-tin/", facts(officer) | values)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert {name: response.context["form"][name].value() for name in values} == values


def test_a_secrecy_mark_is_refused_with_the_reason(officer: Client) -> None:
    make_resolution(month=12)

    response = officer.post(f"{DRAFT}thong-tin/", facts(officer) | {"urgency": "secret"})

    assert response.status_code == 422
    assert "mạng" in response.context["form"].errors["urgency"][0]


@pytest.mark.parametrize("address", ["/nghi-quyet/bat-dau/", "/nghi-quyet/dua-vao/", f"{DRAFT}thong-tin/", "section"])
def test_every_page_of_entry_carries_the_notice_on_state_secrets(address: str, officer: Client) -> None:
    resolution = make_resolution(month=12)

    page = officer.get(section_address(resolution) if address == "section" else address).content.decode()

    assert "Không nhập nội dung thuộc bí mật nhà nước." in page
    assert "Mật, Tối mật" in page


def test_an_extra_section_is_added_written_and_an_empty_one_removed(officer: Client) -> None:
    resolution = make_resolution(month=12)

    page = officer.post(f"{DRAFT}them-muc/", {"part": "results", "title": "Hạn chế, nguyên nhân"}, follow=True)

    section = Section.objects.get(title="Hạn chế, nguyên nhân")
    assert page.context["place"] == "I.5"
    assert page.context["is_removable"]
    officer.post(f"{DRAFT}muc/{section.pk}/bo/")
    assert Section.objects.filter(part__resolution=resolution, part__kind="results").count() == 4


def test_a_section_with_text_is_not_removed(officer: Client) -> None:
    address = section_address(make_resolution(month=12))

    response = officer.post(f"{address}bo/", follow=True)

    assert "đã" in str(next(iter(response.context["messages"])))
    assert Section.objects.filter(pk=address.split("/")[-2]).exists()


def test_an_extra_section_needs_a_title(officer: Client) -> None:
    make_resolution(month=12)

    response = officer.post(f"{DRAFT}them-muc/", {"part": "results", "title": ""})

    assert response.status_code == 422
    assert list(response.context["extra_form"].errors) == ["title"]


# Text that means harm


def save_and_take_out(client: Client, text: str) -> str:
    """Save the text in a paragraph, find it as typed in text and Word, and return the page that shows it."""
    address = section_address(make_resolution(month=12))
    client.post(address, typed(client, address) | {"paragraphs-0-text": text})
    assert Paragraph.objects.filter(text=text).exists()
    assert text in client.get(f"{DRAFT}tai-ve/txt/").content.decode()
    word = zipfile.ZipFile(io.BytesIO(client.get(f"{DRAFT}tai-ve/docx/").content)).read("word/document.xml").decode()
    assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in word
    return client.get(DRAFT).content.decode()


def test_bad_input_01_a_database_command_is_stored_and_shown_as_typed(officer: Client) -> None:
    page = save_and_take_out(officer, "'; DROP TABLE resolutions_resolution; --")

    assert "&#x27;; DROP TABLE resolutions_resolution; --" in page


def test_bad_input_04_markup_is_stored_and_shown_as_typed(officer: Client) -> None:
    text = '<script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:alert(1)">x</a>'

    page = save_and_take_out(officer, text)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_bad_input_05_template_language_is_stored_and_shown_as_typed(officer: Client) -> None:
    page = save_and_take_out(officer, "{{ 7*7 }} {% load static %} {# x #}")

    assert "{{ 7*7 }} {% load static %} {# x #}" in page


def test_bad_input_04_a_file_name_is_shown_as_text(officer: Client) -> None:
    file = document()
    file.name = "<img src=x onerror=alert(1)>.txt"

    page = officer.get(bring_in(officer, file)).content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in page


def test_bad_input_49_typed_text_is_nfc_without_invisible_characters(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    text = unicodedata.normalize("NFD", "\ufeffĐảng\u200b ủy\u00a0xã 🌾 \ufffd")

    officer.post(address, typed(officer, address) | {"paragraphs-0-text": text})

    assert Paragraph.objects.filter(text="Đảng ủy xã 🌾 \ufffd").exists()


@pytest.mark.parametrize("character", ["\u202e", "\x00", "\u2067"])
def test_bad_input_49_a_character_that_misleads_is_refused_with_its_name(character: str, officer: Client) -> None:
    address = section_address(make_resolution(month=12))

    response = officer.post(address, typed(officer, address) | {"paragraphs-0-text": f"Đảng {character}ủy"})

    assert response.status_code == 422
    assert response.context["problems"]
    assert not Paragraph.objects.filter(version=2).exists()


def test_bad_input_53_a_paragraph_over_the_limit_is_413_and_kept_in_the_box(officer: Client) -> None:
    address = section_address(make_resolution(month=12))

    response = officer.post(address, typed(officer, address) | {"paragraphs-0-text": "a" * 100_000})

    assert response.status_code == 413
    assert response.context["formset"][0]["text"].value() == "a" * 100_000
    assert "20.000" in response.context["problems"][0][1]


def test_bad_input_53_a_month_over_the_limit_is_413_and_kept_in_the_boxes(officer: Client) -> None:
    resolution = make_resolution(month=12)
    for place in (0, 1):
        address = section_address(resolution, place)
        data = typed(officer, address) | {"paragraphs-TOTAL_FORMS": "12"}
        data |= {f"paragraphs-{number}-text": "a" * 19_000 for number in range(1, 12)}
        data |= {f"paragraphs-{number}-kind": "prose" for number in range(12)}
        response = officer.post(address, data)

    assert response.status_code == 413
    assert response.context["formset"][5]["text"].value() == "a" * 19_000
    assert "200.000" in str(next(iter(response.context["messages"])))
    assert Paragraph.objects.filter(section_id=address.split("/")[-2]).count() == 1


def test_bad_input_53_five_thousand_paragraphs_are_refused(officer: Client) -> None:
    address = section_address(make_resolution(month=12))

    response = officer.post(address, typed(officer, address) | {"paragraphs-1-text": "a\n" * 5000})

    assert response.status_code == 413
    assert "500" in str(next(iter(response.context["messages"])))
    assert Paragraph.objects.count() == 9


def test_bad_input_52_word_markup_of_two_megabytes_is_413_and_lost_nowhere(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    markup = "<p class=MsoNormal style='mso-fareast-language:VI'>" * 40_000

    response = officer.post(address, typed(officer, address) | {"paragraphs-1-text": markup})

    assert response.status_code == 413
    assert response.context["formset"][1]["text"].value() == markup


def test_bad_input_66_addresses_in_the_text_reach_the_pdf_as_text(officer: Client) -> None:
    address = section_address(make_resolution(month=12))
    text = "<img src=http://169.254.169.254> url(file:///etc/passwd)"
    officer.post(address, typed(officer, address) | {"paragraphs-0-text": text})

    with pdfplumber.open(io.BytesIO(officer.get(f"{DRAFT}tai-ve/pdf/").content)) as pdf:
        words = " ".join((pdf.pages[0].extract_text() or "").split())

    assert text in words


def test_pages_of_a_database_without_a_committee_say_what_is_missing(db: None) -> None:
    client = Client()
    client.force_login(make_officer())
    make_committee()
    make_resolution(month=12)
    Committee.objects.all().delete()

    response = client.get(DRAFT)

    assert response.status_code == 503
    assert "setup_committee" in response.content.decode()
