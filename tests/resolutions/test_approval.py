"""The page "Thông qua và ký": who sees what, every act through its form, what is refused and how."""

import re
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kesat.organization.models import Committee, Role, Term, User
from kesat.records.models import StoredFile
from resolutions import canonical, deciding, documents, drafting, issuing, numbering, stages, submitting, workflow
from resolutions.amendments import differences
from resolutions.drafting import Locked, open_paragraph
from resolutions.models import Decision, Document, Number, Opinion, Paragraph, Resolution
from tests.conftest import english_client
from tests.factories import (
    make_administrator,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_reader,
    make_resolution,
    make_typed,
    make_user,
)
from tests.resolutions.decisions import (
    PAGE,
    Review,
    amend,
    amending,
    approved,
    circulation,
    in_review,
    later,
    opine,
    record,
    recorded,
    signed,
    typed,
)
from tests.resolutions.keys import seal_key, signer_key, trusted

pytestmark = pytest.mark.django_db

NOW, TODAY = timezone.now, timezone.localdate
ACTS = ["ghi-nhan/", "bo-ghi-nhan/", "xac-nhan/", "chung-nhan/", "xac-nhan-van-ban/", "lui-buoc/", "cap-so/"]
MINUTES = SimpleUploadedFile("Biên bản họp.pdf", b"%PDF-1.7 bien ban", "text/html")


def page_of(user: User) -> Any:
    return english_client(user).get(PAGE)


def words(response: Any) -> str:
    """Return the text of a page, without its marks."""
    text = re.sub(
        r"<(?:script|style|svg).*?</(?:script|style|svg)>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(text.split())


def buttons(response: Any) -> set[str]:
    """Return where the forms of the page's own content lead."""
    content = response.content.decode().partition("<main")[2]
    return set(re.findall(rf'action="{PAGE}([a-z-]+/)"', content))


def vote(review: Review, way: str = "meeting", answer: str = "agreed", **fields: Any) -> dict[str, Any]:
    """Return the form of a vote, unanimous unless said otherwise."""
    members = {f"member_{user.pk}": answer for user in review.members.everyone} if way == "meeting" else {}
    basis = {"way": way, "decided_on": typed(TODAY()), "chair": review.secretary.pk, "outcome": "approved"}
    return {**basis, **members, **fields}


def in_menu(review: Review, role: str) -> User:
    """Return the person of the review, or another one, who has the role."""
    known = {"secretary": review.secretary, "deputy": review.deputy, "member": review.members.members[0]}
    makers = {"officer": make_officer, "clerk": make_clerk, "reader": make_reader, "administrator": make_administrator}
    return known[role] if role in known else review.head if role == "head" else makers[role]()


# Who sees the page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretary", 200),
        ("deputy", 200),
        ("member", 200),
        ("head", 200),
        ("officer", 200),
        ("clerk", 404),
        ("reader", 404),
        ("administrator", 404),
    ],
)
def test_bad_input_31_a_month_in_review_is_seen_by_the_office_and_the_members(role: str, status: int) -> None:
    review = in_review()

    assert page_of(in_menu(review, role)).status_code == status


@pytest.mark.parametrize(("role", "status"), [("clerk", 200), ("reader", 404), ("administrator", 404)])
def test_the_clerk_sees_it_from_the_approval_on(role: str, status: int) -> None:
    review = approved()

    assert page_of(in_menu(review, role)).status_code == status


@pytest.mark.parametrize(("role", "status"), [("member", 200), ("clerk", 200), ("reader", 403), ("administrator", 403)])
def test_what_the_members_said_of_an_issued_month_stays_with_them_and_the_office(role: str, status: int) -> None:
    make_committee()
    review = approved()
    Resolution.objects.filter(pk=review.month.pk).update(status="awaiting_signature")
    make_resolution(month=11, archive=True)
    client = english_client(in_menu(review, role))

    assert client.get("/nghi-quyet/2026-11/thong-qua/").status_code == status
    assert client.get("/nghi-quyet/2026-11/thong-qua/bien-ban/").status_code == (404 if status == 200 else 403)


