"""Words and names in a text as the office types them: with or without marks, in full, short or abbreviated."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from kesat.organization.models import Body
from kesat.vietnamese import fold

Payload = TypeVar("Payload")

_WORD = re.compile(r"\w+")
_DASH = re.compile(r"[-–—]")
# Where a name holds one of these, a text may have a comma.
_JOINED = re.compile(r"[,–—-]|\bvà\b")
_PARTS = re.compile(r"\s+[-–—]\s+|\s+và\s+|,\s+")
# What no name reaches across.
_STOP = re.compile(r"[;:()\n“”\"]|[.!?]\s")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Of these a committee may have registered either; the other is understood.
_ABBREVIATIONS = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban MTTQ Việt Nam"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQ Việt Nam"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQ"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban MTTQ"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ"),
    ("Ủy ban Kiểm tra", "UBKT"),
    ("Ban Thường vụ", "BTV"),
    ("Ban Chấp hành", "BCH"),
    ("Văn phòng Đảng ủy", "VPĐU"),
    ("Văn phòng", "VP"),
    ("Ban Chỉ huy Quân sự", "Ban CHQS"),
    ("Hội Liên hiệp Phụ nữ", "Hội LHPN"),
    ("Hội Liên hiệp Phụ nữ", "Hội Phụ nữ"),
    ("Hội Cựu chiến binh", "Hội CCB"),
    ("Hội Nông dân", "HND"),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn TNCS Hồ Chí Minh"),
    ("Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên"),
    ("Ngân hàng Chính sách xã hội", "NHCSXH"),
    ("Trung học cơ sở", "THCS"),
    ("chính trị - xã hội", "CT-XH"),
    ("Văn hóa - Xã hội", "VH-XH"),
    ("Phục vụ hành chính công", "PVHCC"),
)
_UNITS = ("xã", "phường", "đặc khu")
# Who gives the orders of a resolution, and is not ordered by one where others are named.
GIVERS = frozenset({"committee", "standing_committee", "permanent"})
# With these the name of a body begins; what follows is what it is for, and is written in its initials.
_HEADS = (
    "Văn phòng", "Trung tâm", "Ủy ban", "Hội đồng", "Công an", "Chi bộ", "Đảng bộ", "Liên đoàn", "Ngân hàng", "Trường",
    "Phòng", "Ban", "Hội", "Đoàn", "Trạm", "Tổ", "Đội",
)  # fmt: skip
# Fewer letters in one word are too few to know a body by.
_FEWEST_INITIALS = 3
# After a name these say that the body of another level is meant.
_OTHER_LEVELS = (
    "thành phố", "thành ủy", "tỉnh", "tỉnh ủy", "huyện", "huyện ủy", "quận", "trung ương", "cấp trên", "các cấp",
    "cấp tỉnh", "khu vực",
)  # fmt: skip


class Word(NamedTuple):
    """A word of a text: where it stands, what it is without marks, and with them in one spelling."""

    start: int
    end: int
    folded: str
    key: str
    is_hasty: bool  # the whole text was typed without marks

    def fits(self, folded: str, key: str, *, alone: bool) -> bool:
        """Tell whether it may be the word meant; typed without marks, it is no other word only among others."""
        if self.folded != folded:
            return False
        return self.key == key or (self.folded == self.key and (self.is_hasty or not alone))


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, str]:
    """Return the folded word, and its letters followed by its tone: "uỷ" and "ủy" are one word."""
    decomposed = normalize("NFD", word.casefold())
    tone = "".join(mark for mark in decomposed if mark in _TONES)
    letters = normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return fold(word), letters + tone


def words_of(text: str) -> list[Word]:
    """Return the words of a text in their order; marks and dashes between them are none."""
    found = [(word.start(), word.end(), *_forms(word.group())) for word in _WORD.finditer(text)]
    marked = sum(folded != key for _start, _end, folded, key in found)
    return [Word(*word, is_hasty=marked * 10 < len(found)) for word in found]


class Phrases(Generic[Payload]):
    """Phrases to be found at a word of a text, the longest first; a word typed without marks fits any marks."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        by_words: dict[tuple[tuple[str, str], ...], list[Payload]] = defaultdict(list)
        for phrase, payload in entries:
            words = tuple((word.folded, word.key) for word in words_of(phrase))
            if words and payload not in by_words[words]:
                by_words[words].append(payload)
        self._by_first: dict[str, list[tuple[tuple[tuple[str, str], ...], list[Payload]]]] = defaultdict(list)
        for words, payloads in sorted(by_words.items(), key=lambda entry: -len(entry[0])):
            self._by_first[words[0][0]].append((words, payloads))

    def at(self, words: Sequence[Word], place: int) -> tuple[int, list[Payload]]:
        """Return how many words from `place` on are a phrase, and what all phrases of these words stand for."""
        length, found = 0, []
        for phrase, payloads in self._by_first.get(words[place].folded, ()) if place < len(words) else ():
            if length and len(phrase) < length:
                break
            if place + len(phrase) <= len(words) and all(
                word.fits(folded, key, alone=len(phrase) == 1)
                for word, (folded, key) in zip(words[place : place + len(phrase)], phrase, strict=True)
            ):
                length = len(phrase)
                found += [each for each in payloads if each not in found]
        return length, found


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body or group as the texts name it. `names`: the full name first, then the short ones."""

    name: str
    code: str = ""
    kind: str = ""
    names: tuple[str, ...] = ()
    parent: str = ""
    is_group: bool = False


def known_bodies(bodies: Iterable[Body]) -> list[KnownBody]:
    """Return the bodies with the names by which texts call them; a parent that is not among them is left out."""
    rows = list(bodies)
    codes = {body.pk: body.code for body in rows}
    return [
        KnownBody(
            name=body.name,
            code=body.code,
            kind=body.kind,
            names=tuple(body.known_as()[1:]),
            parent=codes.get(body.parent_id or 0, ""),
            is_group=body.kind == Body.Kind.GROUP,
        )
        for body in rows
    ]


class Mention(NamedTuple):
    """A name in a text: from which word to which, and whom it may mean; more than one where a name is shared.

    It is narrowed where words follow that may make it another's or a part of it: "các chi bộ nông thôn".
    """

    first: int
    last: int
    bodies: tuple[KnownBody, ...]
    is_narrowed: bool = False


class Names:
    """All names of the bodies of a committee, ready to be found."""

    def __init__(self, bodies: Iterable[KnownBody], *, place: str = "") -> None:
        given, derived, initials = [], [], []
        for body in bodies:
            for name in (body.name, *body.names):
                given.append((name, body))
                forms = list(_variants(name, place))
                derived += [(form, body) for form in forms]
                initials += [] if body.is_group else [(short, body) for form in forms for short in abbreviations(form)]
        # A name that a committee gave to one body is no short form of another's.
        taken = {_keys(name) for name, _body in given}
        free = [entry for entry in derived if _keys(entry[0]) not in taken]
        taken |= {_keys(name) for name, _body in free}
        self._initials = Phrases([entry for entry in initials if _keys(entry[0]) not in taken])
        self._phrases = Phrases([*given, *free])
        self._tails = Phrases([(unit, "") for unit in (*_UNITS, *(f"{unit} {place}" for unit in _UNITS if place))])

    def mentions(self, text: str, words: Sequence[Word]) -> list[Mention]:
        """Return the names in their order; the longest wins, and a name inside another does not count.

        A short name or a group directly before another's name is that other: "Thường trực HĐND xã" is the Council.
        """
        found, place = [], 0
        while place < len(words):
            named = self._at(text, words, place)
            if named is None:
                place += 1
                continue
            mention = self._whole(text, words, named)
            place = mention.last
            is_elsewhere = _OTHERS.at(words, place)[0] and _touch(text, words, place)
            if not is_elsewhere and not _is_post(text, words, mention):
                found.append(mention)
        return found

    def _at(self, text: str, words: Sequence[Word], place: int) -> Mention | None:
        """Return the longest name at the word, with the commune behind it."""
        length, bodies = self._phrases.at(words, place)
        short, others = self._initials.at(words, place)
        if short > length and any(text[word.start : word.end].isupper() for word in words[place : place + short]):
            length, bodies = short, others
        comma = next((n for n in range(place + 1, place + length) if "," in text[words[n - 1].end : words[n].start]), 0)
        if comma and not any(_JOINED.search(name) for body in bodies for name in (body.name, *body.names)):
            length, bodies = self._phrases.at(words[:comma], place)
        if not length or _is_broken(text, words[place : place + length]):
            return None
        last = place + length
        last += self._tails.at(words, last)[0] if last < len(words) and _touch(text, words, last) else 0
        return Mention(place, last, tuple(bodies))

    def _whole(self, text: str, words: Sequence[Word], named: Mention) -> Mention:
        """Return the name with another's that begins in it or directly behind it, and is meant then."""
        body = named.bodies[0]
        is_open = body.is_group or (body.kind in GIVERS and words_of(body.name)[-1].key != words[named.last - 1].key)
        for place in range(named.first + 1, min(named.last + 1, len(words))):
            other = self._at(text, words, place) if _touch(text, words, place) else None
            if other is None or other.last <= named.last or other.bodies[0].kind in GIVERS:
                continue
            if other.bodies == named.bodies:
                return named._replace(last=other.last)
            if is_open and not other.bodies[0].is_group:
                # "Ban Thường trực Ủy ban MTTQ xã" begins a word earlier than "Thường trực".
                is_board = place == named.last and named.first > 0 and words[named.first - 1].folded == "ban"
                return Mention(named.first - is_board, other.last, other.bodies)
            if place == named.last:
                return Mention(named.first, other.last, named.bodies, is_narrowed=not body.is_group)
        return named


