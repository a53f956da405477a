"""The order of a section: every act, conflicts of order, repeated requests, limits, the trash of thirty days."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kesat.organization.models import User
from resolutions import drafting, placing
from resolutions.arranging import Act, Order, OrderConflict, arrange, orders_for, paste
from resolutions.drafting import Gone, Locked, Refused, RepeatedName, TooLong, open_paragraph
from resolutions.manuscript import ParagraphKind, ParagraphText, PartKind
from resolutions.models import Origin, Paragraph, Save, Section
from tests.factories import (
    NOW,
    issue,
    make_manuscript,
    make_officer,
    make_resolution,
    make_section,
    make_typed,
    section_of,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)
DAY = timedelta(days=1)


def order(section: Section, act: Act, row: Paragraph, **fields: object) -> Order:
    """Return what is asked of the section as it stands now, under a new name."""
    section.refresh_from_db()
    return Order(act, row.pk, section.version, uuid4(), **fields)  # type: ignore[arg-type]


def do(
    section: Section, act: Act, row: Paragraph, *, by: User | None = None, at: datetime = LATER, **fields: object
) -> int | None:
    return arrange(section, order(section, act, row, **fields), by=by, at=at)


def rows(section: Section) -> list[Paragraph]:
    return list(section.paragraphs.kept())


def texts(section: Section) -> list[str]:
    return [row.text for row in rows(section)]


def version(section: Section) -> int:
    section.refresh_from_db()
    return section.version


def states(row: Paragraph) -> list[tuple[int, str, bool, str]]:
    return list(row.revisions.values_list("version", "text", "is_removed", "origin"))


# Split


def test_a_split_puts_the_rest_into_a_new_paragraph_after_it() -> None:
    user, section = make_officer(), make_section("Một. Hai.", "Cuối.")
    row = rows(section)[0]

    focus = do(section, Act.SPLIT, row, by=user, offset=4)

    first, second, _last = rows(section)
    assert texts(section) == ["Một.", "Hai.", "Cuối."]
    assert (focus, version(section)) == (second.pk, 2)
    assert (first.folded_text, second.folded_text) == ("mot.", "hai.")
    assert states(first) == [(1, "Một. Hai.", False, "saved"), (2, "Một.", False, "saved")]
    assert list(second.revisions.values_list("version", "text", "by", "began_at", "at")) == [
        (1, "Hai.", user.pk, None, LATER)
    ]


def test_a_split_keeps_the_kind() -> None:
    section = make_section("Một. Hai.")
    section.paragraphs.update(kind=ParagraphKind.ITEM)

    do(section, Act.SPLIT, rows(section)[0], offset=4)

    assert [row.kind for row in rows(section)] == ["item", "item"]


@pytest.mark.parametrize(
    ("text", "offset", "parts"),
    [
        ("😀 Một. Hai.", 9, ["😀 Một. H", "ai."]),  # the emoji is two units
        ("😀 Một. Hai.", 8, ["😀 Một.", "Hai."]),
        ("Một 😀 Hai", 5, ["Một", "😀 Hai"]),  # between the two units of the emoji
        ("Một 😀 Hai", 6, ["Một 😀", "Hai"]),
        ("👩‍🌾 Hội Nông dân.", 5, ["👩‍🌾", "Hội Nông dân."]),
        ("Nghị quyết số 5", 5, ["Nghị", "quyết số 5"]),
        ("Một.   Hai.", 5, ["Một.", "Hai."]),
        (unicodedata.normalize("NFD", "Một. Hai."), 6, [unicodedata.normalize("NFD", "Một."), "Hai."]),
    ],
)
def test_a_cursor_is_counted_as_browsers_do_and_no_character_is_cut(text: str, offset: int, parts: list[str]) -> None:
    section = make_section(text)

    do(section, Act.SPLIT, rows(section)[0], offset=offset)

    assert texts(section) == parts


@pytest.mark.parametrize("offset", [0, 1, 10, 11, 40_000])
def test_nothing_is_split_at_either_end(offset: int) -> None:
    section = make_section("😀Một. Hai ")

    with pytest.raises(Refused):
        do(section, Act.SPLIT, rows(section)[0], offset=offset)

    assert (texts(section), version(section), Save.objects.count()) == (["😀Một. Hai "], 1, 0)


def test_a_split_of_a_text_that_has_changed_since_is_a_conflict_of_order() -> None:
    section = make_section("Một. Hai.")
    row = rows(section)[0]
    seen = open_paragraph(row.pk)
    assert seen
    drafting.save(seen, make_typed("Khác. Một. Hai."), by=None, at=LATER)

    with pytest.raises(OrderConflict):
        do(section, Act.SPLIT, row, offset=4, text_version=1)

    assert texts(section) == ["Khác. Một. Hai."]
    do(section, Act.SPLIT, row, offset=5, text_version=2)
    assert texts(section) == ["Khác.", "Một. Hai."]


# Merge


def test_a_merge_joins_a_paragraph_to_the_one_before() -> None:
    section = make_section("Một. ", " Hai.", "Cuối.")
    target, absorbed, _last = rows(section)

    focus = do(section, Act.MERGE, absorbed)

    target.refresh_from_db()
    absorbed.refresh_from_db()
    assert texts(section) == ["Một. Hai.", "Cuối."]
    assert (focus, version(section), target.folded_text) == (target.pk, 2, "mot. hai.")
    assert (absorbed.is_removed, absorbed.absorbed_by) == (True, target)
    assert states(target) == [(1, "Một. ", False, "saved"), (2, "Một. Hai.", False, "saved")]
    assert states(absorbed) == [(1, " Hai.", False, "saved"), (2, " Hai.", True, "saved")]


@pytest.mark.parametrize(("first", "second"), [("Một.", ""), ("", "Một.")])
def test_a_merge_with_an_empty_paragraph_adds_no_space(first: str, second: str) -> None:
    section = make_section(first, second)

    do(section, Act.MERGE, rows(section)[1])

    assert texts(section) == ["Một."]


def test_the_first_paragraph_has_none_before_it() -> None:
    section = make_section("Một.", "Hai.")

    with pytest.raises(Refused):
        do(section, Act.MERGE, rows(section)[0])

    assert (texts(section), version(section)) == (["Một.", "Hai."], 1)


def test_bad_input_53_no_merge_makes_a_paragraph_of_more_than_20_000_characters() -> None:
    section = make_section("a" * 10_000, "b" * 9_999, "c" * 10_001)

    with pytest.raises(TooLong):
        do(section, Act.MERGE, rows(section)[2])
    do(section, Act.MERGE, rows(section)[1])

    assert [len(text) for text in texts(section)] == [20_000, 10_001]
    assert version(section) == 2


# Up and down


def test_a_paragraph_moves_up_and_down() -> None:
    user, section = make_officer(), make_section("Một.", "Hai.", "Ba.")
    row = rows(section)[1]

    focus = do(section, Act.UP, row, by=user)

    assert (focus, texts(section), version(section)) == (row.pk, ["Hai.", "Một.", "Ba."], 2)
    do(section, Act.DOWN, row)
    assert texts(section) == ["Một.", "Hai.", "Ba."]
    do(section, Act.DOWN, row)
    assert texts(section) == ["Một.", "Ba.", "Hai."]
    assert [(at, by) for at, by in row.revisions.values_list("version", "by")] == [
        (1, None),
        (2, user.pk),
        (3, None),
        (4, None),
    ]
    assert [each.revisions.count() for each in rows(section)] == [1, 1, 4]


@pytest.mark.parametrize(("act", "place"), [(Act.UP, 0), (Act.DOWN, 1)])
def test_a_paragraph_at_the_end_moves_no_further(act: Act, place: int) -> None:
    section = make_section("Một.", "Hai.")

    with pytest.raises(Refused):
        do(section, act, rows(section)[place])

    assert (texts(section), version(section)) == (["Một.", "Hai."], 1)


def test_a_removed_paragraph_is_no_neighbour() -> None:
    section = make_section("Một.", "Bỏ.", "Ba.")
    do(section, Act.REMOVE, rows(section)[1])

    do(section, Act.UP, rows(section)[1])

    assert texts(section) == ["Ba.", "Một."]


def test_room_is_made_for_a_move_when_it_runs_out() -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    third = rows(section)[2]
    for position, row in enumerate(rows(section), 1):
        Paragraph.objects.filter(pk=row.pk).update(position=position)

    do(section, Act.UP, third)

    assert texts(section) == ["Một.", "Ba.", "Hai."]
    step = 1000 * placing.GAP
    assert [row.position for row in rows(section)] == [step, step + step // 2, 2 * step]
    assert [row.version for row in rows(section)] == [2, 3, 2]
    assert list(third.revisions.values_list("version", "position")) == [(1, 3072), (2, 3 * step), (3, step + step // 2)]


def test_moves_to_the_beginning_without_end_keep_the_order() -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    for number in range(30):
        do(section, Act.UP, rows(section)[1], at=LATER + timedelta(seconds=number))
        do(section, Act.UP, rows(section)[2], at=LATER + timedelta(seconds=number))
        do(section, Act.UP, rows(section)[1], at=LATER + timedelta(seconds=number))

    assert sorted(texts(section)) == ["Ba.", "Hai.", "Một."]
    assert version(section) == 91
    assert all(row.version == row.revisions.count() for row in rows(section))


# Remove and bring back


def test_a_removed_paragraph_leaves_the_text_and_stays_in_the_history() -> None:
    section = make_section("Một.", "Hai.")
    row = rows(section)[0]

    focus = do(section, Act.REMOVE, row)

    month = type(section.part.resolution).objects.with_text().get()
    assert (focus, texts(section), version(section)) == (row.pk, ["Hai."], 2)
    assert month.manuscript().parts[0].sections[0].paragraphs == (ParagraphText("Hai."),)
    assert states(row) == [(1, "Một.", False, "saved"), (2, "Một.", True, "saved")]


def test_a_removed_paragraph_comes_back_to_its_place() -> None:
    user, section = make_officer(), make_section("Một.", "Hai.", "Ba.")
    row = rows(section)[1]
    do(section, Act.REMOVE, row)

    focus = do(section, Act.RESTORE, row, by=user, at=LATER + 29 * DAY)

    assert (focus, texts(section), version(section)) == (row.pk, ["Một.", "Hai.", "Ba."], 3)
    assert states(row)[2:] == [(3, "Hai.", False, Origin.RESTORED)]


def trash(section: Section, at: datetime) -> list[tuple[str, datetime]]:
    return [(row.text, row.removed_at) for row in section.paragraphs.removed_since(at)]  # type: ignore[attr-defined]


def test_the_trash_keeps_for_thirty_days_what_was_removed_the_latest_first() -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    first, second, _third = rows(section)
    do(section, Act.REMOVE, first, at=LATER)
    do(section, Act.REMOVE, second, at=LATER + DAY)

    assert trash(section, LATER + 2 * DAY) == [("Hai.", LATER + DAY), ("Một.", LATER)]
    assert trash(section, LATER + 30 * DAY - timedelta(microseconds=1)) == [("Hai.", LATER + DAY), ("Một.", LATER)]
    assert trash(section, LATER + 30 * DAY) == [("Hai.", LATER + DAY)]
    assert trash(section, LATER + 31 * DAY) == []


def test_after_thirty_days_a_removed_paragraph_does_not_come_back() -> None:
    section = make_section("Một.", "Hai.")
    row = rows(section)[0]
    do(section, Act.REMOVE, row, at=LATER)

    with pytest.raises(Refused):
        do(section, Act.RESTORE, row, at=LATER + 30 * DAY)

    assert texts(section) == ["Hai."]


def test_a_paragraph_removed_again_is_counted_from_then() -> None:
    section = make_section("Một.")
    row = rows(section)[0]
    do(section, Act.REMOVE, row, at=LATER)
    do(section, Act.RESTORE, row, at=LATER + 20 * DAY)
    do(section, Act.REMOVE, row, at=LATER + 25 * DAY)

    assert trash(section, LATER + 50 * DAY) == [("Một.", LATER + 25 * DAY)]


def test_a_text_that_lost_to_a_removal_does_not_change_when_it_was_removed() -> None:
    section = make_section("Một.")
    row = rows(section)[0]
    do(section, Act.REMOVE, row, at=LATER)
    seen = open_paragraph(row.pk)
    assert seen
    with pytest.raises(drafting.Conflict):
        drafting.save(seen, make_typed("Mốt.", base_version=1), by=None, at=LATER + 20 * DAY)

    assert trash(section, LATER + 29 * DAY) == [("Một.", LATER)]


def test_making_room_does_not_change_when_a_paragraph_was_removed() -> None:
    section = make_section("Một.", "Bỏ.", "Hai.", "Ba.")
    first, removed, second, third = rows(section)
    do(section, Act.REMOVE, removed, at=LATER)

    placing.spread(section, by=None, at=LATER + 20 * DAY)

    assert trash(section, LATER + 29 * DAY) == [("Bỏ.", LATER)]
    assert trash(section, LATER + 30 * DAY) == []
    do(section, Act.RESTORE, removed, at=LATER + 29 * DAY)
    assert rows(section) == [first, removed, second, third]
    removed.refresh_from_db()
    assert removed.position == removed.revisions.last().position  # type: ignore[union-attr]


@pytest.mark.parametrize("act", [Act.SPLIT, Act.MERGE, Act.UP, Act.DOWN, Act.REMOVE])
def test_nothing_is_done_to_a_paragraph_that_is_removed(act: Act) -> None:
    section = make_section("Một. Hai.", "Bỏ đi.", "Ba.")
    row = rows(section)[1]
    do(section, Act.REMOVE, row)

    with pytest.raises(Refused):
        do(section, act, row, offset=2)

    assert (texts(section), version(section)) == (["Một. Hai.", "Ba."], 2)


def test_what_stands_or_was_joined_to_another_is_not_brought_back() -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    first, second, _third = rows(section)
    do(section, Act.MERGE, second)

    for row in (first, second):
        with pytest.raises(Refused):
            do(section, Act.RESTORE, row)

    assert trash(section, LATER + DAY) == []
    assert texts(section) == ["Một. Hai.", "Ba."]


@pytest.mark.parametrize("act", [Act.SPLIT, Act.MERGE, Act.UP, Act.DOWN, Act.REMOVE, Act.RESTORE])
def test_bad_input_37_a_paragraph_of_another_section_is_refused(act: Act) -> None:
    section = make_section("Một.", "Hai.")
    foreign = section_of(section.part.resolution, place=1)
    row = foreign.paragraphs.get()
    if act == Act.RESTORE:
        do(foreign, Act.REMOVE, row)
    before = (row.text, version(foreign), foreign.paragraphs.kept().count())

    with pytest.raises(Refused):
        do(section, act, row, offset=2)

    row.refresh_from_db()
    assert (row.text, version(foreign), foreign.paragraphs.kept().count()) == before
    assert version(section) == 1


# Taking over an order of the month before


def two_months(**fields: Any) -> tuple[Section, Section]:
    """Return the first section of part II of October, and the same field's of part I of November."""
    make_resolution(month=10, archive=True, **fields)
    november = make_resolution(month=11)
    october = type(november).objects.get(month=10)
    return section_of(october, PartKind.DIRECTIONS), section_of(november)


