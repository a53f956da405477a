"""The tables as a spreadsheet with real numbers and days, and as a PDF in the official look.

The words of the office's papers are data and are never translated.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from tablib import Dataset

from kesat.organization.models import Committee
from kesat.printing import html_to_pdf
from kesat.spreadsheets import workbook
from kesat.vietnamese import official_date, official_month
from reports.shown import titles
from reports.standing import Item, Measure
from reports.tables import IN_CHARGE, NOBODY, By, Figures, Line, Ratio, Table
from resolutions.layout import PARTY, PROFILES, STAR, Composition, Profile, stylesheet, to_html
from resolutions.layout import Line as PaperLine
from resolutions.manuscript import Field
from tasks.exporting import XLSX

KINDS: Final = {"xlsx": XLSX, "pdf": "application/pdf"}
OFFICE: Final = "VĂN PHÒNG"
COLUMNS: Final = (
    "TT", "", "Được giao", "Hoàn thành đúng hạn", "Hoàn thành trễ hạn", "Đang làm, còn hạn", "Quá hạn", "Thường xuyên",
    "Chuyển tháng sau", "Không còn thực hiện", "Xin gia hạn", "Được gia hạn", "Đúng hạn theo hạn ban đầu",
    "Đúng hạn theo hạn đã gia hạn",
)  # fmt: skip
WIDTHS: Final = (9, 52, 15, 16, 16, 14, 14, 16, 16, 15, 14, 14, 23, 23)  # millimetres, of a landscape page
HEADS: Final = {
    By.BODY: "Cơ quan, đơn vị chủ trì",
    By.FIELD: "Lĩnh vực",
    By.PRESSER: "Người đôn đốc",
    By.MEMBER: "Đơn vị trong nhóm",
}
TITLES: Final = {
    By.BODY: "Theo cơ quan, đơn vị chủ trì",
    By.FIELD: "Theo lĩnh vực",
    By.PRESSER: "Theo người đôn đốc",
    By.MEMBER: "Các đơn vị trong nhóm",
}
_TOTAL, _NO_LEAD = "Tổng cộng", "Chưa có đơn vị chủ trì"
_NO_PRESSER: Final = {
    IN_CHARGE: "Đảng ủy viên phụ trách chi bộ, không nêu tên",
    NOBODY: "Chưa phân công người đôn đốc",
}
_FIELDS: Final = {
    Field.PARTY_BUILDING: "Công tác xây dựng Đảng",
    Field.GOVERNMENT: "Công tác chính quyền",
    Field.FRONT: "Công tác Mặt trận Tổ quốc, các tổ chức chính trị - xã hội",
    Field.POLITICAL_CENTRE: "Hoạt động của Trung tâm Chính trị",
    Field.OTHER: "Nhiệm vụ khác",
}


def file(found: Figures, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the file; `kind` is a key of KINDS."""
    asked = found.asked
    name = f"Thống kê nhiệm vụ {asked.span.official} (đến {asked.on:%d-%m-%Y}).{kind}".replace("/", "-")
    return name, _pdf(found, committee) if kind == "pdf" else _xlsx(found)


# The spreadsheet


def _xlsx(found: Figures) -> bytes:
    sheets = [_sheet(table) for table in found.tables]
    return workbook([*sheets, _directives(found)])


def _sheet(table: Table) -> Dataset:
    heads = [table.head, *(str(measure.label) for measure, _count in table.total.counts)]
    heads += [f"{ratio.label} (%)" for ratio in table.total.shares]
    has_closed = any(line.ended_on for line in table.lines)
    sheet = Dataset(headers=[*heads, *([_("Existed until")] if has_closed else [])], title=str(table.by.label))
    for line in (*table.lines, table.total):
        counts = [count for _measure, count in line.counts]
        ended = [line.ended_on] if has_closed else []
        sheet.append([line.label, *counts, *(ratio.percent for ratio in line.shares), *ended])
    return sheet


