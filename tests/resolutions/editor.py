"""A section's page as a browser sends it back, and its addresses."""

from typing import Any

from django.test import Client

from resolutions.models import Paragraph, Resolution, Section

DRAFT = "/nghi-quyet/2026-12/"


def section_of(resolution: Resolution, place: int = 0, part: str = "results") -> Section:
    return Section.objects.filter(part__resolution=resolution, part__kind=part)[place]


def section_address(resolution: Resolution, place: int = 0, part: str = "results") -> str:
    return f"{resolution.get_absolute_url()}muc/{section_of(resolution, place, part).pk}/"


def only_paragraph(address: str) -> Paragraph:
    """Return the one paragraph that stands in the section at the address."""
    return Paragraph.objects.kept().get(section_id=address.split("/")[-2])


def texts(address: str) -> list[str]:
    """Return the texts that stand in the section at the address, in order."""
    return list(Paragraph.objects.kept().filter(section_id=address.split("/")[-2]).values_list("text", flat=True))


def typed(client: Client, address: str) -> dict[str, Any]:
    """Return what the browser would send back from the section's page, unchanged."""
    return shown(client.get(address).context)


def shown(context: Any) -> dict[str, Any]:
    """Return every field of the section's page as a browser would send it."""
    data: dict[str, Any] = {}
    for form in [*(row["form"] for row in context["rows"]), context["title_form"]]:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else value
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = field.initial
    return data


def written(client: Client, address: str, text: str, **more: Any) -> dict[str, Any]:
    """Return the page's form with another text in its one paragraph."""
    return typed(client, address) | {f"{only_paragraph(address).pk}-text": text} | more
