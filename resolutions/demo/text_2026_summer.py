"""The months 05/2026 to 08/2026: the new Council, the harvest, one year of the two-level government, the storms."""

from resolutions.demo.writing import MonthText

MAY_2026 = MonthText(
    party="""
        Ban Chấp hành Đảng bộ xã thông qua Chương trình hành động thực hiện Nghị quyết Đại hội XIV của Đảng với 07
        nhóm nhiệm vụ, 38 việc cụ thể giao cho từng cơ quan; bổ sung chỉ tiêu về kinh tế số và tỷ lệ hộ sử dụng nước
        sạch.

        Lãnh đạo bầu các chức danh của Hội đồng nhân dân, Ủy ban nhân dân xã khóa mới đạt tỷ lệ phiếu tập trung cao;
        phân công lại 05 Đảng ủy viên phụ trách cơ sở.

        Hoàn thành hồ sơ đề nghị tặng Huy hiệu Đảng đợt 19/5/2026 cho 09 đảng viên trước thời hạn 02 ngày; 16/16 chi
        bộ, đảng bộ đăng ký việc làm theo Bác năm 2026.

        {conferences} Hội nghị giao ban quý I công khai 06 đầu việc quá hạn, đến nay đã hoàn thành 04 việc.

        {movement}

        {inspection}
    """,
    government="""
        Kỳ họp thứ nhất Hội đồng nhân dân xã khóa II thành công, thông qua quy chế hoạt động, thành lập 02 ban và
        quyết định chương trình giám sát năm 2026 với 04 chuyên đề.

        Ủy ban nhân dân xã chỉ đạo bảo vệ lúa giai đoạn làm đòng; phun trừ đạo ôn, sâu cuốn lá 210 ha; tiêm phòng vụ
        Xuân - Hè đạt 11.684/12.700 con lợn, bằng 92,0%; tiêm phòng dại 3.120/3.300 con chó, mèo, đạt 94,5%. {budget}

        Dự án đường tỉnh 394 hoàn thành giải phóng mặt bằng toàn bộ {road_moved} hộ, đạt {road_share}; Dự án đường sắt
        chi trả được {railway_paid} hộ, đạt {railway_paid_share}. {citizens}

        Chuẩn bị chu đáo lễ dâng hương, thắp nến tri ân dịp 30/4; kiểm tra 22 cơ sở thực phẩm, xử phạt 02 cơ sở; rà
        soát, hỗ trợ sách vở cho 34 học sinh cuối cấp có hoàn cảnh khó khăn.

        {one_stop} Đã trả lời đủ 16/16 hồ sơ đất đai kéo dài theo yêu cầu của Ban Thường vụ.

        {security} Ban Chỉ huy Quân sự xã khai mạc huấn luyện cho 128 dân quân, quân số tham gia đạt 98,4%; phúc tra
        xong nguồn dự bị động viên ở 08 thôn.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã trao 45 suất quà cho công nhân khó khăn nhân Tháng Công nhân, trị giá 22,5 triệu
        đồng; ký chương trình phối hợp giám sát với Hội đồng nhân dân xã khóa II. {loans}

        Tập huấn phòng trừ sâu bệnh cho 226 hội viên nông dân; Đoàn xã thu gom 310 kg vỏ bao thuốc bảo vệ thực vật,
        lắp thêm 24 bể chứa trên đồng.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Tổ chức trao tặng Huy hiệu Đảng đợt 19/5/2026 và kỷ niệm 136 năm Ngày sinh Chủ tịch Hồ Chí Minh; biểu dương
        điển hình học tập và làm theo Bác ở các chi bộ.

        Các cơ quan, đơn vị xây dựng kế hoạch thực hiện Chương trình hành động, gửi Văn phòng Đảng ủy trước ngày
        20/5/2026; Văn phòng Đảng ủy lập bảng theo dõi 38 việc, cập nhật hằng tháng.

        Chuẩn bị sơ kết 01 năm vận hành mô hình chính quyền địa phương 2 cấp; giao Văn phòng Đảng ủy chủ trì, phối hợp
        với Văn phòng HĐND và UBND xã xây dựng đề cương, trình Thường trực Đảng ủy trước ngày 25/5/2026.

        Rà soát quy hoạch cán bộ lãnh đạo, quản lý nhiệm kỳ 2025 - 2030 và nhiệm kỳ kế tiếp; đưa ra khỏi quy hoạch
        người không còn đủ tiêu chuẩn, bổ sung cán bộ nữ, cán bộ trẻ.

        Xử lý dứt điểm 02 đầu việc quý I còn quá hạn. {branch_meetings}

        {inspection_next}
    """,
    next_government="""
        UBND xã chỉ đạo giữ nước cho lúa trỗ, chuẩn bị máy gặt; khi lúa chín 85% tổ chức thu hoạch ngay để tránh mưa
        dông; rà soát giống lúa chất lượng cao cho vụ mùa.

        Kiện toàn Ban Chỉ huy phòng thủ dân sự, phê duyệt phương án phòng, chống thiên tai và tìm kiếm cứu nạn năm
        2026, hoàn thành trong tháng 5; giải tỏa vật cản trên kênh tiêu trước mùa mưa.

        Phòng Kinh tế làm đầu mối cùng Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang tiếp tục chi trả tiền bồi
        thường Dự án đường sắt, bố trí khu tái định cư tại thôn Cầu Lương cho 24 hộ phải di chuyển nhà ở. {land_next}

        Phòng Văn hóa - Xã hội chủ trì, phối hợp với Đoàn Thanh niên xã xây dựng kế hoạch hoạt động hè, mở lớp dạy
        bơi; các trường tổng kết năm học 2025 - 2026, bàn giao học sinh về sinh hoạt tại địa bàn trước ngày 31/5/2026.

        {one_stop_next}

        {security_next} Bảo đảm an toàn kỳ thi tuyển sinh vào lớp 10, cấm tụ tập gây tiếng ồn quanh điểm thi.

        Ban Chỉ huy Quân sự xã tiếp tục huấn luyện dân quân theo kế hoạch, tham gia luyện tập phương án tìm kiếm cứu
        nạn; rà soát chế độ cho người có công với cách mạng còn vướng mắc. {citizens_next}
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã giám sát việc thực hiện chính sách tái định cư; tham gia vận động hộ dân nhường đất
        làm đường, hiến đất mở rộng ngõ xóm ở thôn Ngọc Xuyên.

        Các đoàn thể sơ kết phong trào thi đua chào mừng bầu cử, ngày sinh Bác; Hội Liên hiệp Phụ nữ xã tổ chức khám
        sàng lọc sức khỏe cho ít nhất 150 hội viên.

        {front_supervision}
    """,
    next_centre="""
        Mở lớp bồi dưỡng lý luận chính trị cho đảng viên mới, lớp nghiệp vụ công tác Mặt trận; phối hợp tổ chức hội
        nghị chuyên đề về tư tưởng Hồ Chí Minh nhân dịp 19/5.
    """,
)

