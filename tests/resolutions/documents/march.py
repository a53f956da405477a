"""A month in our own words, with every kind of paragraph, an extra section, number and day."""

from datetime import date
from typing import Final

from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
)

_ITEM, _SUBITEM, _HEADING = ParagraphKind.ITEM, ParagraphKind.SUBITEM, ParagraphKind.HEADING

MARCH: Final = Manuscript(
    year=2026,
    month=3,
    subject="về lãnh đạo thực hiện nhiệm vụ chính trị tháng 3/2026",
    opening=(
        ParagraphText("Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã khóa I, nhiệm kỳ 2025 - 2030;", _ITEM),
        ParagraphText("Căn cứ kết quả phiên họp Ban Thường vụ Đảng ủy xã ngày 27/02/2026;", _ITEM),
        ParagraphText("Ban Thường vụ Đảng ủy xã Kẻ Sặt ban hành Nghị quyết với những nội dung sau:"),
    ),
    parts=(
        PartText(
            PartKind.RESULTS,
            "KẾT QUẢ LÃNH ĐẠO THỰC HIỆN NHIỆM VỤ THÁNG 02/2026",
            (
                SectionText(
                    Field.PARTY_BUILDING,
                    "Công tác xây dựng Đảng",
                    (
                        ParagraphText(
                            "Mở lớp học tập nghị quyết cho 412 đảng viên ở 17 chi bộ; tổ chức gặp "
                            "mặt cán bộ nghỉ hưu đầu xuân "
                            "trong hai ngày 24 - 25/02/2026, đúng với kế hoạch đã đề ra từ cuối năm trước."
                        ),
                        ParagraphText(
                            "Kết nạp 05 quần chúng ưu tú, đạt 20,8% chỉ tiêu cả năm; đã cập nhật 96% "
                            "hồ sơ trên Cơ sở dữ liệu "
                            "đảng viên 4.0 (tính đến ngày 26/02/2026). Trao Huy hiệu Đảng cho 06 đồng chí."
                        ),
                        ParagraphText(
                            "Ủy ban Kiểm tra Đảng ủy giám sát 02 chi bộ theo chương trình; nhắc nhở "
                            "kịp thời những nơi chậm nộp báo cáo."
                        ),
                    ),
                ),
                SectionText(
                    Field.GOVERNMENT,
                    "Công tác chính quyền",
                    (
                        ParagraphText(
                            "Ủy ban nhân dân xã chỉ đạo gieo cấy xong 318 ha lúa chiêm xuân, nạo vét "
                            "4,2 km kênh mương và trồng mới "
                            "1.250 cây bóng mát trong Tết trồng cây."
                        ),
                        ParagraphText(
                            "Thu ngân sách hai tháng đầu năm đạt 21,5% dự toán. Trung tâm Phục vụ "
                            "hành chính công giải quyết "
                            "1.124/1.139 hồ sơ, không để hồ sơ nào quá hạn; các khoản chi cho người "
                            "có công được trả trước Tết."
                        ),
                        ParagraphText("Trên lĩnh vực văn hóa - xã hội, một số kết quả nổi bật là:"),
                        ParagraphText("Lễ hội đầu xuân diễn ra vui tươi, tiết kiệm, đúng nghi thức;", _ITEM),
                        ParagraphText("Trạm Y tế xã khám sàng lọc cho 640 người cao tuổi, trong đó:", _ITEM),
                        ParagraphText("Người có bệnh huyết áp là 118 người;", _SUBITEM),
                        ParagraphText("Người được chuyển tuyến trên là 09 người.", _SUBITEM),
                        ParagraphText(
                            "Công an xã và Ban Chỉ huy Quân sự xã giữ vững trật tự trong dịp Tết; "
                            "tiễn 14 thanh niên lên đường nhập ngũ."
                        ),
                    ),
                ),
                SectionText(
                    Field.FRONT,
                    "Hoạt động của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
                    (
                        ParagraphText(
                            "Ủy ban Mặt trận Tổ quốc xã vận động được 186 suất quà, trị giá 93 triệu "
                            "đồng, tặng hộ nghèo và hộ có "
                            "hoàn cảnh khó khăn; Hội Phụ nữ xã phát động mô hình “Nhà sạch, ngõ đẹp” ở 06 thôn."
                        ),
                        ParagraphText(
                            "Đoàn Thanh niên xã ra quân Tháng Thanh niên với 03 công trình; Hội Nông "
                            "dân xã giúp 22 hộ vay vốn."
                        ),
                    ),
                ),
                SectionText(
                    Field.POLITICAL_CENTRE,
                    "Trung tâm Chính trị",
                    (
                        ParagraphText(
                            "Trung tâm Chính trị xã mở 02 lớp bồi dưỡng cho 143 học viên, đạt 8,3% kế hoạch năm."
                        ),
                    ),
                ),
                SectionText(
                    Field.OTHER,
                    "Hạn chế, nguyên nhân",
                    (
                        ParagraphText(
                            "Việc nộp báo cáo của một số chi bộ còn chậm; nguyên nhân chủ yếu là cán "
                            "bộ kiêm nhiệm nhiều việc."
                        ),
                    ),
                ),
            ),
        ),
        PartText(
            PartKind.DIRECTIONS,
            "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM THÁNG 3/2026",
            (
                SectionText(
                    Field.PARTY_BUILDING,
                    "Công tác xây dựng Đảng",
                    (
                        ParagraphText("Công tác tuyên truyền", _HEADING),
                        ParagraphText(
                            "Ban Xây dựng Đảng tuyên truyền ngày bầu cử đại biểu Quốc hội và đại "
                            "biểu Hội đồng nhân dân các cấp; nắm chắc "
                            "dư luận, giải đáp ngay từ cơ sở những điều Nhân dân còn hỏi."
                        ),
                        ParagraphText("Công tác tổ chức, cán bộ", _HEADING),
                        ParagraphText(
                            "Rà soát quy hoạch cấp ủy; xét công nhận đảng viên chính thức cho 04 "
                            "đồng chí trước ngày 20/3/2026."
                        ),
                    ),
                ),
                SectionText(
                    Field.GOVERNMENT,
                    "Công tác chính quyền",
                    (
                        ParagraphText(
                            "Giao Phòng Kinh tế chủ trì, phối hợp với các thôn hoàn thành việc kiểm "
                            "kê đất công ích; báo cáo Ban Thường vụ "
                            "Đảng ủy trước ngày 25/3/2026."
                        ),
                        ParagraphText(
                            "Ủy ban nhân dân xã chỉ đạo chăm sóc lúa xuân, phòng dịch cho đàn gia "
                            "cầm; đẩy nhanh tiến độ đường trục xã và "
                            "khu dân cư mới; tổ chức tốt việc tiếp công dân định kỳ."
                        ),
                        ParagraphText("Các nhà trường ôn tập cho học sinh cuối cấp và bảo đảm an toàn bếp ăn bán trú."),
                    ),
                ),
                SectionText(
                    Field.FRONT,
                    "Hoạt động của Mặt trận Tổ quốc và các đoàn thể",
                    (
                        ParagraphText(
                            "Mặt trận Tổ quốc xã giám sát việc lập danh sách cử tri ở 06 khu vực bỏ "
                            "phiếu; vận động cử tri đi bầu đông đủ."
                        ),
                        ParagraphText("Hội Cựu chiến binh xã chuẩn bị gặp mặt nhân ngày truyền thống của các đơn vị."),
                    ),
                ),
                SectionText(
                    Field.POLITICAL_CENTRE,
                    "Trung tâm Chính trị",
                    (
                        ParagraphText(
                            "Mở lớp bồi dưỡng nhận thức về Đảng khóa 1 năm 2026 cho ít nhất 40 quần chúng ưu tú."
                        ),
                    ),
                ),
            ),
        ),
    ),
    closing=(
        ParagraphText(
            "Trên đây là Nghị quyết tháng 3/2026, Ban Thường vụ Đảng ủy yêu cầu các cấp ủy, các cơ "
            "quan, đơn vị nghiêm túc thực hiện; "
            "Ủy ban Kiểm tra Đảng ủy theo dõi, báo cáo kết quả vào phiên họp tháng sau./."
        ),
    ),
    recipients=(
        "Ban Thường vụ Thành ủy (để b/c)",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
        "Các chi bộ, đảng bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ),
    signer=Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Minh Nguyệt"),
    number=7,
    issued_on=date(2026, 3, 2),
)
