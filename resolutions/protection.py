"""What the database itself refuses on the tables of the text: any change of what is issued."""

from kesat.records.triggers import Trigger, register_insert_only
from kesat.records.triggers import register as register_trigger

_ISSUED_RESOLUTION = "EXISTS (SELECT 1 FROM resolutions_resolution r WHERE r.id = {row}.resolution_id AND {issued})"
_ISSUED_SECTION = (
    "EXISTS (SELECT 1 FROM resolutions_part p JOIN resolutions_resolution r ON r.id = p.resolution_id "
    "WHERE p.id = {row}.part_id AND {issued})"
)
_ISSUED_PARAGRAPH = (
    "EXISTS (SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE s.id = {row}.section_id AND {issued})"
)
_TEXT_TABLES = {
    "resolutions_part": _ISSUED_RESOLUTION,
    "resolutions_recipient": _ISSUED_RESOLUTION,
    "resolutions_section": _ISSUED_SECTION,
    "resolutions_paragraph": _ISSUED_PARAGRAPH,
    "resolutions_revision": _ISSUED_PARAGRAPH,
}
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def register() -> None:
    """Register the triggers of the text and its documents."""
    message = "an issued resolution cannot be changed"
    for table, condition in _TEXT_TABLES.items():
        for operation, rows in _ROWS.items():
            refused = " OR ".join(condition.format(row=row, issued="r.status = 'issued'") for row in rows)
            register_trigger(Trigger(table, operation, refused, message))
    for operation in ("UPDATE", "DELETE"):
        register_trigger(Trigger("resolutions_resolution", operation, "OLD.status = 'issued'", message))
    register_insert_only("resolutions_document")
