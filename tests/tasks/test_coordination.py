"""Bodies that the words do not name are offered from earlier months, with the month in which that is seen, unticked."""

from typing import Any

import pytest

from kesat.organization.models import Body
from resolutions.models import Resolution
from tasks import coordination
from tests.factories import make_body, make_resolution
from tests.task_factories import make_directive
from tests.tasks.test_split_pages import Office, html
from tests.tasks.test_splitting import HERD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TITLE = "Vận động 04 hộ nhận tiền bồi thường đường trục xã"


def offered(title: str, lead: Body | None, field: str = "government") -> list[tuple[Body, str]]:
    now = Resolution(year=2026, month=12)
    return [(each.body, each.source) for each in coordination.usual(now, field, title, lead)]


def test_a_body_that_coordinated_in_a_task_of_much_the_same_words_is_offered_with_its_source() -> None:
    lead, beside = make_body(), make_body()
    make_directive(
        title="Vận động 12 hộ nhận tiền bồi thường đường trục xã", coordinating=(beside,), field="government"
    )
    make_directive(title="Diễn tập phòng thủ khu vực", coordinating=(make_body(),), field="government")

    found = offered(TITLE, lead)

    source = "As in month 11/2026, task 1: Vận động 12 hộ nhận tiền bồi thường đường trục xã"
    assert found == [(beside, source)]


def test_a_body_that_coordinates_with_the_lead_time_and_again_is_offered_and_once_is_not_often() -> None:
    lead, often, once = make_body(), make_body(), make_body()
    for number in range(2):
        make_directive(title=f"Việc khác hẳn {number}", lead=lead, coordinating=(often,), field="government")
    make_directive(title="Việc gì nữa", lead=lead, coordinating=(once,), field="government")

    assert [body for body, _source in offered(TITLE, lead)] == [often]
    assert "in 2 tasks" in offered(TITLE, lead)[0][1]
    assert offered(TITLE, None) == []


@pytest.mark.parametrize("fields", [{"field": "front"}, {"field": "government", "is_given": False}])
def test_another_field_and_what_was_never_given_offer_nothing(fields: dict[str, Any]) -> None:
    make_directive(title=TITLE, coordinating=(make_body(),), **fields)

    assert offered(TITLE, None) == []


def test_months_long_past_offer_nothing() -> None:
    old = make_resolution(year=2026, month=5, archive=True)
    make_directive(resolution=old, title=TITLE, coordinating=(make_body(),), field="government")

    assert offered(TITLE, None) == []


def test_the_open_card_offers_it_unticked_and_takes_it_over_only_when_ticked() -> None:
    office = Office(f"{HERD}.")
    beside = make_body(name="Ban Quản lý Dự án")
    gone = make_body(name="Ban đã giải thể", ends_on="2026-11-20")
    issued = make_resolution(month=10, archive=True)
    field = office.section.field
    make_directive(
        resolution=issued,
        title="Vận động 12 hộ nhận tiền",
        lead=office.economy,
        coordinating=(beside, gone),
        field=field,
    )

    page = html(office.client.get(office.page))
    usual = office.client.get(office.page).context["usual"]
    office.accept()

    assert [(str(box.choice_label), box.data["selected"]) for box, _source in usual] == [("Ban Quản lý Dự án", False)]
    assert "10/2026" in page
    assert not office.month.directives.get().assignments.filter(body=beside).exists()
