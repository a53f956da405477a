"""What the pages of the history look at: a paragraph, a section or a month, at two moments; as addresses name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import Form
from resolutions import history as past
from resolutions.models import Paragraph, Resolution, Revision, Section
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import refuse_unless, visible_month_or_404
from resolutions.workspace import place_of

NOW = "nay"
_YEARS = range(2000, 2101)


class MomentForm(Form):
    """A moment as the office types it: a day, and a time unless midnight is meant; both empty is no moment."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("The day is typed as day/month/year, for example 05/03/2026.")},
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M"],
        error_messages={"invalid": gettext_lazy("The time is typed as hours:minutes, for example 14:05.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("day", "time"):
            self.fields[field].widget.attrs["autocomplete"] = "off"

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day.year not in _YEARS:
            raise ValidationError(_("The year is between 2000 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("time") is not None and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Type the day as well as the time."))
        return data

    @property
    def moment(self) -> datetime | None:
        if not self.is_valid() or not self.cleaned_data["day"]:
            return None
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"] or time()))


class FilterForm(MomentForm):
    """What of the history to show: one section, unless the page is of one, and what was changed since a moment."""

    def __init__(self, data: QueryDict, *, scope: "Scope") -> None:
        super().__init__(data)
        self.fields["day"].label, self.fields["time"].label = _("Since day"), _("Since time")
        if scope.place:
            return
        choices = [(str(pk), place.name) for pk, place in scope.places.items()]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"),
            required=False,
            choices=[("", _("All sections")), *choices],
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"invalid_choice": _("Choose a section of this month.")},
        )
        self.order_fields(["section", "day", "time"])

    def chosen(self, scope: "Scope") -> "Scope":
        """Return the scope narrowed down to the section that was chosen."""
        section = self.cleaned_data.get("section") if self.is_valid() else ""
        return scope.within(int(section)) if section else scope


# What is looked at


@dataclass(frozen=True)
class Place:
    """A section with its place in the document: "I.2", or the name of its part."""

    section: Section
    place: str

    @property
    def name(self) -> str:
        return f"{self.place}. {self.section.title}" if self.section.title else self.place

    @property
    def called(self) -> str:
        """The section as a sentence speaks of it."""
        return _("section %(place)s") % {"place": self.place} if self.section.part.is_titled else self.place


@dataclass(frozen=True)
class Scope:
    """A paragraph, a section or the whole month."""

    month: Resolution
    places: dict[int, Place]
    place: Place | None = None
    paragraph: Paragraph | None = None

    def within(self, section_id: int) -> "Scope":
        return Scope(self.month, self.places, self.places[section_id])

    @property
    def section(self) -> Section | None:
        return self.place.section if self.place else None

    @property
    def parameters(self) -> dict[str, str]:
        """What stands for this scope in an address."""
        if self.paragraph:
            return {"paragraph": str(self.paragraph.pk)}
        return {"section": str(self.place.section.pk)} if self.place else {}

    @property
    def called(self) -> str:
        if self.place is None:
            return _("month %(month)s") % {"month": self.month.label}
        section = self.place.called
        return _("a paragraph of %(section)s") % {"section": section} if self.paragraph else section

    @property
    def version(self) -> int:
        """The version on which an earlier state is brought back."""
        return self.paragraph.version if self.paragraph else past.version_of(self.section or self.month)

    @property
    def history_url(self) -> str:
        if self.paragraph:
            return history_url_of(self.month, self.paragraph.pk)
        if self.section:
            return reverse("resolutions:section_history", args=[self.month.period, self.section.pk])
        return reverse("resolutions:history", args=[self.month.period])

    @property
    def writing_url(self) -> str:
        if self.section is None:
            return self.month.get_absolute_url()
        address = reverse("resolutions:section", args=[self.month.period, self.section.pk])
        return f"{address}#doan-{self.paragraph.pk}" if self.paragraph else address

    def compare_url(self, old: "Side", new: "Side", **more: str) -> str:
        query = urlencode({**self.parameters, "tu": old.value, "den": new.value, **more})
        return f"{reverse('resolutions:compare', args=[self.month.period])}?{query}"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a moment, of a paragraph a revision, or now, which is neither."""

    moment: datetime | None = None
    revision: Revision | None = None

    @property
    def at(self) -> datetime | None:
        return self.revision.at if self.revision else self.moment

    @property
    def is_now(self) -> bool:
        return self.at is None

    @property
    def value(self) -> str:
        """What stands for this side in an address."""
        if self.revision:
            return str(self.revision.pk)
        return self.moment.astimezone(timezone.get_fixed_timezone(0)).isoformat() if self.moment else NOW

    def said(self, *, exactly: bool = False) -> str:
        """Return the moment in words, to the second where the minute alone would say too little."""
        if self.at is None:
            return _("now")
        return date_format(timezone.localtime(self.at), "H:i:s d/m/Y" if exactly else "H:i d/m/Y")


def month_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return a month that the person may look back on; 404 where they may not know of it, else a refusal."""
    month = visible_month_or_404(request, period)
    refuse_unless(request, Action.LOOK_BACK, month)
    return month


def places_of(month: Resolution) -> dict[int, Place]:
    """Return every section of the month by its id, in the order of the document."""
    found = {}
    for part in month.parts.prefetch_related("sections"):
        for number, section in enumerate(part.sections.all(), 1):
            section.part = part
            found[section.pk] = Place(section, place_of(part, number))
    return found


def scope_or_404(given: QueryDict, month: Resolution) -> Scope:
    places = places_of(month)
    if "paragraph" in given:
        of_month = Paragraph.objects.filter(section__in=places)
        paragraph = get_object_or_404(of_month, pk=_number_or_404(given["paragraph"]))
        return Scope(month, places, places[paragraph.section_id], paragraph)
    if "section" not in given:
        return Scope(month, places)
    place = places.get(_number_or_404(given["section"]))
    if place is None:
        raise Http404
    return Scope(month, places, place)


def _number_or_404(text: Any) -> int:
    if not (isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def side_or_404(text: Any, scope: Scope) -> Side:
    """Return the side that an address names: "nay", a moment with its zone, or a revision of the paragraph."""
    if text == NOW:
        return Side()
    if scope.paragraph:
        return Side(revision=get_object_or_404(scope.paragraph.revisions.select_related("by"), pk=_number_or_404(text)))
    try:
        moment = parse_datetime(str(text))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or moment.year not in _YEARS:
        raise Http404
    return Side(moment)


def sides_or_404(given: QueryDict, scope: Scope, typed: Sequence[MomentForm]) -> tuple[Side, Side]:
    """Return both sides, the older first: as typed, else as the address names them, else the first state and now."""
    old = side_or_404(given["tu"], scope) if "tu" in given else _first_side(scope)
    new = side_or_404(given["den"], scope) if "den" in given else Side()
    if scope.paragraph is None:
        old, new = (Side(form.moment) if form.moment else side for form, side in zip(typed, (old, new), strict=True))
    older, newer = sorted((old, new), key=lambda side: (side.is_now, side.at or timezone.now()))
    return older, newer


def _first_side(scope: Scope) -> Side:
    if scope.paragraph:
        return Side(revision=scope.paragraph.revisions.select_related("by").earliest("at", "pk"))
    return Side(past.began_at(scope.month))


def history_url_of(month: Resolution, paragraph_id: int) -> str:
    return reverse("resolutions:paragraph_history", args=[month.period, paragraph_id])
