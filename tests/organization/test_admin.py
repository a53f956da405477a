"""The administration: who gets in, what it keeps, what it refuses."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kesat.forms import PasswordAgainForm
from kesat.organization.administrators import able_administrators
from kesat.organization.backend import PASSWORD_AT
from kesat.organization.certificates import Certificate
from kesat.organization.models import Body, Branch, Committee, Position, Post, Role, Term, User
from kesat.records.models import Event, first_broken_event
from tests.conftest import english_client
from tests.factories import (
    PASSWORD,
    make_administrator,
    make_body,
    make_committee,
    make_position,
    make_post,
    make_term,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ADDRESS = "/quan-tri/organization/"
LISTS = ("body", "branch", "post", "position", "term", "user", "certificate")
LAST = "At least one administrator who can sign in must remain."


def errors(answer: Any) -> dict[str, list[str]]:
    """Return what the form of the page complains of."""
    return {name: [str(each) for each in said] for name, said in answer.context["adminform"].form.errors.items()}


def user_form(user: User, **fields: Any) -> dict[str, Any]:
    values = {"username": user.username, "full_name": user.full_name, "email": user.email, "telephone": user.telephone}
    values |= {name: "on" for name in ("is_active", "is_staff") if getattr(user, name)}
    return {name: value for name, value in (values | fields).items() if value is not None}


class Inline(HTMLParser):
    """Collects what the Content-Security-Policy would stop."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


def rows_of_each_kind() -> dict[str, int]:
    """Make a row for every list and return its key."""
    position = make_position(make_user(), Role.OFFICER, body=make_body(kind="branch"))
    return {
        "body": position.body.pk,
        "branch": position.body.pk,
        "post": position.post.pk,
        "position": position.pk,
        "term": make_term().pk,
        "user": position.user.pk,
        "committee": make_committee().pk,
        "certificate": Certificate.objects.create(sha256="0f" * 32, begins_on=date(2026, 11, 1)).pk,
    }


def every_page() -> list[str]:
    keys = rows_of_each_kind()
    pages = [reverse("admin:index"), reverse("admin:app_list", args=["organization"])]
    pages += [f"{ADDRESS}{name}/" for name in keys] + [f"{ADDRESS}{name}/add/" for name in LISTS]
    pages += [f"{ADDRESS}{name}/{key}/{page}/" for name, key in keys.items() for page in ("change", "history")]
    pages += [f"{ADDRESS}{name}/nhap/" for name in ("body", "user", "position")]
    return [*pages, f"{ADDRESS}user/{keys['user']}/password/"]


def test_a_stranger_is_sent_to_sign_in() -> None:
    for page in every_page():
        answer = Client().get(page, follow=True)

        assert answer.redirect_chain[-1][0].startswith(reverse("login")), page


def test_who_signs_in_comes_to_the_page_they_asked_for() -> None:
    make_administrator(username="quantri")
    client = Client()
    asked = f"{ADDRESS}body/?q=van+phong"
    sign_in = client.get(asked, follow=True)

    answer = client.post(
        reverse("login"),
        {"username": "quantri", "password": PASSWORD, "next": sign_in.context["next"]},
        follow=True,
    )

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == asked


def test_for_who_is_no_administrator_it_does_not_exist() -> None:
    client = english_client(make_user())

    for page in [*every_page(), "/quan-tri/no-such-page/", "/quan-tri/jsi18n/"]:
        assert client.get(page, follow=True).status_code == 404, page
        assert client.post(page, follow=True).status_code == 404, page


def test_no_page_holds_what_the_security_policy_would_stop() -> None:
    client = english_client(make_administrator())

    for page in every_page():
        answer = client.get(page, follow=True)

        assert answer.status_code == 200, page
        assert Inline(answer.content.decode()).found == [], page
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"] + ";"


def test_every_page_leads_back_and_signs_out_where_all_do() -> None:
    page = english_client(make_administrator()).get(reverse("admin:index")).content.decode()

    assert f'<a href="{reverse("home")}">Back to the resolutions</a>' in page
    assert f'method="post" action="{reverse("logout")}"' in page


def test_the_administration_greets_by_name() -> None:
    administrator = make_administrator(username="quantri")

    page = english_client(administrator).get(reverse("admin:index")).content.decode()

    assert "<strong>Quản trị viên</strong>" in page
    assert (administrator.get_full_name(), administrator.get_short_name()) == ("Quản trị viên", "Quản trị viên")


