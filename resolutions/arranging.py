"""The order of a section: paragraphs split, merged, moved, removed, brought back, taken over, pasted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions import revisions
from resolutions.drafting import (
    Refused,
    RepeatedName,
    Typed,
    check_lengths,
    check_month_of,
    held_section,
    raise_section,
    writing_in,
)
from resolutions.manuscript import ParagraphKind, ParagraphText, PartKind
from resolutions.models import Origin, Paragraph, Resolution, Save, Section
from resolutions.placing import insert_after, position_between, spread


class Act(StrEnum):
    SPLIT = "split"
    MERGE = "merge"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"
    RESTORE = "restore"
    TAKE = "take"
    # What a higher app keeps: the result of a directive, a directive that goes on, a paragraph of a contribution.
    REPORT = "report"
    CARRY = "carry"
    PIECE = "piece"


class OrderConflict(Refused):
    """Someone else has changed the order meanwhile; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("Someone else has changed the order of this section meanwhile. Look at what stands now and try again.")
        )


@dataclass(frozen=True)
class Order:
    """What is asked of a section at the version its writer saw; `offset` counts UTF-16 units, as browsers do.

    `text_version` is the paragraph's version to which the offset belongs; None where the writer gave none.
    """

    act: Act
    paragraph_id: int
    base_version: int
    op_id: UUID
    offset: int = 0
    text_version: int | None = None

    @property
    def name(self) -> Typed:
        asked = f"{self.act} {self.paragraph_id} {self.offset}"
        return Typed(asked, "", self.op_id, self.base_version)


def arrange(section: Section, order: Order, *, by: User | None, at: datetime) -> int | None:
    """Carry out what is asked, and return the paragraph to go on with.

    Raises OrderConflict when the order has changed, TooLong past a limit, Locked, or Refused with the reason.
    The same request twice has one effect.
    """
    place = f"order of {section.pk}"
    with writing_in(section, order.op_id):
        row = held_section(section.pk)
        if before := Save.objects.filter(op_id=order.op_id).first():
            if before.fingerprint != order.name.fingerprint(place):
                raise RepeatedName
            return before.paragraph_id
        if row.version != order.base_version:
            raise OrderConflict
        paragraph = (_ACTS.get(order.act) or takers[order.act])(row, order, by, at)
        raise_section(row)
        check_month_of(row.part.resolution_id)
        Save.objects.create(
            op_id=order.op_id,
            paragraph=paragraph,
            fingerprint=order.name.fingerprint(place),
            version=paragraph.version,
            at=at,
        )
    return paragraph.pk


def paste(
    section: Section, texts: Sequence[ParagraphText], *, after: int | None, op_id: UUID, by: User | None, at: datetime
) -> int | None:
    """Put paragraphs after another one, or at the end; the same request twice puts them once."""
    name = Typed("\n".join(f"{text.kind} {text.text}" for text in texts), str(after), op_id)
    if not texts:
        raise Refused(_("Choose at least one paragraph to take."))
    check_lengths(texts)
    with writing_in(section, op_id):
        row = held_section(section.pk)
        if before := Save.objects.filter(op_id=op_id).first():
            if before.fingerprint != name.fingerprint(f"paste {section.pk}"):
                raise RepeatedName
            return before.paragraph_id
        beside = row.paragraphs.kept().filter(pk=after).first() if after else None
        new = insert_after(row, beside, texts, by=by, at=at)
        raise_section(row)
        check_month_of(row.part.resolution_id)
        Save.objects.create(
            op_id=op_id, paragraph=new[0], fingerprint=name.fingerprint(f"paste {section.pk}"), version=1, at=at
        )
    return new[0].pk


def orders_for(section: Section) -> list[Paragraph]:
    """Return what part II of the nearest real month before ordered in the same field, in its order."""
    source = ordering_section(section)
    return list(source.paragraphs.kept().exclude(text="")) if source else []


def ordering_section(section: Section) -> Section | None:
    """Return the section of the nearest real month before that ordered in the same field, in one query."""
    month = section.part.resolution
    if not section.part.is_titled:
        return None
    before = Resolution.objects.before(month.year, month.month).values("pk")[:1]
    sections = Section.objects.filter(part__resolution=before, part__kind=PartKind.DIRECTIONS, field=section.field)
    return sections.select_related("part__resolution").first()


