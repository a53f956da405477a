"""Every address of directives and figures in Chromium, as each role finds it from page to page: axe, width, title."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, expect

import reports.policy
import tasks.policy
from tests.browser.conftest import sign_in
from tests.browser.test_every_page import MONTH, NARROW, WIDE, check

pytestmark = pytest.mark.browser

ISSUED: Final = "/nghi-quyet/2026-11/"
# Where each begins; from here on links are followed.
STARTS: Final = ("/", "/nhiem-vu/")
OF_THE_OFFICE: Final = (
    "/nhiem-vu/cong-van-nhac-viec/",
    *("/nhiem-vu/cho-xem/", "/nhiem-vu/duong-dan/", "/nhiem-vu/ban-giao/"),
    *(f"{MONTH}nhiem-vu/{end}" for end in ("phan-cong/giao/", "tra-loi/", "ket-qua/")),
)
# The same address with much else on it: nothing judged, all given, a directive that is late, one that is done.
AGAIN: Final = (f"{MONTH}nhiem-vu/", f"{ISSUED}nhiem-vu/", f"{ISSUED}nhiem-vu/phan-cong/", "/nhiem-vu/?by=lead&q=hộ")
FILES: Final = frozenset(
    {
        *("tasks:assignments_paper", "tasks:export_list", "tasks:letter_file", "tasks:calendar_feed"),
        *("tasks:report_file", "tasks:contribution_file", "reports:export"),
    }
)
POSTED: Final = frozenset(
    {
        *("tasks:split_accept", "tasks:split_sure", "tasks:split_drop", "tasks:split_cut", "tasks:split_mark"),
        *("tasks:split_bring_back", "tasks:split_correct", "tasks:split_take_back", "tasks:split_hang"),
        *("tasks:assign_many", "tasks:change_lead", "tasks:change_deadline", "tasks:drop_directive"),
        "tasks:change_details",
        *("tasks:revoke_calendar", "tasks:acknowledge_all", "tasks:acknowledge", "tasks:note", "tasks:accept"),
        *("tasks:verify", "tasks:revoke_link", "tasks:remind_for_results"),
    }
)
# Opened by who holds an address, by who hands over what a closed body leaves (the sample has no such body), and by
# committee members in charge and who answers them.
ELSEWHERE: Final = frozenset(
    {"tasks:link", "tasks:hand_over", "tasks:report", "tasks:branches", "tasks:propose", "tasks:answer_proposal"}
)
# Every address stands in these tables; other tests see to that.
NAMES: Final = {f"tasks:{name}" for name in tasks.policy.URL_ACTIONS} | {
    f"reports:{name}" for name in reports.policy.URL_ACTIONS
}


def name_of(address: str) -> str:
    """Return the name of an address of directives or figures that shows a page, or ""."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return name if name in NAMES - FILES - POSTED else ""


