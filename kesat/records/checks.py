"""The deployment check of the database's triggers; it runs with `check --deploy`."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.utils import OperationalError

from kesat.records import triggers


@register(deploy=True)
def check_triggers(**kwargs: Any) -> list[CheckMessage]:
    """Fail while a trigger is missing, or is not as we made it, in a database that has its table.

    Not a `database` check: those stop `migrate` itself, which is what puts the triggers back.
    """
    try:
        names = triggers.missing()
    except OperationalError:
        return []  # no database yet: there is nothing to protect
    return [
        Error(f"The trigger {name} is missing or altered.", hint="Run manage.py migrate.", id="records.E001")
        for name in names
    ]
