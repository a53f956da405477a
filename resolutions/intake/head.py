"""The head of a document: the two columns above the title, the title with its subject, the opening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from django.utils.translation import gettext as _

from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.frame import COLUMNS, Frame, is_framed, take_frame, take_mark
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import ends_sentence, is_capitals, item_rest, starts_lower

_ABOUT: Final = re.compile(r"\s(?=về\s)", re.IGNORECASE)
_SUBJECTS: Final = ("ve ", "v/v")
_MAX_SUBJECT_LINE: Final = 150
_BODIES: Final = (
    *("dang cong san", "dang bo", "dang uy", "ban thuong vu", "ban chap hanh", "huyen uy", "thanh uy", "tinh uy"),
    *("chi bo", "xa ", "phuong ", "thanh pho", "tinh ", "van phong", "uy ban kiem tra"),
)
_OPENINGS: Final = (
    *("can cu", "tren co so", "xet ", "theo de nghi", "ban thuong vu", "ban chap hanh", "dang uy ", "dang bo "),
    *("thuc hien nghi quyet", "thuc hien quy che", "thuc hien chuong trinh", "thuc hien ke hoach"),
    *("ngay ", "tai hoi nghi"),
)


class _Place(Enum):
    """How far down the head the reader is."""

    BLOCKS = auto()  # the two columns above the title
    TITLE = auto()
    SUBJECT = auto()
    OPENING = auto()


@dataclass
class Head:
    """What stands above part I."""

    frame: Frame = field(default_factory=Frame)
    subject: str = ""
    opening: list[Line] = field(default_factory=list)


def read_head(lines: Sequence[Line], findings: list[Finding]) -> Head:
    """Return what the lines above part I say; what is not recognised becomes a finding."""
    reader = _Reader(findings)
    title = next((number for number, line in enumerate(lines) if _is_title(line.text)), -1)
    for line in lines[: max(title, 0)]:
        reader.read_blocks(line)
    for line in lines[max(title, 0) :]:
        reader.read(line)
    subject = _without_issuer(reader.subject, findings)
    reader.head.subject = subject_words(" ".join(line.text for line in subject), findings)
    return reader.head


def _without_issuer(lines: Sequence[Line], findings: list[Finding]) -> Sequence[Line]:
    """Leave out, with a finding, what stands between the title and the line that begins with "Về"."""
    start = next((number for number, line in enumerate(lines) if fold(line.text).startswith(_SUBJECTS)), 0)
    for line in lines[:start]:
        message = _("These words in the head of the document were not recognised and have been left out.")
        findings.append(Finding("left_out", excerpt(line.text), message))
    return lines[start:]


def subject_words(text: str, findings: list[Finding]) -> str:
    """Return the subject as the form prints it: beginning with a small letter ("về thực hiện ...")."""
    words = clean_line(text).rstrip(" .:;")
    if is_capitals(words):
        message = _("The subject was in capitals; look at the names in it, now in small letters.")
        findings.append(Finding("subject_case", words, message))
        return words.lower()
    first, space, rest = words.partition(" ")
    is_abbreviation = len(first) > 1 and is_capitals(first) and fold(first) not in {"ve", "v/v"}
    return words if is_abbreviation else f"{first.lower()}{space}{rest}"


class _Reader:
    """Goes down the head line by line and remembers how far it is."""

    def __init__(self, findings: list[Finding]) -> None:
        self.head = Head()
        self.subject: list[Line] = []
        self._findings = findings
        self._place = _Place.BLOCKS

    def read_blocks(self, line: Line) -> None:
        """Read a line above the title: bodies left, the Party's name right, number, place and date, marks."""
        for segment in COLUMNS.split(take_frame(line.text, self.head.frame, self._findings)):
            words = segment.strip()
            if not words.strip("*-–_=., ") or take_mark(words, self.head.frame, self._findings):
                continue
            if not (is_capitals(words) and fold(words).startswith(_BODIES)):
                message = _("These words in the head of the document were not recognised and have been left out.")
                self._findings.append(Finding("left_out", excerpt(words), message))

    def read(self, line: Line) -> None:
        """Read a line of the title or below, or of a document that has no title."""
        if line.is_rule:
            self._place = _Place.OPENING if self.subject else self._place
        elif self._place is _Place.BLOCKS:
            self._read_beginning(line)
        elif is_framed(line.text):
            take_frame(line.text, self.head.frame, self._findings)
        elif not take_mark(line.text, self.head.frame, self._findings):
            self._read_title(line)

    def _read_beginning(self, line: Line) -> None:
        if _is_title(line.text):
            self._place = _Place.TITLE
            if about := _ABOUT.search(line.text):
                self._add_subject(Line(line.text[about.end() :].strip(), strong=line.strong))
        elif fold(line.text).startswith(_SUBJECTS):
            self._add_subject(line)
        elif _is_opening(line) and not is_framed(line.text):
            self._add_opening(line)
        else:
            self.read_blocks(line)

    def _read_title(self, line: Line) -> None:
        """Read a line below "NGHỊ QUYẾT": whose resolution it is, its subject, or already the opening."""
        if self._place is _Place.TITLE and _is_issuer(line.text):
            return
        is_below = self._place is _Place.OPENING or _is_opening(line)
        if is_below or (self.subject and not _goes_on(self.subject[-1], line)):
            self._add_opening(line)
        else:
            self._add_subject(line)

    def _add_subject(self, line: Line) -> None:
        self._place = _Place.SUBJECT
        self.subject.append(line)

    def _add_opening(self, line: Line) -> None:
        self._place = _Place.OPENING
        self.head.opening.append(line)


def _is_title(text: str) -> bool:
    folded = fold(text[:200])
    return folded == "nghi quyet" or (folded.startswith("nghi quyet") and is_capitals(_ABOUT.split(text)[0]))


def _is_issuer(text: str) -> bool:
    folded = fold(text[:200])
    return is_capitals(text) and folded.startswith(("cua ", *_BODIES)) and not folded.startswith(_SUBJECTS)


def _is_opening(line: Line) -> bool:
    words = item_rest(line.text) or line.text
    if is_capitals(words):
        return False
    return fold(words[:200]).startswith(_OPENINGS) or (len(words) > _MAX_SUBJECT_LINE and ends_sentence(words))


def _goes_on(last: Line, line: Line) -> bool:
    """Say whether `line` carries on the subject."""
    if len(line.text) > _MAX_SUBJECT_LINE or line.text.endswith((";", ".", ":")):
        return False
    return line.gap <= Gap.LINE or starts_lower(line.text) or (last.strong and line.strong)
