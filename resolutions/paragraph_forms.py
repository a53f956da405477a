"""What is typed into the paragraphs of a section: by its form, and by the page's script."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesat.forms import Form, TextField
from resolutions.arranging import Act
from resolutions.drafting import Typed
from resolutions.manuscript import MAX_PARAGRAPH_LENGTH, ParagraphKind
from resolutions.models import Paragraph


def fingerprint(text: str, kind: str) -> str:
    """Return 16 digits that tell whether a paragraph is as its writer saw it."""
    return hashlib.sha256(f"{kind}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class ParagraphForm(Form):
    """One paragraph of the section's form; its names carry the paragraph's id, or "new"."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TextField(
        lines=True,
        label=gettext_lazy("Text"),
        required=False,
        max_length=MAX_PARAGRAPH_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("A paragraph may have at most 20,000 characters. Split it.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ParagraphKind, initial=ParagraphKind.PROSE)

    def __init__(self, data: Any = None, *, key: str, row: Paragraph | None = None) -> None:
        initial = {}
        if row:
            seen = fingerprint(row.text, row.kind)
            initial = {"base_version": row.version, "seen": seen, "text": row.text, "kind": row.kind}
        super().__init__(data, prefix=key, initial=initial)
        self.key, self.row = key, row

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.row and not data.get("text") and "text" in data:
            self.add_error("text", _("The paragraph is empty. Type its text, or remove it with its button."))
        return data

    @property
    def is_as_seen(self) -> bool:
        """Tell whether the writer left the paragraph as they saw it: such a one never conflicts."""
        data = self.cleaned_data
        if self.row and self.row.version == data["base_version"] and not self.row.is_removed:
            return (self.row.text, self.row.kind) == (data["text"], data["kind"])
        return bool(data["seen"] == fingerprint(data["text"], data["kind"]))

    def see(self, row: Paragraph) -> None:
        """Base what was typed on what stands now."""
        now = {"base_version": str(row.version), "seen": fingerprint(row.text, row.kind)}
        self.data = {**self.data.dict(), **{self.add_prefix(name): value for name, value in now.items()}}  # type: ignore[attr-defined]

    @property
    def is_too_long(self) -> bool:
        return any(error.code == "max_length" for error in self.errors.as_data().get("text", ()))


class TypedForm(Form):
    """A paragraph as the page's script sends it."""

    op_id = forms.UUIDField()
    base_version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    text = TextField(
        lines=True,
        required=False,
        max_length=MAX_PARAGRAPH_LENGTH,
        error_messages={"max_length": gettext_lazy("A paragraph may have at most 20,000 characters. Split it.")},
    )
    kind = forms.ChoiceField(choices=ParagraphKind)
    split = forms.BooleanField(required=False)

    def typed(self) -> Typed:
        data = self.cleaned_data
        return Typed(
            text=data["text"],
            kind=data["kind"],
            op_id=data["op_id"],
            base_version=data["base_version"] or 0,
            is_autosaved=not data["split"],
        )


class OrderForm(Form):
    """What the page's script asks of a section's order."""

    op_id = forms.UUIDField()
    act = forms.ChoiceField(choices=[(act.value, act.value) for act in Act])
    paragraph = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    base_version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    at = forms.IntegerField(required=False, min_value=0, max_value=2 * MAX_PARAGRAPH_LENGTH)
    text_version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