def test_an_invited_guest_reads_the_draft_and_not_the_votes() -> None:
    review = in_review()
    guest = make_user(full_name="Đỗ Văn Tám")
    make_position(guest, Role.COMMITTEE_MEMBER)
    review.draft.asked.create(user=guest, full_name="Đỗ Văn Tám", post_title="", is_member=False, position=9)

    assert page_of(guest).status_code == 403


def test_a_month_from_the_archive_and_one_without_a_draft_say_so() -> None:
    make_committee()
    make_resolution(month=11, archive=True, number=3, issued_on=TODAY())
    make_resolution(month=12)
    client = english_client(make_officer())

    assert "decided on outside this program" in words(client.get("/nghi-quyet/2026-11/thong-qua/"))
    assert "No draft has been sent to the Standing Committee yet." in words(client.get(PAGE))


# Stage 1: the votes


def test_the_page_shows_each_members_answer_with_its_words_and_the_two_measures() -> None:
    review = in_review()
    opine(review, "agreed", "agreed_with_comments", "disagreed", "reserved")

    text = words(page_of(review.members.members[0]))

    assert "Not yet enough: 1 more agreeing opinion is missing." in text
    assert "1 agreed; 1 agreed, with comments; 1 not agreed; 1 opinion reserved; 1 has not answered yet." in text
    assert "2/5 (needed: more than 1/2 of the incumbents, 3)" in text
    assert "4/5 (opinions given; a meeting needs at least 2/3 present, 4)" in text
    assert "Hoàng Thị Lan Chức vụ" in text


def test_the_squares_are_told_in_words_too() -> None:
    review = in_review()
    opine(review, "agreed", "disagreed")

    html = page_of(review.head).content.decode()

    assert re.findall(r'<li class="(yes|mix|no|wait)">', html) == ["yes", "no", "wait", "wait", "wait"]
    assert '<ul class="tally" aria-hidden="true">' in html


def test_silence_past_the_deadline_has_words_of_its_own() -> None:
    review = in_review(silence=True)
    opine(review, "agreed")
    row = stages._opinions(review.draft, deciding.tally(review.draft, at=later(review), on=TODAY()), at=later(review))[
        1
    ]

    assert row.answer == ""
    assert str(row.words) == "Không có ý kiến (quá hạn)" or str(row.words) == "No answer (past the deadline)"
    assert row.when


def test_enough_and_not_yet_over_are_told_apart() -> None:
    review = in_review()
    opine(review, *["agreed"] * 3)
    assert "A majority agrees already; opinions come in until" in words(page_of(review.head))

    for user in review.members.everyone[3:]:
        Opinion.objects.create(draft=review.draft, user=user, answer="agreed", at=NOW())

    assert "Enough for approval." in words(page_of(review.head))


def test_not_enough_offers_a_meeting_only() -> None:
    review = in_review()
    opine(review, "agreed")

    response = page_of(review.head)

    form = response.context["decision"]["record_form"]
    assert [value for value, _label in form.fields["way"].choices] == ["meeting"]
    assert "Record what was decided in a meeting" in words(response)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("head", {"bo-ghi-nhan/"}),
        ("secretary", {"xac-nhan/"}),
        ("deputy", set()),
        ("member", set()),
        ("officer", set()),
    ],
)
def test_each_person_sees_only_the_buttons_that_are_theirs(role: str, expected: set[str]) -> None:
    review = recorded()

    assert buttons(page_of(in_menu(review, role))) == expected


def test_who_may_not_confirm_reads_why_where_it_helps() -> None:
    review = recorded()

    assert "only where they were in the chair" in words(page_of(review.deputy))
    assert "This may be done only by: Secretary, Deputy Secretary." in words(page_of(review.head))
    assert "It waits to be confirmed by the Secretary" in words(page_of(review.members.members[0]))
    assert "What approval does: the text is locked" in words(page_of(review.secretary))


