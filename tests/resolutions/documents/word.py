"""The ways in which offices make a month in Word."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from resolutions.manuscript import Manuscript
from tests.resolutions.documents.typed import body_blocks, foot_lines, head_lines, title_lines


def as_word(manuscript: Manuscript, *, part_mark: str = "{}. ", section_mark: str = "{}. ") -> bytes:
    """Return the month as a Word file as offices make it: head and foot are tables without lines."""
    document = docx.Document()
    _add_columns(document, *head_lines(manuscript))
    for words in [*title_lines(manuscript), "-----"]:
        document.add_paragraph().add_run(words).bold = True
    for kind, words in body_blocks(manuscript, part_mark, section_mark):
        document.add_paragraph().add_run(words).bold = kind != "text"
    _add_columns(document, *foot_lines(manuscript))
    return saved(document)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def number_automatically(
    document: Document, paragraph: Paragraph, style: str, level: int = 0, *, restart: bool = False
) -> None:
    """Let Word count the paragraph: `style` is "upperRoman", "decimal", "bullet" ..."""
    numbering = document.part.numbering_part.element
    identity = f"9{sum(map(ord, style))}"
    known = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    if identity not in known:
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), identity)
        for each in range(3):
            abstract.append(_level(style, each))
        numbering.insert(0, abstract)
        _add_list(numbering, identity, identity)
    if restart:
        identity = _add_list(numbering, f"{identity}{len(numbering)}", identity)
        document.settings.element.set(f"restarted-{style}", identity)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = int(document.settings.element.get(f"restarted-{style}", identity))
    properties.get_or_add_ilvl().val = level


def _add_list(numbering: Any, identity: str, abstract: str) -> str:
    """Add a list that counts anew."""
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), identity)
    number.append(_valued("w:abstractNumId", abstract))
    override = OxmlElement("w:lvlOverride")
    override.set(qn("w:ilvl"), "0")
    override.append(_valued("w:startOverride", "1"))
    number.append(override)
    numbering.append(number)
    return identity


def _level(style: str, level: int) -> Any:
    element = OxmlElement("w:lvl")
    element.set(qn("w:ilvl"), str(level))
    element.append(_valued("w:start", "1"))
    element.append(_valued("w:numFmt", style))
    element.append(_valued("w:lvlText", "-" if style == "bullet" else f"%{level + 1}."))
    return element


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _add_columns(document: Document, left: Sequence[str], right: Sequence[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
