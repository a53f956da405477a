"""What the directions of a month order: a proposal for each clause, which a person confirms or corrects."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from resolutions.manuscript import Field, Manuscript, ParagraphKind, PartKind, SectionText
from tasks.deadlines import find_deadline
from tasks.leads import GIVERS, bodies_of
from tasks.naming import KnownBody, Mention, Names, words_of
from tasks.ordering import Clause, Paragraph
from tasks.titles import ClauseKind, kind_of, title_of

# Below this a person should look twice.
_DOUBTFUL = 0.5
# So sure is at most what a person is to look at, not one of many that are accepted at once.
_TO_BE_SEEN = 0.7
_TOGETHER_LEAD = re.compile(r"\b(?:cùng|đồng) chủ trì\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause that orders something, as the program understands it.

    `section` counts from 1 through part II, the closing being the one after the last; `paragraph` from 1 inside it.
    `quote` stands in the paragraph letter by letter, from `start` to `end`. `lead` is None where the text names
    nobody, or a name that several have, who are `candidates`; `nearest` is who was named last before, to be offered.
    `confidence` goes from 0 to 1, `reasons` name the rules that were applied.
    """

    section: int
    paragraph: int
    quote: str
    start: int
    end: int
    title: str
    lead: KnownBody | None
    coordinating: tuple[KnownBody, ...]
    due_on: date | None
    kind: ClauseKind
    confidence: float
    reasons: tuple[str, ...] = ()
    candidates: tuple[KnownBody, ...] = ()
    nearest: KnownBody | None = None


def propose(manuscript: Manuscript, bodies: Iterable[KnownBody], *, place: str = "") -> list[Proposal]:
    """Return what part II and the closing of a dated manuscript order, in the order of the text.

    `place`: the commune's name, which may stand after a body's. Raises ValueError for a month that is not known.
    """
    if not manuscript.is_dated:
        raise ValueError(manuscript.subject)
    sections = [section for part in manuscript.parts if part.part == PartKind.DIRECTIONS for section in part.sections]
    reading = _Reading(manuscript.year, manuscript.month, Names(bodies, place=place))
    closing = SectionText(Field.OTHER, "", manuscript.closing)
    numbered = enumerate([*sections, closing], start=1)
    return [proposal for number, section in numbered for proposal in reading.section(number, section)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The month that is read, and the names that stand in it."""

    year: int
    month: int
    names: Names

    def section(self, number: int, section: SectionText) -> Iterator[Proposal]:
        """Yield the proposals of a section; items go on with who was named before their colon."""
        titled = self._titled(section.title)
        above: Mention | None = None
        for place, paragraph in enumerate(section.paragraphs, start=1):
            if paragraph.kind == ParagraphKind.HEADING:
                continue
            is_item = paragraph.kind in {ParagraphKind.ITEM, ParagraphKind.SUBITEM}
            read = Paragraph(paragraph, self.names, (above if is_item else None) or titled)
            for clause in read.clauses():
                yield self._proposal((number, place), read, clause, is_closing=not section.title)
            if not is_item:
                above = read.carried if paragraph.text.rstrip().endswith(":") else None

    def _titled(self, title: str) -> Mention | None:
        """Return the body that a section is named for, such as "Hoạt động của Trung tâm Chính trị"."""
        words = words_of(title)
        found = self.names.mentions(title, words)
        is_whole = len(found) == 1 and found[0].last == len(words) and found[0].first <= 3
        return found[0] if is_whole else None

    def _proposal(self, place: tuple[int, int], read: Paragraph, clause: Clause, *, is_closing: bool) -> Proposal:
        quote = read.text[clause.start : clause.end]
        confidence, reasons = clause.confidence, [*clause.reasons, *clause.order.rules]
        deadline = find_deadline(quote, self.year, self.month)
        if deadline is None and clause.opener:
            deadline = find_deadline(clause.opener, self.year, self.month)
            reasons += ["sentence_deadline"] if deadline else []
        if deadline:
            is_doubtful = deadline.sureness < _DOUBTFUL
            confidence = min(confidence, deadline.sureness) if is_doubtful else confidence + 0.05
            reasons += deadline.rules
        lead = _only(clause.lead)
        if clause.lead and lead is None:
            reasons.append("shared_name")
            confidence = min(confidence, _DOUBTFUL)
        if why := _to_be_seen(clause.lead, lead, quote):
            reasons.append(why)
            confidence = min(confidence, _TO_BE_SEEN)
        named = bodies_of([*clause.lesser, *read.reader.all_partners(clause.first, clause.last)])
        words = read.words[clause.first : clause.last]
        return Proposal(
            section=place[0],
            paragraph=place[1],
            quote=quote,
            start=clause.start,
            end=clause.end,
            title=title_of(read.text, words[clause.order_at - clause.first :], clause.end),
            lead=lead,
            coordinating=tuple(body for body in named if body != lead and body.kind not in GIVERS),
            due_on=deadline.due_on if deadline else None,
            kind=kind_of(words, clause.order_at - clause.first, lead, deadline, is_closing=is_closing),
            confidence=round(min(confidence, 1.0), 2),
            reasons=tuple(dict.fromkeys(reasons)),
            candidates=clause.lead.bodies if clause.lead and lead is None else (),
            nearest=_only(clause.nearest),
        )


def _to_be_seen(mention: Mention | None, lead: KnownBody | None, quote: str) -> str:
    """Return why a lead is not taken for sure: a name inside a longer one, two who lead, one who gives orders."""
    if mention and mention.is_part:
        return "longer_name"
    if _TOGETHER_LEAD.search(quote):
        return "two_leads"
    return "giver_leads" if lead and lead.kind in GIVERS else ""


def _only(mention: Mention | None) -> KnownBody | None:
    """Return the body that a name means, if it means one only."""
    return mention.bodies[0] if mention and len(mention.bodies) == 1 else None
