"""Saving one paragraph: its history, conflicts, repeated requests, limits, what is issued stays."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kesat.organization.models import User
from resolutions import drafting, storing
from resolutions.arranging import Act, Order, arrange, paste
from resolutions.drafting import (
    Conflict,
    Gone,
    Locked,
    Opened,
    Refused,
    RepeatedName,
    Saved,
    TooLong,
    Typed,
    open_paragraph,
    pieces_of,
    save_new,
)
from resolutions.manuscript import ParagraphKind, ParagraphText, PartKind
from resolutions.models import Origin, Paragraph, Presence, Save, Section
from tests.factories import (
    NOW,
    issue,
    make_committee,
    make_officer,
    make_resolution,
    make_section,
    make_typed,
    section_of,
)

pytestmark = pytest.mark.django_db


def minute(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def opened(row: Paragraph) -> Opened:
    found = open_paragraph(row.pk)
    assert found is not None
    return found


def save(
    row: Paragraph, typed: Typed, *, by: User | None = None, at: datetime | None = None, as_lines: bool = False
) -> Saved:
    """Open a paragraph and save what was typed, a minute after the month was stored unless told otherwise."""
    return drafting.save(opened(row), typed, by=by, at=at or minute(1), as_lines=as_lines)


def act(section: Section, what: Act, row: Paragraph, at: datetime) -> None:
    section.refresh_from_db()
    arrange(section, Order(what, row.pk, section.version, uuid4()), by=None, at=at)


def stands(row: Paragraph) -> tuple[str, int]:
    row.refresh_from_db()
    return row.text, row.version


def texts(section: Section) -> list[str]:
    return [row.text for row in section.paragraphs.kept()]


def history(row: Paragraph) -> list[tuple[int, str, str]]:
    return list(row.revisions.values_list("version", "text", "origin"))


def rows(row: Paragraph) -> list[tuple[int, str, float | None, float]]:
    """Return the revisions after the first: version, text, and the minutes at which each begins and ends."""

    def minutes(moment: datetime) -> float:
        return (moment - NOW).total_seconds() / 60

    return [
        (each.version, each.text, None if each.began_at is None else minutes(each.began_at), minutes(each.at))
        for each in row.revisions.all()[1:]
    ]


# One save


def test_saving_changes_the_text_and_keeps_the_old_one() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    saved = save(row, make_typed("Đã làm xong.", kind="item"), by=user)

    row.refresh_from_db()
    assert saved == Saved(row.pk, 2, minute(1), "Đã làm xong.")
    assert (row.text, row.folded_text, row.kind, row.version) == ("Đã làm xong.", "da lam xong.", "item", 2)
    assert list(row.revisions.values_list("version", "text", "kind", "by", "began_at", "at", "origin")) == [
        (1, "Một.", "prose", None, None, NOW, Origin.SAVED),
        (2, "Đã làm xong.", "item", user.pk, None, minute(1), Origin.SAVED),
    ]


def test_saving_a_text_leaves_the_order_of_the_section_alone() -> None:
    section = make_section("Một.", "Hai.")

    save(section.paragraphs.all()[0], make_typed("Mốt."))

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Mốt.", "Hai."], 1)


def test_saving_what_stands_makes_no_revision_and_is_answered() -> None:
    row = make_section("Một.").paragraphs.get()

    saved = save(row, make_typed("Một."))

    assert saved == Saved(row.pk, 1, minute(1), "Một.")
    assert history(row) == [(1, "Một.", "saved")]
    assert Save.objects.get().version == 1


def test_a_paragraph_may_be_emptied() -> None:
    row = make_section("Một.").paragraphs.get()

    save(row, make_typed(""))

    assert stands(row) == ("", 2)


def test_a_paragraph_is_opened_with_its_month_in_one_query(django_assert_num_queries: object) -> None:
    user, section = make_officer(), make_section("Một.", "Hai.")
    row = section.paragraphs.all()[0]
    save(row, make_typed("Mốt.", is_autosaved=True), by=user, at=minute(2))
    total = sum(len(each.text) for each in Paragraph.objects.all())

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = opened(row)
        month = found.row.section.part.resolution

    assert (found.row, month) == (row, section.part.resolution)
    assert (found.month_length, found.revision_id, found.by_id) == (total, row.revisions.all()[1].pk, user.pk)
    assert (found.began_at, found.at, found.is_followed) == (minute(2), minute(2), False)


def test_a_removed_paragraph_does_not_count_for_the_length_of_the_month() -> None:
    section = make_section("Một.", "Hai.")
    row, other = section.paragraphs.all()
    before = opened(row).month_length

    act(section, Act.REMOVE, other, minute(1))

    assert opened(row).month_length == before - len("Hai.")


def test_a_month_with_nothing_in_it_has_no_length() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    Paragraph.objects.update(is_removed=True)

    assert opened(row).month_length == 0


def test_no_paragraph_is_opened_where_there_is_none() -> None:
    assert open_paragraph(1) is None


def test_an_autosave_takes_six_queries_whatever_the_length_of_the_month(django_assert_num_queries: object) -> None:
    user = make_officer()

    for month, count in ((1, 1), (2, 50)):
        row = make_section(*["Một."] * count, month=month).paragraphs.all()[0]
        for number in (1, 2):  # the second goes on writing the revision of the first
            typed = make_typed(f"Một {number}.", base_version=number, is_autosaved=True)
            with django_assert_num_queries(6):  # type: ignore[operator]
                save(row, typed, by=user, at=minute(number))
        assert rows(row) == [(3, "Một 2.", 1, 2)]


# Autosaves


def autosave(row: Paragraph, text: str, by: User | None, at: float) -> None:
    """Save as the page's script does while someone types."""
    row.refresh_from_db()
    save(row, make_typed(text, base_version=row.version, is_autosaved=True), by=by, at=minute(at))