def test_an_order_of_the_month_before_is_taken_over_at_the_end() -> None:
    user = make_officer()
    source, section = two_months()
    ordered = source.paragraphs.get()

    focus = do(section, Act.TAKE, ordered, by=user)

    taken = rows(section)[-1]
    assert orders_for(section) == [ordered]
    assert (focus, taken.text, taken.kind, taken.taken_from) == (taken.pk, ordered.text, ordered.kind, ordered)
    assert list(taken.revisions.values_list("version", "origin", "by")) == [(1, Origin.TAKEN_OVER, user.pk)]
    assert version(section) == 2


def test_an_order_is_taken_over_once_until_it_is_removed() -> None:
    source, section = two_months()
    ordered = source.paragraphs.get()

    first = do(section, Act.TAKE, ordered)
    again = do(section, Act.TAKE, ordered)

    assert (first, len(rows(section))) == (again, 2)
    do(section, Act.REMOVE, rows(section)[-1])
    assert do(section, Act.TAKE, ordered) != first
    assert len(rows(section)) == 2


def test_only_what_stands_beside_the_section_is_taken_over() -> None:
    source, section = two_months()
    elsewhere = section_of(source.part.resolution, PartKind.DIRECTIONS, 1).paragraphs.get()

    for row in (elsewhere, section.paragraphs.get()):
        with pytest.raises(Refused):
            do(section, Act.TAKE, row)

    assert len(rows(section)) == 1


