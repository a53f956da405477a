"""The office's side: reports accepted or returned, requests for more time answered, reports entered for a body."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kesat.forms import TextField
from resolutions.drafting import Refused
from resolutions.models import Status
from resolutions.views import posted, user_of
from resolutions.workflow import Overtaken
from tasks import branch_proposals, extending, report_page, reporting
from tasks.asking import may, refuse_unless, today
from tasks.directive_life import with_papers
from tasks.held_papers import Holder
from tasks.models import Directive, Extension, Outcome, ProgressReport, Share
from tasks.policy import Action, Subject
from tasks.report_forms import ExtensionForm, ReportForm, ReturnForm
from tasks.reporting import Speaker
from tasks.taking import TAKEN, take

_A_PAGE: Final = 20


class BehalfForm(ReportForm):
    """A report that the office enters for a body: it says who told it."""

    reporter = TextField(
        label=gettext_lazy("Who reported, and how"),
        help_text=gettext_lazy("For example: Vũ Thị Hoa, by telephone"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Say who reported, and how."),
            "max_length": gettext_lazy("This is too long."),
        },
    )


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what the bodies have sent and nobody has answered, the oldest first; reports to who judges them."""
    refuse_unless(request, Action.SEE_WAITING)
    may_judge = may(request, Action.JUDGE)
    in_force = {"directive__resolution__status": Status.ISSUED}
    reports = ProgressReport.objects.waiting() if may_judge else ProgressReport.objects.none()
    rows = with_papers(reports.filter(**in_force)).order_by("at", "pk")
    asked = Extension.objects.filter(answer=Extension.Answer.ASKED, directive__outcome=Outcome.OPEN, **in_force)
    context = {
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "extensions": asked.select_related("directive__resolution", "body", "by").order_by("at", "pk")[:_A_PAGE],
        "proposals": branch_proposals.waiting_everywhere(),
        "may_judge": may_judge,
        "may_answer": may(request, Action.ASSIGN),
        "user": user_of(request),
        "here": request.get_full_path(),
    }
    return render(request, "tasks/waiting.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report_or_404(request, pk)
    refuse_unless(request, Action.JUDGE, Subject(report.directive, report.body))
    try:
        reporting.accept(report, by=user_of(request), at=timezone.now())
    except Refused as refused:
        return _refused(request, report, refused)
    messages.success(request, _("The report of %(body)s is accepted.") % {"body": report.body.name})
    return redirect(_next(request, report.directive))


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a report to its body, with the reason."""
    report = _report_or_404(request, pk)
    refuse_unless(request, Action.JUDGE, Subject(report.directive, report.body))
    form, by = ReturnForm(posted(request)), user_of(request)
    status = take(form, lambda: reporting.send_back(report, form.cleaned_data["reason"], by=by, at=timezone.now()))
    if status == TAKEN:
        messages.success(request, _("The report of %(body)s is returned.") % {"body": report.body.name})
        return redirect(_next(request, report.directive))
    context = {"report": report, "directive": report.directive, "form": form, "next": _next(request, report.directive)}
    return render(request, "tasks/return_report.html", context, status=status)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that who presses, or who is in charge of the body, found it as reported."""
    report = _report_or_404(request, pk)
    refuse_unless(request, Action.VERIFY, Subject(report.directive, report.body))
    try:
        reporting.verify(report, by=user_of(request), at=timezone.now())
    except Refused as refused:
        return _refused(request, report, refused)
    messages.success(request, _("The report of %(body)s is verified.") % {"body": report.body.name})
    return redirect(report.directive)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_extension(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Extension.objects.select_related("directive__resolution", "body", "by")
    extension = get_object_or_404(rows, pk=pk, directive__in=_known(request))
    refuse_unless(request, Action.ASSIGN, Subject(extension.directive, extension.body))
    form, by = ExtensionForm(posted(request), initial={"granted_on": extension.wanted_on}), user_of(request)
    status = take(form, lambda: extending.answer(extension, form.answered, by=by, at=timezone.now()))
    if status == TAKEN:
        messages.success(request, _("The request of %(body)s is answered.") % {"body": extension.body.name})
        return redirect(_next(request, extension.directive))
    context = {
        "extension": extension,
        "directive": extension.directive,
        "form": form,
        "is_answered": extension.answer != Extension.Answer.ASKED,
        "next": _next(request, extension.directive),
    }
    return render(request, "tasks/answer_extension.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """Enter what a body told the office; the report says so."""
    rows = Share.objects.select_related("directive__resolution", "body")
    share = get_object_or_404(rows, directive__id=pk, body__id=body, directive__in=_known(request))
    refuse_unless(request, Action.REPORT_ON_BEHALF, Subject(share.directive, share.body))
    form, status = report_page.form_of(request, share, Holder.of(share, user_of(request)), BehalfForm), 200
    if request.method == "POST":
        name = form.cleaned_data.get("reporter", "") if form.is_valid() else ""
        speaker = Speaker(name, by=user_of(request), is_on_behalf=True)
        sent, status = report_page.try_to_send(form, share, speaker)
        if sent:
            messages.success(request, _("The report of %(body)s is entered.") % {"body": share.body.name})
            return redirect(share.directive)
    back = share.directive.get_absolute_url()
    return report_page.show(request, share, form, status, is_on_behalf=True, back=back)


def _known(request: HttpRequest) -> Any:
    return Directive.objects.known_to(user_of(request), today())


def _report_or_404(request: HttpRequest, pk: int) -> ProgressReport:
    rows = ProgressReport.objects.select_related("directive__resolution", "body", "by", "judged_by")
    return get_object_or_404(rows, pk=pk, directive__in=_known(request))


def _refused(request: HttpRequest, report: ProgressReport, refused: Refused) -> HttpResponse:
    """Answer who was slower, or may not judge this one, with the report as it stands now."""
    report.refresh_from_db()
    if not isinstance(refused, Overtaken):
        raise PermissionDenied(str(refused))
    context = {"report": report, "directive": report.directive, "reason": str(refused)}
    return render(request, "tasks/report_judged.html", context, status=409)


def _next(request: HttpRequest, directive: Directive) -> str:
    """Return the page that the form came from, else the directive's."""
    page = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else reverse("tasks:directive", args=[directive.pk])
