"""Signing in and out, how long a session lasts, and what becomes of a form whose session has ended."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import LoginView, LogoutView
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kesat import errors
from kesat.forms import SignInAgainForm, SignInForm
from kesat.organization.backend import SEEN_AT, SHARED_COMPUTER, SIGNED_IN_AT

open_to_all = login_not_required

# The row of a session is written for a person's activity once in so many seconds, not at every request.
_SEEN_EVERY = 60


class SessionLimits:
    """End a session that is idle or old, and note when its person was last active.

    A request that says `X-Background: 1` was sent by a script and not by a person: it makes no session longer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            now = int(timezone.now().timestamp())
            if has_ended(request.session, now):
                logout(request)
            else:
                _mark(request.session, now, is_background=request.headers.get("X-Background") == "1")
        return self.get_response(request)


def has_ended(session: SessionBase, now: int) -> bool:
    """Say whether the session has reached one of its limits; one without marks is as if it began now."""
    shared = session.get(SHARED_COMPUTER, False)
    minutes = settings.SESSION_SHARED_IDLE_MINUTES if shared else settings.SESSION_IDLE_MINUTES
    idle, age = now - session.get(SEEN_AT, now), now - session.get(SIGNED_IN_AT, now)
    return bool(idle >= minutes * 60 or age >= settings.SESSION_COOKIE_AGE)


def _mark(session: SessionBase, now: int, *, is_background: bool) -> None:
    if SIGNED_IN_AT not in session:
        session[SIGNED_IN_AT] = now
    if SEEN_AT not in session or (not is_background and now - session[SEEN_AT] >= _SEEN_EVERY):
        session[SEEN_AT] = now


def begin_session(request: HttpRequest, form: SignInForm) -> None:
    """Sign in the person whom the valid form names; the session's key is a new one in every case."""
    if SESSION_KEY in request.session:
        request.session.cycle_key()
    login(request, form.get_user())
    request.session[SHARED_COMPUTER] = form.cleaned_data["shared_computer"]


class RequireSignIn(LoginRequiredMiddleware):
    """Send a stranger to sign in, tell a script so, and keep a form that came after its session had ended."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[Any, Any],
    ) -> HttpResponseBase | None:
        to_sign_in = super().process_view(request, view_func, view_args, view_kwargs)
        if to_sign_in is None:
            return None
        if errors.wants_json(request):
            return JsonResponse({"error": "signed_out"}, status=401)
        # A form without the check of its token could sign in a person against their will.
        if request.method == "POST" and not getattr(view_func, "csrf_exempt", False):
            return _keep_form(request)
        return to_sign_in


def _keep_form(request: HttpRequest) -> HttpResponse | None:
    """Return the page that holds all that was typed and asks to sign in; nothing once that was done on it."""
    form = SignInAgainForm(request, request.POST if SignInAgainForm.is_sent(request.POST) else None)
    if form.is_valid():
        begin_session(request, form)
        request.POST = SignInAgainForm.left_out(request.POST)  # type: ignore[assignment]
        return None
    kept = [
        (name, value)
        for name, values in SignInAgainForm.left_out(request.POST).lists()
        if name != "csrfmiddlewaretoken" and not errors.is_password(name)
        for value in values
    ]
    context = {"form": form, "kept": kept, "has_files": bool(request.FILES)}
    return render(request, "registration/sign_in_again.html", context, status=401)


class SignIn(LoginView):
    """Django's own, for a page and for a script that signs its person in again where they are."""

    authentication_form = SignInForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.redirect_authenticated_user = not errors.wants_json(request)

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        begin_session(self.request, form)
        if errors.wants_json(self.request):
            return _state(self.request)
        return redirect(self.get_success_url())

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        if errors.wants_json(self.request):
            return JsonResponse({"message": " ".join(text for _target, text in form.problems)}, status=422)
        return super().form_invalid(form)


@open_to_all
@require_safe
def session_state(request: HttpRequest) -> HttpResponse:
    """Tell a script who is signed in, if anybody, and which token the forms of this browser need now."""
    return _state(request)


def _state(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})


class SignOut(LogoutView):
    """Django's own, and the browser forgets what it kept of this site."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
