"""What may come in as a file: size, type, and what a Word or Excel package may hold, before anything is opened."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from typing import IO, Final
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_UNPACKED: Final = 50 * 1024 * 1024
MAX_RATIO: Final = 100
# A short document of repeated sentences packs better than 1:100 and harms nobody.
_RATIO_COUNTS_ABOVE: Final = 1024 * 1024
_MAX_ENTRIES: Final = {"docx": 500, "xlsx": 200}
_MAX_XML: Final = {"docx": 10 * 1024 * 1024, "xlsx": 30 * 1024 * 1024}
_MAX_PROLOG: Final = 64 * 1024
_MAIN_FOLDER: Final = {"docx": "word/", "xlsx": "xl/"}

_ZIP: Final = b"PK\x03\x04"
_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY: Final = (
    _ZIP,
    b"PK\x05\x06",
    _OLE2,
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"{\\rtf",
)
_PACKED_NAMES: Final = (
    *(".zip", ".rar", ".7z", ".gz", ".jar", ".odt", ".ods"),
    *(".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".pptx", ".pptm"),
)
_XML_NAMES: Final = (".xml", ".rels", ".vml")
_ACTIVE: Final = re.compile(r"vba(project|data)|(^|/)activex/|macrosheets/", re.IGNORECASE)
_REMOTE_TEMPLATE: Final = re.compile(rb"<Relationship\b[^>]*attachedTemplate[^>]*", re.IGNORECASE)
_REMOTE_TARGET: Final = re.compile(
    rb'Target\s*=\s*["\'](?:https?:|ftp:|\\\\|file:/{0,3}\\\\|file://[^/])', re.IGNORECASE
)

_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_MAX_NAME: Final = 150
_MAX_NAME_BYTES: Final = 255  # of a file name on Linux; a Vietnamese letter takes up to three


class RefusedFile(ValueError):
    """A file that does not come in; its text says why, to the person who chose it."""


def extension(name: str) -> str:
    """Return what stands after the last dot of `name`, in lower case, or ""."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot and stem else ""


def check_upload(name: str, content: bytes, allowed: Collection[str], max_bytes: int = MAX_BYTES) -> None:
    """Raise RefusedFile unless `content` is of one of the `allowed` types and safe to open.

    Types are extensions without the dot: docx, txt, md, xlsx, csv. Nothing is unpacked but the beginnings
    of the members of a package (ASVS 5.2.1 to 5.2.3).
    """
    check_size(len(content), max_bytes)
    kind = extension(name)
    if kind not in allowed:
        raise RefusedFile(_not_allowed(kind, allowed))
    if kind in _MAIN_FOLDER:
        check_package(content, kind)
    elif content.startswith(_BINARY):
        raise RefusedFile(
            _("The name of the file ends in “.%(kind)s”, but it does not hold plain text.") % {"kind": kind}
        )


def check_size(size: int, max_bytes: int = MAX_BYTES) -> None:
    """Raise RefusedFile for a file of no byte, and for one of more bytes than may come in."""
    if not size:
        raise RefusedFile(_("The file is empty."))
    if size > max_bytes:
        raise RefusedFile(
            _("The file is too large: %(size)s MB, and at most %(limit)s MB can be brought in.")
            % {"size": _megabytes(size), "limit": _megabytes(max_bytes)}
        )


