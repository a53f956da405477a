"""Giving directives to their bodies: each body gets its share on the day on which the resolution is issued."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import Body, User
from kesat.records.models import record
from kesat.records.notices import tell
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.policy import Action as MonthAction
from tasks import continuing
from tasks.models import Directive, PartIn, Share
from tasks.policy import reporters_of


def assign(directives: Iterable[Directive], *, by: User, at: datetime) -> int:
    """Assign what has a lead: from now on it is given when its month is issued, and at once if it is; return how many.

    The right to assign is the caller's to ask.
    """
    chosen = [row.pk for row in directives]
    with transaction.atomic():
        rows = Directive.objects.filter(pk__in=chosen, assigned_at=None, assignments__part=PartIn.LEAD)
        ready = list(rows.select_related("resolution"))
        Directive.objects.filter(pk__in=[row.pk for row in ready]).update(assigned_at=at, assigned_by=by)
        months = {row.resolution_id: row.resolution for row in ready}
        for pk, month in months.items():
            record("assign_directives", month, by=by, directives=[row.pk for row in ready if row.resolution_id == pk])
            if month.status == Status.ISSUED:
                give(month, by=by, at=at)
    return len(ready)


def give(resolution: Resolution, *, by: User, at: datetime) -> int:
    """Give every assigned directive of an issued month that was not given yet to its bodies; return how many.

    One whose group nobody belongs to on the day stays as it is, not given: it does not hold up the others.
    """
    on = timezone.localdate(at)
    with transaction.atomic():
        waiting = resolution.directives.filter(assigned_at__isnull=False, given_on=None)
        rows: list[Directive] = []
        told: dict[int, tuple[Body, int]] = {}
        for row in waiting.select_related("paragraph", "resolution"):
            try:
                bodies = share_out(row, on)
            except Refused:
                continue
            row.first_due_on, row.given_on = row.due_on, on
            row.save(update_fields=["first_due_on", "given_on"])
            rows.append(row)
            for body in bodies:
                told[body.pk] = (body, told.get(body.pk, (body, 0))[1] + 1)
        continuing.take_effect(rows, on=on, by=by)
        if rows:
            record("give_directives", resolution, by=by, directives=[row.pk for row in rows])
        _tell(resolution, told.values(), on, at)
    return len(rows)


def share_out(directive: Directive, on: date) -> list[Body]:
    """Give the lead its share, or each member of the group that leads on the day; return the bodies that got one now.

    Raises Refused for a directive without lead, and for a group that nobody belongs to.
    """
    lead = directive.assignments.leads().select_related("body").first()
    if lead is None or lead.body is None:
        raise Refused(_("Choose the body that leads."))
    bodies = list(lead.body.members_on(on)) if lead.body.kind == Body.Kind.GROUP else [lead.body]
    if not bodies:
        raise Refused(_("The group “%(name)s” has no member on this day.") % {"name": lead.body.name})
    have = set(directive.shares.values_list("body_id", flat=True))
    new = [body for body in bodies if body.pk not in have]
    Share.objects.bulk_create(Share(directive=directive, body=body) for body in new)
    return new


def _tell(resolution: Resolution, told: Iterable[tuple[Body, int]], on: date, at: datetime) -> None:
    """Tell those who report for the bodies; a line a body, however many directives it got."""
    with override(settings.LANGUAGE_CODE):
        for body, count in told:
            words = _("Month %(month)s gives %(body)s %(count)s directives.")
            named = {"month": resolution.label, "body": body.name, "count": count}
            tell(reporters_of(body, on), "given", words % named, "/nhiem-vu/cua-toi/", at=at)


def after_issue(action: MonthAction, resolution: Resolution, *, by: User, at: datetime) -> None:
    """Give the directives of a month when it is issued; registered with `resolutions.workflow`."""
    if action == MonthAction.ISSUE:
        give(resolution, by=by, at=at)
