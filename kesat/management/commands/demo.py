"""Fill an empty database with a sample commune and its months."""

import os
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kesat.organization.models import Body, Committee, Position, Post, Term, User
from kesat.vietnamese import fold
from resolutions import addressing, facts, storing
from resolutions.addressing import Names
from resolutions.demo import organization as sample
from resolutions.demo.calendar import CALENDAR
from resolutions.demo.months import DRAFT_PROGRESS, manuscripts
from resolutions.demo.trial_keys import trial_keys
from resolutions.demo.way import take_to_issue
from resolutions.models import Resolution, Section, Status
from tasks.demo import making

# Known to everyone, and only for what this command makes: `make run` serves it on this machine alone.
PASSWORD = "bong-lua-chin-vang"  # noqa: S105


class Command(BaseCommand):
    help = "Make the sample commune; running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        issued = sum(entry.number is not None for entry in CALENDAR)
        parser.add_argument(
            "--signed",
            type=int,
            choices=range(issued + 1),
            default=issued,
            metavar="N",
            help=f"only the latest N of the {issued} issued months go all the way to two signatures (half a second of "
            "CPU each); those before are brought in from the archive",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        usernames = {username for username, _role in sample.DEMO_ACCOUNTS}
        if not Committee.objects.exists():
            self.stderr.write(gettext("Making the sample; its months are signed, which takes some ten seconds."), str)
            with transaction.atomic():
                self._make(options["signed"])
        elif User.objects.filter(username__in=usernames).count() < len(usernames):
            raise CommandError(gettext("This database serves a real committee; the sample is not put into it."))
        port = os.environ.get("PORT", "8000")
        self.stdout.write(f"http://127.0.0.1:{port}/")
        for username, role in sample.DEMO_ACCOUNTS:
            self.stdout.write(f"  {username:<12} {PASSWORD}   {gettext(role)}")
        self.stdout.write(gettext("Trial certificates to sign with, worth nothing, under the same password:"))
        self.stdout.write(f"  {trial_keys(PASSWORD).folder}")

    def _make(self, signed: int) -> None:
        names = {name: getattr(sample.COMMITTEE, name) for name in COMMITTEE_FIELDS}
        Committee.objects.create(pk=1, signs_here=True, **names)
        Term.objects.create(name=sample.TERM.name, begins_on=sample.TERM.begins_on)
        self._make_bodies()
        self._make_people()
        office, keys = User.objects.get(username="thuha"), trial_keys(PASSWORD)
        months = manuscripts()
        archived = sum(manuscript.number is not None for manuscript in months) - signed
        for place, manuscript in enumerate(months):
            issued_on = manuscript.issued_on
            at = datetime.combine(issued_on, time(1), tzinfo=UTC) if issued_on else timezone.now()
            if issued_on and place >= archived:
                draft = replace(manuscript, number=None, issued_on=None)
                month = storing.store(draft, by=office, at=at - timedelta(days=7))
                take_to_issue(month, manuscript, keys)
            else:
                storing.store(manuscript, by=office, at=at, archive=issued_on is not None)
        self._say_how_far_the_draft_is(office)
        self._say_whom_the_recipients_are(office)
        making.make_directives()

    def _say_whom_the_recipients_are(self, office: User) -> None:
        names = Names(timezone.localdate())
        for month in Resolution.objects.prefetch_related("recipients"):
            meant = {line.pk: names.proposed(line.text) for line in month.recipients.all()}
            addressing.address(month, meant, by=office, at=timezone.now())

    def _say_how_far_the_draft_is(self, office: User) -> None:
        draft = Resolution.objects.get(status=Status.DRAFTING)
        for (kind, number), progress in DRAFT_PROGRESS.items():
            section = Section.objects.filter(part__resolution=draft, part__kind=kind)[number - 1]
            facts.save_progress(section, replace(progress, writer=office), by=office)

    def _make_bodies(self) -> None:
        rows = {
            body.code: Body(
                code=body.code,
                name=body.name,
                folded_name=fold(body.name),
                short_names="; ".join(body.short_names),
                kind=body.kind,
                position=body.order or place,
                group_rule=body.rule or ("listed" if body.members else ""),
            )
            for place, body in enumerate(sample.BODIES, 1)
        }
        Body.objects.bulk_create(rows.values())
        for body in sample.BODIES:
            if body.parent:
                Body.objects.filter(code=body.code).update(parent=rows[body.parent])
            rows[body.code].members.set(rows[code] for code in body.members)

    def _make_people(self) -> None:
        posts = {
            post.code: Post.objects.create(
                code=post.code,
                title=post.title,
                role=post.role,
                signature_title=post.signature_title,
                position=post.order or place,
            )
            for place, post in enumerate(sample.POSTS, 1)
        }
        bodies = {body.code: body for body in Body.objects.all()}
        # One hash for all: Argon2 takes half a second, and the password is the same.
        password, no_password = make_password(PASSWORD), make_password(None)
        accounts = {username for username, _role in sample.DEMO_ACCOUNTS}
        for person in sample.PEOPLE:
            user = User.objects.create(
                username=person.username,
                full_name=person.full_name,
                is_staff=person.is_administrator,
                password=password if person.username in accounts else no_password,
            )
            Position.objects.bulk_create(
                Position(
                    user=user,
                    body=bodies[held.body],
                    post=posts[held.post],
                    begins_on=held.begins_on,
                    ends_on=held.ends_on,
                )
                for held in person.positions
            )


COMMITTEE_FIELDS = ("name", "upper_body", "issuing_body", "issuer", "place", "symbol", "office_telephone")
