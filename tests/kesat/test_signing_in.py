"""Signing in, how long a session lasts, forms that come after it has ended, and the switches of reading."""

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kesat.organization.backend import PositionBackend
from kesat.organization.models import Position, Role, Term, User
from resolutions.models import Resolution
from tests.conftest import english_client
from tests.factories import (
    PASSWORD,
    make_administrator,
    make_committee,
    make_officer,
    make_position,
    make_reader,
    make_resolution,
    make_user,
)

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
BACKGROUND = {"X-Background": "1"}
START = "/nghi-quyet/bat-dau/"
ENDED = "Your session has ended"
WRONG = "The username or the password is not right."


def travel(client: Client, *, seconds: int = 0, minutes: int = 0, since_sign_in: int = 0) -> None:
    """Let time pass since the last activity, or since the sign-in: the marks of the session move back."""
    session = client.session
    session["seen_at"] -= seconds + minutes * 60
    session["signed_in_at"] -= since_sign_in
    session.save()


def is_signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


class _HiddenFields(HTMLParser):
    """The hidden fields of the page's own form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.found.append((given["name"], given["value"]))


def kept(response: Any) -> list[tuple[str, str]]:
    """Return what the page of an ended session keeps, in its order."""
    parser = _HiddenFields()
    parser.feed(response.content.decode())
    return [(name, value) for name, value in parser.found if name != "csrfmiddlewaretoken"]


def token(response: Any) -> str:
    parser = _HiddenFields()
    parser.feed(response.content.decode())
    return dict(parser.found)["csrfmiddlewaretoken"]


def credentials(user: User, password: str = PASSWORD) -> dict[str, str]:
    return {"sign_in_username": user.username, "sign_in_password": password}


def with_ended_session() -> tuple[Client, User]:
    """Return a client whose session has ended meanwhile, and the person; the pages are English."""
    make_committee()
    user = make_officer()
    client = english_client(user)
    travel(client, minutes=30)
    return client, user


def started() -> list[tuple[int, int]]:
    """Return the months there are."""
    return list(Resolution.objects.values_list("year", "month"))


# Who a session belongs to


def test_a_person_comes_with_the_positions_in_one_query(django_assert_num_queries: Any) -> None:
    user = make_officer()
    make_position(user, Role.STANDING_MEMBER)

    with django_assert_num_queries(1):
        found = PositionBackend().get_user(user.pk)
        assert found
        assert found.roles(date(2026, 11, 23)) == {Role.OFFICER, Role.STANDING_MEMBER}

    assert found == user


def test_a_person_without_a_position_costs_a_second_query(django_assert_num_queries: Any) -> None:
    user = make_administrator()

    with django_assert_num_queries(2):
        found = PositionBackend().get_user(user.pk)
        assert found
        assert found.roles(date(2026, 11, 23)) == frozenset()

    assert found == user


@pytest.mark.parametrize(
    "day", [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)]
)
def test_what_is_kept_answers_as_the_database_does(day: date) -> None:
    user = make_user()
    make_position(user, Role.OFFICER, begins_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    make_position(user, Role.READER, begins_on=date(2026, 2, 1))

    found = PositionBackend().get_user(user.pk)

    assert found
    assert found.roles(day) == user.roles(day)


def test_a_closed_account_has_no_session() -> None:
    with_position, without = make_officer(is_active=False), make_user(is_active=False)

    assert PositionBackend().get_user(with_position.pk) is None
    assert PositionBackend().get_user(without.pk) is None
    assert PositionBackend().get_user(without.pk + 1) is None


def test_a_position_that_ends_counts_at_the_next_request(officer: Client) -> None:
    assert officer.get(START).status_code == 200

    Position.objects.update(ends_on=timezone.localdate() - timedelta(days=1))

    assert officer.get(START).status_code == 403


# How long a session lasts


@pytest.mark.parametrize(("shared", "minutes"), [(False, 30), (True, 10)])
def test_a_session_ends_after_its_minutes_without_activity(*, shared: bool, minutes: int, officer: Client) -> None:
    session = officer.session
    session["shared_computer"] = shared
    session.save()

    travel(officer, seconds=minutes * 60 - 5)
    assert officer.get("/nghi-quyet/").status_code == 200

    travel(officer, minutes=minutes)
    response = officer.get("/nghi-quyet/")
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/?next=/nghi-quyet/")
    assert not Session.objects.exists()


def test_a_session_ends_twelve_hours_after_sign_in_whatever_happens(officer: Client) -> None:
    travel(officer, since_sign_in=12 * 3600 - 5)
    assert officer.get("/nghi-quyet/").status_code == 200

    travel(officer, since_sign_in=5)
    assert officer.get("/nghi-quyet/").status_code == 302


def test_activity_is_written_once_a_minute(officer: Client) -> None:
    travel(officer, seconds=50)
    before = officer.session["seen_at"]
    officer.get("/nghi-quyet/")
    assert officer.session["seen_at"] == before

    travel(officer, seconds=10)
    officer.get("/nghi-quyet/")
    assert officer.session["seen_at"] >= before + 50


def test_what_a_script_sends_by_itself_is_no_activity(officer: Client) -> None:
    travel(officer, minutes=20)
    before = officer.session["seen_at"]
    assert officer.get("/nghi-quyet/", headers=BACKGROUND).status_code == 200
    assert officer.session["seen_at"] == before

    travel(officer, minutes=10)
    assert officer.get("/nghi-quyet/", headers=BACKGROUND | JSON).status_code == 401


@pytest.mark.parametrize("headers", [{}, BACKGROUND])
def test_a_session_without_marks_begins_now(headers: dict[str, str], officer: Client) -> None:
    session = officer.session
    del session["seen_at"], session["signed_in_at"]
    session.save()

    assert officer.get("/nghi-quyet/", headers=headers).status_code == 200

    now = timezone.now().timestamp()
    assert now - 60 < officer.session["seen_at"] <= now
    assert now - 60 < officer.session["signed_in_at"] <= now


# Signing in


def test_the_tick_of_a_shared_computer_is_kept_and_told_to_every_page(client: Client) -> None:
    make_committee()
    user = make_officer()
    sent = {"username": user.username, "password": PASSWORD}

    client.post("/dang-nhap/", sent | {"shared_computer": "on"})
    assert client.get("/nghi-quyet/").context["shared_computer"] is True

    client.post("/dang-xuat/")
    assert client.get("/dang-nhap/").context["shared_computer"] is False
    client.post("/dang-nhap/", sent)
    assert client.get("/nghi-quyet/").context["shared_computer"] is False


def test_the_tick_says_after_how_many_minutes(client: Client) -> None:
    make_committee()

    form = client.get("/dang-nhap/").context["form"]

    assert "10" in form["shared_computer"].help_text


def test_a_script_signs_in_and_is_told_who_and_the_new_token(client: Client) -> None:
    user = make_officer()

    response = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, headers=JSON)

    assert response.status_code == 200
    assert response.json() == {"user": user.pk, "csrf": response.json()["csrf"]}
    assert len(response.json()["csrf"]) == 64
    assert client.session[SESSION_KEY] == str(user.pk)


def test_a_script_is_told_a_wrong_pair_in_the_one_message() -> None:
    user, closed = make_officer(), make_officer(is_active=False)
    client = Client()
    client.cookies["django_language"] = "en"

    for name, password in [(user.username, "sai-mat-khau"), ("khong-co", PASSWORD), (closed.username, PASSWORD)]:
        response = client.post("/dang-nhap/", {"username": name, "password": password}, headers=JSON)

        assert (response.status_code, response.json()) == (422, {"message": WRONG})
    nothing = client.post("/dang-nhap/", headers=JSON)
    assert nothing.json() == {"message": "Type your username. Type your password."}
    assert not is_signed_in(client)


def test_a_script_signs_in_over_an_open_session_too(officer: Client) -> None:
    user = User.objects.get()
    other = make_officer()
    first = officer.session.session_key
    assert officer.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}).status_code == 302

    again = officer.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, headers=JSON)
    second = officer.session.session_key
    changed = officer.post("/dang-nhap/", {"username": other.username, "password": PASSWORD}, headers=JSON)

    assert (again.json()["user"], changed.json()["user"]) == (user.pk, other.pk)
    assert len({first, second, officer.session.session_key}) == 3
    assert Session.objects.count() == 1


def test_bad_input_07_a_script_without_the_token_is_told_so() -> None:
    user = make_officer()
    client = Client(enforce_csrf_checks=True)

    response = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, headers=JSON)

    assert (response.status_code, response.json()) == (403, {"error": "csrf"})
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_bad_input_11_no_door_leads_to_another_site(target: str, client: Client) -> None:
    make_committee()
    user = make_officer()

    switched = client.post("/cach-doc/", {"large": "on", "next": target})
    signed_in = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD, "next": target})
    already = client.get("/dang-nhap/", {"next": target})

    assert {response.headers["Location"] for response in (switched, signed_in, already)} == {"/"}


def test_bad_input_23_the_key_of_a_session_changes_at_sign_in(client: Client) -> None:
    session = client.session
    session["kept"] = "yes"
    session.save()
    planted = session.session_key
    assert planted
    client.cookies["sessionid"] = planted
    user = make_officer()

    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_bad_input_24_nothing_is_shown_after_signing_out(officer: Client) -> None:
    make_resolution(month=12)
    shown = officer.get("/nghi-quyet/2026-12/")
    cookie = officer.cookies["sessionid"].value

    response = officer.post("/dang-xuat/")

    assert "no-store" in shown.headers["Cache-Control"]
    assert response.headers["Location"] == "/dang-nhap/"
    officer.cookies["sessionid"] = cookie
    for address in ("/nghi-quyet/2026-12/", "/nghi-quyet/2026-12/tai-ve/txt/"):
        again = officer.get(address)
        assert (again.status_code, again.content) == (302, b"")
        assert again.headers["Location"] == f"/dang-nhap/?next={address}"


def test_signing_out_needs_no_session() -> None:
    client, _user = with_ended_session()

    response = client.post("/dang-xuat/")

    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/")


# What a script is told


def test_who_is_signed_in_is_told_to_all_and_makes_no_session(client: Client) -> None:
    user = make_officer()

    stranger = client.get("/phien/")
    assert stranger.json()["user"] is None
    assert len(stranger.json()["csrf"]) == 64
    assert "no-store" in stranger.headers["Cache-Control"]
    assert "sessionid" not in stranger.cookies
    assert not Session.objects.exists()

    client.force_login(user)
    assert client.get("/phien/").json()["user"] == user.pk
    assert client.post("/phien/").status_code == 405


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_script_that_is_signed_out_is_told_so(method: str) -> None:
    client, user = with_ended_session()

    response = getattr(client, method)(START, credentials(user), headers=JSON)

    assert (response.status_code, response.json()) == (401, {"error": "signed_out"})
    assert not is_signed_in(client)


def test_bad_input_26_an_autosave_after_the_session_has_ended_is_kept_by_signing_in_again() -> None:
    make_committee()
    user = make_officer()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    headers = JSON | {"X-CSRFToken": client.get("/phien/").json()["csrf"]}
    travel(client, minutes=30)

    refused = client.post(START, {"period": "12/2026"}, headers=headers | BACKGROUND)
    assert (refused.status_code, refused.json()) == (401, {"error": "signed_out"})
    assert started() == []

    signed_in = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, headers=headers)
    assert signed_in.json()["user"] == user.pk

    saved = client.post(START, {"period": "12/2026"}, headers=JSON | {"X-CSRFToken": signed_in.json()["csrf"]})
    assert saved.status_code == 302
    assert started() == [(2026, 12)]


def test_bad_input_27_the_token_of_before_a_new_sign_in_is_refused_and_a_new_one_is_to_be_had() -> None:
    make_committee()
    user = make_officer()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    old = {"X-CSRFToken": client.get("/phien/").json()["csrf"]}
    client.post("/dang-xuat/", headers=old)
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, headers=JSON | old)

    refused = client.post(START, {"period": "12/2026"}, headers=JSON | old)
    assert (refused.status_code, refused.json()) == (403, {"error": "csrf"})

    new = client.get("/phien/").json()
    saved = client.post(START, {"period": "12/2026"}, headers=JSON | {"X-CSRFToken": new["csrf"]})
    assert new["user"] == user.pk
    assert saved.status_code == 302
    assert started() == [(2026, 12)]


def test_a_script_is_told_why_it_may_not() -> None:
    make_committee()
    client = english_client(make_reader())

    response = client.post(START, {"period": "12/2026"}, headers=JSON)

    assert response.status_code == 403
    assert response.json() == {
        "error": "refused",
        "message": "Only the office writes here: its head and its specialists.",
    }


def test_bad_input_53_a_script_is_told_what_is_too_large(officer: Client) -> None:
    message = "Mỗi tệp không quá 5 MB, mỗi tháng không quá 200.000 ký tự."

    by_the_gate = officer.post(
        START, b"x", content_type="text/plain", headers=JSON, CONTENT_LENGTH=str(21 * 1024 * 1024)
    )
    by_the_form = officer.post(START, {"period": "x" * (12 * 1024 * 1024 + 1)}, headers=JSON)

    for response in (by_the_gate, by_the_form):
        assert (response.status_code, response.json()) == (413, {"error": "too_long", "message": message})


@pytest.mark.parametrize(
    "accept", ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "text/html, application/json"]
)
def test_a_browser_gets_pages(accept: str, client: Client) -> None:
    assert client.get("/nghi-quyet/", headers={"Accept": accept}).status_code == 302


# A form that comes after its session has ended


def test_a_form_whose_session_has_ended_goes_on_after_sign_in() -> None:
    client, user = with_ended_session()

    page = client.post(START, {"period": "12/2026"})
    assert page.status_code == 401
    assert ENDED in page.content.decode()
    assert kept(page) == [("period", "12/2026")]
    assert started() == []

    response = client.post(START, dict(kept(page)) | credentials(user) | {"sign_in_shared_computer": "on"})
    assert response.status_code == 302
    assert started() == [(2026, 12)]
    assert client.session[SESSION_KEY] == str(user.pk)
    assert client.session["shared_computer"] is True
    assert dict(response.wsgi_request.POST.lists()) == {"period": ["12/2026"]}


def test_the_page_of_an_ended_session_posts_to_the_same_address_and_offers_no_other_way() -> None:
    client, _user = with_ended_session()

    page = client.post(f"{START}?a=1&b=%22", {"period": "x"}).content.decode()

    assert 'action="/nghi-quyet/bat-dau/?a=1&amp;b=%22"' in page
    assert "/ngon-ngu/" not in page
    assert "/cach-doc/" not in page


def test_a_kept_form_holds_every_field_byte_for_byte() -> None:
    client, user = with_ended_session()
    typed = {
        "text": '\r\n\r\n  Một "đoạn" <b>&amp;</b> {{ 7 }}\r\n\tdòng hai \r\n',
        "alone": "một\nhai",
        "empty": "",
        "chosen": ["b", "a", "b"],
        "paragraphs-TOTAL_FORMS": "3",
        "next": "/nghi-quyet/",
        "act": "save",
    }

    page = client.post(START, typed)

    pairs = [
        (name, value) for name, given in typed.items() for value in (given if isinstance(given, list) else [given])
    ]
    assert kept(page) == pairs
    sent: dict[str, list[str]] = {}
    for name, value in kept(page):
        sent.setdefault(name, []).append(value)
    response = client.post(START, sent | credentials(user))
    assert dict(response.wsgi_request.POST.lists()) == sent


def test_a_kept_form_may_be_as_large_as_a_whole_month() -> None:
    client, user = with_ended_session()
    typed = {f"paragraphs-{number}-text": "Sặt\r\n" * 40_000 for number in range(8)} | {"period": "12/2026"}

    page = client.post(START, typed)
    response = client.post(START, dict(kept(page)) | credentials(user))

    assert dict(kept(page)) == typed
    assert {name: response.wsgi_request.POST[name] for name in typed} == typed
    assert started() == [(2026, 12)]


def test_bad_input_07_a_kept_form_holds_no_password_and_no_token() -> None:
    client, user = with_ended_session()
    typed = {"csrfmiddlewaretoken": "x" * 64, "old_password": "cu", "new_password1": "moi", "Password": "P"}

    page = client.post("/doi-mat-khau/", typed | credentials(user, "sai-mat-khau"))

    assert kept(page) == []
    assert "sai-mat-khau" not in page.content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_keeps_the_form_for_another_try(*, known: bool) -> None:
    client, user = with_ended_session()
    wrong = credentials(user, "sai-mat-khau") if known else credentials(make_officer(is_active=False))

    page = client.post(START, {"period": "12/2026"} | wrong)

    assert page.status_code == 401
    assert kept(page) == [("period", "12/2026")]
    assert page.content.decode().count(WRONG) == 1
    assert not is_signed_in(client)
    assert started() == []
    assert client.post(START, dict(kept(page)) | credentials(user)).status_code == 302
    assert started() == [(2026, 12)]


def test_a_file_must_be_chosen_again() -> None:
    client, user = with_ended_session()
    notice = "The file cannot be kept. Choose it again on the page that follows."

    page = client.post("/nghi-quyet/dua-vao/", {"file": SimpleUploadedFile("a.txt", b"a"), "note": "n"})
    response = client.post("/nghi-quyet/dua-vao/", dict(kept(page)) | credentials(user))

    assert notice in page.content.decode()
    assert notice not in client.post("/dang-xuat/", follow=True).content.decode()
    assert kept(page) == [("note", "n")]
    assert response.context["form"].errors["file"]


def test_who_is_signed_in_is_not_signed_in_as_another_by_a_form(officer: Client) -> None:
    before = officer.session[SESSION_KEY]

    officer.post(START, {"period": "12/2026"} | credentials(make_officer()))

    assert officer.session[SESSION_KEY] == before
    assert started() == [(2026, 12)]


def test_bad_input_09_a_form_of_another_site_signs_nobody_in() -> None:
    make_committee()
    user = make_officer()
    client = Client(enforce_csrf_checks=True)
    client.get("/dang-nhap/")

    without = client.post(START, {"period": "12/2026"} | credentials(user))
    sent = {"period": "12/2026", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    foreign = client.post(START, sent | credentials(user), headers={"Origin": "https://evil.example"})

    assert (without.status_code, foreign.status_code) == (403, 403)
    assert user.username not in without.content.decode()
    assert not is_signed_in(client)


def test_the_token_of_the_page_of_an_ended_session_is_good() -> None:
    make_committee()
    user = make_officer()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    old = token(client.get(START))
    travel(client, minutes=30)

    page = client.post(START, {"period": "12/2026", "csrfmiddlewaretoken": old})
    response = client.post(START, dict(kept(page)) | credentials(user) | {"csrfmiddlewaretoken": token(page)})

    assert (page.status_code, response.status_code) == (401, 302)
    assert started() == [(2026, 12)]


def test_a_form_of_the_administration_is_kept_too() -> None:
    make_committee()
    user = make_administrator()
    client = english_client(user)
    travel(client, minutes=30)
    address = "/quan-tri/organization/term/add/"

    page = client.post(address, {"name": "Nhiệm kỳ 2025 - 2030", "begins_on": "01/07/2025", "ends_on": ""})
    response = client.post(address, dict(kept(page)) | credentials(user))

    assert (page.status_code, response.status_code) == (401, 302)
    assert Term.objects.get().begins_on == date(2025, 7, 1)


# The switches of reading


def test_the_switches_of_reading_are_remembered_for_a_year(client: Client, settings: Any) -> None:
    make_committee()

    response = client.post("/cach-doc/", {"large": "on", "next": "/dang-nhap/?next=/nghi-quyet/"})
    assert response.headers["Location"] == "/dang-nhap/?next=/nghi-quyet/"
    cookie = response.cookies["reading"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == (
        "large",
        365 * 24 * 60 * 60,
        True,
        "Lax",
        "",
    )
    settings.HTTPS = True
    both = client.post("/cach-doc/", {"contrast": "on"}).cookies["reading"]
    assert (both.value, both["secure"]) == ("large.contrast", True)


def test_the_switches_of_reading_are_classes_of_the_page_and_can_be_turned_off(client: Client) -> None:
    make_committee()

    def root() -> str:
        page = client.get("/dang-nhap/").content.decode()
        return page[page.index("<html") : page.index(">", page.index("<html")) + 1]

    assert root() == '<html lang="vi">'
    client.post("/cach-doc/", {"contrast": "on"})
    assert root() == '<html lang="vi" class="contrast">'
    client.post("/cach-doc/", {"large": "on"})
    assert root() == '<html lang="vi" class="large contrast">'
    client.post("/cach-doc/", {"contrast": "off"})
    assert root() == '<html lang="vi" class="large">'
    client.post("/cach-doc/", {"large": "off"})
    assert root() == '<html lang="vi">'
    assert client.cookies["reading"].value == ""


@pytest.mark.parametrize("cookie", ['"><script>', "large-contrast", "LARGE", "x" * 3000])
def test_a_strange_cookie_switches_nothing(cookie: str, client: Client) -> None:
    make_committee()
    client.cookies["reading"] = cookie

    assert client.get("/dang-nhap/").context["reading"] == []


def test_the_menu_of_the_person_holds_the_switches_and_the_way_out(officer: Client) -> None:
    page = officer.get("/nghi-quyet/").content.decode()

    assert page.count('action="/cach-doc/"') == 2
    assert page.count('action="/dang-xuat/" method="post" data-sign-out') == 2
    assert page.count('href="/doi-mat-khau/"') == 2
