"""What higher apps put beside the text: a panel in the editor, where words came from, acts on what stands in the panel.

The lists are filled by each app from its `AppConfig.ready()`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from kesat.organization.models import User
from resolutions import arranging
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution, Section


@dataclass(frozen=True)
class Panel:
    """What stands beside a section; where `month` says whose `count` orders these are, in place of their own words."""

    template: str
    context: dict[str, Any]
    month: Resolution | None = None
    count: int = 0


@dataclass(frozen=True)
class Source:
    """Where words of a paragraph came from, and the page that tells more.

    `is_changed`: they were reworded since; `is_lost`: they stand nowhere any more.
    """

    key: int
    paragraph_id: int
    label: str
    url: str
    quote: str
    is_changed: bool = False
    is_lost: bool = False


# A panel for the section with its paragraphs, or None.
panels: list[Callable[[Section, Sequence[Paragraph], User, date], Panel | None]] = []
# A panel of the month's page, for those who write it, or None.
month_panels: list[Callable[[Resolution, User, date], Panel | None]] = []
# The same of the month as it is printed, whatever its state, for whoever sees it.
printed_panels: list[Callable[[Resolution, User, date], Panel | None]] = []
# Where words of the month, or of one section of it, came from, as far as the person may know.
sources: list[Callable[[Resolution, User, date, Section | None], list[Source]]] = []
# What hangs on paragraphs of the printed month, as far as the person may know: (label, address) by their keys.
margins: list[Callable[[Resolution, User, date], dict[int, list[tuple[str, str]]]]] = []
# What a button of a panel does besides saving, by its name; it takes the key of its row and says what was done.
acts: dict[str, Callable[[Section, int, User, datetime], str]] = {}


def sources_of(resolution: Resolution, user: User, on: date, section: Section | None = None) -> list[Source]:
    return [source for find in sources for source in find(resolution, user, on, section)]


def margin_of(resolution: Resolution, user: User, on: date) -> dict[int, list[tuple[str, str]]]:
    """Return what hangs on each paragraph of the printed month, by its key."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for find in margins:
        for key, links in find(resolution, user, on).items():
            found[key] += links
    return found


def panels_of(resolution: Resolution, user: User, on: date, *, is_printed: bool = False) -> list[Panel]:
    finders = printed_panels if is_printed else month_panels
    return [panel for find in finders if (panel := find(resolution, user, on))]


def context(section: Section, paragraphs: Sequence[Paragraph], user: User, on: date) -> dict[str, Any]:
    """Return what stands beside the paragraphs of parts I and II: a panel, else what was ordered in this field."""
    panel = next((panel for find in panels if (panel := find(section, paragraphs, user, on))), None)
    if panel and panel.month:
        found: dict[str, Any] = {"ordering_month": panel.month, "count": panel.count}
    else:
        found = _orders(section, paragraphs)
    if panel:
        by_paragraph = defaultdict(list)
        for source in sources_of(section.part.resolution, user, on, section):
            by_paragraph[source.paragraph_id].append(source)
        found |= {"panel": panel, "sources": by_paragraph}
    if section.part.kind == PartKind.DIRECTIONS and found["ordering_month"]:
        found["reported"] = _reported(section)
    return found


def _orders(section: Section, paragraphs: Sequence[Paragraph]) -> dict[str, Any]:
    """Return what the month before ordered in this field, in its own words."""
    source = arranging.ordering_section(section)
    if source is None:
        return {"orders": [], "ordering_month": None, "count": 0}
    taken = {row.taken_from_id: (number, row.pk) for number, row in enumerate(paragraphs, 1) if row.taken_from_id}
    orders: list[dict[str, Any]] = []
    for order in source.paragraphs.kept().exclude(text=""):
        number, pk = taken.get(order.pk, (None, None))
        orders.append({"paragraph": order, "taken_as": number, "taken_pk": pk})
    orders.sort(key=lambda order: order["taken_as"] is not None)
    return {
        "orders": orders,
        "count": len(orders),
        "taken": len([order for order in orders if order["taken_as"]]),
        "ordering_month": source.part.resolution,
    }


def _reported(section: Section) -> QuerySet[Paragraph]:
    """Return what part I of the month says in the field of a section of part II."""
    rows = Paragraph.objects.kept().filter(
        section__part__resolution=section.part.resolution,
        section__part__kind=PartKind.RESULTS,
        section__field=section.field,
    )
    return rows.exclude(text="")
