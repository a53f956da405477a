"""A paragraph cut where one order may end and another begin: sentences, semicolons, brackets left whole."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

END_MARKS: Final = " \t\n.;:,/…"
# Where a sentence may end; it does where what follows is no small letter.
_SENTENCE = re.compile(r"(?<!\bTP)(?<!\bđ/c)[.!?…]+[”\")]*(?=\s)")
# "Thời hạn: trước ngày 25/3" is one piece.
_TERM = "".join(
    rf"(?<!{words})"
    for words in ("thời gian", "thời hạn", "gian hoàn thành", "hạn hoàn thành", "gian thực hiện", "hạn chót")
)
_PIECE = re.compile(
    rf";|{_TERM}:(?=\s)|,\s+(?=(?:đồng thời|mặt khác|ngoài ra|song song với đó|cùng với đó)\b)", re.IGNORECASE
)
_CLOSED = re.compile(r"[(“\"][^()“”\"]{0,400}[)”\"]")
_COMMA = re.compile(r",\s+")
_LIST_MARK = re.compile(r"\s*(?:[-–+•*]\s+|[(]?(?:\d{1,2}|[a-zđ])[).]\s+)?")
# "Trên đây là Nghị quyết tháng ..., " introduces a closing and orders nothing.
_HERE_ENDS = re.compile(r"\s*trên đây là\b[^,;.]*,\s*", re.IGNORECASE)


class Cutter:
    """The places of one text at which it may be cut; what stands in brackets or quotation marks is not cut."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closed = bytearray(len(text) + 1)
        for found in _CLOSED.finditer(text):
            self._closed[found.start() : found.end()] = b"\1" * (found.end() - found.start())

    def sentences(self) -> Iterator[Span]:
        """Yield the sentences, without the words that introduce a closing."""
        for start, end in self._cut(0, len(self.text), _SENTENCE):
            here = _HERE_ENDS.match(self.text, start, end)
            yield (here.end() if here else start), end

    def pieces(self, start: int, end: int) -> Iterator[Span]:
        """Yield the stretches between semicolons and colons of a sentence, each with its mark."""
        yield from self._cut(start, end, _PIECE)

    def commas(self, start: int, end: int) -> Iterator[Span]:
        """Yield each comma with the space behind it."""
        yield from (found.span() for found in _COMMA.finditer(self.text, start, end) if self._is_open(found.start()))

    def after_mark(self, start: int, end: int) -> int:
        """Return where the words begin behind the mark of a list: "(1) ", "a) ", "- "."""
        found = _LIST_MARK.match(self.text, start, end)
        return found.end() if found else start

    def trimmed(self, end: int) -> int:
        """Return where the words before `end` end, without the marks behind them."""
        while end and self.text[end - 1] in END_MARKS:
            end -= 1
        return end

    def _cut(self, start: int, end: int, mark: re.Pattern[str]) -> Iterator[Span]:
        begins = start
        for found in mark.finditer(self.text, start, end):
            is_cut = self._is_open(found.start()) and not (mark is _SENTENCE and self._goes_on(found.end()))
            if is_cut:
                yield begins, found.end()
                begins = found.end()
        if self.text[begins:end].strip():
            yield begins, end

    def _goes_on(self, place: int) -> bool:
        """Tell whether a small letter follows: "v.v. và ..." is one sentence."""
        return self.text[place : place + 8].lstrip()[:1].islower()

    def _is_open(self, place: int) -> bool:
        return not self._closed[place]