JUNE_2026 = MonthText(
    opening="""
        Ban Thường vụ Đảng ủy xã họp đánh giá công tác lãnh đạo tháng 5/2026 và thống nhất ban hành Nghị quyết về
        nhiệm vụ chính trị tháng 6/2026 với các nội dung sau:
    """,
    party="""
        Tổ chức kỷ niệm 136 năm Ngày sinh Chủ tịch Hồ Chí Minh, trao Huy hiệu Đảng đợt 19/5/2026 cho 09/09 đảng viên;
        biểu dương 05 tập thể, 12 cá nhân tiêu biểu trong học tập và làm theo Bác.

        Đã có 14/16 cơ quan, đơn vị gửi kế hoạch thực hiện Chương trình hành động đúng hạn; bảng theo dõi 38 việc được
        cập nhật trên hệ thống, đến nay hoàn thành 05 việc, 31 việc đang thực hiện, 02 việc chậm.

        Thường trực Đảng ủy thông qua đề cương sơ kết 01 năm chính quyền địa phương 2 cấp, phân công 06 cơ quan chuẩn
        bị số liệu theo mẫu thống nhất.

        Hoàn thành rà soát quy hoạch, đưa ra 03 và bổ sung 09 lượt cán bộ, trong đó 04 nữ, 05 dưới 35 tuổi.

        {movement}

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo thu hoạch 431/478 ha lúa chiêm xuân, đạt 90,2%; năng suất ước đạt 61,8 tạ/ha, cao
        hơn vụ trước 0,9 tạ/ha. Cày lật đất sớm, gieo mạ mùa xong 70% lượng giống. {budget}

        Phương án phòng, chống thiên tai năm 2026 được phê duyệt ngày 18/5/2026; chuẩn bị 1.200 bao tải, 60 m³ cát, 02
        máy bơm dã chiến; giải tỏa 2,8 km kênh tiêu có bèo rác.

        Chi trả bồi thường Dự án đường sắt cho {railway_paid} hộ, đạt {railway_paid_share}; đo đạc xong mặt bằng khu
        tái định cư thôn Cầu Lương. {citizens}

        Tổng kết năm học 2025 - 2026, 100% học sinh lớp 5 hoàn thành chương trình tiểu học; tuyển sinh vào lớp 10 diễn
        ra an toàn. Đã bàn giao 2.710 học sinh về sinh hoạt hè tại 08 thôn, mở 03 lớp dạy bơi cho 142 em.

        {one_stop}

        Công an xã phối hợp bảo đảm an toàn kỳ thi, phát hiện 02 đối tượng sử dụng trái phép chất ma túy, đưa vào diện
        quản lý. Ban Chỉ huy Quân sự xã hoàn thành huấn luyện dân quân tại chỗ, kết quả khá, giỏi đạt 84,6%.
    """,
    front="""
        Qua vận động của Mặt trận Tổ quốc, 11 hộ thôn Ngọc Xuyên hiến 268 m² đất mở rộng ngõ; giám sát việc bố trí tái
        định cư cho 24 hộ đúng công khai. {loans}

        Hội Liên hiệp Phụ nữ xã tổ chức khám sức khỏe cho 163 hội viên; Hội Nông dân vận động phơi, quây rơm gọn gàng,
        không đốt trên tuyến đường tỉnh.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Lãnh đạo sơ kết công tác 6 tháng đầu năm và 01 năm vận hành chính quyền địa phương 2 cấp; giao Văn phòng Đảng
        ủy chủ trì, phối hợp với các cơ quan hoàn thành dự thảo báo cáo trước ngày 20/6/2026, gửi Ban Thường vụ góp ý.

        Chuẩn bị Hội nghị Ban Chấp hành giữa năm; đánh giá tiến độ các đề án và 38 việc của Chương trình hành động,
        xác định rõ trách nhiệm đối với việc chậm.

        Đẩy mạnh phát triển đảng viên trong học sinh cuối cấp trung học phổ thông, đoàn viên và quân nhân xuất ngũ;
        nâng số kết nạp 6 tháng đầu năm đạt trên 50% chỉ tiêu. {branch_meetings}

        Tổ chức gặp mặt đội ngũ báo cáo viên, cộng tác viên dư luận xã hội nhân Ngày Báo chí Cách mạng Việt Nam 21/6;
        định hướng thông tin về hè, an toàn sông nước.

        {inspection_next} Chuẩn bị sơ kết công tác kiểm tra, giám sát 6 tháng.
    """,
    next_government="""
        Thường trực Hội đồng nhân dân xã chủ trì, phối hợp với UBND xã, Ủy ban Mặt trận Tổ quốc xã thống nhất nội dung
        kỳ họp giữa năm trước ngày 15/6/2026; tiếp xúc cử tri ở 04 cụm thôn.

        UBND xã chỉ đạo kết thúc thu hoạch chiêm xuân trước ngày 08/6, cấy lúa mùa từ ngày 20/6, bảo đảm cơ cấu trà
        mùa sớm chiếm trên 60%; chuẩn bị thuốc phòng ốc bươu vàng, chuột.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang đẩy nhanh hạ
        tầng khu tái định cư, cuối tháng 6 chi trả đạt trên 70% số hộ. {land_next}

        Phòng Văn hóa - Xã hội phối hợp phục vụ kỳ thi tốt nghiệp trung học phổ thông trong hai ngày 11 - 12/6/2026,
        hỗ trợ thí sinh ở trọ, đi lại; triển khai Tháng hành động vì trẻ em; phòng, chống đuối nước, cắm biển cảnh báo
        tại ao, hồ, sông Sặt.

        Trạm Y tế xã phát động phòng, chống sốt xuất huyết đợt 1, phun hóa chất ở khu vực nguy cơ cao; thường xuyên
        truyền thông phòng tay chân miệng trong cơ sở mầm non.

        {one_stop_next} {citizens_next}

        {security_next} Hưởng ứng Tháng hành động phòng, chống ma túy; trực phòng, chống thiên tai từ ngày 01/6. Ban
        Chỉ huy Quân sự xã diễn tập phương án cứu hộ, cứu nạn tại khu vực bờ sông.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã tập hợp ý kiến, kiến nghị cử tri gửi kỳ họp giữa năm trước ngày 18/6/2026; tổ chức
        phản biện dự thảo nghị quyết về thu gom, xử lý rác thải sinh hoạt.

        Đoàn Thanh niên chủ trì tổ chức Chiến dịch thanh niên tình nguyện hè, mở lớp phổ cập tin học cho người lớn
        tuổi ở 04 thôn; Hội Cựu chiến binh giáo dục truyền thống cho thiếu nhi.

        {front_supervision}
    """,
    next_centre="""
        Xây dựng kế hoạch bồi dưỡng chính trị hè cho giáo viên, hoàn thành trước ngày 25/6/2026; tiếp tục mở lớp nhận
        thức về Đảng khóa II và lớp kỹ năng sử dụng trí tuệ nhân tạo trong công tác văn phòng.
    """,
)

