"""The page for everyone who has a file: issued here or not, unchanged or not, signed by whom. Nothing is kept."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kesat import throttle
from kesat.signing_in import open_to_all
from kesat.uploads import RefusedFile, check_scan, extension
from resolutions import verifying
from resolutions.issuing import MAX_BYTES, Upload
from resolutions.signing_forms import VerifyForm
from resolutions.trust import trust
from resolutions.verifying import Verdict

_TIMES: Final = 20
_SECONDS: Final = 10 * 60


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    status, verdict, at = 200, None, timezone.now()
    if request.method == "POST":
        status = 422
        if throttle.is_too_often(request, "verify", times=_TIMES, seconds=_SECONDS):
            form.add_error(None, _("Too many files from this address. Try again in ten minutes."))
            status = 429
        elif form.is_valid() and (verdict := _verdict(form)):
            status = 200
    context = {
        "form": form,
        "verdict": verdict,
        "at": at,
        "signatures": [verifying.shown(one, verdict.bound_to, verdict.kept_at) for one in verdict.signatures]
        if verdict
        else [],
    }
    response = render(request, "verify.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(_SECONDS)
    return response


def _verdict(form: VerifyForm) -> Verdict | None:
    """Return what is said of the file; nothing, with an error in the form, for what is no PDF."""
    upload: Upload = form.upload
    try:
        if extension(upload.name) != "pdf":
            raise RefusedFile(_("Choose a PDF file."))  # noqa: TRY301
        check_scan(upload.name, upload.content, MAX_BYTES)
    except RefusedFile as refused:
        form.add_error("file", str(refused))
        return None
    return verifying.verify(upload.content, trust(), timezone.now())
