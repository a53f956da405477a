"""A committee member in charge proposes for the directives of their branches; the office accepts, or says why not."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from kesat.organization.models import Body, Role, User
from kesat.records.models import Event, Notice
from resolutions.drafting import Refused
from resolutions.workflow import Overtaken
from tasks import branch_proposals
from tasks.branch_proposals import Wish
from tasks.models import Answer, Directive, Extension
from tests.conftest import english_client
from tests.factories import (
    NOW,
    make_body,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_resolution,
    make_standing_committee,
    submit_draft,
)
from tests.task_factories import make_directive, make_head_of
from tests.tasks.bodies import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

DUE = date(2026, 11, 27)
LATER = DUE + timedelta(days=7)


class Ward:
    """A branch with the committee member in charge of it, a directive that it leads, and the head of the office."""

    def __init__(self, **fields: Any) -> None:
        make_committee()
        self.branch = make_body(kind=Body.Kind.BRANCH, name="Chi bộ thôn Đông")
        self.member = make_head_of(self.branch, role=Role.COMMITTEE_MEMBER, full_name="Trần Văn Bình")
        self.chief = make_head_of_office()
        self.directive: Directive = make_directive(**{"lead": self.branch} | fields)

    def propose(self, by: User | None = None, **wish: Any) -> None:
        branch_proposals.propose(self.directive, Wish(**{"reason": "Mưa lũ."} | wish), by=by or self.member, at=NOW)

    def answer(self, *, is_accepted: bool, reason: str = "", by: User | None = None, seen: int | None = None) -> None:
        proposal = branch_proposals.waiting([self.directive])[0]
        version = Directive.objects.get().version if seen is None else seen
        branch_proposals.answer(proposal, reason, is_accepted=is_accepted, seen=version, by=by or self.chief, at=NOW)


def test_a_later_deadline_for_the_share_of_a_branch_is_asked_for_as_the_branch_would() -> None:
    ward = Ward()

    ward.propose(due_on=LATER)

    asked = Extension.objects.get()
    assert (asked.body, asked.wanted_on, asked.by) == (ward.branch, LATER, ward.member)
    assert asked.reporter.startswith("Trần Văn Bình, ")
    assert not branch_proposals.waiting([ward.directive])


def test_another_lead_is_proposed_and_changes_nothing_until_it_is_accepted() -> None:
    ward, other = Ward(), make_body(name="Phòng Kinh tế")

    ward.propose(lead=other)

    (proposal,) = branch_proposals.waiting_everywhere()
    assert proposal.wish.endswith(": Phòng Kinh tế")
    assert ward.directive.assignments.leads().get().body == ward.branch
    ward.answer(is_accepted=True)
    assert ward.directive.assignments.leads().get().body == other
    assert not branch_proposals.waiting_everywhere()
    assert Event.objects.filter(action="change_lead", by=ward.chief).count() == 1
    assert Notice.objects.filter(user=ward.member, url="/nhiem-vu/chi-bo-phu-trach/").count() == 1


def test_an_earlier_deadline_is_a_proposal_and_keeps_the_first_one() -> None:
    ward = Ward()

    ward.propose(due_on=DUE - timedelta(days=3))
    ward.answer(is_accepted=True)

    row = Directive.objects.get()
    assert (row.due_on, row.first_due_on) == (DUE - timedelta(days=3), DUE)


def test_before_it_is_given_lead_deadline_and_presser_are_proposed_and_set_together() -> None:
    ward, other = Ward(is_given=False), make_body()

    ward.propose(lead=other, due_on=LATER, presser=ward.member)
    ward.answer(is_accepted=True)

    row = Directive.objects.get()
    assert (row.due_on, row.assigned_at, Extension.objects.count()) == (LATER, None, 0)
    assert row.assignments.leads().get().body == other
    assert row.assignments.get(part="pressing").user == ward.member


def test_who_is_in_charge_of_a_coordinating_body_proposes_a_later_day_as_well() -> None:
    beside = make_body(kind=Body.Kind.BRANCH)
    ward = Ward(lead=make_body(), coordinating=(beside,))
    by = make_head_of(beside, role=Role.COMMITTEE_MEMBER)

    ward.propose(by=by, due_on=LATER)
    ward.answer(is_accepted=True)

    assert (Directive.objects.get().due_on, Extension.objects.count()) == (LATER, 0)


def test_a_proposal_is_declined_only_with_a_reason_and_the_member_reads_it() -> None:
    ward = Ward()
    ward.propose(lead=make_body())

    with pytest.raises(Refused, match="Say why"):
        ward.answer(is_accepted=False)
    ward.answer(is_accepted=False, reason="Đã thống nhất từ đầu tháng.")

    page = words(english_client(ward.member).get("/nhiem-vu/chi-bo-phu-trach/"))
    assert "Proposal declined" in page
    assert "Đã thống nhất từ đầu tháng." in page
    with pytest.raises(IndexError):
        ward.answer(is_accepted=True)


def test_a_proposal_is_answered_once_by_another_person_and_at_the_version_seen() -> None:
    ward = Ward()
    ward.propose(lead=make_body())
    (proposal,) = branch_proposals.waiting_everywhere()
    both = make_head_of(ward.branch, role=Role.HEAD_OF_OFFICE)

    with pytest.raises(Overtaken):
        ward.answer(is_accepted=True, seen=99)
    ward.answer(is_accepted=True, by=both)
    with pytest.raises(Overtaken, match="answered or replaced"):
        branch_proposals.answer(proposal, "", is_accepted=True, seen=2, by=ward.chief, at=NOW)


def test_nobody_answers_their_own_proposal() -> None:
    ward = Ward()
    make_position(ward.member, Role.HEAD_OF_OFFICE)
    ward.propose(lead=make_body())

    with pytest.raises(Refused, match="another person"):
        ward.answer(is_accepted=True, by=User.objects.get(pk=ward.member.pk))


def test_a_later_proposal_takes_the_place_of_an_earlier_one_and_the_same_twice_is_one() -> None:
    ward, one, two = Ward(), make_body(), make_body()

    for lead in (one, one, two):
        ward.propose(lead=lead)

    assert [each.details["lead"] for each in branch_proposals.waiting_everywhere()] == [two.pk]
    assert Event.objects.filter(action="propose_change").count() == 2


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"due_on": DUE}, "stands there already"),
        ({"due_on": date(2026, 1, 1)}, "lies before"),
        ({"reason": " ", "due_on": LATER}, "Give the reason"),
    ],
)
def test_what_changes_nothing_or_cannot_be_is_refused(wish: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        Ward().propose(**wish)


def test_the_lead_that_stands_takes_no_deadline_with_it() -> None:
    ward = Ward()

    ward.propose(lead=ward.branch, due_on=LATER)

    assert (Extension.objects.count(), branch_proposals.waiting_everywhere()) == (1, [])


def test_what_has_ended_takes_no_proposal() -> None:
    ward = Ward(outcome="done", ended_on=DUE)

    with pytest.raises(Overtaken):
        ward.propose(due_on=LATER)


def test_who_has_no_branch_in_it_cannot_propose() -> None:
    ward = Ward()

    with pytest.raises(PermissionDenied):
        ward.propose(by=make_head_of(make_body(), role=Role.COMMITTEE_MEMBER), due_on=LATER)


def test_bad_input_31_directives_of_a_draft_are_there_only_for_who_is_invited() -> None:
    ward = Ward()
    month = make_resolution(month=12)
    draft = make_directive(resolution=month, lead=ward.branch, is_given=False, due_on=date(2026, 12, 20))
    client, address = english_client(ward.member), f"/nhiem-vu/{draft.pk}/de-xuat/"

    before = client.get(address).status_code
    seen_before = list(branch_proposals.in_charge(ward.member, DUE))
    make_standing_committee()
    Directive.objects.filter(pk=ward.directive.pk).update(outcome="done", ended_on=DUE)
    Answer.objects.create(directive=ward.directive, resolution=month, kind="done", as_of=DUE, at=NOW, by=ward.chief)
    draft_sent = submit_draft(month, by=ward.chief)
    draft_sent.asked.create(user=ward.member, full_name="x", post_title="x", is_member=False, position=9)
    after = client.get(address)

    assert (before, seen_before) == (404, [ward.directive])
    assert (after.status_code, "Propose a change" in words(after)) == (200, True)


def test_the_member_proposes_on_a_page_and_the_office_answers_on_one() -> None:
    ward, other = Ward(), make_body(name="Phòng Kinh tế")
    make_standing_committee()
    member, chief = english_client(ward.member), english_client(ward.chief)
    address = f"/nhiem-vu/{ward.directive.pk}/de-xuat/"

    empty = member.post(address, {"reason": "Vì sao"})
    sent = member.post(address, {"lead": other.pk, "reason": "Việc thuộc chuyên môn của phòng."}, follow=True)

    assert (empty.status_code, "Vì sao" in words(empty)) == (422, True)
    assert "Say what is to be changed" in words(empty)
    assert "Phòng Kinh tế</b>" in words(sent)
    (proposal,) = branch_proposals.waiting_everywhere()
    answer = f"/nhiem-vu/de-xuat/{proposal.event.pk}/"
    for page in ("/nhiem-vu/cho-xem/", f"/nhiem-vu/{ward.directive.pk}/"):
        assert f'href="{answer}"' in words(chief.get(page))
    assert f'href="{answer}"' not in words(english_client(make_officer()).get("/nhiem-vu/cho-xem/"))
    why = chief.post(answer, {"answer": "decline", "version": "1"})
    done = chief.post(answer, {"answer": "accept", "version": str(Directive.objects.get().version)})
    again = chief.post(answer, {"answer": "accept", "version": "2"})

    assert (why.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert ward.directive.assignments.leads().get().body == other


def test_the_office_sees_it_beside_its_own_proposal_before_the_directive_is_given() -> None:
    ward = Ward(is_given=False)
    ward.propose(lead=make_body(name="Phòng Kinh tế"))

    page = words(english_client(ward.chief).get(f"/nhiem-vu/{ward.directive.pk}/phan-cong/"))

    assert "Proposed by members in charge" in page
    assert "Phòng Kinh tế</b>" in page


def test_my_work_today_tells_the_office_of_proposals() -> None:
    ward = Ward()
    ward.propose(lead=make_body())

    client: Client = english_client(ward.chief)
    assert "Answer 1 proposal of a member in charge" in words(client.get("/"))


def test_a_member_sees_how_the_part_of_their_own_branch_stands() -> None:
    ward = Ward(outcome="done", ended_on=DUE)
    other = make_body(kind=Body.Kind.BRANCH, name="Chi bộ thôn Tây")
    group = make_body(kind=Body.Kind.GROUP, group_rule=Body.GroupRule.LISTED, name="Các chi bộ")
    group.members.set([ward.branch, other])
    directive = make_directive(lead=group)
    beside = make_directive(coordinating=(ward.branch,))
    address, client = "/nhiem-vu/chi-bo-phu-trach/", english_client(ward.member)

    before = words(client.get(address))
    directive.shares.filter(body=ward.branch).update(done_on=DUE)
    after = words(client.get(address))

    assert before.count("Chi bộ thôn Đông: not done yet") == 1
    assert after.count("Chi bộ thôn Đông: done on 27/11/2026") == 1
    assert after.count("Chi bộ thôn Đông: coordinating") == 1
    assert "Chi bộ thôn Tây" not in before + after
    assert beside.title in after


def test_what_a_proposal_lacks_is_said_at_once() -> None:
    ward = Ward()

    page = words(english_client(ward.member).post(f"/nhiem-vu/{ward.directive.pk}/de-xuat/", {}))

    assert "Give the reason." in page
    assert "Say what is to be changed" in page


def test_who_answers_sees_what_stands_and_how_many_wait() -> None:
    ward = Ward()
    ward.propose(lead=make_body(name="Phòng Kinh tế"))
    (proposal,) = branch_proposals.waiting_everywhere()
    client = english_client(ward.chief)

    waiting = words(client.get("/nhiem-vu/cho-xem/"))
    answer = words(client.get(f"/nhiem-vu/de-xuat/{proposal.event.pk}/"))

    assert "0 requests for more time, 1 proposal" in waiting
    assert f'href="/nhiem-vu/{ward.directive.pk}/" lang="vi">{ward.directive.title}' in waiting
    assert re.search("<dt>Lead now</dt><dd[^>]*>Chi bộ thôn Đông</dd>", answer)
