"""Reminder letters on paper (công văn nhắc việc): of whom what is overdue, for the how many-th time, as PDF and Word.

The words of the office's papers are data and are never translated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from docx import Document as WordFile

from kesat.organization.models import Committee, Position, Role, User
from kesat.printing import html_to_pdf
from kesat.records.models import record
from kesat.vietnamese import official_count, official_date, official_month
from resolutions.drafting import Refused
from resolutions.layout import (
    PARTY,
    STAR,
    Composition,
    Element,
    Line,
    Profile,
    bind,
    official_number,
    stylesheet,
)
from resolutions.word import to_docx
from resolutions.word_tables import add_table, written
from tasks.listing import Listing, Row, shown
from tasks.models import Directive, OfficialLetter, Share, State

KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# More does not belong in one letter; the filter is to be narrowed.
MOST: Final = 200
OFFICE: Final = "VĂN PHÒNG"
SYMBOL: Final = "CV/VPĐU"
POST: Final = "CHÁNH VĂN PHÒNG"
COLUMNS: Final = ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Quá hạn", "Lần nhắc")
WIDTHS: Final = (10, 53, 44, 24, 18, 16)  # millimetres; 165 is the width of the text


@dataclass(frozen=True)
class Entry:
    """A line of the table: a directive, who still owes it, since when.

    `group` names the one that leads where only some of its members still owe their part.
    """

    row: Row
    owing: tuple[str, ...]
    group: str
    days: int
    times: int


def entries(found: Listing) -> list[Entry]:
    """Return a line for each overdue directive that the filter finds, in its order. Raises Refused for too many."""
    late = replace(found, chosen=replace(found.chosen, state=State.OVERDUE.value))
    if late.total > MOST:
        raise Refused(
            _("%(count)s directives are overdue; a letter holds %(most)s. Choose a month or a body.")
            % {"count": late.total, "most": MOST}
        )
    rows = shown(late[:MOST], found.user, found.on)
    keys = [row.directive.pk for row in rows]
    reminded = dict(Directive.objects.filter(pk__in=keys).annotate(n=Count("letters")).values_list("pk", "n"))
    shares = _shares(keys)
    return [
        Entry(
            row,
            *_who(row, shares.get(row.directive.pk, [])),
            days=(found.on - row.directive.due_on).days if row.directive.due_on else 0,
            times=reminded[row.directive.pk] + 1,
        )
        for row in rows
    ]


def _shares(keys: Sequence[int]) -> dict[int, list[tuple[str, bool]]]:
    """Return the bodies that have a share in each directive, and whether it is done."""
    found: dict[int, list[tuple[str, bool]]] = {}
    shares = Share.objects.filter(directive__in=keys).select_related("body").order_by("body__position", "body__name")
    for share in shares:
        found.setdefault(share.directive_id, []).append((share.body.name, share.done_on is not None))
    return found


def _who(row: Row, shares: list[tuple[str, bool]]) -> tuple[tuple[str, ...], str]:
    """Return who still owes it, and its group: of a group the members that are not done, or itself while none is."""
    left = tuple(name for name, is_done in shares if not is_done)
    if len(shares) == 1:
        return left or (row.lead,), ""
    return (left, row.lead) if 0 < len(left) < len(shares) else ((row.lead,), "")


def make(found: Listing, *, reply_by: date, after: int, by: User, at: datetime) -> OfficialLetter:
    """Make the letter of what the filter finds overdue, and keep it as it is.

    `after` is the last letter that the person saw: the same one sent twice makes one. Raises Refused if nothing is
    overdue, and for an answer asked for before the day of the letter.
    """
    lines = entries(found)
    if not lines:
        raise Refused(_("Nothing that this filter finds is overdue."))
    if reply_by < found.on:
        raise Refused(_("The answer is asked for on the day of the letter or later."))
    keys = {line.row.directive.pk for line in lines}
    with transaction.atomic():
        for newer in OfficialLetter.objects.filter(pk__gt=after, by=by, on=found.on, reply_by=reply_by):
            if set(newer.directives.values_list("pk", flat=True)) == keys:
                return newer
        letter = OfficialLetter.objects.create(
            on=found.on, reply_by=reply_by, content=_content(found, lines), made_at=at, by=by
        )
        letter.directives.set(keys)
        record("make_reminder_letter", letter, by=by, directives=sorted(keys), reply_by=reply_by.isoformat())
    return letter


def _content(found: Listing, lines: Iterable[Entry]) -> dict[str, Any]:
    month = found.chosen.month
    rows: list[dict[str, Any]] = [
        {
            "title": line.row.directive.title,
            "lead": list(line.owing),
            "group": line.group,
            "due_on": line.row.directive.due_on.isoformat() if line.row.directive.due_on else "",
            "days": line.days,
            "times": line.times,
        }
        for line in lines
    ]
    return {
        "month": official_month(month.year, month.month) if month else "",
        "to": list(dict.fromkeys(name for row in rows for name in row["lead"])),
        "rows": rows,
        **_signer(found.on),
    }


def _signer(on: date) -> dict[str, str]:
    """Return who signs: the head of the office on the day, with the post that stands in a signature block."""
    held = Position.objects.held(on).filter(post__role=Role.HEAD_OF_OFFICE, user__is_active=True)
    head = held.select_related("user", "post").order_by("post__position", "pk").first()
    return {"post": (head and head.post.signature_title) or POST, "name": head.user.full_name if head else ""}


def file(letter: OfficialLetter, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the letter; `kind` is a key of KINDS."""
    (paper, closing), rows = composition(letter, committee), lines_of(letter)
    content = _word(paper, closing, rows) if kind == "docx" else _pdf(paper, closing, rows)
    return f"Công văn nhắc việc ngày {letter.on:%d-%m-%Y}.{kind}", content


