"""Whose name stands under a month on a day: the Secretary's, or that of the deputy to whom signing is delegated."""

from datetime import date

from kesat.organization.models import Committee, Position, Role, User
from resolutions.manuscript import Signer
from resolutions.models import Delegation, Resolution, Status
from resolutions.models.text import PUBLIC

# What stands under T/M where a post says nothing else (HD 05-HD/VPTW, box 7b). A deputy of a collective signs with his
# own post, never "K/T BÍ THƯ".
_TITLES = {Role.SECRETARY: "BÍ THƯ", Role.DEPUTY_SECRETARY: "PHÓ BÍ THƯ"}
# The copy that is being signed is printed: what stands on it stays.
_PRINTED = frozenset({Status.AWAITING_SIGNATURE, Status.SIGNED, *PUBLIC})


def signer_for(resolution: Resolution, on: date) -> Signer | None:
    """Return the signature block of the day, or None while there is nobody to sign.

    A month whose copy to be signed is made keeps the block that is printed there.
    """
    if resolution.status in _PRINTED and resolution.signer_name:
        return Signer(resolution.signer_authority, resolution.signer_post, resolution.signer_name)
    delegation = delegation_on(on)
    if delegation and (block := _block(Role.DEPUTY_SECRETARY, on, delegation.deputy)):
        return block
    return _block(Role.SECRETARY, on)


def delegation_on(on: date) -> Delegation | None:
    """Return the delegation in force on the day."""
    return Delegation.objects.in_force(on).select_related("deputy").first()


def _block(role: Role, on: date, user: User | None = None) -> Signer | None:
    held = Position.objects.held(on).filter(post__role=role).select_related("user", "post")
    position = (held.filter(user=user) if user else held).order_by("post__position", "begins_on", "pk").first()
    if position is None:
        return None
    title = position.post.signature_title or _TITLES[role]
    return Signer(Committee.current().authority, title, position.user.full_name)
