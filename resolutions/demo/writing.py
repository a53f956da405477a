"""How one month's text is written down: paragraphs by section, "- " before an item, braces for figures and wordings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MonthText:
    """The sections of part I (the month before), then those of part II. `limits` is the extra section of some months."""

    party: tuple[str, ...]
    government: tuple[str, ...]
    front: tuple[str, ...]
    centre: tuple[str, ...]
    next_party: tuple[str, ...]
    next_government: tuple[str, ...]
    next_front: tuple[str, ...]
    next_centre: tuple[str, ...]
    limits: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ("{closing}",)
