"""What is typed in a report, in the office's answers to it, and in the making of one-time links."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import DayField, Form, TextField
from kesat.organization.held import HeldFile
from tasks import report_files
from tasks.extending import Answered, Asked, day_refusal
from tasks.held_papers import Holder, as_ready
from tasks.models import Directive, Judgement, Progress, ProgressReport
from tasks.report_files import ACCEPT, MAX_FILES, Ready
from tasks.reporting import MAX_RESULT, Figure, Said

MORE_TIME: Final = "more_time"
FIGURES: Final = 5
_PARTS: Final = ("name", "value", "unit")
_MAX_REASON: Final = 1000
_MAX_NOTE: Final = 2000

# 1.284 and 1 284 and 1.284,5 have groups of three; 99,0 and 99.5 have none.
_GROUPED = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)


def parse_number(text: str) -> Decimal:
    """Return a number as it is typed in Vietnam: 1.284 or 99,0; what else cannot be misread is taken too.

    Raises ValueError.
    """
    text = text.strip()
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise ValueError(text)


class NumberField(forms.CharField):
    """A number with up to three decimals."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(required=False, max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text)
        except ValueError as error:
            raise ValidationError(_("Type a number, for example 1.284 or 99,0.")) from error
        if abs(number) >= 10**15 or number != round(number, 3):
            raise ValidationError(_("A figure has at most 15 digits, and 3 behind the comma."))
        return number


class FilesInput(forms.FileInput):
    """The box for several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.Field):
    """Photos and papers as they were sent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=FilesInput(attrs={"accept": ACCEPT, "multiple": True}), **kwargs)


