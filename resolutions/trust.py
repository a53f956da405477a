"""Whom signatures are traced back to: certificates and lists of revoked ones in a folder, kept by the administrator."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from asn1crypto import crl, pem, x509
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from resolutions.signatures import Trust
from resolutions.signing import time_stamp_authority

_CERTIFICATES: Final = frozenset({".pem", ".crt", ".cer", ".der"})
_LISTS: Final = frozenset({".crl"})


def trust() -> Trust:
    """Return what stands in the folder of the settings now; a file that is neither is passed over."""
    folder = settings.TRUST_DIR
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return Trust(
        tuple(_certificates(path for path in files if path.suffix.lower() in _CERTIFICATES)),
        tuple(_lists(path for path in files if path.suffix.lower() in _LISTS)),
    )


def time_stamper() -> TimeStamper | None:
    """Return the time-stamp authority of the settings, if there is one."""
    return time_stamp_authority(settings.TSA_URL) if settings.TSA_URL else None


def _certificates(paths: Iterable[Path]) -> Iterator[bytes]:
    for content in _parts(paths):
        if _is(x509.Certificate, content):
            yield content


def _lists(paths: Iterable[Path]) -> Iterator[bytes]:
    for content in _parts(paths):
        if _is(crl.CertificateList, content):
            yield content


def _parts(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield what the files hold as DER; a PEM file may hold several."""
    for path in paths:
        content = path.read_bytes()
        if not pem.detect(content):
            yield content
        else:
            try:
                yield from [part for _name, _headers, part in pem.unarmor(content, multiple=True)]
            except ValueError:
                continue


def _is(kind: type[x509.Certificate] | type[crl.CertificateList], content: bytes) -> bool:
    try:
        kind.load(content, strict=True).issuer.native  # noqa: B018 (what is no certificate fails here)
    except (ValueError, TypeError):
        return False
    return True
