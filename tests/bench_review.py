"""The review page of a draft, with 1 comment and with 50: queries, CPU and weight.

Called by `tests.bench` once the settings are there and the database is migrated.
"""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resolutions.models import Comment, Paragraph
from tests.bench import cpu_ms, row
from tests.factories import (
    make_committee,
    make_head_of_office,
    make_resolution,
    make_standing_committee,
    submit_draft,
)

TIMES = 20
ADDRESS = "/nghi-quyet/2033-01/y-kien/"


def measure_review() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    make_committee()
    committee = make_standing_committee()
    month = make_resolution(year=2033, month=1)
    draft = submit_draft(month, by=make_head_of_office())
    client = Client()
    client.force_login(committee.members[0])
    paragraphs = list(Paragraph.objects.filter(section__part__resolution=month))
    row("", "measured", "aim")
    for count in (1, 50):
        while draft.comments.count() < count:
            place = draft.comments.count()
            Comment.objects.create(
                draft=draft,
                paragraph=paragraphs[place % len(paragraphs)],
                text=f"Góp ý số {place}.",
                by=committee.deputy,
                at=timezone.now(),
            )
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(ADDRESS)
        assert response.status_code == 200
        row(f"review page, comments: {count}: queries", str(len(captured)), "the same")
        row(f"review page, comments: {count}: CPU", f"{cpu_ms(lambda: client.get(ADDRESS), TIMES):.1f} ms", "")
        row(f"review page, comments: {count}: weight", f"{len(response.content):,} B", "")
