"""What the styles of a Word file say that matters for reading: bold type, headings, and lists."""

from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from resolutions.intake.ooxml import attribute, child, outermost, toggle

_MAX_INHERITANCE: Final = 10


@dataclass(frozen=True, slots=True)
class Style:
    """A style; what it does not say comes from the one that it is based on."""

    based_on: str = ""
    name: str = ""
    is_bold: bool | None = None
    number_id: str = ""
    level: str = ""

    @property
    def is_heading(self) -> bool:
        return self.name.lower().startswith(("heading", "title"))


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(each, "styleId"): _style(each) for each in outermost(root, "style")}

    def of(self, properties: Element | None, kind: str) -> Style:
        """Return the style that properties name ("pStyle", "rStyle"), with what it inherits."""
        style = self._styles.get(attribute(child(properties, kind), "val"), Style())
        for _step in range(_MAX_INHERITANCE):
            base = self._styles.get(style.based_on)
            if base is None:
                break
            style = Style(
                based_on=base.based_on,
                name=style.name or base.name,
                is_bold=base.is_bold if style.is_bold is None else style.is_bold,
                number_id=style.number_id or base.number_id,
                level=style.level or base.level,
            )
        return style


def _style(element: Element) -> Style:
    number = child(element, "pPr", "numPr")
    return Style(
        based_on=attribute(child(element, "basedOn"), "val"),
        name=attribute(child(element, "name"), "val"),
        is_bold=toggle(child(element, "rPr", "b")),
        number_id=attribute(child(number, "numId"), "val"),
        level=attribute(child(number, "ilvl"), "val"),
    )
