"""Our own pages of the administration in Chromium: bring in a sheet, look at what it changes."""

import csv
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from kesat.organization.sheets import BodySheet
from tests.browser.conftest import picture, sign_in
from tests.browser.test_every_page import RULES

pytestmark = pytest.mark.browser

# Django's style sheets import others; axe would read those through a style element, which the policy stops.
OPTIONS = {"runOnly": RULES, "preload": False, "resultTypes": ["violations"]}


def check(page: Page) -> None:
    """Fail on anything axe finds."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def sheet(kind: str) -> bytes:
    """Return a sheet with one body; a kind that is not known makes it wrong."""
    written = io.StringIO()
    names = list(BodySheet.names())
    row = {"code": "CB-THU", "name": "Chi bộ thử", "kind": kind, "position": "90"}
    csv.writer(written).writerows([names, [row.get(name, "") for name in names]])
    return written.getvalue().encode()


def send(page: Page, kind: str) -> None:
    page.goto("/quan-tri/organization/body/nhap/")
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": sheet(kind)})
    page.locator("input[type=submit].default").click()


def test_axe_finds_nothing_where_a_sheet_is_brought_in(context: BrowserContext) -> None:
    page = sign_in(context, "quantri")
    page.goto("/quan-tri/organization/body/nhap/")
    check(page)
    picture(page, "exchange-choose")

    page.locator("input[type=submit].default").click()
    expect(page.locator(".errornote")).to_be_visible()
    check(page)

    send(page, "chi-bo-khong-co")
    expect(page.locator(".errornote")).to_be_visible()
    check(page)

    send(page, "branch")
    expect(page.locator("input[name=fingerprint]")).to_be_attached()
    check(page)
    picture(page, "exchange-preview")


def test_the_search_box_of_a_list_has_a_name(context: BrowserContext) -> None:
    page = sign_in(context, "quantri")
    page.goto("/quan-tri/organization/body/")

    found = Axe().run(page, context="#changelist-search", options=OPTIONS).response["violations"]

    assert found == []
    expect(page.get_by_role("textbox", name="Tìm kiếm")).to_be_visible()
