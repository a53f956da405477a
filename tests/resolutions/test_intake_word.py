"""The reader of documents, on Word files: lists, tables, and all that is no paragraph."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.utils import translation
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Mm
from PIL import Image

from kesat.uploads import RefusedFile
from resolutions.intake import Intake, read_document
from resolutions.intake.word import word_lines
from resolutions.layout import Profile, compose, to_text
from resolutions.manuscript import Manuscript, ParagraphKind, Urgency
from resolutions.word import to_docx
from tests.resolutions.documents.fragments import Text, kinds, quotes, read
from tests.resolutions.documents.march import MARCH
from tests.resolutions.documents.word import number_automatically, saved
from tests.resolutions.manuscripts import make_letterhead

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACE = "Đường trục xã đã thông xe."


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def word_of(text: object) -> Document:
    """Return a document with a paragraph for each line."""
    document = docx.Document()
    for line in str(text).rstrip("\n").split("\n"):
        document.add_paragraph(line)
    return document


def read_word(document: Document) -> Intake:
    return read_document("nghi-quyet.docx", saved(document), names=["Kẻ Sặt"])


def place_in(document: Document) -> Any:
    """Return the paragraph that the tests hang things on."""
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(PLACE))


def add_xml(document: Document, xml: str) -> None:
    """Add a run's content, or a run, to the place."""
    more = (
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    tag, rest = xml[1:].split(">", 1)
    place_in(document)._p.append(parse_xml(f"<{tag} {_W} {more} {compatibility}>{rest}"))


def picture() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def first_texts(found: Intake) -> list[str]:
    return [each.text for section in found.manuscript.parts[0].sections for each in section.paragraphs]


@pytest.fixture(scope="module")
def plain() -> Manuscript:
    return read(Text()).manuscript


def test_word_file_is_read_like_text(plain: Manuscript) -> None:
    assert read_word(word_of(Text())).manuscript == plain


@pytest.mark.parametrize("write", [to_docx, lambda composition: to_text(composition).encode()])
def test_our_own_exports_are_read_back(write: Callable[[Any], bytes]) -> None:
    content = write(compose(MARCH, make_letterhead()))

    found = read_document("x.docx" if content.startswith(b"PK") else "x.txt", content, names=["Kẻ Sặt"])

    assert found.manuscript == MARCH
    assert found.findings == ()


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("write", [to_docx, lambda composition: to_text(composition).encode()])
def test_our_own_drafts_are_read_back_with_their_marks(write: Callable[[Any], bytes], profile: Profile) -> None:
    month = replace(MARCH, urgency=Urgency.EXPRESS, number=None, issued_on=None)
    content = write(compose(month, make_letterhead(profile), draft=2))

    found = read_document("x.docx" if content.startswith(b"PK") else "x.txt", content)

    assert found.manuscript == month
    assert [(finding.kind, finding.quote) for finding in found.findings] == [("draft_mark", "Dự thảo lần 2")]


def test_numbers_that_word_counts_decide_like_typed_ones(plain: Manuscript) -> None:
    document = docx.Document()
    for line in str(Text()).rstrip("\n").split("\n"):
        words = line.partition(" ")[2]
        if line.startswith(("I. ", "II. ")):
            number_automatically(document, document.add_paragraph(words), "upperRoman")
        elif line[:3] in {"1. ", "2. ", "3. ", "4. "}:
            restart = line.startswith("1. ")
            number_automatically(document, document.add_paragraph(words), "decimal", restart=restart)
        elif line.startswith("- "):
            number_automatically(document, document.add_paragraph(words), "bullet")
        else:
            document.add_paragraph(line)

    found = read_word(document)

    assert found.manuscript == plain
    assert found.findings == ()


def test_bullets_that_word_draws_are_items_and_sub_items() -> None:
    document = word_of(Text())
    for level, words in ((0, "Kênh Bắc;"), (1, "Đoạn đầu;"), (0, "Kênh Nam.")):
        paragraph = place_in(document).insert_paragraph_before(words)
        number_automatically(document, paragraph, "bullet", level)

    section = read_word(document).manuscript.parts[0].sections[1]

    assert [(each.kind, each.text) for each in section.paragraphs[:3]] == [
        (ParagraphKind.ITEM, "Kênh Bắc;"),
        (ParagraphKind.SUBITEM, "Đoạn đầu;"),
        (ParagraphKind.ITEM, "Kênh Nam."),
    ]


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("upperRoman", ["I.", "II.", "III."]),
        ("lowerRoman", ["i.", "ii.", "iii."]),
        ("lowerLetter", ["a.", "b.", "c."]),
        ("upperLetter", ["A.", "B.", "C."]),
        ("decimalZero", ["01.", "02.", "03."]),
        ("decimal", ["1.", "2.", "3."]),
    ],
)
def test_lists_are_counted_as_word_counts_them(style: str, marks: list[str]) -> None:
    document = docx.Document()
    for _number in range(3):
        number_automatically(document, document.add_paragraph("chữ"), style)

    lines, _findings = word_lines(saved(document))

    assert [line.text for line in lines] == [f"{mark} chữ" for mark in marks]


