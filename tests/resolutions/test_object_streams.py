"""A quicker reader of PDF files says of every object what pyHanko's own says."""

from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import PdfFileReader

from resolutions.object_streams import Reader
from tests.resolutions.test_signing import signed_twice


def written(reader: PdfFileReader, number: int) -> bytes:
    """Return the object as pyHanko writes it again."""
    out = BytesIO()
    reader.get_object(Reference(number, 0, reader)).write_to_stream(out, None)
    return out.getvalue()


def objects(reader: PdfFileReader) -> list[bytes]:
    return [written(reader, number) for number in range(1, int(reader.trailer_view["/Size"]))]


def test_a_signed_file_is_read_as_pyhanko_reads_it() -> None:
    pdf = signed_twice()
    slow = PdfFileReader(BytesIO(pdf), strict=False)

    assert objects(Reader(pdf)) == objects(slow)
    assert Reader(pdf).xrefs.total_revisions == slow.xrefs.total_revisions


def with_objects(head: bytes, body: bytes, *, count: int = 2, first: int | None = None) -> bytes:
    """Return a file whose objects 3 and 4 are said to stand in one stream that looks so."""
    start = len(head) if first is None else first
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 5 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/ObjStm/N %d/First %d/Length %d>>stream\n%s\nendstream\nendobj\n"
        % (count, start, len(head + body), head + body),
        b"5 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
    ]
    file, places = b"%PDF-1.7\n", []
    for part in parts:
        places.append(len(file))
        file += part
    entries = [(0, 0, 0), (1, places[0], 0), (1, places[1], 0), (2, 2, 0), (2, 2, 1), (1, places[2], 0)]
    entries += [(1, len(file), 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(2, "big") + bytes([rest]) for kind, place, rest in entries)
    at = len(file)
    file += b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n" % (
        len(table),
        table,
    )
    return file + b"startxref\n%d\n%%%%EOF\n" % at


def third_and_fourth(reader: PdfFileReader) -> list[Any]:
    found: list[Any] = []
    for number in (3, 4, 3):
        try:
            found.append(written(reader, number))
        except Exception as error:  # noqa: BLE001 (whatever pyHanko raises is to be raised)
            found.append(type(error))
    return found


@pytest.mark.parametrize(
    "pdf",
    [
        with_objects(b"3 0 4 5 ", b"(a)  (b)  "),
        with_objects(b"4 5 3 0 ", b"(a)  (b)  "),
        with_objects(b"3 0 3 5 ", b"(a)  (b)  "),
        with_objects(b"3 0 4 5 ", b"(a)  (b)  ", count=1),
        with_objects(b"3 0 4 5 ", b"(a)  (b)  ", count=3),
        with_objects(b"3 0 4 5 ", b"(a)  (b)  ", first=3),
        with_objects(b"3 0 %x\n4 5 ", b"(a)  (b)  "),
        with_objects(b"3 0 4 9 ", b"(a)  (b)  "),
        with_objects(b"3 0 4 5 ", b"(a)  <<<<  "),
        with_objects(b"3 0 4 5 ", b"(a)  1 0 R "),
        with_objects(b"3 0 +4 5 ", b"(a)  (b)  "),
        with_objects(b"", b""),
    ],
)
def test_an_odd_stream_of_objects_is_read_as_pyhanko_reads_it(pdf: bytes) -> None:
    assert third_and_fourth(Reader(pdf)) == third_and_fourth(PdfFileReader(BytesIO(pdf), strict=False))


def test_the_first_object_of_a_number_counts() -> None:
    reader = Reader(with_objects(b"3 0 3 5 ", b"(a)  (b)  "))

    assert [written(reader, number) for number in (3, 4, 3)] == [b"(a)", b"null", b"(a)"]
