"""What a committee member in charge proposes for a directive of their branches, and what the office makes of it.

A proposal is an event of the record, and so is its answer: what nobody answered yet waits. More time for the share of
a branch is asked for as the branch itself would ask (`tasks.extending`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import Body, User
from kesat.records.models import Event, record
from kesat.records.notices import tell
from resolutions.drafting import Refused
from resolutions.models import Resolution
from resolutions.models.text import ENDED, WRITERS
from resolutions.workflow import Overtaken
from tasks import assigning, changing, extending, policy, reporting
from tasks.models import Assignment, Directive, Share
from tasks.models.directive import DirectiveQuerySet
from tasks.policy import CHARGED_PARTS, Action, Subject
from tasks.reporting import Speaker
from tasks.splitting import closed_because, deadline_refusal, passed

PROPOSED: Final = "propose_change"
ACCEPTED: Final = "accept_proposal"
DECLINED: Final = "decline_proposal"
_TARGET: Final = Directive._meta.label_lower  # noqa: SLF001  (Django's documented API)
_LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class Wish:
    """What is proposed; None is left as it is. Who presses is proposed before the directive is given."""

    reason: str
    lead: Body | None = None
    due_on: date | None = None
    presser: User | None = None
    op_id: UUID | None = None


@dataclass(frozen=True)
class BranchProposal:
    """A proposal as it was made, with its answer; `wish` says in words what is to be changed."""

    event: Event
    directive: Directive
    answer: Event | None = None

    @property
    def details(self) -> dict[str, Any]:
        return dict(self.event.details)

    @property
    def wish(self) -> str:
        return str(self.details["wish"])

    @property
    def is_accepted(self) -> bool:
        return self.answer is not None and self.answer.action == ACCEPTED


def in_charge(user: User, on: date) -> DirectiveQuerySet:
    """Return the open directives in which the person's branches lead, coordinate or report, of months they may know."""
    charged = policy.charge_of(user, on)
    named = Assignment.objects.filter(directive=OuterRef("pk"), part__in=CHARGED_PARTS, body__in=charged)
    shared = Share.objects.filter(directive=OuterRef("pk"), body__in=charged)
    months = Resolution.objects.visible_to(user, on).real().exclude(status__in=ENDED)
    rows = Directive.objects.open().filter(Q(Exists(named)) | Q(Exists(shared)), resolution__in=months)
    return rows.select_related("resolution", "paragraph")


def closed(directive: Directive) -> str:
    """Return why nothing is proposed for the directive any more, or ""."""
    if directive.given_on:
        return reporting.closed(directive)
    if not directive.is_open:
        return _("This directive has ended; nothing of it is changed any more.")
    return closed_because(directive.resolution)


def propose(directive: Directive, wish: Wish, *, by: User, at: datetime) -> None:
    """Propose a change of a directive; a later proposal of the same person takes the place of an earlier one.

    Raises Overtaken where the directive has ended, Refused for what changes nothing or cannot be.
    """
    on = timezone.localdate(at)
    policy.require(Action.PROPOSE, by, on=on, subject=Subject(directive))
    with transaction.atomic():
        row = reporting.hold(directive.pk)
        if reason := closed(row):
            raise Overtaken(reason)
        if not wish.reason.strip():
            raise Refused(_("Give the reason."))
        if reason := deadline_refusal(row.resolution, wish.due_on):
            raise Refused(reason)
        if wish.due_on and wish.due_on != row.due_on and wish.due_on < on:
            raise Refused(passed(wish.due_on))
        _propose(row, wish, by=by, at=at)
        _tell_office(row, at)


def _propose(directive: Directive, wish: Wish, *, by: User, at: datetime) -> None:
    on = timezone.localdate(at)
    lead = None if _leads(directive, wish.lead) else wish.lead
    due_on = wish.due_on if wish.due_on != directive.due_on else None
    presser = wish.presser if directive.given_on is None else None
    share = _share_in_charge(directive, by, on)
    if share and due_on and directive.due_on and due_on > directive.due_on:
        name = _office(lambda: _("%(name)s, committee member in charge") % {"name": by.full_name})
        asked = extending.Asked(wish.reason, due_on, wish.op_id)
        extending.ask(share, asked, Speaker(name[:_LONGEST_NAME], by=by), at=at)
        due_on = None
        if not lead:
            return
    if not (lead or due_on or presser):
        raise Refused(_("This is what stands there already. Propose something else."))
    changes = Wish(wish.reason, lead, due_on, presser, wish.op_id)
    if any(_says(old.event, changes) for old in _waiting([directive], by=by)):
        return
    record(PROPOSED, directive, by=by, reason=wish.reason, **_details(directive, changes, by, on))


def _leads(directive: Directive, body: Body | None) -> bool:
    return body is not None and directive.assignments.leads().filter(body=body).exists()


def _details(directive: Directive, wish: Wish, by: User, on: date) -> dict[str, Any]:
    branch = policy.charged_bodies(by, directive, on).order_by("position", "pk").first()
    return {
        "body": branch.name if branch else "",
        "wish": _office(partial(_in_words, wish)),
        "lead": wish.lead and wish.lead.pk,
        "due_on": wish.due_on.isoformat() if wish.due_on else None,
        "presser": wish.presser and wish.presser.pk,
        "op_id": str(wish.op_id or ""),
    }


def _in_words(wish: Wish) -> str:
    said = []
    if wish.lead:
        said.append(_("lead: %(name)s") % {"name": wish.lead.name})
    if wish.due_on:
        said.append(_("deadline: %(day)s") % {"day": date_format(wish.due_on, "d/m/Y")})
    if wish.presser:
        said.append(_("pressed for by: %(name)s") % {"name": wish.presser.full_name})
    return "; ".join(said)


