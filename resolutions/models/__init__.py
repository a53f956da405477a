"""The models of the text and of its documents."""

from resolutions.models.issue import Document
from resolutions.models.text import (
    Origin,
    Paragraph,
    Part,
    Presence,
    Recipient,
    Resolution,
    Revision,
    Save,
    Section,
    SectionState,
    Status,
)

__all__ = [
    "Document",
    "Origin",
    "Paragraph",
    "Part",
    "Presence",
    "Recipient",
    "Resolution",
    "Revision",
    "Save",
    "Section",
    "SectionState",
    "Status",
]
