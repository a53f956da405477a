"""Our text field: what it cleans, what it refuses, and in which words."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from kesat import forms


class SubjectForm(forms.Form):
    subject = forms.TextField(max_length=10)


def refused(field: forms.TextField, text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(ValidationError) as refusal:
        field.clean(text)
    return [(error.code, error.messages[0]) for error in refusal.value.error_list]


def test_text_is_cleaned_before_it_is_measured() -> None:
    field = forms.TextField(max_length=10)

    assert field.clean(" \u200bmột   hai\u00a0 ba ") == "một hai ba"
    assert forms.TextField(lines=True, max_length=10).clean(" một\r\nhai ") == "một\nhai"


@pytest.mark.parametrize("text", ["x" * 21, " " * 21, "\u202e" * 21])
def test_bad_input_53_text_far_too_long_is_refused_before_it_is_cleaned(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "clean", None)
    monkeypatch.setattr(forms, "clean_line", None)
    told = [("max_length", "Quá dài")]

    for lines in (False, True):
        field = forms.TextField(lines=lines, max_length=10, error_messages={"max_length": gettext_lazy("Quá dài")})
        assert refused(field, text) == told


def test_bad_input_53_far_too_long_and_too_long_are_told_in_the_same_words() -> None:
    field = forms.TextField(max_length=10)

    [(code, near), (far_code, far)] = refused(field, "x" * 11) + refused(field, "x" * 99)

    assert (code, far_code) == ("max_length", "max_length")
    assert far == near.replace("11", "99")


def test_bad_input_53_what_was_typed_stays_in_the_box() -> None:
    form = SubjectForm({"subject": "x" * 99})

    assert not form.is_valid()
    assert form["subject"].value() == "x" * 99
    assert [target for target, _message in form.problems] == ["id_subject"]
