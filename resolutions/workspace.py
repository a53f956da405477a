"""The month as the office works on it: its sections as tasks, its steps, its days, and what to do next."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import User
from resolutions.acts import NextAct
from resolutions.manuscript import PartKind
from resolutions.models import Document, Part, Presence, Resolution, Revision, Section, SectionState, Status


@dataclass(frozen=True)
class Task:
    """A section as a line of the month's task list."""

    section: Section
    place: str
    state: SectionState
    paragraphs: int
    changed_by: str
    changed_at: datetime | None
    present: tuple[str, ...]
    url: str

    @property
    def name(self) -> str:
        return f"{self.place} {self.section.title}".strip()


@dataclass(frozen=True)
class Group:
    """A part with its tasks; `mark` is "I" or "II", or "" for opening and closing."""

    part: Part
    mark: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        return sum(task.state == SectionState.DONE for task in self.tasks)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.tasks)


@dataclass(frozen=True)
class Step:
    """A step of the month; `left` says in words what is left in one that others have overtaken."""

    number: int
    label: str
    is_done: bool = False
    is_current: bool = False
    left: str = ""


@dataclass(frozen=True)
class Day:
    """A day of the month's calendar, and how many days are left to it; negative when it is past."""

    label: str
    purpose: str
    on: date
    days_left: int

    @property
    def left(self) -> str:
        """The days left in words: "2 days left", "today", "3 days past"."""
        count = abs(self.days_left)
        if self.days_left == 0:
            return _("today")
        if self.days_left < 0:
            return ngettext("%(count)d day past", "%(count)d days past", count) % {"count": count}
        return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}

    @property
    def long(self) -> str:
        """The day as "thứ Tư 28/01/2026"."""
        return f"{date_format(self.on, 'l')} {date_format(self.on, 'd/m/Y')}"


def groups(resolution: Resolution, *, at: datetime, reader: User | None = None) -> list[Group]:
    """Return the parts with their sections as tasks, in few queries, and who but the reader has them open."""
    latest = Revision.objects.stored().filter(section=OuterRef("pk")).order_by("-at", "-id")
    sections = (
        Section.objects.filter(part__resolution=resolution)
        .select_related("writer", "part")
        .annotate(
            kept=Count("paragraphs", filter=Q(paragraphs__is_removed=False) & ~Q(paragraphs__text="")),
            changed_at=Subquery(latest.values("at")[:1]),
            changed_by=Subquery(latest.values("by__full_name")[:1]),
        )
        .order_by("position", "id")  # said here: where rows are counted together, Django leaves out the model's order
    )
    present = defaultdict(list)
    for presence in Presence.objects.now(at).filter(section__part__resolution=resolution).exclude(user=reader):
        present[presence.section_id].append(presence.user.full_name)
    by_part = defaultdict(list)
    for section in sections:
        by_part[section.part_id].append(section)
    parts = {section.part_id: section.part for section in sections}
    # A part without sections is read by itself.
    all_parts = (
        sorted(parts.values(), key=lambda part: part.pk) if len(parts) == len(PartKind) else resolution.parts.all()
    )
    return [
        Group(part, mark_of(part), tuple(_tasks(resolution, part, by_part[part.pk], present))) for part in all_parts
    ]


def mark_of(part: Part) -> str:
    return {PartKind.RESULTS: "I", PartKind.DIRECTIONS: "II"}.get(PartKind(part.kind), "")


def place_of(part: Part, number: int) -> str:
    """Return "I.2", or the part's name for opening and closing."""
    return f"{mark_of(part)}.{number}" if part.is_titled else part.get_kind_display()


def _tasks(resolution: Resolution, part: Part, sections: Sequence[Any], present: dict[int, list[str]]) -> list[Task]:
    return [
        Task(
            section=section,
            place=place_of(part, number),
            state=section.state(is_written=section.kept > 0),
            paragraphs=section.kept,
            changed_by=section.changed_by or "",
            changed_at=section.changed_at,
            present=tuple(present.get(section.pk, ())),
            url=reverse("resolutions:section", args=[resolution.period, section.pk]),
        )
        for number, section in enumerate(sections, 1)
    ]


def titled(found: Sequence[Group]) -> list[Group]:
    return [group for group in found if group.mark]


