"""From clause to directive: what the office accepts of the text, corrects, drops or takes back, before it is given."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Body, User
from kesat.records.models import record
from resolutions.drafting import Refused
from resolutions.manuscript import Field
from resolutions.models import Resolution, Status
from resolutions.policy import Action as MonthAction
from resolutions.workflow import Obstacle, Overtaken
from tasks import policy
from tasks.hanging import OrderingText, Place, hung_in, is_lost, occurrence_at, words_not_found
from tasks.models import Assignment, Directive, DroppedClause, Kind, PartIn, Priority
from tasks.models.directive import DirectiveQuerySet
from tasks.policy import Action

MAX_TITLE_LENGTH: Final = 300
_FURTHEST: Final = timedelta(days=3653)
_LISTED: Final = 5


@dataclass(frozen=True)
class Clause:
    """Words of a paragraph, and the how-manieth of the same words they are in it."""

    paragraph_id: int
    quote: str
    occurrence: int = 1


@dataclass(frozen=True)
class Order:
    """What a directive says: the fields of the six clears."""

    title: str
    kind: str = Kind.STANDING
    lead: Body | None = None
    coordinating: tuple[Body, ...] = ()
    due_on: date | None = None
    due_words: str = ""
    priority: str = Priority.NORMAL
    deliverable: str = ""
    authority: str = ""
    leader: User | None = None
    follower: User | None = None
    presser: User | None = None
    supervising: tuple[Body, ...] = field(default=())

    def fields(self) -> dict[str, object]:
        """Return what stands in the directive's own row."""
        names = ("kind", "due_on", "due_words", "priority", "deliverable", "authority", "leader", "follower")
        return {name: getattr(self, name) for name in names}


def closed_because(resolution: Resolution) -> str:
    """Return why no directive can be made of the month, or ""."""
    if resolution.is_practice:
        return _("A practice month gives no directives.")
    if resolution.status == Status.COLLECTING:
        return _("Part II is not being written yet. Directives are made of it from drafting on.")
    if resolution.is_ended:
        return _("This resolution is no longer in force; nothing new is ordered by it.")
    return ""


def first_day(resolution: Resolution) -> date:
    """Return the day before which no deadline can lie: that of issue, or the first of the month until then."""
    return resolution.issued_on or date(resolution.year, resolution.month, 1)


def passed(day: date) -> str:
    """Return the words for a new deadline that lies in the past."""
    return _("The day %(day)s has passed. Choose today or a later day.") % {"day": date_format(day, "d/m/Y")}


def deadline_refusal(resolution: Resolution, due_on: date | None) -> str:
    """Return why the day cannot be a deadline of the month, or ""."""
    if due_on is None:
        return ""
    first = first_day(resolution)
    if due_on < first:
        return _("The deadline lies before the day of the resolution, %(day)s.") % {"day": date_format(first, "d/m/Y")}
    if due_on > first + _FURTHEST:
        return _("The deadline lies more than ten years after the resolution.")
    return ""


@contextmanager
def held(resolution: Resolution) -> Iterator[Resolution]:
    """Act in one transaction on a month of which directives can be made, with all its directives held still."""
    with transaction.atomic():
        month = Resolution.objects.select_for_update(no_key=True).get(pk=resolution.pk)
        if reason := closed_because(month):
            raise Refused(reason)
        yield month


# Clauses


def accept(resolution: Resolution, clause: Clause, order: Order, *, by: User, at: datetime) -> Directive:
    """Make a directive of a clause. Raises Overtaken where something was made of its words, or they have changed.

    The same sent twice by one person is one directive.
    """
    policy.require(Action.SPLIT, by, on=timezone.localdate(at))
    with held(resolution) as month:
        text = OrderingText.of(month)
        place = _place(text, clause)
        if taken := _taken(month, text, place):
            if isinstance(taken, Directive) and (taken.created_by_id, taken.title) == (by.pk, order.title):
                return taken
            raise Overtaken(_said_of(taken))
        directive = _made(month, text, place, order, by=by, at=at)
        renumber(month, text)
        record("accept_clause", directive, by=by, quote=directive.quote, title=directive.title)
    directive.refresh_from_db(fields=["number"])
    return directive


