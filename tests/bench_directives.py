"""Lists, board and home on five years of directives: queries, weight, time at the 95th percentile with one client.

Called by `tests.bench` once the settings are there and the database is migrated. The directives of the last three
months first, then those of five years, as many in each month: what is flat takes the same CPU time. The 95th
percentile is by the clock, so it says something only on a machine that does nothing else. Both are of one request
through the whole middleware.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Body, User
from kesat.vietnamese import fold
from resolutions.manuscript import Field
from resolutions.models import Paragraph, Resolution
from tasks import calendars
from tasks.clauses import propose
from tasks.models import Assignment, Directive, Judgement, PartIn, ProgressReport, Share
from tests.bench import cpu_ms, row
from tests.bench_desk import _plain, _queries
from tests.factories import issue, make_body, make_head_of_office, make_resolution, make_user
from tests.resolutions.manuscripts import long_manuscript
from tests.task_factories import make_head_of, ordering_paragraph
from tests.tasks.clause_scores import COMMUNE

FEW, ALL = 1_000, 20_000
MONTHS, LAST = 60, 3
TIMES = 60
WORDS = "rà soát kênh mương hồ sơ chính sách giải phóng mặt bằng tuyên truyền trường học đường trục hộ nghèo".split()
PAGES = {
    "list of a month": "/nhiem-vu/",
    "list of all months": "/nhiem-vu/?month=all",
    "all months, overdue": "/nhiem-vu/?month=all&state=overdue",
    "all months, done in time": "/nhiem-vu/?month=all&state=done_in_time",
    "all months, words": "/nhiem-vu/?month=all&q=kenh",
    "all months, lead body": "/nhiem-vu/?month=all&lead=LEAD",
    "all months, field": "/nhiem-vu/?month=all&field=government",
    "all months, presser": "/nhiem-vu/?month=all&presser=PRESSER",
    "all months, by deadline": "/nhiem-vu/?month=all&order=due",
    "all months, as in the text, last page": "/nhiem-vu/?month=all&order=number&page=9999",
    "board by state": "/nhiem-vu/bang/?month=all",
    "board by lead body": "/nhiem-vu/bang/?month=all&by=lead",
    "slide of all months": "/nhiem-vu/trinh-chieu/?month=all",
}


def measure_directives() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    head, dice = make_head_of_office(), Random(1)  # noqa: S311
    bodies = [make_body(code=f"BENCH-{number}", kind=Body.Kind.DIVISION) for number in range(30)]
    people = [make_user(full_name=f"Đảng ủy viên {number}") for number in range(15)]
    months = _months()
    head_of = make_head_of(bodies[0])
    manuscript = long_manuscript()
    row("", "measured", "aim")
    row(
        "proposals for a long month, CPU",
        f"{cpu_ms(lambda: propose(manuscript, COMMUNE, place='Kẻ Sặt')):.0f} ms",
        "<= 300 ms",
    )
    figures: dict[int, dict[str, float]] = {}
    for count, among in ((FEW, months[-LAST:]), (ALL, months[:-LAST])):
        _directives(count - Directive.objects.count(), among, bodies, people, dice)
        figures[count] = _measure(count, head, head_of, bodies[0], people[0])
    row("", "", "")
    for name, spent in figures[ALL].items():
        row(f"{name}: CPU, {ALL:,} to {FEW:,}", f"{spent / figures[FEW][name]:.2f}", "<= 1.5")


def _measure(count: int, head: User, head_of: User, body: Body, presser: User) -> dict[str, float]:
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(head)
    row("", "measured", "aim")
    row(f"{count:,} directives of five years", "", "")
    spent: dict[str, float] = {}
    for name, address in PAGES.items():
        address = address.replace("LEAD", body.code).replace("PRESSER", str(presser.pk))  # noqa: PLW2901
        spent[name] = _page(client, name, address)
    spent["my work, head of the office"] = _page(client, "my work, head of the office", "/", most=20)
    client.force_login(head_of)
    spent["list of all months, a body"] = _page(client, "list of all months, a body", "/nhiem-vu/?month=all")
    spent["what a body reports on"] = _page(client, "what a body reports on", "/nhiem-vu/cua-toi/")
    spent["my work, a body"] = _page(client, "my work, a body", "/", most=20)
    moment = timezone.now()
    spent["calendar"] = cpu_ms(lambda: calendars.content(head, host="x", on=timezone.localdate(moment), at=moment))
    row("calendar of the head of the office: CPU", f"{spent['calendar']:.0f} ms", "")
    return spent


def _page(client: Client, name: str, address: str, most: int = 12) -> float:
    """Print what a page takes, and return its CPU milliseconds."""

    def get() -> Any:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    get()
    spent = cpu_ms(get)
    data, _every = _queries(get)
    row(f"{name}: 95th percentile", f"{_percentile(get, TIMES):.0f} ms", "<= 150 ms")
    row(f"{name}: CPU", f"{spent:.0f} ms", "")
    row(f"{name}: queries", f"{data}", f"<= {most}")
    row(f"{name}: weight", f"{len(_plain(get().content)):,} B", "<= 102,400 B")
    return spent


def _percentile(work: Callable[[], object], times: int) -> float:
    """Return the milliseconds within which 95 of 100 calls end."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return sorted(spent)[int(0.95 * times)]


