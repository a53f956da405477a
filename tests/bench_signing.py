"""Signing on a long month: CPU of the signing copy, of a signature with each kind of key, of judging and taking back.

Called by `tests.bench` once the settings are there.
"""

from datetime import timedelta

from resolutions.layout import compose, to_pdf_and_signature_places
from resolutions.returned_files import check_returned
from resolutions.signatures import Trust, signatures
from resolutions.signing import SignatureField, sign, with_signature_fields
from resolutions.trial_certificates import make_trial_certificates
from tests.bench import cpu_ms, row
from tests.resolutions import authority
from tests.resolutions.manuscripts import long_manuscript, make_letterhead

AT = authority.SINCE + timedelta(days=60)


def measure_signing() -> None:
    trial = make_trial_certificates("Người ký", "Cơ quan", "cụm mật khẩu", since=authority.SINCE)
    both = Trust((trial.root, authority.root()), (trial.crl, authority.crl()))
    pdf, signer, seal = to_pdf_and_signature_places(compose(long_manuscript(), make_letterhead()))
    fields = {SignatureField.SIGNER: signer, SignatureField.SEAL: seal}
    given = with_signature_fields(pdf, fields)
    rsa, stamper = authority.issue("Người ký").pkcs12, authority.time_stamper(AT)

    def by_rsa(**options: object) -> bytes:
        return sign(given, rsa, authority.PASSPHRASE, SignatureField.SIGNER, at=AT, **options)  # type: ignore[arg-type]  # passed on

    once = sign(given, trial.signer, "cụm mật khẩu", SignatureField.SIGNER, at=AT)
    twice = sign(once, trial.seal, "cụm mật khẩu", SignatureField.SEAL, at=AT)
    archived = by_rsa(timestamper=stamper, archive=both)

    def by_curve() -> bytes:
        return sign(given, trial.signer, "cụm mật khẩu", SignatureField.SIGNER, at=AT)

    row("", "measured", "aim")
    row("both signature fields into the file, CPU", f"{cpu_ms(lambda: with_signature_fields(pdf, fields)):.0f} ms", "")
    row("sign, B-B, RSA-2048, CPU", f"{cpu_ms(by_rsa):.0f} ms", "<= 250 ms")
    row("sign, B-B, P-256, CPU", f"{cpu_ms(by_curve):.0f} ms", "<= 250 ms")
    row("sign, B-T, CPU", f"{cpu_ms(lambda: by_rsa(timestamper=stamper)):.0f} ms", "<= 400 ms")
    lasting = cpu_ms(lambda: by_rsa(timestamper=stamper, archive=both))
    row("sign, B-LTA, CPU", f"{lasting:.0f} ms", "<= 600 ms")
    row("verify two signatures, CPU", f"{cpu_ms(lambda: signatures(twice, both, AT)):.0f} ms", "<= 500 ms")
    row("verify one signature, B-LTA, CPU", f"{cpu_ms(lambda: signatures(archived, both, AT)):.0f} ms", "<= 500 ms")
    taken = cpu_ms(lambda: check_returned(given, twice, both, AT))
    row("take back a file with two signatures, CPU", f"{taken:.0f} ms", "<= 800 ms")
    row("growth of the file by a signature", f"{(len(once) - len(given)) / 1024:.0f} KB", "")
