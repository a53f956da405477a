"""One person's browser as the server sees it: a session, a token, the section's page, and requests without answer."""

import http.client
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

WAIT_FOR = 60


class Unanswered(Exception):
    """The connection ended before the whole answer had come."""


class Answer(NamedTuple):
    status: int
    text: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.text)
        assert isinstance(found, dict)
        return found


class Browser:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_FOR)
        self._cookies: dict[str, str] = {}
        self.token = ""
        self.requests = 0

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, data: dict[str, Any], *, background: bool = False) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        if background:
            headers["X-Background"] = "1"
        return self._ask("POST", path, urlencode(data), headers | {"Accept": "application/json"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        self.requests += 1
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            self._connection.request(method, path, body, headers | {"Cookie": cookies})
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unanswered from error
        for line in response.headers.get_all("Set-Cookie") or []:
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, text)


@dataclass
class Row:
    """A paragraph as the page knows it."""

    version: int
    text: str
    save: str


@dataclass
class Page:
    """The section as the page knows it: what everybody else has done since is not in it."""

    addresses: dict[str, str] = field(default_factory=dict)
    version: int = 0
    rows: dict[int, Row] = field(default_factory=dict)

    def take_rows(self, answer: dict[str, Any]) -> None:
        """Put the order that was answered in place of the one the page had."""
        self.version = answer["version"]
        self.rows = {row["id"]: Row(row["version"], row["text"], row["save"]) for row in answer["paragraphs"]}


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page, self.token = Page(), ""
        self._row: Row | None = None
        self._is_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "input" and values.get("name") == "csrfmiddlewaretoken":
            self.token = values["value"]
        elif tag == "form" and "data-arrange" in values:
            self.page.addresses = {name: values[f"data-{name}"] for name in ("add", "arrange", "ping")}
            self.page.version = int(values["data-version"])
        elif "data-id" in values and values["data-id"].isdecimal():
            self._row = Row(int(values["data-version"]), "", values["data-save"])
            self.page.rows[int(values["data-id"])] = self._row
        elif tag == "textarea":
            self._is_text = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._row, self._is_text = None, False

    def handle_data(self, data: str) -> None:
        if self._row and self._is_text:
            self._row.text += data.removeprefix("\n")


def read_page(html: str) -> tuple[Page, str]:
    """Return the section's page and its token."""
    reader = _PageReader()
    reader.feed(html)
    return reader.page, reader.token
