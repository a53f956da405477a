"""Taking lists out as sheets and bringing them in: what is shown, what is stored, and who may."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from kesat.organization import importing
from kesat.organization.cells import OneOf
from kesat.organization.held import HeldFile
from kesat.organization.importing import Outcome, bring_in
from kesat.organization.models import Body, Position, Role, User
from kesat.organization.sheets import BodySheet, PositionSheet, Sheet, UserSheet
from kesat.sheet_reader import Row
from tests.conftest import english_client
from tests.factories import make_administrator, make_body, make_position, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ADDRESS = "/quan-tri/organization/"
RISKY = ("=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "==cmd|calc", "'An", "'=1", "＝1")


def workbook(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def send(client: Client, which: str, content: bytes, name: str = "a.xlsx") -> Any:
    return client.post(f"{ADDRESS}{which}/nhap/", {"file": SimpleUploadedFile(name, content)})


def confirm(client: Client, answer: HttpResponse) -> Any:
    """Press the button of a preview."""
    context = answer.context  # type: ignore[attr-defined]
    return client.post(context["confirm_url"], {"fingerprint": context["outcome"].fingerprint})


def rows_of(sheet: type[Sheet], *rows: list[Any]) -> list[Row]:
    return [(1, list(sheet.names())), *((number, row) for number, row in enumerate(rows, start=2))]


def told(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.message) for problem in outcome.problems]


BRANCH = ["CB-1", "Chi bộ thôn 1", "thôn 1; T1", "Party branch", "", 10, "01/07/2025", "", "", ""]


def test_a_preview_shows_each_change_and_stores_nothing_but_the_file() -> None:
    make_body(code="VP", name="Văn phòng", kind="advisory", position=5)
    make_body(code="UB", name="Ủy ban Kiểm tra", kind="advisory", position=6)
    client = english_client(make_administrator())
    content = workbook(
        [BodySheet.heading(name) for name in BodySheet.names()],
        BRANCH,
        ["VP", "Văn phòng Đảng ủy", "", "Advisory body", "UB", 5, None, None, None, None],
        ["UB", "Ủy ban Kiểm tra", "", "Advisory body", None, 6],
    )

    answer = send(client, "body", content, "Danh sách.xlsx")

    lines = {line.row: line for line in answer.context["outcome"].lines}
    assert [(row, line.kind, line.name) for row, line in lines.items()] == [
        (2, "new", "Chi bộ thôn 1"),
        (3, "update", "Văn phòng Đảng ủy"),
        (4, "skip", "Ủy ban Kiểm tra"),
    ]
    assert [(change.column, change.old, change.new) for change in lines[3].changes] == [
        ("Name", "Văn phòng", "Văn phòng Đảng ủy"),
        ("Belongs to", "", "UB"),
    ]
    assert [(change.column, change.new) for change in lines[2].changes] == [
        ("Code", "CB-1"), ("Name", "Chi bộ thôn 1"), ("Short names", "thôn 1; T1"), ("Kind", "Party branch"),
        ("Order in lists", "10"), ("From", "01/07/2025"),
    ]  # fmt: skip
    page = answer.content.decode()
    assert "1 would be added, 1 changed, 1 stay as they are." in page
    assert "<del>Văn phòng</del> → <ins>Văn phòng Đảng ủy</ins>" in page
    assert list(Body.objects.values_list("code", "name")) == [("VP", "Văn phòng"), ("UB", "Ủy ban Kiểm tra")]
    assert [(held.name, bytes(held.content)) for held in HeldFile.objects.all()] == [("Danh sách.xlsx", content)]


def test_confirming_stores_all_of_it_and_writes_the_record() -> None:
    body = make_body(code="VP", name="Văn phòng", kind="advisory", position=5)
    administrator = make_administrator()
    client = english_client(administrator)
    rows: list[list[Any]] = [list(BodySheet.names()), BRANCH, ["VP", "Văn phòng Đảng ủy", "", "advisory", "", 5]]
    make_body(code="UB", name="Ủy ban", position=6)
    rows.append(["UB", "Ủy ban", "", "advisory", "", 6])

    answer = confirm(client, send(client, "body", workbook(*rows)))

    assert answer.headers["Location"] == f"{ADDRESS}body/"
    body.refresh_from_db()
    assert (body.name, body.folded_name) == ("Văn phòng Đảng ủy", "van phong dang uy")
    branch = Body.objects.get(code="CB-1")
    assert (branch.kind, branch.begins_on, branch.short_names) == ("branch", date(2025, 7, 1), "thôn 1; T1")
    assert [(each.object_repr, each.user, each.get_change_message()) for each in LogEntry.objects.order_by("pk")] == [
        ("Chi bộ thôn 1", administrator, "Added."),
        ("Văn phòng Đảng ủy", administrator, "Changed name."),
    ]
    assert not HeldFile.objects.exists()
    listed = client.get(f"{ADDRESS}body/").content.decode()
    assert "Brought in: 1 added, 1 changed, 1 as before." in listed


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("which", ["body", "user", "position"])
def test_what_is_taken_out_and_brought_in_changes_nothing(kind: str, which: str) -> None:
    committee = make_body(code="DU", name="Đảng ủy", kind="committee", position=10)
    branch = make_body(code="CB", name="Chi bộ", kind="branch", parent=committee, begins_on=date(2025, 7, 1))
    group = make_body(code="N", name="Nhóm", kind="group", group_rule="listed", position=1, short_names="các nhóm; N")
    group.members.set([branch, committee])
    person = make_user(username="ha", full_name="Nguyễn Thu Hà", email="ha@example.vn", telephone="0220 3")
    make_position(person, Role.OFFICER, body=branch, ends_on=date(2026, 1, 5))
    make_user(username="cu", is_active=False)
    client = english_client(make_administrator(username="quantri"))

    taken_out = client.get(f"{ADDRESS}{which}/xuat/{kind}/")
    answer = send(client, which, taken_out.content, f"a.{kind}")

    outcome = answer.context["outcome"]
    assert told(outcome) == []
    assert (outcome.added, outcome.changed) == (0, 0)
    assert outcome.unchanged == {"body": 3, "user": 3, "position": 1}[which]
    assert answer.context["held"] is None


def test_bad_input_54_names_that_look_like_formulas_go_out_inert_and_come_back_the_same() -> None:
    for number, name in enumerate(RISKY):
        make_body(code=f"B{number}", name=name, position=number)
    client = english_client(make_administrator())

    as_xlsx = client.get(f"{ADDRESS}body/xuat/xlsx/")
    as_csv = client.get(f"{ADDRESS}body/xuat/csv/")

    sheet = load_workbook(io.BytesIO(as_xlsx.content)).worksheets[0]
    cells = [(row[1].data_type, row[1].value, row[5].data_type, row[5].value) for row in sheet.iter_rows(min_row=2)]
    assert cells == [("s", name, "n", number) for number, name in enumerate(RISKY)]
    names = [row["Name"] for row in csv.DictReader(io.StringIO(as_csv.content.decode("utf-8-sig")))]
    assert names == [
        "'=HYPERLINK(1)", "'+1", "'-2", "'@SUM(A1)", "'==cmd|calc", "'An", "''=1", "'＝1",
    ]  # fmt: skip
    for content, name in ((as_xlsx.content, "a.xlsx"), (as_csv.content, "a.csv")):
        outcome = send(client, "body", content, name).context["outcome"]
        assert (told(outcome), outcome.unchanged) == ([], len(RISKY))


def test_files_are_named_so_that_people_know_them() -> None:
    client = english_client(make_administrator())

    taken_out = client.get(f"{ADDRESS}body/xuat/xlsx/")
    empty = client.get(f"{ADDRESS}user/nhap/mau/csv/")

    assert taken_out["Content-Disposition"] == f'attachment; filename="Bodies {timezone.localdate()}.xlsx"'
    assert taken_out["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert empty["Content-Disposition"] == 'attachment; filename="Users, empty sheet.csv"'
    assert empty.content.decode("utf-8-sig") == "Username,Full name,E-mail,Telephone,May sign in,Administrator\r\n"


def test_the_sheet_of_users_never_holds_a_password() -> None:
    make_user(username="ha")
    client = english_client(make_administrator(username="quantri"))

    content = client.get(f"{ADDRESS}user/xuat/csv/").content.decode()

    assert "password" not in content.lower()
    assert "md5" not in content
    assert content.splitlines()[1:] == ["ha,Nguyễn Thu Hà,,,Yes,No", "quantri,Quản trị viên,,,Yes,Yes"]


def test_a_new_user_cannot_sign_in_before_an_administrator_gives_a_password() -> None:
    make_administrator()

    outcome = bring_in(
        UserSheet, rows_of(UserSheet, ["ha", "Nguyễn Thu Hà", "", 220300, "Có", "FALSE"]), by=User(), dry_run=False
    )

    user = User.objects.get(username="ha")
    assert outcome.added == 1
    assert (user.has_usable_password(), user.telephone, user.is_active, user.is_staff) == (False, "220300", True, False)


def test_headings_are_taken_in_any_language_and_order() -> None:
    make_administrator()
    headings = ["may sign in", "TÊN ĐĂNG NHẬP", "full_name", "E-mail", "Telephone", "is_staff"]

    outcome = bring_in(
        UserSheet, [(1, list(headings)), (2, ["yes", "ha", "Hà", "", "", "no"])], by=User(), dry_run=True
    )

    assert (told(outcome), outcome.added) == ([], 1)


@pytest.mark.parametrize("sheet", [BodySheet, UserSheet, PositionSheet])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_columns_and_no_two_choices_have_one_name(sheet: type[Sheet], language: str) -> None:
    with translation.override(language):
        headings = [sheet.heading(name) for name in sheet.names()]
        choices = [
            [str(choice.label) for choice in field.widget.choices]
            for field in sheet().fields.values()
            if isinstance(field.widget, OneOf)
        ]

    assert all(len(set(names)) == len(names) for names in [headings, *choices])


def test_bad_input_59_headings_that_are_wrong_are_told_one_by_one() -> None:
    rows: list[Row] = [(3, ["username", "Username", None, "Age", "full_name\u202e", "e-mail"]), (4, ["ha"])]

    outcome = bring_in(UserSheet, rows, by=User(), dry_run=True)

    assert told(outcome) == [
        (3, "", "The column “Username” stands twice."),
        (3, "", "Cell C3 has no heading."),
        (3, "", "There is no column “Age”."),
        (3, "", "There is no column “full_name\u202e”."),
        (3, "", "The column “Full name” is missing."),
        (3, "", "The column “Telephone” is missing."),
        (3, "", "The column “May sign in” is missing."),
        (3, "", "The column “Administrator” is missing."),
    ]


def test_bad_input_59_cells_under_no_heading_are_told() -> None:
    make_administrator()

    outcome = bring_in(
        UserSheet, rows_of(UserSheet, ["ha", "Hà", "", "", "yes", "no", "extra"]), by=User(), dry_run=True
    )

    assert told(outcome) == [(2, "", "Cell G2 stands under no heading.")]


def test_bad_input_60_one_bad_row_rolls_all_of_them_back_and_all_are_told() -> None:
    make_body(code="CB-1", kind="branch")
    make_post(code="bi-thu")
    make_user(username="ha")
    client = english_client(make_administrator(username="quantri"))
    content = workbook(
        list(PositionSheet.names()),
        ["ha", "CB-1", "bi-thu", "01/07/2025", None],
        ["ai", "CB-1", "bi-thu", "01/07/2025", None],
        ["ha", "CB-9", "nobody", "31/02/2025", "01/01/2025"],
        ["quantri", "CB-1", "bi-thu", "01/07/2025", None],
        ["ha", "CB-1", "bi-thu", "1/7/2025", None],
        ["ha", "CB-1", "bi-thu", "02/07/2025", "01/07/2025"],
        [None, None, None, None, "01/07/2025"],
    )

    answer = send(client, "position", content)

    assert told(answer.context["outcome"]) == [
        (3, "Person", "No user has the username “ai”."),
        (4, "Body", "No body has the code “CB-9”."),
        (4, "Post", "No post has the code “nobody”."),
        (4, "From", "“31/02/2025” is not a day. Write it as dd/mm/yyyy."),
        (5, "Person", "An administrator holds no position. Give this person a second account."),
        (6, "", "“ha, CB-1, bi-thu, 2025-07-01” stands in row 2 already."),
        (7, "", "A position ends on or after the day on which it begins."),
        (8, "Person", "This field cannot be null."),
        (8, "Body", "This field cannot be null."),
        (8, "Post", "This field cannot be null."),
        (8, "From", "This field cannot be null."),
    ]
    assert "<td>No user has the username “ai”.</td>" in answer.content.decode()
    assert not Position.objects.exists()
    assert not HeldFile.objects.exists()


def test_bad_input_60_a_code_that_stands_twice_stores_nothing() -> None:
    rows = rows_of(BodySheet, BRANCH, ["CB-2", *BRANCH[1:]], BRANCH)

    outcome = bring_in(BodySheet, rows, by=User(), dry_run=False)

    assert told(outcome) == [(4, "", "“CB-1” stands in row 2 already.")]
    assert not Body.objects.exists()


def test_rows_without_a_code_are_told_each() -> None:
    nameless = ["", "Chi bộ", "", "branch", "", 1]

    outcome = bring_in(BodySheet, rows_of(BodySheet, nameless, nameless), by=User(), dry_run=True)

    said = "This field cannot be blank."
    assert told(outcome) == [(2, "Code", said), (3, "Code", said)]


def test_bad_input_60_what_the_form_refuses_the_sheet_refuses() -> None:
    make_administrator()
    bodies = rows_of(
        BodySheet,
        ["cb 1", "", "", "nothing", "CB-1", "many", "2025-13-01", "", "", "X; Y"],
        ["N", "Nhóm", "", "group", "", 1.5, "", "", "", ""],
        ["M", "Một\u202e", "", "branch", "", "", "01/01/2026", "31/12/2025", "", ""],
    )
    users = rows_of(UserSheet, ["Bí thư", "", "no mail", "", "perhaps", ""])

    assert told(bring_in(BodySheet, bodies, by=User(), dry_run=True)) == [
        (2, "Kind", f"“nothing” is not known here. Write {OneOf(Body.Kind).hint}."),
        (2, "Belongs to", "No body has the code “CB-1”."),
        (2, "Order in lists", "“many” is not a whole number."),
        (2, "From", "“2025-13-01” is not a day. Write it as dd/mm/yyyy."),
        (2, "Members", "No body has the code “X”."),
        (2, "Code", "Use capital letters A to Z, digits and hyphens."),
        (2, "Name", "This field cannot be blank."),
        (3, "Order in lists", "“1.5” is not a whole number."),
        (3, "", "A group needs a rule for its members, and only a group has one."),
        (
            4,
            "Name",
            "The text holds a hidden character (U+202E) that cannot be kept. Delete it and type it again.",
        ),
        (4, "", "A body ends after it begins."),
    ]
    assert told(bring_in(UserSheet, users, by=User(), dry_run=True)) == [
        (2, "May sign in", "Write “Yes” or “No”."),
        (2, "Administrator", "Write “Yes” or “No”."),
        (2, "Username", "Use letters a to z, digits, dots and hyphens."),
        (2, "Full name", "This field cannot be blank."),
        (2, "E-mail", "Enter a valid email address."),
    ]


def test_rows_may_name_bodies_that_stand_further_down() -> None:
    rows = rows_of(
        BodySheet,
        ["N", "Nhóm", "", "group", "", 1, "", "", "The members listed", "CB; DU"],
        ["CB", "Chi bộ", "", "branch", "DU", 2],
        ["DU", "Đảng ủy", "", "committee", "", 3],
    )

    outcome = bring_in(BodySheet, rows, by=User(), dry_run=False)

    assert [(line.row, line.kind) for line in outcome.lines] == [(2, "new"), (3, "new"), (4, "new")]
    assert outcome.lines[0].changes[-1].new == "CB; DU"
    group = Body.objects.get(code="N")
    assert [member.code for member in group.members.order_by("code")] == ["CB", "DU"]
    assert Body.objects.get(code="CB").parent == Body.objects.get(code="DU")


def test_bodies_that_belong_to_each_other_are_refused() -> None:
    rows = rows_of(BodySheet, ["A", "A", "", "branch", "B", 1], ["B", "B", "", "branch", "A", 2])

    assert told(bring_in(BodySheet, rows, by=User(), dry_run=False)) == [
        (2, "Belongs to", "No body has the code “B”."),
        (3, "Belongs to", "No body has the code “A”."),
    ]


def test_members_of_a_group_are_changed_and_shown() -> None:
    group = make_body(code="N", name="Nhóm", kind="group", group_rule="listed", position=1)
    group.members.set([make_body(code="A"), make_body(code="B")])
    make_body(code="C")
    row = ["N", "Nhóm", "", "group", "", 1, "", "", "listed", "C; A; C"]

    outcome = bring_in(BodySheet, rows_of(BodySheet, row), by=User(), dry_run=False)

    [change] = outcome.lines[0].changes
    assert (change.column, change.old, change.new) == ("Members", "A; B", "A; C")
    assert [member.code for member in group.members.order_by("code")] == ["A", "C"]


def test_one_administrator_who_can_sign_in_must_remain() -> None:
    make_administrator(username="quantri")
    gone = ["quantri", "Quản trị viên", "", "", "no", "yes"]
    newcomer = ["moi", "Người mới", "", "", "yes", "yes"]

    outcome = bring_in(UserSheet, rows_of(UserSheet, newcomer, gone), by=User(), dry_run=False)

    assert told(outcome) == [(0, "", "At least one administrator who can sign in must remain.")]
    assert User.objects.get(username="quantri").is_active
    assert not User.objects.filter(username="moi").exists()


def test_an_administrator_may_hand_over_to_another_in_one_sheet() -> None:
    make_administrator(username="cu")
    make_user(username="moi", full_name="Người mới")
    rows = rows_of(UserSheet, ["cu", "Quản trị viên", "", "", "no", "no"], ["moi", "Người mới", "", "", "yes", "yes"])

    outcome = bring_in(UserSheet, rows, by=User(), dry_run=False)

    assert (told(outcome), outcome.changed) == ([], 2)
    assert list(User.objects.filter(is_staff=True).values_list("username", flat=True)) == ["moi"]


def test_who_holds_a_position_does_not_become_an_administrator() -> None:
    make_administrator()
    make_position(make_user(username="ha", full_name="Hà"), Role.OFFICER)

    outcome = bring_in(UserSheet, rows_of(UserSheet, ["ha", "Hà", "", "", "yes", "yes"]), by=User(), dry_run=True)

    said = "An administrator holds no position. Give this person a second account."
    assert told(outcome) == [(2, "Administrator", said)]


def test_only_so_many_rows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_ROWS", 1)

    outcome = bring_in(BodySheet, rows_of(BodySheet, BRANCH, BRANCH), by=User(), dry_run=True)

    assert told(outcome) == [(0, "", "At most 1 rows can be brought in at once. Make several sheets of it.")]


def test_a_row_that_the_database_refuses_is_told_and_a_fault_of_ours_is_not_hidden() -> None:
    make_body(code="CB-1", kind="branch")

    class Careless(BodySheet):
        def get_instance(self, instance_loader: Any, row: Any) -> None:
            return None

        class Meta:
            clean_model_instances = False

    class Broken(BodySheet):
        def save_instance(self, *args: Any, **kwargs: Any) -> None:
            raise ZeroDivisionError

    outcome = bring_in(Careless, rows_of(BodySheet, BRANCH), by=User(), dry_run=True)

    assert told(outcome) == [(2, "", "This row cannot be stored.")]
    with pytest.raises(ZeroDivisionError):
        bring_in(Broken, rows_of(BodySheet, ["CB-2", *BRANCH[1:]]), by=User(), dry_run=True)


def test_a_file_that_cannot_be_read_is_told_at_the_form() -> None:
    client = english_client(make_administrator())

    without = client.post(f"{ADDRESS}body/nhap/")
    formula = send(client, "body", workbook(["=1+1"]))
    executable = send(client, "body", b"MZ", "a.exe")

    assert "Choose a file." in without.content.decode()
    assert "Cell A1 holds a formula. Put the value itself in its place." in formula.content.decode()
    assert "This type of file cannot be brought in here." in executable.content.decode()
    assert not HeldFile.objects.exists()


def test_the_form_says_what_to_write_in_each_column() -> None:
    client = english_client(make_administrator())

    page = client.get(f"{ADDRESS}position/nhap/")

    assert page.context["columns"] == [
        ("user", "Person", "the username of a user"),
        ("body", "Body", "the code of a body"),
        ("post", "Post", "the code of a post"),
        ("begins_on", "From", "a day as dd/mm/yyyy"),
        ("ends_on", "To", "a day as dd/mm/yyyy"),
    ]
    hints = {name: hint for sheet in (UserSheet, BodySheet) for name, _label, hint in sheet.columns()}
    assert hints["username"] == "Use letters a to z, digits, dots and hyphens."
    assert hints["is_staff"] == "“Yes” or “No”"
    assert hints["members"] == "the code of each body, with semicolons between"


def test_bad_input_61_nobody_confirms_what_another_has_sent() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))
    other = english_client(make_administrator())

    assert confirm(other, shown).status_code == 404
    assert not Body.objects.exists()
    assert HeldFile.objects.count() == 1


def test_bad_input_61_a_confirmation_counts_once() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))

    first, second = confirm(client, shown), confirm(client, shown)

    assert (first.status_code, second.status_code) == (302, 404)
    assert Body.objects.count() == 1


def test_bad_input_61_after_an_hour_it_is_too_late() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))
    HeldFile.objects.update(created_at=timezone.now() - timedelta(hours=1))

    assert confirm(client, shown).status_code == 404
    assert not Body.objects.exists()

    send(client, "body", workbook(list(BodySheet.names()), BRANCH))

    assert HeldFile.objects.count() == 1


def test_bad_input_61_a_file_for_one_list_is_not_another_lists() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))

    answer = client.post(shown.context["confirm_url"].replace("/body/", "/user/"), {"fingerprint": "x"})

    assert answer.status_code == 404


def test_a_confirmation_is_no_address_to_open() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))

    assert client.get(shown.context["confirm_url"]).status_code == 405
    assert not Body.objects.exists()


def test_what_has_changed_since_the_preview_is_shown_again_and_not_stored() -> None:
    client = english_client(make_administrator())
    shown = send(client, "body", workbook(list(BodySheet.names()), BRANCH))
    body = make_body(code="CB-1", name="Tên khác", kind="branch")

    again = confirm(client, shown)

    assert "Nothing was stored: the list has changed since you looked." in again.content.decode()
    assert again.context["outcome"].changed == 1
    body.refresh_from_db()
    assert body.name == "Tên khác"
    assert confirm(client, again).status_code == 302
    body.refresh_from_db()
    assert body.name == "Chi bộ thôn 1"


def test_what_no_longer_can_be_stored_is_told_when_confirmed() -> None:
    make_body(code="DU", kind="committee")
    client = english_client(make_administrator())
    rows: list[list[Any]] = [list(BodySheet.names()), ["CB-1", "Chi bộ", "", "branch", "DU", 1]]
    shown = send(client, "body", workbook(*rows))
    Body.objects.all().delete()

    again = confirm(client, shown)

    assert told(again.context["outcome"]) == [(2, "Belongs to", "No body has the code “DU”.")]
    assert not Body.objects.exists()


@pytest.mark.parametrize("address", ["body/nhap/", "body/nhap/1/", "user/xuat/csv/", "position/nhap/mau/xlsx/"])
def test_these_pages_do_not_exist_for_who_is_no_administrator(address: str) -> None:
    client = english_client(make_user())

    for answer in (client.get(ADDRESS + address, follow=True), client.post(ADDRESS + address, follow=True)):
        assert answer.status_code == 404


def test_there_are_no_other_kinds_of_file() -> None:
    client = english_client(make_administrator())

    assert client.get(f"{ADDRESS}body/xuat/html/").status_code == 404
    assert client.get(f"{ADDRESS}branch/nhap/").status_code != 200
