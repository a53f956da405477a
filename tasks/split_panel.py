"""The panel of a month's page that leads from its text to its directives."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from kesat.organization.models import User
from resolutions.beside import Panel
from resolutions.models import Resolution
from tasks import policy, ungiven
from tasks.models import Assignment, PartIn
from tasks.policy import Action
from tasks.splitting import closed_because


def on_month(resolution: Resolution, user: User, on: date) -> Panel | None:
    """Return the panel with its counts, in one query until the month is decided on.

    None for who prepares nothing, and where nothing can be made.
    """
    if closed_because(resolution) or policy.refusal(Action.PREPARE, user, on=on):
        return None
    led = Exists(Assignment.objects.filter(directive=OuterRef("pk"), part=PartIn.LEAD))
    counts = resolution.directives.aggregate(
        total=Count("pk"),
        unassigned=Count("pk", filter=Q(assigned_at=None, outcome="")),
        leaderless=Count("pk", filter=Q(assigned_at=None, outcome="") & ~Q(led)),
    )
    may_split = not policy.refusal(Action.SPLIT, user, on=on)
    unjudged = ungiven.unjudged(resolution) if resolution.status in ungiven.NEARLY_ISSUED else 0
    return Panel("tasks/_split_panel.html", {"may_split": may_split, "unjudged": unjudged, **counts})
