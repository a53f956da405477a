"""Where directives and dropped clauses hang: the text that orders, and their words found again in it as it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from resolutions import anchors
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution, Section
from resolutions.workspace import place_of
from tasks.models import Directive, DroppedClause

ORDERING = (PartKind.DIRECTIONS, PartKind.CLOSING)


class Place(NamedTuple):
    """Where words stand: in which paragraph, from and to which character, and whether letter by letter."""

    paragraph: Paragraph
    start: int
    end: int
    is_exact: bool = True

    @property
    def words(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def overlaps(self, other: "Place") -> bool:
        is_beside = self.end <= other.start or other.end <= self.start
        return self.paragraph.pk == other.paragraph.pk and not is_beside


class Hung(NamedTuple):
    """A directive or a dropped clause, and where its words stand now; None where they have changed beyond finding."""

    row: Directive | DroppedClause
    place: Place | None


@dataclass
class OrderingText:
    """Part II and the closing as they stand: sections in their order, each with the paragraphs that are kept."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: dict[int, list[Paragraph]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[int, Paragraph] = field(default_factory=dict)
    heirs: dict[int, int] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, resolution: Resolution) -> "OrderingText":
        """Read it, in two queries."""
        text = cls()
        sections = Section.objects.filter(part__resolution=resolution, part__kind__in=ORDERING)
        text.sections = list(sections.select_related("part").order_by("part_id", "position", "id"))
        rank = {section.pk: number for number, section in enumerate(text.sections)}
        rows = Paragraph.objects.filter(section__in=rank).order_by("position", "id")
        for row in sorted(rows, key=lambda each: rank[each.section_id]):
            if row.is_removed:
                if row.absorbed_by_id:
                    text.heirs[row.pk] = row.absorbed_by_id
                continue
            text.paragraphs[row.section_id].append(row)
            text.by_key[row.pk] = row
            text.order[row.pk] = len(text.order)
        return text

    def place_of(self, section: Section) -> str:
        """Return "II.2", or the name of the closing."""
        same = [each.pk for each in self.sections if each.part_id == section.part_id]
        return place_of(section.part, same.index(section.pk) + 1)

    def name_of(self, section: Section) -> str:
        """Return "II.2 Công tác chính quyền", or the name of the closing."""
        return f"{self.place_of(section)} {section.title}".strip()

    def heading_of(self, section: Section) -> str:
        """Return "2. Công tác chính quyền" as it is printed, or nothing for the closing."""
        return f"{self.place_of(section).rpartition('.')[2]}. {section.title}" if section.title else ""

    def find(self, row: Directive | DroppedClause) -> Place | None:
        """Return where the words stand: in their paragraph, else in another of the section; exactly, else nearly."""
        own = self._heir(row.paragraph_id)
        section = own.section_id if own else row.paragraph.section_id
        others = [each for each in self.paragraphs[section] if own is None or each.pk != own.pk]
        found = [(own, anchors.find(own.text, row.quote, row.occurrence))] if own else []
        if not (found and found[0][1] and found[0][1].is_exact):
            found += [(each, anchors.find(each.text, row.quote)) for each in others]
        places = [Place(each, *spot) for each, spot in found if spot]
        return next((place for place in places if place.is_exact), places[0] if places else None)

    def _heir(self, key: int) -> Paragraph | None:
        """Return the paragraph, or the one that it was joined to."""
        while key not in self.by_key and key in self.heirs:
            key = self.heirs[key]
        return self.by_key.get(key)

    def sort_key(self, place: Place) -> tuple[int, int]:
        return self.order[place.paragraph.pk], place.start

    def hung(self, rows: Iterable[Directive | DroppedClause]) -> Iterator[Hung]:
        for row in rows:
            yield Hung(row, self.find(row))


def hung_in(resolution: Resolution, text: OrderingText) -> list[Hung]:
    """Return the month's directives and dropped clauses with their places, in the order of the text, lost ones last."""
    directives = resolution.directives.select_related("paragraph", "resolution").prefetch_related(
        "assignments__body", "assignments__user"
    )
    dropped = DroppedClause.objects.filter(paragraph__section__part__resolution=resolution)
    found = [*text.hung(directives), *text.hung(dropped.select_related("paragraph"))]
    last = len(text.order)
    return sorted(found, key=lambda each: text.sort_key(each.place) if each.place else (last, each.row.pk))


def is_lost(hung: Hung) -> bool:
    """Tell whether a directive that is not given yet hangs on words that stand no longer."""
    return hung.place is None and isinstance(hung.row, Directive) and hung.row.given_on is None


def occurrence_at(text: str, quote: str, start: int) -> int:
    """Return the how-manieth `quote` of the text stands at `start`, counted from 1."""
    return text.count(quote, 0, start) + 1


def words_not_found() -> str:
    return _("These words do not stand in the text as it is now. Copy them from it.")
