"""Needling: limits of a planned insertion, the count of needles, and the gate before any plan."""

from filiform.core.needling.count import Count, EventKind, NeedleEvent, count, dwell_seconds, may_leave
from filiform.core.needling.gate import Weighable, gate_plan
from filiform.core.needling.limits import check_needle, check_number
from filiform.core.needling.plan import (
    Cover,
    Credential,
    Lot,
    LotStatus,
    NeedleContext,
    NeedleFinding,
    NeedleLimits,
    PlannedInsertion,
    Stimulation,
)
from filiform.core.needling.ruled import NO_POLICY, Leave, Level, Limit, NeedlingPolicy, PlaceRule
from filiform.core.needling.usual import Used, Usual, Way, Whose, usual

__all__ = [
    "NO_POLICY",
    "Count",
    "Cover",
    "Credential",
    "EventKind",
    "Leave",
    "Level",
    "Limit",
    "Lot",
    "LotStatus",
    "NeedleContext",
    "NeedleEvent",
    "NeedleFinding",
    "NeedleLimits",
    "NeedlingPolicy",
    "PlaceRule",
    "PlannedInsertion",
    "Stimulation",
    "Used",
    "Usual",
    "Way",
    "Weighable",
    "Whose",
    "check_needle",
    "check_number",
    "count",
    "dwell_seconds",
    "gate_plan",
    "may_leave",
    "usual",
]
