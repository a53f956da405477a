"""Typed functions that make directives, reports and what belongs to them for tests."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kesat.organization.models import Body, Position, Role, User
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution
from tasks import giving
from tasks.models import Assignment, Directive, Judgement, PartIn, Progress, ProgressReport, Share
from tests.factories import NOW, make_body, make_post, make_resolution, make_user


def ordering_paragraph(resolution: Resolution, place: int = 0) -> Paragraph:
    """Return a paragraph of part II."""
    rows = Paragraph.objects.filter(section__part__resolution=resolution, section__part__kind=PartKind.DIRECTIONS)
    return rows.select_related("section").order_by("section__position", "position", "id")[place]


def make_directive(
    *,
    resolution: Resolution | None = None,
    lead: Body | None = None,
    coordinating: tuple[Body, ...] = (),
    presser: User | None = None,
    is_given: bool = True,
    **fields: Any,
) -> Directive:
    """Make a directive of an issued month, given to its lead unless said otherwise."""
    month = resolution or Resolution.objects.filter(year=2026, month=11).first() or make_resolution(archive=True)
    paragraph = ordering_paragraph(month)
    number = month.directives.count() + 1
    values: dict[str, Any] = {
        "quote": paragraph.text,
        "field": paragraph.section.field,
        "number": number,
        "title": f"Nhiệm vụ thứ {number}",
        "kind": "deliverable",
        "due_on": date(2026, 11, 27),
    }
    directive = Directive(resolution=month, paragraph=paragraph, **values | fields)
    directive.clean_title(directive.title)
    directive.save()
    lead = lead or make_body(kind=Body.Kind.DIVISION)
    Assignment.objects.create(directive=directive, part=PartIn.LEAD, body=lead, named=lead.name)
    for body in coordinating:
        Assignment.objects.create(directive=directive, part=PartIn.COORDINATING, body=body, named=body.name)
    if presser:
        Assignment.objects.create(directive=directive, part=PartIn.PRESSING, user=presser, named=presser.full_name)
    if is_given:
        give(directive)
    return directive


def give(directive: Directive, on: date = date(2026, 11, 5)) -> None:
    """Let a directive be given on the day, as the issue of its month does."""
    directive.assigned_at, directive.assigned_by = NOW, who_assigns()
    directive.given_on, directive.first_due_on = on, directive.due_on
    directive.save()
    giving.share_out(directive, on)


def who_assigns() -> User:
    """Return somebody whose word it may have been, where a test does not care whose."""
    return User.objects.order_by("pk").first() or make_user()


def share_of(directive: Directive, body: Body | None = None) -> Share:
    shares = directive.shares.select_related("body", "directive")
    return shares.get(body=body) if body else shares.get()


def make_head_of(body: Body, *, role: str = Role.HEAD_OF_BODY, **fields: Any) -> User:
    """Make a person who reports for the body; with COMMITTEE_MEMBER one who is in charge of it."""
    user = make_user(**{"full_name": "Vũ Thị Hoa"} | fields)
    Position.objects.create(user=user, body=body, post=make_post(role=role), begins_on=date(2025, 7, 1))
    return user


def make_report(
    directive: Directive,
    *,
    progress: str = Progress.UNDER_WAY,
    result: str = "02/04 hộ đã nhận tiền và ký biên bản bàn giao.",
    at: datetime = NOW,
    accepted_by: User | None = None,
    **fields: Any,
) -> ProgressReport:
    """Make a report of the first body that has a share, judged where `accepted_by` is given."""
    body = fields.pop("body", None) or directive.shares.all()[0].body
    done_on = timezone.localdate(at) if progress == Progress.DONE else None
    judged: dict[str, Any] = {}
    if accepted_by:
        judged = {"judgement": Judgement.ACCEPTED, "judged_at": at, "judged_by": accepted_by}
    values: dict[str, Any] = {"done_on": done_on, "reporter": "Vũ Thị Hoa", **judged}
    return ProgressReport.objects.create(
        directive=directive, body=body, progress=progress, result=result, at=at, **values | fields
    )
