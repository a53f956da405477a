"""The review of a draft: comments and their answers, suggested wordings and what becomes of them, opinions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import record, store_file
from kesat.uploads import RefusedFile, extension, safe_file_name
from resolutions import anchors, drafting, notifying, revisions, workflow
from resolutions.deciding import latest_draft
from resolutions.drafting import Refused, TooLong
from resolutions.manuscript import MAX_PARAGRAPH_LENGTH, ParagraphText
from resolutions.models import Comment, Draft, Look, Opinion, Origin, Paragraph, Resolution, Section
from resolutions.models.text import STANDING_COMMITTEE, WRITERS
from resolutions.policy import Action
from resolutions.sent_drafts import SentDraft
from resolutions.workflow import Overtaken

MAX_COMMENT_LENGTH: Final = 5_000
MAX_SCAN_BYTES: Final = 10 * 1024 * 1024
# What a scan may be: how it begins, and its type.
SCANS: Final = {
    "pdf": (b"%PDF-", "application/pdf"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
}
_WITH_REASON: Final = {Opinion.Answer.DISAGREED, Opinion.Answer.RESERVED}


class ChangedSince(Refused):
    """The paragraph is no longer the one for which a wording was suggested; both texts are shown to the office."""

    def __init__(self, suggestion: Comment, paragraph: Paragraph) -> None:
        self.suggestion, self.paragraph = suggestion, paragraph
        if paragraph.absorbed_by_id:
            message = _("This paragraph was joined to another one since the suggestion was made.")
        elif paragraph.is_removed:
            message = _("This paragraph was removed since the suggestion was made.")
        else:
            message = _("This paragraph was changed since the suggestion was made. Nothing was written over.")
        super().__init__(message)


@dataclass(frozen=True)
class Scan:
    """A file as it was chosen: its name and its bytes."""

    name: str
    content: bytes


@contextmanager
def _held(action: Action, resolution: Resolution, *, by: User) -> Iterator[Resolution]:
    """Act in one transaction, the month held still in a state in which it may be done. Raises what `require` raises."""
    workflow.require(action, resolution, by=by)
    with transaction.atomic():
        held = Resolution.objects.select_for_update(no_key=True).get(pk=resolution.pk)
        workflow.require(action, held, by=by)
        yield held


# Looking


def look(draft: Draft, user: User, at: datetime) -> None:
    """Note that the person has looked at the draft; the office, which wrote it, is not counted."""
    workflow.require(Action.REVIEW, draft.resolution, by=user)
    if _is_office(user):
        return
    with transaction.atomic():
        if not Look.objects.filter(draft=draft, user=user).update(last_at=at):
            Look.objects.get_or_create(draft=draft, user=user, defaults={"first_at": at, "last_at": at})


def look_before(draft: Draft, user: User) -> Look | None:
    """Return the person's look at the draft that they saw last before this one, or None."""
    looks = Look.objects.filter(user=user, draft__resolution=draft.resolution_id, draft__number__lt=draft.number)
    return looks.select_related("draft").order_by("-draft__number").first()


def draft_before(draft: Draft, user: User) -> Draft | None:
    """Return the draft that the person last looked at before this one, or None."""
    seen = look_before(draft, user)
    return seen.draft if seen else None


def _is_office(user: User) -> bool:
    roles = user.roles(timezone.localdate())
    return bool(roles & WRITERS) and not roles & STANDING_COMMITTEE


# Comments


@dataclass(frozen=True)
class Anchor:
    """What a comment hangs on: a paragraph and words in it, or nothing for the whole text."""

    paragraph_id: int | None = None
    quote: str = ""
    occurrence: int = 1


def comment(draft: Draft, anchor: Anchor, text: str, *, by: User, at: datetime) -> Comment:
    """Say something of words in a paragraph, of a paragraph, or of the whole. The same words twice are one comment."""
    return _say(draft, anchor, text=text, wording="", by=by, at=at)


