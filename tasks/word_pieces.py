"""A body's own Word file as paragraphs by field: headings say of which, the rest goes to the field that was chosen."""

from collections.abc import Collection, Iterator, Sequence

from kesat.uploads import check_upload
from resolutions.intake.lines import Line
from resolutions.intake.marks import ends_sentence, field_meant, heading_mark
from resolutions.intake.word import word_lines
from resolutions.pasting import read_pasted

_LONGEST_HEADING = 150


def read_pieces(name: str, content: bytes, fields: Collection[str], default: str) -> dict[str, list[str]]:
    """Return the paragraphs of the file under each of the `fields`, those under no heading under `default`.

    Raises RefusedFile for a file that is not let in or cannot be read.
    """
    check_upload(name, content, ("docx",))
    lines, _findings = word_lines(content)
    found: dict[str, list[str]] = {field: [] for field in fields}
    for field, block in _blocks(lines, default):
        text = "\n".join(line.text for line in block)
        found[field if field in found else default] += [piece.text for piece in read_pasted(text).paragraphs]
    return found


def _blocks(lines: Sequence[Line], default: str) -> Iterator[tuple[str, list[Line]]]:
    """Yield the lines below each heading that names a field."""
    field, block = default, list[Line]()
    for line in lines:
        if line.is_rule:
            continue
        if meant := _heading(line):
            yield field, block
            field, block = meant, []
        else:
            block.append(line)
    yield field, block


def _heading(line: Line) -> str:
    """Return the field that a heading names, or "" for what is no heading or names none."""
    text = line.text.strip()
    mark = heading_mark(text)
    if len(text) > _LONGEST_HEADING or not (mark or line.strong) or ends_sentence(text):
        return ""
    return field_meant(mark.rest if mark else text) or ""
