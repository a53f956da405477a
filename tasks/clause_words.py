"""The words by which an order is known in the directions of a month: verbs, turns of phrase, areas of work."""

from enum import StrEnum

from tasks.naming import Phrases


class Verb(StrEnum):
    """How much an order its verb makes."""

    ACT = "act"  # orders something that can be seen to be done
    CARE = "care"  # orders more of what is done already
    MANNER = "manner"  # says how, for what, with what effect


def _phrases(words: str) -> list[str]:
    return [phrase.strip() for phrase in words.replace("\n", " ").split(",") if phrase.strip()]


_ACT = """
    ban hành, ban bố, bàn giao, bầu, báo cáo, biên soạn, biên tập, biểu dương, bố trí, bổ nhiệm, bổ sung, bồi dưỡng,
    cài đặt, cấp, cập nhật, chấm dứt, chi trả, chia sẻ, chuẩn bị, chuẩn hóa, chuyển, chúc tết, công bố, công khai,
    công nhận, củng cố, cung cấp, cưỡng chế, cắm mốc, cắt giảm, dọn dẹp, duy tu, dành, diệt, đánh giá, đăng ký, đào
    tạo, đấu nối, đề nghị, đề xuất, điều chỉnh, điều tra, định kỳ, đo đạc, đối chiếu, đối thoại, đưa, gặp mặt, ghi,
    giải ngân, giải quyết, giải tỏa, giao ban, giới thiệu, gửi, hoàn chỉnh, hoàn thành, hoàn thiện, hoàn tất, họp,
    hòa giải, huy động, huấn luyện, hướng dẫn, ký, ký kết, kê khai, khám, khai giảng, khai mạc, khắc phục, khảo sát,
    khen thưởng, khởi công, khơi thông, kiểm đếm, kiểm kê, kiểm tra, kiện toàn, kết nạp, lập, làm, lấy ý kiến, lấy nước,
    lắp đặt, liên hệ, luân chuyển, lựa chọn, miễn giảm, mở, mở rộng, nâng cấp, nạo vét, nghiệm thu, nghiên cứu, nhắc
    nhở, niêm yết, nộp, ôn tập, phân bổ, phân công, phân loại, phát, phát động, phát hành, phê duyệt, phổ biến, phục
    vụ, phun, quản lý, quán triệt, quyết định, quyết toán, ra mắt, ra quân, ra soát, rà soát, san lấp, sắp xếp, sinh
    hoạt, số hóa, sơ kết, sơ tuyển, sửa chữa, tặng, tập huấn, tập hợp, tham dự, tham gia, tham mưu, thăm, thăm hỏi,
    thẩm định, thẩm tra, thành lập, thanh tra, thanh toán, theo dõi, thí điểm, thông báo, thông qua, thống kê, thu,
    thu gom, thu hoạch, thu hồi, thực hiện, tiếp nhận, tiếp xúc, tiêm, tiêm phòng, tiến hành, tổng hợp, tổng kết, tổ
    chức, trả lời, trao, trao tặng, triển khai, trình, trồng, trùng tu, tu bổ, tuần tra, tuyên truyền, tuyển chọn,
    tuyển quân, ứng dụng, vận động, vận hành, vệ sinh, xác minh, xây dựng, xem xét, xét, xét duyệt, xóa, xử lý, xử
    phạt, xuất bản, giám sát, kiểm soát, phối hợp, đôn đốc, gieo cấy, gieo trồng, làm đất, chăm sóc, phòng trừ,
    phòng chống, phúc tra, bàn, trực, ứng trực, tuyển sinh, chọn, rút kinh nghiệm, cụ thể hóa, học tập, tự kiểm tra,
    nắm, nắm chắc, nắm tình hình, nắm bắt, thay thế, mua sắm, cải tạo, tháo dỡ, đóng góp, hỗ trợ, giúp đỡ, giúp, thu
    thập, truyền thông, thuê, tìm kiếm, truy quét, tấn công, chấn chỉnh, thực hành, diễn tập, hội thao, giao quân,
    gọi, tiễn, đón, đón tiếp, tri ân, viếng, khánh thành, bế mạc, trang trí, treo, nhân rộng, xây, lát, đổ, chỉnh
    trang, trồng cây, thả, kết nối, tiêu thụ, thống nhất, ra quyết định, phân tích, bắt đầu, kết thúc, phản biện,
    đăng tải, lắng nghe, sưu tầm, bầu, dự, nhận, đảm nhận, phản ánh, canh gác, cử, giữ, gương mẫu, nêu cao, nêu,
    chấm, thi, ôn, dạy, bảo dưỡng, bảo trì, nhập, xuất, tra cứu, truy thu, đấu giá, đấu thầu, mời, niêm phong,
    bình xét, xong, hiệp thương, tu sửa, sửa, soạn thảo
"""
_CARE = """
    tăng cường, đẩy mạnh, đẩy nhanh, chú trọng, quan tâm, duy trì, phát triển, mở rộng, làm tốt, thực hiện tốt, đổi
    mới, nâng cao, cải thiện, giữ vững, giữ gìn, khuyến khích, nhân rộng, tạo điều kiện, siết chặt, chấn chỉnh, thúc
    đẩy, khai thác, bám sát, coi trọng, ổn định, tranh thủ, chăm lo, bảo vệ, lãnh đạo, chỉ đạo, quản lý chặt chẽ,
    thực hiện nghiêm, thực hiện hiệu quả, thực hiện có hiệu quả, chấp hành, tuân thủ, chịu trách nhiệm, yêu cầu, gắn
    trách nhiệm, phát huy vai trò, phát huy, củng cố, xác định rõ trách nhiệm, nâng cao trách nhiệm, đề cao trách
    nhiệm, thu hút, vận dụng, phòng ngừa, ngăn chặn, phát hiện
"""
_MANNER = """
    bảo đảm, đảm bảo, xác định, xác định rõ, coi, coi đây, coi đó, lấy, gắn, đề cao, thể hiện, tạo, hạn chế, không,
    không để, nhằm, để, góp phần, nhất là, trong đó, đáp ứng, tránh, hướng tới, hướng đến, phấn đấu, kiên quyết,
    kiên quyết không, từng bước, tạo sự, tạo chuyển biến, tạo đồng thuận, đặc biệt, đặc biệt là, trước hết là, qua
    đó, từ đó, theo đó, xây dựng đội ngũ, xem xét trách nhiệm, xử lý trách nhiệm, xử lý nghiêm, kịp thời phát hiện,
    kịp thời chấn chỉnh, tuyệt đối, chống, tăng cường kỷ luật, siết chặt kỷ luật, giữ nghiêm kỷ luật, đúng, đây là,
    làm cơ sở, làm căn cứ, khắc phục tình trạng, tăng cường trách nhiệm, nêu gương, nâng cao nhận thức, nâng cao
    trách nhiệm, nâng cao ý thức, ưu tiên, kết hợp, khơi dậy, lan tỏa, ghi nhận, biểu thị, trân trọng
"""

