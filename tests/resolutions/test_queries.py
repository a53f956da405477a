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
    ("page", "most"),
    [
        ("workspace", 12), ("editor", 15), ("editor of part II", 15), ("dashboard", 20), ("history", 12), ("list", 12),
    ],
)  # fmt: skip
def test_a_page_takes_as_many_queries_for_fifty_paragraphs(
    page: str, most: int, officer: Client, month: Resolution
) -> None:
    section = section_address(month, part="directions" if page.endswith("II") else "results")
    address = {
        "workspace": DRAFT, "editor": section, "editor of part II": section, "dashboard": "/",
        "history": f"{DRAFT}lich-su/", "list": "/nghi-quyet/",
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

    # The first makes a row of the history, those after it go on writing that row.
    assert [save(version) for version in (1, 2, 3)] == [6, 6, 6]
    assert [revision.version for revision in paragraph.revisions.all()] == [1, 4]


def test_a_ping_takes_eight_queries_and_the_first_of_a_section_one_more(officer: Client, month: Resolution) -> None:
    address = f"{section_address(month)}co-mat/"
    data = {"writer": officer.session["_auth_user_id"], "typed": "1"}

    first, again = (queries(lambda: officer.post(address, data)) for _ in range(2))

    assert (first, again) == (9, 8)


@pytest.mark.parametrize(("act", "count"), [("up", 17), ("merge", 19), ("split", 21), ("remove", 17)])
def test_arranging_takes_as_many_queries_for_fifty_paragraphs(
    act: str, count: int, officer: Client, month: Resolution
) -> None:
    section, writer = section_address(month), officer.session["_auth_user_id"]
    officer.post(section, typed(officer, section) | {"new-text": "Đoạn hai.\nĐoạn ba."})

    def arrange() -> int:
        rows = officer.post(f"{section}co-mat/", {"writer": writer}).json()
        data = {"op_id": uuid.uuid4(), "base_version": rows["version"], "paragraph": list(rows["paragraphs"])[-1]}
        data |= {"act": act, "at": 3, "writer": writer}
        return queries(lambda: officer.post(f"{section}sap-xep/", data))

    few = arrange()
    officer.post(section, typed(officer, section) | {"new-text": "\n".join(f"Đoạn {number}." for number in range(48))})

    many = arrange()

    assert few == many == count
