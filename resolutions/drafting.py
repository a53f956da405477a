"""Saving the text: the paragraphs of a section, the facts of a month, optional sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import record
from kesat.vietnamese import fold
from resolutions.manuscript import (
    MAX_MONTH_LENGTH,
    MAX_PARAGRAPH_LENGTH,
    MAX_PARAGRAPHS,
    Field,
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
    """Someone else has changed a paragraph meanwhile; `paragraphs` holds what stands now, by id."""

    def __init__(self, paragraphs: dict[int, Paragraph]) -> None:
        self.paragraphs = paragraphs
        super().__init__(_("Someone else has changed what you were changing. Both texts are shown below."))


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


def save_section(section: Section, entries: Sequence[Entry], *, title: str, by: User | None, at: datetime) -> int:
    """Save the paragraphs of a section, all or none, and return how many changed.

    Raises Conflict when one of them was changed since the version that its writer saw, TooLong past the
    limits, Refused when the month is no longer in drafting. Paragraphs of other sections are not touched.
    """
    with transaction.atomic():
        resolution = _locked_draft(section.part.resolution_id)
        if title != section.title:
            Section.objects.filter(pk=section.pk).update(title=title, version=F("version") + 1)
            record("rename_section", section, by=by, old=section.title, new=title)
        check_lengths(ParagraphText(piece) for entry in entries for piece in _pieces(entry))
        rows = {row.pk: row for row in section.paragraphs.select_for_update()}
        changed = [entry for entry in entries if entry.paragraph_id in rows and _differs(entry, rows)]
        if conflicts := {
            row.pk: row for entry in changed if (row := rows[entry.paragraph_id or 0]).version != entry.base_version
        }:
            raise Conflict(conflicts)
        for entry in changed:
            _change(rows[entry.paragraph_id or 0], replace(entry, text=_pieces(entry)[0]), by=by, at=at)
        added = sum(
            _insert_after(section, rows[entry.paragraph_id or 0], _pieces(entry)[1:], entry.kind, by=by, at=at)
            for entry in changed
        ) + sum(
            _insert_after(section, None, _pieces(entry), entry.kind, by=by, at=at)
            for entry in entries
            if entry.paragraph_id is None and entry.text
        )
        kept = Paragraph.objects.filter(section__part__resolution=resolution, is_removed=False)
        _check_month(kept.aggregate(total=Sum(Length("text")))["total"] or 0, kept.count())
    return len(changed) + added


def _differs(entry: Entry, rows: dict[int, Paragraph]) -> bool:
    """Tell whether the writer changed the paragraph they saw; what they left alone never conflicts."""
    row = rows[entry.paragraph_id or 0]
    seen: Any = row
    if row.version != entry.base_version:
        seen = row.revisions.filter(version=entry.base_version).first() or row
    return (entry.text, entry.kind, entry.is_removed) != (seen.text, seen.kind, seen.is_removed)


def _change(row: Paragraph, entry: Entry, *, by: User | None, at: datetime) -> None:
    row.text, row.kind, row.is_removed = entry.text, entry.kind, entry.is_removed
    row.folded_text, row.version = fold(entry.text), row.version + 1
    updated = Paragraph.objects.filter(pk=row.pk, version=entry.base_version).update(
        text=row.text, folded_text=row.folded_text, kind=row.kind, is_removed=row.is_removed, version=row.version
    )
    if not updated:
        raise Conflict({row.pk: Paragraph.objects.get(pk=row.pk)})
    revision_of(row, by=by, at=at).save(force_insert=True)


def _pieces(entry: Entry) -> list[str]:
    """Return what was typed as paragraphs: text pasted from elsewhere may hold several, one a line."""
    return [" ".join(line.split()) for line in entry.text.splitlines() if line.strip()] or [""]


def _insert_after(
    section: Section, row: Paragraph | None, texts: Sequence[str], kind: str, *, by: User | None, at: datetime
) -> int:
    """Add paragraphs after `row`, or at the end where it is None, and return how many."""
    if not texts:
        return 0
    position, step = _room_after(section, row, len(texts))
    if step == 0:
        _spread(section, by=by, at=at)
        position, step = _room_after(section, row, len(texts))
    new = [
        Paragraph(section=section, position=position + place * step, kind=kind, text=text, folded_text=fold(text))
        for place, text in enumerate(texts, 1)
    ]
    Paragraph.objects.bulk_create(new)
    Revision.objects.bulk_create(revision_of(paragraph, by=by, at=at) for paragraph in new)
    Section.objects.filter(pk=section.pk).update(version=F("version") + 1)
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
