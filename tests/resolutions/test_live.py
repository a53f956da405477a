"""What the editor's script asks: each answer of the contract, with its status and its body."""

import uuid
from typing import Any

import pytest
from django.test import Client

from kesat.organization.models import User
from resolutions.models import Paragraph, Presence, Resolution, Revision, Status
from tests.factories import make_officer, make_resolution
from tests.resolutions.editor import only_paragraph, section_address, section_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(officer: Client) -> Resolution:
    """Return a month in drafting with one paragraph in each section."""
    return make_resolution(month=12)


def ask(client: Client, address: str, **fields: Any) -> Any:
    """Post as the script does, for the person who is signed in."""
    data = {"op_id": uuid.uuid4(), "kind": "prose", "writer": client.session["_auth_user_id"], **fields}
    return client.post(address, data, headers={"Accept": "application/json"})


def save_address(paragraph: Paragraph, month: Resolution) -> str:
    return f"{month.get_absolute_url()}doan/{paragraph.pk}/luu/"


def save(client: Client, month: Resolution, text: str, **fields: Any) -> Any:
    paragraph = only_paragraph(section_address(month))
    fields = {"base_version": paragraph.version, **fields}
    return ask(client, save_address(paragraph, month), text=text, **fields)


def arrange(client: Client, month: Resolution, act: str, paragraph: int, **fields: Any) -> Any:
    fields = {"base_version": section_of(month).version, **fields}
    return ask(client, f"{section_address(month)}sap-xep/", act=act, paragraph=paragraph, **fields)


def colleague() -> tuple[Client, User]:
    client, person = Client(), make_officer(full_name="Phạm Đức Minh")
    client.force_login(person)
    return client, person


# Save


def test_a_save_is_answered_with_the_new_version_and_the_time(officer: Client, month: Resolution) -> None:
    response = save(officer, month, "Đã sửa.", kind="item")

    answer = response.json()
    row = only_paragraph(section_address(month))
    assert response.status_code == 200
    assert (row.text, row.kind, row.version) == ("Đã sửa.", "item", 2)
    assert (answer["id"], answer["version"], answer["text"], answer["kind"]) == (row.pk, 2, "Đã sửa.", "item")
    assert len(answer["saved_at"]) == 5


def test_the_same_save_again_is_answered_alike_and_stored_once(officer: Client, month: Resolution) -> None:
    op_id = uuid.uuid4()

    answers = [save(officer, month, "Đã sửa.", op_id=op_id, base_version=1).json()["version"] for _ in range(2)]

    assert answers == [2, 2]
    assert only_paragraph(section_address(month)).version == 2


def test_the_same_name_with_other_text_is_refused_and_changes_nothing(officer: Client, month: Resolution) -> None:
    op_id = uuid.uuid4()
    save(officer, month, "Đã sửa.", op_id=op_id)

    response = save(officer, month, "Chữ khác.", op_id=op_id)

    assert (response.status_code, response.json()["error"]) == (422, "op_id_reused")
    assert texts(section_address(month)) == ["Đã sửa."]


def test_lines_saved_with_split_become_paragraphs_and_the_order_comes_back(officer: Client, month: Resolution) -> None:
    answer = save(officer, month, "Một.\n- Hai.", split="1").json()

    assert [row["text"] for row in answer["paragraphs"]] == ["Một.", "Hai."]
    assert [row["mark"] for row in answer["paragraphs"]] == ["", "-"]
    assert answer["section_version"] == section_of(month).version == 2
    assert answer["paragraphs"][1]["save"] == save_address(Paragraph.objects.get(text="Hai."), month)


def test_lines_saved_while_typing_stay_in_the_box(officer: Client, month: Resolution) -> None:
    save(officer, month, "Một.\nHai.")

    assert texts(section_address(month)) == ["Một.\nHai."]
    assert "Một.\n\nHai." in officer.get(f"{month.get_absolute_url()}tai-ve/txt/").content.decode()


