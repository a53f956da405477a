"""What bodies say of a directive: reports with figures and files, extensions, one-time links, supervision notes."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import Body
from kesat.records.models import StoredFile
from tasks.models.directive import Directive


class Progress(models.TextChoices):
    """How far a body says it is."""

    DONE = "done", _("Done")
    UNDER_WAY = "under_way", _("Under way")
    NOT_BEGUN = "not_begun", _("Not begun")


class Judgement(models.TextChoices):
    """What the office said of a report."""

    SENT = "sent", _("Sent, to be looked at")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def waiting(self) -> Self:
        """Reports that the office has not judged."""
        return self.filter(judgement=Judgement.SENT)

    def accepted(self) -> Self:
        return self.filter(judgement=Judgement.ACCEPTED)


class ProgressReport(models.Model):
    """What a body reports on its share of a directive (báo cáo kết quả); appended, never edited."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    progress = models.CharField(_("how far it is"), max_length=20, choices=Progress)
    result = models.TextField(_("result"))
    difficulty = models.TextField(_("difficulty, wish"), blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    at = models.DateTimeField()
    # Empty where it came by a one-time link of a person without an account.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter = models.CharField(max_length=120)
    # Entered by the office for the body.
    is_on_behalf = models.BooleanField(default=False)
    # The form that it came with: sent twice, it is one report.
    op_id = models.UUIDField(null=True, editable=False)
    judgement = models.CharField(max_length=20, choices=Judgement, default=Judgement.SENT)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)
    # By the committee member who presses.
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="report_by_judgement", fields=["judgement", "at"])]
        constraints = [
            models.CheckConstraint(
                name="report_progress_is_known",
                condition=Q(progress__in=Progress.values, judgement__in=Judgement.values),
                violation_error_message=_("Choose one of the answers listed."),
            ),
            models.CheckConstraint(
                name="only_what_is_done_has_a_day",
                condition=(Q(progress="done") & Q(done_on__isnull=False)) | (~Q(progress="done") & Q(done_on=None)),
                violation_error_message=_("Say on which day it was done, and only if it is done."),
            ),
            models.CheckConstraint(
                name="a_judged_report_says_who_and_when",
                condition=Q(judgement="sent", judged_at=None, judged_by=None)
                | Q(judgement__in=["accepted", "returned"], judged_at__isnull=False, judged_by__isnull=False),
                violation_error_message=_("Who judged a report and when are said together."),
            ),
            models.CheckConstraint(
                name="a_returned_report_and_only_one_says_why",
                condition=(Q(judgement="returned") & ~Q(return_reason=""))
                | (~Q(judgement="returned") & Q(return_reason="")),
                violation_error_message=_("Say why the report is returned."),
            ),
            models.CheckConstraint(
                name="who_verified_a_report_and_when_stand_together",
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                violation_error_message=_("Who verified a report and when are said together."),
            ),
            models.UniqueConstraint(
                name="a_form_brings_one_report",
                fields=["directive", "body", "op_id"],
                violation_error_message=_("This form has been sent already."),
            ),
        ]

    def __str__(self) -> str:
        return self.result[:60]


class ReportFigure(models.Model):
    """A figure that came with a report: "42 hộ"."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="figures")
    name = models.CharField(_("what was counted"), max_length=120)
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.value.normalize():f} {self.unit}".strip()


class ReportFile(models.Model):
    """A photo or paper that came with a report."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)


class Extension(models.Model):
    """A request for more time, and the answer to it (gia hạn)."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("Asked")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="extensions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    old_due_on = models.DateField()
    wanted_on = models.DateField(_("new deadline wished"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter = models.CharField(max_length=120)
    is_on_behalf = models.BooleanField(default=False)
    op_id = models.UUIDField(null=True, editable=False)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.ASKED)
    granted_on = models.DateField(_("new deadline"), null=True, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_extension_is_asked_at_a_time",
                fields=["directive", "body"],
                condition=Q(answer="asked"),
                violation_error_message=_("More time is asked for already; the office has not answered yet."),
            ),
            models.CheckConstraint(
                name="an_extension_is_later_than_the_deadline",
                condition=Q(wanted_on__gt=models.F("old_due_on")),
                violation_error_message=_("The new deadline lies after the old one."),
            ),
            models.CheckConstraint(
                name="a_granted_extension_and_only_one_has_its_day",
                condition=Q(answer="granted", granted_on__isnull=False)
                | Q(answer__in=["asked", "refused"], granted_on=None),
                violation_error_message=_("A granted extension says until when."),
            ),
            models.CheckConstraint(
                name="an_answered_extension_says_who_and_when",
                condition=Q(answer="asked", answered_at=None, answered_by=None)
                | Q(answer__in=["granted", "refused"], answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message=_("Who answered a request for more time and when are said together."),
            ),
            models.UniqueConstraint(
                name="a_form_brings_one_request",
                fields=["directive", "body", "op_id"],
                violation_error_message=_("This form has been sent already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive}: {self.wanted_on}"


class ReportLink(models.Model):
    """A one-time address that opens one form: the report of a body on a directive. Only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="links")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    # For whom it was made, with account or without.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    person = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    spent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.directive}"

    def is_usable(self, at: datetime) -> bool:
        return self.spent_at is None and self.revoked_at is None and at < self.expires_at


class SupervisionNote(models.Model):
    """What the Inspection Committee, or the member who presses, noted on a directive; appended, never edited."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="notes")
    text = models.TextField(_("note"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("supervision note")
        verbose_name_plural = _("supervision notes")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text[:60]