def test_silence_that_counted_is_said() -> None:
    review = in_review(silence=True)
    opine(review, "agreed")
    record(review, circulation(review, decided_on=TODAY() + timedelta(days=3)), at=later(review))

    text = words(page_of(review.secretary))

    assert "no answer by the deadline counts as agreement" in text
    assert "No answer (past the deadline)" in text
    assert "5/5 (needed: more than 1/2 of the incumbents, 3)" in text


# Recording


def test_the_head_records_a_meeting_with_its_minutes() -> None:
    review = in_review()
    client = english_client(review.head)
    form = vote(review, **{f"member_{review.members.members[2].pk}": "absent"})
    form[f"member_{review.deputy.pk}"] = "present"
    MINUTES.seek(0)

    response = client.post(f"{PAGE}ghi-nhan/", form | {"minutes": MINUTES})

    decision = Decision.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert (decision.present, decision.in_favour, decision.chair) == (4, 3, review.secretary)
    assert decision.minutes
    assert (decision.minutes.name, decision.minutes.content_type) == ("Biên bản họp.pdf", "application/pdf")
    text = words(client.get(PAGE))
    assert "Absent" in text
    assert "Present, without a vote" in text
    file = client.get(f"{PAGE}bien-ban/")
    assert file.content == b"%PDF-1.7 bien ban"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_head_records_written_opinions() -> None:
    review = in_review()
    opine(review, *["agreed"] * 5)

    response = english_client(review.head).post(f"{PAGE}ghi-nhan/", vote(review, "circulation"))

    assert response.status_code == 302
    assert Decision.objects.get().way == "circulation"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"way": ""}, "Choose how it was decided."),
        ({"way": "telephone"}, "telephone"),
        ({"decided_on": "31/02/2026"}, "The date is typed as day/month/year"),
        ({"decided_on": "01/01/9999"}, "The year is between 2000 and 2100."),
        ({"decided_on": "01/01/2099"}, "The day of the decision lies in the future."),
        ({"chair": ""}, "Choose who was in the chair."),
        ({"outcome": ""}, "Choose what was decided."),
        ({"outcome": "amended", "amendments": ""}, "State the amendments that were decided."),
        ({"amendments": "a\u202eb"}, "hidden character (U+202E)"),
        ({"answer": "disagreed"}, "The majority is missing: 0 of 5 in favour, 3 are needed."),
        ({"answer": "absent"}, "The quorum is missing"),
    ],
)
def test_what_is_to_be_put_right_is_said_and_what_was_typed_is_kept(change: dict[str, Any], said: str) -> None:
    review = in_review()
    fields = {"concerns_personnel": "on", "amendments": "Giữ nguyên câu này", **change}
    if "answer" in change:
        fields |= {f"member_{user.pk}": change["answer"] for user in review.members.everyone[1:]}
        if change["answer"] == "disagreed":
            fields[f"member_{review.secretary.pk}"] = "disagreed"

    response = english_client(review.head).post(f"{PAGE}ghi-nhan/", vote(review) | fields)

    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert "<title>Error: " in html
    assert "checked" in html
    if "amendments" not in change:
        assert "Giữ nguyên câu này</textarea>" in html
    assert not Decision.objects.exists()


def test_written_opinions_that_differ_on_substance_are_sent_to_a_meeting() -> None:
    review = in_review()
    opine(review, *["agreed"] * 5)
    client = english_client(review.head)

    for field, said in (
        ("differs_on_substance", "Where opinions differ on substance, the matter goes to a meeting."),
        ("concerns_personnel", "Matters of personnel are decided in a meeting, never by written opinions."),
    ):
        response = client.post(f"{PAGE}ghi-nhan/", vote(review, "circulation", **{field: "on"}))
        assert response.status_code == 422
        assert said in words(response)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"<html>", "but it is something else inside"),
        ("a.svg", b"<svg><script/></svg>", "This type of file cannot be brought in here"),
        ("a.png", b"", "The file is empty."),
        ("a.jpg", b"\xff\xd8\xff" + b"0" * (5 * 1024 * 1024), "The file is too large"),
        ("a.pdf.exe", b"MZ", "This type of file cannot be brought in here"),
    ],
)
def test_bad_input_65_the_minutes_are_what_their_name_says(name: str, content: bytes, said: str) -> None:
    review = in_review()
    file = SimpleUploadedFile(name, content)

    response = english_client(review.head).post(f"{PAGE}ghi-nhan/", vote(review) | {"minutes": file})

    assert response.status_code == 422
    assert said in words(response)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "a\u202eb|c.pdf", "CON.pdf", f"{'x' * 90}.pdf"])
