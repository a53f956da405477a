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
    MATTERS,
    NAMED_BEFORE,
    OPENERS,
    TELLING,
    TOGETHER,
    UNNARROWED,
    VERBS,
    Verb,
)
from tasks.naming import GIVERS, KnownBody, Mention, Word

_PART = r"[(](?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|làm đầu mối|phối hợp|cùng thực hiện|tham gia|tham mưu)[)]"
_BETWEEN = re.compile(rf"(?:{_PART}|[\s,()&–-])*(?:(?:và|cùng|cùng với|phối hợp với|với)\s+)?", re.IGNORECASE)
# Behind a name: that it leads, or in brackets what its part is.
_LEADS_HERE = re.compile(
    rf"\s*(?:{_PART}|(?:cùng |đồng )?chủ trì|làm (?:cơ quan |đơn vị )?đầu mối|"
    r"là (?:cơ quan|đơn vị) (?:chủ trì|đầu mối))"
    r"(?!\w)(?!\s+(?:và|với)\b)",
    re.IGNORECASE,
)
_MARKED_LEAD = re.compile(r"\s*[(](?:cơ quan |đơn vị )?chủ trì[)]", re.IGNORECASE)
_BOTH_LEAD = re.compile(r"[\s,]*(?:(?:cùng|đồng)\s+)?chủ trì\b", re.IGNORECASE)
# Behind names: that they only help the one who leads; "tham gia" is such only where no thing is named behind it.
_HELPS = re.compile(
    r"\s*[(]?(?:cùng )?(?:phối hợp(?: thực hiện| tham gia)?(?!\s+(?:với|cùng)\b)|"
    r"(?=phối hợp\s+(?:với|cùng)\b)|(?P<joins>tham gia|hỗ trợ|cùng thực hiện)(?!\w))[)]?(?P<ends>\s*(?:[,;.)]|$))?",
    re.IGNORECASE,
)
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
    # Where it is told to whom a matter is given, which was named first: the matter ends there.
    said_to: int | None = None


