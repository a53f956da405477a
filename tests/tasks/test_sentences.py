"""A report becomes a sentence of part I, over many wordings."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Progress
from tasks.sentences import Reported, carried_words, object_of, sentence, standing_words

COUNT = "Kiểm đếm các hộ thuộc dự án mở rộng đường trục xã"
WORK = "việc kiểm đếm các hộ thuộc dự án mở rộng đường trục xã"


@pytest.mark.parametrize(
    ("result", "progress", "said"),
    [
        ("Kiểm đếm xong 42/42 hộ", "done", "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ."),
        (
            "Kiểm đếm xong 42/42 hộ ngày 24/01; chi trả 38 hộ, còn 04 hộ.",
            "under_way",
            "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ ngày 24/01; chi trả 38 hộ, còn 04 hộ.",
        ),
        (
            "Đã chi trả 486 suất, tổng 243 triệu đồng.",
            "done",
            "Phòng Kinh tế đã chi trả 486 suất, tổng 243 triệu đồng.",
        ),
        ("đã họp dân ./.", "done", "Phòng Kinh tế đã họp dân."),
        ("Đang kiểm đếm 30 hộ", "under_way", "Phòng Kinh tế đang kiểm đếm 30 hộ."),
        ("Chưa kiểm đếm được hộ nào…", "not_begun", "Phòng Kinh tế chưa kiểm đếm được hộ nào."),
        ("Tiếp tục đối thoại với 04 hộ", "under_way", "Phòng Kinh tế tiếp tục đối thoại với 04 hộ."),
        ("Phòng Kinh tế đã kiểm đếm xong.", "done", "Phòng Kinh tế đã kiểm đếm xong."),
        ("phòng kinh tế kiểm đếm xong", "done", "Phòng kinh tế kiểm đếm xong."),
        ("Các thôn đã họp dân lần 2", "under_way", "Các thôn đã họp dân lần 2."),
        ("Công an xã đã bảo vệ buổi đo", "done", "Công an xã đã bảo vệ buổi đo."),
        (
            "42/42 hộ, diện tích 1.284 m2.",
            "done",
            f"Phòng Kinh tế đã hoàn thành {WORK}: 42/42 hộ, diện tích 1.284 m2.",
        ),
        (
            "02/04 hộ đã nhận tiền và ký biên bản bàn giao",
            "under_way",
            f"Phòng Kinh tế đang triển khai {WORK}: 02/04 hộ đã nhận tiền và ký biên bản bàn giao.",
        ),
        (
            "Chờ kinh phí",
            "not_begun",
            f"Phòng Kinh tế chưa triển khai {WORK}: chờ kinh phí.",
        ),
        (
            "",
            "done",
            f"Phòng Kinh tế đã hoàn thành {WORK}.",
        ),
        (
            "Đã hoàn thành.",
            "done",
            f"Phòng Kinh tế đã hoàn thành {WORK}.",
        ),
        (
            "",
            "",
            f"Phòng Kinh tế chưa có báo cáo kết quả về {WORK}.",
        ),
        (
            "UBND thành phố chưa cấp vốn",
            "not_begun",
            "UBND thành phố chưa cấp vốn.",
        ),
        (
            "Thu nhập bình quân 72 triệu đồng",
            "done",
            f"Phòng Kinh tế đã hoàn thành {WORK}: thu nhập bình quân 72 triệu đồng.",
        ),
        ("- Rà soát 12 hộ.\n- Lập 12 biên bản.", "done", "Phòng Kinh tế đã rà soát 12 hộ; lập 12 biên bản."),
        ("Phòng chống rét cho 1.200 con trâu, bò", "done", "Phòng Kinh tế đã phòng chống rét cho 1.200 con trâu, bò."),
        (
            "Không còn hộ vướng mắc",
            "done",
            f"Phòng Kinh tế đã hoàn thành {WORK}; không còn hộ vướng mắc.",
        ),
        # What was typed on a telephone
        ("Đã xong rồi nhé", "done", f"Phòng Kinh tế đã hoàn thành {WORK}."),
        ("ok ạ", "done", f"Phòng Kinh tế đã hoàn thành {WORK}."),
        ("Em báo cáo đã kiểm đếm 42 hộ ạ", "done", "Phòng Kinh tế đã kiểm đếm 42 hộ."),
        ("Chúng tôi đã kiểm đếm 42 hộ", "done", "Phòng Kinh tế đã kiểm đếm 42 hộ."),
        ("Báo cáo: đã kiểm đếm 42 hộ", "done", "Phòng Kinh tế đã kiểm đếm 42 hộ."),
        ("ĐÃ HOÀN THÀNH 42/42 HỘ", "done", "Phòng Kinh tế đã hoàn thành 42/42 hộ."),
        ("ĐÃ BÁO CÁO UBND XÃ, THÔN CẦU LƯƠNG", "done", "Phòng Kinh tế đã báo cáo UBND xã, thôn Cầu Lương."),
        ("Đã làm việc với UBND, HĐND, MTTQ", "done", "Phòng Kinh tế đã làm việc với UBND, HĐND, MTTQ."),
        (
            "Triển khai được 50%. Còn lại 5 hộ. Sẽ xong trước 30/3.",
            "under_way",
            "Phòng Kinh tế đã triển khai được 50%; còn lại 5 hộ; dự kiến xong trước 30/3.",
        ),
        ("Đã họp dân ở TP. Hải Phòng", "done", "Phòng Kinh tế đã họp dân ở TP. Hải Phòng."),
        ("Sẽ làm tuần sau", "under_way", f"Phòng Kinh tế đang triển khai {WORK}; dự kiến làm tuần sau."),
        ("Ngày mai sẽ họp dân", "not_begun", f"Phòng Kinh tế chưa triển khai {WORK}; dự kiến ngày mai họp dân."),
    ],
)
def test_a_result_becomes_a_sentence(result: str, progress: str, said: str) -> None:
    names = ("Phòng Kinh tế", "thôn Cầu Lương") if "CẦU" in result else ()
    assert sentence(Reported("Phòng Kinh tế", COUNT, progress, result, names=names)) == said


@pytest.mark.parametrize(
    ("result", "progress", "stands"),
    [
        ("Do mưa bão nên chưa làm", "done", "đã hoàn thành"),
        ("Chưa có kinh phí", "done", "đã hoàn thành"),
        ("Đang kiểm đếm", "done", "đã hoàn thành"),
        ("Sẽ làm tuần sau", "done", "đã hoàn thành"),
        ("Đã hoàn thành 42/42 hộ", "not_begun", "chưa triển khai"),
    ],
)
def test_words_that_say_another_thing_than_the_state_are_marked_and_not_told(
    result: str, progress: str, stands: str
) -> None:
    words = result[:1].lower() + result[1:]

    said = sentence(Reported("Phòng Kinh tế", COUNT, progress, result))

    assert said == f"Phòng Kinh tế [cần xác minh: báo {stands} {WORK}, nhưng ghi “{words}”]."


@pytest.mark.parametrize(
    ("lead", "title", "progress", "said"),
    [
        (
            "Phòng Kinh tế",
            "Hoàn thành kiểm đếm các hộ trước ngày 20/01/2026.",
            "done",
            "Phòng Kinh tế đã hoàn thành việc kiểm đếm các hộ.",
        ),
        (
            "Ủy ban nhân dân xã",
            "Ủy ban nhân dân xã chỉ đạo gieo cấy lúa chiêm xuân",
            "under_way",
            "Ủy ban nhân dân xã đang triển khai việc chỉ đạo gieo cấy lúa chiêm xuân.",
        ),
        ("các chi bộ", "Tổ chức sinh hoạt chuyên đề", "under_way", "Các chi bộ đang tổ chức sinh hoạt chuyên đề."),
        ("Công an xã", "Tổ chức tuần tra", "not_begun", "Công an xã chưa tổ chức tuần tra."),
        (
            "Đoàn Thanh niên",
            "Tiếp tục triển khai Tháng Thanh niên",
            "under_way",
            "Đoàn Thanh niên đang triển khai Tháng Thanh niên.",
        ),
        (
            "Trung tâm Chính trị",
            "Lớp bồi dưỡng đảng viên mới",
            "done",
            "Trung tâm Chính trị đã hoàn thành lớp bồi dưỡng đảng viên mới.",
        ),
        (
            "Văn phòng Đảng ủy",
            "Nghị quyết số 57-NQ/TW đến các chi bộ",
            "under_way",
            "Văn phòng Đảng ủy đang triển khai Nghị quyết số 57-NQ/TW đến các chi bộ.",
        ),
        (
            "Phòng Kinh tế",
            "Nạo vét kênh Kim Sơn, xong trước ngày 25/3",
            "done",
            "Phòng Kinh tế đã hoàn thành việc nạo vét kênh Kim Sơn.",
        ),
    ],
)
def test_the_title_stands_in_for_a_missing_result(lead: str, title: str, progress: str, said: str) -> None:
    assert sentence(Reported(lead, title, progress)) == said


@pytest.mark.parametrize(
    ("difficulty", "said"),
    [
        ("Còn 04 hộ chưa thống nhất", "Phòng Kinh tế đã kiểm đếm 38 hộ; còn 04 hộ chưa thống nhất."),
        ("Thiếu người đo.", "Phòng Kinh tế đã kiểm đếm 38 hộ; khó khăn, vướng mắc: thiếu người đo."),
        ("", "Phòng Kinh tế đã kiểm đếm 38 hộ."),
    ],
)
def test_a_difficulty_is_said_behind_what_is_done(difficulty: str, said: str) -> None:
    assert sentence(Reported("Phòng Kinh tế", COUNT, "under_way", "Kiểm đếm 38 hộ", difficulty)) == said


def test_a_difficulty_of_what_is_done_is_left_out() -> None:
    assert (
        sentence(Reported("Phòng Kinh tế", COUNT, "done", "Xong việc", "Thiếu người")) == "Phòng Kinh tế đã xong việc."
    )


@pytest.mark.parametrize(
    ("done", "under_way", "said"),
    [
        (0, 0, "Các chi bộ chưa có báo cáo kết quả về việc tổ chức tết trồng cây."),
        (15, 0, "Các chi bộ đã hoàn thành việc tổ chức tết trồng cây (15/15 đơn vị)."),
        (
            9,
            4,
            (
                "Các chi bộ đang tổ chức tết trồng cây: 09/15 đơn vị đã hoàn thành, 04/15 đơn vị đang triển khai, "
                "02/15 đơn vị chưa báo cáo."
            ),
        ),
    ],
)
def test_a_group_is_counted(done: int, under_way: int, said: str) -> None:
    reported = Reported(
        "Các chi bộ", "Tổ chức tết trồng cây", "under_way", "gì đó", done=done, under_way=under_way, asked=15
    )

    assert sentence(reported) == said


def test_what_goes_on_is_said_for_part_ii() -> None:
    reported = Reported("Phòng Kinh tế", "Hoàn thành kiểm đếm các hộ trước ngày 20/01/2026", "under_way")

    assert (
        carried_words(reported, "02/2026") == "Phòng Kinh tế tiếp tục kiểm đếm các hộ, hoàn thành trong tháng 02/2026."
    )
    assert carried_words(reported, "02/2026", "10/02/2026").endswith(", hoàn thành trước ngày 10/02/2026.")
    assert standing_words(reported) == "Phòng Kinh tế tiếp tục kiểm đếm các hộ."
    assert standing_words(Reported("Công an xã", "An ninh trật tự")) == "Công an xã tiếp tục thực hiện an ninh trật tự."


def test_a_title_of_nothing_but_the_lead_still_gives_words() -> None:
    assert object_of(Reported("Phòng Kinh tế", "Phòng Kinh tế")) == "Phòng Kinh tế"
    assert object_of(Reported("Phòng Kinh tế", ".")) == "nhiệm vụ được giao"


def test_decomposed_letters_are_put_together() -> None:
    said = sentence(Reported("Phòng Kinh tế", COUNT, "done", normalize("NFD", "Kiểm đếm xong 42/42 hộ")))

    assert said == normalize("NFC", said) == "Phòng Kinh tế đã kiểm đếm xong 42/42 hộ."


WORDS = st.sampled_from(
    [
        "Đã",
        "đã",
        "Kiểm đếm",
        "42/42 hộ",
        "98,0%",
        "chưa",
        "Công an xã",
        "xong",
        "Tiếp tục",
        ".",
        ";",
        "…",
        "04 hộ",
        "- ",
    ]
)


@given(st.lists(WORDS, max_size=6), st.sampled_from(["", *Progress.values]))
def test_any_report_gives_one_sentence_with_its_numbers(words: list[str], progress: str) -> None:
    result = " ".join(words)

    said = sentence(Reported("Phòng Kinh tế", COUNT, progress, result))

    assert said.endswith(".")
    assert not said.endswith("..")
    assert "đã đã" in result.lower() or "đã đã" not in said.lower()
    assert said[0].isupper() or not said[0].isalpha()
    assert not progress or all(word in said for word in words if word[0].isdigit())
