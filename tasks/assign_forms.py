"""What is typed for a directive: the six clears, the same for many at once, a change with its reason."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import DayField, Form, TextField
from kesat.organization.models import Body, Position, Role, User
from resolutions.models import Resolution
from resolutions.models.text import STANDING_COMMITTEE, WRITERS
from tasks.changing import Beside
from tasks.deadlines import last_working_day
from tasks.models import Directive, Kind, PartIn, Priority
from tasks.splitting import MAX_TITLE_LENGTH, Clause, Order, deadline_refusal

_PRESSERS = STANDING_COMMITTEE | {Role.COMMITTEE_MEMBER}
_Row = TypeVar("_Row", Body, User)
_CHOOSE = {"invalid_choice": gettext_lazy("Choose one of those listed.")}


@dataclass(frozen=True)
class Who:
    """The bodies and people that a directive may name on the day."""

    bodies: tuple[Body, ...]
    leaders: tuple[User, ...]
    pressers: tuple[User, ...]
    followers: tuple[User, ...]
    inspection: Body | None

    @classmethod
    def on(cls, day: date) -> "Who":
        """Read them, in two queries."""
        roles = STANDING_COMMITTEE | WRITERS | {Role.COMMITTEE_MEMBER, Role.INSPECTOR}
        rows = Position.objects.held(day).filter(post__role__in=roles, user__is_active=True)
        held = list(rows.select_related("user", "post", "body"))

        def holding(wanted: Iterable[str]) -> tuple[User, ...]:
            people = {row.user_id: row.user for row in held if row.post.role in wanted}
            return tuple(sorted(people.values(), key=lambda user: user.name_key))

        return cls(
            bodies=tuple(Body.objects.existing(day)),
            leaders=holding(STANDING_COMMITTEE),
            pressers=holding(_PRESSERS),
            followers=holding(WRITERS),
            inspection=next((row.body for row in held if row.post.role == Role.INSPECTOR), None),
        )


def _one(**kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(required=False, empty_value=None, error_messages=_CHOOSE, **kwargs)


def _offer(field: Any, rows: Iterable[Body | User], first: Iterable[Body] = (), empty: str | None = None) -> None:
    """Let the field answer with one of the rows; `first` stand above the others under a heading of their own."""
    by_key = {str(row.pk): row for row in rows}
    above = {str(row.pk): row.name for row in first if str(row.pk) in by_key}
    below = [(key, str(row)) for key, row in by_key.items() if key not in above]
    offered: list[Any] = [("", empty)] if empty is not None else []
    offered += [(_("Named in the text"), list(above.items())), (_("All bodies"), below)] if above else below
    field.choices, field.coerce = offered, by_key.__getitem__


class _Deadlined(Form):
    """A form with a deadline, which lies on or after the day of the month's resolution."""

    month: Resolution

    @property
    def month_end(self) -> date:
        """The natural deadline of what a month orders, which a page may offer."""
        return last_working_day(self.month.year, self.month.month)

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if reason := deadline_refusal(self.month, day):
            raise ValidationError(reason)
        return day


class OrderForm(_Deadlined):
    """One directive: what, who, until when, with which result, on whose authority."""

    title = TextField(
        label=gettext_lazy("Task"),
        max_length=MAX_TITLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Type what is to be done."),
            "max_length": gettext_lazy("A task is named in at most 300 characters."),
        },
    )
    lead = _one(label=gettext_lazy("Lead"))
    due_on = DayField(label=gettext_lazy("Deadline"), help_text="", required=False)
    due_on.widget.attrs["list"] = "month-end"
    coordinating = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Coordinating"),
        required=False,
        empty_value=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of task"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.CARRIED_OVER],
        error_messages=_CHOOSE,
    )
    due_words = TextField(
        label=gettext_lazy("Deadline in words"),
        help_text=gettext_lazy("Where no day is set, for example: before the harvest"),
        required=False,
        max_length=120,
    )
    deliverable = TextField(label=gettext_lazy("What is handed over"), required=False, max_length=300)
    authority = TextField(label=gettext_lazy("Who decides on it"), required=False, max_length=200)
    leader = _one(label=gettext_lazy("Leader in charge"))
    presser = _one(label=gettext_lazy("Committee member who presses for it"))
    supervising = _one(label=gettext_lazy("Supervised by"))
    follower = _one(label=gettext_lazy("Followed in the office by"))
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"), choices=Priority, initial=Priority.NORMAL, error_messages=_CHOOSE
    )

    def __init__(
        self,
        data: Any = None,
        *,
        month: Resolution,
        who: Who,
        initial: dict[str, Any] | None = None,
        named: Iterable[Body] = (),
        directive: Directive | None = None,
        name: str = "nv",
    ) -> None:
        kept = _parts(directive) if directive else _Parts()
        super().__init__(data, initial={**(kept.initial(directive) if directive else {}), **(initial or {})})
        self.auto_id = f"{name}-%s"
        self.month = month
        was_oversight = directive is not None and directive.kind == Kind.OVERSIGHT
        self._supervises = None if was_oversight else who.inspection
        _offer(self.fields["lead"], _with(who.bodies, kept.bodies), named, empty=_("Not clear yet"))
        _offer_parts(self, who, kept, directive)
        if self.initial.get("kind") == Kind.CARRIED_OVER:
            self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]

    def order(self) -> Order:
        """Return what was typed; what becomes oversight is the Inspection Committee's to supervise, unless said."""
        data = self.cleaned_data
        by_kind = self._supervises if data["kind"] == Kind.OVERSIGHT else None
        body = data["supervising"] or by_kind
        supervising = (body,) if body else ()
        return Order(**{**data, "coordinating": tuple(data["coordinating"]), "supervising": supervising})


