"""The Word file, read back: its page, styles, columns, text and bytes, and its pages in LibreOffice."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kesat.vietnamese import clean
from resolutions.layout import Composition, Profile, compose, to_pdf
from resolutions.manuscript import Manuscript
from resolutions.word import file_name, to_docx
from tests.resolutions.manuscripts import (
    HOSTILE,
    bare_manuscript,
    hostile_manuscript,
    long_manuscript,
    make_letterhead,
    short_manuscript,
)

ROOT = Path(__file__).parents[2]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def composed(manuscript: Manuscript, profile: Profile = Profile.HD05_2026, draft: int | None = None) -> Composition:
    return compose(manuscript, make_letterhead(profile), draft=draft)


def opened(composition: Composition) -> Any:
    return Document(BytesIO(to_docx(composition)))


def paragraphs_of(document: Any) -> Iterator[Any]:
    """Yield the paragraphs in the order of reading, those in columns too."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for cell in block.rows[0].cells:
                yield from cell.paragraphs
        else:
            yield block


def texts_of(document: Any) -> list[str]:
    return [clean(paragraph.text) for paragraph in paragraphs_of(document) if paragraph.text]


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("manuscript", [short_manuscript(), long_manuscript(), bare_manuscript(), hostile_manuscript()])
def test_the_file_holds_every_line_as_typed_text(manuscript: Manuscript, profile: Profile) -> None:
    composition = composed(manuscript, profile, draft=1)

    assert texts_of(opened(composition)) == [line.text for line in composition.lines]


def test_the_page_is_a4_with_margins_20_15_20_30_and_the_header_10_mm_from_the_edge() -> None:
    section = opened(composed(short_manuscript())).sections[0]

    millimetres = [
        round(length / Mm(1), 1)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.right_margin,
            section.bottom_margin,
            section.left_margin,
            section.header_distance,
        )
    ]
    assert millimetres == [210, 297, 20, 15, 20, 30, 10]


