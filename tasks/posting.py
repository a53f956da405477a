"""Sending the letters of reminders, one process at a time."""

import fcntl
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from kesat.organization.models import NoticeMail
from tasks.deadlines import is_quiet
from tasks.models import Letter, Reminder
from tasks.reminder_mail import Item, message
from tasks.reminders import OpenDirective, People, Step, open_directives

# Any number will do, as long as every sender takes the same.
_LOCK = 6_204_117
# A letter that could not be sent for so long would say what is no longer so.
_SENT_WITHIN = timedelta(days=7)
# What is wrong with one letter; with everything else the server is not to be reached at all.
_OF_ONE_LETTER = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, SMTPServerDisconnected, ValueError)
_HANGS_UP = 3


class Busy(Exception):
    """Another process is sending at this moment."""


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other sender out, on this machine or, with PostgreSQL, on any; raises Busy. A death lets go of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise Busy(_("Another process is sending reminders at this moment."))
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "reminders.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(_("Another process is sending reminders at this moment.")) from None
        yield


def post(on: date, *, at: datetime) -> tuple[int, list[str]]:
    """Send what waits; return how many letters went out, and what went wrong with which person.

    A letter that is refused stays, and is tried again at the next run. The others are not tried where the server is
    not to be reached, or hangs up on three in a row.
    """
    sent, hung_up, problems = 0, 0, []
    mailer = get_connection()
    for letter, items in waiting(on):
        try:
            mailer.send_messages([message(letter, items, on)])
        except _OF_ONE_LETTER as error:
            problems.append(f"{letter.user}: {error}")
            hung_up = hung_up + 1 if isinstance(error, SMTPServerDisconnected) else 0
            if hung_up == _HANGS_UP:
                break
        except OSError as error:
            problems.append(str(error))
            break
        else:
            hung_up = 0
            sent += 1
            Letter.objects.filter(pk=letter.pk).update(sent_at=at)
    return sent, problems


def waiting(on: date) -> list[tuple[Letter, list[Item]]]:
    """Return the letters that no server has taken yet, each with what is still so; in a constant number of queries.

    None on a quiet day, to who wishes no mail or has none, or of which nothing is left: done, put off or withdrawn
    meanwhile, told again by a later letter, or no longer this person's to hear.
    """
    if is_quiet(on):
        return []
    letters = list(_unsent(on))
    if not letters:
        return []
    people = People(on)
    rows = {row.directive.pk: row for row in open_directives(on)}
    found = ((letter, _items(letter, rows, people)) for letter in letters)
    return [(letter, items) for letter, items in found if items]


def _unsent(on: date) -> Collection[Letter]:
    later = Reminder.objects.filter(
        user=OuterRef("user"), directive=OuterRef("directive"), letter__on__gt=OuterRef("letter__on")
    )
    reminders = Reminder.objects.exclude(Exists(later))
    letters = Letter.objects.filter(sent_at=None, on__gt=on - _SENT_WITHIN, on__lte=on)
    letters = letters.exclude(user__notice_mail=NoticeMail.NONE).exclude(user__email="")
    return letters.select_related("user").prefetch_related(Prefetch("reminders", reminders)).order_by("pk")


def _items(letter: Letter, rows: dict[int, OpenDirective], people: People) -> list[Item]:
    """Return what the letter tells, the earliest deadline first; `rows` stand in that order."""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for reminder in letter.reminders.all():
        steps[reminder.directive_id].append(Step(reminder.step))
    told = (row for key, row in rows.items() if any(letter.user in people.to_tell(row, step) for step in steps[key]))
    return [
        Item(
            directive=row.directive,
            due_on=row.due_on,
            lead=row.lead,
            owing=people.owing_to_say(letter.user, row),
            done=row.done,
            shares=row.shares,
        )
        for row in told
    ]
