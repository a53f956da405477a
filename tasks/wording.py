"""What words of the office begin a sentence: verbs, which are written small inside one, and names, which are not."""

import re
from itertools import takewhile
from typing import Final

# The first words of verbs that reports and orders begin with; of those that are also nouns only with their second word.
_VERBS: Final = frozenset(
    """
    ban hành, bàn giao, báo cáo, bảo đảm, đảm bảo, bầu, biểu dương, bình xét, bố trí, bồi dưỡng, bổ sung, bàn,
    cải tạo, cấp, cập nhật, cắm, chăm lo, chăm sóc, chấm, chấn chỉnh, chỉ đạo, chi, chi trả, chia, chỉnh trang,
    chốt, chuẩn bị, chuyển, công bố, công khai, củng cố, cưỡng chế, cử, dọn, diệt, duy trì, dự, đánh giá, đào
    tạo, đăng, đăng ký, đề nghị, đề xuất, điều tra, điều chỉnh, đo đạc, đối thoại, đôn đốc, đón, đóng, đưa, đẩy
    mạnh, đẩy nhanh, đấu giá, gặp, ghi, giám sát, giao, gieo, gieo cấy, giải ngân, giải quyết, giải tỏa, giới
    thiệu, giữ, gửi, hiệp thương, hoàn thành, hoàn thiện, họp, hòa giải, hỗ trợ, huy động, hướng dẫn, in, kê
    khai, kết nạp, khám, khảo sát, khánh thành, khắc phục, khen thưởng, khởi công, khơi thông, kiểm đếm, kiểm
    điểm, kiểm tra, kiểm kê, kiến nghị, kiện toàn, ký, lãnh đạo, làm, lắp, lắp đặt, lập, lấy, lựa chọn, mở, mời,
    mua, nâng cấp, nạo vét, nắm, niêm yết, nghiệm thu, nghiên cứu, ngăn chặn, nhập, nhắc, nộp, ổn định, phát,
    phát động, phát hành, phát huy, phát hiện, phát triển, phân bổ, phân công, phê duyệt, phổ biến, phòng chống,
    phòng ngừa, phối hợp, phun, quán triệt, quản lý, quyết định, ra quân, rà soát, rút, sắp xếp, sửa, sửa chữa,
    sơ kết, số hóa, soạn, tăng cường, tạm ứng, tặng, tập huấn, tập trung, tham dự, tham gia, tham mưu, thanh
    toán, thăm, thành lập, thảo luận, thẩm định, thẩm tra, theo dõi, thi công, thông báo, thông qua, thống kê,
    thống nhất, thu, thu gom, thu hồi, thực hiện, tiêm, tiếp, tiếp công dân, tiếp nhận, tiếp xúc, tiếp tục, tiến
    hành, tổ chức, tổng hợp, tổng kết, trao, treo, trả, trình, triển khai, trồng, truy quét, trực, tu bổ, tu
    sửa, tuần tra, tuyên truyền, tuyển, tuyển chọn, vận động, vận hành, vệ sinh, xác minh, xây, xây dựng, xét,
    xử lý, xử phạt, xóa, xong, quan tâm, chủ động, chủ trì, nâng cao, khai mạc, khai giảng, bế giảng, tập hợp,
    đề ra, rà, lên, lồng ghép, nhân rộng, đổi mới, siết chặt, thực thi, chấp hành, quy hoạch, đền bù, bồi
    thường, di dời, tháo dỡ, giải phóng
    """.replace("\n", " ").split(",")
)
_VERB_WORDS: Final = frozenset(" ".join(verb.split()) for verb in _VERBS)
_LONGEST: Final = max(len(verb.split()) for verb in _VERB_WORDS)
# A verb of one syllable, but not before these: "Thu nhập bình quân", "Chi bộ thôn", "Cấp ủy", "Ký túc xá", "In ấn".
_NOUNS: Final = frozenset(
    """
    thu nhập, thu ngân sách, chi bộ, chi hội, chi đoàn, chi ngân sách, chi nhánh, cấp ủy, cấp uỷ, cấp trên, cấp
    huyện, trực thuộc, giao thông, làm ăn, tiếp theo, phát thanh, trình độ, xây xát, đóng góp, đưa tin, dự toán,
    dự án, dự thảo, bàn ghế, mở đầu, ghi chú, cử tri, lấy làm, rút kinh, tặng phẩm, trả lời, xét thấy, xóa đói,
    bầu cử
    """.replace("\n", " ").split(",")
)
_NOUN_WORDS: Final = frozenset(" ".join(noun.split()) for noun in _NOUNS)
# Of these the first letter stays large inside a sentence.
_NAMES: Final = re.compile(
    r"\A(?:Đảng(?! viên)|Nhân dân|Nhà nước|Trung ương|Trung tâm|Thành ủy|Thường trực|Mặt trận|Ủy ban|Uỷ ban|"
    r"Hội đồng nhân dân|Hội (?:Nông|Phụ|Cựu|Liên|Người|Chữ)|Đoàn (?:Thanh|TNCS)|Công an|Công đoàn|"
    r"Ban (?:Thường vụ|Chấp hành|Chỉ huy|Chỉ đạo|Xây dựng|Tuyên giáo|Tổ chức|Quản lý|Bí thư)|Phòng [A-ZĐ]|"
    r"Văn phòng (?:Đảng|HĐND|Hội)|Quốc hội|Chính phủ|Bộ [A-ZĐ]|Sở [A-ZĐ]|Tết|Xuân|Việt Nam|Nghị quyết|Chỉ thị|"
    r"Nghị định|Thông tư|Đề án|Quỹ [A-ZĐ]|Huy hiệu|Bác Hồ|Hồ Chí Minh)"
)
_WORD: Final = re.compile(r"\w+")


def begins_with_verb(text: str) -> bool:
    """Tell whether the words are a predicate: "Kiểm đếm xong 42 hộ", not "Thu nhập bình quân", not "42 hộ"."""
    words = [word.lower() for word in _WORD.findall(text[:60])[:_LONGEST]]
    phrases = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    longer = list(takewhile(lambda phrase: " " in phrase, phrases))
    if any(phrase in _VERB_WORDS for phrase in longer):
        return True
    return bool(words) and words[0] in _VERB_WORDS and not any(phrase in _NOUN_WORDS for phrase in longer)


def keeps_capital(text: str) -> bool:
    """Tell whether the first letter stays as it is inside a sentence: a name, an abbreviation, a figure."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if begins_with_verb(text):
        return False
    return sum(letter.isupper() for letter in first) > 1 or _NAMES.match(text) is not None