def test_deeper_lists_begin_anew_below_each_entry() -> None:
    document = docx.Document()
    for level in (0, 1, 1, 0, 1, 7):
        number_automatically(document, document.add_paragraph("chữ"), "decimal", level)

    lines, _findings = word_lines(saved(document))

    assert [line.text for line in lines] == ["1. chữ", "1. chữ", "2. chữ", "2. chữ", "1. chữ", "chữ"]


def test_table_in_the_text_is_a_finding_with_its_words(plain: Manuscript) -> None:
    document = word_of(Text())
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Ô {number}"
    place_in(document)._p.addnext(table._tbl)

    found = read_word(document)

    assert found.manuscript == plain
    assert [(finding.kind, finding.quote) for finding in found.findings] == [("table", "Ô 0 | Ô 1 | Ô 2 | Ô 3")]


def test_head_with_its_title_in_one_table_is_read(plain: Manuscript) -> None:
    text = Text()
    document = word_of(replace(text, head="", title=""))
    table = document.add_table(2, 2)
    left, right = text.head.split("\nĐẢNG CỘNG")
    table.cell(0, 0).text, table.cell(0, 1).text = left, f"ĐẢNG CỘNG{right}"
    table.cell(1, 0).merge(table.cell(1, 1)).text = text.title
    document.element.body.insert(0, table._tbl)

    assert read_word(document).manuscript == plain


def test_table_below_the_subject_is_a_finding(plain: Manuscript) -> None:
    document = word_of(Text(opening="Ban Thường vụ ban hành Nghị quyết:"))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Một", "Hai"
    place = next(each for each in document.paragraphs if each.text.startswith("Ban Thường vụ ban hành"))
    place._p.addnext(table._tbl)

    found = read_word(document)

    assert len(found.manuscript.opening) == 1
    assert quotes(found, "table") == ["Một | Hai"]


def test_table_of_one_column_is_read_as_text(plain: Manuscript) -> None:
    document = word_of(Text())
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = PLACE
    place = place_in(document)
    place._p.addnext(table._tbl)
    place._p.getparent().remove(place._p)

    assert read_word(document).manuscript == plain


def test_bad_input_52_pictures_are_findings_and_leave_the_text_whole(plain: Manuscript) -> None:
    document = word_of(Text())
    place_in(document).add_run().add_picture(picture(), width=Mm(20))

    found = read_word(document)

    assert found.manuscript == plain
    assert [(finding.kind, finding.quote) for finding in found.findings] == [("picture", PLACE)]