def _directives(found: Figures) -> Dataset:
    """Return a row for every part: of what a group leads, one for each of its bodies."""
    heads = [
        _("Month"), _("Number"), _("Directive"), _("Field of work"), _("Lead body"), _("Body that reports"),
        _("Pressed by"), _("Given on"), _("First deadline"), _("Deadline"), _("State"), _("Ended on"),
        _("Asked for more time"), _("More time granted"),
    ]  # fmt: skip
    sheet = Dataset(headers=heads, title=_("Directives"))
    names = titles(found.parts)
    for item in found.parts:
        sheet.append(_cells(item, names[item.given.pk], found))
    return sheet


def _cells(item: Item, title: str, found: Figures) -> list[Any]:
    given = item.given
    return [
        official_month(given.year, given.month),
        given.number,
        title,
        str(Field(given.field).label),
        found.lead(item),
        found.part_of(item) or found.lead(item),
        found.presser(item),
        given.given_on,
        given.first_due_on,
        given.due_on,
        str(Measure(item.state.value).label),
        item.ended_on,
        int(item.counts_as(Measure.ASKED)),
        int(item.counts_as(Measure.GRANTED)),
    ]


# The paper


def _pdf(found: Figures, committee: Committee) -> bytes:
    composed = _composition(found, committee)
    tables = [
        (f"{number}. {TITLES[table.by]}", (COLUMNS[0], HEADS[table.by], *COLUMNS[2:]), list(paper_rows(table)))
        for number, table in enumerate(found.tables if found.total.items else (), 1)
    ]
    widths = list(zip(range(1, len(WIDTHS) + 1), WIDTHS, strict=True))
    css = render_to_string("print/opinions.css", {"layout": PROFILES[composed.profile], "widths": widths})
    css += render_to_string("print/figures.css")
    context = {
        "paper": to_html(composed),
        "tables": tables,
        "groups": found.table(By.MEMBER),
        "unknown": found.unknown,
        "asked": found.asked,
    }
    html = render_to_string("print/figures.html", context)
    return html_to_pdf(html, stylesheet(composed.profile) + css, title=composed.name)


def paper_rows(table: Table) -> Iterator[tuple[bool, Sequence[str]]]:
    """Yield the lines of a table as they are printed, the sum last; the first of each tells whether it is the sum."""
    for number, line in enumerate(table.lines, 1):
        yield False, (str(number), _printed_label(table.by, line), *_printed(line))
    yield True, ("", _TOTAL, *_printed(table.total))


def _printed_label(by: By, line: Line) -> str:
    if by == By.FIELD:
        return _FIELDS[Field(line.key)]
    if by == By.PRESSER:
        return _NO_PRESSER.get(line.key, line.label)
    if line.ended_on:
        return f"{line.label} (hoạt động đến ngày {official_date(line.ended_on)})"
    return _NO_LEAD if line.key == NOBODY else line.label


def _printed(line: Line) -> list[str]:
    counts = [_dotted(count) for _measure, count in line.counts]
    return [*counts, *(_share(ratio) for ratio in line.shares)]


def _share(ratio: Ratio) -> str:
    """Return "75,0% (9/12)"; a dash where nothing was due."""
    if ratio.percent is None:
        return "-"
    return f"{ratio.percent:.1f}".replace(".", ",") + f"% ({_dotted(ratio.count)}/{_dotted(ratio.total)})"


def _dotted(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _composition(found: Figures, committee: Committee) -> Composition:
    asked, day = found.asked, found.asked.on
    words = f"{committee.place}, ngày {day.day:02} tháng {official_date(day).split('/')[1]} năm {day.year}"
    return Composition(
        name=f"Bảng tổng hợp kết quả thực hiện nhiệm vụ {asked.span.official}",
        profile=Profile(committee.format_profile),
        head_left=(
            PaperLine("upper-body", committee.issuing_body),
            PaperLine("issuing-body", OFFICE),
            PaperLine("star", STAR),
        ),
        head_right=(PaperLine("party", PARTY), PaperLine("date", words)),
        title=(
            PaperLine("type", "BẢNG TỔNG HỢP"),
            PaperLine("issuer", f"kết quả thực hiện nhiệm vụ {asked.span.official}"),
            PaperLine("subject", f"(số liệu tính đến ngày {official_date(day)})"),
            PaperLine("dash", "-----"),
        ),
        body=(),
        foot_left=(),
        foot_right=(),
    )
