"""What brings many rows at once, done in processes of their own that are killed midway; its own program.

It reads orders, one a line, and answers each in one:
  make                 a new database with an office, a body and its months; answers "made"
  steps ACT            does the act, not killed; answers how many steps it takes: statements, and commits after them
  run ACT before|after K   the act anew, in a process that kills itself before or after its K-th step; answers what is
                       there afterwards: "nothing", "everything" or what of it
  chain                answers "whole" where every event of the record follows from the one before
The acts are `ACTS`. A process is forked, since starting Django takes a hundred times as long as what is tried here.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

ACTS = ("accept", "give", "report", "contribute")


def main() -> None:
    django.setup()
    office: Any = None
    full: dict[str, Counter[str]] = {}
    for order in sys.stdin:
        word, *rest = order.split()
        if word == "make":
            office = Office()
            _say("made")
        elif word == "steps":
            work, before = office.ready(rest[0]), counted()
            steps = _counting(work)
            full[rest[0]] = counted() - before
            _say(steps)
        elif word == "run":
            _say(_killed(office.ready(rest[0]), full[rest[0]], *rest[1:]))
        else:
            from kesat.records.models import first_broken_event  # noqa: PLC0415

            _say("broken" if first_broken_event() else "whole")


def _say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Office:
    """A committee with an officer, a body that reports, an issued month, and one whose results are called for."""

    def __init__(self) -> None:
        from django.core.management import call_command  # noqa: PLC0415  (the settings must be there first)
        from django.test.utils import override_settings, setup_test_environment  # noqa: PLC0415

        from tests.conftest import english_client  # noqa: PLC0415
        from tests.factories import make_body, make_committee, make_officer  # noqa: PLC0415
        from tests.task_factories import make_directive, make_head_of  # noqa: PLC0415
        from tests.tasks.test_contributions import make_asked  # noqa: PLC0415
        from tests.tasks.test_loop_pages import make_open_month  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        setup_test_environment()
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        override_settings(STORAGES={"staticfiles": plain}).enable()  # nothing is collected for it
        make_committee()
        self.officer, self.body = make_officer(), make_body(name="Phòng Kinh tế")
        self.head = make_head_of(self.body)
        self.month = make_directive(lead=self.body).resolution
        self.next = make_open_month()
        self.asked = make_asked(month=self.next, body=self.body, by=self.officer)
        self.client = english_client(self.head)

    def ready(self, act: str) -> Callable[[], object]:
        """Make what the act needs, and return the act; what a killed one has left is out of its way."""
        from kesat.records.models import Notice  # noqa: PLC0415

        Notice.objects.all().delete()  # nobody is told twice of the same
        work: Callable[[], object] = getattr(self, f"_{act}")()
        return work

    def _accept(self) -> Callable[[], object]:
        """Three proposals of a month are taken over."""
        from resolutions.models import Status  # noqa: PLC0415
        from tasks import splitting  # noqa: PLC0415
        from tasks.splitting import Clause, Order  # noqa: PLC0415
        from tests.factories import NOW  # noqa: PLC0415
        from tests.task_factories import ordering_paragraph  # noqa: PLC0415

        self.next.directives.all().delete()
        type(self.next).objects.filter(pk=self.next.pk).update(status=Status.DRAFTING)
        rows = [ordering_paragraph(self.next, place) for place in range(3)]
        chosen = [(Clause(row.pk, row.text), Order(f"Việc {row.pk}", lead=self.body)) for row in rows]
        return lambda: splitting.accept_all(self.next, chosen, by=self.officer, at=NOW)

    def _give(self) -> Callable[[], object]:
        """Three assigned directives are given to their bodies, as the issue does."""
        from tasks import giving  # noqa: PLC0415
        from tests.factories import NOW  # noqa: PLC0415
        from tests.task_factories import make_directive  # noqa: PLC0415

        self.month.directives.filter(given_on=None).update(assigned_at=None, assigned_by=None)
        for _number in range(3):
            row = make_directive(resolution=self.month, lead=self.body, is_given=False)
            type(row).objects.filter(pk=row.pk).update(assigned_at=NOW, assigned_by=self.officer)
        return lambda: giving.give(self.month, by=self.officer, at=NOW)

    def _report(self) -> Callable[[], object]:
        """A body reports with figures and two files."""
        from decimal import Decimal  # noqa: PLC0415

        from tasks import reporting  # noqa: PLC0415
        from tasks.report_files import Ready  # noqa: PLC0415
        from tasks.reporting import Figure, Said, Speaker  # noqa: PLC0415
        from tests.factories import NOW  # noqa: PLC0415
        from tests.task_factories import make_directive, share_of  # noqa: PLC0415

        share = share_of(make_directive(resolution=self.month, lead=self.body))
        files = tuple(Ready(f"{name}.pdf", "application/pdf", b"%PDF-1.7") for name in "ab")
        said = Said("under_way", "Đang làm.", figures=(Figure("Hộ", Decimal(2)),), files=files)  # type: ignore[arg-type]
        return lambda: reporting.report(share, said, Speaker("Hoa", by=self.head), at=NOW)

    def _contribute(self) -> Callable[[], object]:
        """A body sends its month from a Word file, through the page on which it has looked at what was read of it."""
        from kesat.organization.held import HeldFile  # noqa: PLC0415
        from resolutions.models import Status  # noqa: PLC0415
        from tasks.models import Contribution  # noqa: PLC0415
        from tests.tasks.test_loop_pages import page_of, shown, word_file  # noqa: PLC0415

        type(self.next).objects.filter(pk=self.next.pk).update(status=Status.COLLECTING)
        HeldFile.objects.all().delete()
        self.asked.pieces.all().delete()
        Contribution.objects.filter(pk=self.asked.pk).update(sent_at=None, sent_by=None, file=None)
        page = page_of(self.asked)
        data = shown(self.client, self.asked) | {"file": word_file("Gieo cấy 412 ha.", "Chi trả 486 suất.")}
        form = self.client.post(page, data | {"file_field": "front", "act": "read"}).context["form"]
        sent = {field.html_name: field.value() or "" for field in form if field.name != "file"}
        return lambda: self.client.post(page, sent | {"act": "send"})


def counted() -> "Counter[str]":
    """Return how many rows there are of each kind, and how many say that something has happened to them."""
    from django.apps import apps  # noqa: PLC0415

    from kesat.organization.held import HeldFile  # noqa: PLC0415
    from kesat.records.models import Event, Notice, StoredFile  # noqa: PLC0415
    from tasks.models import Contribution, Directive, Share  # noqa: PLC0415

    ours = [model for model in apps.get_models() if model.__module__.startswith("tasks.")]
    found = Counter({model.__name__: model._default_manager.count() for model in ours})
    found |= Counter({model.__name__: model._default_manager.count() for model in (Event, Notice, StoredFile)})
    # It goes away where the rest comes.
    found["files that are kept for good"] = 1_000_000 - HeldFile.objects.count()
    found["given"] = Directive.objects.exclude(given_on=None).count()
    found["begun"] = Directive.objects.exclude(begun_on=None).count()
    found["acknowledged"] = Share.objects.exclude(acknowledged_at=None).count()
    found["sent"] = Contribution.objects.exclude(sent_at=None).count()
    found["with a file"] = Contribution.objects.exclude(file=None).count()
    return found


def _watched(work: Callable[[], object], at_step: Callable[[str], None]) -> None:
    """Do the work; `at_step` is told "before" and "after" each statement and each commit."""
    from django import db  # noqa: PLC0415

    connection: Any = db.connection
    commit = connection._commit

    def step(execute: Callable[..., Any], *args: Any) -> Any:
        at_step("before")
        answer = execute(*args)
        at_step("after")
        return answer

    connection._commit = lambda: step(commit)
    try:
        with connection.execute_wrapper(step):
            work()
    finally:
        connection._commit = commit


def _counting(work: Callable[[], object]) -> int:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()  # as the killed ones begin
    told: list[str] = []
    _watched(work, told.append)
    return told.count("before")


def _killed(work: Callable[[], object], full: "Counter[str]", moment: str, number: str) -> str:
    from django.db import connections  # noqa: PLC0415

    before, left = counted(), int(number)

    def killing(now: str) -> None:
        nonlocal left
        left -= now == moment
        if left == 0 and now == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            _watched(work, killing)
        finally:
            os._exit(0)
    status = os.waitpid(pid, 0)[1]
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        return "not killed"
    there = counted() - before
    return "everything" if there == full else "nothing" if not there else f"only {dict(there)}"


if __name__ == "__main__":
    main()
