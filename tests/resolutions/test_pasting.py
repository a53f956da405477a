"""What is pasted from Word, a browser, a mail or a PDF, and what comes of it."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesat.legacy_fonts import Encoding
from kesat.vietnamese import UnsafeText
from resolutions.intake.marks import item_rest, subitem_rest
from resolutions.manuscript import ParagraphKind, ParagraphText
from resolutions.pasting import Pasted, read_pasted

pytestmark = pytest.mark.usefixtures("in_english")

PROSE, ITEM, SUBITEM, HEADING = ParagraphKind

_PICTURES = "Pictures were left out; only words can be taken."
_HIDDEN = "Footnotes, comments, hidden and deleted words were left out."
_TABLES = "Tables were turned into text, each row into one paragraph."
_DECOMPOSED = "Letters and their marks came apart (decomposed Unicode, NFD); they have been put together."
_FROM_TCVN3 = "The text was converted from TCVN3; look for capitals with a tone mark, which may have come out small."
_FROM_VNI = "The text was converted from VNI; look through it."
_HEALED = "Lines that were cut at the margin have been put together."
_DASHES = "Hyphens stand between words (“ - ”); where the month has dashes (“ – ”), make them alike."

_TCVN3 = [
    "§¶ng uû x· tËp trung l·nh ®¹o, chØ ®¹o hoµn thµnh c¸c chØ tiªu n¨m 2025.",
    "T¨ng c\xadêng kiÓm tra, gi¸m s¸t viÖc thùc hiÖn nghÞ quyÕt.",
]
_FROM_OLD = [
    "Đảng uỷ xã tập trung lãnh đạo, chỉ đạo hoàn thành các chỉ tiêu năm 2025.",
    "Tăng cường kiểm tra, giám sát việc thực hiện nghị quyết.",
]

# Word puts its lists into paragraphs, draws bullets in Symbol and Wingdings, and breaks its source at any blank.
_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<title>Nghị quyết</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm; font-family:"Times New Roman"} --></style>
</head><body lang=VI style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
"""
_WORD_BODY = """
<p class=MsoNormal style='margin-top:6.0pt;text-align:justify;text-indent:36.0pt'><span lang=VI style='font-size:14.0pt;
mso-fareast-font-family:"Times New Roman"'>Ban Chấp hành Đảng bộ xã đã lãnh đạo, chỉ đạo thực hiện
các nhiệm vụ tháng&nbsp;12/2025 đạt kết quả như sau:<o:p></o:p></span></p>

<p class=MsoListParagraph style='margin-left:72.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=VI
style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>1.<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=VI>Công tác
xây dựng Đảng<o:p></o:p></span></p>

<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp; </span></span></span><!--[endif]-->Kết nạp 05 đảng viên mới, đạt 125%
kế hoạch năm;</p>

<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt
"Times New Roman"'>&nbsp; </span></span></span><![endif]>Chi bộ thôn Tráng Liệt: 02 đảng viên;</p>

<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><![if !supportLists]><span
style='font-family:Wingdings'><span style='mso-list:Ignore'>Ø<span style='font:7.0pt
"Times New Roman"'>&nbsp; </span></span></span><![endif]>Trao Huy hiệu Đảng cho 07 đồng chí.</p>

<p class=MsoNormal><span style='mso-no-proof:yes'><!--[if gte vml 1]><v:shape id="Picture_x0020_1" style='width:300pt'>
<v:imagedata src="file:///C:/Users/vp/AppData/clip_image001.png" o:title="Bieu do"/></v:shape><![endif]--><![if
!vml]><img width=400 height=220 src="file:///C:/Users/vp/AppData/clip_image002.png"
v:shapes="Picture_x0020_1"><![endif]></span></p>
"""
_WORD_PARAGRAPHS = (
    ParagraphText(
        "Ban Chấp hành Đảng bộ xã đã lãnh đạo, chỉ đạo thực hiện các nhiệm vụ tháng 12/2025 đạt kết quả như sau:"
    ),
    ParagraphText("Công tác xây dựng Đảng"),
    ParagraphText("Kết nạp 05 đảng viên mới, đạt 125% kế hoạch năm;", ITEM),
    ParagraphText("Chi bộ thôn Tráng Liệt: 02 đảng viên;", SUBITEM),
    ParagraphText("Trao Huy hiệu Đảng cho 07 đồng chí.", ITEM),
)


