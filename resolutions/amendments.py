"""What differs between two frozen texts of a month, word by word: a voted draft and what was certified."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from resolutions.comparing import Piece, Row, RowKind, Stand, compare, compare_paragraphs
from resolutions.manuscript import PartKind
from resolutions.models import Part
from resolutions.workspace import place_of


@dataclass(frozen=True)
class Line:
    """A paragraph, title or recipient that differs, and what became of it in words."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Place:
    """Where something differs: a section, or what stands around the sections."""

    name: str
    lines: tuple[Line, ...]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Place]:
    """Return what differs between two texts as `canonical.frozen` returns them, in the order of the new one."""
    return [place for place in _places(old, new) if place.lines]


def _places(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Place]:
    yield Place(_("Subject"), _wording(old["subject"], new["subject"]))
    parts = {part["kind"]: part for part in old["parts"]}
    for part in new["parts"]:
        before = parts[part["kind"]]
        shown = Part(kind=PartKind(part["kind"]))
        yield Place(shown.get_kind_display(), _wording(before["title"], part["title"]))
        sections = {section["id"]: section for section in before["sections"]}
        for number, section in enumerate(part["sections"], 1):
            was = sections.pop(section["id"], {"title": "", "paragraphs": []})
            place = place_of(shown, number)
            name = f"{place}. {section['title']}" if section["title"] else place
            yield Place(name, (*_wording(was["title"], section["title"]), *_paragraphs(was, section)))
        for section in sections.values():
            name = section["title"] or shown.get_kind_display()
            yield Place(name, tuple(_paragraphs(section, {"paragraphs": []})))
    rows = compare_paragraphs(_listed(old["recipients"]), _listed(new["recipients"]))
    yield Place(_("Recipients"), tuple(_lines(rows)))


def _wording(old: str, new: str) -> tuple[Line, ...]:
    return () if old == new else (Line(_("Title changed"), compare(old, new)),)


def _paragraphs(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Line]:
    yield from _lines(compare_paragraphs(_stands(old), _stands(new)))


def _stands(section: dict[str, Any]) -> list[Stand]:
    return [Stand(row["id"], row["text"], row["kind"]) for row in section["paragraphs"]]


def _listed(recipients: list[str]) -> list[Stand]:
    """Return the lines of a list of recipients, where the same words are the same line, as often as they stand."""
    times: Counter[str] = Counter()
    stands = []
    for line in recipients:
        times[line] += 1
        stands.append(Stand(hash((line, times[line])), line, ""))
    return stands


def _lines(rows: list[Row]) -> Iterator[Line]:
    words = {
        RowKind.CHANGED: _("Changed"),
        RowKind.ADDED: _("Added"),
        RowKind.REMOVED: _("Removed"),
        RowKind.MOVED: _("Moved"),
    }
    for row in rows:
        if row.kind != RowKind.UNCHANGED:
            label = _("Another kind of paragraph") if row.kind == RowKind.CHANGED and not row.is_text_changed else ""
            yield Line(label or words[row.kind], row.pieces)
