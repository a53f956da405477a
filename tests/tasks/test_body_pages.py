"""The bodies' pages: what is mine by urgency, acknowledged, reported on; of another body's there is nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from kesat.organization.models import Body
from resolutions.models import Resolution, Status
from tasks.models import Directive, Extension, ProgressReport, ReportFigure, Share
from tests.factories import make_body, make_officer, make_reader
from tests.resolutions.test_queries import queries
from tests.task_factories import make_directive, make_head_of, make_report, share_of
from tests.tasks.bodies import RESULT, Desk, address, form, make_desk, picture, signed_in, today, upload, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def client(desk: Desk) -> Client:
    return signed_in(desk.head)


MINE = "/nhiem-vu/cua-toi/"


def test_the_page_shows_what_is_mine_by_urgency_and_leads_to_the_most_urgent(desk: Desk, client: Client) -> None:
    for title, days in (("Quá hạn rồi", -2), ("Sắp đến hạn", 1)):
        make_directive(lead=desk.body, title=title, due_on=today() + timedelta(days=days))
    make_directive(lead=desk.body, title="Việc thường xuyên", due_on=None)
    returned = make_directive(lead=desk.body, title="Bị trả lại", due_on=today() + timedelta(days=9))
    make_report(returned)
    ProgressReport.objects.update(
        judgement="returned", return_reason="Thiếu biên bản.", judged_by=desk.officer, judged_at="2026-11-23T09:00Z"
    )
    waits = make_directive(lead=desk.body, title="Đã gửi rồi", due_on=today() + timedelta(days=2))
    make_report(waits, progress="done", done_on=today())

    page = words(client.get(MINE))

    order = ["Bị trả lại", "Quá hạn rồi", "Sắp đến hạn", "Nhiệm vụ thứ 1", "Việc thường xuyên", "Đã gửi rồi"]
    places = [page.index(f'lang="vi">{title}</a>') for title in order]
    assert places == sorted(places)
    assert "Thiếu biên bản." in page
    assert "put the report right" in page
    assert f'href="{address(returned, "bao-cao/")}?don-vi={desk.body.pk}"' in page.split("</section>")[0]


def test_what_was_just_reported_waits_for_the_office_and_is_not_asked_for_again(desk: Desk, client: Client) -> None:
    make_report(desk.directive)
    standing = make_directive(lead=desk.body, title="Việc thường xuyên", due_on=None)
    make_report(standing)

    assert "Nothing waits for you" in words(client.get(MINE))
    assert client.get("/").context["body_next"] is None

    urgent = make_directive(lead=desk.body, title="Quá hạn rồi", due_on=today() - timedelta(days=2))
    found = client.get("/").context["body_next"]
    assert found.url == f"{address(urgent, 'bao-cao/')}?don-vi={desk.body.pk}"
    assert found.why == "Quá hạn rồi (2 days over)"


def test_the_page_says_so_when_nothing_waits(desk: Desk, client: Client) -> None:
    Directive.objects.update(outcome="done", ended_on=today())

    page = words(client.get(MINE))

    assert "Nothing waits for you" in page
    assert "Ended in the last two months" in page


def test_what_ended_long_ago_is_out_of_sight(desk: Desk, client: Client) -> None:
    long_ago = today() - timedelta(days=90)
    Directive.objects.update(outcome="done", ended_on=long_ago, given_on=long_ago - timedelta(days=9))

    assert desk.directive.title not in words(client.get(MINE))


def test_what_my_body_coordinates_in_is_shown_but_not_reported_on(desk: Desk, client: Client) -> None:
    other = make_directive(coordinating=(desk.body,), title="Phối hợp làm đường")

    page = words(client.get(MINE))

    assert "Phối hợp làm đường" in page
    assert client.get(address(other)).status_code == 200
    assert client.get(address(other, "bao-cao/")).status_code == 404


def test_the_page_takes_as_many_queries_for_thirty_directives(desk: Desk, client: Client) -> None:
    client.get(MINE)
    few = queries(lambda: client.get(MINE))
    for _number in range(30):
        make_report(make_directive(lead=desk.body))

    assert queries(lambda: client.get(MINE)) == few <= 14


def test_all_new_directives_are_acknowledged_at_once(desk: Desk, client: Client) -> None:
    second = make_directive(lead=desk.body)

    page = client.post(f"{MINE}da-nhan/", follow=True)

    assert "2 directives are acknowledged." in words(page)
    assert share_of(desk.directive).acknowledged_by == share_of(second).acknowledged_by == desk.head
    assert "Acknowledge 2" not in words(page)


def test_one_directive_is_acknowledged_on_its_page(desk: Desk, client: Client) -> None:
    page = client.post(address(desk.directive, "da-nhan/"), follow=True)

    assert "The directive is acknowledged." in words(page)
    Directive.objects.update(outcome="dropped", outcome_reason="Không còn phù hợp", ended_on=today())
    Share.objects.update(acknowledged_at=None, acknowledged_by=None)
    assert "no longer to be done" in words(client.post(address(desk.directive, "da-nhan/"), follow=True))


def test_a_report_is_sent_and_the_body_is_told_what_comes_next(desk: Desk, client: Client) -> None:
    response = client.post(
        address(desk.directive, "bao-cao/"),
        form(difficulty="Hai hộ vắng nhà.", papers=upload("a.jpg", picture()), figure_1_name="Hộ", figure_1_value="2"),
        follow=True,
    )

    report = ProgressReport.objects.get()
    assert response.redirect_chain == [(MINE, 302)]
    assert "The office will confirm it." in words(response)
    assert (report.by, report.body, report.result, report.is_on_behalf) == (desk.head, desk.body, RESULT, False)
    assert (report.files.count(), report.figures.count()) == (1, 1)


def test_done_is_done_today_unless_another_day_is_typed(desk: Desk, client: Client) -> None:
    client.post(address(desk.directive, "bao-cao/"), form(progress="done"))
    client.post(address(desk.directive, "bao-cao/"), form(progress="done", done_on="20/11/2026"))

    assert [report.done_on and report.done_on.isoformat() for report in ProgressReport.objects.order_by("pk")] == [
        today().isoformat(),
        "2026-11-20",
    ]


def test_more_time_with_a_result_is_a_request_and_a_report(desk: Desk, client: Client) -> None:
    wanted = (today() + timedelta(days=30)).strftime("%d/%m/%Y")

    client.post(address(desk.directive, "bao-cao/"), form(progress="more_time", reason="Mưa.", wanted_on=wanted))

    assert (Extension.objects.get().reason, ProgressReport.objects.get().progress) == ("Mưa.", "under_way")
    assert "More time is asked for until" in words(client.get(MINE))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"progress": ""}, "Choose one of the answers."),
        ({"progress": "finished"}, "Choose one of the answers."),
        ({"result": " "}, "Type the result in one or two sentences."),
        ({"result": "x" * 2001}, "The result may have at most 2,000 characters."),
        ({"result": "a\u202eb"}, "hidden character"),
        ({"figure_1_name": "Hộ"}, "Type the number, or empty the row."),
        ({"figure_2_value": "12"}, "Say what was counted."),
        ({"figure_1_name": "Hộ", "figure_1_value": "mười"}, "Type a number, for example"),
        ({"figure_1_name": "Hộ", "figure_1_value": "1,2345"}, "at most 15 digits, and 3 behind"),
        ({"figure_1_name": "Hộ", "figure_1_value": "1" + "0" * 15}, "at most 15 digits, and 3 behind"),
        ({"progress": "done", "done_on": "01/01/2099"}, "cannot lie ahead"),
        ({"progress": "more_time"}, "Type why more time is needed."),
        ({"progress": "more_time", "reason": "Mưa."}, "Type the day until which"),
    ],
)
def test_bad_input_is_answered_in_words_and_what_was_typed_stays(
    sent: dict[str, str], said: str, desk: Desk, client: Client
) -> None:
    response = client.post(address(desk.directive, "bao-cao/"), form(difficulty="Đã gõ rất lâu.") | sent)

    assert response.status_code == 422
    assert said in words(response)
    assert "Đã gõ rất lâu." in words(response)
    assert (ProgressReport.objects.count(), Extension.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "day", ["31/02/2026", "29/02/2027", "00/00/0000", "01/01/9999", "01/01/1900", "20/11/2026", "x"]
)
def test_bad_input_45_a_day_that_cannot_be_is_an_error_at_its_field(day: str, desk: Desk, client: Client) -> None:
    sent = form(progress="more_time", reason="Mưa kéo dài.", wanted_on=day)

    response = client.post(address(desk.directive, "bao-cao/"), sent)

    assert response.status_code == 422
    assert 'id="b_wanted_on_error"' in words(response)
    assert "Mưa kéo dài." in words(response)
    assert f'value="{day}"' in words(response)


def test_a_mark_that_was_tampered_with_does_no_harm(desk: Desk, client: Client) -> None:
    for mark in ("", "x", "0" * 36, "' OR 1=1 --"):
        assert client.post(address(desk.directive, "bao-cao/"), form(op_id=mark)).status_code == 302

    assert ProgressReport.objects.count() == 4


def test_bad_input_38_a_double_click_is_one_report(desk: Desk, client: Client) -> None:
    sent = form()

    answers = [client.post(address(desk.directive, "bao-cao/"), sent) for _click in range(2)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, MINE)] * 2
    assert ProgressReport.objects.count() == 1


def test_what_ended_while_the_form_was_open_is_said_beside_what_was_typed(desk: Desk, client: Client) -> None:
    Directive.objects.update(outcome="dropped", outcome_reason="Không còn phù hợp", ended_on=today())

    shown, sent = (ask(address(desk.directive, "bao-cao/"), form()) for ask in (client.get, client.post))

    assert (shown.status_code, "<textarea" in words(shown)) == (200, False)
    assert sent.status_code == 409
    for response in (shown, sent):
        assert "no longer to be done since" in words(response)
    assert RESULT in words(sent)


def test_a_report_on_a_withdrawn_resolution_says_so(desk: Desk, client: Client) -> None:
    Resolution.objects.update(status=Status.WITHDRAWN)

    assert "is no longer in force" in words(client.get(address(desk.directive, "bao-cao/")))
    assert client.post(address(desk.directive, "bao-cao/"), form()).status_code == 409
    assert "is no longer in force" in words(client.get(address(desk.directive)))


def test_one_who_speaks_for_two_bodies_chooses(desk: Desk, client: Client) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in ("Đông", "Chợ")]
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES)
    directive = make_directive(lead=group)
    for branch in branches:
        held = desk.head.positions.get(body=desk.body)
        desk.head.positions.create(body=branch, post=held.post, begins_on=held.begins_on)

    page = words(client.get(address(directive, "bao-cao/"), {"don-vi": branches[1].pk}))
    client.post(f"{address(directive, 'bao-cao/')}?don-vi={branches[1].pk}", form())

    assert "You also report for:" in page
    assert ProgressReport.objects.get().body == branches[1]


def foreign(desk: Desk) -> list[str]:
    """Return the addresses of another body's directive, report and file."""
    signed_in(desk.head).post(address(desk.directive, "bao-cao/"), form(papers=upload("a.jpg", picture())))
    report = ProgressReport.objects.get()
    return [
        address(desk.directive), address(desk.directive, "bao-cao/"),
        f"/nhiem-vu/bao-cao/{report.pk}/tep/{report.files.get().file_id}/",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["another body", "reader", "administrator", "coordinating body"])
