"""A whole review in Chromium: opinions, two rounds, a decision, three ways to sign, issue, and the public check."""

import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page, expect

from resolutions.layout import compose, to_text
from resolutions.manuscript import Field, ParagraphText, PartText
from resolutions.signing import SignatureField, sign
from tests.browser.conftest import PASSWORD, People
from tests.browser.desk import sign_out
from tests.browser.test_every_page import WIDE, check, for_the_guide
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
TEXTS = (
    "Ủy ban nhân dân xã chỉ đạo chăm sóc rau màu vụ đông, chuẩn bị mạ và đất cho vụ chiêm xuân; các thôn ra quân vệ "
    "sinh đường làng, kênh mương trước ngày 15.",
    HOUSEHOLDS,
    "Giao Công an xã chủ trì, phối hợp với Ban Chỉ huy Quân sự xã tuần tra ban đêm; ký cam kết không tàng trữ, đốt "
    "pháo nổ tới 100% hộ kinh doanh.",
    SERVICE,
    "Trạm Y tế xã tiếp tục tiêm chủng mở rộng, khám sức khỏe cho người cao tuổi ở 3 thôn.",
)
# Makes a session forget when its person has last typed the password.
_FORGET = """
from django.contrib.sessions.backends.db import SessionStore
from kesat.organization.backend import PASSWORD_AT
session = SessionStore({!r})
session[PASSWORD_AT] = 0
session.save()
"""


def words(english: str, **named: str) -> str:
    """Return what the Vietnamese page says, as the catalogue has it."""
    with override("vi"):
        return gettext(english) % named if named else gettext(english)


@dataclass(frozen=True)
class Month:
    """A month of a walk's own, brought in as a draft by the officer."""

    month: int

    @property
    def address(self) -> str:
        return f"/nghi-quyet/2027-{self.month:02}/"

    @property
    def review(self) -> str:
        return f"{self.address}y-kien/"

    @property
    def approval(self) -> str:
        return f"{self.address}thong-qua/"

    def document(self, folder: Path) -> Path:
        manuscript = make_manuscript(year=2027, month=self.month)
        results, directions = manuscript.parts
        manuscript = replace(manuscript, parts=(results, _with_texts(directions)))
        path = folder / "Dự thảo.txt"
        path.write_text(to_text(compose(manuscript, make_letterhead())))
        return path


def _with_texts(part: PartText) -> PartText:
    texts = tuple(ParagraphText(text) for text in TEXTS)
    sections = (
        replace(section, paragraphs=texts) if section.field == Field.GOVERNMENT else section
        for section in part.sections
    )
    return replace(part, sections=tuple(sections))


# What everyone does


