"""What changes of a directive that is given: lead, deadline, who else has a part in it, or that it is dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from kesat.organization.models import Body, User
from kesat.records.models import record
from kesat.records.notices import tell
from resolutions.drafting import Refused
from resolutions.models.text import ENDED
from tasks import policy
from tasks.details import details_of, record_changes, require_reason
from tasks.giving import share_out
from tasks.models import Assignment, Directive, Extension, Outcome, PartIn, Priority, Share
from tasks.policy import Action, reporters_of
from tasks.splitting import deadline_refusal, passed, raise_version

_MINE = "/nhiem-vu/cua-toi/"


@dataclass(frozen=True)
class Beside:
    """What a directive says beside its lead and its deadline, as it is to be from now on."""

    coordinating: tuple[Body, ...] = ()
    supervising: tuple[Body, ...] = ()
    presser: User | None = None
    leader: User | None = None
    follower: User | None = None
    priority: str = Priority.NORMAL
    deliverable: str = ""


def change_lead(directive: Directive, body: Body, reason: str, *, seen: int, by: User, at: datetime) -> None:
    """Give a directive to another lead: open shares move to it, what was reported and done stays.

    Raises Overtaken, and Refused where nothing would be left to do.
    """
    on = timezone.localdate(at)
    _require(directive, reason, by=by, on=on)
    with transaction.atomic():
        raise_version(directive, seen)
        lead = directive.assignments.leads().select_related("body").first()
        if lead and lead.body_id == body.pk:
            raise Refused(_("This body leads already."))
        old = [share.body for share in _open_shares(directive)]
        _name_lead(directive, body)
        _take_from(directive, old, by=by, at=at)
        new = share_out(directive, on)
        if not new:
            raise Refused(_("This body has reported it as done already."))
        was = lead.named if lead else ""
        hands = _hands(led=lead.body_id if lead else None, took=old, gave=new)
        record("change_lead", directive, by=by, old=was, new=body.name, reason=reason, **hands)
        words = _named(gettext_noop("%(title)s: another body leads now, %(name)s."), directive, name=body.name)
        _tell([each for each in old if each not in new], "lead_changed", words, at=at)
        _tell(new, "given", _named(gettext_noop("%(title)s is given to %(name)s."), directive, name=body.name), at=at)


def change_deadline(directive: Directive, due_on: date, reason: str, *, seen: int, by: User, at: datetime) -> None:
    """Set another deadline; the first one stays as it was given. Raises Overtaken, Refused."""
    on = timezone.localdate(at)
    _require(directive, reason, by=by, on=on)
    if refused := deadline_refusal(directive.resolution, due_on):
        raise Refused(refused)
    if due_on == directive.due_on:
        raise Refused(_("This is the deadline already."))
    if due_on < on:
        raise Refused(passed(due_on))
    with transaction.atomic():
        old = directive.due_on
        raise_version(directive, seen, due_on=due_on)
        record("change_deadline", directive, by=by, old=str(old or ""), new=str(due_on), reason=reason)
        words = _named(
            gettext_noop("%(title)s: the deadline is %(day)s now."), directive, day=date_format(due_on, "d/m/Y")
        )
        _tell([share.body for share in _open_shares(directive)], "deadline_changed", words, at=at)


def change_details(directive: Directive, new: Beside, reason: str, *, seen: int, by: User, at: datetime) -> None:
    """Say anew who has a part in a directive beside its lead, how urgent it is and what is handed over.

    Raises Overtaken, and Refused where nothing changes.
    """
    _require(directive, reason, by=by, on=timezone.localdate(at))
    with transaction.atomic():
        before = details_of([directive.pk])[directive.pk]
        own = {name: getattr(new, name) for name in ("leader", "follower", "priority", "deliverable")}
        raise_version(directive, seen, **own)
        leads = set(directive.assignments.leads().values_list("body_id", flat=True))
        _name_part(directive, PartIn.COORDINATING, [body for body in new.coordinating if body.pk not in leads])
        _name_part(directive, PartIn.SUPERVISING, new.supervising)
        _name_presser(directive, new.presser)
        if not record_changes(directive, before, details_of([directive.pk])[directive.pk], reason, by=by):
            raise Refused(_("Nothing of this is different from what stands there already."))


def drop(directive: Directive, reason: str, *, seen: int, by: User, at: datetime) -> None:
    """Say that a directive is no longer to be done. Raises Overtaken."""
    on = timezone.localdate(at)
    _require(directive, reason, by=by, on=on)
    with transaction.atomic():
        raise_version(directive, seen, outcome=Outcome.DROPPED, ended_on=on, outcome_reason=reason)
        bodies = [share.body for share in directive.shares.select_related("body")]
        _close_requests(directive, bodies, by=by, at=at)
        record("drop_directive", directive, by=by, reason=reason)
        _tell(bodies, "dropped", _named(gettext_noop("%(title)s is no longer to be done."), directive), at=at)


def hand_over(closed: Body, to: Body, reason: str, *, by: User, at: datetime) -> int:
    """Hand what a body that exists no longer has to do and to coordinate over to another one; return how many.

    The members of a group are handed over one by one: its other members keep their shares.
    """
    on = timezone.localdate(at)
    policy.require(Action.ASSIGN, by, on=on)
    require_reason(reason)
    if closed == to or not Body.objects.existing(on).filter(pk=to.pk).exists():
        raise Refused(_("Choose a body that exists on this day."))
    with transaction.atomic():
        left = Directive.objects.open().of_bodies(Body.objects.filter(pk=closed.pk))
        rows = list(left.exclude(resolution__status__in=ENDED).select_for_update(of=("self",)))
        handed = [(row, _handed(row, closed, to, by=by, at=at)) for row in rows]
        moved = [(row, hands) for row, hands in handed if hands is not None]
        for row, hands in moved:
            raise_version(row, row.version)
            record("hand_over", row, by=by, old=closed.name, new=to.name, reason=reason, **hands)
        if moved:
            with override(settings.LANGUAGE_CODE):
                words = _("%(name)s takes over the tasks of %(old)s.") % {"name": to.name, "old": closed.name}
            _tell([to], "given", words, at=at)
    return len(moved)


def _handed(directive: Directive, closed: Body, to: Body, *, by: User, at: datetime) -> dict[str, Any] | None:
    """Put the body in the other's place: as lead, beside, and in what is not done; return what changed hands.

    None where it stood nowhere.
    """
    open_share = directive.shares.filter(body=closed, done_on=None)
    parts = directive.assignments.filter(body=closed)
    is_named = parts.exclude(part=PartIn.SUPERVISING).exists()
    if not (open_share.exists() or (is_named and not directive.shares.filter(body=closed).exists())):
        return None
    hands = _hands(led=closed.pk if any(row.part == PartIn.LEAD for row in parts) else None, took=(), gave=())
    for row in parts:
        if directive.assignments.filter(part=row.part, body=to).exists():
            row.delete()
        else:
            directive.assignments.filter(pk=row.pk).update(body=to, named=to.name)
    leads = directive.assignments.leads().values_list("body_id", flat=True)
    directive.assignments.filter(part=PartIn.COORDINATING, body__in=leads).delete()
    if open_share.exists():
        _take_from(directive, [closed], by=by, at=at)
        _share, is_new = Share.objects.get_or_create(directive=directive, body=to)
        hands |= _hands(led=hands["led"], took=[closed], gave=[to] if is_new else [])
    return hands


def _hands(*, led: int | None, took: Iterable[Body], gave: Iterable[Body]) -> dict[str, Any]:
    """Return what the record says of a change of hands, by keys, so that figures of a day before can take it back.

    `led` is who led before, None where that stays; `took` and `gave` are the bodies that lost and got an open part.
    """
    return {"led": led, "took": [body.pk for body in took], "gave": [body.pk for body in gave]}


def orphans(on: date) -> list[tuple[Body, list[Directive]]]:
    """Return the bodies that exist no longer on the day, each with the open directives that wait for it."""
    gone = Body.objects.exclude(pk__in=Body.objects.existing(on).values("pk"))
    found: dict[int, tuple[Body, dict[int, Directive]]] = {}
    left_open = Directive.objects.open().exclude(resolution__status__in=ENDED)
    shares = Share.objects.filter(body__in=gone, done_on=None, directive__in=left_open)
    named = Assignment.objects.filter(body__in=gone, directive__in=left_open).exclude(part=PartIn.SUPERVISING)
    with_month = ("body", "directive__resolution")
    waiting = list(shares.select_related(*with_month))
    led = [row for row in named.select_related(*with_month) if not (row.part == PartIn.LEAD and row.directive.given_on)]
    left = [(row.body, row.directive) for row in waiting] + [(row.body, row.directive) for row in led if row.body]
    for body, directive in left:
        found.setdefault(body.pk, (body, {}))[1][directive.pk] = directive
    return [(body, list(rows.values())) for body, rows in found.values()]


def _require(directive: Directive, reason: str, *, by: User, on: date) -> None:
    policy.require(Action.ASSIGN, by, on=on)
    if directive.resolution.is_ended:
        raise Refused(_("The resolution that ordered this is no longer in force."))
    if directive.given_on is None:
        raise Refused(_("This directive is not given yet; change it in the assignments of its month."))
    if not directive.is_open:
        raise Refused(_("This directive has ended; nothing of it is changed any more."))
    require_reason(reason)


def _open_shares(directive: Directive) -> list[Share]:
    return list(directive.shares.filter(done_on=None).select_related("body"))


def _name_lead(directive: Directive, body: Body) -> None:
    directive.assignments.filter(part=PartIn.LEAD).delete()
    directive.assignments.filter(part=PartIn.COORDINATING, body=body).delete()
    Assignment.objects.create(directive=directive, part=PartIn.LEAD, body=body, named=body.name)


def _name_part(directive: Directive, part: PartIn, bodies: Iterable[Body]) -> None:
    """Name these bodies with the part; who had it before stays as it was called then."""
    wanted = {body.pk: body for body in bodies}
    rows = directive.assignments.filter(part=part)
    rows.exclude(body__in=wanted).delete()
    had = set(rows.values_list("body_id", flat=True))
    Assignment.objects.bulk_create(
        Assignment(directive=directive, part=part, body=body, named=body.name)
        for pk, body in wanted.items()
        if pk not in had
    )


def _name_presser(directive: Directive, presser: User | None) -> None:
    rows = directive.assignments.filter(part=PartIn.PRESSING)
    if presser and rows.filter(user=presser).exists():
        return
    rows.delete()
    if presser:
        Assignment.objects.create(directive=directive, part=PartIn.PRESSING, user=presser, named=presser.full_name)


def _take_from(directive: Directive, bodies: Iterable[Body], *, by: User, at: datetime) -> None:
    """Take open shares away; what these bodies reported stays, their links and requests end."""
    bodies = list(bodies)
    directive.shares.filter(body__in=bodies, done_on=None).delete()
    _close_requests(directive, bodies, by=by, at=at)


def _close_requests(directive: Directive, bodies: list[Body], *, by: User, at: datetime) -> None:
    directive.links.filter(body__in=bodies, spent_at=None, revoked_at=None).update(revoked_at=at)
    with override(settings.LANGUAGE_CODE):
        why = _("The directive was changed meanwhile.")
    asked = directive.extensions.filter(body__in=bodies, answer=Extension.Answer.ASKED)
    asked.update(answer=Extension.Answer.REFUSED, answer_reason=why, answered_at=at, answered_by=by)


def _named(words: str, directive: Directive, **named: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return _(words) % {"title": directive.title[:90], **named}


def _tell(bodies: Iterable[Body], kind: str, words: str, *, at: datetime) -> None:
    on = timezone.localdate(at)
    for body in bodies:
        tell(reporters_of(body, on), kind, words, _MINE, at=at)
