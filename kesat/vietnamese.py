"""Vietnamese as the office writes it: clean text, official dates and counts, folding for search, order of names."""

import re
import unicodedata
from datetime import date

_CONTROLS = [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]
_UNSEEN = [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
_DROPPED = dict.fromkeys([*_CONTROLS, *_UNSEEN])
_SPACES = dict.fromkeys([*range(0x1C, 0x20), 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000], " ")
# Word writes a line break as VT and a page break as FF: dropped, they would glue two words.
_LINES = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_REFUSED = re.compile("[\x00\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Tones sort none, huyền, hỏi, ngã, sắc, nặng: the order of ICU's `vi` collation.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


class UnsafeText(ValueError):
    """Text holds a character that hides or reorders what is read; `character` names it as U+XXXX."""

    def __init__(self, character: str) -> None:
        self.character = f"U+{ord(character):04X}"
        super().__init__(self.character)


def clean(text: str) -> str:
    """Return `text` in NFC with invisible characters dropped and odd spaces made plain.

    Line ends become line feeds. Raises UnsafeText for NUL, directional overrides and lone surrogates, which
    are refused and not dropped: they can make a sentence read otherwise than it is stored.
    """
    if found := _REFUSED.search(text):
        raise UnsafeText(found.group())
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    return unicodedata.normalize("NFC", text.translate(_DROPPED).translate(_SPACES))


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, with single spaces: the form in which a paragraph is stored."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return the search key: no tone or vowel marks, đ as d, lower case, single spaces.

    Both tone-mark styles ("uỷ", "ủy") and both Unicode forms fold alike.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a key that orders words as a Vietnamese dictionary does: letters first, tones break ties."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text.casefold()):
        decomposed = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        letters.append(_LETTERS[letter] + 1000 if letter in _LETTERS else ord(letter[0]) % 1000)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def name_key(full_name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return a key that orders people as offices list them: by given name (the last word), then the rest."""
    words = full_name.split()
    return tuple(sort_key(word) for word in [*words[-1:], *words[:-1]])


def official_date(day: date) -> str:
    """Return "05/3/2026": a zero before days 1 to 9 and before months 1 and 2 only (HD 05-HD/VPTW)."""
    return f"{day.day:02}/{official_month_number(day.month)}/{day.year}"


def official_month_number(month: int) -> str:
    """Return "01", "02", "3" ... "12"."""
    return f"{month:02}" if month < 3 else str(month)


def official_month(year: int, month: int) -> str:
    """Return "01/2026", "3/2026", as it stands after the word "tháng"."""
    return f"{official_month_number(month)}/{year}"


def official_count(count: int) -> str:
    """Return "07", "12", "1.700": a zero before counts below ten, dots between thousands."""
    return f"{count:02}" if 0 < count < 10 else f"{count:,}".replace(",", ".")
