"""The Standing Committee's opinions counted, its decision recorded, confirmed, and its text certified."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Committee, Position, User
from kesat.records.models import StoredFile, record
from resolutions import canonical, workflow
from resolutions.drafting import Refused
from resolutions.models import Decision, Draft, Opinion, Resolution, Status
from resolutions.policy import Action
from resolutions.workflow import Overtaken

NO_ANSWER = ""


@dataclass(frozen=True)
class Member:
    """An incumbent of the Standing Committee on a day, with the highest post held there."""

    user: User
    post_title: str
    position: int


def incumbents(on: date) -> list[Member]:
    """Return the distinct people with a position in the Standing Committee on the day, in the order of their posts."""
    held = Position.objects.held(on).filter(body__kind=Body.Kind.STANDING_COMMITTEE)
    found: dict[int, Member] = {}
    for row in held.select_related("user", "post").order_by("post__position", "begins_on", "pk"):
        found.setdefault(row.user_id, Member(row.user, row.post.title, row.post.position))
    return list(found.values())


@dataclass(frozen=True)
class Tally:
    """The opinions on a draft beside the incumbents: `answers` by user id, "" for no answer."""

    answers: dict[int, str]
    is_over: bool
    silence_counts: bool

    @property
    def incumbents(self) -> int:
        return len(self.answers)

    @property
    def needed(self) -> int:
        """More than half of the incumbents."""
        return self.incumbents // 2 + 1

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.answers.values())

    @property
    def silent(self) -> int:
        return self.counts[NO_ANSWER]

    @property
    def in_favour(self) -> int:
        """Those who agree; by a deadline that has passed the silent too, where the committee's rules say so."""
        said = sum(self.counts[answer] for answer in Opinion.FAVOURABLE)
        return said + (self.silent if self.silence_counts and self.is_over else 0)

    @property
    def is_carried(self) -> bool:
        return self.in_favour >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.in_favour)


