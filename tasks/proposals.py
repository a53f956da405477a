"""What the program proposes for the text of a month as it stands, with the bodies that are meant."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kesat.organization.models import Body
from resolutions.manuscript import Field, Manuscript, ParagraphKind, ParagraphText, PartKind, PartText, SectionText
from resolutions.models import Resolution, Section
from tasks import clauses
from tasks.clauses import Proposal
from tasks.hanging import OrderingText, Place
from tasks.models import Kind
from tasks.naming import KnownBody, known_bodies
from tasks.splitting import MAX_TITLE_LENGTH

SURE: Final = 0.8
UNSURE: Final = 0.6


@dataclass(frozen=True)
class Suggestion:
    """An open clause: where it stands, and what the program makes of it."""

    place: Place
    title: str
    kind: str = Kind.STANDING
    lead: Body | None = None
    coordinating: tuple[Body, ...] = ()
    due_on: date | None = None
    confidence: float = 0.0
    candidates: tuple[Body, ...] = ()
    nearest: Body | None = None

    @property
    def key(self) -> str:
        return key_of(self.place)

    @property
    def is_sure(self) -> bool:
        """Tell whether it may be accepted together with others."""
        return self.confidence >= SURE and self.lead is not None

    @property
    def level(self) -> int:
        """How sure the program is: 1, 2 or 3."""
        return 3 if self.confidence >= SURE else 2 if self.confidence >= UNSURE else 1

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)

    @property
    def seal(self) -> str:
        """Return what tells that a proposal is the one that was shown."""
        parts = (self.key, self.place.words, self.title, self.kind, self.due_on, self.lead and self.lead.pk)
        coordinating = sorted(body.pk for body in self.coordinating)
        return hashlib.sha256(f"{parts}{coordinating}".encode()).hexdigest()[:16]


def key_of(place: Place) -> str:
    """Return how a place is named in an address: "12-0-85"."""
    return f"{place.paragraph.pk}-{place.start}-{place.end}"


class Proposer:
    """Reads the clauses of one month; the names of the bodies are those of the day."""

    def __init__(self, resolution: Resolution, text: OrderingText, bodies: Sequence[Body], place: str) -> None:
        self.resolution, self.text, self.commune = resolution, text, place
        self.by_code = {body.code: body for body in bodies}
        self.known = known_bodies(bodies)

    def suggestions(self, only: Section | None = None) -> dict[int, list[Suggestion]]:
        """Return the proposals of every section, or of one, by the section's id."""
        sections = [each for each in self.text.sections if only is None or each.pk == only.pk]
        found: dict[int, list[Suggestion]] = {section.pk: [] for section in sections}
        for proposal in self._read(self._manuscript(sections)):
            section = sections[proposal.section - 1]
            paragraph = self.text.paragraphs[section.pk][proposal.paragraph - 1]
            found[section.pk].append(self._made(proposal, Place(paragraph, proposal.start, proposal.end)))
        return found

    def fragment(self, place: Place, near: Iterable[Suggestion]) -> Suggestion:
        """Return what is made of words that a person chose; who leads is taken from the proposal around them."""
        around = next((each for each in near if each.place.overlaps(place)), None)
        title = place.words[:1].upper() + place.words[1:]
        base = Suggestion(place, title[:MAX_TITLE_LENGTH], lead=around.lead if around else None)
        paragraph = ParagraphText(place.words)
        section = SectionText(Field.OTHER, "", (paragraph,))
        read = [self._made(each, place) for each in self._read(self._of((section,), ()))]
        if not read:
            return base
        first = read[0]
        return replace(
            first,
            title=first.title if len(read) == 1 else base.title,
            lead=first.lead or base.lead,
            coordinating=tuple(dict.fromkeys(body for each in read for body in each.coordinating)),
            due_on=next((each.due_on for each in read if each.due_on), None),
            confidence=min(each.confidence for each in read),
        )

    def _manuscript(self, sections: Sequence[Section]) -> Manuscript:
        titled = tuple(self._section(each) for each in sections if each.part.kind == PartKind.DIRECTIONS)
        closing = [each for each in sections if each.part.kind == PartKind.CLOSING]
        loose = tuple(text for each in closing for text in self._section(each).paragraphs)
        if not titled:  # a closing is read as a section of its own: without sections nothing is read
            return self._of((SectionText(Field.OTHER, "", loose),), ())
        return self._of(titled, loose)

    def _section(self, section: Section) -> SectionText:
        rows = self.text.paragraphs[section.pk]
        texts = tuple(ParagraphText(row.text, ParagraphKind(row.kind)) for row in rows)
        return SectionText(Field(section.field), section.title, texts)

    def _of(self, sections: tuple[SectionText, ...], closing: tuple[ParagraphText, ...]) -> Manuscript:
        parts = (PartText(PartKind.RESULTS, "", ()), PartText(PartKind.DIRECTIONS, "", sections))
        return Manuscript(year=self.resolution.year, month=self.resolution.month, parts=parts, closing=closing)

    def _read(self, manuscript: Manuscript) -> Iterator[Proposal]:
        yield from clauses.propose(manuscript, self.known, place=self.commune)

    def _made(self, proposal: Proposal, place: Place) -> Suggestion:
        return Suggestion(
            place=place,
            title=proposal.title[:MAX_TITLE_LENGTH],
            kind=str(proposal.kind.value),
            lead=self._body(proposal.lead),
            coordinating=tuple(self._bodies(proposal.coordinating)),
            due_on=proposal.due_on,
            # Whoever leads is half of what a person has to know.
            confidence=proposal.confidence if proposal.lead else proposal.confidence / 2,
            candidates=tuple(self._bodies(proposal.candidates)),
            nearest=self._body(proposal.nearest),
        )

    def _body(self, known: KnownBody | None) -> Body | None:
        return self.by_code.get(known.code) if known else None

    def _bodies(self, known: Iterable[KnownBody]) -> Iterator[Body]:
        yield from (self.by_code[each.code] for each in known if each.code in self.by_code)
