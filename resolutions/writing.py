"""Writing: starting a month, bringing one in from a file, correcting its facts, adding sections, practising."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kesat.organization.held import HeldFile
from kesat.organization.models import Committee
from kesat.uploads import RefusedFile
from resolutions import drafting, export, storing
from resolutions import facts as month_facts
from resolutions.bringing_in import found_places, known_names
from resolutions.forms import (
    ExtraSectionForm,
    FactsForm,
    FileForm,
    PreviewForm,
    StartForm,
    typed_month,
)
from resolutions.intake import Intake, read_document
from resolutions.layout import compose, to_html
from resolutions.models import Resolution, Section
from resolutions.months import month_after, month_before
from resolutions.periods import Period, parse_period
from resolutions.policy import Action
from resolutions.views import posted, refuse_unless, user_of, visible_or_404

PURPOSE = "resolution"


def draft_or_404(request: HttpRequest, period: Period) -> Resolution:
    resolution = visible_or_404(request, period)
    refuse_unless(request, Action.WRITE, resolution)
    return resolution


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.START)
    proposed = _period_to_start(request)
    form = StartForm(posted(request), initial={"period": typed_month(proposed)})
    if request.method == "POST" and form.is_valid():
        year, month = form.cleaned_data["period"]
        try:
            resolution = storing.start_month(
                year, month, by=user_of(request), at=timezone.now(), on=timezone.localdate()
            )
        except drafting.Refused as refused:  # someone started the same month between the check and here
            form.add_error("period", str(refused))
        else:
            _say_what_the_month_is_modelled_on(request, resolution)
            return redirect(resolution)
    model = storing.model_for(*proposed)
    context = {"form": form, "model": model, "is_anew": model is not None and model.period.calendar == proposed}
    return render(request, "resolutions/start.html", context, status=422 if form.errors else 200)


def _period_to_start(request: HttpRequest) -> tuple[int, int]:
    """Return the month that a link asks to start anew, where it may be; else the one after the last."""
    try:
        asked = parse_period(request.GET.get("thang", ""))
    except ValueError:
        return _next_period()
    there = Resolution.objects.of(Period(*asked.calendar)).first()
    return asked.calendar if there and there.is_ended else _next_period()


def _next_period() -> tuple[int, int]:
    last = Resolution.objects.real().order_by("-year", "-month").first()
    today = timezone.localdate()
    return month_after(*last.period.calendar) if last else (today.year, today.month)


def _say_what_the_month_is_modelled_on(request: HttpRequest, resolution: Resolution) -> None:
    messages.success(request, _("Month %(month)s is started.") % {"month": resolution.label})
    if resolution.replaces_id:
        return
    model = Resolution.objects.before(*resolution.period.calendar).first()
    if model and model.period.calendar != month_before(*resolution.period.calendar):
        messages.warning(
            request,
            _("There is no resolution for the month before; this one is modelled on month %(month)s.")
            % {"month": model.label},
        )


@require_POST
def practise(request: HttpRequest) -> HttpResponse:
    """Start the practice month, or go on with the one there is."""
    refuse_unless(request, Action.START)
    there = Resolution.objects.filter(is_practice=True).first()
    if there is None:
        now, today = timezone.now(), timezone.localdate()
        try:
            there = storing.start_month(*_next_period(), by=user_of(request), at=now, on=today, practice=True)
        except drafting.Refused:  # pressed twice, or by two people at once
            there = get_object_or_404(Resolution, is_practice=True)
    return redirect(there)


@require_POST
def remove_practice(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = draft_or_404(request, period)
    try:
        storing.remove_practice(resolution, by=user_of(request))
    except drafting.Refused as refused:
        messages.error(request, str(refused))
        return redirect(resolution)
    messages.success(request, _("The practice month is removed."))
    return redirect("resolutions:list")


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a file, and hold it for the preview; nothing is stored in the record yet."""
    refuse_unless(request, Action.BRING_IN)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            _read(file.name, content)
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        else:
            now = timezone.now()
            HeldFile.objects.expired(now).delete()
            held = HeldFile.objects.create(
                user=user_of(request), purpose=PURPOSE, name=file.name[:200], content=content, created_at=now
            )
            return redirect("resolutions:preview", held.pk)
    return render(request, "resolutions/bring_in.html", {"form": form}, status=422 if form.errors else 200)


