"""What must hold among texts, decisions, documents and numbers, and no constraint can say."""

from collections.abc import Iterator
from typing import Final

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from kesat.records.models import Event
from resolutions import canonical, documents, numbering
from resolutions.models import Decision, Document, Draft, Number, Resolution, Series

_KINDS: Final = (Document.Kind.SIGNING_COPY, Document.Kind.SIGNED_ORIGINAL, Document.Kind.ISSUED_TEXT)


def problems() -> Iterator[str]:
    """Yield in words what is not as it was."""
    yield from _references()
    yield from _frozen_texts()
    yield from _documents()
    yield from _issued()
    for series in Series.objects.all():
        for number in numbering.unaccounted(series):
            yield _("Number %(number)s of the series is not accounted for.") % {"number": series.label(number)}


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


def _issued() -> Iterator[str]:
    """What was issued here has its number, its original and its reading copy."""
    for resolution in Resolution.objects.issued().filter(is_from_archive=False):
        kinds = set(resolution.documents.values_list("kind", flat=True))
        if not kinds >= set(_KINDS):
            yield _("A document of the issued month %(month)s is missing.") % {"month": resolution.label}
        used = resolution.numbers.filter(state=Number.State.USED).values_list("number", flat=True)
        if list(used) != [resolution.number]:
            yield _("The number of the issued month %(month)s is not in the register.") % {"month": resolution.label}
