"""What the doctor says about one thing: well, doubtful or wrong, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing was found."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what was looked at, how it is, and what to do about it."""

    what: str
    state: State
    told: str
    mend: str = ""

    def as_dict(self) -> dict[str, str]:
        """For --json."""
        return {key: str(value) for key, value in asdict(self).items()}


def ok(what: str, told: str) -> Finding:
    """It is as it should be."""
    return Finding(what, State.OK, told)


def warning(what: str, told: str, mend: str) -> Finding:
    """It works and should be looked after."""
    return Finding(what, State.WARNING, told, mend)


def fault(what: str, told: str, mend: str) -> Finding:
    """It does not work, or does not protect."""
    return Finding(what, State.FAULT, told, mend)
