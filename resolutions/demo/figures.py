"""The figures of the sample commune, one row a month, and how a sentence names them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kesat.vietnamese import official_count, official_date, official_month

MEMBERS_BEFORE = 1031  # Party members at the end of July 2025, before the first row
RAILWAY_HOUSEHOLDS = 236
ROAD_HOUSEHOLDS = 57


@dataclass(frozen=True, slots=True)
class Figures:
    """What the units reported for one month. Shares are percentages as typed; money is in million đồng."""

    year: int
    month: int
    # Party members: admitted, made official, moved out, moved in, deceased.
    admitted: int
    confirmed: int
    left: int
    joined: int
    died: int
    # The one-stop centre: files received and settled, visits, share sent in and paid online.
    received: int
    settled: int
    visits: int
    online: str
    paid: str
    # Since January: revenue, expenditure and public investment against the estimate.
    revenue: str
    spending: str
    disbursed: str
    # The Political Centre, this month.
    classes: int
    learners: int
    # Since the start of the programme: inspections; households counted, paid out, moved for the road.
    inspected: int
    counted: int
    paid_out: int
    road: int
    # Loans of the Social Policy Bank: households, million đồng; what is out in all, thousand million đồng.
    loans: int
    loan_money: int
    loan_total: str
    # Citizens received; petitions received and settled.
    visitors: int
    petitions: int
    petitions_settled: int


def _read(table: str) -> tuple[Figures, ...]:
    """Return the rows of a table in the order of the fields; what holds a comma is a share or an amount as typed."""
    rows: list[list[Any]] = [
        [cell if "," in cell else int(cell) for cell in line.split()] for line in table.strip().splitlines()
    ]
    return tuple(Figures(*row) for row in rows)


# Month; Party; one-stop centre; budget; classes; inspections and clearance; loans; citizens.
TABLE = _read("""
    2025  8  3 4 2 3 1  1302 1241 1486 71,2 86,5   78,3  54,1 41,2  2 148   1    0   0 31 24  1380 71,2 21   9  7
    2025  9  3 3 4 2 0  1387 1329 1562 73,8 88,4   90,6  62,8 49,8  3 231   2   64   0 36 31  1765 72,1 26  11  9
    2025 10  4 5 3 2 1  1446 1398 1615 76,4 90,2  104,2  73,5 58,6  4 318   4  118   0 41 28  1610 72,8 19   8  8
    2025 11  6 6 2 4 1  1512 1463 1704 79,1 92,7  126,8  90,9 71,3  4 305   5  171   0 46 36  2120 73,9 23  10  9
    2025 12  7 9 3 2 2  1628 1571 1841 81,5 94,3  151,7 138,2 94,6  5 392   6  214   0 50 22  1290 74,3 17   6  6
    2026  1  3 4 3 4 1  1493 1455 1672 83,0 95,1    9,4   6,1  2,3  1  76   1  229  38 52 19  1085 74,6 15   7  6
    2026  2  2 3 2 1 1   986  951 1093 83,7 95,6   15,2  11,8  5,2  1  92   2  231  52 52 11   640 74,8 12   4  4
    2026  3  3 4 4 3 2  1571 1536 1758 85,2 96,4   26,1  20,5 12,8  3 246   3  236  87 54 34  2045 75,9 24   9  8
    2026  4  4 3 3 3 1  1604 1572 1790 86,9 97,0   35,3  28,7 21,5  4 327   5  236 121 57 38  2310 77,1 22  10  9
    2026  5  5 4 2 5 0  1548 1521 1713 88,1 97,5   44,0  37,2 33,4  4 298   6  236 149 57 29  1720 77,8 18   7  7
    2026  6  3 6 5 3 1  1662 1630 1836 89,4 97,9   55,2  47,6 45,7  3 214   7  236 172 57 33  1960 78,7 25  12 11
    2026  7  2 5 3 4 2  1715 1688 1902 90,3 98,2   63,4  55,1 52,9  2 165   8  236 190 57 27  1640 79,3 20   8  8
    2026  8  4 3 4 2 1  1637 1615 1811 91,0 98,4   72,1  62,4 60,8  4 342   9  236 204 57 30  1815 80,0 23   9  8
    2026  9  4 3 6 3 1  1583 1560 1747 91,8 98,7   81,3  70,3 68,1  3 238  11  236 215 57 35  2180 81,1 16   6  6
    2026 10  3 4 3 2 1  1649 1628 1820 92,5 98,9   92,0  79,9 77,4  4 316  12  236 224 57 32  1990 81,9 21  10  9
    2026 11  5 6 2 4 2  1702 1683 1885 93,2 99,0  103,1  90,8 86,2  4 311  13  236 229 57 37  2265 82,8 19   7  7
