"""Lines into paragraphs: wrapped lines are put together, and sentences cut by the end of a page are healed."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from kesat.uploads import RefusedFile
from kesat.vietnamese import clean_line, fold, official_count
from resolutions.intake.found import Finding
from resolutions.intake.lines import Gap, Line
from resolutions.intake.marks import (
    Style,
    ends_sentence,
    heading_mark,
    item_rest,
    starts_lower,
    starts_upper,
    subitem_rest,
)
from resolutions.intake.wrapping import Wrap
from resolutions.manuscript import MAX_PARAGRAPH_LENGTH, ParagraphKind, ParagraphText

_STOPS: Final = (".", "!", "?")
_MAX_HEADING: Final = 150
_MAX_HEADING_LINES: Final = 6
# No sentence ends with these: what follows belongs to them, though it begins with a capital.
_OPEN_WORDS: Final = frozenset(
    (
        *("của", "và", "các", "những", "với", "tại", "về", "theo", "cho", "đến", "từ", "là", "bị", "để", "hoặc"),
        *("cùng", "bằng", "do", "trong", "trên", "như", "gồm", "số", "lần", "thứ", "khóa", "khoá"),
    )
)


def read_paragraphs(lines: Sequence[Line], wrap: Wrap | None, findings: list[Finding]) -> tuple[ParagraphText, ...]:
    """Return the paragraphs that `lines` make, with their marks taken off; notes each healed cut."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.is_rule:
            continue
        belongs = bool(groups) and _belongs(groups[-1], line, wrap)
        if groups:
            findings += _notes(groups[-1], line, wrap, belongs=belongs)
        if belongs:
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_kinds(groups))


def _belongs(group: Sequence[Line], line: Line, wrap: Wrap | None) -> bool:
    """Say whether `line` carries on the paragraph that `group` has begun."""
    last = group[-1]
    is_open = not ends_sentence(last.text)
    if _is_base(group[0].text) and (_is_base(line.text) or _ends_base(group, line)):
        return False
    if is_open and line.gap <= Gap.LINE and wrap is not None and wrap.is_long(last):
        return subitem_rest(line.text) is None
    if _is_heading(group):
        return is_open and starts_lower(line.text)
    if _is_marked(group, line):
        return False
    if is_open and line.gap == Gap.SOFT:
        return True
    return _is_wrapped(group, line, wrap) or _is_cut(last.text, line)


def _is_wrapped(group: Sequence[Line], line: Line, wrap: Wrap | None) -> bool:
    """Say whether the line above is full and this one is not set in: the next sentence of the same paragraph."""
    if wrap is None or not wrap.runs_on(group[-1], line, is_first=len(group) == 1):
        return False
    if line.gap > Gap.LINE and not (line.gap == Gap.PAGE and wrap.sets_in):
        return False
    if wrap.parts_full_lines and group[-1].text.endswith(_STOPS):
        return False
    return not (_is_indented(group, line, wrap) or fold(line.text[:20]).startswith("tren day la"))


def _is_base(text: str) -> bool:
    """Say whether this is a legal basis of the opening ("- Căn cứ ...,"): the next begins after a comma."""
    return fold((item_rest(text[:40]) or text)[:10]).startswith("can cu")


def _ends_base(group: Sequence[Line], line: Line) -> bool:
    """Say whether a basis ends above `line`: after a comma too, where it has been one clause so far."""
    if not group[-1].text.endswith((",", ";")) or not starts_upper(line.text):
        return False
    return (
        not any(stop in f"{each.text} " for each in group for stop in (". ", ": ")) and len(group) < _MAX_HEADING_LINES
    )


def _is_cut(last: str, line: Line) -> bool:
    """Say whether the sentence that `last` leaves open goes on in `line`, across a page or a blank line."""
    if last.endswith((",", "-", "–", "—", "(")):
        return True
    if starts_lower(line.text):
        return not ends_sentence(last) or last.endswith(";")
    if item_rest(line.text) is not None:
        # A dash that begins no item ("kinh tế / - xã hội").
        return True
    if ends_sentence(last):
        return False
    if line.gap == Gap.PAGE or line.text[:1].isdigit() or line.text[:1] in "(–":
        return True
    return last.rsplit(maxsplit=1)[-1].lower() in _OPEN_WORDS or last.count("(") > last.count(")")