def quorum(count: int) -> int:
    """Return how many of `count` incumbents must be present: two thirds."""
    return -(-2 * count // 3)


def tally(draft: Draft, *, at: datetime, on: date) -> Tally:
    """Count the opinions on a draft of those who are incumbents on the day."""
    given = dict(draft.opinions.values_list("user_id", "answer"))
    members = incumbents(on)
    is_over = not draft.is_open(at) or all(member.user.pk in given for member in members)
    answers = {member.user.pk: str(given.get(member.user.pk, NO_ANSWER)) for member in members}
    return Tally(answers, is_over, Committee.current().silence_is_assent)


@dataclass(frozen=True)
class Vote:
    """What the head of the office records of a decision.

    In a meeting: who was present and what each of them said; by written opinions both are read from the opinions.
    """

    way: str
    decided_on: date
    outcome: str
    chair: User
    amendments: str = ""
    answers: dict[int, str] | None = None
    concerns_personnel: bool = False
    differs_on_substance: bool = False
    minutes: StoredFile | None = None


def record_decision(resolution: Resolution, vote: Vote, *, by: User, at: datetime) -> Decision:
    """Record what the Standing Committee decided on the draft that is with it.

    Raises what `workflow.require` raises, and Refused where quorum or majority are missing.
    """
    workflow.require(Action.RECORD_DECISION, resolution, by=by)
    draft = latest_draft(resolution)
    members = incumbents(vote.decided_on)
    if not members:
        raise Refused(_("Nobody holds a position in the Standing Committee on that day. Ask the administrator."))
    if vote.chair.pk not in {member.user.pk for member in members}:
        raise Refused(_("Whoever was in the chair is a member of the Standing Committee on that day."))
    if vote.decided_on < draft.sent_at.date():
        raise Refused(_("The decision is dated before its draft was sent."))
    answers = _meeting(vote, members) if vote.way == Decision.Way.MEETING else _circulation(vote, draft, at=at)
    silence = vote.way == Decision.Way.CIRCULATION and Committee.current().silence_is_assent
    counted = Tally({member.user.pk: answers.get(member.user.pk, NO_ANSWER) for member in members}, True, silence)
    if not counted.is_carried:
        raise Refused(
            _("The majority is missing: %(have)s of %(all)s in favour, %(need)s are needed.")
            % {"have": counted.in_favour, "all": counted.incumbents, "need": counted.needed}
        )
    with transaction.atomic():
        # Held still, so that no other decision and no move comes between.
        if Resolution.objects.select_for_update().get(pk=resolution.pk).status != resolution.status:
            raise Overtaken(_("Someone else has moved this month on meanwhile. Open the page again."))
        if resolution.decisions.standing().exists():
            raise Overtaken(_("A decision on this draft is recorded already."))
        decision = Decision.objects.create(
            resolution=resolution,
            draft=draft,
            way=vote.way,
            decided_on=vote.decided_on,
            incumbents=[
                {
                    "user": member.user.pk,
                    "full_name": member.user.full_name,
                    "post_title": member.post_title,
                    "answer": counted.answers[member.user.pk],
                    "is_present": vote.way == Decision.Way.MEETING and member.user.pk in answers,
                }
                for member in members
            ],
            present=len(answers) if vote.way == Decision.Way.MEETING else 0,
            in_favour=counted.in_favour,
            silence_counts=silence,
            outcome=vote.outcome,
            amendments=vote.amendments if vote.outcome == Decision.Outcome.AMENDED else "",
            chair=vote.chair,
            minutes=vote.minutes,
            recorded_by=by,
            recorded_at=at,
        )
        record(Action.RECORD_DECISION.value, resolution, by=by, outcome=vote.outcome, draft=draft.number)
    return decision


def _meeting(vote: Vote, members: Sequence[Member]) -> dict[int, str]:
    known = {member.user.pk for member in members}
    answers = {pk: answer for pk, answer in (vote.answers or {}).items() if pk in known}
    need = quorum(len(members))
    if len(answers) < need:
        raise Refused(
            _("The quorum is missing: %(have)s of %(all)s present, %(need)s are needed.")
            % {"have": len(answers), "all": len(members), "need": need}
        )
    return answers


def _circulation(vote: Vote, draft: Draft, *, at: datetime) -> dict[int, str]:
    if vote.concerns_personnel:
        raise Refused(_("Matters of personnel are decided in a meeting, never by written opinions."))
    if vote.differs_on_substance:
        raise Refused(_("Where opinions differ on substance, the matter goes to a meeting."))
    if not tally(draft, at=at, on=vote.decided_on).is_over:
        raise Refused(_("The time for opinions is not over yet, and not everyone has answered."))
    return {pk: str(answer) for pk, answer in draft.opinions.values_list("user_id", "answer")}


def drop_decision(resolution: Resolution, reason: str, *, by: User, at: datetime) -> None:
    """Make a decision void that was recorded and is not confirmed, so that it is recorded anew."""
    workflow.require(Action.RECORD_DECISION, resolution, by=by)
    if not reason.strip():
        raise Refused(_("Say why it is void."))
    with transaction.atomic():
        if not resolution.decisions.standing().filter(confirmed_at=None).update(voided_at=at, void_reason=reason):
            raise Overtaken(_("There is no decision that waits for its confirmation."))
        record("drop_decision", resolution, by=by, note=reason)


def confirm_decision(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Confirm what was recorded: the month is approved as it was voted on, or goes back to have the amendments made."""
    with transaction.atomic():
        decision = _standing(resolution)
        if decision.confirmed_at:
            raise Overtaken(_("This decision is confirmed already."))
        target = Status.AMENDING if decision.outcome == Decision.Outcome.AMENDED else Status.APPROVED
        workflow.move(Action.CONFIRM_DECISION, resolution, by=by, at=at, to=target)
        new = {"confirmed_by": by, "confirmed_at": at}
        if target == Status.APPROVED:
            content = canonical.text_now(resolution.pk)
            sha256 = canonical.fingerprint(content)
            if sha256 != decision.draft.sha256:
                raise Refused(_("The text is not the one that was voted on. Return it and send a new draft."))
            new |= {"content": content, "sha256": sha256, "text_confirmed_by": by, "text_confirmed_at": at}
        Decision.objects.filter(pk=decision.pk).update(**new)


def certify(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Say, as the head of the office, that the amendments which were decided are made, and nothing else is changed."""
    with transaction.atomic():
        workflow.require(Action.CERTIFY, resolution, by=by)
        _hold(resolution)
        decision, content = _standing(resolution), canonical.text_now(resolution.pk)
        sha256 = canonical.fingerprint(content)
        if sha256 == decision.draft.sha256:
            raise Refused(_("Nothing is amended yet: the text is still the one that was voted on."))
        Decision.objects.filter(pk=decision.pk).update(content=content, sha256=sha256, certified_by=by, certified_at=at)
        record(Action.CERTIFY.value, resolution, by=by, sha256=sha256)


def confirm_text(resolution: Resolution, *, by: User, at: datetime) -> None:
    """Confirm the amended text after seeing what differs from the one voted on; from here on nothing changes it."""
    with transaction.atomic():
        decision = _standing(resolution)
        if decision.certified_at is None:
            raise Refused(_("The head of the office has not certified the amended text yet."))
        workflow.move(Action.CONFIRM_TEXT, resolution, by=by, at=at)
        if canonical.fingerprint(canonical.text_now(resolution.pk)) != decision.sha256:
            raise Refused(_("The text was changed after it was certified. It must be certified again."))
        Decision.objects.filter(pk=decision.pk).update(text_confirmed_by=by, text_confirmed_at=at)


def latest_draft(resolution: Resolution) -> Draft:
    """Return the draft that is with the Standing Committee. Raises Overtaken where none was sent."""
    draft = resolution.drafts.order_by("-number").first()
    if draft is None:
        raise Overtaken(_("No draft of this month was sent yet."))
    return draft


def _standing(resolution: Resolution) -> Decision:
    decision = resolution.decisions.standing().select_related("draft").first()
    if decision is None:
        raise Overtaken(_("No decision is recorded yet."))
    return decision


def _hold(resolution: Resolution) -> None:
    """Wait for the saves under way, and let none come between."""
    if Resolution.objects.select_for_update().get(pk=resolution.pk).status != resolution.status:
        raise Overtaken(_("Someone else has moved this month on meanwhile. Open the page again."))