""")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a year was to bring, and what it had brought before the first row."""

    admitted: int
    classes: int
    learners: int
    inspections: int
    programme: str
    admitted_before: int = 0
    classes_before: int = 0
    learners_before: int = 0


PLANS = {
    2025: Plan(30, 26, 2010, 6, "chương trình 6 tháng cuối năm 2025", 7, 9, 702),
    2026: Plan(36, 34, 2640, 15, "chương trình năm 2026"),
}


def share(part: int, whole: int) -> str:
    """Return "96,3%": one decimal, halves up, and "100%" without a decimal."""
    percent = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return "100%" if percent == 100 else f"{percent}%".replace(".", ",")


def ratio(part: int, whole: int) -> str:
    """Return "1.516/1.574"."""
    return f"{official_count(part)}/{official_count(whole)}"


def words(figures: Figures) -> dict[str, str]:
    """Return every figure of the month as it stands in a sentence, by the name that a sentence uses."""
    return {**_typed(figures), **_party(figures), **_ratios(figures), **_centre(figures)}


def _typed(figures: Figures) -> dict[str, str]:
    """The row itself: counts in the official form, shares as typed; and the day that the figures are of."""
    row = {name: getattr(figures, name) for name in Figures.__slots__}
    found = {name: official_count(value) if isinstance(value, int) else f"{value}%" for name, value in row.items()}
    found["loan_total"] = figures.loan_total
    found["last_month"] = official_month(figures.year, figures.month)
    found["cutoff"] = official_date(date(figures.year, figures.month, 23))
    return found


def _so_far(figures: Figures) -> list[Figures]:
    return [row for row in TABLE if (row.year, row.month) <= (figures.year, figures.month)]


def _party(figures: Figures) -> dict[str, str]:
    rows, plan = _so_far(figures), PLANS[figures.year]
    members = MEMBERS_BEFORE + sum(row.admitted + row.joined - row.left - row.died for row in rows)
    admitted = plan.admitted_before + sum(row.admitted for row in rows if row.year == figures.year)
    deaths = f"; có {official_count(figures.died)} đảng viên từ trần" if figures.died else ""
    return {
        "members": official_count(members),
        "deaths": deaths,
        "admitted_year": ratio(admitted, plan.admitted),
        "admitted_share": share(admitted, plan.admitted),
        "inspected": ratio(figures.inspected, plan.inspections),
        "inspected_share": share(figures.inspected, plan.inspections),
        "programme": plan.programme,
    }


def _ratios(figures: Figures) -> dict[str, str]:
    return {
        "files": ratio(figures.settled, figures.received),
        "files_share": share(figures.settled, figures.received),
        "pending": official_count(figures.received - figures.settled),
        "railway_counted": ratio(figures.counted, RAILWAY_HOUSEHOLDS),
        "railway_counted_share": share(figures.counted, RAILWAY_HOUSEHOLDS),
        "railway_paid": ratio(figures.paid_out, RAILWAY_HOUSEHOLDS),
        "railway_paid_share": share(figures.paid_out, RAILWAY_HOUSEHOLDS),
        "railway_left": official_count(RAILWAY_HOUSEHOLDS - figures.paid_out),
        "road_moved": ratio(figures.road, ROAD_HOUSEHOLDS),
        "road_share": share(figures.road, ROAD_HOUSEHOLDS),
        "petitions_settled": ratio(figures.petitions_settled, figures.petitions),
        "petitions_share": share(figures.petitions_settled, figures.petitions),
    }


def _centre(figures: Figures) -> dict[str, str]:
    rows = [row for row in _so_far(figures) if row.year == figures.year]
    plan = PLANS[figures.year]
    classes = plan.classes_before + sum(row.classes for row in rows)
    learners = plan.learners_before + sum(row.learners for row in rows)
    return {
        "classes_year": ratio(classes, plan.classes),
        "classes_share": share(classes, plan.classes),
        "learners_year": ratio(learners, plan.learners),
        "learners_share": share(learners, plan.learners),
    }
