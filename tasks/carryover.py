"""The month before in a new month: each of its directives as a row to be answered, with what may be said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from kesat.vietnamese import official_date, official_month
from resolutions.manuscript import PartKind
from resolutions.models import Resolution, Section, Status
from resolutions.models.text import ENDED
from tasks.continuing import months_in_vain
from tasks.models import (
    Answer,
    Assignment,
    Directive,
    Judgement,
    Kind,
    Outcome,
    Progress,
    ProgressReport,
    Sentence,
    State,
)
from tasks.models.directive import DirectiveQuerySet
from tasks.sentences import Reported, carried_words, sentence, standing_words


def cut_off(resolution: Resolution, on: date) -> date:
    """Return the last day whose reports go into the month: the one on which results are due, else `on`."""
    return resolution.results_due_on or on


def to_answer(resolution: Resolution) -> DirectiveQuerySet:
    """Return the directives that the month answers; a practice month answers nothing, an issued one what it answered.

    They are all that are open of any earlier month in force, given or only accepted; those given by the nearest such
    month however they ended; and older ones that ended since, which no month has said yet.
    """
    if resolution.is_practice:
        return Directive.objects.none()
    answered = Answer.objects.filter(resolution=resolution).order_by().values("directive")
    if resolution.is_issued:
        return Directive.objects.filter(pk__in=answered)
    before = Resolution.objects.before(resolution.year, resolution.month).in_force()
    binding = Directive.objects.filter(resolution__status=Status.ISSUED).filter(_earlier(resolution, "resolution__"))
    given = Q(given_on__isnull=False)
    nearest = Q(resolution=Subquery(before.values("pk")[:1])) & (Q(outcome=Outcome.OPEN) | given)
    return binding.filter(nearest | _untold(resolution, before) | Q(pk__in=answered))


def _untold(resolution: Resolution, before: QuerySet[Resolution]) -> Q:
    """Return what is open, or has ended since the nearest month was written, and no earlier month has said to be so."""
    # Whole sets, not asked row by row: so a database looks through them once.
    said = Answer.objects.filter(_earlier(resolution, "resolution__")).exclude(resolution__status__in=ENDED).order_by()
    dropped = said.filter(directive__outcome=Outcome.DROPPED, at__date__gte=F("directive__ended_on"))
    taken_up = Directive.objects.given().filter(_earlier(resolution, "resolution__"), continues__isnull=False)
    written = before.values(day=Coalesce("results_due_on", "issued_on"))[:1]
    was_open = Q(pk__in=said.values("directive")) | Q(given_on__gte=Subquery(written))
    is_told = Q(pk__in=said.filter(kind=Answer.Kind.DONE).values("directive"))
    is_told |= Q(pk__in=dropped.values("directive")) | Q(pk__in=taken_up.order_by().values("continues"))
    return ~is_told & (Q(outcome=Outcome.OPEN) | was_open & Q(given_on__isnull=False))


def _earlier(resolution: Resolution, path: str) -> Q:
    year, month = resolution.year, resolution.month
    return Q(**{f"{path}year__lt": year}) | Q(**{f"{path}year": year, f"{path}month__lt": month})


@dataclass(frozen=True)
class Row:
    """A directive to be answered in `month`: what was reported of it up to the cut-off day, what is answered.

    `reports` are those that were accepted, the latest first; of a group the latest of each body counts. `age` is how
    many months it was asked in vain before.
    """

    month: Resolution
    directive: Directive
    on: date
    as_of: date
    lead: Assignment | None
    reports: tuple[ProgressReport, ...]
    is_waiting: bool
    is_said_done: bool
    answer: Answer | None
    sentences: tuple[Sentence, ...]
    age: int

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def lead_name(self) -> str:
        return self.lead.named if self.lead else ""

    @property
    def state(self) -> State:
        return self.directive.state_on(self.on)

    @property
    def report(self) -> ProgressReport | None:
        """The report that speaks for the directive: the latest that was accepted."""
        return self.reports[0] if self.reports else None

    @cached_property
    def _latest(self) -> dict[int, ProgressReport]:
        found: dict[int, ProgressReport] = {}
        for report in self.reports:
            found.setdefault(report.body_id, report)
        return found

    @cached_property
    def _done(self) -> int:
        """How many bodies have said by the cut-off day that their part is done; later ones are the next month's."""
        return len({report.body_id for report in self.reports if report.progress == Progress.DONE})

    @property
    def asked(self) -> int:
        return len(self.directive.shares.all())

    @cached_property
    def kind(self) -> Answer.Kind:
        """The answer that the reports suggest."""
        directive, report = self.directive, self.report
        if directive.outcome == Outcome.DROPPED or directive.given_on is None:
            return Answer.Kind.NOT_DONE
        if self.is_said_done or (self.asked and self._done >= self.asked):
            return Answer.Kind.DONE
        if report is None:
            return Answer.Kind.NO_REPORT
        if directive.kind == Kind.STANDING and directive.due_on is None:
            return Answer.Kind.STANDING
        if self.asked > 1:
            return Answer.Kind.PARTLY
        return Answer.Kind.NOT_DONE if report.progress == Progress.NOT_BEGUN else Answer.Kind.PARTLY

    @property
    def is_carried_over(self) -> bool:
        """Whether what is left goes on into the new month, unless the office says otherwise."""
        return self.kind != Answer.Kind.DONE and self.directive.outcome != Outcome.DROPPED

    @property
    def reason(self) -> str:
        """The reason that is known for what is not done."""
        if self.directive.outcome == Outcome.DROPPED:
            return self.directive.outcome_reason
        if self.directive.given_on is None:
            return _("It was not given to any body.")
        return self.report.difficulty[:500] if self.report and self.kind != Answer.Kind.DONE else ""

    @property
    def result(self) -> str:
        return self.report.result if self.report else ""

    @cached_property
    def reported(self) -> Reported:
        report, latest = self.report, self._latest.values()
        progress = Progress.DONE if self.kind == Answer.Kind.DONE else report.progress if report else ""
        return Reported(
            lead=self.lead_name,
            title=whole_title(self.directive),
            progress=progress,
            result=self.result,
            difficulty=report.difficulty if report else "",
            names=tuple(self.lead.body.known_as()) if self.lead and self.lead.body else (),
            done=self._done,
            under_way=len([each for each in latest if each.progress != Progress.DONE]),
            asked=self.asked if self.asked > 1 else 0,
        )

    @property
    def words(self) -> str:
        """The sentence that part I may take."""
        return sentence(self.reported)

    @property
    def words_on(self) -> str:
        """The sentence that part II may take where the directive goes on."""
        if self.directive.due_on is None and self.directive.kind == Kind.STANDING:
            return standing_words(self.reported)
        due = self.directive.due_on
        # A day before the new month cannot be ordered in it.
        if due is not None and (due <= self.on or due < date(self.month.year, self.month.month, 1)):
            due = None
        month = official_month(self.month.year, self.month.month)
        return carried_words(self.reported, month, official_date(due) if due else "")


