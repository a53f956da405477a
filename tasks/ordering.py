"""One paragraph of directions, read into the clauses that order something."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from resolutions.manuscript import ParagraphText
from tasks.clause_words import AREAS, COMMON, ENDING, GENERAL, HANDING_OVER, PRODUCTS, TERMS, VERBS, Verb
from tasks.cutting import Cutter
from tasks.deadlines import Deadline, find_deadline
from tasks.leads import Order, Reader
from tasks.naming import Mention, Names, words_of
from tasks.titles import is_tail

# A year for questions to which no year is an answer: only whether there is a day at all.
_ANY_YEAR = 2000
# So many words of an order are compared with those of another, however long the sentence.
_NEAR = 120
_SURENESS = {Verb.ACT: 0.9, Verb.CARE: 0.85, Verb.MANNER: 0.6}
_ONLY_HELP = frozenset({"phoi hop", "phoi hop thuc hien", "cung phoi hop", "phoi hop chat che", "cung thuc hien"})
_ONLY_ENDS = frozenset("hoan thanh xong ket thuc phai viec nay".split())
# "Chỉ đạo B" by a body that leads already: B helps it.
_DIRECTING = frozenset({"chỉ đạo", "hướng dẫn", "đôn đốc", "lãnh đạo"})
_ASSIGNING = ("giao", "yêu cầu", "phân công", "đề nghị")


@dataclass(slots=True)
class Clause:
    """A stretch that orders something: its letters and words, who is named, what it is about.

    `order_at` is the word with which the order itself begins; `opener` the words before it in its sentence that set
    a day for all of it, `frame` what is named before a colon; `nearest` who was named last before, where the clause
    names nobody.
    """

    start: int
    end: int
    first: int
    last: int
    order: Order
    order_at: int
    areas: set[int]
    confidence: float
    lead: Mention | None = None
    lesser: list[Mention] = field(default_factory=list)
    nearest: Mention | None = None
    reasons: list[str] = field(default_factory=list)
    opener: str = ""
    frame: str = ""

    @property
    def is_mere_manner(self) -> bool:
        """Tell whether it says only in what spirit the next order is to be done: "Phát huy tinh thần ...;"."""
        if self.lead:
            return False
        return "role" in self.order.rules or (self.order.verb is Verb.MANNER and not self.areas)


class Paragraph:
    """A paragraph while it is taken apart; `inherited` leads where the text names nobody."""

    def __init__(self, paragraph: ParagraphText, names: Names, inherited: Mention | None) -> None:
        self.text = paragraph.text
        self.words = words_of(self.text)
        self._starts = [word.start for word in self.words]
        self.cutter = Cutter(self.text)
        mentions = names.mentions(self.text, self.words)
        self.reader = Reader(self.text, self.words, mentions)
        self._named = {place for mention in mentions for place in range(mention.first, mention.last)}
        self._inherited = inherited
        self._before: Mention | None = None
        self.carried = inherited

    def clauses(self) -> list[Clause]:
        """Return the clauses in their order."""
        found: list[Clause] = []
        for start, end in self.cutter.sentences():
            clauses = self._sentence(start, end)
            if found and self._sets_only_a_day(start, end, clauses) and not self._deadline(found[-1]):
                self._absorb(found, end, self._seek(end))
            else:
                found += clauses
        return found

    def _sentence(self, start: int, end: int) -> list[Clause]:
        """Return the clauses of one sentence; whoever is named as leading goes on to lead until another is."""
        found: list[Clause] = []
        self._before, self.carried = self.carried or self._before, self._inherited
        frame = ""
        for piece_start, piece_end in self._pieces(start, end):
            first, last = self._span(piece_start, piece_end)
            order = self._order(first, last)
            is_framing = self.text[piece_end - 1] == ":" and not found
            if is_framing or (order.verb_at is None and order.lead is None):
                self.carried = order.lead or self.carried
                frame = self.text[piece_start : piece_end - 1] if is_framing else frame
                self._absorb(found, piece_end, last)
                continue
            clause = self._clause(order, piece_start, piece_end, (first, last))
            clause.frame = frame
            self._add(found, clause)
        return found

    def _order(self, first: int, last: int) -> Order:
        """Return what a piece orders, whichever way it says so."""
        if first >= last:
            return Order()
        order = self.reader.read(first, last)
        if order.verb_at is not None or order.lead:
            return order
        handed = self.reader.handed(first, last)
        if handed.lead:
            return handed
        deadline = find_deadline(self.text[self.words[first].start : self.words[last - 1].end], _ANY_YEAR, 1)
        return self.reader.passive(first, last) if deadline and not deadline.is_event else order

    def _sets_only_a_day(self, start: int, end: int, clauses: list[Clause]) -> bool:
        """Tell whether a sentence only says by when: "Thời gian: từ 10 đến 14/9.", "Hoàn thành trước ngày 25/3."."""
        first, last = self._span(start, end)
        if first >= last or len(clauses) > 1:
            return False
        if clauses:
            deadline = self._deadline(clauses[0])
            return clauses[0].order.lead is None and deadline is not None and self._says_only(clauses[0], deadline)
        return TERMS.at(self.words, first)[0] > 0 and find_deadline(self.text[start:end], _ANY_YEAR, 1) is not None

    def _deadline(self, clause: Clause) -> Deadline | None:
        return find_deadline(self.text[clause.start : clause.end], _ANY_YEAR, 1)

    def _add(self, found: list[Clause], clause: Clause) -> None:
        """Add a clause, or let the one before it take up what is no order of its own."""
        if not found:
            if "opener" in clause.order.rules:
                clause.opener = self.text[clause.start : self.words[clause.order_at].start]
        else:
            before = found[-1]
            clause.opener = before.opener
            if self._only_helps(clause):
                before.lesser += [each for each in (clause.order.lead, *clause.order.lesser) if each]
                return self._absorb(found, clause.end, clause.last)
            if not self._stands_alone(clause, before):
                before.areas |= clause.areas
                return self._absorb(found, clause.end, clause.last)
            if self._gives_away(clause, before):
                return self._complete(before, clause)
            if len(found) == 1 and before.is_mere_manner:
                clause.start, clause.first = before.start, before.first
                found.pop()
        self.carried = clause.lead
        found.append(clause)
        return None

    def _absorb(self, found: list[Clause], end: int, last: int) -> None:
        """Let the last clause reach over words that order nothing of their own."""
        if found:
            found[-1].end, found[-1].last = self.cutter.trimmed(end), max(last, found[-1].last)

    def _complete(self, before: Clause, clause: Clause) -> None:
        """Let "giao A chủ trì, tổ chức thực hiện" say who leads what the sentence named before."""
        before.end, before.last = clause.end, clause.last
        before.lead, before.lesser = clause.lead, clause.lesser
        before.order.rules += clause.order.rules
        before.reasons = ["named", "completed"]
        self.carried = clause.lead

    def _clause(self, order: Order, start: int, end: int, words: tuple[int, int]) -> Clause:
        """Return the piece as a clause, with whoever leads: named here, else carried on."""
        first, last = words
        lead = self._lead(order, first, last)
        if "unknown_name" in order.rules:
            self.carried = None
        order_at = first if order.verb_at is None else order.verb_at
        areas = self._areas(order_at, self._core(order_at, last))
        confidence = _SURENESS.get(order.verb, 0.5) if order.verb else 0.5
        if order.verb is Verb.MANNER and not areas and not lead:
            confidence = 0.4
        reasons = ["named"] if lead else ["carried_on"] if self.carried else []
        return Clause(
            start=self.cutter.after_mark(start, end),
            end=self.cutter.trimmed(end),
            first=first,
            last=last,
            order=order,
            order_at=order_at,
            areas=areas,
            confidence=confidence + (0.05 if lead else 0),
            lead=lead or self.carried,
            lesser=list(order.lesser),
            nearest=None if lead or self.carried else self._before,
            reasons=reasons,
        )

    def _lead(self, order: Order, first: int, last: int) -> Mention | None:
        """Return who is named as leading in the piece; whom the carried-on body directs only helps it."""
        lead = order.lead
        if lead and order.giving in _DIRECTING and self.carried:
            above = self.carried.bodies[0]
            if lead.bodies[0].is_group or lead.bodies[0].parent == above.code != "":
                order.lesser.insert(0, lead)
                order.lead = None
                return None
        return lead or self.reader.leading_elsewhere(first, last)

    # Where a piece is cut at a comma

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches between semicolons, and those between commas that begin an order of their own."""
        for piece_start, piece_end in self.cutter.pieces(start, end):
            begins = piece_start
            for comma, after in self.cutter.commas(piece_start, piece_end):
                if self._splits(begins, comma, after, piece_end):
                    yield begins, comma
                    begins = after
            yield begins, piece_end

    def _splits(self, start: int, comma: int, after: int, end: int) -> bool:
        """Tell whether what follows a comma is an order of its own: to somebody else, or of another thing to make."""
        first, middle = self._span(start, comma)
        last = self._seek(end)
        if min(middle - first, last - middle) < 4:
            return False
        is_named = self._names_another(middle, last)
        if not is_named and (HANDING_OVER.at(self.words, middle)[0] or not self._ends(middle)):
            return False
        before = self.reader.read(first, middle, is_whole=False)
        if before.verb_at is None or is_named:
            return before.verb_at is not None and middle - before.verb_at > 2
        chunk = self._chunk(middle, last)
        areas, known = self._areas(middle, chunk), self._areas(max(first, middle - _NEAR), middle)
        makes = any(PRODUCTS.at(self.words, n)[0] for n in range(middle, chunk))
        return bool(makes and areas and known and not areas & known)

    def _ends(self, place: int) -> bool:
        """Tell whether a verb stands at the word whose work ends."""
        return Verb.ACT in VERBS.at(self.words, place)[1] and ENDING.at(self.words, place)[0] > 0

    def _names_another(self, place: int, last: int) -> bool:
        """Tell whether somebody is given something at the word, or acts there and stands in no list."""
        given = self.reader.given(place, last)
        if given is not None and given.giving.startswith(_ASSIGNING):
            return True
        mention = self.reader.by_first.get(place)
        return (
            mention is not None
            and mention.last < last
            and place - 1 not in self._named
            and self.reader.is_verb(mention.last)
        )

    # Whether a piece is an order of its own

    def _only_helps(self, clause: Clause) -> bool:
        """Tell whether the piece only says who helps: "...; Công an xã phối hợp"."""
        order = clause.order
        if order.lead is None or order.giving or order.verb_at is None:
            return False
        return " ".join(word.folded for word in self.words[order.verb_at : clause.last]) in _ONLY_HELP

    def _stands_alone(self, clause: Clause, before: Clause) -> bool:
        """Tell whether the clause orders another thing than the one before it in the sentence; note by what."""
        order = clause.order
        deadline = self._deadline(clause)
        if order.lead is None and deadline and self._says_only(clause, deadline):
            return False
        if order.lead or "given" in order.rules:
            return True
        if order.verb_at is not None and self.reader.partners(order.verb_at, clause.last):
            clause.reasons.append("partners")
            return True
        if order.verb is Verb.MANNER or order.verb is None:
            return False
        for rule, loss, applies in self._differences(clause, before, deadline):
            if applies:
                clause.reasons.append(rule)
                clause.confidence -= loss
                return True
        return False

    def _differences(
        self, clause: Clause, before: Clause, deadline: Deadline | None
    ) -> Iterator[tuple[str, float, bool]]:
        """Yield what can make an order another one: its name, how much less sure it is, whether it is so."""
        is_act = clause.order.verb is Verb.ACT
        new, old = clause.areas - before.areas, clause.areas & before.areas
        yield "own_deadline", 0.0, bool(deadline and not deadline.is_event and (new or is_act))
        yield "other_field", 0.1, bool(new and (is_act or not old))
        yield "other_product", 0.15, is_act and bool(self._makes(clause) - self._makes(before))
        words, share = (5, 0.8) if clause.areas else (3, 0.6)
        yield "other_words", 0.25, is_act and self._is_news(clause, before, words, share)

    def _says_only(self, clause: Clause, deadline: Deadline) -> bool:
        """Tell whether there is nothing but a day in it: "...; hoàn thành trước ngày 10/10"."""
        quote = self.text[clause.start : clause.end]
        rest = words_of(f"{quote[: deadline.start]} {quote[deadline.end :]}")
        return {word.folded for word in rest} <= _ONLY_ENDS

    def _makes(self, clause: Clause) -> set[str]:
        """Return what the clause wants made, if its work ends."""
        if not ENDING.at(self.words, clause.order_at)[0]:
            return set()
        near = min(clause.last, clause.order_at + _NEAR)
        places = range(clause.order_at, self._core(clause.order_at, near))
        return {self.words[n].folded for n in places if PRODUCTS.at(self.words, n)[0]}

    def _is_news(self, clause: Clause, before: Clause, words: int, share: float) -> bool:
        """Tell whether at least so many words, and so great a share, do not stand in the order before."""
        known = {word.folded for word in self.words[before.first : min(before.last, before.first + _NEAR)]}
        chunk = self.words[clause.order_at : self._chunk(clause.order_at, clause.last)]
        content = [word for word in chunk if self.text[word.start : word.end].lower() not in COMMON]
        new = sum(word.folded not in known for word in content)
        return new >= words and new >= share * len(content)

    def _gives_away(self, clause: Clause, before: Clause) -> bool:
        """Tell whether "giao A chủ trì ... tổ chức thực hiện" gives away the order just before it, and no other."""
        order = clause.order
        if before.order.lead or "given" not in order.rules or order.verb_at is None:
            return False
        chunk = self.words[order.verb_at : self._chunk(order.verb_at, clause.last)]
        content = {self.text[word.start : word.end].lower() for word in chunk}
        return not clause.areas - before.areas and content <= GENERAL

    # Words and letters

    def _chunk(self, first: int, last: int) -> int:
        """Return the word before which the next comma stands, the fourth word after `first` at the earliest."""
        places = range(min(first + 4, last), last)
        return next((n for n in places if "," in self.text[self.words[n - 1].end : self.words[n].start]), last)

    def _core(self, first: int, last: int) -> int:
        """Return the word at which the order ends and its manner begins."""
        return next((n for n in range(min(first + 3, last), last) if is_tail(self.text, self.words, n)), last)

    def _areas(self, first: int, last: int) -> set[int]:
        """Return the fields of work that the words speak of, the names of bodies left out."""
        found: set[int] = set()
        place = first
        while place < last:
            if named := self.reader.by_first.get(place):
                place = named.last
                continue
            length, areas = AREAS.at(self.words, place)
            if length and place + length <= last:
                found.update(areas)
            place += max(length, 1)
        return found

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Return the words between two letters: the first, and the one after the last."""
        first = self._seek(self.cutter.after_mark(start, end))
        return first, max(first, self._seek(end))

    def _seek(self, letter: int) -> int:
        return bisect_left(self._starts, letter)
