"""Which lines of a document are head, part I, part II and foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from resolutions.intake.foot import starts_foot
from resolutions.intake.lines import Line
from resolutions.intake.outline import Heading, Parts
from resolutions.manuscript import Field


@dataclass(frozen=True, slots=True)
class Zones:
    """Indices into the document's lines; the headings of the parts are in none of them."""

    head_end: int
    results: tuple[int, int]
    directions: tuple[int, int]
    foot: int


def find_zones(lines: Sequence[Line], headings: Sequence[Heading], parts: Parts) -> Zones:
    """Return where each part begins and ends; a part whose heading is lost is found by its sections."""
    results, directions = parts.results, parts.directions
    foot = _foot(lines, max(part.end for part in (results, directions) if part is not None))
    end = min([foot, *(heading.start for heading in parts.further)])
    if results is not None and directions is not None:
        return Zones(results.start, (results.end, directions.start), (directions.end, end), foot)
    if directions is not None:
        start = _first_section(headings, directions.start)
        return Zones(start, (start, directions.start), (directions.end, end), foot)
    start = results.end if results is not None else 0
    again = _restart(headings, start, foot)
    return Zones(results.start if results is not None else 0, (start, again), (again, foot), foot)


def _foot(lines: Sequence[Line], start: int) -> int:
    return next((place for place in range(start, len(lines)) if starts_foot(lines[place])), len(lines))


def _first_section(headings: Sequence[Heading], end: int) -> int:
    """Return where the first section stands above part II: there part I begins, whose heading is lost."""
    return next((each.start for each in headings if each.end <= end and each.number == 1 and _names_a_field(each)), end)


def _restart(headings: Sequence[Heading], start: int, end: int) -> int:
    """Return where the sections begin to be counted anew: there part II begins, whose heading is lost."""
    named = [heading for heading in headings if start <= heading.start < end and _names_a_field(heading)]
    for heading, after in pairwise(named):
        if after.number == 1 and heading.number > 1 and after.style is heading.style:
            return after.start
    return end


def _names_a_field(heading: Heading) -> bool:
    return heading.field not in {None, Field.OTHER}
