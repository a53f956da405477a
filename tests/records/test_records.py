"""Events in a chain, files with their hash, and the triggers that keep both."""

import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from kesat.records import checks, triggers
from kesat.records.models import Event, StoredFile, first_broken_event, record, store_file
from tests.factories import make_body, make_user

pytestmark = pytest.mark.django_db


def test_each_event_holds_the_hash_of_the_one_before() -> None:
    body, user = make_body(), make_user()

    first = record("start", body, by=user, month="01/2026")
    second = record("change_facts", body, by=None)

    assert first.previous_hash == ""
    assert second.previous_hash == first.hash
    assert list(Event.objects.about(body)) == [first, second]
    assert first_broken_event() is None


def test_a_changed_event_is_found_even_when_the_triggers_were_off() -> None:
    body = make_body()
    record("start", body, by=None)
    broken = record("change_facts", body, by=None, subject="cũ")
    record("start", body, by=None)

    with triggers.removed():
        Event.objects.filter(pk=broken.pk).update(details={"subject": "mới"})

    assert first_broken_event() == broken


def test_bad_input_44_the_record_of_events_refuses_update_and_delete() -> None:
    event = record("start", make_body(), by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(action="nothing")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_event")

    assert Event.objects.get() == event


def test_a_stored_file_keeps_its_bytes_and_refuses_others() -> None:
    file = store_file("nghị quyết.txt", "text/plain", b"abc", by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(content=b"abd")

    assert bytes(StoredFile.objects.get(pk=file.pk).content) == b"abc"
    assert file.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert str(file) == "nghị quyết.txt"


def test_the_database_refuses_a_file_of_more_than_20_mb() -> None:
    with pytest.raises(IntegrityError):
        StoredFile.objects.create(name="a", content_type="b", size=20 * 1024 * 1024 + 1, sha256="c", content=b"")


def test_the_deployment_check_names_a_missing_trigger() -> None:
    assert checks.check_triggers() == []

    with triggers.removed():
        names = {message.msg for message in checks.check_triggers()}

    assert "The trigger refuse_update_records_event is missing or altered." in names
    assert triggers.missing() == []


def test_verify_integrity_says_what_stands(capsys: pytest.CaptureFixture[str]) -> None:
    record("start", make_body(), by=None)
    store_file("a.txt", "text/plain", b"abc", by=None)

    with translation.override("en"):
        call_command("verify_integrity")

    assert capsys.readouterr().out == "All is as it was: events 1, files 1.\n"


def test_verify_integrity_names_everything_that_is_wrong() -> None:
    record("start", make_body(), by=None)
    file = store_file("a.txt", "text/plain", b"abc", by=None)

    with triggers.removed():
        StoredFile.objects.filter(pk=file.pk).update(content=b"abd")
        Event.objects.update(action="other")
        with pytest.raises(CommandError) as refusal, translation.override("en"):
            call_command("verify_integrity")

    lines = str(refusal.value).splitlines()
    assert "The trigger refuse_delete_records_storedfile is missing or altered. Run manage.py migrate." in lines
    assert f"The stored file {file.pk} is not as it was." in lines
    assert any(line.startswith("The record of events is broken at row") for line in lines)
