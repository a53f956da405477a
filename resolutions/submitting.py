"""A draft sent to the Standing Committee: frozen, with a deadline and the people asked; and taken back for revision."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions import canonical, notifying, workflow
from resolutions.deciding import incumbents
from resolutions.drafting import Refused
from resolutions.models import Asked, Draft, Resolution
from resolutions.policy import Action


def submit(
    resolution: Resolution, *, deadline: datetime, guests: Sequence[User] = (), by: User, at: datetime, on: date
) -> Draft:
    """Send the draft to every incumbent of the day, and to guests who may read it.

    Raises what `workflow.move` raises; Refused for a deadline that is past or a committee without members.
    """
    if deadline <= at:
        raise Refused(_("The deadline lies in the past."))
    members = incumbents(on)
    if not members:
        raise Refused(_("Nobody holds a position in the Standing Committee today. Ask the administrator."))
    with transaction.atomic():
        number = (resolution.drafts.aggregate(last=Max("number"))["last"] or 0) + 1
        workflow.move(Action.SUBMIT, resolution, by=by, at=at, draft_number=number)
        content = canonical.text_now(resolution.pk)
        draft = Draft.objects.create(
            resolution=resolution,
            number=number,
            content=content,
            sha256=canonical.fingerprint(content),
            deadline=deadline,
            sent_at=at,
            sent_by=by,
        )
        people = [(member.user, member.post_title, True) for member in members]
        known = {member.user.pk for member in members}
        people += [(guest, "", False) for guest in guests if guest.pk not in known]
        Asked.objects.bulk_create(
            Asked(
                draft=draft, user=user, full_name=user.full_name, post_title=title, is_member=is_member, position=place
            )
            for place, (user, title, is_member) in enumerate(people, 1)
        )
        notifying.asked(draft, at=at)
    return draft


def take_back(resolution: Resolution, reason: str, *, by: User, at: datetime) -> None:
    """Return the draft to the office for revision; the next one sent carries the next number."""
    if not reason.strip():
        raise Refused(_("Say why the draft is returned."))
    with transaction.atomic():
        workflow.move(Action.RETURN, resolution, by=by, at=at, note=reason, draft_number=resolution.draft_number + 1)
        resolution.decisions.standing().update(voided_at=at, void_reason=reason)
