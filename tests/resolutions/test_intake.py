"""The reader of documents, on text: parts, sections, paragraphs, and what it says of them."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from kesat.uploads import RefusedFile
from resolutions.intake import Intake, Sureness, read_document
from resolutions.manuscript import Field, Manuscript, ParagraphKind, PartKind, Signer
from tests.resolutions.documents import cut
from tests.resolutions.documents.fragments import (
    DIRECTIONS,
    RESULTS,
    Text,
    first_section,
    kinds,
    quotes,
    read,
    read_with,
)
from tests.resolutions.documents.march import MARCH
from tests.resolutions.documents.typed import Typing, as_text, in_old_tones
from tests.resolutions.documents.word import as_word


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def renumbered(sections: str, marks: str) -> str:
    """Return sections with other marks than "1. ", separated by spaces in `marks`."""
    for number, mark in enumerate(marks.split(), 1):
        sections = sections.replace(f"{number}. ", f"{mark} ", 1)
    return sections


def read_cut(*, as_docx: bool) -> Intake:
    content = cut.as_word() if as_docx else cut.PATH.read_bytes()
    return read_document("cut.docx" if as_docx else "cut.txt", content, names=["Kẻ Sặt"])


def shape(found: Manuscript) -> list[list[tuple[Field, str, int]]]:
    return [
        [(section.field, section.title, len(section.paragraphs)) for section in part.sections] for part in found.parts
    ]


@pytest.mark.parametrize("as_docx", [False, True])
def test_reader_heals_each_sentence_cut_by_a_page(as_docx: bool) -> None:  # noqa: FBT001
    found = read_cut(as_docx=as_docx)

    texts = [paragraph.text for paragraph in found.manuscript.paragraphs()]
    joints = [joint for joint in cut.JOINTS if any(joint in text for text in texts)]

    assert joints == list(cut.JOINTS)
    assert kinds(found) == ["healed"] * 3 + ["name_spelling"] * 2
    assert quotes(found, "name_spelling") == ["Kẽ Sặt", "Ke Sặt"]


@pytest.mark.parametrize("as_docx", [False, True])
def test_reader_takes_headings_by_their_numbers_and_not_by_their_rank(as_docx: bool) -> None:  # noqa: FBT001
    found = read_cut(as_docx=as_docx).manuscript

    assert [[len(section.paragraphs) for section in part.sections] for part in found.parts] == cut.COUNTS
    assert [part.title for part in found.parts] == ["KẾT QUẢ CÔNG TÁC THÁNG 4/2026", "NHIỆM VỤ TRỌNG TÂM THÁNG 5/2026"]
    assert (found.year, found.month, found.subject) == (2026, 5, "về thực hiện nhiệm vụ chính trị tháng 5/2026")
    assert len(found.closing) == 1
    assert found.recipients == cut.RECIPIENTS
    assert found.signer == Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Đỗ Văn Khánh")


@pytest.mark.parametrize("part_mark", ["{}. ", "{}- ", "{} - ", "{} – ", "{}/ ", "{}.", "{}) ", "PHẦN {}: ", "{} "])
@pytest.mark.parametrize("section_mark", ["{}. ", "{}- ", "{}) ", "{}/ ", "{} - ", "{}.- ", "Mục {}. ", "{}."])
def test_reader_knows_every_mark_of_headings(part_mark: str, section_mark: str) -> None:
    text = as_text(MARCH, Typing(part_mark, section_mark, width=70))

    found = read(text)

    assert found.manuscript == MARCH
    assert found.findings == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("width", [None, 60, 70, 90])
@pytest.mark.parametrize(("indent", "between"), [("", "\n\n"), ("    ", "\n\n"), ("    ", "\n")])
@pytest.mark.parametrize("in_columns", [False, True])
def test_reader_puts_wrapped_lines_together(
    form: str,
    width: int | None,
    indent: str,
    between: str,
    in_columns: bool,  # noqa: FBT001
) -> None:
    text = as_text(MARCH, Typing("{}. ", "{}. ", width, indent if width else "", between, in_columns))

    found = read_document("thang-3.txt", unicodedata.normalize(form, text).encode())  # type: ignore[arg-type]

    assert found.manuscript == MARCH
    assert found.findings == ()


def test_reader_puts_lines_together_that_were_wrapped_with_each_mark_counted() -> None:
    wrapped = as_text(MARCH, Typing(width=90, is_decomposed=True))

    assert read(wrapped).manuscript == MARCH


def test_reader_puts_lines_together_that_were_taken_out_of_a_pdf() -> None:
    content = cut.PATH.with_name("march-from-pdf.txt").read_bytes()

    found = read_document("march-from-pdf.txt", content)

    assert b"\f" in content
    assert found.manuscript == MARCH


def test_reader_takes_other_marks_old_tones_wrapped_lines_and_decomposed_letters_at_once() -> None:
    month = in_old_tones(MARCH)
    text = as_text(month, Typing("{}- ", "{}- ", width=70, indent="   ", in_columns=True))

    found = read_document("thang-3.txt", unicodedata.normalize("NFD", text).encode(), names=["Ủy ban nhân dân xã"])

    assert "Uỷ ban nhân dân xã chỉ đạo" in month.parts[0].sections[1].paragraphs[0].text
    assert found.manuscript == month
    assert found.findings == ()


def test_reader_is_sure_of_all_that_it_found_in_a_whole_document() -> None:
    found = read(as_text(MARCH))

    assert set(found.sureness.values()) == {Sureness.SURE}
    assert set(found.sureness) >= {"month", "number", "issued_on", "subject", "opening", "results", "directions"}
    assert set(found.sureness) >= {"closing", "recipients", "signer", "results.1", "results.5", "directions.4"}


def test_reader_reads_word_files_as_it_reads_text() -> None:
    found = read_document("thang-3.docx", as_word(MARCH))

    assert found.manuscript == MARCH
    assert found.findings == ()


def test_reader_reads_utf_16_and_a_byte_order_mark() -> None:
    text = as_text(MARCH)

    contents = [text.encode("utf-16"), text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode()]

    assert [read_document("a.txt", content).manuscript for content in contents] == [MARCH] * 3


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1"])
def test_reader_refuses_text_that_is_not_unicode(encoding: str) -> None:
    content = "I. Kết quả".encode(encoding, errors="ignore") + b"\xe3\xb5"

    with pytest.raises(RefusedFile, match="not saved in Unicode"):
        read_document("a.txt", content)


def test_json_holds_the_manuscript_and_its_findings() -> None:
    found = read_with(closing="")

    assert found.as_json() == {
        **found.manuscript.as_json(),
        "findings": [{"kind": "closing_missing", "quote": "", "message": "The closing paragraph was not found."}],
    }


PLAIN = shape(read(Text()).manuscript)


@pytest.mark.parametrize(
    "pieces",
    [
        {"part_one": "PHẦN THỨ NHẤT\nKẾT QUẢ THÁNG 3/2026", "part_two": "PHẦN THỨ HAI\n\nNHIỆM VỤ THÁNG 4/2026"},
        {"part_one": "ĐÁNH GIÁ KẾT QUẢ THÁNG 3/2026", "part_two": "PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 4/2026"},
        {"part_one": "I. Kết quả tháng 3", "part_two": "II. Phương hướng\ntháng 4/2026"},
        {"part_one": "I. ĐÁNH GIÁ CÔNG TÁC\nTHÁNG 3/2026", "part_two": "II. CÔNG TÁC\nTHÁNG 4/2026"},
        {"results": renumbered(RESULTS, "a) b) c) d)"), "directions": renumbered(DIRECTIONS, "a. b. c. d.")},
        {"results": renumbered(RESULTS, "1 2 3 4"), "directions": renumbered(DIRECTIONS, "1: 2: 3: 4:")},
        {"results": RESULTS.replace("3. ", ""), "directions": DIRECTIONS.replace("2. ", "")},
        {
            "part_one": "A. KẾT QUẢ THÁNG 3/2026",
            "results": renumbered(RESULTS, "I. II. III. IV."),
            "part_two": "B. PHƯƠNG HƯỚNG THÁNG 4/2026",
            "directions": renumbered(DIRECTIONS, "I- II- III- IV-"),
        },
        {
            "part_one": "1. Kết quả thực hiện nhiệm vụ tháng 3/2026",
            "results": renumbered(RESULTS, "1.1. 1.2. 1.3. 1.4."),
            "part_two": "2. Phương hướng, nhiệm vụ tháng 4/2026",
            "directions": renumbered(DIRECTIONS, "2.1. 2.2. 2.3. 2.4."),
        },
        {"results": "\n\n".join(f"**{line[3:]}**" if line[:1].isdigit() else line for line in RESULTS.split("\n\n"))},
    ],
)
def test_reader_finds_parts_and_sections_however_they_are_numbered(pieces: dict[str, str]) -> None:
    found = read_with(**pieces)

    assert shape(found.manuscript) == PLAIN
    assert found.findings == ()


def test_title_stays_as_typed_without_number_and_closing_sign() -> None:
    found = read_with(part_one="I- Kết quả tháng 3/2026:", results=RESULTS.replace("xây dựng Đảng", "xây dựng Đảng:"))

    assert found.manuscript.parts[0].title == "Kết quả tháng 3/2026"
    assert found.manuscript.parts[0].sections[0].title == "Công tác xây dựng Đảng"


@pytest.mark.parametrize(
    "title", ["Hạn chế, nguyên nhân", "Đánh giá chung", "Một số tồn tại trong công tác xây dựng Đảng"]
)
def test_extra_section_stands_in_its_place_and_belongs_to_no_field(title: str) -> None:
    found = read_with(results=f"{RESULTS}\n\n5. {title}\n\nMột số việc còn chậm.")

    assert shape(found.manuscript)[0] == [*PLAIN[0], (Field.OTHER, title, 1)]
    assert found.sureness["results.5"] is Sureness.SURE


def test_part_on_shortcomings_between_the_two_becomes_a_section() -> None:
    found = read_with(results=f"{RESULTS}\n\nII. HẠN CHẾ\n\nCòn chậm.", part_two="III. PHƯƠNG HƯỚNG THÁNG 4/2026")

    assert shape(found.manuscript)[0] == [*PLAIN[0], (Field.OTHER, "HẠN CHẾ", 1)]
    assert quotes(found, "numbering") == ["HẠN CHẾ"]


def test_third_part_is_put_into_the_closing_with_a_finding() -> None:
    found = read_with(directions=f"{DIRECTIONS}\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Ban Xây dựng Đảng đôn đốc.")

    assert found.manuscript.closing[0].text == "1. Ban Xây dựng Đảng đôn đốc."
    assert quotes(found, "extra_part") == ["TỔ CHỨC THỰC HIỆN"]
    assert found.sureness["closing"] is Sureness.LIKELY


def test_heading_with_its_text_on_the_same_line_is_cut_at_the_colon() -> None:
    found = read_with(results=RESULTS.replace("Đảng\n\nChi bộ", "Đảng: Chi bộ"))

    assert shape(found.manuscript) == PLAIN
    assert quotes(found, "run_in_title") == ["Công tác xây dựng Đảng"]
    assert found.sureness["results.1"] is Sureness.LIKELY


def test_numbered_sentences_are_no_headings() -> None:
    texts = first_section("1. Chi bộ thôn Đông họp đúng kỳ.\n\n2. Chi bộ thôn Đoài bầu bí thư mới.")

    assert texts == ("1. Chi bộ thôn Đông họp đúng kỳ.", "2. Chi bộ thôn Đoài bầu bí thư mới.")


def test_number_that_does_not_count_on_is_a_finding() -> None:
    found = read_with(results=RESULTS.replace("4. Trung tâm", "5. Trung tâm"))

    assert shape(found.manuscript) == PLAIN
    assert quotes(found, "numbering") == ["Trung tâm Chính trị"]


@pytest.mark.parametrize(("missing", "place"), [("part_one", 0), ("part_two", 1)])
def test_part_whose_heading_is_lost_is_found_by_its_sections(missing: str, place: int) -> None:
    found = read_with(**{missing: ""})

    assert shape(found.manuscript) == PLAIN
    assert found.manuscript.parts[place].title == ""
    assert kinds(found) == ["part_missing"]
    assert found.sureness[found.manuscript.parts[place].part] is Sureness.GUESSED


def test_part_that_is_missing_altogether_is_a_finding() -> None:
    found = read_with(part_one="", results="")

    assert [part.part for part in found.manuscript.parts] == [PartKind.RESULTS, PartKind.DIRECTIONS]
    assert shape(found.manuscript) == [[], PLAIN[1]]
    assert kinds(found) == ["part_missing"]


def test_section_that_is_missing_or_empty_is_a_finding() -> None:
    found = read_with(results="\n\n".join(RESULTS.split("\n\n")[:4] + RESULTS.split("\n\n")[6:7]))

    assert kinds(found) == ["numbering", "section_missing", "section_empty"]
    assert quotes(found, "section_empty") == ["Trung tâm Chính trị"]


def test_words_above_the_first_section_stand_in_a_section_without_title() -> None:
    found = read_with(results=f"Trong tháng, xã đạt những kết quả sau:\n\n{RESULTS}")

    assert shape(found.manuscript)[0] == [(Field.OTHER, "", 1), *PLAIN[0]]
    assert quotes(found, "untitled_section") == ["Trong tháng, xã đạt những kết quả sau:"]


@pytest.mark.parametrize("text", ["", " \n\n\t\n", "Kính gửi các đồng chí", "I. Abc", "# Ghi chú\n\nNgày mai họp."])
def test_document_without_either_part_is_refused(text: str) -> None:
    with pytest.raises(RefusedFile):
        read(text)


def test_marks_of_paragraphs_are_taken_off_and_kept_as_kinds() -> None:
    lines = ("a) Công tác tuyên truyền", "Đã phát 12 bản tin:", "- Bản tin xuân;", "+ Số một;", "• Bản tin hè.")
    typed = "\n\n".join((*lines, "-Bản tin thu."))
    section = read_with(results=RESULTS.replace("Chi bộ thôn Đông đã họp đúng kỳ.", typed))

    paragraphs = section.manuscript.parts[0].sections[0].paragraphs

    assert [(paragraph.kind, paragraph.text) for paragraph in paragraphs] == [
        (ParagraphKind.HEADING, "Công tác tuyên truyền"),
        (ParagraphKind.PROSE, "Đã phát 12 bản tin:"),
        (ParagraphKind.ITEM, "Bản tin xuân;"),
        (ParagraphKind.SUBITEM, "Số một;"),
        (ParagraphKind.ITEM, "Bản tin hè."),
        (ParagraphKind.ITEM, "Bản tin thu."),
    ]


def test_dash_set_in_below_an_item_is_a_sub_item() -> None:
    text = str(Text()).replace(
        "Chi bộ thôn Đông đã họp đúng kỳ.", "- Gồm có:\n    - Phần một;\n    - Phần hai.\n- Khác."
    )

    paragraphs = read(text).manuscript.parts[0].sections[0].paragraphs

    assert [paragraph.kind for paragraph in paragraphs] == [
        ParagraphKind.ITEM,
        ParagraphKind.SUBITEM,
        ParagraphKind.SUBITEM,
        ParagraphKind.ITEM,
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Đã chi trả cho các\n\nhộ nghèo.", ("Đã chi trả cho các hộ nghèo.",)),
        ("Đã họp với xã\n\n2\n\nThượng Hồng.", ("Đã họp với xã Thượng Hồng.",)),
        ("Đã họp với xã\fThượng Hồng.", ("Đã họp với xã Thượng Hồng.",)),
        ("Kế hoạch của\n\nĐảng ủy xã.", ("Kế hoạch của Đảng ủy xã.",)),
        ("Các xã Đường An,\n\nBình Giang.", ("Các xã Đường An, Bình Giang.",)),
        ("Kế hoạch năm\n\n2026 đã xong.", ("Kế hoạch năm 2026 đã xong.",)),
        ("Phát triển kinh tế\n- xã hội của xã.", ("Phát triển kinh tế - xã hội của xã.",)),
        ("Đã nạo vét kênh;\n\nđã sửa cống.", ("Đã nạo vét kênh; đã sửa cống.",)),
        ("Một việc đã xong.\n\nHai việc chưa xong.", ("Một việc đã xong.", "Hai việc chưa xong.")),
        ("Một việc đã xong.\nHai việc chưa xong.", ("Một việc đã xong.", "Hai việc chưa xong.")),
        ("Gồm:\n\n05 đồng chí mới;\n\n06 đồng chí cũ.", ("Gồm:", "05 đồng chí mới;", "06 đồng chí cũ.")),
        ("Không có dấu chấm\n\nĐoạn sau.", ("Không có dấu chấm", "Đoạn sau.")),
        ("- Chi bộ Đông\n- Chi bộ Đoài", ("Chi bộ Đông", "Chi bộ Đoài")),
        ("- Chi bộ Đông,\n- Chi bộ Đoài.", ("Chi bộ Đông,", "Chi bộ Đoài.")),
        ("Cơ sở dữ liệu\n4.0 (tính đến nay).", ("Cơ sở dữ liệu 4.0 (tính đến nay).",)),
    ],
)
def test_paragraphs_begin_and_end_where_their_sentences_do(typed: str, expected: tuple[str, ...]) -> None:
    assert first_section(typed) == expected


def test_paragraph_without_full_stop_is_a_finding() -> None:
    found = read_with(results=RESULTS.replace("họp đúng kỳ.", "họp đúng kỳ\n\nChi bộ khác cũng vậy."))

    assert quotes(found, "unfinished") == ["thôn Đông đã họp đúng kỳ / Chi bộ khác cũng"]


def test_figure_alone_on_a_line_that_does_not_count_pages_stays() -> None:
    assert first_section("Số hồ sơ là\n\n57") == ("Số hồ sơ là 57",)


@pytest.mark.parametrize(
    "closing",
    [
        "Nghị quyết này được phổ biến đến chi bộ./.",
        "Căn cứ Nghị quyết này, các chi bộ xây dựng kế hoạch.",
        "Ban Thường vụ Đảng ủy xã Kẻ Sặt yêu cầu các chi bộ thực hiện Nghị quyết tháng 4/2026.",
    ],
)
def test_closing_is_found_by_its_words(closing: str) -> None:
    found = read_with(closing=closing)

    assert [paragraph.text for paragraph in found.manuscript.closing] == [closing]
    assert found.sureness["closing"] is Sureness.SURE


def test_closing_of_several_paragraphs_is_taken_whole() -> None:
    closing = "Ban Thường vụ Đảng ủy giao Văn phòng theo dõi.\n\nNghị quyết này có hiệu lực từ ngày ký./."

    found = read_with(closing=closing)

    assert [paragraph.text for paragraph in found.manuscript.closing] == closing.split("\n\n")


def test_closing_that_only_its_end_mark_betrays_is_likely() -> None:
    found = read_with(closing="Các đồng chí ủy viên đôn đốc chi bộ mình phụ trách./.")

    assert [paragraph.text[-3:] for paragraph in found.manuscript.closing] == ["./."]
    assert found.sureness["closing"] is Sureness.LIKELY


def test_document_without_closing_says_so() -> None:
    found = read_with(closing="")

    assert kinds(found) == ["closing_missing"]
    assert found.sureness["closing"] is Sureness.MISSING


def test_markdown_marks_are_taken_off() -> None:
    typed = r"Đã **sửa** *xong* [cống](https://vi.du/cong) số 1\. Nước <u>trong</u>&nbsp;veo[^1].<br>Bà con mừng."

    found = read(str(replace(Text(), results=RESULTS.replace("Chi bộ thôn Đông đã họp đúng kỳ.", typed))), "a.md")
    texts = [paragraph.text for paragraph in found.manuscript.parts[0].sections[0].paragraphs]
    assert texts == ["Đã sửa xong cống số 1. Nước trong veo.", "Bà con mừng."]


def test_plain_text_keeps_what_only_looks_like_markdown() -> None:
    typed = "Nhập *mã* __A__ &amp; <b>chữ</b> vào ô [tên](số)."

    assert first_section(typed) == (typed,)


def test_markdown_pictures_tables_notes_and_comments_are_findings() -> None:
    things = "![sơ đồ](a.png)\n\n| Thôn | Hộ |\n|---|---|\n| Đông | 12 |\n\n[^1]: Theo thôn.\n\n<!-- xem lại -->"
    found = read(str(Text()).replace("Chi bộ thôn Đông đã họp đúng kỳ.", f"Đã họp.\n\n{things}"), "a.md")

    assert [paragraph.text for paragraph in found.manuscript.parts[0].sections[0].paragraphs] == ["Đã họp."]
    assert {(finding.kind, finding.quote) for finding in found.findings} == {
        ("comment", "xem lại"),
        ("picture", "sơ đồ"),
        ("footnote", "Theo thôn."),
        ("table", "Thôn | Hộ | Đông | 12"),
    }


def test_head_and_foot_in_markdown_tables_are_read() -> None:
    head = (
        "| ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG | **ĐẢNG CỘNG SẢN VIỆT NAM** |\n|:---:|:---:|\n"
        "| **ĐẢNG ỦY XÃ KẺ SẶT**<br>Số 12-NQ/ĐU | *Kẻ Sặt, ngày 30 tháng 3 năm 2026* |"
    )
    foot = (
        "| Nơi nhận:<br>- Các chi bộ;<br>- Lưu Văn phòng Đảng ủy. "
        "| **T/M BAN THƯỜNG VỤ**<br>**BÍ THƯ**<br><br>**Lê Văn Bình** |"
    )

    found = read(str(replace(Text(), head=head, foot=foot)), "a.md")

    assert found.manuscript == read(Text()).manuscript
    assert found.findings == ()


@pytest.mark.parametrize(
    ("typed", "kind", "quote"),
    [
        ("Uû ban nh©n d©n x· ®· chØ ®¹o.", "legacy_encoding", "Uû ban nh©n d©n x· ®· chØ ®¹o."),
        ("Uûy ban nhaân daân xaõ ñaõ hoïp.", "legacy_encoding", "Uûy ban nhaân daân xaõ ñaõ hoïp."),
        ("Chuyển đổi sốđang nhanh.", "joined_words", "sốđang"),
        ("Là nhân tốquan trọng.", "joined_words", "tốquan"),
        ("Đã m\ufffdt chữ.", "unreadable_character", "Đã m\ufffdt chữ."),
        ("Xã Кẻ Sặt họp.", "foreign_letters", "Кẻ"),
        ("Xã Kê Sặt họp.", "name_spelling", "Kê Sặt"),
    ],
)
def test_words_that_look_wrong_are_findings_and_stay_as_they_are(typed: str, kind: str, quote: str) -> None:
    results = RESULTS.replace("Chi bộ thôn Đông đã họp đúng kỳ.", typed)

    found = read(replace(Text(), results=results), names=["Kẻ Sặt"])

    assert found.manuscript.parts[0].sections[0].paragraphs[0].text == typed
    assert (kind, quote) in {(finding.kind, finding.quote) for finding in found.findings}


@pytest.mark.parametrize(
    "typed", ["xã Kẻ Sặt, KẺ SẶT và kê sắt", "Uỷ ban nhân dân xã", "Toà án, hoạ sĩ, khoẻ, quý, thuở"]
)
def test_right_names_and_both_tone_styles_are_no_findings(typed: str) -> None:
    results = RESULTS.replace("họp đúng kỳ.", f"họp: {typed}.")

    found = read(replace(Text(), results=results), names=["Kẻ Sặt", "Ủy ban nhân dân xã"])

    assert found.findings == ()


def test_document_wholly_in_old_letters_is_refused_with_the_reason() -> None:
    with pytest.raises(RefusedFile, match="TCVN3 or VNI"):
        read("C«ng t¸c x©y dùng §¶ng\n\nUû ban nh©n d©n x· ®· chØ ®¹o s¶n xuÊt vô ®«ng.")


@pytest.mark.parametrize("hanging", ["", "  "])
def test_items_wrapped_under_their_dash_are_put_together(hanging: str) -> None:
    items = (
        "- Nạo vét kênh trục chính qua ba thôn trước mùa mưa, làm xong trong tháng. Đắp lại bờ vùng phía nam.",
        "- Gia cố cống dưới đê, thay hai cánh phai đã hỏng và sơn lại lan can cho người đi bộ khỏi ngã.",
        "- Trồng hai hàng cây dọc đường trục, giao cho đoàn viên thanh niên từng thôn chăm sóc cho đến khi cây bén rễ.",
    )
    typed = "\n".join(textwrap.fill(item, 60, subsequent_indent=hanging, break_on_hyphens=False) for item in items)

    assert first_section(typed) == tuple(item.removeprefix("- ") for item in items)


@pytest.mark.parametrize("width", range(52, 104, 2))
def test_paragraph_that_nothing_parts_from_the_next_is_a_finding(width: int) -> None:
    found = read(as_text(MARCH, Typing(width=width, between="\n")))

    joints = quotes(found, "unsure_joint")

    assert found.manuscript == MARCH or joints
    assert abs(len(list(found.manuscript.paragraphs())) - len(list(MARCH.paragraphs()))) <= len(joints)


def test_sentence_that_ends_a_full_line_where_nothing_parts_paragraphs_begins_one() -> None:
    found = read(as_text(MARCH, Typing(width=60, between="\n")))

    assert found.manuscript == MARCH
    assert quotes(found, "unsure_joint") == ["ra từ cuối năm trước. Kết nạp 05 quần chúng"]


def test_heading_that_fills_its_line_ends_there() -> None:
    title = "1. Công tác xây dựng Đảng và hệ thống chính trị ở cơ sở xã"
    text = (
        "Chi bộ các thôn đã họp đúng kỳ trong tháng, nội dung bám sát việc của thôn, có chi bộ mời quần chúng "
        "tiêu biểu cùng dự; bí thư chi bộ nắm chắc từng hộ còn khó khăn và phân công đảng viên giúp đỡ."
    )
    results = RESULTS.replace("1. Công tác xây dựng Đảng\n\nChi bộ thôn Đông đã họp đúng kỳ.", f"{title}\n{{}}")

    found = read_with(results=results.format(textwrap.fill(text, 60))).manuscript.parts[0].sections[0]

    assert (found.title, [each.text for each in found.paragraphs]) == (title.removeprefix("1. "), [text])


@pytest.mark.parametrize(
    "typed",
    [
        *("Câu lạ xen giữa.", "Câu lạ xen giữa", "CÂU LẠ XEN GIỮA", "- Câu lạ xen giữa;", "+ Câu lạ xen giữa;"),
        *("1. Câu lạ xen giữa", "a) Câu lạ xen giữa", "I. CÂU LẠ XEN GIỮA", "**Câu lạ xen giữa:**", "câu lạ xen giữa"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_no_line_is_lost_wherever_it_stands(typed: str, between: str) -> None:
    opening = "- Căn cứ Điều lệ Đảng;\n\nBan Thường vụ Đảng ủy ban hành Nghị quyết:"
    lines = str(Text(opening=opening)).rstrip("\n").split("\n")

    lost = [
        place
        for place in range(len(lines) + 1)
        if "lạ xen giữa"
        not in str(
            read("\n".join(lines[:place]) + between + typed + between + "\n".join(lines[place:])).as_json()
        ).lower()
    ]

    assert lost == []
