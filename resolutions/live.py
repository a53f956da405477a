"""What the editor's script asks, answered in JSON: save, add, arrange, paste, who is here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from resolutions import arranging, drafting, policy
from resolutions.arranging import Act, Order
from resolutions.editing import (
    conflict_panes,
    draft_section_or_404,
    saved_at_of,
)
from resolutions.layout import marks
from resolutions.models import Paragraph, Presence, Section
from resolutions.paragraph_forms import OrderForm, TypedForm
from resolutions.paste_pages import PasteForm, pasted_message, pasting_context, take_chosen
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import user_of

_STATUS = {drafting.TooLong: 413, drafting.Locked: 423}
_NAMES = {drafting.TooLong: "too_long", drafting.Locked: "locked", drafting.RepeatedName: "op_id_reused"}


def _answering(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Answer only the person the page was made for, and turn refusals into JSON."""

    @require_POST
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if request.POST.get("writer") != str(request.user.pk):
            words = _("Somebody else is signed in on this computer now. Nothing was saved under their name.")
            return JsonResponse({"error": "other_person", "message": words}, status=401)
        try:
            return view(request, *args, **kwargs)
        except drafting.Refused as refused:
            name, status = _NAMES.get(type(refused), "refused"), _STATUS.get(type(refused), 422)
            return JsonResponse({"error": name, "message": str(refused)}, status=status)

    return answer


@_answering
def save(request: HttpRequest, period: Period, pk: int) -> JsonResponse:
    """Save one paragraph, in six queries."""
    opened = drafting.open_paragraph(pk)
    if opened is None:
        raise Http404
    section = opened.row.section
    _let_write(request, section, period)
    form = _checked(TypedForm(request.POST))
    typed = form.typed()
    try:
        saved = drafting.save(
            opened, typed, by=user_of(request), at=timezone.now(), as_lines=form.cleaned_data["split"]
        )
    except drafting.Conflict as conflict:
        return _conflict(request, conflict, typed)
    answer = {**_saved(saved), "kind": opened.row.kind}
    if _has_lines(form):
        section.refresh_from_db(fields=["version"])
        answer = {**_order_of(section), **answer}
    return JsonResponse(answer)


@_answering
def add(request: HttpRequest, period: Period, pk: int) -> JsonResponse:
    """Add what was typed in the empty box as a paragraph at the end of the section."""
    section = draft_section_or_404(request, period, pk)
    form = _checked(TypedForm(request.POST))
    saved = drafting.save_new(
        section, form.typed(), by=user_of(request), at=timezone.now(), as_lines=form.cleaned_data["split"]
    )
    paragraph = Paragraph.objects.get(pk=saved.paragraph_id)
    answer = {**_saved(saved), **_addresses(period, paragraph), "kind": paragraph.kind}
    section.refresh_from_db(fields=["version"])
    answer["section_version"] = section.version
    if _has_lines(form):
        answer = {**_order_of(section), **answer}
    return JsonResponse(answer)


@_answering
def arrange(request: HttpRequest, period: Period, pk: int) -> JsonResponse:
    """Split, merge, move, remove, bring back or take over a paragraph."""
    section = draft_section_or_404(request, period, pk)
    data = _checked(OrderForm(request.POST)).cleaned_data
    order = Order(
        act=Act(data["act"]),
        paragraph_id=data["paragraph"],
        base_version=data["base_version"],
        op_id=data["op_id"],
        offset=data["at"] or 0,
        text_version=data["text_version"],
    )
    try:
        focus = arranging.arrange(section, order, by=user_of(request), at=timezone.now())
    except arranging.OrderConflict as conflict:
        section.refresh_from_db(fields=["version"])
        answer = {"error": "order", "message": str(conflict), **_order_of(section)}
        return JsonResponse(answer, status=409)
    section.refresh_from_db(fields=["version"])
    return JsonResponse({**_order_of(section), "focus": focus, "message": _done(order.act)})


@_answering
def paste(request: HttpRequest, period: Period, pk: int) -> JsonResponse:
    """Show what was pasted as paragraphs, and take those that are chosen."""
    section = draft_section_or_404(request, period, pk)
    form = _checked(PasteForm(request.POST))
    if "take" not in request.POST:
        context = {"resolution": section.part.resolution, "section": section, **pasting_context(form)}
        return JsonResponse({"html": render_to_string("resolutions/_paste.html", context, request)})
    focus, count = take_chosen(section, form, by=user_of(request))
    section.refresh_from_db(fields=["version"])
    return JsonResponse({**_order_of(section), "focus": focus, "message": pasted_message(count)})


