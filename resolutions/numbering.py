"""The office's numbers: the next of a series, reserved, used, void or used outside; every one accounted for."""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kesat.organization.models import Committee, Term, User
from kesat.records.models import record
from resolutions import policy, workflow
from resolutions.drafting import Refused
from resolutions.models import Document, Number, Resolution, Series, Status
from resolutions.policy import Action
from resolutions.workflow import Overtaken


def menu_entry(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield where the main menu leads whoever keeps the register."""
    if not policy.refusal(Action.REGISTER, request.user, on=timezone.localdate()):
        yield _("Register of papers"), reverse("resolutions:register")


def term_on(day: date) -> Term:
    """Return the term of a day. Raises Refused where there is none."""
    term = Term.objects.filter(begins_on__lte=day).order_by("-begins_on").first()
    if term is None or (term.ends_on and term.ends_on < day):
        raise Refused(_("No term of the committee is entered for that day. Ask the administrator."))
    return term


def series_for(paper_type: str, on: date) -> Series:
    """Return the series of the committee's papers of a type in the term of a day, made when it is first asked for.

    That of resolutions begins with what was brought in from the archive.
    """
    term, symbol = term_on(on), Committee.current().symbol
    series = Series.objects.filter(symbol=symbol, paper_type=paper_type, term=term).first()
    if series:
        return series
    try:
        with transaction.atomic():
            series = Series.objects.create(symbol=symbol, paper_type=paper_type, term=term)
            if paper_type == Series.PaperType.RESOLUTION:
                _take_over_archive(series)
    except IntegrityError:
        return Series.objects.get(symbol=symbol, paper_type=paper_type, term=term)
    return series


def _take_over_archive(series: Series) -> None:
    """Give every number up to the highest of the archive its row; what the archive lacks was used outside."""
    known = {row.number: row for row in Resolution.objects.filter(term=series.term, number__isnull=False)}
    last = _last_of_archive(series)
    rows = [
        Number(
            series=series,
            number=number,
            state=Number.State.USED if number in known else Number.State.USED_OUTSIDE,
            resolution=known.get(number),
            subject=known[number].subject if number in known else "",
            dated_on=known[number].issued_on if number in known else None,
        )
        for number in range(1, last + 1)
    ]
    Number.objects.bulk_create(rows)
    Series.objects.filter(pk=series.pk).update(last=last)


def _last_of_archive(series: Series) -> int:
    if series.paper_type != Series.PaperType.RESOLUTION:
        return 0
    return Resolution.objects.filter(term=series.term).aggregate(last=Max("number"))["last"] or 0


def take_next(
    series: Series,
    state: str,
    *,
    by: User | None,
    at: datetime,
    subject: str = "",
    resolution: Resolution | None = None,
    dated_on: date | None = None,
) -> Number:
    """Take the next number of the series; two clerks at once get two numbers, without a gap."""
    with transaction.atomic():
        Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
        last = Series.objects.values_list("last", flat=True).get(pk=series.pk)
        number = Number.objects.create(
            series=series,
            number=last,
            state=state,
            subject=subject,
            resolution=resolution,
            dated_on=dated_on,
            by=by,
            at=at,
        )
        record("take_number", number, by=by, number=str(number), state=state)
    return number


def next_label(paper_type: str, term: Term) -> str:
    """Return the number that would be given next, "06-NQ/ĐU"; nothing is taken, and no series is made."""
    series = series_in(paper_type, term)
    last = series.last if series.pk else _last_of_archive(series)
    return series.label(last + 1)


def series_in(paper_type: str, term: Term) -> Series:
    """Return the committee's series of a type and term; one without a row where no number was given yet."""
    key = {"symbol": Committee.current().symbol, "paper_type": paper_type, "term": term}
    return Series.objects.filter(**key).first() or Series(**key)


def give(resolution: Resolution, *, dated_on: date, by: User, at: datetime) -> Number:
    """Reserve the next number for a resolution, with the day that stands on its paper; it is used when it is issued.

    One that it had before it was stepped back is given again. Raises what `workflow.require` raises; Refused for a
    day before the decision, in the future or in a term that has no entry; Overtaken where it has a number.
    """
    workflow.require(Action.NUMBER, resolution, by=by)
    decision = resolution.decisions.standing().first()
    if dated_on > timezone.localdate(at):
        raise Refused(_("The day on the paper lies in the future."))
    if decision and dated_on < decision.decided_on:
        raise Refused(
            _("The paper cannot be dated before the decision of %(day)s.")
            % {"day": date_format(decision.decided_on, "d/m/Y")}
        )
    series = series_for(Series.PaperType.RESOLUTION, dated_on)
    with transaction.atomic():
        row = workflow.hold(resolution)
        if row.number:
            raise Overtaken(_("This resolution has a number already. Open the page again."))
        number = _kept_for(resolution, series, dated_on, by=by, at=at) or take_next(
            series,
            Number.State.RESERVED,
            by=by,
            at=at,
            subject=resolution.subject,
            resolution=resolution,
            dated_on=dated_on,
        )
        new = {"term": series.term, "number": number.number, "issued_on": dated_on}
        Resolution.objects.filter(pk=row.pk).update(**new)
    for name, value in new.items():
        setattr(resolution, name, value)
    return number


def _kept_for(resolution: Resolution, series: Series, dated_on: date, *, by: User, at: datetime) -> Number | None:
    """Return the number that is still reserved for a resolution which was stepped back, with its new day."""
    number = resolution.numbers.filter(state=Number.State.RESERVED).select_related("series__term").first()
    if number is None:
        return None
    if number.series_id != series.pk:
        raise Refused(
            _("Number %(number)s of another term is reserved for this resolution. Make it void first.")
            % {"number": number}
        )
    number.dated_on, number.by, number.at = dated_on, by, at
    number.save(update_fields=["dated_on", "by", "at"])
    record("take_number", number, by=by, number=str(number), state=number.state)
    return number


def reserve(paper_type: str, subject: str, *, dated_on: date, by: User, at: datetime) -> Number:
    """Reserve the next number for a paper that is not in this program."""
    _require_register(by, subject)
    series = series_for(paper_type, dated_on)
    return take_next(series, Number.State.RESERVED, by=by, at=at, subject=subject, dated_on=dated_on)


def use_outside(paper_type: str, number: int, subject: str, *, dated_on: date, by: User, at: datetime) -> Number:
    """Enter a number that was given to a paper by hand: the next one, or one that nothing is known of.

    One that is reserved for a paper is used by that paper. Raises Refused for any other.
    """
    _require_register(by, subject)
    if dated_on > timezone.localdate(at):
        raise Refused(_("The day on the paper lies in the future."))
    series = series_for(paper_type, dated_on)
    with transaction.atomic():
        series = Series.objects.select_for_update().get(pk=series.pk)
        row = series.numbers.filter(number=number).first()
        if row is not None:
            return _use_reserved(row, subject, dated_on, by=by, at=at)
        if number > series.last + 1:
            raise Refused(
                _("The next number is %(next)s. Enter the papers before this one first, so that no number is missing.")
                % {"next": series.label(series.last + 1)}
            )
        state = Number.State.USED_OUTSIDE
        if number == series.last + 1:
            return take_next(series, state, by=by, at=at, subject=subject, dated_on=dated_on)
        row = Number.objects.create(
            series=series, number=number, state=state, subject=subject, dated_on=dated_on, by=by, at=at
        )
        record("take_number", row, by=by, number=str(row), state=state.value)
    return row


def _use_reserved(number: Number, subject: str, dated_on: date, *, by: User, at: datetime) -> Number:
    state = Number.State.USED_OUTSIDE
    free = Number.objects.filter(pk=number.pk, state=Number.State.RESERVED, resolution=None)
    if not free.update(state=state, subject=subject, dated_on=dated_on, by=by, at=at):
        raise Refused(
            _("Number %(number)s is taken: %(state)s, %(subject)s")
            % {"number": number, "state": number.get_state_display().lower(), "subject": number.subject or "–"}
        )
    record("take_number", number, by=by, number=str(number), state=state.value)
    return Number.objects.get(pk=number.pk)


def _require_register(by: User, subject: str) -> None:
    if reason := policy.who_refusal(Action.REGISTER, by, on=timezone.localdate()):
        raise PermissionDenied(reason)
    if not subject.strip():
        raise Refused(_("Say what paper the number is for."))


def void(number: Number, reason: str, *, by: User, at: datetime) -> None:
    """Make a reserved number void: it is never given again. Raises Refused for any other."""
    if refusal := policy.who_refusal(Action.REGISTER, by, on=timezone.localdate()):
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise Refused(_("Say why the number is void."))
    with transaction.atomic():
        if number.resolution_id:
            _take_off(workflow.hold(Resolution.objects.get(pk=number.resolution_id)), number)
        changed = Number.objects.filter(pk=number.pk, state=Number.State.RESERVED).update(
            state=Number.State.VOID, void_reason=reason, by=by, at=at
        )
        if not changed:
            raise Refused(_("Only a reserved number can be made void."))
        record("void_number", number, by=by, number=str(number), reason=reason)


def _take_off(resolution: Resolution, number: Number) -> None:
    """Take the number off a resolution that has it, unless it stands on the copy that is being signed."""
    if resolution.number is None:
        return
    copies = resolution.documents.filter(kind=Document.Kind.SIGNING_COPY, file__created_at__gte=number.at)
    is_free = resolution.status == Status.APPROVED or (resolution.status == Status.SIGNED and not copies.exists())
    if not is_free:
        raise Refused(_("The number stands on the copy that is being signed. Step back first."))
    Resolution.objects.filter(pk=resolution.pk).update(term=None, number=None, issued_on=None)


def unaccounted(series: Series) -> list[int]:
    """Return the numbers up to the last that have no row; there should be none."""
    known = set(series.numbers.values_list("number", flat=True))
    return [number for number in range(1, series.last + 1) if number not in known]
