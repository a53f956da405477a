"""The months 09/2026 to 12/2026: school, harvest, the year's end; December is still being written."""

from resolutions.demo.writing import MonthText

SEPTEMBER_2026 = MonthText(
    opening="""
        - Căn cứ Nghị quyết của Ban Chấp hành Đảng bộ xã về nhiệm vụ năm 2026 và kết luận Hội nghị Ban Chấp hành giữa
        năm;
        - Căn cứ kết quả công tác tháng 8/2026 và Chương trình công tác quý III của Ban Thường vụ Đảng ủy,

        Ban Thường vụ Đảng ủy ban hành Nghị quyết lãnh đạo, chỉ đạo thực hiện nhiệm vụ tháng 9/2026 như sau:
    """,
    party="""
        Tuyên truyền kỷ niệm 81 năm Cách mạng tháng Tám và Quốc khánh 2/9 thiết thực: chỉnh trang 14 cụm pa-nô, khánh
        thành 02 công trình chào mừng là nhà văn hóa thôn Trại Mới và đường nội đồng thôn Hòa Xá.

        Bảng tiêu chí đánh giá cán bộ hằng quý được Ban Thường vụ thông qua ngày 18/8/2026; thực hiện thí điểm tại Văn
        phòng Đảng ủy, Phòng Kinh tế và Trung tâm Phục vụ hành chính công.

        Toàn bộ văn bản thông thường của các cơ quan Đảng được ký số; xử lý xong 23 tài khoản bị lỗi, giảm trên một
        nửa lượng giấy in so với cùng kỳ.

        {conferences}

        {movement} Có 02 chủ hộ kinh doanh đang được bồi dưỡng để xem xét kết nạp.

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo chăm sóc lúa mùa làm đòng, phun trừ rầy nâu 140 ha; tiêm bổ sung vắc xin sau bão
        đạt 91,3% đàn lợn; không phát sinh dịch tả lợn châu Phi. {budget}

        Kế hoạch thực hiện nghị quyết về chất thải rắn sinh hoạt được ban hành, ký hợp đồng thu gom ở 08/08 thôn; cấp
        4.860 thùng phân loại rác cho hộ gia đình, đạt 89,8% số hộ.

        {citizens} Số hộ nhận tiền bồi thường Dự án đường sắt tăng lên {railway_paid} hộ, đạt {railway_paid_share}; 32
        hộ còn lại được phân thành 03 nhóm để giải quyết:
        - Nhóm chưa thống nhất việc phân chia thừa kế: 19 hộ;
        - Nhóm đề nghị xác định lại loại đất, diện tích: 08 hộ;
        - Nhóm chưa đồng ý đơn giá vật kiến trúc, cây trồng: 05 hộ.

        Sửa chữa xong 11 phòng học hư hỏng do bão, hợp đồng bổ sung 06 giáo viên; cả xã có 3.198 học sinh bước vào năm
        học mới. Trạm Y tế xã tổ chức 02 đợt diệt bọ gậy, lũy kế 17 ca sốt xuất huyết, không có ca nặng.

        {one_stop}

        Ngày hội Toàn dân bảo vệ an ninh Tổ quốc được tổ chức tại thôn Đông Phú với trên 500 người dự; phát động mô
        hình “Camera an ninh khu dân cư”. Ban Chỉ huy Quân sự xã đăng ký nghĩa vụ quân sự cho 118/118 thanh niên tuổi
        17, đạt 100%.
    """,
    front="""
        Mặt trận Tổ quốc xã tuyên truyền phân loại rác tới 620 hộ thôn Thượng Xá, có 512 hộ thực hiện thường xuyên,
        đạt trên 80%. {loans}

        Đoàn Thanh niên tổng kết hè với 42 công trình, phần việc; Hội Khuyến học biểu dương 87 học sinh đỗ đại học,
        tặng 20 suất quà trị giá 20 triệu đồng.
    """,
    centre="""
        {centre} Tỷ lệ giáo viên dự lớp chính trị hè đạt 97,5%.
    """,
    next_party="""
        Trao tặng Huy hiệu Đảng đợt 02/9/2026 cho 13 đảng viên; các chi bộ thăm, chúc mừng đảng viên được tặng Huy
        hiệu, đồng thời rà soát đợt 07/11/2026.

        Chuẩn bị Hội nghị Ban Chấp hành quý III; giao Văn phòng Đảng ủy chủ trì, phối hợp với Ban Xây dựng Đảng đánh
        giá giữa kỳ 05 đề án, hoàn thành báo cáo trước ngày 22/9/2026.

        Rút kinh nghiệm thí điểm đánh giá cán bộ hằng quý để áp dụng cho tất cả các cơ quan từ quý IV; công khai kết
        quả chấm điểm trong nội bộ từng đơn vị.

        Tổ chức diễn đàn “Đảng viên trẻ với chuyển đổi số” ở các trường học và cơ quan, hoàn thành trong tháng 9/2026.
        {branch_meetings}

        Nắm bắt dư luận xã hội về năm học mới, các khoản thu đầu năm; kịp thời định hướng, không để thông tin sai lệch
        lan truyền.

        {inspection_next}
    """,
    next_government="""
        UBND xã chỉ đạo thu hoạch lúa mùa sớm, giải phóng đất làm vụ đông; phê duyệt kế hoạch vụ đông 225 ha, hỗ trợ
        vùng cà rốt VietGAP ở thôn Lôi Trì, thôn Hòa Xá.

        Bắt đầu xây dựng dự toán ngân sách năm 2027; giao Phòng Kinh tế chủ trì, phối hợp với Văn phòng HĐND và UBND
        xã hoàn thành phương án phân bổ sơ bộ, trình Thường trực Đảng ủy trước ngày 28/9/2026.

        Tập trung giải quyết 32 hộ còn lại thuộc Dự án đường sắt, chi trả ít nhất 10 hộ trong tháng; kiên trì vận
        động, thuyết phục, công khai chính sách. {land_next}

        Phòng Văn hóa - Xã hội chủ trì khai giảng năm học 2026 - 2027 ngày 05/9/2026; vận động học sinh tham gia bảo
        hiểm y tế đạt 100%; tổ chức Tết Trung thu an toàn, quản lý đồ chơi bạo lực trên thị trường.

        Đưa nghị quyết về chất thải rắn sinh hoạt vào nền nếp từ ngày 01/9/2026; nhắc nhở tháng đầu, xử phạt từ tháng
        thứ hai đối với hộ đổ rác không đúng nơi quy định.

        {one_stop_next}

        {security_next} Ban Chỉ huy Quân sự xã huấn luyện bổ sung cho dân quân vắng mặt, chuẩn bị hồ sơ tuyển quân năm
        2027. {citizens_next}
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã giám sát các khoản thu trong trường học, việc vận động xã hội hóa; báo cáo kết quả
        trước ngày 27/9/2026.

        Đoàn Thanh niên chủ trì, phối hợp với các thôn tổ chức đêm Trung thu 25/9/2026 (rằm tháng Tám); Hội Liên hiệp
        Phụ nữ xã vận động đỡ đầu 06 trẻ mồ côi.

        {front_supervision}
    """,
    next_centre="""
        Khai giảng lớp bồi dưỡng nghiệp vụ công tác đảng cho chi ủy viên, lớp tập huấn kỹ năng tuyên truyền; rà soát
        tiến độ để bảo đảm hoàn thành kế hoạch 34 lớp năm 2026.
    """,
)

