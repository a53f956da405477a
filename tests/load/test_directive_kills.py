"""Row 62 of the bad inputs: whoever is killed while many rows come in leaves nothing of them, or everything."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.load.directive_acts import ACTS
from tests.load.server import ROOT, own_data

# Each step, or a few of them: the first, the last ones with the commit, and some between.
EVERY = os.environ.get("HYPOTHESIS_PROFILE") == "long"
BETWEEN = 3
MOMENTS = ("before", "after")
Order = Callable[[str], str]


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Order]:
    """Return what gives the program an order, and its answer."""
    with own_data(tmp_path_factory.mktemp("acts")) as environment:
        command = [sys.executable, "-m", "tests.load.directive_acts"]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            stdin, stdout = process.stdin, process.stdout
            assert stdin
            assert stdout

            def give(words: str) -> str:
                stdin.write(f"{words}\n")
                stdin.flush()
                return stdout.readline().strip()

            assert give("make") == "made"
            yield give


@pytest.mark.parametrize("act", ACTS)
def test_bad_input_62_killed_at_any_step_it_leaves_nothing_or_everything(act: str, order: Order) -> None:
    steps = int(order(f"steps {act}"))

    found = [(moment, step, order(f"run {act} {moment} {step}")) for step in points(steps) for moment in MOMENTS]

    assert {answer for *_when, answer in found} == {"nothing", "everything"}, found
    answers = [answer for *_when, answer in found]
    assert answers == sorted(answers, reverse=True)  # nothing, until from one step on everything is there
    assert order("chain") == "whole"


def points(steps: int) -> list[int]:
    """Return the steps at which it is killed, counted from 1."""
    if EVERY:
        return list(range(1, steps + 1))
    return sorted({1, *range(1 + steps // BETWEEN, steps, steps // BETWEEN), steps - 1, steps})