def test_bad_input_30_another_bodys_directive_report_and_file_are_not_there(
    who: str, desk: Desk, administrator: Client
) -> None:
    addresses = foreign(desk)
    other = make_body(kind=Body.Kind.DIVISION)
    if who == "coordinating body":
        desk.directive.assignments.create(part="coordinating", body=other, named=other.name)
    clients = {"reader": lambda: signed_in(make_reader()), "administrator": lambda: administrator}
    client = clients.get(who, lambda: signed_in(make_head_of(other)))()

    statuses = [client.get(each).status_code for each in addresses]

    assert statuses == ([200, 404, 404] if who == "coordinating body" else [404, 404, 404])
    for end in ("da-nhan/", "bao-cao/"):
        assert client.post(address(desk.directive, end), form()).status_code == 404
    assert RESULT not in words(client.get(address(desk.directive)))
    assert ProgressReport.objects.count() == 1


def test_bad_input_30_another_bodys_file_is_not_handed_out_under_ones_own_report(desk: Desk) -> None:
    foreign_file = foreign(desk)[-1].split("/")[-2]
    mine = make_report(make_directive(lead=make_body()))

    answer = signed_in(make_head_of(mine.body)).get(f"/nhiem-vu/bao-cao/{mine.pk}/tep/{foreign_file}/")

    assert answer.status_code == 404


