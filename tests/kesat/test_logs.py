"""The log of what was refused: one line of JSON each, and nothing of what is answered all day."""

import json
import logging
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from kesat.logs import OneLine, is_refusal
from kesat.organization.models import User
from tests.factories import make_reader
from tests.resolutions.decisions import PAGE, client_of, in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Return what is written to the log."""
    kept = StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(OneLine())
    handler.addFilter(is_refusal)
    loggers = [logging.getLogger(name) for name in ("django.request", "kesat.refusals")]
    for logger in loggers:
        logger.addHandler(handler)
    yield kept
    for logger in loggers:
        logger.removeHandler(handler)


def lines(written: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_bad_input_30_32_what_is_not_theirs_is_logged_with_who_asked(reader: Client, written: StringIO) -> None:
    reader.get("/nhiem-vu/1/")
    reader.get("/nhiem-vu/bang/")

    user = User.objects.get().pk
    found = [(line["status"], line["method"], line["path"], line["user"]) for line in lines(written)]
    assert found == [(404, "GET", "/nhiem-vu/1/", user), (403, "GET", "/nhiem-vu/bang/", user)]
    assert all(date.fromisoformat(str(line["at"])[:10]) and len(str(line["request"])) == 12 for line in lines(written))


@pytest.mark.parametrize("address", ["xac-nhan", "xac-nhan-van-ban", "ky", "tep-da-ky", "ban-quet", "ban-hanh"])
def test_bad_input_30_32_who_tries_to_approve_or_sign_is_logged(address: str, written: StringIO) -> None:
    review = in_review()
    member, stranger = review.members.members[0], make_reader()
    path = f"{PAGE}{address}/"

    for user in (member, stranger):
        client_of(user).post(path)

    found = [(line["status"], line["method"], line["path"], line["user"]) for line in lines(written)]
    assert found == [(403, "POST", path, member.pk), (404, "POST", path, stranger.pk)]


def test_bad_input_02_an_order_that_is_not_listed_is_logged(reader: Client, written: StringIO) -> None:
    response = reader.get("/nhiem-vu/?order=-user__password&state=late")

    assert response.status_code == 200
    assert [line["named"] for line in lines(written)] == [{"order": "-user__password", "state": "late"}]


def test_bad_input_73_what_was_sent_begins_no_line_and_colours_nothing(reader: Client, written: StringIO) -> None:
    reader.get("/khong-co%0a%1b[31mgia-mao/?order=a%0ab")

    assert len(written.getvalue().splitlines()) == 1
    assert written.getvalue().isascii()
    assert "\x1b" not in written.getvalue()
    assert lines(written)[0]["path"] == "/khong-co\n\x1b[31mgia-mao/"


def test_what_is_typed_wrongly_is_not_logged(officer: Client, written: StringIO) -> None:
    response = officer.post("/nhiem-vu/duong-dan/", {})

    assert response.status_code == 422
    assert written.getvalue() == ""
