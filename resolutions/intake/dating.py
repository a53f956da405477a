"""Which month a document is for: what its subject, titles, closing and date say, and where they disagree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from kesat.vietnamese import clean_line, official_month, official_month_number
from resolutions.intake.found import Finding, Sureness, excerpt
from resolutions.months import month_before

_MONTH: Final = re.compile(
    r"\btháng\s*(\d{1,2}|giêng|mười một|mười hai|chạp|hai|ba|tư|năm(?!\s*\d)|sáu|bảy|tám|chín|mười)"
    r"(?![\d.,]*%)(?:\s*(?:[/\-–.]|,?\s*năm)\s*(\d{4}))?(?!\d)",
    re.IGNORECASE,
)
_NAMES: Final = dict(
    zip(
        ("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"),
        range(1, 13),
        strict=True,
    ),
    chạp=12,
)
_FIRST_YEAR: Final = 1930
_LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Said:
    """A month that the document names somewhere; the year is 0 where none stands."""

    place: str
    quote: str
    month: int
    year: int = 0


@dataclass(frozen=True, slots=True)
class Dating:
    """The month of part II, 0 while unknown, and how sure."""

    year: int
    month: int
    sureness: Sureness
    findings: tuple[Finding, ...]


def month_said(place: str, text: str) -> Said | None:
    """Return the first month that `text` names, or None."""
    for found in _MONTH.finditer(text):
        word = " ".join(found[1].lower().split())
        month = _NAMES.get(word) or (int(word) if word.isdecimal() else 0)
        year = int(found[2] or 0)
        if 1 <= month <= 12 and (not year or _FIRST_YEAR <= year <= _LAST_YEAR):
            return Said(place, excerpt(text, 120), month, year)
    return None


def date_months(said: Sequence[Said], results: Said | None, wanted: tuple[int, int] | None) -> Dating:
    """Return the month that the document is for.

    `said`: what the subject, the title of part II, the closing and the date say, most trusted first; `results`:
    what the title of part I says, which must be the month before; `wanted` = (year, month) overrides all.
    """
    month, year, sureness = _from_document(said, results)
    findings: list[Finding] = []
    if wanted is not None:
        findings += _differences(said, wanted, _("You have said month %(month)s, but the text says another month."))
        year, month, sureness = *wanted, Sureness.SURE
    elif month:
        findings += _differences(said, (year, month), _("The text names another month here than %(month)s."))
    else:
        message = _("The text does not say which month it is for; choose the month.")
        findings.append(Finding("month_missing", "", message))
    if month and not year:
        message = _("The text does not say which year month %(month)s is of; choose the month.")
        findings.append(Finding("month_missing", said[0].quote if said else "", message % {"month": _named(0, month)}))
    if month and results is not None and not _agrees(results, _before(year, month)):
        message = _("Part I looks back at another month than the one before %(month)s.")
        findings.append(Finding("month", results.quote, message % {"month": _named(year, month)}))
    return Dating(year if month else 0, month, sureness, tuple(findings))


def _from_document(said: Sequence[Said], results: Said | None) -> tuple[int, int, Sureness]:
    """Return month, year and sureness; the year may stand elsewhere than the month."""
    if said:
        month = said[0].month
        year = next((each.year for each in said if each.year and each.month == month), 0)
        if not year and results is not None and results.year:
            year = results.year + (1 if month < results.month else 0)
        year = year or next((each.year for each in said if each.year), 0)
        agreeing = sum(each.month == month for each in said)
        is_sure = year > 0 and said[0].year > 0 and (agreeing > 1 or said[0].place == "subject")
        return month, year, Sureness.SURE if is_sure else Sureness.LIKELY
    if results is not None:
        month = results.month % 12 + 1
        year = results.year + (1 if month == 1 else 0) if results.year else 0
        return month, year, Sureness.GUESSED
    return 0, 0, Sureness.MISSING


def _differences(said: Sequence[Said], month: tuple[int, int], message: str) -> list[Finding]:
    quotes = {each.quote: None for each in said if not _agrees(each, month) and not _is_early_date(each, month)}
    return [Finding("month", clean_line(quote), message % {"month": _named(*month)}) for quote in quotes]


def _agrees(said: Said, month: tuple[int, int]) -> bool:
    return said.month == month[1] and (not said.year or not month[0] or said.year == month[0])


def _is_early_date(said: Said, month: tuple[int, int]) -> bool:
    """Say whether this is a date of issue in the month before: resolutions are often signed on its last days."""
    return said.place == "date" and _agrees(said, _before(*month))


def _before(year: int, month: int) -> tuple[int, int]:
    """Return the month before; the year stays 0 while unknown."""
    before = month_before(year or _LAST_YEAR, month)
    return before if year else (0, before[1])


def _named(year: int, month: int) -> str:
    return official_month(year, month) if year else official_month_number(month)
