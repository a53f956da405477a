"""What was said of a month's drafts, gathered: every thread of every draft, on the paragraph where it hangs now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch

from kesat.organization.models import User
from resolutions import anchors
from resolutions.anchors import Found
from resolutions.comparing import Piece, compare
from resolutions.models import Asked, Comment, Draft, Paragraph, Resolution
from resolutions.sent_drafts import SentDraft, SentSection

# The key of what was said of the whole text; paragraphs have their ids.
WHOLE = 0


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, the draft it was made on, and how it hangs on the draft that is shown.

    `key` is the paragraph it hangs on, one that was removed since, or WHOLE. `found` tells where its words stand
    there; None where it names none, or they have changed beyond finding.
    """

    comment: Comment
    made_on: SentDraft
    key: int
    is_joined: bool
    is_removed: bool
    found: Found | None
    post_title: str = ""

    @property
    def replies(self) -> list[Comment]:
        return list(self.comment.replies.all())

    @property
    def supporters(self) -> list[User]:
        return list(self.comment.supporters.all())

    @property
    def place(self) -> str:
        """Where it was made, as the draft of that time counts."""
        return self.made_on.place_of(self.comment.paragraph_id)

    @property
    def words_changed(self) -> bool:
        return bool(self.comment.quote) and self.found is None

    @property
    def then(self) -> str:
        """The paragraph's text in the draft on which this was said."""
        return self.made_on.texts.get(self.comment.paragraph_id or WHOLE, "")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The suggested wording beside that text, word by word."""
        return compare(self.then, self.comment.wording) if self.comment.wording else ()

    @property
    def is_answered(self) -> bool:
        return bool(self.comment.outcome)

    @property
    def waits(self) -> bool:
        """Tell whether the office has to answer it; its own remarks need no answer."""
        return not self.is_answered and not self.comment.by_office


@dataclass
class Discussion:
    """Every thread of a month, hung on one draft."""

    shown: SentDraft
    threads: list[Thread]
    posts: dict[int, str] = field(default_factory=dict)

    @cached_property
    def at(self) -> dict[int, list[Thread]]:
        """The threads by what they hang on."""
        found: defaultdict[int, list[Thread]] = defaultdict(list)
        for thread in self.threads:
            found[thread.key].append(thread)
        return dict(found)

    @cached_property
    def removed_in(self) -> dict[int | None, list[int]]:
        """The removed paragraphs that something was said of, by their section; None where that is gone too."""
        found: defaultdict[int | None, list[int]] = defaultdict(list)
        for thread in self.threads:
            if thread.is_removed and thread.key not in (keys := found[_section_left(thread, self.shown)]):
                keys.append(thread.key)
        return dict(found)


def discussion(resolution: Resolution, draft: Draft) -> Discussion:
    """Return every thread of the month, hung on `draft`, in a number of queries that does not grow with them."""
    shown = SentDraft(draft)
    replies = Comment.objects.exclude(parent=None).select_related("by", "draft")
    rows = (
        Comment.objects.threads()
        .filter(draft__resolution=resolution)
        .select_related("by", "answered_by")
        .prefetch_related(Prefetch("replies", queryset=replies), "supporters")
    )
    drafts = {each.pk: SentDraft(each) for each in resolution.drafts.all()} | {draft.pk: shown}
    gone = _gone(resolution)
    posts = dict(Asked.objects.filter(draft__resolution=resolution).order_by("draft").values_list("user", "post_title"))
    threads = [_hung(row, drafts[row.draft_id], shown, gone, posts.get(row.by_id, "")) for row in rows]
    return Discussion(shown, threads, posts)


def _gone(resolution: Resolution) -> dict[int, int | None]:
    """Return what each paragraph that no longer stands was joined to, or None."""
    rows = Paragraph.objects.filter(section__part__resolution=resolution, is_removed=True)
    return dict(rows.values_list("pk", "absorbed_by"))


def _hung(
    comment: Comment, made_on: SentDraft, shown: SentDraft, gone: dict[int, int | None], post_title: str
) -> Thread:
    if comment.paragraph_id is None:
        return Thread(comment, made_on, WHOLE, False, False, None, post_title)
    home = _home(comment.paragraph_id, shown, gone)
    if home is not None:
        found = anchors.find(shown.texts[home], comment.quote, comment.occurrence)
        if found is None and comment.quote and (elsewhere := _moved(comment, home, shown)):
            home, found = elsewhere
        return Thread(comment, made_on, home, home != comment.paragraph_id, False, found, post_title)
    return Thread(comment, made_on, comment.paragraph_id, False, True, None, post_title)


def _home(paragraph_id: int, shown: SentDraft, gone: dict[int, int | None]) -> int | None:
    """Return the paragraph itself, or the one it was joined to; None where neither stands in the draft."""
    here: int | None = paragraph_id
    seen: set[int] = set()
    while here is not None and here not in shown.texts and here not in seen:
        seen.add(here)
        here = gone.get(here)
    return here if here in shown.texts else None


def _moved(comment: Comment, home: int, shown: SentDraft) -> tuple[int, Found] | None:
    """Return where the very words stand in another paragraph of the section, after a split say."""
    for stand in shown.section_of[home].stands:
        found = anchors.find(stand.text, comment.quote) if comment.quote in stand.text else None
        if found:
            return stand.key, found
    return None


def _section_left(thread: Thread, shown: SentDraft) -> int | None:
    section: SentSection | None = thread.made_on.section_of.get(thread.key)
    return section.pk if section and shown.section(section.pk) else None


def unanswered_first(threads: Iterable[Thread]) -> list[Thread]:
    return sorted(threads, key=lambda thread: (not thread.waits, thread.comment.at, thread.comment.pk))


def in_order(threads: Sequence[Thread], shown: SentDraft) -> list[Thread]:
    """Return the threads in the order of the document, as the table lists them; what is of the whole comes last."""
    places = {key: n for n, key in enumerate(shown.texts)}
    sections = {
        section.pk: max((places[stand.key] for stand in section.stands), default=0) for section in shown.sections
    }

    def place(thread: Thread) -> float:
        if thread.key in places:
            return places[thread.key]
        left = _section_left(thread, shown) if thread.is_removed else None
        return sections[left] + 0.5 if left in sections else len(places)

    return sorted(threads, key=lambda thread: (place(thread), thread.comment.at, thread.comment.pk))