def test_autosaves_of_one_person_share_a_row_for_ten_minutes() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    for text, at in (("a", 1.0), ("ab", 4.0), ("abc", 11.0)):
        autosave(row, text, user, at)

    assert rows(row) == [(4, "abc", 1, 11)]
    assert stands(row) == ("abc", 4)


def test_after_ten_minutes_an_autosave_begins_a_new_row() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    for text, at in (("a", 1.0), ("ab", 10.0), ("abc", 11.5), ("abcd", 12.0)):
        autosave(row, text, user, at)

    assert rows(row) == [(3, "ab", 1, 10), (5, "abcd", 11.5, 12)]


def test_another_person_begins_a_new_row() -> None:
    user, other, row = make_officer(), make_officer(), make_section("Một.").paragraphs.get()

    for text, by, at in (("a", user, 1), ("ab", other, 2), ("abc", other, 3), ("abcd", user, 4)):
        autosave(row, text, by, at)

    assert rows(row) == [(2, "a", 1, 1), (4, "abc", 2, 3), (5, "abcd", 4, 4)]
    assert list(row.revisions.values_list("by", flat=True)) == [None, user.pk, other.pk, user.pk]


def test_autosaves_of_nobody_share_no_row() -> None:
    row = make_section("Một.").paragraphs.get()

    for text, at in (("a", 1.0), ("ab", 2.0)):
        autosave(row, text, None, at)

    assert rows(row) == [(2, "a", 1, 1), (3, "ab", 2, 2)]


def test_a_save_that_was_asked_for_has_a_row_of_its_own() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    autosave(row, "a", user, 1)
    save(row, make_typed("ab", base_version=2), by=user, at=minute(2))
    autosave(row, "abc", user, 3)
    autosave(row, "abcd", user, 4)

    assert rows(row) == [(2, "a", 1, 1), (3, "ab", None, 2), (5, "abcd", 3, 4)]


def test_a_clock_that_goes_backwards_begins_a_new_row() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    autosave(row, "a", user, 3)
    autosave(row, "ab", user, 2)

    assert rows(row) == [(2, "a", 3, 3), (3, "ab", 2, 2)]


def test_saving_the_same_text_in_between_changes_nothing() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()

    autosave(row, "a", user, 1)
    autosave(row, "a", user, 2)
    autosave(row, "ab", user, 3)

    assert rows(row) == [(3, "ab", 1, 3)]


def save_elsewhere(section: Section, user: User, at: datetime) -> None:
    other = section_of(section.part.resolution, PartKind.CLOSING).paragraphs.get()
    save(other, make_typed("Câu kết.", is_autosaved=True), by=user, at=at)


def lose_elsewhere(section: Section, user: User, at: datetime) -> None:
    other = section_of(section.part.resolution, place=1).paragraphs.get()
    with pytest.raises(Conflict):
        save(other, make_typed("Đến sau.", base_version=0), by=user, at=at)


def move_another(section: Section, user: User, at: datetime) -> None:
    act(section, Act.UP, section.paragraphs.all()[1], at)


def remove_another(section: Section, user: User, at: datetime) -> None:
    act(section, Act.REMOVE, section.paragraphs.all()[1], at)


def paste_in(section: Section, user: User, at: datetime) -> None:
    paste(section, [ParagraphText("Dán vào.")], after=None, op_id=uuid4(), by=user, at=at)


@pytest.mark.parametrize("seconds", [0, 30], ids=["at_the_same_moment", "later"])
@pytest.mark.parametrize("happens", [save_elsewhere, lose_elsewhere, move_another, remove_another, paste_in])
def test_whatever_else_happens_in_the_month_begins_a_new_row(
    happens: Callable[[Section, User, datetime], None], seconds: int
) -> None:
    user, section = make_officer(), make_section("Một.", "Hai.")
    row = section.paragraphs.all()[0]

    autosave(row, "a", user, 1)
    happens(section, user, minute(1) + timedelta(seconds=seconds))
    autosave(row, "ab", user, 2)
    autosave(row, "abc", user, 3)

    assert [(text, began, ended) for _version, text, began, ended in rows(row)] == [("a", 1, 1), ("abc", 2, 3)]


