"""What the directions of a month order: a proposal for each clause, which a person confirms or corrects."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from resolutions.manuscript import Field, Manuscript, ParagraphKind, PartKind, SectionText
from tasks.deadlines import find_deadline
from tasks.leads import bodies_of
from tasks.naming import GIVERS, KnownBody, Mention, Names, words_of
from tasks.ordering import Clause, Paragraph
from tasks.titles import ClauseKind, kind_of, title_of

# Below this a person should look twice.
_DOUBTFUL = 0.5
# No surer than this where a name may mean another body, several lead, or one who gives orders: not one of many that
# are accepted at once.
_LOOKED_AT = 0.75
_TWO_LEADS = re.compile(r"\b(?:cùng|đồng)\s+chủ\s+trì\b", re.IGNORECASE)
# A title of these words alone says nothing of the matter, which stands before the colon then.
_BARE = re.compile(r"(?:xong|hoàn thành|thực hiện|giao\b.*)?", re.IGNORECASE)


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
        lesser = [*clause.lesser, *read.reader.all_partners(clause.first, clause.last)]
        named, words = bodies_of(lesser), read.words[clause.first : clause.last]
        doubts = {
            "longer_name": any(each.is_narrowed for each in (clause.lead, *lesser) if each),
            "two_leads": "two_leads" in reasons or _TWO_LEADS.search(quote) is not None,
            "giver_leads": lead is not None and lead.kind in GIVERS,
        }
        if any(doubts.values()):
            reasons += [name for name, is_so in doubts.items() if is_so]
            confidence = min(confidence, _LOOKED_AT)
        return Proposal(
            section=place[0],
            paragraph=place[1],
            quote=quote,
            start=clause.start,
            end=clause.end,
            title=_title(read, clause),
            lead=lead,
            coordinating=tuple(body for body in named if body != lead and body.kind not in GIVERS),
            due_on=deadline.due_on if deadline else None,
            kind=kind_of(words, clause.order_at - clause.first, lead, deadline, is_closing=is_closing),
            confidence=round(min(confidence, 1.0), 2),
            reasons=tuple(dict.fromkeys(reasons)),
            candidates=clause.lead.bodies if clause.lead and lead is None else (),
            nearest=_only(clause.nearest),
        )


def _title(read: Paragraph, clause: Clause) -> str:
    """Return what is ordered; a matter that is named before a colon, or before who is to do it, is that."""
    last = clause.order.said_to or clause.last
    end = read.words[last - 1].end if clause.order.said_to else clause.end
    title = title_of(read.text, read.words[clause.order_at : last], end)
    if _BARE.fullmatch(title):
        title = title_of(clause.frame, words_of(clause.frame), len(clause.frame)) or title
    return title or title_of(read.text, read.words[clause.first : clause.last], clause.end)


def _only(mention: Mention | None) -> KnownBody | None:
    """Return the body that a name means, if it means one only."""
    return mention.bodies[0] if mention and len(mention.bodies) == 1 else None
