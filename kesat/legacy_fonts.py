"""Text typed for the fonts from before Unicode, TCVN3 (.VnTime) and VNI (VNI-Times): recognised and converted.

Both put Vietnamese letters in the places of Latin-1, so such a text passes for Unicode and reads as "Uû ban nh©n d©n"
or "Uûy ban nhaân daân". TCVN3's "ư" is the soft hyphen (U+00AD), which cleaning drops: look for it before.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import lru_cache
from itertools import accumulate
from typing import Final


class Encoding(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"


# The 67 letters beyond a to z, and in the same order what stands for each: one letter in TCVN3, one or two in VNI.
_LETTERS: Final = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
_TCVN3_CODES: Final = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®"
_VNI_CODES: Final = (
    *("aø", "aû", "aõ", "aù", "aï", "aê", "aè", "aú", "aü", "aé", "aë", "aâ", "aà", "aå", "aã", "aá", "aä"),
    *("eø", "eû", "eõ", "eù", "eï", "eâ", "eà", "eå", "eã", "eá", "eä", "ì", "æ", "ó", "í", "ò"),
    *("oø", "oû", "oõ", "où", "oï", "oâ", "oà", "oå", "oã", "oá", "oä", "ô", "ôø", "ôû", "ôõ", "ôù", "ôï"),
    *("uø", "uû", "uõ", "uù", "uï", "ö", "öø", "öû", "öõ", "öù", "öï", "yø", "yû", "yõ", "yù", "î", "ñ"),
)
# Capitals with a tone are not in TCVN3: another font (.VnTimeH) draws them in the places of the small letters.
_TCVN3_CAPITALS: Final = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3: Final = dict(zip(_TCVN3_CODES, _LETTERS, strict=True)) | _TCVN3_CAPITALS
_VNI: Final = dict(zip(_VNI_CODES, _LETTERS, strict=True))
_FROM_TCVN3: Final = str.maketrans(_TCVN3)

# The signs of Latin-1 that are letters of TCVN3.
_SIGNS: Final = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾"
_TCVN3_WORD: Final = re.compile(f"[A-Za-z{''.join(_TCVN3)}]+")
_VNI_LETTER: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_HIGH: Final = re.compile("[\xa1-\xfe]")
_LATIN: Final = f"A-Za-zÀ-ɏ\u0300-\u036fḀ-ỿ{_SIGNS}"
# Beside figures stand units and footnotes ("5 µm", "12½"): no words.
_WORD: Final = re.compile(rf"(?<![\d{_LATIN}])[{_LATIN}]++(?!\d)")
_UNITS: Final = frozenset({"µm", "N·m"})
# Longer than any syllable, so that what is cut here is none.
_LONGEST: Final = 20
# What no word of another language has: a sign (but quotation marks round it) or a capital inside a word; a mark of VNI
# after a vowel that never bears it elsewhere (but "où", "naïf", "Israël", "océano" ...).
_TCVN3_ONLY: Final = re.compile("[¡-ª¬\xad®µ-¹¼-¾]|[A-Za-z][«»][A-Za-z]|[a-z][À-Þ]|[A-Z][ß-þ][A-Z]")
_VNI_ONLY: Final = re.compile("[aeo][âåãä]|[aeouyôö][øõ]|[aeuyôö][ùû]|aê|[ôö]ï", re.IGNORECASE)


def detect(text: str) -> Encoding | None:
    """Return the encoding in which `text`, or a line of it, is surely typed; None for Unicode and other languages.

    A word is a sign of an encoding when it is no Vietnamese syllable as it stands and becomes one when converted. Two
    different ones are asked for, and more of them than of words that speak against it.
    """
    text = unicodedata.normalize("NFC", text)
    if not _HIGH.search(text):
        return None
    lines, whole = [Counter(_words(line)) for line in text.splitlines()], Counter(_words(text))
    weights = {encoding: _weight(lines, whole, encoding) for encoding in Encoding}
    likelier = max(Encoding, key=lambda encoding: weights[encoding])
    return likelier if weights[likelier] else None


def is_unicode(text: str, encoding: Encoding) -> bool:
    """Say whether `text`, found beside other text in `encoding`, is Vietnamese in Unicode already."""
    tally = _tally(Counter(_words(unicodedata.normalize("NFC", text))), encoding)
    return tally.against > tally.found


def convert(text: str, encoding: Encoding) -> str:
    """Return `text`, typed in `encoding`, in Unicode (NFC). What is no letter of the encoding stays.

    TCVN3 has no capitals with a tone (they are small letters in the font .VnTimeH): they come out small, but in a word
    whose other letters are all capitals; where these are too few to tell ("Bé" is "Bộ" or "BỘ"), its neighbours do.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub(_vni_letter, text)
    return "\n".join(map(_from_tcvn3, text.split("\n")))


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found.group().lower()]
    return letter.upper() if found.group()[0].isupper() else letter


