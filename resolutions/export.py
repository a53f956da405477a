"""A month as a file: PDF, Word or text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kesat.organization.models import Committee
from kesat.printing import Place
from resolutions.layout import (
    Composition,
    Letterhead,
    Profile,
    compose,
    to_pdf,
    to_pdf_and_signature_places,
    to_text,
)
from resolutions.models import Resolution
from resolutions.word import file_name, to_docx

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}

# Stands on every paper of a practice month, where others say to whom they may go.
PRACTICE_MARK = "BẢN TẬP DÙNG, KHÔNG CÓ GIÁ TRỊ"

# Before this day papers were made by the older guidance (Guidance 05-HD/VPTW, 27/5/2026).
HD05_SINCE = date(2026, 5, 27)


def letterhead(committee: Committee, issued_on: date | None = None) -> Letterhead:
    """Return what stands on a resolution of the committee; a paper issued under the older guidance keeps its format."""
    is_old = issued_on is not None and issued_on < HD05_SINCE
    return Letterhead(
        upper_body=committee.upper_body,
        issuing_body=committee.issuing_body,
        issuer=committee.issuer,
        place=committee.place,
        symbol=f"NQ/{committee.symbol}",
        profile=Profile.HD36_2018 if is_old else Profile(committee.format_profile),
    )


def composition(resolution: Resolution, committee: Committee) -> Composition:
    """Return the month laid out; it must have been fetched `with_text`."""
    frozen = resolution.letterhead
    head = Letterhead(**frozen | {"profile": Profile(frozen["profile"])}) if frozen else letterhead(committee)
    if resolution.is_practice:
        head = replace(head, circulation=PRACTICE_MARK)
    return compose(resolution.manuscript(), head, draft=resolution.draft_mark)


def export(resolution: Resolution, committee: Committee, kind: str) -> tuple[str, bytes]:
    """Return the file's name and bytes; `kind` is a key of FORMATS."""
    writers: dict[str, Callable[[Composition], bytes]] = {
        "pdf": to_pdf,
        "docx": to_docx,
        "txt": lambda composed: to_text(composed).encode(),
    }
    content = writers[kind](composition(resolution, committee))
    return file_name(resolution.manuscript(), kind, draft=resolution.draft_mark), content


def to_be_signed(resolution: Resolution, committee: Committee, *, keywords: str = "") -> tuple[bytes, Place, Place]:
    """Return the document that `export` gives as PDF, with the `keywords`, and where in it signature and seal go.

    Raises ValueError if nobody is named to sign.
    """
    return to_pdf_and_signature_places(composition(resolution, committee), keywords=keywords)