VERBS: Phrases[Verb] = Phrases(
    [
        *((word, Verb.MANNER) for word in _phrases(_MANNER)),
        *((word, Verb.CARE) for word in _phrases(_CARE)),
        *((word, Verb.ACT) for word in _phrases(_ACT)),
    ]
)


def _table(words: str) -> Phrases[str]:
    return Phrases([(phrase, "") for phrase in _phrases(words)])


# Stand before the verb and say with how much zeal.
ATTITUDES = _table("""
    tiếp tục, tập trung, chủ động, tích cực, kịp thời, thường xuyên, nghiêm túc, khẩn trương, sớm, cần, phải, có
    trách nhiệm, có nhiệm vụ, trực tiếp, chính thức, đồng loạt, cùng, cũng, nhanh chóng, tổ chức tốt, mạnh dạn,
    quyết liệt, đồng thời, và, mặt khác, ngoài ra, bên cạnh đó, cùng với đó, song song với đó, trước mắt, trước hết,
    hằng tuần, hằng ngày, hằng tháng, hàng tuần, hàng tháng, định kỳ, mỗi, rồi, sau đó, quyết tâm, dự kiến, cơ bản,
    tập trung cao độ, tập trung lãnh đạo, tập trung chỉ đạo, tiến tới, chung tay, tập trung lãnh đạo chỉ đạo, lãnh
    đạo chỉ đạo, lãnh đạo, chỉ đạo, được giao, thực hiện việc, làm tốt việc, tiếp tục chỉ đạo, quan tâm chỉ đạo, chỉ
    đạo quyết liệt, tập trung nguồn lực, ngay, đẩy mạnh việc
""")
# Verbs by which the Standing Committee gives a task to the bodies that follow.
GIVING = Phrases(
    [
        (word, word)
        for word in _phrases("""
    giao, giao cho, giao nhiệm vụ cho, giao trách nhiệm cho, phân công, phân công cho, yêu cầu, đề nghị, chỉ đạo,
    lãnh đạo, lãnh đạo chỉ đạo, đôn đốc, thống nhất giao, nhất trí giao, đồng ý giao, ủy quyền cho, ủy nhiệm, chỉ
    đạo và yêu cầu, chỉ đạo giao, mời, nhắc nhở, giao đồng chí, định hướng, hướng dẫn
""")
    ]
)
# Who is named after these answers for the thing.
ANSWERING = _table("""
    gắn trách nhiệm, gắn trách nhiệm của, đề cao trách nhiệm, đề cao trách nhiệm của, nâng cao trách nhiệm của, phát
    huy vai trò, phát huy vai trò của, phát huy trách nhiệm, phát huy trách nhiệm của, tăng cường trách nhiệm, tăng
    cường trách nhiệm của, nâng cao vai trò của, đề cao vai trò của, nâng cao hiệu quả hoạt động của, nâng cao chất
    lượng hoạt động của, xác định rõ trách nhiệm của, quy rõ trách nhiệm,
    phát huy tinh thần, phát huy truyền thống, phát huy sức mạnh, nêu cao tinh thần
""")
TOGETHER = _table("""
    phối hợp, phối hợp với, phối hợp cùng, cùng với, cùng, phối hợp chặt chẽ với, phối hợp chặt chẽ, chủ động phối
    hợp với, có sự phối hợp của, hiệp đồng với
""")
# A person, in whose name the body is asked.
HEADS = _table("""
    đồng chí, các đồng chí, đ/c, người đứng đầu, lãnh đạo, trưởng, phó trưởng, chủ tịch, phó chủ tịch, giám đốc, bí
    thư, phó bí thư, chánh, chủ nhiệm, lực lượng, tập thể, cấp ủy, cán bộ, công chức, hiệu trưởng, ban chấp hành,
    đồng chí bí thư, đồng chí chủ tịch, đồng chí trưởng, chỉ huy trưởng, thủ trưởng, đội ngũ, thường trực, toàn thể,
    trước hết là, người đứng đầu là, nhất là, ban chỉ ủy, chi ủy, của, là, người đứng đầu các, viên chức, ủy viên ban
    thường vụ, ủy viên ban chấp hành, ủy viên btv
""")

