"""The models of the text, of its review, and of its numbers and documents."""

from resolutions.models.issue import Addressee, Document, Number, Receipt, Series
from resolutions.models.review import Asked, Comment, Decision, Delegation, Draft, Look, Opinion
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
    "Addressee",
    "Asked",
    "Comment",
    "Decision",
    "Delegation",
    "Document",
    "Draft",
    "Look",
    "Number",
    "Opinion",
    "Origin",
    "Paragraph",
    "Part",
    "Presence",
    "Receipt",
    "Recipient",
    "Resolution",
    "Revision",
    "Save",
    "Section",
    "SectionState",
    "Series",
    "Status",
]
