"""Storing and saving the text: a whole manuscript, a month's facts, the paragraphs of a section."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from kesat.organization.models import Committee, Position, Role, Term, User
from kesat.records.models import record, store_file
from kesat.uploads import extension, safe_file_name
from kesat.vietnamese import fold
from resolutions.manuscript import (
    MAX_MONTH_LENGTH,
    MAX_PARAGRAPH_LENGTH,
    MAX_PARAGRAPHS,
    Field,
    Manuscript,
    ParagraphText,
    PartKind,
    Signer,
)
from resolutions.models import Document, Paragraph, Part, Recipient, Resolution, Revision, Section, Status
from resolutions.months import first_manuscript, next_manuscript, proposed_dates

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


@dataclass(frozen=True)
class Source:
    """The file a text was read from."""

    name: str
    content_type: str
    content: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Return the source with the type that its name tells; the name is one that every computer can write."""
        kinds = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        return cls(safe_file_name(name), kinds.get(extension(name), "text/plain; charset=utf-8"), content)


def store(
    manuscript: Manuscript, *, by: User | None, at: datetime, archive: bool = False, source: Source | None = None
) -> Resolution:
    """Store a whole month: in drafting, or as issued "from the archive" with its number and date.

    Raises Refused when the month is there already, the text is too long or number and date do not fit.
    """
    check_lengths(manuscript.paragraphs())
    if archive and (manuscript.number is None) != (manuscript.issued_on is None):
        raise Refused(_("Number and date of issue are given together. Add the one that is missing."))
    if Resolution.objects.filter(year=manuscript.year, month=manuscript.month).exists():
        raise _month_is_taken(manuscript)
    with transaction.atomic():
        try:
            resolution = _store_text(manuscript, by=by, at=at, archive=archive)
        except IntegrityError as error:
            raise _month_is_taken(manuscript) from error
        if source:
            file = store_file(source.name, source.content_type, source.content, by=by)
            Document.objects.create(resolution=resolution, kind=Document.Kind.IMPORTED, file=file)
        record("bring_in" if source else "start", resolution, by=by, month=resolution.label, archive=archive)
        if archive:
            _issue_from_archive(resolution, manuscript)
    return resolution


def _month_is_taken(manuscript: Manuscript) -> Refused:
    month = f"{manuscript.month:02}/{manuscript.year}"
    return Refused(_("There is a resolution for month %(month)s already.") % {"month": month})


def _store_text(manuscript: Manuscript, *, by: User | None, at: datetime, archive: bool) -> Resolution:
    dates = {} if archive else asdict(proposed_dates(manuscript.year, manuscript.month))
    resolution = Resolution.objects.create(
        year=manuscript.year,
        month=manuscript.month,
        subject=manuscript.subject,
        urgency=manuscript.urgency,
        is_from_archive=archive,
        signer_authority=manuscript.signer.authority,
        signer_post=manuscript.signer.post,
        signer_name=manuscript.signer.name,
        created_by=by,
        created_at=at,
        **dates,
    )
    titles = {part.part: part for part in manuscript.parts}
    loose = {PartKind.OPENING: manuscript.opening, PartKind.CLOSING: manuscript.closing}
    rows: list[tuple[Section, Sequence[ParagraphText]]] = []
    for kind in PartKind:
        part = Part.objects.create(resolution=resolution, kind=kind, title=titles[kind].title if kind in titles else "")
        if kind in loose:
            rows.append((Section(part=part, field=Field.OTHER, position=GAP), loose[kind]))
        else:
            for place, section in enumerate(titles[kind].sections, 1):
                row = Section(part=part, field=section.field, title=section.title, position=place * GAP)
                rows.append((row, section.paragraphs))
    Section.objects.bulk_create(section for section, _texts in rows)
    _store_paragraphs(rows, by=by, at=at)
    set_recipients(resolution, manuscript.recipients)
    return resolution


