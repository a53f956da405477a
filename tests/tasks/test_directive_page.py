"""A directive's whole life on one page: its words, bodies, reports, changes, months and sentences of part I."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Body
from kesat.records.models import record
from resolutions.manuscript import PartKind
from resolutions.models import Paragraph, Resolution
from tasks import extending
from tasks.extending import Answered, Asked
from tasks.models import Answer, Directive, Sentence
from tasks.reporting import Speaker
from tests.factories import NOW, make_body, make_resolution
from tests.resolutions.test_queries import queries
from tests.task_factories import make_directive, make_head_of, make_report
from tests.tasks.bodies import Desk, address, make_desk, signed_in, today, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def client(desk: Desk) -> Client:
    return signed_in(desk.officer)


def results_of(resolution: Resolution) -> Paragraph:
    rows = Paragraph.objects.filter(section__part__resolution=resolution, section__part__kind=PartKind.RESULTS)
    return rows.order_by("section__position", "position")[0]


def test_the_page_shows_the_six_clears(desk: Desk, client: Client) -> None:
    coordinating = make_body(name="Chi bộ thôn Đông")
    presser = make_head_of(desk.body, role="committee_member", full_name="Đỗ Văn Tám")
    directive = make_directive(
        lead=desk.body, coordinating=(coordinating,), presser=presser, due_on=today() + timedelta(days=9),
        due_words="trước ngày rằm", deliverable="Biên bản bàn giao", authority="Ban Thường vụ", leader=desk.chief,
    )  # fmt: skip

    page = words(client.get(address(directive)))

    for shown in (
        "Phòng Kinh tế", "Chi bộ thôn Đông", "Đỗ Văn Tám (presses)", "Phạm Thị Hòa (leads in charge)",
        f"{directive.due_on:%d/%m/%Y}", "trước ngày rằm", "Biên bản bàn giao", "Ban Thường vụ",
        "0 of 1 acknowledged, 0 of 1 done",
    ):  # fmt: skip
        assert shown in page


def test_its_words_lead_to_the_paragraph_on_the_printed_page_and_back(desk: Desk, client: Client) -> None:
    paragraph = desk.directive.paragraph
    there = f"/nghi-quyet/2026-11/ban-in/#doan-{paragraph.pk}"

    page = words(client.get(address(desk.directive)))
    printed = words(client.get(there))

    assert f'<a class="tall" href="{there}">Resolution of month 11/2026, II.1, paragraph 1</a>' in page
    assert f'id="doan-{paragraph.pk}"' in printed
    behind = printed.split(f'id="doan-{paragraph.pk}"')[1]
    assert behind.index(f'href="{address(desk.directive)}"') < behind.index("</div>")


def test_every_paragraph_of_the_printed_page_has_its_place_and_a_stranger_no_way_back(desk: Desk) -> None:
    other = signed_in(make_head_of(make_body()))

    printed = words(other.get("/nghi-quyet/2026-11/ban-in/"))

    rows = Paragraph.objects.filter(section__part__resolution=desk.directive.resolution).exclude(text="")
    assert [f'id="doan-{row.pk}"' in printed for row in rows] == [True] * rows.count()
    for row in rows:
        assert row.text[:40] in printed.split(f'id="doan-{row.pk}"')[1][:200]
    assert f'href="{address(desk.directive)}"' not in printed


def test_reports_requests_notes_and_changes_stand_in_order(desk: Desk) -> None:
    make_report(desk.directive, result="Đầu tiên.", at=NOW)
    make_report(desk.directive, result="Tiếp theo.", at=NOW + timedelta(hours=1), accepted_by=desk.officer)
    asked = Asked("Mưa kéo dài.", today() + timedelta(days=30))
    extension = extending.ask(desk.share, asked, Speaker("Vũ Thị Hoa", by=desk.head), at=timezone.now())
    extending.answer(extension, Answered(asked.wanted_on), by=desk.chief, at=timezone.now())
    record("change_lead", desk.directive, by=desk.chief, old="Ban A", new="Ban B", reason="Sáp nhập.")

    page = words(signed_in(desk.chief).get(address(desk.directive)))

    places = [page.index(text) for text in ("Đầu tiên.", "Tiếp theo.", "Mưa kéo dài.", "Ban A → Ban B", "Sáp nhập.")]
    assert places == sorted(places)
    first, now = desk.directive.due_on, asked.wanted_on
    assert f"{first:%d/%m/%Y} → {now:%d/%m/%Y}" in page
    assert f"first {first:%d/%m/%Y}" in page


def test_a_group_shows_how_many_of_how_many(desk: Desk, client: Client) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in ("Đông", "Chợ", "Đoài")]
    directive = make_directive(lead=make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES))
    directive.shares.filter(body=branches[0]).update(acknowledged_at=NOW, done_on=today())
    directive.shares.filter(body=branches[1]).update(acknowledged_at=NOW)

    page = words(client.get(address(directive)))

    assert "2 of 3 acknowledged, 1 of 3 done" in page
    assert page.count("bao-cao-thay") == 2


def carried(desk: Desk) -> list[Directive]:
    """Return the directive through three months, the last of them a draft."""
    december = make_resolution(month=12, archive=True)
    january = make_resolution(year=2027, month=1)
    second = make_directive(resolution=december, lead=desk.body, continues=desk.directive, age=1, title="Tháng 12")
    third = make_directive(
        resolution=january, lead=desk.body, continues=second, age=2, is_given=False, title="Việc của bản dự thảo"
    )  # fmt: skip
    for row, month in ((desk.directive, december), (second, january)):
        Directive.objects.filter(pk=row.pk).update(outcome="carried_over", ended_on=today())
        Answer.objects.create(
            directive=row, resolution=month, kind="partly", reason=f"Còn hai hộ, nói ở {month.label}.", as_of=today(),
            at=NOW, by=desk.officer, is_carried_over=True,
        )  # fmt: skip
        Sentence.objects.create(
            paragraph=results_of(month), quote=f"Câu của {month.label}.", directive=row, at=NOW, by=desk.officer
        )
    return [desk.directive, second, third]


def test_the_chain_shows_every_month_from_every_month(desk: Desk, client: Client) -> None:
    rows = carried(desk)

    pages = [words(client.get(address(row))) for row in rows]

    for page, here in zip(pages, rows, strict=True):
        listed = page.split('id="qua-cac-thang"')[1].split("</section>")[0]
        assert [f'href="{address(row)}"' in listed for row in rows] == [row != here for row in rows]
        assert "Còn hai hộ, nói ở 12/2026." in listed
        assert "Còn hai hộ, nói ở 01/2027." in listed
        assert "Câu của 12/2026." in listed
        assert f"#doan-{results_of(rows[1].resolution).pk}" in listed


def test_bad_input_31_a_body_sees_nothing_of_a_draft_through_the_chain(desk: Desk) -> None:
    rows, client = carried(desk), signed_in(desk.head)

    page = words(client.get(address(rows[1])))

    assert "Câu của 12/2026." in page
    assert "01/2027" not in page
    assert "Việc của bản dự thảo" not in page
    assert client.get(address(rows[2])).status_code == 404


def test_a_chain_that_bites_its_tail_ends_too(desk: Desk, client: Client) -> None:
    second = make_directive(lead=desk.body, continues=desk.directive)
    Directive.objects.filter(pk=desk.directive.pk).update(continues=second)

    assert client.get(address(desk.directive)).status_code == 200


def test_the_page_takes_as_many_queries_whatever_came_of_it(desk: Desk, client: Client) -> None:
    make_report(desk.directive)
    client.get(address(desk.directive))
    few = queries(lambda: client.get(address(desk.directive)))
    for number in range(30):
        make_report(desk.directive, accepted_by=desk.chief if number % 2 else None, by=desk.head)
        record("change_lead", desk.directive, by=desk.chief, old="A", new="B", reason="x")
        desk.directive.notes.create(text="x", at=NOW, by=desk.chief)
    before = desk.directive
    for _month in range(5):
        before = make_directive(lead=desk.body, continues=before)

    assert queries(lambda: client.get(address(desk.directive))) == few <= 34


def test_a_directive_that_is_not_there_is_404(client: Client) -> None:
    for end in ("", "bao-cao/", "bao-cao-thay/1/"):
        assert client.get(f"/nhiem-vu/{10**30}/{end}").status_code == 404


def test_a_body_is_told_what_changed_but_not_of_links(desk: Desk, client: Client) -> None:
    record("make_link", desk.directive, by=desk.officer, person="Bà Tư")
    record("drop_directive", desk.directive, by=desk.chief, reason="Không còn phù hợp.")

    office, body = words(client.get(address(desk.directive))), words(signed_in(desk.head).get(address(desk.directive)))

    assert ("Bà Tư" in office, "Bà Tư" in body) == (True, False)
    assert ("Không còn phù hợp." in office, "Không còn phù hợp." in body) == (True, True)