# With these a clause begins that sets time or purpose and is followed, after a comma, by the order.
OPENERS = _table("""
    trước, trong, đến, từ, nhân, ngay sau, sau, sau khi, nhân dịp, dịp, về, đối với, với, để, nhằm, căn cứ, trên cơ
    sở, cùng với, bên cạnh, song song với, thông qua, qua, theo, trên đây, chậm nhất, riêng, cuối, đầu, từ nay,
    bằng, khi, tại, ở, vào, thực hiện nghị quyết, thực hiện chỉ thị, thực hiện kế hoạch, thực hiện chương trình,
    thực hiện kết luận, tiếp tục thực hiện nghị quyết, tiếp tục thực hiện kế hoạch, trong tháng, ngoài, tháng, quý,
    tuần, đồng thời với, phát huy kết quả, trước tình hình, do, vì, nhờ, tiếp theo, chào mừng, hưởng ứng
""")

# Subjects that are nobody's name: what they are told is an order, and whose it is a person must say.
ANYBODY = _table("""
    các cơ quan, các đơn vị, các ngành, cơ quan đơn vị, cán bộ, đảng viên, mỗi, từng, toàn thể, các đồng chí, các
    cấp ủy, cấp ủy, người đứng đầu, các hộ, các địa phương, các phòng, các tổ, các hội, các cấp, các lực lượng, thủ
    trưởng, lãnh đạo các, tổ, ban, hội, đội, phòng, trạm, trường, trung tâm, hợp tác xã, câu lạc bộ, nhóm, hội đồng,
    đoàn, chi bộ, thôn, doanh nghiệp, ủy viên ban thường vụ, ủy viên ban chấp hành
""")
# What is to be done and is told before who is to do it: "Việc ... do A thực hiện".
MATTERS = _table("việc, nội dung, công tác, nhiệm vụ, phần việc, riêng việc, riêng nội dung, riêng nhiệm vụ")
# These say of a matter that it was named before.
NAMED_BEFORE = _table("này, trên, đó, nêu trên, nói trên")
# With these a sentence begins that only sets a day for the order before it.
TERMS = _table("thời gian, thời hạn, hạn, thời gian thực hiện, thời gian hoàn thành, thời hạn hoàn thành")
# These stand behind the name of a group and do not narrow it.
UNNARROWED = _table("""
    chủ trì, làm đầu mối, trực thuộc, xã, phường, của xã, của phường, trên địa bàn, trong xã, trong phường, toàn xã, và,
    cùng, với, đều, sẽ, tự, có, thì, được giao, liên quan, có liên quan, cơ sở, các cơ sở
""")
# With these what was made is handed over; they order nothing apart from it.
HANDING_OVER = _table("báo cáo, trình, gửi, nộp, thông báo, công khai, niêm yết, công bố")

