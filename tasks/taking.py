"""A verb taken with what a form says, and the status of the answer."""

from collections.abc import Callable
from typing import Final

from kesat.forms import Form
from resolutions.drafting import Locked, Refused, TooLong
from resolutions.workflow import Overtaken

TAKEN: Final = 302


def take(form: Form, verb: Callable[[], object]) -> int:
    """Take the verb where the form was sent and is valid; return TAKEN, else the status to show the form with.

    A refusal stands in the form.
    """
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        verb()
    except Refused as refused:
        form.add_error(None, str(refused))
        return status_of(refused)
    return TAKEN


def stands(form: Form, verb: Callable[[], object], field: str | None = None) -> bool:
    """Take the verb and tell whether it stands; a refusal stands in the form. Raises Overtaken."""
    try:
        verb()
    except Overtaken:
        raise
    except Refused as refused:
        form.add_error(field, str(refused))
        return False
    return True


def status_of(refused: Refused) -> int:
    """Return the status that a refusal is answered with."""
    if isinstance(refused, Overtaken):
        return 409
    return 423 if isinstance(refused, Locked) else 413 if isinstance(refused, TooLong) else 422
