"""Print what a resolution orders: of a month that is stored, or of a file that is only looked at."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.db.utils import OperationalError, ProgrammingError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kesat.organization.models import Body, Committee
from kesat.uploads import RefusedFile
from resolutions.bringing_in import known_names
from resolutions.intake import read_document
from resolutions.management.commands.read_resolution import document_content
from resolutions.manuscript import Manuscript
from resolutions.models import Resolution
from resolutions.periods import Period, edition_argument, period_argument, period_name
from tasks.clauses import Proposal, propose
from tasks.deadlines import last_day
from tasks.models import Kind
from tasks.naming import KnownBody, known_bodies

_LIKE_A_MONTH = re.compile(r"\d{4}-\d{1,2}(?:-[a-z0-9-]+)?")


def _source(value: str) -> Path | Period:
    """Return the month or the file that is meant; what looks like a month is none of our files."""
    return edition_argument(value) if _LIKE_A_MONTH.fullmatch(value) else Path(value)


class Command(BaseCommand):
    help = "Propose directives from part II and the closing of a resolution; nothing is stored."
    requires_system_checks = ()  # they read every address and view; the answer should be there in a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=_source, metavar="FILE|YYYY-MM")
        parser.add_argument(
            "--month", type=period_argument, metavar="YYYY-MM", help="the month of a file, whatever the text says"
        )
        parser.add_argument("--json", action="store_true", help="print the proposals as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proposals = self._proposals(options["source"], options["month"])
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        if options["json"]:
            rows = [_as_json(proposal) for proposal in proposals]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for proposal in proposals:
            self.stdout.write(_as_lines(proposal))

    def _proposals(self, source: Path | Period, month: tuple[int, int] | None) -> list[Proposal]:
        try:
            committee = Committee.current()
        except Committee.DoesNotExist as error:
            raise CommandError(_("There is no committee yet. Run manage.py setup_committee.")) from error
        manuscript = _stored(source) if isinstance(source, Period) else _read(source, month)
        bodies = known_bodies(_existing_in(manuscript.year, manuscript.month))
        return propose(manuscript, bodies, place=committee.place)


def _stored(period: Period) -> Manuscript:
    resolution = Resolution.objects.with_text().of(period).first()
    if resolution is None:
        raise CommandError(_("There is no resolution for month %(month)s.") % {"month": period_name(period)})
    return resolution.manuscript()


def _read(path: Path, month: tuple[int, int] | None) -> Manuscript:
    try:
        found = read_document(path.name, document_content(path), names=known_names(), month=month).manuscript
    except RefusedFile as refused:
        raise CommandError(str(refused)) from refused
    if not found.is_dated:
        raise CommandError(_("The text does not say its month. Give it with --month YYYY-MM."))
    return found


def _existing_in(year: int, month: int) -> Iterable[Body]:
    """Return the bodies of any day of the month: one that is renamed or closed in its middle may stand in the text."""
    first, last = date(year, month, 1), last_day(year, month)
    begun, not_ended = Q(begins_on=None) | Q(begins_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first)
    return Body.objects.filter(begun, not_ended)


def _as_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "section": proposal.section,
        "paragraph": proposal.paragraph,
        "quote": proposal.quote,
        "lead": _name(proposal.lead),
        "coordinating": [body.name for body in proposal.coordinating],
        "due_on": proposal.due_on.isoformat() if proposal.due_on else None,
        "kind": proposal.kind.value,
        "confidence": proposal.confidence,
    }


def _as_lines(proposal: Proposal) -> str:
    """Return the place and title, and below them what else is known."""
    facts = [
        str(Kind(proposal.kind.value).label),
        _name(proposal.lead) or "",
        ", ".join(body.name for body in proposal.coordinating),
        date_format(proposal.due_on, "d/m/Y") if proposal.due_on else "",
        f"{proposal.confidence:.0%}",
    ]
    return f"{proposal.section}.{proposal.paragraph}  {proposal.title}\n      {' | '.join(filter(None, facts))}"


def _name(body: KnownBody | None) -> str | None:
    return body.name if body else None
