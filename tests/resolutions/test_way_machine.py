"""A state machine drives the whole way of a month through its pages, with seven people, at random.

After each step: no move outside docs/states.md and none by who may not; what is approved or issued never changes;
every number is accounted for; nobody has confirmed their own; and at the end the chain of events is whole.
"""

import io
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PIL import Image

from kesat.organization.backend import PASSWORD_AT, SEEN_AT, SIGNED_IN_AT
from kesat.organization.models import Committee, Role, User
from kesat.records import triggers
from kesat.records.models import first_broken_event
from resolutions import canonical, numbering
from resolutions.models import Comment, Document, Number, Paragraph, Resolution, Section, Series
from tests.factories import (
    make_clerk,
    make_committee,
    make_head_of_office,
    make_officer,
    make_position,
    make_resolution,
    make_standing_committee,
    make_term,
    make_user,
)
from tests.resolutions.keys import PASSPHRASE, trial

# Not counted for coverage, which would take half of its time; what it walks has tests of its own.
pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

APPROVED = {"approved", "awaiting_signature", "signed", "issued", "withdrawn", "replaced"}

# Who may make a move at all, once more by hand; the deputy confirms where they were in the chair.
MOVERS = {
    ("collecting", "drafting"): {"officer", "head"},
    ("appraisal", "with_permanent"): {"head"},
    ("with_permanent", "in_review"): {"head"},
    ("with_permanent", "appraisal"): {"head", "secretary", "deputy"},
    ("drafting", "appraisal"): {"officer", "head"},
    ("returned", "appraisal"): {"officer", "head"},
    ("appraisal", "drafting"): {"head"},
    ("appraisal", "in_review"): {"head"},
    ("in_review", "returned"): {"head"},
    ("in_review", "approved"): {"secretary", "deputy"},
    ("in_review", "amending"): {"secretary", "deputy"},
    ("amending", "approved"): {"secretary", "deputy"},
    ("amending", "in_review"): {"secretary"},
    ("approved", "in_review"): {"secretary"},
    ("approved", "awaiting_signature"): {"head", "clerk"},
    ("awaiting_signature", "approved"): {"head", "secretary"},
    ("awaiting_signature", "signed"): {"head", "clerk", "secretary"},
    ("signed", "awaiting_signature"): {"secretary"},
    ("signed", "issued"): {"head", "clerk", "secretary"},
    ("issued", "withdrawn"): {"secretary"},
    ("issued", "replaced"): {"secretary"},
}

ACTS = (
    "open", "hand_over", "show", "submit", "take_back", "record", "record_amended", "drop", "confirm", "certify",
    "confirm_text", "step_back", "number", "prepare", "scan", "sign", "issue", "withdraw", "opine", "comment", "answer",
    "write", "reserve", "outside", "void",
)  # fmt: skip


def _png() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    return held.getvalue()


SCAN = _png()


