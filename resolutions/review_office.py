"""The office's side of a review: comments answered, wordings taken in, opinions on paper entered, papers taken out."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kesat.organization.models import Committee, User
from kesat.records.models import StoredFile
from kesat.uploads import RefusedFile
from resolutions import export, policy, review_papers, reviewing, threads, workflow
from resolutions.comparing import compare, merge
from resolutions.drafting import Refused
from resolutions.models import Comment, Draft, Opinion, Resolution
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.review_board import members_of, review_url
from resolutions.review_forms import AnswerForm, PaperOpinionForm
from resolutions.review_pages import draft_in_review_or_404, reason_of, stopped_where_overtaken
from resolutions.reviewing import ChangedSince, Scan
from resolutions.sent_drafts import SentDraft
from resolutions.threads import Thread
from resolutions.views import attachment, may, user_of


@dataclass(frozen=True)
class Answered:
    """A thread as the page of answers shows it, with its form where it may be answered."""

    row: Thread
    form: AnswerForm | None
    may_take_in: bool
    is_refused: bool = False


@require_safe
@stopped_where_overtaken
def answers(request: HttpRequest, period: Period) -> HttpResponse:
    """Show every comment of every draft with what became of it, those that wait for an answer first."""
    return _answers(request, draft_in_review_or_404(request, period))


def _answers(request: HttpRequest, draft: Draft, refused: tuple[int, AnswerForm] | None = None) -> HttpResponse:
    month = draft.resolution
    rows = threads.unanswered_first(threads.discussion(month, draft).threads)
    may_answer, may_take_in = may(request, Action.ANSWER, month), may(request, Action.TAKE_IN, month)
    pk, bound = refused or (0, None)

    def shown(row: Thread) -> Answered:
        said = row.comment
        initial = {"outcome": said.outcome, "explanation": said.explanation}
        form = (bound if said.pk == pk else None) or AnswerForm(name=_form_name(said.pk), initial=initial)
        is_open = bool(said.wording) and said.outcome != Comment.Outcome.TAKEN
        return Answered(row, form if may_answer else None, may_take_in and is_open, is_refused=said.pk == pk)

    context = {
        "resolution": month,
        "draft": draft,
        "threads": [shown(row) for row in rows],
        "waiting": sum(row.waits for row in rows),
        "taken": sum(row.is_answered for row in rows),
        "may_answer": may_answer,
        "may_take_in": may_take_in,
        "no_answer_reason": policy.refusal(Action.ANSWER, request.user, on=timezone.localdate(), resolution=month),
        "problems": bound.problems if bound else [],
        "is_office": _is_office(request, month),
        "mine": draft.asked.filter(user=user_of(request), is_member=True).exists(),
        "sees_papers": not policy.who_refusal(Action.COMMENT, request.user, on=timezone.localdate()),
    }
    return render(request, "resolutions/answers.html", context, status=422 if bound else 200)


def _is_office(request: HttpRequest, month: Resolution) -> bool:
    return not policy.who_refusal(Action.ANSWER, request.user, on=timezone.localdate(), resolution=month)


def _form_name(pk: int) -> str:
    return f"tra-loi-{pk}"


def _thread_or_404(draft: Draft, pk: int) -> Comment:
    rows = Comment.objects.threads().select_related("draft__resolution", "paragraph__section__part__resolution")
    return get_object_or_404(rows, pk=pk, draft__resolution=draft.resolution)


@require_POST
@stopped_where_overtaken
def answer(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.ANSWER, draft.resolution, by=user_of(request))
    thread = _thread_or_404(draft, pk)
    form = AnswerForm(request.POST, name=_form_name(pk))
    if form.is_valid():
        data = form.cleaned_data
        try:
            reviewing.answer(thread, data["outcome"], data["explanation"], by=user_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, reason_of(refused))
        else:
            messages.success(request, _("The answer is saved."))
            return redirect(_answer_url(draft.resolution, pk))
    return _answers(request, draft, (pk, form))


def _answer_url(month: Resolution, pk: int) -> str:
    return f"{reverse('resolutions:answers', args=[month.period])}#y-kien-{pk}"


@require_POST
@stopped_where_overtaken
def take_in(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Write a suggested wording into its paragraph; where that was changed since, show both and write nothing."""
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.TAKE_IN, draft.resolution, by=user_of(request))
    thread = _thread_or_404(draft, pk)
    seen = request.POST.get("seen_version", "")
    over = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None
    try:
        reviewing.take_in(thread, by=user_of(request), at=timezone.now(), over=over)
    except ChangedSince as changed:
        return _changed_since(request, draft, changed)
    except Refused as refused:
        messages.error(request, reason_of(refused))
    else:
        messages.success(request, _("The wording is taken in; the paragraph has a new version."))
    return redirect(_answer_url(draft.resolution, pk))


