"""What the page of the decision shows, stage by stage: the votes, the acts this person may take, number and papers.

The stages of signing and of issuing are written elsewhere; they come in by `stages`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kesat.organization.models import Committee, Role, User
from resolutions import canonical, deciding, documents, numbering, policy, signers, workflow
from resolutions.amendments import differences
from resolutions.approval_forms import NumberForm, ReasonForm, RecordForm, typed_day
from resolutions.deciding import NO_ANSWER, Tally
from resolutions.drafting import Refused
from resolutions.models import Decision, Draft, Opinion, Resolution, Series, Status
from resolutions.models.text import APPROVED_ON, PUBLIC, WRITERS
from resolutions.policy import Action
from resolutions.workflow import Obstacle


@dataclass(frozen=True)
class Stage:
    """A stage that another module writes: its template, and what the template is told of a month."""

    template: str
    context: Callable[[HttpRequest, Resolution], dict[str, Any]]


# By "signing" and "issue"; filled from `ResolutionsConfig.ready()`.
stages: dict[str, Stage] = {}

_DECIDED = frozenset({*APPROVED_ON, *PUBLIC})
_SIGNED = frozenset({Status.SIGNED, *PUBLIC})
_WAITING, _ABSENT, _PRESENT = "waiting", "absent", "present"
# How an answer is drawn: its square, its icon, its tag; always beside its words.
_DRAWN = {
    Opinion.Answer.AGREED.value: ("yes", "check", "tag-green"),
    Opinion.Answer.AGREED_WITH_COMMENTS.value: ("mix", "chat-bubble-left-ellipsis", "tag-green"),
    Opinion.Answer.DISAGREED.value: ("no", "x-mark", "tag-red"),
    Opinion.Answer.RESERVED.value: ("no", "hand-raised", "tag-gold"),
    NO_ANSWER: ("wait", "minus", ""),
    _WAITING: ("wait", "clock", ""),
    _ABSENT: ("wait", "minus", ""),
    _PRESENT: ("wait", "user", ""),
}
_WORDS = {
    **{answer.value: answer.label for answer in Opinion.Answer},
    NO_ANSWER: gettext_lazy("No answer (past the deadline)"),
    _WAITING: gettext_lazy("Has not answered yet"),
    _ABSENT: gettext_lazy("Absent"),
    _PRESENT: gettext_lazy("Present, without a vote"),
}


@dataclass(frozen=True)
class Said:
    """A member of the Standing Committee and what they said."""

    name: str
    post: str
    answer: str
    when: str = ""

    @property
    def words(self) -> str:
        return str(_WORDS[self.answer])

    @property
    def square(self) -> str:
        return _DRAWN[self.answer][0]

    @property
    def icon(self) -> str:
        return _DRAWN[self.answer][1]

    @property
    def tag(self) -> str:
        return _DRAWN[self.answer][2]


@dataclass(frozen=True)
class Measure:
    """One of the two measures: how many there are, and how many it takes."""

    label: str
    have: int
    of: int
    need: str
    is_met: bool


@dataclass(frozen=True)
class Paper:
    """A document of the month, with the code by which it is recognised; one stepped back behind counts no longer."""

    name: str
    facts: str
    sha256: str
    url: str = ""
    counts: bool = True

    @property
    def short(self) -> str:
        """The first and the last digits: "3f9a 10d8 … c21e"."""
        return f"{self.sha256[:4]} {self.sha256[4:8]} … {self.sha256[-4:]}"


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "H:i d/m/Y")


# Stage 1: opinions and decision


def decision_stage(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return the votes and what this person may do about them."""
    draft = resolution.drafts.order_by("-number").first()
    if draft is None:
        return {"state": _state(resolution, _DECIDED, now=False)}
    decision = resolution.decisions.standing().select_related("draft", "chair", "confirmed_by", "certified_by").first()
    on, at = timezone.localdate(), timezone.now()
    counted = deciding.tally(draft, at=at, on=on)
    table = _recorded(decision) if decision else _opinions(draft, counted, at=at)
    return {
        "state": _state(resolution, _DECIDED, now=resolution.status in {Status.IN_REVIEW, Status.AMENDING}),
        "draft": draft,
        "decision": decision,
        "table": table,
        "summary": _summary(table),
        "verdict": _verdict(resolution, decision, counted, draft),
        "measures": list(_measures(decision, counted)),
        "silence": (decision or counted).silence_counts,
        "is_other_text": decision is not None and deciding.differs_from_decision(resolution, decision),
        "voided": list(resolution.decisions.exclude(voided_at=None).order_by("-voided_at")),
        **_amended(resolution, decision),
        **_acts(request, resolution, decision, counted),
    }


def _opinions(draft: Draft, counted: Tally, *, at: datetime) -> list[Said]:
    given = {opinion.user_id: opinion for opinion in draft.opinions.all()}
    rows = []
    for member in deciding.incumbents(timezone.localdate(at)):
        opinion = given.get(member.user.pk)
        answer, when = NO_ANSWER if counted.is_over else _WAITING, ""
        if opinion:
            answer, when = opinion.answer, moment(opinion.at)
        elif counted.is_over:
            when = _("Deadline %(time)s") % {"time": moment(draft.deadline)}
        rows.append(Said(member.user.full_name, member.post_title, answer, when))
    return rows