def links(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what the page leads to: the name of the address, and the address."""
    for href in page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        address = urljoin(page.url, href)
        if name := name_of(address):
            yield name, address


def check_what_is_found(page: Page, *starts: str) -> set[str]:
    """Follow links from page to page, check each address once, and return the names of what was checked."""
    seen: set[str] = set()
    waiting = [(name_of(start), start) for start in starts]
    while waiting:
        name, address = waiting.pop(0)
        if name in seen:
            continue
        response = page.goto(address)
        assert response, address
        assert response.status == 200, address
        check(page)
        seen.add(name)
        waiting += [(found, there) for found, there in links(page) if found not in seen]
    return seen


def propose(page: Page) -> None:
    """Take one clause of the month in draft as a task, unless that was done at another width."""
    page.goto(f"{MONTH}nhiem-vu/")
    page.locator(".tasklist").get_by_role("link", name="II.3").click()
    accept, accepted = page.locator("[data-accept]"), page.locator(".proposal.ok")
    expect(accept.or_(accepted)).to_be_visible()
    if not accepted.count():
        accept.click()
    expect(accepted).to_be_visible()


def write_letter(page: Page) -> None:
    page.goto("/nhiem-vu/cong-van-nhac-viec/")
    page.locator("main .btn-primary").click()
    page.wait_for_url(lambda address: name_of(address) == "tasks:letter")


@pytest.mark.parametrize("context", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], indirect=True)
def test_axe_finds_nothing_on_any_page_of_the_office(context: BrowserContext) -> None:
    page = sign_in(context, "chanhvp")
    propose(page)
    write_letter(page)

    seen = check_what_is_found(page, *STARTS, *OF_THE_OFFICE)

    assert seen >= NAMES - FILES - POSTED - ELSEWHERE
    for address in AGAIN:
        page.goto(address)
        check(page)


@pytest.mark.parametrize("context", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], indirect=True)
@pytest.mark.parametrize(
    ("username", "start", "finds"),
    [
        ("trongnghia", "/", {"tasks:mine", "tasks:report", "tasks:directive", "tasks:contribute", "reports:figures"}),
        pytest.param(
            "bichlien",
            "/",
            {"tasks:list", "tasks:board", "tasks:directive", "reports:behind"},
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "thuhang",
            "/",
            {"tasks:list", "tasks:board", "tasks:directive", "reports:behind"},
            marks=pytest.mark.thorough,
        ),
        pytest.param("vanthu", "/", {"tasks:list", "tasks:letters", "tasks:directive"}, marks=pytest.mark.thorough),
        pytest.param("thuha", AGAIN[0], {"tasks:split_section", "tasks:assignments"}, marks=pytest.mark.thorough),
        pytest.param("bithu", AGAIN[2], {"tasks:assignments", "tasks:change"}, marks=pytest.mark.thorough),
        pytest.param("vanduong", "/", {"tasks:mine", "tasks:directive"}, marks=pytest.mark.thorough),
    ],
)
def test_axe_finds_nothing_on_what_others_find(
    context: BrowserContext, username: str, start: str, finds: set[str]
) -> None:
    page = sign_in(context, username)

    assert check_what_is_found(page, *STARTS, start) >= finds


@pytest.mark.parametrize("context", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], indirect=True)
def test_axe_finds_nothing_on_a_form_of_the_office_with_errors(context: BrowserContext) -> None:
    page = sign_in(context, "chanhvp")
    page.goto("/nhiem-vu/cho-xem/")
    found = dict(links(page))
    for address in (
        *(found["tasks:send_back"], found["tasks:answer_extension"], "/nhiem-vu/duong-dan/"),
        *(f"{MONTH}nhiem-vu/tra-loi/", f"{ISSUED}nhiem-vu/phan-cong/"),
    ):
        page.goto(address)
        page.locator("main form[method=post] button:not([name])").last.click()
        is_refused(page)
    for address in ("/thong-ke/?on=32/13/2026", "/nhiem-vu/?lead=XYZ"):
        page.goto(address)
        is_refused(page)


@pytest.mark.parametrize("context", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], indirect=True)
def test_axe_finds_nothing_on_a_form_of_a_body_with_errors(context: BrowserContext) -> None:
    page = sign_in(context, "trongnghia")
    page.goto("/nhiem-vu/cua-toi/")
    found = dict(links(page))
    for address in (found["tasks:report"], found["tasks:contribute"]):
        page.goto(address)
        page.locator("main .btn-primary").last.click()
        is_refused(page)


def is_refused(page: Page) -> None:
    expect(page.locator(".problem")).to_be_focused()
    assert page.title().startswith("Lỗi: "), page.url
    check(page)


@pytest.mark.parametrize("context", [NARROW, pytest.param(WIDE, marks=pytest.mark.thorough)], indirect=True)
def test_axe_finds_nothing_where_a_one_time_address_leads(
    context: BrowserContext, chromium: Browser, site: str
) -> None:
    office = sign_in(chromium.new_context(base_url=site, locale="vi-VN"), "thuha")
    office.goto("/nhiem-vu/duong-dan/")
    office.locator("[name^=share_]").last.check()
    office.locator("main .btn-primary").click()
    check(office)
    page = context.new_page()
    page.goto(urlsplit(office.locator(".link-cards input").input_value()).path)
    check(page)

    page.locator("main .btn-primary").click()
    is_refused(page)

    page.locator("[name=progress][value=under_way] + label").click()
    page.locator("[name=result]").fill("Đang triển khai.")
    page.locator("main .btn-primary").click()
    expect(page.locator(".notice-done")).to_be_visible()
    check(page)
    page.goto(urlsplit(page.url).path)
    check(page)
    office.context.close()
