"""Two texts compared word by word, two lists of paragraphs side by side, two changes of one text merged."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, groupby, pairwise, takewhile
from typing import NamedTuple
from unicodedata import normalize

# A word with what sticks to it ("95%,"). Split so, a text is white space and words in turn, white space at both ends.
_WORD = re.compile(r"(\S+)")

# The most bits of a comparison, twice what the longest paragraphs can need, were all their words of one letter. A
# longer stretch in which no phrase holds still is told as replaced: the memory of the server is worth more.
_MAX_TABLE = 200_000_000

_Pair = tuple[int, int]  # a word's place in the old text and in the new one, from 0
_Match = Callable[[list[str], list[str]], list[_Pair]]


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return what became of `old` word by word, in whole phrases; what was removed stands before what replaced it.

    SAME and REMOVED together are the old text, SAME and ADDED the new one, both in NFC, white space included.
    """
    before, after = _parts(old), _parts(new)
    told = [(change, text) for change, text in _told(before, after) if text]
    runs = groupby(told, key=lambda each: each[0])
    return tuple(Piece(change, "".join(text for _, text in run)) for change, run in runs)


@dataclass(frozen=True, slots=True)
class Stand:
    """A paragraph as it stands in one version; in another the same key is the same paragraph."""

    key: int
    text: str
    kind: str


