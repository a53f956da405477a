"""The pages of a review: reading, commenting, one's own opinion, the office's answers."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kesat.organization.models import Committee, Role, User
from kesat.records.models import StoredFile
from resolutions import drafting, reviewing, submitting, workflow
from resolutions.manuscript import ParagraphText
from resolutions.models import Asked, Comment, Draft, Look, Opinion, Paragraph, Resolution, Section
from resolutions.reviewing import Anchor
from tests.conftest import english_client
from tests.factories import (
    StandingCommittee,
    finish_sections,
    make_administrator,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_reader,
    make_resolution,
    make_section,
    make_standing_committee,
    make_typed,
    make_user,
    submit_draft,
)
from tests.resolutions.test_queries import queries

pytestmark = pytest.mark.django_db

REVIEW, ANSWERS = "/nghi-quyet/2026-12/y-kien/", "/nghi-quyet/2026-12/tiep-thu/"
ONE, TWO, THREE = "Giao các thôn vận động các hộ còn lại.", "Tuần tra ban đêm.", "Tổ chức lễ giao quân."
SCRIPT = "<script>alert(1)</script>"
PDF = b"%PDF-1.4 phieu"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Office:
    """A month in review, with its people and a client for each kind."""

    def __init__(self, *, is_past: bool = False) -> None:
        make_committee()
        self.committee: StandingCommittee = make_standing_committee()
        self.head, self.user = make_head_of_office(), make_officer()
        self.section: Section = make_section(ONE, TWO, THREE, month=12)
        self.month: Resolution = self.section.part.resolution
        self.draft: Draft = _sent_long_ago(self.month, self.head) if is_past else submit_draft(self.month, by=self.head)
        self.person, self.other = self.committee.members[0], self.committee.members[1]
        self.member, self.officer = signed_in(self.person), signed_in(self.user)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return list(self.section.paragraphs.kept())

    def say(self, text: str = "Nên ghi rõ số hộ.", *, place: int = 0, quote: str = "") -> Comment:
        anchor = Anchor(self.paragraphs[place].pk, quote)
        return reviewing.comment(self.draft, anchor, text, by=self.person, at=timezone.now())

    def suggest(self, wording: str = "Giao các thôn vận động 04 hộ.") -> Comment:
        pk = self.paragraphs[0].pk
        return reviewing.suggest(self.draft, pk, wording, "", by=self.person, at=timezone.now())

    def take_back(self) -> None:
        self.month.refresh_from_db()
        submitting.take_back(self.month, "Cần sửa.", by=self.head, at=timezone.now())

    def write(self, place: int, text: str) -> None:
        opened = drafting.open_paragraph(self.paragraphs[place].pk)
        assert opened is not None
        drafting.save(opened, make_typed(text, base_version=opened.row.version), by=self.user, at=timezone.now())

    def send_next(self) -> None:
        for thread in Comment.objects.filter(draft__resolution=self.month).unanswered():
            reviewing.answer(thread, "declined", "Giữ nguyên.", by=self.user, at=timezone.now())
        self.draft = submit_draft(self.month, by=self.head)

    def invite(self, role: Role = Role.COMMITTEE_MEMBER) -> Client:
        guest = make_user(full_name="Bùi Văn Khách")
        make_position(guest, role)
        Asked.objects.create(draft=self.draft, user=guest, full_name=guest.full_name, is_member=False, position=99)
        return signed_in(guest)


def _sent_long_ago(month: Resolution, head: User) -> Draft:
    """Send the draft two days ago; opinions were asked for until a minute ago."""
    finish_sections(month)
    now = timezone.now()
    workflow.hand_over(month, by=head, at=now)
    sent_at, deadline = now - timedelta(days=2), now - timedelta(minutes=1)
    return submitting.submit(month, deadline=deadline, by=head, at=sent_at, on=timezone.localdate())


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def late() -> Office:
    """Return a month in review whose deadline for opinions is past."""
    return Office(is_past=True)


def page_of(client: Client, address: str = REVIEW) -> str:
    return client.get(address).content.decode()


# Who may see what


def test_bad_input_31_who_may_not_see_the_draft_finds_nothing(office: Office) -> None:
    thread = office.suggest()
    pages = [
        REVIEW,
        ANSWERS,
        f"{REVIEW}giay/",
        f"{REVIEW}phieu/pdf/",
        f"{ANSWERS}bang/pdf/",
        "/nghi-quyet/2026-12/tai-lieu-hop/pdf/",
    ]
    acts = [
        f"{REVIEW}gop-y/",
        f"{REVIEW}goi-y/",
        f"{REVIEW}toan-van/",
        f"{ANSWERS}{thread.pk}/",
        f"{ANSWERS}{thread.pk}/dua-vao/",
    ]

    for person in (make_reader(), make_clerk(), make_administrator(), make_user()):
        client = signed_in(person)
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(act, {"text": "a"}).status_code for act in acts} == {404}


def test_bad_input_32_who_sees_but_may_not_act_is_refused_with_the_reason(office: Office) -> None:
    thread, guest = office.suggest(), office.invite()
    acts = {
        office.member: [f"{ANSWERS}{thread.pk}/", f"{ANSWERS}{thread.pk}/dua-vao/", f"{REVIEW}giay/"],
        office.officer: [f"{REVIEW}toan-van/"],
        guest: [
            f"{REVIEW}{path}"
            for path in ("gop-y/", "goi-y/", "toan-van/", f"{thread.pk}/tra-loi/", f"{thread.pk}/dong-y/")
        ],
    }

    for client, addresses in acts.items():
        for address in addresses:
            response = client.post(address, {"text": "a", "answer": "agreed", "outcome": "taken"})
            assert response.status_code == 403
            assert "Chỉ " in response.content.decode() or "được thực hiện" in response.content.decode()
    assert Comment.objects.count() == 1


def test_an_invited_reader_reads_and_no_more(office: Office) -> None:
    office.say()

    page = page_of(office.invite(), f"{REVIEW}?doan={office.paragraphs[0].pk}")

    assert ONE in page
    assert "Nên ghi rõ số hộ." in page
    assert "<textarea" not in page
    assert 'id="tong-hop"' not in page


@pytest.mark.parametrize("path", ["gop-y/", "goi-y/", "toan-van/", "{pk}/tra-loi/", "{pk}/dong-y/"])
def test_bad_input_08_an_act_asked_for_by_an_address_is_405(path: str, office: Office) -> None:
    response = office.member.get(REVIEW + path.format(pk=office.suggest().pk))

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_bad_input_30_a_thread_of_another_month_is_not_found(office: Office) -> None:
    other = make_section("Việc khác.", month=10)
    draft = submit_draft(other.part.resolution, by=office.head)
    pk = other.paragraphs.get().pk
    thread = reviewing.suggest(draft, pk, "Chữ khác.", by=office.person, at=timezone.now())

    assert office.member.post(f"{REVIEW}{thread.pk}/tra-loi/", {"text": "a"}).status_code == 404
    assert office.member.post(f"{REVIEW}{thread.pk}/dong-y/").status_code == 404
    assert office.officer.post(f"{ANSWERS}{thread.pk}/", {"outcome": "taken"}).status_code == 404
    assert office.member.get(f"{REVIEW}?doan={pk}").status_code == 404
    assert office.member.post(f"{REVIEW}goi-y/", {"paragraph": pk, "wording": ""}).status_code == 404


@pytest.mark.parametrize(
    "query", ["doan=abc", "doan=-1", "doan=99999999", "muc=abc", "muc=99999999", "doan=" + "9" * 30]
)
def test_an_address_that_names_nothing_is_not_found(query: str, office: Office) -> None:
    assert office.member.get(f"{REVIEW}?{query}").status_code == 404


def test_a_month_that_was_not_sent_has_no_review(office: Office) -> None:
    make_section("Đang viết.", month=10)

    response = office.member.get("/nghi-quyet/2026-10/y-kien/")

    assert response.status_code == 409


# The draft on its sheet


def test_the_frozen_draft_is_shown_and_not_what_is_written_since(office: Office) -> None:
    office.take_back()
    office.write(0, "Đã sửa sau khi gửi.")

    page = page_of(office.member)

    assert ONE in page
    assert "Đã sửa sau khi gửi." not in page
    assert "Dự thảo lần 1" in page


def test_the_first_look_shows_no_marks(office: Office) -> None:
    response = office.member.get(REVIEW)

    page = response.content.decode()
    assert "<ins>" not in page
    assert "<del>" not in page
    assert 'class="notice"' not in page
    assert Look.objects.get().user == office.person


def test_the_next_draft_is_compared_with_the_one_this_person_saw(office: Office) -> None:
    office.member.get(REVIEW)
    office.take_back()
    office.write(0, "Giao các thôn vận động 04 hộ còn lại.")
    office.send_next()

    inline, beside = office.member.get(REVIEW), page_of(office.member, f"{REVIEW}?kieu=ben")

    page = inline.content.decode()
    assert inline.context["changes"] == 1
    assert re.search(r"vận động <del>các</del><ins>04</ins> hộ còn lại\.", page)
    assert f'href="#doan-{office.paragraphs[0].pk}"' in page
    assert "<ins>" not in page_of(signed_in(office.other))
    assert "vận động <del>các</del> hộ" in beside
    assert "vận động <ins>04</ins> hộ" in beside


def test_subject_and_recipients_are_compared_too(office: Office) -> None:
    office.member.get(REVIEW)
    office.take_back()
    Resolution.objects.filter(pk=office.month.pk).update(subject="về nhiệm vụ tháng cuối năm")
    office.month.refresh_from_db()
    office.send_next()

    facts = office.member.get(REVIEW).context["changed_facts"]

    assert [label for label, _pieces in facts] == ["Trích yếu"]


def test_one_section_is_shown_alone_with_the_ways_to_its_neighbours(office: Office) -> None:
    response = office.member.get(f"{REVIEW}?muc={office.section.pk}")

    sections = [each.compared.section.place for each in response.context["sections"]]
    assert sections == ["I.1"]
    assert (response.context["previous"].place, response.context["next"].place) == ("Phần mở đầu", "I.2")


def test_the_words_a_comment_is_about_are_marked_in_the_chosen_paragraph(office: Office) -> None:
    office.say(quote="các hộ còn lại")
    pk = office.paragraphs[0].pk

    assert "vận động <mark>các hộ còn lại</mark>." in page_of(office.member, f"{REVIEW}?doan={pk}")
    assert "<mark>" not in page_of(office.member)


def test_a_comment_on_a_removed_paragraph_is_still_reached(office: Office) -> None:
    thread = office.say("Đoạn này nên bỏ.", place=2)
    gone = office.paragraphs[2]
    office.take_back()
    Paragraph.objects.filter(pk=gone.pk).update(is_removed=True)
    office.send_next()

    for client in (office.member, signed_in(office.other)):
        whole = page_of(client)
        assert f"?doan={gone.pk}#thao-luan" in whole
        assert "Đoạn này nên bỏ." in page_of(client, f"{REVIEW}?doan={gone.pk}")
    assert signed_in(office.other).post(f"{REVIEW}{thread.pk}/tra-loi/", {"text": "Nhất trí bỏ."}).status_code == 302


def test_the_opening_stands_as_it_is_printed(office: Office) -> None:
    bases = ("Căn cứ Điều lệ Đảng", "Căn cứ Quy chế làm việc", "Ban Thường vụ quyết nghị:")
    opening = tuple(ParagraphText(text) for text in bases)
    submit_draft(make_resolution(month=10, opening=opening), by=office.head)

    page = page_of(office.member, "/nghi-quyet/2026-10/y-kien/")

    assert re.findall(r'<p class="doc-(base|prose)">(.*?)</p>', page)[:3] == [
        ("base", "- Căn cứ Điều lệ Đảng;"),
        ("base", "- Căn cứ Quy chế làm việc,"),
        ("prose", "Ban Thường vụ quyết nghị:"),
    ]


# Comments


def test_a_member_comments_on_words_and_sees_it_beside_the_paragraph(office: Office) -> None:
    pk = office.paragraphs[0].pk

    response = office.member.post(
        f"{REVIEW}gop-y/", {"paragraph": pk, "quote": "các hộ còn lại", "text": "Bao nhiêu hộ?"}, follow=True
    )

    assert response.redirect_chain == [(f"{REVIEW}?doan={pk}#thao-luan", 302)]
    page = response.content.decode()
    assert "Bao nhiêu hộ?" in page
    assert "“các hộ còn lại”" in page
    assert Comment.objects.get().by == office.person


def test_a_member_comments_on_the_whole_text(office: Office) -> None:
    response = office.member.post(f"{REVIEW}gop-y/", {"text": "Nên ngắn hơn.", "quote": "không tính"})

    assert response.headers["Location"] == f"{REVIEW}?doan=0#thao-luan"
    assert (Comment.objects.get().paragraph, Comment.objects.get().quote) == (None, "")


@pytest.mark.parametrize(
    ("path", "data", "kept"),
    [
        ("gop-y/", {"text": "", "quote": "các hộ"}, "các hộ"),
        ("gop-y/", {"text": "Vì sao?", "quote": "không có chữ này"}, "Vì sao?"),
        ("gop-y/", {"text": "x" * 5001}, "x" * 5001),
        ("gop-y/", {"text": "hay\u202eay"}, "hay"),
        ("goi-y/", {"wording": "", "text": "Vì"}, "Vì"),
        ("goi-y/", {"wording": ONE, "text": "Vì"}, ONE),
        ("goi-y/", {"wording": "y" * 20_001}, "y" * 20_001),
    ],
)
def test_a_refused_form_comes_back_with_what_was_typed(
    path: str, data: dict[str, str], kept: str, office: Office
) -> None:
    response = office.member.post(REVIEW + path, {**data, "paragraph": office.paragraphs[0].pk})

    page = response.content.decode()
    assert response.status_code == 422
    assert kept in page
    assert "<title>Lỗi:" in page
    assert 'class="problem"' in page
    assert not Comment.objects.exists()


def test_bad_input_49_text_is_stored_in_nfc_without_what_is_not_seen(office: Office) -> None:
    office.member.post(f"{REVIEW}gop-y/", {"text": "Nhâ\u0301t tri\u0301\u200b."})

    assert Comment.objects.get().text == "Nhất trí."


def test_bad_input_36_what_is_not_asked_for_is_ignored(office: Office) -> None:
    data = {"text": "a", "outcome": "taken", "by": office.other.pk, "by_office": "1", "draft": 999, "parent": 1}

    office.member.post(f"{REVIEW}gop-y/", data)

    said = Comment.objects.get()
    assert (said.outcome, said.by, said.by_office, said.draft, said.parent) == (
        "",
        office.person,
        False,
        office.draft,
        None,
    )


def test_a_member_replies_and_a_refused_reply_comes_back(office: Office) -> None:
    thread, other = office.say(), signed_in(office.other)

    refused = other.post(f"{REVIEW}{thread.pk}/tra-loi/", {"text": " "})
    sent = other.post(f"{REVIEW}{thread.pk}/tra-loi/", {"text": "Tôi nhất trí."}, follow=True)

    assert refused.status_code == 422
    assert refused.context["thread"][0]["is_refused"]
    assert "Tôi nhất trí." in sent.content.decode()
    assert Comment.objects.get(text="Tôi nhất trí.").parent == thread


def test_a_suggestion_is_shown_word_by_word_and_agreed_with(office: Office) -> None:
    pk = office.paragraphs[0].pk
    office.member.post(
        f"{REVIEW}goi-y/", {"paragraph": pk, "wording": "Giao các thôn vận động 04 hộ còn lại.", "text": "Rõ số."}
    )
    thread, other = Comment.objects.get(), signed_in(office.other)

    page = other.post(f"{REVIEW}{thread.pk}/dong-y/", follow=True).content.decode()
    own = office.member.post(f"{REVIEW}{thread.pk}/dong-y/", follow=True).content.decode()

    assert "<del>các</del><ins>04</ins>" in page
    assert "Đồng chí đã đồng ý với gợi ý này." in page or "You agree with this suggestion." in page
    assert list(thread.supporters.all()) == [office.other]
    assert 'class="problem"' in own


@pytest.mark.parametrize("where", ["comment", "wording", "reply", "quote", "opinion", "name", "explanation"])
def test_bad_input_04_every_text_of_a_stranger_is_shown_as_text(where: str, office: Office) -> None:
    pk = office.paragraphs[0].pk
    thread = office.suggest("Giao 04 hộ." if where != "wording" else SCRIPT)
    if where == "comment":
        office.say(SCRIPT)
    elif where == "reply":
        reviewing.reply(thread, SCRIPT, by=office.other, at=timezone.now())
    elif where == "quote":
        said = office.say(quote="các hộ còn lại")
        Comment.objects.filter(pk=said.pk).update(quote=SCRIPT)
    elif where == "opinion":
        reviewing.opine(office.draft, "reserved", SCRIPT, by=office.person, at=timezone.now())
    elif where == "name":
        User.objects.filter(pk=office.person.pk).update(full_name=SCRIPT)
    elif where == "explanation":
        reviewing.answer(thread, "declined", SCRIPT, by=office.user, at=timezone.now())
    shown = 0

    for client in (office.member, office.officer):
        for address in (REVIEW, f"{REVIEW}?doan={pk}", f"{REVIEW}?doan=0", ANSWERS):
            page = page_of(client, address)
            assert SCRIPT not in page
            shown += "&lt;script&gt;alert(1)&lt;/script&gt;" in page.replace("</ins>", "").replace("<ins>", "")

    assert shown


def test_what_was_typed_is_not_lost_when_the_month_has_moved_on(office: Office) -> None:
    thread = office.say()
    office.take_back()

    for path, data in (
        ("gop-y/", {"text": "Ý kiến viết dở."}),
        ("goi-y/", {"paragraph": office.paragraphs[0].pk, "wording": "Ý kiến viết dở."}),
        (f"{thread.pk}/tra-loi/", {"text": "Ý kiến viết dở."}),
        ("toan-van/", {"answer": "agreed", "text": "Ý kiến viết dở."}),
    ):
        response = office.member.post(REVIEW + path, data)
        assert response.status_code == 409
        assert "Ý kiến viết dở." in response.content.decode()


def test_the_page_takes_as_many_queries_for_fifty_comments(office: Office) -> None:
    pk = office.paragraphs[0].pk
    addresses = [(office.member, REVIEW), (office.member, f"{REVIEW}?doan={pk}"), (office.officer, ANSWERS)]
    reviewing.reply(office.say("Ý kiến 0."), "Trả lời 0.", by=office.other, at=timezone.now())
    office.member.get(REVIEW)

    few = [queries(partial(client.get, at)) for client, at in addresses]
    for number in range(1, 50):
        thread = office.say(f"Ý kiến {number}.", place=number % 3)
        reviewing.reply(thread, f"Trả lời {number}.", by=office.other, at=timezone.now())
    many = [queries(partial(client.get, at)) for client, at in addresses]

    assert few == many
    assert max(many) <= 30


# One's own opinion


def test_a_member_sends_an_opinion_and_sees_when_and_until_when(office: Office) -> None:
    response = office.member.post(
        f"{REVIEW}toan-van/", {"answer": "agreed_with_comments", "text": "Rút gọn."}, follow=True
    )

    given = Opinion.objects.get()
    assert response.redirect_chain == [(f"{REVIEW}#y-kien-cua-toi", 302)]
    assert (given.user, given.answer, given.text) == (office.person, "agreed_with_comments", "Rút gọn.")
    assert response.context["mine"].opinion == given
    assert response.context["opinion_form"].initial == {"answer": "agreed_with_comments", "text": "Rút gọn."}
    assert response.context["tally"].in_favour == 1


@pytest.mark.parametrize(
    "data", [{"answer": "disagreed"}, {"answer": "reserved", "text": "  "}, {}, {"answer": "maybe", "text": "a"}]
)
def test_an_opinion_without_what_it_needs_comes_back(data: dict[str, str], office: Office) -> None:
    response = office.member.post(f"{REVIEW}toan-van/", data)

    assert response.status_code == 422
    assert response.context["opinion_form"].errors
    assert not Opinion.objects.exists()


def test_past_the_deadline_the_form_is_gone_and_the_reason_shown(late: Office) -> None:
    response = late.member.get(REVIEW)
    refused = late.member.post(f"{REVIEW}toan-van/", {"answer": "reserved", "text": "Ý kiến đến muộn."})

    page = response.content.decode()
    assert 'name="answer"' not in page
    assert timezone.localtime(late.draft.deadline).strftime("%H:%M %d/%m/%Y") in page
    assert {member.square for member in response.context["members"]} == {"wait"}
    assert refused.status_code == 422
    assert "Ý kiến đến muộn." in refused.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(("silence", "words"), [(True, "counts as agreeing"), (False, "does not count as agreeing")])
def test_the_rule_of_silence_is_said_as_the_committee_has_it(silence: bool, words: str, office: Office) -> None:  # noqa: FBT001
    Committee.objects.update(silence_is_assent=silence)

    assert words in page_of(english_client(office.person))


def test_the_tally_says_who_has_answered(office: Office) -> None:
    for user, answer in ((office.committee.secretary, "agreed"), (office.person, "reserved")):
        reviewing.opine(office.draft, answer, "Vì số liệu.", by=user, at=timezone.now())

    members = office.officer.get(REVIEW).context["members"]

    assert [(member.asked.full_name, member.square) for member in members] == [
        ("Trần Văn Khải", "yes"),
        ("Vũ Đình Long", "wait"),
        ("Lê Thị Mai", "no"),
        ("Ngô Văn Sơn", "wait"),
        ("Hoàng Thị Lan", "wait"),
    ]


def scan(name: str = "phieu.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_office_enters_an_opinion_given_on_paper(office: Office) -> None:
    assert office.officer.get(f"{REVIEW}giay/").status_code == 200
    data = {"member": office.person.pk, "answer": "agreed", "text": "", "scan": scan()}

    response = office.officer.post(f"{REVIEW}giay/", data)

    given = Opinion.objects.get()
    assert response.headers["Location"] == f"{REVIEW}#tong-hop"
    assert (given.user, given.recorded_by, given.answer) == (office.person, office.user, "agreed")
    file = office.officer.get(f"{REVIEW}giay/{given.pk}/")
    assert (file.content, file.headers["Content-Type"]) == (PDF, "application/pdf")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert office.member.get(f"{REVIEW}giay/{given.pk}/").content == PDF
    assert signed_in(office.other).get(f"{REVIEW}giay/{given.pk}/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"member": ""},
        {"member": "999999"},
        {"answer": ""},
        {"answer": "reserved", "text": "  "},
        {"scan": ""},
        {"scan": scan("a.pdf", b"<html><script>")},
        {"scan": scan("a.svg", b"<svg/>")},
        {"scan": scan("a.pdf", b"")},
    ],
)
def test_an_opinion_on_paper_that_lacks_something_comes_back(change: dict[str, object], office: Office) -> None:
    data = {"member": office.person.pk, "answer": "agreed", "text": "Như trên giấy.", "scan": scan()} | change

    response = office.officer.post(f"{REVIEW}giay/", data)

    assert response.status_code == 422
    assert response.context["form"].errors
    assert (Opinion.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_a_member_has_said_here_is_not_entered_over(office: Office) -> None:
    reviewing.opine(office.draft, "reserved", "Chờ.", by=office.person, at=timezone.now())

    response = office.officer.post(f"{REVIEW}giay/", {"member": office.person.pk, "answer": "agreed", "scan": scan()})

    assert response.status_code == 422
    assert Opinion.objects.get().answer == "reserved"


def test_an_opinion_entered_after_the_deadline_is_marked(late: Office) -> None:
    late.officer.post(f"{REVIEW}giay/", {"member": late.person.pk, "answer": "agreed", "scan": scan()})

    members = late.officer.get(REVIEW).context["members"]

    assert [member.is_late for member in members] == [False, False, True, False, False]


# The office's answers


def test_every_comment_of_every_draft_is_listed_the_unanswered_first(office: Office) -> None:
    first = office.say("Lần một.")
    office.take_back()
    office.send_next()
    second = office.say("Lần hai.")

    response = office.officer.get(ANSWERS)

    assert [item.row.comment for item in response.context["threads"]] == [second, first]
    assert (response.context["waiting"], response.context["taken"]) == (1, 1)


def test_the_office_answers_a_comment(office: Office) -> None:
    thread = office.say()

    response = office.officer.post(
        f"{ANSWERS}{thread.pk}/", {"outcome": "partly", "explanation": "Ghi số hộ, chưa ghi ngày."}, follow=True
    )

    thread.refresh_from_db()
    assert response.redirect_chain == [(f"{ANSWERS}#y-kien-{thread.pk}", 302)]
    assert (thread.outcome, thread.explanation) == ("partly", "Ghi số hộ, chưa ghi ngày.")
    assert "Ghi số hộ, chưa ghi ngày." in page_of(office.member, f"{REVIEW}?doan={office.paragraphs[0].pk}")


@pytest.mark.parametrize(
    "data", [{"explanation": "Giữ"}, {"outcome": "declined"}, {"outcome": "x", "explanation": "Giữ"}]
)
def test_an_answer_without_outcome_or_reason_comes_back(data: dict[str, str], office: Office) -> None:
    thread = office.say()

    response = office.officer.post(f"{ANSWERS}{thread.pk}/", data)

    assert response.status_code == 422
    assert data.get("explanation", "") in response.content.decode()
    thread.refresh_from_db()
    assert thread.outcome == ""


def test_members_read_the_answers_and_give_none(office: Office) -> None:
    thread = office.say()

    page = page_of(office.member, ANSWERS)

    assert thread.text in page
    assert "<textarea" not in page


def test_a_suggestion_is_taken_in_from_its_line_when_the_draft_is_back(office: Office) -> None:
    thread = office.suggest()
    early = office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/")
    assert early.status_code == 409
    office.take_back()
    assert office.officer.get(ANSWERS).context["threads"][0].may_take_in

    response = office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/")

    assert response.headers["Location"] == f"{ANSWERS}#y-kien-{thread.pk}"
    assert office.paragraphs[0].text == thread.wording
    assert not office.officer.get(ANSWERS).context["threads"][0].may_take_in


def test_bad_input_39_a_paragraph_changed_since_shows_both_texts(office: Office) -> None:
    thread = office.suggest()
    office.take_back()
    office.write(0, "Giao các thôn vận động 05 hộ.")

    response = office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Giao các thôn vận động 05 hộ." in page
    assert thread.wording in page
    assert office.paragraphs[0].text == "Giao các thôn vận động 05 hộ."
    seen = response.context["paragraph"].version
    assert office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/", {"seen_version": "x"}).status_code == 409
    assert office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/", {"seen_version": seen}).status_code == 302
    assert office.paragraphs[0].text == thread.wording


def test_bad_input_38_a_suggestion_is_taken_in_once(office: Office) -> None:
    thread = office.suggest()
    office.take_back()

    first, second = (office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/") for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert office.paragraphs[0].revisions.filter(origin="suggested").count() == 1


def test_an_answer_to_a_month_that_moved_on_is_not_lost(office: Office) -> None:
    thread = office.say()
    Resolution.objects.filter(pk=office.month.pk).update(status="approved")

    response = office.officer.post(f"{ANSWERS}{thread.pk}/", {"outcome": "declined", "explanation": "Giữ nguyên."})

    assert response.status_code == 409
    assert "Giữ nguyên." in response.content.decode()
    page = page_of(office.officer, ANSWERS)
    assert "<textarea" not in page
    assert thread.text in page


def test_bad_input_30_papers_with_the_opinions_are_not_for_guests(office: Office) -> None:
    guest = office.invite(Role.INSPECTOR)

    addresses = [f"{ANSWERS}bang/pdf/", "/nghi-quyet/2026-12/tai-lieu-hop/pdf/", f"{REVIEW}phieu/pdf/"]

    assert [guest.get(address).status_code for address in addresses] == [404] * 3


def test_a_comment_without_wording_cannot_be_taken_in(office: Office) -> None:
    thread = office.say()
    office.take_back()

    page = office.officer.post(f"{ANSWERS}{thread.pk}/dua-vao/", follow=True).content.decode()

    assert 'class="problem"' in page
    assert office.paragraphs[0].text == ONE


def test_no_number_of_a_row_is_written_with_a_dot(office: Office) -> None:
    """Numbers above 999 are written 1.000 in Vietnamese: in an address or an id they would lead nowhere."""
    office.take_back()
    last = office.paragraphs[-1]
    Paragraph.objects.create(pk=12_345, section=office.section, position=last.position + 9, text="Đoạn số lớn.")
    office.send_next()
    Comment.objects.create(
        pk=54_321, draft=office.draft, paragraph_id=12_345, text="a", by=office.other, at=timezone.now()
    )

    for client in (office.member, office.officer):
        for address in (REVIEW, f"{REVIEW}?doan=12345", f"{REVIEW}?doan=0", ANSWERS):
            page = page_of(client, address)
            assert "12345" in page or "54321" in page
            assert not re.findall(r'(?:id|href|action|for|value)="[^"]*\d\.\d{3}[^"]*"', page)
