"""The reader of documents: the head, the month, the foot."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from kesat.uploads import RefusedFile
from resolutions.intake import Sureness, read_document
from resolutions.manuscript import ParagraphKind, Signer, Urgency
from tests.resolutions.documents.fragments import (
    HEAD,
    RECIPIENTS,
    SIGNATURE,
    Text,
    kinds,
    quotes,
    read,
    read_with,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def head_with(number: str = "Số 12-NQ/ĐU", dated: str = "Kẻ Sặt, ngày 30 tháng 3 năm 2026") -> str:
    return HEAD.replace("Số 12-NQ/ĐU", number).replace("Kẻ Sặt, ngày 30 tháng 3 năm 2026", dated)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Số 05-NQ/ĐU", 5),
        ("Số: 05-NQ/ĐU", 5),
        ("Số: 05 - NQ/ĐU", 5),
        ("Số 127-NQ/ĐU", 127),
        ("Số      -NQ/ĐU", None),
        ("Số: ......-NQ/ĐU", None),
        ("Số ____-NQ/ĐU", None),
        ("Số…-NQ/ĐU", None),
        ("Số -NQ/ĐU", None),
    ],
)
def test_number_is_read_or_blank(typed: str, number: int | None) -> None:
    found = read_with(head=head_with(number=typed))

    assert found.manuscript.number == number
    assert found.findings == ()
    assert found.sureness["number"] is (Sureness.SURE if number else Sureness.MISSING)


@pytest.mark.parametrize(
    ("typed", "kind"), [("Số 05a-NQ/ĐU", "number"), ("Số 12-NQ/BTV", "symbol"), ("Số 3-BC/ĐU", "symbol")]
)
def test_odd_number_is_a_finding(typed: str, kind: str) -> None:
    found = read_with(head=head_with(number=typed))

    assert [(finding.kind, finding.quote) for finding in found.findings] == [(kind, typed)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Kẻ Sặt, ngày 05 tháng 4 năm 2026", date(2026, 4, 5)),
        ("xã Kẻ Sặt, ngày 5 tháng 04 năm 2026.", date(2026, 4, 5)),
        ("Kẻ Sặt, Ngày 31 tháng 3  năm 2026", date(2026, 3, 31)),
        ("Kẻ Sặt, ngày 05/4/2026", date(2026, 4, 5)),
        ("Kẻ Sặt, ngày    tháng 4 năm 2026", None),
        ("Kẻ Sặt, ngày ... tháng ... năm 2026", None),
        ("Kẻ Sặt, ngày ___ tháng 4 năm 2026", None),
    ],
)
def test_day_is_read_or_blank(typed: str, day: date | None) -> None:
    found = read_with(head=head_with(dated=typed))

    assert found.manuscript.issued_on == day
    assert found.findings == ()


def test_day_that_does_not_exist_is_a_finding() -> None:
    found = read_with(head=head_with(dated="Kẻ Sặt, ngày 31 tháng 02 năm 2026"))

    assert found.manuscript.issued_on is None
    assert quotes(found, "date") == ["Kẻ Sặt, ngày 31 tháng 02 năm 2026"]
    assert kinds(found) == ["date"]


def test_head_in_columns_made_of_spaces_is_read() -> None:
    columns = (
        "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG          ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "     ĐẢNG ỦY XÃ KẺ SẶT\t\t\tKẻ Sặt, ngày 30 tháng 3 năm 2026\n"
        "           *\n"
        "      Số     -NQ/ĐU       KHẨN"
    )

    found = read_with(head=columns)

    assert (found.manuscript.number, found.manuscript.issued_on) == (None, date(2026, 3, 30))
    assert found.manuscript.urgency is Urgency.URGENT
    assert found.findings == ()


@pytest.mark.parametrize(
    ("mark", "urgency"),
    [("KHẨN", Urgency.URGENT), ("THƯỢNG KHẨN", Urgency.VERY_URGENT), ("HOẢ TỐC", Urgency.EXPRESS)],
)
def test_mark_of_urgency_is_read(mark: str, urgency: Urgency) -> None:
    found = read_with(head=f"{HEAD}\n{mark}")

    assert found.manuscript.urgency is urgency
    assert found.findings == ()


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "(TUYỆT MẬT)", "Độ mật: Mật", "ĐỘ MẬT: TỐI MẬT"])
@pytest.mark.parametrize("place", ["head", "foot"])
def test_mark_of_secrecy_is_refused_with_the_reason(mark: str, place: str) -> None:
    typed = f"{HEAD}\n{mark}" if place == "head" else f"{RECIPIENTS}\n\n{SIGNATURE}\n\n{mark}"

    with pytest.raises(RefusedFile, match="must not be brought into this system"):
        read_with(**{place: typed})


def test_draft_mark_is_a_finding() -> None:
    found = read_with(head=f"{HEAD}\nDự thảo lần 2")

    assert [(finding.kind, finding.quote) for finding in found.findings] == [("draft_mark", "Dự thảo lần 2")]


def test_words_in_the_head_that_belong_nowhere_are_findings() -> None:
    found = read_with(head=f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{HEAD}")

    assert quotes(found, "left_out") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ ĐẢNG ỦY\nVề nhiệm vụ tháng 4/2026", "về nhiệm vụ tháng 4/2026"),
        ("NGHỊ QUYẾT\nVề lãnh đạo thực hiện\nnhiệm vụ tháng 4/2026", "về lãnh đạo thực hiện nhiệm vụ tháng 4/2026"),
        ("NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ\nĐẢNG ỦY XÃ KẺ SẶT\nvề nhiệm vụ tháng 4/2026", "về nhiệm vụ tháng 4/2026"),
        ("NGHỊ QUYẾT\nLãnh đạo nhiệm vụ tháng 4/2026.", "lãnh đạo nhiệm vụ tháng 4/2026"),
        ("NGHỊ QUYẾT CỦA ĐẢNG ỦY về nhiệm vụ tháng 4/2026\n___", "về nhiệm vụ tháng 4/2026"),
        ("Nghị quyết\nV/v thực hiện nhiệm vụ tháng 4/2026\n*****", "v/v thực hiện nhiệm vụ tháng 4/2026"),
        ("NGHỊ QUYẾT\nUBND xã và nhiệm vụ tháng 4/2026", "UBND xã và nhiệm vụ tháng 4/2026"),
        ("về nhiệm vụ tháng 4/2026", "về nhiệm vụ tháng 4/2026"),
    ],
)
def test_subject_is_read_and_begins_with_a_small_letter(title: str, subject: str) -> None:
    found = read_with(title=title)

    assert found.manuscript.subject == subject
    assert found.findings == ()


def test_subject_in_capitals_is_put_in_small_letters_with_a_finding() -> None:
    found = read_with(title="NGHỊ QUYẾT\nVỀ THỰC HIỆN NHIỆM VỤ\nTHÁNG 4/2026")

    assert found.manuscript.subject == "về thực hiện nhiệm vụ tháng 4/2026"
    assert quotes(found, "subject_case") == ["VỀ THỰC HIỆN NHIỆM VỤ THÁNG 4/2026"]


def test_document_without_subject_says_so() -> None:
    found = read_with(title="NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ ĐẢNG ỦY")

    assert kinds(found) == ["subject_missing"]


@pytest.mark.parametrize("rule", ["-----", ""])
@pytest.mark.parametrize("dash", ["- ", ""])
def test_bases_of_the_opening_are_items_and_the_sentence_is_prose(rule: str, dash: str) -> None:
    opening = f"{dash}Căn cứ Điều lệ Đảng;\n{dash}Căn cứ Quy chế làm việc,\nBan Thường vụ Đảng ủy ban hành Nghị quyết:"

    found = read_with(title=f"NGHỊ QUYẾT\nvề nhiệm vụ tháng 4/2026\n{rule}", opening=opening)

    assert found.manuscript.subject == "về nhiệm vụ tháng 4/2026"
    assert [(paragraph.kind, paragraph.text) for paragraph in found.manuscript.opening] == [
        (ParagraphKind.ITEM, "Căn cứ Điều lệ Đảng;"),
        (ParagraphKind.ITEM, "Căn cứ Quy chế làm việc,"),
        (ParagraphKind.PROSE, "Ban Thường vụ Đảng ủy ban hành Nghị quyết:"),
    ]


def test_opening_in_one_sentence_is_prose() -> None:
    found = read_with(opening="Căn cứ kết quả tháng 3, Ban Thường vụ Đảng ủy ban hành Nghị quyết như sau:")

    assert [paragraph.kind for paragraph in found.manuscript.opening] == [ParagraphKind.PROSE]


NO_MONTHS = {"head": "", "title": "", "closing": ""}


@pytest.mark.parametrize(
    ("pieces", "month", "sureness"),
    [
        ({}, (2026, 4), Sureness.SURE),
        ({"title": "NGHỊ QUYẾT\nvề nhiệm vụ tháng 4 năm 2026"}, (2026, 4), Sureness.SURE),
        (
            {"title": "NGHỊ QUYẾT\nvề nhiệm vụ tháng tư", "part_two": "II. NHIỆM VỤ THÁNG TƯ"},
            (2026, 4),
            Sureness.LIKELY,
        ),
        ({**NO_MONTHS, "part_one": "I. KẾT QUẢ THÁNG 3-2026", "part_two": "II. NHIỆM VỤ"}, (2026, 4), Sureness.GUESSED),
        (
            {**NO_MONTHS, "part_one": "I. KẾT QUẢ THÁNG 12/2025", "part_two": "II. NHIỆM VỤ THÁNG 01"},
            (2026, 1),
            Sureness.LIKELY,
        ),
        (
            {**NO_MONTHS, "part_one": "I. KẾT QUẢ THÁNG 12/2025", "part_two": "II. NHIỆM VỤ"},
            (2026, 1),
            Sureness.GUESSED,
        ),
        (
            {**NO_MONTHS, "head": HEAD, "part_one": "I. KẾT QUẢ", "part_two": "II. NHIỆM VỤ"},
            (2026, 3),
            Sureness.LIKELY,
        ),
    ],
)
def test_month_is_found_wherever_it_stands(pieces: dict[str, str], month: tuple[int, int], sureness: Sureness) -> None:
    found = read_with(**pieces)

    assert (found.manuscript.year, found.manuscript.month) == month
    assert found.sureness["month"] is sureness
    assert "month" not in kinds(found)


def test_document_that_names_no_month_says_so() -> None:
    found = read_with(**NO_MONTHS, part_one="I. KẾT QUẢ", part_two="II. NHIỆM VỤ")

    assert (found.manuscript.year, found.manuscript.month) == (0, 0)
    assert found.sureness["month"] is Sureness.MISSING
    assert "month_missing" in kinds(found)


def test_month_whose_year_stands_nowhere_has_none_and_says_so() -> None:
    found = read_with(**NO_MONTHS, part_one="I. KẾT QUẢ THÁNG 12", part_two="II. NHIỆM VỤ THÁNG 01")

    assert (found.manuscript.year, found.manuscript.month) == (0, 1)
    assert quotes(found, "month_missing") == ["NHIỆM VỤ THÁNG 01"]


def test_places_that_name_different_months_are_findings() -> None:
    found = read_with(part_one="I. KẾT QUẢ THÁNG 02/2026", part_two="II. NHIỆM VỤ THÁNG 5/2026")

    assert (found.manuscript.year, found.manuscript.month) == (2026, 4)
    assert quotes(found, "month") == ["NHIỆM VỤ THÁNG 5/2026", "KẾT QUẢ THÁNG 02/2026"]


def test_part_one_a_year_off_is_a_finding() -> None:
    found = read_with(part_one="I. KẾT QUẢ THÁNG 3/2025")

    assert quotes(found, "month") == ["KẾT QUẢ THÁNG 3/2025"]


def test_date_far_from_the_month_is_a_finding() -> None:
    found = read_with(head=head_with(dated="Kẻ Sặt, ngày 02 tháng 7 năm 2026"))

    assert quotes(found, "month") == ["Kẻ Sặt, ngày 02 tháng 7 năm 2026"]


def test_month_that_is_said_overrides_and_differences_are_findings() -> None:
    found = read(Text(), month=(2027, 5))

    assert (found.manuscript.year, found.manuscript.month) == (2027, 5)
    assert found.sureness["month"] is Sureness.SURE
    assert set(kinds(found)) == {"month"}
    assert "về thực hiện nhiệm vụ chính trị tháng 4/2026" in quotes(found, "month")


def test_month_that_is_said_and_stands_in_the_text_is_no_finding() -> None:
    assert read(Text(), month=(2026, 4)).findings == ()


@pytest.mark.parametrize(
    "foot",
    [
        f"{SIGNATURE}\n\n{RECIPIENTS}",
        (
            "Nơi nhận:                              T/M BAN THƯỜNG VỤ\n"
            "- Các chi bộ;                                BÍ THƯ\n"
            "- Lưu Văn phòng Đảng ủy.\n\n\n"
            "                                         Lê Văn Bình"
        ),
        (
            "Nơi nhận:\t\t\t\t\tT/M BAN THƯỜNG VỤ\n- Các chi bộ;\t\t\t\t\tBÍ THƯ\n"
            "- Lưu Văn phòng Đảng ủy.\n\n\t\t\t\t\tLê Văn Bình"
        ),
        (
            "                                       T/M BAN THƯỜNG VỤ\n"
            "                                             BÍ THƯ\n"
            "                                          Lê Văn Bình\n"
            "Nơi nhận:\n- Các chi bộ;\n- Lưu Văn phòng\nĐảng ủy."
        ),
        "Nơi nhận: - Các chi bộ; - Lưu Văn phòng Đảng ủy.\n\nT/M BAN THƯỜNG VỤ BÍ THƯ\n\nLê Văn Bình",
        "Nơi nhận:\nCác chi bộ,\nLưu Văn phòng Đảng ủy.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\n\n\nLê Văn Bình",
        f"NƠI NHẬN\n{RECIPIENTS.partition(chr(10))[2]}\n{SIGNATURE}",
        f"- Các chi bộ;\n- Lưu Văn phòng Đảng ủy.\n{SIGNATURE}".replace("- Các", "Nơi nhận\n- Các"),
    ],
)
def test_recipients_and_signature_are_read_however_they_stand(foot: str) -> None:
    found = read_with(foot=foot)

    assert found.manuscript.recipients == ("Các chi bộ", "Lưu Văn phòng Đảng ủy")
    assert found.manuscript.signer == Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Văn Bình")
    assert found.findings == ()


@pytest.mark.parametrize(
    ("typed", "signer"),
    [
        (
            "TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\nNGUYỄN HÀ MY",
            ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "NGUYỄN HÀ MY"),
        ),
        ("T/M ĐẢNG ỦY\nBÍ THƯ\nĐỗ An", ("T/M ĐẢNG ỦY", "BÍ THƯ", "Đỗ An")),
        ("T/M BAN THƯỜNG VỤ\nĐẢNG ỦY XÃ\nBÍ THƯ\nĐỗ An", ("T/M BAN THƯỜNG VỤ ĐẢNG ỦY XÃ", "BÍ THƯ", "Đỗ An")),
        ("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nĐỗ An", ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Đỗ An")),
    ],
)
def test_signature_is_kept_as_typed(typed: str, signer: tuple[str, str, str]) -> None:
    found = read_with(foot=f"{RECIPIENTS}\n\n{typed}")

    assert found.manuscript.signer == Signer(*signer)
    assert found.findings == ()


def test_recipients_and_authority_run_together_on_one_line_are_parted() -> None:
    found = read_with(foot="Nơi nhận: T/M BAN THƯỜNG VỤ\n- Các chi bộ;\n- Lưu VP.\nBÍ THƯ\n\nLê Văn Bình")

    assert found.manuscript.recipients == ("Các chi bộ", "Lưu VP")
    assert found.manuscript.signer == Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Văn Bình")


def test_number_day_and_marks_that_stand_elsewhere_are_found() -> None:
    head = "ĐẢNG ỦY XÃ KẺ SẶT"
    title = "NGHỊ QUYẾT\nSố 07-NQ/ĐU\nvề nhiệm vụ tháng 4/2026\n(Dự thảo)"
    foot = f"{RECIPIENTS}\n\nDự thảo lần 3\nKẻ Sặt, ngày 02 tháng 4 năm 2026\n{SIGNATURE}"

    found = read_with(head=head, title=title, foot=foot)

    assert (found.manuscript.number, found.manuscript.issued_on) == (7, date(2026, 4, 2))
    assert found.manuscript.subject == "về nhiệm vụ tháng 4/2026"
    assert found.manuscript.signer.name == "Lê Văn Bình"
    assert quotes(found, "draft_mark") == ["(Dự thảo)", "Dự thảo lần 3"]


def test_list_below_the_signature_that_lost_its_heading_is_taken_for_the_recipients() -> None:
    found = read_with(foot=f"{SIGNATURE}\n\n- Các chi bộ;\n- Lưu VP.")

    assert found.manuscript.recipients == ("Các chi bộ", "Lưu VP")


def test_sentence_below_the_subject_opens_the_text() -> None:
    found = read_with(title="NGHỊ QUYẾT\nvề nhiệm vụ tháng 4/2026\nĐảng bộ quyết nghị những việc sau:")

    assert found.manuscript.subject == "về nhiệm vụ tháng 4/2026"
    assert [paragraph.text for paragraph in found.manuscript.opening] == ["Đảng bộ quyết nghị những việc sau:"]


def test_recipients_keep_what_stands_in_brackets() -> None:
    found = read_with(foot=f"Nơi nhận:\n- Thường trực Thành ủy (để b/c);\n- Như trên;\n- Lưu: VT.\n\n{SIGNATURE}")

    assert found.manuscript.recipients == ("Thường trực Thành ủy (để b/c)", "Như trên", "Lưu: VT")


def test_what_stands_below_the_signature_is_a_finding() -> None:
    found = read_with(foot=f"{RECIPIENTS}\n\n{SIGNATURE}\n\nPHỤ LỤC\n\n- Chỉ tiêu 1: 20 ha")

    assert found.manuscript.recipients == ("Các chi bộ", "Lưu Văn phòng Đảng ủy")
    assert quotes(found, "left_out") == ["PHỤ LỤC / - Chỉ tiêu 1: 20 ha"]


def test_words_between_post_and_name_are_a_finding() -> None:
    found = read_with(foot=f"{RECIPIENTS}\n\n{SIGNATURE}".replace("BÍ THƯ\n", "BÍ THƯ\n(Đã ký)\n"))

    assert found.manuscript.signer.name == "Lê Văn Bình"
    assert quotes(found, "left_out") == ["(Đã ký)"]


@pytest.mark.parametrize(
    ("foot", "missing"),
    [
        (SIGNATURE, ["recipients_missing"]),
        (RECIPIENTS, ["signer_missing"]),
        ("", ["recipients_missing", "signer_missing"]),
        (f"{RECIPIENTS}\n\nBÍ THƯ\n\nLê Văn Bình", ["signer_missing"]),
    ],
)
def test_what_the_foot_lacks_is_a_finding(foot: str, missing: list[str]) -> None:
    assert kinds(read_with(foot=foot)) == missing


def test_issuer_that_is_not_in_capitals_is_left_out_of_the_subject_with_a_finding() -> None:
    text = (
        "NGHỊ QUYẾT\nHội nghị Ban Thường vụ Đảng uỷ\nVề nhiệm vụ tháng 3/2026\n\n"
        "I. KẾT QUẢ THÁNG 02/2026\n\n1. Công tác xây dựng Đảng\n\nĐã họp đúng kỳ.\n\n"
        "II. NHIỆM VỤ THÁNG 3/2026\n\n1. Công tác xây dựng Đảng\n\nTiếp tục họp đúng kỳ.\n"
    )

    intake = read_document("a.txt", text.encode())

    assert intake.manuscript.subject == "về nhiệm vụ tháng 3/2026"
    assert ("left_out", "Hội nghị Ban Thường vụ Đảng uỷ") in [(each.kind, each.quote) for each in intake.findings]
