"""The clauses of a section as its page shows them: in the text and as cards beside it, one of them open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from kesat.organization.models import Body, Committee
from resolutions.layout import marks
from resolutions.models import Resolution, Section
from tasks.hanging import Hung, OrderingText, Place, hung_in, is_lost, occurrence_at
from tasks.models import Assignment, Directive, DroppedClause, PartIn
from tasks.proposals import Proposer, Suggestion, key_of

_KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,6})-([0-9]{1,6})", re.ASCII)
_AFTER = re.compile(r"([0-9]{1,18})-([0-9]{1,6})", re.ASCII)
_EDGES = " \t\n,;:.…/–-"
_WORDS_OF_A_CLAUSE = 3


class CardState(StrEnum):
    ACCEPTED = "accepted"
    OPEN = "open"
    DROPPED = "dropped"
    LOST = "lost"


@dataclass(frozen=True)
class Card:
    """A clause: accepted (a directive hangs on it), open (a suggestion) or dropped; a dropped one has no number."""

    state: CardState
    place: Place | None
    number: int = 0
    directive: Directive | None = None
    suggestion: Suggestion | None = None
    dropped: DroppedClause | None = None
    is_now: bool = False

    @property
    def key(self) -> str:
        return key_of(self.place) if self.place else ""

    @property
    def occurrence(self) -> int:
        place = self.place
        return occurrence_at(place.paragraph.text, place.words, place.start) if place else 1

    @property
    def words(self) -> str:
        return self.place.words if self.place else self.directive.quote if self.directive else ""

    @property
    def title(self) -> str:
        return self.directive.title if self.directive else self.suggestion.title if self.suggestion else self.words

    @property
    def lead(self) -> str:
        if self.directive:
            return ", ".join(row.named for row in self._parts(PartIn.LEAD))
        return self.suggestion.lead.name if self.suggestion and self.suggestion.lead else ""

    @property
    def coordinating(self) -> str:
        if self.directive:
            return ", ".join(row.named for row in self._parts(PartIn.COORDINATING))
        return ", ".join(body.name for body in self.suggestion.coordinating) if self.suggestion else ""

    def _parts(self, part: str) -> list[Assignment]:
        return [row for row in self.directive.assignments.all() if row.part == part] if self.directive else []


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph, with the card of the clause that it is."""

    text: str
    card: Card | None = None


@dataclass(frozen=True)
class Line:
    """A paragraph of the section: what is printed before it, and its pieces."""

    box: str
    mark: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Counted:
    """A section as a line of the overview: how many of its clauses are judged."""

    section: Section
    name: str
    accepted: int
    open: int
    lost: int

    @property
    def total(self) -> int:
        return self.accepted + self.open

    @property
    def is_done(self) -> bool:
        return not self.open and not self.lost


@dataclass(frozen=True)
class Wanted:
    """Which card is asked to be open: words of one's own, what follows a place, or a directive that is accepted."""

    key: str = ""
    after: str = ""
    directive: int = 0


