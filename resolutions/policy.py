"""Who may do what, in which state of a month: one table, asked by buttons, guards and tests alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from kesat.organization.models import Role, User
from resolutions.models import Decision, Delegation, Resolution, Status
from resolutions.models.text import PUBLIC, STANDING_COMMITTEE, WRITABLE, WRITERS


class Action(StrEnum):
    READ = "read"  # a month one may see; which ones, `visible_to` says
    START = "start"
    BRING_IN = "bring_in"
    WRITE = "write"
    LOOK_BACK = "look_back"
    OPEN_DRAFTING = "open_drafting"
    HAND_OVER = "hand_over"
    ASK_PERMANENT = "ask_permanent"
    SUBMIT = "submit"
    RETURN = "return"
    REVIEW = "review"
    COMMENT = "comment"
    ANSWER = "answer"
    TAKE_IN = "take_in"
    OPINE = "opine"
    ENTER_OPINION = "enter_opinion"
    SEE_DECISION = "see_decision"  # the page on which a month is decided on, signed, numbered and issued
    RECORD_DECISION = "record_decision"
    CONFIRM_DECISION = "confirm_decision"
    CERTIFY = "certify"
    CONFIRM_TEXT = "confirm_text"
    PREPARE = "prepare"
    SIGN = "sign"
    UPLOAD_SIGNED = "upload_signed"
    NUMBER = "number"
    ISSUE = "issue"
    STEP_BACK = "step_back"
    WITHDRAW = "withdraw"
    DELEGATE = "delegate"
    REGISTER = "register"
    ADDRESS = "address"  # to say which bodies the lines of the recipients mean
    ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True)
class Rule:
    """Roles and states in which an action is allowed; None means any."""

    roles: frozenset[str] | None = None
    states: frozenset[str] | None = None


_HEAD = frozenset({Role.HEAD_OF_OFFICE})
_SECRETARY = frozenset({Role.SECRETARY})
_LEADERS = frozenset({Role.SECRETARY, Role.DEPUTY_SECRETARY})
_CLERKS = frozenset({Role.CLERK, Role.HEAD_OF_OFFICE})
_IN_REVIEW = frozenset({Status.IN_REVIEW})
_SENT = frozenset(Status) - {Status.COLLECTING, Status.DRAFTING, Status.APPRAISAL, Status.WITH_PERMANENT}

RULES = {
    Action.READ: Rule(),
    Action.START: Rule(WRITERS),
    Action.BRING_IN: Rule(WRITERS),
    Action.WRITE: Rule(WRITERS, WRITABLE),
    Action.LOOK_BACK: Rule(WRITERS),
    Action.OPEN_DRAFTING: Rule(WRITERS, frozenset({Status.COLLECTING})),
    Action.HAND_OVER: Rule(WRITERS, frozenset({Status.DRAFTING, Status.RETURNED})),
    Action.ASK_PERMANENT: Rule(_HEAD, frozenset({Status.APPRAISAL})),
    Action.SUBMIT: Rule(_HEAD, frozenset({Status.APPRAISAL, Status.WITH_PERMANENT})),
    Action.RETURN: Rule(_HEAD, _IN_REVIEW),
    Action.REVIEW: Rule(WRITERS | STANDING_COMMITTEE | {Role.COMMITTEE_MEMBER, Role.INSPECTOR}, _SENT),
    Action.COMMENT: Rule(WRITERS | STANDING_COMMITTEE, _IN_REVIEW),
    Action.ANSWER: Rule(WRITERS, frozenset({Status.IN_REVIEW, Status.RETURNED, Status.AMENDING})),
    Action.TAKE_IN: Rule(WRITERS, frozenset({Status.RETURNED, Status.AMENDING})),
    Action.OPINE: Rule(STANDING_COMMITTEE, _IN_REVIEW),
    Action.ENTER_OPINION: Rule(WRITERS, _IN_REVIEW),
    Action.SEE_DECISION: Rule(WRITERS | STANDING_COMMITTEE | {Role.CLERK}),
    Action.RECORD_DECISION: Rule(_HEAD, _IN_REVIEW),
    Action.CONFIRM_DECISION: Rule(_LEADERS, _IN_REVIEW),
    Action.CERTIFY: Rule(_HEAD, frozenset({Status.AMENDING})),
    Action.CONFIRM_TEXT: Rule(_LEADERS, frozenset({Status.AMENDING})),
    Action.PREPARE: Rule(_CLERKS, frozenset({Status.APPROVED})),
    Action.SIGN: Rule(_LEADERS, frozenset({Status.AWAITING_SIGNATURE})),
    Action.UPLOAD_SIGNED: Rule(_CLERKS | _SECRETARY, frozenset({Status.AWAITING_SIGNATURE})),
    Action.NUMBER: Rule(_CLERKS | _SECRETARY, frozenset({Status.APPROVED, Status.SIGNED})),
    Action.ISSUE: Rule(_CLERKS | _SECRETARY, frozenset({Status.SIGNED})),
    Action.STEP_BACK: Rule(
        _HEAD | _LEADERS,
        frozenset({
            Status.APPRAISAL,
            Status.WITH_PERMANENT,
            Status.AMENDING,
            Status.APPROVED,
            Status.AWAITING_SIGNATURE,
            Status.SIGNED,
        }),
    ),
    Action.WITHDRAW: Rule(_SECRETARY, frozenset({Status.ISSUED})),
    Action.DELEGATE: Rule(_SECRETARY),
    Action.REGISTER: Rule(_CLERKS),
    Action.ADDRESS: Rule(WRITERS | {Role.CLERK}),
    Action.ACKNOWLEDGE: Rule(frozenset({Role.HEAD_OF_BODY, Role.REPORTER}), frozenset(PUBLIC)),
}  # fmt: skip

# The head of the office takes back what the office or the members have in hand; what is approved, the Secretary. The
# permanent members give back what was shown to them; they do not send it on: who sends a draft confirms nothing.
_BACK_BY_HEAD = frozenset({Status.APPRAISAL, Status.WITH_PERMANENT, Status.AWAITING_SIGNATURE})
_BACK_BY_SECRETARY = frozenset({Status.AMENDING, Status.APPROVED, Status.AWAITING_SIGNATURE, Status.SIGNED})

# The action behind every address of this app; a test fails when one is missing.
URL_ACTIONS = {
    "approval": Action.SEE_DECISION,
    "minutes": Action.SEE_DECISION,
    "record_decision": Action.RECORD_DECISION,
    "drop_decision": Action.RECORD_DECISION,
    "confirm_decision": Action.CONFIRM_DECISION,
    "certify": Action.CERTIFY,
    "confirm_text": Action.CONFIRM_TEXT,
    "step_back": Action.STEP_BACK,
    "give_number": Action.NUMBER,
    "register": Action.REGISTER,
    "reserve_number": Action.REGISTER,
    "enter_number": Action.REGISTER,
    "void_number": Action.REGISTER,
    "delegations": Action.SEE_DECISION,
    "delegate": Action.DELEGATE,
    "revoke_delegation": Action.DELEGATE,
    "prepare": Action.PREPARE,
    "sign_here": Action.SIGN,
    "seal_here": Action.ISSUE,
    "upload_sealed": Action.ISSUE,
    "upload_signed": Action.UPLOAD_SIGNED,
    "upload_scan": Action.UPLOAD_SIGNED,
    "issue": Action.ISSUE,
    "document": Action.READ,
    "document_file": Action.READ,
    "recipients": Action.ADDRESS,
    "acknowledge": Action.ACKNOWLEDGE,
    "note_reading": Action.READ,
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
    "open_drafting": Action.OPEN_DRAFTING,
    "hand_over": Action.HAND_OVER,
    "ask_permanent": Action.ASK_PERMANENT,
    "submit": Action.SUBMIT,
    "take_back": Action.RETURN,
    "withdraw": Action.WITHDRAW,
    "review": Action.REVIEW,
    "comment": Action.COMMENT,
    "suggest": Action.COMMENT,
    "reply": Action.COMMENT,
    "support": Action.COMMENT,
    "opine": Action.OPINE,
    "enter_opinion": Action.ENTER_OPINION,
    "opinion_scan": Action.REVIEW,
    "opinion_forms": Action.REVIEW,
    "answers": Action.REVIEW,
    "answer": Action.ANSWER,
    "take_in": Action.TAKE_IN,
    "opinions_table": Action.COMMENT,
    "bundle": Action.COMMENT,
}


def refusal(action: Action, user: Any, *, on: date, resolution: Resolution | None = None) -> str:
    """Return why the person may not take the action on the day, or "" if they may."""
    return who_refusal(action, user, on=on, resolution=resolution) or state_refusal(action, resolution)


def who_refusal(action: Action, user: Any, *, on: date, resolution: Resolution | None = None) -> str:
    """Return why this person may not, whatever the state of the month; "" if they may."""
    rule = RULES[action]
    if rule.roles is None:
        return ""
    roles = user.roles(on) if isinstance(user, User) else frozenset()
    if user.is_staff if isinstance(user, User) else False:
        return _("An administrator keeps bodies, users and positions; resolutions are not theirs to write or sign.")
    if not roles & rule.roles:
        return _only(rule.roles)
    if resolution is None:
        return ""
    return _SPECIAL[action](user, roles, on, resolution) if action in _SPECIAL else ""


def acting_roles(action: Action, user: User, *, on: date) -> list[str]:
    """Return the roles in which a person takes an action: those of theirs to which it is given."""
    return sorted(user.roles(on) & (RULES[action].roles or frozenset(Role)))


def state_refusal(action: Action, resolution: Resolution | None) -> str:
    """Return why nobody may in the state of the month, or ""."""
    states = RULES[action].states
    if states is None or resolution is None or resolution.status in states:
        return ""
    if action == Action.WRITE and resolution.is_issued:
        return _("This resolution is issued; its text can no longer be changed.")
    return _("The month stands at “%(status)s”; this cannot be done there.") % {
        "status": resolution.get_status_display()
    }


def _only(roles: Iterable[str]) -> str:
    if frozenset(roles) == WRITERS:
        return _("Only the office writes here: its head and its specialists.")
    names = [str(role.label) for role in Role if role in roles]
    return _("This may be done only by: %(roles)s.") % {"roles": ", ".join(names)}


def _standing(resolution: Resolution) -> Decision | None:
    return resolution.decisions.standing().first()


def _may_confirm(user: User, roles: frozenset[str], on: date, resolution: Resolution) -> str:
    decision = _standing(resolution)
    if decision is None:
        return ""
    if user.pk in {decision.recorded_by_id, decision.draft.sent_by_id, decision.certified_by_id}:
        return _("Nobody confirms what they submitted or recorded themselves. Another must do it.")
    if Role.SECRETARY not in roles and decision.chair_id != user.pk:
        return _("A Deputy Secretary confirms a decision only where they were in the chair.")
    return ""


def _may_sign(user: User, roles: frozenset[str], on: date, resolution: Resolution) -> str:
    decision = _standing(resolution)
    if decision and user.pk in {decision.recorded_by_id, decision.draft.sent_by_id}:
        return _("Nobody signs what they submitted themselves.")
    if Role.SECRETARY not in roles and not Delegation.objects.in_force(on).filter(deputy=user).exists():
        return _("A Deputy Secretary signs only while the Secretary has delegated it.")
    return ""


def _may_step_back(user: User, roles: frozenset[str], on: date, resolution: Resolution) -> str:
    if Role.SECRETARY in roles and resolution.status in _BACK_BY_SECRETARY:
        return ""
    if Role.HEAD_OF_OFFICE in roles and resolution.status in _BACK_BY_HEAD:
        return ""
    if resolution.status == Status.WITH_PERMANENT:
        return "" if roles & _LEADERS else _only(_HEAD | _LEADERS)
    return _only(_SECRETARY if resolution.status in _BACK_BY_SECRETARY else _HEAD)


def _was_asked(user: User, roles: frozenset[str], on: date, resolution: Resolution) -> str:
    """A member votes on the drafts that were sent to them."""
    draft = resolution.drafts.order_by("-number").first()
    if draft and not draft.asked.filter(user=user, is_member=True).exists():
        return _("This draft was not sent to you for your opinion.")
    return ""


_SPECIAL = {
    Action.CONFIRM_DECISION: _may_confirm,
    Action.CONFIRM_TEXT: _may_confirm,
    Action.SIGN: _may_sign,
    Action.STEP_BACK: _may_step_back,
    Action.OPINE: _was_asked,
}
