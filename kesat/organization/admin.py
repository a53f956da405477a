"""The administration of who exists: for administrators only; rows are kept, never deleted."""

import re
from collections.abc import Iterable
from json import loads
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import TextField
from kesat.organization.administrators import is_last_administrator, lock_with_administrators
from kesat.organization.certificates import Certificate
from kesat.organization.exchange import Exchange
from kesat.organization.models import Body, Branch, Committee, Position, Post, Term, User
from kesat.organization.sheets import BodySheet, PositionSheet, UserSheet
from kesat.records.models import record
from kesat.vietnamese import fold

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[models.Model]
    _UserAdmin = DjangoUserAdmin[User]
    _UserForm = UserChangeForm[User]
    _NewUserForm = AdminUserCreationForm[User]
    _PasswordForm = AdminPasswordChangeForm[User]
    _BranchForm = forms.ModelForm[Branch]
    _PositionForm = forms.ModelForm[Position]
    _CertificateForm = forms.ModelForm[Certificate]
else:
    _ModelAdmin = admin.ModelAdmin
    _UserAdmin = DjangoUserAdmin
    _UserForm = UserChangeForm
    _NewUserForm = AdminUserCreationForm
    _PasswordForm = AdminPasswordChangeForm
    _BranchForm = forms.ModelForm
    _PositionForm = forms.ModelForm
    _CertificateForm = forms.ModelForm

# Rights come from positions here; Django's groups would only look as if they gave any.
admin.site.unregister(Group)


# What a person types to sign in, and when they did, are no part of the record.
_NOT_RECORDED = ("password", "last_login")


class Kept(_ModelAdmin):
    """What all lists have in common: text is cleaned as it comes in, no row is ever deleted, each change is recorded.

    Who holds what is what gives rights: so the record of events, which nobody can alter unseen, has each row as it
    was after each change, beside Django's own short record.
    """

    formfield_overrides: ClassVar[Any] = {models.CharField: {"form_class": TextField, "widget": AdminTextInputWidget}}
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("enter_row", obj, by=request.user, row=_as_recorded(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("change_row", obj, by=request.user, row=_as_recorded(obj), changed=message)
        return super().log_change(request, obj, message)


def _as_recorded(row: models.Model) -> dict[str, Any]:
    """Return the row's values, as JSON has them."""
    names = [field.name for field in row._meta.get_fields() if field.concrete and field.name not in _NOT_RECORDED]  # noqa: SLF001
    return loads(serialize("json", [row], fields=names))[0]["fields"]  # type: ignore[no-any-return]


class FoldedSearch(_ModelAdmin):
    """Search without marks where the table has no folded column: people type "nguyen" for "Nguyễn"."""

    def searched(self, row: Any) -> str:
        """Return the text in which the words are looked for."""
        raise NotImplementedError

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        words = fold(search_term).split()
        if not words:
            return queryset, False
        texts = ((row.pk, fold(self.searched(row))) for row in queryset)
        found = [pk for pk, text in texts if all(word in text for word in words)]
        return queryset.filter(pk__in=found), False


class BodySearch(_ModelAdmin):
    """Search in the folded column that bodies have."""

    search_fields = ("folded_name", "code")
    search_help_text = gettext_lazy("Name or code, with or without marks")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(Committee)
class CommitteeAdmin(Kept):
    fields = (
        "name", "place", "upper_body", "issuing_body", "issuer", "authority", "symbol", "format_profile",
        "office_telephone", "collects_results", "asks_permanent_members", "silence_is_assent", "signs_on_paper",
        "signs_outside", "signs_here",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not Committee.objects.exists()

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Go to the one committee at once: a list of one is a detour."""
        if Committee.objects.exists():
            return redirect(reverse("admin:organization_committee_change", args=[1]))
        return super().changelist_view(request, extra_context)


@admin.register(Term)
class TermAdmin(Kept):
    list_display = ("name", "begins_on", "ends_on")
    fields = ("name", "begins_on", "ends_on")


@admin.register(Body)
class BodyAdmin(Exchange, BodySearch, Kept):
    sheet = BodySheet
    list_display = ("name", "code", "kind", "parent", "position", "begins_on", "ends_on")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    ordering = ("position", "name")
    autocomplete_fields = ("parent", "members")
    fieldsets = (
        (None, {"fields": ("code", "name", "short_names", "kind", "parent", "position", "begins_on", "ends_on")}),
        (gettext_lazy("Group of bodies"), {"fields": ("group_rule", "members")}),
    )


class BranchForm(_BranchForm):
    """A body whose kind is settled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = Body.Kind.BRANCH


@admin.register(Branch)
class BranchAdmin(BodySearch, Kept):
    form = BranchForm  # type: ignore[assignment]
    list_display = ("name", "code", "parent", "position", "begins_on", "ends_on")
    list_select_related = ("parent",)
    ordering = ("position", "name")
    autocomplete_fields = ("parent",)
    fields = ("code", "name", "short_names", "parent", "position", "begins_on", "ends_on")


@admin.register(Post)
class PostAdmin(FoldedSearch, Kept):
    list_display = ("title", "code", "role", "signature_title", "position")
    list_filter = ("role",)
    search_fields = ("title", "code")
    ordering = ("position", "title")
    fields = ("code", "title", "signature_title", "role", "position")

    def searched(self, row: Any) -> str:
        return f"{row.title} {row.code}"


_NO_PASSWORD = gettext_lazy("Without a password this person cannot sign in.")


class UserForm(_UserForm):
    class Meta:
        model = User
        fields = ("username", "password", "full_name", "email", "telephone", "is_active", "is_staff")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        # From here to the end of the request nobody gives this person a position, or closes another administrator.
        lock_with_administrators(self.instance.pk)
        if not (said.get("is_active") and said.get("is_staff")) and is_last_administrator(self.instance):
            raise ValidationError(_("At least one administrator who can sign in must remain."))
        return said


class NewUserForm(_NewUserForm):
    usable_password = AdminUserCreationForm.create_usable_password_field(_NO_PASSWORD)

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "telephone", "is_active", "is_staff")


class PasswordForm(_PasswordForm):
    usable_password_help_text = _NO_PASSWORD  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("set_usable_password", True) and is_last_administrator(self.user):
            raise ValidationError(_("At least one administrator who can sign in must remain."))
        return said


@admin.register(User)
class UserAdmin(Exchange, FoldedSearch, Kept, _UserAdmin):
    sheet = UserSheet
    form = UserForm  # type: ignore[assignment]
    add_form = NewUserForm
    change_password_form = PasswordForm
    list_display = ("username", "full_name", "telephone", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "full_name")
    search_help_text = gettext_lazy("Name or username, with or without marks")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "created_at")
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email", "telephone")}),
        (gettext_lazy("Rights"), {"fields": ("is_active", "is_staff")}),
        (gettext_lazy("Moments"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "telephone", "is_active", "is_staff")}),
        (gettext_lazy("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def searched(self, row: Any) -> str:
        return f"{row.full_name} {row.username}"

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Check and store in one transaction, as Django's other pages do: the form looks at other rows."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)


class HeldFilter(admin.SimpleListFilter):
    title = gettext_lazy("held today")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Position]) -> models.QuerySet[Position]:
        today = Position.objects.held(timezone.localdate())
        if self.value() == "yes":
            return queryset.filter(pk__in=today)
        return queryset.exclude(pk__in=today) if self.value() == "no" else queryset


