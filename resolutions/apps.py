"""The app of the text: written, reviewed, signed, issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    name = "resolutions"
    verbose_name = _("Resolutions")

    def ready(self) -> None:
        from kesat import page  # noqa: PLC0415
        from kesat.records import heads  # noqa: PLC0415
        from kesat.records import integrity as kept  # noqa: PLC0415
        from resolutions import chain_heads, integrity, numbering, protection, workflow  # noqa: PLC0415  (they need the models)

        page.entries.append(numbering.menu_entry)
        protection.register()
        kept.checks.append(integrity.problems)
        heads.sources.append(chain_heads.held)
        workflow.obstacles += [workflow.unfinished_sections, workflow.unanswered_comments]
