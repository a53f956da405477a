"""What a directive says beside lead and deadline: who else has a part in it, its priority, what is handed over."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.organization.models import User
from kesat.records.models import record
from resolutions.drafting import Refused
from tasks.models import Assignment, Directive, PartIn, Priority

LABELS: Final[Mapping[str, Any]] = {
    "coordinating": gettext_lazy("Coordinating"),
    "leader": gettext_lazy("Leader in charge"),
    "presser": gettext_lazy("Committee member who presses for it"),
    "supervising": gettext_lazy("Supervised by"),
    "follower": gettext_lazy("Followed in the office by"),
    "priority": gettext_lazy("Priority"),
    "deliverable": gettext_lazy("What is handed over"),
}
_MAX_REASON: Final = 500
_PARTS: Final = {
    "coordinating": PartIn.COORDINATING,
    "presser": PartIn.PRESSING,
    "supervising": PartIn.SUPERVISING,
}
# Of each label who or what it is: (key, words) in the order of the keys.
Details = Mapping[str, tuple[tuple[Any, str], ...]]


def details_of(directives: Iterable[int]) -> dict[int, Details]:
    """Return what directives say now, by their keys; in two queries."""
    rows = Directive.objects.filter(pk__in=directives).select_related("leader", "follower")
    return {row.pk: _details(row, list(row.assignments.all())) for row in rows.prefetch_related("assignments")}


def _details(directive: Directive, assignments: Iterable[Assignment]) -> Details:
    said: dict[str, list[tuple[Any, str]]] = {name: [] for name in LABELS}
    for name, part in _PARTS.items():
        said[name] = sorted((row.body_id or row.user_id, row.named) for row in assignments if row.part == part)
    said["leader"], said["follower"] = _person(directive.leader), _person(directive.follower)
    said["priority"] = [("", directive.priority)]
    said["deliverable"] = [("", directive.deliverable)]
    return {name: tuple(each) for name, each in said.items()}


def _person(user: User | None) -> list[tuple[Any, str]]:
    return [(user.pk, user.full_name)] if user else []


def require_reason(reason: str) -> None:
    """Raise Refused where the reason of a change is missing, or too long to be kept."""
    if not reason.strip():
        raise Refused(_("Give the reason."))
    if len(reason) > _MAX_REASON:
        raise Refused(_("A reason may have at most 500 characters."))


def record_changes(directive: Directive, before: Details, now: Details, reason: str, *, by: User) -> bool:
    """Record what has changed of a directive that is given, before and after; return whether anything has."""
    changes = {
        name: {"from": _words(before[name]), "to": _words(now[name])} for name in LABELS if before[name] != now[name]
    }
    if changes:
        # Figures of a past day ask who pressed then.
        pressed = {"pressed": next((key for key, _name in before["presser"]), None)} if "presser" in changes else {}
        record("change_details", directive, by=by, changes=changes, reason=reason, **pressed)
    return bool(changes)


def _words(said: Iterable[tuple[Any, str]]) -> str:
    return ", ".join(words for _key, words in said)


def in_words(changes: Mapping[str, Mapping[str, str]]) -> str:
    """Return recorded changes as they are read: "Độ ưu tiên: Thường → Gấp; ..."."""
    told = [
        f"{LABELS[name]}: {_shown(name, each['from'])} → {_shown(name, each['to'])}"
        for name, each in changes.items()
        if name in LABELS
    ]
    return "; ".join(told)


def _shown(name: str, words: str) -> str:
    if name == "priority" and words in Priority.values:
        return str(Priority(words).label)
    return words or "–"
