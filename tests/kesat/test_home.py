"""My work today, as each person meets it."""

import pytest
from django.test import Client

from resolutions.models import Resolution, Section
from tests.factories import make_resolution

pytestmark = pytest.mark.django_db


def test_the_office_finds_the_month_in_drafting(officer: Client) -> None:
    resolution = make_resolution(month=12)
    Section.objects.filter(part__resolution=resolution, title="Trung tâm Chính trị").update(is_done=True)

    page = officer.get("/")

    assert page.context["resolution"] == resolution
    assert len(page.context["open_tasks"]) == 6
    assert "còn 6/8 mục" in page.content.decode()
    assert "Chức vụ số" in page.content.decode()


def test_the_office_without_a_draft_is_told_to_start_one(officer: Client) -> None:
    make_resolution(month=11, archive=True)

    page = officer.get("/").content.decode()

    assert "Việc nên làm tiếp: bắt đầu tháng mới" in page
    assert "Nghị quyết tháng 11/2026" in page


def test_a_practice_month_is_nobody_s_work_today(officer: Client) -> None:
    officer.post("/nghi-quyet/tap-dung/")

    page = officer.get("/")

    assert "resolution" not in page.context
    assert Resolution.objects.filter(is_practice=True).exists()


@pytest.mark.parametrize("who", ["reader", "administrator"])
def test_others_find_what_was_issued_last_and_no_draft(who: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    make_resolution(month=12)
    for month in (7, 8, 9, 10):
        make_resolution(month=month, archive=True)

    page = client.get("/")

    assert [row.month for row in page.context["issued"]] == [10, 9, 8]
    assert "12/2026" not in page.content.decode()
    assert "Tập dùng" not in page.content.decode()


def test_an_empty_database_says_so(reader: Client) -> None:
    assert "Chưa có nghị quyết nào được ban hành" in reader.get("/").content.decode()
