"""Signing out, and the mark of the few pages that need no sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse

open_to_all = login_not_required


class SignOut(LogoutView):
    """Django's own, and the browser forgets what it kept of this site."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