def suggest(draft: Draft, paragraph_id: int, wording: str, text: str = "", *, by: User, at: datetime) -> Comment:
    """Suggest new words for a paragraph, with the reason if there is one."""
    workflow.require(Action.COMMENT, draft.resolution, by=by)
    if not wording.strip():
        raise Refused(_("Type the wording that you suggest."))
    if wording == SentDraft(draft).texts.get(paragraph_id):
        raise Refused(_("The wording is the same as the paragraph. Change what you would write otherwise."))
    return _say(draft, Anchor(paragraph_id), text=text, wording=wording, by=by, at=at)


def _say(draft: Draft, anchor: Anchor, *, text: str, wording: str, by: User, at: datetime) -> Comment:
    with _held(Action.COMMENT, draft.resolution, by=by) as resolution:
        _require_latest(draft, resolution)
        _check(text, wording)
        stands = SentDraft(draft).texts.get(anchor.paragraph_id or 0)
        if anchor.paragraph_id is not None and stands is None:
            raise Refused(_("This paragraph does not stand in the draft. Open the page again."))
        if anchor.quote and anchors.find(stands or "", anchor.quote) is None:
            raise Refused(_("These words do not stand in the paragraph. Copy them from it."))
        said, is_new = Comment.objects.get_or_create(
            draft=draft,
            paragraph_id=anchor.paragraph_id,  # type: ignore[misc]
            quote=anchor.quote,
            occurrence=anchor.occurrence,
            parent=None,
            text=text,
            wording=wording,
            by=by,
            defaults={"at": at, "by_office": _is_office(by)},
        )
        if is_new:
            name = "suggest" if wording else Action.COMMENT.value
            record(name, resolution, by=by, comment=said.pk, draft=draft.number, paragraph=anchor.paragraph_id)
    return said


def reply(thread: Comment, text: str, *, by: User, at: datetime) -> Comment:
    """Answer within a thread, whichever draft it was begun on."""
    resolution = thread.draft.resolution
    with _held(Action.COMMENT, resolution, by=by):
        if thread.parent_id is not None:
            raise Refused(_("A reply is given to the comment that began the thread."))
        _check(text, "")
        said, is_new = Comment.objects.get_or_create(
            draft=latest_draft(resolution),
            paragraph_id=thread.paragraph_id,  # type: ignore[misc]
            parent=thread,
            text=text,
            by=by,
            defaults={"at": at, "by_office": _is_office(by)},
        )
        if is_new:
            record("reply", resolution, by=by, comment=said.pk, thread=thread.pk)
    return said


def support(suggestion: Comment, *, by: User, at: datetime) -> None:
    """Say that one agrees with a suggestion; once is enough."""
    resolution = suggestion.draft.resolution
    with _held(Action.COMMENT, resolution, by=by):
        if not suggestion.wording:
            raise Refused(_("Only a suggested wording can be agreed with."))
        if suggestion.by_id == by.pk:
            raise Refused(_("This is your own suggestion."))
        if not suggestion.supporters.filter(pk=by.pk).exists():
            suggestion.supporters.add(by)
            record("support", resolution, by=by, comment=suggestion.pk)


def _check(text: str, wording: str) -> None:
    if not text.strip() and not wording.strip():
        raise Refused(_("Type a comment, or other words for the paragraph."))
    if len(text) > MAX_COMMENT_LENGTH:
        raise TooLong(_("A comment may have at most 5,000 characters."))
    if len(wording) > MAX_PARAGRAPH_LENGTH:
        raise TooLong(_("A wording may have at most 20,000 characters."))


def _require_latest(draft: Draft, resolution: Resolution) -> None:
    if latest_draft(resolution).pk != draft.pk:
        raise Overtaken(_("A newer draft was sent meanwhile. Open the page again."))


# What becomes of a comment


