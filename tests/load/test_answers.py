"""What the load test has found in the answers of the editor, each as a small test."""

import uuid
from typing import Any

from django.test import Client

from resolutions.models import Paragraph, Section
from tests.factories import make_resolution


def a_section(client: Client) -> tuple[Section, str, str]:
    """Return a section of a new draft, its address, and the id of who is signed in."""
    month = make_resolution()
    section = Section.objects.filter(part__resolution=month)[1]
    return section, month.get_absolute_url(), client.session["_auth_user_id"]


def test_lines_are_answered_with_the_versions_of_the_paragraph_and_of_the_section(officer: Client) -> None:
    section, month, writer = a_section(officer)
    Section.objects.filter(pk=section.pk).update(version=7)
    row = section.paragraphs.get()
    data = {"op_id": uuid.uuid4(), "base_version": 1, "text": "Một.\nHai.", "kind": "prose", "split": 1}

    answer = officer.post(f"{month}doan/{row.pk}/luu/", data | {"writer": writer}).json()

    assert (answer["id"], answer["version"], answer["section_version"]) == (row.pk, 2, 8)


def test_a_new_paragraph_of_two_lines_is_answered_with_both_versions(officer: Client) -> None:
    section, month, writer = a_section(officer)
    Section.objects.filter(pk=section.pk).update(version=7)
    data = {"op_id": uuid.uuid4(), "text": "Một.\nHai.", "kind": "prose", "split": 1, "writer": writer}

    answer = officer.post(f"{month}muc/{section.pk}/doan-moi/", data).json()

    assert (answer["version"], answer["section_version"], len(answer["paragraphs"])) == (1, 8, 3)


def test_lines_sent_again_are_answered_with_the_paragraphs_they_became(officer: Client) -> None:
    section, month, writer = a_section(officer)
    row = section.paragraphs.get()
    data: dict[str, Any] = {"op_id": uuid.uuid4(), "base_version": 1, "text": "Một.\nHai.", "kind": "prose", "split": 1}
    data["writer"] = writer

    first, again = (officer.post(f"{month}doan/{row.pk}/luu/", data).json() for _ in range(2))

    assert again == first
    assert [each["text"] for each in again["paragraphs"]] == ["Một.", "Hai."]
    assert Paragraph.objects.filter(section=section).count() == 2