def test_empty_and_removed_orders_stand_beside_nothing() -> None:
    section = section_of(make_resolution(month=11))
    before = make_section("", month=10)
    source = section_of(before.part.resolution, PartKind.DIRECTIONS)
    paste(source, [ParagraphText("Bỏ."), ParagraphText("Còn.")], after=None, op_id=uuid4(), by=None, at=LATER)
    Paragraph.objects.filter(pk=rows(source)[0].pk).update(text="")
    do(source, Act.REMOVE, rows(source)[1])

    assert [row.text for row in orders_for(section)] == ["Còn."]


def test_no_orders_stand_beside_the_first_month_or_an_opening() -> None:
    source, section = two_months()
    closing = section_of(section.part.resolution, PartKind.CLOSING)

    assert (orders_for(source), orders_for(closing)) == ([], [])
    with pytest.raises(Refused):
        do(closing, Act.TAKE, source.paragraphs.get())


def test_no_orders_stand_beside_a_section_whose_field_the_month_before_lacked() -> None:
    before = make_manuscript(month=10)
    parts = (before.parts[0], replace(before.parts[1], sections=before.parts[1].sections[1:]))
    _source, section = two_months(parts=parts)

    assert orders_for(section) == []


# Pasting


def put(section: Section, lines: Sequence[str], after: Paragraph | None = None, **fields: object) -> int | None:
    values: dict[str, object] = {"op_id": uuid4(), "by": None, "at": LATER}
    pieces = [ParagraphText(line) for line in lines]
    return paste(section, pieces, after=after.pk if after else None, **values | fields)  # type: ignore[arg-type]


