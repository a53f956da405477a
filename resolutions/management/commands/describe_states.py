"""Print docs/states.md."""

from typing import Any

from django.core.management.base import BaseCommand

from resolutions.states import document


class Command(BaseCommand):
    help = "Print the states of a month and the actions in each, as docs/states.md keeps them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(document(), ending="")
