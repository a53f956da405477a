"""Days that a text sets, and the days on which Vietnam works."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from kesat.vietnamese import fold
from tasks.lunar import first_month_day, last_month_day

_TET = "Lunar New Year"
_HUNG_KINGS = "Hung Kings' Commemoration Day"


@lru_cache(maxsize=64)
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="en_US", expand=False)


def is_quiet(day: date) -> bool:
    """Tell whether the day is Tết or another public holiday, the days off in lieu included."""
    return day in _holidays(day.year)


def working_day(day: date) -> bool:
    """Tell whether offices work: Monday to Friday and no public holiday, or a Saturday worked in lieu."""
    return bool(_holidays(day.year).is_working_day(day))


def last_working_day(year: int, month: int) -> date:
    """Return the last day of the month on which offices work."""
    day = last_day(year, month)
    while not working_day(day):
        day -= timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def tet(year: int) -> date:
    """Return the first day of the lunar year that begins in `year`."""
    return _named(year, _TET)


def _named(year: int, name: str) -> date:
    return min(day for day, names in _holidays(year).items() if name in names.split("; "))


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day set by words from `start` to `end`. `rules` name what was recognised, `sureness` goes from 0 to 1."""

    due_on: date
    start: int
    end: int
    sureness: float
    rules: tuple[str, ...]
    is_event: bool = False