def test_pasted_paragraphs_stand_after_the_one_chosen() -> None:
    user, section = make_officer(), make_section("Một.", "Hai.")

    focus = put(section, ["a", "b"], after=rows(section)[0], by=user)

    assert (texts(section), version(section)) == (["Một.", "a", "b", "Hai."], 2)
    assert focus == rows(section)[1].pk
    assert [row.revisions.get().by for row in rows(section)[1:3]] == [user, user]


@pytest.mark.parametrize("place", ["nowhere", "removed", "elsewhere"])
def test_pasted_paragraphs_stand_at_the_end_where_the_one_chosen_does_not_stand(place: str) -> None:
    section = make_section("Một.", "Hai.", "Bỏ.")
    removed = rows(section)[2]
    do(section, Act.REMOVE, removed)
    elsewhere = section_of(section.part.resolution, place=1).paragraphs.get()

    put(section, ["a"], after={"nowhere": None, "removed": removed, "elsewhere": elsewhere}[place])

    assert texts(section) == ["Một.", "Hai.", "a"]


def test_bad_input_38_the_same_paste_twice_puts_the_paragraphs_once() -> None:
    section, name = make_section("Một."), uuid4()

    first = put(section, ["a", "b"], op_id=name)
    again = put(section, ["a", "b"], op_id=name)

    assert (first, texts(section), version(section)) == (again, ["Một.", "a", "b"], 2)


