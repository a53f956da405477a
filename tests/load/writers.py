"""Twenty people who write at once: what each does, and the journal of what was asked and answered."""

import random
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.load.browsers import Answer, Browser, Page, Row, Unanswered, read_page

# What the journal keeps of an answer.
_KEPT = ("id", "version", "text", "error", "focus", "section_version", "author")
_ANSWERED = {200, 409, 413, 422}
_BUSY = {429, 503}
_WORDS = "chỉ đạo các chi bộ rà soát tiến độ giải ngân, báo cáo kết quả về Văn phòng Đảng ủy trước ngày 20".split()
# A section shrinks above the last, and grows by new paragraphs only up to the second.
MIN_ROWS, GROWN_ROWS, MAX_ROWS = 8, 12, 18


@dataclass
class Op:
    """One request under one name, as often as it was sent, with its answers."""

    op_id: str
    act: str
    writer: int
    section: int
    paragraph: int | None = None
    base_version: int = 0
    text: str = ""
    offset: int = 0
    sent: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)


class Run:
    """What all writers share: when to stop, what was counted, what went wrong."""

    def __init__(self, seconds: float, enough: Mapping[str, int]) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        # What the pages list as removed, by section.
        self.removed: defaultdict[int, list[int]] = defaultdict(list)
        self._enough, self._lock = enough, Lock()
        self._ends, self._ends_at_last = time.monotonic() + seconds, time.monotonic() + 4 * seconds

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def goes_on(self) -> bool:
        """Tell whether there is time left; on a busy machine there is some more, until enough has happened."""
        now = time.monotonic()
        return now < self._ends or (now < self._ends_at_last and self.is_short())

    def is_short(self) -> bool:
        return any(self.counts[what] < number for what, number in self._enough.items())


