"""The pages that move a month on, and what each person is told to do next."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Committee, Role, User
from resolutions import submitting, workflow
from resolutions.models import Comment, Opinion, Resolution, Status
from tests.factories import (
    StandingCommittee,
    finish_sections,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_resolution,
    make_standing_committee,
    make_user,
    submit_draft,
)

pytestmark = pytest.mark.django_db

DRAFT = "/nghi-quyet/2026-12/"


@pytest.fixture
def committee() -> StandingCommittee:
    make_committee()
    return make_standing_committee()


@pytest.fixture
def month(committee: StandingCommittee) -> Resolution:
    month = make_resolution(month=12)
    finish_sections(month)
    return month


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status_of(month: Resolution) -> str:
    return Resolution.objects.values_list("status", flat=True).get(pk=month.pk)


def by_hand(month: Resolution, *statuses: str) -> None:
    for status in statuses:
        Resolution.objects.filter(pk=month.pk).update(status=status)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def next_title(user: User) -> str:
    return str(client_of(user).get(DRAFT).context["next"].title)


def test_a_specialist_hands_the_draft_over(month: Resolution) -> None:
    response = client_of(make_officer()).post(f"{DRAFT}trinh-tham-dinh/", follow=True)

    assert said(response) == ["Đã trình Chánh Văn phòng thẩm định dự thảo."]
    assert status_of(month) == Status.APPRAISAL
    assert "Chờ thẩm định" in response.content.decode()


def test_what_is_missing_is_said_and_there_is_no_button(committee: StandingCommittee) -> None:
    month, officer = make_resolution(month=12), make_officer()

    page = client_of(officer).get(DRAFT).content.decode()
    response = client_of(officer).post(f"{DRAFT}trinh-tham-dinh/", follow=True)

    assert "8 mục chưa ghi là đã xong." in page
    assert "trinh-tham-dinh" not in page
    assert said(response) == ["8 mục chưa ghi là đã xong."]
    assert status_of(month) == Status.DRAFTING


def test_the_month_begins_with_collecting_where_the_settings_say_so(month: Resolution) -> None:
    by_hand(month, "collecting")
    officer = make_officer()
    assert next_title(officer) == "bắt đầu dự thảo"

    response = client_of(officer).post(f"{DRAFT}bat-dau-du-thao/", follow=True)

    assert said(response) == ["Tháng đã chuyển sang bước dự thảo."]
    assert status_of(month) == Status.DRAFTING


def test_the_head_sends_the_draft_with_a_deadline(month: Resolution, committee: StandingCommittee) -> None:
    head, guest = make_head_of_office(), make_user(full_name="Bùi Văn Tám")
    make_position(guest, Role.COMMITTEE_MEMBER)
    workflow.hand_over(month, by=head, at=timezone.now())
    client = client_of(head)
    page = client.get(f"{DRAFT}trinh-ban-thuong-vu/").content.decode()
    day = timezone.localdate() + timedelta(days=3)

    data = {"day": f"{day:%d/%m/%Y}", "hour": "17:00", "guests": [guest.pk]}
    response = client.post(f"{DRAFT}trinh-ban-thuong-vu/", data, follow=True)

    assert "Trình 5 đồng chí ủy viên" in page
    assert all(person.full_name in page for person in committee.everyone)
    assert said(response) == ["Đã gửi dự thảo lần 1 đến 5 đồng chí ủy viên."]
    draft = month.drafts.get()
    assert timezone.localtime(draft.deadline).strftime("%d/%m/%Y %H:%M") == f"{day:%d/%m/%Y} 17:00"
    assert [person.user for person in draft.asked.filter(is_member=False)] == [guest]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "", "hour": "17:00"}, "Nhập ngày hết hạn cho ý kiến."),
        ({"day": "31/02/2027", "hour": "17:00"}, "ngày/tháng/năm"),
        ({"day": "01/12/2026", "hour": "25 giờ"}, "giờ:phút"),
        ({"day": "01/01/2020", "hour": "17:00"}, "Thời hạn đã qua."),
    ],
)
def test_bad_input_45_a_deadline_that_cannot_be_is_said_and_kept(
    typed: dict[str, str], words: str, month: Resolution
) -> None:
    head = make_head_of_office()
    workflow.hand_over(month, by=head, at=timezone.now())

    response = client_of(head).post(f"{DRAFT}trinh-ban-thuong-vu/", typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert all(f'value="{value}"' in page for value in typed.values() if value)
    assert status_of(month) == Status.APPRAISAL


def test_the_permanent_members_come_first_where_the_settings_say_so(
    month: Resolution, committee: StandingCommittee
) -> None:
    head = make_head_of_office()
    workflow.hand_over(month, by=head, at=timezone.now())
    assert "xin-y-kien-thuong-truc" not in client_of(head).get(f"{DRAFT}trinh-ban-thuong-vu/").content.decode()
    Committee.objects.update(asks_permanent_members=True)
    assert "xin-y-kien-thuong-truc" in client_of(head).get(f"{DRAFT}trinh-ban-thuong-vu/").content.decode()

    client_of(head).post(f"{DRAFT}xin-y-kien-thuong-truc/")

    assert status_of(month) == Status.WITH_PERMANENT
    page = client_of(committee.deputy).get(DRAFT).content.decode()
    assert "Đang xin ý kiến Thường trực" in page
    assert "Nếu cần sửa, đồng chí trả lại kèm lý do" in client_of(committee.secretary).get("/").content.decode()
    assert "thong-qua/lui-buoc/" in page
    client_of(committee.deputy).post(f"{DRAFT}thong-qua/lui-buoc/", {"reason": "Bổ sung số hộ"})
    assert status_of(month) == Status.APPRAISAL


def test_the_draft_is_returned_with_its_reason(month: Resolution) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)
    client = client_of(head)

    empty = client.post(f"{DRAFT}tra-lai/", {"reason": " "})
    response = client.post(f"{DRAFT}tra-lai/", {"reason": "Tiếp thu góp ý về chỉ tiêu."}, follow=True)

    assert empty.status_code == 422
    assert said(response) == ["Đã xong: tháng đang ở bước “Trả lại để tiếp thu, chỉnh sửa”."]
    assert (status_of(month), month.drafts.count()) == (Status.RETURNED, 1)


def test_bad_input_42_a_page_that_is_old_is_told_that_the_month_has_moved_on(month: Resolution) -> None:
    head = make_head_of_office()
    submit_draft(month, by=head)
    client = client_of(head)
    submitting.take_back(month, "Sửa lại.", by=head, at=timezone.now())

    returned = client.post(f"{DRAFT}tra-lai/", {"reason": "Lý do đã gõ."})
    handed_over = client.post(f"{DRAFT}xin-y-kien-thuong-truc/")

    assert (returned.status_code, handed_over.status_code) == (409, 409)
    assert "Lý do đã gõ." in returned.content.decode()
    assert "Tháng đã chuyển bước" in handed_over.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("trinh-ban-thuong-vu/", "appraisal"),
        ("xin-y-kien-thuong-truc/", "appraisal"),
        ("tra-lai/", "in_review"),
    ],
)
def test_bad_input_32_a_specialist_moves_nothing_that_is_the_head_s(
    address: str, status: str, month: Resolution
) -> None:
    by_hand(month, status)

    response = client_of(make_officer()).post(f"{DRAFT}{address}", {"reason": "x", "day": "1/1/2030", "hour": "17:00"})

    assert response.status_code == 403
    assert "Chánh Văn phòng" in response.content.decode() or "Lãnh đạo văn phòng" in response.content.decode()
    assert status_of(month) == status


@pytest.mark.parametrize("address", ["trinh-tham-dinh/", "trinh-ban-thuong-vu/", "tra-lai/", "thu-hoi/"])
def test_bad_input_31_whoever_may_not_see_a_draft_is_told_nothing_of_it(address: str, month: Resolution) -> None:
    body = make_user()
    make_position(body, Role.HEAD_OF_BODY)

    assert client_of(body).post(f"{DRAFT}{address}").status_code == 404


def test_a_member_reads_the_draft_and_is_told_to_wait(month: Resolution, committee: StandingCommittee) -> None:
    response = client_of(committee.members[0]).get(DRAFT)

    assert response.status_code == 200
    assert response.context["next"].title == "chờ Văn phòng"
    assert client_of(committee.members[0]).get(f"{DRAFT}lich-su/").status_code == 403


def test_an_issued_month_is_withdrawn_by_a_document(committee: StandingCommittee) -> None:
    month = make_resolution(month=11, archive=True)
    client, address = client_of(committee.secretary), "/nghi-quyet/2026-11/thu-hoi/"
    assert address in client.get("/nghi-quyet/2026-11/").content.decode()

    missing = client.post(address, {"kind": "withdrawn", "reason": "Không còn phù hợp."})
    data = {"kind": "withdrawn", "document": "số 35-QĐ/ĐU, ngày 05/12/2026", "reason": "Không còn phù hợp."}
    client.post(address, data)

    assert missing.status_code == 422
    assert status_of(month) == Status.WITHDRAWN
    page = client_of(make_officer()).get("/nghi-quyet/2026-11/").content.decode()
    assert "Đã thu hồi" in page


# What to do next


def test_next_goes_from_person_to_person(month: Resolution, committee: StandingCommittee) -> None:
    head, clerk, officer = make_head_of_office(), make_clerk(), make_officer()
    assert next_title(officer) == "trình thẩm định dự thảo"
    workflow.hand_over(month, by=officer, at=timezone.now())
    assert next_title(head) == "thẩm định và trình Ban Thường vụ"
    assert next_title(officer) == "chờ thẩm định"
    draft = submitting.submit(
        month, deadline=timezone.now() + timedelta(days=2), by=head, at=timezone.now(), on=timezone.localdate()
    )
    member = committee.members[0]
    assert next_title(member) == "cho ý kiến dự thảo"
    assert next_title(head) == "theo dõi ý kiến"
    Opinion.objects.create(draft=draft, user=member, answer="agreed", at=timezone.now())
    assert next_title(member) == "chờ kết quả thông qua"
    by_hand(month, "approved")
    assert next_title(clerk) == "chuẩn bị bản trình ký"
    assert next_title(member) == "chờ bản trình ký"
    by_hand(month, "awaiting_signature")
    assert next_title(committee.secretary) == "ký nghị quyết"
    assert next_title(clerk) == "trình ký"
    assert next_title(officer) == "chờ ký"
    by_hand(month, "signed")
    assert next_title(clerk) == "phát hành nghị quyết"
    assert next_title(officer) == "chờ phát hành"


def test_comments_are_answered_before_the_draft_goes_out_again(month: Resolution, committee: StandingCommittee) -> None:
    head = make_head_of_office()
    draft = submit_draft(month, by=head)
    Comment.objects.create(draft=draft, text="Nêu rõ số hộ.", by=committee.deputy, at=timezone.now())
    submitting.take_back(month, "Tiếp thu.", by=head, at=timezone.now())

    assert next_title(head) == "trả lời góp ý của các đồng chí ủy viên"