def test_bad_input_39_a_save_on_an_old_version_shows_both_texts_and_keeps_them(
    officer: Client, month: Resolution
) -> None:
    other, _person = colleague()
    save(other, month, "Bản của đồng chí Minh.", base_version=1)

    response = save(officer, month, "Bản của tôi.", base_version=1)

    answer = response.json()
    assert response.status_code == 409
    assert (answer["error"], answer["version"], answer["text"]) == ("conflict", 2, "Bản của đồng chí Minh.")
    assert answer["author"] == "Phạm Đức Minh"
    assert all(words in answer["html"] for words in ("Bản của tôi.", 'data-choose="mine"', 'data-choose="merged"'))
    assert Revision.objects.filter(origin="conflict", text="Bản của tôi.", version=1).count() == 1


def test_a_repeated_conflict_is_answered_alike_and_kept_once(officer: Client, month: Resolution) -> None:
    other, _person = colleague()
    save(other, month, "Bản của đồng chí Minh.", base_version=1)
    op_id = uuid.uuid4()

    answers = [save(officer, month, "Bản của tôi.", base_version=1, op_id=op_id).status_code for _ in range(2)]

    assert answers == [409, 409]
    assert Revision.objects.filter(origin="conflict").count() == 1


def test_a_save_to_a_paragraph_removed_meanwhile_offers_to_keep_the_text(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    arrange(colleague()[0], month, "remove", paragraph.pk)

    response = ask(officer, save_address(paragraph, month), text="Chữ vừa gõ.", base_version=1)

    answer = response.json()
    assert (response.status_code, answer["error"]) == (409, "removed")
    assert 'data-choose="new"' in answer["html"]
    assert Revision.objects.filter(origin="conflict", text="Chữ vừa gõ.").exists()


def test_a_save_to_a_paragraph_joined_meanwhile_says_so(officer: Client, month: Resolution) -> None:
    save(officer, month, "Một.\nHai.", split="1")
    first, second = section_of(month).paragraphs.all()
    arrange(colleague()[0], month, "merge", second.pk)

    response = ask(officer, save_address(second, month), text="Hai, sửa.", base_version=second.version)

    assert (response.status_code, response.json()["error"]) == (409, "merged")
    assert texts(section_address(month)) == ["Một. Hai."]
    assert first.revisions.count() == 3


def test_a_save_to_a_paragraph_split_meanwhile_is_a_conflict(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    arrange(colleague()[0], month, "split", paragraph.pk, at=7)

    response = ask(officer, save_address(paragraph, month), text="Chữ vừa gõ.", base_version=1)

    assert (response.status_code, response.json()["text"]) == (409, "Đã làm")


def test_a_save_to_a_paragraph_only_moved_meanwhile_is_saved(officer: Client, month: Resolution) -> None:
    save(officer, month, "Một.\nHai.", split="1")
    first = section_of(month).paragraphs.all()[0]
    arrange(colleague()[0], month, "down", first.pk)

    response = ask(officer, save_address(first, month), text="Một, sửa.", base_version=first.version)

    assert response.status_code == 200
    assert texts(section_address(month)) == ["Hai.", "Một, sửa."]


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"text": "a" * 20_001}, 413, "too_long"),
        ({"text": "Đảng \u202eủy"}, 422, "refused"),
        ({"text": "I. Phần một", "split": "1"}, 422, "refused"),
        ({"text": "Chữ", "op_id": "abc"}, 422, "refused"),
        ({"text": "Chữ", "op_id": ""}, 422, "refused"),
        ({"text": "Chữ", "kind": "poem"}, 422, "refused"),
        ({"text": "Chữ", "base_version": "abc"}, 422, "refused"),
        ({"text": "Chữ", "base_version": "9" * 30}, 422, "refused"),
    ],
)
def test_what_cannot_be_saved_is_answered_with_the_reason(
    fields: dict[str, str], status: int, error: str, officer: Client, month: Resolution
) -> None:
    response = save(officer, month, **fields)

    assert (response.status_code, response.json()["error"]) == (status, error)
    assert response.json()["message"]
    assert only_paragraph(section_address(month)).version == 1


