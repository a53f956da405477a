"""What is asked of a list of directives, in the address alone: an allow-list of fields, each with its own values."""

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.enums import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import Form, TextField
from kesat.organization.models import Body, User
from resolutions.manuscript import Field
from resolutions.models import Resolution, Status
from resolutions.models.text import WRITERS
from resolutions.periods import period_name
from tasks.models import Assignment, Directive, Outcome, PartIn, Share, State
from tasks.models.directive import OVERSEERS, DirectiveQuerySet

_log = logging.getLogger("kesat.refusals")

ALL: Final = "all"
MAX_WORDS: Final = 200
# Any outcome: all are named, so that the index of lists, which begins with them, leads to a body.
BY_INDEX: Final = Q(outcome__in=Outcome.values)
# What a month is named by.
_OF_MONTH: Final = ("year", "month", "edition", "status", "is_practice", "number", "issued_on")


class Order(TextChoices):
    """In which order a list may stand; late ones are first under each body and by deadline."""

    LEAD = "lead", gettext_lazy("By lead body, late first")
    DUE = "due", gettext_lazy("By deadline")
    NUMBER = "number", gettext_lazy("In the order of the resolution")


class Columns(TextChoices):
    """What the columns of the board are."""

    STATE = "state", gettext_lazy("By state")
    LEAD = "lead", gettext_lazy("By lead body")


