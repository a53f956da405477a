"""STUB by the lead, to be overwritten by the helper "pasting"."""

from dataclasses import dataclass
from typing import Any

from resolutions.manuscript import ParagraphText


@dataclass(frozen=True, slots=True)
class Pasted:
    paragraphs: tuple[ParagraphText, ...]
    notes: tuple[str, ...] = ()
    encoding: Any = None


def read_pasted(text: str, html: str = "", *, converted: bool = False) -> Pasted:
    return Pasted(tuple(ParagraphText(line) for line in text.splitlines() if line.strip()))
