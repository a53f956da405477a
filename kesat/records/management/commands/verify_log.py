"""Walk the chain of events and name the first row that does not follow from the one before."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from kesat.records.models import Event, first_broken_event


class Command(BaseCommand):
    help = "Verify the record of events: print how many there are and the hash of the last; name the first broken row."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            broken = first_broken_event()
            count = Event.objects.count()
            head = Event.objects.order_by("-id").values_list("hash", flat=True).first()
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
        self.stdout.write(f"{count} {head or '-'}")
