"""QR codes: one `<svg>` that a page may hold, without a letter of the address in it."""

from xml.etree import ElementTree as ET

import pytest

from kesat.qr import svg

ADDRESS = "https://nghiquyet.example/kiem-tra/?a=1&b=<x>"


def test_a_code_is_one_svg_without_script_style_or_the_address() -> None:
    root = ET.fromstring(svg(ADDRESS))  # noqa: S314 (it is our own)

    assert root.tag == "svg"
    assert root.attrib == {"viewBox": "0 0 41 41", "class": "qr"}
    assert [child.tag for child in root] == ["path", "path"]
    assert not any(name in svg(ADDRESS) for name in ("style", "script", "kiem-tra", "href"))


def test_words_for_who_cannot_see_it_are_escaped() -> None:
    code = svg(ADDRESS, "Mở <trang> & xem")

    assert ET.fromstring(code).findtext("title") == "Mở <trang> & xem"  # noqa: S314


def test_the_same_address_gives_the_same_code_and_another_another() -> None:
    assert svg(ADDRESS) == svg(ADDRESS)
    assert svg(ADDRESS) != svg(ADDRESS + "1")


def test_an_address_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        svg("x" * 3000)
