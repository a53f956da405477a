"""The practice month: marked everywhere, kept apart from the real ones, and removable."""

import pytest
from django.test import Client

from kesat.records.models import Event
from resolutions.models import Paragraph, Resolution
from resolutions.storing import remove_practice
from tests.factories import make_resolution
from tests.resolutions.editor import DRAFT, section_address, typed

pytestmark = pytest.mark.django_db


def test_a_practice_month_is_marked_apart_and_removable(officer: Client, reader: Client) -> None:
    make_resolution(month=11, archive=True)

    response = officer.post("/nghi-quyet/tap-dung/", follow=True)

    practice = Resolution.objects.get(is_practice=True)
    assert response.redirect_chain == [("/nghi-quyet/2026-12-tap/", 302)]
    assert "Đây là tháng tập dùng." in response.content.decode()
    assert practice not in officer.get("/nghi-quyet/").context["page"]
    assert reader.get("/nghi-quyet/2026-12-tap/").status_code == 404
    assert "BẢN TẬP DÙNG" in officer.get("/nghi-quyet/2026-12-tap/tai-ve/txt/").content.decode()
    address = section_address(practice)
    officer.post(address, typed(officer, address) | {"new-text": "Thử viết."})
    assert officer.post("/nghi-quyet/tap-dung/").headers["Location"] == "/nghi-quyet/2026-12-tap/"
    officer.post("/nghi-quyet/2026-12-tap/bo-tap-dung/")
    assert not Resolution.objects.filter(is_practice=True).exists()
    assert not Paragraph.objects.filter(text="Thử viết.").exists()


def test_a_practice_month_removed_twice_at_once_is_recorded_once(officer: Client) -> None:
    officer.post("/nghi-quyet/tap-dung/")
    practice, again = (Resolution.objects.get(is_practice=True) for _ in range(2))

    remove_practice(practice, by=None)
    remove_practice(again, by=None)

    assert Event.objects.filter(action="remove_practice").count() == 1


def test_a_real_month_is_not_removed(officer: Client) -> None:
    month = make_resolution(month=12)

    response = officer.post(f"{DRAFT}bo-tap-dung/", follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Chỉ xóa được tháng tập dùng."]
    assert Resolution.objects.filter(pk=month.pk).exists()
