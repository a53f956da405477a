"""A directive that goes on: the new one continues the old, which ends as carried over when the new one is given."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from kesat.organization.models import User
from kesat.records.models import record
from kesat.vietnamese import fold
from resolutions import anchors
from resolutions.models import Resolution
from resolutions.models.text import ENDED
from tasks.models import Answer, Directive, Outcome, Sentence


def take_effect(given: Iterable[Directive], *, on: date, by: User) -> None:
    """Let directives that are given now continue those from which their words were carried over.

    Each old one is continued once; its words in the new month's text say by which.
    """
    rows = list(given)
    hanging = Counter(row.paragraph_id for row in rows)
    carried = _carried(set(hanging))
    taken: set[int] = set()
    for row in rows:
        words = carried.get(row.paragraph_id, [])
        is_alone = hanging[row.paragraph_id] == 1
        old = next((old for old, quote in words if _speaks(row, old, quote, is_alone=is_alone)), None)
        if old is None or old.pk in taken or row.continues_id:
            continue
        taken.add(old.pk)
        _continue(row, old, on=on, by=by)


def _carried(paragraphs: set[int]) -> dict[int, list[tuple[Directive, str]]]:
    """Return what was carried over into each of the paragraphs, with the words, and is not continued in force."""
    sentences = Sentence.objects.filter(paragraph__in=paragraphs, directive__isnull=False)
    found: dict[int, list[tuple[Directive, str]]] = {}
    for sentence in sentences.select_related("directive__continued_by__resolution"):
        old = sentence.directive
        assert old is not None  # noqa: S101  (asked for above)
        follower = getattr(old, "continued_by", None)
        if follower is None or follower.resolution.status in ENDED:
            found.setdefault(sentence.paragraph_id, []).append((old, sentence.quote))
    return found


def _speaks(row: Directive, old: Directive, quote: str, *, is_alone: bool) -> bool:
    """Tell whether the directive's words lie in those carried over, as both stand in the paragraph now.

    Where the paragraph was reworded as a whole, its only directive goes on; of several, one about the same thing.
    """
    text = row.paragraph.text
    mine, theirs = anchors.find(text, row.quote, row.occurrence), anchors.find(text, quote)
    if mine is None or theirs is None:
        return is_alone or _is_about(row, old)
    return mine.start < theirs.end and theirs.start < mine.end


def _is_about(row: Directive, old: Directive) -> bool:
    """Tell whether the directive's words hold at least half of those of the old one's title."""
    wanted, words = set(fold(old.title).split()), set(fold(f"{row.title} {row.quote}").split())
    return bool(wanted) and len(wanted & words) * 2 >= len(wanted)


def months_in_vain(answers: Iterable[Answer], before: Resolution) -> int:
    """Return how many months that stand, earlier than the given one, had to answer that it is not done."""
    month = before.year, before.month
    earlier = [each for each in answers if (each.resolution.year, each.resolution.month) < month]
    return len([each for each in earlier if each.kind != Answer.Kind.DONE and not each.resolution.is_ended])


def _continue(row: Directive, old: Directive, *, on: date, by: User) -> None:
    # A resolution that was withdrawn lets go of what it went on with.
    Directive.objects.filter(continues=old).update(continues=None)
    answers = old.answers.select_related("resolution")
    row.continues, row.age = old, old.age + months_in_vain(answers, row.resolution) + 1
    row.save(update_fields=["continues", "age"])
    ended = Directive.objects.filter(pk=old.pk, outcome=Outcome.OPEN)
    if ended.update(outcome=Outcome.CARRIED_OVER, ended_on=on, version=F("version") + 1):
        record("carry_over_directive", old, by=by, continued_by=row.pk, month=row.resolution.label)
