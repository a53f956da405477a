"""One-time addresses: each opens the report of one body on one directive, without signing in, and is spent by it."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesat.organization.models import User
from kesat.records.models import record
from kesat.vietnamese import clean_line
from resolutions.workflow import Overtaken
from tasks.models import Directive, ReportLink, Share
from tasks.reporting import closed

_BYTES: Final = 24  # 192 bits
_AFTER_DUE: Final = timedelta(days=3)
_AT_LEAST: Final = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """For whose report a link is made: a share, and who is to write it, with an account or without."""

    share: Share
    person: str
    user: User | None = None


@dataclass(frozen=True)
class Made:
    """A link with its address, which is known this once; not new where the same form has made it before."""

    link: ReportLink
    address: str = field(repr=False)
    is_new: bool = True


def last_day(directive: Directive, on: date) -> date:
    """Return the last day of a link: three days after the deadline, and at least seven days from now."""
    return max(filter(None, (on + _AT_LEAST, directive.due_on and directive.due_on + _AFTER_DUE)))


def make(wanted: Iterable[Wanted], *, by: User, at: datetime, op_id: UUID | None = None) -> list[Made]:
    """Make a link for each; what is closed is left out. The right to do so is the caller's to ask.

    The form `op_id` sent twice makes the same addresses, those of no use any more left out.
    """
    on = timezone.localdate(at)
    made = []
    with transaction.atomic():
        for each in wanted:
            directive = each.share.directive
            if closed(directive, each.share):
                continue
            token = _token(each, by, op_id)
            ends = datetime.combine(last_day(directive, on), time(23, 59, 59))
            values = {
                "directive": directive,
                "body": each.share.body,
                "user": each.user,
                "person": each.person,
                "made_at": at,
                "made_by": by,
                "expires_at": timezone.make_aware(ends),
            }
            rows = ReportLink.objects.select_related("directive__resolution", "body", "user")
            link, is_new = rows.get_or_create(token_hash=hashed(token), defaults=values)
            if is_new:
                record("make_link", directive, by=by, link=link.pk, body=each.share.body.code, person=each.person)
            if link.is_usable(at):
                made.append(Made(link, f"{settings.SITE_ADDRESS}{reverse('tasks:link', args=[token])}", is_new))
    return made


def _token(wanted: Wanted, by: User, op_id: UUID | None) -> str:
    """Return what nobody guesses: random, or made of the form and this program's secret, neither of them stored."""
    if op_id is None:
        return secrets.token_urlsafe(_BYTES)
    words = f"{op_id} {by.pk} {wanted.share.pk} {wanted.person}"
    digest = salted_hmac("tasks.report_links", words, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:_BYTES]).decode()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> ReportLink | None:
    """Return the link of an address, usable or not; the database compares hashes of random tokens, never the token."""
    rows = ReportLink.objects.select_related("directive__resolution", "body", "user", "made_by")
    return rows.filter(token_hash=hashed(token)).first()


def note_opened(link: ReportLink, *, at: datetime) -> None:
    ReportLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at)


def spend(link: ReportLink, *, at: datetime) -> None:
    """Use the link up, inside the transaction of what it brings. Raises Overtaken where it is not usable any more."""
    usable = ReportLink.objects.filter(pk=link.pk, spent_at=None, revoked_at=None, expires_at__gt=at)
    if not usable.update(spent_at=at):
        raise Overtaken(_("This address has been used meanwhile."))


def revoke(link: ReportLink, *, by: User, at: datetime) -> bool:
    """Make the link useless; return whether it still was of use."""
    with transaction.atomic():
        is_new = bool(ReportLink.objects.filter(pk=link.pk, spent_at=None, revoked_at=None).update(revoked_at=at))
        if is_new:
            record("revoke_link", link.directive, by=by, link=link.pk, body=link.body.code)
    return is_new


def mail(made: Sequence[Made]) -> tuple[list[str], list[str]]:
    """Send each address to who has an e-mail; return the names of those it went to, and of those it did not."""
    reachable = [each for each in made if each.link.user and each.link.user.email]
    with override(settings.LANGUAGE_CODE):
        letters = [_letter(each) for each in reachable]
    sent = 0
    try:
        sent = get_connection().send_messages(letters) or 0 if letters else 0
    except (OSError, SMTPException):
        reachable = []
    names = [each.link.person for each in reachable] if sent == len(letters) else []
    return names, [each.link.person for each in made if each.link.person not in names]


def _letter(made: Made) -> EmailMessage:
    """Return the mail with one address: which directive by number and month, and nothing of its text."""
    link = made.link
    subject = _("Report on directive %(number)s") % {"number": link.directive.label}
    words = _(
        "Dear %(person)s,\n\nplease report for %(body)s on directive %(number)s. This address opens the form once, "
        "without signing in, until %(day)s:\n\n%(address)s\n\nIt is yours alone: do not pass it on."
    )
    day = date_format(timezone.localdate(link.expires_at), "d/m/Y")
    body = words % {
        "person": link.person, "body": link.body.name, "number": link.directive.label, "day": day,
        "address": made.address,
    }  # fmt: skip
    assert link.user  # noqa: S101 (only the reachable are written to)
    return EmailMessage(clean_line(subject), body, to=[link.user.email])
