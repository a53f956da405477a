"""Walk the chain of events, and compare with it the heads that stand in frozen documents."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from kesat.records import heads
from kesat.records.models import Event, first_broken_event


class Command(BaseCommand):
    help = (
        "Verify the record of events: print how many there are and the hash of the last; name the first broken row, "
        "and each frozen document whose head of the record is no longer there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            broken = first_broken_event()
            count = Event.objects.count()
            head, held = heads.now(), heads.held()
            contradictions = list(heads.contradictions(held))
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        if broken:
            raise CommandError(
                _("The record of events is broken at row %(row)s: %(action)s, %(at)s.")
                % {"row": broken.pk, "action": broken.action, "at": broken.at.isoformat()}
            )
        if contradictions:
            raise CommandError("\n".join(contradictions))
        self.stdout.write(f"{count} {head.hash if head else '-'}")
        if held:
            self.stdout.write(heads.counted(held))
