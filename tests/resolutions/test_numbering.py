"""The register: the next number, reserved, used outside, void; none twice, none missing, also for many at once."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Term, User
from kesat.records.models import Event
from resolutions import numbering, workflow
from resolutions.drafting import Refused
from resolutions.models import Number, Resolution, Series
from resolutions.workflow import Overtaken
from tests.conftest import english_client
from tests.factories import (
    make_administrator,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_reader,
    make_resolution,
    make_term,
)
from tests.resolutions.decisions import Review, approved, signed, states, typed
from tests.resolutions.test_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

REGISTER = "/so-van-ban/"
NOW, TODAY = timezone.now, timezone.localdate


@pytest.fixture
def clerk(db: None) -> User:
    make_committee()
    make_term()
    return make_clerk()


def outside(number: int, *, by: User, paper_type: str = "CV", subject: str = "Công văn") -> Number:
    return numbering.use_outside(paper_type, number, subject, dated_on=TODAY(), by=by, at=NOW())


def reserve(*, by: User, paper_type: str = "CV", subject: str = "Công văn") -> Number:
    return numbering.reserve(paper_type, subject, dated_on=TODAY(), by=by, at=NOW())


# Numbers of papers


def test_numbers_follow_each_other_in_a_series_of_their_own(clerk: User) -> None:
    numbers = [reserve(by=clerk), reserve(by=clerk, paper_type="BC"), outside(2, by=clerk), reserve(by=clerk)]

    assert [str(number) for number in numbers] == ["01-CV/ĐU", "01-BC/ĐU", "02-CV/ĐU", "03-CV/ĐU"]
    assert states("CV") == [(1, "reserved"), (2, "used_outside"), (3, "reserved")]
    assert Event.objects.filter(action="take_number", by=clerk).count() == 4


def test_a_new_term_begins_at_one(clerk: User) -> None:
    Term.objects.update(ends_on=date(2026, 6, 30))
    make_term(name="Nhiệm kỳ 2026 - 2030", begins_on=date(2026, 7, 1))

    for day, label in (
        (date(2026, 6, 30), "01-CV/ĐU"),
        (date(2026, 7, 1), "01-CV/ĐU"),
        (date(2026, 6, 30), "02-CV/ĐU"),
    ):
        number = numbering.reserve("CV", "Công văn", dated_on=day, by=clerk, at=NOW())
        assert str(number) == label

    assert Series.objects.filter(paper_type="CV").count() == 2


def test_what_comes_next_is_told_without_taking_it(clerk: User) -> None:
    term = numbering.term_on(TODAY())

    assert [numbering.next_label(kind, term) for kind in ("NQ", "CV", "BC")] == ["01-NQ/ĐU", "01-CV/ĐU", "01-BC/ĐU"]
    assert not Series.objects.exists()


def test_a_day_without_a_term_has_no_number(clerk: User) -> None:
    with pytest.raises(Refused, match="No term of the committee is entered for that day"):
        numbering.reserve("CV", "Công văn", dated_on=date(2020, 1, 1), by=clerk, at=NOW())

    assert not Number.objects.exists()


def test_the_series_of_resolutions_begins_with_the_archive(clerk: User) -> None:
    for month, number in ((8, 3), (9, 5)):
        make_resolution(month=month, archive=True, number=number, issued_on=date(2026, month, 3))
    term = numbering.term_on(TODAY())
    assert numbering.next_label("NQ", term) == "06-NQ/ĐU"
    assert not Series.objects.exists()

    reserve(by=clerk, paper_type="NQ")

    kinds = ["used_outside", "used_outside", "used", "used_outside", "used", "reserved"]
    assert states() == list(enumerate(kinds, 1))
    assert numbering.next_label("NQ", term) == "07-NQ/ĐU"
    assert numbering.unaccounted(Series.objects.get()) == []


def test_a_number_used_outside_is_the_next_one_or_one_that_nothing_is_known_of(clerk: User) -> None:
    reserve(by=clerk)
    with pytest.raises(Refused, match="The next number is 02-CV/ĐU"):
        outside(4, by=clerk)
    Series.objects.update(last=3)  # as a fault of long ago may have left it
    assert numbering.unaccounted(Series.objects.get()) == [2, 3]

    assert str(outside(3, by=clerk)) == "03-CV/ĐU"
    with pytest.raises(Refused, match="Number 03-CV/ĐU is taken: used for a paper outside this program, Công văn"):
        outside(3, by=clerk)
    assert str(outside(4, by=clerk)) == "04-CV/ĐU"

    assert numbering.unaccounted(Series.objects.get()) == [2]


def test_a_number_reserved_for_a_paper_is_used_by_it(clerk: User) -> None:
    reserve(by=clerk, subject="Dự kiến")

    number = outside(1, by=clerk, subject="Công văn nhắc việc")

    assert (number.state, number.subject) == ("used_outside", "Công văn nhắc việc")
    assert Number.objects.count() == 1


@pytest.mark.parametrize("subject", ["", "  "])
def test_a_number_is_for_something(subject: str, clerk: User) -> None:
    with pytest.raises(Refused, match="Say what paper the number is for"):
        reserve(by=clerk, subject=subject)
    with pytest.raises(Refused, match="Say what paper the number is for"):
        outside(1, by=clerk, subject=subject)


def test_a_paper_that_was_sent_is_not_of_tomorrow(clerk: User) -> None:
    with pytest.raises(Refused, match="The day on the paper lies in the future"):
        numbering.use_outside("CV", 1, "Công văn", dated_on=TODAY() + timedelta(days=1), by=clerk, at=NOW())


@pytest.mark.parametrize("make", [make_officer, make_reader, make_administrator])
def test_bad_input_32_others_touch_no_number(make: object, clerk: User) -> None:
    number, person = reserve(by=clerk), make()  # type: ignore[operator]

    for act in (partial(reserve, by=person), partial(outside, 2, by=person)):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(PermissionDenied):
        numbering.void(number, "Nhầm", by=person, at=NOW())

    assert states("CV") == [(1, "reserved")]


def test_a_void_number_keeps_its_subject_says_why_and_is_never_given_again(clerk: User) -> None:
    number = reserve(by=clerk)

    with pytest.raises(Refused, match="Say why the number is void"):
        numbering.void(number, " ", by=clerk, at=NOW())
    numbering.void(number, "Không ban hành", by=clerk, at=NOW())
    with pytest.raises(Refused, match="Only a reserved number can be made void"):
        numbering.void(number, "Không ban hành", by=clerk, at=NOW())

    number.refresh_from_db()
    assert (number.state, number.subject, number.void_reason) == ("void", "Công văn", "Không ban hành")
    assert str(reserve(by=clerk)) == "02-CV/ĐU"


# The number of a resolution


def give(review: Review, *, by: User, on: date | None = None) -> Number:
    return numbering.give(review.month, dated_on=on or TODAY(), by=by, at=NOW())


def test_a_resolution_gets_the_next_number_with_its_day_and_only_one() -> None:
    review, clerk = approved(), make_clerk()

    number = give(review, by=clerk)

    month = review.fresh()
    assert (str(number), number.state, number.resolution) == ("01-NQ/ĐU", "reserved", review.month)
    assert (month.number, month.issued_on, month.term) == (1, TODAY(), Term.objects.get())
    with pytest.raises(Overtaken, match="has a number already"):
        give(review, by=clerk)
    assert Number.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "words"), [(-400, "cannot be dated before the decision"), (1, "The day on the paper lies in the future")]
)
def test_the_day_on_the_paper_is_not_before_the_decision_nor_tomorrow(days: int, words: str) -> None:
    review = approved()

    with pytest.raises(Refused, match=words):
        give(review, by=make_clerk(), on=TODAY() + timedelta(days=days))

    assert not Number.objects.exists()


def test_stepping_back_keeps_the_number_reserved_and_gives_it_again() -> None:
    review, clerk = approved(), make_clerk()
    give(review, by=clerk)

    workflow.step_back(review.month, "Sai số liệu", by=review.secretary, at=NOW())
    month = review.fresh()
    assert (month.status, month.number, month.issued_on, month.term) == ("in_review", None, None, None)
    assert states() == [(1, "reserved")]
    Resolution.objects.filter(pk=month.pk).update(status="approved")
    number = numbering.give(review.fresh(), dated_on=TODAY(), by=clerk, at=NOW())

    assert (str(number), Number.objects.count(), review.fresh().number) == ("01-NQ/ĐU", 1, 1)


def test_a_number_kept_from_another_term_is_made_void_first() -> None:
    review, clerk = approved(), make_clerk()
    number = give(review, by=clerk)
    workflow.step_back(review.month, "Sai số liệu", by=review.secretary, at=NOW())
    Resolution.objects.filter(pk=review.month.pk).update(status="approved")
    Term.objects.update(ends_on=TODAY() - timedelta(days=1))
    make_term(name="Nhiệm kỳ mới", begins_on=TODAY())

    with pytest.raises(Refused, match="of another term is reserved for this resolution"):
        numbering.give(review.fresh(), dated_on=TODAY(), by=clerk, at=NOW())
    numbering.void(number, "Sang nhiệm kỳ mới", by=clerk, at=NOW())
    given = numbering.give(review.fresh(), dated_on=TODAY(), by=clerk, at=NOW())

    assert (given.number, given.series.term.name) == (1, "Nhiệm kỳ mới")


def test_a_void_number_is_taken_off_its_resolution_until_it_is_printed() -> None:
    review, clerk = approved(), make_clerk()
    number = give(review, by=clerk)
    signed(review)

    with pytest.raises(Refused, match="The number stands on the copy that is being signed"):
        numbering.void(number, "Sai ngày", by=clerk, at=NOW())
    workflow.step_back(review.fresh(), "Sai ngày", by=review.secretary, at=NOW())
    with pytest.raises(Refused, match="The number stands on the copy that is being signed"):
        numbering.void(number, "Sai ngày", by=clerk, at=NOW())
    workflow.step_back(review.fresh(), "Sai ngày", by=review.secretary, at=NOW())
    numbering.void(number, "Sai ngày", by=clerk, at=NOW())

    assert (review.fresh().number, states()) == (None, [(1, "void")])
    assert str(numbering.give(review.fresh(), dated_on=TODAY(), by=clerk, at=NOW())) == "02-NQ/ĐU"


def test_a_number_given_after_a_signature_on_paper_can_be_put_right() -> None:
    review, clerk = approved(), make_clerk()
    number = numbering.give(signed(review), dated_on=TODAY(), by=clerk, at=NOW())

    numbering.void(number, "Sai ngày", by=clerk, at=NOW())

    assert (review.fresh().status, review.fresh().number) == ("signed", None)


@pytest.mark.parametrize("make", [make_officer, make_reader, make_administrator])
def test_bad_input_32_others_number_no_resolution(make: object) -> None:
    review = approved()

    with pytest.raises(PermissionDenied):
        give(review, by=make())  # type: ignore[operator]


# What the database itself refuses


@pytest.mark.parametrize(
    "values",
    [{"state": "used", "void_reason": "x"}, {"state": "void"}, {"state": "lost"}, {"number": 0}],
)
def test_a_number_has_a_known_state_and_says_why_it_is_void(values: dict[str, object], clerk: User) -> None:
    reserve(by=clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.update(**values)


def test_no_number_is_given_twice_and_no_resolution_has_two(clerk: User) -> None:
    first, second = reserve(by=clerk), reserve(by=clerk)
    month = make_resolution(month=12)

    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(series=first.series, number=2, state="used")
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.filter(pk__in=[first.pk, second.pk]).update(resolution=month)


@pytest.mark.parametrize("state", ["used", "used_outside"])
@pytest.mark.parametrize(
    "values", [{"state": "reserved"}, {"number": 9}, {"subject": "Khác"}, {"dated_on": date(2026, 1, 1)}]
)
def test_bad_input_43_what_a_number_was_used_for_stays(state: str, values: dict[str, object], clerk: User) -> None:
    reserve(by=clerk)
    Number.objects.update(state=state)

    with pytest.raises(DatabaseError, match="a number stays accounted for"), transaction.atomic():
        Number.objects.update(**values)


def test_bad_input_43_no_number_is_ever_removed(clerk: User) -> None:
    reserve(by=clerk)

    with pytest.raises(DatabaseError, match="a number stays accounted for"), transaction.atomic():
        Number.objects.all().delete()


# The pages


def test_the_register_shows_what_became_of_every_number(clerk: User) -> None:
    make_resolution(month=11, archive=True, number=1, issued_on=date(2026, 11, 3))
    numbering.void(reserve(by=clerk, paper_type="NQ"), "Không ban hành", by=clerk, at=NOW())

    page = english_client(clerk).get(REGISTER)
    html = page.content.decode()

    assert [str(row) for row, _form in page.context["rows"]] == ["02-NQ/ĐU", "01-NQ/ĐU"]
    assert page.context["next"] == "03-NQ/ĐU"
    assert "Void: Không ban hành" in html
    assert 'href="/nghi-quyet/2026-11/"' in html


def test_the_register_of_another_type_is_chosen_and_odd_choices_show_the_usual_one(clerk: User) -> None:
    reserve(by=clerk)
    client = english_client(clerk)

    assert client.get(f"{REGISTER}?paper_type=CV").context["next"] == "02-CV/ĐU"
    for query in ("paper_type=XX", "term=0", "term=abc", "page=-1", "page=x"):
        assert client.get(f"{REGISTER}?{query}").context["next"] == "01-NQ/ĐU"


def test_looking_at_the_register_makes_no_series(clerk: User) -> None:
    english_client(clerk).get(REGISTER)

    assert not Series.objects.exists()


def test_without_a_term_the_register_says_so(clerk: User) -> None:
    Term.objects.all().delete()

    assert "No term of the committee is entered yet" in english_client(clerk).get(REGISTER).content.decode()


def test_numbers_are_reserved_entered_and_made_void_on_the_page(clerk: User) -> None:
    client = english_client(clerk)
    paper = {"paper_type": "CV", "subject": "Công văn nhắc việc", "dated_on": typed(TODAY())}

    reserved = client.post(f"{REGISTER}giu-so/", paper)
    client.post(f"{REGISTER}nhap-so/", paper | {"number": "2"})
    client.post(f"{REGISTER}{Number.objects.get(number=1).pk}/huy/", {"reason": "Không gửi"})

    assert reserved.headers["Location"] == f"{REGISTER}?paper_type=CV&term={Term.objects.get().pk}"
    assert states("CV") == [(1, "void"), (2, "used_outside")]


@pytest.mark.parametrize(
    ("address", "change", "words"),
    [
        ("giu-so/", {"subject": ""}, "Say what paper the number is for."),
        ("giu-so/", {"dated_on": "31/02/2026"}, "The date is typed as day/month/year"),
        ("giu-so/", {"dated_on": "01/01/1900"}, "The year is between 2000 and 2100."),
        ("giu-so/", {"paper_type": "MẬT"}, "MẬT"),
        ("giu-so/", {"subject": "a\u202eb"}, "hidden character (U+202E)"),
        ("nhap-so/", {"number": "7"}, "The next number is 01-CV/ĐU"),
        ("nhap-so/", {"number": "1e9"}, "The number is written in digits"),
        ("nhap-so/", {"number": "-1"}, "The number is 1 or more."),
        ("nhap-so/", {"number": ""}, "Type the number of the paper."),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(address: str, change: dict[str, str], words: str, clerk: User) -> None:
    paper = {"paper_type": "CV", "number": "1", "subject": "Công văn nhắc việc", "dated_on": typed(TODAY())}

    response = english_client(clerk).post(f"{REGISTER}{address}", paper | change)

    assert response.status_code == 422
    assert words in response.content.decode()
    if "subject" not in change:
        assert 'value="Công văn nhắc việc"' in response.content.decode()
    assert not Number.objects.exists()


def test_a_reason_is_asked_for_before_a_number_is_made_void(clerk: User) -> None:
    number = reserve(by=clerk, paper_type="NQ")
    client = english_client(clerk)

    empty = client.post(f"{REGISTER}{number.pk}/huy/", {"reason": ""})
    client.post(f"{REGISTER}{number.pk}/huy/", {"reason": "Nhầm"})
    again = client.post(f"{REGISTER}{number.pk}/huy/", {"reason": "Nhầm"})

    assert (empty.status_code, again.status_code) == (422, 422)
    assert "Only a reserved number can be made void." in again.content.decode()
    assert client.post(f"{REGISTER}999999/huy/", {"reason": "Nhầm"}).status_code == 404


def test_the_register_is_the_clerks_and_the_heads_and_stands_in_their_menu(clerk: User) -> None:
    for person in (clerk, make_head_of_office()):
        page = english_client(person).get(REGISTER)
        assert page.status_code == 200
        assert {"label": "Register of papers", "url": REGISTER, "current": True} in page.context["menu"]
    for person in (make_officer(), make_reader(), make_administrator()):
        client = english_client(person)
        assert client.get(REGISTER).status_code == 403
        for address in ("giu-so/", "nhap-so/", "1/huy/"):
            assert client.post(f"{REGISTER}{address}").status_code == 403
        assert "Register of papers" not in client.get("/nghi-quyet/").content.decode()


@pytest.mark.parametrize("address", ["giu-so/", "nhap-so/", "1/huy/"])
def test_bad_input_08_no_number_is_taken_by_an_address(address: str, clerk: User) -> None:
    assert english_client(clerk).get(f"{REGISTER}{address}").status_code == 405
    assert not Number.objects.exists()


def test_the_register_asks_as_often_for_one_number_as_for_fifty(
    clerk: User, django_assert_max_num_queries: object
) -> None:
    client = english_client(clerk)
    counts = []
    for _round in range(2):
        for _number in range(25):
            reserve(by=clerk, paper_type="NQ")
        with django_assert_max_num_queries(40) as queries:  # type: ignore[operator]
            client.get(REGISTER)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_bad_input_41_two_clerks_number_a_hundred_times_at_once_without_gap_or_duplicate() -> None:
    make_committee()
    make_term()
    people = [make_clerk(), make_clerk()]

    def number(by: User) -> list[int]:
        return [reserve(by=by).number for _n in range(100)]

    first, second = at_once(*[partial(number, by) for by in people])

    assert sorted([*first, *second]) == list(range(1, 201))
    assert states("CV") == [(n, "reserved") for n in range(1, 201)]
    assert Series.objects.get().last == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_bad_input_41_a_series_that_several_begin_at_once_is_one() -> None:
    make_committee()
    make_term()
    make_resolution(month=11, archive=True, number=2, issued_on=date(2026, 11, 3))
    people = [make_clerk() for _n in range(4)]

    for kind in ("NQ", "CV", "BC"):
        found = at_once(*[partial(reserve, by=by, paper_type=kind) for by in people])
        first = 3 if kind == "NQ" else 1
        assert sorted(number.number for number in found) == list(range(first, first + 4))

    assert Series.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_bad_input_41_two_clerks_number_one_resolution_at_once_and_one_wins() -> None:
    first = approved(month=1)
    for review in [first, *[_next(first, month) for month in range(2, 11)]]:
        people = [make_clerk(), make_clerk()]

        def number(by: User, review: Review = review) -> bool:
            try:
                numbering.give(review.fresh(), dated_on=TODAY(), by=by, at=NOW())
            except Overtaken:
                return False
            return True

        assert sorted(at_once(*[partial(number, by) for by in people])) == [False, True]

    assert states() == [(n, "reserved") for n in range(1, 11)]


def _next(review: Review, month: int) -> Review:
    """Return another approved month of the same committee."""
    row = make_resolution(month=month)
    Resolution.objects.filter(pk=row.pk).update(status="approved")
    return Review(Resolution.objects.get(pk=row.pk), review.draft, review.head, review.members)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(REGISTER).status_code == 302
