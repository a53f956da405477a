"""The sample's directives through the verbs: accepted, assigned, reported on, answered, and called for."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from kesat.organization.models import Body, User
from kesat.records.models import Notice
from resolutions.manuscript import Field, PartKind
from resolutions.models import Paragraph, Resolution, Status
from tasks import contributions, extending, giving, reporting, splitting
from tasks.demo import november, october
from tasks.demo.orders import Answered, Order, Said
from tasks.models import Answer, Directive, Progress, ProgressReport, Sentence, Share
from tasks.policy import reporters_of

_SILENT: Final = 2
# What two bodies have sent of their month by the day on which results were due.
_SENT: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "UBMTTQ": {
        Field.FRONT: (
            "Ngày hội Đại đoàn kết toàn dân tộc được tổ chức ở 08/08 thôn, có 92% số hộ tham gia.",
            "Vận động Quỹ “Vì người nghèo” được 86,5 triệu đồng; trao 12 suất quà cho hộ khó khăn.",
        )
    },
    "TTCT": {Field.POLITICAL_CENTRE: ("Mở 02 lớp cho cán bộ Mặt trận với 118 học viên; đến nay đạt 31/34 lớp.",)},
}


def make_directives() -> None:
    """Make what October and November order, what was reported of it, and the call for results of the month in draft.

    The months must be there, issued.
    """
    months = {month: _issued(month) for month in (10, 11)}
    made = {order.title: _order(months[10], order) for order in october.ORDERS}
    giving.assign(made.values(), by=_user("chanhvp"), at=_day(months[10]))
    for order in october.ORDERS:
        _report(made[order.title], order)
        if order.answered:
            _answer(made[order.title], order.answered, months[11])
    later = {order.title: _order(months[11], order) for order in november.ORDERS}
    giving.assign(later.values(), by=_user("chanhvp"), at=_day(months[11]))
    for order in november.ORDERS:
        if order.continues:
            _go_on(later[order.title], made[order.continues])
        _report(later[order.title], order)
    _call()
    # Read long ago, but for the last days.
    Notice.objects.unread().filter(at__lt=_at(date(2026, 11, 23), 0)).update(read_at=_at(date(2026, 11, 23), 8))


def _issued(month: int) -> Resolution:
    return Resolution.objects.get(year=2026, month=month, status=Status.ISSUED)


def _order(month: Resolution, order: Order) -> Directive:
    rows = Paragraph.objects.kept().filter(section__part__resolution=month, text__contains=order.words)
    paragraph = rows.get(section__part__kind__in=[PartKind.DIRECTIONS, PartKind.CLOSING])
    wanted = splitting.Order(
        title=order.title,
        kind=order.kind,
        lead=_body(order.lead),
        coordinating=tuple(_body(code) for code in order.coordinating),
        due_on=order.due_on,
        priority=order.priority,
        deliverable=order.deliverable,
        presser=_user(order.presser) if order.presser else None,
        follower=_user("ngocanh"),
        supervising=(_body("UBKT"),) if order.kind == "oversight" and order.lead != "UBKT" else (),
    )
    clause = splitting.Clause(paragraph.pk, order.words)
    return splitting.accept(month, clause, wanted, by=_user("thuha"), at=_day(month))


def _report(directive: Directive, order: Order) -> None:
    shares = list(directive.shares.select_related("body", "directive"))
    # Of a group that is not answered for yet, some are silent still.
    speaking = shares[: len(shares) - _SILENT] if len(shares) > _SILENT and not order.answered else shares
    if order.more_time:
        share, moment = shares[0], _at(order.more_time.on, 8)
        asked = extending.Asked(order.more_time.reason, order.more_time.wanted_on)
        row = extending.ask(share, asked, _speaker(share, order.more_time.on), at=moment)
        if order.more_time.granted_on:
            granted = extending.Answered(order.more_time.granted_on)
            extending.answer(row, granted, by=_user("vulam"), at=moment + timedelta(hours=5))
    for said in order.reports:
        for share in speaking:
            _say(share, said)


def _say(share: Share, said: Said) -> None:
    moment = _at(said.on, 9)
    report = reporting.report(
        share,
        reporting.Said(
            progress=Progress(said.progress),
            result=said.result,
            difficulty=said.difficulty,
            done_on=said.on if said.progress == Progress.DONE else None,
            figures=tuple(reporting.Figure(name, _number(value), unit) for name, value, unit in said.figures),
        ),
        _speaker(share, said.on),
        at=moment,
    )
    office = (_user("chanhvp"), _user("thuha"))
    judge = next(user for user in office if not reporting.entered(report, user))
    if said.return_reason:
        reporting.send_back(report, said.return_reason, by=judge, at=moment + timedelta(hours=4))
    elif said.is_accepted:
        reporting.accept(report, by=judge, at=moment + timedelta(hours=4))


def _speaker(share: Share, on: date) -> reporting.Speaker:
    """Return who reports for the body, or the office on its behalf where nobody does."""
    user = reporters_of(share.body, on).order_by("pk").first()
    if user:
        return reporting.Speaker(user.full_name, user)
    office = _user("thuha")
    return reporting.Speaker(office.full_name, office, is_on_behalf=True)


def _answer(directive: Directive, answered: Answered, month: Resolution) -> None:
    """Answer it in the text that was issued since; the pages do so while a month is being written."""
    office, at = _user("thuha"), _day(month) - timedelta(days=5)
    Answer.objects.create(
        directive=directive,
        resolution=month,
        kind=answered.kind,
        reason=answered.reason,
        is_carried_over=answered.is_carried_over,
        as_of=at.date(),
        at=at,
        by=office,
    )
    if answered.words:
        rows = Paragraph.objects.kept().filter(section__part__resolution=month, section__part__kind=PartKind.RESULTS)
        report = ProgressReport.objects.accepted().filter(directive=directive).first()
        Sentence.objects.create(
            paragraph=rows.get(text__contains=answered.words),
            quote=answered.words,
            directive=directive,
            report=report,
            at=at,
            by=office,
        )


def _go_on(directive: Directive, before: Directive) -> None:
    Directive.objects.filter(pk=directive.pk).update(continues=before, age=before.age + 1)
    open_still = Directive.objects.filter(pk=before.pk, outcome="")
    open_still.update(outcome="carried_over", ended_on=directive.given_on or date(2026, 11, 2))


def _call() -> None:
    month = Resolution.objects.get(year=2026, month=12, status=Status.DRAFTING, is_practice=False)
    at = _at(date(2026, 11, 19), 8)
    contributions.call(month, contributions.candidates(month, at.date()), by=_user("thuha"), at=at)
    for code, texts in _SENT.items():
        row = month.contributions.select_related("body", "resolution").get(body=_body(code))
        user = reporters_of(row.body, at.date()).order_by("pk").first()
        assert user  # noqa: S101  (both have one in the sample)
        sent_at = at + timedelta(days=3)
        contributions.write(row, texts, seen=contributions.seen_as(()), is_sent=True, by=user, at=sent_at)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _body(code: str) -> Body:
    return Body.objects.get(code=code)


def _day(month: Resolution) -> datetime:
    """Return a moment of the day on which the month was issued, after its issue."""
    assert month.issued_on  # noqa: S101  (it is issued)
    return _at(month.issued_on, 16)


def _at(day: date, hour: int) -> datetime:
    """Return a moment of the day by the commune's clock."""
    return datetime.combine(day, time(hour), tzinfo=UTC) - timedelta(hours=7)
