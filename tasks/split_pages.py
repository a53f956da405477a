"""The pages on which the clauses of a month become directives: an overview, and a page for each section."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from resolutions.models import Resolution, Section
from resolutions.periods import Period
from resolutions.views import user_of, visible_month_or_404
from resolutions.workflow import Overtaken
from tasks import branch_proposals, coordination, policy, splitting
from tasks.assign_forms import AnchorForm, CutForm, OrderForm, Who, WordsForm
from tasks.hanging import ORDERING, Place, occurrence_at, words_not_found
from tasks.models import Directive, DroppedClause, Kind, PartIn
from tasks.policy import Action
from tasks.proposals import Suggestion, key_of
from tasks.split_board import Board, Card, CardState, Wanted, find_words, says_who
from tasks.splitting import Clause, Order
from tasks.stopped import stopped


@dataclass(frozen=True)
class Returned:
    """A form that is shown again with what was typed in it."""

    order: OrderForm | None = None
    cut: CutForm | None = None
    mark: WordsForm | None = None
    hang: tuple[int, WordsForm] | None = None

    @property
    def problems(self) -> list[tuple[str, str]]:
        forms = (self.order, self.cut, self.mark, self.hang[1] if self.hang else None)
        return [problem for form in forms if form for problem in form.problems]


def split_url(period: Period, **_named: Any) -> str:
    return reverse("tasks:split", args=[period])


def section_url(period: Period, pk: int, **_named: Any) -> str:
    return reverse("tasks:split_section", args=[period, pk])


def month_to_split_or_404(request: HttpRequest, period: Period) -> Resolution:
    """Return the month; 404 for who may not know of it, 403 for who may not split it."""
    month = visible_month_or_404(request, period)
    policy.require(Action.SPLIT, request.user, on=timezone.localdate())
    return month


def _section_or_404(request: HttpRequest, period: Period, pk: int) -> tuple[Resolution, Section]:
    month = month_to_split_or_404(request, period)
    rows = Section.objects.filter(part__resolution=month, part__kind__in=ORDERING)
    return month, get_object_or_404(rows.select_related("part"), pk=pk)


@require_safe
def split(request: HttpRequest, period: Period) -> HttpResponse:
    """Show the sections of part II and the closing, with how many of their clauses are judged."""
    month = month_to_split_or_404(request, period)
    closed = splitting.closed_because(month)
    sections = [] if closed else Board(month, Who.on(timezone.localdate()).bodies).overview()
    waiting = next((each for each in sections if each.lost), None) or next(
        (each for each in sections if not each.is_done), None
    )
    context = {
        "resolution": month,
        "closed": closed,
        "sections": sections,
        "accepted": sum(each.accepted for each in sections),
        "total": sum(each.total for each in sections),
        "lost": sum(each.lost for each in sections),
        "waiting": waiting,
    }
    return render(request, "tasks/split.html", context)


@require_safe
def split_section(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Show a section with its clauses marked, and a card for each."""
    month, section = _section_or_404(request, period, pk)
    if splitting.closed_because(month):
        return redirect(split_url(period))
    directive = request.GET.get("sua", "")
    number = int(directive) if directive.isascii() and directive.isdecimal() and len(directive) < 18 else 0
    wanted = Wanted(request.GET.get("mo", ""), request.GET.get("sau", ""), number)
    return _page(request, month, section, wanted)