def accept_all(resolution: Resolution, chosen: Iterable[tuple[Clause, Order]], *, by: User, at: datetime) -> None:
    """Make a directive of each clause, of all of them or of none. Raises what `accept` raises."""
    with transaction.atomic():
        for clause, order in chosen:
            accept(resolution, clause, order, by=by, at=at)


def _made(month: Resolution, text: OrderingText, place: Place, order: Order, *, by: User, at: datetime) -> Directive:
    check(month, order)
    section = next(each for each in text.sections if each.pk == place.paragraph.section_id)
    directive = Directive(
        resolution=month,
        paragraph=place.paragraph,
        quote=place.words,
        occurrence=occurrence_at(place.paragraph.text, place.words, place.start),
        number=0,
        field=section.field if section.part.is_titled else Field.OTHER,
        created_at=at,
        created_by=by,
        **order.fields(),
    )
    directive.clean_title(order.title)
    directive.save()
    name_parts(directive, order)
    return directive


def check(resolution: Resolution, order: Order) -> None:
    """Raise Refused for what no directive of the month may say."""
    if not order.title.strip() or len(order.title) > MAX_TITLE_LENGTH:
        raise Refused(_("Type what is to be done, in at most 300 characters."))
    if reason := deadline_refusal(resolution, order.due_on):
        raise Refused(reason)


def name_parts(directive: Directive, order: Order) -> None:
    """Write who has which part in the directive, in place of what stood."""
    directive.assignments.all().delete()
    parts = [(PartIn.LEAD, order.lead)] if order.lead else []
    parts += [(PartIn.COORDINATING, body) for body in dict.fromkeys(order.coordinating) if body != order.lead]
    parts += [(PartIn.SUPERVISING, body) for body in dict.fromkeys(order.supervising)]
    rows = [Assignment(directive=directive, part=part, body=body, named=body.name) for part, body in parts]
    if order.presser:
        name = order.presser.full_name
        rows.append(Assignment(directive=directive, part=PartIn.PRESSING, user=order.presser, named=name))
    Assignment.objects.bulk_create(rows)


def correct(directive: Directive, order: Order, *, seen: int, by: User, at: datetime) -> None:
    """Write a directive anew that is not given yet; what is assigned, only who assigns."""
    with held(directive.resolution) as month:
        check(month, order)
        require_not_given(directive, by=by, at=at)
        changed = {**order.fields(), "title": order.title}
        before = {name: str(getattr(directive, name) or "") for name in changed}
        directive.clean_title(order.title)
        raise_version(directive, seen, **order.fields(), title=directive.title, folded_title=directive.folded_title)
        name_parts(directive, order)
        new = {name: str(value or "") for name, value in changed.items() if str(value or "") != before[name]}
        record("correct_directive", directive, by=by, new=new, lead=order.lead.name if order.lead else "")


def require_not_given(directive: Directive, *, by: User, at: datetime) -> None:
    """Raise Refused for what is given, PermissionDenied for who may not touch it; it is read anew."""
    row = Directive.objects.filter(pk=directive.pk).values("given_on", "assigned_at").first()
    if row is None:
        raise Overtaken(_("Someone else has taken this directive back meanwhile. Open the page again."))
    if row["given_on"]:
        raise Refused(_("This directive is given already; its lead and its deadline are changed with a reason."))
    action = Action.ASSIGN if row["assigned_at"] else Action.PREPARE
    policy.require(action, by, on=timezone.localdate(at))


