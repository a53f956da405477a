"""Every address of the site; the paths are in the users' language, without marks."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.i18n import set_language

from kesat import errors, guide, home, notices
from kesat.forms import ChangePasswordForm
from kesat.page import set_reading
from kesat.signing_in import SignIn, SignOut, open_to_all, password_again, session_state
from resolutions.verify_page import verify

admin.autodiscover()

urlpatterns = [
    path("", home.home, name="home"),
    path("tro-giup/", guide.guide, name="help"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="read_all_notices"),
    path("thong-bao/<int:pk>/", notices.read, name="read_notice"),
    path("dang-nhap/", SignIn.as_view(), name="login"),
    # Open to all: whose session has ended meanwhile need not sign in to sign out.
    path("dang-xuat/", open_to_all(SignOut.as_view()), name="logout"),
    path("phien/", session_state, name="session"),
    path(
        "doi-mat-khau/",
        auth_views.PasswordChangeView.as_view(form_class=ChangePasswordForm),
        name="password_change",
    ),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("mat-khau/", password_again, name="password_again"),
    path("kiem-tra/", verify, name="verify"),
    path("ngon-ngu/", open_to_all(set_language), name="set_language"),
    path("cach-doc/", open_to_all(set_reading), name="reading"),
    path("", include("resolutions.urls")),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
