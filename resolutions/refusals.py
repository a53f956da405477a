"""Why a change of the text is refused, in words for who asked for it."""

from django.utils.translation import gettext as _

from resolutions.models import Paragraph, Revision, Status
from resolutions.models.text import PUBLIC


class Refused(Exception):
    """The text cannot be stored; the message is for the user."""


class TooLong(Refused):
    """A paragraph or the month is longer than it may be."""


class Locked(Refused):
    """The month cannot be written in its state."""

    def __init__(self, status: str = Status.ISSUED) -> None:
        if status in PUBLIC:
            super().__init__(_("This resolution is issued; its text can no longer be changed."))
        else:
            words = _("The month stands at “%(status)s”; its text cannot be changed there.")
            super().__init__(words % {"status": Status(status).label})


class Gone(Refused):
    """What is written in is there no longer: its practice month or its section was removed."""

    def __init__(self) -> None:
        super().__init__(_("This paragraph stands here no longer. Open the page again."))


class RepeatedName(Refused):
    """A request came under the name of another one that asked for something else."""

    def __init__(self) -> None:
        super().__init__(_("This was not saved: the page is out of step. Copy what you typed and open the page again."))


class Conflict(Refused):
    """Someone else was faster. `paragraph` is what stands now, with the `last` revision of it; both texts are kept."""

    def __init__(self, paragraph: Paragraph, last: Revision | None) -> None:
        self.paragraph, self.last = paragraph, last
        if paragraph.absorbed_by_id:
            self.reason = "merged"
            message = _("Someone else has joined this paragraph to another one. What you typed is kept in its history.")
        elif paragraph.is_removed:
            self.reason = "removed"
            message = _("Someone else has removed this paragraph. What you typed is kept in its history.")
        else:
            self.reason = "conflict"
            message = _("Someone else has changed this paragraph meanwhile. Both texts are kept; choose what stands.")
        super().__init__(message)
