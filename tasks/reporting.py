"""What bodies say of their directives, and what the office makes of it: acknowledged, reported, accepted, returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import User
from kesat.records.models import Event, record, store_file
from kesat.records.notices import tell
from resolutions.drafting import Refused
from resolutions.models import Status
from resolutions.models.text import WRITERS
from resolutions.workflow import Overtaken
from tasks.models import (
    Directive,
    Extension,
    Judgement,
    Outcome,
    Progress,
    ProgressReport,
    ReportFigure,
    ReportFile,
    Share,
    SupervisionNote,
)
from tasks.policy import reporters_of
from tasks.report_files import Ready

MAX_RESULT: Final = 2000
_Row = TypeVar("_Row", ProgressReport, Extension)


@dataclass(frozen=True)
class Figure:
    name: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Said:
    """What a report says; `op_id` names the form that it came with."""

    progress: Progress
    result: str
    difficulty: str = ""
    done_on: date | None = None
    figures: tuple[Figure, ...] = ()
    files: tuple[Ready, ...] = ()
    op_id: UUID | None = None


@dataclass(frozen=True)
class Speaker:
    """Who says it: an account, or by a one-time link a person by name; `signed_in` is whose session it came in."""

    name: str
    by: User | None = None
    is_on_behalf: bool = False
    link: int | None = None
    signed_in: User | None = None

    @property
    def details(self) -> dict[str, object]:
        """What the record says of them beside the account."""
        found: dict[str, object] = {"reporter": self.name, "on_behalf": self.is_on_behalf}
        if self.link:
            found |= {"link": self.link, "signed_in": self.signed_in.pk if self.signed_in else None}
        return found


def closed(directive: Directive, share: Share | None = None) -> str:
    """Return why nothing is reported on the directive any more, or "" while it is open."""
    status = directive.resolution.status
    if status in {Status.WITHDRAWN, Status.REPLACED}:
        words = _("The resolution of month %(month)s is no longer in force; nothing is reported on this directive.")
        return words % {"month": directive.resolution.label}
    if directive.given_on is None or status != Status.ISSUED:
        return _("This directive has not been given yet.")
    if directive.outcome:
        return _ended(directive)
    if share and share.done_on:
        words = _("The part of %(body)s was accepted as done on %(day)s; nothing more needs to be reported.")
        return words % {"body": share.body.name, "day": date_format(share.done_on, "d/m/Y")}
    return ""


def _ended(directive: Directive) -> str:
    assert directive.ended_on  # noqa: S101 (the database holds it with the outcome)
    day = date_format(directive.ended_on, "d/m/Y")
    if directive.outcome == Outcome.DROPPED:
        words = _("This directive is no longer to be done since %(day)s: %(reason)s")
        return words % {"day": day, "reason": directive.outcome_reason}
    if directive.outcome == Outcome.CARRIED_OVER:
        return _("This directive was carried over to the next month. Report on the one that goes on from it.")
    return _("This directive was accepted as done on %(day)s; nothing more needs to be reported.") % {"day": day}


def hold(directive_id: int) -> Directive:
    """Hold the row still until the end of the caller's transaction, and return it as it is now."""
    return Directive.objects.select_for_update(of=("self",)).select_related("resolution").get(pk=directive_id)


def require_open(directive: Directive, share: Share) -> None:
    """Raise Overtaken where nothing is reported on the directive any more; inside the transaction that holds it."""
    now = Share.objects.filter(pk=share.pk).first()
    if now is None:
        words = _("This directive is no longer to be done by %(body)s; it was given to another body.")
        raise Overtaken(words % {"body": share.body.name})
    share.done_on = now.done_on
    if reason := closed(directive, share):
        raise Overtaken(reason)


# The body