def test_the_search_box_has_a_name() -> None:
    page = english_client(make_administrator()).get(f"{ADDRESS}body/").content.decode()

    assert 'id="searchbar" aria-label="Search"' in page


def test_groups_are_not_offered_because_they_give_no_rights() -> None:
    offered = {model._meta.label for model in admin.site._registry if model._meta.app_label in {"auth", "organization"}}

    assert offered == {
        model._meta.label for model in (Body, Branch, Certificate, Committee, Position, Post, Term, User)
    }


def test_nothing_can_be_deleted() -> None:
    client = english_client(make_administrator())

    for name, key in rows_of_each_kind().items():
        assert client.post(f"{ADDRESS}{name}/{key}/delete/", {"post": "yes"}).status_code == 403
        page = client.post(
            f"{ADDRESS}{name}/", {"action": "delete_selected", "_selected_action": key, "post": "yes"}, follow=True
        )
        assert page.status_code == 200
    assert (User.objects.count(), Body.objects.count(), Position.objects.count()) == (2, 1, 1)


def test_there_is_one_committee_and_its_settings_can_be_changed() -> None:
    committee = make_committee()
    client = english_client(make_administrator())
    values = {
        "name": "Đảng ủy xã Bình An",
        "place": "Bình An",
        "upper_body": "ĐẢNG BỘ TỈNH",
        "issuing_body": "ĐẢNG ỦY XÃ BÌNH AN",
        "issuer": "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        "authority": "T/M BAN THƯỜNG VỤ",
        "symbol": "ĐU",
        "format_profile": "HD36-2018",
        "office_telephone": "",
        "signs_on_paper": "on",
        "silence_is_assent": "on",
    }

    listed = client.get(f"{ADDRESS}committee/")
    added = client.post(f"{ADDRESS}committee/add/", values)
    client.post(f"{ADDRESS}committee/1/change/", values)

    assert listed.headers["Location"] == f"{ADDRESS}committee/1/change/"
    assert added.status_code == 403
    committee.refresh_from_db()
    assert (committee.name, committee.format_profile) == ("Đảng ủy xã Bình An", "HD36-2018")
    assert (committee.signs_on_paper, committee.signs_outside, committee.silence_is_assent) == (True, False, True)
    assert Committee.objects.count() == 1


def test_where_there_is_no_committee_one_can_be_entered() -> None:
    client = english_client(make_administrator())
    make_committee()
    values = Committee.objects.values().get()
    Committee.objects.all().delete()

    listed = client.get(f"{ADDRESS}committee/")
    client.post(f"{ADDRESS}committee/add/", values)

    assert listed.status_code == 200
    assert Committee.objects.get().pk == 1


def test_text_is_cleaned_as_it_comes_in() -> None:
    client = english_client(make_administrator())
    values = {"code": "VP", "name": "  Va\u0306n pho\u0300ng\u200b  Đảng ủy ", "kind": "advisory", "position": "10"}

    client.post(f"{ADDRESS}body/add/", values)

    body = Body.objects.get()
    assert (body.name, body.folded_name) == ("Văn phòng Đảng ủy", "van phong dang uy")


def test_a_hidden_character_is_refused() -> None:
    client = english_client(make_administrator())
    values = {"code": "VP", "name": "Văn\u202e phòng", "kind": "advisory", "position": "10"}

    answer = client.post(f"{ADDRESS}body/add/", values)

    assert errors(answer) == {
        "name": ["The text holds a hidden character (U+202E) that cannot be kept. Delete it and type it again."]
    }


def test_a_group_and_only_a_group_has_a_rule() -> None:
    client = english_client(make_administrator())
    values = {"code": "N", "name": "Nhóm", "kind": "group", "position": "10"}

    refused = client.post(f"{ADDRESS}body/add/", values)
    client.post(f"{ADDRESS}body/add/", values | {"group_rule": "all_branches"})

    assert errors(refused) == {"__all__": ["A group needs a rule for its members, and only a group has one."]}
    assert Body.objects.get().group_rule == "all_branches"


def test_a_branch_is_a_body_whose_kind_is_settled() -> None:
    client = english_client(make_administrator())
    make_body(code="VP", name="Văn phòng")

    client.post(f"{ADDRESS}branch/add/", {"code": "CB-1", "name": "Chi bộ thôn 1", "position": "10", "kind": "group"})

    assert Body.objects.get(code="CB-1").kind == "branch"
    listed = client.get(f"{ADDRESS}branch/").context["cl"].queryset
    assert [branch.code for branch in listed] == ["CB-1"]


