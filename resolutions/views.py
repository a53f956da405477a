"""Reading: the list of months, a month as work or as printed, its files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kesat.organization.models import Committee
from kesat.uploads import safe_file_name
from kesat.vietnamese import official_month
from resolutions import acts, beside, documents, export, policy, receiving, withdrawing, workspace
from resolutions.layout import Profile, Stand, to_html
from resolutions.layout import stylesheet as layout_stylesheet
from resolutions.manuscript import PartKind
from resolutions.models import Document, Resolution
from resolutions.models.text import ResolutionQuerySet
from resolutions.months import month_before
from resolutions.periods import Period, period_name
from resolutions.policy import Action

PAGE_LENGTH = 24


def user_of(request: HttpRequest) -> Any:
    """Return the signed-in person; the middleware lets nobody else come here."""
    return request.user


def key_of(text: str) -> int:
    """Return the key or version that a page sent; 0, which no row has, for what is none or is too long for one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def posted(request: HttpRequest) -> Any:
    """Return what was sent with the form, or None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def visible_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return the month with its text, or 404 where there is none or this person may not know of it."""
    return _found_or_404(_visible(request).with_text(), period)


def visible_month_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return the month without its text, under the same rule."""
    return _found_or_404(_visible(request), period)


def _found_or_404(months: ResolutionQuerySet, period: Period) -> Resolution:
    if found := months.of(period).first():
        return found
    raise Http404


def _visible(request: HttpRequest) -> ResolutionQuerySet:
    return Resolution.objects.visible_to(request.user, timezone.localdate())  # type: ignore[arg-type]


def refuse_unless(request: HttpRequest, action: Action, resolution: Resolution | None = None) -> None:
    """Raise PermissionDenied, with the reason for the page, unless the person may act."""
    if reason := policy.refusal(action, request.user, on=timezone.localdate(), resolution=resolution):
        raise PermissionDenied(reason)


def refuse_unless_person(request: HttpRequest, action: Action, resolution: Resolution) -> None:
    """Raise PermissionDenied for who may not, whatever the state of the month; the state is the page's to say."""
    if reason := policy.who_refusal(action, request.user, on=timezone.localdate(), resolution=resolution):
        raise PermissionDenied(reason)


def may(request: HttpRequest, action: Action, resolution: Resolution | None = None) -> bool:
    return not policy.refusal(action, request.user, on=timezone.localdate(), resolution=resolution)


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    months = _visible(request)
    context = {
        "page": Paginator(months.real(), PAGE_LENGTH).get_page(request.GET.get("page")),
        "practice": months.filter(is_practice=True).first(),
        "may_start": may(request, Action.START),
    }
    return render(request, "resolutions/list.html", context)


@require_safe
def detail(request: HttpRequest, period: Period) -> HttpResponse:
    """Show a draft to those who write it as the work to be done, and to everyone else as the document."""
    resolution = visible_month_or_404(request, period)
    if not may(request, Action.WRITE, resolution):
        return _document(request, resolution)
    found = workspace.groups(resolution, at=timezone.now(), reader=request.user)  # type: ignore[arg-type]
    calendar = workspace.days(resolution, on=timezone.localdate())
    user: Any = request.user
    given = acts.hand_over(resolution, user, timezone.localdate())
    context = {
        "resolution": resolution,
        "groups": found,
        "steps": workspace.steps(resolution, found),
        "next": acts.next_act(resolution, user, timezone.localdate(), given) or workspace.next_act(found),
        "hand_over": given,
        "days": calendar,
        "next_day": workspace.next_day(calendar),
        "writers": workspace.writers(found),
        "month_before": official_month(*month_before(*resolution.period.calendar)),
        **workspace.paper_facts(resolution),
        "replaces": resolution.replaces,
        "panels": beside.panels_of(resolution, user, timezone.localdate()),
    }
    return render(request, "resolutions/month.html", context)


@require_safe
def printed(request: HttpRequest, period: Period) -> HttpResponse:
    """Show a month as it is printed, whatever its state."""
    return _document(request, visible_month_or_404(request, period))