def test_what_happens_in_another_month_does_not_begin_a_new_row() -> None:
    user, row = make_officer(), make_section("Một.", month=11).paragraphs.get()
    other = make_section("Một.", month=12).paragraphs.get()

    autosave(row, "a", user, 1)
    save(other, make_typed("Tháng khác."), at=minute(2))
    autosave(row, "ab", user, 3)

    assert rows(row) == [(3, "ab", 1, 3)]


def test_an_autosave_on_a_paragraph_moved_meanwhile_begins_a_new_row() -> None:
    user, section = make_officer(), make_section("Một.", "Hai.")
    row = section.paragraphs.all()[0]

    autosave(row, "a", user, 1)
    act(section, Act.DOWN, row, minute(2))
    save(row, make_typed("ab", base_version=2, is_autosaved=True), by=user, at=minute(3))

    assert rows(row) == [(2, "a", 1, 1), (3, "a", None, 2), (4, "ab", 3, 3)]


def test_a_new_paragraph_that_is_autosaved_goes_on_in_its_first_row() -> None:
    user, section = make_officer(), make_section("Một.")

    saved = save_new(section, make_typed("H", base_version=0, is_autosaved=True), by=user, at=minute(1))
    row = Paragraph.objects.get(pk=saved.paragraph_id)
    autosave(row, "Ha", user, 2)
    autosave(row, "Hai.", user, 3)

    assert list(row.revisions.values_list("version", "text", "began_at", "at")) == [(3, "Hai.", minute(1), minute(3))]


# Lines and marks


@pytest.mark.parametrize(
    ("typed", "kind", "stored", "stored_kind"),
    [
        ("- Chi bộ thôn Đồng", "item", "Chi bộ thôn Đồng", "item"),
        ("- Chi bộ thôn Đồng", "prose", "Chi bộ thôn Đồng", "item"),
        ("– Chi bộ thôn Đồng", "subitem", "Chi bộ thôn Đồng", "subitem"),
        ("+ Hai tổ đảng", "prose", "Hai tổ đảng", "subitem"),
        ("a) Về kinh tế", "prose", "Về kinh tế", "heading"),
        ("1. Về kinh tế", "heading", "Về kinh tế", "heading"),
        ("1.516 hồ sơ đã giải quyết.", "prose", "1.516 hồ sơ đã giải quyết.", "prose"),
        ("  Hai   tổ\tđảng ", "item", "Hai tổ đảng", "item"),
        ("", "item", "", "item"),
        ("\n \n", "prose", "", "prose"),
    ],
)
def test_marks_that_were_typed_become_the_kind_and_leave_the_text(
    typed: str, kind: str, stored: str, stored_kind: str
) -> None:
    assert pieces_of(make_typed(typed, kind=kind), None) == [ParagraphText(stored, ParagraphKind(stored_kind))]


@pytest.mark.parametrize("typed", ["I. Một phần nữa", "II- PHƯƠNG HƯỚNG", "2. Công tác chính quyền", "Phần thứ hai"])
def test_a_number_of_a_part_or_a_section_is_refused_at_the_head_of_a_paragraph(typed: str) -> None:
    section = make_section("Một.")

    with pytest.raises(Refused, match=re.escape(typed)):
        save(section.paragraphs.get(), make_typed(f"Một.\n{typed}"), as_lines=True)
    with pytest.raises(Refused, match=re.escape(typed)):
        save_new(section, make_typed(typed, base_version=0), by=None, at=minute(1), as_lines=True)

    assert texts(section) == ["Một."]


def test_an_old_paragraph_with_a_number_may_stay_as_it_is() -> None:
    row = make_section("1. Đã họp.").paragraphs.get()

    saved = save(row, make_typed("1. Đã họp."), as_lines=True)

    assert (saved.text, saved.version) == ("1. Đã họp.", 1)
    with pytest.raises(Refused):
        save(row, make_typed("1. Đã họp.", kind="item"), as_lines=True)


def test_while_someone_types_marks_and_line_breaks_stay_as_they_are() -> None:
    section = make_section("Một.")

    save(section.paragraphs.get(), make_typed("- Một.\nHai.", is_autosaved=True))

    assert list(section.paragraphs.values_list("text", "kind")) == [("- Một.\nHai.", "prose")]
    assert [each.text for each in section_text(section)] == ["- Một.", "Hai."]


def section_text(section: Section) -> tuple[ParagraphText, ...]:
    """Return what is printed of the section."""
    month = type(section.part.resolution).objects.with_text().get(pk=section.part.resolution_id)
    return month.manuscript().parts[0].sections[0].paragraphs


def test_lines_of_one_box_become_paragraphs_in_their_place() -> None:
    section = make_section("Đầu.", "Cuối.")
    first = section.paragraphs.all()[0]

    saved = save(first, make_typed("Một.\n\n- Hai.\n Ba. "), as_lines=True)

    section.refresh_from_db()
    assert list(section.paragraphs.values_list("text", "kind")) == [
        ("Một.", "prose"),
        ("Hai.", "item"),
        ("Ba.", "prose"),
        ("Cuối.", "prose"),
    ]
    assert (saved.text, saved.version, [row.text for row in saved.added]) == ("Một.", 2, ["Hai.", "Ba."])
    assert section.version == 2
    assert [row.revisions.count() for row in section.paragraphs.all()] == [2, 1, 1, 1]


