"""The appendix of a month: its rows, and its two files."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from docx import Document

from kesat.organization.models import Role
from tasks import appendix
from tasks.assigning import rows_of
from tests.factories import make_body, make_committee, make_officer, make_position, make_resolution, make_user
from tests.task_factories import make_directive
from tests.tasks.test_split_pages import signed_in

pytestmark = pytest.mark.django_db

PAPER = "/nghi-quyet/2026-11/nhiem-vu/phan-cong/phu-luc/"


def test_rows_stand_in_groups_by_field_with_all_that_was_assigned() -> None:
    month, member = make_resolution(archive=True), make_user(full_name="Lê Văn Đôn")
    make_directive(
        resolution=month, lead=make_body(name="Phòng Kinh tế"), coordinating=(make_body(name="Công an xã"),),
        presser=member, due_on=date(2026, 11, 5), deliverable="Biên bản", priority="urgent", title="Bàn giao mặt bằng",
    )  # fmt: skip
    make_directive(resolution=month, due_on=None, kind="standing", field="front", title="Thăm hỏi")
    make_directive(
        resolution=month, outcome="dropped", outcome_reason="Thôi", ended_on=date(2026, 11, 6), title="Đã thôi"
    )

    rows = list(appendix.table_rows(rows_of(month)))

    assert [row.group for row in rows if row.group] == [
        "Công tác xây dựng Đảng",
        "Công tác Mặt trận Tổ quốc, các tổ chức chính trị - xã hội",
    ]
    assert rows[1].texts == (
        ("1",),
        ("Bàn giao mặt bằng", "(Khẩn)"),
        ("Phòng Kinh tế",),
        ("Công an xã",),
        ("05/11/2026",),
        ("Biên bản",),
        ("Đôn đốc: Lê Văn Đôn",),
        ("",),
    )
    assert rows[3].texts[4] == ("Thường xuyên",)
    assert "Đã thôi" not in str(rows)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_both_files_are_landscape_and_hold_the_table(kind: str) -> None:
    make_committee()
    month = make_resolution(archive=True)
    make_directive(resolution=month, lead=make_body(name="Phòng Kinh tế <b>"), title="Bàn giao <script>")

    response = signed_in(make_officer()).get(f"{PAPER}{kind}/")

    assert response.headers["Content-Disposition"].startswith("attachment")
    if kind == "pdf":
        with pdfplumber.open(BytesIO(response.content)) as pdf:
            page = pdf.pages[0]
            assert page.width > page.height
            assert "Bàn giao <script>" in " ".join(page.extract_text().split())
    else:
        document = Document(BytesIO(response.content))
        section = document.sections[0]
        assert (section.page_width or 0) > (section.page_height or 0)
        assert document.tables[-1].rows[2].cells[2].text == "Phòng Kinh tế <b>"


def test_another_kind_is_404_and_who_prepares_nothing_is_turned_away() -> None:
    make_committee()
    make_resolution(archive=True)
    person = make_user()
    make_position(person, Role.READER)

    assert signed_in(make_officer()).get(f"{PAPER}exe/").status_code == 404
    assert signed_in(person).get(f"{PAPER}pdf/").status_code == 403
