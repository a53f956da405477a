"""The child process that reads one spreadsheet: bytes in, JSON out, little memory and little time.

Run as `python -m kesat.sheet_reader xlsx` by `kesat.spreadsheets`, which has looked at the package before. It knows
nothing of Django. It answers {"rows": [[number, [cell, ...]], ...]} or {"refused": [code, detail]}.
"""

import csv
import io
import json
import os
import resource
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, Final, TypeAlias
from xml.parsers import expat

MAX_ROWS: Final = 5001  # the headings and 5,000 rows
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 2_000
MAX_TEXT: Final = 5_000_000
MEMORY: Final = 512 * 1024 * 1024
CPU_SECONDS: Final = 20

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[int, list[Cell]]
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Refused(Exception):
    """The sheet is not taken; `code` is one of the reasons that `kesat.spreadsheets` has words for."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(code, detail)


def read_xlsx(content: bytes) -> list[Row]:
    """Return the rows of the first visible sheet that hold something, each with its number. Raises Refused."""
    # Not before the limits stand.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # noqa: PLC0415

    # What a sheet says of its own size is not believed (one cell in the last corner would make a billion of them);
    # one that says nothing would be read from end to end just to find out.
    ReadOnlyWorksheet._get_size = lambda _sheet: None  # noqa: SLF001 openpyxl has no option for it
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise Refused("no_sheet")
    with sheet._get_source() as source:  # noqa: SLF001 openpyxl gives no other way to the sheet's XML
        _Survey().look_through(source)
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
    return _filled((number, [_plain(cell) for cell in row]) for number, row in enumerate(rows, start=1))


def read_csv(content: bytes) -> list[Row]:
    """Return the records that hold something, each with its number. Raises Refused."""
    text = _decoded(content)
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    csv.field_size_limit(MAX_CELL * 4)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return _filled((number, list(record)) for number, record in enumerate(records, start=1))


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("encoding") from error


def _filled(rows: Iterable[Row]) -> list[Row]:
    """Keep the rows that hold something, within the limits of number, width and text."""
    kept: list[Row] = []
    total = 0
    for number, cells in rows:
        while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
            cells.pop()
        if not cells:
            continue
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise Refused("outside", place(number, len(cells)))
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise Refused("long", place(number, column))
            total += len(cell) if isinstance(cell, str) else 1
        if total > MAX_TEXT:
            raise Refused("too_much")
        kept.append((number, cells))
    return kept


def place(row: int, column: int) -> str:
    """Return what the program calls a cell: row 3, column 28 is AB3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _plain(cell: Any) -> Cell:
    """Return what JSON can say of a cell: text, a number, a truth, nothing; days as dd/mm/yyyy."""
    value = cell.value
    if cell.data_type == "e":
        raise Refused("error", place(cell.row, cell.column))
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, str | int | float) else str(value) if value is not None else None


class _Survey:
    """Look through a sheet's XML for what openpyxl would drop without a word: cells far out, formulas, merged cells."""

    def __init__(self) -> None:
        self.row = self.column = self.cells = 0
        self.inside_value = False
        self.steps: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_MAIN} row": self._start_row,
            f"{_MAIN} c": self._start_cell,
            f"{_MAIN} v": self._start_value,
            f"{_MAIN} t": self._start_value,
            f"{_MAIN} f": self._formula,
            f"{_MAIN} mergeCell": self._merged,
        }

    def look_through(self, source: Any) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ParseFile(source)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if step := self.steps.get(name):
            step(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        if row <= self.row:
            raise Refused("unreadable")
        self.row, self.column = row, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self.column = _column(letters) if letters else self.column + 1

        self.cells += 1
        if self.cells > 2 * MAX_ROWS * MAX_COLUMNS:
            raise Refused("too_much")

    def _start_value(self, attributes: dict[str, str]) -> None:
        self.inside_value = True

    def _formula(self, attributes: dict[str, str]) -> None:
        raise Refused("formula", place(self.row, self.column))

    def _merged(self, attributes: dict[str, str]) -> None:
        raise Refused("merged", attributes.get("ref", ""))

    def _text(self, text: str) -> None:
        if self.inside_value and text.strip() and (self.row > MAX_ROWS or self.column > MAX_COLUMNS):
            raise Refused("outside", place(self.row, self.column))

    def _end(self, name: str) -> None:
        self.inside_value = False


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def answer(kind: str, content: bytes) -> dict[str, Any]:
    """Return what is said of a file of `kind` (xlsx, csv), whatever it holds."""
    try:
        return {"rows": {"xlsx": read_xlsx, "csv": read_csv}[kind](content)}
    except Refused as refused:
        return {"refused": [refused.code, refused.detail]}
    except MemoryError:
        return {"refused": ["too_much", ""]}
    except csv.Error:
        return {"refused": ["csv", ""]}
    except Exception:  # noqa: BLE001 a hostile file fails in any of a hundred ways, and all are "cannot be read"
        return {"refused": ["unreadable", ""]}


def _confine() -> None:
    """Take from this process what it does not need: memory, time, writing to files, leaving its memory behind."""
    # Or openpyxl would read with lxml, and not with defusedxml.
    os.environ["OPENPYXL_LXML"] = "False"
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _confine()
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.stdin.buffer.read())))
