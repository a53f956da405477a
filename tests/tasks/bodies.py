"""What the tests of the bodies' side have in common: who reports, what is sent, pictures as a telephone takes them."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kesat.organization.models import Body, User
from tasks.models import Directive, Share
from tests.conftest import english_client
from tests.factories import make_body, make_committee, make_head_of_office, make_officer
from tests.task_factories import make_directive, make_head_of, share_of

RESULT = "02/04 hộ đã nhận tiền và ký biên bản bàn giao."
GPS = 0x8825
ORIENTATION = 0x0112


@dataclass(frozen=True)
class Desk:
    """A body with its head, a directive that it leads, and two people of the office."""

    body: Body
    head: User
    directive: Directive
    officer: User
    chief: User

    @property
    def share(self) -> Share:
        return share_of(self.directive, self.body)


def make_desk(**fields: Any) -> Desk:
    make_committee()
    body = make_body(kind=Body.Kind.DIVISION, name="Phòng Kinh tế")
    directive = make_directive(lead=body, **{"due_on": today() + timedelta(days=20)} | fields)
    return Desk(body, make_head_of(body), directive, make_officer(), make_head_of_office())


def today() -> date:
    return timezone.localdate()


def signed_in(user: User) -> Client:
    """Return a client signed in as this person, who reads English."""
    return english_client(user)


def form(**fields: Any) -> dict[str, Any]:
    """Return what a report sends: under way with a result, unless said otherwise."""
    return {"progress": "under_way", "result": RESULT, "op_id": str(uuid4())} | fields


def address(directive: Directive, end: str = "") -> str:
    return f"/nhiem-vu/{directive.pk}/{end}"


def words(response: Any) -> str:
    return str(response.content.decode())


def picture(
    size: tuple[int, int] = (300, 200), *, kind: str = "JPEG", mode: str = "RGB", turned: int = 0, place: bool = False
) -> bytes:
    """Return a picture whose left half is red; `turned` is its EXIF orientation, `place` puts coordinates in it."""
    image = Image.new(mode, size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if turned:
        exif[ORIENTATION] = turned
    if place:
        exif.get_ifd(GPS)[1] = "N"
        exif[0x010F] = "Điện thoại của tôi"
    kept = io.BytesIO()
    image.save(kept, kind, exif=exif)
    return kept.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
