"""Text pasted from elsewhere: what of it becomes paragraphs is shown first, and taken when it is confirmed."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from kesat.forms import Form, unsafe_message
from kesat.organization.models import User
from kesat.vietnamese import UnsafeText
from resolutions import arranging, drafting
from resolutions.editing import draft_section_or_404, siblings
from resolutions.manuscript import MAX_MONTH_LENGTH, ParagraphText
from resolutions.models import Section
from resolutions.pasting import Pasted, read_pasted
from resolutions.periods import Period
from resolutions.views import user_of


class PastedField(forms.CharField):
    """Pasted text as it came: legacy letters use characters that cleaning drops, so the reader cleans it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, **kwargs)


class PasteForm(Form):
    """Text from elsewhere, whether its old letters are to be converted, and which of its paragraphs are taken."""

    op_id = forms.UUIDField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = PastedField(
        label=gettext_lazy("Text from elsewhere"),
        max_length=MAX_MONTH_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Press Ctrl+V here. Nothing is taken into the section before you have seen it."),
        error_messages={"max_length": gettext_lazy("At most 200,000 characters can be pasted at once.")},
    )
    html = PastedField(widget=forms.HiddenInput, max_length=2 * 1024 * 1024)
    convert = forms.BooleanField(widget=forms.HiddenInput, required=False)
    take = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            self._pasted = read_pasted(data.get("text", ""), data.get("html", ""), converted=data.get("convert", False))
        except UnsafeText as unsafe:
            self.add_error("text", unsafe_message(unsafe))
        else:
            if not self._pasted.paragraphs and not self.errors:
                self.add_error("text", _("Paste the text first."))
        return data

    @property
    def is_too_long(self) -> bool:
        return any(error.code == "max_length" for errors in self.errors.as_data().values() for error in errors)

    def pasted(self) -> Pasted:
        return self._pasted

    def chosen(self) -> list[ParagraphText]:
        """Return the paragraphs that were ticked, as they are shown."""
        ticked = set(self.data.getlist("piece"))  # type: ignore[attr-defined]
        return [piece for place, piece in enumerate(self._pasted.paragraphs) if str(place) in ticked]


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Take pasted text apart into paragraphs, show them, and add those that are chosen."""
    row = draft_section_or_404(request, period, pk)
    place = next(place for each, place in siblings(row) if each.pk == row.pk)
    form = PasteForm(request.POST if request.method == "POST" else None)
    context = {"resolution": row.part.resolution, "section": row, "place": place, "form": form, "op_id": uuid.uuid4()}
    if request.method == "POST" and form.is_valid():
        context |= pasting_context(form)
        if form.cleaned_data["take"]:
            try:
                return _take_pasted(request, row, form)
            except drafting.Refused as refused:
                form.add_error("text", str(refused))
    status = 413 if form.is_too_long else 422 if form.errors else 200
    return render(request, "resolutions/paste.html", context, status=status)


def _take_pasted(request: HttpRequest, section: Section, form: PasteForm) -> HttpResponse:
    focus, count = take_chosen(section, form, by=user_of(request))
    messages.success(request, pasted_message(count))
    address = reverse("resolutions:section", args=[section.part.resolution.period, section.pk])
    return redirect(f"{address}#doan-{focus}")


def take_chosen(section: Section, form: PasteForm, *, by: User) -> tuple[int | None, int]:
    """Add the paragraphs that were ticked; return the key of the first and how many they are. Raises Refused."""
    chosen, data = form.chosen(), form.cleaned_data
    focus = arranging.paste(section, chosen, after=data["after"], op_id=data["op_id"], by=by, at=timezone.now())
    return focus, len(chosen)


def pasting_context(form: PasteForm) -> dict[str, Any]:
    """Return what the preview of pasted text shows."""
    pasted = form.pasted()
    return {"form": form, "pasted": pasted, "pieces": list(enumerate(pasted.paragraphs))}


def pasted_message(count: int) -> str:
    return ngettext("%(count)d paragraph is added.", "%(count)d paragraphs are added.", count) % {"count": count}
