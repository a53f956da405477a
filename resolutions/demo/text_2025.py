"""The months 09/2025 to 12/2025: the first work of the new commune."""

from resolutions.demo.writing import MonthText

SEPTEMBER_2025 = MonthText(
    opening="""
        - Căn cứ Quy chế làm việc của Ban Chấp hành, Ban Thường vụ, Thường trực Đảng ủy xã Kẻ Sặt khóa I, nhiệm kỳ
        2025 - 2030;
        - Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ xã Kẻ Sặt lần thứ I, nhiệm kỳ 2025 - 2030 và tình hình thực tế
        của địa phương,

        Ban Thường vụ Đảng ủy ban hành Nghị quyết về thực hiện nhiệm vụ chính trị tháng 9/2025 như sau:
    """,
    party="""
        Ban Chấp hành Đảng bộ xã ban hành Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu Đảng bộ xã lần
        thứ I, xác định 06 nhóm nhiệm vụ, 03 khâu đột phá và phân công từng đồng chí Ủy viên Ban Thường vụ phụ trách;
        16/16 tổ chức đảng trực thuộc đã tổ chức quán triệt Nghị quyết Đại hội đến đảng viên.

        Hoàn thiện một bước tổ chức bộ máy sau khi vận hành mô hình chính quyền địa phương 2 cấp: ban hành quy chế làm
        việc của cấp ủy và các cơ quan tham mưu, giúp việc; bố trí trụ sở, phương tiện; phân công Đảng ủy viên phụ
        trách chi bộ, đảng bộ trực thuộc.

        Lãnh đạo tổ chức các hoạt động kỷ niệm 80 năm Cách mạng tháng Tám thành công và Quốc khánh 2/9; hoàn thành hồ
        sơ và chuẩn bị trao tặng Huy hiệu Đảng đợt 02/9/2025 cho 14 đảng viên, trong đó có 02 đồng chí 60 năm tuổi
        Đảng.

        {conferences}

        {movement} Bắt đầu đối chiếu hồ sơ giấy với dữ liệu điện tử của đảng viên từ các đảng bộ cũ chuyển về.

        {inspection}
    """,
    government="""
        Hội đồng nhân dân xã kiện toàn các ban, xây dựng chương trình giám sát những tháng cuối năm; Thường trực Hội
        đồng nhân dân tổng hợp 26 kiến nghị của cử tri sau kỳ họp, chuyển Ủy ban nhân dân xã trả lời.

        Ủy ban nhân dân xã chỉ đạo chăm sóc 486 ha lúa mùa, phòng trừ sâu cuốn lá nhỏ, rầy nâu; kiểm tra các điểm xung
        yếu trên bờ sông Sặt, khơi thông 4,2 km kênh mương, chủ động tiêu úng do ảnh hưởng của hoàn lưu bão số 5. Dịch
        tả lợn châu Phi xuất hiện tại 03 hộ ở thôn Lôi Trì, Trại Mới đã được khoanh vùng, tiêu hủy 41 con lợn đúng quy
        trình. {budget}

        Phối hợp thông báo chủ trương thu hồi đất thực hiện Dự án tuyến đường sắt Lào Cai - Hà Nội - Hải Phòng đến 236
        hộ; Dự án cải tạo, mở rộng đường tỉnh 394 đã có {road_moved} hộ nhận tiền và bàn giao mặt bằng, đạt
        {road_share}. {citizens}

        Các nhà trường hoàn thành tuyển sinh đầu cấp, sửa chữa phòng học, chuẩn bị khai giảng năm học 2025 - 2026 cho
        3.146 học sinh. Tổ chức thăm hỏi gia đình chính sách, chi trả trợ cấp tháng 8 cho người có công và đối tượng
        bảo trợ xã hội qua tài khoản; Trạm Y tế xã giám sát 05 ca sốt xuất huyết, không để lan rộng.

        {one_stop}

        {security} Ban Chỉ huy Quân sự xã hoàn thành huấn luyện dân quân năm thứ nhất, quân số tham gia đạt 98,6%, kết
        quả kiểm tra đạt khá; triển khai kế hoạch trực sẵn sàng chiến đấu trong dịp Quốc khánh.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã tổ chức thành công Đại hội đại biểu Mặt trận Tổ quốc Việt Nam xã lần thứ I, nhiệm
        kỳ 2025 - 2030; các tổ chức chính trị - xã hội hoàn tất việc kiện toàn ban chấp hành sau sắp xếp. {loans}

        Vận động Nhân dân treo cờ Tổ quốc, tổng vệ sinh đường làng, ngõ xóm vào sáng thứ Bảy hằng tuần; Đoàn Thanh
        niên trao 36 suất quà cho học sinh nghèo vượt khó trước năm học mới, trị giá 21,6 triệu đồng.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Tập trung tuyên truyền Đại hội đại biểu Đảng bộ thành phố Hải Phòng lần thứ I, nhiệm kỳ 2025 - 2030 bằng nhiều
        hình thức; giao Ban Xây dựng Đảng chủ trì, phối hợp với Phòng Văn hóa - Xã hội hoàn thành trang trí khánh tiết
        tại trụ sở và các trục đường chính trước ngày 20/9/2025.

        Các chi bộ, đảng bộ trực thuộc xây dựng chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ xã, gửi về
        Văn phòng Đảng ủy chậm nhất ngày 25/9/2025; nội dung phải có chỉ tiêu, lộ trình và người chịu trách nhiệm,
        không sao chép lại nghị quyết.

        Tổ chức học tập, quán triệt Nghị quyết số 71-NQ/TW của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo;
        tiếp tục thực hiện Nghị quyết số 57-NQ/TW, Nghị quyết số 68-NQ/TW, gắn với việc làm cụ thể của từng cơ quan.

        Tổ chức trang trọng lễ trao tặng Huy hiệu Đảng đợt 02/9/2025; đối với đảng viên tuổi cao, sức yếu thì đến trao
        tại nhà. Rà soát danh sách đảng viên đủ điều kiện xét tặng đợt 07/11/2025.

        Giao Ban Xây dựng Đảng chủ trì, phối hợp với các chi bộ rà soát, bổ sung thông tin đảng viên trên Cơ sở dữ
        liệu đảng viên 4.0; hoàn thành đối chiếu ít nhất 80% số hồ sơ trong tháng 9/2025. {branch_meetings}

        {inspection_next}
    """,
    next_government="""
        UBND xã chỉ đạo thu hoạch nhanh gọn lúa mùa với phương châm “xanh nhà hơn già đồng”; xây dựng kế hoạch sản
        xuất vụ đông với diện tích từ 210 ha trở lên, ưu tiên cà rốt, hành, su hào và rau trái vụ có hợp đồng tiêu
        thụ.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang tiến hành kiểm
        đếm đất đai, tài sản của các hộ thuộc Dự án đường sắt, phấn đấu kiểm đếm xong trên 60 hộ trước ngày 25/9/2025.
        {land_next}

        Triển khai chiến dịch làm giàu, làm sạch cơ sở dữ liệu đất đai từ ngày 01/9/2025; Công an xã phối hợp với
        Phòng Kinh tế thu nhận bản sao giấy chứng nhận quyền sử dụng đất tại từng thôn, không thu phí của người dân.

        Phòng Văn hóa - Xã hội chủ trì tổ chức khai giảng năm học mới ngày 05/9/2025 vui tươi, an toàn; chi trả quà
        tặng của Đảng, Nhà nước cho Nhân dân nhân dịp Quốc khánh bảo đảm đúng người, đủ tiền, có ký nhận; kiểm tra an
        toàn thực phẩm dịp Tết Trung thu và bếp ăn bán trú.

        Trạm Y tế xã phát động chiến dịch diệt bọ gậy phòng sốt xuất huyết vào các ngày cuối tuần; khử khuẩn chuồng
        trại, không để dịch tả lợn châu Phi tái phát; thường xuyên báo cáo diễn biến bệnh truyền nhiễm.

        {one_stop_next} {citizens_next}

        {security_next} Bảo vệ tuyệt đối an toàn các hoạt động trong dịp nghỉ lễ Quốc khánh, không để xảy ra cháy nổ.

        Ban Chỉ huy Quân sự xã đăng ký, quản lý công dân trong độ tuổi sẵn sàng nhập ngũ năm 2026; duy trì lực lượng
        dân quân phối hợp ứng phó mưa bão theo phương châm “4 tại chỗ”.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã ban hành chương trình phối hợp và thống nhất hành động nhiệm kỳ 2025 - 2030; tuyên
        truyền, vận động các hộ trong phạm vi giải phóng mặt bằng đồng thuận kiểm đếm.

        Đoàn Thanh niên chủ trì, phối hợp với Hội Liên hiệp Phụ nữ xã, các nhà trường tổ chức Tết Trung thu cho thiếu
        niên, nhi đồng trước ngày 06/10/2025, quan tâm trẻ em mồ côi, khuyết tật.

        {front_supervision}
    """,
    next_centre="""
        Rà soát kế hoạch mở lớp những tháng cuối năm sau khi tiếp nhận nhiệm vụ; phối hợp với Ban Xây dựng Đảng mở lớp
        bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy chi bộ, lớp nhận thức về Đảng cho quần chúng ưu tú trong tháng 9.
    """,
)