def raise_version(directive: Directive, seen: int, **fields: object) -> None:
    """Write the fields where the directive is still as it was seen. Raises Overtaken."""
    rows = Directive.objects.filter(pk=directive.pk, version=seen, outcome="")
    if not rows.update(version=F("version") + 1, **fields):
        raise Overtaken(_("Someone else has changed this directive meanwhile. Open the page again."))
    for name, value in {**fields, "version": seen + 1}.items():
        setattr(directive, name, value)


def take_back(directive: Directive, *, seen: int, by: User, at: datetime) -> None:
    """Undo the accepting of a clause: its words stand as a proposal again."""
    with held(directive.resolution) as month:
        require_not_given(directive, by=by, at=at)
        if directive.continues_id:
            raise Refused(_("This directive is carried over from an earlier month; it cannot be taken back."))
        raise_version(directive, seen)
        record("take_back_directive", directive, by=by, quote=directive.quote, title=directive.title)
        try:
            directive.delete()
        except ProtectedError as error:
            raise Refused(_("Something was said of this directive already; it cannot be taken back.")) from error
        renumber(month, OrderingText.of(month))


def drop(resolution: Resolution, clause: Clause, *, by: User, at: datetime) -> DroppedClause:
    """Say that words order nothing of their own; said twice it is one."""
    policy.require(Action.SPLIT, by, on=timezone.localdate(at))
    with held(resolution) as month:
        text = OrderingText.of(month)
        place = _place(text, clause)
        taken = _taken(month, text, place)
        if isinstance(taken, DroppedClause):
            return taken
        if taken:
            raise Overtaken(_said_of(taken))
        occurrence = occurrence_at(place.paragraph.text, place.words, place.start)
        dropped = DroppedClause.objects.create(
            paragraph=place.paragraph, quote=place.words, occurrence=occurrence, by=by, at=at
        )
        record("drop_clause", month, by=by, paragraph=place.paragraph.pk, quote=place.words)
    return dropped


def bring_back(dropped: DroppedClause, resolution: Resolution, *, by: User, at: datetime) -> None:
    """Undo the dropping of a clause."""
    policy.require(Action.SPLIT, by, on=timezone.localdate(at))
    with held(resolution) as month:
        if DroppedClause.objects.filter(pk=dropped.pk).delete()[0]:
            record("bring_back_clause", month, by=by, paragraph=dropped.paragraph_id, quote=dropped.quote)


def hang_on(directive: Directive, clause: Clause, *, seen: int, by: User, at: datetime) -> None:
    """Let a directive hang on other words of its month: those that it had have changed."""
    with held(directive.resolution) as month:
        require_not_given(directive, by=by, at=at)
        text = OrderingText.of(month)
        place = _place(text, clause)
        taken = _taken(month, text, place)
        if taken and taken != directive:
            raise Overtaken(_said_of(taken))
        occurrence = occurrence_at(place.paragraph.text, place.words, place.start)
        old = directive.quote
        raise_version(directive, seen, paragraph=place.paragraph, quote=place.words, occurrence=occurrence)
        renumber(month, text)
        record("hang_directive", directive, by=by, old=old, new=place.words)


def place_of(resolution: Resolution, clause: Clause) -> Place:
    """Return where exactly the words of a clause stand in the month. Raises Overtaken."""
    return _place(OrderingText.of(resolution), clause)


def _place(text: OrderingText, clause: Clause) -> Place:
    """Return where exactly these words stand. Raises Overtaken."""
    paragraph = text.by_key.get(clause.paragraph_id)
    if paragraph and clause.quote.strip() and clause.occurrence >= 1:
        start = -1
        for _time in range(min(clause.occurrence, paragraph.text.count(clause.quote))):
            start = paragraph.text.find(clause.quote, start + 1)
        if start >= 0:
            return Place(paragraph, start, start + len(clause.quote))
    raise Overtaken(words_not_found())


def _taken(month: Resolution, text: OrderingText, place: Place) -> Directive | DroppedClause | None:
    """Return what was made of these words, or of some of them."""
    return next((each.row for each in hung_in(month, text) if each.place and each.place.overlaps(place)), None)


