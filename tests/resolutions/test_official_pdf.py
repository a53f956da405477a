"""The official PDF, read back: where every box stands, its size and weight, the text, the tags, the bytes.

What is expected is written out here from the guidance (Appendix 1 and 3), in millimetres from the upper left corner
of the paper and in points; it is not taken from the code's own data.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from resolutions.layout import Profile, compose, to_pdf
from resolutions.manuscript import Manuscript
from tests.resolutions.manuscripts import (
    HOSTILE,
    bare_manuscript,
    hostile_manuscript,
    long_manuscript,
    make_letterhead,
    manuscript_of,
    prose,
    short_manuscript,
)

MM = 72 / 25.4
ROOT = Path(__file__).parents[2]
REGULAR, BOLD, ITALIC = "DocSerif", "DocSerif-Bold", "DocSerif-Italic"
ASCENT, DESCENT = 0.891, 0.216  # of the typeface, in parts of its size

LEFT_COLUMN, RIGHT_COLUMN, MIDDLE = 71.5, 154.0, 112.5
SIGNATURE = 30 + 165 * 3 / 4
MARGIN, INDENT = 30.0, 40.0


@dataclass(frozen=True)
class Printed:
    """One line of a box as it stands on a page: millimetres, but `size` in points."""

    text: str
    page: int
    font: str
    size: float
    x0: float
    x1: float
    baseline: float

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size / MM

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size / MM

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def is_in_margin(self) -> bool:
        return self.baseline < 20 or self.baseline > 277


@dataclass(frozen=True)
class Expected:
    """A box of the table; `x` is the middle of a centred box, else where its first letter stands."""

    text: str
    size: float
    font: str
    x: float
    is_centred: bool = True


HEAD = [
    Expected("ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG", 14, REGULAR, LEFT_COLUMN),
    Expected("ĐẢNG ỦY XÃ KẺ SẶT", 14, BOLD, LEFT_COLUMN),
    Expected("*", 14, REGULAR, LEFT_COLUMN),
    Expected("Số 07-NQ/ĐU", 14, REGULAR, LEFT_COLUMN),
    Expected("KHẨN", 14, BOLD, LEFT_COLUMN),
    Expected("TÀI LIỆU HỘI NGHỊ", 12, BOLD, LEFT_COLUMN),
    Expected("Dự thảo lần 2", 14, ITALIC, LEFT_COLUMN),
    Expected("ĐẢNG CỘNG SẢN VIỆT NAM", 15, BOLD, RIGHT_COLUMN),
    Expected("Kẻ Sặt, ngày 05 tháng 3 năm 2026", 14, ITALIC, RIGHT_COLUMN),
    Expected("NGHỊ QUYẾT", 15, BOLD, MIDDLE),
    Expected("CỦA BAN THƯỜNG VỤ ĐẢNG ỦY", 14, BOLD, MIDDLE),
    Expected("về thực hiện nhiệm vụ chính trị tháng 3/2026", 14, BOLD, MIDDLE),
    Expected("-----", 14, REGULAR, MIDDLE),
    Expected("Điện thoại: 0220.3.000.000", 10, REGULAR, MIDDLE),
]
BODY = [
    Expected("- Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã khóa I;", 14, REGULAR, INDENT, is_centred=False),
    Expected("1. Công tác xây dựng Đảng", 14, BOLD, INDENT, is_centred=False),
    Expected("a) Công tác tổ chức", 14, ITALIC, INDENT, is_centred=False),
    Expected("- Về hình thức:", 14, REGULAR, INDENT, is_centred=False),
    Expected("+ phát thanh 24 buổi trên đài truyền thanh xã;", 14, REGULAR, INDENT, is_centred=False),
    Expected("giám sát chuyên đề đối với hai chi bộ nông thôn, xong trước ngày 25/3/2026.", 14, REGULAR, MARGIN, False),
]
FOOT = [
    Expected("Nơi nhận:", 14, REGULAR, MARGIN, is_centred=False),
    Expected("ABC-268", 8, REGULAR, MARGIN, is_centred=False),
    Expected("T/M BAN THƯỜNG VỤ", 14, BOLD, SIGNATURE),
    Expected("BÍ THƯ", 14, REGULAR, SIGNATURE),
    Expected("Nguyễn Thị Hải Yến", 14, BOLD, SIGNATURE),
]
BY_PROFILE = {
    Profile.HD05_2026: [
        Expected("I. KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026", 14, BOLD, INDENT, is_centred=False),
        Expected("- Thường trực Thành ủy (để báo cáo);", 12, REGULAR, MARGIN, is_centred=False),
        Expected("- Lưu Văn phòng Đảng ủy.", 12, REGULAR, MARGIN, is_centred=False),
    ],
    Profile.HD36_2018: [
        Expected("I- KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026", 14, BOLD, INDENT, is_centred=False),
        Expected("- Thường trực Thành ủy (để báo cáo),", 12, REGULAR, MARGIN, is_centred=False),
        Expected("- Lưu Văn phòng Đảng ủy.", 12, REGULAR, MARGIN, is_centred=False),
    ],
}


@cache
def full_pdf(profile: Profile) -> bytes:
    """Return a document with every box of the table."""
    letterhead = replace(
        make_letterhead(profile),
        circulation="TÀI LIỆU HỘI NGHỊ",
        typist="ABC-268",
        contact="Điện thoại: 0220.3.000.000",
    )
    return to_pdf(compose(short_manuscript(), letterhead, draft=2))


@cache
def pdf_of(manuscript: Manuscript, profile: Profile = Profile.HD05_2026) -> bytes:
    return to_pdf(compose(manuscript, make_letterhead(profile)))


@cache
def lines_of(pdf: bytes) -> list[Printed]:
    """Return the lines in the order in which they were written; each is one marked piece of a page."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [
            _line(list(chars), number, float(page.height))
            for number, page in enumerate(document.pages, start=1)
            for _, chars in groupby(page.chars, key=lambda char: char["mcid"])
        ]


