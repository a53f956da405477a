"""Every address of the site; the paths are in the users' language, without marks."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from kesat import errors
from kesat.forms import ChangePasswordForm, SignInForm
from kesat.signing_in import SignOut, open_to_all

admin.autodiscover()

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="resolutions:list"), name="home"),
    path(
        "dang-nhap/",
        auth_views.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("dang-xuat/", SignOut.as_view(), name="logout"),
    path(
        "doi-mat-khau/",
        auth_views.PasswordChangeView.as_view(form_class=ChangePasswordForm),
        name="password_change",
    ),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("ngon-ngu/", open_to_all(set_language), name="set_language"),
    path("nghi-quyet/", include("resolutions.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
