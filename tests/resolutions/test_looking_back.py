"""The pages of the history: who changed what, two states compared, an earlier one brought back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from kesat.records.models import Event
from resolutions.models import Paragraph, Resolution, Revision
from tests.factories import make_resolution
from tests.resolutions.editor import DRAFT, only_paragraph, section_address, section_of, texts, typed, written

pytestmark = pytest.mark.django_db

BEFORE = quote(datetime(2026, 11, 24, tzinfo=UTC).isoformat())
HISTORY, COMPARE, RESTORE = f"{DRAFT}lich-su/", f"{DRAFT}lich-su/so-sanh/", f"{DRAFT}lich-su/tro-ve/"


@pytest.fixture
def month(officer: Client) -> Resolution:
    """Return a month in drafting, begun on 23 November, one paragraph in each section."""
    return make_resolution(month=12)


def correct(client: Client, month: Resolution, text: str = "Đã sửa lại.") -> Paragraph:
    """Correct the first section's one paragraph, now."""
    address = section_address(month)
    client.post(address, written(client, address, text))
    return only_paragraph(address)


def pages(month: Resolution) -> list[str]:
    section = section_of(month)
    return [
        HISTORY,
        f"{DRAFT}muc/{section.pk}/lich-su/",
        f"{DRAFT}doan/{section.paragraphs.all()[0].pk}/lich-su/",
        f"{COMPARE}?tu={BEFORE}&den=nay",
    ]


def test_only_the_office_looks_back(officer: Client, reader: Client, administrator: Client, month: Resolution) -> None:
    for page in pages(month):
        assert officer.get(page).status_code == 200
        assert reader.get(page).status_code == 404
        assert administrator.get(page).status_code == 404


def test_what_is_issued_is_looked_at_by_the_office_and_never_brought_back(officer: Client, reader: Client) -> None:
    issued = make_resolution(month=12, archive=True)

    for page in pages(issued):
        assert reader.get(page).status_code == 403
        response = officer.get(page)
        assert response.status_code == 200
        assert not response.context["may_restore"]
    assert officer.post(RESTORE, {"tu": datetime(2026, 11, 24, tzinfo=UTC).isoformat()}).status_code == 403


def test_the_history_says_who_changed_what(officer: Client, month: Resolution) -> None:
    correct(officer, month)

    response = officer.get(HISTORY)

    assert response.context["entries"][0].scope.place.place == "I.1"
    assert "Nguyễn Thu Hà" in response.content.decode()
    assert len(response.context["entries"]) == 10


@pytest.mark.parametrize(
    ("query", "count"),
    [("day=24/11/2026", 1), ("day=24/11/2026&time=23:59", 1), ("day=01/01/2100", 0), ("section=", 10), ("page=99", 10)],
)
def test_the_history_is_filtered_by_a_moment(query: str, count: int, officer: Client, month: Resolution) -> None:
    correct(officer, month)

    assert len(officer.get(f"{HISTORY}?{query}").context["entries"]) == count


def test_the_history_is_filtered_by_a_section(officer: Client, month: Resolution) -> None:
    correct(officer, month)

    entries = officer.get(f"{HISTORY}?section={section_of(month).pk}").context["entries"]

    assert {entry.session.section_id for entry in entries} == {section_of(month).pk}


@pytest.mark.parametrize(
    "query", ["day=31/02/2026", "day=00/00/0000", "time=25:00&day=24/11/2026", "time=10:00", "section=abc", "section=0"]
)
def test_a_filter_that_makes_no_sense_is_said_and_everything_shown(
    query: str, officer: Client, month: Resolution
) -> None:
    response = officer.get(f"{HISTORY}?{query}")

    assert response.status_code == 200
    assert response.context["form"].problems
    assert len(response.context["entries"]) == 9


def test_two_states_are_compared_word_by_word(officer: Client, month: Resolution) -> None:
    correct(officer, month, "Đã làm xong mọi việc của Công tác xây dựng Đảng.")

    inline = officer.get(f"{COMPARE}?tu={BEFORE}&den=nay").content.decode()
    beside = officer.get(f"{COMPARE}?tu={BEFORE}&den=nay&kieu=ben").content.decode()

    assert "xong <ins>mọi </ins>việc" in inline
    assert "1 đoạn sửa" in inline
    assert "<del>" not in inline
    assert "xong <ins>mọi </ins>việc" in beside
    assert "Đã làm xong việc của Công tác xây dựng Đảng." in beside


