"""The printer of HTML: its bytes, its markers, its fonts, and that it fetches nothing."""

import gc
import hashlib
import logging
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pdfplumber
import pytest
from django.utils.safestring import SafeString, mark_safe

from kesat.printing import html_to_pdf

ROOT = Path(__file__).parents[2]
HTML = mark_safe("<h1>Nghị quyết</h1><p>Đảng ủy <b>xã</b> <i>họp</i>.</p>")
CSS = "body { font-family: DocSerif }"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def printed(html: str = HTML, css: str = CSS, title: str = "Thử") -> bytes:
    return html_to_pdf(SafeString(html), css, title=title)


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return " ".join(str(page.extract_text()) for page in document.pages).replace("\n", " ")


def catalog_of(pdf: bytes) -> dict[str, Any]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return dict(document.doc.catalog)


def metadata_of(pdf: bytes) -> Element:
    stream: bytes = catalog_of(pdf)["Metadata"].resolve().get_data()
    return fromstring(stream.decode())  # noqa: S314 -- our own file


def test_the_same_text_gives_the_same_bytes_in_another_process_without_system_fonts(tmp_path: Path) -> None:
    code = (
        "import hashlib, sys\nfrom kesat.printing import html_to_pdf\nfrom django.utils.safestring import SafeString\n"
        "print(hashlib.sha256(html_to_pdf(SafeString(sys.argv[1]), sys.argv[2], title='Thử')).hexdigest())"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "12345",
        "FONTCONFIG_FILE": str(tmp_path / "none.conf"),
        "SOURCE_DATE_EPOCH": "86400",
        "TZ": "America/Lima",
    }

    result = subprocess.run(
        [sys.executable, "-c", code, HTML, CSS],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == hashlib.sha256(printed()).hexdigest()


def test_threads_print_one_after_another_and_alike() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: printed(), range(8)))

    assert set(results) == {printed()}


def test_printing_leaves_the_collector_as_it_was() -> None:
    gc.disable()
    printed()
    was_left_off = not gc.isenabled()
    gc.enable()

    printed()

    assert was_left_off
    assert gc.isenabled()


def test_the_file_says_that_it_is_pdf_a_2a_and_pdf_ua_1() -> None:
    descriptions = metadata_of(printed()).iter(f"{RDF}Description")

    said = {key: value for description in descriptions for key, value in description.attrib.items()}
    assert said[f"{PDFA}part"] == "2"
    assert said[f"{PDFA}conformance"] == "A"
    assert said[f"{PDFUA}part"] == "1"


def test_the_metadata_holds_a_schema_for_the_mark_of_pdf_ua() -> None:
    metadata = metadata_of(printed())

    addresses = [element.text for element in metadata.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")]
    assert addresses == ["http://www.aiim.org/pdfua/ns/id/"]


def test_the_file_is_tagged_vietnamese_and_shows_its_title() -> None:
    pdf = printed(title="Nghị quyết <tháng 01/2026> & sau nữa")

    catalog = catalog_of(pdf)
    title = metadata_of(pdf).find(".//{http://purl.org/dc/elements/1.1/}title//" + RDF + "li")
    assert title is not None
    assert title.text == "Nghị quyết <tháng 01/2026> & sau nữa"
    assert catalog["Lang"] == b"vi"
    assert repr(catalog["MarkInfo"]["Marked"]) == repr(catalog["ViewerPreferences"]["DisplayDocTitle"]) == "True"
    assert catalog["OutputIntents"][0]["S"].name == "GTS_PDFA1"


def test_the_file_holds_no_date() -> None:
    with pdfplumber.open(BytesIO(printed())) as document:
        assert sorted(document.metadata) == ["Producer", "Title"]


def test_fonts_are_ours_and_embedded_whatever_the_sheet_asks_for() -> None:
    pdf = printed("<p>một <b>hai</b> <i>ba</i> <b><i>bốn</i></b></p>", "body { font-family: 'DejaVu Sans', DocSerif }")

    with pdfplumber.open(BytesIO(pdf)) as document:
        resources: Any = document.pages[0].page_obj.resources
        fonts = [font.resolve() for font in resources["Font"].resolve().values()]
        programs = [font["DescendantFonts"][0].resolve()["FontDescriptor"].resolve()["FontFile2"] for font in fonts]
    names = sorted(font["BaseFont"].name.partition("+")[2] for font in fonts)
    assert names == ["DocSerif", "DocSerif-Bold", "DocSerif-Bold-Italic", "DocSerif-Italic"]
    assert len(programs) == 4


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "thu.pdf"
    path.write_bytes(printed())

    result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)

    assert result.returncode == 0
    assert "No syntax or stream encoding errors found" in result.stdout


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_letter_that_the_fonts_lack_is_still_text() -> None:
    pdf = printed("<p>trước 😀 sau</p>")

    result = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)

    assert result.stdout.decode().split() == ["trước", "😀", "sau"]


def test_html_that_nobody_vouched_for_is_printed_as_text() -> None:
    pdf = html_to_pdf("<b>đậm</b>", CSS, title="Thử")  # type: ignore[arg-type]

    assert text_of(pdf) == "<b>đậm</b>"


def test_bad_input_66_addresses_in_html_and_css_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    html = """<style>@import "http://127.0.0.1:9/b.css";</style><link rel="stylesheet" href="http://127.0.0.1:9/a.css">
      <img src="http://169.254.169.254/latest"><img src="file:///etc/passwd">
      <object data="file:///etc/hostname"></object><p>Còn lại chữ.</p>"""
    css = """p { background: url(http://127.0.0.1:9/c.png) }
      @font-face { font-family: X; src: url(file:///etc/hosts) }"""
    caplog.set_level(logging.WARNING, "kesat.printing")

    pdf = printed(html, css)

    refused = sorted(record.getMessage() for record in caplog.records if record.name == "kesat.printing")
    assert refused == [
        "refused to fetch file:///etc/hostname",
        "refused to fetch file:///etc/hosts",
        "refused to fetch file:///etc/passwd",
        "refused to fetch http://127.0.0.1:9/a.css",
        "refused to fetch http://127.0.0.1:9/b.css",
        "refused to fetch http://127.0.0.1:9/c.png",
        "refused to fetch http://169.254.169.254/latest",
    ]
    assert text_of(pdf) == "Còn lại chữ."
