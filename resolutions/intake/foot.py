"""The foot of a document: the list of recipients and the signature, beside or below each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from django.utils.translation import gettext as _

from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.frame import COLUMNS, Frame, is_framed, take_frame, take_mark
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import is_capitals, item_rest, subitem_rest
from resolutions.manuscript import Signer

_AUTHORITY: Final = re.compile(r"(?:T\s?/\s?M|T\s?/\s?L|K\s?/\s?T|TM|TL|KT|TUQ)(?:\s?[.:]\s*|\s+)(?=\w)")
_POST: Final = re.compile(
    r"(?:quyen |q\. ?)?(?:pho )?"
    r"(?:bi thu|chanh van phong|chu nhiem|truong ban|chu tich|uy vien ban thuong vu|thu truong)"
    r"(?: thuong truc| dang uy| xa| phuong)*"
)
_BOTH: Final = re.compile(r"(\S.*?\S)\s+((?:PHÓ\s+)?(?:BÍ\s+THƯ|CHÁNH\s+VĂN\s+PHÒNG|CHỦ\s+NHIỆM)(?:\s+THƯỜNG\s+TRỰC)?)")
_NAME: Final = re.compile(r"(?:(?:đ/c|đồng chí)\s+)?[^\W\d_]+(?:[ ][^\W\d_]+){1,5}", re.IGNORECASE)
_RECIPIENTS: Final = re.compile(r"(?:kính\s+)?nơi\s+(?:nhận|gửi)\s*[:.]?\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[;,.]\s*[-–—]\s+")
_BODIES: Final = ("ban ", "dang ", "uy ban", "xa ", "phuong ", "tinh ", "thanh pho", "chi bo", "van phong")
_FAR_RIGHT: Final = 20


class _Block(Enum):
    NONE = auto()
    RECIPIENTS = auto()
    SIGNATURE = auto()


@dataclass
class Foot:
    """Recipients without dash and closing sign, and the signature."""

    recipients: list[str] = field(default_factory=list)
    authority: str = ""
    post: str = ""
    name: str = ""

    @property
    def signer(self) -> Signer:
        return Signer(self.authority, self.post, self.name)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of one column."""

    text: str
    gap: Gap
    is_right: bool = False


def starts_foot(line: Line) -> bool:
    """Say whether the list of recipients or the signature begins in this line."""
    if len(line.text) > 160:
        return len(line.text) < 2000 and _RECIPIENTS.match(line.text) is not None
    pieces = [piece.strip() for piece in COLUMNS.split(line.text)]
    return any(
        _is_recipients(piece) or _is_authority(piece) or (_is_post(piece) and is_capitals(piece)) for piece in pieces
    )


def read_foot(lines: Sequence[Line], frame: Frame, findings: list[Finding]) -> Foot:
    """Return the recipients and the signature. What is neither becomes a finding."""
    reader = _Reader(frame, findings)
    for piece in _columns(lines):
        reader.read(piece)
    reader.report()
    return reader.foot


def _is_recipients(text: str) -> bool:
    found = _RECIPIENTS.match(text)
    return found is not None and (
        found.end() == len(text) or ":" in found.group() or item_rest(text[found.end() :]) is not None
    )


def _is_authority(text: str) -> bool:
    if len(text) > 80 or not _AUTHORITY.match(text):
        return False
    return is_capitals(text) or not text[:3].isalpha()


def _is_post(text: str) -> bool:
    return _POST.fullmatch(fold(text).strip(" .,:")) is not None


def _is_name(text: str) -> bool:
    words = text.split()
    return _NAME.fullmatch(text) is not None and all(word[0].isupper() for word in words[-2:])


def _columns(lines: Sequence[Line]) -> Iterator[_Piece]:
    """Yield the lines of the left column, then those of the right: columns of a table, or made of spaces."""
    ordered = sorted(enumerate(lines), key=lambda each: _order(each, lines))
    pieces: list[_Piece] = []
    edge = min((start for line in lines for start in _right_edges(line)), default=None)
    for _place, line in ordered:
        if line.is_rule:
            continue
        segments = [segment.strip() for segment in COLUMNS.split(line.text) if segment.strip()]
        if line.table or edge is None:
            pieces += [_Piece(segment, line.gap, line.column > 0) for segment in segments]
        elif len(segments) > 1:
            pieces.append(_Piece(" ".join(segments[:-1]), line.gap))
            pieces.append(_Piece(segments[-1], line.gap, is_right=True))
        elif segments:
            pieces.append(_Piece(segments[0], line.gap, is_right=line.indent >= max(_FAR_RIGHT, edge - 12)))
    if edge is not None:
        pieces.sort(key=lambda piece: piece.is_right)
    yield from pieces


