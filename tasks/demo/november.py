"""What the sample's resolution of November 2026 orders, and what was reported until the end of the month drew near."""

from datetime import date

from tasks.demo.orders import MoreTime, Order, Said

ORDERS = (
    Order(
        "giao Ban Xây dựng Đảng chủ trì, phối hợp với Ủy ban Kiểm tra Đảng ủy thẩm định kết quả tự chấm, hoàn thành "
        "trước ngày 30/11/2026 ở các đơn vị làm điểm",
        "Thẩm định kết quả tự chấm ở các đơn vị làm điểm",
        "BXDD",
        date(2026, 11, 29),
        ("UBKT",),
        kind="deliverable",
        priority="important",
        deliverable="Biên bản thẩm định của 05 đơn vị",
        reports=(
            Said(
                date(2026, 11, 24),
                "under_way",
                "05/05 đơn vị đã tự chấm, thẩm định xong 02 đơn vị.",
                (("Đơn vị đã thẩm định", "2", "đơn vị"),),
                is_accepted=False,
            ),
        ),
    ),
    Order(
        "Trao Huy hiệu Đảng đợt 07/11/2026 trang trọng",
        "Trao Huy hiệu Đảng đợt 07/11/2026",
        "BXDD",
        date(2026, 11, 7),
        ("N-CBDB",),
        kind="event",
        reports=(
            Said(
                date(2026, 11, 6),
                "done",
                "Trao Huy hiệu cho 10/10 đảng viên; tổng hợp 14 ý kiến của đảng viên lão thành.",
                (("Huy hiệu đã trao", "10", "đồng chí"),),
            ),
        ),
    ),
    Order(
        "Tổng hợp kết quả 05 đề án và 38 việc của Chương trình hành động",
        "Tổng hợp kết quả 05 đề án và 38 việc của Chương trình hành động",
        "VPDU",
        date(2026, 11, 27),
        ("BXDD", "UBND"),
        kind="deliverable",
        deliverable="Báo cáo tổng hợp",
        presser="vulam",
    ),
    Order(
        "Giao Văn phòng Đảng ủy chủ trì xây dựng dự thảo Nghị quyết nhiệm vụ năm 2027 và Chương trình công tác, "
        "gửi xin "
        "ý kiến Ban Thường vụ chậm nhất ngày 20/11/2026",
        "Dự thảo Nghị quyết nhiệm vụ năm 2027 và Chương trình công tác",
        "VPDU",
        date(2026, 11, 20),
        kind="deliverable",
        priority="important",
        deliverable="Dự thảo Nghị quyết, Chương trình công tác",
        presser="vulam",
        reports=(
            Said(date(2026, 11, 23), "done", "Gửi xin ý kiến Ban Thường vụ ngày 23/11, chậm 03 ngày do chờ số liệu."),
        ),
    ),
    Order(
        "Phấn đấu kết nạp ít nhất 03 đảng viên trong tháng, hoàn thành chỉ tiêu 36 đảng viên của năm",
        "Kết nạp ít nhất 03 đảng viên trong tháng",
        "BXDD",
        date(2026, 11, 30),
        ("N-CBDB",),
        kind="deliverable",
        reports=(
            Said(date(2026, 11, 20), "under_way", "Đã kết nạp 02 đảng viên; 01 hồ sơ chờ kết quả xác minh lý lịch."),
        ),
    ),
    Order(
        "Ủy ban Kiểm tra Đảng ủy đôn đốc các chi bộ nộp báo cáo kiểm tra, giám sát đúng hạn",
        "Đôn đốc các chi bộ nộp báo cáo kiểm tra, giám sát",
        "UBKT",
        None,
        ("N-CBDB",),
        reports=(Said(date(2026, 11, 18), "under_way", "14/16 chi bộ, đảng bộ đã nộp."),),
    ),
    Order(
        "tổ chức tiếp xúc cử tri từ ngày 16/11 đến ngày 25/11/2026",
        "Tổ chức tiếp xúc cử tri trước kỳ họp cuối năm",
        "HDND",
        date(2026, 11, 25),
        ("UBMTTQ",),
        kind="event",
        reports=(
            Said(date(2026, 11, 23), "under_way", "Tiếp xúc cử tri ở 04 cụm thôn, 468 người dự.", is_accepted=False),
        ),
    ),
    Order(
        "UBND xã rà soát từng chỉ tiêu năm 2026, tập trung thu nợ thuế, đẩy mạnh giải ngân đầu tư công đạt trên 85%",
        "Thu nợ thuế, giải ngân đầu tư công đạt trên 85%",
        "UBND",
        date(2026, 11, 30),
        ("PKT",),
        kind="deliverable",
        priority="urgent",
        presser="quanghuy",
        reports=(Said(date(2026, 11, 17), "under_way", "Giải ngân đạt 81,6%; thu được 1,2 tỷ đồng nợ thuế."),),
    ),
    Order(
        "phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang giải quyết 12 hộ cuối cùng thuộc Dự án "
        "đường "
        "sắt, ít nhất 05 hộ nhận tiền trong tháng",
        "Giải quyết 12 hộ cuối cùng thuộc Dự án đường sắt",
        "PKT",
        date(2026, 11, 20),
        ("BQLDA", "CAX", "N-BTTT"),
        kind="deliverable",
        priority="urgent",
        presser="quanghuy",
        reports=(
            Said(
                date(2026, 11, 19), "under_way", "Thêm 05 hộ nhận tiền; còn 07 hộ tranh chấp thừa kế, chờ tòa xét xử."
            ),
        ),
        more_time=MoreTime(date(2026, 11, 23), date(2026, 12, 15), "07 hộ còn lại phải chờ phán quyết của Tòa án"),
    ),
    Order(
        "Phòng Kinh tế chỉ đạo chăm sóc cây vụ đông, bảo đảm tưới",
        "Chăm sóc cây vụ đông, bảo đảm tưới",
        "PKT",
        None,
        ("HND", "N-BTTT"),
        reports=(Said(date(2026, 11, 20), "under_way", "Chăm sóc 225 ha, thu hoạch 31 ha đầu vụ."),),
        continues="Trồng hết 225 ha vụ đông",
    ),
    Order(
        "Công an xã phối hợp với Phòng Kinh tế ngăn chặn việc đổ đất, san lấp trái phép vào ban đêm",
        "Ngăn chặn đổ đất, san lấp trái phép vào ban đêm",
        "CAX",
        None,
        ("PKT",),
    ),
    Order(
        "Phòng Văn hóa - Xã hội chủ trì niêm yết kết quả rà soát hộ nghèo, hộ cận nghèo tại thôn trong 03 ngày, tiếp "
        "nhận khiếu nại",
        "Niêm yết kết quả rà soát hộ nghèo, hộ cận nghèo",
        "PVHXH",
        date(2026, 11, 13),
        ("N-BTTT",),
        kind="deliverable",
        reports=(
            Said(date(2026, 11, 12), "done", "Niêm yết ở 08/08 thôn từ ngày 09/11 đến ngày 11/11; nhận 03 khiếu nại."),
        ),
    ),
    Order(
        "kiểm tra an toàn thực phẩm ở chợ, bếp ăn tập thể",
        "Kiểm tra an toàn thực phẩm ở chợ, bếp ăn tập thể",
        "TYT",
        date(2026, 11, 24),
        ("PKT", "CAX"),
        kind="deliverable",
    ),
    Order(
        "Trạm Y tế xã khám sức khỏe định kỳ cho người cao tuổi",
        "Khám sức khỏe định kỳ cho người cao tuổi",
        "TYT",
        date(2026, 11, 27),
        kind="deliverable",
        reports=(Said(date(2026, 11, 20), "under_way", "Khám cho 612/940 cụ ở 05 thôn."),),
    ),
    Order(
        "Trung tâm Phục vụ hành chính công xã giữ nghiêm kỷ luật giờ làm việc, bố trí công chức hướng dẫn người "
        "cao tuổi "
        "nộp hồ sơ trực tuyến",
        "Giữ kỷ luật giờ làm việc, hướng dẫn người cao tuổi nộp hồ sơ trực tuyến",
        "TTPVHCC",
        None,
        reports=(Said(date(2026, 11, 18), "under_way", "Bố trí 02 công chức hướng dẫn tại sảnh."),),
    ),
    Order(
        "tiếp tục tấn công, trấn áp các loại tội phạm",
        "Tấn công, trấn áp tội phạm",
        "CAX",
        None,
        reports=(Said(date(2026, 11, 19), "under_way", "Triệt xóa 01 tụ điểm đánh bạc, xử lý 06 đối tượng."),),
    ),
    Order(
        "Ban Chỉ huy Quân sự xã tổ chức khám sức khỏe nghĩa vụ quân sự đợt 1, bảo đảm trên 98% công dân có mặt",
        "Khám sức khỏe nghĩa vụ quân sự đợt 1",
        "BCHQS",
        date(2026, 11, 24),
        ("TYT", "CAX", "N-BTTT"),
        kind="deliverable",
        reports=(Said(date(2026, 11, 14), "done", "97/98 công dân có mặt, đạt 99,0%; gọi bù 01 công dân ngày 18/11."),),
    ),
    Order(
        "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở 08 thôn trong thời gian từ ngày 12/11 đến ngày 18/11/2026",
        "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở 08 thôn",
        "N-BTTT",
        date(2026, 11, 18),
        ("UBMTTQ",),
        kind="event",
        presser="thuhang",
        reports=(Said(date(2026, 11, 15), "done", "Ngày hội tổ chức ngày 14/11, 92% số hộ tham gia."),),
    ),
    Order(
        "Ủy ban Mặt trận Tổ quốc xã phản biện dự thảo nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2027",
        "Phản biện dự thảo nghị quyết kinh tế - xã hội năm 2027",
        "UBMTTQ",
        date(2026, 11, 28),
        kind="deliverable",
        deliverable="Văn bản phản biện",
    ),
    Order(
        "các đoàn thể đăng ký khâu đột phá năm 2027 trước ngày 28/11",
        "Đăng ký khâu đột phá năm 2027",
        "N-TCCTXH",
        date(2026, 11, 27),
        kind="deliverable",
        deliverable="Bản đăng ký của từng đoàn thể",
        reports=(Said(date(2026, 11, 23), "done", "Đã đăng ký: mỗi chi hội một mô hình kinh tế."),),
    ),
    Order(
        "Mở lớp bồi dưỡng cho cán bộ Mặt trận, lớp kỹ năng công nghệ số cho lãnh đạo thôn",
        "Mở lớp cho cán bộ Mặt trận và lớp kỹ năng số cho lãnh đạo thôn",
        "TTCT",
        date(2026, 11, 30),
        ("UBMTTQ",),
        kind="deliverable",
        reports=(
            Said(
                date(2026, 11, 23),
                "under_way",
                "Xong lớp cho cán bộ Mặt trận.",
                is_accepted=False,
                return_reason="Đề nghị ghi rõ số học viên và ngày mở lớp thứ hai.",
            ),
        ),
    ),
    Order(
        "các đồng chí Đảng ủy viên phụ trách cơ sở thường xuyên đôn đốc, báo cáo kết quả về Ban Thường vụ (qua Văn "
        "phòng "
        "Đảng ủy) trước ngày 23",
        "Đôn đốc cơ sở, báo cáo kết quả về Ban Thường vụ",
        "N-DUV",
        date(2026, 11, 22),
        kind="reporting",
    ),
    Order(
        "Ủy ban Kiểm tra Đảng ủy giám sát việc thực hiện Nghị quyết này",
        "Giám sát việc thực hiện Nghị quyết tháng 11/2026",
        "UBKT",
        None,
        kind="oversight",
    ),
)
