"""The reader of documents, on hostile and odd files: it refuses with a reason, quickly, and never fails otherwise."""

import contextlib
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kesat.uploads import RefusedFile
from resolutions.intake import read_document
from tests.resolutions.documents.fragments import RESULTS, Text, first_section, read_with
from tests.resolutions.documents.march import MARCH
from tests.resolutions.documents.typed import Typing, as_text
from tests.resolutions.documents.word import as_word

# Reads a file in a process of its own and prints what it cost: seconds of CPU, megabytes at the most (VmHWM, because
# ru_maxrss also remembers the process that started this one).
CHILD = """
import json, re, sys, time
import django
django.setup()
from django.utils import translation
from kesat.uploads import RefusedFile
from resolutions.intake import read_document
translation.activate("en")
read_document("a.txt", "I. KẾT QUẢ THÁNG 3/2026\\nII. NHIỆM VỤ THÁNG 4/2026".encode())
content = open(sys.argv[1], "rb").read()
refused, start = "", time.process_time()
try:
    read_document("a." + sys.argv[2], content)
except RefusedFile as error:
    refused = str(error)
seconds = time.process_time() - start
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(json.dumps({"refused": refused, "seconds": seconds, "megabytes": int(peak[1]) / 1024}))
"""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def cost(content: bytes, folder: Path, kind: str = "docx") -> dict[str, Any]:
    """Return what reading `content` costs in a fresh process."""
    file = folder / f"a.{kind}"
    file.write_bytes(content)
    done = subprocess.run([sys.executable, "-c", CHILD, file, kind], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def with_document(xml: bytes, *others: tuple[str, bytes]) -> bytes:
    """Return a Word file whose text is `xml`."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_word(MARCH))) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, xml if name == "word/document.xml" else source.read(name))
        for name, content in others:
            target.writestr(name, content)
    return buffer.getvalue()


def gigabyte_of_xml() -> bytes:
    """Return a package that unpacks to a gigabyte, made without holding it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("word/document.xml", "w", force_zip64=True) as stream:
            stream.write(b"<w:document>")
            for _megabyte in range(1024):
                stream.write(b" " * (1024 * 1024))
        package.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    return f"<!DOCTYPE a [<!ENTITY l0 'ha'>{entities}]><w:document {NAMESPACE}><w:t>&l11;</w:t></w:document>".encode()


def outside() -> bytes:
    return f"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><w:document {NAMESPACE}>&b;</w:document>".encode()


BOMBS = {
    "nested": lambda: with_document(b"<a/>", ("word/embeddings/b.zip", as_word(MARCH))),
    "laughs": lambda: with_document(laughs()),
    "outside": lambda: with_document(outside()),
    "flat": lambda: with_document(b"<a>" + b" " * (60 * 1024 * 1024)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bad_input_56_and_57_bombs_are_refused_within_two_seconds_and_200_megabytes(bomb: str, tmp_path: Path) -> None:
    spent = cost(BOMBS[bomb](), tmp_path)

    assert spent["refused"]
    assert spent["seconds"] < 2
    assert spent["megabytes"] < 200


def test_bad_input_56_gigabyte_of_xml_is_refused_within_two_seconds_and_200_megabytes(tmp_path: Path) -> None:
    spent = cost(gigabyte_of_xml(), tmp_path)

    assert "far larger than an ordinary document" in spent["refused"]
    assert spent["seconds"] < 2
    assert spent["megabytes"] < 200


@pytest.mark.parametrize(
    "xml",
    [
        # As many elements as fit below every other limit, and as deep as they go.
        f"<w:document {NAMESPACE}><w:body>".encode()
        + b"".join(b"<w:p w:a='%d'/>" % (number * 2654435761 % 2**32) for number in range(420_000))
        + b"</w:body></w:document>",
        b"<a>" * 300_000 + b"</a>" * 300_000,
        f"<w:document {NAMESPACE}><w:body>".encode() + b"<w:sdt>" * 140 + b"</w:sdt>" * 140 + b"</w:body></w:document>",
    ],
    ids=["many", "deep", "as deep as is read"],
)
def test_xml_that_is_no_document_is_refused_within_the_same_bounds(xml: bytes, tmp_path: Path) -> None:
    spent = cost(with_document(xml), tmp_path)

    assert spent["refused"]
    assert spent["seconds"] < 2
    assert spent["megabytes"] < 200


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 50_000,
        "-->" + "<!--" * 50_000,
        "**" * 100_000,
        "*a " * 60_000,
        "_a_ " * 50_000,
        "# " + "#" * 199_000 + "x",
        "-" * 199_000 + "x",
        "Số" + " " * 190_000 + "x",
        "ngày " + "." * 190_000 + "x",
        "I. " + "A " * 90_000,
        "1." * 90_000,
        "![" * 90_000,
        "[^" * 90_000,
        "|" * 190_000,
        "\f2\f" * 30_000,
        "\n" * 1_900_000,
        "tháng " * 30_000,
        "I. KẾT QUẢ THÁNG 3\n" * 4_000,
        "Nơi nhận:\n- a;\n" * 6_000,
        "T/M BAN THƯỜNG VỤ\n" * 5_000,
        "1. Công tác xây dựng Đảng\nChữ.\n" * 3_000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("framed", [False, True])
def test_no_text_takes_long(text: str, framed: bool) -> None:  # noqa: FBT001
    whole = str(Text(results=f"{RESULTS}\n\n{text[:90_000]}")) if framed else text
    start = time.process_time()

    never_fails("a.md", whole.encode())

    assert time.process_time() - start < 10


@pytest.mark.parametrize("character", ["\x00", "\u202a", "\u202e", "\u2066", "\u2069"])
def test_bad_input_49_characters_that_hide_or_reorder_are_refused_by_name(character: str) -> None:
    with pytest.raises(RefusedFile, match=rf"U\+{ord(character):04X}"):
        first_section(f"Đảng ủy{character} xã.")


def test_bad_input_49_directional_override_in_word_is_refused_by_name() -> None:
    body = f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>a\u202eb</w:t></w:r></w:p></w:body></w:document>"

    with pytest.raises(RefusedFile, match=r"U\+202E"):
        read_document("a.docx", with_document(body.encode()))


def test_bad_input_49_lone_surrogates_are_refused() -> None:
    with pytest.raises(RefusedFile):
        read_document("a.txt", "Đảng ủy \ud800 xã".encode("utf-8", "surrogatepass"))
    with pytest.raises(RefusedFile):
        read_document("a.txt", b"\xff\xfe" + "Đảng ủy \ud800 xã".encode("utf-16-le", "surrogatepass"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\ufeffĐảng\u200b ủy\u00ad xã\x07.", "Đảng ủy xã."),
        ("Đa\u0309ng u\u0309y xa\u0303.", "Đảng ủy xã."),
        ("Đảng\u00a0ủy\u2009xã.", "Đảng ủy xã."),
        ("Xã vui 🙂.", "Xã vui 🙂."),
        ("Đảng \ufffd xã.", "Đảng \ufffd xã."),
    ],
)
def test_bad_input_49_invisible_characters_are_dropped_and_letters_composed(typed: str, stored: str) -> None:
    assert first_section(typed) == (stored,)


def test_bad_input_53_paragraph_that_is_too_long_is_refused() -> None:
    assert first_section("Chữ " * 4_998 + "xong.")[0].endswith("xong.")

    with pytest.raises(RefusedFile, match=r"longer than 20\.000 characters: “Chữ Chữ"):
        first_section("Chữ " * 5_000 + "xong.")


def test_bad_input_53_too_many_paragraphs_are_refused() -> None:
    typed = "\n\n".join(f"Đoạn số {number}." for number in range(500))

    with pytest.raises(RefusedFile, match="has 508 paragraphs, and a month may have 500"):
        first_section(typed)


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_bad_input_53_month_that_is_too_long_is_refused(kind: str) -> None:
    words = "Chữsốmột. " * 23_000
    body = f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    content = words.encode() if kind == "txt" else with_document(body.encode())

    with pytest.raises(RefusedFile, match=r"at most 200\.000 characters"):
        read_document(f"a.{kind}", content)


def test_bad_input_53_month_that_is_too_long_only_with_its_spaces_is_refused() -> None:
    typed = "\n\n".join("Ừ à " * 4_900 + "." for _number in range(11))

    with pytest.raises(RefusedFile, match=r"at most 200\.000 characters"):
        first_section(typed)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_bad_input_58_truncated_word_file_is_refused(kept: float) -> None:
    content = as_word(MARCH)

    with pytest.raises(RefusedFile, match="damaged"):
        read_document("a.docx", content[: int(len(content) * kept)])


@pytest.mark.parametrize("xml", [b"", b"<a", b"<a/>", b"<w:document><w:body/></w:document>", b"\xff\xfe\x00"])
def test_bad_input_58_word_file_without_text_is_refused(xml: bytes) -> None:
    with pytest.raises(RefusedFile):
        read_document("a.docx", with_document(xml))


def test_word_file_with_nothing_but_a_picture_is_refused_with_advice() -> None:
    with pytest.raises(RefusedFile, match="scanned picture"):
        read_document("a.docx", with_document(f"<w:document {NAMESPACE}><w:body/></w:document>".encode()))


def test_more_findings_than_a_person_reads_are_cut_short() -> None:
    words = ". ".join(f"Là tốqa{number % 20 * 'n'}{number // 20 * 'g'}" for number in range(401))

    found = read_with(results=RESULTS.replace("Chi bộ thôn Đông đã họp đúng kỳ.", f"{words}."))

    assert len(found.findings) == 301
    assert (found.findings[-1].kind, found.findings[-1].message) == ("more", "There are 101 more findings.")


LINES = st.sampled_from(
    [line for line in str(Text()).split("\n") if line]
    + [line for line in as_text(MARCH, Typing(width=60, in_columns=True)).split("\n") if line]
    + [
        "",
        "\f",
        "2",
        "-",
        "*",
        "II.",
        "1.",
        "a)",
        "+",
        "|a|b|",
        "**",
        "III. KẾT THÚC",
        "PHẦN II",
        "Nơi nhận:",
        "BÍ THƯ",
    ]
)


def never_fails(name: str, content: bytes) -> None:
    """Read `content`; a refusal is an answer, anything else that is raised is not."""
    with contextlib.suppress(RefusedFile):
        found = read_document(name, content, names=["Kẻ Sặt", "Ban Thường vụ"], month=None)
        assert len(found.manuscript.parts) == 2
        assert all(paragraph.text for paragraph in found.manuscript.paragraphs())
        json.dumps(found.as_json())


@given(text=st.text(max_size=500), name=st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    never_fails(name, text.encode("utf-8", "surrogatepass"))


@given(
    lines=st.lists(LINES, max_size=60), name=st.sampled_from(["a.txt", "a.md"]), between=st.sampled_from(["\n", "\n\n"])
)
def test_any_pieces_of_documents_are_read_or_refused(lines: list[str], name: str, between: str) -> None:
    never_fails(name, between.join(lines).encode())


@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.docx"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    never_fails(name, content)


@given(place=st.integers(0), value=st.integers(0, 255))
def test_any_changed_byte_of_a_word_file_is_read_or_refused(place: int, value: int) -> None:
    content = bytearray(as_word(MARCH))
    content[place % len(content)] = value

    never_fails("a.docx", bytes(content))


TAGS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "pPr",
    "numPr",
    "ins",
    "del",
    "sdt",
    "sdtContent",
    "br",
    "drawing",
    "pict",
    "rPr",
]


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Return the XML of a body whose elements stand in any order."""

    def element(depth: int) -> str:
        tag = draw(st.sampled_from(TAGS))
        if tag == "t" or not depth:
            return f"<w:t>{draw(LINES).replace('<', '').replace(chr(12), '').replace('&', '')}</w:t>"
        return f"<w:{tag}>{''.join(element(depth - 1) for _n in range(draw(st.integers(0, 3))))}</w:{tag}>"

    return "".join(element(4) for _n in range(draw(st.integers(0, 6))))


@given(body=trees())
def test_any_tree_of_word_is_read_or_refused(body: str) -> None:
    never_fails("a.docx", with_document(f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>".encode()))
