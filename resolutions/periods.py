"""How a month is named on the command line and in addresses: 2026-12, and 2026-12-tap for practice.

2026-12-lan-1 is the first resolution of a month that has had several, or one that is no longer in force.
"""

import re
from argparse import ArgumentTypeError
from typing import NamedTuple

from django.utils.translation import gettext as _

PERIOD = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"


_PRACTICE = "-tap"
_EDITION = r"-lan-[1-9][0-9]?"


class Period(NamedTuple):
    """A month; `edition` counts its resolutions from 1, and 0 stands for the newest of them."""

    year: int
    month: int
    is_practice: bool = False
    edition: int = 0

    @property
    def calendar(self) -> tuple[int, int]:
        return self.year, self.month


def parse_period(value: str) -> Period:
    """Return the period of "2026-12", "2026-12-tap" or "2026-12-lan-1". Raises ValueError for anything else."""
    if not re.fullmatch(MonthConverter.regex, value):
        raise ValueError(value)
    year, month, *rest = value.split("-")
    return Period(int(year), int(month), rest == ["tap"], int(rest[1]) if len(rest) > 1 else 0)


def edition_argument(value: str) -> Period:
    """Return the period of a command's argument; commands know no practice."""
    try:
        period = parse_period(value)
    except ValueError as error:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01.")) from error
    if period.is_practice:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01."))
    return period


def period_argument(value: str) -> tuple[int, int]:
    """Return (year, month) of a command's argument that names no resolution, only a month."""
    period = edition_argument(value)
    if period.edition:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01."))
    return period.calendar


def period_name(period: tuple[int, int] | Period) -> str:
    year, month, is_practice, edition = Period(*period)
    return f"{year:04}-{month:02}{_PRACTICE if is_practice else ''}{f'-lan-{edition}' if edition else ''}"


class MonthConverter:
    """Django's converter of a month in an address."""

    regex = f"{PERIOD}(?:{_PRACTICE}|{_EDITION})?"
    to_python = staticmethod(parse_period)
    to_url = staticmethod(period_name)
