"""Words in a paragraph that something hangs on, found again after the paragraph was changed."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from resolutions.comparing import Change, compare

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
# Of the words, how many must stand there still, in their order, for a place to count as the one meant.
_LIKENESS = 0.6


class Found(NamedTuple):
    """Where the words stand, in characters of the text, and whether they stand there letter by letter."""

    start: int
    end: int
    is_exact: bool


def find(text: str, quote: str, occurrence: int = 1) -> Found | None:
    """Return where `quote` stands in `text`: exactly, else where most of its words stand, else None.

    `occurrence` counts from 1; where fewer are left than it says, the last is meant. Both texts are in NFC.
    """
    quote = normalize("NFC", quote).strip()
    if not quote:
        return None
    exact = [match.start() for match in re.finditer(re.escape(quote), text)]
    if exact:
        start = exact[min(max(occurrence, 1), len(exact)) - 1]
        return Found(start, start + len(quote), is_exact=True)
    return _alike(text, quote)


def _alike(text: str, quote: str) -> Found | None:
    """Return the stretch as long as the quote that has most of its words, without strange words at its ends."""
    places = list(_WORD.finditer(text))
    words, wanted = [_plain(place.group()) for place in places], [_plain(word) for word in quote.split()]
    if not words:
        return None
    length = min(len(wanted), len(words))
    start = _best_start(words, wanted, length)
    inside = [n for n in range(start, start + length) if words[n] in set(wanted)]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    if _likeness(words[first:last], wanted) < _LIKENESS:
        return None
    return Found(places[first].start(), places[last - 1].end(), is_exact=False)


def _best_start(words: Sequence[str], wanted: Sequence[str], length: int) -> int:
    """Return where the window begins that shares most words with those wanted; a step of it costs the same always."""
    missing, shared = Counter(wanted), 0
    best, best_shared = 0, -1
    for n, word in enumerate(words):
        shared += missing[word] > 0
        missing[word] -= 1
        if n >= length:
            gone = words[n - length]
            missing[gone] += 1
            shared -= missing[gone] > 0
        if n >= length - 1 and shared > best_shared:
            best, best_shared = n - length + 1, shared
    return best


def _likeness(words: Sequence[str], wanted: Sequence[str]) -> float:
    """Return how much of both stands in the other, in the same order: from 0 to 1."""
    pieces = compare(" ".join(wanted), " ".join(words))
    same = sum(len(piece.text.split()) for piece in pieces if piece.change == Change.SAME)
    return 2 * same / (len(words) + len(wanted))


def _plain(word: str) -> str:
    return _EDGES.sub("", word).casefold() or word
