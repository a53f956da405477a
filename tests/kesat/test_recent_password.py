"""The password asked for once more before acts that count as a person's own, when it is over five minutes old."""

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from kesat.organization.models import User
from kesat.signing_in import password_is_recent, recently_signed_in
from resolutions.models import Decision, Delegation
from tests.conftest import english_client
from tests.factories import PASSWORD
from tests.kesat.test_signing_in import kept
from tests.resolutions.decisions import PAGE, Review, approved, recorded, typed

pytestmark = pytest.mark.django_db

AGAIN = "Your password once more"
CONFIRM = f"{PAGE}xac-nhan/"


def travel(client: Client, seconds: int) -> None:
    """Let time pass since the password was typed."""
    session = client.session
    session["password_at"] -= seconds
    session.save()


def password_at(client: Client) -> int:
    return int(client.session["password_at"])


@pytest.fixture
def review(db: None) -> Review:
    return recorded()


@pytest.fixture
def secretary(review: Review) -> Client:
    """Return the Secretary's client, whose password is six minutes old."""
    client = english_client(review.secretary)
    travel(client, 360)
    return client


def confirm(client: Client, **fields: str) -> Any:
    return client.post(CONFIRM, {"decision": Decision.objects.get().pk, **fields})


def test_a_password_counts_for_five_minutes(review: Review) -> None:
    client = english_client(review.secretary)
    travel(client, 301)
    assert confirm(client).status_code == 403
    travel(client, -5)

    assert confirm(client).status_code == 302


def test_nothing_is_done_before_the_password_is_typed_and_what_was_typed_is_kept(
    review: Review, secretary: Client
) -> None:
    response = confirm(secretary, reason="Còn nguyên <b>")

    assert response.status_code == 403
    assert AGAIN in response.content.decode()
    assert dict(kept(response)) == {"decision": str(Decision.objects.get().pk), "reason": "Còn nguyên <b>"}
    assert review.status() == "in_review"


def test_with_the_password_the_act_is_done_and_is_not_asked_again(review: Review, secretary: Client) -> None:
    asked = confirm(secretary)

    done = secretary.post(CONFIRM, dict(kept(asked)) | {"password_again": PASSWORD})

    assert (done.status_code, done.headers["Location"]) == (302, PAGE)
    assert review.status() == "approved"
    assert password_at(secretary) > password_at(secretary) - 1
    assert "password_again" not in str(secretary.session.items())
    number = secretary.post(f"{PAGE}cap-so/", {"dated_on": typed(Decision.objects.get().decided_on)})
    assert AGAIN not in number.content.decode()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Type your password."),
        ("khong-phai-mat-khau", "The password is not right."),
        ("x" * 129, "The password is not right."),
    ],
)
def test_a_wrong_password_does_nothing_and_is_never_shown(
    password: str, words: str, review: Review, secretary: Client
) -> None:
    response = confirm(secretary, password_again=password)

    assert response.status_code == 403
    assert words in response.content.decode()
    assert not password or password not in response.content.decode()
    assert dict(kept(response)) == {"decision": str(Decision.objects.get().pk)}
    assert review.status() == "in_review"


def test_who_types_it_wrongly_five_times_is_signed_out_and_may_sign_in_with_what_was_typed(
    review: Review, secretary: Client
) -> None:
    answers = [confirm(secretary, password_again="khong-phai") for _try in range(5)]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403, 401]
    assert SESSION_KEY not in secretary.session
    assert "Your session has ended" in answers[-1].content.decode()
    assert review.status() == "in_review"

    credentials = {"sign_in_username": review.secretary.username, "sign_in_password": PASSWORD}
    done = secretary.post(CONFIRM, dict(kept(answers[-1])) | credentials)

    assert done.status_code == 302
    assert review.status() == "approved"


def test_the_right_password_forgets_the_wrong_ones(review: Review, secretary: Client) -> None:
    for _try in range(4):
        confirm(secretary, password_again="khong-phai")

    assert secretary.post("/mat-khau/", {"password_again": PASSWORD}).status_code == 302
    travel(secretary, 360)

    assert confirm(secretary, password_again="khong-phai").status_code == 403


