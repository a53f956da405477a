"""The page of notices: what one was told, and how one wants to be told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kesat.forms import Form
from kesat.organization.models import NoticeMail, User
from kesat.records.models import Notice

_A_PAGE = 30


class WishForm(Form):
    notice_mail = forms.ChoiceField(
        label=gettext_lazy("Notices by e-mail"),
        help_text=gettext_lazy("A mail never holds the text of a draft."),
        choices=NoticeMail,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you want to be told.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show what the person was told, the latest first; take how they want to hear of it."""
    user: Any = request.user
    form = WishForm(request.POST if request.method == "POST" else None, initial={"notice_mail": user.notice_mail})
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(notice_mail=form.cleaned_data["notice_mail"])
        messages.success(request, _("Your choice is saved."))
        return redirect("notices")
    context = {
        "page": Paginator(user.notices.all(), _A_PAGE).get_page(request.GET.get("page")),
        "unread": user.notices.unread().count(),
        "form": form,
    }
    return render(request, "notices.html", context, status=422 if form.errors else 200)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one's own notice as read, and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())
    return redirect(notice.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    Notice.objects.unread().filter(user=request.user).update(read_at=timezone.now())  # type: ignore[misc]
    return redirect("notices")