_OTHERS = Phrases([(level, "") for level in _OTHER_LEVELS])


def _is_post(text: str, words: Sequence[Word], mention: Mention) -> bool:
    """Tell whether members of who gives the orders are meant: "các đồng chí Ủy viên Ban Thường vụ"."""
    if mention.bodies[0].kind not in GIVERS or mention.first < 2 or not _touch(text, words, mention.first):
        return False
    return [word.folded for word in words[mention.first - 2 : mention.first]] == ["uy", "vien"]


def _keys(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(name))


def _touch(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether nothing but space stands before the word."""
    return not text[words[place - 1].end : words[place].start].strip()


def _is_broken(text: str, words: Sequence[Word]) -> bool:
    return any(_STOP.search(text, word.end, after.start + 1) for word, after in pairwise(words))


def abbreviations(name: str) -> Iterator[str]:
    """Yield how a name is shortened to initials: "Phòng Văn hóa - Xã hội" to "Phòng VHXH", "Phòng VH-XH", "PVHXH".

    What stands in capitals already stays: "Đoàn TNCS Hồ Chí Minh". A name that begins otherwise has none.
    """
    head = next((head for head in _HEADS if name.startswith(f"{head} ")), "")
    parts = [words for part in _PARTS.split(name[len(head) :]) if (words := _WORD.findall(part))]
    if not head or not parts:
        return
    short = ["".join(map(_initial, words)) for words in parts]
    initials = "".join(map(_initial, head.split()))
    for tail in {"".join(short), " ".join(short)}:
        if len(tail) > 1:
            yield f"{head} {tail}"
            yield f"{initials} {tail}"
    if len(initials + "".join(short)) >= _FEWEST_INITIALS:
        yield initials + "".join(short)


def _initial(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else word[0].upper()


def _variants(name: str, place: str) -> Iterator[str]:
    """Yield how a name is typed otherwise: shortened, without the commune, "và" for a dash and a dash for "và"."""
    forms = {name}
    forms |= {name.replace(long, short) for long, short in _ABBREVIATIONS}
    forms |= {name.replace(short, long) for long, short in _ABBREVIATIONS if re.search(rf"\b{short}\b", name)}
    # Twice: a name may hold two that are shortened ("Văn phòng HĐND và UBND").
    forms |= {form.replace(long, short) for form in tuple(forms) for long, short in _ABBREVIATIONS}
    for form in tuple(forms):
        for tail in (f" {unit}{own}" for own in (f" {place}" if place else "", "") for unit in _UNITS):
            if form.endswith(tail) and len(form.removesuffix(tail).split()) > 1:
                forms.add(form.removesuffix(tail))
    # Who leads a party organisation that has branches of its own is called after it.
    forms |= {form.replace("Đảng bộ ", "Đảng ủy ", 1) for form in forms if form.startswith("Đảng bộ ")}
    for form in tuple(forms):
        forms |= {_DASH.sub(" và ", form), re.sub(r"\bvà\b", " ", form)}
        if form.startswith("Các "):
            forms.add(form.removeprefix("Các "))
    # One syllable is too little to know a body by.
    yield from (form for form in forms if len(form.split()) > 1 or form.isupper())
