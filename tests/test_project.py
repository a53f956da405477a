"""What is true of every page and every model, present and future."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kesat.organization.held import HeldFile
from kesat.records.models import Event
from resolutions import policy
from resolutions.models import Resolution, Revision, Section
from resolutions.storing import Source, store
from tests.factories import NOW, make_committee, make_manuscript, make_officer, make_resolution

ROOT = Path(settings.BASE_DIR)

# Pages that need no sign-in. Everything else does.
OPEN = {"login", "logout", "reading", "session", "set_language", "verify", "tasks:calendar_feed", "tasks:link"}


def names_in(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each URL name with what its address has to be told."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern.url_patterns, ":".join(filter(None, (namespace, pattern.namespace))))
        elif pattern.name:
            yield (f"{namespace}:{pattern.name}" if namespace else pattern.name), list(pattern.pattern.converters)


FIELDS = {name: fields for name, fields in names_in(get_resolver().url_patterns) if not name.startswith("admin:")}
URL_NAMES = sorted(FIELDS)


def address(name: str) -> str:
    """Return an address for a URL name; the rows it names exist in the test that asks."""
    section = Section.objects.filter(part__kind="results", part__resolution__month=12).first()
    paragraph = section.paragraphs.first() if section else None
    given: dict[str, object] = {
        "period": (2026, 12),
        "profile": "HD05-2026",
        "kind": "txt",
        "pk": section.pk if section else 1,
        "on": "2026-11-20",
        "by": "body",
        "row": "tat-ca",
        "figure": "given",
        "body": 1,
        "clause": 1,
        "directive": 1,
        "file": 1,
        "token": "x" * 32,
    }
    if name.startswith("reports:"):
        given["period"] = "2026"
    if name == "resolutions:preview":
        given["pk"] = HeldFile.objects.get().pk if HeldFile.objects.exists() else 1
    if name in {"resolutions:save", "resolutions:paragraph_history"} and paragraph:
        given["pk"] = paragraph.pk
    return reverse(name, kwargs={field: given[field] for field in FIELDS[name]})


@pytest.fixture
def month(db: None) -> Resolution:
    make_committee()
    return store(make_manuscript(month=12), by=None, at=NOW, source=Source.of("a.txt", b"a"))


@pytest.mark.parametrize("name", URL_NAMES)
def test_a_stranger_is_sent_to_sign_in(name: str, month: Resolution, client: Client) -> None:
    response = client.get(address(name))

    if name in OPEN:
        assert response.status_code in {200, 302, 404, 405}
    else:
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("name", URL_NAMES)
def test_bad_input_08_get_changes_nothing(name: str, month: Resolution) -> None:
    client, user = Client(), make_officer()
    client.force_login(user)
    HeldFile.objects.create(user=user, purpose="resolution", name="a.txt", content=b"khong doc duoc")
    before = _counts()

    client.get(address(name)) if name != "resolutions:preview" else None

    assert _counts() == before
    assert client.session.get("_auth_user_id") == str(user.pk)


def _counts() -> dict[str, int]:
    # That an address was asked for, and how often, is counted to slow down who tries many.
    passing = {"sessions.Session", "organization.Asking"}
    kept = [model for model in apps.get_models() if model._meta.label not in passing]
    return {model._meta.label: model._base_manager.count() for model in kept}


@pytest.mark.parametrize(
    "name",
    [
        "logout",
        "reading",
        "set_language",
        "resolutions:acknowledge",
        "resolutions:add",
        "resolutions:add_section",
        "resolutions:arrange",
        "resolutions:ask_permanent",
        "resolutions:hand_over",
        "resolutions:issue",
        "resolutions:note_reading",
        "resolutions:open_drafting",
        "resolutions:paste_live",
        "resolutions:ping",
        "resolutions:practise",
        "resolutions:prepare",
        "resolutions:remove_practice",
        "resolutions:remove_section",
        "resolutions:restore",
        "resolutions:save",
        "resolutions:seal_here",
        "resolutions:sign_here",
        "resolutions:upload_scan",
        "resolutions:upload_signed",
        "tasks:accept",
        "tasks:acknowledge",
        "tasks:acknowledge_all",
        "tasks:assign_many",
        "tasks:change_deadline",
        "tasks:change_details",
        "tasks:change_lead",
        "tasks:drop_directive",
        "tasks:hand_over",
        "tasks:note",
        "tasks:revoke_calendar",
        "tasks:revoke_link",
        "tasks:split_accept",
        "tasks:split_bring_back",
        "tasks:split_correct",
        "tasks:split_cut",
        "tasks:split_drop",
        "tasks:split_hang",
        "tasks:split_mark",
        "tasks:split_sure",
        "tasks:split_take_back",
        "tasks:verify",
    ],
)
def test_bad_input_08_a_change_asked_for_by_an_address_is_405(name: str, month: Resolution, officer: Client) -> None:
    response = officer.get(address(name))

    if name == "set_language":  # Django's own view answers with the page it came from, and changes nothing
        assert (response.status_code, response.cookies.get("django_language")) == (302, None)
    else:
        assert response.status_code == 405
        assert "POST" in response.headers["Allow"]


def test_every_address_of_the_text_stands_in_the_policy_table() -> None:
    in_urls = {name.split(":")[1] for name in URL_NAMES if name.startswith("resolutions:")}

    assert in_urls == set(policy.URL_ACTIONS)
    assert set(policy.URL_ACTIONS.values()) == set(policy.RULES) == set(policy.Action)


def test_a_stranger_may_write_nothing() -> None:
    assert policy.refusal(policy.Action.WRITE, AnonymousUser(), on=NOW.date())


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_text_of_a_deleted_row_is_protected_or_part_of_it() -> None:
    """Every relation says PROTECT, but for the parts of a text, which cannot stand alone."""
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith(("kesat", "resolutions"))
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }

    assert cascades == {
        "organization.HeldFile.user",
        "resolutions.Part.resolution",
        "resolutions.Section.part",
        "resolutions.Paragraph.section",
        "resolutions.Revision.paragraph",
        "resolutions.Revision.section",
        "resolutions.Save.paragraph",
        "resolutions.Presence.section",
        "resolutions.Presence.user",
        "resolutions.Recipient.resolution",
        "resolutions.Addressee.recipient",
    }


def test_every_constraint_speaks_to_the_user() -> None:
    silent = [
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith(("kesat", "resolutions"))
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == []


HEADERS = {
    "Content-Security-Policy": (
        "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; object-src 'none'; script-src 'self'; "
        "style-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def policy_of(header: str) -> str:
    return "; ".join(sorted(part.strip() for part in header.split(";")))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dang-nhap/", 200),
        ("/nghi-quyet/", 200),
        ("/khong-co/", 404),
        ("/dang-xuat/", 405),
        ("/nghi-quyet/2026-12/", 200),
    ],
)
def test_bad_input_10_every_answer_carries_the_headers(path: str, status: int, month: Resolution) -> None:
    client = Client()
    if path != "/dang-nhap/":
        client.force_login(make_officer())

    response = client.get(path)

    assert response.status_code == status
    policies = {**response.headers, "Content-Security-Policy": policy_of(response.headers["Content-Security-Policy"])}
    assert {name: policies[name] for name in HEADERS if name != "Cache-Control"} == {
        name: value for name, value in HEADERS.items() if name != "Cache-Control"
    }
    assert "no-store" in response.headers["Cache-Control"]
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert re.fullmatch("[0-9a-f]{12}", response.headers["X-Request-ID"])


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        self.found += [name for name in given if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("name", [name for name in URL_NAMES if name not in {"logout", "set_language"}])
def test_no_page_holds_inline_script_or_style(name: str, month: Resolution, officer: Client) -> None:
    response = officer.get(address(name)) if name != "resolutions:preview" else officer.get("/nghi-quyet/")
    parser = _Inline()

    if response.headers["Content-Type"].startswith("text/html"):
        parser.feed(response.content.decode())

    assert parser.found == []


def catalogue(name: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "kesat" / "locale" / "vi" / "LC_MESSAGES" / name))


def test_the_vietnamese_catalogue_is_complete() -> None:
    entries = catalogue("django.po")

    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy or entry.obsolete] == []
    compiled = polib.mofile(str(ROOT / "kesat" / "locale" / "vi" / "LC_MESSAGES" / "django.mo"))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {entry.msgid: entry.msgstr for entry in entries}


def test_every_label_in_the_code_stands_in_the_catalogue() -> None:
    known = {entry.msgid for entry in catalogue("django.po")}
    call = re.compile(r"""\b(?:_|gettext|gettext_lazy|gettext_noop|ngettext)\(\s*"((?:[^"\\]|\\.)*)"\s*[,)]""")
    tag = re.compile(r"""{% translate (?:"([^"]+)"|'([^']+)')""")
    used = set()
    for path in [*(ROOT / "kesat").rglob("*.py"), *(ROOT / "resolutions").rglob("*.py")]:
        used |= set(call.findall(path.read_text()))
    for path in (ROOT / "templates").rglob("*.html"):
        # Collected as formats, so a percent sign stands doubled.
        used |= {(one or other).replace("%", "%%") for one, other in tag.findall(path.read_text())}

    assert sorted(text.encode().decode("unicode_escape") if "\\" in text else text for text in used - known) == []


def test_the_revision_of_every_paragraph_is_kept(month: Resolution) -> None:
    assert Revision.objects.count() == 9
    assert Event.objects.count() == 1
    assert make_resolution(month=11).documents.count() == 0
