"""A Word file into lines: its paragraphs in order with the marks of its lists, and findings for all that is no paragraph."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile, damaged
from resolutions.intake.found import Finding, excerpt
from resolutions.intake.lines import Gap, Line, check_amount, checked, is_page_number, without_page_numbers
from resolutions.intake.numbering import Numbering, attribute, child, name, read_numbering

# 200,000 characters with every word in a run of its own stay below this; more is no document.
_MAX_ELEMENTS: Final = 400_000
_MAX_DEPTH: Final = 150
_OFF: Final = {"0", "false", "off", "none"}
_KEPT: Final = {"hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "dir", "bdo"}
_DROPPED: Final = {"del", "moveFrom"}


def word_lines(content: bytes) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a Word file that `kesat.uploads` has let in, and what was left out of them.

    Read from the package itself: many real files hold broken links to pictures, over which a general reader
    stumbles. Raises RefusedFile when the package cannot be read to its end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            reader = _Reader(_Parts(package))
            lines = reader.read()
    except (zipfile.BadZipFile, ParseError, struct.error, zlib.error, OSError, EOFError, LookupError) as error:
        raise RefusedFile(damaged()) from error
    except (RecursionError, NotImplementedError, UnicodeError) as error:
        raise RefusedFile(damaged()) from error
    return without_page_numbers(lines), reader.findings


@dataclass
class _Parts:
    """The parts of a package, parsed when asked for, and how they refer to each other."""

    package: zipfile.ZipFile

    def xml(self, path: str) -> Element | None:
        """Return the root of a part, or None when there is none. `kesat.uploads` has seen that it has no DOCTYPE."""
        if path not in self.package.namelist():
            return None
        parser = XMLPullParser(events=("start", "end"))
        elements = depth = 0
        root: Element | None = None
        with self.package.open(path) as stream:
            while chunk := stream.read(1 << 16):
                parser.feed(chunk)
                for event, element in parser.read_events():
                    if event == "end":
                        depth -= 1
                        continue
                    root = element if root is None else root
                    elements, depth = elements + 1, depth + 1
                    if elements > _MAX_ELEMENTS or depth > _MAX_DEPTH:
                        raise RefusedFile(_("The file holds far more than an ordinary document. It has not been read."))
        parser.close()
        return root

    def related(self, path: str, kind: str) -> list[str]:
        """Return the paths of the parts that `path` refers to as `kind`, such as "footnotes"."""
        folder, file = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [
            posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target"))).lstrip("/")
            for each in (root if root is not None else ())
            if attribute(each, "Type").endswith(f"/{kind}") and attribute(each, "TargetMode") != "External"
        ]

    def first(self, path: str, kind: str) -> Element | None:
        found = self.related(path, kind)
        return self.xml(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says that matters here; each may be inherited."""

    based_on: str = ""
    name: str = ""
    is_bold: bool | None = None
    number_id: str = ""
    level: int | None = None


