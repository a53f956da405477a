"""Who waits for whom on PostgreSQL: the section first, then its paragraphs, then the month; another order deadlocks."""

import time
import uuid
from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, connections, transaction

from resolutions import drafting, facts, storing
from resolutions.manuscript import PartKind
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


def remove_it(section: Section) -> None:
    facts.remove_section(section, by=None)


def wait_until_waited_for() -> None:
    for _ in range(250):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("nobody waits")


def hold(section: Section, work: Callable[[], object]) -> list[BaseException]:
    """Work while someone else holds the section and then wants all the rest; return what went wrong."""
    faults: list[BaseException] = []

    def work_beside() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  (told to the test)
            faults.append(error)
        finally:
            connections.close_all()

    beside = Thread(target=work_beside)
    try:
        with transaction.atomic():
            Section.objects.select_for_update(no_key=True).get(pk=section.pk)
            beside.start()
            wait_until_waited_for()
            # Fails at once where the one who waits holds any of them.
            list(Paragraph.objects.filter(section=section).select_for_update(nowait=True))
            Resolution.objects.select_for_update(nowait=True).get(pk=section.part.resolution_id)
    finally:
        beside.join()
    return faults


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [save_lines, save_new, say_how_far, remove_it])
def test_who_waits_for_a_section_holds_nothing_that_its_holder_needs(work: Callable[[Section], None]) -> None:
    month = make_resolution()
    added = facts.add_section(month, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)
    section = added if work is remove_it else a_section()

    faults = hold(section, lambda: work(section))

    assert faults == []


@pytest.mark.django_db
def test_a_save_in_a_practice_month_that_was_just_removed_is_refused() -> None:
    make_committee()
    month = storing.start_month(2026, 12, by=None, at=NOW, on=NOW.date(), practice=True)
    section = Section.objects.select_related("part__resolution").filter(part__resolution=month)[1]
    drafting.save_new(section, typed("Một."), by=None, at=NOW)
    opened = drafting.open_paragraph(section.paragraphs.get().pk)
    assert opened
    storing.remove_practice(month, by=None)

    with pytest.raises(drafting.Refused, match="không còn"):
        drafting.save(opened, typed("Hai."), by=None, at=NOW)
    with pytest.raises(drafting.Refused, match="không còn"):
        drafting.save(opened, typed("Hai.\nBa."), by=None, at=NOW, as_lines=True)
    with pytest.raises(drafting.Refused, match="không còn"):
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
