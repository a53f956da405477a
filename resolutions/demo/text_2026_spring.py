"""The months 01/2026 to 04/2026: the Party congress, Tết, enlistment and the election."""

from resolutions.demo.writing import MonthText

JANUARY_2026 = MonthText(
    party="""
        Ban Chấp hành Đảng bộ xã tổ chức Hội nghị cuối năm, thống nhất đánh giá 13/13 chỉ tiêu chủ yếu năm 2025 đạt và
        vượt kế hoạch; thông qua Nghị quyết về nhiệm vụ năm 2026 và 05 đề án. Tài liệu được gửi đại biểu trước hội
        nghị 03 ngày theo đúng quy chế.

        Việc kiểm điểm, xếp loại cuối năm hoàn thành ở tất cả các chi bộ, đảng bộ: 03/16 tổ chức đảng hoàn thành xuất
        sắc nhiệm vụ, 12 tổ chức hoàn thành tốt, 01 tổ chức hoàn thành; có 96,8% đảng viên được xếp loại hoàn thành
        tốt nhiệm vụ trở lên.

        {conferences}

        {movement} Đã làm sạch, chuẩn hóa 1.000/1.048 hồ sơ trên Cơ sở dữ liệu đảng viên 4.0, đạt 95,4%, còn lại chủ
        yếu thiếu thông tin về trình độ và quá trình công tác.

        Ban Xây dựng Đảng theo dõi sát dư luận trước Đại hội XIV của Đảng; thẩm định 19/19 mô hình “Dân vận khéo”, đề
        nghị biểu dương 04 mô hình, nổi bật là mô hình vận động di chuyển mộ phục vụ Dự án đường sắt ở thôn Cầu Lương.

        {inspection} Ban Chấp hành đã thông qua chương trình kiểm tra, giám sát năm 2026 với 15 cuộc.
    """,
    government="""
        Kỳ họp thường lệ cuối năm của Hội đồng nhân dân xã diễn ra dân chủ, đúng luật, ban hành 14 nghị quyết; phiên
        chất vấn tập trung vào thu gom rác thải và tiến độ giải phóng mặt bằng, nội dung trả lời thẳng thắn, được cử
        tri đánh giá cao.

        Ủy ban nhân dân xã chỉ đạo thu hoạch 96 ha rau màu vụ đông, giá trị bình quân đạt 118 triệu đồng/ha; gieo mạ
        chiêm xuân trên nền đất cứng, che phủ chống rét 100% diện tích. {budget}

        Dự án đường sắt đã kiểm đếm {railway_counted} hộ, đạt {railway_counted_share}, công khai phương án bồi thường
        đợt 1 cho 41 hộ; Dự án đường tỉnh 394 còn 07 hộ chưa bàn giao mặt bằng. {citizens}

        Ban hành quyết định công nhận 58 hộ nghèo, 97 hộ cận nghèo, 13 hộ thoát nghèo. Hội thi giáo viên dạy giỏi có
        37/38 giáo viên đạt danh hiệu; kiểm tra bếp ăn 03 trường, yêu cầu khắc phục sổ kiểm thực ba bước; tổ chức giải
        bóng chuyền hơi với 16 đội tham gia.

        {one_stop}

        Lễ Giáng sinh trên địa bàn diễn ra an toàn, vui tươi; Công an xã huy động 68 lượt cán bộ, chiến sĩ và lực
        lượng ở thôn bảo vệ, phân luồng giao thông quanh nhà thờ. Ban Chỉ huy Quân sự xã chốt danh sách 34 công dân dự
        kiến gọi nhập ngũ, gồm 31 chính thức và 03 dự phòng; gặp mặt 22/12 ấm áp, tiết kiệm.
    """,
    front="""
        Hội nghị hiệp thương lần thứ nhất thỏa thuận cơ cấu, thành phần, số lượng 40 người được giới thiệu ứng cử để
        bầu 24 đại biểu Hội đồng nhân dân xã khóa II; thông báo phân bổ đã gửi đến 21 cơ quan, đơn vị và 08 thôn.

        Hội Cựu Thanh niên xung phong xã đại hội lần thứ nhất thành công; các đoàn thể tổng kết năm, khen thưởng 46
        tập thể, cá nhân. {loans} Lãnh đạo xã thăm, chúc mừng giáo xứ, các gia đình giáo dân tiêu biểu dịp Giáng sinh.
    """,
    centre="""
        {centre} Đã gửi kết quả khảo sát nhu cầu học tập năm 2026 về Ban Xây dựng Đảng.
    """,
    next_party="""
        Dành cao điểm tuyên truyền trước, trong và sau Đại hội đại biểu toàn quốc lần thứ XIV của Đảng; tổ chức cho
        đảng viên theo dõi phiên khai mạc qua truyền hình; giao Ban Xây dựng Đảng chủ trì, phối hợp với Phòng Văn hóa -
        Xã hội hoàn thành cổ động trực quan trước ngày 12/01/2026.

        Ban hành Chương trình công tác năm 2026 của cấp ủy trong tháng 01; các cơ quan tham mưu đăng ký danh mục văn
        bản trình Ban Thường vụ theo từng quý, có thời hạn và người chịu trách nhiệm.

        Lãnh đạo thực hiện các bước giới thiệu người ứng cử đại biểu Hội đồng nhân dân xã khóa II ở cơ quan công tác
        và lấy ý kiến cử tri nơi cư trú; thẩm định tiêu chuẩn chính trị của người được giới thiệu, hoàn thành trong
        tháng 01/2026.

        Giao Ban Xây dựng Đảng phối hợp với các chi bộ rà soát, hoàn thiện hồ sơ đề nghị tặng Huy hiệu Đảng đợt
        03/02/2026, trình Ban Thường vụ Thành ủy trước ngày 10/01/2026. {branch_meetings}

        Chủ động nắm tình hình Nhân dân dịp giáp Tết, nhất là việc làm, tiền lương của công nhân và đời sống của hộ có
        đất thu hồi; không để ai không có Tết.

        {inspection_next}
    """,
    next_government="""
        UBND xã giao chỉ tiêu kế hoạch năm 2026 đến từng phòng, đơn vị ngay trong tuần đầu tháng 01; công khai dự toán
        ngân sách theo quy định.

        Chỉ đạo lấy nước đổ ải theo ba đợt của ngành thủy lợi, làm đất xong 100% diện tích chiêm xuân trước ngày
        31/01/2026; diệt chuột tập trung; kiểm soát vận chuyển, giết mổ gia súc, gia cầm dịp cận Tết.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang chi trả tiền bồi
        thường Dự án đường sắt đợt 1, phấn đấu trên 35 hộ nhận tiền trước ngày 25/01/2026. {land_next}

        Phòng Văn hóa - Xã hội tham mưu Kế hoạch tổ chức Tết Nguyên đán Bính Ngọ: tặng quà đúng đối tượng, bố trí lịch
        trực Tết, các hoạt động mừng Đảng, mừng Xuân; chỉ đạo trường học sơ kết học kỳ I, cho học sinh ký cam kết
        không đốt pháo.

        Hoàn thành lập danh sách cử tri theo từng khu vực bỏ phiếu; giao Văn phòng HĐND và UBND xã chủ trì, phối hợp
        với Công an xã đối chiếu dữ liệu dân cư, bảo đảm không trùng, không sót.

        {one_stop_next} {citizens_next}

        {security_next} Ban Chỉ huy Quân sự xã phát lệnh gọi nhập ngũ, thăm gia đình thanh niên trúng tuyển, tổ chức
        chúc Tết tân binh trước ngày 10/02/2026.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã giám sát việc giới thiệu người ứng cử; tập hợp biên bản, hồ sơ để chuẩn bị hiệp
        thương lần thứ hai vào đầu tháng 02/2026.

        Phát động “Tết vì người nghèo”, phấn đấu vận động trên 200 triệu đồng, hoàn thành trao quà trước ngày
        12/02/2026; Hội Liên hiệp Phụ nữ xã tổ chức gian hàng 0 đồng tại 02 thôn.

        {front_supervision}
    """,
    next_centre="""
        Trình duyệt kế hoạch mở 34 lớp với 2.640 học viên năm 2026; phân công giảng viên kiêm nhiệm; mở lớp đầu năm
        cho đối tượng kết nạp Đảng và chuẩn bị tài liệu học tập Nghị quyết Đại hội XIV.
    """,
)

