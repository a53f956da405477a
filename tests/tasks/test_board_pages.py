"""The pages of the list, the board and the projector; the list as a spreadsheet; my work today."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from kesat.organization.models import Body, Role, User
from tasks.models import Contribution, Extension, Progress, State
from tests.conftest import english_client
from tests.factories import (
    NOW,
    make_body,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_reader,
    make_resolution,
    make_standing_committee,
)
from tests.resolutions.test_queries import queries
from tests.task_factories import make_directive, make_head_of, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Client:
    make_committee()
    return english_client(make_head_of_office())


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    "address",
    [
        "/nhiem-vu/?month=all",
        "/nhiem-vu/?order=due",
        "/nhiem-vu/?order=number",
        "/nhiem-vu/bang/",
        "/nhiem-vu/bang/?by=lead",
        "/",
    ],
)
def test_a_page_takes_as_many_queries_for_fifty_rows(address: str, head: Client) -> None:
    make_report(make_directive(due_on=today(-3), coordinating=(make_body(),)))
    head.get(address)
    few = queries(lambda: head.get(address))
    for place in range(49):
        make_report(make_directive(due_on=today(place - 20), coordinating=(make_body(), make_body())))

    many = queries(lambda: head.get(address))

    assert few == many <= (20 if address == "/" else 12)


def test_the_list_shows_a_page_at_a_time_and_keeps_the_filter(head: Client) -> None:
    body = make_body(code="PKT")
    for _ in range(41):
        make_directive(lead=body)

    first = head.get("/nhiem-vu/?lead=PKT&order=due")
    second = head.get("/nhiem-vu/" + first.context["after"])

    assert first.context["after"] == "?lead=PKT&order=due&page=2"
    assert [len(page.context["page"].object_list) for page in (first, second)] == [40, 1]
    assert second.context["before"] == "?lead=PKT&order=due&page=1"
    assert len(first.content) < 100 * 1024


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1e9", "٣"])
def test_bad_input_03_a_page_that_there_is_not_shows_one_that_there_is(page: str, head: Client) -> None:
    make_directive()

    for address in ("/nhiem-vu/", "/nhiem-vu/bang/"):
        assert head.get(address, {"page": page}).context["page"].number == 1


def test_bad_input_02_what_is_wrong_in_the_address_is_said_in_words(head: Client) -> None:
    make_directive(title="Nạo vét kênh")

    page = head.get("/nhiem-vu/?order=-user__password&state=x&q=" + "y" * 300)

    assert page.status_code == 200
    text = page.content.decode()
    assert "not in this list: Order of the list" in text
    assert "Search for at most 200 characters." in text
    assert "y" * 300 in text
    assert "Nạo vét kênh" in text


def test_no_hit_offers_to_remove_the_filter(head: Client) -> None:
    make_directive()

    text = head.get("/nhiem-vu/?q=khong co").content.decode()

    assert "No directive matches." in text
    assert '<a class="tall" href="/nhiem-vu/">Remove the filter</a>' in text


def test_the_board_has_a_column_for_each_state_that_is_open(head: Client) -> None:
    for place in range(8):
        make_directive(due_on=today(-place - 1), title=f"Quá hạn {place}")
    make_directive(due_on=None)
    make_directive(due_on=today(), outcome="done", ended_on=today())

    columns = head.get("/nhiem-vu/bang/").context["columns"]

    assert [(column.head.key, column.head.count, len(column.rows), column.left) for column in columns] == [
        ("overdue", 8, 6, 2),
        ("standing", 1, 1, 0),
    ]
    assert columns[0].rows[0].directive.title == "Quá hạn 7"
    assert columns[0].head.address == "?state=overdue"


def test_the_board_by_lead_body_counts_what_is_open_and_late(head: Client) -> None:
    first, second = make_body(code="A", position=1), make_body(code="B", position=2)
    make_directive(lead=second, due_on=today(-1))
    make_directive(lead=first, due_on=today(9))
    make_directive(lead=first, due_on=today(-9), outcome="done", ended_on=today())

    columns = head.get("/nhiem-vu/bang/?by=lead").context["columns"]

    assert [(column.head.name, column.head.count, column.head.late) for column in columns] == [
        (first.name, 1, 0),
        (second.name, 1, 1),
    ]
    assert columns[1].head.address == "?by=lead&lead=B"


def test_slides_lead_on_and_keep_the_filter(head: Client) -> None:
    body = make_body(code="PKT", position=1)
    rows = [make_directive(lead=body, due_on=today(place)) for place in range(3)]
    make_directive()
    address = "/nhiem-vu/trinh-chieu/"

    first = head.get(f"{address}?lead=PKT").context
    middle = head.get(address + first["next"]).context
    last = head.get(address + middle["next"]).context

    assert [page["row"].directive for page in (first, middle, last)] == rows
    assert (first["previous"], first["number"], first["count"]) == ("", 1, 3)
    assert middle["previous"] == f"?lead=PKT&slide={rows[0].pk}"
    assert (last["next"], last["back"]) == ("", "?lead=PKT")


def test_a_slide_that_the_filter_no_longer_finds_is_said_to_be_gone(head: Client) -> None:
    gone, kept = make_directive(due_on=today(-2)), make_directive(due_on=today(-1))
    address = f"/nhiem-vu/trinh-chieu/?state=overdue&slide={gone.pk}"
    type(gone).objects.filter(pk=gone.pk).update(outcome="done", ended_on=today())

    page = head.get(address)

    assert (page.context["row"].directive, page.context["is_gone"]) == (kept, True)
    assert "no longer among those" in page.content.decode()
    assert head.get("/nhiem-vu/trinh-chieu/?q=khong").context["row"] is None


def test_the_spreadsheet_holds_real_days_and_numbers_and_inert_text(head: Client) -> None:
    directive = make_directive(
        due_on=today(-6), title="=HYPERLINK(1)", coordinating=tuple(make_body() for _ in "abcde")
    )
    make_report(directive, result="+84 hộ")
    make_directive(due_on=None)

    answer = head.get("/nhiem-vu/xuat/")
    sheet = load_workbook(BytesIO(answer.content)).active

    assert sheet is not None
    heads, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    row = dict(zip(heads, first, strict=True))
    assert row["Deadline"].date() == today(-6)
    assert (row["Days overdue"], row["Number"]) == (6, directive.number)
    assert (row["Directive"], row["Latest result"]) == ("=HYPERLINK(1)", "+84 hộ")
    assert row["Coordinating"].count(",") == 4
    assert {cell.data_type for cell in sheet["C"]} == {"s"}
    assert dict(zip(heads, second, strict=True))["Days overdue"] is None
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_spreadsheet_takes_the_filter_and_all_of_its_pages(head: Client) -> None:
    body = make_body(code="PKT")
    for _ in range(45):
        make_directive(lead=body)
    make_directive()

    sheet = load_workbook(BytesIO(head.get("/nhiem-vu/xuat/?lead=PKT&page=2").content)).active

    assert sheet is not None
    assert sheet.max_row == 46


def _clients() -> dict[str, User]:
    make_committee()
    return {
        "officer": make_officer(),
        "clerk": make_clerk(),
        "secretary": make_standing_committee().secretary,
        "reader": make_reader(),
        "body": make_head_of(make_body()),
        "member": make_head_of(make_body(), role=Role.COMMITTEE_MEMBER),
        "inspector": make_head_of(make_body(), role=Role.INSPECTOR),
    }


def test_bad_input_30_a_body_meets_its_own_only_on_every_page() -> None:
    make_committee()
    mine, other = make_body(), make_body(name="Cơ quan bí mật")
    make_directive(lead=mine, title="Việc của tôi", due_on=today(-1))
    make_directive(lead=other, title="Việc của người khác", due_on=today(-1))
    client = english_client(make_head_of(mine))

    texts = [client.get(address).content.decode() for address in ("/", "/nhiem-vu/", "/nhiem-vu/?q=viec&month=all")]
    sheet = load_workbook(BytesIO(client.get("/nhiem-vu/xuat/?month=all").content)).active

    assert all("Việc của tôi" in text and "người khác" not in text and "bí mật" not in text for text in texts)
    assert sheet is not None
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["Việc của tôi"]
    for address in (
        "bang/",
        "trinh-chieu/",
        "cong-van-nhac-viec/",
        "cong-van-nhac-viec/1/",
        "cong-van-nhac-viec/1/pdf/",
    ):
        assert client.get(f"/nhiem-vu/{address}").status_code == 403


def test_the_overview_and_the_letters_belong_to_those_whose_work_they_are() -> None:
    pages = ("bang", "cong-van-nhac-viec")

    answers = {
        who: tuple(english_client(user).get(f"/nhiem-vu/{page}/").status_code for page in pages)
        for who, user in _clients().items()
    }

    assert answers == {
        "officer": (200, 200),
        "clerk": (200, 200),
        "secretary": (200, 403),
        "reader": (403, 403),
        "body": (403, 403),
        "member": (403, 403),
        "inspector": (200, 403),
    }


def test_the_menu_leads_a_body_to_its_own_and_the_office_to_the_list() -> None:
    def entry(user: User) -> list[str]:
        menu = english_client(user).get("/thong-bao/").context["menu"]
        return [entry["url"] for entry in menu if entry["label"] == "Directives"]

    clients = _clients()

    assert {who: entry(user) for who, user in clients.items()} == {
        "officer": ["/nhiem-vu/"],
        "clerk": ["/nhiem-vu/"],
        "secretary": ["/nhiem-vu/"],
        "reader": [],
        "body": ["/nhiem-vu/cua-toi/"],
        "member": ["/nhiem-vu/"],
        "inspector": ["/nhiem-vu/"],
    }


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", "My work"),
        ("/thong-bao/", None),
        ("/nghi-quyet/2026-12/", "Resolutions"),
        ("/so-van-ban/", "Register of papers"),
        ("/nghi-quyet/2026-12/nhiem-vu/", "Directives"),
        ("/nghi-quyet/2026-12/nhiem-vu/phan-cong/", "Directives"),
        ("/nhiem-vu/cho-xem/", "Directives"),
        ("/thong-ke/", "Statistics"),
    ],
)
def test_the_menu_marks_the_part_to_which_a_page_belongs(address: str, current: str | None) -> None:
    make_committee()
    make_resolution(month=12)

    menu = english_client(make_head_of_office()).get(address).context["menu"]

    assert [entry["label"] for entry in menu if entry["current"]] == ([current] if current else [])


def test_a_page_of_a_body_stands_under_its_directives() -> None:
    body = make_body()
    directive = make_directive(lead=body)

    menu = english_client(make_head_of(body)).get(f"/nhiem-vu/{directive.pk}/").context["menu"]

    assert [entry["url"] for entry in menu if entry["current"]] == ["/nhiem-vu/cua-toi/"]


def _work(user: User) -> dict[str, list[str]]:
    page = english_client(user).get("/")
    return {pile.name: [row.directive.title for row in pile.rows] for pile in page.context["work"]["piles"]}


def test_my_work_today_shows_each_role_what_waits_for_it() -> None:
    make_committee()
    standing = make_standing_committee()
    body, branch = make_body(), make_body(kind=Body.Kind.BRANCH)
    make_directive(title="Trễ", lead=body, due_on=today(-2), presser=standing.members[0])
    make_directive(title="Gần", lead=branch, due_on=today(2))
    make_directive(title="Xa", lead=body, due_on=today(30))

    assert _work(make_head_of(body)) == {"Your directives": ["Trễ", "Xa"]}
    assert _work(make_head_of(make_body())) == {"Your directives": []}
    assert _work(make_head_of(branch, role=Role.COMMITTEE_MEMBER)) == {"Pressed by you, due soon or overdue": ["Gần"]}
    assert _work(standing.secretary) == {"Overdue directives": ["Trễ"]}
    assert _work(standing.members[0]) == {
        "Pressed by you, due soon or overdue": ["Trễ"],
        "Overdue directives": ["Trễ"],
    }
    assert _work(make_clerk()) == {"Overdue directives": ["Trễ"]}
    assert _work(make_reader()) == {}


def test_my_work_today_says_since_when_a_thing_waits_and_how_results_stand(head: Client) -> None:
    directive = make_directive(due_on=today(9))
    make_report(directive, at=timezone.now() - timedelta(days=1))
    make_report(directive, at=timezone.now())
    body = make_body()
    month = make_resolution(month=12)
    asked = {"resolution": month, "asked_at": NOW, "asked_by": make_officer()}
    Contribution.objects.create(body=body, due_on=today(-1), **asked)

    waiting = head.get("/").context["work"]["waiting"]
    (results,) = english_client(make_head_of(body)).get("/").context["work"]["waiting"]

    assert [thing.since for thing in waiting] == ["Sent yesterday"]
    assert results.tag.state == State.OVERDUE


def test_my_work_today_says_when_nothing_waits_for_a_body_and_what_is_nearest() -> None:
    make_committee()
    body = make_body()
    client = english_client(make_head_of(body))

    nothing = client.get("/").content.decode()
    late = make_directive(lead=body, title="Trễ rồi", due_on=today(-2))
    ahead = make_directive(lead=body, title="Còn xa", due_on=today(20))
    for directive in (late, ahead):
        make_report(directive)
    page = client.get("/").content.decode()

    assert "Nothing waits for you today" in nothing
    assert "Nothing is open for your body." in nothing
    assert "Nothing waits for you today" in page
    assert f'The nearest task: <a class="tall" href="{ahead.get_absolute_url()}"' in page


def test_my_work_today_tells_the_office_what_to_judge_and_how_the_month_stands(head: Client) -> None:
    body = make_body(name="Phòng Kinh tế")
    directive = make_directive(lead=body, due_on=today(-2))
    make_report(directive)
    make_report(directive, progress=Progress.NOT_BEGUN)
    done = make_directive(due_on=today(-9), outcome="done", ended_on=today(-1))
    Extension.objects.create(
        directive=directive, body=body, reason="x", old_due_on=today(-2), wanted_on=today(5), at=NOW, reporter="x"
    )

    work = head.get("/").context["work"]

    assert [(thing.title, thing.hint.split()[0]) for thing in work["waiting"]] == [
        ("Judge 2 reports", "Phòng"),
        ("Answer 1 request for more time", "Phòng"),
    ]
    Extension.objects.update(directive=done)
    assert [thing.title for thing in head.get("/").context["work"]["waiting"]] == ["Judge 2 reports"]
    counts = work["counts"]
    assert (counts.month, counts.total, counts.done, counts.done_late) == (done.resolution, 2, 1, 1)
    assert [(state.state, count) for state, count in counts.states] == [("overdue", 1)]
    assert 'href="/nhiem-vu/cho-xem/"' in head.get("/").content.decode()
