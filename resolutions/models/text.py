"""The text of a month: resolution, parts, sections, paragraphs and their revisions."""

from datetime import date, datetime, timedelta
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
from resolutions.periods import Period

# Who writes a month before it is issued, and who votes on it.
WRITERS = frozenset({Role.OFFICER, Role.HEAD_OF_OFFICE})
STANDING_COMMITTEE = frozenset({Role.STANDING_MEMBER, Role.DEPUTY_SECRETARY, Role.SECRETARY})


class Status(models.TextChoices):
    """How far a month is on its way; `resolutions.workflow` alone moves it on."""

    COLLECTING = "collecting", _("Collecting results")
    DRAFTING = "drafting", _("Drafting")
    APPRAISAL = "appraisal", _("Awaiting appraisal")
    WITH_PERMANENT = "with_permanent", _("With the permanent members")
    IN_REVIEW = "in_review", _("In review by the Standing Committee")
    RETURNED = "returned", _("Returned for revision")
    AMENDING = "amending", _("Approved with amendments, being amended")
    APPROVED = "approved", _("Approved")
    AWAITING_SIGNATURE = "awaiting_signature", _("Awaiting signature")
    SIGNED = "signed", _("Signed, to be issued")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")


# The text may be written in these, and in no others.
WRITABLE = frozenset({Status.COLLECTING, Status.DRAFTING, Status.RETURNED, Status.AMENDING})
# In these the database itself refuses every change of the text.
APPROVED_ON = (Status.APPROVED, Status.AWAITING_SIGNATURE, Status.SIGNED)
# Those that were issued: open to everyone for good.
PUBLIC = (Status.ISSUED, Status.WITHDRAWN, Status.REPLACED)
# What another document does to an issued resolution.
ENDED = (Status.WITHDRAWN, Status.REPLACED)


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def issued(self) -> Self:
        return self.filter(status__in=PUBLIC)

    def visible_to(self, user: User, on: date) -> Self:
        """Months that the person may know of on the day (`security.md`, "see a draft before issue")."""
        roles = user.roles(on)
        if roles & WRITERS:
            return self
        seen = Q(status__in=PUBLIC)
        if roles & STANDING_COMMITTEE:
            seen = Q(is_practice=False)
        elif Role.CLERK in roles:
            seen |= Q(status__in=APPROVED_ON)
        if roles & {Role.COMMITTEE_MEMBER, Role.INSPECTOR}:
            invited = self.model.objects.filter(drafts__asked__user=user)
            seen |= Q(pk__in=invited.values("pk"))
        return self.filter(seen)

    def real(self) -> Self:
        """Months that are no practice."""
        return self.filter(is_practice=False)

    def standing(self) -> Self:
        """Resolutions that are neither withdrawn nor replaced, issued or not; at most one a month."""
        return self.exclude(status__in=ENDED)

    def in_force(self) -> Self:
        """Resolutions that bind: issued, and neither withdrawn nor replaced."""
        return self.filter(status=Status.ISSUED)

    def in_force_in(self, year: int, month: int) -> "Resolution | None":
        """Return the resolution that binds in a month, or None; that of the month before is `before(...).first()`."""
        return self.in_force().filter(year=year, month=month).first()

    def of(self, period: Period) -> Self:
        """The resolutions that a month's name may mean, the one that it does mean first: the newest."""
        rows = self.filter(year=period.year, month=period.month, is_practice=period.is_practice)
        return (rows.filter(edition=period.edition) if period.edition else rows).order_by("-edition")

    def before(self, year: int, month: int) -> Self:
        """Real months earlier than the given one, the latest first, each with the resolution that stands."""
        earlier = Q(year__lt=year) | Q(year=year, month__lt=month)
        return self.real().standing().filter(earlier).order_by("-year", "-month")

    def with_text(self) -> Self:
        """Fetch all that `Resolution.manuscript` reads, in five queries whatever the length."""
        kept = Paragraph.objects.kept()
        return self.prefetch_related(
            "recipients",
            "parts",
            "parts__sections",
            models.Prefetch("parts__sections__paragraphs", queryset=kept, to_attr="kept_paragraphs"),
        )


