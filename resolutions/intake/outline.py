"""Where the two parts and their sections begin, judged by numbering and by what the headings say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kesat.vietnamese import fold
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import (
    MAX_TITLE,
    Style,
    bare_title,
    ends_sentence,
    field_meant,
    heading_mark,
    is_capitals,
    is_title,
    item_rest,
    part_meant,
    starts_lower,
)
from resolutions.intake.wrapping import Wrap
from resolutions.manuscript import Field, PartKind

_MAX_RUN_IN: Final = 120
_PART_STYLES: Final = {Style.WORD: 2, Style.ROMAN: 1, Style.CAPITAL: 1, Style.ARABIC: 0, Style.NONE: 0}
# Which marks sections may bear, the likeliest first, below parts marked so.
_SECTION_STYLES: Final = (Style.ARABIC, Style.ROMAN, Style.DOTTED, Style.SMALL, Style.CAPITAL, Style.NONE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on the lines `start` to `end` (not included).

    `text`: the words that stand behind it on the same line, where it has no line of its own.
    """

    start: int
    end: int
    style: Style
    number: int
    title: str
    is_strong: bool = False
    text: str = ""

    @property
    def field(self) -> Field | None:
        return field_meant(self.title)


@dataclass(frozen=True, slots=True)
class Parts:
    """The headings of the two parts, None where one is missing, and of further parts below them."""

    results: Heading | None
    directions: Heading | None
    further: tuple[Heading, ...] = ()


def find_headings(lines: Sequence[Line], wrap: Wrap | None) -> list[Heading]:
    """Return all that may be a heading, in order."""
    return [heading for place in range(len(lines)) if (heading := _heading_at(lines, place, wrap)) is not None]


def find_parts(headings: Sequence[Heading]) -> Parts:
    """Return the pair of headings, one below the other, that most looks like the two parts."""
    best: tuple[int, Heading | None, Heading | None] = (0, None, None)
    first: tuple[int, Heading | None] = (0, None)
    for heading in headings:
        as_directions = _score(heading, PartKind.DIRECTIONS)
        pair = first[1] if first[1] is not None and first[1].end <= heading.start else None
        if as_directions > 0 and (total := first[0] * (pair is not None) + as_directions) > best[0]:
            best = (total, pair, heading)
        if (as_results := _score(heading, PartKind.RESULTS)) > first[0]:
            first = (as_results, heading)
    _total, results, directions = best
    if directions is None:
        return Parts(first[1], None)
    return Parts(results, directions, tuple(_further(headings, directions)))


def find_sections(headings: Sequence[Heading], part: Heading | None) -> list[Heading]:
    """Return those of the headings inside one part that begin a section.

    Sections bear one style of mark; of it, those count whose number is the next one or whose words name a
    field. A heading in bold that names a field counts without number, and so does one marked like the parts.
    """
    style = _section_style(headings, part)
    numbered = {heading.field for heading in headings if heading.style is style is not Style.NONE}
    found: list[Heading] = []
    last, seen = 0, set[Field | None]()
    for heading in headings:
        is_named = heading.field is Field.OTHER or (heading.field is not None and heading.field not in seen)
        is_next = heading.style is style is not Style.NONE and heading.number == last + 1
        is_bare = heading.style is Style.NONE and is_named and heading.field not in numbered
        is_like_part = part is not None and heading.style is part.style is not Style.NONE
        if heading.text and (heading.style is not style or not is_named or heading.field is Field.OTHER):
            continue
        if is_next or (is_named and heading.style is style) or is_bare or is_like_part:
            found.append(heading)
            seen.add(heading.field)
            last = heading.number if heading.style is style else last
    return found


def _section_style(headings: Sequence[Heading], part: Heading | None) -> Style:
    def weight(style: Style) -> int:
        alike = [heading for heading in headings if heading.style is style]
        fields = {heading.field for heading in alike} - {None, Field.OTHER}
        counts = style in {Style.ARABIC, Style.ROMAN} and any(
            heading.number == 1 and not heading.text for heading in alike
        )
        return 3 * len(fields) + counts

    styles = [style for style in _SECTION_STYLES if part is None or style is not part.style or style is Style.NONE]
    return max(styles, key=weight)


def _further(headings: Sequence[Heading], directions: Heading) -> Iterator[Heading]:
    """Yield the headings marked like part II that count on from it ("III. Tổ chức thực hiện")."""
    number = directions.number
    for heading in headings:
        is_below = heading.start >= directions.end and not heading.text
        if is_below and heading.style is directions.style is not Style.NONE and heading.number == number + 1:
            number += 1
            yield heading