JULY_2026 = MonthText(
    party="""
        Ban Thường vụ Đảng ủy cho ý kiến báo cáo sơ kết 6 tháng và 01 năm vận hành chính quyền địa phương 2 cấp; rút
        ra 05 kinh nghiệm, 06 hạn chế; kiến nghị Thành ủy, Ủy ban nhân dân thành phố 09 nội dung về biên chế, hạ tầng
        số và trụ sở.

        Tiến độ 38 việc của Chương trình hành động được rà soát, đã hoàn thành 11 việc; phê bình 01 cơ quan để 02 việc
        chậm không báo cáo nguyên nhân.

        {conferences}

        {movement} Số kết nạp 6 tháng vượt nửa chỉ tiêu năm, có 04 đồng chí là học sinh trung học phổ thông và quân
        nhân xuất ngũ.

        {inspection} Sơ kết công tác kiểm tra, giám sát 6 tháng đầu năm tại 16 chi bộ, đảng bộ.
    """,
    government="""
        Thường trực Hội đồng nhân dân xã tổ chức tiếp xúc 523 cử tri, tiếp nhận 47 kiến nghị; giám sát chuyên đề việc
        thu, quản lý các khoản đóng góp của Nhân dân tại 03 thôn.

        Thu hoạch xong 478/478 ha lúa chiêm xuân, năng suất bình quân đạt 61,6 tạ/ha; cấy được 184/486 ha lúa mùa, đạt
        37,9%. Mưa lớn giữa tháng gây ngập nhẹ 18 ha, đã tiêu úng kịp thời. {budget}

        Dự án đường sắt có {railway_paid} hộ nhận tiền, bằng {railway_paid_share}, đạt mục tiêu tháng 6; khu tái định
        cư thôn Cầu Lương đã san nền, làm xong đường trục. {citizens}

        Kỳ thi tốt nghiệp trung học phổ thông an toàn, 100% thí sinh khó khăn được hỗ trợ; cắm 32 biển cảnh báo đuối
        nước. Có 5.137 hộ tham gia diệt bọ gậy, ghi nhận 03 ca sốt xuất huyết; tỷ lệ bao phủ bảo hiểm y tế đạt 95,2%.

        {one_stop}

        Công an xã bắt giữ 03 đối tượng liên quan đến ma túy trong tháng hành động; tổ chức cho 46 gia đình ký cam kết
        không có người vi phạm về ma túy. Ban Chỉ huy Quân sự xã diễn tập cứu hộ, cứu nạn với 75 người, đạt yêu cầu.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã gửi 47 ý kiến cử tri đến kỳ họp; phản biện dự thảo nghị quyết thu gom rác thải với
        15 góp ý, được tiếp thu 11. {loans}

        Đoàn xã mở 04 lớp tin học cho 96 người cao tuổi; các chi đoàn đào đắp 1,2 km mương, tham gia trông giữ xe miễn
        phí tại điểm thi.
    """,
    centre="""
        {centre}
    """,
    limits="""
        Bên cạnh kết quả đạt được, công tác lãnh đạo, chỉ đạo trong tháng và 6 tháng đầu năm còn một số hạn chế:
        - Tiến độ cấy lúa mùa chậm hơn cùng kỳ do thu hoạch muộn và thiếu máy cấy; một số thôn chưa chủ động điều tiết
        nước nội đồng;
        - Tỷ lệ giải ngân đầu tư công còn thấp do thủ tục chuẩn bị đầu tư kéo dài, năng lực quản lý dự án của cán bộ
        chuyên môn hạn chế, việc đôn đốc chưa quyết liệt;
        - Chế độ báo cáo của một số cơ quan chưa nghiêm, có việc chậm nhưng không nêu nguyên nhân và đề xuất hướng
        giải quyết.
    """,
    next_party="""
        Tổ chức Hội nghị Ban Chấp hành giữa năm trong tuần đầu tháng 7; thống nhất bổ sung, điều chỉnh nhiệm vụ 6
        tháng cuối năm, phấn đấu kết nạp đủ 36 đảng viên.

        Lãnh đạo Hội đồng nhân dân xã tổ chức kỳ họp giữa năm; cấp ủy, đảng viên là đại biểu phát huy vai trò nêu
        gương, dân chủ trong thảo luận.

        Chỉ đạo kỷ niệm 79 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2026); giao Phòng Văn hóa - Xã hội chủ
        trì, phối hợp với Ủy ban Mặt trận Tổ quốc xã hoàn thành chương trình tri ân trước ngày 15/7/2026.

        Khắc phục những hạn chế đã chỉ ra sau sơ kết; các cơ quan gửi kế hoạch khắc phục về Văn phòng Đảng ủy chậm
        nhất ngày 20/7/2026, nêu rõ người chịu trách nhiệm. {branch_meetings}

        Ban Xây dựng Đảng tham mưu thực hiện kiến nghị của cơ sở, chuẩn bị hồ sơ đề nghị tặng Huy hiệu Đảng đợt
        02/9/2026.

        {inspection_next}
    """,
    next_government="""
        Hội đồng nhân dân xã tổ chức kỳ họp giữa năm 2026 trước ngày 20/7, chất vấn về giải ngân đầu tư công và thu
        gom rác thải; thông qua nghị quyết về quản lý chất thải rắn sinh hoạt.

        UBND xã huy động máy móc, nhân lực cấy xong lúa mùa trước ngày 20/7/2026; phối hợp với đơn vị khai thác công
        trình thủy lợi vận hành trạm bơm tiêu úng khi mưa to; phòng trừ ốc bươu vàng.

        Rà soát từng dự án đầu tư công, cam kết tiến độ bằng văn bản; giao Phòng Kinh tế hoàn thành thủ tục 03 dự án
        còn thiếu hồ sơ trước ngày 31/7/2026. {land_next}

        Chi trả bồi thường Dự án đường sắt đạt trên 80% số hộ; bốc thăm, giao đất tái định cư cho hộ dân thôn Cầu
        Lương đủ điều kiện; vận động di chuyển tài sản, không cưỡng chế khi chưa đối thoại.

        Phòng Văn hóa - Xã hội trao quà 27/7 kịp thời, tu sửa nghĩa trang liệt sĩ; các trường tuyển sinh đầu cấp bằng
        hình thức trực tuyến; Trạm Y tế xã tăng cường phòng sốt xuất huyết, kiểm soát ca bệnh mới trong 48 giờ.

        {one_stop_next} {citizens_next}

        {security_next} Ban Chỉ huy Quân sự xã duy trì trực ban 24/24 giờ khi có bão, sẵn sàng phương tiện tại 03
        trọng điểm bờ sông Sặt; xã, thôn kiểm tra phương án sơ tán dân.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã vận động Quỹ “Đền ơn đáp nghĩa” đạt trên 150 triệu đồng trước ngày 25/7; sửa chữa
        03 nhà cho gia đình chính sách có khó khăn về nhà ở.

        Các đoàn thể thăm hỏi, tổ chức bữa cơm nghĩa tình với thương binh, thân nhân liệt sĩ; Đoàn Thanh niên thắp nến
        tri ân tối 26/7 tại nghĩa trang liệt sĩ xã.

        {front_supervision}
    """,
    next_centre="""
        Tổ chức lớp bồi dưỡng chuyên đề về công tác kiểm tra, giám sát cho chi ủy; hoàn tất điều kiện mở lớp bồi dưỡng
        chính trị hè vào đầu tháng 8.
    """,
)

