"""Send the mails that wait: every few minutes for who wants them soon, with --daily once in the morning."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kesat.organization.models import NoticeMail
from kesat.records.notices import send_mails
from resolutions.notifying import near_deadlines


class Command(BaseCommand):
    help = "Note which deadlines are near, and send waiting notices by e-mail, several in one mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--daily", action="store_true", help="for those who wish one mail a day")

    def handle(self, *args: Any, **options: Any) -> None:
        near_deadlines(at=timezone.now())
        wish = NoticeMail.DAILY if options["daily"] else NoticeMail.SOON
        self.stdout.write(str(send_mails(wish, at=timezone.now())))