def _order(each: tuple[int, Line], lines: Sequence[Line]) -> tuple[int, int, int]:
    """Return where a line comes: in a table column by column, else as it stands."""
    place, line = each
    if not line.table:
        return place, 0, 0
    first = next(number for number, other in enumerate(lines) if other.table == line.table)
    return first, line.column, place


def _right_edges(line: Line) -> Iterator[int]:
    """Yield where a second column begins in a line of text."""
    if line.table:
        return
    if line.indent >= _FAR_RIGHT and _is_authority(line.text):
        yield line.indent
    found = list(COLUMNS.finditer(line.text))
    if found:
        yield line.indent + len(line.text[: found[-1].end()].expandtabs(8))


class _Reader:
    """Reads the pieces one after the other and remembers in which block it is."""

    def __init__(self, frame: Frame, findings: list[Finding]) -> None:
        self.foot = Foot()
        self._frame = frame
        self._findings = findings
        self._block = _Block.NONE
        self._is_dashed = False
        self._is_open = False
        self._left_out: list[str] = []

    def read(self, piece: _Piece) -> None:
        text = clean_line(piece.text)
        if found := _RECIPIENTS.match(text) if _is_recipients(text) else None:
            self._is_open = False
            if _is_authority(text[found.end() :]):
                self._read_authority(text[found.end() :])
            elif text[found.end() :]:
                self._add_recipients(text[found.end() :])
            self._block = _Block.RECIPIENTS
        elif _is_authority(text):
            self._block = _Block.SIGNATURE
            self._read_authority(text)
        elif is_framed(text):
            take_frame(text, self._frame, self._findings)
        elif take_mark(text, self._frame, self._findings):
            return
        elif self._block is _Block.RECIPIENTS and self._is_listed(piece, text):
            self._add_recipients(text, gap=piece.gap)
        elif not self._read_signature(text):
            self._add_or_leave(text)

    def report(self) -> None:
        if self._left_out:
            message = _("These words at the end of the document were not recognised and have been left out.")
            self._findings.append(Finding("left_out", excerpt(" / ".join(self._left_out), 1000), message))

    def _is_listed(self, piece: _Piece, text: str) -> bool:
        """Say whether a line below "Nơi nhận" is still of the list, and not of a signature or an annex below it."""
        if item_rest(text) is not None or not self.foot.recipients:
            return True
        if _is_post(text) and is_capitals(text):
            return False
        return not (self._is_dashed and (piece.gap >= Gap.BLANK or piece.is_right) and not self._is_open)

    def _read_authority(self, text: str) -> None:
        both = _BOTH.fullmatch(text)
        if both and _AUTHORITY.match(both[1]) and not self.foot.post:
            text, self.foot.post = both[1], both[2]
        self.foot.authority = f"{self.foot.authority} {text}".strip()

    def _read_signature(self, text: str) -> bool:
        """Take a line as post or name; say whether it was one."""
        foot = self.foot
        if not foot.post and _is_post(text):
            foot.post = text
        elif (
            foot.authority and not foot.post and not foot.name and is_capitals(text) and fold(text).startswith(_BODIES)
        ):
            foot.authority = f"{foot.authority} {text}"
        elif (foot.post or foot.authority) and not foot.name and _is_name(text):
            foot.name = text
        else:
            return False
        self._block = _Block.SIGNATURE
        return True

    def _add_or_leave(self, text: str) -> None:
        is_complete = bool(self.foot.recipients and self.foot.name)
        if item_rest(text) is not None and not is_complete:
            self._block = _Block.RECIPIENTS
            self._add_recipients(text)
        else:
            self._block = _Block.NONE
            self._left_out.append(text)

    def _add_recipients(self, text: str, gap: Gap = Gap.LINE) -> None:
        """Add the recipients of a line; a line without a dash carries on the one before, where they have dashes."""
        dashed = item_rest(text) or subitem_rest(text)
        if dashed is None and self._is_dashed and self._is_open and self.foot.recipients and gap <= Gap.LINE:
            self.foot.recipients[-1] = f"{self.foot.recipients[-1]} {text.rstrip(' ;,.')}"
        else:
            self._is_dashed = self._is_dashed or dashed is not None
            found = [each.strip().rstrip(" ;,./") for each in _BETWEEN.split(dashed or text)]
            self.foot.recipients += [each for each in found if each]
        self._is_open = not text.endswith((";", ",", "."))
