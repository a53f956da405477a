"""What the page of a draft in review shows: the text with its changes, the chosen thread, the opinions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.forms import Form
from kesat.organization.models import Committee
from resolutions import deciding, policy, reviewing, threads
from resolutions.layout import Composition, bind
from resolutions.models import Asked, Draft, Opinion, Resolution, Revision
from resolutions.policy import Action
from resolutions.review_forms import CommentForm, OpinionForm, ReplyForm, SuggestForm
from resolutions.sent_drafts import ComparedSection, Line, SentDraft, changed_facts, compared
from resolutions.threads import WHOLE, Discussion, Thread
from resolutions.views import may, user_of
from resolutions.workspace import Day


def review_url(month: Resolution, **query: Any) -> str:
    address = reverse("resolutions:review", args=[month.period])
    return f"{address}?{urlencode(query)}" if query else address


class Segment(NamedTuple):
    """A stretch of a paragraph: same, added, removed, or the words that a comment hangs on."""

    change: str
    text: str


@dataclass(frozen=True)
class Shown:
    """A paragraph as the page shows it, with where its thread is and how much was said in it."""

    line: Line
    segments: list[Segment]
    url: str
    comments: int
    is_chosen: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class Ghost:
    """A paragraph that stands no longer, of which something was said."""

    url: str
    comments: int
    is_chosen: bool


@dataclass(frozen=True)
class ShownSection:
    compared: ComparedSection
    rows: list[Shown]
    ghosts: list[Ghost]


@dataclass(frozen=True)
class Member:
    """Someone who was asked, and what they have said."""

    asked: Asked
    opinion: Opinion | None
    is_over: bool

    @property
    def state(self) -> str:
        if self.opinion:
            return str(self.opinion.get_answer_display())
        return _("No opinion (past the deadline)") if self.is_over else _("Awaiting the opinion")

    @property
    def is_late(self) -> bool:
        return self.opinion is not None and self.opinion.at > self.asked.draft.deadline

    @property
    def square(self) -> str:
        """How the tally draws it."""
        answers = {Opinion.Answer.AGREED: "yes", Opinion.Answer.AGREED_WITH_COMMENTS: "mix"}
        return answers.get(Opinion.Answer(self.opinion.answer), "no") if self.opinion else "wait"


@dataclass
class Returned:
    """A form that was refused, to be shown as it was typed, and beside what."""

    key: int | None = None
    thread: int | None = None
    comment: CommentForm | None = None
    suggestion: SuggestForm | None = None
    reply: ReplyForm | None = None
    opinion: OpinionForm | None = None

    @property
    def form(self) -> Form | None:
        return self.comment or self.suggestion or self.reply or self.opinion


def page(request: HttpRequest, draft: Draft, *, seen: Any = None, returned: Returned | None = None) -> HttpResponse:
    month, now, returned = draft.resolution, timezone.now(), returned or Returned()
    seen = seen or reviewing.look_before(draft, user_of(request))
    found = threads.discussion(month, draft)
    old = SentDraft(seen.draft) if seen else None
    sections = compared(found.shown, old)
    key = returned.key if returned.form else _chosen_or_404(request, found)
    shown = _shown(request, month, found, sections, key)
    changes = [line for section in sections for line in section.changes]
    committee = Committee.current()
    context = {
        "resolution": month,
        "draft": draft,
        "seen": seen,
        "changes": len(changes),
        "first_change": changes[0].pk if changes else None,
        "changed_facts": changed_facts(found.shown, old),
        "is_beside": bool(old) and request.GET.get("kieu") == "ben",
        "sections": shown,
        "whole": Ghost(review_url(month, doan=WHOLE), len(found.at.get(WHOLE, [])), key == WHOLE),
        "lost": _ghosts(month, found, None, key),
        "key": key,
        "form_error": bool(returned.form),
        "problems": returned.form.problems if returned.form else [],
        "days": Day("", "", timezone.localdate(draft.deadline), _days_left(draft, now)),
        "is_open": draft.is_open(now),
        "silence_counts": committee.silence_is_assent,
        "profile": committee.format_profile,
        **_frame(found.shown.composition(month, committee)),
        **_ways(request, month, sections, key),
        **_thread(request, draft, found, key, returned),
        **_opinions(request, draft, now, returned),
        "may_remark": may(request, Action.COMMENT, month),
        "may_enter": may(request, Action.ENTER_OPINION, month),
        "is_office": not policy.who_refusal(Action.ANSWER, request.user, on=timezone.localdate(), resolution=month),
    }
    return render(request, "resolutions/review.html", context, status=422 if returned.form else 200)


def _days_left(draft: Draft, now: datetime) -> int:
    return (timezone.localdate(draft.deadline) - timezone.localdate(now)).days


def _chosen_or_404(request: HttpRequest, found: Discussion) -> int | None:
    """Return the paragraph whose thread is asked for; 0 is the whole text, None no thread."""
    if "doan" not in request.GET:
        return None
    key = _number_or_404(request.GET["doan"])
    if key != WHOLE and key not in found.shown.texts and key not in found.at:
        raise Http404
    return key


def _number_or_404(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def _frame(composed: Composition) -> dict[str, Any]:
    """Return what stands round the text on the official page."""
    names = ("head_left", "head_right", "title", "foot_left", "foot_right")
    return {name: [(line.box, bind(line.text)) for line in getattr(composed, name)] for name in names}


def _ways(
    request: HttpRequest, month: Resolution, sections: Sequence[ComparedSection], key: int | None
) -> dict[str, Any]:
    """Return the section that is shown alone, if one is, and the ways to the others and to the other view."""
    pks = [each.section.pk for each in sections]
    only = _only(request, sections, key)
    place = pks.index(only) if only is not None else -1
    query = {name: request.GET[name] for name in ("muc", "doan") if name in request.GET}
    return {
        "only": only,
        "previous": sections[place - 1].section if place > 0 else None,
        "next": sections[place + 1].section if only is not None and place + 1 < len(pks) else None,
        "inline_url": review_url(month, **query),
        "beside_url": review_url(month, **query, kieu="ben"),
    }


def _only(request: HttpRequest, sections: Sequence[ComparedSection], key: int | None) -> int | None:
    """Return the one section to show: the one asked for, or that of the chosen paragraph; None for the whole text."""
    if "muc" in request.GET:
        pk = _number_or_404(request.GET["muc"])
        if pk not in {each.section.pk for each in sections}:
            raise Http404
        return pk
    if not key:
        return None
    return next((each.section.pk for each in sections if any(line.pk == key for line in each.lines)), None)


def _shown(
    request: HttpRequest, month: Resolution, found: Discussion, sections: Sequence[ComparedSection], key: int | None
) -> list[ShownSection]:
    only = _only(request, sections, key)
    chosen = [each for each in sections if only in (None, each.section.pk)]
    changed = [line.pk for each in chosen for line in each.changes]
    times = _changed_at(found.shown, changed) if changed else {}

    def row(line: Line) -> Shown:
        said = found.at.get(line.pk, [])
        url = review_url(month, doan=line.pk)
        return Shown(line, _segments(line, said, line.pk == key), url, _count(said), line.pk == key, times.get(line.pk))

    return [
        ShownSection(
            each,
            [row(line) for line in each.lines],
            _ghosts(month, found, each.section.pk, key, but={line.pk for line in each.lines}),
        )
        for each in chosen
    ]


def _count(said: Sequence[Thread]) -> int:
    return sum(1 + len(thread.replies) for thread in said)


def _ghosts(
    month: Resolution, found: Discussion, section: int | None, key: int | None, but: Collection[int] = ()
) -> list[Ghost]:
    return [
        Ghost(review_url(month, doan=gone), _count(found.at[gone]), gone == key)
        for gone in found.removed_in.get(section, [])
        if gone not in but
    ]


def _changed_at(shown: SentDraft, changed: Sequence[int]) -> dict[int, datetime]:
    """Return when what stands in each paragraph of the draft was written."""
    rows = Revision.objects.stored().filter(paragraph__in=changed).values_list("paragraph", "version", "at")
    return {pk: at for pk, version, at in rows if shown.versions.get(pk) == version}


def _segments(line: Line, said: Sequence[Thread], is_chosen: bool) -> list[Segment]:  # noqa: FBT001
    """Return the paragraph in stretches; in a chosen one without changes the words of its comments are marked."""
    pieces = [Segment(piece.change.value, piece.text) for piece in line.row.pieces]
    spans = sorted(thread.found[:2] for thread in said if thread.found) if is_chosen else []
    if not spans or line.row.is_text_changed or not pieces:
        return pieces
    text, here = pieces[0].text, 0
    cut: list[Segment] = []
    for start, end in spans:
        if start >= here:
            cut += [Segment("same", text[here:start]), Segment("quoted", text[start:end])]
            here = end
    return [segment for segment in [*cut, Segment("same", text[here:])] if segment.text]


def _thread(
    request: HttpRequest, draft: Draft, found: Discussion, key: int | None, returned: Returned
) -> dict[str, Any]:
    """Return the chosen thread with its forms."""
    if key is None:
        return {"thread": None}
    stands = found.shown.texts.get(key)
    user = user_of(request)
    can_comment = may(request, Action.COMMENT, draft.resolution)
    # Of what stands no longer nothing new is said; its threads go on.
    may_begin = can_comment and (key == WHOLE or stands is not None)
    initial = {"paragraph": key or None, "occurrence": 1}
    said = found.at.get(key, [])
    replies = {each.comment.pk: ReplyForm(name=f"tra-loi-{each.comment.pk}") for each in said}
    if returned.reply and returned.thread:
        replies[returned.thread] = returned.reply
    return {
        "thread": [
            {
                "row": each,
                "reply": replies[each.comment.pk],
                "is_refused": each.comment.pk == returned.thread,
                "may_support": can_comment and each.comment.by_id != user.pk and user not in each.supporters,
                "supports": user in each.supporters,
            }
            for each in said
        ],
        "posts": found.posts,
        "thread_place": _place(found, key),
        "stands": stands is not None,
        "may_comment": can_comment,
        "may_begin": may_begin,
        "comment_form": returned.comment or CommentForm(name="gop-y", initial=initial),
        "suggest_form": (returned.suggestion or SuggestForm(name="goi-y", initial={**initial, "wording": stands}))
        if stands is not None
        else None,
        "suggestion_refused": returned.suggestion is not None,
        "no_comment_reason": "" if can_comment else _refusal(request, Action.COMMENT, draft.resolution),
    }


def _place(found: Discussion, key: int) -> str:
    if key == WHOLE or key in found.shown.texts:
        return found.shown.place_of(key)
    return _("a paragraph that stands no longer (%(place)s of its draft)") % {"place": found.at[key][0].place}


def _refusal(request: HttpRequest, action: Action, month: Resolution) -> str:
    return policy.refusal(action, request.user, on=timezone.localdate(), resolution=month)


def members_of(draft: Draft, now: datetime) -> list[Member]:
    """Return those who were asked for their opinion, with what they said."""
    given = {row.user_id: row for row in draft.opinions.select_related("recorded_by", "scan").defer("scan__content")}
    asked = draft.asked.filter(is_member=True)
    people = []
    for row in asked:
        row.draft = draft
        people.append(Member(row, given.get(row.user_id), not draft.is_open(now)))
    return people


def _opinions(request: HttpRequest, draft: Draft, now: datetime, returned: Returned) -> dict[str, Any]:
    """Return the tally, and one's own opinion with its form or why there is none."""
    members, user = members_of(draft, now), user_of(request)
    mine = next((member for member in members if member.asked.user_id == user.pk), None)
    reason = _refusal(request, Action.OPINE, draft.resolution) or reviewing.opinion_refusal(draft, at=now)
    given = mine.opinion if mine else None
    initial = {"answer": given.answer, "text": given.text} if given else {}
    return {
        "members": members,
        "mine": mine,
        "tally": deciding.tally(draft, at=now, on=timezone.localdate()),
        "sees_tally": bool(mine) or not policy.who_refusal(Action.COMMENT, user, on=timezone.localdate()),
        "opinion_form": None if reason else returned.opinion or OpinionForm(name="y-kien", initial=initial),
        "no_opinion_reason": reason,
        "unsent_opinion": returned.opinion.data.get("text", "") if reason and returned.opinion else "",
        "invited": not mine and draft.asked.filter(user=user, is_member=False).exists(),
    }
