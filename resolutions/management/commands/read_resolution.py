"""Read an existing document into the database, or only look at it."""

import json
import stat
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError, OperationalError, ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.models import Committee
from kesat.uploads import MAX_BYTES, RefusedFile
from resolutions import drafting, storing
from resolutions.bringing_in import known_names
from resolutions.intake import Intake, read_document
from resolutions.periods import period_argument, period_name


class Command(BaseCommand):
    help = "Read a resolution from a .docx, .txt or .md file: into parts, sections and paragraphs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--month", type=period_argument, metavar="YYYY-MM", help="the month, whatever the text says"
        )
        parser.add_argument("--issued", action="store_true", help="store it as issued, from the archive")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        content = document_content(path)
        try:
            if not options["dry_run"] and not Committee.objects.exists():
                raise CommandError(_("There is no committee yet. Run manage.py setup_committee."))
            intake = self._read(path, content, options["month"])
            if not options["dry_run"]:
                self._store(path, content, intake, archive=options["issued"])
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        self._print(intake, as_json=options["json"])

    def _read(self, path: Path, content: bytes, month: tuple[int, int] | None) -> Intake:
        try:
            names = known_names()
        except DatabaseError:
            names = set()  # a file can be looked at before there is a database
        try:
            return read_document(path.name, content, names=names, month=month)
        except RefusedFile as refused:
            raise CommandError(str(refused)) from refused

    def _store(self, path: Path, content: bytes, intake: Intake, *, archive: bool) -> None:
        manuscript = intake.manuscript
        if not manuscript.is_dated:
            raise CommandError(_("The text does not say its month. Give it with --month YYYY-MM."))
        if not archive:
            manuscript = replace(manuscript, number=None, issued_on=None)
        source = storing.Source.of(path.name, content)
        try:
            storing.store(manuscript, by=None, at=timezone.now(), archive=archive, source=source)
        except drafting.Refused as refused:
            raise CommandError(str(refused)) from refused
        month = period_name((manuscript.year, manuscript.month))
        self.stderr.write(_("Month %(month)s is stored.") % {"month": month})

    def _print(self, intake: Intake, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(intake.as_json(), ensure_ascii=False, indent=2))
            return
        found = intake.manuscript
        self.stdout.write(f"{period_name((found.year, found.month)) if found.is_dated else '?'} {found.subject}")
        for part in found.parts:
            self.stdout.write(f"{part.part.value}: {part.title}")
            for section in part.sections:
                self.stdout.write(f"  {section.field.value}: {section.title} ({len(section.paragraphs)})")
        for finding in intake.findings:
            self.stderr.write(f"{finding.kind}: {finding.message} {finding.quote}".rstrip())


def document_content(path: Path) -> bytes:
    """Return the bytes of a regular file, of one too large only so many that it is refused."""
    try:
        # Asked before it is opened: opening a pipe waits for a writer, and a device has no end.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise CommandError(_("%(path)s is not a file that holds a document.") % {"path": path})
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CommandError(_("There is no file %(path)s.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise CommandError(_("%(path)s is a folder. Give the name of a file.") % {"path": path}) from error
    except PermissionError as error:
        raise CommandError(_("You may not read %(path)s.") % {"path": path}) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
