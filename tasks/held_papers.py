"""The photos and papers of a report whose form was refused: kept for an hour for who sent them, shown by name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kesat.organization.held import HeldFile
from kesat.organization.models import User
from tasks.models import ReportLink, Share
from tasks.report_files import Ready, type_of


@dataclass(frozen=True)
class Holder:
    """Whose files are held: a person's for one body's share, or those that came by a link, of who made the link.

    There is one set of files for each, so that forms sent over and over hold no more than one form may bring.
    """

    user: User
    purpose: str

    @classmethod
    def of(cls, share: Share, user: User) -> "Holder":
        return cls(user, f"report {share.pk}")

    @classmethod
    def of_link(cls, link: ReportLink) -> "Holder":
        return cls(link.made_by, f"report by link {link.pk}")

    def kept(self, keys: Collection[int], at: datetime) -> list[HeldFile]:
        """Return those of the files that are held still, in the order in which they were sent."""
        return list(HeldFile.objects.of(self.user, self.purpose, at).filter(pk__in=keys).order_by("pk"))

    def hold(self, ready: Iterable[Ready], kept: Sequence[HeldFile], *, at: datetime) -> list[HeldFile]:
        """Hold files that may be stored beside those kept, and let go of all others; return what is held now."""
        HeldFile.objects.expired(at).delete()
        own = HeldFile.objects.filter(user=self.user, purpose=self.purpose)
        own.exclude(pk__in=[row.pk for row in kept]).delete()
        new = [
            HeldFile.objects.create(
                user=self.user, purpose=self.purpose, name=each.name, content=each.content, created_at=at
            )
            for each in ready
        ]
        return [*kept, *new]

    def let_go(self) -> None:
        HeldFile.objects.filter(user=self.user, purpose=self.purpose).delete()


def as_ready(row: HeldFile) -> Ready:
    """Return the file as it was when it was held: checked, shown to the scanner, photos drawn anew."""
    return Ready(row.name, type_of(row.name), bytes(row.content))