def acknowledge(shares: Iterable[Share], *, by: User, at: datetime) -> int:
    """Say that the bodies know of their directives; return how many were new to them. What is closed is left out."""
    count = 0
    for share in shares:
        with transaction.atomic():
            directive = hold(share.directive_id)
            if closed(directive, share):
                continue
            new = Share.objects.filter(pk=share.pk, acknowledged_at=None)
            if new.update(acknowledged_at=at, acknowledged_by=by):
                begin(directive, timezone.localdate(at))
                record("acknowledge_directive", directive, by=by, body=share.body.code)
                count += 1
    return count


def begin(directive: Directive, on: date) -> None:
    Directive.objects.filter(pk=directive.pk, begun_on=None).update(begun_on=on)


def report(share: Share, said: Said, speaker: Speaker, *, at: datetime) -> ProgressReport:
    """Append what the body says of its share; the same form sent twice is one report.

    The right to do so is the caller's to ask. Raises Overtaken where nothing is reported any more.
    """
    with transaction.atomic():
        directive = hold(share.directive_id)
        if known := already(ProgressReport, share, said.op_id):
            return known
        require_open(directive, share)
        row = ProgressReport.objects.create(
            directive=directive,
            body=share.body,
            progress=said.progress,
            result=said.result,
            difficulty=said.difficulty,
            done_on=said.done_on if said.progress == Progress.DONE else None,
            at=at,
            by=speaker.by,
            reporter=speaker.name,
            is_on_behalf=speaker.is_on_behalf,
            op_id=said.op_id,
        )
        ReportFigure.objects.bulk_create(
            ReportFigure(report=row, name=each.name, value=each.value, unit=each.unit) for each in said.figures
        )
        for file in said.files:
            kept = store_file(file.name, file.content_type, file.content, by=speaker.by, at=at)
            ReportFile.objects.create(report=row, file=kept)
        if not speaker.is_on_behalf:  # who reports on it knows of it
            new = Share.objects.filter(pk=share.pk, acknowledged_at=None)
            new.update(acknowledged_at=at, acknowledged_by=speaker.by)
        if said.progress != Progress.NOT_BEGUN:
            begin(directive, timezone.localdate(at))
        record("report", directive, by=speaker.by, report=row.pk, body=share.body.code, **speaker.details)
        tell_office(directive, at)
    return row


def already(model: type[_Row], share: Share, op_id: UUID | None) -> _Row | None:
    """Return what the same form has brought before, for the same body and directive."""
    if op_id is None:
        return None
    rows = model._default_manager.filter(op_id=op_id)  # noqa: SLF001  (Django's documented API)
    return rows.filter(directive=share.directive_id, body=share.body_id).first()


def latest(share: Share) -> ProgressReport | None:
    """Return the last report of the body on the directive, with its figures."""
    rows = ProgressReport.objects.filter(directive=share.directive_id, body=share.body_id)
    return rows.prefetch_related("figures").order_by("at", "pk").last()


def tell_office(directive: Directive, at: datetime) -> None:
    """Tell who follows the directive in the office, or the office, that something waits there."""
    people = User.objects.filter(pk=directive.follower_id, is_active=True) if directive.follower_id else None
    with override(settings.LANGUAGE_CODE):
        words = _("Reports and requests of the bodies wait for the office.")
        on = timezone.localdate(at)
        tell(people or User.objects.holding(WRITERS, on), "report", words, reverse("tasks:waiting"), at=at)


# The office


def accept(report: ProgressReport, *, by: User, at: datetime) -> None:
    """Accept a report; one that says done ends the body's share, and the last of them the directive.

    Raises Refused where the same account entered it, Overtaken where it was judged meanwhile.
    """
    with transaction.atomic():
        directive = hold(report.directive_id)
        _judge(report, Judgement.ACCEPTED, by=by, at=at)
        if directive.outcome == Outcome.OPEN:
            if report.progress != Progress.NOT_BEGUN:
                begin(directive, timezone.localdate(report.at))
            if report.progress == Progress.DONE:
                Share.objects.filter(directive=directive, body=report.body_id).update(done_on=report.done_on)
                _finish_where_all_are_done(directive)
        record("accept_report", directive, by=by, report=report.pk, body=report.body.code)
        _tell_body(report, _("The report on directive %(number)s is accepted."), at)


