"""Text that was never sent outlives its page on this computer; on a shared one, and after signing out, it does not."""

import http.client
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.desk import (
    SAVED,
    box,
    button,
    is_in_state,
    kept,
    new_box,
    nothing_is_lost,
    practice_section,
    sign_out,
    status,
    stored,
    type_at_end,
)

pytestmark = pytest.mark.browser

STOOD = "Đoạn đầu của mục."
TYPED = "Đoạn đầu của mục. Gõ mà chưa gửi được."

NEW = "Đoạn mới cũng chưa gửi được."
TEXT = re.compile("/(luu|doan-moi)/$")

is_cut = Event()


@pytest.fixture(scope="module")
def site(site: str) -> Iterator[str]:
    """The server behind a line that, cut, lets no text through, and that tells no browser to forget what it kept.

    Playwright's own means do not see what a page sends while it goes away. And over plain HTTP browsers do not heed
    Clear-Site-Data, so that the script alone must see to it.
    """
    server = urlsplit(site).netloc

    class Line(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            if is_cut.is_set() and TEXT.search(self.path):
                return
            connection = http.client.HTTPConnection(server, timeout=30)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            headers = [each for each in answer.getheaders() if each[0] not in {"Connection", "Clear-Site-Data"}]
            head = "".join(f"{name}: {value}\r\n" for name, value in headers)
            self.wfile.write(f"HTTP/1.0 {answer.status} {answer.reason}\r\n{head}\r\n".encode() + content)

        do_GET = do_POST = pass_on  # noqa: N815  (the names are the library's)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (so is this one)
            """Keep the output of the tests clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Line) as line:
        Thread(target=line.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{line.server_port}"
        line.shutdown()


@pytest.fixture(autouse=True)
def _whole_line() -> Iterator[None]:
    yield
    is_cut.clear()


def load_again(page: Page, address: str) -> Page:
    page.reload()
    return page


def go_away_and_back(page: Page, address: str) -> Page:
    page.goto("/nghi-quyet/")
    page.goto(address)
    return page


def close_and_open(page: Page, address: str) -> Page:
    other = page.context.new_page()
    page.close()
    other.goto(address)
    return other


def write_while_cut(page: Page) -> None:
    """Type at the end of the first paragraph and a new one; neither reaches the server."""
    is_cut.set()
    type_at_end(page, 1, " Gõ mà chưa gửi được.")
    new_box(page).focus()
    page.keyboard.type(NEW)
    is_in_state(page, "offline")
    assert sorted(kept(page)) == sorted([TYPED, NEW])


def sign_in_on_shared_computer(context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Máy này nhiều người dùng").check()
    button(page, "Đăng nhập").click()
    page.wait_for_url(lambda address: "/dang-nhap/" not in address)
    return page


@pytest.mark.parametrize("leave", [load_again, go_away_and_back, close_and_open])
def test_what_was_not_sent_is_offered_again_and_saved(
    leave: Callable[[Page, str], Page], context: BrowserContext
) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    write_while_cut(page)

    page = leave(page, address)
    expect(page.locator(".kept-text")).to_have_text([TYPED, NEW])
    expect(box(page, 1)).to_have_value(STOOD)
    nothing_is_lost(page, address, TYPED, NEW)
    button(page, "Lấy lại bản này").first.click()
    button(page, "Lấy lại bản này").click()
    expect(box(page, 1)).to_have_value(TYPED)
    expect(new_box(page)).to_have_value(NEW)
    assert stored(page, address) == [STOOD]
    is_cut.clear()

    expect(status(page)).to_contain_text(SAVED, timeout=40_000)
    assert stored(page, address) == [TYPED, NEW]
    assert kept(page) == []


def test_what_was_typed_before_the_kept_text_was_taken_is_offered_in_turn(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    write_while_cut(page)
    page.reload()

    type_at_end(page, 1, " Gõ lại từ đầu.")
    button(page, "Lấy lại bản này").first.click()

    expect(box(page, 1)).to_have_value(TYPED)
    nothing_is_lost(page, address, f"{STOOD} Gõ lại từ đầu.", TYPED, NEW)


def test_what_is_dropped_is_not_offered_again(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = practice_section(page)
    write_while_cut(page)
    page.reload()

    button(page, "Bỏ bản này").first.click()
    button(page, "Bỏ bản này").click()
    page.reload()

    is_in_state(page, "saved")
    expect(page.locator(".kept-text")).to_have_count(0)
    assert stored(page, address) == [STOOD]
    assert kept(page) == []


def test_a_shared_computer_keeps_text_for_its_tab_only(context: BrowserContext) -> None:
    page = sign_in_on_shared_computer(context, "thuha")
    address = practice_section(page)
    write_while_cut(page)
    other = context.new_page()
    other.goto(address)

    assert kept(other) == []
    page.reload()
    expect(page.locator(".kept-text")).to_have_text([TYPED, NEW])


@pytest.mark.parametrize("enter", [sign_in, sign_in_on_shared_computer])
def test_after_signing_out_the_next_person_finds_nothing(
    enter: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = enter(context, "thuha")
    address = practice_section(page)
    write_while_cut(page)
    page.once("dialog", lambda dialog: dialog.accept())
    sign_out(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    left = kept(page)

    page.go_back()
    after_going_back = page.content()
    page.close()
    page = sign_in(context, "chanhvp")
    page.goto(address)

    expect(box(page, 1)).to_have_value(STOOD)
    expect(new_box(page)).to_have_value("")
    expect(page.locator(".kept-text")).to_have_count(0)
    assert "chưa gửi được" not in after_going_back
    assert (left, kept(page)) == ([], [])


@pytest.mark.parametrize("enter", [sign_in, sign_in_on_shared_computer])
def test_signing_out_asks_for_text_that_is_offered_too_and_deletes_it(
    enter: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page = enter(context, "thuha")
    practice_section(page)
    write_while_cut(page)
    page.reload()
    expect(page.locator(".kept-text")).to_have_text([TYPED, NEW])

    page.on("dialog", answer)
    sign_out(page)
    nothing_is_lost(page, page.url, TYPED, NEW)
    button(page, "Đăng xuất").locator("visible=true").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert len(asked) == 2
    assert kept(page) == []
