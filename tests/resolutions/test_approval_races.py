"""Saving while the amended text is being approved: what is approved is what was certified, a thousand times over."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from resolutions import canonical, deciding, drafting
from resolutions.deciding import Vote
from resolutions.drafting import Locked, Refused, open_paragraph
from resolutions.models import Decision, Paragraph, Resolution, Status
from tests.factories import Commune, make_commune, make_resolution, make_typed, submit_draft

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the tests' SQLite is in memory: its one connection has one writer at a time",
    ),
]

ROUNDS = 1000
PATIENCE = 60


def amending(month: Resolution, commune: Commune) -> None:
    """Take a month in review to the state in which its amendments are made."""
    members = commune.standing.everyone
    vote = Vote(
        way=Decision.Way.MEETING,
        decided_on=timezone.localdate(),
        outcome=Decision.Outcome.AMENDED,
        chair=members[0],
        amendments="Sửa chỉ tiêu.",
        answers={member.pk: "agreed" for member in members},
    )
    decision = deciding.record_decision(month, vote, by=commune.head, at=timezone.now())
    deciding.confirm_decision(month, by=members[0], at=timezone.now(), seen=decision.pk)


class Contest:
    """Two people at one month: one saves its first paragraph, the other certifies and confirms, round by round."""

    def __init__(self, month: Resolution, commune: Commune) -> None:
        self.month, self.commune = month, commune
        self.paragraph_id = Paragraph.objects.filter(section__part__resolution=month).order_by("pk")[0].pk
        self.begin, self.end = Barrier(2, timeout=PATIENCE), Barrier(2, timeout=PATIENCE)
        self.outcomes: Counter[str] = Counter()

    def write(self, text: str) -> None:
        opened = open_paragraph(self.paragraph_id)
        assert opened
        typed = make_typed(text, base_version=opened.row.version)
        drafting.save(opened, typed, by=self.commune.head, at=timezone.now())

    def save(self) -> None:
        for number in range(ROUNDS):
            self.begin.wait()
            try:
                self.write(f"Lần {number}.")
                self.outcomes["saved"] += 1
            except Locked:
                self.outcomes["locked"] += 1
            self.end.wait()

    def approve(self) -> None:
        amending(self.month, self.commune)
        self.write("Đã sửa.")
        for _number in range(ROUNDS):
            deciding.certify(self.month, by=self.commune.head, at=timezone.now())
            certified = self.month.decisions.standing().get().sha256
            self.begin.wait()
            try:
                deciding.confirm_text(self.month, by=self.commune.secretary, at=timezone.now(), seen=certified)
                self.outcomes["approved"] += 1
            except Refused:
                self.outcomes["refused"] += 1
            self.end.wait()
            self.look(certified)

    def look(self, certified: str) -> None:
        """See that what is approved is what was certified, and open the month again."""
        self.month.refresh_from_db()
        if self.month.status == Status.APPROVED:
            assert canonical.fingerprint(canonical.text_now(self.month.pk)) == certified
            self.open_again()

    def open_again(self) -> None:
        """Put the month back to before its approval, past the triggers: the verbs that do so take longer than a round.

        They have tests of their own.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            Resolution.objects.filter(pk=self.month.pk).update(status=Status.AMENDING)
            self.month.decisions.standing().update(text_confirmed_by=None, text_confirmed_at=None)
        self.month.refresh_from_db()

    def run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException:
            self.begin.abort()
            self.end.abort()
            raise
        finally:
            connections.close_all()


def test_bad_input_40_a_save_against_an_approval_a_thousand_times() -> None:
    commune, month = make_commune(), make_resolution(month=12)
    submit_draft(month, by=commune.head)
    contest = Contest(month, commune)

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(contest.run, work) for work in (contest.approve, contest.save)]:
            future.result()

    found = contest.outcomes
    assert found["approved"] + found["refused"] == ROUNDS
    assert (found["approved"], found["refused"]) == (found["locked"], found["saved"])
