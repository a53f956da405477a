"""The pages of directives and figures that the guide shows: they hold the words that it names, and are its pictures."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import picture, sign_in
from tests.browser.test_every_page import MONTH, NARROW, WIDE, section

pytestmark = pytest.mark.browser

ISSUED = "/nghi-quyet/2026-11/"


def shows(page: Page, words: Iterable[str], name: str, *, height: int) -> None:
    """Expect a link, button or summary with each of the words, and take the page's picture."""
    for word in words:
        expect(page.locator("main").locator("a, button, summary").filter(has_text=word).first).to_be_attached()
    picture(page, name, height=height)


@pytest.mark.parametrize("context", [WIDE], indirect=True)
def test_the_office_finds_what_the_guide_names(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(f"{ISSUED}nhiem-vu/")
    page.goto(page.locator("main").get_by_role("link", name="II.2").first.get_attribute("href") or "")
    words = ["Sáu rõ: thêm chi tiết", "Không phải nhiệm vụ", "Nối, tách câu", "Đánh dấu thêm một câu"]
    shows(page, words, "split", height=720)

    page.goto(section(page, "2. Công tác chính quyền"))
    taken = page.locator("main button").filter(has_text="Thêm thành đoạn").first
    taken.evaluate("button => button.scrollIntoView({ block: 'center' })")
    shows(page, ["Thêm thành đoạn", "Chép", "Trả lời khác"], "beside", height=720)

    page.goto(MONTH)
    shows(page, ["Tách nhiệm vụ", "Trả lời các nhiệm vụ", "Xem kết quả của các đơn vị"], "draft", height=1100)


@pytest.mark.parametrize("context", [WIDE], indirect=True)
def test_the_head_of_the_office_finds_what_the_guide_names(context: BrowserContext) -> None:
    page = sign_in(context, "chanhvp")
    page.goto("/nhiem-vu/")
    words = ["Bảng", "Trình chiếu", "Xuất Excel", "Lịch hạn", "Soạn công văn nhắc việc"]
    shows(page, words, "directives", height=800)

    page.goto(f"{ISSUED}nhiem-vu/phan-cong/")
    words = ["Phụ lục PDF", "Phụ lục Word", "Đặt cho các nhiệm vụ đã đánh dấu"]
    shows(page, words, "assignments", height=760)

    page.goto("/thong-ke/")
    shows(page, ["Xem số liệu", "Xuất Excel", "Xuất PDF"], "figures", height=860)


@pytest.mark.parametrize("context", [NARROW], indirect=True)
def test_a_body_finds_what_the_guide_names(context: BrowserContext) -> None:
    page = sign_in(context, "trongnghia")
    page.goto("/nhiem-vu/cua-toi/")
    page.goto(page.locator("main a[href*='/bao-cao/']").first.get_attribute("href") or "")
    shows(page, ["Gửi báo cáo", "Số liệu (không bắt buộc)"], "report", height=1640)
