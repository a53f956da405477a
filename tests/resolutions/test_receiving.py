"""Who has received an issued resolution: bodies acknowledge it, people say that they have read it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event
from resolutions import addressing, receiving
from resolutions.drafting import Refused
from resolutions.models import Receipt, Resolution
from resolutions.workflow import Overtaken
from tests.factories import (
    make_body,
    make_clerk,
    make_committee,
    make_position,
    make_reader,
    make_resolution,
    make_user,
)

pytestmark = pytest.mark.django_db


def speaker(body: Body, role: str = Role.HEAD_OF_BODY) -> User:
    user = make_user(full_name="Đỗ Văn Quân")
    make_position(user, role, body=body)
    return user


def address(resolution: Resolution, *bodies: Body) -> None:
    """Say that the first line of the recipients means these bodies, and the others nobody."""
    first, *rest = resolution.recipients.all()
    meant = {first.pk: bodies} | {row.pk: () for row in rest}
    addressing.address(resolution, meant, by=make_clerk(), at=timezone.now())


@pytest.fixture
def resolution(db: None) -> Resolution:
    make_committee()
    return make_resolution(archive=True)


def test_a_body_acknowledges_once_whoever_speaks_for_it(resolution: Resolution) -> None:
    body = make_body(name="Hội Nông dân xã")
    address(resolution, body)
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


def test_a_body_that_is_no_recipient_is_not_asked_and_its_head_may_still_read(resolution: Resolution) -> None:
    body = make_body(name="Hội Nông dân xã")
    address(resolution, make_body())
    head = speaker(body)

    assert receiving.asked_of(head, resolution, timezone.localdate()) == []
    with pytest.raises(Refused, match="Hội Nông dân xã không có trong nơi nhận"):
        receiving.acknowledge(resolution, body, by=head, at=timezone.now())
    assert receiving.note_reading(resolution, head, at=timezone.now()) == Receipt.objects.get()


def test_a_draft_is_not_acknowledged_and_its_reading_is_not_noted() -> None:
    make_committee()
    draft, body = make_resolution(), make_body()

    with pytest.raises(Overtaken):
        receiving.acknowledge(draft, body, by=speaker(body), at=timezone.now())
    assert receiving.note_reading(draft, make_reader(), at=timezone.now()) is None


def test_the_list_says_who_has_it_who_has_read_it_and_who_is_waited_for(resolution: Resolution) -> None:
    done, late, unasked = make_body(name="A"), make_body(name="B"), make_body(name="C")
    address(resolution, done, late)
    head, reader = speaker(done), make_reader()
    speaker(unasked)
    receipt = receiving.acknowledge(resolution, done, by=head, at=timezone.now())
    receiving.note_reading(resolution, reader, at=timezone.now())
    receiving.note_reading(resolution, reader, at=timezone.now())

    found = receiving.receipts(resolution, on=timezone.localdate())

    assert [each.bodies for each in found.deliveries] == [((done, receipt), (late, None)), ()]
    assert [row.user for row in found.readers] == [reader]
    assert (found.given, found.waiting, found.unsaid, found.others) == (1, [late], 0, [])
    assert Receipt.objects.count() == 2


def test_a_receipt_stays_when_the_office_says_otherwise_later(resolution: Resolution) -> None:
    body, other = make_body(), make_body()
    address(resolution, body)
    receipt = receiving.acknowledge(resolution, body, by=speaker(body), at=timezone.now())

    address(resolution, other)

    found = receiving.receipts(resolution, on=timezone.localdate())
    assert (found.given, found.waiting, found.others) == (1, [other], [receipt])


def test_each_member_of_a_group_answers_for_itself_as_the_group_was_on_the_day_of_issue() -> None:
    make_committee()
    resolution = make_resolution(archive=True, number=7, issued_on=date(2026, 10, 30))
    kind = Body.Kind.BRANCH
    first, ended = make_body(kind=kind), make_body(kind=kind, ends_on=date(2026, 10, 1))
    later = make_body(kind=kind, begins_on=date(2026, 11, 1))
    listed = make_body()
    branches = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set([listed, first, ended])

    address(resolution, branches, group)

    found = receiving.receipts(resolution, on=timezone.localdate())
    assert found.waiting == [first, listed]
    assert later not in found.waiting
