"""Lines into a manuscript: the head, the two parts with their sections, the closing, the foot."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import fold, official_count
from resolutions.intake.dating import Dating, date_months, month_said
from resolutions.intake.foot import Foot, read_foot, starts_foot
from resolutions.intake.found import Finding, Intake, Sureness, excerpt
from resolutions.intake.head import Head, read_head, refuse_secrecy
from resolutions.intake.lines import Line
from resolutions.intake.marks import part_meant
from resolutions.intake.outline import Heading, Parts, find_headings, find_parts, find_sections
from resolutions.intake.paragraphs import read_paragraphs
from resolutions.intake.wording import is_legacy, read_wording
from resolutions.intake.wrapping import Wrap, find_wrap
from resolutions.manuscript import (
    MAX_MONTH_LENGTH,
    MAX_PARAGRAPHS,
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
)

_MAX_FINDINGS: Final = 300
_FIELDS: Final = (Field.PARTY_BUILDING, Field.GOVERNMENT, Field.FRONT, Field.POLITICAL_CENTRE)
_CLOSINGS: Final = ("tren day la", "nghi quyet nay", "can cu nghi quyet", "can cu noi dung nghi quyet")
_ORDERING: Final = re.compile(
    r"(?:(?:ban thuong vu|dang uy)(?: dang uy)?(?: xa)?(?: \w+ \w+)? (?:yeu cau|giao|de nghi)|yeu cau|de nghi) "
)


@dataclass(frozen=True, slots=True)
class _Zones:
    """Which lines belong where: indices into the document's lines, headings of parts not counted in."""

    head_end: int
    results: tuple[int, int]
    directions: tuple[int, int]
    foot: int


@dataclass
class _Reading:
    """The document while it is read."""

    lines: Sequence[Line]
    findings: list[Finding]
    wrap: Wrap | None
    headings: list[Heading]
    sureness: dict[str, Sureness] = field(default_factory=dict)


def build(
    lines: Sequence[Line], findings: list[Finding], *, names: Collection[str], month: tuple[int, int] | None
) -> Intake:
    """Return the document that `lines` make. Raises RefusedFile when neither part is found, or it is too long."""
    for finding in findings:
        refuse_secrecy(finding.quote)
    wrap = find_wrap(lines)
    reading = _Reading(lines, findings, wrap, find_headings(lines, wrap))
    parts = find_parts(reading.headings)
    if parts.results is None and parts.directions is None:
        raise RefusedFile(_nothing_found(lines))
    zones = _zones(reading, parts)
    head = read_head(_by_column(lines[: zones.head_end]), findings)
    results = _read_part(reading, PartKind.RESULTS, parts.results, zones.results)
    directions = _read_part(reading, PartKind.DIRECTIONS, parts.directions, zones.directions)
    directions, closing = _read_closing(reading, directions, parts, zones)
    foot = read_foot(lines[zones.foot :], head, findings)
    dating = _date(head, results, directions, closing, month)
    manuscript = Manuscript(
        year=dating.year,
        month=dating.month,
        subject=head.subject,
        opening=_opening(reading, head),
        parts=(results, directions),
        closing=closing,
        recipients=tuple(foot.recipients),
        signer=foot.signer,
        number=head.number,
        issued_on=head.issued_on,
        urgency=head.urgency,
    )
    _check_size(manuscript)
    _note_missing(reading, manuscript, dating, foot)
    findings += [*dating.findings, *read_wording(_texts(manuscript), names)]
    return Intake(manuscript, _bounded(findings), reading.sureness)


def _nothing_found(lines: Sequence[Line]) -> str:
    if any(is_legacy(line.text) for line in lines):
        return _(
            "The text is in letters from before Unicode (TCVN3 or VNI). Convert it with UniKey and bring it in again."
        )
    if not lines:
        return _(
            "There is no text in the file. If it holds a scanned picture, type the text or have it recognised first."
        )
    return _(
        "Neither part I (results of the month before) nor part II (directions for the month) was found. "
        "Begin the parts with “I.” and “II.” and their titles, and bring the file in again."
    )


