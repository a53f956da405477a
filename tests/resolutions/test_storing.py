"""Storing a whole month, starting one anew, and what the database refuses of what is issued."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kesat.organization.models import Role
from kesat.records.models import Event
from resolutions import export
from resolutions.drafting import Refused, TooLong
from resolutions.manuscript import ParagraphKind, ParagraphText, PartKind
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
    section_of,
)

pytestmark = pytest.mark.django_db


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


def test_texts_say_what_they_are() -> None:
    resolution = make_resolution()
    section = section_of(resolution)

    assert str(section) == "Công tác xây dựng Đảng"
    assert str(section.part) == "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 10/2026"
    assert str(section.paragraphs.get()).startswith("Đã làm xong")
    assert str(section.paragraphs.get().revisions.get()).endswith(".1")
    assert str(resolution.recipients.first()) == "Các chi bộ trực thuộc"
    assert str(section_of(resolution, PartKind.CLOSING).part)


@pytest.mark.parametrize(
    "texts", [["a" * 20_001], ["a" * 20_000] * 11, ["a"] * 501], ids=["paragraph", "month", "paragraphs"]
)
def test_bad_input_53_a_month_past_the_limits_is_not_stored(texts: list[str]) -> None:
    with pytest.raises(TooLong):
        make_resolution(closing=tuple(ParagraphText(text) for text in texts))

    assert not Resolution.objects.exists()
