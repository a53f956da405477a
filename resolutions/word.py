"""A composition as an editable Word file: the same layout, the same pages, the same bytes for the same text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
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
_MADE = datetime(2000, 1, 1)
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


def to_docx(composition: Composition) -> bytes:
    """Return the document as .docx; marks and numbers are typed text, so that reading it back is exact."""
    layout = PROFILES[composition.profile]
    document = Document(BytesIO(_blank(composition.profile)))
    body = document.element.body
    for place, block in enumerate(parse_xml(_body(composition, layout))):
        body.insert(place, block)
    if composition.contact:
        footer = document.sections[0].first_page_footer
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = document.styles["contact"]
        footer.paragraphs[0].add_run(composition.contact)
    properties = document.core_properties
    properties.title = composition.name
    properties.author = next((line.text for line in composition.head_left if line.box == "issuing-body"), "")
    return _saved(document)


def file_name(manuscript: Manuscript, extension: str, *, draft: int | None = None) -> str:
    """Return "Nghị quyết tháng 01-2026.pdf", a name that Windows takes too and that sorts by month within a year."""
    words = [
        f"Dự thảo lần {draft}" if draft is not None else "",
        "Nghị quyết",
        f"tháng {manuscript.month:02}-{manuscript.year}" if manuscript.month and manuscript.year else "",
    ]
    return f"{' '.join(word for word in words if word)}.{extension}"


def _body(composition: Composition, layout: Layout) -> str:
    foot = composition.foot_left or composition.foot_right
    return "".join(
        (
            f"<w:body {_NAMESPACE}>",
            _columns(composition.head_left, composition.head_right, layout.head_columns),
            *map(_paragraph, composition.title),
            *_held(composition.body),
            _columns(composition.foot_left, composition.foot_right, layout.foot_columns, layout.foot_before) if foot else "",
            # Word wants a paragraph after a table.
            '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>' if foot else "",
            "</w:body>",
        )
    )


def _held(lines: Sequence[Line]) -> Iterable[str]:
    """Yield the paragraphs, the last two held to what follows: the signature never stands alone on a page."""
    for place, line in enumerate(lines, start=1):
        yield _paragraph(line, keep=place > len(lines) - 2)


def _paragraph(line: Line, *, keep: bool = False, before: float = 0) -> str:
    frame = '<w:rPr><w:bdr w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:rPr>' if line.box == "urgency" else ""
    properties = (
        f'<w:pPr><w:pStyle w:val="{line.box}"/>{"<w:keepNext/>" if keep else ""}'
        f"{f'<w:spacing w:before="{_twips(before)}"/>' if before else ''}</w:pPr>"
    )
    return f'<w:p>{properties}<w:r>{frame}<w:t xml:space="preserve">{escape(bind(line.text))}</w:t></w:r></w:p>'
