"""What was refused, in the log: each time one line of JSON, whatever a name or an address holds."""

import json
import logging
from datetime import UTC, datetime

# Answers to what was typed wrongly or too late, as they are given all day.
_EVERYDAY = frozenset({409, 410, 413, 422, 423})


def is_refusal(record: logging.LogRecord) -> bool:
    """Tell whether a request was refused that no page of ours leads to; faults of our own are logged elsewhere."""
    return record.levelno < logging.ERROR and getattr(record, "status_code", 0) not in _EVERYDAY


class OneLine(logging.Formatter):
    """A record as one line of JSON, all but ASCII escaped: nothing in it begins a line or colours a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return when, what, and of a request also its status, method, address and who asked."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "what": record.getMessage(),
        }
        if request := getattr(record, "request", None):
            user = getattr(request, "user", None)
            said |= {
                "status": getattr(record, "status_code", None),
                "method": request.method,
                "path": request.path,
                "user": user.pk if user else None,
                "request": request.META.get("KESAT_REQUEST_ID", ""),
            }
        return json.dumps(said | getattr(record, "details", {}))
