"""Cost of the office's desk on five years of data: queries, CPU and weight of its pages, an autosave, a comparison."""

import gzip
import uuid
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

import kesat.urls
from resolutions.comparing import compare
from resolutions.models import Section
from tests.bench import cpu_ms, row
from tests.factories import make_manuscript, make_officer, make_resolution


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


# The product's own addresses and one that answers nothing, behind the same middleware.
urlpatterns = [*kesat.urls.urlpatterns, path("trong/", empty)]


def measure_desk() -> None:
    settings.ROOT_URLCONF = "tests.bench_desk"
    settings.ALLOWED_HOSTS = ["*"]
    client, person = Client(), make_officer()
    client.force_login(person)
    for place in range(60):
        make_resolution(year=2022 + place // 12, month=place % 12 + 1, archive=True, **_long(place))
    draft = make_resolution(year=2027, month=1, **_long(60))
    section = max(Section.objects.filter(part__resolution=draft), key=lambda each: each.paragraphs.count())
    editor = f"/nghi-quyet/2027-01/muc/{section.pk}/"
    nothing = cpu_ms(lambda: client.get("/trong/"), 30)
    row("an empty view behind the same middleware", f"{nothing:.1f} ms", "")
    for name, address, most in (
        ("workspace", "/nghi-quyet/2027-01/", 12),
        (f"editor, {section.paragraphs.count()} paragraphs", editor, 15),
        ("dashboard", "/", 12),
        ("history of the month", "/nghi-quyet/2027-01/lich-su/", 12),
    ):
        _page(client, name, address, most, nothing)
    paragraph = section.paragraphs.first()
    assert paragraph

    def save() -> object:
        paragraph.refresh_from_db(fields=["version"])
        data = {"op_id": uuid.uuid4(), "base_version": paragraph.version, "text": f"Lần {uuid.uuid4()}"}
        address = f"/nghi-quyet/2027-01/doan/{paragraph.pk}/luu/"
        return client.post(address, {**data, "kind": "prose", "writer": person.pk})

    row("autosave: CPU", f"{cpu_ms(save, 30):.1f} ms", "")
    row("autosave: queries (and one that reads the version here)", f"{_queries(save)}", "<= 6 + 1")
    scripts = [Path(str(finders.find(f"kesat/{name}.js"))) for name in SCRIPTS]
    row("own scripts, as written", f"{sum(len(each.read_bytes()) for each in scripts)} B", "")
    import rjsmin  # noqa: PLC0415

    served = sum(len(str(rjsmin.jsmin(each.read_text())).encode()) for each in scripts)
    row("own scripts, as served", f"{served} B", "<= 25600 B")
    random = Random(1)  # noqa: S311
    words = [f"từ{random.randrange(900)}" for _ in range(3000)]
    changed = [f"{word}x" if random.random() < 0.2 else word for word in words]
    row(
        "two versions of 3,000 words compared, CPU",
        f"{cpu_ms(lambda: compare(' '.join(words), ' '.join(changed))):.0f} ms",
        "<= 60 ms",
    )


SCRIPTS = ("page", "editor", "saving", "keeping", "arranging", "signing")


def _long(place: int) -> dict[str, Any]:
    """Return parts of six paragraphs a section, of some sixty words each."""
    from dataclasses import replace  # noqa: PLC0415

    from resolutions.manuscript import ParagraphText  # noqa: PLC0415

    text = " ".join(f"Nội dung số {place}, việc thứ {number} của các chi bộ." for number in range(6))
    parts = make_manuscript().parts
    many = tuple(ParagraphText(f"{number}. {text}"[3:]) for number in range(6))
    return {
        "parts": tuple(
            replace(part, sections=tuple(replace(s, paragraphs=many) for s in part.sections)) for part in parts
        )
    }


def _queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for q in captured.captured_queries)


def _page(client: Client, name: str, address: str, most: int, nothing: float) -> None:
    content = client.get(address).content
    spent = cpu_ms(lambda: client.get(address), 30)
    row(f"{name}: queries", f"{_queries(lambda: client.get(address))}", f"<= {most}")
    row(f"{name}: CPU, and as a ratio to the empty view", f"{spent:.1f} ms, {spent / nothing:.1f}", "aim 4")
    weight = f"{len(content) / 1024:.0f} KB, {len(gzip.compress(content)) / 1024:.0f} KB"
    row(f"{name}: weight, and compressed", weight, "<= 60, 15 KB")