@pytest.mark.parametrize(
    ("which", "words", "found"),
    [
        ("body", "van phong", ["Văn phòng Đảng ủy"]),
        ("body", "VĂN  PHÒNG", ["Văn phòng Đảng ủy"]),
        ("body", "vpdu", ["Văn phòng Đảng ủy"]),
        ("branch", "thon dong", ["Chi bộ thôn Đông"]),
        ("post", "van thu", ["Văn thư"]),
        ("user", "dao thi", ["Đào Thị Mai"]),
        ("user", "vanthu", ["Đào Thị Mai"]),
        ("position", "mai van thu", ["Đào Thị Mai, Văn thư, Văn phòng Đảng ủy"]),
        ("position", "vpdu", ["Đào Thị Mai, Văn thư, Văn phòng Đảng ủy"]),
        ("user", "%_%", []),
        ("post", "  ", ["Văn thư", "Bí thư"]),
    ],
)
def test_search_needs_no_marks(which: str, words: str, found: list[str]) -> None:
    office = make_body(code="VPDU", name="Văn phòng Đảng ủy")
    branch = make_body(code="CB-1", name="Chi bộ thôn Đông", kind="branch")
    clerk = make_post(code="clerk", title="Văn thư", role=Role.CLERK, position=1)
    secretary = make_post(code="secretary", title="Bí thư", role=Role.SECRETARY, position=2)
    first = make_user(username="vanthu", full_name="Đào Thị Mai")
    second = make_user(username="bithu", full_name="Trần Văn Khải")
    Position.objects.create(user=first, body=office, post=clerk, begins_on=date(2025, 7, 1))
    Position.objects.create(user=second, body=branch, post=secretary, begins_on=date(2025, 7, 1))
    client = english_client(make_administrator(username="quantri"))

    listed = client.get(f"{ADDRESS}{which}/", {"q": words}).context["cl"].queryset

    assert [str(row) for row in listed] == found


def test_the_search_of_a_form_field_needs_no_marks() -> None:
    make_body(code="VPDU", name="Văn phòng Đảng ủy")
    client = english_client(make_administrator())
    asked = {"app_label": "organization", "model_name": "position", "field_name": "body", "term": "van phong"}

    answer = client.get(reverse("admin:autocomplete"), asked)

    assert [each["text"] for each in answer.json()["results"]] == ["Văn phòng Đảng ủy"]


def test_passwords_cannot_be_searched_for() -> None:
    client = english_client(make_administrator())

    answer = client.get(f"{ADDRESS}position/", {"user__password__startswith": "md5"})
    own = client.get(f"{ADDRESS}user/", {"password__startswith": "md5"})

    assert (answer.status_code, own.status_code) == (400, 400)


def test_days_are_read_as_the_office_writes_them() -> None:
    client = english_client(make_administrator())
    client.cookies["django_language"] = "vi"

    client.post(f"{ADDRESS}term/add/", {"name": "Nhiệm kỳ 2025 - 2030", "begins_on": "05/01/2026"})

    assert Term.objects.get().begins_on == date(2026, 1, 5)


def test_an_administrator_holds_no_position() -> None:
    administrator = make_administrator()
    values = {"user": administrator.pk, "body": make_body().pk, "post": make_post().pk, "begins_on": "01/07/2025"}

    answer = english_client(administrator).post(f"{ADDRESS}position/add/", values)

    assert errors(answer) == {"user": ["An administrator holds no position. Give this person a second account."]}


def test_who_holds_a_position_does_not_become_an_administrator() -> None:
    person = make_user()
    make_position(person, Role.OFFICER)
    client = english_client(make_administrator())

    answer = client.post(f"{ADDRESS}user/{person.pk}/change/", user_form(person, is_staff="on"))

    assert errors(answer) == {"is_staff": ["An administrator holds no position. Give this person a second account."]}


def test_positions_held_today_are_a_list_of_their_own() -> None:
    today = timezone.localdate()
    held = make_position(make_user(), Role.OFFICER, ends_on=today)
    ended = make_position(make_user(), Role.OFFICER, ends_on=today - timedelta(days=1))
    client = english_client(make_administrator())

    shown = {
        value: list(client.get(f"{ADDRESS}position/", {"held": value}).context["cl"].queryset)
        for value in ("yes", "no")
    }

    assert shown == {"yes": [held], "no": [ended]}