def _office(words: Any) -> str:
    """Return words in the language of the record."""
    with override(settings.LANGUAGE_CODE):
        return str(words())


def _says(event: Event, wish: Wish) -> bool:
    return str(event.details["wish"]) == _office(partial(_in_words, wish)) and event.details["reason"] == wish.reason


def _share_in_charge(directive: Directive, by: User, on: date) -> Share | None:
    """Return the open share of a branch of the person, if the directive is given."""
    rows = directive.shares.filter(done_on=None, body__in=policy.charge_of(by, on))
    return rows.select_related("body", "directive").first()


def waiting(directives: Iterable[Directive]) -> list[BranchProposal]:
    """Return the proposals for these directives that nobody has answered yet, the oldest first, in two queries."""
    return _waiting(list(directives))


def waiting_everywhere() -> list[BranchProposal]:
    """Return all that waits for the office, the oldest first."""
    known = Directive.objects.open().exclude(resolution__status__in=ENDED)
    events = Event.objects.filter(target_type=_TARGET, action=PROPOSED, target_id__in=known.values("pk"))
    rows = known.filter(pk__in=events.values("target_id")).select_related("resolution")
    return _waiting(list(rows))


def made_by(user: User, directives: Iterable[Directive]) -> list[BranchProposal]:
    """Return what the person has proposed for these directives, answered or not, the newest first."""
    return [each for each in reversed(_read(list(directives))) if each.event.by_id == user.pk]


def _waiting(directives: list[Directive], by: User | None = None) -> list[BranchProposal]:
    last = {(each.directive.pk, each.event.by_id): each for each in _read(directives)}
    found = sorted(last.values(), key=lambda each: each.event.pk)
    return [each for each in found if each.answer is None and (by is None or each.event.by_id == by.pk)]


def _read(directives: list[Directive]) -> list[BranchProposal]:
    by_key = {row.pk: row for row in directives}
    events = Event.objects.filter(target_type=_TARGET, target_id__in=by_key)
    events = events.filter(action__in=[PROPOSED, ACCEPTED, DECLINED]).select_related("by").order_by("pk")
    rows = list(events) if by_key else []
    answers = {row.details["proposal"]: row for row in rows if row.action != PROPOSED}
    return [BranchProposal(row, by_key[row.target_id], answers.get(row.pk)) for row in rows if row.action == PROPOSED]


def find(pk: int) -> BranchProposal | None:
    """Return the proposal of this number, answered or not."""
    event = Event.objects.filter(pk=pk, target_type=_TARGET, action=PROPOSED).first()
    rows = Directive.objects.select_related("resolution").filter(pk=event.target_id) if event else []
    return next((each for each in _read(list(rows)) if each.event.pk == pk), None)


def answer(proposal: BranchProposal, reason: str, *, is_accepted: bool, seen: int, by: User, at: datetime) -> None:
    """Accept a proposal, which changes the directive at the version seen, or decline it for a reason.

    Raises Refused for one's own proposal and for a refusal without reason, Overtaken where it was answered, replaced or
    the directive was changed meanwhile, and what the change itself raises.
    """
    policy.require(Action.ASSIGN, by, on=timezone.localdate(at))
    with transaction.atomic():
        directive = reporting.hold(proposal.directive.pk)
        if all(each.event.pk != proposal.event.pk for each in _waiting([directive])):
            raise Overtaken(_("This proposal has been answered or replaced meanwhile."))
        if proposal.event.by_id == by.pk:
            raise Refused(_("You proposed this yourself; another person answers it."))
        if not is_accepted and not reason.strip():
            raise Refused(_("Say why the proposal is declined."))
        if is_accepted:
            _apply(directive, proposal, seen=seen, by=by, at=at)
        action = ACCEPTED if is_accepted else DECLINED
        record(action, directive, by=by, proposal=proposal.event.pk, wish=proposal.wish, reason=reason)
        _tell_proposer(proposal, directive, at, is_accepted=is_accepted)


def _apply(directive: Directive, proposal: BranchProposal, *, seen: int, by: User, at: datetime) -> None:
    details = proposal.details
    lead = Body.objects.get(pk=details["lead"]) if details["lead"] else None
    due_on = date.fromisoformat(details["due_on"]) if details["due_on"] else None
    presser = User.objects.get(pk=details["presser"]) if details["presser"] else None
    if lead and not Body.objects.existing(timezone.localdate(at)).filter(pk=lead.pk).exists():
        raise Refused(_("Choose a body that exists on this day."))
    if directive.given_on is None:
        chosen = {"lead": lead, "due_on": due_on, "presser": presser}
        chosen = {name: value for name, value in chosen.items() if value}
        assigning.set_many(directive.resolution, {directive.pk: seen}, chosen, by=by, at=at)
        return
    reason = str(details["reason"])
    if lead:
        changing.change_lead(directive, lead, reason, seen=seen, by=by, at=at)
        seen = directive.version
    if due_on:
        changing.change_deadline(directive, due_on, reason, seen=seen, by=by, at=at)


def _tell_office(directive: Directive, at: datetime) -> None:
    people = User.objects.holding(WRITERS, timezone.localdate(at))
    words = _office(lambda: _("Proposals of committee members in charge wait for the office."))
    tell(people, "report", words, reverse("tasks:waiting"), at=at)


def _tell_proposer(proposal: BranchProposal, directive: Directive, at: datetime, *, is_accepted: bool) -> None:
    def words() -> str:
        text = (
            _("Your proposal for directive %(number)s is accepted.")
            if is_accepted
            else _("Your proposal for directive %(number)s is declined; read why.")
        )
        return text % {"number": directive.label}

    people = [proposal.event.by] if proposal.event.by else []
    tell(people, "judged", _office(words), reverse("tasks:branches"), at=at)
