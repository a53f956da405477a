"""The reader on the real resolution that KESAT_DOCUMENT names: shapes and joints only, none of its sentences."""

import os
import time
from functools import cache
from pathlib import Path

import pytest

from resolutions.intake import Intake, Sureness, read_document
from resolutions.manuscript import Field, Signer

pytestmark = pytest.mark.skipif(
    not os.environ.get("KESAT_DOCUMENT"), reason="KESAT_DOCUMENT does not name the real document"
)


@cache
def seed() -> Intake:
    path = Path(os.environ["KESAT_DOCUMENT"])
    return read_document(path.name, path.read_bytes(), names=["Kẻ Sặt"])


def paragraph(part: int, section: int, number: int) -> str:
    """Return a paragraph by its place, counted from 1."""
    return seed().manuscript.parts[part - 1].sections[section - 1].paragraphs[number - 1].text


def test_seed_has_two_parts_of_four_sections_with_all_their_paragraphs() -> None:
    parts = seed().manuscript.parts

    counts = [[len(section.paragraphs) for section in part.sections] for part in parts]

    assert counts == [[7, 6, 2, 1], [7, 8, 3, 1]]
    assert [[section.field for section in part.sections] for part in parts] == [
        [Field.PARTY_BUILDING, Field.GOVERNMENT, Field.FRONT, Field.POLITICAL_CENTRE]
    ] * 2


def test_seed_has_its_month_subject_closing_recipients_and_signer() -> None:
    found = seed().manuscript

    assert (found.year, found.month, found.number, found.issued_on) == (2026, 1, None, None)
    assert found.subject.startswith("về thực hiện nhiệm vụ")
    assert found.opening == ()
    assert [closing.text[-3:] for closing in found.closing] == ["./."]
    assert found.recipients == (
        "Các đ/c UV BCH Đảng bộ",
        "Các chi bộ trực thuộc",
        "Các ban, ngành đoàn thể",
        "Lưu VP",
    )
    assert found.signer == Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Sỹ Hoàn")


def test_seed_heals_the_sentence_cut_in_the_sixth_paragraph_of_party_building() -> None:
    assert "phục vụ các nhiệm vụ phát triển" in paragraph(1, 1, 6)


def test_seed_heals_the_sentence_cut_in_the_directions_on_staff() -> None:
    assert "trong bố trí, sử dụng cán bộ" in paragraph(2, 1, 3)


def test_seed_heals_the_sentence_cut_in_the_directions_on_procedures() -> None:
    assert "Phát huy vai trò của Trung tâm" in paragraph(2, 2, 5)


def test_seed_gives_five_findings_and_no_more() -> None:
    found = [(finding.kind, finding.quote) for finding in seed().findings]

    assert [kind for kind, _quote in found] == ["healed"] * 3 + ["name_spelling"] * 2
    assert [quote for kind, quote in found if kind == "name_spelling"] == ["Kè Sắt", "Kê Sặt"]


def test_seed_leaves_only_what_it_lacks_unsure() -> None:
    unsure = {place for place, sureness in seed().sureness.items() if sureness is not Sureness.SURE}

    assert unsure == {"number", "issued_on", "opening"}


def test_seed_loses_no_word() -> None:
    source = Path(os.environ["KESAT_DOCUMENT"]).read_text(encoding="utf-8")
    found = seed().manuscript
    titles = [part.title for part in found.parts] + [section.title for part in found.parts for section in part.sections]
    body = [each.text for each in found.paragraphs()]

    words = " ".join([*titles, *body]).split()
    body_of_source = source.partition("**I. ")[2].partition("#### **N")[0]
    typed = [word.strip("*#") for word in body_of_source.split()]

    assert sorted(words) == sorted(word for word in typed if word and word not in {"1.", "2.", "3.", "4.", "II."})


def test_seed_is_read_within_a_hundred_milliseconds() -> None:
    path = Path(os.environ["KESAT_DOCUMENT"])
    content = path.read_bytes()
    read_document(path.name, content)

    start = time.process_time()
    read_document(path.name, content)

    assert time.process_time() - start < 0.1
