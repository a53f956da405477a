"""Who may do what: one table of actions, asked by buttons, guards and tests alike."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions.models import Resolution, Status
from resolutions.models.text import WRITERS


class Action(StrEnum):
    READ = "read"  # a month one may see; which ones, `visible_to` says
    START = "start"
    BRING_IN = "bring_in"
    WRITE = "write"
    LOOK_BACK = "look_back"


@dataclass(frozen=True)
class Rule:
    """Roles and states in which an action is allowed; None means any."""

    roles: frozenset[str] | None = None
    states: frozenset[str] | None = None


RULES = {
    Action.READ: Rule(),
    Action.START: Rule(roles=WRITERS),
    Action.BRING_IN: Rule(roles=WRITERS),
    Action.WRITE: Rule(roles=WRITERS, states=frozenset({Status.DRAFTING})),
    Action.LOOK_BACK: Rule(roles=WRITERS),
}

# The action behind every address of this app; a test fails when one is missing.
URL_ACTIONS = {
    "list": Action.READ,
    "detail": Action.READ,
    "download": Action.READ,
    "original": Action.READ,
    "stylesheet": Action.READ,
    "start": Action.START,
    "bring_in": Action.BRING_IN,
    "preview": Action.BRING_IN,
    "practise": Action.START,
    "printed": Action.READ,
    "facts": Action.WRITE,
    "remove_practice": Action.WRITE,
    "add_section": Action.WRITE,
    "remove_section": Action.WRITE,
    "section": Action.WRITE,
    "paste": Action.WRITE,
    "save": Action.WRITE,
    "add": Action.WRITE,
    "arrange": Action.WRITE,
    "paste_live": Action.WRITE,
    "ping": Action.WRITE,
    "history": Action.LOOK_BACK,
    "compare": Action.LOOK_BACK,
    "section_history": Action.LOOK_BACK,
    "paragraph_history": Action.LOOK_BACK,
    "restore": Action.WRITE,
}


def refusal(action: Action, user: Any, *, on: date, resolution: Resolution | None = None) -> str:
    """Return why the person may not take the action on the day, or "" if they may."""
    rule = RULES[action]
    if rule.roles is not None and not (isinstance(user, User) and user.roles(on) & rule.roles):
        return _("Only the office writes here: its head and its specialists.")
    if rule.states is not None and resolution is not None and resolution.status not in rule.states:
        return _("This resolution is issued; its text can no longer be changed.")
    return ""
