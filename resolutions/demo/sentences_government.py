"""What the monthly text says of routine government work, in several wordings; braces name a figure."""

from resolutions.demo.writing import paragraphs

RESULTS = {
    "budget": paragraphs("""
        Tính đến ngày {cutoff}, thu ngân sách xã đạt {revenue} dự toán, chi ngân sách đạt {spending} dự toán; giải
        ngân vốn đầu tư công đạt {disbursed} kế hoạch.

        Công tác tài chính, ngân sách bảo đảm đúng quy định: lũy kế thu đạt {revenue}, chi đạt {spending} dự toán năm
        Hội đồng nhân dân xã giao; vốn đầu tư công giải ngân được {disbursed} kế hoạch.

        Tổng thu ngân sách xã từ đầu năm đạt {revenue} dự toán, tổng chi đạt {spending} dự toán, đáp ứng kịp thời kinh
        phí hoạt động của bộ máy và chi an sinh xã hội; tỷ lệ giải ngân đầu tư công là {disbursed}.

        Điều hành chi ngân sách tiết kiệm, bám sát dự toán; đến ngày {cutoff} thu đạt {revenue}, chi đạt {spending} dự
        toán năm, đầu tư công giải ngân đạt {disbursed}.

        Kết quả lũy kế đến hết kỳ báo cáo: thu ngân sách xã {revenue} dự toán, chi ngân sách {spending} dự toán, giải
        ngân vốn đầu tư công {disbursed} kế hoạch vốn được giao.
    """),
    "one_stop": paragraphs("""
        Trung tâm Phục vụ hành chính công xã tiếp {visits} lượt công dân, giải quyết {files} hồ sơ, đạt {files_share},
        số còn lại đang trong thời hạn; tỷ lệ hồ sơ trực tuyến đạt {online}, thanh toán trực tuyến đạt {paid}.

        Công tác cải cách hành chính có chuyển biến: trong tháng tiếp nhận {received} hồ sơ, đã trả kết quả {settled}
        hồ sơ, còn {pending} hồ sơ chưa đến hạn; {online} hồ sơ được nộp trên Cổng Dịch vụ công.

        Số lượt người dân đến giao dịch tại Trung tâm Phục vụ hành chính công xã là {visits} lượt. Hồ sơ đã giải quyết
        {files}, đạt {files_share}; không có hồ sơ trễ hạn do lỗi của công chức; thanh toán trực tuyến đạt {paid}.

        Bộ phận tiếp nhận và trả kết quả hoạt động nền nếp, giải quyết {files} hồ sơ, đạt {files_share}. Tổ công nghệ
        số cộng đồng hỗ trợ người dân nộp hồ sơ tại nhà văn hóa thôn, đưa tỷ lệ trực tuyến lên {online}.

        Duy trì việc công khai thủ tục, lấy số tự động và đánh giá mức độ hài lòng tại quầy; {received} hồ sơ được
        tiếp nhận, {settled} hồ sơ đã có kết quả; tỷ lệ nộp trực tuyến {online}, thanh toán không dùng tiền mặt
        {paid}.

        Trung tâm Phục vụ hành chính công xã phục vụ {visits} lượt tổ chức, cá nhân, trả kết quả đúng và trước hạn
        {files} hồ sơ, đạt {files_share}; còn {pending} hồ sơ chuyển kỳ sau, chủ yếu thuộc lĩnh vực đất đai.
    """),
    "citizens": paragraphs("""
        Tiếp {visitors} lượt công dân, tiếp nhận {petitions} đơn kiến nghị, phản ánh, đã giải quyết
        {petitions_settled} đơn, đạt {petitions_share}; không có vụ việc đông người, vượt cấp.

        Lịch tiếp công dân của người đứng đầu cấp ủy, chính quyền được duy trì; {visitors} lượt công dân được tiếp và
        trả lời, {petitions_settled} đơn đã giải quyết xong.

        Trong {petitions} đơn thuộc thẩm quyền phát sinh từ cuối tháng trước, đã giải quyết {petitions_settled} đơn,
        đạt {petitions_share}; nội dung tập trung vào đất đai, bồi thường giải phóng mặt bằng.

        Công tác tiếp dân gắn với hòa giải ở cơ sở; tiếp {visitors} lượt người, xử lý {petitions_settled} đơn, phần
        lớn được giải quyết ngay từ thôn.
    """),
    "security": paragraphs("""
        Công an xã duy trì tuần tra khép kín địa bàn, phối hợp với lực lượng tham gia bảo vệ an ninh, trật tự ở thôn;
        an ninh nông thôn, an ninh tôn giáo ổn định.

        Công an xã nắm chắc tình hình, làm tốt công tác quản lý cư trú, kiểm tra tạm trú, tạm vắng; trên địa bàn không
        xảy ra vụ việc phức tạp về an ninh, trật tự.

        Tình hình an ninh chính trị được giữ vững; Công an xã kịp thời làm rõ các vụ trộm cắp vặt do quần chúng tố
        giác, hòa giải, xử lý vi phạm hành chính đúng quy định.

        Công an xã đẩy mạnh tuyên truyền phòng, chống lừa đảo trên không gian mạng tới các thôn, trường học và hộ kinh
        doanh; số vụ phạm pháp hình sự không tăng so với cùng kỳ.
    """),
}