def _recorded(decision: Decision) -> list[Said]:
    """Return what stands in the record: in a meeting what was said there, else the opinions with their time."""
    times = {opinion.user_id: opinion.at for opinion in decision.draft.opinions.all()}
    in_meeting = decision.way == Decision.Way.MEETING
    rows = []
    for member in decision.members:
        answer, when = member["answer"], ""
        if in_meeting and not answer:
            answer = _PRESENT if member["is_present"] else _ABSENT
        if not in_meeting:
            at = times.get(member["user"])
            when = moment(at) if at and answer else _("Deadline %(time)s") % {"time": moment(decision.draft.deadline)}
        rows.append(Said(member["full_name"], member["post_title"], answer, when))
    return rows


def _summary(table: list[Said]) -> str:
    """Return "6 agreed, 2 agreed, with comments, 1 no answer": the squares in words."""
    said = [row.answer for row in table]
    return "; ".join(f"{said.count(answer)} {str(_WORDS[answer]).lower()}" for answer in _DRAWN if answer in said)


def _measures(decision: Decision | None, counted: Tally) -> Iterator[Measure]:
    count = len(decision.members) if decision else counted.incumbents
    in_favour = decision.in_favour if decision else counted.in_favour
    need, two_thirds = count // 2 + 1, deciding.quorum(count)
    yield Measure(
        _("Majority in favour"),
        in_favour,
        count,
        _("needed: more than 1/2 of the incumbents, %(need)s") % {"need": need},
        in_favour >= need,
    )
    if decision and decision.way == Decision.Way.MEETING:
        words = _("needed: at least 2/3 present, %(need)s") % {"need": two_thirds}
        yield Measure(_("Quorum"), decision.present, count, words, decision.present >= two_thirds)
        return
    answered = sum(1 for member in decision.members if member["answer"]) if decision else counted.answered
    words = _("opinions given; a meeting needs at least 2/3 present, %(need)s") % {"need": two_thirds}
    yield Measure(_("Quorum"), answered, count, words, answered >= two_thirds)


def _verdict(resolution: Resolution, decision: Decision | None, counted: Tally, draft: Draft) -> str:
    if decision:
        words = {
            Decision.Outcome.APPROVED.value: _("Decided on %(day)s: approved as it was voted on."),
            Decision.Outcome.AMENDED.value: _("Decided on %(day)s: approved with stated amendments."),
        }[decision.outcome]
        return words % {"day": date_format(decision.decided_on, "d/m/Y")}
    if resolution.status != Status.IN_REVIEW:
        return _("No decision was recorded on draft %(number)s.") % {"number": draft.number}
    if not counted.is_carried:
        words = ngettext(
            "Not yet enough: %(count)d more agreeing opinion is missing.",
            "Not yet enough: %(count)d more agreeing opinions are missing.",
            counted.missing,
        )
        return words % {"count": counted.missing}
    if not counted.is_over:
        return _("A majority agrees already; opinions come in until %(time)s.") % {"time": moment(draft.deadline)}
    return _("Enough for approval.")


def _amended(resolution: Resolution, decision: Decision | None) -> dict[str, Any]:
    """Return what differs from the draft that was voted on, where amendments were decided."""
    if decision is None or decision.outcome != Decision.Outcome.AMENDED or decision.confirmed_at is None:
        return {}
    live = canonical.text_now(resolution.pk)
    is_certified = decision.certified_at is not None
    new = decision.content if is_certified and decision.content else live
    return {
        "is_certified": is_certified,
        "places": differences(decision.draft.content, new),
        "live_sha256": canonical.fingerprint(live),
        "is_amended": canonical.fingerprint(live) != decision.draft.sha256,
    }


def _acts(request: HttpRequest, resolution: Resolution, decision: Decision | None, counted: Tally) -> dict[str, Any]:
    user: Any = request.user
    may_record = _may(request, Action.RECORD_DECISION, resolution)
    waits = resolution.status == Status.IN_REVIEW and decision is not None and decision.confirmed_at is None
    amended = resolution.status == Status.AMENDING and decision is not None
    certified = amended and decision is not None and decision.certified_at is not None
    return {
        "record_form": record_form(request, counted) if may_record and not decision else None,
        "may_circulate": counted.is_over and counted.is_carried,
        "may_drop": waits and may_record,
        "drop_form": ReasonForm(auto_id="drop_%s"),
        "waits": waits,
        "may_confirm": waits and _may(request, Action.CONFIRM_DECISION, resolution),
        "why_not_confirm": _why_not(user, Action.CONFIRM_DECISION, resolution) if waits else "",
        "may_certify": amended and _may(request, Action.CERTIFY, resolution),
        "may_confirm_text": certified and _may(request, Action.CONFIRM_TEXT, resolution),
        "why_not_confirm_text": _why_not(user, Action.CONFIRM_TEXT, resolution) if certified else "",
        "may_return": _may(request, Action.RETURN, resolution),
        "may_write": _may(request, Action.WRITE, resolution),
        "missing": in_the_way(request, Action.CERTIFY, resolution) if amended else [],
    }


