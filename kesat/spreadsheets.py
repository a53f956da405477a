"""Spreadsheets in and out: XLSX and CSV whose text stays text, and the reading of a file that nobody trusts."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from kesat.sheet_reader import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row
from kesat.uploads import MAX_BYTES, RefusedFile, check_upload, damaged, extension

TYPES: Final = ("xlsx", "csv")
# Characters in a column: of a day, and at most.
_DAY, _WIDEST = 10, 60
_SECONDS: Final = 25  # by the clock; the web server gives up on a request after 30
_ROOT: Final = Path(__file__).resolve().parent.parent

# What a spreadsheet program takes for the beginning of a formula, also in full width. A text that begins with
# apostrophes before such a sign gets one more, so that taking one away again gives exactly what was there.
_RISKY: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


class SafeXLSX(XLSX):  # type: ignore[misc]
    """XLSX in which every text is text, whatever it looks like; numbers stay numbers, days are days."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return workbook([dataset])


class SafeCSV(CSV):  # type: ignore[misc]
    """CSV that Excel opens as UTF-8, and in which no text begins as a formula."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerows([_field(value) for value in row] for row in [dataset.headers, *dataset])
        return written.getvalue().encode("utf-8-sig")


FORMATS: Final[dict[str, type[SafeXLSX] | type[SafeCSV]]] = {"xlsx": SafeXLSX, "csv": SafeCSV}


def workbook(sheets: Iterable[Any]) -> bytes:
    """Return the tables as one XLSX, each a sheet under its title, written as `SafeXLSX` says."""
    book = Workbook(write_only=True)
    for table in sheets:
        sheet = book.create_sheet(table.title or "1")
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths([table.headers, *table]), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for row in [table.headers, *table]:
            sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(name: str, content: bytes) -> list[Row]:
    """Return the rows of a spreadsheet that hold something, each with its number, days as dd/mm/yyyy.

    Of a workbook only the first visible sheet is read. Raises RefusedFile.
    """
    check_upload(name, content, TYPES, MAX_BYTES)
    kind = extension(name)
    rows = _ask_child(kind, content)
    if not rows:
        raise RefusedFile(_("The sheet is empty."))
    return [(number, [without_guard(cell) for cell in cells]) for number, cells in rows] if kind == "csv" else rows


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it if a spreadsheet program would read a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def without_guard(cell: Any) -> Any:
    """Return the cell without the apostrophe that `guarded` has put before it."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and _RISKY.match(cell) else cell


def _widths(rows: Iterable[Iterable[Any]]) -> list[int]:
    """Return the width of each column in characters: as wide as its longest cell, within reason."""
    lengths = ([_DAY if isinstance(value, date) else len(str(value or "")) for value in row] for row in rows)
    return [min(max(each) + 2, _WIDEST) for each in zip(*lengths, strict=True)]


def _cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        # Still text when someone edits the cell.
        cell.quotePrefix = bool(_RISKY.match(value))
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _field(value: Any) -> Any:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return guarded(value) if isinstance(value, str) else value


def _ask_child(kind: str, content: bytes) -> list[Row]:
    """Have the file read by a process of its own, which may die of it."""
    try:
        child = subprocess.run(  # noqa: S603 our own module, by our own interpreter
            [sys.executable, "-B", "-m", "kesat.sheet_reader", kind],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise RefusedFile(_reason("too_much", "")) from expired
    if child.returncode:
        raise RefusedFile(_reason("too_much", ""))
    said = json.loads(child.stdout)
    if "refused" in said:
        raise RefusedFile(_reason(*said["refused"]))
    return [(number, cells) for number, cells in said["rows"]]


def _environment() -> dict[str, str]:
    """Return what the child may know: neither the secret key nor the database's address."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}


def _reason(code: str, cell: str) -> str:
    reasons = {
        "unreadable": damaged(),
        "no_sheet": _("The workbook has no visible sheet."),
        "encoding": _("The text of the file is not UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX."),
        "csv": _("The file is not a CSV table. Save it as XLSX and bring it in again."),
        "too_much": _("Reading the file takes too much time or memory. Bring in a smaller one."),
        "formula": _("Cell %(cell)s holds a formula. Put the value itself in its place."),
        "error": _("Cell %(cell)s holds an error. Put the value itself in its place."),
        "merged": _("The cells %(cell)s are merged. Take the merge apart and fill in each cell."),
        "outside": _("Cell %(cell)s holds something. Only %(rows)s rows and %(columns)s columns can be read."),
        "long": _("Cell %(cell)s holds more than %(length)s characters."),
    }
    numbers = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "length": MAX_CELL}
    return reasons[code] % {"cell": cell, **numbers}
