"""`manage.py setup_committee`: ask for what a new committee begins with, and store it."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from getpass import getpass
from typing import Any, Final, TypeVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from kesat.forms import unsafe_message
from kesat.organization.founding import BODIES, POSTS, FirstPeople, Person, found
from kesat.organization.models import Committee, Term, User
from kesat.vietnamese import UnsafeText, clean_line, fold

PASSWORD_VARIABLE: Final = "KESAT_ADMIN_PASSWORD"  # noqa: S105 the name of a variable
_COMMUNE: Final = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu)\s+(.+)", re.IGNORECASE)
_T = TypeVar("_T")


class Command(BaseCommand):
    help = "Ask for the committee, its term and its first people, and store them with the bodies and posts all need."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", help="the committee's name, as in a sentence")
        parser.add_argument("--upper-body", help="the body above, as printed")
        parser.add_argument("--issuing-body", help="the issuing body, as printed")
        parser.add_argument("--place", help="the commune's name alone")
        parser.add_argument("--telephone", help="telephone of the office")
        parser.add_argument("--term", help="name of the term")
        parser.add_argument("--term-from", help="its first day, dd/mm/yyyy")
        for who in ("--administrator", "--secretary"):
            parser.add_argument(who, nargs=2, metavar=("USERNAME", "FULL_NAME"))
        parser.add_argument("--member", nargs=2, metavar=("USERNAME", "FULL_NAME"), action="append", dest="members")

    def handle(self, *args: Any, **options: Any) -> None:
        self.taken: set[str] = set()
        try:
            if Committee.objects.exists():
                raise CommandError(_("This database serves a committee already. Nothing was changed."), returncode=1)
            committee, term, people = self._committee(options), self._term(options), self._people(options)
            found(committee, term, people)
        except (KeyboardInterrupt, EOFError) as stopped:
            raise CommandError(_("Stopped. Nothing was stored."), returncode=1) from stopped
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        except (OperationalError, ProgrammingError) as error:
            message = _("The database cannot be used (%(error)s). Run manage.py migrate.")
            raise CommandError(message % {"error": str(error).partition("\n")[0]}, returncode=1) from error
        self.stdout.write(
            _("%(name)s is set up: %(bodies)s bodies, %(posts)s posts, %(people)s people.")
            % {"name": committee.name, "bodies": len(BODIES), "posts": len(POSTS), "people": 2 + len(people.members)}
        )

    def _committee(self, options: dict[str, Any]) -> Committee:
        committee = Committee()

        def fill(field: str, option: str, proposed: str | None = None) -> None:
            given = options[option.replace("-", "_")]
            answer = self._ask(_label(Committee, field), f"--{option}", given, _rule(Committee, field), proposed)
            setattr(committee, field, answer)

        fill("name", "name")
        fill("upper_body", "upper-body")
        fill("issuing_body", "issuing-body", committee.name.upper())
        commune = _COMMUNE.search(committee.name)
        fill("place", "place", commune[1] if commune else None)
        fill("office_telephone", "telephone", "")
        return committee

    def _term(self, options: dict[str, Any]) -> Term:
        return Term(
            name=self._ask(_("name of the term"), "--term", options["term"], _rule(Term, "name")),
            begins_on=self._ask(_("first day of the term (dd/mm/yyyy)"), "--term-from", options["term_from"], _day),
        )

    def _people(self, options: dict[str, Any]) -> FirstPeople:
        administrator = self._person(_("full name of the administrator"), "--administrator", options["administrator"])
        return FirstPeople(
            administrator=administrator,
            password=self._password(administrator),
            secretary=self._person(_("full name of the Secretary"), "--secretary", options["secretary"]),
            members=self._members(options["members"]),
        )

    def _members(self, given: list[list[str]] | None) -> list[Person]:
        if given is not None:
            return [self._person("", "--member", pair) for pair in given]
        members: list[Person] = []
        label = _("full name of another member of the Standing Committee (empty: no more)")
        while full_name := self._ask(label, "--member", None, _name_or_nothing, ""):
            members.append(self._named(full_name, "--member"))
        return members

    def _person(self, label: str, option: str, given: list[str] | None) -> Person:
        full_name = self._ask(label, option, given[1] if given else None, _rule(User, "full_name"))
        return self._named(full_name, option, given[0] if given else None)

    def _named(self, full_name: str, option: str, username: str | None = None) -> Person:
        label = _("username of %(name)s") % {"name": full_name}
        proposed = fold(full_name).replace(" ", "")
        return Person(self._ask(label, option, username, self._new_username, proposed), full_name)

    def _new_username(self, said: str) -> str:
        username = _rule(User, "username")(said)
        if username in self.taken:
            raise ValidationError(_("This username is taken."))
        self.taken.add(username)
        return username

    def _password(self, person: Person) -> str:
        """Return the administrator's password; typed twice unless the environment holds it."""
        user = User(username=person.username, full_name=person.full_name)

        def check(password: str) -> str:
            validate_password(password, user)
            return password

        def check_twice(password: str) -> str:
            check(password)
            if self._read(_("the same password again"), is_secret=True) != password:
                raise ValidationError(_("The two passwords differ."))
            return password

        if given := os.environ.get(PASSWORD_VARIABLE):
            return self._ask("", PASSWORD_VARIABLE, given, check)
        return self._ask(_("password of the administrator"), PASSWORD_VARIABLE, None, check_twice, is_secret=True)

    def _ask(
        self,
        label: str,
        option: str,
        given: str | None,
        check: Callable[[str], _T],
        proposed: str | None = None,
        *,
        is_secret: bool = False,
    ) -> _T:
        """Return the checked answer: the one given, or one typed. Who types may correct a mistake."""
        while True:
            is_typed = given is None
            try:
                asked = f"{label} [{proposed}]" if proposed else label
                said = self._read(asked, is_secret=is_secret) if given is None else given
            except EOFError as end:
                self.stderr.write("")
                if proposed is None:
                    message = _("Nobody is there to answer: give %(option)s.") % {"option": option}
                    raise CommandError(message, returncode=2) from end
                is_typed, said = False, proposed
            try:
                return check(said or proposed or "")
            except ValidationError as error:
                if not is_typed:
                    raise CommandError(f"{option}: {' '.join(error.messages)}", returncode=2) from error
                self.stderr.write(" ".join(error.messages))

    def _read(self, label: str, *, is_secret: bool) -> str:
        # input() would put the question on stdout, which is for the result.
        self.stderr.write(f"{label}: ", self.style.NOTICE, ending="")
        return getpass("") if is_secret else input()


def _label(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))  # noqa: SLF001 Django's own, documented name


def _rule(model: type[models.Model], name: str) -> Callable[[str], str]:
    """Return a check by the model's own rules for one field."""
    others = {field.name for field in model._meta.get_fields() if field.name != name}  # noqa: SLF001 as above

    def check(said: str) -> str:
        row = model(**{name: _line(said)})
        try:
            row.full_clean(exclude=others, validate_constraints=False)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return str(getattr(row, name))

    return check


def _line(said: str) -> str:
    try:
        return clean_line(said)
    except UnsafeText as unsafe:
        raise ValidationError(unsafe_message(unsafe)) from unsafe


def _name_or_nothing(said: str) -> str:
    return _rule(User, "full_name")(said) if said.strip() else ""


def _day(said: str) -> date:
    try:
        return datetime.strptime(said.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 a day has no zone
    except ValueError as error:
        raise ValidationError(_("“%(value)s” is not a day. Write it as dd/mm/yyyy."), params={"value": said}) from error
