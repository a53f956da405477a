"""What is typed for a month: its start, its facts, a file to read, the form of a section."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import Form, TextField
from kesat.organization.models import User
from resolutions.facts import Facts, Progress
from resolutions.manuscript import (
    PartKind,
    Urgency,
)
from resolutions.models import Resolution, Section
from resolutions.models.text import WRITERS
from resolutions.periods import Period

# Typed into the field for urgency by those who look for a secrecy mark; they get the reason, not a bare refusal.
SECRET = "secret"  # noqa: S105  (a secrecy mark, no password)


class MonthField(forms.CharField):
    """A month as "12/2026"; its value is (year, month)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Month"))
        kwargs.setdefault("help_text", gettext_lazy("Month and year, for example 02/2026"))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Type the month, for example 02/2026.")})
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if text in self.empty_values:
            return None
        month, _slash, year = text.replace("-", "/").replace(" ", "").partition("/")
        is_number = month.isdecimal() and year.isdecimal() and len(month) <= 2 and len(year) == 4
        if not (is_number and 1 <= int(month) <= 12 and 2000 <= int(year) <= 2100):
            raise ValidationError(_("A month is typed as 02/2026, from 01 to 12."))
        return int(year), int(month)


def typed_month(period: tuple[int, int]) -> str:
    return f"{period[1]:02}/{period[0]}"


class StartForm(Form):
    period = MonthField()

    def clean_period(self) -> tuple[int, int]:
        year, month = self.cleaned_data["period"]
        if Resolution.objects.standing().of(Period(year, month)).exists():
            raise ValidationError(
                _("There is a resolution for month %(month)s already."), params={"month": typed_month((year, month))}
            )
        return year, month


class FileForm(Form):
    file = forms.FileField(
        label=gettext_lazy("File of the resolution"),
        help_text=gettext_lazy("Word (.docx), text (.txt) or Markdown (.md), at most 5 MB"),
        allow_empty_file=True,  # the reader says more about an empty file than Django does
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "max_length": gettext_lazy("The file's name is too long."),
        },
    )


