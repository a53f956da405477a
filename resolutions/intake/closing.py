"""Where the last section ends and the closing begins: the paragraphs that speak of the resolution itself."""

import re
from collections.abc import Sequence
from typing import Final

from kesat.vietnamese import fold
from resolutions.intake.found import Sureness
from resolutions.manuscript import ParagraphText

_BEGINNINGS: Final = ("tren day la", "nghi quyet nay", "can cu nghi quyet", "can cu noi dung nghi quyet")
_ORDER: Final = re.compile(
    r"(?:(?:ban thuong vu|dang uy)(?: dang uy)?(?: xa)?(?: \w+ \w+)? (?:yeu cau|giao|de nghi)|yeu cau|de nghi) "
)


def closing_place(paragraphs: Sequence[ParagraphText]) -> tuple[int, Sureness]:
    """Return with which paragraph of the last section the closing begins (past the last: none), and how sure."""
    folded = [fold(paragraph.text) for paragraph in paragraphs]
    sureness = Sureness.SURE
    place = next((number for number, text in enumerate(folded) if _begins(text)), len(folded))
    if place == len(folded) > 1 and ("nghi quyet nay" in folded[-1] or folded[-1].endswith("./.")):
        place, sureness = len(folded) - 1, Sureness.LIKELY
    while 1 < place < len(folded) and _ORDER.match(folded[place - 1]):
        place -= 1
    return place, sureness


def _begins(folded: str) -> bool:
    if folded.startswith(_BEGINNINGS):
        return True
    return _ORDER.match(folded) is not None and "nghi quyet" in folded
