"""An issued resolution withdrawn or replaced: by another document, which is named, and in no other way."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kesat.organization.models import User
from kesat.records.models import Event
from resolutions import workflow
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.policy import Action


@dataclass(frozen=True)
class Ending:
    """When a resolution ceased to be in force; `note` is "document: reason"."""

    at: datetime
    note: str


def withdraw(resolution: Resolution, to: Status, *, document: str, reason: str, by: User, at: datetime) -> None:
    """Mark the resolution as withdrawn or replaced by a document; its text and its files stay as they are.

    From then on its month may be started anew. `to` is WITHDRAWN or REPLACED. Raises what `workflow.move` raises,
    Refused without document or reason.
    """
    if not document.strip() or not reason.strip():
        raise Refused(_("A resolution is withdrawn or replaced only by another document. Name it, and say why."))
    workflow.move(Action.WITHDRAW, resolution, by=by, at=at, note=f"{document}: {reason}", to=to)


def ending(resolution: Resolution) -> Ending | None:
    """Return by what a resolution was withdrawn or replaced, as the record says; None for one that was not."""
    event = Event.objects.about(resolution).filter(action=Action.WITHDRAW.value).order_by("-id").first()
    return Ending(event.at, event.details["note"]) if event else None
