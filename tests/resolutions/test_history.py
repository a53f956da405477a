"""Past states rebuilt, who changed what, earlier states brought back; and that no state of a month is ever lost."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kesat.organization.models import User
from kesat.records.models import Event
from resolutions import arranging, drafting, history
from resolutions.arranging import Act, Order
from resolutions.comparing import Stand
from resolutions.drafting import Conflict, Locked, Refused, TooLong, Typed
from resolutions.history import ChangedMeanwhile
from resolutions.manuscript import ParagraphKind, PartKind
from resolutions.models import Origin, Paragraph, Resolution, Revision, Section
from resolutions.revisions import revision_of
from tests.factories import NOW, make_officer, make_resolution

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def section_of(resolution: Resolution, place: int = 0) -> Section:
    sections = Section.objects.select_related("part__resolution").filter(part__resolution=resolution)
    return sections.filter(part__kind=PartKind.RESULTS)[place]


def first_paragraph(section: Section) -> Paragraph:
    row = section.paragraphs.kept().first()
    assert row is not None
    return row


def save(row: Paragraph, text: str, *, by: User, at: datetime, auto: bool = False, base: int | None = None) -> None:
    opened = drafting.open_paragraph(row.pk)
    assert opened is not None
    version = opened.row.version if base is None else base
    typed = Typed(text, opened.row.kind, uuid.uuid4(), base_version=version, is_autosaved=auto)
    drafting.save(opened, typed, by=by, at=at)


def add(section: Section, text: str, *, by: User, at: datetime) -> Paragraph:
    saved = drafting.save_new(section, Typed(text, ParagraphKind.PROSE, uuid.uuid4()), by=by, at=at)
    return Paragraph.objects.get(pk=saved.paragraph_id)


def arrange(section: Section, act: Act, row: Paragraph, *, by: User, at: datetime, offset: int = 0) -> None:
    version = Section.objects.values_list("version", flat=True).get(pk=section.pk)
    arranging.arrange(section, Order(act, row.pk, version, uuid.uuid4(), offset=offset), by=by, at=at)


def texts(section: Section) -> list[str]:
    return [row.text for row in section.paragraphs.kept()]


def then(resolution: Resolution, section: Section, at: datetime) -> list[str]:
    return [stand.text for stand in history.state_at(resolution, at).of(section.pk)]


# States


def test_a_past_state_holds_the_paragraphs_that_stood_then_in_their_order() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)
    first = first_paragraph(section)
    second = add(section, "Đoạn hai.", by=by, at=NOW + 1 * MINUTE)
    save(first, "Đoạn một.", by=by, at=NOW + 2 * MINUTE)
    arrange(section, Act.UP, second, by=by, at=NOW + 3 * MINUTE)
    arrange(section, Act.REMOVE, first, by=by, at=NOW + 4 * MINUTE)

    states = [then(resolution, section, NOW + minutes * MINUTE) for minutes in range(-1, 5)]

    beginning = "Đã làm xong việc của Công tác xây dựng Đảng."
    assert states == [
        [],
        [beginning],
        [beginning, "Đoạn hai."],
        ["Đoạn một.", "Đoạn hai."],
        ["Đoạn hai.", "Đoạn một."],
        ["Đoạn hai."],
    ]
    assert history.state_now(resolution) == history.state_at(resolution, NOW + 4 * MINUTE)


def test_a_text_that_lost_is_no_state() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer()
    row = first_paragraph(section_of(resolution))
    save(row, "Bản của người nhanh.", by=by, at=NOW + MINUTE)
    with pytest.raises(Conflict):
        save(row, "Bản của người chậm.", by=other, at=NOW + 2 * MINUTE, base=1)

    state = history.state_at(resolution, NOW + 3 * MINUTE)

    assert state.of(row.section_id) == (Stand(row.pk, "Bản của người nhanh.", ParagraphKind.PROSE),)
    assert state == history.state_now(resolution)


def test_a_section_in_which_nothing_stands_is_empty() -> None:
    resolution = make_resolution()

    assert history.state_at(resolution, NOW - MINUTE).of(section_of(resolution).pk) == ()


@pytest.mark.parametrize("paragraphs", [1, 50])
def test_a_state_is_rebuilt_in_one_query_whatever_its_length(
    paragraphs: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    resolution, by = make_resolution(), make_officer()
    for number in range(paragraphs):
        add(section_of(resolution), f"Đoạn {number}.", by=by, at=NOW + number * MINUTE)

    with django_assert_num_queries(1):
        history.state_at(resolution, NOW + timedelta(days=1))
    with django_assert_num_queries(1):
        history.state_now(resolution)


# Sessions


def test_what_one_person_changes_in_a_section_without_a_pause_is_one_session() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer(full_name="Lê Minh")
    section = section_of(resolution)
    row = first_paragraph(section)
    save(row, "Đã làm xong việc.", by=by, at=NOW + 20 * MINUTE)
    save(row, "Đã làm xong mọi việc.", by=other, at=NOW + 25 * MINUTE)
    new = add(section, "Đoạn hai.", by=by, at=NOW + 29 * MINUTE)
    save(row, "Đã làm xong mọi việc lớn.", by=by, at=NOW + 39 * MINUTE)

    found = history.sessions(resolution, section=section)

    assert [(each.by_name, each.began_at, each.ended_at) for each in found[:3]] == [
        (by.full_name, NOW + 39 * MINUTE, NOW + 39 * MINUTE),
        (by.full_name, NOW + 20 * MINUTE, NOW + 29 * MINUTE),
        ("Lê Minh", NOW + 25 * MINUTE, NOW + 25 * MINUTE),
    ]
    assert [change.paragraph_id for change in found[1].changes] == [row.pk, new.pk]
    assert found[1].changes[1].before is None
    assert len(found) == 4


def test_a_session_of_autosaves_begins_with_the_first_of_them() -> None:
    resolution, by = make_resolution(), make_officer()
    row = first_paragraph(section_of(resolution))
    for minutes in (20, 24, 29, 31):
        save(row, f"Gõ đến phút {minutes}.", by=by, at=NOW + minutes * MINUTE, auto=True)

    session = history.sessions(resolution)[0]

    assert (session.began_at, session.ended_at) == (NOW + 20 * MINUTE, NOW + 31 * MINUTE)
    assert session.origins == {Origin.SAVED}
    assert len(session.changes) == 1


def test_sessions_are_chosen_by_section_and_by_moment() -> None:
    resolution, by = make_resolution(), make_officer()
    first, second = section_of(resolution), section_of(resolution, 1)
    save(first_paragraph(first), "Đoạn một.", by=by, at=NOW + 20 * MINUTE)
    save(first_paragraph(second), "Đoạn hai.", by=by, at=NOW + 40 * MINUTE)

    assert [each.section_id for each in history.sessions(resolution, since=NOW + MINUTE)] == [second.pk, first.pk]
    assert [each.section_id for each in history.sessions(resolution, since=NOW + 20 * MINUTE)] == [second.pk]
    assert len(history.sessions(resolution, section=first)) == 2
    assert history.sessions(resolution, section=first, since=NOW + 20 * MINUTE) == []


def test_words_are_counted_whatever_their_place() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)
    row = first_paragraph(section)
    save(row, "Thu ngân sách đạt 92% kế hoạch. Chi đúng.", by=by, at=NOW + 20 * MINUTE)
    arrange(section, Act.SPLIT, row, by=by, at=NOW + 40 * MINUTE, offset=32)
    save(row, "Thu ngân sách đạt 95% kế hoạch.", by=by, at=NOW + 60 * MINUTE)
    arrange(section, Act.REMOVE, row, by=by, at=NOW + 80 * MINUTE)

    found = history.counted(history.sessions(resolution, section=section))

    assert [(each.added, each.removed) for each in found] == [(0, 7), (1, 1), (0, 0), (9, 10), (10, 0)]


def test_a_text_that_lost_stands_in_its_session() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer()
    row = first_paragraph(section_of(resolution))
    save(row, "Bản của người nhanh.", by=by, at=NOW + MINUTE)
    with pytest.raises(Conflict):
        save(row, "Bản của người chậm.", by=other, at=NOW + 2 * MINUTE, base=1)

    session = history.sessions(resolution)[0]

    assert (session.by_id, session.lost, session.changes) == (other.pk, (row.pk,), ())
    assert session.origins == {Origin.CONFLICT}


def test_writers_between_two_moments_and_a_persons_last_change() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer(full_name="Lê Minh")
    first, second = section_of(resolution), section_of(resolution, 1)
    save(first_paragraph(first), "Đoạn một.", by=by, at=NOW + 20 * MINUTE)
    save(first_paragraph(second), "Đoạn hai.", by=other, at=NOW + 40 * MINUTE)

    assert history.writers_between(resolution, NOW, None) == ["Lê Minh", by.full_name]
    assert history.writers_between(resolution, NOW, NOW + 20 * MINUTE) == [by.full_name]
    assert history.writers_between(resolution, NOW + 20 * MINUTE, None, section=first) == []
    assert history.last_change_by(by, resolution) == NOW + 20 * MINUTE
    assert history.last_change_by(by, resolution, section=second) is None
    assert history.began_at(resolution) == NOW


@pytest.mark.parametrize("paragraphs", [1, 50])
def test_sessions_take_two_queries_whatever_their_number(
    paragraphs: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    resolution, by = make_resolution(), make_officer()
    for number in range(paragraphs):
        add(section_of(resolution), f"Đoạn {number}.", by=by, at=NOW + number * 20 * MINUTE)

    with django_assert_num_queries(2):
        history.counted(history.sessions(resolution))


# One paragraph


def test_a_trail_names_what_each_revision_followed() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer()
    row = first_paragraph(section_of(resolution))
    save(row, "Bản hai.", by=by, at=NOW + 1 * MINUTE)
    save(row, "Bản ba.", by=by, at=NOW + 2 * MINUTE)
    with pytest.raises(Conflict):
        save(row, "Bản thua.", by=other, at=NOW + 3 * MINUTE, base=2)

    found = history.versions(history.trail(row))

    beginning = "Đã làm xong việc của Công tác xây dựng Đảng."
    assert [(each.revision.text, each.before and each.before.text) for each in found] == [
        ("Bản thua.", "Bản hai."),
        ("Bản ba.", "Bản hai."),
        ("Bản hai.", beginning),
        (beginning, None),
    ]


# Bringing back


def test_a_paragraph_gets_an_earlier_text_as_a_new_revision() -> None:
    resolution, by = make_resolution(), make_officer()
    row = first_paragraph(section_of(resolution))
    first = row.revisions.get()
    save(row, "Bản hai.", by=by, at=NOW + MINUTE)

    changed = history.restore_paragraph(row, first, by=by, at=NOW + 2 * MINUTE, base_version=2)

    row.refresh_from_db()
    assert (changed, row.text, row.version) == (1, first.text, 3)
    assert row.folded_text == "da lam xong viec cua cong tac xay dung dang."
    last = row.revisions.get(version=3)
    assert (last.origin, last.by, last.at, last.text) == (Origin.RESTORED, by, NOW + 2 * MINUTE, first.text)


def test_a_text_that_lost_can_be_brought_back() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer()
    row = first_paragraph(section_of(resolution))
    save(row, "Bản của người nhanh.", by=by, at=NOW + MINUTE)
    with pytest.raises(Conflict):
        save(row, "Bản của người chậm.", by=other, at=NOW + 2 * MINUTE, base=1)

    lost = row.revisions.get(origin=Origin.CONFLICT)
    history.restore_paragraph(row, lost, by=other, at=NOW + 3 * MINUTE, base_version=2)

    assert texts(section_of(resolution)) == ["Bản của người chậm."]


def test_a_removed_paragraph_comes_back_in_its_place_and_raises_the_section() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)
    row = first_paragraph(section)
    add(section, "Đoạn hai.", by=by, at=NOW + MINUTE)
    arrange(section, Act.REMOVE, row, by=by, at=NOW + 2 * MINUTE)
    version = Section.objects.get(pk=section.pk).version

    removal = row.revisions.get(version=2)
    history.restore_paragraph(row, removal, by=by, at=NOW + 3 * MINUTE, base_version=2)

    assert texts(section) == ["Đã làm xong việc của Công tác xây dựng Đảng.", "Đoạn hai."]
    assert Section.objects.get(pk=section.pk).version == version + 1


def test_an_absorbed_paragraph_stands_alone_again() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)
    new = add(section, "Đoạn hai.", by=by, at=NOW + MINUTE)
    arrange(section, Act.MERGE, new, by=by, at=NOW + 2 * MINUTE)

    history.restore_paragraph(new, new.revisions.get(version=1), by=by, at=NOW + 3 * MINUTE, base_version=2)

    new.refresh_from_db()
    assert (new.is_removed, new.absorbed_by, new.text) == (False, None, "Đoạn hai.")


def test_a_text_that_stands_already_is_not_stored_again() -> None:
    resolution, by = make_resolution(), make_officer()
    row = first_paragraph(section_of(resolution))

    changed = history.restore_paragraph(row, row.revisions.get(), by=by, at=NOW + MINUTE, base_version=1)

    assert changed == 0
    assert row.revisions.count() == 1


def test_nothing_is_brought_back_over_a_faster_change() -> None:
    resolution, by, other = make_resolution(), make_officer(), make_officer()
    section = section_of(resolution)
    row = first_paragraph(section)
    seen = history.version_of(section), history.version_of(resolution)
    save(row, "Bản hai.", by=other, at=NOW + MINUTE)

    with pytest.raises(ChangedMeanwhile):
        history.restore_paragraph(row, row.revisions.get(version=1), by=by, at=NOW + 2 * MINUTE, base_version=1)
    with pytest.raises(ChangedMeanwhile):
        history.restore_section(section, NOW, base_version=seen[0], by=by, at=NOW + 2 * MINUTE)
    with pytest.raises(ChangedMeanwhile):
        history.restore_month(resolution, NOW, base_version=seen[1], by=by, at=NOW + 2 * MINUTE)

    assert texts(section) == ["Bản hai."]
    assert row.revisions.count() == 2


def changed_section(resolution: Resolution, by: User) -> Section:
    """Return a section of which nothing is as it was at NOW + MINUTE."""
    section = section_of(resolution)
    first = first_paragraph(section)
    second = add(section, "Đoạn hai.", by=by, at=NOW + MINUTE)
    save(first, "Đoạn một mới.", by=by, at=NOW + 2 * MINUTE)
    arrange(section, Act.UP, second, by=by, at=NOW + 3 * MINUTE)
    add(section, "Đoạn ba.", by=by, at=NOW + 4 * MINUTE)
    arrange(section, Act.MERGE, first, by=by, at=NOW + 5 * MINUTE)
    return section


def test_a_section_gets_the_state_of_a_moment() -> None:
    resolution, by = make_resolution(), make_officer()
    section = changed_section(resolution, by)
    before, revisions = Section.objects.get(pk=section.pk).version, Revision.objects.count()

    changed = history.restore_section(
        section, NOW + MINUTE, base_version=history.version_of(section), by=by, at=NOW + 6 * MINUTE
    )

    assert changed == 3
    assert texts(section) == ["Đã làm xong việc của Công tác xây dựng Đảng.", "Đoạn hai."]
    assert history.state_now(resolution) == history.state_at(resolution, NOW + MINUTE)
    assert not section.paragraphs.kept().exclude(absorbed_by=None).exists()
    assert Section.objects.get(pk=section.pk).version == before + 1
    made = Revision.objects.filter(at=NOW + 6 * MINUTE)
    assert (made.count(), Revision.objects.count()) == (3, revisions + 3)
    assert set(made.values_list("origin", "by")) == {(Origin.RESTORED, by.pk)}
    event = Event.objects.about(section).get()
    assert (event.action, event.by) == ("restore_section", by)
    assert event.details == {"moment": "2026-11-23T09:01:00+00:00", "paragraphs": 3}


def test_a_section_brought_back_can_itself_be_taken_back() -> None:
    resolution, by = make_resolution(), make_officer()
    section = changed_section(resolution, by)
    stood = history.state_now(resolution)
    for moment, at in ((NOW + MINUTE, NOW + 6 * MINUTE), (NOW + 5 * MINUTE, NOW + 7 * MINUTE)):
        history.restore_section(section, moment, base_version=history.version_of(section), by=by, at=at)

    assert history.state_now(resolution) == stood


def test_a_month_gets_the_state_of_a_moment_in_every_section() -> None:
    resolution, by = make_resolution(), make_officer()
    changed_section(resolution, by)
    other, third = section_of(resolution, 1), section_of(resolution, 2)
    save(first_paragraph(other), "Mục hai mới.", by=by, at=NOW + 5 * MINUTE)
    versions = [Section.objects.get(pk=section.pk).version for section in (other, third)]

    changed = history.restore_month(
        resolution, NOW, base_version=history.version_of(resolution), by=by, at=NOW + 6 * MINUTE
    )

    assert changed == 4
    assert history.state_now(resolution) == history.state_at(resolution, NOW)
    assert Section.objects.get(pk=other.pk).version == versions[0] + 1
    assert Section.objects.get(pk=third.pk).version == versions[1]
    assert Event.objects.about(resolution).get(action="restore_month").details["paragraphs"] == 4


def test_a_state_that_stands_already_changes_nothing() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)

    assert history.restore_section(section, NOW, base_version=0, by=by, at=NOW + MINUTE) == 0
    assert history.restore_month(resolution, NOW, base_version=0, by=by, at=NOW + MINUTE) == 0
    assert not Event.objects.filter(action__startswith="restore").exists()


def test_bringing_back_what_is_too_long_for_the_month_changes_nothing() -> None:
    resolution, by = make_resolution(), make_officer()
    section = section_of(resolution)
    rows = [add(section, "a" * 19_000, by=by, at=NOW + MINUTE) for _ in range(6)]
    for row in rows:
        arrange(section, Act.REMOVE, row, by=by, at=NOW + 2 * MINUTE)
    for _ in range(6):
        add(section_of(resolution, 1), "b" * 19_000, by=by, at=NOW + 3 * MINUTE)
    before = history.state_now(resolution)

    with pytest.raises(TooLong):
        history.restore_section(
            section, NOW + MINUTE, base_version=history.version_of(section), by=by, at=NOW + 4 * MINUTE
        )

    assert history.state_now(resolution) == before


def test_nothing_is_brought_back_in_what_is_issued() -> None:
    resolution, by = make_resolution(archive=True), make_officer()
    section = section_of(resolution)
    row = first_paragraph(section)

    with pytest.raises(Locked):
        history.restore_paragraph(row, row.revisions.get(), by=by, at=NOW + MINUTE, base_version=1)
    with pytest.raises(Locked):
        history.restore_section(section, NOW, base_version=1, by=by, at=NOW + MINUTE)
    with pytest.raises(Locked):
        history.restore_month(resolution, NOW, base_version=1, by=by, at=NOW + MINUTE)


def test_a_paragraph_that_stood_in_another_section_goes_back_there() -> None:
    resolution, by = make_resolution(), make_officer()
    section, other = section_of(resolution), section_of(resolution, 1)
    row = first_paragraph(section)
    Paragraph.objects.filter(pk=row.pk).update(section=other, version=2)
    moved = Paragraph.objects.get(pk=row.pk)
    revision_of(moved, by=by, at=NOW + MINUTE).save()

    history.restore_section(section, NOW, base_version=history.version_of(section), by=by, at=NOW + 2 * MINUTE)

    moved.refresh_from_db()
    assert (moved.section, moved.version) == (section, 3)
    assert history.state_now(resolution) == history.state_at(resolution, NOW)


# No state is ever lost


@dataclass(frozen=True)
class Step:
    """One act in a month, `seconds` after the one before; numbers choose among what there is."""

    act: str
    seconds: int
    person: int
    section: int
    place: int
    which: int


ACTS = (
    "save", "save_new", "autosave_new", "kind", "conflict", "split", "merge", "up",
    "up", "down", "down", "remove", "restore", "restore_paragraph", "restore_section",
    "restore_section", "restore_month",
)  # fmt: skip


# Mostly one person who types in one paragraph and is saved every few seconds, so that autosaves meet.
steps = st.lists(
    st.builds(
        Step,
        act=st.just("autosave") | st.sampled_from(ACTS),
        seconds=st.sampled_from([0, 1, 10, 30, 60, 300, 601]) | st.integers(0, 700),
        person=st.sampled_from([0, 0, 0, 1, 2]),
        section=st.sampled_from([0, 0, 0, 1]),
        place=st.sampled_from([0, 0, 0, 1, 2, 3]),
        which=st.integers(0, 50),
    ),
    min_size=20,
    max_size=60,
)


@dataclass
class Shown:
    """A paragraph as the month's page shows it."""

    text: str
    kind: str = ParagraphKind.PROSE
    is_removed: bool = False
    is_absorbed: bool = False


