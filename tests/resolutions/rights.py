"""The cells of role, action and state, read from rights.md and docs/states.md, and from nothing of the program."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from kesat.organization.models import Role
from resolutions.models import Status

ADMINISTRATOR: Final = "administrator"
COLUMNS: Final = {
    "Chuyên viên VP": (Role.OFFICER,),
    "Văn thư": (Role.CLERK,),
    "Chánh VP": (Role.HEAD_OF_OFFICE,),
    "Ủy viên BTV": (Role.STANDING_MEMBER,),
    "Phó Bí thư": (Role.DEPUTY_SECRETARY,),
    "Bí thư": (Role.SECRETARY,),
    "ĐUV phụ trách cơ sở": (Role.COMMITTEE_MEMBER,),
    "Đại diện đơn vị": (Role.HEAD_OF_BODY, Role.REPORTER),
    "UBKT": (Role.INSPECTOR,),
    "Quản trị": (ADMINISTRATOR,),
    "Chỉ xem": (Role.READER,),
}
ROLES: Final[tuple[str, ...]] = tuple(role for roles in COLUMNS.values() for role in roles)

# What a letter of a row lets be done. A contribution has its own pages; a deputy signs only by a delegation, and
# confirms only from the chair: both have tests of their own.
_WRITE = "start bring_in write look_back open_drafting"
_CONFIRM = "confirm_decision confirm_text"
_NUMBER = "number issue upload_signed"
GIVES: Final = {
    "enter results (part I)": {"W": _WRITE, "W own contribution": ""},
    "draft directions (part II)": {"W": f"{_WRITE} hand_over take_in answer", "suggest": "comment"},
    "see a draft before issue": {
        "R": "review see_decision",
        "R from approval on": "see_decision",
        "R if invited": "review",
    },
    "comment, opinion": {"C": "comment", "C, opinion": "comment opine"},
    "enter an opinion given on paper": {"C": "enter_opinion"},
    "submit, withdraw": {"A": "ask_permanent submit return"},
    "record the decision": {"W": "record_decision certify"},
    "confirm the decision": {"A": _CONFIRM, "A when chairing": _CONFIRM},
    "sign, delegate": {"S": "sign delegate", "S if delegated": "", "never": ""},
    "number, issue, upload the scan": {"W": _NUMBER, "A": _NUMBER},
    "issued resolutions, PDF": {"R": "read"},
    "make the copy to be signed, keep the register": {"W": "prepare register"},
    "withdraw what is issued": {"A": "withdraw"},
    "say whom the recipients are": {"W": "address"},
    "acknowledge the receipt": {"W": "acknowledge"},
}

PUBLIC: Final = {"issued", "withdrawn", "replaced"}
FROM_APPROVAL: Final = {"approved", "awaiting_signature", "signed"}


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Return the letters of each row by role."""
    found = {}
    for line in Path(__file__).with_name("rights.md").read_text().splitlines():
        if line.startswith("| ") and not line.startswith("| action "):
            name, *letters = [cell.strip() for cell in line.strip("|").split("|")]
            cells = zip(COLUMNS.values(), letters, strict=True)
            found[name] = {role: letter for roles, letter in cells for role in roles}
    return found


@cache
def actions_of(role: str) -> frozenset[str]:
    """Return what the role may do in some state."""
    letters = [(row, cells[role]) for row, cells in matrix().items() if cells[role] != "-"]
    return frozenset(action for row, letter in letters for action in GIVES[row][letter].split())


@cache
def states_of(action: str) -> frozenset[str]:
    """Return the states in which docs/states.md lets the action be taken."""
    page = (Path(settings.BASE_DIR) / "docs" / "states.md").read_text()
    found = re.search(rf"^\| `{action}` \| ([^|]*) \|", page, re.MULTILINE)
    assert found, action
    named = found[1].strip()
    return frozenset(Status) if named == "any" else frozenset(named.split(", "))


def sees(role: str, status: str, *, is_invited: bool) -> bool:
    """Tell whether the role may know of a month in the state; a draft one is invited to has been sent."""
    letter = "R" if status in PUBLIC else matrix()["see a draft before issue"][role]
    return {
        "R": True,
        "R from approval on": status in FROM_APPROVAL,
        "R if invited": is_invited,
        "-": False,
    }[letter]
