"""Clauses judged in Chromium, one key each: accepted, corrected, dropped; words selected in the text are marked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People
from tests.browser.test_every_page import WIDE

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("people", [WIDE], indirect=True)]

NOW = "#the-dang-mo"
SELECT = """() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".marked > p"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def words(page: Page) -> str:
    """Return the words of the clause whose card is open."""
    return page.locator(f"{NOW} [name=quote]").first.get_attribute("value") or ""


def press(page: Page, key: str) -> None:
    """Press a key that opens another card, and wait for it."""
    before = words(page)
    page.keyboard.press(key)
    expect(page.locator(f"{NOW} [name=quote]").first).not_to_have_value(before)


def test_every_judgement_is_one_key(people: People) -> None:
    page = people("thuha")
    page.goto("/nghi-quyet/2026-11/nhiem-vu/")
    page.locator("a.row-link").nth(1).click()
    first = words(page)

    press(page, "Alt+ArrowDown")
    press(page, "Alt+ArrowUp")
    assert words(page) == first
    page.keyboard.press("F2")
    page.keyboard.type("Việc đã sửa: ")
    press(page, "Control+Enter")
    press(page, "Alt+Delete")

    expect(page.locator(".proposal.ok")).to_have_count(1)
    expect(page.locator("mark.no")).to_have_count(1)
    expect(page.locator(".proposal.ok p").first).to_have_text(re.compile("Việc đã sửa: "))


def test_words_selected_in_the_text_are_those_to_be_marked(people: People) -> None:
    page = people("thuha")
    page.goto("/nghi-quyet/2026-11/nhiem-vu/")
    page.locator("a.row-link").nth(2).click()

    page.evaluate(SELECT)

    quotes = page.locator("form[action$='/khong-phai/'] [name=quote]").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    chosen = page.locator("#danh-dau-words").input_value()
    assert [quote for quote in quotes[:2] if quote in chosen] == quotes[:2]
