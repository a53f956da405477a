"""Whose a signature must be: that of the certificate that is registered, or of the name where none is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kesat.organization.certificates import Certificate
from kesat.organization.models import Committee, User
from resolutions import issuing, signers
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.signatures import Reach, Signature
from resolutions.signing import SignatureField
from tests.factories import Commune, make_commune, make_resolution
from tests.resolutions.keys import ready, signer_key, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

OF_SIGNER, OF_SEAL, OTHER = "a" * 64, "b" * 64, "0" * 64
SIGNER, SEAL = "Trần Văn Khải", "Đảng ủy xã Kẻ Sặt"


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def resolution(commune: Commune) -> Resolution:
    month = make_resolution()
    month.signer_name = SIGNER
    return month


def today() -> date:
    return timezone.localdate()


def register(user: User | None, sha256: str, begins_on: date | None = None, ends_on: date | None = None) -> None:
    Certificate.objects.create(user=user, sha256=sha256, begins_on=begins_on or today(), ends_on=ends_on)


def made(field: str = SignatureField.SIGNER, name: str = "", certificate: str = "") -> Signature:
    is_seal = field == SignatureField.SEAL
    return Signature(
        field=field,
        signer=name or (SEAL if is_seal else SIGNER),
        organization="",
        certificate=certificate or (OF_SEAL if is_seal else OF_SIGNER),
        at=timezone.now(),
        is_time_certified=False,
        reach=Reach.WHOLE_FILE,
        is_intact=True,
        is_trusted=True,
        is_revocation_known=True,
    )


def both() -> list[Signature]:
    return [made(), made(SignatureField.SEAL)]


def test_the_registered_certificates_are_taken_whatever_name_they_give(
    commune: Commune, resolution: Resolution
) -> None:
    register(commune.secretary, OF_SIGNER)
    register(None, OF_SEAL)
    signer, seal = made(name="KHAI TRAN"), made(SignatureField.SEAL, "DU KE SAT")

    signers.check_signatures(resolution, [signer, seal], today())

    assert [signers.registration(resolution, one, today()) for one in (signer, seal)] == [
        f"Made with the certificate that is registered for {name}." for name in (SIGNER, SEAL)
    ]


@pytest.mark.parametrize("whose", [SIGNER, SEAL])
def test_another_certificate_than_the_registered_one_is_refused_though_the_name_is_right(
    whose: str, commune: Commune, resolution: Resolution
) -> None:
    register(commune.secretary if whose == SIGNER else None, OTHER)
    one = both()[whose == SEAL]

    with pytest.raises(Refused) as refused:
        signers.check_signatures(resolution, both(), today())

    assert str(refused.value) == (
        f"The signature was made with another certificate than the one registered for {whose}. Sign with that one, or "
        f"ask the administrator to register this one (SHA-256: {one.certificate})."
    )
    assert signers.registration(resolution, one, today()) == (
        f"Made with another certificate than the one registered for {whose}."
    )


def test_of_two_that_are_registered_either_is_taken(commune: Commune, resolution: Resolution) -> None:
    register(commune.secretary, OTHER)
    register(commune.secretary, OF_SIGNER)

    signers.check_signatures(resolution, [made()], today())


def test_what_counts_on_other_days_or_for_others_binds_nobody(commune: Commune, resolution: Resolution) -> None:
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    register(commune.secretary, OTHER, yesterday, yesterday)
    register(commune.secretary, "1" * 64, tomorrow)
    register(commune.standing.deputy, "2" * 64)

    signers.check_signatures(resolution, both(), today())

    assert signers.registration(resolution, made(), today()) == (
        f"No certificate was registered for {SIGNER} on that day; the name in it was compared."
    )
    with pytest.raises(Refused, match=r"that of Người lạ"):
        signers.check_signatures(resolution, [made(name="Người lạ")], today())


def test_other_signatures_are_said_to_be_of_others(commune: Commune, resolution: Resolution) -> None:
    assert signers.stranger(resolution, made("Signature3"), today()) == (
        f"Added by others: it is neither the signature of {SIGNER} nor the committee's seal."
    )
    assert signers.registration(resolution, made("Signature3"), today()) == ""


@pytest.mark.parametrize(
    "name",
    [
        *("TRẦN VĂN KHẢI", "Trần  Văn Kha\u0309i", "TRAN VAN KHAI", "Tran Van Khai"),
        *("Trần Văn Khải - Đảng ủy xã Kẻ Sặt", "ĐẢNG ỦY XÃ KẺ SẶT (TRẦN VĂN KHẢI)", "Bí thư, Trần Văn Khải"),
    ],
)
def test_a_certificate_names_the_whole_name_of_its_person(name: str, resolution: Resolution) -> None:
    signers.check_signatures(resolution, [made(name=name)], today())


@pytest.mark.parametrize(
    "name",
    [
        *("Trần Văn Khái", "Trần Vân Khải", "Trần Văn Khải Bình", "Lê Trần Văn Khải", "Văn Khải", "TRAN VAN KHAI BINH"),
        # Some marks and not all of them: another name.
        *("Tran Van Khải", "TRẦN VAN KHAI", "Trần Văn Khải-Bình", "Văn phòng Trần Văn Khải", "Khải, Trần Văn", ""),
    ],
)
def test_a_name_that_holds_the_signer_s_or_sounds_like_it_is_another(name: str, resolution: Resolution) -> None:
    with pytest.raises(Refused, match="signs this resolution"):
        signers.check_signatures(resolution, [replace(made(), signer=name)], today())


@pytest.mark.parametrize("name", ["ĐẢNG UỶ XÃ KẺ SẶT", "Đảng ủy  xã Kẻ Sặt", "DANG UY XA KE SAT"])
def test_the_seal_names_the_committee_and_nothing_else(name: str, resolution: Resolution) -> None:
    signers.check_signatures(resolution, [made(), made(SignatureField.SEAL, name)], today())


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn Tạp Vụ", "Văn phòng Đảng ủy xã Kẻ Sặt", "Đảng ủy xã Kẻ Sặt - Nguyễn Văn Tạp Vụ"]
)
def test_a_person_of_the_committee_is_not_its_seal(name: str, resolution: Resolution) -> None:
    personal = replace(made(SignatureField.SEAL, name), organization=SEAL)

    with pytest.raises(Refused, match="The seal is that of"):
        signers.check_signatures(resolution, [made(), personal], today())


def test_a_committee_that_was_renamed_since_sealed_under_its_name_of_then(resolution: Resolution) -> None:
    resolution.letterhead = {"issuing_body": "ĐẢNG ỦY XÃ KẺ SẶT"}
    Committee.objects.update(name="Đảng ủy phường Kẻ Sặt")

    assert signers.stranger(resolution, made(SignatureField.SEAL), today()) == ""


def test_signing_here_asks_for_the_registered_certificate_too(commune: Commune) -> None:
    month = ready(commune)
    register(commune.secretary, OTHER)

    with pytest.raises(Refused, match="another certificate than the one registered"):
        issuing.sign_here(month, signer_key(), by=commune.secretary, at=timezone.now(), trusted=trusted())

    assert Resolution.objects.get().status == Status.AWAITING_SIGNATURE
