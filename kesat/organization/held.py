"""What is kept for a while only: files that are looked at before they are taken, and who asked how often."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HeldFileQuerySet(models.QuerySet["HeldFile"]):
    KEPT_FOR = timedelta(hours=1)

    def of(self, user: Any, purpose: str, at: Any) -> Self:
        """Files that this person sent for this purpose within the last hour."""
        return self.filter(user=user, purpose=purpose, created_at__gt=at - self.KEPT_FOR)

    def expired(self, at: Any) -> Self:
        return self.filter(created_at__lte=at - self.KEPT_FOR)


class HeldFile(models.Model):
    """A file someone has sent and looks at in a preview; gone when they confirm, or after an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = HeldFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Asking(models.Model):
    """How often an address has asked for what costs much since a moment; gone when that is long enough ago."""

    LONGEST = 64

    what = models.CharField(max_length=20)
    address = models.CharField(max_length=LONGEST)
    since = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_address_is_counted_once",
                fields=["what", "address"],
                violation_error_message=_("This address is counted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.address}"
