"""The page of a directive, the files of its reports, and the notes on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesat.organization.models import User
from resolutions.models import Resolution
from resolutions.views import attachment, user_of
from tasks import branch_proposals, directive_life, reporting
from tasks.asking import may, refuse_unless, today
from tasks.listing import said_to
from tasks.models import Directive
from tasks.policy import Action, Subject
from tasks.report_forms import NoteForm


@require_safe
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was ordered, of whom, and all that became of it."""
    return _page(request, _directive_or_404(request, pk))


def _page(request: HttpRequest, row: Directive, form: NoteForm | None = None) -> HttpResponse:
    may_note = may(request, Action.NOTE, Subject(row))
    context = {
        "directive": row,
        **directive_life.life(row, user_of(request), today()),
        "note_form": (form or NoteForm(auto_id="gc_%s")) if may_note else None,
        "problems": form.problems if form else [],
        "now": timezone.now(),
        "may_change": may(request, Action.ASSIGN) and row.is_open and row.given_on is not None,
        "may_propose": may(request, Action.PROPOSE, Subject(row)) and not branch_proposals.closed(row),
        "proposals": branch_proposals.waiting([row]) if may(request, Action.PREPARE) else [],
        "is_overseer": may(request, Action.OVERSEE),
        "reports_for_body": may(request, Action.REPORT),
    }
    return render(request, "tasks/directive.html", context, status=422 if form else 200)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a supervision note: by the Inspection Committee, or by who presses."""
    row = _directive_or_404(request, pk)
    refuse_unless(request, Action.NOTE, Subject(row))
    form = NoteForm(request.POST, auto_id="gc_%s")
    if not form.is_valid():
        return _page(request, row, form)
    reporting.note(row, form.cleaned_data["text"], by=user_of(request), at=timezone.now())
    messages.success(request, _("The note is kept."))
    return redirect(f"{row.get_absolute_url()}#ghi-chu")


@require_safe
def report_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Hand out a file of a report to who may read the report."""
    known = Directive.objects.known_to(user_of(request), today())
    rows = said_to(user_of(request), today(), returned=True).filter(directive__in=known)
    found = directive_life.file_of(get_object_or_404(rows, pk=pk), file)
    if found is None:
        raise Http404
    return attachment(found.name, found.content_type, bytes(found.content))


def _directive_or_404(request: HttpRequest, pk: int) -> Directive:
    rows = Directive.objects.known_to(user_of(request), today())
    people = ("resolution", "paragraph__section__part__resolution", "leader", "follower", "assigned_by")
    return get_object_or_404(rows.select_related(*people), pk=pk)


def margin(resolution: Resolution, user: User, on: Any) -> dict[int, list[tuple[str, str]]]:
    """Return the directives that hang on paragraphs of a printed month; registered with `resolutions.beside`."""
    rows = Directive.objects.known_to(user, on).filter(resolution=resolution, given_on__isnull=False)
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows.order_by("number", "pk"):
        label = _("Directive %(number)s") % {"number": row.number}
        found.setdefault(row.paragraph_id, []).append((label, row.get_absolute_url()))
    return found
