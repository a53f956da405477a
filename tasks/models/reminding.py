"""What was told to whom of deadlines, once each: reminders, their letters, calendars by secret address."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks.models.directive import Directive


class Letter(models.Model):
    """One mail of one day to one person, with all reminders of that day; sent once, under a name that never changes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter of reminders")
        verbose_name_plural = _("letters of reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_letter_a_person_and_day",
                fields=["user", "on"],
                violation_error_message=_("This person has been written to on this day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.on}"


class Reminder(models.Model):
    """That a person is told of one directive at one step before or after its deadline."""

    class Step(models.TextChoices):
        SEVEN_DAYS = "seven_days", _("Seven days before")
        THREE_DAYS = "three_days", _("Three days before")
        ONE_DAY = "one_day", _("The day before")
        ON_THE_DAY = "on_the_day", _("On the day")
        OVERDUE_3 = "overdue_3", _("Three days overdue")
        OVERDUE_7 = "overdue_7", _("Seven days overdue")
        WEEKLY = "weekly", _("Weekly summary")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=20, choices=Step)
    # The deadline that it was about; for a weekly summary the Monday of its week.
    about_on = models.DateField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_reminded_once_a_step",
                fields=["user", "directive", "step", "about_on"],
                violation_error_message=_("This person was reminded already."),
            ),
            models.CheckConstraint(
                name="step_is_known",
                condition=Q(
                    step__in=["seven_days", "three_days", "one_day", "on_the_day", "overdue_3", "overdue_7", "weekly"]
                ),
                violation_error_message=_("This step does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.directive}, {self.get_step_display()}"


class Calendar(models.Model):
    """The secret address under which a person's deadlines can be read by a calendar program; only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendars")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.user)


class OfficialLetter(models.Model):
    """A letter on paper that reminds bodies of what is overdue (công văn nhắc việc), as it was made, for good.

    `content` is what is printed: {"month", "to": [name], "rows": [{"title", "lead", "due_on", "days", "times"}],
    "post", "name"}; days are ISO days and counts of days, `times` says for the how many-th time it is.
    """

    on = models.DateField()
    reply_by = models.DateField()
    content = models.JSONField()
    directives = models.ManyToManyField(Directive, related_name="letters")
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder letter")
        verbose_name_plural = _("reminder letters")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_reminder_letter_asks_for_an_answer_later_on",
                condition=Q(reply_by__gte=models.F("on")),
                violation_error_message=_("The answer is asked for on the day of the letter or later."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"