class RowKind(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph in both versions; the side where it does not stand has neither place nor kind.

    CHANGED is another text, another kind of paragraph or both; a MOVED one may be changed as well.
    """

    kind: RowKind
    key: int
    old_place: int | None
    new_place: int | None
    old_kind: str | None
    new_kind: str | None
    pieces: tuple[Piece, ...]

    @property
    def left(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.change != Change.ADDED)

    @property
    def right(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.change != Change.REMOVED)

    @property
    def is_text_changed(self) -> bool:
        return any(piece.change != Change.SAME for piece in self.pieces)

    @property
    def is_kind_changed(self) -> bool:
        return None not in {self.old_kind, self.new_kind} and self.old_kind != self.new_kind


def compare_paragraphs(old: Sequence[Stand], new: Sequence[Stand]) -> list[Row]:
    """Return every paragraph of either version once, in the new order, the removed ones where they stood.

    Paragraphs are the same by key, not by likeness; no key stands twice in a version. As few as possible are MOVED.
    """
    old_places = {stand.key: place for place, stand in enumerate(old, 1)}
    new_keys = {stand.key for stand in new}
    both = [stand.key for stand in new if stand.key in old_places]
    in_order = {both[n] for n in _longest_rise([old_places[key] for key in both])}

    def removed_after(old_place: int) -> Iterator[Row]:
        for place, stand in enumerate(old[old_place:], old_place + 1):
            if stand.key in in_order:
                return
            if stand.key not in new_keys:
                yield _removed(place, stand)

    rows = list(removed_after(0))
    for place, stand in enumerate(new, 1):
        old_place = old_places.get(stand.key)
        if old_place is None:
            rows.append(_added(place, stand))
        else:
            rows.append(_kept(old_place, old[old_place - 1], place, stand, is_moved=stand.key not in in_order))
        if stand.key in in_order:
            rows += removed_after(old_places[stand.key])
    return rows


def _added(place: int, stand: Stand) -> Row:
    return Row(RowKind.ADDED, stand.key, None, place, None, stand.kind, compare("", stand.text))


def _removed(place: int, stand: Stand) -> Row:
    return Row(RowKind.REMOVED, stand.key, place, None, stand.kind, None, compare(stand.text, ""))


def _kept(old_place: int, old: Stand, new_place: int, new: Stand, *, is_moved: bool) -> Row:
    kind = RowKind.MOVED if is_moved else RowKind.UNCHANGED
    row = Row(kind, new.key, old_place, new_place, old.kind, new.kind, compare(old.text, new.text))
    if not is_moved and (row.is_text_changed or row.is_kind_changed):
        return replace(row, kind=RowKind.CHANGED)
    return row


@dataclass(frozen=True, slots=True)
class Merge:
    text: str
    is_clean: bool


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Return `base` with the changes of both, in NFC.

    Where both changed the same words and not alike, or one put words beside what the other changed, the text
    holds both wordings in brackets, theirs first: "đạt [96% | 97%] kế hoạch"; where one took the words out,
    "đạt [ | 97%] kế hoạch". It reads like a correction pencilled in, is typed and rubbed out on any keyboard,
    and begins no line of its own: in a form a new line is a new paragraph. A text with such places is merged by
    whole phrases, lest two wordings of one sentence be cut into scraps. Over white space alone nobody
    disagrees: theirs is taken.
    """
    texts = [_parts(base), _parts(theirs), _parts(mine)]
    exact = _merged(texts, _matches)
    return exact if exact.is_clean else _merged(texts, _phrases)


class _Edit(NamedTuple):
    """Words of the base that one side replaced; from there on, its words stand `shift` places after the base's."""

    start: int
    end: int
    side: int
    shift: int


@dataclass(frozen=True, slots=True)
class _Region:
    """The same stretch of base, theirs and mine, from which word to before which, and what becomes of it."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    text: str = ""


def _merged(texts: list[list[str]], match: _Match) -> Merge:
    is_clean = True
    here: tuple[int, ...] = (0, 0, 0)
    end = tuple(len(parts) // 2 for parts in texts)
    regions: list[_Region] = []
    for region in [*_changed(texts, match), _Region(end, end)]:
        regions += _unchanged(texts[0], here, region.starts)
        text, is_agreed = _settled(texts, region)
        regions.append(replace(region, text=text))
        is_clean = is_clean and is_agreed
        here = region.ends
    return Merge(_joined(texts, [region for region in regions if region.text], end), is_clean)


def _changed(texts: list[list[str]], match: _Match) -> Iterator[_Region]:
    """Yield the regions that either side changed.

    Edits that overlap are one; so are neighbours where one only puts words in, or where there is disagreement.
    """
    groups: list[list[_Edit]] = []
    end = -1
    for edit in sorted([*_edits(texts, 1, match), *_edits(texts, 2, match)]):
        if edit.start < end or (edit.start == end and (len(groups[-1]) > 1 or end in {groups[-1][0].start, edit.end})):
            groups[-1].append(edit)
        else:
            groups.append([edit])
        end = max(end, edit.end)
    shifts = [0, 0, 0]
    for group in groups:
        starts = tuple(group[0].start + shift for shift in shifts)
        for edit in group:
            shifts[edit.side] = edit.shift
        end = max(edit.end for edit in group)
        yield _Region(starts, tuple(end + shift for shift in shifts))


def _edits(texts: list[list[str]], side: int, match: _Match) -> Iterator[_Edit]:
    base, other = texts[0][1::2], texts[side][1::2]
    i = j = 0
    for next_i, next_j in [*match(base, other), (len(base), len(other))]:
        if (next_i, next_j) != (i, j):
            yield _Edit(i, next_i, side, next_j - next_i)
        i, j = next_i + 1, next_j + 1


def _settled(texts: list[list[str]], region: _Region) -> tuple[str, bool]:
    """Return the text of a region, and whether it is settled; every second part is a word."""
    base, theirs, mine = (
        parts[2 * start + 1 : 2 * end] for parts, start, end in zip(texts, region.starts, region.ends, strict=True)
    )
    if theirs[::2] == base[::2]:
        return "".join(mine), True
    if mine[::2] in (base[::2], theirs[::2]):
        return "".join(theirs), True
    return f"[{''.join(theirs)} | {''.join(mine)}]", False


def _unchanged(base: list[str], starts: tuple[int, ...], ends: tuple[int, ...]) -> Iterator[_Region]:
    """Yield the words between two regions, each alone: the white space between them may have changed."""
    for step in range(ends[0] - starts[0]):
        at = tuple(place + step for place in starts)
        yield _Region(at, tuple(place + 1 for place in at), base[2 * at[0] + 1])


def _joined(texts: list[list[str]], regions: list[_Region], end: tuple[int, ...]) -> str:
    whole = [_Region((0, 0, 0), (0, 0, 0)), *regions, _Region(end, end)]
    return "".join(_space(texts, last, region) + region.text for last, region in pairwise(whole))


def _space(texts: list[list[str]], last: _Region, region: _Region) -> str:
    """Return the white space between two regions: changed, or as it was, in a text where they are neighbours.

    Only at the start, where `last` has no text, and at the end, where `region` has none, it may be nothing.
    """
    is_inside = bool(last.text and region.text)
    spaces = [
        parts[2 * start] if start == end and (parts[2 * start] or not is_inside) else None
        for parts, start, end in zip(texts, region.starts, last.ends, strict=True)
    ]
    known = [space for space in spaces if space is not None]
    if known:
        return next((space for space in known if space != spaces[0]), known[0])
    # Each side took out words here, and not the same: none of the texts has these two as neighbours.
    return texts[1][2 * (region.starts[1] if last.text else 0)] or " " * is_inside


def _parts(text: str) -> list[str]:
    """Return white space and words in turn: word `n` is part `2n + 1`, the space before it part `2n`."""
    return _WORD.split(normalize("NFC", text))


def _told(old: list[str], new: list[str]) -> Iterator[tuple[Change, str]]:
    last = (-1, -1)
    for pair in [*_phrases(old[1::2], new[1::2]), (len(old) // 2, len(new) // 2)]:
        removed = "".join(old[2 * last[0] + 2 : 2 * pair[0] + 1])
        added = "".join(new[2 * last[1] + 2 : 2 * pair[1] + 1])
        yield from _replaced(removed, added)
        yield Change.SAME, "".join(old[2 * pair[0] + 1 : 2 * pair[0] + 2])
        last = pair


def _replaced(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """Yield one replacement, the white space that both begin or end with kept out of it."""
    start = _shared_space(old, new)
    yield Change.SAME, old[:start]
    old, new = old[start:], new[start:]
    end = _shared_space(old[::-1], new[::-1])
    yield Change.REMOVED, old[: len(old) - end]
    yield Change.ADDED, new[: len(new) - end]
    yield Change.SAME, old[len(old) - end :]


def _shared_space(old: str, new: str) -> int:
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1] and two[0].isspace(), zip(old, new, strict=False)))


def _phrases(old: list[str], new: list[str]) -> list[_Pair]:
    """Return the words that stay, without those that two different phrases share by chance.

    These are runs less than half as long as the change before them and the one after: shown as kept, they would
    cut a phrase that was written anew into scraps.
    """
    ends = (len(old), len(new))
    runs: list[list[_Pair]] = [[(-1, -1)]]
    for pair in _matches(old, new):
        if len(runs) > 1 and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    gaps = [max(run[0][0] - last[-1][0], run[0][1] - last[-1][1]) - 1 for last, run in pairwise([*runs, [ends]])]
    kept = [run for run, around in zip(runs[1:], pairwise(gaps), strict=True) if 2 * len(run) >= min(around)]
    return _filled(old, new, chain.from_iterable(kept), lambda *_: [])


def _matches(old: list[str], new: list[str]) -> list[_Pair]:
    """Return the words that stay, as many as possible.

    Phrases that stand once in each text hold the rest in place; without them a sentence put in would be taken
    to pieces by the words it shares with its neighbours.
    """
    return _filled(old, new, _anchors(old, new), _common_words)


def _filled(old: list[str], new: list[str], known: Iterable[_Pair], search: _Match) -> list[_Pair]:
    """Return the known matches with those between them: at both ends of what lies between, and by `search` inside."""
    found: list[_Pair] = []
    i = j = 0
    for old_end, new_end in [*known, (len(old), len(new))]:
        while i < old_end and j < new_end and old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        m, n = old_end, new_end
        while m > i and n > j and old[m - 1] == new[n - 1]:
            m, n = m - 1, n - 1
        found += [(i + place, j + new_place) for place, new_place in search(old[i:m], new[j:n])]
        i, j = old_end + 1, new_end + 1
        found += zip(range(m, i), range(n, j), strict=True)
    return found[:-1]


def _anchors(old: list[str], new: list[str]) -> list[_Pair]:
    """Return where the phrases of three words begin that stand once in each text, in an order that both keep."""
    places, new_places = _places_of_phrases(old), _places_of_phrases(new)
    pairs = [(place, new_places[phrase]) for phrase, place in places.items() if phrase in new_places]
    return [pairs[n] for n in _longest_rise([place for _, place in pairs])]


def _places_of_phrases(words: list[str]) -> dict[tuple[str, str, str], int]:
    phrases = list(zip(words, words[1:], words[2:], strict=False))
    counts = Counter(phrases)
    return {phrase: place for place, phrase in enumerate(phrases) if counts[phrase] == 1}


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest rising subsequence of different numbers."""
    tails: list[int] = []
    last_places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(last_places[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        last_places[length : length + 1] = [place]
    found: list[int] = []
    place = last_places[-1] if last_places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _common_words(old: list[str], new: list[str]) -> list[_Pair]:
    """Return a longest common subsequence, found by whole rows of its table at once.

    A row is one integer (Hyyrö 2004): bit `n` is 0 where word `n` of `new` makes the subsequence longer. Unlike
    difflib, which takes seconds over one word repeated, this is as fast for any text.
    """
    if not old or not new or len(old) * len(new) > _MAX_TABLE:
        return []
    places: dict[str, int] = {}
    for place, word in enumerate(new):
        places[word] = places.get(word, 0) | 1 << place
    rows = [all_ones := (1 << len(new)) - 1]
    for word in old:
        met = rows[-1] & places.get(word, 0)
        rows.append((rows[-1] + met | rows[-1] - met) & all_ones)
    return _way_back(rows, len(new))


def _way_back(rows: list[int], column: int) -> list[_Pair]:
    found: list[_Pair] = []
    row = len(rows) - 1
    while row and column:
        if rows[row] >> column - 1 & 1:
            column -= 1
        else:
            row -= 1
            if rows[row] >> column - 1 & 1:
                column -= 1
                found.append((row, column))
    return found[::-1]
