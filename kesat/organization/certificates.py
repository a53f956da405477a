"""The certificates that people sign with, and the one of the committee's seal: registered by the administrator."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def registered(self, on: date) -> Self:
        """Certificates that count on the day."""
        return self.filter(begins_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_person(self, full_name: str) -> Self:
        return self.filter(user__full_name=full_name)

    def of_seal(self) -> Self:
        return self.filter(user=None)


class Certificate(models.Model):
    """A certificate that a person signs with, from a day to a day (both included); without a person, that of the seal.

    Where one is registered, only what was made with it is taken; where none is, the name in the certificate counts.
    """

    user = models.ForeignKey(
        "organization.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("person"),
        help_text=_("Left empty, it is the certificate of the committee's seal."),
    )
    sha256 = models.CharField(
        _("certificate (SHA-256)"),
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("Enter the 64 digits and letters a to f of its SHA-256."))],
        help_text=_("As its issuer or the page of a signed document shows it; spaces and colons do not matter."),
        error_messages={"unique": _("This certificate is registered already.")},
    )
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing certificate")
        verbose_name_plural = _("signing certificates")
        ordering = ["-begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("A certificate ends on or after the day on which it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or _('Seal of the committee')}, {self.sha256[:16]}…"
