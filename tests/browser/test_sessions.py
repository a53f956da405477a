"""A form whose session has ended, and the switches of reading, in Chromium."""

from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.conftest import PASSWORD, picture, sign_in

pytestmark = pytest.mark.browser

FACTS = "/nghi-quyet/2026-12/thong-tin/"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPED = '\n\nCác chi bộ "trực thuộc"\n\tỦy ban <xã>\n\n'


def fields(request: Request) -> dict[str, str]:
    """Return what the browser sent, whichever way it wrote it down."""
    body, kind = request.post_data_buffer or b"", request.headers["content-type"]
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parts: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload()
    return {str(part.get_param("name", header="content-disposition")): _text(part) for part in parts}


def _text(part: Any) -> str:
    content: bytes = part.get_payload(decode=True)
    return content.decode()


def check(page: Page, rules: list[str]) -> None:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert page.viewport_size
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def send_with_ended_session(context: BrowserContext) -> tuple[Page, Request]:
    page = sign_in(context, "thuha")
    page.goto(FACTS)
    page.locator("main textarea").first.fill(TYPED)
    context.clear_cookies(name="sessionid")
    with page.expect_request(lambda request: request.method == "POST") as first:
        page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã hết hạn")
    return page, first.value


def sign_in_again(page: Page) -> Request:
    page.get_by_label("Tên đăng nhập").fill("thuha")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    with page.expect_request(lambda request: request.method == "POST") as second:
        page.get_by_role("button", name="Đăng nhập và tiếp tục").click()
    return second.value


def test_a_form_whose_session_has_ended_is_sent_again_as_it_was_typed(context: BrowserContext) -> None:
    page, first = send_with_ended_session(context)
    check(page, RULES)
    picture(page, "session-ended")

    second = sign_in_again(page)

    mine = {"csrfmiddlewaretoken", "sign_in_username", "sign_in_password"}
    sent, again = fields(first), fields(second)
    assert TYPED.replace("\n", "\r\n") in sent.values()
    assert {name: again[name] for name in again if name not in mine} == {
        name: sent[name] for name in sent if name not in mine
    }
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Phiên làm việc đã hết hạn")


def test_a_form_whose_session_has_ended_is_saved_without_script(plain_context: BrowserContext) -> None:
    page, _first = send_with_ended_session(plain_context)

    sign_in_again(page)

    page.goto(FACTS)
    assert "trực thuộc" in page.locator("main textarea").first.input_value()


@pytest.mark.parametrize("reading", ["large", "contrast", "large.contrast"])
def test_axe_finds_nothing_in_large_text_and_high_contrast(reading: str, context: BrowserContext, site: str) -> None:
    context.add_cookies([{"name": "reading", "value": reading, "url": site}])
    rules = [*RULES, "wcag2aaa"] if "contrast" in reading else RULES
    page = sign_in(context, "thuha")

    for name, address in {"list": "/nghi-quyet/", "draft": "/nghi-quyet/2026-12/", "facts": FACTS}.items():
        page.goto(address)
        check(page, rules)
        picture(page, f"{name}-{reading}")


def test_the_switches_of_reading_work_without_script(plain_context: BrowserContext) -> None:
    page = plain_context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Chữ lớn").click()
    page.get_by_role("button", name="Tương phản cao").click()

    expect(page.locator("html")).to_have_class("large contrast")
    expect(page.get_by_role("button", name="Chữ lớn")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"

    page = sign_in(plain_context, "thuha")
    page.goto("/")
    page.locator("details.account summary").click()
    page.locator("details.account").get_by_role("button", name="Chữ lớn").click()

    expect(page.locator("html")).to_have_class("contrast")
