"""The sample months as manuscripts: text, figures, number, day and signer brought together."""

from datetime import date
from itertools import chain

from kesat.vietnamese import official_month
from resolutions.demo import sentences_front, sentences_government, sentences_party
from resolutions.demo import text_2025 as of_2025
from resolutions.demo import text_2026_autumn as of_autumn
from resolutions.demo import text_2026_spring as of_spring
from resolutions.demo import text_2026_summer as of_summer
from resolutions.demo.calendar import CALENDAR, Entry
from resolutions.demo.figures import PLANS, TABLE, words
from resolutions.demo.writing import MonthText, paragraphs
from resolutions.facts import Progress
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

TEXTS = (
    of_2025.SEPTEMBER_2025, of_2025.OCTOBER_2025, of_2025.NOVEMBER_2025, of_2025.DECEMBER_2025,
    of_spring.JANUARY_2026, of_spring.FEBRUARY_2026, of_spring.MARCH_2026, of_spring.APRIL_2026,
    of_summer.MAY_2026, of_summer.JUNE_2026, of_summer.JULY_2026, of_summer.AUGUST_2026,
    of_autumn.SEPTEMBER_2026, of_autumn.OCTOBER_2026, of_autumn.NOVEMBER_2026, of_autumn.DECEMBER_2026,
)  # fmt: skip

# The office changed its headings when the year 2026 began.
NEW_HEADINGS_FROM = date(2026, 1, 1)

ROUTINE = tuple(
    chain.from_iterable(
        (*bank.RESULTS.items(), *bank.DIRECTIONS.items())
        for bank in (sentences_party, sentences_government, sentences_front)
    )
)

# How far the sections of the month in drafting are: the part, the number of the section, what its writer says.
DRAFT_PROGRESS = {
    (PartKind.RESULTS, 1): Progress(is_done=True),
    (PartKind.RESULTS, 2): Progress(),
    (PartKind.RESULTS, 4): Progress(blocked_reason="Đợi Trung tâm báo số lớp, số học viên, hẹn ngày 27/11"),
    (PartKind.DIRECTIONS, 1): Progress(is_done=True),
}

RECIPIENTS = (
    (
        "Thường trực Thành ủy (để b/c)",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
        "Hội đồng nhân dân, Ủy ban nhân dân xã",
        "Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội xã",
        "Các cơ quan tham mưu, giúp việc Đảng ủy",
        "Các chi bộ, đảng bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ),
    (
        "Ban Thường vụ Thành ủy (để b/c)",
        "Các đồng chí Đảng ủy viên",
        "Các ban, ngành, đoàn thể xã",
        "Các chi bộ, đảng bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ),
    (
        "Văn phòng Thành ủy (để b/c)",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
        "Thường trực HĐND, lãnh đạo UBND xã",
        "Các ban, ngành, đoàn thể",
        "Các chi bộ, đảng bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ),
)


def manuscripts() -> tuple[Manuscript, ...]:
    """Return the months in order: fifteen as issued, the last in drafting."""
    return tuple(
        _manuscript(place, entry, text) for place, (entry, text) in enumerate(zip(CALENDAR, TEXTS, strict=True))
    )


def _manuscript(place: int, entry: Entry, text: MonthText) -> Manuscript:
    filled = _words(place, entry)
    return Manuscript(
        year=entry.year,
        month=entry.month,
        subject=f"về thực hiện nhiệm vụ chính trị tháng {filled['this_month']}",
        opening=_paragraphs(text.opening, filled),
        parts=(_results(entry, text, filled), _directions(entry, text, filled)),
        closing=_paragraphs(text.closing, filled),
        recipients=RECIPIENTS[place % len(RECIPIENTS)],
        signer=_signer(entry),
        number=entry.number,
        issued_on=entry.issued_on,
    )


def _words(place: int, entry: Entry) -> dict[str, str]:
    """Return the figures of the month before, then the routine sentences in the wording that is this month's turn."""
    filled = words(TABLE[place])
    filled["this_month"] = official_month(entry.year, entry.month)
    filled["next_programme"] = PLANS[entry.year].programme
    for topic, (name, wordings) in enumerate(ROUTINE):
        filled[name] = wordings[_turn(place, topic, len(wordings))].format_map(filled)
    return filled


def _turn(place: int, topic: int, wordings: int) -> int:
    """Return which wording is the month's. Each round begins elsewhere, so that no two months are routine twins.

    A wording comes back after three other months at the earliest.
    """
    return (place + place // wordings * (topic % (wordings - 3))) % wordings


def _results(entry: Entry, text: MonthText, filled: dict[str, str]) -> PartText:
    is_new = date(entry.year, entry.month, 1) >= NEW_HEADINGS_FROM
    begins = "KẾT QUẢ LÃNH ĐẠO THỰC HIỆN NHIỆM VỤ" if is_new else "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO"
    sections = [
        (Field.PARTY_BUILDING, "Công tác xây dựng Đảng", text.party),
        (Field.GOVERNMENT, "Công tác chính quyền", text.government),
        (Field.FRONT, "Công tác Mặt trận Tổ quốc và các tổ chức chính trị - xã hội", text.front),
        (Field.POLITICAL_CENTRE, "Hoạt động của Trung tâm Chính trị", text.centre),
    ]
    if text.limits:
        sections.append((Field.OTHER, "Hạn chế, nguyên nhân", text.limits))
    return PartText(PartKind.RESULTS, f"{begins} THÁNG {filled['last_month']}", _sections(sections, filled))


def _directions(entry: Entry, text: MonthText, filled: dict[str, str]) -> PartText:
    is_new = date(entry.year, entry.month, 1) >= NEW_HEADINGS_FROM
    begins = "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM" if is_new else "PHƯƠNG HƯỚNG, NHIỆM VỤ"
    sections = [
        (Field.PARTY_BUILDING, "Công tác xây dựng Đảng", text.next_party),
        (Field.GOVERNMENT, "Công tác chính quyền", text.next_government),
        (Field.FRONT, "Hoạt động của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội", text.next_front),
        (Field.POLITICAL_CENTRE, "Trung tâm Chính trị", text.next_centre),
    ]
    return PartText(PartKind.DIRECTIONS, f"{begins} THÁNG {filled['this_month']}", _sections(sections, filled))


def _sections(sections: list[tuple[Field, str, str]], filled: dict[str, str]) -> tuple[SectionText, ...]:
    return tuple(SectionText(field, title, _paragraphs(block, filled)) for field, title, block in sections)


def _paragraphs(block: str, filled: dict[str, str]) -> tuple[ParagraphText, ...]:
    return tuple(
        ParagraphText(
            text.removeprefix("- ").format_map(filled),
            ParagraphKind.ITEM if text.startswith("- ") else ParagraphKind.PROSE,
        )
        for text in paragraphs(block)
    )


def _signer(entry: Entry) -> Signer:
    """A deputy signs a collective's document with his own post, never "K/T" (HD 05-HD/VPTW)."""
    if entry.is_signed_by_deputy:
        return Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Vũ Đình Lâm")
    return Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn Khải")
