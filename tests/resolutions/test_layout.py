"""A manuscript laid out: numbers, marks, blanks, title, text export, HTML fragment and stylesheet."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from django.utils import translation

from resolutions.boxes import BOXES
from resolutions.layout import Composition, Line, Profile, bind, compose, stylesheet, to_html, to_text
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
    Urgency,
)
from tests.resolutions.manuscripts import (
    HOSTILE,
    bare_manuscript,
    hostile_manuscript,
    long_manuscript,
    make_letterhead,
    prose,
    short_manuscript,
)

NO_BREAK = "\u00a0"


class Fragment(HTMLParser):
    """Reads back what a browser would see: tags, attributes, and the text of each paragraph and heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self._is_inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "p" or re.fullmatch("h[1-6]", tag):
            self.texts.append("")
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag == "span"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data
        elif data.strip():
            self.texts.append(f"outside: {data}")

    @property
    def words(self) -> list[str]:
        return " ".join(self.texts).split()


def composed(manuscript: Manuscript, profile: Profile = Profile.HD05_2026, draft: int | None = None) -> Composition:
    return compose(manuscript, make_letterhead(profile), draft=draft)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def body_of(*paragraphs: ParagraphText, field: Field = Field.OTHER) -> list[str]:
    section = SectionText(field, "Mục", paragraphs)
    return texts(composed(Manuscript(2026, 1, parts=(PartText(PartKind.RESULTS, "PHẦN", (section,)),))).body)


def test_the_head_names_bodies_number_mark_and_draft() -> None:
    composition = composed(short_manuscript(), draft=2)

    assert texts(composition.head_left) == [
        "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        "ĐẢNG ỦY XÃ KẺ SẶT",
        "*",
        "Số 07-NQ/ĐU",
        "KHẨN",
        "Dự thảo lần 2",
    ]
    assert texts(composition.head_right) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Kẻ Sặt, ngày 05 tháng 3 năm 2026"]


def test_number_and_day_are_blank_while_there_are_none() -> None:
    composition = composed(replace(short_manuscript(), number=None, issued_on=None, month=1))

    assert composition.head_left[3].text == "Số     -NQ/ĐU"
    assert composition.head_right[1].text == "Kẻ Sặt, ngày     tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 5), "Kẻ Sặt, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "Kẻ Sặt, ngày 28 tháng 02 năm 2026"),
        (date(2026, 12, 31), "Kẻ Sặt, ngày 31 tháng 12 năm 2026"),
        (date(2027, 3, 1), "Kẻ Sặt, ngày 01 tháng 3 năm 2027"),
    ],
)
def test_the_date_has_a_zero_before_single_days_and_before_months_one_and_two(day: date, expected: str) -> None:
    assert composed(replace(short_manuscript(), issued_on=day)).head_right[1].text == expected


def test_a_number_of_three_digits_has_no_zero() -> None:
    assert composed(replace(short_manuscript(), number=105)).head_left[3].text == "Số 105-NQ/ĐU"


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [
        (Urgency.URGENT, ["KHẨN"]),
        (Urgency.VERY_URGENT, ["THƯỢNG KHẨN"]),
        (Urgency.EXPRESS, ["HỎA TỐC"]),
        (Urgency.NONE, []),
    ],
)
def test_the_urgency_mark_stands_under_the_number(urgency: Urgency, expected: list[str]) -> None:
    assert texts(composed(replace(short_manuscript(), urgency=urgency)).head_left)[4:] == expected


def test_the_title_is_type_issuer_subject_and_five_hyphens() -> None:
    assert texts(composed(short_manuscript()).title) == [
        "NGHỊ QUYẾT",
        "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        "về thực hiện nhiệm vụ chính trị tháng 3/2026",
        "-----",
    ]


def test_only_the_word_ve_loses_its_capital() -> None:
    subject = "Kẻ Sặt Về đích nông thôn mới"

    assert composed(replace(short_manuscript(), subject=subject)).title[2].text == subject


def test_the_name_of_the_file_holds_number_and_subject() -> None:
    assert composed(short_manuscript()).name == "Nghị quyết số 07-NQ/ĐU về thực hiện nhiệm vụ chính trị tháng 3/2026"
    assert composed(bare_manuscript()).name == "Nghị quyết"


def test_bases_get_a_dash_and_the_end_mark_that_they_lack() -> None:
    opening = (
        ParagraphText("Căn cứ Điều lệ Đảng"),
        ParagraphText("căn cứ Quy chế làm việc;"),
        ParagraphText("Xét đề nghị của Văn phòng Đảng ủy", ParagraphKind.ITEM),
        ParagraphText("Ban Thường vụ Đảng ủy quyết nghị:"),
    )

    assert composed(Manuscript(2026, 1, opening=opening)).body == (
        Line("base", "- Căn cứ Điều lệ Đảng;"),
        Line("base", "- căn cứ Quy chế làm việc;"),
        Line("base", "- Xét đề nghị của Văn phòng Đảng ủy,"),
        Line("prose", "Ban Thường vụ Đảng ủy quyết nghị:"),
    )