def rows(resolution: Resolution, *, on: date) -> list[Row]:
    """Return a row for every directive that the month answers, in the order of the text.

    As many queries for one as for a thousand; one where there are none.
    """
    return [_row(directive, resolution, on) for directive in _fetched(to_answer(resolution), resolution, on)]


def of_section(found: Iterable[Row], section: Section) -> list[Row]:
    """Return the rows of which a section of part I or II speaks, in one query."""
    fields = _fields_of(section.part.resolution, section.part.kind)
    return [row for row in found if belongs(row.directive, section, fields)]


def row_of(resolution: Resolution, pk: int, *, on: date) -> Row | None:
    """Return the row of one directive, or None where the month does not answer it."""
    found = next(iter(_fetched(to_answer(resolution).filter(pk=pk), resolution, on)), None)
    return _row(found, resolution, on) if found else None


def _fields_of(resolution: Resolution, part: str) -> list[tuple[int, str]]:
    """Return the sections of a part in their order, each with its field."""
    sections = Section.objects.filter(part__resolution=resolution, part__kind=part)
    return list(sections.order_by("position", "id").values_list("pk", "field"))


def belongs(directive: Directive, section: Section, fields: Sequence[tuple[int, str]]) -> bool:
    """Tell whether the section speaks of the directive: its field; what no section has goes to the first."""
    if directive.field == section.field:
        return True
    is_first = bool(fields) and fields[0][0] == section.pk
    return is_first and directive.field not in {field for _pk, field in fields}


