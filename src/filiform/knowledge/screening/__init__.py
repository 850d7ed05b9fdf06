"""The screening rule book as data: rules, questions and sources, and cases read in a clinician's words."""

from filiform.knowledge.screening.case import read_case, read_day
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.faults import faults
from filiform.knowledge.screening.load import Screening, Threshold, load
from filiform.knowledge.screening.question import Choice, Question
from filiform.knowledge.screening.report import screen_case, verdict_json

__all__ = [
    "CaseError",
    "Choice",
    "Question",
    "Screening",
    "Threshold",
    "faults",
    "load",
    "read_case",
    "read_day",
    "screen_case",
    "verdict_json",
]