def _said_of(taken: Directive | DroppedClause) -> str:
    if isinstance(taken, Directive):
        words = _("These words are accepted already, as directive %(number)s: %(title)s.")
        return words % {"number": taken.number, "title": taken.title}
    return _("Someone has said of these words meanwhile that they order nothing of their own.")


def renumber(month: Resolution, text: OrderingText) -> None:
    """Number what is not given yet in the order of the text, behind what is."""
    last = month.directives.exclude(given_on=None).aggregate(last=Max("number"))["last"] or 0
    found = [each.row for each in hung_in(month, text) if isinstance(each.row, Directive) and not each.row.given_on]
    moved = [(number, row) for number, row in enumerate(found, last + 1) if row.number != number]
    for number, row in moved:
        row.number = number
    Directive.objects.bulk_update([row for _number, row in moved], ["number"])


def settle_words(action: MonthAction, resolution: Resolution, *, by: User, at: datetime) -> None:
    """Let each directive hang on its words as they are issued; registered with `resolutions.workflow`."""
    if action != MonthAction.ISSUE:
        return
    for row, place in hung_in(resolution, OrderingText.of(resolution)):
        if isinstance(row, Directive) and place and not place.is_exact:
            occurrence = occurrence_at(place.paragraph.text, place.words, place.start)
            rows = Directive.objects.filter(pk=row.pk, given_on=None)
            rows.update(paragraph=place.paragraph, quote=place.words, occurrence=occurrence, version=F("version") + 1)


# What stops a submission


def lost(resolution: Resolution) -> list[Directive]:
    """Return the directives that are not given yet and whose words stand no longer in the text."""
    if not resolution.directives.filter(given_on=None, outcome="").exists():
        return []
    found = hung_in(resolution, OrderingText.of(resolution))
    return [each.row for each in found if isinstance(each.row, Directive) and is_lost(each)]


def lost_words(resolution: Resolution) -> Iterable[Obstacle]:
    """Each directive hangs on words of the text; registered with `resolutions.workflow`."""
    if rows := lost(resolution):
        words = ngettext(
            "The words of %(count)d directive have changed; say what it hangs on now: %(list)s.",
            "The words of %(count)d directives have changed; say what they hang on now: %(list)s.",
            len(rows),
        )
        named = {"count": len(rows), "list": listed(rows)}
        yield Obstacle(words % named, reverse("tasks:split", args=[resolution.period]))


def early(resolution: Resolution) -> DirectiveQuerySet:
    """Return the directives that are not given yet and whose deadline lies before the day that the paper bears."""
    left = resolution.directives.filter(given_on=None, outcome="")
    return left.filter(due_on__lt=first_day(resolution)).order_by("number", "pk")


def early_deadlines(resolution: Resolution) -> Iterable[Obstacle]:
    """No deadline lies before the resolution's own day, which may have moved; registered as `lost_words` is."""
    if rows := list(early(resolution)):
        words = ngettext(
            "The deadline of %(count)d directive lies before the day of the resolution, %(day)s; correct it: %(list)s.",
            "The deadlines of %(count)d directives lie before the day of the resolution, %(day)s; correct: %(list)s.",
            len(rows),
        )
        day = date_format(first_day(resolution), "d/m/Y")
        url = reverse("tasks:assignments", args=[resolution.period])
        yield Obstacle(words % {"count": len(rows), "day": day, "list": listed(rows)}, f"{url}?xem=som")


def listed(rows: Sequence[Directive]) -> str:
    """Return the first of them by number and title: "3. Rà soát hộ nghèo; 7. ...; …"."""
    named = [f"{row.number}. {Truncator(row.title).chars(60)}" for row in rows[:_LISTED]]
    return "; ".join([*named, "…"] if len(rows) > _LISTED else named)
