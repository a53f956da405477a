"""Files of a form that was refused: held for an hour for who sent them, and sent with the form that is right."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from kesat.organization.held import HeldFile
from tasks import report_links
from tasks.models import ProgressReport, ReportFile
from tasks.report_links import Wanted
from tests.task_factories import make_directive, make_head_of
from tests.tasks.bodies import Desk, address, form, make_desk, picture, signed_in, upload, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def page_of(desk: Desk) -> str:
    return address(desk.directive, "bao-cao/")


def wrong(**fields: Any) -> dict[str, Any]:
    """Return a form without its result."""
    return form(result="", **fields)


def link_to(desk: Desk) -> str:
    """Make a link for someone without account, and return the path of its address."""
    wanted = Wanted(desk.share, "Vũ Thị Hoa", None)
    made = report_links.make([wanted], by=desk.officer, at=timezone.now())
    return urlsplit(made[0].address).path


def kept_names() -> list[str]:
    return list(ReportFile.objects.order_by("pk").values_list("file__name", flat=True))


def test_files_of_a_form_with_another_error_are_shown_by_name_and_sent_with_the_next(desk: Desk) -> None:
    client = signed_in(desk.head)

    refused = client.post(page_of(desk), wrong(papers=[upload("bien-ban.jpg", picture())]))
    held = HeldFile.objects.get()
    sent = client.post(page_of(desk), form(held=[held.pk], papers=[upload("them.jpg", picture())]))

    assert refused.status_code == 422
    assert "Received already" in words(refused)
    assert f'value="{held.pk}" id="b_held_{held.pk}" checked' in words(refused)
    assert "could not be kept" not in words(refused)
    assert (sent.status_code, kept_names()) == (302, ["bien-ban.jpg", "them.jpg"])
    assert not HeldFile.objects.exists()


def test_what_is_held_is_what_may_be_stored(desk: Desk) -> None:
    signed_in(desk.head).post(page_of(desk), wrong(papers=[upload("a.png", picture(kind="PNG"))]))

    held = HeldFile.objects.get()
    assert (held.name, bytes(held.content)[:3]) == ("a.jpg", b"\xff\xd8\xff")


def test_of_a_good_and_a_bad_file_the_good_one_is_held_and_the_bad_one_named(desk: Desk) -> None:
    client = signed_in(desk.head)

    refused = client.post(page_of(desk), form(papers=[upload("a.jpg", picture()), upload("b.heic", b"x")]))

    assert refused.status_code == 422
    assert "“b.heic”" in words(refused)
    assert "Files that are not named above could not be kept." in words(refused)
    assert [row.name for row in HeldFile.objects.all()] == ["a.jpg"]
    client.post(page_of(desk), form(held=[HeldFile.objects.get().pk]))
    assert kept_names() == ["a.jpg"]


def test_what_is_unticked_is_not_sent_and_is_let_go(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.post(page_of(desk), wrong(papers=[upload("a.jpg", picture()), upload("b.jpg", picture())]))
    first = HeldFile.objects.order_by("pk")[0]

    again = client.post(page_of(desk), wrong(held=[first.pk], papers=[upload("c.jpg", picture())]))

    assert [row.name for row in HeldFile.objects.order_by("pk")] == ["a.jpg", "c.jpg"]
    assert "b.jpg" not in words(again)
    client.post(page_of(desk), form())
    assert (kept_names(), HeldFile.objects.count()) == ([], 0)


def test_five_files_are_the_most_those_held_counted_in(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.post(page_of(desk), wrong(papers=[upload(f"{n}.jpg", picture()) for n in range(4)]))
    held = list(HeldFile.objects.values_list("pk", flat=True))

    refused = client.post(page_of(desk), form(held=held, papers=[upload(f"x{n}.jpg", picture()) for n in range(2)]))

    assert "At most 5 files can be sent with one report. Not received: “x1.jpg”." in words(refused)
    assert [row.name for row in HeldFile.objects.order_by("pk")] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg", "x0.jpg"]
    assert ProgressReport.objects.count() == 0


def test_of_seven_files_the_first_five_are_held_and_the_others_named(desk: Desk) -> None:
    client = signed_in(desk.head)

    refused = client.post(page_of(desk), form(papers=[upload(f"{n}.jpg", picture()) for n in range(7)]))

    assert refused.status_code == 422
    assert "Not received: “5.jpg”, “6.jpg”." in words(refused)
    client.post(page_of(desk), form(held=HeldFile.objects.values_list("pk", flat=True)))
    assert kept_names() == [f"{n}.jpg" for n in range(5)]


def test_what_is_held_no_longer_is_said_and_nothing_is_sent_without_it(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.post(page_of(desk), wrong(papers=[upload("a.jpg", picture())]))
    HeldFile.objects.update(created_at=timezone.now() - timedelta(hours=2))
    held = HeldFile.objects.get()

    refused = client.post(page_of(desk), form(held=[held.pk], papers=[upload("b.jpg", picture())]))

    assert refused.status_code == 422
    assert "A file that was received before is kept no longer. Choose it again." in words(refused)
    assert [row.name for row in HeldFile.objects.all()] == ["b.jpg"]


def test_bad_input_61_a_file_is_held_for_its_sender_and_directive_only(desk: Desk) -> None:
    colleague = make_head_of(desk.body)
    other = make_directive(lead=desk.body)
    signed_in(desk.head).post(page_of(desk), wrong(papers=[upload("a.jpg", picture())]))
    held = HeldFile.objects.get()

    by_another = signed_in(colleague).post(page_of(desk), form(held=[held.pk]))
    elsewhere = signed_in(desk.head).post(address(other, "bao-cao/"), form(held=[held.pk]))
    odd = signed_in(desk.head).post(page_of(desk), wrong(held=["x", "-1", "9" * 30]))

    assert (by_another.status_code, elsewhere.status_code, odd.status_code) == (422, 422, 422)
    assert (ReportFile.objects.count(), HeldFile.objects.count()) == (0, 1)


def test_a_link_holds_its_own_files_and_no_others(desk: Desk) -> None:
    stranger = Client(headers={"accept-language": "en"})
    one, two = (link_to(desk) for _number in range(2))

    refused = stranger.post(one, wrong(papers=[upload("a.jpg", picture())]))
    held = HeldFile.objects.get()
    by_the_other = stranger.post(two, form(held=[held.pk]))
    sent = stranger.post(one, form(held=[held.pk]))

    assert (refused.status_code, by_the_other.status_code, sent.status_code) == (422, 422, 302)
    assert kept_names() == ["a.jpg"]


def test_what_the_office_enters_for_a_body_keeps_its_files(desk: Desk) -> None:
    client = signed_in(desk.officer)
    page = address(desk.directive, f"bao-cao-thay/{desk.body.pk}/")

    refused = client.post(page, form(papers=[upload("a.jpg", picture())]))
    client.post(page, form(reporter="Hoa, điện thoại", held=[HeldFile.objects.get().pk]))

    assert "Say who reported, and how." in words(refused)
    assert kept_names() == ["a.jpg"]


def test_bad_input_38_a_form_with_held_files_sent_twice_is_one_report(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.post(page_of(desk), wrong(papers=[upload("a.jpg", picture())]))
    right = form(held=[HeldFile.objects.get().pk])

    statuses = [client.post(page_of(desk), right).status_code for _time in range(2)]

    assert (statuses, ProgressReport.objects.count()) == ([302, 302], 1)


def test_the_form_shows_the_last_report_and_why_it_was_returned(desk: Desk) -> None:
    client: Client = signed_in(desk.head)
    client.post(page_of(desk), form(figure_1_name="Hộ đã nhận tiền", figure_1_value="2", figure_1_unit="hộ"))

    sent = words(client.get(page_of(desk)))
    ProgressReport.objects.update(
        judgement="returned", return_reason="Thiếu biên bản.", judged_by=desk.officer, judged_at=timezone.now()
    )
    returned = client.get(page_of(desk))

    assert "Last report" in sent
    assert 'value="Hộ đã nhận tiền"' in sent
    assert "Sent, to be looked at" in sent
    assert "Thiếu biên bản." in words(returned)
    began = returned.context["form"]
    assert [began[name].value() for name in ("progress", "result", "figure_1_value")] == [
        "under_way",
        "02/04 hộ đã nhận tiền và ký biên bản bàn giao.",
        "2",
    ]


def test_what_was_counted_before_may_be_left_uncounted(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.post(page_of(desk), form(figure_1_name="Hộ", figure_1_value="2", figure_1_unit="hộ"))

    again = client.post(page_of(desk), form(figure_1_name="Hộ", figure_1_unit="hộ"))
    odd = client.post(page_of(desk), form(figure_1_name="Cây", figure_1_unit="cây"))

    assert (again.status_code, odd.status_code) == (302, 422)
    assert ProgressReport.objects.count() == 2


def test_a_body_sees_no_last_report_of_another(desk: Desk) -> None:
    other = make_directive(lead=desk.body)
    signed_in(desk.head).post(page_of(desk), form())

    assert "Last report" not in words(signed_in(desk.head).get(address(other, "bao-cao/")))
