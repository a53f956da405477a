"""Names of the greatest length, without a space too, on the pages of the figures: no page is wider than its window."""

from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

# What the fields of a body and of a title hold at most.
NAMES: Final = ("W" * 160, " ".join(["nghiêng"] * 20))


def call(names: Locator, name: str) -> None:
    names.evaluate_all("(names, name) => { for (const one of names) one.textContent = name; }", name)


def beyond(page: Page) -> list[int]:
    """Return by how much the page is wider than its window, and a table than the box that it may be moved in."""
    widths: list[int] = page.evaluate(
        """[[document.documentElement.scrollWidth, innerWidth],
            ...[...document.querySelectorAll(".wide")].map(box => [box.scrollWidth, box.clientWidth])]
           .map(([wide, room]) => Math.max(0, wide - room))"""
    )
    return widths


def test_the_figures_and_what_stands_behind_them_hold_long_names(context: BrowserContext) -> None:
    page = sign_in(context, "chanhvp")
    page.goto("/thong-ke/")
    figure = page.locator(".figures td a").first
    for name in NAMES:
        call(page.locator(".figures tbody th"), name)
        assert set(beyond(page)) == {0}, name

    figure.click()
    page.wait_for_selector(".behind")

    for name in NAMES:
        call(page.locator("h1, .behind tbody th a, .behind .who div"), name)
        assert beyond(page) == [0], name