def test_bad_input_63_the_name_of_the_minutes_is_made_safe(name: str) -> None:
    review = in_review()
    client = english_client(review.head)

    client.post(f"{PAGE}ghi-nhan/", vote(review) | {"minutes": SimpleUploadedFile(name, b"%PDF-1.7")})
    header = client.get(f"{PAGE}bien-ban/").headers["Content-Disposition"]

    stored = StoredFile.objects.get().name
    assert not set(stored) & set('/\\\r\n<>:"|?*')
    assert stored != "CON.pdf"
    assert "\n" not in header


def test_a_decision_that_another_has_recorded_meanwhile_is_shown_with_what_was_typed() -> None:
    review = recorded()

    response = english_client(review.head).post(f"{PAGE}ghi-nhan/", vote(review, amendments="Giữ nguyên câu này"))

    assert response.status_code == 409
    assert "A decision on this draft is recorded already." in words(response)
    assert "Giữ nguyên câu này</textarea>" in response.content.decode()
    assert Decision.objects.count() == 1


def test_recording_before_anything_was_sent_is_refused() -> None:
    make_committee()
    make_resolution(month=12)

    response = english_client(make_head_of_office()).post(f"{PAGE}ghi-nhan/", {})

    assert response.status_code == 409
    assert "No draft of this month was sent yet." in words(response)


def test_bad_input_36_more_than_the_form_asks_for_is_ignored() -> None:
    review = in_review()
    extra: dict[str, Any] = {
        "status": "approved",
        "confirmed_by": review.secretary.pk,
        "in_favour": "5",
        "recorded_by": "1",
    }

    english_client(review.head).post(f"{PAGE}ghi-nhan/", vote(review, **extra))

    decision = Decision.objects.get()
    assert (decision.confirmed_by, decision.recorded_by, review.status()) == (None, review.head, "in_review")


def test_the_members_of_the_day_that_was_typed_are_asked_for() -> None:
    review = in_review()
    review.members.members[0].positions.update(ends_on=TODAY() - timedelta(days=1))

    response = english_client(review.head).post(
        f"{PAGE}ghi-nhan/", vote(review, decided_on=typed(TODAY() - timedelta(days=1)))
    )

    assert f'name="member_{review.members.members[0].pk}"' in response.content.decode()
    assert "The decision is dated before its draft was sent." in words(response)


def test_a_recorded_decision_is_dropped_with_a_reason() -> None:
    review = recorded()
    client = english_client(review.head)

    empty = client.post(f"{PAGE}bo-ghi-nhan/", {"reason": " "})
    client.post(f"{PAGE}bo-ghi-nhan/", {"reason": "Nhầm ngày họp"})
    again = client.post(f"{PAGE}bo-ghi-nhan/", {"reason": "Nhầm ngày họp"})

    assert (empty.status_code, again.status_code) == (422, 409)
    assert "Nhầm ngày họp" in words(client.get(PAGE))
    assert Decision.objects.get().void_reason == "Nhầm ngày họp"


# Confirming


def confirm(client: Client, **fields: Any) -> Any:
    return client.post(f"{PAGE}xac-nhan/", {"decision": Decision.objects.latest("pk").pk, **fields})


def test_the_secretary_confirms_and_the_code_of_the_text_stands_on_the_page() -> None:
    review = recorded()
    client = english_client(review.secretary)

    response = confirm(client)

    assert (response.status_code, review.status()) == (302, "approved")
    text = words(client.get(PAGE))
    assert review.draft.sha256 in text
    assert "Confirmed by Trần Văn Khải" in text
    assert "The text is not the one that was decided on." not in text