FEBRUARY_2026 = MonthText(
    opening="""
        - Căn cứ Chương trình công tác năm 2026 của Ban Chấp hành, Ban Thường vụ Đảng ủy xã;
        - Căn cứ Chỉ thị số 01-CT/TW, ngày 23/01/2026 của Bộ Chính trị về nghiên cứu, học tập, quán triệt, tuyên
        truyền và triển khai thực hiện Nghị quyết Đại hội XIV của Đảng,

        Ban Thường vụ Đảng ủy xã Kẻ Sặt ra Nghị quyết tháng 02/2026 với những nội dung sau:
    """,
    party="""
        Đảng ủy lãnh đạo thành công đợt cao điểm tuyên truyền Đại hội XIV của Đảng: treo 640 cờ, 32 băng rôn, phát 41
        lượt tin, bài; 100% chi bộ tổ chức cho đảng viên theo dõi khai mạc; dư luận Nhân dân đồng tình, phấn khởi với
        kết quả Đại hội.

        Chương trình công tác năm 2026 của Ban Chấp hành, Ban Thường vụ và Thường trực Đảng ủy đã ban hành ngày
        09/01/2026, kèm danh mục 48 đầu việc có cơ quan chủ trì và thời hạn.

        Hoàn thành giới thiệu, lấy ý kiến cử tri nơi công tác và nơi cư trú đối với 40 người được giới thiệu ứng cử
        đại biểu Hội đồng nhân dân xã; thẩm định tiêu chuẩn chính trị xong trước ngày 25/01/2026.

        {conferences}

        {movement} Trình đủ 17 hồ sơ đề nghị tặng Huy hiệu Đảng đợt 03/02/2026; dữ liệu đảng viên đã chuẩn hóa
        1.028/1.051 hồ sơ, đạt 97,8%.

        Ủy ban Kiểm tra Đảng ủy triển khai chương trình năm 2026, hoàn thành cuộc giám sát đầu tiên về chuẩn bị quà
        Tết cho đối tượng chính sách tại Phòng Văn hóa - Xã hội, không phát hiện sai phạm.
    """,
    government="""
        Ủy ban nhân dân xã giao kế hoạch năm 2026 từ ngày 05/01/2026; làm đất, lấy nước đổ ải đạt 462/478 ha, bằng
        96,7% diện tích; đánh bắt trên 6.800 con chuột; tiêm bổ sung vắc xin lở mồm long móng cho đàn trâu, bò.
        {budget}

        Chi trả tiền bồi thường, hỗ trợ Dự án đường sắt đợt 1 cho {paid_out} hộ, đạt mục tiêu tháng; Dự án đường tỉnh
        394 đã có {road_moved} hộ bàn giao mặt bằng, còn 05 hộ. {citizens}

        Các nhà trường sơ kết học kỳ I, tỷ lệ học sinh tiểu học hoàn thành chương trình đạt 99,6%. Kế hoạch Tết Bính
        Ngọ được ban hành sớm: duyệt 1.236 suất quà của các cấp, tổng trị giá 618,4 triệu đồng; bố trí 04 điểm trực y
        tế.

        Danh sách cử tri của 10 khu vực bỏ phiếu được lập, đối chiếu với dữ liệu dân cư gồm 13.496 người. {one_stop}

        Công an xã vận động giao nộp 12,4 kg pháo, xử phạt 03 trường hợp; kiểm tra phòng cháy, chữa cháy 27 cơ sở kinh
        doanh hàng Tết. {security}

        Ban Chỉ huy Quân sự xã giao 31/31 lệnh gọi nhập ngũ, đạt 100%; tổ chức thâm nhập “3 gặp, 4 biết” và viết đơn
        tình nguyện nhập ngũ với 22 thanh niên.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã tổng hợp biên bản của 29/29 cơ quan, đơn vị, thôn, chuẩn bị đủ điều kiện cho hiệp
        thương lần thứ hai; vận động “Tết vì người nghèo” đến ngày {cutoff} được 168,5 triệu đồng.

        Hội Liên hiệp Phụ nữ xã mở gian hàng 0 đồng tại thôn Đông Phú, Trại Mới, phục vụ 214 lượt người; Đoàn Thanh
        niên sơn sửa, trang trí 08 nhà văn hóa thôn. {loans}
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Tổ chức trao tặng Huy hiệu Đảng đợt 03/02/2026 cho 17 đảng viên trong dịp kỷ niệm 96 năm Ngày thành lập Đảng
        Cộng sản Việt Nam; thăm, tặng quà đảng viên lão thành trước Tết.

        Xây dựng kế hoạch học tập, quán triệt Nghị quyết Đại hội XIV của Đảng; giao Ban Xây dựng Đảng chủ trì, phối
        hợp với Trung tâm Chính trị xã hoàn thành kế hoạch trước ngày 12/02/2026, mở lớp cho cán bộ chủ chốt ngay sau
        Tết.

        Lãnh đạo chặt chẽ hiệp thương lần thứ hai, lần thứ ba; chuẩn bị mọi điều kiện cho ngày bầu cử 15/3/2026; phân
        công Ủy viên Ban Thường vụ phụ trách từng khu vực bỏ phiếu.

        Cán bộ, đảng viên gương mẫu thực hiện nghiêm việc không tặng quà Tết cấp trên, không uống rượu, bia khi lái
        xe, không dự lễ hội trong giờ hành chính; trực lãnh đạo 24/24 giờ suốt kỳ nghỉ Tết.

        Ngay ngày làm việc đầu tiên sau Tết, các cơ quan giải quyết công việc bình thường, không để kéo dài không khí
        nghỉ Tết. {branch_meetings}

        {inspection_next}
    """,
    next_government="""
        UBND xã chỉ đạo gieo cấy lúa chiêm xuân trong khung thời vụ tốt nhất, cấy xong trước Tết ít nhất 60% diện
        tích, kết thúc chậm nhất ngày 28/02/2026; giữ đủ nước dưỡng lúa, chống rét cho mạ và vật nuôi.

        Phòng Văn hóa - Xã hội tổ chức trao quà đến tay đối tượng chính sách, người có công, hộ nghèo xong trước ngày
        10/02/2026 (23 tháng Chạp); chỉ đạo các hoạt động văn hóa, thể thao mừng xuân lành mạnh, quản lý tốt lễ hội
        đình làng.

        Trạm Y tế xã chủ trì, phối hợp với Phòng Kinh tế, Công an xã kiểm tra an toàn thực phẩm dịp Tết đối với cơ sở
        giò chả, bánh kẹo, giết mổ; trực cấp cứu, bảo đảm thuốc chữa bệnh.

        Sau Tết, Phòng Kinh tế tổ chức “Tết trồng cây đời đời nhớ ơn Bác Hồ” với 1.500 cây; tiếp tục chi trả bồi
        thường Dự án đường sắt và kiểm đếm các hộ còn lại. {land_next}

        Ủy ban nhân dân xã niêm yết danh sách cử tri đúng thời hạn luật định, giải quyết ngay khiếu nại về danh sách;
        chuẩn bị hòm phiếu, con dấu, khu vực bỏ phiếu, phương án dự phòng mưa rét, mất điện.

        {one_stop_next}

        {security_next} Canh gác, bảo đảm an ninh đêm giao thừa, không để xảy ra đốt pháo trái phép. Ban Chỉ huy Quân
        sự xã chuẩn bị chu đáo Lễ giao, nhận quân đầu tháng 3/2026, nắm chắc tư tưởng công dân nhập ngũ.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã tổ chức hiệp thương lần thứ hai chậm nhất ngày 03/02/2026 và lần thứ ba chậm nhất
        ngày 20/02/2026, lập danh sách người đủ tiêu chuẩn ứng cử; chuẩn bị hội nghị tiếp xúc cử tri vận động bầu cử.

        Trao hết số quà “Tết vì người nghèo” trước Tết; các đoàn thể đảm nhận mỗi đơn vị giúp ít nhất 05 gia đình khó
        khăn dọn nhà, gói bánh chưng; Hội Cựu chiến binh vận động hội viên giữ gìn trật tự đêm giao thừa.

        {front_supervision}
    """,
    next_centre="""
        Phối hợp với Ban Xây dựng Đảng chuẩn bị tài liệu, báo cáo viên cho hội nghị học tập Nghị quyết Đại hội XIV;
        khai giảng lớp nhận thức về Đảng khóa đầu năm vào cuối tháng 02.
    """,
)

