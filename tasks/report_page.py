"""The page with the form of a report, for all who fill it in: the body, the office for it, the holder of a link."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions.drafting import Refused
from resolutions.models import Paragraph
from resolutions.workflow import Overtaken
from tasks import extending, places, reporting
from tasks.asking import today
from tasks.held_papers import Holder
from tasks.listing import days_left, tag
from tasks.models import Extension, PartIn, ProgressReport, ReportLink, Share
from tasks.report_forms import FIGURES, ReportForm, as_uuid
from tasks.report_links import spend
from tasks.reporting import Speaker

# The boxes in which words are typed; the others are ticked, or filled in beforehand.
_WORDS: Final = ("result", "difficulty", "reason", "wanted_on")


class Typed(NamedTuple):
    """What was typed in a box, or in all the rows of figures."""

    label: str
    text: str


@dataclass(frozen=True)
class Sent:
    """What a form has brought: a report, a request for more time, or both."""

    report: ProgressReport | None
    extension: Extension | None


def send(form: ReportForm, share: Share, speaker: Speaker, *, at: datetime, link: ReportLink | None = None) -> Sent:
    """Store what a valid form says, all of it or nothing, and use up the link that it came by.

    Raises what `reporting.report`, `extending.ask` and `report_links.spend` raise.
    """
    with transaction.atomic():
        reporting.hold(share.directive_id)
        if known := sent_before(share, form.operation):
            return known
        form.holder.let_go()
        if link:
            spend(link, at=at)
        extension = extending.ask(share, form.asked, speaker, at=at) if form.asked else None
        report = reporting.report(share, form.said, speaker, at=at) if form.said else None
    return Sent(report, extension)


def sent_before(share: Share, operation: Any) -> Sent | None:
    """Return what the same form has brought before, for the same body and directive."""
    report = reporting.already(ProgressReport, share, operation)
    extension = reporting.already(Extension, share, operation)
    return Sent(report, extension) if report or extension else None


def typed(data: Mapping[str, str]) -> list[Typed]:
    """Return what a form that cannot be sent any more says, for a page from which it is copied."""
    fields = ReportForm.base_fields
    words = [Typed(str(fields[name].label), data.get(name, "").strip()) for name in _WORDS]
    return [each for each in (*words, Typed(_("Figures (optional)"), "\n".join(_figures(data)))) if each.text]


def _figures(data: Mapping[str, str]) -> Iterator[str]:
    for number in range(1, FIGURES + 1):
        name, value, unit = (data.get(f"figure_{number}_{part}", "").strip() for part in ("name", "value", "unit"))
        if value:
            yield f"{name}: {value} {unit}".strip(" :")


def form_of(request: HttpRequest, share: Share, holder: Holder, kind: type[ReportForm] = ReportForm) -> ReportForm:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return kind(
        *given, directive=share.directive, on=today(), holder=holder, last=reporting.latest(share), auto_id="b_%s"
    )


def try_to_send(
    form: ReportForm, share: Share, speaker: Speaker, *, link: ReportLink | None = None
) -> tuple[Sent | None, int]:
    """Return what the form has brought and the status of the answer; nothing, with words in the form, if refused.

    Of a form that is refused the files are held.
    """
    if known := sent_before(share, as_uuid(form.data.get("op_id", ""))):
        return known, 200
    status = 422
    if form.is_valid():
        try:
            return send(form, share, speaker, at=timezone.now(), link=link), 200
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409 if isinstance(refused, Overtaken) else 422
    form.hold_files()
    return None, status


def show(request: HttpRequest, share: Share, form: ReportForm, status: int = 200, **context: Any) -> HttpResponse:
    directive = share.directive
    where = Paragraph.objects.select_related("section__part__resolution").get(pk=directive.paragraph_id)
    coordinating = directive.assignments.filter(part=PartIn.COORDINATING)
    found = {
        "share": share,
        "directive": directive,
        "closed": reporting.closed(directive, share),
        "form": form,
        "days": days_left(directive, today()),
        "tag": tag(directive.state_on(today())),
        "place": places.place(where),
        "place_url": places.address(where),
        "coordinating": [assignment.named for assignment in coordinating],
        "last": form.last,
        "files_lost": len(request.FILES.getlist("papers")) > len(form.ready),
    }
    return render(request, "tasks/report.html", found | context, status=status)
