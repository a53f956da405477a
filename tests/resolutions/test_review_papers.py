"""The papers of a review: the form that asks for an opinion, the table of opinions, what the meeting reads."""

from io import BytesIO

import pdfplumber
import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as WordFile

from kesat.organization.models import Committee, User
from resolutions import review_papers, reviewing, submitting, threads
from resolutions.models import Draft, Resolution, Section
from resolutions.reviewing import Anchor
from tests.factories import (
    StandingCommittee,
    make_committee,
    make_head_of_office,
    make_officer,
    make_section,
    make_standing_committee,
    submit_draft,
)

pytestmark = pytest.mark.django_db

ONE, TWO = "Giao các thôn vận động các hộ còn lại.", "Tuần tra ban đêm."
REVIEW, TABLE, BUNDLE = (
    "/nghi-quyet/2026-12/y-kien/",
    "/nghi-quyet/2026-12/tiep-thu/bang/",
    "/nghi-quyet/2026-12/tai-lieu-hop/pdf/",
)
SCRIPT = "<script>alert(1)</script> & {{ 7*7 }}"


class Papers:
    """A month in review with comments of two members, one of them answered."""

    def __init__(self) -> None:
        self.letterhead = make_committee()
        self.committee: StandingCommittee = make_standing_committee()
        self.head: User = make_head_of_office()
        self.officer: User = make_officer()
        self.section: Section = make_section(ONE, TWO, month=12)
        self.month: Resolution = self.section.part.resolution
        self.draft: Draft = submit_draft(self.month, by=self.head)
        first, second = self.section.paragraphs.all()
        mai, son, _lan = self.committee.members
        now = timezone.now()
        self.wording = reviewing.suggest(self.draft, second.pk, "Tuần tra đêm 13/02.", "Rõ ngày.", by=mai, at=now)
        reviewing.support(self.wording, by=son, at=now)
        said = reviewing.comment(self.draft, Anchor(first.pk, "các hộ còn lại"), SCRIPT, by=son, at=now)
        reviewing.answer(said, "partly", "Ghi 04 hộ.", by=self.officer, at=now)
        reviewing.reply(said, "Nhất trí.", by=mai, at=now)
        reviewing.comment(self.draft, Anchor(), "Ghi chú của Văn phòng.", by=self.officer, at=now)
        reviewing.opine(self.draft, "reserved", "Chờ số liệu.", by=self.committee.deputy, at=now)

    def discussion(self) -> threads.Discussion:
        return threads.discussion(self.month, self.draft)


@pytest.fixture
def papers() -> Papers:
    return Papers()


def text_of_pdf(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as file:
        return [" ".join((page.extract_text() or "").split()) for page in file.pages]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_table_tells_each_comment_who_outcome_explanation_and_place(papers: Papers) -> None:
    rows = review_papers.table_rows(papers.discussion())

    assert [(row.number, row.outcome, row.explanation, row.place) for row in rows] == [
        ("1", "Tiếp thu một phần", "Ghi 04 hộ.", "Mục I.1, đoạn 1 (Dự thảo lần 1)"),
        ("2", "Chưa trả lời", "", "Mục I.1, đoạn 2 (Dự thảo lần 1)"),
        ("3", "Chưa trả lời", "", "Toàn văn (Dự thảo lần 1)"),
    ]
    assert rows[0].said == ("Về các chữ “các hộ còn lại”:", SCRIPT, "Lê Thị Mai: Nhất trí.")
    assert rows[1].said == ("Rõ ngày.", "Gợi ý viết: “Tuần tra đêm 13/02.”", "Cùng ý kiến với gợi ý: Ngô Văn Sơn")
    assert rows[2].said == ("Chờ số liệu.",)
    assert rows[1].who.startswith("Lê Thị Mai, ")


def test_comments_of_earlier_drafts_stand_in_the_table_too(papers: Papers) -> None:
    for thread in papers.discussion().threads:
        if not thread.is_answered:
            reviewing.answer(thread.comment, "declined", "Giữ nguyên.", by=papers.officer, at=timezone.now())
    papers.month.refresh_from_db()
    submitting.take_back(papers.month, "Cần sửa.", by=papers.head, at=timezone.now())
    papers.draft = submit_draft(papers.month, by=papers.head)

    places = [row.place for row in review_papers.table_rows(papers.discussion())]

    assert len(places) == 3
    assert all("Dự thảo lần 1" in place for place in places)


def test_bad_input_04_the_table_as_pdf_is_a_landscape_page_with_text_as_it_was_typed(papers: Papers) -> None:
    name, content = review_papers.table(papers.discussion(), papers.letterhead, "pdf")

    assert name == "Bảng tổng hợp tiếp thu, giải trình ý kiến tháng 12-2026.pdf"
    with pdfplumber.open(BytesIO(content)) as file:
        assert file.pages[0].width > file.pages[0].height
    (page,) = text_of_pdf(content)
    assert "BẢNG TỔNG HỢP" in page
    assert "<script>alert(1)</script>" in page
    assert "{{ 7*7 }}" in page
    assert "Ghi chú của Văn phòng" not in page


def test_the_table_as_word_holds_the_same(papers: Papers) -> None:
    _name, content = review_papers.table(papers.discussion(), papers.letterhead, "docx")

    document = WordFile(BytesIO(content))
    (grid,) = document.tables[1:]
    assert [cell.text for cell in grid.rows[0].cells] == list(review_papers.COLUMNS)
    assert len(grid.rows) == 4
    assert SCRIPT in grid.rows[1].cells[1].text
    page = document.sections[0]
    assert (page.page_width or 0) > (page.page_height or 0)


def test_a_table_without_comments_says_so(papers: Papers) -> None:
    empty = threads.Discussion(papers.discussion().shown, [])

    assert "Chưa có ý kiến." in text_of_pdf(review_papers.table(empty, papers.letterhead, "pdf")[1])[0]


@pytest.mark.parametrize(
    ("silence", "words"), [(True, "xem như thống nhất với dự thảo"), (False, "không tính là thống nhất")]
)
def test_each_member_has_a_form_on_a_page_of_its_own(silence: bool, words: str, papers: Papers) -> None:  # noqa: FBT001
    papers.letterhead.silence_is_assent = silence
    asked = list(papers.draft.asked.all())

    name, content = review_papers.opinion_forms(papers.draft, asked, papers.letterhead, "pdf")

    pages = text_of_pdf(content)
    assert name == "Phiếu xin ý kiến Dự thảo lần 1 tháng 12-2026.pdf"
    assert len(pages) == 5
    for page, person in zip(pages, asked, strict=True):
        assert "PHIẾU XIN Ý KIẾN" in page
        assert f"Đồng chí {person.full_name}" in page
        assert "□ Bảo lưu ý kiến" in page
        assert words in page


def test_the_forms_as_word_are_one_file(papers: Papers) -> None:
    asked = list(papers.draft.asked.all())

    _name, content = review_papers.opinion_forms(papers.draft, asked, papers.letterhead, "docx")

    document = WordFile(BytesIO(content))
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.text == "PHIẾU XIN Ý KIẾN"]
    assert len(titles) == 5
    assert document.element.body.xml.count('w:type="page"') == 4


