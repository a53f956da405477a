"""Two people in one section: no text of either is lost, and who must choose sees both texts."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import WIDTHS
from tests.browser.desk import (
    SAVE,
    box,
    button,
    history,
    kept,
    message,
    new_box,
    nothing_is_lost,
    on_page,
    save,
    shows,
    sign_in_quickly,
    sit_down,
    state,
    stored,
    versions,
    write,
)

pytestmark = pytest.mark.browser

WIDE = max(WIDTHS)
STOOD = "Thu ngân sách tháng đạt khá."
MINE = f"{STOOD} Của tôi."
THEIRS = f"{STOOD} Của đồng chí."


def sit_down_together(context: BrowserContext, other_context: BrowserContext, *texts: str) -> tuple[Page, Page]:
    """Return the pages of two people who have the same section open, each on a computer of their own."""
    page = sit_down(context, *texts)
    sign_in_quickly(other_context, "chanhvp")
    other = other_context.new_page()
    other.goto(page.url)
    return page, other


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("Lấy bản của tôi (lưu cả hai vào lịch sử)", MINE),
        ("Lấy bản đang có", THEIRS),
        ("Sửa gộp", f"{STOOD} [Của đồng chí. | Của tôi.]"),
    ],
    ids=["mine", "theirs", "both"],
)
def test_both_edit_one_paragraph_and_the_second_chooses(
    choice: str, stands: str, context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other = sit_down_together(context, other_context, STOOD)
    write(other, " Của đồng chí.", into=1)
    save(other)

    write(page, " Của tôi.", into=1)
    save(page, "conflict")
    expect(page.locator(".conflict")).to_contain_text("Phạm Đức Minh")
    nothing_is_lost(page, MINE, THEIRS)
    button(page, choice).click()

    expect(page.locator(".conflict")).to_be_hidden()
    state(page, "saved")
    shows(page, stands)
    assert stored(page) == [stands]
    assert all(text in history(page, 1) for text in (MINE, THEIRS, stands))
    assert kept(page) == []


def test_what_is_typed_on_during_a_conflict_is_kept_too(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, STOOD)
    write(other, " Của đồng chí.", into=1)
    save(other)
    write(page, " Của tôi.", into=1)
    save(page, "conflict")

    write(page, " Gõ tiếp trong lúc chọn.", into=1)
    nothing_is_lost(page, f"{MINE} Gõ tiếp trong lúc chọn.")
    button(page, "Lấy bản đang có").click()
    shows(page, THEIRS)
    nothing_is_lost(page, f"{MINE} Gõ tiếp trong lúc chọn.")
    page.reload()
    button(page, "Lấy lại bản này").click()

    state(page, "saved")
    assert stored(page) == [f"{MINE} Gõ tiếp trong lúc chọn."]


def test_both_type_the_same_and_nobody_is_asked(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, STOOD)
    write(other, " Của tôi.", into=1)
    save(other)

    write(page, " Của tôi.", into=1)
    save(page)

    assert stored(page) == [MINE]
    assert versions(page) == [2]


def test_one_removes_what_the_other_edits_who_keeps_it(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, STOOD, "Đoạn hai.")
    button(other, "Xóa đoạn 1").click()
    shows(other, "Đoạn hai.")

    write(page, " Của tôi.", into=1)
    save(page, "conflict")
    expect(page.locator(".conflict")).to_contain_text("Người khác đã xóa đoạn này.")
    nothing_is_lost(page, MINE)
    button(page, "Giữ bản của tôi thành đoạn mới").click()

    state(page, "saved")
    assert sorted(stored(page)) == sorted(["Đoạn hai.", MINE])
    assert sorted(on_page(page)) == sorted(["Đoạn hai.", MINE])


def test_one_removes_what_the_other_edits_who_lets_it_go(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other = sit_down_together(context, other_context, STOOD, "Đoạn hai.")
    button(other, "Xóa đoạn 1").click()
    shows(other, "Đoạn hai.")
    write(page, " Của tôi.", into=1)
    save(page, "conflict")
    typed = history(page, 1)

    button(page, "Bỏ bản này").click()

    state(page, "saved")
    shows(page, "Đoạn hai.")
    assert stored(page) == ["Đoạn hai."]
    assert MINE in typed


def test_one_joins_what_the_other_edits(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, "Đoạn một.", STOOD)
    button(other, "Nối đoạn 2 vào đoạn trước").click()
    shows(other, f"Đoạn một. {STOOD}")

    write(page, " Của tôi.", into=2)
    save(page, "conflict")
    expect(page.locator(".conflict")).to_contain_text("nối đoạn này vào đoạn khác")
    nothing_is_lost(page, MINE, f"Đoạn một. {STOOD}")
    button(page, "Giữ bản của tôi thành đoạn mới").click()

    state(page, "saved")
    page.reload()
    shows(page, f"Đoạn một. {STOOD}", MINE)
    assert stored(page) == [f"Đoạn một. {STOOD}", MINE]


def test_one_splits_what_the_other_edits(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, "Câu một. Câu hai.")
    box(other, 1).focus()
    box(other, 1).evaluate("box => box.setSelectionRange(9, 9)")
    button(other, "Tách đoạn 1 tại con trỏ").click()
    shows(other, "Câu một.", "Câu hai.")

    write(page, " Câu ba.", into=1)
    save(page, "conflict")
    nothing_is_lost(page, "Câu một. Câu hai. Câu ba.", "Câu một.", "Câu hai.")
    button(page, "Sửa gộp").click()

    state(page, "saved")
    nothing_is_lost(page, "Câu ba.")
    assert "Câu một. Câu hai. Câu ba." in history(page, 1)
    assert stored(page)[-1] == "Câu hai."


def test_one_moves_what_the_other_edits(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, STOOD, "Đoạn hai.")
    button(other, "Chuyển đoạn 1 xuống").click()
    shows(other, "Đoạn hai.", STOOD)

    write(page, " Của tôi.", into=1)
    save(page)

    assert stored(page) == ["Đoạn hai.", MINE]
    page.reload()
    shows(page, "Đoạn hai.", MINE)


def test_each_edits_a_paragraph_and_adds_one(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, "Đoạn một.", "Đoạn hai.")

    write(page, " Tôi.", into=1)
    write(other, " Đồng chí.", into=2)
    write(page, "Đoạn mới của tôi.")
    write(other, "Đoạn mới của đồng chí.")
    state(page, "saved")
    state(other, "saved")

    assert stored(page)[:2] == ["Đoạn một. Tôi.", "Đoạn hai. Đồng chí."]
    assert sorted(stored(page)[2:]) == ["Đoạn mới của tôi.", "Đoạn mới của đồng chí."]


def test_both_change_the_order_and_the_second_is_told(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other = sit_down_together(context, other_context, "Một.", "Hai.", "Ba.")
    button(other, "Chuyển đoạn 3 lên").click()
    shows(other, "Một.", "Ba.", "Hai.")
    write(page, " Vừa gõ.", into=1)

    button(page, "Chuyển đoạn 2 lên").click()
    message(page, re.compile("Người khác vừa đổi thứ tự"))
    shows(page, "Một. Vừa gõ.", "Ba.", "Hai.")
    button(page, "Chuyển đoạn 3 lên").click()

    shows(page, "Một. Vừa gõ.", "Hai.", "Ba.")
    assert stored(page) == ["Một. Vừa gõ.", "Hai.", "Ba."]


def test_one_sees_who_else_is_here_and_what_they_changed(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other = sit_down_together(context, other_context, STOOD, "Đoạn hai.")
    expect(other.locator("[data-presence]")).to_have_text("Nguyễn Thu Hà đang mở mục này")
    write(other, " Của đồng chí.", into=1)
    save(other)

    # The page asks every 20 seconds.
    expect(page.locator("[data-presence]")).to_have_text("Phạm Đức Minh đang mở mục này", timeout=40_000)
    expect(page.locator("#" + (page.locator(".para").first.get_attribute("id") or ""))).to_contain_text("Người khác")
    shows(page, STOOD, "Đoạn hai.")
    page.get_by_role("link", name="Tải lại trang để xem").click()

    shows(page, THEIRS, "Đoạn hai.")


@pytest.mark.parametrize("context", [WIDE], indirect=True)
def test_two_windows_of_one_person_are_two_writers(context: BrowserContext) -> None:
    page = sit_down(context, STOOD)
    second = context.new_page()
    second.goto(page.url)
    write(second, " Ở cửa sổ hai.", into=1)
    save(second)

    write(page, " Của tôi.", into=1)
    save(page, "conflict")
    nothing_is_lost(page, MINE, f"{STOOD} Ở cửa sổ hai.")
    button(page, "Lấy bản của tôi (lưu cả hai vào lịch sử)").click()

    state(page, "saved")
    assert stored(page) == [MINE]


@pytest.mark.parametrize("context", [WIDE], indirect=True)
def test_a_text_not_sent_before_the_page_was_closed_meets_what_others_wrote(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other = sit_down_together(context, other_context, STOOD)
    page.route(SAVE, lambda route: route.abort())
    write(page, " Của tôi.", into=1)
    state(page, "offline")
    address = page.url
    page.close()
    write(other, " Của đồng chí.", into=1)
    save(other)

    page = context.new_page()
    page.goto(address)
    expect(page.locator(".kept-text")).to_have_text(MINE)
    nothing_is_lost(page, MINE, THEIRS)
    button(page, "Lấy lại bản này").click()
    state(page, "conflict")
    button(page, "Lấy bản của tôi (lưu cả hai vào lịch sử)").click()

    state(page, "saved")
    assert stored(page) == [MINE]
    assert THEIRS in history(page, 1)


def test_both_write_without_script_and_the_second_sees_both(
    plain_context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other = sit_down_together(plain_context, other_context, STOOD)
    write(other, " Của đồng chí.", into=1)
    save(other)

    box(page, 1).fill(MINE)
    new_box(page).fill("Đoạn mới.")
    button(page, "Lưu").click()
    expect(page.locator(".conflict")).to_contain_text(THEIRS)
    nothing_is_lost(page, "Đoạn mới.", THEIRS)
    expect(box(page, 1)).to_have_value(MINE)
    button(page, "Lưu").click()

    expect(page.locator(".notice-done")).to_be_visible()
    assert stored(page) == [MINE, "Đoạn mới."]
    assert THEIRS in history(page, 1)