def in_the_way(request: HttpRequest, action: Action, resolution: Resolution) -> list[Obstacle]:
    """Return what must be put right before the action; the way there for the office, which does so."""
    user: Any = request.user
    found = workflow.in_the_way(action, resolution)
    is_office = bool(user.roles(timezone.localdate()) & WRITERS)
    return found if is_office else [replace(each, url="") for each in found]


def record_form(request: HttpRequest, counted: Tally, data: Any = None, files: Any = None) -> RecordForm:
    """Return the form of the vote, with the members of the day that was typed."""
    day = typed_day(data.get("decided_on", "")) if data is not None else timezone.localdate()
    return RecordForm(
        data,
        files,
        initial={"decided_on": day},
        members=deciding.incumbents(day),
        may_circulate=counted.is_over and counted.is_carried,
    )


def _may(request: HttpRequest, action: Action, resolution: Resolution) -> bool:
    return not policy.refusal(action, request.user, on=timezone.localdate(), resolution=resolution)


def _why_not(user: User, action: Action, resolution: Resolution) -> str:
    """Return the reason where it helps: to the leaders and the head of the office."""
    on = timezone.localdate()
    if not user.roles(on) & {Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.HEAD_OF_OFFICE}:
        return ""
    return policy.refusal(action, user, on=on, resolution=resolution)


# Stage 3: number and day


def number_stage(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return the number that the month has, or would have next."""
    committee = Committee.current()
    may = resolution.number is None and _may(request, Action.NUMBER, resolution)
    return {
        "state": "done"
        if resolution.number
        else _state(resolution, frozenset(), now=resolution.status == Status.SIGNED),
        "label": f"{resolution.number:02}-NQ/{committee.symbol}" if resolution.number else "",
        "next": _next_label(resolution, timezone.localdate()),
        "form": NumberForm(initial={"dated_on": timezone.localdate()}) if may else None,
        "is_before_signature": committee.signs_here or committee.signs_outside,
        "is_reserved": resolution.status not in PUBLIC,
    }


def _next_label(resolution: Resolution, on: date) -> str:
    kept = resolution.numbers.filter(state="reserved").select_related("series").first()
    try:
        return str(kept) if kept else numbering.next_label(Series.PaperType.RESOLUTION, numbering.term_on(on))
    except Refused:
        return ""


# What stands around the stages


def signing_state(resolution: Resolution) -> str:
    now = resolution.status in {Status.APPROVED, Status.AWAITING_SIGNATURE}
    return _state(resolution, _SIGNED, now=now)


def issue_state(resolution: Resolution) -> str:
    return _state(resolution, frozenset(PUBLIC), now=resolution.status == Status.SIGNED and bool(resolution.number))


def _state(resolution: Resolution, done: frozenset[str], *, now: bool) -> str:
    return "done" if resolution.status in done else "now" if now else ""


def papers(resolution: Resolution) -> list[Paper]:
    """Return the documents of the month and the drafts that were sent, the latest first."""
    rows = list(resolution.documents.select_related("file").defer("file__content").order_by("-pk"))
    counting = documents.counting(rows, resolution.status)
    found = [
        Paper(
            document.get_kind_display(),
            f"{document.file.name} · {_size(document.file.size)} · {moment(document.file.created_at)}",
            document.file.sha256,
            reverse("resolutions:document", args=[resolution.period, document.pk]),
            document.pk in counting,
        )
        for document in rows
    ]
    minuted = resolution.decisions.standing().exclude(minutes=None)
    decision = minuted.select_related("minutes").defer("minutes__content").first()
    if decision and decision.minutes:
        url = reverse("resolutions:minutes", args=[resolution.period])
        facts = f"{decision.minutes.name} · {_size(decision.minutes.size)} · {moment(decision.minutes.created_at)}"
        found.append(Paper(_("Minutes or sheets with the opinions"), facts, decision.minutes.sha256, url))
    for draft in resolution.drafts.order_by("-number"):
        facts = _("sent at %(time)s, opinions until %(until)s") % {
            "time": moment(draft.sent_at),
            "until": moment(draft.deadline),
        }
        found.append(Paper(_("Draft %(number)s") % {"number": draft.number}, facts, draft.sha256))
    return found


def _size(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB"


def layout_facts(resolution: Resolution) -> dict[str, Any]:
    """Return who signs, how it was decided, and whether signing is delegated today."""
    on = timezone.localdate()
    decision = resolution.decisions.standing().first()
    return {
        "signer": signers.signer_for(resolution, on),
        "way": decision.get_way_display() if decision else "",
        "delegation": signers.delegation_on(on),
    }