def test_bad_input_38_another_paste_under_the_same_name_is_refused() -> None:
    section, name = make_section("Một."), uuid4()
    put(section, ["a"], op_id=name)

    for lines, after in ((["b"], None), (["a"], rows(section)[0])):
        with pytest.raises(RepeatedName):
            put(section, lines, after=after, op_id=name)
    with pytest.raises(RepeatedName):
        put(section_of(section.part.resolution, place=1), ["a"], op_id=name)

    assert (texts(section), version(section)) == (["Một.", "a"], 2)


def test_nothing_chosen_is_not_pasted() -> None:
    section = make_section("Một.")

    with pytest.raises(Refused):
        put(section, [])

    assert (version(section), Save.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "lines", [["a" * 20_001], ["a" * 20_000] * 10, ["a"] * 492], ids=["paragraph", "month", "paragraphs"]
)
def test_bad_input_53_a_paste_past_the_limits_is_refused(lines: list[str]) -> None:
    section = make_section("Một.")  # with 8 paragraphs elsewhere

    with pytest.raises(TooLong):
        put(section, lines)

    assert (texts(section), version(section), Save.objects.count()) == (["Một."], 1, 0)


def test_room_for_pasted_paragraphs_is_made_when_it_runs_out() -> None:
    section = make_section("Một.", "Hai.")
    first, last = rows(section)

    put(section, [str(number) for number in range(400)], after=first)
    put(section, [f"+{number}" for number in range(40)], after=first)

    assert texts(section) == ["Một.", *[f"+{n}" for n in range(40)], *[str(n) for n in range(400)], "Hai."]
    first.refresh_from_db()
    last.refresh_from_db()
    assert (first.version, last.version) == (2, 2)


