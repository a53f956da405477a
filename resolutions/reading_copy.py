"""The copy of an issued month that everyone reads."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from kesat import qr
from kesat.organization.models import Committee
from resolutions import chain_heads, export
from resolutions.layout import to_pdf
from resolutions.models import Resolution

# Printed at the foot of the copy that everyone reads.
READING_COPY: Final = "Bản thể hiện; bản gốc là tệp đã ký"
_CHECKED: Final = "Kiểm tra tại {}"
_QR: Final = "Mã QR dẫn đến trang kiểm tra văn bản"


def reading_copy(month: Resolution) -> bytes:
    """Return the text with number and day, which says at its foot what it is, and holds the head of the chain.

    Where the program has an address that others can reach, whoever holds the paper is led to the page that checks it.
    """
    address = _check_page()
    contact = f"{READING_COPY}. {_CHECKED.format(address)}" if address else READING_COPY
    composed = replace(export.composition(month, Committee.current()), contact=contact)
    corner = qr.svg(address, _QR) if address else None
    return to_pdf(composed, keywords=chain_heads.keywords(), corner=corner)


def _check_page() -> str:
    """Return the whole address of the page that checks a file; "" where only this machine reaches it."""
    is_reachable = urlsplit(settings.SITE_ADDRESS).hostname not in {"127.0.0.1", "localhost", "::1"}
    return f"{settings.SITE_ADDRESS}{reverse('verify')}" if is_reachable else ""
