"""Keeps what a job was told out of the log: letters hold addresses and links by which a password is chosen."""

from __future__ import annotations

import logging
import re

#: "Job name[7](to='...', text='...') ended": what stands between the number and the outcome is what it was told.
_TOLD = re.compile(r"(\[\d+\])\(.*\)(?= ended|: |$| \()", re.DOTALL)


class Discreet(logging.Filter):
    """Names the job and the kind of its fault; the message of a fault may quote what it was told, so it goes too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record; it is always written."""
        text = _TOLD.sub(r"\1", record.getMessage())
        fault = record.exc_info[0] if record.exc_info else None
        record.msg, record.args = f"{text} ({fault.__name__})" if fault else text, ()
        record.exc_info = record.exc_text = None
        # Structured copies of the same, for handlers that write them.
        for name in ("job", "task"):
            record.__dict__.pop(name, None)
        return True


def be_discreet() -> None:
    """Let the worker's log pass through the filter; twice changes nothing."""
    logger = logging.getLogger("procrastinate.worker")
    if not any(isinstance(one, Discreet) for one in logger.filters):
        logger.addFilter(Discreet())
