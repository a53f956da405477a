"""Comparing two texts word by word and two lists of paragraphs by key, and merging two changes of one text."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.comparing import (
    Change,
    Merge,
    Piece,
    Row,
    RowKind,
    Stand,
    _common_words,
    compare,
    compare_paragraphs,
    merge,
)

SAME, ADDED, REMOVED = Change.SAME, Change.ADDED, Change.REMOVED

# Few words, so that they repeat, and white space of all sorts at both ends and between them.
WORDS = st.lists(st.sampled_from("Đảng ủy xã và các chi bộ".split()), max_size=12)
SPACES = st.sampled_from(["", " ", "  ", "\n", "\t", "\r\n"])
TEXTS = st.one_of(
    WORDS.map(" ".join),
    st.lists(st.one_of(st.sampled_from("Đảng ủy xã và".split()), SPACES), max_size=25).map("".join),
    st.text().map(lambda text: unicodedata.normalize("NFC", text)),
)
STANDS = st.lists(
    st.builds(Stand, key=st.integers(0, 12), text=st.sampled_from(["Một.", "Hai."]), kind=st.sampled_from(["a", "b"])),
    unique_by=lambda stand: stand.key,
)


def told(old: str, new: str) -> str:
    """Return the pieces in one line: what was removed as {-so}, what was added as {+so}."""
    signs = {SAME: "{}", ADDED: "{{+{}}}", REMOVED: "{{-{}}}"}
    return "".join(signs[piece.change].format(piece.text) for piece in compare(old, new))


def text_of(pieces: tuple[Piece, ...], left_out: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change != left_out)


def paragraphs(*texts: str) -> list[Stand]:
    """Return paragraphs, each with its first character as its key and the rest as its text."""
    return [Stand(int(text[0]), text[1:] or f"Đoạn {text[0]}.", "prose") for text in texts]


def outline(rows: list[Row]) -> list[tuple[str, int, int | None, int | None]]:
    return [(row.kind.value, row.key, row.old_place, row.new_place) for row in rows]


def test_a_changed_figure_is_one_removed_and_one_added_word() -> None:
    pieces = compare("Thu ngân sách đạt 95% kế hoạch.", "Thu ngân sách đạt 97,5% kế hoạch.")

    assert pieces == (
        Piece(SAME, "Thu ngân sách đạt "),
        Piece(REMOVED, "95%"),
        Piece(ADDED, "97,5%"),
        Piece(SAME, " kế hoạch."),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "Giao Văn phòng.", "{+Giao Văn phòng.}"),
        ("Giao Văn phòng.", "", "{-Giao Văn phòng.}"),
        ("Giao Văn phòng.", "Giao Văn phòng.", "Giao Văn phòng."),
        ("Các chi bộ báo cáo.", "Các chi bộ, đảng bộ báo cáo.", "Các chi {+bộ, đảng }bộ báo cáo."),
        ("Đảng ủy yêu cầu các chi bộ.", "Đảng ủy các chi bộ.", "Đảng ủy {-yêu cầu }các chi bộ."),
        ("Hoàn thành kế hoạch.", "Hoàn thành tốt kế hoạch.", "Hoàn thành {+tốt }kế hoạch."),
        ("Hoàn thành", "Hoàn thành trước ngày 25/3", "Hoàn thành{+ trước ngày 25/3}"),
        ("kế hoạch", "Thực hiện kế hoạch", "{+Thực hiện }kế hoạch"),
    ],
)
def test_words_are_told_as_same_added_or_removed(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def test_words_changed_side_by_side_are_one_phrase() -> None:
    old = "Giao Ban Xây dựng Đảng tham mưu, hoàn thành trước ngày 20/3/2026."
    new = "Giao Ủy ban Kiểm tra tham mưu, báo cáo kết quả trước ngày 25/3/2026."

    assert told(old, new) == (
        "Giao {-Ban Xây dựng Đảng}{+Ủy ban Kiểm tra} tham mưu, {-hoàn thành}{+báo cáo kết quả} trước ngày "
        "{-20/3/2026.}{+25/3/2026.}"
    )


def test_a_word_that_two_different_phrases_share_by_chance_is_not_told_as_kept() -> None:
    old = "Đảng ủy xã tập trung lãnh đạo thu hoạch lúa và chăm sóc rau màu vụ đông đúng thời vụ."
    new = "Đảng ủy xã chỉ đạo rà soát hộ nghèo và công khai danh sách tại nhà văn hóa đúng thời vụ."

    assert told(old, new) == (
        "Đảng ủy xã {-tập trung lãnh đạo thu hoạch lúa và chăm sóc rau màu vụ đông}"
        "{+chỉ đạo rà soát hộ nghèo và công khai danh sách tại nhà văn hóa} đúng thời vụ."
    )


def test_a_word_between_two_changed_words_is_told_as_kept() -> None:
    assert told("Xong trước 25 tháng 3.", "Xong trước 27 tháng 4.") == "Xong trước {-25}{+27} tháng {-3.}{+4.}"


def test_a_sentence_put_between_others_is_told_whole() -> None:
    first = "Đảng ủy xã yêu cầu các chi bộ báo cáo kết quả."
    second = "Đảng ủy xã giao Văn phòng theo dõi, đôn đốc các chi bộ."
    last = "Ủy ban nhân dân xã báo cáo Đảng ủy kết quả hằng tháng."

    assert told(f"{first} {last}", f"{first} {second} {last}") == f"{first} {{+{second} }}{last}"


def test_a_sentence_that_changed_its_place_is_removed_there_and_added_here() -> None:
    first = "Ban Xây dựng Đảng tham mưu nội dung sinh hoạt chuyên đề quý II."
    second = "Các đoàn thể phát động phong trào thi đua."

    assert told(f"{first} {second}", f"{second} {first}") == f"{{+{second} }}{first}{{- {second}}}"


def test_line_breaks_and_double_spaces_are_kept_and_told() -> None:
    assert told("Chi bộ  thôn\nNhân dân", "Chi bộ thôn\nNhân dân") == "Chi bộ {- }thôn\nNhân dân"
    assert told("Chi bộ thôn Nhân dân", "Chi bộ thôn\nNhân dân") == "Chi bộ thôn{- }{+\n}Nhân dân"
    assert told("Chi bộ\n\n", "Đảng bộ\n\n") == "{-Chi}{+Đảng} bộ\n\n"


def test_both_forms_of_unicode_are_the_same_words() -> None:
    text = "Đảng ủy xã Kẻ Sặt yêu cầu các chi bộ thực hiện nghiêm."
    decomposed = unicodedata.normalize("NFD", text)

    assert compare(decomposed, text) == (Piece(SAME, text),)
    assert compare(text, decomposed) == (Piece(SAME, text),)
    assert told(decomposed, text.replace("nghiêm", "tốt")) == (
        "Đảng ủy xã Kẻ Sặt yêu cầu các chi bộ thực hiện {-nghiêm.}{+tốt.}"
    )


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)

    assert text_of(pieces, left_out=ADDED) == old
    assert text_of(pieces, left_out=REMOVED) == new


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_neighbours_differ_in_kind(old: str, new: str) -> None:
    pieces = compare(old, new)

    assert all(piece.text for piece in pieces)
    assert all(piece.change != after.change for piece, after in pairwise(pieces))
    assert all(piece.text.strip() for piece in pieces[1:-1] if piece.change == SAME)


@given(TEXTS)
def test_a_text_compared_with_itself_is_one_piece(text: str) -> None:
    assert compare(text, unicodedata.normalize("NFD", text)) == ((Piece(SAME, text),) if text else ())


@given(WORDS, WORDS)
def test_as_many_words_as_possible_are_found_in_both(old: list[str], new: list[str]) -> None:
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, word in enumerate(old):
        for j, other in enumerate(new):
            longer = lengths[i][j] + 1 if word == other else 0
            lengths[i + 1][j + 1] = max(longer, lengths[i][j + 1], lengths[i + 1][j])

    found = _common_words(old, new)

    assert len(found) == lengths[-1][-1]
    assert all(old[i] == new[j] for i, j in found)
    assert all(i < next_i and j < next_j for (i, j), (next_i, next_j) in pairwise(found))


def test_the_longest_paragraphs_of_one_repeated_word_are_compared() -> None:
    old, new = "a " * 10_000, "x " + "a a b " * 3_330

    pieces = compare(old, new)

    assert text_of(pieces, left_out=ADDED) == old
    assert text_of(pieces, left_out=REMOVED) == new
    assert sum(piece.text.count("a") for piece in pieces if piece.change == SAME) == 6_660


def test_a_stretch_too_long_to_search_is_told_as_replaced() -> None:
    old, new = "đầu " + "a b " * 15_000 + "cuối", "đầu " + "b a a " * 10_000 + "cuối"

    pieces = compare(old, new)

    assert [(piece.change, len(piece.text)) for piece in pieces] == [
        (SAME, 4),
        (REMOVED, 60_000 - 1),
        (ADDED, 60_000 - 1),
        (SAME, 5),
    ]


def test_paragraphs_that_stayed_changed_came_and_went_stand_in_order() -> None:
    rows = compare_paragraphs(paragraphs("1", "2Đạt 95%.", "3", "4"), paragraphs("1", "2Đạt 97%.", "5", "4"))

    assert outline(rows) == [
        ("unchanged", 1, 1, 1),
        ("changed", 2, 2, 2),
        ("removed", 3, 3, None),
        ("added", 5, None, 3),
        ("unchanged", 4, 4, 4),
    ]
    assert rows[1].pieces == (Piece(SAME, "Đạt "), Piece(REMOVED, "95%."), Piece(ADDED, "97%."))
    assert rows[1].left == (Piece(SAME, "Đạt "), Piece(REMOVED, "95%."))
    assert rows[1].right == (Piece(SAME, "Đạt "), Piece(ADDED, "97%."))
    assert (rows[2].left, rows[2].right) == ((Piece(REMOVED, "Đoạn 3."),), ())
    assert (rows[3].left, rows[3].right) == ((), (Piece(ADDED, "Đoạn 5."),))


def test_removed_paragraphs_at_the_start_and_at_the_end_stand_there() -> None:
    rows = compare_paragraphs(paragraphs("1", "2", "3", "4"), paragraphs("5", "2", "3"))

    assert outline(rows) == [
        ("removed", 1, 1, None),
        ("added", 5, None, 1),
        ("unchanged", 2, 2, 2),
        ("unchanged", 3, 3, 3),
        ("removed", 4, 4, None),
    ]


def test_a_paragraph_moved_past_others_is_the_only_one_moved() -> None:
    rows = compare_paragraphs(paragraphs("1", "2", "3", "4"), paragraphs("2", "3", "4", "1"))

    assert outline(rows) == [
        ("unchanged", 2, 2, 1),
        ("unchanged", 3, 3, 2),
        ("unchanged", 4, 4, 3),
        ("moved", 1, 1, 4),
    ]
    assert not rows[3].is_text_changed


def test_a_moved_paragraph_may_be_changed_as_well() -> None:
    rows = compare_paragraphs(paragraphs("1", "2", "3Đạt 95%."), paragraphs("3Đạt 97%.", "1", "2"))

    assert outline(rows) == [("moved", 3, 3, 1), ("unchanged", 1, 1, 2), ("unchanged", 2, 2, 3)]
    assert rows[0].pieces == (Piece(SAME, "Đạt "), Piece(REMOVED, "95%."), Piece(ADDED, "97%."))
    assert rows[0].is_text_changed


def test_a_paragraph_is_the_same_by_its_key_and_not_by_its_text() -> None:
    rows = compare_paragraphs(paragraphs("1Chi bộ báo cáo."), paragraphs("2Chi bộ báo cáo."))

    assert outline(rows) == [("removed", 1, 1, None), ("added", 2, None, 1)]


def test_another_kind_of_paragraph_with_the_same_text_is_a_change() -> None:
    rows = compare_paragraphs([Stand(1, "Các chi bộ.", "prose")], [Stand(1, "Các chi bộ.", "item")])

    assert rows == [Row(RowKind.CHANGED, 1, 1, 1, "prose", "item", (Piece(SAME, "Các chi bộ."),))]
    assert rows[0].is_kind_changed
    assert not rows[0].is_text_changed


def test_a_paragraph_in_the_other_form_of_unicode_is_unchanged() -> None:
    old = [Stand(1, unicodedata.normalize("NFD", "Đảng ủy xã Kẻ Sặt."), "prose")]

    assert outline(compare_paragraphs(old, [Stand(1, "Đảng ủy xã Kẻ Sặt.", "prose")])) == [("unchanged", 1, 1, 1)]


@given(STANDS, STANDS)
def test_every_paragraph_has_one_row_with_its_places_and_its_text(old: list[Stand], new: list[Stand]) -> None:
    rows = compare_paragraphs(old, new)

    assert sorted(row.key for row in rows) == sorted({stand.key for stand in [*old, *new]})
    assert [row.key for row in rows if row.new_place] == [stand.key for stand in new]
    assert {row.key: row.old_place for row in rows if row.old_place} == {s.key: n for n, s in enumerate(old, 1)}
    assert {row.key: text_of(row.left, ADDED) for row in rows if row.old_place} == {s.key: s.text for s in old}
    assert {row.key: text_of(row.right, REMOVED) for row in rows if row.new_place} == {s.key: s.text for s in new}


@given(STANDS, STANDS)
def test_all_that_has_not_moved_stands_in_the_old_order(old: list[Stand], new: list[Stand]) -> None:
    rows = compare_paragraphs(old, new)

    places = [row.old_place for row in rows if row.kind in {RowKind.UNCHANGED, RowKind.CHANGED}]
    assert places == sorted(places, key=lambda place: place or 0)


@given(STANDS, STANDS)
def test_the_kind_of_a_row_says_what_became_of_the_paragraph(old: list[Stand], new: list[Stand]) -> None:
    for row in compare_paragraphs(old, new):
        assert (row.kind == RowKind.ADDED) == (row.old_place is None)
        assert (row.kind == RowKind.REMOVED) == (row.new_place is None)
        if row.kind == RowKind.CHANGED:
            assert row.is_text_changed or row.is_kind_changed
        if row.kind == RowKind.UNCHANGED:
            assert not row.is_text_changed
            assert not row.is_kind_changed


def test_changes_of_different_words_are_both_taken() -> None:
    merged = merge(
        base="Giao Văn phòng Đảng ủy tham mưu, hoàn thành trước ngày 20/3.",
        mine="Giao Ban Xây dựng Đảng chủ trì tham mưu, hoàn thành trước ngày 20/3.",
        theirs="Giao Văn phòng Đảng ủy tham mưu, báo cáo kết quả trước ngày 25/3.",
    )

    assert merged == Merge("Giao Ban Xây dựng Đảng chủ trì tham mưu, báo cáo kết quả trước ngày 25/3.", is_clean=True)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("Thu đạt 97% kế hoạch.", "Thu đạt 96% kế hoạch.", "Thu đạt [96% | 97%] kế hoạch."),
        ("Thu đạt kế hoạch.", "Thu đạt 96% kế hoạch.", "Thu đạt [96% | ] kế hoạch."),
        ("Thu đạt 97% kế hoạch.", "Thu đạt kế hoạch.", "Thu đạt [ | 97%] kế hoạch."),
        ("Thu đạt trên 95% kế hoạch.", "Thu đạt 96% kế hoạch.", "Thu đạt [96% | trên 95%] kế hoạch."),
        ("Thu đạt trên 95% kế hoạch.", "Thu đạt gần 95% kế hoạch.", "Thu đạt [gần | trên] 95% kế hoạch."),
        (
            "Thu đạt 95% kế hoạch. Chi đủ.",
            "Thu đạt 95% kế hoạch. Chi đúng.",
            "Thu đạt 95% kế hoạch. [Chi đúng. | Chi đủ.]",
        ),
    ],
)
def test_both_wordings_of_the_same_words_stand_in_brackets_theirs_first(mine: str, theirs: str, expected: str) -> None:
    merged = merge("Thu đạt 95% kế hoạch.", mine, theirs)

    assert merged == Merge(expected, is_clean=False)


def test_two_new_wordings_of_one_phrase_are_not_cut_at_a_word_they_share_by_chance() -> None:
    base = "Đảng ủy xã tập trung lãnh đạo thu hoạch lúa và chăm sóc rau màu vụ đông đúng thời vụ."
    mine = "Đảng ủy xã chỉ đạo rà soát hộ nghèo và công khai danh sách tại nhà văn hóa đúng thời vụ."
    theirs = "Đảng ủy xã yêu cầu các thôn làm thủy lợi và trồng cây bóng mát ven đường đúng thời vụ."

    assert merge(base, mine, theirs) == Merge(
        "Đảng ủy xã [yêu cầu các thôn làm thủy lợi và trồng cây bóng mát ven đường | "
        "chỉ đạo rà soát hộ nghèo và công khai danh sách tại nhà văn hóa] đúng thời vụ.",
        is_clean=False,
    )


def test_a_change_beside_a_disagreement_stands_in_its_brackets() -> None:
    merged = merge("Họp trước ngày 20/3.", mine="Báo cáo ngày 25/3.", theirs="Họp sau tháng 20/3.")

    assert merged == Merge("[Họp sau tháng 20/3. | Báo cáo ngày 25/3.]", is_clean=False)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("Một hai ba bốn", "Một hai ba", "Một hai bốn", "Một hai"),
        ("Một hai ba", "hai ba", "Một ba", "ba"),
        ("Một hai", "hai", "Một", ""),
        ("Một hai\nba bốn", "Một\nba bốn", "Một hai\nbốn", "Một\nbốn"),
        ("Một hai ba", "Một hai\nba", "Một hai bốn", "Một hai\nbốn"),
        ("Một hai ba", "Không một hai ba", "Một hai ba bốn", "Không một hai ba bốn"),
        ("Một hai ba", "Một hai ba\n", "  Một hai ba", "  Một hai ba\n"),
        ("Một hai", "Một\nhai", "Một  hai", "Một  hai"),
    ],
)
def test_white_space_follows_the_words(base: str, mine: str, theirs: str, expected: str) -> None:
    assert merge(base, mine, theirs) == Merge(expected, is_clean=True)


def test_a_bracket_parts_from_its_neighbours_where_a_side_had_none() -> None:
    assert merge("Một hai", "Thêm một hai", "hai") == Merge("[ | Thêm một] hai", is_clean=False)


def test_both_forms_of_unicode_are_merged_as_the_same_words() -> None:
    mine = unicodedata.normalize("NFD", "Đảng ủy xã Kẻ Sặt báo cáo.")

    assert merge("Đảng ủy xã Kẻ Sặt.", mine, "Đảng ủy xã Kẻ Sặt báo cáo.") == Merge(
        "Đảng ủy xã Kẻ Sặt báo cáo.", is_clean=True
    )


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_or_both_alike_is_taken(base: str, text: str) -> None:
    assert merge(base, text, base) == Merge(text, is_clean=True)
    assert merge(base, base, text) == Merge(text, is_clean=True)
    assert merge(base, text, text) == Merge(text, is_clean=True)


@given(TEXTS, TEXTS, TEXTS)
def test_which_side_is_mine_matters_neither_for_cleanliness_nor_for_clean_words(base: str, one: str, two: str) -> None:
    merged, turned = merge(base, one, two), merge(base, two, one)

    assert merged.is_clean == turned.is_clean
    if merged.is_clean:
        assert merged.text.split() == turned.text.split()
        assert set(merged.text.split()) <= {*base.split(), *one.split(), *two.split()}


@given(
    st.lists(
        st.tuples(st.sampled_from(["nobody", "mine", "theirs"]), st.sampled_from(["", "khác", "hai từ"])), min_size=1
    )
)
def test_a_merge_is_clean_and_has_all_edits_when_they_are_in_different_words(edits: list[tuple[str, str]]) -> None:
    def as_seen_by(*sides: str) -> str:
        words = [text if side in sides else f"từ-{place}" for place, (side, text) in enumerate(edits)]
        return " ".join(word for word in words if word)

    merged = merge(as_seen_by(), as_seen_by("mine"), as_seen_by("theirs"))

    assert merged == Merge(as_seen_by("mine", "theirs"), is_clean=True)


def test_hundreds_of_edits_by_two_people_in_a_long_text_are_merged() -> None:
    chance = random.Random(1)  # noqa: S311 - the same edits every time
    base = [f"từ{place % 400}" for place in range(3_000)]
    mine, theirs, both = list(base), list(base), list(base)
    for place in chance.sample(range(0, 3_000, 3), 600):
        side, word = chance.choice([(mine, f"tôi{place}"), (theirs, f"khác{place}")])
        side[place] = both[place] = word

    merged = merge(" ".join(base), " ".join(mine), " ".join(theirs))

    assert merged == Merge(" ".join(both), is_clean=True)
