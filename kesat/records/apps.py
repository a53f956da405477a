"""The app of what happened and what is kept."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "kesat.records"
    verbose_name = _("Records")

    def ready(self) -> None:
        from kesat.records import checks, triggers  # noqa: F401, PLC0415  (they need the models to be loaded)

        # Altering a table drops its triggers on SQLite without a word: they are put back after every migrate.
        pre_migrate.connect(triggers.remove_before_migrate, sender=self)
        post_migrate.connect(triggers.install_after_migrate, sender=self)
