"""The models of the text and of its documents."""

from resolutions.models.issue import Document
from resolutions.models.text import Paragraph, Part, Recipient, Resolution, Revision, Section, Status

__all__ = ["Document", "Paragraph", "Part", "Recipient", "Resolution", "Revision", "Section", "Status"]