def near_and_far(form: Form) -> dict[str, Any]:
    """Return the boxes of the coordinating bodies for a page: those that are ticked, and the others."""
    offered = [(box, box.data["selected"]) for box in form["coordinating"]]
    return {
        "near": [box for box, is_near in offered if is_near],
        "far": [box for box, is_near in offered if not is_near],
    }


@dataclass(frozen=True)
class _Parts:
    """Who is named in a directive already; a body stays to be chosen though it exists no longer."""

    lead: Body | None = None
    coordinating: tuple[Body, ...] = ()
    supervising: tuple[Body, ...] = ()
    presser: User | None = None

    @property
    def bodies(self) -> list[Body]:
        return [*([self.lead] if self.lead else []), *self.coordinating, *self.supervising]

    def initial(self, directive: Directive) -> dict[str, Any]:
        names = ("title", "kind", "due_on", "due_words", "priority", "deliverable", "authority")
        return {
            **{name: getattr(directive, name) for name in names},
            "lead": self.lead and self.lead.pk,
            "coordinating": [body.pk for body in self.coordinating],
            "supervising": self.supervising[0].pk if self.supervising else None,
            "presser": self.presser and self.presser.pk,
            "leader": directive.leader_id,
            "follower": directive.follower_id,
        }


def _parts(directive: Directive) -> _Parts:
    rows = list(directive.assignments.all())

    def bodies(part: str) -> tuple[Body, ...]:
        return tuple(row.body for row in rows if row.part == part and row.body)

    lead = bodies(PartIn.LEAD)
    presser = next((row.user for row in rows if row.part == PartIn.PRESSING), None)
    return _Parts(lead[0] if lead else None, bodies(PartIn.COORDINATING), bodies(PartIn.SUPERVISING), presser)


def _with(rows: Iterable[_Row], also: Iterable[_Row | None]) -> tuple[_Row, ...]:
    found = dict.fromkeys(rows)
    found.update((row, None) for row in also if row)
    return tuple(found)


def _offer_parts(form: Form, who: Who, kept: _Parts, directive: Directive | None) -> None:
    """Let the fields of who has a part beside the lead answer with those of the day, and with who is named already."""
    fields, bodies = form.fields, _with(who.bodies, kept.bodies)
    leader, follower = (directive.leader, directive.follower) if directive else (None, None)
    _offer(fields["coordinating"], bodies)
    _offer(fields["supervising"], bodies, empty=_("Nobody"))
    _offer(fields["leader"], _with(who.leaders, [leader]), empty=_("Nobody yet"))
    _offer(fields["presser"], _with(who.pressers, [kept.presser]), empty=_("Nobody yet"))
    _offer(fields["follower"], _with(who.followers, [follower]), empty=_("Nobody yet"))


def _reason(**kwargs: Any) -> TextField:
    return TextField(
        lines=True,
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Give the reason."),
            "max_length": gettext_lazy("A reason may have at most 500 characters."),
        },
        **{"help_text": gettext_lazy("Stands in the record, and is told to the bodies."), **kwargs},
    )


