"""The office's desk on five years of data: queries, CPU and weight of its pages, an autosave, a comparison.

Called by `tests.bench` once the settings are there and the database is migrated. CPU is that of one request through
the whole middleware in this process, compressed as every browser asks for it; its ratio is to a view that answers
nothing behind the same middleware.
"""

import gzip
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

import kesat.urls
from kesat.organization.models import User
from resolutions import facts
from resolutions.comparing import compare
from resolutions.manuscript import ParagraphText, PartKind
from resolutions.models import Paragraph, Resolution, Revision, Section
from resolutions.placing import insert_after
from resolutions.revisions import revision_of
from tests.bench import cpu_ms, row
from tests.factories import NOW, issue, make_manuscript, make_officer, make_resolution
from tests.resolutions.manuscripts import long_manuscript

YEARS = range(2027, 2032)
PEOPLE, REVISIONS = 15, 4
# Paragraphs in the four sections of either part, some fifty words each.
LENGTHS = (10, 10, 6, 4)
TIMES = 30
MONTH = "/nghi-quyet/2032-01/"
_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


# The product's own addresses, and one that answers nothing.
urlpatterns = [*kesat.urls.urlpatterns, path("trong/", empty)]


def measure_desk() -> None:
    settings.ROOT_URLCONF = "tests.bench_desk"
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    people = [make_officer(full_name=f"Người viết {number}") for number in range(PEOPLE)]
    draft, sections = _five_years(people)
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(people[0])
    row("", "measured", "aim")
    row(f"{Paragraph.objects.count()} paragraphs, {Revision.objects.count()} revisions", "", "")
    nothing = cpu_ms(lambda: client.get("/trong/"), TIMES)
    row("an empty view behind the same middleware, CPU", f"{nothing:.2f} ms", "")
    _page(client, "workspace of the month", MONTH, 12, nothing)
    for section in sections:
        name = f"editor, paragraphs: {section.paragraphs.count()}"
        _page(client, name, f"{MONTH}muc/{section.pk}/", 15, nothing)
    _page(client, "my work (/)", "/", 20, nothing)
    _page(client, "history of the month", f"{MONTH}lich-su/", 12, nothing)
    _autosave(client, draft, people[0], nothing)
    _scripts()
    _comparison()


def _five_years(people: list[User]) -> tuple[Resolution, list[Section]]:
    """Make sixty issued months and a draft; return it with its largest section, one of 1 and one of 50 paragraphs."""
    dice, words = Random(1), [word for line in long_manuscript().paragraphs() for word in line.text.split()]  # noqa: S311

    def texts(count: int) -> Iterator[ParagraphText]:
        for _ in range(count):
            begin, length = dice.randrange(len(words) - 70), dice.randint(30, 70)
            yield ParagraphText(" ".join(words[begin : begin + length]))

    def month(year: int, number: int) -> Resolution:
        parts = tuple(
            replace(part, sections=tuple(
                replace(section, paragraphs=tuple(texts(count)))
                for section, count in zip(part.sections, LENGTHS, strict=True)
            ))
            for part in make_manuscript(year=year, month=number).parts
        )  # fmt: skip
        return make_resolution(year=year, month=number, parts=parts)

    for year in YEARS:
        for number in range(1, 13):
            done = month(year, number)
            _write_on(done, people, dice)
            issue(done)
    draft = month(YEARS.stop, 1)
    # In part II, whose sections show the most beside them.
    largest = Section.objects.filter(part__resolution=draft, part__kind=PartKind.DIRECTIONS)[0]
    added = [facts.add_section(draft, PartKind.RESULTS, f"Mục {count} đoạn", by=None) for count in (1, 50)]
    for section, count in zip(added, (1, 50), strict=True):
        insert_after(section, None, list(texts(count)), by=people[0], at=NOW)
    _write_on(draft, people, dice)
    return draft, [largest, *added]


def _write_on(month: Resolution, people: list[User], dice: Random) -> None:
    """Let people change every paragraph a few times."""
    rows = list(Paragraph.objects.filter(section__part__resolution=month))
    later: list[Revision] = []
    for turn in range(1, REVISIONS):
        for place, paragraph in enumerate(rows):
            paragraph.version += 1
            paragraph.text += f" Bổ sung lần {turn}."
            at = NOW + timedelta(hours=turn, minutes=place)
            later.append(revision_of(paragraph, by=dice.choice(people), at=at))
    Paragraph.objects.bulk_update(rows, ["version", "text"])
    Revision.objects.bulk_create(later)


def _page(client: Client, name: str, address: str, most: int, nothing: float) -> None:
    def get() -> HttpResponse:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response  # type: ignore[return-value]

    spent = cpu_ms(get, TIMES)
    content = get().content
    page = _plain(content)
    data, every = _queries(get)
    row(f"{name}: queries, of which data", f"{every}, {data}", f"<= {most}")
    row(f"{name}: CPU", f"{spent:.1f} ms", "")
    row(f"{name}: CPU, to the empty view", f"{spent / nothing:.1f}", "<= 4")
    row(f"{name}: weight", f"{len(page):,} B", "<= 61,440 B")
    row(f"{name}: weight as sent", f"{len(content):,} B", "<= 15,360 B")


def _plain(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _queries(ask: Callable[[], object]) -> tuple[int, int]:
    """Return how many statements ask for data or change it, and how many there are in all."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    control = sum(query["sql"].startswith(_CONTROL) for query in captured.captured_queries)
    return len(captured) - control, len(captured)


def _autosave(client: Client, draft: Resolution, person: User, nothing: float) -> None:
    paragraph = Paragraph.objects.filter(section__part__resolution=draft, section__part__kind=PartKind.RESULTS)[0]
    version = paragraph.version

    def save() -> None:
        nonlocal version
        data: dict[str, Any] = {"op_id": uuid.uuid4(), "base_version": version, "kind": "prose", "writer": person.pk}
        data["text"] = f"{paragraph.text} {version}"
        answer = client.post(f"{MONTH}doan/{paragraph.pk}/luu/", data, headers={"X-Background": "1"})
        version = json.loads(_plain(answer.content))["version"]

    first, steady = _queries(save), _queries(save)
    row("first autosave: queries, of which data", f"{first[1]}, {first[0]}", "<= 6")
    row("next autosave: queries, of which data", f"{steady[1]}, {steady[0]}", "<= 6")
    spent = cpu_ms(save, TIMES)
    row("autosave: CPU", f"{spent:.1f} ms", "")
    row("autosave: CPU, to the empty view", f"{spent / nothing:.1f}", "<= 4")


def _scripts() -> None:
    folder = Path(settings.BASE_DIR) / "kesat" / "static" / "kesat"
    names = [script.name for script in folder.glob("*.js")]
    written = sum((folder / name).stat().st_size for name in names)
    collected = json.loads((Path(settings.STATIC_ROOT) / "staticfiles.json").read_text())["paths"]
    served = sum((Path(settings.STATIC_ROOT) / collected[f"kesat/{name}"]).stat().st_size for name in names)
    row("own scripts as written, with their comments", f"{written:,} B", "")
    row("own scripts as served", f"{served:,} B", "<= 25,000 B")


def _comparison() -> None:
    dice, words = Random(1), [word for line in long_manuscript().paragraphs() for word in line.text.split()]  # noqa: S311
    old = [*words, *words][:3000]
    new = [f"{word}x" if dice.random() < 0.2 else word for word in old]
    spent = cpu_ms(lambda: compare(" ".join(old), " ".join(new)))
    row("two versions of 3,000 words compared, CPU", f"{spent:.0f} ms", "<= 60 ms")
