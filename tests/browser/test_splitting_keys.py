"""Clauses judged in Chromium, one key each: accepted, corrected, dropped; words selected in the text are marked."""

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


def open_section(page: Page, month: str, name: str) -> None:
    """Open the clauses of a section of the month, and wait for the script."""
    page.goto(f"{month}nhiem-vu/")
    with page.expect_event("load"):
        page.locator(".tasklist").get_by_role("link", name=name).click()


def words(page: Page) -> str:
    """Return the words of the clause whose card is open."""
    return page.locator(f"{NOW} [name=quote]").first.get_attribute("value") or ""


def press(page: Page, key: str) -> None:
    """Press a key that opens another card, and wait for it and its script."""
    before = words(page)
    with page.expect_event("load"):
        page.keyboard.press(key)
    expect(page.locator(f"{NOW} [name=quote]").first).not_to_have_value(before)


def test_every_judgement_is_one_key(people: People) -> None:
    page = people("thuha")
    open_section(page, "/nghi-quyet/2026-11/", "II.2")
    first = words(page)
    accepted, dropped = page.locator(".proposal.ok"), page.locator("mark.no")
    before = accepted.count(), dropped.count()

    press(page, "Alt+ArrowDown")
    press(page, "Alt+ArrowUp")
    assert words(page) == first
    page.keyboard.press("F2")
    page.keyboard.type("Việc đã sửa: ")
    press(page, "Control+Enter")
    press(page, "Alt+Delete")

    expect(accepted).to_have_count(before[0] + 1)
    expect(dropped).to_have_count(before[1] + 1)
    expect(accepted.filter(has_text="Việc đã sửa: ")).to_have_count(1)


def test_a_clause_is_joined_with_the_next_and_split_in_two_by_one_key_each(people: People) -> None:
    page = people("thuha")
    open_section(page, "/nghi-quyet/2026-11/", "II.2")
    while not page.locator(f"{NOW} [data-join]").count():
        press(page, "Alt+ArrowDown")
    cards, first = page.locator(".proposal"), words(page)
    before = cards.count()

    press(page, "F8")
    joined = words(page)
    page.keyboard.press("F9")
    box = page.locator(f"{NOW} [data-cut]")
    expect(box).to_be_focused()
    box.evaluate("(box, place) => box.setSelectionRange(place, place)", joined.index(" ", len(joined) // 2) + 1)
    page.keyboard.press("Enter")
    with page.expect_event("load"):
        page.keyboard.press("F9")

    assert (joined.startswith(first), len(joined) > len(first)) == (True, True)
    assert cards.count() == before


def test_words_selected_in_the_text_are_those_to_be_marked(people: People) -> None:
    page = people("thuha")
    open_section(page, "/nghi-quyet/2026-12/", "Phần kết")

    page.evaluate(SELECT)

    quotes = page.locator("form[action$='/khong-phai/'] [name=quote]").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    chosen = page.locator("#danh-dau-words").input_value()
    assert len(quotes) >= 2
    assert [quote for quote in quotes[:2] if quote in chosen] == quotes[:2]