def _read(name: str, content: bytes) -> Intake:
    return read_document(name, content, names=known_names())


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found in the file and how sure that is; store it when the reader confirms."""
    refuse_unless(request, Action.BRING_IN)
    held = HeldFile.objects.of(user_of(request), PURPOSE, timezone.now()).filter(pk=pk).first()
    if held is None:
        return render(request, "resolutions/preview_gone.html", status=HTTPStatus.NOT_FOUND)
    intake = _read(held.name, bytes(held.content))
    form = PreviewForm(posted(request), initial=_first_guess(intake))
    if request.method == "POST" and form.is_valid():
        try:
            resolution = _store(request, held, intake, form)
        except drafting.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(resolution)
    committee = Committee.current()
    context = {
        "form": form,
        "held": held,
        "intake": intake,
        "found": found_places(intake),
        "profile": committee.format_profile,
        "document": to_html(compose(intake.manuscript, export.letterhead(committee)), top_heading=2),
    }
    return render(request, "resolutions/preview.html", context, status=422 if form.errors else 200)


def _first_guess(intake: Intake) -> dict[str, Any]:
    found = intake.manuscript
    return {
        "period": typed_month((found.year, found.month)) if found.is_dated else "",
        "kept_as": PreviewForm.ARCHIVE if found.number and found.issued_on else PreviewForm.DRAFT,
        "number": found.number,
        "issued_on": found.issued_on,
    }


def _store(request: HttpRequest, held: HeldFile, intake: Intake, form: PreviewForm) -> Resolution:
    year, month = form.cleaned_data["period"]
    number, issued_on = form.cleaned_data["number"], form.cleaned_data["issued_on"]
    if not form.is_archive:
        number = issued_on = None
    manuscript = replace(intake.manuscript, year=year, month=month, number=number, issued_on=issued_on)
    source = storing.Source.of(held.name, bytes(held.content))
    resolution = storing.store(
        manuscript, by=user_of(request), at=timezone.now(), archive=form.is_archive, source=source
    )
    held.delete()
    messages.success(request, _("Month %(month)s is brought in.") % {"month": resolution.label})
    return resolution


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, period: Period) -> HttpResponse:
    resolution = draft_or_404(request, period)
    form = FactsForm(posted(request), initial=FactsForm.initial_for(resolution))
    if request.method == "POST" and form.is_valid():
        try:
            month_facts.save_facts(resolution, form.facts(), by=user_of(request))
        except drafting.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The month's facts are saved."))
            return redirect(resolution)
    context = {"resolution": resolution, "form": form, "extra_form": ExtraSectionForm()}
    return render(request, "resolutions/facts.html", context, status=422 if form.errors else 200)


@require_POST
def add_section(request: HttpRequest, period: Period) -> HttpResponse:
    """Add an optional section, such as limitations and their causes, at the end of a part."""
    resolution = draft_or_404(request, period)
    form = ExtraSectionForm(request.POST)
    if not form.is_valid():
        context = {
            "resolution": resolution,
            "form": FactsForm(initial=FactsForm.initial_for(resolution)),
            "extra_form": form,
        }
        return render(request, "resolutions/facts.html", context, status=422)
    data = form.cleaned_data
    section = month_facts.add_section(resolution, data["part"], data["title"], by=user_of(request))
    return redirect("resolutions:section", resolution.period, section.pk)


@require_POST
def remove_section(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Take away an added section that nobody has written in."""
    resolution = draft_or_404(request, period)
    section = get_object_or_404(Section, pk=pk, part__resolution=resolution)
    try:
        month_facts.remove_section(section, by=user_of(request))
    except drafting.Refused as refused:
        messages.error(request, str(refused))
        return redirect("resolutions:section", resolution.period, section.pk)
    messages.success(request, _("The section is removed."))
    return redirect(resolution)
