"""The project's own server with data of its own, and how one of its workers is killed."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
WORKERS = 4


@contextmanager
def own_data(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of a server on the kind of database that the tests run on, with nothing in it yet."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KESAT_SECRET_KEY"}
    }
    environment |= {"KESAT_VAR": str(folder), "KESAT_HTTPS": "0", "DJANGO_SETTINGS_MODULE": "kesat.settings"}
    cluster = os.environ.get("DATABASE_URL")
    if not cluster:
        yield environment
        return
    name = f"kesat_load_{os.getpid()}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield environment | {"DATABASE_URL": urlsplit(cluster)._replace(path=f"/{name}").geturl()}
    finally:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *command: str) -> str:
    """Return what the command prints; it has the project's settings, not those of the tests."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def kill_a_worker(self, dice: random.Random) -> bool:
        """Kill one as a power cut would, in the middle of whatever it does."""
        if not (workers := self._workers()):
            return False
        os.kill(dice.choice(workers), signal.SIGKILL)
        return True

    def _workers(self) -> list[int]:
        return [pid for pid, parent in _processes() if parent == self.process.pid]


def _processes() -> Iterator[tuple[int, int]]:
    """Yield every process with the one that started it."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if state != "Z":
            yield int(path.parent.name), int(parent)


@contextmanager
def serving(environment: dict[str, str], folder: Path) -> Iterator[Server]:
    """Serve as a real installation does; behind the other tests of this machine, which have their time limits."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = ["nice", "-n", "5", sys.executable, "-m", "gunicorn", "kesat.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--preload", "--workers", str(WORKERS), "--worker-class", "sync", "--log-level", "warning"]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/dang-nhap/")
            yield Server(process, port, log)
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  (our own server)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")