MARCH_2026 = MonthText(
    opening="""
        Căn cứ kết quả công tác tháng 02/2026 và những nhiệm vụ lớn của tháng bầu cử, Ban Thường vụ Đảng ủy ban hành
        Nghị quyết lãnh đạo nhiệm vụ chính trị tháng 3/2026 như sau:
    """,
    party="""
        Lãnh đạo tổ chức đón Tết Nguyên đán Bính Ngọ vui tươi, an toàn, nghĩa tình; các đồng chí lãnh đạo chủ chốt đi
        thăm, chúc Tết 46 gia đình tiêu biểu; cán bộ, công chức trở lại làm việc đúng giờ ngay sau kỳ nghỉ.

        Trao tặng Huy hiệu Đảng đợt 03/02/2026 cho 17/17 đảng viên; tổ chức gặp mặt kỷ niệm 96 năm Ngày thành lập
        Đảng, báo cáo nhanh kết quả Đại hội XIV với 118 đại biểu.

        Kế hoạch học tập Nghị quyết Đại hội XIV được ban hành ngày 11/02/2026; đã tổ chức 01 hội nghị trực tuyến cho
        cán bộ chủ chốt, các chi bộ đang bố trí lịch học cho đảng viên trong tháng 3.

        {conferences}

        {movement} Dữ liệu đảng viên được chuẩn hóa 1.042/1.051 hồ sơ, đạt 99,1%.

        {inspection}
    """,
    government="""
        Ủy ban nhân dân xã chỉ đạo gieo cấy 478/478 ha lúa chiêm xuân, hoàn thành trước thời hạn 03 ngày; lúa bén rễ,
        hồi xanh tốt. Tổ chức Tết trồng cây được 1.620 cây, vượt 8% kế hoạch. {budget}

        Trao quà Tết xong trước ngày 10/02/2026 với tổng số 1.236 suất, 618,4 triệu đồng; chi trả hai tháng trợ cấp
        gộp cho đối tượng bảo trợ xã hội. Đoàn kiểm tra liên ngành kiểm tra 31 cơ sở thực phẩm, tiêu hủy 42 kg thực
        phẩm không rõ nguồn gốc.

        Danh sách cử tri được niêm yết đúng luật, chỉnh lý 58 trường hợp; hoàn tất trang trí, bố trí 10 khu vực bỏ
        phiếu. Kiểm đếm Dự án đường sắt đạt {railway_counted} hộ; số hộ đã nhận tiền là {railway_paid} hộ, đạt
        {railway_paid_share}.

        {one_stop}

        Đêm giao thừa không có đốt pháo trái phép, không xảy ra tai nạn giao thông nghiêm trọng; Công an xã xử lý 21
        trường hợp vi phạm nồng độ cồn, triệt phá 01 tụ điểm đánh bạc ngày Tết.

        Ban Chỉ huy Quân sự xã tổ chức gặp mặt, tặng quà 31 tân binh, mỗi suất 01 triệu đồng; nắm chắc tư tưởng gia
        đình và công dân, không có trường hợp xin tạm hoãn ngoài quy định.
    """,
    front="""
        Mặt trận Tổ quốc xã hoàn thành hiệp thương lần thứ hai, lần thứ ba đúng thời hạn, lập danh sách 39 người ứng
        cử đại biểu Hội đồng nhân dân xã ở 04 đơn vị bầu cử; 01 trường hợp rút do chuyển công tác.

        “Tết vì người nghèo” vận động được 236,8 triệu đồng, trao 412 suất quà; hội viên Cựu chiến binh tham gia 16 tổ
        tự quản đêm giao thừa. {loans}
    """,
    centre="""
        {centre}
    """,
    limits="""
        Một số chi bộ xếp lịch học Nghị quyết Đại hội XIV còn muộn do trùng thời gian sau Tết và chuẩn bị bầu cử.

        Tiến độ chi trả bồi thường Dự án đường sắt chậm hơn dự kiến vì nhiều hộ chờ giải quyết thừa kế, thiếu giấy tờ;
        việc phân công cán bộ hướng dẫn thủ tục cho hộ dân chưa thật cụ thể.
    """,
    next_party="""
        Xác định lãnh đạo thành công cuộc bầu cử ngày 15/3/2026 là nhiệm vụ trọng tâm số một; các đồng chí Ủy viên Ban
        Thường vụ trực tại khu vực bỏ phiếu được phân công từ 5 giờ 00 ngày bầu cử, báo cáo tiến độ hai giờ một lần về
        Ban Chỉ đạo.

        Tổ chức để đảng viên toàn Đảng bộ học tập xong Nghị quyết Đại hội XIV trước ngày 31/3/2026; giao Ban Xây dựng
        Đảng chủ trì, phối hợp với Văn phòng Đảng ủy tham mưu Chương trình hành động của Đảng ủy, trình Ban Thường vụ
        trong tháng 4.

        Lãnh đạo công tác nhân sự các chức danh chủ chốt của Hội đồng nhân dân, Ủy ban nhân dân xã nhiệm kỳ 2026 -
        2031 theo đúng nguyên tắc, quy trình; bảo đảm đoàn kết, thống nhất trong giới thiệu nhân sự.

        Chỉ đạo kỷ niệm 95 năm Ngày thành lập Đoàn TNCS Hồ Chí Minh (26/3/1931 - 26/3/2026); kết nạp lớp đảng viên trẻ
        chào mừng. {branch_meetings}

        Hoàn thành 100% việc chuẩn hóa hồ sơ trên Cơ sở dữ liệu đảng viên 4.0, chậm nhất ngày 25/3/2026.

        {inspection_next}
    """,
    next_government="""
        Chuẩn bị chu đáo mọi điều kiện cho ngày bầu cử, phấn đấu tỷ lệ cử tri đi bầu đạt từ 99% trở lên, tập trung vào
        các việc sau:
        - Ủy ban bầu cử xã và các tổ bầu cử tập huấn kỹ nghiệp vụ phát phiếu, kiểm phiếu, lập biên bản, xong trước
        ngày 08/3/2026;
        - Văn phòng HĐND và UBND xã bảo đảm hòm phiếu, con dấu, đường truyền, máy phát điện dự phòng tại 10 khu vực bỏ
        phiếu;
        - Trưởng thôn rà soát cử tri đi làm xa, cử tri già yếu để có phương án phục vụ, tuyệt đối không để bầu hộ, bầu
        thay.

        UBND xã chỉ đạo chăm sóc lúa chiêm xuân đợt 1, tỉa dặm, bón thúc sớm; tiêm phòng vụ Xuân - Hè cho đàn vật
        nuôi, phòng bệnh dại cho chó, mèo, hoàn thành trước ngày 20/4/2026.

        Giao Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang lập tổ hướng dẫn
        thủ tục thừa kế, xác nhận nguồn gốc đất tại thôn Hòa Xá, Cầu Lương; kiểm đếm xong 236 hộ, có ít nhất 85 hộ
        nhận tiền trong tháng 3. {land_next}

        Phòng Văn hóa - Xã hội tổ chức các hoạt động kỷ niệm Ngày Quốc tế Phụ nữ 8/3 và phong trào thể dục, thể thao;
        phối hợp với trường học duy trì nền nếp dạy học sau Tết, phòng bệnh sởi, cúm mùa.

        {one_stop_next} {citizens_next}

        {security_next} Triển khai phương án bảo vệ tuyệt đối an toàn 10 khu vực bỏ phiếu, hòm phiếu và tài liệu bầu
        cử.

        Ban Chỉ huy Quân sự xã tổ chức Lễ giao, nhận quân năm 2026 trang trọng, giao đủ 31/31 công dân, đạt 100% chỉ
        tiêu; đón quân nhân xuất ngũ trở về, giới thiệu việc làm.
    """,
    next_front="""
        Ủy ban Mặt trận Tổ quốc xã chủ trì, phối hợp với Thường trực Hội đồng nhân dân xã tổ chức hội nghị tiếp xúc cử
        tri để người ứng cử trình bày chương trình hành động, hoàn thành trước ngày 12/3/2026; giám sát bầu cử ở tất
        cả các tổ.

        Hội Liên hiệp Phụ nữ, Đoàn Thanh niên xã tổ chức hoạt động tháng 3 gắn với tuyên truyền bầu cử; Đoàn xã ra
        quân “Ngày thứ Bảy tình nguyện”, hỗ trợ người già yếu đi bỏ phiếu.

        {front_supervision}
    """,
    next_centre="""
        Phục vụ tốt các hội nghị học tập Nghị quyết Đại hội XIV; mở lớp bồi dưỡng nghiệp vụ cho cán bộ tổ bầu cử, lớp
        bồi dưỡng kết nạp Đảng khóa I, hoàn thành trong tháng 3/2026.
    """,
)

