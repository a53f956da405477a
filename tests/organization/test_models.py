"""Who exists: constraints that hold round the forms, positions by day, groups."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from kesat.organization.held import HeldFile
from kesat.organization.models import Body, Committee, Position, Post, Role, Term, User
from tests.factories import (
    NOW,
    make_administrator,
    make_body,
    make_committee,
    make_position,
    make_post,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_second_committee() -> None:
    make_committee()

    with pytest.raises(IntegrityError):
        Committee.objects.create(pk=2, name="Đảng ủy xã Bình Giang", place="Bình Giang")


def test_the_database_refuses_an_unknown_format() -> None:
    make_committee()

    with pytest.raises(IntegrityError):
        Committee.objects.update(format_profile="HD99")


def test_the_database_refuses_a_term_that_ends_before_it_begins() -> None:
    make_term()

    with pytest.raises(IntegrityError):
        Term.objects.update(ends_on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "overlaps"),
    [
        (date(2020, 7, 1), date(2025, 6, 30), False),
        (date(2020, 7, 1), date(2025, 7, 1), True),
        (date(2030, 7, 2), None, False),
        (date(2027, 1, 1), None, True),
        (date(2020, 1, 1), None, True),
    ],
)
def test_terms_do_not_overlap(begins_on: date, ends_on: date | None, *, overlaps: bool) -> None:
    make_term(ends_on=date(2030, 7, 1))
    term = Term(name="Nhiệm kỳ khác", begins_on=begins_on, ends_on=ends_on)

    if overlaps:
        with pytest.raises(ValidationError):
            term.full_clean()
    else:
        term.full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "ministry"},
        {"group_rule": "listed"},
        {"kind": "group"},
        {"begins_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
        {"parent": F("id")},
    ],
)
def test_the_database_refuses_an_impossible_body(values: dict[str, object]) -> None:
    make_body()

    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.update(**values)


def test_a_body_is_found_by_its_name_without_marks() -> None:
    body = make_body(name="Ủy ban nhân dân xã Kẻ Sặt", short_names="UBND xã; UBND")

    assert body.folded_name == "uy ban nhan dan xa ke sat"
    assert body.known_as() == ["Ủy ban nhân dân xã Kẻ Sặt", "UBND xã", "UBND"]


def test_a_group_of_all_branches_means_those_that_exist_on_the_day() -> None:
    first = make_body(kind=Body.Kind.BRANCH, name="Chi bộ thôn Bối Giang")
    make_body(kind=Body.Kind.BRANCH, name="Chi bộ thôn Tráng Liệt", ends_on=date(2026, 1, 31))
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)

    assert list(group.members_on(date(2026, 2, 1))) == [first]
    assert group.members_on(date(2026, 1, 31)).count() == 2


def test_a_group_with_a_list_means_the_members_listed() -> None:
    member = make_body()
    make_body()
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.add(member)

    assert list(group.members_on(date(2026, 2, 1))) == [member]


def test_the_database_refuses_an_unknown_role() -> None:
    make_post()

    with pytest.raises(IntegrityError):
        Post.objects.update(role="king")


def test_rights_are_the_union_of_the_positions_held_on_the_day() -> None:
    user = make_user()
    make_position(user, Role.OFFICER, begins_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    make_position(user, Role.STANDING_MEMBER, begins_on=date(2026, 3, 31))

    assert user.roles(date(2025, 12, 31)) == frozenset()
    assert user.roles(date(2026, 1, 1)) == {Role.OFFICER}
    assert user.roles(date(2026, 3, 31)) == {Role.OFFICER, Role.STANDING_MEMBER}
    assert user.roles(date(2026, 4, 1)) == {Role.STANDING_MEMBER}


def test_a_closed_account_has_no_role() -> None:
    user = make_user(is_active=False)
    make_position(user, Role.SECRETARY)

    assert user.roles(date(2026, 1, 1)) == frozenset()


def test_the_database_refuses_a_position_that_ends_before_it_begins() -> None:
    make_position(make_user(), Role.OFFICER)

    with pytest.raises(IntegrityError):
        Position.objects.update(ends_on=date(2020, 1, 1))


def test_the_database_refuses_the_same_position_twice() -> None:
    position = make_position(make_user(), Role.OFFICER)
    position.pk = None

    with pytest.raises(IntegrityError):
        position.save(force_insert=True)


def test_an_administrator_holds_no_position() -> None:
    administrator = make_administrator()
    position = Position(user=administrator, body=make_body(), post=make_post(), begins_on=date(2026, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        position.full_clean()

    assert list(refusal.value.message_dict) == ["user"]


def test_a_person_with_a_position_does_not_become_an_administrator() -> None:
    user = make_user()
    make_position(user, Role.OFFICER)
    user.is_staff = True

    with pytest.raises(ValidationError) as refusal:
        user.full_clean()

    assert list(refusal.value.message_dict) == ["is_staff"]


@pytest.mark.parametrize("username", ["bíthư", "BITHU", "ｂｉｔｈｕ", "bi thu", "", "bithu\n"])
def test_a_username_is_plain_lower_case_ascii(username: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        User.objects.create_user(username, "Trần Văn Khải")

    assert list(refusal.value.message_dict) == ["username"]


def test_permissions_of_the_administration_are_the_administrators() -> None:
    assert make_administrator().has_perm("organization.change_user")
    assert not make_administrator(is_active=False).has_module_perms("organization")
    assert not make_user().has_perm("organization.change_user")


def test_a_superuser_is_an_administrator() -> None:
    assert User.objects.create_superuser("quantri", "Quản trị viên", "mot-mat-khau-dai").is_staff


def test_people_sort_by_given_name() -> None:
    people = [User(full_name=name) for name in ("Lê Thị Hoàn", "Trần Văn Ân", "Phạm Đức Anh", "Đỗ Đình Đức")]

    assert [person.full_name for person in sorted(people, key=lambda person: person.name_key)] == [
        "Phạm Đức Anh",
        "Trần Văn Ân",
        "Đỗ Đình Đức",
        "Lê Thị Hoàn",
    ]


def test_rows_say_what_they_are() -> None:
    position = make_position(make_user(full_name="Nguyễn Thu Hà"), Role.OFFICER)

    assert str(make_committee()) == "Đảng ủy xã Kẻ Sặt"
    assert str(make_term()) == "Nhiệm kỳ 2025 - 2030"
    assert str(position) == f"Nguyễn Thu Hà, {position.post.title}, {position.body.name}"


def test_a_held_file_is_for_its_sender_and_for_an_hour() -> None:
    user = make_user()
    held = HeldFile.objects.create(user=user, purpose="resolution", name="a.txt", content=b"a", created_at=NOW)

    assert list(HeldFile.objects.of(user, "resolution", NOW)) == [held]
    assert not HeldFile.objects.of(make_user(), "resolution", NOW).exists()
    assert not HeldFile.objects.of(user, "bodies", NOW).exists()
    assert not HeldFile.objects.of(user, "resolution", NOW + HeldFile.objects.all().KEPT_FOR).exists()
    assert list(HeldFile.objects.expired(NOW + HeldFile.objects.all().KEPT_FOR)) == [held]
