"""Photos and papers of reports: what comes in, as what it is kept, and what is refused with which advice."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from kesat.uploads import RefusedFile
from tasks.models import ProgressReport, ReportFile
from tasks.report_files import MAX_BYTES, prepare
from tests.tasks.bodies import GPS, Desk, address, form, make_desk, picture, signed_in, upload, words


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refused(name: str, content: bytes, size: int | None = None) -> str:
    with pytest.raises(RefusedFile) as caught:
        prepare(name, content, size)
    return str(caught.value)


def workbook() -> bytes:
    kept = io.BytesIO()
    Workbook().save(kept)
    return kept.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_a_photo_is_drawn_anew_without_place_and_telephone(in_english: None) -> None:
    ready = prepare("Ảnh biên bản.JPG", picture(place=True))

    photo = opened(ready.content)
    assert (ready.name, ready.content_type, photo.format) == ("Ảnh biên bản.jpg", "image/jpeg", "JPEG")
    assert dict(photo.getexif()) == {}
    assert photo.getexif().get_ifd(GPS) == {}
    assert "Điện thoại" not in ready.content.decode("utf-8", "replace")


def test_a_photo_that_lies_on_its_side_is_kept_the_right_way_up(in_english: None) -> None:
    photo = opened(prepare("a.jpg", picture((300, 200), turned=6)).content)

    assert photo.size == (200, 300)
    red, white = photo.getpixel((100, 20)), photo.getpixel((100, 280))
    assert isinstance(red, tuple)
    assert isinstance(white, tuple)
    assert red[1] < 60
    assert min(white) > 240


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpeg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_large_photo_is_made_smaller(kind: str, name: str, in_english: None) -> None:
    photo = opened(prepare(name, picture((4000, 3000), kind=kind)).content)

    assert (photo.format, max(photo.size)) == ("JPEG", 2400)


def test_what_is_seen_through_becomes_white(in_english: None) -> None:
    kept = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(kept, "PNG")

    photo = opened(prepare("a.png", kept.getvalue()).content)

    assert photo.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(20_000, 20_000), (6000, 6000)])
def test_a_picture_that_would_fill_the_memory_is_never_opened(size: tuple[int, int], in_english: None) -> None:
    assert "million pixels" in refused("bomb.png", png_of(*size))


@pytest.mark.parametrize("name", ["IMG_1.HEIC", "IMG_1.heif", "IMG_1.jpg"])
def test_heic_is_refused_with_advice(name: str, in_english: None) -> None:
    assert "Most Compatible" in refused(name, b"\0\0\0\x18ftypheic" + b"\0" * 40)


def test_a_program_renamed_to_jpg_is_refused(in_english: None) -> None:
    for content in (
        b"MZ\x90\0" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 200,
        b"<html><script>1</script>",
        picture(kind="PNG"),
    ):
        assert "it is something else inside" in refused("anh.jpg", content)


def test_a_photo_that_was_cut_off_is_refused(in_english: None) -> None:
    whole = picture((800, 600))

    assert "cut off" in refused("a.jpg", whole[: len(whole) // 2])


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.exe", "a", "a.svg", "a.html", "a.gif"])
def test_other_types_are_refused(name: str, in_english: None) -> None:
    assert "Send a photo" in refused(name, b"GIF89a")


def test_papers_are_kept_as_they_are(in_english: None) -> None:
    pdf, xlsx = b"%PDF-1.7\n1 0 obj\n", workbook()

    assert prepare("Biên bản.pdf", pdf).content == pdf
    assert prepare("Bảng.xlsx", xlsx).content == xlsx
    assert prepare("Bảng.xlsx", xlsx).content_type.endswith("spreadsheetml.sheet")


def test_bad_input_65_html_renamed_pdf_is_refused(in_english: None) -> None:
    assert "it is something else inside" in refused("a.pdf", b"<html><script>alert(1)</script></html>")


def test_an_empty_file_and_one_over_ten_megabytes_are_refused(in_english: None) -> None:
    assert "empty" in refused("a.pdf", b"")
    assert "at most 10 MB" in refused("a.pdf", b"", MAX_BYTES + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/x.jpg", "x.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("Ảnh " + "ơ" * 300 + ".jpg", None),
    ],
)
def test_bad_input_63_a_file_is_kept_and_handed_out_under_a_safe_name(sent: str, kept: str | None) -> None:
    desk = make_desk()
    client = signed_in(desk.head)

    client.post(address(desk.directive, "bao-cao/"), form(papers=photo_named(sent)))

    row = ReportFile.objects.select_related("file").get()
    response = client.get(f"/nhiem-vu/bao-cao/{row.report_id}/tep/{row.file_id}/")
    disposition = response.headers["Content-Disposition"]
    assert len(row.file.name) <= 150
    assert "/" not in row.file.name
    assert disposition.startswith("attachment")
    assert "\r" not in disposition
    assert "\n" not in disposition
    assert kept is None or row.file.name == kept


def test_bad_input_63_no_name_begins_a_header_of_its_own(in_english: None) -> None:
    ready = prepare("a\r\nSet-Cookie: x=1.jpg", picture())

    assert ready.name == "aSet-Cookie_ x=1.jpg"


def photo_named(name: str) -> SimpleUploadedFile:
    file = upload("x.jpg", picture())
    vars(file)["_name"] = name  # past Django's own cleaning
    return file


@pytest.mark.django_db
def test_bad_input_65_a_file_is_handed_out_to_be_kept_and_never_run() -> None:
    desk = make_desk()
    client = signed_in(desk.head)
    client.post(address(desk.directive, "bao-cao/"), form(papers=upload("a.pdf", b"%PDF-1.7\n<script>1</script>")))
    row = ReportFile.objects.get()

    response = client.get(f"/nhiem-vu/bao-cao/{row.report_id}/tep/{row.file_id}/")

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.content == b"%PDF-1.7\n<script>1</script>"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def test_a_photo_of_forty_megabytes_is_refused_in_words_and_what_was_typed_is_kept(desk: Desk) -> None:
    huge = upload("anh.jpg", b"\xff\xd8\xff" + b"\0" * (40 * 1024 * 1024))

    response = signed_in(desk.head).post(address(desk.directive, "bao-cao/"), form(papers=huge))

    assert response.status_code == 422
    assert "“anh.jpg”: The file is too large: 40 MB, and at most 10 MB" in words(response)
    assert "02/04 hộ đã nhận tiền" in words(response)
    assert ProgressReport.objects.count() == 0


def test_what_is_too_long_as_a_whole_is_answered_with_advice(desk: Desk) -> None:
    client = signed_in(desk.head)

    response = client.post(address(desk.directive, "bao-cao/"), form(), CONTENT_LENGTH=str(65 * 1024 * 1024))

    assert response.status_code == 413
    assert "64 MB" in words(response)
    assert client.post("/kiem-tra/", {}, CONTENT_LENGTH=str(21 * 1024 * 1024)).status_code == 413


def test_six_files_are_too_many_and_one_bad_file_keeps_all_out(desk: Desk) -> None:
    client, page = signed_in(desk.head), address(desk.directive, "bao-cao/")

    many = client.post(page, form(papers=[upload(f"{n}.jpg", picture()) for n in range(6)]))
    one_bad = client.post(page, form(papers=[upload("a.jpg", picture()), upload("b.jpg", b"MZ")]))

    assert "At most 5 files can be sent with one report." in words(many)
    assert one_bad.status_code == 422
    assert "Files that are not named above could not be kept." in words(many)
    assert "Files that are not named above could not be kept." in words(one_bad)
    assert (ProgressReport.objects.count(), ReportFile.objects.count()) == (0, 0)
