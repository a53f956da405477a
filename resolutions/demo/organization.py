"""The people and bodies of the sample commune, as plain values; whoever is named here is invented."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class CommitteeData:
    name: str
    upper_body: str
    issuing_body: str
    issuer: str
    place: str
    symbol: str
    office_telephone: str


@dataclass(frozen=True, slots=True)
class TermData:
    name: str
    begins_on: date


@dataclass(frozen=True, slots=True)
class BodyData:
    """A body. A group has either `rule` ("all_branches") or `members` (codes)."""

    code: str
    name: str
    kind: str
    short_names: tuple[str, ...] = ()
    parent: str = ""
    rule: str = ""
    members: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class PostData:
    code: str
    title: str
    role: str
    signature_title: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class PositionData:
    body: str
    post: str
    begins_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonData:
    username: str
    full_name: str
    positions: tuple[PositionData, ...] = ()
    is_administrator: bool = False


COMMITTEE = CommitteeData(
    name="Đảng ủy xã Kẻ Sặt",
    upper_body="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
    issuing_body="ĐẢNG ỦY XÃ KẺ SẶT",
    issuer="CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
    place="Kẻ Sặt",
    symbol="ĐU",
    office_telephone="0220 3 000 000",
)

TERM = TermData("Nhiệm kỳ 2025 - 2030", date(2025, 7, 1))

_LEADING = (
    BodyData("DU", "Đảng ủy xã Kẻ Sặt", "committee", ("Đảng ủy xã", "Đảng ủy", "Ban Chấp hành Đảng bộ xã", "BCH")),
    BodyData("BTV", "Ban Thường vụ Đảng ủy", "standing_committee", ("Ban Thường vụ", "BTV"), "DU"),
    BodyData("TT", "Thường trực Đảng ủy", "permanent", ("Thường trực",), "BTV"),
    BodyData("VPDU", "Văn phòng Đảng ủy", "advisory", ("VPĐU",), "DU"),
    BodyData("BXDD", "Ban Xây dựng Đảng", "advisory", ("Ban XDĐ", "BXDĐ"), "DU"),
    BodyData("UBKT", "Ủy ban Kiểm tra Đảng ủy", "advisory", ("Ủy ban Kiểm tra", "UBKT Đảng ủy", "UBKT"), "DU"),
    BodyData("TTCT", "Trung tâm Chính trị xã", "public_unit", ("Trung tâm Chính trị", "TTCT"), "DU"),
)

_STATE = (
    BodyData("HDND", "Hội đồng nhân dân xã", "state", ("Hội đồng nhân dân", "HĐND xã", "HĐND")),
    BodyData("UBND", "Ủy ban nhân dân xã", "state", ("Ủy ban nhân dân", "UBND xã", "UBND")),
    BodyData(
        "VPHDUB",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
        "division",
        ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND và UBND", "VP HĐND-UBND"),
        "UBND",
    ),
    BodyData("PKT", "Phòng Kinh tế", "division", ("Phòng Kinh tế xã", "PKT"), "UBND"),
    BodyData("PVHXH", "Phòng Văn hóa - Xã hội", "division", ("Phòng VH-XH", "PVHXH"), "UBND"),
    BodyData(
        "TTPVHCC",
        "Trung tâm Phục vụ hành chính công xã",
        "division",
        ("Trung tâm Phục vụ hành chính công", "TTPVHCC"),
        "UBND",
    ),
    BodyData("TYT", "Trạm Y tế xã", "public_unit", ("Trạm Y tế",), "UBND"),
    BodyData("CAX", "Công an xã", "armed_forces", ("Lực lượng Công an xã", "CAX")),
    BodyData("BCHQS", "Ban Chỉ huy Quân sự xã", "armed_forces", ("Ban Chỉ huy Quân sự", "Ban CHQS xã", "Ban CHQS")),
)

_FRONT = (
    BodyData(
        "UBMTTQ",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
        "front",
        ("Ủy ban Mặt trận Tổ quốc xã", "Mặt trận Tổ quốc xã", "UBMTTQ", "MTTQ"),
    ),
    BodyData("HND", "Hội Nông dân xã", "mass_organisation", ("Hội Nông dân",), "UBMTTQ"),
    BodyData("HLHPN", "Hội Liên hiệp Phụ nữ xã", "mass_organisation", ("Hội Liên hiệp Phụ nữ", "Hội LHPN"), "UBMTTQ"),
    BodyData("DTN", "Đoàn TNCS Hồ Chí Minh xã", "mass_organisation", ("Đoàn Thanh niên", "Đoàn xã"), "UBMTTQ"),
    BodyData("HCCB", "Hội Cựu chiến binh xã", "mass_organisation", ("Hội Cựu chiến binh", "Hội CCB"), "UBMTTQ"),
    BodyData("HDT", "Các hội đặc thù", "association", ("hội đặc thù", "hội quần chúng"), "UBMTTQ"),
    BodyData("HCTNXP", "Hội Cựu Thanh niên xung phong xã", "association", ("Hội Cựu Thanh niên xung phong",), "HDT"),
    BodyData("HNCT", "Hội Người cao tuổi xã", "association", ("Hội Người cao tuổi",), "HDT"),
    BodyData("HKH", "Hội Khuyến học xã", "association", ("Hội Khuyến học",), "HDT"),
)

_OUTSIDE = (
    BodyData(
        "NHCS",
        "Ngân hàng Chính sách xã hội Bình Giang",
        "outside",
        ("Ngân hàng Chính sách xã hội", "NHCSXH"),
    ),
    BodyData(
        "BQLDA",
        "Ban Quản lý Dự án đầu tư xây dựng khu vực Bình Giang",
        "outside",
        ("Ban Quản lý Dự án", "BQLDA"),
    ),
)

VILLAGES = {
    "CB-CAULUONG": "Cầu Lương",
    "CB-DONGPHU": "Đông Phú",
    "CB-HOAXA": "Hòa Xá",
    "CB-LOITRI": "Lôi Trì",
    "CB-NGOCXUYEN": "Ngọc Xuyên",
    "CB-THUONGXA": "Thượng Xá",
    "CB-TRAIMOI": "Trại Mới",
    "CB-VINHAN": "Vĩnh An",
}

_BRANCHES = (
    *(BodyData(code, f"Chi bộ thôn {name}", "branch", (f"thôn {name}",), "DU") for code, name in VILLAGES.items()),
    BodyData("CB-MN", "Chi bộ Trường Mầm non Kẻ Sặt", "branch", ("Chi bộ Trường Mầm non",), "DU"),
    BodyData("CB-TH", "Chi bộ Trường Tiểu học Kẻ Sặt", "branch", ("Chi bộ Trường Tiểu học",), "DU"),
    BodyData("CB-THCS", "Chi bộ Trường THCS Kẻ Sặt", "branch", ("Chi bộ Trường THCS",), "DU"),
    BodyData("CB-YT", "Chi bộ Trạm Y tế", "branch", (), "DU"),
    BodyData("CB-CA", "Chi bộ Công an xã", "branch", ("Chi bộ Công an",), "DU"),
    BodyData("CB-QS", "Chi bộ Quân sự xã", "branch", ("Chi bộ Quân sự",), "DU"),
    BodyData("CB-CQD", "Chi bộ các cơ quan Đảng - Mặt trận", "branch", ("Chi bộ cơ quan Đảng",), "DU"),
    BodyData("DB-UBND", "Đảng bộ Ủy ban nhân dân xã", "branch", ("Đảng bộ UBND xã", "Đảng bộ UBND"), "DU"),
)

_GROUPS = (
    BodyData(
        "N-BTTT",
        "Bí thư chi bộ, Trưởng thôn",
        "group",
        ("Bí thư chi bộ", "Trưởng thôn", "các thôn"),
        members=tuple(VILLAGES),
    ),
    BodyData(
        "N-CBDB",
        "Các chi bộ, đảng bộ trực thuộc",
        "group",
        ("các chi bộ, đảng bộ", "các chi bộ trực thuộc", "các chi bộ"),
        rule="all_branches",
    ),
    BodyData(
        "N-BND",
        "Các ban, ngành, đoàn thể",
        "group",
        ("các ban, ngành đoàn thể", "các ban, ngành"),
        members=(
            "VPDU", "BXDD", "UBKT", "TTCT", "VPHDUB", "PKT", "PVHXH", "TTPVHCC", "TYT", "CAX", "BCHQS",
            "UBMTTQ", "HND", "HLHPN", "DTN", "HCCB",
        ),
    ),
    BodyData(
        "N-TCCTXH",
        "Các tổ chức chính trị - xã hội",
        "group",
        ("các tổ chức chính trị - xã hội xã", "các đoàn thể"),
        members=("HND", "HLHPN", "DTN", "HCCB"),
    ),
    BodyData("N-NT", "Các nhà trường", "group", ("các trường học",), members=("CB-MN", "CB-TH", "CB-THCS")),
    # Committee members are people, not bodies: each answers for the branch that he or she is in charge of, so the
    # branches are what reports.
    BodyData(
        "N-DUV",
        "Đảng ủy viên phụ trách cơ sở",
        "group",
        ("các đồng chí Đảng ủy viên phụ trách", "Đảng ủy viên phụ trách"),
        rule="all_branches",
    ),
)  # fmt: skip


def _numbered(*groups: tuple[BodyData, ...]) -> tuple[BodyData, ...]:
    """Return the bodies in one row, ordered in steps of ten so that others fit in between."""
    return tuple(
        BodyData(b.code, b.name, b.kind, b.short_names, b.parent, b.rule, b.members, place * 10)
        for place, b in enumerate((body for group in groups for body in group), start=1)
    )


BODIES = _numbered(_LEADING, _STATE, _FRONT, _BRANCHES, _OUTSIDE, _GROUPS)

POSTS = (
    PostData("bi-thu", "Bí thư", "secretary", "BÍ THƯ", 10),
    PostData("pbt-thuong-truc", "Phó Bí thư Thường trực", "deputy_secretary", "PHÓ BÍ THƯ", 20),
    PostData("pbt-chu-tich", "Phó Bí thư, Chủ tịch UBND", "deputy_secretary", "PHÓ BÍ THƯ", 30),
    PostData("uv-btv", "Ủy viên Ban Thường vụ", "standing_member", "", 40),
    PostData("dang-uy-vien", "Đảng ủy viên", "committee_member", "", 50),
    PostData("chanh-vp", "Chánh Văn phòng", "head_of_office", "CHÁNH VĂN PHÒNG", 60),
    PostData("pho-chanh-vp", "Phó Chánh Văn phòng", "officer", "PHÓ CHÁNH VĂN PHÒNG", 70),
    PostData("chuyen-vien", "Chuyên viên", "officer", "", 80),
    PostData("van-thu", "Văn thư", "clerk", "", 90),
    PostData("chu-nhiem-ubkt", "Chủ nhiệm Ủy ban Kiểm tra", "inspector", "CHỦ NHIỆM", 100),
    PostData("uv-ubkt", "Ủy viên Ủy ban Kiểm tra", "inspector", "", 110),
    PostData("truong-ban", "Trưởng ban", "head_of_body", "TRƯỞNG BAN", 120),
    PostData("chu-tich", "Chủ tịch", "head_of_body", "CHỦ TỊCH", 130),
    PostData("pho-chu-tich", "Phó Chủ tịch", "head_of_body", "PHÓ CHỦ TỊCH", 140),
    PostData("chanh-vp-hdub", "Chánh Văn phòng HĐND và UBND", "head_of_body", "CHÁNH VĂN PHÒNG", 150),
    PostData("truong-phong", "Trưởng phòng", "head_of_body", "TRƯỞNG PHÒNG", 160),
    PostData("giam-doc", "Giám đốc", "head_of_body", "GIÁM ĐỐC", 170),
    PostData("truong-tram", "Trưởng trạm", "head_of_body", "TRƯỞNG TRẠM", 180),
    PostData("truong-ca", "Trưởng Công an", "head_of_body", "TRƯỞNG CÔNG AN", 190),
    PostData("chi-huy-truong", "Chỉ huy trưởng", "head_of_body", "CHỈ HUY TRƯỞNG", 200),
    PostData("bi-thu-doan", "Bí thư Đoàn xã", "head_of_body", "BÍ THƯ", 210),
    PostData("bi-thu-db", "Bí thư đảng bộ", "head_of_body", "BÍ THƯ", 220),
    PostData("bi-thu-cb", "Bí thư chi bộ", "head_of_body", "BÍ THƯ", 230),
    PostData("dau-moi", "Đầu mối báo cáo", "reporter", "", 240),
    PostData("nguoi-doc", "Người đọc", "reader", "", 250),
)

_START = TERM.begins_on
_MOVED_ON = date(2026, 4, 1)


def _person(username: str, full_name: str, *places: tuple[str, str]) -> PersonData:
    """Return a person who has held each (body, post) since the term began."""
    return PersonData(username, full_name, tuple(PositionData(body, post, _START) for body, post in places))


_STANDING_COMMITTEE = (
    _person("bithu", "Trần Văn Khải", ("BTV", "bi-thu"), ("TT", "bi-thu"), ("HDND", "chu-tich")),
    _person("vulam", "Vũ Đình Lâm", ("BTV", "pbt-thuong-truc"), ("TT", "pbt-thuong-truc")),
    _person(
        "quanghuy",
        "Phạm Quang Huy",
        ("BTV", "pbt-chu-tich"),
        ("TT", "pbt-chu-tich"),
        ("UBND", "chu-tich"),
        ("DB-UBND", "bi-thu-db"),
    ),
    _person("bichlien", "Nguyễn Thị Bích Liên", ("BTV", "uv-btv"), ("UBKT", "chu-nhiem-ubkt")),
    _person("vanthang", "Đoàn Văn Thắng", ("BTV", "uv-btv"), ("BXDD", "truong-ban"), ("TTCT", "giam-doc")),
    _person("thuhang", "Lê Thị Thu Hằng", ("BTV", "uv-btv"), ("UBMTTQ", "chu-tich")),
    _person("minhtuan", "Hoàng Minh Tuấn", ("BTV", "uv-btv"), ("CAX", "truong-ca"), ("CB-CA", "bi-thu-cb")),
    _person("duccuong", "Nguyễn Đức Cường", ("BTV", "uv-btv"), ("BCHQS", "chi-huy-truong"), ("CB-QS", "bi-thu-cb")),
    _person("vantoan", "Vũ Văn Toản", ("BTV", "uv-btv"), ("HDND", "pho-chu-tich")),
)

_OFFICE = (
    _person("chanhvp", "Phạm Đức Minh", ("DU", "dang-uy-vien"), ("VPDU", "chanh-vp"), ("CB-CQD", "bi-thu-cb")),
    _person("thuha", "Nguyễn Thu Hà", ("VPDU", "chuyen-vien")),
    _person("ngocanh", "Bùi Ngọc Ánh", ("VPDU", "chuyen-vien")),
    _person("vanthu", "Đào Thị Mai", ("VPDU", "van-thu")),
    # Was deputy head of the Party office until March 2026, then moved to the office of the Council and Committee.
    PersonData(
        "vanson",
        "Trịnh Văn Sơn",
        (
            PositionData("VPDU", "pho-chanh-vp", _START, date(2026, 3, 31)),
            PositionData("VPHDUB", "chanh-vp-hdub", _MOVED_ON),
        ),
    ),
)

_HEADS = (
    _person("thanhtam", "Phan Thị Thanh Tâm", ("UBKT", "uv-ubkt"), ("UBKT", "dau-moi")),
    _person("trongnghia", "Vũ Trọng Nghĩa", ("DU", "dang-uy-vien"), ("PKT", "truong-phong")),
    _person("lanhuong", "Đỗ Thị Lan Hương", ("DU", "dang-uy-vien"), ("PVHXH", "truong-phong")),
    _person("hoangyen", "Nguyễn Hoàng Yến", ("TTPVHCC", "giam-doc")),
    _person("xuanhoa", "Lương Xuân Hòa", ("TYT", "truong-tram"), ("CB-YT", "bi-thu-cb")),
    _person("vanbinh", "Nhữ Văn Bình", ("DU", "dang-uy-vien"), ("HND", "chu-tich"), ("CB-HOAXA", "dang-uy-vien")),
    _person(
        "kimoanh", "Trần Thị Kim Oanh", ("DU", "dang-uy-vien"), ("HLHPN", "chu-tich"), ("CB-TRAIMOI", "dang-uy-vien")
    ),
    _person("haidang", "Phạm Hải Đăng", ("DTN", "bi-thu-doan")),
    _person("ducthinh", "Vũ Đức Thịnh", ("HCCB", "chu-tich"), ("CB-LOITRI", "bi-thu-cb")),
    _person("vanquy", "Nguyễn Văn Quý", ("HCTNXP", "chu-tich"), ("HDND", "nguoi-doc")),
)

_BRANCH_SECRETARIES = (
    _person("vanduong", "Phạm Văn Dương", ("CB-CAULUONG", "bi-thu-cb"), ("CB-CAULUONG", "dau-moi")),
    _person("dinhtrong", "Nguyễn Đình Trọng", ("CB-DONGPHU", "bi-thu-cb")),
    _person("thihoa", "Vũ Thị Hoa", ("CB-HOAXA", "bi-thu-cb")),
    _person("vanchien", "Đặng Văn Chiến", ("CB-NGOCXUYEN", "bi-thu-cb")),
    _person("huuphuc", "Lê Hữu Phúc", ("CB-THUONGXA", "bi-thu-cb")),
    _person("thinga", "Bùi Thị Nga", ("CB-TRAIMOI", "bi-thu-cb")),
    _person("quoctoan", "Trần Quốc Toàn", ("CB-VINHAN", "bi-thu-cb")),
    _person("thuthuy", "Nguyễn Thị Thu Thủy", ("CB-MN", "bi-thu-cb")),
    _person("honghanh", "Vũ Hồng Hạnh", ("CB-TH", "bi-thu-cb")),
    _person("manhha", "Đoàn Mạnh Hà", ("CB-THCS", "bi-thu-cb"), ("CB-THCS", "dau-moi")),
)

PEOPLE = (
    PersonData("quantri", "Quản trị hệ thống", is_administrator=True),
    PersonData("quantrihai", "Quản trị viên thứ hai", is_administrator=True),
    *_STANDING_COMMITTEE,
    *_OFFICE,
    *_HEADS,
    *_BRANCH_SECRETARIES,
)

# Who gets a password, and what `manage.py demo` prints beside the name.
DEMO_ACCOUNTS = (
    ("quantri", _("Administrator: bodies, people and settings; sees no drafts")),
    ("quantrihai", _("Second administrator: confirms positions of the Standing Committee")),
    ("thuha", _("Office specialist: writes the resolution")),
    ("chanhvp", _("Head of the office: appraises, sends, records the decision")),
    ("vanthu", _("Clerk: numbers and issues")),
    ("bithu", _("Secretary: gives an opinion, confirms, signs")),
    ("vulam", _("Deputy Secretary: gives an opinion; signs where it is delegated")),
    ("thuhang", _("Standing Committee member: gives an opinion")),
    ("bichlien", _("Standing Committee member: gives an opinion")),
    ("trongnghia", _("Head of the Economic Division: reports on its directives")),
    ("vanduong", _("Branch secretary: reads what is issued, reports")),
    ("vanbinh", _("Committee member in charge of a branch: proposes changes of its directives")),
)
