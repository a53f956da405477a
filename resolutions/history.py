"""What the text was at any moment, who changed it when, and how an earlier state is brought back."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import record
from resolutions import revisions
from resolutions.comparing import Stand
from resolutions.drafting import Gone, Refused, check_month_of, raise_section, require_draft, writing_in
from resolutions.models import Origin, Paragraph, Resolution, Revision, Section


class ChangedMeanwhile(Refused):
    """Someone else has changed what was to be brought back; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("Someone else has changed the text meanwhile; nothing was brought back. Compare with what stands now.")
        )


@dataclass(frozen=True, slots=True)
class State:
    """The paragraphs that stood at a moment, in order, by the id of their section."""

    sections: Mapping[int, tuple[Stand, ...]]

    def of(self, section_id: int) -> tuple[Stand, ...]:
        return self.sections.get(section_id, ())


def state_at(resolution: Resolution, at: datetime) -> State:
    """Return what stood in the month at a moment, in one query."""
    rows = _standing_at(Paragraph.objects.filter(section__part__resolution=resolution), at)
    kept = rows.filter(is_removed=False).order_by("position", "paragraph_id")
    return _state(kept.values_list("section_id", "paragraph_id", "text", "kind"))


def state_now(resolution: Resolution) -> State:
    """Return what stands in the month, in one query."""
    kept = Paragraph.objects.kept().filter(section__part__resolution=resolution).order_by("position", "pk")
    return _state(kept.values_list("section_id", "pk", "text", "kind"))


def began_at(resolution: Resolution) -> datetime:
    """Return the moment of the first state that is kept."""
    first: datetime | None = Revision.objects.of_month(resolution).aggregate(first=Min("at"))["first"]
    return first or resolution.created_at


def writers_between(
    resolution: Resolution, after: datetime, until: datetime | None, *, section: Section | None = None
) -> list[str]:
    """Return the names of those who changed the month or a section after a moment, up to another one or until now."""
    rows = Revision.objects.stored().of_month(resolution).filter(at__gt=after, by__isnull=False)
    if section is not None:
        rows = rows.filter(section=section)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return list(rows.order_by("by__full_name").values_list("by__full_name", flat=True).distinct())


def _state(rows: Iterable[tuple[int, int, str, str]]) -> State:
    sections: defaultdict[int, list[Stand]] = defaultdict(list)
    for section_id, paragraph_id, text, kind in rows:
        sections[section_id].append(Stand(paragraph_id, text, kind))
    return State({section_id: tuple(stands) for section_id, stands in sections.items()})


def _standing_at(paragraphs: QuerySet[Paragraph], at: datetime) -> QuerySet[Revision]:
    """Return the revision of each paragraph that stood at a moment, of removed ones too."""
    past = Revision.objects.stored().filter(paragraph=OuterRef("pk"), at__lte=at).order_by("-version")
    standing = paragraphs.order_by().annotate(then=Subquery(past.values("pk")[:1])).values("then")
    return Revision.objects.filter(pk__in=standing)


def last_change_by(user: User, resolution: Resolution, *, section: Section | None = None) -> datetime | None:
    """Return when the person last changed the month or a section; None where they never did."""
    rows = Revision.objects.stored().of_month(resolution).filter(by=user)
    if section is not None:
        rows = rows.filter(section=section)
    last: datetime | None = rows.aggregate(last=Max("at"))["last"]
    return last


# Who changed what


@dataclass(frozen=True, slots=True)
class Change:
    """What a session made of one paragraph: the revisions before it and after it; None before the first one."""

    paragraph_id: int
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Session:
    """What one person changed in one section without a pause of ten minutes.

    `lost` are the paragraphs for which this person typed something that lost to a faster change. `added` and
    `removed` count words whatever their place: moving them, or splitting a paragraph, is neither.
    """

    section_id: int
    by_id: int | None
    by_name: str
    began_at: datetime
    ended_at: datetime
    changes: tuple[Change, ...] = ()
    lost: tuple[int, ...] = ()
    origins: frozenset[str] = frozenset()
    added: int = 0
    removed: int = 0


class _Trace(NamedTuple):
    """A revision without its text."""

    pk: int
    paragraph_id: int
    section_id: int
    by_id: int | None
    by_name: str | None
    origin: str
    began_at: datetime | None
    at: datetime


