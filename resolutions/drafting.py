"""Saving the text: the paragraphs of a section, the facts of a month, optional sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import record
from kesat.vietnamese import fold
from resolutions.intake.found import excerpt
from resolutions.intake.marks import Style, heading_mark, item_rest, subitem_rest
from resolutions.intake.paragraphs import heading_rest
from resolutions.manuscript import (
    MAX_MONTH_LENGTH,
    MAX_PARAGRAPH_LENGTH,
    MAX_PARAGRAPHS,
    Field,
    ParagraphKind,
    ParagraphText,
    PartKind,
)
from resolutions.models import Paragraph, Part, Recipient, Resolution, Revision, Section, Status

# Room between positions, so that a paragraph goes between two others without renumbering.
GAP = 1024


class Refused(Exception):
    """The text cannot be stored; the message is for the user."""


class TooLong(Refused):
    """A paragraph or the month is longer than it may be."""


class Conflict(Refused):
    """Someone else was faster; `paragraphs` holds what stands now, by id, `version` the section's where it moved."""

    def __init__(self, paragraphs: dict[int, Paragraph], version: int | None = None) -> None:
        self.paragraphs, self.version = paragraphs, version
        super().__init__(
            _("Someone else has changed what you were changing. Both texts are shown below.")
            if paragraphs
            else _("Someone else has added, removed or renamed here meanwhile. Look at what stands now and save again.")
        )


def revision_of(paragraph: Paragraph, *, by: User | None, at: datetime) -> Revision:
    return Revision(
        paragraph=paragraph,
        section_id=paragraph.section_id,
        position=paragraph.position,
        kind=paragraph.kind,
        text=paragraph.text,
        is_removed=paragraph.is_removed,
        version=paragraph.version,
        by=by,
        at=at,
    )


def set_recipients(resolution: Resolution, lines: Sequence[str]) -> None:
    """Replace the list of recipients."""
    resolution.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(resolution=resolution, position=place, text=line) for place, line in enumerate(lines, 1)
    )


def check_lengths(paragraphs: Iterable[ParagraphText]) -> None:
    """Raise TooLong when a paragraph, the month or the number of paragraphs passes its limit."""
    lengths = [len(paragraph.text) for paragraph in paragraphs]
    if max(lengths, default=0) > MAX_PARAGRAPH_LENGTH:
        raise TooLong(_("A paragraph may have at most 20,000 characters. Split it."))
    _check_month(sum(lengths), len(lengths))


def _check_month_of(resolution: Resolution) -> None:
    kept = Paragraph.objects.filter(section__part__resolution=resolution, is_removed=False)
    _check_month(kept.aggregate(total=Sum(Length("text")))["total"] or 0, kept.count())


def _check_month(length: int, count: int) -> None:
    if length > MAX_MONTH_LENGTH:
        raise TooLong(_("A month may have at most 200,000 characters."))
    if count > MAX_PARAGRAPHS:
        raise TooLong(_("A month may have at most 500 paragraphs."))


@dataclass(frozen=True)
class Entry:
    """What was typed for one paragraph; `paragraph_id` is None for a new one."""

    text: str
    kind: str
    paragraph_id: int | None = None
    base_version: int = 0
    is_removed: bool = False


@dataclass(frozen=True)
class Wanted:
    """What was typed for a section: its paragraphs, its new title if it was changed, and the version seen."""

    entries: Sequence[Entry]
    base_version: int
    title: str | None = None


def save_section(section: Section, wanted: Wanted, *, by: User | None, at: datetime) -> int:
    """Save the paragraphs of a section, all or none, and return how many changed.

    Raises Conflict when a paragraph, or the section's order or title, was changed since the version that the
    writer saw; TooLong past the limits; Refused when the month is no longer in drafting. What stands already
    as it was typed is left alone, so sending the same form twice has one effect.
    """
    with transaction.atomic():
        resolution = _locked_draft(section.part.resolution_id)
        rows = {row.pk: row for row in section.paragraphs.select_for_update()}
        pieces = {id(entry): _pieces(entry, rows) for entry in wanted.entries}
        check_lengths(piece for each in pieces.values() for piece in each)
        known = [entry for entry in wanted.entries if entry.paragraph_id is not None]
        if any(entry.paragraph_id not in rows for entry in known):
            raise Refused(
                _("A paragraph you typed in does not stand in this section. Copy its text and open it again.")
            )
        changed = [entry for entry in known if _differs(entry, pieces[id(entry)], rows)]
        _refuse_conflicts(changed, rows)
        new = [entry for entry in wanted.entries if entry.paragraph_id is None and entry.text]
        new = _not_yet_stored(new, pieces, rows, known)
        section.refresh_from_db()
        title = wanted.title if wanted.title != section.title else None
        removed = any(entry.is_removed for entry in changed)
        if (new or removed or title is not None) and section.version != wanted.base_version:
            raise Conflict({}, section.version)
        for entry in changed:
            _change(rows[entry.paragraph_id or 0], entry, pieces[id(entry)][0], by=by, at=at)
        added = sum(
            _insert_after(section, rows[entry.paragraph_id or 0], pieces[id(entry)][1:], by=by, at=at)
            for entry in changed
        ) + sum(_insert_after(section, None, pieces[id(entry)], by=by, at=at) for entry in new)
        if title is not None:
            record("rename_section", section, by=by, old=section.title, new=title)
            Section.objects.filter(pk=section.pk).update(title=title)
        if added or removed or title is not None:
            Section.objects.filter(pk=section.pk).update(version=F("version") + 1)
        _check_month_of(resolution)
    return len(changed) + added


