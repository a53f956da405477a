"""Saving one paragraph: versions, conflicts, repeated requests, limits."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions import revisions
from resolutions.intake.found import excerpt
from resolutions.intake.marks import Style, heading_mark, item_rest, subitem_rest
from resolutions.intake.paragraphs import heading_rest
from resolutions.manuscript import (
    MAX_MONTH_LENGTH,
    MAX_PARAGRAPH_LENGTH,
    MAX_PARAGRAPHS,
    ParagraphKind,
    ParagraphText,
)
from resolutions.models import Origin, Paragraph, Resolution, Revision, Save, Section
from resolutions.models.text import WRITABLE
from resolutions.pasting import numbered_rest
from resolutions.placing import GAP, insert_after
from resolutions.refusals import Conflict, Gone, Locked, Refused, RepeatedName, TooLong

__all__ = [
    "GAP",
    "Conflict",
    "Gone",
    "Locked",
    "Refused",
    "RepeatedName",
    "Saved",
    "TooLong",
    "Typed",
    "save",
    "save_new",
]


@dataclass(frozen=True)
class Typed:
    """What was typed for a paragraph, at the version its writer saw; `op_id` names the request, for repeating it."""

    text: str
    kind: str
    op_id: UUID
    base_version: int = 0
    is_autosaved: bool = False

    def fingerprint(self, place: str) -> str:
        asked = f"{place}\n{self.base_version}\n{self.kind}\n{self.text}"
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Saved:
    """What is answered: the paragraph's version and when; `added` follow it where lines became paragraphs.

    A repeated request gets the version and the moment of the first; `text` is what stands now.
    """

    paragraph_id: int
    version: int
    at: datetime
    text: str
    added: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A paragraph with its month, and what `save` needs to know: the month's length, the revision that stands.

    `is_followed` tells that something else has happened in the month since that revision.
    """

    row: Paragraph
    month_length: int
    revision_id: int | None
    by_id: int | None
    began_at: datetime | None
    at: datetime | None
    is_followed: bool


