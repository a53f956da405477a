"""When each month of the sample was issued, under which number, and who signed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One month; a month in drafting has neither number nor day. The gaps are resolutions on other subjects."""

    year: int
    month: int
    number: int | None = None
    issued_on: date | None = None
    is_signed_by_deputy: bool = False


CALENDAR = (
    Entry(2025, 9, 2, date(2025, 8, 29)),
    Entry(2025, 10, 4, date(2025, 9, 30)),
    Entry(2025, 11, 5, date(2025, 10, 31)),
    Entry(2025, 12, 7, date(2025, 11, 28)),
    Entry(2026, 1, 9, date(2025, 12, 31)),
    Entry(2026, 2, 10, date(2026, 1, 30)),
    Entry(2026, 3, 12, date(2026, 2, 27)),
    Entry(2026, 4, 15, date(2026, 4, 1)),
    Entry(2026, 5, 16, date(2026, 4, 29)),
    Entry(2026, 6, 18, date(2026, 6, 1)),
    Entry(2026, 7, 20, date(2026, 6, 30)),
    Entry(2026, 8, 21, date(2026, 7, 31), is_signed_by_deputy=True),
    Entry(2026, 9, 23, date(2026, 8, 28)),
    Entry(2026, 10, 26, date(2026, 10, 1)),
    Entry(2026, 11, 28, date(2026, 11, 2)),
    Entry(2026, 12),
)