def _taken_off(numbers: str) -> str:
    return f"Numbers of lists, parts or sections have been taken off: {numbers}"


def _texts(pasted: Pasted) -> list[str]:
    return [paragraph.text for paragraph in pasted.paragraphs]


def test_each_line_that_is_not_empty_becomes_a_paragraph() -> None:
    pasted = read_pasted(
        "Công tác xây dựng Đảng được  chú trọng.\r\n\r\n\tQuốc phòng\xa0an ninh giữ vững.\u2028Hết.\n ---- \n"
    )

    assert pasted == Pasted(
        (
            ParagraphText("Công tác xây dựng Đảng được chú trọng."),
            ParagraphText("Quốc phòng an ninh giữ vững."),
            ParagraphText("Hết."),
        )
    )


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        ("- Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("-\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("•\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("·\xa0\xa0 Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("o\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("o Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("* Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("§\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("\uf0b7\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("\uf0a7 Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("\uf0d8\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("Ø\tRà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("❖ Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("+ Thôn 3: 02 hộ;", ParagraphText("Thôn 3: 02 hộ;", SUBITEM)),
        ("a) Về kinh tế", ParagraphText("Về kinh tế", HEADING)),
        ("1.1. Về kinh tế", ParagraphText("Về kinh tế", HEADING)),
        ("- - Rà soát hộ nghèo;", ParagraphText("Rà soát hộ nghèo;", ITEM)),
        ("§ 5 Nghị định", ParagraphText("§ 5 Nghị định")),
        ("05 đồng chí được khen thưởng.", ParagraphText("05 đồng chí được khen thưởng.")),
        ("1.700 hộ đạt chuẩn.", ParagraphText("1.700 hộ đạt chuẩn.")),
        ("2/9 là ngày Quốc khánh.", ParagraphText("2/9 là ngày Quốc khánh.")),
        ("V. I. Lê-nin dạy: “Học, học nữa, học mãi”.", ParagraphText("V. I. Lê-nin dạy: “Học, học nữa, học mãi”.")),
        ("Phần một số hộ dân đề nghị.", ParagraphText("Phần một số hộ dân đề nghị.")),
        ('Thi đua "Dân vận khéo", “Năm dân chủ”', ParagraphText('Thi đua "Dân vận khéo", “Năm dân chủ”')),
    ],
)
def test_marks_become_the_kind_and_nothing_else_is_taken_off(line: str, paragraph: ParagraphText) -> None:
    assert read_pasted(line) == Pasted((paragraph,))


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("1.\tCông tác xây dựng Đảng", "1.", "Công tác xây dựng Đảng"),
        ("2) Công tác chính quyền", "2)", "Công tác chính quyền"),
        ("3/ Mặt trận và các đoàn thể", "3/", "Mặt trận và các đoàn thể"),
        ("I. KẾT QUẢ LÃNH ĐẠO", "I.", "KẾT QUẢ LÃNH ĐẠO"),
        ("Phần thứ hai. PHƯƠNG HƯỚNG, NHIỆM VỤ", "Phần thứ hai.", "PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        ("I. 1. Công tác xây dựng Đảng", "I. 1.", "Công tác xây dựng Đảng"),
    ],
)
def test_numbers_of_lists_are_taken_off_with_a_note(line: str, number: str, words: str) -> None:
    assert read_pasted(line) == Pasted((ParagraphText(words),), (_taken_off(number),))


def test_of_many_numbers_the_first_are_named() -> None:
    pasted = read_pasted("\n".join(f"{number}. Chi bộ thôn {number}" for number in range(1, 9)))

    assert pasted.notes == (_taken_off("1. 2. 3. 4. 5. …"),)
    assert _texts(pasted) == [f"Chi bộ thôn {number}" for number in range(1, 9)]


def test_an_item_set_in_below_another_is_a_sub_item() -> None:
    pasted = read_pasted(
        "Kết quả:\n- Thu ngân sách\n    o Thuế đất\n    o Phí, lệ phí\n- Chi ngân sách\nHết\n    - Riêng"
    )

    assert [paragraph.kind for paragraph in pasted.paragraphs] == [PROSE, ITEM, SUBITEM, SUBITEM, ITEM, PROSE, ITEM]


def test_letters_that_came_apart_are_put_together_with_a_note() -> None:
    text = "Đảng ủy xã Kẻ Sặt lãnh đạo thực hiện nhiệm vụ."

    assert read_pasted(unicodedata.normalize("NFD", text)) == Pasted((ParagraphText(text),), (_DECOMPOSED,))


def test_hyphens_between_words_stay_and_are_noted() -> None:
    pasted = read_pasted("Phát triển kinh tế - xã hội năm 2025 - 2030, Covid-19")

    assert pasted == Pasted((ParagraphText("Phát triển kinh tế - xã hội năm 2025 - 2030, Covid-19"),), (_DASHES,))
    assert read_pasted("Kinh tế – xã hội").notes == ()


def test_invisible_characters_are_dropped() -> None:
    assert _texts(read_pasted("\ufeffĐảng\u200b ủy\xad xã")) == ["Đảng ủy xã"]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00"])
def test_bad_input_49_characters_that_mislead_are_refused(character: str) -> None:
    with pytest.raises(UnsafeText):
        read_pasted(f"Đảng{character}ủy")
    with pytest.raises(UnsafeText):
        read_pasted("", f"<p>Đảng{character}ủy</p>")


def test_lines_cut_at_the_margin_are_put_together_with_a_note() -> None:
    text = """Kính gửi các đồng chí Ủy viên Ban Thường vụ, Văn phòng Đảng ủy xin gửi
dự thảo kết quả lãnh đạo thực hiện nhiệm vụ tháng 12 để các đồng chí cho
ý kiến trước ngày 25/12/2025.
Công tác xây dựng Đảng được chú trọng; Đảng ủy đã tổ chức 02 hội nghị học
tập, quán triệt nghị quyết cho cán bộ, đảng viên, tỷ lệ tham gia học tập
đạt 98,5%.
- Các chi bộ trực thuộc duy trì nền nếp sinh hoạt thường kỳ, nội dung sinh
hoạt bám sát hướng dẫn của cấp trên;
- Kết nạp 05 đảng viên mới, chuyển đảng chính thức cho 03 đồng chí, trao
Huy hiệu Đảng cho 07 đồng chí đủ điều kiện.
"""

    assert read_pasted(text) == Pasted(
        (
            ParagraphText(
                "Kính gửi các đồng chí Ủy viên Ban Thường vụ, Văn phòng Đảng ủy xin gửi dự thảo kết quả lãnh đạo thực "
                "hiện nhiệm vụ tháng 12 để các đồng chí cho ý kiến trước ngày 25/12/2025."
            ),
            ParagraphText(
                "Công tác xây dựng Đảng được chú trọng; Đảng ủy đã tổ chức 02 hội nghị học tập, quán triệt nghị quyết "
                "cho cán bộ, đảng viên, tỷ lệ tham gia học tập đạt 98,5%."
            ),
            ParagraphText(
                "Các chi bộ trực thuộc duy trì nền nếp sinh hoạt thường kỳ, nội dung sinh hoạt bám sát hướng dẫn của "
                "cấp trên;",
                ITEM,
            ),
            ParagraphText(
                "Kết nạp 05 đảng viên mới, chuyển đảng chính thức cho 03 đồng chí, trao Huy hiệu Đảng cho 07 đồng chí "
                "đủ điều kiện.",
                ITEM,
            ),
        ),
        (_HEALED,),
    )


def test_the_lines_of_a_mail_are_put_together_whether_it_is_html_or_not() -> None:
    html = """<div>Văn phòng Đảng ủy đề nghị các chi bộ trực thuộc gửi báo cáo kết quả<br>
    công tác tháng 12 và phương hướng, nhiệm vụ tháng 01 năm 2026 về Văn<br>
    phòng trước ngày 20 để tổng hợp, trình Ban Thường vụ xem xét, cho<br>
    ý kiến.<br><br>Trân trọng.</div>"""

    assert read_pasted("", html) == Pasted(
        (
            ParagraphText(
                "Văn phòng Đảng ủy đề nghị các chi bộ trực thuộc gửi báo cáo kết quả công tác tháng 12 và phương "
                "hướng, nhiệm vụ tháng 01 năm 2026 về Văn phòng trước ngày 20 để tổng hợp, trình Ban Thường vụ xem "
                "xét, cho ý kiến."
            ),
            ParagraphText("Trân trọng."),
        ),
        (_HEALED,),
    )


def test_lines_that_are_paragraphs_are_not_put_together() -> None:
    text = "Chi bộ thôn Tráng Liệt\nvà chi bộ Quân sự đã sinh hoạt\nxong trong tháng"

    assert _texts(read_pasted(text)) == text.split("\n")


def test_wrapped_lines_too_long_for_one_paragraph_stay_lines() -> None:
    line = "các chi bộ trực thuộc tiếp tục triển khai thực hiện nhiệm vụ được giao và"

    pasted = read_pasted("\n".join([line] * 300))

    assert _texts(pasted) == [line] * 300
    assert pasted.notes == ()


def test_bad_input_51_old_letters_are_recognised_and_stay_as_they_are() -> None:
    pasted = read_pasted("\n".join(_TCVN3))

    assert pasted == Pasted(tuple(map(ParagraphText, _TCVN3)), (), Encoding.TCVN3)


def test_bad_input_51_old_letters_are_converted_when_that_is_asked_for() -> None:
    typed = ["- Uûy ban nhaân daân xaõ ñaõ hoïp;", "+ Ñaûng uûy chæ ñaïo giaûi phoùng maët baèng."]

    assert read_pasted("\n".join(_TCVN3), converted=True) == Pasted(
        tuple(map(ParagraphText, _FROM_OLD)), (_FROM_TCVN3,), Encoding.TCVN3
    )
    assert read_pasted("\n".join(typed), converted=True) == Pasted(
        (
            ParagraphText("Ủy ban nhân dân xã đã họp;", ITEM),
            ParagraphText("Đảng ủy chỉ đạo giải phóng mặt bằng.", SUBITEM),
        ),
        (_FROM_VNI,),
        Encoding.VNI,
    )


def test_bad_input_51_what_was_left_as_it_is_can_still_be_converted() -> None:
    kept = "\n".join(_texts(read_pasted("\n".join(_TCVN3))))

    assert _texts(read_pasted(kept, converted=True)) == _FROM_OLD


def test_bad_input_51_paragraphs_in_unicode_among_old_ones_stay() -> None:
    new = "Chi bộ Trường Tiểu học và nhà trẻ\xad đã họp"

    pasted = read_pasted("\n".join([new, *_TCVN3, "và có nhà"]), converted=True)

    assert pasted.encoding is Encoding.TCVN3
    assert _texts(pasted) == ["Chi bộ Trường Tiểu học và nhà trẻ đã họp", *_FROM_OLD, "và có nhà"]


def test_bad_input_51_unicode_is_not_converted_though_it_is_asked_for() -> None:
    pasted = read_pasted("Uỷ ban nhân dân xã hoà giải 05 vụ, đo 5 m², §, ©, café.", converted=True)

    assert pasted == Pasted((ParagraphText("Uỷ ban nhân dân xã hoà giải 05 vụ, đo 5 m², §, ©, café."),))


def test_bad_input_51_old_letters_wrapped_at_a_margin_are_put_together_once_they_are_converted() -> None:
    typed = """§¶ng uû x· ®· l·nh ®¹o Uû ban nh©n d©n x· tËp trung rµ so¸t c¸c hé nghÌo vµ
hé cËn nghÌo, x©y dùng kÕ ho¹ch hç trî nhµ ë cho nh©n d©n trªn ®Þa bµn vµ
triÓn khai thùc hiÖn trong th¸ng 12, giao c¸c chi bé phèi hîp tuyªn truyÒn
cho nh©n d©n biÕt vµ thùc hiÖn."""

    kept, converted = read_pasted(typed), read_pasted(typed, converted=True)

    assert _texts(kept) == typed.split("\n")
    assert converted.paragraphs == (
        ParagraphText(
            "Đảng uỷ xã đã lãnh đạo Uỷ ban nhân dân xã tập trung rà soát các hộ nghèo và hộ cận nghèo, xây dựng kế "
            "hoạch hỗ trợ nhà ở cho nhân dân trên địa bàn và triển khai thực hiện trong tháng 12, giao các chi bộ phối "
            "hợp tuyên truyền cho nhân dân biết và thực hiện."
        ),
    )
    assert converted.notes == (_FROM_TCVN3, _HEALED)


def test_old_letters_in_html_are_found_with_their_soft_hyphens() -> None:
    html = "<p style='font-family:.VnTime'>T¨ng c&shy;êng kiÓm tra,\ngi¸m s¸t</p>"

    assert _texts(read_pasted("", html)) == ["T¨ng c\xadêng kiÓm tra, gi¸m s¸t"]
    assert _texts(read_pasted("", html, converted=True)) == ["Tăng cường kiểm tra, giám sát"]


def test_the_lists_of_word_become_items() -> None:
    pasted = read_pasted("không dùng", f"{_WORD_HEAD}{_WORD_BODY}<!--EndFragment--></body></html>")

    assert pasted == Pasted(_WORD_PARAGRAPHS, (_PICTURES, _taken_off("1.")))


def test_bad_input_52_two_megabytes_of_word_become_plain_paragraphs_without_pictures() -> None:
    times = 2_000_000 // len(_WORD_BODY)
    html = f"{_WORD_HEAD}{_WORD_BODY * times}<!--EndFragment--></body></html>"

    before = time.process_time()
    pasted = read_pasted("", html)
    spent = time.process_time() - before

    assert len(html) > 1_990_000
    assert pasted.paragraphs == _WORD_PARAGRAPHS * times
    assert pasted.notes == (_PICTURES, _taken_off("1."))
    assert spent < 2


@pytest.mark.parametrize("piece", ["<", "<a", "<a x='", '<a x="', "<a =", "<!--", "<![", "<![if x", "<!", "<?", "</"])
@pytest.mark.parametrize("end", ["", ">", "'>", "-->", "]>"])
def test_bad_input_52_markup_cut_off_again_and_again_takes_no_time(piece: str, end: str) -> None:
    before = time.process_time()
    read_pasted("", f"<p>Đảng ủy xã</p>{piece * 50_000}{end}")

    assert time.process_time() - before < 2


def test_a_text_that_is_source_of_html_is_read_as_html() -> None:
    whole = f"{_WORD_HEAD}{_WORD_BODY}</body></html>"

    assert read_pasted(whole).paragraphs == _WORD_PARAGRAPHS
    assert read_pasted(_WORD_BODY).paragraphs == _WORD_PARAGRAPHS
    assert read_pasted("<html><body><img src=x></body></html>") == Pasted((), (_PICTURES,))
    assert _texts(read_pasted("Thu < 5 tỷ, <b>chi</b> > 3 tỷ")) == ["Thu < 5 tỷ, <b>chi</b> > 3 tỷ"]


def test_html_without_words_gives_way_to_the_text() -> None:
    assert read_pasted("Một", "<p><img src=x></p>") == Pasted((ParagraphText("Một"),), (_PICTURES,))
    assert read_pasted("Một\nHai", "Một Hai") == Pasted((ParagraphText("Một"), ParagraphText("Hai")))
    assert read_pasted("", "") == Pasted(())


def test_tables_become_one_paragraph_a_row() -> None:
    html = """<p>Kết quả:</p><table border=1><caption>Thu ngân sách</caption><thead><tr><th>Chỉ tiêu<th>Kế hoạch</tr>
    <tbody><tr><td><p>Thuế</p></td><td><p>12,5 tỷ</p><p>đồng</p></td><td> </td></tr>
    <tr><td>Phí<td><ul><li>3 tỷ</ul></td></table><p>Hết.</p>"""

    pasted = read_pasted("", html)

    assert _texts(pasted) == [
        "Kết quả:",
        "Thu ngân sách",
        "Chỉ tiêu – Kế hoạch",
        "Thuế – 12,5 tỷ đồng",
        "Phí – 3 tỷ",
        "Hết.",
    ]
    assert pasted.notes == (_TABLES,)


def test_a_table_that_only_arranges_a_page_leaves_its_paragraphs() -> None:
    html = "<table><tr><td><table><tr><td><p>Một</p><ul><li>Hai</ul></td></tr></table></td></tr></table>"

    assert read_pasted("", html) == Pasted((ParagraphText("Một"), ParagraphText("Hai", ITEM)))


def test_the_lists_of_a_browser_become_items_numbers_and_headings() -> None:
    html = """<ul><li>Thu<ul><li><p>Thuế</p></li></ul></li><li>Chi</ul>
    <ol><li>Công tác Đảng</li></ol><ol type=a><li>Về kinh tế</li></ol><ul><li></li></ul><p>Văn xuôi"""

    pasted = read_pasted("", html)

    assert pasted == Pasted(
        (
            ParagraphText("Thu", ITEM),
            ParagraphText("Thuế", SUBITEM),
            ParagraphText("Chi", ITEM),
            ParagraphText("Công tác Đảng"),
            ParagraphText("Về kinh tế", HEADING),
            ParagraphText("Văn xuôi"),
        ),
        (_taken_off("1."),),
    )


@pytest.mark.parametrize(
    ("mark", "paragraph", "notes"),
    [
        ("-", ParagraphText("Giao thông", ITEM), ()),
        ("+", ParagraphText("Giao thông", SUBITEM), ()),
        ("\uf0b7", ParagraphText("Giao thông", ITEM), ()),
        ("v", ParagraphText("Giao thông", ITEM), ()),
        ("a)", ParagraphText("Giao thông", HEADING), ()),
        ("1.1.", ParagraphText("Giao thông", HEADING), ()),
        ("3", ParagraphText("Giao thông"), (_taken_off("3."),)),
        ("II", ParagraphText("Giao thông"), (_taken_off("II."),)),
        ("Điều 3.", ParagraphText("Điều 3. Giao thông"), ()),
    ],
)
def test_the_marks_of_lists_in_word_mean_what_they_draw(
    mark: str, paragraph: ParagraphText, notes: tuple[str, ...]
) -> None:
    html = f"<p><span style='mso-list: Ignore'>{mark}<span>&nbsp; </span></span>Giao thông</p>"

    assert read_pasted("", html) == Pasted((paragraph,), notes)


def test_what_nobody_sees_in_the_text_is_left_out_with_a_note() -> None:
    html = """<p>Kinh tế<a style='mso-footnote-id:ftn1' href="#_ftn1"><span>[1]</span></a> tăng
    <del>5</del><ins>6</ins>% <span style='display:none;mso-hide:all'>mật</span></p>
    <p style='mso-hide:all'>ẩn<p>Hết.</p>
    <div style='mso-element:footnote-list'><div>[1] Theo báo cáo</div></div>"""

    assert read_pasted("", html) == Pasted((ParagraphText("Kinh tế tăng 6%"), ParagraphText("Hết.")), (_HIDDEN,))


def test_line_breaks_and_set_lines_end_a_line_and_raised_figures_stay_raised() -> None:
    html = "<div>Một<br>Hai<br/><br>5 km<sup>2</sup></div><pre>Ba\nBốn</pre><script>let a = '<p>';</script>"

    assert _texts(read_pasted("", html)) == ["Một", "Hai", "5 km²", "Ba", "Bốn"]


def test_objects_and_shapes_are_pictures_whatever_they_hold() -> None:
    html = "<p>Một</p><object><p>x</p></object><v:shape><v:textbox>chữ</v:textbox></v:shape><v:rect/><p>Hai</p>"

    assert read_pasted("", html) == Pasted((ParagraphText("Một"), ParagraphText("Hai")), (_PICTURES,))


def test_markup_that_is_not_closed_loses_no_words() -> None:
    assert _texts(read_pasted("", "<table><tr><td>Một<td>Hai<p>Ba &amp")) == ["Một – Hai Ba &"]
    assert _texts(read_pasted("", "</td></tr></table></ul></span><td>Một</p><tr>Hai")) == ["Một", "Hai"]
    assert _texts(read_pasted("", "<head><p>x<body><p>Một<![foo[ x ]>Hai")) == ["MộtHai"]
    assert " ".join(_texts(read_pasted("", "<table><tr><td>Một<td>" * 60))).count("Một") == 60


@given(st.text())
def test_paragraphs_of_any_text_are_clean_lines_without_marks(text: str) -> None:
    try:
        pasted = read_pasted(text)
    except UnsafeText:
        return

    for paragraph in pasted.paragraphs:
        assert paragraph.text == " ".join(paragraph.text.split()) != ""
        assert item_rest(paragraph.text) is None
        assert subitem_rest(paragraph.text) is None


_PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<br>",
            "<ul>",
            "</ul>",
            "<ol>",
            "</ol>",
            "<li>",
            "</li>",
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
        ),
        *(
            "<td>",
            "</td>",
            "<span style='mso-list:Ignore'>",
            "<span>",
            "</span>",
            "<pre>",
            "</pre>",
            "<head>",
            "<body>",
        ),
        *(
            "<![if x]>",
            "<![endif]>",
            "<!--",
            "-->",
            "<del>",
            "</del>",
            "<sup>",
            "</sup>",
            "<",
            "&nbsp;",
            "1.",
            "- ",
            " ",
        ),
        *("<v:shape>", "</v:shape>", "<img>", "\n", "+ ", "a) "),
    ]
)


@given(st.lists(_PIECES | st.just("chữ")))
def test_any_markup_is_read(pieces: list[str]) -> None:
    pasted = read_pasted("", "".join(pieces))

    assert all("<p>" not in text for text in _texts(pasted))
