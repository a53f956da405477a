"""What frames a document's text: number, place and date, marks of urgency and of a draft; secrecy is refused."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.marks import is_capitals
from resolutions.manuscript import Urgency

COLUMNS: Final = re.compile(r"\t+|\s{3,}")

# Possessive quantifiers (*+): these look at lines with long runs of spaces and must not try them in every way.
_BLANK: Final = r"[\s._…]*+"
_NUMBER: Final = re.compile(
    rf"(?<!\w)S[ốôổồỗộo][\s:._…]*+(?P<number>\d{{0,5}}(?:(?<=\d)[a-zđ]\b)?){_BLANK}[-–—/]?\s*+"
    r"(?P<symbol>(?-i:[A-ZĐ][A-ZĐa-z]{1,3}\s?[/\-–]\s?[A-ZĐ]{2,5}))(?!\w)",
    re.IGNORECASE,
)
_PLACE: Final = r"(?P<place>[^\W\d_](?:[^,;.\s]|[ ](?! )){0,40}?)\s?,\s*+"
_DATE: Final = re.compile(
    rf"(?:{_PLACE})?ngày{_BLANK}(?P<day>\d{{0,2}}){_BLANK}tháng{_BLANK}(?P<month>\d{{0,2}}){_BLANK}"
    rf"năm{_BLANK}(?P<year>\d{{4}}|)(?!\d)",
    re.IGNORECASE,
)
_SHORT_DATE: Final = re.compile(
    rf"{_PLACE}ngày\s*+(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MAX_MARK: Final = 60
_DRAFT: Final = re.compile(r"du thao\b.{0,40}")
_URGENCY: Final = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.EXPRESS,
    "hoa toc hen gio": Urgency.EXPRESS,
}
_SECRET: Final = re.compile(r"\W*(?:(?:mức )?độ (?:bí )?mật\s*+:?\s*+)?(?:tuyệt |tối )?mật\W*", re.IGNORECASE)


@dataclass
class Frame:
    """`date_line` also while its day is blank: it still names a month."""

    number: int | None = None
    issued_on: date | None = None
    date_line: str = ""
    urgency: Urgency = Urgency.NONE


def refuse_secrecy(text: str) -> None:
    """Raise RefusedFile when `text` is a mark of secrecy, alone on its line: such texts belong on another network."""
    if len(text) <= _MAX_MARK and _SECRET.fullmatch(text) and (is_capitals(text) or ":" in text):
        raise RefusedFile(
            _(
                "The document bears the mark of secrecy “%(mark)s”. State secrets must not be brought into this "
                "system; they belong on the network of the Party with cipher equipment."
            )
            % {"mark": text.strip()}
        )


def take_mark(text: str, frame: Frame, findings: list[Finding]) -> bool:
    """Take a mark of urgency or of a draft from a line of its own, and say whether it was one."""
    refuse_secrecy(text)
    if len(text) > _MAX_MARK:
        return False
    folded = fold(text).strip(" ()[]*:.")
    if folded in _URGENCY and is_capitals(text):
        frame.urgency = _URGENCY[folded]
    elif _DRAFT.fullmatch(folded):
        findings.append(Finding("draft_mark", excerpt(text), _("The document is marked as a draft.")))
    else:
        return False
    return True


def is_framed(text: str) -> bool:
    """Say whether the whole line is a number or a line of place and date."""
    stripped = text.strip().removesuffix(".")
    return any(pattern.fullmatch(stripped) for pattern in (_NUMBER, _DATE, _SHORT_DATE))


def take_frame(text: str, frame: Frame, findings: list[Finding]) -> str:
    """Take number and date from a line, and return what is left of it."""
    if found := _NUMBER.search(text):
        _take_number(found, frame, findings)
        text = f"{text[: found.start()]}   {text[found.end() :]}"
    if found := _DATE.search(text) or _SHORT_DATE.search(text):
        _take_date(found, frame, findings)
        text = f"{text[: found.start()]}   {text[found.end() :]}"
    return text


def _take_number(found: re.Match[str], frame: Frame, findings: list[Finding]) -> None:
    number = found["number"]
    if number.isdecimal() and int(number) > 0:
        frame.number = int(number)
    elif number:
        findings.append(Finding("number", clean_line(found.group()), _("This is no number of a resolution.")))
    kind, _separator, body = re.sub(r"\s", "", found["symbol"]).replace("–", "/").replace("-", "/").partition("/")
    if kind != "NQ" or body == "BTV":
        message = _("The symbol of a resolution is NQ and the committee's, also when its Standing Committee issues it.")
        findings.append(Finding("symbol", clean_line(found.group()), message))


def _take_date(found: re.Match[str], frame: Frame, findings: list[Finding]) -> None:
    """Keep the day, unless a part of it is blank; note a day that does not exist."""
    frame.date_line = clean_line(found.group())
    parts = [found[part] for part in ("year", "month", "day")]
    if not all(parts):
        return
    try:
        frame.issued_on = date(*map(int, parts))
    except ValueError:
        findings.append(Finding("date", frame.date_line, _("There is no such day.")))
        frame.date_line = ""
