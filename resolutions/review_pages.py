"""The acts of a review: a draft read, comments, suggestions, one's own opinion."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesat.forms import Form
from resolutions import deciding, reviewing, threads, workflow
from resolutions.drafting import Refused
from resolutions.models import Comment, Draft, Resolution
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.review_board import Returned, page, review_url
from resolutions.review_forms import CommentForm, OpinionForm, ReplyForm, SuggestForm
from resolutions.sent_drafts import SentDraft
from resolutions.threads import WHOLE
from resolutions.views import user_of, visible_month_or_404
from resolutions.workflow import Overtaken

View = Callable[..., HttpResponse]


def stopped_where_overtaken(view: View) -> View:
    """Answer 409 where the month has moved on since the page was read, with what was typed, to be copied."""

    @wraps(view)
    def answer(request: HttpRequest, period: Period, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, period, *args, **kwargs)
        except Overtaken as overtaken:
            typed = [request.POST.get(name, "") for name in ("quote", "wording", "text", "explanation")]
            context = {
                "resolution": visible_month_or_404(request, period),
                "why": overtaken,
                "typed": [text for text in typed if text.strip()],
            }
            return render(request, "resolutions/review_stopped.html", context, status=409)

    return answer


def draft_in_review_or_404(request: HttpRequest, period: Period) -> Draft:
    """Return the latest draft; 404 for who may not know of the month, 403 for who may not read drafts.

    Raises Overtaken where none was sent yet.
    """
    month = visible_month_or_404(request, period)
    workflow.require(Action.REVIEW, month, by=user_of(request))
    draft = deciding.latest_draft(month)
    draft.resolution = month
    return draft


@require_safe
@stopped_where_overtaken
def review(request: HttpRequest, period: Period) -> HttpResponse:
    """Show the latest draft, what changed since this person's last look, and what was said of it."""
    draft = draft_in_review_or_404(request, period)
    before = reviewing.look_before(draft, user_of(request))
    reviewing.look(draft, user_of(request), timezone.now())
    return page(request, draft, seen=before)


def _thread_url(month: Resolution, key: int) -> str:
    return f"{review_url(month, doan=key)}#thao-luan"


@require_POST
@stopped_where_overtaken
def comment(request: HttpRequest, period: Period) -> HttpResponse:
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.COMMENT, draft.resolution, by=user_of(request))
    form = CommentForm(request.POST, name="gop-y")
    if form.is_valid():
        data = form.cleaned_data
        anchor = reviewing.Anchor(
            data["paragraph"], data["quote"] if data["paragraph"] else "", data["occurrence"] or 1
        )
        try:
            reviewing.comment(draft, anchor, data["text"], by=user_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error("quote" if anchor.quote else "text", reason_of(refused))
        else:
            messages.success(request, _("Your comment is sent."))
            return redirect(_thread_url(draft.resolution, data["paragraph"] or WHOLE))
    return page(request, draft, returned=Returned(key=_key(form, draft), comment=form))


@require_POST
@stopped_where_overtaken
def suggest(request: HttpRequest, period: Period) -> HttpResponse:
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.COMMENT, draft.resolution, by=user_of(request))
    form = SuggestForm(request.POST, name="goi-y")
    if form.is_valid():
        data = form.cleaned_data
        try:
            reviewing.suggest(
                draft, data["paragraph"], data["wording"], data["text"], by=user_of(request), at=timezone.now()
            )
        except Refused as refused:
            form.add_error("wording", reason_of(refused))
        else:
            messages.success(request, _("Your suggestion is sent."))
            return redirect(_thread_url(draft.resolution, data["paragraph"]))
    return page(request, draft, returned=Returned(key=_key(form, draft), suggestion=form))


def _key(form: Form, draft: Draft) -> int:
    """Return the paragraph beside which a refused form is shown again; one that is none of the draft's is a 404."""
    key = form.cleaned_data.get("paragraph") or WHOLE
    if key != WHOLE and key not in SentDraft(draft).texts:
        raise Http404
    return int(key)


def reason_of(refused: Refused) -> str:
    """Return the words of a refusal; that of a month which moved on is not the form's to show."""
    if isinstance(refused, Overtaken):
        raise refused
    return str(refused)


def _thread_or_404(draft: Draft, pk: int) -> Comment:
    rows = Comment.objects.threads().select_related("draft__resolution", "paragraph__section")
    return get_object_or_404(rows, pk=pk, draft__resolution=draft.resolution)


@require_POST
@stopped_where_overtaken
def reply(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.COMMENT, draft.resolution, by=user_of(request))
    thread = _thread_or_404(draft, pk)
    key = _hangs_on(draft, thread)
    form = ReplyForm(request.POST, name=f"tra-loi-{thread.pk}")
    if form.is_valid():
        try:
            reviewing.reply(thread, form.cleaned_data["text"], by=user_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error("text", reason_of(refused))
        else:
            messages.success(request, _("Your reply is sent."))
            return redirect(_thread_url(draft.resolution, key))
    return page(request, draft, returned=Returned(key=key, thread=thread.pk, reply=form))


@require_POST
@stopped_where_overtaken
def support(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Say "I agree with the suggestion"."""
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.COMMENT, draft.resolution, by=user_of(request))
    thread = _thread_or_404(draft, pk)
    try:
        reviewing.support(thread, by=user_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    else:
        messages.success(request, _("You agree with the suggestion."))
    return redirect(_thread_url(draft.resolution, _hangs_on(draft, thread)))


def _hangs_on(draft: Draft, thread: Comment) -> int:
    found = threads.discussion(draft.resolution, draft)
    return next(each.key for each in found.threads if each.comment.pk == thread.pk)


@require_POST
@stopped_where_overtaken
def opine(request: HttpRequest, period: Period) -> HttpResponse:
    """Take a member's own opinion on the whole draft, or another one in its place."""
    draft = draft_in_review_or_404(request, period)
    workflow.require(Action.OPINE, draft.resolution, by=user_of(request))
    form = OpinionForm(request.POST, name="y-kien")
    if form.is_valid():
        data = form.cleaned_data
        try:
            reviewing.opine(draft, data["answer"], data["text"], by=user_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, reason_of(refused))
        else:
            messages.success(request, _("Your opinion is sent. You can change it until the deadline."))
            return redirect(f"{review_url(draft.resolution)}#y-kien-cua-toi")
    return page(request, draft, returned=Returned(opinion=form))
