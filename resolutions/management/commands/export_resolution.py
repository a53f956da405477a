"""Write a month as PDF, Word or text."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kesat.organization.models import Committee
from resolutions import export
from resolutions.models import Resolution
from resolutions.periods import period_argument, period_name


class Command(BaseCommand):
    help = "Write the resolution of a month to a file."
    requires_system_checks = ()  # they read every address and view; a file should be there in a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", type=period_argument, metavar="YYYY-MM")
        parser.add_argument("--format", choices=list(export.FORMATS), required=True)
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        year, month = options["month"]
        resolution = Resolution.objects.with_text().filter(year=year, month=month).first()
        if resolution is None:
            raise CommandError(
                _("There is no resolution for month %(month)s.") % {"month": period_name(options["month"])}
            )
        try:
            committee = Committee.current()
        except Committee.DoesNotExist as error:
            raise CommandError(_("There is no committee yet. Run manage.py setup_committee.")) from error
        _name, content = export.export(resolution, committee, options["format"])
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
