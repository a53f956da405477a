"""Two people in one section: no text of either is lost, and each is told of the other."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.desk import (
    SAVE,
    box,
    button,
    history,
    is_in_state,
    new_box,
    nothing_is_lost,
    practice_section,
    shows,
    stored,
    type_at_end,
)

pytestmark = pytest.mark.browser

PING = 20_000
ONE = "Thu ngân sách đạt khá."
TWO = "Chi đúng dự toán."
TYPED = f"{ONE} Gõ dở."


def sit_down_together(context: BrowserContext, other_context: BrowserContext, *texts: str) -> tuple[Page, Page, str]:
    """Return the pages of two people who have the same section open, each on a computer of their own."""
    page = sign_in(context, "thuha")
    address = practice_section(page, *texts)
    other = sign_in(other_context, "chanhvp")
    other.goto(address)
    return page, other, address


def type_unsaved(page: Page, number: int, text: str) -> None:
    """Type at the end of a paragraph; the line is bad, so nothing of it is saved until the person asks again."""
    page.route(SAVE, lambda route: route.abort())
    type_at_end(page, number, text)
    is_in_state(page, "offline")


def save_at_last(page: Page, then: str) -> None:
    page.unroute(SAVE)
    page.keyboard.press("Control+s")
    is_in_state(page, then)


def split_the_first(page: Page, at: int) -> None:
    box(page, 1).focus()
    box(page, 1).evaluate("(box, at) => box.setSelectionRange(at, at)", at)
    button(page, "Tách đoạn 1 tại con trỏ").click()


def test_one_splits_what_the_other_types_in(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other, address = sit_down_together(context, other_context, f"{ONE} {TWO}")
    type_unsaved(page, 1, " Gõ dở.")
    split_the_first(other, len(ONE))
    shows(other, ONE, TWO)

    save_at_last(page, "conflict")
    nothing_is_lost(page, address, f"{ONE} {TWO} Gõ dở.", ONE, TWO)
    button(page, "Sửa gộp").click()

    is_in_state(page, "saved")
    nothing_is_lost(page, address, ONE, TWO, "Gõ dở.")
    assert stored(page, address)[-1] == TWO
    assert f"{ONE} {TWO} Gõ dở." in history(page, 1)


@pytest.mark.parametrize("typed_in", [1, 2])
def test_one_joins_what_the_other_types_in(
    typed_in: int, context: BrowserContext, other_context: BrowserContext
) -> None:
    texts = [ONE, TWO]
    page, other, address = sit_down_together(context, other_context, *texts)
    type_unsaved(page, typed_in, " Gõ dở.")
    button(other, "Nối đoạn 2 vào đoạn trước").click()
    shows(other, f"{ONE} {TWO}")

    save_at_last(page, "conflict")
    nothing_is_lost(page, address, f"{texts[typed_in - 1]} Gõ dở.", ONE, TWO)
    button(page, "Sửa gộp" if typed_in == 1 else "Giữ bản của tôi thành đoạn mới").click()

    is_in_state(page, "saved")
    nothing_is_lost(page, address, ONE, TWO, "Gõ dở.")
    assert any("Gõ dở." in text for text in stored(page, address))


def test_one_removes_what_the_other_types_in_who_keeps_it(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other, address = sit_down_together(context, other_context, ONE, TWO)
    type_unsaved(page, 1, " Gõ dở.")
    button(other, "Xóa đoạn 1").click()
    shows(other, TWO)

    save_at_last(page, "conflict")
    nothing_is_lost(page, address, TYPED, TWO)
    button(page, "Giữ bản của tôi thành đoạn mới").click()

    is_in_state(page, "saved")
    assert sorted(stored(page, address)) == sorted([TYPED, TWO])
    page.reload()
    shows(page, *stored(page, address))


def test_one_removes_what_the_other_types_in_who_lets_it_go(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other, address = sit_down_together(context, other_context, ONE, TWO)
    type_unsaved(page, 1, " Gõ dở.")
    button(other, "Xóa đoạn 1").click()
    shows(other, TWO)
    save_at_last(page, "conflict")
    before = history(page, 1)

    button(page, "Bỏ bản của tôi").click()

    is_in_state(page, "saved")
    shows(page, TWO)
    assert stored(page, address) == [TWO]
    assert TYPED in before


def test_what_is_typed_on_while_choosing_is_offered_again(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page, other, address = sit_down_together(context, other_context, ONE)
    type_unsaved(page, 1, " Gõ dở.")
    type_at_end(other, 1, " Của đồng chí.")
    is_in_state(other, "saved")
    save_at_last(page, "conflict")

    type_at_end(page, 1, " Gõ tiếp.")
    nothing_is_lost(page, address, f"{TYPED} Gõ tiếp.", f"{ONE} Của đồng chí.")
    button(page, "Lấy bản đang có").click()
    shows(page, f"{ONE} Của đồng chí.")
    nothing_is_lost(page, address, f"{TYPED} Gõ tiếp.")
    page.reload()
    button(page, "Lấy lại bản này").click()

    is_in_state(page, "saved")
    assert stored(page, address) == [f"{TYPED} Gõ tiếp."]


def test_both_change_the_order_and_the_second_is_told(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other, address = sit_down_together(context, other_context, ONE, TWO, "Ba.")
    button(other, "Chuyển đoạn 3 lên").click()
    shows(other, ONE, "Ba.", TWO)
    type_at_end(page, 1, " Gõ dở.")

    button(page, "Chuyển đoạn 2 lên").click()
    expect(page.locator("[data-message]")).to_contain_text("vừa được người khác thay đổi")
    shows(page, TYPED, "Ba.", TWO)
    button(page, "Chuyển đoạn 3 lên").click()

    shows(page, TYPED, TWO, "Ba.")
    assert stored(page, address) == [TYPED, TWO, "Ba."]


def test_each_edits_a_paragraph_and_adds_one(context: BrowserContext, other_context: BrowserContext) -> None:
    page, other, address = sit_down_together(context, other_context, ONE, TWO)

    type_at_end(page, 1, " Tôi.")
    type_at_end(other, 2, " Đồng chí.")
    new_box(page).fill("Đoạn của tôi.")
    new_box(other).fill("Đoạn của đồng chí.")
    is_in_state(page, "saved")
    is_in_state(other, "saved")

    texts = stored(page, address)
    assert texts[:2] == [f"{ONE} Tôi.", f"{TWO} Đồng chí."]
    assert sorted(texts[2:]) == ["Đoạn của tôi.", "Đoạn của đồng chí."]


def presence(page: Page, text: str) -> None:
    expect(page.locator("[data-presence]")).to_have_text(text)


@pytest.fixture
def pass_a_minute(site: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], None]:
    """Make what the server knows of who is where a minute older, instead of waiting."""
    (path,) = tmp_path_factory.getbasetemp().glob("var[0-9]/kesat.sqlite3")

    def make_older() -> None:
        before = datetime.now(UTC) - timedelta(seconds=60)
        with sqlite3.connect(path, timeout=20) as connection:
            connection.execute("UPDATE resolutions_presence SET at = ?", [f"{before:%Y-%m-%d %H:%M:%S.%f}"])
        connection.close()

    return make_older


def test_one_sees_who_else_is_here_until_they_leave(
    context: BrowserContext, other_context: BrowserContext, pass_a_minute: Callable[[], None]
) -> None:
    page = sign_in(context, "thuha")
    page.clock.install()
    address = practice_section(page)
    presence(page, "")
    other = sign_in(other_context, "chanhvp")
    other.goto(address)
    presence(other, "Đồng chí Nguyễn Thu Hà đang mở mục này")

    page.clock.fast_forward(PING)
    presence(page, "Đồng chí Phạm Đức Minh đang mở mục này")
    other.close()
    pass_a_minute()
    page.clock.fast_forward(PING)

    presence(page, "")


def test_one_is_told_what_the_other_changed_and_sees_it_when_asked(
    context: BrowserContext, other_context: BrowserContext
) -> None:
    page = sign_in(context, "thuha")
    page.clock.install()
    address = practice_section(page, ONE, TWO)
    other = sign_in(other_context, "chanhvp")
    other.goto(address)
    type_at_end(other, 1, " Của đồng chí.")
    is_in_state(other, "saved")

    page.clock.fast_forward(PING)
    told = page.locator(".para", has_text="Người khác vừa sửa ở đây.")
    expect(told.get_by_role("textbox")).to_have_value(ONE)
    told.get_by_role("link", name="Tải lại trang để xem").click()

    shows(page, f"{ONE} Của đồng chí.", TWO)
