"""The sample commune and its months: true to the calendar, to its own figures and to the office's spelling."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kesat.organization.models import Body, Role
from kesat.vietnamese import clean_line, official_date, official_month, official_month_number
from resolutions.demo import figures, organization
from resolutions.demo.months import manuscripts
from resolutions.manuscript import Field, Manuscript, ParagraphKind, PartKind

MONTHS = manuscripts()
ISSUED = MONTHS[:-1]
DRAFT = MONTHS[-1]
TET = (date(2026, 2, 14), date(2026, 2, 22))
HOLIDAYS = {
    date(2025, 9, 1),
    date(2025, 9, 2),
    date(2026, 1, 1),
    date(2026, 4, 27),
    date(2026, 4, 30),
    date(2026, 5, 1),
}

FULL_DATE = re.compile(r"(?<![\d.])(\d{1,2})/(\d{1,2})/(\d{4})")
DAY_OF_MONTH = re.compile(r"ngày (\d{1,2})/(\d{1,2})(?![\d/])")
MONTH_OF_YEAR = re.compile(r"tháng (\d{1,2})/(\d{4})")
RATIO = re.compile(r"(?<![\d/.])(\d[\d.]*)/(\d[\d.]*\d|\d)[^\d;.]{0,40}?,? (?:đạt|bằng) (\d+(?:,\d)?)%")
OLD_TONES = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹ])", re.IGNORECASE)
UNPADDED = re.compile(r"(?<![\d.,/])[1-9] (?:đồng chí|đảng viên|hộ|hồ sơ|lớp|học viên|thôn|cuộc|đơn|suất|lượt|người)\b")


def paragraph_texts(month: Manuscript) -> Iterator[str]:
    inner = (p for part in month.parts for section in part.sections for p in section.paragraphs)
    for paragraph in (*month.opening, *inner, *month.closing):
        yield paragraph.text


def every_text(month: Manuscript) -> Iterator[str]:
    yield month.subject
    yield from paragraph_texts(month)
    yield from month.recipients
    for part in month.parts:
        yield part.title
        yield from (section.title for section in part.sections)


def plain_number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


each_month = pytest.mark.parametrize("month", MONTHS, ids=lambda month: f"{month.year}-{month.month:02}")


def test_months_follow_one_another_from_september_2025_to_december_2026() -> None:
    months = [(month.year, month.month) for month in MONTHS]

    assert months == [(2025, month) for month in range(9, 13)] + [(2026, month) for month in range(1, 13)]


def test_numbers_and_days_of_issue_rise_together() -> None:
    numbers = [month.number or 0 for month in ISSUED]
    days = [month.issued_on or date.min for month in ISSUED]

    assert numbers == sorted(set(numbers))
    assert numbers[:4] == [2, 4, 5, 7]
    assert days == sorted(set(days))


def test_every_month_is_issued_on_a_working_day_about_its_beginning() -> None:
    for month in ISSUED:
        first = date(month.year, month.month, 1)
        day = month.issued_on

        assert day is not None
        assert first - timedelta(days=5) <= day <= first + timedelta(days=4)
        assert day.isoweekday() <= 5
        assert not TET[0] <= day <= TET[1]
        assert day not in HOLIDAYS


def test_last_month_is_half_written() -> None:
    results, directions = DRAFT.parts

    assert (DRAFT.number, DRAFT.issued_on) == (None, None)
    assert [len(section.paragraphs) for section in results.sections] == [4, 3, 0, 0]
    assert [len(section.paragraphs) for section in directions.sections] == [3, 3, 1, 0]


@each_month
def test_part_titles_name_the_month_before_and_the_month(month: Manuscript) -> None:
    before = date(month.year, month.month, 1) - timedelta(days=1)
    results, directions = month.parts

    assert (results.part, directions.part) == (PartKind.RESULTS, PartKind.DIRECTIONS)
    assert results.title.endswith(f" THÁNG {official_month(before.year, before.month)}")
    assert directions.title.endswith(f" THÁNG {official_month(month.year, month.month)}")
    assert month.subject.endswith(f" tháng {official_month(month.year, month.month)}")


@each_month
def test_parts_have_the_four_fields_and_sometimes_limits(month: Manuscript) -> None:
    four = [Field.PARTY_BUILDING, Field.GOVERNMENT, Field.FRONT, Field.POLITICAL_CENTRE]
    results, directions = month.parts

    assert [section.field for section in results.sections] in (four, [*four, Field.OTHER])
    assert [section.field for section in directions.sections] == four


@each_month
def test_text_is_clean_and_in_the_offices_spelling(month: Manuscript) -> None:
    for text in every_text(month):
        assert text == clean_line(text)
        assert not re.search(r"[\"'–—{}]", text)
        assert not OLD_TONES.search(text)
        assert not UNPADDED.search(text)
        assert not re.search(r"\b[Hh]uyện\b", text)


@each_month
def test_every_date_exists_and_is_written_officially(month: Manuscript) -> None:
    for text in every_text(month):
        for found in FULL_DATE.finditer(text):
            day, number, year = map(int, found.groups())
            assert found.group() == official_date(date(year, number, day))
        for found in DAY_OF_MONTH.finditer(text):
            day, number = map(int, found.groups())
            assert found.group() == f"ngày {date(month.year, number, day).day:02}/{official_month_number(number)}"
        for found in MONTH_OF_YEAR.finditer(text):
            number, year = map(int, found.groups())
            assert found.group() == f"tháng {official_month(year, number)}"


@each_month
def test_deadlines_of_part_two_lie_in_or_soon_after_the_month(month: Manuscript) -> None:
    first = date(month.year, month.month, 1)
    deadline = re.compile(r"(?:trước|chậm nhất) ngày (\d{1,2})/(\d{1,2})/(\d{4})")
    text = "\n".join(p.text for section in month.parts[1].sections for p in section.paragraphs)

    days = [date(int(year), int(number), int(day)) for day, number, year in deadline.findall(text)]

    assert days
    assert all(first <= day <= first + timedelta(days=55) for day in days)


@each_month
def test_percentages_are_those_of_their_ratios(month: Manuscript) -> None:
    found = [match.groups() for text in paragraph_texts(month) for match in RATIO.finditer(text)]

    assert found
    for part, whole, percent in found:
        ratio = figures.share(int(plain_number(part)), int(plain_number(whole)))
        assert f"{percent}%" == ratio, f"{part}/{whole}"


def test_no_long_sentence_stands_in_more_than_four_months() -> None:
    months_of: dict[str, set[tuple[int, int]]] = defaultdict(set)

    for month in MONTHS:
        for text in paragraph_texts(month):
            for sentence in re.split(r"(?<=[.;:]) ", text):
                if len(sentence.split()) > 12:
                    months_of[sentence].add((month.year, month.month))

    assert [sentence for sentence, months in months_of.items() if len(months) > 4] == []


def test_no_paragraph_comes_back_within_three_months() -> None:
    kept = [set(paragraph_texts(month)) for month in MONTHS]

    for place, texts in enumerate(kept):
        for earlier in kept[max(0, place - 2) : place]:
            assert texts & earlier == set()


def test_every_issued_month_is_as_long_as_a_real_one() -> None:
    lengths = [sum(len(text.split()) for text in paragraph_texts(month)) for month in ISSUED]

    assert min(lengths) >= 1300
    assert max(lengths) <= 2200


@each_month
def test_every_month_ends_and_is_sent_as_the_office_does(month: Manuscript) -> None:
    assert month.closing[-1].text.endswith("./.")
    assert 5 <= len(month.recipients) <= 7
    assert month.recipients[-1] == "Lưu Văn phòng Đảng ủy"
    assert month.signer.authority == "T/M BAN THƯỜNG VỤ"


def test_the_deputy_signs_one_month_in_his_own_post() -> None:
    signers = [(month.signer.post, month.signer.name) for month in MONTHS]
    names = {person.full_name for person in organization.PEOPLE}

    assert signers.count(("BÍ THƯ", "Trần Văn Khải")) == 15
    assert signers.count(("PHÓ BÍ THƯ", "Vũ Đình Lâm")) == 1
    assert {name for _post, name in signers} <= names


def test_items_stand_under_a_sentence_that_leads_to_them() -> None:
    sections = [section for month in MONTHS for part in month.parts for section in part.sections]
    led = [section for section in sections if any(p.kind == ParagraphKind.ITEM for p in section.paragraphs)]

    assert len(led) >= 5
    for section in led:
        kinds = [paragraph.kind for paragraph in section.paragraphs]
        lead = section.paragraphs[kinds.index(ParagraphKind.ITEM) - 1]
        assert kinds[0] == ParagraphKind.PROSE
        assert lead.text.endswith(":")


def test_figures_of_a_year_only_grow() -> None:
    for year in (2025, 2026):
        rows = [row for row in figures.TABLE if row.year == year]
        for name in ("revenue", "spending", "disbursed", "inspected", "counted", "paid_out", "road"):
            values = [plain_number(str(getattr(row, name))) for row in rows]
            assert values == sorted(values), name


def test_figures_do_not_settle_more_than_came_in() -> None:
    for row in figures.TABLE:
        assert row.settled <= row.received
        assert row.petitions_settled <= row.petitions
        assert row.paid_out <= row.counted <= figures.RAILWAY_HOUSEHOLDS
        assert row.road <= figures.ROAD_HOUSEHOLDS


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1516, 1574, "96,3%"), (36, 36, "100%"), (3, 15, "20,0%"), (1, 16, "6,3%"), (38, 36, "105,6%")],
)
def test_share_has_one_decimal_with_halves_up(part: int, whole: int, expected: str) -> None:
    assert figures.share(part, whole) == expected


def test_bodies_and_posts_have_known_kinds_and_roles_and_unique_codes() -> None:
    codes = [body.code for body in organization.BODIES]
    posts = [post.code for post in organization.POSTS]

    assert len(codes) == len(set(codes))
    assert len(posts) == len(set(posts))
    assert {body.kind for body in organization.BODIES} == set(Body.Kind.values)
    assert {post.role for post in organization.POSTS} == set(Role.values)
    assert len({post.title for post in organization.POSTS}) == len(posts)


def test_groups_and_parents_name_bodies_that_exist() -> None:
    codes = {body.code for body in organization.BODIES}

    for body in organization.BODIES:
        assert {body.parent} - {""} <= codes
        assert set(body.members) <= codes
        assert (body.kind == "group") == bool(body.rule or body.members)
        assert not (body.rule and body.members)
        assert len("; ".join(body.short_names)) <= 200


def test_there_are_enough_branches_mass_organisations_and_people() -> None:
    kinds = [body.kind for body in organization.BODIES]

    assert kinds.count("branch") == 16
    assert kinds.count("mass_organisation") == 4
    assert len(organization.PEOPLE) >= 24


def test_positions_name_bodies_and_posts_that_exist() -> None:
    codes = {body.code for body in organization.BODIES}
    posts = {post.code for post in organization.POSTS}
    held = [position for person in organization.PEOPLE for position in person.positions]

    assert {position.body for position in held} <= codes
    assert {position.post for position in held} <= posts
    assert all(position.ends_on is None or position.ends_on >= position.begins_on for position in held)


def test_the_standing_committee_has_nine_members_with_one_secretary() -> None:
    posts = sorted(p.post for person in organization.PEOPLE for p in person.positions if p.body == "BTV")

    assert posts == ["bi-thu", "pbt-chu-tich", "pbt-thuong-truc", *["uv-btv"] * 6]


def test_every_branch_has_a_secretary() -> None:
    led = {p.body for person in organization.PEOPLE for p in person.positions if p.post in ("bi-thu-cb", "bi-thu-db")}

    assert led == {body.code for body in organization.BODIES if body.kind == "branch"}


def test_people_have_usernames_of_their_own_and_one_has_left_a_post() -> None:
    usernames = [person.username for person in organization.PEOPLE]
    ended = [p for person in organization.PEOPLE for p in person.positions if p.ends_on]

    assert len(usernames) == len(set(usernames))
    assert all(re.fullmatch(r"[a-z0-9]+", username) for username in usernames)
    assert [(position.body, position.post) for position in ended] == [("VPDU", "pho-chanh-vp")]


def test_the_administrator_holds_no_position_and_everyone_else_does() -> None:
    without = [person.username for person in organization.PEOPLE if not person.positions]

    assert without == ["quantri", "quantrihai"]
    assert [person.username for person in organization.PEOPLE if person.is_administrator] == without


def test_accounts_with_a_password_belong_to_people() -> None:
    usernames = {person.username for person in organization.PEOPLE}

    assert len(organization.DEMO_ACCOUNTS) == 12
    assert {username for username, _role in organization.DEMO_ACCOUNTS} <= usernames
