"""How well proposals fit a table made by hand: recall, precision, and how often lead, day and kind are right."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from resolutions.demo import organization
from resolutions.intake import read_document
from resolutions.manuscript import Manuscript
from tasks.clauses import Proposal
from tasks.naming import KnownBody

CORPUS = Path(__file__).parent / "clause_corpus"
NONE, UNJUDGED = "-", "*"

COMMUNE = tuple(
    KnownBody(body.name, body.code, body.kind, body.short_names, body.parent, is_group=body.kind == "group")
    for body in organization.BODIES
)
WARD = (
    KnownBody("Đảng ủy phường Nghè", "DU", "committee", ("Đảng ủy phường", "Đảng ủy")),
    KnownBody("Ban Thường vụ Đảng ủy", "BTV", "standing_committee", ("Ban Thường vụ",)),
    KnownBody("Thường trực Đảng ủy", "TT", "permanent", ("Thường trực",)),
    KnownBody("Văn phòng Đảng ủy", "VPDU", "advisory"),
    KnownBody("Ban Tổ chức Đảng ủy", "BTC", "advisory"),
    KnownBody("Ủy ban Kiểm tra Đảng ủy", "UBKT", "advisory", ("Ủy ban Kiểm tra",)),
    KnownBody("Hội đồng nhân dân phường", "HDND", "state"),
    KnownBody("Ủy ban nhân dân phường", "UBND", "state"),
    KnownBody("Phòng Kinh tế, Hạ tầng và Đô thị", "PKTHTDT", "division", ("Phòng KT-HT&ĐT",), "UBND"),
    KnownBody("Phòng Văn hóa - Xã hội", "PVHXH", "division", ("Phòng VHXH",), "UBND"),
    KnownBody("Công an phường", "CAP", "armed_forces"),
    KnownBody("Ban Chỉ huy Quân sự phường", "BCHQS", "armed_forces", ("BCHQS phường",)),
    KnownBody("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "MTTQ", "front"),
    KnownBody("Hội Liên hiệp Phụ nữ phường", "HPN", "mass_organisation"),
    KnownBody("Đoàn Thanh niên Cộng sản Hồ Chí Minh phường", "DTN", "mass_organisation", ("Đoàn phường",)),
    KnownBody("Liên đoàn Lao động phường", "LDLD", "mass_organisation"),
    KnownBody("Các chi bộ khu dân cư", "N-CB", "group", is_group=True),
    KnownBody("Các chi bộ cơ quan", "N-CQ", "group", is_group=True),
    KnownBody("Các trường học", "N-TH", "group", ("các nhà trường",), is_group=True),
    KnownBody("Các tổ trưởng tổ dân phố", "N-TT", "group", ("tổ trưởng tổ dân phố", "tổ dân phố"), is_group=True),
    KnownBody("Các đoàn thể phường", "N-DT", "group", ("các đoàn thể",), is_group=True),
    KnownBody(
        "Đảng ủy viên phụ trách tổ dân phố", "N-DUV", "group",
        ("Đảng ủy viên được phân công phụ trách tổ dân phố",), is_group=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """A clause that orders something: its place, a few words of it, who leads and helps, by when, of what kind."""

    section: int
    paragraph: int
    anchor: str
    lead: str
    due_on: str
    kind: str
    coordinating: frozenset[str]


@dataclass(slots=True)
class Scores:
    expected: int = 0
    proposed: int = 0
    pairs: list[tuple[Expected, Proposal]] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)
    needless: list[Proposal] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    leads: float = 0
    no_leads: float = 0
    days: float = 0
    kinds: float = 0
    helpers_found: float = 0
    helpers_right: float = 0

    @property
    def recall(self) -> float:
        return len(self.pairs) / self.expected

    @property
    def precision(self) -> float:
        return len(self.pairs) / self.proposed

    def __str__(self) -> str:
        figures = (
            f"clauses {len(self.pairs)} of {self.expected}, proposals {self.proposed}: "
            f"recall {self.recall:.3f}, precision {self.precision:.3f}, lead {self.leads:.3f}, "
            f"none where none is named {self.no_leads:.3f}, deadline {self.days:.3f}, kind {self.kinds:.3f}, "
            f"coordinating: recall {self.helpers_found:.3f}, precision {self.helpers_right:.3f}"
        )
        missed = [f"  missed {each.section}.{each.paragraph} {each.anchor}" for each in self.missed]
        needless = [f"  needless {each.section}.{each.paragraph} {each.quote[:70]}" for each in self.needless]
        return "\n".join([figures, *missed, *needless, *(f"  wrong {each}" for each in self.wrong)])


def manuscript_of(path: Path) -> Manuscript:
    return read_document(path.name, path.read_bytes()).manuscript


def expected_of(name: str) -> list[Expected]:
    with (CORPUS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [_expected(**row) for row in rows]


def _expected(place: str, coordinating: str, **words: str) -> Expected:
    section, paragraph = place.split(".")
    helpers = frozenset(code for code in coordinating.split(",") if code != NONE)
    return Expected(int(section), int(paragraph), coordinating=helpers, **words)


def score(expected: Sequence[Expected], proposals: Sequence[Proposal]) -> Scores:
    """Return how the proposals fit; each clause and each proposal is matched at most once, in the text's order."""
    scores, left = Scores(len(expected), len(proposals)), list(proposals)
    for each in expected:
        fitting = [
            proposal
            for proposal in left
            if (proposal.section, proposal.paragraph) == (each.section, each.paragraph)
            and each.anchor in proposal.quote
        ]
        if not fitting:
            scores.missed.append(each)
            continue
        left.remove(fitting[0])
        scores.pairs.append((each, fitting[0]))
    scores.needless = left
    scores.leads = _share(scores, "lead", [pair for pair in scores.pairs if pair[0].lead != NONE])
    scores.no_leads = _share(scores, "lead", [pair for pair in scores.pairs if pair[0].lead == NONE])
    scores.days = _share(scores, "due_on", scores.pairs)
    scores.kinds = _share(scores, "kind", scores.pairs)
    _count_helpers(scores)
    return scores


def _count_helpers(scores: Scores) -> None:
    """Count the coordinating bodies clause by clause, those of missed and needless clauses included."""
    proposed = [(each, {body.code for body in found.coordinating}) for each, found in scores.pairs]
    named = sum(len(each.coordinating) for each in (*scores.missed, *(each for each, _found in scores.pairs)))
    given = sum(len(codes) for _each, codes in proposed) + sum(len(each.coordinating) for each in scores.needless)
    right = sum(len(each.coordinating & codes) for each, codes in proposed)
    scores.helpers_found, scores.helpers_right = right / (named or 1), right / (given or 1)
    for each, codes in proposed:
        if codes != each.coordinating:
            scores.wrong.append(f"coordinating: {sorted(codes)}, not {sorted(each.coordinating)}: {each.anchor}")


def _share(scores: Scores, what: str, pairs: Sequence[tuple[Expected, Proposal]]) -> float:
    """Return how many of the pairs agree, of those that are judged, and note those that do not."""
    judged = [pair for pair in pairs if getattr(pair[0], what) != UNJUDGED]
    right = 0
    for expected, proposal in judged:
        given = {
            "lead": proposal.lead.code if proposal.lead else NONE,
            "due_on": proposal.due_on.isoformat() if proposal.due_on else NONE,
            "kind": proposal.kind.value,
        }[what]
        right += given == getattr(expected, what)
        if given != getattr(expected, what):
            scores.wrong.append(f"{what}: {given}, not {getattr(expected, what)}: {expected.anchor}")
    return right / len(judged) if judged else 1.0