def test_more_time_is_asked_for_once_and_the_second_time_said_so_with_what_was_typed(
    desk: Desk, client: Client
) -> None:
    wanted = (today() + timedelta(days=30)).strftime("%d/%m/%Y")

    first, second = (
        client.post(address(desk.directive, "bao-cao/"), form(progress="more_time", reason=why, wanted_on=wanted))
        for why in ("Mưa.", "Bão lâu ngày.")
    )

    assert (first.status_code, second.status_code) == (302, 422)
    assert "More time is asked for already" in words(second)
    assert "Bão lâu ngày." in words(second)


def test_a_member_of_a_group_sees_no_report_of_another(desk: Desk) -> None:
    branches = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}") for name in ("Đông", "Chợ")]
    directive = make_directive(lead=make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.ALL_BRANCHES))
    make_report(directive, body=branches[0], result="Của thôn Đông.")
    heads = [signed_in(make_head_of(branch)) for branch in branches]

    pages = [words(head.get(address(directive))) for head in heads]

    assert ["Của thôn Đông." in page for page in pages] == [True, False]


def test_a_former_head_reports_no_more(desk: Desk, client: Client) -> None:
    desk.head.positions.update(ends_on=today() - timedelta(days=1))

    assert client.get(MINE).status_code == 403
    assert client.post(address(desk.directive, "bao-cao/"), form()).status_code == 404


