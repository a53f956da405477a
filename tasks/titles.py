"""What a clause is called in a list, and of what kind it is."""

import re
from collections.abc import Sequence
from enum import StrEnum

from kesat.organization.models import BodyKind
from tasks.clause_words import CARRYING_ON, ENDING, EVENTS, FINISHING, GOES_ON, PRODUCTS, STEADY, SURE_TAILS, TAILS
from tasks.deadlines import Deadline, find_deadline
from tasks.naming import KnownBody, Phrases, Word


class ClauseKind(StrEnum):
    """What sort of thing a clause orders; the values are those of `tasks.models.Kind`."""

    DELIVERABLE = "deliverable"
    EVENT = "event"
    STANDING = "standing"
    CARRIED_OVER = "carried_over"
    REPORTING = "reporting"
    OVERSIGHT = "oversight"


MAX_TITLE = 120
_SHORTEST = 4
# What is left of "..., hoàn thành trước ngày 25/3" when the day is taken out.
_DANGLING = re.compile(
    r"(?:[\s,;.:]+(?:vào|để|là|trong|ngay|và|từ|đến|xong|kết thúc|hoàn thành|nhằm|của|chậm nhất|trước|thời gian|"
    r"thời hạn))+$",
    re.IGNORECASE,
)
_EMPTIED = re.compile(r"\s*[(](?:hoàn thành|xong|dự kiến|thời gian|thời hạn)?[\s:]*[)]", re.IGNORECASE)
_EDGES = " ,;:.–-/("
_REPORTS = Phrases([("báo cáo", ""), ("báo cáo kết quả", ""), ("tổng hợp báo cáo", "")])
_WATCHES = Phrases([("giám sát", ""), ("kiểm tra giám sát", ""), ("kiểm tra", "")])
_THIS = Phrases([("nghị quyết này", "")])
_CARRYING_OUT = Phrases([("thực hiện", "")])


def is_tail(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether at the word the order ends and its manner begins; in a name or a quotation it does not."""
    word, before = words[place], text[words[place - 1].end : words[place].start]
    if text[word.start].isupper() or text.count("“", 0, word.start) > text.count("”", 0, word.start):
        return False
    return bool(SURE_TAILS.at(words, place)[0] or ("," in before and TAILS.at(words, place)[0]))


def title_of(text: str, words: Sequence[Word], end: int) -> str:
    """Return the order in at most 120 characters, from its verb on, without its day and its manner."""
    if not words:
        return ""
    start, last = words[0].start, end
    for n, word in enumerate(words):
        if n >= _SHORTEST and (is_tail(text, words, n) or ";" in text[words[n - 1].end : word.start]):
            last = words[n - 1].end
            break
    title = text[start:last]
    deadline = find_deadline(title, 2000, 1)
    if deadline and "held_on_day" not in deadline.rules:  # the day of an event is found with its verb
        title = " ".join((title[: deadline.start].rstrip(_EDGES) + " " + title[deadline.end :].lstrip()).split())
        title = _EMPTIED.sub("", title).replace(" )", ")")
    title = _DANGLING.sub("", re.sub(r"\s+([,;.])", r"\1", title).strip(_EDGES)).strip(_EDGES)
    if title.count("(") > title.count(")"):
        title += ")"
    if len(title) > MAX_TITLE:
        title = title[: MAX_TITLE - 1].rsplit(" ", 1)[0].rstrip(_EDGES) + "…"
    return title[:1].upper() + title[1:]


def kind_of(
    words: Sequence[Word], verb_at: int, lead: KnownBody | None, deadline: Deadline | None, *, is_closing: bool
) -> ClauseKind:
    """Return the kind of a clause whose order begins at the word `verb_at`.

    What it says of itself goes before what its verb lets one expect.
    """

    def says(phrases: Phrases[str], first: int = 0, last: int | None = None) -> bool:
        return any(phrases.at(words, n)[0] for n in range(first, len(words) if last is None else min(last, len(words))))

    is_reporting = says(_REPORTS, verb_at, None if is_closing else verb_at + 4)
    if says(_WATCHES) and says(_CARRYING_OUT) and (is_closing or says(_THIS)) and not is_reporting:
        return ClauseKind.OVERSIGHT
    if is_reporting and (is_closing or lead is None or lead.is_group or lead.kind == BodyKind.BRANCH):
        return ClauseKind.REPORTING
    if any(_goes_on(words, n) for n in range(len(words))):
        return ClauseKind.CARRIED_OVER
    if says(EVENTS) or (deadline and deadline.is_event):
        return ClauseKind.EVENT
    is_ending = not says(STEADY, verb_at, verb_at + 1) and says(ENDING, verb_at, verb_at + 8) and says(PRODUCTS)
    if deadline or is_ending or says(FINISHING, verb_at, verb_at + 3):
        return ClauseKind.DELIVERABLE
    return ClauseKind.STANDING


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """Tell whether something begun is to be ended: "tiếp tục ... hoàn thiện"."""
    length = GOES_ON.at(words, place)[0]
    return length > 0 and any(CARRYING_ON.at(words, n)[0] for n in range(place + length, place + length + 3))
