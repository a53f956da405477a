"""Whom the lines of the recipients mean: proposed from the names of the bodies, said by the office, asked to answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kesat.organization.models import Body, User
from kesat.records.models import record
from kesat.vietnamese import fold
from resolutions import workflow
from resolutions.models import Addressee, Recipient, Resolution
from resolutions.policy import Action
from resolutions.workflow import Overtaken

# A copy that is kept, a body above that is reported to, people: none of them is a body that answers.
_NOT_ASKED: Final = re.compile(r"^luu\b|\bb/c\b|\bbao cao\b|\bdong chi\b")
_LEADING: Final = (Body.Kind.COMMITTEE, Body.Kind.STANDING_COMMITTEE, Body.Kind.PERMANENT)


class Names:
    """The committee's own bodies and groups of a day by what they are called, marks and capitals left out."""

    def __init__(self, on: date) -> None:
        self.bodies = list(Body.objects.existing(on).exclude(kind=Body.Kind.OUTSIDE))
        self._called: dict[str, list[Body]] = {}
        for body in self.bodies:
            for name in _shorter(fold(name) for name in body.known_as()):
                self._called.setdefault(name, []).append(body)
        # The longest first, so that an office is not taken for the committee that it belongs to.
        longest = "|".join(re.escape(name) for name in sorted(self._called, key=len, reverse=True))
        self._any = re.compile(rf"(?<!\w)(?:{longest})(?!\w)") if longest else None

    def called(self, name: str) -> list[Body]:
        """Return the bodies of a name; the body whose full name it is goes before those with it as a short name."""
        found = self._called.get(fold(name), [])
        return [body for body in found if body.folded_name == fold(name)] or found

    def proposed(self, line: str) -> list[Body]:
        """Return the bodies that a line of the recipients seems to mean, in its order; a name of two is left out.

        The committee and its leaders stand in the names of others, and are meant only where they are the whole line.
        """
        folded = fold(line)
        if self._any is None or _NOT_ASKED.search(folded):
            return []
        if folded in self._called:
            found = [self.called(folded)]
        else:
            named = (self.called(name) for name in self._any.findall(folded))
            found = [[body for body in bodies if body.kind not in _LEADING] for bodies in named]
        return list(dict.fromkeys(bodies[0] for bodies in found if len(bodies) == 1))


def _shorter(names: Iterable[str]) -> set[str]:
    """Return the folded names, and those without their last "xã": a line that lists several says it once."""
    given = set(names) - {""}
    return given | {short for name in given if " " in (short := name.removesuffix(" xa"))}


@dataclass(frozen=True)
class Line:
    """A line of the recipients and whom it means: bodies and groups as the office said, None before it has."""

    recipient: Recipient
    addressed: tuple[Body, ...] | None
    # The bodies that answer, a group replaced by its members of the day.
    asked: tuple[Body, ...] = ()


def lines(resolution: Resolution, *, on: date) -> list[Line]:
    """Return the lines in their order, in four queries whatever their number; groups are those of the day `on`."""
    members = Prefetch("body__members", queryset=Body.objects.existing(on))
    addressees = Addressee.objects.select_related("body").prefetch_related(members)
    rows = resolution.recipients.prefetch_related(Prefetch("addressees", queryset=addressees))
    branches = list(Body.objects.branches().existing(on))
    return [_line(row, branches) for row in rows]


def _line(row: Recipient, branches: Sequence[Body]) -> Line:
    said = list(row.addressees.all())
    bodies = tuple(each.body for each in said if each.body)
    asked = [one for body in bodies for one in _behind(body, branches)]
    return Line(row, bodies if said else None, tuple(dict.fromkeys(asked)))


def _behind(body: Body, branches: Sequence[Body]) -> Iterable[Body]:
    """Return what `Body.members_on` does, from what was fetched; a body that is no group answers for itself."""
    if body.group_rule == Body.GroupRule.ALL_BRANCHES:
        return branches
    return body.members.all() if body.group_rule else [body]


def asked(found: Iterable[Line]) -> list[Body]:
    """Return every body that is asked to acknowledge, once, in the order of the lines."""
    return list(dict.fromkeys(body for line in found for body in line.asked))


def address(resolution: Resolution, meant: Mapping[int, Sequence[Body]], *, by: User, at: datetime) -> None:
    """Say whom each line means, by the key of its row; no body where nobody is asked to acknowledge.

    Raises what `workflow.require` raises, and Overtaken where the lines are others than those that were seen.
    """
    workflow.require(Action.ADDRESS, resolution, by=by)
    with transaction.atomic():
        workflow.hold(resolution)
        rows = {row.pk: row for row in resolution.recipients.all()}
        if rows.keys() != meant.keys():
            raise Overtaken(_("The list of recipients was changed meanwhile. Look at it once more."))
        _write(rows.values(), meant, by=by, at=at)
        said = {row.text: [body.code for body in meant[row.pk]] for row in rows.values()}
        record(Action.ADDRESS.value, resolution, by=by, lines=said)


def take_over(model: Resolution, resolution: Resolution, *, by: User | None, at: datetime) -> None:
    """Let the lines of a new month mean what lines of the same words mean in the month that it is modelled on."""
    rows = model.recipients.prefetch_related("addressees__body")
    known = {row.text: list(row.addressees.all()) for row in rows}
    alike = [row for row in resolution.recipients.all() if known.get(row.text)]
    meant = {row.pk: [each.body for each in known[row.text] if each.body] for row in alike}
    _write(alike, meant, by=by, at=at)


def _write(rows: Iterable[Recipient], meant: Mapping[int, Sequence[Body]], *, by: User | None, at: datetime) -> None:
    Addressee.objects.filter(recipient__in=[row.pk for row in rows]).delete()
    Addressee.objects.bulk_create(
        Addressee(recipient=row, body=body, by=by, at=at)
        for row in rows
        for body in dict.fromkeys(meant[row.pk]) or [None]
    )
