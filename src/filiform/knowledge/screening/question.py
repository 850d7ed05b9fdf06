"""A question of the case history, from which the page, the schema and the command line are made."""

from __future__ import annotations

from dataclasses import dataclass

from filiform.core.screening.conditions import Condition
from filiform.core.screening.logic import ALWAYS
from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting

KINDS = ("choice", "yes_no", "number", "codes", "sites", "text")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; one heading shares a "none of these"; shown when `asked_when` holds."""

    code: str
    label: str
    heading: str = ""
    asked_when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `docs/knowledge/screening-interface.md` says what each field means."""

    field: str
    kind: str
    group: str
    order: int
    label: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    asked_when: Condition = ALWAYS
    visits: str = "all"
    always_asked: bool = False
    carried: bool = True
    asked_of: str = "patient"
    per_site: bool = False

    def shown(self, setting: Setting) -> bool:
        """Say whether to put the question; while it cannot be known whether it matters, it is put."""
        return self.asked_when.judge(setting).truth is not Truth.NO

    def shown_choices(self, setting: Setting) -> tuple[Choice, ...]:
        """Give the choices that matter here; those left out stay unknown and do not count as missing."""
        return tuple(c for c in self.choices if c.asked_when.judge(setting).truth is not Truth.NO)