_DAY = r"(?P<d>\d{1,2})"
_DATE = (
    r"(?:ngay\s+)?(?<!\d)(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4})|/(?P<y3>\d\d))?(?![\d/])"
    r"|\s+thang\s+(?P<m2>\d{1,2})(?:\s*(?:/|nam)\s*(?P<y2>\d{4}))?(?!\d))"
)
_MONTH = r"(?:thang\s+(?P<m>\d{1,2})(?:\s?(?:/|nam)\s?(?P<y>\d{4}))?(?![\d/])|thang(?:\s+nay)?(?!\s+\d))"
_BY = (
    r"\b(?:truoc|cham\s+nhat(?:\s+(?:la|vao|den|trong))?|muon\s+nhat(?:\s+la)?|khong\s+(?:qua|muon\s+hon)|"
    r"(?:xong|het)\s+(?:truoc|trong)|han(?:\s+cuoi)?(?:\s+(?:la|den|truoc))?|thoi\s+han(?:\s+(?:la|den|truoc))?|"
    r"(?:cho\s+)?(?:den|toi)(?:\s+het)?)\s+"
)
_CLOCK = r"(?:\d{1,2}\s?(?:gio|h)(?:\s?\d{1,2}(?:\s?phut)?)?\s?,?\s*)?"
_WEEKDAY = r"(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\s*,?\s*)?"
# "Thời gian hoàn thành: 25/3", "hạn chót 25/3": a day that is named as the last.
_TERM = (
    r"\b(?:thoi\s+(?:gian|han)|han)(?:\s+(?:hoan\s+thanh|thuc\s+hien|xong|chot|cuoi|nop))?\s*:?\s*"
    r"(?:(?:la|vao|den|truoc|xong|trong)\s+)*"
)
_FEAST = {
    "hung": r"gio\s+to(?:\s+hung\s+vuong)?",
    "national": r"quoc\s+khanh",
}
_TET_WORDS = (
    r"tet(?:\s+nguyen\s+dan)?(?:\s+(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)\s+\w+)?(?:\s+(?:nam\s+)?20\d\d)?\b"
    r"(?!\s+(?:duong\s+lich|tay|trung\s+thu|thieu\s+nhi|trong\s+cay|doc\s+lap|doan\s+ngo|quan\s+dan))"
)
_HELD = r"\b(?:to\s+chuc|khai\s+(?:giang|mac)|ra\s+quan|phat\s+dong)\s+[^;.]{0,120}?\s(?=ngay)"
_ORDINALS = {
    "dau": 1, "nhat": 1, "1": 1, "hai": 2, "2": 2, "ba": 3, "3": 3, "tu": 4, "4": 4, "cuoi": 0, "5": 0,
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


# Standing Committees meet in the last days of the month before, or the first of the month.
_ISSUED_BEFORE = timedelta(days=10)
_FAR = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class _Context:
    """The month of the resolution in which the words stand."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Return the first day on which the resolution may stand: it is issued about the turn of the month."""
        return date(self.year, self.month, 1) - _ISSUED_BEFORE

    def year_of(self, month: int, day: int = 0) -> int:
        """Return the year meant where none is written: the first in which the day does not lie behind."""
        for year in (self.year - 1, self.year):
            if date(year, month, day or monthrange(year, month)[1]) >= self.first:
                return year
        return self.year + 1


Reader = Callable[[re.Match[str], _Context], date]


def _date(found: re.Match[str], context: _Context) -> date:
    month = int(found["m"] or found["m2"])
    day = int(found["d"])
    short = found["y3"] and f"20{found['y3']}"
    return date(int(found["y"] or found["y2"] or short or context.year_of(month, day)), month, day)


def _day(found: re.Match[str], context: _Context) -> date:
    return date(context.year, context.month, int(found["d"]))


def _month(found: re.Match[str], context: _Context) -> date:
    month = int(found["m"] or context.month)
    return last_day(int(found["y"] or context.year_of(month)), month)


def _before_month(found: re.Match[str], context: _Context) -> date:
    """Return the last day before the month: what is to be done before April is done in March."""
    return _month(found, context).replace(day=1) - timedelta(days=1)


def _early(found: re.Match[str], context: _Context) -> date:
    last = _month(found, context)
    days = {"dau": 10, "thuong tuan": 10, "giua": 15, "nua dau": 15, "trung tuan": 20}
    return last.replace(day=days.get(" ".join(found["part"].split()), last.day))


def _week(found: re.Match[str], context: _Context) -> date:
    last = _month(found, context)
    week = _ORDINALS[found["week"]]
    return last.replace(day=7 * week) if week else last


def _quarter(found: re.Match[str], context: _Context) -> date:
    month = 3 * (_QUARTERS.get(found["q"]) or int(found["q"]))
    return last_day(int(found["y"] or context.year_of(month)), month)


def _before_quarter(found: re.Match[str], context: _Context) -> date:
    last = _quarter(found, context)
    return last.replace(month=last.month - 2, day=1) - timedelta(days=1)


def _half(found: re.Match[str], context: _Context) -> date:
    month = 6 if found["half"] == "dau" else 12
    return last_day(int(found["y"] or context.year_of(month)), month)


def _year(found: re.Match[str], context: _Context) -> date:
    return date(int(found["y"] or context.year), 12, 31)


def _coming_tet(context: _Context) -> date:
    """Return the Tết that is to come, or is in the month."""
    first = tet(context.year)
    return first if first.month >= context.month else tet(context.year + 1)


def _eve_of_tet(found: re.Match[str], context: _Context) -> date:
    return _coming_tet(context) - timedelta(days=1)


def _of_last_month(found: re.Match[str], context: _Context) -> date:
    """Return the day of tháng Chạp: "23 tháng Chạp", "30 Tết"."""
    return last_month_day(_coming_tet(context), _lunar_day(found))


def _of_first_month(found: re.Match[str], context: _Context) -> date:
    """Return the day of tháng Giêng: "mùng 10 tháng Giêng", "rằm tháng Giêng"."""
    for year in (context.year, context.year + 1):
        if (day := first_month_day(tet(year), _lunar_day(found))) >= context.first:
            return day
    raise ValueError(found.group())


def _lunar_day(found: re.Match[str]) -> int:
    day = 15 if found["ld"] == "ram" else int(found["ld"])
    if not 1 <= day <= 30:  # a lunar month has no more
        raise ValueError(found.group())
    return day


def _feast(found: re.Match[str], context: _Context) -> date:
    def of(year: int) -> date:
        return _named(year, _HUNG_KINGS) if found["feast"].startswith("gio") else date(year, 9, 2)

    first = of(context.year)
    return first if first.month >= context.month else of(context.year + 1)


# In the order of trust: the first rule that finds a day is believed.
_RULES: tuple[tuple[str, str, float, Reader], ...] = (
    ("range", rf"\btu\s+{_CLOCK}(?:ngay\s+)?\d[\d/]*(?:\s+(?:den|toi)(?:\s+het)?\s+|\s?[-–]\s?){_DATE}", 0.85, _date),
    ("range", rf"\bcac\s+ngay\s+\d[\d/]*\s?(?:va|[-–])\s?{_DATE}", 0.8, _date),
    ("by_day", rf"{_BY}{_CLOCK}{_DATE}", 1.0, _date),
    ("by_day_of_month", rf"{_BY}{_CLOCK}(?:ngay\s+){_DAY}(?![\d/])(?!\s?[-–]|\s+thang\s+\d)", 0.9, _day),
    ("term", rf"{_TERM}{_CLOCK}{_DATE}", 0.95, _date),
    ("done_on", rf"\b(?:xong|hoan\s+thanh|ket\s+thuc)(?:\s+vao|\s+trong)?\s*:?\s*{_DATE}", 0.9, _date),
    ("by_lunar_day", rf"{_BY}(?:ngay\s+)?(?P<ld>\d{{1,2}})\s+thang\s+chap\b", 0.8, _of_last_month),
    ("before_tet", rf"{_BY}(?:ngay\s+)?(?P<ld>\d{{1,2}})\s+tet\b", 0.8, _of_last_month),
    ("by_lunar_day", rf"{_BY}(?:ngay\s+)?(?:(?:mung|mong)\s+)?(?P<ld>ram|\d{{1,2}})\s+thang\s+gieng\b", 0.8,
     _of_first_month),
    ("before_tet", rf"{_BY}{_CLOCK}{_TET_WORDS}", 0.9, _eve_of_tet),
    ("before_feast", rf"{_BY}(?:le\s+|ngay\s+|dip\s+)*(?P<feast>{_FEAST['hung']}|{_FEAST['national']})", 0.8, _feast),
    ("before_feast_on", rf"{_BY}(?:\w+\s+){{1,8}}[(]?\s*{_DATE}", 0.8, _date),
    ("round", rf"\b(?:dot|ky)\s+{_DATE}", 0.9, _date),
    ("week", r"\b(?:trong\s+)?tuan\s+(?:thu\s+)?(?P<week>dau|cuoi|nhat|hai|ba|tu|[1-5])(?:\s+cua)?\s+" + _MONTH, 0.7,
     _week),
    ("part_of_month", r"\b(?P<part>nua\s+(?:dau|cuoi|sau)|dau|giua|cuoi|(?:thuong|trung|ha)\s+tuan)\s+" + _MONTH, 0.7,
     _early),
    ("before_month", rf"\btruoc\s+(?=thang\s+\d){_MONTH}", 0.8, _before_month),
    ("in_month", rf"\b(?:ngay\s+)?(?:trong|(?:den\s+)?het|xong)\s+{_MONTH}(?!\s+(?:qua|truoc|vua|sau(?!\s+khi)))", 0.9,
     _month),
    ("in_month", rf"(?:{_BY})(?=thang\s+\d){_MONTH}", 0.7, _month),
    ("before_quarter", r"\btruoc\s+quy\s+(?P<q>i{1,3}|iv|[1-4])\b(?:\s?(?:/|nam)\s?(?P<y>\d{4}))?", 0.8,
     _before_quarter),
    ("in_quarter", r"\b(?:trong|het|xong|cuoi)\s+quy\s+(?P<q>i{1,3}|iv|[1-4])\b(?:\s?(?:/|nam)\s?(?P<y>\d{4}))?", 0.9,
     _quarter),
    ("in_half", r"\b(?:trong|het|xong)\s+0?6\s+thang\s+(?P<half>dau|cuoi)\s+nam(?:\s+(?P<y>\d{4}))?", 0.7, _half),
    ("in_year", r"\b(?:trong|het|xong)\s+nam\s+(?P<y>\d{4})(?!\s?[-–]\s?\d)", 0.6, _year),
    ("on_day", rf"\b(?:vao|trong|dung|sang|chieu|toi|dip)\s+(?:le\s+)?(?:cac\s+)?{_WEEKDAY}(?=ngay|\d){_DATE}", 0.8,
     _date),
    ("held_on_day", rf"{_HELD}{_DATE}", 0.5, _date),
    ("at_tet", rf"\b(?:(?:(?:trong|nhan|vao)\s+)?dip|don|vui)\s+{_TET_WORDS}", 0.7, _eve_of_tet),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern), sureness, reader) for name, pattern, sureness, reader in _RULES)
