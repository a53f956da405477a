"""How many queries the pages of the office's desk take: few, and as many for fifty paragraphs as for one."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resolutions.models import Resolution
from tests.factories import make_resolution
from tests.resolutions.editor import DRAFT, only_paragraph, section_address, typed

pytestmark = pytest.mark.django_db

# What begins and ends a transaction asks for no data.
_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(not query["sql"].startswith(_CONTROL) for query in captured.captured_queries)


@pytest.fixture
def month(officer: Client) -> Resolution:
    """Return a month in drafting, after one that was issued."""
    make_resolution(month=11, archive=True)
    return make_resolution(month=12)


@pytest.mark.parametrize(
    ("page", "most"), [("workspace", 12), ("editor", 15), ("dashboard", 12), ("history", 12), ("list", 12)]
)
def test_a_page_takes_as_many_queries_for_fifty_paragraphs(
    page: str, most: int, officer: Client, month: Resolution
) -> None:
    section = section_address(month)
    address = {
        "workspace": DRAFT, "editor": section, "dashboard": "/", "history": f"{DRAFT}lich-su/", "list": "/nghi-quyet/",
    }[page]  # fmt: skip
    officer.get(address)
    few = queries(lambda: officer.get(address))
    officer.post(section, typed(officer, section) | {"new-text": "\n".join(f"Đoạn {number}." for number in range(49))})
    officer.get(address)  # what is said once is gone

    many = queries(lambda: officer.get(address))

    assert few == many <= most


def test_an_autosave_takes_six_queries(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    address = f"{DRAFT}doan/{paragraph.pk}/luu/"
    writer = officer.session["_auth_user_id"]

    def save(version: int) -> int:
        data = {"op_id": uuid.uuid4(), "base_version": version, "text": f"Lần {version}", "kind": "prose"}
        return queries(lambda: officer.post(address, data | {"writer": writer}, headers={"X-Background": "1"}))

    assert [save(version) for version in (1, 2, 3)] == [6, 6, 6]
