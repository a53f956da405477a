"""The head of a body reports from a telephone by a one-time address; the office accepts, and the directive is done."""

import re
import time
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import People
from tests.tasks.bodies import picture

pytestmark = pytest.mark.browser

TELEPHONE: Final = {"width": 360, "height": 740}
MOST_TAPS: Final = 8
MOST_SECONDS: Final = 60
RESULT: Final = "04/04 hộ đã nhận tiền và bàn giao mặt bằng."


def address_for(office: Page) -> str:
    """Make a one-time address for the first body in the list, and return its path."""
    office.goto("/nhiem-vu/duong-dan/")
    office.locator("[name^=share_]").first.check()
    office.locator("main .btn-primary").click()
    shown = office.locator(".link-cards input").first.input_value()
    return re.sub(r"^https?://[^/]+", "", shown)


def test_a_head_reports_with_a_photo_within_a_minute_and_eight_taps(
    plain_people: People, chromium: Browser, site: str
) -> None:
    office = plain_people("chanhvp")
    address = address_for(office)
    context = chromium.new_context(base_url=site, viewport=TELEPHONE, has_touch=True, is_mobile=True, locale="vi-VN")
    page, taps, began = context.new_page(), 0, time.monotonic()

    def tap(selector: str) -> None:
        nonlocal taps
        page.locator(selector).tap()
        taps += 1

    page.goto(address)
    taps += 1  # the address itself, in the mail
    tap("[name=progress][value=done] + label")
    tap("[name=result]")
    page.keyboard.type(RESULT, delay=20)
    taps += 2  # the box for files, and the photo in it
    page.set_input_files("[name=papers]", {"name": "bien-ban.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    tap("main .btn-primary")

    expect(page.locator("[role=status]")).to_be_visible()
    expect(page.get_by_text(RESULT)).to_be_visible()
    assert taps <= MOST_TAPS
    assert time.monotonic() - began < MOST_SECONDS
    page.goto(address)
    expect(page.locator("form")).to_have_count(0)
    context.close()

    office.goto("/nhiem-vu/cho-xem/")
    card = office.locator(".orders > li", has_text=RESULT)
    expect(card.get_by_text("bien-ban.jpg")).to_be_visible()
    office.goto(str(card.locator("a").first.get_attribute("href")))
    before = office.locator(".facts").last.inner_text()
    office.locator(".orders > li", has_text=RESULT).locator("form button").first.click()
    expect(office.locator(".orders > li", has_text=RESULT).locator("form")).to_have_count(0)
    assert office.locator(".facts").last.inner_text() != before
