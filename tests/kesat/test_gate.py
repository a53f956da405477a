"""The gate, the error pages, signing in and the language."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from kesat import errors
from tests.factories import PASSWORD, make_administrator, make_committee, make_officer, make_resolution

pytestmark = pytest.mark.django_db

TOO_LARGE = "Mỗi tệp không quá 5 MB, mỗi tháng không quá 200.000 ký tự."
TOO_OLD = "Biểu mẫu đã quá hạn hoặc không được gửi từ trang này."
NOT_FOUND = "Không tìm thấy trang"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_bad_input_75_odd_methods_are_405(method: str, officer: Client) -> None:
    response = officer.generic(method, "/nghi-quyet/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"
    assert "Content-Security-Policy" in response.headers
    assert "Không thể làm việc này từ thanh địa chỉ" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/metrics", "/static/../kesat/settings.py", "/static/%2e%2e/manage.py", "/static/..%2fmanage.py"],
)
def test_bad_input_75_paths_outside_the_site_are_404(path: str, officer: Client) -> None:
    response = officer.get(path)

    assert response.status_code == 404
    assert NOT_FOUND in response.content.decode()
    assert b"SECRET" not in response.content


def test_bad_input_75_the_administration_is_404_for_everyone_else(officer: Client) -> None:
    for path in ("/quan-tri/", "/admin/"):
        response = officer.get(path)

        assert response.status_code == 404
        assert NOT_FOUND in response.content.decode()


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
    assert response.headers["X-Request-ID"] in response.content.decode()
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("length", [str(21 * 1024 * 1024), "9" * 5000])
def test_bad_input_53_a_body_of_more_than_20_mb_is_413(length: str, officer: Client) -> None:
    response = officer.post("/nghi-quyet/dua-vao/", b"x", content_type="text/plain", CONTENT_LENGTH=length)

    assert response.status_code == 413
    assert TOO_LARGE in response.content.decode()


def test_bad_input_53_a_form_of_more_than_12_mb_is_413(officer: Client) -> None:
    response = officer.post("/nghi-quyet/bat-dau/", {"period": "x" * (12 * 1024 * 1024 + 1)})

    answer = errors.bad_request(RequestFactory().get("/"), RequestDataTooBig())
    assert (response.status_code, answer.status_code) == (413, 413)
    assert TOO_LARGE in response.content.decode()
    assert TOO_LARGE in answer.content.decode()


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
    assert TOO_OLD in page


def test_bad_input_07_every_text_that_was_typed_is_shown_whatever_its_length() -> None:
    make_committee()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_officer())
    typed = {"paragraphs-0-text": "Đạt 92%.", "number": "7", "meets_on": "05/3/2026", "subject": "  "}
    hidden = {
        "csrfmiddlewaretoken": "x" * 64,
        "next": "/nghi-quyet/",
        "language": "vi",
        "base_version": "31",
        "paragraphs-TOTAL_FORMS": "32",
        "paragraphs-INITIAL_FORMS": "33",
        "paragraphs-MIN_NUM_FORMS": "34",
        "paragraphs-MAX_NUM_FORMS": "35",
        "paragraphs-0-paragraph_id": "36",
        "paragraphs-0-base_version": "37",
        "paragraphs-0-kind": "text",
        "paragraphs-0-seen": "b44c826f883aa85c",
    }

    response = client.post("/nghi-quyet/2026-12/thong-tin/", hidden | typed)

    shown = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", response.content.decode())
    assert shown == ["Đạt 92%.", "7", "05/3/2026"]


@pytest.mark.parametrize(
    "name", ["password", "password1", "password2", "new_password2", "old_password", "Password_New"]
)
def test_bad_input_07_a_password_is_never_shown_again(name: str) -> None:
    make_committee()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_administrator())

    response = client.post("/quan-tri/organization/user/add/", {name: "mat-khau-rat-dai-khong-hien"})

    assert response.status_code == 403
    assert "mat-khau" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/organization/body/?kind__exact=%00",
        "/quan-tri/organization/body/?q=a%00b",
        "/quan-tri/organization/body/a%00b/change/",
        "/nghi-quyet/?page=%00",
        "/dang-nhap/?next=%00",
    ],
)
def test_bad_input_49_nul_in_an_address_is_400(address: str, administrator: Client) -> None:
    response = administrator.get(address)

    assert response.status_code == 400
    assert "Không đọc được yêu cầu này" in response.content.decode()


def test_bad_input_49_what_only_looks_like_nul_is_no_fault(administrator: Client) -> None:
    assert administrator.get("/quan-tri/organization/body/?q=100%2500").status_code == 200


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
    assert TOO_OLD in response.content.decode()
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
