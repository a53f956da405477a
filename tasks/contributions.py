"""The call for results: each body is asked for its month, writes by field, sends; the office reminds."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kesat.organization.models import Body, Position, User
from kesat.records.models import StoredFile, record
from kesat.records.notices import tell
from resolutions import workflow
from resolutions.drafting import Refused, TooLong
from resolutions.models import Resolution, Status
from resolutions.workflow import Overtaken
from tasks import policy
from tasks.carryover import to_answer
from tasks.models import Contribution, Piece, Share
from tasks.policy import REPORTERS, Action, Subject, reporters_of

# While part I is being written.
OPEN = frozenset({Status.COLLECTING, Status.DRAFTING})
MAX_LENGTH = 20_000
MAX_PIECES = 200
_ASKED = gettext_lazy("%(body)s is asked for its results for month %(month)s, by %(day)s.")
_REMINDED = gettext_lazy("%(body)s has not sent its results for month %(month)s yet; they are due by %(day)s.")


@dataclass(frozen=True)
class Asked:
    """A contribution and how it stands on a day."""

    row: Contribution
    pieces: tuple[Piece, ...]
    taken: int
    on: date

    @property
    def is_late(self) -> bool:
        return self.row.sent_at is None and self.row.due_on < self.on


def closed_because(resolution: Resolution) -> str:
    """Return why no results can be called for or sent in this month, or ""."""
    if resolution.is_practice:
        return _("A practice month asks nobody for results.")
    if resolution.status not in OPEN:
        words = _("The month stands at “%(status)s”; its part I is closed.")
        return words % {"status": resolution.get_status_display()}
    return ""


def candidates(resolution: Resolution, on: date) -> QuerySet[Body]:
    """Return the bodies that can be asked: those that exist, with somebody who reports or with directives to answer."""
    reporting = Position.objects.held(on).filter(post__role__in=REPORTERS, user__is_active=True)
    having = Share.objects.filter(directive__in=to_answer(resolution))
    bodies = Body.objects.existing(on).exclude(kind__in=[Body.Kind.GROUP, Body.Kind.OUTSIDE])
    return bodies.filter(Q(pk__in=reporting.values("body")) | Q(pk__in=having.values("body")))


def call(resolution: Resolution, bodies: Iterable[Body], *, by: User, at: datetime) -> int:
    """Ask the bodies for their month until the day on which results are due; return how many were asked now.

    Raises Refused in another state, without a day or without a body; who was asked already is not asked again.
    """
    on = timezone.localdate(at)
    policy.require(Action.CALL, by, on=on)
    chosen = list(bodies)
    if not chosen:
        raise Refused(_("Tick at least one body."))
    with transaction.atomic():
        month = workflow.hold(resolution)
        if reason := closed_because(month):
            raise Refused(reason)
        if month.results_due_on is None:
            raise Refused(_("Say in the month's facts by which day results are due."))
        have = set(month.contributions.values_list("body_id", flat=True))
        new = [body for body in chosen if body.pk not in have]
        Contribution.objects.bulk_create(
            Contribution(resolution=month, body=body, due_on=month.results_due_on, asked_at=at, asked_by=by)
            for body in new
        )
        record("call_for_results", month, by=by, bodies=[body.code for body in new], due=str(month.results_due_on))
        for row in month.contributions.filter(body__in=new).select_related("body"):
            _tell(row, _ASKED, "call_for_results", on, at)
    return len(new)


def remind(resolution: Resolution, chosen: Iterable[int] | None = None, *, by: User, at: datetime) -> int:
    """Remind the bodies that have not sent, all or the chosen; each once a day at most. Return how many."""
    on = timezone.localdate(at)
    policy.require(Action.CALL, by, on=on)
    if reason := closed_because(resolution):
        raise Refused(reason)
    midnight = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    silent = resolution.contributions.filter(sent_at=None).filter(Q(reminded_at=None) | Q(reminded_at__lt=midnight))
    if chosen is not None:
        silent = silent.filter(pk__in=list(chosen))
    told = []
    with transaction.atomic():
        for row in silent.select_related("body"):
            still = silent.filter(pk=row.pk)
            if still.update(reminded_at=at, times_reminded=F("times_reminded") + 1):
                _tell(row, _REMINDED, f"remind_results_{on}", on, at)
                told.append(row.body.code)
        if told:
            record("remind_of_results", resolution, by=by, bodies=told)
    return len(told)


def _tell(row: Contribution, words: Promise, kind: str, on: date, at: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        named = {"body": row.body.name, "month": row.resolution.label, "day": date_format(row.due_on, "d/m/Y")}
        url = reverse("tasks:contribute", args=[row.resolution.period, row.pk])
        tell(reporters_of(row.body, on), kind, str(words) % named, url, at=at)


# What a body writes


def open_for(user: User, on: date) -> QuerySet[Contribution]:
    """Return what the person's bodies are asked for and have not sent, the most urgent first."""
    rows = Contribution.objects.filter(sent_at=None, resolution__status__in=OPEN, body__in=policy.bodies_of(user, on))
    return rows.select_related("resolution", "body").order_by("due_on", "body__position", "pk")


