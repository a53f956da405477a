"""What can never be true of a directive is refused by the database itself, whoever goes round the forms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from kesat.organization.models import Body, User
from kesat.records.models import record
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
OURS = [model for model in apps.get_models() if model.__module__.startswith("tasks.")]
# The constraints that came when rows were there already.
NEW = (
    "who_assigned_and_when_stand_together",
    "who_acknowledged_a_share_did_so_at_a_moment",
    "who_verified_a_report_and_when_stand_together",
    "an_answered_extension_says_who_and_when",
    "how_often_a_body_was_reminded_and_when_stand_together",
)


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

    def refused(self, **fields: Any) -> Extension:
        return self.extension(**{"answer": "refused", "answered_at": NOW, "answered_by": self.user} | fields)

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
    ("who_assigned_and_when_stand_together", lambda w: w.row.update(assigned_by=None)),
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
    ("who_acknowledged_a_share_did_so_at_a_moment", lambda w: Share.objects.update(acknowledged_by=w.user)),
    ("report_progress_is_known", lambda w: w.report().update(progress="x")),
    ("only_what_is_done_has_a_day", lambda w: w.report().update(done_on=TODAY)),
    ("only_what_is_done_has_a_day", lambda w: w.report(progress="done").update(done_on=None)),
    ("a_judged_report_says_who_and_when", lambda w: w.report().update(judgement="accepted")),
    ("a_judged_report_says_who_and_when", lambda w: w.report().update(judged_by=w.user, judged_at=NOW)),
    ("a_judged_report_says_who_and_when", lambda w: w.report(accepted_by=w.user).update(judged_by=None)),
    ("a_returned_report_and_only_one_says_why", lambda w: w.report(accepted_by=w.user).update(judgement="returned")),
    ("a_returned_report_and_only_one_says_why", lambda w: w.report().update(return_reason="x")),
    ("who_verified_a_report_and_when_stand_together", lambda w: w.report().update(verified_by=w.user)),
    ("who_verified_a_report_and_when_stand_together", lambda w: w.report().update(verified_at=NOW)),
    ("a_form_brings_one_report", lambda w: [w.report(op_id=OP) for _time in range(2)]),
    ("one_extension_is_asked_at_a_time", lambda w: put(w.extension(), w.extension())),
    ("an_extension_is_later_than_the_deadline", lambda w: put(w.extension(wanted_on=TODAY))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.refused(answer="granted"))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.extension(granted_on=TODAY))),
    ("a_granted_extension_and_only_one_has_its_day", lambda w: put(w.refused(answer="x"))),
    ("an_answered_extension_says_who_and_when", lambda w: put(w.extension(answered_at=NOW, answered_by=w.user))),
    ("an_answered_extension_says_who_and_when", lambda w: put(w.refused(answered_at=None))),
    ("an_answered_extension_says_who_and_when", lambda w: put(w.refused(answered_by=None))),
    ("a_form_brings_one_request", lambda w: put(*[w.refused(op_id=OP) for _time in range(2)])),
    ("token_hash", lambda w: put(w.link(), w.link())),
    ("token_hash", lambda w: put(*[Calendar(user=w.user, token_hash="x", made_at=NOW) for _time in range(2)])),
    ("one_contribution_a_body_and_month", lambda w: put(w.contribution(), w.contribution())),
    (
        "who_sent_a_contribution_and_when_stand_together",
        lambda w: [w.piece(), Contribution.objects.update(sent_at=NOW)],
    ),
    (
        "how_often_a_body_was_reminded_and_when_stand_together",
        lambda w: [w.piece(), Contribution.objects.update(reminded_at=NOW)],
    ),
    (
        "how_often_a_body_was_reminded_and_when_stand_together",
        lambda w: [w.piece(), Contribution.objects.update(times_reminded=1)],
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
    named = {constraint.name for model in OURS for constraint in model._meta.constraints}
    alone = {
        field.name for model in OURS for field in model._meta.local_fields if field.unique and not field.primary_key
    }
    assert named | alone == {name for name, _break in BREAKS}


# The rows of before, which a migration mends from the record


@contextmanager
def unchecked(*names: str) -> Iterator[None]:
    """Let rows be written that the constraints of today refuse."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while foreign keys wait
        for model in OURS:
            for constraint in model._meta.constraints:
                if connection.vendor == "postgresql" and constraint.name in names:
                    cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{constraint.name}"')
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_rows_that_say_who_or_when_alone_are_mended_from_the_record() -> None:
    world, head = World(), make_user()
    report, other = world.report(), world.report()
    record("assign_directives", world.directive.resolution, by=head, directives=[world.directive.pk])
    record("verify_report", world.directive, by=head, report=report.get().pk)
    put(world.refused(reason="known"), world.refused(reason="unknown"), world.extension())
    known, unknown, asked = (Extension.objects.get(reason=reason) for reason in ("known", "unknown", "x"))
    told = record("refuse_more_time", world.directive, by=head, extension=known.pk)
    acknowledged = record("acknowledge_directive", world.directive, by=world.user)
    put(world.contribution())

    with unchecked(*NEW):
        world.row.update(assigned_by=None)
        Extension.objects.filter(pk__in=[known.pk, unknown.pk]).update(answered_at=None, answered_by=None)
        Extension.objects.filter(pk=asked.pk).update(answered_at=NOW, answered_by=head)
        report.update(verified_at=NOW)
        other.update(verified_at=NOW)
        Share.objects.update(acknowledged_by=world.user)
        Contribution.objects.update(times_reminded=2)
        import_module("tasks.migrations.0002_who_and_when").mend_rows(apps)

    assert Directive.objects.get(pk=world.directive.pk).assigned_by == head
    answered = Extension.objects.order_by("pk").values_list("answered_at", "answered_by")
    assert list(answered) == [(told.at, head.pk), (NOW, head.pk), (None, None)]
    verified = ProgressReport.objects.order_by("pk").values_list("verified_at", "verified_by")
    assert list(verified) == [(NOW, head.pk), (None, None)]
    assert Share.objects.get().acknowledged_at == acknowledged.at
    assert Contribution.objects.values_list("reminded_at", "times_reminded").get() == (NOW, 2)
