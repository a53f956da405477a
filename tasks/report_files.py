"""Photos and papers on their way into a report: checked, shown to the scanner, photos drawn anew without their data."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from kesat import scanner
from kesat.uploads import RefusedFile, check_package, check_scan, check_size, extension, safe_file_name

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_FILES: Final = 5
# What a browser offers to choose from.
ACCEPT: Final = "image/*,.pdf,.docx,.xlsx"

_PHOTOS: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_PACKAGES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TYPES: Final = {"jpg": "image/jpeg", "pdf": "application/pdf", **_PACKAGES}
_HEIC_NAMES: Final = {"heic", "heif", "hif", "avif"}
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# In millions: of a JPEG as few are decoded as are kept, of the others all.
_MAX_PIXELS: Final = {"JPEG": 60, "PNG": 25, "WEBP": 25}
_LONGEST_SIDE: Final = 2400
_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class Ready:
    """A file as it is stored and handed out."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


def prepare(name: str, content: bytes, size: int | None = None) -> Ready:
    """Return the file as it may be stored. Raises RefusedFile, with the file's name in its words.

    `size` is how long it was on its way, where its content was not kept for that.
    """
    safe = safe_file_name(name)
    try:
        return _prepared(safe, content, len(content) if size is None else size)
    except RefusedFile as refused:
        raise RefusedFile(_("“%(name)s”: %(why)s") % {"name": safe, "why": refused}) from refused


def sort_out(files: Iterable[tuple[str, bytes, int]]) -> tuple[list[Ready], list[str]]:
    """Return which of the files (name, content, size) may be stored, and why the others may not."""
    ready: list[Ready] = []
    refused: list[str] = []
    for each in files:
        try:
            ready.append(prepare(*each))
        except RefusedFile as why:
            refused.append(str(why))
    return ready, refused


def type_of(name: str) -> str:
    """Return the type of a file that has been prepared; its name tells it."""
    return _TYPES[extension(name)]


def _prepared(name: str, content: bytes, size: int) -> Ready:
    check_size(size, MAX_BYTES)
    kind = extension(name)
    if kind in _HEIC_NAMES or (content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS):
        raise RefusedFile(
            _(
                "Photos of the type HEIC cannot be opened here. On an iPhone choose Settings, Camera, Formats, "
                "“Most Compatible” and take it again, or send a screenshot of the photo."
            )
        )
    if kind in _PHOTOS:
        scanner.scan(content)
        return Ready(f"{name.rpartition('.')[0]}.jpg", "image/jpeg", _drawn_anew(content, kind))
    if kind in _PACKAGES:
        check_package(content, kind)
        content_type = _PACKAGES[kind]
    elif kind == "pdf":
        content_type = check_scan(name, content, MAX_BYTES)
    else:
        raise RefusedFile(_("Send a photo (JPEG, PNG) or a file that ends in .pdf, .docx or .xlsx."))
    scanner.scan(content)
    return Ready(name, content_type, content)


def _drawn_anew(content: bytes, kind: str) -> bytes:
    """Return the photo as a JPEG of bounded size, the right way up, without where and with what it was taken."""
    try:
        # The limit is ours, and stricter than the one of which Pillow warns.
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            photo = Image.open(io.BytesIO(content), formats=[_PHOTOS[kind]])
    except Image.DecompressionBombError as bomb:
        raise RefusedFile(_too_many_pixels(_MAX_PIXELS[_PHOTOS[kind]])) from bomb
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error) as error:
        words = _(
            "The name of the file ends in “.%(kind)s”, but it is something else inside. Save it again as .%(kind)s."
        )
        raise RefusedFile(words % {"kind": kind}) from error
    with photo:
        if photo.width * photo.height > 1_000_000 * (most := _MAX_PIXELS[_PHOTOS[kind]]):
            raise RefusedFile(_too_many_pixels(most))
        try:
            with _strictly():
                return _jpeg(photo)
        except (OSError, ValueError, SyntaxError, struct.error, zlib.error) as error:
            raise RefusedFile(
                _("The photo is damaged or was cut off on its way. Take it again and send it.")
            ) from error


@contextmanager
def _strictly() -> Iterator[None]:
    """Let Pillow refuse a photo that was cut off: WeasyPrint has told it, for the whole process, to draw them."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _jpeg(photo: Image.Image) -> bytes:
    # Of a large JPEG no more is decoded than is kept: an eighth to a half of the work.
    photo.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    turned = ImageOps.exif_transpose(photo)
    turned.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if turned.mode in {"RGBA", "LA", "PA", "P"}:
        seen = turned.convert("RGBA")
        turned = Image.new("RGB", seen.size, "white")
        turned.paste(seen, mask=seen.getchannel("A"))
    plain = turned.convert("RGB")
    plain.info.clear()
    kept = io.BytesIO()
    plain.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return kept.getvalue()


def _too_many_pixels(most: int) -> str:
    words = _("The photo has more than %(count)s million pixels; it has not been opened. Take it with a smaller size.")
    return words % {"count": most}
