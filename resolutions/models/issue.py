"""The documents of a resolution, frozen bytes with their SHA-256; and the numbers of the office's papers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import Body, Term
from kesat.records.models import StoredFile
from resolutions.models.text import Recipient, Resolution


class Document(models.Model):
    """A file that belongs to a resolution for good; insert-only."""

    class Kind(models.TextChoices):
        IMPORTED = "imported", _("The file it was read from")
        SIGNING_COPY = "signing_copy", _("Copy to be signed")
        ISSUED_TEXT = "issued_text", _("Text as issued")
        SIGNED_ORIGINAL = "signed_original", _("Signed original")

    class Way(models.TextChoices):
        """How a signed original came about."""

        NONE = "", "–"
        SCAN = "scan", _("Signed and sealed on paper, scanned")
        OUTSIDE = "outside", _("Signed with a program outside")
        HERE = "here", _("Signed here")

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    # Of the canonical text that it shows; empty for a file that was brought in.
    text_sha256 = models.CharField(max_length=64, blank=True)
    way = models.CharField(max_length=20, choices=Way, blank=True)
    # What is printed on it; empty where the clerk writes number and day on the paper.
    number = models.PositiveIntegerField(null=True)
    # What in the file could act, or holds other files: "JavaScript, EmbeddedFiles"; it is handed out and never opened.
    active_parts = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="document_kind_is_known",
                condition=Q(kind__in=["imported", "signing_copy", "issued_text", "signed_original"]),
                violation_error_message=_("This kind of document does not exist."),
            ),
            models.CheckConstraint(
                name="only_a_signed_original_has_a_way",
                condition=Q(way="") | Q(kind="signed_original", way__in=["scan", "outside", "here"]),
                violation_error_message=_("Only a signed original says how it was signed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.file}"


class Series(models.Model):
    """A series of numbers (sổ số): of one body's papers of one type in one term, also of papers not in this program."""

    class PaperType(models.TextChoices):
        RESOLUTION = "NQ", _("Resolution (NQ)")
        LETTER = "CV", _("Letter (CV)")
        REPORT = "BC", _("Report (BC)")

    symbol = models.CharField(_("body symbol"), max_length=20)
    paper_type = models.CharField(_("type"), max_length=10, choices=PaperType)
    term = models.ForeignKey(Term, models.PROTECT, verbose_name=_("term"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        ordering = ["paper_type", "symbol"]
        constraints = [
            models.UniqueConstraint(
                name="one_series_a_term",
                fields=["symbol", "paper_type", "term"],
                violation_error_message=_("This series is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_type}/{self.symbol}, {self.term}"

    def label(self, number: int) -> str:
        """Return "05-NQ/ĐU"."""
        return f"{number:02}-{self.paper_type}/{self.symbol}"


class Number(models.Model):
    """One number of a series, and what became of it; every number from 1 to the last has its row."""

    class State(models.TextChoices):
        USED = "used", _("Used")
        RESERVED = "reserved", _("Reserved")
        VOID = "void", _("Void")
        USED_OUTSIDE = "used_outside", _("Used for a paper outside this program")

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=State)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    void_reason = models.TextField(blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="numbers")
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["series", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="a_number_is_given_once",
                fields=["series", "number"],
                violation_error_message=_("This number is given already."),
            ),
            models.UniqueConstraint(
                name="a_resolution_has_one_number",
                fields=["resolution"],
                condition=~Q(state="void"),
                violation_error_message=_("This resolution has a number already."),
            ),
            models.CheckConstraint(
                name="number_state_is_known",
                condition=Q(number__gte=1, state__in=["used", "reserved", "void", "used_outside"]),
                violation_error_message=_("A number is used, reserved, void or used outside."),
            ),
            models.CheckConstraint(
                name="a_void_number_and_only_one_says_why",
                condition=(Q(state="void") & ~Q(void_reason="")) | (~Q(state="void") & Q(void_reason="")),
                violation_error_message=_("Say why the number is void."),
            ),
        ]

    def __str__(self) -> str:
        return self.series.label(self.number)


class Addressee(models.Model):
    """Whom a line of the recipients means, as the office has said: a body or a group of this committee, or nobody.

    Nobody stands for a body outside, for people, or for the copy that is kept: none of them is asked to acknowledge.
    """

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="addressees")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="a_line_means_a_body_once",
                fields=["recipient", "body"],
                violation_error_message=_("This line means this body already."),
            ),
            models.UniqueConstraint(
                name="a_line_means_nobody_once",
                fields=["recipient"],
                condition=Q(body=None),
                violation_error_message=_("It is said already that this line means nobody who is asked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.body_id or ''}"


class Receipt(models.Model):
    """That a body has acknowledged an issued resolution, or a person has read it."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The body for which it was acknowledged; none where a person has only read it.
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_reading_a_person",
                fields=["resolution", "user"],
                condition=Q(body=None),
                violation_error_message=_("This reading is noted already."),
            ),
            models.UniqueConstraint(
                name="one_receipt_a_body",
                fields=["resolution", "body"],
                condition=Q(body__isnull=False),
                violation_error_message=_("This body has acknowledged it already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id} {self.user_id} {self.body_id or ''}"
