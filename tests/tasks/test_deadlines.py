"""Days that texts set, and the days on which Vietnam works."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.deadlines import find_deadline, is_quiet, last_working_day, tet, working_day
from tasks.lunar import first_month_day, last_month_day


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        ("hoàn thành trước ngày 25/3", date(2026, 3, 25)),
        ("xong trước 30/4", date(2026, 4, 30)),
        ("chậm nhất 20/3 phải nộp", date(2026, 3, 20)),
        ("chậm nhất là ngày 20 tháng 3 năm 2026", date(2026, 3, 20)),
        ("trước 17 giờ ngày 15/3/2026", date(2026, 3, 15)),
        ("truoc ngay 25/3", date(2026, 3, 25)),
        ("trước ngày 25 hằng tháng", date(2026, 3, 25)),
        ("đến ngày 28/3 phải xong", date(2026, 3, 28)),
        ("ngay trong tháng 3", date(2026, 3, 31)),
        ("trong tháng, hoàn thành kiểm đếm", date(2026, 3, 31)),
        ("trong tháng 4/2026", date(2026, 4, 30)),
        ("đến hết tháng", date(2026, 3, 31)),
        ("vào cuối tháng 3", date(2026, 3, 31)),
        ("trong tuần đầu tháng 4", date(2026, 4, 7)),
        ("trong quý I", date(2026, 3, 31)),
        ("trong quý II/2026", date(2026, 6, 30)),
        ("hết 6 tháng đầu năm", date(2026, 6, 30)),
        ("trong năm 2026", date(2026, 12, 31)),
        ("Huy hiệu Đảng đợt 19/5/2026", date(2026, 5, 19)),
        ("mở đợt cao điểm từ ngày 13 đến ngày 19/3/2026", date(2026, 3, 19)),
        ("từ ngày 16/3 đến hết ngày 25/3", date(2026, 3, 25)),
        ("khai mạc vào sáng ngày 26/3", date(2026, 3, 26)),
        ("tổ chức Đại hội điểm ngày 18/3/2026", date(2026, 3, 18)),
        ("trước ngày bầu cử (15/3/2026)", date(2026, 3, 15)),
        ("xong trước Giỗ Tổ Hùng Vương", date(2026, 4, 26)),
        ("trước Quốc khánh", date(2026, 9, 2)),
        ("chậm nhất tháng 4", date(2026, 4, 30)),
        ("xong trước quý II", date(2026, 3, 31)),
        ("trong tháng Tư", date(2026, 4, 30)),
        ("trong tháng tư/2026", date(2026, 4, 30)),
        ("trong tháng Mười Hai năm 2026", date(2026, 12, 31)),
        ("trong tháng từ nguồn xã hội hóa", date(2026, 3, 31)),
        ("thời hạn: trước 17h00 ngày 12/3", date(2026, 3, 12)),
        ("hạn chót 25/3", date(2026, 3, 25)),
        ("từ 01/3 - 08/3", date(2026, 3, 8)),
        ("Thời gian: từ 10 đến 14/9", date(2026, 9, 14)),
        ("họp vào sáng thứ Hai 16/3", date(2026, 3, 16)),
        ("trước rằm tháng Giêng", date(2026, 3, 3)),
        ("hoàn thành trước tháng 4", date(2026, 3, 31)),
        ("trong tháng Tư.", date(2026, 4, 30)),
        ("hoàn thành trong tháng mười một", date(2026, 11, 30)),
        ("trong nửa đầu tháng 3", date(2026, 3, 15)),
        ("thời gian hoàn thành: 25/3", date(2026, 3, 25)),
        ("trong tuần thứ 3 của tháng 3", date(2026, 3, 21)),
        ("tập huấn từ 01/3 - 08/3", date(2026, 3, 8)),
        ("trước ngày 8/3/26", date(2026, 3, 8)),
        ("chậm nhất là cuối quý I", date(2026, 3, 31)),
        ("họp sáng thứ Hai 16/3", date(2026, 3, 16)),
    ],
)
def test_a_day_is_read_from_what_is_written(words: str, due_on: date) -> None:
    found = find_deadline(words, 2026, 3)

    assert found is not None
    assert found.due_on == due_on
    assert found.sureness >= 0.5
    assert 0 <= found.start < found.end <= len(words)


@pytest.mark.parametrize(
    "words",
    [
        "tính đến ngày 23/3/2026 đạt 95%",
        "theo Nghị quyết số 57-NQ/TW ngày 22/12/2024",
        "kỷ niệm ngày 26/3",
        "giải quyết 1.516/1.574 hồ sơ",
        "đạt 15/3 hộ",
        "nhiệm kỳ 2026 - 2031",
        "kế hoạch công tác năm 2026",
        "bảo đảm an ninh trước, trong và sau Tết Nguyên đán",
        "trước ngày 31/02",
        "trong tháng 13",
        "trước Tết Dương lịch",
        "trước 31 Tết",
        "trong tháng sau",
        "thời gian: 02 tháng",
        "khắc phục sai phạm đã phát hiện trong tháng 2",
        "hằng tuần báo cáo Thường trực",
        "",
    ],
)
def test_a_figure_or_a_date_of_something_else_sets_no_day(words: str) -> None:
    assert find_deadline(words, 2026, 3) is None


def test_a_day_without_year_lies_in_the_next_one_when_it_is_gone_by() -> None:
    found = find_deadline("trước ngày 15/01", 2026, 12)

    assert found is not None
    assert (found.due_on, found.sureness) == (date(2027, 1, 15), 1.0)


def test_a_day_shortly_before_the_month_belongs_to_it_since_it_may_be_issued_then() -> None:
    found = find_deadline("chậm nhất 27/02", 2026, 3)

    assert found is not None
    assert (found.due_on, found.sureness) == (date(2026, 2, 27), 1.0)


def test_a_day_before_the_resolution_is_doubted() -> None:
    found = find_deadline("xong trước ngày 31/12/2025", 2026, 3)

    assert found is not None
    assert found.due_on == date(2025, 12, 31)
    assert found.sureness < 0.5
    assert "past" in found.rules


def test_a_day_that_would_be_nearly_a_year_away_is_doubted() -> None:
    found = find_deadline("trước ngày 15/02", 2026, 3)

    assert found is not None
    assert found.due_on == date(2027, 2, 15)
    assert found.sureness < 0.5
    assert "far" in found.rules


def test_before_tet_is_the_day_before_it() -> None:
    words = "trao quà trước Tết Nguyên đán Bính Ngọ cho hộ nghèo"

    found = find_deadline(words, 2026, 1)

    assert found is not None
    assert found.due_on == date(2026, 2, 16)
    assert words[found.start : found.end] == "trước Tết Nguyên đán Bính Ngọ"


@pytest.mark.parametrize(
    ("words", "month", "due_on"),
    [
        ("trước 30 Tết", 1, date(2026, 2, 16)),  # the month has 29 days: the last of them is meant
        ("trước 23 tháng Chạp", 1, date(2026, 2, 10)),
        ("trước 23 tháng Chạp", 12, date(2027, 1, 30)),
        ("trước mùng 10 tháng Giêng", 12, date(2027, 2, 15)),
    ],
)
def test_days_of_the_lunar_year_are_found_from_tet(words: str, month: int, due_on: date) -> None:
    found = find_deadline(words, 2026, month)

    assert found is not None
    assert (found.due_on, "far" in found.rules) == (due_on, False)


def test_the_moon_is_new_on_every_tet() -> None:
    # A lunar month begins on the day of the new moon: the day after tháng Chạp's last is Tết.
    for year in range(1990, 2100):
        first = last_month_day(tet(year), 1)
        assert (tet(year) - first).days in {29, 30}
        assert first_month_day(tet(year), 1) == tet(year)


def test_before_tet_said_in_december_is_the_coming_one() -> None:
    found = find_deadline("chuẩn bị quà trong dịp Tết", 2026, 12)

    assert found is not None
    assert (found.due_on, found.is_event) == (date(2027, 2, 5), True)


def test_the_day_that_is_meant_strictly_wins_over_the_day_of_an_event() -> None:
    found = find_deadline("xét tặng Huy hiệu Đảng đợt 19/5/2026, hoàn thành trước ngày 10/4", 2026, 3)

    assert found is not None
    assert found.due_on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("year", "first"), [(2025, date(2025, 1, 29)), (2026, date(2026, 2, 17)), (2027, date(2027, 2, 6))]
)
def test_tet_is_the_first_day_of_the_lunar_year(year: int, first: date) -> None:
    assert tet(year) == first


def test_the_thirtieth_before_tet_is_its_eve() -> None:
    found = find_deadline("Nộp danh sách trước 30 Tết", 2026, 1)

    assert found
    assert (found.due_on, found.rules) == (date(2026, 2, 16), ("before_tet",))


def test_tet_and_public_holidays_are_quiet() -> None:
    days = [date(2026, 2, 16), date(2026, 2, 17), date(2026, 4, 30), date(2026, 9, 2), date(2026, 1, 1)]

    assert [is_quiet(day) for day in days] == [True] * 5
    assert not is_quiet(date(2026, 3, 10))


def test_offices_work_on_weekdays_and_on_saturdays_in_lieu() -> None:
    assert working_day(date(2026, 3, 10))
    assert not working_day(date(2026, 3, 14))
    assert not working_day(date(2026, 2, 18))
    assert working_day(date(2025, 4, 26))


def test_the_last_working_day_of_a_month_is_no_weekend() -> None:
    assert last_working_day(2026, 1) == date(2026, 1, 30)
    assert last_working_day(2026, 4) == date(2026, 4, 29)


@given(st.text(alphabet="trước ngàyđếnhết0123456789/.-() thángquýTếtdịp", max_size=200), st.integers(1, 12))
def test_no_text_breaks_the_reader(words: str, month: int) -> None:
    found = find_deadline(words, 2026, month)

    assert found is None or 0 <= found.start < found.end <= len(words)


@pytest.mark.parametrize(
    "unit", ["trước ", "trước ngày 25 ", "đến ngày ", "tổ chức ", "từ ngày 1 đến ", "a" * 50, "1/"]
)
def test_twenty_thousand_letters_are_read_at_once(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    find_deadline(text, 2026, 3)

    start = time.process_time()
    find_deadline(text, 2026, 3)

    assert time.process_time() - start < 1
