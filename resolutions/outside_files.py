"""PDF files from outside, read by a process of its own that may die of them; nothing of ours is at its reach."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from resolutions.signatures import Problem, Reach, Refused, Signature, Trust

_SECONDS: Final = 25  # by the clock; the web server gives up on a request after 30
_ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of a file: `refused` tells why it is not, with signatures added, the one that was given out."""

    signatures: tuple[Signature, ...]
    active_parts: tuple[str, ...]
    title: str
    refused: Refused | None = None


def look_at(pdf: bytes, trust: Trust, at: datetime, *, given: bytes = b"", must_be_trusted: bool = True) -> Finding:
    """Return what is in the file; beside the file that was `given` out, also whether it is that one, signed.

    Raises Refused for a file that cannot be read.
    """
    asked = {
        "at": at.isoformat(),
        "language": get_language() or "vi",
        "roots": [b64encode(root).decode() for root in trust.roots],
        "crls": [b64encode(crl).decode() for crl in trust.crls],
        "given": len(given),
        "must_be_trusted": must_be_trusted,
    }
    said = _ask_child(json.dumps(asked).encode() + b"\n" + given + pdf)
    if "unreadable" in said:
        code, words = said["unreadable"]
        raise Refused(code, words or _too_much())
    return Finding(
        tuple(map(_signature, said["signatures"])),
        tuple(said["active"]),
        said["title"],
        Refused(*said["refused"]) if said["refused"] else None,
    )


def _ask_child(asked: bytes) -> dict[str, Any]:
    try:
        child = subprocess.run(
            [sys.executable, "-B", "-m", "resolutions.pdf_reader"],
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise Refused("too_much", _too_much()) from expired
    if child.returncode:
        raise Refused("too_much", _too_much())
    said: dict[str, Any] = json.loads(child.stdout)
    return said


def _signature(said: dict[str, Any]) -> Signature:
    at, problem = said["at"], said["problem"]
    known = {
        "at": datetime.fromisoformat(at) if at else None,
        "reach": Reach(said["reach"]),
        "problem": Problem(problem) if problem else None,
    }
    return Signature(**said | known)


def _too_much() -> str:
    return _("Reading the file takes too much time or memory.")
