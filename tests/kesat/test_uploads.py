"""What may come in as a file, and what its name may be."""

import contextlib
import io
import struct
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kesat.uploads import RefusedFile, check_package, check_upload, extension, safe_file_name

ALL = ("docx", "txt", "md", "xlsx", "csv")
TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
BODY = b"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='x'><w:body/></w:document>"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def package(*members: tuple[str, bytes], kind: str = "docx", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package with what every one has, and `members`."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        if main not in {name for name, _content in members}:
            archive.writestr(main, BODY)
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(content: bytes, kind: str = "docx") -> str:
    with pytest.raises(RefusedFile) as refused:
        check_package(content, kind)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.DOCX", "docx"), ("a.b.txt", "txt"), ("nghị quyết. md ", " md"), ("tệp", ""), (".docx", ""), ("", "")],
)
def test_extension_is_what_stands_after_the_last_dot(name: str, expected: str) -> None:
    assert extension(name) == expected


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_ordinary_package_comes_in(kind: str) -> None:
    check_upload(f"a.{kind}", package(kind=kind), ALL)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_ordinary_text_comes_in(name: str) -> None:
    check_upload(name, "Đảng ủy xã".encode(), ALL)


def test_empty_and_large_files_are_refused() -> None:
    with pytest.raises(RefusedFile, match="empty"):
        check_upload("a.txt", b"", ALL)
    with pytest.raises(RefusedFile, match=r"5,5 MB, and at most 5 MB"):
        check_upload("a.txt", b"a" * (11 * 1024 * 1024 // 2), ALL)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.doc", r"Save the file as \.docx, \.txt"),
        ("a.xls", "Save the file as"),
        ("a.xlsm", "holds macros"),
        ("a.docm", "holds macros"),
        ("a.pdf", r"Choose a file that ends in \.docx, \.txt"),
        ("a.svg", "Choose a file"),
        ("a", "Choose a file"),
        ("a.pdf.exe", "Choose a file"),
        ("a.xlsx", "Choose a file"),
    ],
)
def test_bad_input_58_other_types_are_refused_with_advice(name: str, words: str) -> None:
    with pytest.raises(RefusedFile, match=words):
        check_upload(name, b"x", ("docx", "txt", "md"))


@pytest.mark.parametrize(
    "content", [b"<html><body>a</body></html>", b"{\\rtf1 a}", b"%PDF-1.7", b"plain", b"PK\x05\x06" + b"\0" * 18]
)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_bad_input_58_something_else_renamed_is_refused(content: bytes, kind: str) -> None:
    assert "something else inside" in refusal(content, kind)


def test_bad_input_58_package_of_the_other_kind_is_refused() -> None:
    assert "something else inside" in refusal(package(kind="xlsx"), "docx")
    assert "something else inside" in refusal(package(kind="docx"), "xlsx")


def test_bad_input_58_encrypted_and_old_files_are_refused_by_name() -> None:
    assert "protected by a password, or is an old" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_bad_input_58_encrypted_member_is_refused() -> None:
    content = bytearray(package())
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1

    assert "protected by a password" in refusal(bytes(content))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_bad_input_58_truncated_package_is_refused(kept: float) -> None:
    content = package(("word/media/a.png", bytes(range(256)) * 40))

    assert "damaged or was cut off" in refusal(content[: int(len(content) * kept)])


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "xl/vbaProject.bin", "word/vbaData.xml", "word/activeX/a.bin"])
def test_bad_input_58_macros_are_refused(name: str) -> None:
    assert "holds macros" in refusal(package((name, b"<a/>")))


def test_bad_input_58_macro_document_renamed_is_refused() -> None:
    types = TYPES.replace(
        b"/>", b"><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", BODY)

    assert "holds macros" in refusal(buffer.getvalue())


def test_bad_input_56_bomb_is_refused_before_it_is_unpacked() -> None:
    content = package(("word/a.xml", b"<a>" + b" " * (9 * 1024 * 1024) + b"</a>"))
    start = time.process_time()

    words = refusal(content)

    assert "far larger than an ordinary document" in words
    assert time.process_time() - start < 0.1


def test_bad_input_56_too_much_unpacked_is_refused() -> None:
    content = package(*((f"word/media/{number}.bin", bytes(6 * 1024 * 1024)) for number in range(9)))

    assert "far larger than an ordinary document" in refusal(content)


def test_bad_input_56_too_much_xml_is_refused() -> None:
    noise = b"".join(struct.pack("<I", number * 2654435761 % 2**32).hex().encode() for number in range(1_400_000))

    assert "far more text" in refusal(package(("word/document.xml", b"<a>" + noise + b"</a>")))


def test_short_text_that_packs_well_comes_in() -> None:
    content = package(("word/document.xml", b"<a>" + b"<b>xin</b>" * 90_000 + b"</a>"))

    check_package(content)

    assert len(content) * 100 < 900_000


def test_size_that_the_directory_hides_is_found_out() -> None:
    content = bytearray(package(("word/a.bin", bytes(3 * 1024 * 1024))))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 100)

    assert "damaged" in refusal(bytes(content))