class Resolution(models.Model):
    """One month's resolution (nghị quyết): directions for its month, results of the month before.

    A month has one; only when that is withdrawn or replaced it may have another, of the next edition.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="successor", verbose_name=_("replaces")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFTING)
    is_from_archive = models.BooleanField(_("from the archive"), default=False)
    is_practice = models.BooleanField(_("practice"), default=False)
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
        ordering = ["-year", "-month", "-edition"]
        constraints = [
            models.UniqueConstraint(
                name="one_resolution_a_month",
                fields=["year", "month", "is_practice"],
                condition=~Q(status__in=["withdrawn", "replaced"]),
                violation_error_message=_("There is a resolution for this month already."),
            ),
            models.UniqueConstraint(
                name="one_edition_a_month",
                fields=["year", "month", "is_practice", "edition"],
                violation_error_message=_("There is a resolution for this month already."),
            ),
            models.CheckConstraint(
                name="every_edition_but_the_first_replaces_one",
                condition=Q(edition=1, replaces=None) | Q(edition__gt=1, replaces__isnull=False),
                violation_error_message=_("Every resolution of a month but its first replaces the one before."),
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
                condition=Q(number=None, term=None)
                | Q(status__in=["approved", "awaiting_signature", "signed", "issued", "withdrawn", "replaced"]),
                violation_error_message=_("A draft has no number and no date of issue."),
            ),
            models.CheckConstraint(
                name="issued_without_number_only_from_the_archive",
                condition=~Q(status__in=["issued", "withdrawn", "replaced"])
                | Q(number__isnull=False)
                | Q(is_from_archive=True),
                violation_error_message=_("Only an old document from the archive may lack its number."),
            ),
            models.CheckConstraint(
                name="practice_stays_a_draft",
                condition=Q(is_practice=False) | Q(status="drafting"),
                violation_error_message=_("A practice month is never issued."),
            ),
        ]

    def __str__(self) -> str:
        words = _("Practice month %(month)s") if self.is_practice else _("Resolution of month %(month)s")
        return words % {"month": self.label}

    def get_absolute_url(self) -> str:
        return reverse("resolutions:detail", args=[self.period])

    @property
    def period(self) -> Period:
        """Year and month, as addresses and commands name a month; what is no longer in force has its own address."""
        return Period(self.year, self.month, self.is_practice, self.edition if self.is_ended else 0)

    @property
    def label(self) -> str:
        """The month as the office writes it: 02/2026, 9/2026; for a later resolution of one month 9/2026 (lần 2)."""
        month = official_month(self.year, self.month)
        if self.edition == 1:
            return month
        return _("%(month)s (edition %(edition)s)") % {"month": month, "edition": self.edition}

    @property
    def is_ended(self) -> bool:
        """Tell whether another document has withdrawn or replaced it."""
        return self.status in ENDED

    @property
    def is_issued(self) -> bool:
        """Tell whether it was issued; a withdrawn or replaced one was, and stays readable."""
        return self.status in PUBLIC

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    def is_visible_to(self, user: User, on: date) -> bool:
        """Tell whether the person may know of this month on the day; the same rule as `visible_to`."""
        if user.roles(on) & WRITERS or self.is_issued:
            return True
        return Resolution.objects.visible_to(user, on).filter(pk=self.pk).exists()

    @property
    def draft_mark(self) -> int | None:
        """The n of "Dự thảo lần n", or None for what is approved."""
        return None if self.is_issued or self.status in APPROVED_ON else self.draft_number

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


class SectionState(models.TextChoices):
    """How far a section is, as the task list of the month says it; only the first is found out and not said."""

    NOT_STARTED = "not_started", _("Not started")
    WRITING = "writing", _("Being written")
    DONE = "done", _("Done")
    BLOCKED = "blocked", _("Cannot be written yet")


class Section(models.Model):
    """A section (mục): one field inside a part, with its own title."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="sections")
    field = models.CharField(_("field"), max_length=20, choices=Field)
    title = models.CharField(_("title"), max_length=300, blank=True)
    position = models.PositiveIntegerField()
    is_done = models.BooleanField(_("done"), default=False)
    blocked_reason = models.CharField(_("reason why it cannot be written yet"), max_length=200, blank=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("writer")
    )
    # Counted up when paragraphs are added, split, merged, moved, removed or the section is renamed.
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
            ),
            models.CheckConstraint(
                name="what_is_done_is_not_blocked",
                condition=Q(is_done=False) | Q(blocked_reason=""),
                violation_error_message=_("A section is either done or cannot be written yet."),
            ),
        ]

    kept_paragraphs: list["Paragraph"]

    def __str__(self) -> str:
        return self.title or str(self.part)

    def state(self, *, is_written: bool) -> SectionState:
        """Return how far the section is; `is_written` tells whether anything stands in it."""
        if self.is_done:
            return SectionState.DONE
        if self.blocked_reason:
            return SectionState.BLOCKED
        return SectionState.WRITING if is_written else SectionState.NOT_STARTED

    def text(self) -> SectionText:
        """Return the section as values; its paragraphs must have been fetched by `with_text`."""
        return SectionText(
            Field(self.field),
            self.title,
            tuple(
                ParagraphText(line, ParagraphKind(row.kind))
                for row in self.kept_paragraphs
                # A line break that was saved while someone types becomes a paragraph when they leave the box.
                for line in row.text.split("\n")
            ),
        )


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    TRASH_KEPT_FOR = timedelta(days=30)

    def kept(self) -> Self:
        return self.filter(is_removed=False)

    def removed_since(self, at: datetime) -> Self:
        """Paragraphs removed within thirty days before `at`, the latest first, with `removed_at`.

        One that was merged into another lives on in that one.
        """
        last = Revision.objects.stored().filter(paragraph=models.OuterRef("pk")).order_by("-version")
        return (
            self.filter(is_removed=True, absorbed_by=None)
            .annotate(removed_at=models.Subquery(last.values("at")[:1]))
            .filter(removed_at__gt=at - self.TRASH_KEPT_FOR)
            .order_by("-removed_at", "position")
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
    # The order of the month before that this paragraph answers or goes on from.
    taken_from = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="taken_over")
    # The paragraph that this one was merged into.
    absorbed_by = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="absorbed")

    objects = ParagraphQuerySet.as_manager()

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


