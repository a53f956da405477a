"""The office's virus scanner, where it has one: asked of each file before it is stored."""

import shlex
import socket
import struct
import subprocess
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile

_SECONDS: Final = 30
_PIECE: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096


class _NoAnswer(Exception):
    """The scanner did not say whether the file is clean."""


def scan(content: bytes) -> None:
    """Raise RefusedFile for a file in which the scanner finds something, and for one that it could not judge.

    Nothing is asked where no scanner is set up. A scanner is a command that reads the file from its input and ends with
    0 for a clean file and 1 for another (as clamscan and clamdscan do), or the address of clamd, whose INSTREAM it is.
    """
    try:
        if settings.CLAMD:
            found = _ask_clamd(settings.CLAMD, content)
        elif settings.SCAN_COMMAND:
            found = _ask_command(shlex.split(settings.SCAN_COMMAND), content)
        else:
            return
    except (OSError, subprocess.SubprocessError, ValueError, _NoAnswer) as error:
        words = _("The virus scanner does not answer, so no file is taken in now. Send it without the file, or later.")
        raise RefusedFile(words) from error
    if found:
        raise RefusedFile(_("The virus scanner found something harmful in this file. It was not taken in."))


def _ask_command(command: list[str], content: bytes) -> bool:
    done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if done.returncode not in {0, 1}:
        raise _NoAnswer
    return done.returncode == 1


def _ask_clamd(address: str, content: bytes) -> bool:
    """Ask clamd at "/run/clamav/clamd.ctl" or "host:port"."""
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            scanner.sendall(struct.pack("!L", len(piece)) + piece)
        scanner.sendall(struct.pack("!L", 0))
        answer = scanner.recv(_LONGEST_ANSWER).strip(b"\0\n ")
    if answer.endswith(b" FOUND"):
        return True
    if answer != b"stream: OK":
        raise _NoAnswer
    return False


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