class WayOfAMonth(RuleBasedStateMachine):
    clients: ClassVar[dict[str, Client]]
    people: ClassVar[dict[str, User]]
    voters: ClassVar[list[int]]
    months: ClassVar[dict[bool, int]]
    arrows: ClassVar[set[tuple[str, str]]]
    reached: ClassVar[Counter[str]] = Counter()
    signed: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.sign_in()
        self.texts: dict[str, str] = {}
        self.words = 0
        self.is_checked = False
        self.sha256 = ""

    @initialize(collects=st.booleans(), asks=st.booleans(), signs=st.integers(0, 9))
    def begin(self, *, collects: bool, asks: bool, signs: int) -> None:
        """Begin with the steps that the committee's settings ask for; one run in ten signs with certificates."""
        Committee.objects.update(collects_results=collects, asks_permanent_members=asks)
        self.month = Resolution.objects.get(pk=self.months[collects])
        self.status, self.asks, self.signs = self.month.status, asks, signs == 0

    def sign_in(self) -> None:
        """Let every session begin with the run: thousands of them take longer than a session may be idle."""
        now = int(timezone.now().timestamp())
        for client in self.clients.values():
            session = client.session
            session.update({SIGNED_IN_AT: now, SEEN_AT: now, PASSWORD_AT: now})
            session.save()

    def teardown(self) -> None:
        assert first_broken_event() is None
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(choice=st.integers(0, 2))
    def go_on(self, choice: int) -> None:
        """Do what leads on from here, by whose turn it is, so that most runs get to the end."""
        ways = self.onward()
        act, who = ways[choice % len(ways)]
        self.act(act, who)

    def onward(self) -> list[tuple[str, str]]:
        decision = self.month.decisions.standing().first()
        if self.status == "in_review":
            ways = [("record", "head"), ("record_amended", "head"), ("take_back", "head")]
            return [("confirm", "secretary")] if decision else ways
        if self.status == "amending":
            is_certified = decision and decision.certified_at
            return [("confirm_text", "secretary")] if is_certified else [("write", "head"), ("certify", "head")]
        if self.status in {"approved", "signed"} and not self.month.number:
            return [("number", "clerk")]
        return {
            "collecting": [("open", "officer")],
            "drafting": [("hand_over", "officer")],
            "returned": [("answer", "head"), ("hand_over", "head")],
            "appraisal": [("show" if self.asks else "submit", "head")],
            "with_permanent": [("submit", "head"), ("submit", "head"), ("step_back", "deputy")],
            "approved": [("prepare", "clerk")],
            "awaiting_signature": [("sign", "secretary") if self.signs else ("scan", "clerk")],
            "signed": [("issue", "clerk")],
            "issued": [("withdraw", "secretary"), ("reserve", "clerk")],
        }.get(self.status, [("reserve", "clerk")])

    @rule(
        act=st.sampled_from(ACTS),
        who=st.sampled_from(["officer", "head", "clerk", "secretary", "deputy", "member", "reader"]),
    )
    def try_anything(self, act: str, who: str) -> None:
        self.act(act, who)

    def act(self, act: str, who: str) -> None:
        before = self.status
        self.reached[before] += 1
        response = getattr(self, f"do_{act}")(self.clients[who])
        assert response.status_code in {200, 302, 403, 404, 409, 422, 423}, (act, who, response.status_code)
        self.is_checked = response.status_code not in {200, 302}
        if self.is_checked:  # refused: what was true before is true now, but for the one row that a move would change
            assert Resolution.objects.values_list("status", flat=True).get(pk=self.month.pk) == before
            return
        self.sha256 = ""
        type(self).signed += act == "sign"
        self.month.refresh_from_db()
        self.status = self.month.status
        if self.status != before:
            assert (before, self.status) in self.arrows
            assert who in MOVERS[before, self.status], (act, who, before, self.status)
            if (
                who == "deputy" and before != "with_permanent"
            ):  # the months' decisions are the deputy's to confirm only where they had the chair
                assert self.month.decisions.standing().get().chair_id == self.people["deputy"].pk
            if self.status == "issued":
                self.texts["issued"] = self.fingerprint()

    def post(self, client: Client, name: str, *args: Any, **data: Any) -> Any:
        return client.post(reverse(f"resolutions:{name}", args=args or [self.month.period]), data)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the text as it stands after this step."""
        self.sha256 = self.sha256 or canonical.fingerprint(canonical.text_now(self.month.pk))
        return self.sha256

    # What a page may be asked

    def do_open(self, client: Client) -> Any:
        return self.post(client, "open_drafting")

    def do_show(self, client: Client) -> Any:
        return self.post(client, "ask_permanent")

    def do_hand_over(self, client: Client) -> Any:
        return self.post(client, "hand_over")

    def do_submit(self, client: Client) -> Any:
        day = timezone.localdate() + timedelta(days=1)
        return self.post(client, "submit", day=f"{day:%d/%m/%Y}", hour="17:00")

    def do_take_back(self, client: Client) -> Any:
        return self.post(client, "take_back", reason="Sửa lại.")

    def vote(self, client: Client, **fields: Any) -> Any:
        said = {f"member_{pk}": "agreed" for pk in self.voters}
        data = {"way": "meeting", "decided_on": f"{timezone.localdate():%d/%m/%Y}", "chair": self.voters[0]}
        return self.post(client, "record_decision", **{"outcome": "approved", "amendments": ""} | data | said | fields)

    def do_record(self, client: Client) -> Any:
        return self.vote(client)

    def do_record_amended(self, client: Client) -> Any:
        deputy = self.people["deputy"].pk
        return self.vote(client, outcome="amended", amendments="Sửa chỉ tiêu thu ngân sách.", chair=deputy)

    def do_drop(self, client: Client) -> Any:
        return self.post(client, "drop_decision", reason="Ghi nhầm.")

    def do_confirm(self, client: Client) -> Any:
        decision = self.month.decisions.standing().first()
        return self.post(client, "confirm_decision", decision=decision.pk if decision else "")

    def do_certify(self, client: Client) -> Any:
        return self.post(client, "certify")

    def do_confirm_text(self, client: Client) -> Any:
        decision = self.month.decisions.standing().first()
        return self.post(client, "confirm_text", sha256=decision.sha256 if decision else "")

    def do_step_back(self, client: Client) -> Any:
        return self.post(client, "step_back", reason="Xem lại.")

    def do_number(self, client: Client) -> Any:
        return self.post(client, "give_number", dated_on=f"{timezone.localdate():%d/%m/%Y}")

    def do_prepare(self, client: Client) -> Any:
        return self.post(client, "prepare")

    def do_scan(self, client: Client) -> Any:
        file = io.BytesIO(SCAN)
        file.name = "ban-ky.png"
        return self.post(client, "upload_scan", file=file)

    def do_sign(self, client: Client) -> Any:
        key, seal = io.BytesIO(trial().signer), io.BytesIO(trial().seal)
        key.name, seal.name = "bi-thu.p12", "con-dau.p12"
        words = {"key_password": PASSPHRASE, "seal_password": PASSPHRASE}
        return self.post(client, "sign_here", key=key, seal=seal, **words)

    def do_issue(self, client: Client) -> Any:
        return self.post(client, "issue")

    def do_withdraw(self, client: Client) -> Any:
        return self.post(client, "withdraw", kind="withdrawn", document="số 35-QĐ/ĐU", reason="Không còn phù hợp.")

    def do_opine(self, client: Client) -> Any:
        return self.post(client, "opine", answer="agreed", text="", draft=self.draft_id)

    def do_comment(self, client: Client) -> Any:
        return self.post(client, "comment", text="Nêu rõ số hộ.", draft=self.draft_id)

    @property
    def draft_id(self) -> Any:
        draft = self.month.drafts.order_by("-number").first()
        return draft.pk if draft else ""

    def do_answer(self, client: Client) -> Any:
        comment = Comment.objects.filter(draft__resolution=self.month).unanswered().first()
        if comment is None:
            return self.do_comment(client)
        return self.post(client, "answer", self.month.period, comment.pk, outcome="taken", explanation="")

    def do_write(self, client: Client) -> Any:
        row = Paragraph.objects.filter(section__part__resolution=self.month).first()
        assert row
        self.words += 1
        fields = {"base_version": row.version, "kind": row.kind, "text": f"Lần {self.words}.", "op_id": uuid4()}
        writer = next(self.people[name].pk for name, known in self.clients.items() if known is client)
        return self.post(client, "save", self.month.period, row.pk, writer=writer, **fields)

    def do_reserve(self, client: Client) -> Any:
        day = f"{timezone.localdate():%d/%m/%Y}"
        return client.post(
            reverse("resolutions:reserve_number"), {"paper_type": "NQ", "subject": "về việc khác", "dated_on": day}
        )

    def do_outside(self, client: Client) -> Any:
        series = Series.objects.filter(paper_type="NQ").first()
        number = series.last + 1 if series else 1
        day = f"{timezone.localdate():%d/%m/%Y}"
        data = {"paper_type": "NQ", "number": number, "subject": "về cán bộ", "dated_on": day}
        return client.post(reverse("resolutions:enter_number"), data)

    def do_void(self, client: Client) -> Any:
        number = Number.objects.filter(state="reserved").first()
        return client.post(reverse("resolutions:void_number", args=[number.pk if number else 1]), {"reason": "Bỏ."})

    # What must be true

    @invariant()
    def what_is_approved_stands(self) -> None:
        if self.is_checked:
            return
        if self.status in APPROVED:
            decision = self.month.decisions.standing().get()
            assert self.fingerprint() == decision.sha256
            assert decision.text_confirmed_at
        if "issued" in self.texts:
            assert self.fingerprint() == self.texts["issued"]

    @invariant()
    def what_was_signed_is_what_was_approved(self) -> None:
        if not self.is_checked and self.status in {"signed", "issued", "withdrawn", "replaced"}:
            copy = self.month.documents.filter(kind=Document.Kind.SIGNING_COPY).last()
            assert copy
            assert copy.text_sha256 == self.fingerprint()

    @invariant()
    def every_number_is_accounted_for(self) -> None:
        if self.is_checked:
            return
        for series in Series.objects.all():
            assert numbering.unaccounted(series) == []
        given = Number.objects.filter(resolution=self.month).exclude(state="void")
        assert [row.number for row in given] == ([self.month.number] if self.month.number else [])
        if self.status == "issued":
            assert given.get().state == "used"

    @invariant()
    def nobody_confirms_their_own(self) -> None:
        if self.is_checked:
            return
        for decision in self.month.decisions.select_related("draft").exclude(confirmed_by=None):
            assert decision.confirmed_by_id not in {decision.recorded_by_id, decision.draft.sent_by_id}
            assert decision.in_favour >= len(decision.members) // 2 + 1


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def drive(runs: int) -> None:
    make_committee(signs_on_paper=True, signs_here=True)
    make_term()
    committee = make_standing_committee()
    reader = make_user(full_name="Vũ Đình Lợi")
    make_position(reader, Role.READER)
    months = {collects: make_resolution(month=12 - collects) for collects in (False, True)}
    Section.objects.update(is_done=True)
    with triggers.removed():
        Resolution.objects.filter(pk=months[True].pk).update(status="collecting")
    WayOfAMonth.people = {
        "officer": make_officer(),
        "head": make_head_of_office(),
        "clerk": make_clerk(),
        "secretary": committee.secretary,
        "deputy": committee.deputy,
        "member": committee.members[0],
        "reader": reader,
    }
    WayOfAMonth.clients = {name: _signed_in(person) for name, person in WayOfAMonth.people.items()}
    WayOfAMonth.voters = [person.pk for person in committee.everyone[:4]]
    WayOfAMonth.months = {collects: month.pk for collects, month in months.items()}
    page = (Path(django_settings.BASE_DIR) / "docs" / "states.md").read_text()
    WayOfAMonth.arrows = set(re.findall(r"^    (\w+) --> (\w+)$", page, re.MULTILINE))
    run_state_machine_as_test(
        WayOfAMonth,
        settings=profile(
            max_examples=runs, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_way_of_a_month_holds_whatever_people_do(settings: Any, tmp_path: Path) -> None:
    settings.TRUST_DIR = tmp_path
    for name, content in (("root.crt", trial().root), ("root.crl", trial().crl)):
        (tmp_path / name).write_bytes(content)
    # 200 runs of a check are half on one database, half on the other; `make check-long` makes 2,000 on each.
    drive(max(100, profile().max_examples))

    assert set(WayOfAMonth.reached) >= {"collecting", "with_permanent", "amending", "issued", "withdrawn", "returned"}
    assert WayOfAMonth.signed > 0
