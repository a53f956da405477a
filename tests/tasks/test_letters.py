"""Reminder letters on paper: to whom, of what, for the how many-th time; the PDF and the Word file."""

from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as WordFile

from kesat.organization.models import Body, Committee
from kesat.records.models import Event
from tasks import letters
from tasks.listing import Listing, listing
from tasks.models import OfficialLetter
from tests.conftest import english_client
from tests.factories import NOW, make_body, make_committee, make_head_of_office, make_standing_committee
from tests.task_factories import make_directive

pytestmark = pytest.mark.django_db

ADDRESS = "/nhiem-vu/cong-van-nhac-viec/"


@pytest.fixture
def head() -> Client:
    make_committee()
    return english_client(make_head_of_office())


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def sent(client: Client, query: str = "", **fields: str) -> OfficialLetter:
    page = client.get(ADDRESS + query)
    data = {"reply_by": f"{today(5):%d/%m/%Y}", "after": page.context["form"]["after"].value()}
    answer = client.post(ADDRESS + query, data | fields)
    assert answer.status_code == 302, answer.context["problems"]
    return OfficialLetter.objects.get(pk=answer.headers["Location"].rstrip("/").rpartition("/")[2])


def found() -> Listing:
    return listing({}, make_head_of_office(), today())


def test_a_letter_holds_what_the_filter_finds_overdue_and_whom_it_goes_to(head: Client) -> None:
    first, second = make_body(name="Phòng Kinh tế", position=1), make_body(name="Công an xã", position=2)
    late = make_directive(title="Xử lý lấn chiếm", lead=first, due_on=today(-6))
    later = make_directive(title="Ra quân", lead=second, due_on=today(-1))
    make_directive(lead=first, due_on=today())
    make_directive(lead=make_body(), due_on=today(-9), outcome="done", ended_on=today())

    letter = sent(head)

    assert set(letter.directives.all()) == {late, later}
    assert letter.content["to"] == ["Phòng Kinh tế", "Công an xã"]
    assert letter.content["rows"] == [
        {
            "title": "Xử lý lấn chiếm",
            "lead": ["Phòng Kinh tế"],
            "group": "",
            "due_on": str(today(-6)),
            "days": 6,
            "times": 1,
        },
        {"title": "Ra quân", "lead": ["Công an xã"], "group": "", "due_on": str(today(-1)), "days": 1, "times": 1},
    ]
    assert (letter.content["post"], letter.content["name"]) == ("CHÁNH VĂN PHÒNG", "Phạm Thị Hòa")
    (event,) = Event.objects.filter(action="make_reminder_letter")
    assert event.details["directives"] == sorted([late.pk, later.pk])


def test_each_letter_counts_as_one_more_reminder_of_what_stands_in_it(head: Client) -> None:
    make_directive(lead=make_body(code="PKT", position=1), due_on=today(-6))
    sent(head, "?lead=PKT")
    make_directive(lead=make_body(position=2), due_on=today(-2))

    letter = sent(head)

    assert [row["times"] for row in letter.content["rows"]] == [2, 1]