@dataclass(slots=True)
class _Open:
    """A session that may still go on."""

    first: _Trace
    ended_at: datetime
    before: dict[int, int | None] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)
    lost: dict[int, None] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)

    def take(self, trace: _Trace, standing: int | None) -> None:
        self.ended_at = trace.at
        self.origins.add(trace.origin)
        if trace.origin == Origin.CONFLICT:
            self.lost[trace.paragraph_id] = None
        else:
            self.before.setdefault(trace.paragraph_id, standing)
            self.after[trace.paragraph_id] = trace.pk

    def session(self) -> Session:
        first = self.first
        return Session(
            section_id=first.section_id,
            by_id=first.by_id,
            by_name=first.by_name or "",
            began_at=first.began_at or first.at,
            ended_at=self.ended_at,
            changes=tuple(Change(pk, self.before[pk], after) for pk, after in self.after.items()),
            lost=tuple(self.lost),
            origins=frozenset(self.origins),
        )


def sessions(resolution: Resolution, *, section: Section | None = None, since: datetime | None = None) -> list[Session]:
    """Return who changed what in the month, the latest first, in one query; words are not counted yet.

    With `since`, those that went on after that moment.
    """
    found = [
        each.session()
        for each in _opened(_traces(resolution))
        if (section is None or each.first.section_id == section.pk) and (since is None or each.ended_at > since)
    ]
    return sorted(found, key=lambda session: (session.ended_at, session.began_at), reverse=True)


def counted(found: Sequence[Session]) -> list[Session]:
    """Return the sessions with their words counted, in one query."""
    wanted = {pk for session in found for change in session.changes for pk in (change.before, change.after) if pk}
    rows = Revision.objects.filter(pk__in=wanted, is_removed=False).values_list("pk", "text")
    words = {pk: Counter(text.split()) for pk, text in rows}
    return [_counted(session, words) for session in found]


def _counted(session: Session, words: Mapping[int, Counter[str]]) -> Session:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for change in session.changes:
        before.update(words.get(change.before or 0, {}))
        after.update(words.get(change.after, {}))
    return replace(session, added=(after - before).total(), removed=(before - after).total())


def _traces(resolution: Resolution) -> Iterator[_Trace]:
    rows = Revision.objects.of_month(resolution).order_by("at", "pk")
    columns = ("pk", "paragraph_id", "section_id", "by_id", "by__full_name", "origin", "began_at", "at")
    return map(_Trace._make, rows.values_list(*columns).iterator())


def _opened(traces: Iterable[_Trace]) -> list[_Open]:
    found: list[_Open] = []
    going_on: dict[tuple[int | None, int], _Open] = {}
    standing: dict[int, int] = {}
    for trace in traces:
        key = (trace.by_id, trace.section_id)
        last = going_on.get(key)
        if last is None or (trace.began_at or trace.at) - last.ended_at >= Revision.AUTOSAVES_SHARE_A_ROW_FOR:
            last = going_on[key] = _Open(trace, trace.at)
            found.append(last)
        last.take(trace, standing.get(trace.paragraph_id))
        if trace.origin != Origin.CONFLICT:
            standing[trace.paragraph_id] = trace.pk
    return found


# One paragraph


@dataclass(frozen=True, slots=True)
class Version:
    """A revision of a paragraph, and the one it followed: for a text that lost, the one that its writer had seen."""

    revision: Revision
    before: Revision | None


def trail(paragraph: Paragraph) -> list[tuple[int, int | None]]:
    """Return the ids of a paragraph's revisions and of those they followed, the latest first, in one query."""
    rows = list(paragraph.revisions.order_by("at", "pk").values_list("pk", "version", "origin"))
    stored = sorted((version, pk) for pk, version, origin in rows if origin != Origin.CONFLICT)
    numbers = [version for version, _pk in stored]
    found: list[tuple[int, int | None]] = []
    for pk, version, origin in reversed(rows):
        place = bisect_right(numbers, version) if origin == Origin.CONFLICT else bisect_left(numbers, version)
        found.append((pk, stored[place - 1][1] if place else None))
    return found


def versions(ids: Sequence[tuple[int, int | None]]) -> list[Version]:
    """Return the revisions of a part of a trail, with who wrote them, in one query."""
    wanted = {pk for pair in ids for pk in pair if pk}
    rows = Revision.objects.select_related("by").in_bulk(wanted)
    return [Version(rows[pk], rows[before] if before else None) for pk, before in ids]


# Bringing back


def version_of(scope: Resolution | Section) -> int:
    """Return a number that every change of the text in a month or a section raises."""
    within = Q(part__resolution=scope) if isinstance(scope, Resolution) else Q(pk=scope.pk)
    rows = Section.objects.filter(within)
    order = rows.order_by().aggregate(total=Sum("version"))["total"] or 0
    texts = Paragraph.objects.filter(section__in=rows).order_by().aggregate(total=Sum("version"))["total"] or 0
    return int(order + texts)


