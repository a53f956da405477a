"""My work today: what each person finds first after signing in."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kesat.organization.models import User
from resolutions import acts, workspace
from resolutions.models import Resolution, SectionState
from resolutions.policy import Action
from resolutions.views import may
from tasks.today import next_of, work_of

LATEST_ISSUED = 3
UNDER_WAY = 4
LATEST_NOTICES = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show each person the month that waits for them, and what was issued last."""
    today = timezone.localdate()
    user: Any = request.user
    months = Resolution.objects.visible_to(user, today).real()
    context: dict[str, Any] = {
        "today": today,
        "posts": posts(user, today),
        "issued": months.in_force()[:LATEST_ISSUED],
        "may_start": may(request, Action.START),
    }
    under_way = list(months.exclude(pk__in=Resolution.objects.issued()).order_by("year", "month")[:UNDER_WAY])
    waiting = [(month, acts.next_act(month, user, today, acts.hand_over(month, user, today))) for month in under_way]
    # The earliest that waits for this person; else the latest there is.
    mine = next((month for month, act in waiting if act and act.url), under_way[-1] if under_way else None)
    if mine and may(request, Action.WRITE, mine):
        context |= draft_context(mine, today)
    elif mine:
        context |= {"resolution": mine, "steps": workspace.steps(mine, [])}
    found = dict(waiting).get(mine) if mine else None
    if found:
        context["next"] = found
    context["notices"] = user.notices.unread()[:LATEST_NOTICES]
    context["work"] = work_of(user, today)
    if mine is None and not context["may_start"]:
        context["body_next"] = next_of(user, today)
    context["others"] = [(month, act) for month, act in waiting if act and act.url and month != mine]
    return render(request, "home.html", context)


def posts(user: User, on: date) -> list[str]:
    """Return the posts that the person holds on the day, as "Chuyên viên, Văn phòng Đảng ủy"."""
    held = user.positions.held(on).select_related("post", "body")
    return [f"{position.post.title}, {position.body.name}" for position in held]


def draft_context(draft: Resolution, on: date) -> dict[str, Any]:
    found = workspace.groups(draft, at=timezone.now())
    tasks = [task for group in workspace.titled(found) for task in group.tasks]
    calendar = workspace.days(draft, on=on)
    return {
        "resolution": draft,
        "steps": workspace.steps(draft, found),
        "next": workspace.next_act(found),
        "open_tasks": [task for task in tasks if task.state != SectionState.DONE],
        "task_count": len(tasks),
        "days": calendar,
        "next_day": workspace.next_day(calendar),
    }
