"""A draft as it was sent, read back from what was frozen: its sections and places, its page, what it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from kesat.organization.models import Committee
from resolutions import export
from resolutions.comparing import Piece, Row, RowKind, Stand, compare, compare_paragraphs
from resolutions.layout import Composition, Letterhead, compose, marks
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
    Urgency,
)
from resolutions.models import Draft, Resolution

_PART_MARKS = {PartKind.RESULTS: "I", PartKind.DIRECTIONS: "II"}
_BLANK = Letterhead(upper_body="", issuing_body="", issuer="", place="", symbol="")


@dataclass(frozen=True)
class SentSection:
    """A section of a frozen draft; `place` is "II.2", or the name of its part for opening and closing."""

    pk: int
    field: str
    title: str
    part: PartKind
    part_title: str
    number: int
    stands: tuple[Stand, ...]

    @property
    def is_titled(self) -> bool:
        return self.part in _PART_MARKS

    @property
    def place(self) -> str:
        return f"{_PART_MARKS[self.part]}.{self.number}" if self.is_titled else str(self.part.label)

    @property
    def called(self) -> str:
        """The section as a sentence speaks of it."""
        return _("section %(place)s") % {"place": self.place} if self.is_titled else self.place

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}" if self.is_titled and self.title else ""

    @property
    def part_heading(self) -> str:
        return f"{_PART_MARKS[self.part]}. {self.part_title}" if self.is_titled and self.part_title else ""

    def number_of(self, paragraph_id: int) -> int | None:
        """Return the place of a paragraph in the section, from 1."""
        return next((number for number, stand in enumerate(self.stands, 1) if stand.key == paragraph_id), None)

    def text(self) -> SectionText:
        lines = (ParagraphText(line, ParagraphKind(row.kind)) for row in self.stands for line in row.text.split("\n"))
        return SectionText(Field(self.field), self.title, tuple(lines))


class SentDraft:
    """The frozen text of a draft, in the order of the document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.content: dict[str, Any] = draft.content

    @cached_property
    def sections(self) -> tuple[SentSection, ...]:
        return tuple(
            SentSection(
                pk=section["id"],
                field=section["field"],
                title=section["title"],
                part=PartKind(part["kind"]),
                part_title=part["title"],
                number=number,
                stands=tuple(Stand(row["id"], row["text"], row["kind"]) for row in section["paragraphs"]),
            )
            for part in self.content["parts"]
            for number, section in enumerate(part["sections"], 1)
        )

    @cached_property
    def section_of(self) -> dict[int, SentSection]:
        """The section of every paragraph, by the paragraph's id."""
        return {stand.key: section for section in self.sections for stand in section.stands}

    @cached_property
    def texts(self) -> dict[int, str]:
        return {stand.key: stand.text for section in self.sections for stand in section.stands}

    @cached_property
    def versions(self) -> dict[int, int]:
        """The version at which each paragraph was frozen."""
        sections = [section for part in self.content["parts"] for section in part["sections"]]
        return {row["id"]: row["version"] for section in sections for row in section["paragraphs"]}

    def place_of(self, paragraph_id: int | None) -> str:
        """Return "section II.2, paragraph 2"; "the whole text" where there is no paragraph."""
        section = self.section_of.get(paragraph_id or 0)
        if section is None:
            return _("the whole text")
        number = section.number_of(paragraph_id or 0)
        return _("%(section)s, paragraph %(number)s") % {"section": section.called, "number": number}

    def section(self, pk: int) -> SentSection | None:
        return next((section for section in self.sections if section.pk == pk), None)

    def manuscript(self, resolution: Resolution) -> Manuscript:
        """Return the text as values; what is not frozen (signer, urgency) is the month's."""
        parts = {
            kind: PartText(
                kind,
                next((section.part_title for section in self.sections if section.part == kind), ""),
                tuple(section.text() for section in self.sections if section.part == kind),
            )
            for kind in PartKind
        }
        return Manuscript(
            year=resolution.year,
            month=resolution.month,
            subject=self.content["subject"],
            opening=_loose(parts[PartKind.OPENING]),
            parts=(parts[PartKind.RESULTS], parts[PartKind.DIRECTIONS]),
            closing=_loose(parts[PartKind.CLOSING]),
            recipients=tuple(self.content["recipients"]),
            signer=Signer(resolution.signer_authority, resolution.signer_post, resolution.signer_name),
            urgency=Urgency(resolution.urgency),
        )

    def composition(self, resolution: Resolution, committee: Committee) -> Composition:
        """Return the draft laid out and marked "Dự thảo lần n"."""
        return compose(self.manuscript(resolution), export.letterhead(committee), draft=self.draft.number)


