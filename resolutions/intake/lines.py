"""A document as lines, whatever file it came in, and what holds for all of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import UnsafeText, clean, official_count
from resolutions.manuscript import MAX_MONTH_LENGTH


class Gap(IntEnum):
    """What stands between a line and the one before it."""

    SOFT = 0  # a line break inside a paragraph of Word
    LINE = 1
    BLANK = 2
    PAGE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text file, or one paragraph of a Word file, without the marks of bold type and headings.

    `text` keeps the runs of spaces inside it, which make columns. A cell of a table has its table's number from 1,
    its row and its column from 0.
    """

    text: str
    gap: Gap = Gap.LINE
    indent: int = 0
    strong: bool = False
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def is_rule(self) -> bool:
        """A drawn line, a star between two blocks, an empty bullet: no words."""
        return not self.text.strip(_RULE)


_RULE: Final = " \t-_=~*.·•+–—─━"
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s+|page\s+)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?", re.IGNORECASE
)


def checked(text: str) -> str:
    """Return `text` cleaned. Raises RefusedFile naming the character where one hides or reorders what is read."""
    try:
        return clean(text)
    except UnsafeText as error:
        raise RefusedFile(
            _(
                "The text holds the character %(character)s, which hides or reorders what is read. "
                "Remove it and bring the file in again."
            )
            % {"character": error.character}
        ) from error


def check_amount(text: str) -> None:
    """Raise RefusedFile when there is more text than a month may hold, before any of it is looked at closely."""
    letters = len(unicodedata.normalize("NFC", text)) - sum(map(text.count, " \t\r\n\f\xa0"))
    if letters > MAX_MONTH_LENGTH or len(text) > 10 * MAX_MONTH_LENGTH:
        raise too_long()


def too_long() -> RefusedFile:
    limit = official_count(MAX_MONTH_LENGTH)
    return RefusedFile(
        _("The document is longer than a month may be: at most %(limit)s characters.") % {"limit": limit}
    )


def is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without the numbers that stand alone at the end or the beginning of a page.

    They must count up, so that a figure alone on a line stays. What follows one begins a page.
    """
    kept: list[Line] = []
    last, after = 0, False
    for line in lines:
        found = None if line.table else _PAGE_NUMBER.fullmatch(line.text)
        if found and kept and last < int(found[1]) <= last + 2:
            last, after = int(found[1]), True
            continue
        kept.append(replace(line, gap=Gap.PAGE) if after else line)
        after = False
    return kept
