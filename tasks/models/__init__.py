"""The models of what is ordered, of whom, and what became of it."""

from tasks.models.directive import (
    Assignment,
    Directive,
    DroppedClause,
    Kind,
    Outcome,
    PartIn,
    Priority,
    Share,
    State,
)
from tasks.models.loop import Answer, Contribution, Piece, Sentence
from tasks.models.reminding import Calendar, Letter, OfficialLetter, Reminder
from tasks.models.report import (
    Extension,
    Judgement,
    Progress,
    ProgressReport,
    ReportFigure,
    ReportFile,
    ReportLink,
    SupervisionNote,
)

__all__ = [
    "Answer",
    "Assignment",
    "Calendar",
    "Contribution",
    "Directive",
    "DroppedClause",
    "Extension",
    "Judgement",
    "Kind",
    "Letter",
    "OfficialLetter",
    "Outcome",
    "PartIn",
    "Piece",
    "Priority",
    "Progress",
    "ProgressReport",
    "Reminder",
    "ReportFigure",
    "ReportFile",
    "ReportLink",
    "Sentence",
    "Share",
    "State",
    "SupervisionNote",
]