def _zones(reading: _Reading, parts: Parts) -> _Zones:
    """Return where each part begins and ends; a part whose heading is lost is found by its sections."""
    last = parts.directions or parts.results
    foot = next(
        (place for place, line in enumerate(reading.lines) if last and place >= last.end and starts_foot(line)),
        len(reading.lines),
    )
    further = parts.further[0].start if parts.further and parts.further[0].start < foot else foot
    if parts.results is not None and parts.directions is not None:
        results, directions = parts.results, parts.directions
        return _Zones(results.start, (results.end, directions.start), (directions.end, further), foot)
    if parts.results is not None:
        again = _restart(reading, parts.results.end, foot)
        return _Zones(parts.results.start, (parts.results.end, again), (again, foot), foot)
    begin, after = (parts.directions.start, parts.directions.end) if parts.directions else (0, 0)
    lost = _first_section(reading, begin)
    return _Zones(lost, (lost, begin), (after, further), foot)


def _restart(reading: _Reading, start: int, end: int) -> int:
    """Return where the sections begin to be counted anew: there part II begins, whose heading is lost."""
    named = [heading for heading in reading.headings if start <= heading.start < end and heading.field in _FIELDS]
    for heading, after in pairwise(named):
        if after.number == 1 and heading.number > 1 and after.style is heading.style:
            return after.start
    return end


def _first_section(reading: _Reading, end: int) -> int:
    """Return where the first section stands above part II: there part I begins, whose heading is lost."""
    places = (each.start for each in reading.headings if each.end <= end and each.number == 1 and each.field in _FIELDS)
    return next(places, end)


