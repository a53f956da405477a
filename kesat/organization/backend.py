"""Who a session belongs to: the person, fetched with the positions held, and the marks of the session's age."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kesat.organization.models import Position, User

# What a session of a person who is signed in holds; the moments are whole seconds since 1970.
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
PASSWORD_AT = "password_at"  # noqa: S105  (the name of a mark, no password)
SHARED_COMPUTER = "shared_computer"


class PositionBackend(ModelBackend):
    """Django's own; the person comes with all positions in one query, and the rules of rights need no other."""

    def get_user(self, user_id: int) -> User | None:
        positions = list(Position.objects.filter(user=user_id).select_related("user", "post").order_by())
        user = positions[0].user if positions else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.kept_positions = positions
        return user


@receiver(user_logged_in, dispatch_uid="mark_the_beginning")
def mark_the_beginning(sender: type[User], request: HttpRequest, **kwargs: Any) -> None:
    """Write into a new session when it began: here, so that no way of signing in can forget it."""
    now = int(timezone.now().timestamp())
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = request.session[PASSWORD_AT] = now
