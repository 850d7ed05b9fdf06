"""What an action raises when it will not do what was asked, with reasons a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One reason: a stable code, a sentence that says what to do, and where the rule comes from.

    `sources` are objects of the knowledge (citation, how it was read) or plain strings; `field` names the form
    field it belongs to, if any.
    """

    code: str
    text: str
    sources: tuple[Any, ...] = ()
    field: str = ""


class Refused(Exception):
    """The action was not done. Nothing was saved; the refusal itself is on the audit log."""

    status = 409

    def __init__(self, *reasons: Reason, action: str = "") -> None:
        super().__init__("; ".join(reason.code for reason in reasons))
        self.reasons = reasons
        self.action = action


class NotAllowed(Refused):
    """The actor's roles do not cover this."""

    status = 403


class Conflict(Refused):
    """Somebody else wrote first."""


class Missing(Refused):
    """There is no such row in this practice."""

    status = 404