def _by_column(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each table column by column."""
    first: dict[int, int] = {}
    for place, line in enumerate(lines):
        first.setdefault(line.table, place)
    keyed = [
        ((first[line.table], line.column, place) if line.table else (place, 0, 0), line)
        for place, line in enumerate(lines)
    ]
    return [line for _key, line in sorted(keyed, key=lambda each: each[0])]


def _read_part(reading: _Reading, kind: PartKind, heading: Heading | None, zone: tuple[int, int]) -> PartText:
    start, end = zone
    sections = find_sections([each for each in reading.headings if start <= each.start and each.end <= end], heading)
    bounds = [*(section.start for section in sections), end]
    read: list[SectionText] = []
    if intro := _paragraphs(reading, start, bounds[0]):
        read.append(SectionText(Field.OTHER, "", intro))
        reading.sureness[f"{kind.value}.1"] = Sureness.GUESSED
        message = _("These words stand above the first section of their part, in no section.")
        reading.findings.append(Finding("untitled_section", excerpt(intro[0].text), message))
    for number, (section, until) in enumerate(zip(sections, bounds[1:], strict=True), 1):
        paragraphs = _paragraphs(reading, section.end, until, section)
        read.append(SectionText(section.field or Field.OTHER, section.title, paragraphs))
        reading.sureness[f"{kind.value}.{len(read)}"] = _section_sureness(reading, section, number)
    title = heading.title if heading else ""
    part = PartText(kind, title, tuple(read))
    _note_part(reading, part, heading)
    return part


def _paragraphs(reading: _Reading, start: int, end: int, heading: Heading | None = None) -> tuple[ParagraphText, ...]:
    """Return the paragraphs between two places; a table between them becomes a finding."""
    lines = list(reading.lines[start:end])
    for table in dict.fromkeys(line.table for line in lines if line.table):
        words = " | ".join(line.text for line in lines if line.table == table)
        message = _("A table has been left out; write what it says as sentences.")
        reading.findings.append(Finding("table", excerpt(words, 1000), message))
    lines = [line for line in lines if not line.table]
    if heading is not None and heading.text:
        lines.insert(0, replace(reading.lines[heading.start], text=heading.text))
    return read_paragraphs(lines, reading.wrap, reading.findings)


def _section_sureness(reading: _Reading, section: Heading, number: int) -> Sureness:
    """Return how sure a section is, and note what is odd about its heading."""
    if section.text:
        message = _("The heading stands in one line with its text; look whether it was cut at the right place.")
        reading.findings.append(Finding("run_in_title", section.title, message))
    if section.number and section.number != number:
        message = _(
            "The section bears the number %(found)s and is the %(number)sth of its part; it will be numbered anew."
        )
        reading.findings.append(
            Finding("numbering", section.title, message % {"found": section.number, "number": number})
        )
    if section.number == number and section.field is not None and not section.text:
        return Sureness.SURE
    return Sureness.LIKELY if section.number else Sureness.GUESSED


def _note_part(reading: _Reading, part: PartText, heading: Heading | None) -> None:
    """Note what is missing of a part, and how sure it is."""
    key = part.part.value
    if heading is None:
        reading.sureness[key] = Sureness.GUESSED if part.sections else Sureness.MISSING
        message = (
            _("The heading of part I was not found.")
            if part.part is PartKind.RESULTS
            else _("The heading of part II was not found.")
        )
        reading.findings.append(Finding("part_missing", "", message))
    else:
        is_sure = part_meant(heading.title) is part.part and heading.number > 0
        reading.sureness[key] = Sureness.SURE if is_sure else Sureness.LIKELY
    for wanted in _FIELDS if part.sections or heading else ():
        if wanted not in {section.field for section in part.sections}:
            message = _("No section on “%(field)s” was found in the part “%(part)s”.")
            values = {"field": wanted.label, "part": part.part.label}
            reading.findings.append(Finding("section_missing", "", message % values))
    for section in part.sections:
        if not section.paragraphs:
            reading.findings.append(Finding("section_empty", section.title, _("There is no text below this heading.")))


def _read_closing(
    reading: _Reading, directions: PartText, parts: Parts, zones: _Zones
) -> tuple[PartText, tuple[ParagraphText, ...]]:
    """Return part II without the closing, and the closing: the paragraphs at its end that speak of the resolution itself."""
    further: list[ParagraphText] = []
    inside = [heading for heading in parts.further if heading.start < zones.foot]
    bounds = [*(heading.start for heading in inside), zones.foot]
    for heading, until in zip(inside, bounds[1:], strict=True):
        message = _("A resolution of the month has two parts; the text of this one has been put into the closing.")
        reading.findings.append(Finding("extra_part", heading.title, message))
        further += _paragraphs(reading, heading.end, until)
    last = directions.sections[-1] if directions.sections else SectionText(Field.OTHER, "")
    place, sureness = _closing_place(last.paragraphs)
    closing = (*last.paragraphs[place:], *further)
    if further:
        sureness = Sureness.LIKELY
    reading.sureness["closing"] = sureness if closing else Sureness.MISSING
    if place < len(last.paragraphs):
        sections = (*directions.sections[:-1], replace(last, paragraphs=last.paragraphs[:place]))
        directions = replace(directions, sections=sections)
    return directions, closing


def _closing_place(paragraphs: Sequence[ParagraphText]) -> tuple[int, Sureness]:
    """Return from which paragraph on the last section is the closing, and how sure."""
    folded = [fold(paragraph.text) for paragraph in paragraphs]
    sureness = Sureness.SURE
    said = (number for number, text in enumerate(folded) if text.startswith(_CLOSINGS) or _orders(text))
    place = next(said, len(folded))
    if place == len(folded) > 1 and ("nghi quyet nay" in folded[-1] or folded[-1].endswith("./.")):
        place, sureness = len(folded) - 1, Sureness.LIKELY
    while 1 < place < len(folded) and _ORDERING.match(folded[place - 1]):
        place -= 1
    return place, sureness


def _orders(folded: str) -> bool:
    """Say whether a paragraph orders the resolution itself to be carried out."""
    return _ORDERING.match(folded) is not None and "nghi quyet" in folded


def _opening(reading: _Reading, head: Head) -> tuple[ParagraphText, ...]:
    """Return the opening. Each basis ("Căn cứ ...") is an item, whether it was typed with a dash or not."""
    lines = [line for line in head.opening if not line.table]
    opening = read_paragraphs(lines, reading.wrap, reading.findings)
    return tuple(replace(each, kind=_opening_kind(each)) for each in opening)


def _opening_kind(paragraph: ParagraphText) -> ParagraphKind:
    if not fold(paragraph.text).startswith("can cu "):
        return paragraph.kind
    # "Căn cứ ..., Ban Thường vụ ban hành Nghị quyết như sau:" is the sentence itself, and no basis.
    return ParagraphKind.PROSE if paragraph.text.endswith(":") else ParagraphKind.ITEM


def _date(
    head: Head, results: PartText, directions: PartText, closing: Sequence[ParagraphText], month: tuple[int, int] | None
) -> Dating:
    places = [
        ("subject", head.subject),
        ("directions", directions.title),
        *(("closing", paragraph.text) for paragraph in closing[:1] if fold(paragraph.text).startswith("tren day la")),
        ("date", head.date_line),
    ]
    said = [found for place, text in places if (found := month_said(place, text)) is not None]
    return date_months(said, month_said("results", results.title), month)


def _check_size(manuscript: Manuscript) -> None:
    texts = list(_texts(manuscript))
    count = len(list(manuscript.paragraphs()))
    if count > MAX_PARAGRAPHS:
        raise RefusedFile(
            _("The document has %(count)s paragraphs, and a month may have %(limit)s.")
            % {"count": official_count(count), "limit": official_count(MAX_PARAGRAPHS)}
        )
    if sum(map(len, texts)) > MAX_MONTH_LENGTH:
        raise RefusedFile(
            _("The document is longer than a month may be: at most %(limit)s characters.")
            % {"limit": official_count(MAX_MONTH_LENGTH)}
        )


def _texts(manuscript: Manuscript) -> list[str]:
    """Return all words of a manuscript that people typed."""
    sections = [section for part in manuscript.parts for section in part.sections]
    titles = [part.title for part in manuscript.parts] + [section.title for section in sections]
    texts = [paragraph.text for paragraph in manuscript.paragraphs()]
    return [manuscript.subject, *titles, *texts, *manuscript.recipients]


def _note_missing(reading: _Reading, manuscript: Manuscript, dating: Dating, foot: Foot) -> None:
    """Say for each place how sure it is, and note what every resolution has and this one lacks."""

    def found(place: str, is_there: object, kind: str = "", message: str = "") -> None:
        reading.sureness[place] = Sureness.SURE if is_there else Sureness.MISSING
        if not is_there and kind:
            reading.findings.append(Finding(kind, "", message))

    reading.sureness["month"] = dating.sureness
    found("number", manuscript.number)
    found("issued_on", manuscript.issued_on)
    found("opening", manuscript.opening)
    found("subject", manuscript.subject, "subject_missing", _("The subject (“về ...”) was not found."))
    if not manuscript.closing:
        reading.findings.append(Finding("closing_missing", "", _("The closing paragraph was not found.")))
    found("recipients", manuscript.recipients, "recipients_missing", _("The list of recipients was not found."))
    found("signer", foot.name, "signer_missing", _("The name of the signer was not found."))
    if foot.name and not (foot.authority and foot.post):
        reading.sureness["signer"] = Sureness.LIKELY
        message = _("The signature lacks the line “T/M …” or the post of the signer.")
        reading.findings.append(Finding("signer_missing", foot.name, message))


def _bounded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, and not more than a person can look through."""
    distinct = list(dict.fromkeys(findings))
    if len(distinct) <= _MAX_FINDINGS:
        return tuple(distinct)
    message = _("There are %(count)s more findings of this kind and others.") % {"count": len(distinct) - _MAX_FINDINGS}
    return (*distinct[:_MAX_FINDINGS], Finding("more", "", message))
