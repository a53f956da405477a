"""A composition as an editable Word file: the same layout, the same pages, the same bytes for the same text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from resolutions.boxes import PROFILES, Align, Box, Frame, Layout, Profile
from resolutions.layout import Composition, Line, bind
from resolutions.manuscript import Manuscript

FONT = "Times New Roman"
# The file must not say when it was made, or two of the same text would differ.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# What python-docx's own template brings along and nothing here uses.
_UNUSED = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_ALIGNMENTS = {Align.LEFT: "left", Align.CENTRE: "center", Align.JUSTIFY: "both"}
# Word's own names, so that its navigation pane shows parts and sections.
_WORD_NAMES = {"type": "Title", "part": "heading 1", "section": "heading 2", "heading": "heading 3"}
_UNDERLINE = '<w:u w:val="single"/>'
_LINE = 'w:val="single" w:sz="6" w:space="1" w:color="000000"'  # 0.75 pt
_BOX = f"<w:bdr {_LINE}/>"


def to_docx(composition: Composition) -> bytes:
    """Return the document as .docx; marks and numbers are typed text, so that reading it back is exact."""
    document = Document(BytesIO(_blank(composition.profile)))
    body = document.element.body
    for place, block in enumerate(parse_xml(_body(composition))):
        body.insert(place, block)
    if composition.contact:
        footer = document.sections[0].first_page_footer
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = document.styles["contact"]
        footer.paragraphs[0].add_run(composition.contact)
    document.core_properties.title = composition.name
    return _sealed(document)


def file_name(manuscript: Manuscript, extension: str, *, draft: int | None = None) -> str:
    """Return "Nghị quyết tháng 01-2026.pdf": a name that Windows takes too, and that sorts by month within a year."""
    words = (
        f"Dự thảo lần {draft}" if draft is not None else "",
        "Nghị quyết",
        f"tháng {manuscript.month:02}-{manuscript.year}" if manuscript.month and manuscript.year else "",
    )
    return f"{' '.join(word for word in words if word)}.{extension}"


def _body(composition: Composition) -> str:
    layout, foot = composition.layout, ""
    if composition.foot_left or composition.foot_right:
        columns = _columns(composition.foot_left, composition.foot_right, layout.foot_columns, layout.foot_before)
        # Word wants a paragraph after a table; this one takes no room.
        foot = f'{columns}<w:p><w:pPr><w:spacing w:before="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    head = _columns(composition.head_left, composition.head_right, layout.head_columns)
    title = "".join(map(_paragraph, composition.title))
    return f"<w:body {_NAMESPACE}>{head}{title}{''.join(_held(composition.body))}{foot}</w:body>"


def _held(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the paragraphs, the last two held to what follows: the signature never stands alone on a page."""
    for place, line in enumerate(lines, start=1):
        yield _paragraph(line, "<w:keepNext/>" if place > len(lines) - 2 else "")


def _columns(left: Sequence[Line], right: Sequence[Line], widths: tuple[float, float], before: float = 0) -> str:
    """Return two columns side by side, as a table without lines that stays on one page."""
    grid = "".join(f'<w:gridCol w:w="{_twips_of_mm(width)}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips_of_mm(width)}" w:type="dxa"/></w:tcPr>{_cell(lines, before)}</w:tc>'
        for lines, width in zip((left, right), widths, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_twips_of_mm(sum(widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _cell(lines: Sequence[Line], before: float) -> str:
    if not lines:
        return "<w:p/>"
    first = f'<w:spacing w:before="{_twips(before)}"/>' if before else ""
    return _paragraph(lines[0], first) + "".join(map(_paragraph, lines[1:]))


def _paragraph(line: Line, properties: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{line.box}"/>{properties}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(bind(line.text))}</w:t></w:r></w:p>'
    )


@cache
def _blank(profile: Profile) -> bytes:
    """Return an empty document of the profile: page, header, styles; made once, since the template is a large one."""
    layout = PROFILES[profile]
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _UNUSED]:
            del relations[key]
    _set_page(document, layout)
    _set_styles(document, layout)
    _set_header(document)
    _set_compatibility(document)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _MADE
    return _sealed(document)


def _set_page(document: WordDocument, layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = section.footer_distance = Mm(layout.number_from_edge)
    section.different_first_page_header_footer = True


def _set_header(document: WordDocument) -> None:
    """Put the page number at the top of every page but the first."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = document.styles["page-number"]
    number = f'<w:fldSimple {_NAMESPACE} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._element.append(parse_xml(number))  # noqa: SLF001 -- python-docx has no fields


def _set_compatibility(document: WordDocument) -> None:
    """Have Word lay the file out by its present rules, not those of 2010 for East Asian text."""
    compatibility = document.settings.element.find(qn("w:compat"))
    compatibility.remove(compatibility.find(qn("w:useFELayout")))
    compatibility.find(qn("w:compatSetting")).set(qn("w:val"), "15")
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "vi-VN")


def _set_styles(document: WordDocument, layout: Layout) -> None:
    """Replace the template's styles by one for each box, so that a change of style changes the whole document."""
    styles = document.styles.element
    for style in list(styles):
        styles.remove(style)
    written = "".join(_style(name, box, layout) for name, box in layout.boxes.items())
    for style in parse_xml(f"<w:styles {_NAMESPACE}>{_DEFAULTS}{written}</w:styles>"):
        styles.append(style)


_DEFAULTS = f"""
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>
"""


def _style(name: str, box: Box, layout: Layout) -> str:
    indent = f'<w:ind w:firstLine="{_twips_of_mm(box.indent)}"/>' if box.indent else ""
    rule = ""
    if box.frame is Frame.RULE:
        # The line is as long as the words above it, so the paragraph is made no wider than they are.
        side = _twips_of_mm((layout.head_columns[1] - layout.party_width) / 2)
        indent, rule = f'<w:ind w:left="{side}" w:right="{side}"/>', f"<w:pBdr><w:bottom {_LINE}/></w:pBdr>"
    outline = f'<w:outlineLvl w:val="{box.level - 2}"/>' if box.level > 1 else ""
    half_points = round(box.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(name not in _WORD_NAMES)}" w:styleId="{name}">'
        f'<w:name w:val="{_WORD_NAMES.get(name, name)}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if box.keep else ''}{rule}"
        f'<w:spacing w:before="{_twips(box.before)}" w:after="0" w:line="{_twips(box.pitch)}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{_ALIGNMENTS[box.align]}"/>{outline}</w:pPr><w:rPr>'
        f"{'<w:b/><w:bCs/>' if box.is_bold else ''}{'<w:i/><w:iCs/>' if box.is_italic else ''}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        f"{'<w:u w:val=' + chr(34) + 'single' + chr(34) + '/>' if box.is_underlined else ''}</w:rPr></w:style>"
    )


def _sealed(document: WordDocument) -> bytes:
    """Return the file with the date taken out of its zip entries."""
    raw = BytesIO()
    document.save(raw)
    sealed = BytesIO()
    with ZipFile(raw) as source, ZipFile(sealed, "w") as target:
        for entry in source.infolist():
            info = ZipInfo(entry.filename, _ZIP_DATE)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(entry))
    return sealed.getvalue()


def _twips(points: float) -> int:
    return round(points * 20)


def _twips_of_mm(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
