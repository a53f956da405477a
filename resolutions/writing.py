"""Writing: starting a month, bringing one in from a file, correcting its facts and paragraphs."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kesat.organization.models import Committee, HeldFile
from kesat.uploads import RefusedFile
from resolutions import drafting, export, policy, storing
from resolutions.bringing_in import found_places, known_names
from resolutions.forms import (
    ExtraSectionForm,
    FactsForm,
    FileForm,
    PreviewForm,
    SectionForm,
    StartForm,
    paragraph_formset,
    typed_month,
)
from resolutions.intake import Intake, read_document
from resolutions.layout import compose, to_html
from resolutions.models import Paragraph, Resolution, Section
from resolutions.months import month_after, month_before
from resolutions.policy import Action
from resolutions.views import section_place, visible_or_404

PURPOSE = "resolution"


def refuse_unless(request: HttpRequest, action: Action, resolution: Resolution | None = None) -> None:
    """Raise PermissionDenied, with the reason for the page, unless the person may act."""
    if reason := policy.refusal(action, request.user, on=timezone.localdate(), resolution=resolution):
        raise PermissionDenied(reason)


def draft_or_404(request: HttpRequest, period: tuple[int, int]) -> Resolution:
    resolution = visible_or_404(request, period)
    refuse_unless(request, Action.WRITE, resolution)
    return resolution


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.START)
    form = StartForm(_posted(request), initial={"period": typed_month(_next_period())})
    if request.method == "POST" and form.is_valid():
        year, month = form.cleaned_data["period"]
        try:
            resolution = storing.start_month(year, month, by=_user(request), at=timezone.now(), on=timezone.localdate())
        except drafting.Refused as refused:  # someone started the same month between the check and here
            form.add_error("period", str(refused))
        else:
            _say_what_the_month_is_modelled_on(request, resolution)
            return redirect(resolution)
    context = {"form": form, "model": storing.model_for(*_next_period())}
    return render(request, "resolutions/start.html", context, status=422 if form.errors else 200)


def _next_period() -> tuple[int, int]:
    last = Resolution.objects.order_by("-year", "-month").first()
    today = timezone.localdate()
    return month_after(*last.period) if last else (today.year, today.month)


def _say_what_the_month_is_modelled_on(request: HttpRequest, resolution: Resolution) -> None:
    messages.success(request, _("Month %(month)s is started.") % {"month": resolution.label})
    model = storing.model_for(*resolution.period)
    if model and model.period != month_before(*resolution.period):
        messages.warning(
            request,
            _("There is no resolution for the month before; this one is modelled on month %(month)s.")
            % {"month": model.label},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a file, and hold it for the preview; nothing is stored in the record yet."""
    refuse_unless(request, Action.BRING_IN)
    form = FileForm(_posted(request), request.FILES or None)
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
                user=_user(request), purpose=PURPOSE, name=file.name[:200], content=content, created_at=now
            )
            return redirect("resolutions:preview", held.pk)
    return render(request, "resolutions/bring_in.html", {"form": form}, status=422 if form.errors else 200)


