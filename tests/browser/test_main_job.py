"""The main job in Chromium: a document in, a paragraph corrected, PDF and Word out; also without script."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Download, Page, expect

from resolutions.layout import compose, to_text
from tests.browser.conftest import sign_in
from tests.factories import make_manuscript
from tests.resolutions.manuscripts import make_letterhead

pytestmark = pytest.mark.browser


def document(tmp_path: Path, month: int) -> Path:
    path = tmp_path / "Nghị quyết cũ.txt"
    path.write_text(to_text(compose(make_manuscript(year=2024, month=month), make_letterhead())))
    return path


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def bring_in_correct_take_out(page: Page, path: Path) -> None:
    page.goto("/nghi-quyet/")
    page.get_by_role("link", name="Đưa văn bản vào").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả đọc tệp")
    page.locator("input[value=draft]").check()
    page.get_by_role("button", name="Đưa nghị quyết này vào").click()

    month = page.url
    page.get_by_role("link", name="2. Công tác chính quyền").first.click()
    box = page.get_by_role("textbox", name="Đoạn 1", exact=True)
    box.fill("Thu ngân sách xã đạt 92,4% dự toán; giải quyết 1.271/1.284 hồ sơ, đạt 99,0%.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text(re.compile("Đã lưu (lúc|1 đoạn)")).first).to_be_visible()
    page.goto(month)
    page.get_by_role("link", name="Xem như bản in").click()
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


def test_the_password_can_be_shown(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/dang-nhap/")
    field = page.locator("input[name=password]")
    field.fill("mot-mat-khau")

    page.get_by_role("button", name="Hiện").click()

    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("mot-mat-khau")


def test_english_pages_are_english(context: BrowserContext) -> None:
    page = sign_in(context, "thuha")
    page.goto("/nghi-quyet/")
    if page.locator("details.menu summary").is_visible():
        page.locator("details.menu summary").click()
        page.locator("details.menu").get_by_role("button", name="English").click()
    else:
        page.locator("details.account summary").click()
        page.locator("details.account").get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly resolutions")
