"""What was pasted from Word, a browser, a mail or a PDF as paragraphs, with what to know before they are taken."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

from django.utils.translation import gettext as _

from kesat.legacy_fonts import Encoding, convert, detect, is_unicode
from kesat.uploads import RefusedFile
from kesat.vietnamese import clean, clean_line
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import Style, heading_mark, item_rest, starts_upper, subitem_rest
from resolutions.intake.paragraphs import heading_rest, read_paragraphs
from resolutions.intake.wrapping import Wrap, find_wrap
from resolutions.manuscript import ParagraphKind, ParagraphText


@dataclass(frozen=True, slots=True)
class Pasted:
    """Paragraphs without their marks; sentences for the person who pasted; the old encoding that was recognised."""

    paragraphs: tuple[ParagraphText, ...]
    notes: tuple[str, ...] = ()
    encoding: Encoding | None = None


_SOFT_HYPHEN: Final = "\xad"
_LINE_END: Final = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_TAG: Final = re.compile("<[A-Za-z]")
_SOURCE: Final = re.compile(r"\s*<(?:html|!doctype html)\b", re.IGNORECASE)
_COMBINING: Final = re.compile("[\u0300-\u036f]")
_DASH: Final = re.compile(r"(?<=[^\W_]) - (?=[^\W_])")
# Bullets that files do not have: those of Word's fonts Symbol and Wingdings, in the private use area or as the letter
# in whose place they are drawn, and the "o" of its second level.
_BULLET: Final = re.compile(r"\A(?:[\uf020-\uf0ff]\s*|(?:[❖❑❒➔→►▶▸‣∙]|o|§(?!\s+\d))\s+|[vqØü]\t\s*)(?=\S)")
_NUMBERS: Final = frozenset({Style.ROMAN, Style.ARABIC, Style.DOTTED, Style.WORD})
# "V. I. Lê-nin" has no number before it.
_INITIAL: Final = re.compile(r"[A-ZĐ]\.")
_MAX_QUOTED: Final = 5
# On one line: "I. 1. a) - " happens.
_MAX_MARKS: Final = 10


def read_pasted(text: str, html: str = "", *, converted: bool = False) -> Pasted:
    """Return what was pasted: its `html` if that holds words, else its `text`, which may be HTML source itself.

    Letters of an old encoding stay as they are, unless they are to be `converted`; so do the soft hyphens among them,
    which are letters in TCVN3. Raises UnsafeText for characters that hide or reorder what is read.
    """
    is_source = _SOURCE.match(text) is not None or ("MsoNormal" in text and _TAG.search(text) is not None)
    page = _read_page(html)
    if not page.lines and is_source:
        page = _read_page(text)
    lines = page.lines if page.lines or is_source else _text_lines(text)
    words = "\n".join(line.text for line in lines)
    encoding = detect(words)
    notes = [*page.notes(), *_notes_on_letters(words, encoding if converted else None)]
    texts = [_BULLET.sub("- ", _cleaned(line.text).strip(), count=1) for line in lines]
    if encoding is not None and converted:
        texts = [_converted(each, encoding) for each in texts]
    kept = None if converted else encoding
    lines = [replace(line, text=_tidy(each, kept)) for line, each in zip(lines, texts, strict=True)]
    lines = [line for line in lines if not line.is_rule]
    paragraphs, more = _paragraphs(lines, find_wrap(lines) if kept is None else None)
    return Pasted(paragraphs, (*notes, *more), encoding)


def _read_page(html: str) -> "_Page":
    page = _Page()
    if _TAG.search(html):
        page.read(html)
    return page


def _text_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = Gap.BLANK
    for raw in _LINE_END.split(text):
        if raw.strip():
            lines.append(Line(raw, gap, len(raw.expandtabs()) - len(raw.expandtabs().lstrip())))
        gap = Gap.LINE if raw.strip() else Gap.BLANK
    return lines


def _notes_on_letters(words: str, converted: Encoding | None) -> Iterator[str]:
    if _COMBINING.search(words) and not unicodedata.is_normalized("NFC", words):
        yield _("Letters and their marks came apart (decomposed Unicode, NFD); they have been put together.")
    if converted is Encoding.TCVN3:
        yield _("The text was converted from TCVN3; look for capitals with a tone mark, which may have come out small.")
    elif converted is Encoding.VNI:
        yield _("The text was converted from VNI; look through it.")


def _cleaned(text: str) -> str:
    """Return `text` cleaned but for its soft hyphens."""
    return _SOFT_HYPHEN.join(map(clean, text.split(_SOFT_HYPHEN)))


def _converted(text: str, encoding: Encoding) -> str:
    """Return `text` in Unicode; what stands in Unicode among old text is left alone."""
    return text if is_unicode(text, encoding) else convert(text, detect(text) or encoding)


def _tidy(text: str, kept: Encoding | None) -> str:
    """Return `text` on one line; with its soft hyphens where they are letters of the encoding that is `kept`."""
    return clean_line(text) if kept is None or is_unicode(text, kept) else " ".join(text.split())


def _paragraphs(lines: Sequence[Line], wrap: Wrap | None) -> tuple[tuple[ParagraphText, ...], list[str]]:
    """Return the paragraphs that the lines make, and notes on what was done."""
    notes: list[str] = []
    marked = _healed(lines, wrap) if wrap else None
    if marked is None or len(marked) == len(lines):
        marked = tuple(_line_by_line(lines))
    else:
        notes.append(_("Lines that were cut at the margin have been put together."))
    numbers: list[str] = []
    paragraphs = tuple(_without_marks(paragraph, numbers) for paragraph in marked)
    if numbers:
        different = list(dict.fromkeys(numbers))
        quoted = " ".join(different[:_MAX_QUOTED]) + (" …" if len(different) > _MAX_QUOTED else "")
        notes.append(_("Numbers of lists, parts or sections have been taken off: %(numbers)s") % {"numbers": quoted})
    if any(_DASH.search(paragraph.text) for paragraph in paragraphs):
        notes.append(_("Hyphens stand between words (“ - ”); where the month has dashes (“ – ”), make them alike."))
    return paragraphs, notes


def _healed(lines: Sequence[Line], wrap: Wrap) -> tuple[ParagraphText, ...] | None:
    """Return the paragraphs of lines that were wrapped at a margin, or None where they are too long to be right."""
    try:
        return read_paragraphs(lines, wrap, [])
    except RefusedFile:
        return None


def _line_by_line(lines: Iterable[Line]) -> Iterator[ParagraphText]:
    """Yield each line, marks included. An item set in further than the first of its list is a sub-item."""
    first: int | None = None
    for line in lines:
        is_item = item_rest(line.text) is not None
        if is_item:
            first = line.indent if first is None else first
        elif subitem_rest(line.text) is None:
            first = None
        is_below = is_item and first is not None and line.indent >= first + 2
        yield ParagraphText(line.text, ParagraphKind.SUBITEM if is_below else ParagraphKind.PROSE)


def _without_marks(paragraph: ParagraphText, numbers: list[str]) -> ParagraphText:
    """Return the paragraph with its marks taken off and made its kind, as saving does; adds its numbers."""
    text, kind = paragraph.text, paragraph.kind
    for _again in range(_MAX_MARKS):
        if rest := item_rest(text):
            kind = ParagraphKind.SUBITEM if kind == ParagraphKind.SUBITEM else ParagraphKind.ITEM
        elif rest := subitem_rest(text):
            kind = ParagraphKind.SUBITEM
        elif rest := heading_rest(text):
            kind = ParagraphKind.HEADING
        elif rest := numbered_rest(text):
            numbers.append(text.removesuffix(rest).strip())
        else:
            break
        text = rest
    return ParagraphText(text, kind)


def numbered_rest(text: str) -> str | None:
    """Return the words after a number like that of a list, a part or a section, which number themselves."""
    mark = heading_mark(text)
    if mark is None or mark.style not in _NUMBERS or _INITIAL.match(mark.rest):
        return None
    # "Phần một số hộ ..." is no part.
    return mark.rest if mark.style is not Style.WORD or starts_upper(mark.rest) else None


_PICTURES: Final = frozenset("applet audio canvas embed iframe img object svg video".split())
_SILENT: Final = frozenset("head noscript script select style template textarea title xml".split())
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS: Final = frozenset(
    (
        *"address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer".split(),
        *"form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split(),
    )
)
# Styles of what nobody sees in the running text, most of them Word's own.
_HIDDEN: Final = re.compile(
    "display:none|mso-hide:all|mso-element:(?:comment|footnote|endnote)-list|mso-(?:foot|end)note-id"
    "|mso-special-character:comment"
)
_LEVEL: Final = re.compile(r"mso-list:l\d+level(\d)")
_MAX_TABLES: Final = 50  # one in the other
_SETTING: Final = 4  # how far a level of a list is set in
_SMALL_LETTERS: Final = frozenset({"a", "lower-alpha", "lower-latin"})
_RAISED: Final = str.maketrans("23", "²³")


@dataclass(slots=True)
class _Table:
    """A table being read: the cells of its row so far."""

    cells: list[list[Line]] = field(default_factory=list)
    is_in_cell: bool = False


class _Page(HTMLParser):
    """HTML of Word, LibreOffice or a browser as lines, marks of lists before them, and what was left out."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._has_pictures = self._has_hidden = self._has_tables = False
        self._words: list[str] = []
        self._mark: list[str] = []
        self._gap, self._indent = Gap.BLANK, 0
        self._lists: list[str] = []
        self._tables: list[_Table] = []
        self._skipped, self._depth = "", 0
        self._mark_depth = 0
        self._is_raised = self._is_set = False

    def read(self, html: str) -> None:
        # Not close(): what is cut off in the middle of a tag it would look through again from each "<" in it.
        self.feed(f"{html}<br>")
        while self._tables:
            self._end_row()
            self._tables.pop()

    def notes(self) -> Iterator[str]:
        if self._has_pictures:
            yield _("Pictures were left out; only words can be taken.")
        if self._has_hidden:
            yield _("Footnotes, comments, hidden and deleted words were left out.")
        if self._has_tables:
            yield _("Tables were turned into text, each row into one paragraph.")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over "<![if !supportLists]>"; the base class raises where such a section is written otherwise."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A paragraph ends where the next block begins, and a head with the body, whether they say so or not.
        if (self._skipped == "p" and tag in _BLOCKS) or (self._skipped == "head" and tag == "body"):
            self._skipped = ""
        if self._skipped:
            self._depth += tag == self._skipped
            return
        values = {name: value or "" for name, value in attrs}
        style = "".join(values.get("style", "").split()).lower()
        is_picture = tag in _PICTURES or tag.startswith("v:")
        is_hidden = tag not in _VOID and (tag == "del" or _HIDDEN.search(style) is not None)
        self._has_pictures |= is_picture
        self._has_hidden |= is_hidden and not is_picture
        if not (is_picture or is_hidden or tag in _SILENT):
            self._begin(tag, values, style)
        elif tag not in _VOID:
            self._skipped, self._depth = tag, 1

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else ""
            return
        if tag in _BLOCKS:
            self._end_line()
            self._mark, self._indent = [], 0
        match tag:
            case "span" if self._mark_depth:
                self._mark_depth -= 1
            case "sup":
                self._is_raised = False
            case "pre":
                self._is_set = False
            case "ul" | "ol" if self._lists:
                self._lists.pop()
            case "td" | "th" if self._tables:
                self._tables[-1].is_in_cell = False
            case "tr":
                self._end_row()
            case "table" if self._tables:
                self._end_row()
                self._tables.pop()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._mark_depth:
            self._mark.append(data)
            return
        first, *others = data.split("\n") if self._is_set else [data]
        self._words.append(first.translate(_RAISED) if self._is_raised else first)
        for line in others:
            self._end_line(Gap.LINE)
            self._words.append(line)

    def _begin(self, tag: str, values: dict[str, str], style: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if level := _LEVEL.search(style):
            self._indent = _SETTING * int(level[1])
        match tag:
            case "br":
                self._end_line(Gap.LINE)
            case "span" if self._mark_depth or "mso-list:ignore" in style:
                self._mark_depth += 1
            case "sup":
                self._is_raised = True
            case "pre":
                self._is_set = True
            case "ul" | "ol":
                is_small = values.get("type") in _SMALL_LETTERS or "lower-alpha" in style
                self._lists.append("-" if tag == "ul" else "a)" if is_small else "1.")
            case "li":
                self._mark, self._indent = self._lists[-1:] or ["-"], _SETTING * len(self._lists)
            case "table" | "tr" | "td" | "th":
                self._begin_table(tag)

    def _begin_table(self, tag: str) -> None:
        if tag == "table":
            self._tables += [_Table()] if len(self._tables) < _MAX_TABLES else []
        elif tag == "tr":
            self._end_row()
        elif self._tables:
            self._tables[-1].cells.append([])
            self._tables[-1].is_in_cell = True

    def _end_line(self, gap: Gap = Gap.BLANK) -> None:
        """End the line that is being read; `gap` comes after it."""
        words, self._words, self._mark_depth = " ".join("".join(self._words).split()), [], 0
        if not words:
            self._gap = Gap.BLANK
            return
        mark = _typed(" ".join("".join(self._mark).split()))
        self._here().append(Line(mark + words, self._gap, self._indent))
        self._mark, self._indent, self._gap = [], 0, gap

    def _here(self) -> list[Line]:
        return next((table.cells[-1] for table in reversed(self._tables) if table.is_in_cell), self.lines)

    def _end_row(self) -> None:
        """Make one line of the row; a row of one cell only arranges what stands in it, as in a mail or a web page."""
        if not self._tables:
            return
        cells = [cell for cell in self._tables[-1].cells if cell]
        self._tables[-1].cells, self._tables[-1].is_in_cell = [], False
        if len(cells) > 1:
            self._has_tables = True
            texts = [[item_rest(line.text) or subitem_rest(line.text) or line.text for line in cell] for cell in cells]
            cells = [[Line(" – ".join(map(" ".join, texts)), Gap.BLANK, table=1)]]
        self._here().extend(line for cell in cells for line in cell)


def _typed(mark: str) -> str:
    """Return the mark of an item of a list as it would be typed, whatever its font draws."""
    if not mark or mark == "+":
        return mark and "+ "
    if mark.isdecimal() or not mark.strip("IVX"):
        return f"{mark}. "
    is_number = len(mark) > 1 and any(letter.isalnum() for letter in mark)
    return f"{mark} " if is_number else "- "
