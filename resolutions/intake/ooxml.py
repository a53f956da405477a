"""A Word package as XML: its parts, how they refer to each other, and how an element is asked for what it holds."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast
from xml.etree.ElementTree import Element, XMLPullParser

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile

# 200,000 characters with every syllable in a run of its own stay below this; more is no document.
_MAX_ELEMENTS: Final = 250_000
_MAX_DEPTH: Final = 150
_CHUNK: Final = 1 << 16
_OFF: Final = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Parts:
    """The parts of a package, parsed when asked for."""

    package: zipfile.ZipFile

    def xml(self, path: str) -> Element | None:
        """Return the root of a part, or None when there is none. `kesat.uploads` has seen that it has no DOCTYPE."""
        if path not in self.package.namelist():
            return None
        tree = _BoundedTree()
        with self.package.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                tree.feed(chunk)
        return tree.close()

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


class _BoundedTree:
    """A tree that stops growing when no document could be so large or so deep."""

    def __init__(self) -> None:
        self._parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
        self._root: Element | None = None
        self._elements = 0
        self._depth = 0

    def feed(self, chunk: bytes) -> None:
        self._parser.feed(chunk)
        for event, element in cast("Iterator[tuple[str, Element]]", self._parser.read_events()):
            if event == "end":
                self._depth -= 1
                continue
            self._root = element if self._root is None else self._root
            self._elements += 1
            self._depth += 1
            if self._elements > _MAX_ELEMENTS or self._depth > _MAX_DEPTH:
                raise RefusedFile(_("The file holds far more than an ordinary document. It has not been read."))

    def close(self) -> Element | None:
        self._parser.close()
        return self._root


def name(element: Element) -> str:
    """Return the name without its namespace: Word writes two generations of namespaces for the same things."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, wanted: str, default: str = "") -> str:
    """Return an attribute by its name without namespace."""
    for key, value in element.items() if element is not None else ():
        if key.rpartition("}")[2] == wanted:
            return value
    return default


def whole(text: str, default: int) -> int:
    """Return the number that an attribute says, or `default` where it says none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default


def toggle(element: Element | None) -> bool | None:
    """Return whether a property such as bold is switched on, or None where it is not mentioned."""
    return None if element is None else attribute(element, "val", "1") not in _OFF


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, or None."""
    for step in path:
        element = next((each for each in element if name(each) == step), None) if element is not None else None
    return element


def choice(element: Element) -> Element:
    """Return the one of several renderings that Word itself shows: the others repeat the same words."""
    shown, fallback = child(element, "Choice"), child(element, "Fallback")
    return shown if shown is not None else fallback if fallback is not None else Element("none")


def below(element: Element) -> Iterator[Element]:
    """Yield an element and all below it, but of several renderings only the one that is shown."""
    yield element
    for each in choice(element) if name(element) == "AlternateContent" else element:
        yield from below(each)


def outermost(root: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the elements of a name that do not lie inside another of it."""
    if root is not None and name(root) == "AlternateContent":
        root = choice(root)
    for element in root if root is not None else ():
        if name(element) == wanted:
            yield element
        else:
            yield from outermost(element, wanted)


def letters(element: Element) -> str:
    """Return the words below an element, deleted ones too; paragraphs stand apart by a space."""
    pieces = []
    for each in below(element):
        if name(each) in {"t", "delText"}:
            pieces.append(each.text or "")
        elif name(each) in {"tab", "br", "cr", "p"}:
            pieces.append(" ")
    return "".join(pieces)
