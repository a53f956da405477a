"""The periods that figures are of: a month, a quarter, a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kesat.vietnamese import official_month
from resolutions.models import Resolution
from resolutions.models.text import PUBLIC
from tasks.models import Directive

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Span:
    """The months of a year from `first` to `last`: one, the three of a quarter, or twelve."""

    year: int
    first: int
    last: int

    @classmethod
    def month(cls, year: int, month: int) -> "Span":
        return cls(year, month, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Span":
        return cls(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def whole(cls, year: int) -> "Span":
        return cls(year, 1, 12)

    @property
    def is_month(self) -> bool:
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        return self.last - self.first == 11

    @property
    def key(self) -> str:
        """Return the word that names it in an address: "2026-11", "2026-q4", "2026"."""
        if self.is_month:
            return f"{self.year}-{self.first:02}"
        return str(self.year) if self.is_year else f"{self.year}-q{self.last // 3}"

    @property
    def number(self) -> str:
        """Return "11/2026", "IV/2026" or "2026", as it stands after the word for the period."""
        if self.is_month:
            return official_month(self.year, self.first)
        return str(self.year) if self.is_year else f"{_ROMAN[self.last // 3 - 1]}/{self.year}"

    @property
    def official(self) -> str:
        """Return its name on paper: "tháng 11/2026", "quý IV/2026", "năm 2026"."""
        return f"{'tháng' if self.is_month else 'năm' if self.is_year else 'quý'} {self.number}"

    @property
    def label(self) -> str:
        """Return the name in the reader's language."""
        if self.is_month:
            return _("month %(number)s") % {"number": self.number}
        words = _("year %(number)s") if self.is_year else _("quarter %(number)s")
        return words % {"number": self.number}


def offered(on: date) -> list[list[Span]]:
    """Return the months, the quarters and the years of which there are figures, newest first; never none."""
    given = Directive.objects.filter(resolution=OuterRef("pk"), given_on__isnull=False)
    rows = Resolution.objects.real().filter(Exists(given), status__in=PUBLIC)
    months = sorted(set(rows.values_list("year", "month").order_by()), reverse=True) or [(on.year, on.month)]
    return [
        [Span.month(year, month) for year, month in months],
        _newest(Span.quarter(year, (month + 2) // 3) for year, month in months),
        _newest(Span.whole(year) for year, _month in months),
    ]


def _newest(spans: Iterable[Span]) -> list[Span]:
    return list(dict.fromkeys(spans))