def _store_paragraphs(
    rows: Iterable[tuple[Section, Sequence[ParagraphText]]], *, by: User | None, at: datetime
) -> None:
    paragraphs = [
        Paragraph(
            section=section, position=place * GAP, kind=paragraph.kind, text=paragraph.text,
            folded_text=fold(paragraph.text),
        )
        for section, texts in rows
        for place, paragraph in enumerate(texts, 1)
    ]  # fmt: skip
    Paragraph.objects.bulk_create(paragraphs)
    Revision.objects.bulk_create(_revision(paragraph, by=by, at=at) for paragraph in paragraphs)


def _revision(paragraph: Paragraph, *, by: User | None, at: datetime) -> Revision:
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


def _issue_from_archive(resolution: Resolution, manuscript: Manuscript) -> None:
    """The last step, for from then on the database refuses every change of the text."""
    term = None
    if manuscript.issued_on:
        term = Term.objects.filter(begins_on__lte=manuscript.issued_on).order_by("-begins_on").first()
        if Resolution.objects.filter(term=term, number=manuscript.number).exclude(term=None).exists():
            raise Refused(
                _("Number %(number)s is used already in %(term)s.") % {"number": manuscript.number, "term": term}
            )
    resolution.status = Status.ISSUED
    resolution.term, resolution.number, resolution.issued_on = term, manuscript.number, manuscript.issued_on
    resolution.save(update_fields=["status", "term", "number", "issued_on"])


def set_recipients(resolution: Resolution, lines: Sequence[str]) -> None:
    """Replace the list of recipients."""
    resolution.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(resolution=resolution, position=place, text=line) for place, line in enumerate(lines, 1)
    )


def model_for(year: int, month: int) -> Resolution | None:
    """Return the month that a new one is modelled on: the nearest earlier one, or None."""
    return Resolution.objects.before(year, month).with_text().first()


def start_month(year: int, month: int, *, by: User | None, at: datetime, on: date) -> Resolution:
    """Start a month in drafting, modelled on the nearest earlier one, with today's Secretary as its signer."""
    committee = Committee.current()
    model = model_for(year, month)
    if model:
        manuscript = next_manuscript(model.manuscript(), year, month)
    else:
        manuscript = first_manuscript(year, month, authority=committee.authority)
    signer = secretary_signing(committee, on) or replace(manuscript.signer, name="")
    return store(replace(manuscript, signer=signer), by=by, at=at)


def secretary_signing(committee: Committee, on: date) -> Signer | None:
    """Return the signature block of the Secretary of the day, or None while there is none."""
    position = Position.objects.held(on).filter(post__role=Role.SECRETARY).select_related("user", "post").first()
    if position is None:
        return None
    return Signer(committee.authority, position.post.signature_title, position.user.full_name)


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
        rows = {row.pk: row for row in section.paragraphs.select_for_update()}
        changed = [entry for entry in entries if entry.paragraph_id in rows and _differs(entry, rows)]
        if conflicts := {
            row.pk: row for entry in changed if (row := rows[entry.paragraph_id or 0]).version != entry.base_version
        }:
            raise Conflict(conflicts)
        for entry in changed:
            _change(rows[entry.paragraph_id or 0], entry, by=by, at=at)
        new = [ParagraphText(entry.text, entry.kind) for entry in entries if entry.paragraph_id is None and entry.text]  # type: ignore[arg-type]
        _append(section, new, by=by, at=at)
        check_lengths(ParagraphText(entry.text) for entry in entries)
        kept = Paragraph.objects.filter(section__part__resolution=resolution, is_removed=False)
        _check_month(kept.aggregate(total=Sum(Length("text")))["total"] or 0, kept.count())
    return len(changed) + len(new)


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
    _revision(row, by=by, at=at).save(force_insert=True)


def _append(section: Section, texts: Sequence[ParagraphText], *, by: User | None, at: datetime) -> None:
    if not texts:
        return
    last = section.paragraphs.order_by("-position").values_list("position", flat=True).first() or 0
    rows = [
        Paragraph(
            section=section, position=last + place * GAP, kind=paragraph.kind, text=paragraph.text,
            folded_text=fold(paragraph.text),
        )
        for place, paragraph in enumerate(texts, 1)
    ]  # fmt: skip
    Paragraph.objects.bulk_create(rows)
    Revision.objects.bulk_create(_revision(row, by=by, at=at) for row in rows)
    Section.objects.filter(pk=section.pk).update(version=F("version") + 1)


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