def _loose(part: PartText) -> tuple[ParagraphText, ...]:
    return tuple(paragraph for section in part.sections for paragraph in section.paragraphs)


# What changed between two drafts


@dataclass(frozen=True)
class Line:
    """A paragraph as the page shows it: what is printed before and after it, and what became of it."""

    row: Row
    number: int
    mark: str
    end: str = ""
    box: str = ParagraphKind.PROSE

    @property
    def pk(self) -> int:
        return self.row.key

    @property
    def is_changed(self) -> bool:
        return self.row.kind != RowKind.UNCHANGED

    @property
    def label(self) -> str:
        return {
            RowKind.UNCHANGED: "",
            RowKind.CHANGED: _("Changed"),
            RowKind.ADDED: _("Added"),
            RowKind.REMOVED: _("Removed"),
            RowKind.MOVED: _("Moved"),
        }[self.row.kind]


@dataclass(frozen=True)
class ComparedSection:
    """A section of the newer draft beside the older one, its headings included."""

    section: SentSection
    heading: tuple[Piece, ...]
    part_heading: tuple[Piece, ...]
    lines: tuple[Line, ...]

    @property
    def changes(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]


def compared(new: SentDraft, old: SentDraft | None) -> list[ComparedSection]:
    """Return every section of the newer draft with what changed since the older one; nothing where there is none.

    A part's heading stands with its first section.
    """
    found, seen = [], set()
    for section in new.sections:
        before = old.section(section.pk) if old else section
        is_first = section.part not in seen
        seen.add(section.part)
        found.append(
            ComparedSection(
                section=section,
                heading=compare(before.heading if before else "", section.heading),
                part_heading=compare(_part_heading(section, old), section.part_heading) if is_first else (),
                lines=tuple(_lines(section, before)),
            )
        )
    return found


def changed_facts(new: SentDraft, old: SentDraft | None) -> list[tuple[str, tuple[Piece, ...]]]:
    """Return what else differs: the subject, the recipients."""
    if old is None:
        return []
    told = [
        (_("Subject"), old.content["subject"], new.content["subject"]),
        (_("Recipients"), "; ".join(old.content["recipients"]), "; ".join(new.content["recipients"])),
    ]
    return [(label, compare(before, now)) for label, before, now in told if before != now]


def _part_heading(section: SentSection, old: SentDraft | None) -> str:
    if old is None:
        return section.part_heading
    return next((each.part_heading for each in old.sections if each.part == section.part), "")


def _lines(section: SentSection, before: SentSection | None) -> Iterator[Line]:
    rows = compare_paragraphs(before.stands if before else (), section.stands)
    printed = _printed(section)
    numbers, letters = count(1), dict(_marks_of(before.stands if before else ()))
    for row in rows:
        if row.new_place is None:
            yield Line(row, 0, letters.get(row.key, ""), box=row.old_kind or ParagraphKind.PROSE)
        else:
            mark, end, box = printed.get(row.key, ("", "", ParagraphKind.PROSE))
            yield Line(row, next(numbers), mark, end, box)


def _printed(section: SentSection) -> dict[int, tuple[str, str, str]]:
    """Return what the official page writes before and after each paragraph, and the box that it stands in."""
    if section.part != PartKind.OPENING:
        kinds = {stand.key: stand.kind for stand in section.stands}
        return {key: (mark, "", kinds[key]) for key, mark in _marks_of(section.stands)}
    written = [stand for stand in section.stands if stand.text]
    opening = tuple(ParagraphText(stand.text.replace("\n", " "), ParagraphKind(stand.kind)) for stand in written)
    lines = compose(Manuscript(year=0, month=0, opening=opening), _BLANK).body
    found = {}
    for stand, line in zip(written, lines, strict=True):
        start = line.text.index(stand.text.replace("\n", " "))
        found[stand.key] = line.text[:start], line.text[start + len(stand.text) :], line.box
    return found


def _marks_of(stands: Sequence[Stand]) -> Iterator[tuple[int, str]]:
    written = [stand for stand in stands if stand.text]
    yield from zip((stand.key for stand in written), marks(stand.kind for stand in written), strict=True)
