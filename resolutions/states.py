"""The states of a month and what may be done in each, written down as docs/states.md from the tables themselves."""

from collections.abc import Iterator

from django.utils.translation import override

from resolutions.models import Status
from resolutions.models.text import ENDED
from resolutions.policy import RULES, Action
from resolutions.workflow import BACK, DECIDED, MOVES, pairs

_HEAD = """# The states of a month

Written by `manage.py describe_states` from `resolutions.workflow` and `resolutions.policy`; a test compares them.

```mermaid
stateDiagram-v2
"""


def document() -> str:
    """Return docs/states.md: the diagram of the moves, the states with their names, the actions with their states."""
    with override("vi"):
        vietnamese = {status: str(status.label) for status in Status}
    with override("en"):
        english = {status: str(status.label) for status in Status}
    arrows = "".join(f"    {source} --> {target}\n" for source, target in sorted(set(pairs())))
    names = "".join(f"| `{status}` | {english[status]} | {vietnamese[status]} |\n" for status in Status)
    actions = "".join(f"| `{action}` | {states} | {leads} |\n" for action, states, leads in _actions())
    return (
        f"{_HEAD}{arrows}```\n\n| state | English | Vietnamese |\n|---|---|---|\n{names}\n"
        f"| action | in the states | leads to |\n|---|---|---|\n{actions}"
    )


def _actions() -> Iterator[tuple[str, str, str]]:
    for action, rule in RULES.items():
        states = "any" if rule.states is None else ", ".join(status for status in Status if status in rule.states)
        yield action, states, _leads(action)


def _leads(action: Action) -> str:
    if action == Action.STEP_BACK:
        return "; ".join(f"{source} to {target}" for source, target in BACK.items())
    if action == Action.CONFIRM_DECISION:
        return " or ".join(DECIDED)
    if action == Action.WITHDRAW:
        return " or ".join(ENDED)
    return MOVES.get(action, "")
