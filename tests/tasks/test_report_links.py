"""One-time addresses: made by the office, opened without signing in, spent by one report, useless afterwards."""

import hashlib
import re
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kesat.organization.models import User
from kesat.records.models import Event
from resolutions.models import Resolution, Status
from tasks import report_links
from tasks.models import Directive, Extension, ProgressReport, ReportFile, ReportLink, Share
from tasks.report_links import Wanted
from tests.factories import make_body, make_officer
from tests.tasks.bodies import RESULT, Desk, form, make_desk, picture, signed_in, today, upload, words

pytestmark = pytest.mark.django_db

GONE = "This address has been used or is no longer valid"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def path(desk: Desk, user: User | None = None, person: str = "Vũ Thị Hoa") -> str:
    """Make a link, and return the path of its address."""
    made = report_links.make([Wanted(desk.share, person, user)], by=desk.officer, at=timezone.now())
    return re.sub(r"^https?://[^/]+", "", made[0].address)


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_only_the_hash_of_an_address_is_kept_and_it_holds_enough_chance(desk: Desk) -> None:
    token = path(desk).split("/")[2]

    link = ReportLink.objects.get()
    assert len(token) >= 32  # base64 of 192 bits
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    stored = str(list(ReportLink.objects.values())) + str(list(Event.objects.values()))
    assert token not in stored


@pytest.mark.parametrize(("due_in", "days"), [(20, 23), (1, 7), (-10, 7), (None, 7)])
def test_a_link_lives_three_days_beyond_the_deadline_and_at_least_seven(due_in: int | None, days: int) -> None:
    desk = make_desk(due_on=None if due_in is None else today() + timedelta(days=due_in))

    path(desk)

    assert timezone.localdate(ReportLink.objects.get().expires_at) == today() + timedelta(days=days)


def test_the_form_opens_without_signing_in_and_shows_nothing_else(desk: Desk, stranger: Client) -> None:
    response = stranger.get(path(desk))

    page = words(response)
    assert response.status_code == 200
    assert "To Vũ Thị Hoa, Phòng Kinh tế" in page
    assert desk.directive.title in page
    assert "0220 3 000 000" in page
    assert "nav-main" not in page
    assert ReportLink.objects.get().opened_at is not None
    assert ReportLink.objects.get().spent_at is None


def test_a_report_spends_the_link_and_is_shown_as_sent(desk: Desk, stranger: Client) -> None:
    address = path(desk)
    photo = upload("biên bản.jpg", picture())

    response = stranger.post(
        address, form(papers=photo, figure_1_name="Hộ đã nhận", figure_1_value="1.284", figure_1_unit="hộ"), follow=True
    )

    report = ProgressReport.objects.get()
    assert (report.reporter, report.by, report.result) == ("Vũ Thị Hoa", None, RESULT)
    assert ReportFile.objects.get().file.name == "biên bản.jpg"
    assert [str(figure) for figure in report.figures.all()] == ["Hộ đã nhận: 1284 hộ"]
    assert "The report is sent" in words(response)
    assert RESULT in words(response)
    assert ReportLink.objects.get().spent_at is not None
    again = stranger.get(address)
    assert (again.status_code, GONE in words(again), "<form" in words(again)) == (404, True, False)


