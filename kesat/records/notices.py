"""Telling people: a line in the program for each, and several lines in one mail."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kesat.organization.models import User
from kesat.records.models import Notice
from kesat.vietnamese import clean_line

log = logging.getLogger(__name__)

_MAX_LENGTH = 200
_MAILED_AT_ONCE = 50


def tell(users: Iterable[User], kind: str, text: str, url: str, *, at: datetime) -> int:
    """Tell each of them once: who has not read the same line for the same page yet is not told again."""
    people = {user.pk: user for user in users if user.is_active}
    known = set(
        Notice.objects.unread().filter(user__in=people, kind=kind, url=url, text=text).values_list("user_id", flat=True)
    )
    new = [
        Notice(user=user, kind=kind, text=text[:_MAX_LENGTH], url=url, at=at)
        for pk, user in people.items()
        if pk not in known
    ]
    Notice.objects.bulk_create(new)
    return len(new)


def send_mails(wish: str, *, at: datetime) -> int:
    """Send each person who wishes so one mail with what they were not told by mail yet; return how many were sent.

    One that cannot be sent is logged and tried again the next time, and so is what one mail does not hold: notices are
    marked only when they were sent.
    """
    waiting: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.to_be_mailed(wish).select_related("user").order_by("at", "pk"):
        waiting[notice.user_id].append(notice)
    sent = 0
    for user, notices in waiting.items():
        told = notices[:_MAILED_AT_ONCE]
        try:
            with override(settings.LANGUAGE_CODE):
                _mail(told).send()
        except (OSError, SMTPException, ValueError) as error:  # ValueError: an address that no mail can bear
            log.warning("The mail to user %s was not sent: %s", user, error)
            continue
        Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mailed_at=at)
        sent += 1
    return sent


def _mail(notices: list[Notice]) -> EmailMessage:
    count = len(notices)
    subject = ngettext("Monthly resolution: %(count)d notice", "Monthly resolution: %(count)d notices", count)
    lines = [f"- {notice.text}\n  {settings.SITE_ADDRESS}{notice.url}" for notice in notices]
    closing = _("How you are told can be changed on the page of notices:")
    body = "\n".join([*lines, "", closing, f"{settings.SITE_ADDRESS}/thong-bao/"])
    # One line, whatever a name holds: a line break in a header would begin another header.
    return EmailMessage(clean_line(subject % {"count": count}), body, to=[notices[0].user.email])
