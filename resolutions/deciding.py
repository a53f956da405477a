"""The Standing Committee's opinions counted, its decision recorded, confirmed, and its text certified."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Committee, Position, User
from kesat.records.models import StoredFile, record
from resolutions import canonical, notifying, workflow
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
    def answered(self) -> int:
        return self.incumbents - self.silent

    @property
    def quorum(self) -> int:
        return quorum(self.incumbents)

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

    In a meeting: who was present and what each of them said, "" for nothing; by written opinions both are read from
    the opinions.
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
    _check(vote, draft, members, at=at)
    with transaction.atomic():
        # Held still, so that no other decision and no move comes between.
        workflow.hold(resolution)
        if resolution.decisions.standing().exists():
            raise Overtaken(_("A decision on this draft is recorded already."))
        answers = _meeting(vote, members) if vote.way == Decision.Way.MEETING else _circulation(vote, draft, at=at)
        silence = vote.way == Decision.Way.CIRCULATION and Committee.current().silence_is_assent
        counted = Tally({member.user.pk: answers.get(member.user.pk, NO_ANSWER) for member in members}, True, silence)
        if not counted.is_carried:
            raise Refused(
                _("The majority is missing: %(have)s of %(all)s in favour, %(need)s are needed.")
                % {"have": counted.in_favour, "all": counted.incumbents, "need": counted.needed}
            )
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
        notifying.moved(Action.RECORD_DECISION, resolution, by=by, at=at)
    return decision


def _check(vote: Vote, draft: Draft, members: Sequence[Member], *, at: datetime) -> None:
    """Refuse what can be no decision on this draft, whatever the votes."""
    if not members:
        raise Refused(_("Nobody holds a position in the Standing Committee on that day. Ask the administrator."))
    if vote.chair.pk not in {member.user.pk for member in members}:
        raise Refused(_("Whoever was in the chair is a member of the Standing Committee on that day."))
    if vote.decided_on < timezone.localdate(draft.sent_at):
        raise Refused(_("The decision is dated before its draft was sent."))
    if vote.decided_on > timezone.localdate(at):
        raise Refused(_("The day of the decision lies in the future."))
    if vote.outcome == Decision.Outcome.AMENDED and not vote.amendments.strip():
        raise Refused(_("State the amendments that were decided."))


def _meeting(vote: Vote, members: Sequence[Member]) -> dict[int, str]:
    known = {member.user.pk for member in members}
    answers = {pk: answer for pk, answer in (vote.answers or {}).items() if pk in known}
    if set(answers.values()) - {*Opinion.Answer.values, NO_ANSWER}:
        raise Refused(_("Choose one of the opinions listed."))
    if vote.chair.pk not in answers:
        raise Refused(_("Whoever was in the chair was present at the meeting. Say so in the list of members."))
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
    given = list(draft.opinions.values_list("user_id", "answer", "at"))
    moments = [moment for _pk, _answer, moment in given]
    ended = timezone.localdate(max([*moments, draft.deadline] if not draft.is_open(at) else moments))
    if vote.decided_on < ended:
        raise Refused(
            _("By written opinions the decision is of the day on which they were all in, %(day)s, or later.")
            % {"day": date_format(ended, "d/m/Y")}
        )
    return {pk: str(answer) for pk, answer, _moment in given}


def drop_decision(resolution: Resolution, reason: str, *, by: User, at: datetime) -> None:
    """Make a decision void that was recorded and is not confirmed, so that it is recorded anew."""
    workflow.require(Action.RECORD_DECISION, resolution, by=by)
    if not reason.strip():
        raise Refused(_("Say why it is void."))
    with transaction.atomic():
        workflow.hold(resolution)
        if not resolution.decisions.standing().filter(confirmed_at=None).update(voided_at=at, void_reason=reason):
            raise Overtaken(_("There is no decision that waits for its confirmation."))
        record("drop_decision", resolution, by=by, note=reason)


def confirm_decision(resolution: Resolution, *, by: User, at: datetime, seen: int | None = None) -> None:
    """Confirm what was recorded: the month is approved as it was voted on, or goes back to have the amendments made.

    `seen` is the decision that the person had before their eyes; Overtaken where another was recorded meanwhile.
    """
    workflow.require(Action.CONFIRM_DECISION, resolution, by=by)
    with transaction.atomic():
        workflow.hold(resolution)
        decision = _standing(resolution)
        if seen not in {None, decision.pk}:
            raise Overtaken(_("Another decision was recorded meanwhile. Read it before you confirm it."))
        target = Status.AMENDING if decision.outcome == Decision.Outcome.AMENDED else Status.APPROVED
        new = {"confirmed_by": by, "confirmed_at": at}
        if target == Status.APPROVED:
            content = canonical.text_now(resolution.pk)
            sha256 = canonical.fingerprint(content)
            if sha256 != decision.draft.sha256:
                raise Refused(_("The text is not the one that was voted on. Return it and send a new draft."))
            new |= {"content": content, "sha256": sha256, "text_confirmed_by": by, "text_confirmed_at": at}
        workflow.move(Action.CONFIRM_DECISION, resolution, by=by, at=at, to=target)
        Decision.objects.filter(pk=decision.pk).update(**new)


def certify(resolution: Resolution, *, by: User, at: datetime, seen: str | None = None) -> None:
    """Say, as the head of the office, that the amendments which were decided are made, and nothing else is changed.

    `seen` is the SHA-256 of the text that the person had before their eyes.
    """
    workflow.require(Action.CERTIFY, resolution, by=by)
    with transaction.atomic():
        workflow.hold(resolution)
        decision, content = _standing(resolution), canonical.text_now(resolution.pk)
        sha256 = canonical.fingerprint(content)
        if seen not in {None, sha256}:
            raise Overtaken(_("The text was changed while you read it. Look at what differs once more."))
        if sha256 == decision.draft.sha256:
            raise Refused(_("Nothing is amended yet: the text is still the one that was voted on."))
        Decision.objects.filter(pk=decision.pk).update(content=content, sha256=sha256, certified_by=by, certified_at=at)
        record(Action.CERTIFY.value, resolution, by=by, sha256=sha256)
        notifying.moved(Action.CERTIFY, resolution, by=by, at=at)


def confirm_text(resolution: Resolution, *, by: User, at: datetime, seen: str | None = None) -> None:
    """Confirm the amended text after seeing what differs from the one voted on; from here on nothing changes it.

    `seen` is the SHA-256 of the certified text that the person had before their eyes.
    """
    workflow.require(Action.CONFIRM_TEXT, resolution, by=by)
    with transaction.atomic():
        workflow.hold(resolution)
        decision = _standing(resolution)
        if decision.certified_at is None:
            raise Refused(_("The head of the office has not certified the amended text yet."))
        if seen not in {None, decision.sha256}:
            raise Overtaken(_("Another text was certified meanwhile. Look at what differs once more."))
        if canonical.fingerprint(canonical.text_now(resolution.pk)) != decision.sha256:
            raise Refused(_("The text was changed after it was certified. It must be certified again."))
        workflow.move(Action.CONFIRM_TEXT, resolution, by=by, at=at)
        Decision.objects.filter(pk=decision.pk).update(text_confirmed_by=by, text_confirmed_at=at)


def differs_from_decision(resolution: Resolution, decision: Decision) -> bool:
    """Tell whether what stands in the month is not the text that was decided on, or certified."""
    bound = decision.sha256 or decision.draft.sha256
    return canonical.fingerprint(canonical.text_now(resolution.pk)) != bound


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
