"""A server with the sample commune, and Chromium before it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(settings.BASE_DIR)
PASSWORD = "bong-lua-chin-vang"
WIDTHS = {1366: 900, 360: 740}
# The shell shows the same pages without a window's own buttons and menus: a new context costs a third of the time.
CHROMIUM = "/usr/bin/chromium-headless-shell"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# Signs a person in, in a browser of their own, and returns the page.
People = Callable[[str], Page]


# What `make check` tries at the wide window only, and what it leaves out; `make check-long` takes all of it.
WIDE_ONLY = (
    "test_administration.py",
    "test_every_page.py",
    "test_main_job.py",
    "test_nothing_is_lost.py",
    "test_review_walk.py",
)
LEFT_OUT = (
    *("test_keyboard.py", "test_reload.py", "test_sessions.py", "test_two_people.py", "test_guide_pictures.py"),
    "test_every_task_page.py",
    # Single tests of files that are tried otherwise.
    "test_a_typing_method_that_takes_back_and_replaces_is_not_disturbed[1366px-slow]",
    "test_axe_finds_nothing_on_the_practice_month",
    *("test_axe_finds_nothing_in_the_dialogs_of_the_editor", "test_axe_finds_nothing_where_two_people_wrote"),
    *("test_axe_finds_nothing_where_signing_is_delegated", "test_axe_finds_nothing_in_the_register"),
    *("test_axe_finds_nothing_where_a_resolution_is_withdrawn", "test_axe_finds_nothing_in_the_notices_of_a_member"),
    *("test_axe_finds_nothing_where_the_password_is_wrong", "test_axe_finds_nothing_on_what_others_see_first"),
    *("test_axe_finds_nothing_on_the_page_of_a_conflict", "test_axe_finds_nothing_on_forms_that_come_back"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        is_narrow = item.path.name in WIDE_ONLY and "360px" in item.nodeid
        if is_narrow or any(name in item.nodeid for name in LEFT_OUT):
            item.add_marker(pytest.mark.thorough)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, str]:
    """Return the environment of the server: a copy of the demo of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tmp_path_factory.mktemp("var")
    base = tmp_path_factory.getbasetemp()
    shutil.copytree(_demo(base if worker_id == "master" else base.parent), var, dirs_exist_ok=True)
    return _environment(var) | {"PORT": str(port)}


def _environment(var: Path) -> dict[str, str]:
    environment = {**os.environ, "KESAT_VAR": str(var), "KESAT_HTTPS": "0", "DJANGO_SETTINGS_MODULE": "kesat.settings"}
    for name in ("DATABASE_URL", "KESAT_SECRET_KEY"):
        environment.pop(name, None)
    return environment


def _demo(shared: Path) -> Path:
    """Return the folder with the data of the demo; whichever worker comes first makes it, the others wait."""
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            folder = Path(mkdtemp(dir=shared))
            _make_demo(_environment(folder))
            folder.rename(made)
    return made


def _make_demo(environment: dict[str, str]) -> None:
    """Do what `make run` does before it serves, with the static files on the other core."""
    static, *others = (
        [sys.executable, "manage.py", *words, "--verbosity", "0"]
        for words in (["collectstatic", "--no-input"], ["migrate"], ["demo", "--signed", "2"])
    )
    with subprocess.Popen(static, cwd=ROOT, env=environment) as collecting:
        for command in others:
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert collecting.returncode == 0


@pytest.fixture(scope="session")
def site(installation: dict[str, str]) -> Iterator[str]:
    """Serve the demo as `make run` does."""
    environment, port = installation, installation["PORT"]
    serve = [sys.executable, "-m", "gunicorn", "kesat.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    # Chromium opens connections ahead of need, and one that says nothing holds a worker.
    serve += ["--workers", "6"]
    with subprocess.Popen([*serve, "--log-level", "warning"], cwd=ROOT, env=environment) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/dang-nhap/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  (our own server)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS, ids=[f"{width}px" for width in WIDTHS])
def context(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser at each of the two widths; what the console complains of fails the test."""
    with _context(chromium, site, request.param) as made:
        yield made


@pytest.fixture
def both_contexts(chromium: Browser, site: str) -> Iterator[list[BrowserContext]]:
    """A fresh browser at each of the two widths at once, for a walk that takes long."""
    with ExitStack() as stack:
        yield [stack.enter_context(_context(chromium, site, width)) for width in WIDTHS]


@pytest.fixture
def other_context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A second browser, on another computer."""
    with _context(chromium, site, 1366) as made:
        yield made


@pytest.fixture
def plain_context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser with JavaScript off."""
    with _context(chromium, site, 1366, script=False) as made:
        yield made


@pytest.fixture(params=WIDTHS, ids=[f"{width}px" for width in WIDTHS])
def people(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[People]:
    """Let several people work together, each in a browser of the same width."""
    with ExitStack() as stack:
        yield lambda username: sign_in(stack.enter_context(_context(chromium, site, request.param)), username)


@pytest.fixture
def plain_people(chromium: Browser, site: str) -> Iterator[People]:
    """Let several people work together without JavaScript."""
    with ExitStack() as stack:
        yield lambda username: sign_in(stack.enter_context(_context(chromium, site, 1366, script=False)), username)


@contextmanager
def _context(chromium: Browser, site: str, width: int, *, script: bool = True) -> Iterator[BrowserContext]:
    made = chromium.new_context(
        base_url=site,
        viewport={"width": width, "height": WIDTHS[width]},
        locale="vi-VN",
        accept_downloads=True,
        java_script_enabled=script,
    )
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Chromium reports each answer over 400 as an error; those that a test asks for are no fault.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    made.set_default_timeout(10_000)
    made.on("console", listen)
    yield made
    made.close()
    assert complaints == []


def sign_in(context: BrowserContext, username: str) -> Page:
    """Send what the form of signing in sends, and return an empty page; `test_a_stranger_signs_in` uses the form."""
    context.request.get("/dang-nhap/")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    form: dict[str, str | float | bool] = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert context.request.post("/dang-nhap/", form=form, max_redirects=0).status == 302
    return context.new_page()


def picture(page: Page, name: str, *, height: int = 0) -> None:
    """Take a picture into the folder that KESAT_PICTURES names, when it does; with a height, of a window so high."""
    if folder := os.environ.get("KESAT_PICTURES"):
        size = page.viewport_size
        width = size["width"] if size else 0
        if size and height:
            page.set_viewport_size({"width": width, "height": height})
        taken = page.screenshot(full_page=width > 400 and not height)
        # With 256 colours a page looks the same, in a third of the bytes.
        colours = Image.open(BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        colours.save(Path(folder) / f"{name}-{width}.png", optimize=True)
        if size and height:
            page.set_viewport_size(size)