def test_pages_are_numbered_from_the_second_on() -> None:
    section = opened(composed(short_manuscript())).sections[0]

    field = section.header.paragraphs[0]._p.find(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous


def test_the_contact_stands_at_the_foot_of_the_first_page() -> None:
    letterhead = replace(make_letterhead(), contact="Điện thoại: 0220.3.000.000")

    section = opened(compose(short_manuscript(), letterhead)).sections[0]

    assert [paragraph.text for paragraph in section.first_page_footer.paragraphs] == ["Điện thoại: 0220.3.000.000"]
    assert section.footer.is_linked_to_previous


def test_the_typeface_is_times_new_roman_and_the_language_vietnamese() -> None:
    styles = opened(composed(short_manuscript())).styles.element

    fonts, language = styles.find(f".//{qn('w:rFonts')}"), styles.find(f".//{qn('w:lang')}")
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert not [name for name in fonts.attrib if "Theme" in name]
    assert language.get(qn("w:val")) == "vi-VN"


# Size, weight, slant, line height, first-line indent: the guidance, not the code's own data.
STYLES = {
    "upper-body": (14, False, False, 17, 0),
    "issuing-body": (14, True, False, 17, 0),
    "party": (15, True, False, 17, 0),
    "date": (14, False, True, 17, 0),
    "type": (15, True, False, 18, 0),
    "issuer": (14, True, False, 17, 0),
    "subject": (14, True, False, 17, 0),
    "part": (14, True, False, 18, 10),
    "section": (14, True, False, 18, 10),
    "heading": (14, False, True, 18, 10),
    "prose": (14, False, False, 18, 10),
    "item": (14, False, False, 18, 10),
    "recipient": (12, False, False, 14, 0),
    "authority": (14, True, False, 17, 0),
    "post": (14, False, False, 17, 0),
    "name": (14, True, False, 17, 0),
    "draft": (14, False, True, 17, 0),
    "page-number": (14, False, False, 16, 0),
}


def test_every_box_is_a_style_with_its_size_weight_line_and_indent() -> None:
    styles = {style.style_id: style for style in opened(composed(short_manuscript())).styles}

    read = {
        name: (
            styles[name].font.size.pt,
            bool(styles[name].font.bold),
            bool(styles[name].font.italic),
            styles[name].paragraph_format.line_spacing.pt,
            round((styles[name].paragraph_format.first_line_indent or 0) / Mm(1)),
        )
        for name in STYLES
    }
    assert read == STYLES
    assert styles["name"].paragraph_format.space_before == Pt(80)
    assert styles["recipients"].font.underline


def test_parts_and_sections_are_headings_that_keep_with_the_next_paragraph() -> None:
    paragraphs = list(paragraphs_of(opened(composed(short_manuscript()))))

    headings = [paragraph for paragraph in paragraphs if paragraph.style.name.startswith("Heading")]
    assert [paragraph.style.name for paragraph in headings[:3]] == ["Heading 1", "Heading 2", "Heading 3"]
    assert all(paragraph.style.paragraph_format.keep_with_next for paragraph in headings)


def test_head_and_foot_are_columns_without_lines_or_padding_that_do_not_split() -> None:
    tables = opened(composed(short_manuscript())).tables

    widths = [[round(cell.width / Mm(1), 1) for cell in table.rows[0].cells] for table in tables]
    assert widths == [[83.0, 82.0], [82.5, 82.5]]
    for table in tables:
        margins = [side.get(qn("w:w")) for side in table._tbl.find(f".//{qn('w:tblCellMar')}")]
        assert margins == ["0", "0", "0", "0"]
        assert table._tbl.find(f".//{qn('w:tblBorders')}") is None
        assert table._tbl.find(f".//{qn('w:cantSplit')}") is not None


def test_the_last_two_paragraphs_hold_on_to_the_signature() -> None:
    composition = composed(long_manuscript())
    paragraphs = [paragraph for paragraph in opened(composition).paragraphs if paragraph.text]

    kept = [clean(paragraph.text) for paragraph in paragraphs if paragraph.paragraph_format.keep_with_next]

    assert kept == [line.text for line in composition.body[-2:]]


def test_a_document_without_foot_has_one_pair_of_columns() -> None:
    assert len(opened(composed(bare_manuscript())).tables) == 1


def test_a_signature_without_recipients_stays_on_the_right() -> None:
    foot = opened(composed(replace(short_manuscript(), recipients=()))).tables[1]

    assert [cell.text for cell in foot.rows[0].cells] == ["", "T/M BAN THƯỜNG VỤ\nBÍ THƯ\nNguyễn Thị Hải Yến"]


def test_the_properties_hold_the_title_and_no_trace_of_the_machine() -> None:
    properties = opened(composed(short_manuscript())).core_properties

    assert properties.title == "Nghị quyết số 07-NQ/ĐU về thực hiện nhiệm vụ chính trị tháng 3/2026"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "vi-VN"


def test_the_same_text_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import django, hashlib; django.setup()\n"
        "from tests.resolutions.manuscripts import make_letterhead, short_manuscript\n"
        "from resolutions.layout import compose\nfrom resolutions.word import to_docx\n"
        "print(hashlib.sha256(to_docx(compose(short_manuscript(), make_letterhead()))).hexdigest())"
    )
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "31"
    }  # fmt: skip

    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )

    content = to_docx(composed(short_manuscript()))
    assert result.stdout.strip() == hashlib.sha256(content).hexdigest()
    with ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_bad_input_04_and_05_markup_and_template_language_are_text_in_the_word_file() -> None:
    texts = texts_of(opened(composed(hostile_manuscript())))

    assert [words for words in HOSTILE if words not in texts] == []


@pytest.mark.parametrize(
    ("month", "draft", "expected"),
    [
        (1, None, "Nghị quyết tháng 01-2026.docx"),
        (12, None, "Nghị quyết tháng 12-2026.docx"),
        (3, 1, "Dự thảo lần 1 Nghị quyết tháng 03-2026.docx"),
        (0, None, "Nghị quyết.docx"),
    ],
)
def test_the_file_is_named_for_its_month_without_what_windows_forbids(
    month: int, draft: int | None, expected: str
) -> None:
    name = file_name(Manuscript(2026, month), "docx", draft=draft)

    assert name == expected
    assert set(name) & set('<>:"/\\|?*') == set()


def first_words(pdf: bytes) -> list[str]:
    """Return the beginning of each page, its number left out."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        pages = []
        for page in document.pages:
            body = page.crop((0, 20 / 25.4 * 72, page.width, page.height))
            lines = groupby(body.extract_words(), key=lambda word: round(word["bottom"]))
            pages.append(" ".join(word["text"] for word in next(lines)[1]))
    return pages


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_pages_in_libreoffice_begin_with_the_same_words_as_those_of_the_pdf(tmp_path: Path) -> None:
    compositions = {"dai": composed(long_manuscript()), "ngan": composed(short_manuscript(), draft=2)}
    for name, composition in compositions.items():
        (tmp_path / f"{name}.docx").write_bytes(to_docx(composition))

    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
        + [str(tmp_path / f"{name}.docx") for name in compositions],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    read = {name: first_words((tmp_path / f"{name}.pdf").read_bytes()) for name in compositions}
    assert read == {name: first_words(to_pdf(composition)) for name, composition in compositions.items()}
    assert {name: len(pages) for name, pages in read.items()} == {"dai": 6, "ngan": 2}
