"""Screening: conditions in three values over a history, and the verdict they come to."""

from filiform.core.screening.codes import Codes
from filiform.core.screening.engine import needed, screen
from filiform.core.screening.history import Clearance, History, Unrecognised
from filiform.core.screening.rules import (
    Action,
    Class,
    How,
    Policy,
    Range,
    Rule,
    RuleBook,
    SourceSays,
    Stricter,
    Weight,
)
from filiform.core.screening.verdict import Finding, Missing, Status, Verdict

__all__ = [
    "Action",
    "Class",
    "Clearance",
    "Codes",
    "Finding",
    "History",
    "How",
    "Missing",
    "Policy",
    "Range",
    "Rule",
    "RuleBook",
    "SourceSays",
    "Status",
    "Stricter",
    "Unrecognised",
    "Verdict",
    "Weight",
    "needed",
    "screen",
]