_EVENTS = frozenset({"range", "on_day", "held_on_day", "at_tet"})
# Days that say since when something is so, or what a paper is dated, set none.
_NO_DEADLINE = re.compile(
    r"(?:tinh|ke|bat\s+dau|ap\s+dung)\s+(?:den|tu|toi)\s+(?:het\s+)?(?:ngay\s+)?$|\bky\s+niem\b[^;]{0,40}$|"
    r"\d-(?:nq|ct|kh|kl|hd|qd|tb|ctr)/\w+[^;]{0,15}$"
)
_IS_TOLD = re.compile(r"\bda\s[^,;.]{0,50}$")
_TROUBLED = re.compile(r"truoc,\s*trong\s+va\s+sau\s+$")
_YEAR = re.compile(r"\d{4}")
_MAY_SET_A_DAY = re.compile(r"\d|thang|tet|gio to|quoc khanh|quy")
# Read before the marks are taken off, without which "tháng sáu" is "tháng sau", and "tháng tư" is "tháng từ". The fifth
# must have its capital: "trong tháng, năm".
_MONTH_WORDS = {
    "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10,
}  # fmt: skip
_MONTH_IN_WORDS = re.compile(rf"(?i:\btháng )(?:(?i:{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})|Năm)\b")


def folded_in_place(text: str) -> str:
    """Return `text` without marks, letter under letter: what is found in it stands at the same place in `text`."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(fold(letter) or " " if len(fold(letter)) <= 1 else letter for letter in text)


def find_deadline(text: str, year: int, month: int) -> Deadline | None:
    """Return the day that a clause of the resolution of `month` sets, or None; the surest rule is believed.

    "Trước ngày 25/3" sets 25/3, since a task is in time through the whole due day; "trước Tết" the day before it.
    A month sets its last day. Where the year is missing, it is the resolution's, or the next for a month gone by.
    """
    folded = folded_in_place(_MONTH_IN_WORDS.sub(_in_figures, text))
    if not _MAY_SET_A_DAY.search(folded):
        return None
    context = _Context(year, month)
    for name, pattern, sureness, reader in _COMPILED:
        for found in pattern.finditer(folded):
            before = folded[max(0, found.start() - 60) : found.start()]
            if _TROUBLED.search(before) or _NO_DEADLINE.search(before):
                continue
            if _NO_DEADLINE.search(folded[max(0, found.start() - 60) : found.start()] + _opening(found.group())):
                continue
            try:
                due_on = reader(found, context)
            except ValueError:
                continue  # the 31st of a short month, a month 13: no day
            if name == "in_month" and _IS_TOLD.search(before):
                continue
            deadline = Deadline(due_on, *found.span(), sureness, (name,), name in _EVENTS)
            return _judged(deadline, context, is_dated=bool(_YEAR.search(found.group())))
    return None


def _in_figures(found: re.Match[str]) -> str:
    """Return "tháng 4" for "tháng Tư", as long as it was."""
    words = found.group()
    month = _MONTH_WORDS.get(words[len("tháng ") :].lower(), 5)
    return words[: len("tháng")] + str(month).rjust(len(words) - len("tháng"))


def _opening(words: str) -> str:
    """Return the words before the first figure of a date: "tính đến ngày 23/12" is none."""
    return re.split(r"\d", words, maxsplit=1)[0]


def _judged(deadline: Deadline, context: _Context, *, is_dated: bool) -> Deadline:
    """Return it less sure, with the reason, where the day can hardly be meant."""
    is_far = not is_dated and deadline.due_on > context.first + _FAR
    reason = "past" if deadline.due_on < context.first else "far" if is_far else ""
    if not reason:
        return deadline
    return Deadline(
        deadline.due_on, deadline.start, deadline.end, 0.3, (*deadline.rules, reason), is_event=deadline.is_event
    )
