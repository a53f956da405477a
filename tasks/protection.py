"""What the database itself keeps in the tables of the tasks: the lead body of a directive, as its assignment says."""

from collections.abc import Iterator
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from kesat.records import triggers
from tasks.models import Assignment, Directive

_LEAD: Final = "SELECT a.body_id FROM tasks_assignment a WHERE a.directive_id = {row}.id AND a.part = 'lead'"


def register() -> None:
    """Register the triggers that keep `Directive.lead_body`."""
    triggers.register_kept(
        "tasks_directive",
        "lead_body_id",
        _LEAD,
        source="tasks_assignment",
        key="directive_id",
        counts="{row}.part = 'lead'",
    )


def problems() -> Iterator[str]:
    """Yield in words each directive whose lead body is not the one that it is assigned to."""
    leads = Assignment.objects.leads().filter(directive=OuterRef("pk")).order_by().values("body")
    rows = Directive.objects.order_by("pk").annotate(assigned=Subquery(leads))
    for row, kept, assigned in rows.values_list("pk", "lead_body", "assigned"):
        if kept != assigned:
            yield _("The lead body of directive %(row)s is not the one it is assigned to.") % {"row": row}