# What is told, not ordered.
TELLING = _table("""
    đây là, đó là, trong đó, mục tiêu, mục đích, lý do, nguyên nhân, kết quả, tình hình, hiện nay, hiện, đã, vẫn
    còn, thời gian qua, tháng qua, do đó, vì vậy, bởi, vì, việc, nội dung, công tác, nhiệm vụ, kinh phí, thời gian,
    cụ thể, gồm, bao gồm, như vậy, dự báo, qua đó, từ đó, nhờ đó, trong tháng có, tháng, trường hợp, hội nghị
""")

# Words for one field of work stand in one row: an order on the same field goes on with the order before it.
_AREAS = """
    bầu cử, cử tri, ứng cử, hiệp thương, khu vực bỏ phiếu, đại biểu quốc hội, đại biểu hội đồng nhân dân, đại
        biểu hđnd;
    đại hội đảng, đại hội đại biểu toàn quốc, đại hội xiv, đại hội của đảng;
    công tác cán bộ, quy hoạch cán bộ, bổ nhiệm, luân chuyển;
    thông tin đảng viên, quản lý đảng viên, phát triển đảng viên, kết nạp, hồ sơ đảng viên, cơ sở dữ liệu đảng
        viên, quần chúng ưu tú, phát triển đảng;
    sổ tay đảng viên;
    huy hiệu đảng;
    chương trình công tác, kế hoạch công tác, quy chế làm việc;
    sinh hoạt chi bộ, sinh hoạt đảng, đảng phí, nghị quyết chi bộ;
    kiểm tra đảng, kế hoạch kiểm tra, chương trình kiểm tra, kỷ luật đảng, dấu hiệu vi phạm, cuộc kiểm tra;
    đơn thư, tố cáo, khiếu nại, tiếp công dân, tiếp dân, kiến nghị, đối thoại, hòa giải, khiếu kiện;
    hướng dẫn, quy định mới, nghị quyết trung ương, chỉ thị, học tập nghị quyết;
    học tập và làm theo, đạo đức hồ chí minh;
    dư luận, tư tưởng, nền tảng tư tưởng;
    kinh tế, phát triển kinh tế, tăng trưởng, sản xuất kinh doanh;
    dịch bệnh, gia súc, gia cầm, tiêm phòng, vật nuôi, chăn nuôi, thú y;
    gieo cấy, lúa, vụ chiêm, vụ mùa, vụ đông, rau màu, mùa vụ, cây trồng, sâu bệnh, thu hoạch, sản xuất nông
        nghiệp;
    thủy lợi, kênh mương, đê điều, thiên tai, bão, phòng chống lụt bão, phòng thủ dân sự, mưa bão, thoát nước,
        úng;
    giảm nghèo, hộ nghèo, hộ cận nghèo, nhà tạm, nhà dột nát;
    giải phóng mặt bằng, bồi thường, tái định cư, thu hồi đất, gpmb, tái lập;
    đất đai, sử dụng đất, đất công ích, quyền sử dụng đất, lấn chiếm, trật tự xây dựng, san lấp;
    ngân sách, thu chi, dự toán, thuế, quyết toán, thu ngân sách, nợ đọng, phí;
    đầu tư công, giải ngân, công trình, dự án;
    đường giao thông, giao thông nông thôn, an toàn giao thông, vỉa hè, hành lang;
    nông thôn mới, ocop, làng nghề, chợ, hợp tác xã, doanh nghiệp, thương mại;
    môi trường, rác thải, vệ sinh, cây xanh, trồng cây;
    nhà trường, học kỳ, năm học, giáo dục, trường học, khai giảng, dạy học;
    tuyển sinh;
    thi tốt nghiệp, kỳ thi;
    hoạt động hè, dịp hè;
    y tế, khám sức khỏe, tiêm chủng, sốt xuất huyết, bảo hiểm y tế, dân số, phòng bệnh;
    an toàn thực phẩm;
    người có công, bảo trợ xã hội, an sinh, trợ cấp, chế độ chính sách, liệt sĩ, bảo hiểm xã hội;
    thăm hỏi, tặng quà, quà tết, gia đình chính sách, quà;
    văn hóa, thể thao, lễ hội, văn nghệ, thể dục, nhà văn hóa, hội thi, di tích;
    truyền thanh, thông tin cơ sở, tin bài, trang thông tin, pano, cổ động, loa;
    thủ tục hành chính, dịch vụ công, cải cách hành chính, một cửa, hồ sơ trực tuyến, hành chính công;
    chuyển đổi số, số hóa, công nghệ số, định danh, chữ ký số, an toàn thông tin, đề án 06;
    an ninh, trật tự, tuần tra, tội phạm, ma túy, điểm nóng, trộm cắp, an ninh trật tự, tệ nạn;
    cư trú, tạm trú, lưu trú;
    pháo, vũ khí, vật liệu nổ;
    phòng cháy, chữa cháy, pccc, cháy nổ;
    lừa đảo, không gian mạng;
    nghĩa vụ quân sự, nhập ngũ, tân binh, giao nhận quân, nhận quân, tuyển quân, khám tuyển;
    dân quân, tập huấn cán bộ, huấn luyện, diễn tập, sẵn sàng chiến đấu, quốc phòng, hội thao, trực chỉ huy;
    giám sát và phản biện, phản biện xã hội, giám sát phản biện, góp ý, xây dựng chính quyền, giám sát;
    phát triển hội viên, phát triển đoàn viên, thi đua, phong trào, tổ chức hội;
    đoàn kết, đại đoàn kết, ngày hội;
    vay vốn, vốn vay, tín dụng, ngân hàng chính sách;
    lớp bồi dưỡng, mở lớp, giảng viên, học viên, bồi dưỡng, lý luận chính trị, tập huấn;
    hiến máu, nhân đạo, khuyến học, từ thiện, quỹ;
    chủ trương, pháp luật, phổ biến pháp luật;
    lịch sử, truyền thống;
    dân vận, dân vận khéo, tôn giáo, dân chủ ở cơ sở;
    việc làm, lao động, xuất khẩu lao động;
    hội đồng nhân dân, kỳ họp, chất vấn;
    kiểm điểm, xếp loại, đánh giá chất lượng, thi đua khen thưởng, khen thưởng;
    tài sản công, trụ sở, nhà đất dôi dư;
    kỷ niệm, ngày thành lập, quốc khánh, chiến thắng;
    trẻ em, bình đẳng giới, bạo lực gia đình;
"""
AREAS: Phrases[int] = Phrases(
    [(word, number) for number, row in enumerate(_AREAS.split(";")) for word in _phrases(row)]
)

