"""An issued resolution withdrawn or replaced: by another document, which is named, and in no other way."""

from datetime import datetime

from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions import workflow
from resolutions.drafting import Refused
from resolutions.models import Resolution, Status
from resolutions.policy import Action


def withdraw(resolution: Resolution, to: Status, *, document: str, reason: str, by: User, at: datetime) -> None:
    """Mark the resolution as withdrawn or replaced by a document; its text and its files stay as they are.

    `to` is WITHDRAWN or REPLACED. Raises what `workflow.move` raises, Refused without document or reason.
    """
    if not document.strip() or not reason.strip():
        raise Refused(_("A resolution is withdrawn or replaced only by another document. Name it, and say why."))
    workflow.move(Action.WITHDRAW, resolution, by=by, at=at, note=f"{document}: {reason}", to=to)
