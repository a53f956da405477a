"""What must hold among texts, decisions, documents and numbers, and no constraint can say."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from kesat.records.models import Event
from resolutions import canonical, documents, numbering
from resolutions.models import Decision, Document, Draft, Number, Resolution, Series, Status
from resolutions.models.text import APPROVED_ON
from resolutions.policy import Action

_KINDS: Final = (Document.Kind.SIGNING_COPY, Document.Kind.SIGNED_ORIGINAL, Document.Kind.ISSUED_TEXT)
# Where a month stands that never moved.
_UNMOVED: Final = (Status.COLLECTING, Status.DRAFTING)


def problems() -> Iterator[str]:
    """Yield in words what is not as it was."""
    yield from _references()
    yield from _frozen_texts()
    yield from _documents()
    yield from _papers()
    yield from _record()
    yield from _issued()
    yield from _numbers()


def _references() -> Iterator[str]:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield _("A row points to one that is not there: %(error)s") % {"error": str(error).partition("\n")[0]}


def _frozen_texts() -> Iterator[str]:
    """Drafts that were sent, and texts that were decided on, still have the code they were given."""
    for draft in Draft.objects.select_related("resolution").iterator():
        if canonical.fingerprint(draft.content) != draft.sha256:
            yield _("%(draft)s of month %(month)s is not as it was sent.") % {
                "draft": draft,
                "month": draft.resolution.label,
            }
    for decision in Decision.objects.exclude(content=None).select_related("resolution").iterator():
        if canonical.fingerprint(decision.content or {}) != decision.sha256:
            yield _("The text decided on for month %(month)s is not as it was.") % {"month": decision.resolution.label}


def _documents() -> Iterator[str]:
    """Each shows a text that was approved, those that count today's, and stands in the record with its code."""
    said = {
        (event.target_id, event.details.get("sha256"), event.details.get("text_sha256"))
        for event in Event.objects.filter(action="keep_document")
    }
    decided = set(Decision.objects.exclude(sha256="").values_list("resolution_id", "sha256"))
    rows = Document.objects.filter(kind__in=_KINDS)
    for row in rows.select_related("resolution", "file").defer("file__content"):
        named = {"document": row.get_kind_display(), "row": row.pk, "month": row.resolution.label}
        if (row.pk, row.file.sha256, row.text_sha256) not in said:
            yield _("%(document)s (%(row)s) of month %(month)s does not stand in the record as it is.") % named
        if (row.resolution_id, row.text_sha256) not in decided:
            yield _("%(document)s (%(row)s) of month %(month)s shows a text that was never approved.") % named
    for row in documents.that_count(_KINDS):
        if row.text_sha256 != canonical.fingerprint(canonical.text_now(row.resolution_id)):
            yield _("%(document)s of month %(month)s does not show the text that stands in the month.") % {
                "document": row.get_kind_display(),
                "month": row.resolution.label,
            }


def _papers() -> Iterator[str]:
    """What was printed with the documents that count, number, day, signer, letterhead, still stands in their months.

    Number and day are compared where they were printed; older documents, of which the record does not say, are not.
    """
    rows = documents.that_count([Document.Kind.SIGNING_COPY, Document.Kind.ISSUED_TEXT])
    printed = documents.printed_papers(rows)
    for row in rows:
        if not documents.shows(row, printed.get(row.pk, {}), row.resolution):
            yield _(
                "%(document)s of month %(month)s shows another number, day, signer or letterhead than the month."
            ) % {
                "document": row.get_kind_display(),
                "month": row.resolution.label,
            }


def _record() -> Iterator[str]:
    """What the record tells is there: months where their last move led, every draft sent, every document kept."""
    moved: dict[int, str] = {}
    sent: Counter[int] = Counter()
    told, removed = set(), set()
    events = Event.objects.filter(target_type="resolutions.resolution").order_by("id")
    for pk, action, details in events.values_list("target_id", "action", "details").iterator():
        told.add(pk)
        sent[pk] += action == Action.SUBMIT
        if action == "remove_practice":
            removed.add(pk)
        if "moved_to" in details:
            moved[pk] = details["moved_to"]
    there = {row.pk: row for row in Resolution.objects.all()}
    drafts = Counter(Draft.objects.values_list("resolution_id", flat=True))
    for pk, month in there.items():
        if not _stands_where_it_moved(month, moved.get(pk)):
            yield _("Month %(month)s stands at “%(status)s”, where its last move in the record did not lead.") % {
                "month": month.label,
                "status": month.get_status_display(),
            }
        if drafts[pk] != sent[pk]:
            yield _("Month %(month)s has %(there)s drafts; by the record %(sent)s were sent.") % {
                "month": month.label,
                "there": drafts[pk],
                "sent": sent[pk],
            }
    for pk in sorted(told - removed - there.keys()):
        yield _("Month %(row)s of the record is no longer there.") % {"row": pk}
    kept = Event.objects.filter(action="keep_document").values_list("target_id", flat=True)
    for pk in sorted(set(kept) - set(Document.objects.values_list("pk", flat=True))):
        yield _("Document %(row)s of the record is no longer there.") % {"row": pk}


def _stands_where_it_moved(month: Resolution, moved_to: str | None) -> bool:
    if moved_to is None:
        return month.status in _UNMOVED or (month.is_from_archive and month.status == Status.ISSUED)
    return month.status == moved_to


def _issued() -> Iterator[str]:
    """What was issued here has its original and its reading copy."""
    for resolution in Resolution.objects.issued().filter(is_from_archive=False):
        kinds = set(resolution.documents.values_list("kind", flat=True))
        if not kinds >= set(_KINDS):
            yield _("A document of the issued month %(month)s is missing.") % {"month": resolution.label}


def _numbers() -> Iterator[str]:
    """Every number up to the last has its row, and every month the one that the register says, with its day."""
    for series in Series.objects.all():
        for number in numbering.unaccounted(series):
            yield _("Number %(number)s of the series is not accounted for.") % {"number": series.label(number)}
        for row in series.numbers.filter(number__gt=series.last):
            yield _("Number %(number)s lies beyond the last of its series.") % {"number": row}
    for month in Resolution.objects.exclude(number=None).filter(is_from_archive=False):
        state = Number.State.RESERVED if month.status in APPROVED_ON else Number.State.USED
        if _of_register(month, state) != [(month.number, month.issued_on, month.term_id)]:
            yield _("The number of month %(month)s does not stand in the register as it is.") % {"month": month.label}
    used = Number.objects.filter(state=Number.State.USED).select_related("resolution", "series__term")
    for row in used:
        if row.resolution is None or row.resolution.number != row.number or not row.resolution.is_issued:
            yield _("Number %(number)s is used in the register, and no issued month has it.") % {"number": row}


def _of_register(month: Resolution, state: str) -> list[tuple[Any, ...]]:
    return list(month.numbers.filter(state=state).values_list("number", "dated_on", "series__term"))
