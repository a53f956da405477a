"""Bringing a sheet in: its headings, its rows, and what each would change or why it cannot; all rows or none."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from kesat.organization.cells import Day, every_language, line
from kesat.organization.models import User
from kesat.organization.sheets import Sheet
from kesat.sheet_reader import Row, place
from kesat.vietnamese import fold

# A body takes some 5 ms, and the web server waits 30 s; no commune has nearly as many rows.
MAX_ROWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the sheet cannot come in. The row is its number in the sheet, or 0 when the whole is meant."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a row changes: its name, its heading, and both values as people read them."""

    field: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one row does: `kind` is "new", "update" or "skip"."""

    row: int
    kind: str
    name: str
    changes: tuple[Change, ...]
    instance: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a whole sheet does, or would do; with a problem it does nothing."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    def count(self, kind: str) -> int:
        return sum(line.kind == kind for line in self.lines)

    @property
    def added(self) -> int:
        return self.count("new")

    @property
    def changed(self) -> int:
        return self.count("update")

    @property
    def unchanged(self) -> int:
        return self.count("skip")

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed)

    @property
    def fingerprint(self) -> str:
        """Tell one outcome from another: what is confirmed must be what was shown."""
        said = [(each.row, each.kind, [(c.field, c.old, c.new) for c in each.changes]) for each in self.lines]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def bring_in(sheet: type[Sheet], rows: Sequence[Row], *, by: User, dry_run: bool) -> Outcome:
    """Store every row, or none if one of them has a problem; with `dry_run` none, and say what would happen."""
    names, problems = _headings(sheet, rows[0])
    if problems:
        return Outcome(problems=tuple(problems))
    if len(rows) > MAX_ROWS + 1:
        said = _("At most %(count)s rows can be brought in at once. Make several sheets of it.") % {"count": MAX_ROWS}
        return Outcome(problems=(Problem(0, "", said),))
    records = [(number, _record(names, cells)) for number, cells in rows[1:]]
    problems = _too_wide(names, rows) + _twice(sheet, records)
    # A sheet with a problem is only looked through, so that all its problems are told at once.
    spoiled = {problem.row for problem in problems}
    numbered = _in_order([each for each in records if each[0] not in spoiled], sheet)
    data = tablib.Dataset(*(list(record.values()) for _number, record in numbered), headers=names)
    result = sheet().import_data(
        data, dry_run=dry_run or bool(problems), use_transactions=True, rollback_on_validation_errors=True, by=by
    )
    return _outcome(sheet, [number for number, _record in numbered], result, problems)


def _headings(sheet: type[Sheet], header: Row) -> tuple[list[str], list[Problem]]:
    """Return the field's name for each column, and what is wrong with the headings."""
    number, cells = header
    meant = {word: name for name in sheet.names() for word in (name, *every_language(sheet.label(name)))}
    names: list[str] = []
    problems: list[Problem] = []
    for column, cell in enumerate(cells, start=1):
        said = _said(cell)
        name = meant.get(fold(said), "")
        if not said:
            problems.append(Problem(number, "", _("Cell %(cell)s has no heading.") % {"cell": place(number, column)}))
        elif not name:
            problems.append(Problem(number, "", _("There is no column “%(column)s”.") % {"column": said}))
        elif name in names:
            problems.append(Problem(number, "", _("The column “%(column)s” stands twice.") % {"column": said}))
        names.append(name)
    missing = [sheet.heading(name) for name in sheet.names() if name not in names]
    problems += [Problem(number, "", _("The column “%(column)s” is missing.") % {"column": name}) for name in missing]
    return names, problems


def _said(cell: Any) -> str:
    try:
        return line(cell)
    except ValueError:
        return str(cell)


def _record(names: list[str], cells: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(names, [*cells, *[None] * (len(names) - len(cells))], strict=False))


def _too_wide(names: list[str], rows: Sequence[Row]) -> list[Problem]:
    return [
        Problem(number, "", _("Cell %(cell)s stands under no heading.") % {"cell": place(number, len(cells))})
        for number, cells in rows
        if len(cells) > len(names)
    ]


def _twice(sheet: type[Sheet], rows: list[tuple[int, dict[str, Any]]]) -> list[Problem]:
    """Return a problem for each row that says again what an earlier one is about."""
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, record in rows:
        seen[tuple(_same(sheet.fields[name].widget, record[name]) for name in sheet.key())].append(number)
    return [
        Problem(number, "", _("“%(key)s” stands in row %(row)s already.") % {"key": ", ".join(key), "row": numbers[0]})
        for key, numbers in seen.items()
        for number in numbers[1:]
        if any(key)
    ]


def _same(widget: Any, cell: Any) -> str:
    """Return a cell of the key so that two ways of writing one day are one."""
    try:
        return str(widget.clean(cell)) if isinstance(widget, Day) else line(cell)
    except ValueError:
        return _said(cell)


def _in_order(rows: list[tuple[int, dict[str, Any]]], sheet: type[Sheet]) -> list[tuple[int, dict[str, Any]]]:
    """Put a row after those that it names, wherever they stand in the sheet; a circle stays as it is."""
    if not hasattr(sheet, "named_before"):
        return rows
    by_code = {_said(record["code"]): (number, record) for number, record in rows}
    if len(by_code) < len(rows):
        return rows
    graph = {
        code: sorted(sheet.named_before(record) & by_code.keys() - {code}) for code, (_n, record) in by_code.items()
    }
    try:
        return [by_code[code] for code in TopologicalSorter(graph).static_order()]
    except CycleError:
        return rows


def _outcome(sheet: type[Sheet], numbers: list[int], result: Any, problems: list[Problem]) -> Outcome:
    problems += [Problem(0, "", " ".join(_words(each.error))) for each in result.base_errors]
    lines = []
    for number, row in zip(numbers, result.rows, strict=False):
        if row.validation_error:
            problems += _invalid(sheet, number, row.validation_error)
        elif row.errors:
            problems += [Problem(number, "", word) for each in row.errors for word in _words(each.error)]
        else:
            changes = tuple(Change(name, sheet.heading(name), _shown(old), _shown(new)) for name, old, new in row.diff)
            lines.append(Line(number, row.import_type, row.object_repr, changes, row.instance))
    if problems:
        return Outcome(problems=tuple(sorted(problems, key=lambda problem: problem.row)))
    return Outcome(lines=tuple(sorted(lines, key=lambda each: each.row)))


def _invalid(sheet: type[Sheet], number: int, error: ValidationError) -> list[Problem]:
    fields = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        Problem(number, "" if name == NON_FIELD_ERRORS else sheet.heading(name), message)
        for name, messages in fields.items()
        for message in messages
    ]


def _words(error: Exception) -> list[str]:
    """Return what may be said of an error to the person; what is no fault of the sheet is raised again."""
    if isinstance(error, ValidationError):
        return error.messages
    if isinstance(error, IntegrityError | DataError):
        return [_("This row cannot be stored.")]
    raise error


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)