BOX = "<w:txbxContent><w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "kind", "quote"),
    [
        (f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>", "text_box", "Chữ trong khung"),
        (
            (
                f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "text_box",
            "Chữ trong khung",
        ),
        ("<w:r><w:object/></w:r>", "embedded", PLACE),
        ("<w:r><w:pict><v:imagedata/></w:pict></w:r>", "picture", PLACE),
        ("<w:del><w:r><w:delText>chưa</w:delText></w:r></w:del>", "tracked_change", "chưa"),
        ("<w:moveFrom><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom>", "tracked_change", "chuyển đi"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r>", "hidden_text", "giấu"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "symbol", PLACE),
    ],
)
def test_what_is_no_text_is_a_finding(xml: str, kind: str, quote: str, plain: Manuscript) -> None:
    document = word_of(Text())
    add_xml(document, xml)

    found = read_word(document)

    assert found.manuscript == plain
    assert [(finding.kind, finding.quote) for finding in found.findings] == [(kind, quote)]


def test_piece_of_another_file_is_a_finding(plain: Manuscript) -> None:
    document = word_of(Text())
    place_in(document)._p.addnext(parse_xml(f"<w:altChunk {_W}/>"))

    found = read_word(document)

    assert found.manuscript == plain
    assert kinds(found) == ["embedded"]


def test_of_several_renderings_only_the_one_that_word_shows_is_read(plain: Manuscript) -> None:
    document = word_of(Text())
    place = place_in(document)._p
    words = f"<w:r><w:t>{PLACE}</w:t></w:r>"
    fallback = "<mc:Fallback><w:p><w:r><w:t>Khác</w:t></w:r></w:p></mc:Fallback>"
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = f"<mc:AlternateContent><mc:Choice>{words}</mc:Choice></mc:AlternateContent>"
    shown = f"<mc:Choice><w:p>{inner}</w:p></mc:Choice>"
    place.addnext(parse_xml(f"<mc:AlternateContent {_W} {compatibility}>{shown}{fallback}</mc:AlternateContent>"))
    place.getparent().remove(place)

    assert read_word(document).manuscript == plain


def test_sentence_cut_by_a_page_that_begins_with_a_paragraph_is_healed() -> None:
    document = word_of(Text())
    place = place_in(document)
    place.insert_paragraph_before("Được Nhân dân")
    place.paragraph_format.page_break_before = True

    assert f"Được Nhân dân {PLACE}" in first_texts(read_word(document))


def test_tracked_insertions_are_kept_with_one_finding() -> None:
    document = word_of(Text())
    add_xml(document, "<w:ins><w:r><w:t xml:space='preserve'> Cầu cũng</w:t></w:r></w:ins>")
    add_xml(document, "<w:ins><w:r><w:t xml:space='preserve'> xong.</w:t></w:r></w:ins>")

    found = read_word(document)

    assert f"{PLACE} Cầu cũng xong." in first_texts(found)
    assert kinds(found) == ["tracked_change"]


def test_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    document = word_of(Text())
    before = place_in(document).insert_paragraph_before("Nhờ bà con góp công, ")
    before._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {_W}><w:del w:id='1'/></w:rPr>"))

    assert f"Nhờ bà con góp công, {PLACE}" in first_texts(read_word(document))


def test_links_fields_and_content_controls_are_text() -> None:
    document = word_of(Text())
    add_xml(document, "<w:hyperlink><w:r><w:t xml:space='preserve'> Một</w:t></w:r></w:hyperlink>")
    add_xml(document, "<w:fldSimple w:instr='DATE'><w:r><w:t xml:space='preserve'> hai</w:t></w:r></w:fldSimple>")
    add_xml(document, "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> ba</w:t></w:r></w:sdtContent></w:sdt>")
    add_xml(
        document, "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>bốn</w:t><w:noBreakHyphen/><w:t>năm.</w:t></w:r>"
    )

    found = read_word(document)

    assert f"{PLACE} Một hai ba bốn-năm." in first_texts(found)
    assert found.findings == ()


def test_formula_is_read_as_letters_with_a_finding() -> None:
    document = word_of(Text())
    add_xml(document, "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")

    found = read_word(document)

    assert f"{PLACE}a+b" in first_texts(found)
    assert quotes(found, "formula") == ["a+b"]


def test_line_breaks_and_page_breaks_inside_a_paragraph_are_healed() -> None:
    document = word_of(Text())
    place = place_in(document)
    run = place.runs[0]
    run.text = "Đường trục"
    run.add_break()
    run.add_text("Bắc Nam của")
    run.add_break(WD_BREAK.PAGE)
    run.add_text("Kẻ Sặt đã thông xe.")

    found = read_word(document)

    assert "Đường trục Bắc Nam của Kẻ Sặt đã thông xe." in first_texts(found)


def test_page_heads_and_feet_are_findings_but_page_numbers_are_not() -> None:
    document = word_of(Text())
    section = document.sections[0]
    section.header.paragraphs[0].text = "Bản lưu hành nội bộ"
    section.footer.paragraphs[0].text = "2"

    found = read_word(document)

    assert [(finding.kind, finding.quote) for finding in found.findings] == [("header_footer", "Bản lưu hành nội bộ")]


@pytest.mark.parametrize("place", ["header", "box"])
def test_mark_of_secrecy_outside_the_text_is_refused(place: str) -> None:
    document = word_of(Text())
    if place == "header":
        document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    else:
        add_xml(document, f"<w:r><w:pict>{BOX}</w:pict></w:r>".replace("Chữ trong khung", "MẬT"))

    with pytest.raises(RefusedFile, match="mark of secrecy"):
        read_word(document)


def test_comments_are_findings() -> None:
    document = word_of(Text())
    document.add_comment(place_in(document).runs, text="Xem lại số liệu", author="A")

    found = read_word(document)

    assert [(finding.kind, finding.quote) for finding in found.findings] == [("comment", "Xem lại số liệu")]


def test_footnotes_are_findings() -> None:
    content = with_part(
        saved(word_of(Text())),
        "footnotes",
        "<w:footnotes {0}><w:footnote w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>Theo báo cáo thôn</w:t></w:r></w:p></w:footnote></w:footnotes>",
    )

    found = read_document("a.docx", content)

    assert [(finding.kind, finding.quote) for finding in found.findings] == [("footnote", "Theo báo cáo thôn")]


def test_file_with_broken_links_to_pictures_is_read(plain: Manuscript) -> None:
    relation = "<Relationship Id='rIdX' Type='http://x/image' Target='../NULL'/></Relationships>"
    content = rewritten(
        saved(word_of(Text())),
        {"word/_rels/document.xml.rels": lambda xml: xml.replace(b"</Relationships>", relation.encode())},
    )

    assert read_document("a.docx", content).manuscript == plain


def test_strict_namespaces_are_read(plain: Manuscript) -> None:
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = rewritten(saved(word_of(Text())), {"word/document.xml": lambda xml: xml.replace(transitional, strict)})

    assert read_document("a.docx", content).manuscript == plain


def rewritten(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a package with some of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changes.get(name, bytes)(source.read(name)))
    return buffer.getvalue()


def with_part(content: bytes, kind: str, xml: str) -> bytes:
    """Return a package with one more part, which the document refers to as `kind`."""
    type_ = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    relation = f"<Relationship Id='rIdN' Type='{type_}' Target='{kind}.xml'/></Relationships>"
    content = rewritten(
        content, {"word/_rels/document.xml.rels": lambda rels: rels.replace(b"</Relationships>", relation.encode())}
    )
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"word/{kind}.xml", xml.format(_W))
    return buffer.getvalue()
