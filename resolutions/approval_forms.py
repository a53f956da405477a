"""What is typed where a month is decided on: the vote, an act with its reason, number and day, and the register."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import DayField, Form, TextField
from kesat.organization.models import Term, User
from kesat.uploads import RefusedFile, check_scan
from resolutions.deciding import NO_ANSWER, Member, Vote
from resolutions.models import Decision, Opinion, Series

ABSENT, PRESENT = "absent", "present"
_LONGEST = 4000


class ReasonForm(Form):
    """An act that is recorded with its reason."""

    reason = TextField(
        lines=True,
        label=gettext_lazy("Reason"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Type the reason; it stands in the record.")},
    )


class RecordForm(Form):
    """What the head of the office records of a decision, with one choice for each member in a meeting."""

    way = forms.ChoiceField(
        label=gettext_lazy("How was it decided?"),
        choices=Decision.Way,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it was decided.")},
    )
    decided_on = DayField(label=gettext_lazy("Day of the decision"))
    chair = forms.ModelChoiceField(
        label=gettext_lazy("In the chair"),
        queryset=User.objects.none(),
        error_messages={"required": gettext_lazy("Choose who was in the chair.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        choices=Decision.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what was decided.")},
    )
    amendments = TextField(
        lines=True,
        required=False,
        label=gettext_lazy("The amendments, as they were decided"),
        help_text=gettext_lazy("Only where it was approved with amendments: which words become which."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    concerns_personnel = forms.BooleanField(
        label=gettext_lazy("The matter concerns personnel"),
        help_text=gettext_lazy("Then it is decided in a meeting only."),
        required=False,
    )
    differs_on_substance = forms.BooleanField(
        label=gettext_lazy("Opinions differ on substance"),
        help_text=gettext_lazy("Then it goes to a meeting, even where more than half agree."),
        required=False,
    )
    minutes = forms.FileField(
        label=gettext_lazy("Minutes of the meeting, or the sheets with the opinions"),
        help_text=gettext_lazy("If you have them: PDF, JPEG or PNG, at most 5 MB."),
        required=False,
        allow_empty_file=True,  # the check says more about an empty file than Django does
        error_messages={"max_length": gettext_lazy("The file's name is too long.")},
    )

    def __init__(self, *args: Any, members: Sequence[Member], may_circulate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        ids = [member.user.pk for member in members]
        self.fields["chair"].queryset = User.objects.filter(pk__in=ids).order_by("full_name")  # type: ignore[attr-defined]
        if not may_circulate:
            self.fields["way"].choices = [(Decision.Way.MEETING.value, Decision.Way.MEETING.label)]  # type: ignore[attr-defined]
            self.fields["way"].initial = Decision.Way.MEETING.value
        said = [
            (ABSENT, _("Absent")),
            *[(answer.value, answer.label) for answer in Opinion.Answer],
            (PRESENT, _("Present, without a vote")),
        ]
        for member in members:
            self.fields[self._name(member)] = forms.ChoiceField(
                label=member.user.full_name,
                help_text=member.post_title,
                choices=said,
                initial=ABSENT,
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @staticmethod
    def _name(member: Member) -> str:
        return f"member_{member.user.pk}"

    @property
    def votes(self) -> list[Any]:
        """The fields of the members, for the page."""
        return [self[self._name(member)] for member in self.members]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in RecordForm.base_fields if name != "way"]

    def clean_minutes(self) -> Any:
        file = self.cleaned_data["minutes"]
        if file:
            try:
                self.minutes_type = check_scan(file.name, file.read())
            except RefusedFile as refused:
                raise ValidationError(str(refused)) from refused
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Decision.Outcome.AMENDED and not data.get("amendments", "-"):
            self.add_error("amendments", _("State the amendments that were decided."))
        return data

    def vote(self) -> Vote:
        """Return what was typed; the file is not stored yet."""
        data = self.cleaned_data
        said = {member.user.pk: data[self._name(member)] or ABSENT for member in self.members}
        return Vote(
            way=data["way"],
            decided_on=data["decided_on"],
            outcome=data["outcome"],
            chair=data["chair"],
            amendments=data["amendments"],
            answers={pk: NO_ANSWER if answer == PRESENT else answer for pk, answer in said.items() if answer != ABSENT},
            concerns_personnel=data["concerns_personnel"],
            differs_on_substance=data["differs_on_substance"],
        )


def typed_day(value: str) -> date:
    """Return the day that was typed, or today where none can be read."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(value.strip(), form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return timezone.localdate()


class NumberForm(Form):
    dated_on = DayField(label=gettext_lazy("Day on the paper"))


class PaperForm(Form):
    """A paper that is not in this program, for which a number is reserved."""

    paper_type = forms.ChoiceField(
        label=gettext_lazy("Type of paper"),
        choices=Series.PaperType,
        error_messages={"required": gettext_lazy("Choose the type of the paper.")},
    )
    subject = TextField(
        label=gettext_lazy("Subject"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what paper the number is for.")},
    )
    dated_on = DayField(label=gettext_lazy("Day on the paper"))


class OutsideForm(PaperForm):
    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=99_999,
        localize=True,
        help_text=gettext_lazy("The number alone, for example 6 for 06-CV/ĐU"),
        error_messages={
            "required": gettext_lazy("Type the number of the paper."),
            "invalid": gettext_lazy("The number is written in digits, for example 5."),
            "min_value": gettext_lazy("The number is 1 or more."),
            "max_value": gettext_lazy("The number is at most 99.999."),
        },
    )

    field_order = ("paper_type", "number", "subject", "dated_on")


class SeriesForm(Form):
    """Which series the register shows."""

    paper_type = forms.ChoiceField(label=gettext_lazy("Type of paper"), choices=Series.PaperType, required=False)
    term = forms.ModelChoiceField(label=gettext_lazy("Term"), queryset=Term.objects.all(), required=False)


class DelegationForm(Form):
    """To whom the Secretary delegates signing, and for which days."""

    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Deputy Secretary"),
        queryset=User.objects.none(),
        error_messages={"required": gettext_lazy("Choose the Deputy Secretary who signs.")},
    )
    begins_on = DayField(label=gettext_lazy("From day"))
    ends_on = DayField(label=gettext_lazy("To day, included"))
    reason = TextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example: on leave, at a course, on a journey"),
        max_length=200,
        error_messages={"required": gettext_lazy("Type the reason; it stands in the record.")},
    )

    def __init__(self, *args: Any, deputies: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = User.objects.filter(pk__in=[user.pk for user in deputies])  # type: ignore[attr-defined]