@dataclass
class _Inline:
    """The words of one paragraph as they are gathered."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    things: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece for piece, _is_bold in self.pieces)


class _Reader:
    def __init__(self, parts: _Parts) -> None:
        self.findings: list[Finding] = []
        self._parts = parts
        self._numbering = Numbering()
        self._styles: dict[str, _Style] = {}
        self._carried = _Inline()
        self._gap = Gap.BLANK
        self._tables = 0
        self._insertions = 0

    def read(self) -> list[Line]:
        main = next(iter(self._parts.related("", "officeDocument")), "")
        root = self._parts.xml(main)
        body = child(root, "body")
        if root is None or body is None:
            raise RefusedFile(damaged())
        check_amount("".join(each.text or "" for each in root.iter() if name(each) == "t"))
        self._numbering = read_numbering(self._parts.first(main, "numbering"))
        self._styles = _read_styles(self._parts.first(main, "styles"))
        lines = list(self._blocks(body))
        if self._insertions:
            self.findings.append(
                Finding("tracked_change", "", _("The document holds tracked insertions; they have been kept."))
            )
        self._read_margins(main)
        return lines

    def _blocks(self, parent: Element) -> Iterator[Line]:
        for element in parent:
            match name(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    yield from self._read_table(element)
                case "altChunk":
                    self._found(
                        "embedded", "", _("A piece of another file stands in the document; it has been left out.")
                    )
                case "AlternateContent":
                    yield from self._blocks(_choice(element))
                case kind if kind in _KEPT:
                    yield from self._blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Line]:
        properties = child(element, "pPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"), _Style())
        inline, self._carried = self._carried, _Inline()
        is_bold = bool(self._inherited(style, "is_bold"))
        self._gather(element, inline, is_bold)
        if child(properties, "rPr", "del") is not None:
            self._carried = inline
            return
        text = inline.text
        self._report(inline)
        if not text.strip():
            self._gap = max(self._gap, Gap.PAGE if "\f" in text else Gap.BLANK)
            return
        mark = self._mark(properties, style)
        bold = [each for piece, each in inline.pieces if piece.strip()]
        strong = all(bold) or style.name.lower().startswith(("heading", "title"))
        if child(properties, "pageBreakBefore") is not None:
            self._gap = Gap.PAGE
        yield from self._cut(f"{mark} {text}" if mark else text, strong)

    def _cut(self, text: str, strong: bool) -> Iterator[Line]:
        """Yield a paragraph's lines: it is cut where it has line breaks and page breaks."""
        for number, page in enumerate(text.split("\f")):
            if number:
                self._gap = Gap.PAGE
            for piece in checked(page).split("\n"):
                if not piece.strip():
                    continue
                indent = len(piece.expandtabs(8)) - len(piece.expandtabs(8).lstrip())
                yield Line(piece.strip(), self._gap, indent, strong=strong)
                self._gap = Gap.SOFT
        self._gap = Gap.PAGE if text.endswith("\f") else Gap.LINE

    def _mark(self, properties: Element | None, style: _Style) -> str:
        number = child(properties, "numPr")
        identity = attribute(child(number, "numId"), "val") or str(self._inherited(style, "number_id") or "")
        level = attribute(child(number, "ilvl"), "val") or str(self._inherited(style, "level") or 0)
        return self._numbering.mark(identity, int(level)) if identity and level.isdecimal() else ""

    def _inherited(self, style: _Style, what: str) -> str | bool | int | None:
        for _step in range(10):
            value: str | bool | int | None = getattr(style, what)
            if value not in (None, "") or style.based_on not in self._styles:
                return value
            style = self._styles[style.based_on]
        return None

    def _gather(self, parent: Element, inline: _Inline, is_bold: bool) -> None:
        for element in parent:
            match name(element):
                case "r":
                    self._run(element, inline, is_bold)
                case "AlternateContent":
                    self._gather(_choice(element), inline, is_bold)
                case "oMath" | "oMathPara":
                    formula = _letters(element)
                    inline.pieces.append((formula, is_bold))
                    inline.things.append(("formula", formula, _("A formula has been read as plain letters.")))
                case kind if kind in _DROPPED:
                    inline.deleted.append(_letters(element))
                case kind if kind in _KEPT:
                    self._insertions += kind in {"ins", "moveTo"}
                    self._gather(element, inline, is_bold)

    def _run(self, run: Element, inline: _Inline, is_bold: bool) -> None:
        properties = child(run, "rPr")
        style = self._styles.get(attribute(child(properties, "rStyle"), "val"), _Style())
        inherited = self._inherited(style, "is_bold")
        own = _toggle(child(properties, "b"))
        is_bold = own if own is not None else bool(inherited) if inherited is not None else is_bold
        if _toggle(child(properties, "vanish")):
            inline.hidden.append(_letters(run))
            return
        for element in run:
            self._piece(element, inline, is_bold)

    def _piece(self, element: Element, inline: _Inline, is_bold: bool) -> None:
        text = ""
        match name(element):
            case "t":
                text = (element.text or "").replace("\f", " ")
            case "tab" | "ptab":
                text = "\t"
            case "br":
                text = "\f" if attribute(element, "type") == "page" else "\n"
            case "cr":
                text = "\n"
            case "noBreakHyphen":
                text = "-"
            case "sym":
                inline.things.append(("symbol", "", _("A sign from a font of signs has been left out.")))
            case "delText":
                inline.deleted.append(element.text or "")
            case "AlternateContent":
                for each in _choice(element):
                    self._piece(each, inline, is_bold)
            case "drawing" | "pict" | "object":
                self._drawing(element, inline)
        if text:
            inline.pieces.append((text, is_bold))

    def _drawing(self, element: Element, inline: _Inline) -> None:
        """Note a picture, a text box or an embedded thing; lines and empty shapes are ornament."""
        parts = [each for each in _chosen(element)]
        names = {name(each) for each in parts}
        boxes = [each for each in parts if name(each) == "txbxContent"]
        for box in boxes:
            words = checked(" ".join(filter(None, (_letters(each) for each in box))))
            if words.strip():
                inline.things.append(("text_box", words, _("The words of a text box have been left out.")))
        if names & {"blip", "imagedata"} and name(element) != "object":
            described = next((attribute(each, "descr") for each in parts if name(each) == "docPr"), "")
            inline.things.append(("picture", described, _("A picture has been left out.")))
        elif name(element) == "object" or names & {"chart", "relIds", "OLEObject"}:
            inline.things.append(("embedded", "", _("A chart or another embedded thing has been left out.")))

    def _report(self, inline: _Inline) -> None:
        """Turn what a paragraph holds besides words into findings that quote where it stands."""
        place = checked(inline.text.replace("\f", " "))
        for kind, quote, message in inline.things:
            self._found(kind, quote or place, message)
        if deleted := "".join(inline.deleted).strip():
            self._found(
                "tracked_change", deleted, _("These words are deleted by a tracked change and have been left out.")
            )
        if hidden := "".join(inline.hidden).strip():
            self._found("hidden_text", hidden, _("These words are hidden in Word and have been left out."))

    def _found(self, kind: str, quote: str, message: str) -> None:
        self.findings.append(Finding(kind, excerpt(checked(quote)), message))

    def _read_table(self, table: Element) -> Iterator[Line]:
        """Yield the lines of a table, each with its cell. A table of one column only frames ordinary text."""
        rows = [list(_cells(row)) for row in _rows(table)]
        self._gap = Gap.BLANK
        if max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows for cell in row):
                yield from self._blocks(cell)
            self._gap = Gap.BLANK
            return
        self._tables += 1
        table_number = self._tables
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                for line in self._blocks(cell):
                    yield replace(line, table=table_number, row=number, column=column)
                self._gap = Gap.LINE
        self._gap = Gap.BLANK

    def _read_margins(self, main: str) -> None:
        """Note the words of page heads and feet, foot- and endnotes, and comments."""
        for kind in ("header", "footer"):
            for path in self._parts.related(main, kind):
                for paragraph in _named(self._parts.xml(path), "p"):
                    words = checked(_letters(paragraph))
                    if words.strip() and not is_page_number(words):
                        self._found(
                            "header_footer", words, _("Words in the head or foot of the page have been left out.")
                        )
        for kind, single in (("footnotes", "footnote"), ("endnotes", "endnote")):
            for note in _named(self._parts.first(main, kind), single):
                if words := _letters(note).strip():
                    self._found("footnote", words, _("A footnote has been left out of the text."))
        for comment in _named(self._parts.first(main, "comments"), "comment"):
            self._found("comment", _letters(comment), _("A comment in the file has been left out."))


