"""List the documents that count, with their SHA-256."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from resolutions import documents
from resolutions.models import Document
from resolutions.periods import period_name

COPIES = (Document.Kind.SIGNING_COPY.value, Document.Kind.ISSUED_TEXT.value, Document.Kind.SIGNED_ORIGINAL.value)


class Command(BaseCommand):
    help = "Print a line for each document: YYYY-MM number sha256 copy; “-” where there is no number."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--copy", choices=COPIES, help="only the documents of this kind")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = documents.that_count([options["copy"]] if options["copy"] else COPIES)
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        for row in rows:
            month = period_name((row.resolution.year, row.resolution.month))
            self.stdout.write(f"{month} {row.resolution.number or '-'} {row.file.sha256} {row.kind}")
