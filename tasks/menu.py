"""Where the main menu leads to the directives: whoever oversees them to the list, a body to its own."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.models import Role, User
from tasks import policy
from tasks.policy import Action


def entry(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the entry; nothing for who can have no part in a directive."""
    on = timezone.localdate()
    roles = request.user.roles(on) if isinstance(request.user, User) else frozenset()
    if not policy.refusal(Action.REPORT, request.user, on=on) and policy.refusal(Action.OVERSEE, request.user, on=on):
        yield _("Directives"), reverse("tasks:mine")
    elif roles - {Role.READER}:
        yield _("Directives"), reverse("tasks:list")