def test_what_is_unchanged_is_folded_and_what_moved_is_said(officer: Client, month: Resolution) -> None:
    address, section = section_address(month), section_of(month)
    officer.post(address, written(officer, address, "Một.\nHai.\nBa.\nBốn."))
    since, last = quote(datetime.now(UTC).isoformat()), section.paragraphs.all()[3]
    officer.post(address, typed(officer, address) | {"act": f"up:{last.pk}"})

    for kind in ("", "&kieu=ben"):
        response = officer.get(f"{COMPARE}?section={section.pk}&tu={since}&den=nay{kind}")
        blocks = response.context["changed"][0].blocks

        assert [(block.is_unchanged, len(block.lines)) for block in blocks] == [(True, 2), (False, 1), (True, 1)]
        assert (blocks[1].lines[0].row.old_place, blocks[1].lines[0].row.new_place) == (4, 3)
        page = response.content.decode()
        assert "2 đoạn không đổi</summary>" in page
        assert "từ vị trí 4 đến vị trí 3" in page


def test_a_change_is_told_from_the_state_just_before_it(officer: Client, month: Resolution) -> None:
    correct(officer, month)
    entry = officer.get(HISTORY).context["entries"][0]

    response = officer.get(entry.changes_url)

    assert response.context["summary"] == ["1 đoạn sửa"]
    assert response.context["old_said"] != response.context["new_said"]
    assert response.context["new_now_url"] == entry.now_url
    assert not response.context["may_restore"]


def test_two_moments_are_typed_by_day_and_time(officer: Client, month: Resolution) -> None:
    correct(officer, month)

    response = officer.get(f"{COMPARE}?tu=nay&den=nay&tu-day=23/11/2026&tu-time=15:59&den-day=24/11/2026")

    assert response.context["old"].moment == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    assert response.context["new"].moment == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert response.context["summary"] == ["9 đoạn thêm"]


def test_moments_typed_wrong_are_said_and_those_of_the_address_compared(officer: Client, month: Resolution) -> None:
    correct(officer, month)

    response = officer.get(f"{COMPARE}?tu={BEFORE}&den=nay&tu-day=31/02/2026&den-time=10:00")

    assert [target for target, _words in response.context["problems"]] == ["id_tu-day", "id_den-day"]
    assert response.context["summary"] == ["1 đoạn sửa"]


def test_the_older_state_stands_first(officer: Client, month: Resolution) -> None:
    paragraph = correct(officer, month)
    first, second = paragraph.revisions.all()

    response = officer.get(f"{COMPARE}?paragraph={paragraph.pk}&tu={second.pk}&den={first.pk}")

    assert (response.context["old"].revision, response.context["new"].revision) == (first, second)


def test_nothing_changed_is_said_in_words(officer: Client, month: Resolution) -> None:
    assert "Không có thay đổi" in officer.get(f"{COMPARE}?tu={BEFORE}&den=nay").content.decode()


def test_any_two_revisions_of_a_paragraph_are_compared(officer: Client, month: Resolution) -> None:
    paragraph = correct(officer, month)
    first, second = paragraph.revisions.all()

    page = officer.get(f"{COMPARE}?paragraph={paragraph.pk}&tu={first.pk}&den={second.pk}").content.decode()

    assert "<ins>Đã sửa lại.</ins>" in page or "<ins>sửa lại.</ins>" in page


@pytest.mark.parametrize(
    "query",
    [
        "tu=abc&den=nay",
        "tu=nay",
        "tu=2026-02-31T00:00:00%2B00:00&den=nay",
        "tu=0001-01-01T00:00:00%2B23:00&den=nay",
        "tu=9999-12-31T23:59:59-23:00&den=nay",
        "tu=2026-11-24T00:00:00&den=nay",
        "section=abc&tu=nay&den=nay",
        "section=99999999999999999999&tu=nay&den=nay",
        "paragraph=1e9&tu=nay&den=nay",
        "paragraph=%C2%B2&tu=1&den=2",
        "",
    ],
)
def test_addresses_that_make_no_sense_are_no_fault_of_ours(query: str, officer: Client, month: Resolution) -> None:
    assert officer.get(f"{COMPARE}?{query}").status_code in {200, 404}


def test_what_is_of_another_month_is_404(officer: Client, month: Resolution) -> None:
    other = make_resolution(month=11)
    section, paragraph = section_of(other), only_paragraph(section_address(other))
    revision = Revision.objects.get(paragraph=paragraph)
    own = only_paragraph(section_address(month))

    for address in (
        f"{DRAFT}muc/{section.pk}/lich-su/",
        f"{DRAFT}doan/{paragraph.pk}/lich-su/",
        f"{COMPARE}?section={section.pk}&tu={BEFORE}&den=nay",
        f"{COMPARE}?paragraph={paragraph.pk}&tu={revision.pk}&den=nay",
        f"{COMPARE}?paragraph={own.pk}&tu={revision.pk}&den=nay",
    ):
        assert officer.get(address).status_code == 404
    for data in ({"section": section.pk, "tu": "nay"}, {"paragraph": own.pk, "tu": revision.pk}):
        assert officer.post(RESTORE, data).status_code == 404


