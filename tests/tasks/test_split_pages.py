"""The pages on which clauses become directives: the text with its marks, the cards, every act, without script."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kesat.organization.models import Body, Role, User
from resolutions import drafting
from resolutions.manuscript import ParagraphText
from resolutions.models import Paragraph, Resolution, Section, Status
from resolutions.storing import store
from tasks import splitting
from tasks.hanging import OrderingText
from tasks.models import Directive, DroppedClause, PartIn
from tasks.proposals import Proposer
from tasks.splitting import Clause, Order
from tests.factories import (
    NOW,
    make_administrator,
    make_body,
    make_committee,
    make_head_of_office,
    make_manuscript,
    make_officer,
    make_position,
    make_resolution,
    make_typed,
    make_user,
)
from tests.resolutions.test_queries import queries
from tests.tasks.test_splitting import HERD, WATCH, make_bodies, make_ordering_month, paragraph_of, rewrite

pytestmark = pytest.mark.django_db

MONTH = "/nghi-quyet/2026-12/nhiem-vu/"
SCRIPT = "<script>alert(1)</script>"


class Office:
    """A month in drafting with two clauses in II.1, and a client of the office."""

    def __init__(self, *texts: str) -> None:
        make_committee()
        self.economy, self.police = make_bodies()
        self.month: Resolution = make_ordering_month(*texts)
        self.user = make_officer()
        self.client = signed_in(self.user)
        self.section: Section = paragraph_of(self.month).section
        self.page = f"{MONTH}muc/{self.section.pk}/"

    def clause(self, quote: str = HERD) -> dict[str, str]:
        return {"paragraph": str(paragraph_of(self.month).pk), "occurrence": "1", "quote": quote}

    def order(self, **fields: object) -> dict[str, object]:
        values = {"title": "Vận động 04 hộ", "lead": self.economy.pk, "due_on": "25/12/2026", "kind": "deliverable"}
        return {**values, "priority": "normal", **fields}

    def accept(self, quote: str = HERD, **fields: object) -> Any:
        return self.client.post(f"{self.page}nhan/", self.clause(quote) | self.order(**fields))

    def made(self, quote: str = HERD, title: str = "Vận động 04 hộ") -> Directive:
        clause = Clause(paragraph_of(self.month).pk, quote)
        return splitting.accept(self.month, clause, Order(title, lead=self.economy), by=self.user, at=NOW)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html(response: Any) -> str:
    return str(response.content.decode())


def test_the_overview_counts_the_clauses_of_every_section() -> None:
    office = Office()
    office.made()

    page = html(office.client.get(MONTH))

    assert "1/2" in page
    assert office.page in page


def test_a_section_shows_its_text_with_marks_and_one_open_card() -> None:
    office = Office()

    page = html(office.client.get(office.page))

    assert page.count('<mark id="cau-') == 2
    assert page.count('id="the-dang-mo"') == 1
    assert f'<option value="{office.economy.pk}" selected>Phòng Kinh tế</option>' in page
    assert 'value="25/12/2026"' in page
    assert f'<input type="hidden" name="quote" value="{HERD}">' in page


def test_accepting_goes_on_to_the_next_open_card() -> None:
    office = Office()

    response = office.accept()
    page = html(office.client.get(response.headers["Location"].split("#")[0]))

    assert response.headers["Location"].endswith("#the-dang-mo")
    made = Directive.objects.get()
    assert (made.title, made.quote, str(made.due_on)) == ("Vận động 04 hộ", HERD, "2026-12-25")
    assert made.assignments.leads().get().body == office.economy
    assert f'name="quote" value="{WATCH}"' in page
    assert "1/2" in page


def test_every_field_of_the_six_clears_is_kept() -> None:
    office = Office()
    member = make_user(full_name="Lê Văn Đôn")
    make_position(member, Role.COMMITTEE_MEMBER)
    office.accept(
        coordinating=[office.police.pk], presser=member.pk, supervising=office.police.pk, follower=office.user.pk,
        deliverable="Biên bản", authority="Ban Thường vụ", due_words="trước vụ gặt", priority="urgent",
    )  # fmt: skip

    made = Directive.objects.get()
    assert (made.deliverable, made.authority, made.due_words) == ("Biên bản", "Ban Thường vụ", "trước vụ gặt")
    assert (made.priority, made.follower) == ("urgent", office.user)
    assert {(row.part, row.named) for row in made.assignments.all()} == {
        (PartIn.LEAD, "Phòng Kinh tế"),
        (PartIn.COORDINATING, "Công an xã"),
        (PartIn.SUPERVISING, "Công an xã"),
        (PartIn.PRESSING, "Lê Văn Đôn"),
    }


def test_oversight_is_supervised_by_the_inspection_committee_unless_another_is_named() -> None:
    office, inspector = Office(), make_user()
    inspection = make_body(code="UBKT", name="Ủy ban Kiểm tra Đảng ủy")
    make_position(inspector, Role.INSPECTOR, body=inspection)

    office.accept(kind="oversight")
    office.accept(WATCH, kind="oversight", supervising=office.police.pk)

    found = Directive.objects.order_by("number")
    assert [row.assignments.get(part=PartIn.SUPERVISING).body for row in found] == [inspection, office.police]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("due_on", "30/11/2026", "01/12/2026"), ("due_on", "31/02/2027", "31/02/2027"), ("due_on", "29/02/2027", "29"),
        ("due_on", "00/00/0000", "00/00/0000"), ("due_on", "01/01/9999", "01/01/9999"), ("due_on", "sau", "sau"),
        ("due_on", "01/01/1900", "2000"), ("title", "", "nv-title"), ("title", "x" * 301, "300"),
        ("lead", "999999", "the-dang-mo"), ("lead", "' OR 1=1", "the-dang-mo"), ("kind", "khac", "the-dang-mo"),
        ("title", "a\u202eb", "U+202E"),
    ],
)  # fmt: skip
def test_bad_input_45_what_cannot_be_is_said_at_its_field_with_the_text_kept(
    field: str, value: str, words: str
) -> None:
    office = Office()

    response = office.accept(**{"deliverable": "Biên bản bàn giao", field: value})

    assert response.status_code == 422
    assert words in html(response)
    assert "Biên bản bàn giao" in html(response)
    assert f'name="quote" value="{HERD}"' in html(response)
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    "clause",
    [{}, {"paragraph": "x"}, {"quote": "Chữ khác"}, {"paragraph": "999999"}, {"occurrence": "0"}, {"quote": ""}],
)
def test_words_that_are_not_in_the_text_are_answered_in_words(clause: dict[str, str]) -> None:
    office = Office()
    data = office.clause() | office.order() | clause if clause else office.order()

    response = office.client.post(f"{office.page}nhan/", data)

    assert response.status_code == 409
    assert "Vận động 04 hộ" in response.content.decode()
    assert not Directive.objects.exists()


def test_the_second_of_two_is_told_and_keeps_what_they_typed() -> None:
    office = Office()
    office.made(title="Của người khác")

    response = office.accept(title="Của tôi")

    assert response.status_code == 409
    assert "Của người khác" in html(response)
    assert "Của tôi" in html(response)
    assert Directive.objects.count() == 1


def test_proposals_of_high_confidence_are_accepted_together_as_they_were_shown() -> None:
    office = Office()
    seals = re.findall(r'name="seal" value="([0-9a-f]+)"', html(office.client.get(office.page)))

    office.client.post(f"{office.page}nhan-nhieu/", {"seal": seals})

    assert {row.quote for row in Directive.objects.all()} == {HERD, WATCH}
    assert Directive.objects.filter(assignments__part=PartIn.LEAD).count() == 2


def test_a_proposal_that_changed_since_it_was_shown_is_not_accepted_unseen() -> None:
    office = Office()
    seals = re.findall(r'name="seal" value="([0-9a-f]+)"', html(office.client.get(office.page)))
    rewrite(office.month, f"{HERD.replace('04 hộ', '05 hộ')}; {WATCH}.")

    office.client.post(f"{office.page}nhan-nhieu/", {"seal": seals})

    assert not Directive.objects.filter(title__contains="05 hộ").exists()


def test_a_clause_without_lead_is_never_accepted_together() -> None:
    office = Office("Ký cam kết không đốt pháo nổ tới 100% hộ kinh doanh; tổ chức tuần tra ban đêm trong dịp Tết.")

    page = html(office.client.get(office.page))

    assert 'name="seal"' not in page


def test_a_name_that_several_bodies_share_is_asked_with_the_candidates() -> None:
    make_body(code="BQL1", name="Ban Quản lý chợ", short_names="Ban Quản lý")
    make_body(code="BQL2", name="Ban Quản lý di tích", short_names="Ban Quản lý")
    office = Office("Giao Ban Quản lý rà soát các điểm kinh doanh, báo cáo kết quả trước ngày 20/12/2026.")

    page = html(office.client.get(office.page))

    assert "Ban Quản lý chợ, Ban Quản lý di tích" in page
    assert "<optgroup" in page


def test_a_clause_is_dropped_and_brought_back() -> None:
    office = Office()

    office.client.post(f"{office.page}khong-phai/", office.clause(WATCH))
    dropped = DroppedClause.objects.get()
    page = html(office.client.get(office.page))

    assert f'<mark class="no">{WATCH}</mark>' in page
    office.client.post(f"{office.page}de-xuat-lai/{dropped.pk}/")
    assert not DroppedClause.objects.exists()


def test_two_clauses_are_joined_into_one_card() -> None:
    office = Office()
    page = html(office.client.get(office.page))
    joined = re.findall(r'href="\?mo=([0-9-]+)#the-dang-mo"[^>]*>[^<]*(?:Nối|Join)', page)

    page = html(office.client.get(f"{office.page}?mo={joined[0]}"))

    assert f'name="quote" value="{HERD}; {WATCH}"' in page
    assert page.count("<mark id=") == 1


def test_a_clause_is_split_in_two_where_enter_was_pressed() -> None:
    office = Office()
    first, second = HERD[:60].rstrip(), HERD[60:].lstrip()

    response = office.client.post(f"{office.page}tach-doi/", office.clause() | {"words": f"{first}\r\n{second}"})
    page = html(office.client.get(response.headers["Location"].split("#")[0]))

    assert f'name="quote" value="{first}"' in page
    assert f'name="quote" value="{second}"' in page
    assert page.count("<mark id=") == 3


@pytest.mark.parametrize("words", ["", HERD, f"{HERD[:20]}\nkhác hẳn", "\n" + HERD])
def test_a_split_that_is_none_is_answered_in_words(words: str) -> None:
    office = Office()

    response = office.client.post(f"{office.page}tach-doi/", office.clause() | {"words": words})

    assert response.status_code == 422
    assert f'name="quote" value="{HERD}"' in response.content.decode()


def test_further_words_are_marked_and_become_a_card() -> None:
    office = Office("Toàn Đảng bộ đoàn kết, thống nhất. Năm mới thắng lợi mới.")

    response = office.client.post(f"{office.page}danh-dau/", {"words": "Năm mới thắng lợi mới"})
    page = html(office.client.get(response.headers["Location"].split("#")[0]))

    assert 'name="quote" value="Năm mới thắng lợi mới"' in page


def test_words_that_do_not_stand_in_the_text_are_not_marked() -> None:
    office = Office()

    response = office.client.post(f"{office.page}danh-dau/", {"words": f"Chữ lạ {SCRIPT}"})

    assert response.status_code == 422
    assert SCRIPT not in response.content.decode()
    assert "Chữ lạ" in response.content.decode()


def test_words_of_a_directive_are_not_marked_again() -> None:
    office = Office()
    office.made()

    assert office.client.post(f"{office.page}danh-dau/", {"words": HERD[10:40]}).status_code == 422


def test_an_accepted_directive_is_opened_corrected_and_taken_back() -> None:
    office = Office()
    made = office.made()
    page = html(office.client.get(f"{office.page}?sua={made.pk}"))
    assert f"{office.page}sua/{made.pk}/" in page

    office.client.post(f"{office.page}sua/{made.pk}/", office.order(title="Tên mới") | {"version": "1"})
    made.refresh_from_db()
    assert (made.title, made.version) == ("Tên mới", 2)
    late = office.client.post(f"{office.page}sua/{made.pk}/", office.order(title="Chậm") | {"version": "1"})
    assert (late.status_code, "Chậm" in late.content.decode()) == (409, True)
    bad = office.client.post(f"{office.page}sua/{made.pk}/", office.order(title="") | {"version": "2"})
    assert bad.status_code == 422

    office.client.post(f"{office.page}tra-ve/{made.pk}/", {"version": "2"})
    assert not Directive.objects.exists()


def test_a_directive_whose_words_are_gone_is_shown_with_its_choices() -> None:
    office = Office()
    made = office.made()
    rewrite(office.month, "Các chi bộ sinh hoạt đúng kỳ trong tháng.")

    page = html(office.client.get(office.page))
    assert f"{office.page}chu-moi/{made.pk}/" in page
    assert HERD in page
    bad = office.client.post(f"{office.page}chu-moi/{made.pk}/", {"version": "1", "words": "không có"})
    assert bad.status_code == 422
    office.client.post(f"{office.page}chu-moi/{made.pk}/", {"version": "1", "words": "Các chi bộ sinh hoạt đúng kỳ"})

    made.refresh_from_db()
    assert made.quote == "Các chi bộ sinh hoạt đúng kỳ"


@pytest.mark.parametrize("query", ["mo=1-0-5", "mo=x", "mo=1-5-0", "sau=9-9", "sua=abc", "sua=999999999999999999999"])
def test_bad_input_02_an_address_that_means_nothing_opens_the_first_card(query: str) -> None:
    office = Office()

    page = html(office.client.get(f"{office.page}?{query}"))

    assert f'name="quote" value="{HERD}"' in page


def test_the_keys_work_by_a_script_of_ours_and_all_else_without() -> None:
    office = Office()

    page = html(office.client.get(office.page))

    assert 'src="/static/kesat/splitting.js"' in page
    assert "onclick" not in page


def test_bad_input_30_ids_of_other_months_are_404() -> None:
    office = Office()
    other = make_ordering_month(month=11)
    foreign = splitting.accept(other, Clause(paragraph_of(other).pk, HERD), Order("Việc"), by=office.user, at=NOW)
    dropped = splitting.drop(other, Clause(paragraph_of(other).pk, WATCH), by=office.user, at=NOW)
    part_i = Section.objects.filter(part__resolution=office.month, part__kind="results")[0]

    assert office.client.get(f"{MONTH}muc/{paragraph_of(other).section_id}/").status_code == 404
    assert office.client.get(f"{MONTH}muc/{part_i.pk}/").status_code == 404
    for act, key in (("sua", foreign.pk), ("tra-ve", foreign.pk), ("chu-moi", foreign.pk), ("de-xuat-lai", dropped.pk)):
        assert office.client.post(f"{office.page}{act}/{key}/", {"version": "1"}).status_code == 404
    assert office.client.get("/nghi-quyet/2027-01/nhiem-vu/").status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 12])
def test_a_version_that_is_none_is_404(version: str) -> None:
    office = Office()
    made = office.made()

    assert office.client.post(f"{office.page}tra-ve/{made.pk}/", {"version": version}).status_code == 404


@pytest.mark.parametrize("role", sorted(Role))
def test_only_the_office_splits_and_others_know_nothing_of_drafts(role: str) -> None:
    office = Office()
    person = make_user()
    make_position(person, role)
    is_office = role in {Role.OFFICER, Role.HEAD_OF_OFFICE}
    sees_drafts = {Role.STANDING_MEMBER, Role.DEPUTY_SECRETARY, Role.SECRETARY}

    found = {signed_in(person).get(address).status_code for address in (MONTH, office.page)}

    assert found == {200 if is_office else 403 if role in sees_drafts else 404}


def test_an_administrator_sees_no_clause() -> None:
    office = Office()

    assert signed_in(make_administrator()).get(office.page).status_code == 404


def test_bad_input_31_a_body_does_not_open_the_splitting_of_an_issued_month() -> None:
    make_committee()
    make_resolution(month=11, archive=True)
    person = make_user()
    make_position(person, Role.HEAD_OF_BODY)

    assert signed_in(person).get("/nghi-quyet/2026-11/nhiem-vu/").status_code == 403


def test_before_drafting_and_after_withdrawal_the_pages_say_why() -> None:
    office = Office()
    Resolution.objects.filter(pk=office.month.pk).update(status=Status.COLLECTING)

    assert office.client.get(MONTH).status_code == 200
    assert office.client.get(office.page).headers["Location"] == MONTH
    assert office.accept().status_code == 302
    assert not Directive.objects.exists()


def test_of_an_issued_month_the_office_still_proposes() -> None:
    make_committee()
    month = make_ordering_month(archive=True)
    client = signed_in(make_head_of_office())
    section = paragraph_of(month).section

    response = client.post(
        f"{MONTH}muc/{section.pk}/nhan/",
        {"paragraph": paragraph_of(month).pk, "occurrence": "1", "quote": HERD, "title": "Việc", "kind": "standing",
         "priority": "normal"},
    )  # fmt: skip

    assert response.status_code == 302
    assert Directive.objects.get().given_on is None


def test_the_month_leads_to_its_tasks() -> None:
    office = Office()
    office.made()

    page = html(office.client.get("/nghi-quyet/2026-12/"))

    assert f'href="{MONTH}"' in page
    assert f'href="{reverse("tasks:assignments", args=[office.month.period])}"' in page


def test_the_pages_take_as_many_queries_for_one_clause_as_for_many() -> None:
    office = Office(f"{HERD}.", f"{WATCH}.")
    address = office.page
    office.accept(coordinating=[office.police.pk])
    office.client.get(address)
    few = [queries(partial(office.client.get, page)) for page in (MONTH, address)]
    section = paragraph_of(office.month).section
    for number in range(12):
        drafting.save_new(section, make_typed(f"{HERD.replace('04 hộ', f'{number + 10} hộ')}."), by=None, at=NOW)
    rows = [row for row in OrderingText.of(office.month).paragraphs[section.pk] if row.text.endswith(".")]
    for row in rows[2:7]:
        order = Order(row.text[:60], lead=office.economy, coordinating=(office.police,))
        splitting.accept(office.month, Clause(row.pk, row.text.rstrip(".")), order, by=office.user, at=NOW)
    office.client.get(address)

    many = [queries(partial(office.client.get, page)) for page in (MONTH, address)]

    assert few == many
    assert max(many) <= 18


def test_what_is_left_of_a_proposal_is_a_clause_of_its_own() -> None:
    office = Office()
    place = splitting.place_of(office.month, Clause(paragraph_of(office.month).pk, HERD))
    cut = HERD.index("vận động")
    splitting.accept(office.month, Clause(place.paragraph.pk, HERD[cut:]), Order("Vận động"), by=office.user, at=NOW)

    page = html(office.client.get(office.page))

    assert page.count("<mark id=") == 3


def test_a_closing_is_read_like_a_section() -> None:
    make_committee()
    make_bodies()
    manuscript = make_manuscript(month=12)
    closing = (
        ParagraphText("Giao Công an xã tham mưu tổ chức thực hiện Nghị quyết này, báo cáo trước ngày 20/12/2026."),
    )
    month = store(replace(manuscript, closing=closing), by=None, at=NOW)
    text = OrderingText.of(month)
    bodies = list(Body.objects.all())

    found = Proposer(month, text, bodies, "Kẻ Sặt").suggestions(text.sections[-1])

    assert [row.lead.code for row in found[text.sections[-1].pk] if row.lead] == ["CA"]


def test_a_paragraph_removed_since_leaves_its_directive_to_be_said() -> None:
    office = Office()
    made = office.made()
    Paragraph.objects.filter(pk=paragraph_of(office.month).pk).update(is_removed=True)

    page = html(office.client.get(office.page))

    assert f"{office.page}chu-moi/{made.pk}/" in page