def _from_tcvn3(line: str) -> str:
    sure = [_has_capitals(word.group()) for word in _TCVN3_WORD.finditer(line)]
    before = accumulate(sure, _nearest)
    after = reversed(list(accumulate(reversed(sure), _nearest)))
    is_heading = False not in sure
    capitals = iter(
        [
            word if word is not None else bool(left and right) or (is_heading and bool(left or right))
            for word, left, right in zip(sure, before, after, strict=True)
        ]
    )

    def letters(word: re.Match[str]) -> str:
        converted = word.group().translate(_FROM_TCVN3)
        return converted.upper() if next(capitals) else converted

    return _TCVN3_WORD.sub(letters, line)


def _nearest(last: bool | None, word: bool | None) -> bool | None:  # noqa: FBT001
    return last if word is None else word


def _has_capitals(word: str) -> bool | None:
    """Say whether all letters of a word in TCVN3 are capitals; None where it does not show."""
    if any("a" <= letter <= "z" or letter in "¨©ª«¬\xad®" for letter in word):
        return False
    capitals = [place for place, letter in enumerate(word) if letter.isascii() or letter in _TCVN3_CAPITALS]
    return True if len(capitals) > 1 or capitals[:1] > [0] else None


class _Sign(Enum):
    """What one word says about an encoding."""

    STRONG = auto()
    WEAK = auto()
    NONE = auto()
    FOREIGN = auto()
    AGAINST = auto()


@dataclass(slots=True)
class _Tally:
    """What the words of a text say about an encoding: `found` for it, `against` it, `foreign` neither."""

    strong: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    found: int = 0
    against: int = 0
    foreign: int = 0

    @property
    def is_sure(self) -> bool:
        enough = bool(self.strong) and len(self.strong | self.weak) > 1
        return enough and self.found > self.against + self.foreign


def _weight(lines: Iterable[Counter[str]], whole: Counter[str], encoding: Encoding) -> int:
    """Return how many words are signs of `encoding`: in the lines that are sure, or in all where none is by itself."""
    sure = [tally.found for tally in (_tally(line, encoding) for line in lines) if tally.is_sure]
    together = _tally(whole, encoding)
    return sum(sure) or together.is_sure * together.found


def _tally(words: Counter[str], encoding: Encoding) -> _Tally:
    tally = _Tally()
    for word, count in words.items():
        match _sign(word, encoding):
            case _Sign.STRONG:
                tally.strong.add(word)
                tally.found += count
            case _Sign.WEAK:
                tally.weak.add(word)
                tally.found += count
            case _Sign.AGAINST:
                tally.against += count
            case _Sign.FOREIGN:
                tally.foreign += count
    return tally


def _words(text: str) -> Iterable[str]:
    return (word[:_LONGEST] for word in _WORD.findall(text) if word not in _UNITS)


# As many as a long document has different words.
@lru_cache(maxsize=16_384)
def _sign(word: str, encoding: Encoding) -> _Sign:
    plain = word.strip(_SIGNS)
    is_syllable = _is_syllable(plain)
    typed = word if encoding is Encoding.TCVN3 else plain
    if len(typed) > 1 and not typed.isascii() and _fits(typed, encoding):
        read = convert(typed, encoding)
        if (read.isupper() or read[1:].islower()) and _is_syllable(read):
            only = _TCVN3_ONLY if encoding is Encoding.TCVN3 else _VNI_ONLY
            return _Sign.NONE if is_syllable else _Sign.STRONG if only.search(typed) else _Sign.WEAK
    if not plain.isascii() and (is_syllable or any(letter > "\xff" for letter in plain)):
        return _Sign.AGAINST
    return _Sign.NONE if is_syllable or plain.isupper() or len(plain) < 2 else _Sign.FOREIGN


def _fits(word: str, encoding: Encoding) -> bool:
    """Say whether the encoding has all letters of `word`."""
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub("", word).isascii()
    return all(letter.isascii() or letter in _TCVN3 for letter in word)


_TONES: Final = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ONSETS: Final = frozenset(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" "))
_RHYMES: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ui um un ung uôc uôi uôm uôn uông uôt up ut uê uêch uênh uêu uơ uy uya "
    "uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu yn ynh yt yu"
).split()


def _tone_places(rhyme: str) -> Collection[int]:
    """Return on which letters of a rhyme its tone may stand, in the old style or the new."""
    if marked := [place for place, letter in enumerate(rhyme) if letter in "ăâêôơư"]:
        return marked[-1:]
    if rhyme in {"oa", "oe", "uy"}:
        return (0, 1)
    return (1,) if rhyme.startswith(("oa", "oe", "oo", "uy")) else (0,)


_PLACES: Final = {rhyme: _tone_places(rhyme) for rhyme in _RHYMES}


def _is_syllable(word: str) -> bool:
    """Say whether `word` is spelt as a Vietnamese syllable can be, its tone in the right place."""
    letters, tones = [], []
    for place, letter in enumerate(word.lower()):
        marks = unicodedata.normalize("NFD", letter)
        tones += [(place, mark) for mark in marks if mark in _TONES]
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)))
    plain = "".join(letters)
    if len(tones) > 1 or len(plain) != len(letters):
        return False
    if plain.endswith(("c", "ch", "p", "t")) and not (tones and tones[0][1] in _TONES[3:]):
        return False
    cuts = [cut for cut in range(4) if plain[:cut] in _ONSETS and plain[cut:] in _PLACES]
    return any(not tones or tones[0][0] - cut in _PLACES[plain[cut:]] for cut in cuts)
