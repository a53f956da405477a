"""The day's tasks in Chromium without a mouse: the focus is seen at every step, and no act loses it."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.desk import no_practice_month
from tests.browser.test_every_page import MONTH, PASTED, WIDE, section

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("context", [WIDE], indirect=True)]

ENOUGH = 150
# What the focus is on, or why a person could not see it. Headings and the page itself take it only to be read out.
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "lost";
    if (element.matches("h1, h2, main")) return "";
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle !== "solid" || parseFloat(outlineWidth) < 3) return `no ring: ${element.outerHTML}`;
    const { top, bottom } = element.getBoundingClientRect();
    const bar = document.querySelector(".savebar");
    const isFree = !bar || bar.contains(element) || element.closest("dialog");
    const end = isFree ? innerHeight : bar.getBoundingClientRect().top;
    const isHidden = element.matches("textarea") ? top >= end || bottom <= 0 : bottom > end || top < 0;
    return isHidden ? `hidden: ${element.outerHTML}` : "";
}"""


def see_focus(page: Page) -> None:
    assert page.evaluate(FOCUS) == ""


def is_focused(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus; on the way the focus is seen wherever it is."""
    for _ in range(ENOUGH):
        page.keyboard.press(key)
        see_focus(page)
        if is_focused(target):
            return
    pytest.fail(f"The keyboard does not reach {target}")


def press(page: Page, target: Locator, *, back: bool = False) -> None:
    tab_to(page, target, "Shift+Tab" if back else "Tab")
    page.keyboard.press("Enter")


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def texts(page: Page) -> list[str]:
    """Return what stands in the boxes, but for the empty one at the end."""
    return [each.input_value() for each in page.locator(".para:not([data-new]) textarea").all()]


def wait_for(page: Page, message: str) -> None:
    """Wait for what an act says when it is done; the focus is seen then too."""
    expect(page.locator("[data-message]")).to_have_text(message)
    see_focus(page)


def saved(page: Page) -> None:
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    see_focus(page)


def open_empty_section(context: BrowserContext, name: str, *written: str) -> Page:
    """Open a section, empty it, and write these paragraphs into it with the keyboard."""
    page = sign_in(context, "thuha")
    page.goto(section(page, name))
    while page.get_by_role("button", name=re.compile("Xóa đoạn")).count():
        before = page.get_by_role("button", name=re.compile("Xóa đoạn")).count()
        page.get_by_role("button", name=re.compile("Xóa đoạn")).first.click()
        expect(page.get_by_role("button", name=re.compile("Xóa đoạn"))).to_have_count(before - 1)
    page.reload()
    for number, text in enumerate(written, 1):
        tab_to(page, box(page, "Đoạn mới"))
        page.keyboard.type(text)
        page.keyboard.press("Control+s")
        expect(box(page, f"Đoạn {number}")).to_have_value(text)
        saved(page)
    return page


def test_signing_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/dang-nhap/")

    tab_to(page, page.get_by_label("Tên đăng nhập"))
    page.keyboard.type("thuha")
    tab_to(page, page.get_by_label("Mật khẩu", exact=True))
    page.keyboard.type(PASSWORD)
    press(page, button(page, "Đăng nhập"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi hôm nay")


def test_going_past_the_menu(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/")

    press(page, page.get_by_role("link", name="Đến thẳng nội dung"))
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")
    see_focus(page)


def test_opening_the_next_thing_to_do(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/")
    act = page.locator(".next .btn-primary")
    address = act.get_attribute("href") or ""

    press(page, act)

    page.wait_for_url(f"**{address}")
    expect(page.locator("form.editor")).to_be_visible()


def test_writing_a_paragraph_and_saving_it(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Mở 02 lớp.")

    assert is_focused(box(page, "Đoạn 1"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Có 85 học viên.")
    page.keyboard.press("Control+s")

    saved(page)
    assert is_focused(box(page, "Đoạn 1"))
    page.reload()
    assert texts(page) == ["Mở 02 lớp. Có 85 học viên."]


def test_writing_a_new_paragraph_and_choosing_its_kind(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Mở 02 lớp.", "Có 85 học viên.")

    assert is_focused(box(page, "Đoạn 2"))
    tab_to(page, page.get_by_role("combobox", name="Loại đoạn 2"), "Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+s")
    saved(page)

    page.reload()
    expect(page.get_by_role("combobox", name="Loại đoạn 2")).to_have_value("item")


def test_splitting_a_paragraph_and_joining_it_again(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Mở 02 lớp. Có 85 học viên.")
    page.keyboard.press("Control+Home")
    for _ in range(len("Mở 02 lớp. ")):
        page.keyboard.press("ArrowRight")

    press(page, button(page, "Tách đoạn 1 tại con trỏ"), back=True)

    expect(box(page, "Đoạn 2")).to_have_value("Có 85 học viên.")
    expect(box(page, "Đoạn 2")).to_be_focused()
    see_focus(page)
    assert texts(page) == ["Mở 02 lớp.", "Có 85 học viên."]

    press(page, button(page, "Nối đoạn 2 vào đoạn trước"), back=True)

    expect(box(page, "Đoạn 1")).to_be_focused()
    see_focus(page)
    assert texts(page) == ["Mở 02 lớp. Có 85 học viên."]


def test_moving_a_paragraph(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Một.", "Hai.", "Ba.")

    page.keyboard.press("Alt+ArrowUp")
    expect(box(page, "Đoạn 2")).to_have_value("Ba.")
    page.keyboard.press("Alt+ArrowUp")
    expect(box(page, "Đoạn 1")).to_have_value("Ba.")
    assert is_focused(box(page, "Đoạn 1"))
    see_focus(page)
    page.keyboard.press("Alt+ArrowDown")
    expect(box(page, "Đoạn 2")).to_have_value("Ba.")
    press(page, button(page, "Chuyển đoạn 2 xuống"), back=True)
    expect(box(page, "Đoạn 3")).to_have_value("Ba.")

    see_focus(page)
    page.reload()
    assert texts(page) == ["Một.", "Hai.", "Ba."]


def test_removing_a_paragraph_and_bringing_it_back(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Một.", "Hai.")

    press(page, button(page, "Xóa đoạn 2"), back=True)
    expect(box(page, "Đoạn 2")).to_have_count(0)
    see_focus(page)
    page.reload()
    press(page, page.locator("#da-xoa summary"))
    press(page, page.locator("#da-xoa li", has_text="Hai.").get_by_role("button").first)

    expect(box(page, "Đoạn 2")).to_have_value("Hai.")
    see_focus(page)
    assert texts(page) == ["Một.", "Hai."]


def test_taking_over_an_order(context: BrowserContext) -> None:
    page = open_empty_section(context, "3. Công tác Mặt trận", "Một.")
    order = page.locator(".orders li", has=page.get_by_role("button", name="Thêm thành đoạn")).first
    words = order.locator("[data-words]").inner_text()

    press(page, order.get_by_role("button", name="Thêm thành đoạn"))

    expect(box(page, "Đoạn 2")).to_have_value(words)
    expect(box(page, "Đoạn 2")).to_be_focused()
    see_focus(page)


def test_saying_that_a_section_is_done_and_going_on(context: BrowserContext) -> None:
    page = open_empty_section(context, "3. Công tác Mặt trận", "Một.")

    # The arrow keys choose among the radios; Tab goes to the chosen one alone.
    tab_to(page, page.get_by_role("radio", name="Chưa, tôi sẽ soạn tiếp"))
    page.keyboard.press("ArrowUp")
    see_focus(page)
    press(page, page.locator("button[value=next]"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("I.4.")
    page.goto(section(page, "3. Công tác Mặt trận"))
    expect(page.get_by_role("radio", name="Đã xong")).to_be_checked()


def test_pasting_on_the_page_for_it(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Một.")

    press(page, page.get_by_role("link", name="Dán từ Word"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dán vào mục")
    tab_to(page, page.get_by_label("Nội dung cần dán"))
    page.keyboard.insert_text(PASTED)
    press(page, button(page, "Xem các đoạn"))
    expect(page.get_by_role("checkbox")).to_have_count(3)
    tab_to(page, page.get_by_role("checkbox", name="Chi bộ thôn Đông"))
    page.keyboard.press("Space")
    press(page, button(page, "Đưa các đoạn đã đánh dấu vào mục"))

    expect(page.locator("form.editor")).to_be_visible()
    lines = PASTED.split("\n")
    assert texts(page) == ["Một.", lines[0], lines[2].removeprefix("- ")]


def test_comparing_two_states_and_bringing_one_back(context: BrowserContext) -> None:
    open_empty_section(context, "4. Trung tâm Chính trị", "Mở 02 lớp.")
    # Another person: what one writes within ten minutes is one state.
    context.clear_cookies(name="sessionid")
    page = sign_in(context, "chanhvp")
    page.goto(section(page, "4. Trung tâm Chính trị"))
    tab_to(page, box(page, "Đoạn 1"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Mở 03 lớp.")
    page.keyboard.press("Control+s")
    saved(page)

    press(page, page.get_by_role("link", name="Lịch sử đoạn 1"), back=True)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lịch sử một đoạn")
    press(page, button(page, "So sánh hai bản đã chọn"))
    expect(page.locator(".compared ins")).to_have_text("03")
    press(page, page.get_by_role("link", name=re.compile("với hiện tại")).first)
    expect(page.locator("#tro-ve")).to_be_visible()
    press(page, page.locator("#tro-ve .btn-primary"))

    expect(page.locator(".notice-done")).to_be_visible()
    page.goto(section(page, "4. Trung tâm Chính trị"))
    assert texts(page) == ["Mở 02 lớp."]


def test_reading_the_keys_and_closing_them(context: BrowserContext) -> None:
    page = open_empty_section(context, "4. Trung tâm Chính trị", "Một.")

    page.keyboard.press("Control+/")
    expect(page.locator("dialog#keys")).to_be_visible()
    press(page, page.locator("dialog#keys").get_by_role("button", name="Đóng"))

    expect(page.locator("dialog#keys")).to_be_hidden()
    expect(box(page, "Đoạn 1")).to_be_focused()
    see_focus(page)


def test_starting_the_practice_month_and_removing_it(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    no_practice_month(page)

    press(page, button(page, "Tập dùng"))
    expect(page.locator(".practice")).to_be_visible()
    press(page, button(page, "Xóa tháng tập dùng"))

    expect(page.locator(".notice-done")).to_be_visible()
    expect(button(page, "Tập dùng")).to_be_visible()


def test_changing_to_large_text(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(MONTH)

    press(page, page.locator("details.account summary"))
    press(page, page.locator("details.account").get_by_role("button", name="Chữ lớn"))

    expect(page.locator("html")).to_have_class("large")


def test_signing_out(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/")

    press(page, page.locator("details.account summary"))
    press(page, page.locator("details.account").get_by_role("button", name="Đăng xuất"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
