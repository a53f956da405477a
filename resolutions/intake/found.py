"""What reading a document gives: the manuscript, what a person should look at, and how sure each place is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from resolutions.manuscript import Manuscript

_MAX_QUOTE: Final = 300


class Sureness(TextChoices):
    """How sure the reader is that it put the right words in a place."""

    SURE = "sure", _("Sure")
    LIKELY = "likely", _("Likely")
    GUESSED = "guessed", _("Guessed")
    MISSING = "missing", _("Not found")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at: `kind` is a code, `quote` the words of the document."""

    kind: str
    quote: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "quote": self.quote, "message": self.message}


@dataclass(frozen=True)
class Intake:
    """A document that has been read.

    `sureness` has the keys month, number, issued_on, subject, opening, results, directions, closing,
    recipients, signer, and "results.1", "directions.2" ... for the sections.
    """

    manuscript: Manuscript
    findings: tuple[Finding, ...]
    sureness: Mapping[str, Sureness]

    def as_json(self) -> dict[str, Any]:
        """Return what `read_resolution --json` prints."""
        return {**self.manuscript.as_json(), "findings": [finding.as_json() for finding in self.findings]}


def excerpt(text: str, limit: int = _MAX_QUOTE) -> str:
    """Return `text` on one line, cut at a word to at most `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return f"{line[: limit - 2].rpartition(' ')[0] or line[: limit - 2]} …"
