"""Where paragraphs stand in their section: room between two, and new ones put there."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, Min

from kesat.organization.models import User
from resolutions import revisions
from resolutions.manuscript import ParagraphText
from resolutions.models import Origin, Paragraph, Section

# Room between positions, so that a paragraph goes between two others without renumbering.
GAP = 1024


def insert_after(
    section: Section,
    row: Paragraph | None,
    texts: Sequence[ParagraphText],
    *,
    by: User | None,
    at: datetime,
    origin: str = Origin.SAVED,
    taken_from: Paragraph | None = None,
) -> list[Paragraph]:
    """Add paragraphs after `row`, or at the end where it is None."""
    if not texts:
        return []
    position, step = _room_after(section, row, len(texts))
    if step == 0:
        spread(section, by=by, at=at)
        position, step = _room_after(section, row, len(texts))
    new = [
        Paragraph(
            section=section,
            position=position + place * step,
            kind=piece.kind,
            text=piece.text,
            taken_from=taken_from,
        )
        for place, piece in enumerate(texts, 1)
    ]
    revisions.create(new, by=by, at=at, origin=origin)
    return new


def position_between(before: Paragraph | None, after: Paragraph | None) -> int | None:
    """Return a position between two paragraphs (None: the beginning or the end), or None where there is no room."""
    low = before.position if before else 0
    if after is None:
        return low + GAP
    return (low + after.position) // 2 if after.position - low > 1 else None


def spread(section: Section, *, by: User | None, at: datetime) -> None:
    """Make room between all paragraphs of the section; their order stays. Whoever calls holds the section.

    Each paragraph is held before it is read: others save them meanwhile, which waits for nothing that is held here.
    """
    rows = section.paragraphs.select_for_update(no_key=True).order_by("pk")
    for place, row in enumerate(sorted(rows, key=lambda row: (row.position, row.pk)), 1):
        position = place * 1000 * GAP
        if row.is_removed:
            # No revision: the last one of a removed paragraph tells since when it is in the trash.
            Paragraph.objects.filter(pk=row.pk).update(position=position)
        else:
            revisions.change(row, by=by, at=at, position=position)


def _room_after(section: Section, row: Paragraph | None, count: int) -> tuple[int, int]:
    """Return a position, and the step at which `count` paragraphs go between it and the next; 0 without room."""
    if row is None:
        return section.paragraphs.aggregate(last=Max("position"))["last"] or 0, GAP
    row.refresh_from_db(fields=["position", "version"])
    after = section.paragraphs.filter(position__gt=row.position).aggregate(next=Min("position"))["next"]
    return row.position, (after - row.position) // (count + 1) if after else GAP
