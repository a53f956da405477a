"""Typed functions that make rows for tests; what is not given is made up, and made anew each time."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from kesat.organization.models import Body, Committee, Position, Post, Role, Term, User
from resolutions.deciding import Vote, confirm_decision, record_decision
from resolutions.drafting import Typed
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
)
from resolutions.models import Decision, Draft, Opinion, Resolution, Section, Status
from resolutions.storing import store
from resolutions.submitting import submit
from resolutions.workflow import hand_over

_serial = count(1)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "lua-chin-ven-song"


def make_committee(**fields: Any) -> Committee:
    values = {
        "name": "Đảng ủy xã Kẻ Sặt",
        "upper_body": "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        "issuing_body": "ĐẢNG ỦY XÃ KẺ SẶT",
        "place": "Kẻ Sặt",
        "office_telephone": "0220 3 000 000",
    }
    committee, _made = Committee.objects.update_or_create(pk=1, defaults=values | fields)
    return committee


def make_term(*, name: str = "Nhiệm kỳ 2025 - 2030", begins_on: date = date(2025, 7, 1), **fields: Any) -> Term:
    return Term.objects.create(name=name, begins_on=begins_on, **fields)


def make_body(*, code: str = "", name: str = "", kind: str = Body.Kind.ADVISORY, **fields: Any) -> Body:
    number = next(_serial)
    body = Body(code=code or f"B{number}", name=name or f"Cơ quan số {number}", kind=kind, **fields)
    body.full_clean()
    body.save()
    return body


def make_post(*, role: str = Role.OFFICER, **fields: Any) -> Post:
    number = next(_serial)
    values = {"code": f"post-{number}", "title": f"Chức vụ số {number}", "role": role}
    return Post.objects.create(**values | fields)


def make_user(*, username: str = "", full_name: str = "Nguyễn Thu Hà", password: str = PASSWORD, **fields: Any) -> User:
    return User.objects.create_user(username or f"user{next(_serial)}", full_name, password, **fields)


def make_administrator(**fields: Any) -> User:
    return make_user(full_name="Quản trị viên", is_staff=True, **fields)


def make_position(
    user: User, role: str, *, body: Body | None = None, begins_on: date = date(2025, 7, 1), ends_on: date | None = None
) -> Position:
    return Position.objects.create(
        user=user, body=body or make_body(), post=make_post(role=role), begins_on=begins_on, ends_on=ends_on
    )


def make_officer(**fields: Any) -> User:
    user = make_user(**fields)
    make_position(user, Role.OFFICER)
    return user


def make_reader(**fields: Any) -> User:
    user = make_user(full_name="Vũ Đình Lợi", **fields)
    make_position(user, Role.READER)
    return user


def make_manuscript(*, year: int = 2026, month: int = 11, **fields: Any) -> Manuscript:
    """Return a short text with one paragraph in each of the eight sections."""
    sections = (
        (Field.PARTY_BUILDING, "Công tác xây dựng Đảng"),
        (Field.GOVERNMENT, "Công tác chính quyền"),
        (Field.FRONT, "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội"),
        (Field.POLITICAL_CENTRE, "Trung tâm Chính trị"),
    )

    def part(kind: PartKind, title: str, text: str) -> PartText:
        return PartText(
            kind,
            title,
            tuple(SectionText(field, name, (ParagraphText(f"{text} {name}."),)) for field, name in sections),
        )

    before = 12 if month == 1 else month - 1
    values: dict[str, Any] = {
        "subject": f"về thực hiện nhiệm vụ chính trị tháng {month}/{year}",
        "parts": (
            part(PartKind.RESULTS, f"ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG {before}/{year}", "Đã làm xong việc của"),
            part(PartKind.DIRECTIONS, f"PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG {month}/{year}", "Tiếp tục chỉ đạo"),
        ),
        "closing": (ParagraphText("Các chi bộ tổ chức thực hiện Nghị quyết này./."),),
        "recipients": ("Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        "signer": Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn Khải"),
    }
    return Manuscript(year=year, month=month, **values | fields)


def make_resolution(*, year: int = 2026, month: int = 11, archive: bool = False, **fields: Any) -> Resolution:
    """Store a short month: in drafting, or issued from the archive when `archive` is set."""
    return store(make_manuscript(year=year, month=month, **fields), by=None, at=NOW, archive=archive)


def make_section(*texts: str, month: int = 11, **fields: Any) -> Section:
    """Store a short month, and return its first section with these paragraphs."""
    manuscript = make_manuscript(month=month, **fields)
    results, directions = manuscript.parts
    first = replace(results.sections[0], paragraphs=tuple(ParagraphText(text) for text in texts))
    parts = (replace(results, sections=(first, *results.sections[1:])), directions)
    return section_of(store(replace(manuscript, parts=parts), by=None, at=NOW))


def section_of(resolution: Resolution, kind: str = PartKind.RESULTS, place: int = 0) -> Section:
    sections = Section.objects.select_related("part__resolution")
    return sections.filter(part__resolution=resolution, part__kind=kind)[place]


def make_typed(text: str, *, base_version: int = 1, op_id: UUID | None = None, **fields: Any) -> Typed:
    """Return what was typed in a paragraph, under a new name unless one is given."""
    values: dict[str, Any] = {"kind": ParagraphKind.PROSE, "base_version": base_version}
    return Typed(text=text, op_id=op_id or uuid4(), **values | fields)


def issue(resolution: Resolution) -> None:
    """Let a draft be issued by what knows nothing of the rules of the text."""
    Resolution.objects.filter(pk=resolution.pk).update(status=Status.ISSUED, is_from_archive=True)


@dataclass(frozen=True)
class StandingCommittee:
    """The incumbents of a Standing Committee of five: the Secretary, a Deputy Secretary and three members."""

    body: Body
    secretary: User
    deputy: User
    members: tuple[User, ...]

    @property
    def everyone(self) -> tuple[User, ...]:
        return (self.secretary, self.deputy, *self.members)


def make_standing_committee() -> StandingCommittee:
    body = make_body(code=f"BTV{next(_serial)}", name="Ban Thường vụ", kind=Body.Kind.STANDING_COMMITTEE)
    people = [
        ("Trần Văn Khải", Role.SECRETARY, "BÍ THƯ"),
        ("Vũ Đình Long", Role.DEPUTY_SECRETARY, "PHÓ BÍ THƯ"),
        *[(name, Role.STANDING_MEMBER, "") for name in ("Lê Thị Mai", "Ngô Văn Sơn", "Hoàng Thị Lan")],
    ]
    users = []
    for place, (name, role, signature_title) in enumerate(people, 1):
        user = make_user(full_name=name)
        post = make_post(role=role, signature_title=signature_title, position=place)
        Position.objects.create(user=user, body=body, post=post, begins_on=date(2025, 7, 1))
        users.append(user)
    return StandingCommittee(body, users[0], users[1], tuple(users[2:]))


def make_head_of_office(**fields: Any) -> User:
    user = make_user(**{"full_name": "Phạm Thị Hòa"} | fields)
    make_position(user, Role.HEAD_OF_OFFICE)
    return user


def make_clerk(**fields: Any) -> User:
    user = make_user(**{"full_name": "Đặng Thị Thơm"} | fields)
    make_position(user, Role.CLERK)
    return user


def finish_sections(resolution: Resolution) -> None:
    """Say of every section that it is done."""
    Section.objects.filter(part__resolution=resolution, part__kind__in=["results", "directions"]).update(is_done=True)


def submit_draft(resolution: Resolution, *, by: User, days: int = 3) -> Draft:
    """Take a month from drafting to the Standing Committee through the verbs; opinions are asked for `days` days."""
    at = timezone.now()
    finish_sections(resolution)
    hand_over(resolution, by=by, at=at)
    return submit(resolution, deadline=at + timedelta(days=days), by=by, at=at, on=timezone.localdate())


@dataclass(frozen=True)
class Commune:
    """A committee with its term and those who take a month all the way."""

    standing: StandingCommittee
    head: User
    clerk: User

    @property
    def secretary(self) -> User:
        return self.standing.secretary


def make_commune(**fields: Any) -> Commune:
    make_committee(**fields)
    make_term()
    return Commune(make_standing_committee(), make_head_of_office(), make_clerk())


def approve(resolution: Resolution, commune: Commune) -> Resolution:
    """Take a month from drafting to approved through the verbs: by a meeting of today in which everyone agreed."""
    submit_draft(resolution, by=commune.head)
    vote = Vote(
        way=Decision.Way.MEETING,
        decided_on=timezone.localdate(),
        outcome=Decision.Outcome.APPROVED,
        chair=commune.secretary,
        answers={member.pk: Opinion.Answer.AGREED.value for member in commune.standing.everyone},
    )
    record_decision(resolution, vote, by=commune.head, at=timezone.now())
    confirm_decision(resolution, by=commune.secretary, at=timezone.now())
    return resolution
