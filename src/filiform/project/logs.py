"""How a fault is written into the log: kinds and places, never the words of an exception, which may quote a patient."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes the trace of an exception and of those that led to it, each with its kind in the place of its message.

    A database tells the row that it refused, a parser what it could not read. Lines of our source hold no data.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the trace below it; one that another handler prepared is not taken over."""
        record.exc_text = None
        told = super().format(record)
        record.exc_text = None
        return told

    def formatException(self, ei: Raised) -> str:  # noqa: N802  the library's name
        """The trace without messages."""
        if ei[1] is None:
            return ""
        return "".join(_lines(traceback.TracebackException(type(ei[1]), ei[1], ei[2], compact=True))).rstrip()


def _lines(found: traceback.TracebackException) -> list[str]:
    before = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    lines = [*_lines(before), "which led to:\n"] if before else []
    kind = found.exc_type.__qualname__ if found.exc_type else "unknown"
    return [*lines, "Trace, innermost last:\n", *found.stack.format(), f"{kind} (its words are left out)\n"]
