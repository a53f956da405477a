"""Who is told of a deadline, when, and once: the steps before it, the ladder after it; one letter a person and day.

What is to be told is written down first, in one transaction; `tasks.posting` then sends each letter and marks it as
sent. Whatever dies between, nothing is lost, and only a letter that the mail server has taken and that is not marked
yet goes out again, under the same Message-ID.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import override

from kesat.organization.models import Body, Position, Role, User
from kesat.records.models import Notice
from resolutions.models.text import STANDING_COMMITTEE
from tasks.deadlines import is_quiet
from tasks.models import Directive, Letter, PartIn, Progress, ProgressReport, Reminder, Share
from tasks.policy import REPORTERS
from tasks.reminder_mail import subject

Step = Reminder.Step

# A step is reached when so many days are left, and stands until the next is: a day without a run is made up for.
_STEPS = (
    (-7, Step.OVERDUE_7),
    (-3, Step.OVERDUE_3),
    (0, Step.ON_THE_DAY),
    (1, Step.ONE_DAY),
    (3, Step.THREE_DAYS),
    (7, Step.SEVEN_DAYS),
)
_BY_THE_DAY = {Step.SEVEN_DAYS, Step.THREE_DAYS, Step.ONE_DAY, Step.ON_THE_DAY}
_SOON = timedelta(days=7)
_PERMANENT = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
_PRESSERS = STANDING_COMMITTEE | {Role.COMMITTEE_MEMBER}


@dataclass(frozen=True, slots=True)
class OpenDirective:
    """A directive that is overdue or due within a week, with the bodies that have still to report it done.

    A body whose report waits for the office owes nothing, and is not among the `done` of the `shares` bodies either.
    """

    directive: Directive
    due_on: date
    given_on: date
    owing: tuple[Body, ...]
    done: int
    shares: int

    @property
    def lead(self) -> str:
        rows = self.directive.assignments.all()
        return next((row.named for row in rows if row.part == PartIn.LEAD), "")

    @property
    def pressers(self) -> set[User]:
        rows = self.directive.assignments.all()
        return {row.user for row in rows if row.part == PartIn.PRESSING and row.user}

    def step_on(self, on: date) -> Step | None:
        """Return the latest step that is reached on the day; what was late when it was given is due on that day."""
        left = (max(self.due_on, self.given_on) - on).days
        return next((step for days, step in _STEPS if left <= days), None)


@dataclass(frozen=True, slots=True)
class Due:
    """That a person is to be told of a directive; `about_on` is what makes the step another one next time."""

    user: User
    about: OpenDirective
    step: Step
    about_on: date

    @property
    def key(self) -> tuple[int, int, str, date]:
        return (self.user.pk, self.about.directive.pk, self.step, self.about_on)


def open_directives(on: date) -> list[OpenDirective]:
    """Return what is in force, open, and overdue or due within a week, the earliest deadline first."""
    reports = ProgressReport.objects.waiting().filter(progress=Progress.DONE)
    reported = reports.filter(directive=OuterRef("directive"), body=OuterRef("body"))
    shares = Share.objects.annotate(is_reported=Exists(reported)).select_related("body")
    rows = (
        Directive.objects.given()
        .open()
        .filter(due_on__lte=on + _SOON, resolution__is_practice=False)
        .select_related("resolution")
        .prefetch_related(Prefetch("shares", shares), "assignments__user")
        .order_by("due_on", "pk")
    )
    return [_opened(row) for row in rows]


def _opened(row: Directive) -> OpenDirective:
    assert row.due_on  # noqa: S101  (asked for)
    assert row.given_on  # noqa: S101
    shares = list(row.shares.all())
    owing = tuple(share.body for share in shares if share.done_on is None and not getattr(share, "is_reported", False))
    done = sum(share.done_on is not None for share in shares)
    return OpenDirective(row, row.due_on, row.given_on, owing, done, len(shares))


class People:
    """Who is to be told on the day, by body and by post; read once."""

    def __init__(self, on: date) -> None:
        self.reporters: defaultdict[int, set[User]] = defaultdict(set)
        self.in_charge: defaultdict[int, set[User]] = defaultdict(set)
        self.pressers: set[User] = set()
        self.permanent: set[User] = set()
        self.heads: set[User] = set()
        for position in Position.objects.held(on).filter(user__is_active=True).select_related("user", "post"):
            role = position.post.role
            if role in REPORTERS:
                self.reporters[position.body_id].add(position.user)
            if role in _PRESSERS:
                self.pressers.add(position.user)
            if role == Role.COMMITTEE_MEMBER:
                self.in_charge[position.body_id].add(position.user)
            if role in _PERMANENT:
                self.permanent.add(position.user)
            if role == Role.HEAD_OF_OFFICE:
                self.heads.add(position.user)

    def to_tell(self, about: OpenDirective, step: Step) -> set[User]:
        """Return whom the step tells; where all reports wait for the office, its head alone, in the summary."""
        heads = self.heads if step == Step.WEEKLY else set()
        if not about.owing:
            return set(heads)
        reporters = {user for body in about.owing for user in self.reporters[body.pk]}
        if step in _BY_THE_DAY:
            return reporters
        pressers = {user for body in about.owing for user in self.in_charge[body.pk]}
        pressers |= about.pressers & self.pressers  # named then, and in post now
        permanent = self.permanent if step == Step.OVERDUE_7 else set()
        return reporters | pressers | permanent | heads

    def owing_to_say(self, user: User, about: OpenDirective) -> list[str]:
        """Return the names of the bodies that the person is to hear of: for who reports, none but their own."""
        own = [body.name for body in about.owing if user in self.reporters[body.pk]]
        return own or [body.name for body in about.owing]

    def reports(self, user: User) -> bool:
        return any(user in users for users in self.reporters.values())


def due(on: date) -> list[Due]:
    """Return whom to tell of what on the day, in a constant number of queries; nobody on Tết and public holidays.

    Before the deadline and on the day: who reports for the bodies whose share is open. Three days after it: the
    committee member who presses and those in charge of the body, too. Seven days after it: the permanent members.
    Once a week, on the first day that is not quiet and has something to say: who reports, who presses and the head of
    the office, of all that is overdue or due within a week. What was told already is left out, and who has a letter of
    the day: what came later is told on the next.
    """
    return _due(on, People(on))


def _due(on: date, people: People) -> list[Due]:
    if is_quiet(on):
        return []
    rows = open_directives(on)
    found = _untold(
        Due(user, row, step, row.due_on)
        for row in rows
        if (step := row.step_on(on))
        for user in people.to_tell(row, step)
    )
    monday = on - timedelta(days=on.weekday())
    if not Reminder.objects.filter(step=Step.WEEKLY, about_on=monday).exists():
        found += [Due(user, row, Step.WEEKLY, monday) for row in rows for user in people.to_tell(row, Step.WEEKLY)]
    written = set(Letter.objects.filter(on=on).values_list("user_id", flat=True))
    found = [one for one in found if one.user.pk not in written]
    return sorted(found, key=lambda one: (one.user.pk, one.about.due_on, one.about.directive.pk, one.step))


def _untold(found: Iterable[Due]) -> list[Due]:
    every = list(found)
    rows = Reminder.objects.filter(directive__in={one.about.directive.pk for one in every})
    told = set(rows.values_list("user_id", "directive_id", "step", "about_on"))
    return [one for one in every if one.key not in told]


def write_down(on: date, *, at: datetime) -> int:
    """Write down what is to be told on the day, as letters to be sent and notices in the program; return how many.

    For one process at a time (`posting.alone`): of two at once the database refuses the slower as a whole.
    """
    with transaction.atomic():
        people = People(on)
        dues: defaultdict[User, list[Due]] = defaultdict(list)
        for one in _due(on, people):
            dues[one.user].append(one)
        new = [Letter(user=user, on=on, message_id=_message_id(on), made_at=at) for user in dues]
        letters = {letter.user_id: letter for letter in Letter.objects.bulk_create(new)}
        reminders = [
            Reminder(
                letter=letters[user.pk], user=user, directive=one.about.directive, step=one.step, about_on=one.about_on
            )
            for user, every in dues.items()
            for one in every
        ]
        Reminder.objects.bulk_create(reminders)
        Notice.objects.bulk_create(
            _notice(user, every, on, at, is_reporter=people.reports(user)) for user, every in dues.items()
        )
    return len(reminders)


def _message_id(on: date) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<nhac-viec.{on:%Y%m%d}.{uuid4().hex}@{domain}>"


def _notice(user: User, dues: Collection[Due], on: date, at: datetime, *, is_reporter: bool) -> Notice:
    """Return what tells it in the program too; its mail is the letter."""
    with override(settings.LANGUAGE_CODE):
        text = subject({one.about.directive.pk: one.about.due_on for one in dues}.values(), on)
    page = reverse("tasks:mine" if is_reporter else "tasks:list")
    return Notice(user=user, kind=f"due_{on}", text=text, url=page, at=at, mailed_at=at)
