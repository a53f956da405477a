"""Signatures made: the fields they stand in, the stamp printed there, and PAdES itself. It knows bytes only.

A key and its passphrase are used here in memory and nowhere kept. No picture of a signature or a seal is painted.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from math import ceil, floor
from typing import Any, Final

from asn1crypto import keys, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from cryptography.x509 import Certificate
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession, TimestampDSSContentSettings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore, async_validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kesat.printing import FAMILY, Place, html_to_drawing
from resolutions.signatures import Refused, Trust, context, names, read

# The time of the commune: +07:00 all year since 1975.
VIETNAM: Final = timezone(timedelta(hours=7))
_TIME_STAMP_SECONDS: Final = 10


class SignatureField(StrEnum):
    """The names of the two fields in the file; other programs show them."""

    SIGNER = "ChuKyNguoiKy"
    SEAL = "ChuKyCoQuan"


# What is printed or read aloud belongs to the document: Vietnamese, never translated.
_SPOKEN: Final = {
    SignatureField.SIGNER: "Chữ ký số của người ký",
    SignatureField.SEAL: "Chữ ký số của cơ quan ban hành",
}
_STAMP: Final = '<div class="stamp"><p>Ký bởi: <b>{}</b></p><p>Thời gian ký: {}</p><p>{}</p></div>'
_STAMP_CSS: Final = """
@page {{ size: {width:g}pt {height:g}pt; margin: 0 }}
.stamp {{ font: 7.5pt/9pt "{family}"; box-sizing: border-box; width: {width:g}pt; height: {height:g}pt; padding: 3pt;
  border: .5pt solid #000; overflow: hidden; overflow-wrap: anywhere }}
.stamp p {{ margin: 0 }}
"""


def with_signature_fields(pdf: bytes, places: Mapping[SignatureField, Place]) -> bytes:
    """Return `pdf` with an empty visible field at each place, before anyone signs.

    A field that came after the first signature would spoil it. Each is tagged as a form, as PDF/UA-1 asks. The same
    arguments give the same bytes.
    """
    update: IncrementalPdfFileWriter = _Update(BytesIO(pdf))
    for name, place in places.items():
        # Whole points, and not one of them outside the place.
        box = (ceil(place.left), ceil(place.bottom), floor(place.right), floor(place.top))
        append_signature_field(
            update, SigFieldSpec(name, on_page=place.page, box=box, readable_field_name=_SPOKEN[name])
        )
    _tag_fields(update)
    written = BytesIO()
    update.write(written)
    return written.getvalue()


@sensitive_variables()
def sign(
    pdf: bytes,
    pkcs12: bytes,
    passphrase: str,
    field: SignatureField,
    *,
    at: datetime,
    timestamper: TimeStamper | None = None,
    archive: Trust | None = None,
) -> bytes:
    """Return `pdf` and, after its bytes, a PAdES signature in the empty `field` with what stands in `pkcs12`.

    It is B-B; with a `timestamper` B-T; with the roots and lists of revoked certificates of an `archive` too, B-LTA.
    Raises Refused.
    """
    signer = _open_key(pkcs12, passphrase, at)
    reader = read(pdf)
    box = _box_of(reader, field)
    style = StaticStampStyle(
        border_width=0,
        background=_Drawing(_stamp(signer.signing_cert, at, box)),
        background_opacity=1,
        background_layout=_AS_IT_IS,
    )
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    maker = _ClockedSigner(metadata, signer, timestamper=timestamper, stamp_style=style)
    maker.at = at
    made = BytesIO()
    try:
        maker.sign_pdf(_Update.from_reader(reader), existing_fields_only=True, output=made)
        if timestamper and archive:
            return asyncio.run(_archived(made.getvalue(), timestamper, archive, at))
    except TimestampRequestError:
        raise Refused(
            "time_stamp",
            _("The time-stamp authority does not answer as it should. Nothing has been signed; try again."),
        ) from None
    except (ValueError, PdfError):  # pyHanko refuses with a ValueError
        raise Refused("not_signed", _("The document could not be signed with this certificate.")) from None
    return made.getvalue()


def time_stamp_authority(url: str) -> TimeStamper:
    """Return what asks the time-stamp authority at `url` (RFC 3161 over HTTP)."""
    return HTTPTimeStamper(url, timeout=_TIME_STAMP_SECONDS)


async def _archived(pdf: bytes, timestamper: TimeStamper, archive: Trust, at: datetime) -> bytes:
    """Return `pdf` and, after it, what proves its last signature in years to come, and a time stamp over all.

    It is what pyHanko does when asked for B-LTA, but that it would write the metadata anew.
    """
    reader = read(pdf)
    known = context(archive, at, revocation_mode="require")
    status = await async_validate_pdf_signature(reader.embedded_regular_signatures[-1], known, skip_diff=True)
    stamp = status.timestamp_validity
    if not (status.trusted and stamp and stamp.trusted):
        raise Refused(
            "not_archived",
            _("It cannot be proved here that the certificates of signer and time stamp hold. Nothing has been signed."),
        )
    update = _Update.from_reader(reader)
    paths = [status.validation_path, stamp.validation_path]
    DocumentSecurityStore.supply_dss_in_writer(update, None, paths=paths, validation_context=known)
    made = BytesIO()
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    await PdfTimeStamper(timestamper).async_timestamp_pdf(update, "sha256", known, output=made, dss_settings=settings)
    return made.getvalue()


class _Update(IncrementalPdfFileWriter):
    """An update that holds what it was made for, and leaves the metadata alone: they say PDF/A-2a and PDF/UA-1."""

    def _update_meta(self) -> None:
        pass

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        """Return the identifiers of the file and of this state of it: computed, so that the same gives the same."""
        first, _random = super()._handle_id(prev)  # type: ignore[no-untyped-call]
        return ArrayObject([first, ByteStringObject(sha256(prev.stream.getvalue()).digest()[:16])])


class _ClockedSigner(PdfSigner):
    """Signs at the moment it is told, as all of the project does."""

    at: datetime

    def init_signing_session(self, *arguments: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.at
        return session


class _Drawing(PdfContent):
    """The first page of another file, drawn as it is."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawing = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = drawing
        x0, y0, x1, y1 = drawing.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x0), height=abs(y1 - y0))
        return b"/Stamp Do"