def test_bad_input_38_pressed_twice_it_is_confirmed_once() -> None:
    review = recorded()
    client = english_client(review.secretary)

    first, second = confirm(client), confirm(client)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "The month stands at “Approved”; this cannot be done there." in words(second)
    assert review.status() == "approved"


@pytest.mark.parametrize("seen", ["", "0", "abc", "999999", "1" * 40, "9" * 5000, "²"])
def test_what_was_not_on_the_page_is_not_confirmed(seen: str) -> None:
    review = recorded()

    response = confirm(english_client(review.secretary), decision=seen)

    assert response.status_code == 409
    assert "Another decision was recorded meanwhile." in words(response)
    assert review.status() == "in_review"


def test_bad_input_34_the_page_refuses_to_confirm_what_was_submitted_by_the_same_account() -> None:
    review = recorded()
    make_position(review.head, Role.SECRETARY)

    response = confirm(english_client(review.head))

    assert response.status_code == 403
    assert "Nobody confirms what they submitted or recorded themselves." in words(response)
    assert review.status() == "in_review"


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 403), ("member", 403), ("deputy", 403), ("head", 403), ("clerk", 404), ("reader", 404)],
)
def test_bad_input_32_others_cannot_confirm(role: str, status: int) -> None:
    review = recorded()

    assert confirm(english_client(in_menu(review, role))).status_code == status
    assert review.status() == "in_review"


@pytest.mark.parametrize("name", ACTS)
def test_bad_input_33_an_administrator_does_nothing_here(name: str) -> None:
    review = approved()
    client = english_client(make_administrator())
    hidden = client.post(f"{PAGE}{name}", {"reason": "x"})
    assert (hidden.status_code, review.status()) == (404, "approved")
    make_resolution(month=11, archive=True)

    refused = client.post(f"{PAGE.replace('2026-12', '2026-11')}{name}", {"reason": "x"})

    assert refused.status_code == 403
    assert "An administrator keeps bodies, users and positions" in words(refused)
    assert Resolution.objects.get(month=11).status == "issued"


@pytest.mark.parametrize("name", ACTS)
def test_bad_input_08_a_change_asked_for_by_an_address_is_405(name: str) -> None:
    review = recorded()
    before = review.status(), Decision.objects.get().confirmed_at

    response = english_client(review.secretary).get(f"{PAGE}{name}")

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert (review.status(), Decision.objects.get().confirmed_at) == before


@pytest.mark.parametrize("name", ACTS)
def test_bad_input_07_a_form_without_its_token_does_nothing(name: str) -> None:
    review = recorded()
    client = Client(enforce_csrf_checks=True)
    client.force_login(review.secretary)

    assert client.post(f"{PAGE}{name}", {"reason": "x"}).status_code == 403
    assert review.status() == "in_review"


@pytest.mark.parametrize("name", ACTS)
def test_bad_input_31_what_one_may_not_know_of_is_not_found(name: str) -> None:
    in_review()

    assert english_client(make_reader()).post(f"{PAGE}{name}", {"reason": "x"}).status_code == 404


# Approved with amendments


def test_the_office_amends_the_head_certifies_and_the_secretary_sees_each_word() -> None:
    review = amending()
    head, secretary = english_client(review.head), english_client(review.secretary)
    assert "Nothing is amended yet" in words(head.get(PAGE))
    assert buttons(head.get(PAGE)) == set()
    amend(review)

    seen = head.get(PAGE)
    assert buttons(seen) == {"chung-nhan/"}
    live = seen.context["decision"]["live_sha256"]
    assert head.post(f"{PAGE}chung-nhan/", {"sha256": live}).status_code == 302
    shown = secretary.get(PAGE)
    html = shown.content.decode()
    assert "<del>việc</del><ins>nhiệm vụ</ins>" in html
    assert "I.1. Công tác xây dựng Đảng" in html
    assert buttons(shown) == {"xac-nhan-van-ban/", "lui-buoc/"}
    assert secretary.post(f"{PAGE}xac-nhan-van-ban/", {"sha256": live}).status_code == 302

    assert (review.status(), Decision.objects.get().sha256) == ("approved", live)
    assert "<del>việc</del><ins>nhiệm vụ</ins>" in secretary.get(PAGE).content.decode()


