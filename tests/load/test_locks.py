"""Who waits for whom on PostgreSQL: the section first, then its paragraphs, then the month; another order deadlocks."""

import time
import uuid
from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, connections, transaction

from resolutions import drafting, facts, storing
from resolutions.models import Paragraph, Resolution, Section
from tests.factories import NOW, make_committee, make_resolution

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time and no row to wait for"
)


def a_section() -> Section:
    return Section.objects.select_related("part__resolution").filter(part__kind="results")[0]


def typed(text: str) -> drafting.Typed:
    return drafting.Typed(text=text, kind="prose", op_id=uuid.uuid4(), base_version=1)


def save_lines(section: Section) -> None:
    opened = drafting.open_paragraph(section.paragraphs.get().pk)
    assert opened
    drafting.save(opened, typed("Một.\nHai."), by=None, at=NOW, as_lines=True)


def save_new(section: Section) -> None:
    drafting.save_new(section, typed("Một."), by=None, at=NOW)


def say_how_far(section: Section) -> None:
    facts.save_progress(section, facts.Progress(is_done=True), by=None)


def remove(section: Section) -> None:
    with pytest.raises(drafting.Refused):
        facts.remove_section(section, by=None)


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0")
        return bool(cursor.fetchone()[0])


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [save_lines, save_new, say_how_far, remove])
def test_who_waits_for_a_section_holds_nothing_that_its_holder_needs(work: Callable[[Section], None]) -> None:
    section = a_section() if make_resolution() else None
    assert section
    faults: list[BaseException] = []

    def work_beside() -> None:
        try:
            work(section)
        except BaseException as error:  # noqa: BLE001  (told to the test below)
            faults.append(error)
        finally:
            connections.close_all()

    beside = Thread(target=work_beside)
    with transaction.atomic():
        Section.objects.select_for_update(no_key=True).get(pk=section.pk)
        beside.start()
        for _ in range(200):
            if is_waited_for():
                break
            time.sleep(0.02)
        assert is_waited_for()
        # Would fail at once where the other holds one of them.
        held = list(Paragraph.objects.filter(section=section).select_for_update(nowait=True))
        Resolution.objects.select_for_update(nowait=True).get(pk=section.part.resolution_id)
    beside.join()

    assert (len(held), faults) == (1, [])


@pytest.mark.django_db
def test_a_save_in_a_practice_month_that_was_just_removed_is_refused() -> None:
    make_committee()
    month = storing.start_month(2026, 12, by=None, at=NOW, on=NOW.date(), practice=True)
    section = Section.objects.select_related("part__resolution").filter(part__resolution=month)[1]
    drafting.save_new(section, typed("Một."), by=None, at=NOW)
    opened = drafting.open_paragraph(section.paragraphs.get().pk)
    assert opened
    storing.remove_practice(month, by=None)

    with pytest.raises(drafting.Refused, match="stands here no longer|không còn"):
        drafting.save(opened, typed("Hai."), by=None, at=NOW)
    with pytest.raises(drafting.Refused, match="stands here no longer|không còn"):
        drafting.save(opened, typed("Hai.\nBa."), by=None, at=NOW, as_lines=True)
    with pytest.raises(drafting.Refused, match="stands here no longer|không còn"):
        drafting.save_new(section, typed("Hai."), by=None, at=NOW)


@pytest.mark.django_db
def test_room_is_made_between_paragraphs_while_others_save_them() -> None:
    make_resolution()
    section = a_section()
    for number in range(12):
        opened = drafting.open_paragraph(section.paragraphs.all()[0].pk)
        assert opened
        typed_now = drafting.Typed(f"Đầu {number}.\nChen {number}.", "prose", uuid.uuid4(), opened.row.version)
        drafting.save(opened, typed_now, by=None, at=NOW, as_lines=True)

    texts = [row.text for row in section.paragraphs.all()]

    assert texts == ["Đầu 11.", *[f"Chen {number}." for number in reversed(range(12))]]
