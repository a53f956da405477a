"""A Word file into lines: its paragraphs in order, with the marks of its lists; the rest becomes findings."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile, damaged
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.lines import Gap, Line, check_amount, checked, is_page_number, without_page_numbers
from resolutions.intake.numbering import Numbering, read_numbering
from resolutions.intake.ooxml import Parts, attribute, below, child, choice, letters, name, outermost, toggle, whole
from resolutions.intake.styles import Style, Styles

# What is transparent: its content stands in the text.
_KEPT: Final = {"hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "dir", "bdo"}
_LEVEL_INDENT: Final = 4
_DROPPED: Final = {"del", "moveFrom"}
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def word_lines(content: bytes) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a Word file that `kesat.uploads` has let in, and what was left out of them.

    Read from the package itself: many real files hold broken links to pictures, over which a general reader
    stumbles. Raises RefusedFile when the package cannot be read to its end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            reader = _Reader(Parts(package))
            lines = reader.read()
    except (zipfile.BadZipFile, ParseError, struct.error, zlib.error, OSError, EOFError, LookupError) as error:
        raise RefusedFile(damaged()) from error
    return without_page_numbers(lines), reader.findings


@dataclass
class _Inline:
    """The words of one paragraph as they are gathered, and what else it holds: (kind, quote, message)."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    things: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece for piece, _is_bold in self.pieces)

    @property
    def is_bold(self) -> bool:
        return all(is_bold for piece, is_bold in self.pieces if piece.strip())


