"""Who signs a month on a day, the Secretary or the deputy to whom it is delegated; whether a signature is theirs."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.organization.certificates import Certificate, CertificateQuerySet
from kesat.organization.models import Committee, Position, Role, User
from kesat.vietnamese import fold
from resolutions.drafting import Refused
from resolutions.manuscript import Signer
from resolutions.models import Delegation, Resolution, Status
from resolutions.models.text import PUBLIC
from resolutions.signatures import Signature
from resolutions.signing import SignatureField

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


def check_signatures(resolution: Resolution, found: Collection[Signature], on: date) -> None:
    """Raise Refused unless the signer's signature is that of who signs, and the seal's, where there is one, the body's.

    Where a certificate is registered for the day, it must be that very one; else the name in it counts.
    """
    by_field = {one.field: one for one in found}
    signer, seal = (by_field.get(place) for place in (SignatureField.SIGNER, SignatureField.SEAL))
    if signer is None:
        raise Refused(_("The place of the signer is still empty. The person signs first, then the seal is added."))
    name, committee = resolution.signer_name, Committee.current().name
    if not _check_registered(signer, _registered(signer, name, on), name) and not _names(name, signer.signer):
        raise Refused(
            _("The certificate is that of %(other)s; %(name)s signs this resolution.")
            % {"other": signer.signer, "name": name}
        )
    if seal is None or _check_registered(seal, _registered(seal, name, on), committee):
        return
    if not _names(committee, f"{seal.signer} {seal.organization}"):
        raise Refused(_("The seal is that of %(other)s, not of %(name)s.") % {"other": seal.signer, "name": committee})


def registration(resolution: Resolution, signature: Signature) -> str:
    """Return in words by what it is known whose a signature is; "" for any but the signer's and the seal."""
    if signature.at is None or signature.field not in set(SignatureField):
        return ""
    is_seal = signature.field == SignatureField.SEAL
    name = {"name": Committee.current().name if is_seal else resolution.signer_name}
    known = _registered(signature, resolution.signer_name, timezone.localdate(signature.at))
    if not known.exists():
        return _("No certificate was registered for %(name)s on that day; the name in it was compared.") % name
    if known.filter(sha256=signature.certificate).exists():
        return _("Made with the certificate that is registered for %(name)s.") % name
    return _("Made with another certificate than the one registered for %(name)s.") % name


def _registered(signature: Signature, signer_name: str, on: date) -> CertificateQuerySet:
    """Return what is registered for the day for who signs in the field of a signature."""
    known = Certificate.objects.registered(on)
    return known.of_seal() if signature.field == SignatureField.SEAL else known.of_person(signer_name)


def _check_registered(signature: Signature, known: CertificateQuerySet, name: str) -> bool:
    """Tell whether a signature was made with a certificate registered for its maker; False where none is registered.

    Raises Refused for any other certificate than those.
    """
    registered = set(known.values_list("sha256", flat=True))
    if registered and signature.certificate not in registered:
        raise Refused(
            _(
                "The signature was made with another certificate than the one registered for %(name)s. Sign with that "
                "one, or ask the administrator to register this one (SHA-256: %(sha256)s)."
            )
            % {"name": name, "sha256": signature.certificate}
        )
    return bool(registered)


def _names(wanted: str, said: str) -> bool:
    """Tell whether a certificate names somebody: offices write names in capitals, without marks, with a post."""
    return f" {fold(wanted)} " in f" {fold(said)} "
