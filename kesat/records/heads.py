"""The head of the chain of events, as frozen documents hold it: a chain cut short or made anew contradicts them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kesat.records.models import Event


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the chain at a moment: its hash, and its number, None where an older document lacks that."""

    hash: str
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A frozen document in words, and the head that stands in it; None in an older one."""

    name: str
    head: Head | None


# Filled from each `AppConfig.ready()`: each yields the app's documents in which a head may stand.
sources: list[Callable[[], Iterable[Holder]]] = []


def now() -> Head | None:
    """Return the head of the chain; None while nothing has happened."""
    last = Event.objects.order_by("-id").values_list("hash", "id").first()
    return Head(*last) if last else None


def held() -> list[Holder]:
    return [holder for ask in sources for holder in ask()]


def contradictions(holders: Iterable[Holder]) -> Iterator[str]:
    """Yield in words each document whose head does not stand in the chain.

    A hash binds every event before it: one that stands where the document says proves them all.
    """
    numbers = dict(Event.objects.values_list("hash", "id"))
    for holder in holders:
        head = holder.head
        if head and (head.hash not in numbers or head.event not in {None, numbers[head.hash]}):
            yield _("%(document)s holds event %(event)s, which is no longer in the record as it was.") % {
                "document": holder.name,
                "event": head.event or head.hash,
            }


def counted(holders: Sequence[Holder]) -> str:
    """Return in words how many documents hold a head, and how many were passed over."""
    without = sum(holder.head is None for holder in holders)
    return _("Documents that hold a head of the record: %(held)s; passed over, as they hold none: %(without)s.") % {
        "held": len(holders) - without,
        "without": without,
    }