class ManyForm(_Deadlined):
    """What is set for many directives at once; what is left empty stays as it is with each."""

    lead = _one(label=gettext_lazy("Lead"))
    due_on = DayField(label=gettext_lazy("Deadline"), help_text="", required=False)
    coordinating = _one(label=gettext_lazy("Add a coordinating body"))
    presser = _one(label=gettext_lazy("Committee member who presses for it"))
    leader = _one(label=gettext_lazy("Leader in charge"))
    follower = _one(label=gettext_lazy("Followed in the office by"))
    priority = _one(label=gettext_lazy("Priority"))
    reason = _reason(
        required=False, help_text=gettext_lazy("Needed where a task is given already: it stands on the page of each.")
    )

    def __init__(
        self, data: Any = None, *, month: Resolution, who: Who, given: Collection[int], ticked: Iterable[int] = ()
    ) -> None:
        """`given` are the directives of the month that are given already, `ticked` those that are to be set."""
        super().__init__(data, auto_id="nhieu-%s")
        self.month = month
        self._needs_reason = any(pk in given for pk in ticked)
        if not given:
            del self.fields["reason"]
        same = _("As it is")
        offered: dict[str, tuple[Body, ...] | tuple[User, ...]] = {
            "lead": who.bodies,
            "coordinating": who.bodies,
            "presser": who.pressers,
            "leader": who.leaders,
            "follower": who.followers,
        }
        for name, rows in offered.items():
            _offer(self.fields[name], rows, empty=same)
        self.fields["priority"].choices = [("", same), *Priority.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self._chosen(data):
            self.add_error(None, _("Choose what is to be set for the directives ticked."))
        if self._needs_reason and "reason" not in self.errors and not data.get("reason"):
            self.add_error("reason", _("Give the reason."))
        return data

    def chosen(self) -> dict[str, Any]:
        return self._chosen(self.cleaned_data)

    def _chosen(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value and name != "reason"}


class LeadForm(Form):
    """Another lead for a directive that is given."""

    lead = forms.TypedChoiceField(
        label=gettext_lazy("New lead"),
        error_messages={"required": gettext_lazy("Choose the body that leads from now on."), **_CHOOSE},
    )
    reason = _reason()

    def __init__(self, data: Any = None, *, bodies: Iterable[Body], name: str = "chu-tri") -> None:
        super().__init__(data, auto_id=f"{name}-%s")
        _offer(self.fields["lead"], bodies, empty=_("Choose the body"))


class DeadlineForm(_Deadlined):
    """Another deadline for a directive that is given."""

    due_on = DayField(label=gettext_lazy("New deadline"), help_text="")
    reason = _reason()

    def __init__(self, data: Any = None, *, month: Resolution) -> None:
        super().__init__(data, auto_id="han-%s")
        self.month = month


class DetailsForm(Form):
    """Who has a part in a directive that is given beside its lead, its priority, and what is handed over."""

    coordinating = OrderForm.base_fields["coordinating"]
    leader = OrderForm.base_fields["leader"]
    presser = OrderForm.base_fields["presser"]
    supervising = OrderForm.base_fields["supervising"]
    follower = OrderForm.base_fields["follower"]
    priority = OrderForm.base_fields["priority"]
    deliverable = OrderForm.base_fields["deliverable"]
    reason = _reason(help_text=gettext_lazy("Stands in the record and on the page of the task."))

    def __init__(self, data: Any = None, *, who: Who, directive: Directive) -> None:
        kept = _parts(directive)
        super().__init__(data, initial=kept.initial(directive), auto_id="khac-%s")
        _offer_parts(self, who, kept, directive)

    def beside(self) -> Beside:
        data = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        supervising = (data["supervising"],) if data["supervising"] else ()
        return Beside(**{**data, "coordinating": tuple(data["coordinating"]), "supervising": supervising})


class DropForm(Form):
    """Why a directive is no longer to be done."""

    reason = _reason()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="thoi-%s")


class AnchorForm(Form):
    """Which words a clause is; hidden, as the page knew them."""

    paragraph = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    occurrence = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    quote = forms.CharField(widget=forms.HiddenInput, max_length=20_000, strip=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=False, **kwargs)

    def clean_quote(self) -> str:
        # A hidden box is sent with the line ends of the web.
        return str(self.cleaned_data["quote"]).replace("\r\n", "\n")

    def clause(self) -> Clause:
        data = self.cleaned_data
        return Clause(data["paragraph"], data["quote"], data["occurrence"])


class CutForm(Form):
    """The words of a clause, with a line break where it is to be split in two."""

    words = TextField(
        lines=True,
        label=gettext_lazy("Split in two"),
        help_text=gettext_lazy("Press Enter where the second task begins; change nothing else."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-cut": ""}),
        error_messages={"required": gettext_lazy("The words of the clause are missing. Open the page again.")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="tach-%s", **kwargs)


class WordsForm(Form):
    """Words copied from the text."""

    words = TextField(
        label=gettext_lazy("Words that order something"),
        help_text=gettext_lazy("Copied from the text, or selected in it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-words": ""}),
        error_messages={"required": gettext_lazy("Copy the words from the text.")},
    )

    def __init__(self, data: Any = None, *, name: str = "danh-dau", **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{name}-%s", **kwargs)
