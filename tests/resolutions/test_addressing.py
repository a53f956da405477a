"""Whom the lines of the recipients mean: proposed from names, said by the office, taken over by the next month."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesat.organization.models import Body, Role
from kesat.records.models import Event
from resolutions import addressing, receiving, storing
from resolutions.addressing import Names
from resolutions.facts import set_recipients
from resolutions.models import Addressee, Recipient, Resolution
from resolutions.workflow import Overtaken
from tests.conftest import english_client as client_of
from tests.factories import (
    make_body,
    make_clerk,
    make_committee,
    make_officer,
    make_position,
    make_reader,
    make_resolution,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
PAGE = "/nghi-quyet/2026-11/noi-nhan/"


@pytest.fixture
def commune(db: None) -> dict[str, Body]:
    make_committee()
    group = {"kind": Body.Kind.GROUP, "group_rule": Body.GroupRule.ALL_BRANCHES}
    bodies = [
        make_body(code="DU", name="Đảng ủy xã", short_names="Đảng ủy", kind=Body.Kind.COMMITTEE),
        make_body(code="VP", name="Văn phòng Đảng ủy", short_names="VPĐU"),
        make_body(code="HDND", name="Hội đồng nhân dân xã", short_names="HĐND xã; HĐND", kind=Body.Kind.STATE),
        make_body(code="UBND", name="Ủy ban nhân dân xã", short_names="UBND xã; UBND", kind=Body.Kind.STATE),
        make_body(code="CB", name="Các chi bộ, đảng bộ trực thuộc", short_names="các chi bộ", **group),
        make_body(code="NH", name="Ngân hàng Chính sách", kind=Body.Kind.OUTSIDE),
        make_body(code="CU", name="Hội Làm vườn", ends_on=date(2026, 1, 1)),
    ]
    return {body.code: body for body in bodies}


def resolution(*lines: str, archive: bool = True, month: int = 11) -> Resolution:
    return make_resolution(month=month, archive=archive, recipients=lines)


def boxes(month: Resolution, *typed: str) -> dict[str, str]:
    return {f"line-{row.pk}": text for row, text in zip(month.recipients.all(), typed, strict=True)}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Các chi bộ, đảng bộ trực thuộc", "CB"),
        ("CÁC CHI BỘ TRỰC THUỘC", "CB"),
        ("Thường trực HĐND, lãnh đạo UBND xã", "HDND UBND"),
        ("Hoi dong nhan dan, uy ban nhan dan xa", "HDND UBND"),
        ("Các cơ quan giúp việc Đảng ủy", ""),
        ("Đảng uỷ xã", "DU"),
        ("Văn phòng Đảng uỷ", "VP"),
        ("Lưu Văn phòng Đảng ủy", ""),
        ("Các đồng chí Đảng ủy viên", ""),
        ("Đảng ủy cấp trên (để b/c)", ""),
        ("Ngân hàng Chính sách", ""),
        ("Hội Làm vườn", ""),
        ("Các Đảng ủyviên", ""),
    ],
)
def test_bodies_are_proposed_by_their_names_with_and_without_marks(
    line: str, codes: str, commune: dict[str, Body]
) -> None:
    assert [body.code for body in Names(TODAY).proposed(line)] == codes.split()


def test_a_short_name_of_two_bodies_proposes_neither_and_a_full_name_goes_first(commune: dict[str, Body]) -> None:
    make_body(code="UBND2", name="Ủy ban khác", short_names="UBND")
    make_body(code="VPX", name="Văn phòng khác", short_names="Văn phòng Đảng ủy")
    names = Names(TODAY)

    assert names.proposed("UBND") == []
    assert [body.code for body in names.called("ubnd")] == ["UBND2", "UBND"]
    assert names.proposed("Văn phòng Đảng ủy") == [commune["VP"]]


def test_without_bodies_nothing_is_proposed(db: None) -> None:
    assert Names(TODAY).proposed("Các chi bộ") == []


def test_what_the_office_says_is_kept_and_recorded(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ", "Lưu Văn phòng Đảng ủy")
    clerk = make_clerk()
    first, last = month.recipients.all()
    assert [line.addressed for line in addressing.lines(month, on=TODAY)] == [None, None]

    addressing.address(month, {first.pk: [commune["CB"]], last.pk: []}, by=clerk, at=timezone.now())

    assert [line.addressed for line in addressing.lines(month, on=TODAY)] == [(commune["CB"],), ()]
    event = Event.objects.get(action="address")
    assert (event.by, event.details) == (clerk, {"lines": {"Các chi bộ": ["CB"], "Lưu Văn phòng Đảng ủy": []}})


def test_others_may_not_say_it_and_other_lines_are_refused(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ")
    row = month.recipients.get()

    with pytest.raises(PermissionDenied):
        addressing.address(month, {row.pk: []}, by=make_reader(), at=timezone.now())
    with pytest.raises(Overtaken):
        addressing.address(month, {row.pk: [], 0: []}, by=make_clerk(), at=timezone.now())
    assert not Addressee.objects.exists()


def test_a_line_that_stays_goes_on_meaning_what_it_meant(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ", "UBND xã", archive=False)
    first, second = month.recipients.all()
    addressing.address(
        month, {first.pk: [commune["CB"]], second.pk: [commune["UBND"]]}, by=make_officer(), at=timezone.now()
    )

    set_recipients(month, ["HĐND", "Các chi bộ", "Các chi bộ"])

    found = addressing.lines(month, on=TODAY)
    assert [(line.recipient.text, line.addressed) for line in found] == [
        ("HĐND", None),
        ("Các chi bộ", (commune["CB"],)),
        ("Các chi bộ", None),
    ]


def test_the_next_month_takes_over_what_lines_of_the_same_words_mean(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ", "Lưu", "UBND")
    first, kept, unsaid = month.recipients.all()
    said = {first.pk: [commune["CB"]], kept.pk: [], unsaid.pk: [commune["UBND"]]}
    addressing.address(month, said, by=make_clerk(), at=timezone.now())
    Addressee.objects.filter(recipient=unsaid).delete()

    new = storing.start_month(2026, 12, by=None, at=timezone.now(), on=TODAY)

    found = addressing.lines(new, on=TODAY)
    assert [line.addressed for line in found] == [(commune["CB"],), (), None]


def test_the_database_keeps_a_line_from_meaning_a_body_or_nobody_twice(commune: dict[str, Body]) -> None:
    row, now = resolution("Các chi bộ").recipients.get(), timezone.now()

    for body in (commune["CB"], None):
        Addressee.objects.create(recipient=row, body=body, at=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            Addressee.objects.create(recipient=row, body=body, at=now)


# The page


def test_the_page_proposes_and_what_is_confirmed_is_asked(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ", "Lưu Văn phòng Đảng ủy")
    branch = make_body(name="Chi bộ thôn Đông Phú", kind=Body.Kind.BRANCH)
    clerk, head = client_of(make_clerk()), make_user(full_name="Đỗ Văn Quân")
    make_position(head, Role.HEAD_OF_BODY, body=branch)
    address = "/nghi-quyet/2026-11/"

    shown = clerk.get(PAGE).content.decode()
    unasked = client_of(head).get(address).content.decode()
    answer = clerk.post(PAGE, boxes(month, "Các chi bộ, đảng bộ trực thuộc", ""))
    asked = client_of(head).get(address).content.decode()
    office = clerk.get(address).content.decode()

    assert "Các chi bộ, đảng bộ trực thuộc</textarea>" in shown
    assert "Proposed; check it." in shown
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "Chi bộ thôn Đông Phú: acknowledge the receipt" in asked
    assert "acknowledge the receipt" not in unasked
    assert "is not asked to acknowledge" in office
    assert "Who has received it" not in asked
    again = clerk.get(PAGE).content.decode()
    assert "Confirmed." in again
    assert "Confirmed: nobody is asked." in again


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Sở Nội vụ", "“Sở Nội vụ” is no body or group of this committee today."),
        ("Ngân hàng Chính sách", "“Ngân hàng Chính sách” is no body"),
        ("UBND", "“UBND” is what several are called: Ủy ban khác, Ủy ban nhân dân xã."),
        ("UBND\u202exã", "hidden character"),
        ("x" * 5000, "4000"),
    ],
)
def test_a_name_that_means_nobody_or_several_is_said_and_kept(typed: str, words: str, commune: dict[str, Body]) -> None:
    make_body(code="UBND2", name="Ủy ban khác", short_names="UBND")
    month = resolution("Ủy ban")
    clerk = client_of(make_clerk())

    answer = clerk.post(PAGE, boxes(month, f"VPĐU\n{typed}"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "VPĐU\n" in page
    assert not Addressee.objects.exists()


@pytest.mark.parametrize("change", ["another line", "no line"])
def test_lines_that_were_changed_meanwhile_are_409_with_what_was_typed(change: str, commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ", "UBND xã", archive=False)
    officer = client_of(make_officer())
    sent = boxes(month, "VPĐU", "UBND xã")
    set_recipients(month, ["Các chi bộ", "HĐND"] if change == "another line" else ["Các chi bộ"])

    answer = officer.post(PAGE, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "was changed meanwhile" in page
    assert "VPĐU</textarea>" in page
    assert ("Hội đồng nhân dân xã</textarea>" in page) == (change == "another line")
    assert not Addressee.objects.exists()


def test_a_month_without_recipients_says_so(commune: dict[str, Body]) -> None:
    resolution(archive=False)

    assert "No recipients are written yet." in client_of(make_officer()).get(PAGE).content.decode()


def test_bad_input_30_who_may_not_is_refused_and_a_draft_is_not_known_of(commune: dict[str, Body]) -> None:
    reader = client_of(make_reader())
    resolution("Các chi bộ", archive=False)
    make_resolution(month=10, archive=True)

    assert reader.get(PAGE).status_code == 404
    assert reader.get("/nghi-quyet/2026-10/noi-nhan/").status_code == 403


def test_a_body_that_is_no_recipient_is_told_so(commune: dict[str, Body]) -> None:
    resolution("Các chi bộ")
    user = make_user()
    body = make_position(user, Role.HEAD_OF_BODY).body

    client = client_of(user)
    client.post("/nghi-quyet/2026-11/da-nhan/", {"body": body.pk})

    assert "is not among the recipients" in client.get("/").content.decode()


def test_the_page_takes_as_many_queries_for_thirty_lines(commune: dict[str, Body]) -> None:
    clerk = client_of(make_clerk())
    few, many = resolution("Các chi bộ", month=10), resolution(*[f"Chi bộ {n}" for n in range(30)])
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set([make_body() for _ in range(20)])
    for month in (few, many):
        meant = {row.pk: [group, commune["CB"]] for row in month.recipients.all()}
        addressing.address(month, meant, by=make_clerk(), at=timezone.now())

    assert_same(lambda: receiving.receipts(few, on=TODAY), lambda: receiving.receipts(many, on=TODAY), most=5)
    for page in ("", "noi-nhan/"):
        addresses = [f"/nghi-quyet/2026-{month}/{page}" for month in (10, 11)]
        assert_same(lambda: clerk.get(addresses[0]), lambda: clerk.get(addresses[1]), most=25)  # noqa: B023


def assert_same(one: Callable[[], object], other: Callable[[], object], *, most: int) -> None:
    counts = []
    one()
    for ask in (one, other):
        with CaptureQueriesContext(connection) as captured:
            ask()
        counts.append(len(captured))
    assert counts[0] == counts[1] <= most


def test_recipients_of_an_issued_month_stay_while_their_meaning_is_corrected(commune: dict[str, Body]) -> None:
    month = resolution("Các chi bộ")
    row = month.recipients.get()
    for bodies in ([commune["CB"]], [commune["VP"]]):
        addressing.address(month, {row.pk: bodies}, by=make_clerk(), at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=row.pk).update(text="Khác")
    assert [line.addressed for line in addressing.lines(month, on=TODAY)] == [(commune["VP"],)]


def test_a_stranger_to_the_page_is_asked_to_sign_in(client: Client, commune: dict[str, Body]) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/dang-nhap/")