def test_a_renamed_body_keeps_the_name_under_which_it_was_ordered(desk: Desk, client: Client) -> None:
    Body.objects.filter(pk=desk.body.pk).update(name="Phòng Kinh tế và Hạ tầng")

    assert "Phòng Kinh tế (now Phòng Kinh tế và Hạ tầng)" in words(client.get(address(desk.directive)))


def test_figures_need_no_unit(desk: Desk, client: Client) -> None:
    client.post(address(desk.directive, "bao-cao/"), form(figure_3_name="Hộ", figure_3_value="99,0"))

    assert str(ReportFigure.objects.get()) == "Hộ: 99"


def test_others_are_told_why_they_have_no_such_page(desk: Desk) -> None:
    response = signed_in(make_officer()).get(MINE)

    assert (response.status_code, "This may be done only by" in words(response)) == (403, True)


def test_get_moves_nothing(client: Client, desk: Desk) -> None:
    for end in ("da-nhan/", "ghi-chu/"):
        assert client.get(address(desk.directive, end)).status_code == 405
    assert client.get(f"{MINE}da-nhan/").status_code == 405


@pytest.mark.parametrize(("typed", "near"), [({}, 1), ({"figure_1_value": "2"}, 2), ({"figure_4_value": "2"}, 5)])
def test_of_the_rows_for_figures_one_more_than_is_filled_in_stands_open(
    typed: dict[str, str], near: int, desk: Desk
) -> None:
    page = signed_in(desk.head).post(address(desk.directive, "bao-cao/"), form(progress="", **typed))

    assert [len(rows) for rows in page.context["form"].figure_rows] == [near, 5 - near]
    assert words(page).count('<fieldset class="figure-row">') == 5
    assert ("More figures" in words(page)) == (near < 5)
