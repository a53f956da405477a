"""From the text to tasks and back, in Chromium: clauses judged by keys, tasks assigned, a result taken up, answers."""

from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import People
from tests.browser.desk import is_in_state
from tests.browser.test_every_page import MONTH, NARROW, WIDE
from tests.browser.test_splitting_keys import press

pytestmark = pytest.mark.browser

ACCEPT, DROP = "Control+Enter", "Alt+Delete"


@dataclass(frozen=True)
class Round:
    """What one walk takes of the sample's December, so that two on one server do not meet.

    `keys` judge the first three clauses of the section: one is accepted, one corrected, one dropped.
    """

    section: str
    keys: tuple[str, ...]
    reported: str
    silent: tuple[str, ...]


ROUNDS: Final = {
    WIDE: Round(
        "II.2 Công tác chính quyền",
        (ACCEPT, "correct", DROP),
        "Trao Huy hiệu Đảng đợt 07/11/2026",
        ("Thẩm định kết quả tự chấm", "Tổng hợp kết quả 05 đề án"),
    ),
    NARROW: Round(
        "II.1 Công tác xây dựng Đảng",
        (DROP, ACCEPT, "correct"),
        "Kết nạp ít nhất 03 đảng viên trong tháng",
        ("Đôn đốc cơ sở, báo cáo kết quả", "Giám sát việc thực hiện Nghị quyết"),
    ),
}


def split(page: Page, walk: Round) -> None:
    """Judge three clauses of the section by keys, beginning at the month's page."""
    page.goto(MONTH)
    page.locator("main").get_by_role("link", name="Tách nhiệm vụ").first.click()
    with page.expect_event("load"):
        page.locator(".tasklist").get_by_role("link", name=walk.section).click()
    for key in walk.keys:
        if key == "correct":
            page.keyboard.press("F2")
            page.keyboard.press("Home")
            page.keyboard.type("Khẩn trương: ")
        press(page, ACCEPT if key == "correct" else key)

    expect(page.locator(".proposal.ok")).to_have_count(2)
    expect(page.locator(".proposal.ok p").filter(has_text="Khẩn trương: ")).to_have_count(1)
    expect(page.locator("mark.no")).to_have_count(1)


def assign(page: Page) -> None:
    """Give the word for all that has a lead; nothing is given before the month is issued."""
    page.goto(f"{MONTH}nhiem-vu/phan-cong/")
    page.locator(".next a").click()
    page.locator("main form .btn-primary").click()
    expect(page.locator(".notice-done")).to_be_visible()
    expect(page.locator(".next")).to_have_count(0)


def take_up(page: Page, walk: Round) -> str:
    """Take what a body reported into part I, and return the path of the directive that the paragraph leads to."""
    page.goto(MONTH)
    page.locator("section[aria-labelledby=phan-results]").get_by_role("link", name="1. Công tác xây dựng").click()
    order = order_of(page, walk.reported)
    words = order.locator("[data-words]").inner_text()
    order.locator("button[value^='report:']").click()
    is_in_state(page, "saved")
    taken = page.locator(".para[data-id]").last
    expect(taken.get_by_role("textbox")).to_have_value(words)
    expect(order.locator("button[value^='report:']")).to_have_count(0)
    return taken.locator(".sources a").get_attribute("href") or ""


def order_of(page: Page, title: str) -> Locator:
    return page.locator(".orders > li").filter(has_text=title)


def answer_the_silent(page: Page, walk: Round) -> None:
    """Say at once of several directives that no report came."""
    page.goto(f"{MONTH}nhiem-vu/tra-loi/")
    for title in walk.silent:
        order_of(page, title).get_by_role("checkbox").check()
    page.locator("[name=kind][value=no_report]").check()
    page.locator("main .btn-primary").click()
    expect(page.locator(".notice-done")).to_contain_text("2 nhiệm vụ")
    for title in walk.silent:
        expect(order_of(page, title)).to_contain_text("Đã trả lời: Chưa nhận được báo cáo")


@pytest.mark.parametrize("people", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], indirect=True)
def test_what_the_text_orders_becomes_tasks_and_what_was_reported_becomes_text(people: People) -> None:
    officer, head = people("thuha"), people("chanhvp")
    walk = ROUNDS[(officer.viewport_size or {"width": 0})["width"]]

    split(officer, walk)
    assign(head)
    source = take_up(officer, walk)
    answer_the_silent(officer, walk)

    officer.goto(source)
    expect(officer.get_by_role("heading", level=1)).to_have_text(walk.reported)
    officer.get_by_role("link", name="Trong Phần I, tháng 12/2026").click()
    expect(officer.locator(".official :target")).to_be_visible()
    expect(officer.locator(f"aside a[href='{source}']")).to_be_visible()