def restore(paragraph: Paragraph, *, by: User | None, at: datetime) -> None:
    """Bring a removed paragraph back to its place, as a new revision. Raises Refused past the limits or when issued."""
    with transaction.atomic():
        resolution = _locked_draft(paragraph.section.part.resolution_id)
        paragraph.refresh_from_db()
        if not paragraph.is_removed:
            return
        paragraph.is_removed, paragraph.version = False, paragraph.version + 1
        paragraph.save(update_fields=["is_removed", "version"])
        revision_of(paragraph, by=by, at=at).save(force_insert=True)
        Section.objects.filter(pk=paragraph.section_id).update(version=F("version") + 1)
        _check_month_of(resolution)


def _refuse_conflicts(changed: Iterable[Entry], rows: dict[int, Paragraph]) -> None:
    stale = [
        rows[entry.paragraph_id or 0]
        for entry in changed
        if rows[entry.paragraph_id or 0].version != entry.base_version
    ]
    if stale:
        raise Conflict({row.pk: row for row in stale})


def _not_yet_stored(
    new: Sequence[Entry], pieces: dict[int, list[ParagraphText]], rows: dict[int, Paragraph], known: Iterable[Entry]
) -> list[Entry]:
    """Leave out new paragraphs that the same form, sent before, has stored already."""
    seen = {entry.paragraph_id for entry in known}
    stored = [row.text for row in rows.values() if row.pk not in seen and not row.is_removed]
    return [entry for entry in new if not all(piece.text in stored for piece in pieces[id(entry)])]


def _differs(entry: Entry, pieces: list[ParagraphText], rows: dict[int, Paragraph]) -> bool:
    """Tell whether the writer changed the paragraph they saw; what they left alone never conflicts."""
    row = rows[entry.paragraph_id or 0]
    wanted = (pieces[0].text, pieces[0].kind, entry.is_removed)
    if len(pieces) == 1 and wanted == (row.text, row.kind, row.is_removed):
        return False
    seen = row.revisions.filter(version=entry.base_version).first() if row.version != entry.base_version else None
    return seen is None or (entry.text, entry.kind, entry.is_removed) != (seen.text, seen.kind, seen.is_removed)


def _change(row: Paragraph, entry: Entry, first: ParagraphText, *, by: User | None, at: datetime) -> None:
    row.text, row.kind, row.is_removed = first.text, first.kind, entry.is_removed
    row.folded_text, row.version = fold(first.text), row.version + 1
    updated = Paragraph.objects.filter(pk=row.pk, version=entry.base_version).update(
        text=row.text, folded_text=row.folded_text, kind=row.kind, is_removed=row.is_removed, version=row.version
    )
    if not updated:
        raise Conflict({row.pk: Paragraph.objects.get(pk=row.pk)})
    revision_of(row, by=by, at=at).save(force_insert=True)


def _pieces(entry: Entry, rows: dict[int, Paragraph]) -> list[ParagraphText]:
    """Return what was typed as paragraphs: text pasted from elsewhere may hold several, one a line.

    Marks are computed, so those that were typed or pasted are taken off and become the kind of the paragraph;
    what stands already, from an old document say, is left as it is.
    """
    row = rows.get(entry.paragraph_id or 0)
    if entry.is_removed or (row and (row.text, row.kind) == (entry.text, entry.kind)):
        return [ParagraphText(entry.text, ParagraphKind(entry.kind))]
    lines = [" ".join(line.split()) for line in entry.text.splitlines() if line.strip()]
    return [_without_mark(line, ParagraphKind(entry.kind)) for line in lines] or [
        ParagraphText("", ParagraphKind(entry.kind))
    ]


def _without_mark(line: str, kind: ParagraphKind) -> ParagraphText:
    if item := item_rest(line):
        return ParagraphText(item, ParagraphKind.SUBITEM if kind == ParagraphKind.SUBITEM else ParagraphKind.ITEM)
    if subitem := subitem_rest(line):
        return ParagraphText(subitem, ParagraphKind.SUBITEM)
    mark = heading_mark(line)
    if mark and kind == ParagraphKind.HEADING:
        return ParagraphText(mark.rest, kind)
    if heading := heading_rest(line):
        return ParagraphText(heading, ParagraphKind.HEADING)
    if mark and mark.style in {Style.ROMAN, Style.ARABIC, Style.WORD}:
        raise Refused(
            _("“%(line)s” begins with a number like a part or a section, which number themselves. Take it away.")
            % {"line": excerpt(line, 60)}
        )
    return ParagraphText(line, kind)


