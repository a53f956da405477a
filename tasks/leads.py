"""Who is ordered in a piece of a sentence: who leads, with whom, and from which word on the order itself stands."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from tasks.clause_words import (
    ANSWERING,
    ANYBODY,
    ATTITUDES,
    GIVING,
    HEADS,
    OPENERS,
    TASKS,
    TELLING,
    TOGETHER,
    VERBS,
    Verb,
)
from tasks.naming import KnownBody, Mention, Word

# Who gives the orders of a resolution, and is not ordered by one where others are named.
GIVERS = frozenset({"committee", "standing_committee", "permanent"})
_BETWEEN = re.compile(r"[\s,()]*(?:(?:và|cùng|cùng với|phối hợp với|với)\s+)?", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)")
# Words about a body between its name and its verb ("... phụ trách các cơ sở"), and about a list after "phối hợp với".
_WORDS_ABOUT = 8
_COMMAS_TRIED = 6
# Who is ordered stands so near the beginning, however long the piece.
_WORDS_READ = 150
_LONGEST_LIST = 40


@dataclass(slots=True)
class Order:
    """What was read in one piece. `verb_at`: the word with which the order begins; None where nothing is ordered."""

    verb_at: int | None = None
    verb: Verb | None = None
    lead: Mention | None = None
    giving: str = ""
    lesser: list[Mention] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


class Reader:
    """Reads the pieces of one paragraph, whose words and names were found before."""

    def __init__(self, text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.words = words
        self._starts = [word.start for word in words]
        self._mentions = list(mentions)
        self.by_first = {mention.first: mention for mention in mentions}
        self.commas = [found.start() for found in _COMMA.finditer(text)]

    def read(self, first: int, last: int, *, is_whole: bool = True) -> Order:
        """Return what the words from `first` to before `last` order; a mere part must say so after a comma."""
        last = min(last, first + _WORDS_READ)
        starts = [first]
        length = self._longest(first)[1]
        if OPENERS.at(self.words, first)[0] >= max(length, 1) and first not in self.by_first:
            starts = self._after_commas(first, last)
            starts += [first] if self._verb(first) is Verb.ACT else []
            starts += range(first + 1, min(first + 10, last)) if is_whole else []
        for place in starts:
            order = self._order(place, last)
            if order.verb_at is not None or order.lead:
                if place > first:
                    order.rules.append("opener")
                return order
        return Order()

    def _longest(self, place: int) -> tuple[str, int]:
        """Return which kind of phrase stands at the word, and how many words it has; the longest wins."""
        lengths = {
            "telling": TELLING.at(self.words, place)[0],
            "attitude": ATTITUDES.at(self.words, place)[0],
            "verb": VERBS.at(self.words, place)[0],
        }
        kind = max(lengths, key=lambda each: lengths[each])
        return kind, lengths[kind]

    def _after_commas(self, first: int, last: int) -> list[int]:
        """Return the first words that stand behind a comma."""
        start, end = self.words[first].start, self.words[last - 1].start
        commas = self.commas[bisect_left(self.commas, start) :][:_COMMAS_TRIED]
        return [bisect_left(self._starts, comma) for comma in commas if comma < end]

    def _order(self, place: int, last: int) -> Order:
        """Return the order that begins at the word, if one does."""
        while place < last:
            if (named := self._by_name(place, last)) is not None:
                return named
            kind, length = self._longest(place)
            if kind == "telling" and (given := self._assigned(place, last)):
                return given
            if not length or kind == "telling":
                return self._anybody(place, last)
            if kind == "verb":
                return Order(place, self._verb(place))
            if not self._is_order(place + length, last):
                return Order(place, self._verb(place) or Verb.CARE) if length > 1 else Order()
            place += length
        return Order()

    def _by_name(self, place: int, last: int) -> Order | None:
        """Return the order of somebody who is named at the word."""
        if (given := self.given(place, last)) is not None:
            return given
        if (named := self._mention(place, last)) is not None:
            return self._subject(named, last)
        return self._answering(place, last) if ANSWERING.at(self.words, place)[0] else None

    def _assigned(self, place: int, last: int) -> Order | None:
        """Return the order of "Nhiệm vụ ... giao A chủ trì", "Việc ... do A thực hiện": a task, then whose it is."""
        lead = self.leading_elsewhere(place, last) if TASKS.at(self.words, place)[0] else None
        if lead is None or lead.first - place < 2:
            return None
        return Order(place + TASKS.at(self.words, place)[0], Verb.ACT, lead, rules=["given"])

    def _anybody(self, place: int, last: int) -> Order:
        """Return the order of somebody who is no body known: "Cán bộ, đảng viên ...", "giao Hợp tác xã ... chủ trì"."""
        given = GIVING.at(self.words, place)[0]
        length = max(given, ANYBODY.at(self.words, place)[0])
        if length and length >= TELLING.at(self.words, place)[0]:
            for at in range(place + length, min(place + length + 2 * _WORDS_ABOUT, last)):
                kind, words = self._longest(at)
                if words and kind in {"verb", "attitude"} and (kind == "verb" or self._is_order(at + words, last)):
                    rules = ["unknown_name", *(["given"] if given else [])]
                    return Order(at if kind == "verb" else at + words, Verb.CARE, rules=rules)
        return Order()

    def is_verb(self, place: int) -> bool:
        """Tell whether a verb stands at the word, or what goes before one."""
        kind, length = self._longest(place)
        return length > 0 and kind in {"verb", "attitude"}

    def _is_order(self, place: int, last: int) -> bool:
        return place < last and (
            self.is_verb(place) or self._mention(place, last) is not None or self.given(place, last) is not None
        )

    def _verb(self, place: int) -> Verb | None:
        _length, found = VERBS.at(self.words, place)
        return found[0] if found else None

    def _mention(self, place: int, last: int) -> Mention | None:
        """Return the body named at the word, its head or members in its stead included."""
        for _step in range(4):
            if found := self.by_first.get(place):
                return found if found.last <= last else None
            length = HEADS.at(self.words, place)[0]
            if not length:
                return None
            place += length
        return None

    def given(self, place: int, last: int) -> Order | None:
        """Return the order that somebody is given at the word: "giao A ...", "chỉ đạo các chi bộ ..."."""
        last = min(last, place + _WORDS_READ)
        length, giving = GIVING.at(self.words, place)
        first = self._mention(place + length, last) if length else None
        if first is None:
            return None
        bodies = self.listed(first, last)
        order = Order(lead=bodies[0], lesser=bodies[1:], giving=giving[0], rules=["given"])
        return self._with_verb(order, bodies[-1].last, last)

    def _subject(self, first: Mention, last: int) -> Order:
        """Return the order of "A chủ trì ...", "A, B ...", "Ban Thường vụ yêu cầu C ..."."""
        bodies = self.listed(first, last)
        end = bodies[-1].last
        for place in range(end, min(end + _WORDS_ABOUT, last)):
            given = self.given(place, last)
            if given is None:
                if self.is_verb(place):
                    break
                continue
            if any(body.kind in GIVERS for body in first.bodies) or given.giving.startswith(("giao", "phân công")):
                given.rules.append("giver")
                return given
            lesser = [*bodies[1:], *([given.lead] if given.lead else []), *given.lesser]
            return Order(place, Verb.ACT, bodies[0], "", lesser, ["subject"])
        if any(body.kind in GIVERS for body in first.bodies):
            for place in range(end, min(end + 3, last)):
                if GIVING.at(self.words, place)[0] and self._verb(place) is Verb.CARE:
                    return Order(place, Verb.CARE, rules=["giver"])
        return self._with_verb(Order(lead=bodies[0], lesser=bodies[1:], rules=["subject"]), end, last)

    def _with_verb(self, order: Order, place: int, last: int) -> Order:
        """Return the order with the word at which it begins, behind those who are named."""
        for at in range(place, min(place + 3 * _WORDS_ABOUT, last)):
            if at in self.by_first:
                continue
            if found := self.partners(at, last):
                order.lesser += found
                return self._with_verb(order, found[-1].last, last)
            kind, length = self._longest(at)
            if length and (kind == "verb" or (kind == "attitude" and self._is_order(at + length, last))):
                read = self._order(at, last)
                order.verb_at = read.verb_at if read.verb_at is not None and not read.lead else at
                order.verb = read.verb or self._verb(at) or Verb.CARE
                return order
            if at - place > _WORDS_ABOUT:
                break
        return order

    def _answering(self, place: int, last: int) -> Order:
        """Return the order of "gắn trách nhiệm của A ..."; it begins with these words."""
        length = ANSWERING.at(self.words, place)[0]
        for at in range(place + length, min(place + length + _WORDS_ABOUT, last)):
            if found := self.by_first.get(at):
                bodies = self.listed(found, last)
                return Order(place, Verb.CARE, bodies[0], "", bodies[1:], ["answering"])
        for at in self._after_commas(place, last):  # "Phát huy tinh thần ..., đẩy mạnh ..." orders what comes last
            if self._verb(at) in {Verb.ACT, Verb.CARE}:
                return Order(at, self._verb(at))
        return Order(place, self._verb(place) or Verb.CARE, rules=["role"])

    def listed(self, first: Mention, last: int) -> list[Mention]:
        """Return the names that stand in one row from `first` on; one body once."""
        found = [first]
        while len(found) < _LONGEST_LIST:
            end = self.words[found[-1].last - 1].end
            skipped = _BETWEEN.match(self.text, end)
            start = skipped.end() if skipped else end
            near = range(found[-1].last, min(found[-1].last + 5, last))
            at = next((n for n in near if self.words[n].start >= start), last)
            after = self._mention(at, last) if at < last and start > end + 1 else None
            if after is None:
                break
            found.append(after)
        distinct: list[Mention] = []
        for each in found:
            if all(each.bodies != other.bodies for other in distinct):
                distinct.append(each)
        if distinct[-1].last < found[-1].last:
            distinct[-1] = Mention(distinct[-1].first, found[-1].last, distinct[-1].bodies)
        return distinct

    def partners(self, place: int, last: int) -> list[Mention]:
        """Return who is named after "phối hợp với" at the word, within the words before `last`."""
        length = TOGETHER.at(self.words, place)[0]
        if not length:
            return []
        end = min(last, len(self.words))
        for at in range(place + length, min(place + length + _WORDS_ABOUT, end)):
            if found := self.by_first.get(at):
                return self.listed(found, end)
            if VERBS.at(self.words, at)[0] and not HEADS.at(self.words, at)[0]:
                break
        return []

    def all_partners(self, first: int, last: int) -> list[Mention]:
        """Return everyone named after a "phối hợp với" between the words."""
        return [each for at in range(first, last) for each in self.partners(at, last)]

    def leading_elsewhere(self, first: int, last: int) -> Mention | None:
        """Return whom "A chủ trì", "do A thực hiện", "(giao A)" or "chủ trì: A" names inside the piece."""
        near = bisect_left(self._mentions, first, key=lambda mention: mention.first)
        for mention in takewhile(lambda each: each.first < last, islice(self._mentions, near, None)):
            before = self.text[max(0, self.words[mention.first].start - 24) : self.words[mention.first].start]
            after = self.text[self.words[mention.last - 1].end :][:24]
            if _LED_BEFORE.search(before) or _LED_AFTER.match(after):
                return mention
        return None


_LED_BEFORE = re.compile(r"(?:\bdo|\bchủ trì:?|\(\s*giao|\bgiao(?: cho)?)\s+$", re.IGNORECASE)
_LED_AFTER = re.compile(r"\s+(?:làm đầu mối|chủ trì|là (?:cơ quan|đơn vị) chủ trì)", re.IGNORECASE)


def bodies_of(mentions: Sequence[Mention]) -> list[KnownBody]:
    """Return the bodies that are named without doubt, each once, in their order."""
    return list(dict.fromkeys(mention.bodies[0] for mention in mentions if len(mention.bodies) == 1))
