"""What the sample's resolution of October 2026 orders; all of it is answered in part I of November."""

from datetime import date

from tasks.demo.orders import Answered, MoreTime, Order, Said

_TWO_PARTS = "việc dài hơi, làm tiếp trong tháng 11"

ORDERS = (
    Order(
        "Tổ chức hội nghị sơ kết Nghị quyết số 57-NQ/TW ở địa phương",
        "Sơ kết Nghị quyết số 57-NQ/TW ở địa phương",
        "VPDU",
        date(2026, 10, 23),
        ("BXDD", "PVHXH"),
        kind="deliverable",
        deliverable="Báo cáo sơ kết",
        reports=(
            Said(date(2026, 10, 20), "done", "Tổ chức hội nghị sơ kết ngày 19/10; 100% lãnh đạo đơn vị có chữ ký số."),
        ),
        answered=Answered("done", "Sơ kết thực hiện Nghị quyết số 57-NQ/TW cho thấy 100% lãnh đạo đơn vị có chữ ký số"),
    ),
    Order(
        "Ban Xây dựng Đảng chủ trì, phối hợp với các chi bộ hoàn thiện hồ sơ tặng Huy hiệu Đảng đợt 07/11/2026, "
        "nộp trước ngày 12/10/2026",
        "Hoàn thiện hồ sơ tặng Huy hiệu Đảng đợt 07/11/2026",
        "BXDD",
        date(2026, 10, 11),
        ("N-CBDB",),
        kind="deliverable",
        deliverable="10 hồ sơ đề nghị tặng Huy hiệu Đảng",
        reports=(
            Said(
                date(2026, 10, 9),
                "done",
                "Nộp đủ 10 hồ sơ, đã đối chiếu tuổi Đảng của 02 đồng chí chuyển đến.",
                (("Hồ sơ đã nộp", "10", "hồ sơ"),),
            ),
        ),
        answered=Answered("done", "Trình đủ 10 hồ sơ tặng Huy hiệu Đảng đợt 07/11/2026"),
    ),
    Order(
        "nhân rộng mô hình “Cán bộ xuống thôn, nghe dân nói” ở vùng có dự án",
        "Nhân rộng mô hình “Cán bộ xuống thôn, nghe dân nói”",
        "UBMTTQ",
        None,
        ("N-BTTT",),
        reports=(
            Said(date(2026, 10, 22), "under_way", "Mô hình có ở 06/08 thôn.", (("Thôn có mô hình", "6", "thôn"),)),
        ),
        answered=Answered("standing", "nhân rộng mô hình “Cán bộ xuống thôn, nghe dân nói” ở 06/08 thôn, đạt 75,0%"),
    ),
    Order(
        "ban hành văn bản hướng dẫn trước ngày 31/10/2026",
        "Ban hành hướng dẫn đánh giá, xếp loại năm 2026",
        "BXDD",
        date(2026, 10, 30),
        ("UBKT",),
        kind="deliverable",
        deliverable="Văn bản hướng dẫn",
        reports=(Said(date(2026, 10, 30), "done", "Hướng dẫn ban hành ngày 30/10/2026, giảm 40% biểu mẫu."),),
        answered=Answered("done", "Hướng dẫn đánh giá, xếp loại năm 2026 được ban hành ngày 30/10/2026"),
    ),
    Order(
        "Các chi bộ nộp báo cáo tháng đúng ngày 22",
        "Nộp báo cáo tháng đúng ngày 22",
        "N-CBDB",
        date(2026, 10, 22),
        kind="reporting",
        reports=(Said(date(2026, 10, 22), "done", "Nộp báo cáo tháng ngày 22/10."),),
        answered=Answered("done", "Tất cả các chi bộ, đảng bộ nộp báo cáo tháng 10 đúng hạn"),
    ),
    Order(
        "UBND xã huy động máy gặt, kết thúc thu hoạch lúa mùa trước ngày 15/10/2026",
        "Kết thúc thu hoạch lúa mùa",
        "UBND",
        date(2026, 10, 14),
        ("PKT", "N-BTTT"),
        kind="deliverable",
        reports=(
            Said(date(2026, 10, 8), "under_way", "Đã gặt 402/486 ha.", (("Diện tích đã gặt", "402", "ha"),)),
            Said(
                date(2026, 10, 16),
                "done",
                "Thu hoạch xong 486/486 ha, năng suất 55,9 tạ/ha; mưa làm chậm hai ngày.",
                (("Diện tích đã gặt", "486", "ha"), ("Năng suất", "55,9", "tạ/ha")),
            ),
        ),
        answered=Answered("done", "Thu hoạch xong 486/486 ha lúa mùa, năng suất đạt 55,9 tạ/ha"),
    ),
    Order(
        "trồng hết diện tích vụ đông 225 ha theo lịch",
        "Trồng hết 225 ha vụ đông",
        "PKT",
        date(2026, 10, 31),
        ("HND",),
        kind="deliverable",
        reports=(Said(date(2026, 10, 23), "under_way", "Trồng 218/225 ha.", (("Diện tích vụ đông", "218", "ha"),)),),
        answered=Answered(
            "partly",
            "trồng 218/225 ha cây vụ đông, đạt 96,9%",
            "Còn 07 ha chân trũng chờ rút nước",
            is_carried_over=True,
        ),
    ),
    Order(
        "Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang, các tổ hòa giải "
        "giải quyết tranh chấp để bàn giao thêm ít nhất 08 hộ",
        "Giải quyết tranh chấp, bàn giao mặt bằng thêm ít nhất 08 hộ Dự án đường sắt",
        "PKT",
        date(2026, 10, 31),
        ("BQLDA", "CAX"),
        kind="deliverable",
        priority="urgent",
        presser="quanghuy",
        reports=(
            Said(
                date(2026, 10, 22),
                "done",
                "Hòa giải thành 05 vụ tranh chấp; thêm 09 hộ nhận tiền, lũy kế 224/236 hộ.",
                (("Hộ đã nhận tiền", "224", "hộ"), ("Vụ hòa giải thành", "5", "vụ")),
            ),
        ),
        answered=Answered(
            "done", "Hòa giải thành 05 vụ tranh chấp, đưa số hộ nhận tiền Dự án đường sắt lên 224/236 hộ"
        ),
    ),
    Order(
        "Phòng Văn hóa - Xã hội điều tra, rà soát hộ nghèo, hộ cận nghèo năm 2026 theo chuẩn nghèo mới, hoàn thành lần "
        "đầu trước ngày 30/10",
        "Rà soát hộ nghèo, hộ cận nghèo năm 2026",
        "PVHXH",
        date(2026, 10, 29),
        ("N-BTTT",),
        kind="deliverable",
        reports=(
            Said(
                date(2026, 10, 28),
                "done",
                "Rà soát lần đầu xong: 46 hộ nghèo, 84 hộ cận nghèo.",
                (("Hộ nghèo", "46", "hộ"), ("Hộ cận nghèo", "84", "hộ")),
            ),
        ),
        answered=Answered("done", "Rà soát hộ nghèo bước đầu còn 46 hộ, hộ cận nghèo còn 84 hộ"),
    ),
    Order(
        "Tiêm phòng vụ Thu - Đông cho đàn gia súc, gia cầm đạt trên 85% tổng đàn",
        "Tiêm phòng vụ Thu - Đông đạt trên 85% tổng đàn",
        "PKT",
        date(2026, 10, 31),
        ("N-BTTT",),
        kind="deliverable",
        reports=(Said(date(2026, 10, 23), "done", "Tiêm đạt 88,2% đàn lợn, 86,7% đàn gia cầm."),),
        answered=Answered("done", "Tiêm phòng Thu - Đông đạt 88,2% đàn lợn, 86,7% đàn gia cầm"),
    ),
    Order(
        "hỗ trợ tiểu thương dùng mã QR",
        "Hỗ trợ tiểu thương dùng mã QR",
        "TTPVHCC",
        None,
        ("DTN",),
        reports=(Said(date(2026, 10, 21), "under_way", "Hỗ trợ 214 tiểu thương ở chợ Sặt."),),
        answered=Answered("standing", "Hỗ trợ 214 tiểu thương sử dụng mã QR"),
    ),
    Order(
        "Công an xã chủ động nắm tình hình từ cơ sở, tăng cường tuần tra vào ban đêm",
        "Nắm tình hình cơ sở, tăng cường tuần tra ban đêm",
        "CAX",
        None,
        ("BCHQS",),
        reports=(Said(date(2026, 10, 22), "under_way", "Làm rõ 03 vụ lừa đảo trên mạng, thu hồi 168 triệu đồng."),),
        answered=Answered("standing", "Công an xã làm rõ 03 vụ lừa đảo trên mạng, thu hồi 168 triệu đồng cho bị hại"),
    ),
    Order(
        "Ban Chỉ huy Quân sự xã sơ tuyển nghĩa vụ quân sự tại Trạm Y tế xã, xét duyệt chính trị, chính sách, hoàn "
        "thành "
        "trước ngày 28/10/2026",
        "Sơ tuyển nghĩa vụ quân sự, xét duyệt chính trị, chính sách",
        "BCHQS",
        date(2026, 10, 27),
        ("TYT", "CAX"),
        kind="deliverable",
        reports=(Said(date(2026, 10, 24), "done", "Sơ tuyển 171/176 công dân, chốt 98 công dân vào khám sức khỏe."),),
        answered=Answered("done", "Ban Chỉ huy Quân sự xã sơ tuyển 171/176 công dân, đạt 97,2%"),
    ),
    Order(
        "hướng dẫn thôn lập dự toán tiết kiệm",
        "Hướng dẫn các thôn lập dự toán Ngày hội tiết kiệm",
        "UBMTTQ",
        date(2026, 10, 24),
        ("N-BTTT",),
        kind="deliverable",
        reports=(Said(date(2026, 10, 29), "done", "Hướng dẫn xong 08/08 thôn, tiết kiệm trên 30 triệu đồng."),),
        more_time=MoreTime(
            date(2026, 10, 18), date(2026, 10, 30), "Chờ hướng dẫn của Ủy ban Mặt trận thành phố", date(2026, 10, 30)
        ),
        answered=Answered("done", "Ủy ban Mặt trận Tổ quốc xã hướng dẫn 08 thôn lập kế hoạch Ngày hội"),
    ),
    Order(
        "Mở lớp cập nhật kiến thức theo các nghị quyết của Trung ương cho cán bộ chủ chốt",
        "Mở lớp cập nhật kiến thức cho cán bộ chủ chốt",
        "TTCT",
        date(2026, 10, 30),
        ("BXDD",),
        kind="deliverable",
        reports=(Said(date(2026, 10, 23), "done", "Mở 04 lớp với 316 lượt học viên."),),
        answered=Answered("done", "Trung tâm Chính trị tổ chức 04 lớp bồi dưỡng, tập huấn với 316 lượt học viên"),
    ),
    Order(
        "Văn phòng Đảng ủy chủ trì theo dõi, đôn đốc và tham mưu đánh giá mức độ hoàn thành của từng đơn vị",
        "Theo dõi, đôn đốc, đánh giá mức độ hoàn thành của từng đơn vị",
        "VPDU",
        None,
        kind="oversight",
        answered=Answered("standing", reason=_TWO_PARTS),
    ),
)