def restore_paragraph(
    paragraph: Paragraph, revision: Revision, *, by: User | None, at: datetime, base_version: int
) -> int:
    """Give the paragraph the text and kind of one of its revisions, where it stands; return 1, or 0 for no change.

    A removed one comes back. Raises ChangedMeanwhile unless the paragraph still has `base_version`, Locked, TooLong.
    """
    with writing_in(paragraph.section):
        section = _held(Section.objects.filter(pk=paragraph.section_id))[0]
        row = Paragraph.objects.select_for_update(no_key=True).get(pk=paragraph.pk)
        new = _difference(row, {"text": revision.text, "kind": revision.kind, "is_removed": False})
        if not new:
            return 0
        if row.version != base_version:
            raise ChangedMeanwhile
        revisions.change(row, by=by, at=at, origin=Origin.RESTORED, **new)
        if "is_removed" in new:
            raise_section(section)
        check_month_of(section.part.resolution_id)
    return 1


def restore_section(section: Section, moment: datetime, *, base_version: int, by: User | None, at: datetime) -> int:
    """Bring the section back to what it was at a moment, and return how many paragraphs that changed.

    Those written since are removed. Raises ChangedMeanwhile unless `version_of` the section still is
    `base_version`, Locked, TooLong.
    """
    ever_here = Paragraph.objects.filter(pk__in=Revision.objects.filter(section=section).values("paragraph"))
    with writing_in(section):
        _held(Section.objects.filter(part__resolution=section.part.resolution_id))
        changes = [
            (row, new)
            for row, then, new in _changes(ever_here, moment)
            if section.pk in (row.section_id, then and then.section_id)
        ]
        if not changes:
            return 0
        if version_of(section) != base_version:
            raise ChangedMeanwhile
        _write(changes, by=by, at=at)
        check_month_of(section.part.resolution_id)
        record("restore_section", section, by=by, moment=moment.isoformat(), paragraphs=len(changes))
    return len(changes)


def restore_month(resolution: Resolution, moment: datetime, *, base_version: int, by: User | None, at: datetime) -> int:
    """Bring every section of the month back to what it was at a moment; the same as `restore_section` otherwise."""
    paragraphs = Paragraph.objects.filter(section__part__resolution=resolution)
    sections = Section.objects.filter(part__resolution=resolution)
    any_of_them = sections.select_related("part").first()
    if any_of_them is None:
        raise Gone
    with writing_in(any_of_them):
        _held(sections)
        changes = [(row, new) for row, _then, new in _changes(paragraphs, moment)]
        if not changes:
            return 0
        if version_of(resolution) != base_version:
            raise ChangedMeanwhile
        _write(changes, by=by, at=at)
        check_month_of(resolution.pk)
        record("restore_month", resolution, by=by, moment=moment.isoformat(), paragraphs=len(changes))
    return len(changes)


def _held(rows: QuerySet[Section]) -> list[Section]:
    """Return the sections, their order held still until the transaction ends; see `arranging` for the kind of lock."""
    held = list(rows.select_for_update(no_key=True, of=("self",)).select_related("part").order_by("pk"))
    if not held:
        raise Gone
    require_draft(held[0])
    return held


def _changes(
    paragraphs: QuerySet[Paragraph], moment: datetime
) -> Iterator[tuple[Paragraph, Revision | None, dict[str, Any]]]:
    """Yield the paragraphs that are not what they were at a moment, held still: each, what it was, what to write."""
    rows = list(paragraphs.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    standing = {revision.paragraph_id: revision for revision in _standing_at(paragraphs, moment)}
    names = ("text", "kind", "position", "section_id", "is_removed")
    for row in rows:
        then = standing.get(row.pk)
        wanted = {name: getattr(then, name) for name in names} if then else {"is_removed": True}
        if row.is_removed and wanted["is_removed"]:
            wanted.pop("position", None)  # where a removed one stood tells nobody anything
        if new := _difference(row, wanted):
            yield row, then, new


def _difference(row: Paragraph, wanted: Mapping[str, Any]) -> dict[str, Any]:
    new = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if new.get("is_removed") is False:
        new["absorbed_by"] = None
    return new


def _write(changes: Iterable[tuple[Paragraph, dict[str, Any]]], *, by: User | None, at: datetime) -> None:
    touched = set()
    for row, new in changes:
        touched |= {row.section_id, new.get("section_id", row.section_id)}
        revisions.change(row, by=by, at=at, origin=Origin.RESTORED, **new)
    for section in Section.objects.filter(pk__in=touched):
        raise_section(section)