class FilterForm(Form):
    """The fields that an address may hold; any other is not looked at."""

    q = TextField(
        label=gettext_lazy("Search in the directives"),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": gettext_lazy("Search for at most %(limit_value)d characters.")},
    )
    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)
    lead = forms.ChoiceField(label=gettext_lazy("Lead body"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Field of work"), required=False)
    presser = forms.ChoiceField(label=gettext_lazy("Pressed by"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order of the list"), required=False, choices=Order.choices)
    state = forms.ChoiceField(required=False, choices=State.choices)
    by = forms.ChoiceField(required=False, choices=Columns.choices)

    def __init__(self, options: "Options", data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        every = ("", _("All"))
        choices: dict[str, list[tuple[str, str]]] = {
            "month": [*((_key(month), str(month.label)) for month in options.months), (ALL, _("All months"))],
            "lead": _bodies(every, options),
            "field": [every, *((code, str(label)) for code, label in Field.choices)],
            "presser": [every, *((str(user.pk), user.full_name) for user in options.pressers)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]
        for name in choices.keys() | {"order", "state", "by"}:
            label = self.fields[name].label or name
            self.fields[name].error_messages["invalid_choice"] = _(
                "The address names something that is not in this list: %(name)s. It is left out."
            ) % {"name": label}
        self.fields["q"].widget.attrs["placeholder"] = _("With or without diacritics")


@dataclass(frozen=True)
class Options:
    """What a person may choose from: months, newest first, bodies that lead, others that take part, who presses."""

    months: list[Resolution]
    leads: list[Body]
    others: list[Body]
    pressers: list[User]


@dataclass(frozen=True)
class Filter:
    """What is asked, as rows; `given` holds the valid words of the address, by field."""

    words: str = ""
    month: Resolution | None = None
    # Whose directives: those that it leads, and of a group those of which it has a part.
    lead: Body | None = None
    field: str = ""
    presser: User | None = None
    state: str = ""
    order: str = Order.LEAD.value
    by: str = Columns.STATE.value
    given: dict[str, str] = dataclasses.field(default_factory=dict)

    def address(self, **changes: str) -> str:
        """Return the query string of this filter with some fields changed, an empty one left out: "?q=x&state=new"."""
        words = {name: value for name, value in (self.given | changes).items() if value}
        return f"?{urlencode(words)}"

    @property
    def is_narrow(self) -> bool:
        """Tell whether something besides the month was asked for."""
        return bool(self.words or self.lead or self.field or self.presser or self.state)


def options(rows: DirectiveQuerySet, user: User, on: date) -> Options:
    """Return what the person may choose from: for whoever sees but some directives, only what stands in those."""
    roles = user.roles(on)
    months = Resolution.objects.real().standing() if roles & WRITERS else Resolution.objects.in_force()
    if roles & OVERSEERS:
        leads = Exists(Directive.objects.filter(BY_INDEX, lead_body=OuterRef("pk")))
        takes_part = Q(Exists(Share.objects.filter(body=OuterRef("pk")))) | Q(
            Exists(Assignment.objects.filter(part=PartIn.COORDINATING, body=OuterRef("pk")))
        )
        bodies = Body.objects.annotate(is_lead=leads).filter(Q(is_lead=True) | takes_part)
        pressers = Q(Exists(Assignment.objects.filter(part=PartIn.PRESSING, user=OuterRef("pk"))))
    else:
        named = Assignment.objects.filter(
            part__in=[PartIn.LEAD, PartIn.PRESSING], directive__in=rows.order_by().values("pk")
        )
        found = list(named.order_by().values_list("body", "user").distinct())
        pressers = Q(pk__in={user for _body, user in found})
        bodies = Body.objects.filter(pk__in={body for body, _user in found}).annotate(is_lead=Value(True))
    given = Directive.objects.filter(resolution=OuterRef("pk"))
    in_group = Exists(Body.objects.filter(members=OuterRef("pk")))
    listed: list[Any] = list(bodies.annotate(in_group=in_group).only("code", "name", "position", "kind"))
    return Options(
        list(months.filter(Exists(given)).order_by("-year", "-month").only(*_OF_MONTH)),
        [body for body in listed if body.is_lead],
        [body for body in listed if not body.is_lead],
        sorted(User.objects.filter(pressers).only("full_name"), key=lambda person: person.name_key),
    )


def read(data: Mapping[str, Any], choice: Options) -> tuple[Filter, FilterForm, list[tuple[str, str]]]:
    """Return what an address asks for, its form to be drawn, and what is wrong in it, as (id of the input, words).

    A value that is not known counts as not given.
    """
    asked = FilterForm(choice, data)
    if not asked.is_valid():
        strange = {name: str(data.get(name, ""))[:MAX_WORDS] for name in asked.errors}
        _log.warning("The address of a list names what is not listed", extra={"details": {"named": strange}})
    said: dict[str, str] = {name: value for name, value in asked.cleaned_data.items() if value}
    chosen = Filter(
        words=said.get("q", ""),
        month=_month(said.get("month", ""), choice.months),
        lead=next((body for body in (*choice.leads, *choice.others) if body.code == said.get("lead")), None),
        field=said.get("field", ""),
        presser=next((user for user in choice.pressers if str(user.pk) == said.get("presser")), None),
        state=said.get("state", ""),
        order=said.get("order", Order.LEAD.value),
        by=said.get("by", Columns.STATE.value),
        given=said,
    )
    shown = said | {"q": data.get("q", ""), "order": chosen.order, "month": _key(chosen.month) if chosen.month else ALL}
    return chosen, FilterForm(choice, initial=shown), asked.problems


def _bodies(every: tuple[str, str], options: Options) -> list[Any]:
    """Return the bodies to choose from, those that only take part under a heading of their own."""
    leads, others = ([(body.code, body.name) for body in bodies] for bodies in (options.leads, options.others))
    return [every, (_("Lead body"), leads), (_("Takes part"), others)] if others else [every, *leads]


def _month(key: str, months: list[Resolution]) -> Resolution | None:
    """Return the month that is asked for; without one the newest in force, else the newest there is."""
    if key == ALL:
        return None
    in_force = [month for month in months if month.status == Status.ISSUED]
    asked = [month for month in months if _key(month) == key]
    return next(iter([*asked, *in_force, *months]), None)


def _key(month: Resolution) -> str:
    return period_name(month.period.calendar)
