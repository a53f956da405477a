"""Every address of the directives, asked for with what belongs to others, as everyone who has no part in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from kesat.organization.models import Role, User
from kesat.records.models import record, store_file
from resolutions.models import Resolution
from tasks.models import Calendar, Contribution, Directive, DroppedClause, Extension, OfficialLetter, ReportFile
from tests.factories import (
    make_administrator,
    make_body,
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_reader,
    make_resolution,
    make_standing_committee,
    make_user,
    section_of,
)
from tests.task_factories import make_directive, make_head_of, make_report
from tests.test_project import names_in

pytestmark = pytest.mark.django_db

WHO: dict[str, Callable[[], User]] = {
    "reader": make_reader,
    "head of another body": lambda: make_head_of(make_body()),
    "officer": make_officer,
    "clerk": make_clerk,
    "inspector": lambda: make_head_of(make_body(), role=Role.INSPECTOR),
    "committee member not in charge": lambda: make_head_of(make_body(), role=Role.COMMITTEE_MEMBER),
    "administrator": make_administrator,
    "head of the office": make_head_of_office,
    "secretary": lambda: make_standing_committee().secretary,
}

FIELDS = {name: fields for name, fields in names_in(get_resolver().url_patterns) if name.startswith("tasks:")}
REFUSED = {403: "3", 404: "4", 405: "-"}

# For each address what a GET and a POST answer to each of WHO, in that order: 3 it is said that they may not, 4 it is
# not there for them, - no such method, y they may.
ANSWERS = {
    "split split_section": "4- 4- y- 4- 4- 4- 4- y- 3-",
    "split_accept split_sure split_drop split_cut split_mark": "-4 -4 -y -4 -4 -4 -4 -y -3",
    "split_bring_back split_correct split_take_back split_hang": "-4 -4 -y -4 -4 -4 -4 -y -3",
    "assignments assignments_paper": "4- 4- y- 4- 4- 4- 4- y- y-",
    "assign_many": "-4 -4 -y -4 -4 -4 -4 -y -y",
    "assign": "44 44 33 44 44 44 44 yy yy",
    "assign_one": "44 44 yy 44 44 44 44 yy yy",
    "change": "4- 4- 3- 3- 3- 4- 4- y- y-",
    "change_lead change_deadline change_details drop_directive": "-4 -4 -3 -3 -3 -4 -4 -y -y",
    "orphans": "3- 3- 3- 3- 3- 3- 3- y- y-",
    "hand_over": "-3 -3 -3 -3 -3 -3 -3 -y -y",
    "branches": "3- 3- 3- 3- 3- y- 3- 3- 3-",
    "propose": "33 33 33 33 33 44 33 33 33",
    "answer_proposal": "44 44 33 33 33 44 44 yy yy",
    # What is not theirs is not in it.
    "list export_list": "y- y- y- y- y- y- y- y- y-",
    "calendars": "yy yy yy yy yy yy yy yy yy",
    "board projector": "3- 3- y- y- y- 3- 3- y- y-",
    "letters": "33 33 yy yy 33 33 33 yy 33",
    "letter letter_file": "3- 3- y- y- 3- 3- 3- y- 3-",
    "revoke_calendar": "-4 -4 -4 -4 -4 -4 -4 -4 -4",
    "calendar_feed": "4- 4- 4- 4- 4- 4- 4- 4- 4-",
    "link": "44 44 44 44 44 44 44 44 44",
    "mine": "3- y- 3- 3- 3- 3- 3- 3- 3-",
    "acknowledge_all": "-3 -y -3 -3 -3 -3 -3 -3 -3",
    "directive report_file": "4- 4- y- y- y- 4- 4- y- y-",
    "acknowledge": "-4 -4 -4 -4 -4 -4 -4 -4 -4",
    "report": "44 44 44 44 44 44 44 44 44",
    "on_behalf send_back": "44 44 yy 33 33 44 44 yy 33",
    "note": "-4 -4 -3 -3 -y -4 -4 -3 -3",
    "waiting": "3- 3- y- 3- 3- 3- 3- y- y-",
    "accept": "-4 -4 -y -3 -3 -4 -4 -y -3",
    "verify": "-4 -4 -3 -3 -3 -4 -4 -3 -3",
    "answer_extension": "44 44 33 33 33 44 44 yy yy",
    "links": "33 33 yy 33 33 33 33 yy 33",
    "revoke_link": "-3 -3 -y -3 -3 -3 -3 -y -3",
    "answers call_for_results": "44 44 yy 44 44 44 44 yy 33",
    "remind_for_results": "-4 -4 -y -4 -4 -4 -4 -y -3",
    "contribute": "44 44 yy 44 44 44 44 yy 44",
    "contribution_file": "4- 4- y- 4- 4- 4- 4- y- 4-",
}
EXPECTED = {f"tasks:{name}": answers.split() for names, answers in ANSWERS.items() for name in names.split()}


class World:
    """An issued month with a directive of a body, all that was said of it, and a month that is being written."""

    def __init__(self) -> None:
        make_committee()
        now, today, office = timezone.now(), timezone.localdate(), make_officer()
        body = make_body(name="Cơ quan bí mật")
        directive = make_directive(lead=body, due_on=today + timedelta(days=9))
        report = make_report(directive)
        file = store_file("a.pdf", "application/pdf", b"%PDF-1.7", by=office, at=now)
        ReportFile.objects.create(report=report, file=file)
        extension = Extension.objects.create(
            directive=directive, body=body, reason="x", old_due_on=today, wanted_on=today + timedelta(days=9), at=now
        )
        wish = {"reason": "x", "wish": "x", "body": "", "lead": None, "due_on": None, "presser": None}
        proposal = record("propose_change", directive, by=make_user(), **wish)
        link = directive.links.create(
            token_hash="x", body=body, person="x", made_at=now, made_by=office, expires_at=now + timedelta(days=9)
        )
        month = make_resolution(month=12)
        Resolution.objects.filter(pk=month.pk).update(results_due_on=today)
        paper = Contribution.objects.create(
            resolution=month,
            body=body,
            due_on=today,
            asked_at=now,
            asked_by=office,
            sent_at=now,
            sent_by=office,
            file=file,
        )
        section = section_of(month, "directions")
        words = section.paragraphs.get()
        proposed = make_directive(resolution=month, lead=body, is_given=False)
        Directive.objects.filter(pk=proposed.pk).update(paragraph=words, quote="Tiếp tục")
        dropped = DroppedClause.objects.create(paragraph=words, quote="chỉ đạo", by=office, at=now)
        letter = OfficialLetter.objects.create(
            on=today,
            reply_by=today,
            content={"month": "", "to": ["x"], "rows": [], "post": "x", "name": "x"},
            made_at=now,
            by=office,
        )
        calendar = Calendar.objects.create(user=make_user(), token_hash="y", made_at=now)
        closed = make_body(ends_on=today - timedelta(days=1))
        self.keys: dict[str, dict[str, Any]] = {
            "": {"pk": directive.pk, "body": body.pk, "period": (2026, 12), "token": "z" * 32, "kind": "docx"},
            "accept send_back verify": {"pk": report.pk},
            "report_file": {"pk": report.pk, "file": file.pk},
            "answer_extension": {"pk": extension.pk},
            "answer_proposal": {"pk": proposal.pk},
            "revoke_link": {"pk": link.pk},
            "contribute contribution_file": {"pk": paper.pk},
            "letter letter_file": {"pk": letter.pk},
            "revoke_calendar": {"pk": calendar.pk},
            "hand_over": {"pk": closed.pk},
            "split_": {"pk": section.pk, "directive": proposed.pk, "clause": dropped.pk},
            "assign_one": {"pk": proposed.pk},
        }

    def address(self, name: str) -> str:
        short = name.removeprefix("tasks:")
        of_split = self.keys["split_"] if short.startswith("split_") else {}
        own = next((keys for names, keys in self.keys.items() if short in names.split()), of_split)
        found = self.keys[""] | own
        return reverse(name, kwargs={field: found[field] for field in FIELDS[name]})


def answers(client: Client, world: World) -> dict[str, str]:
    """Return the mark of a GET and of a POST of every address; nothing of it is kept."""
    found = {}
    for name in FIELDS:
        address = world.address(name)
        with transaction.atomic():
            statuses = [client.get(address).status_code, client.post(address, {"version": "0"}).status_code]
            transaction.set_rollback(True)
        found[name] = "".join(REFUSED.get(status, "y") for status in statuses)
    return found


@pytest.mark.parametrize(("place", "who"), list(enumerate(WHO)))
def test_bad_input_30_31_32_33_what_is_anothers_is_refused_at_every_address(place: int, who: str) -> None:
    world, client = World(), Client()
    client.force_login(WHO[who]())

    found = answers(client, world)

    assert found == {name: marks[place] for name, marks in EXPECTED.items()}


def test_a_stranger_is_asked_to_sign_in_whatever_they_send() -> None:
    world, open_ones = World(), {"tasks:link", "tasks:calendar_feed"}

    sent = {name: Client().post(world.address(name)).status_code for name in FIELDS if name not in open_ones}

    assert set(sent.values()) == {401}


def test_every_address_has_its_answers() -> None:
    assert set(EXPECTED) == set(FIELDS)
