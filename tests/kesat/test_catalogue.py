"""The Vietnamese of every label: ours, and what the frameworks lack or say in words that do not suit the office."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS, FRAMEWORK = (Path(path) for path in settings.LOCALE_PATHS)
FILES = sorted(path.relative_to(ROOT) for folder in (OURS, FRAMEWORK) for path in folder.glob("vi/*/*.po"))

# A message and the word that tells it from others of the same spelling, if it has one.
Key = tuple[str | None, str]

_PLACEHOLDER = re.compile(r"%\(\w+\)[srd]|%[srd]|\{\w*\}|</?[a-z]+")
_OLD_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)


def entries(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(ROOT / path)))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def words(entry: polib.POEntry) -> list[str]:
    """Return the Vietnamese of an entry: one text, also where English has two."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def framework_catalogues(language: str) -> Iterator[Path]:
    """Yield the catalogues of Django and of the installed apps that are not ours."""
    folders = [Path(str(django.__file__)).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    for folder in folders:
        if ROOT not in folder.parents or "site-packages" in folder.parts:
            yield from folder.glob(f"locale/{language}/LC_MESSAGES/*.po")


def framework_messages() -> dict[str, set[Key]]:
    """Return what the frameworks say, by domain. django-import-export lists its messages in no English catalogue."""
    french = [path for path in framework_catalogues("fr") if "import_export" in path.parts]
    messages: dict[str, set[Key]] = {}
    for path in [*framework_catalogues("en"), *french]:
        messages.setdefault(path.stem, set()).update(key(entry) for entry in entries(path) if not entry.obsolete)
    return messages


def test_there_are_three_catalogues() -> None:
    assert [str(path) for path in FILES] == [
        "kesat/locale/framework/vi/LC_MESSAGES/django.po",
        "kesat/locale/framework/vi/LC_MESSAGES/djangojs.po",
        "kesat/locale/vi/LC_MESSAGES/django.po",
    ]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_message_is_empty_guessed_or_out_of_use(path: Path) -> None:
    unfinished = [entry.msgid for entry in entries(path) if entry.fuzzy or entry.obsolete or not entry.translated()]

    assert unfinished == []


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_translation_holds_the_placeholders_and_tags_of_its_message(path: Path) -> None:
    different = [
        (entry.msgid, text)
        for entry in entries(path)
        for text in words(entry)
        if sorted(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) != sorted(_PLACEHOLDER.findall(text))
    ]

    assert different == []


@pytest.mark.parametrize("path", FILES, ids=str)
def test_the_vietnamese_is_nfc_with_tone_marks_in_the_new_style(path: Path) -> None:
    texts = [text for entry in entries(path) for text in words(entry)]

    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []
    assert [text for text in texts if _OLD_TONE.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=str)
def test_the_compiled_file_says_what_the_catalogue_says(path: Path) -> None:
    compiled = polib.mofile(str(ROOT / path.with_suffix(".mo")))

    assert {key(entry): words(entry) for entry in compiled} == {key(entry): words(entry) for entry in entries(path)}


def test_a_label_has_one_translation_in_both_catalogues() -> None:
    ours = {entry.msgid: words(entry) for entry in entries(OURS / "vi/LC_MESSAGES/django.po") if not entry.msgctxt}
    framework = entries(FRAMEWORK / "vi/LC_MESSAGES/django.po")

    assert [entry.msgid for entry in framework if words(entry) != ours.get(entry.msgid, words(entry))] == []


def test_every_message_of_the_frameworks_has_its_vietnamese() -> None:
    known: dict[str, set[Key]] = {}
    for path in [*framework_catalogues("vi"), *(ROOT / path for path in FILES)]:
        translated = {key(entry) for entry in entries(path) if entry.translated() and not entry.obsolete}
        known.setdefault(path.stem, set()).update(translated)

    lacking = {domain: messages - known[domain] for domain, messages in framework_messages().items()}

    assert lacking == {"django": set(), "djangojs": set()}


def test_the_frameworks_still_say_what_is_translated_for_them() -> None:
    said = framework_messages()

    stale = [
        entry.msgid
        for path in FRAMEWORK.glob("vi/*/*.po")
        for entry in entries(path)
        if key(entry) not in said[path.stem]
    ]

    assert stale == []


def test_the_catalogue_holds_the_labels_of_the_code_and_no_others(tmp_path: Path) -> None:
    no_locale = shutil.ignore_patterns("locale", "migrations", "static", "__pycache__")
    for folder in ("kesat", "resolutions", "tasks", "reports", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=no_locale)
    (tmp_path / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "vi", "--verbosity", "0"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )

    collected = {key(entry) for entry in entries(tmp_path / "locale/vi/LC_MESSAGES/django.po")}
    assert collected == {key(entry) for entry in entries(OURS / "vi/LC_MESSAGES/django.po")}
