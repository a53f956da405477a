"""The review of a draft: what was sent to whom, comments, opinions, and the decision."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesat.organization.models import User
from kesat.records.models import StoredFile
from resolutions.models.text import Paragraph, Resolution


class Draft(models.Model):
    """A draft as it was sent to the Standing Committee ("Dự thảo lần n"); insert-only.

    `content` is what `resolutions.canonical.frozen` returns: the text with the ids and versions of its paragraphs.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField("SHA-256", max_length=64)
    deadline = models.DateTimeField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["resolution", "number"]
        constraints = [
            models.UniqueConstraint(
                name="one_draft_a_number",
                fields=["resolution", "number"],
                violation_error_message=_("This draft was sent already."),
            )
        ]

    def __str__(self) -> str:
        return _("Draft %(number)s") % {"number": self.number}

    def is_open(self, at: datetime) -> bool:
        return at <= self.deadline


class Asked(models.Model):
    """A person to whom a draft was sent; a member of the Standing Committee votes, others were invited to read it."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="asked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=80)
    post_title = models.CharField(max_length=80)
    is_member = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("people asked")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_asked_once_a_draft",
                fields=["draft", "user"],
                violation_error_message=_("This person is asked already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Look(models.Model):
    """That a person has looked at a draft, first and last."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.UniqueConstraint(
                name="one_look_a_draft",
                fields=["draft", "user"],
                violation_error_message=_("This look is noted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.draft_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> Self:
        return self.filter(parent=None)

    def unanswered(self) -> Self:
        """Threads begun by a member that the office has not answered yet."""
        return self.threads().filter(outcome="", by_office=False)


class Comment(models.Model):
    """What someone says of words in a draft, or of the whole where there is no paragraph; replies hang on a thread.

    With `wording` it is a suggestion: new words for the paragraph. The office answers a thread with an outcome and
    an explanation (bảng tổng hợp tiếp thu, giải trình); the outcome of a suggestion taken is a revision.
    """

    class Outcome(models.TextChoices):
        OPEN = "", _("Not answered yet")
        TAKEN = "taken", _("Taken in")
        PARTLY = "partly", _("Taken in partly")
        DECLINED = "declined", _("Explained, not taken in")

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, related_name="comments")
    # The words it hangs on, and which of their occurrences in the paragraph, from 1; found again when read.
    quote = models.TextField(_("words"), blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    text = models.TextField(_("comment"), blank=True)
    wording = models.TextField(_("suggested wording"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_office = models.BooleanField(default=False)
    at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    supporters = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text="") | ~Q(wording=""),
                violation_error_message=_("Type a comment, or other words for the paragraph."),
            ),
            models.CheckConstraint(
                name="a_wording_is_of_a_paragraph",
                condition=Q(wording="") | Q(paragraph__isnull=False, parent=None),
                violation_error_message=_("Other words are suggested for a paragraph."),
            ),
            models.CheckConstraint(
                name="outcome_is_known",
                condition=Q(outcome__in=["", "taken", "partly", "declined"]),
                violation_error_message=_("Choose one of the outcomes listed."),
            ),
            models.CheckConstraint(
                name="an_answer_has_its_author",
                condition=Q(outcome="", answered_by=None, answered_at=None)
                | (~Q(outcome="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                violation_error_message=_("An answer says who gave it, and when."),
            ),
            models.CheckConstraint(
                name="what_is_not_taken_is_explained",
                condition=~Q(outcome__in=["partly", "declined"]) | ~Q(explanation=""),
                violation_error_message=_("Give the reason, for the table of opinions."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.wording[:60]


class Opinion(models.Model):
    """A member's say on a draft as a whole. No row is its own state: no answer."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        AGREED_WITH_COMMENTS = "agreed_with_comments", _("Agreed, with comments")
        DISAGREED = "disagreed", _("Not agreed")
        RESERVED = "reserved", _("Opinion reserved")

    FAVOURABLE = (Answer.AGREED, Answer.AGREED_WITH_COMMENTS)

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="opinions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(_("opinion"), max_length=30, choices=Answer)
    text = models.TextField(_("comments"), blank=True)
    at = models.DateTimeField()
    # Given on paper: who entered it, and the scan.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_opinion_a_draft",
                fields=["draft", "user"],
                violation_error_message=_("This member has given an opinion already."),
            ),
            models.CheckConstraint(
                name="answer_is_known",
                condition=Q(answer__in=["agreed", "agreed_with_comments", "disagreed", "reserved"]),
                violation_error_message=_("Choose one of the opinions listed."),
            ),
            models.CheckConstraint(
                name="whoever_does_not_agree_says_why",
                condition=~Q(answer__in=["disagreed", "reserved"]) | ~Q(text=""),
                violation_error_message=_("Say why you do not agree, or reserve your opinion."),
            ),
            models.CheckConstraint(
                name="an_opinion_on_paper_has_its_scan",
                condition=Q(recorded_by=None, scan=None) | Q(recorded_by__isnull=False, scan__isnull=False),
                violation_error_message=_("An opinion given on paper is entered with its scan."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        return self.filter(voided_at=None)


class Decision(models.Model):
    """What the Standing Committee decided on a draft; recorded by the head of the office, confirmed by the Secretary.

    `sha256` is that of the text which may be signed: the draft's, or for one approved with amendments the certified
    text's. Stepping back makes it void.
    """

    class Way(models.TextChoices):
        MEETING = "meeting", _("In a meeting")
        CIRCULATION = "circulation", _("By written opinions")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        AMENDED = "amended", _("Approved with stated amendments")

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="decisions")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="decisions")
    way = models.CharField(_("how it was decided"), max_length=20, choices=Way)
    decided_on = models.DateField(_("decided on"))
    # The members of the Standing Committee of the day: user, full_name, post_title, answer, is_present.
    incumbents = models.JSONField()
    present = models.PositiveSmallIntegerField(_("present"), default=0)
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    silence_counts = models.BooleanField(default=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    amendments = models.TextField(_("amendments"), blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("chair"))
    minutes = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    certified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    certified_at = models.DateTimeField(null=True)
    # The text that may be signed, as `Draft.content`, once the Secretary has confirmed it.
    content = models.JSONField(null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    text_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    text_confirmed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_decision",
                fields=["resolution"],
                condition=Q(voided_at=None),
                violation_error_message=_("There is a decision on this resolution already."),
            ),
            models.CheckConstraint(
                name="way_and_outcome_are_known",
                condition=Q(way__in=["meeting", "circulation"], outcome__in=["approved", "amended"]),
                violation_error_message=_("Choose how it was decided, and what."),
            ),
            models.CheckConstraint(
                name="amendments_are_stated",
                condition=~Q(outcome="amended") | ~Q(amendments=""),
                violation_error_message=_("State the amendments that were decided."),
            ),
            models.CheckConstraint(
                name="another_confirms",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=models.F("recorded_by"))
                ),
                violation_error_message=_("A decision is confirmed by another than who recorded it."),
            ),
            models.CheckConstraint(
                name="what_is_void_says_why",
                condition=Q(voided_at=None, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("Say why it is void."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def members(self) -> list[dict[str, Any]]:
        return list(self.incumbents)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> Self:
        return self.filter(begins_on__lte=on, ends_on__gte=on, revoked_at=None)


class Delegation(models.Model):
    """That a deputy signs for the Secretary from a day to a day (both included)."""

    deputy = models.ForeignKey(User, models.PROTECT, related_name="delegations", verbose_name=_("deputy"))
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-begins_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins",
                condition=Q(ends_on__gte=models.F("begins_on")),
                violation_error_message=_("A delegation ends on or after the day on which it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.deputy} {self.begins_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"
