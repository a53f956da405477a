"""Who may see figures: one table, asked by the menu, the guards and the tests alike."""

from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from kesat.organization.models import Position, Role, User
from tasks.models.directive import OVERSEERS


class Action(StrEnum):
    SEE = "see"  # the tables, what stands behind a figure, the files


# Of all bodies; the head of a body sees the figures of that body alone.
_OF_ALL: Final = OVERSEERS | {Role.COMMITTEE_MEMBER}
RULES: Final[dict[Action, frozenset[str]]] = {Action.SEE: _OF_ALL | {Role.HEAD_OF_BODY}}

# The action behind every address of this app; a test fails when one is missing.
URL_ACTIONS: Final[dict[str, Action]] = dict.fromkeys(("figures", "of", "behind", "export"), Action.SEE)


def refusal(action: Action, user: Any, *, on: date) -> str:
    """Return why the person may not take the action on the day, or "" if they may."""
    if isinstance(user, User):
        if user.is_staff:
            return _("An administrator keeps bodies, users and positions; figures on directives are not theirs to see.")
        if user.roles(on) & RULES[action]:
            return ""
    names = [str(role.label) for role in Role if role in RULES[action]]
    return _("Figures are seen only by: %(roles)s.") % {"roles": ", ".join(names)}


def bodies_of(user: User, on: date) -> frozenset[int] | None:
    """Return the keys of the bodies whose figures the person sees; None is all of them."""
    if user.roles(on) & _OF_ALL:
        return None
    held = Position.objects.held(on).filter(user=user, post__role=Role.HEAD_OF_BODY)
    return frozenset(held.values_list("body", flat=True))
