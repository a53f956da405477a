"""Vietnamese text: cleaning, folding, order, dates and counts."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesat.vietnamese import (
    UnsafeText,
    clean,
    clean_line,
    fold,
    name_key,
    official_count,
    official_date,
    official_month,
    sort_key,
)


def test_clean_makes_nfc_and_drops_what_cannot_be_seen() -> None:
    decomposed = unicodedata.normalize("NFD", "Đảng ủy xã Kẻ Sặt")

    assert clean(f"\ufeff{decomposed}\u200b\u00ad") == "Đảng ủy xã Kẻ Sặt"
    assert clean("một\u00a0hai\u2028ba\r\nbốn\rnăm") == "một hai\nba\nbốn\nnăm"
    assert clean_line("  một \t hai\n ba ") == "một hai ba"


@pytest.mark.parametrize(
    ("characters", "kept"),
    [("\x0b\x0c\x85\u2028\u2029", "\n"), ("\x1c\x1d\x1e\x1f", " "), ("\x01\x08\x0e\x1b\x7f\x84\x86", "")],
)
def test_clean_parts_words_that_a_page_break_or_a_separator_parted(characters: str, kept: str) -> None:
    for character in characters:
        assert clean(f"Đảng{character}ủy") == f"Đảng{kept}ủy"
        assert clean_line(f"Đảng{character}ủy") == ("Đảng ủy" if kept else "Đảngủy")


@pytest.mark.parametrize("character", ["\x00", "\u202e", "\u2066", "\ud800"])
def test_bad_input_49_clean_refuses_what_would_mislead(character: str) -> None:
    with pytest.raises(UnsafeText) as refusal:
        clean(f"Đảng{character}ủy")

    assert refusal.value.character == f"U+{ord(character):04X}"


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    try:
        once = clean(text)
    except UnsafeText:
        return

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("spelling", ["Kẻ Sặt", "Kè Sắt", "Kê  Sặt", "KẺ SẶT", unicodedata.normalize("NFD", "Kẻ Sặt")])
def test_spellings_of_one_name_fold_alike(spelling: str) -> None:
    assert fold(spelling) == "ke sat"


def test_both_tone_mark_styles_fold_alike() -> None:
    assert fold("Đảng uỷ, hoà, khoẻ") == fold("Đảng ủy, hòa, khỏe") == "dang uy, hoa, khoe"


def test_words_sort_as_in_a_vietnamese_dictionary() -> None:
    words = ["đá", "dạ", "ả", "à", "á", "ạ", "ã", "a", "ă", "â", "e", "ê", "u", "ư", "o", "ơ", "ô", "zê", "2"]

    assert sorted(words, key=sort_key) == [
        *["2", "a", "à", "ả", "ã", "á", "ạ", "ă", "â", "dạ", "đá", "e", "ê", "o", "ô", "ơ", "u", "ư", "zê"]
    ]


def test_people_sort_by_given_name_then_the_rest() -> None:
    names = ["Trần Văn Hòa", "Lê Thị An", "Lê Văn Hòa", "Vũ Ánh", ""]

    assert sorted(names, key=name_key) == ["", "Lê Thị An", "Vũ Ánh", "Lê Văn Hòa", "Trần Văn Hòa"]


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 2, 5), "05/02/2026"), (date(2026, 3, 5), "05/3/2026"), (date(2025, 12, 25), "25/12/2025")],
)
def test_official_dates_pad_days_and_the_first_two_months(day: date, text: str) -> None:
    assert official_date(day) == text


def test_official_months_and_counts() -> None:
    assert [official_month(2026, month) for month in (1, 2, 3, 12)] == ["01/2026", "02/2026", "3/2026", "12/2026"]
    assert [official_count(count) for count in (0, 7, 10, 1700, 1234567)] == ["0", "07", "10", "1.700", "1.234.567"]
