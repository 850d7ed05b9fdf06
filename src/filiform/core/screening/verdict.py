"""The answer of screening: a status, every finding and every missing answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from filiform.core.screening.history import Unrecognised
from filiform.core.screening.outcome import Reason
from filiform.core.screening.rules import REFERRALS, Action, Class, SourceSays, Weight


class Status(StrEnum):
    """What a verdict comes to, mildest first."""

    CLEAR = "clear"
    CAUTION = "caution"
    ASK = "ask"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """One item that fired.

    `because` holds the answers that caused it; `sites` the planned sites it is about (empty: the whole
    person); `cleared` whether a recorded clearance is in force; `law_of` the jurisdiction whose law this is
    and `binding` whether that law binds this practice; `ruled` what the practice's own policy made of it (None: it
    stands as the guidelines have it).
    """

    item: str
    rule: str
    chapter: str
    label: str
    class_: Class
    action: Action
    because: tuple[Reason, ...]
    sites: tuple[str, ...]
    sources: tuple[SourceSays, ...]
    disagreement: bool
    guidance: str = ""
    where_to: str | None = None
    clearable: bool = False
    cleared: bool = False
    law_of: str | None = None
    binding: bool = True
    ruled: Weight | None = None
    reviewed: str | None = None

    @property
    def status(self) -> Status:
        """Stop or caution, for this finding alone."""
        if self.action in REFERRALS or self.action is Action.DO_NOT_NEEDLE or self.action is Action.AVOID_SITE:
            return Status.STOP
        if self.class_ in (Class.ABSOLUTE, Class.RED_FLAG, Class.SERIOUS_ADVERSE_EVENT):
            return Status.STOP
        if self.clearable and not self.cleared:
            return Status.STOP
        return Status.CAUTION

    @property
    def by_policy(self) -> bool:
        """Whether the practice weighs it by its own recorded decision."""
        return self.ruled is not None

    @property
    def noted(self) -> bool:
        """Whether the practice has decided once for all that it is shown and asks for no decision each time."""
        return self.ruled is Weight.NOTE

    def told(self, because: tuple[Reason, ...], sites: tuple[str, ...], cleared: bool) -> Finding:
        """Give it with these causes, sites and clearance. `replace` says the same at three times the cost."""
        return Finding(
            self.item,
            self.rule,
            self.chapter,
            self.label,
            self.class_,
            self.action,
            because,
            sites,
            self.sources,
            self.disagreement,
            self.guidance,
            self.where_to,
            self.clearable,
            cleared,
            self.law_of,
            self.binding,
            self.ruled,
            self.reviewed,
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that is needed: its field, in a list the codes that matter, the items that ask for it."""

    field: str
    codes: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer; `site_status` gives each planned site a status, so that a changed plan shows."""

    status: Status
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    unrecognised: tuple[Unrecognised, ...]
    site_status: Mapping[str, Status]
    version: str
