"""QR codes: an address that a telephone reads off a page or a paper."""

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(address: str, words: str = "") -> SafeString:
    """Return the code of an address as an `<svg>` to stand in a page: black on white, as large as the page's CSS says.

    Neither script nor style is in it, and no character of the address. The `words` are its title, for who cannot see
    it. Raises ValueError for an address that is too long (some 2,300 bytes).
    """
    # Level M still reads where a seventh of it is dirty; four free squares around belong to the code.
    code = segno.make(address, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None, title=words or None
    )
    return mark_safe(drawn)  # noqa: S308 (of what is given only the words are in it, escaped)
