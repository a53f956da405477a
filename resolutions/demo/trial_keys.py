"""The sample's keys: trial certificates in the data folder, made once, plainly named, and worth nothing."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.conf import settings

from resolutions.demo.organization import COMMITTEE, TERM
from resolutions.issuing import KeyFile
from resolutions.signatures import Trust
from resolutions.trial_certificates import make_trial_certificates

SIGNER: Final = "Trần Văn Khải"
_FOLDER: Final = "chung-thu-thu-nghiem"
_ROOT, _CRL = "goc-thu-nghiem.pem", "goc-thu-nghiem.crl"
_SIGNER, _SEAL = "bi-thu-thu-nghiem.p12", "con-dau-thu-nghiem.p12"
_NOTE: Final = (
    "Chứng thư thử nghiệm, không có giá trị. Chỉ dùng cho dữ liệu mẫu; mật khẩu của hai tệp .p12 ai cũng biết: {}\n"
)


@dataclass(frozen=True)
class TrialKeys:
    folder: Path
    signer: KeyFile
    seal: KeyFile
    trusted: Trust


def trial_keys(passphrase: str) -> TrialKeys:
    """Return the keys in the data folder, made there if there are none; where it is ours, the folder of trust has them.

    They are never made anew: months that were signed with them would no longer be trusted.
    """
    folder = settings.VAR_DIR / _FOLDER
    if not folder.exists():
        _make(folder, passphrase)
    root, crl, signer, seal = ((folder / name).read_bytes() for name in (_ROOT, _CRL, _SIGNER, _SEAL))
    if settings.TRUST_DIR.parent == settings.VAR_DIR:
        settings.TRUST_DIR.mkdir(exist_ok=True)
        (settings.TRUST_DIR / _ROOT).write_bytes(root)
        (settings.TRUST_DIR / _CRL).write_bytes(crl)
    return TrialKeys(folder, KeyFile(signer, passphrase), KeyFile(seal, passphrase), Trust((root,), (crl,)))


def _make(folder: Path, passphrase: str) -> None:
    since = datetime.combine(TERM.begins_on, time(0), tzinfo=UTC)
    made = make_trial_certificates(SIGNER, COMMITTEE.name, passphrase, since=since)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Whole before it has its name: another process that starts now finds all four files, or makes its own and loses.
    half = Path(mkdtemp(dir=folder.parent, prefix=f"{_FOLDER}."))
    files = {_ROOT: made.root, _CRL: made.crl, _SIGNER: made.signer, _SEAL: made.seal}
    for name, content in {**files, "doc-truoc.txt": _NOTE.format(passphrase).encode()}.items():
        (half / name).write_bytes(content)
    with suppress(OSError):
        os.rename(half, folder)  # noqa: PTH104 (Path.rename would do the same)
    shutil.rmtree(half, ignore_errors=True)
