"""What a clause of part II orders: the directive, who has a part in it, and each body's share of a common one."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import Body, Position, Role, User
from kesat.vietnamese import fold
from resolutions.manuscript import Field
from resolutions.models import Paragraph, Resolution, Status
from resolutions.models.text import PUBLIC, STANDING_COMMITTEE, WRITERS

# Who sees every directive that is in force; the others see what their body or they themselves have a part in.
OVERSEERS = WRITERS | STANDING_COMMITTEE | {Role.CLERK, Role.INSPECTOR}
NEAR = timedelta(days=3)
# What ended so was late.
LATE = Q(due_on__isnull=False, ended_on__gt=F("due_on"))


class Kind(models.TextChoices):
    """What sort of thing is ordered."""

    DELIVERABLE = "deliverable", _("With a result to hand over")
    EVENT = "event", _("Bound to an event")
    STANDING = "standing", _("Standing")
    CARRIED_OVER = "carried_over", _("Carried over")
    REPORTING = "reporting", _("Reporting")
    OVERSIGHT = "oversight", _("Oversight")


class Priority(models.TextChoices):
    NORMAL = "normal", _("Normal")
    IMPORTANT = "important", _("Important")
    URGENT = "urgent", _("Urgent")


class Outcome(models.TextChoices):
    """How a directive ended; none while it is open."""

    OPEN = "", _("Open")
    DONE = "done", _("Done")
    CARRIED_OVER = "carried_over", _("Carried over to the next month")
    DROPPED = "dropped", _("No longer to be done")


class State(models.TextChoices):
    """How a directive stands on a day (`domain/process-and-organisation.md` 4.5); computed, never stored."""

    PLANNED = "planned", _("Not given yet")
    OVERDUE = "overdue", _("Overdue")
    NEAR = "near", _("Due soon")
    NEW = "new", _("Newly given")
    IN_TIME = "in_time", _("In time")
    STANDING = "standing", _("Standing")
    DONE_IN_TIME = "done_in_time", _("Done in time")
    DONE_LATE = "done_late", _("Done late")
    CARRIED_OVER = "carried_over", _("Carried over to the next month")
    DROPPED = "dropped", _("No longer to be done")


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def given(self) -> Self:
        """Directives in force: handed to their bodies, of a resolution that stands."""
        return self.filter(given_on__isnull=False).exclude(
            resolution__in=Resolution.objects.exclude(status=Status.ISSUED)
        )

    def open(self) -> Self:
        return self.filter(outcome=Outcome.OPEN)

    def of_bodies(self, bodies: "models.QuerySet[Body]") -> Self:
        """Directives in which one of the bodies has a part: as lead, as member of the group that leads, or beside."""
        named = Assignment.objects.filter(directive=OuterRef("pk"), body__in=bodies)
        shared = Share.objects.filter(directive=OuterRef("pk"), body__in=bodies)
        return self.filter(Exists(named) | Exists(shared))

    def visible_to(self, user: User, on: date) -> Self:
        """Directives that the person may know of on the day (`security.md`, the role matrix)."""
        known = self.known_to(user, on)
        return known if user.roles(on) & WRITERS else known.given()

    def known_to(self, user: User, on: date) -> Self:
        """Directives whose page the person may open: what is visible, and what stood in a resolution that ended."""
        roles = user.roles(on)
        if roles & WRITERS:
            return self
        given = self.filter(given_on__isnull=False).exclude(
            resolution__in=Resolution.objects.exclude(status__in=PUBLIC)
        )
        if roles & OVERSEERS:
            return given
        bodies = Body.objects.filter(
            positions__in=Position.objects.held(on).filter(user=user).exclude(post__role=Role.READER)
        )
        # One list of keys, found by the indexes of person and body: asking row by row takes ten times as long.
        named = Assignment.objects.filter(Q(user=user) | Q(body__in=bodies)).order_by().values("directive")
        shared = Share.objects.filter(body__in=bodies).order_by().values("directive")
        return given.filter(pk__in=named.union(shared))

    def with_state(self, on: date) -> Self:
        """Annotate `state` as it is on the day; `Directive.state_on` says the same of one row."""
        return self.annotate(
            state=Case(
                When(outcome=Outcome.DROPPED, then=Value(State.DROPPED.value)),
                When(outcome=Outcome.CARRIED_OVER, then=Value(State.CARRIED_OVER.value)),
                When(Q(LATE, outcome=Outcome.DONE), then=Value(State.DONE_LATE.value)),
                When(outcome=Outcome.DONE, then=Value(State.DONE_IN_TIME.value)),
                When(given_on=None, then=Value(State.PLANNED.value)),
                When(due_on__lt=on, then=Value(State.OVERDUE.value)),
                When(due_on__lte=on + NEAR, then=Value(State.NEAR.value)),
                When(due_on=None, then=Value(State.STANDING.value)),
                When(begun_on=None, then=Value(State.NEW.value)),
                default=Value(State.IN_TIME.value),
                output_field=models.CharField(),
            )
        )


class Directive(models.Model):
    """A thing that a clause of part II or of the closing orders done (nhiệm vụ).

    It hangs on the words `quote` of its paragraph (`resolutions.anchors`). It is proposed until the head of the office
    has assigned it, and in force (`given_on`) from the day on which its resolution is issued.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="directives")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="directives")
    quote = models.TextField()
    occurrence = models.PositiveSmallIntegerField(default=1)
    # The running number in the month, in the order of the text.
    number = models.PositiveSmallIntegerField(_("number"))
    field = models.CharField(_("field"), max_length=20, choices=Field)
    title = models.CharField(_("task"), max_length=300)
    folded_title = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STANDING)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    # The deadline that was given with it; later ones never touch it.
    first_due_on = models.DateField(null=True, editable=False)
    due_words = models.CharField(_("deadline in words"), max_length=120, blank=True)
    deliverable = models.CharField(_("what is handed over"), max_length=300, blank=True)
    authority = models.CharField(_("who decides on it"), max_length=200, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader in charge"),
    )
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("followed in the office by"),
    )
    # What its assignment as lead says, kept beside it by the database (`tasks.protection`): lists count by it.
    lead_body = models.ForeignKey(Body, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    # The directive of an earlier month that this one goes on from, and how many months it has been open.
    continues = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    age = models.PositiveSmallIntegerField(_("age in months"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_on = models.DateField(null=True)
    # The day of the first acknowledgement or report.
    begun_on = models.DateField(null=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True, default=Outcome.OPEN)
    ended_on = models.DateField(null=True)
    outcome_reason = models.CharField(max_length=500, blank=True)
    # Counted up at every change, so that two people do not overwrite each other.
    version = models.PositiveIntegerField(default=1)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        ordering = ["-resolution__year", "-resolution__month", "number", "id"]
        indexes = [
            models.Index(name="directive_open_by_due_day", fields=["outcome", "due_on"]),
            # All that lists ask of thousands of directives, without opening one.
            models.Index(
                name="directive_as_listed",
                fields=[
                    "outcome",
                    "lead_body",
                    "resolution",
                    "due_on",
                    "ended_on",
                    "given_on",
                    "begun_on",
                    "field",
                    "number",
                    "folded_title",
                ],
            ),
            # All that a state is computed from.
            models.Index(
                name="directive_of_month",
                fields=["resolution", "outcome", "due_on", "ended_on", "given_on", "begun_on"],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="directive_kind_is_known",
                condition=Q(kind__in=Kind.values, priority__in=Priority.values, field__in=Field.values),
                violation_error_message=_("Choose one of the kinds, priorities and fields listed."),
            ),
            models.CheckConstraint(
                name="a_directive_ends_with_an_outcome_and_a_day",
                condition=Q(outcome="", ended_on=None)
                | Q(outcome__in=["done", "carried_over", "dropped"], ended_on__isnull=False),
                violation_error_message=_("A directive that has ended says how and on which day."),
            ),
            models.CheckConstraint(
                name="a_dropped_directive_says_why",
                condition=~Q(outcome="dropped") | ~Q(outcome_reason=""),
                violation_error_message=_("Say why it is no longer to be done."),
            ),
            models.CheckConstraint(
                name="who_assigned_and_when_stand_together",
                condition=Q(assigned_at=None, assigned_by=None)
                | Q(assigned_at__isnull=False, assigned_by__isnull=False),
                violation_error_message=_("Who assigned a directive and when are said together."),
            ),
            models.CheckConstraint(
                name="only_what_is_assigned_is_given",
                condition=Q(given_on=None) | Q(assigned_at__isnull=False),
                violation_error_message=_("A directive is assigned before it is given to its bodies."),
            ),
            models.CheckConstraint(
                name="directive_does_not_continue_itself",
                condition=Q(continues=None) | ~Q(continues=F("id")),
                violation_error_message=_("A directive cannot go on from itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("tasks:directive", args=[self.pk])

    @property
    def label(self) -> str:
        """The number with its month: "7, tháng 11/2026"."""
        return _("%(number)s, month %(month)s") % {"number": self.number, "month": self.resolution.label}

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    def state_on(self, on: date) -> State:
        """Return how it stands on the day; a deadline counts through its whole day."""
        if self.outcome == Outcome.DONE:
            is_late = bool(self.due_on and self.ended_on and self.ended_on > self.due_on)
            return State.DONE_LATE if is_late else State.DONE_IN_TIME
        if self.outcome:
            return State.DROPPED if self.outcome == Outcome.DROPPED else State.CARRIED_OVER
        return State.PLANNED if self.given_on is None else self._open_state(on)

    def _open_state(self, on: date) -> State:
        if self.due_on is None:
            return State.STANDING
        if self.due_on < on:
            return State.OVERDUE
        if self.due_on <= on + NEAR:
            return State.NEAR
        return State.NEW if self.begun_on is None else State.IN_TIME

    def clean_title(self, title: str) -> None:
        """Set the title, and what it is found by."""
        self.title = title
        self.folded_title = fold(title)[:400]


class PartIn(models.TextChoices):
    """The part that a body or a person has in a directive."""

    LEAD = "lead", _("Lead")
    COORDINATING = "coordinating", _("Coordinating")
    PRESSING = "pressing", _("Pressing for it")
    SUPERVISING = "supervising", _("Supervising")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def leads(self) -> Self:
        return self.filter(part=PartIn.LEAD)


class Assignment(models.Model):
    """A body, or for pressing a committee member, with its part in a directive (phân công)."""

    Part = PartIn

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="assignments")
    part = models.CharField(_("part"), max_length=20, choices=PartIn)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="pressed")
    # How the body or person was called when it was assigned; a later name does not change what was ordered.
    named = models.CharField(max_length=160)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["directive", "body__position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_lead_a_directive",
                fields=["directive"],
                condition=Q(part="lead"),
                violation_error_message=_("A directive has exactly one lead."),
            ),
            models.UniqueConstraint(
                name="one_person_presses_a_directive",
                fields=["directive"],
                condition=Q(part="pressing"),
                violation_error_message=_("One committee member presses for a directive."),
            ),
            models.UniqueConstraint(
                name="a_body_has_a_part_once",
                fields=["directive", "part", "body"],
                violation_error_message=_("This body is named already."),
            ),
            models.CheckConstraint(
                name="a_person_presses_and_bodies_do_the_rest",
                condition=Q(part="pressing", user__isnull=False, body=None)
                | Q(part__in=["lead", "coordinating", "supervising"], user=None, body__isnull=False),
                violation_error_message=_("A committee member presses; bodies lead, coordinate and supervise."),
            ),
        ]
        indexes = [models.Index(name="assignment_by_body", fields=["part", "body", "directive"])]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.named}"


class Share(models.Model):
    """What one body has to do and to report of a directive: the lead alone, or each member of the group that leads.

    It exists from the day on which the directive is given, so that a later change of the group does not change it.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="shares")
    body = models.ForeignKey(Body, models.PROTECT, related_name="shares")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        ordering = ["directive", "body__position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_share_a_body",
                fields=["directive", "body"],
                violation_error_message=_("This body has its share already."),
            ),
            # By a one-time link of a person without account there is a moment and nobody.
            models.CheckConstraint(
                name="who_acknowledged_a_share_did_so_at_a_moment",
                condition=Q(acknowledged_by=None) | Q(acknowledged_at__isnull=False),
                violation_error_message=_("Who acknowledged a directive and when are said together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.directive}"


class DroppedClause(models.Model):
    """Words of part II of which the office has said that they order nothing of their own."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="dropped_clauses")
    quote = models.TextField()
    occurrence = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("clause that is no directive")
        verbose_name_plural = _("clauses that are no directives")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.quote[:60]