APRIL_2026 = MonthText(
    party="""
        Đảng ủy lãnh đạo thành công cuộc bầu cử đại biểu Quốc hội khóa XVI và đại biểu Hội đồng nhân dân các cấp nhiệm
        kỳ 2026 - 2031: 13.502/13.518 cử tri đi bỏ phiếu, đạt 99,9%; bầu đủ 24 đại biểu Hội đồng nhân dân xã, không có
        khu vực phải bầu thêm, bầu lại.

        Đến ngày {cutoff}, có 1.012/1.051 đảng viên học tập Nghị quyết Đại hội XIV, đạt 96,3%; số còn lại do ốm đau,
        đi làm xa được các chi bộ gửi tài liệu tự nghiên cứu.

        Ban Thường vụ Đảng ủy thực hiện đúng quy trình giới thiệu nhân sự các chức danh của Hội đồng nhân dân, Ủy ban
        nhân dân xã nhiệm kỳ mới, báo cáo cấp có thẩm quyền theo quy định.

        {conferences}

        {movement} Toàn bộ 1.051/1.051 hồ sơ đảng viên đã được chuẩn hóa, đạt 100%, hoàn thành nhiệm vụ Nghị quyết
        tháng 3 giao.

        {inspection}
    """,
    government="""
        Thường trực Hội đồng nhân dân xã hoàn tất công tác chuẩn bị kỳ họp thứ nhất khóa II; tổng hợp 41 kiến nghị cử
        tri trong vận động bầu cử, phân loại chuyển cơ quan giải quyết.

        Ủy ban nhân dân xã chỉ đạo chăm sóc lúa đẻ nhánh, phun phòng đạo ôn lá 65 ha nhiễm cục bộ; tiêm vắc xin vụ
        Xuân - Hè cho 8.140/12.700 con lợn, đạt 64,1%. {budget}

        Kiểm đếm xong {railway_counted} hộ thuộc Dự án đường sắt, đạt {railway_counted_share}; đã chi trả cho
        {railway_paid} hộ. Tổ hướng dẫn thủ tục thừa kế giúp 29 gia đình hoàn thiện giấy tờ. {citizens}

        Phòng Văn hóa - Xã hội tổ chức giải cầu lông, kéo co mừng bầu cử; các trường giữ vững nền nếp, 01 sản phẩm
        STEM của học sinh trung học cơ sở đoạt giải Ba cấp thành phố; Trạm Y tế xã tiêm sởi bù cho 96 trẻ.

        {one_stop}

        {security} Ban Chỉ huy Quân sự xã giao 31/31 tân binh, đạt 100%, không có công dân phải bù đổi; đón 27 quân
        nhân xuất ngũ, tư vấn học nghề cho 19 đồng chí.
    """,
    front="""
        Ủy ban Mặt trận Tổ quốc xã tổ chức 04 hội nghị tiếp xúc cử tri với 612 người dự; 20 lượt giám sát tại các tổ
        bầu cử không phát hiện vi phạm. {loans}

        Hội Liên hiệp Phụ nữ xã ra mắt 03 tuyến ngõ “Nhà sạch, ngõ đẹp”; Đoàn xã hỗ trợ 174 cử tri già yếu đi bầu,
        trồng mới 300 cây xanh và kết nạp 18 đoàn viên dịp 26/3.
    """,
    centre="""
        {centre}
    """,
    next_party="""
        Hoàn chỉnh Chương trình hành động thực hiện Nghị quyết Đại hội XIV; giao Ban Xây dựng Đảng chủ trì, phối hợp
        với Văn phòng Đảng ủy trình Ban Chấp hành Đảng bộ xã trước ngày 25/4/2026.

        Lãnh đạo kỳ họp thứ nhất Hội đồng nhân dân xã khóa II bầu đủ chức danh theo giới thiệu; kiện toàn Đảng ủy viên
        phụ trách cơ sở cho phù hợp với vị trí công tác mới.

        Xem xét hồ sơ, trình Ban Thường vụ Thành ủy tặng Huy hiệu Đảng đợt 19/5/2026; Ban Xây dựng Đảng nộp hồ sơ chậm
        nhất ngày 20/4/2026.

        Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, mỗi chi bộ chọn một việc cụ thể trong
        năm 2026; tuyên truyền kỷ niệm 51 năm Ngày giải phóng miền Nam, thống nhất đất nước (30/4/1975 - 30/4/2026).
        {branch_meetings}

        Sơ kết công tác quý I của các cơ quan tham mưu, giúp việc; Văn phòng Đảng ủy công khai danh mục việc quá hạn
        trong hội nghị giao ban Bí thư chi bộ.

        {inspection_next}
    """,
    next_government="""
        Hội đồng nhân dân xã khóa II tổ chức kỳ họp thứ nhất trong nửa đầu tháng 4/2026, kiện toàn tổ chức, thông qua
        quy chế hoạt động và chương trình giám sát năm.

        UBND xã tập trung phòng trừ đạo ôn cổ bông, sâu đục thân trước khi lúa trỗ; hoàn thành tiêm phòng vụ Xuân - Hè
        trước ngày 20/4; phối hợp rà soát cơ sở kinh doanh phục vụ Tổng điều tra kinh tế năm 2026.

        Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang chi trả bồi thường Dự
        án đường sắt, đạt ít nhất 50% số hộ; vận động dứt điểm 03 hộ cuối cùng của Dự án đường tỉnh 394 trong tháng 4.
        {land_next}

        Phòng Văn hóa - Xã hội hướng dẫn nghỉ lễ 30/4 - 01/5, tổ chức dâng hương tưởng niệm các anh hùng liệt sĩ; chỉ
        đạo ôn tập cuối cấp, rà soát học sinh khó khăn dự thi để hỗ trợ; phát động Tháng hành động vì an toàn thực
        phẩm.

        Giao Trung tâm Phục vụ hành chính công xã rà soát 16 hồ sơ đất đai kéo dài, có văn bản trả lời từng công dân
        trước ngày 15/4/2026. {one_stop_next}

        {security_next}

        Ban Chỉ huy Quân sự xã khai mạc huấn luyện dân quân năm 2026, kiểm tra phúc tra nguồn dự bị động viên; bảo đảm
        quân số trực dịp lễ. {citizens_next}
    """,
    next_front="""
        Mặt trận Tổ quốc xã theo dõi việc thực hiện chương trình hành động của đại biểu trúng cử; phát động Tháng Công
        nhân năm 2026, thăm công nhân bị tai nạn lao động.

        Hội Nông dân xã phối hợp tập huấn phòng trừ sâu bệnh cho 200 hội viên trước ngày 18/4; Đoàn Thanh niên ra quân
        thu gom vỏ bao thuốc bảo vệ thực vật trên đồng ruộng.

        {front_supervision}
    """,
    next_centre="""
        Mở lớp bồi dưỡng đại biểu Hội đồng nhân dân xã khóa II về kỹ năng hoạt động, lớp cập nhật kiến thức cho Bí thư
        chi bộ; nâng cao chất lượng thảo luận và kiểm tra cuối khóa.
    """,
)
