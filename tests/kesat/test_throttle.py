"""How often an address may ask: counted for all processes together, within a time, each address by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from kesat.organization.held import Asking
from kesat.throttle import is_too_often


def asks(address: str = "203.0.113.5", what: str = "verify") -> bool:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": f"10.0.0.1, {address}"})
    return is_too_often(request, what, times=3, seconds=600)


@pytest.mark.django_db
def test_an_address_asks_so_many_times_and_no_more() -> None:
    assert [asks() for _ in range(5)] == [False, False, False, True, True]
    assert not asks("203.0.113.6")
    assert not asks(what="another")


@pytest.mark.django_db
def test_after_the_time_it_may_ask_again_and_nothing_of_it_is_left() -> None:
    for address in ("203.0.113.5", "203.0.113.6"):
        for _ in range(4):
            asks(address)
    Asking.objects.update(since=timezone.now() - timedelta(seconds=600))

    assert not asks()
    assert [(row.address, row.times) for row in Asking.objects.all()] == [("203.0.113.5", 1)]


@pytest.mark.django_db
def test_whatever_stands_for_an_address_is_counted() -> None:
    assert [asks("x" * 5000) for _ in range(4)] == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_are_counted_together() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is one connection's own")

    def ask(_number: int) -> bool:
        try:
            return asks()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(24)))

    assert answers.count(False) == 3