def _score(heading: Heading, kind: PartKind) -> int:
    """Return how much a heading looks like that of a part; 0 when it cannot be."""
    if (
        heading.style not in _PART_STYLES
        or heading.text
        or fold(heading.title).startswith(("ve ", "v/v", "nghi quyet"))
    ):
        return 0
    meant = part_meant(heading.title)
    stands_out = heading.is_strong or is_capitals(heading.title)
    number = 1 if kind is PartKind.RESULTS else 2
    if heading.style is Style.NONE:
        return 3 if meant is kind and stands_out and "thang" in fold(heading.title) else 0
    if meant is not kind and (heading.style is Style.ARABIC or heading.number != number):
        return 0
    if meant is kind and heading.style is Style.ARABIC and not stands_out and heading.number != number:
        return 0
    wrong = meant is not None and meant is not kind
    return max(
        1, 4 * (meant is kind) + 2 * (heading.number == number) + stands_out + _PART_STYLES[heading.style] - 3 * wrong
    )


def _heading_at(lines: Sequence[Line], place: int, wrap: Wrap | None) -> Heading | None:
    """Return the heading that begins on a line, with the lines that it is wrapped on, or None."""
    line = lines[place]
    if line.table or line.is_rule:
        return None
    mark = heading_mark(line.text)
    if mark is None and not (line.strong or is_capitals(line.text)) and not _stands_alone(lines, place):
        return None
    end = _end(lines, place, wrap)
    found = _heading_on(lines, place, end)
    if found is None and end > place + 1 and not starts_lower(lines[place + 1].text):
        # A heading may fill its line by chance, and the text below it is no part of it.
        alone = _heading_on(lines, place, place + 1)
        found = alone if alone is not None and alone.field is not None else None
    return found or (_run_in(lines, place) if mark else None)


def _heading_on(lines: Sequence[Line], place: int, end: int) -> Heading | None:
    """Return the heading that the lines `place` to `end` make together, or None where they make none."""
    whole = " ".join(each.text for each in lines[place:end])
    mark = heading_mark(whole)
    if mark is not None and not mark.rest and end < len(lines):
        # "PHẦN THỨ NHẤT" stands alone, the title on the next line.
        end += 1
        mark = heading_mark(f"{whole} {lines[end - 1].text}")
    words = mark.rest if mark else whole
    strong = all(each.strong for each in lines[place:end])
    if not is_title(words, is_strong=strong):
        return None
    style, number = (mark.style, mark.number) if mark else (Style.NONE, 0)
    return Heading(place, end, style, number, bare_title(words), strong or is_capitals(words))


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line without mark is short, stands apart and names a field: a heading that lost its number."""
    line = lines[place]
    if len(line.text) > MAX_TITLE // 2 or ends_sentence(line.text) or item_rest(line.text) is not None:
        return False
    after = lines[place + 1].gap if place + 1 < len(lines) else Gap.BLANK
    starts_so = fold(line.text).startswith(
        ("cong tac ", "hoat dong ", "trung tam chinh tri", "uy ban mat tran", "mat tran")
    )
    return line.gap >= Gap.BLANK and after >= Gap.BLANK and starts_so and field_meant(line.text) is not None


def _end(lines: Sequence[Line], place: int, wrap: Wrap | None) -> int:
    """Return the line after the heading that begins on `place`."""
    end = place + 1
    length = len(lines[place].text)
    while end < len(lines) and length <= MAX_TITLE and _goes_on(lines, place, end, wrap):
        length += 1 + len(lines[end].text)
        end += 1
    return end


def _goes_on(lines: Sequence[Line], place: int, end: int, wrap: Wrap | None) -> bool:
    """Say whether the heading goes on in the line `end`."""
    last, line = lines[end - 1], lines[end]
    if line.table or line.is_rule or ends_sentence(last.text) or _begins_anew(line):
        return False
    both_capitals = is_capitals(line.text) and is_capitals(lines[place].text)
    if line.gap >= Gap.BLANK:
        return both_capitals and fold(line.text).startswith("thang ")
    if both_capitals or starts_lower(line.text) or (last.strong and line.strong):
        return True
    if item_rest(line.text) is not None or last.text.endswith(("-", "–", ",")):
        return True
    return wrap is not None and wrap.runs_on(last, line) and line.indent < wrap.indent + 2


def _begins_anew(line: Line) -> bool:
    """Say whether a line bears a mark of its own; a dash before a small letter ("- xã hội") is none."""
    rest = item_rest(line.text)
    if rest is not None:
        return not starts_lower(rest)
    return line.text.startswith("+") or heading_mark(line.text) is not None


def _run_in(lines: Sequence[Line], place: int) -> Heading | None:
    """Return a heading whose text goes on in the same paragraph ("1. Công tác xây dựng Đảng: Tổ chức ..."), or None."""
    line = lines[place]
    mark = heading_mark(line.text)
    if mark is None:
        return None
    cuts = [cut for sign in (": ", ". ") if 0 < (cut := mark.rest.find(sign)) <= _MAX_RUN_IN]
    title = mark.rest[: min(cuts)] if cuts else ""
    if not title or field_meant(title) is None or not is_title(title):
        return None
    if mark.rest[len(title)] == "." and len(title) > _MAX_RUN_IN // 2:
        return None
    return Heading(
        place, place + 1, mark.style, mark.number, bare_title(title), text=mark.rest[len(title) + 1 :].strip()
    )