class _Reader:
    def __init__(self, parts: Parts) -> None:
        self.findings: list[Finding] = []
        self._parts = parts
        self._main = next(iter(parts.related("", "officeDocument")), "")
        self._numbering: Numbering = read_numbering(parts.first(self._main, "numbering"))
        self._styles = Styles(parts.first(self._main, "styles"))
        self._carried = _Inline()
        self._gap = Gap.BLANK
        self._tables = 0
        self._insertions = 0

    def read(self) -> list[Line]:
        body = child(self._parts.xml(self._main), "body")
        if body is None:
            raise RefusedFile(damaged())
        check_amount("".join(each.text or "" for each in body.iter() if name(each) == "t"))
        lines = [*self._blocks(body), *self._paragraph(Element("end"))]
        if self._insertions:
            self._found("tracked_change", "", _("The document holds tracked insertions; they have been kept."))
        self._read_margins()
        return lines

    def _blocks(self, parent: Element) -> Iterator[Line]:
        for element in parent:
            match name(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    yield from self._read_table(element)
                case "altChunk":
                    message = _("A piece of another file stands in the document; it has been left out.")
                    self._found("embedded", "", message)
                case "AlternateContent":
                    yield from self._blocks(choice(element))
                case kind if kind in _KEPT:
                    yield from self._blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Line]:
        properties = child(element, "pPr")
        style = self._styles.of(properties, "pStyle")
        inline, self._carried = self._carried, _Inline()
        self._gather(element, inline, is_bold=bool(style.is_bold))
        if child(properties, "rPr", "del") is not None:
            # The end of this paragraph is deleted: it goes on in the next.
            self._carried = inline
            return
        self._report(inline)
        if not inline.text.strip():
            self._gap = max(self._gap, Gap.PAGE if "\f" in inline.text else Gap.BLANK)
            return
        mark, level = self._mark(properties, style)
        if child(properties, "pageBreakBefore") is not None:
            self._gap = Gap.PAGE
        text = f"{mark} {inline.text}" if mark else inline.text
        for line in self._cut(text, strong=inline.is_bold or style.is_heading):
            yield replace(line, indent=line.indent + _LEVEL_INDENT * level)

    def _cut(self, text: str, *, strong: bool) -> Iterator[Line]:
        """Yield a paragraph's lines: it is cut where it has line breaks and page breaks."""
        for number, page in enumerate(text.split("\f")):
            self._gap = Gap.PAGE if number else self._gap
            for piece in checked(page).split("\n"):
                if piece.strip():
                    expanded = piece.expandtabs(8)
                    indent = len(expanded) - len(expanded.lstrip())
                    yield Line(piece.strip(), self._gap, indent, strong=strong)
                    self._gap = Gap.SOFT
        self._gap = Gap.PAGE if text.endswith("\f") else Gap.LINE

    def _mark(self, properties: Element | None, style: Style) -> tuple[str, int]:
        """Return the mark that a list puts before the paragraph, and how deep in the list it is."""
        number = child(properties, "numPr")
        identity = attribute(child(number, "numId"), "val") or style.number_id
        level = whole(attribute(child(number, "ilvl"), "val") or style.level, 0)
        mark = self._numbering.mark(identity, level) if identity else ""
        return mark, level if mark else 0

    def _gather(self, parent: Element, inline: _Inline, *, is_bold: bool) -> None:
        for element in parent:
            match name(element):
                case "r":
                    self._run(element, inline, is_bold=is_bold)
                case "AlternateContent":
                    self._gather(choice(element), inline, is_bold=is_bold)
                case "oMath" | "oMathPara":
                    inline.pieces.append((letters(element), is_bold))
                    message = _("A formula has been read as plain letters.")
                    inline.things.append(("formula", letters(element), message))
                case kind if kind in _DROPPED:
                    inline.deleted.append(letters(element))
                case kind if kind in _KEPT:
                    self._insertions += kind in {"ins", "moveTo"}
                    self._gather(element, inline, is_bold=is_bold)

    def _run(self, run: Element, inline: _Inline, *, is_bold: bool) -> None:
        properties = child(run, "rPr")
        says = (toggle(child(properties, "b")), self._styles.of(properties, "rStyle").is_bold, is_bold)
        is_bold = next(each for each in says if each is not None)
        if toggle(child(properties, "vanish")):
            inline.hidden.append(letters(run))
            return
        for element in run:
            self._piece(element, inline, is_bold=is_bold)

    def _piece(self, element: Element, inline: _Inline, *, is_bold: bool) -> None:
        match name(element):
            case "t":
                inline.pieces.append(((element.text or "").replace("\f", " "), is_bold))
            case "br":
                inline.pieces.append(("\f" if attribute(element, "type") == "page" else "\n", is_bold))
            case sign if sign in _SIGNS:
                inline.pieces.append((_SIGNS[sign], is_bold))
            case "delText":
                inline.deleted.append(element.text or "")
            case "sym":
                inline.things.append(("symbol", "", _("A sign from a font of signs has been left out.")))
            case "drawing" | "pict" | "object" | "AlternateContent":
                _read_drawing(element, inline)

    def _report(self, inline: _Inline) -> None:
        """Turn what a paragraph holds besides words into findings that quote where it stands."""
        for kind, quote, message in inline.things:
            self._found(kind, quote or inline.text, message)
        if deleted := "".join(inline.deleted).strip():
            message = _("These words are deleted by a tracked change and have been left out.")
            self._found("tracked_change", deleted, message)
        if hidden := "".join(inline.hidden).strip():
            self._found("hidden_text", hidden, _("These words are hidden in Word and have been left out."))

    def _found(self, kind: str, quote: str, message: str) -> None:
        self.findings.append(Finding(kind, excerpt(checked(quote)), message))

    def _read_table(self, table: Element) -> Iterator[Line]:
        """Yield the lines of a table, each with its cell. A table of one column only frames ordinary text."""
        rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
        self._gap = Gap.BLANK
        if max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows for cell in row):
                yield from self._blocks(cell)
        else:
            self._tables += 1
            yield from self._read_cells(rows, self._tables)
        self._gap = Gap.BLANK

    def _read_cells(self, rows: list[list[Element]], table: int) -> Iterator[Line]:
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                for line in self._blocks(cell):
                    yield replace(line, table=table, row=number, column=column)
                self._gap = Gap.LINE

    def _read_margins(self) -> None:
        """Note the words of page heads and feet, foot- and endnotes, and comments."""
        margin = _("Words in the head or foot of the page have been left out.")
        for path in (path for kind in ("header", "footer") for path in self._parts.related(self._main, kind)):
            for paragraph in outermost(self._parts.xml(path), "p"):
                if (words := letters(paragraph)).strip() and not is_page_number(words):
                    self._found("header_footer", words, margin)
        for kind, single in (("footnotes", "footnote"), ("endnotes", "endnote")):
            for note in outermost(self._parts.first(self._main, kind), single):
                if letters(note).strip():
                    self._found("footnote", letters(note), _("A footnote has been left out of the text."))
        for comment in outermost(self._parts.first(self._main, "comments"), "comment"):
            self._found("comment", letters(comment), _("A comment in the file has been left out."))


def _read_drawing(element: Element, inline: _Inline) -> None:
    """Note a picture, a text box or an embedded thing; lines and empty shapes are ornament."""
    parts = list(below(element))
    names = {name(each) for each in parts}
    for box in (each for each in parts if name(each) == "txbxContent"):
        if letters(box).strip():
            inline.things.append(("text_box", letters(box), _("The words of a text box have been left out.")))
    if names & {"object", "OLEObject", "chart", "relIds"}:
        message = _("A chart or another embedded thing has been left out.")
        inline.things.append(("embedded", "", message))
    elif names & {"blip", "imagedata"}:
        described = next((attribute(each, "descr") for each in parts if name(each) == "docPr"), "")
        inline.things.append(("picture", described, _("A picture has been left out.")))


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also those in a frame of their own."""
    for element in parent:
        if name(element) == wanted:
            yield element
        elif name(element) in _KEPT:
            yield from _inside(element, wanted)