def shut_because(row: Contribution, on: date) -> str:
    """Return why the contribution can be changed no longer, or ""; what was never sent may still come late."""
    if reason := closed_because(row.resolution):
        return reason
    if row.sent_at and row.pieces.filter(sentences__isnull=False).exists():
        return _("The office has taken it into part I; it can be changed no longer. Tell the office what is missing.")
    if row.sent_at and on > row.due_on:
        day = date_format(row.due_on, "d/m/Y")
        return _("It could be changed until %(day)s. Tell the office what is missing.") % {"day": day}
    return ""


def seen_as(pieces: Iterable[Piece]) -> str:
    """Return a mark of what stands, by which a page that is old is known."""
    words = "\n".join(f"{piece.field} {piece.text}" for piece in pieces)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def write(
    contribution: Contribution,
    texts: Mapping[str, Sequence[str]],
    *,
    seen: str,
    is_sent: bool,
    by: User,
    at: datetime,
    file: StoredFile | None = None,
) -> None:
    """Store the paragraphs of each field, as a draft or sent. What is sent may be changed, and stays sent.

    Raises Overtaken where somebody else has written since `seen`, Refused, TooLong, PermissionDenied.
    """
    on = timezone.localdate(at)
    action = action_of(contribution, by, on)
    policy.require(action, by, on=on, subject=Subject(body=contribution.body))
    _check(texts, is_sent=is_sent)
    with transaction.atomic():
        row = Contribution.objects.select_for_update(of=("self",)).select_related("resolution", "body")
        held = row.get(pk=contribution.pk)
        if reason := shut_because(held, on):
            raise Refused(reason)
        if seen_as(held.pieces.all()) != seen:
            raise Overtaken(_("Someone else has written here meanwhile. Look at what stands now, below."))
        held.pieces.all().delete()
        flat = [(field, text) for field, lines in texts.items() for text in lines]
        Piece.objects.bulk_create(
            Piece(contribution=held, field=field, text=text, position=place) for place, (field, text) in enumerate(flat)
        )
        if file:
            held.file = file
        if is_sent:
            held.sent_at, held.sent_by, held.is_on_behalf = at, by, action == Action.CONTRIBUTE_ON_BEHALF
        held.save(update_fields=["file", "sent_at", "sent_by", "is_on_behalf"])
        if is_sent:
            record("send_contribution", held, by=by, pieces=len(flat), on_behalf=held.is_on_behalf)


def action_of(contribution: Contribution, by: User, on: date) -> Action:
    """Return under which right the person writes: for a body of their own, or as the office on its behalf."""
    own = policy.bodies_of(by, on).filter(pk=contribution.body_id).exists()
    return Action.CONTRIBUTE if own else Action.CONTRIBUTE_ON_BEHALF


def _check(texts: Mapping[str, Sequence[str]], *, is_sent: bool) -> None:
    lines = [text for each in texts.values() for text in each]
    if is_sent and not lines:
        raise Refused(_("Nothing is written yet. Write at least one paragraph, or bring in a Word file."))
    if len(lines) > MAX_PIECES or any(len(text) > MAX_LENGTH for text in lines):
        raise TooLong(_("A contribution may have at most 200 paragraphs of 20,000 characters each."))


def asked(resolution: Resolution, on: date) -> list[Asked]:
    """Return what every body was asked for, in two more queries whatever their number."""
    rows = resolution.contributions.select_related("body", "sent_by", "resolution").prefetch_related(
        "pieces__sentences__paragraph"
    )
    return [_asked(row, on) for row in rows]


def _asked(row: Contribution, on: date) -> Asked:
    pieces = tuple(row.pieces.all())
    return Asked(row, pieces, sum(is_taken(piece) for piece in pieces), on)


def is_taken(piece: Piece) -> bool:
    """Tell whether the paragraph stands in part I; its sentences were fetched with their paragraphs."""
    return any(not each.paragraph.is_removed for each in piece.sentences.all())
