"""The words of a letter of reminders: what is overdue, due today, due soon, each with who owes it and its page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kesat.vietnamese import clean_line
from tasks.models import Directive, Letter

_NAMES = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A directive as a letter tells it: `owing` are names of bodies, `done` and `shares` count bodies."""

    directive: Directive
    due_on: date
    lead: str
    owing: Collection[str]
    done: int
    shares: int


def subject(due_days: Iterable[date], on: date) -> str:
    """Return "1 directive is overdue, 2 directives are due soon": what a letter is about, in one line."""
    left = [(day - on).days for day in due_days]
    late, today = sum(days < 0 for days in left), left.count(0)
    parts = (
        (late, ngettext("%(count)d directive is overdue", "%(count)d directives are overdue", late)),
        (today, ngettext("%(count)d directive is due today", "%(count)d directives are due today", today)),
        (
            len(left) - late - today,
            ngettext("%(count)d directive is due soon", "%(count)d directives are due soon", len(left) - late - today),
        ),
    )
    return ", ".join(words % {"count": count} for count, words in parts if count)


def message(letter: Letter, items: Collection[Item], on: date) -> EmailMessage:
    """Return the mail, in the committee's language; a line break in a name or a title begins no header."""
    with override(settings.LANGUAGE_CODE):
        what = subject((item.due_on for item in items), on)
        return EmailMessage(
            clean_line(_("Monthly resolution: %(what)s") % {"what": what}),
            _text(letter, items, on),
            to=[letter.user.email],
            # No machine is to answer that someone is away (RFC 3834).
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )


def _text(letter: Letter, items: Collection[Item], on: date) -> str:
    parts = (
        (_("OVERDUE"), [item for item in items if item.due_on < on]),
        (_("DUE TODAY"), [item for item in items if item.due_on == on]),
        (_("DUE SOON"), [item for item in items if item.due_on > on]),
    )
    lines = [_("To %(name)s,") % {"name": _plain(letter.user.full_name)}, ""]
    for heading, rows in parts:
        if rows:
            lines += [heading, *(line for row in rows for line in _lines(row, on)), ""]
    closing = _("How you are told can be changed on the page of notices:")
    return "\n".join([*lines, closing, f"{settings.SITE_ADDRESS}{reverse('notices')}", ""])


def _lines(item: Item, on: date) -> Iterable[str]:
    yield f"- {_plain(item.directive.title)}"
    yield "  " + _("No. %(label)s. Lead: %(lead)s.") % {"label": item.directive.label, "lead": _plain(item.lead)}
    if item.shares > 1:
        words = _("%(done)d of %(shares)d bodies have done it.")
        yield "  " + words % {"done": item.done, "shares": item.shares}
    if not item.owing:
        yield "  " + _("The report waits to be looked at by the office.")
    elif item.shares > 1:
        names = [_plain(name) for name in item.owing]
        more = len(names) - _NAMES
        words = _("Still to report: %(names)s and %(more)d more.") if more > 0 else _("Still to report: %(names)s.")
        yield "  " + words % {"names": ", ".join(names[:_NAMES]), "more": more}
    yield f"  {_said(item.due_on, on)}"
    yield f"  {settings.SITE_ADDRESS}{item.directive.get_absolute_url()}"


def _said(due_on: date, on: date) -> str:
    """Return "Due 27/11/2026, 2 days left." as it is on the day."""
    left = (due_on - on).days
    if left < 0:
        words = ngettext("Due %(day)s, %(count)d day overdue.", "Due %(day)s, %(count)d days overdue.", -left)
    elif left == 0:
        words = _("Due today, %(day)s.")
    else:
        words = ngettext("Due %(day)s, %(count)d day left.", "Due %(day)s, %(count)d days left.", left)
    return words % {"day": f"{due_on:%d/%m/%Y}", "count": abs(left)}


def _plain(text: str) -> str:
    """Return it on one line; what is sent must not fail on a letter that `clean_line` would refuse."""
    return " ".join(text.split())