def _months() -> list[tuple[Resolution, Paragraph]]:
    """Return sixty issued months, the last of them this one, each with the paragraph that its directives hang on."""
    today, found = timezone.localdate(), []
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        known = Resolution.objects.real().standing().filter(year=year, month=month + 1).first()
        row_ = known or make_resolution(year=year, month=month + 1)
        issue(row_)
        found.append((row_, ordering_paragraph(row_)))
    return found


def _directives(
    count: int, months: list[tuple[Resolution, Paragraph]], bodies: list[Body], people: list[User], dice: Random
) -> None:
    """Add directives to the months in equal parts: those of the past are done, some late, some are still open.

    Reports on what is done are accepted; those on what is open wait to be judged.
    """
    moment, today = timezone.now(), timezone.localdate()
    rows = [_directive(place // len(months) + 1, *months[place % len(months)], dice, today) for place in range(count)]
    for row_ in rows:
        row_.assigned_by = people[0]
    Directive.objects.bulk_create(rows, batch_size=500)
    assignments, shares, reports = [], [], []
    for one in rows:
        lead, *others = dice.sample(bodies, 4)
        assignments.append(Assignment(directive=one, part=PartIn.LEAD, body=lead, named=lead.name))
        assignments += [
            Assignment(directive=one, part=PartIn.COORDINATING, body=body, named=body.name)
            for body in others[: dice.randrange(4)]
        ]
        presser = dice.choice(people)
        assignments.append(Assignment(directive=one, part=PartIn.PRESSING, user=presser, named=presser.full_name))
        shares.append(Share(directive=one, body=lead, done_on=one.ended_on))
        judged: dict[str, Any] = {"judgement": Judgement.SENT}
        if one.outcome:
            judged = {"judgement": Judgement.ACCEPTED, "judged_at": moment, "judged_by": people[0]}
        reports += [
            ProgressReport(
                directive=one, body=lead, progress="under_way", at=moment - timedelta(days=number), reporter="x",
                result="Đã nhận hồ sơ của 42 hộ, đang kiểm đếm và lập phương án; còn 03 hộ chưa thống nhất đơn giá.",
                **judged,
            )
            for number in range(dice.randrange(3))
        ]  # fmt: skip
    Assignment.objects.bulk_create(assignments, batch_size=500)
    Share.objects.bulk_create(shares, batch_size=500)
    ProgressReport.objects.bulk_create(reports, batch_size=500)


def _directive(number: int, month: Resolution, paragraph: Paragraph, dice: Random, today: date) -> Directive:
    given = date(month.year, month.month, 5)
    title = " ".join(dice.choices(WORDS, k=12)).capitalize()
    due = given + timedelta(days=dice.randrange(60)) if dice.random() < 0.7 else None
    is_past = (today - given).days > 60
    is_open = not is_past or dice.random() < 0.03
    return Directive(
        resolution=month, paragraph=paragraph, quote=paragraph.text, number=number,
        field=dice.choice(Field.values), title=title, folded_title=fold(title), due_on=due, first_due_on=due,
        kind="deliverable", assigned_at=timezone.now(), given_on=given, begun_on=given if dice.random() < 0.5 else None,
        outcome="" if is_open else "done", ended_on=None if is_open else given + timedelta(days=dice.randrange(60)),
    )  # fmt: skip
