"""The error pages, in the users' words, and the same as JSON for a script that asks."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kesat.page import reading

# What nobody typed as text: names of other fields, and how the names of a formset's hidden fields end.
_HIDDEN_FIELDS = {
    "csrfmiddlewaretoken", "next", "base_version", "language", "shared_computer",
    "sign_in_username", "sign_in_shared_computer",
}  # fmt: skip
_HIDDEN_ENDS = (
    "-paragraph_id", "-base_version", "-seen", "-kind",
    "-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS",
)  # fmt: skip


def page(
    request: HttpRequest, status: int, *, reason: str = "", typed: list[str] | None = None, advice: str = ""
) -> HttpResponse:
    """Return the page for a status; `reason` says more, `typed` is what the user must not lose.

    `advice` stands in place of what is said otherwise.
    """
    title, text = _words(status)
    context = {
        "title": title,
        "text": advice or text,
        "reason": reason,
        "typed": typed or [],
        "reading": reading(request),
        "request_id": request.META.get("KESAT_REQUEST_ID", ""),
    }
    return HttpResponse(render_to_string("error.html", context), status=status)


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, which reads no page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def is_password(name: str) -> bool:
    """Say whether a field of this name holds a password, which no page may show or keep."""
    return "password" in name.casefold()


def _words(status: int) -> tuple[str, str]:
    words = {
        400: (_("This request cannot be read"), _("Go back and try again from the page you came from.")),
        403: (_("You may not do this"), _("Your position does not allow it. Ask the office if you think it should.")),
        404: (_("Page not found"), _("The address may be mistyped, or the page is not for your position.")),
        405: (_("This cannot be done from an address"), _("Use the button on the page.")),
        413: (_("This is too large"), _("A file may have at most 5 MB, a month at most 200,000 characters.")),
    }
    default = (_("Something went wrong here"), _("What you saved before is safe. Try again in a minute."))
    return words.get(status, default)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return too_large(request) if isinstance(exception, RequestDataTooBig) else page(request, 400)


def too_large(request: HttpRequest, advice: str = "") -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": "too_long", "message": advice or _words(413)[1]}, status=413)
    return page(request, 413, advice=advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": "refused", "message": str(exception) or _words(403)[1]}, status=403)
    return page(request, 403, reason=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """Refuse a form that did not come from our pages, and show what was typed, to be copied."""
    if wants_json(request):
        return JsonResponse({"error": "csrf"}, status=403)
    typed = [
        value
        for name, values in request.POST.lists()
        if _may_be_shown(name)
        for value in values
        if isinstance(value, str) and value.strip()
    ]
    return page(
        request,
        403,
        reason=_("The form is too old, or it did not come from this site. Open the page again and send it once more."),
        typed=typed,
    )


def _may_be_shown(name: str) -> bool:
    return not is_password(name) and name not in _HIDDEN_FIELDS and not name.endswith(_HIDDEN_ENDS)
