"""The section editor as a page: one form that works without script, and what stands beside it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kesat.organization.models import Committee
from resolutions import arranging, beside, drafting, export
from resolutions import facts as month_facts
from resolutions.arranging import Act, Order
from resolutions.comparing import Change, compare, merge
from resolutions.forms import SectionForm
from resolutions.layout import marks, section_html
from resolutions.manuscript import ParagraphKind
from resolutions.models import Paragraph, Presence, Revision, Save, Section
from resolutions.paragraph_forms import ParagraphForm
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import refuse_unless, user_of, visible_month_or_404
from resolutions.workspace import place_of

NEW = "new"
_LONGEST_KEY = 18
# Drawn once in the page and used by every paragraph.
ICONS = ("arrow-up", "arrow-down", "scissors", "bars-arrow-up", "clock", "trash")


@dataclass
class Outcome:
    """What came of a posted section: what was saved, and what was not and why."""

    saved: int = 0
    status: int = 200
    conflicts: dict[str, drafting.Conflict] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    focus: int | None = None

    @property
    def is_whole(self) -> bool:
        return not (self.conflicts or self.problems)


def draft_section_or_404(request: HttpRequest, period: Period, pk: int) -> Section:
    """Return the section of a month that the person may write, with its part and month; else 404 or a refusal."""
    month = visible_month_or_404(request, period)
    refuse_unless(request, Action.WRITE, month)
    section = Section.objects.select_related("part", "writer").filter(pk=pk, part__resolution=month).first()
    if section is None:
        raise Http404
    section.part.resolution = month
    return section


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Show the editor; without script its one form saves every paragraph and carries out the button pressed."""
    row = draft_section_or_404(request, period, pk)
    if request.method != "POST":
        return _page(request, row)
    title_form = SectionForm(request.POST, section=row, on=timezone.localdate())
    forms = _posted_forms(request, row)
    if not all([title_form.is_valid(), *[form.is_valid() for form in forms]]):
        status = 413 if any(form.is_too_long for form in forms) else 422
        return _page(request, row, title_form=title_form, forms=forms, outcome=Outcome(status=status))
    outcome = _save(request, row, forms, title_form)
    if not outcome.is_whole:
        return _page(request, row, title_form=title_form, forms=forms, outcome=outcome)
    _say_what_was_saved(request, outcome)
    return redirect(_where_next(request, row, outcome))


def _posted_forms(request: HttpRequest, section: Section) -> list[ParagraphForm]:
    """Return a form for each paragraph that was sent, in the order of the page, the new one last.

    One that does not stand in the section keeps its text on the page and is refused when it is saved.
    """
    keys = [name.removesuffix("-base_version") for name in request.POST if name.endswith("-base_version")]
    rows = {str(paragraph.pk): paragraph for paragraph in section.paragraphs.all()}
    known = [key for key in keys if key.isdecimal()]
    return [ParagraphForm(request.POST, key=key, row=rows.get(key)) for key in [*dict.fromkeys(known), NEW]]


def _save(request: HttpRequest, section: Section, forms: Iterable[ParagraphForm], title_form: SectionForm) -> Outcome:
    """Save paragraph by paragraph: what one is refused does not keep the others from being saved."""
    outcome, raised, op_id = Outcome(), 0, title_form.cleaned_data["op_id"]
    by, at = request.user, timezone.now()
    for form in forms:
        target = str(form["text"].id_for_label)
        try:
            saved = _save_one(section, form, op_id, by=by, at=at)
        except drafting.Conflict as conflict:
            outcome.conflicts[form.key] = conflict
            outcome.status = 409
        except drafting.Refused as refused:
            outcome.problems.append((target, str(refused)))
            outcome.status = max(outcome.status, 413 if isinstance(refused, drafting.TooLong) else 422)
        else:
            outcome.saved += saved is not None
            raised += bool(saved and (saved.added or form.key == NEW))
    try:
        if outcome.is_whole:
            progress = title_form.progress_of(section)
            if outcome.saved and progress.writer is None:
                progress = replace(progress, writer=by)  # type: ignore[arg-type]
            if month_facts.save_progress(section, progress, by=by):  # type: ignore[arg-type]
                raised += progress.title is not None
            outcome.focus = _arrange(request, section, title_form, raised)
    except drafting.Refused as refused:
        outcome.problems.append(("", str(refused)))
        outcome.status = 409 if isinstance(refused, arranging.OrderConflict) else 422
    Save.objects.expired(at).delete()
    return outcome


