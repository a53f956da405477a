"""What the monthly text says of the Front and the Political Centre, in several wordings; braces name a figure."""

from resolutions.demo.writing import paragraphs

RESULTS = {
    "loans": paragraphs("""
        Các tổ chức chính trị - xã hội phối hợp với Ngân hàng Chính sách xã hội Bình Giang giải ngân cho {loans} hộ
        với số tiền {loan_money} triệu đồng, nâng tổng dư nợ ủy thác lên {loan_total} tỷ đồng; thu lãi đúng kỳ.

        Hoạt động ủy thác vốn vay được duy trì tại điểm giao dịch xã; {loans} hộ được vay mới {loan_money} triệu đồng
        để sản xuất, giải quyết việc làm, xây dựng công trình nước sạch và vệ sinh.

        Dư nợ vốn chính sách do các đoàn thể nhận ủy thác là {loan_total} tỷ đồng; trong tháng có thêm {loans} hộ vay
        {loan_money} triệu đồng, không phát sinh nợ quá hạn mới.

        Hội Nông dân, Hội Liên hiệp Phụ nữ, Hội Cựu chiến binh và Đoàn Thanh niên bình xét công khai tại tổ, giúp
        {loans} hộ tiếp cận {loan_money} triệu đồng vốn chính sách.

        Phối hợp với Ngân hàng Chính sách xã hội Bình Giang kiểm tra việc sử dụng vốn ở các tổ tiết kiệm và vay vốn;
        cho vay mới {loans} hộ, {loan_money} triệu đồng, dư nợ đạt {loan_total} tỷ đồng.
    """),
    "centre": paragraphs("""
        Trung tâm Chính trị xã mở {classes} lớp cho {learners} học viên; lũy kế từ đầu năm thực hiện {classes_year}
        lớp, đạt {classes_share} và {learners_year} học viên, đạt {learners_share} kế hoạch.

        Trong tháng, Trung tâm Chính trị tổ chức {classes} lớp bồi dưỡng, tập huấn với {learners} lượt học viên, bảo
        đảm nội dung, chương trình; đến nay đã mở {classes_year} lớp theo kế hoạch năm, đạt {classes_share}.

        Trung tâm Chính trị xã phối hợp với Ban Xây dựng Đảng và các đơn vị mở {classes} lớp, có {learners} học viên
        tham dự. Số học viên từ đầu năm là {learners_year} người, đạt {learners_share} kế hoạch.

        Hoàn thành {classes} lớp theo lịch với {learners} học viên; việc kiểm tra chuyên cần, viết thu hoạch được thực
        hiện nghiêm túc. Tiến độ năm đạt {classes_year} lớp, {learners_year} học viên.

        Trung tâm Chính trị đổi mới cách trao đổi trên lớp, tăng thời gian thảo luận tình huống ở cơ sở; {learners}
        cán bộ, đảng viên, hội viên dự {classes} lớp trong tháng, đưa kết quả cả năm lên {learners_year} học viên, đạt
        {learners_share}.
    """),
}

DIRECTIONS = {
    "front_supervision": paragraphs("""
        Mặt trận Tổ quốc và các đoàn thể tăng cường giám sát, phản biện xã hội; phát huy Ban Giám sát đầu tư của cộng
        đồng ở các thôn có công trình đang thi công.

        Tiếp tục vận động Nhân dân giữ gìn vệ sinh môi trường, phân loại rác tại hộ gia đình; mỗi tổ chức chính trị -
        xã hội nhận chăm sóc ít nhất một tuyến đường tự quản.

        Nắm chắc tình hình Nhân dân, tổng hợp ý kiến cử tri gửi Thường trực Đảng ủy trước ngày 20 hằng tháng; kịp thời
        biểu dương người tốt, việc tốt ở khu dân cư.

        Các tổ chức chính trị - xã hội đổi mới sinh hoạt chi hội, chi đoàn, tập hợp đoàn viên, hội viên trong khu công
        nghiệp và lao động tự do; phối hợp quản lý tốt nguồn vốn ủy thác.

        Ủy ban Mặt trận Tổ quốc xã hướng dẫn Ban Công tác Mặt trận các thôn lấy ý kiến Nhân dân về việc huy động đóng
        góp, bảo đảm dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng.

        Đẩy mạnh các phong trào thi đua yêu nước, củng cố khối đại đoàn kết lương - giáo; vận động chức việc, tín đồ
        chấp hành pháp luật và tham gia các cuộc vận động của địa phương.
    """),
}
