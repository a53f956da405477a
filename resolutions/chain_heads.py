"""The head of the chain of events in the properties of what the program prints for good, and read back from there."""

import re
from collections.abc import Iterator
from typing import Final

from kesat.records import heads
from kesat.records.heads import Head, Holder
from resolutions.models import Document

# Words of the document: Vietnamese, never translated. Older reading copies hold the hash alone.
_CHAIN: Final = "Mã đầu chuỗi nhật ký: {} {}"
_HELD: Final = re.compile(r"Mã đầu chuỗi nhật ký: (?:(\d{1,18}) )?([0-9a-f]{64})")
# Not the scan of a paper: what stands in its properties, a scanner has written.
_PRINTED: Final = (Document.Kind.SIGNING_COPY, Document.Kind.SIGNED_ORIGINAL, Document.Kind.ISSUED_TEXT)


def keywords() -> str:
    """Return the head of the chain as it stands in the properties of a document."""
    head = heads.now()
    return _CHAIN.format(head.event, head.hash) if head else ""


def held() -> Iterator[Holder]:
    """Yield every document that the program printed, also one that counts no longer, with the head in it."""
    rows = Document.objects.filter(kind__in=_PRINTED).exclude(way=Document.Way.SCAN)
    for row in rows.select_related("resolution", "file").order_by("pk").iterator(chunk_size=20):
        name = f"{row.get_kind_display()} ({row.pk}), {row.resolution}"
        yield Holder(name, _head_in(bytes(row.file.content)))


def _head_in(pdf: bytes) -> Head | None:
    """Return the head in a PDF; None where there is none, or nothing can be read."""
    # Not while the program starts: what reads PDF files takes 25 MB, and a process that checks nothing needs none.
    from resolutions.signatures import Refused, read, readable  # noqa: PLC0415

    try:
        reader = read(pdf)
        with readable():
            said = str(reader.trailer["/Info"].get("/Keywords", "")) if "/Info" in reader.trailer else ""
    except Refused:
        return None
    found = _HELD.search(said)
    return Head(found[2], int(found[1]) if found[1] else None) if found else None
