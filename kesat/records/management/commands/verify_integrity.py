"""Verify that what is kept is as it was: the chain of events, the stored files, the triggers."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kesat.records import triggers
from kesat.records.models import Event, StoredFile, first_broken_event


class Command(BaseCommand):
    help = "Verify the chain of events, the SHA-256 of stored files, and that every trigger is in place."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [f"trigger missing: {name}" for name in triggers.missing()]
        if broken := first_broken_event():
            problems.append(f"the record of events is broken at row {broken.pk}")
        files = StoredFile.objects.order_by("pk").iterator(chunk_size=20)
        problems += [f"stored file {file.pk} has changed" for file in files if _has_changed(file)]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{Event.objects.count()} events, {StoredFile.objects.count()} files: intact")


def _has_changed(file: StoredFile) -> bool:
    return hashlib.sha256(file.content).hexdigest() != file.sha256
