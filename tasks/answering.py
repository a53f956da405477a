"""Answering the directives of the month before: with a sentence taken into the text, or without one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kesat.organization.models import User
from kesat.records.models import Event, record
from kesat.records.notices import tell
from resolutions import workflow
from resolutions.arranging import Act, Order
from resolutions.drafting import Locked, Refused
from resolutions.manuscript import ParagraphText, PartKind
from resolutions.models import Origin, Paragraph, Resolution, Section
from resolutions.placing import insert_after
from resolutions.policy import Action as MonthAction
from resolutions.workflow import Obstacle, Overtaken
from tasks import policy
from tasks.carryover import Row, row_of, rows, to_answer
from tasks.models import Answer, Contribution, Directive, Outcome, Sentence, Share
from tasks.policy import Action


@dataclass(frozen=True)
class Said:
    """An answer as the office gives it; `kind` "" takes what the reports suggest, with its reason."""

    kind: str = ""
    reason: str = ""
    is_carried_over: bool = True


def answer(resolution: Resolution, chosen: Mapping[int, str], said: Said, *, by: User, at: datetime) -> int:
    """Answer the chosen directives, each seen with the kind of its answer so far ("" for none); return how many.

    Raises Locked where the month is not being written, Overtaken where another was faster, Refused, PermissionDenied.
    """
    on = timezone.localdate(at)
    policy.require(Action.ANSWER, by, on=on)
    if not chosen:
        raise Refused(_("Tick at least one directive."))
    with transaction.atomic():
        month = workflow.hold(resolution)
        if not month.is_writable:
            raise Locked(month.status)
        found = {row.directive.pk: row for row in rows(month, on=on) if row.directive.pk in chosen}
        if found.keys() != chosen.keys():
            raise Refused(_("One of these directives is not to be answered in this month. Open the page again."))
        if any((row.answer.kind if row.answer else "") != chosen[pk] for pk, row in found.items()):
            raise Overtaken(_("Someone else has answered one of these meanwhile. Look at what stands now."))
        given = {row.directive.pk: _write(row, said, by=by, at=at).kind for row in found.values()}
        record("answer_directives", month, by=by, answers={str(pk): kind for pk, kind in given.items()})
    return len(given)


def _write(row: Row, said: Said, *, by: User | None, at: datetime) -> Answer:
    kind = said.kind or row.kind
    is_proposed = kind == row.kind
    carried = said.is_carried_over and kind != Answer.Kind.DONE and row.directive.outcome != Outcome.DROPPED
    values = {
        "kind": kind,
        "reason": (said.reason.strip() or (row.reason if is_proposed else ""))[:500],
        "is_carried_over": carried,
        "as_of": row.as_of,
        "at": at,
        "by": by,
    }
    return Answer.objects.update_or_create(directive=row.directive, resolution=row.month, defaults=values)[0]


# What the editor takes into the text; `resolutions.arranging` calls these inside its transaction


def take_report(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    """Add the sentence on a directive to a section of part I, and answer the directive with it."""
    row = _row(section, order, PartKind.RESULTS, at)
    if taken := _standing(row, section):
        return taken
    paragraph = _add(section, row.words, by=by, at=at)
    Sentence.objects.create(
        paragraph=paragraph,
        quote=paragraph.text,
        directive=row.directive,
        report=row.report,
        at=at,
        by=by,  # type: ignore[misc]
    )
    if row.answer is None:
        _write(row, Said(), by=by, at=at)
        record("answer_directives", row.month, by=by, answers={str(row.directive.pk): str(row.kind)})
    return paragraph


def carry_over(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    """Add to a section of part II that a directive of the month before goes on."""
    row = _row(section, order, PartKind.DIRECTIONS, at)
    if taken := _standing(row, section):
        return taken
    paragraph = _add(section, row.words_on, by=by, at=at)
    Sentence.objects.create(paragraph=paragraph, quote=paragraph.text, directive=row.directive, at=at, by=by)  # type: ignore[misc]
    return paragraph


def take_piece(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    """Add a paragraph of a contribution to a section of part I."""
    sent = Contribution.objects.filter(resolution=section.part.resolution_id, sent_at__isnull=False)
    # Held still, so that its body does not write it anew meanwhile.
    held = sent.select_for_update(of=("self",)).filter(pieces=order.paragraph_id).first()
    piece = held.pieces.filter(pk=order.paragraph_id).first() if held else None
    if piece is None or section.part.kind != PartKind.RESULTS:
        raise Refused(_("This paragraph of a contribution is there no longer. Open the page again."))
    kept = piece.sentences.filter(paragraph__is_removed=False).select_related("paragraph").first()
    if kept:
        return kept.paragraph
    paragraph = _add(section, piece.text, by=by, at=at)
    Sentence.objects.create(paragraph=paragraph, quote=paragraph.text, piece=piece, at=at, by=by)  # type: ignore[misc]
    return paragraph


TAKERS = {Act.REPORT: take_report, Act.CARRY: carry_over, Act.PIECE: take_piece}


def _row(section: Section, order: Order, part: str, at: datetime) -> Row:
    month = section.part.resolution
    row = row_of(month, order.paragraph_id, on=timezone.localdate(at))
    if row is None or section.part.kind != part:
        raise Refused(_("This directive does not stand beside this section. Open the page again."))
    return row


def _standing(row: Row, section: Section) -> Paragraph | None:
    """Return the paragraph of this part that speaks of the directive already."""
    kept = [each.paragraph for each in row.sentences if each.paragraph.section.part_id == section.part_id]
    return kept[0] if kept else None


def _add(section: Section, words: str, *, by: User | None, at: datetime) -> Paragraph:
    return insert_after(section, None, [ParagraphText(words)], by=by, at=at, origin=Origin.TAKEN_OVER)[0]


def ask_again(section: Section, pk: int, by: User, at: datetime) -> str:
    """Ask the bodies of a directive that have not reported for their report, at most once a day; say so."""
    month, on = section.part.resolution, timezone.localdate(at)
    row = row_of(month, pk, on=on)
    if row is None:
        raise Refused(_("This directive does not stand beside this section. Open the page again."))
    if row.directive.given_on is None:
        raise Refused(_("This directive has not been given yet."))
    asked = Event.objects.about(row.directive).filter(action="ask_for_report").last()
    if asked and timezone.localdate(asked.at) >= on:
        raise Refused(_("The bodies were reminded of this directive today already."))
    silent = [share.body for share in row.directive.shares.select_related("body") if share.done_on is None]
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        words = _("The office asks for your report on directive %(directive)s: %(title)s")
        text = words % {"directive": row.directive.label, "title": row.directive.title}
        for body in silent:
            tell(policy.reporters_of(body, on), "ask_for_report", text, row.directive.get_absolute_url(), at=at)
        record("ask_for_report", row.directive, by=by, bodies=[body.code for body in silent])
    names = ", ".join(body.name for body in silent)
    return _("Reminded: %(names)s.") % {"names": names} if silent else _("Every body has done its part.")


# What stops a month, and what its issue ends; both registered with `resolutions.workflow`


def unanswered(resolution: Resolution) -> Iterable[Obstacle]:
    """Every directive of the month before is answered before a month is handed over or submitted."""
    left = to_answer(resolution).exclude(answers__resolution=resolution).count()
    if left:
        words = ngettext(
            "%(count)d directive of the month before is not answered.",
            "%(count)d directives of the month before are not answered.",
            left,
        )
        yield Obstacle(words % {"count": left}, reverse("tasks:answers", args=[resolution.period]))


def after_issue(action: MonthAction, resolution: Resolution, *, by: User, at: datetime) -> None:
    """End what the issued month says is done."""
    if action != MonthAction.ISSUE:
        return
    done = resolution.answers.filter(kind=Answer.Kind.DONE, directive__outcome=Outcome.OPEN)
    for each in done.select_related("directive"):
        Share.objects.filter(directive=each.directive_id, done_on=None).update(done_on=each.as_of)
        _end(each.directive, Outcome.DONE, each)
        record("end_directive", each.directive, by=by, outcome=Outcome.DONE.value, answered_in=resolution.label)


def _end(directive: Directive, outcome: Outcome, said: Answer) -> None:
    rows = Directive.objects.filter(pk=directive.pk, outcome=Outcome.OPEN)
    rows.update(outcome=outcome, ended_on=said.as_of, version=F("version") + 1)
