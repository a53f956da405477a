"""What `cut.txt` says: a month with the faults of text taken out of a PDF, and the same as a Word file."""

import re
from pathlib import Path
from typing import Final

import docx

from tests.resolutions.documents.word import saved

PATH: Final = Path(__file__).with_name("cut.txt")

JOINTS: Final = ("góp ý ngay tại chỗ", "người cao tuổi cài đặt", "còn khó khăn về nhân sự")
COUNTS: Final = [[2, 2, 1, 1], [1, 1, 1, 1]]
RECIPIENTS: Final = ("Các đ/c Ủy viên Ban Chấp hành", "Các chi bộ trực thuộc", "Lưu VP")


def as_word() -> bytes:
    """Return the same month as a Word file, with its cuts, its random headings and its one run over two lines."""
    document = docx.Document()
    for block in re.split(r"\n{2,}", PATH.read_text(encoding="utf-8").strip()):
        for line in [block] if block.startswith("**T/M") else block.split("\n"):
            level = len(line) - len(line.lstrip("#"))
            words = re.sub(r" +\n", "\n", line.lstrip("# ").replace("**", "")).strip()
            paragraph = document.add_heading("", level) if level else document.add_paragraph()
            paragraph.add_run(words).bold = "**" in line
    return saved(document)
