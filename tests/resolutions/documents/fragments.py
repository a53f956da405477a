"""A very short month, to be bent: its pieces are replaced one by one to see what the reader makes of them."""

from dataclasses import dataclass, replace
from typing import Final

from resolutions.intake import Intake, read_document

HEAD: Final = """ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG
ĐẢNG ỦY XÃ KẺ SẶT
*
Số 12-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Kẻ Sặt, ngày 30 tháng 3 năm 2026"""
TITLE: Final = """NGHỊ QUYẾT
CỦA BAN THƯỜNG VỤ ĐẢNG ỦY
về thực hiện nhiệm vụ chính trị tháng 4/2026
-----"""
PART_ONE: Final = "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 3/2026"
RESULTS: Final = """1. Công tác xây dựng Đảng

Chi bộ thôn Đông đã họp đúng kỳ.

2. Công tác chính quyền

Đường trục xã đã thông xe.

3. Mặt trận Tổ quốc và các đoàn thể

Hội Nông dân đã gặp mặt hội viên.

4. Trung tâm Chính trị

Một lớp học đã bế giảng."""
PART_TWO: Final = "II. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 4/2026"
DIRECTIONS: Final = """1. Công tác xây dựng Đảng

Chi bộ thôn Đoài kết nạp đảng viên mới.

2. Công tác chính quyền

Ủy ban nhân dân xã sửa cống đầu làng.

3. Mặt trận Tổ quốc và các đoàn thể

Đoàn Thanh niên trồng cây ven đê.

4. Trung tâm Chính trị

Mở lớp học mới cho cấp ủy viên."""
CLOSING: Final = "Trên đây là Nghị quyết tháng 4/2026, yêu cầu các chi bộ thực hiện nghiêm túc./."
RECIPIENTS: Final = """Nơi nhận:
- Các chi bộ;
- Lưu Văn phòng Đảng ủy."""
SIGNATURE: Final = """T/M BAN THƯỜNG VỤ
BÍ THƯ

Lê Văn Bình"""


@dataclass(frozen=True)
class Text:
    """A text file of these pieces, an empty line between each."""

    head: str = HEAD
    title: str = TITLE
    opening: str = ""
    part_one: str = PART_ONE
    results: str = RESULTS
    part_two: str = PART_TWO
    directions: str = DIRECTIONS
    closing: str = CLOSING
    foot: str = f"{RECIPIENTS}\n\n{SIGNATURE}"

    def __str__(self) -> str:
        pieces = (
            *(self.head, self.title, self.opening, self.part_one, self.results),
            *(self.part_two, self.directions, self.closing, self.foot),
        )
        return "\n\n".join(piece for piece in pieces if piece) + "\n"


def read(text: object, name: str = "nghi-quyet.txt", **options: object) -> Intake:
    return read_document(name, str(text).encode(), **options)  # type: ignore[arg-type]


def read_with(**pieces: str) -> Intake:
    """Return the short month read with some of its pieces replaced."""
    return read(replace(Text(), **pieces))


def first_section(text: str) -> tuple[str, ...]:
    """Return the paragraphs that `text` makes as the first section of part I."""
    results = RESULTS.replace("Chi bộ thôn Đông đã họp đúng kỳ.", text)
    return tuple(each.text for each in read_with(results=results).manuscript.parts[0].sections[0].paragraphs)


def kinds(found: Intake) -> list[str]:
    return [finding.kind for finding in found.findings]


def quotes(found: Intake, kind: str) -> list[str]:
    return [finding.quote for finding in found.findings if finding.kind == kind]