@dataclass
class Written:
    """When and by whom the state of a paragraph was stored; `began_at` is that of a row which autosaves go on with."""

    at: datetime
    by: int | None = None
    began_at: datetime | None = None


Remembered = tuple[dict[int, list[int]], dict[int, Shown]]


@dataclass
class Month:
    """A month in plain values, told what was done to it.

    It asks the database only for versions, and for places that depend on the room between paragraphs.
    """

    resolution: Resolution
    people: list[User]
    now: datetime = NOW
    changed_at: datetime = NOW
    order: dict[int, list[int]] = field(default_factory=dict)
    shown: dict[int, Shown] = field(default_factory=dict)
    written: dict[int, Written] = field(default_factory=dict)
    remembered: dict[datetime, Remembered] = field(default_factory=dict)
    typed: int = 0

    def __post_init__(self) -> None:
        self.sections = list(
            Section.objects.filter(part__resolution=self.resolution).select_related("part__resolution")
        )
        for section in self.sections:
            rows = list(section.paragraphs.all())
            self.order[section.pk] = [row.pk for row in rows]
            self.shown |= {row.pk: Shown(row.text, row.kind) for row in rows}
            self.written |= {row.pk: Written(NOW) for row in rows}
        self.remember()

    def remember(self) -> None:
        order = {pk: list(ids) for pk, ids in self.order.items()}
        self.remembered[self.now] = order, {pk: replace(shown) for pk, shown in self.shown.items()}

    def forget(self, after: datetime) -> None:
        """Forget what stood from a moment on until now: the autosave of now has replaced it."""
        for moment in [moment for moment in self.remembered if after <= moment < self.now]:
            del self.remembered[moment]

    def is_gone_on(self, pk: int, person: User) -> bool:
        """Tell whether an autosave replaces the state before: same person, ten minutes, nothing since."""
        written = self.written[pk]
        if written.began_at is None or written.by != person.pk or self.changed_at > written.at:
            return False
        return self.now <= written.began_at + timedelta(minutes=10)

    def wrote(self, pk: int, person: User, *, auto: bool = False) -> None:
        if auto and self.is_gone_on(pk, person):
            self.forget(self.written[pk].at)
            self.written[pk] = Written(self.now, person.pk, self.written[pk].began_at)
        else:
            self.written[pk] = Written(self.now, person.pk, self.now if auto else None)
        self.changed_at = self.now

    def new_text(self) -> str:
        self.typed += 1
        return f"Đã làm việc số {self.typed}, đạt {self.typed}% kế hoạch."

    def positions(self, section: Section) -> dict[int, int]:
        return dict(section.paragraphs.values_list("pk", "position"))

    def kept_in_database(self, section: Section) -> list[int]:
        return [row.pk for row in section.paragraphs.kept()]

    def do(self, step: Step) -> None:
        self.now += timedelta(seconds=step.seconds)
        section, person = self.sections[step.section], self.people[step.person]
        before = {each.pk: self.positions(each) for each in self.sections[:2]}
        getattr(self, f"do_{step.act}")(step, section, person)
        if not step.act.startswith("restore_"):
            self.note_new_room(section, before[section.pk])
        self.remember()

    def note_new_room(self, section: Section, before: dict[int, int]) -> None:
        """Where room was made between the paragraphs, each has a new revision."""
        moved = {pk for pk, position in self.positions(section).items() if before.get(pk, position) != position}
        if len(moved) > 1:
            for pk in moved:
                self.written[pk] = Written(self.now)

    # What people do

    def chosen(self, step: Step, section: Section) -> int | None:
        ids = self.order[section.pk]
        return ids[step.place % len(ids)] if ids else None

    def type(self, step: Step, section: Section, person: User, *, auto: bool = False, kind: str = "") -> None:
        pk = self.chosen(step, section)
        if pk is None:
            return
        opened = drafting.open_paragraph(pk)
        assert opened is not None
        shown = self.shown[pk]
        new = Shown(shown.text, kind) if kind else Shown(self.new_text(), shown.kind)
        typed = Typed(new.text, new.kind, uuid.uuid4(), base_version=opened.row.version, is_autosaved=auto)
        drafting.save(opened, typed, by=person, at=self.now)
        if new != shown:
            self.shown[pk] = new
            self.wrote(pk, person, auto=auto)

    def do_save(self, step: Step, section: Section, person: User) -> None:
        self.type(step, section, person)

    def do_autosave(self, step: Step, section: Section, person: User) -> None:
        self.type(step, section, person, auto=True)

    def do_kind(self, step: Step, section: Section, person: User) -> None:
        kinds = list(ParagraphKind)
        self.type(step, section, person, kind=kinds[step.which % len(kinds)], auto=step.which > 25)

    def do_save_new(self, step: Step, section: Section, person: User, *, auto: bool = False) -> None:
        new = Shown(self.new_text())
        typed = Typed(new.text, new.kind, uuid.uuid4(), is_autosaved=auto)
        saved = drafting.save_new(section, typed, by=person, at=self.now)
        self.order[section.pk].append(saved.paragraph_id)
        self.shown[saved.paragraph_id] = new
        self.written[saved.paragraph_id] = Written(self.now, person.pk, self.now if auto else None)
        self.changed_at = self.now

    def do_autosave_new(self, step: Step, section: Section, person: User) -> None:
        self.do_save_new(step, section, person, auto=True)

    def do_conflict(self, step: Step, section: Section, person: User) -> None:
        """Somebody saves what they typed over a version that never was: their text is kept and does not stand."""
        pk = self.chosen(step, section)
        if pk is None:
            return
        opened = drafting.open_paragraph(pk)
        assert opened is not None
        with pytest.raises(Conflict):
            drafting.save(opened, Typed(self.new_text(), ParagraphKind.ITEM, uuid.uuid4()), by=person, at=self.now)
        self.changed_at = self.now

    def arrange(self, act: Act, section: Section, pk: int, person: User, *, offset: int = 0) -> int | None:
        """Return the paragraph to go on with, or None where the act was refused."""
        version = Section.objects.values_list("version", flat=True).get(pk=section.pk)
        order = Order(act, pk, version, uuid.uuid4(), offset=offset)
        try:
            return arranging.arrange(section, order, by=person, at=self.now)
        except Refused:
            return None

    def do_split(self, step: Step, section: Section, person: User) -> None:
        pk = self.chosen(step, section)
        if pk is None or not (new := self.arrange(Act.SPLIT, section, pk, person, offset=6)):
            return
        shown, ids = self.shown[pk], self.order[section.pk]
        ids.insert(ids.index(pk) + 1, new)
        self.shown[new] = Shown(shown.text[6:].strip(), shown.kind)
        shown.text = shown.text[:6].strip()
        self.wrote(new, person)
        self.wrote(pk, person)

    def do_merge(self, step: Step, section: Section, person: User) -> None:
        pk, ids = self.chosen(step, section), self.order[section.pk]
        if pk is None or self.arrange(Act.MERGE, section, pk, person) is None:
            assert pk is None or ids[0] == pk
            return
        target = ids[ids.index(pk) - 1]
        ids.remove(pk)
        self.shown[target].text += f" {self.shown[pk].text}"
        self.shown[pk].is_removed = self.shown[pk].is_absorbed = True
        self.wrote(target, person)
        self.wrote(pk, person)

    def do_up(self, step: Step, section: Section, person: User, *, by: int = -1) -> None:
        pk, ids = self.chosen(step, section), self.order[section.pk]
        if pk is None or self.arrange(Act.UP if by < 0 else Act.DOWN, section, pk, person) is None:
            return
        place = ids.index(pk)
        ids[place], ids[place + by] = ids[place + by], ids[place]
        self.wrote(pk, person)

    def do_down(self, step: Step, section: Section, person: User) -> None:
        self.do_up(step, section, person, by=1)

    def do_remove(self, step: Step, section: Section, person: User) -> None:
        pk = self.chosen(step, section)
        if pk is None:
            return
        assert self.arrange(Act.REMOVE, section, pk, person) == pk
        self.order[section.pk].remove(pk)
        self.shown[pk].is_removed = True
        self.wrote(pk, person)

    def come_back(self, pk: int, section: Section) -> None:
        """Put a removed paragraph where the database found room for it; the others must not have moved."""
        others = self.order[section.pk]
        self.order[section.pk] = self.kept_in_database(section)
        assert [each for each in self.order[section.pk] if each != pk] == others
        assert pk in self.order[section.pk]
        self.shown[pk].is_removed = self.shown[pk].is_absorbed = False

    def do_restore(self, step: Step, section: Section, person: User) -> None:
        here = set(section.paragraphs.values_list("pk", flat=True))
        removed = [pk for pk in sorted(here) if self.shown[pk].is_removed]
        if not removed:
            return
        pk = removed[step.which % len(removed)]
        done = self.arrange(Act.RESTORE, section, pk, person)
        assert (done is None) == self.shown[pk].is_absorbed
        if done:
            self.come_back(pk, section)
            self.wrote(pk, person)

    def do_restore_paragraph(self, step: Step, section: Section, person: User) -> None:
        rows = list(section.paragraphs.order_by("pk"))
        if not rows:
            return
        row = rows[step.place % len(rows)]
        revisions = list(row.revisions.order_by("pk"))
        revision, shown = revisions[step.which % len(revisions)], self.shown[row.pk]
        expected = (revision.text, revision.kind, False) != (shown.text, shown.kind, shown.is_removed)

        changed = history.restore_paragraph(row, revision, by=person, at=self.now, base_version=row.version)

        assert changed == expected
        if expected:
            shown.text, shown.kind = revision.text, revision.kind
            if shown.is_removed:
                self.come_back(row.pk, section)
            self.wrote(row.pk, person)

    def do_restore_section(self, step: Step, section: Section, person: User) -> None:
        moment = self.moment(step)
        version = history.version_of(section)
        changed = history.restore_section(section, moment, base_version=version, by=person, at=self.now)
        here = set(section.paragraphs.values_list("pk", flat=True))
        assert changed >= self.go_back(moment, [section.pk], here, person)

    def do_restore_month(self, step: Step, section: Section, person: User) -> None:
        moment = self.moment(step)
        version = history.version_of(self.resolution)
        changed = history.restore_month(self.resolution, moment, base_version=version, by=person, at=self.now)
        assert changed >= self.go_back(moment, list(self.order), set(self.shown), person)

    def moment(self, step: Step) -> datetime:
        moments = sorted(self.remembered)
        return moments[step.which % len(moments)]

    def go_back(self, moment: datetime, sections: list[int], paragraphs: set[int], person: User) -> int:
        """Take the state of a remembered moment, and return how many paragraphs this changes beside their places."""
        order, shown = self.remembered[moment]
        changed = 0
        for pk in paragraphs:
            now, was = self.shown[pk], shown.get(pk)
            new = replace(was) if was else replace(now, is_removed=True)
            # A removed paragraph that stays so was joined to what it is joined to now.
            new.is_absorbed = now.is_absorbed and new.is_removed
            if new != now:
                changed += 1
                self.shown[pk] = new
        for section in sections:
            self.order[section] = list(order[section])
        for revision in Revision.objects.filter(at=self.now, origin=Origin.RESTORED, paragraph__in=paragraphs):
            self.written[revision.paragraph_id] = Written(self.now)
            self.changed_at = self.now
        return changed

    # What must be true

    def state(self, remembered: Remembered) -> dict[int, tuple[Stand, ...]]:
        order, shown = remembered
        return {
            section: tuple(Stand(pk, shown[pk].text, shown[pk].kind) for pk in ids)
            for section, ids in order.items()
            if ids
        }

    def standing_in_rows(self) -> dict[int, tuple[Stand, ...]]:
        found: dict[int, list[Stand]] = defaultdict(list)
        for row in Paragraph.objects.kept().filter(section__part__resolution=self.resolution):
            found[row.section_id].append(Stand(row.pk, row.text, row.kind))
        return {section: tuple(stands) for section, stands in found.items()}


@given(steps)
def test_every_state_of_a_month_is_rebuilt_exactly(done: list[Step]) -> None:
    with transaction.atomic():
        month = Month(make_resolution(), [make_officer() for _ in range(3)])

        for step in done:
            month.do(step)
            assert month.state((month.order, month.shown)) == month.standing_in_rows()

        assert history.state_now(month.resolution).sections == month.standing_in_rows()
        for moment, remembered in month.remembered.items():
            assert history.state_at(month.resolution, moment).sections == month.state(remembered)
        transaction.set_rollback(True)