def answer(thread: Comment, outcome: str, explanation: str, *, by: User, at: datetime) -> None:
    """Say, as the office, what became of a comment; what is not taken in as it stands is explained."""
    resolution = thread.draft.resolution
    with _held(Action.ANSWER, resolution, by=by):
        if thread.parent_id is not None:
            raise Refused(_("The comment that began the thread is answered."))
        if outcome not in {Comment.Outcome.TAKEN, Comment.Outcome.PARTLY, Comment.Outcome.DECLINED}:
            raise Refused(_("Choose one of the outcomes listed."))
        if outcome != Comment.Outcome.TAKEN and not explanation.strip():
            raise Refused(_("Give the reason, for the table of opinions."))
        if len(explanation) > MAX_COMMENT_LENGTH:
            raise TooLong(_("An explanation may have at most 5,000 characters."))
        _settle(thread, outcome, explanation, by=by, at=at)
        record(Action.ANSWER.value, resolution, by=by, comment=thread.pk, outcome=outcome)


def take_in(suggestion: Comment, *, by: User, at: datetime, over: int | None = None) -> Paragraph:
    """Write a suggested wording into the paragraph as a revision of its own, and say that it is taken in.

    Raises ChangedSince where the paragraph is not the one that the member saw, unless `over` is its present version:
    the office has then seen both texts. Raises Locked, TooLong and what `require` raises too.
    """
    resolution = suggestion.draft.resolution
    workflow.require(Action.TAKE_IN, resolution, by=by)
    if suggestion.paragraph is None or not suggestion.wording:
        raise Refused(_("Only a suggested wording can be taken in."))
    with drafting.writing_in(suggestion.paragraph.section):
        # The section first, then its paragraph; the month comes last, by the trigger (see `drafting.held_section`).
        section = drafting.held_section(suggestion.paragraph.section_id)
        workflow.require(Action.TAKE_IN, section.part.resolution, by=by)
        row = _writable(suggestion, section, over)
        if Comment.objects.filter(pk=suggestion.pk, outcome=Comment.Outcome.TAKEN).exists():
            raise Overtaken(_("This suggestion is taken in already."))
        if row.text != suggestion.wording:
            drafting.check_lengths([ParagraphText(suggestion.wording)])
            revisions.change(row, by=by, at=at, origin=Origin.SUGGESTED, text=suggestion.wording)
            drafting.check_month_of(resolution.pk)
        _settle(suggestion, Comment.Outcome.TAKEN, suggestion.explanation, by=by, at=at)
        record(
            Action.TAKE_IN.value,
            resolution,
            by=by,
            comment=suggestion.pk,
            paragraph=row.pk,
            paragraph_version=row.version,
        )
    return row


def _writable(suggestion: Comment, section: Section, over: int | None) -> Paragraph:
    """Return the paragraph, held still. Raises ChangedSince."""
    row = Paragraph.objects.select_for_update(no_key=True).get(pk=suggestion.paragraph_id or 0)
    row.section = section
    is_as_seen = row.text == SentDraft(suggestion.draft).texts.get(row.pk)
    if row.is_removed or not (is_as_seen or row.text == suggestion.wording or over == row.version):
        raise ChangedSince(suggestion, row)
    return row


def _settle(thread: Comment, outcome: str, explanation: str, *, by: User, at: datetime) -> None:
    new = {"outcome": outcome, "explanation": explanation, "answered_by": by, "answered_at": at}
    Comment.objects.filter(pk=thread.pk).update(**new)
    for name, value in new.items():
        setattr(thread, name, value)
    notifying.answered(thread, by=by, at=at)


# Opinions


def opinion_refusal(draft: Draft, *, at: datetime) -> str:
    """Return why no opinion on the draft can be given any more, or ""."""
    if draft.resolution.decisions.standing().exists():
        return _("A decision on this draft is recorded; opinions on it are closed.")
    if not draft.is_open(at):
        deadline = date_format(timezone.localtime(draft.deadline), "H:i d/m/Y")
        return _("The time for opinions was over at %(deadline)s.") % {"deadline": deadline}
    return ""


