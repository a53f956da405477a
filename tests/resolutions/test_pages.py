"""The pages of the text, as an officer, a reader and an administrator meet them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument
from PIL import Image

from kesat.organization.held import HeldFile
from kesat.organization.models import Committee
from kesat.records.models import StoredFile
from resolutions.layout import Letterhead, compose, to_text
from resolutions.manuscript import Manuscript
from resolutions.models import Resolution, Section, Status
from tests.factories import make_committee, make_manuscript, make_officer, make_resolution
from tests.resolutions.editor import section_address

pytestmark = pytest.mark.django_db

DRAFT = "/nghi-quyet/2026-12/"


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

    with django_assert_num_queries(6):
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


@pytest.mark.parametrize(
    "period", ["13/2026", "00/2026", "", "2026", "abc", "1/1999", "1,5/2026", "12/2026", f"1/{'9' * 5000}"]
)
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
    assert (resolution.period.calendar, resolution.number, resolution.status) == ((2026, 11), 28, Status.ISSUED)
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


# Facts and sections


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


def test_bad_input_04_a_file_name_is_shown_as_text(officer: Client) -> None:
    file = document()
    file.name = "<img src=x onerror=alert(1)>.txt"

    page = officer.get(bring_in(officer, file)).content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in page


def test_pages_of_a_database_without_a_committee_say_what_is_missing(db: None) -> None:
    client = Client()
    client.force_login(make_officer())
    make_committee()
    make_resolution(month=12)
    Committee.objects.all().delete()

    response = client.get(f"{DRAFT}ban-in/")

    assert response.status_code == 503
    assert "setup_committee" in response.content.decode()
