"""The head of a document: number, place and date, marks, title, subject and opening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import ends_sentence, is_capitals, item_rest, starts_lower
from resolutions.manuscript import Urgency

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
_COLUMNS: Final = re.compile(r"\t+|\s{3,}")
_ABOUT: Final = re.compile(r"\s(?=về\s)", re.IGNORECASE)
_MAX_MARK: Final = 60
_DRAFT: Final = re.compile(r"\W*du thao\b.{0,40}")
_URGENCY: Final = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.EXPRESS,
    "hoa toc hen gio": Urgency.EXPRESS,
}
_SECRET: Final = re.compile(r"\W*(?:độ mật\s*:?\s*|(?:mức )?độ bí mật\s*:?\s*)?(?:tuyệt |tối )?mật\W*", re.IGNORECASE)
_BODIES: Final = (
    *("dang cong san", "dang bo", "dang uy", "ban thuong vu", "ban chap hanh", "huyen uy", "thanh uy", "tinh uy"),
    *("chi bo", "xa ", "phuong ", "thanh pho", "tinh ", "van phong", "uy ban kiem tra"),
)
_OPENINGS: Final = (
    *("can cu", "tren co so", "xet ", "theo de nghi", "ban thuong vu", "ban chap hanh", "dang uy ", "dang bo "),
    *(
        "thuc hien nghi quyet",
        "thuc hien quy che",
        "thuc hien chuong trinh",
        "thuc hien ke hoach",
        "ngay ",
        "tai hoi nghi",
    ),
)


class _Place(Enum):
    """How far down the head the reader is."""

    BLOCKS = auto()  # the two columns above the title
    TITLE = auto()
    SUBJECT = auto()
    OPENING = auto()


@dataclass
class Head:
    """What stands above part I. `dated` is (year, month) of the date line, also while its day is blank."""

    number: int | None = None
    issued_on: date | None = None
    date_line: str = ""
    urgency: Urgency = Urgency.NONE
    subject: str = ""
    opening: list[Line] = field(default_factory=list)
    has_title: bool = False


def read_head(lines: Sequence[Line], findings: list[Finding]) -> Head:
    """Return what the lines above part I say. Raises RefusedFile for a mark of secrecy."""
    head = Head()
    subject: list[Line] = []
    place = _Place.BLOCKS
    title = next((number for number, line in enumerate(lines) if _is_heading_word(line.text)), -1)
    for number, line in enumerate(lines):
        is_above = number < title
        place = _read_line(line, _Place.BLOCKS if is_above else place, head, subject, findings, is_above=is_above)
    head.subject = subject_words(" ".join(line.text for line in subject), findings)
    return head


def refuse_secrecy(text: str) -> None:
    """Raise RefusedFile when `text` is a mark of secrecy, alone on its line (Quy định of state secrets)."""
    if _SECRET.fullmatch(text) and (is_capitals(text) or ":" in text):
        raise RefusedFile(
            _(
                "The document bears the mark of secrecy “%(mark)s”. State secrets must not be brought into this system; "
                "they belong on the network of the Party with cipher equipment."
            )
            % {"mark": text.strip()}
        )


def subject_words(text: str, findings: list[Finding]) -> str:
    """Return the subject as the form prints it: beginning with a small letter ("về thực hiện ...")."""
    words = clean_line(text).rstrip(" .:;")
    if not words:
        return ""
    if is_capitals(words):
        findings.append(
            Finding(
                "subject_case", words, _("The subject was in capitals; look at the names in it, now in small letters.")
            )
        )
        return words.lower()
    first, space, rest = words.partition(" ")
    if len(first) > 1 and is_capitals(first) and first.lower() not in {"về", "v/v"}:
        return words
    return f"{first.lower()}{space}{rest}"


def mark_of(text: str, head: Head, findings: list[Finding]) -> bool:
    """Take a mark of urgency or of a draft from a line of its own; raise RefusedFile for one of secrecy."""
    refuse_secrecy(text)
    folded = fold(text).strip(" ()[]*:.")
    if folded in _URGENCY and is_capitals(text):
        head.urgency = _URGENCY[folded]
        return True
    if _DRAFT.fullmatch(folded):
        findings.append(Finding("draft_mark", excerpt(text), _("The document is marked as a draft.")))
        return True
    return False


def _read_line(
    line: Line, place: _Place, head: Head, subject: list[Line], findings: list[Finding], *, is_above: bool
) -> _Place:
    """Put one line where it belongs, and return how far the reader is then; `is_above`: the title is still to come."""
    if line.is_rule:
        return _Place.OPENING if place is _Place.SUBJECT and subject else place
    if place is _Place.BLOCKS:
        return _read_blocks(line, head, subject, findings, is_above=is_above)
    if _is_frame(line.text):
        _take_frame(line.text, head, findings)
        return place
    if len(line.text) <= _MAX_MARK and mark_of(line.text, head, findings):
        return place
    if place is _Place.OPENING:
        head.opening.append(line)
        return place
    return _read_title(line, place, head, subject)


def _read_blocks(line: Line, head: Head, subject: list[Line], findings: list[Finding], *, is_above: bool) -> _Place:
    """Read a line above the title: bodies left, the Party's name right, number, place and date, marks."""
    if _is_heading_word(line.text):
        head.has_title = True
        about = _ABOUT.search(line.text)
        if about:
            subject.append(Line(line.text[about.start() :].strip(), strong=line.strong))
        return _Place.SUBJECT if about else _Place.TITLE
    if not is_above and fold(line.text).startswith(("ve ", "v/v")):
        return _read_title(line, _Place.TITLE, head, subject)
    if (
        not is_above
        and not _is_frame(line.text)
        and (_is_opening(line) or (len(line.text) > 150 and ends_sentence(line.text)))
    ):
        head.opening.append(line)
        return _Place.OPENING
    for segment in _COLUMNS.split(_take_frame(line.text, head, findings)):
        words = segment.strip()
        if not words or not words.strip("*-–_= ") or mark_of(words, head, findings):
            continue
        if not (is_capitals(words) and fold(words).startswith(_BODIES)):
            message = _("These words in the head of the document were not recognised and have been left out.")
            findings.append(Finding("left_out", excerpt(words), message))
    return _Place.BLOCKS


