"""Storing a month and saving its paragraphs: versions, conflicts, limits, what is issued stays."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kesat.organization.models import Role
from kesat.records.models import Event
from resolutions import drafting, export
from resolutions.drafting import Conflict, Entry, Facts, Refused, TooLong, Wanted, save_section
from resolutions.manuscript import Field, ParagraphKind, ParagraphText, PartKind, SectionText
from resolutions.models import Document, Paragraph, Part, Recipient, Resolution, Revision, Section, Status
from resolutions.storing import Source, start_month, store
from tests.factories import (
    NOW,
    make_committee,
    make_manuscript,
    make_officer,
    make_position,
    make_post,
    make_resolution,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


def section_of(resolution: Resolution, kind: str = PartKind.RESULTS, place: int = 0) -> Section:
    return Section.objects.select_related("part").filter(part__resolution=resolution, part__kind=kind)[place]


def entries_of(section: Section) -> list[Entry]:
    rows = section.paragraphs.filter(is_removed=False)
    return [Entry(row.text, row.kind, row.pk, row.version) for row in rows]


def save(section: Section, entries: list[Entry], title: str | None = None, base_version: int = 0) -> int:
    wanted = Wanted(entries, base_version=base_version or Section.objects.get(pk=section.pk).version, title=title)
    return save_section(section, wanted, by=None, at=NOW)


def reloaded(resolution: Resolution) -> Resolution:
    return Resolution.objects.with_text().get(pk=resolution.pk)


def test_a_stored_month_gives_back_the_same_manuscript() -> None:
    manuscript = make_manuscript(
        opening=(ParagraphText("Căn cứ Quy chế làm việc", ParagraphKind.ITEM), ParagraphText("Ban Thường vụ họp.")),
    )

    resolution = store(manuscript, by=None, at=NOW)

    assert reloaded(resolution).manuscript() == manuscript
    assert resolution.status == Status.DRAFTING


def test_reading_a_month_takes_five_queries_whatever_its_length(django_assert_num_queries: object) -> None:
    short = make_resolution(month=1)
    long = make_manuscript(month=2)
    part = long.parts[0]
    many = replace(part.sections[0], paragraphs=tuple(ParagraphText(f"Đoạn {n}") for n in range(50)))
    long = replace(long, parts=(replace(part, sections=(many, *part.sections[1:])), long.parts[1]))
    stored = store(long, by=None, at=NOW)

    for resolution in (short, stored):
        with django_assert_num_queries(5):  # type: ignore[operator]
            reloaded(resolution).manuscript()


def test_every_paragraph_starts_with_a_revision() -> None:
    user = make_officer()

    store(make_manuscript(), by=user, at=NOW)

    assert Revision.objects.count() == Paragraph.objects.count() == 9
    assert set(Revision.objects.values_list("version", "by", "at", "is_removed")) == {(1, user.pk, NOW, False)}


def test_storing_is_recorded_and_keeps_the_file() -> None:
    source = Source.of("C:\\Nghị quyết.docx", b"PK")

    resolution = store(make_manuscript(), by=None, at=NOW, source=source)

    document = resolution.documents.get(kind=Document.Kind.IMPORTED)
    assert (document.file.name, document.file.size) == ("Nghị quyết.docx", 2)
    assert document.file.content_type.startswith("application/vnd.openxmlformats")
    assert [event.action for event in Event.objects.about(resolution)] == ["bring_in"]
    assert str(document) == "Nghị quyết tháng 11/2026: Nghị quyết.docx"


def test_an_archived_month_is_issued_with_number_date_and_term() -> None:
    term = make_term()

    resolution = make_resolution(archive=True, number=7, issued_on=date(2026, 10, 30))

    resolution.refresh_from_db()
    assert (resolution.status, resolution.number, resolution.term) == (Status.ISSUED, 7, term)
    assert resolution.is_from_archive
    assert resolution.results_due_on is None


def test_an_archived_month_may_lack_number_and_date_together() -> None:
    assert make_resolution(archive=True).is_issued

    with pytest.raises(Refused, match=r"."):
        make_resolution(month=10, archive=True, number=5)


def test_a_number_is_used_once_a_term() -> None:
    make_term()
    make_resolution(archive=True, number=7, issued_on=date(2026, 10, 30))

    with pytest.raises(Refused):
        make_resolution(month=12, archive=True, number=7, issued_on=date(2026, 11, 30))

    assert Resolution.objects.count() == 1


def test_bad_input_46_a_month_is_stored_once() -> None:
    make_resolution()

    with pytest.raises(Refused, match="11/2026"):
        make_resolution()
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(year=2026, month=11, subject="về việc khác")

    assert Resolution.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"month": 13},
        {"month": 0},
        {"year": 1999},
        {"status": "burnt"},
        {"urgency": "secret"},
        {"number": 5},
        {"issued_on": date(2026, 1, 1)},
        {"number": 5, "issued_on": date(2026, 1, 1)},
        {"status": "issued"},
    ],
)
def test_bad_input_46_the_database_refuses_an_impossible_month(values: dict[str, object]) -> None:
    make_resolution()

    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.update(**values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Part, {"kind": "annex"}),
        (Section, {"field": "sport"}),
        (Paragraph, {"kind": "poem"}),
        (Revision, {"paragraph_id": 1, "version": 9}),
    ],
)
def test_the_database_refuses_impossible_text(model: type[Part], values: dict[str, object]) -> None:
    make_resolution()
    if "paragraph_id" in values:
        values["paragraph_id"] = Paragraph.objects.values_list("pk", flat=True)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_the_database_refuses_a_part_twice_and_an_unknown_document() -> None:
    resolution = store(make_manuscript(), by=None, at=NOW, source=Source.of("a.txt", b"a"))
    file = resolution.documents.get().file

    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(resolution=resolution, kind=PartKind.RESULTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(resolution=resolution, kind="photo", file=file)


@pytest.mark.parametrize("model", [Part, Section, Paragraph, Revision, Recipient, Resolution])
def test_bad_input_43_the_database_refuses_every_change_of_what_is_issued(model: type[Part]) -> None:
    make_resolution(archive=True)
    field = {"Resolution": "subject", "Part": "title", "Section": "title", "Recipient": "text"}.get(
        model.__name__, "text"
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**{field: "khác"})
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete("default")

    assert not model.objects.filter(**{field: "khác"}).exists()


def test_bad_input_43_the_database_refuses_new_text_in_what_is_issued() -> None:
    resolution = make_resolution(archive=True)
    section = section_of(resolution)

    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.create(section=section, position=9, text="thêm", folded_text="them")
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.create(resolution=resolution, position=9, text="thêm")


def test_a_paragraph_does_not_move_into_what_is_issued() -> None:
    issued = section_of(make_resolution(month=10, archive=True))
    make_resolution(month=11)

    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(section__part__resolution__month=11).update(section=issued)


def test_saving_changes_the_text_and_keeps_the_old_one() -> None:
    section = section_of(make_resolution())
    [entry] = entries_of(section)

    changed = save(section, [replace(entry, text="Đã làm xong.", kind="item")])

    row = section.paragraphs.get()
    assert changed == 1
    assert (row.text, row.folded_text, row.kind, row.version) == ("Đã làm xong.", "da lam xong.", "item", 2)
    assert list(row.revisions.values_list("version", "text", "kind")) == [
        (1, entry.text, "prose"),
        (2, "Đã làm xong.", "item"),
    ]


def test_saving_what_nobody_changed_makes_no_revision() -> None:
    section = section_of(make_resolution())

    assert save(section, entries_of(section)) == 0

    assert Revision.objects.count() == 9


def test_a_new_paragraph_goes_to_the_end_and_an_empty_one_is_none() -> None:
    section = section_of(make_resolution())

    save(section, [*entries_of(section), Entry("Đoạn mới.", "prose"), Entry("", "prose")])

    assert [row.text for row in section.paragraphs.all()][1:] == ["Đoạn mới."]
    assert section.paragraphs.last().revisions.count() == 1  # type: ignore[union-attr]


def test_a_title_that_someone_else_changed_is_not_put_back_by_an_old_page() -> None:
    section = section_of(make_resolution())
    [entry] = entries_of(section)
    save(section, [entry], title="Tên mới", base_version=1)

    save(section, [replace(entry, text="Đã sửa.")], base_version=1)

    section.refresh_from_db()
    assert section.title == "Tên mới"
    assert section.paragraphs.get().text == "Đã sửa."
    with pytest.raises(Conflict) as conflict:
        save(section, entries_of(section), title="Tên khác", base_version=1)
    assert conflict.value.version == section.version


def test_bad_input_38_the_same_form_sent_twice_has_one_effect() -> None:
    section = section_of(make_resolution())
    [entry] = entries_of(section)
    typed = [replace(entry, text="Đã sửa.\nThêm vào."), Entry("Đoạn mới.", "prose")]

    first = save(section, typed, title="Tên mới", base_version=1)
    with pytest.raises(Conflict):  # the pasted second line would stand twice
        save(section, typed, title="Tên mới", base_version=1)
    again = save(section, [replace(entry, text="Đã sửa."), typed[1]], title="Tên mới", base_version=1)

    assert (first, again) == (3, 0)
    assert [row.text for row in section.paragraphs.all()] == ["Đã sửa.", "Thêm vào.", "Đoạn mới."]


def test_adding_or_removing_on_an_old_page_is_a_conflict() -> None:
    section = section_of(make_resolution())
    [entry] = entries_of(section)
    save(section, [entry, Entry("Của đồng chí A.", "prose")], base_version=1)

    for typed in ([entry, Entry("Của đồng chí B.", "prose")], [replace(entry, is_removed=True)]):
        with pytest.raises(Conflict) as conflict:
            save(section, typed, base_version=1)
        assert (conflict.value.paragraphs, conflict.value.version) == ({}, 2)


@pytest.mark.parametrize(
    ("typed", "kind", "stored", "stored_kind"),
    [
        ("- Chi bộ thôn Đồng", "item", "Chi bộ thôn Đồng", "item"),
        ("- Chi bộ thôn Đồng", "prose", "Chi bộ thôn Đồng", "item"),
        ("– Chi bộ thôn Đồng", "subitem", "Chi bộ thôn Đồng", "subitem"),
        ("+ Hai tổ đảng", "prose", "Hai tổ đảng", "subitem"),
        ("a) Về kinh tế", "prose", "Về kinh tế", "heading"),
        ("1. Về kinh tế", "heading", "Về kinh tế", "heading"),
        ("1.516 hồ sơ đã giải quyết.", "prose", "1.516 hồ sơ đã giải quyết.", "prose"),
    ],
)
def test_marks_that_were_typed_become_the_kind_and_leave_the_text(
    typed: str, kind: str, stored: str, stored_kind: str
) -> None:
    section = section_of(make_resolution())

    save(section, [*entries_of(section), Entry(typed, kind)])

    row = section.paragraphs.last()
    assert row
    assert (row.text, row.kind) == (stored, stored_kind)


@pytest.mark.parametrize("typed", ["I. Một phần nữa", "II- PHƯƠNG HƯỚNG", "2. Công tác chính quyền"])
def test_a_number_of_a_part_or_a_section_is_refused_at_the_head_of_a_paragraph(typed: str) -> None:
    section = section_of(make_resolution())

    with pytest.raises(Refused, match=re.escape(typed)):
        save(section, [*entries_of(section), Entry(typed, "prose")])


def test_an_old_paragraph_with_a_number_may_stay_as_it_is() -> None:
    part = make_manuscript().parts[0]
    numbered = replace(part.sections[0], paragraphs=(ParagraphText("1. Đã họp."),))
    parts = (replace(part, sections=(numbered, *part.sections[1:])), make_manuscript().parts[1])
    section = section_of(make_resolution(parts=parts))

    assert save(section, [*entries_of(section), Entry("Đoạn mới.", "prose")]) == 1


def test_an_issued_resolution_keeps_the_letterhead_and_the_format_of_its_day() -> None:
    committee = make_committee()
    old = make_resolution(month=4, archive=True, number=3, issued_on=date(2026, 3, 31))
    new = make_resolution(month=11, archive=True, number=9, issued_on=date(2026, 10, 30))
    draft = make_resolution(month=12)
    committee = make_committee(place="Nơi Khác", issuing_body="ĐẢNG ỦY XÃ MỚI")

    shown = {row: export.composition(reloaded(row), committee) for row in (old, new, draft)}

    assert [shown[row].profile for row in (old, new, draft)] == ["HD36-2018", "HD05-2026", "HD05-2026"]
    assert [shown[row].head_right[1].text.partition(",")[0] for row in (old, new, draft)] == [
        "Kẻ Sặt",
        "Kẻ Sặt",
        "Nơi Khác",
    ]


def test_lines_pasted_into_one_box_become_paragraphs_in_their_place() -> None:
    section = section_of(make_resolution())
    save(section, [*entries_of(section), Entry("Đoạn cuối.", "prose")])
    first, last = entries_of(section)

    changed = save(section, [replace(first, text="Một.\n\nHai.\n Ba. "), last, Entry("Bốn.\nNăm.", "item")])

    rows = section.paragraphs.values_list("text", "kind")
    assert changed == 5
    assert list(rows) == [
        ("Một.", "prose"),
        ("Hai.", "prose"),
        ("Ba.", "prose"),
        ("Đoạn cuối.", "prose"),
        ("Bốn.", "item"),
        ("Năm.", "item"),
    ]


def test_room_between_paragraphs_is_made_when_it_runs_out() -> None:
    section = section_of(make_resolution())
    save(section, [*entries_of(section), Entry("Cuối.", "prose")])
    for number in range(12):
        first, *rest = entries_of(section)
        save(section, [replace(first, text=f"Đầu.\nChen {number}."), *rest])

    texts = [row.text for row in section.paragraphs.all()]

    assert texts == ["Đầu.", *[f"Chen {number}." for number in reversed(range(12))], "Cuối."]
    last = section.paragraphs.last()
    assert last.version == last.revisions.count() == 2  # type: ignore[union-attr]


def test_a_removed_paragraph_leaves_the_text_and_stays_in_the_history() -> None:
    resolution = make_resolution()
    section = section_of(resolution)
    [entry] = entries_of(section)

    save(section, [replace(entry, is_removed=True)])

    assert reloaded(resolution).manuscript().parts[0].sections[0].paragraphs == ()
    assert section.paragraphs.get().revisions.last().is_removed  # type: ignore[union-attr]


def test_the_second_of_two_writers_is_told_and_nothing_of_theirs_is_stored() -> None:
    section = section_of(make_resolution())
    [seen_by_both] = entries_of(section)
    save(section, [replace(seen_by_both, text="Bản của đồng chí A.")])

    with pytest.raises(Conflict) as conflict:
        save(section, [replace(seen_by_both, text="Bản của đồng chí B."), Entry("Đoạn mới.", "prose")])

    assert [row.text for row in conflict.value.paragraphs.values()] == ["Bản của đồng chí A."]
    assert [row.text for row in section.paragraphs.all()] == ["Bản của đồng chí A."]


def test_a_paragraph_that_the_second_writer_left_alone_is_no_conflict() -> None:
    section = section_of(make_resolution())
    [seen_by_both] = entries_of(section)
    save(section, [replace(seen_by_both, text="Bản của đồng chí A.")])

    changed = save(section, [seen_by_both, Entry("Đoạn mới.", "prose")])

    assert changed == 1
    assert [row.text for row in section.paragraphs.all()] == ["Bản của đồng chí A.", "Đoạn mới."]


def test_bad_input_37_a_paragraph_of_another_section_is_refused() -> None:
    resolution = make_resolution()
    [foreign] = entries_of(section_of(resolution, place=1))

    with pytest.raises(Refused):
        save(section_of(resolution), [replace(foreign, text="giả mạo")])

    assert not Paragraph.objects.filter(text="giả mạo").exists()


def test_nothing_is_saved_in_what_is_issued() -> None:
    section = section_of(make_resolution(archive=True))
    [entry] = entries_of(section)

    with pytest.raises(Refused):
        save(section, [replace(entry, text="khác")])


@pytest.mark.parametrize(
    "texts", [["a" * 20_001], ["a" * 20_000] * 11, ["a"] * 501], ids=["paragraph", "month", "paragraphs"]
)
def test_bad_input_53_limits_refuse_and_store_nothing(texts: list[str]) -> None:
    section = section_of(make_resolution())

    with pytest.raises(TooLong):
        save(section, [*entries_of(section), *(Entry(text, "prose") for text in texts)])
    with pytest.raises(TooLong):
        make_resolution(month=12, closing=tuple(ParagraphText(text) for text in texts))

    assert Paragraph.objects.count() == 9


def test_a_renamed_section_is_recorded() -> None:
    section = section_of(make_resolution())

    save(section, entries_of(section), title="Công tác xây dựng Đảng và hệ thống chính trị")

    section.refresh_from_db()
    assert section.title == "Công tác xây dựng Đảng và hệ thống chính trị"
    assert Event.objects.about(section).get().details["old"] == "Công tác xây dựng Đảng"


def test_a_month_starts_from_the_nearest_earlier_one_with_the_secretary_of_the_day() -> None:
    committee = make_committee()
    make_resolution(month=9, archive=True)
    make_resolution(month=10, recipients=("Các đồng chí Đảng ủy viên",))
    post = make_post(role=Role.SECRETARY, signature_title="BÍ THƯ")
    position = make_position(make_user(full_name="Lê Văn Thành"), Role.SECRETARY)
    position.post = post
    position.save()

    resolution = start_month(2026, 12, by=None, at=NOW, on=NOW.date())

    manuscript = reloaded(resolution).manuscript()
    assert manuscript.recipients == ("Các đồng chí Đảng ủy viên",)
    assert manuscript.subject.endswith("tháng 12/2026")
    assert (manuscript.signer.authority, manuscript.signer.post) == (committee.authority, "BÍ THƯ")
    assert manuscript.signer.name == "Lê Văn Thành"
    assert (resolution.results_due_on, resolution.meets_on) == (date(2026, 11, 23), date(2026, 11, 27))


def test_the_first_month_starts_without_a_model_and_without_a_secretary() -> None:
    make_committee()

    resolution = start_month(2026, 1, by=None, at=NOW, on=NOW.date())

    manuscript = reloaded(resolution).manuscript()
    assert [len(part.sections) for part in manuscript.parts] == [4, 4]
    assert (manuscript.signer.authority, manuscript.signer.name) == ("T/M BAN THƯỜNG VỤ", "")


def facts(resolution: Resolution, **values: object) -> Facts:
    titles = {PartKind(part.kind): part.title for part in resolution.parts.all() if part.is_titled}
    recipients = [recipient.text for recipient in resolution.recipients.all()]
    return Facts(resolution.version, values, titles, recipients)


def test_facts_are_saved_and_what_changed_is_recorded() -> None:
    resolution = make_resolution()
    new = replace(facts(resolution, urgency="urgent", signer_name="Trần Văn Khải"), recipients=["Các chi bộ"])
    new.titles[PartKind.RESULTS] = "KẾT QUẢ THÁNG 10/2026"

    drafting.save_facts(resolution, new, by=None)

    manuscript = reloaded(resolution).manuscript()
    assert (manuscript.urgency, manuscript.recipients) == ("urgent", ("Các chi bộ",))
    assert manuscript.parts[0].title == "KẾT QUẢ THÁNG 10/2026"
    event = Event.objects.about(resolution).get(action="change_facts")
    assert set(event.details["changes"]) == {"urgency", "recipients", "title_of_results"}


def test_facts_that_nobody_changed_are_not_recorded() -> None:
    resolution = make_resolution()

    drafting.save_facts(resolution, facts(resolution, urgency=""), by=None)

    assert not Event.objects.filter(action="change_facts").exists()


def test_facts_changed_by_someone_else_are_not_overwritten() -> None:
    resolution = make_resolution()
    drafting.save_facts(resolution, facts(resolution, urgency="urgent"), by=None)

    with pytest.raises(Refused):
        drafting.save_facts(resolution, facts(resolution, urgency=""), by=None)

    resolution.refresh_from_db()
    assert resolution.urgency == "urgent"


def test_a_section_is_added_at_the_end_and_removed_while_nothing_stands_in_it() -> None:
    resolution = make_resolution()

    section = drafting.add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)

    last = reloaded(resolution).manuscript().parts[0].sections[-1]
    assert last == SectionText(Field.OTHER, "Hạn chế, nguyên nhân")
    drafting.remove_section(section, by=None)
    assert len(reloaded(resolution).manuscript().parts[0].sections) == 4


def test_a_section_in_which_something_was_written_is_not_removed() -> None:
    resolution = make_resolution()
    added = drafting.add_section(resolution, PartKind.RESULTS, "Hạn chế, nguyên nhân", by=None)
    save(added, [Entry("Một số việc còn chậm.", "prose")])

    for section in (added, section_of(resolution), section_of(resolution, PartKind.CLOSING)):
        with pytest.raises(Refused):
            drafting.remove_section(section, by=None)


def test_texts_say_what_they_are() -> None:
    resolution = make_resolution()
    section = section_of(resolution)

    assert str(section) == "Công tác xây dựng Đảng"
    assert str(section.part) == "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 10/2026"
    assert str(section.paragraphs.get()).startswith("Đã làm xong")
    assert str(section.paragraphs.get().revisions.get()).endswith(".1")
    assert str(resolution.recipients.first()) == "Các chi bộ trực thuộc"
    assert str(section_of(resolution, PartKind.CLOSING).part)
