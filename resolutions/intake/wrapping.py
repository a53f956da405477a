"""How the lines of a text were wrapped: told from sentences that run on, so that a paragraph's last line shows."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import ends_sentence, heading_mark, item_rest, starts_lower, starts_upper

Measure = Callable[[str], float]

_MIN_LENGTH: Final = 30
_MANY: Final = 5
_INSIDE: Final = re.compile(r"[^\W\d][.!?] +(?=[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơư])")
# Widths of Times, the face of all such papers, in thousandths of its size; what is not here is 500 wide.
_TIMES: Final = {
    **dict.fromkeys(" .,", 250),
    **dict.fromkeys("ijlt:;/", 278),
    **dict.fromkeys("fr()-![]I", 333),
    **dict.fromkeys("sJ", 389),
    **dict.fromkeys("acez“”?", 444),
    **dict.fromkeys("FPS", 556),
    **dict.fromkeys("ELTZ+=", 611),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("wADĐGHKNOQUVXY", 722),
    **dict.fromkeys("m&", 778),
    **dict.fromkeys("%", 833),
    **dict.fromkeys("MW—…", 950),
}


def _columns(text: str) -> float:
    return len(text)


def _decomposed(text: str) -> float:
    """Count each mark above or below a letter apart, as programs do that know nothing of NFC."""
    return len(unicodedata.normalize("NFD", text))


def _printed(text: str) -> float:
    """Measure as paper does, for text taken out of a PDF."""
    letters = unicodedata.normalize("NFD", " ".join(text.split()))
    return sum(_TIMES.get(letter, 500) for letter in letters if not unicodedata.combining(letter)) / 500


@dataclass(frozen=True, slots=True)
class Wrap:
    """Lines end where the next word would pass `width` in this `measure`, give or take `slack`.

    The first line of a paragraph has its own slack where it is set in by no characters, as on paper. `indent`:
    how far lines are set in on which a paragraph goes on; `sets_in`: first lines are set in further; `is_flush`:
    nothing but short last lines parts the paragraphs. Where these are more than the sentences that end inside a
    line, a sentence that ends with a full line more likely ends a paragraph too: `parts_full_lines`.
    """

    measure: Measure
    width: float
    slack: float
    first_slack: float
    indent: int
    sets_in: bool = False
    is_flush: bool = False
    parts_full_lines: bool = False

    def runs_on(self, line: Line, after: Line, *, is_first: bool = False) -> bool:
        """Say whether `line` is as full as it can be: the first word of `after` would not have fitted."""
        return _needed(line, after, self.measure) > self.width - (self.first_slack if is_first else self.slack)

    def is_long(self, line: Line) -> bool:
        """Say whether `line` is long enough for an open sentence to be wrapped here, in whatever face it was set."""
        return _length(line, self.measure) > 0.8 * self.width


def find_wrap(lines: Sequence[Line]) -> Wrap | None:
    """Return how the lines were wrapped, or None where each line is a paragraph.

    The evidence is sentences that run on in lower case on the next line, many of them, and no line much
    longer than those.
    """
    pairs = [
        (line, after) for line, after in pairwise(lines) if after.gap == Gap.LINE and not (line.table or after.table)
    ]
    running = [pair for pair in pairs if _runs_on_in_lower_case(*pair)]
    # A few pages cut in the middle of a sentence are no wrapping yet.
    if len(running) < max(2, min(_MANY, len(pairs) // 6), len(pairs) // 12):
        return None
    widest = _widest(running, _columns)
    longer = [
        line for line in lines if len(line.text) + line.indent > widest + 15 and not re.search(r"\s{3}|\t", line.text)
    ]
    if len(longer) > len(lines) // 20:
        return None
    wraps = [_measured(pairs, running, measure) for measure in (_columns, _decomposed, _printed)]
    wrap = min(wraps, key=lambda wrap: wrap.slack / wrap.width)
    if wrap.slack > wrap.width / 4:
        # Lines of any length that happen to be cut, and no margin at which they are.
        return None
    starts = _starts(pairs, wrap)
    sets_in = sum(line.indent >= wrap.indent + 2 for line in starts) > len(starts) // 2
    parted = sum(line.gap > Gap.LINE for line in lines)
    inside = sum(len(_INSIDE.findall(line.text)) for line in lines)
    is_flush = not sets_in and 2 * len(starts) > parted
    return replace(wrap, sets_in=sets_in, is_flush=is_flush, parts_full_lines=is_flush and len(starts) > inside)


def _starts(pairs: Sequence[tuple[Line, Line]], wrap: Wrap) -> list[Line]:
    """Return the lines below a sentence that ends before its line is full: paragraphs begin there."""
    ended = [(line, after) for line, after in pairs if ends_sentence(line.text) and item_rest(after.text) is None]
    return [after for line, after in ended if not wrap.runs_on(line, after)]


def _runs_on_in_lower_case(line: Line, after: Line) -> bool:
    if len(line.text) < _MIN_LENGTH or ends_sentence(line.text) or not starts_lower(after.text):
        return False
    return heading_mark(line.text) is None and heading_mark(after.text) is None


def _measured(pairs: Sequence[tuple[Line, Line]], running: Sequence[tuple[Line, Line]], measure: Measure) -> Wrap:
    """Return the wrap in one measure: nine in ten of the lines that run on are as full as they can be."""
    begun = {id(after) for line, after in pairs if ends_sentence(line.text) or heading_mark(line.text) is not None}
    inner = [pair for pair in running if id(pair[0]) not in begun and starts_lower(pair[0].text)] or running
    first = [pair for pair in running if id(pair[0]) in begun and starts_upper(pair[0].text)] or inner
    width = _widest(running, measure)
    indents = sorted(after.indent for _line, after in running)
    indent = indents[len(indents) // 2]
    slack = _slack(inner, width, measure)
    return Wrap(measure, width, slack, max(slack, _slack(first, width, measure)), indent)


def _widest(running: Sequence[tuple[Line, Line]], measure: Measure) -> float:
    """Return the length of the longest line, but for a few that another program has put together from two."""
    lengths = sorted(_length(line, measure) for line, _after in running)
    return max(length for length in lengths if length <= 1.25 * lengths[len(lengths) // 2])


def _slack(running: Sequence[tuple[Line, Line]], width: float, measure: Measure) -> float:
    slacks = sorted(width - _needed(line, after, measure) for line, after in running)
    worst = slacks[len(slacks) * 9 // 10]
    return max(0.0, worst + 0.01)


def _length(line: Line, measure: Measure) -> float:
    return measure(" " * line.indent + line.text)


def _needed(line: Line, after: Line, measure: Measure) -> float:
    """Return how long the line would be with the first word of the next."""
    return _length(line, measure) + measure("x " + after.text.split(maxsplit=1)[0]) - measure("x")
