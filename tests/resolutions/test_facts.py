"""The facts of a month, its added sections, what is said of a section, and the practice month."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kesat.organization.models import User
from kesat.records.models import Event
from resolutions import drafting, facts
from resolutions.arranging import Act, Order, arrange
from resolutions.drafting import Gone, Locked, Refused, open_paragraph, save_new
from resolutions.facts import Facts, Progress, add_section, remove_section, save_facts, save_progress
from resolutions.manuscript import Field, PartKind, SectionText
from resolutions.models import Origin, Paragraph, Part, Presence, Resolution, Revision, Save, Section, SectionState
from resolutions.storing import model_for, remove_practice, start_month
from tests.factories import (
    NOW,
    issue,
    make_committee,
    make_manuscript,
    make_officer,
    make_resolution,
    make_section,
    make_typed,
    section_of,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)


def reloaded(resolution: Resolution) -> Resolution:
    return Resolution.objects.with_text().get(pk=resolution.pk)


def write(section: Section, text: str = "Một số việc còn chậm.") -> Paragraph:
    saved = save_new(section, make_typed(text, base_version=0), by=None, at=LATER)
    return Paragraph.objects.get(pk=saved.paragraph_id)


def arrange_now(section: Section, act: Act, paragraph: Paragraph) -> None:
    section.refresh_from_db()
    arrange(section, Order(act, paragraph.pk, section.version, uuid4()), by=None, at=LATER)


# Facts


def facts_of(resolution: Resolution, **values: object) -> Facts:
    titles = {PartKind(part.kind): part.title for part in resolution.parts.all() if part.is_titled}
    recipients = [recipient.text for recipient in resolution.recipients.all()]
    return Facts(resolution.version, values, titles, recipients)


def test_facts_are_saved_and_what_changed_is_recorded() -> None:
    user, resolution = make_officer(), make_resolution()
    new = replace(facts_of(resolution, urgency="urgent", signer_name="Trần Văn Khải"), recipients=["Các chi bộ"])
    new.titles[PartKind.RESULTS] = "KẾT QUẢ THÁNG 10/2026"

    save_facts(resolution, new, by=user)

    resolution = reloaded(resolution)
    manuscript = resolution.manuscript()
    assert (manuscript.urgency, manuscript.recipients, resolution.version) == ("urgent", ("Các chi bộ",), 2)
    assert manuscript.parts[0].title == "KẾT QUẢ THÁNG 10/2026"
    event = Event.objects.about(resolution).get(action="change_facts")
    assert (event.by, event.details["changes"]) == (
        user,
        {
            "urgency": ["", "urgent"],
            "recipients": ["Các chi bộ trực thuộc\nLưu Văn phòng Đảng ủy", "Các chi bộ"],
            "title_of_results": ["ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 10/2026", "KẾT QUẢ THÁNG 10/2026"],
        },
    )


def test_facts_that_nobody_changed_are_not_recorded() -> None:
    resolution = make_resolution()

    save_facts(resolution, facts_of(resolution, urgency=""), by=None)

    assert not Event.objects.filter(action="change_facts").exists()


def test_facts_changed_by_someone_else_are_not_overwritten() -> None:
    resolution = make_resolution()
    save_facts(resolution, facts_of(resolution, urgency="urgent"), by=None)

    with pytest.raises(Refused):
        save_facts(resolution, facts_of(resolution, urgency=""), by=None)

    resolution.refresh_from_db()
    assert (resolution.urgency, resolution.version) == ("urgent", 2)


def test_nothing_of_an_issued_month_is_saved() -> None:
    resolution = make_resolution()
    section = section_of(resolution)
    issue(resolution)

    with pytest.raises(Locked):
        save_facts(resolution, facts_of(resolution, urgency="urgent"), by=None)
    with pytest.raises(Locked):
        add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)
    with pytest.raises(Locked):
        remove_section(section, by=None)
    with pytest.raises(Locked):
        save_progress(section, Progress(is_done=True), by=None)

    resolution.refresh_from_db()
    assert (resolution.urgency, Section.objects.count(), Section.objects.filter(is_done=True).count()) == ("", 10, 0)


# Sections


def test_a_section_is_added_at_the_end_and_removed_while_nothing_stands_in_it() -> None:
    resolution = make_resolution()

    section = add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)

    last = reloaded(resolution).manuscript().parts[0].sections[-1]
    assert last == SectionText(Field.OTHER, "Hạn chế, nguyên nhân")
    remove_section(section, by=None)
    assert len(reloaded(resolution).manuscript().parts[0].sections) == 4
    assert [event.action for event in Event.objects.about(resolution)] == ["start", "add_section", "remove_section"]


def test_a_section_is_added_to_a_part_that_has_none() -> None:
    manuscript = make_manuscript()
    parts = (manuscript.parts[0], replace(manuscript.parts[1], sections=()))
    resolution = make_resolution(parts=parts)

    add_section(resolution, PartKind.DIRECTIONS, "Tổ chức thực hiện", by=None)

    assert [section.title for section in reloaded(resolution).manuscript().parts[1].sections] == ["Tổ chức thực hiện"]


def test_a_section_in_which_something_was_written_is_not_removed() -> None:
    resolution = make_resolution()
    added = add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)
    arrange_now(added, Act.REMOVE, write(added))

    for section in (added, section_of(resolution), section_of(resolution, PartKind.CLOSING)):
        with pytest.raises(Refused):
            remove_section(section, by=None)

    assert Section.objects.count() == 11


def test_an_added_section_that_is_gone_is_not_removed_again() -> None:
    resolution = make_resolution()
    section = add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)
    remove_section(Section.objects.select_related("part").get(pk=section.pk), by=None)

    with pytest.raises(Gone):
        remove_section(section, by=None)

    assert Event.objects.filter(action="remove_section").count() == 1


# Progress


def said(section: Section) -> tuple[bool, str, User | None, str, int]:
    section.refresh_from_db()
    return section.is_done, section.blocked_reason, section.writer, section.title, section.version


def test_a_section_is_done_and_then_written_further() -> None:
    user, section = make_officer(), make_section("Một.")

    assert save_progress(section, Progress(is_done=True, writer=user), by=user)

    assert said(section) == (True, "", user, "Công tác xây dựng Đảng", 1)
    assert save_progress(section, Progress(), by=user)
    assert said(section) == (False, "", None, "Công tác xây dựng Đảng", 1)


def test_a_section_cannot_be_written_yet_for_a_reason() -> None:
    section = make_section("Một.")

    save_progress(section, Progress(blocked_reason="Đợi Trung tâm báo số lớp"), by=None)

    assert said(section)[:2] == (False, "Đợi Trung tâm báo số lớp")
    save_progress(section, Progress(is_done=True, blocked_reason="Đợi Trung tâm báo số lớp"), by=None)
    assert said(section)[:2] == (True, "")


def test_what_was_said_already_changes_nothing() -> None:
    section = make_section("Một.")
    save_progress(section, Progress(is_done=True), by=None)

    assert not save_progress(section, Progress(is_done=True), by=None)
    assert not save_progress(section, Progress(is_done=True, title=section.title, seen_title="cũ"), by=None)

    assert not Event.objects.filter(action="rename_section").exists()


def test_a_renamed_section_is_recorded_and_counts_as_a_change_of_order() -> None:
    user, section = make_officer(), make_section("Một.")
    old, new = "Công tác xây dựng Đảng", "Công tác xây dựng Đảng và hệ thống chính trị"

    assert save_progress(section, Progress(title=new, seen_title=old), by=user)

    assert said(section) == (False, "", None, new, 2)
    event = Event.objects.about(section).get(action="rename_section")
    assert (event.by, event.details) == (user, {"old": old, "new": new})


def test_a_title_that_someone_else_changed_is_not_put_back_by_an_old_page() -> None:
    section = make_section("Một.")
    old = section.title
    save_progress(section, Progress(title="Tên mới", seen_title=old), by=None)

    with pytest.raises(Refused, match="Tên mới"):
        save_progress(section, Progress(is_done=True, title="Tên khác", seen_title=old), by=None)
    save_progress(section, Progress(is_done=True), by=None)

    assert said(section) == (True, "", None, "Tên mới", 2)


@pytest.mark.parametrize(
    ("progress", "is_written", "state"),
    [
        (Progress(), False, SectionState.NOT_STARTED),
        (Progress(), True, SectionState.WRITING),
        (Progress(is_done=True), True, SectionState.DONE),
        (Progress(is_done=True), False, SectionState.DONE),
        (Progress(blocked_reason="Đợi số liệu"), False, SectionState.BLOCKED),
        (Progress(blocked_reason="Đợi số liệu"), True, SectionState.BLOCKED),
    ],
)
def test_a_section_says_how_far_it_is(progress: Progress, *, is_written: bool, state: SectionState) -> None:
    section = make_section("Một.")
    save_progress(section, progress, by=None)
    section.refresh_from_db()

    assert section.state(is_written=is_written) == state


def test_the_database_refuses_what_is_done_and_blocked() -> None:
    section = make_section("Một.")
    save_progress(section, Progress(is_done=True), by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(blocked_reason="Đợi số liệu")


# The practice month


def practise(month: int = 11, by: User | None = None) -> Resolution:
    make_committee()
    return start_month(2026, month, by=by, at=NOW, on=NOW.date(), practice=True)


def test_a_practice_month_stands_beside_the_real_one_and_is_modelled_like_it() -> None:
    user = make_officer()
    make_resolution(month=10)
    real = make_resolution(month=11)

    practice = practise(by=user)

    manuscript = reloaded(practice).manuscript()
    assert (practice.is_practice, practice.status, practice.created_by) == (True, "drafting", user)
    assert (practice.period.is_practice, real.period.is_practice) == (True, False)
    assert manuscript.subject == "về thực hiện nhiệm vụ chính trị tháng 11/2026"
    assert [paragraph.text for paragraph in manuscript.paragraphs()] == [
        "Các chi bộ tổ chức thực hiện Nghị quyết này./."
    ]
    assert [event.action for event in Event.objects.about(practice)] == ["start_practice"]
    assert str(practice) == "Tháng tập dùng 11/2026"


def test_there_is_one_practice_month_for_a_month() -> None:
    practise()

    with pytest.raises(Refused, match="11/2026"):
        practise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(year=2026, month=11, subject="a", is_practice=True)
    practise(12)

    assert list(Resolution.objects.values_list("month", "is_practice")) == [(12, True), (11, True)]


def test_the_database_refuses_two_months_of_a_kind() -> None:
    practise()
    make_resolution(month=11)

    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.update(is_practice=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.update(is_practice=False)


def test_the_database_refuses_to_issue_a_practice_month() -> None:
    practice = practise()
    real = make_resolution(month=10, archive=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        issue(practice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=real.pk).update(is_practice=True)

    practice.refresh_from_db()
    assert (practice.status, Resolution.objects.issued().count()) == ("drafting", 1)


def test_a_new_month_is_never_modelled_on_practice() -> None:
    real = make_resolution(month=9)
    practice = practise(10)

    assert model_for(2026, 11) == real
    assert list(Resolution.objects.real()) == [real]
    assert list(Resolution.objects.before(2026, 11)) == [real]
    assert list(Resolution.objects.all()) == [practice, real]


def test_the_orders_of_practice_stand_beside_no_month() -> None:
    practice = practise(10)
    write(section_of(practice, PartKind.DIRECTIONS))
    section = section_of(make_resolution(month=11))

    with pytest.raises(Refused):
        arrange_now(section, Act.TAKE, section_of(practice, PartKind.DIRECTIONS).paragraphs.get())


def test_a_practice_month_is_removed_whole_and_leaves_the_rest() -> None:
    user = make_officer()
    real = make_resolution(month=10)
    practice = practise(by=user)
    section = section_of(practice)
    source = section_of(real, PartKind.DIRECTIONS).paragraphs.get()
    kept, removed, absorbed = write(section, "Một."), write(section, "Hai."), write(section, "Ba.")
    arrange_now(section, Act.MERGE, absorbed)
    arrange_now(section, Act.REMOVE, removed)
    arrange_now(section, Act.TAKE, source)
    seen = open_paragraph(kept.pk)
    assert seen
    with pytest.raises(drafting.Conflict):
        drafting.save(seen, make_typed("Khác.", base_version=9), by=user, at=LATER)
    Presence.objects.create(section=section, user=user, at=NOW)
    assert set(Revision.objects.of_month(practice).values_list("origin", flat=True)) == {
        Origin.SAVED,
        Origin.TAKEN_OVER,
        Origin.CONFLICT,
    }
    write(section_of(real))
    others = Revision.objects.of_month(real).count()
    practice_id = practice.pk

    remove_practice(practice, by=user)

    assert list(Resolution.objects.all()) == [real]
    assert (Part.objects.count(), Section.objects.count()) == (4, 10)
    assert (Paragraph.objects.count(), Revision.objects.count()) == (others, others)
    assert (Save.objects.count(), Presence.objects.count()) == (1, 0)
    event = Event.objects.get(action="remove_practice")
    assert (event.by, event.target_id, event.details) == (user, practice_id, {"month": "11/2026"})


def test_only_practice_is_removed() -> None:
    resolution = make_resolution()

    with pytest.raises(Refused):
        remove_practice(resolution, by=None)

    assert Resolution.objects.get() == resolution


def test_a_practice_month_is_begun_anew_after_it_was_removed() -> None:
    remove_practice(practise(), by=None)

    assert practise().is_practice


def test_recipients_are_replaced() -> None:
    resolution = make_resolution()

    facts.set_recipients(resolution, ["Các chi bộ", "Lưu"])

    assert list(resolution.recipients.values_list("position", "text")) == [(1, "Các chi bộ"), (2, "Lưu")]
