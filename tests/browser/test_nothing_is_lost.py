"""Whatever happens while one types, every character is in the database, or on the screen with a way to save it."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.desk import (
    SAVE,
    SAVED,
    box,
    button,
    is_in_state,
    new_box,
    paste,
    practice_section,
    shows,
    sign_out,
    status,
    stored,
    type_at_end,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def colleague(chromium: Browser, site: str) -> Iterator[Page]:
    """Return the page of the head of the office, who writes too, on another computer."""
    made = chromium.new_context(base_url=site, viewport={"width": 1366, "height": 900}, locale="vi-VN")
    yield sign_in(made, "chanhvp")
    made.close()


def test_the_line_is_cut_for_a_minute_while_typing(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)

    context.set_offline(True)
    began = time.monotonic()
    type_at_end(page, 1, " Mất mạng vẫn gõ.")
    new_box(page).focus()
    page.keyboard.type("Đoạn gõ khi mất mạng.")
    expect(status(page)).to_contain_text("Mất mạng", timeout=15_000)
    page.wait_for_timeout(max(0, 60 - (time.monotonic() - began)) * 1000)
    context.set_offline(False)

    expect(status(page)).to_contain_text(SAVED, timeout=40_000)
    assert stored(page, address) == ["Đoạn đầu của mục. Mất mạng vẫn gõ.", "Đoạn gõ khi mất mạng."]


def test_a_reply_that_is_lost_makes_no_second_version(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route(SAVE, lose_the_first)
    type_at_end(page, 1, " Lưu rồi mà không biết.")

    expect(status(page)).to_contain_text(SAVED, timeout=30_000)
    assert lost == [200]
    assert stored(page, address) == ["Đoạn đầu của mục. Lưu rồi mà không biết."]
    assert page.locator(".para[data-id]").first.get_attribute("data-version") == "2"


def test_a_server_that_is_busy_is_asked_again(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    refused: list[int] = []

    def refuse_twice(route: Route) -> None:
        if len(refused) < 2:
            refused.append(1)
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="")
        else:
            route.continue_()

    page.route(SAVE, refuse_twice)
    type_at_end(page, 1, " Máy chủ bận.")

    expect(status(page)).to_contain_text(SAVED, timeout=30_000)
    assert stored(page, address) == ["Đoạn đầu của mục. Máy chủ bận."]


def test_bad_input_26_the_sign_in_expires_while_typing(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)

    context.clear_cookies(name="sessionid")
    type_at_end(page, 1, " Hết phiên giữa chừng.")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible(timeout=15_000)
    expect(box(page, 1)).to_have_value("Đoạn đầu của mục. Hết phiên giữa chừng.")
    dialog.get_by_label("Mật khẩu", exact=True).fill("sai-mat-khau-roi")
    dialog.get_by_role("button", name="Đăng nhập và lưu").click()
    expect(dialog.locator(".bad-msg")).not_to_be_empty()
    dialog.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập và lưu").click()

    expect(dialog).not_to_be_visible()
    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    assert stored(page, address) == ["Đoạn đầu của mục. Hết phiên giữa chừng."]


def test_bad_input_27_another_person_signs_in_on_the_same_computer(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)

    context.clear_cookies()
    other = sign_in(context, "chanhvp")
    type_at_end(page, 1, " Của Thu Hà.")

    expect(page.locator("#sign-in-again .bad-msg")).to_contain_text("tài khoản khác", timeout=15_000)
    expect(box(page, 1)).to_have_value("Đoạn đầu của mục. Của Thu Hà.")
    assert stored(other, address) == ["Đoạn đầu của mục."]


def test_bad_input_27_a_new_sign_in_in_another_tab_costs_nothing(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)

    context.clear_cookies()
    sign_in(context, "thuha")
    type_at_end(page, 1, " Hai tab.")

    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    assert stored(page, address) == ["Đoạn đầu của mục. Hai tab."]


CHOICES = {
    "Lấy bản của tôi (lưu cả hai vào lịch sử)": "Đoạn đầu của mục. Của tôi.",
    "Lấy bản đang có": "Đoạn đầu của mục. Của đồng chí.",
    "Sửa gộp": "đồng chí.*tôi",
}


@pytest.mark.parametrize("choice", CHOICES)
def test_two_people_edit_one_paragraph(choice: str, context: BrowserContext, colleague: Page) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    colleague.goto(address)
    type_at_end(colleague, 1, " Của đồng chí.")
    expect(status(colleague)).to_contain_text(SAVED, timeout=15_000)

    type_at_end(page, 1, " Của tôi.")
    panes = page.locator(".conflict")
    expect(panes).to_contain_text("So sánh từng từ", timeout=15_000)
    expect(panes).to_contain_text("Của đồng chí.")
    page.get_by_role("button", name=choice).click()

    expect(panes).not_to_be_visible()
    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    expect(box(page, 1)).to_have_value(re.compile(CHOICES[choice]))
    assert stored(page, address) == [box(page, 1).input_value()]
    page.goto(page.locator("a.history").first.get_attribute("href") or "")
    expect(page.locator("main")).to_contain_text("Của tôi.")
    expect(page.locator("main")).to_contain_text("Của đồng chí.")


def test_one_moves_what_the_other_edits(context: BrowserContext, colleague: Page) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    new_box(page).fill("Đoạn hai.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(box(page, 2)).to_have_value("Đoạn hai.")
    colleague.goto(address)
    colleague.get_by_role("button", name="Chuyển đoạn 1 xuống").click()
    expect(box(colleague, 2)).to_have_value("Đoạn đầu của mục.")

    type_at_end(page, 1, " Vẫn gõ tiếp.")

    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    assert stored(page, address) == ["Đoạn hai.", "Đoạn đầu của mục. Vẫn gõ tiếp."]


def test_one_removes_what_the_other_edits(context: BrowserContext, colleague: Page) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    colleague.goto(address)
    colleague.get_by_role("button", name="Xóa đoạn 1").click()
    expect(colleague.locator(".para[data-id]")).to_have_count(0)

    type_at_end(page, 1, " Đang viết dở.")
    expect(page.locator(".conflict")).to_contain_text("người khác xóa", timeout=15_000)
    page.get_by_role("button", name="Giữ bản của tôi thành đoạn mới").click()

    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    assert stored(page, address) == ["Đoạn đầu của mục. Đang viết dở."]


# What UniKey sends: each letter as typed, and where a mark belongs, backspaces and the letters anew.
UNIKEY: list[tuple[str, int, str]] = [
    ("t", 0, ""), ("a", 0, ""), ("o", 0, ""), ("j", 2, "ạo"), (" ", 0, ""),
    ("d", 0, ""), ("d", 1, "đ"), ("u", 0, ""), ("w", 1, "ư"), ("o", 0, ""), ("w", 1, "ơ"), ("n", 0, ""),
    ("g", 0, ""), ("f", 3, "ờng"),
]  # fmt: skip


def unikey(page: Page, pause: Callable[[int], int]) -> None:
    """Replay the keys; a letter that makes a mark never reaches the box, its backspaces and replacements do."""
    for place, (key, backspaces, text) in enumerate(UNIKEY):
        if not text:
            page.keyboard.type(key)
        for _ in range(backspaces):
            page.keyboard.press("Backspace")
        if text:
            page.keyboard.insert_text(text)
        page.wait_for_timeout(pause(place))


@pytest.mark.parametrize("pause", [0, 700, 2100], ids=["fast", "slow", "a save after each key"])
def test_a_typing_method_that_takes_back_and_replaces_is_not_disturbed(pause: int, context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    box(page, 1).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")

    unikey(page, lambda place: pause if place % 3 == 0 else 0)
    page.keyboard.type(" xong.")

    expect(box(page, 1)).to_have_value("Đoạn đầu của mục. tạo đường xong.")
    expect(box(page, 1)).to_be_focused()
    expect(status(page)).to_contain_text(SAVED, timeout=15_000)
    assert stored(page, address) == ["Đoạn đầu của mục. tạo đường xong."]


def test_signing_out_with_unsaved_text_asks_first(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    practice_section(page)
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.route(SAVE, lambda route: route.abort())
    type_at_end(page, 1, " Chưa lưu.")
    sign_out(page)

    assert "Đồng chí vẫn đăng xuất?" in asked[0]
    expect(box(page, 1)).to_have_value("Đoạn đầu của mục. Chưa lưu.")


def test_bad_input_52_what_is_pasted_from_word_is_shown_before_it_is_taken(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    box(page, 1).focus()
    html = "<p class=MsoNormal style='mso-x:y'>Một.</p><p class=MsoNormal>Hai.</p><img src='file:///x.png'>"

    paste(page, "Một.\nHai.", html)
    dialog = page.locator("#paste")
    expect(dialog).to_contain_text("Hình ảnh đã bị bỏ")
    dialog.locator(".btn-primary").click()

    expect(dialog).not_to_be_visible()
    expect(box(page, 3)).to_have_value("Hai.")
    assert stored(page, address) == ["Đoạn đầu của mục.", "Một.", "Hai."]


TCVN3 = [
    "§¶ng uû x· tËp trung l·nh ®¹o, chØ ®¹o hoµn thµnh c¸c chØ tiªu n¨m 2025.",
    "T¨ng c\xadêng kiÓm tra, gi¸m s¸t viÖc thùc hiÖn nghÞ quyÕt.",
]
UNICODE = [
    "Đảng uỷ xã tập trung lãnh đạo, chỉ đạo hoàn thành các chỉ tiêu năm 2025.",
    "Tăng cường kiểm tra, giám sát việc thực hiện nghị quyết.",
]


def paste_old_letters(context: BrowserContext, *lines: str) -> tuple[Page, str]:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    box(page, 1).focus()
    page.keyboard.press("Control+End")
    paste(page, "\n".join(lines))
    expect(page.locator("#paste")).to_contain_text("phông TCVN3")
    return page, address


def test_bad_input_51_old_letters_are_converted_when_that_is_chosen(context: BrowserContext) -> None:
    page, address = paste_old_letters(context, *TCVN3)
    dialog = page.locator("#paste")

    button(page, "Chuyển phông cũ sang Unicode").click()
    expect(dialog).to_contain_text(UNICODE[0])
    expect(button(page, "Chuyển phông cũ sang Unicode")).to_have_count(0)
    dialog.locator(".btn-primary").click()

    shows(page, "Đoạn đầu của mục.", *UNICODE)
    assert stored(page, address) == ["Đoạn đầu của mục.", *UNICODE]


def test_bad_input_51_old_letters_stay_when_nothing_is_chosen(context: BrowserContext) -> None:
    page, address = paste_old_letters(context, *TCVN3)

    page.locator("#paste .btn-primary").click()

    shows(page, "Đoạn đầu của mục.", *TCVN3)
    assert stored(page, address) == ["Đoạn đầu của mục.", *TCVN3]


def test_bad_input_51_old_letters_go_into_the_box_as_they_are_when_that_is_chosen(context: BrowserContext) -> None:
    lines = [TCVN3[0], "KiÓm tra, gi¸m s¸t viÖc thùc hiÖn nghÞ quyÕt."]
    page, address = paste_old_letters(context, *lines)

    button(page, "Dán nguyên văn vào ô").click()

    expect(box(page, 1)).to_have_value("Đoạn đầu của mục." + "\n".join(lines))
    expect(box(page, 1)).to_be_focused()
    page.keyboard.press("Control+s")
    is_in_state(page, "saved")
    assert stored(page, address) == ["Đoạn đầu của mục." + "\n".join(lines)]


def test_the_keys_save_move_and_are_listed(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    new_box(page).fill("Đoạn hai.")
    page.keyboard.press("Control+s")
    expect(box(page, 2)).to_have_value("Đoạn hai.")

    box(page, 2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(box(page, 1)).to_have_value("Đoạn hai.")
    expect(box(page, 1)).to_be_focused()
    page.keyboard.press("Control+/")

    expect(page.locator("#keys")).to_be_visible()
    assert stored(page, address) == ["Đoạn hai.", "Đoạn đầu của mục."]


def test_without_script_an_ended_session_keeps_the_form(plain_context: BrowserContext) -> None:
    page = sign_in(plain_context, "thuha")
    address = practice_section(page)

    plain_context.clear_cookies(name="sessionid")
    box(page, 1).fill("Gõ xong mới biết hết phiên.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_label("Tên đăng nhập").fill("thuha")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập và tiếp tục").click()

    expect(box(page, 1)).to_have_value("Gõ xong mới biết hết phiên.")
    assert stored(page, address) == ["Gõ xong mới biết hết phiên."]
