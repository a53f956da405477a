"""What the monthly text says of routine Party work, in several wordings; braces name a figure."""

from resolutions.demo.writing import paragraphs

RESULTS = {
    "conferences": paragraphs("""
        Tổ chức cho cán bộ, đảng viên dự đầy đủ các hội nghị trực tuyến do Trung ương và Thành ủy triệu tập; sau mỗi
        hội nghị đều có văn bản triển khai, giao Ban Xây dựng Đảng theo dõi việc học tập ở từng chi bộ.

        Các văn bản mới của Trung ương, Thành ủy được sao gửi tới chi bộ qua hệ thống điện tử trong thời hạn 02 ngày
        làm việc; Thường trực Đảng ủy giao ban hằng tuần để đôn đốc những việc còn chậm.

        Duy trì tốt điểm cầu trực tuyến của xã; nội dung các hội nghị do cấp trên tổ chức được biên tập ngắn gọn,
        chuyển vào Sổ tay đảng viên điện tử để các chi bộ đưa ra sinh hoạt.

        Thường trực Đảng ủy chủ trì các cuộc giao ban tuần, truyền đạt kịp thời kết luận của Ban Thường vụ Thành ủy và
        tháo gỡ vướng mắc do các chi bộ, cơ quan kiến nghị.

        Việc quán triệt nghị quyết, chỉ thị, kết luận của cấp trên được thực hiện bằng cả hình thức trực tiếp và trực
        tuyến; trên 95% đảng viên đang sinh hoạt tham gia học tập, số vắng mặt được tổ chức học bù.

        Đảng ủy cụ thể hóa kịp thời các văn bản của Thành ủy thành kế hoạch, phân công rõ cơ quan tham mưu, thời hạn
        trình và đồng chí Ủy viên Ban Thường vụ theo dõi.
    """),
    "movement": paragraphs("""
        Trong tháng, kết nạp {admitted} đảng viên mới, công nhận đảng viên chính thức cho {confirmed} đồng chí; chuyển
        sinh hoạt đảng đi {left} đồng chí, tiếp nhận {joined} đồng chí chuyển đến{deaths}; tổng số đảng viên toàn Đảng
        bộ hiện nay là {members} đồng chí.

        Công tác phát triển đảng được duy trì ở các chi bộ: {admitted} quần chúng ưu tú được đứng vào hàng ngũ của
        Đảng, {confirmed} đảng viên dự bị được xét công nhận chính thức đúng thời hạn. Làm thủ tục chuyển sinh hoạt
        đảng cho {left} trường hợp, tiếp nhận {joined} trường hợp{deaths}.

        Ban Thường vụ Đảng ủy xét, quyết định kết nạp {admitted} quần chúng, công nhận chính thức {confirmed} đảng
        viên. Số đảng viên chuyển đi là {left} đồng chí, chuyển đến {joined} đồng chí{deaths}; biến động được cập nhật
        kịp thời trên Cơ sở dữ liệu đảng viên 4.0.

        Tính đến ngày {cutoff}, toàn Đảng bộ có {members} đảng viên; riêng trong tháng kết nạp {admitted} đồng chí,
        chuyển chính thức {confirmed} đồng chí, giới thiệu sinh hoạt đảng đi nơi khác {left} đồng chí và tiếp nhận
        {joined} đồng chí{deaths}.

        Lũy kế từ đầu năm kết nạp được {admitted_year} đảng viên, đạt {admitted_share} kế hoạch; riêng tháng
        {last_month} kết nạp {admitted} đồng chí, chuyển đảng chính thức cho {confirmed} đồng chí, chuyển đi {left}
        đồng chí, tiếp nhận {joined} đồng chí{deaths}.

        Các chi bộ làm tốt việc tạo nguồn, bồi dưỡng quần chúng; đã trao quyết định kết nạp cho {admitted} đồng chí,
        quyết định công nhận chính thức cho {confirmed} đồng chí; giải quyết chuyển sinh hoạt đảng đi {left} đồng chí,
        chuyển đến {joined} đồng chí{deaths}.
    """),
    "inspection": paragraphs("""
        Ủy ban Kiểm tra Đảng ủy bám sát {programme}, đến nay thực hiện {inspected} cuộc kiểm tra, giám sát, đạt
        {inspected_share}; duy trì báo cáo hằng tuần về phòng, chống tham nhũng, lãng phí, tiêu cực; trong tháng không
        phát sinh đơn tố cáo đảng viên.

        Công tác kiểm tra, giám sát được tiến hành có trọng tâm. Ủy ban Kiểm tra Đảng ủy đã hoàn thành {inspected}
        cuộc theo {programme}; qua giám sát đã nhắc nhở kịp thời việc ghi sổ nghị quyết, thu, nộp đảng phí ở một số
        chi bộ.

        Ủy ban Kiểm tra Đảng ủy hướng dẫn chi bộ tự kiểm tra, giám sát; thông báo kết luận đến nơi được kiểm tra đúng
        thời hạn. Lũy kế thực hiện {inspected} cuộc, đạt {inspected_share} {programme}; chưa phát hiện đảng viên vi
        phạm đến mức phải thi hành kỷ luật.

        Tập trung giám sát thường xuyên việc thực hiện quy chế làm việc, những điều đảng viên không được làm và nhiệm
        vụ chuyển đổi số ở các cơ quan. Số cuộc kiểm tra, giám sát đã hoàn thành là {inspected} cuộc, bằng
        {inspected_share} {programme}.

        Ủy ban Kiểm tra Đảng ủy tham mưu đầy đủ báo cáo định kỳ, theo dõi việc khắc phục sau kết luận; tính đến ngày
        {cutoff} đã tiến hành {inspected} cuộc theo {programme}, bảo đảm đúng quy trình, đối tượng và tiến độ.
    """),
}

