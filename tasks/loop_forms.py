"""The forms of the loop: answers to directives, whom to ask for results, what a body writes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import Form, TextField
from kesat.organization.models import Body
from resolutions.manuscript import Field
from tasks.contributions import MAX_LENGTH
from tasks.models import Answer, Contribution

_PROPOSED = "proposed"


class AnswerForm(Form):
    """One answer for every directive that is ticked; each tick says which answer stood there when the page was made."""

    kind = forms.ChoiceField(
        initial=_PROPOSED,
        label=gettext_lazy("Answer of the ticked directives"),
        choices=[(_PROPOSED, gettext_lazy("As the reports suggest")), *Answer.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an answer."),
            "invalid_choice": gettext_lazy("Choose one of the answers listed."),
        },
    )
    reason = TextField(label=gettext_lazy("Reason"), required=False, max_length=500)
    is_carried_over = forms.BooleanField(
        label=gettext_lazy("What is not done is carried over into the new month"), required=False, initial=True
    )

    ALL = "chua"

    def __init__(self, data: Any = None, *, chosen: Sequence[str] = ()) -> None:
        super().__init__(data)
        self.ticked = self.data.getlist("row") if self.is_bound else [f"{pk}:" for pk in chosen]  # type: ignore[attr-defined]
        self.ticks_all = not self.is_bound and self.ALL in chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = [value.partition(":") for value in self.ticked]
        if any(not pk.isdecimal() or len(pk) > 18 for pk, _colon, _seen in found):
            raise forms.ValidationError(_("Tick at least one directive."))
        data["chosen"] = {int(pk): seen for pk, _colon, seen in found}
        if not data["chosen"]:
            self.add_error(None, _("Tick at least one directive."))
        if data.get("kind") == _PROPOSED:
            data["kind"] = ""
        return data

    def is_ticked(self, pk: int, *, is_answered: bool) -> bool:
        if self.ticks_all and not is_answered:
            return True
        return any(value.partition(":")[0] == str(pk) for value in self.ticked)


class CallForm(Form):
    """Which bodies are asked for their results."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Bodies to be asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one body."),
            "invalid_choice": gettext_lazy("Choose one of the bodies listed."),
            "invalid_pk_value": gettext_lazy("Choose one of the bodies listed."),
        },
    )

    def __init__(self, data: Any = None, *, bodies: Any) -> None:
        super().__init__(data, initial={"bodies": [body.pk for body in bodies]})
        field: Any = self.fields["bodies"]
        field.queryset = bodies


class ContributionForm(Form):
    """What a body writes: a box for each field, each line of it a paragraph; or its own Word file."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data: Any = None, files: Any = None, *, fields: Sequence[str], row: Contribution, seen: str
    ) -> None:
        written: dict[str, list[str]] = {}
        for piece in row.pieces.all():
            written.setdefault(piece.field, []).append(piece.text)
        self.names = list(dict.fromkeys([*fields, *written]))
        more = {**{name: _box(name) for name in self.names}, **_file_fields(self.names)}
        self.base_fields = {**type(self).base_fields, **more}  # type: ignore[misc]
        initial = {name: "\n".join(lines) for name, lines in written.items()}
        super().__init__(data, files, initial={**initial, "seen": seen})

    @property
    def boxes(self) -> list[Any]:
        return [self[name] for name in self.names]

    def texts(self) -> dict[str, list[str]]:
        """Return the paragraphs of each field."""
        return {name: _lines(self.cleaned_data.get(name, "")) for name in self.names}

    def typed(self) -> dict[str, list[str]]:
        """Return what stands in each box now, valid or not."""
        return {name: _lines(str(self[name].value() or "")) for name in self.names}


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _box(name: str) -> TextField:
    return TextField(
        lines=True,
        label=Field(name).label,
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("At most 20,000 characters can be written here.")},
    )


def _file_fields(names: Sequence[str]) -> dict[str, forms.Field]:
    return {
        "file": forms.FileField(
            label=_("Your Word file"),
            help_text=_(
                "A .docx file, at most 5 MB. It is read into the boxes above, and you look at them before you send."
            ),
            required=False,
            allow_empty_file=True,
            error_messages={"max_length": _("The file's name is too long.")},
        ),
        "file_field": forms.ChoiceField(
            label=_("Where the file names no field, it is about"),
            choices=[(name, Field(name).label) for name in names],
            required=False,
            error_messages={"invalid_choice": _("Choose one of the fields listed.")},
        ),
    }