OCTOBER_2025 = MonthText(
    party="""
        Công tác tuyên truyền Đại hội đại biểu Đảng bộ thành phố Hải Phòng lần thứ I được tổ chức sâu rộng; trang trí
        xong trụ sở và 08 tuyến trục chính trước thời hạn, đài truyền thanh xã phát 22 lượt tin, bài; cán bộ, đảng
        viên và Nhân dân phấn khởi, tin tưởng vào thành công của Đại hội.

        Cả 16 chi bộ, đảng bộ trực thuộc đã gửi chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ xã, trong
        đó 03 chi bộ phải bổ sung chỉ tiêu cụ thể theo yêu cầu của Văn phòng Đảng ủy.

        Tổ chức trao tặng Huy hiệu Đảng đợt 02/9/2025 cho 14/14 đảng viên, có 05 đồng chí được trao tại nhà riêng; lập
        danh sách 11 đảng viên đủ điều kiện đề nghị xét tặng đợt 07/11/2025.

        {conferences} Đã tổ chức học tập các Nghị quyết số 71-NQ/TW, số 72-NQ/TW của Bộ Chính trị cho cán bộ chủ chốt
        và giáo viên, nhân viên y tế trên địa bàn.

        {movement} Cơ sở dữ liệu đảng viên 4.0 đã đối chiếu 850/1.035 hồ sơ, đạt 82,1%, vượt mục tiêu tháng đề ra.

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo thu hoạch được 372/486 ha lúa mùa, năng suất bước đầu ước đạt 55,6 tạ/ha; trồng 68
        ha cây vụ đông sớm. Chủ động phương án trước bão số 10, cắt tỉa cây xanh, gia cố 02 cống tiêu, di chuyển 17 hộ
        ở nhà yếu đến nơi an toàn. {budget}

        Kiểm đếm xong {railway_counted} hộ thuộc Dự án đường sắt, đạt {railway_counted_share}; Dự án mở rộng đường
        tỉnh 394 bàn giao mặt bằng {road_moved} hộ. Chiến dịch làm sạch dữ liệu đất đai thu nhận 2.015 bản sao giấy
        chứng nhận; các thôn Vĩnh An, Thượng Xá đi đầu.

        Lễ khai giảng năm học 2025 - 2026 diễn ra trang trọng, an toàn tại tất cả các trường. Đã trao quà tặng nhân
        dịp Quốc khánh cho 18.103/18.246 người, đạt 99,2%, với số tiền 1.810,3 triệu đồng; số còn lại vắng mặt, đang
        đi làm xa. Kiểm tra 12 cơ sở kinh doanh bánh Trung thu, nhắc nhở 02 cơ sở.

        {one_stop} {citizens}

        Trạm Y tế xã phối hợp với các thôn tổ chức 04 đợt diệt bọ gậy, xử lý 1.260 dụng cụ chứa nước; ghi nhận 09 ca
        sốt xuất huyết, đều đã ổn định. Dịch tả lợn châu Phi được khống chế, không phát sinh ổ dịch mới.

        Công an xã bảo đảm an ninh dịp nghỉ lễ, thu nhận hồ sơ căn cước cho 184 trẻ em; giải tán 01 nhóm thanh niên tụ
        tập đi xe gây mất trật tự. Ban Chỉ huy Quân sự xã hoàn thành đăng ký công dân trong độ tuổi gọi nhập ngũ năm
        2026 với 412 trường hợp, huy động 46 lượt dân quân trực phòng, chống bão.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã cùng cán bộ thôn vận động 64 hộ đồng thuận kiểm đếm; tiếp nhận 38,5 triệu đồng ủng
        hộ đồng bào các tỉnh bị thiệt hại do mưa lũ. {loans}

        Các đoàn thể chuẩn bị chu đáo “Đêm hội trăng rằm” tại các thôn, vận động được 52 suất quà cho trẻ em có hoàn
        cảnh đặc biệt, trị giá 26 triệu đồng; Hội Nông dân xã phát động thi đua chào mừng 95 năm Ngày thành lập Hội
        (14/10/1930 - 14/10/2025).
    """,
    centre="""
        {centre} Đã mở lớp bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy viên chi bộ theo Nghị quyết tháng 9.
    """,
    next_party="""
        Tuyên truyền kết quả Đại hội Đảng bộ thành phố; chuẩn bị tổ chức học tập, quán triệt Nghị quyết Đại hội ngay
        sau khi có hướng dẫn của Thành ủy. Tổ chức cho cán bộ, đảng viên nghiên cứu, góp ý dự thảo các văn kiện trình
        Đại hội đại biểu toàn quốc lần thứ XIV của Đảng khi được công bố.

        Giao Văn phòng Đảng ủy chủ trì, phối hợp với các cơ quan tham mưu hoàn thiện 05 đề án thực hiện Nghị quyết Đại
        hội Đảng bộ xã, trình Ban Thường vụ cho ý kiến lần đầu trước ngày 25/10/2025.

        Thẩm định hồ sơ, trình Ban Thường vụ Thành ủy xét tặng Huy hiệu Đảng đợt 07/11/2025 cho đảng viên đủ tiêu
        chuẩn, bảo đảm không sót, lọt; hoàn thành trước ngày 10/10/2025.

        Đẩy mạnh chuyển đổi số trong Đảng nhân Ngày Chuyển đổi số quốc gia 10/10: các chi bộ giúp đảng viên cài đặt,
        sử dụng Sổ tay đảng viên điện tử, phấn đấu đạt trên 85% số đảng viên có điện thoại thông minh.
        {branch_meetings}

        Lãnh đạo tốt công tác dân vận nhân kỷ niệm 95 năm Ngày truyền thống công tác dân vận của Đảng (15/10/1930 -
        15/10/2025); đăng ký các mô hình “Dân vận khéo” gắn với giải phóng mặt bằng và bảo vệ môi trường.

        {inspection_next}
    """,
    next_government="""
        UBND xã chỉ đạo kết thúc thu hoạch lúa mùa trước ngày 15/10/2025, giải phóng đất trồng cây vụ đông bảo đảm
        khung thời vụ; Phòng Kinh tế liên hệ doanh nghiệp bao tiêu, hỗ trợ giống cho vùng sản xuất tập trung từ 02 ha
        trở lên.

        Tiếp tục kiểm đếm Dự án đường sắt, hoàn thành ít nhất 50% số hộ trong tháng 10; giao Phòng Kinh tế chủ trì,
        phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang, các thôn xác minh nguồn gốc đất để lập
        phương án bồi thường. {land_next}

        Xây dựng dự toán ngân sách năm 2026, kế hoạch đầu tư công trung hạn; đôn đốc các khoản thu còn đạt thấp, không
        để nợ đọng thuế sử dụng đất phi nông nghiệp.

        Phòng Văn hóa - Xã hội bắt đầu rà soát hộ nghèo, hộ cận nghèo năm 2025, niêm yết công khai danh sách điều tra
        tại nhà văn hóa thôn; tổ chức các hoạt động Tháng hành động vì người cao tuổi Việt Nam, mừng thọ đúng quy
        định.

        Tiêm vắc xin phòng bệnh cho đàn gia súc, gia cầm vụ Thu - Đông, phấn đấu đạt từ 85% tổng đàn trở lên; Trạm Y
        tế xã duy trì giám sát sốt xuất huyết ở các thôn đã có ca bệnh.

        {one_stop_next} {citizens_next}

        {security_next} Ban Chỉ huy Quân sự xã tổ chức sơ tuyển nghĩa vụ quân sự, lập danh sách công dân đủ điều kiện
        khám sức khỏe, báo cáo Hội đồng nghĩa vụ quân sự xã trước ngày 28/10/2025.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã xây dựng kế hoạch tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư, kỷ niệm
        95 năm Ngày truyền thống Mặt trận Tổ quốc Việt Nam (18/11/1930 - 18/11/2025); chọn thôn Ngọc Xuyên làm điểm.

        Hội Nông dân, Hội Liên hiệp Phụ nữ xã tổ chức kỷ niệm ngày thành lập thiết thực, tiết kiệm; vận động hội viên
        thu gom rơm rạ, không đốt đồng, tham gia bảo hiểm y tế hộ gia đình.

        {front_supervision}
    """,
    next_centre="""
        Tổ chức lớp bồi dưỡng đảng viên mới, lớp tập huấn kỹ năng số cho cán bộ thôn; thường xuyên cập nhật bài giảng
        theo các nghị quyết mới của Bộ Chính trị, mời báo cáo viên của Thành ủy tham gia giảng dạy.
    """,
)