DIRECTIONS = {
    "branch_meetings": paragraphs("""
        Các chi bộ, đảng bộ trực thuộc duy trì sinh hoạt định kỳ đúng ngày quy định, dành thời gian thảo luận nhiệm vụ
        cụ thể của thôn, cơ quan, trường học; nghị quyết chi bộ cập nhật lên Sổ tay đảng viên điện tử chậm nhất 02
        ngày sau khi họp.

        Nâng cao chất lượng sinh hoạt chi bộ gắn với việc nêu gương của đảng viên; Đảng ủy viên phụ trách cơ sở dự
        sinh hoạt ít nhất 01 chi bộ trong tháng, phản ánh kịp thời những vấn đề nổi lên về Thường trực Đảng ủy.

        Tiếp tục rà soát, bồi dưỡng quần chúng ưu tú là đoàn viên, công nhân, giáo viên trẻ và chủ hộ kinh doanh để
        tạo nguồn phát triển đảng; thường xuyên cập nhật hồ sơ trên Cơ sở dữ liệu đảng viên 4.0.

        Giao Ban Xây dựng Đảng chủ trì, phối hợp với Văn phòng Đảng ủy hướng dẫn chi bộ lựa chọn nội dung sinh hoạt
        chuyên đề, khắc phục tình trạng họp hình thức, đọc lại văn bản, ít ý kiến thảo luận.

        Thực hiện nghiêm quy định về quản lý đảng viên đi làm ăn xa, đảng viên miễn sinh hoạt; yêu cầu chi bộ nắm rõ
        nơi ở, việc làm và giữ liên hệ với đảng viên ít nhất mỗi quý một lần.

        Các chi bộ rà soát chỉ tiêu kết nạp đảng viên được giao, phân công đảng viên chính thức giúp đỡ từng quần
        chúng; nơi chưa có nguồn phải báo cáo rõ nguyên nhân với Ban Xây dựng Đảng trong kỳ giao ban gần nhất.
    """),
    "inspection_next": paragraphs("""
        Ủy ban Kiểm tra Đảng ủy tiếp tục thực hiện {next_programme}; tăng cường giám sát thường xuyên, phát hiện sớm
        và nhắc nhở ngay từ khi mới có dấu hiệu vi phạm; xem xét kịp thời đơn thư tố cáo, kiến nghị (nếu có).

        Đẩy mạnh tự kiểm tra, giám sát tại chi bộ. Giao Ủy ban Kiểm tra Đảng ủy chủ trì, phối hợp với Ban Xây dựng
        Đảng theo dõi việc khắc phục hạn chế sau kết luận ở các nơi đã kiểm tra.

        Ủy ban Kiểm tra Đảng ủy bám sát các khâu dễ phát sinh sai phạm như đất đai, tài chính, đầu tư công, giải quyết
        thủ tục hành chính để lựa chọn nội dung giám sát; hoàn thành báo cáo tháng trước ngày 25.

        Thường xuyên giám sát trách nhiệm nêu gương của người đứng đầu; kết hợp chặt chẽ giữa kiểm tra của Đảng với
        giám sát của Hội đồng nhân dân, Mặt trận Tổ quốc và giám sát của Nhân dân.

        Ủy ban Kiểm tra Đảng ủy đôn đốc các chi bộ nộp báo cáo kiểm tra, giám sát đúng hạn; cập nhật đầy đủ dữ liệu
        của ngành và chuẩn bị nội dung các cuộc tiếp theo trong {next_programme}.

        Tiếp tục thực hiện nghiêm chế độ báo cáo về phòng, chống tham nhũng, lãng phí, tiêu cực; kịp thời giải quyết
        phản ánh liên quan đến cán bộ, đảng viên, không để đơn thư tồn đọng quá hạn.
    """),
    "closing": paragraphs("""
        Trên đây là Nghị quyết về nhiệm vụ chính trị tháng {this_month}. Ban Thường vụ Đảng ủy yêu cầu các chi bộ,
        đảng bộ trực thuộc, các ban, ngành, đoàn thể xây dựng kế hoạch thực hiện; các đồng chí Đảng ủy viên phụ trách
        cơ sở thường xuyên đôn đốc, báo cáo kết quả về Ban Thường vụ (qua Văn phòng Đảng ủy) trước ngày 23; Ủy ban
        Kiểm tra Đảng ủy giám sát việc thực hiện Nghị quyết này./.

        Nghị quyết này được phổ biến đến các chi bộ để thảo luận trong kỳ sinh hoạt gần nhất. Các cơ quan, đơn vị căn
        cứ nhiệm vụ được giao chủ động triển khai, kịp thời báo cáo khó khăn, vướng mắc; Văn phòng Đảng ủy theo dõi,
        tổng hợp kết quả trình Ban Thường vụ Đảng ủy tại phiên họp tháng sau./.

        Ban Thường vụ Đảng ủy giao các đồng chí Ủy viên Ban Thường vụ trực tiếp chỉ đạo lĩnh vực được phân công; Đảng
        ủy viên phụ trách cơ sở cùng chi bộ tháo gỡ vướng mắc ngay tại chỗ; Ủy ban Kiểm tra Đảng ủy, Ban Xây dựng Đảng
        kiểm tra, đôn đốc và báo cáo kết quả thực hiện Nghị quyết tháng {this_month} theo quy định./.

        Yêu cầu các chi bộ, đảng bộ trực thuộc, Ủy ban nhân dân xã, Ủy ban Mặt trận Tổ quốc và các đoàn thể nghiêm túc
        thực hiện Nghị quyết này. Kết quả từng nhiệm vụ gửi về Văn phòng Đảng ủy theo lịch báo cáo tháng; việc nào
        chậm phải nêu rõ nguyên nhân, trách nhiệm và thời gian hoàn thành./.

        Căn cứ Nghị quyết tháng {this_month}, các cấp ủy chi bộ, các cơ quan, ban, ngành, đoàn thể cụ thể hóa thành
        công việc của đơn vị, phân công người chịu trách nhiệm. Đảng ủy viên phụ trách cơ sở nắm tình hình, phản ánh
        về Ban Thường vụ Đảng ủy; Ủy ban Kiểm tra Đảng ủy đưa nội dung này vào giám sát thường xuyên./.

        Trên đây là những nhiệm vụ trọng tâm tháng {this_month}; Ban Thường vụ Đảng ủy yêu cầu cán bộ, đảng viên toàn
        Đảng bộ nêu cao trách nhiệm, tổ chức thực hiện đạt kết quả; Văn phòng Đảng ủy chủ trì theo dõi, đôn đốc và
        tham mưu đánh giá mức độ hoàn thành của từng đơn vị./.
    """),
}
