"""The pages of the history: who changed what, any two states compared, an earlier one brought back."""

from collections import Counter
from collections.abc import Iterator, Sequence
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
from resolutions.layout import marks
from resolutions.manuscript import ParagraphKind
from resolutions.models import Origin, Paragraph, Resolution, Revision, Section
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import may, refuse_unless, user_of, visible_month_or_404
from resolutions.workspace import place_of

SESSIONS_A_PAGE = 25
REVISIONS_A_PAGE = 50
NOW = "nay"
_YEARS = range(2000, 2101)
# The state before a change is that of the last instant before it.
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
            return _history_url(self.month, self.paragraph.pk)
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


def _month_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return a month that the person may look back on; 404 where they may not know of it, else a refusal."""
    month = visible_month_or_404(request, period)
    refuse_unless(request, Action.LOOK_BACK, month)
    return month


def _places(month: Resolution) -> dict[int, Place]:
    """Return every section of the month by its id, in the order of the document."""
    found = {}
    for part in month.parts.prefetch_related("sections"):
        for number, section in enumerate(part.sections.all(), 1):
            section.part = part
            found[section.pk] = Place(section, place_of(part, number))
    return found


def _scope_or_404(given: QueryDict, month: Resolution) -> Scope:
    places = _places(month)
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


def _side_or_404(text: Any, scope: Scope) -> Side:
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


def _sides_or_404(given: QueryDict, scope: Scope, typed: Sequence[MomentForm]) -> tuple[Side, Side]:
    """Return both sides, the older first: as typed, else as the address names them, else the first state and now."""
    old = _side_or_404(given["tu"], scope) if "tu" in given else _first_side(scope)
    new = _side_or_404(given["den"], scope) if "den" in given else Side()
    if scope.paragraph is None:
        old, new = (Side(form.moment) if form.moment else side for form, side in zip(typed, (old, new), strict=True))
    older, newer = sorted((old, new), key=lambda side: (side.is_now, side.at or timezone.now()))
    return older, newer


def _first_side(scope: Scope) -> Side:
    if scope.paragraph:
        return Side(revision=scope.paragraph.revisions.select_related("by").earliest("at", "pk"))
    return Side(past.began_at(scope.month))


def _history_url(month: Resolution, paragraph_id: int) -> str:
    return reverse("resolutions:paragraph_history", args=[month.period, paragraph_id])


# Who changed what


@dataclass(frozen=True)
class Entry:
    """A session as the list shows it."""

    session: past.Session
    scope: Scope

    @property
    def day(self) -> date:
        return timezone.localdate(self.session.ended_at)

    @property
    def span(self) -> str:
        """From when to when: "14:05", "14:05 – 14:32", with the day where it began on another one."""
        began, ended = timezone.localtime(self.session.began_at), timezone.localtime(self.session.ended_at)
        first = date_format(began, "H:i" if began.date() == ended.date() else "H:i d/m/Y")
        last = date_format(ended, "H:i")
        return last if first == last else f"{first} – {last}"

    @property
    def what(self) -> list[str]:
        """What it came to, in words."""
        changed, added, removed = len(self.session.changes), self.session.added, self.session.removed
        told = [
            (changed, ngettext("%(count)d paragraph", "%(count)d paragraphs", changed)),
            (added, ngettext("%(count)d word added", "%(count)d words added", added)),
            (removed, ngettext("%(count)d word removed", "%(count)d words removed", removed)),
        ]
        found = [words % {"count": count} for count, words in told if count]
        return [*found, _("no words added or removed")] if changed and not (added or removed) else found

    @property
    def tags(self) -> list[str]:
        marked = (Origin.TAKEN_OVER, Origin.RESTORED)
        return [str(origin.label) for origin in marked if origin in self.session.origins]

    @property
    def changes_url(self) -> str:
        if not self.session.changes:
            return self.lost_urls[0]
        return self.scope.compare_url(Side(self.session.began_at - _INSTANT), Side(self.session.ended_at))

    @property
    def now_url(self) -> str:
        return self.scope.compare_url(Side(self.session.ended_at), Side())

    @property
    def lost_urls(self) -> list[str]:
        return [_history_url(self.scope.month, pk) for pk in self.session.lost]


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
    shown, since = form.chosen(scope), form.moment
    found = past.sessions(scope.month, section=shown.section, since=since)
    page = Paginator(found, SESSIONS_A_PAGE).get_page(request.GET.get("page"))
    last = past.last_change_by(user_of(request), scope.month, section=shown.section)
    context = {
        "resolution": scope.month,
        "scope": scope,
        "form": form,
        "page": page,
        "entries": [Entry(session, scope.within(session.section_id)) for session in past.counted(list(page))],
        "filters": urlencode({name: form.data[name] for name in form.fields if form.data.get(name)}),
        "since_url": shown.compare_url(Side(since), Side()) if since else "",
        "since_mine_url": shown.compare_url(Side(last), Side()) if last else "",
        "beginning_url": shown.compare_url(Side(past.began_at(scope.month)), Side()),
        "may_restore": may(request, Action.WRITE, scope.month),
        "yesterday": date_format(timezone.localdate() - timedelta(days=1), "d/m/Y"),
    }
    return render(request, "resolutions/history.html", context)


@dataclass(frozen=True)
class Entered:
    """A revision as the history of its paragraph shows it."""

    version: past.Version
    scope: Scope

    @property
    def revision(self) -> Revision:
        return self.version.revision

    @property
    def is_lost(self) -> bool:
        return self.revision.origin == Origin.CONFLICT

    @property
    def stands(self) -> bool:
        paragraph = self.scope.paragraph
        return not self.is_lost and paragraph is not None and self.revision.version == paragraph.version

    @property
    def can_come_back(self) -> bool:
        """Tell whether its text is another than the one that stands."""
        row = self.scope.paragraph
        return row is not None and (row.is_removed or (self.revision.text, self.revision.kind) != (row.text, row.kind))

    @property
    def what(self) -> list[str]:
        """What it changed, in words."""
        now, before = self.revision, self.version.before
        if before is None:
            return [_("first text")]
        told = [
            (now.text != before.text, _("text")),
            (now.kind != before.kind, _("kind: %(kind)s") % {"kind": ParagraphKind(now.kind).label}),
            ((now.section_id, now.position) != (before.section_id, before.position) and not self.is_lost, _("order")),
            (now.is_removed and not before.is_removed, _("removed")),
            (before.is_removed and not now.is_removed and not self.is_lost, _("brought back")),
        ]
        return [words for is_so, words in told if is_so]

    @property
    def before_url(self) -> str:
        before = self.version.before
        return self.scope.compare_url(Side(revision=before), Side(revision=self.revision)) if before else ""

    @property
    def now_url(self) -> str:
        return self.scope.compare_url(Side(revision=self.revision), Side())


@require_safe
def paragraph_history(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    month = _month_or_404(request, period)
    paragraph = get_object_or_404(Paragraph, pk=pk, section__part__resolution=month)
    places = _places(month)
    scope = Scope(month, places, places[paragraph.section_id], paragraph)
    page = Paginator(past.trail(paragraph), REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "resolution": month,
        "scope": scope,
        "page": page,
        "entries": [Entered(version, scope) for version in past.versions(list(page))],
        "absorbed_url": _history_url(month, paragraph.absorbed_by_id) if paragraph.absorbed_by_id else "",
        "may_restore": may(request, Action.WRITE, month),
    }
    return render(request, "resolutions/paragraph_history.html", context)


# Two states compared


@dataclass(frozen=True)
class Line:
    """A paragraph in both states, with what is printed before it, what became of it in words, and its history."""

    row: Row
    old_mark: str
    new_mark: str
    history_url: str

    @property
    def mark(self) -> str:
        return self.old_mark if self.row.new_place is None else self.new_mark

    @property
    def label(self) -> str:
        if self.row.kind == RowKind.MOVED and (self.row.is_text_changed or self.row.is_kind_changed):
            return _("Moved and changed")
        return {
            RowKind.UNCHANGED: "",
            RowKind.CHANGED: _("Changed"),
            RowKind.ADDED: _("Added"),
            RowKind.REMOVED: _("Removed"),
            RowKind.MOVED: _("Moved"),
        }[self.row.kind]

    @property
    def kinds(self) -> str:
        """The kind that it was and the one it is, where they differ."""
        kinds = [self.row.old_kind, self.row.new_kind] if self.row.is_kind_changed else []
        return " → ".join(str(ParagraphKind(kind).label) for kind in kinds if kind)


@dataclass(frozen=True)
class Block:
    """Paragraphs that follow each other, all unchanged or all changed."""

    is_unchanged: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Compared:
    """A section in both states."""

    place: Place
    blocks: tuple[Block, ...]

    @property
    def counts(self) -> Counter[RowKind]:
        return Counter(line.row.kind for block in self.blocks for line in block.lines)

    @property
    def is_changed(self) -> bool:
        return any(not block.is_unchanged for block in self.blocks)


def _compared(scope: Scope, old: Side, new: Side) -> list[Compared]:
    if scope.paragraph and scope.place:
        return [_compared_section(scope, scope.place, _alone(scope.paragraph, old), _alone(scope.paragraph, new))]
    before, after = _state(scope.month, old), _state(scope.month, new)
    places = [scope.place] if scope.place else scope.places.values()
    return [
        _compared_section(scope, place, before.of(place.section.pk), after.of(place.section.pk)) for place in places
    ]


def _state(month: Resolution, side: Side) -> past.State:
    return past.state_at(month, side.moment) if side.moment else past.state_now(month)


def _alone(paragraph: Paragraph, side: Side) -> list[Stand]:
    """Return the one paragraph as it stood, or nothing where it was removed."""
    row = side.revision or paragraph
    return [] if row.is_removed else [Stand(paragraph.pk, row.text, row.kind)]


def _compared_section(scope: Scope, place: Place, old: Sequence[Stand], new: Sequence[Stand]) -> Compared:
    old_marks, new_marks = ([*marks(stand.kind for stand in stands)] for stands in (old, new))

    def lines() -> Iterator[Line]:
        for row in compare_paragraphs(old, new):
            old_mark = old_marks[row.old_place - 1] if row.old_place else ""
            new_mark = new_marks[row.new_place - 1] if row.new_place else ""
            yield Line(row, old_mark, new_mark, _history_url(scope.month, row.key))

    runs = groupby(lines(), key=lambda line: line.row.kind == RowKind.UNCHANGED)
    return Compared(place, tuple(Block(is_unchanged, tuple(run)) for is_unchanged, run in runs))


def _summary(found: Sequence[Compared]) -> list[str]:
    """Return in words how many paragraphs changed, were added, removed, moved."""
    counts: Counter[RowKind] = sum((each.counts for each in found), Counter())
    changed, added = counts[RowKind.CHANGED], counts[RowKind.ADDED]
    removed, moved = counts[RowKind.REMOVED], counts[RowKind.MOVED]
    told = [
        (changed, ngettext("%(count)d paragraph changed", "%(count)d paragraphs changed", changed)),
        (added, ngettext("%(count)d paragraph added", "%(count)d paragraphs added", added)),
        (removed, ngettext("%(count)d paragraph removed", "%(count)d paragraphs removed", removed)),
        (moved, ngettext("%(count)d paragraph moved", "%(count)d paragraphs moved", moved)),
    ]
    return [words % {"count": count} for count, words in told if count]


@require_safe
def compare(request: HttpRequest, period: Period) -> HttpResponse:
    month = _month_or_404(request, period)
    scope = _scope_or_404(request.GET, month)
    typed = [MomentForm(request.GET, prefix=prefix) for prefix in ("tu", "den")]
    old, new = _sides_or_404(request.GET, scope, typed)
    version = scope.version  # read before the text: what comes between is then refused
    found = _compared(scope, old, new)
    context = {
        "resolution": month,
        "scope": scope,
        "old": old,
        "new": new,
        "typed": typed,
        "problems": [problem for form in typed for problem in form.problems],
        "changed": [each for each in found if each.is_changed],
        "unchanged": [each.place for each in found if not each.is_changed],
        "summary": _summary(found),
        "base_version": version,
        **_told(request, scope, old, new),
    }
    return render(request, "resolutions/compare.html", context)


def _said(old: Side, new: Side) -> tuple[str, str]:
    """Return both sides in words that tell them apart: to the second, or as just before where that says too little."""
    exactly = old.said() == new.said()
    if exactly and old.at != new.at and old.said(exactly=True) == new.said(exactly=True):
        return _("just before %(moment)s") % {"moment": new.said()}, new.said()
    return old.said(exactly=exactly), new.said(exactly=exactly)


def _told(request: HttpRequest, scope: Scope, old: Side, new: Side) -> dict[str, Any]:
    """Return what stands round a comparison: its moments in words, who wrote between them, and where to go on."""
    old_said, new_said = _said(old, new)
    is_beside = request.GET.get("kieu") == "ben"
    more = {"kieu": "ben"} if is_beside else {}
    names = []
    if old.moment:
        names = past.writers_between(scope.month, old.moment, new.moment, section=scope.section)
    return {
        "old_said": old_said,
        "new_said": new_said,
        "is_beside": is_beside,
        "inline_url": scope.compare_url(old, new),
        "beside_url": scope.compare_url(old, new, kieu="ben"),
        "old_now_url": "" if new.is_now else scope.compare_url(old, Side(), **more),
        "new_now_url": "" if new.is_now else scope.compare_url(new, Side(), **more),
        "writers": names,
        "may_restore": new.is_now and not old.is_now and may(request, Action.WRITE, scope.month),
    }


@require_POST
def restore(request: HttpRequest, period: Period) -> HttpResponse:
    """Bring a paragraph, a section or the month back to an earlier state, unless someone was faster."""
    month = visible_month_or_404(request, period)
    refuse_unless(request, Action.WRITE, month)
    scope = _scope_or_404(request.POST, month)
    side = _side_or_404(request.POST.get("tu", ""), scope)
    try:
        changed = _bring_back(request, scope, side)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(scope.compare_url(side, Side()))
    if changed:
        words = _("Brought back: %(scope)s, as it was at %(moment)s. What stood until now stays in the history.")
        messages.success(request, words % {"scope": scope.called, "moment": side.said()})
    else:
        messages.info(request, _("It stands so already; nothing was changed."))
    return redirect(scope.writing_url)


def _bring_back(request: HttpRequest, scope: Scope, side: Side) -> int:
    """Return how many paragraphs were changed. Raises Refused."""
    typed = request.POST.get("base_version", "")
    base_version = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    by, at = user_of(request), timezone.now()
    if scope.paragraph and side.revision:
        return past.restore_paragraph(scope.paragraph, side.revision, base_version=base_version, by=by, at=at)
    if side.moment is None:
        raise Http404
    if scope.section:
        return past.restore_section(scope.section, side.moment, base_version=base_version, by=by, at=at)
    return past.restore_month(scope.month, side.moment, base_version=base_version, by=by, at=at)