def test_bad_input_38_the_same_letter_sent_twice_is_one(head: Client) -> None:
    make_directive(due_on=today(-6))
    data = {"reply_by": f"{today(5):%d/%m/%Y}", "after": "0"}

    first, second = (head.post(ADDRESS, data) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert OfficialLetter.objects.count() == Event.objects.filter(action="make_reminder_letter").count() == 1


def test_of_a_group_only_those_are_reminded_who_have_not_reported(head: Client) -> None:
    group = make_body(kind=Body.Kind.GROUP, group_rule="listed", name="Các chi bộ")
    branches = [make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ {name}", position=1) for name in ("Đông", "Tây", "Nam")]
    group.members.set(branches)
    directive = make_directive(lead=group, due_on=today(-6))

    before = letters.entries(found())
    directive.shares.filter(body=branches[0]).update(done_on=today())
    after = letters.entries(found())

    assert [line.owing for line in (*before, *after)] == [("Các chi bộ",), ("Chi bộ Nam", "Chi bộ Tây")]


def test_the_letter_names_each_member_of_a_group_that_still_owes_its_part(head: Client) -> None:
    branches = [
        make_body(kind=Body.Kind.BRANCH, name=f"Chi bộ thôn {name}", position=place)
        for place, name in enumerate(("Cầu Lương", "Đông Phú", "Hòa Xá"), 1)
    ]
    group = make_body(kind=Body.Kind.GROUP, group_rule="all_branches", name="Đảng ủy viên phụ trách cơ sở")
    group.members.set([])
    whole = make_directive(lead=group, title="Báo cáo nhanh", due_on=today(-3))
    partly = make_directive(lead=group, title="Đôn đốc cơ sở", due_on=today(-4))
    partly.shares.filter(body=branches[0]).update(done_on=today(-5))

    letter = sent(head)

    left = ["Chi bộ thôn Đông Phú", "Chi bộ thôn Hòa Xá"]
    rows = {row["title"]: row for row in letter.content["rows"]}
    assert (rows[whole.title]["lead"], rows[whole.title]["group"]) == ([group.name], "")
    assert (rows[partly.title]["lead"], rows[partly.title]["group"]) == (left, group.name)
    assert set(letter.content["to"]) == {group.name, *left}
    cells = {line[1][0]: line[2] for line in letters.lines_of(letter)}
    assert cells[whole.title] == (group.name,)
    assert cells[partly.title] == (f"{group.name}, còn:", "Chi bộ thôn Đông Phú;", "Chi bộ thôn Hòa Xá")
    page = head.get(f"{ADDRESS}{letter.pk}/").content.decode()
    assert f"{group.name}, còn: Chi bộ thôn Đông Phú; Chi bộ thôn Hòa Xá · " in page


def test_a_body_that_was_given_another_name_since_is_no_group(head: Client) -> None:
    body = make_body(name="Phòng Kinh tế")
    make_directive(lead=body, due_on=today(-3))
    Body.objects.filter(pk=body.pk).update(name="Phòng Kinh tế, Hạ tầng")

    (row,) = sent(head).content["rows"]

    assert (row["lead"], row["group"]) == (["Phòng Kinh tế, Hạ tầng"], "")


@pytest.mark.parametrize("day", ["", "31/02/2026", "01/01/1900", "x", "25/11/9999", "24/11/2026"])
def test_bad_input_45_a_day_that_cannot_be_is_said_and_kept(day: str, head: Client) -> None:
    make_directive(due_on=today(-6))

    answer = head.post(ADDRESS, {"reply_by": day, "after": "0"})

    assert (answer.status_code, OfficialLetter.objects.count()) == (422, 0)
    assert [target for target, _words in answer.context["problems"]] == ["id_reply_by"]
    assert answer.context["form"]["reply_by"].value() == day


def test_nothing_overdue_makes_no_letter(head: Client) -> None:
    make_directive(due_on=today(3))

    answer = head.post(ADDRESS, {"reply_by": f"{today(5):%d/%m/%Y}", "after": "0"})

    assert (answer.status_code, OfficialLetter.objects.count()) == (422, 0)
    assert "Nothing that this filter finds is overdue." in answer.content.decode()
    assert head.get(ADDRESS).status_code == 200


def test_more_than_a_letter_holds_is_refused_in_words(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST", 1)
    make_directive(due_on=today(-6))
    make_directive(due_on=today(-6))

    answers = head.get(ADDRESS), head.post(ADDRESS, {"reply_by": f"{today(5):%d/%m/%Y}", "after": "0"})

    assert [answer.status_code for answer in answers] == [200, 422]
    assert all("Choose a month or a body." in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("address", ["1/", "1/pdf/", "1/docx/"])
def test_a_letter_that_there_is_not_is_not_found(address: str, head: Client) -> None:
    assert head.get(ADDRESS + address).status_code == 404


def test_a_letter_is_read_by_the_office_only(head: Client) -> None:
    make_directive(due_on=today(-6))
    letter = sent(head)
    secretary = english_client(make_standing_committee().secretary)

    assert [secretary.get(f"{ADDRESS}{letter.pk}/{kind}").status_code for kind in ("", "pdf/", "docx/")] == [403] * 3
    assert head.get(f"{ADDRESS}{letter.pk}/txt/").status_code == 404


def _letter(names: list[str]) -> OfficialLetter:
    row = {"title": "Lập hồ sơ", "lead": names, "due_on": "2026-11-03", "days": 22, "times": 2}
    said = {"month": "11/2026", "to": names, "rows": [row], "post": "CHÁNH VĂN PHÒNG", "name": "Phạm Thị Hòa"}
    return OfficialLetter(
        on=date(2026, 11, 25), reply_by=date(2026, 11, 30), content=said, made_at=NOW, by=make_head_of_office()
    )


def test_both_files_hold_the_boxes_of_a_letter_in_their_order() -> None:
    committee = Committee(
        name="x", issuing_body="ĐẢNG ỦY XÃ KẺ SẶT", place="Kẻ Sặt", format_profile=make_committee().format_profile
    )
    letter = _letter(["Phòng Kinh tế", "Công an xã"])
    wanted = [
        "VĂN PHÒNG", "-CV/VPĐU", "V/v nhắc thực hiện nhiệm vụ", "Kính gửi:", "- Phòng Kinh tế;", "- Công an xã.",
        "còn 01 nhiệm vụ", "TT", "Lập hồ sơ", "03/11/2026", "22 ngày", "Lần 2", "trước ngày 30/11/2026",
    ]  # fmt: skip

    (pdf_name, pdf), (word_name, word) = (letters.file(letter, committee, kind) for kind in ("pdf", "docx"))

    with pdfplumber.open(BytesIO(pdf)) as file:
        printed = " ".join("\n".join(page.extract_text() for page in file.pages).replace("\xa0", " ").split())
    document = WordFile(BytesIO(word))
    blocks = [block for block in document.element.body.iterchildren() if block.tag.endswith(("}p", "}tbl"))]
    typed = " ".join(
        " ".join("".join(node.text or "" for node in block.iter() if node.tag.endswith("}t")) for block in [each])
        for each in blocks
    ).replace("\xa0", " ")
    assert (pdf_name, word_name) == tuple(f"Công văn nhắc việc ngày 25-11-2026.{kind}" for kind in ("pdf", "docx"))
    for text in (printed, typed):
        assert [words for words in wanted if words not in text] == []
        for words in ("CHÁNH VĂN PHÒNG", "Phạm Thị Hòa", "- Như Kính gửi;", "- Lưu Văn phòng."):
            assert words in text
    assert typed.index("cụ thể như sau:") < typed.index("Lập hồ sơ") < typed.index("trước ngày 30/11/2026")
    assert len(document.tables) == 3


def test_one_body_is_addressed_on_one_line() -> None:
    paper, _closing = letters.composition(_letter(["Công an xã"]), make_committee())

    assert [line.text for line in paper.body][:1] == ["Kính gửi: Công an xã"]


def test_the_words_of_a_title_are_text_in_both_files() -> None:
    letter = _letter(["A & B <i>"])

    for kind in letters.KINDS:
        _name, content = letters.file(letter, make_committee(), kind)
        assert content.startswith((b"%PDF", b"PK"))