def test_a_text_changed_after_certifying_is_said_visibly_and_cannot_be_confirmed() -> None:
    review = amending()
    amend(review)
    deciding.certify(review.month, by=review.head, at=NOW())
    sha256 = Decision.objects.get().sha256
    amend(review, "Đã làm xong nhiệm vụ khác.")
    secretary = english_client(review.secretary)

    shown = secretary.get(PAGE)
    response = secretary.post(f"{PAGE}xac-nhan-van-ban/", {"sha256": sha256})

    assert "The text was changed after it was certified." in words(shown)
    assert buttons(shown) == {"lui-buoc/"}
    assert buttons(page_of(review.head)) == {"chung-nhan/"}
    assert response.status_code == 422
    assert "It must be certified again." in words(response)
    assert review.status() == "amending"


def test_a_text_changed_while_it_was_read_is_not_certified() -> None:
    review = amending()
    amend(review)
    head = english_client(review.head)
    live = head.get(PAGE).context["decision"]["live_sha256"]
    amend(review, "Đã làm xong nhiệm vụ khác.")

    response = head.post(f"{PAGE}chung-nhan/", {"sha256": live})

    assert response.status_code == 409
    assert "The text was changed while you read it." in words(response)
    assert not Decision.objects.get().sha256


def test_what_is_not_the_text_decided_on_is_said_visibly() -> None:
    review = recorded()
    Resolution.objects.filter(pk=review.month.pk).update(status="returned")
    amend(review)
    Resolution.objects.filter(pk=review.month.pk).update(status="in_review")

    shown = page_of(review.secretary)
    response = confirm(english_client(review.secretary))

    assert "The text is not the one that was decided on." in words(shown)
    assert buttons(shown) == set()
    assert response.status_code == 422
    assert "The text is not the one that was voted on." in words(response)


def test_titles_recipients_and_order_are_told_as_well() -> None:
    review = amending()
    section = review.month.parts.get(kind="results").sections.all()[0]
    section.title = "Công tác Đảng"
    section.save()
    recipient = review.month.recipients.all()[0]
    recipient.text = "Các đảng bộ, chi bộ trực thuộc"
    recipient.save()
    Paragraph.objects.create(section=section, position=10_000_000, text="Đoạn thêm.", folded_text="doan them.")

    places = page_of(review.head).context["decision"]["places"]

    found = [(place.name, [line.label for line in place.lines]) for place in places]
    assert found == [("I.1. Công tác Đảng", ["Title changed", "Added"]), ("Recipients", ["Removed", "Added"])]


def test_a_section_that_came_or_went_is_told_with_its_paragraphs() -> None:
    review = in_review()
    old, new = review.draft.content, deepcopy(review.draft.content)
    gone = new["parts"][1]["sections"].pop()
    new["parts"][2]["sections"].append({"id": 10_000_000, "field": "other", "title": "Hạn chế", "paragraphs": []})
    new["subject"] = "về việc khác"
    new["recipients"] += new["recipients"][:1]
    new["parts"][3]["sections"][0]["paragraphs"][0]["kind"] = "heading"

    with override("en"):
        found = [(place.name, [line.label for line in place.lines]) for place in differences(old, new)]

    assert found == [
        ("Subject", ["Title changed"]),
        (gone["title"], ["Removed"]),
        ("II.5. Hạn chế", ["Title changed"]),
        ("Closing", ["Another kind of paragraph"]),
        ("Recipients", ["Added"]),
    ]
    assert differences(old, deepcopy(old)) == []


def test_a_returned_draft_says_that_nothing_was_decided_on_it() -> None:
    review = in_review()
    submitting.take_back(review.month, "Bổ sung số liệu", by=review.head, at=NOW())

    assert "No decision was recorded on draft 1." in words(page_of(review.head))


# Stepping back


