"""The pages of the history: who changed what, any two states compared, an earlier one brought back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from kesat.forms import Form
from resolutions import history as past
from resolutions.comparing import Row, RowKind, Stand, compare_paragraphs
from resolutions.drafting import Refused
from resolutions.history import Session, State
from resolutions.layout import marks
from resolutions.manuscript import ParagraphKind
from resolutions.models import Origin, Paragraph, Resolution, Revision, Section
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import may, refuse_unless, visible_month_or_404
from resolutions.workspace import place_of

SESSIONS_A_PAGE = 25
REVISIONS_A_PAGE = 50
NOW = "nay"
_YEARS = range(2000, 2101)
# A state just before a change is that of the last instant before it.
_INSTANT = timedelta(microseconds=1)


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
        for field, example in (("day", "25/11/2026"), ("time", "14:05")):
            self.fields[field].widget.attrs |= {"autocomplete": "off", "placeholder": example}

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day.year not in _YEARS:
            raise ValidationError(_("The year of the day is between 2000 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("time") and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Type the day as well as the time."))
        return data

    @property
    def moment(self) -> datetime | None:
        if not self.is_valid() or not self.cleaned_data["day"]:
            return None
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"] or time()))


class FilterForm(MomentForm):
    """What of the history to show: one section, and what was changed since a moment."""

    def __init__(self, data: QueryDict, *, scope: "Scope") -> None:
        super().__init__(data)
        if scope.place:
            return  # the page is of one section
        choices = [(str(pk), place.name) for pk, place in scope.places.items()]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"),
            required=False,
            choices=[("", _("All sections")), *choices],
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"invalid_choice": _("Choose a section of this month.")},
        )
        self.order_fields(["section", "day", "time"])


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
    """What is looked at: a paragraph, a section or the whole month."""

    month: Resolution
    places: dict[int, Place]
    place: Place | None = None
    paragraph: Paragraph | None = None

    @property
    def parameters(self) -> dict[str, str]:
        if self.paragraph:
            return {"paragraph": str(self.paragraph.pk)}
        return {"section": str(self.place.section.pk)} if self.place else {}

    @property
    def called(self) -> str:
        if self.place is None:
            return _("month %(month)s") % {"month": self.month.label}
        words = _("a paragraph of %(section)s") if self.paragraph else "%(section)s"
        return words % {"section": self.place.called}

    @property
    def version(self) -> int:
        """The version to bring an earlier state back on."""
        if self.paragraph:
            return self.paragraph.version
        return past.version_of(self.place.section if self.place else self.month)

    @property
    def history_url(self) -> str:
        if self.paragraph:
            return reverse("resolutions:paragraph_history", args=[self.month.period, self.paragraph.pk])
        if self.place:
            return reverse("resolutions:section_history", args=[self.month.period, self.place.section.pk])
        return reverse("resolutions:history", args=[self.month.period])

    @property
    def writing_url(self) -> str:
        if self.place is None:
            return self.month.get_absolute_url()
        address = reverse("resolutions:section", args=[self.month.period, self.place.section.pk])
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
    def is_now(self) -> bool:
        return self.moment is None and self.revision is None

    @property
    def value(self) -> str:
        """What stands for this side in an address."""
        if self.revision:
            return str(self.revision.pk)
        return self.moment.astimezone(timezone.get_fixed_timezone(0)).isoformat() if self.moment else NOW

    @property
    def at(self) -> datetime | None:
        return self.revision.at if self.revision else self.moment

    def said(self, *, exactly: bool = False) -> str:
        """Return the moment in words, to the second where the minute does not tell it from another one."""
        if self.at is None:
            return _("now")
        words = date_format(timezone.localtime(self.at), "H:i:s d/m/Y" if exactly else "H:i d/m/Y")
        return f"{words}, {self.revision.by.full_name}" if self.revision and self.revision.by else words


# Finding


def _month_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return a month that the person may look back on; 404 where they may not know of it, else a refusal."""
    month = visible_month_or_404(request, period)
    refuse_unless(request, Action.LOOK_BACK, month)
    return month


def _places(month: Resolution) -> dict[int, Place]:
    """Return every section of the month, in the order of the document."""
    found = {}
    for part in month.parts.prefetch_related("sections"):
        for number, section in enumerate(part.sections.all(), 1):
            section.part = part
            found[section.pk] = Place(section, place_of(part, number))
    return found


def _scope_or_404(given: QueryDict, month: Resolution) -> Scope:
    places = _places(month)
    if "paragraph" in given:
        paragraphs = Paragraph.objects.filter(section__part__resolution=month)
        paragraph = get_object_or_404(paragraphs, pk=_number_or_404(given["paragraph"]))
        return Scope(month, places, places[paragraph.section_id], paragraph)
    if "section" not in given:
        return Scope(month, places)
    place = places.get(_number_or_404(given["section"]))
    if place is None:
        raise Http404
    return Scope(month, places, place)