def test_lines_that_were_autosaved_become_paragraphs_when_the_box_is_left() -> None:
    user, section = make_officer(), make_section("Đầu.")
    row = section.paragraphs.get()

    autosave(row, "Một.\nHai.", user, 1)
    saved = save(row, make_typed("Một.\nHai.", base_version=2), by=user, at=minute(2), as_lines=True)

    assert texts(section) == ["Một.", "Hai."]
    assert rows(row) == [(2, "Một.\nHai.", 1, 1), (3, "Một.", None, 2)]
    assert saved.version == 3


def test_one_line_leaves_the_order_alone() -> None:
    section = make_section("Một.")

    save(section.paragraphs.get(), make_typed(" Mốt.\n"), as_lines=True)

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Mốt."], 1)


def test_room_for_lines_is_made_when_it_runs_out_and_the_answer_has_the_version_that_stands() -> None:
    section = make_section("Đầu.", "Cuối.")
    first, last = section.paragraphs.all()
    for number in range(12):
        first.refresh_from_db()
        typed = make_typed(f"Đầu.\nChen {number}.", base_version=first.version)
        saved = save(first, typed, at=minute(number + 1), as_lines=True)
        assert stands(first) == ("Đầu.", saved.version)

    assert texts(section) == ["Đầu.", *[f"Chen {number}." for number in reversed(range(12))], "Cuối."]
    assert (stands(last), last.revisions.count()) == (("Cuối.", 2), 2)


# New paragraphs


def test_a_new_paragraph_goes_to_the_end() -> None:
    user, section = make_officer(), make_section("Một.")

    saved = save_new(section, make_typed("Hai.", base_version=0, kind="item"), by=user, at=minute(1))

    section.refresh_from_db()
    row = section.paragraphs.all()[1]
    assert saved == Saved(row.pk, 1, minute(1), "Hai.")
    assert (row.text, row.folded_text, row.kind, row.version) == ("Hai.", "hai.", "item", 1)
    assert list(row.revisions.values_list("version", "text", "by", "began_at", "at")) == [
        (1, "Hai.", user.pk, None, minute(1))
    ]
    assert section.version == 2


def test_lines_of_the_new_box_become_paragraphs_at_the_end() -> None:
    section = make_section("Một.")

    saved = save_new(section, make_typed("Hai.\n+ Ba.", base_version=0), by=None, at=minute(1), as_lines=True)

    assert list(section.paragraphs.values_list("text", "kind"))[1:] == [("Hai.", "prose"), ("Ba.", "subitem")]
    assert [row.text for row in saved.added] == ["Ba."]


def test_bad_input_38_a_new_paragraph_sent_twice_is_added_once() -> None:
    section, typed = make_section("Một."), make_typed("Hai.", base_version=0)

    first = save_new(section, typed, by=None, at=minute(1))
    again = save_new(section, typed, by=None, at=minute(2))

    section.refresh_from_db()
    assert again == first
    assert (texts(section), section.version) == (["Một.", "Hai."], 2)


def test_bad_input_38_another_new_paragraph_under_the_same_name_is_refused() -> None:
    section, typed = make_section("Một."), make_typed("Hai.", base_version=0)
    save_new(section, typed, by=None, at=minute(1))
    elsewhere = section_of(section.part.resolution, place=1)

    with pytest.raises(RepeatedName):
        save_new(section, replace(typed, text="Ba."), by=None, at=minute(2))
    with pytest.raises(RepeatedName):
        save_new(elsewhere, typed, by=None, at=minute(2))
    with pytest.raises(RepeatedName):
        save(section.paragraphs.all()[0], replace(typed, base_version=1), at=minute(2))

    section.refresh_from_db()
    assert (texts(section), section.version, elsewhere.paragraphs.count()) == (["Một.", "Hai."], 2, 1)


# Conflicts


def test_bad_input_39_an_old_version_with_another_text_is_a_conflict_that_keeps_both() -> None:
    user, other, row = make_officer(), make_officer(), make_section("Một.").paragraphs.get()
    save(row, make_typed("Bản của đồng chí A.", base_version=1), by=user, at=minute(1))

    with pytest.raises(Conflict) as conflict:
        save(row, make_typed("Bản của đồng chí B.", base_version=1, kind="item"), by=other, at=minute(2))

    assert conflict.value.reason == "conflict"
    assert (conflict.value.paragraph.text, conflict.value.paragraph.version) == ("Bản của đồng chí A.", 2)
    assert conflict.value.last
    assert (conflict.value.last.by, conflict.value.last.at) == (user, minute(1))
    assert stands(row) == ("Bản của đồng chí A.", 2)
    assert list(row.revisions.values_list("version", "text", "kind", "origin", "by", "at", "is_removed")) == [
        (1, "Một.", "prose", "saved", None, NOW, False),
        (2, "Bản của đồng chí A.", "prose", "saved", user.pk, minute(1), False),
        (1, "Bản của đồng chí B.", "item", "conflict", other.pk, minute(2), False),
    ]
    assert [revision.version for revision in row.revisions.stored()] == [1, 2]


