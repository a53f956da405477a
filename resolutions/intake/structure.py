"""Lines into a manuscript: the head, the two parts with their sections, the closing, the foot."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import fold, official_count
from resolutions.intake.closing import closing_place
from resolutions.intake.dating import Dating, date_months, month_said
from resolutions.intake.foot import read_foot
from resolutions.intake.found import Finding, Intake, Sureness, excerpt
from resolutions.intake.frame import refuse_secrecy
from resolutions.intake.head import Head, read_head
from resolutions.intake.lines import Line, too_long
from resolutions.intake.marks import part_meant
from resolutions.intake.outline import Heading, Parts, find_headings, find_parts, find_sections
from resolutions.intake.paragraphs import read_paragraphs
from resolutions.intake.reading import Reading, bounded, note_missing, note_part, section_sureness
from resolutions.intake.wording import is_legacy, read_wording
from resolutions.intake.wrapping import find_wrap
from resolutions.intake.zones import Zones, find_zones
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


def build(
    lines: Sequence[Line], findings: list[Finding], *, names: Collection[str], month: tuple[int, int] | None
) -> Intake:
    """Return the document that `lines` make. Raises RefusedFile when neither part is found, or it is too long."""
    for finding in findings:
        refuse_secrecy(finding.quote)
    wrap = find_wrap(lines)
    reading = Reading(lines, findings, wrap, find_headings(lines, wrap))
    parts = find_parts(reading.headings)
    if not _is_recognised(reading, parts):
        raise RefusedFile(_nothing_found(lines))
    zones = find_zones(lines, reading.headings, parts)
    head = read_head(lines[: zones.head_end], findings)
    results = _read_part(reading, PartKind.RESULTS, parts.results, zones.results)
    directions = _read_part(reading, PartKind.DIRECTIONS, parts.directions, zones.directions)
    directions, closing = _read_closing(reading, directions, parts, zones)
    foot = read_foot(lines[zones.foot :], head.frame, findings)
    dating = _date(head, results, directions, closing, month)
    manuscript = Manuscript(
        year=dating.year,
        month=dating.month,
        subject=head.subject,
        opening=_read_opening(reading, head),
        parts=(results, directions),
        closing=closing,
        recipients=tuple(foot.recipients),
        signer=foot.signer,
        number=head.frame.number,
        issued_on=head.frame.issued_on,
        urgency=head.frame.urgency,
    )
    _check_size(manuscript)
    reading.sureness["month"] = dating.sureness
    note_missing(reading, manuscript, foot)
    findings += [*dating.findings, *read_wording(_texts(manuscript), names)]
    return Intake(manuscript, bounded(findings), reading.sureness)


def _is_recognised(reading: Reading, parts: Parts) -> bool:
    """Say whether this is a resolution of the month at all: numbers alone do not make it one, where it can be read."""
    found = [part for part in (parts.results, parts.directions) if part is not None]
    if any(part_meant(part.title) for part in found):
        return True
    if not found:
        return False
    return any(each.field for each in reading.headings) or any(is_legacy(line.text) for line in reading.lines)


def _nothing_found(lines: Sequence[Line]) -> str:
    if any(is_legacy(line.text) for line in lines):
        return _(
            "The text is in letters from before Unicode (TCVN3 or VNI). Convert it with UniKey and bring it in again."
        )
    if not lines:
        return _("There is no text in the file. If it is a scanned picture, have it recognised or type it first.")
    return _(
        "Neither part I (results of the month before) nor part II (directions for the month) was found. "
        "Begin the parts with “I.” and “II.” and their titles, and bring the file in again."
    )


def _read_part(reading: Reading, kind: PartKind, heading: Heading | None, zone: tuple[int, int]) -> PartText:
    start, end = zone
    headings = find_sections([each for each in reading.headings if start <= each.start and each.end <= end], heading)
    bounds = [*(section.start for section in headings), end]
    sections: list[SectionText] = []
    if above := _paragraphs(reading, start, bounds[0]):
        sections.append(SectionText(Field.OTHER, "", above))
        reading.sureness[f"{kind.value}.1"] = Sureness.GUESSED
        message = _("These words stand above the first section of their part, in no section.")
        reading.note("untitled_section", excerpt(above[0].text), message)
    for number, (section, until) in enumerate(zip(headings, bounds[1:], strict=True), 1):
        paragraphs = _paragraphs(reading, section.end, until, section)
        sections.append(SectionText(section.field or Field.OTHER, section.title, paragraphs))
        reading.sureness[f"{kind.value}.{len(sections)}"] = section_sureness(reading, section, number)
    part = PartText(kind, heading.title if heading else "", tuple(sections))
    note_part(reading, part, heading)
    return part


def _paragraphs(reading: Reading, start: int, end: int, heading: Heading | None = None) -> tuple[ParagraphText, ...]:
    """Return the paragraphs between two places."""
    lines = _without_tables(reading, reading.lines[start:end])
    if heading is not None and heading.text:
        lines.insert(0, replace(reading.lines[heading.start], text=heading.text))
    return read_paragraphs(lines, reading.wrap, reading.findings)


def _without_tables(reading: Reading, lines: Sequence[Line]) -> list[Line]:
    for table in dict.fromkeys(line.table for line in lines if line.table):
        words = " | ".join(line.text for line in lines if line.table == table)
        message = _("A table has been left out; write what it says as sentences.")
        reading.note("table", excerpt(words, 1000), message)
    return [line for line in lines if not line.table]


def _read_closing(
    reading: Reading, directions: PartText, parts: Parts, zones: Zones
) -> tuple[PartText, tuple[ParagraphText, ...]]:
    """Return part II without the closing, and the closing; a third part ("Tổ chức thực hiện") belongs to it."""
    further = _read_further(reading, parts, zones)
    if not directions.sections:
        reading.sureness["closing"] = Sureness.LIKELY if further else Sureness.MISSING
        return directions, further
    last = directions.sections[-1]
    place, sureness = closing_place(last.paragraphs)
    closing = (*last.paragraphs[place:], *further)
    reading.sureness["closing"] = Sureness.MISSING if not closing else Sureness.LIKELY if further else sureness
    shortened = replace(last, paragraphs=last.paragraphs[:place])
    return replace(directions, sections=(*directions.sections[:-1], shortened)), closing


def _read_further(reading: Reading, parts: Parts, zones: Zones) -> tuple[ParagraphText, ...]:
    inside = [heading for heading in parts.further if heading.start < zones.foot]
    bounds = [*(heading.start for heading in inside), zones.foot]
    read: list[ParagraphText] = []
    for heading, until in zip(inside, bounds[1:], strict=True):
        message = _("A resolution of the month has two parts; the text of this one has been put into the closing.")
        reading.note("extra_part", heading.title, message)
        read += _paragraphs(reading, heading.end, until)
    return tuple(read)


def _read_opening(reading: Reading, head: Head) -> tuple[ParagraphText, ...]:
    """Return the opening. Each basis ("Căn cứ ...") is an item, whether it was typed with a dash or not."""
    opening = read_paragraphs(_without_tables(reading, head.opening), reading.wrap, reading.findings)
    return tuple(replace(each, kind=_opening_kind(each)) for each in opening)


def _opening_kind(paragraph: ParagraphText) -> ParagraphKind:
    if not fold(paragraph.text).startswith("can cu "):
        return paragraph.kind
    # "Căn cứ ..., Ban Thường vụ ban hành Nghị quyết như sau:" is the sentence itself, and no basis.
    return ParagraphKind.PROSE if paragraph.text.endswith(":") else ParagraphKind.ITEM


def _date(
    head: Head,
    results: PartText,
    directions: PartText,
    closing: Sequence[ParagraphText],
    month: tuple[int, int] | None,
) -> Dating:
    places = [
        ("subject", head.subject),
        ("directions", directions.title),
        *(("closing", paragraph.text) for paragraph in closing[:1] if fold(paragraph.text).startswith("tren day la")),
        ("date", head.frame.date_line),
    ]
    said = [found for place, text in places if (found := month_said(place, text)) is not None]
    return date_months(said, month_said("results", results.title), month)


def _check_size(manuscript: Manuscript) -> None:
    count = len(list(manuscript.paragraphs()))
    if count > MAX_PARAGRAPHS:
        raise RefusedFile(
            _("The document has %(count)s paragraphs, and a month may have %(limit)s.")
            % {"count": official_count(count), "limit": official_count(MAX_PARAGRAPHS)}
        )
    if sum(map(len, _texts(manuscript))) > MAX_MONTH_LENGTH:
        raise too_long()


def _texts(manuscript: Manuscript) -> list[str]:
    """Return all words of a manuscript that people typed."""
    sections = [section for part in manuscript.parts for section in part.sections]
    titles = [part.title for part in manuscript.parts] + [section.title for section in sections]
    texts = [paragraph.text for paragraph in manuscript.paragraphs()]
    return [manuscript.subject, *titles, *texts, *manuscript.recipients]