def test_bad_input_38_a_double_click_is_one_report_with_one_answer(desk: Desk, stranger: Client) -> None:
    address, sent = path(desk), form()

    answers = [stranger.post(address, sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert ProgressReport.objects.count() == 1


def test_more_time_can_be_asked_by_a_link(desk: Desk, stranger: Client) -> None:
    wanted = today() + timedelta(days=30)

    response = stranger.post(
        path(desk),
        form(progress="more_time", result="", reason="Mưa kéo dài.", wanted_on=wanted.strftime("%d/%m/%Y")),
        follow=True,
    )

    assert "Mưa kéo dài." in words(response)
    assert (Extension.objects.get().wanted_on, ProgressReport.objects.count()) == (wanted, 0)


def test_a_form_with_errors_does_not_spend_the_link(desk: Desk, stranger: Client) -> None:
    address = path(desk)

    response = stranger.post(address, form(progress=""))

    assert response.status_code == 422
    assert RESULT in words(response)
    assert stranger.post(address, form()).status_code == 302


def test_used_expired_revoked_and_unknown_links_look_alike_and_keep_what_was_typed(
    desk: Desk, stranger: Client
) -> None:
    used, expired, revoked = path(desk), path(desk), path(desk)
    stranger.post(used, form())
    links = list(ReportLink.objects.order_by("pk"))
    ReportLink.objects.filter(pk=links[1].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    report_links.revoke(links[2], by=desk.officer, at=timezone.now())
    unknown = "/bao-cao/" + "x" * 32 + "/"

    seen = [stranger.get(address) for address in (used, expired, revoked, unknown)]
    sent = [stranger.post(address, form(result="Đã gõ rất lâu.")) for address in (used, expired, revoked, unknown)]

    assert {response.status_code for response in [*seen, *sent]} == {404}
    assert len({re.sub(r'value="[^"]*"', "", words(response)) for response in seen}) == 1
    assert all("Đã gõ rất lâu." in words(response) for response in sent)
    assert all("0220 3 000 000" in words(response) for response in seen)
    assert ProgressReport.objects.count() == 1


def test_of_a_form_that_comes_too_late_every_box_is_shown_under_its_name(desk: Desk, stranger: Client) -> None:
    address = path(desk)
    ReportLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    figure = {"figure_1_name": "Số hộ", "figure_1_value": "1.284", "figure_1_unit": "hộ", "figure_2_name": "Số thôn"}

    answer = stranger.post(address, form(difficulty="Mưa lũ.", wanted_on="05/12/2026", **figure))

    assert [tuple(each) for each in answer.context["typed"]] == [
        ("Result", RESULT),
        ("Difficulties, proposals (optional)", "Mưa lũ."),
        ("New deadline wished", "05/12/2026"),
        ("Figures (optional)", "Số hộ: 1.284 hộ"),
    ]
    assert all(f">{label}</label>" in words(answer) for label, _text in answer.context["typed"])
    assert "you need do nothing more" not in words(answer)


def test_who_opens_a_spent_address_is_told_that_what_was_sent_is_there(desk: Desk, stranger: Client) -> None:
    address = path(desk)
    stranger.post(address, form())

    page = words(stranger.get(address))

    assert "If you have sent your report with it, you need do nothing more." in page
    assert 'href="tel:02203000000"' in page


def test_bad_input_70_who_guesses_addresses_is_slowed_down(desk: Desk, stranger: Client) -> None:
    guesses = [stranger.get(f"/bao-cao/{number:032}/").status_code for number in range(31)]

    assert guesses == [404] * 30 + [429]
    assert stranger.get("/bao-cao/x/").headers["Retry-After"] == "600"
    assert stranger.get(path(desk)).status_code == 200


def test_who_sends_too_many_forms_is_slowed_down_and_keeps_what_was_typed(desk: Desk, stranger: Client) -> None:
    address = path(desk)

    answers = [stranger.post(address, form(progress="")) for _time in range(31)]

    assert [answer.status_code for answer in answers] == [422] * 30 + [429]
    assert RESULT in words(answers[-1])


def test_a_link_acts_for_whom_it_was_made_whoever_is_signed_in(desk: Desk) -> None:
    address = path(desk, user=desk.head)

    page = signed_in(desk.officer).get(address)
    signed_in(desk.officer).post(address, form())

    report = ProgressReport.objects.get()
    assert "Nguyễn Thu Hà" in words(page).split("For help call")[1]  # who made it, and nowhere else
    assert "nav-main" not in words(page)
    assert "Nguyễn Thu Hà" not in words(page).split("For help call")[0]
    assert (report.by, report.reporter, report.is_on_behalf) == (desk.head, "Vũ Thị Hoa", False)
    details = Event.objects.get(action="report").details
    assert (details["signed_in"], details["link"]) == (desk.officer.pk, ReportLink.objects.get().pk)


@pytest.mark.parametrize("is_post", [False, True])
def test_a_link_of_a_withdrawn_resolution_says_so(is_post: bool, desk: Desk, stranger: Client) -> None:  # noqa: FBT001
    address = path(desk)
    Resolution.objects.filter(pk=desk.directive.resolution_id).update(status=Status.WITHDRAWN)

    response = stranger.post(address, form()) if is_post else stranger.get(address)

    assert response.status_code == 410
    assert "is no longer in force" in words(response)
    assert (RESULT in words(response)) == is_post


def test_a_link_of_a_body_that_lost_the_directive_is_of_no_use(desk: Desk, stranger: Client) -> None:
    address = path(desk)
    Share.objects.filter(directive=desk.directive).update(body=make_body())

    assert stranger.get(address).status_code == 404


def test_what_is_closed_gets_no_link(desk: Desk) -> None:
    Directive.objects.filter(pk=desk.directive.pk).update(outcome="done", ended_on=today())

    assert report_links.make([Wanted(desk.share, "Hoa")], by=desk.officer, at=timezone.now()) == []


def test_a_csrf_token_is_asked_for(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(path(desk), form())

    assert response.status_code == 403
    assert RESULT in words(response)


# The office's pages


def test_the_office_makes_links_shown_once_with_their_code(desk: Desk) -> None:
    client = signed_in(desk.officer)
    chosen = {f"share_{desk.share.pk}": "on", f"person_{desk.share.pk}": "Vũ Thị Hoa"}

    page = client.get(f"/nhiem-vu/duong-dan/?nhiem-vu={desk.directive.pk}")
    response = client.post(f"/nhiem-vu/duong-dan/?nhiem-vu={desk.directive.pk}", chosen)

    link = ReportLink.objects.get()
    found = re.search(r"http://[^\"]+/bao-cao/([\w-]+)/", words(response))
    assert 'value="Vũ Thị Hoa"' in words(page)
    assert found
    assert report_links.hashed(found[1]) == link.token_hash
    assert "<svg viewBox" in words(response)
    assert (link.user, link.person, link.made_by) == (desk.head, "Vũ Thị Hoa", desk.officer)
    assert mail.outbox == []


def addresses(response: Any) -> list[str]:
    return re.findall(r"http://[^\"]+/bao-cao/[\w-]+/", words(response))


def test_bad_input_38_a_double_click_makes_one_set_of_addresses_and_one_letter(desk: Desk) -> None:
    User.objects.filter(pk=desk.head.pk).update(email="hoa@example.vn")
    client, share = signed_in(desk.officer), desk.share.pk
    page = client.get("/nhiem-vu/duong-dan/")
    op_id = page.context["form"]["op_id"].value()
    chosen = {f"share_{share}": "on", f"person_{share}": "Vũ Thị Hoa", "by_mail": "on", "op_id": op_id}

    first, second = (client.post("/nhiem-vu/duong-dan/", chosen) for _click in range(2))

    assert f'value="{op_id}"' in words(page)
    assert addresses(first) == addresses(second)
    assert (len(addresses(first)), ReportLink.objects.count(), len(mail.outbox)) == (1, 1, 1)
    assert ("shown again" in words(first), "shown again" in words(second)) == (False, True)
    assert Event.objects.filter(action="make_link").count() == 1
    assert str(op_id) not in str(list(ReportLink.objects.values())) + str(list(Event.objects.values()))


def test_another_form_another_name_and_another_person_make_addresses_of_their_own(desk: Desk) -> None:
    made, op_id, other = [], uuid4(), make_officer()
    for by, person, form_id in (
        (desk.officer, "Hoa", op_id),
        (desk.officer, "Tư", op_id),
        (other, "Hoa", op_id),
        (desk.officer, "Hoa", uuid4()),
    ):
        made += report_links.make([Wanted(desk.share, person)], by=by, at=timezone.now(), op_id=form_id)

    assert len({each.address for each in made}) == ReportLink.objects.count() == 4


def test_a_form_sent_again_does_not_show_what_is_of_no_use_any_more(desk: Desk) -> None:
    op_id = uuid4()
    report_links.make([Wanted(desk.share, "Hoa")], by=desk.officer, at=timezone.now(), op_id=op_id)
    report_links.revoke(ReportLink.objects.get(), by=desk.officer, at=timezone.now())

    again = report_links.make([Wanted(desk.share, "Hoa")], by=desk.officer, at=timezone.now(), op_id=op_id)

    assert (again, ReportLink.objects.count()) == ([], 1)


def test_a_link_for_somebody_without_account_has_a_name_only(desk: Desk) -> None:
    share = desk.share.pk

    signed_in(desk.officer).post("/nhiem-vu/duong-dan/", {f"share_{share}": "on", f"person_{share}": "Bà Tư"})

    assert (ReportLink.objects.get().user, ReportLink.objects.get().person) == (None, "Bà Tư")


def test_an_address_goes_out_by_mail_without_a_word_of_the_text(desk: Desk) -> None:
    User.objects.filter(pk=desk.head.pk).update(email="hoa@example.vn")
    chosen = {f"share_{desk.share.pk}": "on", f"person_{desk.share.pk}": "Vũ Thị Hoa", "by_mail": "on"}

    response = signed_in(desk.officer).post("/nhiem-vu/duong-dan/", chosen)

    (letter,) = mail.outbox
    assert letter.to == ["hoa@example.vn"]
    assert "/bao-cao/" in letter.body
    assert desk.directive.title not in f"{letter.subject} {letter.body}"
    assert "1 address went out by e-mail." in words(response)


def test_who_has_no_mail_or_a_mail_server_that_fails_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {f"share_{desk.share.pk}": "on", f"person_{desk.share.pk}": "Vũ Thị Hoa", "by_mail": "on"}
    without = signed_in(desk.officer).post("/nhiem-vu/duong-dan/", chosen)
    User.objects.filter(pk=desk.head.pk).update(email="hoa@example.vn")

    def fail(*args: Any) -> int:
        raise SMTPException

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    failed = signed_in(desk.officer).post("/nhiem-vu/duong-dan/", chosen)

    for response in (without, failed):
        assert response.status_code == 200
        assert "Not by e-mail, hand these over yourself: Vũ Thị Hoa." in words(response)


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "Choose at least one body."), ({"share": "on", "person": ""}, "Say for whom the address is.")],
)
def test_a_form_that_chooses_nobody_is_answered_in_words(sent: dict[str, str], said: str, desk: Desk) -> None:
    data = {f"{name}_{desk.share.pk}": value for name, value in sent.items()}

    response = signed_in(desk.officer).post("/nhiem-vu/duong-dan/", data)

    assert (response.status_code, said in words(response)) == (422, True)
    assert ReportLink.objects.count() == 0


def test_odd_filters_show_the_whole_list(desk: Desk) -> None:
    client = signed_in(desk.officer)

    for odd in ("x", "٣", "9" * 40, "-1", ""):
        assert desk.directive.title in words(client.get("/nhiem-vu/duong-dan/", {"don-vi": odd, "nhiem-vu": odd}))


def test_a_link_is_revoked_once(desk: Desk, stranger: Client) -> None:
    address, link = path(desk), ReportLink.objects.get()
    client = signed_in(desk.officer)

    first = client.post(f"/nhiem-vu/duong-dan/{link.pk}/thu-hoi/", follow=True)
    second = client.post(f"/nhiem-vu/duong-dan/{link.pk}/thu-hoi/", follow=True)

    assert "of no use any more" in words(first)
    assert "used or revoked before" in words(second)
    assert stranger.get(address).status_code == 404
    assert Event.objects.filter(action="revoke_link").count() == 1


def test_one_who_is_called_as_two_accounts_are_is_linked_to_neither(desk: Desk) -> None:
    other = make_officer(full_name="Vũ Thị Hoa")
    report = desk.head.positions.get()
    other.positions.create(body=report.body, post=report.post, begins_on=report.begins_on)
    share = desk.share.pk

    signed_in(desk.officer).post("/nhiem-vu/duong-dan/", {f"share_{share}": "on", f"person_{share}": "Vũ Thị Hoa"})

    assert ReportLink.objects.get().user is None


def test_what_was_sent_is_shown_only_under_the_name_of_its_form(desk: Desk, stranger: Client) -> None:
    address = path(desk)
    stranger.post(address, form())

    for odd in (uuid4(), "x", ""):
        assert stranger.get(address, {"gui": str(odd)}).status_code == 404