# Conflicts of order, repeated requests


@pytest.mark.parametrize("act", list(Act))
def test_an_order_given_on_an_old_page_is_a_conflict_and_does_nothing(act: Act) -> None:
    source, section = two_months()
    row = rows(section)[0]
    put(section, ["Hai.", "Ba."])
    asked = Order(act, source.paragraphs.get().pk if act == Act.TAKE else row.pk, 1, uuid4(), offset=5)

    with pytest.raises(OrderConflict):
        arrange(section, asked, by=None, at=LATER)

    assert (texts(section)[1:], version(section)) == (["Hai.", "Ba."], 2)
    assert not Save.objects.filter(op_id=asked.op_id).exists()


def test_saving_texts_meanwhile_is_no_conflict_of_order() -> None:
    section = make_section("Một.", "Hai.")
    row = rows(section)[0]
    asked = order(section, Act.DOWN, row)
    seen = open_paragraph(row.pk)
    assert seen
    drafting.save(seen, make_typed("Mốt."), by=None, at=LATER)

    arrange(section, asked, by=None, at=LATER)

    assert texts(section) == ["Hai.", "Mốt."]


@pytest.mark.parametrize("act", [Act.SPLIT, Act.MERGE, Act.UP, Act.DOWN, Act.REMOVE])
def test_bad_input_38_the_same_order_twice_has_one_effect_and_one_answer(act: Act) -> None:
    section = make_section("Một.", "Hai. Ba.", "Bốn.")
    asked = order(section, act, rows(section)[1], offset=4)

    first = arrange(section, asked, by=None, at=LATER)
    after = (texts(section), version(section))
    put(section, ["Năm."])
    again = arrange(section, asked, by=None, at=LATER)

    assert (first, texts(section)[:-1], version(section)) == (again, after[0], after[1] + 1)


