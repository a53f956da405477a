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
_ARABIC_ALONE: Final = re.compile(r"(\d{1,2})\s+([^\W\d_].{5,120}$)")
_DOTTED: Final = re.compile(r"([1-9]\d?(?:\.[1-9]\d?){1,3})(?:\s*[.):\-–—/])?\s+(?=[^\W\d_]|[“\"'(])(.*)", re.DOTALL)
_SMALL: Final = re.compile(r"([a-zđ])(?:\1(?=\)))?(?:\s*[)/]\s*|[.\-–—]\s*)(?=[^\W\d_]|[“\"'(])(.*)", re.DOTALL)
_PATTERNS: Final = (
    (Style.WORD, _WORD),
    (Style.ROMAN, _ROMAN),
    (Style.ROMAN, _ROMAN_ALONE),
    (Style.CAPITAL, _CAPITAL),
    (Style.DOTTED, _DOTTED),
    (Style.ARABIC, _ARABIC),
    (Style.ARABIC, _ARABIC_ALONE),
    (Style.SMALL, _SMALL),
)
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
    for style, pattern in _PATTERNS:
        if found := pattern.match(text):
            mark = Mark(style, _number(style, found[1]), found[2].strip())
            if mark.number and _is_meant(mark, found):
                return mark
    return None


def _is_meant(mark: Mark, found: re.Match[str]) -> bool:
    """Say whether what looks like a mark is one, where the words after it must tell."""
    if found.re is _ROMAN_ALONE:
        return is_capitals(mark.rest)
    if found.re is _ARABIC_ALONE:
        return starts_upper(mark.rest) and not ends_sentence(mark.rest) and field_meant(mark.rest) is not None
    return mark.style is not Style.SMALL or starts_upper(mark.rest)


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


def _number(style: Style, figure: str) -> int:
    """Return the value of a figure, or 0 when it is none ("IIX")."""
    match style:
        case Style.WORD:
            return _ORDINALS.get(figure.lower()) or (int(figure) if figure.isdecimal() else _roman(figure.upper()))
        case Style.ROMAN:
            return _roman(figure)
        case Style.CAPITAL:
            return "ABCDĐE".index(figure) + 1
        case Style.SMALL:
            return _LETTERS.find(figure) + 1
    return int(figure.rpartition(".")[2])


def _roman(figure: str) -> int:
    values = [_FIGURES.get(letter, 0) for letter in figure]
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    return total if _roman_of(total) == figure else 0


def _roman_of(number: int) -> str:
    figures = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + figures[number % 10] if 0 < number < 40 else ""
