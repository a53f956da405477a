"""A month in our own words, and the ways in which offices write such a month down: text in many shapes, and Word."""

import io
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
)

_ITEM, _SUBITEM, _HEADING = ParagraphKind.ITEM, ParagraphKind.SUBITEM, ParagraphKind.HEADING

MARCH: Final = Manuscript(
    year=2026,
    month=3,
    subject="về lãnh đạo thực hiện nhiệm vụ chính trị tháng 3/2026",
    opening=(
        ParagraphText("Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã khóa I, nhiệm kỳ 2025 - 2030;", _ITEM),
        ParagraphText("Căn cứ kết quả phiên họp Ban Thường vụ Đảng ủy xã ngày 27/02/2026;", _ITEM),
        ParagraphText("Ban Thường vụ Đảng ủy xã Kẻ Sặt ban hành Nghị quyết với những nội dung sau:"),
    ),
    parts=(
        PartText(
            PartKind.RESULTS,
            "KẾT QUẢ LÃNH ĐẠO THỰC HIỆN NHIỆM VỤ THÁNG 02/2026",
            (
                SectionText(
                    Field.PARTY_BUILDING,
                    "Công tác xây dựng Đảng",
                    (
                        ParagraphText(
                            "Mở lớp học tập nghị quyết cho 412 đảng viên ở 17 chi bộ; tổ chức gặp mặt cán bộ nghỉ hưu đầu xuân "
                            "trong hai ngày 24 - 25/02/2026, đúng với kế hoạch đã đề ra từ cuối năm trước."
                        ),
                        ParagraphText(
                            "Kết nạp 05 quần chúng ưu tú, đạt 20,8% chỉ tiêu cả năm; đã cập nhật 96% hồ sơ trên Cơ sở dữ liệu "
                            "đảng viên 4.0 (tính đến ngày 26/02/2026). Trao Huy hiệu Đảng cho 06 đồng chí."
                        ),
                        ParagraphText(
                            "Ủy ban Kiểm tra Đảng ủy giám sát 02 chi bộ theo chương trình; nhắc nhở kịp thời những nơi chậm nộp báo cáo."
                        ),
                    ),
                ),
                SectionText(
                    Field.GOVERNMENT,
                    "Công tác chính quyền",
                    (
                        ParagraphText(
                            "Ủy ban nhân dân xã chỉ đạo gieo cấy xong 318 ha lúa chiêm xuân, nạo vét 4,2 km kênh mương và trồng mới "
                            "1.250 cây bóng mát trong Tết trồng cây."
                        ),
                        ParagraphText(
                            "Thu ngân sách hai tháng đầu năm đạt 21,5% dự toán. Trung tâm Phục vụ hành chính công giải quyết "
                            "1.124/1.139 hồ sơ, không để hồ sơ nào quá hạn; các khoản chi cho người có công được trả trước Tết."
                        ),
                        ParagraphText("Trên lĩnh vực văn hóa - xã hội, một số kết quả nổi bật là:"),
                        ParagraphText("Lễ hội đầu xuân diễn ra vui tươi, tiết kiệm, đúng nghi thức;", _ITEM),
                        ParagraphText("Trạm Y tế xã khám sàng lọc cho 640 người cao tuổi, trong đó:", _ITEM),
                        ParagraphText("Người có bệnh huyết áp là 118 người;", _SUBITEM),
                        ParagraphText("Người được chuyển tuyến trên là 09 người.", _SUBITEM),
                        ParagraphText(
                            "Công an xã và Ban Chỉ huy Quân sự xã giữ vững trật tự trong dịp Tết; tiễn 14 thanh niên lên đường nhập ngũ."
                        ),
                    ),
                ),
                SectionText(
                    Field.FRONT,
                    "Hoạt động của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
                    (
                        ParagraphText(
                            "Ủy ban Mặt trận Tổ quốc xã vận động được 186 suất quà, trị giá 93 triệu đồng, tặng hộ nghèo và hộ có "
                            "hoàn cảnh khó khăn; Hội Phụ nữ xã phát động mô hình “Nhà sạch, ngõ đẹp” ở 06 thôn."
                        ),
                        ParagraphText(
                            "Đoàn Thanh niên xã ra quân Tháng Thanh niên với 03 công trình; Hội Nông dân xã giúp 22 hộ vay vốn."
                        ),
                    ),
                ),
                SectionText(
                    Field.POLITICAL_CENTRE,
                    "Trung tâm Chính trị",
                    (
                        ParagraphText(
                            "Trung tâm Chính trị xã mở 02 lớp bồi dưỡng cho 143 học viên, đạt 8,3% kế hoạch năm."
                        ),
                    ),
                ),
                SectionText(
                    Field.OTHER,
                    "Hạn chế, nguyên nhân",
                    (
                        ParagraphText(
                            "Việc nộp báo cáo của một số chi bộ còn chậm; nguyên nhân chủ yếu là cán bộ kiêm nhiệm nhiều việc."
                        ),
                    ),
                ),
            ),
        ),
        PartText(
            PartKind.DIRECTIONS,
            "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM THÁNG 3/2026",
            (
                SectionText(
                    Field.PARTY_BUILDING,
                    "Công tác xây dựng Đảng",
                    (
                        ParagraphText("Công tác tuyên truyền", _HEADING),
                        ParagraphText(
                            "Ban Xây dựng Đảng tuyên truyền ngày bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp; nắm chắc "
                            "dư luận, giải đáp ngay từ cơ sở những điều Nhân dân còn hỏi."
                        ),
                        ParagraphText("Công tác tổ chức, cán bộ", _HEADING),
                        ParagraphText(
                            "Rà soát quy hoạch cấp ủy; xét công nhận đảng viên chính thức cho 04 đồng chí trước ngày 20/3/2026."
                        ),
                    ),
                ),
                SectionText(
                    Field.GOVERNMENT,
                    "Công tác chính quyền",
                    (
                        ParagraphText(
                            "Giao Phòng Kinh tế chủ trì, phối hợp với các thôn hoàn thành việc kiểm kê đất công ích; báo cáo Ban Thường vụ "
                            "Đảng ủy trước ngày 25/3/2026."
                        ),
                        ParagraphText(
                            "Ủy ban nhân dân xã chỉ đạo chăm sóc lúa xuân, phòng dịch cho đàn gia cầm; đẩy nhanh tiến độ đường trục xã và "
                            "khu dân cư mới; tổ chức tốt việc tiếp công dân định kỳ."
                        ),
                        ParagraphText("Các nhà trường ôn tập cho học sinh cuối cấp và bảo đảm an toàn bếp ăn bán trú."),
                    ),
                ),
                SectionText(
                    Field.FRONT,
                    "Hoạt động của Mặt trận Tổ quốc và các đoàn thể",
                    (
                        ParagraphText(
                            "Mặt trận Tổ quốc xã giám sát việc lập danh sách cử tri ở 06 khu vực bỏ phiếu; vận động cử tri đi bầu đông đủ."
                        ),
                        ParagraphText("Hội Cựu chiến binh xã chuẩn bị gặp mặt nhân ngày truyền thống của các đơn vị."),
                    ),
                ),
                SectionText(
                    Field.POLITICAL_CENTRE,
                    "Trung tâm Chính trị",
                    (
                        ParagraphText(
                            "Mở lớp bồi dưỡng nhận thức về Đảng khóa 1 năm 2026 cho ít nhất 40 quần chúng ưu tú."
                        ),
                    ),
                ),
            ),
        ),
    ),
    closing=(
        ParagraphText(
            "Trên đây là Nghị quyết tháng 3/2026, Ban Thường vụ Đảng ủy yêu cầu các cấp ủy, các cơ quan, đơn vị nghiêm túc thực hiện; "
            "Ủy ban Kiểm tra Đảng ủy theo dõi, báo cáo kết quả vào phiên họp tháng sau./."
        ),
    ),
    recipients=(
        "Ban Thường vụ Thành ủy (để b/c)",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
        "Các chi bộ, đảng bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ),
    signer=Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Minh Nguyệt"),
    number=7,
    issued_on=date(2026, 3, 2),
)

ROMAN: Final = ("", "I", "II", "III")
LETTERS: Final = "abcdđeghik"
_NEW_TONE: Final = re.compile(
    r"(?:([oO])([\u0300\u0301\u0303\u0309\u0323])([aAeE])|([uU])([\u0300\u0301\u0303\u0309\u0323])([yY]))(?![\w\u0300-\u036f])"
)


def old_tones(text: str) -> str:
    """Return `text` with "uỷ", "hoà", "khoá" for "ủy", "hòa", "khóa", as offices typed before."""

    def moved(found: re.Match[str]) -> str:
        first, tone, second = (group for group in found.groups() if group)
        return f"{first}{second}{tone}"

    return unicodedata.normalize("NFC", _NEW_TONE.sub(moved, unicodedata.normalize("NFD", text)))


def in_old_tones(manuscript: Manuscript) -> Manuscript:
    """Return the month as an office would have typed it that puts its tone marks the old way."""

    def old(paragraphs: tuple[ParagraphText, ...]) -> tuple[ParagraphText, ...]:
        return tuple(replace(each, text=old_tones(each.text)) for each in paragraphs)

    def old_part(part: PartText) -> PartText:
        sections = (
            replace(each, title=old_tones(each.title), paragraphs=old(each.paragraphs)) for each in part.sections
        )
        return replace(part, title=old_tones(part.title), sections=tuple(sections))

    return replace(
        manuscript,
        subject=old_tones(manuscript.subject),
        opening=old(manuscript.opening),
        parts=tuple(map(old_part, manuscript.parts)),
        closing=old(manuscript.closing),
        recipients=tuple(map(old_tones, manuscript.recipients)),
    )


def paragraphs_as_typed(paragraphs: Sequence[ParagraphText]) -> Iterator[str]:
    """Yield paragraphs with their marks."""
    letters = count()
    for paragraph in paragraphs:
        match paragraph.kind:
            case ParagraphKind.ITEM:
                yield f"- {paragraph.text}"
            case ParagraphKind.SUBITEM:
                yield f"+ {paragraph.text}"
            case ParagraphKind.HEADING:
                yield f"{LETTERS[next(letters)]}) {paragraph.text}"
            case _:
                yield paragraph.text


def body_blocks(manuscript: Manuscript, part_mark: str, section_mark: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between the title and the foot: ("part" | "section" | "text", words)."""
    for words in paragraphs_as_typed(manuscript.opening):
        yield "text", words
    for number, part in enumerate(manuscript.parts, 1):
        yield "part", part_mark.format(ROMAN[number]) + part.title
        for place, section in enumerate(part.sections, 1):
            yield "section", section_mark.format(place) + section.title
            for words in paragraphs_as_typed(section.paragraphs):
                yield "text", words
    for words in paragraphs_as_typed(manuscript.closing):
        yield "text", words


def head_lines(manuscript: Manuscript) -> tuple[list[str], list[str]]:
    """Return the left and the right column of the head."""
    number = f"{manuscript.number:02}" if manuscript.number else "    "
    day = manuscript.issued_on
    dated = f"{day.day:02}" if day else "    "
    month = f"{day.month if day else manuscript.month:02}"
    return (
        ["ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG", "ĐẢNG ỦY XÃ KẺ SẶT", "*", f"Số {number}-NQ/ĐU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "", f"Kẻ Sặt, ngày {dated} tháng {month} năm {manuscript.year}", ""],
    )


def title_lines(manuscript: Manuscript) -> list[str]:
    return ["NGHỊ QUYẾT", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY", manuscript.subject]


def foot_lines(manuscript: Manuscript) -> tuple[list[str], list[str]]:
    """Return the left and the right column of the foot."""
    left = ["Nơi nhận:", *(f"- {recipient};" for recipient in manuscript.recipients)]
    left[-1] = left[-1].removesuffix(";") + "."
    signer = manuscript.signer
    return left, [signer.authority, signer.post, "", "", signer.name]


def as_text(
    manuscript: Manuscript,
    *,
    part_mark: str = "{}. ",
    section_mark: str = "{}. ",
    width: int | None = None,
    indent: str = "",
    between: str = "\n\n",
    in_columns: bool = False,
) -> str:
    """Return the month as a text file; `width` wraps it, `in_columns` puts head and foot in columns made of spaces."""
    blocks = [words for _kind, words in body_blocks(manuscript, part_mark, section_mark)]
    if width:
        blocks = [
            textwrap.fill(words, width, initial_indent=indent, break_on_hyphens=False, break_long_words=False)
            for words in blocks
        ]
    set_beside = _beside if in_columns else _below
    head = set_beside(*head_lines(manuscript))
    foot = set_beside(*foot_lines(manuscript))
    title = "\n".join(title_lines(manuscript))
    return f"{head}\n\n{title}\n-----\n\n{between.join(blocks)}\n\n{foot}\n"


def as_word(manuscript: Manuscript, *, part_mark: str = "{}. ", section_mark: str = "{}. ") -> bytes:
    """Return the month as a Word file as offices make it: head and foot are tables without lines."""
    document = docx.Document()
    _add_columns(document, *head_lines(manuscript))
    for words in [*title_lines(manuscript), "-----"]:
        document.add_paragraph().add_run(words).bold = True
    for kind, words in body_blocks(manuscript, part_mark, section_mark):
        document.add_paragraph().add_run(words).bold = kind != "text"
    _add_columns(document, *foot_lines(manuscript))
    return saved(document)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def number_automatically(document: Document, paragraph: Paragraph, style: str, level: int = 0) -> None:
    """Let Word count the paragraph: `style` is "upperRoman", "decimal", "bullet" ..."""
    numbering = document.part.numbering_part.element
    known = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    identity = f"9{sum(map(ord, style))}{level}"
    if identity not in known:
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), identity)
        abstract.append(_level(style, level))
        numbering.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), identity)
        number.append(_valued("w:abstractNumId", identity))
        numbering.append(number)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = int(identity)
    properties.get_or_add_ilvl().val = level


def _level(style: str, level: int) -> OxmlElement:
    element = OxmlElement("w:lvl")
    element.set(qn("w:ilvl"), str(level))
    element.append(_valued("w:start", "1"))
    element.append(_valued("w:numFmt", style))
    element.append(_valued("w:lvlText", "-" if style == "bullet" else f"%{level + 1}."))
    return element


def _valued(name: str, value: str) -> OxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _add_columns(document: Document, left: Sequence[str], right: Sequence[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _beside(left: Sequence[str], right: Sequence[str]) -> str:
    rows = max(len(left), len(right))
    padded = [[*column, *[""] * (rows - len(column))] for column in (left, right)]
    return "\n".join(f"{one:<52}{other:^34}".rstrip() for one, other in zip(*padded, strict=True))


def _below(left: Sequence[str], right: Sequence[str]) -> str:
    return "\n".join([*left, *right])
