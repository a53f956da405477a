"""Deadlines as a calendar that a program reads under a secret address (RFC 5545); titles and days, nothing else."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Calendar as CalendarFile
from icalendar import Event as CalendarEvent

from kesat.organization.models import User
from kesat.records.models import record
from resolutions.drafting import Refused
from tasks.listing import listed
from tasks.models import Calendar

# A telephone, a desk, a laptop, and some to spare.
MOST: Final = 5
_BYTES: Final = 32
_ITEMS: Final = 1_000


def make(user: User, *, at: datetime) -> str:
    """Make a secret address, and return the word in it, which is kept nowhere.

    Raises Refused for somebody who has MOST of them.
    """
    word = secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        if user.calendars.filter(revoked_at=None).count() >= MOST:
            raise Refused(_("You have %(count)s calendars already. Revoke one of them first.") % {"count": MOST})
        row = Calendar.objects.create(user=user, token_hash=hashed(word), made_at=at)
        record("make_calendar", row, by=user)
    return word


def revoke(calendar: Calendar, *, at: datetime) -> None:
    """End an address for good; one that has ended stays as it is."""
    with transaction.atomic():
        if Calendar.objects.filter(pk=calendar.pk, revoked_at=None).update(revoked_at=at):
            record("revoke_calendar", calendar, by=calendar.user)


def behind(word: str) -> Calendar | None:
    """Return the calendar of a word, or None for one that was guessed or revoked, or whose person may not sign in.

    It is found by its hash: how long that takes says nothing about the word.
    """
    rows = Calendar.objects.filter(revoked_at=None, user__is_active=True).select_related("user")
    return rows.filter(token_hash=hashed(word)).first()


def hashed(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def content(user: User, *, host: str, on: date, at: datetime) -> bytes:
    """Return the file of the person's open deadlines; each is a whole day that blocks no time."""
    file = CalendarFile()
    file.add("prodid", f"-//{host}//tasks//VI")
    file.add("version", "2.0")
    file.add("x-wr-calname", "Hạn nhiệm vụ")
    rows: Any = listed(user, on).given().open().filter(due_on__isnull=False).order_by("due_on", "pk")
    for pk, title, due_on, version in rows.values_list("pk", "title", "due_on", "version")[:_ITEMS]:
        event = CalendarEvent()
        event.add("uid", f"directive-{pk}@{host}")
        event.add("dtstamp", at)
        event.add("sequence", version)
        event.add("dtstart", due_on)
        event.add("dtend", due_on + timedelta(days=1))
        event.add("summary", title)
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    written: bytes = file.to_ical()
    return written
