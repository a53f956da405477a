"""How a month is named on the command line and in addresses: 2026-12."""

import re
from argparse import ArgumentTypeError

from django.utils.translation import gettext as _

PERIOD = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"


def parse_period(value: str) -> tuple[int, int]:
    """Return (year, month) of "2026-12". Raises ValueError for anything else."""
    if not re.fullmatch(PERIOD, value):
        raise ValueError(value)
    year, month = value.split("-")
    return int(year), int(month)


def period_argument(value: str) -> tuple[int, int]:
    """Return the month of a command's argument."""
    try:
        return parse_period(value)
    except ValueError as error:
        raise ArgumentTypeError(_("A month is given as YYYY-MM, for example 2026-01.")) from error


def period_name(period: tuple[int, int]) -> str:
    return f"{period[0]:04}-{period[1]:02}"


class MonthConverter:
    """Django's converter of a month in an address."""

    regex = PERIOD
    to_python = staticmethod(parse_period)
    to_url = staticmethod(period_name)
