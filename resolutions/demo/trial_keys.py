"""The sample's keys: trial certificates in the data folder, made once, plainly named, and worth nothing."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.conf import settings

from resolutions.demo.organization import COMMITTEE, TERM
from resolutions.issuing import KeyFile
from resolutions.signatures import Trust
from resolutions.trial_certificates import make_trial_certificates

SIGNER: Final = "Trần Văn Khải"
DEPUTY: Final = "Vũ Đình Lâm"
_FOLDER: Final = "chung-thu-thu-nghiem"
_ROOT, _CRL = "goc-thu-nghiem.pem", "goc-thu-nghiem.crl"
_SIGNER, _SEAL, _DEPUTY = "bi-thu-thu-nghiem.p12", "con-dau-thu-nghiem.p12", "pho-bi-thu-thu-nghiem.p12"
_NOTE: Final = (
    "Chứng thư thử nghiệm, không có giá trị. Chỉ dùng cho dữ liệu mẫu; mật khẩu của các tệp .p12 ai cũng biết: {}\n"
)


@dataclass(frozen=True)
class TrialKeys:
    folder: Path
    signer: KeyFile
    seal: KeyFile
    deputy: KeyFile
    trusted: Trust


def trial_keys(passphrase: str) -> TrialKeys:
    """Return the keys in the data folder, made there if there are none; where it is ours, the folder of trust has them.

    Those of an older version, without the deputy's, are made anew; what was signed with them stays trusted.
    """
    folder = settings.VAR_DIR / _FOLDER
    if not (folder / _DEPUTY).exists():
        _make(folder, passphrase)
    root, crl, *keys = ((folder / name).read_bytes() for name in (_ROOT, _CRL, _SIGNER, _SEAL, _DEPUTY))
    if settings.TRUST_DIR.parent == settings.VAR_DIR:
        settings.TRUST_DIR.mkdir(exist_ok=True)
        mark = sha256(root).hexdigest()[:8]
        for name, content in ((_ROOT, root), (_CRL, crl)):
            (settings.TRUST_DIR / f"{mark}-{name}").write_bytes(content)
    signer, seal, deputy = (KeyFile(key, passphrase) for key in keys)
    return TrialKeys(folder, signer, seal, deputy, Trust((root,), (crl,)))


def _make(folder: Path, passphrase: str) -> None:
    since = datetime.combine(TERM.begins_on, time(0), tzinfo=UTC)
    made = make_trial_certificates(SIGNER, COMMITTEE.name, passphrase, since=since, deputy=DEPUTY)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Whole before it has its name: another process that starts now finds all the files, or makes its own and loses.
    half = Path(mkdtemp(dir=folder.parent, prefix=f"{_FOLDER}."))
    files = {_ROOT: made.root, _CRL: made.crl, _SIGNER: made.signer, _SEAL: made.seal, _DEPUTY: made.deputy}
    for name, content in {**files, "doc-truoc.txt": _NOTE.format(passphrase).encode()}.items():
        (half / name).write_bytes(content)
    if not (folder / _DEPUTY).exists():
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        os.rename(half, folder)  # noqa: PTH104 (Path.rename would do the same)
    shutil.rmtree(half, ignore_errors=True)
