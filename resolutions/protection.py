"""What the database itself refuses on the tables of the text: any change of what is issued."""

from typing import Final

from kesat.records import triggers

_MESSAGE: Final = "an issued resolution cannot be changed"
_OF_RESOLUTION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_resolution r WHERE r.id = {row}.resolution_id AND r.status = 'issued')"
)
_OF_SECTION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_part p JOIN resolutions_resolution r ON r.id = p.resolution_id "
    "WHERE p.id = {row}.part_id AND r.status = 'issued')"
)
_OF_PARAGRAPH: Final = (
    "EXISTS (SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE s.id = {row}.section_id AND r.status = 'issued')"
)
# A revision names a section of its own: where the paragraph stood then.
_OF_REVISION: Final = (
    "EXISTS (SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE r.status = 'issued' AND s.id IN "
    "({row}.section_id, (SELECT g.section_id FROM resolutions_paragraph g WHERE g.id = {row}.paragraph_id)))"
)
# A save waits for an issue under way, and an issue for a save: what is issued is what was read.
_LOCK: Final = (
    "SELECT 1 FROM resolutions_section s JOIN resolutions_part p ON p.id = s.part_id "
    "JOIN resolutions_resolution r ON r.id = p.resolution_id WHERE s.id = {row}.section_id FOR SHARE OF r"
)


def register() -> None:
    """Register the triggers of the text and its documents."""
    keys = ["year,month,is_practice", "term_id,number"]
    triggers.register("resolutions_resolution", _MESSAGE, kept="{row}.status = 'issued'", unique=keys)
    triggers.register("resolutions_part", _MESSAGE, kept=_OF_RESOLUTION, unique=["resolution_id,kind"], is_closed=True)
    triggers.register("resolutions_section", _MESSAGE, kept=_OF_SECTION, is_closed=True)
    triggers.register("resolutions_paragraph", _MESSAGE, kept=_OF_PARAGRAPH, is_closed=True, lock=_LOCK)
    triggers.register("resolutions_revision", _MESSAGE, kept=_OF_REVISION, is_closed=True, lock=_LOCK)
    triggers.register("resolutions_recipient", _MESSAGE, kept=_OF_RESOLUTION, is_closed=True)
    triggers.register_insert_only("resolutions_document")
