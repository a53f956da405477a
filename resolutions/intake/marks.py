"""The marks before headings and items, and what the words of a heading mean."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kesat.vietnamese import fold
from resolutions.manuscript import Field, PartKind


class Style(Enum):
    """How a heading is marked; NONE where it has no number."""

    WORD = "Phần thứ nhất"
    ROMAN = "I."
    CAPITAL = "A."
    ARABIC = "1."
    DOTTED = "1.1."
    SMALL = "a)"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark at the beginning of a line and the words after it."""

    style: Style
    number: int
    rest: str


MAX_TITLE: Final = 220
_SEPARATOR: Final = r"\s*(?:[.):/]|[-–—])[.\-–—]?\s*"
_WORD: Final = re.compile(
    r"ph[ầâấ]n\s+(?:th[ứư]\s+)?(nhất|nhứt|hai|ba|bốn|tư|một|[ivx]{1,4}|[1-9])\b[\s.:\-–—/]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_ROMAN: Final = re.compile(rf"([IVX]{{1,5}}){_SEPARATOR}(?=[^\W_])(.*)", re.DOTALL)
# Without a separator only before capitals: a line may well begin with the "I" of "lần thứ I".
_ROMAN_ALONE: Final = re.compile(r"([IVX]{1,5})\s+([^\W\d_]{2}.{8,})", re.DOTALL)
_CAPITAL: Final = re.compile(rf"([A-EĐ]){_SEPARATOR}(?=[^\W\d_])(.*)", re.DOTALL)
_ARABIC: Final = re.compile(rf"(?:mục\s+)?(\d{{1,2}}){_SEPARATOR}(?=[^\W\d_]|[“\"'(])(.*)", re.IGNORECASE | re.DOTALL)
_ARABIC_ALONE: Final = re.compile(r"(\d{1,2})\s+([^\W\d_].{5,120})")
_DOTTED: Final = re.compile(r"([1-9]\d?(?:\.[1-9]\d?){1,3})(?:\s*[.):\-–—/])?\s+(?=[^\W\d_]|[“\"'(])(.*)", re.DOTALL)
_SMALL: Final = re.compile(r"([a-zđ])(?:\1(?=\)))?(?:\s*[)/]\s*|[.\-–—]\s*)(?=[^\W\d_]|[“\"'(])(.*)", re.DOTALL)
_ITEM: Final = re.compile(r"(?:[-–—•●▪■◦○*·➢✓✔]|\uf0b7|\uf0a7|\uf02d)(?:\s+|(?=[^\W\d_“\"]))(.*)", re.DOTALL)
_SUBITEM: Final = re.compile(r"\+(?:\s+|(?=[^\W\d_]))(.*)", re.DOTALL)
_ORDINALS: Final = {"nhất": 1, "nhứt": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_FIGURES: Final = {"I": 1, "V": 5, "X": 10}
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

_CLOSERS: Final = "”’\"'»)]"
_RESULTS: Final = ("danh gia", "ket qua", "kiem diem", "tinh hinh", "so ket", "tong ket")
_DIRECTIONS: Final = ("phuong huong", "nhiem vu", "chuong trinh cong tac", "trong tam", "giai phap", "cong tac thang")
_OTHER: Final = ("han che", "nguyen nhan", "ton tai", "bai hoc", "kien nghi", "de xuat", "danh gia chung", "kho khan")
_FIELDS: Final = {
    Field.POLITICAL_CENTRE: ("trung tam chinh tri", "trung tam boi duong chinh tri"),
    Field.FRONT: ("mat tran", "doan the", "to chuc chinh tri", "mttq", "dan van"),
    Field.PARTY_BUILDING: ("xay dung dang", "cong tac dang", "to chuc dang", "xdd"),
    Field.GOVERNMENT: ("chinh quyen", "hoi dong nhan dan", "uy ban nhan dan", "hdnd", "ubnd", "quan ly nha nuoc"),
}
_FAR: Final = 10_000  # str.find's -1, modulo this, is farther than any title is long


def heading_mark(text: str) -> Mark | None:
    """Return the number before a heading, in any of the offices' ways, or None."""
    if found := _WORD.match(text):
        word = found[1].lower()
        return Mark(Style.WORD, _ORDINALS.get(word) or _number(word), found[2].strip())
    if (found := _ROMAN.match(text)) and (roman := _number(found[1])):
        return Mark(Style.ROMAN, roman, found[2].strip())
    if (found := _ROMAN_ALONE.match(text)) and (roman := _number(found[1])) and is_capitals(found[2]):
        return Mark(Style.ROMAN, roman, found[2].strip())
    if found := _CAPITAL.match(text):
        return Mark(Style.CAPITAL, "ABCDĐE".index(found[1]) + 1, found[2].strip())
    if found := _DOTTED.match(text):
        return Mark(Style.DOTTED, int(found[1].rpartition(".")[2]), found[2].strip())
    if found := _ARABIC.match(text):
        return Mark(Style.ARABIC, int(found[1]), found[2].strip())
    if (
        (found := _ARABIC_ALONE.fullmatch(text))
        and starts_upper(found[2])
        and not ends_sentence(text)
        and field_meant(found[2])
    ):
        return Mark(Style.ARABIC, int(found[1]), found[2].strip())
    if (found := _SMALL.match(text)) and starts_upper(found[2]):
        return Mark(Style.SMALL, _LETTERS.find(found[1]) + 1, found[2].strip())
    return None


def item_rest(text: str) -> str | None:
    """Return the words after the mark of an item ("- "), or None."""
    found = _ITEM.match(text)
    return found[1].strip() if found and found[1].strip() else None


def subitem_rest(text: str) -> str | None:
    """Return the words after the mark of a sub-item ("+ "), or None."""
    found = _SUBITEM.match(text)
    return found[1].strip() if found and found[1].strip() else None


def ends_sentence(text: str) -> bool:
    """Say whether a sentence or a clause ends here: a paragraph may, a cut one does not."""
    return text.rstrip(_CLOSERS + " ").endswith((".", ";", ":", "!", "?", "…"))


def starts_upper(text: str) -> bool:
    first = text.lstrip("“‘\"'(«[ ")[:1]
    return first.isupper()


def starts_lower(text: str) -> bool:
    return text.lstrip("“‘\"'(«[ ")[:1].islower()


def is_capitals(text: str) -> bool:
    """Say whether all letters are capitals, and there are some."""
    return text.isupper()


def is_title(words: str, *, is_strong: bool = False) -> bool:
    """Say whether words after a mark read as a heading: short, and not a sentence."""
    words = words.strip()
    if not words or len(words) > MAX_TITLE or starts_lower(words):
        return False
    if words.endswith((";", ",", "./.")):
        return False
    return not words.endswith(".") or ((is_strong or is_capitals(words)) and len(words) <= 120)


def bare_title(words: str) -> str:
    """Return the words of a heading without the sign that closes them."""
    return " ".join(words.split()).rstrip(".:; ").strip()


def part_meant(title: str) -> PartKind | None:
    """Return which part the words of a heading announce, or None."""
    folded = fold(title)
    if any(word in folded for word in _RESULTS):
        return PartKind.RESULTS
    return PartKind.DIRECTIONS if any(word in folded for word in _DIRECTIONS) else None


def field_meant(title: str) -> Field | None:
    """Return the field that the words of a section's heading name, or None; OTHER for those that name no field."""
    folded = fold(title)
    if any(word in folded for word in _OTHER):
        return Field.OTHER
    places = {field: min(folded.find(word) % _FAR for word in words) for field, words in _FIELDS.items()}
    nearest = min(places, key=lambda field: places[field])
    return nearest if places[nearest] < _FAR - 1 else None


def _number(roman: str) -> int:
    """Return the value of a Roman figure, or 0 when it is none ("IIX")."""
    roman = roman.upper()
    if roman.isdecimal():
        return int(roman)
    values = [_FIGURES.get(figure, 0) for figure in roman]
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    return total if _roman_of(total) == roman else 0


def _roman_of(number: int) -> str:
    figures = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + figures[number % 10] if 0 < number < 40 else ""