def lines_of(letter: OfficialLetter) -> list[tuple[tuple[str, ...], ...]]:
    """Return the lines of its table as they are printed, each a cell for each of COLUMNS."""
    return [_printed(number, row) for number, row in enumerate(letter.content["rows"], 1)]


def composition(letter: OfficialLetter, committee: Committee) -> tuple[Composition, tuple[Line, ...]]:
    """Return the letter but for its table, whose place is at the end of the body; and what follows the table."""
    said = letter.content
    of_month = f" tháng {said['month']}" if said["month"] else ""
    day = f"ngày {letter.on.day:02} tháng {official_date(letter.on).split('/')[1]} năm {letter.on.year}"
    count = official_count(len(said["rows"]))
    paper = Composition(
        name=f"Công văn nhắc thực hiện nhiệm vụ{of_month}",
        profile=Profile(committee.format_profile),
        head_left=(
            Line("upper-body", committee.issuing_body),
            Line("issuing-body", OFFICE),
            Line("star", STAR),
            Line("number", official_number(None, SYMBOL)),
            Line("about", f"V/v nhắc thực hiện nhiệm vụ{of_month}"),
        ),
        head_right=(Line("party", PARTY), Line("date", f"{committee.place}, {day}")),
        title=(),
        body=(
            *_addressed(said["to"]),
            Line(
                "prose",
                f"Qua theo dõi việc thực hiện các nhiệm vụ Ban Thường vụ giao{of_month}, tính đến ngày "
                f"{official_date(letter.on)}, còn {count} nhiệm vụ đã quá thời hạn nhưng chưa có kết quả hoàn thành "
                "được xác nhận, cụ thể như sau:",
            ),
        ),
        foot_left=(
            Line("recipients", "Nơi nhận:"),
            Line("recipient", "- Như Kính gửi;"),
            Line("recipient", "- Thường trực Đảng ủy (để báo cáo);"),
            Line("recipient", "- Lưu Văn phòng."),
        ),
        foot_right=tuple(line for line in (Line("authority", said["post"]), Line("name", said["name"])) if line.text),
    )
    closing = (
        Line(
            "prose",
            "Văn phòng Đảng ủy đề nghị các cơ quan, đơn vị nêu trên khẩn trương thực hiện, báo cáo kết quả hoặc nguyên "
            f"nhân chưa hoàn thành về Văn phòng Đảng ủy trước ngày {official_date(letter.reply_by)} để tổng hợp, báo "
            "cáo Thường trực Đảng ủy.",
        ),
    )
    return paper, closing


def _addressed(names: Sequence[str]) -> tuple[Line, ...]:
    """Return box 9a: one body on the line itself, several each on its own, ";" between them and "." at the end."""
    if len(names) == 1:
        return (Line("addressed", f"Kính gửi: {names[0]}"),)
    ends = [";"] * (len(names) - 1) + ["."]
    listed = [Line("addressee", f"- {name}{end}") for name, end in zip(names, ends, strict=True)]
    return (Line("addressed", "Kính gửi:"), *listed)


def _printed(number: int, row: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a line of the table, each with its lines."""
    due = official_date(date.fromisoformat(row["due_on"])) if row["due_on"] else ""
    return (
        (str(number),),
        (row["title"],),
        _owing_cell(row["lead"], row.get("group", "")),
        (due,),
        (f"{official_count(row['days'])} ngày",),
        (f"Lần {row['times']}",),
    )


def _owing_cell(names: Sequence[str], group: str) -> tuple[str, ...]:
    """Return each body on a line of its own, under the name of the group that was ordered; older letters name none."""
    listed = (*(f"{name};" for name in names[:-1]), *names[-1:])
    return (f"{group}, còn:", *listed) if group else listed


def _pdf(paper: Composition, closing: Sequence[Line], rows: Sequence[Sequence[Sequence[str]]]) -> bytes:
    lines = {
        "head_left": paper.head_left, "head_right": paper.head_right, "body": paper.body, "closing": closing,
        "foot_left": paper.foot_left, "foot_right": paper.foot_right,
    }  # fmt: skip
    context: dict[str, Any] = {name: [_element(line) for line in found] for name, found in lines.items()}
    html = render_to_string("print/letter.html", context | {"columns": COLUMNS, "rows": rows})
    widths = list(zip(range(1, len(WIDTHS) + 1), WIDTHS, strict=True))
    css = stylesheet(paper.profile) + render_to_string("print/letter.css", {"widths": widths})
    return html_to_pdf(html, css, title=paper.name)


def _element(line: Line) -> Element:
    """Return a line as the template writes it; what the letter is about is its only heading."""
    return Element("h1" if line.box == "about" else "p", line.box, bind(line.text), line.box == "party")


def _word(paper: Composition, closing: Sequence[Line], rows: Iterable[Sequence[Sequence[str]]]) -> bytes:
    document = WordFile(BytesIO(to_docx(replace(paper, body=(*paper.body, *closing)))))
    table = add_table(document, COLUMNS, rows, WIDTHS)
    document.paragraphs[len(paper.body) - 1]._p.addnext(table._tbl)  # noqa: SLF001 -- python-docx only adds at the end
    return written(document)
