"""What a committee member in charge proposes for a directive, and what the office answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import DayField, Form, TextField
from kesat.organization.models import Body, User
from tasks.branch_proposals import Wish
from tasks.models import Directive
from tasks.report_forms import as_uuid
from tasks.splitting import deadline_refusal

_MAX_REASON: Final = 500
_CHOOSE = {"invalid_choice": gettext_lazy("Choose one of those listed.")}


def _one(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, empty_value=None, error_messages=_CHOOSE)


def _offer(field: Any, rows: Iterable[Body | User]) -> None:
    by_key = {str(row.pk): row for row in rows}
    field.choices = [("", _("As it is")), *((key, str(row)) for key, row in by_key.items())]
    field.coerce = by_key.__getitem__


class ProposalForm(Form):
    """Another lead or deadline, and until the directive is given who presses for it; what is left stays as it is."""

    lead = _one(gettext_lazy("Lead"))
    due_on = DayField(label=gettext_lazy("Deadline"), required=False)
    presser = _one(gettext_lazy("Committee member who presses for it"))
    reason = TextField(
        lines=True,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The office reads it with the proposal; it stands in the record."),
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Give the reason."),
            "max_length": gettext_lazy("A reason may have at most 500 characters."),
        },
    )
    op_id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, directive: Directive, bodies: Iterable[Body], pressers: Iterable[User]
    ) -> None:
        super().__init__(data, initial={"op_id": str(uuid4())}, auto_id="dx-%s")
        self.month = directive.resolution
        _offer(self.fields["lead"], bodies)
        _offer(self.fields["presser"], pressers)
        if directive.given_on:
            del self.fields["presser"]

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if reason := deadline_refusal(self.month, day):
            raise ValidationError(reason)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wishes = ("lead", "due_on", "presser")
        if not any(data.get(name) or name in self.errors for name in wishes):
            self.add_error(None, _("Say what is to be changed: the lead, the deadline or who presses."))
        return data

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(data["reason"], data["lead"], data["due_on"], data.get("presser"), as_uuid(data["op_id"]))


class AnswerForm(Form):
    """The answer to a proposal."""

    ACCEPT: Final = "accept"
    DECLINE: Final = "decline"

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            (ACCEPT, gettext_lazy("The proposal is accepted")),
            (DECLINE, gettext_lazy("The proposal is declined")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the answers."),
            "invalid_choice": gettext_lazy("Choose one of the answers."),
        },
    )
    reason = TextField(
        lines=True,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed where the proposal is declined; it stands in the record."),
        required=False,
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("A reason may have at most 500 characters.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == self.DECLINE and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the proposal is declined."))
        return data

    @property
    def is_accepted(self) -> bool:
        return bool(self.cleaned_data["answer"] == self.ACCEPT)