def _save_one(section: Section, form: ParagraphForm, op_id: uuid.UUID, *, by: Any, at: Any) -> drafting.Saved | None:
    """Save what was typed in one box, and return None where nothing was."""
    data = form.cleaned_data
    typed = drafting.Typed(
        text=data["text"],
        kind=data["kind"],
        # The same form with other words, after the Back button say, asks for something else.
        op_id=uuid.uuid5(op_id, f"{form.key}\n{data['kind']}\n{data['text']}"),
        base_version=data["base_version"] or 0,
    )
    if form.key == NEW:
        return drafting.save_new(section, typed, by=by, at=at, as_lines=True) if typed.text else None
    opened = drafting.open_paragraph(int(form.key)) if form.row else None
    if opened is None:
        raise drafting.Refused(
            _("A paragraph you typed in does not stand in this section. Copy its text and open it again.")
        )
    if form.is_as_seen:
        return None
    return drafting.save(opened, typed, by=by, at=at, as_lines=True)


def _arrange(request: HttpRequest, section: Section, title_form: SectionForm, raised: int) -> int | None:
    """Carry out a button such as "up:12"; what this very form has added does not count as someone else's change."""
    act, _colon, pk = request.POST.get("act", "").partition(":")
    if not pk.isdecimal() or len(pk) > _LONGEST_KEY:
        return None
    if act in beside.acts:
        messages.success(request, beside.acts[act](section, int(pk), user_of(request), timezone.now()))
    if act not in set(Act):
        return None
    order = Order(
        act=Act(act),
        paragraph_id=int(pk),
        base_version=(title_form.cleaned_data["section_version"] or 0) + raised,
        op_id=uuid.uuid5(title_form.cleaned_data["op_id"], request.POST["act"]),
    )
    return arranging.arrange(section, order, by=request.user, at=timezone.now())  # type: ignore[arg-type]


