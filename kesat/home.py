"""My work today: what each person finds first after signing in."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kesat.organization.models import User
from resolutions import workspace
from resolutions.models import Resolution, SectionState
from resolutions.policy import Action
from resolutions.views import may

LATEST_ISSUED = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the month in drafting to those who write it, and what was issued last to everyone."""
    today = timezone.localdate()
    user: Any = request.user
    months = Resolution.objects.visible_to(user, today).real()
    context: dict[str, Any] = {
        "today": today,
        "posts": posts(user, today),
        "issued": months.issued()[:LATEST_ISSUED],
        "may_start": may(request, Action.START),
    }
    draft = months.exclude(pk__in=Resolution.objects.issued()).first()
    if draft and may(request, Action.WRITE, draft):
        context |= draft_context(draft, today)
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
