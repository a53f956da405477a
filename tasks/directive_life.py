"""A directive's whole life: its words, its bodies, what was said and changed, and the months that it went through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.organization.models import User
from kesat.records.models import Event, StoredFile
from resolutions.models import Resolution
from tasks import places, policy, reporting
from tasks.details import in_words
from tasks.listing import Tag, days_left, said_to, tag
from tasks.models import (
    Answer,
    Assignment,
    Directive,
    Extension,
    Judgement,
    PartIn,
    ProgressReport,
    ReportFile,
    ReportLink,
    Sentence,
    Share,
    SupervisionNote,
)
from tasks.models.directive import OVERSEERS
from tasks.policy import Action

# How the record's actions are called; what is not named here is not shown.
CHANGES: Final[Mapping[str, Any]] = {
    "accept_clause": gettext_lazy("Taken over from the text"),
    "correct_directive": gettext_lazy("Corrected"),
    "change_lead": gettext_lazy("The lead was changed"),
    "change_deadline": gettext_lazy("The deadline was changed"),
    "change_details": gettext_lazy("Changed"),
    "grant_more_time": gettext_lazy("More time was granted"),
    "refuse_more_time": gettext_lazy("More time was refused"),
    "propose_change": gettext_lazy("Proposed by the committee member in charge"),
    "accept_proposal": gettext_lazy("The proposal was accepted"),
    "decline_proposal": gettext_lazy("The proposal was declined"),
    "hand_over": gettext_lazy("Handed over to the body that goes on from a closed one"),
    "drop_directive": gettext_lazy("No longer to be done"),
    "end_directive": gettext_lazy("Ended with the answer of the next month"),
    "finish_directive": gettext_lazy("Done: every body's part was accepted"),
    "carry_over_directive": gettext_lazy("Carried over to the next month"),
    "make_link": gettext_lazy("A one-time address was made"),
    "revoke_link": gettext_lazy("A one-time address was revoked"),
}
# Of these a body is told as well.
_FOR_BODIES: Final = frozenset(CHANGES) - {
    *("accept_clause", "make_link", "revoke_link"),
    *("propose_change", "accept_proposal", "decline_proposal"),
}
# Years of months and a cycle that cannot be: the walk ends either way.
_CHAIN: Final = """
WITH RECURSIVE
  back(id, continues_id) AS (
    SELECT id, continues_id FROM tasks_directive WHERE id = %s
    UNION SELECT d.id, d.continues_id FROM tasks_directive d JOIN back ON d.id = back.continues_id),
  forth(id) AS (
    SELECT id FROM tasks_directive WHERE id = %s
    UNION SELECT d.id FROM tasks_directive d JOIN forth ON d.continues_id = forth.id)
SELECT id FROM back UNION SELECT id FROM forth
"""


@dataclass(frozen=True)
class Part:
    """A body with a share of the directive, and what may be done for it here."""

    share: Share
    may_report: bool
    may_acknowledge: bool
    may_enter: bool


@dataclass(frozen=True)
class Said:
    """A report as the page shows it, with what this person may do with it."""

    report: ProgressReport
    may_judge: bool
    may_verify: bool


@dataclass(frozen=True)
class Change:
    """An event of the record, in words."""

    event: Event
    label: str
    text: str
    reason: str


@dataclass(frozen=True)
class Stage:
    """The directive in one month of its chain, with the answers that later months gave to it."""

    directive: Directive
    tag: Tag
    answers: list[Answer]
    is_known: bool
    is_here: bool


def with_papers(rows: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Fetch what is shown of reports, in two queries more; never the bytes of a file."""
    files = ReportFile.objects.select_related("file").defer("file__content")
    people = ("directive__resolution", "body", "by", "judged_by", "verified_by")
    return rows.select_related(*people).prefetch_related("figures", Prefetch("files", queryset=files))


def life(directive: Directive, user: User, on: date) -> dict[str, Any]:
    """Return all that its page shows the person on the day; as many queries for one report as for fifty."""
    shares = list(directive.shares.select_related("body", "acknowledged_by"))
    assignments = list(directive.assignments.select_related("body", "user"))
    roles = user.roles(on)
    reason = reporting.closed(directive)
    chain = _chain(directive, user, on)
    parts = _parts(directive, shares, user, on, is_open=not reason)
    sees_all = bool(roles & OVERSEERS)
    return {
        "tag": tag(directive.state_on(on)),
        "days": days_left(directive, on),
        "closed": reason,
        "place": places.place(directive.paragraph),
        "place_url": places.address(directive.paragraph),
        "named": _named(assignments),
        "parts": parts,
        "may_acknowledge": any(part.may_acknowledge for part in parts),
        "acknowledged": sum(share.acknowledged_at is not None for share in shares),
        "done": sum(share.done_on is not None for share in shares),
        "reports": _reports(directive, assignments, user, on),
        "extensions": _extensions(directive, user, on),
        "may_answer": _may(Action.ASSIGN, user, on) and not reason,
        "chain": chain,
        "sentences": _sentences(chain, user, on),
        "notes": _notes(directive, user, on),
        "changes": _changes(directive, sees_all=sees_all),
        "links": _links(directive) if _may(Action.MAKE_LINK, user, on) else [],
        "may_link": _may(Action.MAKE_LINK, user, on) and not reason and bool(shares),
    }