def _insert_after(
    section: Section, row: Paragraph | None, texts: Sequence[ParagraphText], *, by: User | None, at: datetime
) -> int:
    """Add paragraphs after `row`, or at the end where it is None, and return how many."""
    if not texts:
        return 0
    position, step = _room_after(section, row, len(texts))
    if step == 0:
        _spread(section, by=by, at=at)
        position, step = _room_after(section, row, len(texts))
    new = [
        Paragraph(
            section=section,
            position=position + place * step,
            kind=piece.kind,
            text=piece.text,
            folded_text=fold(piece.text),
        )
        for place, piece in enumerate(texts, 1)
    ]
    Paragraph.objects.bulk_create(new)
    Revision.objects.bulk_create(revision_of(paragraph, by=by, at=at) for paragraph in new)
    return len(new)


def _room_after(section: Section, row: Paragraph | None, count: int) -> tuple[int, int]:
    """Return a position, and the step at which `count` paragraphs go between it and the next; 0 without room."""
    if row is None:
        return section.paragraphs.aggregate(last=Max("position"))["last"] or 0, GAP
    row.refresh_from_db(fields=["position"])
    after = section.paragraphs.filter(position__gt=row.position).aggregate(next=Min("position"))["next"]
    return row.position, (after - row.position) // (count + 1) if after else GAP


def _spread(section: Section, *, by: User | None, at: datetime) -> None:
    """Make room between all paragraphs of the section; their order stays."""
    for place, row in enumerate(section.paragraphs.all(), 1):
        row.position, row.version = place * 1000 * GAP, row.version + 1
        row.save(update_fields=["position", "version"])
        revision_of(row, by=by, at=at).save(force_insert=True)


def _locked_draft(pk: int) -> Resolution:
    """Return the month, locked until the transaction ends. Raises Refused when it is no longer in drafting."""
    resolution = Resolution.objects.select_for_update().get(pk=pk)
    if resolution.status != Status.DRAFTING:
        raise Refused(_("This resolution is issued; its text can no longer be changed."))
    return resolution


@dataclass(frozen=True)
class Facts:
    """What was typed about a month: its own columns, the titles of parts I and II, its recipients."""

    base_version: int
    values: dict[str, Any]
    titles: dict[PartKind, str]
    recipients: list[str]


def save_facts(resolution: Resolution, facts: Facts, *, by: User | None) -> None:
    """Save them and record what changed. Raises Refused when someone was faster or the month is issued."""
    with transaction.atomic():
        row = _locked_draft(resolution.pk)
        if row.version != facts.base_version:
            raise Refused(
                _("Someone else has changed these facts meanwhile. Copy what you typed and open the page again.")
            )
        changes = {
            name: [str(getattr(row, name) or ""), str(value or "")]
            for name, value in facts.values.items()
            if (getattr(row, name) or "") != (value or "")
        }
        for name, value in facts.values.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*facts.values, "version"])
        for kind, title in facts.titles.items():
            if old := Part.objects.filter(resolution=row, kind=kind).exclude(title=title).first():
                changes[f"title_of_{kind}"] = [old.title, title]
                Part.objects.filter(pk=old.pk).update(title=title)
        recipients = [recipient.text for recipient in row.recipients.all()]
        if recipients != facts.recipients:
            changes["recipients"] = ["\n".join(recipients), "\n".join(facts.recipients)]
            set_recipients(row, facts.recipients)
        if changes:
            record("change_facts", row, by=by, changes=changes)


def add_section(resolution: Resolution, kind: str, title: str, *, by: User | None) -> Section:
    """Add an optional section at the end of part I or II."""
    with transaction.atomic():
        _locked_draft(resolution.pk)
        part = Part.objects.get(resolution=resolution, kind=kind)
        last = part.sections.order_by("-position").values_list("position", flat=True).first() or 0
        section = Section.objects.create(part=part, field=Field.OTHER, title=title, position=last + GAP)
        record("add_section", resolution, by=by, title=title)
    return section


def is_removable(section: Section) -> bool:
    """Tell whether the section is an added one in which nothing was ever written."""
    return section.part.is_titled and section.field == Field.OTHER and not section.paragraphs.exists()


def remove_section(section: Section, *, by: User | None) -> None:
    """Remove an empty added section. Raises Refused for any other."""
    with transaction.atomic():
        resolution = _locked_draft(section.part.resolution_id)
        if not is_removable(section):
            raise Refused(_("Only an added section in which nothing was written can be removed."))
        record("remove_section", resolution, by=by, title=section.title)
        section.delete()
