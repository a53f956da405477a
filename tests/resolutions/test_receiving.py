"""Who has received an issued resolution: bodies acknowledge it, people say that they have read it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event
from resolutions import receiving
from resolutions.models import Receipt, Resolution
from resolutions.workflow import Overtaken
from tests.factories import make_body, make_committee, make_position, make_reader, make_resolution, make_user

pytestmark = pytest.mark.django_db


def speaker(body: Body, role: str = Role.HEAD_OF_BODY) -> User:
    user = make_user(full_name="Đỗ Văn Quân")
    make_position(user, role, body=body)
    return user


@pytest.fixture
def resolution(db: None) -> Resolution:
    make_committee()
    return make_resolution(archive=True)


def test_a_body_acknowledges_once_whoever_speaks_for_it(resolution: Resolution) -> None:
    body = make_body(name="Hội Nông dân xã")
    head, contact = speaker(body), speaker(body, Role.REPORTER)
    now = timezone.now()

    first = receiving.acknowledge(resolution, body, by=head, at=now)
    second = receiving.acknowledge(resolution, body, by=contact, at=now)

    assert first == second
    assert (first.user, first.at) == (head, now)
    assert Event.objects.filter(action="acknowledge").count() == 1


def test_nobody_acknowledges_for_another_body(resolution: Resolution) -> None:
    with pytest.raises(PermissionDenied):
        receiving.acknowledge(resolution, make_body(), by=speaker(make_body()), at=timezone.now())
    with pytest.raises(PermissionDenied):
        receiving.acknowledge(resolution, make_body(), by=make_reader(), at=timezone.now())


def test_a_draft_is_not_acknowledged_and_its_reading_is_not_noted() -> None:
    make_committee()
    draft, body = make_resolution(), make_body()

    with pytest.raises(Overtaken):
        receiving.acknowledge(draft, body, by=speaker(body), at=timezone.now())
    assert receiving.note_reading(draft, make_reader(), at=timezone.now()) is None


def test_the_list_says_who_has_it_who_has_read_it_and_who_is_waited_for(resolution: Resolution) -> None:
    done, late, silent = make_body(name="A"), make_body(name="B"), make_body(name="C")
    head, reader = speaker(done), make_reader()
    speaker(late)
    receiving.acknowledge(resolution, done, by=head, at=timezone.now())
    receiving.note_reading(resolution, reader, at=timezone.now())
    receiving.note_reading(resolution, reader, at=timezone.now())

    found = receiving.receipts(resolution, on=timezone.localdate())

    assert [receipt.body for receipt in found.bodies] == [done]
    assert [receipt.user for receipt in found.readers] == [reader]
    assert found.waiting == [late]
    assert silent not in found.waiting
    assert Receipt.objects.count() == 2