def test_the_secretary_steps_back_with_a_reason_and_the_decision_is_void_visibly() -> None:
    review = approved()
    client = english_client(review.secretary)

    empty = client.post(f"{PAGE}lui-buoc/", {"reason": "", "status": "approved"})
    done = client.post(f"{PAGE}lui-buoc/", {"reason": "Còn sai số liệu", "status": "approved"})

    assert (empty.status_code, done.status_code, review.status()) == (422, 302, "in_review")
    assert re.search(r"The decision of .* has been void since .*: Còn sai số liệu", words(client.get(PAGE)))


def test_bad_input_38_pressed_twice_it_goes_back_one_step() -> None:
    review = approved()
    signed(review)
    client = english_client(review.secretary)

    answers = [client.post(f"{PAGE}lui-buoc/", {"reason": "Sai", "status": "signed"}) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert review.status() == "awaiting_signature"


@pytest.mark.parametrize("role", ["officer", "member", "deputy", "clerk", "head"])
def test_what_is_approved_only_the_secretary_takes_back(role: str) -> None:
    review = approved()
    person = in_menu(review, role)

    assert "lui-buoc/" not in buttons(page_of(person))
    assert english_client(person).post(f"{PAGE}lui-buoc/", {"reason": "Sai"}).status_code == 403
    assert review.status() == "approved"


# Stage 3: number and day


def test_the_clerk_gives_number_and_day_on_the_page() -> None:
    review, clerk = approved(), make_clerk()
    client = english_client(clerk)
    assert "Give number 01-NQ/ĐU" in words(client.get(PAGE))

    response = client.post(f"{PAGE}cap-so/", {"dated_on": typed(TODAY())})

    assert response.status_code == 302
    text = words(client.get(PAGE))
    assert f"01-NQ/ĐU , dated {typed(TODAY())}" in text
    assert "cap-so/" not in buttons(client.get(PAGE))
    again = client.post(f"{PAGE}cap-so/", {"dated_on": typed(TODAY())})
    assert again.status_code == 409
    assert Number.objects.count() == 1
    assert review.fresh().number == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Type the day"),
        ("29/02/2027", "The date is typed as day/month/year"),
        ("01/01/2025", "cannot be dated before the decision"),
        ("01/01/2099", "The day on the paper lies in the future."),
    ],
)
def test_bad_input_45_a_day_that_cannot_be_is_said_and_kept(day: str, said: str) -> None:
    approved()

    response = english_client(make_clerk()).post(f"{PAGE}cap-so/", {"dated_on": day})

    assert response.status_code == 422
    assert said in words(response)
    assert f'name="dated_on" value="{day}"' in response.content.decode() or not day
    assert not Number.objects.exists()


def test_before_the_approval_no_number_is_given() -> None:
    review = in_review()

    response = english_client(review.head).post(f"{PAGE}cap-so/", {"dated_on": typed(TODAY())})

    assert response.status_code == 409
    assert "cap-so/" not in buttons(page_of(review.head))


@pytest.mark.parametrize("role", ["officer", "member", "deputy"])
def test_others_give_no_number(role: str) -> None:
    review = approved()
    person = in_menu(review, role)

    assert "cap-so/" not in buttons(page_of(person))
    assert english_client(person).post(f"{PAGE}cap-so/", {"dated_on": typed(TODAY())}).status_code == 403


def test_a_day_without_a_term_is_said() -> None:
    approved()
    Term.objects.update(begins_on=TODAY() + timedelta(days=1))

    response = english_client(make_clerk()).get(PAGE)

    assert "No term of the committee is entered for today." in words(response)
    assert "cap-so/" not in buttons(response)


@pytest.mark.parametrize(
    ("signs_outside", "said"), [(True, "part of what is signed"), (False, "The clerk gives it after")]
)
def test_when_the_number_is_given_depends_on_how_the_committee_signs(*, signs_outside: bool, said: str) -> None:
    review = approved()
    Committee.objects.update(signs_outside=signs_outside, signs_here=False)

    assert said in words(page_of(review.secretary))


