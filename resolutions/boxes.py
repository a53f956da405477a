"""The official layout as data (Guidance 05-HD/VPTW and 36-HD/VPTW): the page, its boxes, the marks of each profile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kesat.organization.models import FormatProfile

Profile = FormatProfile


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    JUSTIFY = "justify"


class Frame(StrEnum):
    NONE = "none"
    RULE = "rule"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Box:
    """How one kind of line stands on paper: points, but `indent` (of the first line) in millimetres.

    `pitch` is the exact line height; `keep` holds the line on the page of the next one; `level` is its rank in
    the outline, 0 for a plain paragraph.
    """

    size: float = 14
    pitch: float = 17
    align: Align = Align.CENTRE
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    frame: Frame = Frame.NONE
    before: float = 0
    indent: float = 0
    keep: bool = False
    level: int = 0


_BODY = Box(pitch=18, align=Align.JUSTIFY, before=6, indent=10)
_HEADING = replace(_BODY, align=Align.LEFT, keep=True)

BOXES: Mapping[str, Box] = {
    # The head on the left holds boxes 2, 3, 10, 11a and 11b.
    "upper-body": Box(),
    "issuing-body": Box(is_bold=True),
    "star": Box(pitch=14),
    "number": Box(),
    "urgency": Box(is_bold=True, frame=Frame.BOX, before=6),
    "circulation": Box(size=12, is_bold=True, before=3),
    "draft": Box(is_italic=True),
    # Box 5b, the subject of a letter, stands there too; box 9a, to whom it goes, opens its body.
    "about": Box(size=12, pitch=14, is_italic=True, before=3),
    "addressed": Box(align=Align.LEFT, before=12, indent=30, keep=True),
    "addressee": Box(align=Align.LEFT, indent=55, keep=True),
    # The head on the right holds boxes 1 and 4.
    "party": Box(size=15, is_bold=True, frame=Frame.RULE),
    "date": Box(is_italic=True, before=2),
    # The title is box 5a.
    "type": Box(size=15, pitch=18, is_bold=True, before=18, keep=True, level=1),
    "issuer": Box(is_bold=True, keep=True, level=1),
    "subject": Box(is_bold=True, keep=True, level=1),
    "dash": Box(pitch=14, keep=True),
    # The body is box 6.
    "base": _BODY,
    "part": replace(_HEADING, is_bold=True, level=2),
    "section": replace(_HEADING, is_bold=True, level=3),
    "heading": replace(_HEADING, is_italic=True, level=4),
    "prose": _BODY,
    "item": _BODY,
    "subitem": _BODY,
    # The foot on the left holds boxes 9b and 12.
    "recipients": Box(align=Align.LEFT, is_underlined=True),
    "recipient": Box(size=12, pitch=14, align=Align.LEFT),
    "typist": Box(size=8, pitch=10, align=Align.LEFT, before=4),
    # The foot on the right holds box 7; the room above the name is for signature and seal.
    "authority": Box(is_bold=True),
    "post": Box(),
    "name": Box(is_bold=True, before=80),
    # In the margins stand the page number and box 13.
    "page-number": Box(pitch=16),
    "contact": Box(size=10, pitch=12),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A page (millimetres), its boxes, and the marks that the profile writes."""

    boxes: Mapping[str, Box]
    recipient_mark: str
    part_mark: str
    section_mark: str = "."
    width: float = 210
    height: float = 297
    top: float = 20
    right: float = 15
    bottom: float = 20
    left: float = 30
    number_from_edge: float = 10
    # 83: "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG" in 14 pt is 80.2 mm wide and must stay on one line.
    head_columns: tuple[float, float] = (83, 82)
    foot_columns: tuple[float, float] = (82.5, 82.5)
    foot_before: float = 12
    # The words are 72.91 mm wide; Word needs a hair more to keep them on one line.
    party_width: float = 73.2


PROFILES: Mapping[Profile, Layout] = {
    Profile.HD05_2026: Layout(boxes=BOXES, recipient_mark=";", part_mark="."),
    Profile.HD36_2018: Layout(boxes=BOXES, recipient_mark=",", part_mark="-"),
}