def _number_or_404(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def _side_or_404(text: str | None, scope: Scope, *, otherwise: Side) -> Side:
    """Return the side that an address names: "nay", a moment with its zone, or a revision of the paragraph."""
    if text is None:
        return otherwise
    if text == NOW:
        return Side()
    if scope.paragraph:
        revisions = scope.paragraph.revisions.select_related("by")
        return Side(revision=get_object_or_404(revisions, pk=_number_or_404(text)))
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or moment.year not in _YEARS:
        raise Http404
    return Side(moment)


def _first_side(scope: Scope) -> Side:
    if scope.paragraph:
        return Side(revision=scope.paragraph.revisions.select_related("by").order_by("at", "pk").first())
    return Side(past.began_at(scope.month))


def _sides_or_404(given: QueryDict, scope: Scope, typed: Sequence[MomentForm]) -> tuple[Side, Side]:
    """Return both sides, the older first: as typed, else as the address names them, else the first state and now."""
    old = _side_or_404(given.get("tu"), scope, otherwise=_first_side(scope))
    new = _side_or_404(given.get("den"), scope, otherwise=Side())
    if not scope.paragraph:
        old, new = (Side(form.moment) if form.moment else side for form, side in zip(typed, (old, new), strict=True))
    older, newer = sorted((old, new), key=lambda side: (side.is_now, side.at or timezone.now()))
    return older, newer


# Lists


@dataclass(frozen=True)
class Entry:
    """A session as the list shows it."""

    session: Session
    scope: Scope

    @property
    def day(self) -> date:
        return timezone.localdate(self.session.ended_at)

    @property
    def span(self) -> str:
        """From when to when: "14:05", "14:05 – 14:32", or with the day where it began on another one."""
        began, ended = timezone.localtime(self.session.began_at), timezone.localtime(self.session.ended_at)
        if f"{began:%x %H:%M}" == f"{ended:%x %H:%M}":
            return f"{ended:%H:%M}"
        return f"{date_format(began, 'H:i' if began.date() == ended.date() else 'H:i d/m/Y')} – {ended:%H:%M}"

    @property
    def what(self) -> list[str]:
        session = self.session
        words = [ngettext("%(count)d paragraph", "%(count)d paragraphs", len(session.changes))] if session.changes else []
        found = [each % {"count": len(session.changes)} for each in words]
        if session.added:
            found.append(ngettext("%(count)d word added", "%(count)d words added", session.added) % {"count": session.added})
        if session.removed:
            found.append(
                ngettext("%(count)d word removed", "%(count)d words removed", session.removed) % {"count": session.removed}
            )
        if session.changes and not (session.added or session.removed):
            found.append(_("order or kind changed, no words"))
        return found

    @property
    def before(self) -> Side:
        return Side(self.session.began_at - _INSTANT)

    @property
    def after(self) -> Side:
        return Side(self.session.ended_at)

    @property
    def changes_url(self) -> str:
        return self.scope.compare_url(self.before, self.after)

    @property
    def now_url(self) -> str:
        return self.scope.compare_url(self.after, Side())

    @property
    def lost_urls(self) -> list[str]:
        period = self.scope.month.period
        return [reverse("resolutions:paragraph_history", args=[period, pk]) for pk in self.session.lost]

    @property
    def tags(self) -> list[str]:
        marked = (Origin.TAKEN_OVER, Origin.RESTORED)
        return [str(origin.label) for origin in marked if origin in self.session.origins]


@require_safe
def history(request: HttpRequest, period: Period) -> HttpResponse:
    month = _month_or_404(request, period)
    return _sessions(request, Scope(month, _places(month)))


@require_safe
def section_history(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    month = _month_or_404(request, period)
    places = _places(month)
    if pk not in places:
        raise Http404
    return _sessions(request, Scope(month, places, places[pk]))


def _sessions(request: HttpRequest, scope: Scope) -> HttpResponse:
    form = FilterForm(request.GET, scope=scope)
    chosen = form.cleaned_data.get("section") if form.is_valid() else ""
    shown = Scope(scope.month, scope.places, scope.places[int(chosen)]) if chosen else scope
    found = past.sessions(scope.month, section=shown.section, since=form.moment)
    page = Paginator(found, SESSIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "resolution": scope.month,
        "scope": scope,
        "form": form,
        "page": page,
        "entries": [Entry(each, scope.within(each.section_id)) for each in past.counted(list(page))],
        "filters": urlencode({name: form.data[name] for name in form.fields if form.data.get(name)}),
        "since_url": shown.compare_url(Side(form.moment), Side()) if form.moment else "",
        "since_mine_url": _since_mine_url(request, shown),
        "yesterday": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}",
    }
    return render(request, "resolutions/history.html", context)


def _since_mine_url(request: HttpRequest, scope: Scope) -> str:
    """Return where one sees what others have changed since one's own last change."""
    last = past.last_change_by(_user(request), scope.month, section=scope.section)
    return scope.compare_url(Side(last), Side()) if last else ""


@require_safe
def paragraph_history(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    month = _month_or_404(request, period)
    scope = _scope_or_404(QueryDict(f"paragraph={pk}"), month)
    trail = past.trail(scope.stated_paragraph)
    page = Paginator(trail, REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "resolution": month,
        "scope": scope,
        "page": page,
        "versions": _versions(scope, list(page)),
        "may_restore": may(request, Action.WRITE, month),
    }
    return render(request, "resolutions/paragraph_history.html", context)