def press(where: Page | Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()


def is_told(page: Page, message: str) -> None:
    expect(page.locator(".notice-done")).to_contain_text(message)


def do_next(page: Page, month: Month, name: str) -> None:
    """Follow the one button that the month's page offers this person first."""
    page.goto(month.address)
    first = page.locator(".next")
    first.get_by_role("link", name=name).or_(first.get_by_role("button", name=name)).click()


def looks_right(page: Page, name: str = "", *, height: int = 900) -> None:
    """See that axe finds nothing; with a name, take the picture for the guide."""
    check(page)
    if name:
        for_the_guide(page, name, height=height)


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
        press(page, "Lưu")
        expect(page.locator(".saved").or_(page.locator(".notice-done")).first).to_contain_text("Đã lưu")


def hand_over(page: Page, month: Month) -> None:
    do_next(page, month, "Trình thẩm định dự thảo")
    is_told(page, "Đã trình Chánh Văn phòng thẩm định dự thảo.")


def send(page: Page, month: Month, number: int) -> None:
    do_next(page, month, "Kiểm tra trước khi trình")
    looks_right(page)
    press(page, "Trình 9 đồng chí ủy viên")
    is_told(page, f"Đã gửi dự thảo lần {number} đến 9 đồng chí ủy viên.")


# What members say


def open_thread(page: Page, text: str) -> Locator:
    """Choose the paragraph that holds the text, and return its discussion."""
    page.locator(".reviewed .row-p").filter(has_text=text).get_by_role("link", name=re.compile(r"đoạn \d")).click()
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


# What the office answers


def answer(page: Page, text: str, outcome: str, explanation: str = "") -> None:
    item = page.locator(".answers > li").filter(has_text=text)
    item.get_by_role("radio", name=outcome, exact=True).check()
    item.get_by_label("Giải trình", exact=True).fill(explanation)
    press(item, "Lưu trả lời")
    is_told(page, "Đã lưu trả lời.")


def take_back(page: Page, month: Month) -> None:
    page.goto(month.address)
    page.get_by_role("link", name="Trả lại chỉnh sửa").click()
    looks_right(page)
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
    looks_right(page, "approval", height=1150)
    long_ago(page, installation)
    press(page, "Thông qua kèm nội dung chỉnh sửa")
    looks_right(page)
    type_password(page)
    is_told(page, "Đã xác nhận quyết định.")


def amend(page: Page, month: Month) -> None:
    do_next(page, month, "Xem nội dung chỉnh sửa")
    looks_right(page)
    page.get_by_role("link", name="Sửa văn bản theo nội dung đã thông qua").click()
    directions = page.locator("section[aria-labelledby=phan-directions]")
    directions.get_by_role("link", name="2. Công tác chính quyền").click()
    page.get_by_role("textbox", name="Đoạn 4", exact=True).fill(AMENDED)
    press(page, "Lưu")
    expect(page.locator(".saved").or_(page.locator(".notice-done")).first).to_contain_text("Đã lưu")


def certify(page: Page, month: Month) -> None:
    page.goto(month.approval)
    expect(page.locator(".compared del")).to_have_text("99")
    press(page, "Xác nhận đã sửa đúng nội dung thông qua")
    is_told(page, "Đã xác nhận văn bản sửa đúng nội dung thông qua.")


def confirm_text(page: Page, month: Month) -> None:
    do_next(page, month, "Xem nội dung chỉnh sửa")
    expect(page.locator(".compared ins")).to_have_text("99,5")
    looks_right(page)
    press(page, "Xác nhận văn bản đã sửa")
    is_told(page, "Văn bản đã sửa được xác nhận và khóa.")


# Number, signature, issue


def scan(name: str) -> dict[str, object]:
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
        at = timezone.now()
        signed = sign(copy, self.signer.read_bytes(), PASSWORD, SignatureField.SIGNER, at=at)
        return sign(signed, self.seal.read_bytes(), PASSWORD, SignatureField.SEAL, at=at)


def pdf(name: str, content: bytes) -> dict[str, object]:
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
    give.click()
    is_told(page, "Đã cấp số.")
    expect(page.locator(".stage").nth(2)).to_contain_text("giữ trong sổ")
    return number


def prepare(page: Page) -> None:
    press(page, words("Prepare the copy to be signed"))
    is_told(page, "Bản trình ký đã sẵn sàng.")


def way(page: Page, name: str) -> Locator:
    """Open one of the ways to sign."""
    found = page.locator("details.way").filter(has_text=words(name))
    if not found.evaluate("details => details.open"):
        found.locator("summary").click()
    return found


def upload_outside(page: Page, month: Month, keys: Keys) -> None:
    """Bring in what another program has signed; the copy as it was given out is refused."""
    do_next(page, month, "Mở bản trình ký")
    copy = taken_out(page, words("Download the copy to be signed"))
    outside = way(page, "Sign with another program and bring the file in")
    outside.get_by_label(words("The signed file")).set_input_files(pdf("ban-trinh-ky.pdf", copy))
    press(outside, words("Bring in the signed file"))
    expect(page.locator(".problem")).to_be_focused()
    looks_right(page)

    outside.get_by_label(words("The signed file")).set_input_files(pdf("da-ky.pdf", keys.sign_outside(copy)))
    press(outside, words("Bring in the signed file"))
    is_told(page, words("The file is the copy that was given out, signed. It is kept as the original."))
    looks_right(page)


def upload_scan(page: Page, month: Month) -> None:
    do_next(page, month, "Mở bản trình ký")
    paper = way(page, "Sign and seal on paper, and scan it")
    paper.get_by_label(words("Scan of the signed paper")).set_input_files(scan("ban-quet.png"))
    press(paper, words("Bring in the scan"))
    is_told(page, words("The scan is kept as the signed original."))
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
    way(page, "Sign here with a certificate file").get_by_role("link", name=words("Type the password")).click()
    type_password(page)
    here = way(page, "Sign here with a certificate file")
    looks_right(page, "sign", height=1500)
    here.get_by_label(words("Your certificate file"), exact=True).set_input_files(keys.signer)
    here.get_by_label(words("Passphrase of your certificate file")).fill("sai")
    press(here, words("Sign the copy"))
    expect(page.locator(".problem")).to_be_focused()

    here.get_by_label(words("Your certificate file"), exact=True).set_input_files(keys.signer)
    here.get_by_label(words("Passphrase of your certificate file")).fill(PASSWORD)
    press(here, words("Sign the copy"))
    is_told(page, words("Signed. The key was used in memory and is not kept."))


def seal(page: Page, month: Month, keys: Keys) -> None:
    do_next(page, month, "Cấp số và phát hành")
    committee = way(page, "Add the committee's seal")
    looks_right(page)
    committee.get_by_label(words("Certificate file of the committee's seal")).set_input_files(keys.seal)
    committee.get_by_label(words("Passphrase of the seal")).fill(PASSWORD)
    press(committee, words("Add the seal"))
    is_told(page, words("The seal is added. Its key is not kept."))


def issue(page: Page, month: Month) -> None:
    press(page, words("Issue the resolution"))
    is_told(page, words("The resolution is issued."))
    looks_right(page)


def signed_original(page: Page, month: Month) -> bytes:
    page.goto(month.approval)
    page.get_by_role("link", name=words("The signatures and the file")).click()
    expect(page.locator(".signatures")).to_contain_text("Trần Văn Khải")
    expect(page.locator(".signatures .tag-green")).to_have_count(2)
    looks_right(page)
    return taken_out(page, words("Download the file"))


def acknowledge(page: Page, month: Month) -> None:
    page.goto(month.address)
    looks_right(page)
    press(page, words("%(body)s: acknowledge the receipt", body="Chi bộ thôn Cầu Lương"))
    is_told(page, words("%(body)s has acknowledged the receipt.", body="Chi bộ thôn Cầu Lương"))
    expect(page.locator("main")).to_contain_text("Chi bộ thôn Cầu Lương")


def is_proved(page: Page, original: bytes, number: str) -> None:
    """A stranger has the file checked; with one byte flipped it is refused."""
    page.goto("/kiem-tra/")
    page.get_by_label(words("PDF file")).set_input_files(pdf("nghi-quyet.pdf", original))
    press(page, words("Check the file"))
    verdict = page.get_by_role("status")
    expect(verdict.get_by_role("heading", level=2)).to_have_text(words("Issued here, unchanged, validly signed"))
    expect(verdict).to_contain_text(number)
    looks_right(page, "check", height=1200)

    flipped = bytearray(original)
    flipped[len(flipped) // 2] ^= 1
    page.get_by_label(words("PDF file")).set_input_files(pdf("nghi-quyet.pdf", bytes(flipped)))
    press(page, words("Check another file"))
    expect(verdict.get_by_role("heading", level=2)).to_have_text(words("Not what was issued here"))
    looks_right(page)


def test_a_draft_goes_through_review_decision_signature_and_issue(
    people: People, installation: dict[str, str], tmp_path: Path
) -> None:
    keys = Keys.of(installation)
    officer, head = people("thuha"), people("chanhvp")
    month = Month(1 if officer.viewport_size and officer.viewport_size["width"] == WIDE else 2)
    bring_in(officer, month, tmp_path)
    finish_the_sections(officer, month)
    hand_over(officer, month)
    send(head, month, 1)

    agrees, disagrees = people("thuhang"), people("bichlien")
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

    take_back(head, month)
    do_next(officer, month, "Trả lời góp ý")
    looks_right(officer, "answers", height=1100)
    press(officer, "Đưa gợi ý vào văn bản")
    is_told(officer, "Đã đưa gợi ý vào văn bản")
    answer(officer, "Nên ghi rõ còn bao nhiêu hộ", "Giải trình, không tiếp thu", "Số hộ đã có trong gợi ý được tiếp thu.")
    answer(officer, "đề nghị sửa mục II.2", "Tiếp thu")
    answer(officer, "Chưa nêu nguồn kinh phí", "Giải trình, không tiếp thu", "Kinh phí do thành phố cấp.")
    looks_right(officer)
    hand_over(officer, month)
    send(head, month, 2)

    do_next(agrees, month, "Đọc dự thảo")
    expect(agrees.locator("main .notice")).to_contain_text("1 đoạn đã sửa so với dự thảo lần 1")
    expect(agrees.locator(".row-p.changed ins")).to_contain_text(["04", "trước ngày 25"])
    open_thread(agrees, "hộ còn lại")
    looks_right(agrees, "review", height=1250)
    agrees.get_by_role("link", name="Hai cột").click()
    expect(agrees.locator("table.beside tr:not(.unchanged) td")).to_contain_text(["các hộ còn lại", "04 hộ còn lại"])
    looks_right(agrees)
    opine(agrees, month, "Thống nhất")
    opine(disagrees, month, "Không thống nhất", "Vẫn chưa nêu nguồn kinh phí.")

    record_meeting(head, month)
    secretary = people("bithu")
    confirm(secretary, month, installation)
    amend(officer, month)
    certify(head, month)
    confirm_text(secretary, month)

    clerk = people("vanthu")
    number = give_number(clerk, month)
    prepare(clerk)
    looks_right(clerk)
    upload_outside(clerk, month, keys)
    step_back(secretary, month)
    upload_scan(clerk, month)
    step_back(secretary, month)
    sign_here(secretary, month, keys, installation)
    seal(clerk, month, keys)
    issue(clerk, month)
    original = signed_original(clerk, month)
    reader = people("vanduong")
    acknowledge(reader, month)
    clerk.goto("/so-van-ban/")
    expect(clerk.get_by_role("row").filter(has_text=number)).to_contain_text("Đã dùng")
    looks_right(clerk, "register", height=1000)
    sign_out(reader)
    is_proved(reader, original, number)