# What stands around


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (in_review, ["now", "", "", ""]),
        (amending, ["now", "", "", ""]),
        (approved, ["done", "now", "", ""]),
    ],
)
def test_the_stages_say_where_the_month_stands(make: Any, expected: list[str]) -> None:
    review = make()

    context = page_of(review.secretary).context

    assert [context[name]["state"] for name in ("decision", "signing", "number", "issue")] == expected


def test_after_the_signature_the_number_is_next_and_then_the_issue() -> None:
    review = approved()
    signed(review)
    clerk = english_client(make_clerk())

    def found() -> list[str]:
        context = clerk.get(PAGE).context
        return [context[name]["state"] for name in ("decision", "signing", "number", "issue")]

    assert found() == ["done", "done", "now", ""]
    clerk.post(f"{PAGE}cap-so/", {"dated_on": typed(TODAY())})
    assert found() == ["done", "done", "done", "now"]


def test_another_module_plugs_its_stage_in(monkeypatch: pytest.MonkeyPatch) -> None:
    review = approved()

    def context(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
        return {"label": f"05-NQ/{resolution.month}"}

    stage = stages.Stage("resolutions/_stage_number.html", context)
    monkeypatch.setitem(stages.stages, "signing", stage)

    assert "05-NQ/12" in words(page_of(review.secretary))


def test_drafts_stand_beside_with_their_code() -> None:
    review = in_review()

    [paper] = page_of(review.secretary).context["papers"]

    assert (paper.sha256, paper.name) == (review.draft.sha256, "Draft 1")
    assert paper.short.replace(" ", "") == f"{paper.sha256[:8]}…{paper.sha256[-4:]}"


def test_what_was_signed_before_a_step_back_is_shown_as_counting_no_longer() -> None:
    review = approved()
    month, at = signed(review), timezone.now()
    for content in (b"first", b"second"):
        documents.keep(month, Document.Kind.SIGNED_ORIGINAL, content, by=review.head, at=at, way=Document.Way.SCAN)

    before = page_of(review.secretary).context["papers"]
    workflow.step_back(month, "Nhầm bản quét.", by=review.secretary, at=at)
    after = page_of(review.secretary)

    names = ["Signed original", "Signed original", "Copy to be signed", "Draft 1"]
    assert [(paper.name, paper.counts) for paper in before] == list(zip(names, [True, False, True, True], strict=True))
    assert [paper.counts for paper in after.context["papers"]] == [False, False, True, True]
    assert words(after).count("Signed original Counts no longer") == 2


def test_the_page_says_who_signs() -> None:
    review = approved()

    text = words(page_of(review.secretary))

    assert "T/M BAN THƯỜNG VỤ, BÍ THƯ Trần Văn Khải" in text
    assert "None today" in text


def test_the_page_asks_as_often_for_five_opinions_as_for_none(django_assert_max_num_queries: Any) -> None:
    review = in_review()
    counts = []
    for answers in ([], ["agreed"] * 3):
        opine(review, *answers)
        client = english_client(review.members.members[2])
        with django_assert_max_num_queries(60) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_bad_input_40_what_is_signed_is_what_was_decided_on() -> None:
    review = approved()
    decision = Decision.objects.get()
    review.month.refresh_from_db()
    numbering.give(review.month, dated_on=TODAY(), by=review.head, at=NOW())
    issuing.prepare(review.month, by=review.head, at=NOW(), on=TODAY())
    row = Paragraph.objects.filter(section__part__resolution=review.month)[0]

    def save() -> None:
        opened = open_paragraph(row.pk)
        assert opened
        with pytest.raises(Locked):
            drafting.save(opened, make_typed("Sửa khi đang ký."), by=review.head, at=NOW())

    save()
    document = issuing.sign_here(
        review.month, signer_key(), seal=seal_key(), by=review.secretary, at=NOW(), trusted=trusted()
    )
    save()

    kept = canonical.fingerprint(canonical.text_now(review.month.pk))
    assert document.text_sha256 == decision.sha256 == kept
    assert review.status() == "signed"