def test_a_new_user_gets_a_password_that_is_not_weak() -> None:
    client = english_client(make_administrator())
    values = {"username": "ha", "full_name": "Nguyễn Thu Hà", "is_active": "on", "usable_password": "true"}

    weak = client.post(f"{ADDRESS}user/add/", values | {"password1": "123456", "password2": "123456"})
    client.post(f"{ADDRESS}user/add/", values | {"password1": PASSWORD, "password2": PASSWORD})

    assert list(errors(weak)) == ["password2"]
    assert User.objects.get(username="ha").check_password(PASSWORD)
    assert [str(entry) for entry in LogEntry.objects.all()] == ["Added “Nguyễn Thu Hà”."]


def test_a_new_user_may_get_the_password_later() -> None:
    client = english_client(make_administrator())
    values = {"username": "ha", "full_name": "Nguyễn Thu Hà", "is_active": "on", "usable_password": "false"}

    client.post(f"{ADDRESS}user/add/", values)

    user = User.objects.get(username="ha")
    assert not user.has_usable_password()
    client.post(
        f"{ADDRESS}user/{user.pk}/password/", {"password1": PASSWORD, "password2": PASSWORD, "set-password": "1"}
    )
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("username", ["Ha", "bíthư", "ＢＩＴＨＵ", "h a", "<script>"])
def test_a_username_has_plain_small_letters(username: str) -> None:
    client = english_client(make_administrator())

    answer = client.post(f"{ADDRESS}user/add/", {"username": username, "full_name": "Hà", "usable_password": "false"})

    assert errors(answer)["username"] == ["Use letters a to z, digits, dots and hyphens."]


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_the_last_administrator_stays(lost: str) -> None:
    make_administrator(is_active=False)
    without_password = make_administrator()
    without_password.set_unusable_password()
    without_password.save()
    last = make_administrator()
    client = english_client(last)

    answer = client.post(f"{ADDRESS}user/{last.pk}/change/", user_form(last, **{lost: None}))

    assert errors(answer) == {"__all__": [LAST]}
    last.refresh_from_db()
    assert (last.is_active, last.is_staff) == (True, True)


def test_the_last_administrator_keeps_a_password() -> None:
    last = make_administrator()

    answer = english_client(last).post(
        f"{ADDRESS}user/{last.pk}/password/", {"usable_password": "false", "unset-password": "1"}
    )

    assert LAST in answer.content.decode() or answer.context["form"].non_field_errors() == [LAST]
    last.refresh_from_db()
    assert last.has_usable_password()


