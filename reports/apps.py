"""The app of the reports: figures over the months."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Statistics")

    def ready(self) -> None:
        from kesat import page  # noqa: PLC0415
        from reports import menu  # noqa: PLC0415  (the models must be loaded)

        page.entries.append(menu.entry)
