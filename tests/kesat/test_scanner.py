"""The virus scanner: asked where there is one, and no file comes in that it does not call clean."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kesat import scanner
from kesat.scanner import scan
from kesat.uploads import RefusedFile

FOUND = "found something harmful"
SILENT = "does not answer"

pytestmark = pytest.mark.usefixtures("in_english")


def refusal(content: bytes = b"x") -> str:
    with pytest.raises(RefusedFile) as caught:
        scan(content)
    return str(caught.value)


def test_without_a_scanner_nothing_is_asked(settings: Any) -> None:
    settings.CLAMD = settings.SCAN_COMMAND = ""

    scan(b"x")


def test_a_command_that_ends_with_0_lets_the_file_in_and_gets_all_of_it(settings: Any, tmp_path: Path) -> None:
    settings.SCAN_COMMAND = f"sh -c 'cat > {tmp_path}/seen'"

    scan(b"abc" * 100_000)

    assert (tmp_path / "seen").read_bytes() == b"abc" * 100_000


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("sh -c 'exit 1'", FOUND),
        ("sh -c 'exit 2'", SILENT),
        ("/no/such/scanner", SILENT),
        ("sh -c 'sleep 5'", SILENT),
        ("sh -c '", SILENT),
    ],
)
def test_what_a_command_says_otherwise_keeps_the_file_out(
    command: str, words: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SCAN_COMMAND = command
    monkeypatch.setattr(scanner, "_SECONDS", 0.3)

    assert words in refusal()


@contextmanager
def clamd(answer: bytes, family: int, where: Any) -> Iterator[tuple[Any, list[bytes]]]:
    """Run a daemon that takes one INSTREAM and answers so."""
    server, seen = socket.socket(family, socket.SOCK_STREAM), []
    server.bind(where)
    server.listen(1)

    def serve() -> None:
        connection, _peer = server.accept()
        with connection:
            stream = connection.makefile("rb")
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!L", stream.read(4))[0]:
                seen.append(stream.read(length))
            connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname(), seen
    thread.join(5)
    server.close()


def test_clamd_at_a_socket_is_sent_the_whole_file(settings: Any, tmp_path: Path) -> None:
    with clamd(b"stream: OK\0", socket.AF_UNIX, str(tmp_path / "clamd")) as (where, seen):
        settings.CLAMD = where
        scan(b"abc" * 50_000)

    assert b"".join(seen) == b"abc" * 50_000


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"stream: Eicar-Signature FOUND\0", FOUND), (b"INSTREAM size limit exceeded. ERROR\0", SILENT), (b"", SILENT)],
)
def test_clamd_at_a_port_keeps_out_what_it_does_not_call_clean(answer: bytes, words: str, settings: Any) -> None:
    with clamd(answer, socket.AF_INET, ("127.0.0.1", 0)) as ((host, port), _seen):
        settings.CLAMD = f"{host}:{port}"
        said = refusal()

    assert words in said


@pytest.mark.parametrize("address", ["/no/such/socket", "127.0.0.1:1", "nonsense"])
def test_a_clamd_that_is_not_there_keeps_every_file_out(address: str, settings: Any) -> None:
    settings.CLAMD = address

    assert SILENT in refusal()
