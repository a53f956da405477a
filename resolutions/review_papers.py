"""The papers of a review: the form that asks for an opinion, the table of opinions, what the meeting reads."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from docx import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from kesat.organization.models import Committee
from kesat.printing import html_to_pdf
from kesat.vietnamese import official_date, official_month
from resolutions.layout import PROFILES, Composition, Line, Profile, stylesheet, to_html
from resolutions.models import Asked, Comment, Draft, Opinion
from resolutions.threads import Discussion, Thread, in_order
from resolutions.word import to_docx
from resolutions.word_tables import add_table, written

KINDS = ("pdf", "docx")

# The words of the office's papers are data and are never translated.
OFFICE = "VĂN PHÒNG"
ANSWERS = {
    Opinion.Answer.AGREED: "Thống nhất",
    Opinion.Answer.AGREED_WITH_COMMENTS: "Thống nhất, có góp ý",
    Opinion.Answer.DISAGREED: "Không thống nhất (nêu lý do)",
    Opinion.Answer.RESERVED: "Bảo lưu ý kiến (nêu lý do)",
}
OUTCOMES = {
    Comment.Outcome.OPEN: "Chưa trả lời",
    Comment.Outcome.TAKEN: "Tiếp thu",
    Comment.Outcome.PARTLY: "Tiếp thu một phần",
    Comment.Outcome.DECLINED: "Giải trình, không tiếp thu",
}
COLUMNS = ("TT", "Nội dung ý kiến", "Người góp ý", "Kết quả", "Giải trình của Văn phòng", "Vị trí")
WIDTHS = (11, 82, 42, 30, 62, 30)  # millimetres, of a landscape page
_BOX = "□"
_DOTS = "." * 104


@dataclass(frozen=True)
class TableRow:
    """A line of the table: everything as it is printed."""

    number: str
    said: tuple[str, ...]
    who: str
    outcome: str
    explanation: str
    place: str


def opinion_forms(draft: Draft, people: Sequence[Asked], committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the forms (phiếu xin ý kiến), each on a page of its own."""
    papers = [_form(draft, person, committee) for person in people]
    name = (
        f"Phiếu xin ý kiến Dự thảo lần {draft.number} tháng {draft.resolution.month:02}-{draft.resolution.year}.{kind}"
    )
    if kind == "docx":
        return name, _joined([to_docx(paper) for paper in papers])
    pages = [f'<div class="sheet">{to_html(paper)}</div>' for paper in papers]
    html = mark_safe("".join(pages))  # noqa: S308  (each page is rendered by a template, which escapes)
    return name, html_to_pdf(html, _css(papers[0].profile), title=papers[0].name)


