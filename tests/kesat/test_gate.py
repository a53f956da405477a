"""The gate, the error pages, signing in and the language."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from kesat import errors
from tests.factories import PASSWORD, make_administrator, make_committee, make_officer, make_resolution

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_bad_input_75_odd_methods_are_405(method: str, officer: Client) -> None:
    response = officer.generic(method, "/nghi-quyet/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"
    assert "Content-Security-Policy" in response.headers
    assert "địa chỉ" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/metrics", "/static/../kesat/settings.py", "/static/%2e%2e/manage.py", "/static/..%2fmanage.py"],
)
def test_bad_input_75_paths_outside_the_site_are_404(path: str, officer: Client) -> None:
    response = officer.get(path)

    assert response.status_code == 404
    assert b"SECRET" not in response.content


def test_bad_input_75_the_administration_is_404_for_everyone_else(officer: Client) -> None:
    assert officer.get("/quan-tri/").status_code == 404
    assert officer.get("/admin/").status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "đọc"),
        (403, "quyền"),
        (404, "Không tìm thấy"),
        (405, "nút"),
        (413, "5 MB"),
        (429, "Thử lại"),
        (500, "Thử lại"),
        (503, "Thử lại"),
    ],
)
def test_bad_input_74_every_error_page_is_in_the_users_words(status: int, words: str) -> None:
    request = RequestFactory().get("/")
    request.META["KESAT_REQUEST_ID"] = "0123456789ab"

    response = errors.page(request, status)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "0123456789ab" in page
    assert "Traceback" not in page


def test_bad_input_74_a_fault_of_ours_shows_no_stack(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resolutions.views.Paginator", None)
    officer.raise_request_exception = False

    response = officer.get("/nghi-quyet/")

    assert response.status_code == 500
    assert "TypeError" not in response.content.decode()
    assert "Đã xảy ra lỗi" in response.content.decode()
    assert "Content-Security-Policy" in response.headers


def test_bad_input_53_a_body_of_more_than_20_mb_is_413(officer: Client) -> None:
    response = officer.post(
        "/nghi-quyet/dua-vao/", b"x", content_type="text/plain", CONTENT_LENGTH=str(21 * 1024 * 1024)
    )

    assert response.status_code == 413


def test_bad_input_53_a_form_of_more_than_12_mb_is_413(officer: Client) -> None:
    response = officer.post("/nghi-quyet/bat-dau/", {"period": "x" * (12 * 1024 * 1024 + 1)})

    assert response.status_code == 413
    assert errors.bad_request(RequestFactory().get("/"), RequestDataTooBig()).status_code == 413


def test_bad_input_07_a_form_without_its_token_is_refused_and_shows_what_was_typed() -> None:
    make_committee()
    make_resolution(month=12)
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_officer())
    text = "Một đoạn dài mà đồng chí vừa gõ xong."

    response = client.post(
        "/nghi-quyet/2026-12/thong-tin/", {"subject": text, "password": "mat-khau-rat-dai-khong-hien"}
    )

    page = response.content.decode()
    assert response.status_code == 403
    assert text in page
    assert "mat-khau-rat-dai" not in page
    assert "Biểu mẫu" in page


@pytest.mark.parametrize("origin", ["null", "https://evil.example"])
def test_bad_input_09_a_form_of_another_site_is_refused(origin: str) -> None:
    make_committee()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_officer())
    client.get("/nghi-quyet/bat-dau/")
    token = client.cookies["csrftoken"].value

    response = client.post(
        "/nghi-quyet/bat-dau/", {"period": "12/2026", "csrfmiddlewaretoken": token}, headers={"Origin": origin}
    )

    assert response.status_code == 403
    assert client.post("/nghi-quyet/bat-dau/", {"period": "12/2026", "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_bad_input_11_sign_in_goes_home_and_to_no_other_site(target: str, client: Client) -> None:
    make_committee()
    user = make_officer()

    response = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD, "next": target})

    assert response.headers["Location"] == "/"


def test_sign_in_leads_to_the_page_that_was_asked_for(client: Client) -> None:
    make_committee()
    user = make_officer()

    response = client.post(
        "/dang-nhap/?next=/nghi-quyet/", {"username": user.username, "password": PASSWORD, "next": "/nghi-quyet/"}
    )

    assert response.headers["Location"] == "/nghi-quyet/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client: Client) -> None:
    user, closed = make_officer(), make_officer(is_active=False)

    answers = {
        str(client.post("/dang-nhap/", {"username": name, "password": password}).context["form"].problems)
        for name, password in [(user.username, "sai-mat-khau"), ("khong-co", PASSWORD), (closed.username, PASSWORD)]
    }

    assert answers == {"[('', 'Tên đăng nhập hoặc mật khẩu không đúng.')]"}


def test_signing_out_makes_the_browser_forget(officer: Client) -> None:
    response = officer.post("/dang-xuat/")

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert officer.get("/nghi-quyet/").status_code == 302


def test_the_password_is_changed(officer: Client) -> None:
    typed = {"old_password": PASSWORD, "new_password1": "gio-thoi-canh-dieu", "new_password2": "gio-thoi-canh-dieu"}
    assert officer.post("/doi-mat-khau/", typed | {"new_password2": "khac"}).context["form"].problems

    response = officer.post("/doi-mat-khau/", typed, follow=True)

    assert "Đã đổi mật khẩu" in response.content.decode()


def test_pages_are_vietnamese_unless_the_reader_switches(client: Client) -> None:
    make_committee()
    assert "Đăng nhập" in client.get("/dang-nhap/", headers={"Accept-Language": "en"}).content.decode()

    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})

    page = client.get("/dang-nhap/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page


def test_the_menu_leads_an_administrator_to_the_administration(administrator: Client, officer: Client) -> None:
    assert "/quan-tri/" in administrator.get("/nghi-quyet/").content.decode()
    assert "/quan-tri/" not in officer.get("/nghi-quyet/").content.decode()
    assert make_administrator().is_staff
