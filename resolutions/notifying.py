"""Who is told of what on the way of a month; the lines hold no word of a draft."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import Role, User
from kesat.records.notices import tell
from resolutions.models import Comment, Delegation, Draft, Resolution, Status
from resolutions.models.text import WRITERS
from resolutions.policy import Action

NEAR = timedelta(hours=24)


def moved(action: Action, resolution: Resolution, *, by: User, at: datetime) -> None:
    """Tell those whose turn it is after a move; who made it knows."""
    with override(settings.LANGUAGE_CODE):
        found = _after(action, resolution)
        if found:
            people, words, page = found
            _tell(people, f"moved_{action.value}", words % {"month": resolution.label}, resolution, page, by=by, at=at)
            if words := _to_members(action, resolution):
                members = set(_members(resolution)) - {*people}
                _tell(members, f"moved_{action.value}", words, resolution, "review", by=by, at=at)


def asked(draft: Draft, *, at: datetime) -> None:
    """Tell everyone to whom a draft was sent, and until when opinions are asked for."""
    until = date_format(timezone.localtime(draft.deadline), "H:i d/m/Y")
    members = User.objects.filter(pk__in=draft.asked.filter(is_member=True).values("user"))
    guests = User.objects.filter(pk__in=draft.asked.filter(is_member=False).values("user"))
    with override(settings.LANGUAGE_CODE):
        named = {"number": draft.number, "month": draft.resolution.label, "until": until}
        words = _("Your opinion is asked for on draft %(number)s of month %(month)s, until %(until)s.") % named
        _tell(members, "asked", words, draft.resolution, "review", by=draft.sent_by, at=at)
        words = _("Draft %(number)s of month %(month)s was sent to you to read.") % named
        _tell(guests, "asked", words, draft.resolution, "review", by=draft.sent_by, at=at)


def answered(comment: Comment, *, by: User, at: datetime) -> None:
    """Tell the author of a comment that the office has answered it."""
    resolution = comment.draft.resolution
    with override(settings.LANGUAGE_CODE):
        words = _("The office has answered your comment on month %(month)s.") % {"month": resolution.label}
        _tell([comment.by], f"answered_{comment.pk}", words, resolution, "review", by=by, at=at)


def near_deadlines(*, at: datetime) -> int:
    """Tell each member once who has not answered a draft whose deadline is within a day; return how many."""
    told = 0
    drafts = Draft.objects.filter(resolution__status=Status.IN_REVIEW, deadline__gt=at, deadline__lte=at + NEAR)
    with override(settings.LANGUAGE_CODE):
        for draft in drafts.select_related("resolution"):
            kind = f"deadline_{draft.pk}"
            silent = User.objects.filter(pk__in=draft.asked.filter(is_member=True).values("user"))
            silent = silent.exclude(pk__in=draft.opinions.values("user")).exclude(notices__kind=kind)
            until = date_format(timezone.localtime(draft.deadline), "H:i d/m/Y")
            words = _("The time for your opinion on month %(month)s ends at %(until)s.")
            named = {"month": draft.resolution.label, "until": until}
            told += _tell(silent, kind, words % named, draft.resolution, "review", by=None, at=at)
    return told


def _tell(
    people: Iterable[User], kind: str, words: str, resolution: Resolution, page: str, *, by: User | None, at: datetime
) -> int:
    url = reverse(f"resolutions:{page}", args=[resolution.period])
    return tell([person for person in people if by is None or person.pk != by.pk], kind, words, url, at=at)


def _holding(*roles: str) -> QuerySet[User]:
    return User.objects.holding(roles, timezone.localdate())


def _signers() -> Iterable[User]:
    today = timezone.localdate()
    deputies = User.objects.filter(pk__in=Delegation.objects.in_force(today).values("deputy"))
    return _holding(Role.SECRETARY) | deputies


def _after(action: Action, resolution: Resolution) -> tuple[Iterable[User], str, str] | None:
    """Return who is told after a move, in which words, and the page that it leads to."""
    office, clerks = (*WRITERS,), (Role.CLERK, Role.HEAD_OF_OFFICE)
    is_amended = resolution.status == Status.AMENDING
    decided = (
        _("Month %(month)s is approved with amendments; they are to be made.")
        if is_amended
        else _("Month %(month)s is approved.")
    )
    ended = (
        _("The resolution of month %(month)s is replaced by another document.")
        if resolution.status == Status.REPLACED
        else _("The resolution of month %(month)s is withdrawn.")
    )
    signed = _holding(*clerks), _("The resolution of month %(month)s is signed; it is to be issued."), "approval"
    return {
        Action.HAND_OVER: (
            _holding(Role.HEAD_OF_OFFICE),
            _("The draft of month %(month)s waits for your appraisal."),
            "detail",
        ),
        Action.ASK_PERMANENT: (
            _holding(Role.SECRETARY, Role.DEPUTY_SECRETARY),
            _("The draft of month %(month)s is shown to the permanent members."),
            "detail",
        ),
        Action.RECORD_DECISION: (
            _who_confirm(resolution),
            _("The decision on month %(month)s is recorded; it waits for your confirmation."),
            "approval",
        ),
        Action.CERTIFY: (
            _who_confirm(resolution),
            _("The amended text of month %(month)s is certified; it waits for your confirmation."),
            "approval",
        ),
        Action.RETURN: (_holding(*office), _("The draft of month %(month)s is returned for revision."), "detail"),
        Action.CONFIRM_DECISION: (_holding(*office, Role.CLERK), decided, "approval"),
        Action.CONFIRM_TEXT: (_holding(*office, Role.CLERK), _("Month %(month)s is approved."), "approval"),
        Action.PREPARE: (_signers(), _("The resolution of month %(month)s waits for your signature."), "approval"),
        Action.SIGN: signed,
        Action.UPLOAD_SIGNED: signed,
        Action.STEP_BACK: (_holding(*office, Role.CLERK), _("Month %(month)s went back a step."), "detail"),
        Action.ISSUE: (_everyone(), _("The resolution of month %(month)s is issued."), "detail"),
        Action.WITHDRAW: (_everyone(), ended, "detail"),
    }.get(action)


def _who_confirm(resolution: Resolution) -> Iterable[User]:
    """Return the Secretary, and the deputy who was in the chair."""
    chairs = resolution.decisions.standing().values("chair")
    deputies = _holding(Role.DEPUTY_SECRETARY)
    return _holding(Role.SECRETARY) | deputies.filter(pk__in=chairs)


def _members(resolution: Resolution) -> QuerySet[User]:
    """Return the members whose opinion was asked for on the latest draft, of those who hold a position still."""
    draft = resolution.drafts.order_by("-number").first()
    asked = draft.asked.filter(is_member=True).values_list("user", flat=True) if draft else []
    return _holding(*Role.values).filter(pk__in=asked)


def _to_members(action: Action, resolution: Resolution) -> str:
    """Return what the members hear of the draft that they were asked about; nothing where it does not concern them."""
    words = {
        Action.RETURN: _("The draft of month %(month)s that you were asked about is returned for revision."),
        Action.CONFIRM_DECISION: _("The Standing Committee's decision on month %(month)s is confirmed."),
        Action.CONFIRM_TEXT: _("Month %(month)s is approved."),
    }.get(action, "")
    return words % {"month": resolution.label}


def _everyone() -> Iterable[User]:
    """Return everyone who holds a position today."""
    return _holding(*Role.values)
