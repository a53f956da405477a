"""The main job in Chromium: a document in, a paragraph corrected, PDF and Word out; also without script."""

import io
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Download, Page, expect

from resolutions.layout import compose, to_text
from tests.browser.conftest import picture, sign_in
from tests.factories import make_manuscript
from tests.resolutions.manuscripts import make_letterhead

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check(page: Page) -> None:
    """Fail on anything axe finds, and on a page wider than its window, down to 320 pixels."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    size = page.viewport_size
    assert size
    for width in {size["width"], 320 if size["width"] < 400 else size["width"]}:
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size(size)


def document(tmp_path: Path, month: int) -> Path:
    path = tmp_path / "Nghị quyết cũ.txt"
    path.write_text(to_text(compose(make_manuscript(year=2024, month=month), make_letterhead())))
    return path


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def bring_in_correct_take_out(page: Page, path: Path) -> None:
    page.get_by_role("link", name="Đưa văn bản vào").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả đọc tệp")
    page.locator("input[value=draft]").check()
    page.get_by_role("button", name="Đưa nghị quyết này vào").click()

    page.get_by_role("link", name="I.2 Công tác chính quyền").first.click()
    box = page.get_by_role("textbox", name="Đoạn 1")
    box.fill("Thu ngân sách xã đạt 92,4% dự toán; giải quyết 1.271/1.284 hồ sơ, đạt 99,0%.")
    page.get_by_role("button", name="Lưu mục này").click()
    expect(page.get_by_text("Đã lưu 1 đoạn.")).to_be_visible()
    page.get_by_role("link", name="Về văn bản").click()
    expect(page.locator(".official")).to_contain_text("1.271/1.284 hồ sơ, đạt 99,0%")

    with page.expect_download() as pdf:
        page.get_by_role("link", name="Tải bản PDF").click()
    assert content(pdf.value).startswith(b"%PDF-1.7")
    assert pdf.value.suggested_filename.endswith(".pdf")
    with page.expect_download() as word:
        page.get_by_role("link", name="Tải bản Word").click()
    with zipfile.ZipFile(io.BytesIO(content(word.value))) as archive:
        assert "1.271/1.284" in archive.read("word/document.xml").decode()


def test_a_document_comes_in_is_corrected_and_goes_out(context: BrowserContext, tmp_path: Path) -> None:
    page = sign_in(context, "thuha")
    width = page.viewport_size["width"] if page.viewport_size else 0

    bring_in_correct_take_out(page, document(tmp_path, month=3 if width > 400 else 4))


def test_the_main_job_works_without_script(plain_context: BrowserContext, tmp_path: Path) -> None:
    page = sign_in(plain_context, "thuha")

    bring_in_correct_take_out(page, document(tmp_path, month=5))


PAGES = {
    "list": "/nghi-quyet/",
    "draft": "/nghi-quyet/2026-12/",
    "issued": "/nghi-quyet/2026-11/",
    "start": "/nghi-quyet/bat-dau/",
    "bring-in": "/nghi-quyet/dua-vao/",
    "facts": "/nghi-quyet/2026-12/thong-tin/",
    "password": "/doi-mat-khau/",
    "not-found": "/nghi-quyet/2030-01/",
}


def test_axe_finds_nothing_on_any_page(context: BrowserContext, tmp_path: Path) -> None:
    stranger = context.new_page()
    stranger.goto("/dang-nhap/")
    check(stranger)
    picture(stranger, "sign-in")
    stranger.get_by_role("button", name="Đăng nhập").click()
    check(stranger)

    page = sign_in(context, "thuha")
    for name, address in PAGES.items():
        page.goto(address)
        check(page)
        picture(page, name)

    page.goto("/nghi-quyet/2026-12/")
    page.get_by_role("link", name="I.1 ").first.click()
    check(page)
    picture(page, "section")

    page.goto("/nghi-quyet/dua-vao/")
    page.locator("input[type=file]").set_input_files(document(tmp_path, month=6))
    page.get_by_role("button", name="Đọc tệp").click()
    check(page)
    picture(page, "preview")


def test_axe_finds_nothing_on_forms_with_errors(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/bat-dau/")
    page.get_by_label("Tháng").fill("13/2026")
    page.get_by_role("button", name="Bắt đầu tháng").click()

    expect(page.locator(".problem")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    check(page)
    picture(page, "error")

    page.goto("/nghi-quyet/2026-12/thong-tin/")
    page.get_by_label("Mức độ khẩn").select_option("secret")
    page.get_by_role("button", name="Lưu thông tin").click()
    check(page)

    page.goto("/nghi-quyet/2026-12/")
    page.get_by_role("link", name="I.1 ").first.click()
    page.get_by_role("textbox", name="Đoạn 1").fill("")
    page.get_by_role("button", name="Lưu mục này").click()
    check(page)


def test_the_password_can_be_shown(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/dang-nhap/")
    field = page.locator("input[name=password]")
    field.fill("mot-mat-khau")

    page.get_by_role("button", name="Hiện").click()

    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("mot-mat-khau")


def test_bad_input_52_pasted_pictures_are_left_out_with_a_notice(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/2026-12/")
    page.get_by_role("link", name="I.1 ").first.click()
    box = page.get_by_role("textbox", name="Đoạn mới")
    box.focus()

    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<p class=MsoNormal style='mso-x:y'>Một</p><img src='file:///x.png'>");
            data.setData("text/plain", "Một");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    expect(page.locator(".pasted-note")).to_be_visible()


def test_english_pages_are_english(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    if page.locator("details.menu summary").is_visible():
        page.locator("details.menu summary").click()
        page.locator("details.menu").get_by_role("button", name="English").click()
    else:
        page.locator("details.account summary").click()
        page.locator("details.account").get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly resolutions")
    check(page)
