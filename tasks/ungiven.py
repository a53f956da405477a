"""What the issue of a month would give to nobody: not assigned, led by an empty group, clauses not judged."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from kesat.organization.models import Body
from resolutions.models import Resolution, Status
from resolutions.workflow import Obstacle
from tasks.assign_forms import Who
from tasks.models import Directive
from tasks.split_board import Board
from tasks.splitting import listed

# Decided on, and not issued yet.
NEARLY_ISSUED: Final = frozenset({Status.APPROVED, Status.AWAITING_SIGNATURE, Status.SIGNED})


def unassigned(resolution: Resolution) -> list[Directive]:
    """Return what is accepted and not assigned: it would be nobody's."""
    return list(resolution.directives.open().filter(assigned_at=None).order_by("number", "pk"))


def without_members(resolution: Resolution, on: date) -> list[Directive]:
    """Return what is assigned to a group that nobody belongs to on the day."""
    led = resolution.directives.open().filter(given_on=None, assigned_at__isnull=False)
    rows = led.filter(lead_body__kind=Body.Kind.GROUP).select_related("lead_body").order_by("number", "pk")
    return [row for row in rows if row.lead_body and not row.lead_body.members_on(on)]


def given_to_nobody(resolution: Resolution) -> Iterable[Obstacle]:
    """Every accepted directive reaches a body when its month is issued; registered with `resolutions.workflow`.

    It stops the issue alone: until then there is time to assign.
    """
    if resolution.status != Status.SIGNED:
        return
    url = reverse("tasks:assignments", args=[resolution.period])
    if rows := unassigned(resolution):
        words = ngettext(
            "%(count)d directive is not assigned; the head of the office assigns it or takes it back: %(list)s.",
            "%(count)d directives are not assigned; the head of the office assigns them or takes them back: %(list)s.",
            len(rows),
        )
        yield Obstacle(words % {"count": len(rows), "list": listed(rows)}, url)
    if rows := without_members(resolution, timezone.localdate()):
        words = ngettext(
            "%(count)d directive is led by a group without members; choose who leads: %(list)s.",
            "%(count)d directives are led by groups without members; choose who leads: %(list)s.",
            len(rows),
        )
        yield Obstacle(words % {"count": len(rows), "list": listed(rows)}, url)


def unjudged(resolution: Resolution) -> int:
    """Return of how many clauses nobody has said yet whether they order something."""
    return sum(section.open for section in Board(resolution, Who.on(timezone.localdate()).bodies).overview())


def waiting_months() -> Iterator[tuple[Resolution, int, int]]:
    """Yield the months of which something would reach nobody: how many are not assigned, how many not judged."""
    # Counted from what is open, which is little; the months of five years have thousands of directives.
    waits = Directive.objects.open().filter(given_on=None)
    waits = waits.filter(Q(assigned_at=None) | Q(resolution__status=Status.ISSUED))
    left = dict(waits.order_by().values_list("resolution").annotate(Count("pk")))
    concerned = Q(status__in=NEARLY_ISSUED) | Q(status=Status.ISSUED, pk__in=left)
    for month in Resolution.objects.real().filter(concerned).order_by("year", "month"):
        open_clauses = unjudged(month) if month.status in NEARLY_ISSUED else 0
        if month.pk in left or open_clauses:
            yield month, left.get(month.pk, 0), open_clauses
