"""The text of a month in one unmistakable form, to which decisions and signatures are bound by its SHA-256."""

import hashlib
import json
from typing import Any
from unicodedata import normalize

from resolutions.manuscript import PartKind
from resolutions.models import Resolution


def frozen(resolution: Resolution) -> dict[str, Any]:
    """Return the text with the ids and versions of its paragraphs, as drafts and decisions keep it.

    No number, date, status or signer. The resolution must have been fetched `with_text`.
    """
    return {
        "subject": resolution.subject,
        "parts": [
            {
                "kind": part.kind,
                "title": part.title,
                "sections": [
                    {
                        "id": section.pk,
                        "field": section.field,
                        "title": section.title,
                        "paragraphs": [
                            {"id": row.pk, "version": row.version, "kind": row.kind, "text": row.text}
                            for row in section.kept_paragraphs
                        ],
                    }
                    for section in part.sections.all()
                ],
            }
            for part in sorted(resolution.parts.all(), key=lambda part: list(PartKind).index(PartKind(part.kind)))
        ],
        "recipients": [recipient.text for recipient in resolution.recipients.all()],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a frozen text: of its words in NFC, not of the ids and versions beside them."""
    words = {
        "subject": content["subject"],
        "parts": [
            [
                part["kind"],
                part["title"],
                [
                    [section["field"], section["title"], [[row["kind"], row["text"]] for row in section["paragraphs"]]]
                    for section in part["sections"]
                ],
            ]
            for part in content["parts"]
        ],
        "recipients": content["recipients"],
    }
    canonical = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(normalize("NFC", canonical).encode()).hexdigest()


def text_now(pk: int) -> dict[str, Any]:
    """Return the frozen form of what stands in the month now."""
    return frozen(Resolution.objects.with_text().get(pk=pk))
