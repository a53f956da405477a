"""Twenty people write at once while workers of the server are killed: nothing that was acknowledged is lost."""

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import psycopg
import pytest

from tests.load.office import PASSWORD
from tests.load.server import Server, own_data, run, serving
from tests.load.writers import Run, Writer

SECONDS = float(os.environ.get("KESAT_LOAD_SECONDS", "30"))
# Less than this proves nothing; a machine that is busy with other things gets more time for it.
ENOUGH = {
    "acknowledged": 200, "conflicts": 1, "order conflicts": 1, "repeats": 1, "kills": 1,
    "split done": 1, "merge done": 1,
}  # fmt: skip
TYPED_ALONE = 12
COUNTED = (
    "seconds", "requests", "acknowledged", "conflicts", "order conflicts", "added", "split done", "merge done",
    "up done", "down done", "remove done", "restore done", "forms", "repeats", "kills", "reconnects", "busy",
    "paragraphs", "final versions", "revisions", "conflict revisions",
)  # fmt: skip


def test_twenty_writers_lose_nothing_while_workers_are_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with own_data(tmp_path) as environment:
        for command in (["migrate"], ["collectstatic", "--no-input"]):
            run(environment, "manage.py", *command, "--verbosity", "0")
        office = json.loads(run(environment, "-m", "tests.load.office"))
        began = time.monotonic()
        with serving(environment, tmp_path) as server:
            load = Run(SECONDS, ENOUGH)
            writers = [Writer(load, server.port, person, office["sections"]) for person in office["writers"]]
            _write(load, server, writers)
        journal = tmp_path / "journal.json"
        journal.write_text(json.dumps([asdict(op) for writer in writers for op in writer.journal]))
        proof = json.loads(run(environment, "-m", "tests.load.proving", str(journal)))
        integrity = run(environment, "manage.py", "verify_integrity")
        deadlocks = _deadlocks(environment)

    counts = load.counts + Counter(proof["counts"])
    counts["seconds"] = round(time.monotonic() - began)
    counts["requests"] = sum(writer.browser.requests for writer in writers)
    with capsys.disabled():
        # On the error stream: a process of pytest-xdist has no other that anyone sees.
        sys.stderr.write(_table(environment, counts))
    server_log = server.log.read_text()
    assert load.faults == []
    assert proof["faults"] == []
    assert "Internal Server Error" not in server_log
    assert "database is locked" not in server_log
    assert deadlocks == 0
    assert integrity.count("\n") == 1
    assert {what: counts[what] for what in ENOUGH if counts[what] < ENOUGH[what]} == {}
    assert counts["revisions"] < counts["final versions"], "no two autosaves share a row"


def _write(load: Run, server: Server, writers: Sequence[Writer]) -> None:
    """Let all write at once and kill workers now and then; at the end one writes alone."""
    dice = random.Random(SECONDS)  # noqa: S311  (a game, no secret)
    with ThreadPoolExecutor(len(writers)) as pool:
        for signed_in in [pool.submit(writer.sign_in, PASSWORD) for writer in writers]:
            signed_in.result()
        at_work = [pool.submit(writer.work) for writer in writers]
        while load.goes_on():
            time.sleep(min(dice.uniform(3, 5), SECONDS / 3))
            if server.kill_a_worker(dice):
                load.count("kills")
        for work in at_work:
            work.result()
    writers[0].write_alone(TYPED_ALONE)
    for writer in writers:
        writer.browser.close()


def _deadlocks(environment: dict[str, str]) -> int:
    """Return how many deadlocks PostgreSQL has counted in the database of this test; SQLite has none."""
    if "DATABASE_URL" not in environment:
        return 0
    query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _table(environment: dict[str, str], counts: Counter[str]) -> str:
    database = "PostgreSQL" if "DATABASE_URL" in environment else "SQLite"
    words = ", ".join(f"{name} {counts[name]}" for name in COUNTED)
    return f"\nTwenty writers on {database}: {words}\n"
