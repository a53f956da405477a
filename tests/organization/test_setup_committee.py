"""`manage.py setup_committee`: with options, with answers typed, and what it refuses."""

import builtins
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from kesat.organization.management.commands import setup_committee
from kesat.organization.models import Body, Committee, Position, Post, Role, Term, User
from tests.factories import PASSWORD, make_committee, make_post, make_user

pytestmark = pytest.mark.django_db

OPTIONS: dict[str, Any] = {
    "name": "Đảng ủy xã Bình An",
    "upper_body": "ĐẢNG BỘ TỈNH HẢI DƯƠNG",
    "term": "Nhiệm kỳ 2025 - 2030",
    "term_from": "01/07/2025",
    "administrator": ["quantri", "Quản trị viên"],
    "secretary": ["bithu", "Trần Văn Khải"],
    "members": [["huy", "Phạm Quang Huy"], ["lien", "Nguyễn Thị Liên"]],
}
NOBODY = "Nobody is there to answer: give {}."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the command without a terminal, and with the password in the environment."""
    answer(monkeypatch, [])
    monkeypatch.setenv(setup_committee.PASSWORD_VARIABLE, PASSWORD)


def answer(monkeypatch: pytest.MonkeyPatch, typed: list[str], passwords: tuple[str, ...] = ()) -> None:
    lines, secrets = iter(typed), iter(passwords)

    def read(lines: Iterator[str]) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(builtins, "input", lambda: read(lines))
    monkeypatch.setattr(setup_committee, "getpass", lambda _prompt: read(secrets))


def run(**options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("setup_committee", stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def refused(**options: Any) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        run(**options)
    return error.value.returncode, str(error.value)


def test_options_are_enough() -> None:
    out, _err = run(**OPTIONS)

    assert out == "Đảng ủy xã Bình An is set up: 4 bodies, 11 posts, 4 people.\n"
    committee = Committee.current()
    assert (committee.name, committee.upper_body) == ("Đảng ủy xã Bình An", "ĐẢNG BỘ TỈNH HẢI DƯƠNG")
    assert (committee.issuing_body, committee.place) == ("ĐẢNG ỦY XÃ BÌNH AN", "Bình An")
    assert (committee.office_telephone, committee.format_profile) == ("", "HD05-2026")
    assert list(Term.objects.values_list("name", "begins_on")) == [("Nhiệm kỳ 2025 - 2030", date(2025, 7, 1))]
    assert list(Body.objects.values_list("code", "name", "kind", "parent__code")) == [
        ("DU", "Đảng ủy xã Bình An", "committee", None),
        ("BTV", "Ban Thường vụ Đảng ủy", "standing_committee", "DU"),
        ("TT", "Thường trực Đảng ủy", "permanent", "BTV"),
        ("VPDU", "Văn phòng Đảng ủy", "advisory", "DU"),
    ]
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
    assert Post.objects.get(role=Role.SECRETARY).signature_title == "BÍ THƯ"


def test_the_first_people_hold_what_they_are_there_for() -> None:
    run(**OPTIONS)

    administrator = User.objects.get(username="quantri")
    assert administrator.is_staff
    assert administrator.check_password(PASSWORD)
    assert not administrator.positions.exists()
    held = Position.objects.order_by("pk").values_list("user__username", "body__code", "post__role", "begins_on")
    assert list(held) == [
        ("bithu", "BTV", "secretary", date(2025, 7, 1)),
        ("huy", "BTV", "standing_member", date(2025, 7, 1)),
        ("lien", "BTV", "standing_member", date(2025, 7, 1)),
    ]
    assert not any(user.has_usable_password() for user in User.objects.exclude(username="quantri"))


def test_all_can_be_typed_and_mistakes_are_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(setup_committee.PASSWORD_VARIABLE)
    typed = [
        "", "Đảng ủy phường Bình Hàn", "ĐẢNG BỘ THÀNH PHỐ", "", "", "0220 3 000 001",
        "Nhiệm kỳ 2025 - 2030", "31/02/2025", "01/07/2025",
        "Quản trị viên", "Quản trị", "quantri",
        "Trần\u202e Văn Khải", "Trần Văn Khải", "quantri", "",
        "Phạm Quang Huy", "huy", "Lê Thị Thu Hằng", "", "",
    ]  # fmt: skip
    answer(monkeypatch, typed, ("123", PASSWORD, "another", PASSWORD, PASSWORD))

    out, err = run()

    assert out == "Đảng ủy phường Bình Hàn is set up: 4 bodies, 11 posts, 4 people.\n"
    committee = Committee.current()
    assert (committee.issuing_body, committee.place) == ("ĐẢNG ỦY PHƯỜNG BÌNH HÀN", "Bình Hàn")
    assert committee.office_telephone == "0220 3 000 001"
    usernames = User.objects.order_by("pk").values_list("username", flat=True)
    assert list(usernames) == ["quantri", "tranvankhai", "huy", "lethithuhang"]
    for said in (
        "This field cannot be blank.",
        "issuing body, as printed [ĐẢNG ỦY PHƯỜNG BÌNH HÀN]: ",
        "“31/02/2025” is not a day. Write it as dd/mm/yyyy.",
        "Use letters a to z, digits, dots and hyphens.",
        "The text holds a hidden character (U+202E) that cannot be kept.",
        "This username is taken.",
        "This password is too short.",
        "The two passwords differ.",
    ):
        assert said in err


def test_a_second_committee_is_refused() -> None:
    make_committee()

    assert refused(**OPTIONS) == (1, "This database serves a committee already. Nothing was changed.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "--name: This field cannot be blank."),
        ({"place": "x" * 61}, "--place: Ensure this value has at most 60 characters (it has 61)."),
        ({"term_from": "2025"}, "--term-from: “2025” is not a day. Write it as dd/mm/yyyy."),
        ({"administrator": ["Quản", "A"]}, "--administrator: Use letters a to z, digits, dots and hyphens."),
        ({"secretary": ["quantri", "A"]}, "--secretary: This username is taken."),
        ({"members": [["m", "\u202e"]]}, "--member: The text holds a hidden character (U+202E) that cannot be kept."),
    ],
)
def test_a_mistake_in_an_option_is_told_and_nothing_is_stored(given: dict[str, Any], said: str) -> None:
    code, message = refused(**(OPTIONS | given))

    assert (code, message.removesuffix(" Delete it and type it again.")) == (2, said)
    assert not Committee.objects.exists()
    assert not User.objects.exists()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setup_committee.PASSWORD_VARIABLE, "quantri")

    code, message = refused(**OPTIONS)

    assert code == 2
    assert message.startswith("KESAT_ADMIN_PASSWORD: ")
    assert "quantri" not in message


@pytest.mark.parametrize(
    ("missing", "option"),
    [
        ("name", "--name"),
        ("upper_body", "--upper-body"),
        ("term", "--term"),
        ("term_from", "--term-from"),
        ("administrator", "--administrator"),
        ("secretary", "--secretary"),
    ],
)
def test_where_nobody_answers_what_is_needed_is_told(missing: str, option: str) -> None:
    assert refused(**(OPTIONS | {missing: None})) == (2, NOBODY.format(option))


def test_where_nobody_answers_the_place_must_be_found_or_given() -> None:
    assert refused(**(OPTIONS | {"name": "Đảng ủy Bình An"})) == (2, NOBODY.format("--place"))


def test_where_nobody_answers_the_password_must_be_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(setup_committee.PASSWORD_VARIABLE)

    assert refused(**OPTIONS) == (2, NOBODY.format("KESAT_ADMIN_PASSWORD"))


def test_where_nobody_answers_there_are_no_more_members() -> None:
    run(**(OPTIONS | {"members": None}))

    assert Position.objects.count() == 1


@pytest.mark.parametrize("passwords", [(PASSWORD,), ()])
def test_who_stops_leaves_nothing(monkeypatch: pytest.MonkeyPatch, passwords: tuple[str, ...]) -> None:
    monkeypatch.delenv(setup_committee.PASSWORD_VARIABLE)
    answer(monkeypatch, [], passwords)
    if not passwords:

        def interrupted(_prompt: str) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(setup_committee, "getpass", interrupted)

    assert refused(**OPTIONS) == (1, "Stopped. Nothing was stored.")
    assert not Committee.objects.exists()


def test_rows_that_stand_in_the_way_are_told_and_all_is_undone() -> None:
    make_post(code="bi-thu", title="Bí thư")

    code, message = refused(**OPTIONS)

    assert (code, message) == (1, "Post with this Code already exists. Post with this Title already exists.")
    assert not Committee.objects.exists()
    assert not Term.objects.exists()
    assert not Body.objects.exists()


def test_a_username_that_is_taken_in_the_database_is_refused() -> None:
    make_user(username="quantri")

    assert refused(**OPTIONS) == (2, "--administrator: This username is taken.")
