"""How a month comes back as part I of the next: contributions, answers to directives, sentences taken over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import Body
from kesat.records.models import StoredFile
from resolutions.manuscript import Field
from resolutions.models import Paragraph, Resolution
from tasks.models.directive import Directive
from tasks.models.report import ProgressReport


class Contribution(models.Model):
    """What one body is asked for when results are called for; `resolution` is the one that takes them in."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="contributions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="contributions")
    due_on = models.DateField(_("until"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    times_reminded = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("Word file"))

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["resolution", "body__position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_contribution_a_body_and_month",
                fields=["resolution", "body"],
                violation_error_message=_("This body is asked for this month already."),
            ),
            models.CheckConstraint(
                name="who_sent_a_contribution_and_when_stand_together",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                violation_error_message=_("Who sent a contribution and when are said together."),
            ),
            models.CheckConstraint(
                name="how_often_a_body_was_reminded_and_when_stand_together",
                condition=Q(reminded_at=None, times_reminded=0) | Q(reminded_at__isnull=False, times_reminded__gte=1),
                violation_error_message=_("How often a body was reminded and when are said together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.resolution}"


class Piece(models.Model):
    """A paragraph of a contribution, for one field of part I."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="pieces")
    field = models.CharField(_("field"), max_length=20, choices=Field)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("piece of a contribution")
        verbose_name_plural = _("pieces of contributions")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="piece_field_is_known",
                condition=Q(field__in=Field.values),
                violation_error_message=_("Choose one of the fields listed."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Answer(models.Model):
    """What became of a directive: the answer of the next month, whose `resolution` says it in part I."""

    class Kind(models.TextChoices):
        DONE = "done", _("Done")
        PARTLY = "partly", _("Partly done")
        NOT_DONE = "not_done", _("Not done")
        STANDING = "standing", _("Standing, goes on")
        NO_REPORT = "no_report", _("No report received")

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="answers")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="answers")
    kind = models.CharField(_("answer"), max_length=20, choices=Kind)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_carried_over = models.BooleanField(_("carried over"), default=False)
    # The cut-off day: a later report goes to the following month.
    as_of = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["resolution", "directive__number", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_answer_a_directive_and_month",
                fields=["directive", "resolution"],
                violation_error_message=_("This directive is answered already."),
            ),
            models.CheckConstraint(
                name="answer_kind_is_known",
                condition=Q(kind__in=["done", "partly", "not_done", "standing", "no_report"]),
                violation_error_message=_("Choose one of the answers listed."),
            ),
            models.CheckConstraint(
                name="what_is_done_is_not_carried_over",
                condition=~Q(kind="done") | Q(is_carried_over=False),
                violation_error_message=_("What is done is not carried over."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive}: {self.get_kind_display()}"


class Sentence(models.Model):
    """Words of part I that were taken from a report or a contribution, and stay linked with who wrote them."""

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="sentences")
    quote = models.TextField()
    occurrence = models.PositiveSmallIntegerField(default=1)
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="sentences")
    report = models.ForeignKey(ProgressReport, models.PROTECT, null=True, related_name="sentences")
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="sentences")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sentence taken over")
        verbose_name_plural = _("sentences taken over")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_sentence_comes_from_a_directive_or_a_contribution",
                condition=Q(directive__isnull=False, piece=None) | Q(directive=None, report=None, piece__isnull=False),
                violation_error_message=_("A sentence comes from a directive or from a contribution."),
            )
        ]

    def __str__(self) -> str:
        return self.quote[:60]
