"""What happened and what is kept: events in a hash chain and files with their SHA-256, both insert-only; notices."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Any number will do, as long as every writer of events takes the same.
_CHAIN_LOCK = 5_093_271


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, target: models.Model) -> "EventQuerySet":
        """Events of one row, oldest first."""
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk)  # noqa: SLF001  (Django's documented API)


class Event(models.Model):
    """Who did what, to what, when. Each row holds the hash of the row before."""

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    action = models.CharField(_("action"), max_length=40)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("record of events")
        ordering = ["id"]
        indexes = [models.Index(name="event_target", fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"

    def computed_hash(self) -> str:
        """Return SHA-256 of the hash before and of this row's canonical JSON."""
        row = {
            "at": self.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
            "by": self.by_id,
            "action": self.action,
            "target": [self.target_type, self.target_id],
            "details": self.details,
        }
        canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{self.previous_hash}{canonical}".encode()).hexdigest()


def record(action: str, target: models.Model, *, by: Any, **details: Any) -> Event:
    """Append an event to the chain; `by` is a user, or None for a command. One writer at a time."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        last = Event.objects.order_by("-id").values_list("hash", flat=True).first()
        event = Event(
            at=timezone.now(),
            by=by,
            action=action,
            target_type=target._meta.label_lower,  # noqa: SLF001
            target_id=target.pk,
            details=details,
            previous_hash=last or "",
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
    return event


def first_broken_event() -> Event | None:
    """Walk the chain and return the first row that does not follow from the one before, or None."""
    previous = ""
    for event in Event.objects.order_by("id").iterator():
        if event.previous_hash != previous or event.hash != event.computed_hash():
            return event
        previous = event.hash
    return None


class StoredFile(models.Model):
    """Bytes that are kept for good, with their name, type, size and SHA-256."""

    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    content = models.BinaryField()
    created_at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                name="stored_file_is_at_most_20_mb",
                condition=Q(size__lte=20 * 1024 * 1024),
                violation_error_message=_("A file may have at most 20 MB."),
            )
        ]

    def __str__(self) -> str:
        return self.name


def store_file(name: str, content_type: str, content: bytes, *, by: Any, at: datetime | None = None) -> StoredFile:
    """Keep the bytes as they are; `at` is now unless it is said."""
    return StoredFile.objects.create(
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        by=by,
        created_at=at or timezone.now(),
    )


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_be_mailed(self, wish: str) -> "NoticeQuerySet":
        """Notices that no mail has told yet, of people who wish to hear of them this way and can."""
        told = self.filter(mailed_at=None, read_at=None, user__notice_mail=wish, user__is_active=True)
        return told.exclude(user__email="")


class Notice(models.Model):
    """What a person is told: one line without any text of a draft, and the page that it leads to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="notice_of_user", fields=["user", "read_at"])]

    def __str__(self) -> str:
        return self.text