OCTOBER_2026 = MonthText(
    party="""
        Hội nghị Ban Chấp hành Đảng bộ xã quý III đánh giá giữa kỳ 05 đề án: 03 đề án bảo đảm tiến độ, 02 đề án về
        nông nghiệp hàng hóa và chuyển đổi số cần bổ sung nguồn lực; giao nhiệm vụ cụ thể cho quý IV.

        Trao tặng Huy hiệu Đảng đợt 02/9/2026 cho 13/13 đảng viên, trong đó có 01 đồng chí 70 năm tuổi Đảng; thăm 04
        đảng viên ốm nặng.

        Tổng kết thí điểm đánh giá cán bộ hằng quý ở 03 cơ quan; 29/31 cán bộ, công chức được xếp loại hoàn thành tốt
        trở lên, đạt 93,5%.

        {conferences} Diễn đàn “Đảng viên trẻ với chuyển đổi số” thu hút 134 đoàn viên, đảng viên, có 17 sáng kiến.

        {movement}

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo thu hoạch được 298/486 ha lúa mùa, đạt 61,3%; gieo trồng 74 ha cây vụ đông sớm;
        phương án dự toán năm 2027 được trình đúng thời hạn. {budget}

        Chi trả bồi thường Dự án đường sắt thêm 11 hộ, lũy kế {railway_paid} hộ, đạt {railway_paid_share}; còn 21 hộ
        chủ yếu tranh chấp nội bộ gia đình. {citizens}

        Khai giảng năm học mới diễn ra vui tươi, có 3.198 học sinh dự; tỷ lệ học sinh tham gia bảo hiểm y tế đạt
        98,9%; tổ chức Trung thu cho 2.516 em, thu giữ 31 đồ chơi nguy hiểm.

        Thu gom rác theo nghị quyết mới đạt 96% lượng phát sinh, nhắc nhở 58 hộ; ra mắt 03 điểm thu đổi rác tái chế
        lấy cây xanh.

        {one_stop}

        {security} Ban Chỉ huy Quân sự xã huấn luyện bổ sung 22 dân quân, lập danh sách 406 công dân trong độ tuổi gọi
        nhập ngũ năm 2027.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã giám sát thu, chi đầu năm học tại 03/03 trường, kiến nghị hoàn trả 02 khoản thu sai
        với số tiền 14,6 triệu đồng. {loans}

        Đoàn xã tổ chức đêm Trung thu ở 08/08 thôn, tặng 64 suất quà; Hội Liên hiệp Phụ nữ xã nhận đỡ đầu 06 trẻ mồ
        côi đến khi đủ 18 tuổi.
    """,
    centre="""
        {centre}
    """,
    limits="""
        Thu hoạch lúa mùa chậm ở thôn Vĩnh An, Thượng Xá do mưa kéo dài; diện tích vụ đông sớm chưa đạt kế hoạch.

        Việc nộp báo cáo tháng của 04 chi bộ còn chậm, số liệu chưa khớp với đoàn thể; nguyên nhân chính là cấp ủy
        chưa phân công người theo dõi, tổng hợp thường xuyên.
    """,
    next_party="""
        Tổ chức hội nghị sơ kết Nghị quyết số 57-NQ/TW ở địa phương; đánh giá thực chất việc dùng chữ ký số, điều hành
        trên môi trường mạng của lãnh đạo các đơn vị.

        Ban Xây dựng Đảng chủ trì, phối hợp với các chi bộ hoàn thiện hồ sơ tặng Huy hiệu Đảng đợt 07/11/2026, nộp
        trước ngày 12/10/2026; xét kỹ tuổi Đảng của đảng viên chuyển đến.

        Kỷ niệm 96 năm Ngày truyền thống công tác dân vận của Đảng (15/10); rà soát 19 mô hình “Dân vận khéo”, nhân
        rộng mô hình “Cán bộ xuống thôn, nghe dân nói” ở vùng có dự án.

        Chỉ đạo rà soát, chuẩn bị đánh giá, xếp loại năm 2026 gắn với kết quả chấm điểm hằng quý; ban hành văn bản
        hướng dẫn trước ngày 31/10/2026. {branch_meetings}

        Các chi bộ nộp báo cáo tháng đúng ngày 22; nơi chậm hai kỳ liên tiếp phải giải trình trước Ban Thường vụ.

        {inspection_next}
    """,
    next_government="""
        UBND xã huy động máy gặt, kết thúc thu hoạch lúa mùa trước ngày 15/10/2026; trồng hết diện tích vụ đông 225 ha
        theo lịch, khai thác kho lạnh và liên kết tiêu thụ nông sản.

        Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang, các tổ hòa giải giải
        quyết tranh chấp để bàn giao thêm ít nhất 08 hộ; rà soát dự án chậm đưa đất vào sử dụng. {land_next}

        Phòng Văn hóa - Xã hội điều tra, rà soát hộ nghèo, hộ cận nghèo năm 2026 theo chuẩn nghèo mới, hoàn thành lần
        đầu trước ngày 30/10; tổ chức Tháng hành động vì người cao tuổi; hưởng ứng Ngày Doanh nhân Việt Nam 13/10.

        Tiêm phòng vụ Thu - Đông cho đàn gia súc, gia cầm đạt trên 85% tổng đàn; giữ vững kết quả thu gom rác, bắt đầu
        xử phạt vi phạm từ ngày 01/10/2026.

        Thực hiện Ngày Chuyển đổi số quốc gia 10/10: công khai hướng dẫn dịch vụ công, phấn đấu 93% hồ sơ trực tuyến;
        hỗ trợ tiểu thương dùng mã QR. {one_stop_next}

        {security_next}

        Ban Chỉ huy Quân sự xã sơ tuyển nghĩa vụ quân sự tại Trạm Y tế xã, xét duyệt chính trị, chính sách, hoàn thành
        trước ngày 28/10/2026. {citizens_next}
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã chuẩn bị Ngày hội Đại đoàn kết toàn dân tộc, kỷ niệm 96 năm Ngày truyền thống Mặt
        trận; hướng dẫn thôn lập dự toán tiết kiệm.

        Hội Nông dân, Hội Liên hiệp Phụ nữ xã kỷ niệm 14/10, 20/10; tuyên dương gương sản xuất giỏi, xây dựng gia đình
        5 không, 3 sạch; vận động tiểu thương giữ gìn trật tự lòng đường.

        {front_supervision}
    """,
    next_centre="""
        Mở lớp cập nhật kiến thức theo các nghị quyết của Trung ương cho cán bộ chủ chốt, lớp đối tượng kết nạp Đảng
        khóa III; kiểm tra, đánh giá chất lượng giảng dạy trước ngày 25/10/2026.
    """,
)