NOVEMBER_2025 = MonthText(
    opening="""
        Trên cơ sở kết quả lãnh đạo tháng 10/2025 và yêu cầu nhiệm vụ hai tháng cuối năm, Ban Thường vụ Đảng ủy xã ban
        hành Nghị quyết về nhiệm vụ chính trị tháng 11/2025 như sau:
    """,
    party="""
        Ban Thường vụ Đảng ủy cho ý kiến lần đầu đối với 05 đề án thực hiện Nghị quyết Đại hội Đảng bộ xã; yêu cầu làm
        rõ nguồn lực và tiến độ từng năm, riêng đề án phát triển nông nghiệp hàng hóa phải khảo sát lại quy mô vùng
        sản xuất.

        {conferences} Tổ chức tuyên truyền kết quả Đại hội Đảng bộ thành phố; lấy ý kiến đảng viên, Nhân dân vào dự
        thảo văn kiện Đại hội XIV của Đảng, tổng hợp được 214 lượt ý kiến từ 16 chi bộ, đảng bộ.

        Hoàn thành hồ sơ đề nghị tặng Huy hiệu Đảng đợt 07/11/2025 cho 11 đồng chí đúng thời hạn. Có 79,4% đảng viên
        sử dụng điện thoại thông minh đã cài đặt Sổ tay đảng viên điện tử, chưa đạt mục tiêu 85% do nhiều đảng viên
        cao tuổi.

        Tổ chức gặp mặt kỷ niệm 95 năm Ngày truyền thống công tác dân vận của Đảng; các đơn vị đăng ký 19 mô hình “Dân
        vận khéo”, trong đó 06 mô hình về giải phóng mặt bằng, 05 mô hình về môi trường.

        {movement}

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo thu hoạch xong toàn bộ 486 ha lúa mùa, năng suất bình quân đạt 55,2 tạ/ha, giảm nhẹ
        do mưa sau bão; đã trồng 187/212 ha cây vụ đông, đạt 88,2%. Tiêm phòng vụ Thu - Đông đạt 71,5% tổng đàn lợn và
        68% đàn gia cầm. {budget}

        Dự án đường sắt kiểm đếm được {railway_counted} hộ, đạt {railway_counted_share}, hoàn thành mục tiêu tháng; Dự
        án đường tỉnh 394 còn 16 hộ chưa bàn giao mặt bằng do chưa thống nhất đơn giá vật kiến trúc. {citizens}

        Hoàn thành dự thảo dự toán ngân sách năm 2026; xử phạt vi phạm hành chính 03 trường hợp lấn chiếm đất công,
        buộc tháo dỡ 02 công trình trên đất nông nghiệp tại các thôn Đông Phú, Trại Mới.

        Điều tra, rà soát hộ nghèo, cận nghèo ở 08/08 thôn, kết quả sơ bộ còn 59 hộ nghèo, 98 hộ cận nghèo; chúc thọ,
        mừng thọ 326 cụ với kinh phí 148,5 triệu đồng; vận động thêm 412 người tham gia bảo hiểm y tế, tỷ lệ bao phủ
        đạt 94,1% dân số.

        {one_stop}

        {security} Ban Chỉ huy Quân sự xã sơ tuyển 168/172 công dân, đạt 97,7%, lập danh sách 96 công dân đủ điều kiện
        khám sức khỏe nghĩa vụ quân sự.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã hướng dẫn 08 thôn chuẩn bị Ngày hội Đại đoàn kết; phối hợp hòa giải thành 06/07 vụ
        mâu thuẫn trong Nhân dân, đạt 85,7%. {loans}

        Tổ chức vui Tết Trung thu cho trên 2.400 thiếu niên, nhi đồng ở 08 thôn. Hội Nông dân xã tôn vinh 24 hộ sản
        xuất, kinh doanh giỏi; Hội Liên hiệp Phụ nữ xã ra mắt mô hình thu gom rơm rạ ủ phân tại thôn Hòa Xá với 45 hộ
        tham gia; tình trạng đốt đồng giảm rõ so với vụ trước.
    """,
    centre="""
        {centre}
    """,
    limits="""
        Những tồn tại, hạn chế chủ yếu trong tháng là:
        - Việc cài đặt Sổ tay đảng viên điện tử ở các chi bộ thôn đông đảng viên cao tuổi còn chậm; một số chi bộ gửi
        báo cáo tháng muộn, số liệu chưa thống nhất giữa các biểu;
        - Giải phóng mặt bằng đường tỉnh 394 kéo dài. Nguyên nhân chủ yếu là hồ sơ địa chính của các xã cũ thiếu, việc
        xác minh nguồn gốc đất mất nhiều thời gian; sự phối hợp giữa cán bộ chuyên môn và thôn có lúc chưa chặt chẽ.
    """,
    next_party="""
        Triển khai kiểm điểm, đánh giá, xếp loại tổ chức đảng, đảng viên và tập thể, cá nhân lãnh đạo, quản lý năm
        2025; giao Ban Xây dựng Đảng chủ trì, phối hợp với Văn phòng Đảng ủy, Ủy ban Kiểm tra Đảng ủy tham mưu hướng
        dẫn chấm điểm, trình Ban Thường vụ trước ngày 20/11/2025.

        Tổ chức trao tặng Huy hiệu Đảng đợt 07/11/2025 tại hội trường xã và tại gia đình đối với đảng viên không đi
        lại được.

        Lãnh đạo công tác chuẩn bị bầu cử đại biểu Quốc hội khóa XVI và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ
        2026 - 2031; thành lập Ban Chỉ đạo, phân công thành viên phụ trách từng tiểu ban, hoàn thành trong tháng 11.

        Tiếp thu ý kiến, hoàn chỉnh các đề án thực hiện Nghị quyết Đại hội để trình Ban Chấp hành Đảng bộ xã vào kỳ
        họp tháng 12; tiếp tục tổng hợp góp ý văn kiện Đại hội XIV theo yêu cầu của Thành ủy.

        {branch_meetings} Khắc phục việc cài đặt Sổ tay đảng viên điện tử chậm bằng cách phân công đoàn viên thanh
        niên hướng dẫn tại nhà.

        {inspection_next}
    """,
    next_government="""
        Hội đồng nhân dân xã chuẩn bị kỳ họp thường lệ cuối năm 2025; các ban của Hội đồng nhân dân hoàn thành thẩm
        tra báo cáo trước kỳ họp ít nhất 10 ngày, tổ chức tiếp xúc cử tri tại các thôn.

        UBND xã tập trung hoàn thành các chỉ tiêu kinh tế - xã hội năm 2025, rà soát từng chỉ tiêu còn thấp để có giải
        pháp; đẩy nhanh giải ngân đầu tư công, bảo đảm đến hết tháng 11 đạt trên 70% kế hoạch.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang, Công an xã đối
        thoại với 16 hộ còn lại thuộc Dự án đường tỉnh 394, báo cáo kết quả trước ngày 15/11/2025; tiếp tục kiểm đếm
        Dự án đường sắt đạt trên 70% số hộ. {land_next}

        Chăm sóc cây vụ đông, làm thủy lợi nội đồng; tiêm phòng bổ sung cho đàn vật nuôi, hoàn thành trước ngày
        20/11/2025. Kết thúc chiến dịch làm sạch dữ liệu đất đai vào ngày 30/11/2025 và đánh giá kết quả.

        Phòng Văn hóa - Xã hội hoàn thiện hồ sơ công nhận hộ nghèo, hộ cận nghèo; cùng các nhà trường tổ chức kỷ niệm
        Ngày Nhà giáo Việt Nam 20/11; triển khai Tháng hành động vì bình đẳng giới. Trạm Y tế xã tiêm bù vắc xin cho
        trẻ em.

        {one_stop_next} Hướng dẫn hộ kinh doanh chuyển từ thuế khoán sang kê khai, sử dụng hóa đơn điện tử từ ngày
        01/01/2026.

        {security_next} Ban Chỉ huy Quân sự xã phối hợp với Trạm Y tế xã tổ chức khám sức khỏe nghĩa vụ quân sự từ
        tháng 11, quản lý chặt số công dân đang lao động ở nơi khác.
    """,
    next_front="""
        Tổ chức Ngày hội Đại đoàn kết toàn dân tộc tại 08 thôn, xong trước ngày 18/11/2025, bảo đảm cả phần lễ và phần
        hội, tiết kiệm; biểu dương gia đình văn hóa, người có đóng góp cho khu dân cư.

        Ủy ban Mặt trận Tổ quốc xã nghiên cứu hướng dẫn, chuẩn bị hội nghị hiệp thương lần thứ nhất; tham gia phản
        biện dự thảo kế hoạch phát triển kinh tế - xã hội năm 2026.

        {front_supervision}
    """,
    next_centre="""
        Phối hợp với Ban Xây dựng Đảng mở lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới, lớp cập nhật kiến
        thức cho đội ngũ báo cáo viên; phấn đấu đến hết tháng 11 thực hiện trên 80% kế hoạch năm.
    """,
)