def open_paragraph(pk: int) -> Opened | None:
    """Return the paragraph with all that `save` needs to know, in one query; None where there is none."""
    month = OuterRef("section__part__resolution_id")
    lengths = (
        Paragraph.objects.kept()
        .filter(section__part__resolution_id=month)
        .order_by()
        .values("section__part__resolution_id")
        .annotate(total=Sum(Length("text")))
        .values("total")
    )
    # At the very same moment too: what was stored after it has the higher id.
    later = Revision.objects.filter(section__part__resolution_id=month).filter(
        Q(at__gt=OuterRef("current__at")) | Q(at=OuterRef("current__at"), pk__gt=OuterRef("current__pk"))
    )
    row: Any = (
        Paragraph.objects.select_related("section__part__resolution")
        .annotate(
            current=FilteredRelation(
                "revisions", condition=Q(revisions__version=F("version")) & ~Q(revisions__origin=Origin.CONFLICT)
            ),
            month_length=Subquery(lengths),
            revision_id=F("current__pk"),
            revision_by=F("current__by_id"),
            revision_began_at=F("current__began_at"),
            revision_at=F("current__at"),
            is_followed=Exists(later),
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        return None
    return Opened(
        row=row,
        month_length=row.month_length or 0,
        revision_id=row.revision_id,
        by_id=row.revision_by,
        began_at=row.revision_began_at,
        at=row.revision_at,
        is_followed=row.is_followed,
    )


def save(opened: Opened, typed: Typed, *, by: User | None, at: datetime, as_lines: bool = False) -> Saved:
    """Save what was typed in a paragraph that was opened.

    With `as_lines` each line becomes a paragraph of its own, and typed marks become kinds. Raises Conflict when
    someone was faster (the text typed is then kept as a revision), TooLong, Locked, RepeatedName, or Refused.
    The same request twice has one effect and one answer.
    """
    row = opened.row
    pieces = pieces_of(typed, row) if as_lines else [ParagraphText(typed.text, ParagraphKind(typed.kind))]
    check_lengths(pieces)
    try:
        with transaction.atomic():
            if len(pieces) > 1:
                held_section(row.section_id)
            outcome = _save(opened, typed, pieces, by=by, at=at)
    except IntegrityError as error:
        again = _repeated(typed, f"paragraph {row.pk}")
        if again is None:
            raise _reason(error, row.section) from error
        outcome = again
    if isinstance(outcome, Conflict):
        raise outcome
    return outcome


def save_new(section: Section, typed: Typed, *, by: User | None, at: datetime, as_lines: bool = False) -> Saved:
    """Add what was typed at the end of the section; the same request twice adds it once."""
    pieces = pieces_of(typed, None) if as_lines else [ParagraphText(typed.text, ParagraphKind(typed.kind))]
    if not any(piece.text.strip() for piece in pieces):
        raise Refused(_("Nothing is typed yet."))
    check_lengths(pieces)
    place = f"section {section.pk}"
    try:
        with transaction.atomic():
            held_section(section.pk)
            new = insert_after(section, None, pieces, by=by, at=at)
            if typed.is_autosaved:
                Revision.objects.filter(paragraph=new[0]).update(began_at=at)
            raise_section(section)
            check_month_of(section.part.resolution_id)
            _remember(typed, new[0], place, at=at)
    except IntegrityError as error:
        again = _repeated(typed, place)
        if isinstance(again, Saved):
            return again
        raise _reason(error, section) from error
    return Saved(new[0].pk, 1, at, new[0].text, tuple(new[1:]))


def _save(
    opened: Opened, typed: Typed, pieces: Sequence[ParagraphText], *, by: User | None, at: datetime
) -> Saved | Conflict:
    row, place = opened.row, f"paragraph {opened.row.pk}"
    if not row.section.part.resolution.is_writable:
        raise Locked(row.section.part.resolution.status)
    if typed.base_version != row.version or row.is_removed:
        if again := _repeated(typed, place):
            return again
        if not _is_unchanged_since(row, typed):
            return _lost(row, typed, by=by, at=at)
    _check_growth(pieces, opened)
    try:
        _write_first(opened, pieces[0], typed, by=by, at=at)
    except revisions.Overtaken:
        # Between reading and writing someone else has written: once more, from what stands now.
        now = open_paragraph(row.pk)
        if now is None:
            raise Gone from None
        return _save(now, typed, pieces, by=by, at=at)
    added = insert_after(row.section, row, pieces[1:], by=by, at=at)
    if added:
        raise_section(row.section)
        check_month_of(row.section.part.resolution_id)
    _remember(typed, row, place, at=at)
    return Saved(row.pk, row.version, at, row.text, tuple(added))


def _write_first(opened: Opened, first: ParagraphText, typed: Typed, *, by: User | None, at: datetime) -> None:
    row = opened.row
    if (first.text, first.kind) == (row.text, row.kind):
        return
    goes_on = typed.is_autosaved and typed.base_version == row.version and _goes_on(opened, by=by, at=at)
    revisions.write(row, text=first.text, kind=first.kind)
    if goes_on:
        current = Revision.objects.filter(pk=opened.revision_id or 0)
        current.update(text=row.text, kind=row.kind, version=row.version, at=at)
    else:
        revision = revisions.revision_of(row, by=by, at=at)
        revision.began_at = at if typed.is_autosaved else None
        revision.save(force_insert=True)


def _goes_on(opened: Opened, *, by: User | None, at: datetime) -> bool:
    """Tell whether an autosave goes on writing the revision that stands: same person, ten minutes, nothing since."""
    if opened.began_at is None or opened.at is None or by is None or opened.by_id != by.pk or opened.is_followed:
        return False
    return opened.at <= at <= opened.began_at + Revision.AUTOSAVES_SHARE_A_ROW_FOR


def _is_unchanged_since(row: Paragraph, typed: Typed) -> bool:
    """Tell whether the text that stands is what was typed, or still the one its writer saw (it was only moved, say)."""
    if row.is_removed:
        return False
    if (row.text, row.kind) == (typed.text, typed.kind):
        return True
    base = row.revisions.stored().filter(version=typed.base_version).first()
    return base is not None and not base.is_removed and (base.text, base.kind) == (row.text, row.kind)


def _lost(row: Paragraph, typed: Typed, *, by: User | None, at: datetime) -> Conflict:
    """Keep what was typed as a revision of its own, and tell what stands."""
    Revision.objects.create(
        paragraph=row,
        section_id=row.section_id,
        position=row.position,
        kind=typed.kind,
        text=typed.text,
        is_removed=False,
        version=typed.base_version,
        origin=Origin.CONFLICT,
        by=by,
        at=at,
    )
    _remember(typed, row, f"paragraph {row.pk}", at=at, is_conflict=True)
    return _conflict(row.pk)


def _conflict(pk: int) -> Conflict:
    row = Paragraph.objects.select_related("section").filter(pk=pk).first()
    if row is None:
        raise Gone
    last = row.revisions.stored().select_related("by").order_by("-version").first()
    return Conflict(row, last)


def _remember(typed: Typed, row: Paragraph, place: str, *, at: datetime, is_conflict: bool = False) -> None:
    Save.objects.create(
        op_id=typed.op_id,
        paragraph=row,
        fingerprint=typed.fingerprint(place),
        version=row.version,
        is_conflict=is_conflict,
        at=at,
    )


def _repeated(typed: Typed, place: str) -> Saved | Conflict | None:
    """Return what the same request was answered before, or None where it is new. Raises RepeatedName."""
    before = Save.objects.select_related("paragraph").filter(op_id=typed.op_id).first()
    if before is None:
        return None
    if before.fingerprint != typed.fingerprint(place):
        raise RepeatedName
    if before.is_conflict:
        return _conflict(before.paragraph_id)
    return Saved(before.paragraph_id, before.version, before.at, before.paragraph.text)


def _reason(error: IntegrityError, section: Section) -> Exception:
    """Return what the user is told when the database has refused: the month was issued or removed a moment ago."""
    try:
        require_draft(section)
    except (Locked, Gone) as refused:
        return refused
    return error


@contextmanager
def writing_in(section: Section, op_id: UUID | None = None) -> Iterator[None]:
    """Write in one transaction, and say why the database refuses it.

    Raises Locked where the month was issued since it was read, RepeatedName where another request has taken the name.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if op_id and Save.objects.filter(op_id=op_id).exists():
            raise RepeatedName from error
        raise _reason(error, section) from error


def require_draft(section: Section) -> None:
    """Raise Locked when the section's month cannot be written, Gone when it is there no longer."""
    status = Resolution.objects.filter(pk=section.part.resolution_id).values_list("status", flat=True).first()
    if status is None:
        raise Gone
    if status not in WRITABLE:
        raise Locked(status)


def held_section(pk: int) -> Section:
    """Return the section, its order held still until the transaction ends. Raises Locked, or Gone.

    Whoever changes the order takes the section first, then its paragraphs; the month comes last, for a trigger takes
    it with every paragraph written. Two that take them in another order wait for each other.
    Not FOR UPDATE: a save that adds a revision refers to the section, and would wait for this one, which waits for it.
    """
    held = Section.objects.select_for_update(no_key=True, of=("self",)).select_related("part__resolution")
    row = held.filter(pk=pk).first()
    if row is None:
        raise Gone
    require_draft(row)
    return row


def raise_section(section: Section) -> None:
    """Count the section's order up, so that whoever arranges from an older one hears of it."""
    Section.objects.filter(pk=section.pk).update(version=F("version") + 1)


def locked_draft(pk: int) -> Resolution:
    """Return the month, locked until the transaction ends. Raises Locked when it can no longer be written."""
    resolution = Resolution.objects.select_for_update().get(pk=pk)
    if not resolution.is_writable:
        raise Locked(resolution.status)
    return resolution


def check_lengths(paragraphs: Iterable[ParagraphText]) -> None:
    """Raise TooLong when a paragraph, the month or the number of paragraphs passes its limit."""
    lengths = [len(paragraph.text) for paragraph in paragraphs]
    if max(lengths, default=0) > MAX_PARAGRAPH_LENGTH:
        raise TooLong(_("A paragraph may have at most 20,000 characters. Split it."))
    _check_month(sum(lengths), len(lengths))


def check_month_of(pk: int) -> None:
    """Raise TooLong when the month as it stands passes its limits."""
    kept = Paragraph.objects.kept().filter(section__part__resolution=pk)
    _check_month(kept.aggregate(total=Sum(Length("text")))["total"] or 0, kept.count())


def _check_growth(pieces: Sequence[ParagraphText], opened: Opened) -> None:
    grows_by = sum(len(piece.text) for piece in pieces) - len(opened.row.text)
    if grows_by > 0:
        _check_month(opened.month_length + grows_by, 0)


def _check_month(length: int, count: int) -> None:
    if length > MAX_MONTH_LENGTH:
        raise TooLong(_("A month may have at most 200,000 characters."))
    if count > MAX_PARAGRAPHS:
        raise TooLong(_("A month may have at most 500 paragraphs."))


def pieces_of(typed: Typed, row: Paragraph | None) -> list[ParagraphText]:
    """Return what was typed as paragraphs, one a line.

    Marks are computed, so those that were typed or pasted are taken off and become the kind of the paragraph;
    what stands already, from an old document say, is left as it is.
    """
    kind = ParagraphKind(typed.kind)
    if row and (row.text, row.kind) == (typed.text, kind) and "\n" not in typed.text:
        return [ParagraphText(typed.text, kind)]
    lines = [" ".join(line.split()) for line in typed.text.splitlines() if line.strip()]
    return [_without_mark(line, kind) for line in lines] or [ParagraphText("", kind)]


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
    if mark and mark.style in {Style.ROMAN, Style.ARABIC, Style.WORD} and (not mark.rest or numbered_rest(line)):
        raise Refused(
            _("“%(line)s” begins with a number like a part or a section, which number themselves. Take it away.")
            % {"line": excerpt(line, 60)}
        )
    return ParagraphText(line, kind)
