"""Tell people of deadlines, once a step: run by a timer each morning, and again as often as one likes."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.posting import Busy, alone, post
from tasks.reminders import due, write_down

_YEARS = range(2000, 2101)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in _YEARS or f"{day}" != text:
        raise ArgumentTypeError(_("A day is given as YYYY-MM-DD, for example 2026-11-25."))
    return day


class Command(BaseCommand):
    help = "Write down which deadlines people are to be told of, and send their letters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="as of this day instead of today")
        parser.add_argument("--dry-run", action="store_true", help="say who would be told of what, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        if options["dry_run"]:
            for one in due(on):
                directive = one.about.directive
                self.stdout.write(f"{one.user.username}\t{one.step}\t{directive.pk}\t{directive.title}")
            return
        try:
            with alone():
                written = write_down(on, at=timezone.now())
                sent, problems = post(on, at=timezone.now())
        except Busy as busy:
            raise CommandError(str(busy)) from None
        self.stdout.write(f"{written} {sent}")
        if problems:
            raise CommandError("\n".join(problems))
