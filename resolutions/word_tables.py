"""Tables in Word files: thin lines, a head that is repeated on every page, text of 12 points."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, cast

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row


def add_table(
    document: WordDocument,
    columns: Sequence[str],
    rows: Iterable[Sequence[Sequence[str]]],
    widths: Sequence[float],
) -> Table:
    """Add a table at the end of the document; each cell holds lines, widths are millimetres."""
    grid: Any = document.add_table(rows=1, cols=len(columns))
    grid.autofit = False
    _draw_lines(grid)
    for cell, words in zip(grid.rows[0].cells, columns, strict=True):
        _fill(cell, (words,), is_bold=True)
    _repeat(grid.rows[0])
    for row in rows:
        for cell, lines in zip(grid.add_row().cells, row, strict=True):
            _fill(cell, lines)
    for line in grid.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)
    return cast("Table", grid)


def written(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(cell: _Cell, lines: Iterable[str], *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(text for words in lines for text in words.split("\n")):
        if number:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = is_bold, Pt(12)


def _draw_lines(grid: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    grid._tbl.tblPr.append(borders)  # noqa: SLF001 -- python-docx draws no borders


def _repeat(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- nor repeats a head
    properties.append(OxmlElement("w:tblHeader"))
