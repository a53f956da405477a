"""How every form is drawn, and the sign-in forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.vietnamese import UnsafeText, clean, clean_line

_PLAIN_INPUTS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class Renderer(TemplatesSetting):
    """Draw every field by one template."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class Form(forms.Form):
    """The form all of ours stand on: Bootstrap's classes, and no checks by the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, _PLAIN_INPUTS):
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs.setdefault("class", kind)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return (id of the input, message) of every error, in the order of the fields."""
        found = []
        for name, messages in self.errors.items():
            target = "" if name == "__all__" else str(self[name].id_for_label)
            found += [(target, str(message)) for message in messages]
        return found


class TextField(forms.CharField):
    """Text cleaned as `kesat.vietnamese` says; on one line unless `lines` is set."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            text = super().to_python(value) or ""
            self._refuse_far_too_long(text)
            return clean(text).strip() if self.lines else clean_line(text)
        except UnsafeText as unsafe:
            raise ValidationError(unsafe_message(unsafe)) from unsafe

    def _refuse_far_too_long(self, text: str) -> None:
        """Refuse by the field's own rules what no cleaning brings below the limit, before it costs the time."""
        if self.max_length is not None and len(text) > 2 * self.max_length:
            self.run_validators(text)


class DayField(forms.DateField):
    """A day as the office types it, in this century."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Day/month/year"))
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"],
            widget=forms.DateInput(format="%d/%m/%Y", attrs=attrs),
            error_messages={
                "required": gettext_lazy("Type the day, for example 05/03/2026."),
                "invalid": gettext_lazy("The date is typed as day/month/year, for example 05/03/2026."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_("The year is between 2000 and 2100."))
        return day


def unsafe_message(unsafe: UnsafeText) -> str:
    return _("The text holds a hidden character (%(character)s) that cannot be kept. Delete it and type it again.") % {
        "character": unsafe.character
    }


class SignInForm(Form, AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy("The username or the password is not right."),
        "inactive": gettext_lazy("The username or the password is not right."),
    }

    shared_computer = forms.BooleanField(label=gettext_lazy("This is a shared computer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = _("Type your username.")
        self.fields["password"].error_messages["required"] = _("Type your password.")
        self.fields["username"].widget.attrs |= {"spellcheck": "false", "autocapitalize": "none", "autofocus": False}
        self.fields["shared_computer"].help_text = _(
            "Signs you out after %(minutes)s minutes without use, and keeps no draft on this computer."
        ) % {"minutes": settings.SESSION_SHARED_IDLE_MINUTES}


class SignInAgainForm(SignInForm):
    """Stands beside a form that came after its session had ended; its fields have names that no form of ours uses."""

    @staticmethod
    def _name(field_name: str) -> str:
        return f"sign_in_{field_name}"

    def add_prefix(self, field_name: str) -> str:
        return self._name(field_name)

    @classmethod
    def is_sent(cls, data: QueryDict) -> bool:
        return cls._name("username") in data

    @classmethod
    def left_out(cls, data: QueryDict) -> QueryDict:
        """Return what was sent without what belongs to this form."""
        rest = data.copy()
        for field_name in cls.base_fields:
            rest.pop(cls._name(field_name), None)
        return rest


class PasswordAgainForm(Form):
    """Asks a person who is signed in for the password once more; its name is used by no form of ours."""

    NAME = "password_again"

    password_again = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": gettext_lazy("Type your password."),
            "max_length": gettext_lazy("The password is not right."),
        },
    )

    def __init__(self, user: Any, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password_again(self) -> str:
        password: str = self.cleaned_data["password_again"]
        if not self.user.check_password(password):
            raise ValidationError(_("The password is not right."))
        return password


class ChangePasswordForm(Form, PasswordChangeForm):
    """Django's own, drawn as ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].error_messages["required"] = _("Type your present password.")
        self.fields["new_password1"].error_messages["required"] = _("Type the new password.")
        self.fields["new_password2"].error_messages["required"] = _("Type the new password once more.")
