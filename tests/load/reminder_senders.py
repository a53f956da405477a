"""Senders of reminders in processes of their own, killed where the test wants; its own program.

It reads orders, one a line, and answers each in one:
  people N             a new database with N bodies, each with a directive that is due in three days; answers "N"
  forget               nothing was ever written down or sent; answers "forgotten"
  statements           how many statements a sender asks the database; it sends and is not killed
  run                  a sender; answers its process at once, and in a second line how it ended
  run before|after K   the same; it kills itself before or after its K-th statement
A sender is forked, since starting Django takes a hundred times as long as what is tried here.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

ON = date(2026, 11, 25)


def main() -> None:
    django.setup()
    for order in sys.stdin:
        word, *rest = order.split()
        if word == "people":
            _make(int(rest[0]))
            _say(rest[0])
        elif word == "forget":
            _forget()
            _say("forgotten")
        elif word == "statements":
            _say(_count())
        else:
            _run(rest)


def _say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _make(count: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415  (the settings must be there first)

    from kesat.organization.models import Body, NoticeMail  # noqa: PLC0415
    from tests.factories import make_body, make_committee  # noqa: PLC0415
    from tests.task_factories import make_directive, make_head_of  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    make_committee()
    for number in range(count):
        body = make_body(kind=Body.Kind.DIVISION)
        mail = f"dau-moi-{number}@kesat.test"
        make_head_of(body, username=f"daumoi{number}", email=mail, notice_mail=NoticeMail.SOON)
        make_directive(lead=body, due_on=ON + timedelta(days=3))


def _forget() -> None:
    from kesat.records.models import Notice  # noqa: PLC0415
    from tasks.models import Letter, Reminder  # noqa: PLC0415

    for model in (Reminder, Letter, Notice):
        model.objects.all().delete()


def _count() -> int:
    from django.db import connection, connections  # noqa: PLC0415

    connections.close_all()  # as a fresh sender begins
    asked = 0

    def counting(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*args)

    with connection.execute_wrapper(counting):
        _send()
    return asked


def _run(rest: list[str]) -> None:
    from django.db import connection, connections  # noqa: PLC0415

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with connection.execute_wrapper(_killing(*rest) if rest else _asking):
                _send()
            code = 0
        finally:
            os._exit(code)
    _say(pid)
    _said, status = os.waitpid(pid, 0)
    _say(os.waitstatus_to_exitcode(status))


def _asking(execute: Callable[..., Any], *args: Any) -> Any:
    return execute(*args)


def _killing(moment: str, number: str) -> Callable[..., Any]:
    left = int(number)

    def asking(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(*args)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return asking


def _send() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        call_command("send_reminders", "--on", f"{ON}", stdout=nowhere)


if __name__ == "__main__":
    main()
