"""The one rule about administrators as a whole: somebody must be able to let the others in."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from kesat.organization.models import User


def able_administrators() -> list[User]:
    """Return those who can sign in to the administration. Call it in a transaction: nobody changes them meanwhile."""
    able = User.objects.filter(is_active=True, is_staff=True).exclude(password="")
    return list(able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("pk").select_for_update())


def is_last_administrator(user: User) -> bool:
    with transaction.atomic():
        return able_administrators() == [user]
