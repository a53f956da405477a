"""The section page when others write too, when it is old, and when it is sent twice."""

import uuid

import pytest
from django.test import Client

from resolutions.models import Paragraph, Resolution, Revision
from tests.factories import make_officer, make_resolution
from tests.resolutions.editor import DRAFT, only_paragraph, section_address, section_of, shown, texts, typed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(officer: Client) -> Resolution:
    """Return a month in drafting with one paragraph in each section."""
    return make_resolution(month=12)


def autosave(client: Client, writer: int, row: Paragraph, text: str) -> None:
    fields = {"writer": writer, "op_id": uuid.uuid4(), "base_version": row.version, "text": text, "kind": row.kind}
    assert client.post(f"{DRAFT}doan/{row.pk}/luu/", fields).status_code == 200


def test_bad_input_39_both_texts_are_shown_and_saving_again_keeps_ones_own(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk
    mine, theirs = typed(officer, address), typed(officer, address)
    officer.post(address, theirs | {f"{pk}-text": "Bản của đồng chí A."})

    response = officer.post(address, mine | {f"{pk}-text": "Bản của tôi."})

    assert response.status_code == 409
    panes = response.context["rows"][0]["conflict"]
    assert (panes["mine"], panes["theirs"]) == ("Bản của tôi.", "Bản của đồng chí A.")
    assert "So sánh từng từ" in response.content.decode()
    assert officer.post(address, shown(response.context)).status_code == 302
    kept = [(row.origin, row.text) for row in only_paragraph(address).revisions.all()][1:]
    assert kept == [("saved", "Bản của đồng chí A."), ("conflict", "Bản của tôi."), ("saved", "Bản của tôi.")]


def test_a_conflict_in_one_paragraph_does_not_keep_the_others_from_being_saved(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    officer.post(address, written(officer, address, "Một.\nHai."))
    first, second = section_of(month).paragraphs.all()
    mine = typed(officer, address)
    officer.post(address, typed(officer, address) | {f"{first.pk}-text": "Một của A."})

    response = officer.post(address, mine | {f"{first.pk}-text": "Một của tôi.", f"{second.pk}-text": "Hai của tôi."})

    assert response.status_code == 409
    assert texts(address) == ["Một của A.", "Hai của tôi."]
    assert shown(response.context)[f"{first.pk}-text"] == "Một của tôi."


def test_a_paragraph_left_alone_never_conflicts(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    mine = typed(officer, address)
    officer.post(address, written(officer, address, "Bản của đồng chí A."))

    response = officer.post(address, mine | {"new-text": "Đoạn của tôi."})

    assert response.status_code == 302
    assert texts(address) == ["Bản của đồng chí A.", "Đoạn của tôi."]


def test_a_paragraph_left_alone_does_not_conflict_with_autosaves_that_share_a_revision(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    row = only_paragraph(address)
    other, person = Client(), make_officer(full_name="Phạm Đức Minh")
    other.force_login(person)
    autosave(other, person.pk, row, "Bản mười giờ.")
    mine = typed(officer, address)
    autosave(other, person.pk, only_paragraph(address), "Bản mười giờ năm phút.")

    response = officer.post(address, mine | {"new-text": "Đoạn của tôi."})

    assert response.status_code == 302
    assert texts(address) == ["Bản mười giờ năm phút.", "Đoạn của tôi."]


def test_both_changes_are_joined_even_where_the_text_they_began_from_was_written_over(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    row = only_paragraph(address)
    other, person = Client(), make_officer(full_name="Phạm Đức Minh")
    other.force_login(person)
    autosave(other, person.pk, row, "Thu ngân sách đạt khá.")
    mine = typed(officer, address)
    autosave(other, person.pk, only_paragraph(address), "Thu ngân sách tháng 11 đạt khá.")

    response = officer.post(address, mine | {f"{row.pk}-text": "Thu ngân sách đạt khá. Chi đúng dự toán."})

    panes = response.context["rows"][0]["conflict"]
    assert panes["merged"].text == "Thu ngân sách tháng 11 đạt khá. Chi đúng dự toán."


def test_text_typed_in_a_paragraph_that_is_gone_stays_on_the_page(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk
    mine = typed(officer, address)
    officer.post(address, typed(officer, address) | {"act": f"remove:{pk}"})

    response = officer.post(address, mine | {f"{pk}-text": "Chữ vừa gõ."})

    assert response.status_code == 409
    assert shown(response.context)[f"{pk}-text"] == "Chữ vừa gõ."
    assert "vừa được người khác xóa" in response.content.decode()
    assert Revision.objects.filter(origin="conflict", text="Chữ vừa gõ.").count() == 1


def test_an_order_changed_meanwhile_is_said_and_nothing_is_moved(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    officer.post(address, written(officer, address, "Một.\nHai."))
    first, second = section_of(month).paragraphs.all()
    mine = typed(officer, address)
    officer.post(address, typed(officer, address) | {"act": f"down:{first.pk}"})

    response = officer.post(address, mine | {"act": f"remove:{second.pk}"})

    assert response.status_code == 409
    assert texts(address) == ["Hai.", "Một."]
    assert "Thứ tự" in response.content.decode()


def test_who_else_has_the_section_open_is_shown(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    other, person = Client(), make_officer(full_name="Phạm Đức Minh")
    other.force_login(person)
    other.post(f"{address}co-mat/", {"writer": person.pk})

    assert "Đồng chí Phạm Đức Minh đang mở mục này" in officer.get(address).content.decode()


# Sent twice


def test_bad_input_38_a_section_sent_twice_is_saved_once(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    data = written(officer, address, "Đã sửa.\nHàng hai.", **{"new-text": "Đoạn mới."})

    answers = [officer.post(address, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert texts(address) == ["Đã sửa.", "Hàng hai.", "Đoạn mới."]


def test_bad_input_38_a_button_pressed_twice_acts_once(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    officer.post(address, written(officer, address, "Một.\nHai.\nBa."))
    data = typed(officer, address) | {"act": f"down:{section_of(month).paragraphs.all()[0].pk}"}

    for _ in range(2):
        officer.post(address, data)

    assert texts(address) == ["Hai.", "Một.", "Ba."]


def test_the_form_of_a_page_gone_back_to_with_other_words_is_a_conflict_and_not_lost(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    pk, data = only_paragraph(address).pk, typed(officer, address)
    officer.post(address, data | {f"{pk}-text": "Lần một."})

    response = officer.post(address, data | {f"{pk}-text": "Lần hai."})

    assert response.status_code == 409
    assert shown(response.context)[f"{pk}-text"] == "Lần hai."
