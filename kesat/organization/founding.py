"""The rows that every committee begins with: itself, its term, four bodies, a post for every role, the first people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction

from kesat.organization.models import Body, Committee, Position, Post, Role, Term, User

# Official words, so in Vietnamese: code, title, title in a signature block, role.
POSTS: Final = (
    ("bi-thu", "Bí thư", "BÍ THƯ", Role.SECRETARY),
    ("pho-bi-thu", "Phó Bí thư", "PHÓ BÍ THƯ", Role.DEPUTY_SECRETARY),
    ("uv-btv", "Ủy viên Ban Thường vụ", "", Role.STANDING_MEMBER),
    ("dang-uy-vien", "Đảng ủy viên", "", Role.COMMITTEE_MEMBER),
    ("chanh-vp", "Chánh Văn phòng", "CHÁNH VĂN PHÒNG", Role.HEAD_OF_OFFICE),
    ("chuyen-vien", "Chuyên viên", "", Role.OFFICER),
    ("van-thu", "Văn thư", "", Role.CLERK),
    ("thu-truong", "Thủ trưởng đơn vị", "", Role.HEAD_OF_BODY),
    ("dau-moi", "Đầu mối báo cáo", "", Role.REPORTER),
    ("uv-ubkt", "Ủy viên Ủy ban Kiểm tra", "", Role.INSPECTOR),
    ("nguoi-doc", "Người đọc", "", Role.READER),
)

# Code, name (the committee's own is added), short names, kind, code of the body above.
BODIES: Final = (
    ("DU", "", "Đảng ủy; Ban Chấp hành; BCH", Body.Kind.COMMITTEE, ""),
    ("BTV", "Ban Thường vụ Đảng ủy", "Ban Thường vụ; BTV", Body.Kind.STANDING_COMMITTEE, "DU"),
    ("TT", "Thường trực Đảng ủy", "Thường trực", Body.Kind.PERMANENT, "BTV"),
    ("VPDU", "Văn phòng Đảng ủy", "Văn phòng; VPĐU", Body.Kind.ADVISORY, "DU"),
)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    full_name: str


@dataclass(frozen=True, slots=True)
class FirstPeople:
    """Who is there on the first day; only the administrator has a password, and gives the others theirs."""

    administrator: Person
    password: str = field(repr=False)
    secretary: Person
    members: Sequence[Person] = ()


@transaction.atomic
def found(committee: Committee, term: Term, people: FirstPeople) -> None:
    """Store the beginnings, all or nothing. Raises ValidationError for what the rows do not allow."""
    committee.pk = 1
    for row in (committee, term):
        row.full_clean()
        row.save(force_insert=True)
    bodies = _bodies(committee)
    posts = _posts()
    first = people.administrator
    User.objects.create_user(first.username, first.full_name, people.password, is_staff=True)
    for person in (people.secretary, *people.members):
        role = Role.SECRETARY if person is people.secretary else Role.STANDING_MEMBER
        user = User.objects.create_user(person.username, person.full_name)
        position = Position(user=user, body=bodies["BTV"], post=posts[role], begins_on=term.begins_on)
        position.full_clean()
        position.save()


def _bodies(committee: Committee) -> dict[str, Body]:
    made: dict[str, Body] = {}
    for place, (code, name, short_names, kind, parent) in enumerate(BODIES, start=1):
        body = Body(code=code, name=name or committee.name, short_names=short_names, kind=kind, position=place * 10)
        body.parent = made.get(parent)
        body.full_clean()
        body.save()
        made[code] = body
    return made


def _posts() -> dict[Role, Post]:
    made: dict[Role, Post] = {}
    for place, (code, title, signature_title, role) in enumerate(POSTS, start=1):
        post = Post(code=code, title=title, signature_title=signature_title, role=role, position=place * 10)
        post.full_clean()
        post.save()
        made[role] = post
    return made
