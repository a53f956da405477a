"""Write a month as PDF, Word or text, or one of its frozen documents as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from kesat.organization.models import Committee
from resolutions import documents, export
from resolutions.management.commands.list_documents import COPIES
from resolutions.models import Document, Resolution
from resolutions.periods import Period, edition_argument, period_name


class Command(BaseCommand):
    help = "Write the resolution of a month to a file."
    requires_system_checks = ()  # they read every address and view; a file should be there in a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", type=edition_argument, metavar="YYYY-MM")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--format", choices=list(export.FORMATS))
        what.add_argument("--copy", choices=COPIES, help="a frozen document, byte for byte")
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = self._content(options["month"], options["format"], options["copy"])
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        path: Path = options["output"]
        try:
            path.write_bytes(content)
        except FileNotFoundError as error:
            raise CommandError(_("There is no folder %(path)s.") % {"path": path.parent}) from error
        except IsADirectoryError as error:
            raise CommandError(_("%(path)s is a folder. Give the name of a file.") % {"path": path}) from error
        except PermissionError as error:
            raise CommandError(_("You may not write %(path)s.") % {"path": path}) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _content(self, period: Period, kind: str | None, copy: str) -> bytes:
        resolution = Resolution.objects.with_text().of(period).first()
        if resolution is None:
            raise CommandError(_("There is no resolution for month %(month)s.") % {"month": period_name(period)})
        if kind is None:
            document = documents.latest(resolution, Document.Kind(copy))
            if document is None:
                raise CommandError(_("Month %(month)s has no such document.") % {"month": period_name(period)})
            return documents.content_of(document)
        try:
            committee = Committee.current()
        except Committee.DoesNotExist as error:
            raise CommandError(_("There is no committee yet. Run manage.py setup_committee.")) from error
        _name, content = export.export(resolution, committee, kind)
        return content