def test_bad_input_39_a_lost_text_is_kept_even_by_an_autosave_and_with_its_lines() -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()
    save(row, make_typed("Của A."), at=minute(1))

    with pytest.raises(Conflict):
        save(row, make_typed("Của B.", is_autosaved=True), by=user, at=minute(2))
    with pytest.raises(Conflict):
        save(row, make_typed("- Của B.\nThêm."), by=user, at=minute(3), as_lines=True)

    assert history(row)[2:] == [(1, "Của B.", "conflict"), (1, "- Của B.\nThêm.", "conflict")]
    assert stands(row) == ("Của A.", 2)


@pytest.mark.parametrize("base_version", [0, 9, 2**31 - 1])
def test_bad_input_39_a_version_that_never_was_is_a_conflict(base_version: int) -> None:
    row = make_section("Một.").paragraphs.get()

    with pytest.raises(Conflict):
        save(row, make_typed("Khác.", base_version=base_version))

    assert history(row) == [(1, "Một.", "saved"), (base_version, "Khác.", "conflict")]


def test_whoever_lost_saves_again_from_what_stands() -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Của A."), at=minute(1))
    with pytest.raises(Conflict) as conflict:
        save(row, make_typed("Của B."), at=minute(2))

    saved = save(row, make_typed("Của B.", base_version=conflict.value.paragraph.version), at=minute(3))

    assert (saved.version, stands(row)) == (3, ("Của B.", 3))


def test_a_paragraph_that_was_only_moved_meanwhile_is_saved() -> None:
    section = make_section("Một.", "Hai.")
    row = section.paragraphs.all()[0]
    act(section, Act.DOWN, row, minute(1))

    saved = save(row, make_typed("Mốt.", base_version=1), at=minute(2))

    assert (saved.version, texts(section)) == (3, ["Hai.", "Mốt."])
    assert history(row) == [(1, "Một.", "saved"), (2, "Một.", "saved"), (3, "Mốt.", "saved")]


def test_a_paragraph_removed_and_brought_back_meanwhile_is_saved() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    act(section, Act.REMOVE, row, minute(1))
    act(section, Act.RESTORE, row, minute(2))

    saved = save(row, make_typed("Mốt.", base_version=1), at=minute(3))

    assert (saved.version, texts(section)) == (4, ["Mốt."])


def test_a_text_seen_while_the_paragraph_was_removed_is_no_base() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    act(section, Act.REMOVE, row, minute(1))
    act(section, Act.RESTORE, row, minute(2))

    with pytest.raises(Conflict):
        save(row, make_typed("Mốt.", base_version=2), at=minute(3))


def test_another_kind_chosen_meanwhile_is_a_conflict() -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Một.", kind="item"), at=minute(1))

    with pytest.raises(Conflict):
        save(row, make_typed("Mốt."), at=minute(2))

    assert stands(row) == ("Một.", 2)


def test_the_same_text_typed_by_both_is_no_conflict() -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Mốt."), at=minute(1))

    saved = save(row, make_typed("Mốt."), at=minute(2))

    assert saved == Saved(row.pk, 2, minute(2), "Mốt.")
    assert history(row) == [(1, "Một.", "saved"), (2, "Mốt.", "saved")]


def test_a_text_typed_for_a_paragraph_removed_meanwhile_is_kept() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    act(section, Act.REMOVE, row, minute(1))

    for base_version in (1, 2):
        with pytest.raises(Conflict) as conflict:
            save(row, make_typed(f"Mốt {base_version}.", base_version=base_version), at=minute(2))
        assert (conflict.value.reason, conflict.value.paragraph.text) == ("removed", "Một.")

    assert history(row)[2:] == [(1, "Mốt 1.", "conflict"), (2, "Mốt 2.", "conflict")]
    assert texts(section) == []


def test_a_text_typed_for_a_paragraph_merged_meanwhile_is_kept() -> None:
    section = make_section("Một.", "Hai.")
    target, row = section.paragraphs.all()
    act(section, Act.MERGE, row, minute(1))

    with pytest.raises(Conflict) as conflict:
        save(row, make_typed("Hai mươi.", base_version=1), at=minute(2))

    assert (conflict.value.reason, conflict.value.paragraph.absorbed_by) == ("merged", target)
    assert history(row) == [(1, "Hai.", "saved"), (2, "Hai.", "saved"), (1, "Hai mươi.", "conflict")]
    assert texts(section) == ["Một. Hai."]


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (None, "Someone else has changed this paragraph meanwhile. Both texts are kept; choose what stands."),
        (Act.REMOVE, "Someone else has removed this paragraph. What you typed is kept in its history."),
        (
            Act.MERGE,
            "Someone else has joined this paragraph to another one. What you typed is kept in its history.",
        ),
    ],
)
def test_a_conflict_says_what_has_happened(happens: Act | None, message: str) -> None:
    section = make_section("Một.", "Hai.")
    row = section.paragraphs.all()[1]
    if happens:
        act(section, happens, row, minute(1))
    else:
        save(row, make_typed("Hai mươi."))

    with pytest.raises(Conflict) as conflict:
        save(row, make_typed("Hai mốt."), at=minute(2))

    assert str(conflict.value) == message