def _read_styles(root: Element | None) -> dict[str, _Style]:
    styles = {}
    for element in _named(root, "style"):
        number = child(element, "pPr", "numPr")
        level = attribute(child(number, "ilvl"), "val")
        styles[attribute(element, "styleId")] = _Style(
            based_on=attribute(child(element, "basedOn"), "val"),
            name=attribute(child(element, "name"), "val"),
            is_bold=_toggle(child(element, "rPr", "b")),
            number_id=attribute(child(number, "numId"), "val"),
            level=int(level) if level.isdecimal() else None,
        )
    return styles


def _toggle(element: Element | None) -> bool | None:
    return None if element is None else attribute(element, "val", "1") not in _OFF


def _choice(element: Element) -> Element:
    """Return the one of several renderings that Word itself shows: the others repeat the same words."""
    choice, fallback = child(element, "Choice"), child(element, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else Element("none")


def _chosen(element: Element) -> Iterator[Element]:
    """Yield an element and all below it, but of several renderings only the first."""
    yield element
    for each in _choice(element) if name(element) == "AlternateContent" else element:
        yield from _chosen(each)


def _letters(element: Element) -> str:
    """Return the words below an element, deleted ones too; paragraphs stand apart by a space."""
    pieces = []
    for each in _chosen(element):
        if name(each) in {"t", "delText"}:
            pieces.append(each.text or "")
        elif name(each) in {"tab", "br", "cr", "p"}:
            pieces.append(" ")
    return "".join(pieces)


def _named(root: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the outermost elements of a name."""
    if root is not None and name(root) == "AlternateContent":
        root = _choice(root)
    for element in root if root is not None else ():
        if name(element) == wanted:
            yield element
        else:
            yield from _named(element, wanted)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if name(element) == "tr":
            yield element
        elif name(element) in _KEPT:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if name(element) == "tc":
            yield element
        elif name(element) in _KEPT:
            yield from _cells(element)
