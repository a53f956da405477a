"""A new month: modelled on the nearest earlier one, with the names of months moved on and its dates proposed."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kesat.vietnamese import official_month_number
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
)

_MONTH = re.compile(r"(tháng\s+)(\d{1,2})(\s*[/-]\s*|\s+năm\s+)(\d{4})", re.IGNORECASE)


def month_before(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)


def month_after(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)


def move_months(text: str, old: tuple[int, int], new: tuple[int, int]) -> str:
    """Return `text` with the old month named as the new one, and the month before it likewise.

    Any other month stays as it is: it names a real day or another paper.
    """
    moved = {old: new, month_before(*old): month_before(*new)}

    def move(match: re.Match[str]) -> str:
        word, month, between, year = match.groups()
        target = moved.get((int(year), int(month)))
        return f"{word}{official_month_number(target[1])}{between}{target[0]}" if target else match.group()

    return _MONTH.sub(move, text)


def next_manuscript(previous: Manuscript, year: int, month: int) -> Manuscript:
    """Return the empty text of a month: titles, opening, closing and recipients of the month before, moved on."""
    old, new = (previous.year, previous.month), (year, month)

    def moved(paragraphs: tuple[ParagraphText, ...]) -> tuple[ParagraphText, ...]:
        return tuple(replace(paragraph, text=move_months(paragraph.text, old, new)) for paragraph in paragraphs)

    return replace(
        previous,
        year=year,
        month=month,
        subject=move_months(previous.subject, old, new),
        opening=moved(previous.opening),
        parts=tuple(
            PartText(
                part.part,
                move_months(part.title, old, new),
                tuple(SectionText(section.field, move_months(section.title, old, new)) for section in part.sections),
            )
            for part in previous.parts
        ),
        closing=moved(previous.closing),
        number=None,
        issued_on=None,
    )


def first_manuscript(year: int, month: int, *, authority: str) -> Manuscript:
    """Return the empty text of the first month of all: two parts of four sections."""
    before_year, before = month_before(year, month)
    this = f"{official_month_number(month)}/{year}"
    sections = (
        SectionText(Field.PARTY_BUILDING, "Công tác xây dựng Đảng"),
        SectionText(Field.GOVERNMENT, "Công tác chính quyền"),
        SectionText(Field.FRONT, "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội"),
        SectionText(Field.POLITICAL_CENTRE, "Trung tâm Chính trị"),
    )
    results = f"ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG {official_month_number(before)}/{before_year}"
    return Manuscript(
        year=year,
        month=month,
        subject=f"về thực hiện nhiệm vụ chính trị tháng {this}",
        parts=(
            PartText(PartKind.RESULTS, results, sections),
            PartText(PartKind.DIRECTIONS, f"PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG {this}", sections),
        ),
        closing=(
            ParagraphText(
                f"Ban Thường vụ yêu cầu các chi bộ, đảng bộ, cơ quan, đơn vị tổ chức thực hiện nghiêm túc "
                f"Nghị quyết tháng {this} và báo cáo kết quả về Văn phòng Đảng ủy./.",
                ParagraphKind.PROSE,
            ),
        ),
        recipients=("Các đồng chí Ủy viên Ban Thường vụ", "Các chi bộ, đảng bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        signer=Signer(authority=authority),
    )


@dataclass(frozen=True)
class MonthDates:
    results_due_on: date
    papers_due_on: date
    meets_on: date


def proposed_dates(year: int, month: int) -> MonthDates:
    """Return the usual days: results by the 23rd, the meeting on the 28th of the month before, papers two days ahead.

    A day on a weekend is brought forward to Friday.
    """
    before_year, before = month_before(year, month)
    meeting = _working_day(date(before_year, before, 28))
    return MonthDates(
        results_due_on=_working_day(date(before_year, before, 23)),
        papers_due_on=_working_day(meeting - timedelta(days=2)),
        meets_on=meeting,
    )


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
