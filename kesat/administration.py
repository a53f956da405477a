"""Django's administration: for administrators only, without what this project does not use."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kesat.signing_in import recently_signed_in


class Administration(AdminSite):
    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Bodies, people and settings")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Let administrators in; to everyone else who is signed in the administration does not exist."""
        if request.user.is_authenticated and not request.user.is_staff:
            raise Http404
        return super().has_permission(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Ask for the password again before anything is changed: whoever may change rights may change all others'."""
        changes_nothing = getattr(view, "changes_nothing", False)
        return super().admin_view(view if changes_nothing else recently_signed_in(view), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to the one sign-in page."""
        return redirect_to_login(request.get_full_path())

    # Django marks its own method so; ours needs it too, or the redirect above would go to itself.
    login = login_not_required(login)
