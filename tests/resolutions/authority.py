"""An issuer of certificates for the tests of signing: RSA keys, any use, any validity, a list of revoked ones."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ROOT = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Gốc của bài kiểm thử")])
PASSPHRASE = "một cụm mật khẩu rất dài"


@cache
def key_of(name: str) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Issued:
    certificate: x509.Certificate
    key: RSAPrivateKey

    @property
    def pkcs12(self) -> bytes:
        cipher = BestAvailableEncryption(PASSPHRASE.encode())
        return serialize_key_and_certificates(b"test", self.key, self.certificate, None, cipher)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


@cache
def root() -> bytes:
    """Return the root certificate (DER)."""
    key = key_of("root")
    return _builder(ROOT, key, SINCE, UNTIL, is_root=True).sign(key, SHA256()).public_bytes(Encoding.DER)


@cache
def issue(name: str, *, until: datetime = UNTIL, signs: bool = True, stamps_time: bool = False) -> Issued:
    key = key_of(name)
    builder = _builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), key, SINCE, until, signs=signs)
    if stamps_time:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Issued(builder.sign(key_of("root"), SHA256()), key)


def crl(*revoked: Issued) -> bytes:
    """Return the list (DER) of the certificates that were taken back at the start of 2026-02."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(ROOT).last_update(SINCE).next_update(UNTIL)
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(datetime(2026, 2, 1, tzinfo=UTC)).build())
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key_of("root").public_key())
    builder = builder.add_extension(identifier, critical=False).add_extension(x509.CRLNumber(1), critical=False)
    return builder.sign(key_of("root"), SHA256()).public_bytes(Encoding.DER)


def time_stamper(moment: datetime) -> DummyTimeStamper:
    """Return an authority that certifies always the same moment."""
    issued = issue("Cấp dấu thời gian thử", stamps_time=True)
    plain = issued.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        asn1_x509.Certificate.load(issued.der), asn1_keys.PrivateKeyInfo.load(plain), fixed_dt=moment
    )


def _builder(
    subject: x509.Name,
    key: RSAPrivateKey,
    since: datetime,
    until: datetime,
    *,
    is_root: bool = False,
    signs: bool = True,
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=signs and not is_root,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key_of("root").public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(ROOT)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(identifier, critical=False)
    )
