"""A whole review in Chromium: opinions, two rounds, a decision, three ways to sign, issue, and the public check."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from resolutions.layout import compose, to_text
from resolutions.manuscript import Field, ParagraphText, PartText
from resolutions.signing import SignatureField, sign
from tests.browser.conftest import PASSWORD, People
from tests.browser.desk import box, button, sign_out
from tests.browser.test_every_page import RULES, WIDE, check, for_the_guide
from tests.factories import make_manuscript
from tests.resolutions.manuscripts import make_letterhead
from tests.resolutions.test_issuing import PNG

pytestmark = pytest.mark.browser

HOUSEHOLDS = (
    "Giao Phòng Kinh tế chủ trì, phối hợp với các thôn vận động các hộ còn lại nhận tiền bồi thường, bàn giao mặt bằng "
    "đường trục xã; báo cáo Thường trực Đảng ủy vào thứ Sáu hằng tuần."
)
BETTER = HOUSEHOLDS.replace("các hộ còn lại", "04 hộ còn lại").replace("trục xã;", "trục xã trước ngày 25;")
SERVICE = (
    "Trung tâm Phục vụ hành chính công bố trí người trực tiếp nhận hồ sơ; phấn đấu giải quyết đúng hạn và trước hạn "
    "từ 99% hồ sơ trở lên."
)
AMENDED = SERVICE.replace("99%", "99,5%")
FIELDS = (
    "Ủy ban nhân dân xã chỉ đạo chăm sóc rau màu vụ đông, chuẩn bị mạ và đất cho vụ chiêm xuân; các thôn ra quân vệ "
    "sinh đường làng, kênh mương trước ngày 15."
)
PATROLS = (
    "Giao Công an xã chủ trì, phối hợp với Ban Chỉ huy Quân sự xã tuần tra ban đêm; ký cam kết không tàng trữ, đốt "
    "pháo nổ tới 100% hộ kinh doanh."
)
HEALTH = "Trạm Y tế xã tiếp tục tiêm chủng mở rộng, khám sức khỏe cho người cao tuổi ở 3 thôn."
# Makes a session forget when its person has last typed the password.
_FORGET = """
from django.contrib.sessions.backends.db import SessionStore
from kesat.organization.backend import PASSWORD_AT
session = SessionStore({!r})
session[PASSWORD_AT] = 0
session.save()
"""


# Before the sample's months, so that no directive of an earlier month waits for its answer.
YEAR = 2024


@dataclass(frozen=True)
class Month:
    """A month of a walk's own, brought in as a draft by the officer."""

    month: int

    @property
    def address(self) -> str:
        return f"/nghi-quyet/{YEAR}-{self.month:02}/"

    @property
    def review(self) -> str:
        return f"{self.address}y-kien/"

    @property
    def approval(self) -> str:
        return f"{self.address}thong-qua/"

    def document(self, folder: Path) -> Path:
        manuscript = make_manuscript(year=YEAR, month=self.month)
        results, directions = manuscript.parts
        manuscript = replace(manuscript, parts=(results, _with_texts(directions)))
        path = folder / "Dự thảo.txt"
        path.write_text(to_text(compose(manuscript, make_letterhead())))
        return path


def _with_texts(part: PartText) -> PartText:
    texts = tuple(ParagraphText(text) for text in (FIELDS, HOUSEHOLDS, PATROLS, SERVICE, HEALTH))
    sections = (
        replace(section, paragraphs=texts) if section.field == Field.GOVERNMENT else section
        for section in part.sections
    )
    return replace(part, sections=tuple(sections))


# What everyone does


def follow(link: Locator) -> None:
    """Press a link or button, and wait for the page that it leads to."""
    with link.page.expect_event("load"):
        link.click()


def press(where: Page | Locator, name: str) -> None:
    follow(where.get_by_role("button", name=name, exact=True))


def is_told(page: Page, message: str) -> None:
    expect(page.locator(".notice-done")).to_contain_text(message)


