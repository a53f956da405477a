"""Words in a paragraph, found again after it was changed."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.anchors import find

TEXT = (
    "Giao Phòng Kinh tế chủ trì, phối hợp với các thôn vận động 04 hộ còn lại nhận tiền bồi thường, bàn giao mặt bằng "
    "đường trục xã trước ngày 25/02/2026; báo cáo Thường trực Đảng ủy vào thứ Sáu hằng tuần."
)


def words(text: str, quote: str, occurrence: int = 1) -> str | None:
    found = find(text, quote, occurrence)
    return text[found.start : found.end] if found else None


def test_the_very_words_are_found_where_they_stand() -> None:
    found = find(TEXT, "04 hộ còn lại")

    assert found == (59, 72, True)
    assert words(TEXT, "04 hộ còn lại") == "04 hộ còn lại"


@pytest.mark.parametrize(("occurrence", "start"), [(1, 0), (2, 8), (3, 16), (9, 16), (0, 0)])
def test_the_occurrence_that_is_meant_is_found_or_the_last_that_is_left(occurrence: int, start: int) -> None:
    found = find("các hộ, các hộ, các hộ", "các hộ", occurrence)

    assert found is not None
    assert (found.start, found.is_exact) == (start, True)


@pytest.mark.parametrize(
    ("quote", "now"),
    [
        ("với các thôn vận động các hộ còn lại nhận tiền", "với các thôn vận động 04 hộ còn lại nhận tiền"),
        ("bàn giao mặt bằng đường trục xã trong tháng 02", "bàn giao mặt bằng đường trục xã"),
        ("Báo cáo thường trực Đảng ủy vào thứ Sáu", "báo cáo Thường trực Đảng ủy vào thứ Sáu"),
    ],
)
def test_words_that_were_changed_in_part_are_found_by_the_rest(quote: str, now: str) -> None:
    found = find(TEXT, quote)

    assert found is not None
    assert not found.is_exact
    assert TEXT[found.start : found.end] == now


@pytest.mark.parametrize(
    "quote", ["tuần tra ban đêm từ ngày 13", "", "   ", "pháo nổ tới 100% hộ kinh doanh trên địa bàn"]
)
def test_words_that_are_gone_are_not_found(quote: str) -> None:
    assert find(TEXT, quote) is None
    assert find("", quote) is None


def test_a_decomposed_quote_is_the_same_words() -> None:
    assert words(TEXT, normalize("NFD", "Phòng Kinh tế")) == "Phòng Kinh tế"


def test_the_longest_text_is_searched_at_once() -> None:
    text, quote = "thôn " * 4000, "thôn xóm " * 220
    began = time.monotonic()

    find(text, quote)

    assert time.monotonic() - began < 2


@given(st.text(max_size=200), st.text(max_size=60), st.integers(-3, 5))
def test_what_is_found_lies_inside_the_text(text: str, quote: str, occurrence: int) -> None:
    found = find(text, quote, occurrence)

    assert found is None or 0 <= found.start < found.end <= len(text)
