"""The pages that take a list out as a sheet and bring one in: choose a file, look at what it changes, confirm."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat import spreadsheets
from kesat.organization.held import HeldFile
from kesat.organization.importing import Line, Outcome, bring_in
from kesat.organization.models import User
from kesat.organization.sheets import Sheet
from kesat.sheet_reader import Row
from kesat.uploads import RefusedFile, safe_file_name

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[models.Model]
else:
    _ModelAdmin = object


class SheetForm(forms.Form):
    """A spreadsheet; `cleaned_data` holds its name, bytes and rows."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx or .csv)"),
        max_length=500,
        error_messages={"required": gettext_lazy("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> tuple[str, bytes, list[Row]]:
        file = self.cleaned_data["file"]
        content = file.read()
        try:
            return safe_file_name(file.name), content, spreadsheets.read(file.name, content)
        except RefusedFile as refused:
            raise ValidationError(str(refused)) from refused


class Exchange(_ModelAdmin):
    """Adds to a ModelAdmin: take out, bring in, and an empty sheet to begin with."""

    sheet: ClassVar[type[Sheet]]
    change_list_template = "admin/exchange/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=self._address(name, bare=True))

        return [
            page("xuat/<str:kind>/", self.take_out, "export"),
            page("nhap/mau/<str:kind>/", partial(self.take_out, empty=True), "template"),
            page("nhap/", self.choose, "import"),
            page("nhap/<int:pk>/", self.confirm, "confirm"),
            *super().get_urls(),
        ]

    def take_out(self, request: HttpRequest, kind: str, *, empty: bool = False) -> HttpResponse:
        """Answer with the whole list, or with its headings alone."""
        if kind not in spreadsheets.FORMATS:
            raise Http404
        form = spreadsheets.FORMATS[kind]()
        rows = self.sheet().get_queryset()
        data = self.sheet().export(rows.none() if empty else rows)
        response = HttpResponse(form.export_data(data), content_type=form.get_content_type())
        name = capfirst(self.opts.verbose_name_plural)
        stem = _("%(list)s, empty sheet") if empty else "%(list)s %(day)s"
        file_name = safe_file_name(f"{stem % {'list': name, 'day': timezone.localdate()}}.{kind}")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name) or ""
        return response

    def choose(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file; when it came, show what it would change. Nothing is stored but the file, for an hour."""
        form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
        if not form.is_valid():
            return self._page(request, "choose", {"form": form, "columns": list(self.sheet.columns())})
        name, content, rows = form.cleaned_data["file"]
        outcome = bring_in(self.sheet, rows, by=_user(request), dry_run=True)
        held = None
        if not (outcome.problems or outcome.changes_nothing):
            HeldFile.objects.expired(timezone.now()).delete()
            held = HeldFile.objects.create(user=_user(request), purpose=self._purpose(), name=name, content=content)
        return self._page(request, "preview", {"outcome": outcome, "held": held, "file_name": name})

    # The file could not be kept while the password is typed.
    choose.changes_nothing = True  # type: ignore[attr-defined]

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Store what was shown: all of it, once, and only if it would still be the same."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        held = HeldFile.objects.of(_user(request), self._purpose(), timezone.now()).filter(pk=pk).first()
        if held is None:
            raise Http404
        rows = spreadsheets.read(held.name, bytes(held.content))
        with transaction.atomic():
            # Of two confirmations at once, one deletes the file; the other finds it gone.
            if not HeldFile.objects.filter(pk=held.pk).delete()[0]:
                raise Http404
            outcome = bring_in(self.sheet, rows, by=_user(request), dry_run=False)
            as_shown = outcome.fingerprint == request.POST.get("fingerprint")
            if outcome.problems or not as_shown:
                transaction.set_rollback(True)
            else:
                for line in outcome.lines:
                    self._record(request, line)
        if outcome.problems or not as_shown:
            context = {"outcome": outcome, "held": held, "file_name": held.name, "has_moved_on": True}
            return self._page(request, "preview", context)
        messages.success(request, _summary(outcome))
        return redirect(self._address("changelist"))

    def _record(self, request: HttpRequest, line: Line) -> None:
        """Write Django's own record of the row, as if it had been typed in the form."""
        if line.kind == "new":
            self.log_addition(request, line.instance, [{"added": {}}])
        elif line.kind == "update":
            with translation.override(None):
                fields = [str(self.sheet.label(change.field)) for change in line.changes]
            self.log_change(request, line.instance, [{"changed": {"fields": fields}}])

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Bring in: %(list)s") % {"list": self.opts.verbose_name_plural},
            "list_url": reverse(self._address("changelist")),
            "import_url": reverse(self._address("import")),
            "template_urls": [
                (kind.upper(), reverse(self._address("template"), args=[kind])) for kind in spreadsheets.FORMATS
            ],
        }
        if held := context.get("held"):
            shared["confirm_url"] = reverse(self._address("confirm"), args=[held.pk])
        return TemplateResponse(request, f"admin/exchange/{name}.html", shared | context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        links = {
            "import_url": reverse(self._address("import")),
            "export_urls": [
                (kind.upper(), reverse(self._address("export"), args=[kind])) for kind in spreadsheets.FORMATS
            ],
        }
        return super().changelist_view(request, (extra_context or {}) | links)

    def _address(self, name: str, *, bare: bool = False) -> str:
        return f"{'' if bare else 'admin:'}{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _purpose(self) -> str:
        return f"import {self.opts.label_lower}"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 the administration lets nobody else this far
    return request.user


def _summary(outcome: Outcome) -> str:
    return _("Brought in: %(added)s added, %(changed)s changed, %(unchanged)s as before.") % {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
    }
