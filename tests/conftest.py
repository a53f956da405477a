"""Fixtures of all tests: a client signed in as someone, and the sign-off of triggers for tests that flush."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings

from kesat.organization.models import User
from kesat.records import triggers
from tests.factories import make_administrator, make_committee, make_officer, make_reader

settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# Files that take minutes: begun first, lest one worker waits for the other at the end.
LONG = ("test_way_machine.py", "test_writers.py", "test_approval_races.py", "test_review_walk.py", "test_every_page.py")


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
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & set(fixtures))


@pytest.fixture(autouse=True)
def _flush_without_triggers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a transactional test empty its tables: insert-only ones refuse it otherwise."""
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with triggers.removed():
        from django.core.management import call_command  # noqa: PLC0415

        call_command("flush", verbosity=0, interactive=False)


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
