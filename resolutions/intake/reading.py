"""A document while it is read, and the notes on what is missing or odd in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from resolutions.intake.foot import Foot
from resolutions.intake.found import Finding, Sureness
from resolutions.intake.lines import Line
from resolutions.intake.marks import part_meant
from resolutions.intake.outline import Heading
from resolutions.intake.wrapping import Wrap
from resolutions.manuscript import Field, Manuscript, PartKind, PartText

_MAX_FINDINGS: Final = 300
_FIELDS: Final = (Field.PARTY_BUILDING, Field.GOVERNMENT, Field.FRONT, Field.POLITICAL_CENTRE)


@dataclass
class Reading:
    """The lines with what has been noted of them so far."""

    lines: Sequence[Line]
    findings: list[Finding]
    wrap: Wrap | None
    headings: list[Heading]
    sureness: dict[str, Sureness] = field(default_factory=dict)

    def note(self, kind: str, quote: str, message: str) -> None:
        self.findings.append(Finding(kind, quote, message))


def section_sureness(reading: Reading, section: Heading, number: int) -> Sureness:
    """Return how sure a section is, and note what is odd about its heading; it is the `number`th of its part."""
    if section.text:
        message = _("The heading stands in one line with its text; look whether it was cut at the right place.")
        reading.note("run_in_title", section.title, message)
    if section.number and section.number != number:
        message = _("This heading has the number %(found)s and will have the number %(number)s.")
        reading.note("numbering", section.title, message % {"found": section.number, "number": number})
    if section.number == number and section.field is not None and not section.text:
        return Sureness.SURE
    return Sureness.LIKELY if section.number else Sureness.GUESSED


def note_part(reading: Reading, part: PartText, heading: Heading | None) -> None:
    """Note what is missing of a part, and how sure it is."""
    if heading is None:
        reading.sureness[part.part.value] = Sureness.GUESSED if part.sections else Sureness.MISSING
        missing = {
            PartKind.RESULTS: _("The heading of part I was not found."),
            PartKind.DIRECTIONS: _("The heading of part II was not found."),
        }
        reading.note("part_missing", "", missing[part.part])
    else:
        is_sure = part_meant(heading.title) is part.part and heading.number > 0
        reading.sureness[part.part.value] = Sureness.SURE if is_sure else Sureness.LIKELY
    _note_sections(reading, part)


def _note_sections(reading: Reading, part: PartText) -> None:
    found = {section.field for section in part.sections}
    for wanted in _FIELDS:
        if wanted not in found and reading.sureness[part.part.value] is not Sureness.MISSING:
            message = _("No section on “%(field)s” was found in the part “%(part)s”.")
            reading.note("section_missing", "", message % {"field": wanted.label, "part": part.part.label})
    for section in part.sections:
        if not section.paragraphs:
            reading.note("section_empty", section.title, _("There is no text below this heading."))


def note_missing(reading: Reading, manuscript: Manuscript, foot: Foot) -> None:
    """Say for each place how sure it is, and note what every resolution has and this one lacks."""
    places = (
        ("number", manuscript.number, ""),
        ("issued_on", manuscript.issued_on, ""),
        ("opening", manuscript.opening, ""),
        ("subject", manuscript.subject, _("The subject (“về ...”) was not found.")),
        ("recipients", manuscript.recipients, _("The list of recipients was not found.")),
        ("signer", foot.name, _("The name of the signer was not found.")),
    )
    for place, found, message in places:
        reading.sureness[place] = Sureness.SURE if found else Sureness.MISSING
        if message and not found:
            reading.note(f"{place}_missing", "", message)
    if not manuscript.closing:
        reading.note("closing_missing", "", _("The closing paragraph was not found."))
    if foot.name and not (foot.authority and foot.post):
        reading.sureness["signer"] = Sureness.LIKELY
        message = _("The signature lacks the line “T/M …” or the post of the signer.")
        reading.note("signer_missing", foot.name, message)


def bounded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, and not more than a person can look through."""
    distinct = list(dict.fromkeys(findings))
    if len(distinct) <= _MAX_FINDINGS:
        return tuple(distinct)
    message = _("There are %(count)s more findings.") % {"count": len(distinct) - _MAX_FINDINGS}
    return (*distinct[:_MAX_FINDINGS], Finding("more", "", message))
