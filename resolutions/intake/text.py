"""A text file into lines: plain text as it stands, Markdown without its marks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.lines import Gap, Line, check_amount, checked, without_page_numbers

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Text taken out of a PDF may have the rule below the subject on one line with what follows.
_GLUED_RULE: Final = re.compile(r"^([ \t]*-{4,})[ \t]*(?=[^\W_])", re.MULTILINE)
_MARKDOWN: Final = re.compile(r"^ {0,3}(?:#{1,6} |\*\*\w|\|.*\|$)", re.MULTILINE)

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


def text_lines(content: bytes, *, is_markdown: bool = False) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a text file, and what was left out of them.

    Text that has Markdown's headings or bold lines is read as such, whatever the file is called.
    """
    text = decoded(content)
    check_amount(text)
    reader = _Markdown() if is_markdown or len(_MARKDOWN.findall(text)) > 1 else _Plain()
    return without_page_numbers(_lines(text, reader)), reader.findings


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


class _Plain:
    """Text that means what it says."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def prepared(self, text: str) -> str:
        return text

    def begin_block(self) -> None:
        """A blank line has been passed."""

    def lines(self, line: Line) -> Iterator[Line]:
        yield line


def _lines(text: str, reader: _Plain) -> list[Line]:
    lines: list[Line] = []
    for number, page in enumerate(reader.prepared(text).split("\f")):
        gap = Gap.PAGE if number else Gap.BLANK
        reader.begin_block()
        for raw in _GLUED_RULE.sub(r"\1\n", checked(page)).split("\n"):
            if not raw.strip():
                gap = max(gap, Gap.BLANK)
                reader.begin_block()
                continue
            expanded = raw.expandtabs(8)
            made = list(reader.lines(Line(raw.strip(), gap, len(expanded) - len(expanded.lstrip()))))
            lines += made
            gap = Gap.LINE if made else gap
    return lines


class _Markdown(_Plain):
    """Takes off the marks, and remembers what reaches over the end of a line: bold type, and a table's rows."""

    def __init__(self) -> None:
        super().__init__()
        self._is_bold = False
        self._table = 0
        self._row = -1

    def prepared(self, text: str) -> str:
        """Return the text without comments."""
        kept, place = [], 0
        while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
            self._found("comment", text[start + 4 : end], _("A comment in the file has been left out."))
            kept.append(text[place:start])
            place = end + 3
        return "".join([*kept, text[place:]])

    def begin_block(self) -> None:
        self._is_bold = False

    def lines(self, line: Line) -> Iterator[Line]:
        text = line.text.removeprefix("> ")
        if heading := _HEADING.match(text):
            text = text[heading.end() :].rstrip(" #")
        text = self._without_pictures_and_notes(text)
        text, is_strong = self._without_bold(_LINK.sub(r"\1", _TAG.sub("", text)))
        text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(lambda found: found[1] or found[2], text))
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
        line = replace(line, text=text.strip(), strong=is_strong or heading is not None)
        for cell in self._cells(line):
            pieces = [piece.strip() for piece in _BREAK.split(cell.text)]
            for number, piece in enumerate(piece for piece in pieces if piece):
                yield replace(cell, text=piece, gap=Gap.SOFT if number else cell.gap)

    def _found(self, kind: str, quote: str, message: str) -> None:
        self.findings.append(Finding(kind, excerpt(checked(quote)), message))

    def _without_pictures_and_notes(self, text: str) -> str:
        for picture in _PICTURE.finditer(text):
            self._found("picture", picture[1] or text, _("A picture has been left out."))
        text = _PICTURE.sub("", text)
        note = _NOTE.match(text)
        if note and note[2]:
            self._found("footnote", text[note.end() :], _("A footnote has been left out of the text."))
            return ""
        return _NOTE.sub("", text)

    def _without_bold(self, text: str) -> tuple[str, bool]:
        """Return the text without marks of bold type, and whether all of it is bold."""
        pieces = _BOLD.split(text)
        # The pieces are bold in turn, beginning with what the line before left on.
        is_strong = all((place % 2 == 1) != self._is_bold for place, piece in enumerate(pieces) if piece.strip())
        self._is_bold = self._is_bold != (len(pieces) % 2 == 0)
        return "".join(pieces), is_strong

    def _cells(self, line: Line) -> Iterator[Line]:
        """Yield the cells of a row of a table; any other line yields itself."""
        if len(line.text) < 3 or not (line.text.startswith("|") and line.text.endswith("|")):
            self._row = -1
            yield line
            return
        self._table += self._row < 0
        self._row += 1
        for column, cell in enumerate(line.text[1:-1].split("|")):
            if not re.fullmatch(r"[\s:\-=]*", cell):
                yield replace(line, text=cell.strip(), table=self._table, row=self._row, column=column, indent=0)