# Where a month stands among its seven steps while it is not being written.
_STEP_OF = {
    Status.APPRAISAL: 3,
    Status.WITH_PERMANENT: 3,
    Status.IN_REVIEW: 4,
    Status.APPROVED: 5,
    Status.AWAITING_SIGNATURE: 5,
    Status.SIGNED: 6,
    Status.ISSUED: 7,
    Status.WITHDRAWN: 7,
    Status.REPLACED: 7,
}


def steps(resolution: Resolution, found: Sequence[Group]) -> list[Step]:
    """Return the seven steps of a month, with the one it stands at."""
    labels = [
        _("Enter results"),
        _("Draft directions"),
        _("Submit the draft"),
        _("Opinions"),
        _("Sign"),
        _("Issue"),
        _("Follow up"),
    ]
    done = [group.is_done for group in titled(found)] or [not resolution.is_writable] * 2
    if not resolution.is_writable:
        current = _STEP_OF[Status(resolution.status)]
    elif not found:
        current = 2
    else:
        written = any(task.state != SectionState.NOT_STARTED for task in titled(found)[1].tasks)
        current = 3 if all(done) else 2 if done[0] or written else 1
    return [
        Step(
            number,
            label,
            is_done=number < current and not (number == 1 and not done[0]),
            is_current=number == current,
            left=_left(titled(found)[0]) if found and number == 1 < current and not done[0] else "",
        )
        for number, label in enumerate(labels, 1)
    ]


def _left(group: Group) -> str:
    left = len(group.tasks) - group.done
    return ngettext("%(count)d section left", "%(count)d sections left", left) % {"count": left}


def next_act(found: Sequence[Group]) -> NextAct:
    """Return the one thing to do next in a draft: what was begun first, then what was not, then what waits."""
    tasks = [task for group in titled(found) for task in group.tasks]
    for state in (SectionState.WRITING, SectionState.NOT_STARTED, SectionState.BLOCKED):
        if task := next((task for task in tasks if task.state == state), None):
            return _act_for(task)
    return NextAct(
        _("every section is written"),
        _("Read the whole once more as it is printed, then take out the Word or PDF file for the meeting."),
    )


def _act_for(task: Task) -> NextAct:
    title = _("write section %(place)s %(title)s") % {"place": task.place, "title": task.section.title}
    if task.state == SectionState.BLOCKED:
        why = _("It could not be written: %(reason)s") % {"reason": task.section.blocked_reason}
        return NextAct(title, why, _("Open section %(place)s") % {"place": task.place}, task.url)
    if task.state == SectionState.WRITING:
        stands = ngettext("%(count)d paragraph stands.", "%(count)d paragraphs stand.", task.paragraphs)
        then = _("Say at the end of the section that it is done.")
        why = f"{stands % {'count': task.paragraphs}} {then}"
        return NextAct(title, why, _("Go on with section %(place)s") % {"place": task.place}, task.url)
    why = _("Nothing is written there yet. What was ordered for it last month stands beside it.")
    return NextAct(title, why, _("Begin section %(place)s") % {"place": task.place}, task.url)


def days(resolution: Resolution, *, on: date) -> list[Day]:
    """Return the days of the month that are set, in their order."""
    named = [
        (resolution.results_due_on, _("Results due"), _("until the bodies' results are due")),
        (resolution.papers_due_on, _("Papers due"), _("until the papers go out to the Standing Committee")),
        (resolution.meets_on, _("Meeting"), _("until the Standing Committee meets")),
    ]
    return [Day(label, purpose, day, (day - on).days) for day, label, purpose in named if day]


def next_day(calendar: Sequence[Day]) -> Day | None:
    return next((day for day in calendar if day.days_left >= 0), None)


def paper_facts(resolution: Resolution) -> dict[str, Any]:
    """Return how many lines of recipients there are, and whether the month came from a file, in one query."""
    imported = Document.objects.filter(resolution=OuterRef("pk"), kind=Document.Kind.IMPORTED)
    rows = Resolution.objects.filter(pk=resolution.pk).annotate(lines=Count("recipients"), is_imported=Exists(imported))
    lines, is_imported = rows.values_list("lines", "is_imported").get()
    return {"recipients": lines, "original": is_imported}


def writers(found: Sequence[Group]) -> list[User]:
    """Return who writes the sections, each once."""
    return list(dict.fromkeys(task.section.writer for group in found for task in group.tasks if task.section.writer))
