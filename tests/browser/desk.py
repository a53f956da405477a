"""How the walks write: a section of their own, keys, what the database holds, and whether all that was typed is safe."""

import re
from functools import cache
from html.parser import HTMLParser
from itertools import count
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PASSWORD

# Before the demo's months, so that the month in drafting stays the one that the home page opens.
MONTH = "/nghi-quyet/2001-01/"
JSON = {"Accept": "application/json"}
SAVE, ADD, ARRANGE = re.compile("/luu/$"), re.compile("/doan-moi/$"), re.compile("/sap-xep/$")
PATIENT = 15_000

_serial = count(1)


def token(context: BrowserContext) -> str:
    return str(context.request.get("/phien/").json()["csrf"])


def sign_in_quickly(context: BrowserContext, username: str, **fields: str) -> int:
    """Sign in without pages and return who that is."""
    form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token(context), **fields}
    return int(context.request.post("/dang-nhap/", form=form, headers=JSON).json()["user"])


def new_section(context: BrowserContext, *texts: str, part: str = "results") -> str:
    """Begin a section that nobody else writes in, with these paragraphs; return its address."""
    state = context.request.get("/phien/").json()
    form = {"csrfmiddlewaretoken": state["csrf"], "writer": str(state["user"])}
    if context.request.get(MONTH).status == 404:
        context.request.post("/nghi-quyet/bat-dau/", form={**form, "period": "01/2001"})
    title = f"Mục thứ {next(_serial)}"
    address = context.request.post(f"{MONTH}them-muc/", form={**form, "part": part, "title": title}).url
    if texts:
        fields = {"op_id": str(uuid4()), "text": "\n".join(texts), "kind": "prose", "split": "1"}
        answer = context.request.post(f"{address}doan-moi/", form={**form, **fields}, headers=JSON)
        assert answer.status == 200, answer.text()
    return address


def sit_down(context: BrowserContext, *texts: str, username: str = "thuha", **fields: str) -> Page:
    """Return the page of a person who has opened a section of their own, with these paragraphs."""
    sign_in_quickly(context, username, **fields)
    page = context.new_page()
    page.goto(new_section(context, *texts))
    return page


def box(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Đoạn {number}", exact=True)


def new_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Đoạn mới", exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def write(page: Page, text: str, *, into: int = 0) -> None:
    """Type at the end of a paragraph; of the new one without a number."""
    target = box(page, into) if into else new_box(page)
    target.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def state(page: Page, *names: str) -> None:
    """Wait until the line at the bottom says that it stands so with saving."""
    expect(page.locator(".saved")).to_have_attribute("data-state", re.compile("|".join(names)), timeout=PATIENT)


def save(page: Page, then: str = "saved") -> None:
    """Press Ctrl+S and wait for what comes of it."""
    page.keyboard.press("Control+s")
    state(page, then)


def message(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-message]")).to_have_text(text, timeout=PATIENT)


def on_page(page: Page) -> list[str]:
    """Return the texts of the boxes, but for the empty one at the end."""
    return [each.input_value() for each in page.locator(".para:not([data-new]) textarea").all()]


def shows(page: Page, *texts: str) -> None:
    """Wait until the boxes hold these texts in this order."""
    for number, text in enumerate(texts, 1):
        expect(box(page, number)).to_have_value(text, timeout=PATIENT)
    expect(page.locator(".para[data-id]")).to_have_count(len(texts))


class _Boxes(HTMLParser):
    """Reads the paragraphs from the page of a section."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        name = dict(attrs).get("name") or ""
        if tag == "textarea" and re.fullmatch(r"\d+-text", name):
            self._is_inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "textarea"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data


@cache
def _reader(browser: Browser, site: str) -> BrowserContext:
    """Return a browser of the head of the office, on another computer, that only reads."""
    made = browser.new_context(base_url=site)
    sign_in_quickly(made, "chanhvp")
    return made


def fetch(page: Page, address: str) -> str:
    """Return what the site shows there to somebody else, whatever has become of the page's own session."""
    browser = page.context.browser
    assert browser
    answer = _reader(browser, "/".join(page.url.split("/")[:3])).request.get(address)
    assert answer.ok, answer.status_text
    return answer.text()


def stored(page: Page, address: str = "") -> list[str]:
    """Return the paragraphs of the page's section that the database holds."""
    reader = _Boxes()
    reader.feed(fetch(page, address or page.url))
    # HTML drops the line break that the template puts at the beginning of each box.
    return [text.removeprefix("\n") for text in reader.texts]


def versions(page: Page) -> list[int]:
    """Return how often each paragraph was stored with other words."""
    return [int(found) for found in re.findall(r'data-id="\d+" data-version="(\d+)"', fetch(page, page.url))]


def history(page: Page, number: int) -> str:
    """Return the page that tells what has stood in a paragraph."""
    return fetch(page, page.get_by_role("link", name=f"Lịch sử đoạn {number}").get_attribute("href") or "")


def kept(page: Page) -> list[str]:
    """Return the texts that wait in this browser's IndexedDB, whose ever they are."""
    rows = page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("kesat");
            request.onsuccess = () => {
                const { result } = request;
                const close = (rows) => (result.close(), resolve(rows));
                if (!result.objectStoreNames.contains("unsent")) return close([]);
                const all = result.transaction("unsent").objectStore("unsent").getAll();
                all.onsuccess = () => close(all.result);
            };
        })"""
    )
    return [row["text"] for row in rows]


# What is on the screen, each with the visible buttons that save it.
_WAYS = """() => {
    const seen = (element) => element && element.checkVisibility() && !element.disabled;
    const save = [...document.querySelectorAll(".savebar [value=save], #sign-in-again[open] .btn-primary")].filter(seen);
    const found = [];
    for (const box of document.querySelectorAll(".editor textarea")) {
        const choices = [...box.closest(".para").querySelectorAll("[data-choose=mine], [data-choose=new]")].filter(seen);
        const isFought = box.closest(".para").querySelector(".conflict");
        if (seen(box) && (isFought ? choices : save).length) found.push(box.value);
    }
    for (const text of document.querySelectorAll(".kept-text")) {
        if (seen(text.parentElement.querySelector("[data-kept=restore]"))) found.push(text.textContent);
    }
    return found;
}"""


def nothing_is_lost(page: Page, *typed: str) -> None:
    """Fail unless every text that was typed is in the database, or on the screen with a way to save it."""
    found = [*stored(page), *page.evaluate(_WAYS)]
    assert [text for text in typed if not any(text in each for each in found)] == [], found
