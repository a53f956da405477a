"""Sample manuscripts in our own sentences: a short one, one of six pages, one with nothing but text, a hostile one."""

from dataclasses import replace
from datetime import date

from resolutions.layout import Letterhead, Profile
from resolutions.manuscript import (
    Field,
    Manuscript,
    ParagraphKind,
    ParagraphText,
    PartKind,
    PartText,
    SectionText,
    Signer,
    Urgency,
)


def make_letterhead(profile: Profile = Profile.HD05_2026) -> Letterhead:
    return Letterhead(
        upper_body="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        issuing_body="ĐẢNG ỦY XÃ KẺ SẶT",
        issuer="CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        place="Kẻ Sặt",
        symbol="NQ/ĐU",
        profile=profile,
    )


def prose(*texts: str) -> tuple[ParagraphText, ...]:
    return tuple(ParagraphText(text) for text in texts)


def paragraphs_of(text: str) -> tuple[ParagraphText, ...]:
    """Return paragraphs that stand apart by an empty line; the lines in them are joined."""
    return prose(*(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")))


def short_manuscript() -> Manuscript:
    """Every kind of paragraph once, number, day and urgency mark: one and a half pages."""
    return Manuscript(
        year=2026,
        month=3,
        subject="Về thực hiện nhiệm vụ chính trị tháng 3/2026",
        opening=prose(
            "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã khóa I",
            "Căn cứ kết quả Hội nghị Ban Thường vụ Đảng ủy ngày 27/02/2026",
            "Ban Thường vụ Đảng ủy ban hành Nghị quyết với những nội dung sau:",
        ),
        parts=(
            PartText(
                PartKind.RESULTS,
                "KẾT QUẢ LÃNH ĐẠO THÁNG 02/2026",
                (
                    SectionText(
                        Field.PARTY_BUILDING,
                        "Công tác xây dựng Đảng",
                        (
                            ParagraphText("Công tác tổ chức", ParagraphKind.HEADING),
                            ParagraphText("Kết nạp được 04 đảng viên mới, đạt hai phần ba chỉ tiêu của quý I."),
                            ParagraphText("Công tác tuyên giáo", ParagraphKind.HEADING),
                            ParagraphText("Về hình thức:", ParagraphKind.ITEM),
                            ParagraphText("phát thanh 24 buổi trên đài truyền thanh xã;", ParagraphKind.SUBITEM),
                            ParagraphText("đăng 31 tin, bài trên trang thông tin điện tử.", ParagraphKind.SUBITEM),
                        ),
                    ),
                    SectionText(
                        Field.GOVERNMENT,
                        "Công tác chính quyền",
                        prose("Gieo cấy xong 412 ha lúa chiêm xuân trước khung thời vụ năm ngày."),
                    ),
                ),
            ),
            PartText(
                PartKind.DIRECTIONS,
                "NHIỆM VỤ TRỌNG TÂM THÁNG 3/2026",
                (
                    SectionText(
                        Field.PARTY_BUILDING,
                        "Công tác xây dựng Đảng",
                        (
                            ParagraphText("Công tác kiểm tra, giám sát", ParagraphKind.HEADING),
                            ParagraphText(
                                "Giao Ủy ban Kiểm tra Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy giám sát chuyên "
                                "đề đối với hai chi bộ nông thôn, xong trước ngày 25/3/2026."
                            ),
                        ),
                    ),
                    SectionText(
                        Field.FRONT,
                        "Công tác Mặt trận Tổ quốc và các đoàn thể",
                        prose("Hội Phụ nữ xã ra mắt mô hình phân loại rác tại nguồn ở ba thôn ven sông."),
                    ),
                ),
            ),
        ),
        closing=prose("Các chi bộ, đảng bộ trực thuộc căn cứ Nghị quyết này tổ chức thực hiện./."),
        recipients=(
            "Thường trực Thành ủy (để báo cáo)",
            "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
            "Các chi bộ, đảng bộ trực thuộc",
            "Lưu Văn phòng Đảng ủy",
        ),
        signer=Signer("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Thị Hải Yến"),
        number=7,
        issued_on=date(2026, 3, 5),
        urgency=Urgency.URGENT,
    )


def bare_manuscript() -> Manuscript:
    """Neither month nor number, opening, closing, recipients or signer."""
    section = SectionText(Field.OTHER, "", prose("Chỉ có một đoạn văn."))
    return Manuscript(year=0, month=0, parts=(PartText(PartKind.RESULTS, "", (section,)),))


HOSTILE = (
    "<script>alert(1)</script><b>đậm</b>",
    "{{ 7*7 }} {% load i18n %} {# chú thích #}",
    "<img src=http://169.254.169.254/latest/meta-data> và <img src=x onerror=alert(1)>",
    '<link rel="stylesheet" href="file:///etc/passwd"> url(http://127.0.0.1:9/a.png)',
    "'; DROP TABLE resolutions_paragraph; --",
)


def hostile_manuscript() -> Manuscript:
    """What an attacker types, in every place that a person can type into."""
    text = HOSTILE[2]
    section = SectionText(Field.OTHER, f"Mục {text}", prose(*HOSTILE))
    return Manuscript(
        year=2026,
        month=1,
        subject=f"về {text}",
        opening=prose(f"Căn cứ {text}"),
        parts=(PartText(PartKind.RESULTS, f"PHẦN {text}", (section,)),),
        closing=prose(text),
        recipients=(text, "Lưu"),
        signer=Signer(text, text, text),
    )


def manuscript_of(paragraphs: int, words: int = 60) -> Manuscript:
    """A manuscript of any length, to move the page end about."""
    text = " ".join(f"từ{place}" for place in range(words)) + "."
    section = SectionText(Field.OTHER, "Mục duy nhất", prose(*[text] * paragraphs))
    return replace(short_manuscript(), opening=(), parts=(PartText(PartKind.RESULTS, "PHẦN DUY NHẤT", (section,)),))


def long_manuscript() -> Manuscript:
    """About 3,000 words, undated: five to six pages."""
    titles = (
        (Field.PARTY_BUILDING, "Công tác xây dựng Đảng"),
        (Field.GOVERNMENT, "Công tác lãnh đạo chính quyền"),
        (Field.FRONT, "Công tác Mặt trận Tổ quốc và các tổ chức chính trị – xã hội"),
        (Field.POLITICAL_CENTRE, "Trung tâm Chính trị"),
    )
    return Manuscript(
        year=2026,
        month=6,
        subject="về lãnh đạo thực hiện nhiệm vụ tháng 6/2026",
        parts=(
            PartText(
                PartKind.RESULTS,
                "ĐÁNH GIÁ KẾT QUẢ LÃNH ĐẠO THÁNG 5/2026",
                tuple(SectionText(*title, paragraphs_of(texts)) for title, texts in zip(titles, _RESULTS, strict=True)),
            ),
            PartText(
                PartKind.DIRECTIONS,
                "PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 6/2026",
                tuple(
                    SectionText(*title, paragraphs_of(texts)) for title, texts in zip(titles, _DIRECTIONS, strict=True)
                ),
            ),
        ),
        closing=paragraphs_of(_CLOSING),
        recipients=(
            "Các đồng chí Ủy viên Ban Chấp hành",
            "Các chi bộ, đảng bộ trực thuộc",
            "Mặt trận Tổ quốc và các đoàn thể",
            "Lưu Văn phòng Đảng ủy",
        ),
        signer=Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Văn Đức"),
    )


_RESULTS = (
    """
Ban Thường vụ Đảng ủy họp thường kỳ hai phiên, bàn và cho chủ trương về mười một nội dung; trong đó có việc sắp
xếp lại chi bộ ở ba thôn sau khi nhập thôn, việc chuẩn bị sơ kết một năm hoạt động của mô hình chính quyền địa
phương hai cấp và việc bố trí vốn sửa chữa nhà văn hóa. Kết luận của mỗi phiên được thông báo đến các chi bộ
chậm nhất sau ba ngày làm việc, có phân công người theo dõi từng việc.

Các chi bộ duy trì nền nếp sinh hoạt định kỳ; tỷ lệ đảng viên dự sinh hoạt đạt 93,4%, tăng 1,2 điểm phần trăm so
với tháng trước. Có 17 chi bộ sinh hoạt chuyên đề về nêu gương của cán bộ lãnh đạo, 05 chi bộ mời cấp ủy viên
cùng dự và góp ý ngay tại buổi sinh hoạt. Một số chi bộ thôn còn gộp nội dung, biên bản ghi sơ sài, chưa thể
hiện rõ ý kiến thảo luận và người chịu trách nhiệm thực hiện.

Công tác phát triển đảng được quan tâm: kết nạp 06 đảng viên, trong đó 04 đồng chí dưới ba mươi tuổi; công nhận
đảng viên chính thức cho 08 đồng chí; cử 12 quần chúng ưu tú học lớp nhận thức về Đảng. Lũy kế năm tháng kết nạp
23 đảng viên, đạt 57,5% chỉ tiêu cả năm. Thẻ đảng viên và huy hiệu 40, 50, 60 năm tuổi Đảng được trao đúng dịp,
chu đáo, tiết kiệm.

Ban Xây dựng Đảng hoàn thành việc đối chiếu hồ sơ của 214 đảng viên chuyển sinh hoạt từ các đơn vị cũ, bổ sung
giấy tờ thiếu cho 31 trường hợp; tham mưu quy hoạch bổ sung nhiệm kỳ 2025 – 2030 đối với 09 chức danh và nhận
xét cán bộ quý II theo mẫu mới. Đội ngũ báo cáo viên tổ chức bốn buổi nói chuyện thời sự với hơn sáu trăm lượt
người nghe.

Ủy ban Kiểm tra Đảng ủy kết thúc giám sát chuyên đề việc thu, nộp đảng phí tại 04 chi bộ, kiến nghị hoàn trả số
tiền thu thừa và chấn chỉnh cách ghi sổ; tiếp nhận 02 đơn phản ánh, chuyển đúng nơi có thẩm quyền 01 đơn và trả
lời công dân 01 đơn trong thời hạn. Không có tổ chức đảng, đảng viên nào bị thi hành kỷ luật trong tháng.

Văn phòng Đảng ủy phục vụ kịp thời các cuộc họp, chuyển toàn bộ giấy mời và tài liệu không mật qua hệ thống điều
hành tác nghiệp, tiết kiệm khoảng bảy nghìn trang giấy so với cùng kỳ; lập xong danh mục hồ sơ năm 2026 và nộp
lưu 12 mét giá tài liệu của các đơn vị cũ về kho lưu trữ.

Công tác dân vận hướng mạnh về cơ sở: bốn tổ dân vận liên thôn đến từng hộ giải thích chủ trương mở rộng đường
trục, vận động 37 hộ tự nguyện lùi cổng, hiến 640 mét vuông đất thổ cư; tổ chức hai buổi đối thoại giữa người
đứng đầu cấp ủy với Nhân dân, ghi nhận 22 ý kiến và trả lời ngay 15 ý kiến. Các ý kiến còn lại đã giao cơ quan
chuyên môn trả lời bằng văn bản và niêm yết tại nhà văn hóa.
    """,
    """
Hội đồng nhân dân xã giám sát việc giải quyết kiến nghị sau kỳ tiếp xúc cử tri: trong 28 kiến nghị thuộc thẩm
quyền của xã có 19 kiến nghị đã xong, 07 kiến nghị đang làm và 02 kiến nghị chưa có lộ trình, tập trung ở tiêu
thoát nước khu dân cư và vệ sinh chợ. Thường trực Hội đồng nhân dân đã yêu cầu Ủy ban nhân dân báo cáo lại trước
kỳ họp giữa năm.

Sản xuất nông nghiệp gặp thuận lợi về thời tiết; lúa chiêm xuân thu hoạch được 386/412 ha, năng suất ước đạt
66,8 tạ/ha, cao hơn vụ trước 1,1 tạ/ha. Diện tích rau màu hè gieo trồng 74 ha, trong đó 21 ha có hợp đồng bao
tiêu với ba hợp tác xã. Đàn gia súc, gia cầm ổn định; tiêm phòng đợt một đạt 88,6% diện phải tiêm, còn sót ở các
hộ nuôi nhỏ lẻ xen trong khu dân cư.

Thu ngân sách trên địa bàn trong tháng đạt 2.140 triệu đồng, lũy kế đạt 47,3% dự toán; chi ngân sách bảo đảm
lương, chính sách xã hội và hoạt động thường xuyên. Tiến độ giải ngân vốn đầu tư công mới đạt 31,5% kế hoạch do
vướng giải phóng mặt bằng đoạn đường nối khu trung tâm với cụm làng nghề; còn 14 hộ chưa thống nhất phương án
bồi thường.

Trung tâm Phục vụ hành chính công tiếp nhận 1.862 hồ sơ, trả đúng và trước hạn 1.839 hồ sơ, bằng 98,8%; hồ sơ
nộp trực tuyến chiếm 91,4%. Có 23 hồ sơ đất đai trả chậm vì thiếu bản đồ địa chính đã chỉnh lý. Người dân đánh
giá hài lòng trên bảng điện tử đạt 4,7/5 điểm; hai trường hợp góp ý về thái độ phục vụ đã được nhắc nhở và xin
lỗi công khai.

Các trường học hoàn thành chương trình năm học, tổ chức kiểm tra cuối kỳ nghiêm túc; xét công nhận hoàn thành
chương trình tiểu học cho 412 học sinh. Trạm Y tế khám sức khỏe định kỳ cho 1.120 người cao tuổi, lập hồ sơ sức
khỏe điện tử đạt 84% dân số. Chi trả trợ cấp qua tài khoản cho 97% đối tượng; trao 16 suất sinh kế cho hộ cận
nghèo từ nguồn xã hội hóa.

Công an xã mở đợt cao điểm bảo đảm trật tự an toàn giao thông trên tuyến đường qua chợ, xử lý 64 trường hợp vi
phạm, vận động tháo dỡ 29 mái che lấn vỉa hè; phạm pháp hình sự giảm 02 vụ so với cùng kỳ. Ban Chỉ huy Quân sự
tổ chức huấn luyện dân quân năm thứ nhất đủ quân số, kết quả kiểm tra bắn đạn thật có 82% khá, giỏi; trực sẵn
sàng chiến đấu nghiêm.

Công tác quản lý đất đai, trật tự xây dựng và môi trường chuyển biến chậm: trong tháng phát hiện 09 trường hợp
xây dựng trên đất nông nghiệp, mới tháo dỡ được 05 trường hợp; hai điểm tập kết rác tạm quá tải vào ngày cuối
tuần; khói bụi từ lò nấu của làng nghề vẫn bị phản ánh. Trách nhiệm của trưởng thôn và cán bộ địa chính trong
phát hiện, báo cáo ban đầu chưa được làm rõ, việc xử lý còn nể nang.
    """,
    """
Ủy ban Mặt trận Tổ quốc phối hợp tổ chức hội nghị lấy ý kiến Nhân dân về phương án đặt tên đường, nhận 318 phiếu
với 92% tán thành; vận động Quỹ vì người nghèo được 186 triệu đồng, hỗ trợ xây mới 02 nhà đại đoàn kết và sửa
chữa 03 nhà. Hoạt động phản biện đối với dự thảo quy chế quản lý chợ được chuẩn bị kỹ, nhiều ý kiến được tiếp
thu.

Hội Nông dân, Hội Phụ nữ, Hội Cựu chiến binh và Đoàn Thanh niên đều có công trình cụ thể: tuyến đường hoa dài
1,8 km, tổ thu gom vỏ thuốc bảo vệ thực vật, câu lạc bộ khởi nghiệp của thanh niên làng nghề. Dư nợ ủy thác qua
bốn tổ chức đạt 54,2 tỷ đồng, nợ quá hạn 0,08%. Tỷ lệ tập hợp đoàn viên, hội viên ở khu vực ngoài nhà nước còn
thấp.
    """,
    """
Trung tâm Chính trị mở 02 lớp bồi dưỡng với 143 học viên, trong đó 01 lớp dành cho bí thư chi bộ mới; lũy kế năm
tháng đã mở 12/26 lớp theo kế hoạch. Bài giảng về chuyển đổi số được giảng viên kiêm nhiệm biên soạn lại, có
phần thực hành trên điện thoại, học viên đánh giá tốt.
    """,
)

_DIRECTIONS = (
    """
Chuẩn bị và tổ chức hội nghị Ban Chấp hành Đảng bộ xã giữa năm; Văn phòng Đảng ủy chủ trì, phối hợp với các cơ
quan tham mưu hoàn thiện báo cáo sơ kết sáu tháng, gửi các đồng chí Đảng ủy viên trước ngày 20/6/2026. Báo cáo
cần nêu rõ việc gì đã xong, việc gì chậm, nguyên nhân và người chịu trách nhiệm, tránh liệt kê.

Các chi bộ rà soát, bổ sung kế hoạch phát triển đảng viên sáu tháng cuối năm, ưu tiên nguồn là công nhân làng
nghề, giáo viên trẻ và dân quân thường trực; chi bộ nào đến hết tháng 6 chưa kết nạp được đảng viên phải báo cáo
bằng văn bản với Ban Thường vụ. Ban Xây dựng Đảng cử cán bộ dự sinh hoạt tại 08 chi bộ còn yếu để hướng dẫn ghi
biên bản và ra nghị quyết sát tình hình.

Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh bằng việc làm hằng ngày: mỗi chi bộ chọn
một khâu yếu để sửa, mỗi đảng viên nhận giúp đỡ một hộ hoặc giữ sạch một đoạn đường; đài truyền thanh mở chuyên
mục người tốt, việc tốt phát vào sáng thứ hai và chiều thứ năm. Ban Xây dựng Đảng tổng hợp kết quả đăng ký trước
ngày 12/6/2026 và chọn ba tập thể, năm cá nhân tiêu biểu để biểu dương tại hội nghị giữa năm.

Giao Ban Xây dựng Đảng chủ trì, phối hợp với Ủy ban Kiểm tra Đảng ủy thẩm định hồ sơ quy hoạch bổ sung, trình
Ban Thường vụ trong phiên họp giữa tháng; hoàn thành việc cấp đổi thẻ đảng viên bị hỏng; tham mưu kế hoạch tổ
chức kỷ niệm ngày thành lập Công đoàn Việt Nam và ngày Thương binh – Liệt sĩ gắn với việc thăm hỏi, tặng quà gia
đình chính sách.

Ủy ban Kiểm tra Đảng ủy bắt đầu kiểm tra việc thực hiện nhiệm vụ đối với 02 chi bộ trường học, thời kỳ kiểm tra
từ đầu nhiệm kỳ đến nay; giám sát thường xuyên việc khắc phục sau giám sát chuyên đề về đảng phí; nắm tình hình,
xử lý ngay từ cơ sở những vấn đề dư luận quan tâm ở vùng giải phóng mặt bằng.

Văn phòng Đảng ủy tiếp tục số hóa tài liệu của các khóa trước, phấn đấu đến ngày 30/6/2026 đạt 60% khối lượng;
tập huấn lại cho bí thư và phó bí thư chi bộ về cách nhận, gửi văn bản trên hệ thống; theo dõi, đôn đốc các cơ
quan gửi báo cáo tháng đúng ngày 22, quá hạn hai lần thì nêu tên trong giao ban.
    """,
    """
Thường trực Hội đồng nhân dân xã chuẩn bị kỳ họp thường lệ giữa năm 2026: thống nhất nội dung với Ủy ban nhân
dân và Mặt trận Tổ quốc trước ngày 10/6/2026, phân công các Ban thẩm tra báo cáo, tổ chức tiếp xúc cử tri tại 09
điểm. Các dự thảo nghị quyết về đầu tư công phải kèm ý kiến của thôn có công trình đi qua.

Ủy ban nhân dân xã chỉ đạo thu hoạch nhanh gọn diện tích lúa chiêm xuân còn lại, làm đất và gieo cấy vụ mùa
trong khung thời vụ, giữ ổn định 405 ha lúa, mở rộng 30 ha giống chất lượng cao; kiểm tra hệ thống kênh tiêu,
cống dưới đê và phương án phòng, chống thiên tai theo phương châm bốn tại chỗ trước mùa mưa bão; tiêm phòng bổ
sung cho đàn vật nuôi còn sót.

Tập trung tháo gỡ giải phóng mặt bằng đoạn đường nối khu trung tâm với cụm làng nghề: Chủ tịch Ủy ban nhân dân
xã trực tiếp đối thoại với 14 hộ chưa đồng thuận, hoàn thành trước ngày 15/6/2026; trường hợp cố tình không chấp
hành thì lập hồ sơ cưỡng chế theo quy định. Đến hết tháng 6 giải ngân vốn đầu tư công đạt ít nhất 45% kế hoạch.

Phòng Kinh tế chủ trì, phối hợp với Công an xã và Ban Quản lý chợ sắp xếp lại ki-ốt, lối thoát nạn và nơi tập
kết rác; công khai mức thu, không để phát sinh khoản thu ngoài quy định. Rà soát các hộ kinh doanh trong làng
nghề chưa đăng ký, hướng dẫn kê khai thuế điện tử, phấn đấu thu ngân sách sáu tháng đạt 56% dự toán năm.

Phòng Văn hóa – Xã hội chỉ đạo các trường bàn giao học sinh về sinh hoạt hè tại thôn, mở lớp dạy bơi cho ít nhất
300 trẻ em; phối hợp với Trạm Y tế kiểm tra an toàn thực phẩm ở bếp ăn tập thể, tổ chức khám sàng lọc cho người
cao tuổi chưa được khám trong đợt một; rà soát danh sách người có công để điều dưỡng và tặng quà dịp 27/7.

Trung tâm Phục vụ hành chính công khắc phục dứt điểm tình trạng chậm hồ sơ đất đai, công khai tiến độ từng hồ sơ
trên trang thông tin; duy trì tổ hỗ trợ lưu động tại các thôn vào sáng thứ bảy; phấn đấu tỷ lệ thanh toán trực
tuyến đạt từ 96% trở lên và không để hồ sơ nào quá hạn mà không có văn bản xin lỗi.

Công an xã giữ vững an ninh nông thôn, nắm chắc tình hình ở nơi giải phóng mặt bằng; duy trì tuần tra đêm, phòng
ngừa cháy nổ trong cụm làng nghề giữa đợt nắng nóng, bảo đảm trật tự kỳ thi tốt nghiệp trung học phổ thông. Ban
Chỉ huy Quân sự tổ chức luyện tập phương án phòng, chống lụt bão, tìm kiếm cứu nạn và phúc tra nguồn tuyển quân
năm 2027.

Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã và trưởng các thôn tháo dỡ dứt điểm 04 trường hợp xây dựng
trái phép còn lại, ngăn chặn ngay từ đầu trường hợp phát sinh; chọn vị trí và lập hồ sơ điểm tập kết rác thứ ba,
đưa vào sử dụng trong tháng 7; đo lại khí thải ở 11 cơ sở nấu kim loại, công khai kết quả và buộc cơ sở vượt
ngưỡng lắp bộ lọc. Người đứng đầu thôn để xảy ra vi phạm mà không báo cáo thì không xét thi đua sáu tháng.

Thực hiện nghiêm việc tiếp công dân định kỳ của người đứng đầu vào ngày thứ tư của tuần thứ hai và tuần thứ tư;
giải quyết đơn thư đúng thẩm quyền, không để phát sinh khiếu kiện đông người. Ủy ban nhân dân xã công khai lịch
tiếp và kết quả trả lời trên trang thông tin, trên bảng tin của từng nhà văn hóa thôn; chuẩn bị đủ hồ sơ phục vụ
đoàn kiểm tra cải cách hành chính của thành phố trong tuần cuối tháng.
    """,
    """
Ủy ban Mặt trận Tổ quốc chủ trì giám sát việc công khai, dân chủ trong bồi thường, hỗ trợ ở khu vực giải phóng
mặt bằng; hướng dẫn các ban công tác Mặt trận đưa nội dung giữ gìn vỉa hè, phân loại rác vào hương ước. Hoàn
thành bàn giao 02 nhà đại đoàn kết trước ngày 20/6/2026.

Các đoàn thể đăng ký với cấp ủy mỗi tổ chức một việc làm mới thiết thực trong tháng hành động vì môi trường;
Đoàn Thanh niên tổ chức tiếp sức mùa thi và ra quân thanh niên tình nguyện hè; Công đoàn xã chăm lo bữa ăn ca,
khám sức khỏe cho lao động nữ làm nghề; Hội Cựu chiến binh nhận giúp đỡ thanh niên chậm tiến ở từng thôn.

Chuẩn bị kỷ niệm ngày truyền thống của các đoàn thể theo hướng gọn nhẹ, gắn với tổng kết mô hình; rà soát tổ
chức chi hội sau khi nhập thôn, bảo đảm mỗi thôn đều có chi hội trưởng và quy chế phối hợp với chi bộ. Phấn đấu
trong tháng kết nạp thêm 85 đoàn viên, hội viên, nhất là ở các tổ hợp tác và hộ kinh doanh làng nghề; giữ tỷ lệ
nợ quá hạn của vốn ủy thác không quá 0,1%.
    """,
    """
Trung tâm Chính trị mở lớp nhận thức về Đảng khóa hai trong năm và lớp bồi dưỡng nghiệp vụ cho cán bộ Mặt trận
thôn; phối hợp với Ban Xây dựng Đảng khảo sát nhu cầu học tập sáu tháng cuối năm để điều chỉnh kế hoạch cho sát
với người học.
    """,
)

_CLOSING = """
Trên cơ sở Nghị quyết này, các cấp ủy trực thuộc xây dựng kế hoạch cụ thể, phân công đảng viên phụ trách từng
việc, báo cáo kết quả về Ban Thường vụ Đảng ủy qua Văn phòng Đảng ủy trước ngày 22/6/2026; Ủy ban Kiểm tra Đảng
ủy theo dõi, đôn đốc việc thực hiện và kiến nghị biểu dương, phê bình trong hội nghị giao ban tháng sau./.
"""
