"""Certificates to try signing with: a root, and one for each signer and the seal. They prove nothing, and say so."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

# Stands in each certificate, and so in each stamp.
WORTHLESS: Final = "CHỨNG THƯ THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ"
YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class TrialCertificates:
    """The root (PEM), its list of revoked certificates (DER, empty), and keys with their certificates (PKCS#12)."""

    root: bytes
    crl: bytes
    signer: bytes = field(repr=False)
    seal: bytes = field(repr=False)
    deputy: bytes = field(repr=False, default=b"")


def make_trial_certificates(
    signer: str, seal: str, passphrase: str, *, since: datetime, deputy: str = ""
) -> TrialCertificates:
    """Return certificates in the names of a person, of a body and, where one is named, a deputy; good for ten years."""
    until = since + timedelta(days=365 * YEARS)
    root_key = generate_private_key(SECP256R1())
    root_name = _name("Gốc thử nghiệm")
    root = (
        _builder(root_name, root_name, root_key, since, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_root=True), critical=True)
        .sign(root_key, SHA256())
    )
    crl = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root_name)
        .last_update(since)
        .next_update(until)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(root_key, SHA256())
    )

    def issued(name: str) -> bytes:
        key = generate_private_key(SECP256R1())
        certificate = (
            _builder(_name(name), root_name, key, since, until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_root=False), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
            .sign(root_key, SHA256())
        )
        return serialize_key_and_certificates(
            name.encode(), key, certificate, [root], BestAvailableEncryption(passphrase.encode())
        )

    return TrialCertificates(
        root.public_bytes(Encoding.PEM),
        crl.public_bytes(Encoding.DER),
        issued(signer),
        issued(seal),
        issued(deputy) if deputy else b"",
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, WORTHLESS),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
