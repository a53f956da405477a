"""Signing while others write, step back or sign too: what is signed is what was approved, and one of them wins."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from hypothesis import settings

from kesat.records.models import first_broken_event
from resolutions import canonical, drafting, issuing, workflow
from resolutions.drafting import Locked, Refused, open_paragraph
from resolutions.models import Document, Number, Paragraph, Resolution, Status
from resolutions.signatures import signatures
from resolutions.workflow import Overtaken
from tests.factories import Commune, make_commune, make_typed
from tests.resolutions.keys import ready, sign_month, trusted
from tests.resolutions.test_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the tests' SQLite is in memory: its one connection has one writer at a time",
    ),
]

ROUNDS = 1000 if settings().max_examples >= 1000 else 20


@pytest.fixture
def commune(transactional_db: None) -> Commune:
    return make_commune()


def attempt(job: Any) -> Any:
    """Return what the job returns, or the refusal it raises."""
    try:
        return job()
    except (Refused, IntegrityError) as refused:
        return refused


def test_bad_input_40_a_save_against_a_signature_never_changes_what_is_signed(commune: Commune) -> None:
    for place in range(ROUNDS):
        resolution = ready(commune, month=place % 12 + 1) if place < 12 else _again(commune, place % 12 + 1)
        approved = resolution.decisions.standing().get().sha256
        row = Paragraph.objects.filter(section__part__resolution=resolution).order_by("pk")[0]

        def save(row: Paragraph = row) -> object:
            opened = open_paragraph(row.pk)
            assert opened
            return drafting.save(opened, make_typed("Sửa sau khi duyệt."), by=commune.head, at=timezone.now())

        def overwrite(row: Paragraph = row) -> object:
            return Paragraph.objects.filter(pk=row.pk).update(text="Sửa thẳng.")

        def sign(resolution: Resolution = resolution) -> Document:
            return sign_month(resolution, commune)

        saved, overwritten, signed = at_once(
            partial(attempt, save), partial(attempt, overwrite), partial(attempt, sign)
        )

        assert isinstance(saved, Locked)
        assert isinstance(overwritten, IntegrityError)
        assert isinstance(signed, Document)
        assert signed.text_sha256 == approved == canonical.fingerprint(canonical.text_now(resolution.pk))
        assert bytes(signed.file.content).startswith(bytes(issuing.signing_copy(resolution).file.content))
        assert len(signatures(bytes(signed.file.content), trusted(), timezone.now())) == 2
    assert first_broken_event() is None


def _again(commune: Commune, month: int) -> Resolution:
    """Step a signed month back, so that it is signed once more."""
    resolution = Resolution.objects.get(month=month)
    workflow.step_back(resolution, "ký lại", by=commune.secretary, at=timezone.now())
    return resolution


def test_of_two_who_sign_at_once_one_signs(commune: Commune) -> None:
    resolution = ready(commune)
    seen = [Resolution.objects.get(pk=resolution.pk) for _turn in range(2)]

    results = at_once(*(lambda month=month: attempt(lambda: sign_month(month, commune)) for month in seen))

    assert sorted(type(result).__name__ for result in results) == ["Document", "Overtaken"]
    assert Document.objects.filter(kind="signed_original").count() == 1


def test_a_step_back_against_a_signature_leaves_one_of_both(commune: Commune) -> None:
    resolution = ready(commune)
    seen = [Resolution.objects.get(pk=resolution.pk) for _turn in range(2)]

    signed, stepped = at_once(
        lambda: attempt(lambda: sign_month(seen[0], commune)),
        lambda: attempt(lambda: workflow.step_back(seen[1], "thôi", by=commune.secretary, at=timezone.now())),
    )

    status = Resolution.objects.get().status
    assert (status, type(signed), stepped) in [
        (Status.APPROVED, Overtaken, None),
        (Status.SIGNED, Document, stepped),
    ]
    assert Document.objects.filter(kind="signed_original").exists() == (status == Status.SIGNED)


def test_of_two_who_issue_at_once_one_issues(commune: Commune) -> None:
    resolution = ready(commune)
    sign_month(resolution, commune)
    seen = [Resolution.objects.get(pk=resolution.pk) for _turn in range(2)]

    results = at_once(
        *(
            lambda month=month: attempt(lambda: issuing.issue(month, by=commune.clerk, at=timezone.now()))
            for month in seen
        )
    )

    assert sorted(type(result).__name__ for result in results) == ["Document", "Overtaken"]
    assert Document.objects.filter(kind="issued_text").count() == 1
    assert Number.objects.get().state == Number.State.USED
