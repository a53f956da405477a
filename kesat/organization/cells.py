"""What may stand in a cell of the sheets of bodies, users and positions, and what becomes of it."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import widgets

from kesat.forms import unsafe_message
from kesat.vietnamese import UnsafeText, clean_line, fold

_DAYS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")
_WHOLE: Final = re.compile(r"\d{1,6}", re.ASCII)
_YES: Final = gettext_lazy("Yes")
_NO: Final = gettext_lazy("No")


def every_language(text: str | Promise) -> set[str]:
    """Return `text` as each language of the site says it, folded: what a person may have typed."""
    said = {fold(str(text))}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.add(fold(str(text)))
    return said


def line(value: Any) -> str:
    """Return a cell as clean text on one line. Raises ValueError in the user's words."""
    try:
        return clean_line("" if value is None else str(value))
    except UnsafeText as unsafe:
        raise ValueError(unsafe_message(unsafe)) from unsafe


class Text(widgets.CharWidget):  # type: ignore[misc]
    hint: str | Promise = ""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return line(value)


class WholeNumber(widgets.IntegerWidget):  # type: ignore[misc]
    hint = gettext_lazy("a whole number")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = line(value)
        if text and (isinstance(value, bool) or not _WHOLE.fullmatch(text)):
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": text})
        return int(text) if text else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> int | None:
        return value  # type: ignore[no-any-return]


class Day(widgets.DateWidget):  # type: ignore[misc]
    hint = gettext_lazy("a day as dd/mm/yyyy")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        text = line(value)
        for form in _DAYS if text else ():
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no zone
            except ValueError:
                continue
        if text:
            raise ValueError(_("“%(value)s” is not a day. Write it as dd/mm/yyyy.") % {"value": text})
        return None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> date | None:
        return value  # type: ignore[no-any-return]


class YesNo(widgets.BooleanWidget):  # type: ignore[misc]
    @property
    def hint(self) -> str:
        return _("“%(yes)s” or “%(no)s”") % {"yes": _YES, "no": _NO}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        text = fold(line(value))
        if text in {"true", "1", *every_language(_YES)}:
            return True
        if text in {"false", "0", *every_language(_NO)}:
            return False
        raise ValueError(_("Write “%(yes)s” or “%(no)s”.") % {"yes": _YES, "no": _NO})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(_YES if value else _NO)


class OneOf(widgets.CharWidget):  # type: ignore[misc]
    """One of a field's choices: shown as the word that people read, taken as that word or as its code."""

    def __init__(self, choices: type[models.TextChoices]) -> None:
        self.choices = choices
        super().__init__()

    @property
    def hint(self) -> str:
        return _("one of: %(words)s") % {"words": "; ".join(str(each.label) for each in self.choices if each.value)}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = line(value)
        known = {value: value for value in self.choices.values} | _words(self.choices)
        if text and (found := known.get(text, known.get(fold(text)))) is not None:
            return found
        if text:
            raise ValueError(_("“%(value)s” is not known here. Write %(hint)s.") % {"value": text, "hint": self.hint})
        return ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.choices(value).label) if value else ""


@lru_cache
def _words(choices: type[models.TextChoices]) -> dict[str, str]:
    return {word: each.value for each in choices for word in every_language(each.label)}


class Code(widgets.ForeignKeyWidget):  # type: ignore[misc]
    """Another row, by its code or username."""

    @property
    def hint(self) -> str:
        return _("the %(field)s of a %(row)s") % _names(self)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        code = line(value)
        return _found(self, [code])[0] if code else None


class Codes(widgets.ManyToManyWidget):  # type: ignore[misc]
    """Other rows, by their codes with semicolons between."""

    @property
    def hint(self) -> str:
        return _("the %(field)s of each %(row)s, with semicolons between") % _names(self)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[Any]:
        codes = [code.strip() for code in line(value).split(";")]
        return _found(self, [code for code in dict.fromkeys(codes) if code])

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(sorted(getattr(each, self.field) for each in value.all())) if value is not None else ""


def _found(widget: Any, codes: list[str]) -> list[Any]:
    """Return the rows of these codes. Rows found are kept: a sheet names few bodies many times."""
    kept = widget.__dict__.setdefault("kept", {})
    if unknown := [code for code in codes if code not in kept]:
        kept |= {
            getattr(row, widget.field): row for row in widget.model.objects.filter(**{f"{widget.field}__in": unknown})
        }
    if missing := next((code for code in codes if code not in kept), None):
        raise ValueError(_("No %(row)s has the %(field)s “%(code)s”.") % {"code": missing, **_names(widget)})
    return [kept[code] for code in codes]


def _names(widget: Any) -> dict[str, Any]:
    model = widget.model._meta  # noqa: SLF001 Django's own, documented name
    return {"row": model.verbose_name, "field": model.get_field(widget.field).verbose_name}
