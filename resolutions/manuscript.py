"""The text of one month as plain values: what is read from a file, stored, laid out and compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MAX_PARAGRAPH_LENGTH = 20_000
MAX_MONTH_LENGTH = 200_000
MAX_PARAGRAPHS = 500


class PartKind(TextChoices):
    OPENING = "opening", _("Opening")
    RESULTS = "results", _("Results of the month before")
    DIRECTIONS = "directions", _("Directions for the month")
    CLOSING = "closing", _("Closing")


class Field(TextChoices):
    PARTY_BUILDING = "party_building", _("Party building")
    GOVERNMENT = "government", _("Government")
    FRONT = "front", _("Front and mass organisations")
    POLITICAL_CENTRE = "political_centre", _("Political Centre")
    OTHER = "other", _("Other")


class ParagraphKind(TextChoices):
    """How a paragraph stands on paper. Its mark ("- ", "+ ", "a) ") is computed, never part of the text."""

    PROSE = "prose", _("Prose")
    ITEM = "item", _("Item")
    SUBITEM = "subitem", _("Sub-item")
    HEADING = "heading", _("Heading")


class Urgency(TextChoices):
    NONE = "", _("Not urgent")
    URGENT = "urgent", _("Urgent")
    VERY_URGENT = "very_urgent", _("Very urgent")
    EXPRESS = "express", _("Express")


@dataclass(frozen=True, slots=True)
class ParagraphText:
    text: str
    kind: ParagraphKind = ParagraphKind.PROSE


@dataclass(frozen=True, slots=True)
class SectionText:
    field: Field
    title: str
    paragraphs: tuple[ParagraphText, ...] = ()


@dataclass(frozen=True, slots=True)
class PartText:
    part: PartKind
    title: str
    sections: tuple[SectionText, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """The signature block: "T/M BAN THƯỜNG VỤ", "BÍ THƯ", the name."""

    authority: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One resolution. `year` and `month` are those of part II; each is 0 while unknown.

    Titles carry no numbers ("I.", "1."), recipients neither dash nor closing mark: both are computed.
    """

    year: int
    month: int
    subject: str = ""
    opening: tuple[ParagraphText, ...] = ()
    parts: tuple[PartText, ...] = ()
    closing: tuple[ParagraphText, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer = field(default_factory=Signer)
    number: int | None = None
    issued_on: date | None = None
    urgency: Urgency = Urgency.NONE

    @property
    def is_dated(self) -> bool:
        """Tell whether both year and month are known."""
        return bool(self.year and self.month)

    def paragraphs(self) -> Iterator[ParagraphText]:
        """Yield every paragraph, opening and closing included, in the order of the document."""
        yield from self.opening
        for part in self.parts:
            for section in part.sections:
                yield from section.paragraphs
        yield from self.closing

    def as_json(self) -> dict[str, Any]:
        """Return what `read_resolution --json` prints, without its findings."""
        return {
            "year": self.year or None,
            "month": self.month or None,
            "number": self.number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "subject": self.subject,
            "opening": [paragraph.text for paragraph in self.opening],
            "parts": [
                {
                    "part": part.part.value,
                    "title": part.title,
                    "sections": [
                        {
                            "field": section.field.value,
                            "title": section.title,
                            "paragraphs": [paragraph.text for paragraph in section.paragraphs],
                        }
                        for section in part.sections
                    ],
                }
                for part in self.parts
            ],
            "closing": [paragraph.text for paragraph in self.closing],
            "recipients": list(self.recipients),
            "signer": {"authority": self.signer.authority, "post": self.signer.post, "name": self.signer.name},
        }
