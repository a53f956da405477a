"""Storing a whole month: from a file, or started anew from the month before."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Self

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kesat.organization.models import Committee, Position, Role, Term, User
from kesat.records.models import record, store_file
from kesat.uploads import extension, safe_file_name
from kesat.vietnamese import official_month
from resolutions import addressing, revisions
from resolutions.drafting import Refused, check_lengths
from resolutions.export import letterhead
from resolutions.facts import set_recipients
from resolutions.manuscript import Field, Manuscript, ParagraphText, PartKind, Signer
from resolutions.models import Document, Paragraph, Part, Presence, Resolution, Revision, Save, Section, Status
from resolutions.months import first_manuscript, next_manuscript, proposed_dates
from resolutions.periods import Period
from resolutions.placing import GAP


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
    manuscript: Manuscript,
    *,
    by: User | None,
    at: datetime,
    archive: bool = False,
    source: Source | None = None,
    practice: bool = False,
) -> Resolution:
    """Store a whole month: in drafting, or as issued "from the archive" with its number and date.

    A month whose resolution was withdrawn or replaced may have another, which replaces that one. Raises Refused when
    one stands there, when the text is too long or number and date do not fit.
    """
    check_lengths(manuscript.paragraphs())
    if archive and (manuscript.number is None) != (manuscript.issued_on is None):
        raise Refused(_("Number and date of issue are given together. Add the one that is missing."))
    there = Resolution.objects.of(Period(manuscript.year, manuscript.month, practice)).first()
    if there and not there.is_ended:
        raise _month_is_taken(manuscript)
    with transaction.atomic():
        try:
            resolution = _store_text(manuscript, by=by, at=at, archive=archive, practice=practice, replaces=there)
        except IntegrityError as error:
            raise _month_is_taken(manuscript) from error
        if model := there or Resolution.objects.before(manuscript.year, manuscript.month).first():
            addressing.take_over(model, resolution, by=by, at=at)
        if source:
            file = store_file(source.name, source.content_type, source.content, by=by)
            Document.objects.create(resolution=resolution, kind=Document.Kind.IMPORTED, file=file)
        action = "bring_in" if source else "start_practice" if practice else "start"
        replaced = {"replaces": there.pk} if there else {}
        record(action, resolution, by=by, month=resolution.label, archive=archive, **replaced)
        if archive:
            _issue_from_archive(resolution, manuscript)
    return resolution


def _month_is_taken(manuscript: Manuscript) -> Refused:
    month = official_month(manuscript.year, manuscript.month)
    return Refused(_("There is a resolution for month %(month)s already.") % {"month": month})


def _store_text(
    manuscript: Manuscript,
    *,
    by: User | None,
    at: datetime,
    archive: bool,
    practice: bool,
    replaces: Resolution | None,
) -> Resolution:
    # The usual days of a month are over where its resolution is replaced; the office enters others.
    dates = {} if archive or replaces else asdict(proposed_dates(manuscript.year, manuscript.month))
    resolution = Resolution.objects.create(
        year=manuscript.year,
        month=manuscript.month,
        subject=manuscript.subject,
        urgency=manuscript.urgency,
        is_from_archive=archive,
        is_practice=practice,
        replaces=replaces,
        edition=replaces.edition + 1 if replaces else 1,
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
        Paragraph(section=section, position=place * GAP, kind=paragraph.kind, text=paragraph.text)
        for section, texts in rows
        for place, paragraph in enumerate(texts, 1)
    ]
    revisions.create(paragraphs, by=by, at=at)


def _issue_from_archive(resolution: Resolution, manuscript: Manuscript) -> None:
    """The last step, for from then on the database refuses every change of the text."""
    term = None
    if manuscript.issued_on:
        term = Term.objects.filter(begins_on__lte=manuscript.issued_on).order_by("-begins_on").first()
        if Resolution.objects.filter(term=term, number=manuscript.number).exclude(term=None).exists():
            raise Refused(
                _("Number %(number)s is used already in %(term)s.") % {"number": manuscript.number, "term": term}
            )
    if committee := Committee.objects.first():
        resolution.letterhead = asdict(letterhead(committee, manuscript.issued_on))
    resolution.status = Status.ISSUED
    resolution.term, resolution.number, resolution.issued_on = term, manuscript.number, manuscript.issued_on
    resolution.save(update_fields=["status", "term", "number", "issued_on", "letterhead"])


def model_for(year: int, month: int) -> Resolution | None:
    """Return what a new month is modelled on: the resolution that it replaces, else the nearest earlier, or None."""
    same, earlier = Resolution.objects.of(Period(year, month)), Resolution.objects.before(year, month)
    return same.with_text().first() or earlier.with_text().first()


def start_month(
    year: int, month: int, *, by: User | None, at: datetime, on: date, practice: bool = False
) -> Resolution:
    """Start a month in drafting, modelled on the nearest earlier one, with today's Secretary as its signer.

    One that replaces another begins with the text of that one. Raises what `store` raises.
    """
    committee = Committee.current()
    model = model_for(year, month)
    if model and model.period.calendar == (year, month) and not practice:
        manuscript = replace(model.manuscript(), number=None, issued_on=None)
    elif model:
        manuscript = next_manuscript(model.manuscript(), year, month)
    else:
        manuscript = first_manuscript(year, month, authority=committee.authority)
    signer = secretary_signing(committee, on) or replace(manuscript.signer, name="")
    return store(replace(manuscript, signer=signer), by=by, at=at, practice=practice)


def remove_practice(resolution: Resolution, *, by: User | None) -> None:
    """Remove a practice month with all that was written in it; no other month is ever removed."""
    if not resolution.is_practice:
        raise Refused(_("Only a practice month can be removed."))
    of_month = {"section__part__resolution": resolution}
    with transaction.atomic():
        # In the order in which those who write take them (see `drafting.held_section`), so that none waits for another.
        for rows in (Section.objects.filter(part__resolution=resolution), Paragraph.objects.filter(**of_month)):
            list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
        if not Resolution.objects.select_for_update().filter(pk=resolution.pk).exists():
            return  # someone else has removed it a moment ago
        Paragraph.objects.filter(**of_month).update(absorbed_by=None, taken_from=None)
        Save.objects.filter(paragraph__section__part__resolution=resolution).delete()
        Presence.objects.filter(**of_month).delete()
        Revision.objects.filter(**of_month).delete()
        record("remove_practice", resolution, by=by, month=resolution.label)
        resolution.delete()


def secretary_signing(committee: Committee, on: date) -> Signer | None:
    """Return the signature block of the Secretary of the day, or None while there is none."""
    position = Position.objects.held(on).filter(post__role=Role.SECRETARY).select_related("user", "post").first()
    if position is None:
        return None
    return Signer(committee.authority, position.post.signature_title, position.user.full_name)
