"""The facts of a month, and its optional sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import record
from resolutions.drafting import Refused, held_section, locked_draft
from resolutions.manuscript import Field, PartKind
from resolutions.models import Part, Recipient, Resolution, Section
from resolutions.placing import GAP


def set_recipients(resolution: Resolution, lines: Sequence[str]) -> None:
    """Replace the list of recipients; a line that stays goes on meaning what the office said it means."""
    there = list(resolution.recipients.all())
    rows = []
    for place, line in enumerate(lines, 1):
        row = next((row for row in there if row.text == line), None) or Recipient(resolution=resolution, text=line)
        there = [other for other in there if other is not row]
        row.position = place
        rows.append(row)
    Recipient.objects.filter(pk__in=[row.pk for row in there]).delete()
    Recipient.objects.bulk_update([row for row in rows if row.pk], ["position"])
    Recipient.objects.bulk_create(row for row in rows if not row.pk)


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
        row = locked_draft(resolution.pk)
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
        locked_draft(resolution.pk)
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
        held_section(section.pk)
        resolution = locked_draft(section.part.resolution_id)
        if not is_removable(section):
            raise Refused(_("Only an added section in which nothing was written can be removed."))
        record("remove_section", resolution, by=by, title=section.title)
        section.delete()


@dataclass(frozen=True)
class Progress:
    """What is said of a section: done, or why it cannot be written yet; its writer; a new title and the one before."""

    is_done: bool = False
    blocked_reason: str = ""
    title: str | None = None
    seen_title: str = ""
    writer: User | None = None


def save_progress(section: Section, progress: Progress, *, by: User | None) -> bool:
    """Save what is said of a section, and return whether it changed. Raises Refused for a title changed meanwhile."""
    with transaction.atomic():
        row = held_section(section.pk)
        locked_draft(section.part.resolution_id)
        wanted: dict[str, Any] = {
            "is_done": progress.is_done,
            "blocked_reason": "" if progress.is_done else progress.blocked_reason,
            "writer": progress.writer,
        }
        if progress.title not in (None, row.title):
            if row.title != progress.seen_title:
                raise Refused(
                    _("Someone else has renamed this section to “%(title)s” meanwhile. Look at it and save again.")
                    % {"title": row.title}
                )
            record("rename_section", section, by=by, old=row.title, new=progress.title)
            wanted |= {"title": progress.title, "version": F("version") + 1}
        if all(getattr(row, name) == value for name, value in wanted.items()):
            return False
        Section.objects.filter(pk=section.pk).update(**wanted)
    return True
