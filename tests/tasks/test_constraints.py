"""What can never be true of a directive is refused by the database itself, whoever goes round the forms."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from kesat.organization.models import Body, User
from resolutions.models import Resolution
from tasks.models import (
    Answer,
    Assignment,
    Calendar,
    Contribution,
    Directive,
    Extension,
    Letter,
    OfficialLetter,
    Piece,
    ProgressReport,
    Reminder,
    ReportLink,
    Sentence,
    Share,
)
from tests.factories import NOW, make_body, make_resolution, make_user
from tests.task_factories import make_directive, make_report

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
OP = UUID("12345678-1234-5678-1234-567812345678")


class World:
    """A directive that is given, with its lead, somebody who presses, a month after it."""

    def __init__(self) -> None:
        self.user: User = make_user()
        self.body: Body = make_body()
        self.other: Body = make_body()
        self.directive: Directive = make_directive(lead=self.body, presser=self.user)
        self.next: Resolution = make_resolution(month=12)

    @property
    def row(self) -> "models.QuerySet[Directive]":
        return Directive.objects.filter(pk=self.directive.pk)

    def part(self, part: str, body: Body | None = None, user: User | None = None) -> Assignment:
        return Assignment(directive=self.directive, part=part, body=body, user=user, named="x")

    def report(self, **fields: Any) -> "models.QuerySet[ProgressReport]":
        return ProgressReport.objects.filter(pk=make_report(self.directive, **fields).pk)

    def extension(self, **fields: Any) -> Extension:
        days = {"old_due_on": TODAY, "wanted_on": TODAY + timedelta(days=3)}
        said = {"directive": self.directive, "body": self.body, "reason": "x", "reporter": "x", "at": NOW}
        return Extension(**said | days | fields)

    def contribution(self) -> Contribution:
        values = {"due_on": TODAY, "asked_at": NOW, "asked_by": self.user}
        return Contribution(resolution=self.next, body=self.body, **values)

    def answer(self, **fields: Any) -> Answer:
        values = {"kind": "partly", "as_of": TODAY, "at": NOW, "by": self.user}
        return Answer(directive=self.directive, resolution=self.next, **values | fields)

    def piece(self, **fields: Any) -> Piece:
        row = Contribution.objects.bulk_create([self.contribution()])[0]
        return Piece(contribution=row, text="x", **{"field": "front"} | fields)

    def sentence(self, **fields: Any) -> Sentence:
        return Sentence(paragraph=self.directive.paragraph, quote="x", at=NOW, by=self.user, **fields)

    def link(self) -> ReportLink:
        values = {"token_hash": "x", "made_at": NOW, "made_by": self.user, "expires_at": NOW}
        return ReportLink(directive=self.directive, body=self.body, person="x", **values)

    def letter(self, **fields: Any) -> Letter:
        return Letter(**{"user": self.user, "on": TODAY, "message_id": "x", "made_at": NOW} | fields)

    def reminder(self, **fields: Any) -> Reminder:
        letter = Letter.objects.first() or Letter.objects.bulk_create([self.letter()])[0]
        values = {"user": self.user, "directive": self.directive, "step": "one_day", "about_on": TODAY}
        return Reminder(letter=letter, **values | fields)

    def official(self, **fields: Any) -> OfficialLetter:
        return OfficialLetter(content={}, made_at=NOW, by=self.user, **{"on": TODAY, "reply_by": TODAY} | fields)


def put(*rows: models.Model) -> None:
    type(rows[0])._default_manager.bulk_create(rows)


Break = Callable[[World], Any]
BREAKS: list[tuple[str, Break]] = [
    ("directive_kind_is_known", lambda w: w.row.update(kind="x")),
    ("directive_kind_is_known", lambda w: w.row.update(priority="x")),
    ("directive_kind_is_known", lambda w: w.row.update(field="x")),
    ("a_directive_ends_with_an_outcome_and_a_day", lambda w: w.row.update(outcome="done")),
    ("a_directive_ends_with_an_outcome_and_a_day", lambda w: w.row.update(ended_on=TODAY)),
    ("a_directive_ends_with_an_outcome_and_a_day", lambda w: w.row.update(outcome="lost", ended_on=TODAY)),
    ("a_dropped_directive_says_why", lambda w: w.row.update(outcome="dropped", ended_on=TODAY)),
    (
        "who_assigned_and_when_stand_together",
        lambda w: w.row.update(given_on=None, assigned_at=None, assigned_by=w.user),
    ),
    ("only_what_is_assigned_is_given", lambda w: w.row.update(assigned_at=None, assigned_by=None)),
    ("directive_does_not_continue_itself", lambda w: w.row.update(continues=w.directive)),
    ("continues", lambda w: [make_directive(continues=w.directive) for _time in range(2)]),
    ("one_lead_a_directive", lambda w: put(w.part("lead", w.other))),
    ("one_person_presses_a_directive", lambda w: put(w.part("pressing", user=make_user()))),
    ("a_body_has_a_part_once", lambda w: put(*[w.part("coordinating", w.other) for _time in range(2)])),
    ("a_person_presses_and_bodies_do_the_rest", lambda w: put(w.part("coordinating", user=w.user))),
    ("a_person_presses_and_bodies_do_the_rest", lambda w: put(w.part("supervising"))),
    ("a_person_presses_and_bodies_do_the_rest", lambda w: put(w.part("watching", w.other))),
    (
        "a_person_presses_and_bodies_do_the_rest",
        lambda w: Assignment.objects.filter(part="pressing").update(body=w.other),
    ),
    ("one_share_a_body", lambda w: put(Share(directive=w.directive, body=w.body))),
    ("report_progress_is_known", lambda w: w.report().update(progress="x")),
    ("only_what_is_done_has_a_day", lambda w: w.report().update(done_on=TODAY)),
    ("only_what_is_done_has_a_day", lambda w: w.report(progress="done").update(done_on=None)),
    ("a_judged_report_says_who_and_when", lambda w: w.report().update(judgement="accepted")),
    ("a_judged_report_says_who_and_when", lambda w: w.report().update(judged_by=w.user, judged_at=NOW)),
    ("a_judged_report_says_who_and_when", lambda w: w.report(accepted_by=w.user).update(judged_by=None)),
    ("a_returned_report_and_only_one_says_why", lambda w: w.report(accepted_by=w.user).update(judgement="returned")),
    ("a_returned_report_and_only_one_says_why", lambda w: w.report().update(return_reason="x")),
    ("a_form_brings_one_report", lambda w: [w.report(op_id=OP) for _time in range(2)]),
    ("one_extension_is_asked_at_a_time", lambda w: put(w.extension(), w.extension())),
    ("an_extension_is_later_than_the_deadline", lambda w: put(w.extension(wanted_on=TODAY))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.extension(answer="granted"))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.extension(granted_on=TODAY))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.extension(answer="x"))),
    (
        "a_form_brings_one_request",
        lambda w: put(*[w.extension(answer="refused", op_id=OP) for _time in range(2)]),
    ),
    ("token_hash", lambda w: put(w.link(), w.link())),
    ("token_hash", lambda w: put(*[Calendar(user=w.user, token_hash="x", made_at=NOW) for _time in range(2)])),
    ("one_contribution_a_body_and_month", lambda w: put(w.contribution(), w.contribution())),
    (
        "who_sent_a_contribution_and_when_stand_together",
        lambda w: [w.piece(), Contribution.objects.update(sent_at=NOW)],
    ),
    ("piece_field_is_known", lambda w: put(w.piece(field="x"))),
    ("one_answer_a_directive_and_month", lambda w: put(w.answer(), w.answer())),
    ("answer_kind_is_known", lambda w: put(w.answer(kind="x"))),
    ("what_is_done_is_not_carried_over", lambda w: put(w.answer(kind="done", is_carried_over=True))),
    ("a_sentence_comes_from_a_directive_or_a_contribution", lambda w: put(w.sentence())),
    (
        "a_sentence_comes_from_a_directive_or_a_contribution",
        lambda w: put(w.sentence(directive=w.directive, piece=Piece.objects.bulk_create([w.piece()])[0])),
    ),
    ("one_letter_a_person_and_day", lambda w: put(w.letter(), w.letter(message_id="y"))),
    ("message_id", lambda w: put(w.letter(), w.letter(on=date(2026, 1, 1)))),
    ("a_person_is_reminded_once_a_step", lambda w: put(w.reminder(), w.reminder())),
    ("step_is_known", lambda w: put(w.reminder(step="x"))),
    (
        "a_reminder_letter_asks_for_an_answer_later_on",
        lambda w: put(w.official(reply_by=TODAY - timedelta(days=1))),
    ),
]


@pytest.mark.parametrize(
    ("name", "break_it"), BREAKS, ids=[f"{place}-{name}" for place, (name, _) in enumerate(BREAKS)]
)
def test_the_database_refuses_what_can_never_be_true(name: str, break_it: Break) -> None:
    world = World()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        break_it(world)

    # Of what has to be alone SQLite names the columns, PostgreSQL the constraint.
    is_unique = "unique" in str(refused.value).casefold()
    assert name in str(refused.value) or (is_unique and connection.vendor == "sqlite")


def test_every_constraint_of_the_directives_is_tried() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("tasks.")]

    named = {constraint.name for model in ours for constraint in model._meta.constraints}
    alone = {
        field.name for model in ours for field in model._meta.local_fields if field.unique and not field.primary_key
    }
    assert named | alone == {name for name, _break in BREAKS}
