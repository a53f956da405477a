"""The child process that reads one PDF file from outside: bytes in, JSON out, little memory and little time.

Run as `python -m resolutions.pdf_reader` by `resolutions.outside_files`. It knows of Django's settings the language and
where the words for it stand, and nothing else. In comes a line of JSON and after it the files it speaks of.
"""

import json
import resource
import sys
from base64 import b64decode
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 768 * 1024 * 1024
CPU_SECONDS: Final = 20
_TITLE: Final = 400
_LOCALE: Final = Path(__file__).resolve().parent.parent / "kesat" / "locale"


def answer(asked: dict[str, Any], files: bytes) -> dict[str, Any]:
    """Return what is said of the file: its signatures, what in it could act, the title it gives itself.

    With a file that was "given" out before it, also why the second is not that one, signed: "refused".
    """
    # Not before the limits stand.
    from resolutions.returned_files import active_parts, check_returned  # noqa: PLC0415
    from resolutions.signatures import Refused, Trust, signatures  # noqa: PLC0415

    given, pdf = files[: asked["given"]], files[asked["given"] :]
    trust = Trust(*(tuple(map(b64decode, asked[kind])) for kind in ("roots", "crls")))
    at = datetime.fromisoformat(asked["at"])
    said: dict[str, Any] = {"signatures": [], "active": [], "title": "", "refused": None}
    try:
        if given:
            try:
                check_returned(given, pdf, trust, at, must_be_trusted=asked["must_be_trusted"])
            except Refused as refused:
                said["refused"] = [refused.code, str(refused)]
        said |= {"active": active_parts(pdf), "title": _title(pdf)}
        said["signatures"] = [asdict(one) | {"at": one.at and one.at.isoformat()} for one in signatures(pdf, trust, at)]
    except Refused as refused:
        return said if said["refused"] else {"unreadable": [refused.code, str(refused)]}
    except MemoryError:
        return {"unreadable": ["too_much", ""]}
    return said


def _title(pdf: bytes) -> str:
    from resolutions.signatures import printable, read, readable  # noqa: PLC0415

    reader = read(pdf)
    with readable():
        said = reader.trailer["/Info"].get("/Title", "") if "/Info" in reader.trailer else ""
        return printable(said)[:_TITLE]


def _confine() -> None:
    """Take from this process what it does not need: memory, time, writing to files, leaving its memory behind."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _speak(language: str) -> None:
    """Set Django up for nothing but its translations."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    settings.configure(LANGUAGE_CODE="vi", LOCALE_PATHS=[_LOCALE, _LOCALE / "framework"])
    django.setup()
    translation.activate(language)


if __name__ == "__main__":
    _confine()
    asked = json.loads(sys.stdin.buffer.readline())
    _speak(asked["language"])
    sys.stdout.write(json.dumps(answer(asked, sys.stdin.buffer.read())))