def check_package(content: bytes, kind: str = "docx") -> None:
    """Raise RefusedFile unless `content` is a zip package of `kind` (docx, xlsx) that is safe to unpack.

    The directory of the package is judged first; then the first bytes of each member are read, never all of it.
    """
    if content.startswith(_OLE2):
        raise RefusedFile(
            _(
                "The file is protected by a password, or is an old .doc or .xls file renamed. "
                "Open it in Word or Excel, take the password off, save it as .%(kind)s and bring it in again."
            )
            % {"kind": kind}
        )
    if not content.startswith(_ZIP):
        raise RefusedFile(
            _("The name of the file ends in “.%(kind)s”, but it is something else inside. Save it again as .%(kind)s.")
            % {"kind": kind}
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_directory(package.infolist(), len(content), kind)
            for member in package.infolist():
                _check_member(package, member)
    except (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, LookupError, EOFError, OSError) as error:
        raise RefusedFile(damaged()) from error
    except (ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RefusedFile):
            raise
        raise RefusedFile(damaged()) from error


def safe_file_name(name: str) -> str:
    """Return `name` fit for every file system and header: its last part, NFC, at most 150 characters, never empty.

    Control characters and what Windows forbids become "_", its reserved names ("CON", "COM1") get a "_" in
    front. Vietnamese letters stay.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    last = _FORBIDDEN.sub("_", _HIDDEN.sub("", last)).strip(" .")
    if _RESERVED.fullmatch(last.partition(".")[0].strip()):
        last = f"_{last}"
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = last, "", ""
    stem = stem[: _MAX_NAME - len(dot + ending)]
    while len(f"{stem}.{ending}".encode()) > _MAX_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{dot}{ending}" or "file"


def damaged() -> str:
    """Return the words for a package that cannot be read to its end."""
    return _(
        "The file is damaged or was cut off on its way. Open it in Word or Excel, save it again and bring it in again."
    )


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".removesuffix(".0").replace(".", ",")


def _not_allowed(kind: str, allowed: Collection[str]) -> str:
    wanted = ", ".join(f".{each}" for each in allowed)
    if kind in {"doc", "xls", "rtf", "odt", "ods"}:
        return _("Files of the type .%(kind)s cannot be read. Save the file as %(wanted)s and bring it in again.") % {
            "kind": kind,
            "wanted": wanted,
        }
    if kind in {"docm", "dotm", "xlsm", "xltm", "xlsb"}:
        return _("The file holds macros (.%(kind)s). Save it without macros as %(wanted)s and bring it in again.") % {
            "kind": kind,
            "wanted": wanted,
        }
    return _("This type of file cannot be brought in here. Choose a file that ends in %(wanted)s.") % {"wanted": wanted}


def _check_directory(members: list[zipfile.ZipInfo], packed: int, kind: str) -> None:
    """Judge the package by its directory alone: number, sizes and names of its members."""
    if len(members) > _MAX_ENTRIES[kind]:
        raise RefusedFile(
            ngettext(
                "The file holds more than %(limit)d part and cannot be an ordinary document.",
                "The file holds more than %(limit)d parts and cannot be an ordinary document.",
                _MAX_ENTRIES[kind],
            )
            % {"limit": _MAX_ENTRIES[kind]}
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_COUNTS_ABOVE and unpacked > MAX_RATIO * packed):
        raise RefusedFile(
            _("Unpacked, the file would be far larger than an ordinary document. It has not been opened.")
        )
    if any(_is_xml(member.filename) and member.file_size > _MAX_XML[kind] for member in members):
        raise RefusedFile(_("The file holds far more text than an ordinary document. It has not been opened."))
    if not any(member.filename.startswith(_MAIN_FOLDER[kind]) for member in members):
        raise RefusedFile(
            _("The name of the file ends in “.%(kind)s”, but it is something else inside. Save it again as .%(kind)s.")
            % {"kind": kind}
        )
    if len({member.filename.casefold() for member in members}) < len(members):
        raise RefusedFile(_("The file holds two parts of the same name. Save it again and bring it in again."))
    for member in members:
        _check_name(member, kind)


def _check_name(member: zipfile.ZipInfo, kind: str) -> None:
    # orig_filename is the name before zipfile cuts it at a NUL and turns backslashes round.
    name = member.orig_filename
    if "\x00" in name or "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/"):
        raise RefusedFile(_("The file holds a part that points outside the file. It has not been opened."))
    if member.flag_bits & 0x1:
        raise RefusedFile(_("The file is protected by a password. Take the password off and bring it in again."))
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedFile(damaged())
    if _ACTIVE.search(name):
        raise RefusedFile(_("The file holds macros. Save it without macros and bring it in again."))
    if kind == "xlsx" and name.lower().startswith("xl/externallinks/"):
        raise RefusedFile(
            _("The workbook draws values from other files. Replace the links by their values and bring it in again.")
        )
    if name.lower().endswith(_PACKED_NAMES):
        raise RefusedFile(_holds_another())


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Judge a member by its beginning: no package in a package, no DOCTYPE, nothing drawn in from elsewhere."""
    with package.open(member) as stream:
        head = stream.read(4096)
        if head.startswith(_ZIP):
            raise RefusedFile(_holds_another())
        if not _is_xml(member.filename, head):
            return
        _check_prolog(head, stream)
    if member.filename == "[Content_Types].xml":
        if b"macroenabled" in package.read(member)[: 1024 * 1024].lower():
            raise RefusedFile(_("The file holds macros. Save it without macros and bring it in again."))
    elif member.filename.endswith("settings.xml.rels"):
        templates = _REMOTE_TEMPLATE.findall(package.read(member)[: 1024 * 1024])
        if any(_REMOTE_TARGET.search(template) for template in templates):
            raise RefusedFile(
                _("The document draws its template from another computer. Save it with the template “Normal”.")
            )


def _is_xml(name: str, head: bytes = b"") -> bool:
    begins = head[:256].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return name.lower().endswith(_XML_NAMES) or begins.startswith(b"<")


class _RootReached(Exception):
    """The first element begins: a DOCTYPE can no longer come."""


def _check_prolog(head: bytes, rest: IO[bytes]) -> None:
    """Raise RefusedFile when a DOCTYPE stands before the root element, in any encoding; ExpatError when no XML does.

    Without a DOCTYPE there are no entities: neither those that unfold without end nor those that read files.
    """

    def doctype(*_arguments: object) -> None:
        raise RefusedFile(
            _("The file holds definitions (DOCTYPE) that Word and Excel never write. It has not been opened.")
        )

    def root(*_arguments: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(head + rest.read(_MAX_PROLOG - len(head)), True)
    except _RootReached:
        return
    except expat.ExpatError:
        # A part that is empty holds no definitions either.
        if head.strip():
            raise


def _holds_another() -> str:
    return _(
        "The file holds another file inside (an archive, or a workbook behind a chart). "
        "Take it out, or paste it as a picture, and bring the file in again."
    )


_SCANS: Final = {
    "pdf": (b"%PDF-", "application/pdf"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
}


def check_scan(name: str, content: bytes, max_bytes: int = MAX_BYTES) -> str:
    """Return the type of a scanned paper: a PDF, JPEG or PNG file whose name and first bytes agree.

    Raises RefusedFile. It is kept and handed out as it is, and never opened here.
    """
    check_size(len(content), max_bytes)
    kind = extension(name)
    if kind not in _SCANS:
        raise RefusedFile(_not_allowed(kind, _SCANS))
    first_bytes, content_type = _SCANS[kind]
    if not content.startswith(first_bytes):
        raise RefusedFile(
            _("The name of the file ends in “.%(kind)s”, but it is something else inside. Save it again as .%(kind)s.")
            % {"kind": kind}
        )
    return content_type