class Reader:
    """Reads the pieces of one paragraph, whose words and names were found before."""

    def __init__(self, text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.words = words
        self._starts = [word.start for word in words]
        self.by_first = {mention.first: mention for mention in mentions}
        self._mentions = [self._judged(mention) for mention in mentions]
        self.by_first = {mention.first: mention for mention in self._mentions}
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

    def _judged(self, mention: Mention) -> Mention:
        """Return the name, narrowed where a group's is followed by which of it are meant: "các chi bộ nông thôn"."""
        after = mention.last
        if not mention.bodies[0].is_group or after >= len(self.words) or after in self.by_first:
            return mention
        if self.text[self.words[after - 1].end : self.words[after].start].strip():
            return mention
        tables = (UNNARROWED, VERBS, ATTITUDES, TELLING, OPENERS, GIVING, TOGETHER)
        if any(table.at(self.words, after)[0] for table in tables):
            return mention
        return mention._replace(is_narrowed=True)

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
        is_person = False
        for _step in range(4):
            if found := self.by_first.get(place):
                return found._replace(is_narrowed=found.is_narrowed or is_person) if found.last <= last else None
            # "Ủy viên Ban Thường vụ, B" gives it to others too, who are no body.
            is_person = is_person or (place < last and self.words[place].folded == "uy")
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
        end, rules = bodies[-1].last, ["given", *self._both_lead(bodies)]
        bodies = self._leading_first(bodies)
        return self._with_verb(Order(lead=bodies[0], lesser=bodies[1:], giving=giving[0], rules=rules), end, last)

    def _subject(self, first: Mention, last: int) -> Order:
        """Return the order of "A chủ trì ...", "A, B ...", "Ban Thường vụ yêu cầu C ..."."""
        bodies = self.listed(first, last)
        end, rules = bodies[-1].last, ["subject", *self._both_lead(bodies)]
        bodies = self._leading_first(bodies)
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
        return self._with_verb(Order(lead=bodies[0], lesser=bodies[1:], rules=rules), end, last)

    def _leading_first(self, bodies: list[Mention]) -> list[Mention]:
        """Return the names with the one that is marked "(chủ trì)" before the others."""
        marked = [each for each in bodies if _MARKED_LEAD.match(self.text, self.words[each.last - 1].end)]
        return [*marked[:1], *(each for each in bodies if each not in marked[:1])]

    def _both_lead(self, bodies: Sequence[Mention]) -> list[str]:
        """Return the rule by which several are said to lead: "A, B cùng chủ trì", of whom one is to be chosen."""
        is_so = len(bodies) > 1 and _BOTH_LEAD.match(self.text, self.words[bodies[-1].last - 1].end)
        return ["two_leads"] if is_so else []

    def helpers(self, place: int, last: int) -> tuple[list[Mention], int]:
        """Return who is named at the word only as helping, and the word behind: "A chủ trì, B, C tham gia"."""
        first = self._mention(place, last) if place < last else None
        if first is None:
            return [], place
        named = self.listed(first, last)
        for count, each in enumerate(named, start=1):
            if helps := _HELPS.match(self.text, self.words[each.last - 1].end):
                after = min(bisect_left(self._starts, helps.end()), last)
                is_done = not helps["joins"] or helps["ends"] is not None or (after < last and self.is_verb(after))
                return (named[:count], after) if is_done else ([], place)
        return [], place

    def _with_verb(self, order: Order, place: int, last: int) -> Order:
        """Return the order with the word at which it begins, behind those who are named."""
        if part := _LEADS_HERE.match(self.text, self.words[place - 1].end):
            place = min(bisect_left(self._starts, part.end()), last)
        helping, place = self.helpers(place, last)
        order.lesser += helping
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

    def handed(self, first: int, last: int) -> Order:
        """Return the order of a matter that is named before who is to do it: "Nhiệm vụ ... giao A chủ trì"."""
        length = MATTERS.at(self.words, first)[0]
        if not length or NAMED_BEFORE.at(self.words, first + length)[0]:
            return Order()
        for at in range(first + length + 1, min(last, first + _WORDS_READ)):
            mention = self._mention(at, last)
            before = _HANDED_BEFORE.search(self.text, self.words[first].end, self.words[at].start) if mention else None
            if mention is None or before is None:
                continue
            if _FAILED.match(self.text, self.words[mention.last - 1].end):
                return Order()
            named = self.listed(mention, last)
            said_to = bisect_left(self._starts, before.start())
            rules = ["handed", *self._both_lead(named)]
            return Order(first + length, Verb.ACT, named[0], "", named[1:], rules, said_to)
        return Order()

    def passive(self, first: int, last: int) -> Order:
        """Return the order of "Nghị quyết này được phổ biến ...", which is one where a day is set for it."""
        for at in range(first + 1, min(last - 1, first + _WORDS_ABOUT)):
            if TELLING.at(self.words, at)[0] and self.words[at].folded == "da":
                break
            if self.words[at].folded == "duoc" and self._verb(at + 1) is Verb.ACT:
                return Order(at + 1, Verb.CARE, rules=["passive"])
        return Order()

    def leading_elsewhere(self, first: int, last: int) -> Mention | None:
        """Return whom "A chủ trì", "do A thực hiện", "(giao A)" or "chủ trì: A" names inside the piece."""
        near = bisect_left(self._mentions, first, key=lambda mention: mention.first)
        for mention in takewhile(lambda each: each.first < last, islice(self._mentions, near, None)):
            before = self.text[max(0, self.words[mention.first].start - 24) : self.words[mention.first].start]
            after = self.text[self.words[mention.last - 1].end :][:24]
            if _LED_BEFORE.search(before) or _LED_AFTER.match(after):
                return mention
        return None


_LED_BEFORE = re.compile(r"(?:\bdo|\bchủ trì:?|\(\s*giao|, giao(?: cho)?)\s+$", re.IGNORECASE)
_HANDED_BEFORE = re.compile(r",?\s*\b(?:do|giao(?: cho)?|phân công(?: cho)?)\s+$", re.IGNORECASE)
# What is told of them is that they did not.
_FAILED = re.compile(r"\s+(?:đã|chưa|không|còn|chậm|thiếu)\b", re.IGNORECASE)
_LED_AFTER = re.compile(r"\s+[(]?(?:làm đầu mối|chủ trì|là (?:cơ quan|đơn vị) chủ trì)", re.IGNORECASE)


def bodies_of(mentions: Sequence[Mention]) -> list[KnownBody]:
    """Return the bodies that are named without doubt, each once, in their order."""
    return list(dict.fromkeys(mention.bodies[0] for mention in mentions if len(mention.bodies) == 1))
