"""What the triggers refuse of raw SQL, on a fresh connection too, and how a weakened one is found."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from kesat.records import triggers
from kesat.records.models import Event, StoredFile, record, store_file
from resolutions.models import Document, Paragraph, Part, Recipient, Resolution, Revision, Section
from resolutions.storing import Source, store
from tests.factories import NOW, make_body, make_committee, make_manuscript, make_resolution, make_term

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has OR REPLACE")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")

TABLES = [
    model._meta.db_table
    for model in (Event, StoredFile, Document, Resolution, Part, Section, Paragraph, Revision, Recipient)
]


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def rows(table: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  (a name of ours)
        return list(cursor.fetchall())


def columns(table: str, **changed: str) -> str:
    """Return the columns of a table for a SELECT, with SQL in place of some."""
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    return ", ".join(changed.get(name, name) for name in names)


def copy_over(table: str, where: str, **changed: str) -> str:
    """Return SQL that puts a row, with other values, in place of whatever has its keys."""
    return (
        f"INSERT OR REPLACE INTO {table} ({columns(table)}) "  # noqa: S608
        f"SELECT {columns(table, **changed)} FROM {table} WHERE {where}"
    )


@pytest.fixture
def issued() -> Resolution:
    """Return an issued month with its number and its file; a draft and two events stand beside it."""
    make_committee()
    make_term()
    source = Source("nghị quyết.txt", "text/plain", b"abc")
    manuscript = make_manuscript(month=10, number=5, issued_on=NOW.date())
    resolution = store(manuscript, by=None, at=NOW, archive=True, source=source)
    make_resolution(month=12)
    record("start", make_body(), by=None)
    return resolution


@only_sqlite
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", TABLES)
def test_bad_input_44_a_row_that_is_kept_is_not_replaced_by_its_id(
    table: str, recursive: str, issued: Resolution
) -> None:
    before = rows(table)
    draft = {"status": "'drafting'", "number": "NULL", "term_id": "NULL", "issued_on": "NULL", "month": "9"}
    changed = draft if table == "resolutions_resolution" else {}
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={recursive}")

        with pytest.raises(IntegrityError):
            run(copy_over(table, f"id = (SELECT min(id) FROM {table})", **changed))  # noqa: S608

        cursor.execute("PRAGMA recursive_triggers=ON")
    assert rows(table) == before


@only_sqlite
@pytest.mark.parametrize(
    ("table", "where", "changed"),
    [
        ("resolutions_resolution", "month = 12", {"id": "NULL", "month": "10"}),
        ("resolutions_resolution", "month = 10", {"id": "NULL", "month": "9", "subject": "'khác'"}),
        # Another edition beside the one that stands.
        (
            "resolutions_resolution",
            "month = 12",
            {
                "id": "NULL",
                "month": "10",
                "edition": "2",
                "replaces_id": "(SELECT min(id) FROM resolutions_resolution WHERE month = 10)",
            },
        ),
        ("records_event", "id = (SELECT min(id) FROM records_event)", {"id": "NULL", "action": "'khác'"}),
        (
            "resolutions_revision",
            "id = (SELECT min(id) FROM resolutions_revision)",
            {"id": "NULL", "section_id": "(SELECT max(id) FROM resolutions_section)"},
        ),
    ],
)
def test_bad_input_44_a_row_that_is_kept_is_not_replaced_by_another_key(
    table: str, where: str, changed: dict[str, str], issued: Resolution
) -> None:
    before = rows(table)

    run("PRAGMA recursive_triggers=OFF")
    with pytest.raises(IntegrityError):
        run(copy_over(table, where, **changed))
    run("PRAGMA recursive_triggers=ON")

    assert rows(table) == before


@only_sqlite
@pytest.mark.parametrize(
    ("table", "setting"),
    [
        ("resolutions_resolution", "month = 10"),
        ("resolutions_resolution", "id = (SELECT min(id) FROM resolutions_resolution)"),
        *(
            (table, f"id = (SELECT min(id) FROM {table})")  # noqa: S608
            for table in TABLES
            if table.startswith("resolutions_") and table not in ("resolutions_resolution", "resolutions_document")
        ),
        ("resolutions_revision", "paragraph_id = (SELECT min(id) FROM resolutions_paragraph)"),
    ],
)
def test_bad_input_44_a_draft_is_not_put_in_place_of_what_is_issued(
    table: str, setting: str, issued: Resolution
) -> None:
    before = rows(table)

    run("PRAGMA recursive_triggers=OFF")
    with pytest.raises(IntegrityError):
        run(f"UPDATE OR REPLACE {table} SET {setting} WHERE id = (SELECT max(id) FROM {table})")  # noqa: S608
    run("PRAGMA recursive_triggers=ON")

    assert rows(table) == before


def test_a_draft_is_changed_and_a_month_that_is_there_refused_as_before(issued: Resolution) -> None:
    draft = Resolution.objects.get(month=12)

    Resolution.objects.filter(pk=draft.pk).update(month=11, subject="về việc khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(year=2026, month=11, subject="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(year=2026, month=10, subject="a")

    assert list(Resolution.objects.values_list("month", flat=True)) == [11, 10]


@only_postgresql
@pytest.mark.parametrize("table", TABLES)
def test_bad_input_44_a_table_with_rows_that_are_kept_is_not_truncated(table: str, issued: Resolution) -> None:
    before = rows(table)
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError):
        run(f"TRUNCATE {table} CASCADE")

    assert rows(table) == before


@only_postgresql
def test_a_table_of_drafts_may_be_truncated() -> None:
    make_resolution(month=12)
    run("SET CONSTRAINTS ALL IMMEDIATE")

    run("TRUNCATE resolutions_recipient CASCADE")

    assert not Recipient.objects.exists()


@pytest.mark.parametrize("operation", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_a_trigger_with_other_words_under_its_name_is_found(operation: str) -> None:
    name = f"refuse_{operation.lower()}_records_event"
    if connection.vendor == "postgresql":
        run(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RETURN {'OLD' if operation == 'DELETE' else 'NEW'}; END $$"
        )
    elif operation == "TRUNCATE":
        pytest.skip("SQLite has no TRUNCATE")
    else:
        run(f"DROP TRIGGER {name}")
        run(f"CREATE TRIGGER {name} BEFORE {operation} ON records_event BEGIN SELECT 1; END")

    found = triggers.missing()
    triggers.install()

    assert found == [name]
    assert triggers.missing() == []


@only_postgresql
@pytest.mark.parametrize(
    "weakened",
    [
        "ALTER TABLE records_event DISABLE TRIGGER refuse_delete_records_event",
        "ALTER TABLE records_event ENABLE REPLICA TRIGGER refuse_delete_records_event",
        """CREATE OR REPLACE TRIGGER refuse_delete_records_event BEFORE DELETE ON records_event
        FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_delete_records_event()""",
    ],
)
def test_a_trigger_that_does_not_fire_is_found(weakened: str) -> None:
    run(weakened)

    assert triggers.missing() == ["refuse_delete_records_event"]


@only_postgresql
@pytest.mark.parametrize("table", ["resolutions_paragraph", "resolutions_revision"])
def test_a_trigger_that_no_longer_holds_the_month_is_found(table: str) -> None:
    name = f"refuse_update_{table}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [name])
        made = cursor.fetchone()[0]
    assert made.count("FOR SHARE OF r; ") == 1

    run(made.replace("FOR SHARE OF r; ", "; "))

    assert triggers.missing() == [name]


def test_the_triggers_come_back_after_they_were_off() -> None:
    store_file("a.txt", "text/plain", b"abc", by=None)

    with triggers.removed():
        StoredFile.objects.all().delete()

    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_rows_that_only_its_fixture_can_empty() -> None:
    record("start", make_body(), by=None)

    with pytest.raises(IntegrityError):
        run("DELETE FROM records_event")

    assert Event.objects.count() == 1


@only_sqlite
def test_a_migration_may_rebuild_a_table_that_triggers_of_others_read() -> None:
    triggers.remove_before_migrate(plan=[object()])
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'resolutions_resolution'")
        run(cursor.fetchone()[0].replace('"resolutions_resolution"', "new__resolution"))
    run("DROP TABLE resolutions_resolution")
    run("ALTER TABLE new__resolution RENAME TO resolutions_resolution")
    triggers.install_after_migrate()

    assert triggers.missing() == []


def test_a_migrate_without_anything_to_do_leaves_the_triggers_alone() -> None:
    triggers.remove_before_migrate(plan=[])

    assert triggers.missing() == []


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a fresh connection, without any setting of ours, to the demo on SQLite."""
    environment = {**os.environ, "KESAT_VAR": str(tmp_path), "KESAT_HTTPS": "0"}
    environment.pop("DATABASE_URL", None)
    for arguments in (["migrate", "--verbosity", "0"], ["demo", "--signed", "0"]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            check=True,
        )
    with closing(sqlite3.connect(tmp_path / "kesat.sqlite3")) as fresh:
        yield fresh


@only_sqlite
def test_bad_input_44_a_program_that_knows_nothing_of_us_replaces_nothing(database: sqlite3.Connection) -> None:
    kept = "(SELECT max(id) FROM resolutions_resolution WHERE status = 'issued')"
    attempts = [
        f"INSERT OR REPLACE INTO resolutions_resolution SELECT * FROM resolutions_resolution WHERE id = {kept}",  # noqa: S608
        "INSERT OR REPLACE INTO records_event SELECT * FROM records_event",
        "INSERT OR REPLACE INTO resolutions_paragraph SELECT * FROM resolutions_paragraph",
        f"UPDATE OR REPLACE resolutions_resolution SET id = {kept} WHERE status = 'drafting'",  # noqa: S608
    ]

    for attempt in attempts:
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(attempt)

    assert database.total_changes == 0
