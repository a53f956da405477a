"""The app of the tasks: what is ordered, of whom, and what became of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_ROOM = 64 * 1024 * 1024


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = _("Directives")

    def ready(self) -> None:
        from kesat import gate, page  # noqa: PLC0415
        from kesat.records import integrity  # noqa: PLC0415
        from resolutions import arranging, beside, workflow  # noqa: PLC0415  (the models must be loaded)
        from tasks import (  # noqa: PLC0415
            answering,
            directive_page,
            giving,
            menu,
            panels,
            protection,
            split_panel,
            splitting,
            tracing,
            ungiven,
        )

        protection.register()
        integrity.checks.append(protection.problems)
        page.entries.append(menu.entry)
        workflow.followers += [splitting.settle_words, giving.after_issue, answering.after_issue]
        workflow.obstacles += [splitting.lost_words, answering.unanswered]
        workflow.last_obstacles += [splitting.lost_words, splitting.early_deadlines, ungiven.given_to_nobody]
        arranging.takers |= answering.TAKERS
        beside.acts["ask"] = answering.ask_again
        beside.panels.append(panels.beside_section)
        beside.month_panels += [split_panel.on_month, panels.on_month]
        beside.printed_panels.append(split_panel.on_month)
        beside.sources.append(tracing.sources)
        beside.margins.append(directive_page.margin)
        # Five photos as a telephone takes them, and a large one that is refused in words beside what was typed.
        gate.roomy |= {"/nhiem-vu/": _ROOM, "/bao-cao/": _ROOM}
