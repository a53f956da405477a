"""The ways in which offices type a month: marks of headings, wrapped lines, columns made of spaces, old tone marks."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from resolutions.manuscript import Manuscript, ParagraphKind, ParagraphText, PartText

ROMAN: Final = ("", "I", "II", "III")
LETTERS: Final = "abcdđeghik"
_NEW_TONE: Final = re.compile(
    r"(?:([oO])([\u0300\u0301\u0303\u0309\u0323])([aAeE])|([uU])([\u0300\u0301\u0303\u0309\u0323])([yY]))(?![\w\u0300-\u036f])"
)


def old_tones(text: str) -> str:
    """Return `text` with "uỷ", "hoà", "khoá" for "ủy", "hòa", "khóa", as offices typed before."""

    def moved(found: re.Match[str]) -> str:
        first, tone, second = (group for group in found.groups() if group)
        return f"{first}{second}{tone}"

    return unicodedata.normalize("NFC", _NEW_TONE.sub(moved, unicodedata.normalize("NFD", text)))


def in_old_tones(manuscript: Manuscript) -> Manuscript:
    """Return the month as an office would have typed it that puts its tone marks the old way."""

    def old(paragraphs: tuple[ParagraphText, ...]) -> tuple[ParagraphText, ...]:
        return tuple(replace(each, text=old_tones(each.text)) for each in paragraphs)

    def old_part(part: PartText) -> PartText:
        sections = (
            replace(each, title=old_tones(each.title), paragraphs=old(each.paragraphs)) for each in part.sections
        )
        return replace(part, title=old_tones(part.title), sections=tuple(sections))

    return replace(
        manuscript,
        subject=old_tones(manuscript.subject),
        opening=old(manuscript.opening),
        parts=tuple(map(old_part, manuscript.parts)),
        closing=old(manuscript.closing),
        recipients=tuple(map(old_tones, manuscript.recipients)),
    )


def paragraphs_as_typed(paragraphs: Sequence[ParagraphText]) -> Iterator[str]:
    """Yield paragraphs with their marks."""
    letters = count()
    for paragraph in paragraphs:
        match paragraph.kind:
            case ParagraphKind.ITEM:
                yield f"- {paragraph.text}"
            case ParagraphKind.SUBITEM:
                yield f"+ {paragraph.text}"
            case ParagraphKind.HEADING:
                yield f"{LETTERS[next(letters)]}) {paragraph.text}"
            case _:
                yield paragraph.text


def body_blocks(manuscript: Manuscript, part_mark: str, section_mark: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between the title and the foot: ("part" | "section" | "text", words)."""
    for words in paragraphs_as_typed(manuscript.opening):
        yield "text", words
    for number, part in enumerate(manuscript.parts, 1):
        yield "part", part_mark.format(ROMAN[number]) + part.title
        for place, section in enumerate(part.sections, 1):
            yield "section", section_mark.format(place) + section.title
            for words in paragraphs_as_typed(section.paragraphs):
                yield "text", words
    for words in paragraphs_as_typed(manuscript.closing):
        yield "text", words


def head_lines(manuscript: Manuscript) -> tuple[list[str], list[str]]:
    """Return the left and the right column of the head."""
    number = f"{manuscript.number:02}" if manuscript.number else "    "
    day = manuscript.issued_on
    dated = f"{day.day:02}" if day else "    "
    month = f"{day.month if day else manuscript.month:02}"
    return (
        ["ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG", "ĐẢNG ỦY XÃ KẺ SẶT", "*", f"Số {number}-NQ/ĐU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "", f"Kẻ Sặt, ngày {dated} tháng {month} năm {manuscript.year}", ""],
    )


def title_lines(manuscript: Manuscript) -> list[str]:
    return ["NGHỊ QUYẾT", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY", manuscript.subject]


def foot_lines(manuscript: Manuscript) -> tuple[list[str], list[str]]:
    """Return the left and the right column of the foot."""
    left = ["Nơi nhận:", *(f"- {recipient};" for recipient in manuscript.recipients)]
    left[-1] = left[-1].removesuffix(";") + "."
    signer = manuscript.signer
    return left, [signer.authority, signer.post, "", "", signer.name]


@dataclass(frozen=True)
class Typing:
    """How a month is typed: `width` wraps it, `in_columns` sets head and foot beside each other with spaces.

    `is_decomposed`: the program that wraps counts every mark above or below a letter (NFD).
    """

    part_mark: str = "{}. "
    section_mark: str = "{}. "
    width: int | None = None
    indent: str = ""
    between: str = "\n\n"
    in_columns: bool = False
    is_decomposed: bool = False


def as_text(manuscript: Manuscript, typing: Typing = Typing()) -> str:
    """Return the month as a text file."""
    blocks = [words for _kind, words in body_blocks(manuscript, typing.part_mark, typing.section_mark)]
    set_beside = _beside if typing.in_columns else _below
    head = set_beside(*head_lines(manuscript))
    foot = set_beside(*foot_lines(manuscript))
    title = "\n".join(title_lines(manuscript))
    body = typing.between.join(_wrapped(words, typing) for words in blocks)
    return f"{head}\n\n{title}\n-----\n\n{body}\n\n{foot}\n"


def _wrapped(words: str, typing: Typing) -> str:
    if not typing.width:
        return words
    return textwrap.fill(
        unicodedata.normalize("NFD", words) if typing.is_decomposed else words,
        typing.width,
        initial_indent=typing.indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _beside(left: Sequence[str], right: Sequence[str]) -> str:
    rows = max(len(left), len(right))
    padded = [[*column, *[""] * (rows - len(column))] for column in (left, right)]
    return "\n".join(f"{one:<52}{other:^34}".rstrip() for one, other in zip(*padded, strict=True))


def _below(left: Sequence[str], right: Sequence[str]) -> str:
    return "\n".join([*left, *right])
