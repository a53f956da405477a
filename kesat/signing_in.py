"""Signing in and out, how long a session lasts, and what becomes of a form whose session has ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import LoginView, LogoutView
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from kesat import errors
from kesat.forms import PasswordAgainForm, SignInAgainForm, SignInForm
from kesat.organization.backend import PASSWORD_AT, SEEN_AT, SHARED_COMPUTER, SIGNED_IN_AT

open_to_all = login_not_required

# The row of a session is written for a person's activity once in so many seconds, not at every request.
_SEEN_EVERY = 60

# How long a password counts that was typed, for acts such as signing; and how often it may be typed wrongly there
# before the session ends, in seconds and in times.
PASSWORD_COUNTS_FOR: Final = 5 * 60
_WRONG_PASSWORDS: Final = 5
_WRONG: Final = "wrong_passwords"


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
    context = {"form": form, "kept": _kept(SignInAgainForm.left_out(request.POST)), "has_files": bool(request.FILES)}
    return render(request, "registration/sign_in_again.html", context, status=401)


def _kept(data: QueryDict) -> list[tuple[str, Any]]:
    """Return what was typed in a form, to be sent once more; never a password."""
    return [
        (name, value)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and not errors.is_password(name)
        for value in values
    ]


def password_is_recent(request: HttpRequest) -> bool:
    """Say whether the person has typed the password, here or in signing in, within the last five minutes."""
    now = int(timezone.now().timestamp())
    return bool(now - request.session.get(PASSWORD_AT, 0) < PASSWORD_COUNTS_FOR)


def recently_signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view act only for a person who has typed the password within five minutes; else ask for it first.

    What was typed in the form comes with the password, and nothing is done before it is right. A view whose form sends
    a file cannot have it kept: it asks `password_is_recent` before it shows the form, and leads to "password_again".
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or password_is_recent(request):
            return view(request, *args, **kwargs)
        return _asked_for_password(request) or view(request, *args, **kwargs)

    return asking


@require_http_methods(["GET", "HEAD", "POST"])
def password_again(request: HttpRequest) -> HttpResponse:
    """Ask for the password, and go on to the page that needs it."""
    page = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if request.method != "POST":
        return _password_page(request, PasswordAgainForm(request.user), status=200)
    return _asked_for_password(request) or redirect(page if is_ours else "home")


def _asked_for_password(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks for the password; nothing once the right one came with the form."""
    if errors.wants_json(request):
        return JsonResponse({"error": "password"}, status=403)
    sent = request.POST if PasswordAgainForm.NAME in request.POST else None
    form = PasswordAgainForm(request.user, sent)
    if not form.is_valid():
        return _wrong_password(request, form) if form.is_bound else _password_page(request, form, status=403)
    request.session[PASSWORD_AT] = int(timezone.now().timestamp())
    request.session.pop(_WRONG, None)
    rest = request.POST.copy()
    rest.pop(PasswordAgainForm.NAME)
    request.POST = rest  # type: ignore[assignment]
    return None


def _wrong_password(request: HttpRequest, form: PasswordAgainForm) -> HttpResponse | None:
    """Count a wrong password; whoever types too many is signed out, and what was typed waits for who signs in."""
    request.session[_WRONG] = request.session.get(_WRONG, 0) + 1
    if request.session[_WRONG] < _WRONG_PASSWORDS:
        return _password_page(request, form, status=403)
    logout(request)
    return _keep_form(request)


def _password_page(request: HttpRequest, form: PasswordAgainForm, *, status: int) -> HttpResponse:
    # Without the menu: whoever changed the language there would leave the page, and what it holds.
    context = {"form": form, "kept": _kept(request.POST), "has_files": bool(request.FILES), "menu": []}
    return render(request, "registration/password_again.html", context, status=status)


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