class Origin(models.TextChoices):
    SAVED = "saved", _("Saved")
    TAKEN_OVER = "taken_over", _("Taken over")
    RESTORED = "restored", _("Restored")
    CONFLICT = "conflict", _("Lost to a faster change")
    SUGGESTED = "suggested", _("Suggestion taken in")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def stored(self) -> Self:
        """States that the paragraph really had; a text that lost to a faster one is kept beside them."""
        return self.exclude(origin=Origin.CONFLICT)

    def of_month(self, resolution: Resolution) -> Self:
        return self.filter(section__part__resolution=resolution)


class Revision(models.Model):
    """A paragraph's whole state at a moment (phiên bản), by whom; from them any past state is rebuilt.

    `version` is the paragraph's, or for a conflict the one that its writer had seen. Autosaves of one person go on
    writing the same row for ten minutes: `began_at` is the first, `at` the last of them. A save that was asked for
    has no `began_at`.
    """

    AUTOSAVES_SHARE_A_ROW_FOR = timedelta(minutes=10)

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="revisions")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ParagraphKind)
    text = models.TextField()
    is_removed = models.BooleanField()
    version = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SAVED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["id"]
        indexes = [models.Index(name="revision_by_section_and_time", fields=["section", "at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_revision_a_version",
                fields=["paragraph", "version"],
                condition=~Q(origin="conflict"),
                violation_error_message=_("This version is stored already."),
            ),
            models.CheckConstraint(
                name="origin_is_known",
                condition=Q(origin__in=Origin.values),
                violation_error_message=_("This origin of a revision does not exist."),
            ),
            models.CheckConstraint(
                name="revision_ends_after_it_begins",
                condition=Q(began_at=None) | Q(at__gte=models.F("began_at")),
                violation_error_message=_("A revision ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id}.{self.version}"


class SaveQuerySet(models.QuerySet["Save"]):
    KEPT_FOR = timedelta(days=7)

    def expired(self, at: datetime) -> Self:
        return self.filter(at__lt=at - self.KEPT_FOR)


class Save(models.Model):
    """One request that changed a paragraph, by the name its browser gave it; a repeated one is answered from here."""

    op_id = models.UUIDField(unique=True)
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="+")
    # What was asked, so that another request under the same name is not taken for a repeated one.
    fingerprint = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    is_conflict = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = SaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("save")
        verbose_name_plural = _("saves")
        indexes = [models.Index(name="save_at", fields=["at"])]

    def __str__(self) -> str:
        return str(self.op_id)


class PresenceQuerySet(models.QuerySet["Presence"]):
    SHOWN_FOR = timedelta(seconds=60)

    def now(self, at: datetime) -> Self:
        """Who has a section open: their page has said so within the last minute, three pings of it."""
        return self.filter(at__gt=at - self.SHOWN_FOR).select_related("user")


class Presence(models.Model):
    """That a person has a section open; shown to others, and nothing more."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                name="one_presence_a_section",
                fields=["section", "user"],
                violation_error_message=_("This person has the section open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.section_id}"


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
