"""The user guide as a page: docs/user-guide.vi.md, with its pictures as static files."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from kesat.vietnamese import fold


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    html, headings = guide_html()
    return render(request, "guide.html", {"guide": html, "headings": headings})


@cache
def guide_html() -> tuple[SafeString, tuple[tuple[str, str], ...]]:
    """Return the guide as HTML, and its second-rank headings as (anchor, words); it changes with the version only."""
    source = (Path(settings.BASE_DIR) / "docs" / "user-guide.vi.md").read_text()
    headings: list[tuple[str, str]] = []

    def with_anchor(match: re.Match[str]) -> str:
        words = match[1]
        anchor = anchor_of(words)
        headings.append((anchor, words))
        return f'<h2 id="{anchor}">{words}</h2>'

    # Our own document: HTML in it stays text, and its pictures are those of the repository.
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
    html = re.sub("<h2>(.*?)</h2>", with_anchor, html)
    html = re.sub(r'src="pictures/([a-z0-9-]+\.png)"', _address, html)
    return mark_safe(html), tuple(headings)  # noqa: S308  (written by us)


def _address(match: re.Match[str]) -> str:
    try:
        return f'src="{static(f"guide/{match[1]}")}"'
    except ValueError:  # a picture that was not collected leaves the text beside it, not an error page
        return 'src=""'


def anchor_of(words: str) -> str:
    """Return "dan-tu-word" for "Dán từ Word"."""
    return re.sub("[^a-z0-9]+", "-", fold(words)).strip("-")