DIRECTIONS = {
    "land_next": paragraphs("""
        Tăng cường quản lý đất đai, trật tự xây dựng; Phòng Kinh tế cùng Trưởng thôn kiểm tra hằng tuần, lập biên bản
        và đình chỉ ngay công trình vi phạm khi mới khởi công.

        Bí thư chi bộ, Trưởng thôn chịu trách nhiệm trước Đảng ủy nếu để phát sinh vi phạm mới về đất nông nghiệp,
        hành lang giao thông, thủy lợi trên địa bàn mà không phát hiện, báo cáo.

        UBND xã chỉ đạo xử lý dứt điểm các trường hợp lấn chiếm hành lang đường giao thông, kênh mương đã có thông
        báo; công khai kết quả xử lý tại nhà văn hóa thôn.

        Phòng Kinh tế rà soát diện tích đất công ích do xã quản lý, chấm dứt hợp đồng với hộ sử dụng sai mục đích và
        thường xuyên cập nhật biến động vào cơ sở dữ liệu đất đai.

        Kiên quyết không hợp thức hóa các trường hợp vi phạm đất đai phát sinh sau ngày 01/7/2025; Công an xã phối hợp
        với Phòng Kinh tế ngăn chặn việc đổ đất, san lấp trái phép vào ban đêm.
    """),
    "one_stop_next": paragraphs("""
        Trung tâm Phục vụ hành chính công xã giữ nghiêm kỷ luật giờ làm việc, bố trí công chức hướng dẫn người cao
        tuổi nộp hồ sơ trực tuyến; phấn đấu tỷ lệ giải quyết đúng và trước hạn đạt trên 98%.

        Đẩy mạnh cải cách thủ tục hành chính, tái sử dụng dữ liệu đã số hóa để giảm giấy tờ người dân phải nộp; công
        chức để hồ sơ quá hạn phải có văn bản xin lỗi và nêu rõ nguyên nhân.

        Giao Văn phòng HĐND và UBND xã chủ trì, phối hợp với Trung tâm Phục vụ hành chính công rà soát quy trình nội
        bộ, cắt giảm ít nhất 20% thời gian giải quyết đối với thủ tục thuộc thẩm quyền của xã.

        Tổ công nghệ số cộng đồng các thôn tiếp tục giúp Nhân dân sử dụng dịch vụ công trực tuyến, tài khoản định danh
        điện tử và thanh toán không dùng tiền mặt.

        Thực hiện nghiêm việc công khai, minh bạch thủ tục; lấy mức độ hài lòng của người dân làm căn cứ đánh giá công
        chức; trả lời phản ánh, kiến nghị về thủ tục hành chính trong 05 ngày làm việc.

        Trung tâm Phục vụ hành chính công xã bố trí điểm hỗ trợ lưu động tại các thôn xa trụ sở, mỗi tuần một buổi;
        kịp thời báo cáo lỗi phần mềm để được khắc phục.
    """),
    "citizens_next": paragraphs("""
        Duy trì tiếp công dân thường xuyên và định kỳ; người đứng đầu trực tiếp đối thoại với hộ còn ý kiến, không để
        phát sinh khiếu kiện kéo dài.

        Các cơ quan, đơn vị giải quyết kịp thời đơn thư thuộc thẩm quyền; củng cố tổ hòa giải ở các thôn, phấn đấu hòa
        giải thành trên 85% số vụ việc.

        Văn phòng HĐND và UBND xã theo dõi, đôn đốc việc trả lời kiến nghị của cử tri, thông báo kết quả đến từng thôn
        theo quy định.

        Chủ động nắm tâm tư của các hộ có đất thu hồi; nơi nào còn thắc mắc, Chủ tịch UBND xã tổ chức đối thoại ngay
        tại thôn.

        Tiếp tục giải quyết dứt điểm những đơn còn tồn, công khai lịch tiếp công dân và số điện thoại tiếp nhận phản
        ánh tại trụ sở, nhà văn hóa thôn.
    """),
    "security_next": paragraphs("""
        Công an xã chủ động nắm tình hình từ cơ sở, tăng cường tuần tra vào ban đêm, kịp thời phát hiện, giải quyết
        mâu thuẫn trong Nhân dân, không để hình thành điểm nóng.

        Lực lượng Công an xã tiếp tục tấn công, trấn áp các loại tội phạm, nhất là tội phạm ma túy, tín dụng đen, đánh
        bạc và lừa đảo chiếm đoạt tài sản trên mạng.

        Công an xã tăng cường kiểm tra an toàn phòng cháy, chữa cháy tại chợ, cơ sở sản xuất, nhà ở kết hợp kinh
        doanh; xử lý nghiêm vi phạm trật tự an toàn giao thông.

        Quản lý chặt chẽ cư trú, đối tượng có tiền án, tiền sự, cơ sở kinh doanh có điều kiện; Công an xã phối hợp với
        các đoàn thể nhân rộng mô hình tự quản về an ninh, trật tự.

        Công an xã chủ trì, phối hợp với nhà trường và gia đình quản lý thanh thiếu niên, ngăn chặn việc tụ tập đua
        xe, sử dụng thuốc lá điện tử, mang theo hung khí.
    """),
}