def test_whoever_writes_between_reading_and_writing_is_noticed() -> None:
    row = make_section("Một.").paragraphs.get()
    seen = opened(row)
    save(row, make_typed("Của A."), at=minute(1))

    with pytest.raises(Conflict) as conflict:
        drafting.save(seen, make_typed("Của B."), by=None, at=minute(2))

    assert conflict.value.paragraph.text == "Của A."
    assert history(row)[1:] == [(2, "Của A.", "saved"), (1, "Của B.", "conflict")]


def test_whoever_moves_between_reading_and_writing_is_no_conflict() -> None:
    section = make_section("Một.", "Hai.")
    row = section.paragraphs.all()[0]
    seen = opened(row)
    act(section, Act.DOWN, row, minute(1))

    saved = drafting.save(seen, make_typed("Mốt."), by=None, at=minute(2))

    assert (saved.version, texts(section)) == (3, ["Hai.", "Mốt."])


# The same request twice


@pytest.mark.parametrize("is_autosaved", [True, False])
def test_bad_input_38_the_same_request_twice_has_one_effect_and_one_answer(*, is_autosaved: bool) -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()
    typed = make_typed("Mốt.", is_autosaved=is_autosaved)

    first = save(row, typed, by=user, at=minute(1))
    again = save(row, typed, by=user, at=minute(2))

    assert first == again == Saved(row.pk, 2, minute(1), "Mốt.")
    assert rows(row) == [(2, "Mốt.", 1 if is_autosaved else None, 1)]
    assert list(Save.objects.values_list("op_id", "version", "is_conflict", "at")) == [
        (typed.op_id, 2, False, minute(1))
    ]


def test_bad_input_38_a_repeated_request_is_answered_after_others_have_changed_the_paragraph() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Của A.")
    first = save(row, typed, at=minute(1))
    save(row, make_typed("Của B.", base_version=2), at=minute(2))

    again = save(row, typed, at=minute(3))

    assert again == replace(first, text="Của B.")
    assert (stands(row), len(history(row))) == (("Của B.", 3), 3)


def test_bad_input_38_a_repeated_request_is_answered_after_the_paragraph_was_removed() -> None:
    section, typed = make_section("Một."), make_typed("Của A.")
    row = section.paragraphs.get()
    first = save(row, typed, at=minute(1))
    act(section, Act.REMOVE, row, minute(2))

    assert save(row, typed, at=minute(3)) == first
    assert len(history(row)) == 3


def test_bad_input_38_a_request_that_changed_nothing_is_answered_alike() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Một.")

    first = save(row, typed, at=minute(1))
    again = save(row, typed, at=minute(2))

    assert first == again == Saved(row.pk, 1, minute(1), "Một.")
    assert history(row) == [(1, "Một.", "saved")]


def test_bad_input_38_lines_sent_twice_become_paragraphs_once() -> None:
    section, typed = make_section("Một."), make_typed("Mốt.\nHai.")
    row = section.paragraphs.get()

    first = save(row, typed, at=minute(1), as_lines=True)
    again = save(row, typed, at=minute(2), as_lines=True)

    assert again == replace(first, added=())
    assert texts(section) == ["Mốt.", "Hai."]


def test_bad_input_38_a_conflict_sent_twice_is_kept_once() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Của B.")
    save(row, make_typed("Của A."), at=minute(1))

    for at in (minute(2), minute(3)):
        with pytest.raises(Conflict) as conflict:
            save(row, typed, at=at)
        assert (conflict.value.reason, conflict.value.paragraph.text) == ("conflict", "Của A.")

    assert history(row)[2:] == [(1, "Của B.", "conflict")]
    assert list(Save.objects.filter(op_id=typed.op_id).values_list("version", "is_conflict")) == [(2, True)]


def test_bad_input_38_a_conflict_stays_one_when_the_paragraph_comes_back_to_what_was_seen() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Của B.")
    save(row, make_typed("Của A."), at=minute(1))
    with pytest.raises(Conflict):
        save(row, typed, at=minute(2))
    save(row, make_typed("Một.", base_version=2), at=minute(3))

    with pytest.raises(Conflict):
        save(row, typed, at=minute(4))

    assert stands(row) == ("Một.", 3)


@pytest.mark.parametrize(
    "changed", [{"text": "Khác."}, {"kind": "item"}, {"base_version": 2}], ids=["text", "kind", "version"]
)
@pytest.mark.parametrize("first_text", ["Mốt.", "Một."], ids=["changed", "unchanged"])
def test_bad_input_38_another_request_under_the_same_name_is_refused(
    changed: dict[str, object], first_text: str
) -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed(first_text)
    save(row, typed, at=minute(1))
    before = (stands(row), history(row))
    other = {"text": "Khác."} | changed

    with pytest.raises(RepeatedName):
        save(row, replace(typed, **other), at=minute(2))  # type: ignore[arg-type]

    assert (stands(row), history(row), Save.objects.count()) == (*before, 1)


