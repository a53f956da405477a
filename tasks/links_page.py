"""The office makes one-time addresses, for one directive or many, shows each once, and revokes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kesat.forms import Form, TextField
from kesat.organization.models import Body, Position, Role, User
from kesat.qr import svg
from kesat.vietnamese import fold
from resolutions.models import Status
from resolutions.views import user_of
from tasks import report_links
from tasks.asking import refuse_unless, today
from tasks.models import Outcome, ReportLink, Share
from tasks.policy import Action
from tasks.report_forms import as_uuid
from tasks.report_links import Made, Wanted

_A_PAGE: Final = 60
_NUMBER: Final = 10


@dataclass(frozen=True)
class Row:
    """A share that a link can be made for, with the boxes of the form and who speaks for its body."""

    share: Share
    chosen: forms.BoundField
    person: forms.BoundField
    ends: str


class LinksForm(Form):
    """A tick and a name for each share; names that are those of an account reach it by mail too."""

    by_mail = forms.BooleanField(label=gettext_lazy("Send each address by e-mail as well"), required=False)
    # What the form is known by: sent twice, it makes one set of addresses.
    op_id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, shares: Sequence[Share], ticked: bool) -> None:
        self.shares = shares
        self.speakers = _speakers(shares)
        self.base_fields = dict(type(self).base_fields)  # type: ignore[misc]
        for share in shares:
            people = self.speakers.get(share.body_id, [])
            name = people[0].full_name if people else share.body.name[:120]
            words = {"directive": share.directive.number, "body": share.body.name}
            label = _("Directive %(directive)s, %(body)s") % words
            self.base_fields[f"share_{share.pk}"] = forms.BooleanField(label=label, required=False, initial=ticked)
            self.base_fields[f"person_{share.pk}"] = TextField(
                label=_("For whom: directive %(directive)s, %(body)s") % words,
                required=False,
                max_length=120,
                initial=name,
                error_messages={"max_length": _("This is too long.")},
            )
        super().__init__(data, initial={"op_id": str(uuid4())})

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                share,
                self[f"share_{share.pk}"],
                self[f"person_{share.pk}"],
                date_format(report_links.last_day(share.directive, today()), "d/m/Y"),
            )
            for share in self.shares
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [share for share in self.shares if data.get(f"share_{share.pk}")]
        if not chosen:
            self.add_error(None, _("Choose at least one body."))
        for share in chosen:
            name = f"person_{share.pk}"
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Say for whom the address is."))
        return data

    @property
    def wanted(self) -> list[Wanted]:
        data = self.cleaned_data
        return [
            Wanted(share, data[f"person_{share.pk}"], self._account(share, data[f"person_{share.pk}"]))
            for share in self.shares
            if data[f"share_{share.pk}"]
        ]

    def _account(self, share: Share, person: str) -> User | None:
        """Return who speaks for the body and is called so; nobody where two are."""
        found = [user for user in self.speakers.get(share.body_id, []) if fold(user.full_name) == fold(person)]
        return found[0] if len(found) == 1 else None


def _speakers(shares: Sequence[Share]) -> dict[int, list[User]]:
    """Return who reports for each body, its head first; in one query."""
    roles = {Role.HEAD_OF_BODY: 0, Role.REPORTER: 1}
    held = Position.objects.held(today()).filter(
        body__in={share.body_id for share in shares}, post__role__in=roles, user__is_active=True
    )
    found: dict[int, list[User]] = {}
    for row in sorted(held.select_related("user", "post"), key=lambda row: (roles[Role(row.post.role)], row.pk)):
        if row.user not in found.setdefault(row.body_id, []):
            found[row.body_id].append(row.user)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """Make links for the shares ticked; `nhiem-vu` narrows the page to a directive, `don-vi` to a body."""
    refuse_unless(request, Action.MAKE_LINK)
    directive, body = _number(request, "nhiem-vu"), _number(request, "don-vi")
    rows = _open_shares()
    rows = rows.filter(directive=directive) if directive else rows
    page = Paginator(rows.filter(body=body) if body else rows, _A_PAGE).get_page(request.GET.get("page"))
    shares = list(page.object_list)
    posted = request.POST if request.method == "POST" else None
    form = LinksForm(posted, shares=shares, ticked=bool(directive))
    if posted is not None and form.is_valid():
        return _made(request, form)
    bodies = Body.objects.filter(pk__in=_open_shares().order_by().values("body"))
    context = {"form": form, "page": page, "bodies": bodies, "body": body, "directive": directive}
    return render(request, "tasks/links.html", context, status=422 if form.errors else 200)


def _open_shares() -> Any:
    in_force = {"directive__given_on__isnull": False, "directive__resolution__status": Status.ISSUED}
    rows = Share.objects.filter(directive__outcome=Outcome.OPEN, done_on=None, **in_force)
    order = (
        "-directive__resolution__year",
        "-directive__resolution__month",
        "directive__number",
        "body__position",
        "pk",
    )
    return rows.select_related("directive__resolution", "body").order_by(*order)


def _made(request: HttpRequest, form: LinksForm) -> HttpResponse:
    """Show each address with its code: this once, for only its hash is kept."""
    op_id = as_uuid(form.cleaned_data["op_id"])
    made = report_links.make(form.wanted, by=user_of(request), at=timezone.now(), op_id=op_id)
    new = [each for each in made if each.is_new]
    context: dict[str, Any] = {"made": [(each, svg(each.address)) for each in made], "is_again": len(new) < len(made)}
    if form.cleaned_data["by_mail"] and new:
        context |= {"by_mail": True, **_mailed(new)}
    return render(request, "tasks/links_made.html", context)


def _mailed(made: Sequence[Made]) -> dict[str, Any]:
    sent, unsent = report_links.mail(made)
    words = ngettext("%(count)s address went out by e-mail.", "%(count)s addresses went out by e-mail.", len(sent))
    return {"sent_words": words % {"count": len(sent)}, "unsent": unsent}


@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(request, Action.MAKE_LINK)
    link = get_object_or_404(ReportLink.objects.select_related("directive", "body"), pk=pk)
    if report_links.revoke(link, by=user_of(request), at=timezone.now()):
        messages.success(request, _("The address for %(person)s is of no use any more.") % {"person": link.person})
    else:
        messages.error(request, _("This address was used or revoked before."))
    return redirect(f"{link.directive.get_absolute_url()}#duong-dan")


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _NUMBER else None