DECEMBER_2025 = MonthText(
    party="""
        Hội nghị giao ban Bí thư các chi bộ, đảng bộ trực thuộc được tổ chức ngay đầu tháng; Đảng ủy ban hành hướng
        dẫn kiểm điểm, xếp loại năm 2025 kèm bảng tiêu chí chấm điểm cho từng nhóm đối tượng, đúng thời hạn Nghị quyết
        tháng 11 đề ra.

        Trao tặng Huy hiệu Đảng đợt 07/11/2025 cho 11 đảng viên, gồm 01 đồng chí 65 năm, 04 đồng chí 50 năm và 06 đồng
        chí 40 năm, 30 năm tuổi Đảng.

        Thành lập Ban Chỉ đạo bầu cử xã gồm 19 đồng chí và 03 tiểu ban giúp việc; phối hợp để Ủy ban bầu cử xã được
        thành lập đúng quy định. Hoàn chỉnh 05/05 đề án sau tiếp thu, đủ điều kiện trình Ban Chấp hành.

        {conferences}

        {movement} Tỷ lệ hồ sơ đã làm sạch, chuẩn hóa trên Cơ sở dữ liệu đảng viên 4.0 là 958/1.044 hồ sơ, đạt 91,8%;
        tỷ lệ đảng viên cài đặt Sổ tay đảng viên điện tử tăng lên 86,3%.

        {inspection}
    """,
    government="""
        Thường trực Hội đồng nhân dân xã phối hợp tổ chức tiếp xúc cử tri tại 04 cụm thôn với 486 cử tri dự, tổng hợp
        33 ý kiến; hai ban của Hội đồng nhân dân xã đã thẩm tra 11 báo cáo, tờ trình chuẩn bị cho kỳ họp cuối năm.

        Ủy ban nhân dân xã chỉ đạo chăm sóc 214 ha cây vụ đông, vượt kế hoạch 02 ha; đào đắp 5.400 m³ thủy lợi nội
        đồng; tiêm phòng vụ Thu - Đông đạt 92,6% đàn lợn, 90,4% đàn gia cầm. {budget} Có 09/13 chỉ tiêu kinh tế - xã
        hội năm 2025 đã hoàn thành.

        Kiểm đếm Dự án đường sắt đạt {railway_counted} hộ, bằng {railway_counted_share}. Sau đối thoại, thêm 05 hộ
        thuộc Dự án đường tỉnh 394 nhận tiền, nâng số hộ bàn giao lên {road_moved} hộ. Chiến dịch làm sạch dữ liệu đất
        đai thu nhận tổng cộng 4.962 bản sao giấy chứng nhận, đạt 93,4% số thửa phải thu nhận.

        Các nhà trường kỷ niệm Ngày Nhà giáo Việt Nam gắn với biểu dương 41 giáo viên tiêu biểu; thẩm định xong kết
        quả rà soát, toàn xã còn 58 hộ nghèo, 97 hộ cận nghèo, trình công nhận theo quy định; chi trả trợ cấp cho
        1.127 đối tượng bảo trợ xã hội, hưu trí xã hội.

        {one_stop} {citizens}

        Công an xã tổ chức ký cam kết không tàng trữ, sử dụng pháo nổ với 100% hộ kinh doanh; bắt quả tang 01 vụ đánh
        bạc. Ban Chỉ huy Quân sự xã đưa 94/96 công dân đi khám sức khỏe nghĩa vụ quân sự đợt 1, đạt 97,9%, có 47 công
        dân đạt loại 1, 2, 3.
    """,
    front="""
        Ngày hội Đại đoàn kết toàn dân tộc được tổ chức tại 08/08 thôn, có trên 3.200 lượt người dự; trao 36 suất quà
        cho hộ nghèo, tổng trị giá 18 triệu đồng. {loans}

        Hội Cựu chiến binh xã góp 96 ngày công làm 320 m đường hoa tại thôn Lôi Trì; Hội Liên hiệp Phụ nữ xã truyền
        thông về phòng, chống bạo lực gia đình cho 160 hội viên; Mặt trận Tổ quốc xã tham gia 12 ý kiến phản biện kế
        hoạch năm 2026.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Chuẩn bị, tổ chức Hội nghị Ban Chấp hành Đảng bộ xã cuối năm: đánh giá kết quả năm 2025, quyết định chỉ tiêu,
        nhiệm vụ năm 2026, thông qua các đề án. Giao Văn phòng Đảng ủy chủ trì, phối hợp với các cơ quan hoàn thành
        tài liệu gửi đại biểu trước ngày 12/12/2025.

        Lãnh đạo các chi bộ, đảng bộ hoàn thành kiểm điểm, xếp loại tổ chức đảng, đảng viên chậm nhất ngày 20/12/2025;
        khắc phục bệnh thành tích, bảo đảm tỷ lệ hoàn thành xuất sắc không vượt quá quy định.

        Lãnh đạo Mặt trận Tổ quốc xã tổ chức hội nghị hiệp thương lần thứ nhất dân chủ, đúng luật; rà soát nguồn nhân
        sự giới thiệu ứng cử đại biểu Hội đồng nhân dân xã khóa II.

        Giao Ban Xây dựng Đảng chủ trì theo dõi dư luận, định hướng tuyên truyền trước thềm Đại hội XIV của Đảng; chủ
        động đấu tranh với thông tin xấu độc trên mạng xã hội; nắm tình hình giáo xứ trên địa bàn dịp Lễ Giáng sinh.

        {branch_meetings} Phấn đấu làm sạch trên 95% hồ sơ đảng viên trong tháng 12/2025.

        {inspection_next} Xây dựng chương trình kiểm tra, giám sát năm 2026 trình Ban Chấp hành.
    """,
    next_government="""
        Hội đồng nhân dân xã tổ chức kỳ họp thường lệ cuối năm trước ngày 25/12/2025, quyết định dự toán ngân sách và
        kế hoạch đầu tư công năm 2026; chất vấn nhóm vấn đề rác thải, giải phóng mặt bằng.

        UBND xã tăng tốc hoàn thành 04 chỉ tiêu chưa đạt; khóa sổ, đối chiếu thu, chi với Kho bạc khu vực, không để
        phát sinh nợ xây dựng cơ bản.

        Công khai phương án bồi thường đợt 1 của Dự án đường sắt trong tháng 12; Phòng Kinh tế chủ trì, phối hợp với
        chi bộ các thôn Cầu Lương, Hòa Xá giải thích chính sách đến từng hộ bị ảnh hưởng. {land_next}

        Thu hoạch cây vụ đông sớm, chuẩn bị giống, vật tư cho vụ chiêm xuân; gieo mạ theo lịch, che phủ nilon chống
        rét; bảo vệ đàn gia súc khi nhiệt độ xuống thấp.

        Phòng Văn hóa - Xã hội trình ban hành quyết định công nhận hộ nghèo, hộ cận nghèo; tổ chức hội thi giáo viên
        dạy giỏi, giải bóng chuyền hơi; kiểm tra an toàn thực phẩm trong trường học, lập danh sách đối tượng tặng quà
        Tết Bính Ngọ.

        {one_stop_next} {citizens_next}

        {security_next} Bảo vệ an ninh, an toàn Lễ Giáng sinh ngày 24 - 25/12/2025, mở đợt cao điểm trấn áp tội phạm,
        bảo vệ Đại hội XIV của Đảng. Ban Chỉ huy Quân sự xã bình cử công dân nhập ngũ công khai, tổ chức kỷ niệm Ngày
        thành lập Quân đội nhân dân Việt Nam 22/12.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã tổ chức hội nghị hiệp thương lần thứ nhất đúng thời gian, thành phần; gửi thông báo
        phân bổ người ứng cử đến các cơ quan, đơn vị ngay sau hội nghị.

        Các tổ chức chính trị - xã hội tổng kết công tác năm 2025, bình xét thi đua; hướng dẫn Hội Cựu Thanh niên xung
        phong xã chuẩn bị đại hội lần thứ nhất; thăm, chúc mừng đồng bào Công giáo nhân Lễ Giáng sinh.

        {front_supervision}
    """,
    next_centre="""
        Hoàn thành các lớp còn lại trong kế hoạch năm 2025, chú trọng lớp bồi dưỡng kết nạp Đảng; khảo sát nhu cầu học
        tập của chi bộ, đoàn thể để xây dựng kế hoạch năm 2026, gửi Ban Xây dựng Đảng trước ngày 25/12/2025.
    """,
)
