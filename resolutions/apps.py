"""The app of the text: written, reviewed, signed, issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    name = "resolutions"
    verbose_name = _("Resolutions")

    def ready(self) -> None:
        from resolutions import protection, workflow  # noqa: PLC0415  (they need the models to be loaded)

        protection.register()
        workflow.obstacles += [workflow.unfinished_sections, workflow.unanswered_comments]
