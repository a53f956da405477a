"""The pages that move a month on: drafting, handed over, sent to the Standing Committee, returned, withdrawn."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kesat.forms import Form, TextField
from kesat.organization.models import Role, User
from resolutions import acts, deciding, submitting, withdrawing, workflow
from resolutions.approval_forms import ReasonForm
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.periods import Period
from resolutions.policy import Action
from resolutions.views import posted, refuse_unless_person, user_of, visible_month_or_404
from resolutions.workflow import Overtaken


class SubmitForm(Form):
    """Until when opinions are asked for, and who else may read the draft."""

    day = forms.DateField(
        label=gettext_lazy("Opinions until (day)"),
        help_text=gettext_lazy("Day/month/year"),
        error_messages={
            "required": gettext_lazy("Type until which day opinions are asked for."),
            "invalid": gettext_lazy("The date is typed as day/month/year, for example 05/03/2026."),
        },
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time"),
        input_formats=["%H:%M", "%Hh%M", "%H giờ %M"],
        error_messages={
            "required": gettext_lazy("Type until which hour, for example 17:00."),
            "invalid": gettext_lazy("The time is typed as hours:minutes, for example 14:05."),
        },
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    guests = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Others who may read the draft"),
        help_text=gettext_lazy("Committee members and the Inspection Committee; they have no vote."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        people = User.objects.holding({Role.COMMITTEE_MEMBER, Role.INSPECTOR}, today)
        members = [member.user.pk for member in deciding.incumbents(today)]
        guests: Any = self.fields["guests"]
        guests.queryset = people.exclude(pk__in=members).order_by("full_name")

    @property
    def deadline(self) -> datetime:
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour))


class WithdrawForm(ReasonForm):
    document = TextField(
        label=gettext_lazy("The document that does it"),
        help_text=gettext_lazy("Number, symbol and day, for example: số 35-QĐ/ĐU, ngày 05/12/2026"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("A resolution is withdrawn or replaced only by another document. Name it.")
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What the document does"),
        choices=[
            (Status.WITHDRAWN.value, gettext_lazy("It withdraws this resolution")),
            (Status.REPLACED.value, gettext_lazy("It replaces this resolution")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the document does.")},
    )

    field_order = ("kind", "document", "reason")


def _moved(request: HttpRequest, period: Period, move: Callable[[Resolution], None], words: str) -> HttpResponse:
    """Make a move that needs nothing typed; a refusal is said on the month's own page."""
    resolution = visible_month_or_404(request, period)
    try:
        move(resolution)
    except Overtaken as refused:
        return render(request, "resolutions/moved_on.html", {"resolution": resolution, "why": refused}, status=409)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(resolution)
    messages.success(request, words)
    return redirect(resolution)


@require_POST
def open_drafting(request: HttpRequest, period: Period) -> HttpResponse:
    by, at = user_of(request), timezone.now()
    return _moved(
        request, period, lambda month: workflow.open_drafting(month, by=by, at=at), _("The month is being drafted.")
    )


@require_POST
def hand_over(request: HttpRequest, period: Period) -> HttpResponse:
    by, at = user_of(request), timezone.now()
    words = _("The draft is with the head of the office for appraisal.")
    return _moved(request, period, lambda month: workflow.hand_over(month, by=by, at=at), words)


@require_POST
def ask_permanent(request: HttpRequest, period: Period) -> HttpResponse:
    by, at = user_of(request), timezone.now()
    words = _("The draft is with the permanent members.")
    return _moved(request, period, lambda month: workflow.ask_permanent(month, by=by, at=at), words)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, period: Period) -> HttpResponse:
    """Show what will be sent and to whom, and send it."""
    resolution = visible_month_or_404(request, period)
    refuse_unless_person(request, Action.SUBMIT, resolution)
    form = SubmitForm(posted(request), initial=_usual_deadline(resolution))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            draft = submitting.submit(
                resolution,
                deadline=form.deadline,
                guests=form.cleaned_data["guests"],
                by=user_of(request),
                at=timezone.now(),
                on=timezone.localdate(),
            )
        except Overtaken as refused:
            form.add_error(None, str(refused))
            status = 409
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            count = draft.asked.filter(is_member=True).count()
            words = ngettext(
                "Draft %(number)s is sent to %(count)d member.", "Draft %(number)s is sent to %(count)d members.", count
            )
            messages.success(request, words % {"number": draft.number, "count": count})
            return redirect(resolution)
    context = {
        "resolution": resolution,
        "form": form,
        "members": deciding.incumbents(timezone.localdate()),
        "missing": workflow.in_the_way(Action.SUBMIT, resolution),
        "may_ask_permanent": acts.shows_permanent_step() and resolution.status == "appraisal",
    }
    return render(request, "resolutions/submit.html", context, status=status if status != 200 else _status(form))


def _usual_deadline(resolution: Resolution) -> dict[str, Any]:
    """Propose five in the afternoon of the day before the meeting, or in two days."""
    today = timezone.localdate()
    before_meeting = resolution.meets_on - timedelta(days=1) if resolution.meets_on else today
    return {"day": max(before_meeting, today + timedelta(days=2)), "hour": time(17, 0)}


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, period: Period) -> HttpResponse:
    """Return the draft to the office for revision, with the reason."""
    return _with_reason(
        request,
        period,
        Action.RETURN,
        "resolutions/take_back.html",
        lambda month, data: submitting.take_back(month, data["reason"], by=user_of(request), at=timezone.now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, period: Period) -> HttpResponse:
    """Say by which other document an issued resolution is withdrawn or replaced."""

    def act(month: Resolution, data: dict[str, Any]) -> None:
        withdrawing.withdraw(
            month,
            Status(data["kind"]),
            document=data["document"],
            reason=data["reason"],
            by=user_of(request),
            at=timezone.now(),
        )

    return _with_reason(request, period, Action.WITHDRAW, "resolutions/withdraw.html", act, WithdrawForm)


def _with_reason(
    request: HttpRequest,
    period: Period,
    action: Action,
    template: str,
    act: Callable[[Resolution, dict[str, Any]], None],
    form_class: type[ReasonForm] = ReasonForm,
) -> HttpResponse:
    resolution = visible_month_or_404(request, period)
    refuse_unless_person(request, action, resolution)
    form = form_class(posted(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(resolution, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409 if isinstance(refused, Overtaken) else 422
        else:
            messages.success(
                request, _("Done: the month stands at “%(status)s”.") % {"status": resolution.get_status_display()}
            )
            return redirect(resolution)
    context = {"resolution": resolution, "form": form}
    return render(request, template, context, status=status if status != 200 else _status(form))


def _status(form: Form) -> int:
    return 422 if form.errors else 200
