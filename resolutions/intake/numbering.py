"""The marks that Word's lists put before a paragraph: "I.", "1.", "a)", "-", counted as Word counts them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from resolutions.intake.ooxml import attribute, child, name, whole

_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACEHOLDER: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of one document: which definition each list follows, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, number_id: str, level: int) -> str:
        """Count one more paragraph of the list and return the mark that stands before it, or ""."""
        definition = self.definitions.get(number_id, "")
        levels = self.levels.get(definition, {})
        if level not in levels:
            return ""
        if levels[level].format == "bullet":
            # The office's two marks for items, whatever sign the list draws.
            return "+" if levels[level].text.strip() == "+" else "-"
        counts = self._counts.setdefault(definition, {})
        self._restart(number_id, level, counts)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _PLACEHOLDER.sub(lambda found: _figure(levels, counts, int(found[1]) - 1), levels[level].text).strip()

    def _restart(self, number_id: str, level: int, counts: dict[int, int]) -> None:
        if (number_id, level) in self.restarts and (number_id, level) not in self._begun:
            counts[level] = self.restarts[number_id, level] - 1
        self._begun.add((number_id, level))


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that numbering.xml defines."""
    numbering = Numbering()
    for element in root if root is not None else ():
        if name(element) == "abstractNum":
            numbering.levels[attribute(element, "abstractNumId")] = {
                whole(attribute(level, "ilvl"), 0): _level(level) for level in element if name(level) == "lvl"
            }
        elif name(element) == "num":
            _add_list(numbering, element)
    return numbering


def _add_list(numbering: Numbering, element: Element) -> None:
    identity = attribute(element, "numId")
    numbering.definitions[identity] = attribute(child(element, "abstractNumId"), "val")
    for override in element:
        start = child(override, "startOverride")
        if name(override) == "lvlOverride" and start is not None:
            numbering.restarts[identity, whole(attribute(override, "ilvl"), 0)] = whole(attribute(start, "val"), 1)


def _level(element: Element) -> _Level:
    return _Level(
        format=attribute(child(element, "numFmt"), "val", "decimal"),
        text=attribute(child(element, "lvlText"), "val"),
        start=whole(attribute(child(element, "start"), "val"), 1),
    )


def _figure(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    if level not in levels:
        return ""
    count = counts.get(level, levels[level].start)
    write = _FORMATS.get(levels[level].format, str)
    return write(count)


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) if count > 0 else ""


def _roman(count: int) -> str:
    figures = ""
    for value, figure in _ROMAN:
        while count >= value and len(figures) < 20:
            figures, count = figures + figure, count - value
    return figures


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "decimalZero": "{:02}".format,
    "none": lambda _count: "",
}
