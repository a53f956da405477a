"""Spreadsheets in and out: nothing turns into a formula, and no file costs more than it may."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tablib
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from kesat import sheet_reader, spreadsheets
from kesat.spreadsheets import SafeCSV, SafeXLSX, guarded, read, without_guard
from kesat.uploads import RefusedFile

MERGED = {"refused": ["merged", "A1:B2"]}
RISKY = ("=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "==cmd|calc", "＝1", "＋1", "－1", "＠1")
QUOTED = ("'An", "'=1", "''+1", "'", "''")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# Run by a small interpreter of its own: the memory of a process counts what it was forked from.
_MEASURE = """
import resource, subprocess, sys
child = subprocess.run([sys.executable, "-B", "-m", "kesat.sheet_reader", "xlsx"], stdin=sys.stdin, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(child.stdout.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sep="\\n")
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def xlsx(*rows: list[Any], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_parts(parts: dict[str, bytes], base: bytes | None = None) -> bytes:
    """Return a workbook in which some parts of the package are replaced or added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base or xlsx(["A"]))) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def with_sheet(cells: str, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose one sheet holds this XML."""
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'
    return with_parts({"xl/worksheets/sheet1.xml": sheet.encode()})


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        read(name, content)
    return str(refused.value)


def measured(content: bytes) -> tuple[str, float, float]:
    """Return what the child answers, the seconds of CPU and the megabytes that it took."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE],
        input=content,
        capture_output=True,
        check=True,
        cwd=Path(spreadsheets.__file__).parent.parent,
    )
    answer, seconds, megabytes = done.stdout.decode().strip().rsplit("\n", 2)
    return answer.strip(), float(seconds), float(megabytes)


def test_rows_come_with_their_numbers_and_blank_ones_are_left_out() -> None:
    content = xlsx(["Mã", "Tên", None], [None, "  "], ["CB-1", "Chi bộ 1"], [None], ["CB-2", None])

    assert read("a.xlsx", content) == [(1, ["Mã", "Tên"]), (3, ["CB-1", "Chi bộ 1"]), (5, ["CB-2"])]


def test_numbers_stay_numbers_and_days_become_text() -> None:
    content = xlsx([7, 1.5, 3.0, True, date(2026, 1, 5), datetime.fromisoformat("2026-01-05T17:30"), "05/01/2026"])

    [(_row, cells)] = read("a.xlsx", content)

    assert cells == [7, 1.5, 3, True, "05/01/2026", "05/01/2026 17:30:00", "05/01/2026"]


def test_csv_is_read_with_any_separator_and_as_utf16_too() -> None:
    comma = read("a.csv", "\ufeffMã,Tên\r\nA,Bé\r\n".encode())
    semicolon = read("a.csv", "Mã;Tên\nA;Bé\n".encode())
    tab = read("a.csv", "Mã\tTên\nA\tBé\n".encode("utf-16"))

    assert comma == semicolon == tab == [(1, ["Mã", "Tên"]), (2, ["A", "Bé"])]


def test_csv_says_why_it_cannot_be_read() -> None:
    assert refusal("a.csv", "Mã,Tên".encode("cp1258", "replace") + b"\xff") == (
        "The text of the file is not UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX."
    )
    assert refusal("a.csv", b"x" * 9000) == "The file is not a CSV table. Save it as XLSX and bring it in again."
    assert refusal("a.csv", b"\n \n") == "The sheet is empty."
    assert refusal("a.csv", b"a\n" * 5002) == ("Cell A5002 holds something. Only 5001 rows and 60 columns can be read.")


def test_an_apostrophe_is_put_before_what_would_be_a_formula_and_taken_away_again() -> None:
    assert [guarded(text) for text in RISKY] == [f"'{text}" for text in RISKY]
    assert [guarded(text) for text in ("An", "'An", "1+1", "")] == ["An", "'An", "1+1", ""]
    assert [without_guard(guarded(text)) for text in RISKY + QUOTED] == [*RISKY, *QUOTED]


def test_bad_input_54_csv_holds_inert_text_and_comes_back_the_same() -> None:
    data = tablib.Dataset(*([text, -2, 7] for text in RISKY + QUOTED), headers=["Tên", "Số", "Thứ tự"])

    content = SafeCSV().export_data(data)

    assert content.startswith(b"\xef\xbb\xbfT")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[1] == "'=HYPERLINK(1),-2,7"
    back = read("a.csv", content)
    assert [cells for _row, cells in back[1:]] == [[text, "-2", "7"] for text in RISKY + QUOTED]


def test_bad_input_54_xlsx_holds_inert_text_and_comes_back_the_same() -> None:
    texts = [text for text in RISKY + QUOTED if "\r" not in text]
    rows = [[text, -2, 1.5, date(2026, 1, 5), "#REF!"] for text in texts]
    data = tablib.Dataset(*rows, headers=["Tên", "Số", "Tỷ lệ", "Ngày", "Lỗi"])

    content = SafeXLSX().export_data(data)

    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    kinds = {tuple(cell.data_type for cell in row) for row in sheet.iter_rows(min_row=2)}
    assert kinds == {("s", "n", "n", "d", "s")}
    assert sheet["D2"].number_format == "dd/mm/yyyy"
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    back = read("a.xlsx", content)
    assert [cells for _row, cells in back[1:]] == [[text, -2, 1.5, "05/01/2026", "#REF!"] for text in texts]


def test_a_column_is_as_wide_as_what_stands_in_it() -> None:
    data = tablib.Dataset(["Kiểm đếm đất", date(2026, 1, 5), "x" * 500], headers=["Nhiệm vụ", "Hạn", "Kết quả"])

    sheet = load_workbook(io.BytesIO(SafeXLSX().export_data(data))).active

    assert sheet is not None
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [14, 12, 60]


def test_bad_input_55_dimension_bomb_is_refused_at_once() -> None:
    far = '<c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c>'
    bomb = with_sheet(
        f'<row r="1">{far}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
    )
    assert len(bomb) < 5 * 1024

    started = time.perf_counter()
    said = refusal("a.xlsx", bomb)
    seconds = time.perf_counter() - started
    answer, cpu, megabytes = measured(bomb)

    assert said == "Cell XFD1 holds something. Only 5001 rows and 60 columns can be read."
    assert answer == '{"refused": ["outside", "XFD1"]}'
    assert seconds < 2
    assert cpu < 2
    assert megabytes < 150


def test_bad_input_55_last_row_alone_is_refused_and_a_false_size_is_not_believed() -> None:
    tall = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    small = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')

    assert refusal("a.xlsx", tall) == "Cell A1048576 holds something. Only 5001 rows and 60 columns can be read."
    assert read("a.xlsx", small) == [(1, [1])]


def test_bad_input_56_bombs_are_refused_before_anything_is_unpacked() -> None:
    blown_up = with_parts({"xl/worksheets/sheet1.xml": b" " * 156 * 1024 * 1024})
    nested = with_parts({"xl/media/inner.zip": with_parts({})})
    crowded = with_parts({f"xl/media/{number}.bin": b"" for number in range(10_000)})
    assert len(blown_up) < 515 * 1024

    started = time.perf_counter()
    said = [refusal("a.xlsx", content) for content in (blown_up, nested, crowded)]

    assert time.perf_counter() - started < 2
    assert said == [
        "Unpacked, the file would be far larger than an ordinary document. It has not been opened.",
        (
            "The file holds another file inside (an archive, or a workbook behind a chart). "
            "Take it out, or paste it as a picture, and bring the file in again."
        ),
        "The file holds more than 200 parts and cannot be an ordinary document.",
    ]


@pytest.mark.parametrize(
    "definitions",
    [
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_bad_input_57_definitions_are_refused(definitions: str, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(["A"]))) as package:
        old = package.read(part).decode()
    content = with_parts({part: (definitions + old.removeprefix('<?xml version="1.0"?>')).encode()})

    assert "DOCTYPE" in refusal("a.xlsx", content)
    if "ENTITY" in definitions:
        # Were the first look ever to fail, the child refuses entities too.
        assert measured(content)[0] == '{"refused": ["unreadable", ""]}'


def test_bad_input_58_what_is_no_workbook_is_refused_with_the_reason() -> None:
    book = xlsx(["A"])
    macro = with_parts({"xl/vbaProject.bin": b"macro"})
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512

    said = {
        "macro": refusal("a.xlsm", book),
        "renamed macro": refusal("a.xlsx", macro),
        "xls": refusal("a.xls", old),
        "html": refusal("a.xlsx", b"<html><table></table></html>"),
        "encrypted": refusal("a.xlsx", old),
        "no byte": refusal("a.xlsx", b""),
        "no cell": refusal("a.xlsx", xlsx()),
        "truncated": refusal("a.xlsx", book[: len(book) // 2]),
        "too large": refusal("a.csv", b"a,b\n" * 1_400_000),
    }

    assert (
        said["macro"] == "The file holds macros (.xlsm). Save it without macros as .xlsx, .csv and bring it in again."
    )
    assert "macro" in said["renamed macro"]
    assert said["xls"] == "Files of the type .xls cannot be read. Save the file as .xlsx, .csv and bring it in again."
    assert said["html"] == (
        "The name of the file ends in “.xlsx”, but it is something else inside. Save it again as .xlsx."
    )
    assert "protected by a password" in said["encrypted"]
    assert said["no byte"] == "The file is empty."
    assert said["no cell"] == "The sheet is empty."
    assert "damaged" in said["truncated"]
    assert said["too large"] == "The file is too large: 5,3 MB, and at most 5 MB can be brought in."


def test_bad_input_59_merged_cells_and_formulas_are_named() -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    merged = xlsx(["Mã"], ["A"], ["B"], change=merge)
    formula = xlsx(["Mã"], ["=1+1"])
    error = xlsx(["Mã"], ["#REF!"])

    assert refusal("a.xlsx", merged) == "The cells A2:A3 are merged. Take the merge apart and fill in each cell."
    assert refusal("a.xlsx", formula) == "Cell A2 holds a formula. Put the value itself in its place."
    assert refusal("a.xlsx", error) == "Cell A2 holds an error. Put the value itself in its place."


def test_bad_input_59_hidden_sheets_are_passed_over() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].sheet_state = "hidden"
        book.create_sheet("2").append(["seen"])
        book.create_sheet("3").append(["=1+1"])

    one_visible = xlsx(["=1+1"], change=hide)
    none_visible = hidden(xlsx(["A"]))

    assert read("a.xlsx", one_visible) == [(1, ["seen"])]
    assert refusal("a.xlsx", none_visible) == "The workbook has no visible sheet."


def test_bad_input_59_a_million_blank_rows_are_nothing() -> None:
    blank = "".join(f'<row r="{number}"/>' for number in range(3, 1_048_577))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    content = with_sheet(rows + blank, before='<dimension ref="A1:A1048576"/>')

    answer, cpu, megabytes = measured(content)

    assert answer == '{"rows": [[1, [1]], [2, [2]]]}'
    assert read("a.xlsx", content) == [(1, [1]), (2, [2])]
    assert cpu < 10
    assert megabytes < 150


def test_a_sheet_formatted_to_its_last_row_is_read() -> None:
    def colour(book: Workbook) -> None:
        book.worksheets[0]["A1048576"].fill = PatternFill("solid", fgColor="FFFF00")
        book.worksheets[0]["XFD1"].fill = PatternFill("solid", fgColor="FFFF00")

    assert read("a.xlsx", xlsx(["A"], change=colour)) == [(1, ["A"])]


def test_a_cell_without_an_address_is_where_it_stands() -> None:
    content = with_sheet('<row><c t="inlineStr"><is><t>A</t></is></c><c><v>2</v></c></row><row><c><f>1</f></c></row>')

    assert refusal("a.xlsx", content) == "Cell A2 holds a formula. Put the value itself in its place."


def test_rows_out_of_order_are_no_sheet() -> None:
    content = with_sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')

    assert "damaged" in refusal("a.xlsx", content)


def test_long_text_is_refused_with_its_cell() -> None:
    assert refusal("a.xlsx", xlsx(["A", "x" * 2001])) == "Cell B1 holds more than 2000 characters."


def test_too_much_text_is_refused() -> None:
    content = (",".join(["x" * 1990] * 60) + "\n").encode() * 43

    assert refusal("a.csv", content) == "Reading the file takes too much time or memory. Bring in a smaller one."


def test_a_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    assert refusal("a.csv", b"a") == "Reading the file takes too much time or memory. Bring in a smaller one."


def test_a_child_that_takes_too_long_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_SECONDS", 0.001)

    assert refusal("a.csv", b"a") == "Reading the file takes too much time or memory. Bring in a smaller one."


def test_the_child_has_no_secrets_and_little_room() -> None:
    look = (
        "import os, resource, runpy, sys\n"
        "sys.argv = ['sheet_reader', 'csv']\n"
        "runpy.run_module('kesat.sheet_reader', run_name='__main__')\n"
        "print('', resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
    )
    done = subprocess.run([sys.executable, "-B", "-c", look], input=b"a", capture_output=True, check=True)

    assert done.stdout.decode().split("\n")[0] == '{"rows": [[1, ["a"]]]} 536870912 20'
    assert "SECRET" not in str(spreadsheets._environment())


def hidden(content: bytes) -> bytes:
    """Return the workbook with its sheet hidden, which openpyxl would not write."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        book = package.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    return with_parts({"xl/workbook.xml": book})


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("csv", b"a;b", {"rows": [(1, ["a", "b"])]}),
        ("csv", b"\xff", {"refused": ["encoding", ""]}),
        ("csv", b"x" * 9000, {"refused": ["csv", ""]}),
        ("csv", b"a\n" * 5002, {"refused": ["outside", "A5002"]}),
        ("csv", (",".join(["x" * 1990] * 60) + "\n").encode() * 43, {"refused": ["too_much", ""]}),
        ("xlsx", hidden(xlsx(["A"])), {"refused": ["no_sheet", ""]}),
        ("xlsx", xlsx(["A", "x" * 2001]), {"refused": ["long", "B1"]}),
        ("xlsx", xlsx([None, "#REF!"]), {"refused": ["error", "B1"]}),
        ("xlsx", xlsx(["A"], [], [date(2026, 1, 5), 2.0]), {"rows": [(1, ["A"]), (3, ["05/01/2026", 2])]}),
        ("xlsx", with_sheet('<row><c t="d"><v>2026-01-05</v></c></row>'), {"rows": [(1, ["05/01/2026"])]}),
        ("xlsx", with_sheet("<row><c><v>2.0</v></c><c><v>1e20</v></c></row>"), {"rows": [(1, [2, 1e20])]}),
        ("xlsx", with_sheet('<row r="2"/><row r="1"/>'), {"refused": ["unreadable", ""]}),
        ("xlsx", b"no zip", {"refused": ["unreadable", ""]}),
        ("xlsx", xlsx(["a", 2]), {"rows": [(1, ["a", 2])]}),
        ("xlsx", with_sheet('<row r="5002"><c r="A5002"><v>1</v></c></row>'), {"refused": ["outside", "A5002"]}),
        ("xlsx", with_sheet("", after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'), MERGED),
        ("xlsx", with_sheet("<row>" + "<c/>" * 600_121 + "</row>"), {"refused": ["too_much", ""]}),
        ("xlsx", with_sheet('<row r="3"><c r="AB3"><f>1</f></c></row>'), {"refused": ["formula", "AB3"]}),
    ],
)  # fmt: skip
def test_the_child_answers_whatever_it_is_given(kind: str, content: bytes, said: dict[str, Any]) -> None:
    assert sheet_reader.answer(kind, content) == said


def test_a_place_is_written_as_the_program_writes_it() -> None:
    assert [sheet_reader.place(1, column) for column in (1, 26, 27, 52, 53, 16384)] == [
        "A1", "Z1", "AA1", "AZ1", "BA1", "XFD1",
    ]  # fmt: skip
