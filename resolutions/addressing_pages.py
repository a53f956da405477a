"""The page on which the office says which bodies the lines of the recipients mean."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kesat.forms import Form, TextField
from kesat.organization.models import Body
from resolutions import addressing
from resolutions.addressing import Line, Names
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import posted, refuse_unless_person, user_of, visible_month_or_404
from resolutions.workflow import Overtaken

_KEY_LENGTH = 20


class AddressForm(Form):
    """A box for each line of the recipients: one body or group a line, by any of its names."""

    def __init__(self, data: Any, *, lines: Iterable[Line], names: Names) -> None:
        super().__init__(data)
        self.names = names
        self.fields |= {_box(line): _field(line, names) for line in lines}

    def clean(self) -> dict[str, list[Body]]:
        data = super().clean() or {}
        return {box: self._bodies(box, typed) for box, typed in list(data.items())}

    def _bodies(self, box: str, typed: str) -> list[Body]:
        found: dict[Body, None] = {}
        for name in filter(None, (name.strip(" ;") for name in typed.split("\n"))):
            bodies = self.names.called(name)
            if len(bodies) == 1:
                found[bodies[0]] = None
            elif bodies:
                both = ", ".join(body.name for body in bodies)
                words = _("“%(name)s” is what several are called: %(both)s. Type the full name.")
                self.add_error(box, words % {"name": name, "both": both})
            else:
                words = _("“%(name)s” is no body or group of this committee today. Leave out who is outside.")
                self.add_error(box, words % {"name": name})
        return list(found)


def _box(line: Line) -> str:
    return f"line-{line.recipient.pk}"


def _field(line: Line, names: Names) -> forms.Field:
    proposed = names.proposed(line.recipient.text)
    shown = proposed if line.addressed is None else line.addressed
    return TextField(
        lines=True,
        label=line.recipient.text,
        help_text=_hint(line, proposed),
        initial="\n".join(body.name for body in shown),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": max(1, min(6, len(shown)))}),
    )


def _hint(line: Line, proposed: list[Body]) -> str:
    if line.addressed:
        return _("Confirmed.")
    if line.addressed is not None:
        return _("Confirmed: nobody is asked.")
    return _("Proposed; check it.") if proposed else _("Not said yet; nobody is proposed.")


@require_http_methods(["GET", "HEAD", "POST"])
def recipients(request: HttpRequest, period: Period) -> HttpResponse:
    """Say which bodies the lines mean; those are asked to acknowledge the receipt."""
    resolution = visible_month_or_404(request, period)
    refuse_unless_person(request, Action.ADDRESS, resolution)
    lines, names = addressing.lines(resolution, on=timezone.localdate()), Names(timezone.localdate())
    form, status = AddressForm(_typed(request, lines, names), lines=lines, names=names), 200
    if request.method == "POST" and form.is_valid():
        try:
            meant = {pk: form.cleaned_data.get(f"line-{pk}", []) for pk in _seen(request)}
            addressing.address(resolution, meant, by=user_of(request), at=timezone.now())
        except Overtaken as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("It is said whom the recipients are."))
            return redirect(resolution)
    context = {"resolution": resolution, "form": form, "bodies": names.bodies}
    status = 422 if form.errors and status == 200 else status
    return render(request, "resolutions/recipients.html", context, status=status)


def _seen(request: HttpRequest) -> set[int]:
    """Return the keys of the lines that stood on the page that was sent."""
    keys = (box.removeprefix("line-") for box in request.POST if box.startswith("line-"))
    return {int(key) for key in keys if key.isdecimal() and len(key) < _KEY_LENGTH}


def _typed(request: HttpRequest, lines: Iterable[Line], names: Names) -> Any:
    """Return what was sent; a line that is new since then shows what is proposed for it."""
    data = posted(request)
    if data is None:
        return None
    initial = {_box(line): _field(line, names).initial for line in lines}
    return initial | {box: data[box] for box in data}