def test_bad_input_38_another_order_under_the_same_name_is_refused() -> None:
    section = make_section("Một. Một.", "Hai. Hai.", "Ba.")
    first, second, _third = rows(section)
    asked = order(section, Act.SPLIT, first, offset=4)
    arrange(section, asked, by=None, at=LATER)
    elsewhere = section_of(section.part.resolution, place=1)

    for other in (
        replace(asked, act=Act.REMOVE),
        replace(asked, paragraph_id=second.pk),
        replace(asked, offset=5),
        replace(asked, base_version=2),
    ):
        with pytest.raises(RepeatedName):
            arrange(section, other, by=None, at=LATER)
    with pytest.raises(RepeatedName):
        arrange(elsewhere, asked, by=None, at=LATER)

    assert (texts(section), version(section)) == (["Một.", "Một.", "Hai. Hai.", "Ba."], 2)


def test_bad_input_38_an_order_and_a_save_do_not_share_a_name() -> None:
    section = make_section("Một.", "Hai.")
    row = rows(section)[0]
    typed = make_typed("Mốt.")
    seen = open_paragraph(row.pk)
    assert seen
    drafting.save(seen, typed, by=None, at=LATER)

    with pytest.raises(RepeatedName):
        arrange(section, replace(order(section, Act.DOWN, row), op_id=typed.op_id), by=None, at=LATER)

    assert texts(section) == ["Mốt.", "Hai."]


# Limits and what is issued


def test_bad_input_53_nothing_comes_back_into_a_month_that_is_full() -> None:
    section = make_section("Một.", "b")
    row = rows(section)[0]
    do(section, Act.REMOVE, row)
    found = open_paragraph(row.pk)
    assert found
    left = 200_000 - found.month_length
    put(section, ["a" * min(20_000, left - begun) for begun in range(0, left, 20_000)])
    before = version(section)

    with pytest.raises(TooLong):
        do(section, Act.RESTORE, row)

    row.refresh_from_db()
    assert (row.is_removed, version(section), len(states(row))) == (True, before, 2)


def test_bad_input_53_no_split_makes_a_501st_paragraph() -> None:
    section = make_section("Một. Hai.", *["a"] * 491)  # with 8 paragraphs elsewhere

    with pytest.raises(TooLong):
        do(section, Act.SPLIT, rows(section)[0], offset=4)

    assert (texts(section)[0], version(section)) == ("Một. Hai.", 1)


@pytest.mark.parametrize("act", list(Act))
def test_bad_input_43_nothing_is_arranged_in_what_is_issued(act: Act) -> None:
    section = make_section("Một. Hai.", "Ba. Bốn.", "Năm.")
    row = rows(section)[1]
    issue(section.part.resolution)

    with pytest.raises(Locked):
        do(section, act, row, offset=3)
    with pytest.raises(Locked):
        put(section, ["a"])

    assert (texts(section), version(section)) == (["Một. Hai.", "Ba. Bốn.", "Năm."], 1)


def test_nothing_is_arranged_in_a_section_that_is_gone() -> None:
    section = make_section("Một.", "Hai.")
    asked = order(section, Act.DOWN, rows(section)[0])
    section.paragraphs.all().delete()
    Section.objects.filter(pk=section.pk).delete()

    with pytest.raises(Gone):
        arrange(section, asked, by=None, at=LATER)
    with pytest.raises(Gone):
        put(section, ["a"])


def test_no_paragraphs_are_put_nowhere() -> None:
    section = make_section("Một.")

    assert placing.insert_after(section, None, [], by=None, at=LATER) == []


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("act", "place", "message"),
    [
        (Act.SPLIT, 0, "Put the cursor inside the text, where the new paragraph begins."),
        (Act.UP, 0, "The paragraph stands at the end already."),
        (Act.RESTORE, 0, "This paragraph is not among those removed in the last thirty days."),
        (Act.TAKE, 0, "This order does not stand beside this section. Open the page again."),
    ],
)
def test_a_refusal_says_why(act: Act, place: int, message: str) -> None:
    section = make_section("Một.", "Hai.")

    with pytest.raises(Refused) as refusal:
        do(section, act, rows(section)[place])

    assert str(refusal.value) == message