def test_bad_input_38_the_name_of_a_lost_request_is_taken_too() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Của B.")
    save(row, make_typed("Của A."), at=minute(1))
    with pytest.raises(Conflict):
        save(row, typed, at=minute(2))

    for base_version in (1, 2):
        with pytest.raises(RepeatedName):
            save(row, replace(typed, text="Khác.", base_version=base_version), at=minute(3))

    assert (stands(row), len(history(row))) == (("Của A.", 2), 3)


def test_bad_input_38_the_same_name_for_two_paragraphs_is_refused() -> None:
    section, typed = make_section("Một.", "Hai."), make_typed("Mốt.")
    first, second = section.paragraphs.all()
    save(first, typed, at=minute(1))

    with pytest.raises(RepeatedName):
        save(second, typed, at=minute(2))

    assert stands(second) == ("Hai.", 1)


def test_bad_input_38_a_repeated_request_is_answered_in_a_month_that_has_grown_to_its_limit() -> None:
    section, typed = make_section("Một.", "Hai."), make_typed("Một hai ba bốn.")
    row, other = section.paragraphs.all()
    first = save(row, typed, at=minute(1))
    save(row, make_typed("Một.", base_version=2), at=minute(2))
    fill(section, opened(other).month_length)

    again = save(row, typed, at=minute(3))

    assert again == replace(first, text="Một.")


def test_names_of_requests_are_kept_for_a_week() -> None:
    row, typed = make_section("Một.").paragraphs.get(), make_typed("Mốt.")
    save(row, typed, at=NOW)

    assert not Save.objects.expired(NOW + timedelta(days=7))
    assert [each.op_id for each in Save.objects.expired(NOW + timedelta(days=7, microseconds=1))] == [typed.op_id]


# Limits


def fill(section: Section, length: int) -> None:
    """Let a month of this length grow to exactly 200,000 characters, in paragraphs of its closing."""
    closing = section_of(section.part.resolution, PartKind.CLOSING)
    for place, left in enumerate(range(200_000 - length, 0, -20_000), 1):
        save_new(closing, make_typed("a" * min(left, 20_000), base_version=0), by=None, at=NOW + timedelta(0, place))


def test_bad_input_53_a_paragraph_of_20_001_characters_is_refused() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()

    with pytest.raises(TooLong):
        save(row, make_typed("ă" * 20_001))
    with pytest.raises(TooLong):
        save_new(section, make_typed("ă" * 20_001, base_version=0), by=None, at=minute(1))

    assert (texts(section), history(row)) == (["Một."], [(1, "Một.", "saved")])
    assert save(row, make_typed("ă" * 20_000)).version == 2


def test_bad_input_53_an_autosave_does_not_grow_a_month_past_200_000_characters() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    fill(section, opened(row).month_length)

    with pytest.raises(TooLong):
        save(row, make_typed("Một..", is_autosaved=True))

    assert (stands(row), opened(row).month_length, len(history(row))) == (("Một.", 1), 200_000, 1)


def test_bad_input_53_a_month_of_200_000_characters_is_written_on_while_it_does_not_grow() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    fill(section, opened(row).month_length)

    save(row, make_typed("Mốt."))
    save(row, make_typed("Mố", base_version=2), at=minute(2))
    save(row, make_typed("Mốt.", base_version=3), at=minute(3))

    assert (stands(row), opened(row).month_length) == (("Mốt.", 4), 200_000)


def test_bad_input_53_a_month_that_is_too_long_may_become_shorter() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    fill(section, opened(row).month_length)
    Paragraph.objects.filter(pk=row.pk).update(text="Một. Hai. Ba.")

    assert save(row, make_typed("Một. Hai.")).version == 2


def test_bad_input_53_no_new_paragraph_grows_a_month_past_its_limits() -> None:
    section = make_section("Một.")
    fill(section, opened(section.paragraphs.get()).month_length)

    with pytest.raises(TooLong):
        save_new(section, make_typed("b", base_version=0), by=None, at=minute(1))

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Một."], 1)


def test_bad_input_53_lines_do_not_grow_a_month_past_500_paragraphs() -> None:
    section = make_section(*["a"] * 491)  # with 8 paragraphs elsewhere, 499
    row = section.paragraphs.all()[0]

    with pytest.raises(TooLong):
        save(row, make_typed("a\nb\nc"), as_lines=True)
    with pytest.raises(TooLong):
        save_new(section, make_typed("b\nc", base_version=0), by=None, at=minute(1), as_lines=True)

    assert (stands(row), section.paragraphs.count(), len(history(row))) == (("a", 1), 491, 1)
    save(row, make_typed("a\nb"), as_lines=True)
    assert Paragraph.objects.count() == 500


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["a" * 20_001], "A paragraph may have at most 20,000 characters. Split it."),
        (["a" * 20_000] * 11, "A month may have at most 200,000 characters."),
        (["a"] * 501, "A month may have at most 500 paragraphs."),
    ],
)
def test_bad_input_53_a_limit_says_which_it_is(lines: list[str], message: str) -> None:
    section = make_section("Một.")

    with pytest.raises(TooLong) as refusal:
        save_new(section, make_typed("\n".join(lines), base_version=0), by=None, at=minute(1), as_lines=True)

    assert str(refusal.value) == message