def test_another_persons_password_does_not_do(review: Review, secretary: Client) -> None:
    User.objects.get(pk=review.head.pk).set_password("mot-mat-khau-khac")
    review.head.set_password("mot-mat-khau-khac")
    review.head.save()

    assert confirm(secretary, password_again="mot-mat-khau-khac").status_code == 403
    assert review.status() == "in_review"


def test_a_script_is_told_so(review: Review, secretary: Client) -> None:
    response = secretary.post(CONFIRM, {"decision": "1"}, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (403, {"error": "password"})


def test_a_file_cannot_be_kept_and_the_page_says_so(review: Review, secretary: Client) -> None:
    response = secretary.post(CONFIRM, {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})

    assert "The file cannot be kept." in response.content.decode()


def test_a_session_from_before_the_mark_is_asked(review: Review, secretary: Client) -> None:
    session = secretary.session
    del session["password_at"]
    session.save()

    assert confirm(secretary).status_code == 403


@pytest.mark.parametrize("name", ["xac-nhan/", "xac-nhan-van-ban/", "cap-so/"])
def test_the_acts_that_count_ask_for_it(name: str, secretary: Client) -> None:
    assert AGAIN in secretary.post(f"{PAGE}{name}").content.decode()


@pytest.mark.parametrize("name", ["giao/", "1/thu-hoi/"])
def test_delegating_asks_for_it(name: str, secretary: Client) -> None:
    assert AGAIN in secretary.post(f"/uy-quyen/{name}", {"reason": "Đi công tác"}).content.decode()
    assert not Delegation.objects.exists()


def test_reading_never_asks(secretary: Client) -> None:
    for page in (PAGE, "/uy-quyen/", "/nghi-quyet/"):
        assert secretary.get(page).status_code == 200


# The page of its own, for forms that send a file


@pytest.mark.parametrize(
    ("page", "goes_to"),
    [(PAGE, PAGE), ("//evil.example/", "/"), ("https://evil.example/", "/"), ("javascript:alert(1)", "/"), ("", "/")],
)
def test_bad_input_11_the_page_leads_on_to_pages_of_ours_only(page: str, goes_to: str, secretary: Client) -> None:
    shown = secretary.get("/mat-khau/", {"next": page})
    response = secretary.post(f"/mat-khau/?next={page}", {"password_again": PASSWORD})

    assert shown.status_code == 200
    assert (response.status_code, response.headers["Location"]) == (302, goes_to)


def test_the_page_says_when_the_password_is_wrong(secretary: Client) -> None:
    before = password_at(secretary)

    response = secretary.post("/mat-khau/", {"password_again": "khong-phai"})

    assert (response.status_code, password_at(secretary)) == (403, before)
    assert "The password is not right." in response.content.decode()


def test_bad_input_07_the_password_comes_with_the_token_of_its_form(review: Review) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(review.secretary)
    travel(client, 360)

    assert client.post(CONFIRM, {"decision": "1", "password_again": PASSWORD}).status_code == 403
    assert review.status() == "in_review"


def test_the_decorator_leaves_a_view_its_name_and_its_arguments() -> None:
    @recently_signed_in
    def view(request: HttpRequest, number: int) -> HttpResponse:
        """Say the number."""
        return HttpResponse(str(number))

    request = RequestFactory().get("/")
    request.session = SessionBase()

    assert (view.__name__, view.__doc__) == ("view", "Say the number.")
    assert view(request, 7).content == b"7"
    assert not password_is_recent(request)


def test_signing_in_counts_as_typing_the_password() -> None:
    review = approved()
    client = Client()
    client.post("/dang-nhap/", {"username": review.secretary.username, "password": PASSWORD})

    response = client.post(f"{PAGE}cap-so/", {"dated_on": typed(Decision.objects.get().decided_on)})

    assert (response.status_code, review.fresh().number) == (302, 1)