def _is_marked(group: Sequence[Line], line: Line) -> bool:
    """Say whether `line` begins with a mark; in the middle of a sentence a dash before a small letter is none."""
    rest = item_rest(line.text)
    if rest is None:
        return subitem_rest(line.text) is not None or heading_mark(line.text) is not None
    if ends_sentence(group[-1].text) or starts_upper(rest):
        return True
    return rest[:1].isdigit() and item_rest(group[0].text) is not None


def _is_indented(group: Sequence[Line], line: Line, wrap: Wrap) -> bool:
    """Say whether `line` is set in as the first line of a paragraph is; an item hangs, and is not."""
    first = group[0]
    hanging = len(first.text) - len(item_rest(first.text) or first.text)
    if len(group) == 1 and hanging and line.indent <= first.indent + hanging + 1:
        return False
    usual = wrap.indent if len(group) == 1 else group[-1].indent
    return line.indent >= usual + 2


def _is_heading(group: Sequence[Line]) -> bool:
    return len(group) < _MAX_HEADING_LINES and heading_rest(" ".join(line.text for line in group)) is not None


def heading_rest(text: str) -> str | None:
    """Return the words of a small heading ("a) ...", "1.1. ..."), or None where they make a sentence."""
    mark = heading_mark(text)
    if mark is None or mark.style not in {Style.SMALL, Style.DOTTED} or len(mark.rest) > _MAX_HEADING:
        return None
    if mark.rest.endswith((";", ",")) or (mark.rest.endswith(".") and len(mark.rest) > 80):
        return None
    return mark.rest


def _kinds(groups: Sequence[Sequence[Line]]) -> list[ParagraphText]:
    """Return the paragraphs with their kinds. A dash set in further than the item above is a sub-item."""
    made: list[ParagraphText] = []
    item_indent: int | None = None
    for group in groups:
        text = clean_line(" ".join(line.text for line in group))
        _check_length(text)
        if (rest := subitem_rest(text)) is not None:
            made.append(ParagraphText(rest, ParagraphKind.SUBITEM))
        elif (rest := item_rest(text)) is not None:
            item_indent = group[0].indent if item_indent is None else item_indent
            is_below = group[0].indent >= item_indent + 2
            made.append(ParagraphText(rest, ParagraphKind.SUBITEM if is_below else ParagraphKind.ITEM))
        else:
            item_indent = None
            heading = heading_rest(text)
            made.append(ParagraphText(heading, ParagraphKind.HEADING) if heading else ParagraphText(text))
    return [paragraph for paragraph in made if paragraph.text]


def _check_length(text: str) -> None:
    if len(text) > MAX_PARAGRAPH_LENGTH:
        raise RefusedFile(
            _("A paragraph is longer than %(limit)s characters: “%(words)s …”")
            % {"limit": official_count(MAX_PARAGRAPH_LENGTH), "words": text[:60]}
        )


def _notes(group: Sequence[Line], line: Line, wrap: Wrap | None, *, belongs: bool) -> Iterator[Finding]:
    """Yield what a person should look at where `line` was or was not added to the paragraph above it."""
    last = clean_line(group[-1].text)
    is_full = wrap is not None and wrap.is_flush and wrap.runs_on(group[-1], line, is_first=len(group) == 1)
    if is_full and line.gap == Gap.LINE and last.endswith(_STOPS) and heading_mark(line.text) is None:
        message = _("It is not sure whether a new paragraph begins here.")
        yield Finding("unsure_joint", _joint(group, line), message)
    elif belongs and (line.gap > Gap.LINE or (wrap is None and line.gap == Gap.LINE)):
        yield Finding("healed", _joint(group, line), _("A sentence cut in two has been put together."))
    is_base = _is_base(group[0].text) and last.endswith(",")
    if not (belongs or ends_sentence(last) or is_base or _is_heading(group)):
        message = _("This paragraph ends without a full stop; look whether the next one belongs to it.")
        yield Finding("unfinished", f"{' '.join(last.split()[-6:])} / {' '.join(line.text.split()[:4])}", message)


def _joint(group: Sequence[Line], line: Line) -> str:
    return " ".join([*group[-1].text.split()[-5:], *line.text.split()[:5]])