def bring_back(client: Client, query: str, **more: Any) -> Any:
    """Press the button of the comparison that the query names."""
    page = client.get(f"{COMPARE}?{query}&den=nay")
    data = {"tu": page.context["old"].value, "base_version": page.context["base_version"], **more}
    return client.post(RESTORE, data, follow=True)


def test_a_paragraph_is_brought_back_as_a_new_revision(officer: Client, month: Resolution) -> None:
    paragraph = correct(officer, month)
    first = paragraph.revisions.all()[0]

    bring_back(officer, f"paragraph={paragraph.pk}&tu={first.pk}", paragraph=paragraph.pk)

    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.version) == (first.text, 3)
    assert paragraph.revisions.get(version=3).origin == "restored"


def test_a_section_is_brought_back_with_its_order_and_what_was_added_goes(officer: Client, month: Resolution) -> None:
    address, section = section_address(month), section_of(month)
    before = texts(address)
    officer.post(address, written(officer, address, "Một.\nHai."))
    first, second = section.paragraphs.all()
    officer.post(address, typed(officer, address) | {"act": f"remove:{first.pk}"})

    response = bring_back(officer, f"section={section.pk}&tu={BEFORE}", section=section.pk)

    assert texts(address) == before
    assert Paragraph.objects.get(pk=second.pk).is_removed
    assert Event.objects.filter(action="restore_section").count() == 1
    assert "Đã lấy lại mục I.1" in response.content.decode()


def test_the_month_is_brought_back(officer: Client, month: Resolution) -> None:
    before = [texts(section_address(month, place)) for place in (0, 1)]
    for place in (0, 1):
        address = section_address(month, place)
        officer.post(address, written(officer, address, f"Sửa mục {place}."))

    bring_back(officer, f"tu={BEFORE}")

    assert [texts(section_address(month, place)) for place in (0, 1)] == before


def test_what_someone_changed_meanwhile_is_not_overwritten(officer: Client, month: Resolution) -> None:
    paragraph = correct(officer, month)
    page = officer.get(f"{COMPARE}?paragraph={paragraph.pk}&tu={paragraph.revisions.all()[0].pk}&den=nay")
    correct(officer, month, "Người khác vừa sửa.")

    data = {"paragraph": paragraph.pk, "tu": page.context["old"].value, "base_version": page.context["base_version"]}
    response = officer.post(RESTORE, data, follow=True)

    assert texts(section_address(month)) == ["Người khác vừa sửa."]
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"


def test_bringing_back_what_stands_changes_nothing(officer: Client, month: Resolution) -> None:
    response = officer.post(RESTORE, {"tu": datetime.now(UTC).isoformat(), "base_version": "0"}, follow=True)

    assert "không có gì thay đổi" in response.content.decode()
    assert not Revision.objects.filter(version__gt=1).exists()


def test_a_text_that_lost_is_in_the_history_and_can_be_brought_back(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    mine = written(officer, address, "Bản của tôi.")
    paragraph = correct(officer, month)
    officer.post(address, mine)
    lost = paragraph.revisions.get(origin="conflict")

    entry = officer.get(HISTORY).context["entries"][0]
    page = officer.get(f"{DRAFT}doan/{paragraph.pk}/lich-su/").content.decode()
    bring_back(officer, f"paragraph={paragraph.pk}&tu={lost.pk}", paragraph=paragraph.pk)

    assert entry.lost_urls == [f"{DRAFT}doan/{paragraph.pk}/lich-su/"]
    assert "Không được dùng" in page
    assert texts(address) == ["Bản của tôi."]


@pytest.mark.parametrize("page", range(4))
def test_the_pages_take_as_many_queries_for_fifty_paragraphs(
    page: int, officer: Client, month: Resolution, django_assert_max_num_queries: Any
) -> None:
    officer.get(pages(month)[page])
    with django_assert_max_num_queries(13) as few:
        officer.get(pages(month)[page])
    section = section_of(month)
    at = datetime.now(UTC)
    for number in range(49):
        row = Paragraph.objects.create(section=section, position=10_000 + number, text=f"Đoạn {number}")
        Revision.objects.create(
            paragraph=row, section=section, position=row.position, kind=row.kind, text=row.text, is_removed=False,
            version=1, at=at - timedelta(seconds=number),
        )  # fmt: skip

    with django_assert_max_num_queries(len(few.captured_queries)):
        officer.get(pages(month)[page])
