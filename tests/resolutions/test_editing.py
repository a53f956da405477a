"""The section editor as a page that needs no script."""

import io
import unicodedata
import zipfile
from typing import Any

import pdfplumber
import pytest
from django.test import Client

from resolutions.models import Paragraph, Resolution, Revision, Section
from tests.factories import make_manuscript, make_officer, make_resolution
from tests.resolutions.editor import DRAFT, only_paragraph, section_address, section_of, shown, texts, typed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(officer: Client) -> Resolution:
    """Return a month in drafting with one paragraph in each section."""
    return make_resolution(month=12)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_section_is_written_and_everything_is_saved(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk
    data = typed(officer, address) | {f"{pk}-text": "Đã sửa.", f"{pk}-kind": "item", "new-text": "Đoạn mới."}

    response = officer.post(address, data, follow=True)

    assert response.redirect_chain == [(address, 302)]
    rows = section_of(month).paragraphs.values_list("text", "kind")
    assert list(rows) == [("Đã sửa.", "item"), ("Đoạn mới.", "prose")]
    assert said(response) == ["Đã lưu 2 đoạn."]


def test_saving_a_section_that_was_not_changed_says_so(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    response = officer.post(address, typed(officer, address), follow=True)

    assert said(response) == ["Đã lưu."]
    assert Revision.objects.filter(version__gt=1).count() == 0


def test_an_opening_has_no_title_to_type(officer: Client, month: Resolution) -> None:
    address = section_address(month, part="opening")
    data = typed(officer, address) | {"new-text": "Căn cứ Quy chế làm việc của Ban Thường vụ", "new-kind": "item"}

    officer.post(address, data)

    assert "title" not in data
    assert only_paragraph(address).kind == "item"


def test_lines_become_paragraphs_and_typed_marks_become_kinds(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    officer.post(address, written(officer, address, "Đoạn một.\n- gạch đầu dòng\n\n+ dấu cộng"))

    rows = section_of(month).paragraphs.values_list("text", "kind")
    assert list(rows) == [("Đoạn một.", "prose"), ("gạch đầu dòng", "item"), ("dấu cộng", "subitem")]


def test_each_button_carries_out_its_act_after_saving(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    officer.post(address, written(officer, address, "Một.\nHai.\nBa."))
    first, second, third = section_of(month).paragraphs.all()

    officer.post(address, typed(officer, address) | {"act": f"down:{first.pk}", f"{third.pk}-text": "Ba, đã sửa."})
    assert texts(address) == ["Hai.", "Một.", "Ba, đã sửa."]
    officer.post(address, typed(officer, address) | {"act": f"up:{third.pk}"})
    assert texts(address) == ["Hai.", "Ba, đã sửa.", "Một."]
    officer.post(address, typed(officer, address) | {"act": f"merge:{third.pk}"})
    assert texts(address) == ["Hai. Ba, đã sửa.", "Một."]
    officer.post(address, typed(officer, address) | {"act": f"remove:{first.pk}"})
    assert texts(address) == ["Hai. Ba, đã sửa."]

    [removed] = officer.get(address).context["removed"]
    response = officer.post(address, typed(officer, address) | {"act": f"restore:{removed.pk}"})

    assert response.headers["Location"] == f"{address}#doan-{first.pk}"
    assert texts(address) == ["Hai. Ba, đã sửa.", "Một."]
    assert second.revisions.count() == 2


def test_an_act_after_adding_a_paragraph_in_the_same_form_is_no_conflict(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk

    officer.post(address, typed(officer, address) | {"new-text": "Đoạn mới.", "act": f"down:{pk}"})

    assert texts(address)[0] == "Đoạn mới."


def test_an_order_of_the_month_before_is_taken_over_once(officer: Client, month: Resolution) -> None:
    make_resolution(month=11, archive=True)
    address = section_address(month)
    [order] = officer.get(address).context["orders"]
    act = {"act": f"take:{order['paragraph'].pk}"}

    for _ in range(2):
        officer.post(address, typed(officer, address) | act)

    assert texts(address)[1:] == [order["paragraph"].text]
    context = officer.get(address).context
    assert (context["taken"], context["orders"][0]["taken_as"]) == (1, 2)


def test_part_two_shows_what_part_one_reports(officer: Client, month: Resolution) -> None:
    make_resolution(month=11, archive=True)

    context = officer.get(section_address(month, 1, "directions")).context

    assert [row.text for row in context["reported"]] == texts(section_address(month, 1))


def test_an_unknown_act_only_saves(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    for act in ("fly:1", "up:abc", "up:", "remove:99999999", ""):
        officer.post(address, written(officer, address, f"Sau {act}", act=act))

    assert texts(address) == ["Sau"]


def test_the_next_section_follows_and_after_the_last_the_month(officer: Client, month: Resolution) -> None:
    first, second = section_address(month, 0), section_address(month, 1)
    closing = section_address(month, part="closing")

    assert officer.post(first, typed(officer, first) | {"act": "next"}).headers["Location"] == second
    assert officer.post(closing, typed(officer, closing) | {"act": "next"}).headers["Location"] == DRAFT


def test_what_is_said_of_a_section_is_saved(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    officer.post(address, typed(officer, address) | {"progress": "done"})
    assert section_of(month).is_done
    officer.post(address, typed(officer, address) | {"progress": "blocked", "blocked_reason": "Đợi kế hoạch mở lớp"})

    row = section_of(month)
    assert (row.is_done, row.blocked_reason) == (False, "Đợi kế hoạch mở lớp")
    assert officer.get(address).context["state"] == "blocked"


def test_a_section_that_cannot_be_written_needs_its_reason(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    response = officer.post(address, written(officer, address, "Chữ vừa gõ.", progress="blocked"))

    assert response.status_code == 422
    assert response.context["problems"][0][0] == "id_blocked_reason"
    assert "Chữ vừa gõ." in response.content.decode()


def test_who_writes_first_looks_after_the_section(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    officer.post(address, written(officer, address, "Đã sửa."))

    writer = section_of(month).writer
    assert writer
    assert str(writer.pk) == officer.session["_auth_user_id"]


def test_another_title_is_saved_and_one_changed_meanwhile_is_not_overwritten(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    mine, theirs = typed(officer, address), typed(officer, address)
    officer.post(address, theirs | {"title": "Công tác Đảng"})

    response = officer.post(address, mine | {"title": "Xây dựng Đảng"})

    assert response.status_code == 422
    assert "Công tác Đảng" in response.context["problems"][0][1]
    assert response.context["title_form"]["title"].value() == "Xây dựng Đảng"
    assert section_of(month).title == "Công tác Đảng"


def test_an_emptied_paragraph_is_asked_about_and_the_rest_is_kept(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk

    response = officer.post(address, typed(officer, address) | {f"{pk}-text": " ", "new-text": "Đoạn mới."})

    assert response.status_code == 422
    assert response.context["problems"][0][0] == f"id_{pk}-text"
    assert shown(response.context)["new-text"] == "Đoạn mới."
    assert not Paragraph.objects.filter(text="Đoạn mới.").exists()


def test_the_preview_of_a_section_is_the_document_s(officer: Client, month: Resolution) -> None:
    address = section_address(month, 1)

    preview = officer.get(f"{address}?xem=in").content.decode()

    assert '<h2 class="doc-section">2. Công tác chính quyền</h2>' in preview
    assert "Đã làm xong việc của Công tác chính quyền." in preview
    assert "<textarea" not in preview


# Bad input


@pytest.mark.parametrize("place", ["other section", "other month"])
def test_bad_input_37_a_forged_paragraph_changes_nothing_and_keeps_the_text(
    place: str, officer: Client, month: Resolution
) -> None:
    other = section_address(month, 1) if place == "other section" else section_address(make_resolution(month=11))
    foreign, address = only_paragraph(other), section_address(month)
    forged = {f"{foreign.pk}-base_version": 1, f"{foreign.pk}-text": "giả mạo", f"{foreign.pk}-kind": "prose"}

    response = officer.post(address, typed(officer, address) | forged)

    foreign.refresh_from_db()
    assert response.status_code == 422
    assert shown(response.context)[f"{foreign.pk}-text"] == "giả mạo"
    assert foreign.version == 1
    assert not Paragraph.objects.filter(text="giả mạo").exists()


@pytest.mark.parametrize("key", [str(2**63), "9" * 40, "0"])
def test_bad_input_37_a_number_that_is_no_paragraph_is_refused_and_nothing_is_lost(
    key: str, officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    forged = {f"{key}-base_version": 1, f"{key}-text": "Chữ vừa gõ", f"{key}-kind": "prose"}

    response = officer.post(address, typed(officer, address) | forged)

    assert response.status_code == 422
    assert shown(response.context)[f"{key}-text"] == "Chữ vừa gõ"


def test_bad_input_36_what_is_not_on_the_form_is_ignored(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk
    forged = {f"{pk}-version": 99, f"{pk}-is_removed": "on", "status": "issued", "is_done": "on", "version": 7}

    officer.post(address, written(officer, address, "Đã sửa.", **forged))

    month.refresh_from_db()
    row = only_paragraph(address)
    assert (month.status, row.version, row.is_removed, section_of(month).is_done) == ("drafting", 2, False, False)


def test_bad_input_36_only_the_office_looks_after_a_section(officer: Client, month: Resolution) -> None:
    from tests.factories import make_reader  # noqa: PLC0415

    address = section_address(month)

    response = officer.post(address, typed(officer, address) | {"writer": make_reader().pk})

    assert response.status_code == 422
    assert section_of(month).writer is None


@pytest.mark.parametrize("op_id", ["", "abc", "1" * 500])
def test_a_form_without_its_name_is_refused_with_the_text_kept(op_id: str, officer: Client, month: Resolution) -> None:
    address = section_address(month)

    response = officer.post(address, written(officer, address, "Chữ vừa gõ.", op_id=op_id))

    assert response.status_code == 422
    assert "Chữ vừa gõ." in response.content.decode()
    assert officer.post(address, shown(response.context)).status_code == 302
    assert texts(address) == ["Chữ vừa gõ."]


def test_bad_input_53_a_paragraph_over_the_limit_is_413_and_kept_in_the_box(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    pk = only_paragraph(address).pk

    response = officer.post(address, written(officer, address, "a" * 100_000))

    assert response.status_code == 413
    assert shown(response.context)[f"{pk}-text"] == "a" * 100_000
    assert "20.000" in response.context["problems"][0][1]


def test_bad_input_53_a_month_over_the_limit_is_413_and_kept_in_the_box(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    for _ in range(10):
        officer.post(address, typed(officer, address) | {"new-text": "a" * 19_000})

    response = officer.post(address, typed(officer, address) | {"new-text": "b" * 19_000})

    assert response.status_code == 413
    assert shown(response.context)["new-text"] == "b" * 19_000
    assert "200.000" in response.context["problems"][0][1]
    assert len(texts(address)) == 11


def test_bad_input_53_five_thousand_paragraphs_are_refused(officer: Client, month: Resolution) -> None:
    address = section_address(month)

    response = officer.post(address, typed(officer, address) | {"new-text": "a\n" * 5000})

    assert response.status_code == 413
    assert "500" in response.context["problems"][0][1]
    assert Paragraph.objects.count() == 9


def test_bad_input_52_word_markup_of_two_megabytes_is_413_and_lost_nowhere(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    markup = "<p class=MsoNormal style='mso-fareast-language:VI'>" * 40_000

    response = officer.post(address, typed(officer, address) | {"new-text": markup})

    assert response.status_code == 413
    assert shown(response.context)["new-text"] == markup


def test_bad_input_49_typed_text_is_nfc_without_invisible_characters(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    text = unicodedata.normalize("NFD", "\ufeffĐảng\u200b ủy\u00a0xã 🌾 \ufffd")

    officer.post(address, written(officer, address, text))

    assert texts(address) == ["Đảng ủy xã 🌾 \ufffd"]


@pytest.mark.parametrize("character", ["\u202e", "\x00", "\u2067"])
def test_bad_input_49_a_character_that_misleads_is_refused_with_its_name(
    character: str, officer: Client, month: Resolution
) -> None:
    address = section_address(month)

    response = officer.post(address, written(officer, address, f"Đảng {character}ủy"))

    assert response.status_code == 422
    assert response.context["problems"]
    assert not Paragraph.objects.filter(version=2).exists()


def save_and_take_out(client: Client, month: Resolution, text: str) -> str:
    """Save the text in a paragraph, find it as typed in text and Word, and return the pages that show it."""
    address = section_address(month)
    client.post(address, written(client, address, text))
    assert texts(address) == [text]
    assert text in client.get(f"{DRAFT}tai-ve/txt/").content.decode()
    word = zipfile.ZipFile(io.BytesIO(client.get(f"{DRAFT}tai-ve/docx/").content)).read("word/document.xml").decode()
    assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in word
    return client.get(f"{DRAFT}ban-in/").content.decode() + client.get(address).content.decode()


def test_bad_input_01_a_database_command_is_stored_and_shown_as_typed(officer: Client, month: Resolution) -> None:
    page = save_and_take_out(officer, month, "'; DROP TABLE resolutions_resolution; --")

    assert page.count("&#x27;; DROP TABLE resolutions_resolution; --") == 2


def test_bad_input_04_markup_is_stored_and_shown_as_typed(officer: Client, month: Resolution) -> None:
    text = '<script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:alert(1)">x</a>'

    page = save_and_take_out(officer, month, text)

    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;") == 2
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_bad_input_05_template_language_is_stored_and_shown_as_typed(officer: Client, month: Resolution) -> None:
    page = save_and_take_out(officer, month, "{{ 7*7 }} {% load static %} {# x #}")

    assert page.count("{{ 7*7 }} {% load static %} {# x #}") == 2


def test_bad_input_66_addresses_in_the_text_reach_the_pdf_as_text(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    text = "<img src=http://169.254.169.254> url(file:///etc/passwd)"
    officer.post(address, written(officer, address, text))

    with pdfplumber.open(io.BytesIO(officer.get(f"{DRAFT}tai-ve/pdf/").content)) as pdf:
        words = " ".join((pdf.pages[0].extract_text() or "").split())

    assert text in words


# Pasting


def paste(client: Client, address: str, **fields: Any) -> Any:
    return client.post(f"{address}dan/", {"op_id": client.get(f"{address}dan/").context["op_id"], **fields})


def test_pasted_text_is_shown_before_it_is_taken(officer: Client, month: Resolution) -> None:
    address = section_address(month)
    text = "1.\tĐoạn thứ nhất.\n·\tgạch đầu dòng"

    preview = paste(officer, address, text=text)
    assert [(piece.text, piece.kind) for _place, piece in preview.context["pieces"]] == [
        ("Đoạn thứ nhất.", "prose"),
        ("gạch đầu dòng", "item"),
    ]
    assert len(texts(address)) == 1
    paste(officer, address, text=text, piece=["1"], take="1")

    assert texts(address)[1:] == ["gạch đầu dòng"]


def test_bad_input_51_old_letters_are_recognised_and_converted_only_when_asked(
    officer: Client, month: Resolution
) -> None:
    address = section_address(month)
    text = "Uû ban nh©n d©n x· B¶o Th¾ng"

    preview = paste(officer, address, text=text)
    assert "TCVN3" in preview.content.decode()
    assert [piece.text for _place, piece in preview.context["pieces"]] == [text]
    converted = paste(officer, address, text=text, convert="1")
    assert [piece.text for _place, piece in converted.context["pieces"]] == ["Uỷ ban nhân dân xã Bảo Thắng"]

    paste(officer, address, text=text, convert="1", piece=["0"], take="1")

    assert texts(address)[1:] == ["Uỷ ban nhân dân xã Bảo Thắng"]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": " "}, 422, "dán nội dung"),
        ({"text": "a" * 200_001}, 413, "200.000"),
        ({"text": "Đảng \u202eủy"}, 422, "ký tự ẩn"),
        ({"text": "Một", "take": "1"}, 422, "ít nhất một đoạn"),
        ({"text": "a" * 20_001, "take": "1", "piece": "0"}, 422, "20.000"),
    ],
)
def test_a_mistake_in_pasting_is_said_and_the_text_kept(
    fields: dict[str, str], status: int, words: str, officer: Client, month: Resolution
) -> None:
    address = section_address(month)

    response = paste(officer, address, **fields)

    assert response.status_code == status
    assert words in response.content.decode()
    assert len(texts(address)) == 1


def test_a_section_of_another_month_is_404(officer: Client, month: Resolution) -> None:
    other = section_of(make_resolution(month=11))
    addresses = [f"{DRAFT}muc/{pk}/{page}" for pk in (other.pk, 2**40) for page in ("", "dan/")]

    assert {officer.get(address).status_code for address in addresses} == {404}


def test_the_english_page_is_english(month: Resolution) -> None:
    from tests.conftest import english_client  # noqa: PLC0415

    page = english_client(make_officer()).get(section_address(month)).content.decode()

    assert "How to write here" in page
    assert "Cách soạn" not in page


def test_sections_count_from_one_in_each_part(officer: Client) -> None:
    resolution = make_resolution(month=12, opening=make_manuscript().closing)

    places = [officer.get(section_address(resolution, 3, part)).context["place"] for part in ("results", "directions")]

    assert places == ["I.4", "II.4"]
    assert officer.get(section_address(resolution, part="opening")).context["place"] == "Phần mở đầu"
    assert Section.objects.filter(part__resolution=resolution).count() == 10


def test_ids_past_a_thousand_are_written_without_dots(officer: Client, month: Resolution) -> None:
    make_resolution(month=11, archive=True)
    address = section_address(month)
    pk = Paragraph.objects.create(pk=1_234_567, section=section_of(month), position=9_000, text="Đoạn cuối.").pk
    Revision.objects.create(
        pk=2_345_678, paragraph_id=pk, section=section_of(month), position=9_000, kind="prose", text="Đoạn cuối.",
        is_removed=False, version=1, at=section_of(month).part.resolution.created_at,
    )  # fmt: skip

    pages = [address, f"{DRAFT}doan/{pk}/lich-su/"]
    officer.post(address, typed(officer, address) | {"act": f"remove:{pk}"})
    pages_after = [officer.get(page).content.decode() for page in pages]

    assert "restore:1234567" in pages_after[0]
    assert 'value="1234567"' in pages_after[1]
    assert all("1.234.567" not in page and "2.345.678" not in page for page in pages_after)
