"""Where the main menu leads to the figures."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import policy
from reports.policy import Action


def entry(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the entry for whoever may see figures."""
    if not policy.refusal(Action.SEE, request.user, on=timezone.localdate()):
        yield _("Statistics"), reverse("reports:figures")
