"""Several people write one month at the same moment: nothing is lost, nothing is done twice, nobody waits for ever."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import chain, count, takewhile
from random import Random
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from kesat.organization.models import User
from resolutions import drafting, facts, history
from resolutions.arranging import Act, Order, OrderConflict, arrange, paste
from resolutions.drafting import Conflict, Locked, Refused, Saved, Typed, open_paragraph, save_new
from resolutions.manuscript import ParagraphText
from resolutions.models import Origin, Paragraph, Resolution, Revision, Save, Section
from resolutions.storing import store
from tests.factories import NOW, issue, make_manuscript, make_officer, make_section, make_typed, section_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the tests' SQLite is in memory: its one connection has one writer at a time",
    ),
]

ROUNDS = 30
WRITERS = 8
HELD_FOR = 0.5


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run jobs side by side, each on a connection of its own, begun at the same moment; return their results."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, job) for job in jobs]]


def save(row: Paragraph, typed: Typed, *, by: User | None = None, as_lines: bool = False) -> Saved | Conflict:
    """Open a paragraph and save what was typed in it; a conflict is returned."""
    opened = open_paragraph(row.pk)
    assert opened
    try:
        return drafting.save(opened, typed, by=by, at=NOW + timedelta(minutes=1), as_lines=as_lines)
    except Conflict as conflict:
        return conflict


def texts(section: Section) -> list[str]:
    return [row.text for row in section.paragraphs.kept()]


def versions(row: Paragraph) -> list[int]:
    """Return the versions that the paragraph has had, without what lost."""
    return sorted(row.revisions.stored().values_list("version", flat=True))


# Many writers of one paragraph


def test_of_writers_who_have_seen_the_same_version_one_is_saved_and_all_others_are_kept() -> None:
    row = make_section("Một.").paragraphs.get()
    seen, done = Barrier(WRITERS), Barrier(WRITERS)

    def write(writer: int) -> list[tuple[str, Saved | None]]:
        answers: list[tuple[str, Saved | None]] = []
        for number in range(ROUNDS):
            opened = open_paragraph(row.pk)
            assert opened
            seen.wait()
            typed = make_typed(f"Người {writer} lần {number}.", base_version=opened.row.version)
            try:
                answers.append((typed.text, drafting.save(opened, typed, by=None, at=NOW)))
            except Conflict:
                answers.append((typed.text, None))
            done.wait()
        return answers

    answers = list(chain.from_iterable(at_once(*[partial(write, writer) for writer in range(WRITERS)])))

    saved = {answer.version: text for text, answer in answers if answer}
    lost = sorted(text for text, answer in answers if answer is None)
    row.refresh_from_db()
    assert sorted(saved) == list(range(2, ROUNDS + 2))
    assert (row.version, row.text) == (ROUNDS + 1, saved[ROUNDS + 1])
    assert dict(row.revisions.stored().values_list("version", "text")) == {1: "Một."} | saved
    assert sorted(row.revisions.filter(origin=Origin.CONFLICT).values_list("text", flat=True)) == lost
    assert len(lost) == ROUNDS * (WRITERS - 1)
    assert Save.objects.count() == ROUNDS * WRITERS


@pytest.mark.parametrize("is_autosaved", [False, True])
def test_writers_who_do_not_wait_for_each_other_lose_nothing(*, is_autosaved: bool) -> None:
    row = make_section("Một.").paragraphs.get()
    people = [make_officer() for _writer in range(WRITERS)]

    def write(by: User) -> list[tuple[str, Saved | Conflict]]:
        answers = []
        for number in range(ROUNDS):
            base_version = Paragraph.objects.values_list("version", flat=True).get(pk=row.pk)
            typed = make_typed(f"{by.pk} lần {number}.", base_version=base_version, is_autosaved=is_autosaved)
            answers.append((typed.text, save(row, typed, by=by)))
        return answers

    answers = list(chain.from_iterable(at_once(*[partial(write, by) for by in people])))

    saved = {answer.version: text for text, answer in answers if isinstance(answer, Saved)}
    lost = sorted(text for text, answer in answers if isinstance(answer, Conflict))
    stored = dict(row.revisions.stored().values_list("version", "text"))
    row.refresh_from_db()
    assert len(saved) + len(lost) == ROUNDS * WRITERS
    assert sorted(saved) == list(range(2, len(saved) + 2))
    assert (row.version, row.text) == (len(saved) + 1, saved[len(saved) + 1])
    assert stored.items() <= ({1: "Một."} | saved).items()
    assert max(stored) == row.version
    assert is_autosaved or len(stored) == row.version
    assert sorted(row.revisions.filter(origin=Origin.CONFLICT).values_list("text", flat=True)) == lost


# Writers and arrangers of one section


def some_paragraph(section: Section, random: Random) -> Paragraph:
    return random.choice(list(section.paragraphs.kept()))


def add_words(section: Section, seed: int) -> list[str]:
    """Add words to any paragraph, on one or two lines at a time; return those that were saved."""
    random, kept = Random(seed), []  # noqa: S311  (a course of events, no secret)
    for number in range(ROUNDS):
        row, word = some_paragraph(section, random), f"từ{seed}_{number}"
        if number % 3:
            typed = make_typed(f"{row.text} {word}", base_version=row.version, is_autosaved=True)
            kept += [word] if isinstance(save(row, typed), Saved) else []
        else:
            typed = make_typed(f"{row.text} {word}\nvà{word}", base_version=row.version)
            kept += [word, f"và{word}"] if isinstance(save(row, typed, as_lines=True), Saved) else []
    return kept


def add_paragraphs(section: Section, seed: int) -> list[str]:
    """Add paragraphs at the end, and after the first one, where room runs out; return what they say."""
    words = [f"thêm{seed}_{number}" for number in range(ROUNDS)]
    for number, word in enumerate(words):
        if number % 2:
            save_new(section, make_typed(word, base_version=0), by=None, at=NOW)
        else:
            first = section.paragraphs.kept()[0].pk
            paste(section, [ParagraphText(word)], after=first, op_id=uuid4(), by=None, at=NOW)
    return words


def move_about(section: Section, seed: int, is_over: Event) -> list[str]:
    """Split, join and move whatever there is, from what stands at that moment."""
    random = Random(seed)  # noqa: S311
    while not is_over.is_set():
        version = Section.objects.values_list("version", flat=True).get(pk=section.pk)
        row, act = some_paragraph(section, random), random.choice([Act.SPLIT, Act.MERGE, Act.UP, Act.DOWN])
        with suppress(Refused):  # someone else was faster, or it stands at the end already
            arrange(
                section,
                Order(act, row.pk, version, uuid4(), offset=max(0, row.text.rfind(" ")), text_version=row.version),
                by=None,
                at=NOW,
            )
    return []


def say_how_far(section: Section, is_over: Event) -> list[str]:
    """Change what is said of the section and of the month."""
    for number in takewhile(lambda _number: not is_over.is_set(), count()):
        facts.save_progress(section, facts.Progress(is_done=bool(number % 2)), by=None)
        month = Resolution.objects.get()
        values = {"urgency": "urgent" if number % 2 else ""}
        facts.save_facts(month, facts.Facts(month.version, values, {}, []), by=None)
    return []


def the_last_ends(is_over: Event, *jobs: Callable[[], list[str]]) -> list[Callable[[], list[str]]]:
    """Return the jobs; when all are done, it is over."""
    left = Barrier(len(jobs), action=is_over.set)

    def until_over(job: Callable[[], list[str]]) -> list[str]:
        try:
            return job()
        finally:
            left.wait()

    return [partial(until_over, job) for job in jobs]


@pytest.mark.parametrize("round_number", range(3))
def test_saving_and_arranging_at_once_neither_deadlocks_nor_loses_a_word(round_number: int) -> None:
    section = make_section(*[f"đầu{number}" for number in range(6)])
    is_over = Event()
    writers = [partial(add_words, section, seed) for seed in range(3)]

    kept = at_once(
        *the_last_ends(is_over, *writers, partial(add_paragraphs, section, 3)),
        partial(move_about, section, 10 * round_number, is_over),
        partial(move_about, section, 10 * round_number + 1, is_over),
        partial(say_how_far, section, is_over),
    )

    standing = Counter(word for text in texts(section) for word in text.split())
    assert standing == Counter([f"đầu{number}" for number in range(6)]) + Counter(chain.from_iterable(kept))
    for row in section.paragraphs.all():
        last = row.revisions.stored().order_by("-version")[0]
        assert (last.version, last.text, last.is_removed) == (row.version, row.text, row.is_removed)
    places = list(section.paragraphs.kept().values_list("position", flat=True))
    assert len(set(places)) == len(places)


def test_an_act_that_removes_meets_a_save_and_the_text_is_kept() -> None:
    for number in range(ROUNDS):
        section = make_section("Một.", month=number % 12 + 1, year=2026 + number // 12)
        row = section.paragraphs.get()
        order = Order(Act.REMOVE, row.pk, 1, uuid4())

        answer, _removed = at_once(
            partial(save, row, make_typed("Mốt.")),
            partial(arrange, section, order, by=None, at=NOW + timedelta(minutes=1)),
        )

        row.refresh_from_db()
        assert row.is_removed
        if isinstance(answer, Saved):
            assert (row.text, versions(row)) == ("Mốt.", [1, 2, 3])
        else:
            assert (row.text, answer.reason, versions(row)) == ("Một.", "removed", [1, 2])
            assert row.revisions.get(origin=Origin.CONFLICT).text == "Mốt."


# A month that is being issued


def autosave(_section: Section, row: Paragraph) -> object:
    return save(row, make_typed("Khác.", is_autosaved=True))


def lose(_section: Section, row: Paragraph) -> object:
    return save(row, make_typed("Khác.", base_version=9))


def save_lines(_section: Section, row: Paragraph) -> object:
    return save(row, make_typed("Khác.\nNữa."), as_lines=True)


def add(section: Section, _row: Paragraph) -> object:
    return save_new(section, make_typed("Khác.", base_version=0), by=None, at=NOW)


def put(section: Section, _row: Paragraph) -> object:
    return paste(section, [ParagraphText("Khác.")], after=None, op_id=uuid4(), by=None, at=NOW)


def bring_back_paragraph(_section: Section, row: Paragraph) -> object:
    earlier = Revision(text="Khác.", kind=row.kind)
    return history.restore_paragraph(row, earlier, base_version=1, by=None, at=NOW)


def bring_back_section(section: Section, _row: Paragraph) -> object:
    before, version = NOW - timedelta(days=1), history.version_of(section)
    return history.restore_section(section, before, base_version=version, by=None, at=NOW)


def bring_back_month(section: Section, _row: Paragraph) -> object:
    before, month = NOW - timedelta(days=1), section.part.resolution
    return history.restore_month(month, before, base_version=history.version_of(month), by=None, at=NOW)


def arrange_as(act: Act, section: Section, row: Paragraph) -> object:
    return arrange(section, Order(act, row.pk, 1, uuid4(), offset=4), by=None, at=NOW)


def run_sql(_section: Section, row: Paragraph) -> object:
    """Write what knows nothing of our code."""
    with connection.cursor() as cursor, refused_as_locked():
        return cursor.execute("UPDATE resolutions_paragraph SET text = 'Khác.' WHERE id = %s", [row.pk])


@contextmanager
def refused_as_locked() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Locked from error


WORK: dict[str, Callable[[Section, Paragraph], object]] = {
    **{work.__name__: work for work in (autosave, lose, save_lines, add, put, run_sql)},
    **{work.__name__: work for work in (bring_back_paragraph, bring_back_section, bring_back_month)},
    **{act.value: partial(arrange_as, act) for act in (Act.SPLIT, Act.MERGE, Act.UP, Act.REMOVE)},
}


def held_open(change: Callable[[], object], *, is_kept: bool = True) -> tuple[Callable[[], None], Event]:
    """Return a job that changes something and ends its transaction half a second later, and when it has begun."""
    begun = Event()

    def job() -> None:
        with transaction.atomic():
            change()
            begun.set()
            time.sleep(HELD_FOR)
            transaction.set_rollback(not is_kept)

    return job, begun


def after(begun: Event, work: Callable[[], Any]) -> Callable[[], tuple[Any, float]]:
    """Return a job that works once the other has begun, and tells what came of it and how long it took."""

    def job() -> tuple[Any, float]:
        begun.wait()
        start = time.monotonic()
        try:
            answer = work()
        except Refused as refused:
            answer = refused
        return answer, time.monotonic() - start

    return job


@pytest.mark.parametrize("name", WORK)
def test_bad_input_40_whatever_is_written_waits_for_a_month_being_issued_and_is_locked(name: str) -> None:
    section = make_section("Một.", "Hai. Ba.")
    row = section.paragraphs.all()[1]
    issuing, begun = held_open(lambda: issue(section.part.resolution))

    _issued, (answer, waited) = at_once(issuing, after(begun, lambda: WORK[name](section, row)))

    section.refresh_from_db()
    assert isinstance(answer, Locked)
    assert waited > HELD_FOR / 2
    assert (texts(section), section.version) == (["Một.", "Hai. Ba."], 1)
    assert (Save.objects.count(), Revision.objects.filter(section=section).count()) == (0, 2)


def test_a_save_waits_for_an_issue_that_fails_and_is_saved() -> None:
    section = make_section("Một.")
    row = section.paragraphs.get()
    issuing, begun = held_open(lambda: issue(section.part.resolution), is_kept=False)

    _issued, (answer, waited) = at_once(issuing, after(begun, lambda: save(row, make_typed("Khác."))))

    assert isinstance(answer, Saved)
    assert waited > HELD_FOR / 2
    assert texts(section) == ["Khác."]


@pytest.mark.parametrize("name", WORK)
def test_bad_input_40_an_issue_waits_for_whatever_is_being_written(name: str) -> None:
    section = make_section("Một.", "Hai. Ba.")
    row = section.paragraphs.all()[1]
    writing, begun = held_open(lambda: WORK[name](section, row))

    def issue_what_stands() -> list[str]:
        with transaction.atomic():
            issue(section.part.resolution)
            return texts(section)

    _written, (read, waited) = at_once(writing, after(begun, issue_what_stands))

    assert waited > HELD_FOR / 2
    assert read == texts(section)
    assert (read == ["Một.", "Hai. Ba."]) == (name == "lose")


def test_bad_input_40_what_is_issued_is_what_was_read_however_many_write() -> None:
    for number in range(ROUNDS // 2):
        section = make_section("0", month=number % 12 + 1, year=2026 + number // 12)
        row = section.paragraphs.get()

        def write(row: Paragraph = row) -> int:
            """Save one figure after another until the month is issued; return the last that was saved."""
            for figure in count(1):
                try:
                    save(row, make_typed(str(figure), base_version=figure, is_autosaved=bool(figure % 2)))
                except Locked:
                    return figure - 1
            raise AssertionError

        def issue_soon(section: Section = section, delay: float = number / 500) -> str:
            time.sleep(delay)
            with transaction.atomic():
                issue(section.part.resolution)
                return section.paragraphs.get().text

        last, read = at_once(write, issue_soon)

        assert read == section.paragraphs.get().text == str(last)


def test_others_go_on_writing_while_one_writes() -> None:
    section = make_section("Một.", "Hai.")
    first, second = section.paragraphs.all()
    writing, begun = held_open(lambda: save(first, make_typed("Mốt.")))

    _written, (answer, waited) = at_once(writing, after(begun, lambda: save(second, make_typed("Hai mươi."))))

    assert isinstance(answer, Saved)
    assert waited < HELD_FOR / 2
    assert texts(section) == ["Mốt.", "Hai mươi."]


def test_bad_input_46_a_month_started_by_several_at_once_stands_once() -> None:
    def start(year: int) -> bool:
        try:
            return bool(store(make_manuscript(year=year), by=None, at=NOW))
        except Refused:
            return False

    for year in range(2026, 2036):
        started = at_once(*[partial(start, year)] * 4)

        assert sorted(started) == [False, False, False, True]
        assert Section.objects.filter(part__resolution__year=year).count() == 10


# The same request at the very same time


def one_effect(job: Callable[[], Any], *, times: int = 4) -> list[Any]:
    """Do the same job several times at once."""
    return at_once(*[job] * times)


@pytest.mark.parametrize("round_number", range(3))
@pytest.mark.parametrize("text", ["Mốt.", "Một."], ids=["changed", "unchanged"])
def test_bad_input_38_a_save_sent_several_times_at_once_has_one_effect(text: str, round_number: int) -> None:
    user, row = make_officer(), make_section("Một.").paragraphs.get()
    typed = make_typed(text, is_autosaved=bool(round_number % 2))

    answers = one_effect(lambda: save(row, typed, by=user))

    version = 2 if text == "Mốt." else 1
    assert answers == [Saved(row.pk, version, NOW + timedelta(minutes=1), text)] * 4
    assert versions(row) == list(range(1, version + 1))
    assert Save.objects.get().version == version


@pytest.mark.parametrize("round_number", range(3))
def test_bad_input_38_lines_sent_several_times_at_once_become_paragraphs_once(round_number: int) -> None:
    section, typed = make_section("Một."), make_typed("Mốt.\nHai.")
    row = section.paragraphs.get()

    answers = one_effect(lambda: save(row, typed, as_lines=True))

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Mốt.", "Hai."], 2)
    assert [(answer.paragraph_id, answer.version, answer.text) for answer in answers] == [(row.pk, 2, "Mốt.")] * 4
    assert sorted(len(answer.added) for answer in answers) == [0, 0, 0, 1]


@pytest.mark.parametrize("round_number", range(3))
def test_bad_input_38_a_lost_text_sent_several_times_at_once_is_kept_once(round_number: int) -> None:
    row = make_section("Một.").paragraphs.get()
    save(row, make_typed("Của A."))
    typed = make_typed("Của B.")

    answers = one_effect(lambda: save(row, typed))

    assert [type(answer) for answer in answers] == [Conflict] * 4
    assert list(row.revisions.values_list("version", "text", "origin")) == [
        (1, "Một.", "saved"),
        (2, "Của A.", "saved"),
        (1, "Của B.", "conflict"),
    ]


@pytest.mark.parametrize("round_number", range(3))
def test_bad_input_38_a_new_paragraph_sent_several_times_at_once_is_added_once(round_number: int) -> None:
    section, typed = make_section("Một."), make_typed("Hai.", base_version=0)

    answers = one_effect(lambda: save_new(section, typed, by=None, at=NOW))

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Một.", "Hai."], 2)
    assert answers == [Saved(section.paragraphs.all()[1].pk, 1, NOW, "Hai.")] * 4


@pytest.mark.parametrize("round_number", range(3))
def test_bad_input_38_an_order_or_a_paste_sent_several_times_at_once_is_done_once(round_number: int) -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    row, name = section.paragraphs.all()[0], uuid4()
    order = Order(Act.DOWN, row.pk, 1, uuid4())

    moved = one_effect(lambda: arrange(section, order, by=None, at=NOW))
    pasted = one_effect(lambda: paste(section, [ParagraphText("a")], after=None, op_id=name, by=None, at=NOW))

    section.refresh_from_db()
    assert (texts(section), section.version) == (["Hai.", "Một.", "Ba.", "a"], 3)
    assert moved == [row.pk] * 4
    assert pasted == [section.paragraphs.all()[3].pk] * 4


@pytest.mark.parametrize("round_number", range(3))
def test_of_two_orders_on_the_same_page_one_is_carried_out(round_number: int) -> None:
    section = make_section("Một.", "Hai.", "Ba.")
    rows = list(section.paragraphs.all())

    def try_to(act: Act, row: Paragraph) -> bool:
        try:
            return bool(arrange(section, Order(act, row.pk, 1, uuid4()), by=None, at=NOW))
        except OrderConflict:
            return False

    done = at_once(
        lambda: try_to(Act.UP, rows[2]), lambda: try_to(Act.DOWN, rows[0]), lambda: try_to(Act.REMOVE, rows[1])
    )

    section.refresh_from_db()
    outcomes = {0: ["Một.", "Ba.", "Hai."], 1: ["Hai.", "Một.", "Ba."], 2: ["Một.", "Ba."]}
    assert (sum(done), section.version) == (1, 2)
    assert texts(section) == outcomes[done.index(True)]


@pytest.mark.parametrize("round_number", range(3))
def test_bad_input_38_one_name_for_requests_in_two_sections_at_once_is_refused_to_one(round_number: int) -> None:
    section = make_section("Một.", "Hai.")
    other, name = section_of(section.part.resolution, place=1), uuid4()

    def put(into: Section) -> bool:
        try:
            return bool(paste(into, [ParagraphText("a")], after=None, op_id=name, by=None, at=NOW))
        except drafting.RepeatedName:
            return False

    done = at_once(lambda: put(section), lambda: put(other))

    assert sum(done) == 1
    assert (len(texts(section)), len(texts(other))) == ((3, 1) if done[0] else (2, 2))
    assert Save.objects.count() == 1
