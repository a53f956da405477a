"""The office of the load test: a committee, twenty specialists, a draft month with long sections; its own program."""

import json
import sys
from dataclasses import replace

import django

PASSWORD = "tram-canh-buom-nau"
WRITERS = 20
SHARED_SECTIONS = 3
PARAGRAPHS = 10


def main() -> None:
    django.setup()
    json.dump(fill(), sys.stdout)


def fill() -> dict[str, list[dict[str, object]]]:
    """Make the rows, and return who writes and where."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415  (the settings must be there first)

    from kesat.organization.models import Role, User  # noqa: PLC0415
    from resolutions.manuscript import ParagraphText  # noqa: PLC0415
    from resolutions.models import Section  # noqa: PLC0415
    from resolutions.storing import store  # noqa: PLC0415
    from tests.factories import NOW, make_committee, make_manuscript, make_position  # noqa: PLC0415

    make_committee()
    # One hash for all: Argon2 takes its time.
    password = make_password(PASSWORD)
    users = [
        User.objects.create(username=f"viet{number:02}", full_name=f"Người viết {number}", password=password)
        for number in range(1, WRITERS + 1)
    ]
    for user in users:
        make_position(user, Role.OFFICER)
    manuscript = make_manuscript()
    results, directions = manuscript.parts
    long = tuple(ParagraphText(f"Đoạn đầu tiên số {number} của mục này.") for number in range(1, PARAGRAPHS + 1))
    sections = tuple(
        replace(section, paragraphs=long) if place < SHARED_SECTIONS else section
        for place, section in enumerate(results.sections)
    )
    month = store(replace(manuscript, parts=(replace(results, sections=sections), directions)), by=users[0], at=NOW)
    shared = Section.objects.filter(part__resolution=month, part__kind="results")[:SHARED_SECTIONS]
    return {
        "writers": [{"id": user.pk, "username": user.username} for user in users],
        "sections": [
            {"id": row.pk, "title": row.title, "address": f"{month.get_absolute_url()}muc/{row.pk}/"} for row in shared
        ],
    }


if __name__ == "__main__":
    main()
