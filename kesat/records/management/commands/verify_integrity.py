"""Verify that what is kept is as it was: the triggers, the chain of events, the files, and what each app adds."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from kesat.records import heads, integrity, triggers
from kesat.records.models import Event, StoredFile, first_broken_event


class Command(BaseCommand):
    help = (
        "Verify triggers, the chain of events and its heads in documents, the SHA-256 of files and texts, and that "
        "months, documents and numbers are what the record and the register say."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            held = heads.held()
            problems = [*_problems(), *heads.contradictions(held)]
            counts = {"events": Event.objects.count(), "files": StoredFile.objects.count()}
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(_("All is as it was: events %(events)s, files %(files)s.") % counts)
        if held:
            self.stdout.write(heads.counted(held))


def _problems() -> Iterator[str]:
    for name in triggers.missing():
        yield _("The trigger %(name)s is missing or altered. Run manage.py migrate.") % {"name": name}
    if broken := first_broken_event():
        yield _("The record of events is broken at row %(row)s.") % {"row": broken.pk}
    for file in StoredFile.objects.order_by("pk").iterator(chunk_size=20):
        if hashlib.sha256(file.content).hexdigest() != file.sha256:
            yield _("The stored file %(row)s is not as it was.") % {"row": file.pk}
    for check in integrity.checks:
        yield from check()
