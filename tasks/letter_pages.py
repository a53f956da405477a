"""Making a reminder letter of what a filter finds overdue, and the letters that were made."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kesat.forms import DayField, Form
from kesat.organization.models import Committee
from resolutions.drafting import Refused
from resolutions.views import attachment, posted, user_of
from tasks import letters as paper
from tasks.asking import refuse_unless, today
from tasks.listing import Listing, listing
from tasks.models import OfficialLetter
from tasks.policy import Action

LATEST: Final = 10
# How long bodies have to answer, unless the office says otherwise.
_DAYS: Final = timedelta(days=5)
_LAST_DAY: Final = timedelta(days=366)


class LetterForm(Form):
    """Until when an answer is asked for; `after` is the last letter that the page knew of."""

    reply_by = DayField(label=gettext_lazy("Answer asked for by"))
    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_reply_by(self) -> date:
        day: date = self.cleaned_data["reply_by"]
        if not today() <= day <= today() + _LAST_DAY:
            raise forms.ValidationError(
                gettext_lazy("The answer is asked for on the day of the letter or later, within a year.")
            )
        return day


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    refuse_unless(request, Action.REMIND)
    found = listing(request.GET, user_of(request), today())
    last = OfficialLetter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    form = LetterForm(posted(request), initial={"reply_by": today() + _DAYS, "after": last})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form)
    try:
        letter = paper.make(
            found,
            reply_by=form.cleaned_data["reply_by"],
            after=form.cleaned_data["after"] or 0,
            by=found.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form)
    return redirect("tasks:letter", letter.pk)


def _page(request: HttpRequest, found: Listing, form: LetterForm) -> HttpResponse:
    context: dict[str, Any] = {"found": found, "chosen": found.chosen, "form": form, "lines": []}
    problems = [*found.problems, *form.problems]
    try:
        context["lines"] = paper.entries(found)
    except Refused as refused:
        problems.append(("", str(refused)))
    context["problems"] = list(dict.fromkeys(problems))
    context["latest"] = OfficialLetter.objects.select_related("by")[:LATEST]
    return render(request, "tasks/letters.html", context, status=422 if form.errors else 200)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(request, Action.REMIND)
    row = get_object_or_404(OfficialLetter.objects.select_related("by"), pk=pk)
    return render(request, "tasks/letter.html", {"letter": row, "kinds": paper.KINDS, "rows": paper.lines_of(row)})


@require_safe
def letter_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    refuse_unless(request, Action.REMIND)
    if kind not in paper.KINDS:
        raise Http404
    name, content = paper.file(get_object_or_404(OfficialLetter, pk=pk), Committee.current(), kind)
    return attachment(name, paper.KINDS[kind], content)
