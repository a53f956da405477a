"""A month whose resolution was withdrawn or replaced: it is started anew, and each of the two keeps its address."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from kesat.organization.models import User
from kesat.records import triggers
from kesat.records.models import Event
from resolutions import arranging, documents, storing, withdrawing
from resolutions.drafting import Refused
from resolutions.models import Document, Resolution, Status
from resolutions.periods import MonthConverter, Period, parse_period, period_name
from tests.conftest import english_client
from tests.factories import (
    NOW,
    StandingCommittee,
    issue,
    make_committee,
    make_officer,
    make_reader,
    make_resolution,
    make_standing_committee,
    make_term,
    section_of,
)

pytestmark = pytest.mark.django_db

PAGE = "/nghi-quyet/2026-11/"
FIRST = "/nghi-quyet/2026-11-lan-1/"
DOCUMENT = "số 35-QĐ/ĐU, ngày 05/12/2026"


@pytest.fixture
def committee(db: None) -> StandingCommittee:
    make_committee()
    make_term()
    return make_standing_committee()


def end(month: Resolution, by: User, to: Status = Status.REPLACED) -> Resolution:
    withdrawing.withdraw(month, to, document=DOCUMENT, reason="Sai số liệu.", by=by, at=timezone.now())
    return month


@pytest.fixture
def old(committee: StandingCommittee) -> Resolution:
    """Return the resolution of a month that was issued and replaced."""
    return end(make_resolution(month=11, archive=True, number=7, issued_on=NOW.date()), committee.secretary)


def start_anew(month: int = 11) -> Resolution:
    return storing.start_month(2026, month, by=None, at=timezone.now(), on=timezone.localdate())


@pytest.mark.parametrize("to", [Status.WITHDRAWN, Status.REPLACED])
def test_a_month_that_is_no_longer_in_force_is_started_anew(to: Status, committee: StandingCommittee) -> None:
    first = make_resolution(month=11, archive=True)
    with pytest.raises(Refused):
        start_anew()
    end(first, committee.secretary, to)

    second = start_anew()

    assert (second.replaces, second.edition, second.status) == (first, 2, Status.DRAFTING)
    assert written(second) == written(first) != []
    assert (second.results_due_on, second.papers_due_on, second.meets_on) == (None, None, None)
    assert Event.objects.get(action="start", target_id=second.pk).details["replaces"] == first.pk
    with pytest.raises(Refused):
        start_anew()


def written(month: Resolution) -> list[str]:
    manuscript = Resolution.objects.with_text().get(pk=month.pk).manuscript()
    return [paragraph.text for paragraph in manuscript.paragraphs()]


@pytest.mark.usefixtures("in_english")
def test_the_third_resolution_of_a_month_replaces_the_second(old: Resolution, committee: StandingCommittee) -> None:
    second = start_anew()
    issue(second)
    second.refresh_from_db()
    end(second, committee.secretary, Status.WITHDRAWN)

    third = start_anew()

    assert (third.replaces, third.edition) == (second, 3)
    assert (third.label, third.period, second.period) == (
        "11/2026 (edition 3)",
        Period(2026, 11),
        Period(2026, 11, edition=2),
    )


def test_a_document_is_brought_in_for_a_month_that_is_no_longer_in_force(old: Resolution) -> None:
    new = make_resolution(month=11, archive=True, number=9, issued_on=NOW.date())

    assert (new.replaces, new.is_issued) == (old, True)


def test_the_database_keeps_one_that_stands_and_one_of_an_edition(old: Resolution) -> None:
    second = start_anew()
    month = {"year": 2026, "month": 11, "subject": "a"}

    for wrong in (
        {"edition": 3, "replaces": second},  # beside one that stands
        {"edition": 1, "status": Status.WITHDRAWN, "is_from_archive": True},  # an edition twice
        {"month": 9, "edition": 2},  # a later one that replaces nothing
        {"month": 9, "edition": 1, "replaces": second},  # a first one that replaces another
        {"month": 9, "edition": 2, "replaces": old},  # one that is replaced already
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Resolution.objects.create(**month | wrong)


def test_what_an_issued_resolution_replaces_cannot_be_changed(old: Resolution) -> None:
    new = make_resolution(month=11, archive=True)

    for change in ({"edition": 5}, {"replaces": None, "edition": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Resolution.objects.filter(pk=new.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=old.pk).update(status=Status.ISSUED)
    assert triggers.missing() == []


# Which one is meant


@pytest.mark.parametrize("name", ["2026-11", "2026-11-tap", "2026-11-lan-1", "2026-11-lan-12"])
def test_a_period_is_read_as_it_is_written(name: str) -> None:
    assert period_name(parse_period(name)) == name
    assert MonthConverter.to_url(MonthConverter.to_python(name)) == name


@pytest.mark.parametrize("name", ["2026-11-lan-0", "2026-11-lan-", "2026-11-lan-100", "2026-11-tap-lan-1", "2026-11-1"])
def test_anything_else_is_no_period(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        parse_period(name)


def test_the_month_means_the_newest_and_each_keeps_an_address(old: Resolution) -> None:
    assert old.get_absolute_url() == FIRST
    assert Resolution.objects.in_force_in(2026, 11) is None
    second = start_anew()
    assert second.get_absolute_url() == PAGE
    assert Resolution.objects.in_force_in(2026, 11) is None

    issue(second)

    officer = english_client(make_officer())
    assert Resolution.objects.in_force_in(2026, 11) == second
    assert officer.get(PAGE).context["resolution"] == second
    assert officer.get(FIRST).context["resolution"] == old
    assert officer.get("/nghi-quyet/2026-11-lan-2/").context["resolution"] == second
    assert officer.get("/nghi-quyet/2026-11-lan-3/").status_code == 404


def test_a_month_only_withdrawn_is_found_by_its_old_address_too(old: Resolution) -> None:
    for address in (PAGE, FIRST):
        assert english_client(make_reader()).get(address).context["resolution"] == old


def test_bad_input_31_who_may_not_see_the_new_draft_still_finds_the_old_one_and_nothing_of_the_draft(
    old: Resolution,
) -> None:
    start_anew()
    reader = english_client(make_reader())

    page = reader.get(PAGE)

    assert page.context["resolution"] == old
    assert "follows it" not in page.content.decode()
    assert "edition 2" not in page.content.decode()
    assert reader.get("/nghi-quyet/2026-11-lan-2/").status_code == 404


def test_the_month_before_is_the_one_that_stands(old: Resolution, committee: StandingCommittee) -> None:
    october = make_resolution(month=10, archive=True)
    december = make_resolution(month=12)
    section = section_of(december)
    assert Resolution.objects.before(2026, 12).first() == october

    second = start_anew()

    assert list(Resolution.objects.before(2026, 12)) == [second, october]
    ordering = arranging.ordering_section(section)
    assert ordering is not None
    assert ordering.part.resolution == second
    assert storing.model_for(2026, 12) == december
    assert storing.model_for(2027, 1) == december


# The pages


def test_both_pages_name_each_other(old: Resolution) -> None:
    second = start_anew()
    officer = english_client(make_officer())

    draft = officer.get(PAGE).content.decode()
    first = officer.get(FIRST).content.decode()

    assert f'<dt>Replaces</dt><dd><a href="{FIRST}">' in draft
    assert "07-NQ/ĐU" in draft
    assert "This resolution is no longer in force." in first
    assert f"{DOCUMENT}: Sai số liệu." in first
    assert f'follows it: <a href="{PAGE}">Resolution of month 11/2026 (edition 2)</a> (Drafting)' in first
    issue(second)
    assert f'<dt>Replaces</dt><dd><a href="{FIRST}">' in officer.get(PAGE).content.decode()


def test_the_office_starts_the_month_anew_from_its_page(old: Resolution) -> None:
    officer = english_client(make_officer())
    link = "/nghi-quyet/bat-dau/?thang=2026-11"
    assert link in officer.get(FIRST).content.decode()
    assert link not in english_client(make_reader()).get(FIRST).content.decode()

    page = officer.get(link).content.decode()
    answer = officer.post("/nghi-quyet/bat-dau/", {"period": "11/2026"}, follow=True)

    assert 'value="11/2026"' in page
    assert "The new one replaces it and begins with its text." in page
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Month 11/2026 (edition 2) is started." in answer.content.decode()
    assert link not in officer.get(FIRST).content.decode()
    again = officer.post("/nghi-quyet/bat-dau/", {"period": "11/2026"})
    assert again.status_code == 422


@pytest.mark.parametrize("asked", ["", "2026-10", "2026-13", "2026-09", "2026-11-tap", "abc"])
def test_a_link_that_asks_for_another_month_starts_the_next(asked: str, old: Resolution) -> None:
    make_resolution(month=10, archive=True)
    officer = english_client(make_officer())

    page = officer.get("/nghi-quyet/bat-dau/", {"thang": asked}).content.decode()

    wanted = "11/2026" if asked == "2026-11-tap" else "12/2026"
    assert f'value="{wanted}"' in page


def test_lists_show_both_and_the_dashboard_what_is_in_force(old: Resolution) -> None:
    new = make_resolution(month=11, archive=True)
    reader = english_client(make_reader())

    listed = reader.get("/nghi-quyet/")

    assert list(listed.context["page"]) == [new, old]
    assert f'href="{FIRST}"' in listed.content.decode()
    assert f'href="{PAGE}"' in listed.content.decode()
    assert list(reader.get("/").context["issued"]) == [new]


@pytest.mark.parametrize(
    "page", ["ban-in/", "thong-qua/", "lich-su/", "tai-ve/txt/", "noi-nhan/", "da-doc/", "thong-tin/"]
)
def test_no_page_of_the_month_is_in_doubt(page: str, old: Resolution) -> None:
    start_anew()
    officer = english_client(make_officer())

    for base in (PAGE, FIRST):
        assert officer.get(f"{base}{page}").status_code in {200, 403, 405}


def test_a_draft_is_written_under_the_address_of_its_month(old: Resolution) -> None:
    section = section_of(start_anew())
    officer = english_client(make_officer())

    page = officer.get(f"{PAGE}muc/{section.pk}/")

    assert page.status_code == 200
    assert officer.get(f"{FIRST}muc/{section.pk}/").status_code in {403, 404}


# The commands


def run(*arguments: str) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_commands_tell_the_two_apart(old: Resolution, tmp_path: Path) -> None:
    text = Document.Kind.ISSUED_TEXT
    kept = documents.keep(old, text, b"%PDF-1", by=None, at=NOW, number=7)
    assert run("list_documents") == f"2026-11 7 {kept.file.sha256} issued_text\n"
    new = make_resolution(month=11, archive=True, number=9, issued_on=NOW.date())
    other = documents.keep(new, text, b"%PDF-2", by=None, at=NOW, number=9)

    listed = run("list_documents").splitlines()
    for name in ("2026-11", "2026-11-lan-1", "2026-11-lan-2"):
        run("export_resolution", name, "--copy", "issued_text", "--output", str(tmp_path / name))

    assert listed == [
        f"2026-11-lan-1 7 {kept.file.sha256} issued_text",
        f"2026-11 9 {other.file.sha256} issued_text",
    ]
    assert [(tmp_path / name).read_bytes() for name in ("2026-11", "2026-11-lan-1", "2026-11-lan-2")] == [
        b"%PDF-2",
        b"%PDF-1",
        b"%PDF-2",
    ]
    assert other.file.name == "Nghị quyết tháng 11-2026 lần 2 (bản phát hành).pdf"
    with pytest.raises(CommandError, match="There is no resolution for month 2026-11-lan-3"):
        run("export_resolution", "2026-11-lan-3", "--format", "txt", "--output", str(tmp_path / "x"))
    with pytest.raises(CommandError, match="A month is given as YYYY-MM"):
        run("export_resolution", "2026-11-tap", "--format", "txt", "--output", str(tmp_path / "x"))
