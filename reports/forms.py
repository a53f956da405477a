"""What figures are asked for: of which period, as of which day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import DayField, Form
from reports.spans import Span


class PeriodForm(Form):
    """Both fields may be missing in an address: the newest month, as of today."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        error_messages={
            "invalid_choice": gettext_lazy("There are no figures of this period. Choose one of those listed.")
        },
    )
    on = DayField(label=gettext_lazy("As of the day"), required=False)

    def __init__(self, data: Mapping[str, Any], spans: Iterable[list[Span]], today: date) -> None:
        groups = list(spans)
        self.today = today
        self.spans = {span.key: span for group in groups for span in group}
        newest = groups[0][0].key
        self.is_chosen = "period" in data or "on" in data
        super().__init__({"period": data.get("period") or newest, "on": data.get("on", f"{today:%d/%m/%Y}")})
        names = (_("Months"), _("Quarters"), _("Years"))
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (name, [(span.key, _capital(span.label)) for span in group])
            for name, group in zip(names, groups, strict=True)
        ]

    def clean_period(self) -> Span:
        return self.spans[self.cleaned_data["period"]]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or self.today
        if day > self.today:
            raise ValidationError(_("Figures can be told only up to today."))
        # An address has it as 2026-11-26; the field shows it as the office types it.
        self.data = {**self.data, "on": f"{day:%d/%m/%Y}"}
        return day


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
