"""Telling people: a line in the program for each, and several lines in one mail."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kesat.organization.models import User
from kesat.records.models import Notice
from kesat.vietnamese import clean_line

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
    """Send each person who wishes so one mail with all they were not told by mail yet; return how many were sent.

    A mail that cannot be sent is tried again the next time: its notices are marked only afterwards.
    """
    waiting: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.to_be_mailed(wish).select_related("user").order_by("at", "pk"):
        waiting[notice.user_id].append(notice)
    for notices in waiting.values():
        with override(settings.LANGUAGE_CODE):
            _mail(notices).send()
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
    return len(waiting)


def _mail(notices: list[Notice]) -> EmailMessage:
    count = len(notices)
    subject = ngettext("Monthly resolution: %(count)d notice", "Monthly resolution: %(count)d notices", count)
    lines = [f"- {notice.text}\n  {settings.SITE_ADDRESS}{notice.url}" for notice in notices[:_MAILED_AT_ONCE]]
    closing = _("How you are told can be changed on the page of notices:")
    body = "\n".join([*lines, "", closing, f"{settings.SITE_ADDRESS}/thong-bao/"])
    # One line, whatever a name holds: a line break in a header would begin another header.
    return EmailMessage(clean_line(subject % {"count": count}), body, to=[notices[0].user.email])