def test_bad_input_53_a_month_full_to_its_limit_takes_no_more(officer: Client, month: Resolution) -> None:
    address = f"{section_address(month)}doan-moi/"
    for _ in range(10):
        assert ask(officer, address, text="a" * 19_900).status_code == 200

    response = ask(officer, address, text="a" * 1_001)

    assert (response.status_code, response.json()["error"]) == (413, "too_long")
    assert "200.000" in response.json()["message"]
    assert save(officer, make_resolution(month=11), "Tháng khác.").status_code == 200


def test_a_month_issued_meanwhile_is_locked(officer: Client, month: Resolution) -> None:
    Resolution.objects.update(status=Status.ISSUED, is_from_archive=True)

    response = save(officer, month, "Muộn rồi.")

    assert (response.status_code, response.json()["error"]) == (423, "locked")


def test_bad_input_27_nothing_is_saved_under_another_name(officer: Client, month: Resolution) -> None:
    other, person = colleague()

    response = save(other, month, "Chữ của Thu Hà.", writer=officer.session["_auth_user_id"])

    assert (response.status_code, response.json()["error"]) == (401, "other_person")
    assert str(person.pk) != officer.session["_auth_user_id"]
    assert only_paragraph(section_address(month)).version == 1


def test_bad_input_26_a_save_after_the_session_has_ended_is_401_in_json(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    fields = {"op_id": uuid.uuid4(), "text": "Chữ", "kind": "prose", "base_version": 1, "writer": "1"}

    response = Client().post(save_address(paragraph, month), fields, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (401, {"error": "signed_out"})


def test_who_may_not_write_gets_404(month: Resolution, reader: Client, administrator: Client) -> None:
    paragraph = only_paragraph(section_address(month))

    for client in (reader, administrator):
        assert ask(client, save_address(paragraph, month), text="Chữ", base_version=1).status_code == 404
        for page in ("doan-moi", "sap-xep", "doan-dan", "co-mat"):
            assert ask(client, f"{section_address(month)}{page}/", text="Chữ").status_code == 404


def test_a_paragraph_is_found_in_its_own_month_only(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    other = make_resolution(month=11)

    assert ask(officer, save_address(paragraph, other), text="Chữ", base_version=1).status_code == 404
    assert ask(officer, f"/nghi-quyet/2026-12/doan/{2**40}/luu/", text="Chữ", base_version=1).status_code == 404


# Add and arrange


def test_a_new_paragraph_comes_back_with_its_addresses(officer: Client, month: Resolution) -> None:
    op_id = uuid.uuid4()

    answers = [ask(officer, f"{section_address(month)}doan-moi/", text="Mới.", op_id=op_id).json() for _ in range(2)]

    assert answers[0]["id"] == answers[1]["id"]
    assert texts(section_address(month))[1:] == ["Mới."]
    assert answers[0]["save"] == save_address(Paragraph.objects.get(text="Mới."), month)
    assert answers[0]["section_version"] == 2


def test_autosaves_of_a_new_paragraph_share_one_revision(officer: Client, month: Resolution) -> None:
    added = ask(officer, f"{section_address(month)}doan-moi/", text="Đoạn").json()

    for version, text in enumerate(("Đoạn mới", "Đoạn mới toanh"), 1):
        ask(officer, added["save"], text=text, base_version=version)

    [revision] = Revision.objects.filter(paragraph=added["id"])
    assert (revision.text, revision.version) == ("Đoạn mới toanh", 3)


def test_an_act_answers_with_the_new_order(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))

    answer = arrange(officer, month, "split", paragraph.pk, at=6, text_version=1).json()

    assert [row["text"] for row in answer["paragraphs"]] == ["Đã làm", "xong việc của Công tác xây dựng Đảng."]
    assert (answer["version"], answer["focus"]) == (2, answer["paragraphs"][1]["id"])
    assert answer["message"] == "Đã tách đoạn."


def test_a_split_of_a_text_changed_meanwhile_is_not_done(officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    save(colleague()[0], month, "Chữ khác hẳn.")

    response = arrange(officer, month, "split", paragraph.pk, at=6, text_version=1)

    assert (response.status_code, response.json()["error"]) == (409, "order")
    assert texts(section_address(month)) == ["Chữ khác hẳn."]


def test_an_order_that_is_out_of_date_is_answered_with_the_one_that_stands(officer: Client, month: Resolution) -> None:
    save(colleague()[0], month, "Một.\nHai.", split="1")
    first = section_of(month).paragraphs.all()[0]

    response = arrange(officer, month, "down", first.pk, base_version=1)

    answer = response.json()
    assert (response.status_code, answer["error"], answer["version"]) == (409, "order", 2)
    assert [row["text"] for row in answer["paragraphs"]] == ["Một.", "Hai."]


def test_two_people_who_move_the_same_paragraph_move_it_once(officer: Client, month: Resolution) -> None:
    save(officer, month, "Một.\nHai.\nBa.", split="1")
    first, version = section_of(month).paragraphs.all()[0], section_of(month).version

    statuses = [
        arrange(client, month, "down", first.pk, base_version=version).status_code
        for client in (officer, colleague()[0])
    ]

    assert statuses == [200, 409]
    assert texts(section_address(month)) == ["Hai.", "Một.", "Ba."]


@pytest.mark.parametrize(
    "fields",
    [{"act": "fly"}, {"act": "up", "base_version": "x"}, {"act": "split", "at": -1}, {"act": "up", "paragraph": "x"}],
)
def test_an_act_that_makes_no_sense_is_refused(fields: dict[str, Any], officer: Client, month: Resolution) -> None:
    paragraph = only_paragraph(section_address(month))
    data = {"act": "up", "paragraph": paragraph.pk, "base_version": 1, **fields}

    response = ask(officer, f"{section_address(month)}sap-xep/", **data)

    assert (response.status_code, response.json()["error"]) == (422, "refused")


# Paste and presence


def test_bad_input_51_pasted_old_letters_are_offered_to_be_converted(officer: Client, month: Resolution) -> None:
    address = f"{section_address(month)}doan-dan/"

    answer = ask(officer, address, text="Uû ban nh©n d©n x·").json()
    assert "TCVN3" in answer["html"]
    assert "Uû ban nh©n d©n x·" in answer["html"]
    converted = ask(officer, address, text="Uû ban nh©n d©n x·", convert="1").json()
    assert "Uỷ ban nhân dân xã" in converted["html"]

    taken = ask(officer, address, text="Uû ban nh©n d©n x·", convert="1", take="1", piece="0").json()

    assert [row["text"] for row in taken["paragraphs"]][1:] == ["Uỷ ban nhân dân xã"]
    assert taken["message"] == "Đã thêm 1 đoạn."


def test_pasted_paragraphs_go_after_the_one_that_had_the_cursor_and_in_once(officer: Client, month: Resolution) -> None:
    save(officer, month, "Một.\nHai.", split="1")
    first, op_id = section_of(month).paragraphs.all()[0], uuid.uuid4()

    for _ in range(2):
        ask(
            officer,
            f"{section_address(month)}doan-dan/",
            text="Một rưỡi.\n- gạch",
            after=first.pk,
            take="1",
            piece=["0", "1"],
            op_id=op_id,
        )

    assert texts(section_address(month)) == ["Một.", "Một rưỡi.", "gạch", "Hai."]


def test_a_ping_tells_who_else_is_here_and_what_stands(officer: Client, month: Resolution) -> None:
    other, person = colleague()
    ask(other, f"{section_address(month)}co-mat/", typed="1")

    answer = ask(officer, f"{section_address(month)}co-mat/").json()

    paragraph = only_paragraph(section_address(month))
    assert answer == {
        "others": ["Phạm Đức Minh"],
        "words": "Đồng chí Phạm Đức Minh đang mở mục này",
        "version": 1,
        "paragraphs": {str(paragraph.pk): 1},
    }
    assert section_of(month).writer == person
    assert Presence.objects.count() == 2
