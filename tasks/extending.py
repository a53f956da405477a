"""More time: asked for by a body, or by the office on its behalf, and granted or refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import User
from kesat.records.models import record
from kesat.records.notices import tell
from resolutions.drafting import Refused
from resolutions.workflow import Overtaken
from tasks.models import Directive, Extension, Share
from tasks.policy import reporters_of
from tasks.reporting import Speaker, already, closed, entered, hold, require_open, tell_office
from tasks.splitting import passed

# A later day is a mistake in the year, or another directive.
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    reason: str
    wanted_on: date
    op_id: UUID | None = None


@dataclass(frozen=True)
class Answered:
    """`granted_on` is the new deadline, None where the request is refused for `reason`."""

    granted_on: date | None
    reason: str = ""


def day_refusal(directive: Directive, wanted_on: date, *, on: date) -> str:
    """Return why the day cannot be, from this day on, a new deadline of the directive, or ""."""
    if directive.due_on is None:
        return _("This directive has no deadline that could be moved.")
    if wanted_on <= directive.due_on:
        words = _("The new deadline lies after the present one, %(day)s.")
        return words % {"day": date_format(directive.due_on, "d/m/Y")}
    if wanted_on < on:
        return passed(wanted_on)
    if wanted_on > max(on, directive.due_on) + LONGEST:
        return _("The new deadline lies more than a year after the present one. Look at the year.")
    return ""


def waiting(share: Share) -> Extension | None:
    """Return the request of the body that the office has not answered yet."""
    rows = Extension.objects.filter(directive=share.directive_id, body=share.body_id, answer=Extension.Answer.ASKED)
    return rows.first()


def ask(share: Share, asked: Asked, speaker: Speaker, *, at: datetime) -> Extension:
    """Ask for more time; the same form sent twice is one request.

    The right to do so is the caller's to ask. Raises Overtaken where nothing is reported any more, Refused for a day
    that cannot be, and where a request waits for its answer.
    """
    with transaction.atomic():
        directive = hold(share.directive_id)
        if known := already(Extension, share, asked.op_id):
            return known
        require_open(directive, share)
        if reason := day_refusal(directive, asked.wanted_on, on=timezone.localdate(at)):
            raise Refused(reason)
        assert directive.due_on  # noqa: S101 (what has none was refused)
        if waiting(share):
            raise Refused(_("More time is asked for already; the office has not answered yet."))
        row = Extension.objects.create(
            directive=directive,
            body=share.body,
            reason=asked.reason,
            old_due_on=directive.due_on,
            wanted_on=asked.wanted_on,
            at=at,
            by=speaker.by,
            reporter=speaker.name,
            is_on_behalf=speaker.is_on_behalf,
            op_id=asked.op_id,
        )
        details = {"extension": row.pk, "body": share.body.code, "wanted_on": asked.wanted_on.isoformat()}
        record("ask_more_time", directive, by=speaker.by, reason=asked.reason, **details, **speaker.details)
        tell_office(directive, at)
    return row


def answer(extension: Extension, answered: Answered, *, by: User, at: datetime) -> None:
    """Grant or refuse more time; granted, the deadline of the whole directive moves, and its first one stays.

    The right to do so is the caller's to ask. Raises Refused where the same account asked, for a day that cannot be and
    for a refusal without reason; Overtaken where it was answered meanwhile or the directive has ended.
    """
    with transaction.atomic():
        directive = hold(extension.directive_id)
        if entered(extension, by):
            raise Refused(_("You asked for this yourself; another person answers it."))
        if reason := closed(directive):
            raise Overtaken(reason)
        day = answered.granted_on
        # Another body may have been granted the same day before.
        if day and day != directive.due_on and (reason := day_refusal(directive, day, on=timezone.localdate(at))):
            raise Refused(reason)
        if day is None and not answered.reason.strip():
            raise Refused(_("Say why more time is refused."))
        verdict = Extension.Answer.GRANTED if day else Extension.Answer.REFUSED
        open_rows = Extension.objects.filter(pk=extension.pk, answer=Extension.Answer.ASKED)
        if not open_rows.update(
            answer=verdict, granted_on=day, answer_reason=answered.reason, answered_at=at, answered_by=by
        ):
            raise Overtaken(_("This request has been answered meanwhile."))
        if day:
            Directive.objects.filter(pk=directive.pk).update(due_on=day, version=F("version") + 1)
        days = {"from": directive.due_on.isoformat() if directive.due_on else "", "to": day.isoformat() if day else ""}
        action = "grant_more_time" if day else "refuse_more_time"
        told = {"extension": extension.pk, "body": extension.body.code, "reason": answered.reason or extension.reason}
        record(action, directive, by=by, deadline=days, **told)
        _tell_body(extension, directive, day, at)


def _tell_body(extension: Extension, directive: Directive, day: date | None, at: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        if day:
            words = _("More time is granted for directive %(number)s: until %(day)s.")
            text = words % {"number": directive.label, "day": date_format(day, "d/m/Y")}
        else:
            text = _("More time is refused for directive %(number)s.") % {"number": directive.label}
    people = reporters_of(extension.body, timezone.localdate(at))
    if extension.by_id and not extension.is_on_behalf:  # who asked may be in charge of the body, and not of it
        people = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk=extension.by_id))
    tell(people, "judged", text, directive.get_absolute_url(), at=at)
