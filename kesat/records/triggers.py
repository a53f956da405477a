"""Triggers on SQLite and PostgreSQL alike: they refuse what the application must never do, and keep columns true."""

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

    @property
    def moment(self) -> str:
        return f"BEFORE {self.operation}"

    @property
    def act(self) -> str:
        """Return what it does on SQLite."""
        return f"SELECT RAISE(ABORT, '{self.message}')"

    @property
    def body(self) -> str:
        """Return its function on PostgreSQL."""
        returned = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(self.operation, "NEW")
        held = f"PERFORM {self.lock.removeprefix('SELECT ')}; " if self.lock else ""
        return (
            f" BEGIN {held}IF {self.condition} THEN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {returned}; END "
        )


@dataclass(frozen=True)
class Keeper:
    """After `operation` on `table`, set `column` of `kept` anew (`act`) where `condition` (SQL over OLD, NEW) holds."""

    table: str
    operation: str
    condition: str
    act: str
    kept: str
    column: str

    @property
    def name(self) -> str:
        return f"keep_{self.column}_on_{self.operation.lower()}_{self.table}"

    @property
    def moment(self) -> str:
        is_own = self.operation == "UPDATE" and self.table == self.kept
        return f"AFTER UPDATE OF {self.column}" if is_own else f"AFTER {self.operation}"

    @property
    def body(self) -> str:
        """Return its function on PostgreSQL."""
        return f" BEGIN IF {self.condition} THEN {self.act}; END IF; RETURN NULL; END "


_registry: dict[str, Trigger | Keeper] = {}


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


def register_kept(kept: str, column: str, value: str, *, source: str, key: str, counts: str) -> None:
    """Keep `column` of the table `kept` as `value` says, whoever writes into it or into the table `source`.

    `value` is a SELECT over the row {row} of `kept`. It reads the rows of `source` that name that row by `key` and for
    which `counts` holds, SQL over {row}. A stale object that is saved whole cannot bring an old value back.
    """
    named = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
    anew = f"UPDATE {kept} SET {column} = ({value.format(row=kept)}) WHERE id IN "  # noqa: S608  (names of ours)
    keepers = []
    for operation, rows in named.items():
        condition = " OR ".join(counts.format(row=row) for row in rows)
        act = f"{anew}({', '.join(f'{row}.{key}' for row in rows)})"
        keepers.append(Keeper(source, operation, condition, act, kept, column))
    strange = f"NEW.{column} IS DISTINCT FROM ({value.format(row='NEW')})"
    keepers += [Keeper(kept, operation, strange, f"{anew}(NEW.id)", kept, column) for operation in ("INSERT", "UPDATE")]
    _registry.update({keeper.name: keeper for keeper in keepers})


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
    """Put every registered trigger in place; those that stand are made anew, those of a column that went are gone."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _drop_all(connection, cursor)
        for trigger in _wanted(connection):
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
        _drop_all(connection, cursor)


def _drop_all(connection: BaseDatabaseWrapper, cursor: Any) -> None:
    for trigger in _on_tables(connection):
        cursor.execute(_drop(trigger, connection.vendor))


def _on_tables(connection: BaseDatabaseWrapper) -> list[Trigger | Keeper]:
    """Return the triggers for the tables that are there; SQLite has no TRUNCATE."""
    tables = set(connection.introspection.table_names())
    return [
        trigger
        for trigger in _registry.values()
        if trigger.table in tables and (trigger.operation != "TRUNCATE" or connection.vendor == "postgresql")
    ]


def _wanted(connection: BaseDatabaseWrapper) -> list[Trigger | Keeper]:
    """Return those of them whose column is there, too: a migration backwards takes it away."""
    found = _on_tables(connection)
    tables = {trigger.kept for trigger in found if isinstance(trigger, Keeper)}
    with connection.cursor() as cursor:
        columns = {
            (table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
    return [trigger for trigger in found if isinstance(trigger, Trigger) or (trigger.kept, trigger.column) in columns]


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


def _definition(trigger: Trigger | Keeper, vendor: str) -> str:
    return _create(trigger, vendor) + (trigger.body if vendor == "postgresql" else "")


def _drop(trigger: Trigger | Keeper, vendor: str) -> str:
    on_table = f" ON {trigger.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}"


def _create(trigger: Trigger | Keeper, vendor: str) -> str:
    head = f"CREATE TRIGGER {trigger.name} {trigger.moment} ON {trigger.table}"
    if vendor == "sqlite":
        return f"{head} WHEN {trigger.condition} BEGIN {trigger.act}; END"
    each = "STATEMENT" if trigger.operation == "TRUNCATE" else "ROW"
    return f"{head} FOR EACH {each} EXECUTE FUNCTION {trigger.name}()"


def _function(trigger: Trigger | Keeper) -> str:
    return f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $${trigger.body}$$"