def _page(
    request: HttpRequest, month: Resolution, section: Section, wanted: Wanted, returned: Returned = Returned()
) -> HttpResponse:
    who = Who.on(timezone.localdate())
    board = Board(month, who.bodies)
    cards = board.section(section, wanted)
    sections = board.text.sections
    place = [each.pk for each in sections].index(section.pk)
    sure = [card for card in cards if card.state == CardState.OPEN and card.suggestion and card.suggestion.is_sure]
    context = {
        "resolution": month,
        "section": section,
        "name": board.text.name_of(section),
        "heading": board.text.heading_of(section),
        "place": board.text.place_of(section),
        "cards": [(card, says_who(card)) for card in cards if card.state != CardState.DROPPED],
        "dropped": [card for card in cards if card.state == CardState.DROPPED],
        "lines": board.lines(section, cards),
        "accepted": sum(card.state == CardState.ACCEPTED for card in cards),
        "total": sum(card.number > 0 for card in cards),
        "waiting": sum(card.state == CardState.OPEN for card in cards),
        "sure": sure if len(sure) > 1 else [],
        "following": sections[place + 1] if place + 1 < len(sections) else None,
        "following_name": board.text.name_of(sections[place + 1]) if place + 1 < len(sections) else "",
        "mark_form": returned.mark or WordsForm(),
        "hang": returned.hang,
        "problems": returned.problems,
        "may_answer": not policy.refusal(Action.ASSIGN, request.user, on=timezone.localdate()),
        **_now(board, cards, section, who, returned),
    }
    return render(request, "tasks/split_section.html", context, status=422 if returned.problems else 200)


def _now(board: Board, cards: list[Card], section: Section, who: Who, returned: Returned) -> dict[str, Any]:
    """Return the open card with its forms, and which stand before and after it."""
    card = next((each for each in cards if each.is_now), None)
    if card is None:
        return {}
    shown = [each for each in cards if each.state == CardState.OPEN or each.is_now]
    place = shown.index(card)
    form = returned.order or _order_form(card, board.resolution, who)
    found = card.suggestion
    usual = _usual(card, section, board.resolution, who)
    offered = {body.pk for body in (*found.coordinating, *found.candidates, found.nearest) if body} if found else set()
    boxes = [(box, int(str(box.data["value"]))) for box in form["coordinating"]]
    shown_first = {key for box, key in boxes if box.data["selected"] or key in offered}
    words = card.place.words if card.place else ""
    return {
        "now": card,
        "form": form,
        "near": [box for box, key in boxes if key in shown_first],
        "usual": [(box, usual[key]) for box, key in boxes if key in usual and key not in shown_first],
        "far": [box for box, key in boxes if key not in shown_first and key not in usual],
        "proposals": branch_proposals.waiting([card.directive]) if card.directive else [],
        "cut_form": returned.cut or CutForm(initial={"words": words}),
        "joined": board.joined(cards, card) if card.state == CardState.OPEN else "",
        "before": shown[place - 1] if place else None,
        "behind": shown[place + 1] if place + 1 < len(shown) else None,
    }


def _usual(card: Card, section: Section, month: Resolution, who: Who) -> dict[int, str]:
    """Return the bodies that the words do not name and earlier months do, by their keys, each with the reason."""
    found = card.suggestion
    parts = [each for each in card.directive.assignments.all() if each.part == PartIn.LEAD] if card.directive else []
    lead = (found.lead or found.nearest) if found else next((each.body for each in parts), None)
    return coordination.still_there(coordination.usual(month, section.field, card.title, lead), who.bodies, [lead])


def _order_form(card: Card, month: Resolution, who: Who) -> OrderForm:
    if card.directive:
        return OrderForm(month=month, who=who, directive=card.directive)
    found = card.suggestion
    if found is None:
        return OrderForm(month=month, who=who)
    order = _order(found, who)
    initial = {
        "title": order.title,
        "kind": order.kind,
        "due_on": order.due_on,
        "lead": order.lead and order.lead.pk,
        "coordinating": [body.pk for body in order.coordinating],
        "supervising": order.supervising[0].pk if order.supervising else None,
    }
    first = found.candidates or ((found.nearest,) if found.nearest and not found.lead else ())
    return OrderForm(month=month, who=who, initial=initial, named=first)


def _order(found: Suggestion, who: Who) -> Order:
    """Return the proposal as an order; oversight is the Inspection Committee's to supervise."""
    inspected = (who.inspection,) if found.kind == Kind.OVERSIGHT and who.inspection else ()
    return Order(
        title=found.title,
        kind=found.kind,
        lead=found.lead,
        coordinating=found.coordinating,
        due_on=found.due_on,
        supervising=inspected,
    )


