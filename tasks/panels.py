"""What the loop puts on the pages of the text: the directives beside a section, the results on the month's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, Q
from django.urls import reverse

from kesat.organization.models import User
from resolutions.beside import Panel
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution, Section
from tasks import policy
from tasks.carryover import Row, of_section, rows, to_answer
from tasks.contributions import closed_because, is_taken
from tasks.listing import Tag, tag
from tasks.models import Piece
from tasks.policy import Action

# More are on pages of their own: the page of a section stays under sixty kilobytes.
SHOWN: Final = 5
PIECES_SHOWN: Final = 3


@dataclass(frozen=True)
class Order:
    """A directive as the panel shows it: the words it offers, and the paragraph that has taken them."""

    row: Row
    words: str
    act: str
    taken_as: int | None
    taken_pk: int | None

    @property
    def tag(self) -> Tag:
        return tag(self.row.state)

    @property
    def enter_url(self) -> str:
        """Where the office reports for the body; of a group, the page that names each of its bodies."""
        shares = self.row.directive.shares.all()
        if len(shares) != 1:
            return self.row.directive.get_absolute_url()
        return reverse("tasks:on_behalf", args=[self.row.directive.pk, shares[0].body_id])


def beside_section(section: Section, paragraphs: Sequence[Paragraph], user: User, on: date) -> Panel | None:
    """Return the panel of a section of part I or II; None where the month before gave nothing and nobody wrote."""
    kind = section.part.kind
    if kind not in {PartKind.RESULTS, PartKind.DIRECTIONS} or policy.refusal(Action.ANSWER, user, on=on):
        return None
    month = section.part.resolution
    given = rows(month, on=on)
    pieces = _pieces(section, paragraphs) if kind == PartKind.RESULTS else []
    if not given and not pieces:
        return None
    found = of_section(given, section) if given else []
    if kind == PartKind.DIRECTIONS:
        found = [row for row in found if _goes_on(row)]
    orders = sorted((_order(row, kind, paragraphs) for row in found), key=_rank)
    context: dict[str, Any] = {
        "is_results": kind == PartKind.RESULTS,
        "answers_of": month.period,
        "month": given[0].directive.resolution if given else None,
        "orders": orders[:SHOWN],
        "more": max(0, len(orders) - SHOWN),
        "count": len(orders),
        "answered": sum(order.row.is_answered for order in orders),
        "taken": sum(order.taken_pk is not None for order in orders),
        "icons": sorted({order.tag.icon for order in orders[:SHOWN]}),
        "pieces": pieces[:PIECES_SHOWN],
        "more_pieces": len(pieces) > PIECES_SHOWN,
    }
    return Panel("tasks/beside.html", context, context["month"], len(orders))


def _goes_on(row: Row) -> bool:
    """Tell whether a directive goes on into the new month, as it was answered or else as the reports suggest."""
    return row.answer.is_carried_over if row.answer else row.is_carried_over


def _order(row: Row, kind: str, paragraphs: Sequence[Paragraph]) -> Order:
    places = {paragraph.pk: number for number, paragraph in enumerate(paragraphs, 1)}
    taken = next((each.paragraph_id for each in row.sentences if each.paragraph.section.part.kind == kind), None)
    is_results = kind == PartKind.RESULTS
    return Order(
        row=row,
        words=row.words if is_results else row.words_on,
        act="report" if is_results else "carry",
        taken_as=places.get(taken) if taken else None,
        taken_pk=taken,
    )


def _rank(order: Order) -> tuple[bool, bool]:
    """Put first what is not answered, then what is not taken."""
    return order.row.is_answered, order.taken_pk is not None


def _pieces(section: Section, paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """Return what the bodies wrote for the field of a section, what is not taken first."""
    sent = Piece.objects.filter(
        contribution__resolution=section.part.resolution_id,
        contribution__sent_at__isnull=False,
        field=section.field,
    )
    numbers = {paragraph.pk: number for number, paragraph in enumerate(paragraphs, 1)}
    found = []
    for piece in sent.select_related("contribution__body").prefetch_related("sentences__paragraph"):
        kept = [each.paragraph_id for each in piece.sentences.all() if not each.paragraph.is_removed]
        found.append({"piece": piece, "taken_pk": next(iter(kept), None), "taken_as": numbers.get(next(iter(kept), 0))})
    return sorted(found, key=lambda each: is_taken(each["piece"]))


def on_month(resolution: Resolution, user: User, on: date) -> Panel | None:
    """Return the panel of the month's page: who has sent results, which directives are still to be answered."""
    if resolution.is_practice or policy.refusal(Action.CALL, user, on=on) or not resolution.is_writable:
        return None
    asked, sent, gave = (
        Resolution.objects.filter(pk=resolution.pk)
        .annotate(
            asked=Count("contributions"),
            sent=Count("contributions", filter=Q(contributions__sent_at__isnull=False)),
            gave=Exists(to_answer(resolution)),
        )
        .values_list("asked", "sent", "gave")
        .get()
    )
    may_call = not closed_because(resolution)
    context = {"period": resolution.period, "asked": asked, "sent": sent, "may_call": may_call, "gave": gave}
    return Panel("tasks/beside_month.html", context) if may_call or asked or gave else None
