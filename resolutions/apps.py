"""The app of the text: written, reviewed, signed, issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    name = "resolutions"
    verbose_name = _("Resolutions")

    def ready(self) -> None:
        from resolutions import protection  # noqa: PLC0415  (registers the triggers of our tables)

        protection.register()
