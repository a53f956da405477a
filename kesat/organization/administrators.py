"""The rules about administrators as a whole: somebody must be able to let the others in, and none holds a position."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q

from kesat.organization.models import User


def able_administrators() -> list[User]:
    """Return those who can sign in to the administration. Call it in a transaction: nobody changes them meanwhile."""
    able = User.objects.filter(is_active=True, is_staff=True).exclude(password="")
    return list(able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("pk").select_for_update())


def is_last_administrator(user: User) -> bool:
    with transaction.atomic():
        return able_administrators() == [user]


def lock_with_administrators(pk: int | None) -> User | None:
    """Return the person as stored now; until the transaction ends nobody changes them or an administrator.

    All rows are locked at once and in one order, so that two who save at the same time wait and do not block
    each other for good.
    """
    with transaction.atomic():
        locked = User.objects.filter(Q(is_staff=True) | Q(pk=pk)).order_by("pk").select_for_update()
        return next((user for user in locked if user.pk == pk), None)
