"""Bringing in a document: what the reader is told about this committee, and what the preview says was found."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Body, Committee
from kesat.vietnamese import official_month
from resolutions.intake import Intake, Sureness
from resolutions.manuscript import PartKind, PartText

_TAGS = {
    Sureness.SURE: "tag-green",
    Sureness.LIKELY: "tag-green",
    Sureness.GUESSED: "tag-gold",
    Sureness.MISSING: "tag-soft",
}


def known_names() -> set[str]:
    """Return the proper names whose near misses are worth a finding: the place and the bodies."""
    places = set(Committee.objects.values_list("place", flat=True))
    return places | {name for body in Body.objects.all() for name in body.known_as()}


def found_places(intake: Intake) -> list[dict[str, Any]]:
    """Return each place of the document with what was found there and how sure that is, for the preview."""
    found = intake.manuscript
    rows = [
        ("month", _("Month"), official_month(found.year, found.month) if found.is_dated else ""),
        ("number", _("Number"), str(found.number or "")),
        ("issued_on", _("Date of issue"), date_format(found.issued_on, "d/m/Y") if found.issued_on else ""),
        ("subject", _("Subject"), found.subject),
        ("opening", _("Opening"), _paragraphs(len(found.opening)) if found.opening else ""),
        *((part.part.value, _name(part), _sections(part)) for part in found.parts),
        ("closing", _("Closing"), _paragraphs(len(found.closing)) if found.closing else ""),
        ("recipients", _("Recipients"), _lines(len(found.recipients)) if found.recipients else ""),
        ("signer", _("Signer"), ", ".join(filter(None, (found.signer.post, found.signer.name)))),
    ]
    return [
        {
            "label": label,
            "value": value,
            "sureness": sureness.label,
            "tag": _TAGS[sureness],
        }
        for key, label, value in rows
        for sureness in [intake.sureness.get(key, Sureness.MISSING)]
    ]


def _name(part: PartText) -> str:
    return _("Part I") if part.part == PartKind.RESULTS else _("Part II")


def _sections(part: PartText) -> str:
    counts = ", ".join(str(len(section.paragraphs)) for section in part.sections)
    text = ngettext(
        "%(count)d section (paragraphs: %(each)s)", "%(count)d sections (paragraphs: %(each)s)", len(part.sections)
    )
    return text % {"count": len(part.sections), "each": counts or "0"}


def _paragraphs(count: int) -> str:
    return ngettext("%(count)d paragraph", "%(count)d paragraphs", count) % {"count": count}


def _lines(count: int) -> str:
    return ngettext("%(count)d line", "%(count)d lines", count) % {"count": count}
