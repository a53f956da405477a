"""What is typed and sent where a month is signed. Names hold "password" so that no page shows or keeps them."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from kesat.forms import Form
from resolutions.issuing import KeyFile, Upload

_LONGEST_KEY: Final = 200 * 1024
# The fields that no error report may show.
SECRETS: Final = ("key_password", "seal_password")


def _key_field(label: Any, help_text: Any, *, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        allow_empty_file=True,  # what opens it says more about an empty file than Django does
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Choose the certificate file (.p12 or .pfx)."),
            "max_length": gettext_lazy("The file's name is too long."),
        },
    )


def _password_field(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        strip=False,
        max_length=200,
        # Never filled in again, whatever was wrong.
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the passphrase of the certificate file.")},
    )


class _KeysForm(Form):
    @sensitive_variables()
    def _key(self, name: str, password: str) -> KeyFile | None:
        file = self.cleaned_data.get(name)
        return KeyFile(file.read(), self.cleaned_data[password]) if file else None

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("key", "seal"):
            file = data.get(name)
            if file and file.size > _LONGEST_KEY:
                self.add_error(name, gettext_lazy("The file is too large to be a certificate with its key."))
        return data


class SignHereForm(_KeysForm):
    """The signer's key and, where it is at hand, the committee's seal."""

    key = _key_field(gettext_lazy("Your certificate file"), gettext_lazy(".p12 or .pfx"))
    key_password = _password_field(gettext_lazy("Passphrase of your certificate file"))
    seal = _key_field(
        gettext_lazy("Certificate file of the committee's seal"),
        gettext_lazy("If it is at hand. Else the clerk adds the seal afterwards."),
        required=False,
    )
    seal_password = _password_field(gettext_lazy("Passphrase of the seal"), required=False)

    @property
    def signer(self) -> KeyFile:
        key = self._key("key", "key_password")
        assert key  # noqa: S101 (the field is required)
        return key

    @property
    def sealer(self) -> KeyFile | None:
        return self._key("seal", "seal_password")


class SealForm(_KeysForm):
    seal = _key_field(gettext_lazy("Certificate file of the committee's seal"), gettext_lazy(".p12 or .pfx"))
    seal_password = _password_field(gettext_lazy("Passphrase of the seal"))

    @property
    def sealer(self) -> KeyFile:
        key = self._key("seal", "seal_password")
        assert key  # noqa: S101 (the field is required)
        return key


class _UploadForm(Form):
    @property
    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


def _file_field(label: Any, help_text: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "max_length": gettext_lazy("The file's name is too long."),
        },
    )


class ScanForm(_UploadForm):
    file = _file_field(
        gettext_lazy("Scan of the signed paper"),
        gettext_lazy("PDF, JPEG or PNG, at most 20 MB"),
        ".pdf,.jpg,.jpeg,.png",
    )


class SignedFileForm(_UploadForm):
    file = _file_field(gettext_lazy("The signed file"), gettext_lazy("PDF, at most 20 MB"), ".pdf")


class VerifyForm(_UploadForm):
    file = _file_field(gettext_lazy("PDF file"), gettext_lazy("At most 20 MB. It is read and not kept."), ".pdf")