# What can be laid on the table when the order is done.
PRODUCTS = _table("""
    kế hoạch, chương trình, đề án, hồ sơ, danh sách, báo cáo, quyết định, quy chế, hội nghị, lớp, biên bản, tờ
    trình, phương án, quy hoạch, lễ, hội thi, hội thảo, đại hội, sơ kết, tổng kết, ra quân, kỳ họp, cuộc kiểm tra,
    giấy phép, giấy chứng nhận, đợt, tuần lễ, tháng cao điểm, thông báo, văn bản, dự toán, bản đồ, mô hình, huy
    hiệu, nghị quyết, công trình, cuộc giám sát, phiếu, cơ sở dữ liệu, chuyên đề, tọa đàm, buổi, ngày hội, quyết
    toán
""")
# Verbs whose work ends.
ENDING = _table("""
    ban hành, hoàn thành, hoàn thiện, hoàn tất, hoàn chỉnh, xây dựng, lập, tổ chức, trình, tổng kết, sơ kết, rà
    soát, xét, thẩm định, thành lập, kiện toàn, triển khai, tham gia, nghiệm thu, bàn giao, chi trả, phê duyệt,
    thông qua, báo cáo, tổng hợp, mở, công bố, tham mưu, quyết toán, ra mắt, phát động, trao, khảo sát, biên soạn,
    kiểm kê
""")
# Of these, whatever they speak of, one can say on a day that it is done.
FINISHING = _table("""
    ban hành, hoàn thành, hoàn tất, thành lập, kiện toàn, phê duyệt, nghiệm thu, bàn giao, ra mắt, khánh thành, khởi
    công, công bố, khảo sát, quyết toán, tổng kết, sơ kết, kiểm kê, tổng điều tra
""")
EVENTS = _table("""
    đại hội, bầu cử, ứng cử, hiệp thương, tết, kỷ niệm, ngày hội, lễ hội, khai giảng, giáng sinh, noel, quốc khánh,
    giao nhận quân, giao quân, lễ, ngày thành lập, kỳ họp, trung thu, tháng thanh niên, kỳ thi, diễn tập, vu lan,
    tuần lễ
""")
# With "tiếp tục", these say that the thing was begun before and is to be ended.
CARRYING_ON = _table("""
    cập nhật, rà soát, chuẩn hóa, hoàn thiện, hoàn thành, khắc phục, giải quyết dứt điểm, xử lý dứt điểm, làm sạch,
    hoàn tất, thực hiện xong, giải phóng mặt bằng, chi trả, kiểm đếm
""")
GOES_ON = _table("tiếp tục")
# Of these there is no end, whatever they speak of.
STEADY = _table("tăng cường, đẩy mạnh, nâng cao, duy trì, chú trọng, quan tâm, phát huy")
# Where in a clause the order itself ends and its manner begins; a title ends there too.
SURE_TAILS = _table("bảo đảm, đảm bảo, nhằm, theo đúng, theo quy định, qua đó, từ đó")
# These only after a comma.
TAILS = _table("""
    xác định, coi, coi đây, để, phục vụ, góp phần, tạo, gắn, gắn với, trong đó, nhất là, đáp ứng, phấn đấu, không,
    không để, tránh, từng bước, lấy, kiên quyết, kịp thời chấn chỉnh, đúng, nâng cao, hạn chế, hướng tới, làm cơ sở
""")
# A word too common to tell one order from another.
COMMON = frozenset(
    """
    công tác việc các những trên địa bàn xã và của cho theo đúng quy định tốt hiệu quả nghiêm túc kịp thời đầy đủ
    chặt chẽ thực hiện triển khai tổ chức đồng bộ sâu rộng thường xuyên tiếp tục tập trung lãnh đạo chỉ với trong
    tại để được có là năm tháng ngày nhiệm vụ về từ đến đối này nâng cao chất lượng tăng cường đẩy mạnh toàn một số
    yêu cầu
    """.split()
)
# A task given in these words alone is the one that the sentence named before.
GENERAL = COMMON | frozenset("tiến độ đảm bảo theo dõi đôn đốc tham mưu nội dung trên".split())
