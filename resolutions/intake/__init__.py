"""An existing document (Word, text, Markdown) into a manuscript: `read_document` and what it gives."""

from collections.abc import Collection

from kesat.uploads import check_upload, extension
from resolutions.intake.found import Finding, Intake, Sureness
from resolutions.intake.structure import build
from resolutions.intake.text import text_lines
from resolutions.intake.word import word_lines

__all__ = ["TYPES", "Finding", "Intake", "Sureness", "read_document"]

TYPES = ("docx", "txt", "md")


def read_document(
    name: str, content: bytes, *, names: Collection[str] = (), month: tuple[int, int] | None = None
) -> Intake:
    """Return what the file called `name` says, in parts, sections and paragraphs, with findings.

    `names`: proper names as the committee spells them, against which near misses are noted. `month` =
    (year, month) overrides what the text says. Raises RefusedFile, in the user's words, for a file that is
    not let in or in which neither part can be found.
    """
    check_upload(name, content, TYPES)
    kind = extension(name)
    lines, findings = word_lines(content) if kind == "docx" else text_lines(content, is_markdown=kind == "md")
    return build(lines, findings, names=names, month=month)