# What is issued stays


def test_bad_input_40_a_month_issued_between_reading_and_writing_is_locked() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    seen = opened(row)
    issue(section.part.resolution)

    with pytest.raises(Locked):
        drafting.save(seen, make_typed("Khác."), by=None, at=minute(1))
    with pytest.raises(Locked):
        drafting.save(seen, make_typed("Khác.", base_version=9), by=None, at=minute(1))
    with pytest.raises(Locked):
        drafting.save(seen, make_typed("Một.\nHai."), by=None, at=minute(1), as_lines=True)

    assert (stands(row), history(row), Save.objects.count()) == (("Một.", 1), [(1, "Một.", "saved")], 0)


def test_bad_input_40_nothing_is_saved_in_what_is_issued() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    issue(section.part.resolution)

    with pytest.raises(Locked):
        save(row, make_typed("Khác."))
    with pytest.raises(Locked):
        save_new(section, make_typed("Hai.", base_version=0), by=None, at=minute(1))

    assert (texts(section), Save.objects.count()) == (["Một."], 0)


def test_what_was_typed_in_a_practice_month_that_is_gone_is_refused() -> None:
    make_committee()
    make_resolution(month=10)
    practice = storing.start_month(2026, 11, by=None, at=NOW, on=NOW.date(), practice=True)
    section = section_of(practice)
    save_new(section, make_typed("Một.", base_version=0), by=None, at=minute(1))
    row = section.paragraphs.get()
    seen = [opened(row) for _time in range(3)]
    storing.remove_practice(practice, by=None)

    typed = (make_typed("Mốt."), make_typed("Mốt.\nHai."), make_typed("Mốt.", base_version=9))
    for found, each in zip(seen, typed, strict=True):
        with pytest.raises(Gone):
            drafting.save(found, each, by=None, at=minute(2), as_lines=True)
    with pytest.raises(Gone):
        save_new(section, make_typed("Hai.", base_version=0), by=None, at=minute(2))
    with pytest.raises(Gone):
        drafting.require_draft(section)

    assert not Save.objects.exists()


def test_whatever_else_the_database_refuses_is_not_taken_for_an_issue() -> None:
    section = make_section("Một.")
    row, no_moment = section.paragraphs.get(), None

    with pytest.raises(IntegrityError):
        save(row, make_typed("Khác.", base_version=-1))
    with pytest.raises(IntegrityError):
        save_new(section, make_typed("Hai.", base_version=0), by=None, at=no_moment)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        paste(section, [ParagraphText("Hai.")], after=None, op_id=uuid4(), by=None, at=no_moment)  # type: ignore[arg-type]

    assert (texts(section), history(row)) == (["Một."], [(1, "Một.", "saved")])


# What the database refuses


@pytest.mark.parametrize(
    "values", [{"origin": "dreamt"}, {"began_at": NOW + timedelta(seconds=1)}, {"version": 9}, {"version": -1}]
)
def test_the_database_refuses_an_impossible_revision(values: dict[str, object]) -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Mốt."), at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.revisions.update(**values)


def test_a_version_is_stored_once_but_lost_many_times() -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Mốt."))
    for _time in range(2):
        with pytest.raises(Conflict):
            save(row, make_typed("Khác."), at=minute(2))

    with pytest.raises(IntegrityError), transaction.atomic():
        row.revisions.filter(origin=Origin.CONFLICT).update(origin=Origin.RESTORED)

    assert [version for version, _text, _origin in history(row)] == [1, 2, 1, 1]


def test_the_database_refuses_the_name_of_a_request_twice() -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Mốt."), at=minute(1))
    save(row, make_typed("Hai.", base_version=2), at=minute(2))

    with pytest.raises(IntegrityError), transaction.atomic():
        Save.objects.update(op_id=uuid4())


def test_the_database_refuses_a_presence_twice() -> None:
    user, other, section = make_officer(), make_officer(), make_section("Một.")
    Presence.objects.create(section=section, user=user, at=NOW)
    Presence.objects.create(section=section, user=other, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.update(user=user)


def test_a_presence_is_shown_for_a_minute() -> None:
    user, section = make_officer(), make_section("Một.")
    presence = Presence.objects.create(section=section, user=user, at=NOW)

    assert list(Presence.objects.now(NOW + timedelta(seconds=59))) == [presence]
    assert list(Presence.objects.now(NOW + timedelta(seconds=60))) == []


def test_requests_and_presences_say_what_they_are() -> None:
    user, section, typed = make_officer(), make_section("Một."), make_typed("Mốt.")
    save(section.paragraphs.get(), typed)

    assert str(Save.objects.get()) == str(typed.op_id)
    assert str(Presence(section=section, user=user, at=NOW)) == f"{user.pk} {section.pk}"
    assert str(section.paragraphs.get().revisions.last()) == f"{section.paragraphs.get().pk}.2"