@pytest.mark.parametrize(("kind", "limit"), [("docx", 500), ("xlsx", 200)])
def test_bad_input_56_too_many_members_are_refused(kind: str, limit: int) -> None:
    content = package(*((f"media/{number}.png", b"a") for number in range(limit)), kind=kind)

    assert f"more than {limit} parts" in refusal(content, kind)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/a.zip", b"a"),
        ("word/embeddings/b.xlsx", b"a"),
        ("word/media/c.png", b"PK\x03\x04 a"),
        ("word/d.gz", b"a"),
    ],
)
def test_bad_input_56_nested_package_is_refused(name: str, content: bytes) -> None:
    assert "holds another file inside" in refusal(package((name, content)))


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "word/../../a", "C:\\a.xml", "word\\..\\a", "a\x00b"])
def test_member_that_points_outside_is_refused(name: str) -> None:
    content = package(("word/" + "x" * (len(name.encode()) - 5) if len(name) > 5 else "xxxxx"[: len(name)], b"a"))
    place = "word/" + "x" * (len(name.encode()) - 5) if len(name) > 5 else "xxxxx"[: len(name)]

    assert "points outside" in refusal(content.replace(place.encode(), name.encode()))


def test_two_members_of_one_name_are_refused() -> None:
    content = package(("word/a.xml", b"<a/>"), ("word/b.xml", b"<b/>")).replace(b"word/b.xml", b"word/A.xml")

    assert "two parts of the same name" in refusal(content)


def test_method_of_packing_that_office_programs_do_not_use_is_refused() -> None:
    assert "damaged" in refusal(package(method=zipfile.ZIP_BZIP2))


def test_workbook_that_draws_on_other_files_is_refused() -> None:
    content = package(("xl/externalLinks/externalLink1.xml", b"<a/>"), kind="xlsx")

    assert "draws values from other files" in refusal(content, "xlsx")


@pytest.mark.parametrize("target", ["https://vi.du/a.dotm", "\\\\may\\chung\\a.dotm", "file://may/a.dotm"])
def test_document_whose_template_lies_elsewhere_is_refused(target: str) -> None:
    relation = f'<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="{target}"/></Relationships>'

    assert "template from another computer" in refusal(package(("word/_rels/settings.xml.rels", relation.encode())))


def test_document_with_a_template_of_its_own_computer_comes_in() -> None:
    relation = (
        '<Relationships><Relationship Type="x/attachedTemplate" Target="file:///C:\\Normal.dotm"/></Relationships>'
    )

    check_package(package(("word/_rels/settings.xml.rels", relation.encode())))


LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("definitions", [LAUGHS, OUTSIDE, "<!DOCTYPE a SYSTEM 'http://vi.du/a.dtd'>", "<!doctype a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/a.rels", "word/a.bin"])
def test_bad_input_57_definitions_are_refused(definitions: str, encoding: str, name: str) -> None:
    declared = encoding.removesuffix("-sig")
    xml = f"<?xml version='1.0' encoding='{declared}'?><!-- chú --> {definitions}<a>x</a>"

    words = refusal(package((name, xml.encode(encoding, errors="replace"))))

    assert "definitions (DOCTYPE)" in words or "damaged" in words


def test_bad_input_57_definitions_behind_a_long_comment_are_refused() -> None:
    xml = f"<!-- {'x' * 80_000} -->{LAUGHS}<a/>".encode()

    assert "damaged" in refusal(package(("word/a.xml", xml)))


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04zip", b"%PDF-1.7", b"\x89PNG\r\n", b"MZ\x90"])
def test_bytes_of_another_type_are_no_text(content: bytes) -> None:
    if content.startswith(b"\x00"):
        check_upload("a.txt", content, ALL)
        return
    with pytest.raises(RefusedFile, match="does not hold plain text"):
        check_upload("a.txt", content, ALL)


@given(content=st.binary(max_size=400), kind=st.sampled_from(["docx", "xlsx"]))
def test_no_bytes_give_anything_but_a_refusal(content: bytes, kind: str) -> None:
    with pytest.raises(RefusedFile):
        check_upload(f"a.{kind}", b"PK\x03\x04" + content, ALL)


@given(place=st.integers(0, 2000), value=st.integers(0, 255))
def test_no_changed_byte_gives_anything_but_a_refusal(place: int, value: int) -> None:
    content = bytearray(package())
    content[place % len(content)] = value

    with contextlib.suppress(RefusedFile):
        check_package(bytes(content))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nghị quyết tháng 4.docx", "Nghị quyết tháng 4.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\Users\\a\\b.txt", "b.txt"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("COM10.txt", "COM10.txt"),
        ("LPT².txt", "_LPT².txt"),
        ("a.pdf.exe", "a.pdf.exe"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
        ('a<b>c:"d|e?f*.txt', "a_b_c__d_e_f_.txt"),
        ("a\u202excod.txt", "axcod.txt"),
        ("a\x00b\ud800.txt", "ab.txt"),
        ("  a . txt . ", "a. txt"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        (".htaccess", "htaccess"),
        ("a" * 300 + ".docx", "a" * 145 + ".docx"),
        ("a" * 300, "a" * 150),
        ("ế" * 140 + ".docx", "ế" * 83 + ".docx"),
        ("Nghi\u0323.txt", "Nghị.txt"),
    ],
)
def test_bad_input_63_name_is_made_safe(name: str, expected: str) -> None:
    assert safe_file_name(name) == expected


@given(name=st.text(max_size=400))
def test_bad_input_63_any_name_is_made_safe(name: str) -> None:
    safe = safe_file_name(name)

    assert 0 < len(safe) <= 150
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('<>:"/\\|?*\x00\r\n\t')
    assert safe == safe.strip(" .")
    assert safe_file_name(safe) == safe
