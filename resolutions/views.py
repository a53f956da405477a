"""Reading: the list of months, a month as printed, its files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kesat.organization.models import Committee
from kesat.uploads import safe_file_name
from resolutions import export, policy
from resolutions.layout import Profile, to_html
from resolutions.layout import stylesheet as layout_stylesheet
from resolutions.manuscript import PartKind
from resolutions.models import Document, Resolution, Section
from resolutions.policy import Action

PAGE_LENGTH = 24


def visible_or_404(request: HttpRequest, period: tuple[int, int]) -> Resolution:
    """Return the month with its text, or 404 where there is none or this person may not know of it."""
    year, month = period
    months = Resolution.objects.visible_to(request.user, timezone.localdate())  # type: ignore[arg-type]
    return get_object_or_404(months.with_text(), year=year, month=month)


def may(request: HttpRequest, action: Action, resolution: Resolution | None = None) -> bool:
    return not policy.refusal(action, request.user, on=timezone.localdate(), resolution=resolution)


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    months = Resolution.objects.visible_to(request.user, timezone.localdate())  # type: ignore[arg-type]
    context = {
        "page": Paginator(months, PAGE_LENGTH).get_page(request.GET.get("page")),
        "may_start": may(request, Action.START),
    }
    return render(request, "resolutions/list.html", context)


@require_safe
def detail(request: HttpRequest, period: tuple[int, int]) -> HttpResponse:
    resolution = visible_or_404(request, period)
    may_write = may(request, Action.WRITE, resolution)
    composed = export.composition(resolution, Committee.current())
    context = {
        "resolution": resolution,
        "profile": composed.profile,
        "document": to_html(composed, top_heading=2),
        "formats": export.FORMATS,
        "original": resolution.documents.filter(kind=Document.Kind.IMPORTED).exists(),
        "may_write": may_write,
        "parts": writable_parts(resolution) if may_write else [],
    }
    return render(request, "resolutions/detail.html", context)


def writable_parts(resolution: Resolution) -> list[dict[str, Any]]:
    """Return the parts in order, each with its sections and the name the office gives them ("I.2")."""
    return [
        {"part": part, "sections": [{"section": row, "place": section_place(row)} for row in part.sections.all()]}
        for part in resolution.parts.all()
    ]


def section_place(section: Section) -> str:
    """Return "I.2" for the second section of part I, the part's name for opening and closing."""
    if not section.part.is_titled:
        return section.part.get_kind_display()
    before = [row for row in section.part.sections.all() if row.position <= section.position]
    return f"{'I' if section.part.kind == PartKind.RESULTS else 'II'}.{len(before)}"


@require_safe
def stylesheet(request: HttpRequest, profile: str) -> HttpResponse:
    """The official layout as a sheet of its own: the policy on content allows no inline style."""
    if profile not in Profile.values:
        raise Http404
    return HttpResponse(layout_stylesheet(Profile(profile)), content_type="text/css; charset=utf-8")


@require_safe
def download(request: HttpRequest, period: tuple[int, int], kind: str) -> HttpResponse:
    if kind not in export.FORMATS:
        raise Http404
    name, content = export.export(visible_or_404(request, period), Committee.current(), kind)
    return attachment(name, export.FORMATS[kind], content)


@require_safe
def original(request: HttpRequest, period: tuple[int, int]) -> HttpResponse:
    resolution = visible_or_404(request, period)
    document = get_object_or_404(resolution.documents.select_related("file"), kind=Document.Kind.IMPORTED)
    return attachment(document.file.name, document.file.content_type, bytes(document.file.content))


def attachment(name: str, content_type: str, content: bytes) -> HttpResponse:
    """Hand out a file: never shown in the browser, and powerless if it were."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
