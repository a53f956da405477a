"""The keys of the commune in the tests, and months that are ready to be signed, or signed with them."""

from functools import cache

from django.utils import timezone

from resolutions import issuing, numbering
from resolutions.issuing import KeyFile
from resolutions.models import Document, Resolution
from resolutions.signatures import Trust
from resolutions.signing import SignatureField, sign
from resolutions.trial_certificates import TrialCertificates, make_trial_certificates
from tests.factories import Commune, approve, make_resolution
from tests.resolutions import authority

PASSPHRASE = "lúa-chín-ven-sông-2026"


@cache
def trial(signer: str = "Trần Văn Khải", seal: str = "Đảng ủy xã Kẻ Sặt") -> TrialCertificates:
    return make_trial_certificates(signer, seal, PASSPHRASE, since=authority.SINCE)


def trusted(*others: TrialCertificates) -> Trust:
    """Return the trust in the commune's own issuer, and in those of other certificates."""
    known = (trial(), *others)
    return Trust(tuple(one.root for one in known), tuple(one.crl for one in known))


def signer_key(certificates: TrialCertificates | None = None) -> KeyFile:
    return KeyFile((certificates or trial()).signer, PASSPHRASE)


def seal_key(certificates: TrialCertificates | None = None) -> KeyFile:
    return KeyFile((certificates or trial()).seal, PASSPHRASE)


def ready(commune: Commune, *, month: int = 11, is_numbered: bool = True) -> Resolution:
    """Return a month whose copy to be signed is made, with number and day on it or without."""
    resolution = approve(make_resolution(month=month), commune)
    if is_numbered:
        numbering.give(resolution, dated_on=timezone.localdate(), by=commune.clerk, at=timezone.now())
    issuing.prepare(resolution, by=commune.clerk, at=timezone.now(), on=timezone.localdate())
    return resolution


def copy_of(resolution: Resolution) -> bytes:
    return bytes(issuing.signing_copy(resolution).file.content)


def signed_outside(content: bytes, certificates: TrialCertificates | None = None) -> bytes:
    """Return a copy signed and sealed by a program outside, a minute ago."""
    keys = certificates or trial()
    at = timezone.now()
    once = sign(content, keys.signer, PASSPHRASE, SignatureField.SIGNER, at=at)
    return sign(once, keys.seal, PASSPHRASE, SignatureField.SEAL, at=at)


def sign_month(resolution: Resolution, commune: Commune) -> Document:
    return issuing.sign_here(
        resolution, signer_key(), seal=seal_key(), by=commune.secretary, at=timezone.now(), trusted=trusted()
    )


def issued(commune: Commune, *, month: int = 11) -> Resolution:
    """Return a month signed here with both signatures and issued."""
    resolution = ready(commune, month=month)
    sign_month(resolution, commune)
    issuing.issue(resolution, by=commune.clerk, at=timezone.now())
    return resolution