class Writer:
    """A person with the pages of the shared sections open."""

    def __init__(self, run: Run, port: int, person: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> None:
        self.run, self.browser, self.person = run, Browser(port), person
        self.sections = {section["id"]: section for section in sections}
        self.dice = random.Random(person["username"])  # noqa: S311  (a game, no secret)
        self.pages: dict[int, Page] = {}
        self.journal: list[Op] = []
        self._serial = 0

    def work(self) -> None:
        """Write until time is over, whatever happens to the server."""
        while self.run.goes_on():
            section = self.dice.choice(list(self.sections))
            act = self.dice.choices(_ACTS, _WEIGHTS)[0]
            act(self, section, self.pages[section])

    def write_alone(self, times: int) -> None:
        """Type on in one paragraph while nobody else writes: these saves share a row of the history."""
        section = next(iter(self.sections))
        page = self.open(section)
        paragraph = self.dice.choice(list(page.rows))
        for _ in range(times):
            self.save(section, page, paragraph, self.new_text())

    def sign_in(self, password: str) -> None:
        while True:
            try:
                self.browser.token = read_page(self.browser.get("/dang-nhap/").text)[1]
                data = {"username": self.person["username"], "password": password}
                answer = self.browser.post("/dang-nhap/", data)
                break
            except Unanswered:
                self.run.count("reconnects")
        assert answer.status in {200, 302}, answer
        for section in self.sections:
            self.open(section)

    def open(self, section: int) -> Page:
        """Load the page of the section, with a new token."""
        address = self.sections[section]["address"]
        answer = self.until_answered(lambda: self.browser.get(address), f"GET {address}")
        self.pages[section], self.browser.token = read_page(answer.text)
        return self.pages[section]

    def until_answered(self, ask: Callable[[], Answer], what: str) -> Answer:
        """Ask again and again, as the page's script does, only without its long waits."""
        while True:
            try:
                answer = ask()
            except Unanswered:
                self.run.count("reconnects")
            else:
                if answer.status not in _BUSY:
                    break
                self.run.count("busy")
            time.sleep(self.dice.uniform(0.02, 0.2))
        if answer.status not in _ANSWERED:
            self.run.faults.append(f"{what}: {answer.status} {answer.text[:500]}")
        return answer

    def send(self, op: Op, address: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send until there is an answer, now and then once more, and note it all; return the first answer."""
        data |= {"op_id": op.op_id, "writer": op.writer}
        self.journal.append(op)

        def ask() -> Answer:
            op.sent += 1
            return self.browser.post(address, data, background=op.act == "save")

        times = 2 if self.dice.random() < 0.06 else 1
        found = [self.until_answered(ask, f"{op.act} {address}") for _ in range(times)]
        if times == 2:
            self.run.count("repeats")
        op.answers = [_kept(answer) for answer in found]
        if found[0].status not in _ANSWERED:
            return {"status": found[0].status}
        return {"status": found[0].status, **found[0].json}

    def new_op(self, act: str, section: int, **fields: Any) -> Op:
        op_id = str(uuid.UUID(int=self.dice.getrandbits(128), version=4))
        return Op(op_id, act, self.person["id"], section, **fields)

    def new_text(self) -> str:
        """Return a text with a word that stands in no other."""
        self._serial += 1
        marker = f"{self.person['username']}x{self._serial}"
        return " ".join([marker, *self.dice.choices(_WORDS, k=self.dice.randint(3, 30))])

    def save(self, section: int, page: Page, paragraph: int, text: str, *, as_lines: bool = False) -> bool:
        """Save a paragraph, and return whether its text stands; on a conflict some insist and some let it go."""
        while True:
            row = page.rows[paragraph]
            op = self.new_op("lines" if as_lines else "save", section, paragraph=paragraph)
            op.base_version, op.text = row.version, text
            data = {"text": text, "kind": "prose", "base_version": row.version} | ({"split": 1} if as_lines else {})
            answer = self.send(op, row.save, data)
            if answer["status"] == 200:
                self.run.count("acknowledged")
                row.version, row.text = answer["version"], answer["text"]
                if "paragraphs" in answer:
                    page.take_rows(answer)
                return True
            if answer["status"] != 409:
                return False
            self.run.count("conflicts")
            if not ({"html", "message", "text", "version"} <= answer.keys() and answer["html"]):
                self.run.faults.append(f"a conflict without its texts: {answer}")
            insists = self.dice.random() < 0.5
            if answer["error"] != "conflict":
                page.rows.pop(paragraph, None)
                if insists:
                    self.add(section, page, text)
                return False
            row.version, row.text = answer["version"], answer["text"]
            if not insists:
                return False

    def add(self, section: int, page: Page, text: str) -> None:
        op = self.new_op("add", section, text=text)
        answer = self.send(op, page.addresses["add"], {"text": text, "kind": "prose", "base_version": 0})
        if answer["status"] == 200:
            self.run.count("added")
            page.rows[answer["id"]] = Row(answer["version"], answer["text"], answer["save"])
            page.version = answer["section_version"]

    def arrange(self, section: int, page: Page, act: str, paragraph: int) -> None:
        """Arrange, and after someone else's change of the order look at what stands and mostly press again."""
        for _ in range(3):
            op = self.new_op(act, section, paragraph=paragraph, base_version=page.version)
            data: dict[str, Any] = {"act": act, "paragraph": paragraph, "base_version": page.version}
            if act == "split":
                op.offset = self.dice.randint(0, len(page.rows[paragraph].text))
                data |= {"at": op.offset, "text_version": page.rows[paragraph].version}
            answer = self.send(op, page.addresses["arrange"], data)
            if "paragraphs" in answer:
                page.take_rows(answer)
            if answer["status"] == 200:
                self.run.count(f"{act} done")
                if act == "remove":
                    self.run.removed[section].append(paragraph)
                return
            if answer["status"] == 409:
                self.run.count("order conflicts")
                if not page.rows:
                    self.run.faults.append(f"an order conflict without the order: {answer}")
            if (paragraph not in page.rows and act != "restore") or self.dice.random() < 0.2:
                return


def _kept(answer: Answer) -> dict[str, Any]:
    if answer.status not in _ANSWERED:
        return {"status": answer.status}
    return {"status": answer.status} | {name: value for name, value in answer.json.items() if name in _KEPT}


def _type(writer: Writer, section: int, page: Page) -> None:
    """Type in one paragraph for a while."""
    if not page.rows:
        writer.open(section)
        return
    paragraph = writer.dice.choice(list(page.rows))
    for _ in range(writer.dice.randint(1, 4)):
        if not writer.save(section, page, paragraph, writer.new_text()) or not writer.run.goes_on():
            return


def _type_lines(writer: Writer, section: int, page: Page) -> None:
    """Type two lines in one box; on leaving it they become two paragraphs."""
    if not page.rows or len(page.rows) > GROWN_ROWS:
        writer.open(section)
        return
    paragraph = writer.dice.choice(list(page.rows))
    text = f"{writer.new_text()}\n{writer.new_text()}"
    if writer.dice.random() < 0.5 and not writer.save(section, page, paragraph, text):
        return
    writer.save(section, page, paragraph, text, as_lines=True)


def _add(writer: Writer, section: int, page: Page) -> None:
    if len(page.rows) <= GROWN_ROWS:
        writer.add(section, page, writer.new_text())


def _arrange(writer: Writer, section: int, page: Page) -> None:
    acts = ["up", "down", "merge", "remove"]
    if len(page.rows) <= MAX_ROWS:
        acts += ["split", "split"] if page.rows else []
        acts += ["restore", "restore"] if writer.run.removed[section] else []
    if len(page.rows) < MIN_ROWS:
        acts = [act for act in acts if act not in {"merge", "remove"}]
    act = writer.dice.choice(acts)
    if act == "restore":
        writer.arrange(section, page, act, writer.dice.choice(writer.run.removed[section]))
    elif page.rows:
        writer.arrange(section, page, act, writer.dice.choice(list(page.rows)))


def _say_how_far(writer: Writer, section: int, page: Page) -> None:
    """Send the whole form without script and without a paragraph: it says only how far the section is."""
    found = writer.sections[section]
    progress = writer.dice.choice(["writing", "done", "blocked"])
    data = {
        "op_id": str(uuid.UUID(int=writer.dice.getrandbits(128), version=4)),
        "section_version": page.version,
        "title": found["title"],
        "initial-title": found["title"],
        "progress": progress,
        "blocked_reason": "Chờ số liệu." if progress == "blocked" else "",
        "new-base_version": 0,
        "new-kind": "prose",
        "new-text": "",
    }
    while True:
        try:
            answer = writer.browser.post(found["address"], data)
            break
        except Unanswered:
            writer.run.count("reconnects")
    writer.run.count("forms")
    if answer.status != 302:
        writer.run.faults.append(f"the form: {answer.status} {answer.text[:300]}")


def _look(writer: Writer, section: int, page: Page) -> None:
    writer.open(section)


def _ping(writer: Writer, section: int, page: Page) -> None:
    data = {"writer": writer.person["id"], "typed": writer.dice.randint(0, 1)}
    answer = writer.until_answered(lambda: writer.browser.post(page.addresses["ping"], data), "ping")
    if answer.status == 200:
        for paragraph, version in answer.json["paragraphs"].items():
            if int(paragraph) in page.rows and writer.dice.random() < 0.5:
                page.rows[int(paragraph)].version = version


_ACTS = (_type, _type_lines, _add, _arrange, _look, _ping, _say_how_far)
_WEIGHTS = (60, 6, 4, 16, 6, 4, 4)