NOVEMBER_2026 = MonthText(
    opening="""
        Bước vào hai tháng cuối năm, căn cứ tình hình thực hiện nhiệm vụ tháng 10 và yêu cầu hoàn thành các chỉ tiêu
        năm 2026, Ban Thường vụ Đảng ủy xã Kẻ Sặt ban hành Nghị quyết tháng 11/2026 như sau:
    """,
    party="""
        Sơ kết thực hiện Nghị quyết số 57-NQ/TW cho thấy 100% lãnh đạo đơn vị có chữ ký số cá nhân; tỷ lệ văn bản xử
        lý hoàn toàn trên môi trường mạng đạt 97,2%, tăng 11 điểm phần trăm so với đầu năm.

        Hướng dẫn đánh giá, xếp loại năm 2026 được ban hành ngày 30/10/2026; kế thừa điểm chấm của ba quý, giảm 40%
        biểu mẫu so với năm trước.

        Trình đủ 10 hồ sơ tặng Huy hiệu Đảng đợt 07/11/2026; nhân rộng mô hình “Cán bộ xuống thôn, nghe dân nói” ở
        06/08 thôn, đạt 75,0%.

        {conferences}

        {movement} Tất cả các chi bộ, đảng bộ nộp báo cáo tháng 10 đúng hạn, khắc phục được tình trạng chậm trước đó.

        {inspection}
    """,
    government="""
        Thu hoạch xong 486/486 ha lúa mùa, năng suất đạt 55,9 tạ/ha; trồng 218/225 ha cây vụ đông, đạt 96,9%. Tiêm
        phòng Thu - Đông đạt 88,2% đàn lợn, 86,7% đàn gia cầm. {budget}

        Hòa giải thành 05 vụ tranh chấp, đưa số hộ nhận tiền Dự án đường sắt lên {railway_paid} hộ, đạt
        {railway_paid_share}; xử phạt 09 trường hợp đổ rác không đúng nơi quy định với số tiền 7,2 triệu đồng.
        {citizens}

        Rà soát hộ nghèo bước đầu còn 46 hộ, hộ cận nghèo còn 84 hộ; chúc thọ 341 cụ; tỷ lệ bao phủ bảo hiểm y tế đạt
        95,9%. Vận động 26 doanh nghiệp, hộ kinh doanh hỗ trợ an sinh xã hội.

        Hỗ trợ 214 tiểu thương sử dụng mã QR, Ngày Chuyển đổi số có 430 người dân được hướng dẫn trực tiếp. {one_stop}

        Công an xã làm rõ 03 vụ lừa đảo trên mạng, thu hồi 168 triệu đồng cho bị hại; kiểm tra 18 cơ sở karaoke, nhà
        trọ. {security}

        Ban Chỉ huy Quân sự xã sơ tuyển 171/176 công dân, đạt 97,2%; xét duyệt chính trị, chính sách xong trước thời
        hạn, chốt 98 công dân vào khám sức khỏe.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã hướng dẫn 08 thôn lập kế hoạch Ngày hội, tiết kiệm trên 30 triệu đồng so với dự
        toán; thu nhận 28 kiến nghị của Nhân dân. {loans}

        Hội Nông dân, Hội Liên hiệp Phụ nữ xã tuyên dương 43 gương điển hình, bàn giao nhà “mái ấm tình thương” trị
        giá 120 triệu đồng cho 01 hộ cận nghèo.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Lãnh đạo kiểm điểm, đánh giá, xếp loại tập thể, cá nhân và tổ chức đảng, đảng viên năm 2026; giao Ban Xây dựng
        Đảng chủ trì, phối hợp với Ủy ban Kiểm tra Đảng ủy thẩm định kết quả tự chấm, hoàn thành trước ngày 30/11/2026
        ở các đơn vị làm điểm.

        Trao Huy hiệu Đảng đợt 07/11/2026 trang trọng; kết hợp gặp mặt đảng viên lão thành, lắng nghe ý kiến về xây
        dựng Đảng, xây dựng chính quyền.

        Tổng hợp kết quả 05 đề án và 38 việc của Chương trình hành động; việc nào không còn phù hợp thì đề xuất điều
        chỉnh, bảo đảm báo cáo trước Ban Chấp hành cuối năm.

        Giao Văn phòng Đảng ủy chủ trì xây dựng dự thảo Nghị quyết nhiệm vụ năm 2027 và Chương trình công tác, gửi xin
        ý kiến Ban Thường vụ chậm nhất ngày 20/11/2026.

        Phấn đấu kết nạp ít nhất 03 đảng viên trong tháng, hoàn thành chỉ tiêu 36 đảng viên của năm. {branch_meetings}

        {inspection_next}
    """,
    next_government="""
        Hội đồng nhân dân xã chuẩn bị kỳ họp thường lệ cuối năm 2026: thẩm tra dự toán ngân sách, kế hoạch đầu tư công
        năm 2027; tổ chức tiếp xúc cử tri từ ngày 16/11 đến ngày 25/11/2026.

        UBND xã rà soát từng chỉ tiêu năm 2026, tập trung thu nợ thuế, đẩy mạnh giải ngân đầu tư công đạt trên 85%;
        hoàn chỉnh hồ sơ quyết toán công trình hoàn thành.

        Phòng Kinh tế chỉ đạo chăm sóc cây vụ đông, bảo đảm tưới; phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu
        vực Bình Giang giải quyết 12 hộ cuối cùng thuộc Dự án đường sắt, ít nhất 05 hộ nhận tiền trong tháng.
        {land_next}

        Phòng Văn hóa - Xã hội chủ trì niêm yết kết quả rà soát hộ nghèo, hộ cận nghèo tại thôn trong 03 ngày, tiếp
        nhận khiếu nại; chỉ đạo kỷ niệm Ngày Nhà giáo Việt Nam 20/11, Ngày Pháp luật Việt Nam 09/11.

        Tiếp tục phòng, chống dịch bệnh mùa đông; kiểm tra an toàn thực phẩm ở chợ, bếp ăn tập thể; Trạm Y tế xã khám
        sức khỏe định kỳ cho người cao tuổi.

        {one_stop_next} {citizens_next}

        {security_next} Ban Chỉ huy Quân sự xã tổ chức khám sức khỏe nghĩa vụ quân sự đợt 1, bảo đảm trên 98% công dân
        có mặt; gọi bù người ở xa trước ngày 25/11/2026.
    """,
    next_front="""
        Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở 08 thôn trong thời gian từ ngày 12/11 đến ngày 18/11/2026; chọn
        thôn Đông Phú, thôn Thượng Xá làm điểm.

        Ủy ban Mặt trận Tổ quốc xã phản biện dự thảo nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2027; các
        đoàn thể đăng ký khâu đột phá năm 2027 trước ngày 28/11.

        {front_supervision}
    """,
    next_centre="""
        Mở lớp bồi dưỡng cho cán bộ Mặt trận, lớp kỹ năng công nghệ số cho lãnh đạo thôn; phấn đấu đến hết tháng 11
        thực hiện trên 95% kế hoạch học viên cả năm.
    """,
)

