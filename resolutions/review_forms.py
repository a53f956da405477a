"""What is typed in a review: a comment, a suggested wording, a reply, an opinion, the office's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesat.forms import Form, TextField
from resolutions.manuscript import MAX_PARAGRAPH_LENGTH
from resolutions.models import Asked, Comment, Draft, Opinion
from resolutions.reviewing import MAX_COMMENT_LENGTH

_TOO_LONG = {"max_length": _("A comment may have at most 5,000 characters.")}


def _area(rows: int) -> forms.Textarea:
    # With `data-send` Ctrl+Enter sends the form (kesat/static/kesat/page.js).
    return forms.Textarea(attrs={"rows": rows, "data-send": ""})


class _ReviewForm(Form):
    """Several of these stand on one page, so each names its boxes after itself."""

    def __init__(self, data: Any = None, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(data, *args, auto_id=f"{name}-%s", **kwargs)


class CommentForm(_ReviewForm):
    """A comment on a paragraph; `paragraph` is empty for the whole text."""

    paragraph = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    occurrence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=10_000)
    quote = TextField(
        label=_("On these words only"),
        help_text=_("Copied from the paragraph; leave it empty for the whole paragraph."),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"data-quote": "", "autocomplete": "off"}),
        error_messages={"max_length": _("These are too many words. Leave the box empty for the whole paragraph.")},
    )
    text = TextField(
        lines=True,
        label=_("Comment"),
        max_length=MAX_COMMENT_LENGTH,
        widget=_area(3),
        error_messages={"required": _("Type your comment."), **_TOO_LONG},
    )


class SuggestForm(_ReviewForm):
    paragraph = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    wording = TextField(
        label=_("I suggest to write"),
        max_length=MAX_PARAGRAPH_LENGTH,
        widget=_area(5),
        error_messages={
            "required": _("Type the wording that you suggest."),
            "max_length": _("A wording may have at most 20,000 characters."),
        },
    )
    text = TextField(
        lines=True,
        label=_("Reason"),
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=_area(2),
        error_messages=_TOO_LONG,
    )


class ReplyForm(_ReviewForm):
    text = TextField(
        lines=True,
        label=_("Reply"),
        max_length=MAX_COMMENT_LENGTH,
        widget=_area(2),
        error_messages={"required": _("Type your reply."), **_TOO_LONG},
    )


class OpinionForm(_ReviewForm):
    """A member's own say on the whole; two of the four answers need words."""

    answer = forms.ChoiceField(
        label=_("Opinion"),
        choices=Opinion.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the four opinions."),
            "invalid_choice": _("Choose one of the four opinions."),
        },
    )
    text = TextField(
        lines=True,
        label=_("Comments or reason"),
        help_text=_("Needed where you do not agree or reserve your opinion."),
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_TOO_LONG,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_words = data.get("answer") in {Opinion.Answer.DISAGREED, Opinion.Answer.RESERVED}
        if needs_words and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say why you do not agree, or reserve your opinion."))
        return data


class PaperOpinionForm(OpinionForm):
    """An opinion given on paper, entered by the office for one of the members asked."""

    member = forms.TypedChoiceField(
        label=_("Member"),
        coerce=int,
        error_messages={"required": _("Choose the member."), "invalid_choice": _("Choose the member.")},
    )
    scan = forms.FileField(
        label=_("Scan of the signed form"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB"),
        max_length=200,
        allow_empty_file=True,  # the check says more about an empty file than Django does
        error_messages={
            "required": _("Choose the scan of the opinion given on paper."),
            "max_length": _("The file's name is too long."),
        },
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Asked.objects.filter(draft=draft, is_member=True)
        people = [(str(row.user_id), f"{row.full_name}, {row.post_title}") for row in asked]
        self.fields["member"].choices = [("", _("Choose the member")), *people]  # type: ignore[attr-defined]
        self.order_fields(["member", "answer", "text", "scan"])


class AnswerForm(_ReviewForm):
    """What the office makes of a comment."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Comment.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the outcomes."),
            "invalid_choice": _("Choose one of the outcomes."),
        },
    )
    explanation = TextField(
        lines=True,
        label=_("Explanation"),
        help_text=_("Goes into the table of opinions; needed unless the comment is taken in."),
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=_area(2),
        error_messages={"max_length": _("An explanation may have at most 5,000 characters.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_words = data.get("outcome") in {Comment.Outcome.PARTLY, Comment.Outcome.DECLINED}
        if needs_words and not data.get("explanation") and "explanation" not in self.errors:
            self.add_error("explanation", _("Give the reason, for the table of opinions."))
        return data