def send_back(report: ProgressReport, reason: str, *, by: User, at: datetime) -> None:
    """Return a report with the reason. Raises what `accept` raises, and Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why the report is returned."))
    with transaction.atomic():
        directive = hold(report.directive_id)
        _judge(report, Judgement.RETURNED, by=by, at=at, return_reason=reason)
        record("return_report", directive, by=by, report=report.pk, body=report.body.code, reason=reason)
        _tell_body(report, _("The report on directive %(number)s is returned; read why, and send it again."), at)


def _judge(report: ProgressReport, judgement: Judgement, *, by: User, at: datetime, return_reason: str = "") -> None:
    if entered(report, by):
        raise Refused(_("You entered this report yourself; another person of the office judges it."))
    if report.directive.resolution.status in {Status.WITHDRAWN, Status.REPLACED}:
        raise Overtaken(closed(report.directive))
    waiting = ProgressReport.objects.filter(pk=report.pk, judgement=Judgement.SENT)
    if not waiting.update(judgement=judgement, judged_by=by, judged_at=at, return_reason=return_reason):
        report.refresh_from_db()
        words = _("%(name)s has judged this report meanwhile: %(judgement)s.")
        judge = report.judged_by.full_name if report.judged_by else ""
        raise Overtaken(words % {"name": judge, "judgement": report.get_judgement_display()})


def entered(row: ProgressReport | Extension, user: User) -> bool:
    """Tell whether the account entered what is to be judged, be it by a one-time link while it was signed in."""
    if row.by_id == user.pk:
        return True
    name = "report" if isinstance(row, ProgressReport) else "extension"
    events = Event.objects.about(row.directive).filter(**{f"details__{name}": row.pk, "details__signed_in": user.pk})
    return events.exists()


def _finish_where_all_are_done(directive: Directive) -> None:
    found = directive.shares.aggregate(last=Max("done_on"), open=Max("id", filter=Q(done_on=None)))
    if found["open"] is None:
        day = found["last"]
        rows = Directive.objects.filter(pk=directive.pk, outcome=Outcome.OPEN)
        rows.update(outcome=Outcome.DONE, ended_on=day, begun_on=Coalesce("begun_on", day), version=F("version") + 1)
        record("finish_directive", directive, by=None, ended_on=day.isoformat())


def _tell_body(report: ProgressReport, words: str, at: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        text = words % {"number": report.directive.label}
    tell(reporters_of(report.body, timezone.localdate(at)), "judged", text, report.directive.get_absolute_url(), at=at)


# Who presses, and the Inspection Committee


def verify(report: ProgressReport, *, by: User, at: datetime) -> None:
    """Note that who presses has found it so. Raises Refused for one's own report, Overtaken for one that has been."""
    with transaction.atomic():
        directive = hold(report.directive_id)
        if entered(report, by):
            raise Refused(_("You entered this report yourself; it cannot be verified by you."))
        if report.judgement == Judgement.RETURNED:
            raise Refused(_("This report was returned to the body; the next one can be verified."))
        if not ProgressReport.objects.filter(pk=report.pk, verified_at=None).update(verified_at=at, verified_by=by):
            raise Overtaken(_("This report has been verified meanwhile."))
        record("verify_report", directive, by=by, report=report.pk, body=report.body.code)


def note(directive: Directive, text: str, *, by: User, at: datetime) -> SupervisionNote:
    """Add a supervision note; the same one sent twice is one."""
    with transaction.atomic():
        hold(directive.pk)
        last = directive.notes.order_by("pk").last()
        if last and (last.by_id, last.text) == (by.pk, text):
            return last
        row = SupervisionNote.objects.create(directive=directive, text=text, by=by, at=at)
        record("note_directive", directive, by=by, note=row.pk)
    return row