def _document(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    resolution = Resolution.objects.with_text().get(pk=resolution.pk)
    composed = export.composition(resolution, Committee.current())
    context = {
        "resolution": resolution,
        "profile": composed.profile,
        "document": to_html(composed, top_heading=2, stands=_stands(request, resolution)),
        "formats": export.FORMATS,
        "original": resolution.documents.filter(kind=Document.Kind.IMPORTED).exists(),
        "may_write": may(request, Action.WRITE, resolution),
        "sources": beside.sources_of(resolution, user_of(request), timezone.localdate()),
        "panels": beside.panels_of(resolution, user_of(request), timezone.localdate(), is_printed=True),
        **_way(request, resolution),
        **_issued(request, resolution),
        **_editions(request, resolution),
    }
    return render(request, "resolutions/detail.html", context)


def _stands(request: HttpRequest, resolution: Resolution) -> list[Stand | None]:
    """Return where each paragraph stands on the page, in the order of the text; it was fetched `with_text`."""
    links = beside.margin_of(resolution, request.user, timezone.localdate())  # type: ignore[arg-type]
    parts = {part.kind: part for part in resolution.parts.all()}
    stands: list[Stand | None] = []
    for kind in (PartKind.OPENING, PartKind.RESULTS, PartKind.DIRECTIONS, PartKind.CLOSING):
        rows = (row for section in parts[kind].sections.all() for row in section.kept_paragraphs)
        for row in rows:
            lines = [line for line in row.text.split("\n") if line]
            stand = Stand(f"doan-{row.pk}", links.get(row.pk, []))
            stands += [stand, *[None] * (len(lines) - 1)] if lines else []
    return stands


def _issued(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return the files of an issued month, and whether this person, or a body of theirs, has said that it came."""
    if not resolution.is_issued:
        return {}
    user: Any = request.user
    read = resolution.receipts.filter(user=user, body=None).first()
    today, sees_decision = timezone.localdate(), may(request, Action.SEE_DECISION, resolution)
    return {
        "files": [documents.latest(resolution, kind) for kind in documents.FOR_ALL],
        "read_at": read.at if read else None,
        "sees_decision": sees_decision,
        "bodies": receiving.asked_of(user, resolution, today),
        "receipts": receiving.receipts(resolution, on=today) if sees_decision else None,
        "may_address": may(request, Action.ADDRESS, resolution),
    }


def _editions(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return the resolutions of the same month before and after this one, and by what it was ended."""
    if not resolution.is_ended:
        return {"replaces": resolution.replaces}
    successor = _visible(request).filter(replaces=resolution).first()
    anew = f"{reverse('resolutions:start')}?thang={period_name(resolution.period.calendar)}"
    return {
        "replaces": resolution.replaces,
        "successor": successor,
        "ending": withdrawing.ending(resolution),
        "start_url": anew if may(request, Action.START) and not successor else "",
    }


def _way(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    """Return where a month stands that is on its way, and what this person does next."""
    if resolution.is_practice:
        return {}
    today = timezone.localdate()
    context: dict[str, Any] = {"may_withdraw": may(request, Action.WITHDRAW, resolution)}
    if not resolution.is_issued:
        context["steps"] = workspace.steps(resolution, [])
        context["next"] = acts.next_act(resolution, request.user, today)  # type: ignore[arg-type]
        context["may_return"] = may(request, Action.RETURN, resolution)
        context["may_step_back"] = may(request, Action.STEP_BACK, resolution)
    return context


@require_safe
def stylesheet(request: HttpRequest, profile: str) -> HttpResponse:
    """The official layout as a sheet of its own: the policy on content allows no inline style."""
    if profile not in Profile.values:
        raise Http404
    return HttpResponse(layout_stylesheet(Profile(profile)), content_type="text/css; charset=utf-8")


@require_safe
def download(request: HttpRequest, period: Period, kind: str) -> HttpResponse:
    if kind not in export.FORMATS:
        raise Http404
    resolution = visible_or_404(request, period)
    # What was issued is handed out as it was frozen then, and never made anew.
    frozen = documents.latest(resolution, Document.Kind.ISSUED_TEXT) if kind == "pdf" else None
    if frozen:
        return attachment(frozen.file.name, frozen.file.content_type, documents.content_of(frozen))
    name, content = export.export(resolution, Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)


@require_safe
def original(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = visible_or_404(request, period)
    document = get_object_or_404(resolution.documents.select_related("file"), kind=Document.Kind.IMPORTED)
    return attachment(document.file.name, document.file.content_type, bytes(document.file.content))


def attachment(name: str, content_type: str, content: bytes) -> HttpResponse:
    """Hand out a file: never shown in the browser, and powerless if it were."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