class Board:
    """The clauses of a month, section by section."""

    def __init__(self, resolution: Resolution, bodies: Sequence[Body]) -> None:
        self.resolution = resolution
        self.text = OrderingText.of(resolution)
        self.hung = hung_in(resolution, self.text)
        self.proposer = Proposer(resolution, self.text, bodies, Committee.current().place)

    def overview(self) -> list[Counted]:
        found = self.proposer.suggestions()
        return [self._counted(section, found[section.pk]) for section in self.text.sections]

    def _counted(self, section: Section, suggestions: Sequence[Suggestion]) -> Counted:
        cards = self._cards(section, suggestions, None)

        def count(state: CardState) -> int:
            return sum(card.state == state for card in cards)

        return Counted(
            section,
            self.text.name_of(section),
            count(CardState.ACCEPTED),
            count(CardState.OPEN),
            count(CardState.LOST),
        )

    def section(self, section: Section, wanted: Wanted = Wanted()) -> list[Card]:
        """Return the cards in the order of the text, those whose words are lost first; at most one is open."""
        suggestions = self.proposer.suggestions(section)[section.pk]
        own = self._asked(section, wanted.key)
        cards = self._cards(section, suggestions, own)
        now = self._now(cards, own, wanted)
        return [replace(card, is_now=card is now) for card in cards]

    def _asked(self, section: Section, key: str) -> Place | None:
        """Return the words that are asked to be open, unless something was made of them."""
        if not (found := _KEY.fullmatch(key)):
            return None
        paragraph = self.text.by_key.get(int(found[1]))
        start, end = int(found[2]), int(found[3])
        if paragraph is None or paragraph.section_id != section.pk or not start < end <= len(paragraph.text):
            return None
        place = Place(paragraph, start, end)
        is_taken = any(each.place.overlaps(place) for each in self.hung if each.place)
        return None if is_taken or not place.words.strip() else place

    def _cards(self, section: Section, suggestions: Sequence[Suggestion], own: Place | None) -> list[Card]:
        here = [each for each in self.hung if self._section_of(each) == section.pk]
        cards = [_card(each) for each in here]
        taken = [each.place for each in here if each.place]
        for place in self._open(suggestions, taken, own):
            same = next((each for each in suggestions if each.place == place), None)
            cards.append(Card(CardState.OPEN, place, suggestion=same or self.proposer.fragment(place, suggestions)))
        order = sorted(cards, key=lambda card: self.text.sort_key(card.place) if card.place else (-1, -1))
        return list(_numbered(order))

    def _section_of(self, hung: Hung) -> int:
        return hung.place.paragraph.section_id if hung.place else hung.row.paragraph.section_id

    def _open(self, suggestions: Iterable[Suggestion], taken: list[Place], own: Place | None) -> Iterator[Place]:
        """Yield the clauses of which nothing was made: what is left of a proposal is a clause of its own."""
        if own:
            yield own
            taken = [*taken, own]
        for suggestion in suggestions:
            yield from _left(suggestion.place, taken)

    def _now(self, cards: Sequence[Card], own: Place | None, wanted: Wanted) -> Card | None:
        if wanted.directive:
            given = (each for each in cards if each.directive and each.directive.pk == wanted.directive)
            if found := next((each for each in given if each.directive and not each.directive.given_on), None):
                return found
        waiting = [card for card in cards if card.state == CardState.OPEN]
        if own:
            return next(card for card in waiting if card.place == own)
        if (found_after := _AFTER.fullmatch(wanted.after)) and int(found_after[1]) in self.text.order:
            behind = self.text.order[int(found_after[1])], int(found_after[2])
            later = [card for card in waiting if card.place and self.text.sort_key(card.place) >= behind]
            waiting = later or waiting
        return waiting[0] if waiting else None

    def lines(self, section: Section, cards: Sequence[Card]) -> list[Line]:
        """Return the paragraphs, with the words of each card as a piece of their own."""
        rows = self.text.paragraphs[section.pk]
        printed = marks(row.kind for row in rows)
        return [
            Line(row.kind, mark, tuple(_pieces(row.text, [c for c in cards if c.place and c.place.paragraph == row])))
            for row, mark in zip(rows, printed, strict=True)
        ]

    def joined(self, cards: Sequence[Card], card: Card) -> str:
        """Return the key of the clause together with the one after it, or "" where they cannot be one."""
        following = cards[cards.index(card) + 1 :]
        after = next((each for each in following if each.state != CardState.DROPPED), None)
        if not (card.place and after and after.place) or after.state != CardState.OPEN:
            return ""
        if after.place.paragraph != card.place.paragraph:
            return ""
        whole = Place(card.place.paragraph, card.place.start, after.place.end)
        is_free = not any(each.place.overlaps(whole) for each in self.hung if each.place)
        return key_of(whole) if is_free else ""


def _card(hung: Hung) -> Card:
    row = hung.row
    if isinstance(row, DroppedClause):
        return Card(CardState.DROPPED, hung.place, dropped=row)
    return Card(CardState.LOST if is_lost(hung) else CardState.ACCEPTED, hung.place, directive=row)


def _numbered(cards: Iterable[Card]) -> Iterator[Card]:
    number = 0
    for card in cards:
        counts = card.state in {CardState.ACCEPTED, CardState.OPEN}
        number += counts
        # A dropped clause that stands no longer in the text says nothing to anybody.
        if card.state != CardState.DROPPED or card.place:
            yield replace(card, number=number if counts else 0)


def _left(place: Place, taken: Sequence[Place]) -> Iterator[Place]:
    """Yield what of the words is not taken: all, or stretches long enough to order something."""
    within = sorted(
        ((each.start, each.end) for each in taken if each.overlaps(place)), key=lambda span: (span[0], span[1])
    )
    if not within:
        yield place
        return
    start = place.start
    for begins, ends in [*within, (place.end, place.end)]:
        if piece := _trimmed(place, start, begins):
            yield piece
        start = max(start, ends)


def _trimmed(place: Place, start: int, end: int) -> Place | None:
    text = place.paragraph.text[start:end]
    words = text.strip(_EDGES)
    if len(words.split()) < _WORDS_OF_A_CLAUSE:
        return None
    begins = start + text.index(words)
    return Place(place.paragraph, begins, begins + len(words))


def _pieces(text: str, cards: Sequence[Card]) -> Iterator[Piece]:
    done = 0
    for card in cards:
        place = card.place
        if place is None or place.start < done:
            continue
        if place.start > done:
            yield Piece(text[done : place.start])
        yield Piece(place.words, card)
        done = place.end
    if done < len(text):
        yield Piece(text[done:])


def find_words(board: Board, section: Section, words: str) -> Place | None:
    """Return where the words stand in the section, letter by letter and free of any card made of them, or None."""
    taken = [each.place for each in board.hung if each.place]
    spots = [
        Place(row, found.start(), found.end())
        for row in board.text.paragraphs[section.pk]
        for found in re.finditer(re.escape(words), row.text)
    ]
    return next((spot for spot in spots if not any(each.overlaps(spot) for each in taken)), spots[0] if spots else None)


def says_who(card: Card) -> str:
    """Return what the program could not make out of who leads, and what it offers."""
    found = card.suggestion
    if found is None or found.lead:
        return ""
    if found.candidates:
        names = ", ".join(body.name for body in found.candidates)
        return _("The name in the text may mean several bodies: %(names)s. Choose one.") % {"names": names}
    if found.nearest:
        return _("The clause names no body. Nearest: %(name)s.") % {"name": found.nearest.name}
    return _("The clause names no body.")