def test_the_last_base_ends_with_a_full_stop_when_nothing_follows() -> None:
    opening = prose("Căn cứ Điều lệ Đảng", "Căn cứ Quy chế làm việc", "")

    assert texts(composed(Manuscript(2026, 1, opening=opening)).body) == [
        "- Căn cứ Điều lệ Đảng;",
        "- Căn cứ Quy chế làm việc.",
    ]


def test_parts_have_roman_numbers_and_sections_count_anew_in_each() -> None:
    lines = [line for line in composed(short_manuscript()).body if line.box in ("part", "section")]

    assert lines == [
        Line("part", "I. KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026"),
        Line("section", "1. Công tác xây dựng Đảng"),
        Line("section", "2. Công tác chính quyền"),
        Line("part", "II. NHIỆM VỤ TRỌNG TÂM THÁNG 3/2026"),
        Line("section", "1. Công tác xây dựng Đảng"),
        Line("section", "2. Công tác Mặt trận Tổ quốc và các đoàn thể"),
    ]


def test_roman_numbers_go_on_beyond_ten() -> None:
    parts = tuple(PartText(PartKind.RESULTS, "PHẦN") for _ in range(14))

    lines = texts(composed(Manuscript(2026, 1, parts=parts)).body)

    assert lines[3] == "IV. PHẦN"
    assert lines[8:] == ["IX. PHẦN", "X. PHẦN", "XI. PHẦN", "XII. PHẦN", "XIII. PHẦN", "XIV. PHẦN"]


def test_items_subitems_and_headings_get_their_marks() -> None:
    assert body_of(
        ParagraphText("Đầu", ParagraphKind.HEADING),
        ParagraphText("Gạch", ParagraphKind.ITEM),
        ParagraphText("Cộng", ParagraphKind.SUBITEM),
        ParagraphText("Văn", ParagraphKind.PROSE),
        ParagraphText("Sau", ParagraphKind.HEADING),
    ) == ["I. PHẦN", "1. Mục", "a) Đầu", "- Gạch", "+ Cộng", "Văn", "b) Sau"]


def test_letters_follow_the_guidance_and_start_anew_in_each_section() -> None:
    headings = tuple(ParagraphText("x", ParagraphKind.HEADING) for _ in range(25))

    lines = body_of(*headings)[2:]
    again = [line.text for line in composed(short_manuscript()).body if line.box == "heading"]

    assert "".join(line[:-3] for line in lines[:23]) == "abcdđeghiklmnopqrstuvxy"
    assert lines[23:] == ["aa) x", "bb) x"]
    assert again == ["a) Công tác tổ chức", "b) Công tác tuyên giáo", "a) Công tác kiểm tra, giám sát"]


def test_an_empty_paragraph_is_not_printed() -> None:
    assert body_of(ParagraphText(""), ParagraphText("Có chữ")) == ["I. PHẦN", "1. Mục", "Có chữ"]


def test_recipients_end_with_the_marks_of_the_profile() -> None:
    manuscript = replace(short_manuscript(), recipients=("Một", "Hai;", "Lưu VPĐU."))

    assert texts(composed(manuscript).foot_left) == ["Nơi nhận:", "- Một;", "- Hai;", "- Lưu VPĐU."]
    assert texts(composed(manuscript, Profile.HD36_2018).foot_left) == ["Nơi nhận:", "- Một,", "- Hai,", "- Lưu VPĐU."]


def test_the_profile_of_2018_writes_a_hyphen_after_roman_numbers_and_the_letterhead_may_choose() -> None:
    manuscript = short_manuscript()
    chosen = replace(make_letterhead(Profile.HD36_2018), part_mark=".")

    old = [line.text for line in composed(manuscript, Profile.HD36_2018).body if line.box in ("part", "section")]
    own = [line.text for line in compose(manuscript, chosen).body if line.box == "part"]

    assert old[:2] == ["I- KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026", "1. Công tác xây dựng Đảng"]
    assert own[0] == "I. KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026"


def test_a_manuscript_with_nothing_but_text_is_laid_out() -> None:
    composition = composed(bare_manuscript())

    assert texts(composition.lines) == [
        "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        "ĐẢNG ỦY XÃ KẺ SẶT",
        "*",
        "Số     -NQ/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Kẻ Sặt, ngày     tháng     năm",
        "NGHỊ QUYẾT",
        "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        "-----",
        "Chỉ có một đoạn văn.",
    ]


def test_lines_are_bound_where_a_line_may_not_end() -> None:
    text = "Đại hội lần thứ I, khóa II, ngày 05 tháng 01/2026, số 07-NQ/ĐU, lần thứ tư; Số     -NQ/ĐU; tháng trước"

    bound = bind(text)

    assert bound.replace(NO_BREAK, " ") == text
    assert re.findall(rf"\w*{NO_BREAK}+[-\w]*", bound) == [
        f"thứ{NO_BREAK}I",
        f"khóa{NO_BREAK}II",
        f"ngày{NO_BREAK}05",
        f"tháng{NO_BREAK}01",
        f"số{NO_BREAK}07-NQ",
        f"thứ{NO_BREAK}tư",
        f"Số{NO_BREAK * 5}-NQ",
    ]


