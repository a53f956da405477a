"""The sender of reminders is killed at every point: no letter is lost, and a second copy has the same Message-ID."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.load.mail_server import STAGES, Inbox, mail_server
from tests.load.reminder_senders import ON
from tests.load.server import ROOT, own_data, run

PEOPLE = 3
KILLED = -signal.SIGKILL
# Whole programs killed at moments of chance, beside the forked ones that are killed at every statement.
BY_CHANCE = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1


@dataclass
class Senders:
    """The program that forks senders, what the mail server has taken of them, and the environment of both."""

    process: subprocess.Popen[str]
    inbox: Inbox
    environment: dict[str, str]

    def order(self, words: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def run(self, where: str = "") -> int:
        """Let a sender run; return how it ended."""
        self.order(f"run {where}")
        return int(self.answer())

    def begin_anew(self) -> None:
        self.order("forget")
        self.inbox.taken.clear()

    def copies(self) -> list[int]:
        """Return how many copies of each letter were taken, the most first; every person has one name of a letter."""
        counted = Counter(self.inbox.taken)
        assert len({recipient for recipient, _name in counted}) == len(counted), "a letter went out under two names"
        return sorted(counted.values(), reverse=True)


@pytest.fixture(scope="module")
def senders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Senders]:
    folder = tmp_path_factory.mktemp("reminders")
    with own_data(folder) as own, mail_server(folder) as (inbox, mail):
        environment = own | mail
        command = [sys.executable, "-m", "tests.load.reminder_senders"]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            found = Senders(process, inbox, environment)
            assert found.order(f"people {PEOPLE}") == str(PEOPLE)
            yield found


def test_killed_before_or_after_any_statement_it_loses_and_repeats_nothing_but_in_the_gap(senders: Senders) -> None:
    senders.begin_anew()
    count = int(senders.order("statements"))
    assert senders.copies() == [1] * PEOPLE

    found = []
    for moment in ("before", "after"):
        for number in range(1, count + 1):
            senders.begin_anew()
            assert senders.run(f"{moment} {number}") == KILLED
            assert senders.run() == 0
            found.append(senders.copies())

    # Taken and not marked yet, once for each letter: there alone a second copy goes out, and of one letter.
    in_the_gap = [2] + [1] * (PEOPLE - 1)
    assert [copies for copies in found if copies != [1] * PEOPLE] == [in_the_gap] * PEOPLE


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_a_stage_of_the_conversation_it_sends_each_letter_once(senders: Senders, stage: str) -> None:
    senders.begin_anew()

    assert _killed_at(stage, senders) == KILLED
    assert senders.inbox.taken == []
    assert [senders.run(), senders.run()] == [0, 0]

    assert senders.copies() == [1] * PEOPLE


def test_killed_while_the_server_answers_that_it_has_taken_a_letter_it_sends_that_one_again(senders: Senders) -> None:
    senders.begin_anew()

    assert _killed_at("taken", senders) == KILLED
    assert [senders.run(), senders.run()] == [0, 0]

    assert senders.copies() == [2] + [1] * (PEOPLE - 1)


def test_while_one_sends_a_second_one_says_so_and_ends(senders: Senders) -> None:
    senders.begin_anew()
    pid = _held_at("sender", senders)
    os.kill(pid, signal.SIGSTOP)  # however long the second takes to start, the first has not given up meanwhile
    senders.inbox.release.set()

    second = subprocess.run(_program(), cwd=ROOT, env=senders.environment, capture_output=True, text=True, check=False)
    os.kill(pid, signal.SIGCONT)

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.count("\n") == 1  # words, no traceback
    assert senders.answer() == "1"  # the letter that it was held at was refused
    assert senders.run() == 0
    assert senders.copies() == [1] * PEOPLE


def test_the_whole_program_is_killed_at_moments_of_chance(senders: Senders) -> None:
    dice = random.Random(20261124)  # noqa: S311  (moments, not secrets)
    senders.begin_anew()

    in_the_gap = 0
    for _ in range(BY_CHANCE):
        in_the_gap += _killed_by_chance(dice, senders)
    done = run(senders.environment, *_program()[1:])
    again = senders.run()

    copies = senders.copies()
    assert len(copies) == PEOPLE
    assert sum(copies) - PEOPLE <= in_the_gap
    assert int(done.split()[1]) <= PEOPLE
    assert again == 0


def _program() -> list[str]:
    return [sys.executable, "manage.py", "send_reminders", "--on", f"{ON}"]


def _held_at(stage: str, senders: Senders) -> int:
    """Start a sender and wait until the server holds it at the stage; return its process."""
    inbox = senders.inbox
    inbox.held.clear()
    inbox.release.clear()
    inbox.hold = stage
    pid = int(senders.order("run"))
    assert inbox.held.wait(60)
    return pid


def _killed_at(stage: str, senders: Senders) -> int:
    """Kill a sender at a stage of its conversation with the server; return how it ended."""
    os.kill(_held_at(stage, senders), signal.SIGKILL)
    ended = int(senders.answer())
    senders.inbox.release.set()
    return ended


def _killed_by_chance(dice: random.Random, senders: Senders) -> int:
    """Kill the program after a while; return 1 where it may have had the answer for a letter and not marked it."""
    before = len(senders.inbox.taken)
    with subprocess.Popen(
        _program(), cwd=ROOT, env=senders.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        time.sleep(dice.uniform(0.2, 3.0))
        process.kill()
    time.sleep(0.1)  # what the server has of it
    return int(len(senders.inbox.taken) > before)