class ReportForm(Form):
    """The report of a body on a directive: four answers, the result, figures, files; more time with reason and day.

    `last` is what the body reported before: a report that was returned is put right, of another the figures are
    counted anew. Files that came with a form that was refused stand in `received`, those of this one in `ready`.
    """

    progress = forms.ChoiceField(
        label=gettext_lazy("How far is it?"),
        choices=[*Progress.choices, (MORE_TIME, gettext_lazy("Ask for more time"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the answers."),
            "invalid_choice": gettext_lazy("Choose one of the answers."),
        },
    )
    reason = TextField(
        lines=True,
        label=gettext_lazy("Why more time is needed"),
        required=False,
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("The reason may have at most 1,000 characters.")},
    )
    wanted_on = DayField(label=gettext_lazy("New deadline wished"), required=False)
    done_on = DayField(label=gettext_lazy("Done on"), required=False)
    result = TextField(
        lines=True,
        label=gettext_lazy("Result"),
        help_text=gettext_lazy("Short, with figures. For example: 3 of 4 households have received the money."),
        required=False,
        max_length=MAX_RESULT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("The result may have at most 2,000 characters.")},
    )
    difficulty = TextField(
        lines=True,
        label=gettext_lazy("Difficulties, proposals (optional)"),
        required=False,
        max_length=MAX_RESULT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("The difficulties may have at most 2,000 characters.")},
    )
    papers = FilesField(
        label=gettext_lazy("Photos or files (optional)"),
        help_text=gettext_lazy("Photograph the minutes, or choose PDF, Word, Excel. At most 5 files of 10 MB each."),
    )
    # What the form is known by; a form whose mark was tampered with is one that was not sent before.
    op_id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        directive: Directive,
        on: date,
        holder: Holder,
        last: ProgressReport | None = None,
        **kwargs: Any,
    ) -> None:
        self.directive, self.on, self.holder, self.last = directive, on, holder, last
        self.ticked: list[str] = args[0].getlist("held") if args else []
        self.received: list[HeldFile] = []
        self.ready: list[Ready] = []
        self.counted_before = {figure.name for figure in last.figures.all()} if last else set()
        self.base_fields = type(self).base_fields | dict(_figure_fields())  # type: ignore[misc]
        initial = {"done_on": on, "op_id": str(uuid4())} | (_said_before(last) if last else {})
        super().__init__(*args, initial=initial, **kwargs)
        if directive.due_on is None:
            self.fields["progress"].choices = Progress.choices  # type: ignore[attr-defined]

    @property
    def figure_rows(self) -> tuple[list[list[forms.BoundField]], list[list[forms.BoundField]]]:
        """The rows that are filled in with one more, and the others."""
        rows = [[self[f"figure_{number}_{part}"] for part in _PARTS] for number in _rows()]
        return rows[: self._last_figure + 1], rows[self._last_figure + 1 :]

    @property
    def has_figures(self) -> bool:
        """Tell whether the rows of figures stand open: something was typed there."""
        return self._last_figure > 0

    @property
    def _last_figure(self) -> int:
        """The number of the last row in which something stands."""
        return max((row for row in _rows() if any(self[f"figure_{row}_{part}"].value() for part in _PARTS)), default=0)

    def clean_papers(self) -> tuple[Ready, ...]:
        """Return what may be stored of the files received before and of those sent now."""
        sent, ticked = self.cleaned_data["papers"], _keys(self.ticked)
        if ticked:
            self.received = self.holder.kept(ticked, timezone.now())
        room = max(MAX_FILES - len(self.received), 0)
        self.ready, problems = report_files.sort_out((file.name, file.read(), file.size) for file in sent[:room])
        if left_out := sent[room:]:
            names = ", ".join(f"“{file.name}”" for file in left_out)
            said = _("At most %(count)s files can be sent with one report. Not received: %(names)s.")
            problems.append(said % {"count": MAX_FILES, "names": names})
        if len(self.received) < len(ticked):
            problems.append(_("A file that was received before is kept no longer. Choose it again."))
        if problems:
            raise ValidationError(problems)
        return (*map(as_ready, self.received), *self.ready)

    def hold_files(self) -> None:
        """Keep the files of a form that was refused, so that they need not be chosen again."""
        if self.ready:
            self.received = self.holder.hold(self.ready, self.received, at=timezone.now())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("progress") == MORE_TIME:
            self._clean_more_time(data)
        elif "progress" in data and not data.get("result") and "result" not in self.errors:
            self.add_error("result", _("Type the result in one or two sentences."))
        if data.get("progress") == Progress.DONE:
            self._clean_done_on(data)
        for number in _rows():
            self._clean_figure(data, number)
        return data

    def _clean_more_time(self, data: dict[str, Any]) -> None:
        if not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Type why more time is needed."))
        day = data.get("wanted_on")
        if day is None and "wanted_on" not in self.errors:
            self.add_error("wanted_on", _("Type the day until which more time is needed."))
        elif day and (why := day_refusal(self.directive, day, on=self.on)):
            self.add_error("wanted_on", why)

    def _clean_done_on(self, data: dict[str, Any]) -> None:
        day = data.get("done_on")
        if day is None and "done_on" not in self.errors:
            data["done_on"] = self.on
        elif day and day > self.on:
            self.add_error("done_on", _("The day on which it was done cannot lie ahead."))

    def _clean_figure(self, data: dict[str, Any], number: int) -> None:
        name, value, unit = (f"figure_{number}_{part}" for part in ("name", "value", "unit"))
        if data.get(value) is not None and not data.get(name) and name not in self.errors:
            self.add_error(name, _("Say what was counted."))
        if data.get(value) is not None or value in self.errors or data.get(name) in self.counted_before:
            return  # what was counted before stands there unasked
        if data.get(name) or data.get(unit):
            self.add_error(value, _("Type the number, or empty the row."))

    @property
    def said(self) -> Said | None:
        """What is reported; None where only more time is asked for."""
        data = self.cleaned_data
        is_only_more_time = data["progress"] == MORE_TIME
        if is_only_more_time and not (data["result"] or data["papers"] or self.figures):
            return None
        progress = Progress.UNDER_WAY if is_only_more_time else Progress(data["progress"])
        result = data["result"] or data["reason"]
        return Said(
            progress, result, data["difficulty"], data.get("done_on"), self.figures, data["papers"], self.operation
        )

    @property
    def asked(self) -> Asked | None:
        data = self.cleaned_data
        is_asked = data["progress"] == MORE_TIME
        return Asked(data["reason"], data["wanted_on"], self.operation) if is_asked else None

    @property
    def figures(self) -> tuple[Figure, ...]:
        data = self.cleaned_data
        rows = ([data[f"figure_{number}_{part}"] for part in ("name", "value", "unit")] for number in _rows())
        return tuple(Figure(name, value, unit) for name, value, unit in rows if value is not None)

    @property
    def operation(self) -> UUID | None:
        return as_uuid(self.cleaned_data["op_id"])


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _keys(values: Iterable[str]) -> set[int]:
    """Return the numbers among what a page sent; what is none is left out."""
    return {int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 18}


