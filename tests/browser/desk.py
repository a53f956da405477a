"""How the walks write: a section of their own, keys, what the database holds, and whether nothing typed is lost."""

import re
import time

from playwright.sync_api import Locator, Page, expect

SAVE = re.compile("/luu/$")
SAVED = re.compile("Đã lưu lúc")
PATIENT = 15_000


def practice_section(page: Page, *texts: str) -> str:
    """Begin a section of the practice month that nobody else writes in, with these paragraphs; return its address."""
    page.goto(f"{practice_month(page)}thong-tin/")
    form = page.locator("form[action$='/them-muc/']")
    form.locator("[name=title]").fill(f"Mục thử {time.monotonic_ns()}")
    form.locator("button.btn-quiet").click()
    page.wait_for_url("**/muc/**")
    for number, text in enumerate(texts or ["Đoạn đầu của mục."], 1):
        new_box(page).fill(text)
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(box(page, number)).to_have_value(text)
    return page.url.partition("#")[0]


def practice_month(page: Page) -> str:
    """Return the address of the practice month, which is begun if there is none."""
    page.goto("/nghi-quyet/")
    known = page.locator(".practice a")
    if known.count():
        return known.get_attribute("href") or ""
    page.get_by_role("button", name="Tập dùng").click()
    page.wait_for_url("**-tap/")
    return page.url


def no_practice_month(page: Page) -> None:
    """Open the list of months, without the practice month that another walk on this server may have begun."""
    page.goto("/nghi-quyet/")
    known = page.locator(".practice a")
    if known.count():
        known.click()
        button(page, "Xóa tháng tập dùng").click()
        expect(page.locator(".notice-done")).to_be_visible()
        page.goto("/nghi-quyet/")


def box(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Đoạn {number}", exact=True)


def new_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Đoạn mới")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def status(page: Page) -> Locator:
    return page.locator(".saved")


def is_in_state(page: Page, name: str) -> None:
    """Wait until the line at the bottom says that it stands so with saving."""
    expect(status(page)).to_have_attribute("data-state", name, timeout=PATIENT)


def type_at_end(page: Page, number: int, text: str) -> None:
    box(page, number).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(
        """([text, html]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [text, html],
    )


def sign_out(page: Page) -> None:
    """Choose signing out in the menu that the width shows."""
    menu = page.locator("details.menu" if (page.viewport_size or {"width": 0})["width"] < 1151 else "details.account")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Đăng xuất").click()


def shows(page: Page, *texts: str) -> None:
    """Wait until the boxes hold these texts in this order, and no others."""
    for number, text in enumerate(texts, 1):
        expect(box(page, number)).to_have_value(text, timeout=PATIENT)
    expect(page.locator(".para[data-id]")).to_have_count(len(texts))


def stored(page: Page, address: str) -> list[str]:
    """Return the texts that the database holds, as another page of the same person shows them."""
    other = page.context.new_page()
    other.goto(address)
    texts = [each.input_value() for each in other.locator(".para[data-id] textarea").all()]
    other.close()
    return texts


def history(page: Page, number: int) -> str:
    """Return the page that tells what has stood in a paragraph."""
    address = page.get_by_role("link", name=f"Lịch sử đoạn {number}").get_attribute("href") or ""
    return page.context.request.get(address).text()


def kept(page: Page) -> list[str]:
    """Return the texts that this browser keeps for itself, whose ever they are."""
    found: list[str] = page.evaluate(
        """() => new Promise((resolve) => {
            const here = Object.values({ ...sessionStorage, ...localStorage }).map((row) => JSON.parse(row).text);
            const request = indexedDB.open("kesat");
            request.onsuccess = () => {
                const { result } = request;
                const close = (rows) => (result.close(), resolve([...here, ...rows.map(({ text }) => text)]));
                if (!result.objectStoreNames.contains("unsent")) return close([]);
                const all = result.transaction("unsent").objectStore("unsent").getAll();
                all.onsuccess = () => close(all.result);
            };
        })"""
    )
    return found


# What is on the screen, each with a visible button that saves it.
_WAYS = """() => {
    const seen = (element) => element.checkVisibility() && !element.disabled;
    const save = [...document.querySelectorAll(".savebar [value=save]")].filter(seen);
    const found = [];
    for (const box of document.querySelectorAll(".editor textarea")) {
        const para = box.closest(".para");
        const choices = [...para.querySelectorAll("[data-choose=mine], [data-choose=new]")].filter(seen);
        if (seen(box) && (para.querySelector(".conflict") ? choices : save).length) found.push(box.value);
    }
    for (const text of document.querySelectorAll(".kept-text")) {
        if (seen(text.parentElement.querySelector("[data-kept=restore]"))) found.push(text.textContent);
    }
    return found;
}"""


def nothing_is_lost(page: Page, address: str, *typed: str) -> None:
    """Fail unless every text that was typed is in the database, or on the screen with a way to save it."""
    found = [*stored(page, address), *page.evaluate(_WAYS)]
    assert [text for text in typed if not any(text in each for each in found)] == [], found
