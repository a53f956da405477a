"""The office's numbers: the next of a series, reserved, used, void or used outside; every one accounted for."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kesat.organization.models import Committee, Term, User
from kesat.records.models import record
from resolutions import workflow
from resolutions.drafting import Refused
from resolutions.models import Number, Resolution, Series
from resolutions.policy import Action
from resolutions.workflow import Overtaken


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
    last = max((number for number in known if number), default=0)
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


def give(resolution: Resolution, *, dated_on: date, by: User, at: datetime) -> Number:
    """Reserve the next number for a resolution, with the day that stands on its paper; it is used when it is issued.

    Raises what `workflow.require` raises; Refused for a day before the decision or a number it has already.
    """
    workflow.require(Action.NUMBER, resolution, by=by)
    decision = resolution.decisions.standing().first()
    if decision and dated_on < decision.decided_on:
        raise Refused(
            _("The paper cannot be dated before the decision of %(day)s.") % {"day": f"{decision.decided_on:%d/%m/%Y}"}
        )
    series = series_for(Series.PaperType.RESOLUTION, dated_on)
    with transaction.atomic():
        row = Resolution.objects.select_for_update().get(pk=resolution.pk)
        if row.status != resolution.status or row.number:
            raise Overtaken(_("This resolution has a number already, or has moved on. Open the page again."))
        number = take_next(
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


def void(number: Number, reason: str, *, by: User, at: datetime) -> None:
    """Make a reserved number void: it is never given again. Raises Refused for any other."""
    if not reason.strip():
        raise Refused(_("Say why the number is void."))
    with transaction.atomic():
        changed = Number.objects.filter(pk=number.pk, state=Number.State.RESERVED).update(
            state=Number.State.VOID, subject=reason, by=by, at=at
        )
        if not changed:
            raise Refused(_("Only a reserved number can be made void."))
        if number.resolution_id:
            cleared = Resolution.objects.filter(pk=number.resolution_id, status="approved").update(
                term=None, number=None, issued_on=None
            )
            if not cleared:
                raise Refused(_("The number stands on the copy that is being signed. Step back first."))
        record("void_number", number, by=by, number=str(number), reason=reason)


def unaccounted(series: Series) -> list[int]:
    """Return the numbers up to the last that have no row; there should be none."""
    known = set(series.numbers.values_list("number", flat=True))
    return [number for number in range(1, series.last + 1) if number not in known]