def _changed_since(request: HttpRequest, draft: Draft, changed: ChangedSince) -> HttpResponse:
    thread, paragraph = changed.suggestion, changed.paragraph
    then = SentDraft(thread.draft).texts.get(paragraph.pk, "")
    context = {
        "resolution": draft.resolution,
        "why": changed,
        "thread": thread,
        "paragraph": paragraph,
        "then": then,
        "pieces": compare(paragraph.text, thread.wording),
        "merged": merge(then, thread.wording, paragraph.text).text,
        "section_url": f"{reverse('resolutions:section', args=[draft.resolution.period, paragraph.section_id])}"
        f"#doan-{paragraph.absorbed_by_id or paragraph.pk}",
        "back_url": _answer_url(draft.resolution, thread.pk),
    }
    return render(request, "resolutions/changed_since.html", context, status=409)


# Opinions on paper


@require_http_methods(["GET", "HEAD", "POST"])
@stopped_where_overtaken
def enter_opinion(request: HttpRequest, period: Period) -> HttpResponse:
    """Enter what a member said on paper, with the scan."""
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.ENTER_OPINION, draft.resolution, by=user_of(request))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperOpinionForm(*posted, draft=draft, name="giay")
    if request.method == "POST" and form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["scan"]
        member = User.objects.get(pk=data["member"])
        scan = Scan(file.name, file.read())
        try:
            reviewing.enter_opinion(
                draft, member, data["answer"], data["text"], scan, by=user_of(request), at=timezone.now()
            )
        except RefusedFile as refused:
            form.add_error("scan", str(refused))
        except Refused as refused:
            form.add_error("member", reason_of(refused))
        else:
            messages.success(request, _("The opinion of %(name)s is entered.") % {"name": member.full_name})
            return redirect(f"{review_url(draft.resolution)}#tong-hop")
    context = {
        "resolution": draft.resolution,
        "draft": draft,
        "form": form,
        "members": members_of(draft, timezone.now()),
        "is_open": draft.is_open(timezone.now()),
    }
    return render(request, "resolutions/enter_opinion.html", context, status=422 if form.errors else 200)


@require_safe
@stopped_where_overtaken
def opinion_scan(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Hand out the scan of an opinion on paper, to the office and to the member whose it is."""
    draft = draft_in_review_or_404(request, period)
    month, user = draft.resolution, user_of(request)
    rows = Opinion.objects.filter(draft__resolution=month, scan__isnull=False)
    if not _is_office(request, month):
        rows = rows.filter(user=user)
    scan = get_object_or_404(StoredFile, pk=get_object_or_404(rows, pk=pk).scan_id)
    return attachment(scan.name, scan.content_type, bytes(scan.content))


# Papers


@require_safe
@stopped_where_overtaken
def opinion_forms(request: HttpRequest, period: Period, kind: str) -> HttpResponse:
    """Hand out the form on which an opinion is asked for: everyone's to the office, a member's own to that member."""
    draft = draft_in_review_or_404(request, period)
    asked = draft.asked.filter(is_member=True)
    if not _is_office(request, draft.resolution):
        asked = asked.filter(user=user_of(request))
    people = list(asked)
    if kind not in review_papers.KINDS or not people:
        raise Http404
    name, content = review_papers.opinion_forms(draft, people, Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)


@require_safe
@stopped_where_overtaken
def opinions_table(request: HttpRequest, period: Period, kind: str) -> HttpResponse:
    """Hand out the table of the opinions accepted and explained."""
    draft = _for_office_and_members(request, period)
    if kind not in review_papers.KINDS:
        raise Http404
    name, content = review_papers.table(threads.discussion(draft.resolution, draft), Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)


@require_safe
@stopped_where_overtaken
def bundle(request: HttpRequest, period: Period, kind: str) -> HttpResponse:
    """Hand out what the meeting reads: the draft with the table behind it, as one file."""
    draft = _for_office_and_members(request, period)
    if kind not in review_papers.KINDS:
        raise Http404
    name, content = review_papers.bundle(threads.discussion(draft.resolution, draft), Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)


def _for_office_and_members(request: HttpRequest, period: Period) -> Draft:
    """Return the draft; 404 for who was only invited to read it: the table is not theirs."""
    draft = draft_in_review_or_404(request, period)
    if policy.who_refusal(Action.COMMENT, request.user, on=timezone.localdate(), resolution=draft.resolution):
        raise Http404
    return draft
