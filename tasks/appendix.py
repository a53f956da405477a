"""The appendix of a month (phụ lục phân công nhiệm vụ): who does what until when, as PDF and Word, landscape.

The words of the office's papers are data and are never translated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Final

from django.template.loader import render_to_string
from docx import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from kesat.organization.models import Committee
from kesat.printing import html_to_pdf
from kesat.vietnamese import official_date, official_month
from resolutions.layout import PARTY, PROFILES, STAR, Composition, Line, Profile, stylesheet, to_html
from resolutions.manuscript import Field
from resolutions.models import Resolution
from resolutions.word import to_docx
from resolutions.word_tables import add_table, written
from tasks.assigning import Row
from tasks.models import Kind, Priority

KINDS: Final = ("pdf", "docx")
COLUMNS: Final = (
    "TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Lãnh đạo phụ trách, đôn đốc, giám sát",
    "Theo dõi",
)  # fmt: skip
WIDTHS: Final = (11, 64, 35, 41, 24, 28, 30, 24)  # millimetres, of a landscape page
FIELDS: Final = {
    Field.PARTY_BUILDING: "Công tác xây dựng Đảng",
    Field.GOVERNMENT: "Công tác chính quyền",
    Field.FRONT: "Công tác Mặt trận Tổ quốc, các tổ chức chính trị - xã hội",
    Field.POLITICAL_CENTRE: "Hoạt động của Trung tâm Chính trị",
    Field.OTHER: "Nhiệm vụ khác",
}
_PRIORITIES = {Priority.IMPORTANT.value: "Quan trọng", Priority.URGENT.value: "Khẩn"}


@dataclass(frozen=True)
class PaperRow:
    """A line of the table: everything as it is printed; a group's line has its title alone."""

    number: str
    cells: tuple[tuple[str, ...], ...] = ()
    group: str = ""

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        if self.group:
            return ((), (self.group,), *[()] * (len(COLUMNS) - 2))
        return ((self.number,), *self.cells)


def paper(resolution: Resolution, rows: Sequence[Row], committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the appendix."""
    month = f"{resolution.month:02}-{resolution.year}"
    name = f"Phụ lục phân công nhiệm vụ tháng {month}.{kind}"
    composed, lines = _composition(resolution, committee), list(table_rows(rows))
    return name, _docx(composed, lines) if kind == "docx" else _pdf(composed, lines)


def table_rows(rows: Sequence[Row]) -> Iterator[PaperRow]:
    """Yield a line for every directive that was not dropped, in groups by field, numbered as in the month."""
    kept = [row for row in rows if row.directive.outcome != "dropped"]
    order = list(FIELDS)
    by_field = sorted(kept, key=lambda row: (order.index(Field(row.directive.field)), row.directive.number))
    for field, group in groupby(by_field, key=lambda row: row.directive.field):
        yield PaperRow("", group=FIELDS[Field(field)])
        for row in group:
            yield _line(row)


def _line(row: Row) -> PaperRow:
    directive = row.directive
    priority = _PRIORITIES.get(directive.priority)
    task = (directive.title, *([f"({priority})"] if priority else []))
    leader = directive.leader.full_name if directive.leader else ""
    overseers = [
        leader,
        f"Đôn đốc: {row.presser}" if row.presser else "",
        f"Giám sát: {row.supervising}" if row.supervising else "",
    ]
    follower = directive.follower.full_name if directive.follower else ""
    cells = (
        task,
        tuple(each.named for each in row.leads),
        (row.coordinating,),
        (_until(row),),
        (directive.deliverable,),
        tuple(words for words in overseers if words),
        (follower,),
    )
    return PaperRow(str(directive.number), cells)


def _until(row: Row) -> str:
    directive = row.directive
    if directive.due_on:
        return official_date(directive.due_on)
    return directive.due_words or ("Thường xuyên" if directive.kind == Kind.STANDING else "")


def _composition(resolution: Resolution, committee: Committee) -> Composition:
    label = official_month(resolution.year, resolution.month)
    if resolution.number and resolution.issued_on:
        day = official_date(resolution.issued_on)
        attached = f"(kèm theo Nghị quyết số {resolution.number:02}-NQ/{committee.symbol}, ngày {day})"
    else:
        attached = f"(kèm theo dự thảo Nghị quyết tháng {label})"
    return Composition(
        name=f"Phụ lục phân công nhiệm vụ tháng {label}",
        profile=Profile(committee.format_profile),
        head_left=(
            Line("upper-body", committee.upper_body),
            Line("issuing-body", committee.issuing_body),
            Line("star", STAR),
        ),
        head_right=(Line("party", PARTY),),
        title=(
            Line("type", "PHỤ LỤC"),
            Line("issuer", f"phân công thực hiện nhiệm vụ tháng {label}"),
            Line("subject", attached),
            Line("dash", "-----"),
        ),
        body=(),
        foot_left=(),
        foot_right=(),
    )


def _pdf(composed: Composition, rows: Sequence[PaperRow]) -> bytes:
    widths = list(zip(range(1, len(WIDTHS) + 1), WIDTHS, strict=True))
    css = render_to_string("print/opinions.css", {"layout": PROFILES[composed.profile], "widths": widths})
    context = {"paper": to_html(composed), "columns": COLUMNS, "rows": rows}
    html = render_to_string("print/assignments.html", context)
    return html_to_pdf(html, stylesheet(composed.profile) + css, title=composed.name)


def _docx(composed: Composition, rows: Sequence[PaperRow]) -> bytes:
    document = WordFile(BytesIO(to_docx(composed)))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(20)
    add_table(document, COLUMNS, [row.texts for row in rows], WIDTHS)
    return written(document)
