"""The month as the office works on it: tasks, steps, days, what to do next."""

from datetime import date, timedelta

import pytest
from django.test import Client

from resolutions import workspace
from resolutions.models import Paragraph, Presence, Resolution, Section, SectionState
from tests.factories import NOW, make_officer, make_resolution
from tests.resolutions.editor import DRAFT, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def parts(resolution: Resolution) -> list[workspace.Group]:
    return workspace.titled(workspace.groups(resolution, at=NOW))


def say(resolution: Resolution, place: int, part: str = "results", **values: object) -> None:
    Section.objects.filter(pk=section_of(resolution, place, part).pk).update(**values)


def empty(resolution: Resolution, part: str) -> None:
    Paragraph.objects.filter(section__part__resolution=resolution, section__part__kind=part).update(is_removed=True)


def test_each_section_is_a_task_with_its_place_and_state() -> None:
    resolution = make_resolution(month=12)
    say(resolution, 0, is_done=True)
    say(resolution, 2, blocked_reason="Đợi số liệu")
    Paragraph.objects.filter(section=section_of(resolution, 3)).update(text="")

    results = parts(resolution)[0]

    assert [task.place for task in results.tasks] == ["I.1", "I.2", "I.3", "I.4"]
    assert [task.state for task in results.tasks] == ["done", "writing", "blocked", "not_started"]
    assert (results.done, results.is_done) == (1, False)


def test_a_task_says_who_changed_it_last_and_who_has_it_open() -> None:
    resolution, person = make_resolution(month=12), make_officer(full_name="Phạm Đức Minh")
    section = section_of(resolution)
    section.paragraphs.get().revisions.update(by=person)
    Presence.objects.create(section=section, user=person, at=NOW - timedelta(seconds=59))
    Presence.objects.create(section=section, user=make_officer(), at=NOW - timedelta(seconds=61))

    task = parts(resolution)[0].tasks[0]

    assert (task.changed_by, task.changed_at, task.present) == ("Phạm Đức Minh", NOW, ("Phạm Đức Minh",))


def test_nobody_is_told_that_they_have_a_section_open_themselves() -> None:
    resolution, reader = make_resolution(month=12), make_officer(full_name="Phạm Đức Minh")
    Presence.objects.create(section=section_of(resolution), user=reader, at=NOW)

    found = workspace.titled(workspace.groups(resolution, at=NOW, reader=reader))

    assert found[0].tasks[0].present == ()


@pytest.mark.parametrize(
    ("done", "written", "current"),
    [((), (), 1), ((), ("directions",), 2), (("results",), (), 2), (("results", "directions"), ("directions",), 3)],
)
def test_the_step_follows_from_what_is_written_and_done(
    done: tuple[str, ...], written: tuple[str, ...], current: int
) -> None:
    resolution = make_resolution(month=12)
    for part in {"results", "directions"} - set(written):
        empty(resolution, part)
    Section.objects.filter(part__resolution=resolution, part__kind__in=done).update(is_done=True)

    steps = workspace.steps(resolution, workspace.groups(resolution, at=NOW))

    assert [step.number for step in steps if step.is_current] == [current]


def test_results_that_were_overtaken_say_what_is_left() -> None:
    resolution = make_resolution(month=12)

    first = workspace.steps(resolution, workspace.groups(resolution, at=NOW))[0]

    assert (first.is_done, first.left) == (False, "4 sections left")


def test_no_step_of_a_draft_is_done_where_its_sections_are_not_looked_at() -> None:
    steps = workspace.steps(make_resolution(month=12), [])

    assert [step.number for step in steps if step.is_done or step.left] == []
    assert [step.number for step in steps if step.is_current] == [2]


def test_an_issued_month_is_followed_up() -> None:
    resolution = make_resolution(month=12, archive=True)

    steps = workspace.steps(resolution, workspace.groups(resolution, at=NOW))

    assert steps[-1].is_current


def test_what_was_begun_comes_before_what_was_not_and_before_what_waits() -> None:
    resolution = make_resolution(month=12)
    say(resolution, 0, blocked_reason="Đợi số liệu")
    Paragraph.objects.filter(section=section_of(resolution, 1)).update(is_removed=True)

    assert workspace.next_act(parts(resolution)).button == "Go on with section I.3"
    Section.objects.filter(paragraphs__is_removed=False, blocked_reason="").update(is_done=True)
    assert workspace.next_act(parts(resolution)).button == "Begin section I.2"
    say(resolution, 1, is_done=True)
    waiting = workspace.next_act(parts(resolution))
    assert (waiting.button, waiting.why) == ("Open section I.1", "It could not be written: Đợi số liệu")
    say(resolution, 0, is_done=True, blocked_reason="")
    assert workspace.next_act(parts(resolution)).url == ""


@pytest.mark.parametrize(("on", "words"), [(25, "2 days left"), (26, "1 day left"), (27, "today"), (29, "2 days past")])
def test_the_days_left_are_counted(on: int, words: str) -> None:
    resolution = Resolution(year=2026, month=12, meets_on=date(2026, 11, 27))

    [day] = workspace.days(resolution, on=date(2026, 11, on))

    assert day.left == words
    assert workspace.next_day([day]) == (None if on > 27 else day)


def test_the_month_s_page_is_work_for_the_office_and_a_document_when_issued(officer: Client, reader: Client) -> None:
    make_resolution(month=12)
    make_resolution(month=11, archive=True)

    assert "resolutions/month.html" in [template.name for template in officer.get(DRAFT).templates]
    assert "Việc nên làm tiếp: soạn mục I.1" in officer.get(DRAFT).content.decode()
    for client in (officer, reader):
        assert "doc-part" in client.get("/nghi-quyet/2026-11/").content.decode()


def test_every_state_has_its_word() -> None:
    assert [str(state.label) for state in SectionState] == [
        "Not started",
        "Being written",
        "Done",
        "Cannot be written yet",
    ]