def table(discussion: Discussion, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the table of opinions (bảng tổng hợp tiếp thu, giải trình)."""
    draft = discussion.shown.draft
    paper, rows = _table_paper(draft, committee), table_rows(discussion)
    month = draft.resolution
    name = f"Bảng tổng hợp tiếp thu, giải trình ý kiến tháng {month.month:02}-{month.year}.{kind}"
    if kind == "docx":
        return name, _with_table(paper, rows)
    return name, html_to_pdf(_table_html(paper, rows), _css(paper.profile), title=paper.name)


def bundle(discussion: Discussion, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the meeting's papers: the draft, marked as one, and the table behind it."""
    draft = discussion.shown.draft
    text, paper = discussion.shown.composition(draft.resolution, committee), _table_paper(draft, committee)
    rows, month = table_rows(discussion), draft.resolution
    name = f"Tài liệu họp Dự thảo lần {draft.number} tháng {month.month:02}-{month.year}.{kind}"
    if kind == "docx":
        return name, _bound(to_docx(text), _with_table(paper, rows))
    return name, html_to_pdf(to_html(text) + _table_html(paper, rows), _css(text.profile), title=text.name)


def table_rows(discussion: Discussion) -> list[TableRow]:
    """Return a row for every thread of every draft that is not the office's own, in the order of the document."""
    listed = [thread for thread in in_order(discussion.threads, discussion.shown) if not thread.comment.by_office]
    return [_row(number, thread) for number, thread in enumerate(listed, 1)]


def _row(number: int, thread: Thread) -> TableRow:
    said = thread.comment
    quote = [f"Về các chữ “{said.quote}”:"] if said.quote else []
    wording = [f"Gợi ý viết: “{said.wording}”"] if said.wording else []
    replies = [f"{reply.by.full_name}: {reply.text}" for reply in thread.replies]
    support = ", ".join(user.full_name for user in thread.supporters)
    agreed = [f"Cùng ý kiến với gợi ý: {support}"] if support else []
    return TableRow(
        number=str(number),
        said=tuple(line for line in (*quote, said.text, *wording, *agreed, *replies) if line),
        who=", ".join(part for part in (said.by.full_name, thread.post_title) if part),
        outcome=OUTCOMES[Comment.Outcome(said.outcome)],
        explanation=said.explanation,
        place=f"{_place(thread)} (Dự thảo lần {thread.made_on.draft.number})",
    )


def _place(thread: Thread) -> str:
    section = thread.made_on.section_of.get(thread.comment.paragraph_id or 0)
    if section is None:
        return "Toàn văn"
    number = section.number_of(thread.comment.paragraph_id or 0)
    place = (
        f"Mục {section.place}" if section.is_titled else {"opening": "Phần mở đầu", "closing": "Phần kết"}[section.part]
    )
    return f"{place}, đoạn {number}"


# The form


def _form(draft: Draft, person: Asked, committee: Committee) -> Composition:
    month = draft.resolution
    label = official_month(month.year, month.month)
    body = (
        Line("prose", f"Kính gửi: Đồng chí {person.full_name}, {person.post_title}."),
        Line(
            "prose",
            f"Văn phòng kính gửi đồng chí Dự thảo lần {draft.number} Nghị quyết của Ban Thường vụ "
            f"{draft.content['subject']}. Đề nghị đồng chí nghiên cứu, cho ý kiến và gửi lại Văn phòng trước "
            f"{_moment(draft.deadline)}.",
        ),
        Line("section", "1. Ý kiến về toàn văn dự thảo (đánh dấu X vào một ô)"),
        *(Line("prose", f"{_BOX} {words}") for words in ANSWERS.values()),
        Line("section", "2. Nội dung góp ý, lý do"),
        *(Line("prose", _DOTS) for _line in range(6)),
        Line("prose", _silence(committee)),
    )
    return Composition(
        name=f"Phiếu xin ý kiến Dự thảo lần {draft.number} Nghị quyết tháng {label}",
        profile=Profile(committee.format_profile),
        head_left=_head(committee),
        head_right=_head_right(draft, committee),
        title=(
            Line("type", "PHIẾU XIN Ý KIẾN"),
            Line("issuer", "Ủy viên Ban Thường vụ"),
            Line("subject", f"về Dự thảo lần {draft.number} Nghị quyết tháng {label}"),
            Line("dash", "-----"),
        ),
        body=body,
        foot_left=(),
        foot_right=(Line("authority", "NGƯỜI CHO Ý KIẾN"), Line("name", person.full_name)),
    )


def _silence(committee: Committee) -> str:
    """Return what becomes of those who do not answer, as the committee's rules have it."""
    if committee.silence_is_assent:
        return "Quá thời hạn trên, nếu không nhận được ý kiến của đồng chí thì xem như thống nhất với dự thảo."
    return "Quá thời hạn trên, nếu không nhận được ý kiến thì ghi là không có ý kiến, không tính là thống nhất."


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.hour:02} giờ {local.minute:02} ngày {official_date(local.date())}"


def _head(committee: Committee) -> tuple[Line, ...]:
    return (Line("upper-body", committee.issuing_body), Line("issuing-body", OFFICE), Line("star", "*"))