def _may(action: Action, user: User, on: date) -> bool:
    return not policy.refusal(action, user, on=on)


def _named(assignments: Iterable[Assignment]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {part: [] for part in PartIn.values}
    for each in assignments:
        now = each.body.name if each.body else each.user.full_name if each.user else each.named
        # A body that was renamed since is shown as it was ordered, and as it is called now.
        renamed = _("%(then)s (now %(now)s)") % {"then": each.named, "now": now}
        found[each.part].append(each.named if now == each.named else renamed)
    return found


def _parts(directive: Directive, shares: Iterable[Share], user: User, on: date, *, is_open: bool) -> list[Part]:
    own = set(policy.bodies_of(user, on).values_list("pk", flat=True)) if _may(Action.REPORT, user, on) else set()
    may_enter = _may(Action.REPORT_ON_BEHALF, user, on)
    found = []
    for share in shares:
        is_left = is_open and share.done_on is None
        is_own = is_left and share.body_id in own
        found.append(Part(share, is_own, is_own and share.acknowledged_at is None, is_left and may_enter))
    return found


def _reports(directive: Directive, assignments: Iterable[Assignment], user: User, on: date) -> list[Said]:
    rows = with_papers(said_to(user, on, returned=True).filter(directive=directive)).order_by("at", "pk")
    judges = _may(Action.JUDGE, user, on)
    presses = any(each.part == PartIn.PRESSING and each.user_id == user.pk for each in assignments)
    verifies, charge = _may(Action.VERIFY, user, on), policy.charge_of(user, on)
    found = []
    for row in rows:
        is_waiting, is_others = row.judgement == Judgement.SENT, row.by_id != user.pk
        may_verify = verifies and (presses or row.body_id in charge) and row.verified_at is None
        is_standing = row.judgement != Judgement.RETURNED
        found.append(Said(row, judges and is_waiting and is_others, may_verify and is_others and is_standing))
    return found


def _extensions(directive: Directive, user: User, on: date) -> list[Extension]:
    rows = directive.extensions.select_related("body", "by", "answered_by").order_by("at", "pk")
    if not user.roles(on) & OVERSEERS and not directive.assignments.filter(user=user).exists():
        held = user.positions.held(on)
        rows = rows.filter(body__in=held.values("body"))
    return list(rows)


def _chain(directive: Directive, user: User, on: date) -> list[Stage]:
    """Return the directive through all months that it was carried, with answers of months that the person may see."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [directive.pk, directive.pk])
        keys = [row[0] for row in cursor.fetchall()]
    months = Resolution.objects.visible_to(user, on)
    answers = Answer.objects.filter(resolution__in=months).select_related("resolution").order_by("resolution", "pk")
    rows = Directive.objects.filter(pk__in=keys).select_related("resolution")
    rows = rows.prefetch_related(Prefetch("answers", queryset=answers)).order_by(
        "resolution__year", "resolution__month", "pk"
    )
    known = set(Directive.objects.known_to(user, on).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Stage(row, tag(row.state_on(on)), list(row.answers.all()), row.pk in known, row.pk == directive.pk)
        for row in rows
        if row.pk in known or row.resolution.is_issued
    ]


def _sentences(chain: Iterable[Stage], user: User, on: date) -> list[Sentence]:
    """Return the sentences of part I that came from it, in months that the person may see."""
    months = Resolution.objects.visible_to(user, on)
    keys = [stage.directive.pk for stage in chain if stage.is_known]
    rows = Sentence.objects.filter(directive__in=keys, paragraph__section__part__resolution__in=months)
    return list(rows.select_related("paragraph__section__part__resolution").order_by("pk"))


def _notes(directive: Directive, user: User, on: date) -> list[SupervisionNote]:
    may_read = _may(Action.READ_NOTES, user, on)
    return list(directive.notes.select_related("by").order_by("at", "pk")) if may_read else []


def _changes(directive: Directive, *, sees_all: bool) -> list[Change]:
    wanted = frozenset(CHANGES) if sees_all else _FOR_BODIES
    events = Event.objects.about(directive).filter(action__in=wanted).select_related("by").order_by("id")
    return [Change(row, str(CHANGES[row.action]), _text(row), str(row.details.get("reason", ""))) for row in events]


def _text(event: Event) -> str:
    """Return what was before and what is now, or the person or month that the event is about."""
    details = event.details
    if "changes" in details:
        return in_words(details["changes"])
    days = details.get("deadline", {})
    then, now = (days.get("from"), days.get("to")) if days else (details.get("old"), details.get("new"))
    if isinstance(then, str) and isinstance(now, str) and (then or now):
        return f"{_shown(then)} → {_shown(now)}"
    return str(details.get("person") or details.get("month") or details.get("wish") or "")


def _shown(text: str) -> str:
    """Return a day as it is written here, and every other word as it stands."""
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text or "–"


def _links(directive: Directive) -> list[ReportLink]:
    return list(directive.links.select_related("body", "made_by").order_by("-made_at", "-pk"))


def file_of(report: ProgressReport, pk: int) -> StoredFile | None:
    """Return a file of the report with its bytes."""
    row = ReportFile.objects.filter(report=report, file__id=pk).select_related("file").first()
    return row.file if row else None
