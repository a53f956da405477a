"""A month from its beginning to paper: results entered, directions drafted; also without script."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.desk import PATIENT

pytestmark = pytest.mark.browser


def write(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".saved").or_(page.locator(".notice-done")).first).to_contain_text("Đã lưu", timeout=PATIENT)


def walk(page: Page, month: str) -> None:
    """Start the month, enter results, draft directions, and find all of it on the printed page."""
    page.goto("/nghi-quyet/bat-dau/")
    page.get_by_label("Tháng").fill(month)
    page.get_by_role("button", name="Bắt đầu tháng").click()
    address = page.url
    expect(page.locator(".next")).to_contain_text("I.1")

    page.locator(".next a").click()
    write(page, "Đoạn mới", "Kết nạp 03 đảng viên mới.\nTrao Huy hiệu Đảng cho 05 đồng chí.")
    save(page)
    expect(page.get_by_role("textbox", name="Đoạn 2", exact=True)).to_have_value("Trao Huy hiệu Đảng cho 05 đồng chí.")
    page.get_by_role("button", name="Chuyển đoạn 2 lên").click()
    expect(page.get_by_role("textbox", name="Đoạn 2", exact=True)).to_have_value("Kết nạp 03 đảng viên mới.")
    orders = page.get_by_role("button", name="Thêm thành đoạn")
    if orders.count():
        orders.first.click()
        expect(page.get_by_role("textbox", name="Đoạn 3", exact=True)).to_be_visible()
        write(page, "Đoạn 3", "Đã hoàn thành kiểm điểm ở 16/16 chi bộ, đảng bộ.")
        save(page)
    page.get_by_label("Đã xong").check()
    page.get_by_role("button", name="Lưu và sang I.2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("I.2.")

    page.goto(address)
    expect(page.locator(".sec").filter(has_text="I. ").first).to_contain_text("1/4 mục đã xong")
    page.locator("section[aria-labelledby=phan-directions] a.row-link").nth(1).click()
    write(page, "Đoạn mới", "- Giao Phòng Kinh tế kiểm tra đê điều trước ngày 15.")
    save(page)
    page.get_by_role("link", name="Xem như bản in").click()
    expect(page.locator(".official")).to_contain_text("- Giao Phòng Kinh tế kiểm tra đê điều trước ngày 15.")

    page.goto(f"{address}ban-in/")
    paper = page.locator(".official")
    expect(paper).to_contain_text("Kết nạp 03 đảng viên mới.")
    expect(paper).to_contain_text("- Giao Phòng Kinh tế kiểm tra đê điều trước ngày 15.")


def test_a_month_is_started_and_written(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")

    walk(page, "02/2031" if (page.viewport_size or {"width": 0})["width"] > 400 else "3/2031")


def test_a_month_is_started_and_written_without_script(plain_context: BrowserContext) -> None:
    walk(sign_in(plain_context, "thuha"), "4/2031")
