"""List the documents that count, with their SHA-256."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from resolutions import documents
from resolutions.models import Document, Resolution
from resolutions.periods import Period, period_name

COPIES = (Document.Kind.SIGNING_COPY.value, Document.Kind.ISSUED_TEXT.value, Document.Kind.SIGNED_ORIGINAL.value)


class Command(BaseCommand):
    help = (
        "Print a line for each document: YYYY-MM number sha256 copy; “-” where there is no number. "
        "A resolution after which another was begun for its month is named YYYY-MM-lan-1, -lan-2 ..."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--copy", choices=COPIES, help="only the documents of this kind")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = documents.that_count([options["copy"]] if options["copy"] else COPIES)
            followed = set(Resolution.objects.exclude(replaces=None).values_list("replaces", flat=True))
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        for row in rows:
            of = row.resolution
            month = period_name(Period(of.year, of.month, edition=of.edition if of.pk in followed else 0))
            self.stdout.write(f"{month} {row.resolution.number or '-'} {row.file.sha256} {row.kind}")
