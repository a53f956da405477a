"""Database triggers that refuse what the application must never do, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction


@dataclass(frozen=True)
class Trigger:
    """Refuse `operation` on `table` where `condition` (SQL over OLD and NEW) holds."""

    table: str
    operation: str
    condition: str
    message: str

    @property
    def name(self) -> str:
        return f"refuse_{self.operation.lower()}_{self.table}"


_registry: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Add a trigger; each app does so for its own tables from its `AppConfig.ready()`."""
    _registry[trigger.name] = trigger


def register_insert_only(table: str) -> None:
    """Refuse every change and removal of a row."""
    for operation in ("UPDATE", "DELETE"):
        register(Trigger(table, operation, "1 = 1", f"{table} is insert-only"))


register_insert_only("records_event")
register_insert_only("records_storedfile")


def install(using: str = "default") -> None:
    """Put every registered trigger in place; those that stand are made anew."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _registry.values():
            if trigger.table in tables:
                for statement in _statements(trigger, connection.vendor):
                    cursor.execute(statement)


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    install(using)


def missing(using: str = "default") -> list[str]:
    """Return the names of registered triggers that the database does not have."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    return sorted(name for name, trigger in _registry.items() if trigger.table in tables and name not in present)


@contextmanager
def removed(using: str = "default") -> Iterator[None]:
    """Take the triggers off for a while; for tests that empty tables, and for nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in _registry.values():
            cursor.execute(_drop(trigger, connection.vendor))
    try:
        yield
    finally:
        install(using)


def _drop(trigger: Trigger, vendor: str) -> str:
    on_table = f" ON {trigger.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}"


def _statements(trigger: Trigger, vendor: str) -> list[str]:
    if vendor == "sqlite":
        create = (
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table} "
            f"WHEN {trigger.condition} BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END"
        )
        return [_drop(trigger, vendor), create]
    function = (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {trigger.condition} THEN "
        f"RAISE EXCEPTION '{trigger.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if trigger.operation == 'DELETE' else 'NEW'}; END $$"
    )
    create = (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger.name}()"
    )
    return [function, _drop(trigger, vendor), create]
