"""The office's pages: reports judged, entered for a body, more time answered; who was slower is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kesat.organization.models import User
from resolutions.models import Resolution, Status
from tasks import extending
from tasks.extending import Asked
from tasks.models import Directive, Extension, ProgressReport
from tasks.reporting import Speaker
from tests.factories import make_clerk, make_position, make_standing_committee, make_user
from tests.resolutions.test_queries import queries
from tests.task_factories import make_directive, make_head_of, make_report
from tests.tasks.bodies import RESULT, Desk, address, form, make_desk, signed_in, today, words

pytestmark = pytest.mark.django_db

WAITING = "/nhiem-vu/cho-xem/"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def client(desk: Desk) -> Client:
    return signed_in(desk.officer)


def act(report: ProgressReport, end: str) -> str:
    return f"/nhiem-vu/bao-cao/{report.pk}/{end}/"


def make_extension(desk: Desk, by: User | None = None) -> Extension:
    speaker = Speaker("Vũ Thị Hoa", by=by or desk.head, is_on_behalf=by is not None)
    asked = Asked("Mưa kéo dài.", today() + timedelta(days=30))
    return extending.ask(desk.share, asked, speaker, at=timezone.now())


def test_what_waits_is_shown_oldest_first_with_requests_beside(desk: Desk, client: Client) -> None:
    newer = make_report(desk.directive, result="Tin sau.", at=timezone.now())
    older = make_report(desk.directive, result="Tin trước.", at=timezone.now() - timedelta(days=1))
    judged = make_report(desk.directive, result="Đã xem.", accepted_by=desk.chief)
    make_extension(desk)

    page = words(client.get(WAITING))

    assert page.index(older.result) < page.index(newer.result)
    assert judged.result not in page
    assert "Mưa kéo dài." in page
    assert "gia-han" not in page  # an officer does not answer it
    assert "/nhiem-vu/gia-han/" in words(signed_in(desk.chief).get(WAITING))


def test_the_leaders_find_the_requests_that_they_may_answer_and_no_report_to_judge(desk: Desk) -> None:
    report = make_report(desk.directive, result="Tin sau.", at=timezone.now())
    make_extension(desk)

    for leader in (make_standing_committee().secretary, make_standing_committee().deputy):
        page, home = (words(signed_in(leader).get(place)) for place in (WAITING, "/"))
        assert ("Mưa kéo dài." in page, "/nhiem-vu/gia-han/" in page) == (True, True)
        assert (report.result in page, "duong-dan" in page) == (False, False)
        assert ("Answer 1 request for more time" in home, "Judge 1 report" in home) == (True, False)


def test_an_empty_desk_says_so(client: Client) -> None:
    page = words(client.get(WAITING))

    assert "No report waits for the office." in page
    assert "Nobody asks for more time." in page


def test_the_page_takes_as_many_queries_for_twenty_reports(desk: Desk, client: Client) -> None:
    make_report(desk.directive)
    client.get(WAITING)
    few = queries(lambda: client.get(WAITING))
    for _number in range(24):
        make_report(make_directive(lead=desk.body))

    assert queries(lambda: client.get(WAITING)) == few <= 14
    assert "Page 1/2" in words(client.get(WAITING))


def test_a_report_is_accepted_and_the_page_comes_back(desk: Desk, client: Client) -> None:
    report = make_report(desk.directive, progress="done", done_on=today())

    response = client.post(act(report, "nhan"), {"next": WAITING}, follow=True)

    assert response.redirect_chain == [(WAITING, 302)]
    assert "The report of Phòng Kinh tế is accepted." in words(response)
    assert Directive.objects.get(pk=desk.directive.pk).outcome == "done"


def test_nobody_is_led_to_another_site(desk: Desk, client: Client) -> None:
    report = make_report(desk.directive)

    response = client.post(act(report, "nhan"), {"next": "https://evil.example/"})

    assert response.headers["Location"] == address(desk.directive)


def test_two_people_accepting_one_report_at_once_and_one_wins(desk: Desk, client: Client) -> None:
    report = make_report(desk.directive)

    first, second = client.post(act(report, "nhan")), signed_in(desk.chief).post(act(report, "nhan"))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Nguyễn Thu Hà has judged this report meanwhile: Accepted." in words(second)
    assert ProgressReport.objects.get().judged_by == desk.officer


def test_a_reason_typed_too_late_is_kept_on_the_page(desk: Desk, client: Client) -> None:
    report = make_report(desk.directive, accepted_by=desk.chief)

    response = client.post(act(report, "tra-lai"), {"reason": "Thiếu biên bản họp thôn."})

    assert response.status_code == 409
    assert "Thiếu biên bản họp thôn." in words(response)
    assert "has been judged already" in words(client.get(act(report, "tra-lai")))


def test_a_report_is_returned_with_its_reason(desk: Desk, client: Client) -> None:
    report = make_report(desk.directive)

    empty = client.post(act(report, "tra-lai"), {"reason": " "})
    response = client.post(act(report, "tra-lai"), {"reason": "Thiếu biên bản.", "next": WAITING}, follow=True)

    assert (empty.status_code, "Say why the report is returned." in words(empty)) == (422, True)
    assert "is returned." in words(response)
    assert "Thiếu biên bản." in words(signed_in(desk.head).get("/nhiem-vu/cua-toi/"))


def test_the_office_reports_on_behalf_marked_so_and_another_judges(desk: Desk, client: Client) -> None:
    page = f"{address(desk.directive)}bao-cao-thay/{desk.body.pk}/"

    nameless = client.post(page, form())
    client.post(page, form(reporter="Vũ Thị Hoa, qua điện thoại"))

    report = ProgressReport.objects.get()
    assert (nameless.status_code, "Say who reported, and how." in words(nameless)) == (422, True)
    assert (report.is_on_behalf, report.by, report.reporter) == (True, desk.officer, "Vũ Thị Hoa, qua điện thoại")
    shown = words(client.get(address(desk.directive)))
    assert "entered by the office: Nguyễn Thu Hà" in shown
    assert act(report, "nhan") not in shown
    assert client.post(act(report, "nhan")).status_code == 403
    assert signed_in(desk.chief).post(act(report, "nhan")).status_code == 302


def test_the_officer_asks_for_more_time_on_behalf(desk: Desk, client: Client) -> None:
    wanted = (today() + timedelta(days=30)).strftime("%d/%m/%Y")

    client.post(
        f"{address(desk.directive)}bao-cao-thay/{desk.body.pk}/",
        form(progress="more_time", result="", reason="Mưa.", wanted_on=wanted, reporter="Vũ Thị Hoa"),
    )

    extension = Extension.objects.get()
    assert (extension.is_on_behalf, extension.by) == (True, desk.officer)


def test_nothing_is_entered_for_a_body_that_has_no_share(desk: Desk, client: Client) -> None:
    assert client.get(f"{address(desk.directive)}bao-cao-thay/{desk.body.pk + 999}/").status_code == 404
    assert client.get(f"{address(desk.directive)}bao-cao-thay/{10**30}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose one of the answers."),
        ({"answer": "grant", "granted_on": ""}, "Type the new deadline."),
        ({"answer": "grant", "granted_on": "31/02/2026"}, "day/month/year"),
        ({"answer": "grant", "granted_on": "01/01/2026"}, "lies after the present one"),
        ({"answer": "refuse", "granted_on": ""}, "Say why more time is refused."),
    ],
)
def test_bad_input_45_an_answer_that_cannot_be_is_told_why(sent: dict[str, str], said: str, desk: Desk) -> None:
    extension = make_extension(desk)

    response = signed_in(desk.chief).post(f"/nhiem-vu/gia-han/{extension.pk}/", sent)

    assert (response.status_code, said in words(response)) == (422, True)
    assert Extension.objects.get().answer == "asked"


def test_more_time_is_granted_once(desk: Desk) -> None:
    extension, client = make_extension(desk), signed_in(desk.chief)
    page, day = f"/nhiem-vu/gia-han/{extension.pk}/", today() + timedelta(days=25)
    sent = {"answer": "grant", "granted_on": day.strftime("%d/%m/%Y"), "reason": ""}

    proposed = words(client.get(page))
    first, second = client.post(page, sent, follow=True), client.post(page, sent | {"reason": "Đã gõ."})

    assert f'value="{extension.wanted_on:%d/%m/%Y}"' in proposed
    assert "is answered." in words(first)
    assert (second.status_code, "Đã gõ." in words(second)) == (409, True)
    assert Directive.objects.get(pk=desk.directive.pk).due_on == day
    assert "answered already" in words(client.get(page))


def test_a_request_is_not_answered_by_who_entered_it_nor_by_an_officer(desk: Desk, client: Client) -> None:
    extension = make_extension(desk, by=desk.chief)
    page, sent = f"/nhiem-vu/gia-han/{extension.pk}/", {"answer": "refuse", "reason": "Không."}

    assert client.post(page, sent).status_code == 403
    response = signed_in(desk.chief).post(page, sent)
    assert (response.status_code, "another person answers it" in words(response)) == (422, True)
    secretary = signed_in(make_standing_committee().secretary)
    assert secretary.post(page, sent).status_code == 302


def test_a_request_on_what_has_ended_is_told_so(desk: Desk) -> None:
    extension = make_extension(desk)
    Resolution.objects.update(status=Status.WITHDRAWN)

    response = signed_in(desk.chief).post(f"/nhiem-vu/gia-han/{extension.pk}/", {"answer": "refuse", "reason": "x"})

    assert (response.status_code, "no longer in force" in words(response)) == (409, True)
    assert "Mưa kéo dài." not in words(signed_in(desk.chief).get(WAITING))


# Who presses verifies, the Inspection Committee notes


def member_of(desk: Desk) -> User:
    return make_head_of(desk.body, role="committee_member", full_name="Đỗ Văn Tám")


def test_who_is_in_charge_of_the_body_verifies_its_reports(desk: Desk) -> None:
    report, client = make_report(desk.directive), signed_in(member_of(desk))

    shown = words(client.get(address(desk.directive)))
    response = client.post(act(report, "xac-minh"), follow=True)

    assert act(report, "xac-minh") in shown
    assert "Verified by Đỗ Văn Tám" in words(response)
    assert act(report, "xac-minh") not in words(response)
    assert client.post(act(report, "xac-minh")).status_code == 409


def test_who_presses_verifies_and_another_member_does_not(desk: Desk) -> None:
    presser, other = (make_user(full_name=name) for name in ("Ngô Văn Sơn", "Lê Thị Mai"))
    for user in (presser, other):
        make_position(user, "committee_member")
    directive = make_directive(lead=desk.body, presser=presser)
    report = make_report(directive)

    assert signed_in(other).post(act(report, "xac-minh")).status_code == 404
    assert signed_in(presser).post(act(report, "xac-minh")).status_code == 302


def test_a_standing_member_who_does_not_press_may_see_and_not_verify(desk: Desk) -> None:
    report, client = make_report(desk.directive), signed_in(make_standing_committee().members[0])

    assert RESULT in words(client.get(address(desk.directive)))
    assert client.post(act(report, "xac-minh")).status_code == 403
    assert client.post(act(report, "nhan")).status_code == 403


def test_the_inspection_committee_adds_a_note_that_the_office_does_not_read(desk: Desk, client: Client) -> None:
    inspector = make_user(full_name="Bùi Thị Nga")
    make_position(inspector, "inspector")
    page = address(desk.directive, "ghi-chu/")

    empty = signed_in(inspector).post(page, {"text": " "})
    response = signed_in(inspector).post(page, {"text": "Đã kiểm tra thực địa."}, follow=True)

    assert (empty.status_code, "Type the note." in words(empty)) == (422, True)
    assert "Đã kiểm tra thực địa." in words(response)
    assert "Đã kiểm tra thực địa." in words(signed_in(desk.head).get(address(desk.directive)))
    assert "Đã kiểm tra thực địa." not in words(client.get(address(desk.directive)))
    assert client.post(page, {"text": "x"}).status_code == 403
    assert signed_in(make_clerk()).post(page, {"text": "x"}).status_code == 403


@pytest.mark.parametrize("end", ["nhan", "tra-lai", "xac-minh"])
def test_a_report_that_is_not_there_is_404(end: str, client: Client) -> None:
    assert client.post(f"/nhiem-vu/bao-cao/{10**30}/{end}/").status_code == 404


def test_get_judges_nothing(desk: Desk, client: Client) -> None:
    report: Any = make_report(desk.directive)

    assert [client.get(act(report, end)).status_code for end in ("nhan", "xac-minh")] == [405, 405]
    assert client.get(act(report, "tra-lai")).status_code == 200
    assert ProgressReport.objects.get().judgement == "sent"
