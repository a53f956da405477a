"""What the database itself refuses on the tables of the text: any change that the way of a month does not allow."""

from typing import Final

from kesat.records import triggers
from resolutions.models import Status
from resolutions.models.text import APPROVED_ON, ENDED, PUBLIC, WRITABLE
from resolutions.policy import RULES, Action
from resolutions.workflow import MOVES, pairs

_MESSAGE: Final = "the text of this resolution cannot be changed in its state"


def _listed(values: object) -> str:
    return ", ".join(f"'{value}'" for value in sorted(str(value) for value in values))  # type: ignore[attr-defined]


_WRITABLE: Final = _listed(WRITABLE)
_OF_RESOLUTION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_resolution r WHERE r.id = {row}.resolution_id "  # noqa: S608  (values of ours)
    f"AND r.status NOT IN ({_WRITABLE}))"
)
_OF_SECTION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_part p JOIN resolutions_resolution r ON r.id = p.resolution_id "  # noqa: S608
    f"WHERE p.id = {{row}}.part_id AND r.status NOT IN ({_WRITABLE}))"
)
_OF_PARAGRAPH: Final = (
    "EXISTS (SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "  # noqa: S608
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE s.id = {row}.section_id "
    f"AND r.status NOT IN ({_WRITABLE}))"
)
# A revision names a section of its own: where the paragraph stood then.
_OF_REVISION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "  # noqa: S608
    f"JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE r.status NOT IN ({_WRITABLE}) AND s.id IN "
    "({row}.section_id, (SELECT g.section_id FROM resolutions_paragraph g WHERE g.id = {row}.paragraph_id)))"
)
# A save waits for a move under way, and a move for a save: what is approved or issued is what was read.
_LOCK: Final = (
    "SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE s.id = {row}.section_id FOR SHARE OF r"
)

# What no move touches: part of the text, or what the paper says of itself.
_TEXT = (
    "year", "month", "is_practice", "edition", "replaces_id", "is_from_archive", "subject", "urgency",
    "signer_authority", "created_at",
)  # fmt: skip
# What the paper says besides, and what sets it: sending and taking back, preparing, numbering and stepping back.
_OF_DRAFT = ("draft_number",)
_OF_SIGNER = ("signer_post", "signer_name", "letterhead")
_OF_NUMBER = ("term_id", "number", "issued_on")
_NUMBERED_IN: Final = tuple(f"{status}>{status}" for status in (Status.APPROVED, Status.SIGNED))
_NUMBER_TAKEN_BACK: Final = f"{Status.APPROVED}>{Status.IN_REVIEW}"
# The register gives the number before the paper bears it.
_IN_REGISTER: Final = (
    "EXISTS (SELECT 1 FROM resolutions_number n JOIN resolutions_series s ON s.id = n.series_id "
    "WHERE n.resolution_id = NEW.id AND n.state = 'reserved' AND n.number = NEW.number "
    "AND n.dated_on = NEW.issued_on AND s.term_id = NEW.term_id)"
)
# On the copy that was signed, if it was printed there.
_IS_PRINTED: Final = (
    "EXISTS (SELECT 1 FROM resolutions_document d WHERE d.number IS NOT NULL AND d.id = (SELECT MAX(c.id) "
    "FROM resolutions_document c WHERE c.resolution_id = NEW.id AND c.kind = 'signing_copy'))"
)


def _changed(columns: tuple[str, ...]) -> str:
    # As text: PostgreSQL compares no JSON.
    return " OR ".join(f"CAST(OLD.{column} AS TEXT) IS DISTINCT FROM CAST(NEW.{column} AS TEXT)" for column in columns)


def _refused_update() -> str:
    """Return which changes of a month's own row are refused: see `resolutions.workflow` for the moves."""
    moves = ", ".join(f"'{source}>{target}'" for source, target in sorted(set(pairs())))
    same = _listed(f"{status}>{status}" for status in {*APPROVED_ON, *PUBLIC})
    stays = f"(OLD.status || '>' || NEW.status) NOT IN ({moves}, {same})"
    return f"OLD.status NOT IN ({_WRITABLE}) AND ({stays} OR {_changed(_TEXT)} OR {_refused_paper()})"


