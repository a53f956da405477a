"""The text of a month: resolution, parts, sections, paragraphs and their revisions."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import Role, Term, User
from kesat.vietnamese import official_month
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
    Urgency,
)

# Who may see a month before it is issued.
WRITERS = frozenset({Role.OFFICER, Role.HEAD_OF_OFFICE})


class Status(models.TextChoices):
    DRAFTING = "drafting", _("Drafting")
    ISSUED = "issued", _("Issued")


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def issued(self) -> Self:
        return self.filter(status=Status.ISSUED)

    def visible_to(self, user: User, on: date) -> Self:
        """Months that the person may know of on the day: those issued, and for the office the drafts too."""
        return self if user.roles(on) & WRITERS else self.issued()

    def before(self, year: int, month: int) -> Self:
        """Months earlier than the given one, the latest first."""
        return self.filter(Q(year__lt=year) | Q(year=year, month__lt=month)).order_by("-year", "-month")

    def with_text(self) -> Self:
        """Fetch all that `Resolution.manuscript` reads, in five queries whatever the length."""
        kept = Paragraph.objects.filter(is_removed=False)
        return self.prefetch_related(
            "recipients",
            "parts",
            "parts__sections",
            models.Prefetch("parts__sections__paragraphs", queryset=kept, to_attr="kept_paragraphs"),
        )


class Resolution(models.Model):
    """One month's resolution (nghị quyết): directions for its month, results of the month before."""

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFTING)
    is_from_archive = models.BooleanField(_("from the archive"), default=False)
    subject = models.CharField(_("subject"), max_length=300)
    urgency = models.CharField(_("urgency"), max_length=20, choices=Urgency, blank=True, default=Urgency.NONE)
    draft_number = models.PositiveSmallIntegerField(_("draft"), default=1)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, verbose_name=_("term"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    signer_authority = models.CharField(_("authority"), max_length=60, blank=True)
    signer_post = models.CharField(_("post of the signer"), max_length=60, blank=True)
    signer_name = models.CharField(_("name of the signer"), max_length=80, blank=True)
    # What stood on the paper when it was issued; a draft takes the committee's of the day.
    letterhead = models.JSONField(null=True, editable=False)
    results_due_on = models.DateField(_("results due on"), null=True, blank=True)
    papers_due_on = models.DateField(_("papers due on"), null=True, blank=True)
    meets_on = models.DateField(_("meeting on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(
                name="one_resolution_a_month",
                fields=["year", "month"],
                violation_error_message=_("There is a resolution for this month already."),
            ),
            models.UniqueConstraint(
                name="one_number_a_term",
                fields=["term", "number"],
                violation_error_message=_("This number is used already in this term."),
            ),
            models.CheckConstraint(
                name="month_is_1_to_12",
                condition=Q(month__gte=1, month__lte=12, year__gte=2000, year__lte=2100),
                violation_error_message=_("A month is 1 to 12, a year 2000 to 2100."),
            ),
            models.CheckConstraint(
                name="status_is_known",
                condition=Q(status__in=Status.values),
                violation_error_message=_("This status does not exist."),
            ),
            models.CheckConstraint(
                name="urgency_is_known",
                condition=Q(urgency__in=Urgency.values),
                violation_error_message=_("Choose one of the urgency marks listed; secret papers do not belong here."),
            ),
            models.CheckConstraint(
                name="number_and_date_stand_together",
                condition=Q(number=None, issued_on=None)
                | Q(number__isnull=False, number__gte=1, issued_on__isnull=False),
                violation_error_message=_("Number and date of issue are given together."),
            ),
            models.CheckConstraint(
                name="only_an_issued_resolution_has_a_number",
                condition=Q(number=None, term=None) | Q(status="issued"),
                violation_error_message=_("A draft has no number and no date of issue."),
            ),
            models.CheckConstraint(
                name="issued_without_number_only_from_the_archive",
                condition=Q(status="drafting") | Q(number__isnull=False) | Q(is_from_archive=True),
                violation_error_message=_("Only an old document from the archive may lack its number."),
            ),
        ]

    def __str__(self) -> str:
        return _("Resolution of month %(month)s") % {"month": self.label}

    def get_absolute_url(self) -> str:
        return reverse("resolutions:detail", args=[self.period])

    @property
    def period(self) -> tuple[int, int]:
        """Year and month, as addresses and commands name a month."""
        return self.year, self.month

    @property
    def label(self) -> str:
        """The month as the office writes it: 02/2026, 9/2026."""
        return official_month(self.year, self.month)

    @property
    def is_issued(self) -> bool:
        return self.status == Status.ISSUED

    @property
    def draft_mark(self) -> int | None:
        """The n of "Dự thảo lần n", or None for what is issued."""
        return None if self.is_issued else self.draft_number

    def manuscript(self) -> Manuscript:
        """Return the text as values. Reads the rows that `with_text` has fetched."""
        parts = {part.kind: part for part in self.parts.all()}
        return Manuscript(
            year=self.year,
            month=self.month,
            subject=self.subject,
            opening=parts[PartKind.OPENING].loose_paragraphs(),
            parts=tuple(parts[kind].text() for kind in (PartKind.RESULTS, PartKind.DIRECTIONS)),
            closing=parts[PartKind.CLOSING].loose_paragraphs(),
            recipients=tuple(recipient.text for recipient in self.recipients.all()),
            signer=Signer(self.signer_authority, self.signer_post, self.signer_name),
            number=self.number,
            issued_on=self.issued_on,
            urgency=Urgency(self.urgency),
        )


class Part(models.Model):
    """A part (phần): opening, results (I), directions (II) or closing; the last has a title only in I and II."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20, choices=PartKind)
    title = models.CharField(_("title"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_part_of_a_kind",
                fields=["resolution", "kind"],
                violation_error_message=_("A resolution has each part once."),
            ),
            models.CheckConstraint(
                name="part_kind_is_known",
                condition=Q(kind__in=PartKind.values),
                violation_error_message=_("This part does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def is_titled(self) -> bool:
        """Tell whether this is part I or II; opening and closing have one section without a title."""
        return self.kind in (PartKind.RESULTS, PartKind.DIRECTIONS)

    def text(self) -> PartText:
        return PartText(PartKind(self.kind), self.title, tuple(section.text() for section in self.sections.all()))

    def loose_paragraphs(self) -> tuple[ParagraphText, ...]:
        """Return the paragraphs of the one untitled section of an opening or a closing."""
        return tuple(paragraph for section in self.sections.all() for paragraph in section.text().paragraphs)


class Section(models.Model):
    """A section (mục): one field inside a part, with its own title."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="sections")
    field = models.CharField(_("field"), max_length=20, choices=Field)
    title = models.CharField(_("title"), max_length=300, blank=True)
    position = models.PositiveIntegerField()
    is_done = models.BooleanField(_("done"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="field_is_known",
                condition=Q(field__in=Field.values),
                violation_error_message=_("Choose one of the fields listed."),
            )
        ]

    kept_paragraphs: list["Paragraph"]

    def __str__(self) -> str:
        return self.title or str(self.part)

    def text(self) -> SectionText:
        """Return the section as values; its paragraphs must have been fetched by `with_text`."""
        return SectionText(
            Field(self.field),
            self.title,
            tuple(ParagraphText(row.text, ParagraphKind(row.kind)) for row in self.kept_paragraphs),
        )


class Paragraph(models.Model):
    """A paragraph (đoạn). Never deleted: a removed one stays in the history."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=ParagraphKind, default=ParagraphKind.PROSE)
    text = models.TextField(_("text"))
    folded_text = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="paragraph_kind_is_known",
                condition=Q(kind__in=ParagraphKind.values),
                violation_error_message=_("Choose one of the kinds listed."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Revision(models.Model):
    """A paragraph's whole state at a moment (phiên bản), by whom; from them any past state is rebuilt."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="revisions")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ParagraphKind)
    text = models.TextField()
    is_removed = models.BooleanField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_revision_a_version",
                fields=["paragraph", "version"],
                violation_error_message=_("This version is stored already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id}.{self.version}"


class Recipient(models.Model):
    """A line of the list of recipients (nơi nhận), without its dash and closing mark."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("text"), max_length=200)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text
