"""Who may do what with directives: one table, asked by buttons, guards and tests alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Position, Role, User
from resolutions.models.text import STANDING_COMMITTEE, WRITERS
from tasks.models import Directive, PartIn
from tasks.models.directive import OVERSEERS


class Action(StrEnum):
    SEE = "see"  # lists, pages and files of directives one may know of; which ones, `visible_to` says
    SPLIT = "split"  # proposals from the text, and their assignment before it is given
    PREPARE = "prepare"  # what a month orders as it is proposed and assigned, before it is given
    ASSIGN = "assign"  # giving to bodies, deadlines, leads, extensions, dropping
    PROPOSE = "propose"  # another lead, deadline or who presses, for a directive of one's own branches
    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    ASK_MORE_TIME = "ask_more_time"
    REPORT_ON_BEHALF = "report_on_behalf"
    JUDGE = "judge"
    SEE_WAITING = "see_waiting"  # what waits for an answer: reports for who judges, wishes for who may grant them
    VERIFY = "verify"
    NOTE = "note"
    READ_NOTES = "read_notes"
    MAKE_LINK = "make_link"
    CALL = "call"
    CONTRIBUTE = "contribute"
    CONTRIBUTE_ON_BEHALF = "contribute_on_behalf"
    ANSWER = "answer"
    OVERSEE = "oversee"  # the board of all bodies, the projector
    REMIND = "remind"  # reminder letters on paper
    CALENDAR = "calendar"
    BY_LINK = "by_link"  # open to whoever holds the address


# A branch that has one of these is one for which its committee member in charge proposes.
CHARGED_PARTS = (PartIn.LEAD, PartIn.COORDINATING)
# Who acknowledges and reports in the name of a body.
REPORTERS = frozenset({Role.HEAD_OF_BODY, Role.REPORTER})
_LEADERS = frozenset({Role.SECRETARY, Role.DEPUTY_SECRETARY})

RULES: dict[Action, frozenset[str] | None] = {
    Action.SEE: None,
    Action.SPLIT: WRITERS,
    Action.PREPARE: WRITERS | _LEADERS,
    Action.ASSIGN: _LEADERS | {Role.HEAD_OF_OFFICE},
    Action.PROPOSE: frozenset({Role.COMMITTEE_MEMBER}),
    Action.ACKNOWLEDGE: REPORTERS,
    Action.REPORT: REPORTERS,
    Action.ASK_MORE_TIME: REPORTERS | WRITERS,
    Action.REPORT_ON_BEHALF: WRITERS,
    Action.JUDGE: WRITERS,
    Action.SEE_WAITING: WRITERS | _LEADERS,
    Action.VERIFY: STANDING_COMMITTEE | {Role.COMMITTEE_MEMBER},
    Action.NOTE: STANDING_COMMITTEE | {Role.COMMITTEE_MEMBER, Role.INSPECTOR},
    Action.READ_NOTES: STANDING_COMMITTEE | REPORTERS | {Role.COMMITTEE_MEMBER, Role.INSPECTOR},
    Action.MAKE_LINK: WRITERS,
    Action.CALL: WRITERS,
    Action.CONTRIBUTE: REPORTERS,
    Action.CONTRIBUTE_ON_BEHALF: WRITERS,
    Action.ANSWER: WRITERS,
    Action.OVERSEE: OVERSEERS,
    Action.REMIND: WRITERS | {Role.CLERK},
    Action.CALENDAR: None,
    Action.BY_LINK: None,
}

# The action behind every address of this app; a test fails when one is missing.
URL_ACTIONS: dict[str, Action] = {
    # From the text to the bodies: clauses, assignments, what changes of them
    "split": Action.SPLIT,
    "split_section": Action.SPLIT,
    "split_accept": Action.SPLIT,
    "split_sure": Action.SPLIT,
    "split_drop": Action.SPLIT,
    "split_cut": Action.SPLIT,
    "split_mark": Action.SPLIT,
    "split_bring_back": Action.SPLIT,
    "split_correct": Action.SPLIT,
    "split_take_back": Action.SPLIT,
    "split_hang": Action.SPLIT,
    "assignments": Action.PREPARE,
    "assign_many": Action.PREPARE,
    "assign": Action.ASSIGN,
    "assignments_paper": Action.PREPARE,
    "assign_one": Action.PREPARE,
    "change": Action.ASSIGN,
    "change_lead": Action.ASSIGN,
    "change_deadline": Action.ASSIGN,
    "change_details": Action.ASSIGN,
    "drop_directive": Action.ASSIGN,
    "orphans": Action.ASSIGN,
    "hand_over": Action.ASSIGN,
    # What committee members in charge propose for their branches
    "branches": Action.PROPOSE,
    "propose": Action.PROPOSE,
    "answer_proposal": Action.ASSIGN,
    # The list, the board, the reminder letters, the calendars
    "list": Action.SEE,
    "export_list": Action.SEE,
    "board": Action.OVERSEE,
    "projector": Action.OVERSEE,
    "letters": Action.REMIND,
    "letter": Action.REMIND,
    "letter_file": Action.REMIND,
    "calendars": Action.CALENDAR,
    "revoke_calendar": Action.CALENDAR,
    "calendar_feed": Action.BY_LINK,
    # The bodies' side, one-time addresses, the office's answers, a directive's page
    "mine": Action.REPORT,
    "acknowledge_all": Action.ACKNOWLEDGE,
    "directive": Action.SEE,
    "acknowledge": Action.ACKNOWLEDGE,
    "report": Action.REPORT,
    "on_behalf": Action.REPORT_ON_BEHALF,
    "note": Action.NOTE,
    "waiting": Action.SEE_WAITING,
    "accept": Action.JUDGE,
    "send_back": Action.JUDGE,
    "verify": Action.VERIFY,
    "report_file": Action.SEE,
    "answer_extension": Action.ASSIGN,
    "links": Action.MAKE_LINK,
    "revoke_link": Action.MAKE_LINK,
    "link": Action.BY_LINK,
    # The loop: answers to the month before, the call for results
    "answers": Action.ANSWER,
    "call_for_results": Action.CALL,
    "remind_for_results": Action.CALL,
    "contribute": Action.CONTRIBUTE,
    "contribution_file": Action.CONTRIBUTE,
}


@dataclass(frozen=True)
class Subject:
    """What an action is about: a directive, and the body in whose name it is taken."""

    directive: Directive | None = None
    body: Body | None = None


def refusal(action: Action, user: Any, *, on: date, subject: Subject = Subject()) -> str:
    """Return why the person may not take the action on the day, or "" if they may."""
    allowed = RULES[action]
    if allowed is None:
        return ""
    if not isinstance(user, User):
        return _only(allowed)
    if user.is_staff:
        return _("An administrator keeps bodies, users and positions; directives are not theirs to give or report on.")
    if not user.roles(on) & allowed:
        return _only(allowed)
    return _special(action, user, on, subject)


def require(action: Action, user: Any, *, on: date, subject: Subject = Subject()) -> None:
    """Raise PermissionDenied, with the reason for the page, unless the person may take the action on the day."""
    if reason := refusal(action, user, on=on, subject=subject):
        raise PermissionDenied(reason)


def _special(action: Action, user: User, on: date, subject: Subject) -> str:
    body, directive = subject.body, subject.directive
    is_own = body is None or bodies_of(user, on).filter(pk=body.pk).exists()
    if action in {Action.ACKNOWLEDGE, Action.REPORT, Action.CONTRIBUTE} and not is_own:
        return _("This belongs to another body; only its head or its reporting contact may do it.")
    if action == Action.ASK_MORE_TIME and not is_own and not user.roles(on) & WRITERS:
        return _("This belongs to another body; only its head or its reporting contact may do it.")
    if action == Action.PROPOSE and directive and not charged_bodies(user, directive, on).exists():
        return _("Only the committee member in charge of a branch that leads or coordinates proposes this.")
    if action == Action.VERIFY and directive and not presses(user, directive, body, on):
        return _("Only the committee member who presses for it, or who is in charge of the body, verifies this.")
    if action == Action.NOTE and directive and Role.INSPECTOR not in user.roles(on):
        return (
            "" if presses(user, directive, body, on) else _("Only the Inspection Committee notes this, or who presses.")
        )
    return ""


def bodies_of(user: User, on: date) -> QuerySet[Body]:
    """Return the bodies in whose name the person reports on the day."""
    held = Position.objects.held(on).filter(user=user, post__role__in=REPORTERS)
    return Body.objects.filter(pk__in=held.values("body"))


def reporters_of(body: Body, on: date) -> QuerySet[User]:
    """Return who reports for the body on the day, and so is told of its directives."""
    held = Position.objects.held(on).filter(body=body, post__role__in=REPORTERS)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def charge_of(user: User, on: date) -> set[int]:
    """Return the keys of the bodies of which the person, a committee member, is in charge on the day (phụ trách)."""
    held = Position.objects.held(on).filter(user=user, post__role=Role.COMMITTEE_MEMBER)
    return set(held.values_list("body_id", flat=True))


def charged_bodies(user: User, directive: Directive, on: date) -> QuerySet[Body]:
    """Return the bodies of which the person is in charge that lead, coordinate in or report on the directive."""
    named = directive.assignments.filter(part__in=CHARGED_PARTS).values("body")
    is_part = Q(pk__in=named) | Q(pk__in=directive.shares.values("body"))
    return Body.objects.filter(is_part, pk__in=charge_of(user, on))


def presses(user: User, directive: Directive, body: Body | None, on: date) -> bool:
    """Tell whether the person presses for the directive: named so, or in charge of the body that reports."""
    if directive.assignments.filter(part=PartIn.PRESSING, user=user).exists():
        return True
    bodies = {body.pk} if body else set(directive.shares.values_list("body_id", flat=True))
    return not bodies.isdisjoint(charge_of(user, on))


def _only(roles: Iterable[str]) -> str:
    names = [str(role.label) for role in Role if role in roles]
    return _("This may be done only by: %(roles)s.") % {"roles": ", ".join(names)}
