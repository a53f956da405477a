"""Several people report, judge and ask at the same moment: one report, one judgement, one end."""

from collections import Counter
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from kesat.organization.models import Body
from kesat.records.models import Event, first_broken_event
from resolutions.drafting import Refused
from tasks import extending, report_links, report_page, reporting
from tasks.extending import Answered, Asked
from tasks.held_papers import Holder
from tasks.models import Directive, Extension, Outcome, Progress, ProgressReport, ReportLink
from tasks.report_forms import ReportForm
from tasks.report_links import Wanted
from tasks.reporting import Said, Speaker
from tests.factories import make_body
from tests.resolutions.test_races import at_once
from tests.task_factories import make_directive, make_report
from tests.tasks.bodies import Desk, form, make_desk, today

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the tests' SQLite is in memory: its one connection has one writer at a time",
    ),
]

ROUNDS = 10


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def attempt(job: Any) -> str:
    """Return "done", or how the job was refused."""
    try:
        job()
    except Refused as refused:
        return type(refused).__name__
    return "done"


def test_two_posts_of_one_link_at_once_are_exactly_one_report(desk: Desk) -> None:
    for _round in range(ROUNDS):
        ProgressReport.objects.all().delete()
        report_links.make([Wanted(desk.share, "Hoa")], by=desk.officer, at=timezone.now())
        link = ReportLink.objects.latest("pk")

        def send(link: ReportLink = link) -> None:
            data, holder = QueryDict(urlencode(form())), Holder.of_link(link)
            typed = ReportForm(data, directive=desk.directive, on=today(), holder=holder)
            assert typed.is_valid()
            report_page.send(typed, desk.share, Speaker("Hoa", link=link.pk), at=timezone.now(), link=link)

        results = at_once(*[partial(attempt, send)] * 4)

        assert Counter(results) == {"done": 1, "Overtaken": 3}
        assert ProgressReport.objects.count() == 1


def test_bad_input_38_one_form_sent_four_times_at_once_is_one_report(desk: Desk) -> None:
    said = Said(Progress.UNDER_WAY, "Đang làm.", op_id=uuid4())
    speaker = Speaker(desk.head.full_name, by=desk.head)

    results = at_once(*[partial(reporting.report, desk.share, said, speaker, at=timezone.now())] * 4)

    assert {report.pk for report in results} == {ProgressReport.objects.get().pk}


def test_bad_input_38_a_form_of_links_sent_four_times_at_once_makes_one_set(desk: Desk) -> None:
    for _round in range(ROUNDS):
        make = partial(report_links.make, [Wanted(desk.share, "Hoa")], by=desk.officer, op_id=uuid4())
        before = ReportLink.objects.count()

        results = at_once(*[partial(make, at=timezone.now())] * 4)

        assert len({each.address for made in results for each in made}) == 1
        assert sorted(each.is_new for made in results for each in made) == [False, False, False, True]
        assert ReportLink.objects.count() == before + 1
    assert Event.objects.filter(action="make_link").count() == ROUNDS


def test_of_four_who_judge_at_once_one_wins_and_the_others_are_told(desk: Desk) -> None:
    for _round in range(ROUNDS):
        report = make_report(desk.directive)
        fresh = [ProgressReport.objects.get(pk=report.pk) for _judge in range(4)]
        jobs = [
            partial(reporting.accept, fresh[0], by=desk.officer, at=timezone.now()),
            partial(reporting.accept, fresh[1], by=desk.chief, at=timezone.now()),
            partial(reporting.send_back, fresh[2], "Thiếu.", by=desk.officer, at=timezone.now()),
            partial(reporting.send_back, fresh[3], "Thiếu.", by=desk.chief, at=timezone.now()),
        ]

        results = at_once(*[partial(attempt, job) for job in jobs])

        assert Counter(results) == {"done": 1, "Overtaken": 3}
    assert Event.objects.filter(action__in=["accept_report", "return_report"]).count() == ROUNDS
    assert first_broken_event() is None


def test_the_last_two_members_accepted_at_once_end_the_directive(desk: Desk) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH) for _number in range(4)]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    for _round in range(ROUNDS):
        directive = make_directive(lead=group)
        reports = [make_report(directive, body=body, progress="done", done_on=today()) for body in branches]

        at_once(*[partial(reporting.accept, report, by=desk.officer, at=timezone.now()) for report in reports])

        assert Directive.objects.get(pk=directive.pk).outcome == Outcome.DONE
        assert Event.objects.about(directive).filter(action="finish_directive").count() == 1


def test_two_requests_for_more_time_at_once_are_one_and_are_answered_once(desk: Desk) -> None:
    day = today().replace(year=today().year + 1)
    asked = [Asked("Mưa.", day, op_id=uuid4()) for _number in range(3)]
    speaker = Speaker(desk.head.full_name, by=desk.head)

    jobs = [partial(extending.ask, desk.share, each, speaker, at=timezone.now()) for each in asked]
    first = at_once(*[partial(attempt, job) for job in jobs])
    extension = Extension.objects.get()
    answers = [Answered(day), Answered(None, "Không.")]
    judging = [partial(extending.answer, extension, each, by=desk.chief, at=timezone.now()) for each in answers]
    second = at_once(*[partial(attempt, job) for job in judging])

    assert Counter(first) == {"done": 1, "Refused": 2}
    assert Counter(second) == {"done": 1, "Overtaken": 1}


def test_four_who_acknowledge_at_once_do_so_once(desk: Desk) -> None:
    results = at_once(*[partial(reporting.acknowledge, [desk.share], by=desk.head, at=timezone.now())] * 4)

    assert sorted(results) == [0, 0, 0, 1]
