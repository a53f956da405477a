"""How an order of the sample is written down: the words that it hangs on, who has a part in it, what was reported."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """A report of the lead on a day; `figures` are (what, value, unit). One without `by` waits for the office."""

    on: date
    progress: str
    result: str
    figures: tuple[tuple[str, str, str], ...] = ()
    difficulty: str = ""
    is_accepted: bool = True
    return_reason: str = ""


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A request for more time; granted where `granted_on` is set, else it waits."""

    on: date
    wanted_on: date
    reason: str
    granted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the next month answers, and the words of its part I that say it."""

    kind: str
    words: str = ""
    reason: str = ""
    is_carried_over: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One directive: bodies as codes, `presser` a username, `words` as they stand in part II or the closing."""

    words: str
    title: str
    lead: str
    due_on: date | None = None
    coordinating: tuple[str, ...] = ()
    kind: str = "standing"
    priority: str = "normal"
    deliverable: str = ""
    presser: str = ""
    reports: tuple[Said, ...] = ()
    more_time: MoreTime | None = None
    answered: Answered | None = None
    continues: str = ""  # title of the order of the month before