@pytest.fixture
def several_writers(transactional_db: None) -> None:
    """Let two requests run at once: only PostgreSQL locks rows, SQLite lets one transaction write at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


Form = tuple[str, dict[str, Any]]


def sent_at_once(client: Client, first: Form, second: Form) -> tuple[Any, Any]:
    """Send one form, and another when the first was found right but is not yet stored; return both answers."""
    waiting: list[Future[Any]] = []

    def send_second() -> Any:
        try:
            return client.post(*second)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def before_it_is_stored(**_said: Any) -> None:
            if not waiting:
                waiting.append(pool.submit(send_second))
                wait(waiting, timeout=0.7)

        pre_save.connect(before_it_is_stored)
        try:
            answer = client.post(*first)
        finally:
            pre_save.disconnect(before_it_is_stored)
        return answer, waiting[0].result(timeout=20)


def without_rights(user: User) -> Form:
    return f"{ADDRESS}user/{user.pk}/change/", user_form(user, is_staff=None)


def without_password(user: User) -> Form:
    return f"{ADDRESS}user/{user.pk}/password/", {"usable_password": "false", "unset-password": "1"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("several_writers")
@pytest.mark.parametrize("first", [without_rights, without_password])
@pytest.mark.parametrize("second", [without_rights, without_password])
def test_two_administrators_do_not_go_at_once(first: Callable[[User], Form], second: Callable[[User], Form]) -> None:
    one, other = make_administrator(), make_administrator()
    # Whoever sends the forms is an administrator too, but one who could not sign in anew.
    sender = make_administrator()
    client = english_client(sender)
    User.objects.filter(pk=sender.pk).update(password="")
    client.force_login(User.objects.get(pk=sender.pk))

    sent_at_once(client, first(one), second(other))

    assert able_administrators_now() == [other]


def able_administrators_now() -> list[User]:
    with transaction.atomic():
        return able_administrators()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("several_writers")
@pytest.mark.parametrize("position_first", [True, False])
def test_nobody_becomes_an_administrator_and_gets_a_position_at_once(*, position_first: bool) -> None:
    person = make_user()
    client = english_client(make_administrator())
    values = {"user": person.pk, "body": make_body().pk, "post": make_post().pk, "begins_on": "01/07/2025"}
    position: Form = (f"{ADDRESS}position/add/", values)
    rights: Form = (f"{ADDRESS}user/{person.pk}/change/", user_form(person, is_staff="on"))

    answer, late = sent_at_once(client, *((position, rights) if position_first else (rights, position)))

    told = ["An administrator holds no position. Give this person a second account."]
    assert answer.status_code == 302
    assert errors(late) == {"is_staff" if position_first else "user": told}


def test_an_administrator_goes_when_another_stays() -> None:
    going, staying = make_administrator(), make_administrator()

    english_client(staying).post(f"{ADDRESS}user/{going.pk}/change/", user_form(going, is_active=None))

    going.refresh_from_db()
    assert not going.is_active
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Changed May sign in."]


def test_what_is_not_in_the_form_is_not_taken() -> None:
    person = make_user()
    old = person.password
    client = english_client(make_administrator())

    client.post(f"{ADDRESS}user/{person.pk}/change/", user_form(person, password="x", created_at="2000-01-01", id="99"))

    person.refresh_from_db()
    assert person.password == old
    assert person.created_at.year != 2000


def test_what_is_changed_here_asks_for_the_password_when_it_was_typed_long_ago(administrator: Client) -> None:
    user, body, post = make_user(), make_body(), make_post()
    session = administrator.session
    session[PASSWORD_AT] = 0
    session.save()
    data = {"user": user.pk, "body": body.pk, "post": post.pk, "begins_on": "01/12/2026", "ends_on": ""}

    asked = administrator.post("/quan-tri/organization/position/add/", data)
    assert (asked.status_code, user.positions.count()) == (403, 0)
    administrator.post("/quan-tri/organization/position/add/", data | {PasswordAgainForm.NAME: PASSWORD})

    assert user.positions.get().post == post


def test_the_ways_of_the_committee_are_set_by_the_administrator(administrator: Client) -> None:
    page = administrator.get("/quan-tri/organization/committee/1/change/").content.decode()

    assert all(
        f'name="{name}"' in page
        for name in (
            "collects_results", "asks_permanent_members", "silence_is_assent", "signs_on_paper", "signs_outside",
            "signs_here",
        )
    )  # fmt: skip


def test_what_gives_rights_stands_in_the_record_of_events(administrator: Client) -> None:
    """Positions, certificates, people: as they were after each change, by whom; a password in no form."""
    user, body, post = make_user(), make_body(), make_post()
    data = {"user": user.pk, "body": body.pk, "post": post.pk, "begins_on": "01/12/2026", "ends_on": ""}
    administrator.post("/quan-tri/organization/position/add/", data)
    position = user.positions.get()
    administrator.post(f"/quan-tri/organization/position/{position.pk}/change/", data | {"ends_on": "31/12/2026"})
    administrator.post("/quan-tri/organization/certificate/add/", {"sha256": "0f" * 32, "begins_on": "01/12/2026"})
    new = {"usable_password": "true", "password1": "lúa chín vàng đồng", "password2": "lúa chín vàng đồng"}
    administrator.post(f"/quan-tri/organization/user/{user.pk}/password/", new)

    entered, ended = Event.objects.about(position)
    assert (entered.action, ended.action) == ("enter_row", "change_row")
    assert entered.by == ended.by == User.objects.get(is_staff=True)
    assert (entered.details["row"]["begins_on"], entered.details["row"]["ends_on"]) == ("2026-12-01", None)
    assert (ended.details["row"]["user"], ended.details["row"]["ends_on"]) == (user.pk, "2026-12-31")
    assert Event.objects.about(Certificate.objects.get()).get().details["row"]["sha256"] == "0f" * 32
    changed = Event.objects.about(user).get()
    assert changed.details["row"]["username"] == user.username
    assert "argon2" not in str(changed.details)
    assert "password" not in changed.details["row"]
    assert first_broken_event() is None
