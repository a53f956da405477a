"""Database triggers that refuse what the application must never do, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Trigger:
    """Refuse `operation` on `table` where `condition` (SQL over OLD and NEW) holds; TRUNCATE has neither.

    On PostgreSQL the rows that `lock` selects are held first, so that what `condition` reads stays so until the end of
    the transaction. On SQLite there is one writer at a time.
    """

    table: str
    operation: str
    condition: str
    message: str
    lock: str = ""

    @property
    def name(self) -> str:
        return f"refuse_{self.operation.lower()}_{self.table}"


_registry: dict[str, Trigger] = {}


def register(
    table: str,
    message: str,
    *,
    kept: str = "1 = 1",
    unique: Sequence[str] = (),
    is_closed: bool = False,
    lock: str = "",
    update: str = "",
) -> None:
    """Protect the rows of `table` for which `kept` holds; each app does so from its `AppConfig.ready()`.

    `kept` is SQL over {row}. `unique` names the table's unique keys, columns parted by commas; a partial one goes on
    with its condition, SQL over {row}: "year,month WHERE {row}.status <> 'void'". Where `is_closed`, no row may come
    in for which `kept` holds; otherwise such a row may come in, and stays as it is from then on.
    `update`, SQL over OLD and NEW, tells which changes of a row are refused where some are allowed.
    `lock` is a SELECT over {row} ... FOR SHARE that holds still what `kept` reads.
    """
    incoming = [kept.format(row="NEW")] if is_closed else []
    conditions = {
        "INSERT": [*incoming, *_taken(table, kept, unique)],
        "UPDATE": [
            update or kept.format(row="OLD"),
            *incoming,
            *_taken(table, f"{kept} AND {{row}}.id <> OLD.id", unique),
        ],
        "DELETE": [kept.format(row="OLD")],
        "TRUNCATE": [f"EXISTS (SELECT 1 FROM {table} kept WHERE {kept.format(row='kept')})"],  # noqa: S608  (names of ours)
    }
    for operation, refused in conditions.items():
        row = "" if operation == "TRUNCATE" else "OLD" if operation == "DELETE" else "NEW"
        trigger = Trigger(table, operation, " OR ".join(refused), message, lock.format(row=row) if row else "")
        _registry[trigger.name] = trigger


def register_insert_only(table: str, unique: Sequence[str] = ()) -> None:
    """Refuse every change and removal of a row."""
    register(table, f"{table} is insert-only", unique=unique)


def _taken(table: str, kept: str, unique: Sequence[str]) -> Iterator[str]:
    """Yield a condition for each key: a row that is kept has it already.

    INSERT OR REPLACE and UPDATE OR REPLACE of SQLite would delete that row without asking the trigger of DELETE.
    """
    for key in ("id", *unique):
        columns, _where, partial = key.partition(" WHERE ")
        same = " AND ".join(f"kept.{column} = NEW.{column}" for column in columns.split(","))
        if partial:
            same = f"{same} AND {partial.format(row='kept')} AND {partial.format(row='NEW')}"
        yield f"EXISTS (SELECT 1 FROM {table} kept WHERE {same} AND {kept.format(row='kept')})"  # noqa: S608


register_insert_only("records_event", unique=["hash"])
register_insert_only("records_storedfile")


def install(using: str = "default") -> None:
    """Put every registered trigger in place; those that stand are made anew."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _wanted(connection):
            cursor.execute(_drop(trigger, connection.vendor))
            if connection.vendor == "postgresql":
                cursor.execute(_function(trigger))
            cursor.execute(_create(trigger, connection.vendor))


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    install(using)


def remove_before_migrate(using: str = "default", plan: Sequence[object] = (), **kwargs: Any) -> None:
    """Let SQLite rebuild a table: it renames none while a trigger of another table reads the one just dropped."""
    if plan and connections[using].vendor == "sqlite":
        _remove(using)


def missing(using: str = "default") -> list[str]:
    """Return the names of registered triggers that the database lacks or has with other words."""
    connection = connections[using]
    present = _installed(connection)
    return sorted(
        trigger.name
        for trigger in _wanted(connection)
        if present.get(trigger.name) != _definition(trigger, connection.vendor)
    )


@contextmanager
def removed(using: str = "default") -> Iterator[None]:
    """Take the triggers off for a while; for tests that empty tables, and for nothing else."""
    _remove(using)
    try:
        yield
    finally:
        install(using)


def _remove(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in _wanted(connection):
            cursor.execute(_drop(trigger, connection.vendor))


def _wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Return the triggers for the tables that are there; SQLite has no TRUNCATE."""
    tables = set(connection.introspection.table_names())
    return [
        trigger
        for trigger in _registry.values()
        if trigger.table in tables and (trigger.operation != "TRUNCATE" or connection.vendor == "postgresql")
    ]


def _installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that stand and fire in ordinary sessions: the name, and how the database says it is made."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT t.tgname, pg_get_triggerdef(t.oid, true) || p.prosrc FROM pg_trigger t "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def _definition(trigger: Trigger, vendor: str) -> str:
    return _create(trigger, vendor) + (_body(trigger) if vendor == "postgresql" else "")


def _drop(trigger: Trigger, vendor: str) -> str:
    on_table = f" ON {trigger.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}"


def _create(trigger: Trigger, vendor: str) -> str:
    head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table}"
    if vendor == "sqlite":
        return f"{head} WHEN {trigger.condition} BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END"
    each = "STATEMENT" if trigger.operation == "TRUNCATE" else "ROW"
    return f"{head} FOR EACH {each} EXECUTE FUNCTION {trigger.name}()"


def _function(trigger: Trigger) -> str:
    return f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $${_body(trigger)}$$"


def _body(trigger: Trigger) -> str:
    returned = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(trigger.operation, "NEW")
    held = f"PERFORM {trigger.lock.removeprefix('SELECT ')}; " if trigger.lock else ""
    return (
        f" BEGIN {held}IF {trigger.condition} THEN "
        f"RAISE EXCEPTION '{trigger.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {returned}; END "
    )
