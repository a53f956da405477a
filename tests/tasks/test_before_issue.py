"""What stops a month between its decision and its issue: words that were amended away, deadlines before its day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kesat.organization.models import Body, User
from resolutions import deciding, issuing, numbering, workflow
from resolutions.drafting import Refused
from resolutions.policy import Action
from tasks import assigning, splitting
from tasks.models import Directive
from tests.conftest import english_client
from tests.factories import make_body, make_clerk
from tests.resolutions.decisions import amend, amending, approved, signed
from tests.task_factories import make_directive, who_assigns

pytestmark = pytest.mark.django_db

PAGE = "/nghi-quyet/2026-12/thong-qua/"
SPLIT = "/nghi-quyet/2026-12/nhiem-vu/"
EARLY = "/nghi-quyet/2026-12/nhiem-vu/phan-cong/?xem=som"


def words(user: User, address: str = PAGE) -> str:
    return str(english_client(user).get(address).content.decode())


def lost_in(month: Any) -> Directive:
    gone: dict[str, Any] = {"quote": "Câu này đã bỏ khỏi nghị quyết.", "due_on": None}
    return make_directive(resolution=month, is_given=False, title="Thu phí chợ", **gone)


def early_in(month: Any) -> Directive:
    due_on = timezone.localdate() - timedelta(days=1)
    return make_directive(resolution=month, is_given=False, due_on=due_on, title="Nộp báo cáo quý")


def test_a_directive_whose_words_were_amended_away_stops_the_amended_text() -> None:
    review = amending()
    amend(review)
    directive = lost_in(review.month)

    for verb in (deciding.certify, deciding.confirm_text):
        by = review.head if verb == deciding.certify else review.secretary
        with pytest.raises(Refused, match="Thu phí chợ"):
            verb(review.month, by=by, at=timezone.now())

    office, secretary = words(review.head), words(review.secretary)
    assert ("1. Thu phí chợ" in office, f'href="{SPLIT}"' in office, "chung-nhan/" in office) == (True, True, False)
    assert ("1. Thu phí chợ" in secretary, f'href="{SPLIT}"' in secretary) == (True, False)
    Directive.objects.filter(pk=directive.pk).update(quote=directive.paragraph.text)
    assert "chung-nhan/" in words(review.head)
    deciding.certify(review.month, by=review.head, at=timezone.now())


def assigned(*directives: Directive) -> None:
    keys = [row.pk for row in directives]
    Directive.objects.filter(pk__in=keys).update(assigned_at=timezone.now(), assigned_by=who_assigns())


@pytest.mark.parametrize("make", [lost_in, early_in])
def test_neither_the_copy_to_be_signed_nor_the_issue_passes_them_by(make: Callable[[Any], Directive]) -> None:
    review, clerk = approved(), make_clerk()
    numbering.give(review.month, dated_on=timezone.localdate(), by=clerk, at=timezone.now())
    directive = make(review.month)

    with pytest.raises(Refused, match=directive.title):
        issuing.prepare(review.month, by=clerk, at=timezone.now(), on=timezone.localdate())
    assert "The copy to be signed cannot be made yet." in words(clerk)
    month = signed(review)
    with pytest.raises(Refused, match=directive.title):
        issuing.issue(month, by=clerk, at=timezone.now())

    page = words(clerk)
    assert ("It cannot be issued yet." in page, directive.title in page, "phat-hanh/" in page) == (True, True, False)


def test_bad_input_45_a_deadline_before_the_day_that_was_given_later_is_shown_and_put_right() -> None:
    review, clerk = approved(), make_clerk()
    directive = early_in(review.month)
    assigned(make_directive(resolution=review.month, is_given=False, due_on=None), directive)
    numbering.give(review.month, dated_on=timezone.localdate(), by=clerk, at=timezone.now())
    month = signed(review)

    (obstacle,) = workflow.in_the_way(Action.ISSUE, month)
    assert (obstacle.url, "1. Nộp báo cáo quý" in obstacle.text) == (EARLY, True)
    page = words(review.head, EARLY)
    assert page.count('name="tick"') == 1
    assert "before the day of the resolution" in page
    wanted = timezone.localdate() + timedelta(days=3)
    seen = {directive.pk: directive.version}
    assigning.set_many(month, seen, {"due_on": wanted}, by=review.head, at=timezone.now())

    assert workflow.in_the_way(Action.ISSUE, month) == []


def test_a_deadline_on_the_day_of_the_resolution_and_what_has_ended_stop_nothing() -> None:
    month = approved().month
    day = splitting.first_day(month)
    make_directive(resolution=month, is_given=False, due_on=day)
    ended = early_in(month)
    Directive.objects.filter(pk=ended.pk).update(outcome="dropped", outcome_reason="x", ended_on=day)

    assert list(splitting.early_deadlines(month)) == []


def test_of_many_the_first_five_are_named() -> None:
    month = approved().month
    for _number in range(7):
        early_in(month)

    (obstacle,) = splitting.early_deadlines(month)

    assert obstacle.text.count("Nộp báo cáo quý") == 5
    assert "5. Nộp báo cáo quý; …" in obstacle.text


def test_what_nobody_was_charged_with_stops_the_issue_and_is_named_to_the_head() -> None:
    review, clerk = approved(), make_clerk()
    numbering.give(review.month, dated_on=timezone.localdate(), by=clerk, at=timezone.now())
    left = make_directive(resolution=review.month, is_given=False, due_on=None, title="Thu phí chợ")
    group = make_body(name="Các tổ dân vận", kind=Body.Kind.GROUP, group_rule="listed")
    empty = make_directive(resolution=review.month, is_given=False, due_on=None, title="Ra quân", lead=group)
    assigned(empty)
    month = signed(review)

    found = workflow.in_the_way(Action.ISSUE, month)
    assert [("Thu phí chợ" in each.text, "Ra quân" in each.text) for each in found] == [(True, False), (False, True)]
    with pytest.raises(Refused, match="Thu phí chợ"):
        issuing.issue(month, by=clerk, at=timezone.now())
    home = words(review.head, "/")
    assert "Assign 1 directive" in home
    assert f'href="{SPLIT}"' in home

    assigned(left)
    group.members.add(make_body(name="Chi bộ thôn Đông"))
    assert workflow.in_the_way(Action.ISSUE, month) == []
    assert "Assign 1 directive" not in words(review.head, "/")


def test_what_an_issued_month_left_to_nobody_is_named_to_the_head() -> None:
    review = approved()
    make_directive(is_given=False)

    assert "Assign 1 directive" in words(review.head, "/")
