"""HTML to PDF/A-2a and PDF/UA-1 in one file; the only import of WeasyPrint. Nothing is fetched but our own fonts."""

import gc
import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

logger = logging.getLogger(__name__)

FAMILY = "DocSerif"
_FONT_DIR = Path(__file__).parent / "static" / "kesat" / "fonts"
_FACES = {
    "LiberationSerif-Regular.ttf": "font-weight: 400; font-style: normal",
    "LiberationSerif-Bold.ttf": "font-weight: 700; font-style: normal",
    "LiberationSerif-Italic.ttf": "font-weight: 400; font-style: italic",
    "LiberationSerif-BoldItalic.ttf": "font-weight: 700; font-style: italic",
}
# No kerning, as Word has none by default: lines then end with the same words in both. It must be said here, because
# WeasyPrint loses memory with every paragraph that has `font-kerning` or `font-feature-settings` of its own.
_FONT_CSS = "".join(
    f'@font-face {{ font-family: "{FAMILY}"; src: url("font:{file}"); {style}; font-feature-settings: "kern" 0 }}\n'
    for file, style in _FACES.items()
)
_BASE_CSS = f"{_FONT_CSS}body {{ margin: 0 }}\n"
_NO_SYSTEM_FONTS = _FONT_DIR / "fonts.conf"

# WeasyPrint keeps fonts in memory that threads must not share: one render at a time.
_lock = Lock()


_POINT = 0.75  # of a CSS pixel


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page (the first is 0): points from the left and from the foot of the paper."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    """Hide the fonts of the machine from fontconfig, so that a page looks the same on every machine."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_NO_SYSTEM_FONTS)
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE") if before is None else os.environ.update(FONTCONFIG_FILE=before)


with _own_fonts_only(), warnings.catch_warnings():
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse


class _Refusal(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches nothing: what is typed is text, so an address that reaches this is a fault, and is logged."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        logger.warning("refused to fetch %s", url)
        raise ValueError(url)


class _Fonts(_Refusal):
    """Fetches our four font files by name, and nothing else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        file = url.removeprefix("font:")
        if file not in _FACES:
            return super().fetch(url, headers)
        return URLFetcherResponse(url, (_FONT_DIR / file).read_bytes(), {"Content-Type": "font/ttf"})


@cache
def _fonts() -> FontConfiguration:
    # Made at the first render and not at import: its temporary files must not be shared by forked workers.
    with _own_fonts_only():
        return FontConfiguration()


@lru_cache(maxsize=8)
def _style(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=_BASE_CSS + css, font_config=_fonts(), url_fetcher=_Fonts())


def html_to_pdf(html: SafeString, css: str, *, title: str, keywords: str = "") -> bytes:
    """Return `html` (the content of a body; escaped unless it is safe) as a Vietnamese PDF with that `title`.

    The `keywords` stand in the file's properties only. The same arguments give the same bytes: the file holds no dates
    and its identifier is computed from it.
    """
    return html_to_pdf_and_places(html, css, (), title=title, keywords=keywords)[0]


def html_to_pdf_and_places(
    html: SafeString, css: str, classes: Iterable[str], *, title: str, keywords: str = ""
) -> tuple[bytes, dict[str, Place]]:
    """Return the very bytes of `html_to_pdf`, and where the first element of each of the `classes` stands in them."""
    with _lock, _collected_at_once():
        document, places = _laid_out_with_places(html, css, tuple(classes), title)
        document.metadata.keywords = [keywords] if keywords else []
        with warnings.catch_warnings():
            # WeasyPrint leaves its colour profile for Python to close.
            warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
            pdf: bytes = document.write_pdf(pdf_variant="pdf/a-2a", finisher=_declare_pdf_ua)
    return pdf, dict(places)


def html_to_drawing(html: SafeString, css: str) -> bytes:
    """Return `html` as a plain PDF without tags or metadata, whose page is to be drawn inside another file."""
    with _lock, _collected_at_once():
        pdf: bytes = _laid_out(_page(html, ""), css).write_pdf()
    return pdf


def _page(html: SafeString, title: str) -> str:
    return format_html(
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{}</title></head><body>{}</body></html>',
        title,
        html,
    )


def _laid_out_with_places(
    html: SafeString, css: str, classes: tuple[str, ...], title: str
) -> tuple[weasyprint.Document, dict[str, Place]]:
    document = _laid_out(_page(html, title), css, "".join(f'.{one} {{ anchor: "{one}" }}' for one in classes))
    return document, dict(_places(document))


def _laid_out(page: str, *css: str) -> weasyprint.Document:
    return weasyprint.HTML(string=page, url_fetcher=_Refusal()).render(
        font_config=_fonts(), stylesheets=[_style(one) for one in css if one]
    )


def _places(document: weasyprint.Document) -> Iterator[tuple[str, Place]]:
    """Yield where the anchors stand, the first of a name, and take them away: they would be written into the file."""
    seen = set()
    for number, page in enumerate(document.pages):
        for name, (x0, y0, x1, y1) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield (
                    name,
                    Place(number, _POINT * x0, _POINT * (page.height - y1), _POINT * x1, _POINT * (page.height - y0)),
                )
        page.anchors.clear()


@contextmanager
def _collected_at_once() -> Iterator[None]:
    """Hold Python's collector back until the pages are made, then take away what they leave.

    Pages are a web of cycles. Looked through while they grow they cost a fifth more time, and what then counts as
    old stays until the next full collection: a worker would grow by some megabytes.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_enabled:
            gc.enable()


# PDF/A allows a property in the metadata only if a schema of it stands there too; PDF/UA wants `pdfuaid:part`.
_PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def _declare_pdf_ua(document: weasyprint.Document, pdf: Any) -> None:
    """Add to the metadata that the file is PDF/UA-1 too; WeasyPrint writes one of the two only."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    metadata.stream = [chunk.replace(b"</rdf:RDF>", _PDF_UA) for chunk in metadata.stream]