class PositionForm(_PositionForm):
    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("user"):
            # The field has read the person before the lock: they may have become an administrator since.
            said["user"] = lock_with_administrators(said["user"].pk)
        return said


@admin.register(Position)
class PositionAdmin(Exchange, FoldedSearch, Kept):
    sheet = PositionSheet
    form = PositionForm  # type: ignore[assignment]
    list_display = ("user", "post_and_whether_it_waits", "body", "begins_on", "ends_on")
    list_filter = (HeldFilter, "awaits_confirmation", "post__role")
    actions = ("confirm_positions",)
    list_select_related = ("user", "post", "body")
    search_fields = ("user__full_name", "user__username", "body__folded_name", "post__title")
    search_help_text = gettext_lazy("Person, body or post, with or without marks")
    autocomplete_fields = ("user", "body", "post")
    fields = ("user", "body", "post", "begins_on", "ends_on")
    readonly_fields = ("confirmation", "entered_by")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("user", "post", "body")

    def searched(self, row: Any) -> str:
        return f"{row.user.full_name} {row.user.username} {row.body.name} {row.body.code} {row.post.title}"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Say of a position of the Standing Committee who entered it and whether it waits."""
        return (*self.fields, *(self.readonly_fields if obj and obj.entered_by_id else ()))

    @admin.display(description=gettext_lazy("confirmation"))
    def confirmation(self, position: Position) -> str:
        return _("waits") if position.awaits_confirmation else ""

    @admin.display(description=gettext_lazy("post"), ordering="post")
    def post_and_whether_it_waits(self, position: Position) -> str:
        return f"{position.post} ({_('waits')})" if position.awaits_confirmation else str(position.post)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.enter(by=request.user)
        super().save_model(request, obj, form, change)
        if obj.awaits_confirmation:
            words = _("The position counts once another administrator has confirmed it in the list of positions.")
            messages.warning(request, words)

    @admin.action(description=gettext_lazy("Confirm the positions chosen, entered by another administrator"))
    def confirm_positions(self, request: HttpRequest, chosen: models.QuerySet[Position]) -> None:
        """Let positions of the Standing Committee count that another administrator has entered."""
        waiting = chosen.filter(awaits_confirmation=True)
        own = waiting.filter(entered_by=request.user.pk).count()
        confirmed = 0
        for position in waiting.exclude(entered_by=request.user.pk):
            as_seen = Position.objects.filter(pk=position.pk, awaits_confirmation=True, entered_by=position.entered_by)
            if as_seen.update(awaits_confirmation=False):
                confirmed += 1
                record("confirm_position", position, by=request.user, row=_as_recorded(position))
        if confirmed or not own:
            messages.success(request, _("Confirmed: %(count)s.") % {"count": confirmed})
        if own:
            messages.error(request, _("You entered or changed it yourself; another administrator must confirm it."))


class CertificateForm(_CertificateForm):
    """Takes a SHA-256 as programs show it, "AB:CD:..." or in groups; the model says what it must be without that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sha256"]
        field.max_length, field.validators = None, []
        field.widget.attrs |= {
            "maxlength": "200", "spellcheck": "false", "autocapitalize": "none", "class": "vLargeTextField"
        }  # fmt: skip

    def clean_sha256(self) -> str:
        return re.sub(r"[\s:]", "", self.cleaned_data["sha256"]).lower()


@admin.register(Certificate)
class CertificateAdmin(FoldedSearch, Kept):
    form = CertificateForm  # type: ignore[assignment]
    list_display = ("__str__", "begins_on", "ends_on")
    list_select_related = ("user",)
    search_fields = ("user__full_name", "sha256")
    search_help_text = gettext_lazy("Person, with or without marks, or the first letters of the SHA-256")
    autocomplete_fields = ("user",)
    fields = ("user", "sha256", "begins_on", "ends_on")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"begins_on": timezone.localdate()}

    def searched(self, row: Any) -> str:
        return f"{row.user.full_name if row.user else ''} {row.sha256}"