AUGUST_2026 = MonthText(
    party="""
        Hội nghị Ban Chấp hành giữa năm thống nhất kết quả 6 tháng đầu năm, điều chỉnh 02 chỉ tiêu và bổ sung 04 nhiệm
        vụ; 16/16 tổ chức đảng đã quán triệt kết luận hội nghị trong tháng 7.

        Có 12 cơ quan, đơn vị gửi kế hoạch khắc phục hạn chế đúng thời hạn; trong 06 hạn chế sau sơ kết đã khắc phục
        xong 02 nội dung về chế độ báo cáo và quản lý công sản.

        Lãnh đạo kỷ niệm 79 năm Ngày Thương binh - Liệt sĩ trang nghiêm; lãnh đạo Đảng ủy dâng hương, thăm 32 gia đình
        chính sách tiêu biểu.

        {conferences}

        {movement}

        {inspection} Hồ sơ 13 đảng viên đề nghị tặng Huy hiệu Đảng đợt 02/9/2026 đã gửi đúng thời hạn.
    """,
    government="""
        Kỳ họp giữa năm Hội đồng nhân dân xã thông qua 08 nghị quyết, trong đó có nghị quyết về quản lý chất thải rắn
        sinh hoạt áp dụng từ 01/9/2026; 04 lượt chất vấn được trả lời thẳng thắn.

        Toàn xã cấy xong 486/486 ha lúa mùa vào ngày 19/7; phun phòng sâu cuốn lá 120 ha. Cơn bão đổ bộ trung tuần
        tháng 7 làm đổ 164 cây xanh, tốc mái 07 nhà; chính quyền, Nhân dân khắc phục xong trong 03 ngày. {budget}

        Dự án đường sắt chi trả cho {railway_paid} hộ, đạt {railway_paid_share}; giao đất tái định cư cho 24/24 hộ
        thôn Cầu Lương. Đã hoàn thiện hồ sơ 03 dự án đầu tư công còn thiếu thủ tục. {citizens}

        Trao 402 suất quà nhân dịp 27/7, tổng trị giá 176,9 triệu đồng; xây mới và sửa chữa 03 nhà cho người có công;
        tuyển sinh trực tuyến lớp 1, lớp 6 đạt 99,1%. Xuất hiện 06 ca sốt xuất huyết ở thôn Vĩnh An, khoanh vùng xử lý
        kịp thời.

        {one_stop}

        {security} Ban Chỉ huy Quân sự xã huy động 118 lượt dân quân hỗ trợ Nhân dân chống bão, cứu 04 người ra khỏi
        vùng ngập.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã vận động Quỹ “Đền ơn đáp nghĩa” được 168,2 triệu đồng; hỗ trợ 07 hộ có nhà tốc mái
        mỗi hộ 05 triệu đồng. {loans}

        Các đoàn thể tổ chức bữa cơm nghĩa tình với 48 thương binh, thân nhân liệt sĩ; Hội Cựu chiến binh đóng góp 210
        ngày công khắc phục hậu quả bão.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Tuyên truyền kỷ niệm 81 năm Cách mạng tháng Tám và Quốc khánh 2/9; chuẩn bị trao tặng Huy hiệu Đảng đợt
        02/9/2026, bảo đảm trang trọng, đúng đối tượng.

        Triển khai hướng dẫn đánh giá cán bộ hằng quý; giao Ban Xây dựng Đảng chủ trì, phối hợp với Ủy ban Kiểm tra
        Đảng ủy xây dựng bảng tiêu chí chấm điểm, trình Ban Thường vụ trước ngày 20/8/2026.

        Thực hiện chặt chẽ công tác phát triển đảng viên ở doanh nghiệp, hợp tác xã; vận động chủ hộ kinh doanh tiêu
        biểu đăng ký phấn đấu vào Đảng. {branch_meetings}

        Đẩy mạnh chuyển đổi số trong các cơ quan Đảng: 100% văn bản thông thường ký số, không gửi bản giấy song song;
        khắc phục xong các lỗi tài khoản trước ngày 15/8/2026.

        {inspection_next}
    """,
    next_government="""
        UBND xã tổ chức thực hiện nghị quyết của Hội đồng nhân dân xã về quản lý chất thải rắn sinh hoạt, trong đó:
        - Phòng Kinh tế chủ trì, phối hợp với Văn phòng HĐND và UBND xã tham mưu kế hoạch, ký hợp đồng thu gom ở các
        thôn, hoàn thành trước ngày 25/8/2026;
        - Phòng Văn hóa - Xã hội tuyên truyền trên đài truyền thanh mỗi ngày ít nhất 02 lượt;
        - Bí thư chi bộ, Trưởng thôn hướng dẫn đến từng hộ việc phân loại, giờ và điểm tập kết rác.

        Phòng Kinh tế chỉ đạo chăm sóc, bón đòng đúng lúc, phòng trừ rầy, sâu đục thân; giám sát chặt đàn lợn, xử lý
        ngay ổ dịch tả lợn châu Phi nếu tái phát; tiêm bổ sung vắc xin sau bão.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang giải quyết
        {railway_left} hộ chưa nhận tiền bồi thường, phân loại vướng mắc và báo cáo Thường trực Đảng ủy trước ngày
        20/8/2026. {land_next}

        Phòng Văn hóa - Xã hội cùng các nhà trường chuẩn bị khai giảng năm học 2026 - 2027: sửa chữa phòng học hỏng do
        bão, bố trí đủ giáo viên, công khai khoản thu; rà soát phổ cập giáo dục.

        Trạm Y tế xã tổ chức chiến dịch diệt bọ gậy toàn xã 02 đợt, hướng dẫn giám sát ca bệnh sốt xuất huyết tại nhà;
        tiêm vắc xin cho trẻ trước khi vào lớp 1.

        {one_stop_next} {citizens_next}

        {security_next} Tổ chức Ngày hội Toàn dân bảo vệ an ninh Tổ quốc vào dịp 19/8. Ban Chỉ huy Quân sự xã trực sẵn
        sàng chiến đấu dịp lễ, rà soát thanh niên độ tuổi 17 phục vụ đăng ký nghĩa vụ quân sự.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã tuyên truyền nghị quyết về chất thải rắn sinh hoạt, lấy thôn Thượng Xá làm điểm
        phân loại rác; vận động Nhân dân treo cờ Tổ quốc dịp 2/9.

        Đoàn Thanh niên xã tổng kết Chiến dịch tình nguyện hè trước ngày 25/8; Hội Khuyến học phối hợp biểu dương học
        sinh đỗ đại học, tặng quà 20 em khó khăn.

        {front_supervision}
    """,
    next_centre="""
        Mở lớp bồi dưỡng chính trị hè cho cán bộ, giáo viên, nhân viên các trường, bảo đảm trên 95% dự học; viết và
        nộp thu hoạch trước ngày 25/8/2026.
    """,
)
