"""A document as lines, and plain text or Markdown into them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import UnsafeText, clean, official_count
from resolutions.intake.found import Finding, excerpt
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
# Text taken out of a PDF may have the rule below the subject on one line with what follows.
_GLUED_RULE: Final = re.compile(r"^([ \t]*-{4,})[ \t]+(?=[^\W_])", re.MULTILINE)
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s+|page\s+)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?", re.IGNORECASE
)
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_HEADING: Final = re.compile(r"#{1,6}(?:\s+|(?=[*_\w]))")
_BOLD: Final = re.compile(r"\*\*|__(?=[^\W_])|(?<=[^\s_])__")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+)(?<=\S)_(?![\w_])"
)
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_TAG: Final = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|center|div|p|span|font)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PICTURE: Final = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,500}\)")
_NOTE: Final = re.compile(r"\[\^([^\[\]\s]{1,40})\](:?)")
_ENTITIES: Final = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


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


def text_lines(content: bytes) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a text or Markdown file, and what was left out of them."""
    text = decoded(content)
    check_amount(text)
    findings: list[Finding] = []
    text = _without_comments(text, findings)
    lines: list[Line] = []
    tables = _Tables()
    for number, page in enumerate(text.split("\f")):
        gap, is_bold = (Gap.PAGE if number else Gap.BLANK), False
        for raw in _GLUED_RULE.sub(r"\1\n", checked(page)).split("\n"):
            if not raw.strip():
                gap, is_bold = max(gap, Gap.BLANK), False
                continue
            made, is_bold = _line(raw, gap, is_bold, findings)
            for each in tables.cells(made):
                lines.append(each)
                gap = Gap.LINE
    return without_page_numbers(lines), findings


def decoded(content: bytes) -> str:
    """Return the text of `content`: UTF-8, or UTF-16 with its mark. Raises RefusedFile for anything else."""
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedFile(
            _(
                "The text is not saved in Unicode (UTF-8); it may be typed in TCVN3 (ABC), VNI or Windows letters. "
                "Convert it to Unicode (with UniKey, for example), save it as UTF-8 and bring it in again."
            )
        ) from error


def check_amount(text: str) -> None:
    """Raise RefusedFile when there is more text than a month may hold, before any of it is looked at closely."""
    letters = len(unicodedata.normalize("NFC", text)) - sum(map(text.count, " \t\r\n\f\xa0"))
    if letters > MAX_MONTH_LENGTH or len(text) > 10 * MAX_MONTH_LENGTH:
        raise RefusedFile(
            _("The document is longer than a month may be: at most %(limit)s characters.")
            % {"limit": official_count(MAX_MONTH_LENGTH)}
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


def _without_comments(text: str, findings: list[Finding]) -> str:
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        findings.append(
            Finding("comment", excerpt(text[start + 4 : end]), _("A comment in the file has been left out."))
        )
        kept.append(text[place:start])
        place = end + 3
    return "".join([*kept, text[place:]])


def _line(raw: str, gap: Gap, is_bold: bool, findings: list[Finding]) -> tuple[Line, bool]:
    """Return the line without Markdown's marks, and whether bold type is still on at its end."""
    expanded = raw.expandtabs(8)
    text = raw.strip().removeprefix("> ")
    heading = _HEADING.match(text)
    text = text[heading.end() :].rstrip(" #") if heading else text
    text = _without_pictures_and_notes(text, findings)
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    text, strong, is_bold = _without_bold(text, is_bold)
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(lambda found: found[1] or found[2], text))
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    line = Line(
        text=text.strip(),
        gap=gap,
        indent=len(expanded) - len(expanded.lstrip()),
        strong=strong or heading is not None,
    )
    return line, is_bold


def _without_pictures_and_notes(text: str, findings: list[Finding]) -> str:
    if "](" in text and "![" in text:
        for picture in _PICTURE.finditer(text):
            findings.append(Finding("picture", excerpt(picture[1] or text), _("A picture has been left out.")))
        text = _PICTURE.sub("", text)
    if "[^" not in text:
        return text
    note = _NOTE.match(text)
    if note and note[2]:
        findings.append(
            Finding("footnote", excerpt(text[note.end() :]), _("A footnote has been left out of the text."))
        )
        return ""
    return _NOTE.sub("", text)


def _without_bold(text: str, is_bold: bool) -> tuple[str, bool, bool]:
    """Return the text without bold marks, whether all of it is bold, and whether bold goes on."""
    plain: list[str] = []
    is_strong = True
    pieces = _BOLD.split(text)
    for place, piece in enumerate(pieces):
        if place:
            is_bold = not is_bold
        if piece.strip() and not is_bold:
            is_strong = False
        plain.append(piece)
    return "".join(plain), is_strong and bool("".join(plain).strip()), is_bold


class _Tables:
    """Markdown's tables, whose rows stand between bars."""

    def __init__(self) -> None:
        self._table = 0
        self._row = -1

    def cells(self, line: Line) -> Iterator[Line]:
        """Yield the cells of a row of a table; any other line yields itself, cut at <br>."""
        is_row = len(line.text) > 2 and line.text.startswith("|") and line.text.endswith("|")
        if not is_row:
            self._row = -1
            yield from self._broken(line)
            return
        if self._row < 0:
            self._table += 1
        self._row += 1
        for column, cell in enumerate(line.text[1:-1].split("|")):
            if not re.fullmatch(r"[\s:\-=]*", cell):
                yield from self._broken(
                    replace(line, text=cell.strip(), table=self._table, row=self._row, column=column, indent=0)
                )

    @staticmethod
    def _broken(line: Line) -> Iterator[Line]:
        for place, piece in enumerate(_BREAK.split(line.text)):
            if piece.strip():
                yield replace(line, text=piece.strip(), gap=Gap.SOFT if place else line.gap)
