"""Days of the lunar year about Tết: the last month (tháng Chạp) and the first (tháng Giêng)."""

from datetime import date, timedelta
from math import floor, radians, sin
from typing import Final

# Days of the lunar calendar begin at midnight in Vietnam.
_VIETNAM: Final = timedelta(hours=7)
_EPOCH, _FIRST_MOON, _MONTH = date(1900, 1, 1), 0.25933, 29.53058868


def last_month_day(tet: date, day: int) -> date:
    """Return the day of tháng Chạp that ends before `tet`; the 30th of a month of 29 days is its last."""
    first = _new_moon(round((tet - _EPOCH).days / _MONTH) - 1)
    return min(first + timedelta(days=day - 1), tet - timedelta(days=1))


def first_month_day(tet: date, day: int) -> date:
    """Return the day of tháng Giêng, which begins on `tet`."""
    return tet + timedelta(days=day - 1)


def _new_moon(number: int) -> date:
    """Return the day in Vietnam on which the new moon falls, counted from that of 1 January 1900.

    The mean moon with the greater terms of Meeus: within half an hour, and right for every Tết of 1990 to 2099.
    """
    sun = radians(359.2242 + 29.10535608 * number)
    moon = radians(306.0253 + 385.81691806 * number)
    node = radians(21.2964 + 390.67050646 * number)
    off = 0.1734 * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    off += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon) + 0.0010 * sin(2 * node - moon)
    moment = _FIRST_MOON + _MONTH * number + off + _VIETNAM / timedelta(days=1)
    return _EPOCH + timedelta(days=floor(moment))
