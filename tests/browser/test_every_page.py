"""Every page in Chromium: what axe finds, its width, language, title and heading; and the pictures for the guide."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from resolutions.layout import compose, to_text
from tests.browser.conftest import PASSWORD, picture, sign_in
from tests.browser.desk import no_practice_month
from tests.factories import make_manuscript
from tests.resolutions.manuscripts import make_letterhead

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MONTH = "/nghi-quyet/2026-12/"
WIDE, NARROW = 1366, 360
PAGES = {
    "home": "/",
    "list": "/nghi-quyet/",
    "month": MONTH,
    "printed view": f"{MONTH}ban-in/",
    "issued": "/nghi-quyet/2026-11/",
    "decision on an issued month": "/nghi-quyet/2026-11/thong-qua/",
    "comments and answers": "/nghi-quyet/2026-11/tiep-thu/",
    "review": "/nghi-quyet/2026-11/y-kien/",
    "delegations": "/uy-quyen/",
    "notices": "/thong-bao/",
    "check a file": "/kiem-tra/",
    "facts": f"{MONTH}thong-tin/",
    "history": f"{MONTH}lich-su/",
    "start": "/nghi-quyet/bat-dau/",
    "bring in": "/nghi-quyet/dua-vao/",
    "preview gone": "/nghi-quyet/dua-vao/999/",
    "guide": "/tro-giup/",
    "password": "/doi-mat-khau/",
    "password again": "/mat-khau/",
    "password changed": "/doi-mat-khau/xong/",
    "not found": "/nghi-quyet/2030-01/",
    "not by address": "/dang-xuat/",
}
PASTED = """Thực hiện Kế hoạch của Đảng ủy về kiểm tra, giám sát chuyên đề đối với 03 chi bộ.
- Chi bộ thôn Đông hoàn thành trước ngày 15/12/2026.
- Chi bộ thôn Đoài hoàn thành trước ngày 20/12/2026."""
PASTE = """(box, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def check(page: Page, *, language: str = "vi", rules: list[str] = RULES) -> None:
    """Fail on what axe finds, on a page wider than its window, and on one without language, title or one heading."""
    size = page.viewport_size
    assert size
    page.wait_for_load_state()
    # In a window as high as the page: what the save bar lies over where it happens to stand is no fault.
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    assert [(page.url, rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({**size, "width": 320 if size["width"] < 400 else size["width"]})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    page.set_viewport_size(size)
    assert page.locator("html").get_attribute("lang") == language, page.url
    assert re.fullmatch(r"\S.+ – (Nghị quyết tháng|Monthly resolutions)(, \S.+)?", page.title())
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def section(page: Page, name: str) -> str:
    """Return the address of a section of the month in drafting."""
    page.goto(MONTH)
    return page.get_by_role("link", name=name).first.get_attribute("href") or ""


def every_address(page: Page) -> list[str]:
    """Return the addresses of all pages that a person who writes can open."""
    written = section(page, "2. Công tác chính quyền")
    empty = section(page, "4. Trung tâm Chính trị")
    opening = section(page, "Phần mở đầu")
    page.goto(written)
    paragraph = page.get_by_role("link", name="Lịch sử đoạn 1").get_attribute("href") or ""
    page.goto("/nghi-quyet/2026-11/")
    document = page.get_by_role("link", name="Bản đã ký").get_attribute("href") or ""
    page.goto(f"{MONTH}lich-su/")
    compared = page.get_by_role("link", name="Tất cả từ đầu").get_attribute("href") or ""
    of_section = [written, f"{written}?xem=in", f"{written}dan/", f"{written}lich-su/", empty, opening]
    return [*PAGES.values(), *of_section, document, paragraph, compared, f"{compared}&kieu=ben"]


def check_every_page(page: Page, *, language: str = "vi", rules: list[str] = RULES) -> None:
    for address in every_address(page):
        page.goto(address)
        check(page, language=language, rules=rules)


def without_editor(page: Page) -> None:
    """Leave the section's page without its script, as in a browser that cannot run it."""
    page.route(re.compile(r"/editor\.[^/]*js"), lambda route: route.abort())


def for_the_guide(page: Page, name: str, *, height: int) -> None:
    """Take the picture that docs/user-guide.vi.md shows."""
    size = page.viewport_size
    if size and size["width"] == WIDE:
        picture(page, name, height=height)


def document(tmp_path: Path, month: int) -> Path:
    path = tmp_path / "Nghị quyết cũ.txt"
    path.write_text(to_text(compose(make_manuscript(year=2024, month=month), make_letterhead())))
    return path


def test_a_stranger_signs_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/dang-nhap/")
    check(page)
    for_the_guide(page, "sign-in", height=950)

    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.locator(".problem")).to_be_focused()
    check(page)
    page.get_by_label("Tên đăng nhập").fill("thuha")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi hôm nay")


def test_axe_finds_nothing_on_any_page(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")

    check_every_page(page)

    page.goto("/")
    for_the_guide(page, "home", height=1000)
    page.goto(section(page, "2. Công tác chính quyền"))
    for_the_guide(page, "section", height=900)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("context", "reading", "rules"),
    [(NARROW, "large", RULES), (WIDE, "contrast", [*RULES, "wcag2aaa"])],
    indirect=["context"],
)
def test_axe_finds_nothing_in_large_text_and_in_high_contrast(
    context: BrowserContext, reading: str, rules: list[str], site: str
) -> None:
    page = sign_in(context, "thuha")
    context.add_cookies([{"name": "reading", "value": reading, "url": site}])

    check_every_page(page, rules=rules)

    expect(page.locator("html")).to_have_class(reading)


@pytest.mark.thorough
@pytest.mark.parametrize("context", [WIDE], indirect=True)
def test_axe_finds_nothing_in_english(context: BrowserContext, site: str) -> None:
    page = sign_in(context, "thuha")
    addresses = every_address(page)
    context.add_cookies([{"name": "django_language", "value": "en", "url": site}])

    for address in addresses:
        page.goto(address)
        check(page, language="en")


@pytest.mark.parametrize("username", ["chanhvp", "quantri", "vanduong"])
def test_axe_finds_nothing_on_what_others_see_first(context: BrowserContext, username: str) -> None:
    page = sign_in(context, username)

    for address in ["/", "/nghi-quyet/", "/nghi-quyet/2026-11/", "/nghi-quyet/bat-dau/"]:
        page.goto(address)
        check(page)


def test_axe_finds_nothing_on_a_document_that_was_read(context: BrowserContext, tmp_path: Path) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/dua-vao/")
    page.locator("input[type=file]").set_input_files(document(tmp_path, month=6))
    page.get_by_role("button", name="Đọc tệp").click()
    check(page)

    page.get_by_label("Tháng", exact=True).fill("13/2024")
    page.locator("main form .btn-primary").click()

    expect(page.locator(".problem")).to_be_focused()
    check(page)


@pytest.mark.parametrize(
    ("address", "field", "wrong"),
    [
        ("/nghi-quyet/bat-dau/", "Tháng", "13/2026"),
        ("/nghi-quyet/dua-vao/", "", ""),
        (f"{MONTH}thong-tin/", "Ngày họp", "30/02/2026"),
        ("/doi-mat-khau/", "", ""),
    ],
)
def test_axe_finds_nothing_on_a_form_with_errors(context: BrowserContext, address: str, field: str, wrong: str) -> None:
    page = sign_in(context, "thuha")
    page.goto(address)
    if field:
        page.get_by_label(field, exact=True).fill(wrong)
    page.locator("main form .btn-primary").first.click()

    expect(page.locator(".problem")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    check(page)


def test_axe_finds_nothing_on_a_section_that_waits_without_a_reason(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(section(page, "3. Công tác Mặt trận"))
    page.get_by_role("radio", name="Chưa thể soạn").check()
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator(".problem")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    check(page)


def test_axe_finds_nothing_where_text_is_pasted(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(f"{section(page, '2. Công tác chính quyền')}dan/")
    page.get_by_role("button", name="Xem các đoạn").click()
    expect(page.locator(".problem")).to_be_focused()
    check(page)

    page.get_by_label("Nội dung cần dán").fill(PASTED)
    page.get_by_role("button", name="Xem các đoạn").click()

    expect(page.get_by_role("checkbox")).to_have_count(3)
    check(page)
    for_the_guide(page, "paste", height=700)


def test_axe_finds_nothing_in_the_dialogs_of_the_editor(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(section(page, "2. Công tác chính quyền"))
    box = page.get_by_role("textbox", name="Đoạn mới")
    box.focus()
    page.keyboard.press("Control+/")
    expect(page.locator("dialog#keys")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")

    box.evaluate(PASTE, PASTED)
    expect(page.locator("dialog#paste")).to_be_visible()
    check(page)
    page.get_by_label("Chi bộ thôn Đông").uncheck()
    page.locator("dialog#paste .btn-primary").click()
    expect(page.locator("[data-message]")).to_have_text("Đã thêm 2 đoạn.")
    check(page)

    context.clear_cookies(name="sessionid")
    box.fill("Sau khi hết phiên")
    expect(page.locator("dialog#sign-in-again")).to_be_visible()
    check(page)
    page.locator("dialog#sign-in-again .btn-primary").click()
    expect(page.locator("dialog#sign-in-again .bad-msg")).not_to_be_empty()
    check(page)
    page.locator("#again-password").fill(PASSWORD)
    page.locator("dialog#sign-in-again .btn-primary").click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")


def test_axe_finds_nothing_where_two_people_wrote_and_in_what_became_of_it(
    context: BrowserContext, chromium: Browser, site: str
) -> None:
    page = sign_in(context, "thuha")
    page.goto(section(page, "1. Công tác xây dựng Đảng"))
    other = sign_in(chromium.new_context(base_url=site, locale="vi-VN"), "chanhvp")
    other.goto(page.url)
    theirs, ours = (each.get_by_role("textbox", name="Đoạn 2", exact=True) for each in (other, page))
    theirs.fill(theirs.input_value().replace("10/10", "12/12"))
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator(".saved")).to_have_attribute("data-state", "saved")
    before = ours.input_value()
    ours.fill(f"Trong tháng, {before[0].lower()}{before[1:]}")
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator(".saved")).to_have_attribute("data-state", "conflict")
    check(page)
    page.locator(".conflict").evaluate("pane => pane.scrollIntoView({ block: 'center' })")
    for_the_guide(page, "conflict", height=900)

    page.get_by_role("button", name="Lấy bản của tôi").click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    page.goto(f"{MONTH}lich-su/")
    check(page)
    page.get_by_role("link", name="Bản không được dùng").first.click()
    check(page)
    page.goto(f"{MONTH}lich-su/")
    page.get_by_role("link", name="Tất cả từ đầu").click()
    check(page)
    for_the_guide(page, "compare", height=910)
    other.context.close()


def test_axe_finds_nothing_on_the_page_of_a_conflict_without_script(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    address = section(page, "2. Công tác chính quyền")
    without_editor(page)
    page.goto(address)
    other = context.new_page()
    without_editor(other)
    other.goto(address)
    theirs = other.get_by_role("textbox", name="Đoạn 1", exact=True)
    theirs.fill(f"{theirs.input_value()} Bản được lưu trước.")
    other.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("textbox", name="Đoạn 1", exact=True).fill("Bản được lưu sau.")
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator(".conflict")).to_be_visible()
    assert page.title().startswith("Lỗi: ")
    check(page)


def test_axe_finds_nothing_on_forms_that_come_back_after_the_session(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(f"{MONTH}thong-tin/")
    context.clear_cookies(name="sessionid")
    page.locator("main form .btn-primary").click()
    check(page)

    page.get_by_role("button", name="Đăng nhập và tiếp tục").click()

    expect(page.locator(".problem")).to_be_focused()
    check(page)


def test_axe_finds_nothing_on_the_page_that_refuses_a_form(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto(f"{MONTH}thong-tin/")
    context.clear_cookies(name="csrftoken")
    page.locator("main form .btn-primary").click()

    expect(page.get_by_role("heading", name="Nội dung đồng chí đã nhập")).to_be_visible()
    check(page)


def test_axe_finds_nothing_on_the_practice_month(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    no_practice_month(page)
    page.get_by_role("button", name="Tập dùng").click()
    check(page)
    page.goto("/nghi-quyet/")
    check(page)

    page.locator(".practice a").click()
    page.get_by_role("button", name="Xóa tháng tập dùng").click()

    expect(page.locator(".notice-done")).to_be_visible()
    check(page)
