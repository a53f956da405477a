"""A month as a file: PDF, Word or text."""

from collections.abc import Callable

from kesat.organization.models import Committee
from resolutions.layout import Composition, Letterhead, Profile, compose, to_pdf, to_text
from resolutions.models import Resolution
from resolutions.word import file_name, to_docx

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def letterhead(committee: Committee) -> Letterhead:
    """Return what stands on every resolution of the committee."""
    return Letterhead(
        upper_body=committee.upper_body,
        issuing_body=committee.issuing_body,
        issuer=committee.issuer,
        place=committee.place,
        symbol=f"NQ/{committee.symbol}",
        profile=Profile(committee.format_profile),
    )


def composition(resolution: Resolution, committee: Committee) -> Composition:
    """Return the month laid out; it must have been fetched `with_text`."""
    return compose(resolution.manuscript(), letterhead(committee), draft=resolution.draft_mark)


def export(resolution: Resolution, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the file's name and bytes; `kind` is a key of FORMATS."""
    writers: dict[str, Callable[[Composition], bytes]] = {
        "pdf": to_pdf,
        "docx": to_docx,
        "txt": lambda composed: to_text(composed).encode(),
    }
    content = writers[kind](composition(resolution, committee))
    return file_name(resolution.manuscript(), kind, draft=resolution.draft_mark), content
