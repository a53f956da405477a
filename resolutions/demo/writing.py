"""How the sample text is written down: a block of text a section, a blank line or "- " between paragraphs."""

import re
from dataclasses import dataclass

# A line that begins with "- " is an item; elsewhere in a line the same hyphen stands between words.
_BREAK = re.compile(r"\n\s*\n|\n\s*(?=- )")


@dataclass(frozen=True, slots=True)
class MonthText:
    """The sections of part I (the month before), then those of part II; `limits` is the extra section of some months.

    Braces name a figure or a routine sentence of the month.
    """

    party: str
    government: str
    front: str
    centre: str
    next_party: str
    next_government: str
    next_front: str
    next_centre: str
    limits: str = ""
    opening: str = ""
    closing: str = "{closing}"


def paragraphs(block: str) -> tuple[str, ...]:
    """Return the paragraphs of a block, each on one line; an item keeps its "- "."""
    return tuple(joined for part in _BREAK.split(block) if (joined := " ".join(part.split())))