def _read_title(line: Line, place: _Place, head: Head, subject: list[Line]) -> _Place:
    """Read a line below "NGHỊ QUYẾT": whose resolution it is, its subject, or already the opening."""
    folded = fold(line.text)
    is_about = folded.startswith(("ve ", "v/v"))
    if place is _Place.TITLE and not is_about and is_capitals(line.text) and folded.startswith(("cua ", *_BODIES)):
        return _Place.TITLE
    if _is_opening(line) or (subject and not _goes_on(subject[-1], line)):
        head.opening.append(line)
        return _Place.OPENING
    subject.append(line)
    return _Place.SUBJECT


def _goes_on(last: Line, line: Line) -> bool:
    """Say whether `line` carries on the subject."""
    if len(line.text) > 150 or line.text.endswith((";", ".", ":")):
        return False
    return line.gap <= Gap.LINE or starts_lower(line.text) or (last.strong and line.strong)


def _is_opening(line: Line) -> bool:
    words = item_rest(line.text) or line.text
    return fold(words).startswith(_OPENINGS) and not is_capitals(words)


def _is_heading_word(text: str) -> bool:
    folded = fold(text)
    return folded == "nghi quyet" or (folded.startswith("nghi quyet") and is_capitals(_ABOUT.split(text)[0]))


def _is_frame(text: str) -> bool:
    """Say whether the whole line is a number or a date line."""
    stripped = text.strip()
    return any(pattern.fullmatch(stripped) for pattern in (_NUMBER, _DATE, _SHORT_DATE))


def _take_frame(text: str, head: Head, findings: list[Finding]) -> str:
    """Take number and date from a line, and return what is left of it."""
    if found := _NUMBER.search(text):
        _take_number(found, head, findings)
        text = f"{text[: found.start()]}   {text[found.end() :]}"
    if found := _DATE.search(text) or _SHORT_DATE.search(text):
        _take_date(found, head, findings)
        text = f"{text[: found.start()]}   {text[found.end() :]}"
    return text


def _take_date(found: re.Match[str], head: Head, findings: list[Finding]) -> None:
    """Keep the day, unless a part of it is blank; note a day that does not exist."""
    head.date_line = clean_line(found.group())
    parts = [found[part] for part in ("year", "month", "day")]
    if not all(parts):
        return
    try:
        head.issued_on = date(*map(int, parts))
    except ValueError:
        findings.append(Finding("date", head.date_line, _("There is no such day.")))
        head.date_line = ""


def _take_number(found: re.Match[str], head: Head, findings: list[Finding]) -> None:
    number = found["number"].strip(" ._…")
    if number.isdecimal() and int(number) > 0:
        head.number = int(number)
    elif number:
        findings.append(Finding("number", clean_line(found.group()), _("This is no number of a resolution.")))
    kind, _separator, body = re.sub(r"\s", "", found["symbol"]).replace("–", "-").replace("-", "/").partition("/")
    if kind != "NQ" or body == "BTV":
        message = _(
            "The symbol of a resolution is NQ and that of the committee, also when its Standing Committee issues it."
        )
        findings.append(Finding("symbol", clean_line(found.group()), message))