def _line(chars: list[Any], page: int, height: float) -> Printed:
    text = "".join(char["text"] for char in chars)
    shown = [char for char in chars if char["text"].strip()] or chars
    return Printed(
        text=text.replace("\u00a0", " ").strip(),
        page=page,
        font=chars[0]["fontname"].partition("+")[2],
        size=chars[0]["size"],
        x0=shown[0]["x0"] / MM,
        x1=shown[-1]["x1"] / MM,
        baseline=(height - chars[0]["matrix"][5]) / MM,
    )


def strokes_of(pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Return left, right, top and bottom of the lines and frames of a page, in millimetres."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        drawn = document.pages[page - 1].rects + document.pages[page - 1].lines
        return [(one["x0"] / MM, one["x1"] / MM, one["top"] / MM, one["bottom"] / MM) for one in drawn]


def find(lines: list[Printed], start: str) -> Printed:
    return next(line for line in lines if line.text.startswith(start))


def near(millimetres: float) -> Any:
    return pytest.approx(millimetres, abs=0.5)


def points(value: float) -> Any:
    return pytest.approx(value, abs=0.1)


@pytest.mark.parametrize("profile", Profile)
def test_every_box_has_its_size_weight_and_place_across(profile: Profile) -> None:
    lines = {line.text: line for line in lines_of(full_pdf(profile))}

    for box in [*HEAD, *BODY, *FOOT, *BY_PROFILE[profile]]:
        line = lines[box.text]
        assert (line.text, line.size, line.font) == (box.text, points(box.size), box.font)
        assert (line.text, line.centre if box.is_centred else line.x0) == (box.text, near(box.x))


@pytest.mark.parametrize("profile", Profile)
def test_the_paper_is_a4_with_margins_20_15_20_30(profile: Profile) -> None:
    pdf = pdf_of(long_manuscript(), profile)

    text = [line for line in lines_of(pdf) if not line.is_in_margin]

    with pdfplumber.open(BytesIO(pdf)) as document:
        sizes = {(float(page.width), float(page.height)) for page in document.pages}
    assert list(sizes) == [(points(210 * MM), points(297 * MM))]
    assert min(line.x0 for line in text) == near(30)
    assert max(line.x1 for line in text) == near(195)
    assert min(line.top for line in text) == near(20)
    assert 277 - 18 / MM < max(line.bottom for line in text) <= 277


@pytest.mark.parametrize("profile", Profile)
def test_the_head_stands_from_the_top_margin_down_in_its_order(profile: Profile) -> None:
    lines = lines_of(full_pdf(profile))
    left, right = [[find(lines, box.text) for box in boxes] for boxes in (HEAD[:7], HEAD[7:9])]

    assert (left[0].top, right[0].top) == (near(20), near(20))
    for column in (left, right):
        gaps = [below.top - above.bottom for above, below in pairwise(column)]
        assert all(-1.5 < gap < 4 for gap in gaps), gaps
    assert left[0].x1 <= 30 + 83
    assert right[0].x0 >= 30 + 83


@pytest.mark.parametrize("profile", Profile)
def test_the_party_name_is_underlined_over_its_whole_length(profile: Profile) -> None:
    pdf = full_pdf(profile)
    party = find(lines_of(pdf), "ĐẢNG CỘNG SẢN VIỆT NAM")

    right_strokes = [stroke for stroke in strokes_of(pdf, 1) if stroke[0] > MIDDLE]

    bottom = max(stroke[3] for stroke in right_strokes)
    top = min(stroke[3] for stroke in right_strokes)
    assert {(stroke[0] == near(party.x0), stroke[1] == near(party.x1)) for stroke in right_strokes} == {(True, True)}
    assert (bottom - top) * MM == points(0.75)
    assert 0 <= bottom - party.bottom < 1


@pytest.mark.parametrize("profile", Profile)
def test_the_urgency_mark_has_a_frame(profile: Profile) -> None:
    pdf = full_pdf(profile)
    mark = find(lines_of(pdf), "KHẨN")

    frame = [stroke for stroke in strokes_of(pdf, 1) if stroke[1] < MIDDLE]

    assert frame
    for x0, x1, top, bottom in frame:
        assert x0 < mark.x0 < mark.x1 < x1
        assert top < mark.top + 1
        assert bottom > mark.baseline


@pytest.mark.parametrize("profile", Profile)
def test_the_title_stands_18_points_below_the_head_and_the_hyphens_before_the_body(profile: Profile) -> None:
    lines = lines_of(full_pdf(profile))
    kind, issuer, subject, dash = [find(lines, box.text) for box in HEAD[9:13]]

    assert 18 <= (kind.top - find(lines, "Dự thảo lần 2").bottom) * MM < 20
    assert kind.baseline < issuer.baseline < subject.baseline < dash.baseline < find(lines, "- Căn cứ").baseline
    assert (issuer.baseline - kind.baseline) * MM == pytest.approx(17, abs=1)


@pytest.mark.parametrize("profile", Profile)
def test_body_lines_are_18_points_apart_and_paragraphs_6_more(profile: Profile) -> None:
    text = [line for line in lines_of(pdf_of(long_manuscript(), profile)) if line.page == 2 and not line.is_in_margin]

    steps = {round((below.baseline - above.baseline) * MM, 1): below.x0 for above, below in pairwise(text)}

    assert steps == {18.0: near(MARGIN), 24.0: near(INDENT)}


@pytest.mark.parametrize("profile", Profile)
def test_body_paragraphs_are_justified(profile: Profile) -> None:
    text = [line for line in lines_of(pdf_of(long_manuscript(), profile)) if line.page == 2 and not line.is_in_margin]

    full = [line for line, below in pairwise(text) if below.x0 == near(MARGIN)]

    assert len(full) > 20
    assert [line for line in full if line.x1 != near(195)] == []


@pytest.mark.parametrize("profile", Profile)
def test_the_foot_stands_12_points_below_the_body_side_by_side(profile: Profile) -> None:
    lines = lines_of(full_pdf(profile))
    recipients, authority = find(lines, "Nơi nhận:"), find(lines, "T/M BAN THƯỜNG VỤ")

    assert 12 <= (authority.top - find(lines, "Các chi bộ, đảng bộ").bottom) * MM < 15
    assert recipients.baseline == near(authority.baseline)
    assert recipients.page == authority.page


@pytest.mark.parametrize("profile", Profile)
def test_there_are_80_points_of_room_for_the_signature(profile: Profile) -> None:
    lines = lines_of(full_pdf(profile))

    room = find(lines, "Nguyễn Thị Hải Yến").top - find(lines, "BÍ THƯ").bottom

    assert 80 <= room * MM < 83


@pytest.mark.parametrize("profile", Profile)
def test_only_the_word_for_recipients_is_underlined(profile: Profile) -> None:
    pdf = full_pdf(profile)
    recipients = find(lines_of(pdf), "Nơi nhận:")

    strokes = strokes_of(pdf, 2)

    assert [(near(recipients.x0), near(recipients.x1))] == [(x0, x1) for x0, x1, _, _ in strokes]
    assert recipients.baseline < strokes[0][2] < recipients.bottom


@pytest.mark.parametrize("profile", Profile)
def test_pages_are_numbered_from_the_second_in_the_middle_10_mm_from_the_edge(profile: Profile) -> None:
    lines = lines_of(pdf_of(long_manuscript(), profile))

    numbers = [line for line in lines if line.baseline < 20]

    assert [(line.text, line.page) for line in numbers] == [(str(page), page) for page in range(2, 7)]
    for line in numbers:
        assert (line.size, line.font) == (points(14), REGULAR)
        assert (line.centre, line.top) == (near(MIDDLE), near(10))


def test_the_contact_stands_in_the_bottom_margin_of_the_first_page_only() -> None:
    contacts = [line for line in lines_of(full_pdf(Profile.HD05_2026)) if line.text.startswith("Điện thoại")]

    assert [line.page for line in contacts] == [1]
    assert 277 < contacts[0].top < contacts[0].bottom < 297


@pytest.mark.parametrize("manuscript", [short_manuscript(), long_manuscript(), bare_manuscript(), hostile_manuscript()])
@pytest.mark.parametrize("profile", Profile)
def test_the_text_taken_out_is_nfc_and_complete(manuscript: Manuscript, profile: Profile) -> None:
    composition = compose(manuscript, make_letterhead(profile), draft=3)

    lines = [line.text for line in lines_of(to_pdf(composition)) if not line.is_in_margin]

    text = "".join("".join(lines).split())
    assert text == unicodedata.normalize("NFC", text)
    assert text == "".join("".join(line.text for line in composition.lines).split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_every_paragraph_is_found_by_pdftotext() -> None:
    composition = compose(short_manuscript(), make_letterhead())

    result = subprocess.run(["pdftotext", "-", "-"], input=to_pdf(composition), capture_output=True, check=True)

    text = " ".join(result.stdout.decode().replace("\u00a0", " ").split())
    assert [line.text for line in composition.lines if line.text not in text] == []


def test_no_line_ends_inside_a_bound_expression() -> None:
    words = "Đại hội lần thứ I, ngày 05 tháng 01/2026, số 07-NQ/ĐU và khóa II bàn về " * 40

    lines = [line.text for line in lines_of(pdf_of(replace(bare_manuscript(), closing=prose(words.strip()))))]

    assert [below for above, below in pairwise(lines) if re.match(r"I\b|II\b|05|01|07", below)] == []
    assert len(lines) > 40


SWEEPS = {
    "a paragraph that grows by a line, then one line": [
        replace(manuscript_of(1, 250 + 12 * more), closing=prose("Dòng cuối cùng.")) for more in range(16)
    ],
    "short paragraphs": [manuscript_of(count, 4) for count in range(14, 30)],
    "a long last paragraph": [
        replace(manuscript_of(1, 60), closing=prose(" ".join(["chữ"] * (120 + 20 * more)))) for more in range(16)
    ],
}


@pytest.mark.parametrize("name", SWEEPS)
def test_the_signature_is_whole_and_never_alone_on_a_page(name: str) -> None:
    pages = set()
    for manuscript in SWEEPS[name]:
        lines = lines_of(pdf_of(manuscript))
        foot = lines.index(find(lines, "Nơi nhận:"))
        page = lines[foot].page
        kept = [line for line in lines[:foot] if line.page == page and not line.is_in_margin and line.x0 < 41]

        pages.add(page)
        assert {line.page for line in lines[foot:]} == {page}
        assert len(kept) >= 2, [line.text for line in kept]
    assert pages == {1, 2}


def test_a_heading_never_stands_at_the_foot_of_a_page() -> None:
    for count in range(17, 25):
        manuscript = manuscript_of(count, 4)
        section = replace(manuscript.parts[0].sections[0], paragraphs=prose(*["Một dòng."] * count))
        twice = replace(manuscript.parts[0], sections=(section, section))
        lines = [line for line in lines_of(pdf_of(replace(manuscript, parts=(twice,)))) if not line.is_in_margin]

        heading = next(place for place, line in enumerate(lines) if line.text.startswith("2. Mục"))

        assert lines[heading].page == lines[heading + 1].page


def tags_of(pdf: bytes) -> Iterator[str]:
    """Yield the types of the structure tree in the order of reading."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        waiting: list[Any] = [document.doc.catalog["StructTreeRoot"].resolve()["K"]]
        while waiting:
            node = waiting.pop(0)
            node = node.resolve() if hasattr(node, "resolve") else node
            if isinstance(node, list):
                waiting[:0] = node
            elif isinstance(node, dict):
                yield node["S"].name
                waiting.insert(0, node.get("K", []))


def test_the_tag_tree_holds_title_headings_and_paragraphs_and_no_table() -> None:
    composition = compose(short_manuscript(), make_letterhead())

    tags = list(tags_of(to_pdf(composition)))

    assert [tag for tag in tags if re.fullmatch("H[1-6]", tag)] == [
        "H1", "H2", "H3", "H4", "H4", "H3", "H2", "H3", "H4", "H3"
    ]  # fmt: skip
    assert tags.count("P") == len(composition.lines) - 3 - 9
    assert not {"Table", "TR", "TD", "Figure"} & set(tags)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("manuscript", [short_manuscript(), bare_manuscript(), hostile_manuscript()])
def test_qpdf_finds_nothing_wrong(manuscript: Manuscript, tmp_path: Path) -> None:
    path = tmp_path / "nghi-quyet.pdf"
    path.write_bytes(pdf_of(manuscript))

    result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")


def test_the_same_text_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import django, hashlib; django.setup()\n"
        "from tests.resolutions.manuscripts import make_letterhead, short_manuscript\n"
        "from resolutions.layout import compose, to_pdf\n"
        "print(hashlib.sha256(to_pdf(compose(short_manuscript(), make_letterhead()))).hexdigest())"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "4711",
        "FONTCONFIG_FILE": str(tmp_path / "none.conf"),
    }

    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == hashlib.sha256(pdf_of(short_manuscript())).hexdigest()


def test_bad_input_04_and_05_markup_and_template_language_are_text_in_the_pdf() -> None:
    text = " ".join(line.text for line in lines_of(pdf_of(hostile_manuscript())))

    assert [words for words in HOSTILE if "".join(words.split()) not in "".join(text.split())] == []


def test_bad_input_66_addresses_in_the_text_fetch_nothing(caplog: pytest.LogCaptureFixture) -> None:
    letterhead = replace(
        make_letterhead(), contact="<img src=http://127.0.0.1:9/a.png>", place="url(http://127.0.0.1:9)"
    )

    pdf = to_pdf(compose(hostile_manuscript(), letterhead))

    assert [record for record in caplog.records if record.name == "kesat.printing"] == []
    assert "<img src=http://127.0.0.1:9/a.png>" in [line.text for line in lines_of(pdf)]
