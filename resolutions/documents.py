"""The documents of a resolution, frozen bytes with their SHA-256: kept, found, named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from kesat.organization.models import User
from kesat.records.models import Event, record, store_file
from kesat.uploads import safe_file_name
from resolutions.models import Document, Resolution, Status
from resolutions.models.text import PUBLIC

PDF: Final = "application/pdf"
# From where on a document counts: what was prepared or signed before a step back counts no longer.
_COUNTS_IN: Final = {
    Document.Kind.IMPORTED: frozenset(Status),
    Document.Kind.SIGNING_COPY: frozenset({Status.AWAITING_SIGNATURE, Status.SIGNED, *PUBLIC}),
    Document.Kind.SIGNED_ORIGINAL: frozenset({Status.SIGNED, *PUBLIC}),
    Document.Kind.ISSUED_TEXT: frozenset(PUBLIC),
}
# What everyone may open once it is issued; the rest belongs to those who see the decision.
FOR_ALL: Final = (Document.Kind.ISSUED_TEXT, Document.Kind.SIGNED_ORIGINAL)
# How the files are told apart that the office keeps in one folder.
_MARKS: Final = {
    Document.Kind.SIGNING_COPY: "bản trình ký",
    Document.Kind.ISSUED_TEXT: "bản phát hành",
    Document.Kind.SIGNED_ORIGINAL: "bản đã ký",
}


def keep(
    resolution: Resolution,
    kind: Document.Kind,
    content: bytes,
    *,
    by: User | None,
    at: datetime,
    name: str = "",
    content_type: str = PDF,
    **fields: Any,
) -> Document:
    """Keep a file as a document, in the caller's transaction.

    Its SHA-256, and what the paper of the month says at that moment, go into the chain of events.
    """
    file = store_file(safe_file_name(name or file_name(resolution, kind)), content_type, content, by=by, at=at)
    document = Document.objects.create(resolution=resolution, kind=kind, file=file, **fields)
    record(
        "keep_document",
        document,
        by=by,
        month=resolution.label,
        kind=kind.value,
        sha256=file.sha256,
        text_sha256=document.text_sha256,
        paper=paper_of(Resolution.objects.get(pk=resolution.pk)),
    )
    return document


def paper_of(resolution: Resolution) -> dict[str, Any]:
    """Return what the paper of a month says beside its text, as the record keeps it."""
    return {
        "number": resolution.number,
        "issued_on": resolution.issued_on and resolution.issued_on.isoformat(),
        "signer_post": resolution.signer_post,
        "signer_name": resolution.signer_name,
        "letterhead": resolution.letterhead,
    }


def printed_papers(documents: Iterable[Document]) -> dict[int, dict[str, Any]]:
    """Return by key what the record tells was printed on documents beside the text; nothing of older ones."""
    keys = [row.pk for row in documents]
    events = Event.objects.filter(action="keep_document", target_id__in=keys, details__has_key="paper")
    return dict(events.values_list("target_id", "details__paper"))


def shows(document: Document, printed: dict[str, Any], resolution: Resolution) -> bool:
    """Tell whether what was `printed` on a document is what the month says; number and day only where they were."""
    now = paper_of(resolution)
    left = {"number", "issued_on"} if document.number is None else set()
    is_same = all(now.get(name) == value for name, value in printed.items() if name not in left)
    return is_same and document.number in {None, resolution.number}


def file_name(resolution: Resolution, kind: Document.Kind) -> str:
    """Return "Nghị quyết tháng 01-2026 (bản trình ký).pdf"; "01-2026 lần 2" for the second of one month."""
    edition = f" lần {resolution.edition}" if resolution.edition > 1 else ""
    return f"Nghị quyết tháng {resolution.month:02}-{resolution.year}{edition} ({_MARKS[kind]}).pdf"


def latest(resolution: Resolution, kind: Document.Kind) -> Document | None:
    """Return the document of a kind that counts: the last, unless the month was stepped back behind it."""
    if resolution.status not in _COUNTS_IN[kind]:
        return None
    return resolution.documents.filter(kind=kind).select_related("file").order_by("-id").first()


def counting(documents: Iterable[Document], status: str) -> set[int]:
    """Return the keys of those among a month's documents that count in a state: the last of each kind, if any does."""
    last = {row.kind: row.pk for row in sorted(documents, key=lambda row: row.pk)}
    return {pk for kind, pk in last.items() if status in _COUNTS_IN[Document.Kind(kind)]}


def that_count(kinds: Iterable[str] = Document.Kind.values) -> list[Document]:
    """Return the documents of all months that count, by month, without their bytes."""
    rows = Document.objects.filter(kind__in=list(kinds)).select_related("resolution", "file").defer("file__content")
    by_month = rows.order_by(*(f"resolution__{name}" for name in ("year", "month", "edition")), "id")
    last = {(row.resolution_id, row.kind): row for row in by_month}
    return [row for row in last.values() if row.resolution.status in _COUNTS_IN[Document.Kind(row.kind)]]


def content_of(document: Document) -> bytes:
    return bytes(document.file.content)