def _say_what_was_saved(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.saved:
        words = ngettext("%(count)d paragraph is saved.", "%(count)d paragraphs are saved.", outcome.saved)
        messages.success(request, words % {"count": outcome.saved})
    else:
        messages.success(request, _("Saved."))


def _where_next(request: HttpRequest, section: Section, outcome: Outcome) -> str:
    after = _next_section(section) if request.POST.get("act") == "next" else None
    if request.POST.get("act") == "next":
        return after[1] if after else reverse("resolutions:detail", args=[section.part.resolution.period])
    address = reverse("resolutions:section", args=[section.part.resolution.period, section.pk])
    return f"{address}#doan-{outcome.focus}" if outcome.focus else address


def siblings(section: Section) -> list[tuple[Section, str]]:
    """Return every section of the month with its place, in the order of the document."""
    rows = Section.objects.filter(part__resolution=section.part.resolution).select_related("part")
    numbers: Counter[int] = Counter()
    found = []
    for row in rows.order_by("part", "position", "id"):
        numbers[row.part_id] += 1
        found.append((row, place_of(row.part, numbers[row.part_id])))
    return found


def _next_section(section: Section) -> tuple[str, str] | None:
    """Return the place and the address of the section that follows, or None after the last."""
    rows = siblings(section)
    places = [row.pk for row, _place in rows]
    following = rows[places.index(section.pk) + 1 :]
    if not following:
        return None
    row, place = following[0]
    return place, reverse("resolutions:section", args=[section.part.resolution.period, row.pk])


def _page(
    request: HttpRequest,
    section: Section,
    *,
    title_form: SectionForm | None = None,
    forms: list[ParagraphForm] | None = None,
    outcome: Outcome | None = None,
) -> HttpResponse:
    outcome = outcome or Outcome()
    now = timezone.now()
    resolution = section.part.resolution
    paragraphs = list(section.paragraphs.kept())
    neighbours = siblings(section)
    place = next(place for row, place in neighbours if row.pk == section.pk)
    following = neighbours[[row.pk for row, _place in neighbours].index(section.pk) + 1 :]
    aside = beside.context(section, paragraphs, user_of(request), timezone.localdate())
    rows = _rows(section, paragraphs, forms, outcome, aside.get("sources", {}))
    title_form = _fresh(title_form, section)
    problems = [*outcome.problems, *title_form.problems, *[found for row in rows for found in row["form"].problems]]
    others = Presence.objects.now(now).filter(section=section).exclude(user=request.user)  # type: ignore[misc]
    context = {
        "resolution": resolution,
        "section": section,
        "place": place,
        "state": section.state(is_written=any(row.text for row in paragraphs)),
        "title_form": title_form,
        "rows": rows,
        "blank": {"form": ParagraphForm(key="__id__"), "key": "__id__", "pk": "__id__", "labels": _patterns()},
        "kinds": ParagraphKind.choices,
        "icons": ICONS,
        "problems": problems,
        "conflicts": len(outcome.conflicts),
        "unsaved": not outcome.is_whole or outcome.status != 200,
        "next": {"place": following[0][1], "section": following[0][0]} if following else None,
        "removed": list(section.paragraphs.removed_since(now)),
        "is_removable": month_facts.is_removable(section),
        "present": [presence.user.full_name for presence in others],
        "last_saved_at": max((row["saved_at"] for row in rows if row.get("saved_at")), default=None),
        **aside,
    }
    if request.GET.get("xem") == "in" and request.method != "POST":
        number = None if not section.part.is_titled else int(place.rpartition(".")[2])
        section.kept_paragraphs = paragraphs
        committee = Committee.current()
        context["printed"] = section_html(section.text(), export.letterhead(committee), number=number)
        context["profile"] = committee.format_profile
    return render(request, "resolutions/section.html", context, status=outcome.status)


def _fresh(title_form: SectionForm | None, section: Section) -> SectionForm:
    """Return the form about the section; one that comes back gets a new name for the next sending."""
    if title_form is None:
        return SectionForm(None, section=section, on=timezone.localdate())
    version = Section.objects.values_list("version", flat=True).get(pk=section.pk)
    fresh = {"op_id": str(uuid.uuid4()), "section_version": str(version)}
    title_form.data = {**title_form.data.dict(), **fresh}  # type: ignore[attr-defined]
    return title_form


def _rows(
    section: Section,
    paragraphs: list[Paragraph],
    forms: list[ParagraphForm] | None,
    outcome: Outcome,
    sources: dict[int, list[beside.Source]],
) -> list[dict[str, Any]]:
    """Return what the page shows of each paragraph; after a refusal, what was typed and not what stands."""
    typed = {form.key: form for form in forms or []}
    saved_at, period, labels = saved_at_of(paragraphs), section.part.resolution.period, _patterns()
    conflicts = outcome.conflicts
    printed = dict(zip((row.pk for row in paragraphs), marks(row.kind for row in paragraphs), strict=True))
    rows: list[dict[str, Any]] = []
    for number, paragraph in enumerate(paragraphs, 1):
        key = str(paragraph.pk)
        form = _returned(typed.pop(key, None), paragraph, outcome) or ParagraphForm(key=key, row=paragraph)
        rows.append(
            {
                "form": form,
                "key": key,
                "pk": key,  # as text: a number would be written as 1.234
                "number": number,
                "save_url": reverse("resolutions:save", args=[period, paragraph.pk]),
                "history_url": reverse("resolutions:paragraph_history", args=[period, paragraph.pk]),
                "lines": min(12, 2 + len(paragraph.text) // 70),
                "is_first": number == 1,
                "is_last": number == len(paragraphs),
                "mark": printed[paragraph.pk],
                "saved_at": saved_at.get(paragraph.pk),
                "sources": sources.get(paragraph.pk, ()),
                "labels": {name: label.replace("%s", str(number)) for name, label in labels.items()},
                "conflict": conflict_context(conflicts.get(key), form),
            }
        )
    new = typed.pop(NEW, None)
    if new is not None and ((outcome.is_whole and outcome.status == 200) or not _is_unsaved(new, outcome)):
        new = None
    # What was typed for a paragraph that is gone stays on the page, to be copied or brought back.
    lost = [
        {"form": form, "key": key, "pk": key, "is_lost": True, "conflict": conflict_context(conflicts.get(key), form)}
        for key, form in typed.items()
        if _is_unsaved(form, outcome)
    ]
    return [*rows, *lost, {"form": new or ParagraphForm(key=NEW), "key": NEW, "pk": "moi", "is_new": True}]


def saved_at_of(paragraphs: list[Paragraph]) -> dict[int, datetime]:
    """Return when what stands in each paragraph was saved."""
    stand = Revision.objects.stored().filter(paragraph__in=paragraphs, version=F("paragraph__version"))
    return dict(stand.values_list("paragraph_id", "at"))


def _patterns() -> dict[str, str]:
    """Return what each part of a paragraph is called; %s is its number, which the page's script puts in anew."""
    return {
        "text": _("Paragraph %s"),
        "kind": _("Kind of paragraph %s"),
        "up": _("Move paragraph %s up"),
        "down": _("Move paragraph %s down"),
        "split": _("Split paragraph %s at the cursor"),
        "merge": _("Join paragraph %s to the one before"),
        "history": _("History of paragraph %s"),
        "remove": _("Remove paragraph %s"),
    }


def _is_unsaved(form: ParagraphForm, outcome: Outcome) -> bool:
    """Tell whether what stands in a posted form was not saved."""
    if outcome.status in {413, 422} and not outcome.problems and not outcome.conflicts:
        return True  # the form was refused as a whole
    return form.key in outcome.conflicts or str(form["text"].id_for_label) in dict(outcome.problems)


def _returned(form: ParagraphForm | None, paragraph: Paragraph, outcome: Outcome) -> ParagraphForm | None:
    """Return what was typed, based on what stands now: saving again takes the typed text, knowingly."""
    if form is None or not _is_unsaved(form, outcome):
        return None
    if form.key in outcome.conflicts:
        form.see(paragraph)
    return form


def conflict_context(conflict: drafting.Conflict | None, form: ParagraphForm | None) -> dict[str, Any] | None:
    """Return what the three panes show: mine, what stands, both compared; and a text that holds both."""
    if conflict is None or form is None:
        return None
    mine = form.cleaned_data.get("text", "")
    return conflict_panes(conflict, mine, form.cleaned_data.get("base_version") or 0)


def conflict_panes(conflict: drafting.Conflict, mine: str, base_version: int) -> dict[str, Any]:
    standing = conflict.paragraph
    base = standing.revisions.stored().filter(version=base_version).first()
    pieces = compare(standing.text, mine)
    # An autosave has written over what its writer saw: then what both have in common stands for it.
    shared = "".join(piece.text for piece in pieces if piece.change == Change.SAME)
    merged = merge(base.text if base else shared, mine, standing.text)
    return {
        "conflict": conflict,
        "mine": mine,
        "theirs": standing.text,
        "pieces": pieces,
        "merged": merged,
        "paragraph": standing,
        "author": conflict.last.by.full_name if conflict.last and conflict.last.by else "",
        "at": conflict.last.at if conflict.last else None,
    }
