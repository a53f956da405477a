"""A new month: its names of months, its empty sections, its dates."""

from datetime import date

import pytest

from resolutions.manuscript import Field, ParagraphKind, ParagraphText, PartKind
from resolutions.months import first_manuscript, month_after, month_before, move_months, next_manuscript, proposed_dates
from tests.factories import make_manuscript


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("về nhiệm vụ tháng 12/2025", "về nhiệm vụ tháng 01/2026"),
        ("ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 11/2025", "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 12/2025"),
        ("Nghị quyết tháng 12 năm 2025", "Nghị quyết tháng 01 năm 2026"),
        ("Nghị quyết tháng 12-2025", "Nghị quyết tháng 01-2026"),
        ("Căn cứ Kết luận của Hội nghị tháng 7/2025", "Căn cứ Kết luận của Hội nghị tháng 7/2025"),
        ("kết quả tháng 11/2025, nhiệm vụ tháng 12/2025", "kết quả tháng 12/2025, nhiệm vụ tháng 01/2026"),
    ],
)
def test_the_names_of_the_two_months_are_moved_on_and_no_other(text: str, moved: str) -> None:
    assert move_months(text, (2025, 12), (2026, 1)) == moved


def test_a_gap_month_moves_by_the_whole_gap() -> None:
    assert move_months("tháng 10/2025 sau tháng 9/2025", (2025, 10), (2026, 3)) == "tháng 3/2026 sau tháng 02/2026"


def test_months_follow_each_other_over_the_year() -> None:
    assert month_before(2026, 1) == (2025, 12)
    assert month_after(2025, 12) == (2026, 1)
    assert month_after(*month_before(2026, 6)) == (2026, 6)


def test_the_next_month_takes_the_frame_and_leaves_the_text() -> None:
    base = ParagraphText("Căn cứ Chương trình công tác tháng 11/2026", ParagraphKind.ITEM)
    previous = make_manuscript(year=2026, month=11, opening=(base,), number=7, issued_on=date(2026, 10, 30))

    month = next_manuscript(previous, 2026, 12)

    assert (month.year, month.month, month.number, month.issued_on) == (2026, 12, None, None)
    assert month.subject == "về thực hiện nhiệm vụ chính trị tháng 12/2026"
    assert month.opening == (ParagraphText("Căn cứ Chương trình công tác tháng 12/2026", ParagraphKind.ITEM),)
    assert [part.title for part in month.parts] == [
        "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 11/2026",
        "PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 12/2026",
    ]
    assert [len(part.sections) for part in month.parts] == [4, 4]
    assert [paragraph.text for paragraph in month.paragraphs()] == [base.text.replace("11", "12"), *_closing(previous)]
    assert (month.recipients, month.signer) == (previous.recipients, previous.signer)


def _closing(manuscript: object) -> list[str]:
    return [paragraph.text for paragraph in manuscript.closing]  # type: ignore[attr-defined]


def test_the_first_month_of_all_has_two_parts_of_four_sections() -> None:
    month = first_manuscript(2026, 1, authority="T/M BAN THƯỜNG VỤ")

    assert [part.part for part in month.parts] == [PartKind.RESULTS, PartKind.DIRECTIONS]
    assert [section.field for section in month.parts[0].sections] == [
        Field.PARTY_BUILDING,
        Field.GOVERNMENT,
        Field.FRONT,
        Field.POLITICAL_CENTRE,
    ]
    assert month.parts[0].title.endswith("THÁNG 12/2025")
    assert month.closing[0].text.endswith("./.")


def test_proposed_dates_are_working_days_of_the_month_before() -> None:
    dates = proposed_dates(2027, 3)

    assert dates.meets_on == date(2027, 2, 26)
    assert dates.papers_due_on == date(2027, 2, 24)
    assert dates.results_due_on == date(2027, 2, 23)


@pytest.mark.parametrize("month", range(1, 13))
def test_papers_go_out_at_least_two_days_before_the_meeting(month: int) -> None:
    dates = proposed_dates(2026, month)

    assert (dates.meets_on - dates.papers_due_on).days >= 2
    assert dates.results_due_on < dates.meets_on
    assert all(day.weekday() < 5 for day in (dates.results_due_on, dates.papers_due_on, dates.meets_on))
