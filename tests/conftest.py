"""What all tests share: a client signed in as someone; what is tried where and in which order; and what saves time."""

import gc
import os
from collections.abc import Iterator
from contextlib import nullcontext
from functools import lru_cache
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import settings

from kesat import printing
from kesat.organization.models import User
from kesat.records import triggers
from tests.factories import make_administrator, make_committee, make_officer, make_reader

settings.register_profile("default", max_examples=20, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# Files that take minutes: begun first, lest one worker waits for the other at the end.
LONG = (
    *("test_way_machine.py", "test_writers.py", "test_approval_races.py", "test_reminder_kills.py"),
    *("test_review_walk.py", "test_every_page.py", "test_every_task_page.py"),
)


# Tried on SQLite alone: about the bytes of files. What they ask of the database (a search for a SHA-256, the rows of a
# table) the tests of signing, of answers, of lists and of figures ask of both.
OF_FILES = ("test_verifying.py", "test_review_papers.py", "test_appendix.py", "test_letters.py", "test_exports.py")
# Likewise: who may open which address, cell by cell. The answer comes from tables in the code; what they read of the
# database is who holds which position, which the tests of every page ask of both.
OF_RIGHTS = (
    *("test_project.py", "test_policy.py", "test_directive_policy.py", "test_figure_policy.py", "test_rights.py"),
)

# Likewise: what pages say; the verbs and lists behind them have tests of their own on both.
OF_PAGES = ("test_split_pages.py", "test_body_pages.py", "test_office_pages.py", "test_board_pages.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long; on PostgreSQL leave out what asks no database and was tried in the other half."""
    items.sort(key=lambda item: item.path.name not in LONG)
    if connection.vendor != "postgresql":
        return
    asks = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
    items[:] = asks


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    if "load" in item.path.parts:  # its servers ask it themselves
        return True
    if item.path.name in {*OF_FILES, *OF_RIGHTS, *OF_PAGES}:
        return False
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & set(fixtures))


def pytest_collection_finish() -> None:
    """Let Python's collector leave alone what is imported, and look less often: a sixth of the time was its own."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _emptied_at_once() -> Iterator[None]:
    """Empty after a transactional test the tables that have rows, and those alone.

    Django's own way empties every table and makes its content types and permissions anew, which takes a second on
    PostgreSQL, and is refused by the tables that are insert-only.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty)
        yield


def _empty(_case: TransactionTestCase) -> None:
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    is_sqlite = connection.vendor == "sqlite"
    with triggers.removed() if is_sqlite else nullcontext(), transaction.atomic(), connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger fires, ours or a foreign key's
        for name in set(connection.introspection.table_names(cursor)) - kept:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608  (names of tables)


@pytest.fixture(scope="session", autouse=True)
def _signing_copies_laid_out_once() -> Iterator[None]:
    """Lay the same copy to be signed out once: the same page gives the same bytes, as `test_official_pdf` shows.

    The file itself is written each time, as each holds another head of the chain of events.
    """
    real = printing._laid_out_with_places
    once = lru_cache(maxsize=16)(real)

    def laid_out(html: Any, css: str, classes: tuple[str, ...], title: str) -> Any:
        return once(html, css, classes, title) if classes else real(html, css, classes, title)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "_laid_out_with_places", laid_out)
        yield


@pytest.fixture
def officer(db: None) -> Client:
    """Return a client signed in as a specialist of the office."""
    make_committee()
    return _signed_in(make_officer())


@pytest.fixture
def reader(db: None) -> Client:
    """Return a client signed in as someone who only reads."""
    make_committee()
    return _signed_in(make_reader())


@pytest.fixture
def administrator(db: None) -> Client:
    """Return a client signed in as an administrator."""
    make_committee()
    return _signed_in(make_administrator())


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def in_english() -> Iterator[None]:
    """Speak English outside requests; `english_client` does it inside them."""
    with translation.override("en"):
        yield


def english_client(user: User) -> Client:
    """Return a client signed in as this person, who reads English."""
    client = _signed_in(user)
    client.cookies["django_language"] = "en"
    return client
