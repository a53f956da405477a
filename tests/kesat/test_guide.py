"""The user guide as a page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from kesat.guide import anchor_of, guide_html

pytestmark = pytest.mark.django_db


def test_the_guide_is_a_page_whose_links_lead_somewhere(reader: Client) -> None:
    page = reader.get("/tro-giup/").content.decode()

    html, headings = guide_html()
    anchors = {anchor for anchor, _words in headings}
    assert "<h1>Hướng dẫn sử dụng</h1>" in page
    assert set(re.findall('href="#([^"]+)"', html)) <= anchors
    used = {
        anchor
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for anchor in re.findall(r"""url 'help' %}#([a-z-]+)|anchor="([a-z-]+)\"""", path.read_text())
        for anchor in anchor
        if anchor
    }
    assert used <= anchors
    assert used


def test_every_picture_of_the_guide_is_there() -> None:
    folder = Path(settings.BASE_DIR) / "docs"
    named = set(re.findall(r"\((pictures/[^)]+)\)", (folder / "user-guide.vi.md").read_text()))

    assert named
    assert {name for name in named if not (folder / name).exists()} == set()


def test_an_anchor_has_no_marks() -> None:
    assert anchor_of("Hai người cùng sửa một đoạn") == "hai-nguoi-cung-sua-mot-doan"
