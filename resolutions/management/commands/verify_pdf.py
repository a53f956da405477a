"""Say of a PDF file whether it was issued here, is unchanged, and who signed it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions import verifying
from resolutions.issuing import MAX_BYTES
from resolutions.signing import VIETNAM
from resolutions.trust import trust
from resolutions.verifying import Outcome, Verdict


class Command(BaseCommand):
    help = "Say whether a PDF file was issued here and is unchanged, and who signed it; exit 0 only if all holds."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content(options["file"])
        try:
            verdict = verifying.verify(content, trust(), timezone.now())
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). Run manage.py migrate.")
                % {"error": str(error).partition("\n")[0]}
            ) from error
        self.stdout.write("\n".join(_lines(verdict)))
        if not verdict.is_proved:
            raise CommandError(_why_not(verdict))


def _lines(verdict: Verdict) -> list[str]:
    lines = [verdict.words, f"SHA-256: {verdict.sha256}"]
    if verdict.resolution:
        named = str(verdict.resolution)
        if verdict.is_issued_here and verdict.resolution.number:
            number, day = f"{verdict.resolution.number:02}", f"{verdict.resolution.issued_on:%d/%m/%Y}"
            named = _("%(named)s, number %(number)s of %(day)s") % {"named": named, "number": number, "day": day}
        lines.append(f"{named} ({verdict.resolution.get_status_display()})")
    for one in verdict.signatures:
        at = f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" if one.at else "–"
        said = verifying.shown(one, verdict.bound_to, verdict.kept_at)
        lines.append(" ".join(filter(None, [f"{one.signer or one.field}, {at}: {said['state']}", said["stranger"]])))
    if verdict.active_parts:
        lines.append(_("In the file: %(parts)s") % {"parts": ", ".join(verdict.active_parts)})
    return lines


def _why_not(verdict: Verdict) -> str:
    if verdict.reason or verdict.outcome not in {Outcome.ORIGINAL, Outcome.SIGNED_ON}:
        return verdict.reason or verdict.words
    if verdict.strangers:
        return str(verifying.shown(verdict.strangers[0], verdict.bound_to, verdict.kept_at)["stranger"])
    return next(
        (verifying.state(one) for one in verdict.signatures if not (one.is_valid and one.is_revocation_known)),
        _("The file bears no signature."),
    )


def _content(path: Path) -> bytes:
    """Return the bytes of a regular file."""
    try:
        # Asked before it is opened: opening a pipe waits for a writer, and a device has no end.
        if path.exists() and not path.is_file():
            raise CommandError(_("%(path)s is not a file that holds a document.") % {"path": path})
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CommandError(_("There is no file %(path)s.") % {"path": path}) from error
    except PermissionError as error:
        raise CommandError(_("You may not read %(path)s.") % {"path": path}) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise CommandError(_("A file may have at most 20 MB."))
    return content
