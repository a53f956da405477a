"""A committee member in charge proposes for a directive of the branch; the head of the office answers each time.

Each step is looked at by axe, at both widths.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import People
from tests.browser.test_every_page import check
from tests.browser.test_every_task_page import is_refused

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

DIRECTIVE: Final = "Đôn đốc cơ sở, báo cáo kết quả về Ban Thường vụ"
BRANCH: Final = "Chi bộ thôn Hòa Xá"
OTHER_LEAD: Final = "Văn phòng Đảng ủy"
WAITING: Final = "/nhiem-vu/cho-xem/"


def branches(member: Page) -> Page:
    """Open the directives of the member's branches from the list of directives."""
    member.goto("/nhiem-vu/")
    member.locator("main").get_by_role("link", name="Nhiệm vụ của chi bộ phụ trách").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ của chi bộ phụ trách")
    check(member)
    return member


def row(member: Page) -> Locator:
    return branches(member).get_by_role("row").filter(has_text=DIRECTIVE)


def due_on(member: Page) -> date:
    found = re.search(r"\d\d/\d\d/\d{4}", row(member).inner_text())
    assert found
    return datetime.strptime(found.group(), "%d/%m/%Y").date()  # noqa: DTZ007  (a day of a page)


def propose(member: Page, reason: str, *, lead: str = "", due: date | None = None) -> None:
    """Propose on the page of the directive; what lacks is said first, and what was typed stays."""
    row(member).get_by_role("link", name="Đề xuất thay đổi").click()
    check(member)
    member.locator("[name=reason]").fill(reason)
    send(member)
    is_refused(member)
    expect(member.locator("[name=reason]")).to_have_value(reason)
    if lead:
        member.locator("[name=lead]").select_option(label=lead)
    if due:
        member.locator("[name=due_on]").fill(f"{due:%d/%m/%Y}")
    send(member)
    expect(member.locator(".notice-done")).to_be_visible()
    check(member)


def send(page: Page) -> None:
    page.locator("main .btn-primary").click()


def answer(head: Page, button: str, choice: str, reason: str = "") -> None:
    """Answer what waits for the directive: first without a reason, where one is needed."""
    head.goto(WAITING)
    check(head)
    head.get_by_role("link", name=re.compile(f"{button}.*{DIRECTIVE}")).click()
    check(head)
    head.locator(f"[name=answer][value={choice}]").check()
    if reason:
        send(head)
        is_refused(head)
        head.locator("[name=reason]").fill(reason)
    send(head)
    expect(head.locator(".notice-done")).to_be_visible()
    check(head)


def said(member: Page, words: str) -> Locator:
    """Return what the member proposed, as the member's page shows it first."""
    return branches(member).locator("section[aria-labelledby=da-de-xuat] li").filter(has_text=words).first


def test_what_a_member_in_charge_proposes_is_declined_granted_and_accepted(people: People) -> None:
    member, head = people("vanbinh"), people("chanhvp")
    later = max(due_on(member), timezone.localdate()) + timedelta(days=7)
    expect(row(member)).to_contain_text(BRANCH)

    propose(member, "Văn phòng nắm đủ số liệu của các chi bộ.", lead=OTHER_LEAD)
    answer(head, "Trả lời đề xuất", "decline", "Đảng ủy viên phụ trách trực tiếp đôn đốc cơ sở.")
    declined = said(member, OTHER_LEAD)
    expect(declined.locator(".tag-red")).to_be_visible()
    expect(declined).to_contain_text("Đảng ủy viên phụ trách trực tiếp đôn đốc cơ sở.")

    propose(member, "Chi bộ họp vào tuần sau.", due=later)
    answer(head, "Trả lời đề nghị", "grant")
    assert due_on(member) == later

    sooner = later - timedelta(days=1)
    propose(member, "Chi bộ đã họp sớm hơn dự kiến.", due=sooner)
    answer(head, "Trả lời đề xuất", "accept")
    expect(said(member, f"{sooner:%d/%m/%Y}").locator(".tag-green")).to_be_visible()
    assert due_on(member) == sooner
