"""The tables as files: real numbers and days, text that stays text, the official look."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from django.utils import translation
from openpyxl import load_workbook

from kesat.organization.models import Body
from reports import exports
from reports.spans import Span
from reports.standing import Asked
from reports.tables import By, Figures, figures
from tests.factories import make_body, make_committee, make_user
from tests.reports.test_tables import DUE, GIVEN_ON, TODAY, ask, end
from tests.task_factories import make_directive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

FORMULA = "=HYPERLINK(“http://x”)"


def some(bodies: frozenset[int] | None = None) -> Figures:
    economy = make_body(name="Phòng Kinh tế", code="PKT")
    end(make_directive(lead=economy, presser=make_user(full_name="+84 Lê Bình"), title=FORMULA), DUE)
    late = make_directive(lead=make_body(name="@Chi bộ <b>Đông</b>", kind=Body.Kind.BRANCH), field="front")
    ask(late, asked=GIVEN_ON, wanted=date(2026, 12, 8), granted=GIVEN_ON)
    return figures(Asked(Span.month(2026, 11), TODAY, bodies))


def sheets(found: Figures) -> dict[str, list[list[Any]]]:
    _name, content = exports.file(found, make_committee(), "xlsx")
    book = load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows()] for sheet in book}


def values(rows: list[list[Any]]) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in rows]


def test_the_spreadsheet_holds_a_sheet_for_each_table_and_one_for_what_stands_behind() -> None:
    found = sheets(some())

    assert list(found) == ["By body", "By field of work", "By who presses", "Directives"]
    assert values(found["By body"]) == [
        [
            "Body", "Given", "Done in time", "Done late", "Open, in time", "Overdue", "Standing",
            "Carried to the next month", "Dropped", "Asked for more time", "More time granted",
            "In time by the first deadline (%)", "In time by the deadline granted (%)",
        ],
        ["@Chi bộ <b>Đông</b>", 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0],
        ["Phòng Kinh tế", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100],
        ["Total", 2, 1, 0, 0, 1, 0, 0, 0, 1, 1, 50, 50],
    ]  # fmt: skip
    assert [row[0] for row in values(found["By who presses"])] == ["Pressed by", "+84 Lê Bình", "Nobody named", "Total"]


def test_numbers_and_days_are_real_and_text_is_inert() -> None:
    found = sheets(some())

    kinds = {cell.data_type for row in found["By body"][1:] for cell in row[1:]}
    assert kinds == {"n"}
    first = found["Directives"][1]
    assert [cell.value for cell in first[:5]] == ["11/2026", 1, FORMULA, "Party building", "Phòng Kinh tế"]
    assert first[5].value == "Phòng Kinh tế"
    assert [cell.data_type for cell in first[:6]] == ["s", "n", "s", "s", "s", "s"]
    assert first[2].quotePrefix
    assert [(cell.value.date(), cell.number_format) for cell in first[7:10]] == [
        (GIVEN_ON, "dd/mm/yyyy"), (DUE, "dd/mm/yyyy"), (DUE, "dd/mm/yyyy"),
    ]  # fmt: skip
    second = [cell.value for cell in found["Directives"][2]]
    assert second[9].date() == date(2026, 12, 8)
    assert second[10:] == ["Overdue", None, 1, 1]


def test_who_sees_but_some_bodies_takes_those_alone_along() -> None:
    body = make_body(name="Công an xã")
    make_directive(lead=body)

    found = sheets(some(frozenset({body.pk})))

    assert list(found) == ["By body", "Directives"]
    assert [row[0] for row in values(found["By body"])] == ["Body", "Công an xã", "Total"]
    assert len(found["Directives"]) == 2


def test_a_table_without_a_line_is_its_head_and_its_sum() -> None:
    found = sheets(figures(Asked(Span.month(2026, 11), TODAY)))

    assert values(found["By body"])[1:] == [["Total", *[0] * 10, None, None]]


def test_what_is_printed_is_vietnamese_with_the_shares_as_the_office_writes_them() -> None:
    tables = some().tables

    rows = {table.by: [cells for _is_total, cells in exports.paper_rows(table)] for table in tables}

    assert rows[By.FIELD] == [
        ("1", "Công tác xây dựng Đảng", *"1100000000", "100,0% (1/1)", "100,0% (1/1)"),
        ("2", "Công tác Mặt trận Tổ quốc, các tổ chức chính trị - xã hội", *"1000100011", "0,0% (0/1)", "0,0% (0/1)"),
        ("", "Tổng cộng", *"2100100011", "50,0% (1/2)", "50,0% (1/2)"),
    ]
    assert [cells[1] for cells in rows[By.PRESSER]] == ["+84 Lê Bình", "Chưa phân công người đôn đốc", "Tổng cộng"]


def test_thousands_have_dots_and_a_share_of_thousands_stands_unbroken_in_its_column() -> None:
    make_directive()
    found = figures(Asked(Span.month(2026, 11), TODAY))
    table = found.tables[0]
    many = replace(table.total, items=table.total.items * 4057)

    [_line, (_is_sum, cells)] = exports.paper_rows(replace(table, total=many))

    assert (cells[2], cells[-1]) == ("4.057", "0,0% (0/4.057)")
    # The widest share of a year in bold digits of 10.5 points, and the padding of the cell.
    points = sum({".": 2.63, "/": 2.92}.get(sign, 5.25) for sign in "1.438/3.057") + 2 * 3.5
    assert points + 2 * 72 / 25.4 < exports.WIDTHS[-1] * 72 / 25.4
    assert sum(exports.WIDTHS) == 297 - 2 * 20


def test_a_body_that_was_closed_says_so_in_the_files_too() -> None:
    closed = make_body(name="Chi bộ thôn Đông", ends_on=date(2026, 11, 15))
    make_directive(lead=closed)
    make_directive(lead=make_body(name="Chi bộ thôn Tây"))

    found = figures(Asked(Span.month(2026, 11), TODAY))
    paper = [cells[1] for _is_sum, cells in exports.paper_rows(found.tables[0])]
    sheet = sheets(found)["By body"]

    assert paper == ["Chi bộ thôn Tây", "Chi bộ thôn Đông (hoạt động đến ngày 15/11/2026)", "Tổng cộng"]
    assert [row[-1].value for row in sheet] == ["Existed until", None, datetime(2026, 11, 15), None]  # noqa: DTZ001
    assert sheet[2][-1].number_format == "dd/mm/yyyy"


def test_a_spreadsheet_has_its_heads_in_vietnamese_in_a_row_that_stays_and_columns_that_hold_what_they_show() -> None:
    found = some()

    with translation.override("vi"):
        _name, content = exports.file(found, make_committee(), "xlsx")

    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Theo đơn vị chủ trì", "Theo lĩnh vực", "Theo người đôn đốc", "Nhiệm vụ"]
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 4
    assert [cell.value for cell in book["Theo lĩnh vực"][1]][:3] == ["Lĩnh vực", "Đã giao", "Hoàn thành đúng hạn"]
    for sheet in book:
        for column in sheet.iter_cols():
            longest = max(10 if cell.is_date else len(str(cell.value or "")) for cell in column)
            assert sheet.column_dimensions[column[0].column_letter].width >= min(longest, 60), column[0].value


def test_a_period_in_which_nothing_was_given_is_a_sentence_on_paper() -> None:
    found = figures(Asked(Span.month(2026, 11), TODAY))

    _name, content = exports.file(found, make_committee(), "pdf")

    with pdfplumber.open(BytesIO(content)) as paper:
        [text] = [" ".join((page.extract_text() or "").split()) for page in paper.pages]
    assert "Chưa có nhiệm vụ nào của tháng 11/2026 được giao tính đến ngày 10/12/2026." in text
    assert "Tổng cộng" not in text
    assert "CHÁNH VĂN PHÒNG" in text


def test_a_share_of_nothing_is_printed_as_a_dash() -> None:
    make_directive(due_on=TODAY)

    [_line, (_is_total, cells)] = exports.paper_rows(figures(Asked(Span.month(2026, 11), TODAY)).tables[0])

    assert cells[-2:] == ("-", "-")


def test_the_paper_is_landscape_has_the_official_head_and_repeats_the_tables_head(
    caplog: pytest.LogCaptureFixture,
) -> None:
    make_directive(lead=make_body(name='Chi bộ <img src="http://x.vn/a.png"> & Tây'))
    for place in range(24):
        make_directive(lead=make_body(name=f"Chi bộ số {place}", kind=Body.Kind.BRANCH))

    name, content = exports.file(some(), make_committee(), "pdf")

    assert name == "Thống kê nhiệm vụ tháng 11-2026 (đến 10-12-2026).pdf"
    with pdfplumber.open(BytesIO(content)) as paper:
        texts = [" ".join((page.extract_text() or "").split()) for page in paper.pages]
        sizes = {page.width > page.height for page in paper.pages}
    assert sizes == {True}
    for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "VĂN PHÒNG", "Kẻ Sặt, ngày 10 tháng 12 năm 2026", "BẢNG TỔNG HỢP"):
        assert words in texts[0]
    assert "(số liệu tính đến ngày 10/12/2026)" in texts[0]
    assert [text.count("Xin gia") >= 1 for text in texts[:2]] == [True, True]
    assert "<img" in " ".join(texts)
    assert "CHÁNH VĂN PHÒNG" in texts[-1]
    assert [record for record in caplog.records if record.name == "kesat.printing"] == []


def test_a_quarter_and_a_year_name_the_file() -> None:
    names = [
        exports.file(figures(Asked(span, TODAY)), make_committee(), "xlsx")[0]
        for span in (Span.quarter(2026, 4), Span.whole(2026))
    ]

    assert names == [
        "Thống kê nhiệm vụ quý IV-2026 (đến 10-12-2026).xlsx",
        "Thống kê nhiệm vụ năm 2026 (đến 10-12-2026).xlsx",
    ]