def _kept(section: Section) -> list[Paragraph]:
    """Return the paragraphs that stand, in order, each held still."""
    rows = list(section.paragraphs.kept().select_for_update(no_key=True).order_by("pk"))
    return sorted(rows, key=lambda row: (row.position, row.pk))


def _at(rows: Sequence[Paragraph], order: Order) -> int:
    place = next((place for place, row in enumerate(rows) if row.pk == order.paragraph_id), None)
    if place is None:
        raise Refused(_("This paragraph stands here no longer. Open the page again."))
    return place


def _split(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    rows = _kept(section)
    row = rows[_at(rows, order)]
    if order.text_version not in (None, row.version):
        raise OrderConflict
    before, after = _cut(row.text, order.offset)
    if not (before and after):
        raise Refused(_("Put the cursor inside the text, where the new paragraph begins."))
    revisions.change(row, by=by, at=at, text=before)
    return insert_after(section, row, [ParagraphText(after, ParagraphKind(row.kind))], by=by, at=at)[0]


def _cut(text: str, offset: int) -> tuple[str, str]:
    units = text.encode("utf-16-le")
    # Never inside a character: a surrogate pair stays whole.
    before = units[: 2 * offset].decode("utf-16-le", "ignore")
    return before.rstrip(), text[len(before) :].lstrip()


def _merge(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    rows = _kept(section)
    place = _at(rows, order)
    if place == 0:
        raise Refused(_("There is no paragraph before this one."))
    target, absorbed = rows[place - 1], rows[place]
    text = " ".join(part for part in (target.text.rstrip(), absorbed.text.lstrip()) if part)
    check_lengths([ParagraphText(text)])
    revisions.change(target, by=by, at=at, text=text)
    revisions.change(absorbed, by=by, at=at, is_removed=True, absorbed_by=target)
    return target


def _move(step: int) -> Callable[[Section, Order, User | None, datetime], Paragraph]:
    def move(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
        rows = _kept(section)
        row, place = rows[_at(rows, order)], _at(rows, order)
        others = [other for other in rows if other is not row]
        target = place + step
        if not 0 <= target <= len(others):
            raise Refused(_("The paragraph stands at the end already."))
        position = _position_at(others, target)
        if position is None:
            spread(section, by=by, at=at)
            for each in rows:
                each.refresh_from_db()
            position = _position_at(others, target)
        revisions.change(row, by=by, at=at, position=position)
        return row

    return move


def _position_at(others: Sequence[Paragraph], target: int) -> int | None:
    before = others[target - 1] if target > 0 else None
    after = others[target] if target < len(others) else None
    return position_between(before, after)


def _remove(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    rows = _kept(section)
    row = rows[_at(rows, order)]
    revisions.change(row, by=by, at=at, is_removed=True)
    return row


def _restore(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    removed = section.paragraphs.removed_since(at).select_for_update(no_key=True, of=("self",))
    row = removed.filter(pk=order.paragraph_id).first()
    if row is None:
        raise Refused(_("This paragraph is not among those removed in the last thirty days."))
    revisions.change(row, by=by, at=at, origin=Origin.RESTORED, is_removed=False)
    return row


def _take(section: Section, order: Order, by: User | None, at: datetime) -> Paragraph:
    source = next((row for row in orders_for(section) if row.pk == order.paragraph_id), None)
    if source is None:
        raise Refused(_("This order does not stand beside this section. Open the page again."))
    if taken := section.paragraphs.kept().filter(taken_from=source).first():
        return taken
    piece = ParagraphText(source.text, ParagraphKind(source.kind))
    return insert_after(section, None, [piece], by=by, at=at, origin=Origin.TAKEN_OVER, taken_from=source)[0]


Arranging = Callable[[Section, Order, User | None, datetime], Paragraph]
# What adds a paragraph that a higher app proposes; each app fills it from its `AppConfig.ready()`.
takers: dict[Act, Arranging] = {}
_ACTS: dict[Act, Arranging] = {
    Act.SPLIT: _split,
    Act.MERGE: _merge,
    Act.UP: _move(-1),
    Act.DOWN: _move(1),
    Act.REMOVE: _remove,
    Act.RESTORE: _restore,
    Act.TAKE: _take,
}
