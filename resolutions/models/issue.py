"""The documents of a resolution: frozen bytes with their SHA-256."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesat.records.models import StoredFile
from resolutions.models.text import Resolution


class Document(models.Model):
    """A file that belongs to a resolution for good; insert-only."""

    class Kind(models.TextChoices):
        IMPORTED = "imported", _("The file it was read from")

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="document_kind_is_known",
                condition=Q(kind__in=["imported"]),
                violation_error_message=_("This kind of document does not exist."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.file}"