def _clause(request: HttpRequest) -> Clause:
    """Return the words that the page sent. Raises Overtaken where they are none."""
    form = AnchorForm(request.POST)
    if not form.is_valid():
        raise Overtaken(words_not_found())
    return form.clause()


def _clause_at(place: Place) -> Clause:
    occurrence = occurrence_at(place.paragraph.text, place.words, place.start)
    return Clause(place.paragraph.pk, place.words, occurrence)


def _go_on(period: Period, pk: int, after: tuple[int, int] | None = None) -> HttpResponse:
    """Go to the next card that is open."""
    query = f"?sau={after[0]}-{after[1]}" if after else ""
    return redirect(f"{section_url(period, pk)}{query}#the-dang-mo")


def _end_of(clause: Clause, text: str) -> tuple[int, int]:
    start = -1
    for _time in range(min(clause.occurrence, max(text.count(clause.quote), 1))):
        start = text.find(clause.quote, start + 1)
    return clause.paragraph_id, max(start, 0) + len(clause.quote)


@require_POST
@stopped(section_url)
def split_accept(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Make a directive of the open card, and go on to the next one."""
    month, section = _section_or_404(request, period, pk)
    clause = _clause(request)
    form = OrderForm(request.POST, month=month, who=Who.on(timezone.localdate()))
    if not form.is_valid():
        return _page(request, month, section, _wanted(month, section, clause), Returned(order=form))
    made = splitting.accept(month, clause, form.order(), by=user_of(request), at=timezone.now())
    messages.success(request, _("The task is accepted: %(title)s") % {"title": made.title})
    return _go_on(period, pk, _end_of(clause, made.paragraph.text))


def _wanted(month: Resolution, section: Section, clause: Clause) -> Wanted:
    """Return the wish to have the card of these words open. Raises Overtaken where they stand no longer."""
    place = splitting.place_of(month, clause)
    if place.paragraph.section_id != section.pk:
        raise Overtaken(words_not_found())
    return Wanted(key_of(place))


@require_POST
@stopped(section_url)
def split_sure(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Accept the proposals of high confidence that the page has shown, each as it was shown."""
    month, section = _section_or_404(request, period, pk)
    seals, who = set(request.POST.getlist("seal")), Who.on(timezone.localdate())
    found = [card.suggestion for card in Board(month, who.bodies).section(section) if card.suggestion]
    seen = [each for each in found if each.is_sure and each.seal in seals]
    chosen = [(_clause_at(each.place), _order(each, who)) for each in seen]
    splitting.accept_all(month, chosen, by=user_of(request), at=timezone.now())
    said = ngettext("%(count)d task is accepted.", "%(count)d tasks are accepted.", len(seen))
    messages.success(request, said % {"count": len(seen)})
    if len(seen) < len(seals):
        messages.warning(request, _("Some proposals have changed since the page was opened; look at them again."))
    return _go_on(period, pk)


@require_POST
@stopped(section_url)
def split_drop(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Say of the open card that it is no task of its own, and go on to the next one."""
    month, _section = _section_or_404(request, period, pk)
    clause = _clause(request)
    dropped = splitting.drop(month, clause, by=user_of(request), at=timezone.now())
    messages.success(request, _("Marked as no task of its own."))
    return _go_on(period, pk, _end_of(clause, dropped.paragraph.text))


@require_POST
@stopped(section_url)
def split_bring_back(request: HttpRequest, period: Period, pk: int, clause: int) -> HttpResponse:
    month, section = _section_or_404(request, period, pk)
    rows = DroppedClause.objects.filter(paragraph__section__part__resolution=month)
    dropped = get_object_or_404(rows.select_related("paragraph"), pk=clause)
    splitting.bring_back(dropped, month, by=user_of(request), at=timezone.now())
    messages.success(request, _("The clause stands as a proposal again."))
    return redirect(f"{section_url(period, section.pk)}#the-dang-mo")


@require_POST
@stopped(section_url)
def split_cut(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Open the first of the two clauses into which the words are split; the other stands behind it."""
    month, section = _section_or_404(request, period, pk)
    clause = _clause(request)
    place = splitting.place_of(month, clause)
    form = CutForm(request.POST)
    if form.is_valid():
        first = form.cleaned_data["words"].split("\n")[0].strip()
        whole = " ".join(form.cleaned_data["words"].split())
        if first and first != whole and whole == " ".join(clause.quote.split()) and clause.quote.startswith(first):
            key = key_of(place._replace(end=place.start + len(first)))
            return redirect(f"{section_url(period, section.pk)}?mo={key}#the-dang-mo")
        form.add_error("words", _("Press Enter once inside the words, and leave the words themselves as they are."))
    return _page(request, month, section, Wanted(key_of(place)), Returned(cut=form))


@require_POST
@stopped(section_url)
def split_mark(request: HttpRequest, period: Period, pk: int) -> HttpResponse:
    """Open a card for words that the program has not marked."""
    month, section = _section_or_404(request, period, pk)
    form = WordsForm(request.POST)
    if form.is_valid():
        board = Board(month, Who.on(timezone.localdate()).bodies)
        place = find_words(board, section, form.cleaned_data["words"])
        if place and not any(each.place.overlaps(place) for each in board.hung if each.place):
            return redirect(f"{section_url(period, section.pk)}?mo={key_of(place)}#the-dang-mo")
        form.add_error("words", _("These words have a card already.") if place else words_not_found())
    return _page(request, month, section, Wanted(), Returned(mark=form))


def _directive_or_404(month: Resolution, pk: int) -> Directive:
    rows = month.directives.select_related("paragraph", "resolution", "leader", "follower")
    return get_object_or_404(rows.prefetch_related("assignments__body", "assignments__user"), pk=pk)


def seen_version(request: HttpRequest) -> int:
    """Return the version of a directive that the page has shown; 404 for what is none."""
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise Http404
    return int(version)


@require_POST
@stopped(section_url)
def split_correct(request: HttpRequest, period: Period, pk: int, directive: int) -> HttpResponse:
    """Save an accepted directive that was opened again."""
    month, section = _section_or_404(request, period, pk)
    row = _directive_or_404(month, directive)
    form = OrderForm(request.POST, month=month, who=Who.on(timezone.localdate()), directive=row)
    if not form.is_valid():
        return _page(request, month, section, Wanted(directive=row.pk), Returned(order=form))
    splitting.correct(row, form.order(), seen=seen_version(request), by=user_of(request), at=timezone.now())
    messages.success(request, _("The task is saved: %(title)s") % {"title": row.title})
    return _go_on(period, pk)


@require_POST
@stopped(section_url)
def split_take_back(request: HttpRequest, period: Period, pk: int, directive: int) -> HttpResponse:
    """Undo the accepting of a clause."""
    month, _section = _section_or_404(request, period, pk)
    row = _directive_or_404(month, directive)
    splitting.take_back(row, seen=seen_version(request), by=user_of(request), at=timezone.now())
    messages.success(request, _("The clause stands as a proposal again."))
    return _go_on(period, pk)


@require_POST
@stopped(section_url)
def split_hang(request: HttpRequest, period: Period, pk: int, directive: int) -> HttpResponse:
    """Let a directive whose words have changed hang on the new ones."""
    month, section = _section_or_404(request, period, pk)
    row = _directive_or_404(month, directive)
    form = WordsForm(request.POST, name=f"chu-{row.pk}")
    if form.is_valid():
        board = Board(month, Who.on(timezone.localdate()).bodies)
        if place := find_words(board, section, form.cleaned_data["words"]):
            occurrence = occurrence_at(place.paragraph.text, place.words, place.start)
            clause = Clause(place.paragraph.pk, place.words, occurrence)
            splitting.hang_on(row, clause, seen=seen_version(request), by=user_of(request), at=timezone.now())
            messages.success(request, _("The task hangs on the new words: %(title)s") % {"title": row.title})
            return _go_on(period, pk)
        form.add_error("words", words_not_found())
    return _page(request, month, section, Wanted(), Returned(hang=(row.pk, form)))