def _said_before(last: ProgressReport) -> dict[str, Any]:
    """Return what a new form begins with: all of a report that was returned, of another the names of its figures."""
    is_returned = last.judgement == Judgement.RETURNED
    found: dict[str, Any] = {}
    if is_returned:
        found = {"progress": last.progress, "result": last.result, "difficulty": last.difficulty}
        found |= {"done_on": last.done_on} if last.done_on else {}
    for number, figure in zip(_rows(), last.figures.all(), strict=False):
        found |= {f"figure_{number}_name": figure.name, f"figure_{number}_unit": figure.unit}
        if is_returned:
            found[f"figure_{number}_value"] = f"{figure.value.normalize():f}".replace(".", ",")
    return found


def _rows() -> range:
    return range(1, FIGURES + 1)


def _figure_fields() -> Iterator[tuple[str, forms.Field]]:
    too_long = {"max_length": gettext_lazy("This is too long.")}
    for number in _rows():
        yield (
            f"figure_{number}_name",
            TextField(
                label=gettext_lazy("What was counted"), required=False, max_length=120, error_messages=dict(too_long)
            ),
        )
        yield f"figure_{number}_value", NumberField(label=gettext_lazy("Number"), error_messages=dict(too_long))
        yield (
            f"figure_{number}_unit",
            TextField(label=gettext_lazy("Unit"), required=False, max_length=30, error_messages=dict(too_long)),
        )


class ReturnForm(Form):
    reason = TextField(
        lines=True,
        label=gettext_lazy("What the body is to add or put right"),
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why the report is returned."),
            "max_length": gettext_lazy("The reason may have at most 1,000 characters."),
        },
    )


class ExtensionForm(Form):
    """The office's answer to a request for more time."""

    GRANT: Final = "grant"
    REFUSE: Final = "refuse"

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[(GRANT, gettext_lazy("More time is granted")), (REFUSE, gettext_lazy("More time is refused"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the answers."),
            "invalid_choice": gettext_lazy("Choose one of the answers."),
        },
    )
    granted_on = DayField(label=gettext_lazy("New deadline"), required=False)
    reason = TextField(
        lines=True,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed where more time is refused; it stands in the record."),
        required=False,
        max_length=_MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("The reason may have at most 1,000 characters.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == self.GRANT and not data.get("granted_on") and "granted_on" not in self.errors:
            self.add_error("granted_on", _("Type the new deadline."))
        if data.get("answer") == self.REFUSE and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why more time is refused."))
        return data

    @property
    def answered(self) -> Answered:
        data = self.cleaned_data
        return Answered(data["granted_on"] if data["answer"] == self.GRANT else None, data["reason"])


class NoteForm(Form):
    text = TextField(
        lines=True,
        label=gettext_lazy("Note"),
        max_length=_MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Type the note."),
            "max_length": gettext_lazy("A note may have at most 2,000 characters."),
        },
    )