def _head_right(draft: Draft, committee: Committee) -> tuple[Line, ...]:
    day = timezone.localtime(draft.sent_at).date()
    words = f"{committee.place}, ngày {day.day:02} tháng {official_date(day).split('/')[1]} năm {day.year}"
    return (Line("party", "ĐẢNG CỘNG SẢN VIỆT NAM"), Line("date", words))


def _joined(files: Sequence[bytes]) -> bytes:
    """Return Word files of the same styles as one, each beginning on a page of its own."""
    whole = WordFile(BytesIO(files[0]))
    end = whole.element.body.sectPr
    for file in files[1:]:
        blocks = [block for block in WordFile(BytesIO(file)).element.body if block.tag != qn("w:sectPr")]
        end.addprevious(_page_break())
        for block in blocks:
            end.addprevious(deepcopy(block))
    return written(whole)


def _bound(text: bytes, table: bytes) -> bytes:
    """Return two Word files of the same styles as one, the second on pages of its own kind behind the first."""
    whole, behind = WordFile(BytesIO(text)), WordFile(BytesIO(table)).element.body
    end, last = whole.element.body.sectPr, OxmlElement("w:p")
    last.get_or_add_pPr().append(deepcopy(end))
    end.addprevious(last)
    for block in behind:
        if block.tag != qn("w:sectPr"):
            end.addprevious(deepcopy(block))
    across = deepcopy(behind.sectPr)
    # What stands at head and foot of a page goes on from the first; its parts are not in this file.
    for reference in across.xpath("w:headerReference | w:footerReference"):
        across.remove(reference)
    whole.element.body.replace(end, across)
    return written(whole)


def _page_break() -> BaseOxmlElement:
    paragraph, run, line = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:br")
    line.set(qn("w:type"), "page")
    run.append(line)
    paragraph.append(run)
    return paragraph


# The table


def _table_paper(draft: Draft, committee: Committee) -> Composition:
    month = draft.resolution
    label = official_month(month.year, month.month)
    return Composition(
        name=f"Bảng tổng hợp tiếp thu, giải trình ý kiến Nghị quyết tháng {label}",
        profile=Profile(committee.format_profile),
        head_left=_head(committee),
        head_right=(Line("party", "ĐẢNG CỘNG SẢN VIỆT NAM"),),
        title=(
            Line("type", "BẢNG TỔNG HỢP"),
            Line("issuer", "tiếp thu, giải trình ý kiến của Ủy viên Ban Thường vụ"),
            Line("subject", f"về dự thảo Nghị quyết tháng {label}"),
            Line("dash", "-----"),
        ),
        body=(),
        foot_left=(),
        foot_right=(Line("authority", "CHÁNH VĂN PHÒNG"),),
    )


def _table_html(paper: Composition, rows: Sequence[TableRow]) -> SafeString:
    context = {
        "paper": to_html(replace(paper, foot_right=())),
        "rows": rows,
        "columns": COLUMNS,
        "foot": paper.foot_right,
    }
    return render_to_string("print/opinions.html", context)


def _css(profile: Profile) -> str:
    layout = PROFILES[profile]
    widths = list(zip(range(1, len(WIDTHS) + 1), WIDTHS, strict=True))
    return stylesheet(profile) + render_to_string("print/opinions.css", {"layout": layout, "widths": widths})


def _with_table(paper: Composition, rows: Iterable[TableRow]) -> bytes:
    """Return the table as a Word file on a landscape page, its head repeated on every one."""
    document = WordFile(BytesIO(to_docx(replace(paper, foot_right=()))))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(20)
    texts = [((row.number,), row.said, (row.who,), (row.outcome,), (row.explanation,), (row.place,)) for row in rows]
    add_table(document, COLUMNS, texts, WIDTHS)
    for line in paper.foot_right:
        document.add_paragraph(line.text, style=line.box)
    return written(document)
