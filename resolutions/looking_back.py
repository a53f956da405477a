"""The pages of the history: who changed what."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from resolutions import history as past
from resolutions.manuscript import ParagraphKind
from resolutions.models import Origin, Paragraph, Revision
from resolutions.past_scopes import FilterForm, Scope, Side, history_url_of, month_or_404, places_of
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import may, user_of

SESSIONS_A_PAGE = 25
REVISIONS_A_PAGE = 50
# The state before a change is that of the last instant before it.
_INSTANT = timedelta(microseconds=1)


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
        return [history_url_of(self.scope.month, pk) for pk in self.session.lost]


@require_safe
def history(request: HttpRequest, period: Period) -> HttpResponse:
    month = month_or_404(request, period)
    return _sessions(request, Scope(month, places_of(month)))


@require_safe
def section_history(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    month = month_or_404(request, period)
    places = places_of(month)
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
    month = month_or_404(request, period)
    paragraph = get_object_or_404(Paragraph, pk=pk, section__part__resolution=month)
    places = places_of(month)
    scope = Scope(month, places, places[paragraph.section_id], paragraph)
    page = Paginator(past.trail(paragraph), REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "resolution": month,
        "scope": scope,
        "page": page,
        "entries": [Entered(version, scope) for version in past.versions(list(page))],
        "absorbed_url": history_url_of(month, paragraph.absorbed_by_id) if paragraph.absorbed_by_id else "",
        "may_restore": may(request, Action.WRITE, month),
    }
    return render(request, "resolutions/paragraph_history.html", context)
