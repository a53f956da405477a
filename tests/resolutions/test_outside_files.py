"""Files from outside read by a child process, and the folder of those whom signatures are traced back to."""

import time
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone, translation
from pyhanko.sign.timestamps import HTTPTimeStamper
from pytest_django import Settings

from resolutions import outside_files, pdf_reader, trust
from resolutions.outside_files import look_at
from resolutions.signatures import Refused, Trust
from tests.resolutions import authority
from tests.resolutions.keys import trial
from tests.resolutions.test_signatures import flipped
from tests.resolutions.test_signing import given, signed_twice
from tests.resolutions.test_signing import trust as known


def test_what_the_child_says_is_what_was_signed() -> None:
    found = look_at(signed_twice(), known(), timezone.now(), given=given())

    assert [(one.signer, one.is_valid) for one in found.signatures] == [
        ("Nguyễn Thị Hải Yến", True),
        ("Đảng ủy xã Kẻ Sặt", True),
    ]
    assert (found.refused, found.active_parts) == (None, ())
    assert found.title.startswith("Nghị quyết số 07-NQ/ĐU")


def asked(given: bytes = b"") -> dict[str, object]:
    """Return what the child is asked, as `outside_files` asks it."""
    kept = {"roots": [b64encode(one).decode() for one in known().roots], "crls": []}
    return {"at": timezone.now().isoformat(), "given": len(given), "must_be_trusted": True, **kept}


def test_the_child_answers_about_a_file_and_about_one_that_was_given_out() -> None:
    alone = pdf_reader.answer(asked(), signed_twice())
    beside = pdf_reader.answer(asked(given()), given() + signed_twice())
    unsigned = pdf_reader.answer(asked(given()), given() + given())
    cut_off = pdf_reader.answer(asked(given()), given() + given()[:-9])
    nonsense = pdf_reader.answer(asked(), b"khong phai")

    assert [one["signer"] for one in alone["signatures"]] == ["Nguyễn Thị Hải Yến", "Đảng ủy xã Kẻ Sặt"]
    assert (beside["refused"], beside["signatures"]) == (None, alone["signatures"])
    assert (unsigned["refused"][0], unsigned["signatures"]) == ("unsigned", [])
    assert cut_off["refused"][0] == "cut_off"
    assert nonsense["unreadable"][0] == "broken"


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_files, "_SECONDS", 0.01)

    with translation.override("en"), pytest.raises(Refused, match="too much time or memory"):
        look_at(signed_twice(), known(), timezone.now())


def test_the_child_speaks_the_language_of_the_reader() -> None:
    pdf = flipped(signed_twice(), 2000)

    with translation.override("en"):
        english = look_at(pdf, known(), timezone.now(), given=given()).refused
    with translation.override("vi"):
        vietnamese = look_at(pdf, known(), timezone.now(), given=given()).refused

    assert str(english).startswith("The document was changed")
    assert str(vietnamese) != str(english)


def bomb(megabytes: int) -> bytes:
    """Return a small PDF whose table of contents unpacks to so many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = b"\x78\xda" + packed * megabytes + b"\x03\x00" + bytes(4)
    head = b"%PDF-1.7\n"
    entry = b"1 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream)
    return head + entry + stream + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def test_a_file_that_unpacks_without_end_costs_little_and_is_refused() -> None:
    before = time.monotonic()

    with pytest.raises(Refused) as refused:
        look_at(bomb(4000), known(), timezone.now())

    assert refused.value.code in {"broken", "too_much"}
    assert time.monotonic() - before < 20


def test_the_folder_of_trust_is_read_whatever_else_stands_in_it(tmp_path: Path, settings: Settings) -> None:
    settings.TRUST_DIR = tmp_path
    pem = x509.load_der_x509_certificate(authority.root()).public_bytes(Encoding.PEM)
    (tmp_path / "hai-goc.pem").write_bytes(pem + trial().root)
    (tmp_path / "goc.cer").write_bytes(authority.root())
    (tmp_path / "thu-hoi.crl").write_bytes(trial().crl)
    (tmp_path / "thu-hoi-pem.crl").write_bytes(x509.load_der_x509_crl(authority.crl()).public_bytes(Encoding.PEM))
    (tmp_path / "hong.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n")
    (tmp_path / "hong.crl").write_bytes(b"hong")
    (tmp_path / "ghi-chu.txt").write_bytes(trial().root)

    found = trust.trust()

    assert (len(found.roots), len(found.crls)) == (3, 2)
    assert set(found.crls) == {trial().crl, authority.crl()}
    assert authority.root() in found.roots


def test_without_a_folder_nobody_is_trusted(tmp_path: Path, settings: Settings) -> None:
    settings.TRUST_DIR = tmp_path / "khong"

    assert trust.trust() == Trust((), ())


def test_a_time_stamp_authority_is_asked_only_where_one_is_set(settings: Settings) -> None:
    assert trust.time_stamper() is None

    settings.TSA_URL = "https://tsa.example/"

    assert isinstance(trust.time_stamper(), HTTPTimeStamper)
