"""What the load test and the bench have found in answers and pages, each as a small test."""

import re
import uuid
from typing import Any

from django.test import Client

from resolutions.models import Paragraph, Revision, Section
from tests.factories import NOW, make_resolution


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


def test_ids_above_a_thousand_stand_in_the_pages_as_they_are(officer: Client) -> None:
    section, month, _writer = a_section(officer)
    Section.objects.filter(pk=section.pk).update(version=2345)
    row = Paragraph.objects.create(
        pk=3456, section=section, position=9000, kind="prose", text="Một.", folded_text="mot"
    )
    Revision.objects.create(
        pk=4567, paragraph=row, section=section, position=9000, kind="prose", text="Một.", is_removed=False, version=1,
        at=NOW,
    )  # fmt: skip

    editor = officer.get(f"{month}muc/{section.pk}/").content.decode()
    history = officer.get(f"{month}doan/3456/lich-su/").content.decode()

    assert all(words in editor for words in ('data-id="3456"', 'value="up:3456"', 'id="doan-3456"'))
    assert "3456" in history
    assert not {"2.345", "3.456", "4.567"} & set(re.findall(r"\d\.\d{3}", editor + history))


def test_the_month_lists_its_sections_in_the_order_of_the_document(officer: Client) -> None:
    section, month, _writer = a_section(officer)
    Section.objects.filter(pk=section.pk).update(position=90_000)

    groups = officer.get(month).context["groups"]

    places = [task.section.position for group in groups for task in group.tasks if group.part == section.part]
    assert places == sorted(places)
    assert places[-1] == 90_000