def _read(name: str, content: bytes) -> Intake:
    return read_document(name, content, names=known_names())


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found in the file and how sure that is; store it when the reader confirms."""
    refuse_unless(request, Action.BRING_IN)
    held = HeldFile.objects.of(_user(request), PURPOSE, timezone.now()).filter(pk=pk).first()
    if held is None:
        return render(request, "resolutions/preview_gone.html", status=HTTPStatus.NOT_FOUND)
    intake = _read(held.name, bytes(held.content))
    form = PreviewForm(_posted(request), initial=_first_guess(intake))
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
    resolution = storing.store(manuscript, by=_user(request), at=timezone.now(), archive=form.is_archive, source=source)
    held.delete()
    messages.success(request, _("Month %(month)s is brought in.") % {"month": resolution.label})
    return resolution


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, period: tuple[int, int]) -> HttpResponse:
    resolution = draft_or_404(request, period)
    form = FactsForm(_posted(request), initial=FactsForm.initial_for(resolution))
    if request.method == "POST" and form.is_valid():
        try:
            drafting.save_facts(resolution, form.facts(), by=_user(request))
        except drafting.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The month's facts are saved."))
            return redirect(resolution)
    context = {"resolution": resolution, "form": form, "extra_form": ExtraSectionForm()}
    return render(request, "resolutions/facts.html", context, status=422 if form.errors else 200)


@require_POST
def add_section(request: HttpRequest, period: tuple[int, int]) -> HttpResponse:
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
    section = drafting.add_section(resolution, form.cleaned_data["part"], form.cleaned_data["title"], by=_user(request))
    return redirect("resolutions:section", resolution.period, section.pk)


@require_POST
def remove_section(request: HttpRequest, period: tuple[int, int], pk: int) -> HttpResponse:
    """Take away an added section that nobody has written in."""
    resolution = draft_or_404(request, period)
    section = get_object_or_404(Section, pk=pk, part__resolution=resolution)
    try:
        drafting.remove_section(section, by=_user(request))
    except drafting.Refused as refused:
        messages.error(request, str(refused))
        return redirect("resolutions:section", resolution.period, section.pk)
    messages.success(request, _("The section is removed."))
    return redirect(resolution)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, period: tuple[int, int], pk: int) -> HttpResponse:
    """Correct the paragraphs of a section, one plain box each."""
    resolution = draft_or_404(request, period)
    row = get_object_or_404(Section.objects.select_related("part"), pk=pk, part__resolution=resolution)
    paragraphs = list(row.paragraphs.filter(is_removed=False))
    data = request.POST.copy() if request.method == "POST" else None
    title_form = SectionForm(data, section=row)
    formset = paragraph_formset(data, paragraphs)
    conflicts: dict[str, str] = {}
    status = 200
    if data is not None:
        status = 413 if _is_too_long(formset) else 422
        if formset.is_valid() and title_form.is_valid():
            try:
                _save_section(request, row, formset, title_form)
            except drafting.Conflict as conflict:
                conflicts = {str(pk): paragraph.text for pk, paragraph in conflict.paragraphs.items()}
                data = _rebased(data, conflict)
                formset, title_form = paragraph_formset(data, paragraphs), SectionForm(data, section=row)
                messages.error(request, str(conflict))
                status = 409
            except drafting.TooLong as too_long:
                messages.error(request, str(too_long))
                status = 413
            except drafting.Refused as refused:
                messages.error(request, str(refused))
            else:
                return redirect("resolutions:section", resolution.period, row.pk)
    context = {
        "resolution": resolution,
        "section": row,
        "place": section_place(row),
        "title_form": title_form,
        "formset": formset,
        "rows": _rows(formset, conflicts),
        "others": _not_on_the_form(formset, paragraphs) if status == HTTPStatus.CONFLICT else [],
        "problems": _problems(formset, title_form),
        "unsaved": status != 200,
        "removed": row.paragraphs.filter(is_removed=True),
        "is_removable": drafting.is_removable(row),
    }
    return render(request, "resolutions/section.html", context, status=status)


@require_POST
def restore(request: HttpRequest, period: tuple[int, int], pk: int) -> HttpResponse:
    """Bring back a paragraph that was removed."""
    resolution = draft_or_404(request, period)
    paragraph = get_object_or_404(
        Paragraph.objects.select_related("section__part"), pk=pk, section__part__resolution=resolution
    )
    try:
        drafting.restore(paragraph, by=_user(request), at=timezone.now())
    except drafting.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The paragraph is back in its place."))
    return redirect("resolutions:section", resolution.period, paragraph.section_id)


def _save_section(request: HttpRequest, row: Section, formset: Any, title_form: SectionForm) -> None:
    entries = [
        drafting.Entry(
            text=form.cleaned_data["text"],
            kind=form.cleaned_data["kind"],
            paragraph_id=form.cleaned_data["paragraph_id"],
            base_version=form.cleaned_data["base_version"] or 0,
            is_removed=form.cleaned_data["is_removed"],
        )
        for form in formset
        if form.cleaned_data
    ]
    seen = title_form.cleaned_data["section_version"] or 0
    wanted = drafting.Wanted(entries, base_version=seen, title=title_form.new_title)
    changed = drafting.save_section(row, wanted, by=_user(request), at=timezone.now())
    if changed:
        text = ngettext("%(count)d paragraph is saved.", "%(count)d paragraphs are saved.", changed)
        messages.success(request, text % {"count": changed})
    else:
        messages.success(request, _("Saved."))


def _rebased(data: Any, conflict: drafting.Conflict) -> Any:
    """Return what was typed, now based on what stands: saving again takes the typed text, knowingly."""
    for name in list(data):
        if name.endswith("-paragraph_id") and data[name].isdecimal() and int(data[name]) in conflict.paragraphs:
            version = conflict.paragraphs[int(data[name])].version
            data[name.removesuffix("paragraph_id") + "base_version"] = str(version)
    if conflict.version is not None:
        data["section_version"] = str(conflict.version)
    return data


def _not_on_the_form(formset: Any, paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the texts that were added by someone else since the form was opened."""
    shown = {str(form["paragraph_id"].value()) for form in formset}
    return [row.text for row in paragraphs if str(row.pk) not in shown]


def _rows(formset: Any, conflicts: dict[str, str]) -> list[dict[str, Any]]:
    """Return each paragraph's form with its number and, after a conflict, the other person's text."""
    rows = []
    for place, form in enumerate(formset, 1):
        pk = form["paragraph_id"].value()
        rows.append({"form": form, "place": place, "is_new": not pk, "other": conflicts.get(str(pk))})
    return rows


def _problems(formset: Any, title_form: SectionForm) -> list[tuple[str, str]]:
    """Return every error of the page with the box it belongs to, for the summary."""
    forms = [title_form, *formset]
    return [problem for form in forms if form.is_bound for problem in form.problems]


def _is_too_long(formset: Any) -> bool:
    codes = [error.code for form in formset for errors in form.errors.as_data().values() for error in errors]
    return "max_length" in codes


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> Any:
    """Return the signed-in person; the middleware lets nobody else come here."""
    return request.user
