"""Who signs a month on a day, the Secretary or the deputy to whom it is delegated; whether a signature is theirs."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Final

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

# "Trần Văn Khải - Đảng ủy xã Kẻ Sặt", "ĐẢNG ỦY XÃ KẺ SẶT (TRẦN VĂN KHẢI)".
_SET_APART: Final = re.compile(r"\s*(?:[,;:|/()]|\s[-–—]\s)\s*")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


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


def lost_right(resolution: Resolution, on: date) -> str:
    """Return why who is printed as the signer may not sign on the day, or "" while they may."""
    name = resolution.signer_name
    delegation = delegation_on(on)
    by_right = Position.objects.held(on).filter(post__role=Role.SECRETARY, user__full_name=name)
    is_deputy = (
        delegation is not None
        and delegation.deputy.full_name == name
        and _block(Role.DEPUTY_SECRETARY, on, delegation.deputy) is not None
    )
    if by_right.exists() or is_deputy:
        return ""
    return _(
        "The copy names %(name)s as its signer, who is not the Secretary on this day, nor delegated to sign. Step back "
        "and prepare it anew, or the Secretary delegates again."
    ) % {"name": name}


def check_right(resolution: Resolution, found: Collection[Signature], on: date) -> None:
    """Raise Refused unless the printed signer may sign: on the day that a time stamp certifies, else on `on`.

    What a signature says of its own time counts for nothing: the signer sets that clock.
    """
    certified = [one.at for one in found if one.field == SignatureField.SIGNER and one.is_time_certified and one.at]
    if why := lost_right(resolution, timezone.localdate(certified[0]) if certified else on):
        raise Refused(why)


def check_signatures(resolution: Resolution, found: Collection[Signature], on: date) -> None:
    """Raise Refused unless the signer's signature is that of who signs, and the seal's, where there is one, the body's.

    Where a certificate is registered for the day, it must be that very one; else the name in it counts.
    """
    by_field = {one.field: one for one in found}
    if SignatureField.SIGNER not in by_field:
        raise Refused(_("The place of the signer is still empty. The person signs first, then the seal is added."))
    for place in SignatureField:
        if place in by_field and (why := not_theirs(resolution, by_field[place], on)):
            raise Refused(why)


def not_theirs(resolution: Resolution, signature: Signature, on: date) -> str:
    """Return why a signature in the field of the signer or of the seal is not theirs, or "" where it is."""
    is_seal = signature.field == SignatureField.SEAL
    committee = Committee.current().name
    name = committee if is_seal else resolution.signer_name
    registered = set(_registered(signature, resolution.signer_name, on).values_list("sha256", flat=True))
    if signature.certificate in registered:
        return ""
    if registered:
        return _(
            "The signature was made with another certificate than the one registered for %(name)s. Sign with that "
            "one, or ask the administrator to register this one (SHA-256: %(sha256)s)."
        ) % {"name": name, "sha256": signature.certificate}
    said = {"other": signature.signer, "name": name}
    if is_seal:
        # A committee that was renamed since stands on its papers under its name of then.
        then = (resolution.letterhead or {}).get("issuing_body", "")
        is_body = any(body and _is_name_of(body, signature.signer) for body in (committee, then))
        return "" if is_body else _("The seal is that of %(other)s, not of %(name)s.") % said
    if _names_person(name, signature.signer):
        return ""
    return _("The certificate is that of %(other)s; %(name)s signs this resolution.") % said


def registration(resolution: Resolution, signature: Signature, on: date) -> str:
    """Return in words by what it is known whose a signature is; "" for any but the signer's and the seal."""
    if signature.at is None or signature.field not in set(SignatureField):
        return ""
    is_seal = signature.field == SignatureField.SEAL
    name = {"name": Committee.current().name if is_seal else resolution.signer_name}
    known = _registered(signature, resolution.signer_name, on)
    if not known.exists():
        return _("No certificate was registered for %(name)s on that day; the name in it was compared.") % name
    if known.filter(sha256=signature.certificate).exists():
        return _("Made with the certificate that is registered for %(name)s.") % name
    return _("Made with another certificate than the one registered for %(name)s.") % name


def stranger(resolution: Resolution, signature: Signature, on: date) -> str:
    """Return in words that a signature is not that of whom its field is for, or in no such field; "" where it is."""
    if signature.field not in set(SignatureField):
        return _("Added by others: it is neither the signature of %(name)s nor the committee's seal.") % {
            "name": resolution.signer_name
        }
    if not not_theirs(resolution, signature, on):
        return ""
    if signature.field == SignatureField.SEAL:
        return _("This is not the committee's seal: the signature is that of %(other)s.") % {"other": signature.signer}
    said = {"name": resolution.signer_name, "other": signature.signer}
    return _("This is not the signature of %(name)s: it is that of %(other)s.") % said


def _registered(signature: Signature, signer_name: str, on: date) -> CertificateQuerySet:
    """Return what is registered for the day for who signs in the field of a signature."""
    known = Certificate.objects.registered(on)
    return known.of_seal() if signature.field == SignatureField.SEAL else known.of_person(signer_name)


def _is_name_of(wanted: str, said: str) -> bool:
    """Tell whether a certificate says this whole name, in whatever case, spacing and style of tone marks.

    Issuers also write names without any mark; then, and only then, marks do not count: such a certificate names all
    who are spelled so, and only registering it tells them apart.
    """
    has_marks = fold(said) != " ".join(said.casefold().split())
    return _spelled(wanted) == _spelled(said) if has_marks else fold(wanted) == fold(said)


def _spelled(name: str) -> list[tuple[str, list[str]]]:
    """Return each syllable as its letters and its tone: "Hoà" is spelled as "Hòa" is, "Khái" not as "Khải"."""
    syllables = unicodedata.normalize("NFD", name.casefold()).split()
    return [("".join(c for c in one if c not in _TONES), [c for c in one if c in _TONES]) for one in syllables]


def _names_person(wanted: str, said: str) -> bool:
    """Tell whether a certificate names a person: alone, or set apart in front of or behind a unit or a post."""
    parts = _SET_APART.split(said.strip(" ()"))
    return any(_is_name_of(wanted, part) for part in (said, parts[0], parts[-1]))
