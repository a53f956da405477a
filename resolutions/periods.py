"""How a month is named on the command line and in addresses: 2026-12, and 2026-12-tap for practice."""

import re
from argparse import ArgumentTypeError
from typing import NamedTuple

from django.utils.translation import gettext as _

PERIOD = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"


_PRACTICE = "-tap"


class Period(NamedTuple):
    year: int
    month: int
    is_practice: bool = False

    @property
    def calendar(self) -> tuple[int, int]:
        return self.year, self.month


def parse_period(value: str) -> Period:
    """Return the period of "2026-12" or "2026-12-tap". Raises ValueError for anything else."""
    name = value.removesuffix(_PRACTICE)
    if not re.fullmatch(PERIOD, name):
        raise ValueError(value)
    year, month = name.split("-")
    return Period(int(year), int(month), is_practice=value != name)


def period_argument(value: str) -> tuple[int, int]:
    """Return (year, month) of a command's argument; commands know no practice."""
    try:
        period = parse_period(value)
    except ValueError as error:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01.")) from error
    if period.is_practice:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01."))
    return period.calendar


def period_name(period: tuple[int, int] | Period) -> str:
    year, month, is_practice = Period(*period)
    return f"{year:04}-{month:02}{_PRACTICE if is_practice else ''}"


class MonthConverter:
    """Django's converter of a month in an address."""

    regex = f"{PERIOD}(?:{_PRACTICE})?"
    to_python = staticmethod(parse_period)
    to_url = staticmethod(period_name)