def test_the_bundle_is_the_draft_with_the_table_behind_it(papers: Papers) -> None:
    name, content = review_papers.bundle(papers.discussion(), papers.letterhead, "pdf")

    pages = text_of_pdf(content)
    assert name == "Tài liệu họp Dự thảo lần 1 tháng 12-2026.pdf"
    assert "Dự thảo lần 1" in pages[0]
    assert ONE in pages[0]
    assert "BẢNG TỔNG HỢP" in pages[-1]
    with pdfplumber.open(BytesIO(content)) as file:
        assert file.pages[0].width < file.pages[0].height
        assert file.pages[-1].width > file.pages[-1].height


def test_the_bundle_as_word_has_the_text_upright_and_the_table_across(papers: Papers) -> None:
    name, content = review_papers.bundle(papers.discussion(), papers.letterhead, "docx")

    document = WordFile(BytesIO(content))
    upright, across = document.sections
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert name == "Tài liệu họp Dự thảo lần 1 tháng 12-2026.docx"
    assert [str(each.orientation) for each in (upright, across)] == ["PORTRAIT (0)", "LANDSCAPE (1)"]
    assert across.header.is_linked_to_previous
    assert lines.index("BẢNG TỔNG HỢP") > next(place for place, line in enumerate(lines) if ONE in line)
    assert document.tables[-1].cell(0, 1).text == "Nội dung ý kiến"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_office_takes_out_every_form_and_a_member_their_own(kind: str, papers: Papers) -> None:
    office, member = signed_in(papers.officer), signed_in(papers.committee.members[0])

    all_of_them, own = (client.get(f"{REVIEW}phieu/{kind}/") for client in (office, member))

    assert all_of_them.headers["Content-Disposition"].startswith("attachment")
    if kind == "pdf":
        assert (len(text_of_pdf(all_of_them.content)), len(text_of_pdf(own.content))) == (5, 1)
        assert "Lê Thị Mai" in text_of_pdf(own.content)[0]
    else:
        assert WordFile(BytesIO(own.content)).element.body.xml.count("PHIẾU XIN Ý KIẾN") == 1


def test_office_and_members_take_out_table_and_bundle(papers: Papers) -> None:
    for person in (papers.officer, papers.committee.members[1]):
        client = signed_in(person)
        assert client.get(f"{TABLE}pdf/").content.startswith(b"%PDF-")
        assert client.get(f"{TABLE}docx/").content.startswith(b"PK")
        assert client.get(BUNDLE).content.startswith(b"%PDF-")
        assert client.get(BUNDLE.replace("pdf", "docx")).content.startswith(b"PK")
        assert client.get(BUNDLE.replace("pdf", "txt")).status_code == 404
        assert client.get(f"{TABLE}txt/").status_code == client.get(f"{REVIEW}phieu/txt/").status_code == 404


def test_the_committee_of_the_day_is_on_the_papers(papers: Papers) -> None:
    Committee.objects.update(issuing_body="ĐẢNG ỦY XÃ KHÁC")

    assert "ĐẢNG ỦY XÃ KHÁC" in text_of_pdf(signed_in(papers.officer).get(f"{TABLE}pdf/").content)[0]


def test_the_table_stays_inside_its_page_and_forms_carry_no_page_number(papers: Papers) -> None:
    _name, content = review_papers.table(papers.discussion(), papers.letterhead, "pdf")
    asked = list(papers.draft.asked.all())

    with pdfplumber.open(BytesIO(content)) as file:
        page = file.pages[0]
        assert max(word["x1"] for word in page.extract_words()) < page.width - 50
    forms = text_of_pdf(review_papers.opinion_forms(papers.draft, asked, papers.letterhead, "pdf")[1])
    assert [form.split()[0] for form in forms] == ["ĐẢNG"] * 5