def test_the_text_export_is_one_line_a_paragraph() -> None:
    manuscript = replace(
        bare_manuscript(),
        subject="về việc thử",
        closing=prose("Hết./."),
        recipients=("Lưu",),
        signer=Signer("T/M", "BÍ THƯ", "Tên"),
    )

    assert to_text(composed(manuscript)) == (
        "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG\nĐẢNG ỦY XÃ KẺ SẶT\n*\nSố     -NQ/ĐU\n\n"
        "ĐẢNG CỘNG SẢN VIỆT NAM\nKẻ Sặt, ngày     tháng     năm\n\n"
        "NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ ĐẢNG ỦY\nvề việc thử\n-----\n\n"
        "Chỉ có một đoạn văn.\n\nHết./.\n\nNơi nhận:\n- Lưu.\n\nT/M\nBÍ THƯ\n\nTên\n"
    )


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("manuscript", [short_manuscript(), long_manuscript(), bare_manuscript()])
def test_preview_and_text_say_the_same_words(manuscript: Manuscript, profile: Profile) -> None:
    composition = composed(manuscript, profile, draft=1)

    words = " ".join(texts(composition.lines)).split()
    assert Fragment(to_html(composition)).words == words
    assert to_text(composition).split() == words


def test_the_preview_has_a_paragraph_for_each_line() -> None:
    composition = composed(short_manuscript())

    fragment = Fragment(to_html(composition))

    title = " ".join(texts(composition.title[:3]))
    others = [line.text for line in composition.lines if line not in composition.title[:3]]
    read = [text.replace(NO_BREAK, " ") for text in fragment.texts]
    assert read == [*others[:7], title, *others[7:]]


@pytest.mark.parametrize(("top", "expected"), [(1, ["h1", "h2", "h3", "h4"]), (2, ["h2", "h3", "h4", "h5"])])
def test_headings_rank_below_the_title(top: int, expected: list[str]) -> None:
    html = to_html(composed(short_manuscript()), top_heading=top)

    headings = [tag for tag in Fragment(html).tags if re.fullmatch("h[1-6]", tag)]
    title, part, section, heading = expected
    assert headings == [
        title, part, section, heading, heading, section, part, section, heading, section
    ]  # fmt: skip


def test_headings_never_skip_a_rank() -> None:
    headed = (ParagraphText("Đầu mục", ParagraphKind.HEADING),)
    untitled = PartText(PartKind.RESULTS, "", (SectionText(Field.OTHER, "Mục", headed),))

    html = to_html(composed(Manuscript(2026, 1, opening=headed, parts=(untitled,))))

    assert [tag for tag in Fragment(html).tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h3", "h4"]


def test_the_fragment_has_neither_styles_nor_scripts() -> None:
    letterhead = replace(make_letterhead(), contact="Điện thoại: 0220", typist="ABC-268", circulation="TÀI LIỆU")

    fragment = Fragment(to_html(compose(short_manuscript(), letterhead, draft=1)))

    assert set(fragment.tags) == {"article", "div", "p", "span", "h1", "h2", "h3", "h4"}
    assert fragment.attributes == {"class", "lang", "data-contact"}


def test_bad_input_04_markup_in_any_place_is_text_in_the_fragment() -> None:
    letterhead = replace(make_letterhead(), place=HOSTILE[0], upper_body=HOSTILE[0], contact=f'"{HOSTILE[0]}')
    composition = compose(hostile_manuscript(), letterhead)

    fragment = Fragment(to_html(composition))

    assert set(fragment.tags) == {"article", "div", "p", "span", "h1", "h2", "h3"}
    assert fragment.attributes == {"class", "lang", "data-contact"}
    assert fragment.words == " ".join(texts(composition.lines)).split()


def test_bad_input_05_template_language_is_text_in_the_fragment_and_the_text() -> None:
    composition = composed(hostile_manuscript())

    assert HOSTILE[1] in Fragment(to_html(composition)).texts
    assert HOSTILE[1] in to_text(composition).split("\n")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_stylesheet_is_the_same_in_every_language(language: str) -> None:
    stylesheet.cache_clear()

    with translation.override(language):
        css = stylesheet(Profile.HD05_2026)

    assert "@page {\n  size: 210mm 297mm;\n  margin: 20mm 15mm 20mm 30mm;" in css
    assert ".official .doc-foot .doc-left { width: 82.5mm }" in css


def test_the_stylesheet_has_a_rule_for_every_box_and_touches_nothing_else() -> None:
    css = stylesheet(Profile.HD05_2026)

    selectors = [selector.strip() for rule in re.findall(r"([^{};]+)\{", css) for selector in rule.split(",")]
    outside = {selector for selector in selectors if not selector.startswith(".official")}
    missing = {name for name in BOXES if f".official .doc-{name}" not in selectors}
    assert outside == {
        "@page", "@page :first", "@top-center", "@bottom-center", "@bottom-right", "@media print", "@media screen",
        "@media screen and (max-width: 720px)",
    }  # fmt: skip
    assert missing == {"page-number", "contact"}