def grouped(resolution: Resolution, found: Iterable[Row]) -> list[tuple[Section, list[Row]]]:
    """Return the sections of part I in their order, each with the rows that it speaks of; each row once."""
    sections = Section.objects.filter(part__resolution=resolution, part__kind=PartKind.RESULTS).select_related("part")
    ordered = list(sections.order_by("position", "id"))
    by_field: dict[str, Section] = {}
    for section in ordered:
        by_field.setdefault(section.field, section)
    under: dict[int, list[Row]] = {section.pk: [] for section in ordered}
    for row in found:
        if ordered:
            under[by_field.get(row.directive.field, ordered[0]).pk].append(row)
    return [(section, under[section.pk]) for section in ordered]


def _fetched(directives: DirectiveQuerySet, resolution: Resolution, on: date) -> QuerySet[Directive]:
    last = _end_of(cut_off(resolution, on))
    reports = ProgressReport.objects.exclude(judgement=Judgement.RETURNED).filter(at__lt=last)
    reports = reports.select_related("body").order_by("-at", "-id")
    leads = Assignment.objects.leads().select_related("body")
    taken = Sentence.objects.filter(paragraph__section__part__resolution=resolution, paragraph__is_removed=False)
    return (
        directives.select_related("resolution", "continues")
        .prefetch_related(
            Prefetch("assignments", leads, to_attr="leads"),
            "shares",
            Prefetch("reports", reports, to_attr="said"),
            Prefetch("answers", Answer.objects.select_related("resolution")),
            Prefetch("sentences", taken.select_related("paragraph__section__part"), to_attr="taken"),
            Prefetch("continues__reports", reports, to_attr="said_then"),
            "continues__answers",
        )
        .order_by("-resolution__year", "-resolution__month", "number", "id")
    )


def _row(directive: Any, resolution: Resolution, on: date) -> Row:
    said = [*directive.said, *_said_late(directive.continues)]
    answers = directive.answers.all()
    answer = next((each for each in answers if each.resolution_id == resolution.pk), None)
    return Row(
        month=resolution,
        directive=directive,
        on=on,
        as_of=cut_off(resolution, on),
        lead=directive.leads[0] if directive.leads else None,
        reports=tuple(report for report in said if report.judgement == Judgement.ACCEPTED),
        is_waiting=bool(said) and said[0].judgement == Judgement.SENT,
        is_said_done=any(each.kind == Answer.Kind.DONE for each in answers if each != answer),
        answer=answer,
        sentences=tuple(directive.taken),
        age=directive.age + months_in_vain(answers, resolution),
    )


def _said_late(before: Any) -> list[ProgressReport]:
    """Return what was reported of the directive that this one goes on from, after that one was answered."""
    if before is None:
        return []
    answered = [answer.as_of for answer in before.answers.all()]
    return [report for report in before.said_then if answered and report.at >= _end_of(max(answered))]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def whole_title(directive: Directive) -> str:
    """Return the title; one that was cut short is filled up from the words of the text."""
    title = directive.title
    if not title.endswith("…"):
        return title
    begin = title.rstrip("…").rstrip()
    place = directive.quote.casefold().find(begin.casefold())
    return directive.quote[place:] if place >= 0 else begin
