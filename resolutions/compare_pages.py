"""Any two states compared, and an earlier one brought back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from resolutions import history as past
from resolutions.comparing import Row, RowKind, Stand, compare_paragraphs
from resolutions.drafting import Refused
from resolutions.layout import marks
from resolutions.manuscript import ParagraphKind
from resolutions.models import Paragraph, Resolution
from resolutions.past_scopes import (
    MomentForm,
    Place,
    Scope,
    Side,
    history_url_of,
    month_or_404,
    scope_or_404,
    side_or_404,
    sides_or_404,
)
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import key_of, may, refuse_unless, user_of, visible_month_or_404


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
            yield Line(row, old_mark, new_mark, history_url_of(scope.month, row.key))

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
    month = month_or_404(request, period)
    scope = scope_or_404(request.GET, month)
    typed = [MomentForm(request.GET, prefix=prefix) for prefix in ("tu", "den")]
    old, new = sides_or_404(request.GET, scope, typed)
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
    scope = scope_or_404(request.POST, month)
    side = side_or_404(request.POST.get("tu", ""), scope)
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
    base_version = key_of(request.POST.get("base_version", ""))
    by, at = user_of(request), timezone.now()
    if scope.paragraph and side.revision:
        return past.restore_paragraph(scope.paragraph, side.revision, base_version=base_version, by=by, at=at)
    if side.moment is None:
        raise Http404
    if scope.section:
        return past.restore_section(scope.section, side.moment, base_version=base_version, by=by, at=at)
    return past.restore_month(scope.month, side.moment, base_version=base_version, by=by, at=at)
