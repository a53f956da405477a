"""Where a paragraph stands in its resolution, in words, and its place on the printed page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from resolutions.models import Paragraph, Section
from resolutions.workspace import place_of


def place(paragraph: Paragraph) -> str:
    """Return "II.2, đoạn 1", or the name of the closing with the paragraph's number; in two queries."""
    section = paragraph.section
    sections = list(
        Section.objects.filter(part=section.part_id).order_by("position", "id").values_list("pk", flat=True)
    )
    rows = list(section.paragraphs.kept().order_by("position", "id").values_list("pk", flat=True))
    where = place_of(section.part, sections.index(section.pk) + 1)
    if paragraph.pk not in rows:
        return where
    return _("%(place)s, paragraph %(number)s") % {"place": where, "number": rows.index(paragraph.pk) + 1}


def address(paragraph: Paragraph) -> str:
    """Return where the paragraph is read in its printed month."""
    resolution = paragraph.section.part.resolution
    return f"{reverse('resolutions:printed', args=[resolution.period])}#doan-{paragraph.pk}"
