"""The pages of the figures: what they show, to whom, and what they answer to an address that nobody made."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from kesat.organization.models import Body, Role, User
from kesat.records.models import record
from reports import exports, shown
from reports.standing import Measure
from reports.tables import By, Table
from tasks.models import Directive
from tests.conftest import english_client
from tests.factories import (
    make_administrator,
    make_body,
    make_committee,
    make_head_of_office,
    make_position,
    make_reader,
    make_resolution,
    make_user,
)
from tests.reports.test_tables import ask, end
from tests.resolutions.test_queries import queries
from tests.task_factories import give, make_directive, make_head_of

pytestmark = pytest.mark.django_db

FIGURES, EXPORT = "/thong-ke/", "/thong-ke/tai-ve/"


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def of(period: str, day: date | None = None) -> str:
    """Return the page of a period, as of today unless said otherwise."""
    return f"{FIGURES}{period}/{(day or today()).isoformat()}/"


GIVEN = f"{of('2026')}body/tat-ca/given/"


def given(**fields: Any) -> Directive:
    """Make a directive of November that was given ten days ago."""
    directive = make_directive(is_given=False, **fields)
    give(directive, today(-10))
    return directive


@pytest.fixture
def head() -> Client:
    make_committee()
    return english_client(make_head_of_office())


@pytest.fixture
def filled(head: Client) -> Client:
    """Return the head of the office, where there is something to be seen in every line."""
    branches = [make_body(kind=Body.Kind.BRANCH) for _ in range(3)]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED)
    group.members.set(branches)
    end(given(presser=make_user(), due_on=today(-3)), today(-4))
    given(lead=group, due_on=today(-1), field="front")
    given(lead=branches[0], due_on=None)
    late = given(lead=branches[0], due_on=today(-2))
    ask(late, asked=today(-5), wanted=today(5), granted=today(-4))
    return head


def links(client: Client, address: str = FIGURES) -> list[tuple[int, str]]:
    """Return every figure of the page that is a link, with its address."""
    text = client.get(address).content.decode()
    found = re.findall(r'<a href="([^"/?]+/[^"]+)">(?:[^<]*<b>)?([\d,.]+)(?:</b>)?</a>', text)
    return [(int(count), urljoin(address, place)) for place, count in found]


def behind(figure: str, client: Client, period: str = "2026-11", **chosen: str) -> Any:
    """Return the page behind a figure of the newest month, named as "by/row/figure"."""
    return client.get(f"{of(period)}{figure}/", chosen)


def test_every_figure_of_the_page_opens_a_list_of_that_length(filled: Client) -> None:
    found = links(filled) + links(filled, of("2026")) + links(filled, f"{of('2026-11')}?table=member")

    assert len(found) > 100
    assert {count for count, _address in found} > {1, 2, 3}
    for count, address in dict.fromkeys(found):
        page = filled.get(address)
        assert (page.status_code, page.context["count"], len(page.context["rows"])) == (200, count, count), address


def test_a_figure_keeps_the_day_and_the_period_of_its_page(filled: Client) -> None:
    day = today(-5)

    chosen = filled.get(f"{FIGURES}?period=2026&on={day:%d/%m/%Y}")["Location"]
    _count, address = links(filled, chosen)[0]

    assert chosen == of("2026", day)
    assert address == f"{of('2026', day)}body/tat-ca/given/"
    assert f'value="{day:%d/%m/%Y}"' in filled.get(chosen).content.decode()


@pytest.mark.parametrize("page", [FIGURES, of("2026")])
def test_another_period_is_chosen_from_every_page(page: str, filled: Client) -> None:
    form = re.search(r'<form class="filters[^>]*>', filled.get(page).content.decode())

    assert form
    assert f'action="{FIGURES}"' in form[0]


@pytest.mark.parametrize(
    ("query", "period"),
    [("period=2026", "2026"), ("period=", "2026-11"), ("on=", "2026-11"), ("period=2026&table=body", "2026")],
)
def test_what_is_chosen_has_an_address_of_its_own(query: str, period: str, filled: Client) -> None:
    response = filled.get(f"{FIGURES}?{query}")

    assert (response.status_code, response["Location"]) == (302, of(period))


def test_the_page_shows_the_newest_month_as_of_today(filled: Client) -> None:
    page = filled.get(FIGURES)

    assert page.context["found"].asked.span.key == "2026-11"
    assert page.context["found"].asked.on == today()
    assert [table.by for table, _rows in page.context["tables"]] == ["body", "field", "presser"]
    assert "Directives in figures, month 11/2026" in page.content.decode()


def test_the_bodies_of_groups_have_a_page_of_their_own_and_lead_back(filled: Client) -> None:
    page = filled.get(f"{FIGURES}?period=2026&table=member", follow=True)

    assert [(table.by, len(rows)) for table, rows in page.context["tables"]] == [("member", 4)]
    assert page.context["to_all"] == of("2026")
    assert filled.get(of("2026")).context["to_groups"] == f"{of('2026')}?table=member"
    assert behind("member/tat-ca/given", filled, period="2026").context["back"] == f"{of('2026')}?table=member"


def test_where_no_group_leads_there_is_no_such_page(head: Client) -> None:
    given()

    page = head.get(f"{FIGURES}?table=member")

    assert [table.by for table, _rows in page.context["tables"]] == ["body", "field", "presser"]
    assert (page.context["to_groups"], page.context["to_all"]) == ("", "")


def test_a_group_that_leads_is_named_first_and_the_body_whose_part_it_is_behind_it(filled: Client) -> None:
    text = behind("member/tat-ca/given", filled).content.decode()

    group = Body.objects.get(kind=Body.Kind.GROUP)
    assert text.count(f"<div>{group.name}<p") == 3
    assert all(f"Part of: {member.name}</p>" in text for member in group.members.all())


def test_what_counts_parts_does_not_call_them_directives(filled: Client) -> None:
    parts = behind("member/tat-ca/given", filled).content.decode()
    own = behind(f"member/{Body.objects.filter(kind=Body.Kind.BRANCH)[0].code}/given", filled).content.decode()
    whole = behind("body/tat-ca/given", filled).content.decode()

    assert "5 parts of bodies, in 3 directives, " in parts
    assert "Bodies of the groups · " in parts
    assert "3 directives, " in own
    assert "4 directives, " in whole
    assert "parts of bodies" not in own + whole


def test_what_the_record_does_not_tell_is_said(filled: Client) -> None:
    said = "Of 1 directive the record does not tell who had it on that day"
    directive = Directive.objects.order_by("pk")[0]
    assert said not in filled.get(of("2026-11", today(-5))).content.decode()

    record("change_lead", directive, by=None, old="Ban A", new="Ban B", reason="Sáp nhập")

    assert said in filled.get(of("2026-11", today(-5))).content.decode()
    assert said not in filled.get(FIGURES).content.decode()


def test_a_period_without_figures_on_the_day_says_so(filled: Client) -> None:
    page = filled.get(of("2026-11", today(-11)))

    assert "Nothing of this period had been given by that day." in page.content.decode()


def test_an_empty_project_has_a_page_too(head: Client) -> None:
    assert "Nothing of this period" in head.get(FIGURES).content.decode()


def test_a_group_is_shown_with_how_many_of_its_bodies_are_done(filled: Client) -> None:
    page = behind("field/front/given", filled)

    assert "0 of 3 bodies done" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": "32/11/2026"}, "The date is typed as day/month/year, for example 05/03/2026."),
        ({"on": "25/11"}, "The date is typed as day/month/year, for example 05/03/2026."),
        ({"on": "9" * 5000}, "The date is typed as day/month/year, for example 05/03/2026."),
        ({"on": "01/01/0001"}, "The year is between 2000 and 2100."),
        ({"on": "31/12/2099"}, "Figures can be told only up to today."),
        ({"period": "2026-13"}, "There are no figures of this period. Choose one of those listed."),
        ({"period": "2026-q5"}, "There are no figures of this period. Choose one of those listed."),
        ({"period": "' OR 1=1 --"}, "There are no figures of this period. Choose one of those listed."),
    ],
)
def test_bad_input_03_a_wrong_period_or_day_is_answered_in_words(
    fields: dict[str, str], said: str, filled: Client
) -> None:
    page = filled.get(FIGURES, fields)

    assert page.status_code == 422
    assert [words for _target, words in page.context["problems"]] == [said]
    assert "<title>Error:" in page.content.decode()
    assert page.context.get("found") is None


def test_what_was_typed_is_kept(filled: Client) -> None:
    page = filled.get(FIGURES, {"period": "2026", "on": "32/11/<2026>"}).content.decode()

    assert 'value="32/11/&lt;2026&gt;"' in page
    assert '<option value="2026" selected>' in page


@pytest.mark.parametrize("place", [f"{EXPORT}xlsx/", f"{EXPORT}pdf/"])
def test_bad_input_03_the_files_lead_to_the_page_that_says_what_is_wrong(place: str, filled: Client) -> None:
    response = filled.get(place, {"on": "x&y", "period": "2026"})

    assert (response.status_code, response["Location"]) == (302, f"{FIGURES}?period=2026&on=x%26y")


@pytest.mark.parametrize("figure", ["", "body/tat-ca/given/"])
@pytest.mark.parametrize(
    ("period", "on", "said"),
    [
        ("2026", "mai", "The date is typed as day/month/year, for example 05/03/2026."),
        ("2026", "2026-02-30", "The date is typed as day/month/year, for example 05/03/2026."),
        ("2026", "2099-12-31", "Figures can be told only up to today."),
        ("2026", "0001-01-01", "The year is between 2000 and 2100."),
        ("2026-13", "2026-11-20", "There are no figures of this period. Choose one of those listed."),
        ("2026-q5", "2026-11-20", "There are no figures of this period. Choose one of those listed."),
        ("9999", "2026-11-20", "There are no figures of this period. Choose one of those listed."),
    ],
)
def test_bad_input_03_a_wrong_period_or_day_in_an_address_is_answered_in_words(
    period: str, on: str, said: str, figure: str, filled: Client
) -> None:
    response = filled.get(f"{FIGURES}{period}/{on}/{figure}")
    page = filled.get(response["Location"])

    assert response["Location"] == f"{FIGURES}?period={period}&on={on}"
    assert page.status_code == 422
    assert [words for _target, words in page.context["problems"]] == [said]
    assert on in page.content.decode()


@pytest.mark.parametrize(
    "figure",
    [
        "body/tat-ca/password",
        "user__password/tat-ca/given",
        "body/KHONG-CO/given",
        "presser/1 OR 1=1/given",
        "field/front' OR 1=1/given",
        "body/tat-ca/given__in",
        "body//given",
        "body/given",
        "body/A/B/given",
        "/" * 5000,
    ],
)
def test_bad_input_03_a_figure_that_there_is_not_is_not_found(figure: str, filled: Client) -> None:
    assert behind(figure, filled).status_code == 404


@pytest.mark.parametrize("query", ["order=password", "_connector=OR", "status__in=draft", "order=-user__password"])
def test_bad_input_02_what_is_not_asked_for_is_not_looked_at(query: str, filled: Client) -> None:
    plain, asked = filled.get(FIGURES), filled.get(f"{FIGURES}?{query}")

    assert asked.status_code == 200
    assert asked.context["found"] == plain.context["found"]


@pytest.mark.parametrize(("page", "shown"), [("-1", 2), ("0", 2), ("1e9", 1), ("999", 2), ("x", 1)])
def test_bad_input_72_a_page_that_there_is_not_shows_one_that_there_is(page: str, shown: int, head: Client) -> None:
    body = make_body()
    for _ in range(41):
        given(lead=body)

    found = behind("body/tat-ca/given", head, page=page, per_page="100000")

    assert (found.status_code, found.context["page"].number) == (200, shown)
    assert found.context["count"] == 41
    assert len(found.context["rows"]) == {1: 40, 2: 1}[shown]


@pytest.mark.parametrize("kind", ["docx", "txt", "x" * 300])
def test_bad_input_63_a_file_of_another_kind_is_not_found(kind: str, filled: Client) -> None:
    assert filled.get(f"{EXPORT}{kind}/").status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_bad_input_63_a_file_is_handed_out_under_a_name_in_vietnamese(
    kind: str, filled: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "html_to_pdf", lambda *_args, **_named: b"%PDF-")

    response = filled.get(f"{EXPORT}{kind}/")

    assert response["Content-Type"] == exports.KINDS[kind]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Th%E1%BB%91ng%20k%C3%AA")
    assert response["Content-Security-Policy"].startswith("sandbox")


# For whom


@pytest.mark.parametrize("make", [make_reader, make_administrator])
@pytest.mark.parametrize("place", [FIGURES, of("2026"), GIVEN, f"{EXPORT}xlsx/", f"{EXPORT}pdf/"])
def test_a_reader_and_an_administrator_are_told_why_not(make: type, place: str) -> None:
    make_committee()
    user: User = make()

    response = english_client(user).get(place)

    assert response.status_code == 403
    assert re.search("figures on directives are not theirs|Figures are seen only by:", response.content.decode())


def test_the_menu_leads_there_whoever_may_see_them(head: Client) -> None:
    entry = f'href="{FIGURES}"'

    shown = [entry in client.get("/").content.decode() for client in (head, english_client(make_reader()))]

    assert shown == [True, False]


def test_the_head_of_a_body_sees_its_rows_alone(filled: Client) -> None:
    body, other = make_body(code="PKT"), make_body(code="CAX")
    given(lead=body, title="Việc của phòng")
    given(lead=other, title="Việc của công an")
    client = english_client(make_head_of(body))

    page = client.get(FIGURES)
    listed = behind("body/tat-ca/given", client).content.decode()
    book = load_workbook(BytesIO(client.get(f"{EXPORT}xlsx/").content))

    assert [(table.by, len(rows)) for table, rows in page.context["tables"]] == [("body", 2)]
    assert "Each table counts a directive once" not in page.content.decode()
    assert page.context["found"].total.count("given") == 1
    assert ("Việc của phòng" in listed, "Việc của công an" in listed) == (True, False)
    assert [row[2].value for row in book["Directives"].iter_rows(min_row=2)] == ["Việc của phòng"]
    for line in ("body/CAX", "field/tat-ca", "presser/tat-ca", "member/tat-ca"):
        assert behind(f"{line}/given", client).status_code == 404


def test_a_committee_member_reads_what_is_counted_and_opens_what_is_theirs() -> None:
    make_committee()
    member, mine, other = make_user(), make_body(), make_body()
    make_position(member, Role.COMMITTEE_MEMBER, body=mine)
    given(lead=mine, title="Của chi bộ")
    given(lead=other, title="Của phòng")

    page = behind("body/tat-ca/given", english_client(member))

    opens = {row.title: bool(row.address) for row in page.context["rows"]}
    assert opens == {"Của chi bộ": True, "Của phòng": False}


# How much it takes


@pytest.mark.parametrize("address", [of("2026"), GIVEN, f"{EXPORT}xlsx/?period=2026"])
def test_a_page_takes_as_many_queries_for_fifty_directives(address: str, filled: Client) -> None:
    filled.get(address)
    few = queries(lambda: filled.get(address))
    december = make_resolution(month=12, archive=True)
    presser = make_user()
    for place in range(49):
        given(resolution=december if place % 2 else None, presser=presser, due_on=today(place - 20))

    many = queries(lambda: filled.get(address))

    assert few == many <= 12


def test_a_line_in_which_everything_happened_is_light(filled: Client) -> None:
    """So that the lines of forty bodies, of fifteen people who press and of the fields weigh less than 90,000 bytes."""
    total = filled.get(of("2026")).context["found"].total
    full = replace(total, label="Cơ quan số 12", items=(total.items[0]._replace(bits=(1 << len(Measure)) - 1),) * 120)

    with translation.override("vi"):
        [line, _sum] = shown.rows(Table(By.BODY, (replace(full, key="BENCH-12"),), full), "")
        text = render_to_string("reports/_row.html", {"row": line})

    assert text.count("<a href=") == 14
    assert len(text.encode()) < 1_450