def _refused_paper() -> str:
    """Return which changes of what the paper says are refused: all but those of the move that sets it."""
    is_sent = f"(OLD.status || '>' || NEW.status) IN ({_listed([*_by(Action.SUBMIT), *_by(Action.RETURN)])})"
    is_prepared = f"(OLD.status || '>' || NEW.status) IN ({_listed(_by(Action.PREPARE))})"
    is_numbered = (
        f"(OLD.status || '>' || NEW.status) IN ({_listed([*_NUMBERED_IN, _NUMBER_TAKEN_BACK])}) "
        f"AND (NEW.number IS NULL OR {_IN_REGISTER}) AND NOT (OLD.status = '{Status.SIGNED}' AND {_IS_PRINTED})"
    )
    allowed = {_OF_DRAFT: is_sent, _OF_SIGNER: is_prepared, _OF_NUMBER: is_numbered}
    return " OR ".join(f"(({_changed(columns)}) AND NOT ({when}))" for columns, when in allowed.items())


def _by(action: Action) -> list[str]:
    return [f"{source}>{MOVES[action]}" for source in RULES[action].states or ()]


# What was recorded of a decision stays; once its text is confirmed it can only be made void; what is void stays so.
_RECORDED = (
    "resolution_id", "draft_id", "way", "decided_on", "incumbents", "present", "in_favour", "silence_counts", "outcome",
    "amendments", "chair_id", "minutes_id", "recorded_by_id", "recorded_at",
)  # fmt: skip
_CONFIRMED = (
    "confirmed_by_id", "confirmed_at", "certified_by_id", "certified_at", "content", "sha256", "text_confirmed_by_id",
    "text_confirmed_at",
)  # fmt: skip


def register() -> None:
    """Register the triggers of the text, its review and its documents."""
    keys = [
        f"year,month,is_practice WHERE {{row}}.status NOT IN ({_listed(ENDED)})",
        "year,month,is_practice,edition",
        "replaces_id",
        "term_id,number",
    ]
    triggers.register(
        "resolutions_resolution",
        _MESSAGE,
        kept=f"{{row}}.status NOT IN ({_WRITABLE})",
        unique=keys,
        update=_refused_update(),
    )
    triggers.register("resolutions_part", _MESSAGE, kept=_OF_RESOLUTION, unique=["resolution_id,kind"], is_closed=True)
    triggers.register("resolutions_section", _MESSAGE, kept=_OF_SECTION, is_closed=True)
    triggers.register("resolutions_paragraph", _MESSAGE, kept=_OF_PARAGRAPH, is_closed=True, lock=_LOCK)
    triggers.register("resolutions_revision", _MESSAGE, kept=_OF_REVISION, is_closed=True, lock=_LOCK)
    triggers.register("resolutions_recipient", _MESSAGE, kept=_OF_RESOLUTION, is_closed=True)
    triggers.register_insert_only("resolutions_document")
    triggers.register_insert_only("resolutions_draft", unique=["resolution_id,number"])
    triggers.register_insert_only("resolutions_asked", unique=["draft_id,user_id"])
    triggers.register(
        "resolutions_decision",
        "a decision cannot be changed",
        update=f"OLD.voided_at IS NOT NULL OR {_changed(_RECORDED)} "
        f"OR (OLD.text_confirmed_at IS NOT NULL AND ({_changed(_CONFIRMED)}))",
    )
    triggers.register(
        "resolutions_number",
        "a number stays accounted for, and what it was used for stays",
        unique=["series_id,number"],
        update=f"{_changed(('number', 'series_id'))} OR (OLD.state <> 'reserved' AND ("
        f"{_changed(('state', 'void_reason', 'subject', 'resolution_id', 'dated_on'))}))",
    )