@_answering
def ping(request: HttpRequest, period: Period, pk: int) -> JsonResponse:
    """Note that the person has the section open, and tell who else has, and the versions that stand."""
    section = draft_section_or_404(request, period, pk)
    now = timezone.now()
    if request.POST.get("typed") == "1" and section.writer_id is None:
        # Whoever writes first looks after the section, until the office says otherwise.
        Section.objects.filter(pk=section.pk, writer=None).update(writer=user_of(request))
    Presence.objects.update_or_create(section=section, user=user_of(request), defaults={"at": now})
    others = Presence.objects.now(now).filter(section=section).exclude(user=user_of(request))
    names = [presence.user.full_name for presence in others]
    versions = dict(section.paragraphs.kept().values_list("pk", "version"))
    return JsonResponse(
        {"others": names, "words": present_words(names), "version": section.version, "paragraphs": versions}
    )


def present_words(names: list[str]) -> str:
    """Return "Đồng chí A đang mở mục này", or nothing where one is alone."""
    if not names:
        return ""
    return ngettext("%(names)s has this section open", "%(names)s have this section open", len(names)) % {
        "names": ", ".join(names)
    }


def _let_write(request: HttpRequest, section: Section, period: Period) -> None:
    """Raise 404, Locked or PermissionDenied unless the person may write in this month."""
    month, today = section.part.resolution, timezone.localdate()
    if month.period != period or not month.is_visible_to(user_of(request), today):
        raise Http404
    if reason := policy.refusal(Action.WRITE, request.user, on=today, resolution=month):
        if not month.is_writable:
            raise drafting.Locked(month.status)
        raise PermissionDenied(reason)


def _checked(form: Any) -> Any:
    """Return the form if it is valid; else refuse in its own words."""
    if form.is_valid():
        return form
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    words = " ".join(str(message) for messages in form.errors.values() for message in messages)
    raise drafting.TooLong(words) if "max_length" in codes else drafting.Refused(words)


def _conflict(request: HttpRequest, conflict: drafting.Conflict, typed: drafting.Typed) -> JsonResponse:
    panes = conflict_panes(conflict, typed.text, typed.base_version)
    answer = {
        "error": conflict.reason,
        "message": str(conflict),
        "version": panes["paragraph"].version,
        "text": panes["theirs"],
        "kind": panes["paragraph"].kind,
        "author": panes["author"],
        "at": panes["at"].isoformat() if panes["at"] else None,
        "html": render_to_string("resolutions/_conflict.html", {"panes": panes}, request),
    }
    return JsonResponse(answer, status=409)


def _has_lines(form: TypedForm) -> bool:
    """Tell whether lines have become paragraphs, so that the answer tells the order; a repeated one tells it too."""
    return form.cleaned_data["split"] and "\n" in form.cleaned_data["text"]


def _saved(saved: drafting.Saved) -> dict[str, Any]:
    return {"id": saved.paragraph_id, "version": saved.version, "saved_at": _clock(saved.at), "text": saved.text}


def _clock(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""


def _addresses(period: Period, paragraph: Paragraph) -> dict[str, str]:
    return {
        "save": reverse("resolutions:save", args=[period, paragraph.pk]),
        "history": reverse("resolutions:paragraph_history", args=[period, paragraph.pk]),
    }


def _order_of(section: Section) -> dict[str, Any]:
    """Return the paragraphs of the section in order, as the script applies them to the page."""
    paragraphs = list(section.paragraphs.kept())
    period, saved_at = section.part.resolution.period, saved_at_of(paragraphs)
    rows = [
        {
            "id": row.pk,
            "version": row.version,
            "text": row.text,
            "kind": row.kind,
            "mark": mark.strip(),
            "saved_at": _clock(saved_at.get(row.pk)),
            **_addresses(period, row),
        }
        for row, mark in zip(paragraphs, marks(row.kind for row in paragraphs), strict=True)
    ]
    return {"version": section.version, "section_version": section.version, "paragraphs": rows}


def _done(act: Act) -> str:
    return {
        Act.SPLIT: _("The paragraph is split."),
        Act.MERGE: _("The paragraphs are joined."),
        Act.UP: _("The paragraph is moved up."),
        Act.DOWN: _("The paragraph is moved down."),
        Act.REMOVE: _("The paragraph is removed. It can be brought back for thirty days, below."),
        Act.RESTORE: _("The paragraph is back in its place."),
        Act.TAKE: _("The order is taken over as a new paragraph. Reword it."),
        Act.REPORT: _("The result is taken over as a new paragraph, and the directive is answered."),
        Act.CARRY: _("The directive goes on, as a new paragraph."),
        Act.PIECE: _("What the body wrote is taken over as a new paragraph."),
    }[act]