def do_next(page: Page, month: Month, name: str) -> None:
    """Follow the one button that the month's page offers this person first."""
    page.goto(month.address)
    first = page.locator(".next")
    follow(first.get_by_role("link", name=name).or_(first.get_by_role("button", name=name)))


def looks_right(page: Page, name: str = "", *, height: int = 900) -> None:
    """See that axe finds nothing; with a name, take the picture for the guide."""
    check(page)
    if name:
        for_the_guide(page, name, height=height)


def looks_right_in_other_ways(page: Page, month: Month) -> None:
    """See that axe finds nothing in high contrast, on the phone in large text."""
    is_wide = width_of(page) == WIDE
    reading, rules = ("contrast", [*RULES, "wcag2aaa"]) if is_wide else ("large", RULES)
    page.context.add_cookies([{"name": "reading", "value": reading, "url": urljoin(page.url, "/")}])
    for address in (month.review, f"{month.address}tiep-thu/", month.approval):
        page.goto(address)
        expect(page.locator("html")).to_have_class(reading)
        check(page, rules=rules)
    page.context.clear_cookies(name="reading")


def width_of(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def type_password(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập lại mật khẩu")
    page.get_by_label("Mật khẩu của đồng chí", exact=True).fill(PASSWORD)
    press(page, "Tiếp tục")


def long_ago(page: Page, installation: dict[str, str]) -> None:
    """Let more than five minutes pass since this person has typed the password."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command"]
    command.append(_FORGET.format(cookies["sessionid"]))
    subprocess.run(command, cwd=settings.BASE_DIR, env=installation, check=True)


# Writing and sending


def save(page: Page) -> None:
    button(page, "Lưu").click()
    expect(page.locator(".saved[data-state=saved]").or_(page.locator(".notice-done")).first).to_contain_text("Đã lưu")


def bring_in(page: Page, month: Month, folder: Path) -> None:
    page.goto("/nghi-quyet/dua-vao/")
    page.locator("input[type=file]").set_input_files(month.document(folder))
    press(page, "Đọc tệp")
    page.locator("input[value=draft]").check()
    press(page, "Đưa nghị quyết này vào")
    page.wait_for_url(f"**{month.address}")


def finish_the_sections(page: Page, month: Month) -> None:
    page.goto(month.address)
    expect(page.get_by_text("8 mục chưa ghi là đã xong.")).to_be_visible()
    links = page.locator("section[aria-labelledby=phan-results], section[aria-labelledby=phan-directions]")
    for address in [link.get_attribute("href") or "" for link in links.locator("a.row-link").all()]:
        page.goto(address)
        page.get_by_label("Đã xong").check()
        save(page)


def hand_over(page: Page, month: Month) -> None:
    do_next(page, month, "Trình thẩm định dự thảo")
    is_told(page, "Đã trình Chánh Văn phòng thẩm định dự thảo.")


def send(page: Page, month: Month, number: int) -> None:
    do_next(page, month, "Kiểm tra trước khi trình")
    page.get_by_label("Hạn cho ý kiến (ngày)").fill(f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}")
    press(page, "Trình 9 đồng chí ủy viên")
    is_told(page, f"Đã gửi dự thảo lần {number} đến 9 đồng chí ủy viên.")


# What members say


def open_thread(page: Page, text: str) -> Locator:
    """Choose the paragraph that holds the text, and return its discussion."""
    follow(page.locator(".reviewed .row-p").filter(has_text=text).get_by_role("link", name=re.compile(r"đoạn \d")))
    thread = page.locator("#thao-luan")
    expect(thread.get_by_role("heading", level=2)).to_contain_text("Ý kiến về")
    return thread


def select_words(page: Page, quote: str) -> None:
    """Select words in the chosen paragraph, as with the mouse."""
    page.locator(".row-p.chosen > p").evaluate(
        """(paragraph, quote) => {
            const text = [...paragraph.childNodes].find((node) => node.data?.includes(quote));
            const start = text.data.indexOf(quote);
            getSelection().setBaseAndExtent(text, start, text, start + quote.length);
        }""",
        quote,
    )


def comment(page: Page, text: str) -> None:
    thread = page.locator("#thao-luan")
    thread.get_by_label("Góp ý", exact=True).fill(text)
    press(thread, "Gửi góp ý")
    is_told(page, "Đã gửi góp ý.")


def suggest(page: Page, wording: str, reason: str) -> None:
    thread = page.locator("#thao-luan")
    thread.get_by_text("Gợi ý câu chữ", exact=True).click()
    thread.get_by_label("Tôi gợi ý viết").fill(wording)
    thread.get_by_label("Lý do").fill(reason)
    press(thread, "Gửi gợi ý")
    is_told(page, "Đã gửi gợi ý.")


def opine(page: Page, month: Month, answer: str, text: str = "") -> None:
    page.goto(month.review)
    mine = page.locator("#y-kien-cua-toi")
    mine.get_by_role("radio", name=answer, exact=True).check()
    mine.get_by_label("Nội dung góp ý, lý do").fill(text)
    press(mine, "Gửi ý kiến của tôi")
    expect(mine).to_contain_text(f"Đồng chí đã cho ý kiến: {answer}")


# What the office answers and enters


def answer(page: Page, text: str, outcome: str, explanation: str = "") -> None:
    item = page.locator(".answers > li").filter(has_text=text)
    item.get_by_role("radio", name=outcome, exact=True).check()
    item.get_by_label("Giải trình", exact=True).fill(explanation)
    press(item, "Lưu trả lời")
    is_told(page, "Đã lưu trả lời.")


def enter_on_paper(page: Page, month: Month) -> None:
    page.goto(f"{month.review}giay/")
    page.get_by_label("Ủy viên").select_option(label="Vũ Văn Toản, Ủy viên Ban Thường vụ")
    page.get_by_role("radio", name="Bảo lưu ý kiến").check()
    page.get_by_label("Bản quét phiếu đã ký").set_input_files(scan("phieu.png"))
    press(page, "Nhập ý kiến")
    expect(page.locator(".problem")).to_be_focused()
    looks_right(page)

    page.get_by_label("Nội dung góp ý, lý do").fill("Chờ ý kiến chi bộ.")
    page.get_by_label("Bản quét phiếu đã ký").set_input_files(scan("phieu.png"))
    press(page, "Nhập ý kiến")
    is_told(page, "Đã nhập ý kiến của đồng chí Vũ Văn Toản.")
    page.get_by_text("Ý kiến của từng đồng chí").click()
    expect(page.locator("#tong-hop .thread")).to_contain_text("trên giấy, Nguyễn Thu Hà nhập")
    looks_right(page)


def take_back(page: Page, month: Month) -> None:
    page.goto(month.address)
    follow(page.get_by_role("link", name="Trả lại chỉnh sửa"))
    page.get_by_label("Lý do").fill("Tiếp thu ý kiến các đồng chí ủy viên.")
    press(page, "Trả lại dự thảo")
    is_told(page, "Trả lại để tiếp thu, chỉnh sửa")


# The decision


def record_meeting(page: Page, month: Month) -> None:
    do_next(page, month, "Xem ý kiến")
    expect(page.locator("table.cards")).to_contain_text("Chưa có ý kiến")
    page.locator("details.record > summary").click()
    record = page.locator("details.record")
    for member in record.locator(".votes-in select").all():
        member.select_option("agreed")
    record.get_by_label("Nguyễn Thị Bích Liên").select_option("disagreed")
    record.get_by_label("Nguyễn Đức Cường").select_option("absent")
    record.get_by_label("Chủ trì").select_option(label="Trần Văn Khải")
    record.get_by_role("radio", name="Thông qua với nội dung chỉnh sửa nêu rõ").check()
    looks_right(page)
    record.get_by_label("Nội dung chỉnh sửa đã được thông qua").fill("Mục II.2, đoạn 4: “99%” sửa thành “99,5%”.")
    record.get_by_label("Biên bản hội nghị hoặc phiếu xin ý kiến").set_input_files(scan("bien-ban.png"))
    press(record, "Ghi nhận quyết định")
    is_told(page, "Đã ghi nhận quyết định.")


def confirm(page: Page, month: Month, installation: dict[str, str]) -> None:
    """The Secretary is asked for the password, because it was typed long ago; then the decision is confirmed."""
    do_next(page, month, "Xem kết quả thông qua")
    expect(page.locator("table.cards")).to_contain_text("Vắng mặt")
    looks_right(page, "approval", height=1620)
    long_ago(page, installation)
    press(page, "Thông qua kèm nội dung chỉnh sửa")
    looks_right(page)
    type_password(page)
    is_told(page, "Đã xác nhận quyết định.")


def amend(page: Page, month: Month) -> None:
    do_next(page, month, "Xem nội dung chỉnh sửa")
    looks_right(page)
    follow(page.get_by_role("link", name="Sửa văn bản theo nội dung đã thông qua"))
    directions = page.locator("section[aria-labelledby=phan-directions]")
    follow(directions.get_by_role("link", name="2. Công tác chính quyền"))
    box(page, 4).fill(AMENDED)
    save(page)


def certify(page: Page, month: Month) -> None:
    page.goto(month.approval)
    expect(page.locator(".compared del")).to_have_text("99%")
    press(page, "Xác nhận đã sửa đúng nội dung thông qua")
    is_told(page, "Đã xác nhận văn bản sửa đúng nội dung thông qua.")


def confirm_text(page: Page, month: Month) -> None:
    do_next(page, month, "Xem nội dung chỉnh sửa")
    expect(page.locator(".compared ins")).to_have_text("99,5%")
    looks_right(page)
    press(page, "Xác nhận văn bản đã sửa")
    is_told(page, "Văn bản đã sửa được xác nhận và khóa.")


# Number, signature, issue


def scan(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": PNG}


@dataclass(frozen=True)
class Keys:
    """The trial certificates that the demo has made."""

    folder: Path

    @classmethod
    def of(cls, installation: dict[str, str]) -> "Keys":
        return cls(Path(installation["KESAT_VAR"]) / "chung-thu-thu-nghiem")

    @property
    def signer(self) -> Path:
        return self.folder / "bi-thu-thu-nghiem.p12"

    @property
    def seal(self) -> Path:
        return self.folder / "con-dau-thu-nghiem.p12"

    def sign_outside(self, copy: bytes) -> bytes:
        """Sign and seal a copy as the commune's own program does, with a token."""

        def signed() -> bytes:
            once = sign(copy, self.signer.read_bytes(), PASSWORD, SignatureField.SIGNER, at=timezone.now())
            return sign(once, self.seal.read_bytes(), PASSWORD, SignatureField.SEAL, at=timezone.now())

        # In a thread of its own: pyHanko begins an event loop, and the browser's runs in this one.
        with ThreadPoolExecutor() as threads:
            return threads.submit(signed).result()


def pdf(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def taken_out(page: Page, name: str) -> bytes:
    """Return the file behind a link or button."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def give_number(page: Page, month: Month) -> str:
    """Give the next number of the register, and return it."""
    do_next(page, month, "Chuẩn bị trình ký")
    looks_right(page)
    give = page.get_by_role("button", name=re.compile("^Cấp số"))
    number = give.inner_text().removeprefix("Cấp số ")
    follow(give)
    is_told(page, "Đã cấp số.")
    expect(page.locator(".stage").nth(2)).to_contain_text("giữ trong sổ")
    return number


def prepare(page: Page) -> None:
    press(page, "Lập bản trình ký")
    is_told(page, "Bản trình ký đã sẵn sàng.")


def way(page: Page, name: str) -> Locator:
    """Open one of the ways to sign."""
    found = page.locator("details.way").filter(has=page.locator("summary b").get_by_text(name, exact=True))
    if not found.evaluate("details => details.open"):
        found.locator("summary").click()
    return found


def upload_outside(page: Page, month: Month, keys: Keys) -> None:
    """Bring in what another program has signed; the copy as it was given out is refused."""
    do_next(page, month, "Mở bản trình ký")
    copy = taken_out(page, "Tải bản trình ký")
    outside = way(page, "Ký bằng phần mềm khác rồi tải lên")
    outside.get_by_label("Tệp đã ký số").set_input_files(pdf("ban-trinh-ky.pdf", copy))
    press(outside, "Tải tệp đã ký lên")
    expect(page.locator(".problem")).to_be_focused()
    looks_right(page)

    outside.get_by_label("Tệp đã ký số").set_input_files(pdf("da-ky.pdf", keys.sign_outside(copy)))
    press(outside, "Tải tệp đã ký lên")
    is_told(page, "Tệp đúng là bản trình ký đã được ký số. Đã lưu làm bản đã ký.")
    looks_right(page)


def upload_scan(page: Page, month: Month) -> None:
    do_next(page, month, "Mở bản trình ký")
    paper = way(page, "Ký tay, đóng dấu, quét lại")
    paper.get_by_label("Bản quét văn bản đã ký, đóng dấu").set_input_files(scan("ban-quet.png"))
    press(paper, "Tải bản quét lên")
    is_told(page, "Đã lưu bản quét làm bản đã ký.")
    looks_right(page)


def step_back(page: Page, month: Month) -> None:
    page.goto(month.approval)
    back = page.locator("#lui")
    back.locator("summary").click()
    back.get_by_label("Lý do").fill("Ký lại theo cách khác.")
    press(back, "Lùi một bước")
    is_told(page, "Đã lùi một bước.")


def sign_here(page: Page, month: Month, keys: Keys, installation: dict[str, str]) -> None:
    """The Secretary types the password first, since a form with a file cannot wait for it; then signs."""
    long_ago(page, installation)
    do_next(page, month, "Đọc và ký")
    looks_right(page)
    follow(way(page, "Ký số tại đây bằng tệp chứng thư số").get_by_role("link", name="Nhập mật khẩu"))
    type_password(page)
    here = way(page, "Ký số tại đây bằng tệp chứng thư số")
    looks_right(page, "sign", height=1800)
    here.get_by_label("Tệp chứng thư số của đồng chí", exact=True).set_input_files(keys.signer)
    here.get_by_label("Mật khẩu của tệp chứng thư số", exact=True).fill("sai")
    press(here, "Ký số bản trình ký")
    expect(page.locator(".problem")).to_be_focused()

    here.get_by_label("Tệp chứng thư số của đồng chí", exact=True).set_input_files(keys.signer)
    here.get_by_label("Mật khẩu của tệp chứng thư số", exact=True).fill(PASSWORD)
    press(here, "Ký số bản trình ký")
    is_told(page, "Đã ký số. Khóa chỉ dùng trong bộ nhớ, không lưu lại.")


def seal(page: Page, month: Month, keys: Keys) -> None:
    do_next(page, month, "Cấp số và phát hành")
    committee = way(page, "Ký số của cơ quan")
    looks_right(page)
    committee.get_by_label("Tệp chứng thư số của cơ quan (con dấu)").set_input_files(keys.seal)
    committee.get_by_label("Mật khẩu của tệp chứng thư số cơ quan").fill(PASSWORD)
    press(committee, "Ký số cơ quan")
    is_told(page, "Đã ký số cơ quan. Khóa không được lưu lại.")


def issue(page: Page, month: Month) -> None:
    press(page, "Ban hành Nghị quyết")
    is_told(page, "Nghị quyết đã được ban hành.")
    looks_right(page)


def signed_original(page: Page, month: Month) -> bytes:
    page.goto(month.approval)
    follow(page.get_by_role("link", name="Xem chữ ký số và tệp"))
    expect(page.locator(".signatures")).to_contain_text("Trần Văn Khải")
    expect(page.locator(".signatures .tag-green")).to_have_count(2)
    looks_right(page)
    return taken_out(page, "Tải tệp")


def say_whom_the_recipients_are(page: Page, month: Month) -> None:
    page.goto(f"{month.address}noi-nhan/")
    looks_right(page)
    press(page, "Xác nhận nơi nhận")
    is_told(page, "Đã ghi nơi nhận gồm những cơ quan, đơn vị nào.")
    page.goto(month.approval)


def acknowledge(page: Page, month: Month) -> None:
    page.goto(month.address)
    looks_right(page)
    press(page, "Chi bộ thôn Cầu Lương: xác nhận đã nhận")
    is_told(page, "Chi bộ thôn Cầu Lương đã báo nhận nghị quyết.")
    expect(page.locator("main")).to_contain_text("Chi bộ thôn Cầu Lương")


def is_in_register(page: Page, number: str) -> None:
    page.goto("/so-van-ban/")
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("Đã dùng")
    looks_right(page, "register", height=1000)


def is_proved(page: Page, original: bytes, number: str) -> None:
    """A stranger has the file checked; with one byte flipped it is refused."""
    page.goto("/kiem-tra/")
    page.get_by_label("Tệp PDF").set_input_files(pdf("nghi-quyet.pdf", original))
    press(page, "Kiểm tra tệp này")
    verdict = page.get_by_role("status")
    heading = verdict.get_by_role("heading", level=2)
    expect(heading).to_have_text("Được ban hành tại đây, còn nguyên vẹn, chữ ký số hợp lệ")
    expect(verdict).to_contain_text(number)
    looks_right(page, "check", height=1200)

    flipped = bytearray(original)
    flipped[len(flipped) // 2] ^= 1
    page.get_by_label("Tệp PDF").set_input_files(pdf("nghi-quyet.pdf", bytes(flipped)))
    press(page, "Kiểm tra tệp khác")
    expect(heading).to_have_text("Không phải bản được ban hành tại đây")
    looks_right(page)


# The walk, part by part


def first_round(officer: Page, head: Page, agrees: Page, disagrees: Page, month: Month) -> None:
    """One member comments, suggests other words and agrees; another supports them and disagrees; a third is silent."""
    hand_over(officer, month)
    head.goto(f"{month.address}trinh-ban-thuong-vu/")
    looks_right(head)
    send(head, month, 1)

    do_next(agrees, month, "Đọc dự thảo")
    looks_right(agrees)
    open_thread(agrees, HOUSEHOLDS)
    select_words(agrees, "các hộ còn lại")
    expect(agrees.get_by_label("Chỉ về những chữ này")).to_have_value("các hộ còn lại")
    comment(agrees, "Nên ghi rõ còn bao nhiêu hộ và ngày bàn giao.")
    suggest(agrees, BETTER, "Để các thôn dễ kiểm tra.")
    expect(agrees.locator("#thao-luan .wording ins").first).to_be_visible()
    opine(agrees, month, "Thống nhất, có góp ý", "Thống nhất với dự thảo, đề nghị sửa mục II.2.")

    disagrees.goto(month.review)
    press(open_thread(disagrees, HOUSEHOLDS), "Tôi đồng ý với gợi ý")
    is_told(disagrees, "Đồng chí đã đồng ý với gợi ý.")
    opine(disagrees, month, "Không thống nhất", "Chưa nêu nguồn kinh phí.")
    looks_right(disagrees)


def revision(officer: Page, head: Page, month: Month) -> None:
    """The office takes the suggestion in, and answers what else was said."""
    head.goto(f"{month.address}tra-lai/")
    looks_right(head)
    take_back(head, month)
    do_next(officer, month, "Trả lời góp ý")
    looks_right(officer, "answers", height=1100)
    press(officer, "Đưa gợi ý vào văn bản")
    is_told(officer, "Đã đưa gợi ý vào văn bản")
    answer(officer, "Nên ghi rõ còn bao nhiêu hộ", "Giải trình, không tiếp thu", "Số hộ đã có trong gợi ý tiếp thu.")
    answer(officer, "đề nghị sửa mục II.2", "Tiếp thu")
    answer(officer, "Chưa nêu nguồn kinh phí", "Giải trình, không tiếp thu", "Kinh phí do thành phố cấp.")
    looks_right(officer)


def second_round(officer: Page, head: Page, agrees: Page, disagrees: Page, month: Month) -> None:
    """A member sees what was changed since the draft that they looked at; both give their opinion anew."""
    hand_over(officer, month)
    send(head, month, 2)

    do_next(agrees, month, "Đọc dự thảo")
    expect(agrees.locator("main .notice")).to_contain_text("1 đoạn đã sửa so với dự thảo lần 1")
    expect(agrees.locator(".row-p.changed ins")).to_contain_text(["04", "trước ngày 25"])
    open_thread(agrees, "hộ còn lại")
    looks_right(agrees, "review", height=1250)
    follow(agrees.get_by_role("link", name="Hai cột"))
    expect(agrees.locator("table.beside tr:not(.unchanged) td")).to_contain_text(["các hộ còn lại", "04 hộ còn lại"])
    looks_right(agrees)
    opine(agrees, month, "Thống nhất")
    opine(disagrees, month, "Không thống nhất", "Vẫn chưa nêu nguồn kinh phí.")
    enter_on_paper(officer, month)


def three_signatures(clerk: Page, secretary: Page, month: Month, installation: dict[str, str]) -> None:
    """It is signed with a program outside, then on paper, then here, with a step back between them."""
    keys = Keys.of(installation)
    upload_outside(clerk, month, keys)
    step_back(secretary, month)
    upload_scan(clerk, month)
    step_back(secretary, month)
    sign_here(secretary, month, keys, installation)
    seal(clerk, month, keys)


def test_a_draft_goes_through_review_decision_signature_and_issue(
    people: People, installation: dict[str, str], tmp_path: Path
) -> None:
    officer, head, agrees, disagrees = (people(name) for name in ("thuha", "chanhvp", "thuhang", "bichlien"))
    month = Month(10 if width_of(officer) == WIDE else 11)
    bring_in(officer, month, tmp_path)
    finish_the_sections(officer, month)
    first_round(officer, head, agrees, disagrees, month)
    revision(officer, head, month)
    second_round(officer, head, agrees, disagrees, month)

    looks_right_in_other_ways(officer, month)
    record_meeting(head, month)
    secretary = people("bithu")
    confirm(secretary, month, installation)
    amend(officer, month)
    certify(head, month)
    confirm_text(secretary, month)

    clerk, reader = people("vanthu"), people("vanduong")
    number = give_number(clerk, month)
    prepare(clerk)
    three_signatures(clerk, secretary, month, installation)
    say_whom_the_recipients_are(clerk, month)
    issue(clerk, month)
    acknowledge(reader, month)
    is_in_register(clerk, number)
    original = signed_original(clerk, month)
    sign_out(reader)
    is_proved(reader, original, number)


def test_comments_opinions_and_answers_work_without_script(plain_people: People, tmp_path: Path) -> None:
    officer, head, member = (plain_people(name) for name in ("thuha", "chanhvp", "thuhang"))
    month = Month(12)
    bring_in(officer, month, tmp_path)
    finish_the_sections(officer, month)
    hand_over(officer, month)
    send(head, month, 1)

    member.goto(month.review)
    thread = open_thread(member, HOUSEHOLDS)
    thread.get_by_text("Chỉ góp ý một số chữ trong đoạn").click()
    thread.get_by_label("Chỉ về những chữ này").fill("các hộ còn lại")
    comment(member, "Nên ghi rõ còn bao nhiêu hộ.")
    expect(member.locator(".row-p.chosen mark")).to_have_text("các hộ còn lại")
    suggest(member, BETTER, "")
    opine(member, month, "Bảo lưu ý kiến", "Chờ số liệu của Phòng Kinh tế.")

    take_back(head, month)
    do_next(officer, month, "Trả lời góp ý")
    press(officer, "Đưa gợi ý vào văn bản")
    is_told(officer, "Đã đưa gợi ý vào văn bản")
    answer(officer, "Nên ghi rõ còn bao nhiêu hộ", "Tiếp thu một phần", "Ghi số hộ.")
    answer(officer, "Chờ số liệu của Phòng Kinh tế", "Tiếp thu")
    officer.goto(month.address)
    expect(officer.locator(".next")).to_contain_text("trình thẩm định dự thảo")


# Pages that need no month on its way


def test_axe_finds_nothing_where_signing_is_delegated(people: People) -> None:
    page = people("bithu")
    page.goto("/uy-quyen/")
    check(page)
    press(page, "Ủy quyền ký")
    expect(page.locator(".problem")).to_be_focused()
    check(page)

    page.get_by_label("Phó Bí thư").select_option(label="Vũ Đình Lâm")
    page.get_by_label("Từ ngày").fill("05/03/2031")
    page.get_by_label("Đến hết ngày").fill("09/03/2031")
    page.get_by_label("Lý do").fill("Đi công tác")
    press(page, "Ủy quyền ký")
    row = page.get_by_role("row").filter(has_text="Chưa tới ngày")
    expect(row).to_contain_text("05/03/2031 – 09/03/2031")
    check(page)
    press(row, "Thu hồi ủy quyền")
    expect(page.get_by_role("row").filter(has_text="Đã thu hồi lúc").first).to_be_visible()
    check(page)


def test_axe_finds_nothing_in_the_register(people: People) -> None:
    page = people("vanthu")
    page.goto("/so-van-ban/")
    check(page)

    press(page, "Nhập số")

    expect(page.locator(".problem")).to_be_focused()
    check(page)


def test_axe_finds_nothing_where_a_resolution_is_withdrawn(people: People) -> None:
    page = people("bithu")
    page.goto("/nghi-quyet/2026-11/")
    follow(page.get_by_role("link", name="Thu hồi hoặc thay thế"))
    check(page)

    press(page, "Ghi nhận")

    expect(page.locator(".problem")).to_be_focused()
    check(page)


def test_axe_finds_nothing_in_the_notices_of_a_member(people: People) -> None:
    page = people("bichlien")
    page.goto("/thong-bao/")
    check(page)

    page.get_by_role("radio", name="Mỗi ngày một thư, buổi sáng").check()
    press(page, "Lưu lựa chọn")

    is_told(page, "Đã lưu lựa chọn.")
    check(page)


def test_axe_finds_nothing_where_the_password_is_wrong(people: People) -> None:
    page = people("bithu")
    page.goto("/mat-khau/?next=/so-van-ban/")
    check(page)
    page.get_by_label("Mật khẩu của đồng chí", exact=True).fill("sai")

    press(page, "Tiếp tục")

    expect(page.locator(".problem")).to_be_focused()
    check(page)


def test_axe_finds_nothing_where_a_stranger_checks_what_is_no_pdf(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/kiem-tra/")
    check(page)

    page.get_by_label("Tệp PDF").set_input_files(pdf("nghi-quyet.pdf", b"not a PDF"))
    press(page, "Kiểm tra tệp này")

    expect(page.locator(".problem")).to_be_focused()
    check(page)
