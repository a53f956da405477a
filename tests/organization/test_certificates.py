"""The certificates that are registered to sign with: entered by the administrator, each once, kept for good."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from kesat.organization.backend import PASSWORD_AT
from kesat.organization.certificates import Certificate
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ADDRESS = "/quan-tri/organization/certificate/"
SHA256 = "0f" * 32
AS_SHOWN = ":".join(["0F"] * 32)


@pytest.fixture
def english(administrator: Client) -> Client:
    administrator.cookies["django_language"] = "en"
    return administrator


def add(client: Client, **fields: Any) -> Any:
    return client.post(f"{ADDRESS}add/", {"user": "", "sha256": AS_SHOWN, "begins_on": "01/11/2026", **fields})


def errors(answer: Any) -> dict[str, list[str]]:
    return {name: [str(each) for each in said] for name, said in answer.context["adminform"].form.errors.items()}


def test_it_is_taken_as_programs_show_it(english: Client) -> None:
    secretary = make_user()

    add(english, user=secretary.pk)
    add(english, sha256=f"{'AB ' * 16}\n{'ab' * 16}")

    kept = list(Certificate.objects.order_by("pk").values_list("user", "sha256", "begins_on", "ends_on"))
    begins = date(2026, 11, 1)
    assert kept == [(secretary.pk, SHA256, begins, None), (None, "ab" * 32, begins, None)]


@pytest.mark.parametrize("typed", ["0f" * 31, "0f" * 33, "xy" * 32, "0f" * 500])
def test_what_is_no_sha256_is_said_to_be_none(typed: str, english: Client) -> None:
    answer = add(english, sha256=typed)

    assert "Enter the 64 digits and letters a to f of its SHA-256." in errors(answer)["sha256"]
    assert not Certificate.objects.exists()


def test_nothing_is_said_to_be_missing(english: Client) -> None:
    assert list(errors(add(english, sha256="", begins_on=""))) == ["sha256", "begins_on"]


def test_each_is_registered_once(english: Client) -> None:
    add(english)

    assert errors(add(english, user=make_user().pk))["sha256"] == ["This certificate is registered already."]


def test_a_period_ends_after_it_begins(english: Client) -> None:
    said = errors(add(english, ends_on="31/10/2026"))["__all__"]

    assert said == ["A certificate ends on or after the day on which it begins."]
    with pytest.raises(IntegrityError):
        Certificate.objects.create(sha256=SHA256, begins_on=date(2026, 11, 1), ends_on=date(2026, 10, 31))


def test_it_asks_for_the_password_when_it_was_typed_long_ago(english: Client) -> None:
    session = english.session
    session[PASSWORD_AT] = 0
    session.save()

    answer = add(english)

    assert answer.status_code == 403
    assert not Certificate.objects.exists()


def test_the_list_names_the_person_or_the_seal_and_finds_without_marks(english: Client) -> None:
    add(english, user=make_user(full_name="Trần Văn Khải").pk)
    add(english, sha256="ab" * 32)

    page = english.get(ADDRESS).content.decode()
    found = english.get(ADDRESS, {"q": "khai"}).content.decode()

    assert "Trần Văn Khải, 0f0f0f0f0f0f0f0f…" in page
    assert "Seal of the committee, abababababababab…" in page
    assert "Seal of the committee" not in found
    assert f'value="{timezone.localdate():%d/%m/%Y}"' in english.get(f"{ADDRESS}add/").content.decode()