def opine(draft: Draft, answer: str, text: str, *, by: User, at: datetime) -> Opinion:
    """Give one's own opinion on the whole draft, or another one in its place until the deadline."""
    with _held(Action.OPINE, draft.resolution, by=by) as resolution:
        _require_latest(draft, resolution)
        if reason := opinion_refusal(draft, at=at):
            raise Refused(reason)
        return _give(draft, by, answer, text, at=at)


def enter_opinion(
    draft: Draft, member: User, answer: str, text: str, scan: Scan | None, *, by: User, at: datetime
) -> Opinion:
    """Enter, as the office, an opinion that a member gave on paper, with its scan.

    Paper may reach the office after the deadline; the record says when it was entered. Raises RefusedFile.
    """
    with _held(Action.ENTER_OPINION, draft.resolution, by=by) as resolution:
        _require_latest(draft, resolution)
        if resolution.decisions.standing().exists():
            raise Refused(_("A decision on this draft is recorded; opinions on it are closed."))
        if not draft.asked.filter(user=member, is_member=True).exists():
            raise Refused(_("The draft was not sent to this person for an opinion."))
        if draft.opinions.filter(user=member, recorded_by=None).exists():
            raise Refused(_("This member has given an opinion here already; only they can change it."))
        if scan is None:
            raise Refused(_("Choose the scan of the opinion given on paper."))
        content_type = scan_type(scan)
        file = store_file(safe_file_name(scan.name), content_type, scan.content, by=by)
        return _give(draft, member, answer, text, at=at, recorded_by=by, scan=file)


def _give(draft: Draft, member: User, answer: str, text: str, *, at: datetime, **on_paper: object) -> Opinion:
    if answer not in Opinion.Answer.values:
        raise Refused(_("Choose one of the opinions listed."))
    if answer in _WITH_REASON and not text.strip():
        raise Refused(_("Say why you do not agree, or reserve your opinion."))
    if len(text) > MAX_COMMENT_LENGTH:
        raise TooLong(_("A comment may have at most 5,000 characters."))
    before = draft.opinions.filter(user=member).first()
    values = {"answer": answer, "text": text, "at": at, "recorded_by": None, "scan": None} | on_paper
    given, _is_new = Opinion.objects.update_or_create(draft=draft, user=member, defaults=values)
    if text and (before is None or before.text != text):
        _as_thread(given, before)
    scan = given.scan
    record(
        Action.ENTER_OPINION.value if given.recorded_by else Action.OPINE.value,
        draft.resolution,
        by=given.recorded_by or member,
        draft=draft.number,
        member=member.pk,
        answer=answer,
        scan=scan.sha256 if scan else "",
        is_late=not draft.is_open(at),
    )
    return given


def _as_thread(opinion: Opinion, before: Opinion | None) -> None:
    """Let what an opinion says stand among the comments on the whole, so that the office answers it like any other.

    What nobody has answered or replied to yet is replaced by the new words.
    """
    said = Comment.objects.filter(draft=opinion.draft, by=opinion.user, paragraph=None, parent=None)
    old = said.filter(text=before.text, outcome="", replies=None).first() if before and before.text else None
    if old:
        Comment.objects.filter(pk=old.pk).update(text=opinion.text, at=opinion.at)
    elif not said.filter(text=opinion.text).exists():
        Comment.objects.create(draft=opinion.draft, text=opinion.text, by=opinion.user, at=opinion.at)


def scan_type(scan: Scan) -> str:
    """Return the type of a scan by how it begins. Raises RefusedFile for what is no PDF, JPEG or PNG."""
    if not scan.content:
        raise RefusedFile(_("The file is empty."))
    if len(scan.content) > MAX_SCAN_BYTES:
        raise RefusedFile(_("The scan is too large: at most 10 MB."))
    begins, content_type = SCANS.get(extension(scan.name), (b"", ""))
    if not content_type or not scan.content.startswith(begins):
        raise RefusedFile(_("A scan is a PDF, JPEG or PNG file, inside as well as by its name."))
    return content_type
