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
    ("Hội Liên hiệp Phụ nữ", "Hội PN"),
    ("Hội Nông dân", "HND"),
    ("Hội Nông dân", "Hội ND"),
    ("Phòng Kinh tế", "Phòng KT"),
    ("Phòng Văn hóa - Xã hội", "Phòng VHXH"),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn TN"),
    ("Đoàn TNCS Hồ Chí Minh", "Đoàn TN"),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn TNCS Hồ Chí Minh"),
    ("Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên"),
    ("Ngân hàng Chính sách xã hội", "NHCSXH"),
    ("Trung học cơ sở", "THCS"),
    ("chính trị - xã hội", "CT-XH"),
    ("Văn hóa - Xã hội", "VH-XH"),
    ("Phục vụ hành chính công", "PVHCC"),
)
_UNITS = ("xã", "phường", "đặc khu")
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

    `is_part`: words go on behind it as if it were the beginning of a longer name, of one member of a group say.
    """

    first: int
    last: int
    bodies: tuple[KnownBody, ...]
    is_part: bool = False


class Names:
    """All names of the bodies of a committee, ready to be found."""

    def __init__(self, bodies: Iterable[KnownBody], *, place: str = "") -> None:
        given, derived = [], []
        for body in bodies:
            for name in (body.name, *body.names):
                given.append((name, body))
                derived += [(variant, body) for variant in _variants(name, place)]
        # A name that a committee gave to one body is no short form of another's.
        taken = {tuple(word.key for word in words_of(name)) for name, _body in given}
        free = [entry for entry in derived if tuple(word.key for word in words_of(entry[0])) not in taken]
        self._phrases = Phrases([*given, *free])
        self._tails = Phrases([(unit, "") for unit in (*_UNITS, *(f"{unit} {place}" for unit in _UNITS if place))])

    def mentions(self, text: str, words: Sequence[Word]) -> list[Mention]:
        """Return the names in their order; the longest wins, and a name inside another does not count."""
        found, place = [], 0
        while place < len(words):
            length, bodies = self._phrases.at(words, place)
            if not length or _is_broken(text, words[place : place + length]) or self._begins_another(words, place):
                place += 1
                continue
            last = place + length
            last += self._tails.at(words, last)[0] if last < len(words) and _touch(text, words, last) else 0
            touched = last < len(words) and _touch(text, words, last)
            if not (_OTHERS.at(words, last)[0] and touched):
                goes_on = touched and (text[words[last].start].isupper() or _PLACES.at(words, last)[0] > 0)
                is_part = goes_on and (bodies[0].is_group or self._phrases.at(words, last)[0] > 0)
                found.append(Mention(place, last, tuple(bodies), is_part))
            place = last
        return found

    def _begins_another(self, words: Sequence[Word], place: int) -> bool:
        """Tell whether the name at the word is only whose head or members are meant of the body named behind it.

        "Thường trực HĐND xã" is the council's, "Bí thư Chi bộ thôn Cầu Lương" that of this branch.
        """
        length, bodies = self._phrases.at(words, place)
        if bodies[0].kind == Body.Kind.PERMANENT or bodies[0].kind == Body.Kind.STANDING_COMMITTEE:
            return self._phrases.at(words, place + length)[0] > 0
        inside = range(place + 1, place + length) if bodies[0].is_group else ()
        return any(at + self._phrases.at(words, at)[0] > place + length for at in inside)


_OTHERS = Phrases([(level, "") for level in _OTHER_LEVELS])
# Behind the name of a group these begin the name of some of its members.
_PLACES = Phrases([(word, "") for word in ("thôn", "nông thôn", "khu dân cư", "cơ quan", "trường học", "phụ trách")])


def _touch(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether nothing but space stands before the word."""
    return not text[words[place - 1].end : words[place].start].strip()


def _is_broken(text: str, words: Sequence[Word]) -> bool:
    return any(_STOP.search(text, word.end, after.start + 1) for word, after in pairwise(words))


def _variants(name: str, place: str) -> Iterator[str]:
    """Yield how a name is typed otherwise: shortened, without the commune, "và" for a dash and a dash for "và"."""
    forms = {name}
    forms |= {name.replace(long, short) for long, short in _ABBREVIATIONS}
    forms |= {name.replace(short, long) for long, short in _ABBREVIATIONS if re.search(rf"\b{short}\b", name)}
    # Three times in all: a name may hold three that are shortened ("VP HĐND và UBND").
    for _ in range(2):
        forms |= {form.replace(long, short) for form in tuple(forms) for long, short in _ABBREVIATIONS}
    for form in tuple(forms):
        for tail in (f" {unit}{own}" for own in (f" {place}" if place else "", "") for unit in _UNITS):
            if form.endswith(tail) and len(form.removesuffix(tail).split()) > 1:
                forms.add(form.removesuffix(tail))
    for form in tuple(forms):
        forms |= {_DASH.sub(" và ", form), re.sub(r"\bvà\b", " ", form)}
        if form.startswith("Các "):
            forms.add(form.removeprefix("Các "))
    # One syllable is too little to know a body by.
    yield from (form for form in forms if len(form.split()) > 1 or form.isupper())