_AS_IT_IS: Final = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN,
    y_align=AxisAlignment.ALIGN_MIN,
    margins=Margins(),
    inner_content_scaling=InnerScaling.NO_SCALING,
)


def _box_of(reader: PdfFileReader, field: SignatureField) -> tuple[int, int]:
    """Return width and height of the empty field."""
    for _name, value, reference in enumerate_sig_fields(reader, with_name=field):
        if value is not None:
            raise Refused("signed_before", _("This signature is there already; nobody signs twice in one place."))
        x0, y0, x1, y1 = map(int, reference.get_object()["/Rect"])
        return x1 - x0, y1 - y0
    raise Refused("no_field", _("The document has no place for this signature."))


def _stamp(certificate: x509.Certificate, at: datetime, box: tuple[int, int]) -> bytes:
    """Return the drawing of who signed and when, in Vietnamese time."""
    name, organization = names(certificate)
    moment = at.astimezone(VIETNAM)
    return html_to_drawing(
        format_html(
            _STAMP, name, f"{moment:%d/%m/%Y %H:%M:%S}\u00a0+07:00", organization if organization != name else ""
        ),
        _STAMP_CSS.format(width=box[0], height=box[1], family=FAMILY),
    )


@sensitive_variables()
def _open_key(pkcs12: bytes, passphrase: str, at: datetime) -> SimpleSigner:
    """Return what signs with the key in the file. Raises Refused."""
    try:
        key, certificate, others = load_key_and_certificates(pkcs12, passphrase.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _unopened(pkcs12, error) from None
    return _signer_of(key, certificate, others, at)


@sensitive_variables()
def _signer_of(
    key: object, certificate: Certificate | None, others: Iterable[Certificate], at: datetime
) -> SimpleSigner:
    if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused("no_key", _("The file holds no certificate with its key for signing."))
    der = certificate.public_bytes(Encoding.DER)
    own = x509.Certificate.load(der)
    _check_certificate(own, at)
    if key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != own.public_key.dump():
        raise Refused("other_key", _("The key in the file does not belong to its certificate."))
    store = SimpleCertificateStore()
    store.register_multiple(x509.Certificate.load(other.public_bytes(Encoding.DER)) for other in others)
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(signing_cert=own, signing_key=keys.PrivateKeyInfo.load(plain), cert_registry=store)


def _unopened(pkcs12: bytes, error: Exception) -> Refused:
    """Return why a file does not open: it is no PKCS#12 at all, or the passphrase is another."""
    if isinstance(error, UnsupportedAlgorithm):
        return Refused("old_cipher", _("The file is locked with a cipher that is no longer safe. Export it again."))
    if "password" not in str(error):
        return Refused("no_pkcs12", _("The file is not a certificate with its key (.p12, .pfx), or it is damaged."))
    return Refused("passphrase", _("The passphrase is wrong."))


def _check_certificate(certificate: x509.Certificate, at: datetime) -> None:
    whose = {"name": names(certificate)[0]}
    if at < certificate.not_valid_before:
        day = f"{certificate.not_valid_before.astimezone(VIETNAM):%d/%m/%Y}"
        raise Refused(
            "not_yet_valid", _("The certificate of %(name)s is valid from %(day)s on.") % {**whose, "day": day}
        )
    if at > certificate.not_valid_after:
        day = f"{certificate.not_valid_after.astimezone(VIETNAM):%d/%m/%Y}"
        raise Refused("expired", _("The certificate of %(name)s expired on %(day)s.") % {**whose, "day": day})
    usage = certificate.key_usage_value
    if usage is not None and "non_repudiation" not in usage.native:
        raise Refused("usage", _("The certificate of %(name)s is not meant for signing documents.") % whose)


def _tag_fields(update: IncrementalPdfFileWriter) -> None:
    """Put each signature field into the tree of tags, so that who has the file read aloud meets it."""
    if "/StructTreeRoot" not in update.root:
        return
    tree = update.root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    kids, numbers = document.get_object()["/K"], tree["/ParentTree"]["/Nums"]
    for _name, _value, field in enumerate_sig_fields(update):
        widget = field.get_object()
        page = widget.raw_get("/P")
        number = NumberObject(1 + max(map(int, list(numbers)[::2]), default=-1))
        tag = update.add_object(_form_tag(document, field, page, widget["/TU"]))
        kids.append(tag)
        numbers.extend([number, tag])
        widget[pdf_name("/StructParent")] = number
        page.get_object()[pdf_name("/Tabs")] = pdf_name("/S")
        for changed in (kids, numbers, widget, page.get_object()):
            update.update_container(changed)


def _form_tag(document: Any, field: Any, page: Any, spoken: Any) -> DictionaryObject:
    widget = {"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": page}
    tag = {"/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form"), "/P": document, "/Pg": page, "/Alt": spoken}
    return _dictionary(tag | {"/K": _dictionary(widget)})


def _dictionary(entries: Mapping[str, Any]) -> DictionaryObject:
    return DictionaryObject({pdf_name(name): value for name, value in entries.items()})
