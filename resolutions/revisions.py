"""A paragraph's new state: the next version, its revision, its folded text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kesat.organization.models import User
from kesat.vietnamese import fold
from resolutions.models import Origin, Paragraph, Revision


class Overtaken(Exception):
    """The paragraph was changed between being read and being written."""


def revision_of(paragraph: Paragraph, *, by: User | None, at: datetime, origin: str = Origin.SAVED) -> Revision:
    return Revision(
        paragraph=paragraph,
        section_id=paragraph.section_id,
        position=paragraph.position,
        kind=paragraph.kind,
        text=paragraph.text,
        is_removed=paragraph.is_removed,
        version=paragraph.version,
        origin=origin,
        by=by,
        at=at,
    )


def write(row: Paragraph, **new: Any) -> None:
    """Write new values under the next version. Raises Overtaken unless the row still has the version it was read at."""
    seen = row.version
    if "text" in new:
        new["folded_text"] = fold(new["text"])
    new["version"] = seen + 1
    if not Paragraph.objects.filter(pk=row.pk, version=seen).update(**new):
        raise Overtaken
    for name, value in new.items():
        setattr(row, name, value)


def change(row: Paragraph, *, by: User | None, at: datetime, origin: str = Origin.SAVED, **new: Any) -> None:
    """Write new values and keep the new state as a revision of its own."""
    write(row, **new)
    revision_of(row, by=by, at=at, origin=origin).save(force_insert=True)


def create(rows: Sequence[Paragraph], *, by: User | None, at: datetime, origin: str = Origin.SAVED) -> None:
    """Store new paragraphs with their first revisions."""
    for row in rows:
        row.folded_text = fold(row.text)
    Paragraph.objects.bulk_create(rows)
    Revision.objects.bulk_create(revision_of(row, by=by, at=at, origin=origin) for row in rows)