# Still in drafting: two sections of part I have nothing yet, and the rest is unfinished.
DECEMBER_2026 = MonthText(
    party="""
        Hướng dẫn kiểm điểm, xếp loại năm 2026 được triển khai ở 16/16 chi bộ, đảng bộ; 05 đơn vị làm điểm hoàn thành
        tự chấm trước ngày 25/11/2026, Ban Xây dựng Đảng đang thẩm định.

        Trao tặng Huy hiệu Đảng đợt 07/11/2026 cho 10/10 đảng viên; tổng hợp 14 ý kiến đóng góp của đảng viên lão
        thành gửi Thường trực Đảng ủy.

        {movement}

        {inspection}
    """,
    government="""
        Thường trực Hội đồng nhân dân xã tổ chức tiếp xúc cử tri tại 04 cụm thôn với 468 người dự; đến nay hoàn thành
        thẩm tra 07/12 báo cáo, tờ trình.

        Ủy ban nhân dân xã chỉ đạo chăm sóc 225 ha cây vụ đông, thu hoạch 31 ha đầu vụ; giải quyết thêm 05 hộ, nâng số
        hộ nhận tiền Dự án đường sắt lên {railway_paid} hộ, đạt {railway_paid_share}. {budget}

        {one_stop}
    """,
    front="",
    centre="",
    next_party="""
        Tổ chức Hội nghị Ban Chấp hành Đảng bộ xã cuối năm, đánh giá toàn diện kết quả năm 2026, thông qua Nghị quyết
        nhiệm vụ năm 2027; giao Văn phòng Đảng ủy chủ trì, phối hợp với các cơ quan gửi tài liệu trước ngày
        10/12/2026.

        Hoàn thành kiểm điểm, đánh giá, xếp loại chất lượng năm 2026 đối với tất cả các chi bộ, đảng bộ chậm nhất ngày
        18/12/2026. {branch_meetings}

        {inspection_next}
    """,
    next_government="""
        Hội đồng nhân dân xã tổ chức kỳ họp thường lệ cuối năm 2026, hoàn thành trước ngày 22/12/2026.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang giải quyết dứt
        điểm {railway_left} hộ còn lại của Dự án đường sắt. {land_next}

        {security_next}
    """,
    next_front="""
        Các tổ chức chính trị - xã hội tổng kết công tác năm 2026, báo cáo kết quả về Ủy ban Mặt trận Tổ quốc xã trước
        ngày 15/12/2026.
    """,
    next_centre="",
)