class PreviewForm(Form):
    """What the reader could not know for sure, and what to make of the text."""

    DRAFT, ARCHIVE = "draft", "archive"

    period = MonthField()
    kept_as = forms.ChoiceField(
        label=gettext_lazy("Bring it in as"),
        widget=forms.RadioSelect,
        choices=[
            (DRAFT, gettext_lazy("A draft, to be written further")),
            (ARCHIVE, gettext_lazy("An issued resolution from the archive; it can no longer be changed")),
        ],
        error_messages={"required": gettext_lazy("Choose what to bring it in as.")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        required=False,
        min_value=1,
        max_value=9999,
        localize=True,
        help_text=gettext_lazy("Only for an issued resolution: 5 for Số 05-NQ/ĐU"),
        error_messages={
            "invalid": gettext_lazy("The number is written in digits, for example 5."),
            "min_value": gettext_lazy("The number is 1 or more."),
            "max_value": gettext_lazy("The number is at most 9999."),
        },
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Date of issue"),
        required=False,
        help_text=gettext_lazy("Only for an issued resolution: day/month/year"),
        error_messages={"invalid": gettext_lazy("The date is typed as day/month/year, for example 05/03/2026.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].widget.format = "%d/%m/%Y"

    @property
    def is_archive(self) -> bool:
        return bool(self.cleaned_data["kept_as"] == self.ARCHIVE)

    def clean_issued_on(self) -> date | None:
        day: date | None = self.cleaned_data["issued_on"]
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_("The date is typed as day/month/year, for example 05/03/2026."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kept_as") == self.ARCHIVE and not self.errors:
            if data["number"] and not data["issued_on"]:
                self.add_error("issued_on", _("A number needs its date of issue."))
            elif data["issued_on"] and not data["number"]:
                self.add_error("number", _("A date of issue needs its number."))
        return data


class FactsForm(Form):
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    subject = TextField(
        label=gettext_lazy("Subject"),
        max_length=300,
        help_text=gettext_lazy(
            "As it stands under the title, for example: về thực hiện nhiệm vụ chính trị tháng 02/2026"
        ),
        error_messages={"required": gettext_lazy("Type the subject.")},
    )
    results_title = TextField(
        label=gettext_lazy("Title of part I"),
        max_length=300,
        error_messages={"required": gettext_lazy("Type the title of part I.")},
    )
    directions_title = TextField(
        label=gettext_lazy("Title of part II"),
        max_length=300,
        error_messages={"required": gettext_lazy("Type the title of part II.")},
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"),
        required=False,
        choices=[*Urgency.choices, (SECRET, gettext_lazy("Mật, Tối mật, Tuyệt mật (not in this system)"))],
    )
    results_due_on = forms.DateField(label=gettext_lazy("Results due on"), required=False)
    papers_due_on = forms.DateField(label=gettext_lazy("Papers due on"), required=False)
    meets_on = forms.DateField(label=gettext_lazy("Meeting on"), required=False)
    recipients = TextField(
        lines=True,
        label=gettext_lazy("Recipients"),
        help_text=gettext_lazy("One line each, without dash and closing mark"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    signer_authority = TextField(label=gettext_lazy("Authority of the signature"), max_length=60, required=False)
    signer_post = TextField(label=gettext_lazy("Post of the signer"), max_length=60, required=False)
    signer_name = TextField(label=gettext_lazy("Name of the signer"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("results_due_on", "papers_due_on", "meets_on"):
            field = self.fields[name]
            field.help_text = _("Day/month/year")
            field.error_messages["invalid"] = _("The date is typed as day/month/year, for example 05/03/2026.")
            field.widget.format = "%d/%m/%Y"
            field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    @staticmethod
    def initial_for(resolution: Resolution) -> dict[str, Any]:
        """Return what the form shows at first; the resolution must have been fetched `with_text`."""
        titles = {part.kind: part.title for part in resolution.parts.all()}
        plain = ("subject", "urgency", "results_due_on", "papers_due_on", "meets_on")
        signer = ("signer_authority", "signer_post", "signer_name")
        return {
            **{name: getattr(resolution, name) for name in (*plain, *signer)},
            "base_version": resolution.version,
            "results_title": titles.get(PartKind.RESULTS, ""),
            "directions_title": titles.get(PartKind.DIRECTIONS, ""),
            "recipients": "\n".join(recipient.text for recipient in resolution.recipients.all()),
        }

    def facts(self) -> Facts:
        """Return what was typed, ready to be saved."""
        data = dict(self.cleaned_data)
        return Facts(
            base_version=data.pop("base_version"),
            titles={PartKind.RESULTS: data.pop("results_title"), PartKind.DIRECTIONS: data.pop("directions_title")},
            recipients=data.pop("recipients"),
            values=data,
        )

    def clean_urgency(self) -> str:
        urgency = self.cleaned_data["urgency"]
        if urgency == SECRET:
            raise ValidationError(
                _(
                    "A paper with a secrecy mark (Mật, Tối mật, Tuyệt mật) must not be kept in this system. "
                    "It belongs on the Party's own network, with its cipher equipment."
                )
            )
        return str(urgency)

    def clean_recipients(self) -> list[str]:
        lines = [
            line.strip().lstrip("-").rstrip(";,./ ").strip() for line in self.cleaned_data["recipients"].split("\n")
        ]
        if any(len(line) > 200 for line in lines):
            raise ValidationError(_("A recipient's line may have at most 200 characters."))
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("results_due_on", "papers_due_on", "meets_on"):
            if data.get(name) and not 2000 <= data[name].year <= 2100:
                self.add_error(name, _("The date is typed as day/month/year, for example 05/03/2026."))
        papers, meets = data.get("papers_due_on"), data.get("meets_on")
        if papers and meets and papers > meets:
            self.add_error("papers_due_on", _("The papers go out before the meeting."))
        return data


class SectionForm(Form):
    """What stands of a section beside its paragraphs, and the version of its order that the writer saw."""

    WRITING, DONE, BLOCKED = "writing", "done", "blocked"

    op_id = forms.UUIDField(widget=forms.HiddenInput)
    section_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = TextField(
        show_hidden_initial=True,  # so that a title nobody touched is known from one that was changed
        label=gettext_lazy("Title of the section"),
        max_length=300,
        help_text=gettext_lazy("Without its number"),
        error_messages={"required": gettext_lazy("Type the title of the section.")},
    )
    progress = forms.ChoiceField(
        label=gettext_lazy("Have you finished this section?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (DONE, gettext_lazy("Yes, it is done")),
            (WRITING, gettext_lazy("No, I will go on writing")),
            (BLOCKED, gettext_lazy("It cannot be written yet")),
        ],
    )
    writer = forms.ModelChoiceField(
        label=gettext_lazy("Writer"),
        help_text=gettext_lazy("Who looks after this section; others may write in it too"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    blocked_reason = TextField(
        label=gettext_lazy("Why it cannot be written yet"),
        help_text=gettext_lazy("Only if it cannot be written: what you wait for, and until when"),
        required=False,
        max_length=200,
    )

    def __init__(self, data: Any, *, section: Section, on: date) -> None:
        initial = {
            "op_id": uuid.uuid4(),
            "title": section.title,
            "section_version": section.version,
            "progress": self.DONE if section.is_done else self.BLOCKED if section.blocked_reason else self.WRITING,
            "blocked_reason": section.blocked_reason,
            "writer": section.writer_id,
        }
        super().__init__(data, initial=initial)
        people = User.objects.holding(WRITERS, on) | User.objects.filter(pk=section.writer_id or 0)
        self.fields["writer"].queryset = people  # type: ignore[attr-defined]
        if not section.part.is_titled:
            del self.fields["title"]

    def progress_of(self, section: Section) -> Progress:
        """Return what is to be saved; what was not sent stays as it is."""
        data = self.cleaned_data
        choice = data["progress"] or self.initial["progress"]
        seen = self.data.get("initial-title", section.title) if "title" in self.fields else section.title
        return Progress(
            is_done=choice == self.DONE,
            blocked_reason=data["blocked_reason"] if choice == self.BLOCKED else "",
            title=data["title"] if "title" in self.changed_data else None,
            seen_title=seen,
            writer=data["writer"] if "writer" in self.data else section.writer,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("progress") == self.BLOCKED and not data.get("blocked_reason") and "blocked_reason" in data:
            self.add_error("blocked_reason", _("Say what you wait for, for example: the centre's class plan."))
        return data


class ExtraSectionForm(Form):
    part = forms.ChoiceField(
        label=gettext_lazy("At the end of"),
        choices=[(PartKind.RESULTS, gettext_lazy("Part I")), (PartKind.DIRECTIONS, gettext_lazy("Part II"))],
    )
    title = TextField(
        label=gettext_lazy("Title of the section"),
        max_length=300,
        initial="Hạn chế, nguyên nhân",
        error_messages={"required": gettext_lazy("Type the title of the section.")},
    )
