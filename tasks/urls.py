"""The addresses of the directives."""

from django.urls import path

from tasks import (
    assign_pages,
    board_pages,
    body_pages,
    branch_pages,
    calendar_pages,
    change_pages,
    directive_page,
    letter_pages,
    link_pages,
    links_page,
    loop_pages,
    office_pages,
    split_pages,
)

app_name = "tasks"
urlpatterns = [
    # From the text to the bodies: clauses, assignments, what changes of them
    path("nghi-quyet/<month:period>/nhiem-vu/", split_pages.split, name="split"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/", split_pages.split_section, name="split_section"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/nhan/", split_pages.split_accept, name="split_accept"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/nhan-nhieu/", split_pages.split_sure, name="split_sure"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/khong-phai/", split_pages.split_drop, name="split_drop"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/tach-doi/", split_pages.split_cut, name="split_cut"),
    path("nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/danh-dau/", split_pages.split_mark, name="split_mark"),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/de-xuat-lai/<int:clause>/",
        split_pages.split_bring_back,
        name="split_bring_back",
    ),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/sua/<int:directive>/",
        split_pages.split_correct,
        name="split_correct",
    ),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/tra-ve/<int:directive>/",
        split_pages.split_take_back,
        name="split_take_back",
    ),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/muc/<int:pk>/chu-moi/<int:directive>/",
        split_pages.split_hang,
        name="split_hang",
    ),
    path("nghi-quyet/<month:period>/nhiem-vu/phan-cong/", assign_pages.assignments, name="assignments"),
    path("nghi-quyet/<month:period>/nhiem-vu/phan-cong/nhieu/", assign_pages.assign_many, name="assign_many"),
    path("nghi-quyet/<month:period>/nhiem-vu/phan-cong/giao/", assign_pages.assign, name="assign"),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/phan-cong/phu-luc/<str:kind>/",
        assign_pages.assignments_paper,
        name="assignments_paper",
    ),
    path("nhiem-vu/<int:pk>/phan-cong/", assign_pages.assign_one, name="assign_one"),
    path("nhiem-vu/<int:pk>/thay-doi/", change_pages.change, name="change"),
    path("nhiem-vu/<int:pk>/thay-doi/chu-tri/", change_pages.change_lead, name="change_lead"),
    path("nhiem-vu/<int:pk>/thay-doi/thoi-han/", change_pages.change_deadline, name="change_deadline"),
    path("nhiem-vu/<int:pk>/thay-doi/nguoi-va-ket-qua/", change_pages.change_details, name="change_details"),
    path("nhiem-vu/<int:pk>/thay-doi/khong-con/", change_pages.drop_directive, name="drop_directive"),
    path("nhiem-vu/ban-giao/", change_pages.orphans, name="orphans"),
    path("nhiem-vu/ban-giao/<int:pk>/", change_pages.hand_over, name="hand_over"),
    # What committee members in charge propose for their branches
    path("nhiem-vu/chi-bo-phu-trach/", branch_pages.branches, name="branches"),
    path("nhiem-vu/<int:pk>/de-xuat/", branch_pages.propose, name="propose"),
    path("nhiem-vu/de-xuat/<int:pk>/", branch_pages.answer_proposal, name="answer_proposal"),
    # The list, the board, the reminder letters, the calendars
    path("nhiem-vu/", board_pages.directives, name="list"),
    path("nhiem-vu/xuat/", board_pages.export_list, name="export_list"),
    path("nhiem-vu/bang/", board_pages.board, name="board"),
    path("nhiem-vu/trinh-chieu/", board_pages.projector, name="projector"),
    path("nhiem-vu/cong-van-nhac-viec/", letter_pages.letters, name="letters"),
    path("nhiem-vu/cong-van-nhac-viec/<int:pk>/", letter_pages.letter, name="letter"),
    path("nhiem-vu/cong-van-nhac-viec/<int:pk>/<str:kind>/", letter_pages.letter_file, name="letter_file"),
    path("nhiem-vu/lich-han/", calendar_pages.calendars, name="calendars"),
    path("nhiem-vu/lich-han/<int:pk>/thu-hoi/", calendar_pages.revoke, name="revoke_calendar"),
    path("lich/<slug:token>.ics", calendar_pages.feed, name="calendar_feed"),
    # The bodies' side, one-time addresses, the office's answers, a directive's page
    path("nhiem-vu/cua-toi/", body_pages.mine, name="mine"),
    path("nhiem-vu/cua-toi/da-nhan/", body_pages.acknowledge_all, name="acknowledge_all"),
    path("nhiem-vu/<int:pk>/", directive_page.directive, name="directive"),
    path("nhiem-vu/<int:pk>/da-nhan/", body_pages.acknowledge, name="acknowledge"),
    path("nhiem-vu/<int:pk>/bao-cao/", body_pages.report, name="report"),
    path("nhiem-vu/<int:pk>/bao-cao-thay/<int:body>/", office_pages.on_behalf, name="on_behalf"),
    path("nhiem-vu/<int:pk>/ghi-chu/", directive_page.note, name="note"),
    path("nhiem-vu/cho-xem/", office_pages.waiting, name="waiting"),
    path("nhiem-vu/bao-cao/<int:pk>/nhan/", office_pages.accept, name="accept"),
    path("nhiem-vu/bao-cao/<int:pk>/tra-lai/", office_pages.send_back, name="send_back"),
    path("nhiem-vu/bao-cao/<int:pk>/xac-minh/", office_pages.verify, name="verify"),
    path("nhiem-vu/bao-cao/<int:pk>/tep/<int:file>/", directive_page.report_file, name="report_file"),
    path("nhiem-vu/gia-han/<int:pk>/", office_pages.answer_extension, name="answer_extension"),
    path("nhiem-vu/duong-dan/", links_page.links, name="links"),
    path("nhiem-vu/duong-dan/<int:pk>/thu-hoi/", links_page.revoke_link, name="revoke_link"),
    path("bao-cao/<str:token>/", link_pages.link, name="link"),
    # The loop: answers to the month before, the call for results
    path("nghi-quyet/<month:period>/nhiem-vu/tra-loi/", loop_pages.answers, name="answers"),
    path("nghi-quyet/<month:period>/nhiem-vu/ket-qua/", loop_pages.call_for_results, name="call_for_results"),
    path("nghi-quyet/<month:period>/nhiem-vu/ket-qua/nhac/", loop_pages.remind_for_results, name="remind_for_results"),
    path("nghi-quyet/<month:period>/nhiem-vu/ket-qua/<int:pk>/", loop_pages.contribute, name="contribute"),
    path(
        "nghi-quyet/<month:period>/nhiem-vu/ket-qua/<int:pk>/tep/",
        loop_pages.contribution_file,
        name="contribution_file",
    ),
]
